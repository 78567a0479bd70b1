//! A package is offered: who would get it, who is left out and why, and then one mail to each.

use std::collections::HashMap;

use super::model::{Channel, Given, Officer, Package, Relay, RelayError, Telling};
use super::packages::{record, stored};
use super::recalling::{key, leaves_at, waits};
use super::{embargo, looking, store, store_write};
use crate::access::{Action, Context, Denied, require};
use crate::db::types::text_enum;
use crate::db::{Conn, DbError, Stored};
use crate::domain::contacts::{self, Letterbox};
use crate::domain::deliverables::{self, Deliverable};
use crate::domain::history::Change;
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, PublicId, RelayId};
use crate::kernel::locale::Locale;
use crate::kernel::token::nonce;

type Result<T> = std::result::Result<T, RelayError>;

text_enum! {
    /// Why a channel is left out.
    pub enum Why {
        /// It was offered this already.
        Offered = "offered",
        /// It is asked no more.
        Retired = "retired",
        /// The officer asked us not to write.
        DoNotContact = "do-not-contact",
        NoAddress = "no-address",
        /// Every address they have was refused for good.
        AddressRefused = "address-refused",
        /// Every address that works is not to be written to.
        Suppressed = "suppressed",
        /// There are no texts in the officer's language.
        NoText = "no-text",
        /// The mail of the offer has not left, and will say by itself how things stand.
        Waits = "waits",
        /// They were told so already.
        Knows = "knows",
        /// It is not given to outsiders now: they are told once it is.
        Rests = "rests",
    }
}

/// A channel, and in which language it would be offered the package, or why it would not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub channel: Channel,
    pub verdict: std::result::Result<Locale, Why>,
}

/// The address by which an officer is written to.
pub(super) fn usable<'a>(officer: &Officer, mailboxes: &'a [Letterbox]) -> std::result::Result<&'a Letterbox, Why> {
    if officer.silent {
        return Err(Why::DoNotContact);
    }
    if officer.gone || mailboxes.is_empty() {
        return Err(Why::NoAddress);
    }
    if mailboxes.iter().all(|mailbox| mailbox.refused) {
        return Err(Why::AddressRefused);
    }
    mailboxes.iter().find(|mailbox| !mailbox.refused && !mailbox.suppressed).ok_or(Why::Suppressed)
}

/// In which language an officer is written to from now on: another officer may read another than it was offered in.
pub(super) fn locale_of(relay: &Relay, package: &Package) -> Locale {
    let own = relay.channel.officer.language;
    if package.languages().contains(&own) { own } else { relay.locale }
}

fn verdict<'a>(
    channel: &Channel,
    package: &Package,
    relays: &[Relay],
    mailboxes: &'a HashMap<ContactId, Vec<Letterbox>>,
) -> std::result::Result<(Locale, &'a Email), Why> {
    if relays.iter().any(|relay| relay.channel.id == channel.id) {
        return Err(Why::Offered);
    }
    if channel.retired_at.is_some() {
        return Err(Why::Retired);
    }
    let officer = &channel.officer;
    let mailbox = usable(officer, mailboxes.get(&officer.id).map_or(&[][..], Vec::as_slice))?;
    if !package.languages().contains(&officer.language) {
        return Err(Why::NoText);
    }
    Ok((officer.language, &mailbox.email))
}

/// All that decides who is offered a package.
struct Ground {
    channels: Vec<Channel>,
    relays: Vec<Relay>,
    mailboxes: HashMap<ContactId, Vec<Letterbox>>,
}

fn ground(conn: &mut Conn, cx: &Context, of: &Deliverable, package: &Package) -> Stored<Ground> {
    let channels = store::channels(conn, of.programme)?;
    let officers: Vec<ContactId> = channels.iter().map(|channel| channel.officer.id).collect();
    Ok(Ground {
        relays: store::relays_of(conn, &[package.id])?,
        mailboxes: contacts::letterboxes(conn, &cx.keys, &officers)?,
        channels,
    })
}

/// What offering would do: every channel of the programme, for whoever may offer. Nobody while it is not given to outsiders.
pub fn outlook(conn: &mut Conn, cx: &Context, of: &Deliverable) -> Result<(Package, Vec<Line>)> {
    require(&cx.actor, Action::RelayDeliverable, of.scope())?;
    if Given::of(of) != Given::Open {
        return Err(RelayError::NotGiven);
    }
    let package = store::package_of(conn, of.id)?.ok_or(Denied::NotFound)?;
    let Ground { channels, relays, mailboxes } = ground(conn, cx, of, &package)?;
    let line = |channel: Channel| {
        let verdict = verdict(&channel, &package, &relays, &mailboxes).map(|(locale, _)| locale);
        Line { channel, verdict }
    };
    let lines = channels.into_iter().map(line).collect();
    Ok((package, lines))
}

