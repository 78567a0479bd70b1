//! A file on its way in: written and hashed on a thread of its own while it comes, under a name that nobody knows. Dropped before it is
//! kept, it goes.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use ring::digest;
use tokio::sync::mpsc;

use super::{FileError, inspect};
use crate::domain::files::{Pixels, StoredFile};
use crate::kernel::files::{FileFault, FileName};
use crate::kernel::ids::PublicId;

/// So many bytes are gathered before they are handed on: what comes from the network comes in small chunks, and each hand-over wakes a
/// thread.
const GATHERED: usize = 512 * 1024;
/// Hand-overs between the network, the disk and the hash.
const AHEAD: usize = 6;
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
        let (mut gathered, mut length) = (Vec::new(), 0);
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
            length += chunk.len();
            gathered.push(chunk);
            // The writer has left: it says why.
            if length >= GATHERED && chunks.send(Part::More(std::mem::take(&mut gathered))).await.is_err() {
                break;
            }
            if length >= GATHERED {
                length = 0;
            }
        }
        let whole =
            fault.is_none() && chunks.send(Part::More(gathered)).await.is_ok() && chunks.send(Part::End).await.is_ok();
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
        let parts = [Part::More(vec![Bytes::copy_from_slice(bytes)]), Part::End];
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
    More(Vec<Bytes>),
    /// All has come: what ends without it broke off.
    End,
}

/// Writes and hashes what comes, until the end or until the sender leaves. Writing, hashing and bringing it onto the disk go on beside
/// each other, so that the last sync has little left to do.
fn written(path: PathBuf, mut parts: mpsc::Receiver<Part>) -> Result<(Temporary, String), FileError> {
    use std::os::unix::fs::OpenOptionsExt;
    let file = File::options().write(true).create_new(true).mode(0o600).open(&path)?;
    let temporary = Temporary { path };
    let broke = |_| FileError::Io("a thread that took in a file broke".to_owned());
    let hash = thread::scope(|scope| {
        let ((hashing, to_hash), (flushing, to_flush)) = (sync_channel(AHEAD), sync_channel(1));
        let hasher = thread::Builder::new().spawn_scoped(scope, move || hash_of(&to_hash))?;
        let (onto_disk, writing) = (&file, &file);
        let flusher = thread::Builder::new().spawn_scoped(scope, move || flushed(onto_disk, &to_flush))?;
        let whole = copied(writing, &mut parts, &hashing, &flushing);
        drop((hashing, flushing));
        let hash = hasher.join().map_err(broke)?;
        // A fault of the disk is told once: to whoever asked first.
        flusher.join().map_err(broke)??;
        whole?;
        file.sync_all()?;
        Ok::<_, FileError>(hash)
    })?;
    Ok((temporary, hash))
}

/// So many bytes at a time are sent on to the disk while others come.
const FLUSHED: usize = 32 * 1024 * 1024;

fn copied(
    mut file: &File,
    parts: &mut mpsc::Receiver<Part>,
    hashing: &SyncSender<Vec<Bytes>>,
    flushing: &SyncSender<()>,
) -> Result<(), FileError> {
    let mut unflushed = 0;
    while let Some(part) = parts.blocking_recv() {
        let Part::More(chunks) = part else { return Ok(()) };
        // One by one: several in one call were copied four times as slowly.
        for chunk in &chunks {
            file.write_all(chunk)?;
            unflushed += chunk.len();
        }
        // One that is at it still will be asked again.
        if unflushed >= FLUSHED && flushing.try_send(()).is_ok() {
            unflushed = 0;
        }
        hashing.send(chunks).map_err(|fault| FileError::Io(fault.to_string()))?;
    }
    Err(FileError::BrokenOff)
}

fn hash_of(gathered: &Receiver<Vec<Bytes>>) -> String {
    let mut hasher = digest::Context::new(&digest::SHA256);
    gathered.iter().flatten().for_each(|chunk| hasher.update(&chunk));
    hasher.finish().as_ref().iter().map(|b| format!("{b:02x}")).collect()
}

fn flushed(file: &File, asked: &Receiver<()>) -> std::io::Result<()> {
    asked.iter().try_for_each(|()| file.sync_data())
}
