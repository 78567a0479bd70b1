//! Versions and their reviewers: who approves what, and when it counts.

mod at_once;
mod leaving;
mod weighing;

use super::*;
use crate::access::{Actor, Context, Door, Grant, Member};
use crate::db::DbError;
use crate::domain::accounts::{self, NewAccount};
use crate::domain::deliverables::reviews::{self, NewPanel, Verdict};
use crate::domain::deliverables::versions::{self, Adding, FileLanguage, VersionState};
use crate::domain::files::{self, FileKind, Noted, StoredFile};
use crate::domain::outbox::{self, Message};
use crate::kernel::files::FileName;
use crate::kernel::ids::{AccountId, ProgrammeId, PublicId};
use crate::kernel::token::Secret;

/// A programme with people who write and review one of its deliverables.
struct Desk {
    db: TestDatabase,
    programme: ProgrammeId,
    deliverable: PublicId,
    /// Writer, two reviewers, and one who reviews nothing.
    people: Vec<(AccountId, PublicId)>,
}

const WRITER: usize = 0;
const FIRST: usize = 1;
const SECOND: usize = 2;
const OTHER: usize = 3;

impl Desk {
    fn open() -> Desk {
        let db = database();
        let outline = planted(&db);
        let p = outline.programme.id;
        let cx = context(member(Role::Administrator, None, None));
        let mut people = Vec::new();
        for name in ["writer", "first", "second", "other"] {
            let mut new = NewAccount::parse(&format!("{name}@example.org"), name, "en", "UTC").expect("an account");
            new.grants = vec![Grant { role: Role::Coordinator, programme: Some(p), city: None }];
            let made = db.write_now(|conn| accounts::create(conn, &cx, &new, "x")).expect("made");
            people.push((made.id, made.public_id));
        }
        let deliverable = db.read_now(|conn| all(conn, &cx, p)).expect("all").remove(0).public_id;
        Desk { db, programme: p, deliverable, people }
    }
    fn cx(&self, who: usize) -> Context {
        let grants = vec![Grant { role: Role::Coordinator, programme: Some(self.programme), city: None }];
        let actor = Actor::Member(Member { account: self.people[who].0, grants, token: None, closed: Vec::new() });
        Context { door: Door::Page, ..context(actor) }
    }
    fn now(&self) -> Deliverable {
        self.db.read_now(|conn| find(conn, &self.cx(WRITER), self.programme, &self.deliverable)).expect("found")
    }
    fn name(&self, who: &[usize], quorum: i32, own_work: OwnWork) -> Result<(), DeliverableError> {
        let reviewers = who.iter().map(|n| self.people[*n].1.clone()).collect();
        let new = NewPanel { reviewers, quorum, own_work };
        let (of, cx) = (self.now(), self.cx(WRITER));
        self.db.write_now(|conn| reviews::name_reviewers(conn, &cx, &of, of.version, &new))
    }
    /// A draft with one file.
    fn write(&self) -> Result<i32, DeliverableError> {
        let (of, cx) = (self.now(), self.cx(WRITER));
        self.db.write_now(|conn| {
            let version = versions::begin(conn, &cx, &of, "more figures")?;
            let stored = StoredFile { hash: "a".repeat(64), size: 9, kind: FileKind::Pdf, pixels: None };
            let Noted::Known { id, .. } = files::note(conn, &cx, &stored)? else { panic!("nobody removes it") };
            let name = FileName::parse("report.pdf").expect("a name");
            let adding = Adding { file: id, stored, name, language: FileLanguage::En };
            versions::add_file(conn, &cx, &of, version.number, &adding)?;
            Ok(version.number)
        })
    }
    fn submit(&self, number: i32) -> Result<(), DeliverableError> {
        let (of, cx) = (self.now(), self.cx(WRITER));
        self.db.write_now(|conn| versions::submit(conn, &cx, &of, number))
    }
    fn say(&self, who: usize, number: i32, verdict: Verdict) -> Result<(), DeliverableError> {
        let (of, cx) = (self.now(), self.cx(who));
        let words = if verdict.wants_words() { "because" } else { "" };
        self.db.write_now(|conn| reviews::say(conn, &cx, &of, number, (verdict, words)))
    }
    fn by_hand(&self, next: DeliverableState) -> Result<(), DeliverableError> {
        let (of, cx) = (self.now(), self.cx(OTHER));
        self.db.write_now(|conn| advance(conn, &cx, &of, of.version, (next, "because")))
    }
    /// The deliverable's state and those of its versions, the oldest first.
    fn states(&self) -> String {
        let (of, cx) = (self.now(), self.cx(WRITER));
        let mut all = self.db.read_now(|conn| versions::list(conn, &cx, &of)).expect("versions");
        all.reverse();
        let states: Vec<&str> = all.iter().map(|v| v.version.state.as_str()).collect();
        format!("{}: {}", of.state, states.join(" "))
    }
    /// To whom mails wait, by kind.
    fn mails(&self) -> Vec<String> {
        let claimed = self.db.write_now::<_, DbError>(|conn| {
            let cx = self.cx(WRITER);
            let limits = outbox::rates::Limits { sender: 0, domain: 0 };
            let mut worker = outbox::lease::Worker::new("test".to_owned(), 60, limits);
            outbox::lease::claim(conn, &cx, &mut worker, 100)
        });
        let mut told: Vec<String> =
            claimed.expect("claimed").taken.iter().map(|c| format!("{} {}", kind(&c.message), c.email)).collect();
        told.sort();
        told
    }
}

