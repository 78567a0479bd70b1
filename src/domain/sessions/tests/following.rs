//! An agenda goes where its event goes, and comes along when it is copied.

use super::*;
use crate::domain::events::MoveInput;

fn starts(house: &House, view: &EventView) -> Vec<String> {
    house.agenda(view).sessions.iter().map(|s| s.slot.start.stored()).collect()
}

/// The event as it would be edited.
fn edited(house: &House, view: &EventView, change: impl FnOnce(&mut EventInput)) -> EventView {
    let cx = house.coordinator();
    let mut input = house.input(0);
    change(&mut input);
    house
        .write(|c| {
            let event = &view.event;
            let after = events::edit(c, &cx, event.programme, &event.public_id, event.version, &input)?;
            follow(c, &cx, event, &after.event)?;
            Ok(after)
        })
        .expect("edited")
}

#[test]
fn it_shifts_by_days_and_hours_with_its_event_and_keeps_its_wall_when_the_zone_changes() {
    let house = house();
    let view = house.event();
    house.add(&view, &talk("Networks", ("10:00", "11:00"), "Hall")).expect("added");
    let view = edited(&house, &view, |e| {
        e.starts = "2016-05-26T10:30".to_owned();
        e.ends = "2016-05-26T18:30".to_owned();
    });
    assert_eq!(starts(&house, &view), ["2016-05-26T11:30:00"]);
    let before = house.agenda(&view).sessions[0].slot.start.instant();
    let view = edited(&house, &view, |e| {
        e.starts = "2016-05-26T10:30".to_owned();
        e.ends = "2016-05-26T18:30".to_owned();
        e.zone = "Europe/Paris".to_owned();
    });
    assert_eq!(starts(&house, &view), ["2016-05-26T11:30:00"], "the wall is the promise");
    let after = house.agenda(&view).sessions[0].slot.start.instant();
    assert_eq!(after.seconds_since(before), 6 * 3_600, "the instant is derived anew");
}

#[test]
fn an_event_that_becomes_shorter_leaves_a_warning_and_takes_nothing_away() {
    let house = house();
    let view = house.event();
    house.add(&view, &talk("Evening", ("16:00", "17:00"), "Hall")).expect("added");
    let view = edited(&house, &view, |e| e.ends = "2016-05-24T16:30".to_owned());
    assert_eq!(starts(&house, &view), ["2016-05-24T16:00:00"]);
    assert!(matches!(house.agenda(&view).warnings.as_slice(), [Warning::Outside { .. }]));
}

#[test]
fn our_part_of_a_congress_takes_its_agenda_along() {
    let house = house();
    let view = house.hosted();
    house.add(&view, &talk("Ours", ("14:15", "15:00"), "Hall 4")).expect("added");
    let hosted = view.event.host.clone();
    let view = edited(&house, &view, |e| {
        e.hosting = "others".to_owned();
        e.starts = "2016-05-23T09:00".to_owned();
        e.ends = "2016-05-25T18:00".to_owned();
        e.host.name = hosted.name.clone();
        e.host.slot_starts = "2016-05-25T09:00".to_owned();
        e.host.slot_ends = "2016-05-25T10:30".to_owned();
    });
    assert_eq!(starts(&house, &view), ["2016-05-25T09:15:00"]);
}

#[test]
fn a_move_says_beforehand_what_goes_along_and_what_falls_outside() {
    let house = house();
    let view = house.event();
    let cx = house.coordinator();
    house.add(&view, &talk("Morning", ("09:00", "10:00"), "Hall")).expect("added");
    house.add(&view, &talk("Evening", ("16:00", "17:00"), "Hall")).expect("added");
    let input = MoveInput {
        city: house.outline.cities[0].public_id.to_string(),
        starts: "2016-05-31T09:00".to_owned(),
        ends: "2016-05-31T13:00".to_owned(),
        ..MoveInput::default()
    };
    let told = house
        .write(|c| {
            let planned = events::plan_move(c, &cx, view.event.programme, &view.event.public_id, &input)?;
            Ok(carried(c, &planned)?)
        })
        .expect("planned");
    assert_eq!(told, Carried { sessions: 2, outside: 1 });
    assert_eq!(starts(&house, &view), ["2016-05-24T09:00:00", "2016-05-24T16:00:00"], "nothing has moved yet");
}

#[test]
fn a_clone_has_the_agenda_and_goes_to_its_first_day_when_it_gets_one() {
    let house = house();
    let view = house.event();
    let cx = house.coordinator();
    house.contact("王建国", "", "wang@example.org");
    let people = vec![typed("speaker", "王建国"), typed("chair", "Somebody from Bologna")];
    house.add(&view, &SessionInput { people, ..talk("Networks", ("10:00", "11:00"), "Hall") }).expect("added");
    let clone = house
        .write(|c| {
            let clone = events::clone_event(c, &cx, view.event.programme, &view.event.public_id)?;
            copy_along(c, &cx, &view, &clone.event)?;
            Ok(clone)
        })
        .expect("cloned");
    assert_eq!(house.agenda(&clone).sessions[0].people, house.agenda(&view).sessions[0].people);
    let undated = edited(&house, &clone, |e| (e.starts, e.ends) = Default::default());
    assert_eq!(starts(&house, &undated), ["2016-05-24T10:00:00"]);
    let dated = edited(&house, &undated, |e| {
        e.starts = "2016-09-12T09:30".to_owned();
        e.ends = "2016-09-12T17:00".to_owned();
    });
    assert_eq!(starts(&house, &dated), ["2016-09-12T10:00:00"], "the day goes along, the hours stay");
}

#[test]
fn a_copy_is_whole_or_nothing_and_counts_from_the_beginning() {
    let house = house();
    let view = house.event();
    let cx = house.coordinator();
    let later =
        EventInput { starts: "2016-06-01T14:00".to_owned(), ends: "2016-06-01T18:00".to_owned(), ..house.input(1) };
    let target = house.make(&later);
    let people = vec![typed("chair", "Somebody from Bologna")];
    house.add(&view, &SessionInput { people, ..talk("Networks", ("09:30", "10:30"), "Hall") }).expect("added");
    let take = |along| house.write(|c| copy(c, &cx, &target, &view.event.public_id, along));
    assert_eq!(take(Along::Nobody).expect("copied"), 1);
    assert_eq!(starts(&house, &target), ["2016-06-01T14:30:00"]);
    assert!(house.agenda(&target).sessions[0].people.is_empty());
    let again = faults(take(Along::People));
    assert!(matches!(again.as_slice(), [(field, Reason::RoomTaken { .. })] if field == "from"), "{again:?}");
    house.add(&view, &talk("Evening", ("15:00", "16:00"), "Hall")).expect("added");
    let long = faults(take(Along::People));
    assert!(matches!(long.as_slice(), [(field, _)] if field == "from"));
    assert_eq!(starts(&house, &target).len(), 1, "nothing of it");
    let from = house.write(|c| origins(c, &cx, &target)).expect("origins");
    assert_eq!(from.iter().map(|o| (o.view.event.id, o.sessions)).collect::<Vec<_>>(), [(view.event.id, 2)]);
}
