//! "Weber, Karl": a name as registers have it, read as people say it.

use super::{fold, surnames, syllables};
use crate::kernel::names::is_han;

/// A name in which a comma said what is the family name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Inverted {
    /// In the order in which it is said.
    pub whole: String,
    /// In Latin letters; empty for a name in characters, whose family name its pinyin tells.
    pub family: String,
}

/// What stands behind a name after a comma and is none, folded.
const BEHIND: &[&str] = &[
    "jr", "sr", "junior", "senior", "ii", "iii", "iv", "phd", "dphil", "md", "mba", "msc", "bsc", "llm", "llb", "esq",
    "cpa", "dr", "prof", "dipling",
];

/// What a firm is, folded.
const FIRMS: &[&str] = &["ltd", "limited", "inc", "llc", "llp", "plc", "corp", "gmbh", "sarl"];

/// What joins words to the name of an office or a firm, folded.
const JOINS: &[&str] = &["of", "and", "et", "und"];

/// More words than a family or a given name has: two offices, two people.
const WORDS: usize = 4;

/// Reads "Weber, Karl", "Weber, Karl, Jr.", "Weber, Karl Jr.", "Karl Weber, PhD" and "欧阳，修"; none where no comma tells the names apart.
/// A name in Latin letters that stands beside one in characters, or is said in syllables of Mandarin, keeps its family name first.
pub(super) fn read(name: &str, beside_characters: bool) -> Option<Inverted> {
    if !name.contains([',', '，']) {
        return None;
    }
    let mut parts = name.split([',', '，']).map(str::trim).filter(|part| !part.is_empty());
    // What comes first is a name, whatever else it could be: "Ii, Naosuke".
    let mut names: Vec<&str> = parts.next().into_iter().collect();
    let (mut behind, others): (Vec<&str>, Vec<&str>) = parts.partition(|part| is_behind(part));
    names.extend(others);
    let mut read = match names.as_slice() {
        [family, given] => {
            let (given, title) = parted(given);
            if !title.is_empty() {
                behind.insert(0, title);
            }
            together(family, given, beside_characters)?
        }
        [whole] if *whole != name && !whole.chars().any(is_han) => {
            let family = whole.split_whitespace().last().unwrap_or(whole);
            Inverted { whole: (*whole).to_owned(), family: family.to_owned() }
        }
        _ => return None,
    };
    for title in behind {
        read.whole = format!("{}, {title}", read.whole);
    }
    Some(read)
}

fn is_behind(part: &str) -> bool {
    part.split_whitespace().all(|word| BEHIND.contains(&fold::joined(word).as_str()))
}

/// "Karl Jr." as "Karl" and "Jr.".
fn parted(given: &str) -> (&str, &str) {
    let mut name = given;
    while let Some((before, last)) = name.rsplit_once(char::is_whitespace)
        && is_behind(last)
    {
        name = before.trim_end();
    }
    (name, given[name.len()..].trim_start())
}

/// "Weber and Sons", "Ltd", "Office of the Mayor".
fn is_house(part: &str) -> bool {
    let words: Vec<String> = part.split_whitespace().map(fold::joined).collect();
    let says = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    says(FIRMS) || (words.len() > 2 && says(JOINS))
}

fn together(family: &str, given: &str, beside_characters: bool) -> Option<Inverted> {
    let is_name = |part: &str| {
        part.chars().any(char::is_alphabetic) && !part.contains(|c: char| c == '@' || c == '&' || c.is_numeric())
    };
    if !is_name(family) || !is_name(given) || is_house(family) || is_house(given) {
        return None;
    }
    match [family, given].map(|part| part.chars().any(is_han)) {
        [true, true] => {
            let (letters, length) =
                (family.chars().chain(given.chars()).collect::<Vec<char>>(), family.chars().count());
            // Two people are none.
            let one = surnames::length(&letters) == length && letters.len() <= length + 3;
            one.then(|| Inverted { whole: letters.into_iter().collect(), family: String::new() })
        }
        [false, false] => {
            if [family, given].iter().any(|part| part.split_whitespace().count() > WORDS) {
                return None;
            }
            let first = beside_characters || is_mandarin(family, given);
            let whole = if first { format!("{family} {given}") } else { format!("{given} {family}") };
            Some(Inverted { whole, family: family.to_owned() })
        }
        _ => None,
    }
}

/// Whether a family name of one or two syllables and a given name of one or two could be somebody's in China.
fn is_mandarin(family: &str, given: &str) -> bool {
    let short = |part: &str| !part.is_empty() && spoken(part, 2);
    short(&fold::joined(family)) && short(&fold::joined(given))
}

/// Whether letters are at most so many syllables.
fn spoken(letters: &str, most: usize) -> bool {
    if letters.is_empty() {
        return true;
    }
    let mut ends = letters.char_indices().map(|(at, letter)| at + letter.len_utf8());
    most > 0 && ends.any(|end| syllables::is_one(&letters[..end]) && spoken(&letters[end..], most - 1))
}