fn kind(message: &Message) -> &'static str {
    message.kind()
}

#[test]
fn a_quorum_approves_and_the_next_version_supersedes() {
    let desk = Desk::open();
    desk.name(&[FIRST, SECOND], 2, OwnWork::Forbidden).expect("named");
    let one = desk.write().expect("written");
    assert_eq!(desk.states(), "draft: draft");
    assert!(matches!(desk.say(FIRST, one, Verdict::Approve), Err(DeliverableError::Closed)), "a draft is nobody's yet");
    desk.submit(one).expect("submitted");
    assert_eq!(desk.states(), "in-review: in-review");
    assert_eq!(desk.mails(), ["review-request first@example.org", "review-request second@example.org"]);
    assert!(matches!(desk.by_hand(DeliverableState::Approved), Err(DeliverableError::ReviewersDecide)));
    assert!(matches!(desk.say(OTHER, one, Verdict::Approve), Err(DeliverableError::NotReviewer)));
    desk.say(FIRST, one, Verdict::Approve).expect("approved");
    assert!(matches!(desk.say(FIRST, one, Verdict::Approve), Err(DeliverableError::ApprovedAlready)));
    assert_eq!(desk.states(), "in-review: in-review", "one of two is not enough");
    desk.say(SECOND, one, Verdict::Approve).expect("approved");
    assert_eq!(desk.states(), "approved: approved");
    assert_eq!(desk.mails(), ["version-approved writer@example.org"]);

    // The next is written and sent back, and the approved one stands all the while.
    let two = desk.write().expect("written");
    assert!(matches!(desk.write(), Err(DeliverableError::VersionUnderWay)));
    desk.submit(two).expect("submitted");
    assert_eq!(desk.states(), "approved: approved in-review");
    desk.say(FIRST, two, Verdict::Changes).expect("sent back");
    assert_eq!(desk.states(), "approved: approved returned");
    let mails = desk.mails();
    assert!(mails.contains(&"changes-asked writer@example.org".to_owned()), "{mails:?}");
    let three = desk.write().expect("written");
    desk.submit(three).expect("submitted");
    desk.say(SECOND, three, Verdict::Approve).expect("approved");
    desk.say(FIRST, three, Verdict::Approve).expect("approved");
    assert_eq!(desk.states(), "approved: superseded returned approved");

    desk.say(FIRST, three, Verdict::TakeBack).expect("taken back");
    assert_eq!(desk.states(), "in-review: superseded returned in-review", "one is too few now");
    assert!(matches!(desk.say(FIRST, three, Verdict::TakeBack), Err(DeliverableError::NothingToTakeBack)));
    desk.say(FIRST, three, Verdict::Approve).expect("approved again");
    assert_eq!(desk.states(), "approved: superseded returned approved", "the other's approval still stood");
}

