//! What undoing would do, and undoing.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::views::{Called, MergeLine, Where, counted, line, stays, why_not};
use crate::domain::merging::{self, Kind, MergeError, People};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::web::{App, Chrome, Problem, SignedIn, Submitted, html, html_status, submit_retrying};

type Answer = Result<HttpResponse, Problem>;

#[derive(Template)]
#[template(path = "admin/merges/undo.html")]
struct UndoPage {
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

/// What undoing a merge would do, of people or of organisations; `changed`: something did since it was looked at.
async fn drawn<K: Kind<Name: Called>>(
    app: &App,
    who: &SignedIn,
    id: &PublicId,
    changed: bool,
) -> Result<UndoPage, Problem> {
    let (cx, id) = (who.context(app), id.clone());
    let now = cx.now;
    let plan = app.db.read(move |conn| merging::check::<K>(conn, &cx, &id)).await?;
    let (w, of) = (who.words, K::Name::ENTRIES);
    Ok(UndoPage {
        w,
        chrome: Chrome::of(app, who, of.section()),
        at: of.at(w),
        merge: line(w, (who.zone, now), &plan.merge),
        back: plan.back.iter().map(|(what, n)| counted(w, *what, *n)).collect(),
        stays: plan.stays.iter().map(|stay| stays(w, stay)).collect(),
        blocked: plan.blocked.as_ref().map(|why| why_not(w, why, plan.later.as_ref())),
        version: plan.version,
        changed,
    })
}

/// The page of one merge.
pub(super) async fn page<K: Kind<Name: Called>>(app: &App, who: &SignedIn, id: &PublicId) -> Answer {
    html(&drawn::<K>(app, who, id, false).await?)
}

/// Undoes it, or says what was changed meanwhile.
pub(super) async fn parted<K: Kind<Name: Called>>(
    app: &App,
    who: &SignedIn,
    id: &PublicId,
    form: &Submitted,
) -> Answer {
    let merge = id.clone();
    let version = form.fields.version();
    let done = submit_retrying(app, who.context(app), form, move |conn, cx| -> Result<String, MergeError> {
        let undone = merging::undo::<K>(conn, cx, &merge, version)?;
        Ok(format!("{}/{}?note=people-parted", K::Name::ENTRIES.root(), undone.other.public_id))
    });
    match done.await {
        Err(MergeError::Stale | MergeError::Blocked(_)) => {
            html_status(StatusCode::CONFLICT, &drawn::<K>(app, who, id, true).await?)
        }
        done => Ok(done?),
    }
}

#[get("/merges/{merge}")]
pub(super) async fn check(app: App, who: SignedIn, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    page::<People>(&app, &who, &id).await
}

#[post("/merges/{merge}/undo")]
pub(super) async fn part(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    parted::<People>(&app, &who, &id, &form).await
}
