//! Lines out, replies in, each within its deadline.

// The stream with its TLS is what we want of lettre; it calls the type an oversight and offers no other way to reach it.
#![allow(deprecated)]

use std::future::Future;
use std::io;
use std::time::Duration;

use futures_util::io::{AsyncReadExt, AsyncWriteExt};
use lettre::transport::smtp::client::{AsyncNetworkStream, TlsParameters};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::domain::outbox::outcome::{Fault, RelayFault};
use crate::kernel::invalid::seen;
use crate::tables::encoding::likely_text;

/// Caps on what a relay may make us keep; RFC 5321 allows 512 octets a line, some relays write more.
const LONGEST_LINE: usize = 4096;
const MOST_LINES: usize = 200;

/// A relay's answer: a code and its lines of text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Reply {
    pub(super) code: u16,
    pub(super) lines: Vec<String>,
}

impl Reply {
    pub(super) fn text(&self) -> String {
        self.lines.join(" ")
    }
    pub(super) fn is_yes(&self) -> bool {
        (200..300).contains(&self.code)
    }
    pub(super) fn is_no(&self) -> bool {
        (400..600).contains(&self.code)
    }
}

/// Why a step on the wire did not end well.
#[derive(Debug, thiserror::Error)]
pub(super) enum Broken {
    #[error("the relay closed the connection")]
    Closed,
    #[error("the connection broke: {0}")]
    Lost(#[from] io::Error),
    #[error("nothing came for {} s", .0.as_secs_f32())]
    Silence(Duration),
    #[error("not an SMTP reply: {0}")]
    Garbage(String),
}

impl From<Broken> for RelayFault {
    fn from(broken: Broken) -> Self {
        let what = match &broken {
            Broken::Closed | Broken::Lost(_) => Fault::Lost,
            Broken::Silence(_) => Fault::Silence,
            Broken::Garbage(_) => Fault::Garbage,
        };
        RelayFault::new(what, broken.to_string())
    }
}

/// One connection's bytes.
#[derive(Debug)]
pub(super) struct Wire {
    stream: AsyncNetworkStream,
    heard: Vec<u8>,
    taken: usize,
}

impl Wire {
    pub(super) async fn connect(host: &str, port: u16, limit: Duration) -> Result<Self, RelayFault> {
        let fault = |text: String| RelayFault::new(Fault::Connect, text);
        let place = host.trim_start_matches('[').trim_end_matches(']');
        let stream = match timeout(limit, TcpStream::connect((place, port))).await {
            Ok(Ok(stream)) => stream,
            Ok(Err(e)) => return Err(fault(format!("{host}:{port}: {e}"))),
            Err(_) => return Err(fault(format!("{host}:{port}: no connection after {} s", limit.as_secs_f32()))),
        };
        // A small write after a small write would otherwise wait for the peer's delayed acknowledgement.
        stream.set_nodelay(true).map_err(|e| fault(e.to_string()))?;
        let stream = AsyncNetworkStream::use_existing_tokio1(Box::new(stream));
        Ok(Self { stream, heard: Vec::with_capacity(1024), taken: 0 })
    }

    /// The TLS handshake. Bytes already heard came in the clear from anybody: they end the connection (CVE-2011-0411).
    pub(super) async fn encrypt(&mut self, tls: TlsParameters, limit: Duration) -> Result<(), RelayFault> {
        let fault = |text: String| RelayFault::new(Fault::Tls, text);
        if self.taken < self.heard.len() {
            return Err(fault("the relay spoke before the handshake; somebody may be in between".to_owned()));
        }
        match timeout(limit, self.stream.upgrade_tls(tls)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(e)) => Err(fault(deepest(&e))),
            Err(_) => Err(fault(format!("no handshake after {} s", limit.as_secs_f32()))),
        }
    }

    /// Writes and flushes everything.
    pub(super) async fn write(&mut self, bytes: &[u8], limit: Duration) -> Result<(), Broken> {
        self.write_counted(bytes, limit).await.1
    }

    /// The same, and how many bytes were taken: what lies behind them has not left, what lies before may have.
    pub(super) async fn write_counted(&mut self, bytes: &[u8], limit: Duration) -> (usize, Result<(), Broken>) {
        let (stream, mut taken) = (&mut self.stream, 0);
        let counting = &mut taken;
        let written = within(limit, async move {
            while *counting < bytes.len() {
                match stream.write(&bytes[*counting..]).await? {
                    0 => return Err(Broken::Closed),
                    n => *counting += n,
                }
            }
            stream.flush().await?;
            Ok(())
        })
        .await;
        (taken, written)
    }

    /// One whole reply (RFC 5321, 4.2): all its lines carry one code.
    pub(super) async fn reply(&mut self, limit: Duration) -> Result<Reply, Broken> {
        within(limit, self.read_reply()).await
    }

    async fn read_reply(&mut self) -> Result<Reply, Broken> {
        let mut reply = Reply { code: 0, lines: Vec::with_capacity(1) };
        loop {
            let line = self.read_line().await?;
            let (code, more, text) = parse(&line).ok_or_else(|| Broken::Garbage(excerpt(&line)))?;
            if reply.lines.len() == MOST_LINES || !reply.lines.is_empty() && code != reply.code {
                return Err(Broken::Garbage(excerpt(&line)));
            }
            reply.code = code;
            reply.lines.push(text.to_owned());
            if matches!(more, More::No) {
                return Ok(reply);
            }
        }
    }

    async fn read_line(&mut self) -> Result<String, Broken> {
        loop {
            let rest = &self.heard[self.taken..];
            if let Some(end) = rest.iter().position(|b| *b == b'\n') {
                let line = readable(&rest[..end]);
                self.taken += end + 1;
                return Ok(line);
            }
            if rest.len() > LONGEST_LINE {
                return Err(Broken::Garbage(excerpt(&readable(rest))));
            }
            self.heard.drain(..self.taken);
            self.taken = 0;
            let mut chunk = [0; 1024];
            match self.stream.read(&mut chunk).await? {
                0 => return Err(Broken::Closed),
                n => self.heard.extend_from_slice(&chunk[..n]),
            }
        }
    }
}

/// A line as people can read it: relays write in the encodings of their house, and what moves a terminal or turns letters round is no word.
fn readable(line: &[u8]) -> String {
    let text = seen(&likely_text(line.trim_ascii_end()));
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

async fn within<T>(limit: Duration, step: impl Future<Output = Result<T, Broken>>) -> Result<T, Broken> {
    match timeout(limit, step).await {
        Ok(result) => result,
        Err(_) => Err(Broken::Silence(limit)),
    }
}

enum More {
    Yes,
    No,
}

/// `250-text`, `250 text` or `250`.
fn parse(line: &str) -> Option<(u16, More, &str)> {
    let code = line.get(..3).filter(|c| c.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
    let more = match line.as_bytes().get(3) {
        Some(b'-') => More::Yes,
        Some(b' ') | None => More::No,
        Some(_) => return None,
    };
    (200..600).contains(&code).then(|| (code, more, line.get(4..).unwrap_or_default()))
}

/// The innermost reason: lettre wraps one "Connection error" in another.
pub(super) fn deepest(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), deepest)
}

/// Enough of a strange line to recognise it by, without control characters.
fn excerpt(line: &str) -> String {
    line.chars().take(80).map(|c| if c.is_control() { '·' } else { c }).collect()
}
