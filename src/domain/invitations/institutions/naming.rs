//! Who comes for an institution: named, substituted, withdrawn.

use super::allot::{Named, next_place};
use super::answering::{for_office, room};
use super::draft::{Holder, NewDelegate, Whom};
use super::editing::for_staff;
use super::model::{Act, Delegation};
use super::replacing::hush_delegate;
use super::store_entries::{self as entries, New};
use super::{store, store_seats};
use crate::access::{Action, Context, Denied, Door};
use crate::db::Conn;
use crate::domain::contacts::{self, ContactError};
use crate::domain::events::{self, Counting};
use crate::domain::history::{self, Entity, PersonalChange, Record};
use crate::domain::invitations::answers::{Needs, Source, keep_needs};
use crate::domain::invitations::facts::{Closed, EventFacts, closed};
use crate::domain::invitations::model::{Answer, InvitationError};
use crate::kernel::ids::{ContactId, DelegationId, PublicId, SeatId};
use crate::kernel::invalid::{Invalid, PlaceFault, Reason};
use crate::kernel::locale::Locale;

/// By its own link an institution names somebody: for the place given, in whoever's stead has it, or for the next that is open.
pub fn name_delegate(
    conn: &mut Conn,
    cx: &Context,
    id: DelegationId,
    place: Option<&PublicId>,
    new: &NewDelegate,
) -> Result<PublicId, InvitationError> {
    let (event, found) = for_office(conn, cx, id)?;
    // Only staff know whom we know.
    let new = NewDelegate { whom: Whom::Likely, ..new.clone() };
    name(conn, cx, (&event, &found), place, &new, "")
}

/// By telephone or letter.
pub fn record_delegate(
    conn: &mut Conn,
    cx: &Context,
    id: &PublicId,
    place: Option<&PublicId>,
    new: &NewDelegate,
    source: &Source,
) -> Result<PublicId, InvitationError> {
    let (event, found) = for_staff(conn, cx, id, Action::RecordAnswer)?;
    let cx = told_to_staff(cx, &event, source)?;
    name(conn, &cx, (&event, &found), place, new, &source.kept())
}

/// After the deadline staff say in words how it came.
fn told_to_staff(cx: &Context, event: &EventFacts, source: &Source) -> Result<Context, InvitationError> {
    match closed(event, cx.now) {
        Some(why @ (Closed::Cancelled | Closed::Postponed)) => return Err(InvitationError::Closed(why)),
        Some(Closed::DeadlinePassed | Closed::Over) if Source::read(&source.kept()).1.is_empty() => {
            return Err(Invalid::one("source", Reason::Required).into());
        }
        _ => {}
    }
    Ok(Context { door: Door::Staff, ..cx.clone() })
}

fn name(
    conn: &mut Conn,
    cx: &Context,
    (event, found): (&EventFacts, &Delegation),
    place: Option<&PublicId>,
    new: &NewDelegate,
    source: &str,
) -> Result<PublicId, InvitationError> {
    let target = target(conn, found, (place, new.whom.field()))?;
    if !new.instead_of.is(target.holder.as_ref()) {
        return Err(InvitationError::Stale);
    }
    let (contact, note) = person(conn, cx, found, new)?;
    let note = note.as_str();
    let former = free_for(conn, cx, found, target.seat, (contact, new.whom.field()))?;
    if former == Some(contact) {
        if let Some(needs) = &new.needs {
            keep_needs(conn, target.seat, needs, cx.now)?;
        }
        if !note.is_empty() {
            let entry = New { seat: Some(target.seat), contact: Some(contact), source, note, ..New::of(Act::Named) };
            entries::add(conn, cx, found.id, &entry)?;
        }
        return Ok(target.public_id);
    }
    if former.is_none() {
        seat_a_person(conn, cx, event, found, &target)?;
    }
    store_seats::hold(conn, target.seat, Some(contact))?;
    // What the former one must be able to eat is not theirs.
    keep_needs(conn, target.seat, new.needs.as_ref().unwrap_or(&Needs::default()), cx.now)?;
    let act = if former.is_some() { Act::Substituted } else { Act::Named };
    let entry = New { seat: Some(target.seat), contact: Some(contact), former, source, note, ..New::of(act) };
    entries::add(conn, cx, found.id, &entry)?;
    store::touch(conn, cx, found.id)?;
    tell(conn, cx, (event, found), target.seat, (act, former, Some(contact)), source)?;
    if let Some(former) = former {
        hush_delegate(conn, cx, event.id, former)?;
    }
    Ok(target.public_id)
}

