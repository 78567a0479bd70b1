//! A worker's standing line to the relay.

use std::sync::Arc;

use super::{Connection, Following, Relay};
use crate::domain::outbox::outcome::{Fault, Outcome, RelayFault};
use crate::mail::address::Envelope;

/// Keeps at most one connection, open from one message to the next.
#[derive(Debug)]
pub struct Line {
    relay: Arc<Relay>,
    open: Option<Connection>,
}

impl Line {
    /// Nothing is connected before the first message.
    pub fn new(relay: Arc<Relay>) -> Self {
        Self { relay, open: None }
    }

    /// Sends over the open connection, or over a new one. A connection that the relay closed while it rested is no failure:
    /// the message, which the relay then cannot have, goes once more over a fresh one.
    pub async fn send(&mut self, envelope: &Envelope, message: &[u8]) -> Outcome {
        self.send_before(envelope, message, None).await
    }

    /// The same where it is known which message this line carries next: either that one is the next, or the line is closed before it.
    pub async fn send_before(
        &mut self,
        envelope: &Envelope,
        message: &[u8],
        following: Option<Following<'_>>,
    ) -> Outcome {
        if self.open.as_ref().is_some_and(|open| !open.is_usable() || (open.is_due() && !open.awaits())) {
            self.close().await;
        }
        if self.open.is_some() {
            match self.send_over(envelope, message, following).await {
                Outcome::RelayFault(fault) if matches!(fault.what, Fault::Unavailable | Fault::Lost) => {}
                outcome => return outcome,
            }
        }
        match Connection::open(&self.relay).await {
            Ok(connection) => self.open = Some(connection),
            Err(fault) => return Outcome::RelayFault(fault),
        }
        self.send_over(envelope, message, following).await
    }

    /// Whether the relay may have the text of the message whose sending was dropped half-way.
    pub fn may_have_left(&self) -> bool {
        self.open.as_ref().is_some_and(Connection::may_have_left)
    }

    /// Over the connection that is open. It stays only while it may be used again; after a call dropped half-way it says of itself that
    /// it may not.
    async fn send_over(&mut self, envelope: &Envelope, message: &[u8], following: Option<Following<'_>>) -> Outcome {
        let Some(connection) = &mut self.open else {
            return Outcome::RelayFault(RelayFault::new(Fault::Lost, "there is no connection"));
        };
        let outcome = connection.send_before(envelope, message, following).await;
        if !connection.is_usable() {
            self.open = None;
        }
        outcome
    }

    /// Takes leave of the relay, if a connection is open.
    pub async fn close(&mut self) {
        if let Some(connection) = self.open.take() {
            connection.quit().await;
        }
    }
}
