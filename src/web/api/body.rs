//! Bodies of JSON, and which part of one was refused: the field, the reason, the place; never a name of ours.

use serde::de::{DeserializeOwned, IgnoredAny};

use crate::kernel::invalid::{Invalid, Reason};
use crate::text::placeholders::nearest;
use crate::web::Problem;

/// A body of ours; anything else is told by its place or its field.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    // Values in their order would be taken for an object without its names.
    if body.trim_ascii_start().starts_with(b"[") && serde_json::from_slice::<IgnoredAny>(body).is_ok() {
        return Err(Invalid::one("body", Reason::WrongKind { wanted: "object" }).into());
    }
    serde_json::from_slice(body).map_err(|fault| {
        let (line, column) = (fault.line(), fault.column());
        if fault.is_data() {
            refused(body, &fault)
        } else if serde_json::from_slice::<IgnoredAny>(body).is_ok() {
            // Where one of some words is wanted, whatever is no text is refused before it is read, as if it were no JSON.
            let place = place(body, line, column.saturating_sub(1));
            Invalid::one(path_of(&place.at), Reason::WrongKind { wanted: "text" }).into()
        } else {
            Problem::BadJson { line, column }
        }
    })
}

fn path_of(steps: &[String]) -> String {
    if steps.is_empty() { "body".to_owned() } else { steps.join(".") }
}

fn refused(body: &[u8], fault: &serde_json::Error) -> Problem {
    let text = fault.to_string();
    let names: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    let place = place(body, fault.line(), fault.column());
    let (name, others) = names.split_first().map_or(("", &[][..]), |(name, others)| (*name, others));
    let (mut path, reason) = if text.starts_with("unknown field") {
        (place.at, Reason::unknown_name(nearest(name, others), others))
    } else if text.starts_with("missing field") {
        (place.around, Reason::Required)
    } else if text.starts_with("unknown variant") {
        (place.at, Reason::NotOneOf { allowed: others.join(", ") })
    } else {
        (place.at, Reason::WrongKind { wanted: wanted(&text) })
    };
    // What is missing or unknown is named by the refusal itself, as the last step of the way there.
    let named = matches!(reason, Reason::UnknownName { .. } | Reason::Required);
    if named && path.last().is_none_or(|last| last != name) {
        path.push(name.to_owned());
    }
    Invalid::one(path_of(&path), reason).into()
}

fn wanted(text: &str) -> &'static str {
    let kind = text.rsplit_once("expected ").map_or("", |(_, kind)| kind);
    let is = |words: &[&str]| words.iter().any(|w| kind.contains(w));
    match () {
        () if is(&["string"]) => "text",
        () if is(&["sequence", "array"]) => "list",
        () if is(&["boolean", "bool"]) => "boolean",
        () if is(&["map", "struct"]) => "object",
        () if is(&["i64", "i32", "u64", "u32", "usize", "f64", "number", "integer"]) => "number",
        () => "other",
    }
}

/// The way to a value: names and places in lists.
struct Place {
    at: Vec<String>,
    /// The same, without what ended just here.
    around: Vec<String>,
}

enum Step {
    Object(Option<String>),
    List(usize),
}

/// Where in a body a line and a column are. The reader stops behind the value it refuses, or behind the bracket that ends the last one.
fn place(body: &[u8], line: usize, column: usize) -> Place {
    let start: usize = body.split_inclusive(|b| *b == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    let read = &body[..(start + column).min(body.len())];
    let (mut steps, mut ended, mut at) = (Vec::new(), None, 0);
    while let Some(&byte) = read.get(at) {
        let begun = at;
        at += 1;
        if !byte.is_ascii_whitespace() {
            ended = None;
        }
        match byte {
            b'{' => steps.push(Step::Object(None)),
            b'[' => steps.push(Step::List(0)),
            b'}' | b']' => ended = steps.pop(),
            b'"' => {
                at = end_of_text(read, at);
                if let Some(Step::Object(name @ None)) = steps.last_mut() {
                    *name = Some(serde_json::from_slice(&read[begun..at]).unwrap_or_default());
                }
            }
            b',' => match steps.last_mut() {
                Some(Step::Object(name)) => *name = None,
                Some(Step::List(nth)) => *nth += 1,
                None => {}
            },
            _ => {}
        }
    }
    let around = way(steps.iter());
    let at = way(steps.iter().chain(&ended));
    Place { at, around }
}

fn end_of_text(read: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = read.get(at) {
        at += if byte == b'\\' { 2 } else { 1 };
        if byte == b'"' {
            break;
        }
    }
    at.min(read.len())
}

fn way<'a>(steps: impl Iterator<Item = &'a Step>) -> Vec<String> {
    let step = |step: &Step| match step {
        Step::Object(name) => name.clone(),
        Step::List(nth) => Some(nth.to_string()),
    };
    steps.filter_map(step).collect()
}
