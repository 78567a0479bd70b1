//! Programmes, cities and steps as programs read and write them.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::domain::programme::{City, CityDraft, Closing, Outline, Owner, Programme, ProgrammeDraft, Step, StepDraft};
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::web::api::exchange::written;

type Texts = BTreeMap<Locale, String>;

#[derive(Serialize, ToSchema)]
pub(super) struct ProgrammeJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    /// The programme's name in addresses; it never changes.
    slug: String,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    title: Localised,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    summary: Localised,
    template: String,
    zone: &'static str,
    starts_on: String,
    ends_on: String,
    release_rule: &'static str,
    /// Null: it is open. Of a closed one nothing is sent by itself, no Monday mail and no warning, and nothing in it is changed.
    closed: Option<ClosedJson>,
    created_at: String,
    updated_at: String,
}

#[derive(Serialize, ToSchema)]
struct ClosedJson {
    at: String,
    /// Whose act it was, by name.
    by: Option<String>,
    reason: String,
}

impl ProgrammeJson {
    pub fn of(p: &Programme, closing: Option<&Closing>) -> ProgrammeJson {
        let closed =
            |one: &Closing| ClosedJson { at: one.at.rfc3339(), by: one.by.clone(), reason: one.reason.clone() };
        ProgrammeJson {
            id: p.public_id.clone(),
            version: p.version,
            slug: p.slug.to_string(),
            title: p.title.clone(),
            summary: p.summary.clone(),
            template: p.template.clone(),
            zone: p.zone.name(),
            starts_on: p.dates.starts_on.to_string(),
            ends_on: p.dates.ends_on.to_string(),
            release_rule: p.release_rule.as_str(),
            closed: closing.map(closed),
            created_at: p.created_at.rfc3339(),
            updated_at: p.updated_at.rfc3339(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct CityJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    slug: String,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    name: Localised,
    zone: &'static str,
    latitude: f64,
    longitude: f64,
    hue: &'static str,
}

impl CityJson {
    pub fn of(c: &City) -> CityJson {
        CityJson {
            id: c.public_id.clone(),
            version: c.version,
            slug: c.slug.to_string(),
            name: c.name.clone(),
            zone: c.zone.name(),
            latitude: c.coordinates.latitude,
            longitude: c.coordinates.longitude,
            hue: c.hue.as_str(),
        }
    }
}

/// Who answers for something.
#[derive(Serialize, ToSchema)]
pub(in crate::web::api) struct OwnerJson {
    #[schema(value_type = String)]
    id: PublicId,
    /// As written natively.
    name: String,
    /// In Latin letters; empty when the native name is Latin already.
    latin_name: String,
}

impl OwnerJson {
    pub fn of(owner: &Owner) -> OwnerJson {
        let name = &owner.name;
        OwnerJson { id: owner.public_id.clone(), name: name.native.clone(), latin_name: name.latin.clone() }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct StepJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    /// The city's id.
    #[schema(value_type = String)]
    city: PublicId,
    kind: String,
    ordinal: i32,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    title: Localised,
    state: &'static str,
    /// `facts`: it follows what happens; `hand`: somebody set it.
    state_by: &'static str,
    starts_on: Option<String>,
    ends_on: Option<String>,
    owner: Option<OwnerJson>,
    /// Who stands in for the owner.
    deputy: Option<OwnerJson>,
    updated_at: String,
}

impl StepJson {
    pub fn of(outline: &Outline, s: &Step) -> Option<StepJson> {
        Some(StepJson {
            id: s.public_id.clone(),
            version: s.version,
            city: outline.city(s.city)?.public_id.clone(),
            kind: s.kind.to_string(),
            ordinal: s.ordinal,
            title: s.title.clone(),
            state: s.state.as_str(),
            state_by: s.state_by.as_str(),
            starts_on: s.starts_on.map(|d| d.to_string()),
            ends_on: s.ends_on.map(|d| d.to_string()),
            owner: s.owner.as_ref().map(OwnerJson::of),
            deputy: s.deputy.as_ref().map(OwnerJson::of),
            updated_at: s.updated_at.rfc3339(),
        })
    }
}

written! {
    /// A programme as it is written. `template`, `slug` and `cities` are read when it is made and ignored later.
    pub(super) struct ProgrammeBody {
        template: String,
        #[schema(required = true)]
        slug: String,
        #[schema(value_type = std::collections::HashMap<String, String>, required = true)]
        title: Texts,
        #[schema(value_type = std::collections::HashMap<String, String>)]
        summary: Texts,
        #[schema(required = true)]
        zone: String,
        #[schema(required = true)]
        starts_on: String,
        #[schema(required = true)]
        ends_on: String,
        #[schema(required = true)]
        release_rule: String,
        cities: Vec<CityBody>,
    } shows {
        id, version, closed, created_at, updated_at
    }
}

written! {
    /// A city as it is written. `slug` is read when it is added and ignored later.
    pub(super) struct CityBody {
        slug: String,
        #[schema(value_type = std::collections::HashMap<String, String>, required = true)]
        name: Texts,
        #[schema(required = true)]
        zone: String,
        #[schema(required = true)]
        latitude: Option<f64>,
        #[schema(required = true)]
        longitude: Option<f64>,
        hue: String,
    } shows {
        id, version
    }
}

written! {
    /// A step as it is written: its days and its owner are null where there are none.
    pub(super) struct StepBody {
        /// A state, which stays when it is another than now; or `follow`: whatever follows from what happens.
        #[schema(required = true)]
        state: String,
        starts_on: Option<String>,
        ends_on: Option<String>,
        /// A contact's id, or the owner as shown; null or empty for nobody.
        #[schema(value_type = Option<Object>)]
        owner: OwnerInput,
        /// Instead of it, one of the contact's addresses.
        owner_email: String,
        #[schema(value_type = Option<Object>)]
        deputy: OwnerInput,
        deputy_email: String,
        /// Needed where the state is set by hand.
        reason: String,
    } shows {
        id, version, city, kind, ordinal, title, state_by, updated_at
    }
}

/// Who is to answer for something: a contact's id, the owner as it was shown, or null for nobody.
#[derive(Serialize, Default)]
pub(in crate::web::api) struct OwnerInput(pub String);

impl<'de> Deserialize<'de> for OwnerInput {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(OwnerVisitor)
    }
}

struct OwnerVisitor;

impl<'de> Visitor<'de> for OwnerVisitor {
    type Value = OwnerInput;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }
    fn visit_unit<E: Error>(self) -> Result<OwnerInput, E> {
        Ok(OwnerInput::default())
    }
    fn visit_str<E: Error>(self, id: &str) -> Result<OwnerInput, E> {
        Ok(OwnerInput(id.to_owned()))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<OwnerInput, A::Error> {
        OwnerShown::deserialize(MapAccessDeserializer::new(map)).map(|owner| OwnerInput(owner.id))
    }
}

written! {
    struct OwnerShown {
        id: String,
    } shows {
        name, latin_name
    }
}

impl ProgrammeBody {
    pub fn draft(self) -> ProgrammeDraft {
        ProgrammeDraft {
            template: self.template,
            slug: self.slug,
            title: self.title,
            summary: self.summary,
            zone: self.zone,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            release_rule: self.release_rule,
            cities: self.cities.into_iter().map(CityBody::draft).collect(),
        }
    }
}

impl CityBody {
    pub fn draft(self) -> CityDraft {
        let degrees = |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
        CityDraft {
            slug: self.slug,
            name: self.name,
            zone: self.zone,
            latitude: degrees(self.latitude),
            longitude: degrees(self.longitude),
            hue: self.hue,
        }
    }
}

impl StepBody {
    pub fn draft(self) -> StepDraft {
        StepDraft {
            state: self.state,
            starts_on: self.starts_on.unwrap_or_default(),
            ends_on: self.ends_on.unwrap_or_default(),
            owner: self.owner.0,
            owner_email: self.owner_email,
            deputy: self.deputy.0,
            deputy_email: self.deputy_email,
            reason: self.reason,
        }
    }
}
