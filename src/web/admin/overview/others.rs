//! Events of a city that belong to no step, under its name.

use super::paint::Painter;
use crate::domain::events::EventView;
use crate::domain::overview::{Lock, OwnCell, Row};
use crate::web::pieces::Mark;

/// An event of a city that belongs to no step.
pub(super) struct OtherView {
    pub href: String,
    pub title: String,
    /// That it waits for its gate, is at risk or late, and why.
    pub held: Option<(Mark, String)>,
    over: bool,
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
        // What somebody has to look after first, then what is to come, then what is over.
        others.sort_by_key(|one| (one.held.is_none(), one.over));
        let unnamed = others.len().saturating_sub(NAMED);
        others.truncate(NAMED);
        let all = format!("{}/events?city={}&period=all", self.base, row.city.public_id);
        (others, (unnamed > 0).then(|| (all, self.w.n("overview-others-more", unnamed))))
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
        }
    }
}
