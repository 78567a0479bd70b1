//! What the mails of rules say: every value, no sentence. Loaded for a batch of claimed messages at once.
//!
//! A reminder may have become pointless since it was written down; then it is [`Moot`], and says why.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use chrono::NaiveDate;

use super::ground::Ground;
use super::model::{InForce, ReminderError, Rule, RuleId, RuleKind, Whom};
use super::occurrence::{Due, Subject, Time, Turn};
use super::store;
use super::store_mail::{self, Guest};
use crate::access::{Actor, Context};
use crate::db::types::text_enum;
use crate::db::{Conn, DbError, Stored};
use crate::domain::events::{self, EventView};
use crate::domain::invitations::mail::{Reader, Reading};
use crate::domain::invitations::{self, Answer, EventFacts, InvitationError};
use crate::domain::{deliverables, programme};
use crate::kernel::ids::{ContactId, DelegationId, DeliverableId, EventId, ProgrammeId, SeatId};
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::token::Purpose;

text_enum! {
    /// Why a reminder has no point any more.
    pub enum Moot {
        /// The row it is made from is gone.
        Gone = "gone",
        SeatRemoved = "seat-removed",
        /// The event is cancelled, postponed or over.
        EventOff = "event-off",
        /// They were to be reminded that they have not.
        Answered = "answered",
        /// They do not come after all.
        Superseded = "superseded",
        /// It was done, or is somebody else's now.
        Settled = "settled",
        /// The rule was taken away, or switched off for the event.
        RuleOff = "reminder-off",
        /// What it counted from has another day.
        Moved = "reminder-moved",
        /// Somebody else speaks for the institution now.
        Succeeded = "succeeded",
        /// Its day has passed, or what it reminds of has.
        TooLate = "reminder-late",
        ProgrammeClosed = "programme-closed",
    }
}

/// A guest is reminded.
#[derive(Clone, Debug)]
pub struct GuestLetter {
    pub kind: RuleKind,
    pub event: Arc<EventFacts>,
    pub reader: Reader,
    /// Of an institution: which.
    pub organisation: Option<Localised>,
    /// The page takes no answers any more.
    pub closed: bool,
}

/// What an owner is reminded of.
#[derive(Clone, Debug)]
pub enum About {
    Event(Arc<EventView>),
    Due(Arc<Due>),
}

/// Whoever answers for something is reminded of it.
#[derive(Clone, Debug)]
pub struct OwnerLetter {
    pub kind: RuleKind,
    pub reader: PersonName,
    pub about: About,
    pub programme_slug: String,
    pub programme_title: Localised,
}

/// Either a letter or the reason why there is none, in the order asked for.
pub type Letters<T> = Vec<Result<T, Moot>>;

/// Which guest or institution, by which rule, counting from which day.
pub type GuestOf = (i64, GuestId, NaiveDate);

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum GuestId {
    Seat(SeatId),
    /// An institution, through this person.
    Office(DelegationId, ContactId),
}

/// What of which owner, by which rule, counting from which day.
pub type OwnerOf = (i64, OwnedId, ContactId, NaiveDate);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OwnedId {
    Event(EventId),
    Deliverable(DeliverableId),
}

type Rules = HashMap<RuleId, (Rule, bool)>;

