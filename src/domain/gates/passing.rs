//! The way through a gate: looked at under the event's lock, in the transaction that confirms.

use super::basis::{rested_on, unmet};
use super::facts::{Facts, Subject};
use super::known::Known;
use super::model::{Condition, Gate, GateError, Kept, Refusal, Rested, Test, Verdict};
use super::risk;
use super::service::known;
use super::store::{self, NewPass};
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::db::types::Json;
use crate::domain::deliverables;
use crate::domain::events::{self, EventError, EventState, EventView, GatePass, Grounds, Standing};
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::sponsorship;
use crate::kernel::ids::{DeliverableId, EventId};
use crate::kernel::invalid::{Invalid, Reason, line};

/// How somebody wants to confirm.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wish<'a> {
    /// Through an open gate only.
    AsItStands,
    /// Through a closed one too, for this reason.
    Despite(&'a str),
    /// The same as far as it is closed by what was looked at, each by its [`What::key`](super::What::key).
    DespiteThese(&'a str, &'a [String]),
}

impl Wish<'_> {
    /// Who overrides a gate confirms by it.
    const fn right(self) -> Action {
        match self {
            Wish::AsItStands => Action::MoveEvent,
            Wish::Despite(_) | Wish::DespiteThese(..) => Action::OverrideGate,
        }
    }
    /// Whether something is missing that nobody has looked at.
    fn overlooks(self, verdict: &Verdict) -> bool {
        match self {
            Wish::AsItStands => !verdict.open(),
            Wish::Despite(_) => false,
            Wish::DespiteThese(_, seen) => verdict.missing.iter().any(|one| !seen.contains(&one.what.key())),
        }
    }
}

/// Leave to confirm; nothing outside this file makes one.
struct Leave {
    event: EventId,
    grounds: Grounds,
    right: Action,
}

impl GatePass for Leave {
    fn event(&self) -> EventId {
        self.event
    }
    fn grounds(&self) -> Grounds {
        self.grounds
    }
    fn right(&self) -> Action {
        self.right
    }
}

const REASON: usize = 1_000;

/// Confirms an event that may be, if its gate is open or is overridden. A refusal names everything that is missing.
pub fn confirm(conn: &mut Conn, cx: &Context, which: Standing<'_>, wish: Wish<'_>) -> Result<EventView, GateError> {
    let view = events::by_public_id(conn, cx, which.programme, which.event)?;
    require(&cx.actor, wish.right(), Scope::of(which.programme, view.event.city))?;
    // Who is too late is told so before what the gate waits for: it may wait for something else by now.
    if view.event.version != which.version {
        return Err(EventError::Stale.into());
    }
    let known = under_lock(conn, cx, &view)?;
    let subject = Subject::of_event(&view.event);
    let (gate, verdict) = (known.gate(subject), known.verdict(subject));
    let (from, to) = (view.event.state, EventState::Confirmed);
    if events::transitions::find(from, to).is_none() {
        // Nobody is sent to fetch what is missing for what is confirmed already, or cannot be.
        return Err(events::EventError::NoWay { from, to }.into());
    }
    if wish.overlooks(&verdict) {
        return Err(GateError::Closed(Box::new(Refusal { view, verdict, groups: known.groups })));
    }
    let reason = match wish {
        Wish::Despite(reason) | Wish::DespiteThese(reason, _) if !verdict.open() => said(reason)?,
        _ => String::new(),
    };
    let grounds = match (gate.parts.is_empty(), verdict.open()) {
        (true, _) => Grounds::Ungated,
        (false, true) => Grounds::Met,
        (false, false) => Grounds::Overridden,
    };
    let leave = Leave { event: view.event.id, grounds, right: wish.right() };
    let after = events::confirm(conn, cx, which, &leave)?;
    let missing: Vec<Kept> = verdict.missing.iter().map(Kept::from).collect();
    let basis = basis(&gate, &known.facts(subject));
    if store::insert_pass(conn, &pass(cx, &after, (grounds, reason.clone()), (&basis, &missing))?)? {
        risk::record_end(conn, cx, &after, &[])?;
    }
    if grounds == Grounds::Overridden {
        let record = Record::new(Entity::Event, after.event.id.raw(), "gate-overridden");
        let told = missing.iter().map(|kept| Ok(Change::of("condition", Json::of(kept)?.as_str(), "")));
        let told = told.collect::<Result<Vec<_>, GateError>>()?;
        let record = record.within(after.event.programme, after.event.city).because(reason).changes(told);
        history::record(conn, cx, record)?;
    }
    Ok(after)
}

