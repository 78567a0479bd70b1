use super::model::{Change, Entity, Entry, Record};
use super::{store, store_names, verbs};
use crate::access::{Actor, Context};
use crate::db::batch::Question;
use crate::db::{Conn, Stored};
use crate::kernel::ids::HistoryId;
use crate::kernel::page::{Page, PageRequest};

/// Adds an entry, in the transaction of the act it tells of.
pub fn record(conn: &mut Conn, cx: &Context, record: Record) -> Stored<HistoryId> {
    // Found by any test of the act: a verb that no list has could not be filtered by.
    debug_assert!(verbs::is_verb(record.entity, record.action), "{} is no verb of {}", record.action, record.entity);
    store::insert(conn, cx, &record)
}

/// What happened to one thing, newest first. The caller has checked that the thing may be seen.
pub fn of_entity(conn: &mut Conn, entity: Entity, id: i64, page: PageRequest) -> Stored<Page<Entry>> {
    store::of_object(conn, (entity, id), page)
}

/// What became of one field of a thing from an entry on, the oldest first; to be asked beside other questions. The caller has checked that
/// the thing's history may be seen.
pub fn field_asked(of: (Entity, i64), since: i64, field: &'static str) -> Question<'static, Vec<Change>> {
    store::asked_of_field(of, since, field)
}

/// What was done to a thing since a place in history, newest first and as `reader` may read it; of a great many, the newest. The caller has
/// checked that the thing's history may be seen, and knows of a newer version than was seen.
pub fn since(conn: &mut Conn, reader: &Actor, of: (Entity, i64), place: i64) -> Stored<Vec<Entry>> {
    let entries = store::since(conn, of, place)?;
    // Whoever wrote while the place was noted may have had a lower number and been done later: it is the last version that is new then.
    if entries.is_empty() {
        return of_versions(conn, reader, of, 1);
    }
    Ok(entries.into_iter().map(|entry| entry.read_by(reader)).collect())
}

/// What is done to its parts lies between the versions of a thing: so many pages of it are gone through at most.
const MOST_PAGES: usize = 20;

/// The same of the newest so many versions: down to the entry by which the first of them came.
pub fn of_versions(conn: &mut Conn, reader: &Actor, of: (Entity, i64), versions: i64) -> Stored<Vec<Entry>> {
    let (mut left, mut told, mut page) = (versions, Vec::new(), PageRequest::default());
    for _ in 0..MOST_PAGES {
        let found = store::of_object(conn, of, page)?;
        for entry in found.items {
            if left <= 0 {
                return Ok(told);
            }
            left -= i64::from(verbs::makes_version(entry.entity, &entry.action));
            told.push(entry.read_by(reader));
        }
        let Some(after) = found.next else { break };
        page.after = Some(after);
    }
    Ok(told)
}

/// What was done to a part of a thing since a version of that part, newest first and as `reader` may read it.
pub fn of_part(conn: &mut Conn, reader: &Actor, of: (Entity, i64), (part, seen): (&str, i64)) -> Stored<Vec<Entry>> {
    let newer = |entry: &Entry| entry.parts.iter().any(|one| one.id == part && one.version > seen);
    let entries = store::of_part(conn, of, part)?;
    Ok(entries.into_iter().filter(newer).map(|entry| entry.read_by(reader)).collect())
}

/// The version of a thing as it stands; none of what has none, or is not there.
pub fn version_of(conn: &mut Conn, entity: Entity, id: i64) -> Stored<Option<i64>> {
    store_names::version(conn, entity, id)
}

/// The same of a sponsorship, as `reader` may read it.
pub fn of_sponsorship(conn: &mut Conn, reader: &Actor, id: i64, page: PageRequest) -> Stored<Page<Entry>> {
    let mut page = store::of_object(conn, (Entity::Sponsorship, id), page)?;
    page.items = page.items.into_iter().map(|entry| entry.read_by(reader)).collect();
    Ok(page)
}
