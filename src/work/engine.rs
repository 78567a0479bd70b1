//! Starting and stopping.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant as Stopwatch};

use tokio::sync::{Mutex as AsyncMutex, Notify, mpsc, watch};
use tokio::task::JoinSet;

use super::beat::Beat;
use super::claimer::{Claimer, Pen, QUEUE};
use super::couriers::{self, Held, Parcel, Phase, Post};
use super::relay::Relay;
use super::settler::{self, End};
use super::{Parts, WorkError, files, imports, tasks};
use crate::domain::outbox::Verdict;
use crate::domain::outbox::lease::Worker;
use crate::domain::outbox::rates::Limits;
use crate::kernel::ids::PublicId;

/// The engine of one process.
#[derive(Debug)]
pub struct Engine;

/// A running engine.
pub struct EngineHandle {
    runtime: Option<tokio::runtime::Runtime>,
    /// Never locked across an await: only taken out once.
    running: Option<Running>,
    phase: watch::Sender<Phase>,
    drain: Duration,
}

struct Running {
    beat: Beat,
    watchers: JoinSet<()>,
    couriers: JoinSet<()>,
    parcels: Arc<AsyncMutex<mpsc::Receiver<Parcel>>>,
    ends: mpsc::Sender<End>,
    settler: std::thread::JoinHandle<()>,
}

/// How a stop went.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stopped {
    /// Letters that were made and go back to the queue.
    pub released: usize,
    /// Whether everything ended within its time.
    pub clean: Clean,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Clean {
    #[default]
    Yes,
    /// Messages were on the wire; those whose text had begun to leave are now in doubt.
    BrokeOff,
}

/// Kept back from the time to drain: for the last results and goodbyes.
const LAST_WORDS: Duration = Duration::from_millis(1_500);

impl Engine {
    /// Starts the engine on threads of its own.
    pub fn start(parts: Parts) -> Result<EngineHandle, WorkError> {
        let parts = Parts { db: parts.db.for_workers()?, ..parts };
        let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(1, 4);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(threads)
            .max_blocking_threads(8)
            .thread_name("engine")
            .enable_all()
            .build()
            .map_err(|fault| WorkError::Broken(fault.to_string()))?;
        let (phase, watch) = watch::channel(Phase::Work);
        let drain = Duration::from_secs(parts.config.work.drain).saturating_sub(LAST_WORDS);
        let (send, receive) = std::sync::mpsc::sync_channel(1);
        runtime.spawn(async move {
            if send.send(start(parts, watch).await).is_err() {
                tracing::error!("whoever started the engine is gone");
            }
        });
        let running = receive.recv().map_err(|fault| WorkError::Broken(fault.to_string()))??;
        Ok(EngineHandle { runtime: Some(runtime), running: Some(running), phase, drain })
    }
}

async fn start(parts: Parts, phase: watch::Receiver<Phase>) -> Result<Running, WorkError> {
    let owner = format!("{}-{}", std::process::id(), PublicId::random());
    let limits = Limits { sender: parts.config.mail.rate, domain: parts.config.mail.domain_rate };
    let lease = i64::try_from(parts.config.work.lease).unwrap_or(i64::MAX);
    let worker = Arc::new(Mutex::new(Worker::new(owner.clone(), lease, limits)));
    let (relay, held) = (Arc::new(Relay::new()), Arc::new(Held::new()));
    let pen = Pen::default();
    let settler = settler::start(&parts, &owner, relay.clone(), pen.clone());
    let (ends, settler) = settler.map_err(|e| WorkError::Broken(e.to_string()))?;
    let (parcels_in, parcels) = mpsc::channel(QUEUE);
    let parcels = Arc::new(AsyncMutex::new(parcels));
    let (look, tend) = (Arc::new(Notify::new()), Arc::new(Notify::new()));

    let mut couriers = JoinSet::new();
    for _ in 0..parts.config.mail.connections {
        couriers.spawn(couriers::run(Post {
            parts: parts.clone(),
            relay: relay.clone(),
            held: held.clone(),
            parcels: parcels.clone(),
            ends: ends.clone(),
            phase: phase.clone(),
        }));
    }
    let mut watchers = JoinSet::new();
    watchers.spawn(imports::watch(parts.clone(), phase.clone()));
    watchers.spawn(files::watch(parts.clone(), owner.clone(), phase.clone()));
    watchers.spawn(tasks::run(parts.clone(), owner, tend.clone(), phase.clone()));
    watchers.spawn(Claimer::renew(parts.clone(), worker.clone(), held, pen, phase.clone()));
    let beat = Beat::start(Duration::from_secs(parts.config.work.heartbeat), vec![look.clone(), tend]).await?;
    let claimer = Claimer { parts, worker, relay, parcels: parcels_in, ends: ends.clone(), beat: look, phase };
    watchers.spawn(claimer.run());
    Ok(Running { beat, watchers, couriers, parcels, ends, settler })
}

