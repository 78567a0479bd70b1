use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::form_fields::{self, FormView, Offer};
use super::views::{self, WarningView};
use super::{address, edited, programme, public_id};
use crate::domain::events::EventView;
use crate::domain::history::Entity;
use crate::domain::sessions::{self, Session, SessionError, SessionKind};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::WallTime;
use crate::web::admin::events::views::{Said, said};
use crate::web::merging::{self, Clash};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit_retrying};

#[derive(Template)]
#[template(path = "admin/sessions/form.html")]
struct FormPage {
    w: Words,
    chrome: Chrome,
    event: String,
    event_title: Said,
    agenda: String,
    heading: String,
    /// Within which it has to lie.
    frame: String,
    action: String,
    back: String,
    verb: String,
    warnings: Vec<WarningView>,
    form: FormView,
}

/// What the forms stand on.
struct Facts {
    view: EventView,
    session: Option<Session>,
    /// All of the agenda.
    sessions: Vec<Session>,
    offer: Offer,
    warnings: Vec<WarningView>,
}

async fn facts(
    app: &App,
    who: &SignedIn,
    (slug, event): (&str, &str),
    session: Option<&str>,
) -> Result<Facts, Problem> {
    let (id, event, cx) = (programme(who, slug)?.id, public_id(event)?, who.context(app));
    let session = session.map(public_id).transpose()?;
    let (w, here) = (who.words, address(slug, &event));
    let read = app.db.read(move |conn| -> Result<_, SessionError> {
        let view = edited(conn, &cx, id, &event)?;
        let agenda = sessions::agenda(conn, &cx, &view)?;
        if agenda.frame.is_none() {
            return Err(SessionError::Undated);
        }
        let session = session.map(|id| sessions::by_public_id(conn, &cx, &view, &id)).transpose()?;
        if session.as_ref().is_some_and(|s| s.removed_at.is_some()) {
            return Err(crate::access::Denied::NotFound.into());
        }
        let about = agenda.warnings.iter().filter(|w| session.as_ref().is_some_and(|s| w.is_about(&s.public_id)));
        let about: Vec<_> = about.cloned().collect();
        let warnings = views::warnings(w, &here, &agenda.sessions, &about);
        let offer = Offer { rooms: sessions::rooms(conn, &view)?, names: sessions::suggestions(conn, &cx, &view)? };
        Ok(Facts { view, session, sessions: agenda.sessions, offer, warnings })
    });
    Ok(read.await?)
}

fn page(app: &App, who: &SignedIn, slug: &str, facts: Facts, (typed, faults): (Fields, Invalid)) -> FormPage {
    let (w, event) = (who.words, &facts.view.event);
    let agenda = address(slug, &event.public_id);
    let own = facts.session.as_ref().map(|s| format!("{agenda}/{}", s.public_id));
    FormPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        event: format!("/programmes/{slug}/events/{}", event.public_id),
        event_title: said(w, &event.title),
        heading: w.t(if own.is_some() { "agenda-edit-title" } else { "agenda-new-title" }),
        frame: sessions::frame(event).map_or_else(String::new, |f| w.range(f.start, f.end)),
        action: own.as_ref().map_or_else(|| format!("{agenda}/new"), |own| format!("{own}/edit")),
        back: own.clone().unwrap_or_else(|| agenda.clone()),
        verb: w.t(if own.is_some() { "act-save" } else { "agenda-add" }),
        warnings: facts.warnings,
        form: FormView::new(w, typed, faults, facts.offer),
        agenda,
    }
}

/// What a new session's form begins with: what the link to it knows, as long as the last session lasts, in the event's languages.
fn begun(facts: &Facts, asked: &Fields) -> Fields {
    let mut f = Fields::default();
    let kind: SessionKind = asked.text("kind").parse().unwrap_or(SessionKind::Talk);
    f.set("kind", kind.as_str());
    f.set("room", asked.text("room"));
    let asked = WallTime::parse(asked.text("starts"), facts.view.event.zone).ok();
    if let Some(frame) = sessions::frame(&facts.view.event) {
        let span = sessions::next_span(&facts.sessions, frame, kind, asked);
        f.set("starts", span.start.as_typed());
        f.set("ends", span.end.as_typed());
    }
    if kind == SessionKind::Break {
        f.set_localised("title", &pause());
    } else {
        facts.view.event.languages.iter().for_each(|l| f.push("languages", l.tag()));
    }
    f
}

