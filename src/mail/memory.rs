//! Mail kept in memory: for tests, and for trying the product without any mailbox.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::address::{Envelope, addr_spec};
use crate::domain::outbox::outcome::{Outcome, Refusal, Stage};

/// Accepts everything and keeps it; may be told to end otherwise. Clones share one memory.
#[derive(Clone, Default, Debug)]
pub struct Memory {
    state: Arc<Mutex<State>>,
}

/// A mail as it was carried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Carried {
    pub envelope: Envelope,
    pub message: Vec<u8>,
}

#[derive(Default, Debug)]
struct State {
    mails: Vec<Carried>,
    always: HashMap<String, Outcome>,
    next: VecDeque<Outcome>,
}

impl Memory {
    /// Every message to this address ends so from now on.
    pub fn answer(&self, address: &str, outcome: Outcome) {
        self.lock().always.insert(address.to_lowercase(), outcome);
    }

    /// The next message, whoever it is to, ends so; several calls queue up.
    pub fn answer_next(&self, outcome: Outcome) {
        self.lock().next.push_back(outcome);
    }

    /// All mails since the last call, oldest first.
    pub fn take(&self) -> Vec<Carried> {
        std::mem::take(&mut self.lock().mails)
    }

    /// How many mails wait to be taken.
    pub fn len(&self) -> usize {
        self.lock().mails.len()
    }

    /// Whether no mail waits to be taken.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Keeps the message where it ends accepted or in doubt: the relay may have it then.
    pub(super) fn deliver(&self, envelope: &Envelope, message: &[u8]) -> Outcome {
        for (email, code) in [(&envelope.from, "5.1.7"), (&envelope.to, "5.1.3")] {
            if let Err(reason) = addr_spec(email) {
                return Outcome::Refused(Refusal::new(553, format!("{code} {reason}"), Stage::Preflight));
            }
        }
        let mut state = self.lock();
        let scripted = state.next.pop_front().or_else(|| state.always.get(&envelope.to.folded()).cloned());
        let outcome = scripted.unwrap_or_else(|| Outcome::Accepted { reply: "250 2.0.0 kept in memory".to_owned() });
        if matches!(outcome, Outcome::Accepted { .. } | Outcome::InDoubt { .. }) {
            state.mails.push(Carried { envelope: envelope.clone(), message: message.to_vec() });
        }
        outcome
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A test that failed while holding the lock must not hide its reason behind a second panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
