//! What the gate of one event looks at, as questions that its page asks with its others.

use std::collections::HashMap;

use super::look::OfStep;
use crate::db::batch::{Question, Row};
use crate::db::conditions::CountedSeat;
use crate::db::types::Json;
use crate::domain::programme::{OWNER_COLUMNS, OWNER_WORDS, Owner, owner_in};
use crate::kernel::ids::{EventId, ProgrammeId, StepId};
use crate::kernel::localised::Localised;

/// A stakeholder group: what it is called, and how many of it have accepted.
pub(super) type Groups = HashMap<String, (Localised, i64)>;

/// Every group, and how many seats of it have accepted at an event; counted as [`super::store::accepted`] does.
pub(super) fn groups(event: EventId) -> Question<'static, Groups> {
    const OF_GROUP: &str = "contact_groups.group_id = stakeholder_groups.id";
    let accepted = format!("seats.event_id = {event} AND seats.removed_at IS NULL AND seats.answer = 'accepted'");
    let counted = CountedSeat::WORDS;
    let select = format!(
        "SELECT stakeholder_groups.code AS code, stakeholder_groups.name AS name, \
         (SELECT COUNT(*) FROM seats JOIN contact_groups ON contact_groups.contact_id = seats.contact_id \
         WHERE {OF_GROUP} AND {accepted}) \
         + (SELECT COUNT(*) FROM seats JOIN delegations ON delegations.event_id = seats.event_id \
         AND delegations.organisation_id = seats.organisation_id AND delegations.removed_at IS NULL \
         JOIN contact_groups ON contact_groups.contact_id = delegations.contact_id \
         WHERE {OF_GROUP} AND {accepted} AND seats.contact_id IS NULL AND {counted}) AS n FROM stakeholder_groups"
    );
    Question::new(&["code", "name", "n"], select, |rows| {
        let read = |mut row: Row| {
            let (code, name) = (row.one()?, row.one::<Json>()?.read()?);
            Ok((code, (name, row.one()?)))
        };
        rows.into_iter().map(read).collect()
    })
}

/// How the events of a programme's steps stand, by date.
pub(super) fn of_steps(programme: ProgrammeId) -> Question<'static, Vec<OfStep>> {
    let columns = &["step_id", "public_id", "state", "starts_at", "id"];
    let list = columns.join(", ");
    let select = format!("SELECT {list} FROM events WHERE programme_id = {programme} AND step_id IS NOT NULL");
    Question::new(columns, select, |rows| {
        let mut found: Vec<((i64, i64), OfStep)> = Vec::with_capacity(rows.len());
        for mut row in rows {
            let of = OfStep { step: StepId::new(row.one()?), public_id: row.one()?, state: row.one()? };
            found.push(((row.some()?.unwrap_or(i64::MAX), row.one()?), of));
        }
        found.sort_by_key(|(place, _)| *place);
        Ok(found.into_iter().map(|(_, of)| of).collect())
    })
}

/// Who stands behind an event.
pub(super) fn contact(event: EventId) -> Question<'static, Option<Owner>> {
    let select = format!(
        "SELECT {OWNER_WORDS} FROM events JOIN contacts ON contacts.id = events.contact_id \
         WHERE events.id = {event} AND contacts.erased_at IS NULL"
    );
    Question::new(&OWNER_COLUMNS, select, |mut rows| match rows.pop() {
        Some(mut row) => owner_in(&mut row),
        None => Ok(None),
    })
}
