//! Calendars read back: by the icalendar crate, and by a reader of VTIMEZONE of their own.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Weekday};
use icalendar::parser::{Component, read_calendar, unfold};

use super::*;

fn at(local: &str, zone: &str) -> WallTime {
    WallTime::parse(local, zone.parse().unwrap()).unwrap()
}

fn event(start: &str, end: &str, zone: &str) -> Event {
    Event {
        uid: "qk7m2v9xw4tn5rbz@convoke.example.org".to_owned(),
        sequence: 2,
        stamp: "2016-04-18T08:00:00Z".parse().unwrap(),
        start: at(start, zone),
        end: at(end, zone),
        status: Status::Confirmed,
        summary: "Stakeholder workshop, Datong".to_owned(),
        description: "First line; with, marks\\\nsecond line".to_owned(),
        location: "大同市政府会议中心，迎宾街1号".to_owned(),
        url: Some("https://convoke.example.org/e/qk7m2v9xw4tn5rbz".to_owned()),
        organiser: Some(Organiser {
            name: "Camille \"Cam\" Laurent".to_owned(),
            email: "answers+t0k3n@example.org".parse().unwrap(),
        }),
        attendee: Some(Attendee {
            name: "王建国".to_owned(),
            email: "wang@example.cn".parse().unwrap(),
            rsvp: Rsvp::Wanted,
            participation: Participation::NeedsAction,
        }),
        categories: vec!["Workshop".to_owned(), "Step 3, Datong".to_owned()],
        last_modified: Some("2016-04-17T08:00:00Z".parse().unwrap()),
        locale: Locale::Zh,
    }
}

