//! Versions in review that nobody can approve any more: an account was closed since they were laid before their reviewers, or a role
//! taken, and of those named too few are left.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Shortfall, Stuck, Verdict, Waiting};
use super::store_stuck::{self, Voice};
use super::{mail, service, store};
use crate::access::{Action, Actor, Context, Member, Scope, may, require};
use crate::db::Conn;
use crate::db::batch::Question;
use crate::domain::deliverables::model::{Audience, Deliverable, DeliverableError};
use crate::domain::deliverables::service::sees_internal;
use crate::domain::deliverables::store as deliverables;
use crate::domain::deliverables::versions::{self, Version, VersionState};
use crate::domain::programme;
use crate::kernel::ids::{AccountId, DeliverableId, ProgrammeId, PublicId, VersionId};

type Result<T> = std::result::Result<T, DeliverableError>;

/// Whose approval of this version stands, or can still come.
pub(super) fn able(conn: &mut Conn, of: &Deliverable, version: &Version) -> Result<Vec<AccountId>> {
    let (possible, standing) = (store::candidates(conn, of)?, service::standing(conn, of, version)?);
    let mut voices = service::voices(conn, of, version)?;
    voices.retain(|voice| {
        let approves = standing.verdicts.get(voice) == Some(&Verdict::Approve);
        approves || possible.iter().any(|p| p.account == *voice)
    });
    Ok(voices)
}

/// What is missing until its quorum could be reached; none where it can be. The caller has checked that it may be seen.
pub fn shortfall(conn: &mut Conn, of: &Deliverable, version: &Version) -> Result<Option<Shortfall>> {
    let named = store_stuck::named(conn, of.id)?;
    if version.state != VersionState::InReview || named.is_empty() {
        return Ok(None);
    }
    let able = able(conn, of, version)?;
    if !is_short(able.len(), of.quorum) {
        return Ok(None);
    }
    let possible = store::candidates(conn, of)?;
    let gone = named.into_iter().filter(|(account, _)| possible.iter().all(|p| p.account != *account));
    Ok(Some(Shortfall { able: able.len(), quorum: of.quorum, gone: gone.map(|(_, name)| name).collect() }))
}

fn is_short(able: usize, quorum: i32) -> bool {
    i32::try_from(able).is_ok_and(|able| able < quorum)
}

/// All of a programme that the actor may see.
pub fn stuck(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<Stuck>> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    let rows = store_stuck::in_review(conn, Some(programme))?;
    seen(cx, programme, sifted(conn, rows)?)
}

/// The same by their names alone, to be asked beside other questions: one statement, whatever is in review.
pub fn stuck_asked(cx: &Context, programme: ProgrammeId) -> Result<Question<'static, Vec<PublicId>>> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    let internal = sees_internal(&cx.actor, programme);
    Ok(store_stuck::voices(programme).and(move |mut voices| {
        voices.retain(|voice| internal || voice.audience == Audience::External);
        Ok(short_of_voices(programme, voices))
    }))
}

/// Those of which fewer than their quorum have approved, or still can.
fn short_of_voices(programme: ProgrammeId, voices: Vec<Voice>) -> Vec<PublicId> {
    let mut able: BTreeMap<PublicId, (i32, BTreeSet<AccountId>)> = BTreeMap::new();
    for voice in voices {
        let (_, counted) = able.entry(voice.deliverable).or_insert((voice.quorum, BTreeSet::new()));
        let reads = |grant| {
            let actor = Actor::Member(Member { account: voice.account, grants: vec![grant], token: None });
            may(&actor, Action::ReviewDeliverable, Scope::of(programme, voice.city))
        };
        let speaks = voice.verdict == Some(Verdict::Approve) || voice.grant.is_some_and(reads);
        if voice.open && !voice.own && speaks {
            counted.insert(voice.account);
        }
    }
    let short = able.into_iter().filter(|(_, (quorum, counted))| is_short(counted.len(), *quorum));
    short.map(|(deliverable, _)| deliverable).collect()
}

fn seen(cx: &Context, programme: ProgrammeId, mut found: Vec<Stuck>) -> Result<Vec<Stuck>> {
    if !sees_internal(&cx.actor, programme) {
        found.retain(|stuck| stuck.deliverable.audience == Audience::External);
    }
    Ok(found)
}

fn sifted(conn: &mut Conn, rows: Vec<(DeliverableId, VersionId)>) -> Result<Vec<Stuck>> {
    let mut found = Vec::new();
    for (of, version) in rows {
        let (Some(deliverable), Some(version)) =
            (deliverables::anywhere(conn, of)?, versions::store::by_id(conn, version)?)
        else {
            continue;
        };
        if let Some(shortfall) = shortfall(conn, &deliverable, &version)? {
            found.push(Stuck { deliverable, version, shortfall });
        }
    }
    Ok(found)
}

/// Tells authors and owners of what is stuck; of the same, each once. Says how many mails are new.
pub fn tell_stuck(conn: &mut Conn, cx: &Context) -> Result<usize> {
    let mut written = 0;
    let rows = store_stuck::in_review(conn, None)?;
    for one in sifted(conn, rows)? {
        written += mail::tell_stuck(conn, cx, &one)?;
    }
    Ok(written)
}

/// What waits for somebody's review, for whoever is about to close their account or take a role from them.
pub fn waiting_for(conn: &mut Conn, cx: &Context, account: AccountId) -> Result<Vec<Waiting>> {
    require(&cx.actor, Action::ManageAccounts, Scope::Installation)?;
    let mut found = Vec::new();
    for (of, version) in store_stuck::in_review_of(conn, account)? {
        let (Some(deliverable), Some(version)) =
            (deliverables::anywhere(conn, of)?, versions::store::by_id(conn, version)?)
        else {
            continue;
        };
        let able = able(conn, &deliverable, &version)?;
        let spoke = service::standing(conn, &deliverable, &version)?.verdicts.contains_key(&account);
        let needed = able.contains(&account) && is_short(able.len() - 1, deliverable.quorum);
        if needed || (!spoke && able.contains(&account)) {
            let programme = programme::by_id(conn, cx, deliverable.programme)?.slug.to_string();
            found.push(Waiting { programme, deliverable, number: version.number, needed });
        }
    }
    Ok(found)
}
