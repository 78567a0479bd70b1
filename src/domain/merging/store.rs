use std::collections::HashMap;

use diesel::prelude::*;

use super::kind::People;
use super::model::{Merge, Side, Snapshot, Stored};
use super::store_shelf::{BATCH, Shelf, UNDO_SECONDS, shelf};
use crate::access::Context;
use crate::db::references::Reference;
use crate::db::schema::{accounts, contacts as entries, merge_rows, merges};
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored as Db};
use crate::kernel::ids::{AccountId, ContactId as Id, ContactNoun, PublicId};
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;

shelf!(People, ContactNoun, PersonName);

/// Entries by number, whether living or not; without a name where none is kept.
fn sides(conn: &mut Conn, ids: &[Id]) -> Db<HashMap<Id, Side>> {
    let rows: Vec<(Id, PublicId, String, String, String)> = entries::table
        .filter(entries::id.eq_any(ids.iter().copied()))
        .select((entries::id, entries::public_id, entries::native_name, entries::latin_name, entries::family_name))
        .load(conn)?;
    let side = |(id, public_id, native, latin, family): (Id, PublicId, String, String, String)| {
        let name = PersonName { native, latin, family, address: Localised::default() };
        (id, Side { public_id, name: Some(name).filter(|name| !name.native.is_empty()) })
    };
    Ok(rows.into_iter().map(side).collect())
}
