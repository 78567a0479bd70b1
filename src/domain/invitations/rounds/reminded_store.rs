//! Who is reminded on one day of the venue's: once is enough, whoever sends it and by whichever door.

use std::collections::HashMap;

use diesel::prelude::*;

use super::check::GuestFacts;
use super::service::Round;
use crate::db::schema::{delegation_invitations, invitations, outbox, rounds, seats};
use crate::db::{Conn, Stored, conditions};
use crate::domain::invitations::facts::EventFacts;
use crate::domain::invitations::model::{Purpose, RoundState};
use crate::domain::outbox::MessageState;
use crate::kernel::ids::{ContactId, DelegationId, SeatId};
use crate::kernel::time::Instant;

/// When a reminder of that day leaves, or has left, by another round or by a rule.
#[derive(Default)]
pub(super) struct Reminded {
    persons: HashMap<SeatId, Instant>,
    offices: HashMap<DelegationId, Instant>,
}

/// No day is longer.
const LONGEST: i64 = 25 * 3_600;

impl Reminded {
    /// Those of the day on which this round's mails would leave.
    pub(super) fn beside(conn: &mut Conn, event: &EventFacts, round: &Round, leaves_at: Instant) -> Stored<Reminded> {
        if round.purpose != Purpose::Chase {
            return Ok(Reminded::default());
        }
        let since = Some(leaves_at.plus_seconds(-LONGEST));
        let persons: Vec<(SeatId, Option<Instant>)> = invitations::table
            .inner_join(rounds::table)
            .filter(invitations::event_id.eq(event.id))
            .filter(rounds::id.ne(round.id))
            .filter(rounds::purpose.eq(Purpose::Chase))
            .filter(rounds::state.eq(RoundState::Released))
            .filter(rounds::leaves_at.ge(since))
            .filter(conditions::invitation_stands())
            .order(rounds::leaves_at)
            .select((invitations::seat_id, rounds::leaves_at))
            .load(conn)?;
        let offices: Vec<(DelegationId, Option<Instant>)> = delegation_invitations::table
            .inner_join(rounds::table)
            .filter(delegation_invitations::event_id.eq(event.id))
            .filter(rounds::id.ne(round.id))
            .filter(rounds::purpose.eq(Purpose::Chase))
            .filter(rounds::state.eq(RoundState::Released))
            .filter(rounds::leaves_at.ge(since))
            .filter(conditions::letter_stands())
            .order(rounds::leaves_at)
            .select((delegation_invitations::delegation_id, rounds::leaves_at))
            .load(conn)?;
        let day = leaves_at.at(event.zone).date();
        let same_day = |at: Option<Instant>| at.filter(|at| at.at(event.zone).date() == day);
        let rules = by_rule(conn, event, since)?;
        Ok(Reminded {
            persons: rules
                .persons
                .into_iter()
                .chain(persons)
                .filter_map(|(seat, at)| Some((seat, same_day(at)?)))
                .collect(),
            offices: rules
                .offices
                .into_iter()
                .chain(offices)
                .filter_map(|(office, at)| Some((office, same_day(at)?)))
                .collect(),
        })
    }

    pub(super) fn of(&self, guest: &GuestFacts) -> Option<Instant> {
        match &guest.office {
            Some(office) => self.offices.get(&office.id).copied(),
            None => self.persons.get(&guest.seat).copied(),
        }
    }
}

/// Whom a rule has reminded, or is about to.
#[derive(Default)]
struct ByRule {
    persons: Vec<(SeatId, Option<Instant>)>,
    offices: Vec<(DelegationId, Option<Instant>)>,
}

/// A mail that was taken back or refused has reminded nobody. Keys end with the person's number, or with an "o" and the institution's.
fn by_rule(conn: &mut Conn, event: &EventFacts, since: Option<Instant>) -> Stored<ByRule> {
    let rows: Vec<(String, Option<ContactId>, Instant)> = outbox::table
        .filter(outbox::event_id.eq(event.id))
        .filter(outbox::kind.eq("guest-reminder"))
        .filter(outbox::state.ne_all([MessageState::Cancelled, MessageState::Suppressed, MessageState::Failed]))
        .filter(outbox::due_at.ge(since.unwrap_or_default()))
        .order(outbox::due_at)
        .select((outbox::dedupe_key, outbox::contact_id, outbox::due_at))
        .load(conn)?;
    let mut found = ByRule::default();
    if rows.is_empty() {
        return Ok(found);
    }
    let seated: Vec<(Option<ContactId>, SeatId)> = seats::table
        .filter(seats::event_id.eq(event.id))
        .filter(seats::organisation_id.is_null())
        .select((seats::contact_id, seats::id))
        .load(conn)?;
    let seats: HashMap<Option<ContactId>, SeatId> = seated.into_iter().collect();
    for (key, contact, at) in rows {
        let office = key.rsplit(':').next().and_then(|end| end.strip_prefix('o')?.parse::<i64>().ok());
        match office {
            Some(id) => found.offices.push((id.into(), Some(at))),
            None => found.persons.extend(seats.get(&contact).map(|seat| (*seat, Some(at)))),
        }
    }
    Ok(found)
}
