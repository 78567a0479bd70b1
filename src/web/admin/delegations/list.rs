//! An event's institutions in the order of protocol.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;

use super::views::Line;
use super::{EventPath, Rights, event, list_of, public_id};
use crate::domain::events::{self, Counting};
use crate::domain::invitations::{self, InvitationError, Offices};
use crate::i18n::Words;
use crate::kernel::page::PageRequest;
use crate::web::admin::invitations::views::Head;
use crate::web::pieces::{Choice, Pager};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/delegations/list.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    rights: Rights,
    here: String,
    offices: Offices,
    rows: Vec<Line>,
    /// What the event counts.
    counting: Vec<Choice>,
    counts: &'static str,
    pager: Pager,
}

#[get("/programmes/{programme}/events/{event}/delegations")]
pub(super) async fn list(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (slug, id, cx, w) = (path.0.clone(), public_id(&path.1)?, who.context(&app), who.words);
    let (now, page) = (cx.now, PageRequest::new(query.text("after").parse().ok(), None));
    let (facts, rights, page, offices, counting) = app
        .db
        .read(move |conn| -> Result<_, InvitationError> {
            let event = event(conn, &cx, &slug, &id)?;
            let page = invitations::delegations(conn, &cx, &event, page)?;
            let offices = invitations::offices(conn, &cx, &event)?;
            let counting = events::counting(conn, event.id)?;
            let rights = Rights::of(&cx, &event);
            Ok((event, rights, page, offices, counting))
        })
        .await?;
    let here = list_of(&facts);
    let choice =
        |one: &Counting| Choice::of(one.as_str(), w.t(format!("delegations-counting-{one}")), counting.as_str());
    html(&ListPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        head: Head::of(w, &facts),
        rights,
        offices,
        rows: page.items.iter().map(|one| Line::of(w, who.zone, now, &facts, rights, one)).collect(),
        counting: Counting::ALL.iter().map(choice).collect(),
        counts: counting.as_str(),
        pager: Pager {
            shown: page.items.len(),
            first: query.filled("after").map(|_| here.clone()),
            next: page.next.map(|next| format!("{here}?after={next}")),
        },
        here,
    })
}
