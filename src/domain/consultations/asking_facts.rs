//! Who may be asked, and why somebody is not.

use crate::kernel::email::Email;
use crate::kernel::ids::{AddressId, ContactId, PublicId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

use super::model::AskTurn;

/// Why a participant gets no mail.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Exclusion {
    /// They asked us not to write to them.
    DoNotContact,
    AlreadyAsked,
    /// Nobody is reminded of what they were not asked for.
    NotAsked,
    AlreadyReminded,
    Answered,
    NoAddress,
    /// Every address they have was refused for good.
    AddressRefused,
    /// Every address that works is not to be written to.
    Suppressed,
}

impl Exclusion {
    /// The last part of the message's key, and the API's word.
    pub const fn key(self) -> &'static str {
        match self {
            Exclusion::DoNotContact => "do-not-contact",
            Exclusion::AlreadyAsked => "already-asked",
            Exclusion::NotAsked => "not-asked",
            Exclusion::AlreadyReminded => "already-reminded",
            Exclusion::Answered => "answered",
            Exclusion::NoAddress => "no-address",
            Exclusion::AddressRefused => "address-refused",
            Exclusion::Suppressed => "suppressed",
        }
    }
}

/// One of somebody's addresses, in the order to be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mailbox {
    pub id: AddressId,
    pub email: Email,
    pub refused: bool,
    pub suppressed: bool,
}

/// Somebody who accepted, with all that decides whether they are written to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Participant {
    /// The row of whoever was asked before.
    pub person: Option<i64>,
    pub seat: SeatId,
    pub contact: ContactId,
    pub contact_public: PublicId,
    pub name: PersonName,
    pub language: Locale,
    pub do_not_contact: bool,
    pub mailboxes: Vec<Mailbox>,
    pub asked_at: Option<Instant>,
    /// The address that was written to.
    pub asked_by: Option<AddressId>,
    pub reminded_at: Option<Instant>,
    pub sent_at: Option<Instant>,
}

impl Participant {
    pub fn mailbox(&self) -> Option<&Mailbox> {
        self.mailboxes.iter().find(|m| !m.refused && !m.suppressed)
    }
    /// Asked at an address that takes mail. One that was refused since is no asking, once there is another.
    fn was_asked(&self) -> bool {
        let refused = self.asked_by.is_some_and(|id| self.mailboxes.iter().all(|m| m.id != id || m.refused));
        self.asked_at.is_some() && !(refused && self.mailbox().is_some())
    }
}

/// The first reason that holds.
pub fn exclude(of: &Participant, turn: AskTurn) -> Option<Exclusion> {
    if of.do_not_contact {
        return Some(Exclusion::DoNotContact);
    }
    if of.sent_at.is_some() {
        return Some(Exclusion::Answered);
    }
    match turn {
        AskTurn::Ask if of.was_asked() => return Some(Exclusion::AlreadyAsked),
        AskTurn::Remind if of.asked_at.is_none() => return Some(Exclusion::NotAsked),
        AskTurn::Remind if of.reminded_at.is_some() => return Some(Exclusion::AlreadyReminded),
        AskTurn::Ask | AskTurn::Remind => {}
    }
    if of.mailbox().is_some() {
        return None;
    }
    Some(match of.mailboxes.iter().find(|m| !m.refused) {
        Some(_) => Exclusion::Suppressed,
        None if of.mailboxes.is_empty() => Exclusion::NoAddress,
        None => Exclusion::AddressRefused,
    })
}
