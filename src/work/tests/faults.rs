//! Whatever the relay does: nothing lost, nothing doubled, the reason shown, one alarm.

use super::sink::{Manner, Sink};
use super::*;

/// A relay that is bad at first and good afterwards gets everything once, and the alarm ends.
async fn recovers(manner: Manner, what: &str) {
    let sink = Sink::open(manner).await;
    let house = House::sending_to(sink.port);
    house.queue(40);
    let engine = house.start();
    house.until("an alarm", |h| h.alarms().0.len() == 1).await;
    let (ringing, ever) = house.alarms();
    assert_eq!((ringing[0].0.as_str(), ever), (what, 1), "{ringing:?}");
    assert!(!ringing[0].1.is_empty(), "the reason is told");
    sink.behave(Manner::Good);
    house.until("all sent", |h| h.count(MessageState::Sent) == 40).await;
    engine.stop().await;
    assert_eq!(sink.got(), (40, 40));
    assert_eq!(house.alarms(), (vec![], 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn silent() {
    recovers(Manner::Silent, "silence").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn garbage() {
    recovers(Manner::Garbage, "garbage").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn busy() {
    recovers(Manner::Busy, "unavailable").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn half_closed() {
    recovers(Manner::HalfCloses, "lost").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn slower_than_anybody_waits() {
    recovers(Manner::Drips(Duration::from_millis(300)), "silence").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_or_a_reply_without_an_end_is_garbage_and_takes_little_memory() {
    for manner in [Manner::Endless, Manner::EndlessLines] {
        let sink = Sink::open(manner).await;
        let house = House::sending_to(sink.port);
        house.queue(3);
        let engine = house.start();
        house.until("an alarm", |h| h.alarms().0.len() == 1).await;
        engine.stop().await;
        assert_eq!(house.alarms().0[0].0, "garbage");
        assert_eq!(house.count(MessageState::Queued), 3);
        // What the two sockets hold is poured too; what we keep is capped at 4 KB a line and 200 lines.
        assert!(sink.poured() < 16 * 1024 * 1024, "{} bytes were taken", sink.poured());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_and_wordy_relays_are_served() {
    for manner in [Manner::Drips(Duration::from_millis(2)), Manner::Wordy] {
        let sink = Sink::open(manner).await;
        let house = House::sending_to(sink.port);
        house.queue(20);
        let engine = house.start();
        house.until("all sent", |h| h.count(MessageState::Sent) == 20).await;
        engine.stop().await;
        assert_eq!((sink.got(), house.alarms()), ((20, 20), (vec![], 0)), "{manner:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_leaves_in_the_middle_of_an_envelope_loses_and_doubles_nobody() {
    let sink = Sink::open(Manner::LeavesMidway(2)).await;
    let house = House::sending_to(sink.port);
    house.queue(40);
    let engine = house.start();
    house.until("all sent", |h| h.count(MessageState::Sent) == 40).await;
    engine.stop().await;
    assert_eq!((sink.got(), house.alarms()), ((40, 40), (vec![], 0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn away() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let house = House::sending_to(listener.local_addr().unwrap().port());
    drop(listener);
    house.queue(40);
    let engine = house.start();
    house.until("an alarm", |h| h.alarms().0.len() == 1).await;
    engine.stop().await;
    assert_eq!(house.alarms().0[0].0, "connect");
    assert_eq!(house.count(MessageState::Queued), 40);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_closes_now_and_then_is_served_on() {
    let sink = Sink::open(Manner::ClosesAfter(3)).await;
    let house = House::sending_to(sink.port);
    house.queue(60);
    let engine = house.start();
    house.until("all sent", |h| h.count(MessageState::Sent) == 60).await;
    engine.stop().await;
    assert_eq!((sink.got(), house.alarms()), ((60, 60), (vec![], 0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_refused_recipient_fails_alone() {
    let sink = Sink::open(Manner::Refuses("<g7@x.example>")).await;
    let house = House::sending_to(sink.port);
    house.queue(40);
    let engine = house.start();
    house.until("all ended", |h| h.count(MessageState::Sent) + h.count(MessageState::Failed) == 40).await;
    engine.stop().await;
    assert_eq!((house.count(MessageState::Failed), sink.got()), (1, (39, 39)));
    let told = |conn: &mut crate::db::Conn| {
        let failed = outbox::table.filter(outbox::state.eq(MessageState::Failed));
        Ok::<(String, Option<String>), DbError>(failed.select((outbox::email, outbox::reply)).first(conn)?)
    };
    let (email, reply) = house.db.read_now(told).unwrap();
    assert_eq!((email.as_str(), reply.as_deref()), ("g7@x.example", Some("550 5.1.1 no such user")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_refuses_everybody_is_stopped_before_all_have_failed() {
    let sink = Sink::open(Manner::RefusesAll).await;
    let house = House::sending_to(sink.port);
    house.queue(500);
    let engine = house.start();
    house.until("an alarm", |h| h.alarms().0.len() == 1).await;
    engine.stop().await;
    let put_off = house.count(MessageState::Retry);
    assert!((25..100).contains(&put_off), "{put_off}");
    assert_eq!(house.count(MessageState::Failed), 0, "nobody has failed for what the relay does to all");
    assert_eq!((house.alarms().0[0].0.as_str(), house.count(MessageState::Queued)), ("refusing", 500 - put_off));
    assert_eq!(sink.got(), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_relay_refuses_that_refuses_everybody_is_held_against_no_address() {
    let sink = Sink::open(Manner::RefusesAll).await;
    let house = House::sending_to(sink.port);
    house.queue(60);
    house.known("g7@x.example");
    let engine = house.start();
    house.until("an alarm", |h| h.alarms().0.len() == 1).await;
    house.until("more refusals after it", |h| h.count(MessageState::Retry) > 25).await;
    assert_eq!(house.marked(), 0, "the address book has learnt nothing");
    sink.behave(Manner::Good);
    house.until("the rest sent", |h| h.count(MessageState::Queued) + h.count(MessageState::Leased) == 0).await;
    engine.stop().await;
    assert_eq!(house.count(MessageState::Failed), 0);
    assert_eq!(house.count(MessageState::Sent) + house.count(MessageState::Retry), 60);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_without_a_reply_is_in_doubt_and_not_sent_again() {
    let sink = Sink::open(Manner::HangsUp).await;
    let house = House::sending_to(sink.port);
    house.queue(30);
    let engine = house.start();
    house.until("all ended", |h| h.count(MessageState::Doubt) == 30).await;
    engine.stop().await;
    assert_eq!(sink.got(), (30, 30));
}
