//! The timetable.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::form_fields;
use super::timetable::{Grid, Line, Square, grids};
use super::views::{self, WarningView};
use super::{address, programme, public_id, seen};
use crate::access::{Action, Scope, may};
use crate::domain::events::{EventView, Hosting};
use crate::domain::sessions::{self, Agenda, Appearance, Part, Session, SessionError, SessionKind, Who, frame_is_ours};
use crate::i18n::Words;
use crate::kernel::time::{WallTime, Zone};
use crate::web::admin::events::views::{Said, said};
use crate::web::merging::Seen;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/sessions/agenda.html")]
struct AgendaPage {
    w: Words,
    chrome: Chrome,
    /// The event's page.
    event: String,
    /// The agenda's.
    here: String,
    title: Said,
    days: Vec<DayView>,
    warnings: Vec<WarningView>,
    may_edit: bool,
    dated: bool,
    frame: String,
    host: Option<HostView>,
    taken_out: Vec<OutView>,
    /// What strangers read; none while they may not, or there is nothing.
    public: Option<String>,
    /// Where a new session is likely to begin.
    next: String,
}

/// Whose event our part is in.
struct HostView {
    name: Said,
    url: String,
    hall: String,
    /// When the whole of it is; empty where our part is all we know.
    whole: String,
    /// Which part is ours is known.
    ours: bool,
}

struct OutView {
    id: String,
    title: Said,
    when: String,
}

struct DayView {
    id: String,
    heading: String,
    columns: Vec<ColumnView>,
    rows: Vec<RowView>,
}

struct ColumnView {
    name: String,
    raw: String,
}

struct RowView {
    time: String,
    machine: String,
    minutes: i64,
    /// As high as it lasts, within reason.
    class: String,
    cells: Vec<CellView>,
}

struct CellView {
    rows: usize,
    session: Option<CardView>,
    /// Of an empty one: where a session would be added, and what that is called.
    add: String,
    label: String,
}

struct CardView {
    id: String,
    version: i64,
    /// When and where it was shown.
    was: String,
    href: String,
    title: Said,
    kind: String,
    class: &'static str,
    hours: String,
    room: String,
    chairs: Vec<String>,
    speakers: Vec<String>,
    languages: String,
    slides: usize,
    risky: bool,
}

#[get("/programmes/{programme}/events/{event}/sessions")]
pub(super) async fn show(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let programme = programme(&who, &path.0)?;
    let (id, event, cx) = (programme.id, public_id(&path.1)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, SessionError> {
        let view = seen(conn, &cx, id, &event)?;
        let edits = may(&cx.actor, Action::EditEvent, Scope::of(id, view.event.city));
        let agenda = sessions::agenda(conn, &cx, &view)?;
        let out = if edits { sessions::taken_out(conn, &cx, &view)? } else { Vec::new() };
        Ok((view, agenda, out, edits))
    });
    let (view, agenda, out, edits) = read.await?;
    html(&page(&app, &who, &path.0, (&view, &agenda, &out), edits))
}

fn page(
    app: &App,
    who: &SignedIn,
    slug: &str,
    (view, agenda, taken_out): (&EventView, &Agenda, &[Session]),
    may_edit: bool,
) -> AgendaPage {
    let (w, event) = (who.words, &view.event);
    let here = address(slug, &event.public_id);
    let out = |s: &Session| OutView {
        id: s.public_id.to_string(),
        title: views::title(w, s),
        when: w.range(s.slot.start, s.slot.end),
    };
    let public = event.is_public() && event.time_holds() && !agenda.sessions.is_empty();
    let next = agenda.frame.map(|f| sessions::next_span(&agenda.sessions, f, SessionKind::Talk, None).start);
    AgendaPage {
        event: format!("/programmes/{slug}/events/{}", event.public_id),
        title: said(w, &event.title),
        days: grids(&agenda.sessions).iter().map(|grid| day(w, &here, grid, agenda)).collect(),
        warnings: views::warnings(w, &here, &agenda.sessions, &agenda.warnings),
        dated: agenda.frame.is_some(),
        frame: agenda.frame.map_or_else(String::new, |f| w.range(f.start, f.end)),
        host: host(w, view),
        taken_out: taken_out.iter().map(out).collect(),
        public: public.then(|| format!("/e/{}/programme", event.public_id)),
        next: next.map_or_else(String::new, WallTime::as_typed),
        chrome: Chrome::of(app, who, Section::Events),
        may_edit,
        here,
        w,
    }
}

