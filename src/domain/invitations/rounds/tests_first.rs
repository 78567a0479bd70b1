//! "Send me all three first": a round's letter in each of its languages, to the member who looks at it.

use super::check::{Check, examine};
use super::service::Round;
use super::store;
use crate::access::{Action, Context, Denied, may, require, require_open};
use crate::db::Conn;
use crate::domain::invitations::facts::event_facts;
use crate::domain::invitations::model::InvitationError;
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::kernel::ids::{PublicId, SeatId};
use crate::kernel::locale::Locale;

/// How many test mails a member may have within an hour.
pub const TESTS_AN_HOUR: i64 = 12;

/// Writes one test mail for each language that the round is written in, to the member's own address. Each is read as the first guest of
/// that language; where there is none, as the member. Says how many.
pub fn send_tests(conn: &mut Conn, cx: &Context, round: &Round) -> Result<usize, InvitationError> {
    let event = event_facts(conn, round.event)?;
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    require_open(&cx.actor, event.programme)?;
    if !may(&cx.actor, Action::Invite, event.scope()) {
        require(&cx.actor, Action::ReleaseInvitations, event.scope())?;
    }
    // The command line and programs without a person have no mailbox.
    let account = cx.actor.account().ok_or(Denied::Forbidden)?;
    let to = store::mailbox_of(conn, account)?.ok_or(Denied::Forbidden)?;
    let check = examine(conn, cx, &event, round)?;
    let spoken: Vec<Locale> = Locale::ALL.into_iter().filter(|l| round.text.speaks(*l)).collect();
    let before = store::tests_since(conn, account, cx.now.plus_seconds(-3_600))?;
    if before + spoken.len() as i64 > TESTS_AN_HOUR {
        return Err(InvitationError::TooManyTests);
    }
    let messages: Vec<NewMessage> = spoken
        .into_iter()
        .map(|locale| NewMessage {
            message: Message::RoundTest { round: round.id, seat: reader(&check, locale), account, locale },
            lane: Lane::Prompt,
            to: to.clone(),
            contact: None,
            locale,
            programme: Some(event.programme),
            event: Some(event.id),
            due_at: cx.now,
            dedupe_key: format!("round-test:{account}:{}", PublicId::random()),
        })
        .collect();
    Ok(outbox::enqueue_all(conn, cx, &messages)?)
}

/// The first guest of a language: one who gets the mail, else one who is left out.
fn reader(check: &Check, locale: Locale) -> Option<SeatId> {
    check.readers().find(|guest| guest.language == locale).map(|guest| guest.seat)
}
