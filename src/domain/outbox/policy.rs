//! What follows from the outcome of an attempt. Pure; its table is its test.

use super::model::{FailReason, Verdict};
use super::outcome::{Outcome, Refusal, Stage};

/// The replies that mean "not now", listed and not guessed: RFC 5321 (421, 450, 451, 452, 455), RFC 4954 (432, 454), and those that
/// large relays use in their manner (431, 441, 442, 446, 447, 471).
pub const RETRYABLE: [u16; 13] = [421, 431, 432, 441, 442, 446, 447, 450, 451, 452, 454, 455, 471];

/// Minutes before each next attempt: close together first, for greylists, then apart; two days in all.
pub const DELAYS: [i64; 10] = [5, 15, 30, 60, 120, 240, 360, 480, 600, 960];

/// Seconds before a message in doubt is tried once more: long enough for whoever looks, short enough for whoever waits.
pub const DOUBT_PAUSE: i64 = 15 * 60;

/// Seconds for which the relay is left alone after so many faults in a row.
const PAUSES: [i64; 9] = [2, 5, 15, 30, 60, 120, 300, 600, 900];

/// So many refusals in a row without one message taken are the relay's doing and not the recipients'.
pub const REFUSALS_IN_A_ROW: usize = 25;

/// Seconds after which what such a relay refused is tried again: others are asked about before it.
pub const REFUSED_BY_ALL: i64 = 15 * 60;

/// A message's fate, and beside it what is wrong with the relay, if anything is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    pub verdict: Verdict,
    pub alarm: Option<Alarm>,
}

/// Why the relay is left alone for a while.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alarm {
    /// A word of [`super::outcome::Fault`], or `sender`, `login`, `refusing`.
    pub what: &'static str,
    pub detail: String,
}

/// `attempts` is how often the message was tried before.
pub fn decide(outcome: &Outcome, attempts: i32) -> Decision {
    match outcome {
        Outcome::Accepted { .. } => plain(Verdict::Sent),
        Outcome::InDoubt { .. } => plain(Verdict::Doubt),
        Outcome::RelayFault(fault) => pause(fault.what.tag(), fault.text.clone()),
        Outcome::Refused(refusal) => refused(refusal, attempts),
    }
}

fn refused(refusal: &Refusal, attempts: i32) -> Decision {
    if matches!(refusal.code, 530 | 534 | 535 | 538) {
        return pause("login", refusal.to_string());
    }
    if refusal.stage == Stage::Sender && !is_about_size(refusal) {
        // MAIL FROM names us and nobody else: the next message would be refused as well.
        return pause("sender", refusal.to_string());
    }
    let full = refusal.code == 552 && refusal.stage == Stage::Recipient;
    if refusal.stage == Stage::Preflight {
        plain(Verdict::Failed(unsendable(refusal)))
    } else if RETRYABLE.contains(&refusal.code) || full {
        plain(next_try(attempts))
    } else if !refusal.is_permanent() {
        plain(Verdict::Failed(FailReason::UnknownReply))
    } else {
        plain(Verdict::Failed(permanent(refusal)))
    }
}

/// When a message that was put off is tried again.
fn next_try(attempts: i32) -> Verdict {
    let delay = usize::try_from(attempts).ok().and_then(|n| DELAYS.get(n));
    delay.map_or(Verdict::Failed(FailReason::GaveUp), |minutes| Verdict::RetryAfter(minutes * 60))
}

fn permanent(refusal: &Refusal) -> FailReason {
    match refusal.enhanced.map(|e| (e.subject, e.detail)) {
        // RFC 3463, 3.2 and 3.3: no such mailbox, no such domain, moved away, disabled.
        Some((1, 1 | 2 | 3 | 6 | 10) | (2, 1)) => FailReason::AddressRefused,
        Some((7, _)) => FailReason::RefusedByPolicy,
        Some(_) => FailReason::MessageRefused,
        None if refusal.stage == Stage::Recipient && matches!(refusal.code, 550 | 551 | 553) => {
            FailReason::AddressRefused
        }
        None => FailReason::MessageRefused,
    }
}

/// RFC 3463, 3.2, and RFC 6531, 3.5: the recipient's address has no form that may be written, or one that the relay does not read.
fn unsendable(refusal: &Refusal) -> FailReason {
    match refusal.enhanced.map(|e| (e.subject, e.detail)) {
        Some((1, 3) | (6, 7)) => FailReason::AddressUnsendable,
        _ => FailReason::Unsendable,
    }
}

/// "Too large" is told at MAIL FROM too (RFC 1870) and is this message's fault alone.
fn is_about_size(refusal: &Refusal) -> bool {
    refusal.code == 552 || refusal.enhanced.is_some_and(|e| matches!((e.subject, e.detail), (3, 4) | (2, 3)))
}

/// How long the relay is left alone after its n-th fault in a row, counted from 1; in seconds.
pub fn pause_seconds(faults: u32) -> i64 {
    let last = PAUSES.len() - 1;
    PAUSES[usize::try_from(faults.saturating_sub(1)).map_or(last, |n| n.min(last))]
}

const fn plain(verdict: Verdict) -> Decision {
    Decision { verdict, alarm: None }
}

fn pause(what: &'static str, detail: String) -> Decision {
    Decision { verdict: Verdict::Release, alarm: Some(Alarm { what, detail }) }
}
