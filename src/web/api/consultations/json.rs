//! Questionnaires, figures and passages as JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::db::Conn;
use crate::domain::consultations::{
    self, AskCheck, ChoiceText, Consultation, ConsultationDraft, ConsultationError, Figures, Passage, Progress,
    Question, QuestionDraft, Respondent, Row, RowOf, Shape, Tally, Theme, Value,
};
use crate::domain::invitations::EventFacts;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::web::api::exchange::written;

/// A questionnaire with its questions and how far it is.
#[derive(Serialize, ToSchema)]
pub(super) struct ConsultationJson {
    id: String,
    pub version: i64,
    event: String,
    /// before or after
    phase: &'static str,
    /// draft, open or closed, as staff have set it
    state: &'static str,
    /// draft, ahead, open or over: what its times make of it
    standing: &'static str,
    /// On the venue's clock, as 2016-05-10T09:00.
    opens: Option<String>,
    closes: Option<String>,
    zone: &'static str,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    intro: Localised,
    questions: Vec<QuestionJson>,
    asked: i64,
    sent: i64,
    /// Saved and not sent.
    parts: i64,
}

/// One of the answers to choose from.
#[derive(Serialize, Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ChoiceJson {
    /// By which answers name it; given by its place.
    key: String,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    text: Localised,
}

#[derive(Serialize, ToSchema)]
pub(super) struct QuestionJson {
    pub id: String,
    pub version: i64,
    /// The same where the same is asked in the other phase.
    code: String,
    /// Rises when the words of an answered question change.
    revision: i64,
    /// text, scale, single or multiple
    kind: &'static str,
    /// required or optional
    need: &'static str,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    wording: Localised,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<i64>,
    #[serde(skip_serializing_if = "Localised::is_empty")]
    #[schema(value_type = Option<std::collections::HashMap<String, String>>)]
    low: Localised,
    #[serde(skip_serializing_if = "Localised::is_empty")]
    #[schema(value_type = Option<std::collections::HashMap<String, String>>)]
    high: Localised,
    #[serde(skip_serializing_if = "Option::is_none")]
    opinion: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Option<Vec<ChoiceJson>>)]
    choices: Vec<ChoiceJson>,
    answers: i64,
}

written! {
    /// The times and first words of a questionnaire.
    pub(super) struct ConsultationBody {
        /// On the venue's clock, as 2016-05-10T09:00; null or empty: as soon as it is opened.
        pub opens: Option<String>,
        pub closes: Option<String>,
        /// In every language, or in none.
        #[schema(value_type = std::collections::HashMap<String, String>)]
        pub intro: Localised,
    } shows {
        id, version, event, phase, state, standing, zone, questions, asked, sent, parts
    }
}

written! {
    /// A question. Of its fields only those count that its kind asks for.
    pub(super) struct QuestionBody {
        /// text, scale, single or multiple
        pub kind: String,
        /// required or optional
        pub need: String,
        #[schema(value_type = std::collections::HashMap<String, String>)]
        pub wording: Localised,
        /// text: the most characters taken
        pub limit: Option<i64>,
        /// scale: its ends, and what they mean
        pub least: Option<i64>,
        pub most: Option<i64>,
        #[schema(value_type = std::collections::HashMap<String, String>)]
        pub low: Localised,
        #[schema(value_type = std::collections::HashMap<String, String>)]
        pub high: Localised,
        /// scale: offered or asked, whether one may have none
        pub opinion: Option<String>,
        /// single, multiple
        pub choices: Vec<ChoiceJson>,
    } shows {
        id, version, code, revision, answers
    }
}

impl ConsultationBody {
    pub fn draft(self) -> ConsultationDraft {
        ConsultationDraft {
            opens: self.opens.unwrap_or_default(),
            closes: self.closes.unwrap_or_default(),
            intro: self.intro.into(),
        }
    }
}

impl QuestionBody {
    pub fn draft(self) -> QuestionDraft {
        let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        let line = |c: &ChoiceJson, l| c.text.get(l).unwrap_or_default().to_owned();
        let lines = |l| self.choices.iter().map(|c| line(c, l)).collect::<Vec<_>>().join("\n");
        QuestionDraft {
            choices: Locale::ALL.map(|l| (l, lines(l))).into(),
            kind: self.kind,
            need: self.need,
            wording: self.wording.into(),
            limit: number(self.limit),
            least: number(self.least),
            most: number(self.most),
            low: self.low.into(),
            high: self.high.into(),
            opinion: self.opinion.unwrap_or_default(),
        }
    }
}

