//! A result is taken back after its offers have left, and is given again: officers are told, each once.

use super::*;
use crate::domain::invitations::mail::Reading;
use crate::kernel::time::Instant;

/// Offered without an embargo to two houses, whose mails have left; one of them has answered already that it cannot.
fn offered() -> (House, Channel, Channel) {
    let house = House::new();
    let (lille, berlin) = (house.channel("lille", Locale::Fr), house.channel("berlin", Locale::En));
    house.channel("rome", Locale::En);
    house.package(NewEmbargo::None);
    house.offer(NOW).expect("offered");
    house.leave("relay-offer", None, "2016-04-18T08:05:00Z");
    let rome = house.relays().pop().expect("the last of three");
    house.says(&rome, &House::told("declined", "", ""), "2016-04-18T08:06:00Z").expect("declined");
    (house, lille, berlin)
}

/// The embargo mails as the engine reads them before they leave: what each tells, or why it has no point.
fn letters(house: &House, now: &str) -> Vec<Result<Until, Moot>> {
    let ids: Vec<mail::RelayOf> = house
        .messages("relay-embargo")
        .into_iter()
        .map(|message| match message {
            Message::RelayEmbargo { relay, nonce, before, after } => {
                let (before, after) = (Until::read(&before).expect("known"), Until::read(&after).expect("known"));
                (relay, nonce, mail::What::Embargo { before, after })
            }
            other => panic!("{other:?}"),
        })
        .collect();
    let letters = house.write(|c| Ok(mail::letters(c, &house.staff(now), &ids, Reading::ToSend)?)).expect("read");
    letters.into_iter().map(|letter| letter.map(|letter| letter.until)).collect()
}

#[test]
fn officers_hear_once_that_it_was_taken_back_and_once_that_it_is_given_again() {
    let (mut house, lille, berlin) = offered();
    let next = |house: &House, state| {
        house.write(|c| foresee_state(c, &house.staff("2016-04-18T09:00:00Z"), &house.of, state)).expect("foreseen")
    };
    assert_eq!(next(&house, DeliverableState::InReview), 2, "who cannot pass it on is not told");
    house.turns(DeliverableState::InReview, "2016-04-18T09:00:00Z");
    assert_eq!(house.settles("2016-04-18T09:04:00Z").told, 0, "it can be approved again before anybody hears");
    assert_eq!(house.settles("2016-04-18T09:06:00Z").told, 2);
    assert_eq!(house.settles("2016-04-18T09:07:00Z").told, 0, "once");
    assert_eq!(letters(&house, "2016-04-18T09:07:00Z"), [Ok(Until::Approval), Ok(Until::Approval)]);
    house.leave("relay-embargo", None, "2016-04-18T09:07:00Z");
    assert_eq!(next(&house, DeliverableState::Approved), 2);
    house.turns(DeliverableState::Approved, "2016-04-18T10:00:00Z");
    assert_eq!(house.settles("2016-04-18T10:06:00Z").told, 2);
    assert_eq!(house.settles("2016-04-18T10:07:00Z").told, 0);
    for channel in [&lille, &berlin] {
        assert_eq!(house.relay_of(channel).told, Until::Free, "they know that they may pass it on");
    }
    assert_eq!(house.messages("relay-embargo").len(), 4);
}

#[test]
fn an_approval_that_comes_back_in_time_is_heard_of_by_nobody() {
    let (mut house, lille, _) = offered();
    house.turns(DeliverableState::InReview, "2016-04-18T09:00:00Z");
    house.turns(DeliverableState::Approved, "2016-04-18T09:03:00Z");
    assert_eq!(house.settles("2016-04-18T09:09:00Z").told, 0);
    // Written down already, and not left: it has no point any more, and nothing has to be put right.
    house.turns(DeliverableState::InReview, "2016-04-18T10:00:00Z");
    assert_eq!(house.settles("2016-04-18T10:06:00Z").told, 2);
    house.turns(DeliverableState::Approved, "2016-04-18T10:07:00Z");
    assert_eq!(letters(&house, "2016-04-18T10:07:00Z"), [Err(Moot::Settled), Err(Moot::Settled)]);
    house.leave("relay-embargo", Some(Moot::Settled), "2016-04-18T10:07:00Z");
    assert_eq!(house.settles("2016-04-18T10:13:00Z").told, 0, "nobody hears that it may be passed on again");
    assert_eq!(house.relay_of(&lille).told, Until::Free);
}

