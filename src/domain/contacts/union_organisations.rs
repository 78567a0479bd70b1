//! Two entries for one organisation made one, and parted again. Who merges what hangs on them is the slice `merging`; here are the entries
//! and the places of their people.
//!
//! The entry that goes keeps its row, its outside name and its names, which mean the other one from then on: whoever types or imports the
//! old name adds no new organisation. What else it said goes into the snapshot that [`absorb_organisation`] is called with.

use serde::{Deserialize, Serialize};

use super::alike;
use super::input::NewOrganisation;
use super::model::{ContactError, Organisation};
use super::organisations::loaded;
use super::record::{organisation_edited, text};
use super::store::{organisations as store, union_organisations as union};
use super::union::back;
use crate::access::{Action, Context, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::{OrganisationId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

/// What is said of somebody's place in an organisation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Said {
    pub role: Localised,
    pub position: i32,
}

impl Said {
    /// In the languages it lacks as the other says it; the nearer to the front of the two.
    pub(super) fn with(&self, other: &Said) -> Said {
        Said { role: filled(&self.role, &other.role), position: self.position.min(other.position) }
    }
}

/// In the languages it lacks as the other says it.
pub(super) fn filled(own: &Localised, other: &Localised) -> Localised {
    let line = |l: Locale| Some((l, own.get(l).or_else(|| other.get(l))?.to_owned()));
    Localised::new(Locale::ALL.into_iter().filter_map(line))
}

/// Somebody had a place in both: the one that stays, as it was and as it became, and the one that went.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TwoPlaces {
    pub(super) stays: i64,
    pub(super) before: Said,
    pub(super) united: Said,
    pub(super) goes: i64,
    pub(super) other: Said,
    pub(super) since: Instant,
}

impl TwoPlaces {
    /// Whether this row went, because its person has a place in the other too.
    pub fn took(&self, row: i64) -> bool {
        self.goes == row
    }
}

/// Points what belongs to one organisation to another. Of two places of one person the first's stays where it is: see
/// [`absorb_organisation`].
pub fn replace_organisation(
    conn: &mut Conn,
    from: OrganisationId,
    into: OrganisationId,
) -> Stored<Vec<(&'static str, i64)>> {
    let mut moved: Vec<(&'static str, i64)> = Vec::new();
    moved.extend(union::move_places(conn, from, into)?.into_iter().map(|id| ("affiliations", id)));
    moved.extend(alike::replace_organisation(conn, from, into)?);
    Ok(moved)
}

/// Puts `other` into `kept`, whose own fields are `new` from then on. Gives the places that people had in both.
pub fn absorb_organisation(
    conn: &mut Conn,
    cx: &Context,
    (kept, other): (&Organisation, &Organisation),
    new: &NewOrganisation,
) -> Result<Vec<TwoPlaces>, ContactError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    let (into, from) = (kept.id, other.id);
    // First, so that its source key is free.
    if !union::retire(conn, (from, other.version), into, cx.now)? {
        return Err(ContactError::Stale);
    }
    let both = union::unite_places(conn, from, into)?;
    replace_organisation(conn, from, into)?;
    // This makes anew what it is recognised by, too: out of the people of both.
    if !store::update(conn, into, kept.version, new, cx.now).map_err(ContactError::taken)? {
        return Err(ContactError::Stale);
    }
    let after = loaded(conn, into)?;
    let mut record = organisation_edited(kept, &after).changes([Change::of("merged", "", text(&other.name))]);
    record.action = "merged";
    history::record(conn, cx, record)?;
    history::record(conn, cx, Record::new(Entity::Organisation, from.raw(), "merged-away"))?;
    Ok(both)
}

/// What two organisations are parted by.
#[derive(Clone, Copy, Debug)]
pub struct OrganisationParting<'a> {
    /// As the other was.
    pub other: &'a NewOrganisation,
    /// As the kept one was, and as it became.
    pub before: &'a NewOrganisation,
    pub merged: &'a NewOrganisation,
    pub both: &'a [TwoPlaces],
}

