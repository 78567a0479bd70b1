//! What strangers may have of an event once it is announced: a page and a calendar file. An event that is not is not there.

use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpResponse, get};
use askama::Template;

use super::sponsorships::{self, SponsorView};
use crate::calendar::{self, Method};
use crate::domain::events::{self, EventError, EventState, EventView, Hosting, Slot};
use crate::domain::sessions;
use crate::domain::sponsorship::showing;
use crate::i18n::{Clocks, Words};
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, Zone};
use crate::text;
use crate::web::admin::events::calendar_file;
use crate::web::admin::events::views::{Said, hue, said, venue};
use crate::web::{App, Front, Problem, Visitor, assets, html, public_id};

/// The file before the page: its address would do as an event's name.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(file).service(show);
}

#[derive(Template)]
#[template(path = "public/events/show.html")]
struct EventPage {
    w: Words,
    front: Front,
    title: Said,
    kind: String,
    place: String,
    /// Why nobody should come at the time on record, or any more.
    notice: Option<String>,
    description: Option<(String, Option<&'static str>)>,
    when: Option<When>,
    /// It has no date, and none will be announced.
    cancelled: bool,
    /// Nobody knows where a stranger is but their own machine; a member has said.
    is_stranger: bool,
    venue: Vec<Vec<Said>>,
    room: Option<String>,
    map_url: String,
    languages: String,
    host: Option<HostView>,
    calendar: Option<String>,
    /// What happens when, once there is an agenda.
    programme: Option<String>,
    sponsors: Vec<SponsorView>,
}

struct When {
    range: String,
    starts: Clocks,
    /// The start for the reader's own clock, which only their machine knows.
    instant: String,
    /// Minutes east of UTC at the venue.
    offset: i32,
}

struct HostView {
    name: Said,
    url: String,
    slot: Option<When>,
}

#[get("/e/{event}.ics")]
async fn file(app: App, visitor: Visitor, event: Path<String>) -> Result<HttpResponse, Problem> {
    let id = public_id(&event)?;
    let view = app.db.read(move |conn| events::published(conn, &id)).await?;
    // Without a date there is nothing to keep; that an event has none is known from its page.
    let entry = events::calendar_entry(&view, visitor.locale, app.clock.now()).ok_or(Problem::NotFound)?;
    Ok(calendar_file(&view, &calendar::write(Method::Publish, &[entry])))
}

#[get("/e/{event}")]
async fn show(app: App, visitor: Visitor, event: Path<String>) -> Result<HttpResponse, Problem> {
    let id = public_id(&event)?;
    let read = app.db.read(move |conn| -> Result<_, EventError> {
        let (view, programme) = events::public_page(conn, &id)?;
        let agenda = !sessions::within(conn, &view)?.is_empty();
        let sponsors = showing::of_event(conn, view.event.id, view.event.programme)?;
        Ok((view, programme, agenda, sponsors))
    });
    let (view, programme, agenda, (slug, sponsors)) = read.await?;
    let mut page = page(&visitor, &view, &programme, app.clock.now());
    page.programme = agenda.then(|| format!("/e/{}/programme?lang={}", view.event.public_id, visitor.locale));
    page.sponsors = sponsors.iter().map(|s| sponsorships::view(visitor.words, &slug, s)).collect();
    html(&page)
}

fn page(visitor: &Visitor, view: &EventView, programme: &Localised, now: Instant) -> EventPage {
    let (w, event) = (visitor.words, &view.event);
    let path = format!("/e/{}", event.public_id);
    let mut front = Front::new(w, programme.best(w.locale()), assets::version()).in_languages(&path);
    front.hue = hue(view);
    let held = event.when.filter(|_| event.time_holds());
    let description = said(w, &event.description);
    let notice = notice(w, view, now);
    let cancelled = event.state == EventState::Cancelled;
    EventPage {
        front,
        title: said(w, &event.title),
        kind: w.t(format!("event-kind-{}", event.kind)),
        place: event.place.best(w.locale()).to_owned(),
        description: (!description.text.is_empty()).then(|| (text::page_html(&description.text), description.lang)),
        is_stranger: visitor.member.is_none(),
        when: held.map(|slot| when(w, view, slot, visitor.zone)),
        cancelled,
        venue: venue(w, &event.venue),
        room: event.venue.room_in(w),
        map_url: event.venue.map_url.clone(),
        languages: w.list(&event.languages.iter().map(|l| w.t(format!("language-{l}"))).collect::<Vec<_>>()),
        host: (event.hosting == Hosting::Others).then(|| host(visitor, view)),
        calendar: held.filter(|_| notice.is_none()).map(|_| format!("{path}.ics?lang={}", w.locale())),
        programme: None,
        notice,
        sponsors: Vec::new(),
        w,
    }
}

fn notice(w: Words, view: &EventView, now: Instant) -> Option<String> {
    match view.event.state {
        EventState::Cancelled => Some(w.t("events-public-cancelled")),
        EventState::Postponed => Some(w.t("events-public-postponed")),
        EventState::Held | EventState::Reported => Some(w.t("events-public-over")),
        _ => view.event.is_over(now).then(|| w.t("events-public-over")),
    }
}

fn when(w: Words, view: &EventView, slot: Slot, reader: Zone) -> When {
    let event = &view.event;
    let place = event.place.best(w.locale());
    let place = if place.is_empty() { w.zone_city(event.zone) } else { place.to_owned() };
    // Where a stranger is, is not known: UTC until their own machine says better.
    let beside = if reader == Zone::UTC { String::new() } else { w.zone_city(reader) };
    let start = slot.start.instant();
    When {
        range: w.range(slot.start, slot.end),
        starts: w.clocks(slot.start, reader, place, beside),
        instant: start.rfc3339(),
        offset: event.zone.offset_seconds(start) / 60,
    }
}

/// Who hosts it and their page; whom we talk to there is ours to know.
fn host(visitor: &Visitor, view: &EventView) -> HostView {
    let (w, host) = (visitor.words, &view.event.host);
    HostView {
        name: said(w, &host.name),
        url: host.url.clone(),
        slot: host.slot.map(|slot| when(w, view, slot, visitor.zone)),
    }
}
