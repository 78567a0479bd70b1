use serde::Serialize;

use crate::domain::history::{Change, Entry};

/// One field that somebody has changed since a program looked, for programs. Of what belongs to a person only the field is told.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedJson {
    /// None where it was an act that changes no field.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    /// The verb that history keeps.
    act: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    at: String,
}

impl ChangedJson {
    /// Field by field, the newest first.
    pub fn all(entries: &[Entry]) -> Vec<ChangedJson> {
        entries.iter().flat_map(ChangedJson::of).collect()
    }

    fn of(entry: &Entry) -> Vec<ChangedJson> {
        let one = |field: Option<&str>, sides: Option<(&str, &str)>| ChangedJson {
            field: field.map(str::to_owned),
            before: sides.map(|(before, _)| before.to_owned()),
            after: sides.map(|(_, after)| after.to_owned()),
            act: entry.action.clone(),
            by: entry.actor_name.clone(),
            at: entry.at.rfc3339(),
        };
        let told = |change: &Change| {
            // Of what belongs to a person history keeps that it was changed, with two blank sides.
            let sides = (change.before != change.after).then_some((change.before.as_str(), change.after.as_str()));
            one(Some(change.field.as_str()), sides)
        };
        let named = |field: &&String| entry.changes.iter().any(|change| change.field == **field);
        let personal = entry.personal.iter().filter(|field| !named(field)).map(|field| one(Some(field.as_str()), None));
        // Which channel it was about is no change of it.
        let changes: Vec<&Change> = entry.changes.iter().filter(|change| !change.names_channel()).collect();
        let bare = (changes.is_empty() && entry.personal.is_empty()).then(|| one(None, None));
        changes.into_iter().map(told).chain(personal).chain(bare).collect()
    }
}
