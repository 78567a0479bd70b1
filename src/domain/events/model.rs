use serde::{Deserialize, Serialize};

use super::label::Label;
use crate::access::Denied;
use crate::db::DbError;
use crate::db::types::text_enum;
use crate::i18n::Words;
use crate::kernel::email::Email;
use crate::kernel::ids::{CityId, ContactId, EventId, Id, ProgrammeId, PublicId, StepId};
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::is_han;
use crate::kernel::time::{Instant, WallTime, Zone};

#[derive(Debug)]
pub enum NoticeNoun {}
pub type NoticeId = Id<NoticeNoun>;

#[derive(Debug)]
pub enum DeadlineNoun {}
pub type DeadlineId = Id<DeadlineNoun>;

text_enum! {
    pub enum EventKind {
        Seminar = "seminar",
        Workshop = "workshop",
        Conference = "conference",
        Panel = "panel",
        ClosingConference = "closing-conference",
    }
}

text_enum! {
    /// Who invites.
    pub enum Hosting {
        Ours = "ours",
        /// A slot in somebody else's event, with their deadlines.
        Others = "others",
    }
}

text_enum! {
    pub enum EventState {
        Idea = "idea",
        Planned = "planned",
        Announced = "announced",
        Confirmed = "confirmed",
        Held = "held",
        Reported = "reported",
        Postponed = "postponed",
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// What guests are told of.
    pub enum NoticeKind {
        Moved = "moved",
        Postponed = "postponed",
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// Which part of a programme's time a list shows.
    pub enum Period {
        /// Not over yet, or without a date; the next one first.
        Upcoming = "upcoming",
        /// Over; the latest first.
        Past = "past",
        /// Everything, by date.
        All = "all",
    }
}

/// From when to when, on the wall of the event's zone. The end is after the start.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slot {
    pub start: WallTime,
    pub end: WallTime,
}

/// Where exactly. Name and address stand in several languages because a driver in Datong reads one and the guest another.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Venue {
    pub name: Localised,
    pub address: Localised,
    pub room: String,
    /// An https link to a map; may be empty.
    pub map_url: String,
}

impl Venue {
    pub fn is_empty(&self) -> bool {
        *self == Venue::default()
    }
    /// The room as a reader would call it: a bare number gets its word, "Room 3" or "3室"; what has a word of its own keeps it.
    pub fn room_in(&self, w: Words) -> Option<String> {
        let is_word = |part: &str| part.chars().any(is_han) || part.chars().nth(1).is_some();
        let has_word = self.room.split(|c: char| !c.is_alphabetic()).any(is_word);
        match self.room.as_str() {
            "" => None,
            named if has_word => Some(named.to_owned()),
            number => Some(w.with("events-room", &[("room", &number)])),
        }
    }
    /// The text for a reader and, where there is one, the text in the other script: Chinese beside Latin or Latin beside Chinese.
    pub fn in_both_scripts(text: &Localised, locale: Locale) -> (Option<(Locale, &str)>, Option<(Locale, &str)>) {
        let shown = text.best_with_locale(locale);
        let han = shown.is_some_and(|(_, t)| t.chars().any(is_han));
        let beside = text.iter().find(|(_, t)| t.chars().any(is_han) != han);
        (shown, beside)
    }
}

/// Whom guests write to and call. Stands in mails (Reply-To) and on answer pages.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ContactCard {
    pub name: String,
    pub email: Option<Email>,
    pub phone: String,
}

/// Who hosts an event that is not ours, and when our part of it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Host {
    pub name: Localised,
    pub url: String,
    pub contact: String,
    pub slot: Option<Slot>,
}

/// An event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    pub id: EventId,
    pub public_id: PublicId,
    pub version: i64,
    pub programme: ProgrammeId,
    pub city: Option<CityId>,
    pub step: Option<StepId>,
    pub kind: EventKind,
    pub hosting: Hosting,
    pub state: EventState,
    pub state_reason: Option<Label>,
    pub title: Localised,
    /// Markdown.
    pub description: Localised,
    pub venue: Venue,
    /// The name of the venue's city, shown beside its clock.
    pub place: Localised,
    pub languages: Vec<Locale>,
    pub zone: Zone,
    pub when: Option<Slot>,
    /// None: as many as come.
    pub capacity: Option<i64>,
    pub reply_by: Option<WallTime>,
    pub contact: Option<ContactId>,
    pub card: ContactCard,
    pub host: Host,
    pub sequence: i64,
    /// When it first became public; what was never announced never becomes public by being cancelled.
    pub announced_at: Option<Instant>,
    pub created_at: Instant,
    pub updated_at: Instant,
}

impl EventState {
    /// Whether strangers may know of an event that stands so, and became public then.
    pub const fn is_public(self, announced_at: Option<Instant>) -> bool {
        use EventState::*;
        match self {
            Idea | Planned => false,
            Announced | Confirmed | Held | Reported => true,
            Postponed | Cancelled => announced_at.is_some(),
        }
    }
}

impl Event {
    /// Whether strangers may know of it.
    pub const fn is_public(&self) -> bool {
        self.state.is_public(self.announced_at)
    }
    /// Whether the time on record holds: nobody should come at the old hour of a postponed event.
    pub const fn time_holds(&self) -> bool {
        !matches!(self.state, EventState::Postponed | EventState::Cancelled)
    }
    /// When guests are to be there: in an event of others only for our own part, where that is known.
    pub fn for_guests(&self) -> Option<Slot> {
        let when = self.when?;
        Some(self.host.slot.filter(|_| self.hosting == Hosting::Others).unwrap_or(when))
    }
    /// The whole of an event of others, where our part is less than that.
    pub fn around(&self) -> Option<Slot> {
        self.when.filter(|when| self.for_guests().is_some_and(|own| own != *when))
    }
    pub fn is_over(&self, now: Instant) -> bool {
        self.when.is_some_and(|w| w.end.instant() < now)
    }
    /// The deadline for answers: the one set, else the start itself; none while there is no date.
    pub fn answers_until(&self) -> Option<WallTime> {
        self.reply_by.or(self.for_guests().map(|own| own.start))
    }
}

