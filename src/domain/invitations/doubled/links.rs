//! Links that went to an address which is somebody else's now: persons' and institutions'; or somebody else's again.

use super::store;
use crate::access::{Action, Context, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Entity, Record};
use crate::domain::invitations::facts::event_facts;
use crate::domain::invitations::institutions;
use crate::domain::invitations::model::InvitationError;
use crate::domain::outbox;
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, EventId, SeatId};
use crate::kernel::time::Instant;

/// Why mails were taken back, in the outbox: a word of our own.
const ANOTHERS: &str = "address-handed-over";

/// A contact's seats that were asked at this address, whatever they answered: the link shows what that was, and changes it. A seat has one
/// link, wherever it was sent: it goes for all. A seat that was closed because its person had two has a link still, to the one that stays. It
/// is the mailbox that counts, not whose entry it stood in then.
fn asked_at(conn: &mut Conn, contact: ContactId, email: &Email) -> Stored<Vec<(SeatId, EventId)>> {
    let mut asked = store::asked_at(conn, contact, email)?;
    for (seat, event) in store::closed_at(conn, email)? {
        if let Some(stays) = store::successor(conn, seat)?
            && store::is_of(conn, stays, contact)?
        {
            asked.push((seat, event));
        }
    }
    Ok(asked)
}

/// How many links would act no more if the address became somebody else's. The caller has checked the right to change the contact.
pub fn links_at(conn: &mut Conn, contact: ContactId, email: &Email) -> Stored<usize> {
    Ok(asked_at(conn, contact, email)?.len() + institutions::asked_at(conn, contact, email)?.len())
}

/// Makes the links that went to an address act no more: mails from now on carry new ones. Answers that were given stay. Says how many.
pub fn renew_links(conn: &mut Conn, cx: &Context, contact: ContactId, email: &Email) -> Result<usize, InvitationError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    let asked = asked_at(conn, contact, email)?;
    for (seat, event) in &asked {
        renew(conn, cx, *seat, *event)?;
    }
    Ok(asked.len() + institutions::renew_asked(conn, cx, contact, email)?)
}

fn renew(conn: &mut Conn, cx: &Context, seat: SeatId, event: EventId) -> Result<(), InvitationError> {
    store::renew_nonce(conn, seat)?;
    let event = event_facts(conn, event)?;
    let record = Record::new(Entity::Seat, seat.raw(), "link-renewed").within(event.programme, event.city);
    history::record(conn, cx, record)?;
    Ok(())
}

/// Two people were one entry `since` then, and are two again: a link that went meanwhile to an address which is the other's acts no more, and
/// a mail that waits to go there does not leave. Seats that were `closed` meanwhile were written about to nobody. Says how many links.
pub fn part_links(
    conn: &mut Conn,
    cx: &Context,
    (one, other): (ContactId, ContactId),
    since: Instant,
    closed: &[SeatId],
) -> Result<usize, InvitationError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    let boxes = [store::boxes_of(conn, one)?, store::boxes_of(conn, other)?];
    let mut renewed = 0;
    for (own, theirs, contact) in [(&boxes[0], &boxes[1], one), (&boxes[1], &boxes[0], other)] {
        for (seat, event) in store::held(conn, contact, closed)? {
            let sent = store::written(conn, (one, other), event, since)?;
            let astray = |to: &Email| theirs.contains(&to.folded()) && !own.contains(&to.folded());
            let keys: Vec<String> = sent.into_iter().filter(|(to, _)| astray(to)).map(|(_, key)| key).collect();
            if !keys.is_empty() {
                outbox::replace(conn, cx, &keys, ANOTHERS)?;
                renew(conn, cx, seat, event)?;
                renewed += 1;
            }
        }
    }
    Ok(renewed)
}
