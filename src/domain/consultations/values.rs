//! What was typed on a sheet, understood.

use std::collections::BTreeMap;

use super::model::{Need, Opinion, Question, QuestionId, Shape, Value};
use crate::db::types::text_enum;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, prose, seen, whole};

text_enum! {
    /// What somebody wants done with their answers.
    pub enum Wish {
        Send = "send",
        /// A part, to go on later: it counts nowhere until it is sent.
        Save = "save",
    }
}

/// The word that a scale's way out sends.
pub const NO_OPINION: &str = "none";

/// Values by question. A question that is not named is as one left empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Typed(pub BTreeMap<PublicId, Vec<String>>);

/// Every question's value; none where it was left empty. All faults are told at once. What is required may be wanting in a part.
pub fn parse(questions: &[Question], typed: &Typed, wish: Wish) -> Result<Vec<(QuestionId, Option<Value>)>, Invalid> {
    let mut bad = Invalid::default();
    let mut found = Vec::with_capacity(questions.len());
    for question in questions {
        let values: Vec<&str> = typed.0.get(&question.public_id).into_iter().flatten().map(|v| v.trim()).collect();
        let Some(value) = bad.take(&question.field(), value(&question.shape, &values)) else { continue };
        if value.is_none() && question.need == Need::Required && wish == Wish::Send {
            bad.add(question.field(), Reason::Required);
        }
        found.push((question.id, value));
    }
    bad.into_result()?;
    Ok(found)
}

fn value(shape: &Shape, typed: &[&str]) -> Result<Option<Value>, Reason> {
    let mut filled = typed.iter().copied().filter(|v| !v.is_empty());
    let first = filled.next();
    match shape {
        Shape::Text { .. } | Shape::Scale { .. } if filled.next().is_some() => Err(Reason::GivenTwice),
        Shape::Text { limit } => text(first.unwrap_or_default(), *limit),
        Shape::Scale { least, most, opinion, .. } => match first {
            None => Ok(None),
            Some(NO_OPINION) if *opinion == Opinion::Offered => Ok(Some(Value::NoOpinion)),
            Some(number) => Ok(Some(Value::Scale(whole(number, *least, *most)?))),
        },
        Shape::Single { choices } | Shape::Multiple { choices } => {
            let chosen: Vec<&str> = typed.iter().copied().filter(|v| !v.is_empty()).collect();
            let known = |key: &&str| choices.iter().any(|c| c.key == **key);
            let single = matches!(shape, Shape::Single { .. });
            if !chosen.iter().all(known) {
                let allowed = choices.iter().map(|c| c.key.as_str()).collect::<Vec<_>>().join(", ");
                return Err(Reason::NotOneOf { allowed });
            }
            if single && chosen.len() > 1 {
                return Err(Reason::TooMany { limit: 1 });
            }
            // In the order of the question, each once.
            let keys: Vec<String> =
                choices.iter().map(|c| &c.key).filter(|k| chosen.contains(&k.as_str())).cloned().collect();
            Ok((!keys.is_empty()).then_some(Value::Choices(keys)))
        }
    }
}

fn text(typed: &str, limit: usize) -> Result<Option<Value>, Reason> {
    let text = match prose(typed, limit) {
        Ok(text) => text,
        Err(Reason::TooLong { limit }) => {
            let length = seen(typed).replace("\r\n", "\n").trim().chars().count();
            return Err(Reason::TooLongBy { limit, length });
        }
        Err(other) => return Err(other),
    };
    Ok((!text.is_empty()).then_some(Value::Text(text)))
}

/// The passages of a free text: what stands between blank lines.
pub(super) fn passages(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim_end) {
        match (line.trim().is_empty(), open, found.last_mut()) {
            (true, _, _) => open = false,
            (false, true, Some(last)) => {
                last.push('\n');
                last.push_str(line);
            }
            (false, _, _) => {
                found.push(line.trim_start().to_owned());
                open = true;
            }
        }
    }
    found
}
