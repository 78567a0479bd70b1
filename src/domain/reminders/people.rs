//! Who would be reminded, and why somebody is not: pure.

use super::model::Whom;
use super::occurrence::Occurrence;
use crate::domain::contacts::Letterbox;
use crate::domain::invitations::Answer;
use crate::kernel::ids::{ContactId, DelegationId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

/// Why somebody is not reminded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Exclusion {
    /// They asked us not to write to them.
    DoNotContact,
    NoAddress,
    /// Every address they have was refused for good.
    AddressRefused,
    /// Every address that works is not to be written to.
    Suppressed,
    /// Somebody has reminded them by hand that day, or since.
    Chased,
    /// They were asked, or accepted, after its hour: they know.
    Later,
}

impl Exclusion {
    pub const ALL: [Exclusion; 6] = [
        Exclusion::DoNotContact,
        Exclusion::NoAddress,
        Exclusion::AddressRefused,
        Exclusion::Suppressed,
        Exclusion::Chased,
        Exclusion::Later,
    ];
    /// The last part of the message's key, and the API's word.
    pub const fn key(self) -> &'static str {
        match self {
            Exclusion::DoNotContact => "do-not-contact",
            Exclusion::NoAddress => "no-address",
            Exclusion::AddressRefused => "address-refused",
            Exclusion::Suppressed => "suppressed",
            Exclusion::Chased => "chased",
            Exclusion::Later => "later",
        }
    }
}

/// Somebody who may be reminded: a guest, or whoever answers for something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Person {
    pub contact: ContactId,
    pub language: Locale,
    pub do_not_contact: bool,
    pub mailboxes: Vec<Letterbox>,
    /// None: no guest.
    pub seat: Option<Seat>,
}

/// What somebody is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// To come.
    Seat(SeatId),
    /// To say who comes for an institution.
    Office(DelegationId),
}

/// How a guest stands, or an institution.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Seat {
    pub id: Place,
    pub answer: Answer,
    /// Since when they know that they are asked: by the first invitation, or by a move that asked them again.
    pub asked: Option<Instant>,
    pub answered: Option<Instant>,
    /// The last reminder by hand.
    pub chased: Option<Instant>,
}

impl Seat {
    /// Since when they are one of those whom a rule is for; none where they are not.
    fn since(&self, whom: Whom) -> Option<Instant> {
        // Who comes for an institution has a seat of their own there.
        if whom == Whom::Coming && matches!(self.id, Place::Office(_)) {
            return None;
        }
        match whom {
            Whom::Silent => self.asked.filter(|_| self.answer == Answer::None),
            // Answers taken before they were dated count from ever.
            Whom::Coming => (self.answer == Answer::Accepted).then(|| self.answered.unwrap_or_default()),
            Whom::EventOwner | Whom::DeliverableOwner => None,
        }
    }
    /// As a move leaves them: asked again at this instant, where their answer was of its day.
    pub fn asked_again(self, now: Instant) -> Seat {
        if !self.answer.is_of_its_day() {
            return self;
        }
        Seat { answer: Answer::None, answered: None, asked: self.asked.or(Some(now)), ..self }
    }
}

impl Person {
    pub fn mailbox(&self) -> Option<&Letterbox> {
        self.mailboxes.iter().find(|m| !m.refused && !m.suppressed)
    }
    /// The end of the keys of mails to them.
    pub fn key(&self) -> String {
        match self.seat.map(|seat| seat.id) {
            Some(Place::Office(id)) => format!("o{id}"),
            Some(Place::Seat(_)) | None => self.contact.to_string(),
        }
    }
    /// Whether the rule is for them at all.
    pub fn is_meant(&self, whom: Whom) -> bool {
        match (whom, &self.seat) {
            (Whom::Silent | Whom::Coming, Some(seat)) => seat.since(whom).is_some(),
            (Whom::EventOwner | Whom::DeliverableOwner, None) => true,
            (Whom::Silent | Whom::Coming, None) | (Whom::EventOwner | Whom::DeliverableOwner, Some(_)) => false,
        }
    }
    /// The first reason that holds, of somebody whom the rule is for.
    pub fn exclusion(&self, whom: Whom, occurrence: &Occurrence) -> Option<Exclusion> {
        if self.do_not_contact {
            return Some(Exclusion::DoNotContact);
        }
        if self.mailbox().is_none() {
            return Some(match self.mailboxes.iter().find(|m| !m.refused) {
                Some(_) => Exclusion::Suppressed,
                None if self.mailboxes.is_empty() => Exclusion::NoAddress,
                None => Exclusion::AddressRefused,
            });
        }
        let seat = self.seat.as_ref()?;
        if seat.since(whom).is_some_and(|since| since > occurrence.at.instant()) {
            return Some(Exclusion::Later);
        }
        let chased = seat.chased.filter(|_| whom == Whom::Silent);
        chased.filter(|at| *at >= occurrence.day_begins()).map(|_| Exclusion::Chased)
    }
}

/// Who is reminded, in numbers.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Crowd {
    pub people: usize,
    pub languages: Vec<(Locale, usize)>,
    pub left_out: Vec<(Exclusion, usize)>,
}

impl Crowd {
    pub(super) fn of(people: &[Person], whom: Whom, occurrence: &Occurrence) -> Crowd {
        let meant: Vec<&Person> = people.iter().filter(|person| person.is_meant(whom)).collect();
        let judged: Vec<(Locale, Option<Exclusion>)> =
            meant.iter().map(|person| (person.language, person.exclusion(whom, occurrence))).collect();
        let of = |locale: Locale| judged.iter().filter(|(l, why)| *l == locale && why.is_none()).count();
        let left = |exclusion: Exclusion| judged.iter().filter(|(_, why)| *why == Some(exclusion)).count();
        Crowd {
            people: judged.iter().filter(|(_, why)| why.is_none()).count(),
            languages: Locale::ALL.iter().map(|l| (*l, of(*l))).filter(|(_, n)| *n > 0).collect(),
            left_out: Exclusion::ALL.iter().map(|why| (*why, left(*why))).filter(|(_, n)| *n > 0).collect(),
        }
    }
}
