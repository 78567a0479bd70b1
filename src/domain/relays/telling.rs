//! Officers are told until when something is kept back, and that it was taken back, once that cannot be changed back.

use super::looking::Seen;
use super::model::{Given, Relay, Telling};
use super::offering::{locale_of, usable};
use super::packages::{record, stored};
use super::recalling::revive;
use super::store_around::Unsent;
use super::store_write;
use super::until::Until;
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::domain::history::Change;
use crate::domain::invitations::mail::Moot;
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::kernel::email::Email;
use crate::kernel::locale::Locale;

/// How the keys of these mails begin.
const KEY: &str = "relay-embargo:";

/// What became of a look at one officer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    /// Nothing: they know, or cannot be told now.
    None,
    /// A mail was written.
    Told,
    /// The mail of the offer, which was kept back, waits again.
    Offered,
}

/// Writes to an officer who knows something else than there is now.
pub(super) fn tell(conn: &mut Conn, cx: &Context, relay: &Relay, seen: &Seen<'_>) -> Stored<Word> {
    // Of what is internal nobody learns anything.
    if seen.given == Given::Never || seen.held {
        return Ok(Word::None);
    }
    let now = seen.until.while_given(seen.given);
    if seen.unoffered {
        return restate(conn, cx, relay, (seen, now));
    }
    if seen.fresh {
        return Ok(Word::None);
    }
    let knows = known(conn, cx, relay, (seen.untold, now))?;
    let officer = &relay.channel.officer;
    let Ok(mailbox) = usable(officer, seen.letterboxes) else { return Ok(Word::None) };
    if !knows.differs(now) {
        return Ok(Word::None);
    }
    // The same day may come round again: each telling is one of its own.
    let telling = Telling { key: format!("{KEY}{}:{}", relay.id, cx.now.micros()), knew: knows };
    // Called back, or given to another officer, at this moment: the next look tells whoever it is.
    if !store_write::set_told(conn, cx.now, (relay.id, &relay.nonce), (now, Some(&telling)))? {
        return Ok(Word::None);
    }
    let locale = locale_of(relay, seen.package);
    store_write::set_locale(conn, relay.id, locale)?;
    outbox::enqueue_all(conn, cx, &[message(cx, relay, (&mailbox.email, locale), (telling, now))])?;
    let verb = match (knows.is_back(), now.is_back()) {
        (_, true) => "relay-stop-told",
        (true, false) => "relay-go-told",
        (false, false) => "relay-embargo-told",
    };
    let changes = vec![
        Change::of("channel", "", stored(&relay.channel.house.name)?),
        Change::of("embargo_until", knows.stored(), now.stored()),
    ];
    record(conn, cx, seen.of, (&relay.public_id, relay.version), (verb, changes))?;
    Ok(Word::Told)
}

/// An offer that has not left says by itself how things stand; one that was kept back is made anew now that it may be, and waits like any
/// other.
fn restate(conn: &mut Conn, cx: &Context, relay: &Relay, (seen, now): (&Seen<'_>, Until)) -> Stored<Word> {
    if seen.given != Given::Open {
        return Ok(Word::None);
    }
    // A mail sent again that was dropped as well has told nothing either.
    if relay.told != now || relay.telling.is_some() {
        store_write::set_told(conn, cx.now, (relay.id, &relay.nonce), (now, None))?;
    }
    if seen.dropped && revive(conn, cx, &[relay])? > 0 {
        // Nobody knew of it until now: days are counted from here.
        store_write::set_offered(conn, cx.now, relay.id)?;
        return Ok(Word::Offered);
    }
    Ok(Word::None)
}

/// What an officer knows. A mail that lost its point before it left has told nothing, and one that waits and says what does not hold any more
/// is taken back.
fn known(conn: &mut Conn, cx: &Context, relay: &Relay, (untold, now): (Option<Unsent>, Until)) -> Stored<Until> {
    let Some(telling) = &relay.telling else { return Ok(relay.told) };
    let keys = [telling.key.clone()];
    // An offer that is sent again says by itself how things stand, and is sent.
    let overtaken = relay.told != now && telling.key.starts_with(KEY);
    let nothing = match untold {
        Some(Unsent::Dropped) => true,
        Some(Unsent::Waiting) if overtaken => outbox::replace(conn, cx, &keys, Moot::Replaced.as_str())? > 0,
        Some(Unsent::Waiting) | None => false,
    };
    if !nothing {
        return Ok(relay.told);
    }
    store_write::set_told(conn, cx.now, (relay.id, &relay.nonce), (telling.knew, None))?;
    Ok(telling.knew)
}

fn message(
    cx: &Context,
    relay: &Relay,
    (email, locale): (&Email, Locale),
    (telling, now): (Telling, Until),
) -> NewMessage {
    NewMessage {
        message: Message::RelayEmbargo {
            relay: relay.id.raw(),
            nonce: relay.nonce.clone(),
            before: telling.knew.stored(),
            after: now.stored(),
        },
        lane: Lane::Prompt,
        to: email.clone(),
        contact: Some(relay.channel.officer.id),
        locale,
        programme: Some(relay.channel.programme),
        event: None,
        due_at: cx.now,
        dedupe_key: telling.key,
    }
}
