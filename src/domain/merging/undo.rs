//! Parting what was merged: first what would go back and what stays, then doing just that.

use super::kind::{Back, Kind, Organisations, People};
use super::look;
use super::model::{Blocked, Merge, MergeError, Stored, UndoPlan};
use super::rows::Hangs;
use super::store_shelf::Shelf;
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::references::{self, Reference};
use crate::db::{Conn, Stored as Db};
use crate::kernel::ids::PublicId;

/// What undoing a merge would do. Changes nothing.
pub fn check<K: Kind>(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<UndoPlan<K::Name>, MergeError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    let stored = K::by_public_id(conn, id)?.ok_or(Denied::NotFound)?;
    let (blocked, later) = blocked(conn, cx, &stored)?;
    let (merge, kept) = (stored.merge.clone(), stored.kept.raw());
    let mut plan = UndoPlan { merge, back: vec![], stays: vec![], blocked, later, kept, version: 0 };
    if let (None, Some(snapshot)) = (&plan.blocked, &stored.snapshot) {
        let kept = self::kept(conn, &stored)?;
        let (back, stays) = K::weigh(conn, cx, (&stored, snapshot), &kept)?;
        plan.back = counts(&back);
        for (what, n) in K::paired(conn, (&stored, snapshot), &kept)? {
            add(&mut plan.back, what, n);
        }
        (plan.stays, plan.version) = (stays, K::version(&kept));
    }
    Ok(plan)
}

/// Why a merge cannot be undone; and what the entry was called that went there later.
fn blocked<K: Kind>(
    conn: &mut Conn,
    cx: &Context,
    stored: &Stored<K>,
) -> Result<(Option<Blocked>, Option<K::Name>), MergeError> {
    if !stored.merge.stands() {
        return Ok((Some(Blocked::Undone), None));
    }
    if !stored.merge.is_fresh(cx.now) || stored.snapshot.is_none() {
        return Ok((Some(Blocked::TooOld), None));
    }
    Ok(match K::after(conn, stored)? {
        Some(later) => (Some(Blocked::After { merge: later.merge.public_id }), later.merge.other.name),
        None => (None, None),
    })
}

fn kept<K: Kind>(conn: &mut Conn, stored: &Stored<K>) -> Result<K::Entry, MergeError> {
    Ok(K::living(conn, stored.kept)?.ok_or(Denied::NotFound)?)
}

/// How many go back of each kind.
fn counts(back: &[Back]) -> Vec<(Hangs, i64)> {
    let mut found = Vec::new();
    for (what, _, rows) in back {
        add(&mut found, *what, i64::try_from(rows.len()).unwrap_or(i64::MAX));
    }
    found
}

/// So many more of a kind.
fn add(counts: &mut Vec<(Hangs, i64)>, what: Hangs, n: i64) {
    match counts.iter_mut().find(|(own, _)| *own == what) {
        Some((_, sum)) => *sum += n,
        None if n > 0 => counts.push((what, n)),
        None => {}
    }
}

/// Of rows that moved, those that still point to the kept entry, and how many do not.
pub(super) fn split(conn: &mut Conn, at: Reference, moved: Vec<i64>, kept: i64) -> Db<(Vec<i64>, i64)> {
    let still = references::pointing(conn, at, kept)?;
    let (go, gone): (Vec<i64>, Vec<i64>) = moved.into_iter().partition(|row| still.contains(row));
    Ok((go, i64::try_from(gone.len()).unwrap_or(i64::MAX)))
}

/// Parts two entries again, as the check showed it; `version` is the kept entry's.
pub fn undo<K: Kind>(conn: &mut Conn, cx: &Context, id: &PublicId, version: i64) -> Result<Merge<K::Name>, MergeError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    let stored = K::by_public_id(conn, id)?.ok_or(Denied::NotFound)?;
    if let (Some(why), _) = blocked(conn, cx, &stored)? {
        return Err(MergeError::Blocked(why));
    }
    let Some(snapshot) = &stored.snapshot else { return Err(MergeError::Blocked(Blocked::TooOld)) };
    // Read behind the lock: whoever edits the kept entry is waited for, and is seen.
    K::hold(conn, stored.kept)?;
    let kept = kept(conn, &stored)?;
    if K::version(&kept) != version {
        return Err(MergeError::Stale);
    }
    let (back, _) = K::weigh(conn, cx, (&stored, snapshot), &kept)?;
    for (_, at, rows) in &back {
        references::repoint(conn, *at, rows, stored.kept.raw(), stored.other.raw())?;
    }
    K::part(conn, cx, (&stored, snapshot), &kept)?;
    if !K::set_undone(conn, cx, stored.id)? {
        return Err(MergeError::Stale);
    }
    look::by_number::<K>(conn, stored.id)
}

/// Forgets what only undoing needed, once it can be undone no more; says of how many merges. For the engine.
pub fn forget(conn: &mut Conn, cx: &Context) -> Db<usize> {
    Ok(People::forget(conn, cx.now)? + Organisations::forget(conn, cx.now)?)
}
