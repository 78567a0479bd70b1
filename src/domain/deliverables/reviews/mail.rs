//! What reviewers and authors are told by mail, and what those mails say when their turn comes.

use super::model::{Review, Reviewer, Stuck, Verdict};
use super::scales::{Scales, is_outside};
use super::{store, store_stuck, stuck};
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::domain::accounts;
use crate::domain::deliverables::model::{Audience, Deliverable, DeliverableError, OwnWork};
use crate::domain::deliverables::store as deliverables;
use crate::domain::deliverables::versions::{self, Version, VersionState};
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::domain::programme;
use crate::kernel::ids::{AccountId, ContactId, ReviewId, VersionId};
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

type Result<T> = std::result::Result<T, DeliverableError>;
/// A letter, or why there is none.
type Made = Result<std::result::Result<ReviewLetter, Moot>>;

/// Asks the reviewers to read a version: each once for each time it is laid before them.
pub fn ask(conn: &mut Conn, cx: &Context, of: &Deliverable, version: &Version) -> Result<()> {
    let authors = match of.own_work {
        OwnWork::Forbidden => versions::store::authors(conn, version)?,
        OwnWork::Allowed => Vec::new(),
    };
    // Whoever has lost the right to review since they were named is asked for nothing.
    let possible = store::candidates(conn, of)?;
    let asked = |r: &Reviewer| !authors.contains(&r.account) && possible.iter().any(|p| p.account == r.account);
    let readers: Vec<Reviewer> = store::panel(conn, of.id)?.into_iter().filter(asked).collect();
    let message = |account| Message::ReviewRequest { version: version.id, account };
    send(conn, cx, of, readers, (&format!("review-request:{}:{}", version.id, version.round), message))?;
    Ok(())
}

/// Tells author and owner that a version is approved.
pub fn tell_approved(conn: &mut Conn, cx: &Context, of: &Deliverable, version: &Version) -> Result<()> {
    let readers = concerned(conn, of, version)?;
    let message = |account| Message::VersionApproved { version: version.id, account };
    send(conn, cx, of, readers, (&format!("version-approved:{}:{}", version.id, version.version), message))?;
    Ok(())
}

/// Tells author and owner what a reviewer wants changed, or that an approval was taken back.
pub(super) fn tell_changes(
    conn: &mut Conn,
    cx: &Context,
    of: &Deliverable,
    version: &Version,
    review: ReviewId,
) -> Result<()> {
    let readers = concerned(conn, of, version)?;
    let message = |account| Message::ChangesAsked { review, account };
    send(conn, cx, of, readers, (&format!("changes-asked:{review}"), message))?;
    Ok(())
}

/// Tells authors and owners that too few are left who can approve: of each version once for each time fewer are left, or others were
/// named. A new title is no news of it.
pub(super) fn tell_stuck(conn: &mut Conn, cx: &Context, (stuck, scales): (&[Stuck], &Scales)) -> Result<usize> {
    if stuck.is_empty() {
        return Ok(0);
    }
    let owners: Vec<ContactId> = stuck.iter().filter_map(|one| Some(one.deliverable.owner.as_ref()?.id)).collect();
    let owners = store_stuck::accounts_of(conn, &owners)?;
    let concerned = |one: &Stuck| {
        let owner = one.deliverable.owner.as_ref().and_then(|owner| owners.get(&owner.id));
        let mut accounts: Vec<AccountId> = scales.authors(&one.version).iter().chain(owner).copied().collect();
        accounts.sort();
        accounts.dedup();
        accounts.retain(|account| !scales.works_outside(*account, &one.deliverable));
        accounts
    };
    let concerned: Vec<(&Stuck, Vec<AccountId>)> = stuck.iter().map(|one| (one, concerned(one))).collect();
    let mut ids: Vec<AccountId> = concerned.iter().flat_map(|(_, accounts)| accounts.iter().copied()).collect();
    ids.sort();
    ids.dedup();
    let known = store::accounts_among(conn, &ids)?;
    let mut messages = Vec::new();
    for (one, accounts) in concerned {
        let (of, version) = (&one.deliverable, &one.version);
        let readers = known.iter().filter(|reader| accounts.contains(&reader.account)).cloned().collect();
        let message = |account| Message::ReviewStuck { version: version.id, account };
        let named = scales.named_at(of).map(Instant::micros).unwrap_or_default();
        let key = format!("review-stuck:{}:{}:{named}:{}", version.id, version.round, one.shortfall.able);
        messages.extend(letters(cx, of, readers, (&key, message)));
    }
    Ok(outbox::enqueue_all(conn, cx, &messages)?)
}

/// Whoever wrote the version, and whoever answers for the deliverable.
fn concerned(conn: &mut Conn, of: &Deliverable, version: &Version) -> Stored<Vec<Reviewer>> {
    let mut accounts = versions::store::authors(conn, version)?;
    if let Some(owner) = &of.owner {
        accounts.extend(store::account_of(conn, owner.id)?);
    }
    accounts.sort();
    accounts.dedup();
    let mut found = Vec::new();
    for account in accounts {
        if !works_outside(conn, of, account)? {
            found.extend(store::account(conn, account)?);
        }
    }
    Ok(found)
}

/// Whether it has turned internal since they worked on it, and what is internal is not for their eyes.
fn works_outside(conn: &mut Conn, of: &Deliverable, account: AccountId) -> Stored<bool> {
    if of.audience == Audience::External {
        return Ok(false);
    }
    Ok(accounts::as_member(conn, account)?.is_some_and(|(_, who)| is_outside(&who.actor(), of)))
}

