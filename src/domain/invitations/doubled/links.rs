//! Links that went to an address which is somebody else's now: persons' and institutions'; or somebody else's again.

use std::collections::HashSet;

use diesel::prelude::*;

use super::store;
use crate::access::{Action, Context, Scope, require};
use crate::db::schema::{addresses, invitations, outbox as mails, seats};
use crate::db::{Conn, DbError, Stored};
use crate::domain::history::{self, Entity, Record};
use crate::domain::invitations::facts::event_facts;
use crate::domain::invitations::institutions;
use crate::domain::invitations::model::InvitationError;
use crate::domain::outbox::{self, MessageState};
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, EventId, SeatId};
use crate::kernel::time::Instant;
use crate::kernel::token::nonce;

/// Why mails were taken back, in the outbox: a word of our own.
const ANOTHERS: &str = "address-handed-over";

/// A contact's seats that were asked at this address, whatever they answered: the link shows what that was, and changes it. A seat has one
/// link, wherever it was sent: it goes for all. A seat that was closed because its person had two has a link still, to the one that stays. It
/// is the mailbox that counts, not whose entry it stood in then.
fn asked_at(conn: &mut Conn, contact: ContactId, email: &Email) -> Stored<Vec<(SeatId, EventId)>> {
    let sent = || {
        invitations::table
            .inner_join(addresses::table)
            .filter(addresses::email_folded.eq(email.folded()))
            .select(invitations::seat_id)
    };
    let mut asked: Vec<(SeatId, EventId)> = seats::table
        .filter(seats::contact_id.eq(contact))
        .filter(seats::removed_at.is_null())
        .filter(seats::id.eq_any(sent()))
        .order(seats::id)
        .select((seats::id, seats::event_id))
        .load(conn)?;
    let closed: Vec<(SeatId, EventId)> = seats::table
        .filter(seats::replaced_by.is_not_null())
        .filter(seats::id.eq_any(sent()))
        .order(seats::id)
        .select((seats::id, seats::event_id))
        .load(conn)?;
    for (seat, event) in closed {
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
    let own = seats::table.filter(seats::id.eq(seat));
    diesel::update(own).set(seats::nonce.eq(nonce())).execute(conn).map_err(DbError::from)?;
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
    let boxes = [boxes_of(conn, one)?, boxes_of(conn, other)?];
    let mut renewed = 0;
    for (own, theirs, contact) in [(&boxes[0], &boxes[1], one), (&boxes[1], &boxes[0], other)] {
        let held: Vec<(SeatId, EventId)> = seats::table
            .filter(seats::contact_id.eq(contact))
            .filter(seats::organisation_id.is_null())
            .filter(seats::id.ne_all(closed.iter().copied()))
            .order(seats::id)
            .select((seats::id, seats::event_id))
            .load(conn)
            .map_err(DbError::from)?;
        for (seat, event) in held {
            let keys = strayed(conn, (one, other), event, since, |to| theirs.contains(to) && !own.contains(to))?;
            if !keys.is_empty() {
                outbox::replace(conn, cx, &keys, ANOTHERS)?;
                renew(conn, cx, seat, event)?;
                renewed += 1;
            }
        }
    }
    Ok(renewed)
}

/// Every mailbox that an entry has, or has given up.
fn boxes_of(conn: &mut Conn, contact: ContactId) -> Stored<HashSet<String>> {
    let own = addresses::table.filter(addresses::contact_id.eq(contact));
    let all: Vec<String> = own.select(addresses::email_folded).load(conn)?;
    Ok(all.into_iter().collect())
}

/// The keys of mails about an event that either was written since then, to a mailbox of this kind, and that left or wait.
fn strayed(
    conn: &mut Conn,
    (one, other): (ContactId, ContactId),
    event: EventId,
    since: Instant,
    astray: impl Fn(&str) -> bool,
) -> Stored<Vec<String>> {
    let sent: Vec<(Email, String)> = mails::table
        .filter(mails::event_id.eq(event))
        .filter(mails::contact_id.eq_any([one, other]))
        .filter(mails::created_at.ge(since))
        .filter(mails::state.ne(MessageState::Cancelled))
        .order(mails::id)
        .select((mails::email, mails::dedupe_key))
        .load(conn)?;
    Ok(sent.into_iter().filter(|(email, _)| astray(&email.folded())).map(|(_, key)| key).collect())
}
