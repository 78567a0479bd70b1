use chrono::NaiveDate;

use crate::access::{Action, Denied, Scope};
use crate::db::DbError;
use crate::db::types::{sql_value, text_enum};
use crate::kernel::email::Email;
use crate::kernel::ids::{CityId, ContactId, ProgrammeId, PublicId, StepId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::{Instant, Zone};

text_enum! {
    /// Who may let a round of invitations go.
    pub enum ReleaseRule {
        /// The one who prepared it.
        Alone = "alone",
        /// Somebody other than the one who asked.
        SecondPerson = "second-person",
    }
}

text_enum! {
    /// Where a step stands.
    pub enum StepState {
        Planned = "planned",
        UnderWay = "under-way",
        Done = "done",
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// Where a step's state comes from.
    pub enum StateBy {
        /// It follows what happens to the step's event and deliverables.
        Facts = "facts",
        /// Somebody set it, and it stays.
        Hand = "hand",
    }
}

impl StepState {
    /// Whether something is still to be done.
    pub const fn is_open(self) -> bool {
        matches!(self, StepState::Planned | StepState::UnderWay)
    }
}

text_enum! {
    /// A city's colour by its place on the stylesheets' wheel (`hue-1` …): a thin stroke or a dot, never a flood.
    pub enum Hue {
        Lake = "1",
        Ochre = "2",
        Steppe = "3",
        Rose = "5",
        Sky = "6",
        Bronze = "7",
        Olive = "8",
        Brick = "9",
        Violet = "10",
        Pine = "11",
        Mauve = "12",
        /// The programme's own; cities take it last.
        Iris = "4",
    }
}

impl Hue {
    /// The first colour no other city has; when all are taken, they go round.
    pub fn free(taken: &[Hue]) -> Hue {
        let free = Hue::ALL.iter().copied().find(|hue| !taken.contains(hue));
        free.unwrap_or(Hue::ALL[taken.len() % Hue::ALL.len()])
    }
}

/// The readable part of an address: small letters, digits and hyphens, at most 60. Given once, never changed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Slug(String);

impl Slug {
    pub const LIMIT: usize = 60;
    /// Words that stand in our own addresses.
    const RESERVED: [&str; 2] = ["new", "api"];

    pub fn parse(text: &str) -> Result<Slug, Reason> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Reason::Required);
        }
        if text.len() > Self::LIMIT {
            return Err(Reason::TooLong { limit: Self::LIMIT });
        }
        let lawful = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !lawful || text.starts_with('-') || text.ends_with('-') {
            return Err(Reason::NotOneOf { allowed: "a–z, 0–9, -".to_owned() });
        }
        if Self::RESERVED.contains(&text) { Err(Reason::Taken) } else { Ok(Slug(text.to_owned())) }
    }
    /// A slug made of a title; empty when the title has no Latin letter or digit.
    pub fn suggested(title: &str) -> String {
        let words = title.to_lowercase();
        let words = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
        let mut slug = String::new();
        for word in words {
            if slug.len() + word.len() + 1 > Self::LIMIT {
                break;
            }
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(word);
        }
        slug
    }
    /// A stored slug, trusted as it is.
    pub fn stored(text: String) -> Slug {
        Slug(text)
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

sql_value!(Slug, diesel::sql_types::Text, str, String, |v| v.as_str(), |v| Ok(Slug::stored(v)));

/// First and last day, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dates {
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

/// Degrees north and east.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Coordinates {
    pub latitude: f64,
    pub longitude: f64,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Programme {
    pub id: ProgrammeId,
    pub public_id: PublicId,
    pub version: i64,
    pub slug: Slug,
    pub title: Localised,
    pub summary: Localised,
    /// The key of the template it began from.
    pub template: String,
    /// Where the programme is led from: its own days and deadlines are told here.
    pub zone: Zone,
    pub dates: Dates,
    pub release_rule: ReleaseRule,
    pub created_at: Instant,
    pub updated_at: Instant,
}

impl Programme {
    /// The calendar day of the programme's own clock.
    pub fn today(&self, now: Instant) -> NaiveDate {
        now.at(self.zone).date()
    }
}

#[derive(Clone, PartialEq, Debug)]
pub struct City {
    pub id: CityId,
    pub public_id: PublicId,
    pub version: i64,
    pub programme: ProgrammeId,
    pub slug: Slug,
    pub name: Localised,
    pub zone: Zone,
    pub coordinates: Coordinates,
    pub hue: Hue,
    pub position: i32,
    pub created_at: Instant,
}

/// The contact who answers for a step or a deliverable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owner {
    pub id: ContactId,
    pub public_id: PublicId,
    pub name: PersonName,
}

