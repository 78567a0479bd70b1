use serde::{Deserialize, Serialize};

use crate::access::Denied;
use crate::db::DbError;
use crate::db::types::text_enum;
use crate::domain::invitations::InvitationError;
use crate::domain::programme::Hue;
use crate::kernel::ids::{EventId, Id, ProgrammeId, PublicId};
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, WallTime};

#[derive(Debug)]
pub enum ConsultationNoun {}
#[derive(Debug)]
pub enum QuestionNoun {}
#[derive(Debug)]
pub enum ThemeNoun {}
#[derive(Debug)]
pub enum PassageNoun {}
pub type ConsultationId = Id<ConsultationNoun>;
pub type QuestionId = Id<QuestionNoun>;
pub type ThemeId = Id<ThemeNoun>;
pub type PassageId = Id<PassageNoun>;

/// How long a question may be.
pub const WORDING: usize = 500;
/// The most that a free text may be allowed to hold.
pub const TEXT_LIMIT: usize = 10_000;
/// How many choices a question may offer.
pub const CHOICES: usize = 20;

text_enum! {
    /// When participants are asked.
    pub enum Phase {
        Before = "before",
        After = "after",
    }
}

impl Phase {
    pub const fn other(self) -> Phase {
        match self {
            Phase::Before => Phase::After,
            Phase::After => Phase::Before,
        }
    }
}

text_enum! {
    /// What staff have said of a questionnaire; its times say the rest.
    pub enum ConsultationState {
        Draft = "draft",
        Open = "open",
        Closed = "closed",
    }
}

text_enum! {
    pub enum QuestionKind {
        Text = "text",
        Scale = "scale",
        Single = "single",
        Multiple = "multiple",
    }
}

text_enum! {
    pub enum Need {
        Required = "required",
        Optional = "optional",
    }
}

text_enum! {
    /// Whether a scale has a way out.
    pub enum Opinion {
        Offered = "offered",
        Asked = "asked",
    }
}

text_enum! {
    /// What somebody agreed to. Who has said nothing is not quoted either.
    pub enum Quoting {
        Named = "named",
        Unnamed = "unnamed",
        Never = "never",
    }
}

text_enum! {
    /// For the first time, or once more.
    pub enum AskTurn {
        Ask = "ask",
        Remind = "remind",
    }
}

text_enum! {
    /// What is done with passages.
    pub enum Verb {
        Add = "add",
        Take = "take",
        /// Looked at, and of no theme.
        Aside = "aside",
        Back = "back",
    }
}

impl Verb {
    pub(super) const fn undone(self) -> Verb {
        match self {
            Verb::Add => Verb::Take,
            Verb::Take => Verb::Add,
            Verb::Aside => Verb::Back,
            Verb::Back => Verb::Aside,
        }
    }
}

/// Whether a questionnaire takes answers at an instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    Draft,
    /// It is open from then on.
    Ahead,
    Open,
    Over,
}

impl Standing {
    /// The last part of the message's key, and the API's word.
    pub const fn key(self) -> &'static str {
        match self {
            Standing::Draft => "draft",
            Standing::Ahead => "ahead",
            Standing::Open => "open",
            Standing::Over => "over",
        }
    }
}

/// What a questionnaire waits for before it takes answers, whatever its times say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    /// Nothing: it is asked before its event, or its event was held.
    Any,
    /// It is asked after its event, which ends then.
    Ends(WallTime),
    /// It is asked after its event, which has no date.
    Undated,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Consultation {
    pub id: ConsultationId,
    pub public_id: PublicId,
    pub version: i64,
    pub programme: ProgrammeId,
    pub event: EventId,
    pub phase: Phase,
    pub state: ConsultationState,
    /// Said above the questions: what the answers are for. May be empty.
    pub intro: Localised,
    /// On the venue's wall.
    pub opens: Option<WallTime>,
    pub closes: Option<WallTime>,
    pub since: Since,
}

impl Consultation {
    /// From when it takes answers, once it is open; none: at once. A move of the event moves it along.
    pub fn begins(&self) -> Option<WallTime> {
        match (self.opens, self.since) {
            (Some(opens), Since::Ends(end)) if opens.instant() > end.instant() => Some(opens),
            (_, Since::Ends(end)) => Some(end),
            (opens, Since::Any | Since::Undated) => opens,
        }
    }
    /// Whether its event is still to come, so that nobody can be asked about it.
    pub fn is_early(&self, now: Instant) -> bool {
        match self.since {
            Since::Any => false,
            Since::Ends(end) => now < end.instant(),
            Since::Undated => true,
        }
    }
    pub fn standing(&self, now: Instant) -> Standing {
        match self.state {
            ConsultationState::Draft => Standing::Draft,
            ConsultationState::Closed => Standing::Over,
            ConsultationState::Open if self.closes.is_some_and(|at| now > at.instant()) => Standing::Over,
            ConsultationState::Open if self.since == Since::Undated => Standing::Ahead,
            ConsultationState::Open if self.begins().is_some_and(|at| now < at.instant()) => Standing::Ahead,
            ConsultationState::Open => Standing::Open,
        }
    }
}

/// One of the answers to choose from. Its key stays when its words change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ChoiceText {
    pub key: String,
    pub text: Localised,
}

