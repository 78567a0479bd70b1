//! An event's institutions in the order of protocol.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;

use super::views::Line;
use super::{EventPath, Rights, event, list_of, public_id};
use crate::domain::events::{self, Counting};
use crate::domain::invitations::{self, EventFacts, InvitationError, OfficeStanding, Offices};
use crate::i18n::Words;
use crate::kernel::page::PageRequest;
use crate::kernel::time::Instant;
use crate::mail::render::institutions::sentences;
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
    /// Which are shown.
    standing: Vec<Choice>,
    /// There are some, of whatever standing.
    any: bool,
    /// Places are free, and institutions wait.
    turn: Option<String>,
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
    // A word it does not know asks for nothing.
    let standing = query.text("standing").parse().unwrap_or(OfficeStanding::All);
    let (facts, rights, page, offices, counting) = app
        .db
        .read(move |conn| -> Result<_, InvitationError> {
            let event = event(conn, &cx, &slug, &id)?;
            let page = invitations::delegations(conn, &cx, &event, standing, page)?;
            let offices = invitations::offices(conn, &cx, &event)?;
            let counting = events::counting(conn, event.id)?;
            let rights = Rights::of(&cx, &event);
            Ok((event, rights, page, offices, counting))
        })
        .await?;
    let here = list_of(&facts);
    let choice =
        |one: &Counting| Choice::of(one.as_str(), w.t(format!("delegations-counting-{one}")), counting.as_str());
    let filter = format!("standing={standing}");
    let shown =
        |one: &OfficeStanding| Choice::of(one.as_str(), w.t(format!("delegations-standing-{one}")), standing.as_str());
    html(&ListPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        head: Head::of(w, &facts),
        rights,
        offices,
        standing: OfficeStanding::ALL.iter().map(shown).collect(),
        any: offices.places > 0,
        turn: turn(w, &facts, now, offices),
        rows: page.items.iter().map(|one| Line::of(w, who.zone, now, &facts, rights, one)).collect(),
        counting: Counting::ALL.iter().map(choice).collect(),
        counts: counting.as_str(),
        pager: Pager {
            shown: page.items.len(),
            first: query.filled("after").map(|_| format!("{here}?{filter}")),
            next: page.next.map(|next| format!("{here}?{filter}&after={next}")),
        },
        here,
    })
}

/// What to do when institutions wait and places are free; nothing once it is over, or off.
fn turn(w: Words, event: &EventFacts, now: Instant, offices: Offices) -> Option<String> {
    let off = !event.time_holds() || event.is_over(now);
    if off || offices.waiting == 0 || offices.free == Some(0) {
        return None;
    }
    let waiting = w.n("delegations-turn-waiting", offices.waiting);
    let free =
        offices.free.map_or_else(|| w.t("delegations-turn-unlimited"), |free| w.n("delegations-turn-free", free));
    Some(sentences(w, [free, waiting].into_iter()))
}
