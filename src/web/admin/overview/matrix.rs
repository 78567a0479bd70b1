//! The matrix: cities by steps, the programme's own events, what is next, what is due.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::due::DuesView;
use super::paint::{Figure, NextView, OwnView, Painter, RowView};
use crate::access::{Action, Scope, may};
use crate::domain::overview::{self, Sight};
use crate::i18n::Words;
use crate::web::admin::mail::trouble;
use crate::web::admin::programmes::closing::said;
use crate::web::admin::programmes::views::{base, may_edit};
use crate::web::{App, Chrome, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/overview/matrix.html")]
struct MatrixPage {
    w: Words,
    chrome: Chrome,
    /// What keeps all mail from leaving.
    trouble: Option<String>,
    base: String,
    title: String,
    days: String,
    may_edit: bool,
    may_schedule: bool,
    /// Since when and by whom it is closed, and why.
    closed: Option<(String, String)>,
    may_close: bool,
    tally: Vec<Figure>,
    columns: Vec<(String, String)>,
    rows: Vec<RowView>,
    own: Vec<OwnView>,
    next: Vec<NextView>,
    /// What is late, and what is due, as far as there is any.
    due: Vec<DuesView>,
    /// What is said where nothing is due.
    nothing_due: String,
}

#[get("/programmes/{programme}")]
pub(super) async fn show(app: App, who: SignedIn, key: Path<String>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let (actor, chrome) = (cx.actor.clone(), Chrome::of(&app, &who, Section::Programme));
    let trouble = trouble(&app, cx.clone(), who.words, &chrome).await?;
    let picture = app.db.read(move |conn| overview::load(conn, &cx, &key)).await?;
    let (w, p) = (who.words, &picture.outline.programme);
    let painter = Painter { w, zone: who.zone, base: base(&picture.outline), o: &picture };
    let columns: Vec<(String, String)> = picture
        .columns
        .iter()
        .map(|c| (c.title.best(w.locale()).to_owned(), c.result.best(w.locale()).to_owned()))
        .collect();
    let closing = who.member.programmes.iter().find(|own| own.id == p.id).and_then(|own| own.closing.as_ref());
    let scopes = std::iter::once(None).chain(picture.outline.cities.iter().map(|c| Some(c.id)));
    html(&MatrixPage {
        w,
        chrome,
        trouble,
        title: p.title.best(w.locale()).to_owned(),
        days: w.days(p.dates.starts_on, p.dates.ends_on),
        may_edit: may_edit(&actor, p.id, None),
        may_schedule: scopes.into_iter().any(|city| may(&actor, Action::EditEvent, Scope::of(p.id, city))),
        closed: closing.map(|closing| (said(w, who.zone, closing), closing.reason.clone())),
        may_close: may(&actor, Action::CloseProgramme, Scope::Programme(p.id)),
        tally: painter.tally(),
        rows: painter.rows(&columns),
        own: painter.own(),
        next: painter.next(),
        due: painter.dues(),
        nothing_due: w.t(match picture.sight {
            Sight::All => "overview-due-none",
            Sight::External => "overview-due-none-external",
        }),
        base: painter.base.clone(),
        columns,
    })
}
