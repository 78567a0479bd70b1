use std::collections::HashMap;

use diesel::dsl::max;
use diesel::expression::BoxableExpression;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::db::conn::MultiBackend;
use crate::db::dialect::contains_pattern;
use crate::db::schema::{cities, contacts, event_notices, events, outbox, outbox_attempts as attempts, programmes};
use crate::db::types::{Json, day};
use crate::db::{Conn, Stored};
use crate::domain::outbox::desk::{About, Act, Failure, Filter, Listed, Selection, Shown, Sight};
use crate::domain::outbox::model::{FailReason, HeldBack, MessageState};
use crate::kernel::email::Email;
use crate::kernel::ids::{CityId, ContactId, EventId, OutboxId, ProgrammeId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;

type Messages<'a> = outbox::BoxedQuery<'a, MultiBackend>;
type OnMessages = Box<dyn BoxableExpression<outbox::table, MultiBackend, SqlType = Bool>>;

/// Everything in sight that matches, in any drawer.
fn matching(conn: &mut Conn, sight: &Sight, filter: &Filter) -> Stored<Messages<'static>> {
    let mut query = in_sight(sight);
    if let Some(event) = &filter.event {
        let id: Option<EventId> =
            events::table.filter(events::public_id.eq(event)).select(events::id).first(conn).optional()?;
        query = query.filter(outbox::event_id.eq(id.map_or(-1, |id| id.raw())));
    }
    if let Some(kind) = &filter.kind {
        query = query.filter(outbox::kind.eq(kind.clone()));
    }
    let text = filter.text.trim();
    if !text.is_empty() {
        let pattern = contains_pattern(&text.to_lowercase());
        let in_reply = outbox::reply.like(contains_pattern(text)).escape('\\').assume_not_null();
        let found = outbox::email.like(pattern).escape('\\').or(outbox::reply.is_not_null().and(in_reply));
        query = match to_people(&filter.names) {
            Some(named) => query.filter(found.or(named)),
            None => query.filter(found),
        };
    }
    Ok(query)
}

/// What goes to people in whose name each part of one of these stands; none where nothing that is a name was typed.
fn to_people(names: &[Vec<String>]) -> Option<OnMessages> {
    let all_of = |parts: &Vec<String>| {
        let parts = parts.iter().map(|part| to_named(part));
        parts.reduce(|a, b| -> OnMessages { Box::new(a.and(b)) })
    };
    names.iter().filter_map(all_of).reduce(|a, b| -> OnMessages { Box::new(a.or(b)) })
}

fn to_named(part: &str) -> OnMessages {
    let people = contacts::table
        .filter(contacts::erased_at.is_null())
        .filter(contacts::name_key.like(contains_pattern(part)).escape('\\'))
        .select(contacts::id.nullable());
    Box::new(outbox::contact_id.is_not_null().and(outbox::contact_id.eq_any(people).assume_not_null()))
}

fn in_sight(sight: &Sight) -> Messages<'static> {
    let query = outbox::table.into_boxed::<MultiBackend>();
    match sight {
        Sight::All => query,
        Sight::Some { programmes, cities } => {
            let in_cities = events::table
                .filter(events::city_id.eq_any(cities.iter().map(|c| c.raw()).collect::<Vec<_>>()))
                .select(events::id.nullable());
            let programmes: Vec<i64> = programmes.iter().map(|p| p.raw()).collect();
            let whole =
                outbox::programme_id.is_not_null().and(outbox::programme_id.assume_not_null().eq_any(programmes));
            query.filter(
                whole.or(outbox::event_id.is_not_null().and(outbox::event_id.eq_any(in_cities).assume_not_null())),
            )
        }
    }
}

#[derive(Queryable)]
struct Row {
    id: OutboxId,
    public_id: PublicId,
    kind: String,
    state: MessageState,
    email: Email,
    locale: Locale,
    event: Option<EventId>,
    due_at: Instant,
    attempts: i32,
    reply: Option<String>,
    reason: Option<String>,
    created_at: Instant,
    settled_at: Option<Instant>,
    contact: Option<ContactId>,
}

macro_rules! columns {
    () => {
        (
            outbox::id,
            outbox::public_id,
            outbox::kind,
            outbox::state,
            outbox::email,
            outbox::locale,
            outbox::event_id,
            outbox::due_at,
            outbox::attempts,
            outbox::reply,
            outbox::reason,
            outbox::created_at,
            outbox::settled_at,
            outbox::contact_id,
        )
    };
}

fn listed(row: Row, about: &HashMap<EventId, About>, people: &HashMap<ContactId, PersonName>) -> Listed {
    Listed {
        id: row.id,
        public_id: row.public_id,
        kind: row.kind,
        state: row.state,
        email: row.email,
        person: row.contact.and_then(|id| people.get(&id).cloned()),
        locale: row.locale,
        event: row.event.and_then(|id| about.get(&id).cloned()),
        due_at: row.due_at,
        attempts: row.attempts,
        reply: row.reply,
        reason: row.reason,
        created_at: row.created_at,
        settled_at: row.settled_at,
    }
}

