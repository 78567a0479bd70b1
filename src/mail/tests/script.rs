//! A relay on the loopback that plays a script, and a relay's configuration for it.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::domain::outbox::outcome::{Outcome, Refusal};
use crate::mail::Envelope;
use crate::mail::smtp::{Deadlines, Relay, SmtpConfig, TlsPolicy};
use crate::mail::url::Security;

/// One act of the relay.
pub enum Act {
    /// A line to the client.
    Say(&'static str),
    /// A line to the client, whatever its encoding.
    SayBytes(&'static [u8]),
    /// Bytes to the client, one at a time.
    Drip(&'static str),
    /// A line from the client that begins so.
    Hear(&'static str),
    /// The same, and nothing came with it.
    HearAlone(&'static str),
    /// A message up to its lone dot.
    Take,
    /// No more will be said, but the client may go on.
    HalfClose,
    /// Waits until the client goes.
    Wait,
}
pub use Act::*;

pub const HELLO: &str = "250-relay.test\r\n250-PIPELINING\r\n250 8BITMIME";
pub const HELLO_BARE: &str = "250 relay.test";
pub const NO_SUCH_USER: &str = "550 5.1.1 no such user";

/// Greeting and EHLO.
pub fn greeted(hello: &'static str) -> Vec<Act> {
    vec![Say("220 relay.test ESMTP"), Hear("EHLO [127.0.0.1]"), Say(hello)]
}

/// Greeting, EHLO, and then these acts.
pub fn after_hello(acts: impl IntoIterator<Item = Act>) -> Vec<Act> {
    greeted(HELLO).into_iter().chain(acts).collect()
}

/// One message that goes through, pipelined.
pub fn carried() -> Vec<Act> {
    introduced().into_iter().chain([Take, Say("250 2.0.0 queued as 7")]).collect()
}

/// Up to 354, pipelined.
pub fn introduced() -> Vec<Act> {
    let replies = [Say("250 ok"), Say("250 ok"), Say("354 go on")];
    [Hear("MAIL FROM:<"), Hear("RCPT TO:<"), Hear("DATA")].into_iter().chain(replies).collect()
}

pub fn join(scripts: impl IntoIterator<Item = Vec<Act>>) -> Vec<Act> {
    scripts.into_iter().flatten().collect()
}

/// A listening relay; one script for each connection in turn.
pub struct Stage {
    pub port: u16,
    play: JoinHandle<Vec<Vec<String>>>,
}

impl Stage {
    pub async fn set(scripts: Vec<Vec<Act>>) -> Stage {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let play = tokio::spawn(async move {
            let mut heard = Vec::new();
            for script in scripts {
                let (stream, _) = listener.accept().await.unwrap();
                stream.set_nodelay(true).unwrap();
                heard.push(Actor { stream, inbox: Vec::new(), heard: Vec::new() }.play(script).await);
            }
            heard
        });
        Stage { port, play }
    }

    /// What each connection heard: lines, and messages with their dots.
    pub async fn heard(self) -> Vec<Vec<String>> {
        self.play.await.unwrap()
    }

    pub fn config(&self) -> SmtpConfig {
        let mut config = SmtpConfig::new(Security::Plain, "127.0.0.1", self.port);
        config.tls = TlsPolicy::None;
        config
    }

    pub fn relay(&self) -> Relay {
        Relay::new(self.config()).unwrap()
    }

    pub fn impatient(&self) -> Relay {
        let short = Duration::from_millis(80);
        let mut config = self.config();
        config.deadlines = Deadlines { connect: short, reply: short, write: short, verdict: short, quit: short };
        Relay::new(config).unwrap()
    }
}

struct Actor {
    stream: TcpStream,
    inbox: Vec<u8>,
    heard: Vec<String>,
}

impl Actor {
    async fn play(mut self, script: Vec<Act>) -> Vec<String> {
        for act in script {
            match act {
                Say(text) => self.stream.write_all(format!("{text}\r\n").as_bytes()).await.unwrap(),
                SayBytes(line) => self.stream.write_all(&[line, b"\r\n"].concat()).await.unwrap(),
                Drip(text) => {
                    for byte in format!("{text}\r\n").bytes() {
                        self.stream.write_all(&[byte]).await.unwrap();
                        tokio::task::yield_now().await;
                    }
                }
                Hear(start) => self.hear(start).await,
                HearAlone(start) => {
                    self.hear(start).await;
                    assert!(self.inbox.is_empty(), "sent before its turn: {:?}", String::from_utf8_lossy(&self.inbox));
                }
                Take => {
                    let message = self.until(b"\r\n.\r\n").await;
                    self.heard.push(message);
                }
                HalfClose => self.stream.shutdown().await.unwrap(),
                Wait => while self.more().await > 0 {},
            }
        }
        self.heard
    }

    async fn hear(&mut self, start: &str) {
        let line = self.until(b"\r\n").await;
        assert!(line.starts_with(start), "heard {line:?}, not {start:?}");
        self.heard.push(line.trim_end().to_owned());
    }

    async fn until(&mut self, end: &[u8]) -> String {
        loop {
            if let Some(at) = self.inbox.windows(end.len()).position(|w| w == end) {
                let piece: Vec<u8> = self.inbox.drain(..at + end.len()).collect();
                return String::from_utf8(piece).unwrap();
            }
            assert!(
                self.more().await > 0,
                "closed after {:?}, heard {:?}",
                String::from_utf8_lossy(&self.inbox),
                self.heard
            );
        }
    }

    async fn more(&mut self) -> usize {
        let mut chunk = [0; 4096];
        // A reset is an end too.
        let n = self.stream.read(&mut chunk).await.unwrap_or(0);
        self.inbox.extend_from_slice(&chunk[..n]);
        n
    }
}

pub fn envelope(to: &str) -> Envelope {
    Envelope { from: "office@convoke.example".parse().unwrap(), to: to.parse().unwrap() }
}

#[track_caller]
pub fn accepted(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Accepted { reply } => reply,
        other => panic!("not accepted: {other:?}"),
    }
}

#[track_caller]
pub fn refused(outcome: Outcome) -> Refusal {
    match outcome {
        Outcome::Refused(refusal) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}
