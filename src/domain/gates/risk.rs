//! Events at risk, and steps that follow: a reconciler without input, safe to repeat.
//!
//! It writes a moment after the cause, and not with it: whoever takes back an approval holds the result and would wait for the event, while
//! whoever confirms holds the event and waits for the result. What pages show of it is computed when they are read ([`Known::risk_now`]).

use super::facts::Subject;
use super::known::Known;
use super::mail::recipients;
use super::model::{GateError, Kept, Pass, Risk};
use super::service::known;
use super::stage;
use super::store;
use crate::access::{Action, Context, Scope, require};
use crate::db::types::Json;
use crate::db::{Conn, DbError};
use crate::domain::events::{self, Event, EventView};
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::domain::programme::{self, StateBy, Step, StepState};
use crate::kernel::ids::ProgrammeId;

/// What is not yet as it follows from what happened.
enum Correction<'a> {
    Raise(&'a EventView, &'a Pass, Vec<Kept>),
    /// Something else is missing than before; nobody is told again.
    Reword(&'a Risk, Vec<Kept>),
    /// What it still lacks, its gate asks for no more.
    Clear(&'a EventView, &'a Risk, Vec<Kept>),
    Step(&'a Step, StepState),
}

/// What a run did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Settled {
    pub raised: usize,
    pub cleared: usize,
    pub moved: usize,
}

/// Whether there is anything to settle. Reads only, so that looking after every write wakes nobody.
pub fn unsettled(conn: &mut Conn, cx: &Context) -> Result<bool, GateError> {
    require(&cx.actor, Action::EditProgramme, Scope::Installation)?;
    for programme in open(conn)? {
        if !corrections(&known(conn, cx, programme)?)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Those to look after. In a programme that is closed nothing moves and nobody is warned; how things stand is computed for its pages.
fn open(conn: &mut Conn) -> Result<Vec<ProgrammeId>, DbError> {
    let closed = programme::closed(conn)?;
    let mut watched = store::watched(conn)?;
    watched.retain(|programme| !closed.contains(programme));
    Ok(watched)
}

/// Sets and ends the flag "at risk" and lets steps follow, wherever that is not done yet.
pub fn reconcile(conn: &mut Conn, cx: &Context) -> Result<Settled, GateError> {
    require(&cx.actor, Action::EditProgramme, Scope::Installation)?;
    let mut settled = Settled::default();
    for programme in open(conn)? {
        let known = known(conn, cx, programme)?;
        for correction in corrections(&known)? {
            match correction {
                Correction::Raise(view, pass, missing) => {
                    settled.raised += raise(conn, cx, &known, (view, pass), &missing)?
                }
                Correction::Reword(risk, missing) => store::set_missing(conn, risk.id, &missing)?,
                Correction::Clear(view, risk, unasked) => {
                    if store::clear_risk(conn, cx.now, risk.id)? {
                        record_end(conn, cx, view, &unasked)?;
                        settled.cleared += 1;
                    }
                }
                Correction::Step(step, state) => {
                    settled.moved += usize::from(programme::follow(conn, cx, step, state)?)
                }
            }
        }
    }
    Ok(settled)
}

impl Known {
    /// Whether and why an event is at risk as things stand: the flag follows a moment after its cause, and no page waits for it.
    pub(super) fn risk_now(&self, event: &Event) -> Option<Risk> {
        let missing: Vec<Kept> = self.lost(event).iter().map(Kept::from).collect();
        let (id, since) = self.risk(event.id).map_or((Risk::UNNOTED, self.now), |noted| (noted.id, noted.since));
        (!missing.is_empty()).then_some(Risk { id, since, missing })
    }

    /// The same of every event, for those who read.
    pub(super) fn seen_now(mut self) -> Known {
        let now = |view: &EventView| Some((view.event.id, self.risk_now(&view.event)?));
        self.risks = self.events.iter().filter_map(now).collect();
        self
    }
}

fn corrections(known: &Known) -> Result<Vec<Correction<'_>>, DbError> {
    let mut corrections = Vec::new();
    for view in &known.events {
        let missing: Vec<Kept> = known.lost(&view.event).iter().map(Kept::from).collect();
        corrections.extend(match (known.rests_on(&view.event), known.risk(view.event.id)) {
            (Some(pass), None) if !missing.is_empty() => Some(Correction::Raise(view, pass, missing)),
            (_, Some(risk)) if missing.is_empty() => {
                let unasked = known.unasked(&view.event);
                Some(Correction::Clear(view, risk, unasked.iter().map(Kept::from).collect()))
            }
            (_, Some(risk)) if risk.missing != missing => Some(Correction::Reword(risk, missing)),
            _ => None,
        });
    }
    for step in known.outline.steps.iter().filter(|s| s.state_by == StateBy::Facts) {
        let state = stage::of(&known.facts(Subject::of_step(step)), step);
        if state != step.state {
            corrections.push(Correction::Step(step, state));
        }
    }
    Ok(corrections)
}

fn raise(
    conn: &mut Conn,
    cx: &Context,
    known: &Known,
    (view, pass): (&EventView, &Pass),
    missing: &[Kept],
) -> Result<usize, GateError> {
    events::lock_places(conn, view.event.id)?;
    let Some(risk) = store::insert_risk(conn, cx.now, pass, missing)? else { return Ok(0) };
    let event = &view.event;
    let told = recipients(conn, known, view)?;
    let messages: Vec<NewMessage> = told
        .into_iter()
        .map(|reader| NewMessage {
            message: Message::EventAtRisk { risk, contact: reader.contact, account: reader.account },
            lane: Lane::Prompt,
            dedupe_key: format!("event-at-risk:{risk}:{}", reader.email.folded()),
            to: reader.email,
            contact: reader.contact,
            locale: reader.locale,
            programme: Some(event.programme),
            event: Some(event.id),
            due_at: cx.now,
        })
        .collect();
    outbox::enqueue_all(conn, cx, &messages)?;
    let record = Record::new(Entity::Event, event.id.raw(), "at-risk").within(event.programme, event.city);
    let changes = missing.iter().map(|kept| Ok(Change::of("condition", "", Json::of(kept)?.as_str())));
    history::record(conn, cx, record.changes(changes.collect::<Result<Vec<_>, DbError>>()?))?;
    Ok(1)
}

/// It ended; what is not given again is named: nobody asks for it any more.
pub(super) fn record_end(conn: &mut Conn, cx: &Context, view: &EventView, unasked: &[Kept]) -> Result<(), GateError> {
    let event = &view.event;
    let record = Record::new(Entity::Event, event.id.raw(), "risk-ended").within(event.programme, event.city);
    let changes = unasked.iter().map(|kept| Ok(Change::of("unasked", Json::of(kept)?.as_str(), "")));
    history::record(conn, cx, record.changes(changes.collect::<Result<Vec<_>, DbError>>()?))?;
    Ok(())
}
