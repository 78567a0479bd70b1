//! An institution says whether it comes, and with how many: by its link, or by telephone to staff.

use super::allot::{Room, StillNamed, allot, whole};
use super::draft::Taking;
use super::editing::{for_staff, name_of, record};
use super::model::{Act, Delegation};
use super::store_entries::{self as entries, New};
use super::{mail, store, store_seats};
use crate::access::{Action, Actor, Context, Denied, Door};
use crate::db::{Conn, Stored};
use crate::domain::events::{self, Counting, lock_places};
use crate::domain::history::{self, Change};
use crate::domain::invitations::answers::{self, Source};
use crate::domain::invitations::facts::{Closed, EventFacts, closed, event_facts};
use crate::domain::invitations::model::{Answer, InvitationError, Wish};
use crate::kernel::ids::{DelegationId, PublicId};
use crate::kernel::invalid::{Invalid, PlaceFault, Reason};
use crate::kernel::locale::Locale;

/// What an institution's answer came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Taken {
    pub answer: Answer,
    pub accepted: i64,
    pub waiting: i64,
    pub repeated: Repeated,
}

/// Whether it said what the last one said: nothing was written then, nobody is told again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Repeated {
    Yes,
    No,
}

/// By its own link. The actor is that institution, which the caller has made sure of with [`super::open_delegation`].
pub fn answer_delegation(
    conn: &mut Conn,
    cx: &Context,
    id: DelegationId,
    taking: &Taking,
) -> Result<Taken, InvitationError> {
    let (event, found) = for_office(conn, cx, id)?;
    decide(conn, cx, &event, &found, taking, "")
}

/// What an institution acts on by its link, until answers are closed; behind the lock.
pub(super) fn for_office(
    conn: &mut Conn,
    cx: &Context,
    id: DelegationId,
) -> Result<(EventFacts, Delegation), InvitationError> {
    if cx.actor != Actor::Office(id) {
        return Err(Denied::NotFound.into());
    }
    let found = store::by_id(conn, id)?.ok_or(Denied::NotFound)?;
    lock_places(conn, found.event)?;
    let found = store::by_id(conn, id)?.ok_or(Denied::NotFound)?;
    let event = event_facts(conn, found.event)?;
    match closed(&event, cx.now) {
        Some(why) => Err(InvitationError::Closed(why)),
        None => Ok((event, found)),
    }
}

/// Staff enter what an institution said by telephone or letter. The deadline does not bind them.
pub fn record_delegation(
    conn: &mut Conn,
    cx: &Context,
    id: &PublicId,
    taking: &Taking,
    source: &Source,
) -> Result<Taken, InvitationError> {
    let (event, found) = for_staff(conn, cx, id, Action::RecordAnswer)?;
    if let Some(why @ (Closed::Cancelled | Closed::Postponed)) = closed(&event, cx.now) {
        return Err(InvitationError::Closed(why));
    }
    let cx = Context { door: Door::Staff, ..cx.clone() };
    decide(conn, &cx, &event, &found, taking, &source.kept())
}

fn decide(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    found: &Delegation,
    taking: &Taking,
    source: &str,
) -> Result<Taken, InvitationError> {
    if taking.wish != Wish::Declined && !(1..=found.places).contains(&taking.places) {
        return Err(Invalid::one("places", Reason::OutOfRange { min: 1, max: found.places }).into());
    }
    let slots = store_seats::slots(conn, found)?;
    let room = room(conn, cx, event, found)?;
    let wanted = usize::try_from(taking.places).unwrap_or(0);
    let answers = match allot(&slots, taking.wish, wanted, room) {
        Ok(answers) => answers,
        Err(StillNamed(named)) => return Err(still_named(conn, found, named, cx.locale)?.into()),
    };
    let to = whole(taking.wish, &answers);
    let count = |wanted: Answer| answers.iter().filter(|(_, a)| *a == wanted).count() as i64;
    let taken = Taken {
        answer: to,
        accepted: count(Answer::Accepted),
        waiting: count(Answer::Waiting),
        repeated: Repeated::No,
    };
    let same = |(seat, answer): &(_, Answer)| slots.iter().any(|s| s.seat == *seat && s.answer == *answer);
    if to == found.answer && answers.iter().all(same) && last_note(conn, cx, found)? == taking.note {
        return Ok(Taken { repeated: Repeated::Yes, ..taken });
    }
    for (seat, answer) in &answers {
        if !same(&(*seat, *answer)) {
            store_seats::answer(conn, cx, *seat, *answer)?;
        }
    }
    store::show_answer(conn, cx, found.id, to, Some((cx.door, cx.now)))?;
    let id = keep(conn, cx, (event, found), taking, &taken, source)?;
    mail::confirm(conn, cx, event, found, id)?;
    Ok(taken)
}

