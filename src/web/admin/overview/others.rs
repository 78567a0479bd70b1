//! Events of a city that belong to no step, under its name.

use std::collections::BTreeSet;

use super::paint::Painter;
use crate::domain::events::{EventKind, EventState, EventView};
use crate::domain::overview::{Cell, Lock, OwnCell, Row};
use crate::web::pieces::Mark;

/// An event of a city that belongs to no step.
pub(super) struct OtherView {
    pub href: String,
    pub title: String,
    /// That it waits for its gate, is at risk or late, and why.
    pub held: Option<(Mark, String)>,
    over: bool,
    /// Postponed or cancelled.
    off: bool,
}

/// So many of them are named under a city's name.
const NAMED: usize = 3;

/// Where the others are, and the words of the way there.
pub(super) type More = Option<(String, String)>;

impl Painter<'_> {
    /// A few of them, and where all are.
    pub(super) fn others(&self, row: &Row) -> (Vec<OtherView>, More) {
        let other = |one: &OwnCell| self.o.event(one.event).map(|view| self.other(one, view));
        let mut others: Vec<OtherView> = row.others.iter().filter_map(other).collect();
        // What does not take place comes last; else what somebody has to look after first, then what is to come, then what is over.
        others.sort_by_key(|one| (one.off, one.held.is_none(), one.over));
        let unnamed = others.len().saturating_sub(NAMED);
        others.truncate(NAMED);
        let all = format!("{}/events?city={}&period=all", self.base, row.city.public_id);
        (others, (unnamed > 0).then(|| (all, self.w.n("overview-others-more", unnamed))))
    }

    /// A cell tells of one event; that its step has more, how many of them are at risk, and where they are. One that was cancelled is not
    /// missed.
    pub(super) fn siblings(&self, cell: &Cell, row: &Row) -> More {
        let told = cell.event?;
        let of_step = |view: &&EventView| view.step.as_ref().is_some_and(|step| step.public_id == cell.step);
        let alive = |view: &&EventView| view.event.state != EventState::Cancelled;
        let all: Vec<&EventView> = self.o.events.iter().filter(of_step).filter(alive).collect();
        let kinds: BTreeSet<EventKind> = all.iter().map(|view| view.event.kind).collect();
        let unnamed: Vec<&&EventView> = all.iter().filter(|view| view.event.id != told).collect();
        let at_risk = unnamed.iter().filter(|view| self.o.risks.contains_key(&view.event.id)).count();
        let kind = match kinds.first() {
            Some(kind) if kinds.len() == 1 => format!("&kind={kind}"),
            _ => String::new(),
        };
        let list = format!("{}/events?city={}{kind}&period=all", self.base, row.city.public_id);
        let more = self.w.n("overview-others-more", unnamed.len());
        let said = match at_risk {
            0 => more,
            n => self.w.with("overview-others-at-risk", &[("more", &more), ("n", &n)]),
        };
        (!unnamed.is_empty()).then_some((list, said))
    }

    fn other(&self, one: &OwnCell, view: &EventView) -> OtherView {
        let w = self.w;
        let mark = match (one.overdue, &one.risk, &one.lock) {
            (Some(_), ..) => Some(Mark::late(w.t("overview-late"))),
            (None, Some(_), _) => Some(Mark::at_risk(w.t("gates-at-risk"))),
            (None, None, Lock::Waits(_)) => Some(Mark::locked(w.t("overview-waits"))),
            (None, None, Lock::Open) => None,
        };
        let why = match one.overdue {
            Some(overdue) => self.overdue(overdue),
            None => self.gate(&one.lock, one.risk.as_ref(), None).unwrap_or_default(),
        };
        let over = view.event.when.is_some_and(|slot| slot.end.instant() <= self.o.now);
        OtherView {
            href: self.event_href(view),
            title: self.event_title(view),
            held: mark.map(|mark| (mark, why)),
            over,
            off: !view.event.time_holds(),
        }
    }
}
