//! What a file is, by its content; and what makes it one that is not taken. Reads heads, directories and streams: nothing is unpacked
//! to disk, and no picture is drawn.

mod archive;
mod nested;
mod ole;
mod pdf;
mod picture;
mod plain;
mod svg;
#[cfg(test)]
mod tests;
mod within;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use crate::domain::files::{FileKind, Pixels};
use crate::kernel::files::{FileFault, FileName};

/// What was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Content {
    pub kind: FileKind,
    pub pixels: Option<Pixels>,
}

impl Content {
    const fn of(kind: FileKind) -> Content {
        Content { kind, pixels: None }
    }
}

/// What a look at a content says; a fault of the disk is told apart.
type Looked = io::Result<Result<Content, FileFault>>;

/// Bytes of a file's beginning that tell most kinds.
const HEAD: u64 = 4_096;
/// Bytes of its end, where those kinds end that have an end.
const TAIL: u64 = 4_096;
/// Bytes that are searched at a time.
const WINDOW: u64 = 256 * 1024;

/// Finds out what a file is, and whether its name says so. A text is what its name says: tables and prose are the same bytes.
pub fn look(file: &mut File, size: u64, name: &FileName) -> Looked {
    if size == 0 {
        return Ok(Err(FileFault::Empty));
    }
    let head = part(file, 0, HEAD)?;
    if let Some(what) = forbidden(&head) {
        return Ok(Err(FileFault::Forbidden { what: what.to_owned() }));
    }
    let looked = match kind(&head) {
        Some(Kind::Pdf) => pdf::look(file, size),
        Some(Kind::Zip) => archive::look(file),
        Some(Kind::Ole) => ole::look(file, size),
        Some(Kind::Picture(kind)) => picture::look(file, size, kind),
        None if svg::may_be(&head) => svg::look(file, size),
        None => plain::look(file, name),
    };
    Ok(looked?.and_then(|content| content.kind.agrees_with(name).map(|()| content)))
}

enum Kind {
    Pdf,
    Zip,
    Ole,
    Picture(FileKind),
}

fn kind(head: &[u8]) -> Option<Kind> {
    let starts = |magic: &[u8]| head.starts_with(magic);
    match () {
        () if starts(b"%PDF-") => Some(Kind::Pdf),
        () if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") => Some(Kind::Zip),
        () if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") => Some(Kind::Ole),
        () if starts(b"\x89PNG\r\n\x1a\n") => Some(Kind::Picture(FileKind::Png)),
        () if starts(b"\xff\xd8\xff") => Some(Kind::Picture(FileKind::Jpeg)),
        () if starts(b"GIF87a") || starts(b"GIF89a") => Some(Kind::Picture(FileKind::Gif)),
        () if starts(b"RIFF") && head.get(8..12) == Some(b"WEBP") => Some(Kind::Picture(FileKind::Webp)),
        () if starts(b"II*\0") || starts(b"MM\0*") => Some(Kind::Picture(FileKind::Tiff)),
        () => None,
    }
}

/// What is never taken, whatever its name: programs, scripts, pages.
fn forbidden(head: &[u8]) -> Option<&'static str> {
    let starts = |magic: &[u8]| head.starts_with(magic);
    let program = starts(b"MZ")
        || starts(b"\x7fELF")
        || [b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"]
            .iter()
            .any(|magic| starts(*magic))
        || starts(b"\0asm")
        || starts(b"\x4c\0\0\0\x01\x14\x02\0");
    if program {
        return Some("EXE");
    }
    let text = String::from_utf8_lossy(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
    let text = text.trim_start().to_ascii_lowercase();
    let page = ["<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<meta", "<!doctype hta"];
    match () {
        () if text.starts_with("#!") => Some("script"),
        () if text.starts_with("<?php") => Some("PHP"),
        () if page.iter().any(|tag| text.starts_with(tag)) || text.contains("<html") => Some("HTML"),
        () => None,
    }
}

/// Whether what begins so is a program or a script.
fn runs(head: &[u8]) -> bool {
    forbidden(head).is_some_and(|what| what != "HTML")
}

/// Whether what begins so lies in an archive under the name of a picture and is a page or a drawing: whoever serves the unpacked folder
/// would serve it as what it is.
fn poses_as_picture(name: &str, head: &[u8]) -> bool {
    if matches!(kind(head), Some(Kind::Picture(_))) {
        return false;
    }
    match within::ending(name) {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "tif" | "tiff" | "bmp" => {
            forbidden(head).is_some() || svg::may_be(head)
        }
        "svg" => forbidden(head).is_some(),
        _ => false,
    }
}

/// At most `length` bytes from `start`.
fn part(file: &mut File, start: u64, length: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}
