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
use crate::web::merging::{Clash, Late, Onward, Seen};
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
    seen: Seen,
    /// The files that are handed over.
    files: String,
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

/// The files of a draft, as its page carries which ones it has shown.
fn files_of(view: &VersionView) -> String {
    let mut ids: Vec<&str> = view.files.iter().map(|file| file.public_id.as_str()).collect();
    ids.sort_unstable();
    ids.join(" ")
}

/// A draft as the page would have it typed.
fn fields_of(view: &VersionView) -> Fields {
    let mut fields = Fields::default();
    fields.set("version", view.version.version.to_string());
    fields.set("notes", view.version.notes.as_str());
    fields.set("seen_files", files_of(view));
    fields
}

fn notes_field(w: Words, typed: &Fields, faults: &Invalid) -> Field {
    let notes = Field::line("notes", w.t("version-notes")).optional().limit(NOTES).value(typed.text("notes"));
    notes.help(w.t("version-notes-help")).error(error_of(w, faults, "notes"))
}

fn page(app: &App, who: &SignedIn, draft: &Draft, (typed, faults): (&Fields, &Invalid)) -> SubmitPage {
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
    let notes = notes_field(w, typed, faults);
    SubmitPage {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        title: draft.deliverable.title.best(w.locale()).to_owned(),
        crumb: w.with("version-title", &[("number", &version.number)]),
        action: format!("{back}/submit"),
        seen: Seen::of(typed),
        files: typed.text("seen_files").to_owned(),
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
    html_status(StatusCode::OK, &page(&app, &who, &draft, (&fields_of(&draft.view), &Invalid::default())))
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
    let (seen, files) = (form.fields.version(), form.fields.text("seen_files").to_owned());
    let notes = match versions::notes(form.fields.text("notes")) {
        Ok(notes) => notes,
        // Still over the version that was seen: what has changed since is told when the words are right.
        Err(faults) => return html_refused(&page(&app, &who, &draft, (&form.fields, &faults))),
    };
    let (of, n) = (draft.deliverable.clone(), draft.view.version.number);
    let back = format!("{}/deliverables/{}/versions/{n}?note=saved", base(&draft.outline), of.public_id);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        versions::set_notes(conn, cx, &of, (n, seen), &notes)?;
        // Behind the lock that this has taken: nobody hands over a file that they have not seen.
        if files_of(&versions::show(conn, cx, &of, n)?) != files {
            return Err(DeliverableError::Stale);
        }
        versions::submit(conn, cx, &of, n)?;
        Ok::<_, DeliverableError>(back)
    });
    match done.await {
        Err(DeliverableError::Stale) => late(&app, &who, path, &form.fields).await,
        done => Ok(done?),
    }
}

/// Somebody else has changed the draft since it was asked about: other words, of which one chooses, or other files.
async fn late(
    app: &App,
    who: &SignedIn,
    path: (String, String, String),
    typed: &Fields,
) -> Result<HttpResponse, Problem> {
    let now = draft(app, who, path).await?;
    let version = &now.view.version;
    let back = format!("{}/deliverables/{}/versions/{}", base(&now.outline), now.deliverable.public_id, version.number);
    let there = fields_of(&now.view);
    if typed.version() != version.version && typed.text("notes").trim() != version.notes.trim() {
        let (w, none) = (who.words, Invalid::default());
        let fields = |f: &Fields| vec![notes_field(w, f, &none)];
        let clash = Clash {
            w,
            chrome: Chrome::of(app, who, Section::Deliverables),
            subject: (Entity::Deliverable, now.deliverable.id.raw()),
            title: now.deliverable.title.best(who.locale).to_owned(),
            action: format!("{back}/submit"),
            back,
            typed,
            now: there,
            fields: &fields,
        };
        return clash.answer_of_part_and_check(&version.public_id, "version-submit", app, who).await;
    }
    let mut typed = typed.clone();
    typed.set("seen_files", there.text("seen_files"));
    let late = Late {
        chrome: Chrome::of(app, who, Section::Deliverables),
        subject: ((Entity::Deliverable, now.deliverable.id.raw()), now.deliverable.scope()),
        title: now.deliverable.title.best(who.locale).to_owned(),
        action: format!("{back}/submit"),
        back,
        typed: &typed,
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
