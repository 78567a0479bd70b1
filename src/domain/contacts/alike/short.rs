//! Abbreviations: EUCCC for European Union Chamber of Commerce in China, 贸促会 for 贸易促进委员会.

use super::lexicon::{Class, drawn, lexicon};
use crate::kernel::names::is_han;

/// More letters are no abbreviation.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=8;
const CHARACTERS: std::ops::RangeInclusive<usize> = 2..=5;
/// So many words may stand behind one.
const WORDS: usize = 16;

/// The words of a name that may be abbreviations: short, and in no table.
pub(super) fn words_like_one(words: &[String]) -> impl Iterator<Item = &String> {
    let in_letters = |word: &String| word.chars().all(char::is_alphabetic);
    words.iter().filter(move |word| is_length(word) && in_letters(word) && lexicon().find(word).is_none())
}

fn is_length(short: &str) -> bool {
    let allowed = if short.starts_with(is_han) { CHARACTERS } else { LETTERS };
    allowed.contains(&short.chars().count())
}

/// The name with each run of words replaced that `short` may stand for.
pub(super) fn drawn_together(words: &[String], short: &str) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    for (from, to) in runs(words.len()) {
        let run = &words[from..to];
        if makes(run).iter().any(|made| made == short) || leaves_out(run, short) {
            let drawn = [short.to_owned()];
            out.push([&words[..from], &drawn[..], &words[to..]].concat());
        }
    }
    out
}

/// 中规院 of 中国城市规划设计研究院: the first and the last are kept, words between are left out.
fn leaves_out(run: &[String], short: &str) -> bool {
    let letters: Vec<char> = short.chars().collect();
    let all_han = run.iter().all(|word| word.starts_with(is_han) && lexicon().class(word) != Some(Class::Legal));
    let ([first, between @ .., last], [head, middle @ .., tail]) = (run, letters.as_slice()) else { return false };
    let ends = first.starts_with(*head) && (last.starts_with(*tail) || last.ends_with(*tail));
    let mut heads = between.iter().filter_map(|word| word.chars().next());
    all_han && ends && letters.len() >= 3 && middle.iter().all(|letter| heads.any(|head| head == *letter))
}

fn runs(words: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..words).flat_map(move |from| (from + 2..=words.min(from + WORDS)).map(move |to| (from, to)))
}

/// What a whole name may be shortened to, legal forms left out: in Chinese of runs to its end that leave out no more than the first words
/// (where it is), in Latin letters of runs that leave out one before or two behind.
pub(super) fn of_name(words: &[String]) -> Vec<String> {
    let is_legal = |word: &String| lexicon().class(word) == Some(Class::Legal);
    let length = words.iter().rposition(|word| !is_legal(word)).map_or(0, |last| last + 1);
    let is_left_out = |word: &String| {
        matches!(lexicon().class(word), Some(Class::Country | Class::Town | Class::Soft | Class::Filler))
    };
    let wide = |(from, to): &(usize, usize)| {
        let behind = length - to;
        let near = if words[*from].starts_with(is_han) { *from <= 2 && behind == 0 } else { *from <= 1 && behind <= 2 };
        near && words[..*from].iter().all(is_left_out)
    };
    let mut all: Vec<String> = runs(length).filter(wide).flat_map(|(from, to)| makes(&words[from..to])).collect();
    all.retain(|short| is_length(short));
    all.sort();
    all.dedup();
    all
}

/// What a run of words is shortened to.
fn makes(run: &[String]) -> Vec<String> {
    let han = run.iter().filter(|word| word.starts_with(is_han)).count();
    let class = |word: &String| lexicon().class(word);
    let is_filler = |word: &&String| class(word) == Some(Class::Filler);
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return Vec::new() };
    if (han != 0 && han != run.len()) || run.iter().any(|word| class(word) == Some(Class::Legal)) {
        return Vec::new();
    }
    if is_filler(&first) || is_filler(&last) {
        return Vec::new();
    }
    let full: Vec<&String> = run.iter().filter(|word| !is_filler(word)).collect();
    let heads = |words: &[&String]| words.iter().filter_map(|w| w.chars().next()).collect::<String>();
    if han == 0 {
        // OECD was drawn together too, as every word is.
        return vec![drawn(&heads(&full)), drawn(&heads(&run.iter().collect::<Vec<_>>()))];
    }
    let Some((end, before)) = full.split_last().filter(|(_, before)| !before.is_empty()) else { return Vec::new() };
    let tail = end.chars().next_back().map_or_else(String::new, String::from);
    // 贸促会 ends in the last character of its last word, 中科院 has both of it.
    vec![heads(&full), heads(before) + &tail, heads(&full) + &tail]
}
