//! How far from today a plan may lie. Whoever writes 2106 has meant 2016: a day farther off than thirty years is refused with both ends of
//! what is taken. What stood there before may stay.

use chrono::{Months, NaiveDate};

use super::invalid::{Invalid, Reason};
use super::time::{Instant, Zone};

const YEARS: u32 = 30;

/// Notes a day that is out of reach, and was another before.
pub fn near(faults: &mut Invalid, field: &str, (before, day): (Option<NaiveDate>, Option<NaiveDate>), now: Instant) {
    let today = now.at(Zone::UTC).date();
    let ends = today.checked_sub_months(Months::new(12 * YEARS)).zip(today.checked_add_months(Months::new(12 * YEARS)));
    let (Some(day), Some((first, last))) = (day, ends) else { return };
    if before != Some(day) && !(first..=last).contains(&day) {
        faults.add(field, Reason::FarAway { first, last });
    }
}
