//! Merging: what it would do, and doing it.

use super::fields::{Choices, fields, united};
use super::frame;
use super::kind::People;
use super::model::{Hanging, Merge, MergeError, Plan, Snapshot, TwoSeats, Versions};
use super::rows::{self, Hangs};
use crate::access::{Action, Context, may};
use crate::db::Conn;
use crate::domain::accounts;
use crate::domain::contacts::{self, Contact, OwnFields};
use crate::domain::invitations::{self, Settled};
use crate::kernel::ids::{AddressId, ContactId, PublicId};

/// What merging two entries would do. Changes nothing.
pub fn plan(conn: &mut Conn, cx: &Context, kept: &PublicId, other: &PublicId) -> Result<Plan, MergeError> {
    frame::two(cx, kept, other)?;
    let (kept, other) = (contacts::contact(conn, cx, kept)?, contacts::contact(conn, cx, other)?);
    let accounts = accounts::of_contacts(conn, &[kept.person.id, other.person.id])?;
    let name = |of: &Contact| accounts.iter().find(|(id, _)| *id == of.person.id).map(|(_, name)| name.clone());
    Ok(Plan {
        fields: fields(&OwnFields::of(&kept), &OwnFields::of(&other)),
        hangs: hangs(conn, &kept, &other)?,
        seats: two_seats(conn, cx, &kept, &other)?,
        members: name(&kept).zip(name(&other)),
        delegates: invitations::delegates_clash(conn, kept.person.id, other.person.id)?,
        kept,
        other,
    })
}

/// So many of each kind; what nobody has is left out.
fn hangs(conn: &mut Conn, kept: &Contact, other: &Contact) -> Result<Vec<Hanging>, MergeError> {
    let mut found = Vec::new();
    let theirs = frame::pointing::<People>(conn, other.person.id)?;
    for ((at, own), (_, theirs)) in frame::pointing::<People>(conn, kept.person.id)?.into_iter().zip(theirs) {
        // Of what may be given up, only what counts.
        let mut count = |of: &Contact, rows: usize| -> Result<i64, MergeError> {
            let counted = match at.0 {
                Hangs::Addresses => of.person.addresses.len(),
                Hangs::Seats => return Ok(invitations::open_seats(conn, of.person.id)?),
                _ => rows,
            };
            Ok(i64::try_from(counted).unwrap_or(i64::MAX))
        };
        let (kept, other) = (count(kept, own.len())?, count(other, theirs.len())?);
        match found.iter_mut().find(|h: &&mut Hanging| h.what == at.0) {
            Some(same) => (same.kept, same.other) = (same.kept + kept, same.other + other),
            None => found.push(Hanging { what: at.0, kept, other }),
        }
    }
    let tags = |of: &Contact| i64::try_from(of.person.tags.len()).unwrap_or(i64::MAX);
    found.push(Hanging { what: Hangs::Tags, kept: tags(kept), other: tags(other) });
    found.retain(|h| h.kept + h.other > 0);
    Ok(found)
}

fn two_seats(conn: &mut Conn, cx: &Context, kept: &Contact, other: &Contact) -> Result<Vec<TwoSeats>, MergeError> {
    let mut found = Vec::new();
    for pair in invitations::doubled(conn, kept.person.id, other.person.id)?.into_iter().filter(|d| d.is_open()) {
        let event = invitations::event_facts(conn, pair.event)?;
        let seen = may(&cx.actor, Action::SeeGuests, event.scope());
        found.push(TwoSeats {
            event: seen.then_some(event),
            kept: pair.kept,
            other: pair.other,
            likely: invitations::stays(&pair.kept, &pair.other),
        });
    }
    Ok(found)
}

/// Makes two entries one, as they were seen.
pub fn merge_contacts(
    conn: &mut Conn,
    cx: &Context,
    (kept, other): (&PublicId, &PublicId),
    versions: Versions,
    choices: &Choices,
) -> Result<Merge, MergeError> {
    frame::two(cx, kept, other)?;
    let both = (contacts::contact(conn, cx, kept)?, contacts::contact(conn, cx, other)?);
    let ids = [both.0.person.id, both.1.person.id];
    invitations::hold_seats(conn, &ids)?;
    contacts::hold_people(conn, ids)?;
    let plan = plan(conn, cx, kept, other)?;
    let (kept, other) = (&plan.kept, &plan.other);
    if (Versions { kept: kept.version, other: other.version }) != versions {
        return Err(MergeError::Stale);
    }
    if let Some((own, theirs)) = plan.members {
        return Err(MergeError::BothMembers(own, theirs));
    }
    if plan.delegates {
        return Err(MergeError::BothSeated);
    }
    let own = united(&OwnFields::of(kept), &OwnFields::of(other), choices)?;
    let both = (kept.person.id, other.person.id);
    let had = frame::pointing::<People>(conn, both.1)?;
    let settled = settle(conn, cx, both, choices)?;
    let absorbed = contacts::absorb(conn, cx, (kept, other), &own)?;
    rows::replace_everywhere(conn, (both.1, both.0))?;
    let after = contacts::contact(conn, cx, &kept.person.public_id)?;
    let snapshot = Snapshot {
        other: OwnFields::of(other),
        before: OwnFields::of(kept),
        merged: OwnFields::of(&after),
        absorbed,
        addresses: addresses(other),
        seats: settled,
    };
    let left = frame::pointing::<People>(conn, both.1)?;
    // Seats that changed hands are taken back as a pair.
    let paired = |row: i64| snapshot.seats.iter().any(|s| s.stays.raw() == row || s.goes.raw() == row);
    frame::written::<People>(conn, cx, both, &snapshot, (had, left), |what, row| what == Hangs::Seats && paired(row))
}

fn addresses(of: &Contact) -> Vec<(AddressId, String, String)> {
    of.person.addresses.iter().map(|a| (a.id, a.email.to_string(), a.label.clone())).collect()
}

/// Decides at every event where both have a seat, or had one.
fn settle(
    conn: &mut Conn,
    cx: &Context,
    both: (ContactId, ContactId),
    choices: &Choices,
) -> Result<Vec<Settled>, MergeError> {
    let mut settled = Vec::new();
    for pair in invitations::doubled(conn, both.0, both.1)? {
        let event = invitations::event_facts(conn, pair.event)?;
        let seen = may(&cx.actor, Action::SeeGuests, event.scope());
        let chosen = choices.seats.get(&event.public_id).copied().filter(|_| seen);
        settled.extend(invitations::settle(conn, cx, both, pair.event, chosen)?);
    }
    Ok(settled)
}
