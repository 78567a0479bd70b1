use super::*;
use crate::domain::outbox::rates::{Bucket, Limits, Rates, Wait};
use crate::testing::database;

#[test]
fn without_limits_everything_goes() {
    let mut rates = Rates::new(Limits::default(), Bucket::new(now()));
    assert_eq!(rates.room(500, now()), 500);
    for _ in 0..10_000 {
        rates.take("qq.com", Wait::InLine, now()).unwrap();
    }
    assert_eq!(rates.wait_seconds(now()), None);
}

#[test]
fn the_senders_bucket_holds_a_minutes_worth_and_fills_evenly() {
    let mut rates = Rates::new(Limits { sender: 600, domain: 0 }, Bucket::new(now()));
    assert_eq!(rates.room(500, now()), 10);
    for _ in 0..10 {
        rates.take("a.example", Wait::InLine, now()).unwrap();
    }
    assert_eq!(rates.room(500, now()), 0);
    assert_eq!(rates.wait_seconds(now()), Some(6));
    assert_eq!(rates.room(500, now().plus_seconds(13)), 2);
    assert_eq!(rates.room(500, now().plus_days(3)), 10, "it never overflows");
    for _ in 0..10 {
        rates.take("a.example", Wait::InLine, now().plus_days(3)).unwrap();
    }
    assert_eq!(rates.wait_seconds(now()), Some(6), "a clock that goes back stops nobody for long");
}

#[test]
fn a_domains_empty_bucket_gives_each_message_a_turn_of_its_own() {
    let mut rates = Rates::new(Limits { sender: 0, domain: 60 }, Bucket::new(now()));
    rates.take("qq.com", Wait::InLine, now()).unwrap();
    let turns: Vec<i64> =
        (0..3).map(|_| rates.take("qq.com", Wait::InLine, now()).unwrap_err().seconds_since(now())).collect();
    assert_eq!(turns, [60, 120, 180]);
    rates.take("163.com", Wait::InLine, now()).expect("another domain has its own");
    for minute in 1..=3 {
        let then = now().plus_seconds(60 * minute);
        rates.take("qq.com", Wait::InLine, then).expect("its turn has come");
    }
}

/// How many of fifty waiting mails two workers take at the same instants, one after the other.
fn taken_by_two(limits: Limits, seconds: &[i64]) -> Vec<usize> {
    let db = database();
    let mails: Vec<NewMessage> = (0..50).map(|n| invitation(n, "a@qq.com")).collect();
    let mut two = ["one", "two"].map(|name| lease::Worker::new(name.to_owned(), 120, limits));
    db.write_now::<_, crate::db::DbError>(|conn| enqueue_all(conn, &engine(), &mails).map(|_| ())).unwrap();
    let mut taken = Vec::new();
    for second in seconds {
        let mut sum = 0;
        for worker in &mut two {
            let then = engine_at(now().plus_seconds(*second));
            sum += db.write_now(|conn| lease::claim(conn, &then, worker, 100)).unwrap().taken.len();
        }
        taken.push(sum);
    }
    taken
}

#[test]
fn two_workers_together_keep_the_rate_of_one() {
    assert_eq!(taken_by_two(Limits { sender: 600, domain: 0 }, &[0, 1, 6, 18, 90]), [10, 0, 1, 2, 10]);
    assert_eq!(taken_by_two(Limits { sender: 0, domain: 120 }, &[0, 15, 30, 90]), [2, 0, 1, 2]);
    assert_eq!(taken_by_two(Limits { sender: 120, domain: 600 }, &[0, 30]), [2, 1]);
    assert_eq!(taken_by_two(Limits::default(), &[0]), [50]);
}

#[test]
fn a_bucket_that_is_full_for_long_is_forgotten() {
    let db = database();
    let limits = Limits { sender: 600, domain: 600 };
    let mut one = lease::Worker::new("one".to_owned(), 120, limits);
    db.write_now::<_, crate::db::DbError>(|conn| {
        enqueue_all(conn, &engine(), &[invitation(1, "a@qq.com"), invitation(2, "b@163.com")])?;
        assert_eq!(lease::claim(conn, &engine(), &mut one, 10)?.taken.len(), 2);
        assert_eq!(lease::forget_buckets(conn, &engine())?, 0);
        assert_eq!(lease::forget_buckets(conn, &engine_at(now().plus_days(2)))?, 3);
        Ok(())
    })
    .unwrap();
}

#[test]
fn whoever_waits_for_a_mail_now_stands_before_those_who_were_promised_a_turn() {
    let db = database();
    let mut one = lease::Worker::new("one".to_owned(), 120, Limits { sender: 0, domain: 60 });
    db.write_now::<_, crate::db::DbError>(|conn| {
        let mails: Vec<NewMessage> = (0..50).map(|n| invitation(n, "a@qq.com")).collect();
        enqueue_all(conn, &engine(), &mails)?;
        assert_eq!(lease::claim(conn, &engine(), &mut one, 100)?.taken.len(), 1);
        enqueue_all(conn, &engine(), &[prompt(1, "b@qq.com"), prompt(2, "c@qq.com")])?;
        assert_eq!(lease::claim(conn, &engine(), &mut one, 100)?.put_off, 2);
        for minute in 1..=2 {
            let then = engine_at(now().plus_seconds(60 * minute));
            let batch = lease::claim(conn, &then, &mut one, 100)?;
            assert!(batch.taken.len() == 1 && batch.taken[0].email.as_str() != "a@qq.com", "minute {minute}");
        }
        Ok(())
    })
    .unwrap();
}
