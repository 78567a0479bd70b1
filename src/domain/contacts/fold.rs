//! How names are compared and found: case, accents, tones and spaces do not count, and a Chinese name is found by its pinyin.
//!
//! A search key is a list of pieces between line ends, so that a hit never runs from one name into the next. Keys and queries go
//! through the same folding.

use pinyin::{ToPinyin, ToPinyinMulti};

use super::{scripts, surnames, syllables};
use crate::kernel::names::is_han;
use crate::kernel::wide::narrow;

/// So much of a search is looked for: each word is a condition within a condition, and a question may be as long as an address.
const SOUGHT_LETTERS: usize = 200;
const SOUGHT_WORDS: usize = 12;

/// The beginning of a search, as far as it is looked for.
pub fn clipped(query: &str) -> &str {
    query.char_indices().nth(SOUGHT_LETTERS).map_or(query, |(end, _)| &query[..end])
}

/// Whether a search may be for the part of an address behind the @: "example.org".
pub fn is_domain(query: &str) -> bool {
    let query = query.trim();
    let label = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    query.contains('.') && query.split('.').all(label)
}

/// Letters as they are compared: small, without accents, full-width forms narrowed; signs become single spaces.
pub fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().map(narrow) {
        // Most letters are these, and imports fold a dozen texts a line.
        if letter.is_ascii_alphanumeric() || is_han(letter) {
            out.push(letter.to_ascii_lowercase());
            continue;
        }
        letter.to_lowercase().for_each(|small| push_folded(&mut out, small));
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

fn push_folded(out: &mut String, letter: char) {
    match letter {
        '\u{300}'..='\u{36f}' | '\'' | '’' | '‘' | 'ʼ' | '`' | '´' => {}
        c if is_han(c) || c.is_ascii_alphanumeric() => out.push(c),
        c if c.is_alphanumeric() => push_plain(out, c),
        _ if out.ends_with(' ') || out.is_empty() => {}
        _ => out.push(' '),
    }
}
/// As [`words`], without the spaces: what is equal when two names are the same.
pub fn joined(text: &str) -> String {
    let mut folded = words(text);
    folded.retain(|c| c != ' ');
    folded
}

/// The letters that carry marks in the languages our guests write their names in, and what is left without.
const PLAIN: &[(&str, &str)] = &[
    ("àáâãäåāăąǎạảấầẩẫậắằẳẵặ", "a"),
    ("æǽ", "ae"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęěẹẻẽếềểễệ", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįıǐịỉ", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňǹ", "n"),
    ("òóôõöøōŏőơǒọỏốồổỗộớờởỡợ", "o"),
    ("œ", "oe"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ß", "ss"),
    ("ţťŧț", "t"),
    ("þ", "th"),
    ("ùúûüũūŭůűųưǔǖǘǚǜụủứừửữự", "u"),
    ("ŵ", "w"),
    ("ýÿŷỳỹỷỵ", "y"),
    ("źżž", "z"),
];

fn push_plain(out: &mut String, letter: char) {
    match PLAIN.iter().find(|(marked, _)| marked.contains(letter)) {
        Some((_, plain)) => out.push_str(plain),
        None => out.push(letter),
    }
}

/// The syllables of a Chinese name as it is said: "王建国" gives wang, jian, guo. The surname's own reading goes first (单 is shan,
/// 尉迟 is yuchi). Empty when a character is no ideograph or has no known reading.
pub fn syllables(name: &str) -> Vec<&'static str> {
    let letters: Vec<char> = name.chars().filter(|c| !is_gap(*c)).collect();
    // Most names are in Latin letters: no table is asked for them.
    if letters.first().is_some_and(|first| !is_han(*first)) {
        return Vec::new();
    }
    let surname = surnames::reading(&letters).unwrap_or(&[]);
    let rest = letters.get(surname.len()..).unwrap_or(&[]);
    let mut out = surname.to_vec();
    for letter in rest {
        let sound = surnames::given(*letter).or_else(|| letter.to_pinyin().map(pinyin::Pinyin::plain));
        match sound.filter(|_| is_han(*letter)) {
            Some(sound) => out.push(sound),
            None => return Vec::new(),
        }
    }
    out
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '·' | '•' | '・' | '‧')
}

/// "Wang Jianguo" for 王建国: family name first, given name in one word. None for what is not a Chinese name.
pub fn romanised(name: &str) -> Option<Romanised> {
    let sounds = syllables(name);
    let letters: Vec<char> = name.chars().filter(|c| !is_gap(*c)).collect();
    // A foreign name written in Chinese (安娜·劳伦) has a dot or more than four characters; pinyin would disfigure it.
    if sounds.is_empty() || letters.len() > 4 || name.contains(['·', '•', '・', '‧']) {
        return None;
    }
    let family = surnames::length(&letters).min(sounds.len());
    Some(Romanised { family: capitalised(&sounds[..family]), given: capitalised(&sounds[family..]) })
}

/// A Chinese name in Latin letters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Romanised {
    pub family: String,
    pub given: String,
}

impl Romanised {
    pub fn whole(&self) -> String {
        format!("{} {}", self.family, self.given).trim_end().to_owned()
    }
}

