//! PDFs: whole, with a page, and without anything that acts when they are opened: scripts, commands that start programs, attached
//! programs.
//!
//! Looked at are objects, wherever one begins, and streams of objects, which are unpacked within bounds; the bytes of other streams
//! (letters, pictures, fonts) are none of an object's, whatever words stand in them. In a stream of objects each is looked at from where the
//! stream says that it begins. What cannot be seen: objects of an encrypted PDF that are packed, for which one needs its password, and
//! what a reader makes of objects that are written wrongly. Streams of objects that are packed otherwise than all programs do it are
//! refused, for nobody could say what they hold.

mod letters;
mod lexer;
mod lexers;
mod packed;
mod unpacked;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use memchr::memmem;

use self::letters::is_blank;
use self::lexer::{ATTACHED, Event, Packing, Said};
use self::lexers::{Head, Lexers};
use self::packed::Bounds;
use self::unpacked::Unpacked;
use super::nested::{self, Inside};
use super::{Content, Looked, TAIL, WINDOW, part, runs, within};
use crate::domain::files::FileKind;
use crate::kernel::files::FileFault;

/// Bytes before the place that are kept: what stands before a word tells whether it is one.
const BEHIND: usize = 1_024;
/// Blanks behind a word that the line's end is looked for behind.
const MOST_BLANKS: usize = 8;
/// What all streams of objects, and documents attached, may unpack to.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;
/// Streams that are looked into. The largest reports have some ten thousand.
const MOST_STREAMS: usize = 100_000;

pub(super) fn look(file: &mut File, size: u64) -> Looked {
    let tail = part(file, size.saturating_sub(TAIL), TAIL)?;
    if !tail.windows(5).any(|w| w == b"%%EOF") {
        return Ok(Err(FileFault::CutOff { found: FileKind::Pdf.label() }));
    }
    if !has_pages(file)? {
        return Ok(Err(FileFault::NoPages));
    }
    Ok(match acts(file)? {
        None => Ok(Content::of(FileKind::Pdf)),
        Some(fault) => Err(fault),
    })
}

/// Whether a PDF has a page, or packs its objects. Most say so within their first bytes.
fn has_pages(file: &mut File) -> io::Result<bool> {
    file.seek(SeekFrom::Start(0))?;
    let mut seen = Vec::new();
    loop {
        let read = file.by_ref().take(WINDOW).read_to_end(&mut seen)?;
        // The tree of pages is `/Pages`.
        let page = |rest: &[u8]| rest.starts_with(b"/Page") && rest.get(5).is_some_and(|b| !b.is_ascii_alphanumeric());
        let slashes = seen.iter().enumerate().filter(|(_, byte)| **byte == b'/');
        let found = slashes.map(|(at, _)| &seen[at..]).any(|rest| page(rest) || rest.starts_with(b"/ObjStm"));
        if found || read == 0 {
            return Ok(found);
        }
        // What lies across two windows is seen in the next.
        seen.drain(..seen.len().saturating_sub(8));
    }
}

/// What in it acts, or keeps anybody from saying that nothing does.
fn acts(file: &mut File) -> io::Result<Option<FileFault>> {
    let (left, streams, closed) = (MOST_UNPACKED, MOST_STREAMS, false);
    let mut search = Search { source: Source::begin(file)?, left, streams, closed };
    while search.source.seek_object()? {
        if let Some(fault) = search.object()? {
            return Ok(Some(fault));
        }
    }
    let closed = search.closed;
    Ok(if closed && !is_encrypted(file)? { Some(FileFault::Encrypted) } else { None })
}

/// Whether it says so. Its streams cannot be looked into then, and neither is that any reason to refuse it.
fn is_encrypted(file: &mut File) -> io::Result<bool> {
    let mut source = Source::begin(file)?;
    source.seek(b"/Encrypt")
}

const fn active(found: &'static str) -> FileFault {
    FileFault::ActivePdf { found }
}

