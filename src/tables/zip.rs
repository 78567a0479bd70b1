//! A ZIP file's central directory, read without trusting it: what entries there are and how large they say they are.

use std::io::{self, Read, Seek, SeekFrom};

/// One file inside, as the directory tells of it; nothing of that need be true.
pub struct Entry {
    pub name: String,
    /// In bytes, as packed.
    pub compressed: u64,
    /// In bytes, once unpacked.
    pub size: u64,
    pub encrypted: bool,
    /// A link to another place, as Unix keeps it.
    pub link: bool,
    /// How it is packed: 0 stored, 8 deflated.
    pub method: u16,
    /// Where its own head stands.
    pub offset: u64,
}

/// All that is inside, in the directory's order.
pub struct Directory {
    pub entries: Vec<Entry>,
    /// Bytes of the whole file.
    pub file_size: u64,
    /// Bytes behind the end record and its comment, which belong to nothing.
    pub behind: u64,
}

/// Why the directory is not believed.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Cut short, spread over several files, ZIP64, or simply inconsistent.
    #[error("the ZIP directory is damaged")]
    Damaged,
    #[error("too many files inside")]
    TooManyEntries,
}

/// Workbooks have some tens of entries; pictures may add hundreds.
pub(super) const MAX_ENTRIES: usize = 2_000;
/// Bytes of the directory for each entry: names may be long.
const ENTRY_BYTES: u64 = 2 * 1024;
/// The end record and the longest comment that may follow it.
const MAX_TAIL: u64 = 22 + 65_535;

/// Reads the directory, of at most `max_entries`. Leaves the position anywhere.
pub fn directory(file: &mut (impl Read + Seek), max_entries: usize) -> Result<Directory, DirectoryError> {
    let file_size = file.seek(SeekFrom::End(0))?;
    let tail_start = file_size.saturating_sub(MAX_TAIL);
    let tail = read_at(file, tail_start, file_size - tail_start)?;
    let (at, behind) = end_record(&tail)?.ok_or(DirectoryError::Damaged)?;
    let end = &tail[at..];
    let (count, size, start) = (u16_at(end, 10)?, u64::from(u32_at(end, 12)?), u64::from(u32_at(end, 16)?));
    if count == u16::MAX && told_elsewhere(&tail[..at]).is_some_and(|count| count > max_entries as u64) {
        return Err(DirectoryError::TooManyEntries);
    }
    if count == u16::MAX || u16_at(end, 4)? != 0 || start.saturating_add(size) > file_size {
        return Err(DirectoryError::Damaged);
    }
    if usize::from(count) > max_entries || size > ENTRY_BYTES * max_entries as u64 {
        return Err(DirectoryError::TooManyEntries);
    }
    let records = read_at(file, start, size)?;
    let entries = entries(&records, usize::from(count))?;
    Ok(Directory { entries, file_size, behind: behind as u64 })
}

/// Where the end record begins, and how many bytes follow it and its comment. Its mark may stand in a comment too: it is the one whose
/// comment ends where the file does, or else the last that is whole.
fn end_record(tail: &[u8]) -> Result<Option<(usize, usize)>, DirectoryError> {
    let mut last = None;
    for at in (0..tail.len().saturating_sub(21)).rev().filter(|at| tail[*at..].starts_with(b"PK\x05\x06")) {
        let end = at + 22 + usize::from(u16_at(tail, at + 20)?);
        match tail.len().checked_sub(end) {
            Some(0) => return Ok(Some((at, 0))),
            Some(behind) if last.is_none() => last = Some((at, behind)),
            _ => {}
        }
    }
    Ok(last)
}

/// How many entries ZIP64 says there are, where the end record has no room for so many: in a record of its own, behind which stands
/// where it begins, right before the end record.
fn told_elsewhere(before: &[u8]) -> Option<u64> {
    let locator = before.len().checked_sub(20)?;
    let record = &before[locator.checked_sub(56)?..locator];
    let known = before[locator..].starts_with(b"PK\x06\x07") && record.starts_with(b"PK\x06\x06");
    let count = record.get(32..40)?.iter().rev().fold(0_u64, |count, byte| count << 8 | u64::from(*byte));
    known.then_some(count)
}

fn entries(records: &[u8], count: usize) -> Result<Vec<Entry>, DirectoryError> {
    let mut rest = records;
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        if !rest.starts_with(b"PK\x01\x02") {
            return Err(DirectoryError::Damaged);
        }
        let name_length = usize::from(u16_at(rest, 28)?);
        let length = 46 + name_length + usize::from(u16_at(rest, 30)?) + usize::from(u16_at(rest, 32)?);
        let name = rest.get(46..46 + name_length).ok_or(DirectoryError::Damaged)?;
        entries.push(Entry {
            name: String::from_utf8_lossy(name).replace('\\', "/").to_ascii_lowercase(),
            compressed: u64::from(u32_at(rest, 20)?),
            size: u64::from(u32_at(rest, 24)?),
            encrypted: u16_at(rest, 8)? & 1 == 1,
            // The upper half of what its system says of it is the mode, where that system is a Unix, and else nothing.
            link: u16_at(rest, 40)? & 0o170_000 == 0o120_000,
            method: u16_at(rest, 10)?,
            offset: u64::from(u32_at(rest, 42)?),
        });
        rest = rest.get(length..).ok_or(DirectoryError::Damaged)?;
    }
    Ok(entries)
}

fn read_at(file: &mut (impl Read + Seek), start: u64, length: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, DirectoryError> {
    match bytes.get(at..at + 2) {
        Some(&[low, high]) => Ok(u16::from_le_bytes([low, high])),
        _ => Err(DirectoryError::Damaged),
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, DirectoryError> {
    Ok(u32::from(u16_at(bytes, at)?) | u32::from(u16_at(bytes, at + 2)?) << 16)
}
