//! Versions in review that nobody can approve any more: an account was closed since they were laid before their reviewers, or a role
//! taken, and of those named too few are left.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::mail;
use super::model::{Shortfall, Stance, Stuck, Waiting};
use super::scales::{Pair, Scales, is_short, pairs, reviews_by};
use super::store_stuck::{self, Voice};
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::Conn;
use crate::db::batch::Question;
use crate::domain::deliverables::model::{Audience, Deliverable, DeliverableError};
use crate::domain::deliverables::service::sees_internal;
use crate::domain::deliverables::versions::{Version, VersionState};
use crate::domain::programme;
use crate::kernel::ids::{AccountId, DeliverableId, ProgrammeId, PublicId, VersionId};

type Result<T> = std::result::Result<T, DeliverableError>;

/// What is missing until its quorum could be reached; none where it can be, or it is not in review. The caller has checked that it may
/// be seen.
pub fn shortfall(conn: &mut Conn, of: &Deliverable, version: &Version) -> Result<Option<Shortfall>> {
    if version.state != VersionState::InReview {
        return Ok(None);
    }
    let one = [(of.clone(), version.clone())];
    Ok(Scales::read(conn, &one)?.shortfall(of, version))
}

/// All of a programme that the actor may see.
pub fn stuck(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<Stuck>> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    let rows = store_stuck::in_review(conn, Some(programme))?;
    Ok(seen(cx, programme, sifted(conn, &rows)?.0))
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
        let reviews = |grant| reviews_by(voice.account, grant, Scope::of(programme, voice.city));
        let may_review = voice.grant.is_some_and(reviews);
        let stance = Stance { open: voice.open, own: voice.own, verdict: voice.verdict, may_review };
        if stance.is_able() {
            counted.insert(voice.account);
        }
    }
    let short = able.into_iter().filter(|(_, (quorum, counted))| is_short(counted.len(), *quorum));
    short.map(|(deliverable, _)| deliverable).collect()
}

fn seen(cx: &Context, programme: ProgrammeId, mut found: Vec<Stuck>) -> Vec<Stuck> {
    if !sees_internal(&cx.actor, programme) {
        found.retain(|stuck| stuck.deliverable.audience == Audience::External);
    }
    found
}

fn sifted(conn: &mut Conn, rows: &[(DeliverableId, VersionId)]) -> Result<(Vec<Stuck>, Scales)> {
    let pairs = pairs(conn, rows)?;
    let scales = Scales::read(conn, &pairs)?;
    let short = |(deliverable, version): Pair| {
        let shortfall = scales.shortfall(&deliverable, &version)?;
        Some(Stuck { deliverable, version, shortfall })
    };
    let found = pairs.into_iter().filter_map(short).collect();
    Ok((found, scales))
}

/// Tells authors and owners of what is stuck; of the same, each once. Says how many mails are new.
pub fn tell_stuck(conn: &mut Conn, cx: &Context) -> Result<usize> {
    let rows = store_stuck::in_review(conn, None)?;
    let (mut found, scales) = sifted(conn, &rows)?;
    if !found.is_empty() {
        let closed = programme::closed(conn)?;
        found.retain(|one| !closed.contains(&one.deliverable.programme));
    }
    mail::tell_stuck(conn, cx, (&found, &scales))
}

/// What waits for somebody's review, for whoever is about to close their account or take a role from them.
pub fn waiting_for(conn: &mut Conn, cx: &Context, account: AccountId) -> Result<Vec<Waiting>> {
    require(&cx.actor, Action::ManageAccounts, Scope::Installation)?;
    let rows = store_stuck::in_review_of(conn, account)?;
    let pairs = pairs(conn, &rows)?;
    let scales = Scales::read(conn, &pairs)?;
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let programmes = programme::list(conn, cx)?.into_iter().map(|own| (own.id, own.slug.to_string()));
    let slugs: HashMap<ProgrammeId, String> = programmes.collect();
    let mut found = Vec::new();
    for (deliverable, version) in pairs {
        let able = scales.able(&deliverable, &version);
        let spoke = scales.verdicts(&version).contains_key(&account);
        let needed = able.contains(&account) && is_short(able.len() - 1, deliverable.quorum);
        if needed || (!spoke && able.contains(&account)) {
            let programme = slugs.get(&deliverable.programme).cloned().ok_or(Denied::NotFound)?;
            found.push(Waiting { programme, deliverable, number: version.number, needed });
        }
    }
    Ok(found)
}
