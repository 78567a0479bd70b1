//! What went wrong, as people and programs are told: a page with a way out, or `application/problem+json` (RFC 9457).
//!
//! Each slice's errors become a [`Problem`] in a file of its own, every variant by name; what is unknown is 500.

mod accounts;
mod closed;
mod consultations;
mod contacts;
mod deliverables;
mod events;
mod files;
mod gates;
mod history;
mod imports;
mod invitations;
mod kept;
mod late;
mod merging;
mod outbox;
mod page;
mod programme;
mod relays;
mod reminders;
mod sessions;
mod sponsorships;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

use crate::access::{Denied, TokenScope};
use crate::db::DbError;
use crate::kernel::ids::ProgrammeId;
use crate::kernel::invalid::Invalid;

pub use closed::ClosedProgramme;
pub(super) use closed::informed;
pub use gates::MissingJson;
pub use imports::unreadable;
pub(super) use kept::{Kept, keep, typed};
pub use late::ChangedJson;
pub(super) use page::present;
pub use sponsorships::CourtedJson;

/// A refusal or a fault, told apart by what the reader can do about it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Problem {
    #[error("not found")]
    NotFound,
    #[error("not allowed")]
    Forbidden,
    #[error("the key lacks the scope {scope}")]
    KeyLacks { scope: TokenScope },
    /// A right of those who are named, beside the role's.
    #[error("only the named reviewers decide")]
    NotReviewer,
    #[error("a person has to do this")]
    WantsPerson,
    /// The address is known, this method on it is not.
    #[error("only {allowed}")]
    NoSuchMethod { allowed: String },
    /// A stranger on a member's page.
    #[error("sign in first")]
    SignIn { next: String },
    /// A second factor is demanded of the member, who has none yet.
    #[error("the second factor comes first")]
    SecondFactor { next: String },
    #[error("a token is needed")]
    NoToken,
    #[error("the token is not good")]
    BadToken,
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The thing is not in a state for this; the key names the sentence `problem-<key>`.
    #[error("conflict: {key}")]
    Conflict { key: &'static str, args: Vec<(&'static str, String)> },
    /// An entry that went into another is not written: what was sent was made for the one that went. Programs are told which stands for both.
    #[error("it went into another entry")]
    MergedAway { heir: String, address: String },
    /// Nothing in a closed programme is changed. What is told of it is put there where the reader is known.
    #[error("the programme is closed")]
    ProgrammeClosed { programme: ProgrammeId, told: Option<Box<ClosedProgramme>> },
    /// Others court the firm, or one alike; programs are told who.
    #[error("others court the firm")]
    Courted { others: Vec<CourtedJson> },
    /// An event's gate is closed; programs are told what is missing.
    #[error("the gate is closed")]
    GateClosed { missing: Vec<MissingJson> },
    /// Somebody else was faster; with the version there is now, where it is known.
    #[error("changed meanwhile")]
    Stale { now: Option<i64> },
    /// The same, with what has been changed since the version that was seen.
    #[error("changed meanwhile")]
    Late { now: i64, changes: Vec<ChangedJson> },
    /// The same of something made of parts: programs are given both versions, as they are written.
    #[error("changed meanwhile")]
    Overtaken { now: i64, theirs: serde_json::Value, yours: Option<serde_json::Value>, changes: Vec<ChangedJson> },
    /// An `Idempotency-Key` that another request has.
    #[error("the key of another request")]
    KeyReused,
    #[error("If-Match is needed")]
    NoIfMatch,
    #[error("If-Match holds no tag")]
    BadIfMatch,
    #[error("the form did not come from one of our pages")]
    Forged,
    #[error("too many requests")]
    TooMany { minutes: i64 },
    #[error("too large")]
    TooLarge { limit: u64 },
    #[error("unreadable")]
    Unreadable,
    #[error("no JSON at line {line}, column {column}")]
    BadJson { line: usize, column: usize },
    #[error("not sent as JSON")]
    NotJson,
    #[error("the request broke off")]
    BrokenOff,
    /// The disk, or what stands for it, is full.
    #[error("no room for files")]
    StorageFull,
    /// The same of the database: nothing can be saved; the words are for the log.
    #[error("no room for the database: {0}")]
    DatabaseFull(String),
    /// The store of files is away, or refuses us; the words are for the log.
    #[error("files: {0}")]
    StoreAway(String),
    #[error("the body took too long")]
    TooSlow,
    #[error("not of a kind that is taken here")]
    UnsupportedMedia,
    /// The database is away or all connections are busy.
    #[error("busy")]
    Busy,
    /// A fault of ours; the words are for the log.
    #[error("{0}")]
    Internal(String),
}

impl Problem {
    pub fn conflict(key: &'static str) -> Problem {
        Problem::Conflict { key, args: Vec::new() }
    }

