use super::clashes::{Warning, same_room};
use crate::access::{Denied, Scope};
use crate::db::DbError;
use crate::db::types::text_enum;
use crate::domain::deliverables::versions::FileLanguage;
use crate::domain::events::{Event, EventError, Hosting, Slot};
use crate::domain::files::FileKind;
use crate::kernel::files::FileName;
use crate::kernel::ids::{ContactId, EventId, PublicId, SessionId, SlideId};
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

text_enum! {
    pub enum SessionKind {
        Opening = "opening",
        Keynote = "keynote",
        Talk = "talk",
        Panel = "panel",
        Discussion = "discussion",
        /// In smaller groups.
        Groups = "groups",
        Break = "break",
        /// A visit, a reception, a dinner.
        Social = "social",
        Closing = "closing",
    }
}

impl SessionKind {
    /// Whether somebody has to lead it.
    pub const fn wants_chair(self) -> bool {
        matches!(self, SessionKind::Panel | SessionKind::Discussion | SessionKind::Groups)
    }
    /// Whether it is time between what people came for.
    pub const fn is_pause(self) -> bool {
        matches!(self, SessionKind::Break | SessionKind::Social)
    }
}

text_enum! {
    /// What somebody does in a session.
    pub enum Part {
        Chair = "chair",
        Speaker = "speaker",
        Discussant = "discussant",
        Interpreter = "interpreter",
    }
}

text_enum! {
    /// Who sees slides.
    pub enum Audience {
        /// Whoever sees the programme.
        Staff = "staff",
        /// Whoever reads the public programme of the event.
        Public = "public",
    }
}

/// Who appears.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Who {
    Contact {
        id: ContactId,
        public_id: PublicId,
        name: PersonName,
        /// The organisation to be named by; may be empty.
        organisation: Localised,
    },
    /// Not named yet: what staff call them among themselves. Empty: nothing is known.
    ToCome(String),
}

impl Who {
    pub const fn contact(&self) -> Option<ContactId> {
        match self {
            Who::Contact { id, .. } => Some(*id),
            Who::ToCome(_) => None,
        }
    }
}

/// Somebody's place in a session.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Appearance {
    pub part: Part,
    pub who: Who,
    /// What a name to come is called in other languages than the one it was given in.
    pub names: Localised,
}

impl Appearance {
    /// A name to come as readers of this language are to read it: where it has none in theirs, as it was given.
    pub fn to_come(&self, locale: Locale) -> Option<&str> {
        match &self.who {
            Who::ToCome(given) => Some(self.names.get(locale).unwrap_or(given)),
            Who::Contact { .. } => None,
        }
    }
}

/// A file that is shown in a session: each is a version, the newest has the highest number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slide {
    pub id: SlideId,
    pub public_id: PublicId,
    pub session: SessionId,
    pub number: i32,
    pub language: FileLanguage,
    pub name: FileName,
    pub kind: FileKind,
    pub size: i64,
    pub hash: String,
    pub audience: Audience,
    pub added_by: Option<String>,
    pub created_at: Instant,
}

/// An item of an event's agenda.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    pub id: SessionId,
    pub public_id: PublicId,
    pub version: i64,
    pub event: EventId,
    pub kind: SessionKind,
    pub title: Localised,
    /// Markdown.
    pub description: Localised,
    pub slot: Slot,
    /// As it was given; may be empty.
    pub room: String,
    /// What it is called in other languages.
    pub room_names: Localised,
    /// Spoken.
    pub languages: Vec<Locale>,
    /// Interpreted into.
    pub interpretation: Vec<Locale>,
    /// In their order.
    pub people: Vec<Appearance>,
    /// The newest first.
    pub slides: Vec<Slide>,
    pub removed_at: Option<Instant>,
    pub created_at: Instant,
    pub updated_at: Instant,
}

impl Session {
    pub fn with(&self, part: Part) -> impl Iterator<Item = &Appearance> {
        self.people.iter().filter(move |a| a.part == part)
    }
    /// The room as readers of this language are to read it: where it has no name in theirs, as it was given.
    pub fn room_in(&self, locale: Locale) -> &str {
        self.room_names.get(locale).unwrap_or(&self.room)
    }
    /// Whether the room goes by this name in any language.
    pub fn is_in(&self, room: &str) -> bool {
        same_room(&self.room, room) || self.room_names.iter().any(|(_, name)| same_room(name, room))
    }
    /// Of each file the newest version: under one name and in one language it stands in the stead of the older. The newest come first.
    pub fn newest_slides(&self) -> Vec<&Slide> {
        let mut found: Vec<&Slide> = Vec::new();
        for slide in &self.slides {
            if !found.iter().any(|newer| newer.name.folded() == slide.name.folded() && newer.language == slide.language)
            {
                found.push(slide);
            }
        }
        found
    }
    pub fn minutes(&self) -> i64 {
        (self.slot.end.local - self.slot.start.local).num_minutes()
    }
}

/// Everything of an event's agenda.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agenda {
    /// By time, then by room.
    pub sessions: Vec<Session>,
    pub warnings: Vec<Warning>,
    /// Within which it lies; none while the event has no date.
    pub frame: Option<Slot>,
}

/// Within which sessions lie: the event, and of an event of others our part, where that is known.
pub fn frame(event: &Event) -> Option<Slot> {
    event.for_guests()
}

/// Whether the frame is our part of somebody else's event.
pub fn frame_is_ours(event: &Event) -> bool {
    event.hosting == Hosting::Others && event.host.slot.is_some()
}

pub(super) fn scope(event: &Event) -> Scope {
    Scope::of(event.programme, event.city)
}

#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Db(#[from] DbError),
    #[error("somebody else has changed this session meanwhile")]
    Stale,
    /// There is no wall to write times on.
    #[error("the event has no date")]
    Undated,
    /// What is to be put back finds its room taken, or its hour outside the event.
    #[error("it no longer fits")]
    NoLongerFits,
    /// A shift would put sessions over others or outside their event.
    #[error("the shift would collide")]
    Collides,
    /// The content is being removed at this moment; brought again, it is taken.
    #[error("the file has to be brought again")]
    BringAgain,
    #[error(transparent)]
    Event(Box<EventError>),
}

impl From<EventError> for SessionError {
    fn from(error: EventError) -> SessionError {
        match error {
            EventError::Denied(denied) => SessionError::Denied(denied),
            EventError::Invalid(invalid) => SessionError::Invalid(invalid),
            EventError::Db(error) => SessionError::Db(error),
            other => SessionError::Event(Box::new(other)),
        }
    }
}
