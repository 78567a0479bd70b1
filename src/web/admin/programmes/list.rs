//! Where one begins, and the programmes in sight.

use actix_web::{HttpResponse, get};
use askama::Template;

use crate::access::{Action, Scope, may};
use crate::domain::programme::{self, Programme};
use crate::i18n::Words;
use crate::web::admin::mail::trouble;
use crate::web::{App, Chrome, Problem, Section, SignedIn, html, see_other};

#[derive(Template)]
#[template(path = "admin/programmes/list.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    /// What keeps all mail from leaving.
    trouble: Option<String>,
    cards: Vec<Card>,
    may_create: bool,
}

struct Card {
    href: String,
    title: String,
    summary: String,
    days: String,
    closed: bool,
}

fn card(w: Words, p: &Programme, who: &SignedIn) -> Card {
    Card {
        href: format!("/programmes/{}", p.slug),
        title: p.title.best(w.locale()).to_owned(),
        summary: p.summary.best(w.locale()).to_owned(),
        days: w.days(p.dates.starts_on, p.dates.ends_on),
        closed: who.member.programmes.iter().any(|own| own.id == p.id && own.is_closed()),
    }
}

/// The first page after signing in: the only programme, else the list of them.
#[get("/")]
pub(super) async fn home(who: SignedIn) -> HttpResponse {
    let place = match who.member.programmes.as_slice() {
        [only] => format!("/programmes/{}", only.slug),
        _ => "/programmes".to_owned(),
    };
    see_other(&match who.visitor.asked {
        Some(language) => format!("{place}?lang={language}"),
        None => place,
    })
}

#[get("/programmes")]
pub(super) async fn list(app: App, who: SignedIn) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let may_create = may(&cx.actor, Action::CreateProgramme, Scope::Installation);
    let (w, chrome) = (who.words, Chrome::of(&app, &who, Section::Programme));
    let trouble = trouble(&app, cx.clone(), w, &chrome).await?;
    let programmes = app.db.read(move |conn| programme::list(conn, &cx)).await?;
    let cards = programmes.iter().map(|p| card(w, p, &who)).collect();
    html(&ListPage { w, chrome, trouble, cards, may_create })
}
