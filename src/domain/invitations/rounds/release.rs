//! The way out: asked for, released, called back.

use super::check::{Check, examine};
use super::service::Round;
use super::{guests_store, store};
use crate::access::{Action, Context, require};
use crate::db::{Conn, Stored};
use crate::domain::events::lock_places;
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::invitations::facts::{EventFacts, event_facts};
use crate::domain::invitations::institutions;
use crate::domain::invitations::mail::Moot;
use crate::domain::invitations::model::{InvitationError, Purpose, RoundState};
use crate::domain::outbox::{self, Lane, Message, NewMessage, Withdrawn};
use crate::domain::programme::ReleaseRule;
use crate::kernel::ids::{RoundId, SeatId};
use crate::kernel::time::Instant;

/// How long a released round can be called back before its first mail leaves.
pub const UNDO_SECONDS: i64 = crate::domain::events::UNDO_SECONDS;

/// What a release began.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Released {
    pub invitations: usize,
    pub excluded: usize,
    pub leaves_at: Instant,
}

/// What a recall stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Recalled {
    pub cancelled: usize,
}

/// Asks everybody who may release in this place, but not the asker, to look at the round. Says how many were written to.
pub fn ask_release(conn: &mut Conn, cx: &Context, round: &Round, version: i64) -> Result<usize, InvitationError> {
    let event = event_facts(conn, round.event)?;
    require(&cx.actor, Action::Invite, event.scope())?;
    round.must_be_open()?;
    let check = examine(conn, cx, &event, round)?;
    check.answerable()?;
    if check.included.is_empty() {
        return Err(InvitationError::NobodyToInvite);
    }
    if store::ask(conn, round.id, version, cx)? == 0 {
        return Err(InvitationError::Stale);
    }
    let others = guests_store::releasers(conn, &event, cx.actor.account())?;
    let messages: Vec<NewMessage> = others
        .into_iter()
        .map(|other| NewMessage {
            message: Message::ReleaseRequest { round: round.id, account: other.account },
            lane: Lane::Prompt,
            to: other.email,
            contact: None,
            locale: other.locale,
            programme: Some(event.programme),
            event: Some(event.id),
            due_at: cx.now,
            dedupe_key: format!("release-request:{}:{}:{}", round.id, version, other.account),
        })
        .collect();
    let asked = outbox::enqueue_all(conn, cx, &messages)?;
    let record = Record::new(Entity::Round, round.id.raw(), "asked")
        .within(event.programme, event.city)
        .changes([Change::of("state", round.state, RoundState::Asked)]);
    history::record(conn, cx, record)?;
    Ok(asked)
}

/// Releases a round: one invitation and one mail for each guest whom nothing excludes, in one transaction. The first mail leaves five
/// minutes later; refused where nobody could answer it by then.
pub fn release(conn: &mut Conn, cx: &Context, round: &Round, version: i64) -> Result<Released, InvitationError> {
    let event = event_facts(conn, round.event)?;
    require(&cx.actor, Action::ReleaseInvitations, event.scope())?;
    may_release(cx, &event, round)?;
    let leaves_at = cx.now.plus_seconds(UNDO_SECONDS);
    // The places first, as every act about an event takes them: of two rounds that go at the same moment the second sees whom the first
    // has asked.
    lock_places(conn, event.id)?;
    // Then the round's row: whoever releases it at the same moment finds it released.
    if store::mark_released(conn, round.id, version, cx, leaves_at)? == 0 {
        return Err(InvitationError::Stale);
    }
    let check = examine(conn, cx, &event, round)?;
    check.answerable()?;
    if check.included.is_empty() {
        return Err(InvitationError::NobodyToInvite);
    }
    write_invitations(conn, cx, &event, round, &check, leaves_at)?;
    let record = Record::new(Entity::Round, round.id.raw(), "released").within(event.programme, event.city).changes([
        Change::of("state", round.state, RoundState::Released),
        Change::of(counted(round), 0, check.included.len()),
    ]);
    history::record(conn, cx, record)?;
    Ok(Released { invitations: check.included.len(), excluded: check.excluded.len(), leaves_at })
}

/// What history calls a round's mails.
const fn counted(round: &Round) -> &'static str {
    match round.purpose {
        Purpose::Ask => "invitations",
        Purpose::Chase => "reminders",
    }
}

