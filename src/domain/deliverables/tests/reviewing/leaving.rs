//! A reviewer leaves while a version waits for them.

use super::*;

fn admin() -> Context {
    context(member(Role::Administrator, None, None))
}

impl Desk {
    fn close(&self, who: usize) {
        let done = self.db.write_now(|conn| -> Result<(), accounts::AccountError> {
            // Somebody must stay who may open it again.
            let mut new = NewAccount::parse(&format!("root{who}@example.org"), "root", "en", "UTC")?;
            new.grants = vec![Grant { role: Role::Administrator, programme: None, city: None }];
            accounts::create(conn, &admin(), &new, "x")?;
            accounts::disable(conn, &admin(), &self.people[who].1)
        });
        done.expect("closed");
    }
    fn take_role(&self, who: usize) {
        let id = &self.people[who].1;
        let done = self.db.write_now(|conn| -> Result<(), accounts::AccountError> {
            let held = accounts::show(conn, &admin(), id)?.grants[0].id;
            accounts::revoke_grant(conn, &admin(), id, held)
        });
        done.expect("taken");
    }
    fn short(&self, number: i32) -> Option<reviews::Shortfall> {
        let (of, cx) = (self.now(), self.cx(WRITER));
        // Asked for by name alone, as an event's page does, it comes to the same.
        let both = self.db.read_now(|conn| -> Result<_, DeliverableError> {
            let whole = reviews::stuck(conn, &cx, self.programme)?;
            let names: Vec<PublicId> = whole.into_iter().map(|one| one.deliverable.public_id).collect();
            Ok((names, reviews::stuck_asked(&cx, self.programme)?.tell(conn)?))
        });
        let (whole, asked) = both.expect("read");
        assert_eq!(whole, asked);
        let read = self.db.read_now(|conn| {
            let version = versions::show(conn, &cx, &of, number)?.version;
            reviews::shortfall(conn, &of, &version)
        });
        read.expect("read")
    }
    fn told(&self) -> usize {
        let engine = context(Actor::System("reviews"));
        self.db.write_now(|conn| reviews::tell_stuck(conn, &engine)).expect("told")
    }
    fn waits(&self, who: usize) -> Vec<bool> {
        let account = self.people[who].0;
        let read = self.db.read_now(|conn| reviews::waiting_for(conn, &admin(), account));
        read.expect("read").iter().map(|one| one.needed).collect()
    }
}

#[test]
fn whoever_leaves_keeps_no_version_waiting_unsaid() {
    let desk = Desk::open();
    desk.name(&[FIRST, SECOND], 2, OwnWork::Forbidden).expect("named");
    let one = desk.write().expect("written");
    desk.submit(one).expect("submitted");
    desk.say(FIRST, one, Verdict::Approve).expect("approved");
    desk.mails();
    assert_eq!((desk.short(one), desk.told()), (None, 0));
    desk.close(SECOND);
    let short = desk.short(one).expect("one of two");
    assert_eq!((short.able, short.quorum, short.gone), (1, 2, vec!["second".to_owned()]));
    assert_eq!((desk.told(), desk.told()), (1, 0), "once");
    assert_eq!(desk.mails(), ["review-stuck writer@example.org"]);
    let (of, cx) = (desk.now(), desk.cx(OTHER));
    let edited = EditDeliverable {
        kind: of.kind,
        audience: of.audience,
        title: Localised::three("Another title", "", ""),
        due_on: of.due_on,
        owner: OwnerChoice::Nobody,
    };
    desk.db.write_now(|conn| edit(conn, &cx, &of, of.version, &edited)).expect("edited");
    assert_eq!(desk.told(), 0, "a new title is no news of it");
    let (cx, p) = (desk.cx(OTHER), desk.programme);
    let stuck = desk.db.read_now(|conn| reviews::stuck(conn, &cx, p)).expect("read");
    assert_eq!(stuck.iter().map(|s| s.version.number).collect::<Vec<_>>(), [one]);
    assert_eq!(desk.states(), "in-review: in-review", "no quorum is lowered by itself");
    desk.name(&[FIRST, OTHER], 2, OwnWork::Forbidden).expect("another in their place");
    assert_eq!((desk.short(one), desk.told()), (None, 0));
    desk.say(OTHER, one, Verdict::Approve).expect("approved");
    assert_eq!(desk.states(), "approved: approved");
}

