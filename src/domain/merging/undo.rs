//! Parting what was merged: first what would go back and what stays, then doing just that.

use super::model::{Blocked, Merge, MergeError, Snapshot, Stay, Stored, UndoPlan};
use super::rows::{Hangs, REFERENCES};
use super::store;
use super::{look, organisations};
use crate::access::{Action, Context, Denied, Scope, may, require};
use crate::db::references::{self, Reference};
use crate::db::{Conn, Stored as Db};
use crate::domain::contacts::{self, Contact, OwnFields, Parting, reverted};
use crate::domain::invitations;
use crate::kernel::ids::{EventId, PublicId, SeatId};
use crate::kernel::localised::Localised;

/// Rows of one column that go back.
pub(super) type Back = (Hangs, Reference, Vec<i64>);

/// What undoing a merge would do. Changes nothing.
pub fn check(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<UndoPlan, MergeError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    let stored = store::by_public_id(conn, id)?.ok_or(Denied::NotFound)?;
    let later = store::after(conn, &stored)?;
    let (blocked, later) = blocked(cx, &stored, later);
    let mut plan = UndoPlan { merge: stored.merge.clone(), back: vec![], stays: vec![], blocked, later, version: 0 };
    if let (None, Some(snapshot)) = (&plan.blocked, &stored.snapshot) {
        let kept = kept(conn, &stored)?;
        let (back, stays) = weigh(conn, cx, (&stored, snapshot), &kept)?;
        let mut paired = 0;
        for pair in &snapshot.seats {
            let answered = invitations::answered_since(conn, pair.stays, stored.merge.merged_at)?;
            paired += i64::from(!(pair.swapped && answered));
        }
        plan.back = counts(&back);
        add(&mut plan.back, Hangs::Seats, paired);
        (plan.stays, plan.version) = (stays, kept.version);
    }
    Ok(plan)
}

/// Why a merge cannot be undone, of people or of organisations; and what the entry was called that went there later.
pub(super) fn blocked<I, S, N>(
    cx: &Context,
    stored: &Stored<I, S, N>,
    later: Option<Stored<I, S, N>>,
) -> (Option<Blocked>, Option<N>) {
    if !stored.merge.stands() {
        return (Some(Blocked::Undone), None);
    }
    if !stored.merge.is_fresh(cx.now) || stored.snapshot.is_none() {
        return (Some(Blocked::TooOld), None);
    }
    match later {
        Some(later) => (Some(Blocked::After { merge: later.merge.public_id }), later.merge.other.name),
        None => (None, None),
    }
}

/// How many go back of each kind.
pub(super) fn counts(back: &[Back]) -> Vec<(Hangs, i64)> {
    let mut found = Vec::new();
    for (what, _, rows) in back {
        add(&mut found, *what, i64::try_from(rows.len()).unwrap_or(i64::MAX));
    }
    found
}

