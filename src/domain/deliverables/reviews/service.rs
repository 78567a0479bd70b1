//! What reviewers say, and what comes of it.

use super::model::{Review, Standing, Verdict};
use super::{mail, panel, store};
use crate::access::{Action, Context, Denied, may, require, require_open};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::model::{Deliverable, DeliverableError, DeliverableState, OwnWork};
use crate::domain::deliverables::service::seen;
use crate::domain::deliverables::versions::{self, Version, VersionState};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::{AccountId, ReviewId, VersionId};
use crate::kernel::invalid::{Invalid, Reason, prose};

type Result<T> = std::result::Result<T, DeliverableError>;

/// Characters of what a reviewer says.
const WORDS: usize = 4_000;

/// What was said of these versions, in its order. The caller has checked that they may be seen.
pub fn reviews(conn: &mut Conn, of: &[VersionId]) -> Stored<Vec<Review>> {
    store::reviews(conn, of)
}

/// How a version stands with its reviewers. The caller has checked that it may be seen.
pub fn standing(conn: &mut Conn, of: &Deliverable, version: &Version) -> Result<Standing> {
    let said = store::reviews(conn, &[version.id])?;
    Ok(Standing::of(&said, version.round, of.quorum, &voices(conn, of, version)?))
}

/// Those whose approval counts: the named, and where that is the rule, none of the authors.
pub(super) fn voices(conn: &mut Conn, of: &Deliverable, version: &Version) -> Result<Vec<AccountId>> {
    let authors = match of.own_work {
        OwnWork::Forbidden => versions::store::authors(conn, version)?,
        OwnWork::Allowed => Vec::new(),
    };
    let named = store::panel(conn, of.id)?.into_iter().map(|r| r.account);
    Ok(named.filter(|account| !authors.contains(account)).collect())
}

/// A reviewer, or where nobody is named whoever approves by hand, comments, approves, asks for changes, or takes an approval back.
pub fn say(
    conn: &mut Conn,
    cx: &Context,
    of: &Deliverable,
    number: i32,
    (verdict, words): (Verdict, &str),
) -> Result<()> {
    let now = versions::lock(conn, of)?;
    allowed(conn, cx, &now, verdict)?;
    let version = versions::store::by_number(conn, of.id, number)?.ok_or(Denied::NotFound)?;
    let words = prose(words, WORDS).map_err(|reason| Invalid::one("words", reason))?;
    if words.is_empty() && verdict.wants_words() {
        return Err(Invalid::one("words", Reason::Required).into());
    }
    if matches!(verdict, Verdict::Approve | Verdict::Changes) && version.state != VersionState::InReview {
        return Err(DeliverableError::Closed);
    }
    let before = standing(conn, &now, &version)?;
    let own = cx.actor.account().and_then(|account| before.verdicts.get(&account).copied());
    match verdict {
        Verdict::Approve if own == Some(Verdict::Approve) => return Err(DeliverableError::ApprovedAlready),
        Verdict::Approve => versions::not_ones_own(conn, cx, &now, &version)?,
        Verdict::TakeBack => may_take_back(&now, &version, own)?,
        Verdict::Changes | Verdict::Comment => {}
    }
    let review = store::insert(conn, cx.now, &version, (verdict, &words), cx.actor.account())?;
    let record = Record::new(Entity::Deliverable, now.id.raw(), "reviewed").within(now.programme, now.city);
    let changes = [Change::of("verdict", "", verdict), Change::of("version", "", number)];
    history::record(conn, cx, record.because(short(&words)).changes(changes))?;
    match verdict {
        Verdict::Comment => Ok(()),
        // By hand, where nobody is named: also of a version that is to follow an approved one.
        Verdict::Approve if panel::unnamed(conn, now.id)? => versions::approve(conn, cx, &now, &version),
        Verdict::Approve => settle(conn, cx, &now, &version),
        Verdict::Changes => {
            versions::give_back(conn, cx, &now, &version)?;
            mail::tell_changes(conn, cx, &now, &version, review)
        }
        Verdict::TakeBack => unsettle(conn, cx, &now, (&version, review)),
    }
}

