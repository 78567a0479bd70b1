//! One open connection to the relay and the dialogue over it.

use std::str::FromStr;
use std::time::Instant;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::commands::Auth;
use lettre::transport::smtp::response::Response;

use super::offers::Offers;
use super::wire::{Broken, Reply, Wire};
use super::{Deadlines, Recycling, Relay, TlsPolicy};
use crate::domain::outbox::outcome::{Fault, Outcome, Refusal, RelayFault, Stage};
use crate::mail::address::{Envelope, addr_spec};
use crate::mail::url::{Login, Security};

/// An open, greeted, encrypted and logged-in connection.
#[derive(Debug)]
pub struct Connection {
    wire: Wire,
    offers: Offers,
    deadlines: Deadlines,
    recycling: Recycling,
    condition: Condition,
    carried: u32,
    last_used: Instant,
    /// The message as written, kept to spare an allocation each.
    stuffed: Vec<u8>,
}

/// Where the dialogue stands between two messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Condition {
    Clean,
    /// A command was refused: RSET goes before the next message.
    NeedsReset,
    /// Nobody knows: the connection ends here.
    Unusable,
}

/// Why an envelope did not get through to DATA.
enum Stop {
    Refused(Refusal),
    Fault(RelayFault),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Reset,
    At(Stage),
}

impl Connection {
    pub async fn open(relay: &Relay) -> Result<Connection, RelayFault> {
        let config = relay.config();
        let mut wire = Wire::connect(&config.host, config.port, config.deadlines.connect).await?;
        if let (Security::Implicit, Some(tls)) = (config.security, &relay.tls) {
            wire.encrypt(tls.clone(), config.deadlines.connect).await?;
        }
        let mut connection = Connection {
            wire,
            offers: Offers::default(),
            deadlines: config.deadlines,
            recycling: config.recycling,
            condition: Condition::Clean,
            carried: 0,
            last_used: Instant::now(),
            stuffed: Vec::new(),
        };
        connection.greet(relay).await?;
        if let Some(login) = &config.login {
            connection.log_in(login).await?;
        }
        Ok(connection)
    }

    /// Sends one message; CRLF line ends, dots and the final dot are put right here.
    pub async fn send(&mut self, envelope: &Envelope, message: &[u8]) -> Outcome {
        let steps = match self.steps(envelope, message) {
            Ok(steps) => steps,
            Err(refusal) => return Outcome::Refused(refusal),
        };
        // Unless the dialogue comes to a known place again, this connection is over; also when this call is dropped half-way.
        self.condition = Condition::Unusable;
        self.last_used = Instant::now();
        self.carried += 1;
        let introduced = match self.offers.pipelining {
            true => self.introduce_at_once(&steps).await,
            false => self.introduce_by_steps(&steps).await,
        };
        match introduced {
            Ok(()) => self.hand_over(message).await,
            Err(Stop::Refused(refusal)) => Outcome::Refused(refusal),
            Err(Stop::Fault(fault)) => Outcome::RelayFault(fault),
        }
    }

    /// Whether another message may go over this connection.
    pub fn is_usable(&self) -> bool {
        self.condition != Condition::Unusable
    }

    /// Whether the connection has served its messages or idled too long.
    pub fn is_due(&self) -> bool {
        self.carried >= self.recycling.messages || self.last_used.elapsed() >= self.recycling.idle
    }

    /// Says goodbye; a relay that does not answer is left alone.
    pub async fn quit(mut self) {
        if self.is_usable()
            && let Err(broken) = self.command("QUIT\r\n", self.deadlines.quit).await
        {
            tracing::debug!(reason = %broken, "relay left without goodbye");
        }
    }

    async fn greet(&mut self, relay: &Relay) -> Result<(), RelayFault> {
        let config = relay.config();
        let greeting = self.wire.reply(self.deadlines.reply).await?;
        expect(&greeting, Reply::is_yes, Fault::Greeting)?;
        self.hello(&config.hello).await?;
        if config.security == Security::Implicit || config.tls == TlsPolicy::None {
            return Ok(());
        }
        let Some(tls) = relay.tls.clone().filter(|_| self.offers.starttls) else {
            return Err(RelayFault::new(Fault::Tls, "the relay offers no STARTTLS, and mail.tls requires it"));
        };
        let ready = self.command("STARTTLS\r\n", self.deadlines.reply).await?;
        expect(&ready, Reply::is_yes, Fault::Tls)?;
        self.wire.encrypt(tls, self.deadlines.connect).await?;
        // RFC 3207, 4.2: what was offered in the clear counts no more.
        self.hello(&config.hello).await
    }

    async fn hello(&mut self, name: &str) -> Result<(), RelayFault> {
        let reply = self.command(&format!("EHLO {name}\r\n"), self.deadlines.reply).await?;
        self.offers = if reply.is_yes() { Offers::read(&reply) } else { Offers::default() };
        match expect(&reply, Reply::is_yes, Fault::Greeting) {
            Err(refused) if (500..600).contains(&reply.code) => self.old_hello(name, refused).await,
            said => said,
        }
    }

