//! The end of a programme, and its opening again: a page that says what it means, and why is asked.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use crate::access::{Action, Scope, require};
use crate::domain::programme::{self, Closing, Programme, ProgrammeError};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::time::Zone;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Field, Problem as FormProblem};
use crate::web::{App, Chrome, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/programmes/close.html")]
struct ClosePage {
    w: Words,
    chrome: Chrome,
    title: String,
    back: String,
    heading: String,
    lead: String,
    /// "Closed on 3 May 2017 by Anna.", and why.
    closed: Option<(String, String)>,
    /// Whether it is to be closed or opened by this form: what is already so is not done again.
    to: &'static str,
    problems: Vec<FormProblem>,
    reason: Field,
}

const CLOSED: &str = "closed";
const OPEN: &str = "open";

/// "Closed on 3 May 2017 by Anna."
pub(in crate::web) fn said(w: Words, zone: Zone, closing: &Closing) -> String {
    let day = w.date_medium(closing.at.at(zone).date());
    match &closing.by {
        Some(by) => w.with("programme-closed-by", &[("day", &day), ("name", by)]),
        None => w.with("programme-closed-on", &[("day", &day)]),
    }
}

/// The programme with its end, for whoever may close it.
async fn found(app: &App, who: &SignedIn, key: String) -> Result<(Programme, Option<Closing>), Problem> {
    let cx = who.context(app);
    let read = app.db.read(move |conn| -> Result<_, ProgrammeError> {
        let found = programme::find(conn, &cx, &key)?;
        require(&cx.actor, Action::CloseProgramme, Scope::Programme(found.id))?;
        let closing = programme::closings(conn, &cx, &[found.id])?.remove(&found.id);
        Ok((found, closing))
    });
    Ok(read.await?)
}

fn page(
    app: &App,
    who: &SignedIn,
    (programme, closing): (&Programme, Option<&Closing>),
    (typed, faults): (&str, &Invalid),
) -> ClosePage {
    let w = who.words;
    let (to, heading, lead) = match closing {
        None => (CLOSED, "programme-close", "programme-close-lead"),
        Some(_) => (OPEN, "programme-reopen", "programme-reopen-lead"),
    };
    let reason = Field::line("reason", w.t("programme-close-reason")).value(typed).limit(500);
    let reason = if to == OPEN { reason.optional() } else { reason };
    let reason = reason.error(error_of(w, faults, "reason"));
    ClosePage {
        w,
        chrome: Chrome::of(app, who, Section::Programme),
        title: programme.title.best(who.locale).to_owned(),
        back: format!("/programmes/{}", programme.slug),
        heading: w.t(heading),
        lead: w.t(lead),
        closed: closing.map(|closing| (said(w, who.zone, closing), closing.reason.clone())),
        to,
        problems: FormProblem::of([&reason]),
        reason,
    }
}

#[get("/programmes/{programme}/close")]
pub(super) async fn ask(app: App, who: SignedIn, key: Path<String>) -> Result<HttpResponse, Problem> {
    let (programme, closing) = found(&app, &who, key.into_inner()).await?;
    html(&page(&app, &who, (&programme, closing.as_ref()), ("", &Invalid::default())))
}

#[post("/programmes/{programme}/close")]
pub(super) async fn act(app: App, who: SignedIn, key: Path<String>, form: Submitted) -> Result<HttpResponse, Problem> {
    let (programme, closing) = found(&app, &who, key.into_inner()).await?;
    let (id, slug, reason) = (programme.id, programme.slug.to_string(), form.fields.text("reason").to_owned());
    let (why, reopens) = (reason.clone(), form.fields.text("to") == OPEN);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let note = if reopens {
            programme::reopen(conn, cx, id, &why)?;
            "programme-reopened"
        } else {
            programme::close(conn, cx, id, &why)?;
            "programme-closed"
        };
        Ok::<_, ProgrammeError>(format!("/programmes/{slug}?note={note}"))
    });
    match done.await {
        Err(ProgrammeError::Invalid(faults)) => {
            let page = page(&app, &who, (&programme, closing.as_ref()), (&reason, &faults));
            html_refused(&page)
        }
        done => Ok(done?),
    }
}