/// Whoever gives a version back by hand asks for changes too: the reason stands with it, and its authors are told.
pub fn given_back(conn: &mut Conn, cx: &Context, now: &Deliverable, (version, reason): (&Version, &str)) -> Result<()> {
    let review = store::insert(conn, cx.now, version, (Verdict::Changes, reason), cx.actor.account())?;
    mail::tell_changes(conn, cx, now, version, review)
}

/// Whoever approves by hand stands among the version's reviews, with their reason if they gave one.
pub fn noted_by_hand(conn: &mut Conn, cx: &Context, (version, reason): (&Version, &str)) -> Stored<()> {
    store::insert(conn, cx.now, version, (Verdict::Approve, reason), cx.actor.account())?;
    Ok(())
}

/// The review by which a version was approved where nobody is named; of `said`, in its order.
pub fn approval_by_hand<'a>(version: &Version, said: &'a [Review]) -> Option<&'a Review> {
    let approved = matches!(version.state, VersionState::Approved | VersionState::Superseded);
    let counts = |review: &&Review| review.verdict == Verdict::Approve && review.round == version.round;
    said.iter().rev().find(counts).filter(|_| approved)
}

/// Whoever takes an approval back by hand says why: the reason stands with the version, and its authors are told.
pub fn taken_back(conn: &mut Conn, cx: &Context, now: &Deliverable, (version, reason): (&Version, &str)) -> Result<()> {
    let review = store::insert(conn, cx.now, version, (Verdict::TakeBack, reason), cx.actor.account())?;
    mail::tell_changes(conn, cx, now, version, review)
}

/// What the history shows of a long text; the whole stands with the version.
fn short(words: &str) -> String {
    let line = words.lines().next().unwrap_or_default();
    line.chars().take(200).collect()
}

/// Reviewers speak, or where nobody is named whoever approves by hand; authors may comment too.
fn allowed(conn: &mut Conn, cx: &Context, now: &Deliverable, verdict: Verdict) -> Result<()> {
    // It may have turned internal since it was found.
    seen(cx, now)?;
    require_open(&cx.actor, now.programme)?;
    if verdict == Verdict::Comment && may(&cx.actor, Action::UploadVersion, now.scope()) {
        return Ok(());
    }
    require(&cx.actor, Action::ReviewDeliverable, now.scope())?;
    let account = cx.actor.account().ok_or(Denied::WantsPerson)?;
    let decides = match panel::unnamed(conn, now.id)? {
        true => may(&cx.actor, Action::EditDeliverable, now.scope()),
        false => store::panel(conn, now.id)?.iter().any(|r| r.account == account),
    };
    if decides { Ok(()) } else { Err(DeliverableError::NotReviewer) }
}

fn may_take_back(now: &Deliverable, version: &Version, own: Option<Verdict>) -> Result<()> {
    if own != Some(Verdict::Approve) {
        return Err(DeliverableError::NothingToTakeBack);
    }
    match version.state {
        VersionState::InReview => Ok(()),
        // What the world has is withdrawn as a whole.
        VersionState::Approved if now.state == DeliverableState::Approved => Ok(()),
        VersionState::Approved => Err(DeliverableError::NoWay { from: now.state, to: DeliverableState::InReview }),
        _ => Err(DeliverableError::Closed),
    }
}

/// Approves the version in review when enough have. Without reviewers nobody decides but by hand.
pub(super) fn settle(conn: &mut Conn, cx: &Context, now: &Deliverable, version: &Version) -> Result<()> {
    let reached = standing(conn, now, version)?.is_reached();
    if version.state == VersionState::InReview && reached { versions::approve(conn, cx, now, version) } else { Ok(()) }
}

/// An approval fewer: where they are too few now, the version is in review again, or gives way to the next one, and its authors are told.
fn unsettle(conn: &mut Conn, cx: &Context, now: &Deliverable, (version, review): (&Version, ReviewId)) -> Result<()> {
    if version.state != VersionState::Approved || standing(conn, now, version)?.is_reached() {
        return Ok(());
    }
    let (state, landing) = match versions::store::under_way(conn, now.id)? {
        Some(next) => (VersionState::Withdrawn, versions::landing(&next)),
        None => (VersionState::InReview, DeliverableState::InReview),
    };
    versions::store::set_state(conn, version.id, state, cx.now)?;
    versions::move_to(conn, cx, now, landing)?;
    mail::tell_changes(conn, cx, now, version, review)
}
