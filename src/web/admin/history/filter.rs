//! The filter of a log as it stands in an address.

use chrono::NaiveDate;

use crate::access::Door;
use crate::domain::history::{Asked, By, Entity};
use crate::kernel::invalid::{Invalid, Reason, one_of};
use crate::kernel::time::{Instant, WallTime, Zone};
use crate::web::Fields;

/// The names of its parts in queries.
pub const NAMES: [&str; 10] = ["programme", "city", "kind", "object", "by", "about", "action", "door", "from", "until"];

/// Reads a filter; a word that is none of ours is told. Days are those of the reader's wall, the last one whole.
pub fn asked(fields: &Fields, zone: Zone) -> Result<Asked, Invalid> {
    let mut bad = Invalid::default();
    let asked = Asked {
        programme: fields.filled("programme").map(str::to_owned),
        city: fields.filled("city").map(str::to_owned),
        kind: parsed(&mut bad, fields, "kind", one_of::<Entity>),
        object: parsed(&mut bad, fields, "object", |t| t.parse().map_err(|_| Reason::NoSuch)),
        by: parsed(&mut bad, fields, "by", by),
        about: parsed(&mut bad, fields, "about", |t| t.parse().map_err(|_| Reason::NoSuch)),
        action: fields.filled("action").map(str::to_owned),
        door: parsed(&mut bad, fields, "door", one_of::<Door>),
        from: parsed(&mut bad, fields, "from", |t| moment(t, zone, 0)),
        until: parsed(&mut bad, fields, "until", |t| moment(t, zone, 1)),
    };
    if let (Some(from), Some(until)) = (asked.from, asked.until)
        && from >= until
    {
        bad.add("until", Reason::EndsBeforeStart);
    }
    bad.into_result()?;
    Ok(asked)
}

fn parsed<T>(bad: &mut Invalid, fields: &Fields, name: &str, read: impl Fn(&str) -> Result<T, Reason>) -> Option<T> {
    bad.take(name, read(fields.filled(name)?))
}

fn by(text: &str) -> Result<By, Reason> {
    match text {
        "guests" => Ok(By::Guests),
        "strangers" => Ok(By::Strangers),
        id => id.parse().map(By::Account).map_err(|_| Reason::NoSuch),
    }
}

/// An instant, or the beginning of a day `later` days on.
fn moment(text: &str, zone: Zone, later: u64) -> Result<Instant, Reason> {
    if let Ok(instant) = text.parse() {
        return Ok(instant);
    }
    let day: NaiveDate = text.parse().map_err(|_| Reason::BadDate)?;
    let day = day.checked_add_days(chrono::Days::new(later)).ok_or(Reason::BadDate)?;
    Ok(WallTime::new(day.and_time(chrono::NaiveTime::MIN), zone).instant())
}

/// A query without its days.
pub fn undated(fields: &Fields) -> Fields {
    let kept = fields.iter().filter(|(name, _)| !matches!(*name, "from" | "until"));
    Fields::new(kept.map(|(n, v)| (n.to_owned(), v.to_owned())).collect())
}

/// Only the filter of a query: no cursor, no notice.
pub fn narrowed(fields: &Fields) -> Fields {
    let kept = fields.iter().filter(|(n, v)| NAMES.contains(n) && !v.is_empty());
    Fields::new(kept.map(|(n, v)| (n.to_owned(), v.to_owned())).collect())
}
