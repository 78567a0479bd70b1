//! A sponsor's files, and how it stands before the public: a logo is brought by whoever courts, and shown when two persons have cleared it.

use actix_multipart::Multipart;
use actix_web::http::header;
use actix_web::web::{Bytes, Path, Payload, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::{editable, public_id};
use crate::access::{Action, Context, require, require_person};
use crate::domain::deliverables::versions::FileLanguage;
use crate::domain::sponsorship::showing::{self, Cleared, Standing};
use crate::domain::sponsorship::{self, Bringing, Part, SponsorFile, Sponsorship, SponsorshipError};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, one_of_at};
use crate::kernel::localised::Localised;
use crate::web::api::exchange::read;
use crate::web::api::listed::ListJson;
use crate::web::files::{Brought, Shown, give_up, says_too_large, send};
use crate::web::forms::one_file;
use crate::web::{ApiCaller, App, Fields, Problem};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(files).service(add).service(download).service(stands).service(clear).service(withdraw);
}

#[derive(OpenApi)]
#[openapi(paths(files, add, download, stands, clear, withdraw))]
pub(super) struct Description;

#[derive(Serialize, ToSchema)]
struct SponsorFileJson {
    #[schema(value_type = String)]
    id: PublicId,
    /// logo or agreement.
    part: &'static str,
    name: String,
    /// What it is, found in its content.
    kind: &'static str,
    media_type: &'static str,
    bytes: i64,
    /// The content's SHA-256; also its entity tag.
    sha256: String,
    created_at: String,
}

#[derive(Serialize, ToSchema)]
struct SponsorClearanceJson {
    by: String,
    at: String,
}

/// What was cleared last, where that is not what would be shown.
#[derive(Serialize, ToSchema)]
struct SponsorLapseJson {
    by: Vec<String>,
    /// The name that was cleared, where it is another now.
    #[schema(value_type = Option<std::collections::HashMap<String, String>>)]
    name: Option<Localised>,
    /// The logo is another.
    other_logo: bool,
}

#[derive(Serialize, ToSchema)]
struct SponsorStandingJson {
    /// Whether name and logo are in public.
    shown: bool,
    signed: bool,
    /// The name that the public would read.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    name: Localised,
    logo: Option<SponsorFileJson>,
    /// Whose word holds for logo and name as they are.
    cleared: Vec<SponsorClearanceJson>,
    /// How many persons more have to clear them.
    wanted: usize,
    lapse: Option<SponsorLapseJson>,
    /// Who may clear them and has not.
    others: Vec<String>,
    /// A word for the logo and the name as they are: whoever clears them says it again. Null while there is no logo.
    seen: Option<String>,
    /// What came of a word that was just given: first (another person's is needed too), again (it was given before, and counts once),
    /// unsigned (enough have, and nothing is signed yet), early (enough have, and the event is not public yet) or shown.
    outcome: Option<&'static str>,
}

#[derive(Deserialize, ToSchema, Default)]
#[serde(default, deny_unknown_fields)]
struct ClearanceBody {
    /// `seen` of the clearance, as it was when they looked at logo and name.
    #[schema(required = true)]
    seen: String,
}

impl SponsorFileJson {
    fn of(file: &SponsorFile) -> SponsorFileJson {
        SponsorFileJson {
            id: file.public_id.clone(),
            part: file.part.as_str(),
            name: file.name.to_string(),
            kind: file.kind.as_str(),
            media_type: file.kind.media_type(),
            bytes: file.size,
            sha256: file.hash.clone(),
            created_at: file.created_at.rfc3339(),
        }
    }
}

