//! Other days of a step, or that it is done while something of it is not: a page that says so, before it is saved.

use actix_web::web::Path;
use actix_web::{HttpResponse, post};
use askama::Template;

use super::steps::{self, Facts};
use super::views::{base, hue, step_days};
use crate::domain::deliverables::Deliverable;
use crate::domain::events::Event;
use crate::domain::gates::{self, DatesPlan, GateError, Gated, Told, Turned, Word};
use crate::domain::reminders::{Shift, Subject};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::admin::reminders::views::shift_words;
use crate::web::merging;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused};

#[derive(Template)]
#[template(path = "admin/programmes/check.html")]
struct CheckPage {
    w: Words,
    chrome: Chrome,
    here: String,
    hue: String,
    city: String,
    title: String,
    heading: String,
    /// Before and after, where they are others.
    days: Option<(String, String)>,
    parts: Vec<Part>,
    /// Who is written to, and who is not reached.
    told: Vec<String>,
    /// What was typed, to be sent with the act.
    hidden: Vec<(String, String)>,
    verb: String,
}

/// Things of one kind that the new days touch, or that are not done.
struct Part {
    lead: String,
    /// Where each is looked at, its name, and what is said beside it.
    lines: Vec<(String, String, String)>,
}

/// What each form brings itself, and the mark that the days were asked about.
const OWN: [&str; 5] = ["csrf", "form_key", "looked", "again", "asked"];

/// A question about what would be: it changes nothing. Where the days stay, and nothing is called done that is not, there is nothing to
/// ask, and what else was changed is saved.
#[post("/programmes/{programme}/steps/{step}/check")]
pub(super) async fn check(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let path = path.into_inner();
    let known = steps::facts(&app, &who, path.clone()).await?;
    steps::allowed(&who, &known)?;
    if form.fields.flag("again") {
        return html(&steps::page(&app, &who, known, Some((&form.fields, &Invalid::default())))?);
    }
    let version = merging::version(&form.fields, &steps::fields_of(&known.step));
    let edit = match steps::draft(&form.fields).check() {
        Ok(edit) => edit,
        Err(faults) => return refused(&app, &who, known, (&form.fields, &faults)),
    };
    let stay = (edit.starts_on, edit.ends_on) == (known.step.starts_on, known.step.ends_on);
    let (cx, step) = (who.context(&app), known.step.clone());
    let planned = app.db.read(move |conn| gates::plan_dates(conn, &cx, &step, version, &edit));
    match planned.await {
        Ok(plan) if stay && plan.undone.is_empty() => steps::saved(app, who, path, form).await,
        // Who is late is told so by the act itself.
        Err(GateError::Stale) if stay => steps::saved(app, who, path, form).await,
        Ok(plan) => html(&page(&app, &who, &known, &form.fields, &plan)),
        Err(GateError::Invalid(faults)) => refused(&app, &who, known, (&form.fields, &faults)),
        Err(GateError::Stale) => {
            let mut typed = form.fields;
            typed.set("asked", "yes");
            steps::clash(&app, &who, &known, &typed).await
        }
        Err(other) => Err(other.into()),
    }
}

fn refused(app: &App, who: &SignedIn, known: Facts, typed: (&Fields, &Invalid)) -> Result<HttpResponse, Problem> {
    html_refused(&steps::page(app, who, known, Some(typed))?)
}

fn page(app: &App, who: &SignedIn, facts: &Facts, typed: &Fields, plan: &DatesPlan) -> CheckPage {
    let (w, step) = (who.words, &facts.step);
    let base = base(&facts.outline);
    let (before, after) = ((step.starts_on, step.ends_on), (plan.after.starts_on, plan.after.ends_on));
    let others = before != after;
    let hidden = typed.iter().filter(|(name, _)| !OWN.contains(name));
    CheckPage {
        w,
        chrome: Chrome::of(app, who, Section::Programme),
        here: format!("{base}/steps/{}", step.public_id),
        hue: hue(&facts.city),
        city: facts.city.name.best(w.locale()).to_owned(),
        title: step.title.best(w.locale()).to_owned(),
        heading: w.t(if others { "step-check-title" } else { "step-check-done-title" }),
        days: others.then(|| (step_days(w, before), step_days(w, after))),
        parts: undone(w, &base, plan).into_iter().chain(parts(w, &base, plan)).collect(),
        told: told(w, plan, typed),
        hidden: hidden.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        verb: w.t(if plan.undone.is_empty() { "step-check-act" } else { "step-check-done-act" }),
    }
}

