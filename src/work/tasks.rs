//! Tasks without input: each looks for what is due and does it, safe to repeat. One node runs a task at a time.

use std::sync::Arc;

use tokio::sync::{Notify, watch};

use super::Parts;
use super::couriers::Phase;
use crate::access::Context;
use crate::db::{Conn, DbError};
use crate::domain::accounts::retention;
use crate::domain::invitations::{self, InvitationError};
use crate::domain::outbox::{alarms, lease, tasks};
use crate::domain::submissions;
use crate::domain::{digest, history};

/// A task, in one transaction.
pub(super) struct Task {
    pub name: &'static str,
    /// Seconds between two runs.
    pub every: i64,
    /// Says in a few words what was done.
    pub run: fn(&mut Conn, &Context) -> Result<String, DbError>,
}

const HOUR: i64 = 3_600;

/// All there are.
pub(super) const TASKS: &[Task] = &[
    Task { name: "needs", every: HOUR, run: erase_needs },
    Task { name: "outbox-alarms", every: 24 * HOUR, run: forget_alarms },
    Task { name: "outbox-rates", every: 24 * HOUR, run: forget_buckets },
    Task { name: "sign-ins", every: HOUR, run: forget_sign_ins },
    Task { name: "submissions", every: HOUR, run: forget_submissions },
    Task { name: "history", every: 60, run: seal_history },
    Task { name: "digest", every: 60, run: write_digests },
];

/// Dietary and access needs go a month after their event.
fn erase_needs(conn: &mut Conn, cx: &Context) -> Result<String, DbError> {
    let erased = invitations::erase_needs(conn, cx).map_err(|error| match error {
        InvitationError::Db(error) => error,
        other => DbError::Query(other.to_string()),
    })?;
    Ok(format!("{erased} erased"))
}

/// Alarms that ended long ago tell nobody anything.
fn forget_alarms(conn: &mut Conn, cx: &Context) -> Result<String, DbError> {
    let forgotten = alarms::forget(conn, cx)?;
    Ok(format!("{forgotten} forgotten"))
}

/// Rates of domains that nobody writes to any more.
fn forget_buckets(conn: &mut Conn, cx: &Context) -> Result<String, DbError> {
    let forgotten = lease::forget_buckets(conn, cx)?;
    Ok(format!("{forgotten} forgotten"))
}

/// Wrong passwords, links, sign-ins and keys that are over: how long each is kept stands in [`retention`].
fn forget_sign_ins(conn: &mut Conn, cx: &Context) -> Result<String, DbError> {
    let retention::Forgotten { attempts, links, sign_ins, tokens } = retention::forget(conn, cx)?;
    Ok(format!("{attempts} attempts, {links} links, {sign_ins} sign-ins, {tokens} keys forgotten"))
}

/// Keys of forms that were sent long ago.
fn forget_submissions(conn: &mut Conn, cx: &Context) -> Result<String, DbError> {
    let forgotten = submissions::forget(conn, cx)?;
    Ok(format!("{forgotten} forgotten"))
}

/// Monday morning, wherever it is.
fn write_digests(conn: &mut Conn, cx: &Context) -> Result<String, DbError> {
    let written = digest::enqueue_due(conn, cx)?;
    Ok(format!("{written} written"))
}

/// Entries of history get their seals.
fn seal_history(conn: &mut Conn, cx: &Context) -> Result<String, DbError> {
    let sealed = history::seal(conn, cx)?;
    Ok(format!("{sealed} sealed"))
}

/// Seconds after which a node that runs a task counts as dead.
const LEASE: i64 = 600;

/// Runs what is due at every heartbeat.
pub(super) async fn run(parts: Parts, owner: String, beat: Arc<Notify>, mut phase: watch::Receiver<Phase>) {
    loop {
        for task in TASKS {
            if *phase.borrow() == Phase::Work
                && let Err(fault) = run_one(&parts, &owner, task, task.every).await
            {
                tracing::error!(error = %fault, task = task.name, "a task failed; it is tried again at its next turn");
            }
        }
        tokio::select! {
            () = beat.notified() => {}
            _ = phase.wait_for(|phase| *phase != Phase::Work) => return,
        }
    }
}

/// Runs every task now, due or not.
pub(super) async fn run_all(parts: &Parts, owner: &str) -> Result<(), DbError> {
    for task in TASKS {
        run_one(parts, owner, task, 0).await?;
    }
    Ok(())
}

async fn run_one(parts: &Parts, owner: &str, task: &'static Task, every: i64) -> Result<(), DbError> {
    let (cx, name) = (parts.context(task.name), task.name);
    let looking = cx.clone();
    if !parts.db.read(move |conn| tasks::is_due(conn, &looking, name, every)).await? {
        return Ok(());
    }
    let (taking, holder) = (cx.clone(), owner.to_owned());
    if !parts.db.write(move |conn| tasks::take(conn, &taking, name, every, &holder, LEASE)).await? {
        return Ok(());
    }
    let running = cx.clone();
    let outcome = parts.db.write(move |conn| (task.run)(conn, &running)).await;
    let (holder, word) = (owner.to_owned(), outcome.as_ref().map_or_else(ToString::to_string, Clone::clone));
    parts.db.write(move |conn| tasks::finish(conn, &cx, name, &holder, &word)).await?;
    outcome.map(|_| ())
}