/// So many more of a kind.
pub(super) fn add(counts: &mut Vec<(Hangs, i64)>, what: Hangs, n: i64) {
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

fn kept(conn: &mut Conn, stored: &Stored) -> Result<Contact, MergeError> {
    Ok(contacts::contacts(conn, &[stored.kept])?.pop().ok_or(Denied::NotFound)?)
}

/// What goes back, and what stays with the kept entry because somebody changed it since.
fn weigh(
    conn: &mut Conn,
    cx: &Context,
    (stored, snapshot): (&Stored, &Snapshot),
    kept: &Contact,
) -> Result<(Vec<Back>, Vec<Stay>), MergeError> {
    let (mut back, mut stays) = (Vec::new(), Vec::new());
    for (what, at) in REFERENCES {
        let moved = store::rows(conn, stored.id, *at)?;
        if moved.is_empty() {
            continue;
        }
        let (mut go, gone) = split(conn, *at, moved, stored.kept.raw())?;
        if gone > 0 {
            stays.push(Stay::Gone { what: *what, n: gone });
        }
        match what {
            Hangs::Addresses => {
                let changed = changed(snapshot, kept, &go);
                go.retain(|row| !changed.iter().any(|(id, _)| id == row));
                stays.extend(changed.into_iter().map(|(_, email)| Stay::Address(email)));
            }
            Hangs::Seats => {
                for (seat, event) in answered(conn, stored, &go)? {
                    go.retain(|row| *row != seat);
                    stays.push(Stay::Seat(title(conn, cx, event)?));
                }
            }
            _ => {}
        }
        if !go.is_empty() {
            back.push((*what, *at, go));
        }
    }
    stays.extend(stuck(conn, cx, (stored, snapshot), kept)?);
    Ok((back, stays))
}

/// Addresses of the other's that do not read as they did, or were taken away.
fn changed(snapshot: &Snapshot, kept: &Contact, rows: &[i64]) -> Vec<(i64, String)> {
    let same = |(id, email, label): &(crate::kernel::ids::AddressId, String, String)| {
        let own = kept.person.addresses.iter().find(|a| a.id == *id);
        own.is_some_and(|a| a.email.as_str() == email && a.label == *label)
    };
    let of = snapshot.addresses.iter().filter(|one| rows.contains(&one.0.raw()) && !same(one));
    of.map(|(id, email, _)| (id.raw(), email.clone())).collect()
}

/// Seats by which somebody answered since: nobody can tell whose answer it is.
fn answered(conn: &mut Conn, stored: &Stored, rows: &[i64]) -> Result<Vec<(i64, EventId)>, MergeError> {
    let mut found = Vec::new();
    for row in rows {
        let seat = SeatId::new(*row);
        if invitations::answered_since(conn, seat, stored.merge.merged_at)?
            && let Some(event) = invitations::event_of_seat(conn, seat)?
        {
            found.push((*row, event));
        }
    }
    Ok(found)
}

/// Fields, seats that were two, and the wish.
fn stuck(
    conn: &mut Conn,
    cx: &Context,
    (stored, snapshot): (&Stored, &Snapshot),
    kept: &Contact,
) -> Result<Vec<Stay>, MergeError> {
    let (_, fields) = reverted(&OwnFields::of(kept), &snapshot.before, &snapshot.merged);
    let mut stays: Vec<Stay> = fields.into_iter().map(Stay::Field).collect();
    for pair in &snapshot.seats {
        if pair.swapped && invitations::answered_since(conn, pair.stays, stored.merge.merged_at)? {
            stays.push(Stay::Seat(title(conn, cx, pair.event)?));
        } else if pair.closed && invitations::would_wait(conn, pair)? {
            stays.push(Stay::Waits(title(conn, cx, pair.event)?));
        }
    }
    if kept.person.do_not_contact && (snapshot.before.silent.is_none() || snapshot.other.silent.is_none()) {
        stays.push(Stay::Wish);
    }
    Ok(stays)
}

/// What an event is called, for those who may see its guests.
fn title(conn: &mut Conn, cx: &Context, event: EventId) -> Result<Option<Localised>, MergeError> {
    let event = invitations::event_facts(conn, event)?;
    Ok(may(&cx.actor, Action::SeeGuests, event.scope()).then(|| event.title.clone()))
}

/// Parts two entries again, as the check showed it; `version` is the kept entry's.
pub fn undo(conn: &mut Conn, cx: &Context, id: &PublicId, version: i64) -> Result<Merge, MergeError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    let stored = store::by_public_id(conn, id)?.ok_or(Denied::NotFound)?;
    let later = store::after(conn, &stored)?;
    if let (Some(why), _) = blocked(cx, &stored, later) {
        return Err(MergeError::Blocked(why));
    }
    let Some(snapshot) = &stored.snapshot else { return Err(MergeError::Blocked(Blocked::TooOld)) };
    let kept = kept(conn, &stored)?;
    if kept.version != version {
        return Err(MergeError::Stale);
    }
    let (back, _) = weigh(conn, cx, (&stored, snapshot), &kept)?;
    for (_, at, rows) in &back {
        references::repoint(conn, *at, rows, stored.kept.raw(), stored.other.raw())?;
    }
    for pair in &snapshot.seats {
        invitations::reopen(conn, cx, (stored.kept, stored.other), pair, stored.merge.merged_at)?;
    }
    let by = Parting {
        other: &snapshot.other,
        before: &snapshot.before,
        merged: &snapshot.merged,
        absorbed: &snapshot.absorbed,
    };
    contacts::part(conn, cx, (&kept, stored.other), by)?;
    if !store::set_undone(conn, cx, stored.id)? {
        return Err(MergeError::Stale);
    }
    look::by_number(conn, stored.id)
}

/// Forgets what only undoing needed, once it can be undone no more; says of how many merges. For the engine.
pub fn forget(conn: &mut Conn, cx: &Context) -> Db<usize> {
    Ok(store::forget(conn, cx.now)? + organisations::forget(conn, cx.now)?)
}
