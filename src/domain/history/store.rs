use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

use super::chain;
use super::model::{Change, Entity, Entry, Part, Record};
use super::store_names;
use crate::access::{Actor, Context, Door};
use crate::db::batch::Question;
use crate::db::conn::each;
use crate::db::schema::{history, history_named, history_personal};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{AccountId, CityId, ContactId, HistoryId, ProgrammeId};
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;
use crate::kernel::token::Secret;

#[derive(Insertable)]
#[diesel(table_name = history)]
struct NewEntry<'a> {
    at: Instant,
    actor_kind: &'a str,
    actor_id: Option<i64>,
    door: Door,
    request: &'a str,
    programme_id: Option<i64>,
    city_id: Option<i64>,
    object_kind: Entity,
    object_id: i64,
    action: &'a str,
    reason: Option<&'a str>,
    changes: Json,
    place: Option<&'a str>,
}

#[derive(Insertable)]
#[diesel(table_name = history_personal)]
struct NewPersonal<'a> {
    history_id: HistoryId,
    contact_id: Option<ContactId>,
    field: &'a str,
    before_value: Option<&'a str>,
    after_value: Option<&'a str>,
    salt: &'a str,
    digest: &'a str,
}

#[derive(Insertable)]
#[diesel(table_name = history_named)]
struct NewNamed {
    contact_id: i64,
    history_id: HistoryId,
}

fn actor_columns(actor: &Actor) -> (&'static str, Option<i64>) {
    match actor {
        Actor::Nobody => ("nobody", None),
        Actor::Guest(seat) => ("guest", Some(seat.raw())),
        // An institution is a guest like others; which one stands in the entry.
        Actor::Office(_) => ("guest", None),
        Actor::Member(member) => ("member", Some(member.account.raw())),
        Actor::Enrolling(account) => ("member", Some(account.raw())),
        Actor::System(task) => (task, None),
    }
}

pub(super) fn insert(conn: &mut Conn, cx: &Context, record: &Record) -> Stored<HistoryId> {
    let (actor_kind, actor_id) = actor_columns(&cx.actor);
    let said: Vec<Change> = record.changes.iter().cloned().chain(record.parts.iter().map(Part::stored)).collect();
    let row = NewEntry {
        at: cx.now,
        actor_kind,
        actor_id,
        door: cx.door,
        request: &cx.request,
        programme_id: record.programme.map(|p| p.raw()),
        city_id: record.city.map(|c| c.raw()),
        object_kind: record.entity,
        object_id: record.id,
        action: record.action,
        reason: record.reason.as_deref(),
        changes: Json::of(&said)?,
        place: cx.place.as_deref(),
    };
    let id: HistoryId = diesel::insert_into(history::table).values(&row).returning(history::id).get_result(conn)?;
    for change in &record.personal {
        let salt = Secret::random();
        let (before, after) = (change.before.as_deref(), change.after.as_deref());
        let row = NewPersonal {
            history_id: id,
            contact_id: change.contact,
            field: &change.field,
            before_value: before,
            after_value: after,
            salt: salt.expose(),
            digest: &chain::digest(salt.expose(), &change.field, before, after),
        };
        diesel::insert_into(history_personal::table).values(&row).execute(conn)?;
    }
    let mut named = store_names::named_in(&record.changes);
    named.extend(record.named.iter().map(|contact| contact.raw()));
    name(conn, id, &named.into_iter().collect::<Vec<_>>())?;
    Ok(id)
}

/// So many at once: who gives seats to a thousand names a thousand.
const BATCH: usize = 500;

fn name(conn: &mut Conn, entry: HistoryId, people: &[i64]) -> Stored<()> {
    for batch in people.chunks(BATCH) {
        let rows: Vec<NewNamed> =
            batch.iter().map(|contact| NewNamed { contact_id: *contact, history_id: entry }).collect();
        each!(conn, c => diesel::insert_into(history_named::table).values(&rows).execute(c))?;
    }
    Ok(())
}

diesel::alias!(history as seen: Seen);

/// The newest entries of one thing, in the order of what happened, as the whole log has them; a cursor is the id of the last entry seen.
pub(super) fn of_object(conn: &mut Conn, (kind, id): (Entity, i64), page: PageRequest) -> Stored<Page<Entry>> {
    let mut query = history::table.filter(history::object_kind.eq(kind)).filter(history::object_id.eq(id)).into_boxed();
    if let Some(after) = page.after {
        // In the same statement: when the last one seen was. An entry that is not there is after everything.
        let last = || seen.filter(seen.field(history::id).eq(after)).select(seen.field(history::at)).single_value();
        let at = history::at.nullable();
        query = query.filter(at.le(last())).filter(at.lt(last()).or(history::id.lt(after)));
    }
    let order = (history::at.desc(), history::id.desc());
    let rows: Vec<Row> = query.order(order).limit(page.limit + 1).select(COLUMNS).load(conn)?;
    read(conn, rows, page)
}

/// The newest entries of one thing behind a place in history.
pub(super) fn since(conn: &mut Conn, (kind, id): (Entity, i64), place: i64) -> Stored<Vec<Entry>> {
    let page = PageRequest::default();
    let newer = history::table
        .filter(history::object_kind.eq(kind))
        .filter(history::object_id.eq(id))
        .filter(history::id.gt(place));
    let rows: Vec<Row> = newer.order(history::id.desc()).limit(page.limit + 1).select(COLUMNS).load(conn)?;
    Ok(read(conn, rows, page)?.items)
}

