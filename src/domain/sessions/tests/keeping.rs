//! Sessions made, changed, taken out; who appears; who may.

use diesel::RunQueryDsl;

use super::*;
use crate::access::Denied;
use crate::kernel::locale::Locale;
use crate::kernel::names::is_han;

#[test]
fn a_session_over_another_in_the_same_room_is_refused_by_its_name_and_hours() {
    let house = house();
    let view = house.event();
    let first = house.add(&view, &talk("Networks", ("10:00", "11:00"), "Hall")).expect("added");
    let refused = faults(house.add(&view, &talk("Policy", ("10:30", "11:30"), "hall")));
    let [(field, Reason::RoomTaken { by, start, end })] = refused.as_slice() else { panic!("{refused:?}") };
    assert_eq!((field.as_str(), by, *start, *end), ("room", &first.title, first.slot.start, first.slot.end));
    house.add(&view, &talk("Policy", ("11:00", "12:00"), "Hall")).expect("ends that touch do not meet");
    house.add(&view, &talk("Maps", ("10:30", "11:30"), "Room 2")).expect("another room");
    house.add(&view, &talk("Somewhere", ("10:30", "11:30"), "")).expect("no room yet");
    assert_eq!(house.agenda(&view).sessions.len(), 4);
}

#[test]
fn what_is_saved_as_it_is_stays_the_version_it_is() {
    use diesel::QueryDsl;
    let house = house();
    let (view, cx) = (house.event(), house.coordinator());
    let wang = house.contact("王建国", "Wang Jianguo", "wang@example.cn");
    let named = |part: &str, who: Sought| PersonInput { part: part.to_owned(), who, names: Localised::default() };
    let people = vec![
        named("chair", Sought::Contact(wang.person.public_id.to_string())),
        named("speaker", Sought::ToCome("A rector".to_owned())),
    ];
    let input = SessionInput {
        people,
        room_names: Localised::three("", "Grande salle", "大厅"),
        languages: vec!["en".to_owned(), "zh".to_owned()],
        ..talk("Networks", ("10:00", "11:00"), "Hall")
    };
    let made = house.add(&view, &input).expect("added");
    let told = || -> i64 {
        use crate::db::schema::history;
        house
            .db
            .read_now(|c| -> Result<i64, crate::db::DbError> { Ok(history::table.count().get_result(c)?) })
            .expect("counted")
    };
    let before = told();
    let save = |seen: i64, input: &SessionInput| house.write(|c| edit(c, &cx, &view, (&made.public_id, seen), input));
    let same = save(made.version, &input).expect("saved");
    assert_eq!((same.version, told()), (made.version, before));
    let turned = SessionInput { people: input.people.iter().rev().cloned().collect(), ..input.clone() };
    let other = save(made.version, &turned).expect("saved");
    assert_eq!((other.version, told()), (made.version + 1, before + 1), "another order is a change");
    assert!(matches!(save(made.version, &input), Err(SessionError::Stale)));
}

#[test]
fn a_room_that_is_typed_in_another_language_is_the_same_room() {
    let house = house();
    let view = house.event();
    let names = Localised::three("Lecture Hall", "Grande salle", "");
    let hall = SessionInput { room_names: names.clone(), ..talk("Networks", ("10:00", "11:00"), "报告厅") };
    let first = house.add(&view, &hall).expect("added");
    let refused = faults(house.add(&view, &talk("Over", ("10:30", "11:30"), "lecture hall")));
    assert!(matches!(refused.as_slice(), [(field, Reason::RoomTaken { .. })] if field == "room"), "{refused:?}");
    let second = house.add(&view, &talk("Policy", ("11:00", "12:00"), "lecture hall")).expect("added");
    assert_eq!((second.room.as_str(), &second.room_names), ("报告厅", &first.room_names));
    let third = house.add(&view, &talk("Maps", ("11:00", "12:00"), "Room 2")).expect("another room");
    let cx = house.coordinator();
    let there = |starts: &str| RelocateInput { starts: starts.to_owned(), room: "Grande salle".to_owned() };
    let over = there("2016-05-24T11:30");
    let refused = faults(house.write(|c| relocate(c, &cx, &view, (&third.public_id, third.version), &over)));
    assert!(matches!(refused.as_slice(), [(field, Reason::RoomTaken { .. })] if field == "room"), "{refused:?}");
    let free = there("2016-05-24T12:00");
    let moved = house.write(|c| relocate(c, &cx, &view, (&third.public_id, third.version), &free)).expect("moved");
    assert_eq!((moved.room.as_str(), &moved.room_names), ("报告厅", &first.room_names));
    assert_eq!(house.db.read_now(|c| rooms(c, &view)).expect("offered"), ["报告厅"]);
}

