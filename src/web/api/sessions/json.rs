//! Sessions as programs read and write them. Times are the event's own: `2016-05-24T09:00:00` on its wall.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::domain::sessions::{
    Agenda, Appearance, Audience, Part, PersonInput, Session, SessionInput, SessionKind, Slide, Sought, Warning, Who,
};
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::web::api::exchange::{words_of, written};

#[derive(Serialize, ToSchema)]
pub(super) struct SessionJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    #[schema(value_type = String)]
    event: PublicId,
    #[schema(schema_with = kinds)]
    kind: &'static str,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    title: Localised,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    description: Localised,
    starts: String,
    ends: String,
    /// The same moments in UTC.
    starts_at: String,
    ends_at: String,
    /// As it was given.
    room: String,
    /// What it is called in other languages.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    room_names: Localised,
    #[schema(value_type = Vec<String>)]
    languages: Vec<Locale>,
    /// Interpreted into.
    #[schema(value_type = Vec<String>)]
    interpretation: Vec<Locale>,
    /// In the order of the programme.
    people: Vec<AppearanceJson>,
    /// The newest first.
    slides: Vec<SlideJson>,
    /// Since when it is out of the agenda; null: it is in.
    removed_at: Option<String>,
    created_at: String,
    updated_at: String,
    /// What there is to look at; it prevents nothing.
    warnings: Vec<AgendaWarningJson>,
}

#[derive(Serialize, ToSchema)]
struct AppearanceJson {
    #[schema(schema_with = parts)]
    part: &'static str,
    /// A contact's id; null: a name to come.
    #[schema(value_type = Option<String>)]
    contact: Option<PublicId>,
    /// As it is written natively, or the name to come.
    name: String,
    /// In Latin letters, where the other is not.
    latin_name: String,
    /// What a name to come is called in other languages.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    names: Localised,
}

