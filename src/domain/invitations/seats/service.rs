use std::collections::BTreeSet;

use super::store;
use crate::access::{Action, Context, Denied, Door, require};
use crate::db::Conn;
use crate::domain::contacts;
use crate::domain::events::lock_places;
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::invitations::answers::{self, Note};
use crate::domain::invitations::facts::EventFacts;
use crate::domain::invitations::model::{Answer, InvitationError};
use crate::kernel::ids::{ContactId, PublicId};
use crate::kernel::localised::Localised;

/// What came of adding.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Added {
    pub added: usize,
    /// Had a seat before.
    pub already: usize,
}

/// Gives each of these persons a seat. Nobody is written to; who has a seat keeps it, and who had one gets it back.
pub fn add_seats(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    contacts: &[ContactId],
) -> Result<Added, InvitationError> {
    require(&cx.actor, Action::Invite, event.scope())?;
    let wanted: BTreeSet<ContactId> = contacts.iter().copied().collect();
    let wanted: Vec<ContactId> = wanted.into_iter().collect();
    let living = contacts::held(conn, &wanted)?;
    if living.len() < wanted.len() {
        return Err(Denied::NotFound.into());
    }
    // Whoever comes for an institution has a seat.
    let delegated = store::delegated(conn, event.id, &living)?;
    let seatless: Vec<ContactId> = living.iter().copied().filter(|id| !delegated.contains(id)).collect();
    let added = store::give(conn, event.id, &seatless, cx.now)?;
    if added > 0 {
        let record = Record::new(Entity::Event, event.id.raw(), "seats-added")
            .within(event.programme, event.city)
            .changes([Change::of("seats", 0, added)])
            .naming(seatless);
        history::record(conn, cx, record)?;
    }
    Ok(Added { added, already: living.len() - added })
}

/// Takes seats away: their links die, their mails that wait are moot, a place held is free. What was answered stays on record.
pub fn remove_seats(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    seats: &[PublicId],
) -> Result<usize, InvitationError> {
    require(&cx.actor, Action::Invite, event.scope())?;
    lock_places(conn, event.id)?;
    let mut removed = 0;
    let cx = Context { door: Door::Staff, ..cx.clone() };
    for id in seats {
        let Some(seat) = answers::seat_by_public_id(conn, event.id, id)?.filter(|s| s.removed_at.is_none()) else {
            continue;
        };
        if seat.answer != Answer::None {
            let note = Note { wish: Answer::None, note: "", source: "seat-removed" };
            answers::write(conn, &cx, event, &seat, Answer::None, note)?;
        }
        store::remove(conn, seat.id, cx.now)?;
        let record = Record::new(Entity::Seat, seat.id.raw(), "removed").within(event.programme, event.city);
        history::record(conn, &cx, record)?;
        removed += 1;
    }
    Ok(removed)
}

/// One guest of an event.
pub fn find_seat(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    seat: &PublicId,
) -> Result<super::GuestRow, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    let found = super::list_store::among(conn, event.id, std::slice::from_ref(seat))?.pop();
    Ok(found.ok_or(Denied::NotFound)?.seen_by(cx, event))
}

/// Which of these persons have a seat at the event.
pub fn seated(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    contacts: &[ContactId],
) -> Result<BTreeSet<ContactId>, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    Ok(store::seated(conn, event.id, contacts)?)
}

/// Seats by answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    pub seats: i64,
    pub accepted: i64,
    pub tentative: i64,
    pub declined: i64,
    pub waiting: i64,
}

impl Tally {
    pub fn add(&mut self, answer: Answer, n: i64) {
        self.seats += n;
        match answer {
            Answer::None => {}
            Answer::Accepted => self.accepted += n,
            Answer::Tentative => self.tentative += n,
            Answer::Declined => self.declined += n,
            Answer::Waiting => self.waiting += n,
        }
    }
    fn plus(&self, other: &Tally) -> Tally {
        Tally {
            seats: self.seats + other.seats,
            accepted: self.accepted + other.accepted,
            tentative: self.tentative + other.tentative,
            declined: self.declined + other.declined,
            waiting: self.waiting + other.waiting,
        }
    }
    pub const fn open(&self) -> i64 {
        self.seats - self.accepted - self.tentative - self.declined - self.waiting
    }
}

/// The seats of one stakeholder group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GroupCount {
    pub code: String,
    pub name: Localised,
    pub tally: Tally,
}

/// How an event's seats stand; every figure is a count of rows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Numbers {
    pub all: Tally,
    /// Of these, the places of institutions; what stands below is of persons, but for the groups and the places where people come from, which
    /// have everybody with a name.
    pub institutions: OfficeSeats,
    /// Persons' seats that were asked: by an invitation that was released and not called back, or without one.
    pub invited: i64,
    /// Invited, and no answer yet.
    pub unanswered: i64,
    /// The relay has taken the last mail.
    pub delivered: i64,
    /// Queued, on its way, or once handed over without an answer.
    pub on_its_way: i64,
    /// The mail was refused or may not be sent.
    pub refused: i64,
    /// Of the refused, those who have not answered: they may be asked again.
    pub refused_open: i64,
    /// Invited, not declined, and out of reach of any mail.
    pub by_phone: i64,
    pub groups: Vec<GroupCount>,
    /// By the place of the guest's first organisation; the largest first.
    pub places: Vec<(String, Tally)>,
    /// How the answers came in.
    pub doors: Vec<(Door, i64)>,
}

/// Institutions' places that an event counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct OfficeSeats {
    pub all: i64,
    /// Of institutions whose letter was released and not called back, or whom a move has asked again.
    pub invited: i64,
    pub unanswered: i64,
    pub waiting: i64,
    /// Institutions, and not places: whom no letter has reached and who has not answered without one, and who has not answered theirs.
    pub houses_open: i64,
    pub houses_silent: i64,
}

impl Numbers {
    /// Persons whom no round has asked.
    pub const fn persons_open(&self) -> i64 {
        self.all.seats - self.institutions.all - self.invited
    }
    /// All who were asked, and places asked for.
    pub const fn asked(&self) -> i64 {
        self.invited + self.institutions.invited
    }
    /// Those of them without an answer.
    pub const fn silent(&self) -> i64 {
        self.unanswered + self.institutions.unanswered
    }
    /// Everybody with a name, whatever the event counts: each is of one place.
    pub fn named(&self) -> Tally {
        self.places.iter().fold(Tally::default(), |sum, (_, tally)| sum.plus(tally))
    }
    /// What the event counts that nobody is named for yet.
    pub fn unnamed(&self) -> i64 {
        self.all.seats - self.named().seats
    }
}

impl EventFacts {
    /// Places that nobody has taken; none where the number is not limited.
    pub fn free_places(&self, numbers: &Numbers) -> i64 {
        self.capacity.map_or(0, |capacity| (capacity - numbers.all.accepted).max(0))
    }
}

pub fn numbers(conn: &mut Conn, cx: &Context, event: &EventFacts) -> Result<Numbers, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    Ok(super::numbers_store::numbers(conn, event.id)?)
}
