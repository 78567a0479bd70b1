//! The houses that pass things on for a programme.

use std::collections::HashMap;

use super::model::{Channel, NewChannel, RelayError};
use super::store_write::{self, ChannelValues};
use super::{packages, store};
use crate::access::{Action, Context, Denied, Scope, holds, require};
use crate::db::{Conn, DbError, Stored};
use crate::domain::contacts::{self, ContactError};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::{ChannelId, ContactId, OrganisationId, ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason, RelayFault};

type Result<T> = std::result::Result<T, RelayError>;

/// All of a programme with the number of their relays, for whoever sees relays.
pub fn channels(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
) -> Result<(Vec<Channel>, HashMap<ChannelId, i64>)> {
    require(&cx.actor, Action::SeeRelays, Scope::Programme(programme))?;
    let mut all = store::channels(conn, programme)?;
    all.iter_mut().for_each(|channel| keep_back(cx, channel));
    Ok((all, store::counts(conn, programme)?))
}

/// What is noted of a house is for those who know its people.
fn keep_back(cx: &Context, channel: &mut Channel) {
    if !holds(&cx.actor, Action::SeeContacts, Scope::Installation) {
        channel.note.clear();
    }
}

pub fn find_channel(conn: &mut Conn, cx: &Context, programme: ProgrammeId, id: &PublicId) -> Result<Channel> {
    require(&cx.actor, Action::SeeRelays, Scope::Programme(programme))?;
    let found = store::channels(conn, programme)?.into_iter().find(|channel| channel.public_id == *id);
    let mut found = found.ok_or(Denied::NotFound)?;
    keep_back(cx, &mut found);
    Ok(found)
}

/// Our own number of a house that is named, which stays until this transaction ends.
fn house(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<OrganisationId> {
    let no_such = || Invalid::one("organisation", Reason::NoSuch);
    let known = match contacts::organisation(conn, cx, id) {
        Ok(known) => known.id,
        Err(fault) => return Err(unknown(fault, "organisation")),
    };
    Ok(contacts::held_organisation(conn, known)?.ok_or_else(no_such)?)
}

/// The same of one of its people: nobody else speaks for a house.
fn officer(conn: &mut Conn, cx: &Context, id: &PublicId, house: OrganisationId) -> Result<ContactId> {
    let no_such = || Invalid::one("officer", Reason::NoSuch);
    let known = match contacts::contact(conn, cx, id) {
        Ok(known) => known.person,
        Err(fault) => return Err(unknown(fault, "officer")),
    };
    if known.affiliations.iter().all(|place| place.organisation != house) {
        return Err(Invalid::one("officer", Reason::Relay(RelayFault::NotTheirs)).into());
    }
    Ok(contacts::held_person(conn, known.id)?.ok_or_else(no_such)?)
}

fn unknown(fault: ContactError, field: &str) -> RelayError {
    match fault {
        ContactError::Denied(Denied::NotFound) => Invalid::one(field, Reason::NoSuch).into(),
        ContactError::Denied(denied) => denied.into(),
        ContactError::Invalid(invalid) => invalid.into(),
        ContactError::Stale => RelayError::Stale,
        ContactError::Db(fault) => fault.into(),
    }
}

/// A house becomes a channel of the programme.
pub fn create_channel(conn: &mut Conn, cx: &Context, programme: ProgrammeId, new: &NewChannel) -> Result<Channel> {
    require(&cx.actor, Action::RelayDeliverable, Scope::Programme(programme))?;
    let organisation = house(conn, cx, &new.organisation)?;
    let officer = officer(conn, cx, &new.officer, organisation)?;
    let values = ChannelValues { organisation, officer, members: new.members, note: &new.note };
    let made = match store_write::insert_channel(conn, cx.now, programme, &values) {
        Ok(made) => made,
        Err(DbError::Duplicate(_)) => return Err(RelayError::Twice),
        Err(fault) => return Err(fault.into()),
    };
    let channel = find_channel(conn, cx, programme, &made)?;
    record(conn, cx, (&channel, channel.version), ("channel-added", None))?;
    Ok(channel)
}

/// Another officer, another number or note; the house stays. With another officer the links that the old one holds end.
pub fn edit_channel(
    conn: &mut Conn,
    cx: &Context,
    before: &Channel,
    version: i64,
    new: &NewChannel,
) -> Result<Channel> {
    require(&cx.actor, Action::RelayDeliverable, Scope::Programme(before.programme))?;
    if new.organisation != before.house.public_id {
        return Err(Invalid::one("organisation", Reason::Fixed).into());
    }
    let same = before.officer.public_id == new.officer && before.members == new.members && before.note == new.note;
    if before.version == version && same {
        return Ok(before.clone());
    }
    let officer = match before.officer.public_id == new.officer {
        true => before.officer.id,
        false => officer(conn, cx, &new.officer, before.house.id)?,
    };
    let values = ChannelValues { organisation: before.house.id, officer, members: new.members, note: &new.note };
    if !store_write::update_channel(conn, cx.now, (before.id, version), &values)? {
        return Err(RelayError::Stale);
    }
    if officer != before.officer.id {
        store_write::renew_links(conn, cx.now, before.id)?;
    }
    let after = find_channel(conn, cx, before.programme, &before.public_id)?;
    let shown = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    // Who the officer is stands with the channel alone.
    let members = Change::of("members", shown(before.members), shown(after.members));
    record(conn, cx, (&after, after.version), ("channel-edited", members))?;
    Ok(after)
}

/// Asks a channel no more, or again. What it was offered stays as it is.
pub fn turn_channel(conn: &mut Conn, cx: &Context, before: &Channel, version: i64) -> Result<()> {
    require(&cx.actor, Action::RelayDeliverable, Scope::Programme(before.programme))?;
    let retired = if before.retired_at.is_some() { None } else { Some(cx.now) };
    if !store_write::set_retired(conn, cx.now, (before.id, version), retired)? {
        return Err(RelayError::Stale);
    }
    let verb = if retired.is_some() { "channel-retired" } else { "channel-back" };
    Ok(record(conn, cx, (before, version + 1), (verb, None))?)
}

/// Removes a channel that was never offered anything; one that was is asked no more.
pub fn remove_channel(conn: &mut Conn, cx: &Context, before: &Channel, version: i64) -> Result<()> {
    require(&cx.actor, Action::RelayDeliverable, Scope::Programme(before.programme))?;
    if store::counts(conn, before.programme)?.contains_key(&before.id) {
        return if before.retired_at.is_some() { Ok(()) } else { turn_channel(conn, cx, before, version) };
    }
    if !store_write::delete_channel(conn, (before.id, version))? {
        return Err(RelayError::Stale);
    }
    Ok(record(conn, cx, (before, version + 1), ("channel-removed", None))?)
}

/// Notes in the history of the programme what happened to a channel, which is at this version now.
pub(super) fn record(
    conn: &mut Conn,
    cx: &Context,
    (channel, version): (&Channel, i64),
    (verb, change): (&'static str, Option<Change>),
) -> Stored<()> {
    let programme = channel.programme;
    let record = Record::new(Entity::Programme, programme.raw(), verb).within(programme, None);
    let record = record.part(&channel.public_id, version);
    let named = Change::of("channel", "", packages::stored(&channel.house.name)?);
    history::record(conn, cx, record.changes([named, change]))?;
    Ok(())
}