impl QuestionJson {
    pub fn of(q: &Question) -> QuestionJson {
        let choice = |c: &ChoiceText| ChoiceJson { key: c.key.clone(), text: c.text.clone() };
        let base = QuestionJson {
            id: q.public_id.to_string(),
            version: q.version,
            code: q.code.clone(),
            revision: q.revision,
            kind: q.shape.kind().as_str(),
            need: q.need.as_str(),
            wording: q.wording.clone(),
            limit: None,
            least: None,
            most: None,
            low: Localised::default(),
            high: Localised::default(),
            opinion: None,
            choices: q.shape.choices().iter().map(choice).collect(),
            answers: q.answers,
        };
        match &q.shape {
            Shape::Text { limit } => QuestionJson { limit: Some(*limit), ..base },
            Shape::Scale { least, most, low, high, opinion } => QuestionJson {
                least: Some(*least),
                most: Some(*most),
                low: low.clone(),
                high: high.clone(),
                opinion: Some(opinion.as_str()),
                ..base
            },
            Shape::Single { .. } | Shape::Multiple { .. } => base,
        }
    }
}

impl ConsultationJson {
    pub fn load(
        conn: &mut Conn,
        cx: &crate::access::Context,
        (event, of): (&EventFacts, &Consultation),
    ) -> Result<ConsultationJson, ConsultationError> {
        let Tally { asked, sent, parts, .. } = consultations::tally(conn, cx, event, of)?;
        let questions = consultations::questions(conn, cx, event, of)?;
        let draft = ConsultationDraft::of(of);
        let wall = |text: String| Some(text).filter(|t| !t.is_empty());
        Ok(ConsultationJson {
            id: of.public_id.to_string(),
            version: of.version,
            event: event.public_id.to_string(),
            phase: of.phase.as_str(),
            state: of.state.as_str(),
            standing: of.standing(cx.now).key(),
            opens: wall(draft.opens),
            closes: wall(draft.closes),
            zone: event.zone.name(),
            intro: of.intro.clone(),
            questions: questions.iter().map(QuestionJson::of).collect(),
            asked,
            sent,
            parts,
        })
    }
}

/// Everything in numbers; what is said of few people is not.
#[derive(Serialize, ToSchema)]
pub(super) struct ResultsJson {
    asked: i64,
    sent: i64,
    /// Passages of free text, and how many of them are sorted.
    passages: i64,
    sorted: i64,
    questions: Vec<FiguresJson>,
}

#[derive(Serialize, ToSchema)]
struct FiguresJson {
    question: String,
    kind: &'static str,
    answered: i64,
    /// What the counts are of, in their order: steps of a scale, keys of choices, ids of themes.
    columns: Vec<String>,
    /// Empty where fewer than three have answered.
    rows: Vec<FigureRowJson>,
}

#[derive(Serialize, ToSchema)]
struct FigureRowJson {
    /// all, group, no-group, or rest: the groups that are too small to be shown apart
    of: &'static str,
    #[schema(value_type = Option<std::collections::HashMap<String, String>>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<Localised>,
    people: i64,
    counts: Vec<i64>,
    no_opinion: i64,
    /// Of a scale, to one place.
    mean: Option<f64>,
}

impl ResultsJson {
    pub fn of(tally: Tally, progress: Progress, figures: &[Figures]) -> ResultsJson {
        ResultsJson {
            asked: tally.asked,
            sent: tally.sent,
            passages: progress.total,
            sorted: progress.sorted,
            questions: figures.iter().map(FiguresJson::of).collect(),
        }
    }
}

impl FiguresJson {
    fn of(of: &Figures) -> FiguresJson {
        let columns = match &of.question.shape {
            Shape::Text { .. } => of.themes.iter().map(|t| t.public_id.to_string()).collect(),
            Shape::Scale { least, most, .. } => (*least..=*most).map(|n| n.to_string()).collect(),
            shape => shape.choices().iter().map(|c| c.key.clone()).collect(),
        };
        let row = |row: &Row| {
            let (of, group) = match &row.of {
                RowOf::All => ("all", None),
                RowOf::Group(name) => ("group", Some(name.clone())),
                RowOf::NoGroup => ("no-group", None),
                RowOf::Rest => ("rest", None),
                RowOf::Phase(phase) => (phase.as_str(), None),
            };
            // Tenths are small numbers: nothing is lost.
            let mean = row.mean.map(|tenths| tenths as f64 / 10.0);
            let (people, counts, no_opinion) = (row.people, row.counts.clone(), row.no_opinion);
            FigureRowJson { of, group, people, counts, no_opinion, mean }
        };
        FiguresJson {
            question: of.question.public_id.to_string(),
            kind: of.question.shape.kind().as_str(),
            answered: of.answered,
            columns,
            rows: of.rows.iter().map(row).collect(),
        }
    }
}

