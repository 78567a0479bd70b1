//! A table of sponsors, tried out or brought in.

use actix_web::web::{Payload, Query, ServiceConfig};
use actix_web::{HttpResponse, post};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::slug;
use crate::access::{Action, require_somewhere};
use crate::domain::imports::{ImportError, Pass};
use crate::domain::programme;
use crate::domain::sponsorship::importing::{self, Line, Verdict};
use crate::domain::sponsorship::{self, SponsorshipError};
use crate::i18n::Words;
use crate::kernel::invalid::{Invalid, Reason};
use crate::web::admin::sponsorships::import::{bring_all, read_kept};
use crate::web::admin::sponsorships::words::{reasons, remarks, rivals};
use crate::web::api::sheets::of_sheet;
use crate::web::problem::unreadable;
use crate::web::uploads::{self, Received};
use crate::web::{ApiCaller, App, Fields, Problem};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(import);
}

#[derive(OpenApi)]
#[openapi(paths(import))]
pub(super) struct Description;

#[derive(Serialize, ToSchema)]
struct SponsorLineJson {
    line: u64,
    firm: String,
    /// new, same, changed or refused.
    verdict: &'static str,
    /// Why it is refused, in words; all of it in one.
    why: Option<String>,
    /// What is to be known of a line that comes in: that the way to its stage is taken as told, or who courts the firm, or one alike.
    remarks: Vec<String>,
}

#[derive(Serialize, ToSchema)]
struct SponsorImportJson {
    /// Whether it was written.
    written: bool,
    /// The sheets of a workbook that may be read, and the one that was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sheets: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet_read: Option<String>,
    /// Columns that say what another says already, in words: of each line what is filled in is read, and where they differ it is refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rivals: Vec<String>,
    lines: Vec<SponsorLineJson>,
}

fn told(w: Words, line: &Line) -> SponsorLineJson {
    let (verdict, why) = match &line.verdict {
        Verdict::New => ("new", None),
        Verdict::Same => ("same", None),
        Verdict::Changed => ("changed", None),
        Verdict::Refused(whys) => ("refused", Some(reasons(w, whys))),
    };
    SponsorLineJson { line: line.line, firm: line.firm.clone(), verdict, why, remarks: remarks(w, line) }
}

/// Brings in a table (CSV or XLSX, its bytes as the body) of at most 2,000 lines, part by part; refused lines are left out and told. Sent
/// again after it was broken off, it finds what is in already the same. With `dry_run=yes` it only says what would become of each.
#[utoipa::path(post, path = "/api/v1/sponsorships/import", tag = "sponsorships",
    params(("programme" = String, Query), ("dry_run" = Option<String>, Query),
        ("sheet" = Option<String>, Query, description = "The sheet of a workbook; the first visible one in which anything stands when absent")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = SponsorImportJson), (status = 403), (status = 404), (status = 413), (status = 507)))]
#[post("/sponsorships/import")]
async fn import(app: App, who: ApiCaller, query: Query<Fields>, body: Payload) -> Result<HttpResponse, Problem> {
    let (cx, w) = (who.context(&app), who.words);
    require_somewhere(&cx.actor, Action::EditSponsorship)?;
    let key = slug(&query)?;
    let pass = match query.text("dry_run") {
        "" | "no" => Pass::Write,
        "yes" => Pass::Dry,
        _ => return Err(Invalid::one("dry_run", Reason::NotOneOf { allowed: "yes, no".to_owned() }).into()),
    };
    let outline = app.beforehand(&cx, move |conn, cx| -> Result<_, SponsorshipError> {
        let outline = programme::load(conn, cx, &key)?;
        sponsorship::sight(&cx.actor, outline.programme.id)?;
        Ok(outline)
    });
    let outline = outline.await?;
    let name = Received::take(&app, "table", body).await?.keep().await?;
    let table = read_kept(&app, name.clone(), query.filled("sheet").map(str::to_owned)).await;
    uploads::remove(&app, &name).await?;
    let table = table.map_err(of_sheet).map_err(|fault| match fault {
        ImportError::File(why) => unreadable(w, &why),
        other => other.into(),
    })?;
    let (sheets, sheet_read, rivals) = (table.sheets.clone(), table.sheet.clone(), rivals(w, &table));
    let lines = match pass {
        Pass::Write => bring_all(&app, &cx, &outline, &table).await,
        Pass::Dry => app.db.write(move |conn| importing::run(conn, &cx, &outline, (&table, pass))).await,
    };
    let lines = lines.map_err(|fault| match fault {
        // Of the whole table only this can be wrong.
        SponsorshipError::Invalid(_) => {
            Problem::Conflict { key: "import-file", args: vec![("why", w.t("sponsorship-import-no-firm"))] }
        }
        other => other.into(),
    })?;
    let lines = lines.iter().map(|line| told(w, line)).collect();
    Ok(HttpResponse::Ok().json(SponsorImportJson { written: pass == Pass::Write, sheets, sheet_read, rivals, lines }))
}
