//! Which encoding a file is in, by its first megabyte that holds more than ASCII.
//!
//! In this order: a byte order mark; UTF-16 by its shape; UTF-8 when valid (or nearly so: a few broken bytes in much good UTF-8 are
//! damage, not another encoding; of few letters, where no Chinese encoding takes them all); then chardetng's guess, if it is one of ours
//! and fits; else the one of ours that fits best.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::DecoderResult;

use super::Encoding;

const SAMPLE: u64 = 1024 * 1024;
/// Fewer bytes beyond ASCII tell little.
const FEW: usize = 8;

/// What a file is read as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Detected {
    pub encoding: Encoding,
    pub certainty: Certainty,
}

/// Whether the content of a file leaves room for another encoding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Certainty {
    Sure,
    /// Few letters tell, or some tell otherwise: somebody should look.
    Doubtful,
}

impl Detected {
    const fn surely(encoding: Encoding) -> Detected {
        Detected { encoding, certainty: Certainty::Sure }
    }
    const fn perhaps(encoding: Encoding) -> Detected {
        Detected { encoding, certainty: Certainty::Doubtful }
    }
}

/// Reads as far as the first megabyte that tells something; memory stays at that megabyte.
pub fn detect(input: &mut impl Read) -> io::Result<Detected> {
    let mut sample = Vec::new();
    let mut first = true;
    loop {
        sample.clear();
        input.by_ref().take(SAMPLE).read_to_end(&mut sample)?;
        if first && let Some(encoding) = by_mark(&sample).or_else(|| utf16_without_mark(&sample)) {
            return Ok(Detected::surely(encoding));
        }
        first = false;
        let whole = (sample.len() as u64) < SAMPLE;
        match sample.iter().position(|byte| !byte.is_ascii()) {
            None if whole => return Ok(Detected::surely(Encoding::Utf8)),
            None => {}
            Some(at) => {
                // A window that begins at the first character of interest, so that a few in the last bytes are not all there is.
                if !whole && at > sample.len() / 2 {
                    input.by_ref().take(SAMPLE / 2).read_to_end(&mut sample)?;
                }
                return Ok(by_content(&sample));
            }
        }
    }
}

