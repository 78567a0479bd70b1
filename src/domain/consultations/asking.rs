//! Participants asked by mail, and reminded once: what would leave, who is left out and why, and calling it back.

use std::collections::{BTreeMap, HashSet};

use super::asking_facts::{Exclusion, Participant, exclude};
use super::editing::record;
use super::model::AskTurn;
use super::model::{Consultation, ConsultationError, Since, Standing};
use super::service::find;
use super::store_asking::key;
use super::{store, store_asking};
use crate::access::{Action, Context, require};
use crate::db::Conn;
use crate::domain::contacts;
use crate::domain::events::{EventState, UNDO_SECONDS};
use crate::domain::history::Change;
use crate::domain::invitations::EventFacts;
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::kernel::ids::ContactId;
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

type Result<T> = std::result::Result<T, ConsultationError>;

/// Somebody who gets nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Excluded {
    pub who: Participant,
    pub why: Exclusion,
}

/// What would leave now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AskCheck {
    pub included: Vec<Participant>,
    /// Grouped by reason.
    pub excluded: Vec<Excluded>,
    /// How many read each language.
    pub languages: Vec<(Locale, usize)>,
}

/// Who would be asked, of those who accepted; for those who may ask.
pub fn ask_check(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    of: &Consultation,
    turn: AskTurn,
) -> Result<AskCheck> {
    require(&cx.actor, Action::Invite, event.scope())?;
    let (mut included, mut excluded) = (Vec::new(), Vec::new());
    for who in store_asking::participants(conn, &cx.keys, of)? {
        match exclude(&who, turn) {
            None => included.push(who),
            Some(why) => excluded.push(Excluded { who, why }),
        }
    }
    excluded.sort_by_key(|e| e.why);
    let mut languages: BTreeMap<Locale, usize> = BTreeMap::new();
    for who in &included {
        *languages.entry(who.language).or_default() += 1;
    }
    Ok(AskCheck { included, excluded, languages: languages.into_iter().collect() })
}

/// Whether its participants are not asked: it does not take place, or not for now. Of what was held they are asked.
pub fn is_off(event: &EventFacts) -> bool {
    matches!(event.state, EventState::Cancelled | EventState::Postponed)
}

/// Asks, or reminds: one mail each, which leaves when it can no longer be called back, and not before the questionnaire begins. Says how
/// many there are.
pub fn ask(conn: &mut Conn, cx: &Context, event: &EventFacts, of: &Consultation, turn: AskTurn) -> Result<usize> {
    require(&cx.actor, Action::Invite, event.scope())?;
    store::lock(conn, of.id)?;
    let of = &find(conn, cx, event, of.phase)?;
    askable(cx, event, of)?;
    let check = ask_check(conn, cx, event, of, turn)?;
    if check.included.is_empty() {
        return Err(ConsultationError::NobodyToAsk);
    }
    // Whose entry goes into another at this moment is asked as that one, the next time.
    let people: Vec<ContactId> = check.included.iter().map(|who| who.contact).collect();
    let living: HashSet<ContactId> = contacts::held(conn, &people)?.into_iter().collect();
    let soon = cx.now.plus_seconds(UNDO_SECONDS);
    let due_at = of.begins().map_or(soon, |begins| soon.max(begins.instant()));
    let mut messages = Vec::with_capacity(check.included.len());
    for who in check.included.iter().filter(|who| living.contains(&who.contact)) {
        let Some(mailbox) = who.mailbox() else { continue };
        let person = store_asking::note(conn, cx, of, (who, mailbox.id), turn)?;
        messages.push(NewMessage {
            message: match turn {
                AskTurn::Ask => Message::ConsultationAsk { person },
                AskTurn::Remind => Message::ConsultationReminder { person },
            },
            lane: Lane::Invitations,
            to: mailbox.email.clone(),
            contact: Some(who.contact),
            locale: who.language,
            programme: Some(of.programme),
            event: Some(of.event),
            due_at,
            dedupe_key: key(turn, person, mailbox.id),
        });
    }
    // A mail that never left stands in the way of none that does.
    let keys: Vec<String> = messages.iter().map(|message| message.dedupe_key.clone()).collect();
    outbox::retire(conn, &keys, &format!(":again-{}", cx.now.micros()))?;
    outbox::enqueue_all(conn, cx, &messages)?;
    let action = match turn {
        AskTurn::Ask => "consultation-asked",
        AskTurn::Remind => "consultation-reminded",
    };
    record(conn, cx, event, (action, of.phase), [Change::of("people", "", messages.len())])?;
    Ok(messages.len())
}

/// Refuses to ask about what does not take place, has not come to its end, or takes no answers.
fn askable(cx: &Context, event: &EventFacts, of: &Consultation) -> Result<()> {
    if is_off(event) {
        return Err(ConsultationError::EventOff);
    }
    // When that will be over, and a mail may leave, nobody knows.
    if of.since == Since::Undated {
        return Err(ConsultationError::NotHeld);
    }
    match of.standing(cx.now) {
        Standing::Open | Standing::Ahead => Ok(()),
        standing => Err(ConsultationError::NotOpen(standing)),
    }
}

/// Until when the last asking can be called back, and how many it reached; none when it cannot any more.
pub fn waiting_until(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    of: &Consultation,
) -> Result<Option<(AskTurn, Instant, usize)>> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    let Some((turn, at, people)) = store_asking::last(conn, of.id)? else { return Ok(None) };
    let until = at.plus_seconds(UNDO_SECONDS);
    Ok((cx.now < until).then_some((turn, until, people)))
}

/// What came of calling back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Called {
    pub people: usize,
}

/// Calls the last asking back, all of it or nothing.
pub fn call_back(conn: &mut Conn, cx: &Context, event: &EventFacts, of: &Consultation) -> Result<Called> {
    require(&cx.actor, Action::Invite, event.scope())?;
    store::lock(conn, of.id)?;
    let Some((turn, _, people)) = waiting_until(conn, cx, event, of)? else { return Err(ConsultationError::MailLeft) };
    let written = store_asking::written(conn, of.id, turn)?;
    let keys: Vec<String> = written.iter().map(|(person, address)| key(turn, *person, *address)).collect();
    let withdrawn = outbox::withdraw(conn, cx, &keys, None)?;
    if withdrawn.left > 0 {
        return Err(ConsultationError::MailLeft);
    }
    // So that the same people may be asked after all.
    outbox::retire(conn, &keys, &format!("called-back-{}", cx.now.micros()))?;
    let ids: Vec<i64> = written.iter().map(|(person, _)| *person).collect();
    store_asking::unnote(conn, &ids, turn)?;
    let action = match turn {
        AskTurn::Ask => "consultation-called-back",
        AskTurn::Remind => "consultation-reminder-called-back",
    };
    record(conn, cx, event, (action, of.phase), [Change::of("people", "", people)])?;
    Ok(Called { people })
}
