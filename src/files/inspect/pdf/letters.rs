//! The letters of a PDF. Names may hide theirs behind numbers (`/J#61vaScript`), and strings behind slashes or digits; they are read here
//! as a reader reads them.

pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

/// What names and words are made of.
pub(super) const fn is_regular(byte: u8) -> bool {
    let delimits = matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%');
    !delimits && !is_blank(byte)
}

const fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// A name with its letters in clear.
pub(super) fn plain(raw: &[u8]) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::with_capacity(raw.len()), raw);
    while let Some((first, behind)) = rest.split_first() {
        let told = match (first, behind) {
            (b'#', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match told {
            Some((high, low)) => {
                out.push((high << 4) | low);
                rest = &behind[2..];
            }
            None => {
                out.push(*first);
                rest = behind;
            }
        }
    }
    out
}

/// The bytes of a string in brackets.
pub(super) fn letters(raw: &[u8]) -> Vec<u8> {
    let (mut out, mut bytes) = (Vec::with_capacity(raw.len()), raw.iter().copied().peekable());
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        match bytes.next() {
            Some(octal @ b'0'..=b'7') => {
                let mut code = u32::from(octal - b'0');
                for _ in 0..2 {
                    if let Some(next) = bytes.next_if(|b| matches!(b, b'0'..=b'7')) {
                        code = code * 8 + u32::from(next - b'0');
                    }
                }
                out.push((code & 0xff) as u8);
            }
            // Ends of lines and the like: no part of an ending.
            Some(b'\r' | b'\n' | b'n' | b'r' | b't' | b'b' | b'f') | None => {}
            Some(other) => out.push(other),
        }
    }
    out
}

/// The bytes of a string of digits.
pub(super) fn digits(raw: &[u8]) -> Vec<u8> {
    let halves: Vec<u8> = raw.iter().filter_map(|byte| hex(*byte)).collect();
    halves.chunks(2).map(|pair| (pair[0] << 4) | pair.get(1).copied().unwrap_or_default()).collect()
}

/// A file's name in small letters, as far as its ending needs it: of letters of two bytes the halves that are empty fall away.
pub(super) fn file_name(told: &[u8]) -> String {
    let bytes: Vec<u8> = told.iter().copied().filter(|b| !matches!(b, 0 | 0xfe | 0xff)).collect();
    String::from_utf8_lossy(&bytes).to_ascii_lowercase()
}