struct Search<'a> {
    source: Source<'a>,
    /// Bytes that may still be unpacked.
    left: u64,
    streams: usize,
    /// There are objects that nobody could look at.
    closed: bool,
}

impl Search<'_> {
    /// What acts in the object that begins here, and in what begins within it. Its end is passed, or the beginning of its stream.
    fn object(&mut self) -> io::Result<Option<FileFault>> {
        let (mut lexers, mut head) = (Lexers::new(), Head::Nothing);
        while let Some(byte) = self.source.byte()? {
            let [outer, inner] = lexers.feed(byte);
            if let Some(found) = lexers.found {
                return Ok(Some(active(found)));
            }
            if head.ends_with(byte) {
                lexers.begin();
            }
            if outer.is_none() && inner.is_none() {
                continue;
            }
            let streams = [
                Some(lexers.outer.said).filter(|_| outer == Some(Event::Stream)),
                lexers.inner.as_ref().map(|within| within.said).filter(|_| inner == Some(Event::Stream)),
            ];
            for said in streams.iter().flatten() {
                if let Some(fault) = self.stream(said, byte)? {
                    return Ok(Some(fault));
                }
            }
            if inner.is_some() {
                lexers.inner = None;
            }
            if outer.is_some() && !lexers.goes_on() {
                return Ok(None);
            }
        }
        Ok(None)
    }

    /// What acts in the stream that begins behind this line, if it is one of those that are looked into; `byte` is what ended its word.
    fn stream(&mut self, said: &Said, byte: u8) -> io::Result<Option<FileFault>> {
        if !said.holds_objects() && !said.is_attachment() {
            return Ok(None);
        }
        if self.streams == 0 {
            return Ok(Some(FileFault::Bomb));
        }
        self.streams -= 1;
        if said.packing() == Packing::Other {
            self.closed |= said.holds_objects();
            return Ok(None);
        }
        let start = self.source.next_line(byte)?;
        let found = if said.holds_objects() {
            let mut bounds = Bounds { left: &mut self.left, closed: &mut self.closed };
            packed::look(Unpacked::at(self.source.file, start, said.packing())?, said, &mut bounds)?
        } else {
            attachment(self.source.file, (start, said.packing()), &mut self.left)?
        };
        self.source.resume()?;
        Ok(found)
    }
}

/// An attached file by the rules of what lies in an archive: no program, no archive, no document with macros.
fn attachment(file: &mut File, (start, packing): (u64, Packing), left: &mut u64) -> io::Result<Option<FileFault>> {
    let mut head = vec![0; Unpacked::ROOM];
    let read = Unpacked::at(file, start, packing)?.read(&mut head)?;
    head.truncate(read);
    if packing == Packing::Deflated {
        match left.checked_sub(read as u64) {
            Some(rest) => *left = rest,
            None => return Ok(Some(FileFault::Bomb)),
        }
    }
    let document = within::is_packed(&head);
    let acts = if document {
        let most = *left;
        let mut source = Unpacked::at(file, start, packing)?.take(most);
        let inside = nested::look(&mut source, left)?;
        // What is passed over is read too, and what nobody has read to its end may hold anything.
        *left = left.saturating_sub(most - source.limit());
        if inside != Inside::Acts && *left == 0 {
            return Ok(Some(FileFault::Bomb));
        }
        inside == Inside::Acts
    } else {
        runs(&head) || within::is_archive("", &head)
    };
    Ok(acts.then(|| active(ATTACHED)))
}

