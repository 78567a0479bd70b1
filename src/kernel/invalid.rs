//! What is wrong with an input: the field, the reason, the limit. Sentences are made from it in the reader's language.

mod faults;
mod listed;
mod places;
mod read;
mod relays;

pub use faults::{FieldError, Invalid};
pub use listed::{ClosedList, one_of, one_of_at};
pub use places::PlaceFault;
pub use read::{line, prose, required_line, seen, whole};
pub use relays::RelayFault;

use super::email::BadEmail;
use super::files::FileFault;
use super::locale::Locale;
use super::localised::Localised;
use super::money::MoneyFault;
use super::time::WallTime;

/// Why one field was refused. Its words are the message `invalid-<key>` of the reader's language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    Required,
    /// What is asked once came with several values.
    GivenTwice,
    TooLong {
        limit: usize,
    },
    /// As [`Reason::TooLong`], of a text long enough that its length is worth saying.
    TooLongBy {
        limit: usize,
        length: usize,
    },
    TooShort {
        limit: usize,
    },
    OutOfRange {
        min: i64,
        max: i64,
    },
    NotANumber,
    /// Not what a page gave to go on by.
    NotACursor,
    /// Not an amount of money, or one that reads in two ways.
    Money(MoneyFault),
    BadEmail(BadEmail),
    BadDate,
    BadWallTime,
    /// No hour of a day.
    BadClock,
    /// The clocks jump over this hour on that day.
    SkippedHour,
    /// No zone of this name; these may be meant.
    UnknownZone {
        near: Vec<&'static str>,
    },
    EndsBeforeStart,
    AfterStart,
    /// Our part of an event lies outside it.
    OutsideEvent,
    /// The part of an agenda lies outside its event, or outside our part of it: from when to when that is.
    OutsideAgenda {
        start: WallTime,
        end: WallTime,
    },
    /// Another part of the agenda has the room at that time.
    RoomTaken {
        by: Localised,
        start: WallTime,
        end: WallTime,
    },
    /// So many people have that name.
    SeveralNamed {
        name: String,
        n: usize,
    },
    /// So many things have that name; each has one of these of its own.
    SeveralCalled {
        name: String,
        allowed: String,
    },
    /// A date that is to come has passed.
    Past,
    /// A day that is wanted has passed.
    PastDay,
    /// A day too far ahead, and the last that is taken.
    TooFar {
        last: chrono::NaiveDate,
    },
    /// A day on which something cannot have happened yet, and the last that is taken.
    NotYet {
        last: chrono::NaiveDate,
    },
    /// A day so far off that another year was meant (see [`crate::kernel::reach`]).
    FarAway {
        first: chrono::NaiveDate,
        last: chrono::NaiveDate,
    },
    /// It stays what it was made with.
    Fixed,
    /// A date has passed that guests would be told of.
    PastForGuests,
    /// A date has passed, and nobody has said that it is meant.
    PastUnmeant,
    /// Whoever is asked now could not answer any more.
    AnswersOver {
        by: WallTime,
    },
    NotOneOf {
        allowed: String,
    },
    /// Something else has it already.
    Taken,
    /// It names something that does not exist, or that the reader may not see.
    NoSuch,
    /// What was given, and those there are.
    NotAmong {
        name: String,
        allowed: String,
    },
    /// As [`Reason::NoSuch`], quoting the name that was given.
    NoneNamed {
        name: String,
    },
    /// The name of a house says no more than its legal form.
    LegalForm(String),
    /// No member whose role lets them do what is to be done.
    Unable,
    /// Whoever answers for something stands in for themselves.
    OwnDeputy,
    /// Of those named so many can approve.
    TooFewReviewers {
        able: usize,
    },
    /// Each wrong name with the nearest right one.
    UnknownPlaceholder {
        wrong: Vec<(String, String)>,
    },
    /// A greeting stands before the placeholder that is one.
    GreetsTwice {
        word: String,
    },
    /// A parameter or a key that is not known; `nearest` is empty when none is near.
    UnknownName {
        nearest: String,
        known: String,
    },
    /// A value of another kind: `wanted` is text, number, boolean, list, object or other.
    WrongKind {
        wanted: &'static str,
    },
    UnbalancedBrace,
    MissingLanguage {
        language: &'static str,
    },
    WeakPassword,
    /// The password the account has already, in the place of a new one.
    SamePassword,
    /// Not the password the account has.
    WrongPassword,
    /// No code of the account's app or list of now, or one that was used.
    WrongCode,
    /// No recovery code of the account, or one that was used.
    WrongRecoveryCode,
    ControlCharacter,
    LineBreak,
    BadUrl,
    /// No telephone number: too few digits, or something else than belongs into one.
    BadPhone,
    /// Only an administrator may choose this.
    WantsAdministrator,
    BelowAccepted {
        accepted: i64,
    },
    /// An institution's places, or the names for them.
    Place(PlaceFault),
    /// What is passed on, and when it was.
    Relay(RelayFault),
    /// It waits for itself, on this way.
    Circle {
        way: Vec<Localised>,
    },
    /// Groups in groups, at most so many.
    TooDeep {
        limit: usize,
    },
    /// A list, one thing a line, that must be as long as another.
    LinesDiffer {
        wanted: usize,
        found: usize,
    },
    /// A choice has the words of another, while answers stand that name it.
    ChoiceMoved,
    /// A choice has other words, and nobody has said that they mean the same.
    MeaningUnsaid,
    /// It asks about an event that lasts until then.
    BeforeEventEnds {
        end: WallTime,
    },
    /// At most so many of them.
    TooMany {
        limit: usize,
    },
    /// A file of this name is not taken.
    File {
        name: String,
        fault: FileFault,
    },
}

