//! Channels, packages and relays, written.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{NewPackage, RelayState, Source, Telling};
use super::until::{Embargo, EmbargoKind, Until};
use crate::db::schema::{relay_channels, relay_packages, relay_visits, relays};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{
    ChannelId, ContactId, DeliverableId, EventId, OrganisationId, ProgrammeId, PublicId, RelayId, RelayPackageId,
    VersionFileId,
};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

/// A channel, with our own numbers for what it names.
pub(super) struct ChannelValues<'a> {
    pub organisation: OrganisationId,
    pub officer: ContactId,
    pub members: Option<i64>,
    pub note: &'a str,
}

#[derive(Insertable)]
#[diesel(table_name = relay_channels)]
struct NewChannelRow<'a> {
    public_id: PublicId,
    version: i64,
    programme_id: ProgrammeId,
    organisation_id: OrganisationId,
    contact_id: ContactId,
    members: Option<i64>,
    note: &'a str,
    created_at: Instant,
    updated_at: Instant,
}

pub(super) fn insert_channel(
    conn: &mut Conn,
    now: Instant,
    programme: ProgrammeId,
    values: &ChannelValues<'_>,
) -> Stored<PublicId> {
    let public_id = PublicId::random();
    let row = NewChannelRow {
        public_id: public_id.clone(),
        version: 1,
        programme_id: programme,
        organisation_id: values.organisation,
        contact_id: values.officer,
        members: values.members,
        note: values.note,
        created_at: now,
        updated_at: now,
    };
    diesel::insert_into(relay_channels::table).values(&row).execute(conn)?;
    Ok(public_id)
}

/// Whether the row still had the version that was edited. The house of a channel never changes.
pub(super) fn update_channel(
    conn: &mut Conn,
    now: Instant,
    (id, version): (ChannelId, i64),
    values: &ChannelValues<'_>,
) -> Stored<bool> {
    let target = relay_channels::table.filter(relay_channels::id.eq(id)).filter(relay_channels::version.eq(version));
    let set = (
        relay_channels::version.eq(version + 1),
        relay_channels::contact_id.eq(values.officer),
        relay_channels::members.eq(values.members),
        relay_channels::note.eq(values.note),
        relay_channels::updated_at.eq(now),
    );
    Ok(diesel::update(target).set(set).execute(conn)? == 1)
}

pub(super) fn set_retired(
    conn: &mut Conn,
    now: Instant,
    (id, version): (ChannelId, i64),
    retired_at: Option<Instant>,
) -> Stored<bool> {
    let target = relay_channels::table.filter(relay_channels::id.eq(id)).filter(relay_channels::version.eq(version));
    let set = (
        relay_channels::version.eq(version + 1),
        relay_channels::retired_at.eq(retired_at),
        relay_channels::updated_at.eq(now),
    );
    Ok(diesel::update(target).set(set).execute(conn)? == 1)
}

/// One that nothing points at.
pub(super) fn delete_channel(conn: &mut Conn, (id, version): (ChannelId, i64)) -> Stored<bool> {
    let target = relay_channels::table.filter(relay_channels::id.eq(id)).filter(relay_channels::version.eq(version));
    Ok(diesel::delete(target).execute(conn)? == 1)
}

/// Another nonce for the relays of a channel: whoever held the old links holds them no more.
pub(super) fn renew_links(conn: &mut Conn, now: Instant, channel: ChannelId) -> Stored<()> {
    // One for all: each link is made of it together with its own row.
    let set = (relays::nonce.eq(crate::kernel::token::nonce()), relays::updated_at.eq(now));
    diesel::update(relays::table.filter(relays::channel_id.eq(channel))).set(set).execute(conn)?;
    Ok(())
}

/// The columns of an embargo.
type EmbargoColumns = (EmbargoKind, Option<String>, Option<EventId>, Option<i32>);

fn columns(embargo: Embargo) -> EmbargoColumns {
    match embargo {
        Embargo::None => (EmbargoKind::None, None, None, None),
        Embargo::Day(day) => (EmbargoKind::Day, Some(day.to_string()), None, None),
        Embargo::After { event, days } => (EmbargoKind::Event, None, Some(event), Some(days)),
    }
}

#[derive(Insertable)]
#[diesel(table_name = relay_packages)]
struct NewPackageRow {
    public_id: PublicId,
    version: i64,
    deliverable_id: DeliverableId,
    short_text: Json,
    long_text: Json,
    embargo: EmbargoKind,
    embargo_on: Option<String>,
    embargo_event_id: Option<EventId>,
    embargo_days: Option<i32>,
    lapse_days: i32,
    created_at: Instant,
    updated_at: Instant,
}