/// The frame that others give: whose event it is, where, and how much of it is ours.
fn host(w: Words, view: &EventView) -> Option<HostView> {
    let event = &view.event;
    (event.hosting == Hosting::Others).then(|| {
        let hall = event.venue.name.best(w.locale());
        let hall = [Some(hall.to_owned()).filter(|h| !h.is_empty()), event.venue.room_in(w)];
        HostView {
            name: said(w, &event.host.name),
            url: event.host.url.clone(),
            hall: hall.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            whole: event.around().map_or_else(String::new, |slot| w.range(slot.start, slot.end)),
            ours: frame_is_ours(event),
        }
    })
}

fn day(w: Words, here: &str, grid: &Grid, agenda: &Agenda) -> DayView {
    let called = |raw: &str| {
        let there = agenda.sessions.iter().find(|s| s.is_in(raw));
        room_word(w, there.map_or(raw, |s| s.room_in(w.locale())))
    };
    let column = |name: &String| ColumnView { name: called(name), raw: name.clone() };
    let zone = agenda.sessions.first().map_or(Zone::UTC, |s| s.slot.start.zone);
    let row = |line: &Line| {
        let at = WallTime::new(line.at, zone);
        let cell = |square: &Square| match square {
            Square::Session { nth, rows } => CellView {
                rows: *rows,
                session: Some(card(w, here, &agenda.sessions[*nth], agenda)),
                add: String::new(),
                label: String::new(),
            },
            Square::Free { column } => {
                let raw = &grid.columns[*column];
                let label = w.with("agenda-add-at", &[("time", &w.time(at)), ("room", &called(raw))]);
                CellView { rows: 1, session: None, add: adding(here, at, raw), label }
            }
        };
        RowView {
            time: w.time(at),
            machine: at.as_typed(),
            minutes: line.minutes,
            class: format!("lasts-{}", (line.minutes / 5).clamp(1, 24)),
            cells: line.cells.iter().map(cell).collect(),
        }
    };
    DayView {
        id: format!("day-{}", grid.day),
        heading: w.date(grid.day),
        columns: grid.columns.iter().map(column).collect(),
        rows: grid.rows.iter().map(row).collect(),
    }
}

fn adding(here: &str, at: WallTime, room: &str) -> String {
    let mut query = Fields::default();
    query.set("starts", at.as_typed());
    query.set("room", room);
    format!("{here}/new?{}", query.query())
}

fn room_word(w: Words, name: &str) -> String {
    if name.is_empty() { w.t("agenda-no-room") } else { views::room(w, name) }
}

fn card(w: Words, here: &str, session: &Session, agenda: &Agenda) -> CardView {
    let names = |part| {
        let name = |one: &Appearance| match (&one.who, one.to_come(w.locale()).unwrap_or_default()) {
            (Who::Contact { name, .. }, _) => name.shown(w.locale()).to_owned(),
            (Who::ToCome(_), "") => w.t("agenda-unnamed"),
            (Who::ToCome(_), name) => w.with("agenda-to-come-short", &[("name", &name)]),
        };
        session.with(part).map(name).collect::<Vec<_>>()
    };
    CardView {
        id: session.public_id.to_string(),
        version: session.version,
        was: Seen::of(&form_fields::place_of(session)).was,
        href: format!("{here}/{}", session.public_id),
        title: views::title(w, session),
        kind: w.t(format!("session-kind-{}", session.kind)),
        class: if session.kind.is_pause() { "pause" } else { "talk" },
        hours: w.hours(session.slot.start, session.slot.end),
        room: room_word(w, session.room_in(w.locale())),
        chairs: names(Part::Chair),
        speakers: names(Part::Speaker),
        languages: views::languages(w, session),
        slides: session.slides.len(),
        risky: agenda.warnings.iter().any(|warning| warning.is_about(&session.public_id)),
    }
}
