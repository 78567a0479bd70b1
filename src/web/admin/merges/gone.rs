//! The page of an entry that went into another: where it is now.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::may_merge;
use super::views::{Called, MergeLine, Where, line};
use crate::domain::merging::{self, Kind};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
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
pub async fn gone<K: Kind<Name: Called>>(app: &App, who: &SignedIn, id: &PublicId) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(app), id.clone());
    let now = cx.now;
    let found = app.db.read(move |conn| merging::went_into::<K>(conn, &cx, &id)).await?;
    let (merge, heir) = found.ok_or(Problem::NotFound)?;
    let (w, of) = (who.words, K::Name::ENTRIES);
    let page = GonePage {
        w,
        chrome: Chrome::of(app, who, of.section()),
        at: of.at(w),
        merge: line(w, (who.zone, now), &merge),
        heir: format!("{}/{heir}", of.root()),
        undoes: merge.is_fresh(now) && may_merge(&who.visitor.actor()),
    };
    html_status(StatusCode::GONE, &page)
}