fn capitalised(sounds: &[&str]) -> String {
    let word = sounds.concat();
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The other ways to say a name's characters, one exchanged at a time, so that a reader who says 乐 "le" and one who says "yue" both
/// find it. The first is how it is said most likely.
fn readings(name: &str) -> Vec<Vec<&'static str>> {
    let likely = syllables(name);
    let letters: Vec<char> = name.chars().filter(|c| !is_gap(*c)).collect();
    let mut all = vec![likely.clone()];
    if likely.is_empty() || letters.len() > 8 {
        return all;
    }
    for (at, letter) in letters.iter().enumerate() {
        // Most characters have a second reading in the dictionary that no name is ever said by; found by it, people are in the way.
        let Some(many) = letter.to_pinyin_multi().filter(|_| surnames::said_in_two_ways(*letter)) else { continue };
        let mut others: Vec<&'static str> = many.into_iter().map(pinyin::Pinyin::plain).collect();
        others.truncate(3);
        others.retain(|sound| *sound != likely[at]);
        others.dedup();
        for sound in others {
            let mut variant = likely.clone();
            variant[at] = sound;
            all.push(variant);
        }
    }
    all
}

/// Collects the pieces of a search key; the same piece stands in it once.
#[derive(Default)]
pub struct SearchKey(Vec<String>);

impl SearchKey {
    /// A name in any script: as written, without spaces, and by pinyin whole, by syllable and by initials.
    pub fn name(mut self, name: &str) -> Self {
        let spaced = words(name);
        self.piece(spaced.replace(' ', ""));
        // In plain Latin letters there is no other form: it would be the piece before.
        if !spaced.is_ascii() {
            self.piece(spaced.chars().filter(|c| *c != ' ').map(scripts::simplified).collect());
        }
        self.piece(spaced);
        let han: String = name.chars().filter(|c| is_han(*c)).collect();
        if !han.is_empty() {
            self.sounds(&han);
        }
        self
    }
    fn sounds(&mut self, han: &str) {
        for (nth, sounds) in readings(han).into_iter().enumerate().filter(|(_, s)| !s.is_empty()) {
            let plain: Vec<String> = sounds.iter().map(|s| words(s)).collect();
            self.piece(plain.concat());
            if nth == 0 {
                self.piece(plain.join(" "));
            }
            self.piece(plain.iter().filter_map(|s| s.chars().next()).collect());
            // ü is typed v on Chinese keyboards and printed yu in passports.
            if sounds.iter().any(|s| s.contains('ü')) {
                self.piece(sounds.concat().replace('ü', "v"));
                self.piece(sounds.concat().replace('ü', "yu"));
            }
        }
    }
    /// The part of an address before the @.
    pub fn local_part(mut self, local: &str) -> Self {
        self.piece(local.to_lowercase());
        self.piece(joined(local));
        self
    }
    fn piece(&mut self, piece: String) {
        if !piece.is_empty() && !self.0.contains(&piece) {
            self.0.push(piece);
        }
    }
    pub fn finish(&self) -> String {
        self.0.join("\n")
    }
}

/// What somebody typed, as alternatives; each is a list of parts that must all be in the key. Empty when nothing was typed.
pub fn needles(query: &str) -> Vec<Vec<String>> {
    let query = clipped(query);
    let spaced = split_scripts(&words(query)).split(' ').take(SOUGHT_WORDS).collect::<Vec<_>>().join(" ");
    let whole = spaced.replace(' ', "");
    if whole.is_empty() {
        return Vec::new();
    }
    let parts: Vec<String> = spaced.split(' ').map(str::to_owned).collect();
    let mut all = vec![vec![joined(query)], parts];
    // Tones as numbers: "wang2 jian4guo2".
    let toneless: Vec<String> = spaced.split(' ').map(without_tone_numbers).collect();
    all.push(vec![toneless.concat()]);
    all.push(toneless);
    // Whoever types on the mainland looks for those who write in Taipei or Hong Kong, and the other way round.
    for form in scripts::forms(&spaced).into_iter().filter(|form| *form != spaced) {
        all.push(vec![form.replace(' ', "")]);
        all.push(form.split(' ').map(str::to_owned).collect());
    }
    all.dedup();
    all
}

/// A space where Chinese and Latin letters meet: "王jianguo" is two words.
fn split_scripts(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut last: Option<char> = None;
    for c in text.chars() {
        if last.is_some_and(|l| l != ' ' && c != ' ' && is_han(l) != is_han(c)) {
            out.push(' ');
        }
        out.push(c);
        last = Some(c);
    }
    out
}

/// "wang2jian4guo" is "wangjianguo": each number says the tone of the one syllable before it, and a light one has none. Any other number
/// is part of a name or an address ("Smith3", "g13") and stays.
fn without_tone_numbers(word: &str) -> String {
    let is_digit = |c: char| c.is_ascii_digit();
    let spoken = word.split_inclusive(is_digit).all(|piece| match piece.strip_suffix(is_digit) {
        Some(letters) => piece.ends_with(|c: char| matches!(c, '1'..='5')) && syllables::is_one(letters),
        None => syllables::is_one(piece),
    });
    if spoken { word.replace(is_digit, "") } else { word.to_owned() }
}

/// The orders in which one Latin name may have been written: family name first or last.
pub fn orders(latin: &str) -> Vec<String> {
    let spaced = words(latin);
    let parts: Vec<&str> = spaced.split(' ').filter(|p| !p.is_empty()).collect();
    let mut all = vec![parts.concat()];
    if let [first, rest @ ..] = parts.as_slice() {
        all.push(rest.concat() + first);
    }
    if let [rest @ .., last] = parts.as_slice() {
        all.push((*last).to_owned() + &rest.concat());
    }
    all.retain(|order| !order.is_empty());
    all.sort();
    all.dedup();
    all
}

/// The name in Latin letters as it is compared: as given, else its pinyin, else itself.
pub fn latin_of(native: &str, latin: &str) -> String {
    if !latin.is_empty() {
        return joined(latin);
    }
    match romanised(native) {
        Some(name) => joined(&name.whole()),
        None => joined(native),
    }
}
