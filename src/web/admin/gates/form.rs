//! The form of a gate: a tree as fields, and back. A place in the tree is written like `0.2`; `p.0.2.test` is a field of it.

use crate::domain::deliverables::DeliverableKind;
use crate::domain::gates::{ConditionDraft, DEPTH, GateDraft, Known, PartDraft, Subject};
use crate::i18n::Words;
use crate::kernel::ids::CityId;
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::web::Fields;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Fault, Field, Problem};

/// More than any lawful gate has; what is beyond is not read.
const MOST: usize = 80;
/// As deep as anything is read; the check says how deep it may be.
const DEEPEST: usize = DEPTH + 3;

/// What was typed, as a tree.
pub(super) fn draft(fields: &Fields) -> GateDraft {
    let mut left = MOST;
    GateDraft { join: fields.text("join").to_owned(), parts: parts(fields, "", DEEPEST, &mut left) }
}

fn parts(fields: &Fields, at: &str, depth: usize, left: &mut usize) -> Vec<PartDraft> {
    let mut found = Vec::new();
    for n in 0.. {
        let place = if at.is_empty() { n.to_string() } else { format!("{at}.{n}") };
        let (group, test) = (format!("p.{place}.join"), format!("p.{place}.test"));
        if depth == 0 || *left == 0 || !(fields.has(&group) || fields.has(&test)) {
            return found;
        }
        *left -= 1;
        found.push(if fields.has(&group) {
            let parts = parts(fields, &place, depth - 1, left);
            PartDraft::Group(GateDraft { join: fields.text(&group).to_owned(), parts })
        } else {
            PartDraft::Condition(Box::new(condition(fields, &format!("p.{place}."))))
        });
    }
    found
}

fn condition(fields: &Fields, at: &str) -> ConditionDraft {
    let text = |name: &str| fields.text(&format!("{at}{name}")).to_owned();
    let many = |name: &str| fields.all(&format!("{at}{name}")).map(str::to_owned).collect();
    ConditionDraft {
        title: fields.by_language(&format!("{at}title")),
        test: text("test"),
        steps: many("steps"),
        kinds: many("kinds"),
        deliverables: many("deliverables"),
        group: text("group"),
        least: text("least"),
        of: text("of"),
        step: text("step"),
        by: text("by"),
        deadline: text("deadline"),
    }
}

/// An act of the form that changes the tree before anything is saved.
pub(super) enum Act {
    /// Something new in the group at this place.
    Add(Vec<usize>),
    Remove(Vec<usize>),
    Check,
    Save,
}

fn place(text: &str) -> Vec<usize> {
    text.split('.').filter_map(|n| n.parse().ok()).collect()
}

pub(super) fn act(fields: &Fields) -> Act {
    match fields.text("act").split_once(' ') {
        Some(("add", at)) => Act::Add(place(at)),
        Some(("remove", at)) => Act::Remove(place(at)),
        _ if fields.text("act") == "save" => Act::Save,
        _ => Act::Check,
    }
}

fn group_at<'a>(gate: &'a mut GateDraft, place: &[usize]) -> Option<&'a mut GateDraft> {
    let Some((first, rest)) = place.split_first() else { return Some(gate) };
    match gate.parts.get_mut(*first)? {
        PartDraft::Group(group) => group_at(group, rest),
        PartDraft::Condition(_) => None,
    }
}

/// Adds what was chosen for the group at this place.
pub(super) fn add(gate: &mut GateDraft, place: &[usize], what: &str) {
    let Some(group) = group_at(gate, place) else { return };
    group.parts.push(match what {
        "group" => PartDraft::Group(GateDraft { join: "any".to_owned(), parts: Vec::new() }),
        test => PartDraft::Condition(Box::new(ConditionDraft {
            test: test.to_owned(),
            by: "held".to_owned(),
            of: "event".to_owned(),
            ..ConditionDraft::default()
        })),
    });
}

pub(super) fn remove(gate: &mut GateDraft, place: &[usize]) {
    let Some((last, above)) = place.split_last() else { return };
    if let Some(group) = group_at(gate, above)
        && *last < group.parts.len()
    {
        group.parts.remove(*last);
    }
}

/// The name of what is added to the group at a place.
pub(super) fn adds(place: &[usize]) -> String {
    format!("new.{}", told(place))
}

fn told(place: &[usize]) -> String {
    place.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}

/// A row of the form: the tree from above to below.
pub(super) enum Row {
    Open(GroupRow),
    Condition(ConditionRow),
    Close(CloseRow),
}

pub(super) struct GroupRow {
    pub join: Field,
    /// The act that takes it out; none for the gate itself.
    pub remove: Option<String>,
    pub empty: bool,
    pub error: Option<String>,
}

