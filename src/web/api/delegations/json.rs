//! Institutions as programs read and write them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::invitations::{
    DelegateDraft, Delegation, DelegationDraft, Entry, Place, Repeated, Source, Taken, Way, Whole,
};
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;
use crate::web::admin::delegations::wording;
use crate::web::api::exchange::written;

fn time(at: Option<Instant>) -> Option<String> {
    at.map(Instant::rfc3339)
}

#[derive(Serialize, ToSchema)]
pub(super) struct DelegationJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    /// The event's id.
    #[schema(value_type = String)]
    event: PublicId,
    /// The organisation's id.
    #[schema(value_type = String)]
    organisation: PublicId,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    name: Localised,
    /// The id of the person through whom it is written to.
    #[schema(value_type = String)]
    contact: PublicId,
    places: i64,
    /// By protocol, from 1.
    rank: i64,
    language: &'static str,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    salutation: Localised,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    closing: Localised,
    /// none, accepted, tentative, declined, waiting.
    answer: &'static str,
    door: Option<&'static str>,
    answered_at: Option<String>,
    /// Of its places: had, on the waiting list, perhaps taken, with a name.
    accepted: i64,
    waiting: i64,
    tentative: i64,
    named: i64,
}

impl DelegationJson {
    pub fn of(event: &PublicId, one: &Delegation) -> DelegationJson {
        DelegationJson {
            id: one.public_id.clone(),
            version: one.version,
            event: event.clone(),
            organisation: one.organisation_public.clone(),
            name: one.name.clone(),
            contact: one.contact_public.clone(),
            places: one.places,
            rank: one.rank,
            language: one.locale.tag(),
            salutation: one.salutation.clone(),
            closing: one.closing.clone(),
            answer: one.answer.as_str(),
            door: one.door.map(|d| d.as_str()),
            answered_at: time(one.answered_at),
            accepted: one.accepted,
            waiting: one.waiting,
            tentative: one.tentative,
            named: one.named,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct DelegationsJson {
    pub items: Vec<DelegationJson>,
    /// The cursor of the next page: `?after=`.
    pub next: Option<i64>,
    /// places or people: what the event counts for its capacity and its gate.
    pub counting: &'static str,
}

#[derive(Serialize, ToSchema)]
pub(super) struct WholeJson {
    #[serde(flatten)]
    delegation: DelegationJson,
    seats: Vec<PlaceJson>,
    /// The newest first.
    story: Vec<StoryLineJson>,
}

#[derive(Serialize, ToSchema)]
struct PlaceJson {
    #[schema(value_type = String)]
    id: PublicId,
    ordinal: i32,
    answer: &'static str,
    waiting_since: Option<String>,
    delegate: Option<DelegateJson>,
    /// Null, like `access`, for those who see no needs.
    dietary: Option<String>,
    access: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct DelegateJson {
    /// The contact's id.
    #[schema(value_type = String)]
    contact: PublicId,
    native_name: String,
    latin_name: String,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    role: Localised,
    /// Empty, like `email`, for those who may not see them.
    phone: String,
    email: String,
}

#[derive(Serialize, ToSchema)]
struct StoryLineJson {
    /// created, edited, contact-replaced, invited, recalled, answered, waits, admitted, linked, named, substituted, withdrawn, asked-again,
    /// restored, removed.
    act: &'static str,
    ordinal: Option<i32>,
    who: Option<String>,
    former: Option<String>,
    answer: Option<&'static str>,
    places: Option<i64>,
    door: &'static str,
    how: Option<&'static str>,
    source: String,
    note: String,
    /// The member's name.
    by: Option<String>,
    at: String,
}

impl WholeJson {
    pub fn of(whole: &Whole) -> WholeJson {
        WholeJson {
            delegation: DelegationJson::of(&whole.event.public_id, &whole.delegation),
            seats: whole.places.iter().map(place).collect(),
            story: whole.story.iter().map(entry).collect(),
        }
    }
}

fn place(one: &Place) -> PlaceJson {
    PlaceJson {
        id: one.public_id.clone(),
        ordinal: one.ordinal,
        answer: one.answer.as_str(),
        waiting_since: time(one.waiting_since),
        delegate: one.delegate.as_ref().map(|d| DelegateJson {
            contact: d.public_id.clone(),
            native_name: d.name.native.clone(),
            latin_name: d.name.latin.clone(),
            role: d.role.clone(),
            phone: d.phone.clone(),
            email: d.email.clone(),
        }),
        dietary: one.needs.as_ref().map(|n| n.dietary.clone()),
        access: one.needs.as_ref().map(|n| n.access.clone()),
    }
}

fn entry(one: &Entry) -> StoryLineJson {
    let name = |name: &Option<PersonName>| name.as_ref().map(|n| n.native.clone());
    StoryLineJson {
        act: one.act.as_str(),
        ordinal: one.ordinal,
        who: name(&one.who),
        former: name(&one.former),
        answer: one.answer.map(|a| a.as_str()),
        places: one.places,
        door: one.door.as_str(),
        how: Source::read(&one.source).0.map(Way::as_str),
        source: Source::read(&one.source).1.to_owned(),
        note: one.note.clone(),
        by: one.by.clone(),
        at: one.at.rfc3339(),
    }
}

written! {
    /// What an institution is offered and how it is written to. Wording left out is the usual one.
    pub(super) struct DelegationBody {
        /// The organisation's id; it stays what it is.
        #[schema(required = true)]
        pub organisation: String,
        /// The id of a person there.
        #[schema(required = true)]
        pub contact: String,
        /// From 1 to 50.
        #[schema(required = true)]
        pub places: i64,
        /// Left out: after all others.
        pub rank: Option<i64>,
        /// en, fr or zh.
        #[schema(required = true)]
        pub language: String,
        #[schema(value_type = std::collections::HashMap<String, String>)]
        pub salutation: Localised,
        #[schema(value_type = std::collections::HashMap<String, String>)]
        pub closing: Localised,
    } shows {
        id, version, event, name, answer, door, answered_at, accepted, waiting, tentative, named, seats, story
    }
}

impl DelegationBody {
    pub fn draft(&self) -> DelegationDraft {
        let salutation = wording::completed(&self.salutation, &wording::salutation(None));
        DelegationDraft {
            organisation: self.organisation.clone(),
            contact: self.contact.clone(),
            places: self.places.to_string(),
            rank: self.rank.map(|rank| rank.to_string()).unwrap_or_default(),
            language: self.language.clone(),
            closing: wording::completed(&self.closing, &wording::closing(&salutation)),
            salutation,
        }
    }
}

/// What an institution said by telephone or letter.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TakingBody {
    /// accepted, tentative, declined.
    pub answer: String,
    /// How many of its places it takes; not asked of those who do not come.
    pub places: Option<i64>,
    #[serde(default)]
    pub note: String,
    /// How it came: phone, mail, in-person or other.
    #[serde(default)]
    pub how: String,
    /// The same in words, at most 200 characters; wanted of `other`.
    #[serde(default)]
    pub source: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct TakenJson {
    /// What it came to: waiting, when none of the places was free.
    answer: &'static str,
    accepted: i64,
    waiting: i64,
    /// It said what the last one said, and nothing was written.
    repeated: bool,
}

impl TakenJson {
    pub fn of(taken: Taken) -> TakenJson {
        TakenJson {
            answer: taken.answer.as_str(),
            accepted: taken.accepted,
            waiting: taken.waiting,
            repeated: taken.repeated == Repeated::Yes,
        }
    }
}

/// Somebody who comes for an institution.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DelegateBody {
    /// The id of a place, to come in the stead of whoever has it; left out: the next place without a name.
    pub seat: Option<String>,
    /// A contact's id, or "new"; left out: whoever of that name is known at the institution, else somebody new.
    #[serde(default)]
    pub contact: String,
    #[serde(default)]
    pub native_name: String,
    #[serde(default)]
    pub latin_name: String,
    #[serde(default)]
    pub role: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub phone: String,
    pub dietary: Option<String>,
    pub access: Option<String>,
    #[serde(default)]
    pub how: String,
    /// Wanted of `other`, and after the deadline.
    #[serde(default)]
    pub source: String,
}

impl DelegateBody {
    pub fn draft(&self) -> DelegateDraft {
        DelegateDraft {
            contact: self.contact.clone(),
            native_name: self.native_name.clone(),
            latin_name: self.latin_name.clone(),
            role: self.role.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            dietary: self.dietary.clone(),
            access: self.access.clone(),
            instead_of: None,
        }
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CountingBody {
    /// places or people.
    pub counting: String,
}
