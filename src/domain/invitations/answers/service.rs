use super::needs::Needs;
use super::source::Source;
use super::store::{self, SeatNow};
use crate::access::{Action, Actor, Context, Denied, Door, require};
use crate::db::{Conn, Stored};
use crate::domain::events::{self, lock_places};
use crate::domain::history::{self, Change, Entity, PersonalChange, Record};
use crate::domain::invitations::doubled::successor;
use crate::domain::invitations::facts::{Closed, EventFacts, closed, event_facts};
use crate::domain::invitations::model::{Answer, InvitationError, Wish};
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::kernel::ids::{AnswerId, ContactId, PublicId, SeatId};
use crate::kernel::invalid::{Invalid, one_of, prose};
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;
use crate::kernel::token::{LinkToken, Purpose};

/// What somebody answers, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given {
    pub wish: Wish,
    pub note: String,
    /// None leaves what is known of needs as it is.
    pub needs: Option<Needs>,
}

impl Given {
    pub const NOTE_LIMIT: usize = 1000;
    pub const NEEDS_LIMIT: usize = 500;

    /// From what was typed.
    pub fn parse(wish: &str, note: &str, dietary: &str, access: &str) -> Result<Given, Invalid> {
        let mut faults = Invalid::default();
        let wish = faults.take("answer", one_of(wish));
        let note = faults.take("note", prose(note, Self::NOTE_LIMIT));
        let dietary = faults.take("dietary", prose(dietary, Self::NEEDS_LIMIT));
        let access = faults.take("access", prose(access, Self::NEEDS_LIMIT));
        match (wish, note, dietary, access) {
            (Some(wish), Some(note), Some(dietary), Some(access)) => {
                Ok(Given { wish, note, needs: Some(Needs { dietary, access }) })
            }
            _ => Err(faults),
        }
    }
}

/// The source of the answer that a move takes back.
pub(in crate::domain::invitations) const EVENT_MOVED: &str = "event-moved";

/// What became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answered {
    /// Written down; a confirmation leaves when there is an address.
    Recorded(Answer),
    /// It says what the last one said: nothing was written, nobody is told again.
    Repeated(Answer),
}

impl Answered {
    pub const fn answer(self) -> Answer {
        match self {
            Answered::Recorded(answer) | Answered::Repeated(answer) => answer,
        }
    }
}

/// A seat as its holder sees it.
#[derive(Clone, Debug)]
pub struct OpenSeat {
    pub id: SeatId,
    pub public_id: PublicId,
    pub event: EventFacts,
    pub contact: ContactId,
    pub name: PersonName,
    pub locale: Locale,
    pub answer: Answer,
    pub answered_at: Option<Instant>,
    /// The note of the last answer, where the guest gave it.
    pub note: String,
    pub needs: Needs,
    pub closed: Option<Closed>,
    /// Places this guest could have: those free and not kept for who waits longer. None: as many as come.
    pub places_left: Option<i64>,
    /// The event moved since they answered, and they are asked again.
    pub asked_again: bool,
    /// They declined, and the event has moved since.
    pub moved_since: bool,
    /// The token of "please don't write to me again": `/n/{token}`.
    pub stop_token: String,
    /// They asked not to be written to: no confirmation will leave.
    pub silent_since: Option<Instant>,
    /// Who waits: how many have waited longer.
    pub before_me: Option<i64>,
}

