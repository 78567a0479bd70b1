//! Deliverables for programs; their versions, reviews and share links beside.

mod preview;
mod reviews;
mod shares;
mod versions;

use std::collections::BTreeMap;

use actix_web::web::{Bytes, Path, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::exchange::{self, page_of, read, shown, written};
use super::late::{self, unchanged};
use super::programmes::{OwnerInput, OwnerJson};
use crate::access::{Action, Context, require, require_somewhere};
use crate::domain::deliverables::{
    self, Audience, Deliverable, DeliverableDraft, DeliverableError, DeliverableState, Filter, Lateness,
};
use crate::domain::history::Entity;
use crate::domain::programme::{self, Outline};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, one_of_at};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;
use crate::web::admin::deliverables::list::filter;
use crate::web::{ApiCaller, App, Fields, Problem, if_match, public_id};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(create).service(show).service(replace).service(change_state);
    cfg.service(preview::preview);
    versions::routes(cfg);
    reviews::routes(cfg);
    shares::routes(cfg);
}

/// Everything under a deliverable's address.
pub(super) fn descriptions() -> [utoipa::openapi::OpenApi; 5] {
    [
        Description::openapi(),
        versions::Description::openapi(),
        preview::Description::openapi(),
        reviews::Description::openapi(),
        shares::Description::openapi(),
    ]
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(list, create, show, replace, change_state))]
struct Description;

#[derive(Serialize, ToSchema)]
struct DeliverableJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    /// The city's id; null for a deliverable of the programme itself.
    #[schema(value_type = Option<String>)]
    city: Option<PublicId>,
    #[schema(value_type = Option<String>)]
    step: Option<PublicId>,
    kind: &'static str,
    audience: &'static str,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    title: Localised,
    state: &'static str,
    /// Where it may go from here.
    ways: Vec<&'static str>,
    due_on: Option<String>,
    /// Due before today, by the city's clock, and still to be made.
    late: bool,
    owner: Option<OwnerJson>,
    updated_at: String,
}

#[derive(Serialize, ToSchema)]
struct DeliverablesJson {
    items: Vec<DeliverableJson>,
    /// The value of `after` for the next page.
    next: Option<i64>,
}