fn lines(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

fn component<'a>(components: &'a [Component<'a>], name: &str) -> &'a Component<'a> {
    components.iter().find(|c| c.name == name).unwrap()
}

#[test]
fn an_invitation_is_read_back_whole() {
    let text = write(Method::Request, &[event("2016-05-24 09:00", "2016-05-24 17:30", "Asia/Shanghai")]);
    let unfolded = unfold(&text);
    let calendar = read_calendar(&unfolded).unwrap();
    let value = |name: &str| {
        let found = component(&calendar.components, "VEVENT").find_prop(name).unwrap_or_else(|| panic!("no {name}"));
        found.val.as_str().to_owned()
    };
    let table = [
        ("UID", "qk7m2v9xw4tn5rbz@convoke.example.org"),
        ("SEQUENCE", "2"),
        ("DTSTAMP", "20160418T080000Z"),
        ("DTSTART", "20160524T090000"),
        ("DTEND", "20160524T173000"),
        ("STATUS", "CONFIRMED"),
        ("URL", "https://convoke.example.org/e/qk7m2v9xw4tn5rbz"),
        ("ORGANIZER", "mailto:answers+t0k3n@example.org"),
        ("ATTENDEE", "mailto:wang@example.cn"),
        ("LAST-MODIFIED", "20160417T080000Z"),
        ("TRANSP", "OPAQUE"),
    ];
    for (name, wanted) in table {
        assert_eq!(value(name), wanted, "{name}");
    }
    for wanted in [
        "METHOD:REQUEST",
        "DTSTART;TZID=Asia/Shanghai:20160524T090000",
        "SUMMARY;LANGUAGE=zh-Hans:Stakeholder workshop\\, Datong",
        "DESCRIPTION;LANGUAGE=zh-Hans:First line\\; with\\, marks\\\\\\nsecond line",
        "LOCATION;LANGUAGE=zh-Hans:大同市政府会议中心，迎宾街1号",
        "CATEGORIES:Workshop,Step 3\\, Datong",
        "ORGANIZER;CN=\"Camille 'Cam' Laurent\":mailto:answers+t0k3n@example.org",
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"王建国\":mailto:wang@example.cn",
    ] {
        assert!(lines(&text).iter().any(|l| l == wanted), "no line {wanted} in\n{text}");
    }
}

#[test]
fn each_method_says_what_it_may() {
    let meeting = event("2016-05-24 09:00", "2016-05-24 17:30", "Asia/Shanghai");
    // method, its name, whether an attendee is named, asked, status
    let table = [
        (Method::Publish, "PUBLISH", 0, 0, "CONFIRMED"),
        (Method::Request, "REQUEST", 1, 1, "CONFIRMED"),
        (Method::Cancel, "CANCEL", 1, 0, "CANCELLED"),
        (Method::Reply, "REPLY", 1, 0, "CONFIRMED"),
    ];
    for (method, name, named, asked, status) in table {
        let text = write(method, std::slice::from_ref(&meeting));
        let lines = lines(&text);
        assert!(method.content_type().contains(&format!("method={name};")));
        assert!(lines.contains(&format!("METHOD:{name}")));
        assert!(lines.contains(&format!("STATUS:{status}")));
        assert_eq!(lines.iter().filter(|l| l.starts_with("ATTENDEE")).count(), named, "{name}");
        assert_eq!(lines.iter().filter(|l| l.contains("RSVP=TRUE")).count(), asked, "{name}");
    }
}

#[test]
fn a_feed_has_a_name_and_each_zone_once() {
    let text = write_feed(
        "Villes durables; étape 3",
        &[
            event("2016-05-24 09:00", "2016-05-24 17:30", "Asia/Shanghai"),
            event("2016-10-29 09:00", "2016-10-30 17:30", "Europe/Brussels"),
            event("2017-05-24 09:00", "2017-05-24 17:30", "Asia/Shanghai"),
            event("2016-08-21 09:00", "2016-08-21 10:00", "UTC"),
        ],
    );
    let lines = lines(&text);
    let count = |wanted: &str| lines.iter().filter(|l| *l == wanted).count();
    assert_eq!(count("X-WR-CALNAME:Villes durables\\; étape 3"), 1);
    assert_eq!((count("TZID:Asia/Shanghai"), count("TZID:Europe/Brussels"), count("BEGIN:VTIMEZONE")), (1, 1, 2));
    assert_eq!(count("DTSTART:20160821T090000Z"), 1);
    assert_eq!(count("BEGIN:VEVENT"), 4);
}

#[test]
fn an_end_before_the_start_and_a_skipped_hour_are_put_right() {
    let backward = write(Method::Publish, &[event("2016-05-24 09:00", "2016-05-24 09:00", "Asia/Shanghai")]);
    assert!(!backward.contains("DTEND"));
    let skipped = write(Method::Publish, &[event("2016-03-27 02:30", "2016-03-27 05:00", "Europe/Brussels")]);
    assert!(skipped.contains("DTSTART;TZID=Europe/Brussels:20160327T033000\r\n"));
}

#[test]
fn hostile_values_stay_in_their_line() {
    let mut hostile = event("2016-05-24 09:00", "2016-05-24 17:30", "Asia/Shanghai");
    let nasty = "x\r\nATTENDEE:mailto:evil@example.org\r\n\0BEGIN:VALARM\u{7}";
    hostile.summary = nasty.to_owned();
    hostile.uid = nasty.to_owned();
    hostile.url = Some(nasty.to_owned());
    hostile.categories = vec![nasty.to_owned()];
    hostile.organiser = Some(Organiser { name: nasty.to_owned(), email: Email::stored(nasty.to_owned()) });
    let text = write(Method::Request, &[hostile]);
    assert!(text.bytes().all(|b| b >= 32 || b == b'\r' || b == b'\n'));
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(!lines(&text).iter().any(|l| l.starts_with("ATTENDEE:") || l.starts_with("BEGIN:VALARM")));
    assert!(text.split("\r\n").all(|l| l.len() <= 75));
    let unfolded = unfold(&text);
    assert_eq!(read_calendar(&unfolded).unwrap().components.iter().filter(|c| c.name == "VEVENT").count(), 1);
}

#[test]
fn shanghai_has_one_standard_part_for_ever() {
    let text = write(Method::Publish, &[event("2016-05-24 09:00", "2016-05-24 17:30", "Asia/Shanghai")]);
    let wanted = "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n\
        TZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nTZNAME:UTC+8\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    assert!(text.contains(wanted), "{text}");
}

#[test]
fn brussels_has_both_parts_with_their_rules() {
    let text = write(Method::Publish, &[event("2016-05-24 09:00", "2016-05-24 17:30", "Europe/Brussels")]);
    let wanted = "BEGIN:VTIMEZONE\r\nTZID:Europe/Brussels\r\n\
        BEGIN:DAYLIGHT\r\nDTSTART:20150329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:UTC+2\r\n\
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n\
        BEGIN:STANDARD\r\nDTSTART:20151025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:UTC+1\r\n\
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    assert!(text.contains(wanted), "{text}");
}

/// An observance as a calendar programme understands it: its onsets, and the offset it brings.
struct Observance {
    onsets: Vec<NaiveDateTime>,
    from: i64,
    to: i64,
}

fn seconds(offset: &str) -> i64 {
    let (sign, digits) = offset.split_at(1);
    let number = |r: std::ops::Range<usize>| digits.get(r).map_or(0, |d| d.parse::<i64>().unwrap());
    let total = number(0..2) * 3600 + number(2..4) * 60 + number(4..6);
    if sign == "-" { -total } else { total }
}

/// The days an RRULE of the shape FREQ=YEARLY;BYMONTH=m;BYDAY=nXX gives, over ten years.
fn expand(first: NaiveDateTime, rule: &str) -> Vec<NaiveDateTime> {
    let part = |name: &str| rule.split(';').find_map(|p| p.strip_prefix(name)).unwrap();
    let month: u32 = part("BYMONTH=").parse().unwrap();
    let (ordinal, day) = part("BYDAY=").split_at(part("BYDAY=").len() - 2);
    let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let weekday = Weekday::try_from(u8::try_from(days.iter().position(|d| *d == day).unwrap()).unwrap()).unwrap();
    let in_year = |year: i32| {
        let hits: Vec<NaiveDate> = (1..=31)
            .filter_map(|d| NaiveDate::from_ymd_opt(year, month, d))
            .filter(|d| d.weekday() == weekday)
            .collect();
        let index = match ordinal.parse::<i64>().unwrap() {
            -1 => hits.len() - 1,
            n => usize::try_from(n - 1).unwrap(),
        };
        hits[index].and_time(first.time())
    };
    (first.year()..first.year() + 10).map(in_year).collect()
}

fn observances(zone: &Component<'_>) -> Vec<Observance> {
    let read = |part: &Component<'_>| {
        let value = |name: &str| part.find_prop(name).map(|p| p.val.as_str().to_owned());
        let first = NaiveDateTime::parse_from_str(&value("DTSTART").unwrap(), "%Y%m%dT%H%M%S").unwrap();
        let onsets = value("RRULE").map_or_else(|| vec![first], |rule| expand(first, &rule));
        let offset = |name: &str| seconds(&value(name).unwrap());
        Observance { onsets, from: offset("TZOFFSETFROM"), to: offset("TZOFFSETTO") }
    };
    zone.components.iter().map(read).collect()
}

