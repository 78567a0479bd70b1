use actix_web::http::header;
use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;

use super::loading::{Loaded, load};
use super::past::{Reading, pasts};
use super::recall;
use super::views::{Said, clocks, coming, hue, labelled, mark, outside_words, said, venue};
use super::{address, programme, public_id};
use crate::access::{Action, Actor, Scope, may};
use crate::calendar::{self as ics, Method};
use crate::domain::events::transitions::{self, Way};
use crate::domain::events::{self, Deadline, Event, EventState, EventView, Guests, Hosting, Lack, Slot};
use crate::i18n::{Clocks, Words};
use crate::kernel::locale::Locale;
use crate::kernel::page::PageRequest;
use crate::kernel::time::{Instant, Zone};
use crate::text;
use crate::web::admin::consultations::overview::EventSection;
use crate::web::admin::gates::views::{self, GateView};
use crate::web::admin::sessions::AgendaSection;
use crate::web::pieces::{Mark, Past};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/events/show.html")]
struct ShowPage {
    w: Words,
    chrome: Chrome,
    list: String,
    here: String,
    programme: String,
    title: Said,
    kind: String,
    hue: String,
    place: String,
    mark: Mark,
    reason: Option<Said>,
    version: i64,
    ways: Vec<WayView>,
    may_edit: bool,
    may_move: bool,
    sees_guests: bool,
    /// What strangers see of it, once they may.
    public_page: Option<String>,
    when: Option<When>,
    /// The date that no longer holds.
    former: Option<String>,
    venue: Vec<Vec<Said>>,
    room: Option<String>,
    map_url: String,
    languages: String,
    step: Option<String>,
    /// That its date lies outside the days of its step.
    outside: Option<String>,
    capacity: String,
    reply_by: Option<Clocks>,
    reply_by_day: String,
    description: Option<(String, Option<&'static str>)>,
    untranslated: Vec<String>,
    guests: Guests,
    coming: String,
    host: Option<HostView>,
    card_name: String,
    card_email: String,
    card_phone: String,
    deadlines: Vec<DeadlineView>,
    history: Vec<Past>,
    older: Option<String>,
    /// Mails that leave soon and cannot be called back.
    bound: Option<String>,
    /// The mail desk, for those who may see it.
    mails: Option<String>,
    input: Option<EventSection>,
    /// That mails tell not all guests of the last act, and where those stand whom none reaches.
    untold: Option<(String, String)>,
    gate: GateView,
    agenda: AgendaSection,
    /// Who is courted for it, for those who may see that.
    sponsors: Option<String>,
}

/// A way on from the event's state.
struct WayView {
    to: EventState,
    label: String,
    /// It wants a page of its own: a reason, or guests to tell.
    asks: bool,
}

struct When {
    range: String,
    starts: Clocks,
}

struct HostView {
    name: Said,
    url: String,
    contact: String,
    slot: Option<When>,
}

struct DeadlineView {
    id: String,
    label: Said,
    date: String,
    due: String,
    late: bool,
    url: String,
    met: bool,
}

#[get("/programmes/{programme}/events/{event}")]
pub(super) async fn show(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let programme = programme(&who, &path.0)?;
    let (id, event, cx) = (programme.id, public_id(&path.1)?, who.context(&app));
    let (actor, now, words, slug) = (cx.actor.clone(), cx.now, who.words, path.0.clone());
    let page = PageRequest::new(query.text("history").parse().ok(), Some(20));
    let read = app.db.read(move |conn| load(conn, &cx, (id, &slug, &event), words, page));
    let mut loaded = read.await?;
    let undo = loaded.waiting.as_ref().and_then(|w| recall::undo(who.words, who.zone, &path.0, &loaded.view.event, w));
    let chrome = Chrome::of(&app, &who, Section::Events).with_undo(undo);
    let reader = Reader { w: who.words, zone: who.zone, now, actor };
    let input = loaded.input.take();
    let page = page_of(&reader, chrome, &programme.slug, programme.title.best(who.locale), &loaded);
    // What was done a moment ago says whom no mail tells of it; who they are stands among the guests.
    let untold = query.text("phone").parse::<i64>().ok().filter(|n| *n > 0 && page.sees_guests);
    let untold = untold.map(|n| (who.words.n("events-untold", n), format!("{}/guests?standing=by-phone", page.here)));
    html(&ShowPage { input, untold, ..page })
}

/// Who reads the page, and when.
struct Reader {
    w: Words,
    zone: Zone,
    now: Instant,
    actor: Actor,
}

fn page_of(reader: &Reader, chrome: Chrome, slug: &str, programme: &str, loaded: &Loaded) -> ShowPage {
    let (w, view, event) = (reader.w, &loaded.view, &loaded.view.event);
    let here = address(slug, &event.public_id);
    let scope = Scope::of(event.programme, event.city);
    let may = |action| may(&reader.actor, action, scope);
    let held = event.when.filter(|_| event.time_holds());
    let name = |l: &Locale| w.t(format!("language-{l}"));
    let next = loaded.history.as_ref().and_then(|h| h.next);
    let reading = Reading { w, zone: reader.zone, now: reader.now, spoken: loaded.heard.spoken() };
    ShowPage {
        list: format!("/programmes/{slug}/events"),
        programme: programme.to_owned(),
        title: said(w, &event.title),
        kind: w.t(format!("event-kind-{}", event.kind)),
        hue: hue(view),
        place: event.place.best(w.locale()).to_owned(),
        mark: mark(w, event.state),
        reason: event.state_reason.as_ref().map(|reason| labelled(w, reason)),
        version: event.version,
        ways: ways(reader, event, may),
        may_edit: may(Action::EditEvent),
        may_move: may(Action::MoveEvent) && transitions::is_movable(event.state),
        sees_guests: may(Action::SeeGuests),
        public_page: event.is_public().then(|| format!("/e/{}", event.public_id)),
        when: held.map(|slot| when(reader, view, slot)),
        former: event.when.filter(|_| !event.time_holds()).map(|s| w.range(s.start, s.end)),
        venue: venue(w, &event.venue),
        room: event.venue.room_in(w),
        map_url: event.venue.map_url.clone(),
        languages: w.list(&event.languages.iter().map(name).collect::<Vec<_>>()),
        step: view.step.as_ref().map(|s| s.title.best(w.locale()).to_owned()),
        outside: view.outside().map(|step| outside_words(w, step)),
        capacity: event.capacity.map_or_else(|| w.t("events-capacity-none"), |n| w.n("events-capacity-places", n)),
        reply_by: event.reply_by.map(|at| clocks(w, event, at, reader.zone)),
        reply_by_day: event.reply_by.map(|at| w.date(at.date())).unwrap_or_default(),
        description: description(w, view),
        untranslated: event.title.missing().iter().map(name).collect(),
        guests: loaded.guests,
        coming: coming(w, &loaded.guests, event.capacity),
        host: (event.hosting == Hosting::Others).then(|| host(reader, view)),
        card_name: event.card.name.clone(),
        card_email: event.card.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        card_phone: event.card.phone.clone(),
        deadlines: loaded.deadlines.iter().map(|d| deadline(reader, view, d)).collect(),
        history: loaded.history.as_ref().map(|h| pasts(reading, loaded.zone, &h.items)).unwrap_or_default(),
        bound: loaded.waiting.as_ref().and_then(|waiting| recall::bound(w, reader.zone, waiting)),
        mails: may(Action::SeeOutbox).then(|| format!("/mail?event={}", event.public_id)),
        input: None,
        untold: None,
        gate: gate(reader, (slug, &here), loaded),
        agenda: loaded.agenda.clone(),
        sponsors: may(Action::SeeSponsorship)
            .then(|| format!("/programmes/{slug}/sponsorships?event={}", event.public_id)),
        older: next.map(|n| format!("{here}?history={n}#history")),
        w,
        chrome,
        here,
    }
}

fn gate(reader: &Reader, (slug, here): (&str, &str), loaded: &Loaded) -> GateView {
    let reading = views::reading((reader.w, reader.zone, reader.now), (slug, here), &loaded.groups);
    let gate = GateView::of(&reading, &reader.actor, &loaded.standing).with_stuck(reader.w, &loaded.stuck);
    gate.without_reminders(&loaded.own)
}

/// The ways on, the first of them forward: it is the page's primary act. Nobody is offered to call held what has not begun.
fn ways(reader: &Reader, event: &Event, may: impl Fn(Action) -> bool) -> Vec<WayView> {
    let ahead = event.when.is_none_or(|slot| slot.start.instant() > reader.now);
    let open = |t: &&transitions::Transition| may(t.action) && !(ahead && t.needs.contains(&Lack::Beginning));
    let mut ways: Vec<WayView> = transitions::from(event.state).filter(open).filter_map(|t| way(reader.w, t)).collect();
    ways.sort_by_key(|way| way.to == EventState::Idea);
    ways
}

fn way(w: Words, way: &transitions::Transition) -> Option<WayView> {
    let asks = match way.way {
        Way::Advance | Way::Confirm => false,
        Way::Notice(_) => true,
        // By the move's own page.
        Way::Replan => return None,
    };
    Some(WayView { to: way.to, label: w.t(format!("event-way-{}", way.to)), asks })
}

fn when(reader: &Reader, view: &EventView, slot: Slot) -> When {
    let w = reader.w;
    When { range: w.range(slot.start, slot.end), starts: clocks(w, &view.event, slot.start, reader.zone) }
}

fn host(reader: &Reader, view: &EventView) -> HostView {
    let host = &view.event.host;
    HostView {
        name: said(reader.w, &host.name),
        url: host.url.clone(),
        contact: host.contact.clone(),
        slot: host.slot.map(|slot| when(reader, view, slot)),
    }
}

fn description(w: Words, view: &EventView) -> Option<(String, Option<&'static str>)> {
    let said = said(w, &view.event.description);
    (!said.text.is_empty()).then(|| (text::page_html(&said.text), said.lang))
}

fn deadline(reader: &Reader, view: &EventView, deadline: &Deadline) -> DeadlineView {
    let today = reader.now.at(view.event.zone).date();
    let met = deadline.met_at.is_some();
    // Further ahead the date alone says it.
    let near = !met && deadline.due_on <= today + chrono::Days::new(1);
    DeadlineView {
        id: deadline.public_id.to_string(),
        label: labelled(reader.w, &deadline.label),
        date: reader.w.date_medium(deadline.due_on),
        due: if near { reader.w.due(deadline.due_on, today) } else { String::new() },
        late: !met && deadline.due_on < today,
        url: deadline.url.clone(),
        met,
    }
}

/// The event for a calendar: for members whatever its state, for strangers see the public site.
#[get("/programmes/{programme}/events/{event}.ics")]
pub(super) async fn file(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (id, event, cx) = (programme(&who, &path.0)?.id, public_id(&path.1)?, who.context(&app));
    let (locale, now) = (who.locale, cx.now);
    let view = app.db.read(move |conn| events::by_public_id(conn, &cx, id, &event)).await?;
    let mut entry = events::calendar_entry(&view, locale, now).ok_or_else(|| Problem::conflict("event-lacks-date"))?;
    entry.url = Some(format!("{}{}", app.config.base_url(), address(&path.0, &view.event.public_id)));
    Ok(calendar_file(&view, &ics::write(Method::Publish, &[entry])))
}

pub(in crate::web) fn calendar_file(view: &EventView, body: &str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(Method::Publish.content_type())
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.ics\"", view.event.public_id)))
        .body(body.to_owned())
}
