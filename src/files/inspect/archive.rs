//! ZIP files: archives of maps, and the documents of Office and OpenDocument, which are ZIP files too. The directory is read first; then
//! every entry is unpacked into nothing, to see that it holds no more than it says, and nothing that would be refused by itself.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use flate2::read::DeflateDecoder;

use super::nested::{self, Inside};
use super::within::{self, Passing};
use super::{Content, HEAD, Looked, part, poses_as_picture, runs, svg};
use crate::domain::files::FileKind;
use crate::kernel::files::{FileFault, FileName};
use crate::tables::zip::{Directory, DirectoryError, Entry, directory};

const MAX_ENTRIES: usize = 10_000;
/// What all entries may unpack to.
const MAX_UNPACKED: u64 = 8 * 1024 * 1024 * 1024;
/// Rasters of one colour reach 200; a bomb of zeros has a thousand.
const MAX_RATIO: u64 = 250;
/// Below this size the ratio means nothing.
const SMALL: u64 = 1024 * 1024;

pub(super) const STORED: u16 = 0;
pub(super) const DEFLATED: u16 = 8;

pub(super) fn look(file: &mut File) -> Looked {
    let directory = match directory(file, MAX_ENTRIES) {
        Ok(directory) => directory,
        Err(DirectoryError::Io(fault)) => return Err(fault),
        Err(DirectoryError::Damaged) => return Ok(Err(FileFault::CutOff { found: FileKind::Zip.label() })),
        Err(DirectoryError::TooManyEntries) => return Ok(Err(FileFault::TooManyEntries { limit: MAX_ENTRIES })),
    };
    if directory.behind > 0 {
        return Ok(Err(FileFault::Behind { bytes: directory.behind }));
    }
    let kind = kind(file, &directory)?;
    let checked = sizes(&directory).and_then(|()| names(&directory, kind));
    if let Err(fault) = checked {
        return Ok(Err(fault));
    }
    // What all documents in it may unpack to, one within the other.
    let mut left = MAX_UNPACKED;
    for entry in &directory.entries {
        if let Err(fault) = unpacked(file, entry, (kind, &mut left))? {
            return Ok(Err(fault));
        }
    }
    Ok(filled(&directory, kind).map(|()| Content::of(kind)))
}

/// Whether there is something in it to read. Programs name the parts of a document as they like, but by what they are.
fn filled(directory: &Directory, kind: FileKind) -> Result<(), FileFault> {
    let has = |is: fn(&Entry) -> bool| directory.entries.iter().any(is);
    match kind {
        FileKind::Zip if !has(|e| !e.name.ends_with('/') && e.size > 0) => Err(FileFault::NoEntries),
        FileKind::Xlsx if !has(|e| e.name.contains("sheet") && !e.name.contains("stylesheet")) => {
            Err(FileFault::NoSheets)
        }
        FileKind::Pptx if !has(|e| e.name.contains("slides/")) => Err(FileFault::NoSlides),
        _ => Ok(()),
    }
}

/// What kind of ZIP it is, by the parts it must have.
fn kind(file: &mut File, directory: &Directory) -> io::Result<FileKind> {
    let has = |name: &str| directory.entries.iter().any(|e| e.name == name);
    if has("[content_types].xml") {
        let parts = [
            ("word/document.xml", FileKind::Docx),
            ("xl/workbook.xml", FileKind::Xlsx),
            ("ppt/presentation.xml", FileKind::Pptx),
        ];
        if let Some((_, kind)) = parts.into_iter().find(|(name, _)| has(name)) {
            return Ok(kind);
        }
    }
    // OpenDocument says what it is in its first entry, stored as it is.
    if let Some(entry) = directory.entries.iter().find(|e| e.name == "mimetype" && e.method == STORED && e.size < 128) {
        let Some(start) = start(file, entry)? else { return Ok(FileKind::Zip) };
        let text = part(file, start, entry.size)?;
        let kinds = [FileKind::Odt, FileKind::Ods, FileKind::Odp];
        if let Some(kind) = kinds.into_iter().find(|k| k.media_type().as_bytes() == text) {
            return Ok(kind);
        }
    }
    Ok(FileKind::Zip)
}

