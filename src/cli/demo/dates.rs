//! When the invented coordinators did what the history tells: on working days, in office hours, never after programme time begins.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::{DemoError, at};
use crate::access::Context;
use crate::cli::CommandError;
use crate::kernel::time::Instant;

/// Four months before the demonstration begins: when the programme was set up.
pub(super) fn founded() -> Result<Instant, DemoError> {
    "2015-10-26T09:00:00Z".parse().map_err(|e| DemoError::of("founded")(&e))
}

/// What is told happened before; later there is no end.
const EARLIEST: &str = "2016-04-17T00:00:00Z";

/// Whether the story can be told on this day.
pub(super) fn check(now: Instant) -> Result<(), CommandError> {
    match EARLIEST.parse::<Instant>() {
        Ok(earliest) if now >= earliest => Ok(()),
        _ => Err(CommandError::Refused(format!(
            "--now: the invented programme is told up to the middle of April 2016: {EARLIEST} or later, not {}",
            now.rfc3339()
        ))),
    }
}

/// Some days after the programme was set up.
pub(super) fn after_founding(cx: &Context, days: i64, seed: usize) -> Result<Context, DemoError> {
    Ok(at(cx, founded()?.plus_days(days).plus_seconds(minutes(seed) * 60).min(cx.now)))
}

/// So many days before (or, below zero, after) a day, moved to Monday from a weekend; the seed varies the hour.
pub(super) fn days_before(cx: &Context, day: NaiveDate, days: i64, seed: usize) -> Result<Context, DemoError> {
    let moved = match days {
        0.. => day.checked_sub_days(Days::new(days.unsigned_abs())),
        _ => day.checked_add_days(Days::new(days.unsigned_abs())),
    };
    let rest = |day: NaiveDate| match day.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    let on = moved.and_then(|d| d.checked_add_days(Days::new(rest(d)))).unwrap_or(day);
    let morning: Instant = format!("{on}T07:00:00Z").parse().map_err(|e| DemoError::of("a day")(&e))?;
    // What would lie ahead was done on the days before, one thing after another.
    let latest = cx.now.plus_days(-3).plus_seconds(minutes(seed) * 60);
    Ok(at(cx, morning.plus_seconds(minutes(seed) * 60).min(latest)))
}

/// Minutes into the working day.
fn minutes(seed: usize) -> i64 {
    (seed as i64 * 97) % 480
}
