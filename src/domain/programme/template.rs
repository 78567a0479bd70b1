//! Programme templates: data embedded from `config/templates`.

use std::sync::OnceLock;

use serde::Deserialize;

use super::model::Slug;
use crate::db::{DbError, Stored};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::localised::Localised;

/// The templates this installation offers, in the order they are shown.
const SOURCES: &[&str] = &[include_str!("../../../config/templates/four-steps.toml")];

/// What a new programme begins with.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    pub key: String,
    pub title: Localised,
    pub summary: Localised,
    /// How much later each further city begins.
    pub city_lag_days: i64,
    pub steps: Vec<TemplateStep>,
    /// Events of the programme itself, beyond its cities.
    pub events: Vec<TemplateEvent>,
    /// Deliverables of the programme itself; days count from its first day.
    pub deliverables: Vec<TemplateDeliverable>,
    /// Who is reminded of what.
    #[serde(default)]
    pub reminders: Vec<TemplateReminder>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateReminder {
    pub kind: String,
    /// So many calendar days before.
    pub days: i64,
    /// The hour of the wall, "09:00".
    pub clock: String,
    pub late: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateStep {
    pub kind: String,
    pub title: Localised,
    /// What comes out of it, in a few words.
    pub result: Localised,
    /// The kind of event that is held in it, where one is.
    #[serde(default)]
    pub event: Option<String>,
    pub starts_after_days: i64,
    pub lasts_days: i64,
    pub gates: Vec<TemplateGate>,
    pub deliverables: Vec<TemplateDeliverable>,
}

/// What must be given before the step's event is confirmed.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateGate {
    pub title: Localised,
    pub approved: TemplateApproved,
}

/// Every deliverable of these kinds, in the steps of these kinds of the same city.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateApproved {
    pub steps: Vec<String>,
    pub kinds: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateDeliverable {
    pub kind: String,
    pub audience: String,
    pub title: Localised,
    pub due_days: i64,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateEvent {
    pub kind: String,
    pub hosting: String,
    /// Who hosts it, where others do.
    #[serde(default)]
    pub host: Localised,
    pub title: Localised,
}

impl Template {
    pub fn step(&self, kind: &Slug) -> Option<&TemplateStep> {
        self.steps.iter().find(|s| s.kind == kind.as_str())
    }
}

/// All templates, read once: every picture of a programme asks for its own.
pub fn all() -> Stored<&'static [Template]> {
    static ALL: OnceLock<Result<Vec<Template>, String>> = OnceLock::new();
    let read = || SOURCES.iter().map(|text| toml::from_str(text).map_err(|e| e.to_string())).collect();
    ALL.get_or_init(read).as_deref().map_err(|fault| DbError::Damaged(fault.clone()))
}

/// The template of this key; none for a programme whose template is no longer shipped.
pub fn find(key: &str) -> Stored<Option<&'static Template>> {
    Ok(all()?.iter().find(|t| t.key == key))
}

/// The template of this key, as a form asks for it.
pub(super) fn chosen(key: &str) -> Result<&'static Template, super::ProgrammeError> {
    find(key)?.ok_or_else(|| Invalid::one("template", Reason::NoSuch).into())
}