/// Gives the other entry its fields again, and takes from the kept one what came from it. What hangs on them has been moved by then.
pub fn part_organisations(
    conn: &mut Conn,
    cx: &Context,
    (kept, other): (&Organisation, OrganisationId),
    by: OrganisationParting<'_>,
) -> Result<(), ContactError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    let (former, theirs) = keys_away(conn, kept, by)?;
    union::revive(conn, other)?;
    union::part_places(conn, (kept.id, other), by.both)?;
    let (mut own, _) = reverted_organisation(&NewOrganisation::of(kept), by.before, by.merged);
    own.source_key = own.source_key.filter(|_| former.is_none());
    if !store::update(conn, kept.id, kept.version, &own, cx.now).map_err(ContactError::taken)? {
        return Err(ContactError::Stale);
    }
    let mut fields = by.other.clone();
    fields.source_key = fields.source_key.filter(|_| theirs.is_none());
    let version = union::version(conn, other)?;
    if !store::update(conn, other, version, &fields, cx.now).map_err(ContactError::taken)? {
        return Err(ContactError::Stale);
    }
    let after = loaded(conn, kept.id)?;
    let mut record = organisation_edited(kept, &after).changes([Change::of("merged", text(&fields.name), "")]);
    record.action = "parted";
    history::record(conn, cx, record)?;
    history::record(conn, cx, Record::new(Entity::Organisation, other.raw(), "parted-again"))?;
    Ok(())
}

/// Keys that do not come back when two are parted, for another organisation has them by now: the one that the kept entry gave up, and the
/// other's.
pub fn keys_away(
    conn: &mut Conn,
    kept: &Organisation,
    by: OrganisationParting<'_>,
) -> Stored<(Option<String>, Option<String>)> {
    let own = reverted_organisation(&NewOrganisation::of(kept), by.before, by.merged).0.source_key;
    let former = union::holder(conn, own.as_deref())?.filter(|holder| *holder != kept.id);
    let theirs = union::holder(conn, by.other.source_key.as_deref())?;
    let theirs = theirs.filter(|holder| *holder != kept.id || own == by.other.source_key);
    Ok((former.and(own), theirs.and(by.other.source_key.clone())))
}

/// The fields of a name, by language.
const NAMES: [(Locale, &str); 3] = [(Locale::En, "name.en"), (Locale::Fr, "name.fr"), (Locale::Zh, "name.zh")];

/// A kept organisation's own fields without what came from the other; with the names of those that were edited since, and stay.
pub fn reverted_organisation(
    now: &NewOrganisation,
    before: &NewOrganisation,
    merged: &NewOrganisation,
) -> (NewOrganisation, Vec<&'static str>) {
    let mut stuck = Vec::new();
    let mut said = Vec::new();
    for (locale, field) in NAMES {
        let of = |one: &NewOrganisation| one.name.get(locale).map(str::to_owned);
        said.extend(back((&of(now), &of(before), &of(merged)), field, &mut stuck).map(|line| (locale, line)));
    }
    let mut own = NewOrganisation {
        name: Localised::new(said),
        kind: back((&now.kind, &before.kind, &merged.kind), "kind", &mut stuck),
        place: back((&now.place, &before.place, &merged.place), "place", &mut stuck),
        country: back((&now.country, &before.country, &merged.country), "country", &mut stuck),
        website: back((&now.website, &before.website, &merged.website), "website", &mut stuck),
        notes: back((&now.notes, &before.notes, &merged.notes), "notes", &mut stuck),
        source_key: back((&now.source_key, &before.source_key, &merged.source_key), "source_key", &mut stuck),
    };
    // It is called something, whatever was edited.
    if own.name.is_empty() {
        own.name.clone_from(&now.name);
        stuck.extend(NAMES.into_iter().filter(|(l, _)| now.name.get(*l).is_some()).map(|(_, field)| field));
        stuck.sort_unstable();
        stuck.dedup();
    }
    (own, stuck)
}

/// Of the places that people had in both, how many become two again, and how many were put elsewhere since.
pub fn places_to_part(conn: &mut Conn, kept: OrganisationId, both: &[TwoPlaces]) -> Stored<(i64, i64)> {
    let (mut back, mut elsewhere) = (0, 0);
    for two in both {
        match union::standing(conn, kept, two.stays)? {
            Some(_) => back += 1,
            None => elsewhere += 1,
        }
    }
    Ok((back, elsewhere))
}

/// Which living organisation stands for one that went into another; none for one that is there itself, or never was. The caller has checked
/// the right to see organisations.
pub fn organisation_heir_of(conn: &mut Conn, id: &PublicId) -> Stored<Option<OrganisationId>> {
    let Some(gone) = union::gone(conn, id)? else { return Ok(None) };
    union::heir(conn, gone)
}

/// The living organisation that stands for this one: itself where it is there, none where the last was erased. For slices whose rows point
/// to one that went into another.
pub fn organisation_heir(conn: &mut Conn, of: OrganisationId) -> Stored<Option<OrganisationId>> {
    union::heir(conn, of)
}