fn may_release(cx: &Context, event: &EventFacts, round: &Round) -> Result<(), InvitationError> {
    round.must_be_open()?;
    if event.release_rule == ReleaseRule::Alone {
        return Ok(());
    }
    if round.state != RoundState::Asked {
        return Err(InvitationError::NotAsked);
    }
    // The command line and the engine have no account; they are never the second person.
    match cx.actor.account() {
        Some(account) if round.asked_by != Some(account) => Ok(()),
        _ => Err(InvitationError::SecondPerson),
    }
}

fn write_invitations(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    round: &Round,
    check: &Check,
    leaves_at: Instant,
) -> Result<(), InvitationError> {
    let written = guests_store::invite(conn, event.id, round.id, &check.included, cx.now)?;
    let mut messages: Vec<NewMessage> = check
        .included
        .iter()
        .filter(|guest| guest.office.is_none())
        .filter_map(|guest| {
            let invitation = *written.get(&guest.seat)?;
            Some(NewMessage {
                message: Message::Invitation { invitation },
                lane: Lane::Invitations,
                to: guest.mailbox()?.email.clone(),
                contact: Some(guest.contact),
                locale: guest.language,
                programme: Some(event.programme),
                event: Some(event.id),
                due_at: leaves_at,
                dedupe_key: key(round.id, guest.seat),
            })
        })
        .collect();
    messages.extend(institutions::invite(conn, cx, event, round, &check.included, leaves_at)?);
    outbox::enqueue_all(conn, cx, &messages)?;
    Ok(())
}

/// The keys of all mails of a round.
fn keys_of(conn: &mut Conn, round: &Round) -> Stored<Vec<String>> {
    let mut keys: Vec<String> =
        guests_store::invited(conn, round.id)?.into_iter().map(|seat| key(round.id, seat)).collect();
    keys.extend(institutions::keys_of_round(conn, round.id)?);
    Ok(keys)
}

/// One mail for each seat and round.
pub(super) fn key(round: RoundId, seat: SeatId) -> String {
    format!("invitation:{round}:{seat}")
}

/// Calls a round back before it leaves: its mails are cancelled, its guests count as not invited. A new round may ask them.
pub fn recall(conn: &mut Conn, cx: &Context, round: &Round) -> Result<Recalled, InvitationError> {
    let event = event_facts(conn, round.event)?;
    require(&cx.actor, Action::Invite, event.scope())?;
    if round.state != RoundState::Released {
        return Err(InvitationError::NotReleased);
    }
    if !round.can_be_recalled(cx.now) {
        return Err(InvitationError::TooLateToRecall);
    }
    lock_places(conn, event.id)?;
    if store::mark_recalled(conn, round.id, cx.now)? == 0 {
        return Err(InvitationError::Stale);
    }
    let keys = keys_of(conn, round)?;
    let Withdrawn { cancelled, left } = outbox::withdraw(conn, cx, &keys, Some(Moot::RoundRecalled.as_str()))?;
    if left > 0 {
        // One has left after all, by a clock that runs ahead: the round stays released.
        return Err(InvitationError::TooLateToRecall);
    }
    institutions::note_recall(conn, cx, round.id)?;
    let record = Record::new(Entity::Round, round.id.raw(), "recalled")
        .within(event.programme, event.city)
        .changes([Change::of("state", round.state, RoundState::Recalled), Change::of(counted(round), cancelled, 0)]);
    history::record(conn, cx, record)?;
    Ok(Recalled { cancelled })
}

/// Makes a round that was called back a draft again, to be changed or released once more. Its cancelled mails stay on record beside the
/// new ones.
pub fn take_up(conn: &mut Conn, cx: &Context, round: &Round, version: i64) -> Result<(), InvitationError> {
    let event = event_facts(conn, round.event)?;
    require(&cx.actor, Action::Invite, event.scope())?;
    if round.state != RoundState::Recalled {
        return Err(InvitationError::NotRecalled);
    }
    lock_places(conn, event.id)?;
    if store::take_up(conn, round.id, version, cx.now)? == 0 {
        return Err(InvitationError::Stale);
    }
    let keys = keys_of(conn, round)?;
    outbox::retire(conn, &keys, &format!(":recalled-{version}"))?;
    guests_store::forget_cancelled(conn, round.event, round.id)?;
    institutions::forget_cancelled(conn, round.id)?;
    let record = Record::new(Entity::Round, round.id.raw(), "taken-up")
        .within(event.programme, event.city)
        .changes([Change::of("state", round.state, RoundState::Draft)]);
    history::record(conn, cx, record)?;
    Ok(())
}