#[test]
fn what_waits_in_the_outbox_and_holds_no_more_is_taken_back() {
    let (mut house, ..) = offered();
    house.turns(DeliverableState::InReview, "2016-04-18T09:00:00Z");
    assert_eq!(house.settles("2016-04-18T09:06:00Z").told, 2);
    house.turns(DeliverableState::Approved, "2016-04-18T09:07:00Z");
    assert_eq!(house.settles("2016-04-18T09:13:00Z").told, 0);
    house.leave("relay-embargo", None, "2016-04-18T09:14:00Z");
    assert_eq!(house.settles("2016-04-18T09:15:00Z").told, 0, "both mails were taken back unread");
}

#[test]
fn an_embargo_whose_mail_was_dropped_by_a_withdrawn_approval_is_told_after_all() {
    let (mut house, lille, _) = offered();
    let cx = house.staff("2016-04-18T09:00:00Z");
    let before = house.write(|c| whole(c, &cx, &house.of)).expect("read").package.expect("a package");
    let day = "2016-05-03".parse().expect("a day");
    let new = House::texts(NewEmbargo::Day(day));
    house.write(|c| edit_package(c, &cx, &house.of, (&before, before.version), (&new, None))).expect("edited");
    assert_eq!(house.settles("2016-04-18T09:06:00Z").told, 2);
    house.turns(DeliverableState::InReview, "2016-04-18T09:07:00Z");
    assert_eq!(letters(&house, "2016-04-18T09:07:00Z"), [Err(Moot::Settled), Err(Moot::Settled)]);
    house.leave("relay-embargo", Some(Moot::Settled), "2016-04-18T09:07:00Z");
    // It is approved again before anybody heard that it was not.
    house.turns(DeliverableState::Approved, "2016-04-18T09:08:00Z");
    assert_eq!(house.settles("2016-04-18T09:14:00Z").told, 2);
    assert_eq!(house.relay_of(&lille).told, Until::Day(day));
    assert_eq!(house.messages("relay-embargo").len(), 4);
}

#[test]
fn what_was_withdrawn_is_told_to_nobody_whose_offer_never_left() {
    let mut house = House::new();
    let lille = house.channel("lille", Locale::Fr);
    house.package(NewEmbargo::None);
    house.offer(NOW).expect("offered");
    house.turns(DeliverableState::InReview, "2016-04-18T08:02:00Z");
    house.leave("relay-offer", Some(Moot::Settled), "2016-04-18T08:05:00Z");
    assert_eq!(house.settles("2016-04-18T08:20:00Z").told, 0);
    house.turns(DeliverableState::Withdrawn, "2016-04-18T09:00:00Z");
    assert_eq!(house.settles("2016-04-18T09:20:00Z").told, 0);
    assert!(house.messages("relay-embargo").is_empty());
    assert_eq!(house.relay_of(&lille).told, Until::Free, "the offer says by itself how things stand once it leaves");
}

#[test]
fn what_rests_lapses_for_nobody_and_the_days_are_counted_from_the_word_that_gave_it_back() {
    let (mut house, lille, berlin) = offered();
    house.turns(DeliverableState::InReview, "2016-04-18T09:00:00Z");
    assert_eq!(house.settles("2016-04-18T09:06:00Z").told, 2);
    house.leave("relay-embargo", None, "2016-04-18T09:07:00Z");
    // They were asked to leave it be: their silence is no silence.
    assert_eq!(house.settles("2016-09-01T08:00:00Z"), Settled::default());
    house.turns(DeliverableState::Approved, "2016-09-01T09:00:00Z");
    assert_eq!(house.settles("2016-09-01T09:02:00Z"), Settled::default(), "it can be taken back");
    assert_eq!(house.settles("2016-09-01T09:06:00Z"), Settled { told: 2, lapsed: 0 }, "as they were promised");
    house.leave("relay-embargo", None, "2016-09-01T09:07:00Z");
    assert_eq!(house.settles("2016-09-01T09:08:00Z"), Settled::default());
    house.says(&house.relay_of(&berlin), &House::told("taken", "", ""), "2016-09-02T08:00:00Z").expect("taken");
    // Sixty days from then, until midnight in Datong.
    assert_eq!(house.settles("2016-10-31T15:59:00Z").lapsed, 0);
    assert_eq!(house.settles("2016-10-31T16:01:00Z").lapsed, 2);
    assert_eq!(house.relay_of(&lille).state, RelayState::Lapsed);
}

