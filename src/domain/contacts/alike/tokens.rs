//! A name taken apart: folded, cut into words, and each word looked up.

use super::super::fold;
use super::super::scripts::simplified;
use super::lexicon::{Class, Entry, drawn, lexicon, sounds};
use super::words::WORKS;
use crate::kernel::names::is_han;

/// A part of a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Token {
    pub class: Class,
    /// Of a word that the tables know.
    pub notion: Option<&'static str>,
    /// In Latin letters: as written, or as the characters are said.
    pub text: String,
    /// In Chinese, when it was.
    pub han: Option<String>,
    /// A place named behind what the house is, which Chinese does of branches (…集团浙江有限公司).
    pub late: bool,
}

impl Token {
    fn of(class: Class, notion: Option<&'static str>, text: String, han: Option<String>) -> Token {
        Token { class, notion, text, han, late: false }
    }
    pub fn is(&self, class: Class) -> bool {
        self.class == class
    }
    /// What it is the same by.
    pub fn key(&self) -> &str {
        self.notion.unwrap_or(&self.text)
    }
}

/// A name in words and in tokens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Parsed {
    pub words: Vec<String>,
    pub tokens: Vec<Token>,
}

impl Parsed {
    fn of(name: &str) -> Parsed {
        Parsed::of_words(words(name))
    }
    pub fn of_words(words: Vec<String>) -> Parsed {
        let tokens = tokens(&words);
        Parsed { words, tokens }
    }
}

/// The ways to read a name: whole, and where it is said in two scripts, each by itself; a short form in brackets too.
pub(super) fn readings(name: &str) -> Vec<Parsed> {
    let mut all = vec![Parsed::of(name)];
    let han: String = name.chars().map(|c| if is_latin(c) { ' ' } else { c }).collect();
    let latin: String = name.chars().map(|c| if is_han(c) { ' ' } else { c }).collect();
    let many = latin.chars().filter(|c| is_latin(*c)).count();
    if han.chars().filter(|c| is_han(*c)).count() >= 3 && many >= 6 && latin.split_whitespace().count() >= 2 {
        all.extend([Parsed::of(&han), Parsed::of(&latin)]);
    }
    if let Some((before, short)) = bracketed(name) {
        // (USA) and (SAS) are no names.
        let short = Parsed::of(short);
        if matches!(short.words.as_slice(), [word] if lexicon().find(word).is_none()) {
            all.extend([Parsed::of(before), short]);
        }
    }
    if let Some(words) = with_tail(&all[0].words) {
        all.push(Parsed::of_words(words));
    }
    all.retain(|parsed| !parsed.tokens.is_empty());
    all
}

/// 中规院 is cut into 中规 and 院, and is one word all the same.
fn with_tail(words: &[String]) -> Option<Vec<String>> {
    let is_short =
        |word: &String| word.starts_with(is_han) && word.chars().count() == 2 && lexicon().find(word).is_none();
    let is_tail = |word: &String| word.chars().count() == 1 && lexicon().class(word) == Some(Class::Kind);
    let at = words.windows(2).position(|two| is_short(&two[0]) && is_tail(&two[1]))?;
    let joined = [words[at..at + 2].concat()];
    Some([&words[..at], &joined[..], &words[at + 2..]].concat())
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && !is_han(c)
}

/// "Deutscher Akademischer Austauschdienst (DAAD)": what stands before, and the capitals.
fn bracketed(name: &str) -> Option<(&str, &str)> {
    let (before, rest) = name.split_once(['(', '（'])?;
    let (short, after) = rest.split_once([')', '）'])?;
    let capitals = short.chars().count() >= 3 && short.chars().all(|c| c.is_uppercase() || c == '.');
    (capitals && after.trim().is_empty() && !before.trim().is_empty()).then_some((before, short))
}

/// Elided articles: what follows them is a word of its own. An apostrophe elsewhere falls away.
const ELIDED: &[&str] = &["d", "l", "qu", "n", "s", "dell", "all", "nell"];

