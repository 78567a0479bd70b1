//! A folder of mails in the Maildir layout: written into `tmp`, moved to `new` when whole, to `cur` when seen.
//!
//! Every mail to everybody lands in the one folder; `Return-Path` and `Delivered-To` in front say from and to whom it went.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::address::{Envelope, addr_spec};
use crate::domain::outbox::outcome::{Fault, Outcome, Refusal, RelayFault, Stage};
use crate::kernel::time::Clock;

/// What tells apart two mails of one process in one microsecond.
static COUNTER: AtomicU32 = AtomicU32::new(0);

/// The mark of a mail that was seen, and no other flag.
const SEEN: &str = ":2,S";

/// A folder that takes every mail, for trying out: each is a file.
#[derive(Clone, Debug)]
pub struct Maildir {
    folder: PathBuf,
}

/// A mail that lies in the folder. Its name outlives the move from `new` to `cur`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub name: String,
    pub state: Seen,
}

/// Whether somebody has opened a mail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seen {
    Not,
    Already,
}

impl Maildir {
    /// Opens the folder, making it and its three parts where they lack.
    pub fn open(folder: impl Into<PathBuf>) -> io::Result<Self> {
        let folder = folder.into();
        for part in ["tmp", "new", "cur"] {
            fs::create_dir_all(folder.join(part))?;
        }
        Ok(Self { folder })
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Delivers like a relay that accepts everything it can store.
    pub async fn deliver(&self, envelope: &Envelope, message: &[u8]) -> Outcome {
        let whole = match trace(envelope) {
            Ok(mut whole) => {
                whole.extend_from_slice(message);
                whole
            }
            Err(refusal) => return Outcome::Refused(refusal),
        };
        let maildir = self.clone();
        let stored = tokio::task::spawn_blocking(move || maildir.store(&whole)).await;
        match stored.map_err(io::Error::other).and_then(|stored| stored) {
            Ok(name) => Outcome::Accepted { reply: format!("stored as {name}") },
            Err(e) => Outcome::RelayFault(RelayFault::new(Fault::Storage, format!("{}: {e}", self.folder.display()))),
        }
    }

    /// Nobody sees half a mail: it is written and synced under `tmp`, then renamed.
    fn store(&self, whole: &[u8]) -> io::Result<String> {
        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        let micros = Clock::Machine.machine().micros();
        let (seconds, rest) = (micros / 1_000_000, micros % 1_000_000);
        // Zero-padded, so that names sort by time.
        let name = format!("{seconds}.M{rest:06}P{}Q{count:06}.convoke", std::process::id());
        let draft = self.folder.join("tmp").join(&name);
        let stored = written(&draft, whole).and_then(|()| fs::rename(&draft, self.folder.join("new").join(&name)));
        if let Err(fault) = stored {
            // Half a mail takes the room that the next one wants.
            return match fs::remove_file(&draft) {
                Err(left) if left.kind() != io::ErrorKind::NotFound => Err(left),
                _ => Err(fault),
            };
        }
        Ok(name)
    }

    /// Whether mails can be put here.
    pub fn try_writing(&self) -> io::Result<()> {
        let probe = self.folder.join("tmp").join(".check");
        fs::write(&probe, "")?;
        fs::remove_file(probe)
    }

    /// All mails, newest first. Reads two folders: not for an async thread.
    pub fn list(&self) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for (part, state) in [("new", Seen::Not), ("cur", Seen::Already)] {
            for file in fs::read_dir(self.folder.join(part))? {
                if let Ok(name) = file?.file_name().into_string()
                    && !name.starts_with('.')
                {
                    let name = name.split(":2,").next().unwrap_or_default().to_owned();
                    entries.push(Entry { name, state });
                }
            }
        }
        entries.sort_by(|a, b| b.name.cmp(&a.name));
        Ok(entries)
    }

    /// The bytes of a mail, wherever it lies; none when there is no such mail. Changes nothing.
    pub fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match self.find(name)? {
            Some((path, _)) => fs::read(path).map(Some),
            None => Ok(None),
        }
    }

    /// Moves a mail from `new` to `cur`, once.
    pub fn mark_seen(&self, name: &str) -> io::Result<()> {
        match self.find(name)? {
            Some((path, Seen::Not)) => fs::rename(path, self.folder.join("cur").join(format!("{name}{SEEN}"))),
            _ => Ok(()),
        }
    }

    fn find(&self, name: &str) -> io::Result<Option<(PathBuf, Seen)>> {
        // A name from outside never walks out of the folder.
        let own = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '=' | ',' | '+');
        if name.is_empty() || name.starts_with('.') || !name.chars().all(own) {
            return Ok(None);
        }
        let fresh = self.folder.join("new").join(name);
        if fresh.try_exists()? {
            return Ok(Some((fresh, Seen::Not)));
        }
        // Other readers set flags of their own, so the name's end in `cur` is unknown.
        for file in fs::read_dir(self.folder.join("cur"))? {
            let file = file?;
            if file.file_name().to_str().is_some_and(|f| f.split(":2,").next() == Some(name)) {
                return Ok(Some((file.path(), Seen::Already)));
            }
        }
        Ok(None)
    }
}

fn written(path: &Path, whole: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(whole)?;
    file.sync_all()
}

/// The lines a final delivery puts in front (RFC 5321, 4.4).
fn trace(envelope: &Envelope) -> Result<Vec<u8>, Refusal> {
    let spec =
        |email, code: &str| addr_spec(email).map_err(|e| Refusal::new(553, format!("{code} {e}"), Stage::Preflight));
    let (from, to) = (spec(&envelope.from, "5.1.7")?, spec(&envelope.to, "5.1.3")?);
    Ok(format!("Return-Path: <{from}>\r\nDelivered-To: {to}\r\n").into_bytes())
}
