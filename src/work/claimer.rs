//! Finds what is due, makes letters of it and hands them to the couriers.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant as Stopwatch};

use tokio::sync::{Notify, mpsc, watch};

use super::couriers::{Held, Parcel, Phase};
use super::relay::Relay;
use super::settler::End;
use super::{Parts, WorkError};
use crate::db::DbError;
use crate::domain::invitations::mail::Reading;
use crate::domain::outbox::lease::{self, Batch, Worker};
use crate::domain::outbox::{Claimed, FailReason, Verdict};
use crate::mail::render::{self, Draft, Links, Loaded, Press, RenderError};

/// The largest batch: what is claimed at one time, and waits in memory as letters of some ten kilobytes.
pub(super) const MOST: usize = 256;

/// How many letters may wait for couriers.
pub(super) const QUEUE: usize = 2 * MOST;

/// A batch that the couriers carry faster than this is too small, one that takes longer than the other too large.
const BRISK: Duration = Duration::from_millis(300);
const SLOW: Duration = Duration::from_secs(2);

pub(super) struct Claimer {
    pub parts: Parts,
    pub worker: SharedWorker,
    pub relay: Arc<Relay>,
    pub parcels: mpsc::Sender<Parcel>,
    pub ends: mpsc::Sender<End>,
    pub beat: Arc<Notify>,
    pub phase: watch::Receiver<Phase>,
}

/// Locked for the length of one claim.
pub(super) type SharedWorker = Arc<Mutex<Worker>>;

/// Held by whoever writes to what this worker holds, renewing or settling: of two statements over the same many rows, each could come
/// to wait for the other.
pub(super) type Pen = Arc<Mutex<()>>;

/// How much to take at one time.
struct Pace {
    size: usize,
    least: usize,
}

impl Pace {
    fn adapt(&mut self, took: Duration) {
        if took < BRISK {
            self.size = (self.size * 2).min(MOST);
        } else if took > SLOW {
            self.size = (self.size / 2).max(self.least);
        }
    }
}

/// What a round of looking came to.
enum Found {
    Work,
    /// Nothing until something is written, the heart beats, or so much time has gone by.
    Nothing(Option<Duration>),
}

impl Claimer {
    pub(super) async fn run(mut self) {
        let least = (2 * self.parts.config.mail.connections).clamp(4, MOST);
        let mut pace = Pace { size: least, least };
        while *self.phase.borrow() == Phase::Work {
            let rest = match self.round(&mut pace).await {
                Ok(Found::Work) => continue,
                Ok(Found::Nothing(rest)) => rest,
                Err(fault) => {
                    let database = self.parts.db.url();
                    tracing::error!(error = %fault, %database, "looking for mail to send failed; trying again");
                    Some(Duration::from_secs(1))
                }
            };
            self.rest(rest).await;
        }
    }

    async fn rest(&mut self, at_most: Option<Duration>) {
        let wake = self.parts.db.wake();
        // The heartbeat comes anyway; this is for what cannot wait for it.
        let at_most = at_most.unwrap_or(Duration::from_secs(3_600));
        tokio::select! {
            () = wake.notified() => {}
            () = self.beat.notified() => {}
            () = tokio::time::sleep(at_most) => {}
            changed = self.phase.changed() => if changed.is_err() { tokio::time::sleep(at_most).await },
        }
    }

    async fn round(&mut self, pace: &mut Pace) -> Result<Found, WorkError> {
        if let Some(pause) = self.relay.pause() {
            return Ok(Found::Nothing(Some(pause)));
        }
        if !is_work_waiting(&self.parts).await? {
            return Ok(Found::Nothing(None));
        }
        let shaken = self.relay.is_shaken();
        let batch = claim(&self.parts, &self.worker, if shaken { 1 } else { pace.size }).await?;
        if batch.is_empty() {
            let wait = lock(&self.worker).wait_seconds();
            return Ok(Found::Nothing(wait.map(|s| Duration::from_secs(s.unsigned_abs()))));
        }
        let made = make(&self.parts, batch.taken).await?;
        let began = Stopwatch::now();
        self.hand_over(made).await;
        if shaken {
            self.relay.answered(Duration::from_secs(1)).await;
        } else {
            self.until_nearly_empty(pace.size / 2).await;
            pace.adapt(began.elapsed());
        }
        Ok(Found::Work)
    }

