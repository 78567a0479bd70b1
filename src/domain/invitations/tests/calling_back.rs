//! What guests were to be told of is taken back before anybody was, and the event is what it was.

mod expecting;
mod mails;
mod sequences;

use super::*;
use crate::domain::events::{EventError, EventState, MoveInput, Notice, NoticeId, NoticeKind, Recall, Standing};

const LATER: &str = "2016-04-20T08:00:00Z";
/// A minute after that.
const SOON: &str = "2016-04-20T08:01:00Z";
const TOO_LATE: &str = "2016-04-20T08:05:00Z";

impl House {
    fn invite_all(&self) {
        let round = self.round();
        self.write(|c| release(c, &self.staff(0), &round, round.version)).unwrap();
    }
    fn staff_at(&self, now: &str) -> Context {
        Context { now: at(now), ..self.staff(0) }
    }
    fn move_to(&self, day: &str, now: &str) -> (NoticeId, Told) {
        let notice = self.try_move(day, now).unwrap();
        let told = self.write(|c| tell_guests(c, &self.staff_at(now), self.event, notice, NoticeKind::Moved)).unwrap();
        (notice, told)
    }
    /// The event's side of it.
    fn try_move(&self, day: &str, now: &str) -> Result<NoticeId, EventError> {
        let view = self.facts().view;
        let input = MoveInput {
            city: view.city.as_ref().unwrap().public_id.to_string(),
            starts: format!("2016-05-{day}T09:00"),
            ends: format!("2016-05-{day}T17:00"),
            reply_by: "2016-05-10T18:00".to_owned(),
            reason: "the hall is taken".into(),
            ..MoveInput::default()
        };
        let which = Standing { programme: self.programme, event: &self.event_public, version: view.event.version };
        let cx = self.staff_at(now);
        self.db.write_now(|c| events::reschedule(c, &cx, which, &input)).map(|(_, notice)| notice)
    }
    fn cancel(&self, now: &str) -> NoticeId {
        let version = self.facts().view.event.version;
        let which = Standing { programme: self.programme, event: &self.event_public, version };
        let cx = self.staff_at(now);
        let (_, notice) = self.db.write_now(|c| events::cancel(c, &cx, which, &"no money".into())).unwrap();
        self.write(|c| tell_guests(c, &cx, self.event, notice, NoticeKind::Cancelled)).unwrap();
        notice
    }
    fn notice(&self, id: NoticeId) -> Notice {
        self.db.read_now(|c| events::notice(c, id)).unwrap()
    }
    fn recall(&self, id: NoticeId, now: &str) -> Result<Option<Recall>, EventError> {
        let (cx, sequence) = (self.staff_at(now), self.notice(id).sequence);
        self.db.write_now(|c| events::recall(c, &cx, self.programme, &self.event_public, sequence))
    }
    /// Both sides of it, as the page does it.
    fn undo(&self, id: NoticeId, now: &str) -> CalledBack {
        let recalled = self.recall(id, now).unwrap().unwrap();
        self.write(|c| call_back(c, &self.staff_at(now), &recalled)).unwrap()
    }
    fn day(&self) -> String {
        self.facts().view.event.when.unwrap().start.stored()
    }
    fn answers(&self) -> Vec<Answer> {
        self.rows().iter().map(|g| g.answer).collect()
    }
    /// Where the mails of a notice stand.
    fn mails(&self, id: NoticeId) -> Vec<MessageState> {
        let head = format!("notice:{id}:");
        self.outbox("event-notice")
            .into_iter()
            .filter(|(_, key)| key.starts_with(&head))
            .map(|(state, _)| state)
            .collect()
    }
    fn letter(&self, id: NoticeId, seat: SeatId) -> Result<mail::NoticeLetter, mail::Moot> {
        let cx = self.staff_at(SOON);
        self.db.read_now(|c| mail::notice_letters(c, &cx, &[(id, seat)], mail::Reading::ToSend)).unwrap().remove(0)
    }
}

/// Four guests, of whom two have a place, one waits before the other.
fn full_house() -> (House, Vec<SeatId>) {
    let house = House::new(Rule::Alone, "2");
    let seats: Vec<SeatId> = ["a", "b", "c", "d"].map(|n| house.guest(n, Locale::En)).to_vec();
    house.invite_all();
    for (seat, minute) in [(3, 10), (1, 11), (2, 12), (0, 13)] {
        house.says(seats[seat], Wish::Accepted, &format!("2016-04-19T08:{minute}:00Z")).unwrap();
    }
    (house, seats)
}

const FULL: [Answer; 4] = [Answer::Waiting, Answer::Accepted, Answer::Waiting, Answer::Accepted];