/// How a question is answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Shape {
    Text { limit: usize },
    Scale { least: i64, most: i64, low: Localised, high: Localised, opinion: Opinion },
    Single { choices: Vec<ChoiceText> },
    Multiple { choices: Vec<ChoiceText> },
}

/// Field, name, words.
type Label<'a> = (&'static str, &'a str, &'a Localised);

impl Shape {
    pub const fn kind(&self) -> QuestionKind {
        match self {
            Shape::Text { .. } => QuestionKind::Text,
            Shape::Scale { .. } => QuestionKind::Scale,
            Shape::Single { .. } => QuestionKind::Single,
            Shape::Multiple { .. } => QuestionKind::Multiple,
        }
    }
    pub fn choices(&self) -> &[ChoiceText] {
        match self {
            Shape::Single { choices } | Shape::Multiple { choices } => choices,
            Shape::Text { .. } | Shape::Scale { .. } => &[],
        }
    }
    /// The same question in other words: kind, range and choices are what they were.
    pub fn means(&self, other: &Shape) -> bool {
        match (self, other) {
            (Shape::Text { .. }, Shape::Text { .. }) => true,
            (
                Shape::Scale { least, most, opinion, .. },
                Shape::Scale { least: least_too, most: most_too, opinion: opinion_too, .. },
            ) => (least, most, opinion) == (least_too, most_too, opinion_too),
            (Shape::Single { choices }, Shape::Single { choices: others })
            | (Shape::Multiple { choices }, Shape::Multiple { choices: others }) => {
                choices.iter().map(|c| &c.key).eq(others.iter().map(|c| &c.key))
            }
            _ => false,
        }
    }
    /// The words that answers stand for, each with the field it is typed in and its own name: choices, and the ends of a scale.
    fn labels(&self) -> Vec<Label<'_>> {
        match self {
            Shape::Text { .. } => Vec::new(),
            Shape::Scale { low, high, .. } => vec![("low", "low", low), ("high", "high", high)],
            Shape::Single { choices } | Shape::Multiple { choices } => {
                choices.iter().map(|choice| ("choices", choice.key.as_str(), &choice.text)).collect()
            }
        }
    }
    /// In which field and language something has the words that another had before: whoever chose the one would read as having chosen
    /// the other.
    pub fn moved(&self, before: &Shape) -> Option<(&'static str, Locale)> {
        let words = |text: &Localised, l: Locale| text.get(l).unwrap_or_default().to_lowercase();
        let (now, then) = (self.labels(), before.labels());
        let taken = |label: &Label<'_>, l: Locale| {
            let own = words(label.2, l);
            let had = |same: bool| then.iter().any(|was| (was.1 == label.1) == same && words(was.2, l) == own);
            had(false) && !had(true)
        };
        Locale::ALL.into_iter().find_map(|l| now.iter().find(|label| taken(label, l)).map(|label| (label.0, l)))
    }
    /// Whether the words that answers stand for are others.
    pub fn reworded(&self, before: &Shape) -> bool {
        self.labels() != before.labels()
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    pub id: QuestionId,
    pub public_id: PublicId,
    pub version: i64,
    /// The same where the same is asked in the other phase.
    pub code: String,
    pub revision: i64,
    pub position: i32,
    pub need: Need,
    pub wording: Localised,
    pub shape: Shape,
    /// How many have sent an answer to it.
    pub answers: i64,
    /// How many answers stand, also those that were saved and not sent: for them it keeps its meaning.
    pub held: i64,
}

impl Question {
    /// The field it is in forms and refusals.
    pub fn field(&self) -> String {
        format!("q_{}", self.public_id)
    }
}

/// What somebody answered to one question.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    Text(String),
    Scale(i64),
    NoOpinion,
    Choices(Vec<String>),
}

/// What passages are sorted into.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Theme {
    pub id: ThemeId,
    pub public_id: PublicId,
    pub version: i64,
    /// None: of the whole programme.
    pub event: Option<EventId>,
    pub name: Localised,
    pub hue: Hue,
}

#[derive(Debug, thiserror::Error)]
pub enum ConsultationError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error("somebody else has changed it meanwhile")]
    Stale,
    /// An event has one questionnaire a phase.
    #[error("there is a questionnaire for this phase already")]
    There,
    /// It lacks questions, or the time at which it closes.
    #[error("the questionnaire is not complete")]
    Incomplete,
    /// The time at which it closes has passed.
    #[error("its time has passed")]
    TimePassed,
    #[error("it takes no answers: {0:?}")]
    NotOpen(Standing),
    /// Nobody is asked about what does not take place, or not for now.
    #[error("the event is off")]
    EventOff,
    /// Nobody is asked what an event was like before it was held.
    #[error("the event is still to come")]
    NotHeld,
    #[error("nobody would get a mail")]
    NobodyToAsk,
    #[error("the mails have left")]
    MailLeft,
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<InvitationError> for ConsultationError {
    fn from(error: InvitationError) -> Self {
        match error {
            InvitationError::Denied(denied) => denied.into(),
            InvitationError::Invalid(invalid) => invalid.into(),
            InvitationError::Stale => ConsultationError::Stale,
            InvitationError::Db(error) => error.into(),
            // Reading an event moves nothing.
            other => DbError::Damaged(other.to_string()).into(),
        }
    }
}
