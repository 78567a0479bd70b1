//! Instants, zones, wall clocks.
//!
//! An event is a promise on the venue's wall clock: [`WallTime`] is the truth and the instant is derived from it, here and nowhere
//! else. Where clocks change, RFC 5545 (3.3.5) decides: a local time that happens twice means the first of the two; one that is
//! skipped is read with the offset before the gap, so that it moves forward by the length of the gap.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{
    DateTime, Datelike, Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike, Utc,
};
use serde::{Deserialize, Serialize};

use super::invalid::Reason;

/// A point in time: microseconds since 1970 in UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// Microseconds since 1970 in UTC.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }
    /// Microseconds since 1970 in UTC, as columns keep them.
    pub const fn micros(self) -> i64 {
        self.0
    }
    /// For columns, which want a place to borrow from.
    pub const fn micros_ref(&self) -> &i64 {
        &self.0
    }
    /// So many seconds later, or earlier; at the ends of what can be counted it stays there.
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }
    /// So many times 24 hours later. Calendar days are a wall's: [`WallTime::days_before`].
    pub const fn plus_days(self, days: i64) -> Self {
        self.plus_seconds(days.saturating_mul(86_400))
    }
    /// Whole seconds from `earlier` to this instant; negative when it is later.
    pub const fn seconds_since(self, earlier: Instant) -> i64 {
        self.0.saturating_sub(earlier.0) / 1_000_000
    }
    /// For chrono; what is beyond its calendar reads as 1970.
    pub fn to_utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).unwrap_or(DateTime::UNIX_EPOCH)
    }
    /// RFC 3339 in UTC, to the second.
    pub fn rfc3339(self) -> String {
        self.to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
    /// RFC 3339 on the clock of `zone`, with its offset.
    pub fn rfc3339_in(self, zone: Zone) -> String {
        self.to_utc().with_timezone(&zone.0).format("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
    /// What a clock on the wall of `zone` shows at this instant.
    pub fn at(self, zone: Zone) -> WallTime {
        WallTime { local: self.to_utc().with_timezone(&zone.0).naive_local(), zone }
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_micros())
    }
}

/// Not an instant by RFC 3339.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the instant must look like 2016-04-18T08:00:00Z")]
pub struct BadInstant;

impl FromStr for Instant {
    type Err = BadInstant;
    /// RFC 3339, with any offset.
    fn from_str(text: &str) -> Result<Self, BadInstant> {
        DateTime::parse_from_rfc3339(text).map(|d| d.with_timezone(&Utc).into()).map_err(|_| BadInstant)
    }
}

/// An IANA time zone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Zone(chrono_tz::Tz);

impl Zone {
    /// The zone of machines.
    pub const UTC: Zone = Zone(chrono_tz::UTC);

    /// By the IANA database: `Asia/Shanghai`.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
    /// For chrono.
    pub fn tz(self) -> chrono_tz::Tz {
        self.0
    }
    /// Seconds east of UTC at an instant.
    pub fn offset_seconds(self, at: Instant) -> i32 {
        self.0.offset_from_utc_datetime(&at.to_utc().naive_utc()).fix().local_minus_utc()
    }
    /// "UTC+8", "UTC+5:30", "UTC": never a letter code, for "CST" names four zones.
    pub fn offset_label(self, at: Instant) -> String {
        let seconds = self.offset_seconds(at);
        let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() / 60 % 60);
        let sign = if seconds < 0 { '−' } else { '+' };
        match (hours, minutes) {
            (0, 0) => "UTC".to_owned(),
            (h, 0) => format!("UTC{sign}{h}"),
            (h, m) => format!("UTC{sign}{h}:{m:02}"),
        }
    }
}

/// No zone of the IANA database.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the zone must be a name of the IANA database such as Asia/Shanghai")]
pub struct UnknownZone;

impl FromStr for Zone {
    type Err = UnknownZone;
    /// Its IANA name; whoever writes it small, or with blanks, means the same.
    fn from_str(text: &str) -> Result<Self, UnknownZone> {
        let text = text.trim();
        if let Ok(zone) = text.parse() {
            return Ok(Zone(zone));
        }
        let plain = text.replace(' ', "_");
        let alike = chrono_tz::TZ_VARIANTS.iter().find(|zone| zone.name().eq_ignore_ascii_case(&plain));
        alike.map(|zone| Zone(*zone)).ok_or(UnknownZone)
    }
}
impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
impl Serialize for Zone {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.name())
    }
}
impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A local time in a zone: the promise. Kept as `2016-05-24T09:00:00` beside the zone's name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct WallTime {
    pub local: NaiveDateTime,
    pub zone: Zone,
}

impl WallTime {
    /// As columns have it, to the second.
    pub const STORED: &'static str = "%Y-%m-%dT%H:%M:%S";
    /// As forms have it.
    const TYPED: &'static str = "%Y-%m-%dT%H:%M";
    /// Earlier than any programme; far enough from the calendar's end to count days with.
    const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(1, 1, 1) {
        Some(day) => day,
        None => NaiveDate::MIN,
    };

