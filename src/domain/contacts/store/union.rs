//! The rows of two entries that become one.

use diesel::prelude::*;

use super::super::fold;
use super::super::union::UnitedRole;
use super::super::union_organisations::filled;
use crate::db::schema::{addresses, affiliations, contact_groups, contact_tags, contacts};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{AddressId, ContactId, OrganisationId, PublicId};
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

/// Takes everything personal out of an entry that goes into another, if it is as it was seen.
pub fn blank(conn: &mut Conn, (id, version): (ContactId, i64), into: ContactId, now: Instant) -> Stored<bool> {
    let row = contacts::table
        .filter(contacts::id.eq(id))
        .filter(contacts::version.eq(version))
        .filter(contacts::erased_at.is_null());
    let named = (
        contacts::native_name.eq(""),
        contacts::latin_name.eq(""),
        contacts::family_name.eq(""),
        contacts::salutation.eq(Json::of(&Localised::default())?),
        contacts::phone.eq(""),
        contacts::notes.eq(""),
        contacts::do_not_contact_reason.eq(None::<&str>),
        contacts::source_key.eq(None::<&str>),
    );
    let found_by = (
        contacts::folded_name.eq(""),
        contacts::folded_latin.eq(""),
        contacts::search_key.eq(""),
        contacts::name_key.eq(""),
    );
    let gone = (
        contacts::version.eq(version + 1),
        contacts::updated_at.eq(now),
        contacts::erased_at.eq(Some(now)),
        contacts::merged_into.eq(Some(into)),
    );
    Ok(diesel::update(row).set((named, found_by, gone)).execute(conn)? == 1)
}

/// The key that the united entry does not bear stays with the one that went: a file that names it means that one's heir.
pub fn set_source_key(conn: &mut Conn, id: ContactId, key: Option<&str>) -> Stored<()> {
    diesel::update(contacts::table.filter(contacts::id.eq(id))).set(contacts::source_key.eq(key)).execute(conn)?;
    Ok(())
}

