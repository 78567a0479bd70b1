//! Questionnaires, results and files.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};

use super::json::ConsultationJson;
use super::results::{RespondentJson, ResultsJson};
use super::{found, public_id};
use crate::domain::consultations::{self, ConsultationError};
use crate::domain::invitations;
use crate::web::admin::consultations::file;
use crate::web::api::exchange::shown;
use crate::web::api::listed::ListJson;
use crate::web::downloads::TableFile;
use crate::web::{ApiCaller, App, Problem};

/// The questionnaires of an event.
#[utoipa::path(get, path = "/api/v1/events/{event}/consultations", tag = "consultations",
    params(("event" = String, Path)), responses((status = 200, body = ListJson<ConsultationJson>), (status = 404)))]
#[get("/events/{event}/consultations")]
pub(super) async fn list(app: App, who: ApiCaller, event: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&event)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let event = invitations::event_of(conn, &cx, &id)?;
        let all = consultations::of_event(conn, &cx, &event)?;
        all.iter().map(|of| ConsultationJson::load(conn, &cx, (&event, of))).collect::<Result<ListJson<_>, _>>()
    });
    Ok(HttpResponse::Ok().json(read.await?))
}

/// A questionnaire with its questions.
#[utoipa::path(get, path = "/api/v1/consultations/{consultation}", tag = "consultations",
    params(("consultation" = String, Path)), responses((status = 200, body = ConsultationJson), (status = 404)))]
#[get("/consultations/{consultation}")]
pub(super) async fn show(app: App, who: ApiCaller, path: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&path)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        ConsultationJson::load(conn, &cx, (&event, &of))
    });
    let json = read.await?;
    Ok(shown(json.version, json))
}

/// All questions in numbers, by stakeholder group. Groups of fewer than three people are not shown apart.
#[utoipa::path(get, path = "/api/v1/consultations/{consultation}/results", tag = "consultations",
    params(("consultation" = String, Path)), responses((status = 200, body = ResultsJson), (status = 404)))]
#[get("/consultations/{consultation}/results")]
pub(super) async fn results(app: App, who: ApiCaller, path: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&path)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        let tally = consultations::tally(conn, &cx, &event, &of)?;
        let progress = consultations::progress(conn, &cx, &event, &of)?;
        Ok(ResultsJson::of(tally, progress, &consultations::tabulate(conn, &cx, &event, &of)?))
    });
    Ok(HttpResponse::Ok().json(read.await?))
}

/// What everybody has sent, with names: not for auditors.
#[utoipa::path(get, path = "/api/v1/consultations/{consultation}/answers", tag = "consultations",
    params(("consultation" = String, Path)),
    responses((status = 200, body = ListJson<RespondentJson>), (status = 403), (status = 404)))]
#[get("/consultations/{consultation}/answers")]
pub(super) async fn answers(app: App, who: ApiCaller, path: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx, locale) = (public_id(&path)?, who.context(&app), who.locale);
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        let all = consultations::respondents(conn, &cx, &event, &of)?;
        let questions = consultations::questions(conn, &cx, &event, &of)?;
        Ok(all.iter().map(|r| RespondentJson::of(r, &questions, locale)).collect::<ListJson<_>>())
    });
    Ok(HttpResponse::Ok().json(read.await?))
}

/// The same as files: answers.csv, answers.xlsx, figures.csv, figures.xlsx, report.md.
#[utoipa::path(get, path = "/api/v1/consultations/{consultation}/files/{file}", tag = "consultations",
    params(("consultation" = String, Path), ("file" = String, Path)),
    responses((status = 200, description = "The file.", content_type = "application/octet-stream"), (status = 403), (status = 404)))]
#[get("/consultations/{consultation}/files/{file}")]
pub(super) async fn download(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (id, cx, w) = (public_id(&path.0)?, who.context(&app), who.words);
    let (what, kind) = match path.1.as_str() {
        "report.md" => return report(&app, &who, &path.0).await,
        "answers.csv" => ("answers", TableFile::Csv),
        "answers.xlsx" => ("answers", TableFile::Xlsx),
        "figures.csv" => ("figures", TableFile::Csv),
        "figures.xlsx" => ("figures", TableFile::Xlsx),
        _ => return Err(Problem::NotFound),
    };
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        let rows = match what {
            "answers" => file::answer_rows(conn, &cx, w, (&event, &of))?,
            _ => file::figure_rows(conn, &cx, w, (&event, &of))?,
        };
        Ok((file::file_name(what, &event, &of), rows))
    });
    let (name, rows) = read.await?;
    Ok(file::sheet(&name, rows, kind))
}

async fn report(app: &App, who: &ApiCaller, id: &str) -> Result<HttpResponse, Problem> {
    let (id, cx, w) = (public_id(id)?, who.context(app), who.words);
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, &id)?;
        let report = consultations::report(conn, &cx, &event, &of, w.locale())?;
        Ok((event, of, report))
    });
    let (event, of, report) = read.await?;
    let text = file::markdown(w, &event, &of, &report);
    Ok(file::report_file(&event, &of, text))
}