pub fn guest_letters(conn: &mut Conn, cx: &Context, ids: &[GuestOf], reading: Reading) -> Stored<Letters<GuestLetter>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rules = store::by_ids(conn, &ids.iter().map(|(rule, ..)| RuleId::new(*rule)).collect::<Vec<_>>())?;
    let guests = store_mail::guests(conn, &ids.iter().map(|(_, guest, _)| *guest).collect::<Vec<_>>())?;
    let mut events: HashMap<EventId, Option<Arc<EventFacts>>> = HashMap::new();
    // The same for all guests of an event.
    let mut judged: HashMap<(RuleId, EventId, NaiveDate), Option<Moot>> = HashMap::new();
    let mut letters = Vec::with_capacity(ids.len());
    for (rule, who, day) in ids {
        let (Some(guest), Some((rule, removed))) = (guests.get(who), rules.get(&RuleId::new(*rule))) else {
            letters.push(Err(Moot::Gone));
            continue;
        };
        if let Entry::Vacant(free) = events.entry(guest.event) {
            free.insert(facts(conn, guest.event, reading)?);
        }
        let Some(Some(event)) = events.get(&guest.event).cloned() else {
            letters.push(Err(Moot::Gone));
            continue;
        };
        let moot = match judged.get(&(rule.id, event.id, *day)) {
            _ if reading != Reading::ToSend => None,
            Some(known) => *known,
            None => {
                let found = judge(conn, cx, (rule, *removed), &Subject::Event(Arc::new(event.view.clone())), *day)?;
                judged.insert((rule.id, event.id, *day), found);
                found
            }
        };
        let own = Some(guest).filter(|_| reading == Reading::ToSend).and_then(|guest| of_guest(rule.kind, guest));
        letters.push(match moot.or(own) {
            Some(moot) => Err(moot),
            None => {
                let closed = invitations::closed(&event.view.event, cx.now).is_some();
                let organisation = guest.organisation.clone();
                Ok(GuestLetter { kind: rule.kind, event, reader: reader(cx, guest)?, organisation, closed })
            }
        });
    }
    Ok(letters)
}

/// As it is, or as it was when the letter left.
fn facts(conn: &mut Conn, event: EventId, reading: Reading) -> Stored<Option<Arc<EventFacts>>> {
    let mut found = match invitations::event_facts(conn, event) {
        Ok(found) => found,
        Err(InvitationError::Db(DbError::NotFound)) => return Ok(None),
        Err(InvitationError::Db(fault)) => return Err(fault),
        Err(other) => return Err(DbError::Damaged(other.to_string())),
    };
    if let Reading::AsSent(at) = reading {
        events::stand_at(conn, &mut found.view.event, at)?;
    }
    Ok(Some(Arc::new(found)))
}

fn of_guest(kind: RuleKind, guest: &Guest) -> Option<Moot> {
    match (kind.whom(), guest.answer) {
        _ if guest.gone => Some(Moot::SeatRemoved),
        _ if guest.succeeded => Some(Moot::Succeeded),
        (Whom::Silent, Answer::None) | (Whom::Coming, Answer::Accepted) => None,
        (Whom::Silent, _) => Some(Moot::Answered),
        (Whom::Coming, _) => Some(Moot::Superseded),
        (Whom::EventOwner | Whom::DeliverableOwner, _) => Some(Moot::Gone),
    }
}

fn reader(cx: &Context, guest: &Guest) -> Stored<Reader> {
    let (page, answer_token) = match guest.id {
        GuestId::Seat(seat) => ("a", cx.keys.link(Purpose::Answer, seat.raw(), &guest.nonce)),
        GuestId::Office(office, _) => ("d", cx.keys.link(Purpose::Delegation, office.raw(), &guest.nonce)),
    };
    Ok(Reader {
        name: guest.name.clone(),
        locale: guest.locale,
        page,
        answer_token,
        stop_token: cx.keys.link(Purpose::DoNotContact, guest.contact.raw(), &guest.contact_nonce),
    })
}

/// Why a rule has nothing to say of a thing any more, whoever would read it.
fn judge(
    conn: &mut Conn,
    cx: &Context,
    (rule, removed): (&Rule, bool),
    subject: &Subject,
    day: NaiveDate,
) -> Stored<Option<Moot>> {
    if removed {
        return Ok(Some(Moot::RuleOff));
    }
    if programme::closed(conn)?.contains(&rule.programme) {
        return Ok(Some(Moot::ProgrammeClosed));
    }
    let of = match subject {
        Subject::Event(view) => store::of_event(conn, vec![rule.clone()], view.event.id)?.pop(),
        Subject::Due(_) => Some(InForce { rule: rule.clone(), own: None }),
    };
    let Some(of) = of.filter(|of| of.timing().is_some()) else { return Ok(Some(Moot::RuleOff)) };
    let Some(anchor) = subject.anchor(rule.kind.anchor()) else {
        return Ok(Some(match subject {
            Subject::Event(_) => Moot::EventOff,
            Subject::Due(_) => Moot::Settled,
        }));
    };
    if anchor.date() != day {
        return Ok(Some(Moot::Moved));
    }
    // What somebody sends after its day is in time as long as it is of use.
    let is_over = |turn: &Turn| turn.time(cx.now) == Time::Over && !turn.is_missed(cx.now);
    let over = Turn::new(of, subject.clone()).is_none_or(|turn| is_over(&turn));
    Ok(over.then_some(Moot::TooLate))
}

