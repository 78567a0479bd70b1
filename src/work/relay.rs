//! What this process knows of the relay: whether to leave it alone, and since how many faults.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use crate::domain::outbox::policy::{self, Alarm, Decision};
use crate::domain::outbox::{FailReason, Verdict};
use crate::kernel::ids::OutboxId;

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
    /// The messages refused in a row since the last one that was taken.
    refused: Vec<OutboxId>,
    manner: Manner,
    /// Whether an alarm may be ringing; unknown at first, so that a success after a restart ends an old one.
    may_ring: bool,
}

/// What the refusals of late say of the relay.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Manner {
    /// Each refusal is about its own message.
    Choosing,
    /// It refuses everything, and its refusals say nothing of anybody.
    RefusingAll,
}

/// What a decision means for the alarm.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Bell {
    Quiet,
    Ring { alarm: Alarm, pause: Duration },
    Clear,
}

/// What a decision means for the messages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Word {
    /// As decided.
    Stands,
    /// It is the relay's doing: to be tried again later, and nothing is held against the address. So are these that failed before.
    PutOff(Vec<OutboxId>),
}

impl Relay {
    pub(super) fn new() -> Relay {
        Relay {
            state: Mutex::new(State {
                faults: 0,
                paused_until: None,
                refused: Vec::new(),
                manner: Manner::Choosing,
                may_ring: true,
            }),
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
    pub(super) fn note(&self, id: OutboxId, decision: &Decision) -> (Bell, Word) {
        self.answer.notify_one();
        let mut state = self.lock();
        if let Some(alarm) = &decision.alarm {
            return (state.fault(alarm.clone()), Word::Stands);
        }
        match decision.verdict {
            Verdict::Sent => (state.taken(), Word::Stands),
            // Found out before a word was said to the relay.
            Verdict::Failed(FailReason::Unsendable | FailReason::AddressUnsendable) => (Bell::Quiet, Word::Stands),
            Verdict::Failed(reason) => state.refused(id, reason),
            _ => (Bell::Quiet, Word::Stands),
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
    fn taken(&mut self) -> Bell {
        self.faults = 0;
        self.refused.clear();
        self.manner = Manner::Choosing;
        self.paused_until = None;
        if std::mem::take(&mut self.may_ring) { Bell::Clear } else { Bell::Quiet }
    }

    /// A relay that refuses so many in a row refuses everybody: those whom it refused on the way there are believed as little as those
    /// it refuses from then on, until it takes one.
    fn refused(&mut self, id: OutboxId, reason: FailReason) -> (Bell, Word) {
        if self.manner == Manner::Choosing {
            self.refused.push(id);
            if self.refused.len() < policy::REFUSALS_IN_A_ROW {
                return (Bell::Quiet, Word::Stands);
            }
        }
        self.manner = Manner::RefusingAll;
        let detail = format!("{} messages in a row were refused, the last: {reason}", policy::REFUSALS_IN_A_ROW);
        (self.fault(Alarm { what: "refusing", detail }), Word::PutOff(std::mem::take(&mut self.refused)))
    }

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
