//! Parting two organisations: first what would go back and what stays, then doing just that.

use super::look;
use super::model::{Merge, Snapshot, Stored, UndoPlan};
use super::store;
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::references;
use crate::db::{Conn, Stored as Db};
use crate::domain::contacts::{self, NewOrganisation, Organisation, OrganisationParting, reverted_organisation};
use crate::domain::invitations;
use crate::domain::merging::rows::{Hangs, ORGANISATION_REFERENCES};
use crate::domain::merging::undo::{Back, add, blocked, counts, split};
use crate::domain::merging::{Blocked, MergeError, Stay};
use crate::domain::sponsorship;
use crate::kernel::ids::PublicId;
use crate::kernel::time::Instant;

/// What undoing a merge would do. Changes nothing.
pub fn check(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<UndoPlan, MergeError> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
    let stored = store::by_public_id(conn, id)?.ok_or(Denied::NotFound)?;
    let later = store::after(conn, &stored)?;
    let (blocked, later) = blocked(cx, &stored, later);
    let mut plan = UndoPlan { merge: stored.merge.clone(), back: vec![], stays: vec![], blocked, later, version: 0 };
    if let (None, Some(snapshot)) = (&plan.blocked, &stored.snapshot) {
        let kept = kept(conn, &stored)?;
        let (back, stays) = weigh(conn, (&stored, snapshot), &kept)?;
        plan.back = counts(&back);
        add(&mut plan.back, Hangs::People, contacts::places_to_part(conn, kept.id, &snapshot.both)?.0);
        (plan.stays, plan.version) = (stays, kept.version);
    }
    Ok(plan)
}

fn kept(conn: &mut Conn, stored: &Stored) -> Result<Organisation, MergeError> {
    Ok(contacts::organisations(conn, &[stored.kept])?.pop().ok_or(Denied::NotFound)?)
}

/// What goes back, and what stays with the kept entry because somebody changed it since.
fn weigh(
    conn: &mut Conn,
    (stored, snapshot): (&Stored, &Snapshot),
    kept: &Organisation,
) -> Result<(Vec<Back>, Vec<Stay>), MergeError> {
    let (mut back, mut stays): (Vec<Back>, Vec<Stay>) = (Vec::new(), Vec::new());
    for (what, at) in ORGANISATION_REFERENCES {
        let moved = store::rows(conn, stored.id, *at)?;
        let (mut go, mut gone) = split(conn, *at, moved, stored.kept.raw())?;
        match what {
            Hangs::People => gone += contacts::places_to_part(conn, kept.id, &snapshot.both)?.1,
            // Places follow their invitations, which stand before them.
            Hangs::Places => {
                let invited = back.iter().find(|(own, ..)| *own == Hangs::Institutions);
                let invited = invited.map_or_else(Vec::new, |(_, _, rows)| rows.clone());
                (go, gone) = (invitations::places_of(conn, kept.id, &invited, &go)?, 0);
            }
            _ => {}
        }
        if gone > 0 {
            stays.push(Stay::Gone { what: *what, n: gone });
        }
        if !go.is_empty() {
            back.push((*what, *at, go));
        }
    }
    let (_, fields) = reverted_organisation(&NewOrganisation::of(kept), &snapshot.before, &snapshot.merged);
    stays.extend(fields.into_iter().map(Stay::Field));
    Ok((back, stays))
}

/// Parts two organisations again, as the check showed it; `version` is the kept one's.
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
    invitations::hold_places(conn, &[kept.id])?;
    let (back, _) = weigh(conn, (&stored, snapshot), &kept)?;
    for (_, at, rows) in &back {
        references::repoint(conn, *at, rows, stored.kept.raw(), stored.other.raw())?;
    }
    let by = OrganisationParting {
        other: &snapshot.other,
        before: &snapshot.before,
        merged: &snapshot.merged,
        both: &snapshot.both,
    };
    contacts::part_organisations(conn, cx, (&kept, stored.other), by)?;
    if !store::set_undone(conn, cx, stored.id)? {
        return Err(MergeError::Stale);
    }
    sponsorship::lapsing::tell(conn, cx, &[stored.kept, stored.other])?;
    look::by_number(conn, stored.id)
}

/// Forgets what only undoing needed, once it can be undone no more; says of how many merges.
pub(in crate::domain::merging) fn forget(conn: &mut Conn, now: Instant) -> Db<usize> {
    store::forget(conn, now)
}