/// Offers it to those of these channels that can be offered it; says to how many. One mail each, and never a second to the same. They wait
/// for five minutes, in which the offer can be called back.
pub fn offer(conn: &mut Conn, cx: &Context, of: &Deliverable, (version, chosen): (i64, &[PublicId])) -> Result<usize> {
    require(&cx.actor, Action::RelayDeliverable, of.scope())?;
    // Behind its lock it is what it is: nobody withdraws it beside this.
    deliverables::hold(conn, &[of.id])?;
    let of = &deliverables::load_many(conn, &[of.id])?.remove(&of.id).ok_or(Denied::NotFound)?;
    if Given::of(of) != Given::Open {
        return Err(RelayError::NotGiven);
    }
    let known = store::package_of(conn, of.id)?.ok_or(Denied::NotFound)?;
    store_write::lock_package(conn, known.id)?;
    // Else whoever was the officer until now would hold a link that opens.
    store_write::lock_channels(conn, of.programme)?;
    let package = store::package_of(conn, of.id)?.ok_or(Denied::NotFound)?;
    // Other texts than were seen would leave.
    if package.version != version {
        return Err(RelayError::Stale);
    }
    let until = embargo::until(conn, &package)?;
    let Ground { channels, relays, mailboxes } = ground(conn, cx, of, &package)?;
    let mut offered = 0;
    for channel in channels.iter().filter(|channel| chosen.contains(&channel.public_id)) {
        let Ok((locale, email)) = verdict(channel, &package, &relays, &mailboxes) else { continue };
        let nonce = nonce();
        let made = store_write::insert_relay(conn, cx.now, (package.id, channel.id), (locale, &nonce, until));
        let (id, relay) = match made {
            Ok(made) => made,
            Err(DbError::Duplicate(_)) => return Err(RelayError::Stale),
            Err(fault) => return Err(fault.into()),
        };
        let waiting = NewMessage {
            due_at: leaves_at(cx.now),
            ..message(cx, channel, (id, &nonce), (locale, email), key(package.id, channel.id))
        };
        outbox::enqueue_all(conn, cx, &[waiting])?;
        let changes = vec![Change::of("channel", "", stored(&channel.house.name)?)];
        record(conn, cx, of, (&relay, 1), ("relay-offered", changes))?;
        offered += 1;
    }
    if offered == 0 { Err(RelayError::Nobody) } else { Ok(offered) }
}

/// Sends an officer the mail with their link once more: to whoever is the officer now, and while something is expected of them.
pub fn offer_again(conn: &mut Conn, cx: &Context, of: &Deliverable, relay: &PublicId) -> Result<()> {
    require(&cx.actor, Action::RelayDeliverable, of.scope())?;
    if Given::of(of) != Given::Open {
        return Err(RelayError::NotGiven);
    }
    let package = store::package_of(conn, of.id)?.ok_or(Denied::NotFound)?;
    let all = store::relays_of(conn, &[package.id])?;
    let seen = all.into_iter().find(|one| one.public_id == *relay).ok_or(Denied::NotFound)?;
    store_write::lock_relay(conn, seen.id)?;
    let relay = store::relays_by_id(conn, &[seen.id])?.remove(&seen.id).ok_or(Denied::NotFound)?;
    // While the first mail waits, a second would be one that cannot be called back.
    if !relay.state.is_open() || waits(&relay, cx.now) {
        return Err(RelayError::Stale);
    }
    if relay.channel.retired_at.is_some() {
        return Err(RelayError::Nobody);
    }
    let officer = &relay.channel.officer;
    let mailboxes = contacts::letterboxes(conn, &cx.keys, &[officer.id])?;
    let own = mailboxes.get(&officer.id).map_or(&[][..], Vec::as_slice);
    let mailbox = usable(officer, own).map_err(|_| RelayError::Nobody)?;
    let until = embargo::until(conn, &package)?;
    let locale = locale_of(&relay, &package);
    store_write::set_locale(conn, relay.id, locale)?;
    let again = format!("{}:{}", key(package.id, relay.channel.id), cx.now.micros());
    // What a mail was to tell that has not left, they do not know.
    let unsent = looking::unsent(conn, std::slice::from_ref(&relay))?;
    let telling = Telling { key: again.clone(), knew: looking::knows(&relay, &unsent) };
    store_write::set_told(conn, cx.now, (relay.id, &relay.nonce), (until, Some(&telling)))?;
    let to = (locale, &mailbox.email);
    outbox::enqueue_all(conn, cx, &[message(cx, &relay.channel, (relay.id, &relay.nonce), to, again)])?;
    let changes = vec![Change::of("channel", "", stored(&relay.channel.house.name)?)];
    record(conn, cx, of, (&relay.public_id, relay.version), ("relay-offered-again", changes))?;
    Ok(())
}

fn message(
    cx: &Context,
    channel: &Channel,
    (relay, nonce): (RelayId, &str),
    (locale, email): (Locale, &Email),
    dedupe_key: String,
) -> NewMessage {
    NewMessage {
        message: Message::RelayOffer { relay: relay.raw(), nonce: nonce.to_owned() },
        lane: Lane::Invitations,
        to: email.clone(),
        contact: Some(channel.officer.id),
        locale,
        programme: Some(channel.programme),
        event: None,
        due_at: cx.now,
        dedupe_key,
    }
}