/// What whoever answers for something must be able to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Duty {
    /// All of these.
    pub actions: &'static [Action],
    /// Where; none: anywhere in the programme, as long as the place is not chosen.
    pub place: Option<Scope>,
    pub outsiders: Outsiders,
}

impl Duty {
    /// None in particular: for reading names, not for naming.
    pub const ANY: Duty = Duty { actions: &[], place: None, outsiders: Outsiders::Welcome };
}

/// People without an account, who would do their part elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outsiders {
    Welcome,
    Refused,
}

/// Somebody who may be named: a contact's id, or the account's of a member who is no contact yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    pub public_id: PublicId,
    pub name: PersonName,
    /// Of namesakes alone: the house they come from.
    pub house: Localised,
    /// The same for whoever sees addresses.
    pub email: Option<Email>,
}

impl Candidate {
    pub(super) fn new(public_id: PublicId, name: PersonName) -> Candidate {
        Candidate { public_id, name, house: Localised::default(), email: None }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    pub id: StepId,
    pub public_id: PublicId,
    pub version: i64,
    pub programme: ProgrammeId,
    pub city: CityId,
    /// "analysis", "seminar": steps of one kind form a column of the matrix.
    pub kind: Slug,
    /// From 1.
    pub ordinal: i32,
    pub title: Localised,
    pub state: StepState,
    pub state_by: StateBy,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub owner: Option<Owner>,
    /// Who stands in for the owner, and is told what the owner is told.
    pub deputy: Option<Owner>,
    pub updated_at: Instant,
}

/// A programme with its cities in order and their steps in order.
#[derive(Clone, PartialEq, Debug)]
pub struct Outline {
    pub programme: Programme,
    pub cities: Vec<City>,
    pub steps: Vec<Step>,
}

impl Outline {
    pub fn city(&self, id: CityId) -> Option<&City> {
        self.cities.iter().find(|c| c.id == id)
    }
    /// The zone of a city, or the programme's own.
    pub fn zone(&self, city: Option<CityId>) -> Zone {
        city.and_then(|id| self.city(id)).map_or(self.programme.zone, |c| c.zone)
    }
    pub fn steps_of(&self, city: CityId) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |s| s.city == city)
    }
}

#[derive(Clone, PartialEq, Debug)]
pub struct NewProgramme {
    /// A template's key.
    pub template: String,
    pub slug: Slug,
    pub title: Localised,
    pub summary: Localised,
    pub zone: Zone,
    pub dates: Dates,
    pub release_rule: ReleaseRule,
    pub cities: Vec<NewCity>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct NewCity {
    pub name: Localised,
    pub slug: Slug,
    pub zone: Zone,
    pub coordinates: Coordinates,
    /// None takes the next free colour.
    pub hue: Option<Hue>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct EditProgramme {
    pub title: Localised,
    pub summary: Localised,
    pub zone: Zone,
    pub dates: Dates,
    pub release_rule: ReleaseRule,
}

#[derive(Clone, PartialEq, Debug)]
pub struct EditCity {
    pub name: Localised,
    pub zone: Zone,
    pub coordinates: Coordinates,
    pub hue: Hue,
}

/// Who is to answer for something, as chosen or typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum OwnerChoice {
    #[default]
    Nobody,
    /// By the id of a [`Candidate`] or of any contact.
    Contact(PublicId),
    /// A contact, or a member, by one of their addresses.
    Email(String),
}

/// What somebody wants a step's state to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StateWish {
    /// This one; where it is another than now, it is set by hand and wants a reason.
    Set(StepState),
    /// Whatever follows from what happens.
    Follow,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EditStep {
    pub state: StateWish,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub owner: OwnerChoice,
    pub deputy: OwnerChoice,
    pub reason: String,
}

#[derive(Debug, thiserror::Error)]
pub enum ProgrammeError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Somebody changed it since the form was opened.
    #[error("changed meanwhile")]
    Stale,
    #[error(transparent)]
    Db(#[from] DbError),
}