/// The newest entries of one thing that name a part of it.
pub(super) fn of_part(conn: &mut Conn, (kind, id): (Entity, i64), part: &str) -> Stored<Vec<Entry>> {
    let page = PageRequest::default();
    let naming = history::table
        .filter(history::object_kind.eq(kind))
        .filter(history::object_id.eq(id))
        .filter(history::changes.like(format!("%\"{part}\"%")));
    let order = (history::at.desc(), history::id.desc());
    let rows: Vec<Row> = naming.order(order).limit(page.limit + 1).select(COLUMNS).load(conn)?;
    Ok(read(conn, rows, page)?.items)
}

/// What became of one field of a thing from an entry on, the oldest first; to be asked beside other questions.
pub(super) fn asked_of_field(
    (kind, id): (Entity, i64),
    since: i64,
    field: &'static str,
) -> Question<'static, Vec<Change>> {
    let select = format!(
        "SELECT id, changes FROM history WHERE object_kind = '{kind}' AND object_id = {id} AND id >= {since} \
         AND changes LIKE '%\"{field}\"%'"
    );
    Question::new(&["id", "changes"], select, move |rows| {
        let mut found: Vec<(i64, Vec<Change>)> = Vec::with_capacity(rows.len());
        for mut row in rows {
            found.push((row.one()?, row.one::<Json>()?.read()?));
        }
        found.sort_by_key(|(id, _)| *id);
        Ok(found.into_iter().flat_map(|(_, changes)| changes).filter(|change| change.field == field).collect())
    })
}

pub(super) type Row = (
    (HistoryId, Instant, String, Option<i64>, Door, Entity, i64, String, Option<String>, Json),
    (String, Option<String>, Option<ProgrammeId>, Option<CityId>),
);

type Columns = (
    (
        history::id,
        history::at,
        history::actor_kind,
        history::actor_id,
        history::door,
        history::object_kind,
        history::object_id,
        history::action,
        history::reason,
        history::changes,
    ),
    (history::request, history::place, history::programme_id, history::city_id),
);

pub(super) const COLUMNS: Columns = (
    (
        history::id,
        history::at,
        history::actor_kind,
        history::actor_id,
        history::door,
        history::object_kind,
        history::object_id,
        history::action,
        history::reason,
        history::changes,
    ),
    (history::request, history::place, history::programme_id, history::city_id),
);

/// Rows that were read with one more than asked for, with what belongs to each.
pub(super) fn read(conn: &mut Conn, rows: Vec<Row>, page: PageRequest) -> Stored<Page<Entry>> {
    let page = Page::cut(rows, page, |row| row.0.0.raw());
    let accounts: Vec<AccountId> = page.items.iter().filter_map(member_of).collect();
    let entries: Vec<HistoryId> = page.items.iter().map(|row| row.0.0).collect();
    let mut names: Vec<(AccountId, String)> = Vec::new();
    let mut personal: HashMap<HistoryId, Vec<String>> = HashMap::new();
    for one in beside(conn, &accounts, &entries)? {
        match one.is_name {
            true => names.push((AccountId::new(one.id), one.words)),
            false => personal.entry(HistoryId::new(one.id)).or_default().push(one.words),
        }
    }
    let told = |row: Row| {
        let fields = personal.remove(&row.0.0).unwrap_or_default();
        entry(row, &names, fields)
    };
    let items = page.items.into_iter().map(told).collect::<Stored<Vec<Entry>>>()?;
    Ok(Page { items, next: page.next })
}

fn member_of(row: &Row) -> Option<AccountId> {
    row.0.3.filter(|_| row.0.2 == "member").map(AccountId::new)
}

/// The name of an account, or a field of a person of which an entry tells.
#[derive(QueryableByName)]
struct Beside {
    #[diesel(sql_type = Bool)]
    is_name: bool,
    /// The account's number, or the entry's.
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    words: String,
}

/// There is no number nought, so that no list is empty.
fn list(ids: impl Iterator<Item = i64>) -> String {
    ids.fold("0".to_owned(), |list, id| format!("{list}, {id}"))
}

/// What stands beside entries, in one statement for both.
fn beside(conn: &mut Conn, accounts: &[AccountId], entries: &[HistoryId]) -> Stored<Vec<Beside>> {
    let accounts = list(accounts.iter().map(|id| id.raw()));
    let entries = list(entries.iter().map(|id| id.raw()));
    let sql = format!(
        "SELECT TRUE AS is_name, accounts.id AS id, accounts.name AS words, accounts.id AS place \
         FROM accounts WHERE accounts.id IN ({accounts}) \
         UNION ALL SELECT FALSE, history_personal.history_id, history_personal.field, history_personal.id \
         FROM history_personal WHERE history_personal.history_id IN ({entries}) ORDER BY place"
    );
    Ok(each!(conn, c => diesel::sql_query(sql).load::<Beside>(c))?)
}

fn entry(row: Row, names: &[(AccountId, String)], personal: Vec<String>) -> Stored<Entry> {
    let account = member_of(&row);
    let actor_name = account.and_then(|id| names.iter().find(|(n, _)| *n == id).map(|(_, name)| name.clone()));
    let ((id, at, actor_kind, _, door, entity, entity_id, action, reason, changes), around) = row;
    let (request, place, programme, city) = around;
    let (changes, parts) = Part::apart(changes.read()?);
    Ok(Entry {
        id,
        at,
        actor_kind,
        account,
        actor_name,
        door,
        request,
        place,
        programme,
        city,
        entity,
        entity_id,
        action,
        reason,
        changes,
        personal,
        parts,
    })
}
