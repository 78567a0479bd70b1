//! The mails of an event around an act that is called back: each leaves once, at its time, or not at all.

use super::*;
use crate::domain::outbox::desk::{self, Act};
use crate::domain::outbox::lease::{self, Worker};
use crate::domain::outbox::rates::Limits;
use crate::domain::outbox::{Claimed, FailReason, Message, Settlement, Verdict};
use crate::kernel::ids::OutboxId;

/// What a mail tells of its event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Read {
    pub kind: &'static str,
    pub notice: Option<NoticeId>,
    pub seat: SeatId,
    /// The beginning, or none when it is off.
    pub day: Option<String>,
}

fn day_of(state: EventState, when: Option<events::Slot>) -> Option<String> {
    let off = matches!(state, EventState::Postponed | EventState::Cancelled);
    when.filter(|_| !off).map(|slot| slot.start.stored())
}

impl House {
    fn engine_at(&self, now: Instant) -> Context {
        Context { door: Door::Engine, ..Context { now, machine: now, ..self.staff(0) } }
    }
    pub(super) fn worker(&self) -> Worker {
        Worker::new("one".to_owned(), 7_200, Limits::default())
    }
    pub(super) fn claim(&self, worker: &mut Worker, now: Instant, most: usize) -> Vec<Claimed> {
        let cx = self.engine_at(now);
        self.db
            .write_now(|c| -> Result<_, DbError> {
                lease::sweep(c, &cx)?;
                lease::claim(c, &cx, worker, most)
            })
            .unwrap()
            .taken
    }
    /// Who reads what, or the word for why nobody will.
    pub(super) fn write_letter(&self, claimed: &Claimed, now: Instant) -> Result<Read, mail::Moot> {
        let cx = self.engine_at(now);
        let (kind, seat) = (claimed.message.kind(), self.seat_of(claimed));
        self.db
            .read_now(|c| -> Result<_, DbError> {
                Ok(match claimed.message {
                    Message::EventNotice { notice, seat } => {
                        let id = NoticeId::new(notice);
                        mail::notice_letters(c, &cx, &[(id, seat)], mail::Reading::ToSend)?.remove(0).map(|letter| {
                            let after = &letter.notice.after;
                            Read { kind, notice: Some(id), seat, day: day_of(after.state, after.when) }
                        })
                    }
                    Message::AnswerConfirmation { answer } => {
                        mail::confirmations(c, &cx, &[answer], mail::Reading::ToSend)?.remove(0).map(|l| Read {
                            kind,
                            notice: None,
                            seat,
                            day: day_of(l.event.state, l.event.when),
                        })
                    }
                    Message::Invitation { invitation } => {
                        mail::invitation_letters(c, &cx, &[invitation], mail::Reading::ToSend)?
                            .remove(0)
                            .map(|l| Read { kind, notice: None, seat, day: day_of(l.event.state, l.event.when) })
                    }
                    _ => unreachable!("no other mail is about an event's guests"),
                })
            })
            .unwrap()
    }
    fn seat_of(&self, claimed: &Claimed) -> SeatId {
        self.rows().iter().find(|g| Some(g.contact) == claimed.contact).unwrap().id
    }
    pub(super) fn settle(&self, claimed: &Claimed, verdict: Verdict, now: Instant) {
        let end = Settlement { id: claimed.id, attempts: claimed.attempts, verdict, reply: String::new() };
        let cx = self.engine_at(now);
        let settled = self.db.write_now(|c| lease::settle(c, &cx, "one", &[end])).unwrap();
        assert_eq!(settled.lost, 0);
    }
    /// Sends whatever is due; says what was read.
    pub(super) fn run(&self, now: &str) -> Vec<Read> {
        let (mut worker, now, mut read) = (self.worker(), at(now), Vec::new());
        loop {
            let batch = self.claim(&mut worker, now, 100);
            if batch.is_empty() {
                return read;
            }
            for claimed in batch {
                let letter = self.write_letter(&claimed, now);
                let verdict = letter.as_ref().map_or_else(|moot| Verdict::Moot(moot.to_string()), |_| Verdict::Sent);
                self.settle(&claimed, verdict, now);
                read.extend(letter);
            }
        }
    }
    fn postpone(&self, now: &str) -> NoticeId {
        let version = self.facts().view.event.version;
        let which = Standing { programme: self.programme, event: &self.event_public, version };
        let cx = self.staff_at(now);
        let (_, notice) = self.db.write_now(|c| events::postpone(c, &cx, which, &"flood".into())).unwrap();
        self.write(|c| tell_guests(c, &cx, self.event, notice, NoticeKind::Postponed)).unwrap();
        notice
    }
    fn refused(&self, id: NoticeId, now: &str) -> InvitationError {
        let (cx, sequence) = (self.staff_at(now), self.notice(id).sequence);
        self.db
            .write_now(|c| {
                let recalled = events::recall(c, &cx, self.programme, &self.event_public, sequence).unwrap().unwrap();
                call_back(c, &cx, &recalled)
            })
            .unwrap_err()
    }
    fn due(&self, kind: &str) -> Vec<(MessageState, Instant)> {
        self.db
            .read_now(|c| -> Result<_, DbError> {
                let mails = outbox::table.filter(outbox::kind.eq(kind)).order(outbox::id);
                Ok(mails.select((outbox::state, outbox::due_at)).load(c)?)
            })
            .unwrap()
    }
}