/// Makes sure that somebody holds no other seat of the event; gives whoever has this one. A refusal names the field that said who is meant.
fn free_for(
    conn: &mut Conn,
    cx: &Context,
    found: &Delegation,
    seat: SeatId,
    (contact, field): (ContactId, &str),
) -> Result<Option<ContactId>, InvitationError> {
    let refused = |fault| InvitationError::from(Invalid::one(field, Reason::Place(fault)));
    let holders = store_seats::holders(conn, found)?;
    if holders.iter().any(|(other, _, held)| *held == contact && *other != seat) {
        return Err(refused(PlaceFault::NamedTwice));
    }
    match store_seats::held_elsewhere(conn, found, contact)? {
        None => Ok(holders.iter().find(|(own, _, _)| *own == seat).map(|(_, _, held)| *held)),
        // Only staff know who else comes, and for whom.
        Some(_) if cx.door != Door::Staff => Err(refused(PlaceFault::CannotBeNamed)),
        Some(at) => {
            let at = at.map(|name| name.best(Locale::En).to_owned()).unwrap_or_default();
            Err(refused(PlaceFault::HoldsSeat { at }))
        }
    }
}

/// The place that is meant.
struct Target {
    seat: SeatId,
    public_id: PublicId,
    answer: Answer,
    holder: Option<PublicId>,
}

fn target(
    conn: &mut Conn,
    found: &Delegation,
    (place, field): (Option<&PublicId>, &str),
) -> Result<Target, InvitationError> {
    let places = store_seats::places_of(conn, found)?;
    let slots = store_seats::slots(conn, found)?;
    let meant = match place {
        Some(id) => {
            let place = places.iter().find(|p| p.public_id == *id).ok_or(Denied::NotFound)?;
            (place.answer != Answer::Declined).then_some(place.id)
        }
        None => next_place(&slots).map(|slot| slot.seat),
    };
    let target = meant.and_then(|seat| places.into_iter().find(|p| p.id == seat));
    let taken = slots.iter().filter(|s| s.answer != Answer::Declined || s.named == Named::Yes).count();
    let full = || Invalid::one(field, Reason::Place(PlaceFault::NoPlaceLeft { places: taken }));
    let place = target.ok_or_else(full)?;
    let holder = place.delegate.map(|d| d.public_id);
    Ok(Target { seat: place.id, public_id: place.public_id, answer: place.answer, holder })
}

/// Somebody who is known by that name at that institution, else somebody new; with what was said of somebody known.
fn person(
    conn: &mut Conn,
    cx: &Context,
    found: &Delegation,
    new: &NewDelegate,
) -> Result<(ContactId, String), InvitationError> {
    let known = match &new.whom {
        Whom::Known(id) => {
            Some(contacts::held_id_of(conn, id)?.ok_or_else(|| Invalid::one("contact", Reason::NoSuch))?)
        }
        Whom::Likely => match contacts::known_at(conn, found.organisation, &new.person).map_err(of_contacts)? {
            Some(likely) => contacts::held_person(conn, likely)?,
            None => None,
        },
        Whom::New => None,
    };
    if let Some(known) = known {
        return Ok((known, unknown_of(conn, known, new)?));
    }
    let made = contacts::of_organisation(conn, cx, &new.person, found.organisation).map_err(of_contacts)?;
    Ok((made, String::new()))
}

/// What was said of somebody whose entry says otherwise: nobody changes an entry by naming, so staff are told.
fn unknown_of(conn: &mut Conn, known: ContactId, new: &NewDelegate) -> Result<String, InvitationError> {
    let people = contacts::people(conn, &[known])?;
    let is_kept = |text: &str| {
        people.iter().any(|person| {
            person.phone == text
                || person.addresses.iter().any(|a| a.email.as_str().eq_ignore_ascii_case(text))
                || person.affiliations.iter().any(|a| a.role.iter().any(|(_, role)| role == text))
        })
    };
    let unknown: Vec<&str> = new.said.iter().map(String::as_str).filter(|text| !is_kept(text)).collect();
    Ok(unknown.join(" · "))
}

pub(super) fn of_contacts(error: ContactError) -> InvitationError {
    match error {
        ContactError::Denied(denied) => denied.into(),
        ContactError::Invalid(invalid) => invalid.into(),
        ContactError::Stale => InvitationError::Stale,
        ContactError::Db(error) => error.into(),
    }
}

