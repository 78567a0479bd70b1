//! A carried mail as its reader would see it: for the mailbox page and for tests.

use mail_parser::{Address, MessageParser, MimeHeaders};

use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

/// What a mail program would show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadMail {
    pub from: String,
    pub reply_to: Option<String>,
    pub to: String,
    pub subject: String,
    /// What it is written in, where it says so and it is one of ours.
    pub locale: Option<Locale>,
    pub message_id: String,
    pub date: Option<Instant>,
    pub text: String,
    pub html: Option<String>,
    /// The calendar object, decoded.
    pub calendar: Option<String>,
    pub files: Vec<ReadFile>,
}

/// A file that came with a mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadFile {
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// The bytes hold no header line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("this is no mail")]
pub struct NoMail;

impl ReadMail {
    /// A mail as it went over the wire.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoMail> {
        let mail = MessageParser::default().parse(bytes).ok_or(NoMail)?;
        let files = mail.attachments().filter(|part| part.attachment_name().is_some()).map(|part| ReadFile {
            name: part.attachment_name().unwrap_or_default().to_owned(),
            media_type: media_type(part),
            bytes: part.contents().to_vec(),
        });
        let calendar = mail.parts.iter().find(|part| part.is_content_type("text", "calendar"));
        Ok(Self {
            from: shown(mail.from()),
            reply_to: mail.reply_to().map(|a| shown(Some(a))),
            to: shown(mail.to()),
            subject: mail.subject().unwrap_or_default().to_owned(),
            locale: mail.content_language().as_text().and_then(|tag| tag.parse().ok()),
            message_id: mail.message_id().unwrap_or_default().to_owned(),
            date: mail.date().map(|d| Instant::from_micros(d.to_timestamp().saturating_mul(1_000_000))),
            text: mail.body_text(0).unwrap_or_default().into_owned(),
            html: mail.body_html(0).map(|h| h.into_owned()),
            calendar: calendar.map(|part| String::from_utf8_lossy(part.contents()).into_owned()),
            files: files.collect(),
        })
    }
}

fn media_type(part: &mail_parser::MessagePart<'_>) -> String {
    part.content_type().map_or_else(String::new, |t| match &t.c_subtype {
        Some(subtype) => format!("{}/{subtype}", t.c_type),
        None => t.c_type.to_string(),
    })
}

/// `Name <address>`, or the one there is.
fn shown(address: Option<&Address<'_>>) -> String {
    let one = |a: &mail_parser::Addr<'_>| match (a.name(), a.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (None, Some(address)) => address.to_owned(),
        (name, None) => name.unwrap_or_default().to_owned(),
    };
    address.map_or_else(String::new, |a| a.iter().map(one).collect::<Vec<_>>().join(", "))
}