#[test]
fn a_session_that_is_edited_into_another_room_takes_that_rooms_names() {
    let house = house();
    let (view, cx) = (house.event(), house.coordinator());
    let named = |title: &str, hours: (&str, &str), room: &str, zh: &str| SessionInput {
        room_names: Localised::three("", "", zh),
        ..talk(title, hours, room)
    };
    let first = house.add(&view, &named("Networks", ("10:00", "11:00"), "Lake Hall", "湖滨厅")).expect("added");
    house.add(&view, &named("Policy", ("10:00", "11:00"), "Garden Room", "花园厅")).expect("added");
    house.add(&view, &named("Maps", ("11:00", "12:00"), "Lake Hall", "湖滨厅")).expect("added");
    // The form sends the former room's names along.
    let input = named("Networks", ("12:00", "13:00"), "Garden Room", "湖滨厅");
    let moved = house.write(|c| edit(c, &cx, &view, (&first.public_id, first.version), &input)).expect("moved");
    assert_eq!(moved.room_names, Localised::three("", "", "花园厅"));
    house.add(&view, &talk("Trade", ("12:00", "13:00"), "Lake Hall")).expect("two rooms are two");
    let input = named("Networks", ("12:00", "13:00"), "Garden Rooms", "花园厅");
    let renamed = house.write(|c| edit(c, &cx, &view, (&moved.public_id, moved.version), &input)).expect("put right");
    assert_eq!(renamed.room_names, moved.room_names, "another spelling loses no name");
}

#[test]
fn a_session_outside_of_its_event_is_refused_by_what_that_is() {
    let house = house();
    let view = house.event();
    for (starts, ends, field) in
        [("08:30", "09:30", "starts"), ("16:30", "17:30", "ends"), ("18:00", "19:00", "starts")]
    {
        let refused = faults(house.add(&view, &talk("Early", (starts, ends), "Hall")));
        let [(at, Reason::OutsideAgenda { start, end })] = refused.as_slice() else { panic!("{refused:?}") };
        assert_eq!(at, field);
        assert_eq!(
            (start.stored(), end.stored()),
            ("2016-05-24T09:00:00".to_owned(), "2016-05-24T17:00:00".to_owned())
        );
    }
    house.add(&view, &talk("All day", ("09:00", "17:00"), "Hall")).expect("to the very edges");
}

#[test]
fn in_an_event_of_others_sessions_lie_in_our_part() {
    let house = house();
    let view = house.hosted();
    let refused = faults(house.add(&view, &talk("Ours", ("13:30", "14:30"), "Hall 4")));
    assert!(matches!(refused.as_slice(), [(field, Reason::OutsideAgenda { start, .. })]
        if field == "starts" && start.stored() == "2016-05-24T14:00:00"));
    house.add(&view, &talk("Ours", ("14:00", "15:30"), "Hall 4")).expect("within our part");
}

#[test]
fn every_fault_is_told_at_once_and_by_its_field() {
    let house = house();
    let view = house.event();
    let input = SessionInput {
        kind: "lunch".to_owned(),
        starts: "noon".to_owned(),
        languages: vec!["de".to_owned()],
        people: vec![typed("singer", "Somebody"), typed("chair", "nobody@nowhere.example")],
        ..SessionInput::default()
    };
    let told: Vec<String> = faults(house.add(&view, &input)).into_iter().map(|(field, _)| field).collect();
    assert_eq!(told, ["kind", "title", "starts", "ends", "languages", "people.0.part", "people.1.name"]);
    // What nobody sees is no title.
    let unseen = faults(house.add(&view, &talk("\u{200b}", ("09:00", "10:00"), "Hall")));
    assert_eq!(unseen, [("title".to_owned(), Reason::Required)]);
}

#[test]
fn an_event_without_a_date_takes_no_sessions() {
    let house = house();
    let input = EventInput { starts: String::new(), ends: String::new(), ..house.input(0) };
    let view = house.make(&input);
    let refused = house.add(&view, &talk("Networks", ("10:00", "11:00"), "Hall"));
    assert!(matches!(refused, Err(SessionError::Undated)));
}

