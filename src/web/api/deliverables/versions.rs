//! Versions and their files for programs.

use actix_multipart::Multipart;
use actix_web::http::header;
use actix_web::web::{Bytes, Path, Payload, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::super::exchange::{read, written};
use super::super::late::{Standing, unchanged};
use super::super::listed::ListJson;
use super::public_id;
use crate::access::{Action, Context, require};
use crate::domain::deliverables::versions::{self, FileLanguage, VersionFile, VersionView};
use crate::domain::deliverables::{self, Deliverable, DeliverableError};
use crate::domain::history::Entity;
use crate::domain::programme;
use crate::kernel::invalid::one_of_at;
use crate::web::files::{Brought, Shown, bring, give_up, says_too_large, send};
use crate::web::forms::one_file;
use crate::web::{ApiCaller, App, Fields, Problem, etag, if_match};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(begin).service(show).service(edit).service(discard).service(submit);
    cfg.service(add).service(replace).service(download).service(remove);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(list, begin, show, edit, discard, submit, add, replace, download, remove))]
pub struct Description;

#[derive(Serialize, ToSchema)]
pub(super) struct VersionJson {
    /// 1, 2, 3 …: its name in addresses.
    number: i32,
    version: i64,
    /// draft, in-review, returned, approved, superseded or withdrawn
    state: &'static str,
    /// What changed.
    notes: String,
    author: Option<String>,
    created_at: String,
    submitted_at: Option<String>,
    decided_at: Option<String>,
    files: Vec<FileJson>,
}

#[derive(Serialize, ToSchema)]
struct FileJson {
    id: String,
    name: String,
    /// en, fr, zh, de, or mul for none or several
    language: &'static str,
    /// What it is, found in its content.
    kind: &'static str,
    media_type: &'static str,
    bytes: i64,
    /// The content's SHA-256; also its entity tag.
    sha256: String,
    width: Option<i32>,
    height: Option<i32>,
    created_at: String,
}

written! {
    struct VersionBody {
        /// What changed, in one line.
        notes: String,
    } shows {
        number, version, state, author, created_at, submitted_at, decided_at, files,
    }
}

impl FileJson {
    fn of(file: &VersionFile) -> FileJson {
        FileJson {
            id: file.public_id.to_string(),
            name: file.name.to_string(),
            language: file.language.as_str(),
            kind: file.kind.as_str(),
            media_type: file.kind.media_type(),
            bytes: file.size,
            sha256: file.hash.clone(),
            width: file.pixels.map(|p| p.width),
            height: file.pixels.map(|p| p.height),
            created_at: file.created_at.rfc3339(),
        }
    }
}

impl VersionJson {
    pub(super) fn of(view: &VersionView) -> VersionJson {
        let version = &view.version;
        VersionJson {
            number: version.number,
            version: version.version,
            state: version.state.as_str(),
            notes: version.notes.clone(),
            author: version.author.as_ref().map(|a| a.name.clone()),
            created_at: version.created_at.rfc3339(),
            submitted_at: version.submitted_at.map(|at| at.rfc3339()),
            decided_at: version.decided_at.map(|at| at.rfc3339()),
            files: view.files.iter().map(FileJson::of).collect(),
        }
    }
}

/// The deliverable of an address, for whoever may see it.
pub(super) async fn found(app: &App, cx: &Context, key: &str, id: &str) -> Result<Deliverable, Problem> {
    let (key, id) = (key.to_owned(), public_id(id)?);
    let found = app.beforehand(cx, move |conn, cx| -> Result<_, DeliverableError> {
        let programme = programme::find(conn, cx, &key)?.id;
        deliverables::find(conn, cx, programme, &id)
    });
    found.await
}

pub(super) fn number(text: &str) -> Result<i32, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

async fn view(app: &App, cx: Context, of: Deliverable, n: i32) -> Result<VersionView, Problem> {
    Ok(app.db.read(move |conn| versions::show(conn, &cx, &of, n)).await?)
}

async fn answer(app: &App, cx: Context, of: Deliverable, n: i32) -> Result<HttpResponse, Problem> {
    let view = view(app, cx, of, n).await?;
    Ok(HttpResponse::Ok().insert_header(etag(view.version.version)).json(VersionJson::of(&view)))
}

/// All versions of a deliverable with their files, the newest first.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/deliverables/{id}/versions", tag = "deliverables",
    params(("programme" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = ListJson<VersionJson>), (status = 404)))]
