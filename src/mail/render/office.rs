//! Who writes all mails, and where their links lead.

use crate::config::Config;
use crate::kernel::email::{BadEmail, Email};
use crate::mail::Mailbox;

/// The sender of every mail and the address of every link, read from the configuration once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Office {
    /// `mail.from`.
    pub from: Mailbox,
    /// `server.public_url`, without a slash at its end.
    pub base_url: String,
    /// The right side of Message-IDs: the host of the public address.
    pub host: String,
}

/// `mail.from` is no address.
#[derive(Debug, thiserror::Error)]
#[error("mail.from must be \"Name <address>\" or an address: {0}")]
pub struct BadSender(#[from] BadEmail);

/// Whether the links of a mail work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Links {
    Live,
    /// For eyes other than the reader's: every secret is replaced.
    Masked,
}

impl Links {
    /// The token as it may be shown.
    pub fn token(self, token: &str) -> &str {
        match self {
            Links::Live => token,
            Links::Masked => "preview",
        }
    }
}

impl Office {
    /// Refuses a `mail.from` that is no address.
    pub fn new(config: &Config) -> Result<Office, BadSender> {
        let base_url = config.base_url().to_owned();
        Ok(Office { from: mailbox(&config.mail.from)?, host: host(&base_url), base_url })
    }
    /// The whole address of one of our paths, which begins with `/`.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }
}

fn mailbox(text: &str) -> Result<Mailbox, BadSender> {
    let (name, email) = match text.trim().strip_suffix('>').and_then(|t| t.split_once('<')) {
        Some((name, email)) => (name.trim().trim_matches('"').to_owned(), email),
        None => (String::new(), text),
    };
    let email: Email = email.trim().parse()?;
    Ok(Mailbox { name, email })
}

/// Letters, digits, dots and dashes of the public address's host; a literal address becomes such by its brackets' loss.
fn host(base_url: &str) -> String {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default().replace(':', "-"),
        None => authority.split(':').next().unwrap_or_default().to_owned(),
    };
    let host = idna::domain_to_ascii(&host).unwrap_or(host);
    if host.is_empty() { "localhost".to_owned() } else { host }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_senders_name_and_the_host_are_read_from_the_configuration() {
        let with_name = mailbox("\"Villes durables\" <convoke@example.org>").unwrap();
        assert_eq!((with_name.name.as_str(), with_name.email.as_str()), ("Villes durables", "convoke@example.org"));
        assert_eq!(mailbox("convoke@localhost").unwrap().name, "");
        assert!(mailbox("Convoke").is_err());
        for (url, expected) in [
            ("https://convoke.example.org", "convoke.example.org"),
            ("http://127.0.0.1:8080", "127.0.0.1"),
            ("http://[::1]:8080", "--1"),
            ("https://会议.example/x", "xn--6oqu09l.example"),
        ] {
            assert_eq!(host(url), expected);
        }
    }
}
