//! Imports for programs: bring a file, match its columns, try it, write it.

use actix_multipart::Multipart;
use actix_web::http::header;
use actix_web::web::{Bytes, Path, Payload, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::exchange::{page_of, read};
use super::late::{Standing, unchanged};
use super::sheets::{Sheets, header_line, of_sheet, sheets_of};
use crate::access::{Context, Scope};
use crate::domain::history::Entity;
use crate::domain::imports::{self, Field, Import, ImportError, Pass, Upload, Verdict, Why};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, one_of_at};
use crate::tables::{Encoding, Separator};
use crate::web::admin::imports::refused_file;
use crate::web::forms::{file_part, no_more};
use crate::web::import_words::why_words;
use crate::web::problem::unreadable;
use crate::web::uploads::{self, Received};
use crate::web::{ApiCaller, App, Fields, Problem, etag, if_match};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(create).service(refused).service(lines).service(columns);
    cfg.service(start).service(stop).service(show).service(discard);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(list, create, show, columns, start, stop, lines, refused, discard))]
pub struct Description;

#[derive(Serialize, ToSchema)]
struct ImportJson {
    id: String,
    version: i64,
    /// uploaded, waiting, running, checked, done, stopped or failed
    state: String,
    /// dry or write: what the last or present run is for
    pass: String,
    file_name: String,
    bytes: i64,
    bytes_read: i64,
    lines: i64,
    new: i64,
    changed: i64,
    same: i64,
    refused: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    separator: Option<&'static str>,
    /// The sheet of a workbook, where somebody has chosen one; the first visible one that looks like a table of people where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    /// The sheets of a workbook that may be read, as long as one may be chosen; told with one import, not in the list of all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sheets: Vec<String>,
    /// The one of them that is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet_read: Option<String>,
    /// The line of the headings, where somebody has said so; found out where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    header_line: Option<u64>,
    columns: Vec<ColumnJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<WhyJson>,
    /// Whether the file is still kept.
    kept: bool,
    created_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    finished_at: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct ColumnJson {
    heading: String,
    /// Absent when the column is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// What a column that is left out says by its heading, and another is read for.
    #[serde(skip_serializing_if = "Option::is_none")]
    also: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct WhyJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    reason: String,
    /// In the caller's language.
    message: String,
}

#[derive(Serialize, ToSchema)]
struct LineJson {
    line: i64,
    verdict: String,
    reasons: Vec<WhyJson>,
    /// The beginning of the cells, each cut short.
    cells: Vec<String>,
}

#[derive(Serialize, ToSchema)]
struct ImportsJson {
    items: Vec<ImportJson>,
    next: Option<i64>,
}

#[derive(Serialize, ToSchema)]
struct LinesJson {
    items: Vec<LineJson>,
    next: Option<i64>,
}

/// How a file is read; what is absent stays as it was.
#[derive(Deserialize, ToSchema, Default)]
#[serde(default, deny_unknown_fields)]
struct ColumnsInput {
    encoding: Option<String>,
    separator: Option<String>,
    /// The sheet of a workbook, by its name.
    sheet: Option<String>,
    /// The line of the file on which the headings stand, from 1.
    header_line: Option<u64>,
    /// A field for each column in order, null for one that is left out.
    fields: Option<Vec<Option<String>>>,
}

#[derive(Deserialize, ToSchema, Default)]
#[serde(default, deny_unknown_fields)]
struct StartInput {
    /// dry, or write
    #[schema(required = true)]
    pass: String,
}

fn json_of(w: Words, import: Import, sheets: Sheets) -> ImportJson {
    let settings = import.settings;
    let rivals = settings.mapping.rivals();
    let column = |(at, c): (usize, imports::Column)| ColumnJson {
        heading: c.header,
        field: c.field.map(|f| f.to_string()),
        also: rivals.iter().find(|rival| rival.at == at).map(|rival| rival.field.to_string()),
    };
    ImportJson {
        id: import.public_id.to_string(),
        version: import.version,
        state: import.state.to_string(),
        pass: import.pass.to_string(),
        file_name: import.file_name,
        bytes: import.bytes,
        bytes_read: import.bytes_read,
        lines: import.lines_done,
        new: import.counts.new,
        changed: import.counts.changed,
        same: import.counts.same,
        refused: import.counts.refused,
        encoding: settings.encoding.map(Encoding::label),
        separator: settings.separator.map(Separator::label),
        sheet: settings.sheet,
        sheets: sheets.all,
        sheet_read: sheets.read,
        header_line: settings.header_line,
        columns: settings.mapping.0.into_iter().enumerate().map(column).collect(),
        fault: import.fault.as_ref().map(|why| why_json(w, why)),
        kept: import.stored_name.is_some(),
        created_at: import.created_at.rfc3339(),
        finished_at: import.finished_at.map(|at| at.rfc3339()),
    }
}

fn why_json(w: Words, why: &Why) -> WhyJson {
    WhyJson { field: why.field.map(|f| f.to_string()), reason: why.key.clone(), message: why_words(w, why) }
}

/// A file that cannot be read, told in the caller's language.
fn told(w: Words) -> impl Fn(ImportError) -> Problem {
    move |error| match error {
        ImportError::File(why) => unreadable(w, &why),
        other => other.into(),
    }
}

async fn answer(app: &App, who: &ApiCaller, id: PublicId) -> Result<HttpResponse, Problem> {
    let cx = who.context(app);
    let import = app.db.read(move |conn| imports::import(conn, &cx, &id)).await?;
    let sheets = sheets_of(app, &import).await?;
    Ok(HttpResponse::Ok().insert_header(etag(import.version)).json(json_of(who.words, import, sheets)))
}

/// The imports, newest first.
#[utoipa::path(get, path = "/api/v1/imports", tag = "imports",
    params(("after" = Option<i64>, Query), ("limit" = Option<i64>, Query, description = "At most 200")),
    responses((status = 200, body = ImportsJson), (status = 403)))]
