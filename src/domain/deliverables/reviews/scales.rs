//! What it takes to weigh versions in review: read for all of them at once, in a fixed number of statements, and weighed without reading more.

use std::collections::HashMap;

use super::model::{Review, Shortfall, Stance, Verdict, verdicts};
use super::store;
use super::store_stuck::{self, Named};
use crate::access::{Action, Actor, Grant, Member, Scope, may};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::model::{Audience, Deliverable, OwnWork};
use crate::domain::deliverables::store as deliverables;
use crate::domain::deliverables::versions::{self, Version, VersionState};
use crate::kernel::ids::{AccountId, DeliverableId, ProgrammeId, VersionId};
use crate::kernel::time::Instant;

/// A version with what it is of.
pub(super) type Pair = (Deliverable, Version);

#[derive(Default)]
pub(super) struct Scales {
    named: HashMap<DeliverableId, Vec<Named>>,
    /// Of open accounts, in these programmes and everywhere.
    held: HashMap<AccountId, Vec<Grant>>,
    authors: HashMap<VersionId, Vec<AccountId>>,
    said: HashMap<VersionId, Vec<Review>>,
}

/// The versions of these rows, with their deliverables.
pub(super) fn pairs(conn: &mut Conn, rows: &[(DeliverableId, VersionId)]) -> Stored<Vec<Pair>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let (of, ids): (Vec<DeliverableId>, Vec<VersionId>) = rows.iter().copied().unzip();
    let whole = deliverables::anywhere_among(conn, &of)?;
    let mut versions = versions::store::by_ids(conn, &ids)?;
    let pair = |(of, id): &(DeliverableId, VersionId)| Some((whole.get(of)?.clone(), versions.remove(id)?));
    Ok(rows.iter().filter_map(pair).collect())
}

impl Scales {
    pub fn read(conn: &mut Conn, pairs: &[Pair]) -> Stored<Scales> {
        if pairs.is_empty() {
            return Ok(Scales::default());
        }
        let mut programmes: Vec<ProgrammeId> = pairs.iter().map(|(of, _)| of.programme).collect();
        programmes.sort_unstable();
        programmes.dedup();
        let ids: Vec<DeliverableId> = pairs.iter().map(|(of, _)| of.id).collect();
        let versions: Vec<&Version> = pairs.iter().map(|(_, version)| version).collect();
        let mut said: HashMap<VersionId, Vec<Review>> = HashMap::new();
        for review in store::reviews(conn, &versions.iter().map(|version| version.id).collect::<Vec<_>>())? {
            said.entry(review.version).or_default().push(review);
        }
        Ok(Scales {
            named: store_stuck::named_for(conn, &ids)?,
            held: store_stuck::held(conn, &programmes)?,
            authors: versions::store::authors_of(conn, &versions)?,
            said,
        })
    }

    fn named(&self, of: &Deliverable) -> &[Named] {
        self.named.get(&of.id).map_or(&[], Vec::as_slice)
    }
    /// Since when those are named who are.
    pub fn named_at(&self, of: &Deliverable) -> Option<Instant> {
        self.named(of).iter().map(|named| named.at).max()
    }
    pub fn authors(&self, version: &Version) -> &[AccountId] {
        self.authors.get(&version.id).map_or(&[], Vec::as_slice)
    }

    fn may_review(&self, account: AccountId, of: &Deliverable) -> bool {
        let reviews = |grant: &Grant| reviews_by(account, *grant, of.scope());
        self.held.get(&account).is_some_and(|grants| grants.iter().any(reviews))
    }
    /// Whether what is internal is not for their eyes: it may have turned so since they worked on it.
    pub fn works_outside(&self, account: AccountId, of: &Deliverable) -> bool {
        let grants = self.held.get(&account).cloned().unwrap_or_default();
        is_outside(&Actor::Member(Member { account, grants, token: None, closed: Vec::new() }), of)
    }

    pub fn verdicts(&self, version: &Version) -> HashMap<AccountId, Verdict> {
        verdicts(self.said.get(&version.id).map_or(&[][..], Vec::as_slice), version.round)
    }
    /// Whose approval of this version stands, or can still come.
    pub fn able(&self, of: &Deliverable, version: &Version) -> Vec<AccountId> {
        let (authors, verdicts) = (self.authors(version), self.verdicts(version));
        let stance = |named: &Named| Stance {
            open: named.open,
            own: of.own_work == OwnWork::Forbidden && authors.contains(&named.account),
            verdict: verdicts.get(&named.account).copied(),
            may_review: self.may_review(named.account, of),
        };
        self.named(of).iter().filter(|named| stance(named).is_able()).map(|named| named.account).collect()
    }
    /// What is missing until the quorum of a version in review could be reached; none where it can be, or nobody is named.
    pub fn shortfall(&self, of: &Deliverable, version: &Version) -> Option<Shortfall> {
        let named = self.named(of);
        if version.state != VersionState::InReview || named.is_empty() {
            return None;
        }
        let able = self.able(of, version).len();
        let gone = named.iter().filter(|named| !self.may_review(named.account, of)).map(|named| named.name.clone());
        is_short(able, of.quorum).then(|| Shortfall { able, quorum: of.quorum, gone: gone.collect() })
    }
}

/// Whether it is internal, and they see nothing internal there. Who sees nothing of the programme any more is no outsider, but gone.
pub(super) fn is_outside(actor: &Actor, of: &Deliverable) -> bool {
    let sees = |action| may(actor, action, of.scope());
    of.audience == Audience::Internal && sees(Action::SeeProgramme) && !sees(Action::SeeInternal)
}

/// Whether what somebody holds lets them review there.
pub(super) fn reviews_by(account: AccountId, grant: Grant, scope: Scope) -> bool {
    may(
        &Actor::Member(Member { account, grants: vec![grant], token: None, closed: Vec::new() }),
        Action::ReviewDeliverable,
        scope,
    )
}

pub(super) fn is_short(able: usize, quorum: i32) -> bool {
    i32::try_from(able).is_ok_and(|able| able < quorum)
}
