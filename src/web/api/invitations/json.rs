//! Seats, rounds and answers as programs read and write them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::invitations::{Audience, Check, GuestRow, Recalled, Released, Round, Source, Way};
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, WallTime};
use crate::web::api::exchange::written;

fn time(at: Option<Instant>) -> Option<String> {
    at.map(Instant::rfc3339)
}

#[derive(Serialize, ToSchema)]
pub(super) struct SeatJson {
    #[schema(value_type = String)]
    id: PublicId,
    /// The contact's id.
    #[schema(value_type = String)]
    contact: PublicId,
    native_name: String,
    latin_name: String,
    language: &'static str,
    /// The language of the last invitation; null where there is none.
    invited_in: Option<&'static str>,
    /// Empty, like `note` and `source`, for those who may not see them.
    phone: String,
    place: String,
    /// not-invited, no-mail: asked without one, on-its-way, delivered, refused, suppressed, doubt.
    delivery: &'static str,
    invited_at: Option<String>,
    /// none, accepted, tentative, declined, waiting.
    answer: &'static str,
    door: Option<&'static str>,
    answered_at: Option<String>,
    waiting_since: Option<String>,
    /// Who waits: their place in the line, from 1.
    place_in_line: Option<i64>,
    /// mail, or phone for those whom no mail may or can reach.
    reach: &'static str,
    note: String,
    /// How an answer came that staff entered: phone, mail, in-person or other; null for all others.
    how: Option<&'static str>,
    source: String,
}

