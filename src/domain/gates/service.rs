//! Gates read and edited.

use std::collections::HashMap;

use super::bare::Bare;
use super::circle;
use super::draft::GateDraft;
use super::facts::Subject;
use super::known::{Known, Names};
use super::model::{Gate, GateError, Missing, Pass, Risk, Verdict, What};
use super::store::{self, Target};
use crate::access::{Action, Context, Scope, require};
use crate::db::types::Json;
use crate::db::{Conn, Stored as Db};
use crate::domain::contacts;
use crate::domain::deliverables::{self, DeliverableState, reviews};
use crate::domain::events::{EventView, Move};
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::programme::{self, Outline, Step};
use crate::kernel::ids::{DeliverableId, EventId, ProgrammeId, PublicId};
use crate::kernel::invalid::Invalid;

/// A gate as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stored {
    pub id: i64,
    pub version: i64,
    pub gate: Gate,
}

impl Default for Stored {
    /// Where nobody has said anything yet.
    fn default() -> Stored {
        Stored { id: 0, version: 0, gate: Gate::open() }
    }
}

/// How an event stands before its gate, or behind it.
#[derive(Clone, Debug)]
pub struct Standing {
    pub view: EventView,
    pub gate: Gate,
    pub verdict: Verdict,
    /// What the event rests on now.
    pub pass: Option<Pass>,
    /// The override it stands confirmed by.
    pub overridden: Option<Pass>,
    /// Every override there was, the newest first, whatever became of it.
    pub overrides: Vec<Pass>,
    pub risk: Option<Risk>,
    /// What is missing of what it rests on, with whoever can give it.
    pub lost: Vec<Missing>,
}

/// Everything that gates look at, for those who may see the programme; without the gates where internal results are not for their eyes.
pub fn of_programme(conn: &mut Conn, cx: &Context, outline: Outline) -> Result<Known, GateError> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(outline.programme.id))?;
    Ok(Known::load(conn, cx, outline, Names::Spared)?.seen_now())
}

/// As [`of_programme`], for a picture that counts its deliverables for itself: whole are only those that any gate looks at, and those with
/// these numbers.
pub fn of_picture(
    conn: &mut Conn,
    cx: &Context,
    outline: Outline,
    told: Vec<DeliverableId>,
) -> Result<Known, GateError> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(outline.programme.id))?;
    Ok(Known::pictured(conn, cx, outline, told)?.seen_now())
}

pub(super) fn known(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Known, GateError> {
    let outline = programme::load_by_id(conn, cx, programme)?;
    Known::load(conn, cx, outline, Names::Wanted)
}

/// How an event stands before its gate. The event was read by somebody who may.
pub fn of_event(conn: &mut Conn, cx: &Context, view: &EventView) -> Result<(Standing, Known), GateError> {
    let known = known(conn, cx, view.event.programme)?;
    let standing = known.standing(view);
    Ok((standing, known))
}

/// Which of the results that something waits for cannot be approved: they are in review, and too few reviewers are left.
pub fn stuck_reviews<'a>(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    missing: impl IntoIterator<Item = &'a Missing>,
) -> Result<Vec<PublicId>, GateError> {
    let reviewed = in_review(missing);
    if reviewed.is_empty() {
        return Ok(Vec::new());
    }
    let mut stuck = reviews::stuck_asked(cx, programme)?.tell(conn)?;
    stuck.retain(|one| reviewed.contains(one));
    Ok(stuck)
}

/// Which results of this are in review.
pub(super) fn in_review<'a>(missing: impl IntoIterator<Item = &'a Missing>) -> Vec<PublicId> {
    let reviewed = |missing: &'a Missing| match &missing.what {
        What::Deliverable { id, state: DeliverableState::InReview, .. } => Some(id.clone()),
        _ => None,
    };
    missing.into_iter().filter_map(reviewed).collect()
}

/// How many conditions of its step no longer stand before an event's confirmation once it is moved so: it belongs to no step then.
pub fn left_behind(conn: &mut Conn, cx: &Context, planned: &Move) -> Result<usize, GateError> {
    let event = &planned.before.event;
    let Some(step) = event.step.filter(|step| planned.after().step != Some(*step)) else { return Ok(0) };
    let known = known(conn, cx, event.programme)?;
    Ok(known.step_gates.get(&step).map_or(0, |stored| stored.gate.conditions().len()))
}

/// How many conditions are met by guests who have accepted, and who are asked again once the event is moved so.
pub fn counted_anew(conn: &mut Conn, cx: &Context, planned: &Move) -> Result<usize, GateError> {
    let event = &planned.before.event;
    Ok(known(conn, cx, event.programme)?.met_by_guests(event))
}

/// Which of these events of a programme are at risk as things stand, in a fixed number of statements; of none it is told to whoever works
/// for the outside. The caller has checked that the events may be seen.
pub fn risks(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    events: &[EventId],
) -> Result<HashMap<EventId, Risk>, GateError> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    if !deliverables::sees_internal(&cx.actor, programme) {
        return Ok(HashMap::new());
    }
    let bare = Bare::load(conn, programme)?;
    if !events.iter().any(|event| bare.rests_on_something(*event)) {
        return Ok(HashMap::new());
    }
    let outline = programme::load_by_id(conn, cx, programme)?;
    let known = Known::looked_at(conn, cx, (outline, bare))?;
    let risk = |id: &EventId| Some((*id, known.risk_now(&known.event(*id)?.event)?));
    Ok(events.iter().filter_map(risk).collect())
}

