//! The page of an entry that went into another: where it is now.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::may_merge;
use super::views::{MergeLine, line};
use crate::domain::merging::{self, MergeError};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::web::{App, Chrome, Problem, Section, SignedIn, html_status};

#[derive(Template)]
#[template(path = "admin/merges/gone.html")]
struct GonePage {
    w: Words,
    chrome: Chrome,
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
    let (merge, heir) = found.ok_or(Problem::NotFound)?;
    let w = who.words;
    let undoes = merge.is_fresh(now) && may_merge(&who.visitor.actor());
    let page = GonePage {
        w,
        chrome: Chrome::of(app, who, Section::People),
        merge: line(w, (who.zone, now), &merge),
        heir: format!("/people/{heir}"),
        undoes,
    };
    html_status(StatusCode::GONE, &page)
}
