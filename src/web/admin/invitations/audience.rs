//! Whom a new round is for: its first step.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::views::Head;
use super::{EventPath, event, public_id};
use crate::access::{Action, require};
use crate::domain::invitations::{self, Audience, InvitationError, Numbers};
use crate::i18n::Words;
use crate::web::pieces::Choice;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/invitations/begin.html")]
struct BeginPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    /// Everybody not yet invited, whose mail was refused, who has not answered, and each group; only where there is somebody.
    audiences: Vec<Choice>,
    /// Nobody has a seat.
    empty: bool,
}

/// The audience as a form sends it: "not-invited", "refused", "unanswered", "group:CODE", or "seats" with the ids beside it.
pub(super) fn audience(fields: &Fields) -> Audience {
    match fields.text("audience") {
        "refused" => Audience::Refused,
        "unanswered" => Audience::Unanswered,
        "institutions" => Audience::Institutions,
        "silent-institutions" => Audience::SilentInstitutions,
        "seats" => Audience::Seats(fields.all("id").filter_map(|id| id.parse().ok()).collect()),
        text => match text.strip_prefix("group:") {
            Some(code) => Audience::Group(code.to_owned()),
            None => Audience::NotYetInvited,
        },
    }
}

fn groups(w: Words, numbers: &Numbers) -> Vec<(String, String)> {
    let named = |name: &str, n: i64| w.with("invitations-group-of", &[("name", &name.to_owned()), ("n", &n)]);
    numbers
        .groups
        .iter()
        .map(|g| (format!("group:{}", g.code), named(g.name.best(w.locale()), g.tally.seats)))
        .collect()
}

/// Everybody not yet invited, whose mail was refused, who has not answered, and each group; only where there is somebody.
pub(super) fn audiences(w: Words, numbers: &Numbers, open: i64) -> Vec<Choice> {
    let whole = [
        ("not-invited", "invitations-not-yet", open),
        ("refused", "invitations-whose-mail-refused", numbers.refused_open),
        ("unanswered", "invitations-who-are-silent", numbers.unanswered),
        ("institutions", "delegations-not-yet", numbers.institutions.houses_open),
        ("silent-institutions", "delegations-who-are-silent", numbers.institutions.houses_silent),
    ];
    let whole = whole.into_iter().filter(|(_, _, n)| *n > 0).map(|(value, key, n)| (value.to_owned(), w.n(key, n)));
    let groups = if open > 0 { groups(w, numbers) } else { Vec::new() };
    let mut choices: Vec<Choice> = whole.chain(groups).map(|(value, label)| Choice::of(value, label, "")).collect();
    if let Some(first) = choices.first_mut() {
        first.chosen = true;
    }
    choices
}

/// Step one of a new round: who.
#[get("/programmes/{programme}/events/{event}/rounds/new")]
pub(super) async fn begin(app: App, who: SignedIn, path: Path<EventPath>) -> Result<HttpResponse, Problem> {
    let (slug, id, cx, w) = (path.0.clone(), public_id(&path.1)?, who.context(&app), who.words);
    let (event, numbers) = app
        .db
        .read(move |conn| -> Result<_, InvitationError> {
            let event = event(conn, &cx, &slug, &id)?;
            require(&cx.actor, Action::Invite, event.scope())?;
            let numbers = invitations::numbers(conn, &cx, &event)?;
            Ok((event, numbers))
        })
        .await?;
    let open = numbers.persons_open();
    html(&BeginPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        head: Head::of(w, &event),
        audiences: audiences(w, &numbers, open),
        empty: numbers.all.seats == 0,
    })
}
