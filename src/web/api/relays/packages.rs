//! What is passed on of a deliverable, for programs.

use std::collections::BTreeMap;

use actix_web::http::header::IF_MATCH;
use actix_web::web::{Bytes, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::{deliverable, offerable, standing};
use crate::domain::relays::{self, Embargo, Foreseen, Package, PackageDraft, RelayError, Until, Whole};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::web::api::exchange::{self, read, shown, written};
use crate::web::api::late::unchanged;
use crate::web::{ApiCaller, App, Problem, if_match};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(show).service(create).service(replace).service(preview_package);
}

#[derive(OpenApi)]
#[openapi(paths(show, create, replace, preview_package))]
pub(in crate::web::api) struct Description;

/// What is passed on: texts by language, and until when it is kept back.
#[derive(Serialize, ToSchema)]
struct RelayPackageJson {
    version: i64,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    short: Localised,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    long: Localised,
    /// none, day or event.
    embargo: &'static str,
    /// Free from this day on.
    embargo_on: Option<String>,
    /// The event from whose last day it counts, and how many days after it.
    embargo_event: Option<String>,
    embargo_days: Option<i32>,
    /// Days after which an unanswered relay lapses.
    lapse_days: i32,
    /// What the embargo comes to as things stand; none where there is none, or where nobody knows yet.
    until: Option<String>,
}

written! {
    struct RelayPackageBody {
        /// 80 words at most, in Chinese 160 characters.
        #[schema(value_type = std::collections::HashMap<String, String>, required = true)]
        short: BTreeMap<Locale, String>,
        /// 300 words at most, in Chinese 600 characters.
        #[schema(value_type = std::collections::HashMap<String, String>, required = true)]
        long: BTreeMap<Locale, String>,
        embargo: Option<String>,
        embargo_on: Option<String>,
        embargo_event: Option<String>,
        embargo_days: Option<i64>,
        lapse_days: Option<i64>,
    } shows {
        version, until
    }
}

impl RelayPackageBody {
    fn draft(self) -> PackageDraft {
        let number = |n: Option<i64>| n.map(|n| n.to_string());
        PackageDraft {
            short: self.short,
            long: self.long,
            embargo: self.embargo.unwrap_or_else(|| "none".to_owned()),
            embargo_on: self.embargo_on.unwrap_or_default(),
            embargo_event: self.embargo_event.unwrap_or_default(),
            embargo_days: number(self.embargo_days).unwrap_or_default(),
            lapse_days: number(self.lapse_days).unwrap_or_else(|| relays::LAPSE_DAYS.to_string()),
        }
    }
}

impl RelayPackageJson {
    fn of(whole: &Whole, package: &Package) -> RelayPackageJson {
        let event = whole.event.as_ref().map(|view| view.event.public_id.to_string());
        let (on, days) = match package.embargo {
            Embargo::None => (None, None),
            Embargo::Day(day) => (Some(day.to_string()), None),
            Embargo::After { days, .. } => (None, Some(days)),
        };
        RelayPackageJson {
            version: package.version,
            short: package.short.clone(),
            long: package.long.clone(),
            embargo: package.embargo.kind().as_str(),
            embargo_on: on,
            embargo_event: event,
            embargo_days: days,
            lapse_days: package.lapse_days,
            until: Until::day(whole.until).map(|day| day.to_string()),
        }
    }
}

/// The package, for whoever sees it.
fn found(whole: &Whole) -> Result<&Package, Problem> {
    whole.package.as_ref().ok_or(Problem::NotFound)
}

/// What is passed on of a deliverable; 404 while nothing is written.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/deliverables/{id}/relay-package", tag = "relays",
    params(("programme" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = RelayPackageJson), (status = 404)))]
#[get("/programmes/{programme}/deliverables/{id}/relay-package")]
async fn show(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let of = deliverable(&app, &cx, path.into_inner()).await?;
    let whole = app.db.read(move |conn| relays::whole(conn, &cx, &of)).await?;
    let package = found(&whole)?;
    Ok(shown(package.version, RelayPackageJson::of(&whole, package)))
}

/// Writes the package of a deliverable that has none.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/deliverables/{id}/relay-package", tag = "relays",
    params(("programme" = String, Path), ("id" = String, Path)), request_body = RelayPackageBody,
    responses((status = 201, body = RelayPackageJson), (status = 404), (status = 409), (status = 412), (status = 422)))]
