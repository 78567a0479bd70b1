//! Gates for programs: the tree as it is written, how it stands, and reminders.

use actix_web::web::{Bytes, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::exchange::{read, shown, written};
use super::late::{self, Held, Standing};
use crate::access::{Context, Denied, require};
use crate::db::Conn;
use crate::domain::events;
use crate::domain::gates::{
    self, ConditionDraft, Edited, GateDraft, GateError, Known, PartDraft, Pass, Risk, Stored, Subject,
};
use crate::domain::programme::{self, Step};
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;
use crate::web::problem::MissingJson;
use crate::web::{ApiCaller, App, Problem, if_match};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(of_event).service(replace_of_event).service(nudge);
    cfg.service(of_step).service(replace_of_step);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(
    paths(of_event, replace_of_event, nudge, of_step, replace_of_step),
    tags((name = "gates", description = "What must be given before an event is confirmed."))
)]
pub struct Description;

/// A group (`join` and `parts`) or a condition (`test` and the fields it asks for).
#[derive(Serialize, Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct PartJson {
    /// Of a group: all or any.
    #[serde(skip_serializing_if = "Option::is_none")]
    join: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion)]
    parts: Option<Vec<PartJson>>,
    /// Of a condition: approved, named, accepted, sponsors, step or deadline.
    #[serde(skip_serializing_if = "Option::is_none")]
    test: Option<String>,
    /// A name of its own.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    #[serde(skip_serializing_if = "Localised::is_empty")]
    title: Localised,
    /// approved: kinds of steps of the same city; none: all before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<String>,
    /// approved: kinds of deliverables; none: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kinds: Vec<String>,
    /// named: ids of deliverables.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    deliverables: Vec<String>,
    /// accepted: a stakeholder group's code, and how many at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<i64>,
    /// sponsors: whose, event or programme; how many at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    /// step: its kind; none: the one before. Over by date or held.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    /// deadline: its id; none: each of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<String>,
}

impl PartJson {
    fn of(draft: &PartDraft) -> PartJson {
        match draft {
            PartDraft::Group(group) => PartJson {
                join: Some(group.join.clone()),
                parts: Some(group.parts.iter().map(PartJson::of).collect()),
                ..PartJson::default()
            },
            PartDraft::Condition(c) => {
                let filled = |text: &String| Some(text.clone()).filter(|t| !t.is_empty());
                PartJson {
                    test: Some(c.test.clone()),
                    title: c.title.clone().into(),
                    steps: c.steps.clone(),
                    kinds: c.kinds.clone(),
                    deliverables: c.deliverables.clone(),
                    group: filled(&c.group),
                    least: c.least.parse().ok(),
                    of: filled(&c.of),
                    step: filled(&c.step),
                    by: filled(&c.by),
                    deadline: filled(&c.deadline),
                    ..PartJson::default()
                }
            }
        }
    }

    fn draft(self) -> PartDraft {
        match (self.join, self.parts) {
            (None, None) => PartDraft::Condition(Box::new(ConditionDraft {
                title: self.title.into(),
                test: self.test.unwrap_or_default(),
                steps: self.steps,
                kinds: self.kinds,
                deliverables: self.deliverables,
                group: self.group.unwrap_or_default(),
                least: self.least.map(|n| n.to_string()).unwrap_or_default(),
                of: self.of.unwrap_or_default(),
                step: self.step.unwrap_or_default(),
                by: self.by.unwrap_or_default(),
                deadline: self.deadline.unwrap_or_default(),
            })),
            (join, parts) => PartDraft::Group(GateDraft {
                join: join.unwrap_or_default(),
                parts: parts.unwrap_or_default().into_iter().map(PartJson::draft).collect(),
            }),
        }
    }
}

/// A gate, and how it stands.
#[derive(Serialize, ToSchema)]
struct GateJson {
    /// 0: nobody has written it yet.
    version: i64,
    join: String,
    parts: Vec<PartJson>,
    /// Whether everything is given, the step's conditions counted where it is an event's.
    open: bool,
    missing: Vec<MissingJson>,
    /// What the event was confirmed or announced on.
    passed: Option<PassJson>,
    /// Every time that somebody went over it, the newest first, whatever became of it.
    overrides: Vec<PassJson>,
    at_risk: Option<RiskJson>,
}

#[derive(Serialize, ToSchema)]
struct PassJson {
    /// ungated, met, overridden or announced.
    grounds: &'static str,
    /// Who went over it, and why.
    by: Option<String>,
    reason: String,
    at: String,
    /// What was missing then.
    missing: Vec<MissingJson>,
}

#[derive(Serialize, ToSchema)]
struct RiskJson {
    since: String,
    /// What is no longer given.
    missing: Vec<MissingJson>,
}

written! {
    /// A gate as it is written. Without parts it asks for nothing.
    struct GateBody {
        /// all or any.
        #[schema(required = true)]
        join: String,
        parts: Vec<PartJson>,
    } shows {
        version, open, missing, passed, overrides, at_risk
    }
}

