use actix_web::web::Query;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::views::{Called, MergeLine, Where, line};
use crate::domain::merging::{self, Kind, People};
use crate::i18n::Words;
use crate::kernel::page::PageRequest;
use crate::web::pieces::Pager;
use crate::web::{App, Chrome, Fields, Problem, SignedIn, html};

type Answer = Result<HttpResponse, Problem>;

#[derive(Template)]
#[template(path = "admin/merges/list.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    at: Where,
    rows: Vec<MergeLine>,
    pager: Pager,
}

/// A page of merges, of people or of organisations.
pub(super) async fn page<K: Kind<Name: Called>>(app: &App, who: &SignedIn, query: &Fields) -> Answer {
    let cx = who.context(app);
    let page = PageRequest::new(query.filled("after").and_then(|a| a.parse::<i64>().ok()), None);
    let now = cx.now;
    let found = app.db.read(move |conn| merging::list::<K>(conn, &cx, page)).await?;
    let (w, of) = (who.words, K::Name::ENTRIES);
    let here = of.merges();
    html(&ListPage {
        w,
        chrome: Chrome::of(app, who, of.section()),
        at: of.at(w),
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
    page::<People>(&app, &who, &query).await
}
