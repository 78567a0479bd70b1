//! Telling guests that their event moved or is off, and asking again those whose answer was about another day.

use super::answers::{self, Note};
use super::facts::{EventFacts, event_facts};
use super::institutions;
use super::mail::Moot;
use super::model::{Answer, InvitationError};
use super::notices_store as store;
use crate::access::{Action, Context, Door, require};
use crate::db::types::text_enum;
use crate::db::{Conn, Stored};
use crate::domain::events::{self, Notice, NoticeId, NoticeKind, lock_places};
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::kernel::ids::{EventId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;

/// What telling would do: for the page that asks first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NoticePlan {
    /// Guests who will get a mail.
    pub total: usize,
    pub by_locale: Vec<(Locale, usize)>,
    /// Guests whose answer falls back to none; some of them may have no address.
    pub to_ask_again: usize,
    /// Guests who declined and are not written to.
    pub declined: usize,
    /// Other mails about the event that wait longer, so that nobody learns of it by an invitation.
    pub held: usize,
    /// Guests who want to come, or were invited and have not said, and cannot be reached by mail: to be telephoned.
    pub by_phone: Vec<ByPhone>,
}

/// A guest who must be told by telephone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ByPhone {
    pub seat: PublicId,
    pub contact: PublicId,
    pub name: PersonName,
    pub phone: String,
    pub why: Unreached,
}

text_enum! {
    /// Why no mail reaches a guest.
    pub enum Unreached {
        DoNotContact = "do-not-contact",
        /// None, or none that was not refused or suppressed.
        NoAddress = "no-address",
    }
}

/// What telling did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Told {
    pub queued: usize,
    pub asked_again: usize,
    /// Other mails about the event that wait as long as the notice's.
    pub held: usize,
}

/// How many guests a notice of this kind would reach. Who declined is told of nothing, unless a mail has put into their calendar what is
/// cancelled; whose invitation has not left yet, and who has not answered by another door, will read the new facts in it, or nothing where
/// the event is off.
pub fn plan_notice(
    conn: &mut Conn,
    cx: &Context,
    event: EventId,
    kind: NoticeKind,
) -> Result<NoticePlan, InvitationError> {
    let event = event_facts(conn, event)?;
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    let guests = store::told(conn, &cx.keys, event.id, kind, cx.now)?;
    let offices = institutions::offices_told(conn, &cx.keys, event.id, cx.now)?;
    let told: Vec<_> = guests.iter().map(|guest| guest.seat.id).collect();
    let left_out = |seat: &answers::SeatNow| seat.answer == Answer::Declined && !told.contains(&seat.id);
    let declined = answers::seats_of_event(conn, event.id)?.iter().filter(|seat| left_out(seat)).count();
    let mut reached: Vec<Locale> = guests.iter().filter(|g| g.email.is_some()).map(|g| g.seat.locale).collect();
    reached.extend(offices.iter().filter(|o| o.email.is_some()).map(|o| o.delegation.locale));
    let by_locale = Locale::ALL
        .into_iter()
        .map(|locale| (locale, reached.iter().filter(|l| **l == locale).count()))
        .filter(|(_, n)| *n > 0)
        .collect();
    Ok(NoticePlan {
        total: reached.len(),
        by_locale,
        to_ask_again: to_ask_again(conn, &event, kind)?.len() + institutions::to_ask_again(conn, event.id, kind)?.len(),
        declined,
        held: store::held(conn, event.id, cx.now.plus_seconds(events::UNDO_SECONDS))?,
        by_phone: {
            let people = guests.into_iter().filter_map(|guest| by_phone(guest).transpose());
            let mut all: Vec<ByPhone> = people.collect::<Stored<_>>()?;
            all.extend(offices.iter().filter_map(institutions::OfficeTold::by_phone));
            all
        },
    })
}

fn by_phone(guest: store::ToldGuest) -> Stored<Option<ByPhone>> {
    if guest.email.is_some() {
        return Ok(None);
    }
    let why = match guest.seat.do_not_contact_at {
        Some(_) => Unreached::DoNotContact,
        None => Unreached::NoAddress,
    };
    let (name, seat, contact) = (guest.seat.name()?, guest.seat.public_id, guest.seat.contact_public);
    Ok(Some(ByPhone { seat, contact, name, phone: guest.seat.phone, why }))
}

/// Writes the notice to every guest concerned, once however often it is called, in the transaction of the move itself; its mails wait
/// until it can no longer be called back, and so does every other mail about the event. What waits of earlier notices never leaves: it
/// tells of an older state. After a move who had accepted, might come or was waiting is asked again, and their places are free.
pub fn tell_guests(
    conn: &mut Conn,
    cx: &Context,
    event: EventId,
    notice: NoticeId,
    kind: NoticeKind,
) -> Result<Told, InvitationError> {
    let event = event_facts(conn, event)?;
    require(&cx.actor, Action::MoveEvent, event.scope())?;
    lock_places(conn, event.id)?;
    let notice = events::notice(conn, notice)?;
    // First, so that no invitation that waits is taken by a worker between being read as waiting and the end of this.
    let held = store::hold(conn, event.id, cx.now, notice.leaves_at)?;
    let guests = store::told(conn, &cx.keys, event.id, kind, cx.now)?;
    let earlier = store::keys_of_others(conn, event.id, notice.id)?;
    outbox::replace(conn, cx, &earlier, Moot::Replaced.as_str())?;
    let again = to_ask_again(conn, &event, kind)?;
    let offices = institutions::offices_told(conn, &cx.keys, event.id, cx.now)?;
    let offices_again = institutions::to_ask_again(conn, event.id, kind)?;
    let mut mails = messages(&event, &notice, guests);
    mails.extend(institutions::notice_messages(&event, &notice, offices));
    let queued = outbox::enqueue_all(conn, cx, &mails)?;
    let engine = Context { door: Door::Engine, ..cx.clone() };
    for seat in &again {
        let note = Note { wish: Answer::None, note: "", source: answers::EVENT_MOVED };
        answers::write(conn, &engine, &event, seat, Answer::None, note)?;
    }
    institutions::ask_again(conn, &engine, &offices_again)?;
    Ok(Told { queued, asked_again: again.len() + offices_again.len(), held })
}

fn messages(event: &EventFacts, notice: &Notice, guests: Vec<store::ToldGuest>) -> Vec<NewMessage> {
    guests
        .into_iter()
        .filter_map(|guest| {
            Some(NewMessage {
                message: Message::EventNotice { notice: notice.id.raw(), seat: guest.seat.id },
                lane: Lane::Prompt,
                to: guest.email?,
                contact: Some(guest.seat.contact),
                locale: guest.seat.locale,
                programme: Some(event.programme),
                event: Some(event.id),
                due_at: notice.leaves_at,
                dedupe_key: store::key(notice.id, guest.seat.id),
            })
        })
        .collect()
}

fn to_ask_again(
    conn: &mut Conn,
    event: &EventFacts,
    kind: NoticeKind,
) -> Result<Vec<answers::SeatNow>, InvitationError> {
    if kind != NoticeKind::Moved {
        return Ok(Vec::new());
    }
    let seats = answers::seats_of_event(conn, event.id)?;
    Ok(seats.into_iter().filter(|seat| seat.answer.is_of_its_day()).collect())
}
