//! What undoing would do, and undoing.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::views::{MergeLine, counted, line};
use crate::domain::merging::{self, Blocked, MergeError, Stay, UndoPlan};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;
use crate::web::{App, Chrome, Problem, Section, SignedIn, Submitted, html, html_status, submit};

#[derive(Template)]
#[template(path = "admin/merges/undo.html")]
struct UndoPage {
    w: Words,
    chrome: Chrome,
    merge: MergeLine,
    back: Vec<String>,
    stays: Vec<String>,
    /// Why not, and where to look first.
    blocked: Option<(String, Option<String>)>,
    version: i64,
    changed: bool,
}

fn titled(w: Words, title: Option<&Localised>) -> String {
    title.map_or_else(|| w.t("merging-some-event"), |t| t.best(w.locale()).to_owned())
}

fn stay(w: Words, stay: &Stay) -> String {
    match stay {
        Stay::Field(name) => w.with("merging-stays-field", &[("field", &w.t(format!("contacts-field-{name}")))]),
        Stay::Address(email) => w.with("merging-stays-address", &[("address", email)]),
        Stay::Seat(title) => w.with("merging-stays-seat", &[("event", &titled(w, title.as_ref()))]),
        Stay::Waits(title) => w.with("merging-stays-waits", &[("event", &titled(w, title.as_ref()))]),
        Stay::Gone { what, n } => w.with("merging-stays-gone", &[("what", &counted(w, *what, *n))]),
        Stay::Wish => w.t("merging-stays-wish"),
    }
}

fn blocked(w: Words, why: &Blocked) -> (String, Option<String>) {
    match why {
        Blocked::TooOld => (w.t("problem-merge-too-old-why"), None),
        Blocked::Undone => (w.t("problem-merge-undone-why"), None),
        Blocked::After { merge, name } => {
            let name = name.as_ref().map_or_else(|| w.t("merging-somebody"), |n| n.shown(w.locale()).to_owned());
            (w.with("merging-after-first", &[("name", &name)]), Some(format!("/merges/{merge}")))
        }
    }
}

async fn page(app: &App, who: &SignedIn, id: &PublicId, changed: bool) -> Result<UndoPage, Problem> {
    let (cx, id) = (who.context(app), id.clone());
    let now = cx.now;
    let plan: UndoPlan = app.db.read(move |conn| merging::check(conn, &cx, &id)).await?;
    let w = who.words;
    Ok(UndoPage {
        w,
        chrome: Chrome::of(app, who, Section::People),
        merge: line(w, (who.zone, now), &plan.merge),
        back: plan.back.iter().map(|(what, n)| counted(w, *what, *n)).collect(),
        stays: plan.stays.iter().map(|s| stay(w, s)).collect(),
        blocked: plan.blocked.as_ref().map(|why| blocked(w, why)),
        version: plan.version,
        changed,
    })
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
