use super::model::{Entity, Entry, Record};
use super::{store, verbs};
use crate::access::{Actor, Context};
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

/// The same of a sponsorship, as `reader` may read it.
pub fn of_sponsorship(conn: &mut Conn, reader: &Actor, id: i64, page: PageRequest) -> Stored<Page<Entry>> {
    let mut page = store::of_object(conn, (Entity::Sponsorship, id), page)?;
    page.items = page.items.into_iter().map(|entry| entry.read_by(reader)).collect();
    Ok(page)
}
