//! Wall clocks, instants and zones.

use chrono::NaiveTime;

use crate::kernel::invalid::Reason;
use crate::kernel::time::{BadInstant, BadWallTime, Clock, Instant, UnknownZone, WallTime, Zone};

fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}
fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}
fn wall(local: &str, name: &str) -> WallTime {
    WallTime::parse(local, zone(name)).unwrap()
}

#[test]
fn a_wall_time_means_one_instant_also_where_clocks_change() {
    let table = [
        // Brussels, 27 March 2016: 02:00 becomes 03:00; a skipped time moves on by the hour that is missing.
        ("2016-03-27 01:59:59", "Europe/Brussels", "2016-03-27T00:59:59Z"),
        ("2016-03-27 02:00", "Europe/Brussels", "2016-03-27T01:00:00Z"),
        ("2016-03-27 02:30", "Europe/Brussels", "2016-03-27T01:30:00Z"),
        ("2016-03-27 03:00", "Europe/Brussels", "2016-03-27T01:00:00Z"),
        // 30 October 2016: 03:00 becomes 02:00; a doubled time means the first.
        ("2016-10-30 01:59:59", "Europe/Brussels", "2016-10-29T23:59:59Z"),
        ("2016-10-30 02:00", "Europe/Brussels", "2016-10-30T00:00:00Z"),
        ("2016-10-30 02:30", "Europe/Brussels", "2016-10-30T00:30:00Z"),
        ("2016-10-30 03:00", "Europe/Brussels", "2016-10-30T02:00:00Z"),
        ("2016-05-24 09:00", "Asia/Shanghai", "2016-05-24T01:00:00Z"),
        ("2016-03-27 02:30", "Asia/Shanghai", "2016-03-26T18:30:00Z"),
        ("2016-10-30 02:30", "Asia/Shanghai", "2016-10-29T18:30:00Z"),
        ("2016-03-13 02:30", "America/New_York", "2016-03-13T07:30:00Z"),
        ("2016-11-06 01:30", "America/New_York", "2016-11-06T05:30:00Z"),
        // Lord Howe moves by half an hour, Apia left out a whole day.
        ("2016-10-02 02:15", "Australia/Lord_Howe", "2016-10-01T15:45:00Z"),
        ("2011-12-30 12:00", "Pacific/Apia", "2011-12-30T22:00:00Z"),
    ];
    for (local, name, utc) in table {
        assert_eq!(wall(local, name).instant(), instant(utc), "{local} {name}");
    }
}

#[test]
fn an_instant_shows_on_every_wall() {
    let at = instant("2016-10-30T00:30:00Z");
    assert_eq!(at.at(zone("Europe/Brussels")).stored(), "2016-10-30T02:30:00");
    assert_eq!(at.plus_seconds(3600).at(zone("Europe/Brussels")).stored(), "2016-10-30T02:30:00");
    assert_eq!(at.at(zone("Asia/Shanghai")).stored(), "2016-10-30T08:30:00");
    for hour in 0..366 * 24 {
        let at = instant("2016-01-01T00:00:00Z").plus_seconds(hour * 3600);
        assert_eq!(at.at(zone("Asia/Shanghai")).instant(), at);
        assert_eq!(zone("Asia/Shanghai").offset_seconds(at), 8 * 3600);
    }
}

#[test]
fn an_offset_is_named_by_its_hours() {
    let table = [
        ("Asia/Shanghai", "2016-05-24T00:00:00Z", "UTC+8"),
        ("Asia/Kolkata", "2016-05-24T00:00:00Z", "UTC+5:30"),
        ("Asia/Kathmandu", "2016-05-24T00:00:00Z", "UTC+5:45"),
        ("Europe/Brussels", "2016-03-27T00:59:59Z", "UTC+1"),
        ("Europe/Brussels", "2016-03-27T01:00:00Z", "UTC+2"),
        ("Europe/London", "2016-01-01T00:00:00Z", "UTC"),
        ("America/New_York", "2016-01-01T00:00:00Z", "UTC−5"),
        ("America/St_Johns", "2016-01-01T00:00:00Z", "UTC−3:30"),
        ("UTC", "2016-01-01T00:00:00Z", "UTC"),
    ];
    for (name, at, label) in table {
        assert_eq!(zone(name).offset_label(instant(at)), label, "{name}");
    }
    assert_eq!(wall("2016-05-24 09:00", "Asia/Kolkata").offset_label(), "UTC+5:30");
    assert_eq!("CST".parse::<Zone>(), Err(UnknownZone));
    assert_eq!(" Asia/Shanghai ".parse::<Zone>().unwrap().name(), "Asia/Shanghai");
}

