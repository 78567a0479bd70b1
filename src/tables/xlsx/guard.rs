//! A workbook measured by its ZIP directory, before anything of it is unpacked.

use std::io::{Read, Seek};

use super::WorkbookError;
use crate::tables::zip::{self, DirectoryError, Entry};

const MAX_UNPACKED: u64 = 1024 * 1024 * 1024;
/// Sheets of like rows reach 60; a bomb of zeros has a thousand.
const MAX_RATIO: u64 = 250;
/// Below this size the ratio means nothing.
const SMALL: u64 = 1024 * 1024;

/// Refuses what is encrypted, oversized or packed like a bomb. The directory may lie about sizes; the child's limits are for that.
/// What a sheet claims as its dimension is not looked at, since an innocent formatted column claims a million rows, and nothing here
/// reserves room by it.
pub(super) fn check(file: &mut (impl Read + Seek)) -> Result<(), WorkbookError> {
    let directory = zip::directory(file, zip::MAX_ENTRIES).map_err(|error| match error {
        DirectoryError::TooManyEntries => WorkbookError::TooManyParts { limit: zip::MAX_ENTRIES },
        error @ (DirectoryError::Io(_) | DirectoryError::Damaged) => {
            WorkbookError::Damaged { detail: error.to_string() }
        }
    })?;
    if directory.entries.iter().any(|entry| entry.encrypted) {
        return Err(WorkbookError::Encrypted);
    }
    let total = |size: fn(&Entry) -> u64| directory.entries.iter().map(size).fold(0, u64::saturating_add);
    if total(|entry| entry.compressed) > directory.file_size || directory.entries.iter().any(is_bomb) {
        return Err(WorkbookError::Bomb);
    }
    match total(|entry| entry.size) > MAX_UNPACKED {
        true => Err(WorkbookError::TooLarge { limit: MAX_UNPACKED }),
        false => Ok(()),
    }
}

fn is_bomb(entry: &Entry) -> bool {
    entry.size > SMALL && entry.size / entry.compressed.max(1) > MAX_RATIO
}
