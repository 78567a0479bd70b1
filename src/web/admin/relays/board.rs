//! A programme's relays in one table: houses by results, with what was reached; and as a file.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::list_of;
use super::views::{mark, reached, until};
use crate::access::{Action, Scope, may};
use crate::domain::deliverables::Deliverable;
use crate::domain::programme::{self, Outline};
use crate::domain::relays::{self, Board, Channel, Given, Package, Reached, Relay, Until};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::web::admin::programmes::views::base;
use crate::web::downloads::{self, ExportError, TableFile};
use crate::web::pieces::Mark;
use crate::web::{App, Chrome, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/relays/board.html")]
struct BoardPage {
    w: Words,
    chrome: Chrome,
    base: String,
    here: String,
    /// Whether there is anything to be passed on, and anybody to do it.
    empty: bool,
    may_edit: bool,
    results: Vec<ResultView>,
    rows: Vec<RowView>,
    total: String,
    languages: Vec<(String, String, String)>,
    countries: Vec<(String, String, String)>,
}

struct ResultView {
    title: String,
    href: String,
    until: String,
}

struct RowView {
    house: String,
    country: String,
    retired: bool,
    cells: Vec<CellView>,
}

/// What one house did with one result; nothing while it was not offered.
struct CellView {
    title: String,
    mark: Option<Mark>,
    reached: String,
    href: String,
}

async fn load(app: &App, who: &SignedIn, key: String) -> Result<(Outline, Board), Problem> {
    let cx = who.context(app);
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let outline = programme::load(conn, &cx, &key)?;
        let board = relays::board(conn, &cx, outline.programme.id)?;
        Ok((outline, board))
    });
    read.await
}

fn totals(
    w: Words,
    relays: &[Relay],
    heading: impl Fn(&Relay) -> String,
    word: impl Fn(&str) -> String,
) -> Vec<(String, String, String)> {
    let row =
        |(key, found): (String, Reached)| (word(&key), w.count(found.members), w.n("relays-reports", found.reports));
    relays::reached_by(relays, heading).into_iter().map(row).collect()
}

fn language(w: Words, tag: &str) -> String {
    tag.parse::<Locale>().map_or_else(|_| tag.to_owned(), |l| w.t(format!("language-{l}")))
}

fn country(w: Words, code: &str) -> String {
    if code.is_empty() { w.t("word-not-set") } else { w.country(code) }
}

#[get("/programmes/{programme}/relays")]
pub(super) async fn show(app: App, who: SignedIn, key: Path<String>) -> Result<HttpResponse, Problem> {
    let (outline, board) = load(&app, &who, key.into_inner()).await?;
    let (w, base) = (who.words, base(&outline));
    let cell = |channel: &Channel| -> Vec<CellView> {
        let one = |(of, package, _): &(Deliverable, Package, Until)| {
            let href = format!("{base}/deliverables/{}/relays", of.public_id);
            let relay = board.relay(channel, package);
            CellView {
                title: of.title.best(w.locale()).to_owned(),
                mark: relay.map(|relay| mark(w, relay.state)),
                reached: relay.map(|relay| reached(w, relay)).unwrap_or_default(),
                href: relay.map_or_else(|| href.clone(), |relay| format!("{href}/{}", relay.public_id)),
            }
        };
        board.packages.iter().map(one).collect()
    };
    let row = |channel: &Channel| RowView {
        house: channel.house.name.best(w.locale()).to_owned(),
        country: if channel.house.country.is_empty() { String::new() } else { w.country(&channel.house.country) },
        retired: channel.retired_at.is_some(),
        cells: cell(channel),
    };
    // What was taken back is free of nothing.
    let result = |(of, _, kept): &(Deliverable, Package, Until)| ResultView {
        title: of.title.best(w.locale()).to_owned(),
        href: format!("{base}/deliverables/{}/relays", of.public_id),
        until: until(w, kept.while_given(Given::of(of))),
    };
    let all = relays::reached_by(&board.relays, |_| String::new()).remove("").unwrap_or_default();
    html(&BoardPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Deliverables),
        here: list_of(&outline),
        empty: board.packages.is_empty() || board.channels.is_empty(),
        may_edit: may(&who.visitor.actor(), Action::RelayDeliverable, Scope::Programme(outline.programme.id)),
        results: board.packages.iter().map(result).collect(),
        rows: board.channels.iter().map(row).collect(),
        total: w.with("relays-total", &[("members", &w.count(all.members)), ("n", &all.reports)]),
        languages: totals(w, &board.relays, |r| r.locale.to_string(), |tag| language(w, tag)),
        countries: totals(w, &board.relays, |r| r.channel.house.country.clone(), |code| country(w, code)),
        base,
    })
}

const COLUMNS: [&str; 10] = [
    "relays-house",
    "relays-country",
    "relays-language",
    "relays-result",
    "word-state",
    "relays-offered-on",
    "relays-embargo",
    "relays-members",
    "relays-forwarded-on",
    "relays-source",
];

#[get("/programmes/{programme}/relays.csv")]
pub(super) async fn csv(app: App, who: SignedIn, key: Path<String>) -> Result<HttpResponse, Problem> {
    let (outline, board) = load(&app, &who, key.into_inner()).await?;
    let w = who.words;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (of, package, kept) in &board.packages {
        let zone = outline.zone(of.city);
        for relay in board.relays.iter().filter(|relay| relay.package == package.id) {
            rows.push(vec![
                relay.channel.house.name.best(w.locale()).to_owned(),
                relay.channel.house.country.clone(),
                relay.locale.to_string(),
                of.title.best(w.locale()).to_owned(),
                relay.state.to_string(),
                relay.offered_at.at(zone).date().to_string(),
                kept.stored(),
                relay.members.map(|n| n.to_string()).unwrap_or_default(),
                relay.forwarded_on.map(|day| day.to_string()).unwrap_or_default(),
                relay.source.to_string(),
            ]);
        }
    }
    Ok(downloads::table("relays", TableFile::Csv, move |table| {
        let head: Vec<String> = COLUMNS.iter().map(|key| w.t(key)).collect();
        for row in std::iter::once(&head).chain(&rows) {
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            table.row(&cells)?;
        }
        Ok::<(), ExportError>(())
    }))
}
