//! A letter and its bytes: RFC 5322 and MIME, safe over seven bits, the same bytes whenever the same letter is written.

use lettre::message::header::{ContentDisposition, ContentType, ContentTypeErr};
use lettre::message::{Body, MultiPart, SinglePart};
use sha2::{Digest, Sha256};

use super::address::BadAddress;
use super::header::{Head, one_line};
use super::transfer::{base64_text, readable};
use crate::kernel::email::Email;
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

/// An address with the name it is shown under; the name may be empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mailbox {
    pub name: String,
    pub email: Email,
}

/// A rendered mail to one reader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    /// `left@right`, without angle brackets; stable for the row it is made from.
    pub message_id: String,
    pub date: Instant,
    pub from: Mailbox,
    pub reply_to: Option<Mailbox>,
    pub to: Mailbox,
    pub subject: String,
    /// Complete by itself: many readers see nothing else.
    pub text: String,
    pub html: String,
    pub calendar: Option<CalendarPart>,
    pub locale: Locale,
    pub auto_submitted: AutoSubmitted,
    /// An https link where a POST unsubscribes at once (RFC 8058).
    pub list_unsubscribe: Option<String>,
}

/// A calendar object that goes with a letter, for reading in place and as a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarPart {
    /// Must be the METHOD of the object itself.
    pub method: Method,
    pub ics: String,
    /// Shown to the reader: `invite.ics`.
    pub file_name: String,
}

/// iTIP methods we send (RFC 5546).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    Publish,
    Request,
    Cancel,
}

impl Method {
    /// As the media type has it.
    pub const fn word(self) -> &'static str {
        match self {
            Method::Publish => "PUBLISH",
            Method::Request => "REQUEST",
            Method::Cancel => "CANCEL",
        }
    }
}

/// Whether a person wrote the letter (RFC 3834): what a machine wrote is not answered by machines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AutoSubmitted {
    Generated,
    Replied,
    ByPerson,
}

/// Why a letter cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum BadLetter {
    #[error("the message id must be left@right in printable ASCII, at most 250 characters")]
    MessageId,
    #[error("the {field} header: {reason}")]
    Address { field: &'static str, reason: BadAddress },
    #[error("the unsubscribe link must be an https or http URL in ASCII, at most 900 characters")]
    UnsubscribeLink,
    #[error("a part's media type is malformed: {0}")]
    MediaType(#[from] ContentTypeErr),
}

impl Letter {
    /// The letter as RFC 5322 bytes: CRLF line ends, ASCII unless an address has a local part outside it, lines under 998.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BadLetter> {
        let mut bytes = self.head()?.into_bytes();
        bytes.extend(self.body()?.formatted());
        Ok(bytes)
    }

    fn head(&self) -> Result<String, BadLetter> {
        if !is_message_id(&self.message_id) {
            return Err(BadLetter::MessageId);
        }
        let bad = |field| move |reason| BadLetter::Address { field, reason };
        let mut head = Head::default();
        head.plain("Date", &self.date.to_utc().format("%a, %d %b %Y %H:%M:%S +0000").to_string());
        head.plain("Message-ID", &format!("<{}>", self.message_id));
        head.mailbox("From", &self.from).map_err(bad("From"))?;
        if let Some(reply_to) = &self.reply_to {
            head.mailbox("Reply-To", reply_to).map_err(bad("Reply-To"))?;
        }
        head.mailbox("To", &self.to).map_err(bad("To"))?;
        head.text("Subject", &self.subject);
        match self.auto_submitted {
            AutoSubmitted::Generated => head.plain("Auto-Submitted", "auto-generated"),
            AutoSubmitted::Replied => head.plain("Auto-Submitted", "auto-replied"),
            AutoSubmitted::ByPerson => {}
        }
        if let Some(link) = &self.list_unsubscribe {
            if !is_link(link) {
                return Err(BadLetter::UnsubscribeLink);
            }
            head.plain("List-Unsubscribe", &format!("<{link}>"));
            head.plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        head.plain("Content-Language", self.locale.bcp47());
        head.plain("MIME-Version", "1.0");
        Ok(head.into_string())
    }

    fn body(&self) -> Result<MultiPart, BadLetter> {
        let alternative = MultiPart::alternative()
            .boundary(self.boundary("alternative"))
            .singlepart(SinglePart::plain(readable(&self.text)))
            .singlepart(SinglePart::html(readable(&self.html)));
        let Some(calendar) = &self.calendar else { return Ok(alternative) };
        // Base64 always: folded calendar lines begin with spaces, which some gateways trim.
        let encoded = base64_text(&calendar.ics);
        let alternative = alternative.singlepart(calendar.in_place(encoded.clone())?);
        let mixed = MultiPart::mixed().boundary(self.boundary("mixed"));
        Ok(mixed.multipart(alternative).singlepart(calendar.as_file(encoded)?))
    }

    /// Derived from the message id, so that a repeat is the same to the byte. `=_` stands in no encoded body (RFC 2045, 6.7).
    fn boundary(&self, part: &str) -> String {
        let digest = Sha256::new().chain_update(&self.message_id).chain_update([0]).chain_update(part).finalize();
        let first = digest.iter().take(12).fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
        format!("=_{first:024x}")
    }
}

impl CalendarPart {
    /// RFC 6047, 2.4: the method stands in the media type too.
    fn in_place(&self, encoded: Body) -> Result<SinglePart, BadLetter> {
        let media = format!("text/calendar; method={}; charset=UTF-8", self.method.word());
        Ok(SinglePart::builder().header(ContentType::parse(&media)?).body(encoded))
    }

    fn as_file(&self, encoded: Body) -> Result<SinglePart, BadLetter> {
        Ok(SinglePart::builder()
            .header(ContentType::parse("application/ics")?)
            .header(ContentDisposition::attachment(&file_name(&self.file_name)))
            .body(encoded))
    }
}

/// A name without folders, quotes and line ends.
fn file_name(name: &str) -> String {
    let name = one_line(name).replace(['/', '\\', '"'], "-");
    if name.is_empty() { "invite.ics".to_owned() } else { name }
}

fn is_message_id(id: &str) -> bool {
    let clean = |c: char| c.is_ascii_graphic() && !"<>@()[]\\,;:\"".contains(c);
    let sides = id.split_once('@');
    id.len() <= 250
        && sides.is_some_and(|(l, r)| !l.is_empty() && !r.is_empty() && (l.chars().chain(r.chars())).all(clean))
}

fn is_link(link: &str) -> bool {
    let scheme = link.starts_with("https://") || link.starts_with("http://");
    scheme && link.len() <= 900 && link.chars().all(|c| c.is_ascii_graphic() && !"<>\"".contains(c))
}