/// The end of a group, where something is added to it.
pub(super) struct CloseRow {
    pub add: String,
    pub what: Field,
}

pub(super) struct ConditionRow {
    pub heading: String,
    pub test_name: String,
    pub test: String,
    pub remove: String,
    pub fields: Vec<Field>,
    pub titles: Vec<Field>,
    /// Whether one of the titles is refused.
    pub faulty: bool,
}

/// Draws a draft for one reader.
pub(super) struct Drawer<'a> {
    pub w: Words,
    pub known: &'a Known,
    pub subject: Subject,
    /// Stakeholder groups: code and name.
    pub groups: &'a [(String, String)],
    pub faults: &'a Invalid,
}

impl Drawer<'_> {
    pub fn rows(&self, draft: &GateDraft) -> Vec<Row> {
        let mut rows = Vec::new();
        self.group(draft, &[], &mut rows);
        rows
    }

    /// Faults are named after places in the tree (`parts.0.parts.1.least`), fields after the form's (`p.0.1.least`).
    fn error(&self, at: &[usize], name: &str) -> Option<Fault> {
        error_of(self.w, self.faults, &format!("{}{name}", path(at)))
    }

    fn name(&self, at: &[usize], name: &str) -> String {
        if at.is_empty() { name.to_owned() } else { format!("p.{}.{name}", told(at)) }
    }

    fn group(&self, draft: &GateDraft, at: &[usize], rows: &mut Vec<Row>) {
        let w = self.w;
        let joins = ["all", "any"].map(|j| Choice::of(j, w.t(format!("gates-group-{j}")), &draft.join)).to_vec();
        let mut tests = vec!["approved", "named", "accepted", "sponsors", "step"];
        if self.subject.event.is_some() {
            tests.push("deadline");
        }
        if at.len() + 1 < DEPTH {
            tests.push("group");
        }
        let choices = tests.iter().map(|t| Choice::of(*t, w.t(format!("gates-test-{t}")), "approved")).collect();
        let join = Field::new(self.name(at, "join"), w.t("gates-group"), Control::Select(joins));
        rows.push(Row::Open(GroupRow {
            join: join.error(self.error(at, "join")),
            remove: (!at.is_empty()).then(|| format!("remove {}", told(at))),
            empty: draft.parts.is_empty(),
            error: self.error(at, "parts").map(Fault::alone),
        }));
        for (n, part) in draft.parts.iter().enumerate() {
            let place: Vec<usize> = at.iter().copied().chain([n]).collect();
            match part {
                PartDraft::Group(group) => self.group(group, &place, rows),
                PartDraft::Condition(condition) => rows.push(Row::Condition(self.condition(condition, &place))),
            }
        }
        rows.push(Row::Close(CloseRow {
            add: format!("add {}", told(at)),
            what: Field::new(adds(at), w.t("gates-add-what"), Control::Select(choices)),
        }));
    }

    fn condition(&self, draft: &ConditionDraft, at: &[usize]) -> ConditionRow {
        let w = self.w;
        let title = |l: Locale| {
            let name = format!("title.{l}");
            let label = w.with("gates-title-in", &[("language", &w.t(format!("language-{l}")))]);
            let value = draft.title.get(&l).cloned().unwrap_or_default();
            Field::line(self.name(at, &name), label)
                .optional()
                .lang(l)
                .limit(160)
                .value(value)
                .error(self.error(at, &name))
        };
        ConditionRow {
            heading: match draft.title.get(&w.locale()).filter(|t| !t.trim().is_empty()) {
                Some(title) => title.clone(),
                None => w.t(format!("gates-test-{}", draft.test)),
            },
            test_name: self.name(at, "test"),
            test: draft.test.clone(),
            remove: format!("remove {}", told(at)),
            fields: self.fields(draft, at),
            titles: Locale::ALL.into_iter().map(title).collect(),
            faulty: self.faults.0.iter().any(|f| f.field.starts_with(&format!("{}title", path(at)))),
        }
    }

    fn field(&self, at: &[usize], name: &str, label: &str, control: Control) -> Field {
        Field::new(self.name(at, name), self.w.t(label), control).error(self.error(at, name))
    }

    fn fields(&self, draft: &ConditionDraft, at: &[usize]) -> Vec<Field> {
        let w = self.w;
        match draft.test.as_str() {
            "approved" => {
                let kind = |k: &DeliverableKind| ticked(k.as_str(), w.t(format!("deliverable-kind-{k}")), &draft.kinds);
                let kinds = DeliverableKind::ALL.iter().map(kind).collect();
                let steps = self.steps().into_iter().map(|(k, t)| ticked(&k, t, &draft.steps)).collect();
                vec![
                    self.field(at, "kinds", "gates-field-kinds", Control::Checks(kinds)),
                    self.field(at, "steps", "gates-field-steps", Control::Checks(steps)).optional(),
                ]
            }
            "named" => {
                let all = self.deliverables().into_iter().map(|(k, t)| ticked(&k, t, &draft.deliverables)).collect();
                vec![self.field(at, "deliverables", "gates-field-deliverables", Control::Checks(all))]
            }
            "accepted" => {
                let groups = self.groups.iter().map(|(c, n)| Choice::of(c, n, &draft.group)).collect();
                vec![
                    self.field(at, "group", "gates-field-group", Control::Select(groups)),
                    self.field(at, "least", "gates-field-least", Control::Line("number")).value(&draft.least),
                ]
            }
            "sponsors" => self.sponsors(draft, at),
            "step" => {
                let before = Choice::of("", w.t("gates-say-step-before"), &draft.step);
                let steps = self.steps().into_iter().map(|(k, t)| Choice::of(k, t, &draft.step));
                let by = ["held", "date"].map(|b| Choice::of(b, w.t(format!("gates-by-{b}")), &draft.by)).to_vec();
                vec![
                    self.field(
                        at,
                        "step",
                        "gates-field-step",
                        Control::Select(std::iter::once(before).chain(steps).collect()),
                    ),
                    self.field(at, "by", "gates-field-by", Control::Select(by)),
                ]
            }
            _ => {
                let each = Choice::of("", w.t("gates-say-deadlines"), &draft.deadline);
                let one = |d: &crate::domain::events::Deadline| {
                    Choice::of(d.public_id.as_str(), d.label.best(w.locale()).1, &draft.deadline)
                };
                let own = self.known.facts(self.subject).deadlines().iter().map(one);
                let choices = std::iter::once(each).chain(own).collect();
                vec![self.field(at, "deadline", "gates-field-deadline", Control::Select(choices))]
            }
        }
    }

    fn sponsors(&self, draft: &ConditionDraft, at: &[usize]) -> Vec<Field> {
        let of = ["event", "programme"].map(|o| Choice::of(o, self.w.t(format!("gates-sponsors-{o}")), &draft.of));
        vec![
            self.field(at, "of", "gates-field-of", Control::Select(of.to_vec())),
            self.field(at, "least", "gates-field-least", Control::Line("number")).value(&draft.least),
        ]
    }

    /// Each kind of step once, in order.
    fn steps(&self) -> Vec<(String, String)> {
        let mut kinds: Vec<(String, String)> = Vec::new();
        for step in &self.known.outline.steps {
            if kinds.iter().all(|(k, _)| k != step.kind.as_str()) {
                kinds.push((step.kind.to_string(), step.title.best(self.w.locale()).to_owned()));
            }
        }
        kinds
    }

    /// The deliverables that may be named: of the same city and of the programme itself; for an event of the programme, all.
    fn deliverables(&self) -> Vec<(String, String)> {
        let locale = self.w.locale();
        let near = |city: Option<CityId>| self.subject.city.is_none_or(|own| city == Some(own) || city.is_none());
        let said = |d: &crate::domain::deliverables::Deliverable| {
            let city = d.city.and_then(|id| self.known.outline.city(id)).map(|c| c.name.best(locale).to_owned());
            let title = d.title.best(locale).to_owned();
            (d.public_id.to_string(), city.map_or(title.clone(), |city| format!("{title} · {city}")))
        };
        self.known.deliverables.iter().filter(|d| near(d.city)).map(said).collect()
    }
}

/// A place in the tree as faults name it.
fn path(at: &[usize]) -> String {
    at.iter().map(|n| format!("parts.{n}.")).collect()
}

fn ticked(value: &str, label: String, chosen: &[String]) -> Choice {
    Choice { value: value.to_owned(), label, chosen: chosen.iter().any(|c| c == value) }
}

/// Every error that the rows show, for the summary above the form; what is wrong with the whole gate belongs to none of them.
pub(super) fn problems(w: Words, rows: &[Row]) -> Vec<Problem> {
    // The way to a group leads to the field that stands first in it.
    let of_group = |group: &GroupRow| {
        let text = group.error.clone().filter(|_| group.remove.is_some())?;
        Some(Problem { field: group.join.id(), label: w.t("gates-test-group"), text })
    };
    let of = |row: &Row| -> Vec<Problem> {
        match row {
            Row::Open(group) => Problem::of([&group.join]).into_iter().chain(of_group(group)).collect(),
            Row::Condition(condition) => Problem::of(condition.fields.iter().chain(&condition.titles)),
            Row::Close(_) => Vec::new(),
        }
    };
    rows.iter().flat_map(of).collect()
}
