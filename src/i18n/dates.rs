//! Dates, times, numbers and lists as people of each language write them. Programmes live on the Gregorian calendar.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use super::{Arg, Words, catalogue};
use crate::kernel::locale::Locale;
use crate::kernel::time::{Instant, WallTime, Zone};

/// A value or references to it: templates pass fields by reference and loop variables by reference to one.
pub trait Of<T: Copy> {
    fn plain(self) -> T;
}
impl<T: Copy> Of<T> for T {
    fn plain(self) -> T {
        self
    }
}
impl<T: Copy> Of<T> for &T {
    fn plain(self) -> T {
        *self
    }
}
impl<T: Copy> Of<T> for &&T {
    fn plain(self) -> T {
        **self
    }
}

/// One moment on two walls: the venue's first, the reader's second.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clocks {
    pub venue_time: String,
    pub venue_place: String,
    pub venue_offset: String,
    pub reader_time: String,
    pub reader_place: String,
    pub reader_offset: String,
    /// The reader's calendar shows another day; say which.
    pub reader_day_differs: bool,
    /// The reader's day: "Mon 23 May".
    pub reader_day: String,
    /// Both walls show the same, so that one clock is enough.
    pub same: bool,
    /// For `datetime` attributes: local time with its offset at the venue.
    pub machine: String,
}