/// What a break is called in each language.
pub(super) fn pause() -> Localised {
    Localised::new(Locale::ALL.into_iter().map(|l| (l, Words::new(l).t("agenda-pause"))))
}

#[get("/programmes/{programme}/events/{event}/sessions/new")]
pub(super) async fn blank(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let facts = facts(&app, &who, (&path.0, &path.1), None).await?;
    let typed = begun(&facts, &query);
    html(&page(&app, &who, &path.0, facts, (typed, Invalid::default())))
}

#[post("/programmes/{programme}/events/{event}/sessions/new")]
pub(super) async fn create(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (id, event) = (programme(&who, &path.0)?.id, public_id(&path.1)?);
    let (here, input) = (address(&path.0, &event), form_fields::input(&form.fields));
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| {
        let view = edited(conn, cx, id, &event)?;
        let made = sessions::create(conn, cx, &view, &input)?;
        Ok::<_, SessionError>(format!("{here}?note=session-added#s-{}", made.public_id))
    });
    match done.await {
        Err(SessionError::Invalid(faults)) => {
            let facts = facts(&app, &who, (&path.0, &path.1), None).await?;
            let page = page(&app, &who, &path.0, facts, (form.fields, faults));
            html_refused(&page)
        }
        done => Ok(done?),
    }
}

#[get("/programmes/{programme}/events/{event}/sessions/{session}/edit")]
pub(super) async fn open(
    app: App,
    who: SignedIn,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse, Problem> {
    let facts = facts(&app, &who, (&path.0, &path.1), Some(&path.2)).await?;
    let typed = facts.session.as_ref().map(form_fields::of).unwrap_or_default();
    html(&page(&app, &who, &path.0, facts, (typed, Invalid::default())))
}

#[post("/programmes/{programme}/events/{event}/sessions/{session}/edit")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<(String, String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let now = facts(&app, &who, (&path.0, &path.1), Some(&path.2)).await?;
    let Some(session) = &now.session else { return Err(Problem::NotFound) };
    let version = merging::version(&form.fields, &form_fields::of(session));
    let (id, event, session) = (now.view.event.programme, public_id(&path.1)?, public_id(&path.2)?);
    let here = format!("{}/{session}", address(&path.0, &event));
    let input = form_fields::input(&form.fields);
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| {
        let view = edited(conn, cx, id, &event)?;
        sessions::edit(conn, cx, &view, (&session, version), &input)?;
        Ok::<_, SessionError>(format!("{here}?note=session-saved"))
    });
    match done.await {
        Err(SessionError::Invalid(faults)) => {
            let page = page(&app, &who, &path.0, now, (form.fields, faults));
            html_refused(&page)
        }
        Err(SessionError::Stale) => clash(&app, &who, &path, &form.fields).await,
        done => Ok(done?),
    }
}

/// Somebody else has changed the session since the form was opened.
async fn clash(
    app: &App,
    who: &SignedIn,
    path: &(String, String, String),
    typed: &Fields,
) -> Result<HttpResponse, Problem> {
    let facts = facts(app, who, (&path.0, &path.1), Some(&path.2)).await?;
    let Some(session) = &facts.session else { return Err(Problem::NotFound) };
    let here = format!("{}/{}", address(&path.0, &facts.view.event.public_id), session.public_id);
    let fields = |f: &Fields| FormView::new(who.words, f.clone(), Invalid::default(), Offer::default()).all();
    let clash = Clash {
        w: who.words,
        chrome: Chrome::of(app, who, Section::Events),
        subject: (Entity::Event, facts.view.event.id.raw()),
        title: views::title(who.words, session).text,
        action: format!("{here}/edit"),
        back: here,
        typed,
        now: form_fields::of(session),
        fields: &fields,
    };
    clash.answer_of_part(&session.public_id, app, who).await
}
