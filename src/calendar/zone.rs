//! VTIMEZONE (RFC 5545, 3.6.5), made from the changes of offset that the IANA database knows.
//!
//! A zone whose clocks changed by one rule over the years in question gets two observances with an RRULE, which is what every
//! calendar understands best; any other gets one observance for each change; one that never changed gets a single STANDARD.

use std::ops::RangeInclusive;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::OffsetComponents;

use super::line::Lines;
use crate::kernel::time::{Instant, Zone};

/// One change of a zone's offset.
#[derive(Clone, Copy, Debug)]
struct Change {
    /// When, in UTC.
    utc: NaiveDateTime,
    /// Seconds east of UTC before and after.
    from: i32,
    to: i32,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Standard,
    Daylight,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Kind::Standard => "STANDARD",
            Kind::Daylight => "DAYLIGHT",
        }
    }
}

impl Change {
    /// The wall clock at the change, read with the offset before it, as DTSTART of an observance wants it.
    fn wall(self) -> NaiveDateTime {
        self.utc + Duration::seconds(i64::from(self.from))
    }
}

/// Writes the zone so that it is right for every local time in `years`.
pub(super) fn write(out: &mut Lines, zone: Zone, years: RangeInclusive<i32>) {
    // A year more on both sides: New Year's nights, and an observance that began the autumn before.
    let window = years.start() - 1..=years.end() + 1;
    let changes = changes(zone, &window);
    out.put("BEGIN", "VTIMEZONE");
    out.put("TZID", zone.name());
    match regular(&changes, &window) {
        Some(rules) => {
            for (change, rule) in rules {
                observance(out, change, Some(&rule));
            }
        }
        None => {
            observance(out, initial(zone, *window.start()), None);
            for change in changes {
                observance(out, change, None);
            }
        }
    }
    out.put("END", "VTIMEZONE");
}

fn observance(out: &mut Lines, change: Change, rule: Option<&str>) {
    out.put("BEGIN", change.kind.name());
    out.put("DTSTART", &change.wall().format("%Y%m%dT%H%M%S").to_string());
    out.put("TZOFFSETFROM", &offset(change.from));
    out.put("TZOFFSETTO", &offset(change.to));
    out.put("TZNAME", &label(change.to));
    if let Some(rule) = rule {
        out.put("RRULE", rule);
    }
    out.put("END", change.kind.name());
}

/// RFC 5545, 3.3.14: seconds only where there are some.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes, rest) = (seconds.abs() / 3600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    match rest {
        0 => format!("{sign}{hours:02}{minutes:02}"),
        _ => format!("{sign}{hours:02}{minutes:02}{rest:02}"),
    }
}

/// "UTC+8": a letter code such as CST names four zones.
fn label(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    match (seconds.abs() / 3600, seconds.abs() / 60 % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

fn new_year(year: i32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN).into()
}

/// The observance in force before the first change of the window. It is STANDARD whatever the database says, for there must be one.
fn initial(zone: Zone, year: i32) -> Change {
    let offset = zone.tz().offset_from_utc_datetime(&new_year(year)).fix().local_minus_utc();
    let utc = new_year(year.min(1970)) - Duration::seconds(i64::from(offset));
    Change { utc, from: offset, to: offset, kind: Kind::Standard }
}

/// Every change of offset within the years. Looks once a week and halves the week where the offset has changed: since 1970 no
/// zone has changed and changed back within a week.
fn changes(zone: Zone, years: &RangeInclusive<i32>) -> Vec<Change> {
    let tz = zone.tz();
    let offset_at = |at: NaiveDateTime| tz.offset_from_utc_datetime(&at).fix().local_minus_utc();
    let (mut at, end) = (new_year(*years.start()), new_year(years.end() + 1));
    let mut from = offset_at(at);
    let mut found = Vec::new();
    while at < end {
        let next = (at + Duration::days(7)).min(end);
        let to = offset_at(next);
        if to != from {
            let (mut before, mut after) = (at, next);
            while after - before > Duration::seconds(1) {
                let middle = before + Duration::seconds((after - before).num_seconds() / 2);
                if offset_at(middle) == from { before = middle } else { after = middle }
            }
            let summer = tz.offset_from_utc_datetime(&after).dst_offset() > Duration::zero();
            let kind = if summer { Kind::Daylight } else { Kind::Standard };
            found.push(Change { utc: after, from, to, kind });
            from = to;
        }
        at = next;
    }
    found
}

/// The yearly rules, when the clocks went forward once and back once in each year, always on the same weekday of the month at the
/// same hour. The first change of each kind stands for all.
fn regular(changes: &[Change], years: &RangeInclusive<i32>) -> Option<[(Change, String); 2]> {
    let (forward, back): (Vec<Change>, Vec<Change>) = changes.iter().partition(|c| c.to > c.from);
    let (spring, autumn) = (*forward.first()?, *back.first()?);
    if spring.from != autumn.to || spring.to != autumn.from {
        return None;
    }
    // Where the summer is "standard" in the database (Dublin), calendars still expect the later clock to be DAYLIGHT.
    let mut pair = [
        (Change { kind: Kind::Daylight, ..spring }, yearly(&forward, years)?),
        (Change { kind: Kind::Standard, ..autumn }, yearly(&back, years)?),
    ];
    pair.sort_by_key(|(change, _)| change.utc);
    Some(pair)
}

/// The RRULE that hits exactly these changes, one a year.
fn yearly(changes: &[Change], years: &RangeInclusive<i32>) -> Option<String> {
    let walls: Vec<NaiveDateTime> = changes.iter().map(|c| c.wall()).collect();
    let first = walls.first()?;
    let same = walls.iter().map(NaiveDateTime::year).eq(years.clone())
        && changes.iter().all(|c| c.from == changes[0].from && c.to == changes[0].to)
        && walls
            .iter()
            .all(|w| w.month() == first.month() && w.weekday() == first.weekday() && w.time() == first.time());
    if !same {
        return None;
    }
    let nth = |w: &NaiveDateTime| (w.day() - 1) / 7 + 1;
    let is_last = |w: &NaiveDateTime| (*w + Duration::days(7)).month() != w.month();
    let ordinal = if walls.iter().all(is_last) {
        "-1".to_owned()
    } else if walls.iter().all(|w| nth(w) == nth(first)) {
        nth(first).to_string()
    } else {
        return None;
    };
    let day = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][first.weekday().num_days_from_monday() as usize];
    Some(format!("FREQ=YEARLY;BYMONTH={};BYDAY={ordinal}{day}", first.month()))
}

/// Whether times of this zone are written in UTC, without a VTIMEZONE.
pub(super) fn is_utc(zone: Zone) -> bool {
    matches!(zone.name(), "UTC" | "Etc/UTC" | "Zulu" | "Etc/Zulu" | "UCT" | "Etc/UCT" | "Universal" | "Etc/Universal")
}

/// The wall clock that really showed: a time skipped by a change is written as the one it was read as.
pub(super) fn shown(at: Instant, zone: Zone) -> NaiveDateTime {
    at.at(zone).local
}