impl Known {
    pub fn standing(&self, view: &EventView) -> Standing {
        let (event, subject) = (&view.event, Subject::of_event(&view.event));
        Standing {
            gate: self.gate(subject),
            verdict: self.verdict(subject),
            lost: self.lost(event),
            pass: self.rests_on(event).cloned(),
            overridden: self.overridden(event).cloned(),
            overrides: self.overrides.get(&event.id).cloned().unwrap_or_default(),
            risk: self.risk_now(event),
            view: view.clone(),
        }
    }
}

/// The gate of a step, and everything it looks at.
pub fn step_gate(conn: &mut Conn, cx: &Context, step: &Step) -> Result<(Stored, Known), GateError> {
    require(&cx.actor, Action::SeeInternal, Scope::Programme(step.programme))?;
    let known = known(conn, cx, step.programme)?.seen_now();
    let stored = known.step_gates.get(&step.id).cloned().unwrap_or_default();
    Ok((stored, known))
}

/// An event's own gate, beside its step's, and everything it looks at.
pub fn event_gate(conn: &mut Conn, cx: &Context, view: &EventView) -> Result<(Stored, Known), GateError> {
    require(&cx.actor, Action::SeeInternal, Scope::Programme(view.event.programme))?;
    let known = known(conn, cx, view.event.programme)?.seen_now();
    let stored = known.event_gates.get(&view.event.id).cloned().unwrap_or_default();
    Ok((stored, known))
}

/// Whose gate is edited.
#[derive(Clone, Copy, Debug)]
pub enum Edited<'a> {
    Step(&'a Step),
    Event(&'a EventView),
}

impl Edited<'_> {
    pub fn subject(self) -> Subject {
        match self {
            Edited::Step(step) => Subject::of_step(step),
            Edited::Event(view) => Subject::of_event(&view.event),
        }
    }
    fn programme(self) -> ProgrammeId {
        match self {
            Edited::Step(step) => step.programme,
            Edited::Event(view) => view.event.programme,
        }
    }
    /// Who edits the step or the event edits its gate.
    pub fn right(self) -> (Action, Scope) {
        match self {
            Edited::Step(step) => (Action::EditProgramme, Scope::City(step.programme, step.city)),
            Edited::Event(view) => (Action::EditProgramme, Scope::of(view.event.programme, view.event.city)),
        }
    }
    fn target(self) -> Target {
        match self {
            Edited::Step(step) => Target::Step(step.id),
            Edited::Event(view) => Target::Event(view.event.id),
        }
    }
    /// Under which history tells of it.
    pub fn entity(self) -> (Entity, i64) {
        match self {
            Edited::Step(step) => (Entity::Step, step.id.raw()),
            Edited::Event(view) => (Entity::Event, view.event.id.raw()),
        }
    }
}

/// As history calls the gate of a thing, among its parts.
pub const PART: &str = "gate";

/// Changes a gate. What was confirmed before rests on what it rested on then, as far as it is still asked for: a risk that nobody runs any
/// more ends as any other does.
pub fn edit(
    conn: &mut Conn,
    cx: &Context,
    edited: Edited<'_>,
    seen: i64,
    draft: &GateDraft,
) -> Result<Stored, GateError> {
    let (action, scope) = edited.right();
    require(&cx.actor, action, scope)?;
    // One after the other: of two gates written at once, neither would know that the other waits for it.
    programme::lock(conn, edited.programme())?;
    let known = known(conn, cx, edited.programme())?;
    let before = match edited.target() {
        Target::Step(id) => known.step_gates.get(&id).cloned().unwrap_or_default(),
        Target::Event(id) => known.event_gates.get(&id).cloned().unwrap_or_default(),
    };
    if before.version != seen {
        return Err(GateError::Stale);
    }
    let gate = draft.check(&known, edited.subject(), &contacts::groups(conn)?)?;
    circle::none(&known, edited.subject(), &gate)?;
    // Nothing changed is nothing written.
    if gate == before.gate {
        return Ok(before);
    }
    let after = store::put(conn, cx.now, (edited.programme(), edited.target()), &before, &gate)?;
    let after = after.ok_or(GateError::Stale)?;
    let (entity, id) = edited.entity();
    let subject = edited.subject();
    let record = Record::new(entity, id, "gate-changed").within(edited.programme(), subject.city);
    let change = Change::of("gate", kept(&before.gate)?, kept(&gate)?);
    history::record(conn, cx, record.part(PART, after.version).changes([change]))?;
    Ok(after)
}

/// Refuses the step that an event was just given where the step would wait for itself by the event's own gate: nobody waits for an event
/// without a step, so such a gate could be written then.
pub fn fits_step(conn: &mut Conn, cx: &Context, view: &EventView) -> Result<(), GateError> {
    require(&cx.actor, Action::EditEvent, Scope::of(view.event.programme, view.event.city))?;
    programme::lock(conn, view.event.programme)?;
    let known = known(conn, cx, view.event.programme)?;
    let Some(own) = known.event_gates.get(&view.event.id) else { return Ok(()) };
    circle::none(&known, Subject::of_event(&view.event), &own.gate).map_err(|Invalid(mut faults)| {
        faults.iter_mut().for_each(|fault| fault.field = "step".to_owned());
        GateError::Invalid(Invalid(faults))
    })
}

/// For history: the tree as it is kept; empty where there is none.
pub(super) fn kept(gate: &Gate) -> Db<String> {
    if gate.parts.is_empty() { Ok(String::new()) } else { Ok(Json::of(gate)?.as_str().to_owned()) }
}