/// Folded, in simplified characters, ae and ä alike.
fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut word = String::new();
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        // Co-operation is one word.
        if letter == '-' && word == "co" {
            continue;
        }
        // E.ON, S.A.R.L.: a point behind a single letter parts nothing.
        if letter == '.' && word.chars().count() == 1 && letters.peek().is_some_and(|next| next.is_alphabetic()) {
            word.clear();
            continue;
        }
        if matches!(letter, '\'' | '’' | '‘' | 'ʼ' | '`' | '´') && ELIDED.contains(&word.as_str()) {
            out.push(' ');
            word.clear();
            continue;
        }
        match letter.is_alphanumeric() {
            true => word.extend(letter.to_lowercase()),
            false => word.clear(),
        }
        out.push(simplified(letter));
    }
    fold::words(&out)
}

/// The words of a name in order: Latin ones as they stand, single letters drawn together (S.A.R.L.), Chinese cut along the tables.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for word in folded(name).split_whitespace() {
        for piece in scripts(word) {
            if piece.starts_with(is_han) {
                all.extend(cut(&piece));
            } else {
                all.push(drawn(&piece));
            }
        }
    }
    let mut out: Vec<String> = Vec::with_capacity(all.len());
    let mut letters = String::new();
    for word in all {
        if word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic()) {
            letters.push_str(&word);
            continue;
        }
        flush(&mut out, &mut letters);
        out.push(word);
    }
    flush(&mut out, &mut letters);
    out
}

/// Single letters that stood side by side are one word; one behind a number belongs to it (3 M).
fn flush(out: &mut Vec<String>, letters: &mut String) {
    let letters = std::mem::take(letters);
    match out.last_mut().filter(|last| last.bytes().all(|b| b.is_ascii_digit())) {
        Some(number) if letters.len() == 1 => number.push_str(&letters),
        _ if letters.is_empty() => {}
        _ => out.push(letters),
    }
}

/// A word cut where Latin letters and characters meet.
fn scripts(word: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for letter in word.chars() {
        match out.last_mut() {
            Some(last) if last.chars().next_back().is_some_and(|l| is_han(l) == is_han(letter)) => last.push(letter),
            _ => out.push(letter.to_string()),
        }
    }
    out
}

/// Characters cut into words that the tables know, the longest first, and what lies between. Words of one character are cut out only where
/// they cannot be a part of a name: between known words, and at the end.
fn cut(run: &str) -> Vec<String> {
    let letters: Vec<char> = run.chars().collect();
    let (mut out, mut unknown, mut at) = (Vec::new(), String::new(), 0);
    while at < letters.len() {
        let mut length = known(&letters, at);
        if length == 1 && !stands_alone(&letters, at, unknown.chars().count()) {
            length = 0;
        }
        if length == 0 {
            unknown.push(letters[at]);
            at += 1;
            continue;
        }
        if !unknown.is_empty() {
            out.push(std::mem::take(&mut unknown));
        }
        out.push(letters[at..at + length].iter().collect());
        at += length;
    }
    if !unknown.is_empty() {
        out.push(unknown);
    }
    out
}

/// How long the known word is that begins here; 0 when there is none.
fn known(letters: &[char], at: usize) -> usize {
    let most = lexicon().longest.min(letters.len() - at);
    let is_word = |length: &usize| lexicon().find(&letters[at..at + length].iter().collect::<String>()).is_some();
    (1..=most).rev().find(is_word).unwrap_or(0)
}

fn stands_alone(letters: &[char], at: usize, unknown: usize) -> bool {
    let last = at + 1 == letters.len();
    let word = letters[at].to_string();
    let is_kind = || lexicon().class(&word) == Some(Class::Kind);
    let is_works = || lexicon().find(&word).is_some_and(|entry| entry.notion == WORKS);
    (unknown == 0 && (last || known(letters, at + 1) > 1))
        || (last && unknown >= 2 && is_kind())
        || (unknown >= 2 && is_works() && (last || is_form(&letters[at + 1..])))
}

