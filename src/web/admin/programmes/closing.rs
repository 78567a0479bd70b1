//! The end of a programme, and its opening again: a page that says what it means, and why is asked.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::db::batch::Batch;
use crate::domain::events::{self, EventState, EventView};
use crate::domain::programme::{self, Closing, Programme, ProgrammeError};
use crate::i18n::Words;
use crate::kernel::ids::ProgrammeId;
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
    /// What is still to come, where it is about to be closed.
    ahead: Option<AheadView>,
    /// "Closed on 3 May 2017 by Anna.", and why.
    closed: Option<(String, String)>,
    /// Whether it is to be closed or opened by this form: what is already so is not done again.
    to: &'static str,
    problems: Vec<FormProblem>,
    reason: Field,
}

struct AheadView {
    heading: String,
    /// Address, title and day.
    events: Vec<(String, String, String)>,
    /// How many are invited, and how many of them have not answered.
    guests: Vec<String>,
}

/// What a programme still holds for its guests.
#[derive(Default)]
struct Ahead {
    events: Vec<EventView>,
    invited: i64,
    silent: i64,
}

/// What a form of this page is about.
struct Found {
    programme: Programme,
    closing: Option<Closing>,
    ahead: Ahead,
}

/// The guests of so many events are asked for in one statement: databases take only so many parts in one.
const AT_ONCE: usize = 100;

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
async fn found(app: &App, who: &SignedIn, key: String) -> Result<Found, Problem> {
    let cx = who.context(app);
    let read = app.db.read(move |conn| -> Result<Found, Problem> {
        let programme = programme::find(conn, &cx, &key)?;
        require(&cx.actor, Action::CloseProgramme, Scope::Programme(programme.id))?;
        let closing = programme::closings(conn, &cx, &[programme.id])?.remove(&programme.id);
        let ahead = if closing.is_none() { still_to_come(conn, &cx, programme.id)? } else { Ahead::default() };
        Ok(Found { programme, closing, ahead })
    });
    read.await
}

/// Events with a day that holds and is not over, and who is invited to them.
fn still_to_come(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Ahead, Problem> {
    let mut events = events::of_programme(conn, cx, programme)?;
    events.retain(|EventView { event, .. }| {
        let takes_place = event.time_holds() && !matches!(event.state, EventState::Held | EventState::Reported);
        event.when.is_some() && takes_place && !event.is_over(cx.now)
    });
    let mut ahead = Ahead::default();
    for some in events.chunks(AT_ONCE) {
        let mut batch = Batch::default();
        let asked: Vec<_> = some.iter().map(|view| batch.ask(events::guests_asked(cx, view.event.id))).collect();
        let mut told = batch.told(conn)?;
        for one in asked {
            let guests = told.of(one)?;
            ahead.invited += guests.invited;
            ahead.silent += guests.unanswered;
        }
    }
    Ok(Ahead { events, ..ahead })
}

fn ahead_view(w: Words, base: &str, ahead: &Ahead) -> Option<AheadView> {
    let count = i64::try_from(ahead.events.len()).ok().filter(|n| *n > 0)?;
    let line = |EventView { event, .. }: &EventView| {
        let day = event.when.map(|slot| w.date_medium(slot.start.date())).unwrap_or_default();
        (format!("{base}/events/{}", event.public_id), event.title.best(w.locale()).to_owned(), day)
    };
    let told = [("programme-close-guests", ahead.invited), ("programme-close-silent", ahead.silent)];
    let guests = told.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| w.n(key, n)).collect();
    Some(AheadView {
        heading: w.n("programme-close-ahead", count),
        events: ahead.events.iter().map(line).collect(),
        guests,
    })
}

fn page(app: &App, who: &SignedIn, found: &Found, (typed, faults): (&str, &Invalid)) -> ClosePage {
    let w = who.words;
    let (to, heading, lead) = match &found.closing {
        None => (CLOSED, "programme-close", "programme-close-lead"),
        Some(_) => (OPEN, "programme-reopen", "programme-reopen-lead"),
    };
    let reason = Field::line("reason", w.t("programme-close-reason")).value(typed).limit(500);
    let reason = if to == OPEN { reason.optional() } else { reason };
    let reason = reason.error(error_of(w, faults, "reason"));
    let back = format!("/programmes/{}", found.programme.slug);
    ClosePage {
        w,
        chrome: Chrome::of(app, who, Section::Programme),
        title: found.programme.title.best(who.locale).to_owned(),
        heading: w.t(heading),
        lead: w.t(lead),
        ahead: ahead_view(w, &back, &found.ahead),
        closed: found.closing.as_ref().map(|closing| (said(w, who.zone, closing), closing.reason.clone())),
        to,
        problems: FormProblem::of([&reason]),
        reason,
        back,
    }
}

#[get("/programmes/{programme}/close")]
pub(super) async fn ask(app: App, who: SignedIn, key: Path<String>) -> Result<HttpResponse, Problem> {
    let found = found(&app, &who, key.into_inner()).await?;
    html(&page(&app, &who, &found, ("", &Invalid::default())))
}

#[post("/programmes/{programme}/close")]
pub(super) async fn act(app: App, who: SignedIn, key: Path<String>, form: Submitted) -> Result<HttpResponse, Problem> {
    let found = found(&app, &who, key.into_inner()).await?;
    let (id, slug) = (found.programme.id, found.programme.slug.to_string());
    let reason = form.fields.text("reason").to_owned();
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
        Err(ProgrammeError::Invalid(faults)) => html_refused(&page(&app, &who, &found, (&reason, &faults))),
        done => Ok(done?),
    }
}
