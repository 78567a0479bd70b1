//! One page of a log of any length, by any of its filters.
//!
//! Each filter has an index that ends in (at, id), the order of the pages; where several are set, the narrowest leads and the others only
//! look at the rows it finds. Which is the narrowest is found out by reading at most [`FEW`] ids of each: a planner does not know that one
//! verb is rare and another is not, and would walk a million rows for ten. The others are written so that no index takes them (`+ 0`,
//! `|| ''`).

use diesel::dsl::IntoBoxed;
use diesel::prelude::*;

use super::model::{Change, Entity, Entry};
use super::store::{COLUMNS, Row, read};
use super::store_names;
use crate::access::Door;
use crate::db::conn::MultiBackend;
use crate::db::schema::{accounts, contacts, history, history_named, history_personal, seats};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{AccountId, CityId, ContactId, HistoryId, ProgrammeId, SeatId};
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    pub programme: Option<ProgrammeId>,
    /// Only these cities are for the reader.
    pub cities: Option<Vec<CityId>>,
    pub city: Option<CityId>,
    pub kind: Option<Entity>,
    /// One thing of that kind.
    pub object: Option<i64>,
    /// The kind of actor, and which.
    pub by: Option<(&'static str, Option<i64>)>,
    pub about: Option<About>,
    pub action: Option<String>,
    pub door: Option<Door>,
    pub from: Option<Instant>,
    pub until: Option<Instant>,
}

/// Where the entries of one person are.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct About {
    /// About them, or naming them.
    entries: Vec<HistoryId>,
    /// By which they act: of what was done by them there may be very much.
    accounts: Vec<AccountId>,
}

/// Among which entries a page is looked for.
#[derive(Clone, Copy)]
enum Among<'a> {
    All,
    These(&'a [HistoryId]),
    By(AccountId),
}

type Query<'a> = IntoBoxed<'a, history::table, MultiBackend>;

/// What an index can find.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part<'a> {
    Programme(ProgrammeId),
    City(CityId),
    Kind(Entity),
    Object(Entity, i64),
    By(&'static str, Option<i64>),
    Action(&'a str),
    Door(Door),
}

/// So many ids at most are read to find the narrowest part.
const FEW: i64 = 1_000;

impl Filter {
    fn parts(&self) -> Vec<Part<'_>> {
        let thing = match (self.kind, self.object) {
            (Some(kind), Some(id)) => Some(Part::Object(kind, id)),
            (kind, _) => kind.map(Part::Kind),
        };
        let parts = [
            thing,
            self.by.map(|(kind, id)| Part::By(kind, id)),
            self.action.as_deref().map(Part::Action),
            self.city.map(Part::City),
            self.door.map(Part::Door),
            self.programme.map(Part::Programme),
        ];
        parts.into_iter().flatten().collect()
    }

    /// The part that finds the fewest; of those that find many, the first.
    fn lead<'a>(&self, conn: &mut Conn, parts: &[Part<'a>]) -> Stored<Option<Part<'a>>> {
        if parts.len() < 2 {
            return Ok(parts.first().copied());
        }
        let mut narrowest = (FEW + 1, None);
        for part in parts {
            let ids: Vec<HistoryId> = self.period(leading(blank(), *part)).select(history::id).limit(FEW).load(conn)?;
            let count = i64::try_from(ids.len()).unwrap_or(FEW);
            if count < narrowest.0 {
                narrowest = (count, Some(*part));
            }
        }
        Ok(narrowest.1)
    }

    fn period<'a>(&self, mut query: Query<'a>) -> Query<'a> {
        if let Some(from) = self.from {
            query = query.filter(history::at.ge(from));
        }
        if let Some(until) = self.until {
            query = query.filter(history::at.lt(until));
        }
        query
    }
}

fn blank<'a>() -> Query<'a> {
    history::table.into_boxed()
}

/// So that its index is used.
fn leading<'a>(query: Query<'a>, part: Part<'a>) -> Query<'a> {
    match part {
        Part::Programme(id) => query.filter(history::programme_id.eq(id)),
        Part::City(id) => query.filter(history::city_id.eq(id)),
        Part::Kind(kind) => query.filter(history::object_kind.eq(kind)),
        Part::Object(kind, id) => query.filter(history::object_kind.eq(kind)).filter(history::object_id.eq(id)),
        Part::By(kind, None) => query.filter(history::actor_kind.eq(kind)),
        Part::By(kind, Some(id)) => query.filter(history::actor_kind.eq(kind)).filter(history::actor_id.eq(id)),
        Part::Action(action) => query.filter(history::action.eq(action)),
        Part::Door(door) => query.filter(history::door.eq(door)),
    }
}

/// So that it only looks at what another found.
fn looking<'a>(query: Query<'a>, part: Part<'a>) -> Query<'a> {
    match part {
        Part::Programme(id) => query.filter((history::programme_id + 0).eq(id.raw())),
        Part::City(id) => query.filter((history::city_id + 0).eq(id.raw())),
        Part::Kind(kind) => query.filter(history::object_kind.concat("").eq(kind.as_str())),
        Part::Object(kind, id) => {
            query.filter(history::object_kind.concat("").eq(kind.as_str())).filter((history::object_id + 0).eq(id))
        }
        Part::By(kind, None) => query.filter(history::actor_kind.concat("").eq(kind)),
        Part::By(kind, Some(id)) => {
            query.filter(history::actor_kind.concat("").eq(kind)).filter((history::actor_id + 0).eq(id))
        }
        Part::Action(action) => query.filter(history::action.concat("").eq(action)),
        Part::Door(door) => query.filter(history::door.concat("").eq(door.as_str())),
    }
}

