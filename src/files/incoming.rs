//! A file on its way in: written and hashed on a thread of its own while it comes, under a name that nobody knows. Dropped before it is
//! kept, it goes.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

use super::{FileError, inspect};
use crate::domain::files::{Pixels, StoredFile};
use crate::kernel::files::{FileFault, FileName};
use crate::kernel::ids::PublicId;

/// Chunks between the network and the disk.
const AHEAD: usize = 16;
/// The end of a name of what is not kept yet.
pub(super) const PART: &str = "part";

/// The temporary file of an upload.
#[derive(Debug)]
struct Temporary {
    path: PathBuf,
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Err(fault) = std::fs::remove_file(&self.path)
            && fault.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(error = %fault, "an upload that was not kept could not be removed");
        }
    }
}

/// What has come in whole, and is on the disk.
#[derive(Debug)]
pub struct Incoming {
    temporary: Temporary,
    hash: String,
    size: u64,
}

/// What has come in and is what its name says.
#[derive(Debug)]
pub struct Received {
    incoming: Incoming,
    pub name: FileName,
    pub file: StoredFile,
}

impl Incoming {
    /// Takes a stream of at most `limit` bytes into `folder`.
    pub(super) async fn take<E>(
        folder: &Path,
        limit: u64,
        mut stream: impl Stream<Item = Result<Bytes, E>> + Unpin,
    ) -> Result<Incoming, FileError> {
        let (chunks, receiver) = mpsc::channel(AHEAD);
        let path = folder.join(format!("{}.{PART}", PublicId::random()));
        let writing = tokio::task::spawn_blocking(move || written(path, receiver));
        let (mut size, mut fault) = (0, None);
        while let Some(chunk) = stream.next().await {
            let Ok(chunk) = chunk else {
                fault = Some(FileError::BrokenOff);
                break;
            };
            size += chunk.len() as u64;
            if size > limit {
                fault = Some(FileError::TooLarge { limit });
                break;
            }
            // The writer has left: it says why.
            if chunks.send(Part::More(chunk)).await.is_err() {
                break;
            }
        }
        let whole = fault.is_none() && chunks.send(Part::End).await.is_ok();
        drop(chunks);
        let done = writing.await.map_err(|fault| FileError::Io(fault.to_string()))?;
        match (fault, done) {
            (Some(fault), _) => Err(fault),
            (None, Err(fault)) => Err(fault),
            (None, Ok(_)) if !whole => Err(FileError::BrokenOff),
            (None, Ok((temporary, hash))) => Ok(Incoming { temporary, hash, size }),
        }
    }

    /// Takes what is at hand, on a thread that may block.
    pub(super) fn take_now(folder: &Path, bytes: &[u8]) -> Result<Incoming, FileError> {
        let (chunks, receiver) = mpsc::channel(2);
        let parts = [Part::More(Bytes::copy_from_slice(bytes)), Part::End];
        for part in parts {
            chunks.try_send(part).map_err(|fault| FileError::Io(fault.to_string()))?;
        }
        let path = folder.join(format!("{}.{PART}", PublicId::random()));
        let (temporary, hash) = written(path, receiver)?;
        Ok(Incoming { temporary, hash, size: bytes.len() as u64 })
    }

    /// Finds out what it is, and whether its name says so.
    pub async fn look(self, name: &str) -> Result<Received, FileError> {
        let given = name.to_owned();
        let looked = tokio::task::spawn_blocking(move || self.look_now(&given));
        looked.await.map_err(|fault| FileError::Io(fault.to_string()))?
    }

    pub(super) fn look_now(self, given: &str) -> Result<Received, FileError> {
        let refused = |fault: FileFault| FileError::refused(fault, given);
        let name = FileName::parse(given).map_err(refused)?;
        let mut file = File::open(&self.temporary.path)?;
        let found = inspect::look(&mut file, self.size, &name)?.map_err(refused)?;
        let size = i64::try_from(self.size).map_err(|_| FileError::TooLarge { limit: i64::MAX as u64 })?;
        let file = StoredFile { hash: self.hash.clone(), size, kind: found.kind, pixels: found.pixels };
        Ok(Received { incoming: self, name, file })
    }
}

impl Received {
    pub(super) fn path(&self) -> &Path {
        &self.incoming.temporary.path
    }
    pub const fn pixels(&self) -> Option<Pixels> {
        self.file.pixels
    }
}

enum Part {
    More(Bytes),
    /// All has come: what ends without it broke off.
    End,
}

/// Writes and hashes what comes, until the end or until the sender leaves.
fn written(path: PathBuf, mut parts: mpsc::Receiver<Part>) -> Result<(Temporary, String), FileError> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = File::options().write(true).create_new(true).mode(0o600).open(&path)?;
    let temporary = Temporary { path };
    let mut hasher = Sha256::new();
    while let Some(part) = parts.blocking_recv() {
        match part {
            Part::More(chunk) => {
                file.write_all(&chunk)?;
                hasher.update(&chunk);
            }
            Part::End => {
                file.sync_all()?;
                return Ok((temporary, hasher.finalize().iter().map(|b| format!("{b:02x}")).collect()));
            }
        }
    }
    Err(FileError::BrokenOff)
}