#[test]
fn a_move_called_back_leaves_date_answers_and_the_order_of_waiting_as_they_were() {
    let (house, seats) = full_house();
    let before = house.rows();
    let (notice, told) = house.move_to("31", LATER);
    assert_eq!((told.queued, house.day().as_str()), (4, "2016-05-31T09:00:00"));
    assert_eq!(house.answers(), [Answer::None; 4]);
    let due = house.db.read_now(|c| -> Result<Vec<Instant>, DbError> {
        Ok(outbox::table.filter(outbox::kind.eq("event-notice")).select(outbox::due_at).load(c)?)
    });
    assert!(due.unwrap().iter().all(|at| *at == super::at(TOO_LATE)), "nothing leaves before the window has passed");
    let done = house.undo(notice, SOON);
    assert_eq!(done, CalledBack { cancelled: 4, restored: 4, revived: 0 });
    assert_eq!(house.day(), "2016-05-24T09:00:00");
    let after = house.rows();
    assert_eq!(after.iter().map(|g| g.answer).collect::<Vec<_>>(), FULL);
    assert_eq!(
        after.iter().map(|g| g.answered_at).collect::<Vec<_>>(),
        before.iter().map(|g| g.answered_at).collect::<Vec<_>>()
    );
    let line = |seat: usize| after.iter().find(|g| g.id == seats[seat]).and_then(|g| g.place_in_line);
    assert_eq!((line(2), line(0)), (Some(1), Some(2)), "who waited longer still does");
    // Nor does a second time change that.
    let (again, _) = house.move_to("27", SOON);
    house.undo(again, "2016-04-20T08:02:00Z");
    let once_more = house.rows();
    assert_eq!(
        once_more.iter().map(|g| g.answered_at).collect::<Vec<_>>(),
        after.iter().map(|g| g.answered_at).collect::<Vec<_>>()
    );
    assert_eq!(
        once_more.iter().map(|g| g.place_in_line).collect::<Vec<_>>(),
        after.iter().map(|g| g.place_in_line).collect::<Vec<_>>()
    );
    // SEQUENCE never falls: a calendar fetched meanwhile takes note of the way back.
    assert!(house.facts().view.event.sequence > house.notice(notice).sequence);
    assert!(matches!(house.letter(notice, seats[0]), Err(mail::Moot::NoticeRecalled)));
    assert_eq!(house.recall(notice, SOON).unwrap(), None, "a second press is no second act");
}

#[test]
fn a_second_move_takes_the_first_one_s_mails_back_and_tells_from_the_day_guests_know() {
    let (house, seats) = full_house();
    let (first, _) = house.move_to("31", LATER);
    let (second, _) = house.move_to("27", SOON);
    assert_eq!(house.mails(first), [MessageState::Cancelled; 4]);
    assert_eq!(house.mails(second), [MessageState::Queued; 4]);
    assert!(matches!(house.letter(first, seats[0]), Err(mail::Moot::Replaced)), "not even one that was on its way");
    let letter = house.letter(second, seats[0]).unwrap();
    assert_eq!(letter.notice.before.when.unwrap().start.stored(), "2016-05-24T09:00:00");
    // Step by step back: first to the first move, whose mails wait again, then to where it began.
    assert!(matches!(house.recall(first, SOON), Err(EventError::ChangedSince)));
    assert_eq!(house.undo(second, SOON).revived, 4);
    assert_eq!((house.day().as_str(), house.mails(first)), ("2016-05-31T09:00:00", vec![MessageState::Queued; 4]));
    house.undo(first, "2016-04-20T08:05:30Z");
    assert_eq!((house.day().as_str(), house.answers()), ("2016-05-24T09:00:00", FULL.to_vec()));
    let waiting = house.outbox("event-notice").iter().filter(|(state, _)| *state == MessageState::Queued).count();
    assert_eq!(waiting, 0, "nobody is told of anything");
}

#[test]
fn a_cancellation_takes_the_place_of_a_move_and_can_be_called_back_too() {
    let (house, seats) = full_house();
    let (moved, _) = house.move_to("31", LATER);
    let off = house.cancel(SOON);
    assert_eq!(house.mails(moved), [MessageState::Cancelled; 4]);
    let letter = house.letter(off, seats[0]).unwrap();
    assert_eq!(letter.notice.before.when.unwrap().start.stored(), "2016-05-24T09:00:00");
    house.undo(off, SOON);
    let event = house.facts().view.event;
    assert_eq!((event.state, event.state_reason), (EventState::Planned, None));
    assert_eq!(house.mails(moved), [MessageState::Queued; 4]);
}

