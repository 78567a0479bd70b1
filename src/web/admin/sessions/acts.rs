//! What is done with a session at once: moved, taken out after a question, put back.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::show::{self, Typed};
use super::views;
use super::{address, edited, programme, public_id};
use crate::domain::sessions::{self, RelocateInput, SessionError};
use crate::i18n::Words;
use crate::web::admin::events::views::{Said, said};
use crate::web::{App, Chrome, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

type Named = Path<(String, String, String)>;

fn version(form: &Submitted) -> Result<i64, Problem> {
    form.fields.text("version").parse().map_err(|_| Problem::Stale { now: None })
}

/// By the plain form and by dragging alike.
#[post("/programmes/{programme}/events/{event}/sessions/{session}/move")]
pub(super) async fn relocate(app: App, who: SignedIn, path: Named, form: Submitted) -> Result<HttpResponse, Problem> {
    let (id, event, session) = (programme(&who, &path.0)?.id, public_id(&path.1)?, public_id(&path.2)?);
    let (here, version) = (address(&path.0, &event), version(&form)?);
    let either = |dragged: &str, typed: &str| {
        let f = &form.fields;
        f.filled(dragged).unwrap_or_else(|| f.text(typed)).to_owned()
    };
    let input = RelocateInput { starts: either("drag_starts", "starts"), room: either("drag_room", "room") };
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
        done => Ok(done?),
    }
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
    let (id, event, session) = (programme(&who, &path.0)?.id, public_id(&path.1)?, public_id(&path.2)?);
    let (cx, agenda) = (who.context(&app), address(&path.0, &event));
    let read = app.db.read(move |conn| -> Result<_, SessionError> {
        let view = edited(conn, &cx, id, &event)?;
        let session = sessions::by_public_id(conn, &cx, &view, &session)?;
        Ok((view, session))
    });
    let (view, session) = read.await?;
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
    let (here, version) = (address(&path.0, &event), version(&form)?);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let view = edited(conn, cx, id, &event)?;
        sessions::remove(conn, cx, &view, (&session, version))?;
        Ok::<_, SessionError>(format!("{here}?note=session-removed#taken-out"))
    });
    Ok(done.await?)
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
