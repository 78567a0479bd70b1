//! Monday on every wall, as a table; and that a message is written once for an account and a week.

use super::*;
use crate::access::{Context, Door};
use crate::db::DbError;
use crate::domain::accounts::{self, AccountError, NewAccount, passwords};
use crate::kernel::time::{Instant, Zone};
use crate::kernel::token::Keys;
use crate::testing::database;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

#[test]
fn monday_begins_at_eight_on_each_wall_and_ends_at_eight_in_the_evening() {
    for (name, opens, closes, week) in [
        // The first wall on Earth, and the last: 25 hours apart.
        ("Pacific/Kiritimati", "2016-04-17T18:00:00Z", "2016-04-18T06:00:00Z", 201_616),
        ("Pacific/Chatham", "2016-04-17T19:15:00Z", "2016-04-18T07:15:00Z", 201_616),
        ("Asia/Shanghai", "2016-04-18T00:00:00Z", "2016-04-18T12:00:00Z", 201_616),
        ("Europe/Brussels", "2016-04-18T06:00:00Z", "2016-04-18T18:00:00Z", 201_616),
        ("Pacific/Pago_Pago", "2016-04-18T19:00:00Z", "2016-04-19T07:00:00Z", 201_616),
        // The day after the clocks go forward, and the day after they go back.
        ("Europe/Brussels", "2016-03-28T06:00:00Z", "2016-03-28T18:00:00Z", 201_613),
        ("Europe/Brussels", "2016-10-31T07:00:00Z", "2016-10-31T19:00:00Z", 201_644),
        // A week that belongs to another year than most of its days, and one of 53.
        ("Europe/Brussels", "2015-12-28T07:00:00Z", "2015-12-28T19:00:00Z", 201_553),
        ("Europe/Brussels", "2018-12-31T07:00:00Z", "2018-12-31T19:00:00Z", 201_901),
    ] {
        let (zone, opens, closes) = (zone(name), at(opens), at(closes));
        let number = |now: Instant| Week::due(now, zone).map(Week::number);
        assert_eq!(number(opens), Some(week), "{name}");
        assert_eq!(number(opens.plus_seconds(-1)), None, "{name}");
        assert_eq!(number(closes.plus_seconds(-1)), Some(week), "{name}");
        assert_eq!(number(closes), None, "{name}");
        assert_eq!(Week::of_number(week).unwrap().opens(zone), opens, "{name}");
    }
}

#[test]
fn a_week_is_as_long_as_the_walls_make_it() {
    let brussels = zone("Europe/Brussels");
    for (week, hours) in [(201_612, 168), (201_613, 167), (201_614, 168), (201_644, 169), (201_645, 168)] {
        let week = Week::of_number(week).unwrap();
        let length = week.opens(brussels).micros() - week.since(brussels).micros();
        assert_eq!(length / 3_600_000_000, hours, "{week}");
    }
}

#[test]
fn a_number_is_its_week_and_nothing_else_is() {
    for number in [201_553, 201_601, 201_652, 202_053] {
        assert_eq!(Week::of_number(number).unwrap().number(), number);
    }
    for number in [201_600, 201_653, 201_699, 0, -201_601] {
        assert_eq!(Week::of_number(number), None, "{number}");
    }
    assert_eq!(Week::of_number(201_553).unwrap().to_string(), "2015-W53");
}

#[test]
fn one_message_for_each_account_and_week_however_often_it_is_looked() {
    let db = database();
    let context = |now: &str| Context::system("test", Door::Engine, at(now), at(now), Keys::new([7; 32]));
    let cx = context("2016-04-16T00:00:00Z");
    db.write_now(|conn| -> Result<(), AccountError> {
        let hash = passwords::hash("a quiet river at noon")?;
        for (n, zone) in ["Pacific/Kiritimati", "Europe/Brussels", "Pacific/Pago_Pago"].iter().enumerate() {
            let new = NewAccount::parse(&format!("m{n}@example.org"), "Member", "en", zone)?;
            accounts::create(conn, &cx, &new, &hash)?;
        }
        let invited = NewAccount::parse("invited@example.org", "Invited", "en", "Europe/Brussels")?;
        accounts::invite(conn, &cx, &invited)?;
        Ok(())
    })
    .unwrap();
    let mut written = Vec::new();
    let mut now = at("2016-04-16T00:00:00Z");
    while now < at("2016-04-27T00:00:00Z") {
        let look = context(&now.rfc3339());
        let new = db
            .write_now(|conn| -> Result<usize, DbError> { Ok(enqueue_due(conn, &look)? + enqueue_due(conn, &look)?) });
        if new.unwrap() > 0 {
            written.push(now.rfc3339());
        }
        now = now.plus_seconds(1_800);
    }
    let expected = [
        "2016-04-17T18:00",
        "2016-04-18T06:00",
        "2016-04-18T19:00",
        "2016-04-24T18:00",
        "2016-04-25T06:00",
        "2016-04-25T19:00",
    ];
    assert_eq!(written.len(), expected.len(), "{written:?}");
    for (found, expected) in written.iter().zip(expected) {
        assert!(found.starts_with(expected), "{written:?}");
    }
}
