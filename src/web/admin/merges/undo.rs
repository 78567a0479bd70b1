//! What undoing would do, and undoing.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::views::{Called, MergeLine, Where, counted, line, stays, why_not};
use crate::domain::merging::{self, MergeError, UndoPlan};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::time::Instant;
use crate::web::{App, Chrome, Problem, SignedIn, Submitted, html, html_status, submit};

#[derive(Template)]
#[template(path = "admin/merges/undo.html")]
pub(super) struct UndoPage {
    w: Words,
    chrome: Chrome,
    at: Where,
    merge: MergeLine,
    back: Vec<String>,
    stays: Vec<String>,
    /// Why not, and where to look first.
    blocked: Option<(String, Option<String>)>,
    version: i64,
    changed: bool,
}

/// The page of one merge, of people or of organisations; `changed`: something did since it was looked at.
pub(super) fn drawn<N: Called>(app: &App, who: &SignedIn, now: Instant, plan: &UndoPlan<N>, changed: bool) -> UndoPage {
    let w = who.words;
    UndoPage {
        w,
        chrome: Chrome::of(app, who, N::ENTRIES.section()),
        at: N::ENTRIES.at(w),
        merge: line(w, (who.zone, now), &plan.merge),
        back: plan.back.iter().map(|(what, n)| counted(w, *what, *n)).collect(),
        stays: plan.stays.iter().map(|stay| stays(w, stay)).collect(),
        blocked: plan.blocked.as_ref().map(|why| why_not(w, why, plan.later.as_ref())),
        version: plan.version,
        changed,
    }
}

async fn page(app: &App, who: &SignedIn, id: &PublicId, changed: bool) -> Result<UndoPage, Problem> {
    let (cx, id) = (who.context(app), id.clone());
    let now = cx.now;
    let plan = app.db.read(move |conn| merging::check(conn, &cx, &id)).await?;
    Ok(drawn(app, who, now, &plan, changed))
}

#[get("/merges/{merge}")]
pub(super) async fn check(app: App, who: SignedIn, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    html(&page(&app, &who, &id, false).await?)
}

#[post("/merges/{merge}/undo")]
pub(super) async fn part(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let merge = id.clone();
    let version = form.fields.text("version").parse().unwrap_or(0);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, MergeError> {
        let undone = merging::undo(conn, cx, &merge, version)?;
        Ok(format!("/people/{}?note=people-parted", undone.other.public_id))
    });
    match done.await {
        Err(MergeError::Stale | MergeError::Blocked(_)) => {
            html_status(StatusCode::CONFLICT, &page(&app, &who, &id, true).await?)
        }
        done => Ok(done?),
    }
}