#[test]
fn nobody_approves_their_own_work_unless_the_house_allows_it() {
    let desk = Desk::open();
    desk.name(&[WRITER, FIRST], 1, OwnWork::Forbidden).expect("named");
    let one = desk.write().expect("written");
    desk.submit(one).expect("submitted");
    assert_eq!(desk.mails(), ["review-request first@example.org"], "authors are not asked");
    assert!(matches!(desk.say(WRITER, one, Verdict::Approve), Err(DeliverableError::OwnWork)));
    desk.say(WRITER, one, Verdict::Comment).expect("a remark is free");
    desk.name(&[WRITER], 1, OwnWork::Allowed).expect("named");
    desk.say(WRITER, one, Verdict::Approve).expect("approved");
    assert_eq!(desk.states(), "approved: approved");

    // By hand the same rule holds, and without a version there is no author.
    let other = Desk::open();
    let one = other.write().expect("written");
    other.submit(one).expect("submitted");
    let (of, cx) = (other.now(), other.cx(WRITER));
    let own = other.db.write_now(|conn| advance(conn, &cx, &of, of.version, (DeliverableState::Approved, "")));
    assert!(matches!(own, Err(DeliverableError::OwnWork)));
    other.by_hand(DeliverableState::Approved).expect("approved by another");
    assert_eq!(other.states(), "approved: approved");
}

#[test]
fn what_is_done_by_hand_takes_the_versions_along() {
    let desk = Desk::open();
    use DeliverableState::{Draft, InReview, Outlined, Superseded, Withdrawn};
    let one = desk.write().expect("written");
    assert!(matches!(desk.by_hand(Outlined), Err(DeliverableError::VersionUnderWay)));
    desk.by_hand(InReview).expect("its draft is submitted");
    assert_eq!(desk.states(), "in-review: in-review");
    assert!(matches!(desk.submit(one), Err(DeliverableError::Closed)));
    desk.by_hand(Draft).expect("called back");
    assert_eq!(desk.states(), "draft: returned");
    desk.name(&[FIRST], 1, OwnWork::Forbidden).expect("named");
    assert!(matches!(desk.by_hand(InReview), Err(DeliverableError::NoVersion)), "reviewers read versions");
    let two = desk.write().expect("written");
    desk.by_hand(InReview).expect("submitted");
    desk.say(FIRST, two, Verdict::Approve).expect("approved");
    desk.by_hand(InReview).expect("taken back by hand");
    assert_eq!(desk.states(), "in-review: returned in-review");
    assert!(matches!(desk.say(FIRST, two, Verdict::TakeBack), Err(DeliverableError::NothingToTakeBack)));
    desk.say(FIRST, two, Verdict::Approve).expect("what was said before does not count");
    let three = desk.write().expect("written");
    desk.say(FIRST, two, Verdict::TakeBack).expect("taken back");
    assert_eq!(desk.states(), "draft: returned withdrawn draft", "the next one is under way");
    desk.submit(three).expect("submitted");
    desk.by_hand(Withdrawn).expect("withdrawn");
    assert_eq!(desk.states(), "withdrawn: returned withdrawn withdrawn");
    assert!(matches!(desk.write(), Err(DeliverableError::NoWay { .. })));
    desk.by_hand(Draft).expect("taken up");
    let four = desk.write().expect("written");
    desk.submit(four).expect("submitted");
    desk.say(FIRST, four, Verdict::Approve).expect("approved");
    desk.by_hand(Superseded).expect("superseded");
    assert_eq!(desk.states(), "superseded: returned withdrawn withdrawn approved");
}

#[test]
fn where_nobody_is_named_each_version_is_decided_about_by_hand() {
    let desk = Desk::open();
    let one = desk.write().expect("written");
    desk.submit(one).expect("submitted");
    desk.by_hand(DeliverableState::Approved).expect("approved");
    assert_eq!(desk.mails(), ["version-approved writer@example.org"], "its author is told");
    let two = desk.write().expect("written");
    desk.submit(two).expect("submitted");
    assert_eq!(desk.states(), "approved: approved in-review");
    assert!(matches!(desk.say(WRITER, two, Verdict::Approve), Err(DeliverableError::OwnWork)));
    desk.say(OTHER, two, Verdict::Approve).expect("approved");
    assert_eq!(desk.states(), "approved: superseded approved");
    assert_eq!(desk.mails(), ["version-approved writer@example.org"]);
    let three = desk.write().expect("written");
    desk.submit(three).expect("submitted");
    desk.say(OTHER, three, Verdict::Changes).expect("given back");
    assert_eq!(desk.states(), "approved: superseded approved returned");
    desk.say(OTHER, two, Verdict::TakeBack).expect("taken back");
    assert_eq!(desk.states(), "in-review: superseded in-review returned");
}

