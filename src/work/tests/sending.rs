//! Sending over real connections, and stopping in the middle.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use super::sink::{Manner, Sink};
use super::*;
use crate::db::{Conn, DatabaseUrl, workers_share};
use crate::domain::outbox::lease::Worker;
use crate::domain::outbox::rates::Limits;
use crate::testing::limits;
use crate::work::claimer;
use crate::work::engine::Clean;

#[tokio::test(flavor = "multi_thread")]
async fn everything_due_goes_once() {
    let sink = Sink::open(Manner::Good).await;
    let house = House::sending_to(sink.port);
    house.queue(700);
    let engine = house.start();
    house.until("all sent", |h| h.count(MessageState::Sent) == 700).await;
    // What is written while it runs wakes it.
    house.queue(710);
    house.until("the later ones sent", |h| h.count(MessageState::Sent) == 710).await;
    assert_eq!(engine.stop().await.clean, Clean::Yes);
    assert_eq!(sink.got(), (710, 710));
    assert_eq!(house.alarms(), (vec![], 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_engines_on_one_database_share_the_work() {
    let sink = Sink::open(Manner::Good).await;
    let house = House::sending_to(sink.port);
    house.queue(600);
    let (one, two) = (house.start(), house.start());
    house.until("all sent", |h| h.count(MessageState::Sent) == 600).await;
    one.stop().await;
    two.stop().await;
    assert_eq!(sink.got(), (600, 600));
}

/// Whoever asks for pages may take every connection there is for pages.
#[tokio::test(flavor = "multi_thread")]
async fn pages_that_hold_all_connections_do_not_hold_up_the_outbox() {
    let house = House::new(&[]);
    // On SQLite there is one writer for all.
    let DatabaseUrl::Postgres(_) = house.db.url() else { return };
    house.queue(3);
    let workers = Parts { db: house.parts.db.for_workers().unwrap(), ..house.parts.clone() };
    let (begun, over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let busy = || {
        let (begun, over) = (begun.clone(), over.clone());
        move |_: &mut Conn| {
            begun.fetch_add(1, Ordering::SeqCst);
            while !over.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(5));
            }
            Ok::<(), DbError>(())
        }
    };
    let pages: Vec<_> = (0..64)
        .map(|n| {
            let (db, busy) = (house.parts.db.clone(), busy());
            tokio::spawn(async move { if n % 2 == 0 { db.read(busy).await } else { db.write(busy).await } })
        })
        .collect();
    let connections = limits().connections;
    let all = 2 * (connections - workers_share(connections)) as usize;
    while begun.load(Ordering::SeqCst) < all {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let worker = Arc::new(Mutex::new(Worker::new("one".to_owned(), 60, Limits::default())));
    let claiming = async {
        assert!(claimer::is_work_waiting(&workers).await.unwrap());
        claimer::claim(&workers, &worker, 10).await.unwrap().taken.len()
    };
    let taken = tokio::time::timeout(Duration::from_secs(10), claiming).await.expect("in time");
    assert_eq!((taken, begun.load(Ordering::SeqCst)), (3, all), "no page has more than is left for pages");
    over.store(true, Ordering::SeqCst);
    for page in pages {
        page.await.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_finishes_what_is_on_the_wire_and_gives_back_the_rest() {
    let sink = Sink::open(Manner::Slow(Duration::from_millis(10))).await;
    let house = House::sending_to(sink.port);
    house.queue(300);
    let engine = house.start();
    house.until("some sent", |h| h.count(MessageState::Sent) > 20).await;
    assert_eq!(engine.stop().await.clean, Clean::Yes);
    let sent = house.count(MessageState::Sent);
    assert_eq!((sink.got(), house.count(MessageState::Queued)), ((sent as usize, sent as u32), 300 - sent));
    let engine = house.start();
    house.until("all sent", |h| h.count(MessageState::Sent) == 300).await;
    engine.stop().await;
    assert_eq!(sink.got(), (300, 300));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_never_answers_does_not_hold_up_a_stop() {
    let sink = Sink::open(Manner::Slow(Duration::from_secs(600))).await;
    let url = format!("smtp://127.0.0.1:{}", sink.port);
    let house = House::new(&[("MAIL__URL", &url), ("WORK__DRAIN", "2"), ("MAIL__CONNECTIONS", "3")]);
    house.queue(20);
    let engine = house.start();
    house.until("bodies on the wire", |_| true).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let began = Stopwatch::now();
    assert_eq!(engine.stop().await.clean, Clean::BrokeOff);
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert_eq!((house.count(MessageState::Doubt), house.count(MessageState::Queued)), (3, 17));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_had_not_begun_to_leave_is_in_no_doubt_after_a_stop() {
    let sink = Sink::open(Manner::Silent).await;
    let url = format!("smtp://127.0.0.1:{}", sink.port);
    let house = House::new(&[("MAIL__URL", &url), ("WORK__DRAIN", "2"), ("MAIL__CONNECTIONS", "3")]);
    house.queue(5);
    let engine = house.start();
    house.until("couriers wait for the greeting", |h| h.count(MessageState::Leased) == 5).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(engine.stop().await.clean, Clean::BrokeOff);
    assert_eq!((house.count(MessageState::Doubt), house.count(MessageState::Queued)), (0, 5));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_engines_on_one_database_keep_one_rate() {
    let sink = Sink::open(Manner::Good).await;
    let url = format!("smtp://127.0.0.1:{}", sink.port);
    // Sixty at once, then one a second.
    let house = House::new(&[("MAIL__URL", &url), ("MAIL__RATE", "3600")]);
    house.queue(300);
    let began = Stopwatch::now();
    let (one, two) = (house.start(), house.start());
    house.until("a minute's worth and more", |h| h.count(MessageState::Sent) >= 62).await;
    one.stop().await;
    two.stop().await;
    let (most, sent) = (61 + began.elapsed().as_secs() as i64, house.count(MessageState::Sent));
    assert!(sent <= most, "{sent} were sent where {most} are the most");
}
