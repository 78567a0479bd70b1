//! How the state of a deliverable and those of its versions go together.
//!
//! An approved version stands behind a deliverable that is approved, published or superseded, and behind no other; one in review behind
//! a deliverable that is in review, or approved already and about to get its next version.

use super::draft::submitted;
use super::model::{Version, VersionState};
use super::store;
use crate::access::{Context, Denied};
use crate::db::Conn;
use crate::domain::deliverables::model::{Deliverable, DeliverableError, DeliverableState, OwnWork};
use crate::domain::deliverables::{reviews, store as deliverables};
use crate::domain::history::{self, Change, Entity, Record};

type Result<T> = std::result::Result<T, DeliverableError>;

/// Locks the deliverable's row and reads it as it is now.
pub fn lock(conn: &mut Conn, of: &Deliverable) -> Result<Deliverable> {
    deliverables::lock(conn, of.id)?;
    Ok(deliverables::by_id(conn, of.programme, of.id)?.ok_or(Denied::NotFound)?)
}

/// Moves the locked deliverable, by what happened to a version.
pub fn move_to(conn: &mut Conn, cx: &Context, now: &Deliverable, next: DeliverableState) -> Result<()> {
    if !deliverables::set_state(conn, cx.now, (now.id, now.version), next)? {
        return Err(DeliverableError::Stale);
    }
    let record = Record::new(Entity::Deliverable, now.id.raw(), "moved").within(now.programme, now.city);
    history::record(conn, cx, record.changes([Change::of("state", now.state, next)]))?;
    Ok(())
}

/// Makes the version in review the deliverable's own; the one before it is superseded.
pub fn approve(conn: &mut Conn, cx: &Context, now: &Deliverable, version: &Version) -> Result<()> {
    if let Some(before) = store::in_state(conn, now.id, VersionState::Approved)? {
        store::set_state(conn, before.id, VersionState::Superseded, cx.now)?;
    }
    store::set_state(conn, version.id, VersionState::Approved, cx.now)?;
    recorded(conn, cx, now, ("approved", version))?;
    if !now.state.is_reached() {
        move_to(conn, cx, now, DeliverableState::Approved)?;
    }
    reviews::tell_approved(conn, cx, now, version)
}

