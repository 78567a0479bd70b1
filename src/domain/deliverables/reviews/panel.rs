//! Who reviews, and how many must approve.

use std::collections::HashMap;

use super::model::{Held, NewPanel, Reviewer, Verdict};
use super::{mail, service, store, store_roles, store_stuck};
use crate::access::{Action, Context, Denied, require};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::model::{Deliverable, DeliverableError, OwnWork};
use crate::domain::deliverables::service::seen;
use crate::domain::deliverables::store as deliverables;
use crate::domain::deliverables::versions::{self, Version, VersionState};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::{AccountId, DeliverableId};
use crate::kernel::invalid::{Invalid, Reason};

type Result<T> = std::result::Result<T, DeliverableError>;

/// Whether nobody was named. Whoever has left since was: what waits for them is not decided past them.
pub fn unnamed(conn: &mut Conn, of: DeliverableId) -> Stored<bool> {
    Ok(store_stuck::named(conn, of)?.is_empty())
}

/// Whether whoever edits decides by hand, since nobody was named; for whoever may see the deliverable.
pub fn by_hand(conn: &mut Conn, cx: &Context, of: &Deliverable) -> Result<bool> {
    seen(cx, of)?;
    Ok(unnamed(conn, of.id)?)
}

/// The named reviewers, for whoever may see the deliverable; an account that was shut is none.
pub fn reviewers(conn: &mut Conn, cx: &Context, of: &Deliverable) -> Result<Vec<Reviewer>> {
    seen(cx, of)?;
    Ok(store::panel(conn, of.id)?)
}

/// Whom one may name: members with an account who see the deliverable and may review.
pub fn candidates(conn: &mut Conn, cx: &Context, of: &Deliverable) -> Result<Vec<Reviewer>> {
    require(&cx.actor, Action::NameReviewers, of.scope())?;
    Ok(store::candidates(conn, of)?)
}

/// As what each of them may review, for whoever names them.
pub fn roles(conn: &mut Conn, cx: &Context, of: &Deliverable) -> Result<HashMap<AccountId, Held>> {
    require(&cx.actor, Action::NameReviewers, of.scope())?;
    Ok(store_roles::roles(conn, of)?)
}

/// Refuses a version whose quorum nobody can reach: of those named too few may review, and have not written it.
pub fn reachable(conn: &mut Conn, of: &Deliverable, version: &Version) -> Result<()> {
    if unnamed(conn, of.id)? {
        return Ok(());
    }
    let possible = store::candidates(conn, of)?;
    let voices = service::voices(conn, of, version)?;
    let able = voices.iter().filter(|voice| possible.iter().any(|p| p.account == **voice)).count();
    if i32::try_from(able).is_ok_and(|able| able < of.quorum) {
        return Err(DeliverableError::TooFewReviewers { able, quorum: of.quorum });
    }
    Ok(())
}

/// The same before they are named: whoever has lost the right to review does not count, nor who writes the open version, where that is the
/// rule.
fn reachable_by(
    conn: &mut Conn,
    of: &Deliverable,
    (possible, chosen): (&[Reviewer], &[AccountId]),
    new: &NewPanel,
) -> Result<()> {
    if chosen.is_empty() {
        return Ok(());
    }
    let open = versions::store::under_way(conn, of.id)?;
    let verdicts = match &open {
        Some(version) => service::standing(conn, of, version)?.verdicts,
        None => HashMap::new(),
    };
    let authors = match open.filter(|_| new.own_work == OwnWork::Forbidden) {
        Some(version) => versions::store::authors(conn, &version)?,
        None => Vec::new(),
    };
    let can = |account: &AccountId| {
        possible.iter().any(|p| p.account == *account) || verdicts.get(account) == Some(&Verdict::Approve)
    };
    let able = chosen.iter().filter(|account| can(account) && !authors.contains(account)).count();
    if i32::try_from(able).is_ok_and(|able| able < new.quorum) {
        return Err(Invalid::one("quorum", Reason::TooFewReviewers { able }).into());
    }
    Ok(())
}

/// Names the reviewers, the quorum, and whether authors may approve their own work. A version in review is weighed anew.
pub fn name_reviewers(conn: &mut Conn, cx: &Context, of: &Deliverable, seen: i64, new: &NewPanel) -> Result<()> {
    require(&cx.actor, Action::NameReviewers, of.scope())?;
    let now = versions::lock(conn, of)?;
    if now.version != seen {
        return Err(DeliverableError::Stale);
    }
    let before = store::panel(conn, of.id)?;
    let possible = store::candidates(conn, of)?;
    let mut chosen = Vec::new();
    for id in &new.reviewers {
        // Whoever was named stays nameable, even without the right by now: it is for the editor to see and take out.
        let known = possible.iter().chain(&before).find(|r| r.public_id == *id);
        chosen.push(known.ok_or_else(|| Invalid::one("reviewers", Reason::NoSuch))?.account);
    }
    reachable_by(conn, &now, (&possible, &chosen), new)?;
    let names = |accounts: &mut dyn Iterator<Item = i64>| {
        let mut ids: Vec<i64> = accounts.collect();
        ids.sort_unstable();
        ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    let changes = [
        Change::of(
            "reviewers",
            names(&mut store_stuck::named(conn, of.id)?.iter().map(|(account, _)| account.raw())),
            names(&mut chosen.iter().map(|a| a.raw())),
        ),
        Change::of("quorum", now.quorum, new.quorum),
        Change::of("own_work", now.own_work, new.own_work),
    ];
    if changes.iter().all(Option::is_none) {
        return Ok(());
    }
    if !deliverables::set_panel(conn, cx.now, (of.id, seen), (new.quorum, new.own_work))? {
        return Err(DeliverableError::Stale);
    }
    store::set_panel(conn, cx.now, of.id, &chosen)?;
    let record = Record::new(Entity::Deliverable, of.id.raw(), "reviewers-named").within(of.programme, of.city);
    history::record(conn, cx, record.changes(changes))?;
    let after = deliverables::by_id(conn, of.programme, of.id)?.ok_or(Denied::NotFound)?;
    let under_way = versions::store::in_state(conn, of.id, VersionState::InReview)?;
    let Some(version) = under_way else { return Ok(()) };
    mail::ask(conn, cx, &after, &version)?;
    service::settle(conn, cx, &after, &version)
}
