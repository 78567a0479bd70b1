//! What a programme offers its sponsors: a name, a price and benefits, in three languages.

use super::model::{NewPackage, Package, SponsorshipError};
use super::{service, store, store_around, targets};
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::Conn;
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::{PackageId, ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::money::Money;

type Result<T> = std::result::Result<T, SponsorshipError>;

/// All of a programme, in their order; those no longer offered last.
pub fn list(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<Package>> {
    service::sight(&cx.actor, programme)?;
    Ok(store_around::packages(conn, programme)?)
}

pub fn find(conn: &mut Conn, cx: &Context, programme: ProgrammeId, id: &PublicId) -> Result<Package> {
    let found = list(conn, cx, programme)?.into_iter().find(|p| p.public_id == *id);
    found.ok_or(Denied::NotFound.into())
}

/// One that may be proposed now. The caller has checked the right to propose.
pub(super) fn offered(conn: &mut Conn, programme: ProgrammeId, id: &PublicId) -> Result<PackageId> {
    let all = store_around::packages(conn, programme)?;
    let found = all.iter().find(|p| p.public_id == *id && p.retired_at.is_none());
    Ok(found.map(|p| p.id).ok_or_else(|| Invalid::one("package", Reason::NoSuch))?)
}

pub fn create(conn: &mut Conn, cx: &Context, programme: ProgrammeId, new: &NewPackage) -> Result<Package> {
    require(&cx.actor, Action::EditSponsorship, Scope::Programme(programme))?;
    let public = store_around::insert_package(conn, cx.now, programme, new)?;
    record(conn, cx, programme, (&public, "package-added"), [])?;
    find(conn, cx, programme, &public)
}

pub fn edit(conn: &mut Conn, cx: &Context, before: &Package, version: i64, new: &NewPackage) -> Result<Package> {
    require(&cx.actor, Action::EditSponsorship, Scope::Programme(before.programme))?;
    // Nothing changed is nothing written.
    if before.version == version
        && (&new.name, new.price, &new.benefits) == (&before.name, before.price, &before.benefits)
    {
        return Ok(before.clone());
    }
    if !store_around::update_package(conn, cx.now, (before.id, version), new)? {
        return Err(SponsorshipError::Stale);
    }
    let price = |price: Option<Money>| targets::told(price.as_slice());
    let changes = [
        Change::of("name", store::stored(&before.name)?, store::stored(&new.name)?),
        Change::of("price", price(before.price), price(new.price)),
        Change::of("benefits", store::stored(&before.benefits)?, store::stored(&new.benefits)?),
    ];
    record(conn, cx, before.programme, (&before.public_id, "package-edited"), changes)?;
    find(conn, cx, before.programme, &before.public_id)
}

/// Offers it no longer, or again. Whoever has it keeps it.
pub fn turn(conn: &mut Conn, cx: &Context, before: &Package, version: i64) -> Result<()> {
    require(&cx.actor, Action::EditSponsorship, Scope::Programme(before.programme))?;
    let retired = if before.retired_at.is_some() { None } else { Some(cx.now) };
    if !store_around::set_retired(conn, cx.now, (before.id, version), retired)? {
        return Err(SponsorshipError::Stale);
    }
    let verb = if retired.is_some() { "package-retired" } else { "package-offered" };
    record(conn, cx, before.programme, (&before.public_id, verb), [])
}

fn record(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    (id, verb): (&PublicId, &'static str),
    changes: impl IntoIterator<Item = Option<Change>>,
) -> Result<()> {
    let package = store_around::packages(conn, programme)?.into_iter().find(|p| p.public_id == *id);
    let name = package.as_ref().map(|p| store::stored(&p.name)).transpose()?.unwrap_or_default();
    let version = package.map_or(0, |p| p.version);
    let record = Record::new(Entity::Programme, programme.raw(), verb).within(programme, None).part(id, version);
    history::record(conn, cx, record.changes(changes.into_iter().chain([Change::of("package", "", name)])))?;
    Ok(())
}
