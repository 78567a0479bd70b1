//! A file on its way in: written and hashed on a thread of its own while it comes, under a name that nobody knows. Dropped before it is
//! kept, it goes.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use ring::digest;
use tokio::sync::mpsc;

use super::blocks::{Block, Onto};
use super::{FileError, inspect};
use crate::domain::files::{Pixels, StoredFile};
use crate::kernel::files::{FileFault, FileName};
use crate::kernel::ids::PublicId;

/// Blocks of one upload, at most: one is gathered while others are hashed and written.
const BLOCKS: usize = 4;
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
        let (full, parts) = mpsc::channel(BLOCKS);
        let (free, freed) = mpsc::unbounded_channel();
        let path = folder.join(format!("{}.{PART}", PublicId::random()));
        let writing = tokio::task::spawn_blocking(move || written(path, parts, free));
        let mut gathering = Gathering { block: Block::new(), made: 1, full, freed };
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
            if !gathering.add(chunk).await {
                break;
            }
        }
        let whole = match fault {
            None => gathering.end().await,
            Some(_) => {
                drop(gathering);
                false
            }
        };
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
        let path = folder.join(format!("{}.{PART}", PublicId::random()));
        let temporary = Temporary { path };
        let mut onto = Onto::create(&temporary.path)?;
        let (mut left, mut block) = (Bytes::copy_from_slice(bytes), Block::new());
        while !left.is_empty() {
            block.fill(&mut left);
            onto.write(&block)?;
            block = block.emptied();
        }
        onto.finish()?;
        let hash = hex(digest::digest(&digest::SHA256, bytes));
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
    More(Block),
    /// All has come: what ends without it broke off.
    End,
}

/// The block that is being filled, and where full ones go and empty ones come back from.
struct Gathering {
    block: Block,
    made: usize,
    full: mpsc::Sender<Part>,
    freed: mpsc::UnboundedReceiver<Block>,
}

impl Gathering {
    /// Whether anybody still writes.
    async fn add(&mut self, mut chunk: Bytes) -> bool {
        loop {
            self.block.fill(&mut chunk);
            if !self.block.is_full() {
                return true;
            }
            let Some(empty) = self.empty().await else { return false };
            let full = std::mem::replace(&mut self.block, empty);
            if self.full.send(Part::More(full)).await.is_err() {
                return false;
            }
        }
    }

    async fn empty(&mut self) -> Option<Block> {
        if self.made == BLOCKS {
            return self.freed.recv().await;
        }
        self.made += 1;
        Some(Block::new())
    }

    async fn end(self) -> bool {
        self.full.send(Part::More(self.block)).await.is_ok() && self.full.send(Part::End).await.is_ok()
    }
}

/// Writes and hashes what comes, beside each other, until the end or until the sender leaves.
fn written(
    path: PathBuf,
    mut parts: mpsc::Receiver<Part>,
    free: mpsc::UnboundedSender<Block>,
) -> Result<(Temporary, String), FileError> {
    // First whoever takes it away: the file may be there when the second opening of it fails.
    let temporary = Temporary { path };
    let mut onto = Onto::create(&temporary.path)?;
    let hash = thread::scope(|scope| {
        let (hashing, to_hash) = sync_channel(BLOCKS);
        let hashed = free.clone();
        let hasher = thread::Builder::new().spawn_scoped(scope, move || hash_of(&to_hash, &hashed))?;
        let whole = copied(&mut onto, &mut parts, hashing, &free);
        let hash = hasher.join().map_err(|_| FileError::Io("a thread that took in a file broke".to_owned()))?;
        whole?;
        Ok::<_, FileError>(hash)
    })?;
    onto.finish()?;
    Ok((temporary, hash))
}

fn copied(
    onto: &mut Onto,
    parts: &mut mpsc::Receiver<Part>,
    hashing: SyncSender<Arc<Block>>,
    free: &mpsc::UnboundedSender<Block>,
) -> Result<(), FileError> {
    while let Some(part) = parts.blocking_recv() {
        let Part::More(block) = part else { return Ok(()) };
        let block = Arc::new(block);
        hashing.send(block.clone()).map_err(|fault| FileError::Io(fault.to_string()))?;
        onto.write(&block)?;
        give_back(block, free);
    }
    Err(FileError::BrokenOff)
}

fn hash_of(blocks: &Receiver<Arc<Block>>, free: &mpsc::UnboundedSender<Block>) -> String {
    let mut hasher = digest::Context::new(&digest::SHA256);
    for block in blocks {
        hasher.update(block.bytes());
        give_back(block, free);
    }
    hex(hasher.finish())
}

/// The last to let go of a block gives it back; where nothing is gathered any more it goes.
fn give_back(block: Arc<Block>, free: &mpsc::UnboundedSender<Block>) {
    if let Some(block) = Arc::into_inner(block)
        && let Err(unwanted) = free.send(block.emptied())
    {
        drop(unwanted);
    }
}

fn hex(digest: digest::Digest) -> String {
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
