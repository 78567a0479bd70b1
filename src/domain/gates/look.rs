//! How an event stands before its gate, for its page: what its gate looks at is asked beside the page's other questions, and what is
//! missing is told only of an event that it keeps back or puts at risk.

use std::collections::HashMap;

use super::bare::Bare;
use super::known::Known;
use super::model::{Gate, GateError, Test};
use super::service::{Standing, in_review};
use super::store_around::{self, Groups};
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::db::batch::{self, Batch, Told};
use crate::domain::deliverables::{self, reviews};
use crate::domain::events::{self, Deadline, Event, EventState, EventView};
use crate::domain::programme::{self, Owner};
use crate::domain::sponsorship::{self, Signed};
use crate::kernel::ids::{PublicId, StepId};
use crate::kernel::localised::Localised;

/// How an event of a step stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfStep {
    pub step: StepId,
    pub public_id: PublicId,
    pub state: EventState,
}

impl OfStep {
    pub(super) fn of(event: &Event) -> Option<OfStep> {
        Some(OfStep { step: event.step?, public_id: event.public_id.clone(), state: event.state })
    }
}

/// What was told of what the gate of one event looks at.
#[derive(Default)]
pub(super) struct Around {
    pub of_steps: Vec<OfStep>,
    pub deadlines: Vec<Deadline>,
    pub sponsors: Signed,
    pub groups: Groups,
    pub contact: Option<Owner>,
}

/// The gates of an event, before anything that they look at is read.
pub struct Look {
    bare: Bare,
    /// Whether what is missing is told.
    matters: bool,
    tests: Vec<Test>,
    /// Whether anything is told by the name of a stakeholder group.
    names_groups: bool,
}

/// What was asked of what they look at.
pub struct Asked<'a> {
    of_steps: Option<batch::Asked<'static, Vec<OfStep>>>,
    deadlines: Option<batch::Asked<'static, Vec<Deadline>>>,
    sponsors: Option<batch::Asked<'a, Signed>>,
    groups: Option<batch::Asked<'static, Groups>>,
    contact: Option<batch::Asked<'static, Option<Owner>>>,
    stuck: Option<batch::Asked<'static, Vec<PublicId>>>,
}

/// An event before its gate, or behind it.
pub struct Seen {
    pub standing: Standing,
    /// Names of stakeholder groups by code, where any is told.
    pub groups: HashMap<String, Localised>,
    /// Results that it waits for, of which too few reviewers are left.
    pub stuck: Vec<PublicId>,
    /// What the gates are told by, where they look at anything.
    pub known: Option<Known>,
}

/// The gates of an event, and those that are only spoken of, as its history does of gates that it had.
pub fn look(conn: &mut Conn, cx: &Context, view: &EventView, spoken_of: &[Gate]) -> Result<Look, GateError> {
    use EventState::{Announced, Confirmed, Idea, Planned, Postponed};
    let (event, programme) = (&view.event, view.event.programme);
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    // For whoever may not see internal deliverables there are no gates.
    let sees = deliverables::sees_internal(&cx.actor, programme);
    let bare = if sees { Bare::of(conn, event)? } else { Bare::default() };
    let kept_back =
        matches!(event.state, Idea | Planned | Announced | Postponed | Confirmed) || bare.is_at_risk(event.id);
    let own = if kept_back { bare.tests_of(event) } else { Vec::new() };
    let spoken = spoken_of.iter().flat_map(Gate::conditions).map(|condition| &condition.test);
    let matters = !own.is_empty();
    let tests: Vec<Test> = own.into_iter().chain(spoken).cloned().collect();
    let names_groups = bare.names_groups(event) || tests.iter().any(|test| matches!(test, Test::Accepted { .. }));
    Ok(Look { bare, matters, tests, names_groups })
}

impl Look {
    pub fn ask<'a>(&self, batch: &mut Batch, cx: &'a Context, event: &Event) -> Result<Asked<'a>, GateError> {
        let programme = event.programme;
        let asks = |wanted: fn(&Test) -> bool| self.tests.iter().any(wanted);
        let results = |test: &Test| matches!(test, Test::Approved { .. } | Test::Named { .. });
        let sponsors = if asks(|test| matches!(test, Test::Sponsors { .. })) {
            Some(batch.ask(sponsorship::signed_asked(cx, programme)?))
        } else {
            None
        };
        let stuck =
            if self.matters && asks(results) { Some(batch.ask(reviews::stuck_asked(cx, programme)?)) } else { None };
        let owned = event.contact.is_some() && !self.tests.is_empty();
        Ok(Asked {
            of_steps: asks(|test| matches!(test, Test::Step { .. }))
                .then(|| batch.ask(store_around::of_steps(programme))),
            deadlines: asks(|test| matches!(test, Test::Deadline { .. }))
                .then(|| batch.ask(events::deadlines_asked(event.id))),
            groups: self.names_groups.then(|| batch.ask(store_around::groups(event.id))),
            contact: owned.then(|| batch.ask(store_around::contact(event.id))),
            sponsors,
            stuck,
        })
    }

    /// How the event stands, by what was told.
    pub fn seen(
        self,
        conn: &mut Conn,
        cx: &Context,
        view: &EventView,
        asked: Asked<'_>,
        told: &mut Told,
    ) -> Result<Seen, GateError> {
        let around = Around {
            of_steps: told.some(asked.of_steps)?.unwrap_or_default(),
            deadlines: told.some(asked.deadlines)?.unwrap_or_default(),
            sponsors: told.some(asked.sponsors)?.unwrap_or_default(),
            groups: told.some(asked.groups)?.unwrap_or_default(),
            contact: told.some(asked.contact)?.flatten(),
        };
        let groups = around.groups.iter().map(|(code, (name, _))| (code.clone(), name.clone())).collect();
        let mut stuck = told.some(asked.stuck)?.unwrap_or_default();
        if self.tests.is_empty() {
            return Ok(Seen { standing: self.bare.standing(view), groups, stuck, known: None });
        }
        let quiet = (!self.matters).then(|| self.bare.standing(view));
        let outline = programme::load_by_id(conn, cx, view.event.programme)?;
        let known = Known::around(conn, cx, (outline, self.bare), (view, self.tests.as_slice()), around)?;
        let standing = quiet.unwrap_or_else(|| known.standing(view));
        // A confirmed event waits for nothing, whatever its gate asks for by now.
        let waits = view.event.state != EventState::Confirmed || standing.risk.is_some();
        let missing = standing.verdict.missing.iter().filter(|_| waits);
        let waited_for = in_review(missing.chain(&standing.lost));
        stuck.retain(|one| waited_for.contains(one));
        Ok(Seen { standing, groups, stuck, known: Some(known) })
    }
}

/// The same by itself.
#[cfg(test)]
pub(super) fn seen(conn: &mut Conn, cx: &Context, view: &EventView) -> Result<Seen, GateError> {
    let (look, mut batch) = (look(conn, cx, view, &[])?, Batch::default());
    let asked = look.ask(&mut batch, cx, &view.event)?;
    let mut told = batch.told(conn)?;
    look.seen(conn, cx, view, asked, &mut told)
}