pub(super) fn insert_package(
    conn: &mut Conn,
    now: Instant,
    deliverable: DeliverableId,
    (new, embargo): (&NewPackage, Embargo),
) -> Stored<()> {
    let (kind, on, event, days) = columns(embargo);
    let row = NewPackageRow {
        public_id: PublicId::random(),
        version: 1,
        deliverable_id: deliverable,
        short_text: Json::of(&new.short)?,
        long_text: Json::of(&new.long)?,
        embargo: kind,
        embargo_on: on,
        embargo_event_id: event,
        embargo_days: days,
        lapse_days: new.lapse_days,
        created_at: now,
        updated_at: now,
    };
    diesel::insert_into(relay_packages::table).values(&row).execute(conn)?;
    Ok(())
}

/// Whether the row still had the version that was edited.
pub(super) fn update_package(
    conn: &mut Conn,
    now: Instant,
    (id, version): (RelayPackageId, i64),
    (new, embargo): (&NewPackage, Embargo),
) -> Stored<bool> {
    let (kind, on, event, days) = columns(embargo);
    let target = relay_packages::table.filter(relay_packages::id.eq(id)).filter(relay_packages::version.eq(version));
    let set = (
        relay_packages::version.eq(version + 1),
        relay_packages::short_text.eq(Json::of(&new.short)?),
        relay_packages::long_text.eq(Json::of(&new.long)?),
        relay_packages::embargo.eq(kind),
        relay_packages::embargo_on.eq(on),
        relay_packages::embargo_event_id.eq(event),
        relay_packages::embargo_days.eq(days),
        relay_packages::lapse_days.eq(new.lapse_days),
        relay_packages::updated_at.eq(now),
    );
    Ok(diesel::update(target).set(set).execute(conn)? == 1)
}

/// Locks a package until the transaction ends: two who offer it at the same moment offer it once to each.
pub(super) fn lock_package(conn: &mut Conn, id: RelayPackageId) -> Stored<()> {
    let target = relay_packages::table.filter(relay_packages::id.eq(id));
    diesel::update(target).set(relay_packages::version.eq(relay_packages::version)).execute(conn)?;
    Ok(())
}

/// Locks the channels of a programme until the transaction ends: none gets another officer beside an offer.
pub(super) fn lock_channels(conn: &mut Conn, programme: ProgrammeId) -> Stored<()> {
    let target = relay_channels::table.filter(relay_channels::programme_id.eq(programme));
    diesel::update(target).set(relay_channels::version.eq(relay_channels::version)).execute(conn)?;
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = relays)]
struct NewRelayRow<'a> {
    public_id: PublicId,
    version: i64,
    package_id: RelayPackageId,
    channel_id: ChannelId,
    locale: Locale,
    nonce: &'a str,
    state: RelayState,
    told: String,
    reason: &'a str,
    source: Source,
    offered_at: Instant,
    updated_at: Instant,
}

pub(super) fn insert_relay(
    conn: &mut Conn,
    now: Instant,
    (package, channel): (RelayPackageId, ChannelId),
    (locale, nonce, told): (Locale, &str, Until),
) -> Stored<(RelayId, PublicId)> {
    let public_id = PublicId::random();
    let row = NewRelayRow {
        public_id: public_id.clone(),
        version: 1,
        package_id: package,
        channel_id: channel,
        locale,
        nonce,
        state: RelayState::Offered,
        told: told.stored(),
        reason: "",
        source: Source::None,
        offered_at: now,
        updated_at: now,
    };
    let id = diesel::insert_into(relays::table).values(&row).returning(relays::id).get_result(conn)?;
    Ok((id, public_id))
}

/// One whose officer was told nothing.
pub(super) fn delete_relay(conn: &mut Conn, id: RelayId) -> Stored<()> {
    diesel::delete(relay_visits::table.filter(relay_visits::relay_id.eq(id))).execute(conn)?;
    diesel::delete(relays::table.filter(relays::id.eq(id))).execute(conn)?;
    Ok(())
}

/// Locks a relay until the transaction ends.
pub(super) fn lock_relay(conn: &mut Conn, id: RelayId) -> Stored<()> {
    let target = relays::table.filter(relays::id.eq(id));
    diesel::update(target).set(relays::version.eq(relays::version)).execute(conn)?;
    Ok(())
}

