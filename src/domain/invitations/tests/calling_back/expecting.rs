//! Who counts on the event as it was told to them learns what becomes of it; who has said what they do now is not asked again.

use super::mails::quiet_house;
use super::*;

/// When the move of [`LATER`] has been told.
const TOLD: &str = "2016-04-20T09:00:00Z";

impl House {
    fn plan(&self, kind: NoticeKind) -> NoticePlan {
        self.db.read_now(|c| plan_notice(c, &self.staff_at(TOLD), self.event, kind)).unwrap()
    }
}

#[test]
fn whoever_waited_without_an_invitation_is_told_of_the_end() {
    let house = House::new(Rule::Alone, "1");
    let [first, second] = ["a", "b"].map(|n| house.guest(n, Locale::En));
    let contact = house.db.write_now(|c| -> Result<_, DbError> { Ok(person(c, "c", Locale::Zh, false)) }).unwrap();
    let third = house.seat(contact);
    house.guest("d", Locale::En);
    let said = [first, second, third].map(|seat| house.says(seat, Wish::Accepted, "2016-04-19T08:00:00Z").unwrap());
    assert_eq!(said.map(Answered::answer), [Answer::Accepted, Answer::Waiting, Answer::Waiting]);
    let (moved, told) = house.move_to("31", LATER);
    assert_eq!((told.queued, told.asked_again), (2, 3));
    house.run(TOO_LATE);
    assert_eq!(house.mails(moved), [MessageState::Sent; 2]);
    assert_eq!(house.answers(), [Answer::None; 4]);
    let plan = house.plan(NoticeKind::Cancelled);
    assert_eq!((plan.total, plan.by_phone.len()), (2, 1), "and not the one who has never heard of it");
    assert_eq!(house.numbers().by_phone, 1);
    let facts = house.facts();
    let filter = GuestFilter { standing: crate::domain::invitations::Standing::ByPhone, ..GuestFilter::default() };
    let listed = house.db.read_now(|c| guests_all(c, &house.staff(0), &facts, &filter)).unwrap();
    assert_eq!(listed.iter().map(|g| g.id).collect::<Vec<_>>(), [third]);
    let off = house.cancel(TOLD);
    assert_eq!(house.mails(off), [MessageState::Queued; 2]);
}

#[test]
fn whoever_answers_for_the_new_date_before_the_notice_leaves_is_asked_nothing() {
    let (house, seats) = quiet_house();
    let (moved, _) = house.move_to("31", LATER);
    house.says(seats[0], Wish::Accepted, SOON).unwrap();
    house.says(seats[1], Wish::Declined, SOON).unwrap();
    let answered = |seat: SeatId| house.letter(moved, seat).unwrap().answered;
    assert_eq!(answered(seats[0]), Some(Answer::Accepted));
    assert_eq!(answered(seats[1]), Some(Answer::Declined));
    assert_eq!(answered(seats[2]), None, "an answer for the old date does not count");
    // As it would have left before.
    let before = mail::Reading::AsSent(at(LATER));
    let cx = house.staff_at(TOLD);
    let letters = house.db.read_now(|c| mail::notice_letters(c, &cx, &[(moved, seats[0])], before)).unwrap();
    assert_eq!(letters[0].as_ref().unwrap().answered, None);
    // The next move asks everybody anew.
    let (second, _) = house.move_to("27", SOON);
    assert_eq!(house.letter(second, seats[0]).unwrap().answered, None);
}

#[test]
fn whoever_declined_with_the_entry_in_their_calendar_is_told_of_the_end_alone() {
    let (house, seats) = quiet_house();
    house.says(seats[3], Wish::Declined, "2016-04-20T07:00:00Z").unwrap();
    house.move_to("31", LATER);
    house.run(TOO_LATE);
    house.says(seats[1], Wish::Declined, "2016-04-20T08:30:00Z").unwrap();
    let told = [NoticeKind::Moved, NoticeKind::Postponed, NoticeKind::Cancelled].map(|kind| house.plan(kind).total);
    assert_eq!(told, [2, 2, 3], "the one who declined before was told of no day to strike out");
    let off = house.cancel(TOLD);
    let read = house.run("2016-04-20T09:05:00Z");
    assert!(read.iter().any(|r| r.seat == seats[1] && r.notice == Some(off)), "{read:?}");
    assert!(read.iter().all(|r| r.seat != seats[3]), "{read:?}");
}
