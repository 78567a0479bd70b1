//! The letters of offices: their numbers, and what reading many of them costs.

use super::*;

#[test]
fn letters_are_numbered_without_a_gap_and_one_mail_leaves_for_each_office() {
    let house = House::new(Rule::Alone, "");
    let offices: Vec<Delegation> = (0..3).map(|n| house.office(&format!("单位{n}"), "2")).collect();
    let round = house.release_to_offices();
    assert_eq!(house.letters(), [(2016, 1), (2016, 2), (2016, 3)]);
    assert_eq!(house.outbox("delegation-invitation").len(), 3);
    // Called back and released again: the same letters.
    let round = house.again(&round);
    house.write(|c| recall(c, &house.staff(0), &round)).unwrap();
    let round = house.again(&round);
    house.write(|c| take_up(c, &house.staff(0), &round, round.version)).unwrap();
    let round = house.again(&round);
    house.write(|c| release(c, &house.staff(0), &round, round.version)).unwrap();
    assert_eq!(house.letters(), [(2016, 1), (2016, 2), (2016, 3)]);
    // Asked already: nobody is left for another round.
    let facts = house.facts();
    let words = text();
    let second = house.write(|c| create_round(c, &house.staff(0), &facts, &words, &Audience::Institutions)).unwrap();
    assert_eq!(second.seats, 0);
    let late = house.office("后来者", "1");
    house.release_to_offices();
    assert_eq!(house.letters().last(), Some(&(2016, 4)));
    let letter = house.db.read_now(|c| letter_of(c, &house.staff(0), &late.public_id)).unwrap();
    assert_eq!((letter.year, letter.number, letter.places), (2016, 4, 1));
    assert_eq!(offices.len(), 3);
}

/// A batch of letters costs as many statements as one.
#[test]
fn letters_are_read_together() {
    use diesel::connection::{Connection, InstrumentationEvent};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    let house = House::new(Rule::Alone, "30");
    (0..4).for_each(|n| drop(house.office(&format!("单位{n}"), "2")));
    house.release_to_offices();
    let engine = house.context(Actor::System("engine"), NOW);
    let mut conn = house.db.connect().unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = asked.clone();
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            counter.fetch_add(1, Ordering::SeqCst);
        }
    });
    let mut cost = |ids: &[i64]| {
        asked.store(0, Ordering::SeqCst);
        let letters = mail::office_letters(&mut conn, &engine, ids, mail::Reading::ToSend).unwrap();
        let mut numbers: Vec<_> = letters.into_iter().map(|l| l.unwrap().office.unwrap().number.unwrap().1).collect();
        numbers.sort_unstable();
        (numbers, asked.load(Ordering::SeqCst))
    };
    let ((first, one), (all, four)) = (cost(&[1]), cost(&[1, 2, 3, 4]));
    assert_eq!((first.len(), all), (1, vec![1, 2, 3, 4]));
    assert_eq!(one, four);
}

/// What an office has told staff is confirmed, and not asked once more by the letter that waits.
#[test]
fn an_office_that_telephones_before_its_letter_leaves_is_asked_nothing() {
    let house = House::new(Rule::Alone, "");
    let [first, _second] = ["甲", "乙"].map(|n| house.office(n, "2"));
    house.release_to_offices();
    let (taking, source) = (Taking::parse("accepted", "2", "", 2).unwrap(), Source::parse("phone", "").unwrap());
    house.write(|c| record_delegation(c, &house.staff(0), &first.public_id, &taking, &source)).unwrap();
    let engine = house.context(Actor::System("outbox"), "2016-04-18T08:05:00Z");
    let letters = house.db.read_now(|c| mail::office_letters(c, &engine, &[1, 2], mail::Reading::ToSend)).unwrap();
    let kept: Vec<_> = letters.into_iter().map(|letter| letter.err()).collect();
    assert_eq!(kept, [Some(mail::Moot::Answered), None]);
    assert_eq!(house.outbox("delegation-confirmation").len(), 1);
}

/// As a guest who has only telephoned: a move has asked it again, and what comes of that move is told to it.
#[test]
fn an_office_without_a_letter_is_told_of_a_second_move_too() {
    let house = House::new(Rule::Alone, "");
    let office = house.office("外事办", "2");
    house.office_says(&office, "accepted", "2", NOW).unwrap();
    let later = Context { now: at("2016-04-19T08:00:00Z"), ..house.staff(0) };
    let moved = house.db.read_now(|c| institutions::to_ask_again(c, house.event, events::NoticeKind::Moved)).unwrap();
    house.write(|c| institutions::ask_again(c, &later, &moved)).unwrap();
    let told = house.db.read_now(|c| institutions::offices_told(c, &house.keys, house.event, later.now)).unwrap();
    assert_eq!(told.len(), 1);
}

/// An office that answered by telephone before any letter, and whose event then moves, is asked again: it is waited for.
#[test]
fn an_office_that_only_a_move_has_asked_is_chased_and_may_have_its_letter_still() {
    use crate::domain::events::{MoveInput, NoticeKind, Standing as Version};
    let house = House::new(Rule::Alone, "");
    let office = house.office("外事办", "2");
    let taking = Taking::parse("accepted", "2", "", office.places).unwrap();
    let source = Source::parse("phone", "").unwrap();
    house.write(|c| record_delegation(c, &house.staff(0), &office.public_id, &taking, &source)).unwrap();
    let silent = || {
        let facts = house.facts();
        house.db.read_now(|c| silent_offices(c, &house.staff(0), &facts)).unwrap().len()
    };
    assert_eq!((silent(), house.numbers().institutions.invited), (0, 0));
    let (cx, view) = (house.staff(0), house.facts().view);
    let input = MoveInput {
        city: view.city.as_ref().unwrap().public_id.to_string(),
        starts: "2016-05-31T09:00".to_owned(),
        ends: "2016-05-31T17:00".to_owned(),
        reply_by: "2016-05-10T18:00".to_owned(),
        reason: "the hall is taken".into(),
        ..MoveInput::default()
    };
    let which = Version { programme: house.programme, event: &house.event_public, version: view.event.version };
    let (_, notice) = house.db.write_now(|c| events::reschedule(c, &cx, which, &input)).unwrap();
    house.write(|c| tell_guests(c, &cx, house.event, notice, NoticeKind::Moved)).unwrap();
    let numbers = house.numbers().institutions;
    assert_eq!((numbers.invited, numbers.unanswered, numbers.houses_silent, numbers.houses_open), (2, 2, 1, 0));
    let counted = house.db.read_now(|c| events::guests(c, &cx, house.event)).unwrap();
    assert_eq!((silent(), counted.invited, counted.unanswered, counted.bound), (1, 2, 2, 2));
    for audience in [Audience::Institutions, Audience::SilentInstitutions] {
        let (facts, words) = (house.facts(), text());
        let round = house.write(|c| create_round(c, &cx, &facts, &words, &audience)).unwrap();
        let look = house.db.read_now(|c| check(c, &cx, &facts, &round)).unwrap();
        assert_eq!((round.seats, look.included.len()), (1, 1));
    }
}
