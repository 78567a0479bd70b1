//! A programme as its rules see it: a fixed number of statements, whatever its size.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::arming::Arming;
use super::model::{InForce, Own, ReminderError, Rule, RuleId, Whom};
use super::occurrence::{Due, SharedDay, Subject, SubjectId, Time, Turn, once_a_day};
use super::people::{Crowd, Person};
use super::store_around::Written;
use super::went::Went;
use super::{store, store_around, store_people};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::deliverables::{self, Deliverable};
use crate::domain::events::{self, EventView};
use crate::domain::programme::{self, Outline};
use crate::kernel::ids::{ContactId, EventId, ProgrammeId, StepId};
use crate::kernel::time::Instant;

type Result<T> = std::result::Result<T, ReminderError>;

/// What a programme's rules may remind of, as far as the actor may see it.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    pub outline: Outline,
    pub subjects: Vec<Subject>,
    pub rules: Vec<Rule>,
    pub own: HashMap<(RuleId, EventId), Own>,
}

impl Ground {
    /// With these rules, or those that there are.
    pub fn load(conn: &mut Conn, cx: &Context, programme: ProgrammeId, rules: Option<Vec<Rule>>) -> Result<Ground> {
        let rules = match rules {
            Some(rules) => rules,
            None => store::rules_of(conn, programme)?,
        };
        let outline = programme::load_by_id(conn, cx, programme)?;
        let mut subjects = Vec::new();
        if rules.iter().any(|rule| rule.kind.is_of_events()) {
            let all = events::of_programme(conn, cx, programme)?;
            subjects.extend(all.into_iter().map(|view| Subject::Event(Arc::new(view))));
        }
        if rules.iter().any(|rule| !rule.kind.is_of_events()) {
            let due = |deliverable| Subject::Due(Arc::new(Due::new(deliverable, &outline)));
            subjects.extend(deliverables::all(conn, cx, programme)?.into_iter().map(due));
        }
        let own = store::own_of(conn, programme)?;
        Ok(Ground { outline, subjects, rules, own })
    }
    /// The same for one event.
    pub fn of_event(conn: &mut Conn, cx: &Context, view: &EventView) -> Result<Ground> {
        let programme = view.event.programme;
        let outline = programme::load_by_id(conn, cx, programme)?;
        let mut rules = store::rules_of(conn, programme)?;
        rules.retain(|rule| rule.kind.is_of_events());
        let own = store::own_of(conn, programme)?;
        Ok(Ground { outline, subjects: vec![Subject::Event(Arc::new(view.clone()))], rules, own })
    }
    /// The same for one deliverable.
    pub fn of_due(conn: &mut Conn, cx: &Context, deliverable: &Deliverable) -> Result<Ground> {
        let outline = programme::load_by_id(conn, cx, deliverable.programme)?;
        let mut rules = store::rules_of(conn, deliverable.programme)?;
        rules.retain(|rule| !rule.kind.is_of_events());
        let subjects = vec![Subject::Due(Arc::new(Due::new(deliverable.clone(), &outline)))];
        Ok(Ground { outline, subjects, rules, own: HashMap::new() })
    }
    /// The same for what somebody answers for, and with the rules alone that remind them.
    pub fn of_owned(
        conn: &mut Conn,
        cx: &Context,
        programme: ProgrammeId,
        (due, events): (Vec<Deliverable>, Vec<EventView>),
    ) -> Result<Ground> {
        let outline = programme::load_by_id(conn, cx, programme)?;
        let mut rules = store::rules_of(conn, programme)?;
        rules.retain(|rule| !rule.kind.whom().is_guests());
        let own = store::own_of(conn, programme)?;
        let due = due.into_iter().map(|one| Subject::Due(Arc::new(Due::new(one, &outline))));
        let events = events.into_iter().map(|view| Subject::Event(Arc::new(view)));
        let subjects = due.chain(events).collect();
        Ok(Ground { outline, subjects, rules, own })
    }
    pub fn in_force(&self, rule: &Rule, subject: &Subject) -> InForce {
        let own = match subject {
            Subject::Event(view) => self.own.get(&(rule.id, view.event.id)).copied(),
            Subject::Due(_) => None,
        };
        InForce { rule: rule.clone(), own }
    }
    /// Each rule with each thing it reminds of, at its time, and the same guests once a day; by time.
    pub fn turns(&self, conn: &mut Conn, now: Instant) -> Result<Vec<Turn>> {
        let each = self.subjects.iter().flat_map(|subject| self.turns_of(subject));
        let mut turns: Vec<Turn> = each.collect();
        turns.sort_by_key(|turn| (turn.occurrence.at.instant(), turn.of.rule.id));
        let aside = self.aside(conn, &turns, now)?;
        once_a_day(&mut turns, |turn| aside.contains(&(turn.of.rule.id, turn.subject.id())));
        Ok(turns)
    }
    /// Each rule with this thing, at its time; by time.
    pub fn turns_of(&self, subject: &Subject) -> Vec<Turn> {
        let each = self.rules.iter().filter_map(|rule| Turn::new(self.in_force(rule, subject), subject.clone()));
        let mut turns: Vec<Turn> = each.collect();
        turns.sort_by_key(|turn| (turn.occurrence.at.instant(), turn.of.rule.id));
        turns
    }
    /// Those that share their day, were past before they came to be as they are, and have written to nobody. Few days are shared: most often
    /// this asks the database nothing.
    fn aside(&self, conn: &mut Conn, turns: &[Turn], now: Instant) -> Result<HashSet<(RuleId, SubjectId)>> {
        let mut sharers: HashMap<SharedDay, usize> = HashMap::new();
        for day in turns.iter().filter_map(Turn::shared_day) {
            *sharers.entry(day).or_default() += 1;
        }
        // Where all is over nothing can be in the way.
        let open = turns.iter().filter(|turn| turn.time(now) != Time::Over).filter_map(Turn::shared_day);
        let open: HashSet<SharedDay> = open.filter(|day| sharers.get(day).is_some_and(|n| *n > 1)).collect();
        let shares = |turn: &Turn| turn.shared_day().is_some_and(|day| open.contains(&day));
        let come = turns.iter().filter(|turn| turn.occurrence.at.instant() <= now && shares(turn));
        let come: Vec<Turn> = come.cloned().collect();
        let mut aside = HashSet::new();
        if come.is_empty() {
            return Ok(aside);
        }
        let arming = Arming::load(conn, self.outline.programme.id, &come)?;
        let went = Went::load(conn, self, &come)?;
        for turn in &come {
            let unarmed = turn.occurrence.at.instant() <= arming.since(turn);
            if unarmed && !went.since(self, turn, Instant::default()) {
                aside.insert((turn.of.rule.id, turn.subject.id()));
            }
        }
        Ok(aside)
    }
    /// Who answers for a thing, each once: the event's contact, or its step's owner and deputy; a deliverable's owner, or its step's, and
    /// the deputy.
    pub fn owners(&self, subject: &Subject) -> BTreeSet<ContactId> {
        let of_step = |id: Option<StepId>| {
            let step = id.and_then(|id| self.outline.steps.iter().find(|step| step.id == id));
            let id = |owner: &Option<programme::Owner>| owner.as_ref().map(|owner| owner.id);
            step.map_or((None, None), |step| (id(&step.owner), id(&step.deputy)))
        };
        let (owner, deputy) = match subject {
            Subject::Event(view) => match view.event.contact {
                Some(contact) => (Some(contact), None),
                None => of_step(view.event.step),
            },
            Subject::Due(due) => {
                let (owner, deputy) = of_step(due.deliverable.step);
                (due.deliverable.owner.as_ref().map(|own| own.id).or(owner), deputy)
            }
        };
        owner.into_iter().chain(deputy).collect()
    }
    /// The keys of a turn's mails to whoever answers for the thing.
    pub fn owner_keys(&self, turn: &Turn) -> Vec<String> {
        let prefix = turn.prefix();
        self.owners(&turn.subject).iter().map(|contact| format!("{prefix}{contact}")).collect()
    }
}

