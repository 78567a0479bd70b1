//! The picture in words: what each cell, date and figure says to one reader.

use super::others::{More, OtherView};
use crate::domain::deliverables::Lateness;
use crate::domain::events::{EventState, EventView};
use crate::domain::gates::{Pass, Risk};
use crate::domain::overview::{self, Cell, Lock, Next, Overdue, Overview, OwnCell, Sight, Standing};
use crate::domain::programme::StepState;
use crate::i18n::{Clocks, Words};
use crate::kernel::ids::EventId;
use crate::kernel::time::Zone;
use crate::mail::render::gates as said;
use crate::web::admin::deliverables::views::mark as deliverable_mark;
use crate::web::admin::events::views::mark as event_mark;
use crate::web::admin::gates::views::in_short;
use crate::web::admin::programmes::views::{hue, names, step_mark};
use crate::web::pieces::Mark;

pub(super) struct Figure {
    pub figure: String,
    pub label: String,
    pub class: &'static str,
    pub href: String,
}

pub(super) struct RowView {
    pub hue: String,
    pub name: String,
    pub beside: Option<(String, &'static str)>,
    pub href: String,
    pub bar: Vec<&'static str>,
    pub cells: Vec<Option<CellView>>,
    /// Events of the city that belong to no step: a few, and where the others are.
    pub others: Vec<OtherView>,
    pub more: More,
}

pub(super) struct CellView {
    pub class: &'static str,
    pub href: String,
    pub mark: Mark,
    pub what: String,
    pub why: String,
    pub late: bool,
    /// That its step has more events than the one told of, and where they are.
    pub more: More,
}

/// One column of the programme's own row, over so many of the matrix's.
pub(super) struct OwnView {
    pub span: usize,
    pub label: String,
    pub cells: Vec<CellView>,
}

pub(super) struct NextView {
    pub href: String,
    pub title: String,
    pub day: String,
    pub machine: String,
    pub mark: Mark,
    pub clocks: Clocks,
    pub note: String,
}

/// Draws one picture for one reader.
pub(super) struct Painter<'a> {
    pub w: Words,
    /// The reader's.
    pub zone: Zone,
    pub base: String,
    pub o: &'a Overview,
}

