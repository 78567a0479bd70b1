//! What follows from other days of a step, told before they are written: saving writes the days and moves nothing else, and those who
//! answer for what they touch are told by mail.

use super::facts::Subject;
use super::known::Known;
use super::mail::recipients_of_each;
use super::model::GateError;
use super::service::known;
use super::stage::Undone;
use super::{stage, store_mail};
use crate::access::Context;
use crate::db::types::text_enum;
use crate::db::{Conn, Stored as Db};
use crate::domain::deliverables::{self, Deliverable};
use crate::domain::events::{EventState, EventView};
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::domain::programme::{self, Chosen, EditStep, Owner, StateBy, StateWish, Step, StepState};
use crate::domain::reminders::{self, ReminderError};
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

text_enum! {
    /// What becomes of a gate that looks at the step's last day.
    pub enum GateTurn {
        Opens = "opens",
        Closes = "closes",
        /// What an event rests on is no longer given.
        AtRisk = "at-risk",
        /// It is given again.
        Safe = "safe",
    }
}

/// Whose gate it is that turns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Gated {
    Step(PublicId),
    Event(PublicId),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Turned {
    pub of: Gated,
    pub title: Localised,
    pub turn: GateTurn,
}

impl Turned {
    fn puts_at_risk(&self, event: &PublicId) -> bool {
        self.turn == GateTurn::AtRisk && matches!(&self.of, Gated::Event(id) if id == event)
    }
}

text_enum! {
    /// How somebody learns of other days.
    pub enum Word {
        Mail = "mail",
        /// They made the change themselves.
        Own = "own",
        /// No address takes mail.
        Unreached = "unreached",
    }
}

/// Somebody who answers for the step, or for what its days touch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    pub who: Chosen,
    pub word: Word,
    to: Option<(Email, Locale)>,
}

/// What other days of a step would mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DatesPlan {
    /// The step with the new days.
    pub after: Step,
    /// Its days are others than they were.
    pub shifted: bool,
    /// Open deliverables of the step: their days stay.
    pub due: Vec<Deliverable>,
    /// Events of the step that would lie outside its days.
    pub outside: Vec<EventView>,
    pub gates: Vec<Turned>,
    /// Each once.
    pub people: Vec<Told>,
    /// So many mails go to those who answer for events that are put at risk, as always then.
    pub warnings: usize,
    /// What is not done, where the step is set to done by hand.
    pub undone: Undone,
    /// Reminders that reach others, as others answer for the step; all keep their hours.
    pub reminded: Vec<(reminders::Subject, reminders::Shift)>,
}

impl DatesPlan {
    /// Whom a mail goes to, one to each.
    pub fn mailed(&self) -> impl Iterator<Item = &Told> {
        self.people.iter().filter(|told| told.word == Word::Mail)
    }
}

/// What the days touch, before anybody is told.
struct Shift {
    after: Known,
    step: Step,
    due: Vec<Deliverable>,
    outside: Vec<EventView>,
    gates: Vec<Turned>,
    people: Vec<Chosen>,
}

/// Checks other days of a step, or that it is done, without writing it, for the page that asks first. Where the days stay nobody is told.
pub fn plan_dates(
    conn: &mut Conn,
    cx: &Context,
    before: &Step,
    version: i64,
    edit: &EditStep,
) -> Result<DatesPlan, GateError> {
    programme::check_step(cx, before, version, edit)?;
    let named = programme::foresee(conn, cx, before, edit)?;
    let known = known(conn, cx, before.programme)?;
    let done = matches!(edit.state, StateWish::Set(StepState::Done)) && before.state != StepState::Done;
    let undone = if done { stage::undone(&known.facts(Subject::of_step(before)), before) } else { Undone::default() };
    let of_step = known.events.iter().filter(|view| view.event.step == Some(before.id)).cloned().collect();
    let owned = (due_of(&known, before), of_step);
    let reminded = reminders::step_shifts(conn, cx, (before, &named), owned).map_err(of_reminders)?;
    if (edit.starts_on, edit.ends_on) == (before.starts_on, before.ends_on) {
        let (due, shifted) = (due_of(&known, before), false);
        let (outside, gates, people) = (Vec::new(), Vec::new(), Vec::new());
        let after = before.clone();
        return Ok(DatesPlan { after, shifted, due, outside, gates, people, warnings: 0, undone, reminded });
    }
    let Shift { after, step, due, outside, gates, people } = shift(&known, before, edit, named);
    let warned = |view: &&EventView| gates.iter().any(|turned| turned.puts_at_risk(&view.event.public_id));
    let warned: Vec<&EventView> = after.events.iter().filter(warned).collect();
    let warnings: usize = recipients_of_each(conn, &after, &warned)?.iter().map(Vec::len).sum();
    let people = told(conn, cx, people)?;
    Ok(DatesPlan { after: step, shifted: true, due, outside, gates, people, warnings, undone, reminded })
}

