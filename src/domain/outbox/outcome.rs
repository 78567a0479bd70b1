//! What became of one message handed to a relay. The failure policy decides from this alone; it never sees a socket.

use std::fmt;

/// The end of one attempt. Only [`Outcome::InDoubt`] leaves open whether the relay has the message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The relay took responsibility for the message; its words, for the record.
    Accepted { reply: String },
    /// The relay (or we, before writing) said no to this message: it counts for this sender, recipient or content.
    Refused(Refusal),
    /// The relay or the way to it failed before it could have the message: it counts against no recipient.
    RelayFault(RelayFault),
    /// The connection was lost after the end of the message was written and before the reply was read.
    InDoubt { text: String },
}

/// A definite no, with the relay's own words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// RFC 5321 reply code, 400 to 599.
    pub code: u16,
    /// RFC 3463, where the reply carries one.
    pub enhanced: Option<Enhanced>,
    pub text: String,
    pub stage: Stage,
}

impl Refusal {
    /// Reads the enhanced code from the start of the reply's text (RFC 2034).
    pub fn new(code: u16, text: String, stage: Stage) -> Self {
        Self { code, enhanced: Enhanced::leading(&text), text, stage }
    }
    /// 5yz: the same attempt would fail again.
    pub fn is_permanent(&self) -> bool {
        self.code >= 500
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.text)
    }
}

/// Where in the dialogue a refusal fell.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Stage {
    /// Decided by us, nothing was written: the address or the bytes cannot go over this relay.
    Preflight,
    /// MAIL FROM.
    Sender,
    /// RCPT TO.
    Recipient,
    /// DATA, before the message.
    Data,
    /// After the message's last line.
    Message,
}

impl Stage {
    /// The word kept in the database.
    pub const fn tag(self) -> &'static str {
        match self {
            Stage::Preflight => "preflight",
            Stage::Sender => "sender",
            Stage::Recipient => "recipient",
            Stage::Data => "data",
            Stage::Message => "message",
        }
    }
}

/// An enhanced status code: class.subject.detail (RFC 3463).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Enhanced {
    pub class: u8,
    pub subject: u16,
    pub detail: u16,
}

impl Enhanced {
    /// The code a reply's text begins with, if it does.
    pub fn leading(text: &str) -> Option<Self> {
        let mut numbers = text.split_whitespace().next()?.split('.');
        let class = numbers.next()?.parse().ok().filter(|c| matches!(c, 2 | 4 | 5))?;
        let subject = numbers.next()?.parse().ok().filter(|n| *n < 1000)?;
        let detail = numbers.next()?.parse().ok().filter(|n| *n < 1000)?;
        numbers.next().is_none().then_some(Self { class, subject, detail })
    }
}

impl fmt::Display for Enhanced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

/// Why the relay could not be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{what}: {text}")]
pub struct RelayFault {
    pub what: Fault,
    /// The system's or the relay's words; never a password.
    pub text: String,
}

impl RelayFault {
    pub fn new(what: Fault, text: impl Into<String>) -> Self {
        Self { what, text: text.into() }
    }
}

/// The kinds of a relay's failing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fault {
    /// The name did not resolve, or nobody listens.
    Connect,
    /// No STARTTLS where it is required, or the handshake failed.
    Tls,
    /// The greeting or the answer to EHLO was a refusal.
    Greeting,
    /// The login was refused, or no common way to log in.
    Login,
    /// 421: the relay closes, for now.
    Unavailable,
    /// Bytes that are no SMTP reply, or a reply that cannot stand there.
    Garbage,
    /// A deadline passed.
    Silence,
    /// The connection broke.
    Lost,
    /// The mailbox folder could not be written.
    Storage,
}

impl Fault {
    /// The word kept in the database.
    pub const fn tag(self) -> &'static str {
        match self {
            Fault::Connect => "connect",
            Fault::Tls => "tls",
            Fault::Greeting => "greeting",
            Fault::Login => "login",
            Fault::Unavailable => "unavailable",
            Fault::Garbage => "garbage",
            Fault::Silence => "silence",
            Fault::Lost => "lost",
            Fault::Storage => "storage",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_enhanced_code_is_read_only_from_the_start_of_a_reply() {
        let code = Enhanced::leading("5.1.1 <li@example.cn> no such user").expect("a code");
        assert_eq!(code.to_string(), "5.1.1");
        for none in ["", "no such user 5.1.1", "3.1.1 x", "5.1 x", "5.1.1.1 x", "5.1.1000 x", "203.0.113.9 listed"] {
            assert_eq!(Enhanced::leading(none), None, "{none}");
        }
    }
}