/// Writes one mail to each, but not to whoever acts; says how many are new.
fn send(
    conn: &mut Conn,
    cx: &Context,
    of: &Deliverable,
    readers: Vec<Reviewer>,
    told: (&str, impl Fn(AccountId) -> Message),
) -> Result<usize> {
    Ok(outbox::enqueue_all(conn, cx, &letters(cx, of, readers, told))?)
}

fn letters(
    cx: &Context,
    of: &Deliverable,
    readers: Vec<Reviewer>,
    (key, message): (&str, impl Fn(AccountId) -> Message),
) -> Vec<NewMessage> {
    let others = readers.into_iter().filter(|r| cx.actor.account() != Some(r.account));
    let letter = |reader: Reviewer| NewMessage {
        message: message(reader.account),
        lane: Lane::Prompt,
        to: reader.email,
        contact: None,
        locale: reader.locale,
        programme: Some(of.programme),
        event: None,
        due_at: cx.now,
        dedupe_key: format!("{key}:{}", reader.account),
    };
    others.map(letter).collect()
}

/// Why a mail has no point any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moot {
    /// What it tells of is no longer there.
    Gone,
    /// It was decided meanwhile.
    Settled,
}

impl Moot {
    pub const fn as_str(self) -> &'static str {
        match self {
            Moot::Gone => "gone",
            Moot::Settled => "settled",
        }
    }
}

/// What a mail about a version is made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReviewLetter {
    pub reader: String,
    pub programme: Localised,
    pub programme_slug: String,
    /// The city and the step, as far as it has them.
    pub place: Option<(Localised, Localised)>,
    pub deliverable: Deliverable,
    pub version: Version,
    pub files: usize,
    /// What was said, in a mail about it.
    pub review: Option<Review>,
}

/// The letter that asks a reviewer to read; once more, where the approval was taken back: by whom, and why.
pub fn request(conn: &mut Conn, cx: &Context, of: (VersionId, AccountId)) -> Made {
    let letter = match letter(conn, cx, of)? {
        Ok(letter) if letter.version.state == VersionState::InReview => letter,
        Ok(_) => return Ok(Err(Moot::Settled)),
        Err(moot) => return Ok(Err(moot)),
    };
    if store::candidates(conn, &letter.deliverable)?.iter().all(|r| r.account != of.1) {
        return Ok(Err(Moot::Gone));
    }
    let said = store::reviews(conn, &[letter.version.id])?;
    let ended = |review: &Review| review.verdict == Verdict::TakeBack && review.round + 1 == letter.version.round;
    let review = said.into_iter().rfind(ended);
    Ok(Ok(ReviewLetter { review, ..letter }))
}

/// The letter that tells of an approval.
pub fn approved(conn: &mut Conn, cx: &Context, of: (VersionId, AccountId)) -> Made {
    let letter = letter(conn, cx, of)?;
    Ok(letter.and_then(|l| if l.version.state == VersionState::Approved { Ok(l) } else { Err(Moot::Settled) }))
}

/// The letter that tells what is to be changed, or why an approval was taken back: not any more once it is approved anew.
pub fn changes(conn: &mut Conn, cx: &Context, (review, account): (ReviewId, AccountId)) -> Made {
    let Some(review) = store::review(conn, review)? else { return Ok(Err(Moot::Gone)) };
    let letter = letter(conn, cx, (review.version, account))?;
    Ok(letter.and_then(|l| {
        let anew = review.verdict == Verdict::TakeBack && l.version.state == VersionState::Approved;
        if anew { Err(Moot::Settled) } else { Ok(ReviewLetter { review: Some(review), ..l }) }
    }))
}

/// The letter that tells that too few are left who can approve: not any more once there are enough, or it was decided.
pub fn short_of_reviewers(conn: &mut Conn, cx: &Context, of: (VersionId, AccountId)) -> Made {
    let letter = match letter(conn, cx, of)? {
        Ok(letter) => letter,
        Err(moot) => return Ok(Err(moot)),
    };
    let still = stuck::shortfall(conn, &letter.deliverable, &letter.version)?.is_some();
    Ok(if still { Ok(letter) } else { Err(Moot::Settled) })
}

fn letter(conn: &mut Conn, cx: &Context, (version, account): (VersionId, AccountId)) -> Made {
    let (Some(version), Some(reader)) = (versions::store::by_id(conn, version)?, store::account(conn, account)?) else {
        return Ok(Err(Moot::Gone));
    };
    let Some(deliverable) = deliverables::anywhere(conn, version.deliverable)? else { return Ok(Err(Moot::Gone)) };
    // It may have turned internal since the mail was written down.
    if works_outside(conn, &deliverable, account)? {
        return Ok(Err(Moot::Gone));
    }
    let slug = programme::by_id(conn, cx, deliverable.programme)?.slug;
    let outline = programme::load(conn, cx, slug.as_str())?;
    let step = deliverable.step.and_then(|id| outline.steps.iter().find(|s| s.id == id));
    let city = deliverable.city.and_then(|id| outline.city(id));
    let files = versions::store::files(conn, &[version.id])?.len();
    Ok(Ok(ReviewLetter {
        reader: reader.name,
        programme: outline.programme.title.clone(),
        programme_slug: slug.to_string(),
        place: city.zip(step).map(|(city, step)| (city.name.clone(), step.title.clone())),
        deliverable,
        version,
        files,
        review: None,
    }))
}
