//! A gate in words, with how each condition stands now.

use crate::domain::deliverables::DeliverableKind;
use crate::domain::gates::{By, Condition, Facts, Gate, Join, Part, Test, evaluate};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;

/// One line of the explanation.
pub(in crate::web) struct Line {
    pub depth: usize,
    pub text: String,
    /// What a condition with a name of its own tests.
    pub beside: String,
    pub met: bool,
    /// The head of a group.
    pub head: bool,
}

/// Tells a gate to one reader.
pub(in crate::web) struct Teller<'a> {
    pub w: Words,
    pub facts: Facts<'a>,
    /// Names of stakeholder groups by code.
    pub groups: &'a [(String, String)],
}

impl Teller<'_> {
    /// Line by line; nothing where the gate has no condition.
    pub fn lines(&self, gate: &Gate) -> Vec<Line> {
        let mut lines = Vec::new();
        if !gate.parts.is_empty() {
            self.group(gate, 0, &mut lines);
        }
        lines
    }

    /// In one sentence, without how it stands.
    pub fn sentence(&self, gate: &Gate) -> String {
        let part = |part: &Part| match part {
            Part::Group(group) if group.parts.len() > 1 => {
                self.w.with("gates-told-within", &[("what", &self.sentence(group))])
            }
            Part::Group(group) => self.sentence(group),
            Part::Condition(condition) => match self.condition(condition) {
                (said, beside) if beside.is_empty() => said,
                (title, said) => self.w.with("word-said", &[("word", &title), ("said", &said)]),
            },
        };
        let all = gate.parts.iter().map(part);
        let all = all.reduce(|one, two| self.w.with("gates-told-two", &[("one", &one), ("two", &two)]));
        match (all, gate.join) {
            (None, _) => self.w.t("word-not-set"),
            (Some(what), _) if gate.parts.len() == 1 => what,
            (Some(what), Join::All) => self.w.with("gates-told-all", &[("what", &what)]),
            (Some(what), Join::Any) => self.w.with("gates-told-any", &[("what", &what)]),
        }
    }

    fn group(&self, gate: &Gate, depth: usize, lines: &mut Vec<Line>) {
        let key = if gate.join == Join::Any { "gates-explain-any" } else { "gates-explain-all" };
        lines.push(Line { depth, text: self.w.t(key), beside: String::new(), met: self.met(gate), head: true });
        for part in &gate.parts {
            match part {
                Part::Group(group) => self.group(group, depth + 1, lines),
                Part::Condition(condition) => {
                    let alone = Gate { join: Join::All, parts: vec![part.clone()] };
                    let (text, beside) = self.condition(condition);
                    lines.push(Line { depth: depth + 1, text, beside, met: self.met(&alone), head: false });
                }
            }
        }
    }

    fn met(&self, gate: &Gate) -> bool {
        evaluate(gate, &self.facts).open()
    }

    /// A condition in words; its own name goes before them.
    fn condition(&self, condition: &Condition) -> (String, String) {
        let said = self.test(&condition.test);
        let title = condition.title.best(self.w.locale());
        if title.is_empty() { (said, String::new()) } else { (title.to_owned(), said) }
    }

    fn step(&self, kind: &str) -> String {
        let known = self.facts.known.outline.steps.iter().find(|s| s.kind.as_str() == kind);
        known.map_or_else(|| kind.to_owned(), |s| s.title.best(self.w.locale()).to_owned())
    }

    fn test(&self, test: &Test) -> String {
        let w = self.w;
        match test {
            Test::Approved { steps, kinds } => self.approved(steps, kinds),
            Test::Named { deliverables } => {
                let title = |id: &PublicId| {
                    let known = self.facts.deliverable(id);
                    let city = known.and_then(|d| self.facts.elsewhere(d.city));
                    let title = known.map_or_else(|| id.to_string(), |d| d.title.best(w.locale()).to_owned());
                    match city {
                        Some(city) => w.with("gates-what-in", &[("what", &title), ("city", &city.best(w.locale()))]),
                        None => title,
                    }
                };
                let titles: Vec<String> = deliverables.iter().map(title).collect();
                w.with("gates-say-named", &[("what", &w.list(&titles))])
            }
            Test::Accepted { group, least } => {
                let name = self.groups.iter().find(|(code, _)| code == group).map_or(group, |(_, name)| name);
                w.with("gates-say-accepted", &[("n", least), ("group", name)])
            }
            Test::Sponsors { of, least } => w.n(format!("gates-say-sponsors-{of}"), *least),
            Test::Step { kind, by } => {
                let step = kind.as_ref().map_or_else(|| w.t("gates-say-step-before"), |k| self.step(k));
                let key = if *by == By::Held { "gates-say-held" } else { "gates-say-past" };
                w.with(key, &[("step", &step)])
            }
            Test::Deadline { deadline: None } => w.t("gates-say-deadlines"),
            Test::Deadline { deadline: Some(id) } => {
                let known = self.facts.deadlines().iter().find(|d| d.public_id == *id);
                let label = known.map_or_else(|| id.to_string(), |d| d.label.best(w.locale()).1.to_owned());
                w.with("gates-say-deadline", &[("label", &label)])
            }
        }
    }

    fn approved(&self, steps: &[String], kinds: &[DeliverableKind]) -> String {
        let w = self.w;
        let names: Vec<String> = kinds.iter().map(|k| w.t(format!("deliverable-kind-{k}"))).collect();
        let what = if names.is_empty() { w.t("gates-say-everything") } else { w.list(&names) };
        let steps: Vec<String> = steps.iter().map(|s| self.step(s)).collect();
        let place = if steps.is_empty() { w.t("gates-say-steps-before") } else { w.list(&steps) };
        w.with("gates-say-approved", &[("what", &what), ("place", &place)])
    }
}