/// Whom turns may remind, loaded for all of them at once.
pub(super) struct People {
    guests: HashMap<EventId, Vec<Person>>,
    owners: HashMap<ContactId, Person>,
    /// The keys of what was written already: nobody is told the same twice.
    told: HashSet<String>,
}

impl People {
    pub fn load(conn: &mut Conn, cx: &Context, ground: &Ground, turns: &[Turn]) -> Result<People> {
        let mut events = BTreeSet::new();
        let mut owners = BTreeSet::new();
        let (mut about, mut keys) = (BTreeSet::new(), Vec::new());
        for turn in turns {
            match &turn.subject {
                Subject::Event(view) => {
                    about.insert(view.event.id);
                }
                Subject::Due(_) => keys.extend(ground.owner_keys(turn)),
            }
            match (turn.of.rule.kind.whom(), &turn.subject) {
                (Whom::Silent | Whom::Coming, Subject::Event(view)) => {
                    events.insert(view.event.id);
                }
                (Whom::EventOwner | Whom::DeliverableOwner, subject) => owners.extend(ground.owners(subject)),
                (Whom::Silent | Whom::Coming, Subject::Due(_)) => {}
            }
        }
        let (events, owners): (Vec<EventId>, Vec<ContactId>) =
            (events.into_iter().collect(), owners.into_iter().collect());
        let mut guests = store_people::guests(conn, &cx.keys, &events)?;
        for (event, offices) in store_people::offices(conn, &cx.keys, &events)? {
            guests.entry(event).or_default().extend(offices);
        }
        let about: Vec<EventId> = about.into_iter().collect();
        let mut told = store_around::among(conn, &keys)?;
        told.extend(store_around::written(conn, &about)?.iter().map(Written::told));
        Ok(People { guests, owners: store_people::owners(conn, &cx.keys, &owners)?, told })
    }
    /// Whom a turn will reach as things are.
    pub fn crowd(&self, ground: &Ground, turn: &Turn) -> Crowd {
        Crowd::of(&self.of(ground, turn), turn.of.rule.kind.whom(), &turn.occurrence)
    }
    /// Everybody whom a turn might remind and has not.
    pub fn of(&self, ground: &Ground, turn: &Turn) -> Vec<Person> {
        let mut all = match (turn.of.rule.kind.whom(), &turn.subject) {
            (Whom::Silent | Whom::Coming, Subject::Event(view)) => {
                self.guests.get(&view.event.id).cloned().unwrap_or_default()
            }
            (Whom::Silent | Whom::Coming, Subject::Due(_)) => Vec::new(),
            (Whom::EventOwner | Whom::DeliverableOwner, subject) => {
                ground.owners(subject).iter().filter_map(|id| self.owners.get(id).cloned()).collect()
            }
        };
        let prefix = turn.prefix();
        all.retain(|person| !self.told.contains(&format!("{prefix}{}", person.key())));
        all
    }
}
