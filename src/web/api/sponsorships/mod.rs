//! Sponsors for programs: courtings, their stages, what was said, packages, sums.

mod activities;
mod import;
mod json;
mod packages;
mod public;

use actix_web::web::{Bytes, Path, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use utoipa::OpenApi;

use self::json::{
    SponsorStageBody, SponsorSumsJson, SponsorTotalsJson, SponsorshipBody, SponsorshipJson, SponsorshipsJson,
};
use super::exchange::{self, page_of, read, shown};
use super::late::{self, unchanged};
use crate::access::{Action, Context, Denied, TokenScope, require, require_scope, require_somewhere};
use crate::domain::history::Entity;
use crate::domain::programme::{self, ProgrammeError};
use crate::domain::sponsorship::arrange::{self, For};
use crate::domain::sponsorship::{self, Sight, Sort, SponsorshipError, Step, targets};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, one_of_at};
use crate::web::admin::sponsorships::filter;
use crate::web::{ApiCaller, App, Fields, Problem, if_match, public_id};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    // The sums before a sponsorship's name, which they could be.
    cfg.service(list).service(create).service(totals).service(show).service(replace).service(change_stage);
    activities::routes(cfg);
    import::routes(cfg);
    packages::routes(cfg);
    public::routes(cfg);
}

/// Everything under a sponsorship's address.
pub(super) fn descriptions() -> [utoipa::openapi::OpenApi; 5] {
    [
        Description::openapi(),
        activities::Description::openapi(),
        import::Description::openapi(),
        packages::Description::openapi(),
        public::Description::openapi(),
    ]
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(
    paths(list, create, totals, show, replace, change_stage),
    tags((name = "sponsorships", description = "Firms courted for a programme or an event. Auditors are told stages and sums only."))
)]
struct Description;

/// The programme's name in addresses, which a list has to say.
pub(super) fn slug(query: &Fields) -> Result<String, Problem> {
    match query.filled("programme") {
        Some(slug) => Ok(slug.to_owned()),
        None => Err(Invalid::one("programme", Reason::Required).into()),
    }
}

/// A sponsorship that the caller may change, as it stands: asked before the body is looked at.
pub(super) async fn editable(app: &App, cx: &Context, id: &PublicId) -> Result<late::Standing, Problem> {
    let (cx, id) = (cx.clone(), id.clone());
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let found = sponsorship::find(conn, &cx, &id)?;
        require(&cx.actor, Action::EditSponsorship, found.scope())?;
        Ok(late::Standing::whole(((Entity::Sponsorship, found.id.raw()), found.scope()), found.version))
    });
    Ok(read.await?)
}

/// A programme's sponsors: `q` (a firm's name), `stage`, `owner` (a contact's id, or nobody), `event` (its id, or programme), `when`
/// (overdue), `sort` (next, firm, stage, owner, changed), `after`, `limit`.
#[utoipa::path(get, path = "/api/v1/sponsorships", tag = "sponsorships",
    params(("programme" = String, Query), ("q" = Option<String>, Query), ("stage" = Option<String>, Query),
        ("owner" = Option<String>, Query), ("event" = Option<String>, Query), ("when" = Option<String>, Query),
        ("sort" = Option<String>, Query), ("after" = Option<i64>, Query), ("limit" = Option<i64>, Query)),
    responses((status = 200, body = SponsorshipsJson), (status = 404)))]
#[get("/sponsorships")]
async fn list(app: App, who: ApiCaller, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let (cx, locale) = (who.context(&app), who.locale);
    require_scope(&cx.actor, TokenScope::Read)?;
    let key = slug(&query)?;
    let (now, page) = (cx.now, page_of(&query));
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let outline = programme::load(conn, &cx, &key)?;
        let all = sponsorship::whole(conn, &cx, outline.programme.id)?;
        Ok((outline, all))
    });
    let (outline, all) = read.await?;
    let today = outline.programme.today(now);
    let sort = query.filled("sort").and_then(|s| s.parse().ok()).unwrap_or(Sort::Next);
    let all = arrange::arranged(all, &filter(&query, today), sort, locale);
    let skip = usize::try_from(page.after.unwrap_or(0)).unwrap_or(usize::MAX);
    let limit = usize::try_from(page.limit).unwrap_or(50);
    let next = (all.len() > skip.saturating_add(limit)).then(|| skip.saturating_add(limit));
    let slug = outline.programme.slug.as_str();
    let items = all.iter().skip(skip).take(limit).map(|s| SponsorshipJson::of(slug, s, today)).collect();
    Ok(HttpResponse::Ok().json(SponsorshipsJson { items, next: next.and_then(|n| i64::try_from(n).ok()) }))
}

