//! Plain texts: of a known encoding, without control characters.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use encoding_rs::{DecoderResult, Encoding, UTF_8};

use super::{Content, Looked};
use crate::domain::files::FileKind;
use crate::kernel::files::{FileFault, FileName};

pub(super) fn look(file: &mut File, name: &FileName) -> Looked {
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = vec![0; 64 * 1024];
    let mut start = Vec::new();
    file.by_ref().take(3).read_to_end(&mut start)?;
    let marked = Encoding::for_bom(&start).map(|(encoding, _)| encoding);
    // Without a mark, an office's encoding of ASCII's family is as good as any: the bytes that no text has tell.
    let mut strict = Text::new(marked.unwrap_or(UTF_8), marked.is_some());
    file.seek(SeekFrom::Start(0))?;
    loop {
        let read = file.read(&mut bytes)?;
        if !strict.takes(&bytes[..read], read == 0) {
            return Ok(Err(FileFault::UnknownKind));
        }
        if read == 0 {
            return Ok(if strict.says { Ok(Content::of(FileKind::of_text(name))) } else { Err(FileFault::NoLines) });
        }
    }
}

/// A text as it is read.
struct Text {
    /// Of a marked text every character must be one of its encoding.
    decoder: Option<encoding_rs::Decoder>,
    /// Whether anything but blanks has come.
    says: bool,
}

impl Text {
    fn new(encoding: &'static Encoding, marked: bool) -> Text {
        Text { decoder: marked.then(|| encoding.new_decoder()), says: false }
    }

    fn takes(&mut self, bytes: &[u8], last: bool) -> bool {
        let Some(decoder) = &mut self.decoder else {
            self.says |= bytes.iter().any(|b| !b.is_ascii_whitespace());
            return bytes.iter().all(|b| !is_control(*b));
        };
        let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0));
        let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, last);
        self.says |= text.contains(|c: char| !c.is_whitespace());
        result == DecoderResult::InputEmpty && text.bytes().all(|b| !is_control(b))
    }
}

/// Tabs, ends of lines and of pages are a text's; the others are not.
const fn is_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c)) || byte == 0x7f
}