#[test]
fn people_are_known_by_name_in_either_script_or_by_address_and_others_are_to_come() {
    let house = house();
    let view = house.event();
    let wang = house.contact("王建国", "Wang Jianguo", "wang@example.org").person.id;
    house.contact("李娜", "Li Na", "li.na@example.org");
    house.contact("李娜", "Li Na", "another.li@example.org");
    let with = |people: Vec<PersonInput>| SessionInput { people, ..talk("Networks", ("10:00", "11:00"), "Hall") };
    let professor = "Professor from Bologna, to be named";
    let made = house
        .add(
            &view,
            &with(vec![
                typed("chair", "王建国"),
                typed("speaker", "wang jianguo"),
                typed("speaker", professor),
                typed("speaker", " "),
            ]),
        )
        .expect("added");
    let who: Vec<_> = made.people.iter().map(|a| (a.part, a.who.contact())).collect();
    assert_eq!(who, [(Part::Chair, Some(wang)), (Part::Speaker, Some(wang)), (Part::Speaker, None)]);
    assert_eq!(made.people[2].who, Who::ToCome(professor.to_owned()));
    let offered = house.write(|c| Ok(suggestions(c, &house.coordinator(), &view)?)).expect("names");
    assert!(offered.contains(&"Wang Jianguo (王建国)".to_owned()), "{offered:?}");
    let input = with(vec![typed("chair", "Wang Jianguo (王建国)"), typed("discussant", "WANG@example.org")]);
    let again = house.write(|c| edit(c, &house.coordinator(), &view, (&made.public_id, made.version), &input));
    assert!(again.expect("edited").people.iter().all(|a| a.who.contact() == Some(wang)));
    let several =
        faults(house.add(&view, &SessionInput { room: "B".to_owned(), ..with(vec![typed("speaker", "Li Na")]) }));
    assert_eq!(several, [("people.0.name".to_owned(), Reason::SeveralNamed { name: "Li Na".to_owned(), n: 2 })]);
    let twice = with(vec![typed("speaker", "王建国"), typed("speaker", "wang@example.org")]);
    let twice = faults(house.add(&view, &SessionInput { room: "B".to_owned(), ..twice }));
    assert_eq!(twice, [("people.1.name".to_owned(), Reason::Taken)]);
}

#[test]
fn somebody_in_two_places_at_once_is_a_warning_here_and_across_events() {
    let house = house();
    let (view, other) = (house.event(), house.make(&house.input(1)));
    house.contact("王建国", "Wang Jianguo", "wang@example.org");
    let with =
        |room: &str, hours| SessionInput { people: vec![typed("speaker", "王建国")], ..talk("Talk", hours, room) };
    house.add(&view, &with("A", ("10:00", "11:00"))).expect("added");
    house.add(&view, &with("B", ("10:30", "11:30"))).expect("added all the same");
    house.add(&other, &with("C", ("11:15", "12:00"))).expect("added all the same");
    let told: Vec<_> = house.agenda(&view).warnings;
    assert!(
        matches!(told.as_slice(), [Warning::Twice { name, .. }, Warning::TwiceElsewhere { elsewhere, .. }]
        if name.native.chars().all(is_han) && elsewhere.event == other.event.public_id),
        "{told:?}"
    );
}

#[test]
fn who_saves_an_older_version_is_told_and_nothing_is_overwritten() {
    let house = house();
    let view = house.event();
    let cx = house.coordinator();
    let made = house.add(&view, &talk("Networks", ("10:00", "11:00"), "Hall")).expect("added");
    let later = talk("Networks", ("11:00", "12:00"), "Hall");
    house.write(|c| edit(c, &cx, &view, (&made.public_id, made.version), &later)).expect("edited");
    let stale = house.write(|c| edit(c, &cx, &view, (&made.public_id, made.version), &later));
    assert!(matches!(stale, Err(SessionError::Stale)));
    let input = RelocateInput { starts: "2016-05-24T12:00".to_owned(), room: "Hall".to_owned() };
    let stale = house.write(|c| relocate(c, &cx, &view, (&made.public_id, made.version), &input));
    assert!(matches!(stale, Err(SessionError::Stale)));
    let stale = house.write(|c| remove(c, &cx, &view, (&made.public_id, made.version)));
    assert!(matches!(stale, Err(SessionError::Stale)));
    assert_eq!(house.agenda(&view).sessions[0].slot.start.stored(), "2016-05-24T11:00:00");
}