#[get("/programmes/{programme}/deliverables/{id}/versions")]
async fn list(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (cx, (key, id)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    let views = app.db.read(move |conn| versions::list(conn, &cx, &of)).await?;
    Ok(ListJson::answer(views.iter().map(VersionJson::of)))
}

/// Begins the next version, a draft without files. There is one draft, or one version in review, at a time.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/deliverables/{id}/versions", tag = "deliverables",
    params(("programme" = String, Path), ("id" = String, Path)), request_body = VersionBody,
    responses((status = 201, body = VersionJson), (status = 409), (status = 422)))]
#[post("/programmes/{programme}/deliverables/{id}/versions")]
async fn begin(app: App, who: ApiCaller, path: Path<(String, String)>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (cx, (key, id)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    require(&cx.actor, Action::UploadVersion, of.scope())?;
    let notes = versions::notes(&read::<VersionBody>(&body)?.notes)?;
    let (acting, d) = (cx.clone(), of.clone());
    let made = app.db.write(move |conn| versions::begin(conn, &acting, &d, &notes)).await?;
    let address = format!("/api/v1/programmes/{key}/deliverables/{}/versions/{}", of.public_id, made.number);
    let view = view(&app, cx, of, made.number).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, address))
        .insert_header(etag(made.version))
        .json(VersionJson::of(&view)))
}

/// One version with its files.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/deliverables/{id}/versions/{number}", tag = "deliverables",
    params(("programme" = String, Path), ("id" = String, Path), ("number" = i32, Path)),
    responses((status = 200, body = VersionJson), (status = 404)))]
#[get("/programmes/{programme}/deliverables/{id}/versions/{number}")]
async fn show(app: App, who: ApiCaller, path: Path<(String, String, String)>) -> Result<HttpResponse, Problem> {
    let (cx, (key, id, n)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    answer(&app, cx, of, number(&n)?).await
}

/// Says anew what changed, of a draft.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}/deliverables/{id}/versions/{number}", tag = "deliverables",
    params(("programme" = String, Path), ("id" = String, Path), ("number" = i32, Path)), request_body = VersionBody,
    responses((status = 200, body = VersionJson), (status = 409), (status = 412), (status = 428)))]
#[put("/programmes/{programme}/deliverables/{id}/versions/{number}")]
async fn edit(
    app: App,
    who: ApiCaller,
    path: Path<(String, String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, (key, id, n)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    require(&cx.actor, Action::UploadVersion, of.scope())?;
    let (n, seen) = (number(&n)?, if_match(&req)?);
    let draft = view(&app, cx.clone(), of.clone(), n).await?.version;
    let whose = ((Entity::Deliverable, of.id.raw()), of.scope());
    let held = unchanged(&app, &cx, seen, Standing::part(whose, &draft.public_id, draft.version)).await?;
    let seen = held.version;
    let notes = versions::notes(&read::<VersionBody>(&body)?.notes)?;
    let (acting, d) = (cx.clone(), of.clone());
    let write = app.db.write(move |conn| versions::set_notes(conn, &acting, &d, (n, seen), &notes));
    held.done(write.await).await?;
    answer(&app, cx, of, n).await
}

/// Throws a draft away with its files.
#[utoipa::path(delete, path = "/api/v1/programmes/{programme}/deliverables/{id}/versions/{number}", tag = "deliverables",
    params(("programme" = String, Path), ("id" = String, Path), ("number" = i32, Path)),
    responses((status = 204), (status = 404), (status = 409)))]
#[delete("/programmes/{programme}/deliverables/{id}/versions/{number}")]
async fn discard(app: App, who: ApiCaller, path: Path<(String, String, String)>) -> Result<HttpResponse, Problem> {
    let (cx, (key, id, n)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    let n = number(&n)?;
    app.db.write(move |conn| versions::discard(conn, &cx, &of, n)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Hands a draft to its reviewers. Nothing of it changes any more.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/deliverables/{id}/versions/{number}/submit",
    tag = "deliverables", params(("programme" = String, Path), ("id" = String, Path), ("number" = i32, Path)),
    responses((status = 200, body = VersionJson), (status = 404), (status = 409)))]
#[post("/programmes/{programme}/deliverables/{id}/versions/{number}/submit")]
async fn submit(app: App, who: ApiCaller, path: Path<(String, String, String)>) -> Result<HttpResponse, Problem> {
    let (cx, (key, id, n)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    let (acting, d, n) = (cx.clone(), of.clone(), number(&n)?);
    app.db.write(move |conn| versions::submit(conn, &acting, &d, n)).await?;
    answer(&app, cx, of, n).await
}

fn language(query: &Fields) -> Result<FileLanguage, Problem> {
    let Some(tag) = query.filled("language") else { return Ok(FileLanguage::Mul) };
    Ok(one_of_at("language", tag)?)
}

/// Adds a file to a draft: the part `file` of a form.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/deliverables/{id}/versions/{number}/files",
    tag = "deliverables", params(("programme" = String, Path), ("id" = String, Path), ("number" = i32, Path),
        ("language" = Option<String>, Query, description = "en, fr, zh, de or mul; mul when absent")),
    request_body(content = Vec<u8>, content_type = "multipart/form-data"),
    responses((status = 201, body = FileJson), (status = 409), (status = 413), (status = 422), (status = 507)))]