#[test]
fn by_hand_it_does_not_go_back_to_what_guests_know_while_mails_wait() {
    let (house, _) = full_house();
    let (first, _) = house.move_to("31", LATER);
    let (second, _) = house.move_to("27", SOON);
    let back = house.try_move("24", "2016-04-20T08:02:00Z");
    assert!(matches!(back, Err(EventError::KnownAlready)), "{back:?}");
    assert_eq!((house.day().as_str(), house.answers()), ("2016-05-27T09:00:00", vec![Answer::None; 4]));
    // Calling back is the way, and gives the answers again.
    house.undo(second, "2016-04-20T08:03:00Z");
    house.undo(first, "2016-04-20T08:04:00Z");
    assert_eq!((house.day().as_str(), house.answers()), ("2016-05-24T09:00:00", FULL.to_vec()));
    // What does not wait any more was told: then it is a move like any other.
    house.move_to("31", "2016-04-20T09:00:00Z");
    let (back, told) = house.move_to("24", "2016-04-20T09:05:00Z");
    assert_eq!((told.queued, house.notice(back).leaves_at), (4, at("2016-04-20T09:10:00Z")));
}

#[test]
fn an_event_without_guests_goes_where_it_likes() {
    let house = House::new(Rule::Alone, "");
    house.move_to("31", LATER);
    house.move_to("24", SOON);
    assert_eq!(house.day(), "2016-05-24T09:00:00");
}

#[test]
fn what_somebody_knows_or_has_changed_is_not_called_back() {
    let (house, seats) = full_house();
    let (notice, _) = house.move_to("31", LATER);
    assert!(matches!(house.recall(notice, TOO_LATE), Err(EventError::TooLateToRecall)));
    house.says(seats[0], Wish::Accepted, SOON).unwrap();
    let answered = house.db.write_now(|c| -> Result<_, InvitationError> {
        let sequence = house.notice(notice).sequence;
        let cx = house.staff_at("2016-04-20T08:02:00Z");
        let recalled = events::recall(c, &cx, house.programme, &house.event_public, sequence).unwrap().unwrap();
        call_back(c, &cx, &recalled)
    });
    assert!(matches!(answered, Err(InvitationError::AnsweredSince)), "{answered:?}");
    assert_eq!(house.day(), "2016-05-31T09:00:00", "and nothing of it happened");
    let (other, _) = full_house();
    let (notice, _) = other.move_to("31", LATER);
    let version = other.facts().view.event.version;
    let which = Standing { programme: other.programme, event: &other.event_public, version };
    let cx = other.staff_at(SOON);
    other.db.write_now(|c| events::cancel(c, &cx, which, &"no money".into())).unwrap();
    assert!(matches!(other.recall(notice, SOON), Err(EventError::ChangedSince)));
}

#[test]
fn invitations_wait_as_long_as_the_new_date_can_be_called_back() {
    let house = House::new(Rule::Alone, "");
    house.guest("a", Locale::En);
    house.invite_all();
    // Two minutes after the release; its mail would leave three minutes later, with a date that may not stand.
    house.move_to("31", "2016-04-18T08:02:00Z");
    let due: Instant = house
        .db
        .read_now(|c| -> Result<_, DbError> {
            Ok(outbox::table.filter(outbox::kind.eq("invitation")).select(outbox::due_at).first(c)?)
        })
        .unwrap();
    assert_eq!(due, at("2016-04-18T08:07:00Z"));
}

#[test]
fn a_round_called_back_is_taken_up_and_released_once_more() {
    let house = House::new(Rule::Alone, "");
    for name in ["a", "b"] {
        house.guest(name, Locale::En);
    }
    let round = house.round();
    let staff = house.staff(0);
    let draft = |round: &Round| house.write(|c| take_up(c, &staff, round, round.version));
    assert!(matches!(draft(&round), Err(InvitationError::NotRecalled)));
    house.write(|c| release(c, &staff, &round, round.version)).unwrap();
    house.write(|c| recall(c, &staff, &house.again(&round))).unwrap();
    let recalled = house.again(&round);
    let once_more = house.write(|c| release(c, &staff, &recalled, recalled.version));
    assert!(
        matches!(once_more, Err(InvitationError::CalledBack)),
        "it is no more released than changed: {once_more:?}"
    );
    draft(&recalled).unwrap();
    assert!(matches!(draft(&recalled), Err(InvitationError::NotRecalled | InvitationError::Stale)));
    // Meanwhile another round asks one of them.
    let other = house.round();
    let first = house.rows()[0].public_id.clone();
    house.write(|c| choose(c, &staff, &other, other.version, &Audience::Seats(vec![first]))).unwrap();
    let other = house.again(&other);
    house.write(|c| release(c, &staff, &other, other.version)).unwrap();
    let again = house.again(&round);
    assert_eq!((again.state, again.leaves_at, again.released_at), (RoundState::Draft, None, None));
    let released = house.write(|c| release(c, &staff, &again, again.version)).unwrap();
    assert_eq!((released.invitations, released.excluded), (1, 1));
    let states: Vec<MessageState> = house.outbox("invitation").into_iter().map(|(state, _)| state).collect();
    let (cancelled, queued) = (MessageState::Cancelled, MessageState::Queued);
    assert_eq!(states, [cancelled, cancelled, queued, queued], "each is written to once");
}
