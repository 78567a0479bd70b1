//! The page of an entry that went into another: where it is now.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::may_merge;
use super::views::{Called, MergeLine, Where, line};
use crate::domain::merging::{self, Merge, MergeError};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::time::Instant;
use crate::web::{App, Chrome, Problem, SignedIn, html_status};

#[derive(Template)]
#[template(path = "admin/merges/gone.html")]
struct GonePage {
    w: Words,
    chrome: Chrome,
    at: Where,
    merge: MergeLine,
    /// The living entry at the end of the chain.
    heir: String,
    undoes: bool,
}

/// Says where an entry went; "not found" for one that there never was.
pub async fn gone(app: &App, who: &SignedIn, id: &PublicId) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(app), id.clone());
    let now = cx.now;
    let found = app.db.read(move |conn| -> Result<_, MergeError> { merging::went_into(conn, &cx, &id) }).await?;
    drawn(app, who, now, found)
}

/// The same for an organisation.
pub async fn organisation_gone(app: &App, who: &SignedIn, id: &PublicId) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(app), id.clone());
    let now = cx.now;
    let read = app.db.read(move |conn| -> Result<_, MergeError> { merging::organisations::went_into(conn, &cx, &id) });
    let found = read.await?;
    drawn(app, who, now, found)
}

fn drawn<N: Called>(
    app: &App,
    who: &SignedIn,
    now: Instant,
    found: Option<(Merge<N>, PublicId)>,
) -> Result<HttpResponse, Problem> {
    let (merge, heir) = found.ok_or(Problem::NotFound)?;
    let w = who.words;
    let page = GonePage {
        w,
        chrome: Chrome::of(app, who, N::ENTRIES.section()),
        at: N::ENTRIES.at(w),
        merge: line(w, (who.zone, now), &merge),
        heir: format!("{}/{heir}", N::ENTRIES.root()),
        undoes: merge.is_fresh(now) && may_merge(&who.visitor.actor()),
    };
    html_status(StatusCode::GONE, &page)
}
