//! One open connection to the relay and the dialogue over it.

use std::str::FromStr;
use std::time::Instant;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::commands::Auth;
use lettre::transport::smtp::response::Response;

use super::body::stuff;
use super::introduction::{Introduction, Step, Stop, judge};
use super::offers::Offers;
use super::wire::{Broken, Reply, Wire};
use super::{Deadlines, Following, Recycling, Relay, TlsPolicy};
use crate::domain::outbox::outcome::{Fault, Outcome, Refusal, RelayFault, Stage};
use crate::kernel::email::Email;
use crate::mail::address::{Envelope, addr_spec};
use crate::mail::transport::NotReady;
use crate::mail::url::{Login, Security};

/// Said of a relay that a login is set for and that takes none.
pub const NO_LOGIN_OFFERED: &str = "the relay offers neither AUTH PLAIN nor AUTH LOGIN";

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
    /// Commands that went out behind the last message, for the one that follows it; their replies are still to be read.
    ahead: Option<Introduction>,
    /// Whether the text of the message that was begun last has begun to leave.
    departed: bool,
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

impl Connection {
    /// Connected, encrypted and logged in, or the fault that says at which of them it ended.
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
            ahead: None,
            departed: false,
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
        self.send_before(envelope, message, None).await
    }

    /// The same before another message: where the relay offers PIPELINING, the commands of the one that follows go out in one write with
    /// this one's end (RFC 2920, 3.1). Its text does not, so that no more than one message of a connection is ever in doubt.
    /// [`Self::awaits`] says whether they did.
    pub async fn send_before(
        &mut self,
        envelope: &Envelope,
        message: &[u8],
        following: Option<Following<'_>>,
    ) -> Outcome {
        let own = match Introduction::of(&self.offers, envelope, message) {
            Ok(own) => own,
            Err(refusal) => return Outcome::Refused(refusal),
        };
        let following = following.filter(|_| self.offers.pipelining && self.carried + 1 < self.recycling.messages);
        let following = following.and_then(|f| Introduction::of(&self.offers, f.envelope, f.message).ok());
        let needs_reset = self.condition == Condition::NeedsReset;
        // Unless the dialogue comes to a known place again, this connection is over; also when this call is dropped half-way.
        self.condition = Condition::Unusable;
        self.departed = false;
        self.last_used = Instant::now();
        self.carried += 1;
        let introduced = match (self.ahead.take(), self.offers.pipelining) {
            (Some(ahead), _) if ahead == own => self.hear(&own).await,
            (Some(_), _) => Err(Stop::Fault(RelayFault::new(Fault::Lost, "another message was announced here"))),
            (None, true) => self.introduce_at_once(if needs_reset { own.after_reset() } else { own }).await,
            (None, false) => self.introduce_by_steps(if needs_reset { own.after_reset() } else { own }).await,
        };
        match introduced {
            Ok(()) => self.hand_over(message, following).await,
            Err(Stop::Refused(refusal)) => Outcome::Refused(refusal),
            Err(Stop::Fault(fault)) => Outcome::RelayFault(fault),
        }
    }

    /// Whether the relay takes mail from this sender: a message is begun, and taken back.
    pub async fn try_sender(&mut self, from: &Email) -> Result<(), NotReady> {
        let spec =
            addr_spec(from).map_err(|e| NotReady::Sender(Refusal::new(553, format!("5.1.7 {e}"), Stage::Preflight)))?;
        let wide = if spec.is_ascii() { "" } else { " SMTPUTF8" };
        let broken = |broken: Broken| NotReady::Relay(broken.into());
        let line = format!("MAIL FROM:<{spec}>{wide}\r\n");
        let reply = self.command(&line, self.deadlines.reply).await.map_err(broken)?;
        let judged = judge(Step::At(Stage::Sender), &reply).map_err(|stop| match stop {
            Stop::Refused(refusal) => NotReady::Sender(refusal),
            Stop::Fault(fault) => NotReady::Relay(fault),
        });
        if judged.is_ok() {
            self.command("RSET\r\n", self.deadlines.reply).await.map_err(broken)?;
        }
        judged
    }

    /// Whether the relay has been told of a message that follows: no other may go over this connection.
    pub fn awaits(&self) -> bool {
        self.ahead.is_some()
    }

    /// Whether the relay may have the text of the message that was begun last; before it does, breaking off leaves no doubt.
    pub fn may_have_left(&self) -> bool {
        self.departed
    }

    /// Whether another message may go over this connection.
    pub fn is_usable(&self) -> bool {
        self.condition != Condition::Unusable
    }

    /// Whether the connection has served its messages or idled too long.
    pub fn is_due(&self) -> bool {
        self.carried >= self.recycling.messages || self.last_used.elapsed() >= self.recycling.idle
    }

    /// Says goodbye; a relay that does not answer is left alone. One that waits for a message would take the word for its text, and
    /// keeps nothing of a message without an end.
    pub async fn quit(mut self) {
        if self.is_usable()
            && !self.awaits()
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
            return Err(fault(NO_LOGIN_OFFERED));
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

    /// All commands in one write, then all replies in order.
    async fn introduce_at_once(&mut self, introduction: Introduction) -> Result<(), Stop> {
        self.wire.write(introduction.commands().as_bytes(), self.deadlines.write).await.map_err(Stop::from)?;
        self.hear(&introduction).await
    }

    /// The replies to commands that went out together; the first refusal is the reason.
    async fn hear(&mut self, introduction: &Introduction) -> Result<(), Stop> {
        let mut refusal: Option<Refusal> = None;
        for (step, _) in introduction.steps() {
            let judged = match self.wire.reply(self.deadlines.reply).await {
                Ok(reply) => judge(step, &reply),
                Err(broken) => Err(broken.into()),
            };
            match (judged, &refusal) {
                (Ok(()), Some(_)) if step == Step::At(Stage::Data) => self.end_empty_message().await,
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

    async fn introduce_by_steps(&mut self, introduction: Introduction) -> Result<(), Stop> {
        for (step, line) in introduction.steps() {
            let reply = self.command(line, self.deadlines.reply).await.map_err(Stop::from)?;
            judge(step, &reply).inspect_err(|stop| {
                if matches!(stop, Stop::Refused(_)) {
                    self.condition = Condition::NeedsReset;
                }
            })?;
        }
        Ok(())
    }

    /// The message, its final dot and what goes out behind it in one write, then the verdict. Once the dot may have left, no reply
    /// means doubt.
    async fn hand_over(&mut self, message: &[u8], following: Option<Introduction>) -> Outcome {
        let mut stuffed = std::mem::take(&mut self.stuffed);
        stuff(message, &mut stuffed);
        let end = stuffed.len();
        if let Some(following) = &following {
            stuffed.extend_from_slice(following.commands().as_bytes());
        }
        self.departed = true;
        let (taken, written) = self.wire.write_counted(&stuffed, self.deadlines.write).await;
        self.stuffed = stuffed;
        match written {
            Ok(()) => self.ahead = following,
            Err(broken) if taken < end || following.is_none() => return self.cut_short(broken).await,
            Err(broken) => return self.cut_behind(broken).await,
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
                // A refused message is over (RFC 5321, 4.1.1.4): commands that stand behind it begin a new one.
                self.condition = if self.awaits() { Condition::Clean } else { Condition::NeedsReset };
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

    /// The message left, what stood behind it did not: the relay may have it, and perhaps still says so.
    async fn cut_behind(&mut self, broken: Broken) -> Outcome {
        let outcome = match self.wire.reply(self.deadlines.quit).await {
            Ok(reply) => self.verdict(&reply),
            Err(_) => Outcome::InDoubt { text: broken.to_string() },
        };
        self.condition = Condition::Unusable;
        outcome
    }
}

/// A reply that must be of one kind for the connection to go on.
fn expect(reply: &Reply, good: fn(&Reply) -> bool, fault: Fault) -> Result<(), RelayFault> {
    let what = if reply.code == 421 { Fault::Unavailable } else { fault };
    if good(reply) { Ok(()) } else { Err(RelayFault::new(what, format!("{} {}", reply.code, reply.text()))) }
}
