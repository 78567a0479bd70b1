use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::draft::Settings;
use super::model::{Consultation, ConsultationId, ConsultationState, Phase, Since};
use super::service::Tally;
use crate::access::Context;
use crate::db::batch::Question;
use crate::db::conn::each;
use crate::db::schema::consultations;
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored};
use crate::domain::events::{Event, EventState};
use crate::domain::invitations::EventFacts;
use crate::kernel::ids::{EventId, ProgrammeId, PublicId};
use crate::kernel::time::{Instant, WallTime};

#[derive(Queryable, Selectable)]
#[diesel(table_name = consultations)]
struct Row {
    id: ConsultationId,
    public_id: PublicId,
    version: i64,
    programme_id: ProgrammeId,
    event_id: EventId,
    phase: Phase,
    state: ConsultationState,
    intro: Json,
    opens_local: Option<String>,
    closes_local: Option<String>,
}

impl Row {
    fn read(self, event: &Event) -> Stored<Consultation> {
        let wall = |text: Option<String>| {
            let parsed = text.map(|t| WallTime::parse(&t, event.zone).map_err(|e| DbError::Damaged(e.to_string())));
            parsed.transpose()
        };
        Ok(Consultation {
            id: self.id,
            public_id: self.public_id,
            version: self.version,
            programme: self.programme_id,
            event: self.event_id,
            phase: self.phase,
            state: self.state,
            intro: self.intro.read()?,
            opens: wall(self.opens_local)?,
            closes: wall(self.closes_local)?,
            since: since(event, self.phase),
        })
    }
}

fn since(event: &Event, phase: Phase) -> Since {
    let held = matches!(event.state, EventState::Held | EventState::Reported);
    match event.for_guests() {
        _ if phase == Phase::Before || held => Since::Any,
        Some(slot) => Since::Ends(slot.end),
        None => Since::Undated,
    }
}

/// Before stands before after.
pub(super) fn of_event(conn: &mut Conn, event: &Event) -> Stored<Vec<Consultation>> {
    let rows: Vec<Row> =
        consultations::table.filter(consultations::event_id.eq(event.id)).select(Row::as_select()).load(conn)?;
    let mut all = rows.into_iter().map(|row| row.read(event)).collect::<Stored<Vec<_>>>()?;
    all.sort_by_key(|c| c.phase);
    Ok(all)
}

pub(super) fn event_of(conn: &mut Conn, id: &PublicId) -> Stored<Option<EventId>> {
    let found = consultations::table.filter(consultations::public_id.eq(id)).select(consultations::event_id);
    Ok(found.first(conn).optional()?)
}

pub(super) fn event_of_number(conn: &mut Conn, id: ConsultationId) -> Stored<Option<EventId>> {
    let found = consultations::table.filter(consultations::id.eq(id)).select(consultations::event_id);
    Ok(found.first(conn).optional()?)
}

#[derive(Insertable)]
#[diesel(table_name = consultations)]
struct NewRow {
    public_id: PublicId,
    version: i64,
    programme_id: ProgrammeId,
    event_id: EventId,
    phase: Phase,
    state: ConsultationState,
    intro: Json,
    created_at: Instant,
    updated_at: Instant,
}

