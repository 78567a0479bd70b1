//! The agenda of another event, taken over.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::{address, edited, programme, public_id};
use crate::domain::events::EventView;
use crate::domain::sessions::{self, Along, Origin, SessionError};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};
use crate::web::admin::events::views::{Said, besides, said};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, Problem as FormProblem, told_apart};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html_refused, html_status, submit};

#[derive(Template)]
#[template(path = "admin/sessions/copy.html")]
struct CopyPage {
    w: Words,
    chrome: Chrome,
    agenda: String,
    title: Said,
    fields: Vec<Field>,
    problems: Vec<FormProblem>,
}

async fn page(
    app: &App,
    who: &SignedIn,
    path: &(String, String),
    (typed, faults): (&Fields, &Invalid),
) -> Result<CopyPage, Problem> {
    let (id, event, cx) = (programme(who, &path.0)?.id, public_id(&path.1)?, who.context(app));
    let read = app.db.read(move |conn| -> Result<_, SessionError> {
        let view = edited(conn, &cx, id, &event)?;
        let origins = sessions::origins(conn, &cx, &view)?;
        if sessions::frame(&view.event).is_none() {
            return Err(SessionError::Undated);
        }
        Ok((view, origins))
    });
    let (view, origins): (EventView, Vec<Origin>) = read.await?;
    let w = who.words;
    let fields = if origins.is_empty() { Vec::new() } else { fields(w, &origins, typed, faults) };
    Ok(CopyPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        agenda: address(&path.0, &view.event.public_id),
        title: said(w, &view.event.title),
        problems: FormProblem::of(&fields),
        fields,
    })
}

fn fields(w: Words, origins: &[Origin], typed: &Fields, faults: &Invalid) -> Vec<Field> {
    let origin = |o: &Origin| {
        let title = o.view.event.title.best(w.locale()).to_owned();
        let label = w.with("agenda-copy-origin", &[("event", &title), ("n", &o.sessions)]);
        let (event, city) = (&o.view.event, o.view.city.as_ref().map(|city| &city.name));
        let day = event.when.map(|slot| slot.start.date());
        (Choice::of(event.public_id.to_string(), label, typed.text("from")), besides(w, city, day, event.state))
    };
    vec![
        Field::new("from", w.t("agenda-copy-from"), Control::Select(told_apart(origins.iter().map(origin))))
            .error(error_of(w, faults, "from")),
        Field::new("people", w.t("agenda-copy-people"), Control::Tick)
            .optional()
            .value(typed.text("people"))
            .help(w.t("agenda-copy-people-help")),
    ]
}

#[get("/programmes/{programme}/events/{event}/sessions/copy")]
pub(super) async fn ask(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let page = page(&app, &who, &path, (&Fields::default(), &Invalid::default())).await?;
    html_status(StatusCode::OK, &page)
}

#[post("/programmes/{programme}/events/{event}/sessions/copy")]
pub(super) async fn perform(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (id, event) = (programme(&who, &path.0)?.id, public_id(&path.1)?);
    let here = address(&path.0, &event);
    let from: Option<PublicId> = form.fields.text("from").parse().ok();
    let along = if form.fields.flag("people") { Along::People } else { Along::Nobody };
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let view = edited(conn, cx, id, &event)?;
        let from = from.ok_or_else(|| Invalid::one("from", Reason::NoSuch))?;
        let n = sessions::copy(conn, cx, &view, &from, along)?;
        Ok::<_, SessionError>(format!("{here}?note=agenda-copied&n={n}"))
    });
    match done.await {
        Err(SessionError::Invalid(faults)) => {
            let page = page(&app, &who, &path, (&form.fields, &faults)).await?;
            html_refused(&page)
        }
        done => Ok(done?),
    }
}