    /// RFC 5321, 3.2: a relay that does not know EHLO knows HELO, and then offers nothing. One that wants neither, or leaves, has said why
    /// before.
    async fn old_hello(&mut self, name: &str, refused: RelayFault) -> Result<(), RelayFault> {
        match self.command(&format!("HELO {name}\r\n"), self.deadlines.reply).await {
            Ok(reply) if reply.is_yes() => Ok(()),
            Ok(reply) if reply.code == 421 => expect(&reply, Reply::is_yes, Fault::Greeting),
            Ok(_) | Err(_) => Err(refused),
        }
    }

    async fn log_in(&mut self, login: &Login) -> Result<(), RelayFault> {
        let fault = |text: &str| RelayFault::new(Fault::Login, text);
        let Some(mechanism) = self.offers.login.first().copied() else {
            return Err(fault("the relay offers neither AUTH PLAIN nor AUTH LOGIN"));
        };
        let credentials = Credentials::new(login.user.clone(), login.password().to_owned());
        let garbled = |_| fault("the relay's challenge cannot be read");
        let mut auth = Auth::new(mechanism, credentials.clone(), None).map_err(garbled)?;
        // LOGIN asks twice; more is no login we know.
        for _ in 0..3 {
            let reply = self.command(&auth.to_string(), self.deadlines.reply).await?;
            if reply.code != 334 {
                return expect(&reply, Reply::is_yes, Fault::Login);
            }
            let challenge = Response::from_str(&format!("334 {}\r\n", reply.text())).map_err(garbled)?;
            auth = Auth::new_from_response(mechanism, credentials.clone(), &challenge).map_err(garbled)?;
        }
        Err(fault("the relay keeps asking"))
    }

    async fn command(&mut self, line: &str, limit: std::time::Duration) -> Result<Reply, Broken> {
        self.wire.write(line.as_bytes(), limit).await?;
        self.wire.reply(limit).await
    }

    /// The commands that bring this envelope to DATA, or why this relay cannot carry it.
    fn steps(&self, envelope: &Envelope, message: &[u8]) -> Result<Vec<(Step, String)>, Refusal> {
        let no = |code, text: String| Refusal::new(code, text, Stage::Preflight);
        let spec = |email| addr_spec(email).map_err(|reason| no(553, format!("5.1.3 {reason}")));
        let (from, to) = (spec(&envelope.from)?, spec(&envelope.to)?);
        let mut parameters = String::new();
        if let Some(limit) = self.offers.size {
            let size = message.len();
            if size > limit {
                return Err(no(552, format!("5.3.4 the mail has {size} octets and the relay takes {limit} at most")));
            }
            parameters = format!(" SIZE={size}");
        }
        let plain = message.is_ascii();
        if !from.is_ascii() || !to.is_ascii() || !plain && !head(message).is_ascii() {
            if !self.offers.utf8_addresses {
                let reason = "5.6.7 an address has letters outside ASCII before the @ and the relay offers no SMTPUTF8";
                return Err(no(553, reason.to_owned()));
            }
            parameters.push_str(" SMTPUTF8");
        }
        if !plain {
            if !self.offers.eight_bit {
                return Err(no(554, "5.6.3 the message is not ASCII and the relay offers no 8BITMIME".to_owned()));
            }
            parameters.push_str(" BODY=8BITMIME");
        }
        let mut steps = Vec::with_capacity(4);
        if self.condition == Condition::NeedsReset {
            steps.push((Step::Reset, "RSET\r\n".to_owned()));
        }
        steps.push((Step::At(Stage::Sender), format!("MAIL FROM:<{from}>{parameters}\r\n")));
        steps.push((Step::At(Stage::Recipient), format!("RCPT TO:<{to}>\r\n")));
        steps.push((Step::At(Stage::Data), "DATA\r\n".to_owned()));
        Ok(steps)
    }

    /// All commands in one write, then all replies in order; the first refusal is the reason.
    async fn introduce_at_once(&mut self, steps: &[(Step, String)]) -> Result<(), Stop> {
        let commands: String = steps.iter().map(|(_, line)| line.as_str()).collect();
        self.wire.write(commands.as_bytes(), self.deadlines.write).await.map_err(Stop::from)?;
        let mut refusal: Option<Refusal> = None;
        for (step, _) in steps {
            let judged = match self.wire.reply(self.deadlines.reply).await {
                Ok(reply) => judge(*step, &reply),
                Err(broken) => Err(broken.into()),
            };
            match (judged, &refusal) {
                (Ok(()), Some(_)) if *step == Step::At(Stage::Data) => self.end_empty_message().await,
                (Ok(()), _) => {}
                (Err(Stop::Refused(first)), None) => refusal = Some(first),
                (Err(Stop::Refused(_)), Some(_)) => {}
                (Err(Stop::Fault(fault)), None) => return Err(Stop::Fault(fault)),
                // What was refused stays refused, though the relay then went away.
                (Err(Stop::Fault(_)), Some(first)) => return Err(Stop::Refused(first.clone())),
            }
        }
        match refusal {
            Some(refusal) => {
                self.condition = Condition::NeedsReset;
                Err(Stop::Refused(refusal))
            }
            None => Ok(()),
        }
    }