    async fn hand_over(&mut self, made: Made) {
        for end in made.ends {
            self.end(end).await;
        }
        for parcel in made.parcels {
            let (id, attempts) = (parcel.id, parcel.attempts);
            let stopped = tokio::select! {
                biased;
                _ = self.phase.wait_for(|phase| *phase != Phase::Work) => true,
                place = self.parcels.reserve() => match place {
                    Ok(place) => {
                        place.send(parcel);
                        false
                    }
                    Err(_) => true,
                },
            };
            if stopped {
                self.end(End::without_attempt(id, attempts, Verdict::Release)).await;
            }
        }
    }

    async fn end(&self, end: End) {
        if self.ends.send(end).await.is_err() {
            tracing::error!("a message's end could not be handed over: the settler is gone");
        }
    }

    /// Waits until no more than `rest` letters wait for couriers.
    async fn until_nearly_empty(&mut self, rest: usize) {
        tokio::select! {
            biased;
            _ = self.phase.wait_for(|phase| *phase != Phase::Work) => {}
            _ = self.parcels.reserve_many(QUEUE - rest) => {}
        }
    }

    /// Keeps hold of what this worker has claimed, for as long as it lives.
    pub(super) async fn renew(
        parts: Parts,
        worker: SharedWorker,
        held: Arc<Held>,
        pen: Pen,
        mut phase: watch::Receiver<Phase>,
    ) {
        let every = parts.config.lease() / 3;
        loop {
            tokio::select! {
                () = tokio::time::sleep(every) => {}
                _ = phase.wait_for(|phase| *phase == Phase::BreakOff) => return,
            }
            if let Err(fault) = renew_once(&parts, &worker, &held, &pen).await {
                let database = parts.db.url();
                tracing::warn!(error = %fault, %database, "leases could not be renewed; nothing new is begun once they run out");
            }
        }
    }
}

async fn renew_once(parts: &Parts, worker: &SharedWorker, held: &Held, pen: &Pen) -> Result<(), WorkError> {
    let cx = parts.context("outbox");
    let (owner, until) = {
        let worker = lock(worker);
        (worker.owner.clone(), worker.lease_end(cx.machine))
    };
    let name = owner.clone();
    if parts.db.read(move |conn| lease::holds_any(conn, &name)).await? {
        let (db, pen) = (parts.db.clone(), pen.clone());
        let renewed = tokio::task::spawn_blocking(move || {
            let _pen = pen.lock().unwrap_or_else(PoisonError::into_inner);
            db.write_now(|conn| lease::renew(conn, &cx, &owner, until))
        });
        renewed.await.map_err(|fault| WorkError::Broken(fault.to_string()))??;
        held.renewed(until);
    }
    Ok(())
}

pub(super) fn lock(worker: &SharedWorker) -> std::sync::MutexGuard<'_, Worker> {
    worker.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether anything is due, found by reading; leases that ran out are given back on the way.
pub(super) async fn is_work_waiting(parts: &Parts) -> Result<bool, DbError> {
    let cx = parts.context("outbox");
    let reading = cx.clone();
    let waiting = parts.db.read(move |conn| lease::waiting(conn, &reading)).await?;
    if !waiting.to_sweep {
        return Ok(waiting.due);
    }
    let swept = parts.db.write(move |conn| lease::sweep(conn, &cx)).await?;
    tracing::info!(messages = swept, "messages went back to the queue: a lease ran out, or doubt has rested");
    Ok(true)
}

