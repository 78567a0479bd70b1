//! What people found in their mailboxes.

use convoke::mail::Transport;
use convoke::mail::memory::{Carried, Memory};
use convoke::mail::reading::ReadMail;
use convoke::web::AppState;

/// A mail as its reader sees it, and as it was carried.
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: String,
    pub read: ReadMail,
    pub source: String,
}

impl Mail {
    fn of(carried: Carried) -> Mail {
        let read = ReadMail::parse(&carried.message).expect("a mail");
        let source = String::from_utf8(carried.message).expect("7-bit mail is text");
        Mail { to: carried.envelope.to.to_string(), read, source }
    }

    /// Every address in the text and in the HTML part.
    pub fn links(&self) -> Vec<String> {
        let html = self.read.html.clone().unwrap_or_default();
        let hrefs = html.split("href=\"").skip(1).filter_map(|p| p.split('"').next());
        let words = self.read.text.split_whitespace().filter_map(|w| w.find("http").map(|at| &w[at..]));
        let cleaned = words.map(|w| w.trim_end_matches([')', '>', '.', ',', '。', '，', '；']));
        let mut links: Vec<String> = hrefs.chain(cleaned).map(super::client::unescaped).collect();
        links.sort();
        links.dedup();
        links
    }

    /// The link whose path begins so, without scheme and host.
    #[track_caller]
    pub fn path(&self, begins: &str) -> String {
        let paths = self.links().into_iter().filter_map(|l| {
            let rest = l.split_once("://")?.1;
            rest.find('/').map(|at| rest[at..].to_owned())
        });
        let found = paths.into_iter().find(|p| p.starts_with(begins));
        found.unwrap_or_else(|| panic!("no link to {begins}: {}", self.read.text))
    }

    /// What RFC 5322 and old relays ask of every mail.
    #[track_caller]
    pub fn is_sound(&self) {
        let (head, _) = self.source.split_once("\r\n\r\n").expect("head and body");
        assert!(self.source.is_ascii(), "8-bit bytes");
        assert!(self.source.split("\r\n").all(|l| l.len() <= 998 && !l.contains(['\r', '\n', '\0'])), "lines");
        for name in ["Date: ", "From: ", "To: ", "Subject: ", "Message-ID: ", "MIME-Version: ", "Auto-Submitted: "] {
            let count = head.split("\r\n").filter(|l| l.to_lowercase().starts_with(&name.to_lowercase())).count();
            assert_eq!(count, 1, "{name}: {head}");
        }
        assert!(!self.read.text.trim().is_empty(), "the text alone must do");
        assert!(!self.read.text.contains(['{', '}']), "a placeholder is left: {}", self.read.text);
    }
}

/// The mailbox of an application whose mail goes nowhere else.
pub fn memory(state: &AppState) -> Option<Memory> {
    match &state.post.transport {
        Transport::Memory(memory) => Some(memory.clone()),
        Transport::Smtp(_) | Transport::File(_) => None,
    }
}

pub fn take(memory: &Memory) -> Vec<Mail> {
    let mut mails: Vec<Mail> = memory.take().into_iter().map(Mail::of).collect();
    mails.sort_by(|a, b| a.to.cmp(&b.to));
    mails
}
