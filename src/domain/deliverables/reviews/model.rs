use std::collections::HashMap;

use crate::access::Role;
use crate::db::types::text_enum;
use crate::domain::deliverables::model::{Deliverable, OwnWork};
use crate::domain::deliverables::versions::{Version, Writer};
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, CityId, PublicId, ReviewId, VersionId};
use crate::kernel::invalid::{Invalid, Reason, one_of, whole};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

text_enum! {
    /// What a reviewer says of a version.
    pub enum Verdict {
        Comment = "comment",
        Approve = "approve",
        /// It goes back to its authors.
        Changes = "changes",
        /// An approval of one's own, taken back.
        TakeBack = "take-back",
    }
}

impl Verdict {
    /// Whoever gives work back says why.
    pub const fn wants_words(self) -> bool {
        !matches!(self, Verdict::Approve)
    }
}

/// Who reads the versions of a deliverable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reviewer {
    pub account: AccountId,
    pub public_id: PublicId,
    pub name: String,
    pub(in crate::domain::deliverables) email: Email,
    pub(in crate::domain::deliverables) locale: Locale,
}

/// As what somebody may review, and where they are that; no city: in the whole programme, or everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Held {
    pub role: Role,
    pub city: Option<CityId>,
}

/// One thing said of a version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Review {
    pub id: ReviewId,
    pub public_id: PublicId,
    pub version: VersionId,
    pub by: Option<Writer>,
    pub round: i32,
    pub verdict: Verdict,
    pub words: String,
    pub at: Instant,
}

/// How a version stands with its reviewers.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    pub approvals: i32,
    pub quorum: i32,
    /// The verdict that counts of each who gave one.
    pub verdicts: HashMap<AccountId, Verdict>,
}

impl Standing {
    /// `said` in its order; only whom `counts` names has a voice.
    pub fn of(said: &[Review], round: i32, quorum: i32, counts: &[AccountId]) -> Standing {
        let verdicts = verdicts(said, round);
        let approve = |a: &&AccountId| verdicts.get(*a) == Some(&Verdict::Approve);
        let approvals = i32::try_from(counts.iter().filter(approve).count()).unwrap_or(i32::MAX);
        Standing { approvals, quorum, verdicts }
    }
    pub const fn is_reached(&self) -> bool {
        self.approvals >= self.quorum
    }
}

/// The verdict that counts of each who gave one in a round; `said` in its order.
pub(super) fn verdicts(said: &[Review], round: i32) -> HashMap<AccountId, Verdict> {
    let given = said.iter().filter(|r| r.round == round && r.verdict != Verdict::Comment);
    given.filter_map(|review| Some((review.by.as_ref()?.id, review.verdict))).collect()
}

/// Somebody named, before a version in review.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stance {
    /// Their account is.
    pub open: bool,
    /// It is their own work, and that is forbidden.
    pub own: bool,
    pub verdict: Option<Verdict>,
    /// By what they hold.
    pub may_review: bool,
}

impl Stance {
    /// Whether their approval stands, or can still come.
    pub fn is_able(&self) -> bool {
        self.open && !self.own && (self.verdict == Some(Verdict::Approve) || self.may_review)
    }
}

/// Why a version in review cannot be approved any more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shortfall {
    /// Whose approval stands, or can still come.
    pub able: usize,
    pub quorum: i32,
    /// Those named who can speak no more, by name.
    pub gone: Vec<String>,
}

/// Such a version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stuck {
    pub deliverable: Deliverable,
    pub version: Version,
    pub shortfall: Shortfall,
}

/// A version that waits for one person's review.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// The programme's slug.
    pub programme: String,
    pub deliverable: Deliverable,
    pub number: i32,
    /// Without them, too few are left who can approve it.
    pub needed: bool,
}

/// Reviewers as they are to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPanel {
    /// Accounts, by public id.
    pub reviewers: Vec<PublicId>,
    pub quorum: i32,
    pub own_work: OwnWork,
}

impl NewPanel {
    /// As typed in a form or sent to the API.
    pub fn parse(reviewers: &[String], quorum: &str, own_work: &str) -> Result<NewPanel, Invalid> {
        let mut bad = Invalid::default();
        let mut chosen: Vec<PublicId> = Vec::new();
        for id in reviewers.iter().map(|id| id.trim()).filter(|id| !id.is_empty()) {
            if let Some(id) = bad.take("reviewers", id.parse::<PublicId>().map_err(|_| Reason::NoSuch))
                && !chosen.contains(&id)
            {
                chosen.push(id);
            }
        }
        let most = i64::try_from(chosen.len().max(1)).unwrap_or(i64::MAX);
        let quorum = match quorum.trim() {
            "" => Ok(1),
            text => whole(text, 1, most),
        };
        let quorum = quorum.and_then(|n| i32::try_from(n).map_err(|_| Reason::OutOfRange { min: 1, max: most }));
        let quorum = bad.take("quorum", quorum);
        let own_work = match own_work.trim() {
            "" => Ok(OwnWork::Forbidden),
            text => one_of(text),
        };
        let own_work = bad.take("own_work", own_work);
        match (quorum, own_work) {
            (Some(quorum), Some(own_work)) if bad.0.is_empty() => Ok(NewPanel { reviewers: chosen, quorum, own_work }),
            _ => Err(bad),
        }
    }
}
