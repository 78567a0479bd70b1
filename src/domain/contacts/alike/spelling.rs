//! How alike two words are written.

/// What a slip of the pen leaves of a likeness.
const SWAPPED: f64 = 0.9;
const LEFT_OUT: f64 = 0.9;
const SHORT: f64 = 0.85;
const EXCHANGED: f64 = 0.88;
const NEIGHBOUR: f64 = 0.85;
const TWO_SLIPS: f64 = 0.84;

/// Whether one of two words is in the tables: then the other is likelier a slip than a name of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    Known,
    Unknown,
}

/// From 0 to 1, by the slips that lie between: a letter left out, put in, swapped with the next, exchanged. The shorter the words, the fewer
/// are forgiven: Hella and Heller, Dupont and Dumont, Keller and Kellner are two firms. (F. J. Damerau, "A technique for computer detection and correction of
/// spelling errors", CACM 7 (1964): four in five mistyped words have one such slip.)
pub(super) fn likeness(a: &str, b: &str, words: Words) -> f64 {
    if a == b {
        return 1.0;
    }
    let (short, long) = (a.chars().count().min(b.chars().count()), a.chars().count().max(b.chars().count()));
    if short < 4 || long - short > 2 {
        return 0.0;
    }
    match strsim::osa_distance(a, b) {
        1 if short == long => exchanged(a, b, long),
        1 if long < 8 && words == Words::Unknown && !doubled(a, b) && !unheard(a, b) => 0.0,
        1 if long >= 6 => LEFT_OUT,
        1 if long == 5 => SHORT,
        2 if long >= 10 => TWO_SLIPS,
        _ => 0.0,
    }
}

/// The longer word, and where it has its one letter more.
fn longer(a: &str, b: &str) -> (Vec<char>, usize) {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let long: Vec<char> = long.chars().collect();
    let at = short.chars().zip(&long).position(|(x, y)| x != *y).unwrap_or(long.len().saturating_sub(1));
    (long, at)
}

/// Whether the longer word has only one letter more, the same as the one before it: Müler and Müller.
fn doubled(a: &str, b: &str) -> bool {
    let (long, at) = longer(a, b);
    at > 0 && long.get(at) == long.get(at - 1)
}

/// Whether the letter that one of them lacks is one that nobody hears: Rine and Rhine, Simens and Siemens, Beker and Becker. Keller and
/// Kellner differ to the ear.
fn unheard(a: &str, b: &str) -> bool {
    let (long, at) = longer(a, b);
    let near = |at: Option<usize>| at.and_then(|at| long.get(at)).copied().unwrap_or(' ');
    let (before, after) = (near(at.checked_sub(1)), near(Some(at + 1)));
    let is_vowel = |letter: char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    match long.get(at) {
        Some('h') => {
            matches!(before, 'r' | 't' | 'g' | 'k' | 'w')
                || (is_vowel(before) && matches!(after, 'l' | 'm' | 'n' | 'r'))
        }
        Some('e') => before == 'i' && after.is_alphabetic() && !is_vowel(after),
        Some('c') => after == 'k',
        Some('d') => after == 't',
        _ => false,
    }
}

/// Whether one of two words lacks a letter that the other has behind its first: a slip where all else is the same, and a name of its own
/// where it is not.
pub(super) fn lacks_one(a: &str, b: &str) -> bool {
    let (x, y) = (a.chars().count(), b.chars().count());
    x.min(y) >= 4 && x.abs_diff(y) == 1 && a.chars().next() == b.chars().next() && strsim::osa_distance(a, b) == 1
}

/// One slip between words of one length: two letters swapped, or one for another.
fn exchanged(a: &str, b: &str, letters: usize) -> f64 {
    let mut differing = a.chars().zip(b.chars()).filter(|(x, y)| x != y);
    match (differing.next(), differing.next()) {
        (Some(_), Some(_)) if letters >= 5 => SWAPPED,
        (Some(_), None) if letters >= 8 => EXCHANGED,
        (Some((x, y)), None) if letters >= 6 && are_neighbours(x, y) => NEIGHBOUR,
        _ => 0.0,
    }
}

const KEYBOARD: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// Whether two letters lie side by side on a keyboard.
fn are_neighbours(a: char, b: char) -> bool {
    let place = |letter: char| KEYBOARD.iter().enumerate().find_map(|(row, keys)| Some((row, keys.find(letter)?)));
    match (place(a), place(b)) {
        (Some((row, at)), Some((other, place))) => row.abs_diff(other) <= 1 && at.abs_diff(place) <= 1,
        _ => false,
    }
}
