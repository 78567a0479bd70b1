//! The objects of a stream, each from where the stream says that it begins.

use std::io::{self, Read};

use super::active;
use super::letters::is_blank;
use super::lexer::{Event, Packing, Said};
use super::lexers::Lexers;
use super::unpacked::Unpacked;
use crate::kernel::files::FileFault;

/// Places of objects that are kept. Programs write some hundred into a stream.
const MOST_PLACES: usize = 1_000_000;

/// What may still be done, and whether something could not be looked at.
pub(super) struct Bounds<'a> {
    /// Bytes that may still be unpacked.
    pub left: &'a mut u64,
    pub closed: &'a mut bool,
}

/// What acts among the objects of a stream.
pub(super) fn look(mut source: Unpacked<'_>, said: &Said, bounds: &mut Bounds<'_>) -> io::Result<Option<FileFault>> {
    let is_plain = said.packing() == Packing::Plain;
    let (mut reading, mut bytes) = (Reading::of(said, is_plain), vec![0; Unpacked::ROOM]);
    loop {
        let read = source.read(&mut bytes)?;
        // Where it ends its last word ends.
        let come = if read == 0 { &b"\n"[..] } else { &bytes[..read] };
        let taken = reading.take(come);
        *bounds.closed |= reading.is_closed;
        if let Some(found) = reading.lexers.found {
            return Ok(Some(active(found)));
        }
        if read == 0 {
            return Ok(None);
        }
        // What was unpacked has cost its time, however soon it ended.
        let cost = if is_plain { taken } else { read };
        match bounds.left.checked_sub(cost as u64) {
            Some(rest) if !source.swells() => *bounds.left = rest,
            _ => return Ok(Some(FileFault::Bomb)),
        }
        if reading.is_over {
            return Ok(None);
        }
    }
}

struct Reading {
    lexers: Lexers,
    at: u64,
    first: u64,
    /// The number that is being read, and all before it.
    number: Option<u64>,
    numbers: Vec<u64>,
    /// Something else than numbers stands before the first object.
    remarked: bool,
    /// Where objects begin, the last one first.
    places: Vec<u64>,
    /// Of a stream that is not packed: behind this place a word says that it ends. What is packed ends by itself.
    ends_behind: Option<u64>,
    is_over: bool,
    /// There is more in it than is kept in view.
    is_closed: bool,
}

impl Reading {
    fn of(said: &Said, is_plain: bool) -> Reading {
        Reading {
            lexers: Lexers::new(),
            at: 0,
            first: said.first(),
            number: None,
            numbers: Vec::new(),
            remarked: false,
            places: Vec::new(),
            ends_behind: is_plain.then(|| said.length()),
            is_over: false,
            is_closed: false,
        }
    }

    /// How many bytes were taken, until it was over or something was found.
    fn take(&mut self, bytes: &[u8]) -> usize {
        for (nth, byte) in bytes.iter().enumerate() {
            if self.at < self.first {
                self.told(*byte);
            } else if self.at == self.first {
                self.place();
            }
            while self.places.last().is_some_and(|place| *place <= self.at) {
                self.places.pop();
                self.is_closed |= !self.lexers.begin();
            }
            let ended = self.lexers.feed(*byte).contains(&Some(Event::StreamEnd));
            self.at += 1;
            self.is_over = ended && self.ends_behind.is_some_and(|place| self.at > place);
            if self.is_over || self.lexers.found.is_some() {
                return nth + 1;
            }
        }
        bytes.len()
    }

    /// A byte of what stands before the first object: their numbers, each with its place.
    fn told(&mut self, byte: u8) {
        if byte.is_ascii_digit() {
            let before = self.number.unwrap_or_default();
            self.number = Some(before.saturating_mul(10).saturating_add(u64::from(byte - b'0')));
            return;
        }
        self.remarked |= !is_blank(byte);
        self.tell();
    }

    fn tell(&mut self) {
        let Some(number) = self.number.take() else { return };
        if self.numbers.len() < MOST_PLACES {
            self.numbers.push(number);
        } else {
            self.is_closed = true;
        }
    }

    fn place(&mut self) {
        self.tell();
        // With remarks between them each may be the one or the other.
        let (skipped, step) = if self.remarked { (0, 1) } else { (1, 2) };
        let told = self.numbers.drain(..).skip(skipped).step_by(step);
        self.places = told.map(|place| place.saturating_add(self.first)).collect();
        self.places.sort_unstable_by(|a, b| b.cmp(a));
        self.places.dedup();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::super::lexer::Lexer;
    use super::*;

    /// A stream of this dictionary and these bytes, with so much left to be unpacked; and what is left then.
    fn looked(dictionary: &str, bytes: &[u8], mut left: u64) -> (Option<FileFault>, u64) {
        let (mut file, mut lexer, mut closed) = (tempfile::tempfile().unwrap(), Lexer::new(), false);
        file.write_all(bytes).unwrap();
        for byte in dictionary.bytes() {
            lexer.feed(byte);
        }
        let source = Unpacked::at(&mut file, 0, lexer.said.packing()).unwrap();
        let mut bounds = Bounds { left: &mut left, closed: &mut closed };
        let fault = look(source, &lexer.said, &mut bounds).unwrap();
        (fault, left)
    }

    #[test]
    fn what_was_unpacked_is_counted_however_soon_it_ends() {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(b"9 0 endstream ").unwrap();
        encoder.write_all(&[b' '; 10_000]).unwrap();
        let bytes = encoder.finish().unwrap();
        let packed = "<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>";
        assert_eq!(looked(packed, &bytes, 20_000).1, 20_000 - 10_014);
        assert_eq!(looked(packed, &bytes, 10_000).0, Some(FileFault::Bomb));
        // Of what is not packed only what was looked at: the rest of the file lies behind it.
        let bare = [&b"9 0 <<>>\nendstream "[..], &[b' '; 30_000]].concat();
        assert_eq!(looked("<</Type/ObjStm/N 1/First 4/Length 8>>", &bare, 20_000), (None, 20_000 - 19));
    }
}
