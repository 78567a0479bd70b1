//! What is done with a draft: a file taken out, the whole submitted or thrown away.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::{Numbered, found, number};
use crate::access::{Action, require};
use crate::domain::deliverables::versions::{self, NOTES, VersionState, VersionView};
use crate::domain::deliverables::{Deliverable, DeliverableError, reviews};
use crate::domain::history::Entity;
use crate::domain::programme::Outline;
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::admin::programmes::views::base;
use crate::web::merging::{Late, Onward};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Field, Problem as FormProblem};
use crate::web::{
    App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html_refused, html_status, public_id, submit,
};

/// The page before a draft is handed over: what will happen, and what changed in a line.
#[derive(Template)]
#[template(path = "admin/deliverables/submit.html")]
struct SubmitPage {
    w: Words,
    chrome: Chrome,
    base: String,
    title: String,
    address: String,
    back: String,
    crumb: String,
    action: String,
    version: i64,
    lead: String,
    problems: Vec<FormProblem>,
    notes: Field,
}

struct Draft {
    outline: Outline,
    deliverable: Deliverable,
    view: VersionView,
    reviewers: Vec<String>,
    by_hand: bool,
}

async fn draft(app: &App, who: &SignedIn, (key, id, n): (String, String, String)) -> Result<Draft, Problem> {
    let (outline, deliverable) = found(app, who, key, &id).await?;
    let (cx, of, n) = (who.context(app), deliverable.clone(), number(&n)?);
    let read = app.db.read(move |conn| -> Result<_, DeliverableError> {
        require(&cx.actor, Action::UploadVersion, of.scope())?;
        let view = versions::show(conn, &cx, &of, n)?;
        if view.version.state != VersionState::Draft {
            return Err(DeliverableError::Closed);
        }
        let named = reviews::reviewers(conn, &cx, &of)?;
        Ok((view, named.into_iter().map(|r| r.name).collect(), reviews::by_hand(conn, &cx, &of)?))
    });
    let (view, reviewers, by_hand) = read.await?;
    Ok(Draft { outline, deliverable, view, reviewers, by_hand })
}

fn page(app: &App, who: &SignedIn, draft: &Draft, (typed, faults): (&str, &Invalid)) -> SubmitPage {
    let w = who.words;
    let version = &draft.view.version;
    let base = base(&draft.outline);
    let address = format!("{base}/deliverables/{}", draft.deliverable.public_id);
    let back = format!("{address}/versions/{}", version.number);
    let lead = match draft.reviewers.as_slice() {
        [] if draft.by_hand => w.t("version-submit-nobody"),
        // All who were named have left.
        [] => w.with("review-stuck", &[("quorum", &draft.deliverable.quorum), ("able", &0_i32)]),
        names => w.with("version-submit-to", &[("names", &w.list(names)), ("quorum", &draft.deliverable.quorum)]),
    };
    let notes = Field::line("notes", w.t("version-notes")).optional().limit(NOTES).value(typed);
    let notes = notes.help(w.t("version-notes-help")).error(error_of(w, faults, "notes"));
    SubmitPage {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        title: draft.deliverable.title.best(w.locale()).to_owned(),
        crumb: w.with("version-title", &[("number", &version.number)]),
        action: format!("{back}/submit"),
        version: version.version,
        problems: FormProblem::of([&notes]),
        lead,
        notes,
        base,
        address,
        back,
    }
}

#[get("/programmes/{programme}/deliverables/{deliverable}/versions/{number}/submit")]
pub(super) async fn submit_draft(app: App, who: SignedIn, path: Numbered) -> Result<HttpResponse, Problem> {
    let draft = draft(&app, &who, path.into_inner()).await?;
    if draft.view.files.is_empty() {
        return Err(DeliverableError::NoVersion.into());
    }
    let typed = draft.view.version.notes.clone();
    html_status(StatusCode::OK, &page(&app, &who, &draft, (&typed, &Invalid::default())))
}

#[post("/programmes/{programme}/deliverables/{deliverable}/versions/{number}/submit")]
pub(super) async fn send_draft(
    app: App,
    who: SignedIn,
    path: Numbered,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let path = path.into_inner();
    let draft = draft(&app, &who, path.clone()).await?;
    let seen = form.fields.version();
    let typed = form.fields.text("notes").to_owned();
    let notes = match versions::notes(&typed) {
        Ok(notes) => notes,
        Err(faults) => {
            // Still over the version that was seen: what has changed since is told when the words are right.
            let page = SubmitPage { version: seen, ..page(&app, &who, &draft, (&typed, &faults)) };
            return html_refused(&page);
        }
    };
    let (of, n) = (draft.deliverable.clone(), draft.view.version.number);
    let back = format!("{}/deliverables/{}/versions/{n}?note=saved", base(&draft.outline), of.public_id);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        versions::set_notes(conn, cx, &of, (n, seen), &notes)?;
        versions::submit(conn, cx, &of, n)?;
        Ok::<_, DeliverableError>(back)
    });
    match done.await {
        Err(DeliverableError::Stale) => late(&app, &who, path, &form.fields).await,
        done => Ok(done?),
    }
}

/// Somebody else has changed the draft since it was asked about: other files, or other words.
async fn late(
    app: &App,
    who: &SignedIn,
    path: (String, String, String),
    typed: &Fields,
) -> Result<HttpResponse, Problem> {
    let now = draft(app, who, path).await?;
    let version = &now.view.version;
    let back = format!("{}/deliverables/{}/versions/{}", base(&now.outline), now.deliverable.public_id, version.number);
    let late = Late {
        chrome: Chrome::of(app, who, Section::Deliverables),
        subject: ((Entity::Deliverable, now.deliverable.id.raw()), now.deliverable.scope()),
        title: now.deliverable.title.best(who.locale).to_owned(),
        action: format!("{back}/submit"),
        back,
        typed,
        on: Onward::Press(version.version, who.words.t("late-go")),
    };
    late.answer(app, who).await
}

#[post("/programmes/{programme}/deliverables/{deliverable}/versions/{number}/files/{file}/remove")]
pub(super) async fn remove(
    app: App,
    who: SignedIn,
    path: Path<(String, String, String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (key, id, n, file) = path.into_inner();
    let (outline, of) = found(&app, &who, key, &id).await?;
    let (n, file) = (number(&n)?, public_id(&file)?);
    let back = format!("{}/deliverables/{}/versions/{n}?note=saved", base(&outline), of.public_id);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        versions::remove_file(conn, cx, &of, n, &file)?;
        Ok::<_, DeliverableError>(back)
    });
    Ok(done.await?)
}

#[post("/programmes/{programme}/deliverables/{deliverable}/versions/{number}/discard")]
pub(super) async fn discard(app: App, who: SignedIn, path: Numbered, form: Submitted) -> Result<HttpResponse, Problem> {
    let (key, id, n) = path.into_inner();
    let (outline, of) = found(&app, &who, key, &id).await?;
    let n = number(&n)?;
    let back = format!("{}/deliverables/{}?note=saved", base(&outline), of.public_id);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        versions::discard(conn, cx, &of, n)?;
        Ok::<_, DeliverableError>(back)
    });
    Ok(done.await?)
}