/// Writes what was answered into the institution's story, whose entry the confirmation tells of, and into the history.
fn keep(
    conn: &mut Conn,
    cx: &Context,
    (event, found): (&EventFacts, &Delegation),
    taking: &Taking,
    taken: &Taken,
    source: &str,
) -> Result<i64, InvitationError> {
    let entry = New {
        answer: Some(taking.wish.answer()),
        places: Some(taking.places),
        source,
        note: &taking.note,
        ..New::of(Act::Answered)
    };
    let id = entries::add(conn, cx, found.id, &entry)?;
    if taken.waiting > 0 {
        let waits = New { answer: Some(Answer::Waiting), places: Some(taken.waiting), ..New::of(Act::Waits) };
        entries::add(conn, cx, found.id, &waits)?;
    }
    let changes = [
        Change::of("institution", "", name_of(found)),
        Change::of("answer", found.answer, taken.answer),
        Change::of("places", found.taken(), taken.accepted + taken.waiting),
    ];
    let (reason, words) = Source::told(source, Some(found.contact));
    let told = record(event, "institution-answered", (found, found.version + 1));
    let told = told.because(reason).changes(changes).personal(words);
    history::record(conn, cx, told)?;
    Ok(id)
}

/// Places that an institution could have beside its own: free ones that nobody has waited for longer. Staff may give them to whom they like.
pub(super) fn room(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    found: &Delegation,
) -> Result<Room, InvitationError> {
    let counting: Counting = events::counting(conn, event.id)?;
    let Some(capacity) = event.capacity else { return Ok(Room { free: None, counting }) };
    let free = capacity - answers::accepted(conn, event.id)?;
    let before_us = match cx.door {
        Door::Staff => 0,
        _ => {
            let turn = store_seats::turn(conn, found)?;
            answers::waiting_before(conn, event.id, turn)?
        }
    };
    Ok(Room { free: Some((free - before_us).max(0)), counting })
}

pub(super) fn still_named(conn: &mut Conn, found: &Delegation, named: usize, locale: Locale) -> Stored<Invalid> {
    let places = store_seats::places_of(conn, found)?;
    let names: Vec<String> =
        places.iter().filter_map(|p| p.delegate.as_ref()).map(|d| d.name.shown(locale).to_owned()).collect();
    Ok(Invalid::one("places", Reason::Place(PlaceFault::StillNamed { named, names: names.join(", ") })))
}

/// The entry that says what it answers now; none where it has not.
pub(super) fn of_answer(conn: &mut Conn, found: &Delegation) -> Stored<Option<i64>> {
    let latest = entries::said(conn, found.id)?.into_iter().next();
    Ok(latest.filter(|said| said.act != Act::AskedAgain).map(|said| said.id))
}

/// Who says again what staff noted for them has not seen the note.
fn last_note(conn: &mut Conn, cx: &Context, found: &Delegation) -> Stored<String> {
    let last = entries::said(conn, found.id)?.into_iter().find(|s| s.act == Act::Answered);
    let seen = cx.door == Door::Staff || found.door != Some(Door::Staff);
    Ok(last.filter(|_| seen).map(|s| s.note).unwrap_or_default())
}
