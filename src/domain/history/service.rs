use super::model::{Change, Entity, Entry, Record};
use super::{store, verbs};
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

/// The same of a sponsorship, as `reader` may read it.
pub fn of_sponsorship(conn: &mut Conn, reader: &Actor, id: i64, page: PageRequest) -> Stored<Page<Entry>> {
    let mut page = store::of_object(conn, (Entity::Sponsorship, id), page)?;
    page.items = page.items.into_iter().map(|entry| entry.read_by(reader)).collect();
    Ok(page)
}
