//! What the mail about other days of a step says: to each of those who answer for it what is theirs.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::evaluate::evaluate;
use super::facts::Subject;
use super::known::Known;
use super::mail::{Letters, Moot, read_fault};
use super::model::{By, Gate, Test, What};
use super::service::known;
use super::store_mail as store;
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::domain::contacts;
use crate::domain::deliverables::Deliverable;
use crate::domain::events::{EventState, EventView};
use crate::domain::outbox::Days;
use crate::domain::programme::{Owner, Step};
use crate::kernel::ids::{AccountId, ContactId, ProgrammeId, StepId};
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;

/// Those who answer for something learn that a step has other days.
#[derive(Clone, Debug)]
pub struct DaysLetter {
    pub programme_slug: String,
    pub programme_title: Localised,
    pub city: Localised,
    pub step: Step,
    pub before: Days,
    pub after: Days,
    pub reader: PersonName,
    /// Whose change it was.
    pub by: Option<String>,
    /// The reader's open results of the step: their days stay.
    pub due: Vec<Deliverable>,
    /// The reader's events of the step that lie outside its days.
    pub outside: Vec<EventView>,
    /// The reader's events that wait until these days are over, and whether they still do.
    pub waiting: Vec<(EventView, bool)>,
}

/// What it is made from: step, reader, the days before and after, whose change it was.
pub type DaysOf = (StepId, ContactId, Days, Days, Option<AccountId>);

/// The letters about other days of steps; each programme of a batch is read once.
pub fn days(conn: &mut Conn, cx: &Context, ids: &[DaysOf]) -> Stored<Letters<DaysLetter>> {
    let mut shelf: HashMap<ProgrammeId, Known> = HashMap::new();
    ids.iter()
        .map(|(step, contact, before, after, by)| {
            // What was theirs is the other's since their entry went into another.
            let Some(contact) = contacts::heir(conn, *contact)? else { return Ok(Err(Moot::Gone)) };
            let Some(reader) = store::name(conn, contact)? else { return Ok(Err(Moot::Gone)) };
            let by = by.map(|account| store::account_name(conn, account)).transpose()?.flatten();
            let Some(programme) = store::programme_of(conn, *step)? else { return Ok(Err(Moot::Gone)) };
            let known: &Known = match shelf.entry(programme) {
                Entry::Occupied(there) => there.into_mut(),
                Entry::Vacant(free) => free.insert(known(conn, cx, programme).map_err(read_fault)?),
            };
            let Some(step) = known.step(*step) else { return Ok(Err(Moot::Gone)) };
            // Changed again meanwhile: of that there is another mail.
            if (step.starts_on, step.ends_on) != *after {
                return Ok(Err(Moot::Settled));
            }
            let Some(city) = known.outline.city(step.city) else { return Ok(Err(Moot::Gone)) };
            let programme = &known.outline.programme;
            Ok(Ok(DaysLetter {
                programme_slug: programme.slug.to_string(),
                programme_title: programme.title.clone(),
                city: city.name.clone(),
                before: *before,
                after: *after,
                reader,
                by,
                due: due(known, step, contact),
                outside: outside(known, step, contact),
                waiting: waiting(known, step, contact),
                step: step.clone(),
            }))
        })
        .collect()
}

fn answers((owner, deputy): (Option<Owner>, Option<Owner>), contact: ContactId) -> bool {
    owner.iter().chain(&deputy).any(|one| one.id == contact)
}

fn due(known: &Known, step: &Step, contact: ContactId) -> Vec<Deliverable> {
    let facts = known.facts(Subject::of_step(step));
    let own = |d: &&Deliverable| d.state.is_open() && d.due_on.is_some() && answers(facts.owner_of(d), contact);
    known.of_step(step.id).filter(own).cloned().collect()
}

fn outside(known: &Known, step: &Step, contact: ContactId) -> Vec<EventView> {
    let own = |view: &&EventView| {
        let facts = known.facts(Subject::of_event(&view.event));
        view.outside().is_some_and(|face| face.id == step.id) && answers(facts.event_owner(), contact)
    };
    known.events.iter().filter(own).cloned().collect()
}

fn waiting(known: &Known, step: &Step, contact: ContactId) -> Vec<(EventView, bool)> {
    use EventState::{Announced, Confirmed, Idea, Planned, Postponed};
    let own = |view: &EventView| {
        let (event, subject) = (&view.event, Subject::of_event(&view.event));
        let facts = known.facts(subject);
        let ahead = matches!(event.state, Idea | Planned | Announced | Postponed | Confirmed);
        let gate = known.gate(subject);
        let mut tests = gate.conditions().into_iter().map(|condition| &condition.test);
        let looks = tests.any(|test| match test {
            Test::Step { kind: Some(kind), by: By::Date } => {
                facts.steps(std::slice::from_ref(kind)).iter().any(|s| s.id == step.id)
            }
            Test::Step { kind: None, by: By::Date } => facts.steps_before().iter().any(|s| s.id == step.id),
            _ => false,
        });
        (ahead && looks && answers(facts.event_owner(), contact))
            .then(|| (view.clone(), waits(known, &gate, view, step)))
    };
    known.events.iter().filter_map(own).collect()
}

fn waits(known: &Known, gate: &Gate, view: &EventView, step: &Step) -> bool {
    let missing = evaluate(gate, &known.facts(Subject::of_event(&view.event))).missing;
    missing.iter().any(|one| matches!(&one.what, What::StepDate { step: id, .. } if *id == step.public_id))
}