#[post("/programmes/{programme}/deliverables/{id}/versions/{number}/files")]
async fn add(
    app: App,
    who: ApiCaller,
    path: Path<(String, String, String)>,
    query: Query<Fields>,
    req: HttpRequest,
    body: Payload,
) -> Result<HttpResponse, Problem> {
    let (cx, (key, id, n)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    require(&cx.actor, Action::UploadVersion, of.scope())?;
    says_too_large(&app, &req)?;
    let language = language(&query)?;
    let brought = one_file(&app, &cx, language, Multipart::new(req.headers(), body)).await?;
    kept(&app, cx, (&key, of), (number(&n)?, brought)).await
}

/// Adds a file to a draft under the name in the address: its bytes are the body.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}/deliverables/{id}/versions/{number}/files/{file}",
    tag = "deliverables", params(("programme" = String, Path), ("id" = String, Path), ("number" = i32, Path),
        ("file" = String, Path, description = "its name"), ("language" = Option<String>, Query, description = "en, fr, zh, de or mul; mul when absent")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = FileJson), (status = 409), (status = 413), (status = 422), (status = 507)))]
#[put("/programmes/{programme}/deliverables/{id}/versions/{number}/files/{file}")]
async fn replace(
    app: App,
    who: ApiCaller,
    path: Path<(String, String, String, String)>,
    query: Query<Fields>,
    req: HttpRequest,
    body: Payload,
) -> Result<HttpResponse, Problem> {
    let (cx, (key, id, n, name)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    require(&cx.actor, Action::UploadVersion, of.scope())?;
    says_too_large(&app, &req)?;
    let brought = bring(&app, &cx, (&name, language(&query)?), body).await?;
    kept(&app, cx, (&key, of), (number(&n)?, brought)).await
}

async fn kept(
    app: &App,
    cx: Context,
    (key, of): (&str, Deliverable),
    (n, brought): (i32, Brought),
) -> Result<HttpResponse, Problem> {
    let (acting, d, adding) = (cx.clone(), of.clone(), brought.adding.clone());
    match app.db.write(move |conn| versions::add_file(conn, &acting, &d, n, &adding)).await {
        Ok(file) => {
            let address = format!("/api/v1/programmes/{key}/deliverables/{}/files/{}", of.public_id, file.public_id);
            Ok(HttpResponse::Created().insert_header((header::LOCATION, address)).json(FileJson::of(&file)))
        }
        Err(fault) => {
            give_up(app, &cx, vec![brought]).await;
            Err(fault.into())
        }
    }
}

/// A file's bytes, whole or in part (`Range`, `If-Range`); its entity tag is the content's hash.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/deliverables/{id}/files/{file}", tag = "deliverables",
    params(("programme" = String, Path), ("id" = String, Path), ("file" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream"), (status = 206), (status = 304),
        (status = 404), (status = 416)))]
#[get("/programmes/{programme}/deliverables/{id}/files/{file}")]
async fn download(
    app: App,
    who: ApiCaller,
    path: Path<(String, String, String)>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (cx, (key, id, file)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    let file = public_id(&file)?;
    let file = app.db.read(move |conn| versions::file(conn, &cx, &of, &file)).await?;
    send(&app, &req, &file, Shown::Attachment).await
}

/// Takes a file out of a draft.
#[utoipa::path(delete, path = "/api/v1/programmes/{programme}/deliverables/{id}/versions/{number}/files/{file}",
    tag = "deliverables", params(("programme" = String, Path), ("id" = String, Path), ("number" = i32, Path), ("file" = String, Path)),
    responses((status = 204), (status = 404), (status = 409)))]
#[delete("/programmes/{programme}/deliverables/{id}/versions/{number}/files/{file}")]
async fn remove(
    app: App,
    who: ApiCaller,
    path: Path<(String, String, String, String)>,
) -> Result<HttpResponse, Problem> {
    let (cx, (key, id, n, file)) = (who.context(&app), path.into_inner());
    let of = found(&app, &cx, &key, &id).await?;
    let (n, file) = (number(&n)?, public_id(&file)?);
    app.db.write(move |conn| versions::remove_file(conn, &cx, &of, n, &file)).await?;
    Ok(HttpResponse::NoContent().finish())
}
