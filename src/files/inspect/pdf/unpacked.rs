//! A stream's bytes, unpacked as they are read; to where the damage begins, if it is damaged: readers show what comes before it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::{Decompress, FlushDecompress, Status};

use super::lexer::Packing;

/// Below this size the ratio means nothing; objects of one kind reach fifty.
const SMALL: u64 = 1024 * 1024;
const MAX_RATIO: u64 = 250;
/// Most streams are short, and of a file made of nothing but beginnings little is read for each.
const AT_ONCE: usize = 4_096;

pub(super) struct Unpacked<'a> {
    from: BufReader<&'a mut File>,
    /// None where they are packed in no way; a word of its own says where such a stream ends.
    with: Option<Decompress>,
    over: bool,
}

impl<'a> Unpacked<'a> {
    /// Room for what is read at once. With less, what comes just before a damage may be lost.
    pub const ROOM: usize = 64 * 1024;

    pub fn at(file: &'a mut File, start: u64, packing: Packing) -> io::Result<Unpacked<'a>> {
        file.seek(SeekFrom::Start(start))?;
        let with = match packing {
            Packing::Deflated => Some(Decompress::new(true)),
            Packing::Plain | Packing::Other => None,
        };
        Ok(Unpacked { from: BufReader::with_capacity(AT_ONCE, file), with, over: false })
    }

    /// Whether it has grown as no objects do.
    pub fn swells(&self) -> bool {
        let grown =
            |with: &Decompress| with.total_out() > SMALL && with.total_out() / with.total_in().max(1) > MAX_RATIO;
        self.with.as_ref().is_some_and(grown)
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(with) = &mut self.with else { return self.from.read(into) };
        while !self.over && !into.is_empty() {
            let bytes = self.from.fill_buf()?;
            let (end, read, written) = (bytes.is_empty(), with.total_in(), with.total_out());
            let flush = if end { FlushDecompress::Finish } else { FlushDecompress::None };
            let status = with.decompress(bytes, into, flush);
            let (used, got) = ((with.total_in() - read) as usize, (with.total_out() - written) as usize);
            self.from.consume(used);
            self.over = match status {
                Ok(Status::StreamEnd) | Err(_) => true,
                Ok(Status::Ok | Status::BufError) => got == 0 && (end || used == 0),
            };
            if got > 0 {
                return Ok(got);
            }
        }
        Ok(0)
    }
}
