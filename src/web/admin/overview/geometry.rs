//! Where days lie on the timeline. Pure.

use chrono::{Datelike, Months, NaiveDate};

/// The drawing's width in its own units; it scales with the page.
pub(super) const WIDTH: i64 = 1100;
/// Room for the lanes' names on the left, and for the last label on the right.
const LEFT: i64 = 104;
const RIGHT: i64 = 26;

/// Days along the axis: from the first of a month to the first of another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Scale {
    from: NaiveDate,
    to: NaiveDate,
}

impl Scale {
    /// Whole months that hold all these days; `today` alone when there are none.
    pub fn over(days: impl IntoIterator<Item = NaiveDate>, today: NaiveDate) -> Scale {
        let (mut first, mut last): (Option<NaiveDate>, Option<NaiveDate>) = (None, None);
        for day in days {
            first = Some(first.map_or(day, |d| d.min(day)));
            last = Some(last.map_or(day, |d| d.max(day)));
        }
        let from = month_start(first.unwrap_or(today));
        Scale { from, to: next_month(month_start(last.unwrap_or(today)), 1) }
    }

    /// The place of a day's morning, in units from the left.
    pub fn x(self, day: NaiveDate) -> i64 {
        let days = (day - self.from).num_days();
        LEFT + days * (WIDTH - LEFT - RIGHT) / (self.to - self.from).num_days().max(1)
    }

    /// The place between two days, both included: where it begins and how wide it is.
    pub fn span(self, first: NaiveDate, last: NaiveDate) -> (i64, i64) {
        let begin = self.x(first);
        let end = last.succ_opt().map_or(begin, |after| self.x(after));
        (begin, (end - begin).max(3))
    }

    pub fn holds(self, day: NaiveDate) -> bool {
        (self.from..self.to).contains(&day)
    }

    /// The first of each month, with whether it has room for its name.
    pub fn months(self) -> Vec<(NaiveDate, Room)> {
        let count = months_between(self.from, self.to);
        // A name wants some 44 units.
        let every =
            [1, 2, 3, 6, 12].into_iter().find(|n| (WIDTH - LEFT - RIGHT) * n / count.max(1) >= 44).unwrap_or(12);
        let named = |day: NaiveDate| if i64::from(day.month0()) % every == 0 { Room::Named } else { Room::Bare };
        (0..=count).map(|n| next_month(self.from, n)).map(|day| (day, named(day))).collect()
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Room {
    Named,
    Bare,
}

fn month_start(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn next_month(day: NaiveDate, n: i64) -> NaiveDate {
    u32::try_from(n).ok().and_then(|n| day.checked_add_months(Months::new(n))).unwrap_or(day)
}

fn months_between(from: NaiveDate, to: NaiveDate) -> i64 {
    i64::from(to.year() - from.year()) * 12 + i64::from(to.month0()) - i64::from(from.month0())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn the_axis_holds_whole_months() {
        let scale = Scale::over([day("2016-03-11"), day("2015-11-02"), day("2017-03-31")], day("2016-04-18"));
        assert_eq!((scale.from, scale.to), (day("2015-11-01"), day("2017-04-01")));
        assert_eq!(scale.x(day("2015-11-01")), LEFT);
        assert_eq!(scale.x(day("2017-04-01")), WIDTH - RIGHT);
        assert!(scale.holds(day("2017-03-31")) && !scale.holds(day("2017-04-01")));
        assert_eq!(scale.months().len(), 18);
        assert!(scale.months().iter().all(|(_, room)| *room == Room::Named));
    }

    #[test]
    fn a_single_day_is_seen() {
        let scale = Scale::over([], day("2016-04-18"));
        assert_eq!((scale.from, scale.to), (day("2016-04-01"), day("2016-05-01")));
        let (begin, width) = scale.span(day("2016-04-18"), day("2016-04-18"));
        assert!(begin > LEFT && width >= 3);
    }

    #[test]
    fn many_years_name_fewer_months() {
        let scale = Scale::over([day("2010-01-01"), day("2019-12-31")], day("2016-04-18"));
        let named = scale.months().into_iter().filter(|(_, room)| *room == Room::Named).count();
        assert!((5..=21).contains(&named), "{named}");
    }
}
