//! The size of a picture, read from its head, and whether its end is there.

use std::fs::File;
use std::io::{self, BufReader, Seek, SeekFrom};

use image::{ImageFormat, ImageReader};

use super::{Content, Looked, TAIL, part};
use crate::domain::files::{FileKind, Pixels};
use crate::kernel::files::FileFault;

/// A map of A0 at 400 dots an inch has 248 million.
const MEGAPIXELS: u64 = 250;
/// More on one side is more than any program draws.
const SIDE: u64 = 65_000;

pub(super) fn look(file: &mut File, size: u64, kind: FileKind) -> Looked {
    let cut_off = Ok(Err(FileFault::CutOff { found: kind.label() }));
    let Some((width, height)) = dimensions(file, kind)? else { return cut_off };
    if width == 0 || height == 0 {
        return Ok(Err(FileFault::NoPixels));
    }
    if width > SIDE || height > SIDE || width * height > MEGAPIXELS * 1_000_000 {
        return Ok(Err(FileFault::TooManyPixels { width, height, megapixels: MEGAPIXELS }));
    }
    if !ends(file, size, kind)? {
        return cut_off;
    }
    let side = |n: u64| i32::try_from(n).unwrap_or(i32::MAX);
    Ok(Ok(Content { kind, pixels: Some(Pixels { width: side(width), height: side(height) }) }))
}

/// Width and height; none where the head is damaged.
fn dimensions(file: &mut File, kind: FileKind) -> io::Result<Option<(u64, u64)>> {
    let format = match kind {
        FileKind::Png => ImageFormat::Png,
        FileKind::Jpeg => ImageFormat::Jpeg,
        FileKind::Webp => ImageFormat::WebP,
        FileKind::Gif => ImageFormat::Gif,
        _ => return tiff(file),
    };
    file.seek(SeekFrom::Start(0))?;
    let mut reader = ImageReader::with_format(BufReader::new(&*file), format);
    // A picture larger than any limit is told by its size, not by the reader's refusal.
    reader.no_limits();
    match reader.into_dimensions() {
        Ok((width, height)) => Ok(Some((width.into(), height.into()))),
        Err(image::ImageError::IoError(fault)) if fault.kind() != io::ErrorKind::UnexpectedEof => Err(fault),
        Err(_) => Ok(None),
    }
}

/// Whether the last bytes are those of a whole picture. What cameras write behind it is looked past.
fn ends(file: &mut File, size: u64, kind: FileKind) -> io::Result<bool> {
    let mut tail = |length: u64| part(file, size.saturating_sub(length), length);
    let holds = |tail: Vec<u8>, mark: &[u8]| tail.windows(mark.len()).any(|w| w == mark);
    match kind {
        FileKind::Png => Ok(holds(tail(TAIL)?, b"IEND\xae\x42\x60\x82")),
        FileKind::Jpeg => Ok(holds(tail(16 * TAIL)?, b"\xff\xd9")),
        FileKind::Gif => Ok(holds(tail(TAIL)?, b"\x3b")),
        FileKind::Webp => {
            let head = part(file, 4, 4)?;
            let told = head.first_chunk::<4>().map_or(0, |b| u64::from(u32::from_le_bytes(*b)));
            Ok(told + 8 <= size)
        }
        _ => Ok(true),
    }
}

/// The first directory of a TIFF: its tags 256 and 257.
fn tiff(file: &mut File) -> io::Result<Option<(u64, u64)>> {
    let head = part(file, 0, 8)?;
    let little = head.starts_with(b"II");
    let short = |b: &[u8]| {
        let pair = b.first_chunk::<2>()?;
        Some(u64::from(if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) }))
    };
    let long = |b: &[u8]| {
        let four = b.first_chunk::<4>()?;
        Some(u64::from(if little { u32::from_le_bytes(*four) } else { u32::from_be_bytes(*four) }))
    };
    let Some(start) = head.get(4..).and_then(long) else { return Ok(None) };
    let Some(count) = short(&part(file, start, 2)?) else { return Ok(None) };
    let directory = part(file, start + 2, count * 12)?;
    let tag = |wanted: u64| {
        let entry = directory.chunks_exact(12).find(|e| short(e) == Some(wanted))?;
        if short(&entry[2..]) == Some(3) { short(&entry[8..]) } else { long(&entry[8..]) }
    };
    Ok(tag(256).zip(tag(257)))
}
