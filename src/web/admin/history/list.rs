//! The log as a page: filter, days, entries, cursor.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;
use chrono::NaiveDate;

use super::filter::{asked, narrowed, undated};
use super::objects::{self, ObjectView};
use super::picks::{Offered, Pick, picks};
use super::spoken::{self, Spoken};
use super::words::{Reader, past};
use crate::access::{Action, Scope, may};
use crate::domain::contacts::{self, Group};
use crate::domain::gates::Known;
use crate::domain::history::{self, Entity, Entry, Log, Name, Names, Whole};
use crate::domain::programme::{self, Outline};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::kernel::page::PageRequest;
use crate::web::admin::programmes::views::date_field;
use crate::web::pieces::{Field, Pager, Past, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html, html_refused};

#[derive(Template)]
#[template(path = "admin/history/list.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    /// The programme's address and title; none for the installation.
    programme: Option<(String, String)>,
    /// The other log, for whoever sees both.
    other: Option<(String, String)>,
    action: String,
    export: String,
    picks: Vec<Pick>,
    more: usize,
    dates: Vec<Field>,
    problems: Vec<FormProblem>,
    /// What is narrowed to that no select shows: the words, and the address without it.
    chips: Vec<(String, String)>,
    hidden: Vec<(String, String)>,
    filtered: bool,
    days: Vec<Day>,
    pager: Pager,
}

/// The entries of one day on the reader's wall.
struct Day {
    name: String,
    machine: String,
    lines: Vec<Line>,
}

struct Line {
    past: Past,
    object: ObjectView,
    /// The log narrowed to this thing.
    only: Option<String>,
    door: String,
    place: Option<String>,
    city: Option<String>,
    /// In the installation's log.
    programme: Option<String>,
    request: String,
    seal: Option<String>,
}

/// What is read for a page.
struct Read {
    outline: Option<Outline>,
    log: Log,
    members: Vec<(PublicId, String)>,
    groups: Vec<Group>,
    known: Vec<Known>,
    /// Whose history it is narrowed to, by name.
    about: Option<(Entity, history::Named)>,
}

#[get("/programmes/{programme}/history")]
pub(super) async fn of_programme(
    app: App,
    who: SignedIn,
    key: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    page(&app, &who, Some(key.into_inner()), &query).await
}

#[get("/history")]
pub(super) async fn of_installation(app: App, who: SignedIn, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    page(&app, &who, None, &query).await
}

async fn page(app: &App, who: &SignedIn, key: Option<String>, query: &Fields) -> Result<HttpResponse, Problem> {
    // Days are typed; whatever else is wrong stands in an address that no form of ours makes.
    let of_days = |faults: &Invalid| faults.0.iter().all(|fault| matches!(fault.field.as_str(), "from" | "until"));
    let (wanted, faults) = match asked(query, who.zone) {
        Ok(wanted) => (wanted, Invalid::default()),
        Err(faults) if of_days(&faults) => (asked(&undated(query), who.zone)?, faults),
        Err(faults) => return Err(faults.into()),
    };
    let cx = who.context(app);
    let page = PageRequest::new(query.filled("after").and_then(|a| a.parse().ok()), None);
    let read = app.db.read(move |conn| -> Result<Read, Problem> {
        let outline = key.map(|key| programme::load(conn, &cx, &key)).transpose()?;
        let of = outline.as_ref().map_or(Whole::Installation, |o| Whole::Programme(o.programme.id));
        let log = history::whole(conn, &cx, of, &wanted, page)?;
        let about = match (&wanted.about, wanted.kind, &wanted.object) {
            (Some(contact), _, _) => history::name_of(conn, Entity::Contact, contact)?.map(|n| (Entity::Contact, n)),
            (None, Some(kind), Some(id)) => history::name_of(conn, kind, id)?.map(|n| (kind, n)),
            _ => None,
        };
        let known = spoken::known(conn, &cx, &log.page.items)?;
        let members = history::members(conn, &cx, of)?;
        Ok(Read { log, members, groups: contacts::groups(conn)?, known, about, outline })
    });
    let mut read = read.await?;
    if faults.0.is_empty() {
        return html(&shown(app, who, (query, &faults), page, read));
    }
    // Nothing lies between such days: the form alone is shown, as it was filled.
    (read.log.page.items, read.log.page.next) = (Vec::new(), None);
    html_refused(&shown(app, who, (query, &faults), page, read))
}