/// Whether nothing but a legal form follows: 配件厂有限公司.
fn is_form(rest: &[char]) -> bool {
    lexicon().class(&rest.iter().collect::<String>()) == Some(Class::Legal)
}

/// The words looked up; legal forms and little words fall away, unless there is nothing else.
fn tokens(words: &[String]) -> Vec<Token> {
    let (mut out, mut legal, mut at) = (Vec::new(), Vec::new(), 0);
    while at < words.len() {
        let pair = words.get(at + 1).map(|next| format!("{}_{next}", words[at]));
        if let Some(entry) = pair.as_deref().and_then(|pair| lexicon().find(pair)) {
            if entry.class != Class::Legal {
                expand(&mut out, entry.class, &entry.notion, &words[at..at + 2].concat(), None);
            }
            at += 2;
            continue;
        }
        let word = words[at].as_str();
        at += 1;
        let han = word.starts_with(is_han).then(|| word.to_owned());
        let text = han.as_deref().map_or_else(|| lexicon().modern(word).to_owned(), sounds);
        match lexicon().find(word) {
            Some(entry) if entry.class == Class::Filler => {}
            Some(entry) if entry.class == Class::Legal => {
                legal.push(Token::of(Class::Core, None, text, han));
            }
            Some(entry) => expand(&mut out, entry.class, &entry.notion, &text, han),
            None => match compound(word) {
                Some(parts) => {
                    parts.iter().for_each(|(part, entry)| expand(&mut out, entry.class, &entry.notion, part, None));
                }
                None => out.push(unknown(word, text, han)),
            },
        }
    }
    let mut out = each_once(out);
    for at in 0..out.len() {
        let behind = out[..at].iter().any(|before| !before.class.is_place());
        out[at].late = behind && out[at].is(Class::Town) && out[at].han.is_some();
    }
    if out.is_empty() { legal } else { out }
}

fn each_once(tokens: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        if !out.iter().any(|known| known.key() == token.key()) {
            out.push(token);
        }
    }
    out
}

/// A German word made of two that the tables know, with or without an s between: Stadtbibliothek, Handelsbank.
fn compound(word: &str) -> Option<[(&str, &'static Entry); 2]> {
    let is_part = |class| matches!(class, Class::Kind | Class::Trade | Class::Soft | Class::Town);
    let part = |text: &str| lexicon().find(text).filter(|entry| text.len() >= PART && is_part(entry.class));
    if !word.is_ascii() || word.len() < 2 * PART {
        return None;
    }
    (PART..=word.len() - PART).find_map(|at| {
        let (first, last) = word.split_at(at);
        let whole = part(first).map(|entry| (first, entry));
        let bare = || first.strip_suffix('s').and_then(|bare| Some((bare, part(bare)?)));
        Some([whole.or_else(bare)?, (last, part(last)?)])
    })
}

/// Fewer letters are no part of a compound.
const PART: usize = 4;

/// A notion of several is several tokens.
fn expand(out: &mut Vec<Token>, class: Class, notion: &'static str, text: &str, han: Option<String>) {
    for one in notion.split('+') {
        let class = match class {
            Class::Kind | Class::Trade if lexicon().is_kind(one) => Class::Kind,
            Class::Kind | Class::Trade => Class::Trade,
            other => other,
        };
        let text = if one == notion { text } else { one };
        out.push(Token::of(class, Some(one), text.to_owned(), han.clone()));
    }
}

/// What ends a district's name.
const DISTRICT: &[char] = &['区', '县', '镇', '乡', '旗'];

fn unknown(word: &str, text: String, han: Option<String>) -> Token {
    if word.bytes().all(|b| b.is_ascii_digit()) {
        let bare = word.trim_start_matches('0');
        return Token::of(Class::Number, None, bare.to_owned(), han);
    }
    let letters = word.chars().count();
    match han.as_deref().and_then(|h| h.strip_suffix(DISTRICT)) {
        Some(district) if (2..=4).contains(&letters) => {
            Token::of(Class::Town, None, sounds(district), Some(district.to_owned()))
        }
        _ => Token::of(Class::Core, None, text, han),
    }
}