impl EngineHandle {
    /// Begins nothing more, finishes what is on the wire as far as the time to drain allows, gives everything else back to the queue,
    /// and writes down all results. For any runtime.
    pub async fn stop(mut self) -> Stopped {
        let (Some(runtime), Some(running)) = (self.runtime.take(), self.running.take()) else {
            return Stopped::default();
        };
        let (phase, drain) = (self.phase.clone(), self.drain);
        let stopping = runtime.spawn(async move { running.stop(&phase, drain).await });
        let stopped = match stopping.await {
            Ok(stopped) => stopped,
            Err(fault) => {
                tracing::error!(error = %fault, "the engine did not stop in order");
                Stopped { released: 0, clean: Clean::BrokeOff }
            }
        };
        runtime.shutdown_background();
        tracing::info!(released = stopped.released, clean = ?stopped.clean, "the engine stopped");
        stopped
    }
}

impl Drop for EngineHandle {
    fn drop(&mut self) {
        // Dropped without a stop, as after a panic: leases run out by themselves.
        self.phase.send_replace(Phase::BreakOff);
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Running {
    async fn stop(mut self, phase: &watch::Sender<Phase>, drain: Duration) -> Stopped {
        phase.send_replace(Phase::Drain);
        let began = Stopwatch::now();
        let drained = tokio::time::timeout(drain, all_done(&mut self.couriers)).await;
        phase.send_replace(Phase::BreakOff);
        let clean = match drained {
            Ok(()) => Clean::Yes,
            Err(_) => {
                tracing::warn!(seconds = began.elapsed().as_secs(), "the relay did not answer in time; broken off");
                all_done(&mut self.couriers).await;
                Clean::BrokeOff
            }
        };
        all_done(&mut self.watchers).await;
        let released = give_back(&self.parcels, &self.ends).await;
        drop(self.ends);
        if let Err(fault) = tokio::task::spawn_blocking(move || self.settler.join()).await {
            tracing::error!(error = %fault, "the settler did not end in order");
        }
        self.beat.stop().await;
        Stopped { released, clean }
    }
}

async fn all_done(set: &mut JoinSet<()>) {
    while let Some(done) = set.join_next().await {
        if let Err(fault) = done {
            tracing::error!(error = %fault, "a part of the engine broke");
        }
    }
}

/// Letters that no courier took go back to the queue.
async fn give_back(parcels: &AsyncMutex<mpsc::Receiver<Parcel>>, ends: &mpsc::Sender<End>) -> usize {
    let mut parcels = parcels.lock().await;
    let mut released = 0;
    while let Ok(parcel) = parcels.try_recv() {
        if ends.send(End::without_attempt(parcel.id, parcel.attempts, Verdict::Release)).await.is_err() {
            tracing::error!("a letter could not be given back: the settler is gone");
            break;
        }
        released += 1;
    }
    released
}
