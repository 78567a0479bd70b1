//! The door: a file is chosen, earlier imports are listed.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::web::{Payload, Query};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

use super::view::{self, Head};
use crate::domain::imports::{self, ImportError};
use crate::i18n::Words;
use crate::kernel::page::{Page, PageRequest};
use crate::web::downloads::{self, TableFile};
use crate::web::files::size;
use crate::web::forms;
use crate::web::import_words::why_words;
use crate::web::pieces::{Control, Field, Pager, Problem as FormProblem};
use crate::web::submit::same_site;
use crate::web::uploads;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html_status, see_other};

#[derive(Template)]
#[template(path = "admin/imports/list.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    problems: Vec<FormProblem>,
    file: Field,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    head: Head,
    /// New, changed, the same, refused; none before anything was counted.
    counts: Option<[String; 4]>,
}

#[get("/people/import")]
pub(super) async fn list(app: App, who: SignedIn, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    page(&app, &who, &query, None).await
}

async fn page(app: &App, who: &SignedIn, query: &Fields, fault: Option<String>) -> Result<HttpResponse, Problem> {
    let (cx, w) = (who.context(app), who.words);
    let after = query.filled("after").map(str::parse).transpose().map_err(|_| Problem::NotFound)?;
    let request = PageRequest::new(after, Some(20));
    let Page { items, next } = app.db.read(move |conn| imports::list(conn, &cx, request)).await?;
    let now = app.clock.now();
    let rows: Vec<Row> = items
        .iter()
        .map(|import| {
            let c = import.counts;
            let counts = (import.lines_done > 0).then(|| [c.new, c.changed, c.same, c.refused].map(|n| w.count(n)));
            Row { head: view::head(who, import, now), counts }
        })
        .collect();
    let limit = size(w, i64::try_from(app.config.server.upload_limit).unwrap_or(i64::MAX));
    let file = Field::new("file", w.t("import-file"), Control::File(".csv,.tsv,.txt,.xlsx"))
        .help(w.with("import-file-help", &[("limit", &limit)]))
        .error(fault);
    let status = if file.error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let pager = Pager {
        shown: rows.len(),
        first: after.map(|_| "/people/import".to_owned()),
        next: next.map(|id| format!("/people/import?after={id}")),
    };
    let problems = FormProblem::of([&file]);
    html_status(status, &ListPage { w, chrome: Chrome::of(app, who, Section::People), problems, file, rows, pager })
}

#[post("/people/import")]
pub(super) async fn bring(
    app: App,
    who: SignedIn,
    request: HttpRequest,
    body: Payload,
) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    imports::allowed(&cx)?;
    same_site(&request, &app)?;
    let Some(received) = forms::table(&app, &who, Multipart::new(request.headers(), body)).await? else {
        return page(&app, &who, &Fields::default(), Some(who.words.t("import-file-missing"))).await;
    };
    let upload = match received.look().await {
        Ok(upload) => upload,
        Err(ImportError::File(why)) => {
            return page(&app, &who, &Fields::default(), Some(why_words(who.words, &why))).await;
        }
        Err(other) => return Err(other.into()),
    };
    let stored = upload.stored_name.clone();
    let added = app.db.write(move |conn| imports::add(conn, &cx, &upload)).await;
    match added {
        Ok((_, id)) => Ok(see_other(&format!("/people/import/{id}/columns"))),
        Err(fault) => {
            if let Some(stored) = stored {
                uploads::remove(&app, &stored).await?;
            }
            Err(fault.into())
        }
    }
}

/// A table to begin with: the headings that are recognised, and two people who do not exist.
#[get("/people/import/example.csv")]
pub(super) async fn example(app: App, who: SignedIn) -> Result<HttpResponse, Problem> {
    const FIELDS: [&str; 9] =
        ["name", "latin-name", "organisation", "role", "email", "phone", "language", "groups", "notes"];
    imports::allowed(&who.context(&app))?;
    let w = who.words;
    let headings: Vec<String> = FIELDS.iter().map(|field| w.t(format!("import-field-{field}"))).collect();
    Ok(downloads::table("example", TableFile::Csv, move |table| {
        table.row(&headings.iter().map(String::as_str).collect::<Vec<_>>())?;
        table.row(&[
            "王建国",
            "Wang Jianguo",
            "大同市规划局",
            "副局长",
            "wang.jianguo@example.cn",
            "+86 352 555 0101",
            "zh",
            "",
            "",
        ])?;
        table.row(&[
            "Anne Laurent",
            "",
            "Université de Liège",
            "professeure",
            "anne.laurent@example.be; secretariat@example.be",
            "+32 4 555 01 02",
            "fr",
            "",
            "",
        ])?;
        Ok(())
    }))
}