const EN_DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const FR_DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const ZH_DAYS: [&str; 7] = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"];
const ZH_DAYS_SHORT: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
const EN_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const FR_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const FR_MONTHS_SHORT: [&str; 12] =
    ["janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

/// No-break space, between a number and what it counts.
const NB: char = '\u{a0}';

fn weekday(date: NaiveDate, names: &[&'static str; 7]) -> &'static str {
    names[date.weekday().num_days_from_monday() as usize % 7]
}
fn month(date: NaiveDate, names: &[&'static str; 12]) -> &'static str {
    names[date.month0() as usize % 12]
}
fn short(name: &str) -> &str {
    name.get(..3).unwrap_or(name)
}
/// French counts the first of a month, and only it: "1er mai".
fn fr_day(date: NaiveDate) -> String {
    match date.day() {
        1 => "1er".to_owned(),
        d => d.to_string(),
    }
}

/// A whole number with its thousands grouped: 1,200, 1 200 (narrow no-break space), 1,200.
pub(super) fn grouped(n: i64, locale: Locale) -> String {
    let mark = match locale {
        Locale::En | Locale::Zh => ',',
        Locale::Fr => '\u{202f}',
    };
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        out.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

impl Words {
    /// The whole date with its weekday: "Tuesday 24 May 2016", "mardi 24 mai 2016", "2016年5月24日（星期二）".
    pub fn date(self, date: impl Of<NaiveDate>) -> String {
        let d = date.plain();
        match self.locale() {
            Locale::En => {
                format!("{} {}{NB}{} {}", weekday(d, &EN_DAYS), d.day(), month(d, &EN_MONTHS), d.year())
            }
            Locale::Fr => {
                format!("{} {}{NB}{} {}", weekday(d, &FR_DAYS), fr_day(d), month(d, &FR_MONTHS), d.year())
            }
            Locale::Zh => format!("{}年{}月{}日（{}）", d.year(), d.month(), d.day(), weekday(d, &ZH_DAYS)),
        }
    }

    /// Day and month: "24 May", "24 mai", "5月24日".
    pub fn date_short(self, date: impl Of<NaiveDate>) -> String {
        let d = date.plain();
        match self.locale() {
            Locale::En => format!("{}{NB}{}", d.day(), short(month(d, &EN_MONTHS))),
            Locale::Fr => format!("{}{NB}{}", fr_day(d), month(d, &FR_MONTHS_SHORT)),
            Locale::Zh => format!("{}月{}日", d.month(), d.day()),
        }
    }

    /// Weekday, day and month: "Tue 24 May", "mar. 24 mai", "5月24日 周二".
    pub fn day(self, date: impl Of<NaiveDate>) -> String {
        let d = date.plain();
        match self.locale() {
            Locale::En => format!("{} {}", short(weekday(d, &EN_DAYS)), self.date_short(d)),
            Locale::Fr => format!("{}. {}", short(weekday(d, &FR_DAYS)), self.date_short(d)),
            Locale::Zh => format!("{} {}", self.date_short(d), weekday(d, &ZH_DAYS_SHORT)),
        }
    }

    /// Day, month and year without the weekday: "24 May 2016", "24 mai 2016", "2016年5月24日".
    pub fn date_medium(self, date: impl Of<NaiveDate>) -> String {
        let d = date.plain();
        match self.locale() {
            Locale::En | Locale::Fr => format!("{} {}", self.date_short(d), d.year()),
            Locale::Zh => format!("{}年{}", d.year(), self.date_short(d)),
        }
    }

    /// Month and year: "May 2016", "mai 2016", "2016年5月".
    pub fn month(self, date: impl Of<NaiveDate>) -> String {
        let d = date.plain();
        match self.locale() {
            Locale::En => format!("{} {}", month(d, &EN_MONTHS), d.year()),
            Locale::Fr => format!("{} {}", month(d, &FR_MONTHS), d.year()),
            Locale::Zh => format!("{}年{}月", d.year(), d.month()),
        }
    }

    /// The month alone, short, for axes: "May", "mai", "5月".
    pub fn month_short(self, date: impl Of<NaiveDate>) -> String {
        let d = date.plain();
        match self.locale() {
            Locale::En => short(month(d, &EN_MONTHS)).to_owned(),
            Locale::Fr => month(d, &FR_MONTHS_SHORT).to_owned(),
            Locale::Zh => format!("{}月", d.month()),
        }
    }

    /// The clock: "09:00"; French "9 h", "9 h 30".
    pub fn time(self, at: impl Of<WallTime>) -> String {
        self.clock(at.plain().local.time())
    }

    /// As [`Self::time`], for a bare time of day.
    pub fn clock(self, at: impl Of<NaiveTime>) -> String {
        let t = at.plain();
        match (self.locale(), t.minute()) {
            (Locale::En | Locale::Zh, minute) => format!("{:02}:{minute:02}", t.hour()),
            (Locale::Fr, 0) => format!("{}{NB}h", t.hour()),
            (Locale::Fr, minute) => format!("{}{NB}h{NB}{minute:02}", t.hour()),
        }
    }

    /// From clock to clock: "09:00–17:00", "9 h – 17 h".
    pub fn hours(self, start: impl Of<WallTime>, end: impl Of<WallTime>) -> String {
        let (start, end) = (self.time(start), self.time(end));
        match self.locale() {
            Locale::En | Locale::Zh => format!("{start}–{end}"),
            // A line may end behind the dash, and the next then begins without a gap.
            Locale::Fr => format!("{start}{NB}– {end}"),
        }
    }

    /// Date and clock: "Tuesday 24 May 2016, 09:00", "mardi 24 mai 2016 à 9 h", "2016年5月24日（星期二）09:00".
    pub fn moment(self, at: impl Of<WallTime>) -> String {
        let at = at.plain();
        let (date, clock) = (self.date(at.date()), self.time(at));
        match self.locale() {
            Locale::Fr => format!("{date} à{NB}{clock}"),
            Locale::En | Locale::Zh => self.joined(date, clock),
        }
    }

    /// As [`Self::moment`], with the clock it is on: "Tuesday 24 May 2016, 09:00 Datong time (UTC+8)". `place` is the venue's, as this
    /// reader says it; empty, the city of the zone.
    pub fn moment_at(self, at: impl Of<WallTime>, place: &str) -> String {
        let at = at.plain();
        let (place, when, offset) = (self.whose(at, place), self.moment(at), at.offset_label());
        self.with("clock-moment", &[("when", &when), ("place", &place), ("offset", &offset)])
    }

    /// Whose clock a wall is on.
    fn whose(self, at: WallTime, place: &str) -> String {
        if place.is_empty() { self.zone_city(at.zone) } else { place.to_owned() }
    }

    /// Whose clock hours are on: "Datong time (UTC+8)"; with both distances from UTC where clocks are changed between them. `place` as in
    /// [`Self::moment_at`].
    pub fn clock_of(self, place: &str, start: impl Of<WallTime>, end: impl Of<WallTime>) -> String {
        let (start, end) = (start.plain(), end.plain());
        let (place, offset, after) = (self.whose(start, place), start.offset_label(), end.offset_label());
        if offset == after {
            return self.with("answers-mail-clock", &[("place", &place), ("offset", &offset)]);
        }
        self.with("answers-mail-clock-changes", &[("place", &place), ("offset", &offset), ("after", &after)])
    }

    /// As [`Self::moment`], with the distance of its wall from UTC alone, where no place is meant: "…, 09:00 (UTC+8)".
    pub fn moment_with_offset(self, at: impl Of<WallTime>) -> String {
        let at = at.plain();
        self.on_its_wall(self.moment(at), at)
    }

    /// As [`Self::moment_short`], with the same: "24 May 2016, 09:00 (UTC+8)".
    pub fn short_with_offset(self, at: impl Of<WallTime>) -> String {
        let at = at.plain();
        self.on_its_wall(self.moment_short(at), at)
    }

    fn on_its_wall(self, moment: String, at: WallTime) -> String {
        let offset = at.offset_label();
        match self.locale() {
            Locale::En | Locale::Fr => format!("{moment} ({offset})"),
            Locale::Zh => format!("{moment}（{offset}）"),
        }
    }

    /// Date and clock in few letters: "24 May 2016, 09:00".
    pub fn moment_short(self, at: impl Of<WallTime>) -> String {
        let at = at.plain();
        match self.locale() {
            Locale::En | Locale::Fr => format!("{}, {}", self.date_medium(at.date()), self.time(at)),
            Locale::Zh => format!("{} {}", self.date_medium(at.date()), self.time(at)),
        }
    }

    /// An instant as the wall of a zone shows it: "18 Apr 2016, 10:12".
    pub fn exact(self, at: impl Of<Instant>, zone: impl Of<Zone>) -> String {
        self.moment_short(at.plain().at(zone.plain()))
    }

    fn joined(self, date: String, clock: String) -> String {
        match self.locale() {
            Locale::En | Locale::Fr => format!("{date}, {clock}"),
            Locale::Zh => format!("{date}{clock}"),
        }
    }

    /// From moment to moment; the date once when it is one day.
    pub fn range(self, start: impl Of<WallTime>, end: impl Of<WallTime>) -> String {
        let (start, end) = (start.plain(), end.plain());
        if start.date() == end.date() {
            return self.joined(self.date(start.date()), self.hours(start, end));
        }
        format!("{}{NB}– {}", self.moment(start), self.moment(end))
    }

    /// From day to day, for what has no clock: "24–26 May 2016" only where the month is one, else both in full.
    pub fn days(self, start: impl Of<NaiveDate>, end: impl Of<NaiveDate>) -> String {
        let (a, b) = (start.plain(), end.plain());
        let one_month = a.year() == b.year() && a.month() == b.month();
        match self.locale() {
            _ if a == b => self.date_medium(a),
            Locale::En if one_month => format!("{}–{}", a.day(), self.date_medium(b)),
            Locale::Fr if one_month => format!("{}–{}", fr_day(a), self.date_medium(b)),
            Locale::Zh if one_month => format!("{}年{}月{}日至{}日", a.year(), a.month(), a.day(), b.day()),
            Locale::En | Locale::Fr => format!("{}{NB}– {}", self.date_medium(a), self.date_medium(b)),
            Locale::Zh => format!("{}至{}", self.date_medium(a), self.date_medium(b)),
        }
    }

    /// The two clocks of a moment; `place` and `reader_place` are names as this reader says them (see [`Self::zone_city`]).
    pub fn clocks(
        self,
        at: impl Of<WallTime>,
        reader: impl Of<Zone>,
        place: impl AsRef<str>,
        reader_place: impl AsRef<str>,
    ) -> Clocks {
        let venue = at.plain();
        let (instant, reader) = (venue.instant(), reader.plain());
        let there = instant.at(reader);
        let offset = chrono::FixedOffset::east_opt(venue.zone.offset_seconds(instant));
        let offset = offset.map(|o| o.to_string()).unwrap_or_default();
        Clocks {
            venue_time: self.time(venue),
            venue_place: place.as_ref().to_owned(),
            venue_offset: venue.offset_label(),
            reader_time: self.time(there),
            reader_place: reader_place.as_ref().to_owned(),
            // Of an hour that the reader's clock shows twice, the one that is meant.
            reader_offset: reader.offset_label(instant),
            reader_day_differs: there.date() != venue.date(),
            reader_day: self.day(there.date()),
            same: there.local == venue.local,
            machine: format!("{}{offset}", venue.local.format("%Y-%m-%dT%H:%M")),
        }
    }

    /// How long ago: "3 minutes ago", "yesterday", "2 months ago"; days are those of the reader's calendar. What is not past yet is "just
    /// now".
    pub fn ago(self, at: impl Of<Instant>, now: impl Of<Instant>, reader: impl Of<Zone>) -> String {
        let (at, now, reader) = (at.plain(), now.plain(), reader.plain());
        let seconds = now.seconds_since(at).max(0);
        let days = (now.at(reader).date() - at.at(reader).date()).num_days();
        match seconds {
            0..45 => self.t("ago-now"),
            45..3_570 => self.n("ago-minutes", (seconds + 30) / 60),
            3_570..84_600 => self.n("ago-hours", (seconds + 1_800) / 3_600),
            84_600..1_209_600 if days == 1 => self.t("ago-yesterday"),
            84_600..1_209_600 if days > 1 => self.n("ago-days", days),
            // All but a whole day, and yet the same one.
            84_600..1_209_600 => self.n("ago-hours", seconds / 3_600),
            // From two on, whole months and years, so that none is ever one.
            1_209_600..5_259_600 => self.n("ago-weeks", seconds / 604_800),
            5_259_600..63_115_200 => self.n("ago-months", seconds / 2_629_800),
            _ => self.n("ago-years", seconds / 31_557_600),
        }
    }

    /// A due day seen from today: "3 days late", "today", "tomorrow", else the date.
    pub fn due(self, due: impl Of<NaiveDate>, today: impl Of<NaiveDate>) -> String {
        let (due, today) = (due.plain(), today.plain());
        match (due - today).num_days() {
            late @ ..=-1 => self.n("due-late", -late),
            0 => self.t("due-today"),
            1 => self.t("due-tomorrow"),
            _ => self.date_near(due, today),
        }
    }

    /// Day and month, with the year where it is not this one: "24 May", "16 Mar 2017".
    pub fn date_near(self, date: impl Of<NaiveDate>, today: impl Of<NaiveDate>) -> String {
        let (date, today) = (date.plain(), today.plain());
        if date.year() == today.year() { self.date_short(date) } else { self.date_medium(date) }
    }

    /// A whole number with its groups: 1,200 or 1 200.
    pub fn count(self, n: impl Arg) -> String {
        catalogue::number(&n.fluent(), self.locale()).unwrap_or_default()
    }

    /// "a, b and c", "a, b et c", "a、b和c".
    pub fn list<T: AsRef<str>>(self, items: &[T]) -> String {
        let (comma, and) = match self.locale() {
            Locale::En => (", ", " and "),
            Locale::Fr => (", ", " et "),
            Locale::Zh => ("、", "和"),
        };
        match items {
            [] => String::new(),
            [one] => one.as_ref().to_owned(),
            [first @ .., last] => {
                let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
                format!("{}{and}{}", first.join(comma), last.as_ref())
            }
        }
    }
}