/// The full house, with everything sent that came before.
pub(super) fn quiet_house() -> (House, Vec<SeatId>) {
    let (house, seats) = full_house();
    assert_eq!(house.run("2016-04-19T09:00:00Z").len(), 8, "four invitations, four confirmations");
    (house, seats)
}

#[test]
fn mails_of_an_act_called_back_say_why_they_did_not_leave() {
    let (house, _) = quiet_house();
    let (moved, _) = house.move_to("31", LATER);
    house.undo(moved, SOON);
    let reasons = |c: &mut Conn| -> Result<Vec<Option<String>>, DbError> {
        Ok(outbox::table.filter(outbox::kind.eq("event-notice")).select(outbox::reason).load(c)?)
    };
    assert_eq!(house.db.read_now(reasons).unwrap(), vec![Some("notice-recalled".to_owned()); 4]);
}

#[test]
fn what_an_act_kept_back_of_the_one_before_leaves_when_it_is_called_back() {
    let (house, _) = quiet_house();
    let (moved, _) = house.move_to("31", LATER);
    // The window is over; two mails go, two are put off by the other side.
    let now = at(TOO_LATE);
    for (n, claimed) in house.claim(&mut house.worker(), now, 100).iter().enumerate() {
        house.settle(claimed, if n < 2 { Verdict::Sent } else { Verdict::RetryAfter(600) }, now);
    }
    let off = house.cancel("2016-04-20T08:06:00Z");
    use MessageState::{Cancelled, Queued, Sent};
    assert_eq!(house.mails(moved), [Sent, Sent, Cancelled, Cancelled]);
    assert_eq!(house.undo(off, "2016-04-20T08:07:00Z").revived, 2);
    assert_eq!(house.mails(moved), [Sent, Sent, Queued, Queued]);
    let read = house.run("2016-04-20T08:07:00Z");
    assert_eq!(read.iter().filter(|r| r.notice == Some(moved)).count(), 2, "they need not wait again");
    assert!(house.run("2016-04-20T09:00:00Z").is_empty());
}

#[test]
fn so_do_those_that_were_on_their_way_when_it_came() {
    let (house, _) = quiet_house();
    let (moved, _) = house.move_to("31", LATER);
    let now = at(TOO_LATE);
    let leased = house.claim(&mut house.worker(), now, 100);
    let off = house.postpone("2016-04-20T08:05:10Z");
    assert!(
        matches!(house.refused(off, "2016-04-20T08:05:20Z"), InvitationError::MailLeft),
        "nobody knows what they say"
    );
    for claimed in &leased {
        let moot = house.write_letter(claimed, now).unwrap_err();
        house.settle(claimed, Verdict::Moot(moot.to_string()), at("2016-04-20T08:05:30Z"));
    }
    assert_eq!(house.mails(moved), [MessageState::Cancelled; 4]);
    assert_eq!(house.undo(off, "2016-04-20T08:06:00Z").revived, 4);
    assert_eq!(house.run("2016-04-20T08:06:00Z").len(), 4);
}

#[test]
fn a_mail_that_left_with_the_new_facts_binds_the_act() {
    let (house, seats) = quiet_house();
    house.says(seats[1], Wish::Declined, "2016-04-20T07:59:00Z").unwrap();
    let now = at("2016-04-20T07:59:30Z");
    let leased = house.claim(&mut house.worker(), now, 100);
    let (moved, _) = house.move_to("31", LATER);
    assert!(matches!(house.refused(moved, SOON), InvitationError::MailLeft), "it is leaving");
    house.settle(&leased[0], Verdict::Sent, at(SOON));
    assert!(matches!(house.refused(moved, "2016-04-20T08:02:00Z"), InvitationError::MailLeft), "it has left");
    assert_eq!(house.day(), "2016-05-31T09:00:00");
}