/// Owners are written to about what they answer for, whatever whoever looks at the mail may see of it.
pub fn owner_letters(conn: &mut Conn, cx: &Context, ids: &[OwnerOf], reading: Reading) -> Stored<Letters<OwnerLetter>> {
    let engine = Context { actor: Actor::System("reminders"), ..cx.clone() };
    let rules = store::by_ids(conn, &ids.iter().map(|(rule, ..)| RuleId::new(*rule)).collect::<Vec<_>>())?;
    let mut grounds = Grounds::new();
    ids.iter().map(|one| owner_letter(conn, &engine, (&rules, &mut grounds), (*one, reading))).collect()
}

/// The programmes of a batch, each loaded once.
type Grounds = HashMap<ProgrammeId, Ground>;

fn ground<'a>(conn: &mut Conn, cx: &Context, known: &'a mut Grounds, id: ProgrammeId) -> Stored<&'a Ground> {
    let found: &'a mut Ground = match known.entry(id) {
        Entry::Occupied(found) => found.into_mut(),
        Entry::Vacant(free) => {
            let outline = programme::load_by_id(conn, cx, id).map_err(fault)?;
            free.insert(Ground { outline, subjects: Vec::new(), rules: Vec::new(), own: HashMap::new() })
        }
    };
    Ok(found)
}

fn owner_letter(
    conn: &mut Conn,
    cx: &Context,
    (rules, grounds): (&Rules, &mut Grounds),
    ((rule, of, contact, day), reading): (OwnerOf, Reading),
) -> Stored<Result<OwnerLetter, Moot>> {
    let Some((rule, removed)) = rules.get(&RuleId::new(rule)) else { return Ok(Err(Moot::Gone)) };
    let Some(subject) = owned(conn, cx, grounds, of)? else { return Ok(Err(Moot::Gone)) };
    let names = (store_mail::name(conn, contact)?, store_mail::programme(conn, rule.programme)?);
    let (Some(reader), Some((programme_slug, programme_title))) = names else { return Ok(Err(Moot::Gone)) };
    if reading == Reading::ToSend {
        if let Some(moot) = judge(conn, cx, (rule, *removed), &subject, day)? {
            return Ok(Err(moot));
        }
        if !ground(conn, cx, grounds, rule.programme)?.owners(&subject).contains(&contact) {
            return Ok(Err(Moot::Settled));
        }
    }
    let about = match subject {
        Subject::Event(view) => About::Event(view),
        Subject::Due(due) => About::Due(due),
    };
    Ok(Ok(OwnerLetter { kind: rule.kind, reader, about, programme_slug, programme_title }))
}

fn owned(conn: &mut Conn, cx: &Context, grounds: &mut Grounds, of: OwnedId) -> Stored<Option<Subject>> {
    match of {
        OwnedId::Event(id) => match events::by_id(conn, id) {
            Ok(view) => Ok(Some(Subject::Event(Arc::new(view)))),
            Err(DbError::NotFound) => Ok(None),
            Err(fault) => Err(fault),
        },
        OwnedId::Deliverable(id) => {
            let Some((programme, public_id)) = store_mail::place_of(conn, id)? else { return Ok(None) };
            let deliverable = deliverables::find(conn, cx, programme, &public_id).map_err(fault)?;
            let outline = &ground(conn, cx, grounds, programme)?.outline;
            Ok(Some(Subject::Due(Arc::new(Due::new(deliverable, outline)))))
        }
    }
}

/// The engine may read all: what is left is the database's fault.
fn fault(error: impl Into<ReminderError>) -> DbError {
    match error.into() {
        ReminderError::Db(error) => error,
        other => DbError::Damaged(other.to_string()),
    }
}