impl SeatJson {
    pub fn of(row: &GuestRow) -> SeatJson {
        SeatJson {
            id: row.public_id.clone(),
            contact: row.contact_public.clone(),
            native_name: row.name.native.clone(),
            latin_name: row.name.latin.clone(),
            language: row.language.tag(),
            invited_in: row.written_in.map(|l| l.tag()),
            phone: row.phone.clone(),
            place: row.place.clone(),
            delivery: row.delivery.as_str(),
            invited_at: time(row.invited_at),
            answer: row.answer.as_str(),
            door: row.door.map(|d| d.as_str()),
            answered_at: time(row.answered_at),
            waiting_since: time(row.waiting_since),
            place_in_line: row.place_in_line,
            reach: row.reach.as_str(),
            note: row.note.clone(),
            how: Source::read(&row.source).0.map(Way::as_str),
            source: Source::read(&row.source).1.to_owned(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct SeatsJson {
    pub items: Vec<SeatJson>,
    /// The cursor of the next page: `?after=`.
    pub next: Option<i64>,
}

/// Whom to give seats: by id, or all of a stakeholder group.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AddBody {
    /// Ids. One of the two is wanted.
    #[schema(value_type = Option<Vec<String>>)]
    pub contacts: Option<Vec<PublicId>>,
    /// A group's code.
    pub group: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct AddedJson {
    pub added: usize,
    pub already: usize,
}

/// An answer given by telephone or letter.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerBody {
    /// accepted, tentative, declined.
    pub answer: String,
    #[serde(default)]
    pub note: String,
    pub dietary: Option<String>,
    pub access: Option<String>,
    /// How it came: phone, mail, in-person or other. Wanted of every answer.
    #[serde(default)]
    pub how: String,
    /// The same in words, at most 200 characters; wanted of `other`.
    #[serde(default)]
    pub source: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct AnsweredJson {
    /// What it came to: waiting, when no place was free.
    pub answer: &'static str,
    /// It said what the last one said, and nothing was written.
    pub repeated: bool,
}

#[derive(Serialize, ToSchema)]
pub(super) struct RoundJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    /// ask, or chase: to those who were asked and have not answered.
    purpose: &'static str,
    name: String,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    subject: Localised,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    body: Localised,
    /// draft, asked, released, recalled.
    state: &'static str,
    seats: i64,
    asked_at: Option<String>,
    released_at: Option<String>,
    /// It can be recalled until then.
    leaves_at: Option<String>,
    recalled_at: Option<String>,
}

impl RoundJson {
    pub fn of(round: &Round) -> RoundJson {
        RoundJson {
            id: round.public_id.clone(),
            version: round.version,
            purpose: round.purpose.as_str(),
            name: round.text.name.clone(),
            subject: round.text.subject.clone(),
            body: round.text.body.clone(),
            state: round.state.as_str(),
            seats: round.seats,
            asked_at: time(round.asked_at),
            released_at: time(round.released_at),
            leaves_at: time(round.leaves_at),
            recalled_at: time(round.recalled_at),
        }
    }
}

written! {
    /// What a round says, by language; placeholders as on the page.
    pub(super) struct RoundBody {
        #[schema(required = true)]
        pub name: String,
        #[schema(value_type = std::collections::HashMap<String, String>, required = true)]
        pub subject: Localised,
        #[schema(value_type = std::collections::HashMap<String, String>, required = true)]
        pub body: Localised,
        /// Left out: everybody not yet invited.
        pub audience: Option<AudienceBody>,
    } shows {
        id, version, purpose, state, seats, asked_at, released_at, leaves_at, recalled_at
    }
}

/// Whom a round is for: some seats, a group's, those of a standing, or everybody not yet invited.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AudienceBody {
    #[schema(value_type = Option<Vec<String>>)]
    pub seats: Option<Vec<PublicId>>,
    pub group: Option<String>,
    /// refused: whose mail was refused. unanswered: those who were asked and have not answered; the new round chases them. institutions:
    /// those whom no letter has reached. silent-institutions: those that were asked and have not answered.
    pub standing: Option<StandingBody>,
}

#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum StandingBody {
    Refused,
    Unanswered,
    /// Institutions whom no letter has reached.
    Institutions,
    /// Those that were asked and have not answered: the new round chases them.
    SilentInstitutions,
}

impl AudienceBody {
    pub fn audience(self) -> Audience {
        match (self.seats, self.group, self.standing) {
            (Some(seats), _, _) => Audience::Seats(seats),
            (None, Some(group), _) => Audience::Group(group),
            (None, None, Some(StandingBody::Refused)) => Audience::Refused,
            (None, None, Some(StandingBody::Unanswered)) => Audience::Unanswered,
            (None, None, Some(StandingBody::Institutions)) => Audience::Institutions,
            (None, None, Some(StandingBody::SilentInstitutions)) => Audience::SilentInstitutions,
            (None, None, None) => Audience::NotYetInvited,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct CheckJson {
    languages: Vec<LanguageJson>,
    included: usize,
    /// Guests who are written to at one address: each gets a mail of their own there.
    shared: Vec<SharedJson>,
    excluded: Vec<ExcludedJson>,
    /// The last moment for answers on the event's clock, where it comes before the mails could leave: the round cannot be released.
    answers_over: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct LanguageJson {
    language: &'static str,
    people: usize,
}

#[derive(Serialize, ToSchema)]
pub(super) struct SharedJson {
    /// Null for those who may not see addresses.
    address: Option<String>,
    #[schema(value_type = Vec<String>)]
    seats: Vec<PublicId>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct ExcludedJson {
    #[schema(value_type = String)]
    seat: PublicId,
    #[schema(value_type = String)]
    contact: PublicId,
    why: &'static str,
}

impl CheckJson {
    pub fn of(check: &Check) -> CheckJson {
        CheckJson {
            languages: check
                .languages
                .iter()
                .map(|l| LanguageJson { language: l.locale.tag(), people: l.people })
                .collect(),
            included: check.included.len(),
            shared: check
                .shared
                .iter()
                .map(|s| SharedJson {
                    address: s.email.as_ref().map(ToString::to_string),
                    seats: s.guests.iter().map(|g| g.seat_public.clone()).collect(),
                })
                .collect(),
            excluded: check
                .excluded
                .iter()
                .map(|e| ExcludedJson {
                    seat: e.guest.seat_public.clone(),
                    contact: e.guest.contact_public.clone(),
                    why: e.why.key(),
                })
                .collect(),
            answers_over: check.answers_over.map(WallTime::stored),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct ReleasedJson {
    invitations: usize,
    excluded: usize,
    leaves_at: String,
}

impl ReleasedJson {
    pub fn of(released: &Released) -> ReleasedJson {
        ReleasedJson {
            invitations: released.invitations,
            excluded: released.excluded,
            leaves_at: released.leaves_at.rfc3339(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct RecalledJson {
    cancelled: usize,
}

impl RecalledJson {
    pub fn of(recalled: Recalled) -> RecalledJson {
        RecalledJson { cancelled: recalled.cancelled }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct AskedJson {
    /// How many people were written to.
    pub asked: usize,
}
