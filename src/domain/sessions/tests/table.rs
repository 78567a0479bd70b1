//! What meets what, and what is told of it: pure.

use super::super::clashes::{Elsewhere, LEAST_GAP, Warning, meet, room_taken, same_room, warnings};
use super::super::model::*;
use super::super::places::Rooms;
use crate::domain::events::Slot;
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::{Instant, WallTime};

fn at(text: &str) -> WallTime {
    WallTime::parse(text, "Asia/Shanghai".parse().unwrap()).unwrap()
}

fn slot(start: &str, end: &str) -> Slot {
    Slot { start: at(&format!("2016-05-24T{start}")), end: at(&format!("2016-05-24T{end}")) }
}

fn session(id: i64, (start, end): (&str, &str), room: &str, people: &[(Part, i64)]) -> Session {
    let appearance = |(part, id): &(Part, i64)| Appearance {
        part: *part,
        who: if *id == 0 {
            Who::ToCome("Professor from Bologna".to_owned())
        } else {
            Who::Contact {
                id: (*id).into(),
                public_id: PublicId::random(),
                name: PersonName { native: format!("Person {id}"), ..PersonName::default() },
                organisation: Localised::default(),
            }
        },
        names: Localised::default(),
    };
    Session {
        id: id.into(),
        public_id: PublicId::random(),
        version: 1,
        event: 1.into(),
        kind: SessionKind::Talk,
        title: Localised::three("Talk", "Exposé", "报告"),
        description: Localised::default(),
        slot: slot(start, end),
        room: room.to_owned(),
        room_names: Localised::default(),
        languages: Vec::new(),
        interpretation: Vec::new(),
        people: people.iter().map(appearance).collect(),
        slides: Vec::new(),
        removed_at: None,
        created_at: Instant::default(),
        updated_at: Instant::default(),
    }
}

#[test]
fn times_meet_when_they_have_a_moment_in_common() {
    let noon = ("10:00", "11:00");
    for (start, end, expected) in [
        ("09:00", "10:00", false),
        ("11:00", "12:00", false),
        ("09:00", "10:01", true),
        ("10:59", "12:00", true),
        ("10:00", "11:00", true),
        ("10:15", "10:30", true),
        ("09:00", "12:00", true),
        ("12:00", "13:00", false),
    ] {
        assert_eq!(meet(slot(noon.0, noon.1), slot(start, end)), expected, "{start} to {end}");
        assert_eq!(meet(slot(start, end), slot(noon.0, noon.1)), expected, "the other way round");
    }
}

#[test]
fn times_meet_by_their_instants_and_not_by_their_walls() {
    let paris = |text: &str| WallTime::parse(text, "Europe/Paris".parse().unwrap()).unwrap();
    let there = Slot { start: paris("2016-05-24T04:00"), end: paris("2016-05-24T05:00") };
    assert!(meet(slot("10:30", "11:30"), there), "ten o’clock in China is four in Paris");
    assert!(!meet(slot("04:00", "05:00"), there));
}

#[test]
fn rooms_are_the_same_by_their_names() {
    for (a, b, expected) in [
        ("Hall 1", "hall  1", true),
        (" Hall 1 ", "Hall 1", true),
        ("Hall 1", "Hall 2", false),
        ("报告厅", "报告厅", true),
        ("Hall 1", "ＨＡＬＬ １.", true),
        ("", "", false),
        ("", "Hall 1", false),
    ] {
        assert_eq!(same_room(a, b), expected, "{a:?} {b:?}");
    }
}

#[test]
fn a_room_is_taken_by_another_that_meets_it_there() {
    let all = [session(1, ("09:00", "10:00"), "Hall", &[]), session(2, ("10:00", "11:00"), "Room 2", &[])];
    let taken = |own: Option<i64>, start, end, room| {
        room_taken(own.map(Into::into), (slot(start, end), room, &Localised::default()), &all).map(|s| s.id.raw())
    };
    assert_eq!(taken(None, "09:30", "10:30", "hall"), Some(1));
    assert_eq!(taken(None, "10:00", "11:00", "Hall"), None, "ends that touch do not meet");
    assert_eq!(taken(None, "09:30", "10:30", "Room 3"), None, "in parallel");
    assert_eq!(taken(Some(1), "09:30", "10:30", "Hall"), None, "nobody is in the way of themselves");
    assert_eq!(taken(None, "09:30", "10:30", ""), None, "without a room there is none to take");
}

