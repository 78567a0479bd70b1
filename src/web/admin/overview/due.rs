//! What is late or due within the fortnight: the first of it on the first page, all of it as a list with filters.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;

use super::paint::Painter;
use crate::domain::deliverables::{Lateness, OwnerFilter, sees_internal};
use crate::domain::overview::{self, Due, DueFilter, DueKind, DuePlace, Dues, Target};
use crate::domain::programme::{self, Outline};
use crate::i18n::Words;
use crate::kernel::page::PageRequest;
use crate::web::admin::deliverables::list::{owner_choices, with_all, with_all_feminine};
use crate::web::admin::programmes::views::{base, hue};
use crate::web::pieces::{Choice, Pager, PersonView};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html, see_other};

pub(super) struct DueView {
    pub href: String,
    pub when: String,
    pub machine: String,
    pub late: bool,
    pub what: String,
    pub about: String,
    pub hue: String,
    pub place: String,
    pub owner: Option<PersonView>,
}

impl DueView {
    fn of(w: Words, base: &str, outline: &Outline, due: &Due) -> DueView {
        let city = due.city.and_then(|id| outline.city(id));
        let title = due.title.best(w.locale()).to_owned();
        let (what, about) = match (due.kind, &due.note) {
            (DueKind::Deadline, Some(label)) => (label.best(w.locale()).1.to_owned(), title),
            (kind, _) => (title, w.t(format!("overview-due-{kind}"))),
        };
        DueView {
            href: match &due.target {
                Target::Deliverable(id) => format!("{base}/deliverables/{id}"),
                Target::Event(id) => format!("{base}/events/{id}"),
                Target::Step(id) => format!("{base}/steps/{id}"),
                Target::Reminders(id) => format!("{base}/events/{id}/reminders"),
            },
            when: w.due(due.on, due.today),
            machine: due.on.to_string(),
            late: due.is_late(),
            what,
            about,
            hue: city.map_or_else(|| "hue-programme".to_owned(), hue),
            place: city.map(|c| c.name.best(w.locale()).to_owned()).unwrap_or_default(),
            owner: due.owner.as_ref().map(|o| PersonView::new(&o.name, w.locale())),
        }
    }
}

/// The first of what is late, or of what is due, under their number.
pub(super) struct DuesView {
    pub heading: String,
    pub lines: Vec<DueView>,
    /// Where all of it is, if there is more.
    pub all: Option<(String, String)>,
}

impl Painter<'_> {
    pub fn dues(&self) -> Vec<DuesView> {
        let w = self.w;
        let view = |(when, dues): (Lateness, &Dues)| {
            let lines = dues.shown.iter().map(|due| DueView::of(w, &self.base, &self.o.outline, due)).collect();
            let all = || (self.due_href(when, dues), w.n(format!("overview-{when}-all"), dues.count));
            DuesView { heading: w.n(format!("overview-{when}-n"), dues.count), lines, all: (dues.more() > 0).then(all) }
        };
        let parts = [(Lateness::Late, &self.o.late), (Lateness::Soon, &self.o.soon)];
        parts.into_iter().filter(|(_, dues)| dues.count > 0).map(view).collect()
    }

    /// Further down the page as long as all of it is there.
    pub(super) fn due_href(&self, when: Lateness, dues: &Dues) -> String {
        if dues.more() > 0 { format!("{}/due?when={when}", self.base) } else { "#due".to_owned() }
    }
}

#[derive(Template)]
#[template(path = "admin/overview/due.html")]
struct DuePage {
    w: Words,
    chrome: Chrome,
    base: String,
    programme: String,
    /// Whether anything but deliverables is among them.
    inside: bool,
    filtered: bool,
    times: Vec<Choice>,
    cities: Vec<Choice>,
    kinds: Vec<Choice>,
    owners: Vec<Choice>,
    /// What is said where nothing presses at all.
    nothing: String,
    count: usize,
    lines: Vec<DueView>,
    pager: Pager,
}

/// Reads the filter out of the address; what is unknown filters nothing away but is shown as no choice.
pub(in crate::web) fn filter(outline: &Outline, query: &Fields) -> DueFilter {
    let city = query.filled("city");
    DueFilter {
        when: query.filled("when").and_then(|s| s.parse::<Lateness>().ok()),
        city: city.and_then(|key| outline.cities.iter().find(|c| c.slug.as_str() == key)).map(|c| c.id),
        kind: query.filled("kind").and_then(|s| s.parse::<DueKind>().ok()),
        owner: query.filled("owner").and_then(|s| s.parse::<OwnerFilter>().ok()),
    }
}

/// How many a page has room for, as every list.
const ROOM: usize = PageRequest::DEFAULT as usize;

#[get("/programmes/{programme}/due")]
pub(super) async fn all_due(
    app: App,
    who: SignedIn,
    key: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (cx, w, query) = (who.context(&app), who.words, query.into_inner());
    let actor = cx.actor.clone();
    let after = query.filled("after").and_then(DuePlace::parse);
    let asked = query.clone();
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let outline = programme::load(conn, &cx, &key)?;
        let found = overview::due(conn, &cx, &outline, &filter(&outline, &asked), (after, ROOM))?;
        let owners = programme::known_owners(conn, &cx, outline.programme.id)?;
        Ok((outline, found, owners))
    });
    let (outline, found, owners) = read.await?;
    let base = base(&outline);
    let link = |place: Option<DuePlace>| {
        let mut fields = query.clone();
        fields.set("after", place.map(|place| place.to_string()).unwrap_or_default());
        format!("{base}/due?{}", fields.query())
    };
    // What this page had was done meanwhile, and it was the last one.
    if found.items.is_empty() && found.count > 0 && after.is_some() {
        return Ok(see_other(&link(None)));
    }
    let time = |l: &Lateness| Choice::of(l.as_str(), w.t(format!("deliverable-when-{l}")), query.text("when"));
    let kind = |k: &DueKind| Choice::of(k.as_str(), w.t(format!("overview-kind-{k}")), query.text("kind"));
    let cities = outline.cities.iter();
    let cities = cities.map(|c| Choice::of(c.slug.as_str(), c.name.best(w.locale()), query.text("city")));
    let inside = sees_internal(&actor, outline.programme.id);
    html(&DuePage {
        w,
        chrome: Chrome::of(&app, &who, Section::Programme),
        programme: outline.programme.title.best(w.locale()).to_owned(),
        inside,
        filtered: ["when", "city", "kind", "owner"].iter().any(|f| query.filled(f).is_some()),
        times: with_all_feminine(w, Lateness::ALL.iter().map(time)),
        cities: with_all_feminine(w, cities),
        kinds: with_all(w, DueKind::ALL.iter().map(kind)),
        owners: owner_choices(w, &owners, query.text("owner")),
        nothing: w.t(if inside { "overview-due-none" } else { "overview-due-none-external" }),
        count: found.count,
        lines: found.items.iter().map(|due| DueView::of(w, &base, &outline, due)).collect(),
        pager: Pager {
            shown: found.items.len(),
            first: after.map(|_| link(None)),
            next: found.next.map(|next| link(Some(next))),
        },
        base,
    })
}
