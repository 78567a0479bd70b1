//! What is typed or sent, before it is checked: the same for forms and JSON, so that both are refused for the same reasons.

use super::label::Label;
use crate::kernel::localised::Localised;

/// Whether a date that has passed is meant. What is still to come wants no word.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Passed {
    #[default]
    Unsaid,
    /// The event took place then, and is written down now.
    Meant,
}

impl Passed {
    /// From a box to tick.
    pub const fn ticked(ticked: bool) -> Passed {
        if ticked { Passed::Meant } else { Passed::Unsaid }
    }
}

/// An event as somebody writes it. Times are local (`2016-05-24T09:00`), `city` and `step` are public ids; empty means none.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EventInput {
    pub kind: String,
    pub hosting: String,
    pub city: String,
    pub step: String,
    pub title: Localised,
    pub description: Localised,
    pub venue_name: Localised,
    pub venue_address: Localised,
    pub room: String,
    pub map_url: String,
    /// Empty: the city's name.
    pub place: Localised,
    pub languages: Vec<String>,
    /// Empty: the city's zone, else the programme's.
    pub zone: String,
    pub starts: String,
    pub ends: String,
    pub passed: Passed,
    pub capacity: String,
    pub reply_by: String,
    pub contact_name: String,
    pub contact_email: String,
    pub contact_phone: String,
    pub host: HostInput,
}

/// The host of an event that is not ours.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HostInput {
    pub name: Localised,
    pub url: String,
    pub contact: String,
    pub slot_starts: String,
    pub slot_ends: String,
}

/// Where and when an event is to go.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MoveInput {
    pub city: String,
    pub place: Localised,
    pub zone: String,
    pub starts: String,
    pub ends: String,
    pub passed: Passed,
    pub reply_by: String,
    /// Our part of an event of others. Empty, or as it stands, it goes along with the whole.
    pub slot_starts: String,
    pub slot_ends: String,
    pub reason: Label,
}
