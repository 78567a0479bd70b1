//! Questions as a sheet shows them.

use crate::domain::consultations::{NO_OPINION, Need, Opinion, Question, Shape, Sheet, Value};
use crate::i18n::Words;
use crate::kernel::invalid::{Invalid, Reason};
use crate::web::Fields;
use crate::web::admin::events::views::{Said, said};
use crate::web::pieces::{Choice, Problem as FieldProblem};

/// One question, with what was typed and what is wrong with it.
pub(in crate::web) struct QuestionView {
    pub name: String,
    pub wording: Said,
    pub required: bool,
    /// "text", "scale", "single", "multiple".
    pub shape: &'static str,
    pub value: String,
    pub help: Option<String>,
    pub error: Option<String>,
    pub choices: Vec<Choice>,
    /// The ends of a scale in words.
    pub low: Said,
    pub high: Said,
    /// The way out of a scale, and whether it was taken.
    pub opinion: Option<bool>,
}

impl QuestionView {
    pub fn id(&self) -> String {
        format!("f-{}", self.name)
    }
    /// For askama, which compares no references to text.
    pub fn shaped(&self, shape: &str) -> bool {
        self.shape == shape
    }
}

/// The sheet as it was given, as a form would have it typed.
pub(in crate::web) fn filled(sheet: &Sheet) -> Fields {
    let mut fields = Fields::default();
    for question in &sheet.questions {
        let name = question.field();
        match sheet.given.get(&question.id) {
            Some(Value::Text(text)) => fields.push(&name, text.as_str()),
            Some(Value::Scale(n)) => fields.push(&name, n.to_string()),
            Some(Value::NoOpinion) => fields.push(&name, NO_OPINION),
            Some(Value::Choices(keys)) => keys.iter().for_each(|key| fields.push(&name, key.as_str())),
            None => {}
        }
    }
    fields
}

pub(in crate::web) fn questions(w: Words, all: &[Question], typed: &Fields, faults: &Invalid) -> Vec<QuestionView> {
    all.iter().map(|question| view(w, question, typed, faults)).collect()
}

fn view(w: Words, question: &Question, typed: &Fields, faults: &Invalid) -> QuestionView {
    let name = question.field();
    let values: Vec<&str> = typed.all(&name).collect();
    // Of several answers to what has one, none is taken for the other.
    let several = values.len() > 1 && !matches!(question.shape, Shape::Multiple { .. });
    let is = |value: &str| !several && values.contains(&value);
    let (mut low, mut high, mut opinion, mut help) = (Said::default(), Said::default(), None, None);
    let choices = match &question.shape {
        Shape::Text { limit } => {
            help = Some(w.n("consultations-text-limit", *limit));
            Vec::new()
        }
        Shape::Scale { least, most, low: from, high: to, opinion: way } => {
            (low, high) = (said(w, from), said(w, to));
            opinion = (*way == Opinion::Offered).then(|| is(NO_OPINION));
            let step = |n: i64| Choice { value: n.to_string(), label: n.to_string(), chosen: is(&n.to_string()) };
            (*least..=*most).map(step).collect()
        }
        Shape::Single { choices } | Shape::Multiple { choices } => {
            if matches!(question.shape, Shape::Multiple { .. }) {
                help = Some(w.t("consultations-several"));
            }
            let choice = |c: &crate::domain::consultations::ChoiceText| Choice {
                value: c.key.clone(),
                label: c.text.best(w.locale()).to_owned(),
                chosen: is(&c.key),
            };
            choices.iter().map(choice).collect()
        }
    };
    let error = faults.0.iter().find(|f| f.field == name).map(|f| match &f.reason {
        Reason::Required => w.t("consultations-required"),
        reason => w.reason(reason),
    });
    QuestionView {
        wording: said(w, &question.wording),
        required: question.need == Need::Required,
        shape: question.shape.kind().as_str(),
        value: values.join("\n\n"),
        help,
        error,
        choices,
        low,
        high,
        opinion,
        name,
    }
}

pub(in crate::web) fn problems(all: &[QuestionView]) -> Vec<FieldProblem> {
    let problem =
        |q: &QuestionView| Some(FieldProblem { field: q.id(), label: q.wording.text.clone(), text: q.error.clone()? });
    all.iter().filter_map(problem).collect()
}

/// What a form says, by question and in words, so that it is not lost to whoever wrote it.
pub(in crate::web) fn wrote(w: Words, sheet: &Sheet, typed: &Fields) -> Vec<(Said, String)> {
    let mut found = Vec::new();
    for question in &sheet.questions {
        let name = question.field();
        let word = |value: &str| match &question.shape {
            Shape::Single { choices } | Shape::Multiple { choices } => {
                let known = choices.iter().find(|c| c.key == value);
                known.map_or_else(|| value.to_owned(), |c| c.text.best(w.locale()).to_owned())
            }
            Shape::Scale { .. } if value == NO_OPINION => w.t("consultations-no-opinion"),
            Shape::Text { .. } | Shape::Scale { .. } => value.to_owned(),
        };
        let values: Vec<String> = typed.all(&name).map(str::trim).filter(|v| !v.is_empty()).map(word).collect();
        if !values.is_empty() {
            found.push((said(w, &question.wording), w.list(&values)));
        }
    }
    found
}