#[test]
fn a_session_keeps_its_length_when_it_is_moved() {
    let house = house();
    let view = house.event();
    let cx = house.coordinator();
    let made = house.add(&view, &talk("Networks", ("10:00", "11:30"), "Hall")).expect("added");
    house.add(&view, &talk("Policy", ("14:00", "15:00"), "Room 2")).expect("added");
    let to = |starts: &str, room: &str| RelocateInput { starts: format!("2016-05-24T{starts}"), room: room.to_owned() };
    let go =
        |input: RelocateInput, version| house.write(|c| relocate(c, &cx, &view, (&made.public_id, version), &input));
    let moved = go(to("13:00", "Hall"), made.version).expect("moved");
    assert_eq!(moved.slot.end.stored(), "2016-05-24T14:30:00");
    let told = faults(go(to("13:00", "Room 2"), moved.version));
    assert!(matches!(told.as_slice(), [(field, Reason::RoomTaken { .. })] if field == "room"));
    let told = faults(go(to("16:00", "Hall"), moved.version));
    assert!(matches!(told.as_slice(), [(field, Reason::OutsideAgenda { .. })] if field == "starts"), "{told:?}");
}

#[test]
fn what_was_taken_out_can_be_put_back_while_there_is_room_for_it() {
    let house = house();
    let view = house.event();
    let cx = house.coordinator();
    let made = house.add(&view, &talk("Networks", ("10:00", "11:00"), "Hall")).expect("added");
    house.write(|c| remove(c, &cx, &view, (&made.public_id, made.version))).expect("taken out");
    assert!(house.agenda(&view).sessions.is_empty());
    let other = house.add(&view, &talk("Policy", ("10:30", "11:30"), "Hall")).expect("the room is free again");
    let back = |c: &mut Conn| put_back(c, &cx, &view, &made.public_id);
    assert!(matches!(house.write(back), Err(SessionError::NoLongerFits)));
    house.write(|c| remove(c, &cx, &view, (&other.public_id, other.version))).expect("taken out");
    let again = house.write(back).expect("back");
    assert_eq!(house.write(back).expect("twice is once").version, again.version);
    assert_eq!(house.agenda(&view).sessions.len(), 1);
}

#[test]
fn agendas_are_read_with_the_programme_and_changed_by_whoever_edits_the_event() {
    let house = house();
    let view = house.event();
    let made = house.add(&view, &talk("Networks", ("10:00", "11:00"), "Hall")).expect("added");
    for (role, city, edits) in [
        (Role::Coordinator, 0, true),
        (Role::LocalCoordinator, 0, true),
        (Role::LocalCoordinator, 1, false),
        (Role::PrincipalInvestigator, 0, false),
        (Role::Auditor, 0, false),
    ] {
        let cx = house.as_role(role, city);
        assert_eq!(house.write(|c| agenda(c, &cx, &view)).expect("read").sessions.len(), 1, "{role}");
        let input = talk("Again", ("10:00", "11:00"), &format!("Room {role} {city}"));
        let tried = house.write(|c| create(c, &cx, &view, &input));
        let allowed = match tried {
            Ok(made) => {
                house.write(|c| remove(c, &cx, &view, (&made.public_id, 1))).expect("taken out");
                true
            }
            Err(SessionError::Denied(Denied::Forbidden)) => false,
            other => panic!("{other:?}"),
        };
        assert_eq!(allowed, edits, "{role} {city}");
    }
    let nobody = context(Actor::Nobody);
    let seen = house.write(|c| find(c, &nobody, &made.public_id).map(|_| ()));
    assert!(matches!(seen, Err(SessionError::Denied(Denied::NotFound))));
}

#[test]
fn what_staff_call_a_name_to_come_is_not_for_those_who_work_for_the_outside() {
    let house = house();
    let view = house.event();
    let names = Localised::three("", "peut-être le recteur", "可能是校长");
    let who = Sought::ToCome("perhaps the rector".to_owned());
    let person = PersonInput { part: "speaker".to_owned(), who, names };
    let input = SessionInput { people: vec![person], ..talk("Networks", ("10:00", "11:00"), "Hall") };
    let made = house.add(&view, &input).expect("added");
    for (role, name) in [(Role::Auditor, "perhaps the rector"), (Role::Editor, ""), (Role::RelayOfficer, "")] {
        let cx = house.as_role(role, 0);
        let session = house.write(|c| by_public_id(c, &cx, &view, &made.public_id)).expect("read");
        assert_eq!(session.people[0].who, Who::ToCome(name.to_owned()), "{role}");
        assert_eq!(session.people[0].names.is_empty(), name.is_empty(), "{role}");
        let all = house.write(|c| agenda(c, &cx, &view)).expect("read").sessions;
        assert_eq!(all[0].people[0].who, Who::ToCome(name.to_owned()), "{role}");
    }
}