    /// Taken as it is, also where the clocks jump over it: [`Self::instant`] says what it means there.
    pub const fn new(local: NaiveDateTime, zone: Zone) -> Self {
        Self { local, zone }
    }
    /// Whether the clocks jump over this hour on that day.
    pub fn is_skipped(self) -> bool {
        matches!(self.zone.0.from_local_datetime(&self.local), LocalResult::None)
    }
    /// The instant promised: first of two where clocks go back, forward by the gap where they jump.
    pub fn instant(self) -> Instant {
        match self.zone.0.from_local_datetime(&self.local) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.with_timezone(&Utc).into(),
            LocalResult::None => self.instant_in_gap(),
        }
    }
    fn instant_in_gap(self) -> Instant {
        // No zone skips more than a day, so the offset in force a day before is the one before the gap.
        let before = self.zone.0.offset_from_utc_datetime(&(self.local - Duration::days(1)));
        let seconds = i64::from(before.fix().local_minus_utc());
        Instant::from((self.local - Duration::seconds(seconds)).and_utc())
    }
    /// The day on this wall.
    pub fn date(self) -> NaiveDate {
        self.local.date()
    }
    /// Calendar days earlier on the same wall, then the clock time: "7 days before at 09:00".
    pub fn days_before(self, days: u32, clock: NaiveTime) -> WallTime {
        let days = chrono::Days::new(days.into());
        // Before the calendar begins there is only its first day.
        let date = self.local.date().checked_sub_days(days).unwrap_or(WallTime::FIRST_DAY);
        WallTime { local: date.and_time(clock), zone: self.zone }
    }
    /// As [`Zone::offset_label`], at the instant promised.
    pub fn offset_label(self) -> String {
        self.zone.offset_label(self.instant())
    }
    /// As columns have it, without the zone, which stands beside.
    pub fn stored(self) -> String {
        self.local.format(Self::STORED).to_string()
    }
    /// As a form would have it typed: `2016-05-24T09:00`.
    pub fn as_typed(self) -> String {
        self.local.format(Self::TYPED).to_string()
    }
    /// Reads a stored or typed local time: with or without seconds, `T` or a space between.
    pub fn parse(local: &str, zone: Zone) -> Result<WallTime, BadWallTime> {
        let text = local.trim().replace(' ', "T");
        [Self::STORED, Self::TYPED]
            .iter()
            .find_map(|f| NaiveDateTime::parse_from_str(&text, f).ok())
            .filter(|t| (1900..=2200).contains(&t.year()) && t.nanosecond() < 1_000_000_000)
            .map(|local| WallTime { local, zone })
            .ok_or(BadWallTime)
    }
    /// As [`Self::parse`], of what a form may leave empty; an hour that the clocks skip is nobody's.
    pub fn typed(local: &str, zone: Zone) -> Result<Option<WallTime>, Reason> {
        if local.trim().is_empty() {
            return Ok(None);
        }
        match WallTime::parse(local, zone) {
            Ok(at) if at.is_skipped() => Err(Reason::SkippedHour),
            Ok(at) => Ok(Some(at)),
            Err(BadWallTime) => Err(Reason::BadWallTime),
        }
    }
}

/// Not a local time of the years 1900 to 2200.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the local time must look like 2016-05-24 09:00")]
pub struct BadWallTime;

/// The only source of "now". Programme time may be set for a demonstration or a test; machine time never.
#[derive(Clone, Debug)]
pub enum Clock {
    /// Programme time is machine time.
    Machine,
    /// Programme time began at another instant and runs on with the machine.
    Shifted { microseconds: i64 },
    /// Programme and machine time stand where a test has put them.
    Standing(Arc<AtomicI64>),
}

impl Clock {
    /// Programme time is `start` at this moment, and runs on.
    pub fn starting_at(start: Instant) -> Self {
        Clock::Shifted { microseconds: start.micros() - Instant::from(Utc::now()).micros() }
    }
    /// Both times stand at `at` until a test moves them.
    pub fn standing_at(at: Instant) -> Self {
        Clock::Standing(Arc::new(AtomicI64::new(at.micros())))
    }
    /// Programme time: what is due, what is past.
    pub fn now(&self) -> Instant {
        match self {
            Clock::Machine => Utc::now().into(),
            Clock::Shifted { microseconds } => Instant(Utc::now().timestamp_micros() + microseconds),
            Clock::Standing(at) => Instant(at.load(Ordering::SeqCst)),
        }
    }
    /// Machine time: sign-ins, cookies, leases, second factors.
    pub fn machine(&self) -> Instant {
        match self {
            Clock::Machine | Clock::Shifted { .. } => Utc::now().into(),
            Clock::Standing(at) => Instant(at.load(Ordering::SeqCst)),
        }
    }
    /// Moves a standing clock; the others run by themselves and stay as they are.
    pub fn set(&self, to: Instant) {
        if let Clock::Standing(at) = self {
            at.store(to.micros(), Ordering::SeqCst);
        }
    }
}
