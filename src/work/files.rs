//! Contents that nobody points at: removed from the store a day after somebody last did, by one node at a time.

use std::time::Duration;

use futures_util::StreamExt;
use tokio::sync::watch;

use super::couriers::Phase;
use super::{Parts, WorkError};
use crate::db::DbError;
use crate::domain::files;
use crate::domain::outbox::tasks;
use crate::files::FileError;

const NAME: &str = "files";
/// Seconds between two runs.
const EVERY: i64 = 3_600;
/// Seconds after which a node that runs it counts as dead.
const LEASE: i64 = 600;
/// How often a node looks whether the next run is due.
const LOOK: Duration = Duration::from_secs(60);
/// Uploads and strays are left alone for this long.
const GRACE_DAYS: i64 = 1;
/// Contents compared with the rows in one go.
const BATCH: usize = 500;

impl From<FileError> for WorkError {
    fn from(fault: FileError) -> WorkError {
        WorkError::Broken(fault.to_string())
    }
}

/// How long a stop waits for a store that is asked at this moment. What was begun is taken up again by whoever runs next.
const GRACE: Duration = Duration::from_secs(5);

/// Runs for as long as the engine works.
pub(super) async fn watch(parts: Parts, owner: String, mut phase: watch::Receiver<Phase>) {
    loop {
        let done = tokio::select! {
            done = run(&parts, &owner, EVERY) => done,
            () = over(&mut phase) => return,
        };
        if let Err(fault) = done {
            tracing::error!(error = %fault, "files nobody points at were not removed; it is tried again in an hour");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = phase.wait_for(|phase| *phase != Phase::Work) => return,
        }
    }
}

/// Until the engine is told to stop, and a little longer.
async fn over(phase: &mut watch::Receiver<Phase>) {
    if phase.wait_for(|phase| *phase != Phase::Work).await.is_err() {
        tracing::debug!("the engine is gone");
    }
    tokio::time::sleep(GRACE).await;
}

/// Runs now, due or not.
pub(super) async fn run_now(parts: &Parts, owner: &str) -> Result<(), WorkError> {
    run(parts, owner, 0).await
}

async fn run(parts: &Parts, owner: &str, every: i64) -> Result<(), WorkError> {
    let (cx, holder) = (parts.context(NAME), owner.to_owned());
    let looking = cx.clone();
    if !parts.db.read(move |conn| tasks::is_due(conn, &looking, NAME, every)).await? {
        return Ok(());
    }
    let taking = cx.clone();
    if !parts.db.write(move |conn| tasks::take(conn, &taking, NAME, every, &holder, LEASE)).await? {
        return Ok(());
    }
    let done = reconcile(parts).await;
    let word = done.as_ref().map_or_else(ToString::to_string, |n| format!("{n} removed"));
    let holder = owner.to_owned();
    parts.db.write(move |conn| tasks::finish(conn, &cx, NAME, &holder, &word)).await?;
    done.map(|_| ())
}

/// Removes what was doomed, what the store holds and no row names, and what broken uploads left. Says how many contents went.
async fn reconcile(parts: &Parts) -> Result<usize, WorkError> {
    let cx = parts.context(NAME);
    let dooming = cx.clone();
    let doomed = parts.db.write(move |conn| files::doom(conn, &dooming)).await?;
    let mut removed = remove(parts, doomed).await?;
    let old = cx.machine.plus_days(-GRACE_DAYS);
    let mut listed = parts.files.all().chunks(BATCH);
    while let Some(batch) = listed.next().await {
        let batch = batch.into_iter().collect::<Result<Vec<_>, FileError>>()?;
        let found = batch.into_iter().filter(|f| f.modified < old).map(|f| (f.hash, f.size)).collect::<Vec<_>>();
        if !found.is_empty() {
            let cx = cx.clone();
            let strays = parts.db.write(move |conn| files::doom_strays(conn, &cx, &found)).await?;
            removed += remove(parts, strays).await?;
        }
    }
    parts.files.sweep(old).await?;
    Ok(removed)
}

/// From the store first: a row that is doomed keeps everybody away until its content is gone.
async fn remove(parts: &Parts, doomed: Vec<String>) -> Result<usize, WorkError> {
    let count = doomed.len();
    for hash in doomed {
        parts.files.remove(&hash).await?;
        parts.db.write::<_, DbError, _>(move |conn| files::forget(conn, &hash)).await?;
    }
    Ok(count)
}