/// A page, newest first; a cursor is the id of the last entry seen.
pub fn list(conn: &mut Conn, filter: &Filter, page: PageRequest) -> Stored<Page<Entry>> {
    let mut before = None;
    if let Some(after) = page.after {
        let at: Option<Instant> = history::table.find(after).select(history::at).first(conn).optional()?;
        // An entry that is not there is after everything.
        let Some(at) = at else { return Ok(Page { items: Vec::new(), next: None }) };
        before = Some((at, after));
    }
    let part = (before, page.limit + 1);
    let Some(about) = &filter.about else {
        let found = rows(conn, filter, Among::All, part)?;
        return read(conn, found, page);
    };
    // A whole page of each: the newest of all are among them.
    let mut found = rows(conn, filter, Among::These(&about.entries), part)?;
    for account in &about.accounts {
        found.extend(rows(conn, filter, Among::By(*account), part)?);
    }
    found.sort_by_key(|row| std::cmp::Reverse((row.0.1, row.0.0)));
    found.dedup_by_key(|row| row.0.0);
    found.truncate(usize::try_from(page.limit + 1).unwrap_or(usize::MAX));
    read(conn, found, page)
}

/// The newest so many of them, before the one that was seen last.
fn rows(
    conn: &mut Conn,
    filter: &Filter,
    among: Among<'_>,
    (before, limit): (Option<(Instant, i64)>, i64),
) -> Stored<Vec<Row>> {
    let mut parts = filter.parts();
    let lead = match among {
        // Few as they are, they are found by their numbers.
        Among::These(_) => None,
        Among::All => filter.lead(conn, &parts)?,
        Among::By(account) => {
            parts.push(Part::By("member", Some(account.raw())));
            filter.lead(conn, &parts)?
        }
    };
    let mut query = filter.period(blank());
    for part in &parts {
        query = if lead == Some(*part) { leading(query, *part) } else { looking(query, *part) };
    }
    if let Among::These(ids) = among {
        query = query.filter(history::id.eq_any(ids.to_vec()));
    }
    if let Some(cities) = &filter.cities {
        query = query.filter((history::city_id + 0).eq_any(cities.iter().map(|c| c.raw())));
    }
    if let Some((at, after)) = before {
        query = query.filter(history::at.le(at)).filter(history::at.lt(at).or(history::id.lt(after)));
    }
    let order = (history::at.desc(), history::id.desc());
    Ok(query.order(order).limit(limit).select(COLUMNS).load(conn)?)
}

/// Whether it is told who courts a sponsor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Courting {
    Told,
    Untold,
}

/// The entries by which these were named as reviewers, or are reviewers no more. Reviewers are members, who may become somebody's account
/// later: so it is the few entries of this kind that are read.
fn reviewing(conn: &mut Conn, accounts: &[AccountId]) -> Stored<Vec<HistoryId>> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let panels = history::table.filter(history::action.eq("reviewers-named")).select((history::id, history::changes));
    let mut found = Vec::new();
    for (id, changes) in panels.load::<(HistoryId, Json)>(conn)? {
        let members = store_names::reviewers_in(&changes.read::<Vec<Change>>()?);
        if accounts.iter().any(|account| members.contains(&account.raw())) {
            found.push(id);
        }
    }
    Ok(found)
}

/// A contact and the entries that went into it, by whatever way: one person.
fn one_person(conn: &mut Conn, contact: ContactId) -> Stored<Vec<ContactId>> {
    let (mut all, mut ahead) = (vec![contact], vec![contact]);
    while !ahead.is_empty() {
        let went = contacts::table.filter(contacts::merged_into.eq_any(ahead)).select(contacts::id);
        ahead = went.load::<ContactId>(conn)?.into_iter().filter(|id| !all.contains(id)).collect();
        all.extend(&ahead);
    }
    Ok(all)
}

/// The entries that concern a contact: the contact itself, its seats, what was said of it elsewhere, what names it; and what it did.
pub fn about(conn: &mut Conn, contact: ContactId, courting: Courting) -> Stored<About> {
    let people = one_person(conn, contact)?;
    let own = |kind: Entity| history::table.filter(history::object_kind.eq(kind)).select(history::id);
    let seats: Vec<SeatId> =
        seats::table.filter(seats::contact_id.eq_any(people.iter().copied())).select(seats::id).load(conn)?;
    let mut ids: Vec<HistoryId> =
        own(Entity::Contact).filter(history::object_id.eq_any(people.iter().map(|id| id.raw()))).load(conn)?;
    let seats: Vec<i64> = seats.into_iter().map(SeatId::raw).collect();
    ids.extend(own(Entity::Seat).filter(history::object_id.eq_any(seats)).load::<HistoryId>(conn)?);
    let named = history_named::table
        .inner_join(history::table.on(history::id.eq(history_named::history_id)))
        .filter(history_named::contact_id.eq_any(people.iter().map(|id| id.raw())))
        .select((history_named::history_id, history::object_kind));
    let told = |kind: Entity| courting == Courting::Told || kind != Entity::Sponsorship;
    ids.extend(named.load::<(HistoryId, Entity)>(conn)?.into_iter().filter(|row| told(row.1)).map(|row| row.0));
    let own = accounts::table.filter(accounts::contact_id.eq_any(people.iter().copied().map(Some).collect::<Vec<_>>()));
    let accounts: Vec<AccountId> = own.select(accounts::id).load(conn)?;
    ids.extend(reviewing(conn, &accounts)?);
    let told = history_personal::table.filter(history_personal::contact_id.eq_any(people));
    ids.extend(told.select(history_personal::history_id).load::<HistoryId>(conn)?);
    ids.sort_unstable_by_key(|id| id.raw());
    ids.dedup();
    Ok(About { entries: ids, accounts })
}