#[test]
fn a_quorum_lowered_in_time_approves_what_waits() {
    let desk = Desk::open();
    desk.name(&[FIRST, SECOND], 2, OwnWork::Forbidden).expect("named");
    let one = desk.write().expect("written");
    desk.submit(one).expect("submitted");
    desk.say(FIRST, one, Verdict::Approve).expect("approved");
    desk.name(&[FIRST, SECOND], 1, OwnWork::Forbidden).expect("named anew");
    assert_eq!(desk.states(), "approved: approved");
    let invalid = |quorum: &str| NewPanel::parse(&[desk.people[FIRST].1.to_string()], quorum, "").expect_err("refused");
    assert_eq!(invalid("2").0[0].field, "quorum", "more than there are");
    assert_eq!(invalid("0").0[0].field, "quorum");
}

#[test]
fn a_quorum_that_nobody_can_reach_is_refused_in_time() {
    let desk = Desk::open();
    let invalid = |done| matches!(done, Err(DeliverableError::Invalid(_)));
    desk.name(&[WRITER, FIRST], 2, OwnWork::Forbidden).expect("who writes is not known yet");
    let one = desk.write().expect("written");
    let too_few = |done| matches!(done, Err(DeliverableError::TooFewReviewers { able: 1, quorum: 2 }));
    assert!(too_few(desk.submit(one)));
    assert!(too_few(desk.by_hand(DeliverableState::InReview)));
    assert_eq!(desk.states(), "draft: draft");
    assert!(invalid(desk.name(&[WRITER, SECOND], 2, OwnWork::Forbidden)), "by now it is known");
    desk.name(&[WRITER, FIRST, SECOND], 2, OwnWork::Forbidden).expect("two others");
    desk.submit(one).expect("submitted");
    assert!(invalid(desk.name(&[WRITER, FIRST], 2, OwnWork::Forbidden)), "and while it is read");
    desk.name(&[WRITER, FIRST], 2, OwnWork::Allowed).expect("authors may, here");
}

#[test]
fn whoever_gives_back_by_hand_says_why_and_the_author_is_told() {
    let desk = Desk::open();
    desk.name(&[FIRST], 1, OwnWork::Forbidden).expect("named");
    let one = desk.write().expect("written");
    desk.submit(one).expect("submitted");
    desk.mails();
    let (of, cx) = (desk.now(), desk.cx(OTHER));
    let silent = desk.db.write_now(|conn| advance(conn, &cx, &of, of.version, (DeliverableState::Draft, " ")));
    assert!(matches!(silent, Err(DeliverableError::Invalid(_))), "{silent:?}");
    desk.by_hand(DeliverableState::Draft).expect("given back");
    assert_eq!(desk.states(), "draft: returned");
    assert_eq!(desk.mails(), ["changes-asked writer@example.org"]);
}

#[test]
fn what_is_approved_by_hand_has_a_version() {
    use DeliverableState::{Approved, Draft, InReview, Withdrawn};
    let desk = Desk::open();
    let by_hand = |states: &[DeliverableState]| states.iter().for_each(|s| desk.by_hand(*s).expect("a way"));
    let one = desk.write().expect("written");
    desk.submit(one).expect("submitted");
    by_hand(&[Withdrawn, Draft, InReview]);
    assert!(
        matches!(desk.by_hand(Approved), Err(DeliverableError::NoUsableVersion)),
        "all that there is was withdrawn"
    );
    by_hand(&[Draft]);
    let two = desk.write().expect("written");
    desk.submit(two).expect("submitted");
    by_hand(&[Draft, InReview, Approved]);
    assert_eq!(desk.states(), "approved: withdrawn approved", "the last that was handed in");
    // Where there never was any, there is nothing to approve.
    let bare = Desk::open();
    [Draft, InReview].into_iter().for_each(|s| bare.by_hand(s).expect("a way"));
    assert!(matches!(bare.by_hand(Approved), Err(DeliverableError::Unmade)));
    assert_eq!(bare.states(), "in-review: ");
}