/// Somebody put "Maps" from the great hall into the garden hall, and the Chinese name of the great hall came along.
#[test]
fn a_name_that_was_taken_along_makes_no_one_room_of_two() {
    let named = |id: i64, hours: (&str, &str), room: &str, zh: &str| Session {
        room_names: Localised::three("", "", zh),
        ..session(id, hours, room, &[])
    };
    let great = [named(1, ("09:00", "10:00"), "Great Hall", "报告厅"), named(2, ("10:00", "11:00"), "Great Hall", "")];
    for zh in ["", "花园厅"] {
        let garden =
            [named(3, ("09:00", "10:00"), "Garden Hall", "报告厅"), named(4, ("11:00", "12:00"), "Garden Hall", zh)];
        for turned in [false, true] {
            let mut all: Vec<Session> = great.iter().chain(&garden).cloned().collect();
            if turned {
                all.reverse();
            }
            let rooms = Rooms::of(&all);
            assert_eq!(rooms.named().len(), 2, "{zh} {turned}");
            let number = |s: &Session| rooms.number(&s.room, &s.room_names);
            assert_eq!((number(&great[0]), number(&garden[0])), (number(&great[1]), number(&garden[1])));
            assert_ne!(number(&great[0]), number(&garden[0]));
            let taken = |room: &str| {
                room_taken(None, (slot("10:00", "11:00"), room, &Localised::default()), &all).map(|s| s.id.raw())
            };
            assert_eq!((taken("Great Hall"), taken("Garden Hall")), (Some(2), None));
        }
    }
    // One session alone that says so, and says nothing else, is believed.
    let all =
        [named(1, ("09:00", "10:00"), "Great Hall", "报告厅"), named(2, ("10:00", "11:00"), "Grande salle", "报告厅")];
    assert_eq!(Rooms::of(&all).named().len(), 1);
    let all = [named(1, ("09:00", "10:00"), "Great Hall", "报告厅"), named(2, ("10:00", "11:00"), "报告厅", "")];
    assert_eq!(Rooms::of(&all).named(), ["Great Hall"]);
}

/// What is told, by word.
fn words(sessions: &[Session], elsewhere: &[Elsewhere], frame: Option<Slot>) -> Vec<&'static str> {
    warnings(sessions, elsewhere, frame).iter().map(Warning::word).collect()
}

#[test]
fn a_person_in_two_places_at_once_is_told_once_for_each_pair() {
    let both = |second: (&str, &str)| {
        [
            session(1, ("09:00", "10:00"), "Hall", &[(Part::Chair, 7), (Part::Speaker, 7)]),
            session(2, second, "B", &[(Part::Speaker, 7)]),
        ]
    };
    assert_eq!(words(&both(("09:30", "10:30")), &[], None), ["person-twice"]);
    assert!(words(&both(("10:00", "10:30")), &[], None).is_empty(), "from one to the next");
    let others = [
        session(1, ("09:00", "10:00"), "Hall", &[(Part::Speaker, 7)]),
        session(2, ("09:00", "10:00"), "B", &[(Part::Speaker, 8)]),
    ];
    assert!(words(&others, &[], None).is_empty());
}

#[test]
fn a_person_of_another_event_at_that_time_is_told_too() {
    let own = [session(1, ("09:00", "10:00"), "Hall", &[(Part::Speaker, 7)])];
    let there = |start, end, who: i64| Elsewhere {
        event: PublicId::random(),
        event_title: Localised::default(),
        title: Localised::default(),
        slot: slot(start, end),
        people: vec![who.into()],
    };
    assert_eq!(words(&own, &[there("09:30", "11:00", 7)], None), ["person-twice"]);
    assert!(words(&own, &[there("10:00", "11:00", 7), there("09:00", "10:00", 8)], None).is_empty());
}

