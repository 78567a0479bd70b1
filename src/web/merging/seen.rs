//! What a form was shown with, carried by the form itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::three_way::{Before, Values, plain};
use crate::web::Fields;

/// Names that a form's frame sends, and that are no fields of what it is about.
const FRAME: [&str; 8] = ["csrf", "form_key", "version", "was", "now", "differs", "undecided", "act"];

pub(super) fn is_frame(name: &str) -> bool {
    FRAME.contains(&name) || name.contains(':')
}

/// The version a form was shown with, and its fields then.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Seen {
    pub version: String,
    pub was: String,
}

/// A field as it is carried.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Carried {
    Values(Values),
    Print(String),
}

impl Seen {
    /// Of a form filled in with these: one that comes again is what it was, one that is opened is what there is.
    pub fn of(fields: &Fields) -> Seen {
        let version = fields.text("version").to_owned();
        if version.is_empty() {
            return Seen::default();
        }
        let was = if fields.has("was") { fields.text("was").to_owned() } else { carried(fields) };
        Seen { version, was }
    }
}

/// The fields as one text.
pub(super) fn carried(fields: &Fields) -> String {
    let all: BTreeMap<String, Carried> = by_name(fields)
        .into_iter()
        .map(|(name, values)| {
            let carried = match Before::of(&values) {
                Before::Values(values) => Carried::Values(values),
                Before::Print(print) => Carried::Print(print),
            };
            (name, carried)
        })
        .collect();
    serde_json::to_string(&all).unwrap_or_default()
}

/// What each field was; none where the form does not say, or says what cannot be read.
pub(super) fn read(was: &str) -> Option<BTreeMap<String, Before>> {
    let all: BTreeMap<String, Carried> = serde_json::from_str(was).ok()?;
    let before = |carried| match carried {
        Carried::Values(values) => Before::Values(values),
        Carried::Print(print) => Before::Print(print),
    };
    Some(all.into_iter().map(|(name, carried)| (name, before(carried))).collect())
}

/// The values of each field, as they are compared.
pub(super) fn by_name(fields: &Fields) -> BTreeMap<String, Values> {
    let mut all: BTreeMap<String, Values> = BTreeMap::new();
    for (name, value) in fields.iter().filter(|(name, _)| !is_frame(name)) {
        let values = all.entry(name.to_owned()).or_default();
        values.extend(Some(plain(value)).filter(|v| !v.is_empty()));
    }
    all.values_mut().for_each(|values| values.sort());
    all
}
