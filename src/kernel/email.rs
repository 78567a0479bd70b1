//! A mail address that can safely stand in an envelope and a header.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::wide;

/// An address as given, with a folded form for comparison. Never holds CR, LF, NUL, spaces or angle brackets.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct Email(String);

/// Why a text is not an address we can write to.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone, Copy)]
pub enum BadEmail {
    #[error("is empty")]
    Empty,
    #[error("is longer than 254 characters, or than 64 before the @")]
    TooLong,
    #[error("needs exactly one @ with something on both sides")]
    NoAt,
    #[error("holds a space, a control character or a bracket")]
    ForbiddenCharacter,
    #[error("begins or ends with a dot, or has two in a row, before the @")]
    BadLocalPart,
    #[error("has a domain that cannot exist")]
    BadDomain,
}

impl BadEmail {
    /// The last part of its sentence's key.
    pub const fn key(self) -> &'static str {
        match self {
            BadEmail::Empty => "required",
            BadEmail::TooLong => "email-too-long",
            BadEmail::NoAt => "email-no-at",
            BadEmail::ForbiddenCharacter => "email-character",
            BadEmail::BadLocalPart => "email-dots",
            BadEmail::BadDomain => "email-domain",
        }
    }
}

impl Email {
    /// RFC 5321, 4.5.3.1.3: a path is at most 256 octets, brackets included.
    pub const MAX: usize = 254;
    /// RFC 5321, 4.5.3.1.1.
    pub const MAX_LOCAL: usize = 64;

    /// As it was typed, without blanks round it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// Before the last `@`.
    pub fn local_part(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(l, _)| l)
    }
    /// Behind the last `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, d)| d)
    }
    /// Lower case: what two spellings of one mailbox share in practice.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
    /// What is typed to be found by, as [`Self::folded`] has what was taken; whether it is an address does not matter.
    pub fn folded_as_typed(text: &str) -> String {
        text.trim().chars().map(narrow).collect::<String>().to_lowercase()
    }
    /// A stored address, trusted as it is.
    pub fn stored(text: String) -> Self {
        Self(text)
    }
    /// An address for logs: first letter and domain.
    pub fn masked(&self) -> String {
        let first = self.0.chars().next().unwrap_or('?');
        format!("{first}…@{}", self.domain())
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Beside what RFC 5322 keeps for other uses: what cannot be seen or turns the reading direction, for it comes from a copied page
/// and never from a mailbox.
fn forbidden(c: char) -> bool {
    let unseen = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    unseen || c.is_control() || c.is_whitespace() || "<>()[]\\,;:\"".contains(c)
}

/// Without wide forms, which no mailbox has; the full stop of Chinese has a sign of its own.
fn narrow(c: char) -> char {
    if matches!(c, '。' | '｡') { '.' } else { wide::narrow(c) }
}

impl FromStr for Email {
    type Err = BadEmail;
    fn from_str(text: &str) -> Result<Self, BadEmail> {
        let typed: String = text.trim().chars().map(narrow).collect();
        let text = match typed.get(..7) {
            Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &typed[7..],
            _ => typed.as_str(),
        };
        if text.is_empty() {
            return Err(BadEmail::Empty);
        }
        if text.len() > Self::MAX {
            return Err(BadEmail::TooLong);
        }
        if text.chars().any(forbidden) {
            return Err(BadEmail::ForbiddenCharacter);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(BadEmail::NoAt)?;
        if local.is_empty() || local.contains('@') || domain.is_empty() {
            return Err(BadEmail::NoAt);
        }
        if local.len() > Self::MAX_LOCAL {
            return Err(BadEmail::TooLong);
        }
        // RFC 5321, 4.1.2: a dot-string; a relay or our own sender would refuse anything else much later.
        if local.split('.').any(str::is_empty) {
            return Err(BadEmail::BadLocalPart);
        }
        let label = |l: &str| {
            !l.is_empty()
                && l.len() <= 63
                && !l.starts_with('-')
                && !l.ends_with('-')
                && l.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        if !domain.contains('.') && domain != "localhost" || !domain.split('.').all(label) {
            return Err(BadEmail::BadDomain);
        }
        // What has no form in ASCII can be written to by nobody.
        if !domain.is_ascii() && idna::domain_to_ascii(domain).is_err() {
            return Err(BadEmail::BadDomain);
        }
        Ok(Self(text.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}
