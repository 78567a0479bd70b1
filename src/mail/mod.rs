//! Mail from a [`Letter`] to somebody else's responsibility. The only user of lettre.
//!
//! [`mime`] makes the bytes, [`transport`] carries them: over SMTP ([`smtp`]), into a folder ([`maildir`]) or into memory
//! ([`memory`]); [`reading`] shows a carried mail as its reader would see it. A retry of one letter makes the same bytes again.
//! Nothing given by a person can begin a header line: names and subjects are folded to one line and encoded ([`header`]),
//! addresses, links and message ids that hold what must not be there are refused ([`address`], [`BadLetter`]).

mod address;
mod header;
pub mod maildir;
pub mod memory;
pub mod mime;
pub mod reading;
pub mod render;
pub mod smtp;
mod transfer;
pub mod transport;
pub mod url;

pub use address::{BadAddress, Envelope};
pub use mime::{AutoSubmitted, BadLetter, CalendarPart, Letter, Mailbox, Method};
pub use smtp::NO_LOGIN_OFFERED;
pub use transport::{Courier, NotReady, Transport};
pub use url::{BadMailUrl, Login, MailUrl};

#[cfg(test)]
mod tests;
