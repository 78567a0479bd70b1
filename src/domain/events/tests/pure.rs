use crate::domain::events::draft::{Choices, parse};
use crate::domain::events::model::EventState::*;
use crate::domain::events::transitions::{self, Sequence, TABLE, Way, Why};
use crate::domain::events::{
    CityFace, EventInput, EventState, HostInput, Hosting, Slot, StepFace, Venue, calendar_entry, uid,
};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Reason;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, WallTime, Zone};

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

fn choices() -> Choices {
    let city = CityFace {
        id: 1.into(),
        public_id: "ctyd222222222222".parse().unwrap(),
        slug: "datong".to_owned(),
        name: Localised::three("Datong", "Datong", "大同"),
        zone: zone("Asia/Shanghai"),
        hue: "ochre".to_owned(),
    };
    let step = StepFace {
        id: 1.into(),
        public_id: "stpd222222222222".parse().unwrap(),
        city: 1.into(),
        ordinal: 3,
        title: Localised::three("Workshop", "", ""),
        days: (None, None),
    };
    let other = StepFace { id: 2.into(), public_id: PublicId::random(), city: 2.into(), ..step.clone() };
    Choices { cities: vec![city], steps: vec![step, other], zone: zone("Europe/Paris") }
}

fn input() -> EventInput {
    EventInput {
        kind: "workshop".to_owned(),
        hosting: "ours".to_owned(),
        title: Localised::three("Stakeholder workshop", "", ""),
        ..EventInput::default()
    }
}

fn faults(input: &EventInput) -> Vec<(String, &'static str)> {
    let refused = parse(input, &choices()).expect_err("refused");
    refused.0.into_iter().map(|f| (f.field, f.reason.key())).collect()
}

#[test]
fn every_pair_of_states_is_decided() {
    let ways: Vec<String> = TABLE
        .iter()
        .map(|t| {
            let why = if t.why == Why::Required { " with a reason" } else { "" };
            let sequence = if t.sequence == Sequence::Raised { ", calendars take note" } else { "" };
            format!("{} -> {} by {}{why}{sequence}", t.from, t.to, t.action)
        })
        .collect();
    assert_eq!(
        ways,
        [
            "idea -> planned by edit-event",
            "planned -> idea by edit-event",
            "planned -> announced by move-event",
            "planned -> confirmed by move-event",
            "announced -> confirmed by move-event",
            "confirmed -> held by move-event",
            "held -> reported by move-event",
            "planned -> postponed by move-event with a reason, calendars take note",
            "announced -> postponed by move-event with a reason, calendars take note",
            "confirmed -> postponed by move-event with a reason, calendars take note",
            "postponed -> planned by move-event, calendars take note",
            "idea -> cancelled by move-event with a reason, calendars take note",
            "planned -> cancelled by move-event with a reason, calendars take note",
            "announced -> cancelled by move-event with a reason, calendars take note",
            "confirmed -> cancelled by move-event with a reason, calendars take note",
            "postponed -> cancelled by move-event with a reason, calendars take note",
        ]
    );
    let ends: Vec<EventState> =
        EventState::ALL.iter().copied().filter(|s| transitions::from(*s).next().is_none()).collect();
    assert_eq!(ends, [Reported, Cancelled], "nothing leads on from here");
    for from in EventState::ALL {
        for to in EventState::ALL {
            assert!(TABLE.iter().filter(|t| t.from == *from && t.to == *to).count() <= 1, "{from} -> {to} twice");
        }
    }
}

#[test]
fn a_state_that_keeps_its_time_leads_to_no_notice() {
    for state in EventState::ALL.iter().filter(|s| !transitions::is_movable(**s)) {
        assert!(transitions::from(*state).all(|t| t.way == Way::Advance), "{state}");
    }
}

#[test]
fn an_event_takes_zone_and_place_of_its_city() {
    let mut input = input();
    input.city = "ctyd222222222222".to_owned();
    input.step = "stpd222222222222".to_owned();
    input.place = Localised::three("Datong, old town", "", "");
    (input.starts, input.ends) = ("2016-05-24T09:00".to_owned(), "2016-05-24 17:00".to_owned());
    let draft = parse(&input, &choices()).unwrap();
    assert_eq!(draft.zone, zone("Asia/Shanghai"));
    assert_eq!(draft.place, Localised::three("Datong, old town", "Datong", "大同"));
    assert_eq!(draft.when.unwrap().start.instant().rfc3339(), "2016-05-24T01:00:00Z");
    assert_eq!(draft.step.unwrap().ordinal, 3);
}