/// None where there is one of this phase already.
pub(super) fn insert(conn: &mut Conn, cx: &Context, event: &EventFacts, phase: Phase) -> Stored<Option<PublicId>> {
    let row = NewRow {
        public_id: PublicId::random(),
        version: 1,
        programme_id: event.programme,
        event_id: event.id,
        phase,
        state: ConsultationState::Draft,
        intro: Json::of(&crate::kernel::localised::Localised::default())?,
        created_at: cx.now,
        updated_at: cx.now,
    };
    // Asked first: a failed statement would end a transaction on PostgreSQL. Who races is told "there" by the index all the same.
    let there =
        consultations::table.filter(consultations::event_id.eq(event.id)).filter(consultations::phase.eq(phase));
    if there.select(consultations::id).first::<ConsultationId>(conn).optional()?.is_some() {
        return Ok(None);
    }
    match diesel::insert_into(consultations::table).values(&row).execute(conn).map_err(DbError::from) {
        Ok(_) => Ok(Some(row.public_id)),
        Err(DbError::Duplicate(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

fn local(at: Option<WallTime>) -> Option<String> {
    at.map(WallTime::stored)
}

/// Whether the version was the one that was seen.
pub(super) fn update(conn: &mut Conn, cx: &Context, of: &Consultation, seen: i64, to: &Settings) -> Stored<bool> {
    let row = consultations::table.filter(consultations::id.eq(of.id)).filter(consultations::version.eq(seen));
    let set = (
        consultations::version.eq(seen + 1),
        consultations::intro.eq(Json::of(&to.intro)?),
        consultations::opens_local.eq(local(to.opens)),
        consultations::closes_local.eq(local(to.closes)),
        consultations::updated_at.eq(cx.now),
    );
    Ok(diesel::update(row).set(set).execute(conn)? == 1)
}

pub(super) fn put_state(
    conn: &mut Conn,
    cx: &Context,
    of: &Consultation,
    seen: i64,
    state: ConsultationState,
) -> Stored<bool> {
    let row = consultations::table.filter(consultations::id.eq(of.id)).filter(consultations::version.eq(seen));
    let set =
        (consultations::version.eq(seen + 1), consultations::state.eq(state), consultations::updated_at.eq(cx.now));
    Ok(diesel::update(row).set(set).execute(conn)? == 1)
}

/// Makes everybody else who changes this questionnaire wait until the transaction ends.
pub(super) fn lock(conn: &mut Conn, id: ConsultationId) -> Stored<()> {
    let row = consultations::table.filter(consultations::id.eq(id));
    diesel::update(row).set(consultations::version.eq(consultations::version)).execute(conn)?;
    Ok(())
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    id: ConsultationId,
    #[diesel(sql_type = BigInt)]
    questions: i64,
    #[diesel(sql_type = BigInt)]
    asked: i64,
    #[diesel(sql_type = BigInt)]
    sent: i64,
    #[diesel(sql_type = BigInt)]
    parts: i64,
}

/// All questionnaires of an event in one statement.
pub(super) fn tallies(conn: &mut Conn, event: EventId) -> Stored<HashMap<ConsultationId, Tally>> {
    let sql = counted("", event);
    let rows: Vec<Counted> = each!(conn, c => diesel::sql_query(sql).load(c))?;
    let tally = |c: &Counted| Tally { questions: c.questions, asked: c.asked, sent: c.sent, parts: c.parts };
    Ok(rows.iter().map(|counted| (counted.id, tally(counted))).collect())
}

/// Them and their counts, to be asked beside other questions.
pub(super) fn in_numbers(event: &Event) -> Question<'_, Vec<(Consultation, Tally)>> {
    const ALSO: &str = "consultations.public_id AS public_id, consultations.version AS version, \
         consultations.phase AS phase, consultations.state AS state, consultations.intro AS intro, \
         consultations.opens_local AS opens_local, consultations.closes_local AS closes_local, ";
    let columns = &[
        "id",
        "public_id",
        "version",
        "phase",
        "state",
        "intro",
        "opens_local",
        "closes_local",
        "questions",
        "asked",
        "sent",
        "parts",
    ];
    Question::new(columns, counted(ALSO, event.id), move |rows| {
        let mut all: Vec<(Consultation, Tally)> = Vec::with_capacity(rows.len());
        for mut row in rows {
            let whole = Row {
                id: ConsultationId::new(row.one()?),
                public_id: row.one()?,
                version: row.one()?,
                programme_id: event.programme,
                event_id: event.id,
                phase: row.one()?,
                state: row.one()?,
                intro: row.one()?,
                opens_local: row.some()?,
                closes_local: row.some()?,
            };
            let tally = Tally { questions: row.one()?, asked: row.one()?, sent: row.one()?, parts: row.one()? };
            all.push((whole.read(event)?, tally));
        }
        all.sort_by_key(|(of, _)| of.phase);
        Ok(all)
    })
}

/// What counts the questionnaires of an event, with these columns beside.
fn counted(also: &str, event: EventId) -> String {
    // Somebody whose entries were several has several sheets, and is one, at the end of the way that the entries went.
    let living = format!(
        "WITH RECURSIVE ways (who, heir) AS ( \
         SELECT one.contact_id, one.contact_id FROM consultation_people AS one \
         JOIN consultations AS own ON own.id = one.consultation_id WHERE own.event_id = {event} \
         UNION SELECT ways.who, contacts.merged_into FROM ways JOIN contacts ON contacts.id = ways.heir \
         WHERE contacts.merged_into IS NOT NULL), \
         living (who, heir) AS (SELECT ways.who, ways.heir FROM ways JOIN contacts ON contacts.id = ways.heir \
         WHERE contacts.merged_into IS NULL), \
         reached (consultation, heir, asked, sent, saved) AS (SELECT one.consultation_id, living.heir, \
         MAX(one.asked_at), MAX(one.sent_at), MAX(one.saved_at) FROM consultation_people AS one \
         JOIN living ON living.who = one.contact_id JOIN consultations AS own ON own.id = one.consultation_id \
         WHERE own.event_id = {event} GROUP BY one.consultation_id, living.heir)"
    );
    const COUNT: &str = "SELECT COUNT(*) FROM reached WHERE reached.consultation = consultations.id";
    format!(
        "{living} SELECT consultations.id AS id, {also}(SELECT COUNT(*) FROM consultation_questions AS one \
         WHERE one.consultation_id = consultations.id AND one.removed_at IS NULL) AS questions, \
         ({COUNT} AND reached.asked IS NOT NULL) AS asked, ({COUNT} AND reached.sent IS NOT NULL) AS sent, \
         ({COUNT} AND reached.sent IS NULL AND reached.saved IS NOT NULL) AS parts \
         FROM consultations WHERE consultations.event_id = {event}"
    )
}
