//! What did not leave on its day, where a rule asks about it.

use super::*;
use crate::domain::invitations::mail::Reading;
use crate::domain::overview::{self, DueKind};
use crate::domain::programme;
use crate::domain::reminders::store_missed::NewMissed;

/// Midnight in Datong, at the end of the day on which guests were to be reminded.
const MIDNIGHT: &str = "2016-05-03T16:00:00Z";
/// The next morning.
const NEXT: &str = "2016-05-04T02:00:00Z";

impl House {
    /// Where the rule for those who have not answered asks somebody.
    fn asking() -> (House, SeatId) {
        let house = House::new();
        let ann = house.guest("ann", Locale::En);
        house.ask(&Audience::NotYetInvited, NOW);
        let rule = house.rule(RuleKind::SilentBeforeDeadline);
        let timing = Timing { late: Late::Task, ..rule.timing };
        house.write(|c| edit(c, &house.staff(NOW), &rule.public_id, rule.version, timing)).expect("changed");
        (house, ann)
    }
    fn unsent(&self, now: &str) -> Vec<missed::Missed> {
        let (cx, facts) = (self.staff(now), self.facts());
        self.write(|c| missed::list(c, &cx, &facts)).expect("told")
    }
    /// Events whose reminders the programme's first page counts among what is late.
    fn on_the_first_page(&self, now: &str) -> usize {
        let cx = self.staff(now);
        let picture = self.db.read_now(|c| overview::load(c, &cx, "cities")).expect("a picture");
        picture.late.shown.iter().filter(|due| due.kind == DueKind::Reminder).count()
    }
}

#[test]
fn an_hour_late_it_leaves_and_a_day_late_somebody_is_asked_once() {
    let (house, _) = House::asking();
    assert_eq!(house.run("2016-05-03T02:00:00Z"), 1, "its day is not over");
    assert_eq!(house.run(MIDNIGHT), 0);
    assert_eq!(house.unsent(MIDNIGHT), [], "it went");

    let (house, _) = House::asking();
    assert_eq!((house.run(MIDNIGHT), house.run(NEXT)), (0, 0));
    let unsent = house.unsent(NEXT);
    assert_eq!(unsent.len(), 1);
    assert_eq!((unsent[0].kind, unsent[0].people), (RuleKind::SilentBeforeDeadline, 1));
    assert_eq!(unsent[0].at, at(NUDGE));
    assert_eq!(house.on_the_first_page(NEXT), 1);
    // Answers close: nobody needs to decide any more.
    assert_eq!(house.unsent("2016-05-10T10:00:00Z"), []);
    assert_eq!(house.on_the_first_page("2016-05-10T10:00:00Z"), 0);
}

#[test]
fn of_two_who_find_it_one_keeps_it() {
    let (house, _) = House::asking();
    let rule = house.rule(RuleKind::SilentBeforeDeadline);
    let kept = |public: i64| {
        let new = NewMissed {
            programme: house.outline.programme.id,
            rule: rule.id,
            event: house.event,
            turn: format!("reminder:{}:e{}:2016-05-10:", rule.id, house.event),
            missed_at: at(NUDGE),
            closes_at: at("2016-05-10T10:00:00Z"),
            people: public,
        };
        house.write(|c| Ok(store_missed::insert(c, at(MIDNIGHT), &new)?)).expect("written")
    };
    assert_eq!((kept(1), kept(2)), (true, false));
    house.run(NEXT);
    let unsent = house.unsent(NEXT);
    assert_eq!(unsent.iter().map(|one| one.people).collect::<Vec<_>>(), [1]);
}

#[test]
fn sent_after_all_it_reaches_whoever_still_has_not_answered_and_is_in_time() {
    let (house, ann) = House::asking();
    let ben = house.guest("ben", Locale::En);
    house.ask(&Audience::NotYetInvited, NOW);
    house.run(MIDNIGHT);
    house.says(ben, Wish::Accepted, NEXT);
    let (cx, facts, one) = (house.staff(NEXT), house.facts(), house.unsent(NEXT).remove(0));
    assert_eq!(one.people, 2);
    let line = house.write(|c| missed::foresee(c, &cx, &facts, &one.public_id)).expect("foreseen");
    assert_eq!(line.crowd.expect("for staff").people, 1);
    assert_eq!(house.write(|c| missed::send(c, &cx, &facts, &one.public_id)).expect("sent"), 1);
    assert_eq!(house.mails("guest-reminder"), ["ann@guests.example"]);
    assert!(house.write(|c| missed::send(c, &cx, &facts, &one.public_id)).is_err(), "it is not sent twice");
    assert_eq!((house.run(NEXT), house.unsent(NEXT)), (0, vec![]));
    let Some(Message::Reminder { of: Reminded::Guest { rule, seat, day } }) = house.messages("guest-reminder").pop()
    else {
        panic!("a guest is reminded");
    };
    assert_eq!(seat, ann);
    let ids = [(rule, mail::GuestId::Seat(seat), day)];
    let letters = house.write(|c| Ok(mail::guest_letters(c, &cx, &ids, Reading::ToSend)?)).expect("letters");
    assert!(letters[0].is_ok(), "it is not too late for it");
}