/// RFC 5545, 3.6.5: the observance with the latest onset before the instant decides.
fn offset_by_vtimezone(observances: &[Observance], utc: NaiveDateTime) -> i64 {
    let onsets = observances
        .iter()
        .flat_map(|o| o.onsets.iter().map(|local| (*local - Duration::seconds(o.from), o.to)))
        .filter(|(onset, _)| *onset <= utc);
    onsets.max_by_key(|(onset, _)| *onset).expect("an observance before every instant").1
}

#[test]
fn every_zone_agrees_with_the_database_over_the_years_of_the_event() {
    let named = [
        "Asia/Shanghai",
        "Europe/Brussels",
        "Europe/Dublin",
        "America/New_York",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Europe/Istanbul",
        "Asia/Jerusalem",
        "Asia/Kolkata",
        "Asia/Pyongyang",
        "Pacific/Apia",
        "America/Caracas",
        "Africa/Cairo",
        "Europe/Moscow",
        "America/Sao_Paulo",
        "Asia/Tehran",
    ];
    for name in named {
        for year in [2011, 2014, 2015, 2016, 2018] {
            let (start, end) = (format!("{year}-05-24 09:00"), format!("{}-01-03 09:00", year + 1));
            let unfolded = unfold(&write(Method::Publish, &[event(&start, &end, name)]));
            let calendar = read_calendar(&unfolded).unwrap();
            let zone: Zone = name.parse().unwrap();
            let part = component(&calendar.components, "VTIMEZONE");
            assert!(part.components.iter().any(|c| c.name == "STANDARD"), "{name}");
            let observances = observances(part);
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
            for hour in 0..2 * 365 * 24 {
                let utc = first + Duration::hours(hour);
                let wanted = i64::from(zone.offset_seconds(utc.and_utc().into()));
                assert_eq!(offset_by_vtimezone(&observances, utc), wanted, "{name} at {utc}");
            }
        }
    }
}
