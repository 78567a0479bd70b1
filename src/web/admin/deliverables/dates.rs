//! Another due date of a deliverable: a page that says what would follow, before it is saved.

use actix_web::web::Path;
use actix_web::{HttpResponse, post};
use askama::Template;
use chrono::NaiveDate;

use super::form::{self, Existing};
use crate::domain::deliverables::DeliverableError;
use crate::domain::reminders::{self, DuePlan};
use crate::i18n::Words;
use crate::web::admin::programmes::views::base;
use crate::web::admin::reminders::views::shift_words;
use crate::web::merging;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html};

#[derive(Template)]
#[template(path = "admin/deliverables/check.html")]
struct CheckPage {
    w: Words,
    chrome: Chrome,
    /// The list, and the deliverable.
    list: String,
    here: String,
    title: String,
    before: String,
    after: String,
    lines: Vec<String>,
    /// What was typed, to be sent with the act.
    hidden: Vec<(String, String)>,
}

/// What each form brings itself, and the mark that the day was asked about.
const OWN: [&str; 5] = ["csrf", "form_key", "looked", "again", "asked"];

/// A question about what would be: it changes nothing. Where the day stays there is nothing to ask, and what else was changed is saved.
#[post("/programmes/{programme}/deliverables/{deliverable}/check")]
pub(super) async fn check(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let path = path.into_inner();
    let known = Existing::load(&app, &who, &path).await?;
    let version: i64 = merging::version(&form.fields, &form::fields_of(&known.deliverable));
    let (frame, draft) = (known.frame(&app, &who, &form.fields), form::draft(&form.fields));
    if form.fields.flag("again") {
        return html(&frame.page(&draft, &Default::default()));
    }
    let edit = match draft.check_edit() {
        Ok(edit) => edit,
        Err(faults) => return frame.refused(&draft, &faults),
    };
    if edit.due_on == known.deliverable.due_on {
        return form::saved(app.clone(), who.clone(), path, form).await;
    }
    let (cx, before) = (who.context(&app), known.deliverable.clone());
    let planned = app.db.read(move |conn| reminders::plan_due(conn, &cx, &before, version, &edit));
    match planned.await {
        Ok(plan) => html(&page(&app, &who, &known, &form.fields, &plan)),
        Err(DeliverableError::Invalid(faults)) => frame.refused(&draft, &faults),
        Err(DeliverableError::Stale) => {
            let mut typed = form.fields.clone();
            typed.set("asked", "yes");
            frame.clash(&known.deliverable, &typed).await
        }
        Err(other) => Err(other.into()),
    }
}

fn page(app: &App, who: &SignedIn, known: &Existing, typed: &Fields, plan: &DuePlan) -> CheckPage {
    let (w, before) = (who.words, &known.deliverable);
    let list = format!("{}/deliverables", base(&known.outline));
    let day = |due: Option<NaiveDate>| due.map_or_else(|| w.t("word-not-set"), |day| w.date_medium(day));
    let hidden = typed.iter().filter(|(name, _)| !OWN.contains(name));
    CheckPage {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        here: format!("{list}/{}", before.public_id),
        list,
        title: before.title.best(w.locale()).to_owned(),
        before: day(before.due_on),
        after: day(plan.after.due_on),
        lines: lines(w, known, plan),
        hidden: hidden.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
    }
}

/// What then happens, and nothing else.
fn lines(w: Words, known: &Existing, plan: &DuePlan) -> Vec<String> {
    let mut lines = shift_words(w, &plan.shifts);
    if lines.is_empty() {
        lines.push(w.t("deliverable-check-no-reminder"));
    }
    if plan.late {
        lines.push(w.t("deliverable-check-late"));
    }
    if known.deliverable.audience != plan.after.audience {
        lines.extend(known.links.said(w, plan.after.audience));
    }
    let untold = if plan.shifts.is_empty() { "step-check-untold" } else { "deliverable-check-untold" };
    lines.extend([w.t("deliverable-check-gates"), w.t(untold)]);
    lines
}
