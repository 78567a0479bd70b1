//! The commands that bring a message to its DATA, and what a reply to each means.

use super::body::head;
use super::offers::Offers;
use super::wire::{Broken, Reply};
use crate::domain::outbox::outcome::{Fault, Refusal, RelayFault, Stage};
use crate::mail::address::{Envelope, addr_spec};

/// Why a message did not get through to its DATA, or was not taken after it.
pub(super) enum Stop {
    Refused(Refusal),
    Fault(RelayFault),
}

impl From<Broken> for Stop {
    fn from(broken: Broken) -> Self {
        Stop::Fault(broken.into())
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    Reset,
    At(Stage),
}

/// One message's commands in their order.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Introduction(Vec<(Step, String)>);

impl Introduction {
    /// Up to DATA, or why a relay with these offers cannot carry the message.
    pub(super) fn of(offers: &Offers, envelope: &Envelope, message: &[u8]) -> Result<Introduction, Refusal> {
        let no = |code, text: String| Refusal::new(code, text, Stage::Preflight);
        let spec = |email, code: &str| addr_spec(email).map_err(|reason| no(553, format!("{code} {reason}")));
        let (from, to) = (spec(&envelope.from, "5.1.7")?, spec(&envelope.to, "5.1.3")?);
        let mut parameters = String::new();
        if let Some(limit) = offers.size {
            let size = message.len();
            if size > limit {
                return Err(no(552, format!("5.3.4 the mail has {size} octets and the relay takes {limit} at most")));
            }
            parameters = format!(" SIZE={size}");
        }
        // Ten kilobytes of each message, twice: the library looks at many octets at a time.
        let plain = encoding_rs::mem::is_ascii(message);
        if !from.is_ascii() || !to.is_ascii() || !plain && !head(message).is_ascii() {
            if !offers.utf8_addresses {
                // 5.6.7 is said of the recipient alone: of our own address and of the letter's head it is no fault of theirs.
                let code = if to.is_ascii() { "5.6.9" } else { "5.6.7" };
                let reason = "an address has letters outside ASCII before the @ and the relay offers no SMTPUTF8";
                return Err(no(553, format!("{code} {reason}")));
            }
            parameters.push_str(" SMTPUTF8");
        }
        if !plain {
            if !offers.eight_bit {
                return Err(no(554, "5.6.3 the message is not ASCII and the relay offers no 8BITMIME".to_owned()));
            }
            parameters.push_str(" BODY=8BITMIME");
        }
        Ok(Introduction(vec![
            (Step::At(Stage::Sender), format!("MAIL FROM:<{from}>{parameters}\r\n")),
            (Step::At(Stage::Recipient), format!("RCPT TO:<{to}>\r\n")),
            (Step::At(Stage::Data), "DATA\r\n".to_owned()),
        ]))
    }

    /// The same after a refusal that left the relay with half an envelope.
    pub(super) fn after_reset(mut self) -> Introduction {
        self.0.insert(0, (Step::Reset, "RSET\r\n".to_owned()));
        self
    }

    pub(super) fn steps(&self) -> impl Iterator<Item = (Step, &str)> {
        self.0.iter().map(|(step, line)| (*step, line.as_str()))
    }

    /// All commands as they go out together.
    pub(super) fn commands(&self) -> String {
        self.0.iter().map(|(_, line)| line.as_str()).collect()
    }
}

/// What a reply means at a step of the message's way.
pub(super) fn judge(step: Step, reply: &Reply) -> Result<(), Stop> {
    let text = || format!("{} {}", reply.code, reply.text());
    match step {
        _ if reply.code == 421 => Err(Stop::Fault(RelayFault::new(Fault::Unavailable, text()))),
        Step::At(Stage::Data) if reply.code == 354 => Ok(()),
        Step::At(stage) if reply.is_no() => Err(Stop::Refused(Refusal::new(reply.code, reply.text(), stage))),
        Step::At(Stage::Data) => Err(Stop::Fault(RelayFault::new(Fault::Garbage, text()))),
        _ if reply.is_yes() => Ok(()),
        _ => Err(Stop::Fault(RelayFault::new(Fault::Garbage, text()))),
    }
}
