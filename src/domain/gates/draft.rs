//! A gate as somebody writes it, before it is understood: one check for forms and for programs. Every fault is told at once, by the place
//! of its condition: `parts.0.parts.1.least`.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Subject;
use super::known::Known;
use super::model::{By, CONDITIONS, Condition, DEPTH, Gate, Join, NAMED, Part, Sponsors, Test};
use crate::domain::contacts::Group;
use crate::domain::deliverables::DeliverableKind;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, line, one_of, whole};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

const TITLE: usize = 160;
const MOST: i64 = 100_000;

/// The words for what a condition tests.
pub const TESTS: [&str; 6] = ["approved", "named", "accepted", "sponsors", "step", "deadline"];

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GateDraft {
    pub join: String,
    pub parts: Vec<PartDraft>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PartDraft {
    Group(GateDraft),
    Condition(Box<ConditionDraft>),
}

/// One condition; of its fields only those count that its test asks for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ConditionDraft {
    pub title: BTreeMap<Locale, String>,
    /// One of [`TESTS`].
    pub test: String,
    /// Kinds of steps.
    pub steps: Vec<String>,
    /// Kinds of deliverables.
    pub kinds: Vec<String>,
    /// Public ids of deliverables.
    pub deliverables: Vec<String>,
    /// A stakeholder group's code.
    pub group: String,
    pub least: String,
    /// Whose sponsors: the event's or the programme's.
    pub of: String,
    /// A kind of step; empty: the one before.
    pub step: String,
    pub by: String,
    /// A deadline's public id; empty: each of them.
    pub deadline: String,
}

impl GateDraft {
    /// What the gate would be, where everything it names is there.
    pub fn check(&self, known: &Known, subject: Subject, groups: &[Group]) -> Result<Gate, Invalid> {
        let mut reader = Reader { known, subject, groups, bad: Invalid::default(), conditions: 0 };
        let gate = reader.group(self, "", 1);
        if reader.conditions > CONDITIONS {
            reader.bad.add("parts", Reason::TooMany { limit: CONDITIONS });
        }
        match gate {
            Some(gate) if reader.bad.0.is_empty() => Ok(gate),
            _ => Err(reader.bad),
        }
    }

    /// A gate as a form shows it.
    pub fn of(gate: &Gate) -> GateDraft {
        let part = |part: &Part| match part {
            Part::Group(group) => PartDraft::Group(GateDraft::of(group)),
            Part::Condition(condition) => PartDraft::Condition(Box::new(ConditionDraft::of(condition))),
        };
        GateDraft { join: gate.join.to_string(), parts: gate.parts.iter().map(part).collect() }
    }
}

impl ConditionDraft {
    fn of(condition: &Condition) -> ConditionDraft {
        let title = condition.title.iter().map(|(l, t)| (l, t.to_owned())).collect();
        let words = |all: &[DeliverableKind]| all.iter().map(ToString::to_string).collect();
        let draft = ConditionDraft { title, ..ConditionDraft::default() };
        match &condition.test {
            Test::Approved { steps, kinds } => {
                ConditionDraft { test: "approved".to_owned(), steps: steps.clone(), kinds: words(kinds), ..draft }
            }
            Test::Named { deliverables } => ConditionDraft {
                test: "named".to_owned(),
                deliverables: deliverables.iter().map(ToString::to_string).collect(),
                ..draft
            },
            Test::Accepted { group, least } => {
                ConditionDraft { test: "accepted".to_owned(), group: group.clone(), least: least.to_string(), ..draft }
            }
            Test::Sponsors { of, least } => {
                ConditionDraft { test: "sponsors".to_owned(), of: of.to_string(), least: least.to_string(), ..draft }
            }
            Test::Step { kind, by } => ConditionDraft {
                test: "step".to_owned(),
                step: kind.clone().unwrap_or_default(),
                by: by.to_string(),
                ..draft
            },
            Test::Deadline { deadline } => ConditionDraft {
                test: "deadline".to_owned(),
                deadline: deadline.as_ref().map(ToString::to_string).unwrap_or_default(),
                ..draft
            },
        }
    }
}

struct Reader<'a> {
    known: &'a Known,
    subject: Subject,
    groups: &'a [Group],
    bad: Invalid,
    conditions: usize,
}

