//! The rows of two entries for one organisation that become one.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::super::union_organisations::{Said, TwoPlaces};
use super::union::end_of_chain;
use crate::db::schema::{affiliations, organisation_names, organisations};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{ContactId, OrganisationId, PublicId};
use crate::kernel::time::Instant;

/// An entry goes into another, if it is as it was seen. Its names stay: from now on they mean the other one.
pub fn retire(
    conn: &mut Conn,
    (id, version): (OrganisationId, i64),
    into: OrganisationId,
    now: Instant,
) -> Stored<bool> {
    let row = organisations::table
        .filter(organisations::id.eq(id))
        .filter(organisations::version.eq(version))
        .filter(organisations::erased_at.is_null());
    let set = (
        organisations::version.eq(version + 1),
        organisations::updated_at.eq(now),
        organisations::erased_at.eq(Some(now)),
        organisations::merged_into.eq(Some(into)),
        organisations::notes.eq(""),
        organisations::source_key.eq(None::<&str>),
    );
    Ok(diesel::update(row).set(set).execute(conn)? == 1)
}

/// An entry is there again; its fields are written after this.
pub fn revive(conn: &mut Conn, id: OrganisationId) -> Stored<()> {
    let set = (organisations::erased_at.eq(None::<Instant>), organisations::merged_into.eq(None::<OrganisationId>));
    diesel::update(organisations::table.filter(organisations::id.eq(id))).set(set).execute(conn)?;
    Ok(())
}

/// The version that stands in a row, whether its entry is living or not.
pub fn version(conn: &mut Conn, id: OrganisationId) -> Stored<i64> {
    Ok(organisations::table.filter(organisations::id.eq(id)).select(organisations::version).first(conn)?)
}

/// Whose this key is.
pub fn holder(conn: &mut Conn, key: Option<&str>) -> Stored<Option<OrganisationId>> {
    let Some(key) = key else { return Ok(None) };
    let held = organisations::table.filter(organisations::source_key.eq(key)).select(organisations::id);
    Ok(held.first(conn).optional()?)
}

type PlaceRow = (i64, ContactId, Json, i32, Instant);

fn places(conn: &mut Conn, of: OrganisationId) -> Stored<Vec<PlaceRow>> {
    Ok(affiliations::table
        .filter(affiliations::organisation_id.eq(of))
        .order(affiliations::id)
        .select((
            affiliations::id,
            affiliations::contact_id,
            affiliations::role,
            affiliations::position,
            affiliations::created_at,
        ))
        .load(conn)?)
}

fn set_place(conn: &mut Conn, place: i64, said: &Said) -> Stored<()> {
    let set = (affiliations::role.eq(Json::of(&said.role)?), affiliations::position.eq(said.position));
    diesel::update(affiliations::table.filter(affiliations::id.eq(place))).set(set).execute(conn)?;
    Ok(())
}

/// Whoever has a place in both has one from now on, which says what both said.
pub fn unite_places(conn: &mut Conn, from: OrganisationId, into: OrganisationId) -> Stored<Vec<TwoPlaces>> {
    let own: HashMap<ContactId, PlaceRow> = places(conn, into)?.into_iter().map(|row| (row.1, row)).collect();
    let mut both = Vec::new();
    for (goes, contact, role, position, since) in places(conn, from)? {
        let Some((stays, _, own_role, own_position, _)) = own.get(&contact) else { continue };
        let before = Said { role: own_role.read()?, position: *own_position };
        let other = Said { role: role.read()?, position };
        let united = before.with(&other);
        if united != before {
            set_place(conn, *stays, &united)?;
        }
        diesel::delete(affiliations::table.filter(affiliations::id.eq(goes))).execute(conn)?;
        both.push(TwoPlaces { stays: *stays, before, united, goes, other, since });
    }
    Ok(both)
}

/// The other places, as they are.
pub fn move_places(conn: &mut Conn, from: OrganisationId, into: OrganisationId) -> Stored<Vec<i64>> {
    let there = affiliations::table.filter(affiliations::organisation_id.eq(into)).select(affiliations::contact_id);
    let own: HashSet<ContactId> = there.load::<ContactId>(conn)?.into_iter().collect();
    let rows: Vec<i64> = places(conn, from)?.iter().filter(|row| !own.contains(&row.1)).map(|row| row.0).collect();
    for batch in rows.chunks(super::IDS) {
        diesel::update(affiliations::table.filter(affiliations::id.eq_any(batch)))
            .set(affiliations::organisation_id.eq(into))
            .execute(conn)?;
    }
    Ok(rows)
}