#[get("/imports")]
async fn list(app: App, who: ApiCaller, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let (cx, page) = (who.context(&app), page_of(&query));
    let found = app.db.read(move |conn| imports::list(conn, &cx, page)).await?;
    let items = found.items.into_iter().map(|import| json_of(who.words, import, Sheets::default())).collect();
    Ok(HttpResponse::Ok().json(ImportsJson { items, next: found.next }))
}

/// Brings a file: its bytes as the body, with its name in the query, or as the part `file` of a form. Nothing is read in yet.
#[utoipa::path(post, path = "/api/v1/imports", tag = "imports",
    params(("name" = Option<String>, Query, description = "The file's name, for those who look at the list")),
    request_body(content((Vec<u8> = "application/octet-stream"), (Vec<u8> = "multipart/form-data"))),
    responses((status = 201, body = ImportJson), (status = 403), (status = 409), (status = 413), (status = 507)))]
#[post("/imports")]
async fn create(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    query: Query<Fields>,
    body: Payload,
) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    imports::allowed(&cx)?;
    let kind = req.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let received = if kind.starts_with("multipart/form-data") {
        let mut form = Multipart::new(req.headers(), body);
        let (name, part) = file_part(&mut form).await?;
        let received = Received::take(&app, &name, part).await?;
        no_more(&mut form).await?;
        received
    } else {
        Received::take(&app, query.text("name"), body).await?
    };
    let upload = received.look().await.map_err(told(who.words))?;
    let id = add(&app, cx, upload).await?;
    let cx = who.context(&app);
    let location = format!("/api/v1/imports/{id}");
    let import = app.db.read(move |conn| imports::import(conn, &cx, &id)).await?;
    let sheets = sheets_of(&app, &import).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, location))
        .insert_header(etag(import.version))
        .json(json_of(who.words, import, sheets)))
}

async fn add(app: &App, cx: Context, upload: Upload) -> Result<PublicId, Problem> {
    let stored = upload.stored_name.clone();
    match app.db.write(move |conn| imports::add(conn, &cx, &upload)).await {
        Ok((_, id)) => Ok(id),
        Err(fault) => {
            if let Some(stored) = stored {
                uploads::remove(app, &stored).await?;
            }
            Err(fault.into())
        }
    }
}

/// An import as it stands.
#[utoipa::path(get, path = "/api/v1/imports/{import}", tag = "imports", params(("import" = String, Path)),
    responses((status = 200, body = ImportJson), (status = 404)))]
#[get("/imports/{import}")]
async fn show(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    answer(&app, &who, id.into_inner()).await
}

/// Says how the file is read and what each column means.
#[utoipa::path(put, path = "/api/v1/imports/{import}/columns", tag = "imports", request_body = ColumnsInput,
    params(("import" = String, Path)),
    responses((status = 200, body = ImportJson), (status = 409), (status = 412), (status = 422), (status = 428)))]
#[put("/imports/{import}/columns")]
async fn columns(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    id: Path<PublicId>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, version) = (id.into_inner(), if_match(&req)?);
    let (cx, looking, of) = (who.context(&app), who.context(&app), id.clone());
    let import = app.db.read(move |conn| imports::import(conn, &looking, &of)).await?;
    let of = ((Entity::Import, import.id.raw()), Scope::Installation);
    let held = unchanged(&app, &cx, version, Standing::part(of, &id, import.version)).await?;
    let version = held.version;
    let input: ColumnsInput = read(&body)?;
    let mut settings = import.settings.clone();
    let unknown = |field: &str| Problem::from(Invalid::one(field, Reason::NoSuch));
    if let Some(label) = &input.encoding {
        settings.encoding = Some(Encoding::from_label(label).ok_or_else(|| unknown("encoding"))?);
    }
    if let Some(label) = &input.separator {
        settings.separator = Some(Separator::from_label(label).ok_or_else(|| unknown("separator"))?);
    }
    if let Some(sheet) = input.sheet {
        settings = settings.on_sheet(sheet);
    }
    if let Some(line) = input.header_line {
        settings.header_line = Some(header_line(line)?);
    }
    let source = uploads::source(&app, &import)?.with(&settings);
    let looked = tokio::task::spawn_blocking(move || imports::preview(&source, 1)).await;
    let looked = looked.map_err(|fault| Problem::Internal(fault.to_string()))?;
    let headers = looked.map_err(of_sheet).map_err(told(who.words))?.headers;
    if !settings.mapping.headers().eq(headers.iter().map(String::as_str)) {
        settings.mapping = imports::guess(headers.iter().map(String::as_str));
    }
    if let Some(fields) = input.fields {
        settings = settings.with_fields(fields_of(fields)?.into_iter());
        settings.mapping.check()?;
    }
    let of = id.clone();
    let write = app.db.write(move |conn| imports::set_columns(conn, &cx, &of, version, &settings));
    held.done(write.await).await?;
    answer(&app, &who, id).await
}