/// Changes a step, and tells those who answer for what other days of it touch; says how many mails that are.
pub fn edit_step(
    conn: &mut Conn,
    cx: &Context,
    before: &Step,
    version: i64,
    edit: &EditStep,
) -> Result<usize, GateError> {
    programme::check_step(cx, before, version, edit)?;
    if (edit.starts_on, edit.ends_on) == (before.starts_on, before.ends_on) {
        programme::edit_step(conn, cx, before, version, edit)?;
        caught_up(conn, cx, before, edit)?;
        return Ok(0);
    }
    let known = known(conn, cx, before.programme)?;
    programme::edit_step(conn, cx, before, version, edit)?;
    let now = programme::step(conn, cx, before.programme, &before.public_id)?;
    let named = [now.owner, now.deputy].map(|one| one.map(Chosen::Known));
    let people = shift(&known, before, edit, named).people;
    let letter = |told: Told| match (told.who, told.word, told.to) {
        (Chosen::Known(Owner { id: contact, .. }), Word::Mail, Some((to, locale))) => Some(NewMessage {
            message: Message::StepDays {
                step: before.id,
                contact,
                before: (before.starts_on, before.ends_on),
                after: (edit.starts_on, edit.ends_on),
                by: cx.actor.account(),
            },
            lane: Lane::Prompt,
            to,
            contact: Some(contact),
            locale,
            programme: Some(before.programme),
            event: None,
            due_at: cx.now,
            dedupe_key: format!("step-days:{}:{}:{contact}", before.id, now.version),
        }),
        _ => None,
    };
    let messages: Vec<NewMessage> = told(conn, cx, people)?.into_iter().filter_map(letter).collect();
    caught_up(conn, cx, before, edit)?;
    Ok(outbox::enqueue_all(conn, cx, &messages)?)
}

/// A step that is let follow again is at once where it follows to, and does not show until the next look what was set by hand. Whoever
/// sees too little to say where that is leaves it to the look.
fn caught_up(conn: &mut Conn, cx: &Context, before: &Step, edit: &EditStep) -> Result<(), GateError> {
    let let_go = matches!(edit.state, StateWish::Follow) && before.state_by != StateBy::Facts;
    if !let_go || !deliverables::sees_internal(&cx.actor, before.programme) {
        return Ok(());
    }
    let known = known(conn, cx, before.programme)?;
    if let Some(step) = known.step(before.id) {
        programme::follow(conn, cx, step, stage::of(&known.facts(Subject::of_step(step)), step))?;
    }
    Ok(())
}

/// Whom a mail reaches; whoever makes the change needs none.
fn told(conn: &mut Conn, cx: &Context, people: Vec<Chosen>) -> Db<Vec<Told>> {
    let contact = |one: &Chosen| match one {
        Chosen::Known(owner) => Some(owner.id),
        Chosen::Member { .. } => None,
    };
    let ids: Vec<ContactId> = people.iter().filter_map(contact).collect();
    let mut addresses = store_mail::addresses(conn, &ids)?;
    let own = match cx.actor.account() {
        Some(account) => store_mail::own(conn, account)?,
        None => None,
    };
    let one = |who: Chosen| {
        let to = match &who {
            Chosen::Known(owner) => addresses.remove(&owner.id),
            Chosen::Member { email, locale, .. } => Some((email.clone(), *locale)),
        };
        let is_own = own.as_ref().is_some_and(|(own, email)| {
            let theirs = to.as_ref().is_some_and(|(to, _)| to.folded() == email.folded());
            theirs || (own.is_some() && *own == contact(&who))
        });
        let word = match &to {
            _ if is_own => Word::Own,
            Some(_) => Word::Mail,
            None => Word::Unreached,
        };
        Told { who, word, to }
    };
    Ok(people.into_iter().map(one).collect())
}

