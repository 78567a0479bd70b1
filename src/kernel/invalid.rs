//! What is wrong with an input: the field, the reason, the limit. Sentences are made from it in the reader's language.

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
    /// The clocks jump over this hour on that day.
    SkippedHour,
    UnknownZone,
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
    /// A date that is to come has passed.
    Past,
    /// A day that is wanted has passed.
    PastDay,
    /// A day too far ahead, and the last that is taken.
    TooFar {
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
    /// Not the password the account has.
    WrongPassword,
    /// No code of the account's app or list of now, or one that was used.
    WrongCode,
    ControlCharacter,
    BadUrl,
    /// No telephone number: too few digits, or something else than belongs into one.
    BadPhone,
    /// Only an administrator may choose this.
    WantsAdministrator,
    BelowAccepted {
        accepted: i64,
    },
    /// Somebody comes for an institution already.
    NamedTwice,
    /// Somebody has a seat at the event: at an institution of this name, or (empty) for themselves.
    HoldsSeat {
        at: String,
    },
    /// Somebody whom an institution cannot name by itself; why is not its affair.
    CannotBeNamed,
    /// Of an institution's places, so many as it takes, all have a name.
    NoPlaceLeft {
        places: usize,
    },
    /// So many are named, and who they are: more than the places that would be left.
    StillNamed {
        named: usize,
        names: String,
    },
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
            Reason::TooLong { .. } => "too-long",
            Reason::TooLongBy { .. } => "too-long-by",
            Reason::TooShort { .. } => "too-short",
            Reason::OutOfRange { .. } => "out-of-range",
            Reason::NotANumber => "not-a-number",
            Reason::NotACursor => "not-a-cursor",
            Reason::Money(fault) => fault.key(),
            Reason::BadEmail(fault) => fault.key(),
            Reason::BadDate => "bad-date",
            Reason::BadWallTime => "bad-time",
            Reason::WantsAdministrator => "wants-administrator",
            Reason::SkippedHour => "skipped-hour",
            Reason::UnknownZone => "unknown-zone",
            Reason::EndsBeforeStart => "ends-before-start",
            Reason::AfterStart => "after-start",
            Reason::OutsideEvent => "outside-event",
            Reason::OutsideAgenda { .. } => "outside-agenda",
            Reason::RoomTaken { .. } => "room-taken",
            Reason::SeveralNamed { .. } => "several-named",
            Reason::Past => "past",
            Reason::PastDay => "past-day",
            Reason::TooFar { .. } => "too-far",
            Reason::Fixed => "fixed",
            Reason::PastForGuests => "past-for-guests",
            Reason::PastUnmeant => "past-unmeant",
            Reason::AnswersOver { .. } => "answers-over",
            Reason::NotOneOf { .. } => "not-one-of",
            Reason::Taken => "taken",
            Reason::NoSuch | Reason::NoneNamed { .. } => "no-such",
            Reason::LegalForm(_) => "legal-form",
            Reason::TooFewReviewers { .. } => "too-few-reviewers",
            Reason::NotAmong { .. } => "not-among",
            Reason::UnknownPlaceholder { .. } => "unknown-placeholder",
            Reason::GreetsTwice { .. } => "greets-twice",
            Reason::UnknownName { .. } => "unknown-name",
            Reason::WrongKind { .. } => "wrong-kind",
            Reason::UnbalancedBrace => "unbalanced-brace",
            Reason::MissingLanguage { .. } => "missing-language",
            Reason::WeakPassword => "weak-password",
            Reason::WrongPassword => "wrong-password",
            Reason::WrongCode => "wrong-code",
            Reason::ControlCharacter => "control-character",
            Reason::BadUrl => "bad-url",
            Reason::BadPhone => "bad-phone",
            Reason::BelowAccepted { .. } => "below-accepted",
            Reason::NamedTwice => "named-twice",
            Reason::HoldsSeat { .. } => "holds-seat",
            Reason::CannotBeNamed => "cannot-be-named",
            Reason::NoPlaceLeft { .. } => "no-place-left",
            Reason::StillNamed { .. } => "still-named",
            Reason::Circle { .. } => "circle",
            Reason::TooDeep { .. } => "too-deep",
            Reason::LinesDiffer { .. } => "lines-differ",
            Reason::ChoiceMoved => "choice-moved",
            Reason::TooMany { .. } => "too-many",
            Reason::File { fault, .. } => fault.key(),
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
            Reason::OutOfRange { min, max } => vec![("min", min.to_string()), ("max", max.to_string())],
            Reason::TooFewReviewers { able } => vec![("able", able.to_string())],
            Reason::SeveralNamed { name, n } => vec![("name", name.clone()), ("n", n.to_string())],
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
            Reason::WrongKind { wanted } => vec![("wanted", (*wanted).to_owned())],
            Reason::MissingLanguage { language } => vec![("language", (*language).to_owned())],
            Reason::BelowAccepted { accepted } => vec![("accepted", accepted.to_string())],
            Reason::HoldsSeat { at } => {
                let whose = if at.is_empty() { "own" } else { "institution" };
                vec![("whose", whose.to_owned()), ("at", at.clone())]
            }
            Reason::NoPlaceLeft { places } => vec![("places", places.to_string())],
            Reason::StillNamed { named, names } => vec![("named", named.to_string()), ("names", names.clone())],
            Reason::File { name, fault } => {
                let mut args = fault.args();
                args.push(("name", name.clone()));
                args
            }
            _ => Vec::new(),
        }
    }
}

