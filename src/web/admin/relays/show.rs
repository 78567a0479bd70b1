//! What is passed on of one deliverable: its texts, until when it is kept back, to whom it went and what came of it.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::views::{early, mark, officer, reached, until};
use super::{address, found, list_of};
use crate::access::{Action, may};
use crate::domain::relays::{self, Given, Relay};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::web::admin::programmes::views::base;
use crate::web::pieces::{Mark, PersonView, Undo};
use crate::web::{App, Chrome, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/relays/show.html")]
struct ShowPage {
    w: Words,
    chrome: Chrome,
    list: String,
    back: String,
    title: String,
    here: String,
    may_edit: bool,
    /// Whether it can be offered now; else why not.
    open: bool,
    closed: Option<String>,
    written: bool,
    until: String,
    /// The event that it counts from.
    event: Option<(String, String)>,
    lapses: String,
    texts: Vec<TextView>,
    rows: Vec<Row>,
}

struct TextView {
    language: String,
    lang: &'static str,
    short: String,
    long: String,
}

struct Row {
    href: String,
    house: String,
    officer: Option<PersonView>,
    language: String,
    mark: Mark,
    reached: String,
    day: String,
    /// That day is before the one from which it is free now.
    early: bool,
    source: String,
    visits: String,
    downloads: String,
}

/// Why nobody can be offered it.
const fn closed(given: Given) -> Option<&'static str> {
    match given {
        Given::Open => None,
        Given::Waits => Some("relays-waits"),
        Given::Withdrawn => Some("relays-withdrawn"),
        Given::Never => Some("relays-internal"),
    }
}

#[get("/programmes/{programme}/deliverables/{deliverable}/relays")]
pub(super) async fn show(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let (outline, of, whole) = found(&app, &who, (key, &id)).await?;
    let (w, actor, here) = (who.words, who.visitor.actor(), address(&outline, &of));
    let row = |relay: &Relay| Row {
        href: format!("{here}/{}", relay.public_id),
        house: relay.channel.house.name.best(w.locale()).to_owned(),
        officer: officer(w, &actor, &relay.channel.officer),
        language: w.t(format!("language-{}", relay.locale)),
        mark: mark(w, relay.state),
        reached: reached(w, relay),
        day: relay.forwarded_on.map(|day| w.date_medium(day)).unwrap_or_default(),
        early: early(relay, whole.until),
        source: w.t(format!("relay-source-{}", relay.source)),
        visits: w.count(relay.visits),
        downloads: w.count(relay.downloads),
    };
    let package = whole.package.as_ref();
    let text = |locale: &Locale| {
        let package = package?;
        Some(TextView {
            language: w.t(format!("language-{locale}")),
            lang: locale.bcp47(),
            short: package.short.get(*locale)?.to_owned(),
            long: package.long.get(*locale)?.to_owned(),
        })
    };
    let event = whole.event.as_ref().map(|view| {
        let title = view.event.title.best(w.locale()).to_owned();
        (title, format!("{}/events/{}", base(&outline), view.event.public_id))
    });
    let may_edit = may(&actor, Action::RelayDeliverable, of.scope()) && whole.given != Given::Never;
    let waiting = relays::waiting(&whole.relays, app.clock.now()).filter(|_| may_edit);
    let undo = waiting.map(|(mails, until)| Undo {
        text: w.n("relays-leaving", mails),
        until: w.time(until.at(who.zone)),
        action: format!("{here}/recall"),
    });
    html(&ShowPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Deliverables).with_undo(undo),
        list: list_of(&outline),
        back: format!("{}/deliverables/{}", base(&outline), of.public_id),
        title: of.title.best(w.locale()).to_owned(),
        may_edit,
        open: whole.given == Given::Open,
        closed: closed(whole.given).map(|key| w.t(key)),
        written: package.is_some(),
        until: until(w, whole.until.while_given(whole.given)),
        event,
        lapses: package.map(|package| w.n("relays-lapses", i64::from(package.lapse_days))).unwrap_or_default(),
        texts: Locale::ALL.iter().filter_map(text).collect(),
        rows: whole.relays.iter().map(row).collect(),
        here,
    })
}
