//! Days, clocks and walls in three languages.

use chrono::NaiveDate;

use super::{EN, FR, ZH, three};
use crate::kernel::time::{Instant, WallTime, Zone};

fn date(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn wall(text: &str, zone: &str) -> WallTime {
    WallTime::parse(text, zone.parse().unwrap()).unwrap()
}

#[test]
fn dates_are_written_as_people_write_them() {
    let day = date(2016, 5, 24);
    assert_eq!(three(|w| w.date(day)), ["Tuesday 24 May 2016", "mardi 24 mai 2016", "2016年5月24日（星期二）"]);
    assert_eq!(three(|w| w.date_short(day)), ["24 May", "24 mai", "5月24日"]);
    assert_eq!(three(|w| w.day(day)), ["Tue 24 May", "mar. 24 mai", "5月24日 周二"]);
    assert_eq!(three(|w| w.date_medium(date(2017, 1, 1))), ["1 Jan 2017", "1er janv. 2017", "2017年1月1日"]);
    assert_eq!(three(|w| w.month(day)), ["May 2016", "mai 2016", "2016年5月"]);
    assert_eq!(three(|w| w.days(day, date(2016, 5, 26))), ["24–26 May 2016", "24–26 mai 2016", "2016年5月24日至26日"]);
}

#[test]
fn clocks_are_written_as_people_write_them() {
    let (nine, five) = (wall("2016-05-24 09:00", "Asia/Shanghai"), wall("2016-05-24 17:30", "Asia/Shanghai"));
    assert_eq!(three(|w| w.time(nine)), ["09:00", "9 h", "09:00"]);
    assert_eq!(three(|w| w.time(five)), ["17:30", "17 h 30", "17:30"]);
    assert_eq!(
        three(|w| w.moment(nine)),
        ["Tuesday 24 May 2016, 09:00", "mardi 24 mai 2016 à 9 h", "2016年5月24日（星期二）09:00"]
    );
    assert_eq!(
        three(|w| w.range(nine, five)),
        ["Tuesday 24 May 2016, 09:00–17:30", "mardi 24 mai 2016, 9 h – 17 h 30", "2016年5月24日（星期二）09:00–17:30"]
    );
    assert_eq!(
        three(|w| w.moment_at(nine, w.town("Datong").as_str())),
        [
            "Tuesday 24 May 2016, 09:00 Datong time (UTC+8)",
            "mardi 24 mai 2016 à 9 h, heure de Datong (UTC+8)",
            "2016年5月24日（星期二）09:00（大同当地时间，UTC+8）"
        ]
    );
    assert_eq!(ZH.moment_with_offset(nine), "2016年5月24日（星期二）09:00（UTC+8）");
    assert_eq!(
        three(|w| w.short_with_offset(nine)),
        ["24 May 2016, 09:00 (UTC+8)", "24 mai 2016, 9 h (UTC+8)", "2016年5月24日 09:00（UTC+8）"]
    );
    // Without a place the zone's city; the offset is that of the moment itself.
    let (summer, winter) = (wall("2016-10-29 18:00", "Europe/Brussels"), wall("2016-10-31 18:00", "Europe/Brussels"));
    assert!(EN.moment_at(summer, "").ends_with("18:00 Brussels time (UTC+2)"));
    assert!(EN.moment_at(winter, "").ends_with("18:00 Brussels time (UTC+1)"));
    let (evening, morning) = (wall("2016-10-29 22:00", "Europe/Brussels"), wall("2016-10-30 03:30", "Europe/Brussels"));
    assert_eq!(
        three(|w| w.clock_of("", evening, morning)),
        [
            "Brussels time (UTC+2 at the beginning, UTC+1 at the end)",
            "heure de Bruxelles (UTC+2 au début, UTC+1 à la fin)",
            "布鲁塞尔当地时间（开始时 UTC+2，结束时 UTC+1）"
        ]
    );
    assert_eq!(EN.clock_of("Datong", nine, five), "Datong time (UTC+8)");
    // Where a line ends behind the dash, the next begins with the hour.
    assert_eq!(FR.hours(nine, five), "9\u{a0}h\u{a0}– 17\u{a0}h\u{a0}30");
    let next = wall("2016-05-25 12:00", "Asia/Shanghai");
    assert_eq!(
        EN.range(nine, next).replace('\u{a0}', " "),
        "Tuesday 24 May 2016, 09:00 – Wednesday 25 May 2016, 12:00"
    );
}

#[test]
fn both_walls_are_shown_with_their_offsets() {
    let paris: Zone = "Europe/Paris".parse().unwrap();
    let clocks = EN.clocks(wall("2016-05-24 09:00", "Asia/Shanghai"), paris, "Datong", EN.zone_city(paris));
    assert_eq!((clocks.venue_time.as_str(), clocks.venue_offset.as_str()), ("09:00", "UTC+8"));
    assert_eq!((clocks.reader_time.as_str(), clocks.reader_offset.as_str()), ("03:00", "UTC+2"));
    assert_eq!(clocks.reader_place, "Paris");
    assert!(!clocks.reader_day_differs && !clocks.same);
    assert_eq!(clocks.machine, "2016-05-24T09:00+08:00");
    let early = EN.clocks(wall("2016-03-01 05:00", "Asia/Shanghai"), paris, "Datong", "Paris");
    assert!(early.reader_day_differs);
    assert_eq!((early.reader_time.as_str(), early.reader_offset.as_str()), ("22:00", "UTC+1"));
    assert_eq!(early.reader_day.replace('\u{a0}', " "), "Mon 29 Feb");
    // Paris sees two o'clock twice that night.
    for (venue, offset) in [("2016-10-30 08:00", "UTC+2"), ("2016-10-30 09:00", "UTC+1")] {
        let twice = EN.clocks(wall(venue, "Asia/Shanghai"), paris, "Datong", "Paris");
        assert_eq!((twice.reader_time.as_str(), twice.reader_offset.as_str()), ("02:00", offset), "{venue}");
    }
}

#[test]
fn zones_are_called_by_their_cities() {
    let zone = |name: &str| name.parse::<Zone>().unwrap();
    assert_eq!(three(|w| w.zone_city(zone("Europe/Brussels"))), ["Brussels", "Bruxelles", "布鲁塞尔"]);
    assert_eq!(EN.zone_city(zone("America/Port-au-Prince")), "Port-au-Prince");
    assert_eq!(EN.zone_city(zone("America/Argentina/Buenos_Aires")), "Buenos Aires");
}

#[test]
fn numbers_lists_and_past_times() {
    assert_eq!(three(|w| w.count(1_200_345)), ["1,200,345", "1_200_345", "1,200,345"]);
    assert_eq!(three(|w| w.count(999usize)), ["999", "999", "999"]);
    assert_eq!(EN.count(-1200), "−1,200");
    assert_eq!(three(|w| w.list(&["a", "b", "c"])), ["a, b and c", "a, b et c", "a、b和c"]);
    assert_eq!(EN.list(&["a"]), "a");
    let now: Instant = "2016-04-18T08:00:00Z".parse().unwrap();
    assert_eq!(
        three(|w| w.ago(now.plus_seconds(-180), now, Zone::UTC)),
        ["3 minutes ago", "il y a 3 minutes", "3分钟前"]
    );
    assert_eq!(EN.ago(now.plus_seconds(-60), now, Zone::UTC), "1 minute ago");
    assert_eq!(EN.ago(now.plus_days(-1), now, Zone::UTC), "yesterday");
    assert_eq!(EN.ago(now.plus_days(5), now, Zone::UTC), "just now");
    assert_eq!(EN.ago(now.plus_days(-60), now, Zone::UTC), "8 weeks ago");
    assert_eq!(EN.ago(now.plus_days(-61), now, Zone::UTC), "2 months ago");
    assert_eq!(EN.ago(now.plus_days(-730), now, Zone::UTC), "23 months ago");
    // Not two whole days, and yet two nights in Paris; in Shanghai one.
    let evening: Instant = "2016-04-16T17:00:00Z".parse().unwrap();
    let days = |zone: &str| three(|w| w.ago(evening, now, zone.parse::<Zone>().unwrap()));
    assert_eq!(days("Europe/Paris"), ["2 days ago", "il y a 2 jours", "2天前"]);
    assert_eq!(days("Asia/Shanghai"), ["yesterday", "hier", "昨天"]);
    let early: Instant = "2016-04-18T00:10:00Z".parse().unwrap();
    assert_eq!(EN.ago(early, early.plus_seconds(85_200), Zone::UTC), "23 hours ago");
    assert_eq!(three(|w| w.due(date(2016, 4, 15), date(2016, 4, 18))), ["3 days late", "3 jours de retard", "逾期3天"]);
}
