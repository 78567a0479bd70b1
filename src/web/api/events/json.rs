//! Events as programs read and write them. Local times are the venue's: `2016-05-24T09:00:00` beside an IANA zone.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::domain::events::{
    Event, EventInput, EventKind, EventState, EventView, Guests, HostInput, Hosting, Label, MoveInput, Passed, Slot,
};
use crate::domain::gates::Risk;
use crate::domain::invitations::Told;
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::WallTime;
use crate::web::api::contacts::Texts;
use crate::web::api::exchange::{words_of, written};

#[derive(Serialize, ToSchema)]
pub(super) struct EventJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    /// The programme's name in addresses.
    programme: String,
    #[schema(value_type = Option<String>)]
    city: Option<PublicId>,
    #[schema(value_type = Option<String>)]
    step: Option<PublicId>,
    #[schema(schema_with = kinds)]
    kind: &'static str,
    #[schema(schema_with = hostings)]
    hosting: &'static str,
    #[schema(schema_with = states)]
    state: &'static str,
    /// By language, or one text for all.
    state_reason: Option<LabelJson>,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    title: Localised,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    description: Localised,
    venue: VenueJson,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    place: Localised,
    #[schema(value_type = Vec<String>)]
    languages: Vec<Locale>,
    zone: &'static str,
    starts: Option<String>,
    ends: Option<String>,
    /// The same moments in UTC.
    starts_at: Option<String>,
    ends_at: Option<String>,
    /// Null: as many as come.
    capacity: Option<i64>,
    reply_by: Option<String>,
    contact: EventContactJson,
    host: HostJson,
    /// What calendars compare.
    sequence: i64,
    created_at: String,
    updated_at: String,
    guests: GuestsJson,
    /// Since when something it rests on is no longer given; null: it is not at risk.
    at_risk: Option<String>,
    /// Its date lies outside the days of its step.
    outside_step: bool,
}

#[derive(Serialize, Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct VenueJson {
    #[schema(value_type = std::collections::HashMap<String, String>)]
    name: Localised,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    address: Localised,
    room: String,
    map_url: String,
}

#[derive(Serialize, Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct EventContactJson {
    name: String,
    email: String,
    phone: String,
}

#[derive(Serialize, Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct HostJson {
    #[schema(value_type = std::collections::HashMap<String, String>)]
    name: Localised,
    url: String,
    contact: String,
    slot_starts: String,
    slot_ends: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct GuestsJson {
    seats: i64,
    invited: i64,
    accepted: i64,
    tentative: i64,
    declined: i64,
    waiting: i64,
}

fn kinds() -> Object {
    words_of(EventKind::ALL.iter().map(|kind| kind.as_str()))
}

fn hostings() -> Object {
    words_of(Hosting::ALL.iter().map(|hosting| hosting.as_str()))
}

fn states() -> Object {
    words_of(EventState::ALL.iter().map(|state| state.as_str()))
}

fn utc(at: WallTime) -> String {
    at.instant().rfc3339()
}