written! {
    struct DeliverableBody {
        /// A step's id, which stays what it was made with; null or empty for a deliverable of the programme itself.
        step: Option<String>,
        #[schema(required = true)]
        kind: String,
        #[schema(required = true)]
        audience: String,
        #[schema(value_type = std::collections::HashMap<String, String>, required = true)]
        title: BTreeMap<Locale, String>,
        due_on: Option<String>,
        /// A contact's id, or the owner as shown; null or empty for nobody.
        #[schema(value_type = Option<Object>)]
        owner: OwnerInput,
        /// Instead of it, one of the contact's addresses.
        owner_email: String,
    } shows {
        id, version, city, state, ways, late, updated_at
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DeliverableStateBody {
    to: String,
    #[serde(default)]
    reason: String,
}

impl DeliverableBody {
    fn draft(self) -> DeliverableDraft {
        DeliverableDraft {
            step: self.step.unwrap_or_default(),
            kind: self.kind,
            audience: self.audience,
            title: self.title,
            due_on: self.due_on.unwrap_or_default(),
            owner: self.owner.0,
            owner_email: self.owner_email,
        }
    }
}

impl DeliverableJson {
    fn of(outline: &Outline, d: &Deliverable, now: Instant) -> DeliverableJson {
        let step = d.step.and_then(|id| outline.steps.iter().find(|s| s.id == id));
        let ways = d.state.ways().iter().filter(|s| d.state.may_become(**s, d.audience));
        DeliverableJson {
            id: d.public_id.clone(),
            version: d.version,
            city: d.city.and_then(|id| outline.city(id)).map(|c| c.public_id.clone()),
            step: step.map(|s| s.public_id.clone()),
            kind: d.kind.as_str(),
            audience: d.audience.as_str(),
            title: d.title.clone(),
            state: d.state.as_str(),
            ways: ways.map(|s| s.as_str()).collect(),
            due_on: d.due_on.map(|on| on.to_string()),
            late: d.is_late(now.at(outline.zone(d.city)).date()),
            owner: d.owner.as_ref().map(OwnerJson::of),
            updated_at: d.updated_at.rfc3339(),
        }
    }
}

/// What a list is asked for. Where a page leaves out what it does not know, a program is told: it would take all for some.
fn asked(outline: &Outline, query: &Fields) -> Result<Filter, Invalid> {
    let known = filter(outline, query);
    let mut bad = Invalid::default();
    let mut want = |name: &str, found: bool, reason: Reason| {
        if query.filled(name).is_some() && !found {
            bad.add(name, reason);
        }
    };
    let one_of = |all: &mut dyn Iterator<Item = &'static str>| {
        let allowed = all.collect::<Vec<_>>().join(", ");
        Reason::NotOneOf { allowed }
    };
    let is_step = |kind: &str| outline.steps.iter().any(|step| step.kind.as_str() == kind);
    want("city", known.city.is_some(), Reason::NoSuch);
    want("step", known.step_kind.as_deref().is_some_and(is_step), Reason::NoSuch);
    want("state", known.state.is_some(), one_of(&mut DeliverableState::ALL.iter().map(|s| s.as_str())));
    want("audience", known.audience.is_some(), one_of(&mut Audience::ALL.iter().map(|a| a.as_str())));
    want("when", known.lateness.is_some(), one_of(&mut Lateness::ALL.iter().map(|l| l.as_str())));
    want("owner", known.owner.is_some(), Reason::NoSuch);
    if bad.0.is_empty() { Ok(known) } else { Err(bad) }
}

/// A deliverable that the caller may change, as it stands.
async fn editable(app: &App, cx: &Context, key: &str, id: &PublicId) -> Result<late::Standing, Problem> {
    let (cx, key, id) = (cx.clone(), key.to_owned(), id.clone());
    let read = app.db.read(move |conn| -> Result<_, DeliverableError> {
        let programme = programme::find(conn, &cx, &key)?.id;
        let found = deliverables::find(conn, &cx, programme, &id)?;
        require(&cx.actor, Action::EditDeliverable, found.scope())?;
        Ok(late::Standing::whole(((Entity::Deliverable, found.id.raw()), found.scope()), found.version))
    });
    Ok(read.await?)
}

/// A programme's deliverables by due date: `city` (slug), `step` (kind), `state`, `audience`, `when` (late, soon), `owner` (a contact's
/// id, or nobody), `after`, `limit`.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/deliverables", tag = "deliverables",
    params(("programme" = String, Path), ("city" = Option<String>, Query), ("step" = Option<String>, Query),
        ("state" = Option<String>, Query), ("audience" = Option<String>, Query), ("when" = Option<String>, Query),
        ("owner" = Option<String>, Query), ("after" = Option<i64>, Query), ("limit" = Option<i64>, Query)),
    responses((status = 200, body = DeliverablesJson), (status = 404)))]
#[get("/programmes/{programme}/deliverables")]
async fn list(app: App, who: ApiCaller, key: Path<String>, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let (now, page) = (cx.now, page_of(&query));
    let read = app.db.read(move |conn| -> Result<_, DeliverableError> {
        let outline = programme::load(conn, &cx, &key)?;
        let page = deliverables::list(conn, &cx, &outline, &asked(&outline, &query)?, page)?;
        Ok((outline, page))
    });
    let (outline, page) = read.await?;
    let items = page.items.iter().map(|d| DeliverableJson::of(&outline, d, now)).collect();
    Ok(HttpResponse::Ok().json(DeliverablesJson { items, next: page.next }))
}

/// A new deliverable, outlined.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/deliverables", tag = "deliverables",
    params(("programme" = String, Path)), request_body = DeliverableBody,
    responses((status = 201, body = DeliverableJson), (status = 422, description = "fields and reasons")))]
#[post("/programmes/{programme}/deliverables")]
async fn create(app: App, who: ApiCaller, key: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (cx, named) = (who.context(&app), key.clone());
    let now = cx.now;
    app.beforehand(&cx, move |conn, cx| programme::find(conn, cx, &named)).await?;
    // Where it will belong stands in the body.
    require_somewhere(&cx.actor, Action::EditDeliverable)?;
    let new = read::<DeliverableBody>(&body)?.draft().check()?;
    let write = app.db.write_retrying(move |conn| -> Result<_, DeliverableError> {
        let outline = programme::load(conn, &cx, &key)?;
        let made = deliverables::create(conn, &cx, &outline, &new)?;
        Ok((outline, made))
    });
    let (outline, made) = write.await?;
    let address = format!("/api/v1/programmes/{}/deliverables/{}", outline.programme.slug, made.public_id);
    Ok(exchange::made(address, made.version, DeliverableJson::of(&outline, &made, now)))
}