#[test]
fn doubt_rests_as_long_as_the_act_can_be_called_back() {
    let (house, seats) = quiet_house();
    house.says(seats[1], Wish::Declined, "2016-04-20T07:46:30Z").unwrap();
    let doubted = at("2016-04-20T07:47:00Z");
    let leased = house.claim(&mut house.worker(), doubted, 100);
    house.settle(&leased[0], Verdict::Doubt, doubted);
    let (moved, _) = house.move_to("31", LATER);
    let (state, due_at) = *house.due("answer-confirmation").last().unwrap();
    assert!(state == MessageState::Doubt && due_at == at(TOO_LATE), "{state} {due_at:?}");
    assert_eq!(house.undo(moved, SOON).cancelled, 3, "what was handed over before told of nothing new");
}

#[test]
fn what_became_pointless_meanwhile_leaves_after_all() {
    let (house, seats) = quiet_house();
    house.says(seats[1], Wish::Declined, "2016-04-20T07:59:50Z").unwrap();
    let leased = house.claim(&mut house.worker(), at("2016-04-20T07:59:55Z"), 100);
    let off = house.cancel(LATER);
    let moot = house.write_letter(&leased[0], at(LATER)).unwrap_err();
    assert_eq!(moot, mail::Moot::EventOff);
    house.settle(&leased[0], Verdict::Moot(moot.to_string()), at(LATER).plus_seconds(1));
    house.undo(off, SOON);
    let read = house.run(SOON);
    assert_eq!(read.iter().map(|r| (r.kind, r.seat)).collect::<Vec<_>>(), [("answer-confirmation", seats[1])]);
}

#[test]
fn an_answer_is_confirmed_once_whatever_is_called_back_meanwhile() {
    let (house, seats) = quiet_house();
    house.says(seats[1], Wish::Tentative, "2016-04-20T07:59:50Z").unwrap();
    let (moved, _) = house.move_to("31", LATER);
    assert!(house.run(SOON).is_empty(), "it waits");
    house.undo(moved, SOON);
    let read = house.run(TOO_LATE);
    assert_eq!(read.iter().map(|r| (r.kind, r.seat)).collect::<Vec<_>>(), [("answer-confirmation", seats[1])]);
    assert_eq!(read[0].day.as_deref(), Some("2016-05-24T09:00:00"));
    // A move that stands takes the answer back: there is nothing to confirm.
    house.says(seats[1], Wish::Accepted, "2016-04-20T08:59:50Z").unwrap();
    let (moved, _) = house.move_to("31", "2016-04-20T09:00:00Z");
    let read = house.run("2016-04-20T09:05:00Z");
    assert!(read.len() == 4 && read.iter().all(|r| r.notice == Some(moved)), "{read:?}");
}

#[test]
fn everything_waits_for_a_notice_that_waits_again() {
    let (house, seats) = quiet_house();
    house.says(seats[1], Wish::Declined, "2016-04-20T07:59:50Z").unwrap();
    house.move_to("31", LATER);
    let (second, _) = house.move_to("27", SOON);
    let undone = "2016-04-20T08:05:30Z";
    house.undo(second, undone);
    let until = at(undone).plus_seconds(UNDO_SECONDS);
    assert_eq!(house.due("answer-confirmation").last(), Some(&(MessageState::Queued, until)));
    assert!(house.run("2016-04-20T08:10:00Z").is_empty());
    assert_eq!(house.run("2016-04-20T08:10:30Z").len(), 4, "three notices and the confirmation");
}

#[test]
fn what_staff_try_again_waits_with_the_mails_of_the_act() {
    let (house, seats) = quiet_house();
    house.says(seats[1], Wish::Declined, "2016-04-20T07:50:00Z").unwrap();
    let failed = house.claim(&mut house.worker(), at("2016-04-20T07:50:10Z"), 100).remove(0);
    house.settle(&failed, Verdict::Failed(FailReason::GaveUp), at("2016-04-20T07:50:20Z"));
    house.move_to("31", LATER);
    let again = |now| {
        let cx = house.staff_at(now);
        house.db.write_now(|c| desk::act_on(c, &cx, Act::TryAgain, &failed.public_id)).unwrap();
    };
    again(SOON);
    assert_eq!(house.due("answer-confirmation").last(), Some(&(MessageState::Queued, at(TOO_LATE))));
    assert!(OutboxId::new(0) < failed.id && house.run(SOON).is_empty());
}
