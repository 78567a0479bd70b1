//! What a programme offers its sponsors.

use std::collections::BTreeMap;

use actix_web::web::{Bytes, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::public_id;
use crate::access::{Action, Context, Scope, require};
use crate::domain::history::Entity;
use crate::domain::programme;
use crate::domain::sponsorship::{Package, PackageDraft, SponsorshipError, packages};
use crate::kernel::ids::{ProgrammeId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::web::api::exchange::{self, read, shown, written};
use crate::web::api::late::{Standing, unchanged};
use crate::web::api::listed::ListJson;
use crate::web::{ApiCaller, App, Problem, if_match};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(create).service(show).service(replace);
}

#[derive(OpenApi)]
#[openapi(paths(list, create, show, replace))]
pub(super) struct Description;

#[derive(Serialize, ToSchema)]
struct SponsorPackageJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    name: Localised,
    price: Option<String>,
    currency: Option<&'static str>,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    benefits: Localised,
    /// Whether it may be proposed still.
    offered: bool,
}

written! {
    struct SponsorPackageBody {
        #[schema(value_type = std::collections::HashMap<String, String>, required = true)]
        name: BTreeMap<Locale, String>,
        /// As people write it.
        price: Option<String>,
        currency: Option<String>,
        #[schema(value_type = std::collections::HashMap<String, String>)]
        benefits: BTreeMap<Locale, String>,
    } shows {
        id, version, offered
    }
}

impl SponsorPackageBody {
    fn draft(self) -> PackageDraft {
        PackageDraft {
            name: self.name,
            price: self.price.unwrap_or_default(),
            currency: self.currency.unwrap_or_default(),
            benefits: self.benefits,
        }
    }
}

impl SponsorPackageJson {
    fn of(p: &Package) -> SponsorPackageJson {
        SponsorPackageJson {
            id: p.public_id.clone(),
            version: p.version,
            name: p.name.clone(),
            price: p.price.map(|m| m.plain()),
            currency: p.price.map(|m| m.currency.code()),
            benefits: p.benefits.clone(),
            offered: p.retired_at.is_none(),
        }
    }
}

/// Whether the caller may change a programme's packages: asked before the body is looked at.
async fn allowed(app: &App, cx: &Context, key: &str, id: Option<PublicId>) -> Result<(ProgrammeId, i64), Problem> {
    let (cx, key) = (cx.clone(), key.to_owned());
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let programme = programme::find(conn, &cx, &key)?.id;
        require(&cx.actor, Action::EditSponsorship, Scope::Programme(programme))?;
        let version = match id {
            Some(id) => packages::find(conn, &cx, programme, &id)?.version,
            None => 0,
        };
        Ok((programme, version))
    });
    Ok(read.await?)
}

/// What the programme offers its sponsors; what is no longer offered last.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/sponsor-packages", tag = "sponsorships",
    params(("programme" = String, Path)), responses((status = 200, body = ListJson<SponsorPackageJson>), (status = 404)))]
#[get("/programmes/{programme}/sponsor-packages")]
async fn list(app: App, who: ApiCaller, key: Path<String>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let programme = programme::find(conn, &cx, &key)?.id;
        packages::list(conn, &cx, programme)
    });
    Ok(ListJson::answer(read.await?.iter().map(SponsorPackageJson::of)))
}

/// A new package.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/sponsor-packages", tag = "sponsorships",
    params(("programme" = String, Path)), request_body = SponsorPackageBody,
    responses((status = 201, body = SponsorPackageJson), (status = 422)))]
#[post("/programmes/{programme}/sponsor-packages")]
async fn create(app: App, who: ApiCaller, key: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (cx, key) = (who.context(&app), key.into_inner());
    allowed(&app, &cx, &key, None).await?;
    let new = read::<SponsorPackageBody>(&body)?.draft().check()?;
    let named = key.clone();
    let write = app.db.write(move |conn| -> Result<_, SponsorshipError> {
        let programme = programme::find(conn, &cx, &named)?.id;
        packages::create(conn, &cx, programme, &new)
    });
    let made = write.await?;
    let address = format!("/api/v1/programmes/{key}/sponsor-packages/{}", made.public_id);
    Ok(exchange::made(address, made.version, SponsorPackageJson::of(&made)))
}

/// One package.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/sponsor-packages/{package}", tag = "sponsorships",
    params(("programme" = String, Path), ("package" = String, Path)),
    responses((status = 200, body = SponsorPackageJson), (status = 404)))]
#[get("/programmes/{programme}/sponsor-packages/{package}")]
async fn show(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (cx, (key, id)) = (who.context(&app), path.into_inner());
    let id = public_id(&id)?;
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let programme = programme::find(conn, &cx, &key)?.id;
        packages::find(conn, &cx, programme, &id)
    });
    let found = read.await?;
    Ok(shown(found.version, SponsorPackageJson::of(&found)))
}

/// Replaces a package's name, price and benefits.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}/sponsor-packages/{package}", tag = "sponsorships",
    params(("programme" = String, Path), ("package" = String, Path)), request_body = SponsorPackageBody,
    responses((status = 200, body = SponsorPackageJson), (status = 412), (status = 428), (status = 422)))]
#[put("/programmes/{programme}/sponsor-packages/{package}")]
async fn replace(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, seen, (key, id)) = (who.context(&app), if_match(&req)?, path.into_inner());
    let id = public_id(&id)?;
    let (programme, version) = allowed(&app, &cx, &key, Some(id.clone())).await?;
    let of = ((Entity::Programme, programme.raw()), Scope::Programme(programme));
    let held = unchanged(&app, &cx, seen, Standing::part(of, &id, version)).await?;
    let version = held.version;
    let new = read::<SponsorPackageBody>(&body)?.draft().check()?;
    let write = app.db.write(move |conn| -> Result<_, SponsorshipError> {
        let programme = programme::find(conn, &cx, &key)?.id;
        let before = packages::find(conn, &cx, programme, &id)?;
        packages::edit(conn, &cx, &before, version, &new)
    });
    let after = held.done(write.await).await?;
    Ok(shown(after.version, SponsorPackageJson::of(&after)))
}