/// One deliverable.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/deliverables/{id}", tag = "deliverables",
    params(("programme" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = DeliverableJson), (status = 404)))]
#[get("/programmes/{programme}/deliverables/{id}")]
async fn show(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (cx, (key, id)) = (who.context(&app), path.into_inner());
    let (now, id) = (cx.now, public_id(&id)?);
    let read = app.db.read(move |conn| -> Result<_, DeliverableError> {
        let outline = programme::load(conn, &cx, &key)?;
        let found = deliverables::find(conn, &cx, outline.programme.id, &id)?;
        Ok((outline, found))
    });
    let (outline, found) = read.await?;
    Ok(shown(found.version, DeliverableJson::of(&outline, &found, now)))
}

/// The step that is named, where one is, must be its own.
fn fixed_step(outline: &Outline, of: &Deliverable, draft: &DeliverableDraft) -> Result<(), Invalid> {
    let step = outline.steps.iter().find(|s| Some(s.id) == of.step);
    if !draft.step.is_empty() && step.is_none_or(|s| s.public_id.as_str() != draft.step) {
        return Err(Invalid::one("step", Reason::Fixed));
    }
    Ok(())
}

/// Replaces kind, readers, title, due date and owner; its step stays.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}/deliverables/{id}", tag = "deliverables",
    params(("programme" = String, Path), ("id" = String, Path)), request_body = DeliverableBody,
    responses((status = 200, body = DeliverableJson), (status = 412), (status = 428), (status = 422)))]
#[put("/programmes/{programme}/deliverables/{id}")]
async fn replace(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, version, (key, id)) = (who.context(&app), if_match(&req)?, path.into_inner());
    let (now, id) = (cx.now, public_id(&id)?);
    let held = unchanged(&app, &cx, version, editable(&app, &cx, &key, &id).await?).await?;
    let version = held.version;
    let draft = read::<DeliverableBody>(&body)?.draft();
    let edit = draft.check_edit()?;
    let write = app.db.write_retrying(move |conn| -> Result<_, DeliverableError> {
        let outline = programme::load(conn, &cx, &key)?;
        let before = deliverables::find(conn, &cx, outline.programme.id, &id)?;
        fixed_step(&outline, &before, &draft)?;
        let after = deliverables::edit(conn, &cx, &before, version, &edit)?;
        Ok((outline, after))
    });
    let (outline, after) = held.done(write.await).await?;
    Ok(shown(after.version, DeliverableJson::of(&outline, &after, now)))
}

/// Moves a deliverable to another state, along its table of states. Officers who were offered it and have not passed it on are asked by mail, five
/// minutes later, to leave be what is taken back, and are told when it is approved again.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/deliverables/{id}/state", tag = "deliverables",
    params(("programme" = String, Path), ("id" = String, Path)), request_body = DeliverableStateBody,
    responses((status = 200, body = DeliverableJson), (status = 409), (status = 412), (status = 428), (status = 422)))]
#[post("/programmes/{programme}/deliverables/{id}/state")]
async fn change_state(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, version, (key, id)) = (who.context(&app), if_match(&req)?, path.into_inner());
    let (now, id) = (cx.now, public_id(&id)?);
    let held = unchanged(&app, &cx, version, editable(&app, &cx, &key, &id).await?).await?;
    let version = held.version;
    let body: DeliverableStateBody = read(&body)?;
    let to: DeliverableState = one_of_at("to", &body.to)?;
    let write = app.db.write(move |conn| -> Result<_, DeliverableError> {
        let outline = programme::load(conn, &cx, &key)?;
        let p = outline.programme.id;
        let before = deliverables::find(conn, &cx, p, &id)?;
        deliverables::advance(conn, &cx, &before, version, (to, &body.reason))?;
        Ok((deliverables::find(conn, &cx, p, &id)?, outline))
    });
    let (after, outline) = held.done(write.await).await?;
    Ok(shown(after.version, DeliverableJson::of(&outline, &after, now)))
}
