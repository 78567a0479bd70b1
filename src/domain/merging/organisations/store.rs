use std::collections::HashMap;

use diesel::prelude::*;

use super::model::Snapshot;
use crate::access::Context;
use crate::db::references::Reference;
use crate::db::schema::{
    accounts, organisation_merge_rows as merge_rows, organisation_merges as merges, organisations as entries,
};
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored as Db};
use crate::domain::merging::kind::Organisations;
use crate::domain::merging::model::{Merge, Side, Stored};
use crate::domain::merging::store_shelf::{BATCH, Shelf, UNDO_SECONDS, shelf};
use crate::kernel::ids::{AccountId, OrganisationId as Id, OrganisationNoun, PublicId};
use crate::kernel::localised::Localised;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;

shelf!(Organisations, OrganisationNoun, Localised);

/// Entries by number, whether living or not.
fn sides(conn: &mut Conn, ids: &[Id]) -> Db<HashMap<Id, Side<Localised>>> {
    let rows: Vec<(Id, PublicId, Json)> = entries::table
        .filter(entries::id.eq_any(ids.iter().copied()))
        .select((entries::id, entries::public_id, entries::name))
        .load(conn)?;
    let side = |(id, public_id, name): (Id, PublicId, Json)| {
        let name: Localised = name.read()?;
        Ok((id, Side { public_id, name: Some(name).filter(|name| !name.is_empty()) }))
    };
    rows.into_iter().map(side).collect()
}