#[test]
fn where_all_have_left_nobody_decides_past_them() {
    let desk = Desk::open();
    desk.name(&[FIRST, SECOND], 1, OwnWork::Forbidden).expect("named");
    let one = desk.write().expect("written");
    desk.submit(one).expect("submitted");
    desk.close(FIRST);
    desk.close(SECOND);
    assert_eq!(desk.short(one).map(|short| (short.able, short.gone.len())), Some((0, 2)));
    assert!(matches!(desk.by_hand(DeliverableState::Approved), Err(DeliverableError::ReviewersDecide)));
    assert!(matches!(desk.say(OTHER, one, Verdict::Approve), Err(DeliverableError::NotReviewer)));
    desk.by_hand(DeliverableState::Draft).expect("given back");
    let two = desk.write().expect("written");
    let refused = desk.submit(two);
    assert!(matches!(refused, Err(DeliverableError::TooFewReviewers { able: 0, quorum: 1 })), "{refused:?}");
    desk.name(&[], 1, OwnWork::Forbidden).expect("nobody is named any more");
    desk.submit(two).expect("submitted");
    desk.say(OTHER, two, Verdict::Approve).expect("by hand");
    assert_eq!(desk.states(), "approved: returned approved");
}

#[test]
fn a_quorum_counts_only_those_who_may_still_review() {
    let desk = Desk::open();
    desk.name(&[FIRST, SECOND], 1, OwnWork::Forbidden).expect("named");
    let one = desk.write().expect("written");
    desk.submit(one).expect("submitted");
    desk.take_role(SECOND);
    assert_eq!(desk.short(one), None, "one is enough");
    let refused = desk.name(&[FIRST, SECOND], 2, OwnWork::Forbidden);
    assert!(matches!(&refused, Err(DeliverableError::Invalid(bad)) if bad.0[0].field == "quorum"), "{refused:?}");
    desk.take_role(FIRST);
    let short = desk.short(one).expect("nobody is left");
    assert_eq!((short.able, short.gone.len()), (0, 2));
    assert_eq!(desk.told(), 1);
}

#[test]
fn who_closes_an_account_is_told_what_waits_for_it() {
    let desk = Desk::open();
    desk.name(&[FIRST, SECOND], 1, OwnWork::Forbidden).expect("named");
    let one = desk.write().expect("written");
    assert_eq!(desk.waits(FIRST), [] as [bool; 0], "a draft waits for nobody");
    desk.submit(one).expect("submitted");
    assert_eq!((desk.waits(FIRST), desk.waits(OTHER)), (vec![false], vec![]));
    let told = desk.db.read_now(|conn| reviews::waiting_for(conn, &admin(), desk.people[FIRST].0)).expect("read");
    let own = desk.db.read_now(|conn| crate::domain::programme::by_id(conn, &admin(), desk.programme)).expect("read");
    assert_eq!(told[0].programme, own.slug.to_string(), "where it is");
    desk.name(&[FIRST, SECOND], 2, OwnWork::Forbidden).expect("named");
    assert_eq!(desk.waits(FIRST), [true]);
    desk.say(FIRST, one, Verdict::Approve).expect("approved");
    assert_eq!(desk.waits(FIRST), [true], "an approval goes with its account");
    let cx = desk.cx(WRITER);
    let refused = desk.db.read_now(|conn| reviews::waiting_for(conn, &cx, desk.people[FIRST].0));
    assert!(matches!(refused, Err(DeliverableError::Denied(_))), "{refused:?}");
}

/// The deliverable, written for other readers from now on.
fn turned(desk: &Desk, audience: Audience) -> Deliverable {
    let (of, cx) = (desk.now(), desk.cx(WRITER));
    let edited = EditDeliverable {
        kind: of.kind,
        audience,
        title: of.title.clone(),
        due_on: of.due_on,
        owner: OwnerChoice::Nobody,
    };
    desk.db.write_now(|conn| edit(conn, &cx, &of, of.version, &edited)).expect("edited")
}

