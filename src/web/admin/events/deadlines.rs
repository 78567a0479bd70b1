//! The deadlines that a host sets us.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::views::{Said, said};
use super::{address, programme, public_id};
use crate::access::{Action, Scope, require};
use crate::domain::events::{self, DeadlineInput, EventError, Label, Met};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::web::pieces::{self, Control, Field, LanguageTabs};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/events/deadline.html")]
struct DeadlinePage {
    w: Words,
    chrome: Chrome,
    here: String,
    title: Said,
    label: LanguageTabs,
    fields: Vec<Field>,
    problems: Vec<pieces::Problem>,
}

async fn page(
    app: &App,
    who: &SignedIn,
    path: &(String, String),
    typed: &Fields,
    faults: &Invalid,
) -> Result<DeadlinePage, Problem> {
    let (id, event, cx) = (programme(who, &path.0)?.id, public_id(&path.1)?, who.context(app));
    let load = app.db.read(move |conn| -> Result<_, EventError> {
        let view = events::by_public_id(conn, &cx, id, &event)?;
        require(&cx.actor, Action::EditEvent, Scope::of(id, view.event.city))?;
        Ok(view)
    });
    let (w, view) = (who.words, load.await?);
    let fault = |name: &str| faults.0.iter().find(|f| f.field == name).map(|f| w.reason(&f.reason));
    let field = |name: &'static str, kind| {
        Field::new(name, w.t(format!("events-deadline-{name}")), Control::Line(kind))
            .value(typed.text(name))
            .error(fault(name))
    };
    let label = LanguageTabs::new("label", |l| {
        let name = format!("label.{l}");
        // One language is enough; that none is given is told in the first.
        let missing = (l == Locale::En).then(|| fault("label")).flatten();
        let field = Field::line(name.as_str(), w.t("events-deadline-label")).limit(Label::LIMIT);
        vec![field.value(typed.text(&name)).error(fault(&name).or(missing))]
    });
    let fields = vec![field("due_on", "date"), field("url", "url").optional()];
    Ok(DeadlinePage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        here: address(&path.0, &view.event.public_id),
        title: said(w, &view.event.title),
        problems: pieces::Problem::of(label.fields().chain(&fields)),
        label,
        fields,
    })
}

#[get("/programmes/{programme}/events/{event}/deadlines/new")]
pub(super) async fn blank(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    html(&page(&app, &who, &path, &Fields::default(), &Invalid::default()).await?)
}

#[post("/programmes/{programme}/events/{event}/deadlines/new")]
pub(super) async fn add(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (id, event, slug) = (programme(&who, &path.0)?.id, public_id(&path.1)?, path.0.clone());
    let text = |name: &str| form.fields.text(name).to_owned();
    let label = form.fields.localised("label").into();
    let input = DeadlineInput { label, due_on: text("due_on"), url: text("url") };
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        events::add_deadline(conn, cx, id, &event, &input)?;
        Ok::<_, EventError>(format!("{}#deadlines", address(&slug, &event)))
    });
    match done.await {
        Err(EventError::Invalid(faults)) => {
            let page = page(&app, &who, &path, &form.fields, &faults).await?;
            html_refused(&page)
        }
        done => Ok(done?),
    }
}

/// Ticks a deadline off, reopens it or takes it away.
#[post("/programmes/{programme}/events/{event}/deadlines/{deadline}")]
pub(super) async fn act(
    app: App,
    who: SignedIn,
    path: Path<(String, String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (id, event, deadline) = (programme(&who, &path.0)?.id, public_id(&path.1)?, public_id(&path.2)?);
    let (act, slug) = (form.fields.text("act").to_owned(), path.0.clone());
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        match act.as_str() {
            "meet" => {
                events::mark_deadline(conn, cx, id, &event, &deadline, Met::Yes)?;
            }
            "reopen" => {
                events::mark_deadline(conn, cx, id, &event, &deadline, Met::No)?;
            }
            "remove" => events::remove_deadline(conn, cx, id, &event, &deadline)?,
            _ => return Err(crate::access::Denied::NotFound.into()),
        }
        Ok::<_, EventError>(format!("{}#deadlines", address(&slug, &event)))
    });
    Ok(done.await?)
}