/// Whether `obj` behind this is the head of an object: it stands behind two numbers, or at the beginning of a line, for what is before may be
/// a remark. Of other words, as the one that ends an object, it is a part; and in the bytes of pictures, where it comes by chance, all that
/// follows would be read word by word.
fn begins_object(before: &[u8]) -> bool {
    let bare = |bytes: &[u8]| bytes.iter().rposition(|byte| !is_blank(*byte)).map_or(0, |at| at + 1);
    let begins_line =
        |bytes: &[u8]| bare(bytes) == 0 || bytes[bare(bytes)..].iter().any(|b| matches!(b, b'\r' | b'\n'));
    let generation = &before[..bare(before)];
    let digits = generation.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = &generation[..generation.len() - digits];
    let number = &rest[..bare(rest)];
    let is_numbered = number.len() < rest.len() && number.last().is_none_or(u8::is_ascii_digit);
    begins_line(before) || digits > 0 && (is_numbered || begins_line(rest))
}

/// A file read on and on, window by window.
struct Source<'a> {
    file: &'a mut File,
    bytes: Vec<u8>,
    at: usize,
    /// Where `bytes` begin in the file.
    base: u64,
}

impl<'a> Source<'a> {
    fn begin(file: &'a mut File) -> io::Result<Source<'a>> {
        file.seek(SeekFrom::Start(0))?;
        Ok(Source { file, bytes: Vec::new(), at: 0, base: 0 })
    }

    /// Reads the next window; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        let gone = self.at.saturating_sub(BEHIND);
        self.bytes.drain(..gone);
        self.at -= gone;
        self.base += gone as u64;
        Ok(self.file.by_ref().take(WINDOW).read_to_end(&mut self.bytes)? > 0)
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        while self.at == self.bytes.len() {
            if !self.fill()? {
                return Ok(None);
            }
        }
        self.at += 1;
        Ok(self.bytes.get(self.at - 1).copied())
    }

    /// Goes behind the next place where these bytes stand; false at the end.
    fn seek(&mut self, needle: &[u8]) -> io::Result<bool> {
        loop {
            if let Some(found) = memmem::find(&self.bytes[self.at..], needle) {
                self.at += found + needle.len();
                return Ok(true);
            }
            // It may lie across two windows.
            self.at = self.at.max(self.bytes.len().saturating_sub(needle.len() - 1));
            if !self.fill()? {
                return Ok(false);
            }
        }
    }

    /// Goes behind the next head of an object.
    fn seek_object(&mut self) -> io::Result<bool> {
        while self.seek(b"obj")? {
            if begins_object(&self.bytes[..self.at - 3]) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Where the next line begins; `byte` is what ended the word on this one, and nothing is passed.
    fn next_line(&mut self, byte: u8) -> io::Result<u64> {
        let (mut last, mut passed) = (byte, 0);
        while matches!(last, b' ' | b'\t') && passed < MOST_BLANKS {
            let Some(next) = self.byte()? else { break };
            (last, passed) = (next, passed + 1);
        }
        let mut start = self.position();
        match last {
            b'\n' => {}
            b'\r' => {
                if let Some(next) = self.byte()? {
                    passed += 1;
                    start += u64::from(next == b'\n');
                }
            }
            _ => start -= 1,
        }
        self.at -= passed;
        Ok(start)
    }

    const fn position(&self) -> u64 {
        self.base + self.at as u64
    }

    /// Goes on reading after somebody else has read the same file.
    fn resume(&mut self) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.base + self.bytes.len() as u64))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// A document of one part: what is read of it counts, and no second one is taken unseen once nothing is left.
    #[test]
    fn attached_documents_are_looked_into_within_bounds() {
        let head = [20_u8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 0, 0, 0, 100, 0, 0, 0, 1, 0, 0, 0];
        let document = [&b"PK\x03\x04"[..], &head, b"x", &[b'y'; 100]].concat();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&document).unwrap();
        let mut left = 1_000;
        let found = attachment(&mut file, (0, Packing::Plain), &mut left).unwrap();
        assert_eq!((found, left), (None, 1_000 - 131 - 100));
        left = 50;
        assert_eq!(attachment(&mut file, (0, Packing::Plain), &mut left).unwrap(), Some(FileFault::Bomb));
    }
}