    /// The sentences `problem-<key>` (what), `problem-<key>-why` and, in `type`, the name for programs.
    pub const fn key(&self) -> &'static str {
        match self {
            Problem::NotFound => "not-found",
            Problem::NoSuchMethod { .. } => "no-such-method",
            Problem::Forbidden => "forbidden",
            Problem::KeyLacks { .. } => "key-lacks",
            Problem::NotReviewer => "not-reviewer",
            Problem::WantsPerson => "wants-person",
            Problem::SignIn { .. } | Problem::NoToken => "sign-in",
            Problem::SecondFactor { .. } => "second-factor",
            Problem::BadToken => "bad-token",
            Problem::Invalid(_) => "invalid",
            Problem::Conflict { key, .. } => key,
            Problem::MergedAway { .. } => "merged-away",
            Problem::ProgrammeClosed { .. } => "programme-closed",
            Problem::Courted { .. } => "sponsorship-courted",
            Problem::GateClosed { .. } => "gate-closed",
            Problem::Stale { .. } | Problem::Late { .. } | Problem::Overtaken { .. } => "stale",
            Problem::KeyReused => "key-reused",
            Problem::NoIfMatch => "no-if-match",
            Problem::BadIfMatch => "bad-if-match",
            Problem::Forged => "forged",
            Problem::TooMany { .. } => "too-many",
            Problem::TooLarge { .. } => "too-large",
            Problem::Unreadable => "unreadable",
            Problem::BadJson { .. } => "bad-json",
            Problem::NotJson => "not-json",
            Problem::BrokenOff => "broken-off",
            Problem::TooSlow => "too-slow",
            Problem::UnsupportedMedia => "unsupported-media",
            Problem::StorageFull => "storage-full",
            Problem::DatabaseFull(_) => "database-full",
            Problem::StoreAway(_) => "store-away",
            Problem::Busy => "busy",
            Problem::Internal(_) => "internal",
        }
    }

    /// What the sentences are filled with, but for what each language writes in its own way.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Problem::Conflict { args, .. } => args.clone(),
            Problem::MergedAway { address, .. } => vec![("address", address.clone())],
            Problem::Courted { others } => vec![("n", others.len().to_string())],
            Problem::TooMany { minutes } => vec![("minutes", minutes.to_string())],
            Problem::BadJson { line, column } => vec![("line", line.to_string()), ("column", column.to_string())],
            Problem::NoSuchMethod { allowed } => vec![("allowed", allowed.clone())],
            Problem::KeyLacks { scope } => vec![("scope", scope.to_string())],
            _ => Vec::new(),
        }
    }
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Problem {
        match denied {
            Denied::NotFound => Problem::NotFound,
            Denied::Forbidden => Problem::Forbidden,
            Denied::KeyLacks(scope) => Problem::KeyLacks { scope },
            Denied::WantsPerson => Problem::WantsPerson,
            Denied::SecondFactor => Problem::SecondFactor { next: "/".to_owned() },
            Denied::Closed(programme) => Problem::ProgrammeClosed { programme, told: None },
        }
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Problem {
        match error {
            DbError::Unavailable(_) | DbError::Crossed(_) => Problem::Busy,
            DbError::NotFound => Problem::NotFound,
            DbError::Duplicate(_) => Problem::conflict("duplicate"),
            DbError::Unstorable => Problem::Unreadable,
            DbError::Full(text) => Problem::DatabaseFull(text),
            DbError::Query(text) | DbError::Damaged(text) => Problem::Internal(text),
            newer @ DbError::Newer(_) => Problem::Internal(newer.to_string()),
        }
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        match self {
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::NoSuchMethod { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Problem::Forbidden
            | Problem::KeyLacks { .. }
            | Problem::NotReviewer
            | Problem::WantsPerson
            | Problem::SecondFactor { .. }
            | Problem::Forged => StatusCode::FORBIDDEN,
            Problem::SignIn { .. } => StatusCode::SEE_OTHER,
            Problem::NoToken | Problem::BadToken => StatusCode::UNAUTHORIZED,
            Problem::Invalid(_) | Problem::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::Conflict { .. }
            | Problem::MergedAway { .. }
            | Problem::ProgrammeClosed { .. }
            | Problem::Courted { .. }
            | Problem::GateClosed { .. } => StatusCode::CONFLICT,
            Problem::Stale { .. } | Problem::Late { .. } | Problem::Overtaken { .. } => StatusCode::PRECONDITION_FAILED,
            Problem::NoIfMatch => StatusCode::PRECONDITION_REQUIRED,
            Problem::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Problem::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::Unreadable | Problem::BrokenOff | Problem::BadJson { .. } | Problem::BadIfMatch => {
                StatusCode::BAD_REQUEST
            }
            Problem::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Problem::UnsupportedMedia | Problem::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::StorageFull | Problem::DatabaseFull(_) => StatusCode::INSUFFICIENT_STORAGE,
            Problem::Busy | Problem::StoreAway(_) => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Carries the problem to the outermost layer, which knows the reader's language and what is accepted.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code()).finish();
        response.extensions_mut().insert(self.clone());
        response
    }
}