fn fields_of(named: Vec<Option<String>>) -> Result<Vec<Option<Field>>, Invalid> {
    let field = |(at, name): (usize, Option<String>)| match name {
        None => Ok(None),
        Some(name) => one_of_at(&format!("fields/{at}"), &name).map(Some),
    };
    named.into_iter().enumerate().map(field).collect()
}

/// Begins a dry run, or brings the people in; goes on behind the last line that counts when an earlier run was stopped.
#[utoipa::path(post, path = "/api/v1/imports/{import}/start", tag = "imports", request_body = StartInput,
    params(("import" = String, Path)),
    responses((status = 200, body = ImportJson), (status = 404), (status = 409), (status = 422)))]
#[post("/imports/{import}/start")]
async fn start(app: App, who: ApiCaller, id: Path<PublicId>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(&app), id.into_inner());
    imports::allowed(&cx)?;
    let pass: Pass = one_of_at("pass", &read::<StartInput>(&body)?.pass)?;
    let of = id.clone();
    app.db.write(move |conn| imports::start(conn, &cx, &of, pass)).await?;
    answer(&app, &who, id).await
}

/// Stops at the next border between two batches.
#[utoipa::path(post, path = "/api/v1/imports/{import}/stop", tag = "imports", params(("import" = String, Path)),
    responses((status = 200, body = ImportJson), (status = 404), (status = 409)))]
#[post("/imports/{import}/stop")]
async fn stop(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(&app), id.into_inner());
    let of = id.clone();
    app.db.write(move |conn| imports::stop(conn, &cx, &of)).await?;
    answer(&app, &who, id).await
}

/// What became of lines, by verdict: new, changed, same or refused.
#[utoipa::path(get, path = "/api/v1/imports/{import}/lines", tag = "imports",
    params(("import" = String, Path), ("verdict" = Option<String>, Query, description = "refused when absent"),
        ("after" = Option<i64>, Query), ("limit" = Option<i64>, Query, description = "At most 200")),
    responses((status = 200, body = LinesJson), (status = 404)))]
#[get("/imports/{import}/lines")]
async fn lines(app: App, who: ApiCaller, id: Path<PublicId>, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let (cx, page) = (who.context(&app), page_of(&query));
    let verdict: Verdict =
        query.filled("verdict").map_or(Ok(Verdict::Refused), str::parse).map_err(|_| Problem::NotFound)?;
    let found = app
        .db
        .read(move |conn| {
            let import = imports::import(conn, &cx, &id)?;
            imports::lines(conn, &cx, &import, import.pass, verdict, page)
        })
        .await?;
    let w = who.words;
    let line = |line: imports::Line| LineJson {
        line: line.line,
        verdict: line.verdict.to_string(),
        reasons: line.reasons.iter().map(|why| why_json(w, why)).collect(),
        cells: line.cells,
    };
    let items = found.items.into_iter().map(line).collect();
    Ok(HttpResponse::Ok().json(LinesJson { items, next: found.next }))
}

/// The refused lines with all their cells, behind their line and the reasons.
#[utoipa::path(get, path = "/api/v1/imports/{import}/refused.csv", tag = "imports", params(("import" = String, Path)),
    responses((status = 200, content_type = "text/csv"), (status = 404), (status = 409)))]
#[get("/imports/{import}/refused.csv")]
async fn refused(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let reading = cx.clone();
    let import = app.db.read(move |conn| imports::import(conn, &reading, &id)).await?;
    Ok(refused_file(&app, who.words, cx, import)?)
}

/// Removes the file and what was found in it; the people it brought in stay.
#[utoipa::path(delete, path = "/api/v1/imports/{import}", tag = "imports", params(("import" = String, Path)),
    responses((status = 204), (status = 404), (status = 409)))]
#[delete("/imports/{import}")]
async fn discard(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let stored = app.db.write(move |conn| imports::discard(conn, &cx, &id)).await?;
    if let Some(stored) = stored {
        uploads::remove(&app, &stored).await?;
    }
    Ok(HttpResponse::NoContent().finish())
}
