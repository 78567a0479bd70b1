//! Channels, packages and relays, read.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{Channel, House, Officer, Package, Relay, RelayState, Source, Telling};
use super::until::{Embargo, EmbargoKind, Until};
use crate::db::schema::{contacts, deliverables, organisations, relay_channels, relay_packages, relay_visits, relays};
use crate::db::types::{Json, day};
use crate::db::{Conn, DbError, Stored};
use crate::kernel::ids::{
    ChannelId, ContactId, DeliverableId, EventId, OrganisationId, ProgrammeId, PublicId, RelayId, RelayPackageId,
};
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

type ChannelRow = (ChannelId, PublicId, i64, ProgrammeId, Option<i64>, String, Option<Instant>);
type HouseRow = (OrganisationId, PublicId, Json, String);
type OfficerRow = (ContactId, PublicId, String, String, String, Json, Locale, Option<Instant>, Option<Instant>);

/// The columns of a channel with its house and its officer.
macro_rules! channel_columns {
    () => {
        (
            (
                relay_channels::id,
                relay_channels::public_id,
                relay_channels::version,
                relay_channels::programme_id,
                relay_channels::members,
                relay_channels::note,
                relay_channels::retired_at,
            ),
            (organisations::id, organisations::public_id, organisations::name, organisations::country),
            (
                contacts::id,
                contacts::public_id,
                contacts::native_name,
                contacts::latin_name,
                contacts::family_name,
                contacts::salutation,
                contacts::language,
                contacts::do_not_contact_at,
                contacts::erased_at,
            ),
        )
    };
}

type WholeChannel = (ChannelRow, HouseRow, OfficerRow);

fn channel((row, house, officer): WholeChannel) -> Stored<Channel> {
    let (id, public_id, version, programme, members, note, retired_at) = row;
    let (house_id, house_public, house_name, country) = house;
    let (contact, contact_public, native, latin, family, salutation, language, silent, erased) = officer;
    Ok(Channel {
        id,
        public_id,
        version,
        programme,
        house: House { id: house_id, public_id: house_public, name: house_name.read()?, country },
        officer: Officer {
            id: contact,
            public_id: contact_public,
            name: PersonName { native, latin, family, address: salutation.read()? },
            language,
            silent: silent.is_some(),
            gone: erased.is_some(),
        },
        members,
        note,
        retired_at,
    })
}