/// From when on it is offered: the mail of the offer waits anew.
pub(super) fn set_offered(conn: &mut Conn, now: Instant, id: RelayId) -> Stored<()> {
    let set = (relays::offered_at.eq(now), relays::updated_at.eq(now));
    diesel::update(relays::table.filter(relays::id.eq(id))).set(set).execute(conn)?;
    Ok(())
}

/// Where a relay stands after somebody told.
pub(super) struct Standing<'a> {
    pub state: RelayState,
    pub members: Option<i64>,
    pub forwarded_on: Option<NaiveDate>,
    pub reason: &'a str,
    pub source: Source,
    pub answered_at: Option<Instant>,
}

/// Whether the row still had the version that was seen.
pub(super) fn set_standing(
    conn: &mut Conn,
    now: Instant,
    (id, version): (RelayId, i64),
    standing: &Standing<'_>,
) -> Stored<bool> {
    let target = relays::table.filter(relays::id.eq(id)).filter(relays::version.eq(version));
    let set = (
        relays::version.eq(version + 1),
        relays::state.eq(standing.state),
        relays::members.eq(standing.members),
        relays::forwarded_on.eq(standing.forwarded_on.map(|day| day.to_string())),
        relays::reason.eq(standing.reason),
        relays::source.eq(standing.source),
        relays::answered_at.eq(standing.answered_at),
        relays::updated_at.eq(now),
    );
    Ok(diesel::update(target).set(set).execute(conn)? == 1)
}

/// Notes which embargo the officer who holds this link is told, and by which mail; no version of the relay is made by it. Whether they hold
/// it still.
pub(super) fn set_told(
    conn: &mut Conn,
    now: Instant,
    (id, nonce): (RelayId, &str),
    (told, by): (Until, Option<&Telling>),
) -> Stored<bool> {
    let target = relays::table.filter(relays::id.eq(id)).filter(relays::nonce.eq(nonce));
    let set = (
        relays::told.eq(told.stored()),
        relays::told_by.eq(by.map(|telling| telling.key.clone())),
        relays::knew.eq(by.map(|telling| telling.knew.stored())),
        relays::updated_at.eq(now),
    );
    Ok(diesel::update(target).set(set).execute(conn)? == 1)
}

/// In which language an officer is written to from now on.
pub(super) fn set_locale(conn: &mut Conn, id: RelayId, locale: Locale) -> Stored<()> {
    diesel::update(relays::table.filter(relays::id.eq(id))).set(relays::locale.eq(locale)).execute(conn)?;
    Ok(())
}

pub(super) fn visit(conn: &mut Conn, relay: RelayId, file: Option<VersionFileId>, now: Instant) -> Stored<()> {
    diesel::insert_into(relay_visits::table)
        .values((relay_visits::relay_id.eq(relay), relay_visits::file_id.eq(file), relay_visits::at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Points the channels of one contact at another; tells which.
pub(super) fn replace_officer(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<i64>> {
    let theirs = relay_channels::table.filter(relay_channels::contact_id.eq(from));
    let ids: Vec<i64> = theirs.select(relay_channels::id).load(conn)?;
    let set = (relay_channels::contact_id.eq(into), relay_channels::version.eq(relay_channels::version + 1));
    diesel::update(theirs).set(set).execute(conn)?;
    Ok(ids)
}

/// The same of houses. Where both are channels of one programme, both rows stay.
pub(super) fn replace_house(conn: &mut Conn, from: OrganisationId, into: OrganisationId) -> Stored<Vec<i64>> {
    let there: Vec<ProgrammeId> = relay_channels::table
        .filter(relay_channels::organisation_id.eq(into))
        .select(relay_channels::programme_id)
        .load(conn)?;
    let own: Vec<(i64, ProgrammeId)> = relay_channels::table
        .filter(relay_channels::organisation_id.eq(from))
        .select((relay_channels::id, relay_channels::programme_id))
        .load(conn)?;
    let free: Vec<i64> = own.into_iter().filter(|(_, of)| !there.contains(of)).map(|(id, _)| id).collect();
    let set = (relay_channels::organisation_id.eq(into), relay_channels::version.eq(relay_channels::version + 1));
    diesel::update(relay_channels::table.filter(relay_channels::id.eq_any(free.clone()))).set(set).execute(conn)?;
    Ok(free)
}
