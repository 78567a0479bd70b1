//! The programme of an event as it is printed: one language, one after the other, clean on paper.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;

use super::views::{self, Cast, Reading};
use super::{address, programme, public_id, seen};
use crate::domain::events::EventView;
use crate::domain::sessions::{self, Session, SessionError};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::web::admin::events::views::{Said, said, venue};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/sessions/printed.html")]
struct PrintedPage {
    /// The reader's words for the frame.
    w: Words,
    /// The programme's.
    p: Words,
    chrome: Chrome,
    agenda: String,
    here: String,
    event_title: Said,
    languages: Vec<(Locale, bool)>,
    /// In how many sessions another language stands in.
    fallen_back: usize,
    sheet: Sheet,
}

/// A programme in one language, for paper and for strangers alike.
pub(in crate::web) struct Sheet {
    pub title: Said,
    pub when: String,
    pub place: Vec<Vec<Said>>,
    pub days: Vec<SheetDay>,
}

pub(in crate::web) struct SheetDay {
    pub heading: String,
    pub items: Vec<SheetItem>,
}

pub(in crate::web) struct SheetItem {
    pub hours: String,
    pub machine: String,
    pub title: Said,
    pub kind: String,
    pub pause: bool,
    pub room: String,
    pub languages: String,
    pub casts: Vec<Cast>,
    pub description: Option<(String, Option<&'static str>)>,
    /// Address and name of what strangers may have.
    pub slides: Vec<(String, String)>,
}

/// `slides`: the beginning of their addresses; none where they are not given out.
pub(in crate::web) fn sheet(
    p: Words,
    view: &EventView,
    sessions: &[Session],
    (reading, slides): (Reading, Option<&str>),
) -> Sheet {
    let mut days: Vec<SheetDay> = Vec::new();
    for session in sessions {
        let heading = p.date(session.slot.start.date());
        if days.last().is_none_or(|day| day.heading != heading) {
            days.push(SheetDay { heading, items: Vec::new() });
        }
        if let Some(day) = days.last_mut() {
            day.items.push(item(p, session, reading, slides));
        }
    }
    let when = sessions::frame(&view.event).map_or_else(String::new, |slot| p.range(slot.start, slot.end));
    Sheet { title: said(p, &view.event.title), when, place: venue(p, &view.event.venue), days }
}

fn item(p: Words, session: &Session, reading: Reading, slides: Option<&str>) -> SheetItem {
    let slide = |base: &str| {
        let one = |s: &sessions::Slide| (format!("{base}/{}", s.public_id), s.name.to_string());
        session.newest_slides().into_iter().map(one).collect()
    };
    SheetItem {
        hours: p.hours(session.slot.start, session.slot.end),
        machine: session.slot.start.as_typed(),
        title: views::title(p, session),
        kind: p.t(format!("session-kind-{}", session.kind)),
        pause: session.kind.is_pause(),
        room: views::room(p, session.room_in(p.locale())),
        languages: views::languages(p, session),
        casts: views::casts(p, session, reading),
        description: views::description(p, session),
        slides: slides.map(slide).unwrap_or_default(),
    }
}

/// `?language=fr`: the programme's, whatever the reader's own is.
#[get("/programmes/{programme}/events/{event}/programme")]
pub(super) async fn show(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (id, event, cx) = (programme(&who, &path.0)?.id, public_id(&path.1)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, SessionError> {
        let view = seen(conn, &cx, id, &event)?;
        let agenda = sessions::agenda(conn, &cx, &view)?;
        let reading = views::reading(&cx, &view.event);
        Ok((view, agenda, reading))
    });
    let (view, agenda, reading) = read.await?;
    let language: Locale = query.text("language").parse().unwrap_or(who.locale);
    let p = Words::new(language);
    let here = format!("/programmes/{}/events/{}/programme", path.0, view.event.public_id);
    html(&PrintedPage {
        w: who.words,
        p,
        chrome: Chrome::of(&app, &who, Section::Events),
        agenda: address(&path.0, &view.event.public_id),
        event_title: said(who.words, &view.event.title),
        languages: Locale::ALL.into_iter().map(|l| (l, l == language)).collect(),
        fallen_back: agenda.sessions.iter().filter(|s| s.title.get(language).is_none()).count(),
        sheet: sheet(p, &view, &agenda.sessions, (reading, None)),
        here,
    })
}