/// What of these places is still one organisation's: whose it is, and what it says now.
pub fn standing(conn: &mut Conn, at: OrganisationId, place: i64) -> Stored<Option<(ContactId, Said)>> {
    let row: Option<(ContactId, Json, i32)> = affiliations::table
        .filter(affiliations::id.eq(place))
        .filter(affiliations::organisation_id.eq(at))
        .select((affiliations::contact_id, affiliations::role, affiliations::position))
        .first(conn)
        .optional()?;
    row.map(|(contact, role, position)| Ok((contact, Said { role: role.read()?, position }))).transpose()
}

/// A place in both is two places again, unless it was put elsewhere since.
pub fn part_places(conn: &mut Conn, (kept, other): (OrganisationId, OrganisationId), both: &[TwoPlaces]) -> Stored<()> {
    for two in both {
        let Some((contact, now)) = standing(conn, kept, two.stays)? else { continue };
        if now == two.united && two.united != two.before {
            set_place(conn, two.stays, &two.before)?;
        }
        let there: i64 = affiliations::table
            .filter(affiliations::contact_id.eq(contact))
            .filter(affiliations::organisation_id.eq(other))
            .count()
            .get_result(conn)?;
        if there == 0 {
            let row = (
                affiliations::id.eq(two.goes),
                affiliations::contact_id.eq(contact),
                affiliations::organisation_id.eq(other),
                affiliations::role.eq(Json::of(&two.other.role)?),
                affiliations::position.eq(two.other.position),
                affiliations::created_at.eq(two.since),
            );
            diesel::insert_into(affiliations::table).values(row).execute(conn)?;
        }
    }
    Ok(())
}

/// Which entry each that went has gone into.
pub struct Ways(HashMap<OrganisationId, OrganisationId>);

impl Ways {
    pub fn load(conn: &mut Conn) -> Stored<Ways> {
        let went: Vec<(OrganisationId, Option<OrganisationId>)> = organisations::table
            .filter(organisations::merged_into.is_not_null())
            .select((organisations::id, organisations::merged_into))
            .load(conn)?;
        Ok(Ways(went.into_iter().filter_map(|(gone, into)| Some((gone, into?))).collect()))
    }
    /// Where the way that begins here ends.
    pub fn end(&self, of: OrganisationId) -> OrganisationId {
        let mut at = of;
        while let Some(next) = self.0.get(&at) {
            at = *next;
        }
        at
    }
}

/// The names, folded, of organisations that went into others, by the one that stands for them.
pub fn old_names(conn: &mut Conn) -> Stored<HashMap<OrganisationId, Vec<String>>> {
    let ways = Ways::load(conn)?;
    let mut found: HashMap<OrganisationId, Vec<String>> = HashMap::new();
    if ways.0.is_empty() {
        return Ok(found);
    }
    let names: Vec<(OrganisationId, String)> = organisation_names::table
        .inner_join(organisations::table)
        .filter(organisations::merged_into.is_not_null())
        .select((organisation_names::organisation_id, organisation_names::folded))
        .load(conn)?;
    for (gone, name) in names {
        found.entry(ways.end(gone)).or_default().push(name);
    }
    Ok(found)
}

/// The row of an entry that went into another.
pub fn gone(conn: &mut Conn, id: &PublicId) -> Stored<Option<OrganisationId>> {
    let row =
        organisations::table.filter(organisations::public_id.eq(id)).filter(organisations::merged_into.is_not_null());
    Ok(row.select(organisations::id).first(conn).optional()?)
}

/// The living entry at the end of the chain that begins here; none where the last was erased.
pub fn heir(conn: &mut Conn, of: OrganisationId) -> Stored<Option<OrganisationId>> {
    end_of_chain(of, |at| {
        let row = organisations::table.filter(organisations::id.eq(at));
        Ok(row.select((organisations::merged_into, organisations::erased_at)).first(conn).optional()?)
    })
}