/// Where people are counted, a place that was had without a name is one more person: it needs a free place now, or waits for one.
fn seat_a_person(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    found: &Delegation,
    target: &Target,
) -> Result<(), InvitationError> {
    if target.answer != Answer::Accepted {
        return Ok(());
    }
    let room = room(conn, cx, event, found)?;
    if room.counting == Counting::People && room.free.is_some_and(|free| free < 1) {
        store_seats::answer(conn, cx, target.seat, Answer::Waiting)?;
    }
    Ok(())
}

/// The other way round: where people are counted, a place that has lost its name waits for nothing.
fn stop_waiting(conn: &mut Conn, cx: &Context, found: &Delegation, seat: SeatId) -> Result<(), InvitationError> {
    store_seats::answer(conn, cx, seat, Answer::Accepted)?;
    if found.answer == Answer::Waiting {
        // What it said, and by which door, stays its own.
        store::show_answer(conn, cx, found.id, Answer::Accepted, found.door.zip(found.answered_at))?;
    }
    Ok(())
}

fn tell(
    conn: &mut Conn,
    cx: &Context,
    (event, found): (&EventFacts, &Delegation),
    seat: SeatId,
    (act, former, contact): (Act, Option<ContactId>, Option<ContactId>),
    source: &str,
) -> Result<(), InvitationError> {
    let people: Vec<ContactId> = [former, contact].into_iter().flatten().collect();
    let people = contacts::people(conn, &people)?;
    let name = |id: Option<ContactId>| {
        let person = people.iter().find(|p| Some(p.id) == id);
        person.map(|p| p.name.latin_or_native().to_owned())
    };
    let personal = people.iter().map(|person| PersonalChange {
        contact: Some(person.id),
        field: "delegate".to_owned(),
        before: name(former).filter(|_| Some(person.id) == former),
        after: name(contact).filter(|_| Some(person.id) == contact),
    });
    let action = match act {
        Act::Substituted => "substituted",
        Act::Withdrawn => "withdrawn",
        _ => "named",
    };
    let (reason, words) = Source::told(source, contact.or(former));
    // The institution's own version came of it, too.
    let version = store::by_id(conn, found.id)?.map_or(found.version, |now| now.version);
    let record = Record::new(Entity::Seat, seat.raw(), action).within(event.programme, event.city).because(reason);
    let record = record.part(&found.public_id, version);
    history::record(conn, cx, record.personal(personal.collect::<Vec<_>>()).personal(words))?;
    Ok(())
}

/// An institution takes back the name of whoever was seen to have the place. The place stays its own.
pub fn withdraw_delegate(
    conn: &mut Conn,
    cx: &Context,
    id: DelegationId,
    (place, holder): (&PublicId, &Holder),
) -> Result<(), InvitationError> {
    let (event, found) = for_office(conn, cx, id)?;
    withdraw(conn, cx, (&event, &found), (place, holder), "")
}

/// The same by telephone or letter.
pub fn record_withdrawal(
    conn: &mut Conn,
    cx: &Context,
    id: &PublicId,
    (place, holder): (&PublicId, &Holder),
    source: &Source,
) -> Result<(), InvitationError> {
    let (event, found) = for_staff(conn, cx, id, Action::RecordAnswer)?;
    let cx = told_to_staff(cx, &event, source)?;
    withdraw(conn, &cx, (&event, &found), (place, holder), &source.kept())
}

fn withdraw(
    conn: &mut Conn,
    cx: &Context,
    (event, found): (&EventFacts, &Delegation),
    (place, holder): (&PublicId, &Holder),
    source: &str,
) -> Result<(), InvitationError> {
    let places = store_seats::places_of(conn, found)?;
    let place = places.into_iter().find(|p| p.public_id == *place).ok_or(Denied::NotFound)?;
    // Withdrawn already, by a second press: that is what was wanted.
    let Some(delegate) = place.delegate else { return Ok(()) };
    if !holder.is(Some(&delegate.public_id)) {
        return Err(InvitationError::Stale);
    }
    let former = delegate.contact;
    store_seats::hold(conn, place.id, None)?;
    if place.answer == Answer::Waiting && events::counting(conn, event.id)? == Counting::People {
        stop_waiting(conn, cx, found, place.id)?;
    }
    keep_needs(conn, place.id, &Needs::default(), cx.now)?;
    let entry = New { seat: Some(place.id), former: Some(former), source, ..New::of(Act::Withdrawn) };
    entries::add(conn, cx, found.id, &entry)?;
    store::touch(conn, cx, found.id)?;
    tell(conn, cx, (event, found), place.id, (Act::Withdrawn, Some(former), None), source)?;
    hush_delegate(conn, cx, event.id, former)
}
