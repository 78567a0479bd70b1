//! Who will get a mail and who will not, and why: the page before a release, and the release itself.

use std::collections::{HashMap, HashSet};

use super::guests_store;
use super::release::UNDO_SECONDS;
use super::reminded_store::Reminded;
use super::service::Round;
use super::text::RoundText;
use crate::access::{Action, Context, require};
use crate::db::{Conn, Stored};
use crate::domain::contacts::{Details, Refusal};
use crate::domain::events::Event;
use crate::domain::invitations::facts::{EventFacts, answers_over, is_off};
use crate::domain::invitations::institutions;
use crate::domain::invitations::model::{Answer, InvitationError, Purpose, RoundState};
use crate::kernel::email::Email;
use crate::kernel::ids::{AddressId, ContactId, DelegationId, PublicId, SeatId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::{Instant, WallTime};

/// Why a guest gets no mail of this round.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Exclusion {
    /// Cancelled, postponed or over.
    EventOff,
    /// There is no date to invite to.
    EventUndated,
    NoAddress,
    /// Every address they have was refused for good.
    AddressRefused,
    /// Every address that works is not to be written to.
    Suppressed,
    /// They asked us not to write to them.
    DoNotContact,
    AlreadyInvited,
    /// There is nothing to ask: they have answered, by whichever door.
    Answered,
    /// Nothing is to be chased: they were never asked.
    NotAsked,
    /// One reminder a day is enough.
    RemindedToday,
    /// The round has written to them, and the mail was cancelled before it left.
    TakenBack,
    /// The round, or the event's title, is not written in their language.
    MissingTranslation(Locale),
}

impl Exclusion {
    /// The last part of the message's key, and the API's word.
    pub const fn key(self) -> &'static str {
        match self {
            Exclusion::EventOff => "event-off",
            Exclusion::EventUndated => "event-undated",
            Exclusion::NoAddress => "no-address",
            Exclusion::AddressRefused => "address-refused",
            Exclusion::Suppressed => "suppressed",
            Exclusion::DoNotContact => "do-not-contact",
            Exclusion::AlreadyInvited => "already-invited",
            Exclusion::Answered => "answered",
            Exclusion::NotAsked => "not-asked",
            Exclusion::RemindedToday => "reminded-today",
            Exclusion::TakenBack => "taken-back",
            Exclusion::MissingTranslation(_) => "missing-translation",
        }
    }
}

/// One of a guest's addresses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address {
    pub id: AddressId,
    pub email: Email,
    /// When there was no such mailbox, and in which words.
    pub refused: Option<Refusal>,
    pub suppressed: bool,
}

/// Whether other rounds of this event, released and not called back, have reached a guest.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Asked {
    #[default]
    No,
    /// Each mail was refused or held back: they may be asked again.
    Refused,
    Yes,
}

/// What decides whether a guest is written to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GuestFacts {
    pub seat: SeatId,
    pub seat_public: PublicId,
    pub contact: ContactId,
    pub contact_public: PublicId,
    pub name: PersonName,
    pub language: Locale,
    /// In the order to be used.
    pub addresses: Vec<Address>,
    pub do_not_contact_at: Option<Instant>,
    pub asked: Asked,
    pub answer: Answer,
    /// When another reminder leaves, or has left, on the day of this one; for a round that reminds.
    pub reminded: Option<Instant>,
    /// Of an institution's letter: the seat is its first place, the person whoever speaks for it.
    pub office: Option<OfficeGuest>,
}

/// The institution that a letter of a round goes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfficeGuest {
    pub id: DelegationId,
    pub name: Localised,
}

impl GuestFacts {
    /// The address to write to.
    pub fn mailbox(&self) -> Option<&Address> {
        self.addresses.iter().find(|a| a.refused.is_none() && !a.suppressed)
    }
    /// The last refusal, of any of their addresses.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.addresses.iter().filter_map(|a| a.refused.as_ref()).max_by_key(|r| r.at)
    }
}

/// Whether the event can be invited to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EventReadiness {
    Ready,
    Off,
    Undated,
}

pub fn readiness(event: &Event, now: Instant) -> EventReadiness {
    match event.when {
        _ if is_off(event.state) => EventReadiness::Off,
        None => EventReadiness::Undated,
        Some(when) if when.end.instant() <= now => EventReadiness::Off,
        Some(_) => EventReadiness::Ready,
    }
}