impl Painter<'_> {
    fn mark(&self, cell: &Cell) -> Mark {
        let w = self.w;
        if cell.overdue.is_some() {
            return Mark::late(w.t("overview-late"));
        }
        if cell.risk.is_some() {
            return Mark::at_risk(w.t("gates-at-risk"));
        }
        let early = matches!(
            cell.standing,
            Standing::Step(StepState::Planned) | Standing::Event(EventState::Idea | EventState::Planned)
        );
        if early && cell.lock != Lock::Open {
            return Mark::locked(w.t("overview-waits"));
        }
        match cell.standing {
            Standing::Step(state) => step_mark(w, state),
            Standing::Event(state) => event_mark(w, state),
            Standing::Deliverable(state) => deliverable_mark(w, state),
        }
    }

    fn what(&self, cell: &Cell, result: &str) -> String {
        let w = self.w;
        match &cell.next {
            Some(Next::Event(start)) => {
                w.with("overview-day-time", &[("day", &w.day(start.date())), ("time", &w.time(*start))])
            }
            Some(Next::Deliverable { title, .. }) => title.best(w.locale()).to_owned(),
            Some(Next::StepBegins(on) | Next::StepEnds(on)) => w.month(*on),
            None => {
                let event = cell.event.and_then(|id| self.o.event(id)).and_then(|view| view.event.when);
                event.map_or_else(|| result.to_owned(), |slot| w.date_medium(slot.start.date()))
            }
        }
    }

    fn why(&self, cell: &Cell) -> String {
        let w = self.w;
        if let Some(overdue) = cell.overdue {
            return self.overdue(overdue);
        }
        if let Some(why) = self.gate(&cell.lock, cell.risk.as_ref(), cell.overridden.as_ref()) {
            return why;
        }
        match &cell.next {
            Some(Next::Event(_)) => cell.event.map(|id| self.guests(id)).unwrap_or_default(),
            Some(Next::Deliverable { due_on, .. }) => {
                let day = w.date_short(*due_on);
                let owner = cell.owner.as_ref().map(|o| o.name.shown(w.locale()).to_owned());
                match owner {
                    Some(name) => w.with("overview-due-by", &[("day", &day), ("name", &name)]),
                    None => w.with("overview-due", &[("day", &day)]),
                }
            }
            Some(Next::StepBegins(on)) => w.with("overview-begins", &[("day", &w.date_short(*on))]),
            Some(Next::StepEnds(on)) => w.with("overview-ends", &[("day", &w.date_short(*on))]),
            None if cell.deliverables > 0 && self.o.sight == Sight::All => {
                w.with("overview-approved-of", &[("n", &cell.reached), ("of", &cell.deliverables)])
            }
            None => String::new(),
        }
    }

    /// What gates say of a cell: what fell away, what is waited for, who went over it.
    pub(super) fn gate(&self, lock: &Lock, risk: Option<&Risk>, overridden: Option<&Pass>) -> Option<String> {
        let w = self.w;
        if let Some(lost) = risk.and_then(|risk| risk.missing.first()) {
            let group = |code: &str| self.o.groups.get(code).cloned();
            return Some(w.with("gates-lost", &[("what", &said::named(w, &lost.what, group))]));
        }
        if !lock.missing().is_empty() {
            return Some(in_short(w, lock.missing(), &self.o.groups));
        }
        let by = overridden?.by.clone().unwrap_or_else(|| w.t("events-by-system"));
        Some(w.with("gates-overridden-short", &[("name", &by)]))
    }

    pub(super) fn overdue(&self, overdue: Overdue) -> String {
        match overdue {
            Overdue::Deliverables(n) => self.w.n("overview-deliverables-late", n),
            Overdue::Event => self.w.t("overview-event-unreported"),
            Overdue::Step => self.w.t("overview-step-over"),
        }
    }

    /// "28 of 40 accepted".
    fn guests(&self, event: EventId) -> String {
        let w = self.w;
        let guests = self.o.guests.get(&event).copied().unwrap_or_default();
        if guests.seats == 0 {
            return w.t("overview-nobody-invited");
        }
        let capacity = self.o.event(event).and_then(|view| view.event.capacity);
        let of = capacity.unwrap_or(guests.seats);
        let key = if capacity.is_some() { "overview-accepted-places" } else { "overview-accepted-asked" };
        w.with(key, &[("n", &guests.accepted), ("of", &of)])
    }

    fn cell(&self, row: &overview::Row, cell: &Cell, result: &str) -> CellView {
        let next = self.o.next.first().copied();
        let class = match cell.overdue {
            Some(_) => "is-late",
            None if cell.risk.is_some() => "is-risk",
            None if cell.event.is_some() && cell.event == next => "is-next",
            None => "",
        };
        CellView {
            class,
            href: format!("{}/steps/{}", self.base, cell.step),
            mark: self.mark(cell),
            what: self.what(cell, result),
            why: self.why(cell),
            late: cell.overdue.is_some(),
            more: self.siblings(cell, row),
        }
    }

    /// The little bar under a city's name: done, under way, late, not begun.
    fn stroke(cell: &Cell) -> &'static str {
        use crate::domain::deliverables::DeliverableState as D;
        match (cell.overdue, cell.standing) {
            (Some(_), _) => "x",
            (_, Standing::Step(StepState::Done) | Standing::Deliverable(D::Approved | D::Published)) => "y",
            (_, Standing::Event(EventState::Held | EventState::Reported)) => "y",
            _ if cell.risk.is_some() => "r",
            (_, Standing::Event(EventState::Postponed)) => "r",
            (_, Standing::Step(StepState::UnderWay) | Standing::Deliverable(_)) => "p",
            (_, Standing::Event(EventState::Announced | EventState::Confirmed)) => "p",
            _ => "",
        }
    }

    pub fn rows(&self, results: &[(String, String)]) -> Vec<RowView> {
        let row = |row: &overview::Row| {
            let (name, beside) = names(&row.city.name, self.w.locale());
            let cells = row.cells.iter().zip(results);
            let (others, more) = self.others(row);
            RowView {
                hue: hue(&row.city),
                name,
                beside,
                href: format!("{}/timeline?city={}", self.base, row.city.slug),
                bar: row.cells.iter().flatten().map(Self::stroke).collect(),
                cells: cells.map(|(c, (_, result))| c.as_ref().map(|c| self.cell(row, c, result))).collect(),
                others,
                more,
            }
        };
        self.o.rows.iter().map(row).collect()
    }

    pub(super) fn event_href(&self, view: &EventView) -> String {
        format!("{}/events/{}", self.base, view.event.public_id)
    }

    pub(super) fn event_title(&self, view: &EventView) -> String {
        view.event.title.best(self.w.locale()).to_owned()
    }

    /// The programme's own events over the whole width: side by side, under one another when they are more than columns.
    pub fn own(&self) -> Vec<OwnView> {
        let width = self.o.columns.len().max(1);
        let parts = self.o.own.len().min(width);
        let mut views: Vec<OwnView> = (0..parts)
            .map(|n| OwnView { span: width * (n + 1) / parts - width * n / parts, label: String::new(), cells: vec![] })
            .collect();
        for (n, own) in self.o.own.iter().enumerate() {
            if let (Some(part), Some(view)) = (views.get_mut(n % parts), self.o.event(own.event)) {
                if part.cells.is_empty() {
                    part.label = self.w.t(format!("event-kind-{}", view.event.kind));
                }
                part.cells.push(self.own_cell(own, view));
            }
        }
        views
    }

    fn own_cell(&self, own: &OwnCell, view: &EventView) -> CellView {
        let w = self.w;
        let event = &view.event;
        let today = self.o.now.at(event.zone).date();
        let late = own.overdue.is_some() || own.deadline.as_ref().is_some_and(|(_, on)| *on < today);
        let dated = event.when.filter(|_| event.time_holds());
        let gate = self.gate(&own.lock, own.risk.as_ref(), own.overridden.as_ref());
        let why = match (own.overdue, &own.deadline) {
            (Some(overdue), _) => self.overdue(overdue),
            (None, _) if gate.is_some() => gate.unwrap_or_default(),
            (None, Some((label, on))) => {
                w.with("overview-deadline", &[("label", &label.best(w.locale()).1), ("day", &w.due(*on, today))])
            }
            (None, None) => match dated {
                Some(slot) => w.with("overview-on-day", &[("day", &w.date_medium(slot.start.date()))]),
                None => w.t("overview-no-date"),
            },
        };
        let (class, mark) = match (late, &own.risk) {
            (true, _) => ("is-late", Mark::late(w.t("overview-late"))),
            (false, Some(_)) => ("is-risk", Mark::at_risk(w.t("gates-at-risk"))),
            (false, None) => ("", event_mark(w, event.state)),
        };
        CellView { class, href: self.event_href(view), mark, what: self.event_title(view), why, late, more: None }
    }

    pub fn next(&self) -> Vec<NextView> {
        let w = self.w;
        let view = |id: &EventId| {
            let view = self.o.event(*id)?;
            let start = view.event.when?.start;
            let place = view.event.place.best(w.locale());
            let place = if place.is_empty() { w.zone_city(start.zone) } else { place.to_owned() };
            let clocks = w.clocks(start, self.zone, place, w.zone_city(self.zone));
            Some(NextView {
                href: self.event_href(view),
                title: self.event_title(view),
                day: w.date_near(start.date(), self.o.now.at(start.zone).date()),
                machine: start.date().to_string(),
                mark: match self.o.risks.get(id) {
                    Some(_) => Mark::at_risk(w.t("gates-at-risk")),
                    None => event_mark(w, view.event.state),
                },
                clocks,
                note: self.guests(*id),
            })
        };
        self.o.next.iter().filter_map(view).collect()
    }

    pub fn tally(&self) -> Vec<Figure> {
        let (w, t) = (self.w, &self.o.tally);
        let of = |n: String, of: String| w.with("overview-of", &[("n", &n), ("of", &of)]);
        let approved = match self.o.sight {
            Sight::All => "overview-tally-approved",
            Sight::External => "overview-tally-approved-external",
        };
        let figure = |figure, label: &str, class, href: String| Figure { figure, label: w.t(label), class, href };
        vec![
            figure(
                of(w.count(t.reached), w.count(t.deliverables)),
                approved,
                "",
                format!("{}/deliverables", self.base),
            ),
            figure(w.count(t.soon), "overview-tally-soon", "", self.due_href(Lateness::Soon, &self.o.soon)),
            figure(
                w.count(t.late),
                "overview-tally-late",
                if t.late > 0 { "risk" } else { "" },
                self.due_href(Lateness::Late, &self.o.late),
            ),
            figure(
                of(w.count(t.answered), w.count(t.invited)),
                "overview-tally-answered",
                "",
                format!("{}/events", self.base),
            ),
        ]
    }
}