impl GateBody {
    fn draft(self) -> GateDraft {
        GateDraft { join: self.join, parts: self.parts.into_iter().map(PartJson::draft).collect() }
    }
}

fn told(stored: &Stored, known: &Known, subject: Subject) -> GateJson {
    let verdict = known.verdict(subject);
    let draft = GateDraft::of(&stored.gate);
    let pass = subject.event.and_then(|id| known.passes.get(&id));
    let gone_over = subject.event.and_then(|id| known.overrides.get(&id));
    let passed = |pass: &Pass| PassJson {
        grounds: pass.grounds.as_str(),
        by: pass.by.clone(),
        reason: pass.reason.clone(),
        at: pass.at.rfc3339(),
        missing: pass.missing.iter().map(MissingJson::kept).collect(),
    };
    let at_risk = |risk: &Risk| RiskJson {
        since: risk.since.rfc3339(),
        missing: risk.missing.iter().map(MissingJson::kept).collect(),
    };
    GateJson {
        version: stored.version,
        join: draft.join,
        parts: draft.parts.iter().map(PartJson::of).collect(),
        open: verdict.open(),
        missing: MissingJson::all(&verdict.missing),
        passed: pass.map(passed),
        overrides: gone_over.into_iter().flatten().map(passed).collect(),
        at_risk: subject.event.and_then(|id| known.risk(id)).map(at_risk),
    }
}

fn id(text: &str) -> Result<PublicId, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

fn step_of(conn: &mut Conn, cx: &Context, (key, step): (&str, &PublicId)) -> Result<Step, GateError> {
    let programme = programme::find(conn, cx, key)?.id;
    Ok(programme::step(conn, cx, programme, step)?)
}

/// An event's own gate, with how the event stands before it and its step's.
#[utoipa::path(get, path = "/api/v1/events/{id}/gate", tag = "gates", params(("id" = String, Path)),
    responses((status = 200, body = GateJson), (status = 404)))]
#[get("/events/{id}/gate")]
pub(super) async fn of_event(app: App, who: ApiCaller, path: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (id(&path)?, who.context(&app));
    let load = app.db.read(move |conn| -> Result<_, GateError> {
        let view = events::find(conn, &cx, &id)?;
        let (stored, known) = gates::event_gate(conn, &cx, &view)?;
        Ok((stored.version, told(&stored, &known, Subject::of_event(&view.event))))
    });
    let (version, json) = load.await?;
    Ok(shown(version, json))
}

/// The gate of a step, for its events.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/steps/{step}/gate", tag = "gates",
    params(("programme" = String, Path), ("step" = String, Path)),
    responses((status = 200, body = GateJson), (status = 404)))]
#[get("/programmes/{programme}/steps/{step}/gate")]
pub(super) async fn of_step(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (cx, (key, step)) = (who.context(&app), path.into_inner());
    let step = id(&step)?;
    let load = app.db.read(move |conn| -> Result<_, GateError> {
        let step = step_of(conn, &cx, (&key, &step))?;
        let (stored, known) = gates::step_gate(conn, &cx, &step)?;
        Ok((stored.version, told(&stored, &known, Subject::of_step(&step))))
    });
    let (version, json) = load.await?;
    Ok(shown(version, json))
}

/// The gate that is there, for those who may change it: asked before the body is looked at.
fn allowed(cx: &Context, edited: Edited<'_>, stored: Stored) -> Result<(Standing, Stored), Denied> {
    let (action, scope) = edited.right();
    require(&cx.actor, action, scope)?;
    Ok((Standing::part((edited.entity(), scope), gates::PART, stored.version), stored))
}

/// The gate as it was changed; none where somebody else was faster, with theirs.
type Written = Result<(i64, GateJson), Stored>;

fn write(
    conn: &mut Conn,
    cx: &Context,
    edited: Edited<'_>,
    (seen, draft): (i64, &GateDraft),
) -> Result<Written, GateError> {
    let late = match gates::edit(conn, cx, edited, seen, draft) {
        Ok(_) => false,
        Err(GateError::Stale) => true,
        Err(refusal) => return Err(refusal),
    };
    let (stored, known) = match edited {
        Edited::Step(step) => gates::step_gate(conn, cx, step)?,
        Edited::Event(view) => gates::event_gate(conn, cx, view)?,
    };
    Ok(if late { Err(stored) } else { Ok((stored.version, told(&stored, &known, edited.subject()))) })
}