/// The first reason that holds, the most final one first. `titled` says in which languages the event has a title.
pub fn exclude(
    guest: &GuestFacts,
    purpose: Purpose,
    text: &RoundText,
    titled: impl Fn(Locale) -> bool,
    event: EventReadiness,
) -> Option<Exclusion> {
    match event {
        EventReadiness::Off => return Some(Exclusion::EventOff),
        EventReadiness::Undated => return Some(Exclusion::EventUndated),
        EventReadiness::Ready => {}
    }
    if guest.do_not_contact_at.is_some() {
        return Some(Exclusion::DoNotContact);
    }
    match (purpose, guest.asked) {
        (Purpose::Ask, Asked::Yes) => return Some(Exclusion::AlreadyInvited),
        (_, _) if guest.answer != Answer::None => return Some(Exclusion::Answered),
        (Purpose::Chase, Asked::No) => return Some(Exclusion::NotAsked),
        (Purpose::Chase, _) if guest.reminded.is_some() => return Some(Exclusion::RemindedToday),
        (Purpose::Ask, Asked::No | Asked::Refused) | (Purpose::Chase, Asked::Refused | Asked::Yes) => {}
    }
    if guest.mailbox().is_none() {
        return Some(match guest.addresses.iter().find(|a| a.refused.is_none()) {
            Some(_) => Exclusion::Suppressed,
            None if guest.addresses.is_empty() => Exclusion::NoAddress,
            None => Exclusion::AddressRefused,
        });
    }
    let spoken = text.speaks(guest.language) && titled(guest.language);
    (!spoken).then_some(Exclusion::MissingTranslation(guest.language))
}

/// How many will read the round in one language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LocaleCount {
    pub locale: Locale,
    pub people: usize,
    /// As it is written, placeholders and all.
    pub subject: Option<String>,
}

/// A guest who gets nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Excluded {
    pub guest: GuestFacts,
    pub why: Exclusion,
}

/// Guests who are written to at one address, an office's: each gets a mail of their own there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shared {
    /// None for those who may not see addresses.
    pub email: Option<Email>,
    pub guests: Vec<GuestFacts>,
}

impl Shared {
    /// Those of these guests who share an address, in the order of their seats.
    pub fn among(guests: &[GuestFacts]) -> Vec<Shared> {
        let mut found: Vec<Shared> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for guest in guests {
            let Some(mailbox) = guest.mailbox() else { continue };
            let at = *places.entry(mailbox.email.folded()).or_insert_with(|| {
                found.push(Shared { email: Some(mailbox.email.clone()), guests: Vec::new() });
                found.len() - 1
            });
            found[at].guests.push(guest.clone());
        }
        found.retain(|shared| shared.guests.len() > 1);
        found
    }
}

/// What a release would do now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    /// Who will be written to; of a round that has left, who was.
    pub languages: Vec<LocaleCount>,
    pub included: Vec<GuestFacts>,
    /// Of these, who is written to at one address.
    pub shared: Vec<Shared>,
    /// Grouped by reason.
    pub excluded: Vec<Excluded>,
    /// The last moment for answers, where it comes before the mails could leave: the round cannot be released.
    pub answers_over: Option<WallTime>,
    /// To whom a released round went.
    went_to: Option<HashSet<SeatId>>,
}

impl Check {
    /// As whom the letter can be read: those who get it first, then those who do not; of a released round, those to whom it went.
    pub fn readers(&self) -> impl Iterator<Item = &GuestFacts> {
        let all = self.included.iter().chain(self.excluded.iter().map(|e| &e.guest));
        all.filter(|guest| self.went_to.as_ref().is_none_or(|seats| seats.contains(&guest.seat)))
    }
    /// Who gets nothing, and why. Of a round that has left, who got nothing of it, with what stands against it today: nothing where
    /// somebody was seated since, or can be reached by now.
    pub fn left_out(&self) -> Vec<(&GuestFacts, Option<Exclusion>)> {
        let stands_out = |guest: &GuestFacts| self.went_to.as_ref().is_none_or(|seats| !seats.contains(&guest.seat));
        let excluded = self.excluded.iter().map(|one| (&one.guest, Some(one.why)));
        let since = self.included.iter().filter(|_| self.went_to.is_some()).map(|guest| (guest, None));
        excluded.chain(since).filter(|(guest, _)| stands_out(guest)).collect()
    }
    /// Refuses to ask those who could not answer any more.
    pub(super) fn answerable(&self) -> Result<(), Invalid> {
        match self.answers_over {
            Some(by) => Err(Invalid::one("reply_by", Reason::AnswersOver { by })),
            None => Ok(()),
        }
    }
    /// Takes out addresses that are shown, and the relay's words: they quote them.
    fn forget_addresses(&mut self) {
        self.shared.iter_mut().for_each(|shared| shared.email = None);
        let guests = self.included.iter_mut().chain(self.excluded.iter_mut().map(|e| &mut e.guest));
        let refusals = guests.flat_map(|guest| &mut guest.addresses).filter_map(|a| a.refused.as_mut());
        refusals.for_each(|refusal| refusal.reply.clear());
    }
}