/// All of a programme, in the order in which they were added.
pub(super) fn channels(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<Channel>> {
    let rows: Vec<WholeChannel> = relay_channels::table
        .inner_join(organisations::table)
        .inner_join(contacts::table)
        .filter(relay_channels::programme_id.eq(programme))
        .order(relay_channels::id)
        .select(channel_columns!())
        .load(conn)?;
    rows.into_iter().map(channel).collect()
}

/// All of a house, in whichever programme.
pub(super) fn channels_of(conn: &mut Conn, house: OrganisationId) -> Stored<Vec<Channel>> {
    let rows: Vec<WholeChannel> = relay_channels::table
        .inner_join(organisations::table)
        .inner_join(contacts::table)
        .filter(relay_channels::organisation_id.eq(house))
        .order(relay_channels::id)
        .select(channel_columns!())
        .load(conn)?;
    rows.into_iter().map(channel).collect()
}

/// How many relays each channel of a programme has.
pub(super) fn counts(conn: &mut Conn, programme: ProgrammeId) -> Stored<HashMap<ChannelId, i64>> {
    let rows: Vec<(ChannelId, i64)> = relays::table
        .inner_join(relay_channels::table)
        .filter(relay_channels::programme_id.eq(programme))
        .group_by(relays::channel_id)
        .select((relays::channel_id, diesel::dsl::count(relays::id)))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

type PackageRow = (
    RelayPackageId,
    PublicId,
    i64,
    DeliverableId,
    (Json, Json),
    (EmbargoKind, Option<String>, Option<EventId>, Option<i32>),
    (i32, Instant),
);

macro_rules! package_columns {
    () => {
        (
            relay_packages::id,
            relay_packages::public_id,
            relay_packages::version,
            relay_packages::deliverable_id,
            (relay_packages::short_text, relay_packages::long_text),
            (
                relay_packages::embargo,
                relay_packages::embargo_on,
                relay_packages::embargo_event_id,
                relay_packages::embargo_days,
            ),
            (relay_packages::lapse_days, relay_packages::updated_at),
        )
    };
}

fn package(row: PackageRow) -> Stored<Package> {
    let (id, public_id, version, deliverable, (short, long), (kind, on, event, days), (lapse_days, changed_at)) = row;
    let damaged = || DbError::Damaged(format!("the embargo of package {id}"));
    let embargo = match (kind, on, event, days) {
        (EmbargoKind::None, ..) => Embargo::None,
        (EmbargoKind::Day, Some(on), ..) => Embargo::Day(day(&on)?),
        (EmbargoKind::Event, _, Some(event), Some(days)) => Embargo::After { event, days },
        (EmbargoKind::Day | EmbargoKind::Event, ..) => return Err(damaged()),
    };
    let (short, long) = (short.read()?, long.read()?);
    Ok(Package { id, public_id, version, deliverable, short, long, embargo, lapse_days, changed_at })
}

pub(super) fn package_of(conn: &mut Conn, deliverable: DeliverableId) -> Stored<Option<Package>> {
    let row: Option<PackageRow> = relay_packages::table
        .filter(relay_packages::deliverable_id.eq(deliverable))
        .select(package_columns!())
        .first(conn)
        .optional()?;
    row.map(package).transpose()
}

/// Those of these numbers.
pub(super) fn packages(conn: &mut Conn, ids: &[RelayPackageId]) -> Stored<HashMap<RelayPackageId, Package>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<PackageRow> =
        relay_packages::table.filter(relay_packages::id.eq_any(ids.to_vec())).select(package_columns!()).load(conn)?;
    rows.into_iter().map(|row| package(row).map(|one| (one.id, one))).collect()
}

/// All of a programme.
pub(super) fn packages_of(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<Package>> {
    let rows: Vec<PackageRow> = relay_packages::table
        .inner_join(deliverables::table)
        .filter(deliverables::programme_id.eq(programme))
        .order(relay_packages::id)
        .select(package_columns!())
        .load(conn)?;
    rows.into_iter().map(package).collect()
}

/// Those whose embargo counts from an event.
pub(super) fn packages_after(conn: &mut Conn, event: EventId) -> Stored<Vec<Package>> {
    let rows: Vec<PackageRow> = relay_packages::table
        .filter(relay_packages::embargo_event_id.eq(event))
        .order(relay_packages::id)
        .select(package_columns!())
        .load(conn)?;
    rows.into_iter().map(package).collect()
}

type RelayRow = (
    (RelayId, PublicId, i64, RelayPackageId),
    (Locale, String, RelayState, String),
    (Option<i64>, Option<String>, String, Source),
    (Instant, Option<Instant>, Option<String>, Option<String>),
);

macro_rules! relay_columns {
    () => {
        (
            (relays::id, relays::public_id, relays::version, relays::package_id),
            (relays::locale, relays::nonce, relays::state, relays::told),
            (relays::members, relays::forwarded_on, relays::reason, relays::source),
            (relays::offered_at, relays::answered_at, relays::told_by, relays::knew),
        )
    };
}

fn relay((row, of): (RelayRow, WholeChannel)) -> Stored<Relay> {
    let ((id, public_id, version, package), how, told, (offered_at, answered_at, told_by, knew)) = row;
    let (locale, nonce, state, embargo) = how;
    let (members, forwarded_on, reason, source) = told;
    let telling = match (told_by, knew) {
        (Some(key), Some(knew)) => Some(Telling { key, knew: Until::read(&knew)? }),
        _ => None,
    };
    Ok(Relay {
        id,
        public_id,
        version,
        package,
        channel: channel(of)?,
        locale,
        nonce,
        state,
        told: Until::read(&embargo)?,
        telling,
        members,
        forwarded_on: forwarded_on.as_deref().map(day).transpose()?,
        reason,
        source,
        offered_at,
        answered_at,
        visits: 0,
        downloads: 0,
    })
}

/// The relays of these packages, the first offered first, with their visits counted.
pub(super) fn relays_of(conn: &mut Conn, packages: &[RelayPackageId]) -> Stored<Vec<Relay>> {
    if packages.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(RelayRow, WholeChannel)> = relays::table
        .inner_join(relay_channels::table.inner_join(organisations::table).inner_join(contacts::table))
        .filter(relays::package_id.eq_any(packages.to_vec()))
        .order(relays::id)
        .select((relay_columns!(), channel_columns!()))
        .load(conn)?;
    let mut found = rows.into_iter().map(relay).collect::<Stored<Vec<Relay>>>()?;
    count_visits(conn, &mut found)?;
    Ok(found)
}

fn count_visits(conn: &mut Conn, found: &mut [Relay]) -> Stored<()> {
    let ids: Vec<RelayId> = found.iter().map(|relay| relay.id).collect();
    let counted: Vec<(RelayId, i64, i64)> = relay_visits::table
        .filter(relay_visits::relay_id.eq_any(ids))
        .group_by(relay_visits::relay_id)
        .select((
            relay_visits::relay_id,
            diesel::dsl::count(relay_visits::id),
            diesel::dsl::count(relay_visits::file_id),
        ))
        .load(conn)?;
    for (id, all, files) in counted {
        if let Some(relay) = found.iter_mut().find(|relay| relay.id == id) {
            (relay.visits, relay.downloads) = (all - files, files);
        }
    }
    Ok(())
}

/// Those of these numbers, without their visits.
pub(super) fn relays_by_id(conn: &mut Conn, ids: &[RelayId]) -> Stored<HashMap<RelayId, Relay>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(RelayRow, WholeChannel)> = relays::table
        .inner_join(relay_channels::table.inner_join(organisations::table).inner_join(contacts::table))
        .filter(relays::id.eq_any(ids.to_vec()))
        .select((relay_columns!(), channel_columns!()))
        .load(conn)?;
    rows.into_iter().map(|row| relay(row).map(|one| (one.id, one))).collect()
}

/// Every relay of which something is still expected.
pub(super) fn open(conn: &mut Conn) -> Stored<Vec<Relay>> {
    let rows: Vec<(RelayRow, WholeChannel)> = relays::table
        .inner_join(relay_channels::table.inner_join(organisations::table).inner_join(contacts::table))
        .filter(relays::state.eq_any(vec![RelayState::Offered, RelayState::Taken]))
        .order(relays::id)
        .select((relay_columns!(), channel_columns!()))
        .load(conn)?;
    rows.into_iter().map(relay).collect()
}