#[test]
fn rooms_and_names_to_come_are_read_in_each_language_and_else_as_they_were_given() {
    let house = house();
    let (view, cx) = (house.event(), house.coordinator());
    let names = Localised::three("A rector", "", "一位校长");
    let person = PersonInput { part: "speaker".to_owned(), who: Sought::ToCome("A rector".to_owned()), names };
    let room_names = Localised::three("", "Grande salle", "大厅");
    let input = SessionInput { people: vec![person], room_names, ..talk("Networks", ("10:00", "11:00"), "Hall") };
    let made = house.add(&view, &input).expect("added");
    assert_eq!(Locale::ALL.map(|l| made.room_in(l)), ["Hall", "Grande salle", "大厅"]);
    assert_eq!(Locale::ALL.map(|l| made.people[0].to_come(l)), ["A rector", "A rector", "一位校长"].map(Some));
    // It is one room by whatever name.
    for (room, room_names) in [("大厅", Localised::default()), ("B", Localised::three("", "grande  salle", ""))] {
        let over = SessionInput { room_names, ..talk("Over", ("10:30", "11:30"), room) };
        let told = faults(house.add(&view, &over));
        assert!(matches!(told.as_slice(), [(field, Reason::RoomTaken { .. })] if field == "room"), "{told:?}");
    }
    // Whatever is moved there is in a room of that name; and where one language alone is written, it is the one that was given.
    let elsewhere =
        SessionInput { room_names: Localised::three("", "", "小厅"), ..talk("Later", ("12:00", "13:00"), "") };
    let later = house.add(&view, &elsewhere).expect("added");
    assert_eq!((later.room.as_str(), later.room_names.is_empty()), ("小厅", true));
    let to = RelocateInput { starts: "2016-05-24T14:00".to_owned(), room: "Hall".to_owned() };
    let moved = house.write(|c| relocate(c, &cx, &view, (&later.public_id, later.version), &to)).expect("moved");
    assert_eq!(moved.room_in(Locale::Zh), "大厅");
    // A copy says the same.
    let clone = house.write(|c| {
        let clone = crate::domain::events::clone_event(c, &cx, view.event.programme, &view.event.public_id)?;
        copy_along(c, &cx, &view, &clone.event)?;
        Ok(clone)
    });
    let copied = house.agenda(&clone.expect("cloned")).sessions;
    assert_eq!(
        (copied[0].room_in(Locale::Fr), copied[0].people[0].to_come(Locale::Zh)),
        ("Grande salle", Some("一位校长"))
    );
    let long =
        SessionInput { room_names: Localised::three("", &"s".repeat(121), ""), ..talk("X", ("15:00", "16:00"), "C") };
    assert_eq!(faults(house.add(&view, &long)), [("room_names.fr".to_owned(), Reason::TooLong { limit: 120 })]);
}

#[test]
fn one_contact_takes_the_place_of_another_unless_both_are_there() {
    let house = house();
    let view = house.event();
    let from = house.contact("王建国", "", "wang@example.org").person.id;
    let into = house.contact("王建国先生", "", "wang2@example.org").person.id;
    let both = vec![
        typed("speaker", "wang@example.org"),
        typed("speaker", "wang2@example.org"),
        typed("chair", "wang@example.org"),
    ];
    house.add(&view, &SessionInput { people: both, ..talk("Talk", ("10:00", "11:00"), "Hall") }).expect("added");
    let changed = house.write(|c| Ok(replace_contact(c, from, into)?)).expect("replaced");
    assert!(matches!(changed.as_slice(), [("session_people", _)]), "{changed:?}");
    let people: Vec<_> = house.agenda(&view).sessions[0].people.iter().map(|a| (a.part, a.who.contact())).collect();
    assert_eq!(people, [(Part::Speaker, Some(from)), (Part::Speaker, Some(into)), (Part::Chair, Some(into))]);
    // Of an entry that is gone no nameless speaker is left.
    let gone = format!("UPDATE contacts SET erased_at = 0, merged_into = {} WHERE id = {}", into.raw(), from.raw());
    house.write(|c| Ok(diesel::sql_query(gone).execute(c).expect("written"))).expect("gone");
    let people: Vec<_> = house.agenda(&view).sessions[0].people.iter().map(|a| (a.part, a.who.contact())).collect();
    assert_eq!(people, [(Part::Speaker, Some(into)), (Part::Chair, Some(into))]);
}