#[test]
fn panels_want_a_chair_and_names_to_come_are_counted() {
    let mut panel =
        session(1, ("09:00", "10:00"), "Hall", &[(Part::Speaker, 0), (Part::Speaker, 0), (Part::Speaker, 7)]);
    panel.kind = SessionKind::Panel;
    let told = warnings(std::slice::from_ref(&panel), &[], None);
    let id = panel.public_id.clone();
    assert_eq!(told, [Warning::NoChair { session: id.clone() }, Warning::ToCome { session: id, n: 2 }]);
    let chaired = session(1, ("09:00", "10:00"), "Hall", &[(Part::Chair, 7)]);
    assert!(words(&[Session { kind: SessionKind::Panel, ..chaired }], &[], None).is_empty());
}

#[test]
fn gaps_are_told_from_a_quarter_of_an_hour_and_only_where_nothing_happens_anywhere() {
    let day = |second: (&str, &str)| [session(1, ("09:00", "10:00"), "A", &[]), session(2, second, "A", &[])];
    assert_eq!(LEAST_GAP, 15);
    assert_eq!(words(&day(("10:15", "11:00")), &[], None), ["gap"]);
    assert!(words(&day(("10:14", "11:00")), &[], None).is_empty());
    let long = [
        session(1, ("09:00", "12:00"), "A", &[]),
        session(2, ("09:30", "10:00"), "B", &[]),
        session(3, ("12:00", "13:00"), "B", &[]),
    ];
    assert!(words(&long, &[], None).is_empty(), "another room is busy all the while");
    let mut next = session(2, ("09:00", "10:00"), "A", &[]);
    next.slot = Slot { start: at("2016-05-25T09:00"), end: at("2016-05-25T10:00") };
    assert!(words(&[session(1, ("09:00", "10:00"), "A", &[]), next], &[], None).is_empty(), "a night is no gap");
}

#[test]
fn what_lies_outside_of_its_event_is_told() {
    let frame = Some(slot("09:00", "10:30"));
    let sessions = [session(1, ("09:00", "10:30"), "A", &[]), session(2, ("10:00", "10:31"), "B", &[])];
    let told = warnings(&sessions, &[], frame);
    assert_eq!(told, [Warning::Outside { session: sessions[1].public_id.clone() }]);
}

#[test]
fn a_new_session_is_proposed_where_there_is_room_for_it() {
    use super::super::proposing::next_span;
    let day = slot("09:00", "17:00");
    let all = |times: &[(&'static str, &'static str)]| -> Vec<Session> {
        (1..).zip(times).map(|(id, time)| session(id, *time, "Hall", &[])).collect()
    };
    let full = [("09:00", "12:00"), ("12:00", "15:30"), ("15:30", "17:00")];
    let gapped = [("09:00", "10:30"), ("11:00", "12:00"), ("12:00", "17:00")];
    for (times, asked, expected) in [
        (&[][..], None, ("09:00", "10:00")),
        (&[("09:00", "10:30")], None, ("10:30", "12:00")),
        (&[("09:00", "16:00")], None, ("16:00", "17:00")),
        (&full, None, ("09:00", "10:30")),
        (&full, Some("17:00"), ("09:00", "10:30")),
        (&full, Some("18:00"), ("09:00", "10:30")),
        (&full, Some("12:00"), ("12:00", "13:30")),
        (&full, Some("16:30"), ("16:30", "17:00")),
        (&gapped, None, ("10:30", "11:00")),
        (&[("09:30", "17:00")], None, ("09:00", "09:30")),
        (&[("09:00", "16:50")], None, ("09:00", "16:50")),
    ] {
        let asked = asked.map(|clock: &str| at(&format!("2016-05-24T{clock}")));
        let found = next_span(&all(times), day, SessionKind::Talk, asked);
        assert_eq!(found, slot(expected.0, expected.1), "{times:?} {asked:?}");
    }
    let pause = next_span(&all(&[("09:00", "10:30")]), day, SessionKind::Break, None);
    assert_eq!(pause, slot("10:30", "11:00"));
}