#[test]
fn days_before_are_days_on_the_wall() {
    let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap();
    // event, days, the reminder's wall time, its instant
    let table = [
        ("2016-03-30 14:00", "Europe/Brussels", 7, "2016-03-23T09:00:00", "2016-03-23T08:00:00Z"),
        ("2016-11-02 14:00", "Europe/Brussels", 7, "2016-10-26T09:00:00", "2016-10-26T07:00:00Z"),
        ("2016-03-30 14:00", "Asia/Shanghai", 7, "2016-03-23T09:00:00", "2016-03-23T01:00:00Z"),
        ("2016-03-01 00:30", "Europe/Brussels", 1, "2016-02-29T09:00:00", "2016-02-29T08:00:00Z"),
        ("2016-05-24 09:00", "Asia/Shanghai", 0, "2016-05-24T09:00:00", "2016-05-24T01:00:00Z"),
    ];
    for (event, name, days, local, utc) in table {
        let due = wall(event, name).days_before(days, nine);
        assert_eq!((due.stored().as_str(), due.instant()), (local, instant(utc)), "{event} {name}");
    }
    assert!(
        wall("2016-05-24 09:00", "Asia/Shanghai").days_before(u32::MAX, nine).instant()
            < instant("2016-05-24T00:00:00Z")
    );
}

#[test]
fn times_are_read_strictly() {
    for good in ["2016-05-24T09:00:00", "2016-05-24 09:00:00", "2016-05-24 09:00", " 2016-05-24T09:00 "] {
        assert_eq!(wall(good, "Asia/Shanghai").stored(), "2016-05-24T09:00:00", "{good}");
    }
    for bad in [
        "",
        "2016-05-24",
        "24/05/2016 09:00",
        "2016-02-30 09:00",
        "2016-05-24 24:00",
        "2016-05-24 09:60",
        "1066-10-14 09:00",
        "9999-01-01 00:00",
        "2016-12-31 23:59:60",
        "2016-05-24T09:00Z",
    ] {
        assert_eq!(WallTime::parse(bad, Zone::UTC), Err(BadWallTime), "{bad}");
    }
    let brussels = zone("Europe/Brussels");
    let typed = |text: &str| WallTime::typed(text, brussels);
    assert_eq!(typed(" "), Ok(None));
    assert_eq!(wall("2016-03-27 03:00:59", "Europe/Brussels").as_typed(), "2016-03-27T03:00");
    assert_eq!(typed("2016-03-27T03:00"), Ok(Some(wall("2016-03-27 03:00", "Europe/Brussels"))));
    assert_eq!((typed("2016-03-27T02:30"), typed("tomorrow")), (Err(Reason::SkippedHour), Err(Reason::BadWallTime)));
    assert_eq!(instant("2016-04-18T10:00:00+02:00"), instant("2016-04-18T08:00:00Z"));
    assert_eq!(instant("2016-04-18T08:00:00Z").rfc3339(), "2016-04-18T08:00:00Z");
    for bad in ["", "2016-04-18", "2016-04-18T08:00:00", "yesterday"] {
        assert_eq!(bad.parse::<Instant>(), Err(BadInstant), "{bad}");
    }
}

#[test]
fn instants_at_the_ends_of_the_scale_do_no_harm() {
    let (first, last) = (Instant::from_micros(i64::MIN), Instant::from_micros(i64::MAX));
    assert_eq!(last.plus_seconds(i64::MAX), last);
    assert_eq!(first.plus_days(i64::MIN), first);
    assert!(last.seconds_since(first) > 0);
    assert!(!first.rfc3339().is_empty() && !last.rfc3339().is_empty());
}

#[test]
fn only_a_standing_clock_is_set() {
    let clock = Clock::standing_at(instant("2016-04-18T08:00:00Z"));
    let copy = clock.clone();
    clock.set(instant("2016-05-24T01:00:00Z"));
    assert_eq!((copy.now(), copy.machine()), (instant("2016-05-24T01:00:00Z"), instant("2016-05-24T01:00:00Z")));
    let shifted = Clock::starting_at(instant("2016-04-18T08:00:00Z"));
    assert!((0..60).contains(&shifted.now().seconds_since(instant("2016-04-18T08:00:00Z"))));
    assert!(shifted.machine() > instant("2020-01-01T00:00:00Z"));
}