fn shown(app: &App, who: &SignedIn, (query, faults): (&Fields, &Invalid), page: PageRequest, read: Read) -> ListPage {
    let (w, own, actor) = (who.words, by_slugs(who, &read, narrowed(query)), who.visitor.actor());
    let base = read.outline.as_ref().map(|o| format!("/programmes/{}", o.programme.slug));
    let address = base.as_ref().map_or_else(|| "/history".to_owned(), |base| format!("{base}/history"));
    let link = |fields: &Fields| match fields.query() {
        query if query.is_empty() => address.clone(),
        query => format!("{address}?{query}"),
    };
    let title = |o: &Outline| o.programme.title.best(who.locale).to_owned();
    let programme = base.clone().zip(read.outline.as_ref().map(title));
    let whole = may(&actor, Action::SeeWholeHistory, Scope::Installation);
    let next = read.log.page.next.map(|after| {
        let mut further = own.clone();
        further.set("after", after.to_string());
        link(&further)
    });
    let picks = picks(w, &own, &offered(who, &read));
    let pager = Pager { shown: read.log.page.items.len(), first: page.after.map(|_| link(&own)), next };
    let export = own.query();
    let dates = [("from", "history-from"), ("until", "history-until")]
        .map(|(name, label)| date_field(w, name, label, own.text(name), faults))
        .to_vec();
    ListPage {
        w,
        chrome: Chrome::of(app, who, Section::History),
        other: programme.as_ref().filter(|_| whole).map(|_| ("/history".to_owned(), w.t("history-of-installation"))),
        programme,
        export: format!("{address}.csv{}{export}", if export.is_empty() { "" } else { "?" }),
        more: picks.iter().skip(2).filter(|p| own.filled(p.name).is_some()).count(),
        picks,
        problems: FormProblem::of(&dates),
        dates,
        chips: chips(w, &own, &read, &link),
        hidden: ["object", "about"].iter().filter_map(|n| Some(((*n).to_owned(), own.filled(n)?.to_owned()))).collect(),
        filtered: !own.query().is_empty(),
        days: days(app, who, &read, &link),
        pager,
        action: address.clone(),
    }
}

/// What an address names by its id is chosen in the lists by its slug.
fn by_slugs(who: &SignedIn, read: &Read, mut own: Fields) -> Fields {
    let programme = own.filled("programme").and_then(|key| who.member.programmes.iter().find(|p| p.is_called(key)));
    let mut cities = read.outline.iter().flat_map(|o| &o.cities);
    let city = own.filled("city").and_then(|key| cities.find(|c| c.public_id.as_str() == key));
    let found = [programme.map(|p| ("programme", p.slug.clone())), city.map(|c| ("city", c.slug.to_string()))];
    found.into_iter().flatten().for_each(|(name, slug)| own.set(name, slug));
    own
}

fn offered(who: &SignedIn, read: &Read) -> Offered {
    let locale = who.locale;
    let cities = read.outline.iter().flat_map(|o| &o.cities);
    let programmes = who.member.programmes.iter().filter(|_| read.outline.is_none());
    Offered {
        programmes: programmes.map(|p| (p.slug.clone(), p.title.best(locale).to_owned())).collect(),
        cities: cities.map(|c| (c.slug.to_string(), c.name.best(locale).to_owned())).collect(),
        members: read.members.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
    }
}

/// One thing or one person, named, with the way back to all.
fn chips(w: Words, own: &Fields, read: &Read, link: &impl Fn(&Fields) -> String) -> Vec<(String, String)> {
    let Some((kind, named)) = &read.about else { return Vec::new() };
    let without: Vec<(String, String)> = own
        .iter()
        .filter(|(n, _)| !matches!(*n, "object" | "about"))
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .collect();
    let name = objects::name(w, *kind, named).0;
    let words = w.with("history-only-about", &[("kind", &objects::kind_word(w, *kind)), ("name", &name)]);
    vec![(words, link(&Fields::new(without)))]
}

fn days(app: &App, who: &SignedIn, read: &Read, link: &impl Fn(&Fields) -> String) -> Vec<Day> {
    let w = who.words;
    let spoken = Spoken { names: &read.log.names, known: &read.known, groups: &read.groups };
    let reader = Reader { w, zone: who.zone, now: app.clock.now(), spoken };
    let mut days: Vec<(NaiveDate, Vec<Line>)> = Vec::new();
    for entry in &read.log.page.items {
        let date = entry.at.at(who.zone).date();
        let line = line(who, reader, read.outline.is_none(), entry, link);
        match days.last_mut().filter(|(day, _)| *day == date) {
            Some((_, lines)) => lines.push(line),
            None => days.push((date, vec![line])),
        }
    }
    days.into_iter().map(|(day, lines)| Day { name: w.date(day), machine: day.to_string(), lines }).collect()
}

fn line(who: &SignedIn, reader: Reader<'_>, whole: bool, entry: &Entry, link: &impl Fn(&Fields) -> String) -> Line {
    let (w, names) = (reader.w, reader.spoken.names);
    let programme = entry.programme.and_then(|p| names.programmes.get(&p)).filter(|_| whole);
    Line {
        past: past(reader, entry),
        object: objects::view(w, &who.visitor.actor(), names, entry),
        only: only(names, entry).map(|fields| link(&fields)),
        door: w.t(format!("invitations-door-{}", entry.door)),
        place: entry.place.clone(),
        city: entry.city.and_then(|c| names.cities.get(&c)).map(|(_, name)| name.best(w.locale()).to_owned()),
        programme: programme.map(|(_, title)| title.best(w.locale()).to_owned()),
        request: entry.request.clone(),
        seal: names.seals.get(&entry.id).map(|seal| seal.chars().take(12).collect()),
    }
}

/// The filter to one thing.
fn only(names: &Names, entry: &Entry) -> Option<Fields> {
    let named = names.things.get(&(entry.entity, entry.entity_id))?;
    if named.name == Name::Text(String::new()) {
        return None;
    }
    let pairs = [("kind", entry.entity.to_string()), ("object", named.public_id.to_string())];
    Some(Fields::new(pairs.map(|(n, v)| (n.to_owned(), v)).to_vec()))
}
