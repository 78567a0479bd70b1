//! Tasks without input: each looks for what is due and does it, safe to repeat. One node runs a task at a time.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};

use super::Parts;
use super::couriers::Phase;
use crate::access::Context;
use crate::db::{Conn, DbError};
use crate::domain::accounts::retention;
use crate::domain::contacts::alike;
use crate::domain::deliverables::{DeliverableError, reviews};
use crate::domain::gates::{self, GateError};
use crate::domain::invitations::{self, InvitationError};
use crate::domain::outbox::{alarms, lease, tasks};
use crate::domain::relays::{self, RelayError};
use crate::domain::reminders::{self, ReminderError};
use crate::domain::submissions;
use crate::domain::{digest, history, merging};

/// A task, in one transaction.
pub(super) struct Task {
    pub name: &'static str,
    /// Seconds between two runs.
    pub every: i64,
    /// Says in a few words what was done.
    pub run: fn(&mut Conn, &Context) -> Result<String, DbError>,
    /// Whether there is anything to do, read only: such a task is looked at after writes too, and what it writes itself wakes nobody again.
    pub look: Option<fn(&mut Conn, &Context) -> Result<bool, DbError>>,
}

const HOUR: i64 = 3_600;

/// All there are.
pub(super) const TASKS: &[Task] = &[
    Task { name: "needs", every: HOUR, run: erase_needs, look: None },
    Task { name: "outbox-alarms", every: 24 * HOUR, run: forget_alarms, look: None },
    Task { name: "outbox-rates", every: 24 * HOUR, run: forget_buckets, look: None },
    Task { name: "sign-ins", every: HOUR, run: forget_sign_ins, look: None },
    Task { name: "submissions", every: HOUR, run: forget_submissions, look: None },
    Task { name: "gates", every: 0, run: settle_gates, look: Some(gates_unsettled) },
    Task { name: "reviews", every: 300, run: tell_stuck_reviews, look: None },
    Task { name: "names", every: 0, run: renew_names, look: Some(names_outdated) },
    Task { name: "merges", every: HOUR, run: forget_merges, look: None },
    Task { name: "history", every: 60, run: seal_history, look: None },
    Task { name: "reminders", every: 60, run: write_reminders, look: None },
    Task { name: "relays", every: 60, run: settle_relays, look: None },
    Task { name: "digest", every: 60, run: write_digests, look: None },
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
    let retention::Forgotten { attempts, links, sign_ins, tokens, steps } = retention::forget(conn, cx)?;
    Ok(format!(
        "{attempts} attempts, {steps} passwords without a code, {links} links, {sign_ins} sign-ins, {tokens} keys forgotten"
    ))
}

/// Keys of forms that were sent long ago.
fn forget_submissions(conn: &mut Conn, cx: &Context) -> Result<String, DbError> {
    let forgotten = submissions::forget(conn, cx)?;
    Ok(format!("{forgotten} forgotten"))
}

/// Events at risk, and steps that follow what happened.
fn settle_gates(conn: &mut Conn, cx: &Context) -> Result<String, DbError> {
    let settled = gates::reconcile(conn, cx).map_err(of_gates)?;
    Ok(format!("{} at risk, {} no longer, {} steps moved", settled.raised, settled.cleared, settled.moved))
}

fn gates_unsettled(conn: &mut Conn, cx: &Context) -> Result<bool, DbError> {
    gates::unsettled(conn, cx).map_err(of_gates)
}

fn of_gates(error: GateError) -> DbError {
    match error {
        GateError::Db(error) => error,
        other => DbError::Query(other.to_string()),
    }
}

/// Versions in review that too few are left to approve.
fn tell_stuck_reviews(conn: &mut Conn, cx: &Context) -> Result<String, DbError> {
    let told = reviews::tell_stuck(conn, cx).map_err(|error| match error {
        DeliverableError::Db(error) => error,
        other => DbError::Query(other.to_string()),
    })?;
    Ok(format!("{told} told"))
}

/// What organisations are recognised by, where the rules are newer or something they rest on is gone.
fn renew_names(conn: &mut Conn, _: &Context) -> Result<String, DbError> {
    let renewed = alike::renew(conn)?;
    Ok(format!("{renewed} renewed"))
}

fn names_outdated(conn: &mut Conn, _: &Context) -> Result<bool, DbError> {
    alike::is_outdated(conn)
}

/// What only undoing a merge needed, a month after it.
fn forget_merges(conn: &mut Conn, cx: &Context) -> Result<String, DbError> {
    let forgotten = merging::forget(conn, cx)?;
    Ok(format!("{forgotten} forgotten"))
}

/// Monday morning, wherever it is.
fn write_digests(conn: &mut Conn, cx: &Context) -> Result<String, DbError> {
    let written = digest::enqueue_due(conn, cx)?;
    Ok(format!("{written} written"))
}

/// What rules remind of by now.
fn write_reminders(conn: &mut Conn, cx: &Context) -> Result<String, DbError> {
    let written = reminders::enqueue_due(conn, cx).map_err(|error| match error {
        ReminderError::Db(error) => error,
        other => DbError::Query(other.to_string()),
    })?;
    Ok(format!("{written} written"))
}

/// What officers were told and is otherwise by now, and relays of which nothing is heard.
fn settle_relays(conn: &mut Conn, cx: &Context) -> Result<String, DbError> {
    let of = |error| match error {
        RelayError::Db(error) => error,
        other => DbError::Query(other.to_string()),
    };
    let relays::Settled { told, lapsed } = relays::settle_due(conn, cx).map_err(of)?;
    Ok(format!("{told} told, {lapsed} lapsed"))
}

/// Entries of history get their seals.
fn seal_history(conn: &mut Conn, cx: &Context) -> Result<String, DbError> {
    let sealed = history::seal(conn, cx)?;
    Ok(format!("{sealed} sealed"))
}

/// Seconds after which a node that runs a task counts as dead.
const LEASE: i64 = 600;

/// After a write others often follow: those who look wait so long for them.
const BREATH: Duration = Duration::from_secs(1);

/// Runs what is due at every heartbeat, and after writes what looks for their consequences.
pub(super) async fn run(parts: Parts, owner: String, beat: Arc<Notify>, mut phase: watch::Receiver<Phase>) {
    let changed = parts.db.changed();
    let mut after_write = false;
    loop {
        for task in TASKS.iter().filter(|task| !after_write || task.look.is_some()) {
            if *phase.borrow() == Phase::Work
                && let Err(fault) = run_one(&parts, &owner, task, task.every).await
            {
                let database = parts.db.url();
                tracing::error!(error = %fault, task = task.name, %database, "a task failed; it is tried again at its next turn");
            }
        }
        tokio::select! {
            () = beat.notified() => after_write = false,
            () = after(&changed) => after_write = true,
            _ = phase.wait_for(|phase| *phase != Phase::Work) => return,
        }
    }
}

async fn after(changed: &Notify) {
    changed.notified().await;
    tokio::time::sleep(BREATH).await;
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
    if let Some(look) = task.look {
        let looking = cx.clone();
        if !parts.db.read(move |conn| look(conn, &looking)).await? {
            return Ok(());
        }
    }
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
