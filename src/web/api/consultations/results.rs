//! What came in, as JSON: figures, answers, passages.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::consultations::{
    AskCheck, Figures, Passage, Progress, Question, Respondent, Row, RowOf, Shape, Tally, Theme, Value,
};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

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
