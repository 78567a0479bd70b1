use std::collections::HashMap;

use super::matrix::{Facts, cell, counts, due_items, is_soon, is_unreported};
use super::model::{Cell, Column, Overdue, Overview, OwnCell, Row, Tally};
use super::store::{self, OpenDeadline};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::deliverables::{self, Deliverable, DeliverableError};
use crate::domain::events::{self, Event, EventError, EventState, EventView};
use crate::domain::programme::{self, Outline, ProgrammeError, Step, template};
use crate::kernel::ids::{CityId, EventId, StepId};
use crate::kernel::time::Instant;

/// How many coming events the first page tells of.
const NEXT: usize = 6;

/// The whole picture of a programme, by slug or public id, in a constant number of queries.
pub fn load(conn: &mut Conn, cx: &Context, key: &str) -> Result<Overview, ProgrammeError> {
    let outline = programme::load(conn, cx, key)?;
    let id = outline.programme.id;
    let deliverables = deliverables::all(conn, cx, id).map_err(of_deliverables)?;
    let events = events::of_programme(conn, cx, id).map_err(of_events)?;
    let deadlines = store::open_deadlines(conn, id)?;
    let guests = store::guests(conn, id)?;
    let (invited, answered) = store::invited(conn, id, cx.now)?;

    let now = cx.now;
    let bare: Vec<&Event> = events.iter().map(|view| &view.event).collect();
    let due = due_items(&outline, &deliverables, &bare, &deadlines, now);
    let columns = columns(&outline)?;
    let tally = Tally {
        reached: deliverables.iter().filter(|d| d.state.is_reached()).count(),
        deliverables: deliverables.iter().filter(|d| counts(d)).count(),
        soon: due.iter().filter(|d| is_soon(d.on, d.today)).count(),
        late: due.iter().filter(|d| d.is_late()).count(),
        invited,
        answered,
    };
    Ok(Overview {
        now,
        today: outline.programme.today(now),
        rows: rows(&outline, &columns, &deliverables, &bare, now),
        own: own(&bare, &deadlines, now),
        next: coming(&events, now),
        columns,
        tally,
        due,
        deliverables,
        guests,
        outline,
        events,
    })
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
    outline: &Outline,
    columns: &[Column],
    deliverables: &[Deliverable],
    events: &[&Event],
    now: Instant,
) -> Vec<Row> {
    let mut of_step: HashMap<StepId, Vec<&Deliverable>> = HashMap::new();
    for deliverable in deliverables {
        if let Some(step) = deliverable.step {
            of_step.entry(step).or_default().push(deliverable);
        }
    }
    let mut steps: HashMap<CityId, Vec<&Step>> = HashMap::new();
    for step in &outline.steps {
        steps.entry(step.city).or_default().push(step);
    }
    let row = |city: &programme::City| {
        let cells = cells_of(steps.get(&city.id).map_or(&[], Vec::as_slice), &of_step, events, (now, city));
        let placed = |column: &Column| cells.iter().find(|(kind, _)| *kind == column.kind).map(|(_, c)| c.clone());
        let others = events.iter().filter(|e| e.city == Some(city.id) && e.step.is_none()).map(|e| e.id).collect();
        Row { city: city.clone(), cells: columns.iter().map(placed).collect(), others }
    };
    outline.cities.iter().map(row).collect()
}

/// The cells of one city in the order of its steps: each knows what those before it still owe.
fn cells_of(
    steps: &[&Step],
    of_step: &HashMap<StepId, Vec<&Deliverable>>,
    events: &[&Event],
    (now, city): (Instant, &programme::City),
) -> Vec<(programme::Slug, Cell)> {
    let mut owed = 0;
    let mut cells = Vec::new();
    for step in steps {
        let deliverables = of_step.get(&step.id).cloned().unwrap_or_default();
        let open = deliverables.iter().filter(|d| d.state.is_open()).count();
        let facts = Facts {
            step,
            deliverables,
            events: events.iter().copied().filter(|e| e.step == Some(step.id)).collect(),
            owed_before: owed,
            now,
            today: now.at(city.zone).date(),
        };
        cells.push((step.kind.clone(), cell(&facts)));
        owed += open;
    }
    cells
}

/// Events of the programme itself, in the order they were given.
fn own(events: &[&Event], deadlines: &[OpenDeadline], now: Instant) -> Vec<OwnCell> {
    let own = events.iter().filter(|e| e.city.is_none() && e.state != EventState::Cancelled);
    let cell = |e: &&Event| OwnCell {
        event: e.id,
        overdue: is_unreported(e, now).then_some(Overdue::Event),
        deadline: deadlines.iter().find(|d| d.event == e.id).map(|d| (d.label.clone(), d.due_on)),
    };
    own.map(cell).collect()
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
        // Reading and planting move nothing along the table of states.
        DeliverableError::NoWay { .. } => crate::db::DbError::Damaged(error.to_string()).into(),
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
