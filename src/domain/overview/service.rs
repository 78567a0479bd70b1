use std::collections::{BTreeSet, HashMap, HashSet};

use super::matrix::{Facts, Titles, cell, counts, first_owed, is_unreported, leading_event, locked};
use super::model::{Cell, Column, Overdue, Overview, OwnCell, Passage, Row, Sight, Tally};
use super::pressing::{self, Days, Ground, Look, Press, Whole};
use super::store::{self, Missed, OpenDeadline};
use crate::access::{Action, Actor, Context, Scope, may};
use crate::db::Conn;
use crate::domain::deliverables::{self, Brief, DeliverableError};
use crate::domain::events::{self, Event, EventError, EventState, EventView, Guests};
use crate::domain::gates::{self, GateError, Known, Subject};
use crate::domain::programme::{self, Outline, ProgrammeError, Step, template};
use crate::kernel::ids::{CityId, DeliverableId, EventId, StepId};
use crate::kernel::time::Instant;

/// How many coming events the first page tells of.
const NEXT: usize = 6;

/// The picture of a programme, by slug or public id, in a constant number of queries. Of its deliverables those are whole that the
/// picture names; these are few, however many are late.
pub fn load(conn: &mut Conn, cx: &Context, key: &str) -> Result<Overview, ProgrammeError> {
    look_at(conn, cx, key, &Look::page())
}

/// The same, where of what presses something else is named. The figures on top are of the whole programme whatever is looked at.
pub fn look_at(conn: &mut Conn, cx: &Context, key: &str, look: &Look<'_>) -> Result<Overview, ProgrammeError> {
    let outline = programme::load(conn, cx, key)?;
    let briefs = Briefs::new(deliverables::briefs(conn, cx, outline.programme.id).map_err(of_deliverables)?);
    let told = told(&briefs, &Days::of(&outline, cx.now), look);
    let known = gates::of_picture(conn, cx, outline, told).map_err(of_gates)?;
    picture(conn, cx, known, (&briefs, look))
}

/// The same with every deliverable whole, for whoever draws them all.
pub fn load_whole(conn: &mut Conn, cx: &Context, key: &str) -> Result<Overview, ProgrammeError> {
    let outline = programme::load(conn, cx, key)?;
    let known = gates::of_programme(conn, cx, outline).map_err(of_gates)?;
    let briefs = Briefs::new(known.deliverables.iter().map(Brief::of).collect());
    picture(conn, cx, known, (&briefs, &Look::page()))
}

/// The deliverables that a picture names: the first of what presses, and what comes next in each step. Events and steps may press before
/// them, and then not all of these are named.
fn told(briefs: &Briefs, days: &Days, look: &Look<'_>) -> Vec<DeliverableId> {
    let firsts = pressing::firsts(&pressing::deliverables_first(briefs.all(), days), look);
    let pressing = firsts.iter().flat_map(|some| some.shown.iter().filter_map(|press| press.deliverable()));
    let next = briefs.steps().filter_map(|of| first_owed(of).map(|(d, _)| d.id));
    let told: BTreeSet<DeliverableId> = pressing.chain(next).collect();
    told.into_iter().collect()
}

/// All deliverables of a programme, those of a step side by side and by due date.
struct Briefs(Vec<Brief>);

impl Briefs {
    /// From those of a programme by due date.
    fn new(mut briefs: Vec<Brief>) -> Briefs {
        briefs.sort_by_key(|d| d.step);
        Briefs(briefs)
    }
    fn all(&self) -> &[Brief] {
        &self.0
    }
    fn steps(&self) -> impl Iterator<Item = &[Brief]> {
        self.0.chunk_by(|a, b| a.step == b.step).filter(|of| of.first().is_some_and(|d| d.step.is_some()))
    }
    fn of(&self, step: StepId) -> &[Brief] {
        let (from, to) = (Some(step), self.0.partition_point(|d| d.step <= Some(step)));
        &self.0[self.0.partition_point(|d| d.step < from)..to]
    }
}

