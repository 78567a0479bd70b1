//! Another deadline for answers: a page that says which reminders it shifts, before it is saved.

use actix_web::HttpResponse;
use askama::Template;

use super::acts::ActError;
use super::address;
use super::views::{Said, said};
use crate::access::{Action, Scope, may};
use crate::domain::events::EventView;
use crate::domain::reminders::{self, ReminderError};
use crate::i18n::Words;
use crate::kernel::time::WallTime;
use crate::web::admin::reminders::views::shift_words;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/events/reply-by.html")]
struct CheckPage {
    w: Words,
    chrome: Chrome,
    here: String,
    title: Said,
    lines: Vec<String>,
    /// What was typed, to be sent with the act.
    hidden: Vec<(String, String)>,
}

/// What each form brings itself, and the mark that this was asked.
const OWN: [&str; 5] = ["csrf", "form_key", "looked", "again", "asked"];

/// The page that asks; none where nobody's reminder shifts, or where the form will be refused anyway.
pub(super) async fn ask(
    app: &App,
    who: &SignedIn,
    slug: &str,
    (now, typed): (&EventView, &Fields),
) -> Result<Option<HttpResponse>, Problem> {
    let Ok(reply_by) = WallTime::typed(typed.text("reply_by"), now.event.zone) else { return Ok(None) };
    // Where the date itself moves guests are told of that, or there are none.
    if reply_by == now.event.reply_by {
        return Ok(None);
    }
    let (cx, view) = (who.context(app), now.clone());
    // Whoever may not change it, and what has passed already, is refused by the act itself.
    let may_edit = may(&cx.actor, Action::EditEvent, Scope::of(now.event.programme, now.event.city));
    if !may_edit || reply_by.is_some_and(|at| at.instant() <= cx.now) {
        return Ok(None);
    }
    let told = app.db.read(move |conn| -> Result<_, ActError> {
        match reminders::deadline_shifts(conn, &cx, &view, reply_by) {
            // Whoever may not see guests is told nothing of them.
            Err(ReminderError::Denied(_)) => Ok(Vec::new()),
            shifts => Ok(shifts?),
        }
    });
    let shifts = told.await?;
    if shifts.iter().all(|shift| shift.people == 0) {
        return Ok(None);
    }
    let w = who.words;
    let hidden = typed.iter().filter(|(name, _)| !OWN.contains(name));
    html(&CheckPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        here: address(slug, &now.event.public_id),
        title: said(w, &now.event.title),
        lines: shift_words(w, &shifts),
        hidden: hidden.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
    })
    .map(Some)
}