/// What those are called who are still known.
fn people(conn: &mut Conn, ids: Vec<ContactId>) -> Stored<HashMap<ContactId, PersonName>> {
    let rows: Vec<(ContactId, String, String, String)> = contacts::table
        .filter(contacts::id.eq_any(ids))
        .filter(contacts::erased_at.is_null())
        .select((contacts::id, contacts::native_name, contacts::latin_name, contacts::family_name))
        .load(conn)?;
    let name = |(id, native, latin, family)| (id, PersonName { native, latin, family, address: Localised::default() });
    Ok(rows.into_iter().map(name).collect())
}

fn about(conn: &mut Conn, ids: Vec<EventId>) -> Stored<HashMap<EventId, About>> {
    type Row = (EventId, PublicId, Json, String, (Option<CityId>, Option<String>, String));
    let rows: Vec<Row> = events::table
        .inner_join(programmes::table)
        .filter(events::id.eq_any(ids))
        .select((
            events::id,
            events::public_id,
            events::title,
            programmes::slug,
            (events::city_id, events::starts_local, events::state),
        ))
        .load(conn)?;
    let cities: Vec<CityId> = rows.iter().filter_map(|row| row.4.0).collect();
    let cities: Vec<(CityId, Json)> =
        cities::table.filter(cities::id.eq_any(cities)).select((cities::id, cities::name)).load(conn)?;
    let about = |(id, public_id, title, programme_slug, (city, starts, state)): Row| {
        let name = cities.iter().find(|(own, _)| Some(*own) == city).map(|(_, name)| name.read()).transpose()?;
        let day = starts.as_deref().and_then(|starts| starts.split('T').next()).map(day).transpose()?;
        Ok((id, About { id, public_id, title: title.read()?, programme_slug, city: name, day, state }))
    };
    rows.into_iter().map(about).collect()
}

pub fn list(conn: &mut Conn, sight: &Sight, filter: &Filter, page: PageRequest) -> Stored<Page<Listed>> {
    let mut query = matching(conn, sight, filter)?;
    if let Some(drawer) = filter.drawer {
        query = query.filter(outbox::state.eq_any(drawer.states()));
    }
    if let Some(after) = page.after {
        query = query.filter(outbox::id.lt(after));
    }
    let rows: Vec<Row> = query.order(outbox::id.desc()).limit(page.limit + 1).select(columns!()).load(conn)?;
    let about = about(conn, rows.iter().filter_map(|r| r.event).collect())?;
    let people = people(conn, rows.iter().filter_map(|r| r.contact).collect())?;
    Ok(Page::cut(rows, page, |row| row.id.raw()).map(|row| listed(row, &about, &people)))
}

pub fn counts(conn: &mut Conn, sight: &Sight, filter: &Filter) -> Stored<Vec<(MessageState, i64)>> {
    let mut counts = Vec::new();
    for state in MessageState::ALL {
        let query = matching(conn, sight, filter)?.filter(outbox::state.eq(*state));
        counts.push((*state, query.count().get_result(conn)?));
    }
    Ok(counts)
}

pub fn events(conn: &mut Conn, sight: &Sight) -> Stored<Vec<About>> {
    let ids: Vec<Option<EventId>> = in_sight(sight)
        .filter(outbox::event_id.is_not_null())
        .select(outbox::event_id)
        .distinct()
        .limit(200)
        .load(conn)?;
    let mut found: Vec<About> = about(conn, ids.into_iter().flatten().collect())?.into_values().collect();
    found.sort_by_key(|a| a.id);
    Ok(found)
}

pub fn show(conn: &mut Conn, id: &PublicId) -> Stored<Option<Shown>> {
    type Rest = (Json, Option<ProgrammeId>);
    let found: Option<(Row, Rest)> = outbox::table
        .filter(outbox::public_id.eq(id))
        .select((columns!(), (outbox::message, outbox::programme_id)))
        .first(conn)
        .optional()?;
    let Some((row, (message, programme))) = found else { return Ok(None) };
    let contact = row.contact;
    let city: Option<Option<CityId>> = match row.event {
        Some(event) => events::table.find(event).select(events::city_id).first(conn).optional()?,
        None => None,
    };
    let about = about(conn, row.event.into_iter().collect())?;
    let people = people(conn, contact.into_iter().collect())?;
    let failures = failures(conn, row.id)?;
    Ok(Some(Shown {
        listed: listed(row, &about, &people),
        message: message.read()?,
        contact,
        programme,
        city: city.flatten(),
        failures,
    }))
}

fn failures(conn: &mut Conn, id: OutboxId) -> Stored<Vec<Failure>> {
    let rows: Vec<(Instant, String, String)> = attempts::table
        .filter(attempts::outbox_id.eq(id))
        .order(attempts::id.desc())
        .select((attempts::at, attempts::outcome, attempts::reply))
        .load(conn)?;
    Ok(rows.into_iter().map(|(at, outcome, reply)| Failure { at, outcome, reply }).collect())
}

