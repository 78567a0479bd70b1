//! The encodings that tables come in: found by content, changeable by the caller, decoded as a stream.

mod decoder;
pub(super) mod detect;

#[cfg(test)]
mod tests;

pub use decoder::{Decoder, Malformed};
pub use detect::{Certainty, Detected, detect};

/// An encoding of text. A byte order mark is recognised and left out in all of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// With GBK and GB 2312, which it contains.
    Gb18030,
    Big5,
    /// With ISO 8859-1 and ASCII.
    Windows1252,
}

/// A few words of bytes in whose encoding nobody has told: UTF-8 where they are that, else what they are most likely. What means nothing
/// is replaced.
pub fn likely_text(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut rest = bytes;
    let encoding = match detect(&mut rest) {
        Ok(Detected { encoding: Encoding::Utf16Le | Encoding::Utf16Be, .. }) | Err(_) => Encoding::Utf8,
        Ok(found) => found.encoding,
    };
    encoding.whatwg().decode_without_bom_handling(bytes).0.into_owned()
}

impl Encoding {
    /// In the order in which forms offer them.
    pub const ALL: [Self; 6] = [Self::Utf8, Self::Gb18030, Self::Big5, Self::Windows1252, Self::Utf16Le, Self::Utf16Be];

    /// The name that is shown, stored and taken back by [`Encoding::from_label`].
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "GB18030",
            Self::Big5 => "Big5",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// By any label of the WHATWG encoding standard ("gbk", "latin1", "utf8" …), in any case.
    pub fn from_label(label: &str) -> Option<Self> {
        encoding_rs::Encoding::for_label(label.as_bytes()).and_then(Self::from_whatwg)
    }

    fn from_whatwg(encoding: &'static encoding_rs::Encoding) -> Option<Self> {
        match encoding {
            encoding if encoding == encoding_rs::GBK => Some(Self::Gb18030),
            encoding => Self::ALL.into_iter().find(|candidate| candidate.whatwg() == encoding),
        }
    }

    fn whatwg(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Gb18030 => encoding_rs::GB18030,
            Self::Big5 => encoding_rs::BIG5,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
        }
    }
}
