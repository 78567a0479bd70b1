//! The pages on which a rule is written, for a programme or for one event: a form, then what it would arm, then the act.

use askama::Template;

use super::OWN;
use super::views::OutlookView;
use crate::domain::reminders::{Late, OwnDraft, OwnWish, Rule, RuleDraft, RuleKind, Timing};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::admin::events::views::Said;
use crate::web::merging::Seen;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, Problem as FormProblem};
use crate::web::{Chrome, Fields};

/// The way here.
pub(super) struct Way {
    pub href: String,
    pub label: Said,
}

impl Way {
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Way {
        Way { href: href.into(), label: Said { text: label.into(), lang: None } }
    }
}

#[derive(Template)]
#[template(path = "admin/reminders/form.html")]
pub(super) struct FormPage {
    pub w: Words,
    pub chrome: Chrome,
    pub ways: Vec<Way>,
    pub heading: String,
    pub lead: String,
    /// Where it is asked what would follow.
    pub action: String,
    pub back: String,
    pub seen: Seen,
    pub problems: Vec<FormProblem>,
    pub fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "admin/reminders/check.html")]
pub(super) struct CheckPage {
    pub w: Words,
    pub chrome: Chrome,
    pub ways: Vec<Way>,
    pub heading: String,
    pub lead: String,
    /// What is armed, or no longer.
    pub armed: String,
    pub nothing: String,
    pub outlook: OutlookView,
    pub action: String,
    /// Where the form is filled in again; empty where there is none.
    pub again: String,
    pub back: String,
    pub verb: String,
    pub hidden: Vec<(String, String)>,
}

/// What was typed, to be sent with the act, over the version that the page tells of.
pub(super) fn hidden(typed: &Fields, version: i64) -> Vec<(String, String)> {
    let typed = typed.iter().filter(|(name, _)| !OWN.contains(name));
    let mut all: Vec<(String, String)> = typed.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    all.push(("version".to_owned(), version.to_string()));
    all
}

pub(super) fn draft(typed: &Fields) -> RuleDraft {
    let text = |name: &str| typed.text(name).to_owned();
    RuleDraft { kind: text("kind"), days: text("days"), clock: text("clock"), late: text("late") }
}

pub(super) fn own_draft(typed: &Fields) -> OwnDraft {
    let text = |name: &str| typed.text(name).to_owned();
    OwnDraft { wish: text("wish"), days: text("days"), clock: text("clock"), late: text("late") }
}

fn set_timing(typed: &mut Fields, timing: Timing) {
    typed.set("days", timing.days.to_string());
    typed.set("clock", timing.clock.to_string());
    typed.set("late", timing.late.as_str());
}

/// A rule as its form shows it.
pub(super) fn fields_of(rule: &Rule) -> Fields {
    let mut typed = Fields::default();
    typed.set("version", rule.version.to_string());
    set_timing(&mut typed, rule.timing);
    typed
}

/// What an event does with a rule, as its form shows it.
pub(super) fn own_fields(version: i64, wish: OwnWish, timing: Timing) -> Fields {
    let mut typed = Fields::default();
    typed.set("version", version.to_string());
    typed.set("wish", wish.as_str());
    set_timing(&mut typed, timing);
    typed
}

/// What a new rule begins with.
pub(super) fn blank() -> Fields {
    let mut typed = Fields::default();
    typed.set("kind", RuleKind::SilentBeforeDeadline.as_str());
    typed.set("days", "7");
    typed.set("clock", "09:00");
    typed.set("late", Late::Send.as_str());
    typed
}

/// The time of a rule of this kind.
pub(super) fn timing(w: Words, kind: Option<RuleKind>, typed: &Fields, faults: &Invalid) -> Vec<Field> {
    let field = |name: &str, control: Control| {
        let label = w.t(format!("programme-field-{name}"));
        Field::new(name, label, control).value(typed.text(name)).error(error_of(w, faults, name))
    };
    let fitting = Late::ALL.iter().filter(|late| kind.is_none_or(|kind| late.is_for(kind)));
    let late = fitting.map(|late| {
        let label = w.t(format!("reminders-late-{late}"));
        Choice::of(late.as_str(), label, typed.text("late"))
    });
    vec![
        field("days", Control::Line("number")).help(w.t("reminders-days-help")),
        field("clock", Control::Line("time")).help(w.t("reminders-clock-help")),
        field("late", Control::Radios(late.collect())),
    ]
}

pub(super) fn with_kind(w: Words, typed: &Fields, faults: &Invalid) -> Vec<Field> {
    let kinds = RuleKind::ALL.iter().map(|kind| {
        let label = w.t(format!("reminders-kind-{kind}"));
        Choice::of(kind.as_str(), label, typed.text("kind"))
    });
    let kind = Field::new("kind", w.t("programme-field-reminder"), Control::Select(kinds.collect()));
    let kind = kind.value(typed.text("kind")).error(error_of(w, faults, "kind"));
    let chosen = typed.text("kind").parse::<RuleKind>().ok();
    [kind].into_iter().chain(timing(w, chosen, typed, faults)).collect()
}

pub(super) fn with_wish(w: Words, typed: &Fields, faults: &Invalid) -> Vec<Field> {
    let wishes = OwnWish::ALL.iter().map(|wish| {
        let label = w.t(format!("reminders-wish-{wish}"));
        Choice::of(wish.as_str(), label, typed.text("wish"))
    });
    let wish = Field::new("wish", w.t("event-field-wish"), Control::Radios(wishes.collect()));
    let wish = wish.value(typed.text("wish")).error(error_of(w, faults, "wish"));
    // Only rules of events are an event's to set.
    let own = timing(w, None, typed, faults).into_iter().map(Field::optional);
    [wish].into_iter().chain(own).collect()
}
