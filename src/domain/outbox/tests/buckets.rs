use super::now;
use crate::domain::outbox::rates::{Limits, Rates};

#[test]
fn without_limits_everything_goes() {
    let mut rates = Rates::new(Limits::default(), now());
    assert_eq!(rates.room(500, now()), 500);
    for _ in 0..10_000 {
        rates.take("qq.com", now()).unwrap();
    }
    assert_eq!(rates.wait_seconds(now()), None);
}

#[test]
fn the_senders_bucket_holds_a_minutes_worth_and_fills_evenly() {
    let mut rates = Rates::new(Limits { sender: 600, domain: 0 }, now());
    assert_eq!(rates.room(500, now()), 10);
    for _ in 0..10 {
        rates.take("a.example", now()).unwrap();
    }
    assert_eq!(rates.room(500, now()), 0);
    assert_eq!(rates.wait_seconds(now()), Some(6));
    assert_eq!(rates.room(500, now().plus_seconds(13)), 2);
    assert_eq!(rates.room(500, now().plus_days(3)), 10, "it never overflows");
    assert_eq!(rates.room(500, now()), 10, "a clock that goes back takes nothing away");
}

#[test]
fn a_domains_empty_bucket_gives_each_message_a_turn_of_its_own() {
    let mut rates = Rates::new(Limits { sender: 0, domain: 60 }, now());
    rates.take("qq.com", now()).unwrap();
    let turns: Vec<i64> = (0..3).map(|_| rates.take("qq.com", now()).unwrap_err().seconds_since(now())).collect();
    assert_eq!(turns, [60, 120, 180]);
    rates.take("163.com", now()).expect("another domain has its own");
    for minute in 1..=3 {
        let then = now().plus_seconds(60 * minute);
        rates.take("qq.com", then).expect("its turn has come");
    }
}