impl EventJson {
    pub fn of(programme: &str, view: &EventView, guests: &Guests, risk: Option<&Risk>) -> EventJson {
        let event: &Event = &view.event;
        let when: Option<Slot> = event.when;
        let host = &event.host;
        let slot = |pick: fn(Slot) -> WallTime| host.slot.map(|s| pick(s).stored()).unwrap_or_default();
        EventJson {
            id: event.public_id.clone(),
            version: event.version,
            programme: programme.to_owned(),
            city: view.city.as_ref().map(|c| c.public_id.clone()),
            step: view.step.as_ref().map(|s| s.public_id.clone()),
            kind: event.kind.as_str(),
            hosting: event.hosting.as_str(),
            state: event.state.as_str(),
            state_reason: event.state_reason.as_ref().map(LabelJson::of),
            title: event.title.clone(),
            description: event.description.clone(),
            venue: VenueJson {
                name: event.venue.name.clone(),
                address: event.venue.address.clone(),
                room: event.venue.room.clone(),
                map_url: event.venue.map_url.clone(),
            },
            place: event.place.clone(),
            languages: event.languages.clone(),
            zone: event.zone.name(),
            starts: when.map(|s| s.start.stored()),
            ends: when.map(|s| s.end.stored()),
            starts_at: when.map(|s| utc(s.start)),
            ends_at: when.map(|s| utc(s.end)),
            capacity: event.capacity,
            reply_by: event.reply_by.map(WallTime::stored),
            contact: EventContactJson {
                name: event.card.name.clone(),
                email: event.card.email.as_ref().map(ToString::to_string).unwrap_or_default(),
                phone: event.card.phone.clone(),
            },
            host: HostJson {
                name: host.name.clone(),
                url: host.url.clone(),
                contact: host.contact.clone(),
                slot_starts: slot(|s| s.start),
                slot_ends: slot(|s| s.end),
            },
            sequence: event.sequence,
            created_at: event.created_at.rfc3339(),
            updated_at: event.updated_at.rfc3339(),
            guests: GuestsJson {
                seats: guests.seats,
                invited: guests.invited,
                accepted: guests.accepted,
                tentative: guests.tentative,
                declined: guests.declined,
                waiting: guests.waiting,
            },
            at_risk: risk.map(|risk| risk.since.rfc3339()),
            outside_step: view.outside().is_some(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct EventsJson {
    pub items: Vec<EventJson>,
    /// Ask for the next page with `after`; null on the last.
    pub next: Option<i64>,
}

written! {
    /// An event as it is written. What is left out is empty.
    pub(super) struct EventBody {
        /// The programme's name in addresses; needed for a new event only.
        pub programme: String,
        #[schema(schema_with = kinds, required = true)]
        kind: String,
        #[schema(schema_with = hostings, required = true)]
        hosting: String,
        /// The city's id.
        city: Option<String>,
        /// The step's id.
        step: Option<String>,
        /// In one language at least.
        #[schema(value_type = std::collections::HashMap<String, String>, required = true)]
        title: Localised,
        #[schema(value_type = std::collections::HashMap<String, String>)]
        description: Localised,
        venue: VenueJson,
        #[schema(value_type = std::collections::HashMap<String, String>)]
        place: Localised,
        languages: Vec<String>,
        zone: Option<String>,
        starts: Option<String>,
        ends: Option<String>,
        /// A date that has passed is meant: needed to set one.
        passed: bool,
        capacity: Option<i64>,
        reply_by: Option<String>,
        contact: EventContactJson,
        host: HostJson,
    } shows {
        id, version, state, state_reason, starts_at, ends_at, sequence, created_at, updated_at, guests, at_risk, outside_step
    }
}

impl EventBody {
    pub fn input(self) -> EventInput {
        EventInput {
            kind: self.kind,
            hosting: self.hosting,
            city: self.city.unwrap_or_default(),
            step: self.step.unwrap_or_default(),
            title: self.title,
            description: self.description,
            venue_name: self.venue.name,
            venue_address: self.venue.address,
            room: self.venue.room,
            map_url: self.venue.map_url,
            place: self.place,
            languages: self.languages,
            zone: self.zone.unwrap_or_default(),
            starts: self.starts.unwrap_or_default(),
            ends: self.ends.unwrap_or_default(),
            passed: Passed::ticked(self.passed),
            capacity: self.capacity.map(|n| n.to_string()).unwrap_or_default(),
            reply_by: self.reply_by.unwrap_or_default(),
            contact_name: self.contact.name,
            contact_email: self.contact.email,
            contact_phone: self.contact.phone,
            host: HostInput {
                name: self.host.name,
                url: self.host.url,
                contact: self.host.contact,
                slot_starts: self.host.slot_starts,
                slot_ends: self.host.slot_ends,
            },
        }
    }
}

/// Where and when an event is to go. What is left out stays as it is, and goes along with a new city; an empty text takes it away.
#[derive(Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MoveBody {
    city: Option<String>,
    #[schema(value_type = Option<std::collections::HashMap<String, String>>)]
    place: Option<Localised>,
    zone: Option<String>,
    #[schema(required = true)]
    starts: String,
    #[schema(required = true)]
    ends: String,
    /// A date that has passed is meant: needed to set one, and of no use once guests would be told.
    passed: bool,
    reply_by: Option<String>,
    /// Our part of an event of others. Left out, it goes along with the whole.
    slot_starts: String,
    slot_ends: String,
    /// By language, or one text for all. Guests whose language is missing read the English, else another.
    reason: LabelJson,
}

impl MoveBody {
    pub fn input(self, view: &EventView) -> MoveInput {
        let own = view.city.as_ref().map(|c| c.public_id.to_string()).unwrap_or_default();
        let city = self.city.unwrap_or_else(|| own.clone());
        // Another city has its own name and clock.
        let (place, zone) = match city == own {
            true => (view.event.place.clone(), view.event.zone.name().to_owned()),
            false => (Localised::default(), String::new()),
        };
        let reply_by = || view.event.reply_by.map(WallTime::stored).unwrap_or_default();
        MoveInput {
            city,
            place: self.place.unwrap_or(place),
            zone: self.zone.unwrap_or(zone),
            starts: self.starts,
            ends: self.ends,
            passed: Passed::ticked(self.passed),
            reply_by: self.reply_by.unwrap_or_else(reply_by),
            slot_starts: self.slot_starts,
            slot_ends: self.slot_ends,
            reason: self.reason.read(),
        }
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StateBody {
    #[schema(schema_with = states)]
    pub to: String,
    /// Needed to postpone and to cancel: by language, or one text for all.
    #[serde(default)]
    pub reason: LabelJson,
    /// Why an event is confirmed though its gate is closed; for those who may override it.
    #[serde(default)]
    pub override_reason: Option<String>,
    /// What is missing, each by its `owed`, as far as it was looked at: where anything else is missing by now, the event is not confirmed
    /// (409), and all of it is told. Left out, whatever is missing is gone over.
    #[serde(default)]
    pub override_seen: Option<Vec<String>>,
}

/// An event after an act that guests may have been told of.
#[derive(Serialize, ToSchema)]
pub(super) struct ActedJson {
    pub event: EventJson,
    /// Mails that went into the outbox.
    mails: usize,
    /// Answers that were put back to be asked again.
    asked_again: usize,
}

impl ActedJson {
    pub fn of(event: EventJson, told: Option<Told>) -> ActedJson {
        let told = told.unwrap_or_default();
        ActedJson { event, mails: told.queued, asked_again: told.asked_again }
    }
}

/// Staff's words on a deadline or an act: by language, or one text for all.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub(in crate::web::api) enum LabelJson {
    Untagged(String),
    ByLanguage(Texts),
}

impl LabelJson {
    pub fn of(label: &Label) -> LabelJson {
        match label {
            Label::Untagged(text) => LabelJson::Untagged(text.clone()),
            Label::ByLanguage(texts) => LabelJson::ByLanguage(texts.into()),
        }
    }
    pub fn read(self) -> Label {
        match self {
            LabelJson::Untagged(text) => Label::Untagged(text),
            LabelJson::ByLanguage(texts) => Label::ByLanguage(texts.into()),
        }
    }
}

impl Default for LabelJson {
    fn default() -> LabelJson {
        LabelJson::of(&Label::default())
    }
}
