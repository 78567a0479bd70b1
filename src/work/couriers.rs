//! The senders: each holds one connection, and has one message at a time on the wire.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use tokio::sync::{Mutex, mpsc, oneshot, watch};

use super::Parts;
use super::relay::Relay;
use super::settler::End;
use crate::domain::outbox::Verdict;
use crate::domain::outbox::outcome::Outcome;
use crate::kernel::ids::OutboxId;
use crate::kernel::time::Instant;
use crate::mail::smtp::Following;
use crate::mail::{Courier, Envelope};

/// A letter ready to be carried.
#[derive(Debug)]
pub(super) struct Parcel {
    pub id: OutboxId,
    pub attempts: i32,
    pub envelope: Envelope,
    pub bytes: Vec<u8>,
    /// The end of its lease as it was claimed (machine time).
    pub until: Instant,
}

/// How a stop proceeds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Debug)]
pub(super) enum Phase {
    Work,
    /// Begin nothing; finish what is on the wire.
    Drain,
    /// Break off what is on the wire.
    BreakOff,
}

/// Until when this worker holds everything it has claimed, as last renewed; microseconds of machine time.
#[derive(Debug)]
pub(super) struct Held(AtomicI64);

impl Held {
    pub(super) fn new() -> Held {
        Held(AtomicI64::new(i64::MIN))
    }
    pub(super) fn renewed(&self, until: Instant) {
        self.0.fetch_max(until.micros(), Ordering::SeqCst);
    }
    fn until(&self, parcel: &Parcel) -> Instant {
        Instant::from_micros(self.0.load(Ordering::SeqCst)).max(parcel.until)
    }
}

/// A message is not begun when its lease has less than this left.
const MARGIN_SECONDS: i64 = 3;

/// A connection without work for so long is closed with a word.
const IDLE: Duration = Duration::from_secs(10);

/// What couriers share.
#[derive(Clone)]
pub(super) struct Post {
    pub parts: Parts,
    pub relay: Arc<Relay>,
    pub held: Arc<Held>,
    pub parcels: Arc<Mutex<mpsc::Receiver<Parcel>>>,
    pub ends: mpsc::Sender<End>,
    pub phase: watch::Receiver<Phase>,
}

/// One courier's life.
pub(super) async fn run(mut post: Post) {
    let mut courier = post.parts.transport.courier();
    let mut following = None;
    loop {
        let next = match following.take() {
            Some(parcel) => Next::Parcel(parcel),
            None => next(&mut post).await,
        };
        match next {
            Next::Parcel(parcel) => following = carry(&mut post, &mut courier, parcel).await,
            Next::Nothing => courier.close().await,
            Next::Over => break,
        }
    }
    courier.close().await;
}

enum Next {
    Parcel(Parcel),
    Nothing,
    Over,
}

async fn next(post: &mut Post) -> Next {
    if *post.phase.borrow() != Phase::Work {
        return Next::Over;
    }
    let parcels = post.parcels.clone();
    let take = async move { parcels.lock().await.recv().await };
    tokio::select! {
        biased;
        changed = post.phase.changed() => {
            // A sender that is gone means that the engine is.
            if changed.is_err() || *post.phase.borrow() != Phase::Work { Next::Over } else { Next::Nothing }
        }
        parcel = take => parcel.map_or(Next::Over, Next::Parcel),
        () = tokio::time::sleep(IDLE) => Next::Nothing,
    }
}

/// Carries one parcel and waits until its end is on record. Returns the parcel that this courier has to carry next, if it took one.
async fn carry(post: &mut Post, courier: &mut Courier, parcel: Parcel) -> Option<Parcel> {
    let mut following = None;
    let mut end = if post.may_begin(&parcel) {
        following = post.following();
        match send(post, courier, &parcel, following.as_ref()).await {
            Some(outcome) => End::of(parcel.id, parcel.attempts, &outcome),
            None => End::without_attempt(parcel.id, parcel.attempts, Verdict::Release),
        }
    } else {
        // The relay may have been told of this one, and must not take another for it.
        courier.close().await;
        End::without_attempt(parcel.id, parcel.attempts, Verdict::Release)
    };
    let (recorded, on_record) = oneshot::channel();
    end.recorded = Some(recorded);
    if post.ends.send(end).await.is_err() || on_record.await.is_err() {
        tracing::error!("a result of sending could not be handed over: the settler is gone");
    }
    following
}

impl Post {
    /// Whether there is time and leave to put a parcel on the wire.
    fn may_begin(&self, parcel: &Parcel) -> bool {
        let held = self.held.until(parcel) > self.parts.clock.machine().plus_seconds(MARGIN_SECONDS);
        held && *self.phase.borrow() == Phase::Work && self.relay.pause().is_none()
    }

    /// A parcel for after this one, while there are more than the couriers can carry at once: nobody stands by for it.
    fn following(&self) -> Option<Parcel> {
        let mut parcels = self.parcels.try_lock().ok()?;
        let crowded = parcels.len() > self.parts.config.mail.connections;
        if crowded { parcels.try_recv().ok() } else { None }
    }
}

/// What became of it; nothing, where it was broken off before its text could have left.
async fn send(post: &mut Post, courier: &mut Courier, parcel: &Parcel, following: Option<&Parcel>) -> Option<Outcome> {
    let mut phase = post.phase.clone();
    let broken_off = async move {
        while *phase.borrow() != Phase::BreakOff {
            if phase.changed().await.is_err() {
                return;
            }
        }
    };
    let following = following.map(|f| Following { envelope: &f.envelope, message: &f.bytes });
    tokio::select! {
        biased;
        outcome = courier.send_before(&parcel.envelope, &parcel.bytes, following) => return Some(outcome),
        () = broken_off => {}
    }
    let text = "the process stopped before the relay answered".to_owned();
    courier.may_have_left().then_some(Outcome::InDoubt { text })
}
