//! A document that lies in another file, looked into as it is unpacked: its parts come one after another, each behind a head of its own, and
//! the directory at the end must name just those. A part with macros is found by what it is and by what is said of it, whatever its name.

use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};

use flate2::bufread::DeflateDecoder;

use super::HEAD;
use super::archive::{DEFLATED, STORED};
use super::within::{self, Passing};

/// Documents lie in documents: so deep they are looked into.
const DEPTH: usize = 3;
const MOST_PARTS: usize = 10_000;

/// What is found in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Inside {
    Harmless,
    /// It has macros.
    Acts,
    /// It cannot be looked into.
    Closed,
}

/// Looks into a document that comes unpacked. No more than `left` bytes are unpacked of its own parts, and as many fewer are left then.
pub(super) fn look(source: impl Read, left: &mut u64) -> io::Result<Inside> {
    match parts(&mut BufReader::new(source), left, DEPTH) {
        Err(fault) if is_of_content(&fault) => Ok(Inside::Closed),
        looked => looked,
    }
}

/// What is wrong with the bytes, not with the disk.
fn is_of_content(fault: &io::Error) -> bool {
    matches!(fault.kind(), ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::UnexpectedEof)
}

/// What is read, and where it stands.
struct Counted<'a> {
    inner: &'a mut dyn BufRead,
    at: u64,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }
    fn consume(&mut self, amount: usize) {
        self.at += amount as u64;
        self.inner.consume(amount);
    }
}

impl Counted<'_> {
    fn fixed<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.read_exact(&mut bytes)?;
        Ok(bytes)
    }
    fn skip(&mut self, length: u64) -> io::Result<()> {
        let gone = io::copy(&mut self.by_ref().take(length), &mut io::sink())?;
        if gone == length { Ok(()) } else { Err(ErrorKind::UnexpectedEof.into()) }
    }
}

fn parts(source: &mut dyn BufRead, left: &mut u64, depth: usize) -> io::Result<Inside> {
    let mut source = Counted { inner: source, at: 0 };
    let mut starts = Vec::new();
    loop {
        let at = source.at;
        match &source.fixed::<4>()? {
            b"PK\x03\x04" if starts.len() < MOST_PARTS => starts.push(at),
            b"PK\x01\x02" => return Ok(if names(&mut source, &starts)? { Inside::Harmless } else { Inside::Closed }),
            b"PK\x05\x06" if starts.is_empty() => return Ok(Inside::Harmless),
            _ => return Ok(Inside::Closed),
        }
        match part(&mut source, left, depth)? {
            Inside::Harmless => {}
            other => return Ok(other),
        }
    }
}

/// Whether the directory, behind the mark of its first record, names just the parts that came.
fn names(source: &mut Counted<'_>, starts: &[u64]) -> io::Result<bool> {
    let mut named = Vec::new();
    loop {
        let record = source.fixed::<42>()?;
        named.push(long(&record, 38));
        source.skip(short(&record, 24) + short(&record, 26) + short(&record, 28))?;
        if source.fixed::<4>()? != *b"PK\x01\x02" {
            break;
        }
        if named.len() >= starts.len() {
            return Ok(false);
        }
    }
    named.sort_unstable();
    Ok(named == starts)
}

/// A part, behind the mark of its head.
fn part(source: &mut Counted<'_>, left: &mut u64, depth: usize) -> io::Result<Inside> {
    let head = source.fixed::<26>()?;
    let (flags, method) = (short(&head, 2), short(&head, 4));
    let (mut name, mut extra) = (Vec::new(), Vec::new());
    source.by_ref().take(short(&head, 22)).read_to_end(&mut name)?;
    let name = String::from_utf8_lossy(&name).replace('\\', "/").to_ascii_lowercase();
    source.by_ref().take(short(&head, 24)).read_to_end(&mut extra)?;
    let wide = wide(&extra);
    let packed = match long(&head, 14) {
        length if length == u64::from(u32::MAX) => wide.and_then(|lengths| long_long(lengths, 8)).unwrap_or(length),
        length => length,
    };
    // How long it is may be told behind it.
    let (encrypted, told_behind) = (flags & 1 != 0, flags & 8 != 0);
    if encrypted {
        return Ok(Inside::Closed);
    }
    let begins = source.at;
    // What is stored as it is has no end of its own: its length must be told before.
    let told = !told_behind || packed > 0 || name.ends_with('/');
    let found = match method {
        method if method == u64::from(STORED) && told => seen(&mut source.by_ref().take(packed), &name, left, depth)?,
        method if method == u64::from(DEFLATED) => {
            seen(&mut BufReader::new(DeflateDecoder::new(source.by_ref())), &name, left, depth)?
        }
        _ => Inside::Closed,
    };
    if found != Inside::Harmless {
        return Ok(found);
    }
    if told_behind {
        // With a mark of its own, or without; the sum of its bytes, and both lengths.
        let lengths = if wide.is_some() { 16 } else { 8 };
        let sum = if source.fixed::<4>()? == *b"PK\x07\x08" { 4 } else { 0 };
        source.skip(sum + lengths)?;
    } else if source.at - begins != packed {
        return Ok(Inside::Closed);
    }
    Ok(Inside::Harmless)
}

/// What a part holds, read to its end.
fn seen(body: &mut dyn BufRead, name: &str, left: &mut u64, depth: usize) -> io::Result<Inside> {
    if within::is_macros(name) {
        return Ok(Inside::Acts);
    }
    let most = *left;
    let mut body = body.take(most);
    let mut head = Vec::new();
    body.by_ref().take(HEAD).read_to_end(&mut head)?;
    let found = if !within::is_packed(&head) {
        let mut passing = Passing::after(head, name);
        io::copy(&mut body, &mut passing)?;
        if passing.hides { Inside::Acts } else { Inside::Harmless }
    } else if depth == 0 {
        Inside::Closed
    } else {
        let mut whole = Cursor::new(head).chain(&mut body);
        let found = parts(&mut whole, left, depth - 1)?;
        io::copy(&mut whole, &mut io::sink())?;
        found
    };
    *left = left.saturating_sub(most - body.limit());
    Ok(if body.limit() == 0 { Inside::Closed } else { found })
}

/// Where a part's head has lengths of eight bytes: some programs leave room for them also where four would do.
fn wide(extra: &[u8]) -> Option<&[u8]> {
    let mut rest = extra;
    loop {
        let (kind, length) = rest.first_chunk::<4>().map(|head| (short(head, 0), [head[2], head[3]]))?;
        let end = 4 + usize::from(u16::from_le_bytes(length));
        let field = rest.get(4..end)?;
        if kind == 1 {
            return Some(field);
        }
        rest = &rest[end..];
    }
}

fn long_long(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk::<8>().map(|b| u64::from_le_bytes(*b))
}

fn short(bytes: &[u8], at: usize) -> u64 {
    u64::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]))
}

fn long(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]))
}