/// A row that an act is done to.
#[derive(Queryable)]
pub struct Reached {
    pub id: OutboxId,
    pub state: MessageState,
    pub programme: Option<ProgrammeId>,
    contact: Option<ContactId>,
    email: Email,
    reason: Option<String>,
}

impl Reached {
    /// Whose address, when that is what it failed for.
    pub fn refused(self) -> Option<(ContactId, Email)> {
        let reasons = [FailReason::AddressRefused, FailReason::AddressUnsendable].map(FailReason::as_str);
        let reasons = [reasons[0], reasons[1], HeldBack::RefusedBefore.as_str()];
        self.reason.filter(|why| reasons.contains(&why.as_str())).and(self.contact).map(|contact| (contact, self.email))
    }
}

fn selected(conn: &mut Conn, sight: &Sight, act: Act, selection: &Selection) -> Stored<Messages<'static>> {
    let query = match selection {
        Selection::These(ids) => in_sight(sight).filter(outbox::public_id.eq_any(ids.clone())),
        Selection::Matching(filter) => {
            let query = matching(conn, sight, filter)?;
            match filter.drawer {
                Some(drawer) => query.filter(outbox::state.eq_any(drawer.states())),
                None => query,
            }
        }
    };
    Ok(query.filter(outbox::state.eq_any(act.from())))
}

/// How many are selected, and the youngest of them.
pub fn reach(conn: &mut Conn, sight: &Sight, act: Act, selection: &Selection) -> Stored<(i64, Option<OutboxId>)> {
    let count = selected(conn, sight, act, selection)?.count().get_result(conn)?;
    let last = selected(conn, sight, act, selection)?.select(max(outbox::id)).first(conn)?;
    Ok((count, last))
}

/// The next of those selected, oldest first.
pub fn reached(
    conn: &mut Conn,
    sight: &Sight,
    act: Act,
    selection: &Selection,
    (after, last): (OutboxId, OutboxId),
    limit: usize,
) -> Stored<Vec<Reached>> {
    let query = selected(conn, sight, act, selection)?.filter(outbox::id.gt(after)).filter(outbox::id.le(last));
    let columns = (outbox::id, outbox::state, outbox::programme_id, outbox::contact_id, outbox::email, outbox::reason);
    Ok(query.order(outbox::id).limit(limit as i64).select(columns).load(conn)?)
}

/// The state is looked at again: the engine may have taken a row since it was read.
pub fn act(conn: &mut Conn, now: Instant, act: Act, ids: &[OutboxId]) -> Stored<usize> {
    let mut done = 0;
    for batch in ids.chunks(500) {
        let rows =
            outbox::table.filter(outbox::id.eq_any(batch.iter().copied())).filter(outbox::state.eq_any(act.from()));
        done += match act {
            Act::TryAgain => diesel::update(rows)
                .set((
                    outbox::state.eq(MessageState::Queued),
                    outbox::attempts.eq(0),
                    outbox::due_at.eq(now),
                    outbox::reason.eq(None::<&str>),
                    outbox::settled_at.eq(None::<Instant>),
                ))
                .execute(conn)?,
            Act::Cancel => diesel::update(rows)
                .set((
                    outbox::state.eq(MessageState::Cancelled),
                    outbox::reason.eq(Some("by-staff")),
                    outbox::settled_at.eq(Some(now)),
                ))
                .execute(conn)?,
        };
        if act == Act::TryAgain {
            wait_for_notices(conn, now, batch)?;
        }
    }
    Ok(done)
}

/// What guests read of an event whose last change can still be called back waits with that change's own mails.
fn wait_for_notices(conn: &mut Conn, now: Instant, ids: &[OutboxId]) -> Stored<()> {
    let queued = || {
        outbox::table
            .filter(outbox::id.eq_any(ids.iter().copied()))
            .filter(outbox::state.eq(MessageState::Queued))
            .filter(outbox::kind.eq_any([
                "invitation",
                "answer-confirmation",
                "delegation-invitation",
                "delegation-confirmation",
                "event-notice",
                "consultation-ask",
                "consultation-reminder",
                "guest-reminder",
            ]))
    };
    let about: Vec<Option<EventId>> = queued().select(outbox::event_id).distinct().load(conn)?;
    let waiting: Vec<(EventId, Option<Instant>)> = event_notices::table
        .filter(event_notices::event_id.eq_any(about.into_iter().flatten()))
        .filter(event_notices::recalled_at.is_null())
        .filter(event_notices::leaves_at.gt(now))
        .group_by(event_notices::event_id)
        .select((event_notices::event_id, max(event_notices::leaves_at)))
        .load(conn)?;
    for (event, leaves_at) in waiting {
        let Some(leaves_at) = leaves_at else { continue };
        let held = queued().filter(outbox::event_id.eq(event)).filter(outbox::due_at.lt(leaves_at));
        diesel::update(held).set(outbox::due_at.eq(leaves_at)).execute(conn)?;
    }
    Ok(())
}