fn picture(
    conn: &mut Conn,
    cx: &Context,
    known: Known,
    (briefs, look): (&Briefs, &Look<'_>),
) -> Result<Overview, ProgrammeError> {
    let id = known.outline.programme.id;
    let (guests, mut missed) = store::guests(conn, (id, cx.now))?;
    let sight = if deliverables::sees_internal(&cx.actor, id) { Sight::All } else { Sight::External };

    let (now, outline) = (cx.now, &known.outline);
    let deadlines = open_deadlines(&known.deadlines);
    let bare: Vec<&Event> = known.events.iter().map(|view| &view.event).collect();
    for_the_reader(cx, &bare, &mut missed);
    let ground = Ground { outline, briefs: briefs.all(), events: &bare, deadlines: &deadlines, missed: &missed, now };
    let all = pressing::everything(&ground, &Days::of(outline, now), sight);
    let whole: Whole<'_> = known.deliverables.iter().map(|d| (d.id, d)).collect();
    let [late, soon] = pressing::firsts(&all, look).map(|some| some.told(&whole));
    let columns = columns(outline)?;
    let picture = Overview {
        sight,
        now,
        today: outline.programme.today(now),
        rows: rows(&known, briefs, &columns, (&bare, &deadlines)),
        own: own(&known, &deadlines),
        next: coming(&known.events, now),
        columns,
        tally: tally(briefs, &all, &guests),
        late,
        soon,
        guests,
        deliverables: known.deliverables,
        outline: known.outline,
        events: known.events,
        groups: known.groups,
        risks: known.risks,
    };
    Ok(if sight == Sight::All { picture } else { picture.turned_outward() })
}

fn tally(briefs: &Briefs, all: &[Press<'_>], guests: &HashMap<EventId, Guests>) -> Tally {
    let invited: i64 = guests.values().map(|of| of.invited).sum();
    let unanswered: i64 = guests.values().map(|of| of.unanswered).sum();
    let late = all.iter().filter(|press| press.is_late()).count();
    Tally {
        reached: briefs.all().iter().filter(|d| d.state.is_reached()).count(),
        deliverables: briefs.all().iter().filter(|d| counts(d)).count(),
        soon: all.len() - late,
        late,
        invited,
        answered: invited - unanswered,
    }
}

/// Whoever may not see the guests of an event is not asked about its reminders, for the page behind it is not theirs; and in a programme
/// that is closed nobody is.
pub(super) fn for_the_reader(cx: &Context, events: &[&Event], missed: &mut Missed) {
    let closed = |event: &Event| matches!(&cx.actor, Actor::Member(member) if member.closed.contains(&event.programme));
    let sees =
        |event: &Event| !closed(event) && may(&cx.actor, Action::SeeGuests, Scope::of(event.programme, event.city));
    let seen: HashSet<EventId> = events.iter().filter(|event| sees(event)).map(|event| event.id).collect();
    missed.retain(|event, _| seen.contains(event));
}

/// What hosts still want, by date.
pub(super) fn open_deadlines(known: &HashMap<EventId, Vec<events::Deadline>>) -> Vec<OpenDeadline> {
    let open = |(event, all): (&EventId, &Vec<events::Deadline>)| {
        let unmet = all.iter().filter(|d| d.met_at.is_none());
        let one =
            |d: &events::Deadline| OpenDeadline { id: d.id, event: *event, label: d.label.clone(), due_on: d.due_on };
        unmet.map(one).collect::<Vec<_>>()
    };
    let mut deadlines: Vec<OpenDeadline> = known.iter().flat_map(open).collect();
    deadlines.sort_by_key(|d| (d.due_on, d.id));
    deadlines
}

/// What gates say of a step and of the event that leads it.
fn passage(known: &Known, subject: Subject) -> Passage {
    let event = subject.event.and_then(|id| known.event(id)).map(|view| &view.event);
    Passage {
        missing: known.verdict(subject).missing,
        risk: subject.event.and_then(|id| known.risk(id)).cloned(),
        overridden: event.and_then(|event| known.overridden(event)).cloned(),
    }
}

fn columns(outline: &Outline) -> Result<Vec<Column>, ProgrammeError> {
    let template = template::find(&outline.programme.template)?;
    let mut columns: Vec<Column> = Vec::new();
    for step in &outline.steps {
        if columns.iter().all(|c| c.kind != step.kind) {
            let known = template.as_ref().and_then(|t| t.step(&step.kind));
            let result = known.map(|s| s.result.clone()).unwrap_or_default();
            columns.push(Column { kind: step.kind.clone(), title: step.title.clone(), result });
        }
    }
    Ok(columns)
}

fn rows(
    known: &Known,
    briefs: &Briefs,
    columns: &[Column],
    (events, deadlines): (&[&Event], &[OpenDeadline]),
) -> Vec<Row> {
    let outline = &known.outline;
    let titles: Titles<'_> = known.deliverables.iter().map(|d| (d.id, &d.title)).collect();
    let mut steps: HashMap<CityId, Vec<&Step>> = HashMap::new();
    for step in &outline.steps {
        steps.entry(step.city).or_default().push(step);
    }
    let row = |city: &programme::City| {
        let of_city = steps.get(&city.id).map_or(&[][..], Vec::as_slice);
        let cells: Vec<(programme::Slug, Cell)> = of_city
            .iter()
            .map(|step| (step.kind.clone(), cell_of(known, step, (briefs.of(step.id), &titles), (events, city))))
            .collect();
        let placed = |column: &Column| cells.iter().find(|(kind, _)| *kind == column.kind).map(|(_, c)| c.clone());
        let others = events.iter().filter(|e| e.city == Some(city.id) && e.step.is_none());
        let others = others.map(|e| without_step(known, deadlines, e)).collect();
        Row { city: city.clone(), cells: columns.iter().map(placed).collect(), others }
    };
    outline.cities.iter().map(row).collect()
}

fn cell_of(
    known: &Known,
    step: &Step,
    (deliverables, titles): (&[Brief], &Titles<'_>),
    (events, city): (&[&Event], &programme::City),
) -> Cell {
    let events: Vec<&Event> = events.iter().copied().filter(|e| e.step == Some(step.id)).collect();
    let led_by = leading_event(&events, known.now);
    let subject = led_by.map_or(Subject::of_step(step), Subject::of_event);
    cell(&Facts {
        step,
        deliverables,
        titles,
        events,
        passage: passage(known, subject),
        now: known.now,
        today: known.now.at(city.zone).date(),
    })
}

/// Events of the programme itself, in the order they were given.
fn own(known: &Known, deadlines: &[OpenDeadline]) -> Vec<OwnCell> {
    let events = known.events.iter().map(|view| &view.event);
    let own = events.filter(|e| e.city.is_none() && e.state != EventState::Cancelled);
    own.map(|e| without_step(known, deadlines, e)).collect()
}

/// How an event stands that belongs to no step: before its own gate.
fn without_step(known: &Known, deadlines: &[OpenDeadline], e: &Event) -> OwnCell {
    let passage = passage(known, Subject::of_event(e));
    OwnCell {
        event: e.id,
        overdue: is_unreported(e, known.now).then_some(Overdue::Event),
        deadline: deadlines.iter().find(|d| d.event == e.id).map(|d| (d.label.clone(), d.due_on)),
        lock: locked(&passage, Some(e)),
        risk: passage.risk,
        overridden: passage.overridden,
    }
}

fn coming(events: &[EventView], now: Instant) -> Vec<EventId> {
    let ahead = |e: &&EventView| e.event.when.is_some() && e.event.time_holds() && !e.event.is_over(now);
    let mut coming: Vec<&EventView> = events.iter().filter(ahead).collect();
    coming.sort_by_key(|e| (e.event.when.map(|w| w.start.instant()), e.event.id));
    coming.into_iter().take(NEXT).map(|e| e.event.id).collect()
}

pub(super) fn of_deliverables(error: DeliverableError) -> ProgrammeError {
    match error {
        DeliverableError::Denied(denied) => denied.into(),
        DeliverableError::Invalid(invalid) => invalid.into(),
        DeliverableError::Stale => ProgrammeError::Stale,
        DeliverableError::Db(error) => error.into(),
        // Reading and planting move nothing and bring no version.
        other => crate::db::DbError::Damaged(other.to_string()).into(),
    }
}

pub(super) fn of_events(error: EventError) -> ProgrammeError {
    match error {
        EventError::Denied(denied) => denied.into(),
        EventError::Invalid(invalid) => invalid.into(),
        EventError::Stale => ProgrammeError::Stale,
        EventError::Db(error) => error.into(),
        // Reading and planting move no event.
        other => crate::db::DbError::Damaged(other.to_string()).into(),
    }
}

pub(super) fn of_gates(error: GateError) -> ProgrammeError {
    match error {
        GateError::Denied(denied) => denied.into(),
        GateError::Invalid(invalid) => invalid.into(),
        GateError::Stale => ProgrammeError::Stale,
        GateError::Db(error) => error.into(),
        // Reading and planting confirm nothing.
        other => crate::db::DbError::Damaged(other.to_string()).into(),
    }
}