#[test]
fn a_link_made_for_everybody_opens_nothing_internal() {
    use shares::NewShare;
    let desk = Desk::open();
    let (of, cx) = (desk.now(), desk.cx(WRITER));
    let turned = |audience| EditDeliverable {
        kind: of.kind,
        audience,
        title: of.title.clone(),
        due_on: of.due_on,
        owner: OwnerChoice::Nobody,
    };
    let external = turned(Audience::External);
    let of_all = desk.db.write_now(|conn| edit(conn, &cx, &of, of.version, &external)).expect("external");
    let until = "2016-05-31".parse().expect("a day");
    let new = NewShare { recipient: "Mr Weber".to_owned(), until };
    let zone = "Asia/Shanghai".parse().expect("a zone");
    let made = desk.db.write_now(|conn| shares::create(conn, &cx, &of_all, &new, zone)).expect("made");
    let open = || desk.db.read_now(|conn| shares::open(conn, &cx, &Secret::presented(&made.secret)));
    assert!(open().is_ok());
    // Turned internal past the service.
    let turn = |audience| {
        let (of, edit) = (desk.now(), turned(audience));
        let seen = (of.id, of.version);
        let done = desk.db.write_now::<_, DbError>(|conn| store::update(conn, cx.now, seen, &edit, None));
        assert!(done.expect("written"));
    };
    turn(Audience::Internal);
    assert!(matches!(open(), Err(DeliverableError::Denied(Denied::NotFound))));
    let states = || {
        let of = desk.now();
        let all = desk.db.read_now(|conn| shares::list(conn, &cx, &of)).expect("listed");
        all.iter().map(|s| s.state(cx.now, &of)).collect::<Vec<_>>()
    };
    assert_eq!(states(), [shares::ShareState::Resting], "it is shown as what it is");
    let turned_so = desk.now();
    let refused = desk.db.write_now(|conn| shares::create(conn, &cx, &turned_so, &new, zone));
    assert!(matches!(refused, Err(DeliverableError::Internal)));
    turn(Audience::External);
    assert!(open().is_ok(), "nobody has revoked it");
    // One of those that were made while links to what is internal could be.
    let old = cx.keys.digest(&format!("share-internal\n{}", made.secret));
    let kept = desk.db.write_now::<_, DbError>(|conn| {
        use crate::db::schema::deliverable_shares;
        use diesel::prelude::*;
        Ok(diesel::update(deliverable_shares::table).set(deliverable_shares::secret_digest.eq(&old)).execute(conn)?)
    });
    assert_eq!(kept.expect("written"), 1);
    assert!(open().is_ok());
    turn(Audience::Internal);
    assert!(matches!(open(), Err(DeliverableError::Denied(Denied::NotFound))));
}

#[test]
fn what_changes_nothing_is_not_told_by_the_history() {
    let desk = Desk::open();
    for _ in 0..2 {
        desk.name(&[FIRST], 1, OwnWork::Forbidden).expect("named");
    }
    let one = desk.write().expect("written");
    let (of, cx) = (desk.now(), desk.cx(WRITER));
    let seen = desk.db.read_now(|conn| versions::show(conn, &cx, &of, one)).expect("shown").version.version;
    let note =
        |seen: i64, notes: &str| desk.db.write_now(|conn| versions::set_notes(conn, &cx, &of, (one, seen), notes));
    note(seen, "more figures").expect("the same words");
    assert!(matches!(note(seen + 1, "more figures"), Err(DeliverableError::Stale)));
    let told = || {
        let page = crate::kernel::page::PageRequest::new(None, Some(100));
        let log = desk.db.read_now(|conn| history(conn, &cx, &of, page)).expect("history").items;
        ["reviewers-named", "version-edited"].map(|action| log.iter().filter(|e| e.action == action).count())
    };
    assert_eq!(told(), [1, 0]);
    note(seen, "fewer figures").expect("other words");
    assert_eq!(told(), [1, 1]);
}
