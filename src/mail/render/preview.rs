//! A letter for eyes before it leaves.

use super::{Office, RenderError, from_guests, invitations};
use crate::domain::invitations::mail as guests;
use crate::kernel::email::Email;
use crate::kernel::time::Instant;
use crate::mail::BadAddress;
use crate::mail::mime::{BadLetter, Letter, Mailbox};

/// Stands where there is no address, or none to be seen: no mail ever goes to this domain (RFC 2606).
const NOWHERE: &str = "nobody@example.invalid";
const NO_DOMAIN: BadLetter = BadLetter::Address { field: "To", reason: BadAddress::NoDomain };

/// An invitation for eyes before it is released: the letter's links are masked already. Without an address it is written to nobody.
pub fn preview(
    office: &Office,
    letter: &guests::InvitationLetter,
    to: Option<Email>,
    now: Instant,
) -> Result<Letter, RenderError> {
    let content = from_guests(invitations::invitation(letter, &office.base_url)?);
    let to = to.map_or_else(|| NOWHERE.parse().map_err(|_| NO_DOMAIN), Ok)?;
    Ok(Letter {
        message_id: format!("preview@{}", office.host),
        date: now,
        from: office.from.clone(),
        reply_to: content.reply_to,
        to: Mailbox { name: content.to_name, email: to },
        subject: content.subject,
        text: content.text,
        html: content.html,
        calendar: content.calendar,
        locale: letter.reader.locale,
        auto_submitted: content.auto_submitted,
        list_unsubscribe: content.list_unsubscribe,
    })
}
