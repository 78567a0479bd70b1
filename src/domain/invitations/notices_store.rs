use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::answers::{SeatNow, seats_of_event};
use super::model::{Answer, RoundState};
use super::rounds::suppressed;
use crate::db::schema::{addresses, contacts, invitations, rounds, seats};
use crate::db::{Conn, Stored};
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, EventId, SeatId};
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;

/// A guest who is to be told.
pub(super) struct ToldGuest {
    pub seat: SeatNow,
    pub email: Option<Email>,
}

/// The guests whose invitation has left and who did not decline, with the address to write to where there is one.
pub(super) fn told(conn: &mut Conn, keys: &Keys, event: EventId, now: Instant) -> Stored<Vec<ToldGuest>> {
    let invited: Vec<SeatId> = invitations::table
        .inner_join(rounds::table)
        .filter(invitations::event_id.eq(event))
        .filter(rounds::state.eq(RoundState::Released))
        .filter(rounds::leaves_at.le(now))
        .select(invitations::seat_id)
        .load(conn)?;
    let invited: HashSet<SeatId> = invited.into_iter().collect();
    let mut emails = emails(conn, keys, event)?;
    let guests = seats_of_event(conn, event)?
        .into_iter()
        .filter(|seat| invited.contains(&seat.id) && seat.answer != Answer::Declined)
        .map(|seat| {
            let email = emails.remove(&seat.contact).filter(|_| seat.do_not_contact_at.is_none());
            ToldGuest { seat, email }
        })
        .collect();
    Ok(guests)
}

/// Each guest's address: the one last invited by, else the first; refused and suppressed ones never.
fn emails(conn: &mut Conn, keys: &Keys, event: EventId) -> Stored<HashMap<ContactId, Email>> {
    let all: Vec<(ContactId, Email)> = seats::table
        .inner_join(contacts::table.inner_join(addresses::table))
        .filter(seats::event_id.eq(event))
        .filter(addresses::refused_at.is_null())
        .filter(addresses::removed_at.is_null())
        .order((addresses::position.desc(), addresses::id.desc()))
        .select((addresses::contact_id, addresses::email))
        .load(conn)?;
    let asked: Vec<(ContactId, Email)> = invitations::table
        .inner_join(addresses::table)
        .filter(invitations::event_id.eq(event))
        .filter(addresses::refused_at.is_null())
        .filter(addresses::removed_at.is_null())
        .order(invitations::id)
        .select((addresses::contact_id, addresses::email))
        .load(conn)?;
    let barred = suppressed(conn, keys, all.iter().map(|(_, email)| email))?;
    let good = |email: &Email| !barred.contains(&keys.digest(&email.folded()));
    Ok(all.into_iter().chain(asked).filter(|(_, email)| good(email)).collect())
}
