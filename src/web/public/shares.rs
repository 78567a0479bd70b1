//! What an outsider gets by a link of their own: one deliverable's approved files, counted.

use actix_web::http::{StatusCode, header};
use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

use crate::access::Context;
use crate::domain::deliverables::shares::{self, Opened, Over};
use crate::domain::deliverables::versions::{FileLanguage, VersionFile};
use crate::domain::deliverables::{DeliverableError, DeliverableState};
use crate::files::Thumbnails;
use crate::i18n::Words;
use crate::kernel::time::Instant;
use crate::kernel::token::Secret;
use crate::web::admin::deliverables::versions::views::{Card, card};
use crate::web::files::{Shown, send, send_picture};
use crate::web::{App, Front, Problem, Visitor, assets, html, html_status, is_head, public_id};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(thumbnail).service(file).service(show);
}

#[derive(Template)]
#[template(path = "public/deliverables/share.html")]
struct SharePage {
    w: Words,
    front: Front,
    title: String,
    title_lang: Option<&'static str>,
    kind: String,
    /// Where it is about; none of the programme's own.
    city: Option<String>,
    recipient: String,
    files: Vec<Card>,
    /// Why there is none, and whether any is to come.
    empty: String,
    /// "Approved 3 May 2016".
    about: String,
    until: String,
}

/// A link that is over. It says nothing of what could be read.
#[derive(Template)]
#[template(path = "public/deliverables/share-over.html")]
struct OverPage {
    front: Front,
    title: String,
    why: String,
    ask: String,
}

/// Where a link opens nothing: that it is over, to whoever holds one that was good; of every other one, what is said of what never was.
async fn closed(
    app: &App,
    visitor: &Visitor,
    (cx, token): (Context, &str),
    fault: DeliverableError,
) -> Result<HttpResponse, Problem> {
    if !matches!(fault, DeliverableError::Denied(_)) {
        return Err(fault.into());
    }
    let secret = Secret::presented(token);
    match app.db.read(move |conn| shares::over(conn, &cx, &secret)).await? {
        Some(over) => html_status(StatusCode::GONE, &over_page(visitor, &over, token)),
        None => Err(fault.into()),
    }
}

fn over_page(visitor: &Visitor, over: &Over, token: &str) -> OverPage {
    let (w, share, programme) = (visitor.words, &over.share, over.programme.best(visitor.words.locale()));
    let day = |at: Instant| w.date_medium(at.at(over.zone).date());
    let (how, date) = match share.revoked_at {
        Some(at) => ("revoked", day(at)),
        // The day before the midnight at which it ended.
        None => ("expired", day(share.expires_at.plus_seconds(-1))),
    };
    let asked = w.with("share-over-ask", &[("recipient", &share.recipient), ("programme", &programme)]);
    OverPage {
        front: Front::new(w, programme, assets::version()).in_languages(&format!("/s/{token}")),
        title: w.t(format!("share-over-{how}-title")),
        why: w.with(format!("share-over-{how}"), &[("date", &date)]),
        ask: asked,
    }
}

#[get("/s/{token}")]
async fn show(app: App, visitor: Visitor, token: Path<String>, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let (cx, secret) = (visitor.context(&app), Secret::presented(&token));
    let asking = cx.clone();
    let opened = match app.db.read(move |conn| shares::open(conn, &asking, &secret)).await {
        Ok(opened) => opened,
        Err(fault) => return closed(&app, &visitor, (cx, &token), fault).await,
    };
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
    // A stranger gets files to save: small pictures are ours, and what others drew is not shown in our pages.
    let own = |f: &VersionFile| {
        let card = card(w, &files, f);
        Card { picture: card.picture.clone().filter(|_| Thumbnails::can(f.kind, f.size, f.pixels)), ..card }
    };
    let mut shown: Vec<&VersionFile> = opened.version.iter().flat_map(|v| &v.files).collect();
    shown.sort_by_key(|f| nearness(w, f.language));
    let approved = opened.version.as_ref().and_then(|v| v.version.decided_at);
    SharePage {
        front: Front::new(w, opened.programme.best(w.locale()), assets::version()).in_languages(&path),
        title_lang: written.filter(|l| *l != w.locale()).map(|l| l.bcp47()),
        kind: w.t(format!("deliverable-kind-{}", d.kind)),
        recipient: opened.share.recipient.clone(),
        city: opened.city.as_ref().map(|name| name.best(w.locale()).to_owned()),
        files: shown.into_iter().map(own).collect(),
        empty: w.t(match d.state {
            DeliverableState::Withdrawn | DeliverableState::Superseded => "share-public-gone",
            _ => "share-public-waits",
        }),
        about: approved.map(|at| w.with("share-public-approved", &[("date", &day(at))])).unwrap_or_default(),
        // The day before the midnight at which it ends.
        until: day(opened.share.expires_at.plus_seconds(-1)),
        title,
        w,
    }
}

/// The reader's own language first, then what is of any.
fn nearness(w: Words, language: FileLanguage) -> u8 {
    match language {
        own if own.as_str() == w.locale().to_string() => 0,
        FileLanguage::Mul => 1,
        _ => 2,
    }
}

/// A small picture of a file that the link opens; not counted.
#[get("/s/{token}/files/{file}/thumbnail")]
async fn thumbnail(
    app: App,
    visitor: Visitor,
    path: Path<(String, String)>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (token, named) = path.into_inner();
    let (cx, secret) = (visitor.context(&app), Secret::presented(&token));
    let id = public_id(&named)?;
    let (_, of) = app.db.read(move |conn| shares::download(conn, &cx, &secret, &id)).await?;
    if !Thumbnails::can(of.kind, of.size, of.pixels) {
        return Err(Problem::NotFound);
    }
    let drawn = app.thumbnails.of(&of.hash, of.kind).await?;
    drawn.map(|small| send_picture(&req, &of.hash, small)).ok_or(Problem::NotFound)
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
    let id = public_id(&file)?;
    let asking = cx.clone();
    let (share, file) = match app.db.read(move |conn| shares::download(conn, &asking, &secret, &id)).await {
        Ok(found) => found,
        Err(fault) => return closed(&app, &visitor, (cx, &token), fault).await,
    };
    let range = req.headers().get(header::RANGE).and_then(|v| v.to_str().ok());
    let mut response = send(&app, &req, &file, Shown::Attachment).await?;
    // It is for whoever was given the link, as its page is: what a machine comes upon it does not hand on.
    response
        .headers_mut()
        .insert(header::HeaderName::from_static("x-robots-tag"), header::HeaderValue::from_static("noindex"));
    // Whoever asks for a part in a way that is not understood gets the whole.
    let whole = response.status() == StatusCode::OK;
    let begun = whole || range.is_some_and(|r| r.trim_start().starts_with("bytes=0-"));
    if begun && !is_head(&req) && response.status().is_success() {
        app.db.write(move |conn| shares::visit(conn, &cx, share, Some(&file))).await?;
    }
    Ok(response)
}