pub(super) async fn claim(parts: &Parts, worker: &SharedWorker, wanted: usize) -> Result<Batch, DbError> {
    let (cx, worker) = (parts.context("outbox"), worker.clone());
    parts.db.write(move |conn| lease::claim(conn, &cx, &mut lock(&worker), wanted)).await
}

/// What was made of a batch.
#[derive(Default)]
pub(super) struct Made {
    pub parcels: Vec<Parcel>,
    /// Messages that need no courier: pointless by now, or impossible to write.
    pub ends: Vec<End>,
}

/// Loads what the messages say and writes the letters. A fault of one message is that message's end, not the batch's.
pub(super) async fn make(parts: &Parts, claimed: Vec<Claimed>) -> Result<Made, WorkError> {
    let parts = parts.clone();
    let made = tokio::task::spawn_blocking(move || make_now(&parts, claimed));
    made.await.map_err(|fault| WorkError::Broken(fault.to_string()))
}

fn make_now(parts: &Parts, claimed: Vec<Claimed>) -> Made {
    let mut made = Made::default();
    let loaded = match load(parts, &claimed) {
        Ok(loaded) => loaded.into_iter().map(Ok).collect(),
        Err(fault @ RenderError::Db(DbError::Unavailable(_) | DbError::Crossed(_))) => {
            tracing::error!(error = %fault, "what mails say could not be read; they go back to the queue");
            let ends = claimed.iter().map(|c| End::without_attempt(c.id, c.attempts, Verdict::Release));
            return Made { parcels: Vec::new(), ends: ends.collect() };
        }
        Err(fault) => {
            tracing::error!(error = %fault, "a batch of mails could not be read; reading one by one");
            one_by_one(parts, &claimed)
        }
    };
    let mut press = Press::default();
    for (one, loaded) in claimed.into_iter().zip(loaded) {
        match loaded.and_then(|loaded| write(parts, &mut press, &one, loaded)) {
            Ok(Written::Parcel(parcel)) => made.parcels.push(parcel),
            Ok(Written::Moot(why)) => {
                made.ends.push(End::without_attempt(one.id, one.attempts, Verdict::Moot(why)));
            }
            Err(fault) => {
                tracing::error!(error = %fault, kind = one.message.kind(), "a mail could not be written");
                let mut end = End::without_attempt(one.id, one.attempts, Verdict::Failed(FailReason::Unsendable));
                end.settlement.reply = fault.to_string();
                made.ends.push(end);
            }
        }
    }
    made
}

fn load(parts: &Parts, claimed: &[Claimed]) -> Result<Vec<Loaded>, RenderError> {
    let cx = parts.context("outbox");
    parts.db.read_now(|conn| render::load(conn, &cx, claimed, Reading::ToSend))
}

fn one_by_one(parts: &Parts, claimed: &[Claimed]) -> Vec<Result<Loaded, RenderError>> {
    let gone = || Loaded::Moot("gone".to_owned());
    let one = |c: &Claimed| load(parts, std::slice::from_ref(c)).map(|mut one| one.pop().unwrap_or_else(gone));
    claimed.iter().map(one).collect()
}

enum Written {
    Parcel(Parcel),
    Moot(String),
}

fn write(parts: &Parts, press: &mut Press, claimed: &Claimed, loaded: Loaded) -> Result<Written, RenderError> {
    let draft: Draft = match loaded {
        Loaded::Draft(draft) => draft,
        Loaded::Moot(why) => return Ok(Written::Moot(why)),
    };
    let letter = draft.letter(press, &parts.office, claimed, parts.clock.now(), Links::Live)?;
    Ok(Written::Parcel(Parcel {
        id: claimed.id,
        attempts: claimed.attempts,
        envelope: render::envelope(&parts.office, claimed),
        bytes: letter.to_bytes()?,
        until: claimed.until,
    }))
}
