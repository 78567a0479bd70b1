//! The guest list, with its numbers, and the list of those to telephone.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;

use super::views::{Bar, GuestLine, Head, calling_back};
use super::{EventPath, Rights, event, public_id};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::invitations::{
    self, EventFacts, GuestFilter, GuestRow, InvitationError, Leaving, Numbers, Standing,
};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::names::PersonName;
use crate::kernel::page::{Page, PageRequest};
use crate::web::admin::delegations::SilentOffice;
use crate::web::pieces::{Choice, Pager};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/invitations/guests.html")]
struct GuestsPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    rights: Rights,
    numbers: Numbers,
    capacity: Option<i64>,
    /// A place is free, and people wait for one.
    turn: Option<String>,
    /// All answers as one bar.
    all: Bar,
    legend: Vec<(&'static str, String)>,
    groups: Vec<Bar>,
    places: Vec<Bar>,
    doors: Vec<(String, String)>,
    rows: Vec<GuestLine>,
    standing: Vec<Choice>,
    group: Vec<Choice>,
    text: String,
    /// The filter once more, for the form of the selected.
    hidden: Vec<(String, String)>,
    query: String,
    pager: Pager,
    /// How many the filter finds, on all pages.
    matching: i64,
}

#[derive(Template)]
#[template(path = "admin/invitations/chase.html")]
struct ChasePage {
    w: Words,
    chrome: Chrome,
    head: Head,
    rights: Rights,
    /// Institutions without an answer.
    offices: Vec<SilentOffice>,
    rows: Vec<GuestLine>,
    /// How many they are on all pages.
    silent: i64,
    pager: Pager,
    /// Name and number of those shown, one a line, to be copied.
    plain: String,
    until: Option<String>,
    numbers: Numbers,
}

/// What the address asks for. A word it does not know asks for nothing.
pub(super) fn filter(query: &Fields) -> GuestFilter {
    GuestFilter {
        standing: query.text("standing").parse().unwrap_or(Standing::All),
        group: query.filled("group").map(str::to_owned),
        text: query.text("q").trim().to_owned(),
        ..GuestFilter::default()
    }
}

fn bars(w: Words, numbers: &Numbers) -> (Vec<Bar>, Vec<Bar>) {
    let groups = numbers.groups.iter().map(|g| Bar::of(w, g.name.best(w.locale()), g.tally));
    let places = numbers.places.iter().map(|(place, tally)| {
        let name = if place.is_empty() { w.t("invitations-place-unknown") } else { w.town(place) };
        Bar::of(w, &name, *tally)
    });
    (groups.collect(), places.collect())
}

/// Guests on one page of the list.
const SHOWN: i64 = 100;

/// What the page asks of the database: the same number of statements, however many seats there are.
pub(super) struct Read {
    event: EventFacts,
    rights: Rights,
    numbers: Numbers,
    page: Page<GuestRow>,
    /// How many the filter finds, on all pages.
    matching: i64,
    leaving: Option<Leaving>,
    /// Whose turn it is.
    first: Option<PersonName>,
}

impl Read {
    pub(super) fn of(
        conn: &mut Conn,
        cx: &Context,
        (slug, id): (&str, &PublicId),
        filter: &GuestFilter,
        after: Option<i64>,
    ) -> Result<Read, InvitationError> {
        let event = event(conn, cx, slug, id)?;
        let rights = Rights::of(cx, &event);
        let numbers = invitations::numbers(conn, cx, &event)?;
        let page = invitations::guests(conn, cx, &event, filter, PageRequest::new(after, Some(SHOWN)))?;
        let matching = match (after, page.next, i64::try_from(page.items.len())) {
            // All of them stand on this page.
            (None, None, Ok(all)) => all,
            _ => invitations::count_guests(conn, cx, &event, filter)?,
        };
        let leaving = if rights.invite { invitations::leaving(conn, cx, &event)? } else { None };
        let first = first_in_line(conn, cx, &event, &numbers)?;
        Ok(Read { event, rights, numbers, page, matching, leaving, first })
    }
}