/// One refused field. `field` is the form's and the JSON's name for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldError {
    pub field: String,
    pub reason: Reason,
}

/// Everything wrong with one input, never empty when it is an error.
#[derive(Clone, PartialEq, Eq, Debug, Default, thiserror::Error)]
#[error("{} field(s) refused", self.0.len())]
pub struct Invalid(pub Vec<FieldError>);

impl Invalid {
    pub fn one(field: impl Into<String>, reason: Reason) -> Self {
        Self(vec![FieldError { field: field.into(), reason }])
    }
    pub fn add(&mut self, field: impl Into<String>, reason: Reason) {
        self.0.push(FieldError { field: field.into(), reason });
    }
    /// Keeps a good value and notes a bad one, so that a form learns of all its faults at once.
    pub fn take<T>(&mut self, field: &str, parsed: Result<T, Reason>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(reason) => {
                self.add(field, reason);
                None
            }
        }
    }
    /// As [`Self::take`], of what knows its own field.
    pub fn keep<T>(&mut self, parsed: Result<T, Invalid>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(faults) => {
                self.0.extend(faults.0);
                None
            }
        }
    }
    pub fn into_result(self) -> Result<(), Invalid> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

/// Marks that nobody sees and that turn or join what stands beside them: a name that holds one reads otherwise than it is written, and
/// equals no other of the same letters. They come in by copying and are left out. The joiners that scripts need stay.
const fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The text without marks that nobody sees.
pub fn seen(text: &str) -> String {
    text.chars().filter(|c| !is_unseen(*c)).collect()
}

/// A whole number within these bounds. Digits that are no number here are one too large.
pub fn whole(text: &str, min: i64, max: i64) -> Result<i64, Reason> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Reason::NotANumber);
    }
    let number = text.parse().ok().filter(|n| (min..=max).contains(n));
    number.ok_or(Reason::OutOfRange { min, max })
}

/// A trimmed single line of at most `limit` characters, without control characters. Empty is allowed.
pub fn line(text: &str, limit: usize) -> Result<String, Reason> {
    let text = seen(text);
    let text = text.trim();
    if text.chars().any(char::is_control) {
        return Err(Reason::ControlCharacter);
    }
    if text.len() > limit && text.chars().count() > limit {
        Err(Reason::TooLong { limit })
    } else {
        Ok(text.to_owned())
    }
}

/// As [`line()`], and not empty.
pub fn required_line(text: &str, limit: usize) -> Result<String, Reason> {
    let text = line(text, limit)?;
    if text.is_empty() { Err(Reason::Required) } else { Ok(text) }
}

/// A text of several lines of at most `limit` characters; line ends become `\n`, other control characters are refused.
pub fn prose(text: &str, limit: usize) -> Result<String, Reason> {
    let text = seen(text).replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Reason::ControlCharacter);
    }
    if text.len() > limit && text.chars().count() > limit {
        Err(Reason::TooLong { limit })
    } else {
        Ok(text.to_owned())
    }
}