/// What a link opens, or nothing: a wrong, an old, a foreign link and a seat taken away are the same to a stranger. Reads only.
pub fn open_link(conn: &mut Conn, cx: &Context, token: &str) -> Result<OpenSeat, InvitationError> {
    let token = LinkToken::parse(token).ok_or(Denied::NotFound)?;
    let seat = store::seat_now(conn, SeatId::new(token.row))?.ok_or(Denied::NotFound)?;
    if !cx.keys.link_matches(&token, Purpose::Answer, &seat.nonce) {
        return Err(Denied::NotFound.into());
    }
    let seat = standing(conn, seat)?;
    let event = event_facts(conn, seat.event)?;
    let last = store::last_answer(conn, seat.id)?;
    let moved_since = moved_since(conn, &event, &seat)?;
    let before_me = match seat.answer {
        Answer::Waiting => Some(store::waiting_before(conn, event.id, seat.turn())?),
        _ => None,
    };
    Ok(OpenSeat {
        id: seat.id,
        public_id: seat.public_id.clone(),
        closed: closed(&event, cx.now),
        places_left: places_left(conn, &event, &seat)?,
        event,
        contact: seat.contact,
        name: seat.name()?,
        locale: seat.locale,
        answer: seat.answer,
        answered_at: seat.answered_at,
        asked_again: seat.answer == Answer::None && last.as_ref().is_some_and(|l| l.source == EVENT_MOVED),
        moved_since,
        stop_token: cx.keys.link(Purpose::DoNotContact, seat.contact.raw(), &seat.contact_nonce),
        note: last.filter(|_| !seat.by_staff()).map(|l| l.note).unwrap_or_default(),
        needs: store::needs_of_seat(conn, seat.id)?,
        silent_since: seat.do_not_contact_at,
        before_me,
    })
}

/// The seat itself, or the one that took its place when its person turned out to be in the book twice.
fn standing(conn: &mut Conn, seat: SeatNow) -> Result<SeatNow, InvitationError> {
    let stands = match seat.gone().then(|| successor(conn, seat.id)).transpose()?.flatten() {
        Some(next) => store::seat_now(conn, next)?.ok_or(Denied::NotFound)?,
        None => seat,
    };
    if stands.gone() { Err(Denied::NotFound.into()) } else { Ok(stands) }
}

/// Whether the event stands at another time or place than it did when they declined. Other answers a move takes back.
fn moved_since(conn: &mut Conn, event: &EventFacts, seat: &SeatNow) -> Stored<bool> {
    let Some(at) = seat.answered_at.filter(|_| seat.answer == Answer::Declined) else { return Ok(false) };
    let then = events::known_at(conn, event.id, at)?;
    Ok(then.is_some_and(|then| {
        let own = then.own.is_some_and(|own| event.for_guests() != Some(own));
        own || (then.zone, then.when, &then.place) != (event.zone, event.when, &event.place)
    }))
}

fn places_left(conn: &mut Conn, event: &EventFacts, seat: &SeatNow) -> Stored<Option<i64>> {
    let Some(capacity) = event.capacity else { return Ok(None) };
    let free = capacity - store::accepted(conn, event.id)?;
    let kept = match seat.answer {
        Answer::Accepted => 0,
        _ if free <= 0 => 0,
        _ => store::waiting_before(conn, event.id, seat.turn())?,
    };
    Ok(Some((free - kept).max(0)))
}

/// A guest answers by the link of their own seat. The actor is that seat's guest, which the caller has made sure of with
/// [`open_link`].
pub fn answer(conn: &mut Conn, cx: &Context, seat: SeatId, given: &Given) -> Result<Answered, InvitationError> {
    if cx.actor != Actor::Guest(seat) {
        return Err(Denied::NotFound.into());
    }
    let now = store::seat_now(conn, seat)?.filter(|s| !s.gone()).ok_or(Denied::NotFound)?;
    let event = event_facts(conn, now.event)?;
    if let Some(why) = closed(&event, cx.now) {
        return Err(InvitationError::Closed(why));
    }
    decide(conn, cx, &event, seat, given, "")
}

/// Staff enter what a guest said by telephone or letter; `source` says how it came. The deadline does not bind them.
pub fn record_answer(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    seat: &PublicId,
    given: &Given,
    source: &Source,
) -> Result<Answered, InvitationError> {
    require(&cx.actor, Action::RecordAnswer, event.scope())?;
    let seat = store::seat_id(conn, event.id, seat)?.ok_or(Denied::NotFound)?;
    if let Some(why @ (Closed::Cancelled | Closed::Postponed)) = closed(event, cx.now) {
        return Err(InvitationError::Closed(why));
    }
    let cx = Context { door: Door::Staff, ..cx.clone() };
    decide(conn, &cx, event, seat, given, &source.kept())
}