#[get("/programmes/{programme}/events/{event}/guests")]
pub(super) async fn list(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (slug, id, cx) = (path.0.clone(), public_id(&path.1)?, who.context(&app));
    let (w, now, filter) = (who.words, cx.now, filter(&query));
    let (after, wanted): (Option<i64>, GuestFilter) = (query.text("after").parse().ok(), filter.clone());
    let read = app.db.read(move |conn| Read::of(conn, &cx, (slug.as_str(), &id), &wanted, after));
    let Read { event, rights, numbers, page, matching, leaving, first } = read.await?;
    let (groups, places) = bars(w, &numbers);
    let doors = numbers.doors.iter().map(|(door, n)| (w.t(format!("invitations-door-{door}")), w.count(*n)));
    let mut rest = query.clone();
    // What was just done is said once, not on each page.
    for once in ["after", "note"] {
        rest.set(once, "");
    }
    let head = Head::of(w, &event);
    let undo = leaving.map(|round| calling_back(w, who.zone, &event, &round));
    let line = |row: &GuestRow| GuestLine::of(w, who.zone, now, row).seen_with(rights).among(filter.standing);
    let link = |after: Option<i64>| {
        let mut fields = rest.clone();
        fields.set("after", after.map(|a| a.to_string()).unwrap_or_default());
        format!("{}/guests?{}", head.here, fields.query())
    };
    html(&GuestsPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events).with_undo(undo),
        rights,
        capacity: event.capacity,
        turn: first.map(|name| turn(w, &event, &numbers, &name)),
        all: Bar::all(w, &numbers),
        legend: legend(w),
        groups,
        places,
        doors: doors.collect(),
        rows: page.items.iter().map(line).collect(),
        standing: Standing::ALL.iter().map(|s| standing(w, *s, filter.standing)).collect(),
        group: groups_offered(w, &numbers, filter.group.as_deref().unwrap_or_default()),
        hidden: rest.iter().filter(|(_, v)| !v.is_empty()).map(pair).collect(),
        query: rest.query(),
        text: filter.text,
        pager: Pager {
            shown: page.items.len(),
            first: query.filled("after").map(|_| link(None)),
            next: page.next.map(|n| link(Some(n))),
        },
        matching,
        numbers,
        head,
    })
}

/// Whose turn it is, when a place is free, or places are no longer limited, and people wait for one.
fn first_in_line(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    numbers: &Numbers,
) -> Result<Option<PersonName>, InvitationError> {
    let full = event.capacity.is_some() && event.free_places(numbers) < 1;
    if full || numbers.all.waiting == 0 || !event.time_holds() || event.is_over(cx.now) {
        return Ok(None);
    }
    invitations::first_in_line(conn, cx, event)
}

fn turn(w: Words, event: &EventFacts, numbers: &Numbers, first: &PersonName) -> String {
    let (waiting, name) = (numbers.all.waiting, first.shown(w.locale()).to_owned());
    match event.capacity {
        Some(_) => {
            let free = event.free_places(numbers);
            w.with("invitations-turn", &[("free", &free), ("waiting", &waiting), ("name", &name)])
        }
        None => w.with("invitations-turn-unlimited", &[("waiting", &waiting), ("name", &name)]),
    }
}

/// All, and each group of the event's guests.
fn groups_offered(w: Words, numbers: &Numbers, current: &str) -> Vec<Choice> {
    let all = std::iter::once(Choice::of("", w.t("word-all"), current));
    all.chain(numbers.groups.iter().map(|g| Choice::of(g.code.clone(), g.name.best(w.locale()), current))).collect()
}

/// What each part of a bar means.
fn legend(w: Words) -> Vec<(&'static str, String)> {
    let part = |(class, key)| (class, w.t(format!("invitations-{key}")));
    [
        ("fill-done", "answer-accepted"),
        ("fill-planned", "answer-tentative"),
        ("fill-risk", "answer-waiting"),
        ("fill-refused", "answer-declined"),
        ("fill-idle", "bar-open"),
    ]
    .map(part)
    .to_vec()
}

fn pair((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn standing(w: Words, one: Standing, current: Standing) -> Choice {
    Choice::of(one.as_str(), w.t(format!("invitations-standing-{one}")), current.as_str())
}

#[get("/programmes/{programme}/events/{event}/guests/chase")]
pub(super) async fn chase(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (slug, id, cx) = (path.0.clone(), public_id(&path.1)?, who.context(&app));
    let (w, now) = (who.words, cx.now);
    let asked = PageRequest::new(query.text("after").parse().ok(), Some(SHOWN));
    let (event, rights, (page, silent), numbers, offices) = app
        .db
        .read(move |conn| -> Result<_, InvitationError> {
            let event = event(conn, &cx, &slug, &id)?;
            let rows = invitations::chase_list(conn, &cx, &event, asked)?;
            let rights = Rights::of(&cx, &event);
            let numbers = invitations::numbers(conn, &cx, &event)?;
            let offices = invitations::silent_offices(conn, &cx, &event)?;
            Ok((event, rights, rows, numbers, offices))
        })
        .await?;
    let line = |row: &GuestRow| GuestLine::of(w, who.zone, now, row).seen_with(rights);
    let rows: Vec<GuestLine> = page.items.iter().map(line).collect();
    let head = Head::of(w, &event);
    let here = format!("{}/guests/chase", head.here);
    let plain = rows.iter().filter(|r| !r.phone.is_empty()).map(|r| format!("{}\t{}", r.plain_name, r.phone));
    html(&ChasePage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        head,
        rights,
        pager: Pager {
            shown: rows.len(),
            next: page.next.map(|after| format!("{here}?after={after}")),
            first: query.filled("after").map(|_| here),
        },
        silent,
        plain: plain.collect::<Vec<_>>().join("\n"),
        until: event.answers_until().map(|at| w.moment_at(at, event.place.best(w.locale()))),
        offices: offices.iter().map(|one| SilentOffice::of(w, &event, rights.people, one)).collect(),
        numbers,
        rows,
    })
}
