//! What a move, a postponement or a cancellation is to institutions: told once each, asked again, and given their answers back when it is
//! called back.

use super::allot::{allot, whole};
use super::answering::room;
use super::model::{Act, Delegation};
use super::store_entries::{self as entries, New};
use super::{rounds_store, store, store_seats};
use crate::access::{Context, Door};
use crate::db::{Conn, Stored};
use crate::domain::events::{Notice, NoticeKind};
use crate::domain::invitations::facts::EventFacts;
use crate::domain::invitations::model::{Answer, InvitationError, Wish};
use crate::domain::invitations::notices::{ByPhone, Unreached};
use crate::domain::outbox::{Lane, Message, NewMessage};
use crate::kernel::email::Email;
use crate::kernel::ids::{DelegationId, EventId, PublicId};
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;

/// An institution that is to be told.
#[derive(Clone, Debug)]
pub struct OfficeTold {
    pub delegation: Delegation,
    pub email: Option<Email>,
    /// Its first place.
    pub place: PublicId,
}

impl OfficeTold {
    /// Where no mail reaches it: whom to telephone.
    pub(in crate::domain::invitations) fn by_phone(&self) -> Option<ByPhone> {
        let of = &self.delegation;
        let why = if of.silent_since.is_some() { Unreached::DoNotContact } else { Unreached::NoAddress };
        self.email.is_none().then(|| ByPhone {
            seat: self.place.clone(),
            contact: of.contact_public.clone(),
            name: of.contact_name.clone(),
            phone: of.contact_phone.clone(),
            why,
        })
    }
}

/// The institutions that know of the event: their letter has left, by the same rule as a guest's invitation, or they have answered, by
/// whichever door, if only before a move. Who declined is told of nothing.
pub(in crate::domain::invitations) fn offices_told(
    conn: &mut Conn,
    keys: &Keys,
    event: EventId,
    now: Instant,
) -> Stored<Vec<OfficeTold>> {
    let mut knowing = rounds_store::reached(conn, event, now)?;
    knowing.extend(entries::asked_again(conn, event)?);
    let mut all = store::all_of_event(conn, event)?;
    all.retain(|office| match office.answer {
        Answer::None => knowing.contains(&office.id),
        Answer::Accepted | Answer::Tentative | Answer::Waiting => true,
        Answer::Declined => false,
    });
    let people: Vec<_> = all.iter().map(|office| office.contact).collect();
    let addresses = rounds_store::addresses_of(conn, keys, &people)?;
    let ids: Vec<DelegationId> = all.iter().map(|office| office.id).collect();
    let mut places = rounds_store::first_places(conn, &ids)?;
    let told = |delegation: Delegation| {
        let (_, place) = places.remove(&delegation.id)?;
        let own = addresses.get(&delegation.contact).into_iter().flatten();
        let good = own.filter(|a| a.refused.is_none() && !a.suppressed).map(|a| a.email.clone()).next();
        Some(OfficeTold { email: good.filter(|_| delegation.silent_since.is_none()), delegation, place })
    };
    Ok(all.into_iter().filter_map(told).collect())
}

pub(in crate::domain::invitations) fn notice_messages(
    event: &EventFacts,
    notice: &Notice,
    offices: Vec<OfficeTold>,
) -> Vec<NewMessage> {
    let message = |told: OfficeTold| {
        let id = told.delegation.id;
        Some(NewMessage {
            message: Message::DelegationNotice { notice: notice.id.raw(), delegation: id },
            lane: Lane::Prompt,
            to: told.email?,
            contact: Some(told.delegation.contact),
            locale: told.delegation.locale,
            programme: Some(event.programme),
            event: Some(event.id),
            due_at: notice.leaves_at,
            dedupe_key: format!("notice:{}:d{id}", notice.id),
        })
    };
    offices.into_iter().filter_map(message).collect()
}

/// Those whose answer was about another day.
pub(in crate::domain::invitations) fn to_ask_again(
    conn: &mut Conn,
    event: EventId,
    kind: NoticeKind,
) -> Stored<Vec<Delegation>> {
    if kind != NoticeKind::Moved {
        return Ok(Vec::new());
    }
    let mut all = store::all_of_event(conn, event)?;
    all.retain(|office| office.answer.is_of_its_day());
    Ok(all)
}

/// Their places are free; whom they named stays named.
pub(in crate::domain::invitations) fn ask_again(
    conn: &mut Conn,
    cx: &Context,
    offices: &[Delegation],
) -> Result<(), InvitationError> {
    for office in offices {
        for slot in store_seats::slots(conn, office)? {
            store_seats::answer(conn, cx, slot.seat, Answer::None)?;
        }
        store::show_answer(conn, cx, office.id, Answer::None, None)?;
        entries::add(conn, cx, office.id, &New { answer: Some(Answer::None), ..New::of(Act::AskedAgain) })?;
    }
    Ok(())
}

/// Whether any institution has answered after the event was moved at that instant.
pub(in crate::domain::invitations) fn heard_since(conn: &mut Conn, event: EventId, at: Instant) -> Stored<bool> {
    entries::said_since(conn, event, at)
}

/// Lets the answers stand again that the move at that instant took back, as far as there are still places; says how many.
pub(in crate::domain::invitations) fn give_answers_back(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    at: Instant,
) -> Result<usize, InvitationError> {
    let mut given = 0;
    for office in store::all_of_event(conn, event.id)? {
        let said = entries::said(conn, office.id)?;
        let taken = said.first().is_some_and(|last| last.act == Act::AskedAgain && last.at == at);
        let Some(before) = said.iter().find(|s| s.act == Act::Answered).filter(|_| taken) else { continue };
        let wish = match before.answer {
            Some(Answer::Tentative) => Wish::Tentative,
            _ => Wish::Accepted,
        };
        // Theirs before the move: nobody else's turn is asked.
        let room = room(conn, &Context { door: Door::Staff, ..cx.clone() }, event, &office)?;
        let slots = store_seats::slots(conn, &office)?;
        let wanted = usize::try_from(before.places.unwrap_or(0)).unwrap_or(0);
        // More may have been named since than come: then they are asked anew.
        let Ok(answers) = allot(&slots, wish, wanted, room) else { continue };
        let then = Context { now: before.at, door: before.door, ..cx.clone() };
        for (seat, answer) in &answers {
            store_seats::answer(conn, &then, *seat, *answer)?;
        }
        let to = whole(wish, &answers);
        store::show_answer(conn, cx, office.id, to, Some((before.door, before.at)))?;
        let engine = Context { door: Door::Engine, ..cx.clone() };
        entries::add(conn, &engine, office.id, &New { answer: Some(to), ..New::of(Act::Restored) })?;
        given += 1;
    }
    Ok(given)
}