/// The places are locked first; then what stands is read, decided on and written.
fn decide(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    seat: SeatId,
    given: &Given,
    source: &str,
) -> Result<Answered, InvitationError> {
    lock_places(conn, event.id)?;
    let seat = store::seat_now(conn, seat)?.filter(|s| !s.gone()).ok_or(Denied::NotFound)?;
    // The event may have been moved or called off while we waited for the lock.
    let event = event_facts(conn, event.id)?;
    if let Some(why @ (Closed::Cancelled | Closed::Postponed)) = closed(&event, cx.now) {
        return Err(InvitationError::Closed(why));
    }
    if let Some(needs) = &given.needs {
        store::keep_needs(conn, seat.id, needs, cx.now)?;
    }
    let to = place(conn, cx, &event, &seat, given.wish)?;
    // Who says again what staff noted for them has not seen the note.
    let seen = cx.door == Door::Staff || !seat.by_staff();
    let said = store::last_answer(conn, seat.id)?.filter(|_| seen).map(|l| l.note).unwrap_or_default();
    // The same about another day is said anew.
    if to == seat.answer && said == given.note && !moved_since(conn, &event, &seat)? {
        return Ok(Answered::Repeated(to));
    }
    let id = write(conn, cx, &event, &seat, to, Note { wish: given.wish.answer(), note: &given.note, source })?;
    confirm(conn, cx, &event, &seat, id)?;
    Ok(Answered::Recorded(to))
}

/// What a wish comes to. A yes needs a free place that nobody waits for longer; staff may give a free place to whom they like.
fn place(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    seat: &SeatNow,
    wish: Wish,
) -> Result<Answer, InvitationError> {
    let Some(capacity) = event.capacity.filter(|_| wish == Wish::Accepted && seat.answer != Answer::Accepted) else {
        return Ok(wish.answer());
    };
    let free = capacity - store::accepted(conn, event.id)?;
    let before_me = match cx.door {
        Door::Staff => 0,
        _ => store::waiting_before(conn, event.id, seat.turn())?,
    };
    Ok(if free > before_me { Answer::Accepted } else { Answer::Waiting })
}

/// What is kept beside an answer.
pub(in crate::domain::invitations) struct Note<'a> {
    /// What was wished; what it came to stands beside it.
    pub wish: Answer,
    pub note: &'a str,
    pub source: &'a str,
}

/// Adds the answer, moves the seat, tells history.
pub(in crate::domain::invitations) fn write(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    seat: &SeatNow,
    to: Answer,
    note: Note<'_>,
) -> Result<AnswerId, InvitationError> {
    let id = store::add(conn, cx, seat.id, to, &note)?;
    store::move_seat(conn, cx, seat, to)?;
    let personal = (!note.note.is_empty()).then(|| PersonalChange {
        contact: Some(seat.contact),
        field: "note".to_owned(),
        before: None,
        after: Some(note.note.to_owned()),
    });
    let (reason, words) = Source::told(note.source, Some(seat.contact));
    let record = Record::new(Entity::Seat, seat.id.raw(), "answered")
        .within(event.programme, event.city)
        .because(reason)
        .changes([Change::of("answer", seat.answer, to)])
        .personal(personal)
        .personal(words);
    history::record(conn, cx, record)?;
    Ok(id)
}

/// Tells the guest what was understood, where there is an address that may be written to.
pub(super) fn confirm(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    seat: &SeatNow,
    answer: AnswerId,
) -> Result<(), InvitationError> {
    let Some(to) = store::address(conn, seat)?.filter(|_| seat.do_not_contact_at.is_none()) else { return Ok(()) };
    let message = NewMessage {
        message: Message::AnswerConfirmation { answer },
        lane: Lane::Prompt,
        to,
        contact: Some(seat.contact),
        locale: seat.locale,
        programme: Some(event.programme),
        event: Some(event.id),
        due_at: cx.now,
        dedupe_key: format!("answer:{answer}"),
    };
    outbox::enqueue(conn, cx, &message)?;
    Ok(())
}
