//! What an organisation is found by before it is compared: two names that are alike share at least one key, and few others do.
//!
//! A key is a hash with its kind in the upper bits, the kinds that say most first; in their order keys are read. What is sought has more
//! keys than what is kept: every slip of the pen is tried on one side only.

use super::lexicon::{Class, lexicon};
use super::short;
use super::spelling::{self, Words};
use super::tokens::{Parsed, Token};

/// Kinds of keys, by how much they say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// All that is not soft, in whatever order.
    Whole = 1,
    /// What the whole name may be shortened to.
    Short = 2,
    /// A word of its own, by its sound.
    Word = 3,
    /// A kind of house in a place.
    Placed = 4,
    /// A kind of house and what it does, without a place.
    Busy = 5,
    /// Half of a word of its own, so that one slip leaves the other half.
    Half = 6,
}

const KIND_BITS: u32 = 59;

fn key(kind: Kind, text: &str) -> i64 {
    // FNV-1a: written down here because what is kept must stay readable after any update of a library.
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    ((kind as i64) << KIND_BITS) | (hash & ((1 << KIND_BITS) - 1)).cast_signed()
}

/// How much a key says that so many organisations have.
pub(super) fn weight(key: i64, shared: usize) -> f64 {
    let kind = match key >> KIND_BITS {
        1 => 8.0,
        2 => 5.0,
        3 => 4.0,
        4 | 5 => 3.0,
        _ => 1.0,
    };
    kind / (1.0 + (shared as f64).ln())
}

/// Of a name that is kept.
pub(super) fn kept(readings: &[Parsed]) -> Vec<i64> {
    gathered(readings, |keys, name| {
        keys.extend(short::of_name(&name.words).iter().map(|short| key(Kind::Short, short)));
        keys.extend(own_words(name).flat_map(halves).map(|half| key(Kind::Half, &half)));
    })
}

/// Of a name that is sought.
pub(super) fn sought(readings: &[Parsed]) -> Vec<i64> {
    gathered(readings, |keys, name| {
        keys.extend(short::words_like_one(&name.words).map(|word| key(Kind::Short, word)));
        keys.extend(short::of_name(&name.words).iter().map(|short| key(Kind::Word, &said(short))));
        keys.extend(own_words(name).flat_map(halves_nearby).map(|half| key(Kind::Half, &half)));
    })
}

fn said(short: &str) -> String {
    if short.starts_with(crate::kernel::names::is_han) { super::lexicon::sounds(short) } else { short.to_owned() }
}

fn gathered(readings: &[Parsed], more: impl Fn(&mut Vec<i64>, &Parsed)) -> Vec<i64> {
    let mut keys = Vec::new();
    for name in readings {
        common(&mut keys, &name.tokens);
        let corrected = corrected(name);
        if corrected != name.tokens {
            common(&mut keys, &corrected);
        }
        keys.extend(sounds(name).iter().map(|word| key(Kind::Word, word)));
        more(&mut keys, name);
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Keys that both sides have.
fn common(keys: &mut Vec<i64>, tokens: &[Token]) {
    let of = |is: fn(Class) -> bool| tokens.iter().filter(|t| is(t.class)).map(Token::key).collect::<Vec<_>>();
    let mut whole = of(|class| class != Class::Soft);
    if whole.is_empty() {
        whole = of(|_| true);
    }
    whole.sort_unstable();
    keys.push(key(Kind::Whole, &whole.join(" ")));
    let (kinds, places) = (of(|c| c == Class::Kind), of(Class::is_place));
    for kind in &kinds {
        keys.extend(places.iter().map(|place| key(Kind::Placed, &format!("{kind} {place}"))));
    }
    let trades = of(|c| c == Class::Trade);
    if places.is_empty() || kinds.is_empty() {
        for thing in &trades {
            let with = if kinds.is_empty() { &places } else { &kinds };
            keys.extend(with.iter().map(|other| key(Kind::Busy, &format!("{thing} {other}"))));
        }
    }
}

/// The words of a name's own, as they sound.
fn own_words(name: &Parsed) -> impl Iterator<Item = &str> {
    let own = |token: &&Token| token.is(Class::Core) || (token.class.is_place() && token.notion.is_none());
    name.tokens.iter().filter(own).map(|token| token.text.as_str())
}

/// The same, and all of them in one, for what is written apart here and together there.
fn sounds(name: &Parsed) -> Vec<String> {
    let mut out: Vec<String> = own_words(name).map(str::to_owned).collect();
    if out.len() > 1 {
        out.push(out.concat());
    }
    let latin = name.tokens.iter().filter(|t| t.han.is_none() && !t.is(Class::Soft));
    let whole: String = latin.map(|t| t.text.as_str()).collect();
    if whole.len() >= 5 && name.tokens.len() > 1 {
        out.push(whole);
    }
    out.retain(|word| word.len() >= 2);
    out
}

/// Shorter words are found by what is left when one letter goes; of longer ones a slip leaves the beginning or the end.
const LONG: usize = 6;

fn halves(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    match letters.len() {
        0..=3 => Vec::new(),
        4 => vec![format!("d {word}")],
        length if length < LONG => {
            let mut all = with_one_gone(&letters);
            all.push(format!("d {word}"));
            all
        }
        length => ends(&letters, length),
    }
}

fn with_one_gone(letters: &[char]) -> Vec<String> {
    let rest = |at: usize| [&letters[..at], &letters[at + 1..]].concat().into_iter().collect::<String>();
    (0..letters.len()).map(|at| format!("d {}", rest(at))).collect()
}

/// The beginning and the end of a word, as they are kept for words of a length.
fn ends(letters: &[char], length: usize) -> Vec<String> {
    let part = match length {
        0..=7 => 3,
        8..=10 => 4,
        _ => 5,
    };
    let (begin, end) = (letters.iter().take(part), letters.iter().skip(letters.len().saturating_sub(part)));
    let (begin, end) = (begin.collect::<String>(), end.collect::<String>());
    vec![format!("b {length} {begin}"), format!("e {length} {end}")]
}

/// The same of words that are a letter or two longer or shorter.
fn halves_nearby(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut all = halves(word);
    let reach = if letters.len() >= 10 { 2 } else { 1 };
    if letters.len() + 1 >= LONG {
        for length in (letters.len() - reach).max(LONG)..=letters.len() + reach {
            all.extend(ends(&letters, length));
        }
    }
    // A word of six letters that lost one is looked for among those of five, and one of five that gained one among those of six.
    if letters.len() == LONG {
        all.extend(with_one_gone(&letters));
    }
    all
}

/// The tokens with mistyped words of the tables put right: "Univeristät", "Müchen".
fn corrected(name: &Parsed) -> Vec<Token> {
    name.tokens.iter().map(|token| put_right(token).unwrap_or_else(|| token.clone())).collect()
}

fn put_right(token: &Token) -> Option<Token> {
    if !token.is(Class::Core) || token.han.is_some() || token.text.len() < LONG {
        return None;
    }
    let judged = |word| (word, spelling::likeness(word, &token.text, Words::Known));
    let near = lexicon().like(&token.text).map(judged).filter(|(_, near)| *near >= 0.85);
    let (word, _) = near.max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(a.0)))?;
    Parsed::of_words(vec![word.to_owned()]).tokens.into_iter().next()
}