/// An entry is there again; its fields are written after this.
pub fn revive(conn: &mut Conn, id: ContactId, silent: Option<(Instant, &str)>) -> Stored<()> {
    diesel::update(contacts::table.filter(contacts::id.eq(id)))
        .set((
            contacts::erased_at.eq(None::<Instant>),
            contacts::merged_into.eq(None::<ContactId>),
            contacts::do_not_contact_at.eq(silent.map(|(at, _)| at)),
            contacts::do_not_contact_reason.eq(silent.map(|(_, why)| why)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Addresses that `into` has not; behind its own.
pub fn move_addresses(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<AddressId>> {
    let own: Vec<(String, i32)> = addresses::table
        .filter(addresses::contact_id.eq(into))
        .select((addresses::email_folded, addresses::position))
        .load(conn)?;
    let rows: Vec<(AddressId, String)> = addresses::table
        .filter(addresses::contact_id.eq(from))
        .order((addresses::position, addresses::id))
        .select((addresses::id, addresses::email_folded))
        .load(conn)?;
    let ids: Vec<AddressId> =
        rows.into_iter().filter(|(_, email)| !own.iter().any(|(o, _)| o == email)).map(|(id, _)| id).collect();
    let last = own.iter().map(|(_, position)| *position).max().unwrap_or(-1);
    let set = (addresses::contact_id.eq(into), addresses::position.eq(addresses::position + last + 1));
    diesel::update(addresses::table.filter(addresses::id.eq_any(ids.iter().copied()))).set(set).execute(conn)?;
    Ok(ids)
}

/// Addresses that `into` had given up and `from` holds: they are its own again, and stand as `from` has them.
pub fn readd(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<AddressId>> {
    type Held = (String, String, Option<Instant>, Option<String>);
    let held: Vec<Held> = addresses::table
        .filter(addresses::contact_id.eq(from))
        .filter(addresses::removed_at.is_null())
        .select((addresses::email_folded, addresses::label, addresses::refused_at, addresses::refused_reason))
        .load(conn)?;
    let mut back = Vec::new();
    for (email, label, refused_at, refused_reason) in held {
        let given_up: Option<AddressId> = addresses::table
            .filter(addresses::contact_id.eq(into))
            .filter(addresses::email_folded.eq(&email))
            .filter(addresses::removed_at.is_not_null())
            .select(addresses::id)
            .first(conn)
            .optional()?;
        let Some(id) = given_up else { continue };
        let set = (
            addresses::removed_at.eq(None::<Instant>),
            addresses::label.eq(label),
            addresses::refused_at.eq(refused_at),
            addresses::refused_reason.eq(refused_reason),
        );
        diesel::update(addresses::table.filter(addresses::id.eq(id))).set(set).execute(conn)?;
        back.push(id);
    }
    Ok(back)
}

/// The other way round.
pub fn give_up(conn: &mut Conn, ids: &[AddressId], now: Instant) -> Stored<()> {
    let held = addresses::table.filter(addresses::id.eq_any(ids.iter().copied()));
    diesel::update(held.filter(addresses::removed_at.is_null())).set(addresses::removed_at.eq(now)).execute(conn)?;
    Ok(())
}

/// The organisations of either.
pub fn houses(conn: &mut Conn, of: [ContactId; 2]) -> Stored<Vec<OrganisationId>> {
    let places = affiliations::table.filter(affiliations::contact_id.eq_any(of));
    Ok(places.select(affiliations::organisation_id).distinct().load(conn)?)
}

/// Places in organisations in which `into` has none; behind its own.
pub fn move_affiliations(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<i64>> {
    let own: Vec<(OrganisationId, i32)> = affiliations::table
        .filter(affiliations::contact_id.eq(into))
        .select((affiliations::organisation_id, affiliations::position))
        .load(conn)?;
    let rows: Vec<i64> = affiliations::table
        .filter(affiliations::contact_id.eq(from))
        .filter(affiliations::organisation_id.ne_all(own.iter().map(|o| o.0)))
        .select(affiliations::id)
        .load(conn)?;
    let last = own.iter().map(|(_, position)| *position).max().unwrap_or(-1);
    let set = (affiliations::contact_id.eq(into), affiliations::position.eq(affiliations::position + last + 1));
    diesel::update(affiliations::table.filter(affiliations::id.eq_any(rows.iter().copied()))).set(set).execute(conn)?;
    Ok(rows)
}

fn set_role(conn: &mut Conn, place: i64, role: &Localised) -> Stored<()> {
    let row = affiliations::table.filter(affiliations::id.eq(place));
    diesel::update(row).set(affiliations::role.eq(Json::of(role)?)).execute(conn)?;
    Ok(())
}

/// Where both have a place in one organisation, the one that stays says of the role what only the other did.
pub fn unite_roles(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<UnitedRole>> {
    let of = |id: ContactId| {
        affiliations::table.filter(affiliations::contact_id.eq(id)).order(affiliations::id).select((
            affiliations::organisation_id,
            affiliations::id,
            affiliations::role,
        ))
    };
    let own: Vec<(OrganisationId, i64, Json)> = of(into).load(conn)?;
    let theirs: Vec<(OrganisationId, i64, Json)> = of(from).load(conn)?;
    let mut found = Vec::new();
    for (house, place, role) in own {
        let Some((_, _, other)) = theirs.iter().find(|their| their.0 == house) else { continue };
        let before: Localised = role.read()?;
        let united = filled(&before, &other.read()?);
        if united != before {
            set_role(conn, place, &united)?;
            found.push(UnitedRole { place, before, united });
        }
    }
    Ok(found)
}

/// Roles as they were, where nobody has changed them since.
pub fn part_roles(conn: &mut Conn, of: ContactId, roles: &[UnitedRole]) -> Stored<()> {
    for role in roles {
        let now: Option<Json> = affiliations::table
            .filter(affiliations::id.eq(role.place))
            .filter(affiliations::contact_id.eq(of))
            .select(affiliations::role)
            .first(conn)
            .optional()?;
        let Some(now) = now else { continue };
        let now: Localised = now.read()?;
        if now == role.united {
            set_role(conn, role.place, &role.before)?;
        }
    }
    Ok(())
}

/// Groups to which `into` does not belong.
pub fn move_groups(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<i64>> {
    let of = |id: ContactId| contact_groups::table.filter(contact_groups::contact_id.eq(id));
    let own: Vec<i64> = of(into).select(contact_groups::group_id).load(conn)?;
    let moved: Vec<i64> =
        of(from).filter(contact_groups::group_id.ne_all(own)).select(contact_groups::group_id).load(conn)?;
    diesel::update(of(from).filter(contact_groups::group_id.eq_any(moved.iter().copied())))
        .set(contact_groups::contact_id.eq(into))
        .execute(conn)?;
    Ok(moved)
}

/// A contact's tags, folded.
pub fn tags(conn: &mut Conn, of: ContactId) -> Stored<Vec<String>> {
    Ok(contact_tags::table
        .filter(contact_tags::contact_id.eq(of))
        .order(contact_tags::tag_folded)
        .select(contact_tags::tag_folded)
        .load(conn)?)
}

pub fn move_tags(conn: &mut Conn, (from, into): (ContactId, ContactId), folded: &[String]) -> Stored<()> {
    let theirs = contact_tags::table
        .filter(contact_tags::contact_id.eq(from))
        .filter(contact_tags::tag_folded.eq_any(folded.iter().map(|tag| fold::words(tag))));
    diesel::update(theirs).set(contact_tags::contact_id.eq(into)).execute(conn)?;
    Ok(())
}

/// The row of an entry that went into another.
pub fn gone(conn: &mut Conn, id: &PublicId) -> Stored<Option<ContactId>> {
    let row = contacts::table.filter(contacts::public_id.eq(id)).filter(contacts::merged_into.is_not_null());
    Ok(row.select(contacts::id).first(conn).optional()?)
}

/// The living entry at the end of the chain that begins here; none where the last was erased.
pub fn heir(conn: &mut Conn, of: ContactId) -> Stored<Option<ContactId>> {
    end_of_chain(of, |at| {
        let row = contacts::table.filter(contacts::id.eq(at)).select((contacts::merged_into, contacts::erased_at));
        Ok(row.first(conn).optional()?)
    })
}

/// Whom an entry went into, and when it was erased.
pub(super) type Link<Id> = (Option<Id>, Option<Instant>);

/// Follows entries that went into others to the one that did not; none where that one was erased, or there is none.
pub(super) fn end_of_chain<Id: Copy>(
    of: Id,
    mut link: impl FnMut(Id) -> Stored<Option<Link<Id>>>,
) -> Stored<Option<Id>> {
    let mut at = of;
    loop {
        match link(at)? {
            Some((Some(next), _)) => at = next,
            Some((None, None)) => return Ok(Some(at)),
            Some((None, Some(_))) | None => return Ok(None),
        }
    }
}
