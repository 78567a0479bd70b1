//! From a claimed message to a letter and its bytes.
//!
//! [`load`] reads what a whole batch of messages says, each kind through its slice; [`Draft::letter`] finds the words, in the reader's
//! language, and needs no database. A message that has become pointless is told apart with its reason. The same message makes the
//! same letter at every attempt, but for its date.

mod accounts;
pub mod invitations;
mod office;
mod test;

use super::Envelope;
use super::mime::{AutoSubmitted, BadLetter, CalendarPart, Letter, Mailbox};
use crate::access::Context;
use crate::db::{Conn, DbError};
use crate::domain::accounts::AccountError;
use crate::domain::outbox::{Claimed, Message};
use crate::kernel::time::Instant;

pub use office::{BadSender, Links, Office};

/// What a kind of mail says to one reader; the rest of the letter is the same for all kinds.
#[derive(Clone, Debug)]
pub struct Content {
    /// The reader's name as the header shows it; may be empty.
    pub to_name: String,
    pub subject: String,
    /// Complete by itself.
    pub text: String,
    pub html: String,
    pub reply_to: Option<Mailbox>,
    pub calendar: Option<CalendarPart>,
    pub auto_submitted: AutoSubmitted,
    pub list_unsubscribe: Option<String>,
}

/// What one message says, as data.
#[derive(Clone, Debug)]
pub enum Draft {
    Account(Box<accounts::AccountMail>),
    Test(test::TestMail),
}

/// What became of loading one message.
#[derive(Clone, Debug)]
pub enum Loaded {
    Draft(Draft),
    /// It has no point any more; the word says why.
    Moot(String),
}

/// Why a batch could not be loaded, or a letter not be written.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Letter(#[from] BadLetter),
    #[error("a template failed: {0}")]
    Template(#[from] askama::Error),
}

impl From<AccountError> for RenderError {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Db(error) => RenderError::Db(error),
            other => RenderError::Db(DbError::Query(other.to_string())),
        }
    }
}

/// Reads what these messages say, in their order.
pub fn load(conn: &mut Conn, cx: &Context, claimed: &[Claimed]) -> Result<Vec<Loaded>, RenderError> {
    let mut loaded: Vec<Option<Loaded>> = claimed.iter().map(|_| None).collect();
    for (place, one) in loaded.iter_mut().zip(claimed) {
        *place = match &one.message {
            Message::AccountInvitation { link } | Message::PasswordReset { link } => {
                Some(accounts::load(conn, cx, *link)?)
            }
            Message::RelayTest { .. } => Some(Loaded::Draft(Draft::Test(test::TestMail { at: cx.now }))),
            Message::Invitation { .. }
            | Message::AnswerConfirmation { .. }
            | Message::EventNotice { .. }
            | Message::ReleaseRequest { .. } => None,
        };
    }
    // A kind that nobody loads is a fault of ours, and is told as such in the outbox.
    Ok(loaded.into_iter().map(|l| l.unwrap_or_else(|| Loaded::Moot("gone".to_owned()))).collect())
}

impl Draft {
    /// The words, for this reader.
    pub fn content(&self, office: &Office, claimed: &Claimed, links: Links) -> Result<Content, RenderError> {
        match self {
            Draft::Account(mail) => mail.content(office, claimed.locale, links),
            Draft::Test(mail) => mail.content(office, claimed.locale),
        }
    }

    /// The whole letter. `now` is programme time, for its date.
    pub fn letter(
        &self,
        office: &Office,
        claimed: &Claimed,
        now: Instant,
        links: Links,
    ) -> Result<Letter, RenderError> {
        let content = self.content(office, claimed, links)?;
        Ok(Letter {
            message_id: claimed.message_id(&office.host),
            date: now,
            from: office.from.clone(),
            reply_to: content.reply_to,
            to: Mailbox { name: content.to_name, email: claimed.email.clone() },
            subject: content.subject,
            text: content.text,
            html: content.html,
            calendar: content.calendar,
            locale: claimed.locale,
            auto_submitted: content.auto_submitted,
            list_unsubscribe: content.list_unsubscribe,
        })
    }
}

/// From and to whom a message goes.
pub fn envelope(office: &Office, claimed: &Claimed) -> Envelope {
    Envelope { from: office.from.email.clone(), to: claimed.email.clone() }
}
