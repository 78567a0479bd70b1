//! Merging two organisations: what it would do, and doing it.

use super::fields::{Choices, fields, united};
use super::model::{Courts, Merge, Outcome, Plan, Snapshot, TwoCourtings};
use crate::access::{Action, Context, may};
use crate::db::Conn;
use crate::domain::contacts::{self, NewOrganisation, Organisation};
use crate::domain::invitations::{self, EventFacts};
use crate::domain::merging::frame;
use crate::domain::merging::kind::Organisations;
use crate::domain::merging::rows::{self, Hangs};
use crate::domain::merging::{Hanging, MergeError, Versions};
use crate::domain::programme;
use crate::domain::relays;
use crate::domain::sponsorship::{self, CourtedTwice};
use crate::kernel::ids::PublicId;

/// What merging two organisations would do. Changes nothing.
pub fn plan(conn: &mut Conn, cx: &Context, kept: &PublicId, other: &PublicId) -> Result<Plan, MergeError> {
    frame::two(cx, kept, other)?;
    let (kept, other) = (contacts::organisation(conn, cx, kept)?, contacts::organisation(conn, cx, other)?);
    Ok(Plan {
        fields: fields(&NewOrganisation::of(&kept), &NewOrganisation::of(&other)),
        hangs: hangs(conn, &kept, &other)?,
        invited: invited(conn, cx, &kept, &other)?,
        courted: courted(conn, cx, &kept, &other)?,
        shown: sponsorship::showing::shown_by_own_name(conn, &[kept.id, other.id])?,
        kept,
        other,
    })
}

/// So many of each kind; what nobody has is left out. Of people and places, only what counts.
fn hangs(conn: &mut Conn, kept: &Organisation, other: &Organisation) -> Result<Vec<Hanging>, MergeError> {
    let (own, theirs) = (invitations::invited_places(conn, kept.id)?, invitations::invited_places(conn, other.id)?);
    let mut found = vec![
        Hanging { what: Hangs::People, kept: kept.people, other: other.people },
        Hanging { what: Hangs::Institutions, kept: own.0, other: theirs.0 },
        Hanging { what: Hangs::Places, kept: own.1, other: theirs.1 },
    ];
    let theirs = frame::pointing::<Organisations>(conn, other.id)?;
    for ((at, own), (_, theirs)) in frame::pointing::<Organisations>(conn, kept.id)?.into_iter().zip(theirs) {
        let count = |rows: &[i64]| i64::try_from(rows.len()).unwrap_or(i64::MAX);
        if !found.iter().any(|hanging| hanging.what == at.0) {
            found.push(Hanging { what: at.0, kept: count(&own), other: count(&theirs) });
        }
    }
    found.retain(|h| h.kept + h.other > 0);
    Ok(found)
}

fn invited(
    conn: &mut Conn,
    cx: &Context,
    kept: &Organisation,
    other: &Organisation,
) -> Result<Vec<Option<EventFacts>>, MergeError> {
    let mut found = Vec::new();
    for event in invitations::both_invited(conn, kept.id, other.id)? {
        let event = invitations::event_facts(conn, event)?;
        let seen = may(&cx.actor, Action::SeeGuests, event.scope());
        found.push(seen.then_some(event));
    }
    Ok(found)
}

fn courted(
    conn: &mut Conn,
    cx: &Context,
    kept: &Organisation,
    other: &Organisation,
) -> Result<Vec<TwoCourtings>, MergeError> {
    let mut found = Vec::new();
    for two in sponsorship::courted_twice(conn, kept.id, other.id)? {
        let outcome = match (two.is_over(), two.would_be_over()) {
            (true, _) => Outcome::Stays,
            (false, true) => Outcome::Swap,
            (false, false) => Outcome::Open,
        };
        found.push(TwoCourtings { seen: courts(conn, cx, &two)?, outcome });
    }
    Ok(found)
}

fn courts(conn: &mut Conn, cx: &Context, two: &CourtedTwice) -> Result<Option<Courts>, MergeError> {
    if !may(&cx.actor, Action::SeeSponsorship, two.kept.scope()) {
        return Ok(None);
    }
    let programme = programme::by_id(conn, cx, two.kept.programme)?;
    Ok(Some(Courts {
        programme: programme.title,
        slug: programme.slug.to_string(),
        event: two.kept.event.as_ref().map(|event| event.title.clone()),
        kept: two.kept.public_id.clone(),
        other: two.other.public_id.clone(),
    }))
}

/// Makes two organisations one, as they were seen.
pub fn merge_organisations(
    conn: &mut Conn,
    cx: &Context,
    (kept, other): (&PublicId, &PublicId),
    versions: Versions,
    choices: &Choices,
) -> Result<Merge, MergeError> {
    frame::two(cx, kept, other)?;
    let both = [contacts::organisation(conn, cx, kept)?.id, contacts::organisation(conn, cx, other)?.id];
    // Events before entries, as by whoever answers for one of them.
    invitations::hold_places(conn, &both)?;
    contacts::hold_organisations(conn, both)?;
    let plan = plan(conn, cx, kept, other)?;
    let (kept, other) = (&plan.kept, &plan.other);
    if (Versions { kept: kept.version, other: other.version }) != versions {
        return Err(MergeError::Stale);
    }
    if let Some(refusal) = plan.refusal() {
        return Err(refusal);
    }
    let (before, theirs) = (NewOrganisation::of(kept), NewOrganisation::of(other));
    let own = united(&before, &theirs, choices)?;
    // Once more: either may have been invited to another event meanwhile.
    invitations::hold_places(conn, &[kept.id, other.id])?;
    let had = frame::pointing::<Organisations>(conn, other.id)?;
    let both = contacts::absorb_organisation(conn, cx, (kept, other), &own)?;
    rows::replace_organisation_everywhere(conn, (other.id, kept.id))?;
    let left = frame::pointing::<Organisations>(conn, other.id)?;
    // Behind the lock somebody may have invited both after all.
    if left.iter().any(|(at, rows)| at.0 == Hangs::Institutions && !rows.is_empty()) {
        return Err(MergeError::Stale);
    }
    let merged = NewOrganisation::of(&contacts::organisation(conn, cx, &kept.public_id)?);
    let channels = relays::unite(conn, cx, other.id, kept.id)?;
    let snapshot = Snapshot { other: theirs, before, merged, both, channels };
    // Whoever had a place in both gets the second back as a new row.
    let took = |row: i64| snapshot.both.iter().any(|two| two.took(row));
    let ids = (kept.id, other.id);
    sponsorship::lapsing::tell(conn, cx, &[kept.id])?;
    frame::written::<Organisations>(conn, cx, ids, &snapshot, (had, left), |what, row| {
        what == Hangs::People && took(row)
    })
}
