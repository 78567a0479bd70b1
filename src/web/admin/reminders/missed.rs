//! A reminder that did not leave on its day: with whom it would reach now, sent after all, or dismissed.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::event::{event_of, place, ways};
use super::form::Way;
use super::views::{LineView, OutlookView, kind};
use crate::access::{Action, Denied, may, require};
use crate::domain::invitations::EventFacts;
use crate::domain::reminders::{Line, ReminderError, missed};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::web::pieces::Field;
use crate::web::pieces::account_fields::error_of;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, see_other, submit};

#[derive(Template)]
#[template(path = "admin/reminders/missed.html")]
struct MissedPage {
    w: Words,
    chrome: Chrome,
    ways: Vec<Way>,
    heading: String,
    lead: String,
    outlook: OutlookView,
    /// Whether it would reach anybody.
    reaches: bool,
    may_send: bool,
    may_dismiss: bool,
    here: String,
    reason: Field,
}

type MissedPath = (String, String, String);

/// The event, and what would leave for it now.
async fn load(app: &App, who: &SignedIn, path: &MissedPath) -> Result<(EventFacts, Line), Problem> {
    let (cx, path) = (who.context(app), path.clone());
    let read = app.db.read(move |conn| -> Result<_, ReminderError> {
        let event = event_of(conn, &cx, (&path.0, &path.1))?;
        require(&cx.actor, Action::SeeGuests, event.scope())?;
        let id: PublicId = path.2.parse().map_err(|_| Denied::NotFound)?;
        let line = missed::foresee(conn, &cx, &event, &id)?;
        Ok((event, line))
    });
    Ok(read.await?)
}

/// Whoever comes to what was decided meanwhile, or is of no use any more, sees how the event's reminders stand.
async fn over(app: &App, who: &SignedIn, path: &MissedPath) -> Result<HttpResponse, Problem> {
    let (cx, path) = (who.context(app), path.clone());
    let read = app.db.read(move |conn| -> Result<_, ReminderError> {
        let event = event_of(conn, &cx, (&path.0, &path.1))?;
        let id: PublicId = path.2.parse().map_err(|_| Denied::NotFound)?;
        missed::asked_once(conn, &cx, &event, &id)?;
        Ok(format!("{}/reminders?note=reminder-missed-over", place(&event)))
    });
    Ok(see_other(&read.await?))
}

fn page(
    (app, who): (&App, &SignedIn),
    (event, line, id): (&EventFacts, &Line, &str),
    (typed, faults): (&Fields, &Invalid),
) -> MissedPage {
    let (w, actor) = (who.words, who.context(app).actor);
    let turn = &line.turn;
    let reason = Field::line("reason", w.t("reminders-missed-reason")).optional().value(typed.text("reason"));
    MissedPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        ways: ways(w, event, true),
        heading: kind(w, &turn.of.rule),
        lead: w.with("reminders-missed-lead", &[("day", &w.date(turn.occurrence.at.date()))]),
        outlook: OutlookView {
            lines: vec![LineView::of((w, who.zone), &event.programme_slug, line)],
            notes: Vec::new(),
        },
        reaches: line.crowd.as_ref().is_some_and(|crowd| crowd.people > 0),
        may_send: may(&actor, Action::ReleaseInvitations, event.scope()),
        may_dismiss: may(&actor, Action::Invite, event.scope()),
        here: format!("{}/missed/{id}", place(event)),
        reason: reason.limit(500).error(error_of(w, faults, "reason")),
    }
}

#[get("/programmes/{programme}/events/{event}/missed/{missed}")]
pub(super) async fn look(app: App, who: SignedIn, path: Path<MissedPath>) -> Result<HttpResponse, Problem> {
    let (event, line) = match load(&app, &who, &path).await {
        Err(Problem::NotFound) => return over(&app, &who, &path).await,
        found => found?,
    };
    html(&page((&app, &who), (&event, &line, &path.2), (&Fields::default(), &Invalid::default())))
}

#[post("/programmes/{programme}/events/{event}/missed/{missed}/send")]
pub(super) async fn send_now(
    app: App,
    who: SignedIn,
    path: Path<MissedPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let path = path.into_inner();
    let asked = path.clone();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let event = event_of(conn, cx, (&asked.0, &asked.1))?;
        require(&cx.actor, Action::ReleaseInvitations, event.scope())?;
        let id: PublicId = asked.2.parse().map_err(|_| Denied::NotFound)?;
        let sent = missed::send(conn, cx, &event, &id)?;
        Ok::<_, ReminderError>(format!("{}/reminders?note=reminder-missed-sent&n={sent}", place(&event)))
    });
    match done.await {
        Err(ReminderError::Denied(Denied::NotFound) | ReminderError::Stale) => over(&app, &who, &path).await,
        done => Ok(done?),
    }
}

#[post("/programmes/{programme}/events/{event}/missed/{missed}/dismiss")]
pub(super) async fn dismiss(
    app: App,
    who: SignedIn,
    path: Path<MissedPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let path = path.into_inner();
    let (asked, why) = (path.clone(), form.fields.text("reason").to_owned());
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let event = event_of(conn, cx, (&asked.0, &asked.1))?;
        require(&cx.actor, Action::Invite, event.scope())?;
        let id: PublicId = asked.2.parse().map_err(|_| Denied::NotFound)?;
        missed::dismiss(conn, cx, &event, &id, &why)?;
        Ok::<_, ReminderError>(format!("{}/reminders?note=reminder-dismissed", place(&event)))
    });
    match done.await {
        Err(ReminderError::Invalid(faults)) => {
            let (event, line) = load(&app, &who, &path).await?;
            html_refused(&page((&app, &who), (&event, &line, &path.2), (&form.fields, &faults)))
        }
        Err(ReminderError::Denied(Denied::NotFound) | ReminderError::Stale) => over(&app, &who, &path).await,
        done => Ok(done?),
    }
}
