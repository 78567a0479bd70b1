//! Questionnaires and their questions as JSON.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::db::Conn;
use crate::domain::consultations::{
    self, ChoiceText, Consultation, ConsultationDraft, ConsultationError, Question, QuestionDraft, Shape, Tally,
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
        #[schema(required = true)]
        pub kind: String,
        /// required or optional
        #[schema(required = true)]
        pub need: String,
        #[schema(value_type = std::collections::HashMap<String, String>, required = true)]
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
        /// true where other words of choices, or of a scale's ends, mean what the former ones meant: answers given to these count for them
        pub same: bool,
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
            same: if self.same { "yes".to_owned() } else { String::new() },
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
