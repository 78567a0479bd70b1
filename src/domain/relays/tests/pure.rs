use std::collections::BTreeMap;

use super::super::lapsing::last_day;
use super::*;
use crate::kernel::invalid::{Invalid, Reason, RelayFault};

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day")
}

fn words(n: usize) -> String {
    vec!["word"; n].join(" ")
}

fn draft() -> PackageDraft {
    PackageDraft {
        short: BTreeMap::from([(Locale::En, words(80)), (Locale::Zh, "字".repeat(160))]),
        long: BTreeMap::from([(Locale::En, words(300)), (Locale::Zh, "字".repeat(600))]),
        embargo: "none".to_owned(),
        lapse_days: "60".to_owned(),
        ..PackageDraft::default()
    }
}

#[test]
fn texts_are_as_long_as_they_may_be_and_no_longer() {
    let new = draft().check().expect("whole");
    assert_eq!((new.embargo, new.lapse_days), (NewEmbargo::None, 60));
    let mut long = draft();
    long.short.insert(Locale::En, words(81));
    long.long.insert(Locale::Zh, "字".repeat(601));
    long.short.insert(Locale::Fr, "Un texte".to_owned());
    let Invalid(faults) = long.check().expect_err("too long");
    let told: Vec<(&str, &Reason)> = faults.iter().map(|fault| (fault.field.as_str(), &fault.reason)).collect();
    let expected = [
        ("short.en", &Reason::Relay(RelayFault::TooManyWords { limit: 80, length: 81 })),
        ("long.fr", &Reason::Required),
        ("long.zh", &Reason::Relay(RelayFault::TooManyCharacters { limit: 600, length: 601 })),
    ];
    assert_eq!(told, expected);
    let empty = PackageDraft { short: BTreeMap::new(), long: BTreeMap::new(), ..draft() };
    assert_eq!(empty.check(), Err(Invalid::one("short.en", Reason::Required)));
}

#[test]
fn an_embargo_names_what_it_counts_from() {
    let with = |kind: &str, on: &str, days: &str| {
        let (embargo, embargo_on, embargo_days) = (kind.to_owned(), on.to_owned(), days.to_owned());
        PackageDraft { embargo, embargo_on, embargo_days, ..draft() }.check()
    };
    assert_eq!(with("day", "2016-05-03", "").expect("a day").embargo, NewEmbargo::Day(day("2016-05-03")));
    assert_eq!(with("day", "", ""), Err(Invalid::one("embargo_on", Reason::Required)));
    let Invalid(faults) = with("event", "", "400").expect_err("no event, and too many days");
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["embargo_event", "embargo_days"]);
}

#[test]
fn what_was_passed_on_is_held_against_the_days_that_count() {
    let free = Bounds { offered: day("2016-04-18"), today: day("2016-05-05"), stood: None };
    let report = |members: &str, on: &str| House::told("report", members, on);
    let passed = Told::Passed { on: day("2016-05-03"), members: Some(1_200) };
    for typed in ["1200", "1,200", "1 200", "1’200", "1，200", "１２００"] {
        assert_eq!(report(typed, "2016-05-03").check(free), Ok(passed.clone()), "{typed}");
    }
    assert_eq!(report("", "2016-05-03").check(free).expect("a day").state(), RelayState::Forwarded);
    let refused = |draft: ToldDraft, bounds| draft.check(bounds).expect_err("refused").0.remove(0).reason;
    assert_eq!(refused(report("0", "2016-05-03"), free), Reason::OutOfRange { min: 1, max: 10_000_000 });
    for typed in ["many", ",200", "12345,678", "1.5"] {
        assert_eq!(refused(report(typed, "2016-05-03"), free), Reason::NotANumber, "{typed}");
    }
    assert_eq!(refused(report("1", ""), free), Reason::Required);
    assert_eq!(refused(report("1", "2016-05-06"), free), Reason::NotYet { last: day("2016-05-05") });
    let early = Reason::Relay(RelayFault::BeforeOffer { day: day("2016-04-18") });
    assert_eq!(refused(report("1", "2016-04-17"), free), early);
    // A number is corrected on a wall where the day that was told has not come.
    let corrected = Bounds { today: day("2016-05-02"), stood: Some(day("2016-05-03")), ..free };
    assert_eq!(report("1200", "2016-05-03").check(corrected), Ok(passed));
    assert_eq!(House::told("taken", "", "").check(free), Ok(Told::Taken));
}

#[test]
fn a_relay_lapses_after_the_offer_or_after_the_embargo() {
    let offered = day("2016-04-18");
    assert_eq!(last_day(offered, Until::Free, 60), Some(day("2016-06-17")));
    assert_eq!(last_day(offered, Until::Day(day("2016-05-01")), 60), Some(day("2016-06-30")));
    assert_eq!(last_day(offered, Until::Day(day("2016-01-01")), 60), Some(day("2016-06-17")));
    assert_eq!(last_day(offered, Until::Unknown, 60), None);
}

#[test]
fn what_was_told_is_kept_as_it_was() {
    for until in [Until::Free, Until::Unknown, Until::Approval, Until::Never, Until::Day(day("2016-05-03"))] {
        assert_eq!(Until::read(&until.stored()).expect("read"), until);
    }
    // Who was asked to pass it on no more need not hear that it is being revised; who waits for its approval hears that it is over.
    assert!(!Until::Never.differs(Until::Approval) && Until::Approval.differs(Until::Never));
    assert!(Until::Never.differs(Until::Free) && !Until::Free.differs(Until::Free));
    assert!(Until::Day(day("2016-05-03")).is_over(day("2016-05-03")) && !Until::Unknown.is_over(day("2030-01-01")));
}
