//! Handing messages to a relay by SMTP (RFC 5321), fast enough for bulk and exact about what is not known.
//!
//! A [`Connection`] speaks: envelope commands in one write where the relay offers PIPELINING (RFC 2920), the message, its final dot and
//! the commands of the message that follows in another, so that no small write ever waits for an acknowledgement and a message in a row
//! costs one exchange. Each step has a deadline. A refused message
//! leaves the connection usable (RSET); 421, garbage, silence or a broken line end it. A [`Line`] keeps one connection open over
//! many messages, opens a new one when it is due or was closed under it, and so is what a worker holds.
//!
//! TLS, stream and login are lettre's. Its connection type is not used: it cannot tell "the message was not fully written" from
//! "no reply came", reads no PIPELINING, and keeps bytes that were injected before the TLS handshake.

mod body;
mod connection;
mod introduction;
mod line;
mod offers;
mod wire;

use std::time::Duration;

use lettre::transport::smtp::client::{Certificate, TlsParameters};

pub use self::connection::{Connection, NO_LOGIN_OFFERED};
pub use self::line::Line;
use super::address::Envelope;
use super::url::{Login, Security};
use crate::domain::outbox::outcome::{Fault, RelayFault};

/// The message that goes over a connection after another one, so that the relay can be told of it early.
#[derive(Clone, Copy, Debug)]
pub struct Following<'a> {
    pub envelope: &'a Envelope,
    pub message: &'a [u8],
}

/// Everything needed to reach one relay.
#[derive(Clone, Debug)]
pub struct SmtpConfig {
    pub security: Security,
    pub host: String,
    pub port: u16,
    pub login: Option<Login>,
    pub tls: TlsPolicy,
    /// Certificates (PEM) trusted besides the public ones: a relay of one's own.
    pub trusted_pem: Option<String>,
    /// What we call ourselves in EHLO: a host name, or an address in brackets.
    pub hello: String,
    pub deadlines: Deadlines,
    pub recycling: Recycling,
}

impl SmtpConfig {
    /// A relay with the usual deadlines, TLS required, no login.
    pub fn new(security: Security, host: impl Into<String>, port: u16) -> Self {
        Self {
            security,
            host: host.into(),
            port,
            login: None,
            tls: TlsPolicy::Required,
            trusted_pem: None,
            hello: "[127.0.0.1]".to_owned(),
            deadlines: Deadlines::default(),
            recycling: Recycling::default(),
        }
    }
}

/// `mail.tls`: what a connection that begins in the clear must become.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TlsPolicy {
    /// STARTTLS or nothing.
    Required,
    /// In the clear, with the login: a relay on the same machine, asked for by name.
    None,
}

/// How long each step may take. RFC 5321 (4.5.3.2) asks for patience above all after the message's end: who gives up there
/// sends twice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deadlines {
    /// Resolving, connecting, and each handshake.
    pub connect: Duration,
    /// Any reply but the last.
    pub reply: Duration,
    /// Writing commands or the whole message.
    pub write: Duration,
    /// The reply after the message.
    pub verdict: Duration,
    /// Saying goodbye.
    pub quit: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(20),
            reply: Duration::from_secs(120),
            write: Duration::from_secs(180),
            verdict: Duration::from_secs(600),
            quit: Duration::from_secs(2),
        }
    }
}

/// When a connection has served long enough: relays close those that stay or idle too long.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Recycling {
    pub messages: u32,
    pub idle: Duration,
}

impl Default for Recycling {
    fn default() -> Self {
        Self { messages: 500, idle: Duration::from_secs(20) }
    }
}

/// A relay made ready: its configuration and the roots of trust, read once and shared by all its connections.
#[derive(Clone)]
pub struct Relay {
    config: SmtpConfig,
    tls: Option<TlsParameters>,
}

impl Relay {
    /// Fails with [`Fault::Tls`] when the trusted certificates cannot be read.
    pub fn new(config: SmtpConfig) -> Result<Self, RelayFault> {
        let fault = |e: lettre::transport::smtp::Error| RelayFault::new(Fault::Tls, wire::deepest(&e));
        let wanted = config.security == Security::Implicit || config.tls == TlsPolicy::Required;
        let tls = if wanted {
            let mut builder = TlsParameters::builder(config.host.clone());
            if let Some(pem) = &config.trusted_pem {
                builder = builder.add_root_certificate(authorities(pem)?);
            }
            Some(builder.build().map_err(fault)?)
        } else {
            None
        };
        Ok(Self { config, tls })
    }

    /// How it is reached.
    pub fn config(&self) -> &SmtpConfig {
        &self.config
    }
}

/// A text without a certificate would be taken in silence, and then each handshake refused.
fn authorities(pem: &str) -> Result<Certificate, RelayFault> {
    let fault = |text: &str| RelayFault::new(Fault::Tls, text);
    if !pem.contains("-----BEGIN CERTIFICATE-----") {
        return Err(fault("the trusted certificates hold none: a PEM file has -----BEGIN CERTIFICATE----- in it"));
    }
    Certificate::from_pem(pem.as_bytes()).map_err(|_| fault("the trusted certificates are damaged"))
}

impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.config.fmt(f)
    }
}
