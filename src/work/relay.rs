//! What this process knows of the relay: whether to leave it alone, and since how many faults.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use crate::domain::outbox::policy::{self, Alarm, Decision};
use crate::domain::outbox::{FailReason, Verdict};

/// Shared by claimer, couriers and settler.
#[derive(Debug)]
pub(super) struct Relay {
    state: Mutex<State>,
    answer: Notify,
}

#[derive(Debug)]
struct State {
    /// Faults since the last message that was taken.
    faults: u32,
    paused_until: Option<Instant>,
    /// Refusals in a row since the last message that was taken.
    refusals: u32,
    /// Whether an alarm may be ringing; unknown at first, so that a success after a restart ends an old one.
    may_ring: bool,
}

/// What a decision means for the alarm.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Bell {
    Quiet,
    Ring { alarm: Alarm, pause: Duration },
    Clear,
}

impl Relay {
    pub(super) fn new() -> Relay {
        Relay {
            state: Mutex::new(State { faults: 0, paused_until: None, refusals: 0, may_ring: true }),
            answer: Notify::new(),
        }
    }

    /// How long the relay is still left alone.
    pub(super) fn pause(&self) -> Option<Duration> {
        let until = self.lock().paused_until?;
        until.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
    }

    /// After a fault the next batch is small: it is a question, not yet work.
    pub(super) fn is_shaken(&self) -> bool {
        self.lock().faults > 0
    }

    /// Takes note of a decision. Several couriers find out about one fault: the first of them counts.
    pub(super) fn note(&self, decision: &Decision) -> Bell {
        self.answer.notify_one();
        let mut state = self.lock();
        if let Some(alarm) = &decision.alarm {
            return state.fault(alarm.clone());
        }
        match decision.verdict {
            Verdict::Sent => {
                state.faults = 0;
                state.refusals = 0;
                state.paused_until = None;
                if std::mem::take(&mut state.may_ring) { Bell::Clear } else { Bell::Quiet }
            }
            Verdict::Failed(reason) if reason != FailReason::Unsendable => {
                state.refusals += 1;
                if state.refusals < policy::REFUSALS_IN_A_ROW {
                    return Bell::Quiet;
                }
                state.refusals = 0;
                let detail =
                    format!("{} messages in a row were refused, the last: {reason}", policy::REFUSALS_IN_A_ROW);
                state.fault(Alarm { what: "refusing", detail })
            }
            _ => Bell::Quiet,
        }
    }

    /// Waits until the next decision comes in, or `at_most`.
    pub(super) async fn answered(&self, at_most: Duration) {
        tokio::select! {
            () = self.answer.notified() => {}
            () = tokio::time::sleep(at_most) => {}
        }
    }

    /// The alarm could not be written down: whoever comes next does it.
    pub(super) fn ring_again(&self) {
        self.lock().may_ring = true;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn fault(&mut self, alarm: Alarm) -> Bell {
        let now = Instant::now();
        if self.paused_until.is_some_and(|until| until > now) {
            return Bell::Quiet;
        }
        self.faults += 1;
        let pause = Duration::from_secs(policy::pause_seconds(self.faults).unsigned_abs());
        self.paused_until = Some(now + pause);
        self.may_ring = true;
        Bell::Ring { alarm, pause }
    }
}
