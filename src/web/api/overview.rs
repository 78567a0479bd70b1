//! The matrix for programs.

use actix_web::web::{Path, Query, ServiceConfig};
use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::events::LabelJson;
use super::exchange::page_of;
use super::programmes::OwnerJson;
use crate::domain::deliverables::Lateness;
use crate::domain::overview::{
    self, Cell, Due, DueFilter, DueKind, DuePlace, Next, Overdue, Overview, Standing, Target,
};
use crate::domain::programme::{self, Outline, ProgrammeError};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{ClosedList, Invalid, Reason};
use crate::kernel::localised::Localised;
use crate::web::admin::overview::due::filter;
use crate::web::problem::MissingJson;
use crate::web::{ApiCaller, App, Fields, Problem};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(show).service(list);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(show, list))]
pub struct Description;

#[derive(Serialize, ToSchema)]
struct OverviewJson {
    /// The day it is where the programme is led.
    today: String,
    tally: ProgrammeTallyJson,
    cells: Vec<CellJson>,
    /// Ids of the programme's own events.
    #[schema(value_type = Vec<String>)]
    own_events: Vec<PublicId>,
    /// Ids of the events to come, the next first.
    #[schema(value_type = Vec<String>)]
    next_events: Vec<PublicId>,
    /// The twelve that are longest late, then the next twelve of the fortnight. The tally counts them all, and the list of what is due has
    /// the rest.
    due: Vec<DueJson>,
}

#[derive(Serialize, ToSchema)]
struct DuesJson {
    items: Vec<DueJson>,
    /// The value of `after` for the next page.
    next: Option<String>,
    /// How many there are on all pages.
    count: usize,
}

#[derive(Serialize, ToSchema)]
struct ProgrammeTallyJson {
    deliverables: usize,
    approved: usize,
    due_soon: usize,
    late: usize,
    invited: i64,
    answered: i64,
}

/// One step in one city.
#[derive(Serialize, ToSchema)]
struct CellJson {
    #[schema(value_type = String)]
    city: PublicId,
    #[schema(value_type = String)]
    step: PublicId,
    kind: String,
    /// What the state is told by: step, event or deliverable.
    standing: &'static str,
    state: &'static str,
    /// What is past its day: deliverables, event or step.
    overdue: Option<&'static str>,
    /// How much its gate waits for.
    waits_for: usize,
    /// What that is.
    missing: Vec<MissingJson>,
    /// Since when its event is at risk.
    at_risk: Option<String>,
    /// Whether its event was confirmed over a closed gate.
    overridden: bool,
    /// The next date: the venue's local time, or a day.
    next: Option<String>,
    due_soon: usize,
    approved: usize,
    deliverables: usize,
}

#[derive(Serialize, ToSchema)]
struct DueJson {
    kind: &'static str,
    due_on: String,
    late: bool,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    title: Localised,
    note: Option<LabelJson>,
    /// The id of what is due: a deliverable, an event or a step.
    #[schema(value_type = String)]
    of: PublicId,
    #[schema(value_type = Option<String>)]
    city: Option<PublicId>,
    owner: Option<OwnerJson>,
}

fn cell(city: &PublicId, kind: &str, c: &Cell) -> CellJson {
    let (standing, state) = match c.standing {
        Standing::Step(s) => ("step", s.as_str()),
        Standing::Event(s) => ("event", s.as_str()),
        Standing::Deliverable(s) => ("deliverable", s.as_str()),
    };
    CellJson {
        city: city.clone(),
        step: c.step.clone(),
        kind: kind.to_owned(),
        standing,
        state,
        overdue: c.overdue.map(|o| match o {
            Overdue::Deliverables(_) => "deliverables",
            Overdue::Event => "event",
            Overdue::Step => "step",
        }),
        waits_for: c.lock.missing().len(),
        missing: MissingJson::all(c.lock.missing()),
        at_risk: c.risk.as_ref().map(|risk| risk.since.rfc3339()),
        overridden: c.overridden.is_some(),
        next: c.next.as_ref().map(|n| match n {
            Next::Event(start) => start.stored(),
            Next::Deliverable { due_on, .. } => due_on.to_string(),
            Next::StepBegins(on) | Next::StepEnds(on) => on.to_string(),
        }),
        due_soon: c.soon,
        approved: c.reached,
        deliverables: c.deliverables,
    }
}

