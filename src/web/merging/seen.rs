//! What a form was shown with, carried by the form itself.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::three_way::{Before, Values, plain};
use crate::web::Fields;

/// Names that a form's frame sends, the choices between two versions among them, and that are no fields of what it is about.
const FRAME: [&str; 9] = ["csrf", "form_key", "looked", "version", "was", "now", "differs", "undecided", "act"];

pub(in crate::web) fn is_frame(name: &str) -> bool {
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

/// The version that a form is saved over: its own, and the newest where nothing that the form shows has changed since it was opened. What
/// was not decided yet is saved over none.
pub fn version(typed: &Fields, now: &Fields) -> i64 {
    let own = typed.version();
    let same = || read(typed.text("was")).is_some_and(|was| is_as(&was, now));
    if own != 0 && own < now.version() && same() { now.version() } else { own }
}

fn is_as(was: &BTreeMap<String, Before>, now: &Fields) -> bool {
    let now = by_name(now);
    was.len() == now.len() && was.iter().all(|(name, before)| now.get(name).is_some_and(|values| before.is(values)))
}

/// The fields that say what they said when the form was opened; none where it does not carry that.
pub(in crate::web) fn untouched(fields: &Fields) -> BTreeSet<String> {
    let Some(was) = read(fields.text("was")) else { return BTreeSet::new() };
    let same = |(name, values): &(String, Values)| was.get(name).is_some_and(|before| before.is(values));
    by_name(fields).into_iter().filter(same).map(|(name, _)| name).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::new(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn what_was_left_as_it_was_is_known() {
        let shown = fields(&[("version", "3"), ("title.en", "A"), ("kinds", "b"), ("kinds", "a"), ("notes", "")]);
        let mut typed =
            fields(&[("version", "3"), ("title.en", "Mine"), ("kinds", "a"), ("kinds", "b"), ("notes", " ")]);
        assert!(untouched(&typed).is_empty(), "the form does not say what it was");
        typed.set("was", carried(&shown));
        assert_eq!(untouched(&typed).into_iter().collect::<Vec<_>>(), ["kinds", "notes"]);
    }

    #[test]
    fn a_newer_version_with_the_same_fields_is_saved_over() {
        let shown = fields(&[("version", "3"), ("title.en", "A"), ("kinds", "b"), ("kinds", "a"), ("notes", "")]);
        let mut typed = fields(&[("version", "3"), ("title.en", "Mine"), ("kinds", "a"), ("notes", "")]);
        typed.set("was", carried(&shown));
        let now = |version: &str, title: &str| {
            fields(&[("version", version), ("title.en", title), ("kinds", "a"), ("kinds", "b"), ("notes", "")])
        };
        assert_eq!(version(&typed, &now("3", "A")), 3);
        assert_eq!(version(&typed, &now("7", "A")), 7, "somebody changed something else");
        assert_eq!(version(&typed, &now("7", "Theirs")), 3, "to be asked about");
        typed.set("version", "0");
        assert_eq!(version(&typed, &now("7", "A")), 0, "not decided yet");
        typed.set("version", "3");
        typed.set("was", "");
        assert_eq!(version(&typed, &now("7", "A")), 3, "it is not known what was before");
    }
}
