use super::gating::Courting;
use crate::db::batch::{Question, Row};
use crate::domain::programme::{OWNER_COLUMNS, OWNER_WORDS, owner_in};
use crate::kernel::ids::{CityId, EventId, ProgrammeId, SponsorshipId};

/// Who is courted in a programme, as far as it is counted: one statement, whatever their number.
pub(super) fn courted(programme: ProgrammeId) -> Question<'static, Vec<Courting>> {
    let select = format!(
        "SELECT sponsorships.id AS id, sponsorships.stage AS stage, sponsorships.event_id AS event_id, \
         events.city_id AS city_id, {OWNER_WORDS} FROM sponsorships \
         LEFT JOIN events ON events.id = sponsorships.event_id \
         LEFT JOIN contacts ON contacts.id = sponsorships.owner_id AND contacts.erased_at IS NULL \
         WHERE sponsorships.programme_id = {programme}"
    );
    let question: Question<'_, Vec<Courting>> =
        Question::new(&["id", "stage", "event_id", "city_id"], select, |rows| {
            let read = |mut row: Row| {
                Ok(Courting {
                    id: SponsorshipId::new(row.one()?),
                    stage: row.one()?,
                    event: row.some()?.map(EventId::new),
                    city: row.some()?.map(CityId::new),
                    owner: owner_in(&mut row)?,
                })
            };
            rows.into_iter().map(read).collect()
        });
    question.further(&OWNER_COLUMNS)
}