#[test]
fn what_was_published_and_turns_internal_is_published_no_more() {
    let desk = Desk::open();
    turned(&desk, Audience::External);
    let one = desk.write().expect("written");
    desk.submit(one).expect("submitted");
    desk.say(FIRST, one, Verdict::Approve).expect("approved by hand");
    desk.by_hand(DeliverableState::Published).expect("published");
    let after = turned(&desk, Audience::Internal);
    assert_eq!((after.audience, after.state), (Audience::Internal, DeliverableState::Approved));
    assert_eq!(desk.now(), after, "whoever turned it has the newest");
    assert_eq!(desk.states(), "approved: approved");
    let page = PageRequest::new(None, Some(2));
    let past = desk.db.read_now(|conn| history(conn, &desk.cx(WRITER), &after, page)).expect("history").items;
    let told: Vec<(&str, &str)> = past.iter().map(|e| (e.action.as_str(), e.changes[0].after.as_str())).collect();
    assert_eq!(told, [("moved", "approved"), ("edited", "internal")]);
}

#[test]
fn no_mail_tells_the_outside_of_what_turned_internal_before_it_left() {
    use reviews::mail::{self, Moot};
    let desk = Desk::open();
    turned(&desk, Audience::External);
    desk.take_role(OTHER);
    let outward = Grant { role: Role::Editor, programme: Some(desk.programme), city: None };
    let done = desk.db.write_now(|conn| accounts::grant(conn, &admin(), &desk.people[OTHER].1, outward));
    done.expect("an editor");
    let one = desk.write().expect("written");
    desk.submit(one).expect("submitted");
    desk.say(FIRST, one, Verdict::Approve).expect("approved by hand");
    let (of, cx) = (desk.now(), desk.cx(WRITER));
    let version = desk.db.read_now(|conn| versions::show(conn, &cx, &of, one)).expect("shown").version.id;
    let engine = context(Actor::System("outbox"));
    let told = |who: usize| {
        let to = (version, desk.people[who].0);
        desk.db.read_now(|conn| mail::approved(conn, &engine, to)).expect("read").map(|letter| letter.reader)
    };
    assert_eq!(told(OTHER), Ok("other".to_owned()));
    turned(&desk, Audience::Internal);
    assert_eq!(told(OTHER), Err(Moot::Gone));
    assert_eq!(told(WRITER), Ok("writer".to_owned()));
}

#[test]
fn what_turned_internal_is_not_spoken_of_from_outside() {
    let desk = Desk::open();
    let one = desk.write().expect("written");
    let grants = vec![Grant { role: Role::Editor, programme: Some(desk.programme), city: None }];
    let cx = context(Actor::Member(Member { account: desk.people[OTHER].0, grants, token: None, closed: Vec::new() }));
    let of = desk.now();
    assert_eq!(of.audience, Audience::Internal);
    let said = desk.db.write_now(|conn| reviews::say(conn, &cx, &of, one, (Verdict::Comment, "a remark")));
    assert!(matches!(said, Err(DeliverableError::Denied(Denied::NotFound))), "{said:?}");
}

#[test]
fn of_a_programme_that_is_over_no_stuck_review_is_told() {
    use crate::domain::programme;
    let desk = Desk::open();
    desk.name(&[FIRST], 1, OwnWork::Forbidden).expect("named");
    let one = desk.write().expect("written");
    desk.submit(one).expect("submitted");
    let (cx, id) = (desk.cx(WRITER), desk.programme);
    desk.db.write_now(|conn| programme::close(conn, &cx, id, "all is said")).expect("closed");
    desk.close(FIRST);
    assert_eq!(desk.told(), 0);
    // Somebody began to bring it before.
    let late = desk.submit(one);
    assert!(matches!(late, Err(DeliverableError::Denied(Denied::Closed(of))) if of == id), "{late:?}");
    desk.db.write_now(|conn| programme::reopen(conn, &cx, id, "")).expect("opened");
    assert_eq!(desk.told(), 1);
}
