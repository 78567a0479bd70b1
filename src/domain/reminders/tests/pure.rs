use super::*;
use crate::domain::outbox::MessageState;
use crate::kernel::invalid::Reason;
use crate::kernel::time::{WallTime, Zone};

fn timing(days: u32, clock: &str, late: Late) -> Timing {
    Timing { days, clock: clock.parse().unwrap(), late }
}

fn wall(text: &str, zone: &str) -> WallTime {
    let zone: Zone = zone.parse().unwrap();
    WallTime::parse(text, zone).unwrap()
}

#[test]
fn days_are_counted_on_the_things_own_wall_and_hours_follow_the_rule_of_clocks() {
    for (anchor, zone, days, clock, at_utc, day) in [
        ("2016-05-10 18:00", "Asia/Shanghai", 7, "09:00", "2016-05-03T01:00:00Z", "2016-05-10"),
        // Seven calendar days, one of them of 23 hours and one of 25.
        ("2016-04-01 18:00", "Europe/Brussels", 7, "09:00", "2016-03-25T08:00:00Z", "2016-04-01"),
        ("2016-11-01 18:00", "Europe/Brussels", 7, "09:00", "2016-10-25T07:00:00Z", "2016-11-01"),
        // An hour that the clocks skip moves on; of one they show twice it is the first.
        ("2016-03-27 18:00", "Europe/Brussels", 0, "02:30", "2016-03-27T01:30:00Z", "2016-03-27"),
        ("2016-10-30 18:00", "Europe/Brussels", 0, "02:30", "2016-10-30T00:30:00Z", "2016-10-30"),
    ] {
        let found = Occurrence::of(wall(anchor, zone), timing(days, clock, Late::Send)).unwrap();
        assert_eq!(found.at.instant(), at(at_utc), "{anchor}");
        assert_eq!(found.day().to_string(), day);
    }
    let skipped = Occurrence::of(wall("2016-03-27 18:00", "Europe/Brussels"), timing(0, "02:30", Late::Send)).unwrap();
    assert_eq!(skipped.at.stored(), "2016-03-27T03:30:00", "no wall ever shows 02:30 that day");
    // On the day itself, and after the hour: there is nothing left to remind of.
    assert_eq!(Occurrence::of(wall("2016-05-10 18:00", "Asia/Shanghai"), timing(0, "18:00", Late::Send)), None);
}

#[test]
fn what_was_written_to_an_entry_that_is_another_now_counts_for_that_one() {
    let told = |key: &str, contact: i64| {
        let (state, due_at) = (MessageState::Sent, at("2016-05-03T01:00:00Z"));
        store_around::Written { key: key.to_owned(), contact: Some(contact.into()), state, due_at }.told()
    };
    assert_eq!(told("reminder:1:e2:2016-05-10:7", 8), "reminder:1:e2:2016-05-10:8");
    // An institution is the same whoever speaks for it.
    assert_eq!(told("reminder:1:e2:2016-05-10:o7", 8), "reminder:1:e2:2016-05-10:o7");
}

#[test]
fn a_draft_says_which_field_is_wrong_and_why() {
    let draft = |kind: &str, days: &str, clock: &str, late: &str| {
        let [kind, days, clock, late] = [kind, days, clock, late].map(str::to_owned);
        RuleDraft { kind, days, clock, late }.check()
    };
    let good = draft("coming-before-start", "2", "09:00", "send").unwrap();
    assert_eq!((good.kind, good.timing), (RuleKind::ComingBeforeStart, timing(2, "09:00", Late::Send)));
    let faults = draft("everybody", "181", "25:00", "").unwrap_err().0;
    let named: Vec<(&str, &str)> = faults.iter().map(|f| (f.field.as_str(), f.reason.key())).collect();
    let wanted = [("kind", "not-one-of"), ("days", "out-of-range"), ("clock", "bad-clock"), ("late", "required")];
    assert_eq!(named, wanted);
    assert!(faults.iter().any(|f| f.reason == Reason::OutOfRange { min: 0, max: MOST_DAYS }));
    // Whoever would be asked about a deliverable is told before there is such a rule, and before an old one becomes it.
    let asking = draft("owner-before-due", "2", "09:00", "task").unwrap_err().0;
    assert_eq!((asking[0].field.as_str(), asking[0].reason.key()), ("late", "not-one-of"));
    let text = |text: &str| text.to_owned();
    let task = RuleDraft { days: text("2"), clock: text("09:00"), late: text("task"), ..RuleDraft::default() };
    assert!(task.check_timing(RuleKind::OwnerBeforeDue).is_err());
    assert_eq!(task.check_timing(RuleKind::OwnerBeforeStart), Ok(timing(2, "09:00", Late::Task)));
    // An event that switches a rule off need not say when.
    let off = OwnDraft { wish: "off".to_owned(), ..OwnDraft::default() };
    assert_eq!(off.check(good.timing).unwrap(), (OwnWish::Off, good.timing));
    assert!(OwnDraft { wish: "other".to_owned(), ..OwnDraft::default() }.check(good.timing).is_err());
}