/// What a release of this round would do now. Reads only.
pub fn check(conn: &mut Conn, cx: &Context, event: &EventFacts, round: &Round) -> Result<Check, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    let mut check = examine(conn, cx, event, round)?;
    if !Details::within(&cx.actor, event.scope()).are_shown() {
        check.forget_addresses();
    }
    Ok(check)
}

/// To how many a release would write now. The caller is the engine.
pub(in crate::domain::invitations) fn would_get(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    round: &Round,
) -> Stored<usize> {
    Ok(examine(conn, cx, event, round)?.included.len())
}

/// Persons and institutions, with all that decides whether they are written to.
fn guests(conn: &mut Conn, cx: &Context, event: &EventFacts, round: &Round) -> Stored<Vec<GuestFacts>> {
    let mut guests = guests_store::guests_of_round(conn, &cx.keys, round)?;
    guests.extend(institutions::guests_of_round(conn, &cx.keys, round)?);
    let reminded = Reminded::beside(conn, event, round, cx.now.plus_seconds(UNDO_SECONDS))?;
    for guest in &mut guests {
        guest.reminded = reminded.of(guest);
    }
    Ok(guests)
}

pub(super) fn examine(conn: &mut Conn, cx: &Context, event: &EventFacts, round: &Round) -> Stored<Check> {
    // Of a round that has left it is told who was left out; that the event is over since says nothing of that.
    let left = round.state == RoundState::Released;
    let event_now = if left { EventReadiness::Ready } else { readiness(event, cx.now) };
    let mails = mails(conn, round)?;
    let (mut included, mut excluded) = (Vec::new(), Vec::new());
    for guest in guests(conn, cx, event, round)? {
        let taken_back = mails.as_ref().is_some_and(|mails| mails.taken_back.contains(&guest.seat));
        let why = exclude(&guest, round.purpose, &round.text, |l| event.title.get(l).is_some(), event_now);
        match why.or_else(|| taken_back.then_some(Exclusion::TakenBack)) {
            None => included.push(guest),
            Some(why) => excluded.push(Excluded { guest, why }),
        }
    }
    excluded.sort_by_key(|e| (e.why, e.guest.seat));
    let people = people(conn, round, &included)?;
    let language = |locale: Locale| LocaleCount {
        locale,
        people: people.get(&locale).copied().unwrap_or_default(),
        subject: round.text.subject.get(locale).map(str::to_owned),
    };
    let languages = Locale::ALL.map(language).into_iter().filter(|l| l.people > 0 || l.subject.is_some()).collect();
    let shared = if round.state.is_open() { Shared::among(&included) } else { Vec::new() };
    let leaves_at = cx.now.plus_seconds(UNDO_SECONDS);
    let answers_over = answers_over(event, leaves_at).filter(|_| round.state.is_open());
    let went_to = mails.map(|mails| mails.went_to);
    Ok(Check { languages, included, shared, excluded, answers_over, went_to })
}

/// How many read the round in each language: who would be written to; of a round that is sealed, who was.
fn people(conn: &mut Conn, round: &Round, included: &[GuestFacts]) -> Stored<HashMap<Locale, usize>> {
    let mut people: HashMap<Locale, usize> = HashMap::new();
    if round.state.is_open() {
        for guest in included {
            *people.entry(guest.language).or_default() += 1;
        }
        return Ok(people);
    }
    let mut written = guests_store::invited_by_locale(conn, round.id)?;
    written.extend(institutions::invited_by_locale(conn, round.id)?);
    for (locale, n) in written {
        *people.entry(locale).or_default() += usize::try_from(n).unwrap_or(0);
    }
    Ok(people)
}

/// Whose mails of a released round go or have gone, and whose were taken back unread.
struct Mails {
    went_to: HashSet<SeatId>,
    taken_back: HashSet<SeatId>,
}

fn mails(conn: &mut Conn, round: &Round) -> Stored<Option<Mails>> {
    match round.state {
        RoundState::Released => {
            let mut went_to: HashSet<SeatId> = guests_store::reached(conn, round.id)?.into_iter().collect();
            went_to.extend(institutions::reached_seats(conn, round.id)?);
            let mut taken_back: HashSet<SeatId> = guests_store::invited(conn, round.id)?.into_iter().collect();
            taken_back.extend(institutions::invited_seats(conn, round.id)?);
            taken_back.retain(|seat| !went_to.contains(seat));
            Ok(Some(Mails { went_to, taken_back }))
        }
        RoundState::Draft | RoundState::Asked | RoundState::Recalled => Ok(None),
    }
}