/// Both gates, so that a program can put them together and write what comes of it over the newer one; and who has changed it.
async fn overtaken(held: &Held, stored: &Stored, body: &[u8]) -> Result<Problem, Problem> {
    let draft = GateDraft::of(&stored.gate);
    let theirs = serde_json::json!({
        "join": draft.join,
        "parts": draft.parts.iter().map(PartJson::of).collect::<Vec<_>>(),
    });
    // A body that cannot be read is of no use to whoever is too late, nor are its faults.
    let yours = read::<GateBody>(body).ok();
    let yours = yours.map(|own| serde_json::json!({"join": own.join, "parts": own.parts}));
    let changes = held.changes(stored.version).await?;
    Ok(Problem::Overtaken { now: stored.version, theirs, yours, changes })
}

/// Replaces an event's own gate; whoever is too late (412) is given `theirs` beside `yours`.
#[utoipa::path(put, path = "/api/v1/events/{id}/gate", tag = "gates", params(("id" = String, Path)),
    request_body = GateBody, responses((status = 200, body = GateJson), (status = 412), (status = 428), (status = 422)))]
#[put("/events/{id}/gate")]
pub(super) async fn replace_of_event(
    app: App,
    who: ApiCaller,
    path: Path<String>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx, seen) = (id(&path)?, who.context(&app), if_match(&req)?);
    let (looking, named) = (cx.clone(), id.clone());
    let known = app.db.read(move |conn| -> Result<(Standing, Stored), GateError> {
        let view = events::find(conn, &looking, &named)?;
        let stored = gates::event_gate(conn, &looking, &view)?.0;
        Ok(allowed(&looking, Edited::Event(&view), stored)?)
    });
    let (standing, stored) = known.await?;
    let held = late::held(&app, &cx, seen, standing);
    let seen = held.version;
    if seen != stored.version {
        return Err(overtaken(&held, &stored, &body).await?);
    }
    let draft = read::<GateBody>(&body)?.draft();
    let done = app.db.write(move |conn| -> Result<_, GateError> {
        let view = events::find(conn, &cx, &id)?;
        write(conn, &cx, Edited::Event(&view), (seen, &draft))
    });
    let (version, json) = match done.await? {
        Ok(written) => written,
        Err(stored) => return Err(overtaken(&held, &stored, &body).await?),
    };
    Ok(shown(version, json))
}

/// Replaces the gate of a step; whoever is too late (412) is given `theirs` beside `yours`.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}/steps/{step}/gate", tag = "gates",
    params(("programme" = String, Path), ("step" = String, Path)), request_body = GateBody,
    responses((status = 200, body = GateJson), (status = 412), (status = 428), (status = 422)))]
#[put("/programmes/{programme}/steps/{step}/gate")]
pub(super) async fn replace_of_step(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, seen, (key, step)) = (who.context(&app), if_match(&req)?, path.into_inner());
    let step = id(&step)?;
    let (looking, named) = (cx.clone(), (key.clone(), step.clone()));
    let known = app.db.read(move |conn| -> Result<(Standing, Stored), GateError> {
        let step = step_of(conn, &looking, (&named.0, &named.1))?;
        let stored = gates::step_gate(conn, &looking, &step)?.0;
        Ok(allowed(&looking, Edited::Step(&step), stored)?)
    });
    let (standing, stored) = known.await?;
    let held = late::held(&app, &cx, seen, standing);
    let seen = held.version;
    if seen != stored.version {
        return Err(overtaken(&held, &stored, &body).await?);
    }
    let draft = read::<GateBody>(&body)?.draft();
    let done = app.db.write(move |conn| -> Result<_, GateError> {
        let step = step_of(conn, &cx, (&key, &step))?;
        write(conn, &cx, Edited::Step(&step), (seen, &draft))
    });
    let (version, json) = match done.await? {
        Ok(written) => written,
        Err(stored) => return Err(overtaken(&held, &stored, &body).await?),
    };
    Ok(shown(version, json))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NudgeBody {
    /// What is missing, by its `owed`.
    owed: String,
}

#[derive(Serialize, ToSchema)]
struct NudgedJson {
    /// Reminders that went into the outbox.
    mails: usize,
    /// People who were reminded of it today already.
    already: usize,
}

/// Reminds whoever can give one thing that the event waits for; of the same, each at most once a day.
#[utoipa::path(post, path = "/api/v1/events/{id}/gate/nudges", tag = "gates", params(("id" = String, Path)),
    request_body = NudgeBody, responses((status = 200, body = NudgedJson), (status = 409), (status = 422)))]
#[post("/events/{id}/gate/nudges")]
pub(super) async fn nudge(app: App, who: ApiCaller, path: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (id, cx) = (id(&path)?, who.context(&app));
    let named = id.clone();
    app.beforehand(&cx, move |conn, cx| gates::may_nudge(conn, cx, &named)).await?;
    let owed = read::<NudgeBody>(&body)?.owed;
    let write = app.db.write(move |conn| -> Result<_, GateError> {
        let view = events::find(conn, &cx, &id)?;
        gates::nudge(conn, &cx, &view, &owed)
    });
    let nudged = write.await?;
    Ok(HttpResponse::Ok().json(NudgedJson { mails: nudged.told.len(), already: nudged.already.len() }))
}