/// Keeps what an event's announcement rests on, in the transaction that announced it. Announcing asks for nothing.
pub fn announce(conn: &mut Conn, cx: &Context, view: &EventView) -> Result<(), GateError> {
    require(&cx.actor, Action::MoveEvent, Scope::of(view.event.programme, view.event.city))?;
    if view.event.state != EventState::Announced {
        return Ok(());
    }
    let known = under_lock(conn, cx, view)?;
    let subject = Subject::of_event(&view.event);
    let gate = known.gate(subject);
    // Where nothing is asked for any more, what an earlier announcement rested on does not count either.
    if gate.parts.is_empty() && !known.passes.contains_key(&view.event.id) {
        return Ok(());
    }
    let basis = basis(&gate, &known.facts(subject));
    if store::insert_pass(conn, &pass(cx, view, (Grounds::Announced, String::new()), (&basis, &[]))?)? {
        risk::record_end(conn, cx, view, &[])?;
    }
    Ok(())
}

/// Everything known, after everybody else who would give or free a place of the event, or approve what its gate names, has been made to
/// wait.
fn under_lock(conn: &mut Conn, cx: &Context, view: &EventView) -> Result<Known, GateError> {
    events::lock_places(conn, view.event.id)?;
    let mut known = known(conn, cx, view.event.programme)?;
    let asks = |c: &Condition| matches!(c.test, Test::Sponsors { .. });
    if known.gate(Subject::of_event(&view.event)).conditions().iter().any(|c| asks(c)) {
        sponsorship::hold(conn, view.event.programme)?;
        known.count_sponsors(conn, cx)?;
    }
    let ids = named(&known, Subject::of_event(&view.event));
    if !ids.is_empty() {
        deliverables::hold(conn, &ids)?;
        known.look_again(conn, cx)?;
    }
    Ok(known)
}

/// The deliverables that a subject's gate looks at.
fn named(known: &Known, subject: Subject) -> Vec<DeliverableId> {
    let facts = known.facts(subject);
    let gate = known.gate(subject);
    let of = |test: &Test| match test {
        Test::Approved { steps, kinds } => {
            super::evaluate::of_kinds(&facts, steps, kinds).into_iter().map(|d| d.id).collect::<Vec<_>>()
        }
        Test::Named { deliverables } => {
            deliverables.iter().filter_map(|id| facts.deliverable(id)).map(|d| d.id).collect()
        }
        Test::Accepted { .. } | Test::Sponsors { .. } | Test::Step { .. } | Test::Deadline { .. } => Vec::new(),
    };
    gate.conditions().into_iter().flat_map(|c| of(&c.test)).collect()
}

fn said(reason: &str) -> Result<String, Invalid> {
    let reason = line(reason, REASON).map_err(|fault| Invalid::one("override_reason", fault))?;
    if reason.is_empty() { Err(Invalid::one("override_reason", Reason::Required)) } else { Ok(reason) }
}

fn basis(gate: &Gate, facts: &Facts<'_>) -> Rested {
    let basis = rested_on(gate, facts);
    let unmet = unmet(&basis, facts);
    Rested { join: basis.join, parts: basis.parts, unmet }
}

fn pass(
    cx: &Context,
    view: &EventView,
    (grounds, reason): (Grounds, String),
    (basis, missing): (&Rested, &[Kept]),
) -> Result<NewPass, GateError> {
    Ok(NewPass {
        programme_id: view.event.programme,
        event_id: view.event.id,
        grounds,
        account_id: cx.actor.account(),
        reason,
        basis: Json::of(basis)?,
        missing: Json::of(&missing)?,
        at: cx.now,
    })
}