#[test]
fn an_offer_kept_back_for_long_is_made_anew_and_can_be_called_back() {
    let mut house = House::new();
    let lille = house.channel("lille", Locale::Fr);
    house.package(NewEmbargo::None);
    house.offer(NOW).expect("offered");
    house.turns(DeliverableState::InReview, "2016-04-18T08:02:00Z");
    house.leave("relay-offer", Some(Moot::Settled), "2016-04-18T08:05:00Z");
    let (given, later) = ("2016-09-01T09:01:00Z", "2016-09-01T09:20:00Z");
    house.turns(DeliverableState::Approved, "2016-09-01T09:00:00Z");
    assert_eq!(house.settles(given), Settled::default());
    let due = house.db.read_now(|c| -> Result<Vec<Instant>, DbError> {
        let offers = outbox::table.filter(outbox::kind.eq("relay-offer"));
        Ok(offers.filter(outbox::state.eq(MessageState::Queued)).select(outbox::due_at).load(c)?)
    });
    assert_eq!(due.expect("the outbox"), [at("2016-09-01T09:06:00Z")], "nobody gets what is approved by mistake");
    assert_eq!(waiting(&house.relays(), at(given)), Some((1, at("2016-09-01T09:06:00Z"))));
    house.leave("relay-offer", None, "2016-09-01T09:06:00Z");
    assert_eq!(house.settles(later), Settled::default(), "who was offered it a moment ago is not too late");
    assert_eq!(house.relay_of(&lille).state, RelayState::Offered);
    assert_eq!(house.settles("2016-10-31T16:01:00Z").lapsed, 1);
}

#[test]
fn a_link_sent_again_beside_a_word_that_never_left_does_not_count_as_that_word() {
    let (mut house, lille, _) = offered();
    house.turns(DeliverableState::InReview, "2016-04-18T09:00:00Z");
    assert_eq!(house.settles("2016-04-18T09:06:00Z").told, 2);
    // Nothing has left when it is approved again, and the link is sent once more.
    house.turns(DeliverableState::Approved, "2016-04-18T09:07:00Z");
    let (cx, relay) = (house.staff("2016-04-18T09:08:00Z"), house.relay_of(&lille));
    house.write(|c| offer_again(c, &cx, &house.of, &relay.public_id)).expect("sent again");
    house.turns(DeliverableState::InReview, "2016-04-18T09:09:00Z");
    house.leave("relay-offer", Some(Moot::Settled), "2016-04-18T09:10:00Z");
    house.leave("relay-embargo", Some(Moot::Settled), "2016-04-18T09:10:00Z");
    assert_eq!(house.settles("2016-04-18T09:15:00Z").told, 2, "both know only that they may pass it on");
    assert_eq!(house.relay_of(&lille).told, Until::Approval);
}

#[test]
fn what_an_officer_learns_whatever_becomes_of_the_result_is_not_said_to_come_of_it() {
    let (house, ..) = offered();
    let cx = house.staff("2016-04-18T09:00:00Z");
    let before = house.write(|c| whole(c, &cx, &house.of)).expect("read").package.expect("a package");
    let new = House::texts(NewEmbargo::Day("2016-05-03".parse().expect("a day")));
    house.write(|c| edit_package(c, &cx, &house.of, (&before, before.version), (&new, None))).expect("edited");
    let next = |state| house.write(|c| foresee_state(c, &cx, &house.of, state)).expect("foreseen");
    assert_eq!(next(DeliverableState::Published), 0, "nobody was asked to leave it be");
    assert_eq!(next(DeliverableState::Withdrawn), 2);
}

#[test]
fn an_offer_that_leaves_at_last_has_said_the_day_though_a_link_sent_again_never_left() {
    let mut house = House::new();
    let lille = house.channel("lille", Locale::Fr);
    let package = house.package(NewEmbargo::None);
    house.offer(NOW).expect("offered");
    house.turns(DeliverableState::InReview, "2016-04-18T08:02:00Z");
    house.leave("relay-offer", Some(Moot::Settled), "2016-04-18T08:05:00Z");
    let (cx, day) = (house.staff("2016-04-18T08:10:00Z"), "2016-05-03".parse().expect("a day"));
    let new = House::texts(NewEmbargo::Day(day));
    house.write(|c| edit_package(c, &cx, &house.of, (&package, package.version), (&new, None))).expect("edited");
    house.turns(DeliverableState::Approved, "2016-04-18T08:20:00Z");
    let (cx, relay) = (house.staff("2016-04-18T08:21:00Z"), house.relay_of(&lille));
    house.write(|c| offer_again(c, &cx, &house.of, &relay.public_id)).expect("sent again");
    house.turns(DeliverableState::InReview, "2016-04-18T08:22:00Z");
    house.leave("relay-offer", Some(Moot::Settled), "2016-04-18T08:23:00Z");
    house.turns(DeliverableState::Approved, "2016-04-18T08:30:00Z");
    assert_eq!(house.settles("2016-04-18T08:31:00Z"), Settled::default());
    house.leave("relay-offer", None, "2016-04-18T08:36:00Z");
    assert_eq!(house.settles("2016-04-18T08:40:00Z").told, 0, "of no other date than the first they heard of");
    assert_eq!(house.relay_of(&lille).told, Until::Day(day));
}
