use actix_web::web::Query;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::views::{MergeLine, line};
use crate::domain::merging;
use crate::i18n::Words;
use crate::kernel::page::PageRequest;
use crate::web::pieces::Pager;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/merges/list.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    rows: Vec<MergeLine>,
    pager: Pager,
}

#[get("/merges")]
pub(super) async fn list(app: App, who: SignedIn, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let now = cx.now;
    let page = PageRequest::new(query.filled("after").and_then(|a| a.parse::<i64>().ok()), None);
    let found = app.db.read(move |conn| merging::list(conn, &cx, page)).await?;
    let w = who.words;
    html(&ListPage {
        w,
        chrome: Chrome::of(&app, &who, Section::People),
        pager: Pager {
            shown: found.items.len(),
            first: page.after.map(|_| "/merges".to_owned()),
            next: found.next.map(|after| format!("/merges?after={after}")),
        },
        rows: found.items.iter().map(|merge| line(w, (who.zone, now), merge)).collect(),
    })
}
