//! An event's state: simple ways at once, postponing and cancelling after a page that says who is told.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::acts::{self, ActError};
use super::form_fields;
use super::moving::{Told, by_language, by_phone};
use super::views::{Said, said};
use super::{address, programme, public_id};
use crate::access::{Context, Scope, require};
use crate::domain::events::transitions::{self, Way};
use crate::domain::events::{self, EventError, EventState, EventView, NoticeKind, Standing};
use crate::domain::gates::GateError;
use crate::domain::history::Entity;
use crate::domain::invitations::{self, NoticePlan};
use crate::domain::relays;
use crate::domain::reminders::{self, Shift};
use crate::i18n::Words;
use crate::kernel::ids::{ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::web::admin::gates::refused;
use crate::web::admin::relays::views::shift_words as embargo_words;
use crate::web::admin::reminders::views::shift_words;
use crate::web::merging::{Late, since};
use crate::web::pieces::{self, LanguageTabs, Need, Since};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, html_status, submit};

#[derive(Template)]
#[template(path = "admin/events/standing.html")]
struct StandingPage {
    w: Words,
    chrome: Chrome,
    here: String,
    title: Said,
    heading: String,
    to: EventState,
    version: i64,
    total: usize,
    by_phone: Vec<Told>,
    by_language: Vec<(String, String)>,
    what: String,
    /// How many reminders will not be sent, where there are several.
    stopped: Option<String>,
    /// Which, and the embargoes whose end nobody knows then.
    consequences: Vec<String>,
    reason: LanguageTabs,
    problems: Vec<pieces::Problem>,
    /// Guests know it so already.
    known: bool,
    /// What somebody else has changed since it was asked.
    since: Option<Since>,
    verb: String,
}

/// Which notice a state's way leaves.
fn notice_kind(to: EventState) -> Result<NoticeKind, Problem> {
    match to {
        EventState::Postponed => Ok(NoticeKind::Postponed),
        EventState::Cancelled => Ok(NoticeKind::Cancelled),
        _ => Err(Problem::NotFound),
    }
}

type Asked = (EventView, NoticePlan, Vec<Shift>, Vec<relays::Shift>);

async fn load(
    app: &App,
    cx: Context,
    programme: ProgrammeId,
    event: PublicId,
    to: EventState,
) -> Result<Asked, Problem> {
    let kind = notice_kind(to)?;
    let load = app.db.read(move |conn| -> Result<_, ActError> {
        let view = events::by_public_id(conn, &cx, programme, &event)?;
        let from = view.event.state;
        let way = transitions::find(from, to).filter(|t| t.way == Way::Notice(kind));
        let way = way.ok_or(EventError::NoWay { from, to })?;
        require(&cx.actor, way.action, Scope::of(programme, view.event.city)).map_err(EventError::from)?;
        let plan = invitations::plan_notice(conn, &cx, view.event.id, kind)?;
        let stopped = reminders::stops(conn, &cx, &view)?;
        let embargoes = relays::stops(conn, &cx, &view)?;
        Ok((view, plan, stopped, embargoes))
    });
    Ok(load.await?)
}

fn page(
    app: &App,
    who: &SignedIn,
    slug: &str,
    asked: &Asked,
    to: EventState,
    (typed, faults): (&Fields, &Invalid),
) -> StandingPage {
    let (w, (view, plan, stopped, embargoes)) = (who.words, asked);
    let mails: usize = stopped.iter().map(|shift| shift.people).sum();
    let reason = form_fields::reason(w, typed, faults, Need::Required);
    StandingPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        here: address(slug, &view.event.public_id),
        title: said(w, &view.event.title),
        heading: w.t(format!("events-{to}-title")),
        to,
        version: view.event.version,
        total: plan.total,
        by_phone: by_phone(w, plan),
        by_language: by_language(w, plan),
        what: w.t(format!("events-{to}-what")),
        stopped: (stopped.len() > 1).then(|| w.n("reminders-stopped", mails)),
        consequences: shift_words(w, stopped).into_iter().chain(embargo_words(w, embargoes)).collect(),
        problems: pieces::Problem::of(reason.fields()),
        reason,
        known: false,
        since: None,
        verb: w.n(format!("events-{to}-act"), plan.total),
    }
}

