//! All of a programme's sponsors: a board by stages, or a list; what they come to above.

use std::collections::BTreeMap;

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;
use chrono::NaiveDate;

use super::list_of;
use super::views::{CardView, SumsView, besides, card, sums};
use crate::access::{Action, Scope, may, require_open};
use crate::domain::programme::{self, Outline};
use crate::domain::sponsorship::arrange::{self, For};
use crate::domain::sponsorship::{self, EventFace, Filter, Sight, Sort, Sponsorship, SponsorshipError, Stage, targets};
use crate::i18n::Words;
use crate::kernel::ids::EventId;
use crate::kernel::money::Money;
use crate::web::admin::deliverables::list::with_all_feminine;
use crate::web::admin::programmes::views::base;
use crate::web::pieces::{Choice, Column, Pager, Sorted, told_apart};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

/// What narrows the board.
pub(super) const NARROWING: [&str; 5] = ["q", "stage", "owner", "event", "when"];

#[derive(Template)]
#[template(path = "admin/sponsorships/board.html")]
struct BoardPage {
    w: Words,
    chrome: Chrome,
    base: String,
    list: String,
    programme: String,
    may_add: bool,
    may_set: bool,
    filtered: bool,
    /// The two ways to look: name, address, whether it is this one.
    looks: Vec<(String, String, bool)>,
    as_list: bool,
    text: String,
    owners: Vec<Choice>,
    events: Vec<Choice>,
    stages: Vec<Choice>,
    times: Vec<Choice>,
    sums: Vec<SumsView>,
    target_href: String,
    columns: Vec<StageColumn>,
    heads: Vec<Column>,
    /// The filter again, for acts that come back to it.
    kept: Vec<(String, String)>,
    rows: Vec<CardView>,
    pager: Pager,
    export: String,
    workbook: String,
}

impl BoardPage {
    fn is_empty(&self) -> bool {
        self.columns.iter().all(|c| c.count == 0)
    }
}

/// A column of the board.
struct StageColumn {
    stage: Stage,
    label: String,
    count: usize,
    cards: Vec<CardView>,
    /// How many more there are than stand here, and the list that has them.
    more: Option<(usize, String)>,
}

/// Cards that stand in one column; the list has all.
const CARDS: usize = 40;
const ROWS: usize = 50;

/// What the address asks for; words that mean nothing ask for nothing.
pub(in crate::web) fn filter(query: &Fields, today: NaiveDate) -> Filter {
    Filter {
        text: query.text("q").trim().to_owned(),
        stage: query.filled("stage").and_then(|s| s.parse().ok()),
        owner: query.filled("owner").and_then(|s| s.parse().ok()),
        event: query.filled("event").and_then(|s| s.parse().ok()),
        overdue: (query.text("when") == "overdue").then_some(today),
    }
}

struct Loaded {
    outline: Outline,
    all: Vec<Sponsorship>,
    targets: Vec<(Option<EventId>, Money)>,
    sight: Sight,
    may_add: bool,
}

pub(super) async fn load(app: &App, who: &SignedIn, key: String) -> Result<(Outline, Vec<Sponsorship>), Problem> {
    let loaded = load_whole(app, who, key).await?;
    Ok((loaded.outline, loaded.all))
}

async fn load_whole(app: &App, who: &SignedIn, key: String) -> Result<Loaded, Problem> {
    let cx = who.context(app);
    let read = app.db.read(move |conn| -> Result<Loaded, SponsorshipError> {
        let outline = programme::load(conn, &cx, &key)?;
        let id = outline.programme.id;
        let sight = sponsorship::sight(&cx.actor, id)?;
        let all = sponsorship::whole(conn, &cx, id)?;
        // As the form itself: for the programme, or for an event that is theirs.
        let whole = may(&cx.actor, Action::EditSponsorship, Scope::Programme(id));
        let open = require_open(&cx.actor, id).is_ok();
        let may_add = open && (whole || !sponsorship::events_open(conn, &cx, id)?.is_empty());
        Ok(Loaded { targets: targets::all(conn, &cx, id)?, outline, all, sight, may_add })
    });
    Ok(read.await?)
}

