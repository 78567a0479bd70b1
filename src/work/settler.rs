//! One thread that writes down the results of all couriers, as many in one transaction as have come in.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use super::Parts;
use super::claimer::Pen;
use super::relay::{Bell, Relay, Word};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::contacts;
use crate::domain::outbox::outcome::Outcome;
use crate::domain::outbox::policy::{self, Decision};
use crate::domain::outbox::{Settlement, Verdict, alarms, lease};
use crate::kernel::ids::OutboxId;
use crate::kernel::time::Instant;

/// The end of a message's turn, on its way to the record.
#[derive(Debug)]
pub(super) struct End {
    pub settlement: Settlement,
    pub decision: Decision,
    /// Answered when the end is on record.
    pub recorded: Option<oneshot::Sender<()>>,
}

impl End {
    /// What an attempt's outcome means.
    pub(super) fn of(id: OutboxId, attempts: i32, outcome: &Outcome) -> End {
        let decision = policy::decide(outcome, attempts);
        let reply = reply(outcome);
        End {
            settlement: Settlement { id, attempts, verdict: decision.verdict.clone(), reply },
            decision,
            recorded: None,
        }
    }

    /// An end without an attempt.
    pub(super) fn without_attempt(id: OutboxId, attempts: i32, verdict: Verdict) -> End {
        let decision = Decision { verdict: verdict.clone(), alarm: None };
        End { settlement: Settlement { id, attempts, verdict, reply: String::new() }, decision, recorded: None }
    }
}

/// The relay's words, as many as are worth keeping.
fn reply(outcome: &Outcome) -> String {
    let words = match outcome {
        Outcome::Accepted { reply } => reply.clone(),
        Outcome::Refused(refusal) => refusal.to_string(),
        Outcome::RelayFault(fault) => fault.to_string(),
        Outcome::InDoubt { text } => text.clone(),
    };
    words.chars().take(500).collect()
}

/// So many results at most go into one transaction.
const MOST: usize = 512;

/// How long to wait before a failed commit is tried again.
const AGAIN: Duration = Duration::from_millis(500);

/// Runs until all couriers and the claimer are gone. For a thread that may block.
pub(super) fn run(parts: &Parts, owner: &str, relay: &Relay, pen: &Pen, mut ends: mpsc::Receiver<End>) {
    let mut batch = Vec::new();
    while let Some(first) = ends.blocking_recv() {
        batch.push(first);
        while batch.len() < MOST
            && let Ok(next) = ends.try_recv()
        {
            batch.push(next);
        }
        record(parts, owner, relay, pen, &batch);
        for end in batch.drain(..) {
            if let Some(recorded) = end.recorded
                && recorded.send(()).is_err()
            {
                tracing::debug!("a courier left before its result was on record");
            }
        }
    }
}

/// A batch with what the relay's manner makes of it.
pub(super) struct Noted {
    pub(super) bell: Bell,
    pub(super) ends: Vec<Settlement>,
    /// Messages of earlier batches that failed only because the relay refuses everybody.
    taken_back: Vec<OutboxId>,
}

impl Noted {
    pub(super) fn of(relay: &Relay, batch: &[End]) -> Noted {
        let mut noted = Noted { bell: Bell::Quiet, ends: Vec::with_capacity(batch.len()), taken_back: Vec::new() };
        for end in batch {
            let (bell, word) = relay.note(end.settlement.id, &end.decision);
            if bell != Bell::Quiet {
                noted.bell = bell;
            }
            let mut settlement = end.settlement.clone();
            if let Word::PutOff(earlier) = word {
                settlement.verdict = Verdict::RetryAfter(policy::REFUSED_BY_ALL);
                noted.taken_back.extend(earlier.into_iter().filter(|id| *id != settlement.id));
            }
            noted.ends.push(settlement);
        }
        // Those of this batch have not failed yet.
        for settlement in &mut noted.ends {
            if noted.taken_back.contains(&settlement.id) {
                settlement.verdict = Verdict::RetryAfter(policy::REFUSED_BY_ALL);
            }
        }
        noted
    }
}

