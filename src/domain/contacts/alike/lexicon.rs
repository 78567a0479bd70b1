//! The tables of words and places, made ready to be looked up.

use std::collections::HashMap;
use std::sync::LazyLock;

use pinyin::ToPinyin;

use super::{places, words};
use crate::kernel::names::is_han;

/// What sort of word a word is: how much it weighs, and what it means when one name has it and the other has not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// What no table knows: the name itself.
    Core,
    Number,
    Kind,
    Trade,
    Soft,
    Country,
    Town,
    Filler,
    Legal,
}

impl Class {
    pub(super) const fn is_place(self) -> bool {
        matches!(self, Class::Country | Class::Town)
    }
}

/// What a table says of a word.
#[derive(Debug)]
pub(super) struct Entry {
    pub class: Class,
    /// The same for the same notion in all languages; several are joined by `+`.
    pub notion: String,
}

pub(super) struct Lexicon {
    entries: HashMap<String, Entry>,
    old_spellings: HashMap<&'static str, &'static str>,
    /// Latin words of some length, by how they begin.
    by_letter: HashMap<char, Vec<String>>,
    /// The longest Chinese word, in characters.
    pub longest: usize,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    pub fn find(&self, word: &str) -> Option<&Entry> {
        self.entries.get(word)
    }
    pub fn class(&self, word: &str) -> Option<Class> {
        self.find(word).map(|entry| entry.class)
    }
    pub fn modern<'a>(&self, word: &'a str) -> &'a str {
        self.old_spellings.get(word).copied().unwrap_or(word)
    }
    /// Whether a notion is what a house is, and not what it does.
    pub fn is_kind(&self, notion: &str) -> bool {
        words::KINDS.iter().any(|(kind, _)| *kind == notion)
    }
    /// The words of the tables that begin as this one does and are nearly as long, to find what it was mistyped from.
    pub fn like(&self, word: &str) -> impl Iterator<Item = &str> {
        let (first, length) = (word.chars().next(), word.len());
        let listed = first.and_then(|first| self.by_letter.get(&first));
        listed.into_iter().flatten().map(String::as_str).filter(move |known| known.len().abs_diff(length) <= 2)
    }

    /// The later a table, the more its word counts: "Handel" is a trade before it is anything else.
    fn read() -> Lexicon {
        let old_spellings = words::OLD_SPELLINGS.iter().copied().collect();
        let (entries, by_letter) = (HashMap::new(), HashMap::new());
        let mut made = Lexicon { entries, old_spellings, by_letter, longest: 0 };
        for (class, list) in [
            (Class::Filler, words::FILLERS_HAN),
            (Class::Filler, words::FILLERS),
            (Class::Legal, words::LEGAL_HAN),
            (Class::Legal, words::LEGAL),
        ] {
            list.split_whitespace().for_each(|word| made.add(class, word, word));
        }
        made.table(Class::Country, places::COUNTRIES);
        for town in places::TOWNS_HAN.split_whitespace() {
            let said = sounds(town);
            made.add(Class::Town, &said, town);
            made.add(Class::Town, &said, &said);
        }
        made.table(Class::Town, places::TOWNS);
        made.table(Class::Soft, words::SOFT);
        made.table(Class::Trade, words::TRADES);
        made.table(Class::Kind, words::KINDS);
        made.table(Class::Number, words::NUMBERS);
        made.longest =
            made.entries.keys().filter(|w| w.starts_with(is_han)).map(|w| w.chars().count()).max().unwrap_or(0);
        made.list();
        made
    }
    /// Lists the words that another may be mistyped from, in order, so that of several near ones it is the same every time.
    fn list(&mut self) {
        let is_word = |(word, entry): &(&String, &Entry)| {
            entry.class != Class::Legal && word.len() >= 5 && word.bytes().all(|b| b.is_ascii_lowercase())
        };
        let mut words: Vec<String> = self.entries.iter().filter(is_word).map(|(word, _)| word.clone()).collect();
        words.sort();
        for word in words {
            if let Some(first) = word.chars().next() {
                self.by_letter.entry(first).or_default().push(word);
            }
        }
    }
    fn table(&mut self, class: Class, lines: &[(&str, &str)]) {
        for (notion, forms) in lines {
            forms.split_whitespace().for_each(|form| self.add(class, notion, form));
        }
    }
    fn add(&mut self, class: Class, notion: &str, form: &str) {
        let entry = || Entry { class, notion: notion.to_owned() };
        if !form.starts_with(is_han) {
            self.entries.insert(drawn(form), entry());
            return;
        }
        if class == Class::Town {
            for tail in ["市", "省"] {
                self.entries.entry(format!("{form}{tail}")).or_insert_with(entry);
            }
        }
        self.entries.insert(form.to_owned(), entry());
    }
}

/// How Chinese characters are said, in one word; in names of places and houses 长 is long, and 重 is again.
pub(super) fn sounds(han: &str) -> String {
    let said = |letter: char| match letter {
        '长' => "chang",
        '重' => "chong",
        '行' => "hang",
        _ => letter.to_pinyin().map_or("", pinyin::Pinyin::plain),
    };
    han.chars().map(said).collect::<String>().replace('ü', "u")
}

/// ä and ae are one, and ö and oe, ü and ue: drawn together, whichever was written.
pub(super) fn drawn(word: &str) -> String {
    word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
}
