use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;

use super::chain::{Personal, Sealable};
use super::model::Entity;
use crate::access::Door;
use crate::db::conn::each;
use crate::db::schema::{history, history_head, history_personal, history_seals};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{ContactId, HistoryId};
use crate::kernel::time::Instant;

/// The newest seal.
#[derive(Queryable, Clone, PartialEq, Eq, Debug)]
pub struct Head {
    pub position: i64,
    pub entry: HistoryId,
    pub seal: String,
    pub mark: String,
}

/// A seal at its place in the chain.
#[derive(Queryable, Insertable, Clone, Debug)]
#[diesel(table_name = history_seals, treat_none_as_default_value = false)]
pub struct Seal {
    #[diesel(column_name = id)]
    pub position: i64,
    #[diesel(column_name = entry_id)]
    pub entry: HistoryId,
    pub seal: String,
    pub mark: String,
}

pub fn head(conn: &mut Conn) -> Stored<Option<Head>> {
    let columns = (history_head::position, history_head::entry_id, history_head::seal, history_head::mark);
    Ok(history_head::table.find(1).select(columns).first(conn).optional()?)
}

pub fn set_head(conn: &mut Conn, head: &Head) -> Stored<()> {
    let set = || {
        (
            history_head::position.eq(head.position),
            history_head::entry_id.eq(head.entry),
            history_head::seal.eq(&head.seal),
            history_head::mark.eq(&head.mark),
        )
    };
    if diesel::update(history_head::table.find(1)).set(set()).execute(conn)? == 0 {
        diesel::insert_into(history_head::table).values((history_head::id.eq(1), set())).execute(conn)?;
    }
    Ok(())
}

pub fn add_seals(conn: &mut Conn, seals: &[Seal]) -> Stored<()> {
    // Four values a row; SQLite binds 32,766 to a statement.
    for some in seals.chunks(5_000) {
        each!(conn, c => diesel::insert_into(history_seals::table).values(some).execute(c))?;
    }
    Ok(())
}

/// The next seals after a place.
pub fn seals_after(conn: &mut Conn, position: i64, limit: i64) -> Stored<Vec<Seal>> {
    let columns = (history_seals::id, history_seals::entry_id, history_seals::seal, history_seals::mark);
    let rows = history_seals::table.filter(history_seals::id.gt(position)).order(history_seals::id).limit(limit);
    Ok(rows.select(columns).load(conn)?)
}

/// The seals of these entries.
pub fn seals_of(conn: &mut Conn, entries: &[HistoryId]) -> Stored<HashMap<HistoryId, String>> {
    let rows = history_seals::table.filter(history_seals::entry_id.eq_any(entries));
    let rows: Vec<(HistoryId, String)> = rows.select((history_seals::entry_id, history_seals::seal)).load(conn)?;
    Ok(rows.into_iter().collect())
}

type Facts = (HistoryId, Instant, String, Option<i64>, Door, String, Option<String>);
type Object = (Option<i64>, Option<i64>, Entity, i64, String, Option<String>, Json);

/// Entries between two ids, the first left out and the last taken in, in their order.
pub fn entries(conn: &mut Conn, after: HistoryId, last: HistoryId, limit: i64) -> Stored<Vec<Sealable>> {
    let facts = (
        history::id,
        history::at,
        history::actor_kind,
        history::actor_id,
        history::door,
        history::request,
        history::place,
    );
    let object = (
        history::programme_id,
        history::city_id,
        history::object_kind,
        history::object_id,
        history::action,
        history::reason,
        history::changes,
    );
    let rows = history::table.filter(history::id.gt(after)).filter(history::id.le(last)).order(history::id);
    let rows = rows.limit(limit).select((facts, object));
    let rows: Vec<(Facts, Object)> = rows.load(conn)?;
    let Some(newest) = rows.last().map(|row| row.0.0) else { return Ok(Vec::new()) };
    let mut personal = personal(conn, after, newest)?;
    Ok(rows.into_iter().map(|(facts, object)| sealable(facts, object, &mut personal)).collect())
}

fn sealable(facts: Facts, object: Object, personal: &mut BTreeMap<HistoryId, Vec<Personal>>) -> Sealable {
    let (id, at, actor_kind, actor, door, request, place) = facts;
    let (programme, city, kind, object, action, reason, changes) = object;
    Sealable {
        id,
        at,
        actor_kind,
        actor,
        door,
        request,
        place,
        programme,
        city,
        kind,
        object,
        action,
        reason,
        changes: changes.as_str().to_owned(),
        personal: personal.remove(&id).unwrap_or_default(),
    }
}

#[derive(Queryable)]
struct PersonalRow {
    entry: HistoryId,
    id: i64,
    contact: Option<ContactId>,
    field: String,
    before: Option<String>,
    after: Option<String>,
    salt: Option<String>,
    digest: Option<String>,
}

fn personal(conn: &mut Conn, after: HistoryId, last: HistoryId) -> Stored<BTreeMap<HistoryId, Vec<Personal>>> {
    let columns = (
        history_personal::history_id,
        history_personal::id,
        history_personal::contact_id,
        history_personal::field,
        history_personal::before_value,
        history_personal::after_value,
        history_personal::salt,
        history_personal::digest,
    );
    let within = history_personal::table
        .filter(history_personal::history_id.gt(after))
        .filter(history_personal::history_id.le(last));
    let rows: Vec<PersonalRow> = within.order(history_personal::id).select(columns).load(conn)?;
    let mut found: BTreeMap<HistoryId, Vec<Personal>> = BTreeMap::new();
    for row in rows {
        let PersonalRow { entry, id, contact, field, before, after, salt, digest } = row;
        found.entry(entry).or_default().push(Personal { id, contact, field, before, after, salt, digest });
    }
    Ok(found)
}

/// Gives a person's values the digest they were kept without.
pub fn set_digest(conn: &mut Conn, row: i64, salted: (&str, &str)) -> Stored<()> {
    let (salt, digest) = (history_personal::salt.eq(salted.0), history_personal::digest.eq(salted.1));
    diesel::update(history_personal::table.find(row)).set((salt, digest)).execute(conn)?;
    Ok(())
}

/// Whose erasure is on record, and by which entry.
pub fn erasures(conn: &mut Conn, action: &str) -> Stored<HashMap<i64, HistoryId>> {
    let rows = history::table.filter(history::action.eq(action)).filter(history::object_kind.eq(Entity::Contact));
    let rows: Vec<(i64, HistoryId)> = rows.order(history::id).select((history::object_id, history::id)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The lowest entry, where its number is below any that is given: the first is given 1.
pub fn below_the_first(conn: &mut Conn) -> Stored<Option<HistoryId>> {
    let below = history::table.filter(history::id.le(HistoryId::new(0))).order(history::id);
    Ok(below.select(history::id).first(conn).optional()?)
}

/// How many entries came after this one.
pub fn waiting(conn: &mut Conn, after: HistoryId) -> Stored<i64> {
    Ok(history::table.filter(history::id.gt(after)).count().get_result(conn)?)
}
