//! The ways mail leaves. A [`Transport`] is shared; each worker has a [`Courier`] of its own.

use std::sync::Arc;

use super::address::Envelope;
use super::maildir::Maildir;
use super::memory::Memory;
use super::smtp::{Connection, Following, Line, Relay, SmtpConfig};
use super::url::MailUrl;
use crate::domain::outbox::outcome::{Fault, Outcome, Refusal, RelayFault};
use crate::kernel::email::Email;

/// Where mail goes; cheap to clone.
#[derive(Clone, Debug)]
pub enum Transport {
    Smtp(Arc<Relay>),
    File(Maildir),
    Memory(Memory),
}

impl Transport {
    /// Makes the way ready without using it: reads certificates, makes the folder. `refine` adds to an SMTP relay what its URL
    /// does not say (TLS policy, name in EHLO, deadlines).
    pub fn open(url: &MailUrl, refine: impl FnOnce(&mut SmtpConfig)) -> Result<Self, RelayFault> {
        match url {
            MailUrl::Smtp { security, host, port, login } => {
                let mut config = SmtpConfig::new(*security, host.clone(), *port);
                config.login = login.clone();
                refine(&mut config);
                Ok(Self::Smtp(Arc::new(Relay::new(config)?)))
            }
            MailUrl::File(folder) => Maildir::open(folder)
                .map(Self::File)
                .map_err(|e| RelayFault::new(Fault::Storage, format!("{}: {e}", folder.display()))),
            MailUrl::Memory => Ok(Self::Memory(Memory::default())),
        }
    }

    /// A courier of one's own.
    pub fn courier(&self) -> Courier {
        match self {
            Self::Smtp(relay) => Courier::Smtp(Box::new(Line::new(relay.clone()))),
            Self::File(maildir) => Courier::File(maildir.clone()),
            Self::Memory(memory) => Courier::Memory(memory.clone()),
        }
    }

    /// Whether mail of this sender could leave now: connects, encrypts, logs in and names the sender, and sends nothing.
    pub async fn check(&self, from: &Email) -> Result<(), NotReady> {
        match self {
            Self::Smtp(relay) => {
                let mut connection = Connection::open(relay).await.map_err(NotReady::Relay)?;
                let taken = connection.try_sender(from).await;
                connection.quit().await;
                taken
            }
            Self::File(maildir) => match maildir.list().and_then(|_| maildir.try_writing()) {
                Ok(()) => Ok(()),
                Err(e) => Err(NotReady::Relay(RelayFault::new(Fault::Storage, e.to_string()))),
            },
            Self::Memory(_) => Ok(()),
        }
    }
}

/// Why no mail could leave now.
#[derive(Debug, thiserror::Error)]
pub enum NotReady {
    #[error("{0}")]
    Relay(RelayFault),
    /// The relay is there and takes nothing from this sender.
    #[error("{0}")]
    Sender(Refusal),
}

/// Carries one message at a time.
#[derive(Debug)]
pub enum Courier {
    Smtp(Box<Line>),
    File(Maildir),
    Memory(Memory),
}

impl Courier {
    /// `message` is what [`super::Letter::to_bytes`] makes. Dropping the call half-way ends the connection;
    /// [`Self::may_have_left`] then says whether it leaves doubt.
    pub async fn send(&mut self, envelope: &Envelope, message: &[u8]) -> Outcome {
        self.send_before(envelope, message, None).await
    }

    /// The same where it is known what this courier carries next; an open connection uses it to spare an exchange. A courier that then
    /// does not carry it is to be closed.
    pub async fn send_before(
        &mut self,
        envelope: &Envelope,
        message: &[u8],
        following: Option<Following<'_>>,
    ) -> Outcome {
        match self {
            Self::Smtp(line) => line.send_before(envelope, message, following).await,
            Self::File(maildir) => maildir.deliver(envelope, message).await,
            Self::Memory(memory) => memory.deliver(envelope, message),
        }
    }

    /// After a call that was dropped half-way: whether the message may have left all the same.
    pub fn may_have_left(&self) -> bool {
        match self {
            Self::Smtp(line) => line.may_have_left(),
            // The thread that writes the file goes on without us.
            Self::File(_) => true,
            Self::Memory(_) => false,
        }
    }

    /// Says goodbye to the relay; the next message opens a new connection.
    pub async fn close(&mut self) {
        match self {
            Self::Smtp(line) => line.close().await,
            Self::File(_) | Self::Memory(_) => {}
        }
    }
}