impl Reader<'_> {
    fn group(&mut self, draft: &GateDraft, at: &str, depth: usize) -> Option<Gate> {
        if depth > DEPTH {
            self.bad.add(format!("{at}join"), Reason::TooDeep { limit: DEPTH });
            return None;
        }
        if depth > 1 && draft.parts.is_empty() {
            self.bad.add(format!("{at}parts"), Reason::Required);
        }
        let join: Option<Join> = self.bad.take(&format!("{at}join"), one_of(&draft.join));
        let mut parts = Vec::new();
        for (n, part) in draft.parts.iter().enumerate() {
            let at = format!("{at}parts.{n}.");
            parts.extend(match part {
                PartDraft::Group(group) => self.group(group, &at, depth + 1).map(Part::Group),
                PartDraft::Condition(condition) => self.condition(condition, &at).map(Part::Condition),
            });
        }
        Some(Gate { join: join?, parts })
    }

    fn condition(&mut self, draft: &ConditionDraft, at: &str) -> Option<Condition> {
        self.conditions += 1;
        let typed = Localised::new(draft.title.clone());
        let title = typed.checked(&mut self.bad, &format!("{at}title"), |text| line(text, TITLE));
        let test = match draft.test.trim() {
            "approved" => self.approved(draft, at),
            "named" => self.named(draft, at),
            "accepted" => self.accepted(draft, at),
            "sponsors" => self.sponsors(draft, at),
            "step" => self.step(draft, at),
            "deadline" => self.deadline(draft, at),
            _ => {
                self.bad.add(format!("{at}test"), Reason::NotOneOf { allowed: TESTS.join(", ") });
                None
            }
        };
        Some(Condition { title, test: test? })
    }

    fn is_kind_of_step(&self, kind: &str) -> bool {
        self.known.outline.steps.iter().any(|s| s.kind.as_str() == kind)
    }

    fn approved(&mut self, draft: &ConditionDraft, at: &str) -> Option<Test> {
        if draft.steps.is_empty() && draft.kinds.is_empty() {
            self.bad.add(format!("{at}kinds"), Reason::Required);
            return None;
        }
        if draft.steps.len().max(draft.kinds.len()) > NAMED {
            self.bad.add(format!("{at}kinds"), Reason::TooMany { limit: NAMED });
            return None;
        }
        let mut steps: Vec<String> = draft.steps.iter().map(|s| s.trim().to_owned()).collect();
        if !steps.iter().all(|s| self.is_kind_of_step(s)) {
            self.bad.add(format!("{at}steps"), Reason::NoSuch);
        }
        let kinds = draft.kinds.iter().map(|kind| one_of(kind)).collect::<Result<Vec<DeliverableKind>, _>>();
        let mut kinds = self.bad.take(&format!("{at}kinds"), kinds)?;
        // What is named twice is asked for once.
        let (mut places, mut results) = (BTreeSet::new(), BTreeSet::new());
        steps.retain(|step| places.insert(step.clone()));
        kinds.retain(|kind| results.insert(*kind));
        Some(Test::Approved { steps, kinds })
    }

    fn named(&mut self, draft: &ConditionDraft, at: &str) -> Option<Test> {
        let field = format!("{at}deliverables");
        if draft.deliverables.is_empty() || draft.deliverables.len() > NAMED {
            let few = draft.deliverables.is_empty();
            self.bad.add(field, if few { Reason::Required } else { Reason::TooMany { limit: NAMED } });
            return None;
        }
        let known = |text: &String| {
            let id: PublicId = text.trim().parse().map_err(|_| Reason::NoSuch)?;
            let there = self.known.deliverables.iter().any(|d| d.public_id == id);
            if there { Ok(id) } else { Err(Reason::NoSuch) }
        };
        let ids = draft.deliverables.iter().map(known).collect::<Result<Vec<PublicId>, Reason>>();
        let mut deliverables = self.bad.take(&field, ids)?;
        deliverables.sort();
        deliverables.dedup();
        Some(Test::Named { deliverables })
    }

    fn accepted(&mut self, draft: &ConditionDraft, at: &str) -> Option<Test> {
        let code = draft.group.trim();
        let known = self.groups.iter().find(|g| g.code == code).map(|g| g.code.clone());
        let group = self
            .bad
            .take(&format!("{at}group"), known.ok_or(if code.is_empty() { Reason::Required } else { Reason::NoSuch }));
        let least = self.bad.take(&format!("{at}least"), whole(&draft.least, 1, MOST));
        Some(Test::Accepted { group: group?, least: least? })
    }

    fn sponsors(&mut self, draft: &ConditionDraft, at: &str) -> Option<Test> {
        let of: Option<Sponsors> = self.bad.take(&format!("{at}of"), one_of(&draft.of));
        let least = self.bad.take(&format!("{at}least"), whole(&draft.least, 1, MOST));
        Some(Test::Sponsors { of: of?, least: least? })
    }

    fn step(&mut self, draft: &ConditionDraft, at: &str) -> Option<Test> {
        let by: Option<By> = self.bad.take(&format!("{at}by"), one_of(&draft.by));
        let kind = Some(draft.step.trim().to_owned()).filter(|k| !k.is_empty());
        let there = match &kind {
            Some(kind) => self.is_kind_of_step(kind),
            None => !self.known.facts(self.subject).steps_before().is_empty(),
        };
        if !there {
            self.bad.add(format!("{at}step"), Reason::NoSuch);
        }
        Some(Test::Step { kind, by: by? })
    }

    fn deadline(&mut self, draft: &ConditionDraft, at: &str) -> Option<Test> {
        let text = draft.deadline.trim();
        if text.is_empty() {
            return Some(Test::Deadline { deadline: None });
        }
        let known = self.known.facts(self.subject).deadlines().iter().find(|d| d.public_id.as_str() == text);
        let id = known.map(|d| d.public_id.clone()).ok_or(Reason::NoSuch);
        Some(Test::Deadline { deadline: Some(self.bad.take(&format!("{at}deadline"), id)?) })
    }
}