fn due(outline: &Outline, d: &Due) -> DueJson {
    let of = match &d.target {
        Target::Deliverable(id) | Target::Event(id) | Target::Step(id) | Target::Reminders(id) => id.clone(),
    };
    DueJson {
        kind: d.kind.as_str(),
        due_on: d.on.to_string(),
        late: d.is_late(),
        title: d.title.clone(),
        note: d.note.as_ref().map(LabelJson::of),
        of,
        city: d.city.and_then(|id| outline.city(id)).map(|c| c.public_id.clone()),
        owner: d.owner.as_ref().map(OwnerJson::of),
    }
}

/// The first of all that presses, as the page has it.
fn first_due(o: &Overview) -> Vec<DueJson> {
    o.late.shown.iter().chain(&o.soon.shown).map(|d| due(&o.outline, d)).collect()
}

/// What a list is asked for. Where a page leaves out what it does not know, a program is told: it would take all for some.
fn asked(outline: &Outline, query: &Fields) -> Result<(DueFilter, Option<DuePlace>), Invalid> {
    let known = filter(outline, query);
    let after = query.filled("after").and_then(DuePlace::parse);
    let mut bad = Invalid::default();
    let mut want = |name: &str, is_known: bool, reason: Reason| {
        if query.filled(name).is_some() && !is_known {
            bad.add(name, reason);
        }
    };
    want("when", known.when.is_some(), Reason::NotOneOf { allowed: Lateness::words() });
    want("city", known.city.is_some(), Reason::NoSuch);
    want("kind", known.kind.is_some(), Reason::NotOneOf { allowed: DueKind::words() });
    want("owner", known.owner.is_some(), Reason::NoSuch);
    want("after", after.is_some(), Reason::NotACursor);
    if bad.0.is_empty() { Ok((known, after)) } else { Err(bad) }
}

/// A programme in one picture: cells, figures, what is next, the first of what is late or due within a fortnight.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/overview", tag = "programmes",
    params(("programme" = String, Path)), responses((status = 200, body = OverviewJson), (status = 404)))]
#[get("/programmes/{programme}/overview")]
pub(super) async fn show(app: App, who: ApiCaller, key: Path<String>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let o = app.db.read(move |conn| overview::load(conn, &cx, &key)).await?;
    let event = |id| o.event(id).map(|view| view.event.public_id.clone());
    let of_row = |row: &overview::Row| {
        let pairs = row.cells.iter().zip(&o.columns);
        let made = pairs.filter_map(|(c, column)| Some(cell(&row.city.public_id, column.kind.as_str(), c.as_ref()?)));
        made.collect::<Vec<_>>()
    };
    Ok(HttpResponse::Ok().json(OverviewJson {
        today: o.today.to_string(),
        tally: ProgrammeTallyJson {
            deliverables: o.tally.deliverables,
            approved: o.tally.reached,
            due_soon: o.tally.soon,
            late: o.tally.late,
            invited: o.tally.invited,
            answered: o.tally.answered,
        },
        cells: o.rows.iter().flat_map(of_row).collect(),
        own_events: o.own.iter().filter_map(|own| event(own.event)).collect(),
        next_events: o.next.iter().filter_map(|id| event(*id)).collect(),
        due: first_due(&o),
    }))
}

/// All that is late or due within a fortnight, reminders that nobody sent and then the longest late first, as the tally counts it:
/// `when` (late, soon), `city` (slug), `kind` (deliverable, deadline, reply, report, step-end, reminder), `owner` (a contact's id, or
/// nobody), `after`, `limit`.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/due", tag = "programmes",
    params(("programme" = String, Path), ("when" = Option<String>, Query), ("city" = Option<String>, Query),
        ("kind" = Option<String>, Query), ("owner" = Option<String>, Query), ("after" = Option<String>, Query),
        ("limit" = Option<i64>, Query)),
    responses((status = 200, body = DuesJson), (status = 404), (status = 422)))]
#[get("/programmes/{programme}/due")]
pub(super) async fn list(
    app: App,
    who: ApiCaller,
    key: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let most = usize::try_from(page_of(&query).limit).unwrap_or(usize::MAX);
    let read = app.db.read(move |conn| -> Result<_, ProgrammeError> {
        let outline = programme::load(conn, &cx, &key)?;
        let (filter, after) = asked(&outline, &query)?;
        let found = overview::due(conn, &cx, &outline, &filter, (after, most))?;
        Ok((outline, found))
    });
    let (outline, found) = read.await?;
    Ok(HttpResponse::Ok().json(DuesJson {
        items: found.items.iter().map(|d| due(&outline, d)).collect(),
        next: found.next.map(|place| place.to_string()),
        count: found.count,
    }))
}