/// Open results of a step that have a day.
fn due_of(known: &Known, step: &Step) -> Vec<Deliverable> {
    let of_step = known.deliverables.iter().filter(|d| d.step == Some(step.id));
    of_step.filter(|d| d.state.is_open() && d.due_on.is_some()).cloned().collect()
}

fn of_reminders(error: ReminderError) -> GateError {
    match error {
        ReminderError::Denied(denied) => denied.into(),
        ReminderError::Invalid(invalid) => invalid.into(),
        ReminderError::Stale => GateError::Stale,
        ReminderError::Db(error) => error.into(),
    }
}

/// Pure: what other days touch, and who answers for it then, from everything that is known.
fn shift(before: &Known, step: &Step, edit: &EditStep, named: [Option<Chosen>; 2]) -> Shift {
    let mut after = before.clone();
    let days = (edit.starts_on, edit.ends_on);
    let known = |one: Option<&Chosen>| match one? {
        Chosen::Known(owner) => Some(owner.clone()),
        Chosen::Member { .. } => None,
    };
    for own in after.outline.steps.iter_mut().filter(|own| own.id == step.id) {
        (own.starts_on, own.ends_on) = days;
        let [owner, deputy] = &named;
        (own.owner, own.deputy) = (known(owner.as_ref()), known(deputy.as_ref()));
    }
    for face in after.events.iter_mut().filter_map(|view| view.step.as_mut()).filter(|face| face.id == step.id) {
        face.days = days;
    }
    let due = due_of(&after, step);
    let outside = after.events.iter().filter(|view| view.outside().is_some_and(|face| face.id == step.id));
    let outside: Vec<EventView> = outside.cloned().collect();
    let mut people: Vec<Chosen> = Vec::new();
    let mut add = |one: Chosen| {
        if people.iter().all(|known| known.public_id() != one.public_id()) {
            people.push(one);
        }
    };
    named.into_iter().flatten().for_each(&mut add);
    let mut answer = |(owner, deputy): (Option<Owner>, Option<Owner>)| {
        owner.into_iter().chain(deputy).map(Chosen::Known).for_each(&mut add);
    };
    due.iter().for_each(|d| answer(after.facts(Subject::of_step(step)).owner_of(d)));
    outside.iter().for_each(|view| answer(after.facts(Subject::of_event(&view.event)).event_owner()));
    let mut gates = Vec::new();
    for (subject, turned) in turned(before, &after) {
        answer(after.facts(subject).event_owner());
        gates.push(turned);
    }
    let step = Step { starts_on: days.0, ends_on: days.1, ..step.clone() };
    Shift { after, step, due, outside, gates, people }
}

/// Every gate that turns: of events, and of open steps that no event leads yet.
fn turned(before: &Known, after: &Known) -> Vec<(Subject, Turned)> {
    let mut turned = Vec::new();
    for view in &after.events {
        let subject = Subject::of_event(&view.event);
        if let Some(turn) = of_event(before, after, view) {
            let of = Gated::Event(view.event.public_id.clone());
            turned.push((subject, Turned { of, title: view.event.title.clone(), turn }));
        }
    }
    for step in after.outline.steps.iter().filter(|step| step.state.is_open()) {
        let subject = Subject::of_step(step);
        let led = after.facts(subject).events_of(step.id).any(|event| event.state != EventState::Cancelled);
        let verdicts = [before, after].map(|known| known.verdict(subject).open());
        if let Some(turn) = opened(verdicts).filter(|_| !led) {
            let of = Gated::Step(step.public_id.clone());
            turned.push((subject, Turned { of, title: step.title.clone(), turn }));
        }
    }
    turned
}

fn of_event(before: &Known, after: &Known, view: &EventView) -> Option<GateTurn> {
    use EventState::{Announced, Idea, Planned, Postponed};
    let (event, subject) = (&view.event, Subject::of_event(&view.event));
    // As the flag is set and ended: what was taken away since is owed to nobody.
    match [before, after].map(|known| known.lost(event).is_empty()) {
        [true, false] => return Some(GateTurn::AtRisk),
        [false, true] => return Some(GateTurn::Safe),
        _ => {}
    }
    let waits = matches!(event.state, Idea | Planned | Announced | Postponed);
    opened([before, after].map(|known| known.verdict(subject).open())).filter(|_| waits)
}

const fn opened([before, after]: [bool; 2]) -> Option<GateTurn> {
    match (before, after) {
        (false, true) => Some(GateTurn::Opens),
        (true, false) => Some(GateTurn::Closes),
        _ => None,
    }
}