/// A city as events show it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CityFace {
    pub id: CityId,
    pub public_id: PublicId,
    pub slug: String,
    pub name: Localised,
    pub zone: Zone,
    pub hue: String,
}

/// A step as events show it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepFace {
    pub id: StepId,
    pub public_id: PublicId,
    pub city: CityId,
    pub ordinal: i32,
    pub title: Localised,
    /// First and last day, as far as they are known.
    pub days: (Option<chrono::NaiveDate>, Option<chrono::NaiveDate>),
}

/// An event with what it stands in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventView {
    pub event: Event,
    pub city: Option<CityFace>,
    pub step: Option<StepFace>,
}

/// Seats of an event by what they answered; counted, never kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Guests {
    pub seats: i64,
    pub accepted: i64,
    pub tentative: i64,
    pub declined: i64,
    pub waiting: i64,
    /// Seats that were asked, as the list of guests counts them: what may still be called back counts.
    pub invited: i64,
    /// Who knows when it is: whom a mail has reached, and whoever means to come without one.
    pub bound: i64,
    /// Of the invited, those who have not answered.
    pub unanswered: i64,
}

/// Where and when an event was, as a notice remembers it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoticeFacts {
    pub state: EventState,
    pub zone: Zone,
    pub when: Option<Slot>,
    /// Our part of an event of others; as the next, none also in notices older than the field.
    pub own: Option<Slot>,
    pub city: Option<CityId>,
    pub place: Localised,
}

impl NoticeFacts {
    pub(super) fn of(event: &Event) -> NoticeFacts {
        NoticeFacts {
            state: event.state,
            zone: event.zone,
            when: event.when,
            own: event.host.slot.filter(|_| event.hosting == Hosting::Others),
            city: event.city,
            place: event.place.clone(),
        }
    }
    /// Whether a guest who knows these would learn nothing from those. Of what is off, time and place do not matter.
    pub fn tells_as(&self, other: &NoticeFacts) -> bool {
        let off =
            |state: EventState| Some(state).filter(|s| matches!(s, EventState::Postponed | EventState::Cancelled));
        let same = (self.hours(), self.city, &self.place) == (other.hours(), other.city, &other.place);
        off(self.state) == off(other.state) && (same || off(self.state).is_some())
    }
    /// Whether both tell of one time at one place.
    pub fn meets(&self, other: &NoticeFacts) -> bool {
        (self.hours(), &self.place) == (other.hours(), &other.place)
    }
    pub fn hours(&self) -> (Zone, Option<Slot>, Option<Slot>) {
        (self.zone, self.when, self.own)
    }
}

/// How long an act that guests are told of can be called back before its first mail leaves.
pub const UNDO_SECONDS: i64 = 300;

/// What guests are to be told, with both sides of the change; what it says never changes: mails are rendered from it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    pub id: NoticeId,
    pub event: EventId,
    pub kind: NoticeKind,
    pub sequence: i64,
    /// What guests know until then.
    pub before: NoticeFacts,
    pub after: NoticeFacts,
    pub reason: Label,
    pub created_at: Instant,
    /// Its first mail leaves now; until then the act can be called back.
    pub leaves_at: Instant,
    pub recalled_at: Option<Instant>,
}

/// Where an event goes: checked, not yet written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Move {
    pub before: EventView,
    pub slot: Slot,
    pub own: Option<Slot>,
    pub zone: Zone,
    pub city: Option<CityFace>,
    pub place: Localised,
    pub reply_by: Option<WallTime>,
    pub reason: Label,
}

/// A date by which the host of an event wants something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deadline {
    pub id: DeadlineId,
    pub public_id: PublicId,
    pub label: Label,
    pub due_on: chrono::NaiveDate,
    pub url: String,
    pub met_at: Option<Instant>,
}

text_enum! {
    /// Whether a host's deadline has been met.
    pub enum Met {
        Yes = "yes",
        No = "no",
    }
}

/// What a list shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventFilter {
    pub city: Option<PublicId>,
    pub kind: Option<EventKind>,
    pub state: Option<EventState>,
    pub period: Period,
}

impl Default for EventFilter {
    fn default() -> Self {
        Self { city: None, kind: None, state: None, period: Period::Upcoming }
    }
}

text_enum! {
    /// What an event must have before it takes a step.
    pub enum Lack {
        Date = "date",
        Place = "place",
        /// It cannot have been held before it began.
        Beginning = "beginning",
    }
}

#[derive(Debug, thiserror::Error)]
pub enum EventError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Db(#[from] DbError),
    #[error("somebody else has changed this event meanwhile")]
    Stale,
    /// The table knows no way from here to there.
    #[error("an event that is {from} cannot become {to}")]
    NoWay { from: EventState, to: EventState },
    #[error("the event is {0} and keeps its time")]
    Settled(EventState),
    #[error("the event lacks its {0}")]
    Lacks(Lack),
    /// Guests know the time: it changes by a move, which tells them.
    #[error("{guests} guests know of this time: move the event instead of editing it")]
    GuestsKnow { guests: i64 },
    #[error("the move changes neither time nor place")]
    NothingMoved,
    /// While mails wait, calling back is the way to what guests know: it takes the mails back and gives the answers again.
    #[error("guests know the event as it would be: call the last change back instead")]
    KnownAlready,
    #[error("the first mails have left")]
    TooLateToRecall,
    #[error("the event was changed again since")]
    ChangedSince,
}
