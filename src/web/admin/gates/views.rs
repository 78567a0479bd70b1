//! What gates say, in words.

use std::collections::HashMap;

use crate::access::{Action, Actor, Scope, may};
use crate::domain::events::{Event, EventState};
use crate::domain::gates::{Kept, Missing, Pass, Standing, What};
use crate::domain::programme::Owner;
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, Zone};
use crate::mail::render::gates as said;
use crate::web::pieces::{Mark, PersonView};

/// Who reads it, when, of which programme.
#[derive(Clone, Copy)]
pub(in crate::web) struct Reading<'a> {
    pub w: Words,
    pub zone: Zone,
    pub now: Instant,
    /// The programme's name in addresses.
    pub slug: &'a str,
    /// The event's page.
    pub here: &'a str,
    pub groups: &'a HashMap<String, Localised>,
}

/// One thing that is missing.
pub(in crate::web) struct MissingView {
    pub what: String,
    pub how: String,
    pub href: String,
    /// What giving it comes to, where one of several ways is enough.
    pub choice: String,
    pub owner: Option<PersonView>,
    pub deputy: Option<PersonView>,
    /// For the button that reminds.
    pub owed: String,
    /// Whether there is anybody else who can be reminded.
    pub reminds: bool,
}

impl MissingView {
    /// The names alone, for whoever opens nobody's page.
    fn unlinked(mut self) -> MissingView {
        for person in [&mut self.owner, &mut self.deputy].into_iter().flatten() {
            person.href = None;
        }
        self
    }
}

impl Reading<'_> {
    fn name(&self, what: &What) -> String {
        said::named(self.w, what, |code| self.groups.get(code).cloned())
    }

    pub fn all_missing(&self, all: &[Missing]) -> Vec<MissingView> {
        all.iter().map(|missing| self.missing(missing, all)).collect()
    }

    fn missing(&self, missing: &Missing, all: &[Missing]) -> MissingView {
        let person = |o: &Owner| PersonView::new(&o.name, self.w.locale()).href(format!("/people/{}", o.public_id));
        MissingView {
            what: self.name(&missing.what),
            how: self.how(missing),
            href: said::place(self.slug, self.here, &missing.what),
            choice: said::choice(self.w, (missing, all), |what| self.name(what)),
            owner: missing.owner.as_ref().map(person),
            deputy: missing.deputy.as_ref().map(person),
            owed: missing.what.key(),
            reminds: missing.owner.is_some() || missing.deputy.is_some(),
        }
    }

    fn how(&self, missing: &Missing) -> String {
        let standing = said::standing(self.w, &missing.what);
        match missing.since {
            Some(at) if !standing.is_empty() => {
                let ago = self.w.ago(at, self.now, self.zone);
                self.w.with("gates-since", &[("standing", &standing), ("ago", &ago)])
            }
            _ => standing,
        }
    }

    /// What was overridden or fell away, with how it stood then.
    pub fn kept(&self, kept: &Kept) -> (String, String) {
        (self.name(&kept.what), said::standing(self.w, &kept.what))
    }
}

/// Who went over a closed gate, when and why: for ever.
pub(in crate::web) struct OverriddenView {
    pub who: String,
    pub when: String,
    pub machine: String,
    pub reason: String,
    pub what: Vec<(String, String)>,
}

impl OverriddenView {
    pub fn of(reading: &Reading<'_>, pass: &Pass) -> OverriddenView {
        OverriddenView {
            who: pass.by.clone().unwrap_or_else(|| reading.w.t("events-by-system")),
            when: reading.w.exact(pass.at, reading.zone),
            machine: pass.at.rfc3339(),
            reason: pass.reason.clone(),
            what: pass.missing.iter().map(|kept| reading.kept(kept)).collect(),
        }
    }
}

/// Since when and why an event is at risk.
pub(in crate::web) struct RiskView {
    pub since: String,
    pub machine: String,
    pub lost: Vec<MissingView>,
}

/// The gate on an event's page.
pub(in crate::web) struct GateView {
    /// Whether it is for the reader's eyes: it names internal results.
    pub shown: bool,
    /// What it is to the event: before it is confirmed, and after.
    pub title: String,
    pub mark: Mark,
    pub lead: String,
    pub missing: Vec<MissingView>,
    pub risk: Option<RiskView>,
    /// Every time somebody went over it, the newest first.
    pub overridden: Vec<OverriddenView>,
    pub may_nudge: bool,
    /// For those who may go over it but not confirm.
    pub may_override: bool,
    /// Where the event's own gate is edited.
    pub edit: Option<String>,
}