    /// RFC 2920, 3.1: DATA was taken although no recipient was; a lone dot ends the message that nobody gets.
    async fn end_empty_message(&mut self) {
        if let Err(broken) = self.command(".\r\n", self.deadlines.reply).await {
            tracing::debug!(reason = %broken, "relay went away after a refusal");
        }
    }

    async fn introduce_by_steps(&mut self, steps: &[(Step, String)]) -> Result<(), Stop> {
        for (step, line) in steps {
            let reply = self.command(line, self.deadlines.reply).await.map_err(Stop::from)?;
            judge(*step, &reply).inspect_err(|stop| {
                if matches!(stop, Stop::Refused(_)) {
                    self.condition = Condition::NeedsReset;
                }
            })?;
        }
        Ok(())
    }

    /// The message and its final dot in one write, then the verdict. From the write's end on, no reply means doubt.
    async fn hand_over(&mut self, message: &[u8]) -> Outcome {
        let mut stuffed = std::mem::take(&mut self.stuffed);
        stuff(message, &mut stuffed);
        let written = self.wire.write(&stuffed, self.deadlines.write).await;
        self.stuffed = stuffed;
        if let Err(broken) = written {
            return self.cut_short(broken).await;
        }
        match self.wire.reply(self.deadlines.verdict).await {
            Ok(reply) => self.verdict(&reply),
            Err(broken) => Outcome::InDoubt { text: broken.to_string() },
        }
    }

    fn verdict(&mut self, reply: &Reply) -> Outcome {
        let text = format!("{} {}", reply.code, reply.text());
        match judge(Step::At(Stage::Message), reply) {
            Ok(()) => {
                self.condition = Condition::Clean;
                Outcome::Accepted { reply: text }
            }
            Err(Stop::Refused(refusal)) => {
                self.condition = Condition::NeedsReset;
                Outcome::Refused(refusal)
            }
            Err(Stop::Fault(fault)) if fault.what == Fault::Unavailable => Outcome::RelayFault(fault),
            Err(Stop::Fault(_)) => Outcome::InDoubt { text },
        }
    }

    /// The message could not be written to its end, so the relay cannot have taken it; perhaps it said why (too large, spam).
    async fn cut_short(&mut self, broken: Broken) -> Outcome {
        if let Broken::Lost(_) = &broken
            && let Ok(reply) = self.wire.reply(self.deadlines.quit).await
            && let Err(Stop::Refused(refusal)) = judge(Step::At(Stage::Message), &reply)
        {
            return Outcome::Refused(refusal);
        }
        Outcome::RelayFault(broken.into())
    }
}

impl From<Broken> for Stop {
    fn from(broken: Broken) -> Self {
        Stop::Fault(broken.into())
    }
}

/// What a reply means at a step of the message's way.
fn judge(step: Step, reply: &Reply) -> Result<(), Stop> {
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

/// A reply that must be of one kind for the connection to go on.
fn expect(reply: &Reply, good: fn(&Reply) -> bool, fault: Fault) -> Result<(), RelayFault> {
    let what = if reply.code == 421 { Fault::Unavailable } else { fault };
    if good(reply) { Ok(()) } else { Err(RelayFault::new(what, format!("{} {}", reply.code, reply.text()))) }
}

/// The header section.
fn head(message: &[u8]) -> &[u8] {
    let end = message.windows(4).position(|w| w == b"\r\n\r\n");
    &message[..end.unwrap_or(message.len())]
}

/// The message as it goes over the wire: every line ends in CRLF, a leading dot is doubled (RFC 5321, 4.5.2), a lone dot ends it.
/// A lone CR or LF becomes CRLF, for relays that differ over it can be made to see two messages in one.
fn stuff(message: &[u8], out: &mut Vec<u8>) {
    out.clear();
    out.reserve(message.len() + message.len() / 32 + 8);
    let mut rest = message;
    while !rest.is_empty() {
        let (line, after) = next_line(rest);
        if line.first() == Some(&b'.') {
            out.push(b'.');
        }
        out.extend_from_slice(line);
        out.extend_from_slice(b"\r\n");
        rest = after;
    }
    out.extend_from_slice(b".\r\n");
}

/// Up to the next CR, LF or CRLF, and what follows it.
fn next_line(text: &[u8]) -> (&[u8], &[u8]) {
    let Some(end) = memchr::memchr2(b'\r', b'\n', text) else { return (text, &[]) };
    let after = &text[end + 1..];
    let after = if text[end] == b'\r' { after.strip_prefix(b"\n").unwrap_or(after) } else { after };
    (&text[..end], after)
}
