//! What comes in, gathered in blocks that the disk takes as they lie in memory, and written past the cache of the system where that can be:
//! the copy into that cache, and its way from there onto the disk, cost more than receiving and hashing together.

use std::fs::File;
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

use bytes::Bytes;

/// A block's bytes: fewer at a time, and the disk waits for the next.
const LENGTH: usize = 4 * 1024 * 1024;
/// Where a block must begin for disks to read it directly: no disk asks for more.
const ALIGNED: usize = 4096;

/// Bytes gathered; they begin where the disk can fetch them.
#[derive(Debug)]
pub(super) struct Block {
    bytes: Vec<u8>,
    start: usize,
}

impl Block {
    pub(super) fn new() -> Block {
        let mut bytes: Vec<u8> = Vec::with_capacity(LENGTH + ALIGNED);
        let start = bytes.as_ptr().align_offset(ALIGNED).min(ALIGNED);
        bytes.resize(start, 0);
        Block { bytes, start }
    }

    /// Moves over what there is room for.
    pub(super) fn fill(&mut self, from: &mut Bytes) {
        let room = LENGTH - self.bytes().len();
        self.bytes.extend_from_slice(&from.split_to(from.len().min(room)));
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    pub(super) fn is_full(&self) -> bool {
        self.bytes().len() == LENGTH
    }

    pub(super) fn emptied(mut self) -> Block {
        self.bytes.truncate(self.start);
        self
    }
}

/// A new file that blocks are written to, one after the other.
#[derive(Debug)]
pub(super) struct Onto {
    plain: File,
    /// Open for full blocks, where the file system writes past the cache.
    direct: Option<File>,
    at: u64,
}

impl Onto {
    /// Nobody but this program reads it.
    pub(super) fn create(path: &Path) -> io::Result<Onto> {
        let plain = File::options().write(true).create_new(true).mode(0o600).open(path)?;
        Ok(Onto { plain, direct: direct(path)?, at: 0 })
    }

    pub(super) fn write(&mut self, block: &Block) -> io::Result<()> {
        let at = self.at;
        self.at += block.bytes().len() as u64;
        if block.is_full()
            && let Some(direct) = &self.direct
        {
            match direct.write_all_at(block.bytes(), at) {
                // A disk with other wishes: through the cache from here on, this block again.
                Err(fault) if has_only_its_cache(&fault) => self.direct = None,
                written => return written,
            }
        }
        self.plain.write_all_at(block.bytes(), at)
    }

    /// Returns when all of it is on the disk.
    pub(super) fn finish(self) -> io::Result<()> {
        self.plain.sync_all()
    }
}

/// Whether a file system refuses to write past its cache: one in memory, one mounted from afar, or a disk with larger blocks than ours.
fn has_only_its_cache(fault: &io::Error) -> bool {
    matches!(fault.raw_os_error(), Some(libc::EINVAL | libc::EOPNOTSUPP))
}

#[cfg(target_os = "linux")]
fn direct(path: &Path) -> io::Result<Option<File>> {
    match File::options().write(true).custom_flags(libc::O_DIRECT).open(path) {
        Ok(file) => Ok(Some(file)),
        Err(fault) if has_only_its_cache(&fault) => Ok(None),
        Err(fault) => Err(fault),
    }
}

#[cfg(not(target_os = "linux"))]
fn direct(_: &Path) -> io::Result<Option<File>> {
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Full blocks and the rest after them, each byte where it came.
    #[test]
    fn what_is_written_is_what_came() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f");
        let all: Vec<u8> = (0..2 * LENGTH + 12_345).map(|n| (n % 251) as u8).collect();
        let (mut left, mut onto) = (Bytes::from(all.clone()), Onto::create(&path).unwrap());
        let mut block = Block::new();
        while !left.is_empty() {
            block.fill(&mut left);
            onto.write(&block).unwrap();
            block = block.emptied();
        }
        onto.finish().unwrap();
        assert!(std::fs::read(&path).unwrap() == all);
    }

    #[test]
    fn a_file_system_with_only_its_cache_is_known_by_its_refusal() {
        for refusal in [libc::EINVAL, libc::EOPNOTSUPP] {
            assert!(has_only_its_cache(&io::Error::from_raw_os_error(refusal)), "{refusal}");
        }
        for fault in [libc::ENOSPC, libc::EIO, libc::EMFILE] {
            assert!(!has_only_its_cache(&io::Error::from_raw_os_error(fault)), "{fault}");
        }
    }

    #[test]
    fn a_disk_that_takes_nothing_past_its_cache_gets_all_through_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f");
        let mut onto = Onto::create(&path).unwrap();
        onto.direct = None;
        let mut block = Block::new();
        block.fill(&mut Bytes::from(vec![7; LENGTH]));
        onto.write(&block).unwrap();
        onto.finish().unwrap();
        assert!(std::fs::read(&path).unwrap() == vec![7; LENGTH]);
    }
}