#[get("/programmes/{programme}/sponsorships")]
pub(super) async fn board(
    app: App,
    who: SignedIn,
    key: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let loaded = load_whole(&app, &who, key.into_inner()).await?;
    html(&page(&app, &who, loaded, query.into_inner()))
}

fn page(app: &App, who: &SignedIn, loaded: Loaded, query: Fields) -> BoardPage {
    let (w, actor) = (who.words, who.visitor.actor());
    let outline = &loaded.outline;
    let (list, today) = (list_of(outline), outline.programme.today(app.clock.now()));
    let asked = filter(&query, today);
    let sort = query.filled("sort").and_then(|s| s.parse().ok()).unwrap_or(Sort::Next);
    let as_list = query.text("view") == "list";
    let p = outline.programme.id;
    let events = choices(w, outline, &loaded.all, query.text("event"));
    let owners = owners(w, &loaded.all, query.text("owner"));
    let sums = totals(w, &loaded, &asked);
    let stage = |s: &Stage| Choice::of(s.as_str(), w.t(format!("sponsorship-stage-{s}")), query.text("stage"));
    let shown = arrange::arranged(loaded.all, &asked, sort, w.locale());
    let draw = |s: &Sponsorship| card(w, outline, s, (today, may(&actor, Action::EditSponsorship, s.scope())));
    let after: usize = query.text("after").parse().unwrap_or(0);
    let rows: Vec<CardView> =
        if as_list { shown.iter().skip(after).take(ROWS).map(draw).collect() } else { Vec::new() };
    let more = shown.len() > after + ROWS;
    BoardPage {
        chrome: Chrome::of(app, who, Section::Sponsors),
        programme: outline.programme.title.best(w.locale()).to_owned(),
        may_add: loaded.may_add,
        may_set: may(&actor, Action::EditSponsorship, Scope::Programme(p)),
        filtered: NARROWING.iter().any(|f| query.filled(f).is_some()),
        kept: query.iter().filter(|(n, _)| NARROWING.contains(n)).map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
        looks: looks(w, &query, &list, as_list),
        text: query.text("q").to_owned(),
        owners,
        events,
        stages: with_all_feminine(w, Stage::ALL.iter().map(stage)),
        times: with_all(w, [Choice::of("overdue", w.t("sponsorship-overdue"), query.text("when"))].into_iter()),
        sums,
        target_href: match &asked.event {
            Some(For::Event(id)) => format!("{list}/targets?event={id}"),
            _ => format!("{list}/targets"),
        },
        columns: if as_list { Vec::new() } else { columns(w, &shown, &draw, (&query, &list)) },
        heads: heads(w, &query, &list, sort),
        pager: Pager {
            shown: rows.len(),
            first: (after > 0).then(|| with(&query, &list, &[("after", "")])),
            next: more.then(|| with(&query, &list, &[("after", &(after + ROWS).to_string())])),
        },
        rows,
        export: with(&query, &format!("{list}.csv"), &[("view", ""), ("after", "")]),
        workbook: with(&query, &format!("{list}.xlsx"), &[("view", ""), ("after", "")]),
        base: base(outline),
        as_list,
        list,
        w,
    }
}

/// The same address with some things changed.
fn with(query: &Fields, list: &str, changed: &[(&str, &str)]) -> String {
    let mut fields = query.clone();
    changed.iter().for_each(|(name, value)| fields.set(name, *value));
    let query = fields.query();
    if query.is_empty() { list.to_owned() } else { format!("{list}?{query}") }
}

fn looks(w: Words, query: &Fields, list: &str, as_list: bool) -> Vec<(String, String, bool)> {
    let cards = with(query, list, &[("view", ""), ("after", ""), ("sort", "")]);
    let rows = with(query, list, &[("view", "list")]);
    vec![(w.t("sponsorship-board"), cards, !as_list), (w.t("sponsorship-list"), rows, as_list)]
}

