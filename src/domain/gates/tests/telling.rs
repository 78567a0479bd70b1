//! What is told while approvals and confirmations come and go.

use super::*;
use crate::domain::events::Event;
use crate::domain::gates::mail::{Moot, warnings};
use crate::domain::gates::model::{Sponsors, What};
use crate::domain::gates::nudge::dedupe_key;
use crate::domain::programme::tests::at;
use crate::kernel::ids::{ContactId, ProgrammeId};

/// What a warning names at this moment, or why none is sent.
fn told(house: &House, risk: i64) -> Result<Vec<String>, Moot> {
    let cx = house.coordinator();
    let mut letters = house.write(|c| Ok(warnings(c, &cx, &[(risk, None, None)])?)).expect("read");
    letters.remove(0).map(|letter| letter.risk.missing.iter().map(|kept| kept.what.key()).collect())
}

#[test]
fn an_approval_that_comes_and_goes_between_two_looks_keeps_no_warning_back() {
    let house = house();
    let view = house.event("seminar");
    let lost = vec![format!("deliverable.{}", house.report("analysis").public_id)];
    house.approve("analysis");
    house.confirm(&house.coordinator(), &view, Wish::AsItStands).expect("open");
    house.withdraw_approval("analysis");
    house.settle();
    let risk = house.standing(&view).risk.expect("at risk").id;
    assert_eq!(told(&house, risk), Ok(lost.clone()));

    house.approve("analysis");
    assert_eq!(told(&house, risk), Ok(lost.clone()), "the flag still stands, and nobody would be told a second time");
    house.withdraw_approval("analysis");
    house.settle();
    assert_eq!(house.standing(&view).risk.map(|r| r.id), Some(risk), "to those who look it never ended");
    assert_eq!(told(&house, risk), Ok(lost));

    house.approve("analysis");
    house.settle();
    assert_eq!(told(&house, risk), Err(Moot::Settled));
}

#[test]
fn a_second_confirmation_is_told_that_no_way_leads_there_and_not_what_is_missing() {
    let house = house();
    let view = house.event("seminar");
    let cx = house.coordinator();
    house.approve("analysis");
    let confirmed = house.confirm(&cx, &view, Wish::AsItStands).expect("open");
    house.withdraw_approval("analysis");
    for wish in [Wish::AsItStands, Wish::Despite("in any case")] {
        let again = house.confirm(&cx, &confirmed, wish);
        assert!(matches!(again, Err(GateError::Event(events::EventError::NoWay { .. }))), "{again:?}");
    }
}

#[test]
fn one_result_that_two_events_wait_for_is_asked_for_once_a_day() {
    let house = house();
    let (first, second) = (house.event("seminar"), house.event("seminar"));
    let report = house.report("analysis");
    house.own(&report, house.contact("Zhang Min", "zhang@example.org"));
    let (cx, owed) = (house.coordinator(), format!("deliverable.{}", report.public_id));
    let asked = |view: &EventView| house.write(|c| nudge(c, &cx, view, &owed)).expect("asked");
    assert_eq!(asked(&first).told.len(), 1);
    let again = asked(&second);
    assert_eq!((again.told.len(), again.already.len()), (0, 1), "for whichever of them it is");
    assert_eq!(house.mails("gate-nudge"), ["zhang@example.org"]);
}

#[test]
fn its_day_is_the_programmes_wherever_the_events_are() {
    let house = house();
    let (first, second) = (house.event("seminar"), house.event("seminar"));
    let abroad = Event { zone: "Europe/Brussels".parse().expect("a zone"), ..second.event.clone() };
    let abroad = EventView { event: abroad, ..second };
    let report = house.report("analysis");
    house.own(&report, house.contact("Zhang Min", "zhang@example.org"));
    // In Datong it is the next day already.
    let cx = Context { now: at("2016-04-18T20:00:00Z"), ..house.coordinator() };
    let owed = format!("deliverable.{}", report.public_id);
    let asked = |view: &EventView| house.write(|c| nudge(c, &cx, view, &owed)).expect("asked");
    assert_eq!(asked(&first).told.len(), 1);
    assert_eq!(asked(&abroad).already.len(), 1, "at the same moment");
    assert_eq!(house.mails("gate-nudge"), ["zhang@example.org"]);
}

#[test]
fn sponsors_of_a_programme_are_asked_for_once_a_day_for_each_programme() {
    let house = house();
    let (first, second) = (house.event("seminar").event, house.event("seminar").event);
    let elsewhere = Event { programme: ProgrammeId::new(first.programme.raw() + 1), ..second.clone() };
    let day = house.coordinator().now.at(first.zone).date();
    let key = |event: &Event, of: Sponsors| {
        dedupe_key(event, ContactId::new(7), &What::Sponsors { of, signed: 0, least: 1 }, day)
    };
    assert_eq!(key(&first, Sponsors::Programme), key(&second, Sponsors::Programme));
    assert_ne!(key(&first, Sponsors::Programme), key(&elsewhere, Sponsors::Programme), "they are other sponsors");
    assert_ne!(key(&first, Sponsors::Event), key(&second, Sponsors::Event));
}
