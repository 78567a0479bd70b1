use actix_web::web::Query;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::views::{Called, MergeLine, Where, line};
use crate::domain::merging::{self, Merge};
use crate::i18n::Words;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;
use crate::web::pieces::Pager;
use crate::web::{App, Chrome, Fields, Problem, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/merges/list.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    at: Where,
    rows: Vec<MergeLine>,
    pager: Pager,
}

pub(super) fn asked(query: &Fields) -> PageRequest {
    PageRequest::new(query.filled("after").and_then(|a| a.parse::<i64>().ok()), None)
}

/// A page of merges, of people or of organisations.
pub(super) fn drawn<N: Called>(
    app: &App,
    who: &SignedIn,
    now: Instant,
    page: PageRequest,
    found: &Page<Merge<N>>,
) -> Result<HttpResponse, Problem> {
    let (w, here) = (who.words, N::ENTRIES.merges());
    html(&ListPage {
        w,
        chrome: Chrome::of(app, who, N::ENTRIES.section()),
        at: N::ENTRIES.at(w),
        pager: Pager {
            shown: found.items.len(),
            first: page.after.map(|_| here.to_owned()),
            next: found.next.map(|after| format!("{here}?after={after}")),
        },
        rows: found.items.iter().map(|merge| line(w, (who.zone, now), merge)).collect(),
    })
}

#[get("/merges")]
pub(super) async fn list(app: App, who: SignedIn, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let (cx, page) = (who.context(&app), asked(&query));
    let now = cx.now;
    let found = app.db.read(move |conn| merging::list(conn, &cx, page)).await?;
    drawn(&app, &who, now, page, &found)
}