fn by_mark(sample: &[u8]) -> Option<Encoding> {
    match sample {
        [0xEF, 0xBB, 0xBF, ..] => Some(Encoding::Utf8),
        [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
        [0x84, 0x31, 0x95, 0x33, ..] => Some(Encoding::Gb18030),
        _ => None,
    }
}

/// UTF-16 without a mark: read as such, nearly all is ASCII, Latin or Chinese, which the other byte order or 8-bit text never is.
pub(in crate::tables) fn utf16_without_mark(sample: &[u8]) -> Option<Encoding> {
    let nuls = sample.iter().filter(|byte| **byte == 0).count();
    // Separators and line ends alone make one byte in a hundred a NUL; fewer are dirt in another encoding.
    if sample.len() < 4 || nuls * 100 < sample.len() {
        return None;
    }
    // Points in a hundred, or none where most NULs are anything but the upper half of an ASCII character.
    let share = |order: fn([u8; 2]) -> u16| {
        let units = || sample.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
        let ascii = units().filter(|unit| (1..0x80).contains(unit)).count();
        let usual = units().filter(|unit| is_usual(*unit)).count();
        if ascii * 2 < nuls { 0 } else { usual * 100 / (sample.len() / 2) }
    };
    let (little, big) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    match () {
        () if little >= 95 && little > big => Some(Encoding::Utf16Le),
        () if big >= 95 && big > little => Some(Encoding::Utf16Be),
        () => None,
    }
}

fn is_usual(unit: u16) -> bool {
    matches!(unit, 0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA0..=0x24F | 0x2010..=0x2030 | 0x3000..=0x303F | 0x3400..=0x9FFF | 0xFF00..=0xFFEF)
}

fn by_content(sample: &[u8]) -> Detected {
    let (mut good, mut usual, mut broken) = (0usize, 0usize, 0usize);
    for chunk in sample.utf8_chunks() {
        let letters = || chunk.valid().chars().filter(|character| !character.is_ascii());
        good += letters().count();
        usual += letters().filter(|letter| u16::try_from(u32::from(*letter)).is_ok_and(is_usual)).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // The sample may end within a character.
    if broken == 0 || (good > 0 && broken == 1 && cut_at_end(sample)) {
        return Detected::surely(Encoding::Utf8);
    }
    // Damage is told line by line; another encoding would garble every good letter in silence.
    if good >= 4 * broken || (usual >= broken && !reads_as_chinese(sample)) {
        return Detected::perhaps(Encoding::Utf8);
    }
    let encoding = guessed(sample);
    let high = sample.iter().filter(|byte| !byte.is_ascii()).count();
    match high >= FEW && malformed(sample, encoding) == 0 {
        true => Detected::surely(encoding),
        false => Detected::perhaps(encoding),
    }
}

fn guessed(sample: &[u8]) -> Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = Encoding::from_whatwg(detector.guess(None, Utf8Detection::Deny));
    match guess {
        Some(Encoding::Windows1252) if !looks_chinese(sample) => Encoding::Windows1252,
        Some(encoding @ (Encoding::Gb18030 | Encoding::Big5)) if malformed(sample, encoding) == 0 => encoding,
        _ => best_fit(sample),
    }
}

/// Whether one of the Chinese encodings takes every byte, most of them as frequent characters that stand beside each other. Accented
/// letters of UTF-8 may read as frequent characters too, but each among letters.
fn reads_as_chinese(sample: &[u8]) -> bool {
    [(Encoding::Gb18030, GB_COMMON), (Encoding::Big5, BIG5_COMMON)].iter().any(|(encoding, of)| {
        let Pairs { all, common, together } = pairs(sample, of);
        common * 2 >= all && together * 2 >= all && malformed(sample, *encoding) == 0
    })
}

fn cut_at_end(sample: &[u8]) -> bool {
    std::str::from_utf8(sample).is_err_and(|error| error.error_len().is_none())
}

/// Chinese when high bytes come in runs of two and more; in Western text they stand alone among letters.
fn looks_chinese(sample: &[u8]) -> bool {
    let runs = sample.split(|byte| byte.is_ascii()).filter(|run| !run.is_empty());
    let (mut single, mut paired) = (0usize, 0usize);
    for run in runs {
        match run.len() {
            1 => single += 1,
            _ => paired += run.len() / 2,
        }
    }
    paired > 2 * single
}

fn best_fit(sample: &[u8]) -> Encoding {
    let high = sample.iter().filter(|byte| !byte.is_ascii()).count();
    let few_common = common(sample, &BIG5_COMMON) * 3 < high;
    if !looks_chinese(sample) && (few_common || malformed(sample, Encoding::Big5) > 0) {
        return Encoding::Windows1252;
    }
    let (simplified, traditional) = (common(sample, &GB_COMMON), common(sample, &BIG5_COMMON));
    match (malformed(sample, Encoding::Gb18030), malformed(sample, Encoding::Big5)) {
        (0, 1..) => Encoding::Gb18030,
        (1.., 0) => Encoding::Big5,
        (0, 0) if traditional > simplified => Encoding::Big5,
        (0, 0) => Encoding::Gb18030,
        (gb, big5) if looks_chinese(sample) && big5 < gb => Encoding::Big5,
        _ if looks_chinese(sample) => Encoding::Gb18030,
        _ => Encoding::Windows1252,
    }
}

/// Where an encoding's frequent characters lie.
struct Common {
    lead: std::ops::RangeInclusive<u8>,
    low_trail: bool,
}

const GB_COMMON: Common = Common { lead: 0xB0..=0xD7, low_trail: false };
const BIG5_COMMON: Common = Common { lead: 0xA4..=0xC6, low_trail: true };

fn common(sample: &[u8], of: &Common) -> usize {
    pairs(sample, of).common
}

/// A text read two bytes a character.
#[derive(Default)]
struct Pairs {
    all: usize,
    common: usize,
    /// Those beside another one.
    together: usize,
}

fn pairs(sample: &[u8], of: &Common) -> Pairs {
    let (mut at, mut run, mut found) = (0, 0, Pairs::default());
    while at + 1 < sample.len() {
        let (lead, trail) = (sample[at], sample[at + 1]);
        if lead.is_ascii() {
            (at, run) = (at + 1, 0);
            continue;
        }
        let fits = trail >= 0xA1 || (of.low_trail && matches!(trail, 0x40..=0x7E));
        found.all += 1;
        found.common += usize::from(fits && of.lead.contains(&lead));
        run += 1;
        // The second of a run brings the first along.
        found.together += match run {
            1 => 0,
            2 => 2,
            _ => 1,
        };
        at += 2;
    }
    found
}

/// How many sequences mean nothing; one cut off at the end does not count.
fn malformed(sample: &[u8], encoding: Encoding) -> usize {
    let mut decoder = encoding.whatwg().new_decoder_without_bom_handling();
    let mut out = vec![0; 16 * 1024];
    let (mut rest, mut count) = (sample, 0);
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut out, false);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => return count,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => count += 1,
        }
    }
}