/// What is not done of a step that is set to done.
fn undone(w: Words, base: &str, plan: &DatesPlan) -> Vec<Part> {
    let event = |one: &Event| {
        let (href, title) = (format!("{base}/events/{}", one.public_id), one.title.best(w.locale()).to_owned());
        (href, title, w.t(format!("event-state-{}", one.state)))
    };
    let result = |one: &Deliverable| {
        let (href, title) = (format!("{base}/deliverables/{}", one.public_id), one.title.best(w.locale()).to_owned());
        (href, title, w.t(format!("deliverable-state-{}", one.state)))
    };
    let lacks = &plan.undone;
    let (events, results) = (lacks.events.iter().map(event), lacks.deliverables.iter().map(result));
    let all =
        [("step-check-undone-events", events.collect::<Vec<_>>()), ("step-check-undone-results", results.collect())];
    let told = all.into_iter().filter(|(_, lines)| !lines.is_empty());
    told.map(|(key, lines)| Part { lead: w.n(key, lines.len()), lines }).collect()
}

/// What then happens, and nothing else.
fn told(w: Words, plan: &DatesPlan, typed: &Fields) -> Vec<String> {
    let name = |told: &Told| told.who.name().shown(w.locale()).to_owned();
    let names: Vec<String> = plan.mailed().map(name).collect();
    let lost: Vec<String> = plan.people.iter().filter(|told| told.word == Word::Unreached).map(name).collect();
    let mut lines = Vec::new();
    if plan.undone.no_event {
        lines.push(w.t("step-check-undone-none"));
    }
    if !plan.undone.is_empty() {
        lines.push(w.with("step-check-reason", &[("reason", &typed.text("reason").trim())]));
    }
    lines.push(match names.len() {
        0 => w.t("step-check-untold"),
        n => w.with("step-check-mails", &[("n", &n), ("names", &w.list(&names))]),
    });
    if plan.warnings > 0 {
        lines.push(w.n("step-check-warnings", plan.warnings));
    }
    if !lost.is_empty() {
        lines.push(w.with("step-check-unreached", &[("names", &w.list(&lost))]));
    }
    lines
}

fn parts(w: Words, base: &str, plan: &DatesPlan) -> Vec<Part> {
    let due = plan.due.iter().filter(|_| plan.shifted).map(|d| {
        let day = d.due_on.map(|day| w.date_medium(day)).unwrap_or_default();
        (format!("{base}/deliverables/{}", d.public_id), d.title.best(w.locale()).to_owned(), day)
    });
    let outside = plan.outside.iter().map(|view| {
        let event = &view.event;
        let days = event.for_guests().map(|slot| w.days(slot.start.date(), slot.end.date())).unwrap_or_default();
        (format!("{base}/events/{}", event.public_id), event.title.best(w.locale()).to_owned(), days)
    });
    let gates = plan.gates.iter().map(|turned| gate_line(w, base, turned));
    let all = [
        ("step-check-due", due.collect::<Vec<_>>()),
        ("step-check-outside", outside.collect()),
        ("step-check-gates", gates.collect()),
        ("step-check-reminded", plan.reminded.iter().map(|(of, shift)| reminded_line(w, base, of, shift)).collect()),
    ];
    let told = all.into_iter().filter(|(_, lines)| !lines.is_empty());
    told.map(|(key, lines)| Part { lead: w.n(key, lines.len()), lines }).collect()
}

fn reminded_line(w: Words, base: &str, of: &Subject, shift: &Shift) -> (String, String, String) {
    let (href, title) = match of {
        Subject::Event(view) => (format!("{base}/events/{}", view.event.public_id), &view.event.title),
        Subject::Due(due) => (format!("{base}/deliverables/{}", due.deliverable.public_id), &due.deliverable.title),
    };
    (href, title.best(w.locale()).to_owned(), shift_words(w, std::slice::from_ref(shift)).concat())
}

fn gate_line(w: Words, base: &str, turned: &Turned) -> (String, String, String) {
    let href = match &turned.of {
        Gated::Step(id) => format!("{base}/steps/{id}"),
        Gated::Event(id) => format!("{base}/events/{id}"),
    };
    (href, turned.title.best(w.locale()).to_owned(), w.t(format!("step-check-turn-{}", turned.turn)))
}