impl Reason {
    /// A name that is not one of `known`.
    pub fn unknown_name(nearest: Option<String>, known: &[&str]) -> Reason {
        Reason::UnknownName { nearest: nearest.unwrap_or_default(), known: known.join(", ") }
    }
    /// The last part of the message's key.
    pub const fn key(&self) -> &'static str {
        match self {
            Reason::Required => "required",
            Reason::GivenTwice => "given-twice",
            Reason::TooLong { .. } => "too-long",
            Reason::TooLongBy { .. } => "too-long-by",
            Reason::TooShort { .. } => "too-short",
            Reason::OutOfRange { .. } => "out-of-range",
            Reason::NotANumber => "not-a-number",
            Reason::NotACursor => "not-a-cursor",
            Reason::Money(fault) => fault.key(),
            Reason::BadEmail(fault) => fault.key(),
            Reason::BadDate | Reason::BadWallTime | Reason::BadClock => self.of_time(),
            Reason::WantsAdministrator => "wants-administrator",
            Reason::SkippedHour => "skipped-hour",
            Reason::UnknownZone { .. } => "unknown-zone",
            Reason::EndsBeforeStart => "ends-before-start",
            Reason::AfterStart => "after-start",
            Reason::OutsideEvent => "outside-event",
            Reason::OutsideAgenda { .. } => "outside-agenda",
            Reason::RoomTaken { .. } => "room-taken",
            Reason::SeveralNamed { .. } | Reason::SeveralCalled { .. } | Reason::UnknownName { .. } => self.of_name(),
            Reason::Past | Reason::PastDay | Reason::TooFar { .. } | Reason::NotYet { .. } | Reason::FarAway { .. } => {
                self.of_day()
            }
            Reason::Fixed => "fixed",
            Reason::PastForGuests => "past-for-guests",
            Reason::PastUnmeant => "past-unmeant",
            Reason::AnswersOver { .. } => "answers-over",
            Reason::NotOneOf { .. } => "not-one-of",
            Reason::Taken => "taken",
            Reason::NoSuch | Reason::NoneNamed { .. } => "no-such",
            Reason::LegalForm(_) => "legal-form",
            Reason::Unable => "unable",
            Reason::OwnDeputy => "own-deputy",
            Reason::TooFewReviewers { .. } => "too-few-reviewers",
            Reason::NotAmong { .. } => "not-among",
            Reason::UnknownPlaceholder { .. } => "unknown-placeholder",
            Reason::GreetsTwice { .. } => "greets-twice",
            Reason::WrongKind { .. } => "wrong-kind",
            Reason::UnbalancedBrace => "unbalanced-brace",
            Reason::MissingLanguage { .. } => "missing-language",
            Reason::WeakPassword | Reason::SamePassword => self.of_secret(),
            Reason::WrongPassword | Reason::WrongCode | Reason::WrongRecoveryCode => self.of_secret(),
            Reason::ControlCharacter | Reason::LineBreak => self.of_character(),
            Reason::BadUrl => "bad-url",
            Reason::BadPhone => "bad-phone",
            Reason::BelowAccepted { .. } => "below-accepted",
            Reason::Place(fault) => fault.key(),
            Reason::Relay(fault) => fault.key(),
            Reason::Circle { .. } => "circle",
            Reason::TooDeep { .. } => "too-deep",
            Reason::LinesDiffer { .. } => "lines-differ",
            Reason::ChoiceMoved => "choice-moved",
            Reason::MeaningUnsaid => "meaning-unsaid",
            Reason::BeforeEventEnds { .. } => "before-event-ends",
            Reason::TooMany { .. } => "too-many",
            Reason::File { fault, .. } => fault.key(),
        }
    }
    const fn of_character(&self) -> &'static str {
        match self {
            Reason::LineBreak => "line-break",
            _ => "control-character",
        }
    }
    const fn of_name(&self) -> &'static str {
        match self {
            Reason::SeveralNamed { .. } => "several-named",
            Reason::SeveralCalled { .. } => "several-called",
            _ => "unknown-name",
        }
    }
    const fn of_day(&self) -> &'static str {
        match self {
            Reason::Past => "past",
            Reason::PastDay => "past-day",
            Reason::TooFar { .. } => "too-far",
            Reason::NotYet { .. } => "not-yet",
            _ => "far-away",
        }
    }
    const fn of_time(&self) -> &'static str {
        match self {
            Reason::BadDate => "bad-date",
            Reason::BadWallTime => "bad-time",
            _ => "bad-clock",
        }
    }
    const fn of_secret(&self) -> &'static str {
        match self {
            Reason::WeakPassword => "weak-password",
            Reason::SamePassword => "same-password",
            Reason::WrongPassword => "wrong-password",
            Reason::WrongCode => "wrong-code",
            _ => "wrong-recovery-code",
        }
    }
    /// The message's arguments, for a reader of this language.
    pub fn args(&self, locale: Locale) -> Vec<(&'static str, String)> {
        match self {
            Reason::Money(fault) => fault.args(locale),
            Reason::TooDeep { limit } | Reason::TooMany { limit } => {
                vec![("limit", limit.to_string())]
            }
            Reason::Circle { way } => {
                vec![("way", way.iter().map(|title| title.best(locale)).collect::<Vec<_>>().join(" → "))]
            }
            Reason::TooLong { limit } | Reason::TooShort { limit } => vec![("limit", limit.to_string())],
            Reason::LinesDiffer { wanted, found } => vec![("wanted", wanted.to_string()), ("found", found.to_string())],
            Reason::TooLongBy { limit, length } => vec![("limit", limit.to_string()), ("length", length.to_string())],
            Reason::OutOfRange { min, max } => {
                let how = if min == max { "one" } else { "several" };
                vec![("how", how.to_owned()), ("min", min.to_string()), ("max", max.to_string())]
            }
            Reason::TooFewReviewers { able } => vec![("able", able.to_string())],
            Reason::SeveralNamed { name, n } => vec![("name", name.clone()), ("n", n.to_string())],
            Reason::SeveralCalled { name, allowed } => vec![("name", name.clone()), ("allowed", allowed.clone())],
            Reason::NotOneOf { allowed } => vec![("allowed", allowed.clone())],
            Reason::NotAmong { name, allowed } => vec![("name", name.clone()), ("allowed", allowed.clone())],
            Reason::UnknownPlaceholder { wrong } => {
                let pair = |(name, nearest): &(String, String)| format!("{{{name}}} → {{{nearest}}}");
                vec![("pairs", wrong.iter().map(pair).collect::<Vec<_>>().join(", "))]
            }
            Reason::LegalForm(name) => vec![("name", name.clone())],
            Reason::NoSuch => vec![("quoted", "no".to_owned())],
            Reason::NoneNamed { name } => vec![("quoted", "yes".to_owned()), ("name", name.clone())],
            Reason::GreetsTwice { word } => vec![("word", word.clone())],
            Reason::UnknownName { nearest, known } => {
                let hint = match (nearest.as_str(), known.as_str()) {
                    ("", "") => "none",
                    ("", _) => "list",
                    _ => "near",
                };
                vec![("hint", hint.to_owned()), ("nearest", nearest.clone()), ("known", known.clone())]
            }
            Reason::UnknownZone { near } => {
                let hint = if near.is_empty() { "none" } else { "near" };
                vec![("hint", hint.to_owned()), ("zones", near.join(", "))]
            }
            Reason::WrongKind { wanted } => vec![("wanted", (*wanted).to_owned())],
            Reason::MissingLanguage { language } => vec![("language", (*language).to_owned())],
            Reason::BelowAccepted { accepted } => vec![places::how_many(*accepted), ("accepted", accepted.to_string())],
            Reason::Place(fault) => fault.args(),
            Reason::Relay(fault) => fault.args(),
            Reason::File { name, fault } => {
                let mut args = fault.args();
                args.push(("name", name.clone()));
                args
            }
            _ => Vec::new(),
        }
    }
}
