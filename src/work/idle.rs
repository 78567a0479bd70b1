//! The engine without threads: does everything that is due and comes back. For tests and commands.

use std::sync::{Arc, Mutex};

use super::claimer::{claim, is_work_waiting, make};
use super::relay::{Bell, Relay};
use super::settler::{self, End, Noted};
use super::{Parts, WorkError, files, imports, tasks};
use crate::domain::outbox::Verdict;
use crate::domain::outbox::lease::Worker;
use crate::domain::outbox::policy::Alarm;
use crate::domain::outbox::rates::Limits;
use crate::kernel::ids::PublicId;
use crate::mail::Courier;

/// What was done.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ran {
    pub sent: usize,
    /// Put off, failed, in doubt or pointless.
    pub not_sent: usize,
    /// Held back by suppression or wish.
    pub held_back: usize,
    /// The relay could not be used; what is left waits in the queue.
    pub alarm: Option<Alarm>,
}

/// Runs every task and sends every message that is due, one after the other, until nothing is left or the relay fails.
pub async fn run_until_idle(parts: &Parts) -> Result<Ran, WorkError> {
    let owner = format!("idle-{}", PublicId::random());
    tasks::run_all(parts, &owner).await?;
    imports::run_all(parts).await?;
    files::run_now(parts, &owner).await?;
    send(parts, owner).await
}

/// Sends every message that is due, and runs no task.
pub async fn send_due(parts: &Parts) -> Result<Ran, WorkError> {
    send(parts, format!("idle-{}", PublicId::random())).await
}

async fn send(parts: &Parts, owner: String) -> Result<Ran, WorkError> {
    let lease = i64::try_from(parts.config.work.lease).unwrap_or(i64::MAX);
    let limits = Limits { sender: parts.config.mail.rate, domain: parts.config.mail.domain_rate };
    let worker = Worker::new(owner.clone(), lease, limits);
    let worker = Arc::new(Mutex::new(worker));
    let mut courier = parts.transport.courier();
    let (relay, mut ran) = (Relay::new(), Ran::default());
    while ran.alarm.is_none() && is_work_waiting(parts).await? {
        let batch = claim(parts, &worker, 64).await?;
        if batch.is_empty() {
            break;
        }
        ran.held_back += batch.held_back;
        let made = make(parts, batch.taken).await?;
        for end in made.ends {
            ran.not_sent += 1;
            record(parts, &owner, &relay, end, &mut ran).await?;
        }
        for parcel in made.parcels {
            let end = match &ran.alarm {
                None => {
                    let outcome = courier.send(&parcel.envelope, &parcel.bytes).await;
                    End::of(parcel.id, parcel.attempts, &outcome)
                }
                Some(_) => End::without_attempt(parcel.id, parcel.attempts, Verdict::Release),
            };
            match end.settlement.verdict {
                Verdict::Sent => ran.sent += 1,
                Verdict::Release => {}
                _ => ran.not_sent += 1,
            }
            record(parts, &owner, &relay, end, &mut ran).await?;
        }
    }
    close(courier).await;
    Ok(ran)
}

async fn close(mut courier: Courier) {
    courier.close().await;
}

async fn record(parts: &Parts, owner: &str, relay: &Relay, end: End, ran: &mut Ran) -> Result<(), WorkError> {
    let noted = Noted::of(relay, &[end]);
    if let Bell::Ring { alarm, .. } = &noted.bell {
        ran.alarm = Some(alarm.clone());
    }
    let (cx, owner) = (parts.context("outbox"), owner.to_owned());
    parts.db.write(move |conn| settler::write(conn, &cx, &owner, &noted)).await.map_err(WorkError::Db)?;
    Ok(())
}