/// Begins to court a firm. Where somebody else courts it, or one alike: 409 with `others` saying who, unless `confirm` says why.
#[utoipa::path(post, path = "/api/v1/sponsorships", tag = "sponsorships", request_body = SponsorshipBody,
    responses((status = 201, body = SponsorshipJson), (status = 409), (status = 422, description = "fields and reasons")))]
#[post("/sponsorships")]
async fn create(app: App, who: ApiCaller, body: Bytes) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let now = cx.now;
    // Where it will be stands in the body.
    require_somewhere(&cx.actor, Action::EditSponsorship)?;
    let body: SponsorshipBody = read(&body)?;
    let key = body.programme.clone();
    let new = body.draft().check()?;
    let looking = (cx.clone(), key.clone());
    let known = app.db.read(move |conn| programme::find(conn, &looking.0, &looking.1)).await;
    match known {
        Ok(_) => {}
        Err(ProgrammeError::Denied(Denied::NotFound)) => {
            return Err(Invalid::one("programme", Reason::NoSuch).into());
        }
        Err(other) => return Err(other.into()),
    }
    let write = app.db.write_retrying(move |conn| -> Result<_, SponsorshipError> {
        let outline = programme::load(conn, &cx, &key)?;
        let made = sponsorship::create(conn, &cx, &outline, &new)?;
        Ok((outline, made))
    });
    let (outline, made) = write.await?;
    let json = SponsorshipJson::of(outline.programme.slug.as_str(), &made, outline.programme.today(now));
    Ok(exchange::made(format!("/api/v1/sponsorships/{}", made.public_id), made.version, json))
}

/// What a programme's sponsors come to, in each currency by itself: of the whole, or of one `event`.
#[utoipa::path(get, path = "/api/v1/sponsorships/totals", tag = "sponsorships",
    params(("programme" = String, Query), ("event" = Option<String>, Query)),
    responses((status = 200, body = SponsorTotalsJson), (status = 404)))]
#[get("/sponsorships/totals")]
async fn totals(app: App, who: ApiCaller, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    require_scope(&cx.actor, TokenScope::Read)?;
    let key = slug(&query)?;
    let event: Option<PublicId> = match query.filled("event") {
        None => None,
        Some(id) => Some(id.parse().map_err(|_| Invalid::one("event", Reason::NoSuch))?),
    };
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let programme = programme::find(conn, &cx, &key)?.id;
        let sight = sponsorship::sight(&cx.actor, programme)?;
        let all = sponsorship::whole(conn, &cx, programme)?;
        Ok((sight, all, targets::all(conn, &cx, programme)?))
    });
    let (sight, all, targets) = read.await?;
    let wanted = event.clone().map(For::Event);
    let own = all.iter().filter(|s| match &wanted {
        Some(For::Event(id)) => s.event.as_ref().is_some_and(|e| e.public_id == *id),
        _ => true,
    });
    let own: Vec<_> = own.collect();
    let id = event.as_ref().and_then(|_| own.first()).and_then(|s| s.event.as_ref()).map(|e| e.id);
    // Whoever sees one city's events does not see how near the programme is.
    let fits = if event.is_some() { id.is_some() } else { sight == Sight::Whole };
    let targets = targets.into_iter().filter(|(of, _)| fits && *of == id).map(|(_, sum)| sum);
    let sums = arrange::sums(own.iter().copied(), targets);
    let currencies = sums.iter().map(|(currency, sums)| SponsorSumsJson::of(*currency, sums)).collect();
    Ok(HttpResponse::Ok().json(SponsorTotalsJson { currencies }))
}

