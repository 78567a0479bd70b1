//! What is typed or sent, before it is checked: the same for forms and JSON, so that both are refused for the same reasons.

use crate::kernel::localised::Localised;

/// People in one session.
pub const MOST_PEOPLE: usize = 40;

/// How somebody is named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sought {
    /// A contact's public id.
    Contact(String),
    /// A contact's address or name, and where it is nobody's, a name to come.
    Typed(String),
    /// A name to come, as it stands.
    ToCome(String),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonInput {
    pub part: String,
    pub who: Sought,
    /// Of a name to come: what it is called in other languages. Beside a contact it is passed over.
    pub names: Localised,
}

/// A session as somebody writes it. Times are local (`2016-05-24T09:00`), on the wall of its event.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SessionInput {
    pub kind: String,
    pub title: Localised,
    pub description: Localised,
    pub starts: String,
    pub ends: String,
    pub room: String,
    /// What the room is called in other languages.
    pub room_names: Localised,
    pub languages: Vec<String>,
    pub interpretation: Vec<String>,
    pub people: Vec<PersonInput>,
}

/// Another time or room for a session that stays what it is, and as long as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RelocateInput {
    pub starts: String,
    pub room: String,
}