#[get("/programmes/{programme}/events/{event}/state")]
pub(super) async fn ask(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (id, event) = (programme(&who, &path.0)?.id, public_id(&path.1)?);
    let to = query.text("to").parse().map_err(|_| Problem::NotFound)?;
    let asked = load(&app, who.context(&app), id, event, to).await?;
    html(&page(&app, &who, &path.0, &asked, to, (&Fields::default(), &Invalid::default())))
}

#[post("/programmes/{programme}/events/{event}/state")]
pub(super) async fn perform(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (id, event, slug) = (programme(&who, &path.0)?.id, public_id(&path.1)?, path.0.clone());
    let not_one = || Problem::from(Invalid::one("to", Reason::NoSuch));
    let to: EventState = form.fields.text("to").parse().map_err(|_| not_one())?;
    let version = form.fields.version();
    let (name, reason) = (event.clone(), form.fields.localised("reason").into());
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let which = Standing { programme: id, event: &event, version };
        let untold = match (acts::change_state(conn, cx, which, to, &reason)?, notice_kind(to)) {
            ((view, Some(_)), Ok(kind)) => acts::untold(conn, cx, view.event.id, kind)?,
            _ => String::new(),
        };
        Ok::<_, ActError>(format!("{}?note=event-{to}{untold}", address(&slug, &event)))
    });
    match done.await {
        Err(ActError::Event(EventError::Invalid(faults))) if notice_kind(to).is_ok() => {
            let asked = load(&app, who.context(&app), id, name, to).await?;
            let page = page(&app, &who, &path.0, &asked, to, (&form.fields, &faults));
            html_refused(&page)
        }
        Err(ActError::Event(EventError::KnownAlready)) => {
            let asked = load(&app, who.context(&app), id, name, to).await?;
            let page = page(&app, &who, &path.0, &asked, to, (&form.fields, &Invalid::default()));
            let page = StandingPage { known: true, ..page };
            html_refused(&page)
        }
        Err(ActError::Gate(GateError::Closed(refusal))) => refused(&app, &who, &path.0, *refusal, None).await,
        Err(ActError::Event(EventError::Stale) | ActError::Gate(GateError::Event(EventError::Stale))) => {
            late(&app, &who, &path.0, (name, to, "state"), &form.fields).await
        }
        done => Ok(done?),
    }
}

/// Somebody else has changed the event since the form was shown: that is told before anything is done, or instead of it.
/// `act` is where the form went, under the event's own address.
pub(in crate::web::admin) async fn late(
    app: &App,
    who: &SignedIn,
    slug: &str,
    (event, to, act): (PublicId, EventState, &str),
    typed: &Fields,
) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(app), programme(who, slug)?.id);
    let read = app.db.read(move |conn| events::by_public_id(conn, &cx, id, &event));
    let now = read.await?.event;
    let subject = ((Entity::Event, now.id.raw()), Scope::of(id, now.city));
    let open = transitions::find(now.state, to).is_some();
    if open && notice_kind(to).is_ok() {
        let asked = load(app, who.context(app), id, now.public_id, to).await?;
        // After the version that one goes on over: nothing lies between the two untold.
        let since = since(app, who, subject, typed).await?;
        let mut page = page(app, who, slug, &asked, to, (typed, &Invalid::default()));
        page.chrome = page.chrome.up_to_date(who);
        page.since = Some(since);
        return html_status(StatusCode::CONFLICT, &page);
    }
    let here = address(slug, &now.public_id);
    let late = Late {
        chrome: Chrome::of(app, who, Section::Events),
        subject,
        title: said(who.words, &now.title).text,
        action: format!("{here}/{act}"),
        back: here,
        typed,
        on: open.then(|| (now.version, who.words.t(format!("event-way-{to}")))).into(),
    };
    late.answer(app, who).await
}