fn sizes(directory: &Directory) -> Result<(), FileFault> {
    if directory.entries.iter().any(|e| e.encrypted) {
        return Err(FileFault::Encrypted);
    }
    let total = |size: fn(&Entry) -> u64| directory.entries.iter().map(size).fold(0, u64::saturating_add);
    let bomb = |e: &Entry| e.size > SMALL && e.size / e.compressed.max(1) > MAX_RATIO;
    // Entries that lie over one another are more bytes than the file has.
    if total(|e| e.compressed) > directory.file_size || total(|e| e.size) > MAX_UNPACKED {
        return Err(FileFault::Bomb);
    }
    if directory.entries.iter().any(bomb) { Err(FileFault::Bomb) } else { Ok(()) }
}

/// Names and links that lead out of the folder they are unpacked into, archives within archives, and what acts when it is opened.
fn names(directory: &Directory, kind: FileKind) -> Result<(), FileFault> {
    for entry in &directory.entries {
        let name = entry.name.as_str();
        let shown = || shown(name);
        let climbs = name.split('/').any(|part| part == "..");
        if climbs || name.starts_with('/') || name.get(1..2) == Some(":") || name.contains('\0') {
            return Err(FileFault::EntryPath { entry: shown() });
        }
        if entry.link {
            return Err(FileFault::EntryLink { entry: shown() });
        }
        if name.ends_with("vbaproject.bin") || (kind != FileKind::Zip && within::is_macros(name)) {
            return Err(FileFault::Macros);
        }
        if kind != FileKind::Zip {
            continue;
        }
        if within::is_archive_by_name(name) {
            return Err(FileFault::NestedArchive { entry: shown() });
        }
        if within::acts_when_opened(name) {
            return Err(FileFault::ForbiddenEntry { entry: shown() });
        }
    }
    if kind == FileKind::Zip { doubles(directory) } else { Ok(()) }
}

/// Entries that many a disk takes for one: by small and large letters, by how an accent is written, by dots and blanks at a name's end.
fn doubles(directory: &Directory) -> Result<(), FileFault> {
    let mut known = HashSet::new();
    // Of names in an old encoding nobody can say which letters they are.
    let readable = |entry: &&Entry| !entry.name.ends_with('/') && !entry.name.contains('\u{fffd}');
    for entry in directory.entries.iter().filter(readable) {
        let ends = |c: char| c == '.' || c.is_whitespace();
        let parts: Vec<&str> = entry.name.split('/').map(|part| part.trim_end_matches(ends)).collect();
        if !known.insert(FileName::stored(parts.join("/")).folded()) {
            return Err(FileFault::DoubleEntry { entry: shown(&entry.name) });
        }
    }
    Ok(())
}

/// An entry's name, cut to what can be shown.
fn shown(name: &str) -> String {
    crate::kernel::invalid::seen(name).chars().filter(|c| !c.is_control()).take(60).collect()
}

/// Where an entry's bytes begin: behind a head of its own, which repeats the directory.
fn start(file: &mut File, entry: &Entry) -> io::Result<Option<u64>> {
    let head = part(file, entry.offset, 30)?;
    if head.len() < 30 || !head.starts_with(b"PK\x03\x04") {
        return Ok(None);
    }
    let short = |at: usize| u64::from(u16::from_le_bytes([head[at], head[at + 1]]));
    Ok(Some(entry.offset + 30 + short(26) + short(28)))
}

/// An entry's bytes, unpacked as they are read; none where they are packed in a way that nobody looks into here.
fn bytes<'a>(file: &'a mut File, entry: &Entry, start: u64) -> io::Result<Option<Box<dyn Read + 'a>>> {
    file.seek(SeekFrom::Start(start))?;
    let packed = file.take(entry.compressed);
    let source: Box<dyn Read + 'a> = match entry.method {
        STORED => Box::new(packed),
        DEFLATED => Box::new(DeflateDecoder::new(packed)),
        _ => return Ok(None),
    };
    Ok(Some(source))
}