/// Notes what happened to a version, by its number.
fn recorded(conn: &mut Conn, cx: &Context, now: &Deliverable, (what, of): (&'static str, &Version)) -> Result<()> {
    let record = Record::new(Entity::Deliverable, now.id.raw(), what).within(now.programme, now.city);
    history::record(conn, cx, record.changes([Change::of("version", "", of.number)]))?;
    Ok(())
}

/// Gives the version in review back to its authors.
pub fn give_back(conn: &mut Conn, cx: &Context, now: &Deliverable, version: &Version) -> Result<()> {
    store::set_state(conn, version.id, VersionState::Returned, cx.now)?;
    if now.state == DeliverableState::InReview {
        move_to(conn, cx, now, DeliverableState::Draft)?;
    }
    Ok(())
}

/// What becomes of the versions when the locked deliverable is moved by hand. Says where it really goes: a draft waiting to be
/// submitted leaves no deliverable in review.
pub fn follow(
    conn: &mut Conn,
    cx: &Context,
    now: &Deliverable,
    (next, reason): (DeliverableState, &str),
) -> Result<DeliverableState> {
    use DeliverableState::{Approved, Draft, InReview, Outlined, Published, Superseded, Withdrawn};
    let under_way = store::under_way(conn, now.id)?;
    let in_review = under_way.as_ref().filter(|v| v.state == VersionState::InReview);
    match (now.state, next) {
        (_, Outlined) if under_way.is_some() => return Err(DeliverableError::VersionUnderWay),
        (InReview, Draft) => {
            if let Some(version) = in_review {
                store::set_state(conn, version.id, VersionState::Returned, cx.now)?;
                reviews::given_back(conn, cx, now, (version, reason))?;
            }
        }
        (Draft, InReview) => return to_review(conn, cx, now, under_way),
        (Approved, InReview) => return take_back(conn, cx, now, (under_way, reason)),
        (InReview, Approved) => {
            if !reviews::unnamed(conn, now.id)? {
                return Err(DeliverableError::ReviewersDecide);
            }
            let version = approvable(conn, now, in_review)?;
            not_ones_own(conn, cx, now, &version)?;
            store::set_state(conn, version.id, VersionState::Approved, cx.now)?;
            reviews::noted_by_hand(conn, cx, (&version, reason))?;
            recorded(conn, cx, now, ("approved", &version))?;
            reviews::tell_approved(conn, cx, now, &version)?;
        }
        (_, Withdrawn | Superseded) => {
            if let Some(version) = &under_way {
                store::set_state(conn, version.id, VersionState::Withdrawn, cx.now)?;
            }
            let pinned = store::in_state(conn, now.id, VersionState::Approved)?;
            if let Some(version) = pinned.filter(|_| next == Withdrawn) {
                store::set_state(conn, version.id, VersionState::Withdrawn, cx.now)?;
            }
        }
        (_, Outlined | Draft | InReview | Approved | Published) => {}
    }
    Ok(next)
}

/// The version that is approved by hand: the one in review, or else the last that was handed in and not withdrawn. A result is there as
/// its versions: without any there is nothing to approve.
fn approvable(conn: &mut Conn, now: &Deliverable, in_review: Option<&Version>) -> Result<Version> {
    if let Some(version) = in_review {
        return Ok(version.clone());
    }
    let all = store::of(conn, now.id)?;
    let usable = |v: &&Version| v.submitted_at.is_some() && v.state != VersionState::Withdrawn;
    match all.iter().find(usable) {
        Some(version) => Ok(version.clone()),
        None if all.is_empty() => Err(DeliverableError::Unmade),
        None => Err(DeliverableError::NoUsableVersion),
    }
}

/// By hand into review: with its draft, if there is one. Reviewers want a version to read.
fn to_review(conn: &mut Conn, cx: &Context, now: &Deliverable, under_way: Option<Version>) -> Result<DeliverableState> {
    match under_way {
        // Its submission moves the deliverable by itself.
        Some(draft) => {
            let as_it_will_be = Deliverable { state: DeliverableState::InReview, ..now.clone() };
            submitted(conn, cx, &as_it_will_be, &draft)?;
        }
        None if !reviews::unnamed(conn, now.id)? => return Err(DeliverableError::NoVersion),
        None => {}
    }
    Ok(DeliverableState::InReview)
}

/// An approval taken back by hand: its version is read anew, unless the next is under way already.
fn take_back(
    conn: &mut Conn,
    cx: &Context,
    now: &Deliverable,
    (under_way, reason): (Option<Version>, &str),
) -> Result<DeliverableState> {
    let pinned = store::in_state(conn, now.id, VersionState::Approved)?;
    if let Some(version) = &pinned {
        reviews::taken_back(conn, cx, now, (version, reason))?;
    }
    match (pinned, under_way) {
        (Some(version), None) => {
            store::reopen(conn, version.id, cx.now)?;
            if let Some(anew) = store::by_id(conn, version.id)? {
                reviews::ask(conn, cx, now, &anew)?;
            }
            Ok(DeliverableState::InReview)
        }
        (pinned, Some(other)) => {
            if let Some(version) = pinned {
                store::set_state(conn, version.id, VersionState::Withdrawn, cx.now)?;
            }
            Ok(landing(&other))
        }
        (None, None) => Ok(DeliverableState::InReview),
    }
}

/// Where a deliverable stands that has only this version under way.
pub(in crate::domain::deliverables) fn landing(under_way: &Version) -> DeliverableState {
    match under_way.state {
        VersionState::InReview => DeliverableState::InReview,
        _ => DeliverableState::Draft,
    }
}

/// Nobody approves what they wrote, where that is the rule.
pub(in crate::domain::deliverables) fn not_ones_own(
    conn: &mut Conn,
    cx: &Context,
    of: &Deliverable,
    version: &Version,
) -> Result<()> {
    let Some(account) = cx.actor.account().filter(|_| of.own_work == OwnWork::Forbidden) else { return Ok(()) };
    if store::authors(conn, version)?.contains(&account) { Err(DeliverableError::OwnWork) } else { Ok(()) }
}