impl SponsorStandingJson {
    fn of(s: &Sponsorship, standing: &Standing, outcome: Option<Cleared>) -> SponsorStandingJson {
        let given = |c: &showing::Clearance| SponsorClearanceJson { by: c.by.clone(), at: c.at.rfc3339() };
        SponsorStandingJson {
            shown: standing.shown,
            signed: s.stage.is_signed(),
            name: s.shown_name().clone(),
            logo: standing.logo.as_ref().map(SponsorFileJson::of),
            cleared: standing.given.iter().map(given).collect(),
            wanted: showing::PERSONS.saturating_sub(standing.given.len()),
            lapse: standing.lapse.as_ref().map(|lapse| SponsorLapseJson {
                by: lapse.by.clone(),
                name: lapse.name.clone(),
                other_logo: lapse.other_logo,
            }),
            others: standing.others.iter().map(|(_, name)| name.clone()).collect(),
            seen: Some(standing.seen.clone()).filter(|seen| !seen.is_empty()),
            outcome: outcome.map(|cleared| match cleared {
                Cleared::First => "first",
                Cleared::Again => "again",
                Cleared::Unsigned => "unsigned",
                Cleared::Early => "early",
                Cleared::Shown => "shown",
            }),
        }
    }
}

/// A sponsor's files that stand now: its logo, and the agreement.
#[utoipa::path(get, path = "/api/v1/sponsorships/{sponsorship}/files", tag = "sponsorships",
    params(("sponsorship" = String, Path)), responses((status = 200, body = ListJson<SponsorFileJson>), (status = 403), (status = 404)))]
#[get("/sponsorships/{sponsorship}/files")]
async fn files(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(&app), public_id(&id)?);
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let of = sponsorship::find(conn, &cx, &id)?;
        sponsorship::files_of(conn, &cx, &of)
    });
    Ok(ListJson::answer(read.await?.iter().map(SponsorFileJson::of)))
}

fn part(query: &Fields) -> Result<Part, Problem> {
    Ok(one_of_at("part", query.text("part"))?)
}

/// Brings a logo (SVG or PNG, up to 2 MB) or the signed agreement, in the place of the one there was: the part `file` of a form. Another
/// logo has to be cleared anew.
#[utoipa::path(post, path = "/api/v1/sponsorships/{sponsorship}/files", tag = "sponsorships",
    params(("sponsorship" = String, Path), ("part" = String, Query, description = "logo or agreement")),
    request_body(content = Vec<u8>, content_type = "multipart/form-data"),
    responses((status = 201, body = SponsorFileJson), (status = 403), (status = 404), (status = 409), (status = 413),
        (status = 422), (status = 507)))]
#[post("/sponsorships/{sponsorship}/files")]
async fn add(
    app: App,
    who: ApiCaller,
    id: Path<String>,
    query: Query<Fields>,
    req: HttpRequest,
    body: Payload,
) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(&app), public_id(&id)?);
    editable(&app, &cx, &id).await?;
    let part = part(&query)?;
    says_too_large(&app, &req)?;
    let brought = one_file(&app, &cx, FileLanguage::Mul, Multipart::new(req.headers(), body)).await?;
    kept(&app, cx, id, (part, brought)).await
}

async fn kept(app: &App, cx: Context, id: PublicId, (part, brought): (Part, Brought)) -> Result<HttpResponse, Problem> {
    let adding = &brought.adding;
    let bringing = Bringing { file: adding.file, stored: adding.stored.clone(), name: adding.name.clone(), part };
    let (acting, of) = (cx.clone(), id.clone());
    let write = app.db.write(move |conn| -> Result<_, SponsorshipError> {
        let of = sponsorship::find(conn, &acting, &of)?;
        sponsorship::bring(conn, &acting, &of, &bringing)
    });
    match write.await {
        Ok(file) => {
            let address = format!("/api/v1/sponsorships/{id}/files/{}", file.public_id);
            Ok(HttpResponse::Created().insert_header((header::LOCATION, address)).json(SponsorFileJson::of(&file)))
        }
        Err(fault) => {
            give_up(app, &cx, vec![brought]).await;
            Err(fault.into())
        }
    }
}