/// Tries until it is done: a result is never thrown away, and nobody sends on before it is kept. A row whose lease runs out meanwhile is
/// somebody else's, and then there is nothing left to write.
fn record(parts: &Parts, owner: &str, relay: &Relay, pen: &Pen, batch: &[End]) {
    let noted = Noted::of(relay, batch);
    let began = parts.clock.machine();
    loop {
        let written = {
            let _pen = pen.lock().unwrap_or_else(PoisonError::into_inner);
            parts.db.write_now(|conn| write(conn, &parts.context("outbox"), owner, &noted))
        };
        match written {
            Ok(settled) => return report(&settled, &noted),
            Err(fault) => {
                let database = parts.db.url();
                tracing::error!(error = %fault, results = noted.ends.len(), %database, "results of sending could not be written; trying again");
                let given_up = parts.clock.machine().seconds_since(began) > parts.config.lease().as_secs() as i64;
                if given_up {
                    tracing::error!(
                        results = noted.ends.len(),
                        "their leases ran out; these messages will be sent again"
                    );
                    relay.ring_again();
                    return;
                }
                std::thread::sleep(AGAIN);
            }
        }
    }
}

/// In the caller's transaction.
pub(super) fn write(
    conn: &mut Conn,
    cx: &Context,
    owner: &str,
    noted: &Noted,
) -> Result<lease::Settled, crate::db::DbError> {
    match &noted.bell {
        Bell::Quiet => {}
        Bell::Clear => {
            alarms::clear(conn, cx)?;
        }
        Bell::Ring { alarm, pause } => {
            alarms::raise(conn, cx, alarm, after(cx.machine, *pause))?;
        }
    }
    let settled = lease::settle(conn, cx, owner, &noted.ends)?;
    for (email, reply) in &settled.refused {
        contacts::address_refused(conn, cx, email, reply)?;
    }
    for (email, reply) in lease::take_back(conn, cx, &noted.taken_back, policy::REFUSED_BY_ALL)? {
        contacts::refusal_withdrawn(conn, cx, &email, &reply)?;
    }
    Ok(settled)
}

fn after(at: Instant, pause: Duration) -> Instant {
    at.plus_seconds(i64::try_from(pause.as_secs()).unwrap_or(i64::MAX))
}

/// The relay's words without the addresses that stand in them: they are people's, and logs are for others.
fn without_addresses(said: &str) -> String {
    let words = said.split(' ').map(|word| if word.contains('@') { "…" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

fn report(settled: &lease::Settled, noted: &Noted) {
    if settled.lost > 0 {
        tracing::warn!(messages = settled.lost, "leases were lost before their results came in");
    }
    if let Bell::Ring { alarm, pause } = &noted.bell {
        let (what, detail) = (alarm.what, without_addresses(&alarm.detail));
        tracing::error!(what, detail, pause_seconds = pause.as_secs(), "the relay is left alone");
    }
    metrics::counter!("convoke_mails_total", "end" => "sent").increment(settled.sent as u64);
    for end in &noted.ends {
        let word = match end.verdict {
            Verdict::Sent => continue,
            Verdict::RetryAfter(_) => "put-off",
            Verdict::Failed(_) => "failed",
            Verdict::Doubt => "doubt",
            Verdict::Release => "released",
            Verdict::Moot(_) => "moot",
        };
        metrics::counter!("convoke_mails_total", "end" => word).increment(1);
    }
}

/// The thread, and the way to it.
pub(super) fn start(
    parts: &Parts,
    owner: &str,
    relay: Arc<Relay>,
    pen: Pen,
) -> std::io::Result<(mpsc::Sender<End>, std::thread::JoinHandle<()>)> {
    let (send, receive) = mpsc::channel(4 * MOST);
    let (parts, owner) = (parts.clone(), owner.to_owned());
    let thread = std::thread::Builder::new()
        .name("settler".to_owned())
        .spawn(move || run(&parts, &owner, &relay, &pen, receive))?;
    Ok((send, thread))
}

#[cfg(test)]
mod tests {
    use super::without_addresses;

    #[test]
    fn a_log_keeps_the_relays_words_and_nobodys_address() {
        let said = "554 5.7.1 <anna.schmidt@chamber.example.de>: Relay access denied";
        assert_eq!(without_addresses(said), "554 5.7.1 … Relay access denied");
        assert_eq!(without_addresses("450 4.3.2  try again"), "450 4.3.2  try again");
    }
}