fn with_all(w: Words, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    let all = Choice { value: String::new(), label: w.t("word-all"), chosen: false };
    std::iter::once(all).chain(choices).collect()
}

/// The events that anything is courted for, and the programme itself.
fn choices(w: Words, outline: &Outline, all: &[Sponsorship], current: &str) -> Vec<Choice> {
    let named: BTreeMap<&str, &EventFace> =
        all.iter().filter_map(|s| s.event.as_ref()).map(|event| (event.public_id.as_str(), event)).collect();
    let own = Choice::of("programme", w.t("sponsorship-of-programme"), current);
    let one = |(id, event): (&str, &EventFace)| {
        (Choice::of(id, event.title.best(w.locale()), current), besides(w, outline, event))
    };
    with_all(w, std::iter::once(own).chain(told_apart(named.into_iter().map(one))))
}

fn owners(w: Words, all: &[Sponsorship], current: &str) -> Vec<Choice> {
    let mut named = BTreeMap::new();
    for owner in all.iter().filter_map(|s| s.owner.as_ref()) {
        named.insert(owner.public_id.to_string(), &owner.name);
    }
    let nobody = Choice::of("nobody", w.t("sponsorship-nobody"), current);
    let one = named.into_iter().map(|(id, name)| {
        let beside = name.beside(w.locale()).unwrap_or_default().to_owned();
        (Choice::of(id, name.shown(w.locale()), current), vec![beside])
    });
    with_all(w, std::iter::once(nobody).chain(told_apart(one)))
}

/// What is looked at comes to, against the target of the event or of the programme.
fn totals(w: Words, loaded: &Loaded, asked: &Filter) -> Vec<SumsView> {
    let event = |s: &&Sponsorship| match &asked.event {
        None => true,
        Some(For::Own) => s.event.is_none(),
        Some(For::Event(id)) => s.event.as_ref().is_some_and(|e| e.public_id == *id),
    };
    let all: Vec<&Sponsorship> = loaded.all.iter().filter(event).collect();
    let of: Option<EventId> = match &asked.event {
        Some(For::Event(_)) => all.first().and_then(|s| s.event.as_ref()).map(|e| e.id),
        _ => None,
    };
    // Whoever sees one city's events does not see how near the programme is.
    let fits = match &asked.event {
        Some(For::Event(_)) => of.is_some(),
        Some(For::Own) => false,
        None => loaded.sight == Sight::Whole,
    };
    let targets = loaded.targets.iter().filter(|(event, _)| fits && *event == of).map(|(_, sum)| *sum);
    sums(w, &arrange::sums(all.iter().copied(), targets))
}

fn columns(
    w: Words,
    shown: &[Sponsorship],
    draw: &dyn Fn(&Sponsorship) -> CardView,
    (query, list): (&Fields, &str),
) -> Vec<StageColumn> {
    let column = |stage: &Stage| {
        let own: Vec<&Sponsorship> = shown.iter().filter(|s| s.stage == *stage).collect();
        let more = own.len().saturating_sub(CARDS);
        StageColumn {
            stage: *stage,
            label: w.t(format!("sponsorship-stage-{stage}")),
            count: own.len(),
            cards: own.iter().take(CARDS).map(|s| draw(s)).collect(),
            more: (more > 0).then(|| (more, with(query, list, &[("view", "list"), ("stage", stage.as_str())]))),
        }
    };
    Stage::ALL.iter().map(column).collect()
}

fn heads(w: Words, query: &Fields, list: &str, sort: Sort) -> Vec<Column> {
    let head = |of: &Sort| Column {
        label: w.t(format!("sponsorship-sort-{of}")),
        href: with(query, list, &[("sort", of.as_str()), ("after", "")]),
        sorted: match (*of == sort, of) {
            (false, _) => Sorted::No,
            (true, Sort::Changed) => Sorted::Down,
            (true, _) => Sorted::Up,
        },
    };
    [Sort::Firm, Sort::Stage, Sort::Owner, Sort::Next].iter().map(head).collect()
}
