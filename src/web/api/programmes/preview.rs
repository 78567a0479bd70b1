//! What other days of a step would mean, for programs.

use actix_web::http::header::IF_MATCH;
use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse, post};
use serde::Serialize;
use utoipa::ToSchema;

use super::json::StepBody;
use crate::access::{Action, Scope, require};
use crate::domain::gates::{self, DatesPlan, GateError, Gated, Told};
use crate::domain::history::Entity;
use crate::domain::programme::{self, ProgrammeError, Step};
use crate::domain::reminders::{Shift, Subject};
use crate::kernel::ids::PublicId;
use crate::web::api::contacts::Texts;
use crate::web::api::exchange::read;
use crate::web::api::late::unchanged;
use crate::web::api::reminders::ReminderShiftJson;
use crate::web::{ApiCaller, App, Problem, if_match};

/// What other days of a step would mean. Saving writes the days and moves nothing else; those who answer for what is named here are told
/// by mail, each once, but for whoever makes the change.
#[derive(Serialize, ToSchema)]
pub(super) struct PreviewedStepJson {
    starts_on: Option<String>,
    ends_on: Option<String>,
    /// Open deliverables of the step: their days stay.
    due_stay: Vec<DueStaysJson>,
    /// Events of the step that would lie outside its days, by id.
    #[schema(value_type = Vec<String>)]
    outside: Vec<PublicId>,
    gates: Vec<TurnedGateJson>,
    /// Who answers for the step, as it would be written, and for what is named here.
    people: Vec<ToldJson>,
    /// So many mails go to them.
    mails: usize,
    /// So many more warn of events at risk, as always then.
    warnings: usize,
    /// Reminders that reach others, as others answer for the step; all keep their hours.
    reminders: Vec<StepReminderJson>,
    /// What is not done of a step that this sets to done by hand. It is set all the same, with its reason.
    undone: UndoneJson,
}

#[derive(Serialize, ToSchema)]
struct StepReminderJson {
    #[schema(value_type = Option<String>)]
    deliverable: Option<PublicId>,
    #[schema(value_type = Option<String>)]
    event: Option<PublicId>,
    reminder: ReminderShiftJson,
}

impl StepReminderJson {
    fn of((subject, shift): &(Subject, Shift)) -> StepReminderJson {
        let (deliverable, event) = match subject {
            Subject::Due(due) => (Some(due.deliverable.public_id.clone()), None),
            Subject::Event(view) => (None, Some(view.event.public_id.clone())),
        };
        StepReminderJson { deliverable, event, reminder: ReminderShiftJson::of(shift) }
    }
}

#[derive(Serialize, ToSchema)]
struct UndoneJson {
    /// Events that were not held, by id.
    #[schema(value_type = Vec<String>)]
    events: Vec<PublicId>,
    /// It wants an event, and there is none.
    no_event: bool,
    /// Deliverables that are not approved, by id.
    #[schema(value_type = Vec<String>)]
    deliverables: Vec<PublicId>,
}

#[derive(Serialize, ToSchema)]
struct ToldJson {
    #[schema(value_type = String)]
    id: PublicId,
    /// As written natively.
    name: String,
    /// In Latin letters; empty when the native name is Latin already.
    latin_name: String,
    /// `mail`; `own`, for whoever makes the change; or `unreached`, where no address takes mail.
    told: &'static str,
}

#[derive(Serialize, ToSchema)]
struct DueStaysJson {
    #[schema(value_type = String)]
    deliverable: PublicId,
    due_on: Option<String>,
}

/// A gate that looks at the step's last day, and turns.
#[derive(Serialize, ToSchema)]
struct TurnedGateJson {
    #[schema(value_type = Option<String>)]
    step: Option<PublicId>,
    #[schema(value_type = Option<String>)]
    event: Option<PublicId>,
    title: Texts,
    /// `opens`, `closes`; of an event that rests on it `at-risk`, or `safe` again.
    turn: &'static str,
}

fn json(plan: &DatesPlan) -> PreviewedStepJson {
    let gate = |turned: &gates::Turned| {
        let (step, event) = match &turned.of {
            Gated::Step(id) => (Some(id.clone()), None),
            Gated::Event(id) => (None, Some(id.clone())),
        };
        TurnedGateJson { step, event, title: (&turned.title).into(), turn: turned.turn.as_str() }
    };
    let due = plan.due.iter();
    PreviewedStepJson {
        starts_on: plan.after.starts_on.map(|day| day.to_string()),
        ends_on: plan.after.ends_on.map(|day| day.to_string()),
        due_stay: due
            .map(|d| DueStaysJson { deliverable: d.public_id.clone(), due_on: d.due_on.map(|day| day.to_string()) })
            .collect(),
        outside: plan.outside.iter().map(|view| view.event.public_id.clone()).collect(),
        gates: plan.gates.iter().map(gate).collect(),
        people: plan.people.iter().map(told).collect(),
        mails: plan.mailed().count(),
        warnings: plan.warnings,
        reminders: plan.reminded.iter().map(StepReminderJson::of).collect(),
        undone: UndoneJson {
            events: plan.undone.events.iter().map(|event| event.public_id.clone()).collect(),
            no_event: plan.undone.no_event,
            deliverables: plan.undone.deliverables.iter().map(|d| d.public_id.clone()).collect(),
        },
    }
}

fn told(one: &Told) -> ToldJson {
    let name = one.who.name();
    ToldJson {
        id: one.who.public_id().clone(),
        name: name.native.clone(),
        latin_name: name.latin.clone(),
        told: one.word.as_str(),
    }
}

/// What a change of a step would mean. Takes the same body, and the same `If-Match` where one is sent, and changes nothing.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/steps/{step}/preview", tag = "programmes",
    params(("programme" = String, Path), ("step" = String, Path)), request_body = StepBody,
    responses((status = 200, body = PreviewedStepJson), (status = 404), (status = 412), (status = 422)))]
#[post("/programmes/{programme}/steps/{step}/preview")]
pub(super) async fn preview_step(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, (key, id)) = (who.context(&app), path.into_inner());
    let seen = req.headers().contains_key(IF_MATCH).then(|| if_match(&req)).transpose()?;
    let id: PublicId = id.parse().map_err(|_| Problem::NotFound)?;
    let looking = cx.clone();
    let known = app.db.read(move |conn| -> Result<Step, ProgrammeError> {
        let programme = programme::find(conn, &looking, &key)?.id;
        let known = programme::step(conn, &looking, programme, &id)?;
        require(&looking.actor, Action::EditProgramme, Scope::City(programme, known.city))?;
        Ok(known)
    });
    let step = known.await?;
    if let Some(seen) = seen {
        let scope = Scope::City(step.programme, step.city);
        unchanged(&app, &cx, seen, (((Entity::Step, step.id.raw()), scope), step.version)).await?;
    }
    let edit = read::<StepBody>(&body)?.draft().check()?;
    let plan = app
        .db
        .read(move |conn| -> Result<DatesPlan, GateError> { gates::plan_dates(conn, &cx, &step, step.version, &edit) });
    Ok(HttpResponse::Ok().json(json(&plan.await?)))
}