#[derive(Serialize, ToSchema)]
pub(super) struct SlideJson {
    #[schema(value_type = String)]
    id: PublicId,
    /// 1, 2, 3 …
    number: i32,
    name: String,
    /// en, fr, zh, de, or mul for none or several
    language: &'static str,
    kind: &'static str,
    media_type: &'static str,
    bytes: i64,
    sha256: String,
    #[schema(schema_with = audiences)]
    audience: &'static str,
    created_at: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct AgendaWarningJson {
    /// person-twice, no-chair, to-come, outside-event or gap
    what: &'static str,
    #[schema(value_type = Option<String>)]
    session: Option<PublicId>,
    /// The other session of the event.
    #[schema(value_type = Option<String>)]
    other: Option<PublicId>,
    /// The other event.
    #[schema(value_type = Option<String>)]
    event: Option<PublicId>,
    /// Who is in two places.
    name: Option<String>,
    starts: Option<String>,
    ends: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct AgendaJson {
    /// By time, then by room.
    items: Vec<SessionJson>,
    /// Always null: they come whole.
    next: Option<i64>,
    /// Within which sessions lie; null while the event has no date.
    starts: Option<String>,
    ends: Option<String>,
    zone: &'static str,
    warnings: Vec<AgendaWarningJson>,
}

fn kinds() -> Object {
    words_of(SessionKind::ALL.iter().map(|kind| kind.as_str()))
}

fn parts() -> Object {
    words_of(Part::ALL.iter().map(|part| part.as_str()))
}

fn audiences() -> Object {
    words_of(Audience::ALL.iter().map(|audience| audience.as_str()))
}

impl AppearanceJson {
    fn of(appearance: &Appearance) -> AppearanceJson {
        let part = appearance.part.as_str();
        match &appearance.who {
            Who::Contact { public_id, name, .. } => AppearanceJson {
                part,
                contact: Some(public_id.clone()),
                name: name.native.clone(),
                latin_name: name.latin.clone(),
                names: Localised::default(),
            },
            Who::ToCome(name) => AppearanceJson {
                part,
                contact: None,
                name: name.clone(),
                latin_name: String::new(),
                names: appearance.names.clone(),
            },
        }
    }
}

impl SlideJson {
    pub fn of(slide: &Slide) -> SlideJson {
        SlideJson {
            id: slide.public_id.clone(),
            number: slide.number,
            name: slide.name.to_string(),
            language: slide.language.as_str(),
            kind: slide.kind.as_str(),
            media_type: slide.kind.media_type(),
            bytes: slide.size,
            sha256: slide.hash.clone(),
            audience: slide.audience.as_str(),
            created_at: slide.created_at.rfc3339(),
        }
    }
}

impl AgendaWarningJson {
    fn of(warning: &Warning) -> AgendaWarningJson {
        let mut json = AgendaWarningJson {
            what: warning.word(),
            session: None,
            other: None,
            event: None,
            name: None,
            starts: None,
            ends: None,
        };
        match warning {
            Warning::Twice { name, session, other, .. } => {
                (json.session, json.other) = (Some(session.clone()), Some(other.clone()));
                json.name = Some(name.native.clone());
            }
            Warning::TwiceElsewhere { name, session, elsewhere, .. } => {
                (json.session, json.event) = (Some(session.clone()), Some(elsewhere.event.clone()));
                json.name = Some(name.native.clone());
                json.starts = Some(elsewhere.slot.start.instant().rfc3339());
                json.ends = Some(elsewhere.slot.end.instant().rfc3339());
            }
            Warning::NoChair { session } | Warning::ToCome { session, .. } | Warning::Outside { session } => {
                json.session = Some(session.clone());
            }
            Warning::Gap { from, to } => {
                (json.starts, json.ends) = (Some(from.stored()), Some(to.stored()));
            }
        }
        json
    }
}

impl SessionJson {
    /// `warnings`: of the whole agenda; those about others are left out.
    pub fn of(event: &PublicId, session: &Session, warnings: &[Warning]) -> SessionJson {
        let own = warnings.iter().filter(|w| w.is_about(&session.public_id));
        SessionJson {
            id: session.public_id.clone(),
            version: session.version,
            event: event.clone(),
            kind: session.kind.as_str(),
            title: session.title.clone(),
            description: session.description.clone(),
            starts: session.slot.start.stored(),
            ends: session.slot.end.stored(),
            starts_at: session.slot.start.instant().rfc3339(),
            ends_at: session.slot.end.instant().rfc3339(),
            room: session.room.clone(),
            room_names: session.room_names.clone(),
            languages: session.languages.clone(),
            interpretation: session.interpretation.clone(),
            people: session.people.iter().map(AppearanceJson::of).collect(),
            slides: session.slides.iter().map(SlideJson::of).collect(),
            removed_at: session.removed_at.map(|at| at.rfc3339()),
            created_at: session.created_at.rfc3339(),
            updated_at: session.updated_at.rfc3339(),
            warnings: own.map(AgendaWarningJson::of).collect(),
        }
    }
}

impl AgendaJson {
    pub fn of(event: &crate::domain::events::Event, agenda: &Agenda) -> AgendaJson {
        let session = |s: &Session| SessionJson::of(&event.public_id, s, &agenda.warnings);
        AgendaJson {
            items: agenda.sessions.iter().map(session).collect(),
            next: None,
            starts: agenda.frame.map(|f| f.start.stored()),
            ends: agenda.frame.map(|f| f.end.stored()),
            zone: event.zone.name(),
            warnings: agenda.warnings.iter().map(AgendaWarningJson::of).collect(),
        }
    }
}

written! {
    /// A session as it is written. What is left out is empty.
    pub(super) struct SessionBody {
        #[schema(schema_with = kinds, required = true)]
        kind: String,
        /// In one language at least.
        #[schema(value_type = std::collections::HashMap<String, String>, required = true)]
        title: Localised,
        #[schema(value_type = std::collections::HashMap<String, String>)]
        description: Localised,
        #[schema(required = true)]
        starts: String,
        #[schema(required = true)]
        ends: String,
        room: String,
        /// What it is called in other languages.
        #[schema(value_type = std::collections::HashMap<String, String>)]
        room_names: Localised,
        languages: Vec<String>,
        interpretation: Vec<String>,
        people: Vec<AppearanceBody>,
    } shows {
        id, version, event, starts_at, ends_at, slides, removed_at, created_at, updated_at, warnings
    }
}

written! {
    /// Somebody who appears: a contact by its id, or a name to come.
    struct AppearanceBody {
        #[schema(schema_with = parts, required = true)]
        part: String,
        contact: Option<String>,
        /// Of a name to come; beside a contact it is passed over.
        name: String,
        /// What a name to come is called in other languages.
        #[schema(value_type = std::collections::HashMap<String, String>)]
        names: Localised,
    } shows {
        latin_name
    }
}

impl SessionBody {
    pub fn input(self) -> SessionInput {
        let person = |p: AppearanceBody| PersonInput {
            part: p.part,
            who: match p.contact.filter(|id| !id.trim().is_empty()) {
                Some(id) => Sought::Contact(id),
                None => Sought::ToCome(p.name),
            },
            names: p.names,
        };
        SessionInput {
            kind: self.kind,
            title: self.title,
            description: self.description,
            starts: self.starts,
            ends: self.ends,
            room: self.room,
            room_names: self.room_names,
            languages: self.languages,
            interpretation: self.interpretation,
            people: self.people.into_iter().map(person).collect(),
        }
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SlideAudienceBody {
    #[schema(schema_with = audiences)]
    pub audience: String,
}