#[test]
fn all_faults_are_told_at_once_and_by_field() {
    let input = EventInput {
        kind: "party".to_owned(),
        city: "elsewhere".to_owned(),
        zone: "CST".to_owned(),
        starts: "24/05/2016".to_owned(),
        capacity: "0".to_owned(),
        room: "a\u{7}b".to_owned(),
        map_url: "javascript:alert(1)".to_owned(),
        languages: vec!["en".to_owned(), "de".to_owned()],
        contact_email: "nobody".to_owned(),
        venue_name: Localised::three(&"x".repeat(201), "", ""),
        ..EventInput::default()
    };
    let expected = [
        ("kind", "not-one-of"),
        ("hosting", "required"),
        ("city", "no-such"),
        ("title", "required"),
        ("venue_name.en", "too-long"),
        ("room", "control-character"),
        ("map_url", "bad-url"),
        ("zone", "unknown-zone"),
        ("starts", "bad-time"),
        ("ends", "required"),
        ("languages", "not-one-of"),
        ("capacity", "out-of-range"),
        ("contact_email", "email-no-at"),
    ];
    assert_eq!(faults(&input), expected.map(|(f, r)| (f.to_owned(), r)));
}

#[test]
fn one_fault_at_a_time() {
    let cases: [(fn(&mut EventInput), &str, &str); 10] = [
        (|i| i.title = Localised::three("\u{200b}", "", ""), "title", "required"),
        (|i| i.step = "stpd222222222222".to_owned(), "step", "no-such"),
        (|i| i.capacity = "many".to_owned(), "capacity", "not-a-number"),
        (|i| i.hosting = "others".to_owned(), "host_name", "required"),
        (|i| i.capacity = "100001".to_owned(), "capacity", "out-of-range"),
        (|i| i.capacity = "99999999999999999999".to_owned(), "capacity", "out-of-range"),
        (|i| (i.starts, i.ends) = ("2016-05-24T09:00".into(), "2016-05-24T09:00".into()), "ends", "ends-before-start"),
        (|i| i.ends = "2016-05-24T09:00".to_owned(), "starts", "required"),
        (|i| i.map_url = "https://".to_owned(), "map_url", "bad-url"),
        (
            |i| {
                (i.starts, i.ends) = ("2016-05-24T09:00".into(), "2016-05-24T10:00".into());
                i.reply_by = "2016-05-24T09:00".to_owned();
            },
            "reply_by",
            "after-start",
        ),
    ];
    for (break_it, field, reason) in cases {
        let mut input = input();
        break_it(&mut input);
        assert_eq!(faults(&input), [(field.to_owned(), reason)]);
    }
}

#[test]
fn the_clock_of_brussels_decides_what_is_before_what() {
    let mut input = input();
    input.zone = "Europe/Brussels".to_owned();
    // 02:15 does not exist on 27 March: nobody can be promised it.
    (input.starts, input.ends) = ("2016-03-27T02:15".to_owned(), "2016-03-27T03:05".to_owned());
    assert_eq!(faults(&input), [("starts".to_owned(), Reason::SkippedHour.key())]);
    (input.starts, input.ends) = ("2016-03-27T01:15".to_owned(), "2016-03-27T03:05".to_owned());
    let when = parse(&input, &choices()).unwrap().when.unwrap();
    assert_eq!(when.end.instant().seconds_since(when.start.instant()), 3_000);
    // 02:30 happens twice on 30 October; the first counts.
    (input.starts, input.ends) = ("2016-10-30T02:30".to_owned(), "2016-10-30T03:00".to_owned());
    let when = parse(&input, &choices()).unwrap().when.unwrap();
    assert_eq!(when.end.instant().seconds_since(when.start.instant()), 5_400);
    // The same wall clock before and after the change is another instant.
    let at = |day: &str| WallTime::parse(&format!("{day}T09:00"), zone("Europe/Brussels")).unwrap().instant().rfc3339();
    assert_eq!((at("2016-03-26"), at("2016-03-27")), ("2016-03-26T08:00:00Z".into(), "2016-03-27T07:00:00Z".into()));
}

#[test]
fn a_host_is_kept_for_events_of_others_only() {
    let mut input = input();
    input.host = HostInput { name: Localised::three("IGU", "", ""), ..HostInput::default() };
    assert!(parse(&input, &choices()).unwrap().host.name.is_empty());
    input.hosting = "others".to_owned();
    input.host.slot_starts = "2016-08-22T14:00".to_owned();
    assert_eq!(faults(&input), [("slot_ends".to_owned(), "required")]);
    input.host.slot_ends = "2016-08-22T15:30".to_owned();
    assert!(parse(&input, &choices()).unwrap().host.slot.is_some());
}

