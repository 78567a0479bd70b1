use diesel::prelude::*;

use crate::db::conn::each;
use crate::db::schema::outbox_rates as rates;
use crate::db::{Conn, Stored};
use crate::domain::outbox::rates::{Bucket, Limits, Rates};
use crate::kernel::time::Instant;

/// The bucket of all mail; no domain has such a name.
const ALL: &str = "*";

/// The buckets as they stand, held until the transaction ends: whoever claims at the same time waits for that. Where nothing is limited
/// nothing is read and nobody waits.
pub fn hold(conn: &mut Conn, limits: Limits, now: Instant) -> Stored<Rates> {
    let full = Bucket::new(now);
    if !limits.any() {
        return Ok(Rates::new(limits, full));
    }
    let found = match held(conn)? {
        Some(bucket) => Some(bucket),
        None => {
            let row = (rates::bucket.eq(ALL), rates::filled_at.eq(now), rates::promised_at.eq(now));
            each!(conn, c => diesel::insert_into(rates::table).values(row).on_conflict_do_nothing().execute(c))?;
            held(conn)?
        }
    };
    Ok(Rates::new(limits, found.unwrap_or(full)))
}

/// A write that changes nothing is how both databases lock a row and read it at once.
fn held(conn: &mut Conn) -> Stored<Option<Bucket>> {
    let same = diesel::update(rates::table.find(ALL)).set(rates::filled_at.eq(rates::filled_at));
    let found: Option<(Instant, Instant)> =
        same.returning((rates::filled_at, rates::promised_at)).get_result(conn).optional()?;
    Ok(found.map(|(filled_at, promised_at)| Bucket { filled_at, promised_at }))
}

/// Reads the buckets of domains that are not known yet. Behind the row that [`hold`] has locked, so that they need no lock of their own.
pub fn learn<'a>(conn: &mut Conn, known: &mut Rates, domains: impl Iterator<Item = &'a str>) -> Stored<()> {
    if known.limits().domain == 0 {
        return Ok(());
    }
    let mut unknown: Vec<&str> = domains.filter(|d| !known.knows(d)).collect();
    unknown.sort_unstable();
    unknown.dedup();
    let rows: Vec<(String, Instant, Instant)> = rates::table.filter(rates::bucket.eq_any(unknown)).load(conn)?;
    for (domain, filled_at, promised_at) in rows {
        known.learn(domain, Bucket { filled_at, promised_at });
    }
    Ok(())
}

/// Writes down what was taken: one row for all mail, and one for each limited domain that was written to.
pub fn keep(conn: &mut Conn, known: &Rates) -> Stored<()> {
    let all = known.changed_sender().map(|bucket| (ALL, bucket));
    for (name, bucket) in all.into_iter().chain(known.changed_domains()) {
        let set = (rates::filled_at.eq(bucket.filled_at), rates::promised_at.eq(bucket.promised_at));
        if diesel::update(rates::table.find(name)).set(set).execute(conn)? == 0 {
            diesel::insert_into(rates::table).values((rates::bucket.eq(name), set.0, set.1)).execute(conn)?;
        }
    }
    Ok(())
}

/// Buckets that have been full for long say nothing.
pub fn forget_before(conn: &mut Conn, before: Instant) -> Stored<usize> {
    let full = rates::table.filter(rates::filled_at.lt(before)).filter(rates::promised_at.lt(before));
    Ok(diesel::delete(full).execute(conn)?)
}
