//! Deliverables on the timeline, each a diamond on its due day. Those that would hide each other are one, which says how many it stands for.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::timeline::Painter;
use crate::domain::deliverables::Deliverable;
use crate::domain::programme::City;

pub(super) struct Diamond {
    pub path: String,
    pub class: &'static str,
    pub title: String,
    pub href: String,
}

/// A lane with more days than these draws its diamonds side by side: how wide one is, in the drawing's units.
const DAYS: usize = 60;
const WIDE: i64 = 11;

/// Deliverables that are drawn as one, by day.
type Pile<'a> = Vec<(NaiveDate, &'a Deliverable)>;

impl Painter<'_> {
    /// Those of a lane, at this height.
    pub(super) fn diamonds(&self, city: Option<&City>, y: i64) -> Vec<Diamond> {
        let id = city.map(|c| c.id);
        let today = self.o.now.at(self.o.outline.zone(id)).date();
        let mut days: BTreeMap<(NaiveDate, &'static str), Pile<'_>> = BTreeMap::new();
        for d in self.o.deliverables.iter().filter(|d| d.city == id) {
            let Some(on) = d.due_on.filter(|_| d.state.is_open() || d.state.is_reached()) else { continue };
            let class = match (d.state.is_reached(), d.is_late(today)) {
                (true, _) => " done",
                (false, true) => " late",
                (false, false) => "",
            };
            days.entry((on, class)).or_default().push((on, d));
        }
        if days.len() > DAYS {
            days = self.nearby(days);
        }
        days.into_iter().filter_map(|((_, class), pile)| self.diamond(city, (class, &pile), y)).collect()
    }

    /// Days that lie within the width of one diamond are one day, the first of them.
    fn nearby<'d>(
        &self,
        days: BTreeMap<(NaiveDate, &'static str), Pile<'d>>,
    ) -> BTreeMap<(NaiveDate, &'static str), Pile<'d>> {
        let mut firsts: BTreeMap<(i64, &'static str), NaiveDate> = BTreeMap::new();
        let mut piles: BTreeMap<(NaiveDate, &'static str), Pile<'d>> = BTreeMap::new();
        for ((on, class), mut pile) in days {
            let first = *firsts.entry((self.scale.x(on) / WIDE, class)).or_insert(on);
            piles.entry((first, class)).or_default().append(&mut pile);
        }
        piles
    }

    fn diamond(
        &self,
        city: Option<&City>,
        (class, pile): (&'static str, &[(NaiveDate, &Deliverable)]),
        y: i64,
    ) -> Option<Diamond> {
        let w = self.w;
        let ((first, one), (last, _)) = (pile.first()?, pile.last()?);
        let (title, href) = match pile.len() {
            1 => {
                let title = one.title.best(w.locale()).to_owned();
                let said = w.with("timeline-due", &[("title", &title), ("day", &w.date_medium(*first))]);
                (said, format!("{}/deliverables/{}", self.base, one.public_id))
            }
            n => {
                let said = w.with("timeline-due-many", &[("n", &n), ("days", &w.days(*first, *last))]);
                (said, self.deliverables_href(city))
            }
        };
        let path = format!("M{} {}l5.5 5.5l-5.5 5.5l-5.5-5.5z", self.scale.x(*first), y - 5);
        Some(Diamond { path, class, title, href })
    }

    /// Where all of them are.
    pub(super) fn deliverables_href(&self, city: Option<&City>) -> String {
        match city {
            Some(city) => format!("{}/deliverables?city={}", self.base, city.slug),
            None => format!("{}/deliverables", self.base),
        }
    }
}