#[post("/programmes/{programme}/deliverables/{id}/relay-package")]
async fn create(app: App, who: ApiCaller, path: Path<(String, String)>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (cx, (key, id)) = (who.context(&app), path.into_inner());
    let address = format!("/api/v1/programmes/{key}/deliverables/{id}/relay-package");
    let of = offerable(&app, &cx, (key, id)).await?;
    let new = read::<RelayPackageBody>(&body)?.draft().check()?;
    let write = app.db.write(move |conn| -> Result<_, RelayError> {
        relays::write_package(conn, &cx, &of, &new)?;
        relays::whole(conn, &cx, &of)
    });
    let whole = write.await?;
    let package = found(&whole)?;
    Ok(exchange::made(address, package.version, RelayPackageJson::of(&whole, package)))
}

/// Changes the package. Links show the new texts at once; officers who know another embargo are told by mail five minutes later (whom: see the
/// preview), and nobody is where it is changed back before then.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}/deliverables/{id}/relay-package", tag = "relays",
    params(("programme" = String, Path), ("id" = String, Path)), request_body = RelayPackageBody,
    responses((status = 200, body = RelayPackageJson), (status = 404), (status = 409), (status = 412), (status = 422), (status = 428)))]
#[put("/programmes/{programme}/deliverables/{id}/relay-package")]
async fn replace(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, seen) = (who.context(&app), if_match(&req)?);
    let of = offerable(&app, &cx, path.into_inner()).await?;
    let (looking, about) = (cx.clone(), of.clone());
    let before = app.db.read(move |conn| relays::whole(conn, &looking, &about)).await?;
    let before = before.package.ok_or(Problem::NotFound)?;
    let held = unchanged(&app, &cx, seen, standing(&of, (&before.public_id, before.version))).await?;
    let version = held.version;
    let new = read::<RelayPackageBody>(&body)?.draft().check()?;
    let write = app.db.write(move |conn| -> Result<_, RelayError> {
        relays::edit_package(conn, &cx, &of, (&before, version), (&new, None))?;
        relays::whole(conn, &cx, &of)
    });
    let whole = held.done(write.await).await?;
    let package = found(&whole)?;
    Ok(shown(package.version, RelayPackageJson::of(&whole, package)))
}

/// What another embargo would do.
#[derive(Serialize, ToSchema)]
struct PreviewedRelayPackageJson {
    /// Free from this day on, as things stand; null where there is no embargo, or where nobody knows the day.
    before: Option<String>,
    after: Option<String>,
    /// So many officers are told by mail, five minutes after it is saved.
    told: usize,
    by_language: BTreeMap<String, usize>,
    /// Of whom something is still expected, and who get no mail.
    untold: Vec<UntoldOfficerJson>,
}

/// A channel whose officer gets no mail.
#[derive(Serialize, ToSchema)]
struct UntoldOfficerJson {
    channel: String,
    /// waits, knows, rests, do-not-contact, no-address, address-refused or suppressed.
    why: &'static str,
}

impl PreviewedRelayPackageJson {
    fn of(seen: &Foreseen) -> PreviewedRelayPackageJson {
        let day = |until: Until| until.day().map(|day| day.to_string());
        // Where nothing shifts nobody has to learn of anything.
        let shifts = seen.asks();
        let untold = seen.untold.iter().filter(|_| shifts);
        PreviewedRelayPackageJson {
            before: day(seen.before),
            after: day(seen.after),
            told: if shifts { seen.mails() } else { 0 },
            by_language: seen.told.iter().filter(|_| shifts).map(|(locale, n)| (locale.to_string(), *n)).collect(),
            untold: untold
                .map(|(channel, why)| UntoldOfficerJson { channel: channel.public_id.to_string(), why: why.as_str() })
                .collect(),
        }
    }
}

/// What a change of the package would tell officers. Takes the same body, and the same `If-Match` where one is sent, and changes nothing.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/deliverables/{id}/relay-package/preview", tag = "relays",
    params(("programme" = String, Path), ("id" = String, Path)), request_body = RelayPackageBody,
    responses((status = 200, body = PreviewedRelayPackageJson), (status = 404), (status = 409), (status = 412), (status = 422)))]
#[post("/programmes/{programme}/deliverables/{id}/relay-package/preview")]
async fn preview_package(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let seen = req.headers().contains_key(IF_MATCH).then(|| if_match(&req)).transpose()?;
    let of = offerable(&app, &cx, path.into_inner()).await?;
    let (looking, about) = (cx.clone(), of.clone());
    let before = app.db.read(move |conn| relays::whole(conn, &looking, &about)).await?;
    let before = before.package.ok_or(Problem::NotFound)?;
    if let Some(seen) = seen {
        unchanged(&app, &cx, seen, standing(&of, (&before.public_id, before.version))).await?;
    }
    let new = read::<RelayPackageBody>(&body)?.draft().check()?;
    let told = app.db.read(move |conn| relays::foresee_package(conn, &cx, &of, (&before, before.version), &new));
    Ok(HttpResponse::Ok().json(PreviewedRelayPackageJson::of(&told.await?)))
}