/// What is answered of one sponsorship.
async fn answer(app: &App, cx: Context, id: PublicId) -> Result<HttpResponse, Problem> {
    let now = cx.now;
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let found = sponsorship::find(conn, &cx, &id)?;
        let programme = programme::by_id(conn, &cx, found.programme)?;
        Ok((programme, found))
    });
    let (programme, found) = read.await?;
    Ok(shown(found.version, SponsorshipJson::of(programme.slug.as_str(), &found, programme.today(now))))
}

/// One sponsorship.
#[utoipa::path(get, path = "/api/v1/sponsorships/{sponsorship}", tag = "sponsorships",
    params(("sponsorship" = String, Path)), responses((status = 200, body = SponsorshipJson), (status = 404)))]
#[get("/sponsorships/{sponsorship}")]
async fn show(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let id = public_id(&id)?;
    answer(&app, who.context(&app), id).await
}

/// Replaces what is planned with a firm; firm, event and stage stay.
#[utoipa::path(put, path = "/api/v1/sponsorships/{sponsorship}", tag = "sponsorships",
    params(("sponsorship" = String, Path)), request_body = SponsorshipBody,
    responses((status = 200, body = SponsorshipJson), (status = 412), (status = 428), (status = 422)))]
#[put("/sponsorships/{sponsorship}")]
async fn replace(
    app: App,
    who: ApiCaller,
    id: Path<String>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, seen, id) = (who.context(&app), if_match(&req)?, public_id(&id)?);
    let held = unchanged(&app, &cx, seen, editable(&app, &cx, &id).await?).await?;
    let version = held.version;
    let body: SponsorshipBody = read(&body)?;
    // A body without them is no sponsorship, and would leave nothing of the plan.
    let mut missing = Invalid::default();
    for (name, given) in [("programme", &body.programme), ("organisation", &body.organisation)] {
        if given.trim().is_empty() {
            missing.add(name, Reason::Required);
        }
    }
    missing.into_result()?;
    let (slug, firm, event) =
        (body.programme.clone(), body.organisation.clone(), body.event.clone().unwrap_or_default());
    let plan = body.draft().check_edit()?;
    let (acting, of) = (cx.clone(), id.clone());
    let write = app.db.write_retrying(move |conn| -> Result<_, SponsorshipError> {
        let before = sponsorship::find(conn, &acting, &of)?;
        if programme::by_id(conn, &acting, before.programme)?.slug.as_str() != slug {
            return Err(Invalid::one("programme", Reason::Fixed).into());
        }
        if before.firm.public_id.as_str() != firm {
            return Err(Invalid::one("organisation", Reason::Fixed).into());
        }
        let own = before.event.as_ref().map(|e| e.public_id.to_string()).unwrap_or_default();
        if !event.is_empty() && own != event {
            return Err(Invalid::one("event", Reason::Fixed).into());
        }
        sponsorship::edit(conn, &acting, &before, version, &plan)
    });
    held.done(write.await).await?;
    answer(&app, cx, id).await
}

/// Moves a sponsorship to another stage, along its table of stages.
#[utoipa::path(post, path = "/api/v1/sponsorships/{sponsorship}/stage", tag = "sponsorships",
    params(("sponsorship" = String, Path)), request_body = SponsorStageBody,
    responses((status = 200, body = SponsorshipJson), (status = 409), (status = 412), (status = 428), (status = 422)))]
#[post("/sponsorships/{sponsorship}/stage")]
async fn change_stage(
    app: App,
    who: ApiCaller,
    id: Path<String>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, seen, id) = (who.context(&app), if_match(&req)?, public_id(&id)?);
    let held = unchanged(&app, &cx, seen, editable(&app, &cx, &id).await?).await?;
    let version = held.version;
    let body: SponsorStageBody = read(&body)?;
    let step = Step {
        to: one_of_at("to", &body.to)?,
        reason: body.reason,
        signed_on: sponsorship::day("signed_on", body.signed_on.as_deref().unwrap_or_default())?,
        agreement: body.agreement,
    };
    let (acting, of) = (cx.clone(), id.clone());
    let write = app.db.write(move |conn| -> Result<_, SponsorshipError> {
        let before = sponsorship::find(conn, &acting, &of)?;
        sponsorship::advance(conn, &acting, &before, version, &step)
    });
    held.done(write.await).await?;
    answer(&app, cx, id).await
}
