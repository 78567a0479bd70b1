use serde::{Deserialize, Serialize};

use crate::access::{Action, Actor, Denied, Door, Scope, holds};
use crate::db::DbError;
use crate::db::types::text_enum;
use crate::kernel::ids::{AccountId, CityId, ContactId, HistoryId, ProgrammeId};
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

text_enum! {
    /// What kind of thing an entry is about.
    pub enum Entity {
        Account = "account",
        Programme = "programme",
        City = "city",
        Step = "step",
        Deliverable = "deliverable",
        Event = "event",
        Round = "round",
        Seat = "seat",
        Contact = "contact",
        Organisation = "organisation",
        Group = "group",
        Import = "import",
        Message = "message",
        Sponsorship = "sponsorship",
    }
}

/// One field before and after, in its stored form. Nothing personal: see [`PersonalChange`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Change {
    pub field: String,
    pub before: String,
    pub after: String,
}

impl Change {
    /// A change, or none when both sides are the same.
    pub fn of(field: &str, before: impl ToString, after: impl ToString) -> Option<Change> {
        let (before, after) = (before.to_string(), after.to_string());
        (before != after).then(|| Change { field: field.to_owned(), before, after })
    }
    /// The same of a text in several languages, each told for itself as `field.fr`.
    pub fn of_text(field: &str, before: &Localised, after: &Localised) -> [Option<Change>; Locale::ALL.len()] {
        let side = |text: &Localised, locale| text.get(locale).unwrap_or_default().to_owned();
        Locale::ALL.map(|l| Change::of(&format!("{field}.{l}"), side(before, l), side(after, l)))
    }
    /// Whether it only says which channel an act was about: a name with nothing before it, and no change of anything.
    pub fn names_channel(&self) -> bool {
        self.field == "channel" && self.before.is_empty()
    }
}

/// A part of a thing with a version of its own (a session of an agenda, a rule of a programme), and the version that came of an act. So
/// whoever changed an older one is told what has become of this part, and of no other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Its public id; a gate, of which a thing has one, is called so.
    pub id: String,
    pub version: i64,
}

/// The field under which parts stand among the changes of an entry, as it is stored.
const PART: &str = "part";

impl Part {
    pub(super) fn stored(&self) -> Change {
        Change { field: PART.to_owned(), before: self.id.clone(), after: self.version.to_string() }
    }
    /// What was changed, and the parts that stood among it.
    pub(super) fn apart(stored: Vec<Change>) -> (Vec<Change>, Vec<Part>) {
        let (parts, changes): (Vec<Change>, Vec<Change>) = stored.into_iter().partition(|one| one.field == PART);
        let part = |one: Change| Some(Part { version: one.after.parse().ok()?, id: one.before });
        (changes, parts.into_iter().filter_map(part).collect())
    }
}

/// A change of something that belongs to a person, kept so that it can be erased with the person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonalChange {
    pub contact: Option<ContactId>,
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// What is to be recorded; who and when come from the context.
#[derive(Clone, Debug)]
pub struct Record {
    pub entity: Entity,
    pub id: i64,
    /// A verb in the past: "created", "moved", "released". Words for readers are made from it.
    pub action: &'static str,
    pub programme: Option<ProgrammeId>,
    pub city: Option<CityId>,
    pub reason: Option<String>,
    pub changes: Vec<Change>,
    pub personal: Vec<PersonalChange>,
    /// The parts it is about, where it is not about the thing as a whole.
    pub parts: Vec<Part>,
    /// Whom it names without their number in a change: they are found by it all the same.
    pub named: Vec<ContactId>,
}

impl Record {
    pub fn new(entity: Entity, id: i64, action: &'static str) -> Record {
        let (changes, personal, parts, named) = (vec![], vec![], vec![], vec![]);
        Record { entity, id, action, programme: None, city: None, reason: None, changes, personal, parts, named }
    }
    pub fn within(mut self, programme: ProgrammeId, city: Option<CityId>) -> Record {
        self.programme = Some(programme);
        self.city = city;
        self
    }
    pub fn because(mut self, reason: impl Into<String>) -> Record {
        self.reason = Some(reason.into()).filter(|r| !r.is_empty());
        self
    }
    pub fn changes(mut self, changes: impl IntoIterator<Item = Option<Change>>) -> Record {
        self.changes.extend(changes.into_iter().flatten());
        self
    }
    /// That it is about this part, which is at this version now.
    pub fn part(mut self, id: impl ToString, version: i64) -> Record {
        self.parts.push(Part { id: id.to_string(), version });
        self
    }
    /// That it names these people, too.
    pub fn naming(mut self, people: impl IntoIterator<Item = ContactId>) -> Record {
        self.named.extend(people);
        self
    }
    /// Whether it tells of no change at all.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.personal.is_empty() && self.reason.is_none()
    }
    pub fn personal(mut self, changes: impl IntoIterator<Item = PersonalChange>) -> Record {
        self.personal.extend(changes);
        self
    }
}

/// An entry as read.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: HistoryId,
    pub at: Instant,
    /// "member", "guest", "system", "nobody".
    pub actor_kind: String,
    pub account: Option<AccountId>,
    /// The account's name, when it is a member's act.
    pub actor_name: Option<String>,
    pub door: Door,
    pub request: String,
    /// A mark of the network it came from (see [`crate::kernel::token::Keys::place`]).
    pub place: Option<String>,
    pub programme: Option<ProgrammeId>,
    pub city: Option<CityId>,
    pub entity: Entity,
    pub entity_id: i64,
    pub action: String,
    pub reason: Option<String>,
    pub changes: Vec<Change>,
    /// Fields that belong to a person and changed too; what they said is not told here.
    pub personal: Vec<String>,
    /// The parts it is about, with the versions that came of it.
    pub parts: Vec<Part>,
}

impl Entry {
    /// As `reader` may read it: what was said with a sponsor is not for those who only count.
    pub(super) fn read_by(self, reader: &Actor) -> Entry {
        let court = |p: ProgrammeId| holds(reader, Action::EditSponsorship, Scope::of(p, self.city));
        if self.entity != Entity::Sponsorship || self.programme.is_some_and(court) {
            return self;
        }
        Entry { reason: None, ..self }
    }
}

/// Why history was not told.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("the filter is not right: {0:?}")]
    Invalid(Invalid),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<Invalid> for HistoryError {
    fn from(invalid: Invalid) -> Self {
        HistoryError::Invalid(invalid)
    }
}