#[test]
fn our_part_of_an_event_of_others_lies_within_it_and_is_what_calendars_show() {
    let mut input = EventInput {
        hosting: "others".to_owned(),
        zone: "Asia/Shanghai".to_owned(),
        starts: "2016-08-21T09:00".to_owned(),
        ends: "2016-08-27T18:00".to_owned(),
        ..input()
    };
    input.host = HostInput {
        name: Localised::three("IGU", "", ""),
        slot_starts: "2016-09-23T14:00".to_owned(),
        slot_ends: "2016-09-23T15:30".to_owned(),
        ..HostInput::default()
    };
    let outside = |field: &str| (field.to_owned(), "outside-event");
    assert_eq!(faults(&input), [outside("slot_starts"), outside("slot_ends")]);
    (input.host.slot_starts, input.host.slot_ends) = ("2016-08-23T14:00".to_owned(), "2016-08-23T15:30".to_owned());
    let draft = parse(&input, &choices()).unwrap();
    let mut view = super::house::sample();
    (view.event.hosting, view.event.zone) = (Hosting::Others, draft.zone);
    (view.event.when, view.event.host) = (draft.when, draft.host);
    assert_eq!(calendar_entry(&view, Locale::En, Instant::default()).unwrap().start.stored(), "2016-08-23T14:00:00");
    assert_eq!(view.event.around(), view.event.when);
    assert_eq!(view.event.answers_until().unwrap().stored(), "2016-08-23T14:00:00");
    view.event.hosting = Hosting::Ours;
    assert_eq!(calendar_entry(&view, Locale::En, Instant::default()).unwrap().start.stored(), "2016-08-21T09:00:00");
    assert_eq!(view.event.around(), None);
}

#[test]
fn a_venue_stands_in_both_scripts() {
    let name = Localised::three("Datong Library", "Bibliothèque de Datong", "大同图书馆");
    let (shown, beside) = Venue::in_both_scripts(&name, Locale::Fr);
    assert_eq!((shown.unwrap().1, beside.unwrap().1), ("Bibliothèque de Datong", "大同图书馆"));
    let (shown, beside) = Venue::in_both_scripts(&name, Locale::Zh);
    assert_eq!((shown.unwrap().1, beside.unwrap().1), ("大同图书馆", "Datong Library"));
    assert_eq!(Venue::in_both_scripts(&Localised::three("Berlaymont", "", ""), Locale::Fr).1, None);
}

#[test]
fn a_calendar_entry_says_where_in_both_scripts() {
    let mut view = super::house::sample();
    assert_eq!(calendar_entry(&view, Locale::En, Instant::default()), None, "no date, no entry");
    let start = WallTime::parse("2016-05-24T09:00", view.event.zone).unwrap();
    let end = WallTime::parse("2016-05-24T17:00", view.event.zone).unwrap();
    view.event.when = Some(Slot { start, end });
    let whole = "Come early, for the doors of the library close at nine and nobody may pass the guards after that";
    view.event.description = Localised::three(&whole.replacen("Come", "**Come**", 1), "", "");
    view.event.venue =
        Venue {
            name: Localised::three("Datong Library", "", "大同图书馆"), room: "3".to_owned(), ..Venue::default()
        };
    let entry = calendar_entry(&view, Locale::En, Instant::default()).unwrap();
    assert_eq!(entry.location, "Datong Library, Room 3, 大同图书馆");
    assert_eq!(entry.uid, uid(&view.event.public_id));
    assert!(entry.uid.ends_with("@events.convoke"));
    assert_eq!(entry.description, whole, "calendars break lines themselves");
}

#[test]
fn an_event_is_within_its_step_until_the_last_days_midnight() {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let at = |text: &str| WallTime::parse(text, zone("Asia/Shanghai")).unwrap();
    let known = choices();
    let step = &known.steps[0];
    let (first, last) = (Some(day("2016-05-24")), Some(day("2016-05-25")));
    for (starts, ends, days, out) in [
        ("2016-05-24T00:00", "2016-05-26T00:00", (first, last), false),
        ("2016-05-24T00:00", "2016-05-26T00:01", (first, last), true),
        ("2016-05-23T23:59", "2016-05-24T17:00", (first, last), true),
        ("2016-05-23T23:59", "2016-05-24T17:00", (None, last), false),
        ("2016-05-24T09:00", "2016-06-24T17:00", (first, None), false),
    ] {
        let slot = Slot { start: at(starts), end: at(ends) };
        assert_eq!(StepFace { days, ..step.clone() }.leaves_out(slot), out, "{starts} to {ends} in {days:?}");
    }
}
