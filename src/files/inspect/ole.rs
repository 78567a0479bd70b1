//! The documents of Office before 2007: a file system in a file. Its directory says what it holds.

use std::fs::File;
use std::io;

use super::{Content, Looked, part};
use crate::domain::files::FileKind;
use crate::kernel::files::FileFault;

/// Sectors of a directory that are read: some thousand entries.
const MAX_SECTORS: usize = 256;
/// The end of a chain, and everything that is no sector.
const LAST_SECTOR: u32 = 0xffff_fffa;

pub(super) fn look(file: &mut File, size: u64) -> Looked {
    let Some(names) = names(file, size)? else { return Ok(Err(FileFault::CutOff { found: "Office" })) };
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return Ok(Err(FileFault::Encrypted));
    }
    if has("_VBA_PROJECT_CUR") || has("_VBA_PROJECT") || has("Macros") {
        return Ok(Err(FileFault::Macros));
    }
    let kinds = [
        ("WordDocument", FileKind::Doc),
        ("Workbook", FileKind::Xls),
        ("Book", FileKind::Xls),
        ("PowerPoint Document", FileKind::Ppt),
    ];
    let found = kinds.into_iter().find(|(name, _)| has(name));
    Ok(found.map(|(_, kind)| Content::of(kind)).ok_or(FileFault::UnknownKind))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk::<4>().map(|b| u32::from_le_bytes(*b))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk::<2>().map(|b| u16::from_le_bytes(*b))
}

/// The names in the directory; none where it cannot be followed.
fn names(file: &mut File, size: u64) -> io::Result<Option<Vec<String>>> {
    let head = part(file, 0, 512)?;
    let (Some(shift), Some(first)) = (short(&head, 30), long(&head, 48)) else { return Ok(None) };
    if !matches!(shift, 9 | 12) {
        return Ok(None);
    }
    let sector_bytes = 1_u64 << shift;
    let offset = |sector: u32| (u64::from(sector) + 1) << shift;
    let (mut names, mut sector) = (Vec::new(), first);
    for _ in 0..MAX_SECTORS {
        if sector >= LAST_SECTOR {
            return Ok(Some(names));
        }
        if offset(sector) + sector_bytes > size {
            return Ok(None);
        }
        let entries = part(file, offset(sector), sector_bytes)?;
        names.extend(entries.chunks_exact(128).filter_map(name));
        let Some(next) = next(file, &head, (sector, shift))? else { return Ok(None) };
        sector = next;
    }
    Ok(Some(names))
}

/// The sector after this one: the table of sectors is found by the head's first 109 entries, enough for seven megabytes of directory.
fn next(file: &mut File, head: &[u8], (sector, shift): (u32, u16)) -> io::Result<Option<u32>> {
    let per_sector = (1_u32 << shift) / 4;
    let (block, at) = ((sector / per_sector) as usize, (sector % per_sector) as usize);
    // A directory so far out is longer than any document's.
    let Some(table) = (block < 109).then(|| long(head, 76 + 4 * block)).flatten() else { return Ok(Some(LAST_SECTOR)) };
    if table >= LAST_SECTOR {
        return Ok(None);
    }
    let start = (u64::from(table) + 1) << shift;
    Ok(long(&part(file, start, 1 << shift)?, 4 * at))
}

fn name(entry: &[u8]) -> Option<String> {
    let length = usize::from(short(entry, 64)?);
    let letters = entry.get(..length.checked_sub(2)?.min(64))?;
    let units: Vec<u16> = letters.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).ok()
}
