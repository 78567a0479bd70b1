//! What is done with a session at once: moved, taken out after a question, put back.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::show::{self, Typed};
use super::{address, edited, form_fields, programme, public_id, views};
use crate::access::{Denied, Scope};
use crate::domain::events::EventView;
use crate::domain::history::Entity;
use crate::domain::sessions::{self, RelocateInput, Session, SessionError};
use crate::i18n::Words;
use crate::web::admin::events::views::{Said, said};
use crate::web::merging::{self, Clash, Late};
use crate::web::pieces::Field;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

type Named = Path<(String, String, String)>;

/// The session of an address as it stands, with its event.
async fn standing(app: &App, who: &SignedIn, path: &(String, String, String)) -> Result<(EventView, Session), Problem> {
    let (id, event, session) = (programme(who, &path.0)?.id, public_id(&path.1)?, public_id(&path.2)?);
    let cx = who.context(app);
    let read = app.db.read(move |conn| -> Result<_, SessionError> {
        let view = edited(conn, &cx, id, &event)?;
        let session = sessions::by_public_id(conn, &cx, &view, &session)?;
        Ok((view, session))
    });
    Ok(read.await?)
}

/// By the plain form and by dragging alike.
#[post("/programmes/{programme}/events/{event}/sessions/{session}/move")]
pub(super) async fn relocate(app: App, who: SignedIn, path: Named, form: Submitted) -> Result<HttpResponse, Problem> {
    let (id, event, session) = (programme(&who, &path.0)?.id, public_id(&path.1)?, public_id(&path.2)?);
    let here = address(&path.0, &event);
    let mut asked = form.fields.clone();
    for (dragged, typed) in [("drag_starts", "starts"), ("drag_room", "room")] {
        if let Some(aimed) = form.fields.filled(dragged) {
            asked.set(typed, aimed);
        }
    }
    let now = standing(&app, &who, &path).await?.1;
    let version = merging::version(&asked, &form_fields::place_of(&now));
    let input = RelocateInput { starts: asked.text("starts").to_owned(), room: asked.text("room").to_owned() };
    let typed = input.clone();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let view = edited(conn, cx, id, &event)?;
        let moved = sessions::relocate(conn, cx, &view, (&session, version), &input)?;
        Ok::<_, SessionError>(format!("{here}?note=session-moved#s-{}", moved.public_id))
    });
    match done.await {
        Err(SessionError::Invalid(faults)) => {
            let typed = Typed { relocate: Some(typed), faults, ..Typed::default() };
            html_refused(&show::page(&app, &who, &path, &typed).await?)
        }
        Err(SessionError::Stale) => clash(&app, &who, &path, &asked).await,
        Err(SessionError::Denied(Denied::NotFound)) => late(&app, &who, &path, &form.fields, None).await,
        done => Ok(done?),
    }
}

/// Somebody else has moved the session since the form was shown: both times and rooms, to choose from.
async fn clash(
    app: &App,
    who: &SignedIn,
    path: &(String, String, String),
    typed: &Fields,
) -> Result<HttpResponse, Problem> {
    let (view, session) = standing(app, who, path).await?;
    let here = format!("{}/{}", address(&path.0, &view.event.public_id), session.public_id);
    let fields = |f: &Fields| -> Vec<Field> {
        show::bare_move_fields(who.words)
            .map(|field| {
                let value = f.text(&field.name).to_owned();
                field.value(value)
            })
            .into()
    };
    let clash = Clash {
        w: who.words,
        chrome: Chrome::of(app, who, Section::Events),
        subject: (Entity::Event, view.event.id.raw()),
        title: views::title(who.words, &session).text,
        action: format!("{here}/move"),
        back: here,
        typed,
        now: form_fields::place_of(&session),
        fields: &fields,
    };
    clash.answer_of_part(&session.public_id, app, who).await
}

#[derive(Template)]
#[template(path = "admin/sessions/remove.html")]
struct RemovePage {
    w: Words,
    chrome: Chrome,
    here: String,
    agenda: String,
    event_title: Said,
    title: Said,
    when: String,
    people: usize,
    slides: usize,
    version: i64,
}

#[get("/programmes/{programme}/events/{event}/sessions/{session}/remove")]
pub(super) async fn ask_remove(app: App, who: SignedIn, path: Named) -> Result<HttpResponse, Problem> {
    let (view, session) = standing(&app, &who, &path).await?;
    let agenda = address(&path.0, &view.event.public_id);
    if session.removed_at.is_some() {
        return Err(Problem::NotFound);
    }
    let w = who.words;
    html(&RemovePage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        here: format!("{agenda}/{}", session.public_id),
        event_title: said(w, &view.event.title),
        title: views::title(w, &session),
        when: w.range(session.slot.start, session.slot.end),
        people: session.people.len(),
        slides: session.slides.len(),
        version: session.version,
        agenda,
    })
}

#[post("/programmes/{programme}/events/{event}/sessions/{session}/remove")]
pub(super) async fn remove(app: App, who: SignedIn, path: Named, form: Submitted) -> Result<HttpResponse, Problem> {
    let (id, event, session) = (programme(&who, &path.0)?.id, public_id(&path.1)?, public_id(&path.2)?);
    let (here, version) = (address(&path.0, &event), form.fields.version());
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let view = edited(conn, cx, id, &event)?;
        sessions::remove(conn, cx, &view, (&session, version))?;
        Ok::<_, SessionError>(format!("{here}?note=session-removed#taken-out"))
    });
    match done.await {
        Err(SessionError::Stale | SessionError::Denied(Denied::NotFound)) => {
            late(&app, &who, &path, &form.fields, Some("agenda-remove")).await
        }
        done => Ok(done?),
    }
}

/// Somebody else has changed the session that was to be taken out; or has taken out what was to be moved, and then there is no `verb` to
/// go on by.
pub(super) async fn late(
    app: &App,
    who: &SignedIn,
    path: &(String, String, String),
    typed: &Fields,
    verb: Option<&'static str>,
) -> Result<HttpResponse, Problem> {
    let (view, session) = standing(app, who, path).await?;
    let here = format!("{}/{}", address(&path.0, &view.event.public_id), session.public_id);
    let late = Late {
        chrome: Chrome::of(app, who, Section::Events),
        subject: ((Entity::Event, view.event.id.raw()), Scope::of(view.event.programme, view.event.city)),
        title: views::title(who.words, &session).text,
        action: format!("{here}/remove"),
        back: here,
        typed,
        on: verb.filter(|_| session.removed_at.is_none()).map(|key| (session.version, who.words.t(key))).into(),
    };
    late.answer(app, who).await
}

#[post("/programmes/{programme}/events/{event}/sessions/{session}/put-back")]
pub(super) async fn put_back(app: App, who: SignedIn, path: Named, form: Submitted) -> Result<HttpResponse, Problem> {
    let (id, event, session) = (programme(&who, &path.0)?.id, public_id(&path.1)?, public_id(&path.2)?);
    let here = address(&path.0, &event);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let view = edited(conn, cx, id, &event)?;
        sessions::put_back(conn, cx, &view, &session)?;
        Ok::<_, SessionError>(format!("{here}?note=session-put-back#s-{session}"))
    });
    Ok(done.await?)
}