/// A file's bytes, whole or in part; its entity tag is the content's hash. For those who court: strangers have the public page.
#[utoipa::path(get, path = "/api/v1/sponsorships/{sponsorship}/files/{file}", tag = "sponsorships",
    params(("sponsorship" = String, Path), ("file" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream"), (status = 206), (status = 304), (status = 403),
        (status = 404), (status = 416)))]
#[get("/sponsorships/{sponsorship}/files/{file}")]
async fn download(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (cx, (id, file)) = (who.context(&app), path.into_inner());
    let (id, file) = (public_id(&id)?, public_id(&file)?);
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let of = sponsorship::find(conn, &cx, &id)?;
        sponsorship::file(conn, &cx, &of, &file)
    });
    let file = read.await?;
    send(&app, &req, &file, Shown::Attachment).await
}

/// How it stands now.
async fn told(app: &App, cx: Context, id: PublicId, outcome: Option<Cleared>) -> Result<HttpResponse, Problem> {
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let of = sponsorship::find(conn, &cx, &id)?;
        let standing = showing::standing(conn, &cx, &of)?;
        Ok((of, standing))
    });
    let (of, standing) = read.await?;
    Ok(HttpResponse::Ok().json(SponsorStandingJson::of(&of, &standing, outcome)))
}

/// How a sponsor stands before the public: who has cleared its name and logo, and who still may.
#[utoipa::path(get, path = "/api/v1/sponsorships/{sponsorship}/clearance", tag = "sponsorships",
    params(("sponsorship" = String, Path)), responses((status = 200, body = SponsorStandingJson), (status = 403), (status = 404)))]
#[get("/sponsorships/{sponsorship}/clearance")]
async fn stands(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let id = public_id(&id)?;
    told(&app, who.context(&app), id, None).await
}

/// One's own word that name and logo may be shown as they were seen: of what came in their place since, nothing is said (412). A person
/// gives it from their own sign-in, never a key; two persons have to.
#[utoipa::path(post, path = "/api/v1/sponsorships/{sponsorship}/clearance", tag = "sponsorships",
    params(("sponsorship" = String, Path)), request_body = ClearanceBody,
    responses((status = 200, body = SponsorStandingJson), (status = 403), (status = 404), (status = 409), (status = 412),
        (status = 422)))]
#[post("/sponsorships/{sponsorship}/clearance")]
async fn clear(app: App, who: ApiCaller, id: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(&app), public_id(&id)?);
    let of = id.clone();
    let may = app.beforehand(&cx, move |conn, cx| -> Result<(), SponsorshipError> {
        let of = sponsorship::find(conn, cx, &of)?;
        require(&cx.actor, Action::ClearLogo, of.scope())?;
        Ok(require_person(&cx.actor)?)
    });
    may.await?;
    let seen = read::<ClearanceBody>(&body)?.seen;
    if seen.is_empty() {
        return Err(Invalid::one("seen", Reason::Required).into());
    }
    let (acting, of) = (cx.clone(), id.clone());
    let write = app.db.write(move |conn| -> Result<_, SponsorshipError> {
        let of = sponsorship::find(conn, &acting, &of)?;
        showing::clear_seen(conn, &acting, &of, &seen)
    });
    let cleared = write.await?;
    told(&app, cx, id, Some(cleared)).await
}

/// Takes one's own word back.
#[utoipa::path(delete, path = "/api/v1/sponsorships/{sponsorship}/clearance", tag = "sponsorships",
    params(("sponsorship" = String, Path)),
    responses((status = 200, body = SponsorStandingJson), (status = 403), (status = 404)))]
#[delete("/sponsorships/{sponsorship}/clearance")]
async fn withdraw(app: App, who: ApiCaller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(&app), public_id(&id)?);
    let (acting, of) = (cx.clone(), id.clone());
    let write = app.db.write(move |conn| -> Result<_, SponsorshipError> {
        let of = sponsorship::find(conn, &acting, &of)?;
        showing::withdraw(conn, &acting, &of)
    });
    write.await?;
    told(&app, cx, id, None).await
}
