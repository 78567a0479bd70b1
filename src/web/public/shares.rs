//! What an outsider gets by a link of their own: one deliverable's approved files, counted.

use actix_web::http::header;
use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

use crate::domain::deliverables::shares::{self, Opened};
use crate::domain::deliverables::versions::VersionFile;
use crate::i18n::Words;
use crate::kernel::time::Instant;
use crate::kernel::token::Secret;
use crate::web::admin::deliverables::versions::views::{Card, card};
use crate::web::files::{Shown, send};
use crate::web::{App, Front, Problem, Visitor, assets, html, is_head};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(file).service(show);
}

#[derive(Template)]
#[template(path = "public/deliverables/share.html")]
struct SharePage {
    w: Words,
    front: Front,
    title: String,
    title_lang: Option<&'static str>,
    kind: String,
    recipient: String,
    files: Vec<Card>,
    /// "Approved 3 May 2016".
    about: String,
    until: String,
}

#[get("/s/{token}")]
async fn show(app: App, visitor: Visitor, token: Path<String>, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let (cx, secret) = (visitor.context(&app), Secret::presented(&token));
    let asking = cx.clone();
    let opened = app.db.read(move |conn| shares::open(conn, &asking, &secret)).await?;
    if !is_head(&req) {
        let share = opened.share.id;
        app.db.write(move |conn| shares::visit(conn, &cx, share, None)).await?;
    }
    html(&page(&visitor, &opened, &token))
}

fn page(visitor: &Visitor, opened: &Opened, token: &str) -> SharePage {
    let (w, d) = (visitor.words, &opened.deliverable);
    let day = |at: Instant| w.date_medium(at.at(opened.zone).date());
    let path = format!("/s/{token}");
    let title = d.title.best(w.locale()).to_owned();
    let written = d.title.iter().find(|(_, text)| *text == title).map(|(l, _)| l);
    let files = format!("{path}/files");
    // A stranger gets files to save: nothing of ours is drawn for them.
    let own = |f: &VersionFile| Card { picture: None, ..card(w, &files, f) };
    let approved = opened.version.as_ref().and_then(|v| v.version.decided_at);
    SharePage {
        front: Front::new(w, opened.programme.best(w.locale()), assets::version()).in_languages(&path),
        title_lang: written.filter(|l| *l != w.locale()).map(|l| l.bcp47()),
        kind: w.t(format!("deliverable-kind-{}", d.kind)),
        recipient: opened.share.recipient.clone(),
        files: opened.version.iter().flat_map(|v| &v.files).map(own).collect(),
        about: approved.map(|at| w.with("share-public-approved", &[("date", &day(at))])).unwrap_or_default(),
        // The day before the midnight at which it ends.
        until: day(opened.share.expires_at.plus_seconds(-1)),
        title,
        w,
    }
}

/// A download begun is counted; the rest of one that broke off is not.
#[get("/s/{token}/files/{file}")]
async fn file(
    app: App,
    visitor: Visitor,
    path: Path<(String, String)>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (token, file) = path.into_inner();
    let (cx, secret) = (visitor.context(&app), Secret::presented(&token));
    let id = file.parse().map_err(|_| Problem::NotFound)?;
    let asking = cx.clone();
    let (share, file) = app.db.read(move |conn| shares::download(conn, &asking, &secret, &id)).await?;
    let range = req.headers().get(header::RANGE).and_then(|v| v.to_str().ok());
    let begun = range.is_none_or(|r| r.trim_start().starts_with("bytes=0-"));
    let response = send(&app, &req, &file, Shown::Attachment).await?;
    if begun && !is_head(&req) && response.status().is_success() {
        app.db.write(move |conn| shares::visit(conn, &cx, share, Some(&file))).await?;
    }
    Ok(response)
}