/// Unpacks an entry into nothing: it must hold what it says and no byte more, be no program by any name, and no page by a picture's.
fn unpacked(file: &mut File, entry: &Entry, (kind, left): (FileKind, &mut u64)) -> io::Result<Result<(), FileFault>> {
    let cut_off = Ok(Err(FileFault::CutOff { found: FileKind::Zip.label() }));
    let Some(start) = start(file, entry)? else { return cut_off };
    // What is packed otherwise cannot be looked into: neither can most readers' machines.
    let Some(source) = bytes(file, entry, start)? else { return Ok(Err(FileFault::Encrypted)) };
    let (count, passing) = match counted(source, entry) {
        Ok(counted) => counted,
        Err(fault) if matches!(fault.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) => {
            return cut_off;
        }
        Err(fault) if fault.kind() == io::ErrorKind::UnexpectedEof => return cut_off,
        Err(fault) => return Err(fault),
    };
    let head = &passing.head;
    if runs(head) || poses_as_picture(&entry.name, head) {
        return Ok(Err(FileFault::ForbiddenEntry { entry: shown(&entry.name) }));
    }
    if count > entry.size {
        return Ok(Err(FileFault::Bomb));
    }
    if count < entry.size {
        return cut_off;
    }
    if kind == FileKind::Zip {
        by_itself(file, (entry, start), &passing, left)
    } else {
        as_part(file, (entry, start), &passing, left)
    }
}

/// Whether a part may lie in a document: it is no macros under another name, and no document with any. What cannot be looked into is
/// somebody's object, and stays.
fn as_part(
    file: &mut File,
    (entry, start): (&Entry, u64),
    passing: &Passing,
    left: &mut u64,
) -> io::Result<Result<(), FileFault>> {
    let name = entry.name.as_str();
    if passing.hides && within::tells_parts(name) {
        return Ok(Err(FileFault::Macros));
    }
    let acts = passing.hides || inside(file, (entry, start), passing, left)? == Inside::Acts;
    Ok(if acts { Err(FileFault::ActiveEntry { entry: shown(name) }) } else { Ok(()) })
}

/// What a document in it holds, by what its parts are.
fn inside(file: &mut File, (entry, start): (&Entry, u64), passing: &Passing, left: &mut u64) -> io::Result<Inside> {
    if !within::is_packed(&passing.head) {
        return Ok(Inside::Harmless);
    }
    match bytes(file, entry, start)? {
        Some(source) => nested::look(source.take(entry.size), left),
        None => Ok(Inside::Closed),
    }
}

/// Whether an entry would be taken by itself: no archive, no document with macros or one that cannot be read, no drawing that acts.
fn by_itself(
    file: &mut File,
    (entry, start): (&Entry, u64),
    passing: &Passing,
    left: &mut u64,
) -> io::Result<Result<(), FileFault>> {
    let name = entry.name.as_str();
    if within::is_archive(name, &passing.head) {
        return Ok(Err(FileFault::NestedArchive { entry: shown(name) }));
    }
    let acts = || FileFault::ActiveEntry { entry: shown(name) };
    let closed = passing.hides || passing.locked;
    if closed || inside(file, (entry, start), passing, left)? != Inside::Harmless {
        return Ok(Err(acts()));
    }
    let named = within::ending(name) == "svg";
    if !named && memchr::memmem::find(&passing.head, b"<svg").is_none() {
        return Ok(Ok(()));
    }
    Ok(match drawing(file, entry, start)? {
        Ok(()) => Ok(()),
        // Other kinds of XML are none of ours, whole or not.
        Err(FileFault::UnknownKind | FileFault::CutOff { .. }) if !named => Ok(()),
        Err(_) => Err(acts()),
    })
}

/// What is wrong with a drawing in the archive; that it is of no size is not.
fn drawing(file: &mut File, entry: &Entry, start: u64) -> io::Result<Result<(), FileFault>> {
    if entry.size > svg::MOST {
        return Ok(Err(FileFault::TooLarge { megabytes: svg::MOST / (1024 * 1024) }));
    }
    let Some(first) = bytes(file, entry, start)? else { return Ok(Err(FileFault::Encrypted)) };
    let used = match svg::passive_within(BufReader::new(first.take(entry.size))) {
        Ok(used) => used,
        Err(fault) => return Ok(Err(fault)),
    };
    let Some(again) = bytes(file, entry, start)? else { return Ok(Err(FileFault::Encrypted)) };
    Ok(svg::bounded_within(BufReader::new(again.take(entry.size)), &used))
}

/// How many bytes come, up to one more than were told; and what was seen of them.
fn counted(source: impl Read, entry: &Entry) -> io::Result<(u64, Passing)> {
    let mut source = source.take(entry.size.saturating_add(1));
    let mut head = Vec::new();
    let first = source.by_ref().take(HEAD).read_to_end(&mut head)?;
    let mut passing = Passing::after(head, &entry.name);
    let rest = io::copy(&mut source, &mut passing)?;
    Ok((first as u64 + rest, passing))
}