#[test]
fn dismissed_it_is_asked_about_no_more() {
    let (house, _) = House::asking();
    house.run(MIDNIGHT);
    let (cx, facts, one) = (house.staff(NEXT), house.facts(), house.unsent(NEXT).remove(0));
    house.write(|c| missed::dismiss(c, &cx, &facts, &one.public_id, "They were called")).expect("dismissed");
    assert_eq!((house.run(NEXT), house.unsent(NEXT)), (0, vec![]));
    assert_eq!((house.mails("guest-reminder").len(), house.on_the_first_page(NEXT)), (0, 0));
    let promised = house.promised(NEXT).into_iter().find(|one| one.of.rule.kind == RuleKind::SilentBeforeDeadline);
    assert_eq!(promised.expect("a rule").standing, Standing::Dismissed, "it waits for nobody");
}

#[test]
fn nobody_is_asked_where_nobody_was_left_or_the_event_is_elsewhere_or_off() {
    let (house, ann) = House::asking();
    house.says(ann, Wish::Accepted, "2016-05-02T10:00:00Z");
    house.run(MIDNIGHT);
    assert_eq!(house.unsent(NEXT), [], "everybody had answered");
    let promised = house.promised(NEXT).into_iter().find(|one| one.of.rule.kind == RuleKind::SilentBeforeDeadline);
    assert_eq!(promised.expect("a rule").standing, Standing::Passed, "nothing failed to leave");

    let (house, _) = House::asking();
    house.run(MIDNIGHT);
    assert_eq!(house.unsent(NEXT).len(), 1);
    house.moves(&house.move_to("2016-06-14T09:00", "2016-06-14T17:00", "2016-06-01T18:00"), NEXT);
    assert_eq!(house.unsent(NEXT), [], "it counts from another day");
    house.run(NEXT);
    assert_eq!(house.on_the_first_page(NEXT), 0);

    let (house, _) = House::asking();
    house.run(MIDNIGHT);
    let off = "UPDATE events SET state = 'cancelled'";
    house.db.write_now(|c| diesel::sql_query(off).execute(c).map_err(DbError::from)).expect("written");
    assert_eq!((house.unsent(NEXT), house.on_the_first_page(NEXT)), (vec![], 0));
}

#[test]
fn where_a_change_is_called_back_it_is_asked_about_again() {
    let (house, _) = House::asking();
    house.run(MIDNIGHT);
    let first = house.unsent(NEXT);
    assert_eq!(first.len(), 1);
    let before = house.view().event.state;
    let state = |word: &str| {
        let sql = format!("UPDATE events SET state = '{word}'");
        house.db.write_now(|c| diesel::sql_query(sql.as_str()).execute(c).map_err(DbError::from)).expect("written")
    };
    state("postponed");
    house.run(NEXT);
    assert_eq!((house.unsent(NEXT), house.on_the_first_page(NEXT)), (vec![], 0));
    state(before.as_str());
    house.run(NEXT);
    assert_eq!((house.unsent(NEXT), house.on_the_first_page(NEXT)), (first, 1));
}

#[test]
fn in_a_closed_programme_nobody_is_asked_until_it_is_opened_again() {
    let (house, _) = House::asking();
    house.run(MIDNIGHT);
    let id = house.outline.programme.id;
    house.write(|c| Ok(programme::close(c, &house.staff(NEXT), id, "It is over")?)).expect("closed");
    assert_eq!(house.unsent(NEXT), []);
    house.write(|c| Ok(programme::reopen(c, &house.staff(NEXT), id, "")?)).expect("opened");
    assert_eq!(house.unsent(NEXT).len(), 1);
}

#[test]
fn about_deliverables_nobody_is_asked() {
    let house = House::new();
    let rule = house.rule(RuleKind::OwnerBeforeDue);
    let timing = Timing { late: Late::Task, ..rule.timing };
    let refused = house.write(|c| edit(c, &house.staff(NOW), &rule.public_id, rule.version, timing));
    assert!(matches!(refused, Err(ReminderError::Invalid(faults)) if faults.0[0].field == "late"));
}