/// What somebody has sent.
#[derive(Serialize, ToSchema)]
pub(super) struct RespondentJson {
    id: String,
    contact: String,
    name: String,
    language: &'static str,
    /// A stakeholder group's code.
    group: Option<String>,
    /// named, unnamed, never; null where they have not said: not to be quoted either.
    quoting: Option<&'static str>,
    sent_at: String,
    /// By question.
    answers: BTreeMap<String, AnswerJson>,
}

/// One of the four.
#[derive(Serialize, ToSchema)]
struct AnswerJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scale: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    no_opinion: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<String>>,
    /// The revision of the question it was given to.
    revision: i64,
}

impl RespondentJson {
    pub fn of(r: &Respondent, questions: &[Question], locale: Locale) -> RespondentJson {
        let answer = |q: &Question| {
            let given = r.given.get(&q.id)?;
            let none =
                AnswerJson { text: None, scale: None, no_opinion: None, choices: None, revision: given.revision };
            let said = match &given.value {
                Value::Text(text) => AnswerJson { text: Some(text.clone()), ..none },
                Value::Scale(n) => AnswerJson { scale: Some(*n), ..none },
                Value::NoOpinion => AnswerJson { no_opinion: Some(true), ..none },
                Value::Choices(keys) => AnswerJson { choices: Some(keys.clone()), ..none },
            };
            Some((q.public_id.to_string(), said))
        };
        RespondentJson {
            id: r.public_id.to_string(),
            contact: r.contact_public.to_string(),
            name: r.name.shown(locale).to_owned(),
            language: r.language.tag(),
            group: r.group.clone(),
            quoting: r.quoting.map(|q| q.as_str()),
            sent_at: r.sent_at.rfc3339(),
            answers: questions.iter().filter_map(answer).collect(),
        }
    }
}

/// Who would be asked.
#[derive(Serialize, ToSchema)]
pub(super) struct AskCheckJson {
    people: usize,
    /// By language.
    languages: BTreeMap<&'static str, usize>,
    excluded: Vec<AskExcludedJson>,
}

#[derive(Serialize, ToSchema)]
struct AskExcludedJson {
    contact: String,
    /// do-not-contact, already-asked, not-asked, already-reminded, answered, no-address, address-refused or suppressed
    why: &'static str,
}

impl AskCheckJson {
    pub fn of(check: &AskCheck) -> AskCheckJson {
        let excluded = check
            .excluded
            .iter()
            .map(|e| AskExcludedJson { contact: e.who.contact_public.to_string(), why: e.why.key() })
            .collect();
        let languages = check.languages.iter().map(|(l, n)| (l.tag(), *n)).collect();
        AskCheckJson { people: check.included.len(), languages, excluded }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct ThemeJson {
    id: String,
    /// event or programme
    reach: &'static str,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    name: Localised,
    hue: &'static str,
}

impl ThemeJson {
    pub fn of(theme: &Theme) -> ThemeJson {
        ThemeJson {
            id: theme.public_id.to_string(),
            reach: if theme.event.is_some() { "event" } else { "programme" },
            name: theme.name.clone(),
            hue: theme.hue.as_str(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct PassageJson {
    id: String,
    question: String,
    body: String,
    language: &'static str,
    contact: String,
    group: Option<String>,
    /// named, unnamed or never; null: not to be quoted
    quoting: Option<&'static str>,
    themes: Vec<String>,
    /// Looked at, and of no theme.
    aside: bool,
}

impl PassageJson {
    pub fn of(p: &Passage, questions: &[Question], themes: &[Theme]) -> PassageJson {
        let question = questions.iter().find(|q| q.id == p.question).map(|q| q.public_id.to_string());
        PassageJson {
            id: p.public_id.to_string(),
            question: question.unwrap_or_default(),
            body: p.body.clone(),
            language: p.language.tag(),
            contact: p.contact_public.to_string(),
            group: p.group.clone(),
            quoting: p.quoting.map(|q| q.as_str()),
            themes: themes.iter().filter(|t| p.themes.contains(&t.id)).map(|t| t.public_id.to_string()).collect(),
            aside: p.aside,
        }
    }
}