impl GateView {
    pub fn of(reading: &Reading<'_>, actor: &Actor, standing: &Standing) -> GateView {
        let (w, event) = (reading.w, &standing.view.event);
        let scope = Scope::of(event.programme, event.city);
        let opens_people = may(actor, Action::SeeContacts, Scope::Installation);
        let may = |action| may(actor, action, scope);
        let views = |all: &[Missing]| -> Vec<MissingView> {
            let all = reading.all_missing(all);
            if opens_people { all } else { all.into_iter().map(MissingView::unlinked).collect() }
        };
        let (mark, lead) = told(w, event, standing);
        let before = is_before_its_gate(event.state);
        let missing: &[Missing] = if before { &standing.verdict.missing } else { &[] };
        let after = matches!(event.state, EventState::Confirmed | EventState::Held | EventState::Reported);
        GateView {
            shown: may(Action::SeeInternal),
            title: w.t(if after { "gates-title-after" } else { "gates-title" }),
            mark,
            lead,
            missing: views(missing),
            risk: standing.risk.as_ref().map(|risk| RiskView {
                since: w.exact(risk.since, reading.zone),
                machine: risk.since.rfc3339(),
                lost: views(&standing.lost),
            }),
            overridden: standing.overrides.iter().map(|pass| OverriddenView::of(reading, pass)).collect(),
            may_nudge: may(Action::MoveEvent) || may(Action::OverrideGate),
            may_override: may(Action::OverrideGate)
                && !missing.is_empty()
                && matches!(event.state, EventState::Planned | EventState::Announced),
            edit: may(Action::EditProgramme).then(|| format!("{}/gate", reading.here)),
        }
    }
}

impl GateView {
    /// Says of these deliverables that too few reviewers are left to approve them.
    pub fn with_stuck(mut self, w: Words, stuck: &[PublicId]) -> GateView {
        say_stuck(w, &mut self.missing, stuck);
        if let Some(risk) = &mut self.risk {
            say_stuck(w, &mut risk.lost, stuck);
        }
        self
    }
}

impl GateView {
    /// Offers nobody a reminder to themselves; `own` is what nobody else can give.
    pub fn without_reminders(mut self, own: &[String]) -> GateView {
        spare_reminders(&mut self.missing, own);
        if let Some(risk) = &mut self.risk {
            spare_reminders(&mut risk.lost, own);
        }
        self
    }
}

/// The same of a list.
pub(in crate::web) fn spare_reminders(missing: &mut [MissingView], own: &[String]) {
    missing.iter_mut().filter(|view| own.contains(&view.owed)).for_each(|view| view.reminds = false);
}

/// That too few reviewers are left, of a list.
pub(in crate::web) fn say_stuck(w: Words, missing: &mut [MissingView], stuck: &[PublicId]) {
    let owed: Vec<String> = stuck.iter().map(|id| format!("deliverable.{id}")).collect();
    for view in missing.iter_mut().filter(|view| owed.contains(&view.owed)) {
        view.how = format!("{} · {}", view.how, w.t("gates-stuck"));
    }
}

/// Whether an event has yet to be confirmed.
const fn is_before_its_gate(state: EventState) -> bool {
    matches!(state, EventState::Idea | EventState::Planned | EventState::Announced | EventState::Postponed)
}

fn told(w: Words, event: &Event, standing: &Standing) -> (Mark, String) {
    if standing.risk.is_some() {
        return (Mark::at_risk(w.t("gates-at-risk")), w.t("gates-at-risk-lead"));
    }
    if event.state == EventState::Cancelled {
        return (Mark::idle(w.t("gates-none")), w.t("gates-none-lead"));
    }
    match (is_before_its_gate(event.state), standing.gate.parts.is_empty(), standing.verdict.open()) {
        (_, true, _) => (Mark::idle(w.t("gates-none")), w.t("gates-none-lead")),
        (true, _, true) if matches!(event.state, EventState::Idea | EventState::Postponed) => {
            (Mark::done(w.t("gates-open")), w.t("gates-open-undated-lead"))
        }
        (true, _, true) => (Mark::done(w.t("gates-open")), w.t("gates-open-lead")),
        (true, _, false) => {
            (Mark::locked(w.t("gates-closed")), w.n("gates-closed-lead", standing.verdict.missing.len()))
        }
        (false, ..) if standing.overridden.is_some() => (Mark::unsure(w.t("gates-overridden")), String::new()),
        // What was set since it was confirmed is no loss, and is not said to have been there either.
        (false, _, false) if event.state == EventState::Confirmed => {
            (Mark::unsure(w.t("gates-since-then")), w.t("gates-since-then-lead"))
        }
        (false, ..) => (Mark::done(w.t("gates-passed")), w.t("gates-passed-lead")),
    }
}

/// What keeps a gate shut in one line: the first thing, and how many others.
pub(in crate::web) fn in_short(w: Words, missing: &[Missing], groups: &HashMap<String, Localised>) -> String {
    let Some(first) = missing.first() else { return String::new() };
    let name = said::named(w, &first.what, |code| groups.get(code).cloned());
    match missing.len() {
        1 => w.with("gates-waits-for", &[("what", &name)]),
        more => w.with("gates-waits-for-more", &[("what", &name), ("n", &(more - 1))]),
    }
}

/// For pages that show only some of it.
pub(in crate::web) fn reading<'a>(
    (w, zone, now): (Words, Zone, Instant),
    (slug, here): (&'a str, &'a str),
    groups: &'a HashMap<String, Localised>,
) -> Reading<'a> {
    Reading { w, zone, now, slug, here, groups }
}
