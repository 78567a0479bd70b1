use super::house::{House, house, seat};
use crate::access::Context;
use crate::domain::events::*;
use crate::kernel::invalid::Reason;
use crate::kernel::localised::Localised;

#[test]
fn our_part_of_an_event_of_others_goes_along_or_by_itself_and_guests_are_told() {
    let house = house();
    let part = |input: &mut EventInput, starts: &str, ends: &str| {
        input.hosting = "others".to_owned();
        input.host = HostInput {
            name: Localised::three("Geographical Union", "", ""),
            slot_starts: starts.to_owned(),
            slot_ends: ends.to_owned(),
            ..HostInput::default()
        };
    };
    let mut input = house.input();
    part(&mut input, "2016-05-24T14:00", "2016-05-24T15:30");
    let view = house.write(|c| create(c, &house.coordinator(), house.programme, &input)).unwrap();
    let whole = ("2016-05-25T09:00", "2016-05-25T17:00");
    let goes = |view: &EventView, own: (&str, &str)| {
        let input = MoveInput {
            city: house.datong.1.to_string(),
            starts: whole.0.to_owned(),
            ends: whole.1.to_owned(),
            slot_starts: own.0.to_owned(),
            slot_ends: own.1.to_owned(),
            ..MoveInput::default()
        };
        house.write(|c| reschedule(c, &house.coordinator(), house.which(view), &input))
    };
    let begins = |slot: Option<Slot>| slot.map(|slot| slot.start.stored()).unwrap_or_default();
    // Typed as it stands, it goes along with the whole.
    let (view, _) = goes(&view, ("2016-05-24T14:00", "2016-05-24T15:30")).unwrap();
    assert_eq!(begins(view.event.for_guests()), "2016-05-25T14:00:00");
    // By itself: calendars take note of that, too.
    let (view, id) = goes(&view, ("2016-05-25T16:00", "2016-05-25T17:00")).unwrap();
    assert_eq!((begins(view.event.for_guests()).as_str(), view.event.sequence), ("2016-05-25T16:00:00", 2));
    let told = house.write(|c| Ok(notice(c, id)?)).unwrap();
    assert_eq!(begins(told.after.own), "2016-05-25T16:00:00");
    // Nowhere; and out of the whole.
    assert!(matches!(goes(&view, ("", "")), Err(EventError::NothingMoved)));
    let outside = goes(&view, ("2016-05-26T09:00", "2016-05-26T10:00"));
    assert!(matches!(outside, Err(EventError::Invalid(faults)) if faults.0[0].field == "slot_starts"));
    // Once guests know of it, it is moved, and not edited behind their backs.
    house.write(|c| Ok(seat(c, house.programme, view.event.id, "accepted"))).unwrap();
    let edited = house.edit(&view, |input| {
        (input.starts, input.ends) = (whole.0.to_owned(), whole.1.to_owned());
        part(input, "2016-05-25T10:00", "2016-05-25T11:00");
    });
    assert!(matches!(edited, Err(EventError::GuestsKnow { .. })));
}

/// An event of others that goes on from Monday to Friday; our part of it is on Wednesday. It is Tuesday.
fn underway(house: &House) -> (EventView, Context) {
    let mut input = house.input();
    input.hosting = "others".to_owned();
    (input.starts, input.ends) = ("2016-05-23T09:00".to_owned(), "2016-05-27T17:00".to_owned());
    input.reply_by = String::new();
    input.host = HostInput {
        name: Localised::three("Geographical Union", "", ""),
        slot_starts: "2016-05-25T14:00".to_owned(),
        slot_ends: "2016-05-25T15:30".to_owned(),
        ..HostInput::default()
    };
    let view = house.write(|c| create(c, &house.coordinator(), house.programme, &input)).unwrap();
    (view, Context { now: "2016-05-24T03:00:00Z".parse().unwrap(), ..house.coordinator() })
}

#[test]
fn our_part_alone_is_not_taken_to_a_time_that_has_passed_unless_it_is_meant() {
    let house = house();
    let (view, cx) = underway(&house);
    let monday = MoveInput {
        city: house.datong.1.to_string(),
        starts: "2016-05-23T09:00".to_owned(),
        ends: "2016-05-27T17:00".to_owned(),
        slot_starts: "2016-05-23T10:00".to_owned(),
        slot_ends: "2016-05-23T11:00".to_owned(),
        ..MoveInput::default()
    };
    let plan = |input: &MoveInput| house.write(|c| plan_move(c, &cx, house.programme, &view.event.public_id, input));
    let fault = |refused: Result<Move, EventError>| match refused {
        Err(EventError::Invalid(faults)) => (faults.0[0].field.clone(), faults.0[0].reason.clone()),
        other => panic!("{other:?}"),
    };
    assert_eq!(fault(plan(&monday)), ("passed".to_owned(), Reason::PastUnmeant));
    let said = MoveInput { passed: Passed::Meant, ..monday.clone() };
    assert!(plan(&said).is_ok(), "of a part that nobody knows it is a correction");
    let thursday = MoveInput {
        slot_starts: "2016-05-26T10:00".to_owned(),
        slot_ends: "2016-05-26T11:00".to_owned(),
        ..monday.clone()
    };
    assert!(plan(&thursday).is_ok(), "the whole began before, and stays as it is");
    house.write(|c| Ok(seat(c, house.programme, view.event.id, "accepted"))).unwrap();
    assert_eq!(fault(plan(&said)), ("slot_starts".to_owned(), Reason::PastForGuests));
    assert!(plan(&thursday).is_ok());
}

#[test]
fn our_part_alone_is_not_edited_to_a_time_that_has_passed_either() {
    let house = house();
    let (view, cx) = underway(&house);
    let mut input = house.input();
    input.hosting = "others".to_owned();
    (input.starts, input.ends) = ("2016-05-23T09:00".to_owned(), "2016-05-27T17:00".to_owned());
    input.reply_by = String::new();
    input.host = HostInput {
        name: Localised::three("Geographical Union", "", ""),
        slot_starts: "2016-05-23T10:00".to_owned(),
        slot_ends: "2016-05-23T11:00".to_owned(),
        ..HostInput::default()
    };
    let (id, version) = (&view.event.public_id, view.event.version);
    let edited = |input: &EventInput| house.write(|c| edit(c, &cx, house.programme, id, version, input));
    assert!(matches!(edited(&input), Err(EventError::Invalid(faults)) if faults.0[0].field == "passed"));
    input.passed = Passed::Meant;
    assert!(edited(&input).is_ok());
}
