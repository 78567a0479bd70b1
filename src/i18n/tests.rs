//! Dates and numbers as tables; that the sentences of all languages and the code that speaks them agree; and, here, blanks where a language
//! sets them, and none where it does not.

mod dates;
mod keys;
mod names;
mod sources;

use std::path::Path;

use self::sources::{files, speakers};
use super::{Words, catalogue};
use crate::kernel::locale::Locale;
use crate::kernel::names::is_han;

const EN: Words = Words::new(Locale::En);
const FR: Words = Words::new(Locale::Fr);
const ZH: Words = Words::new(Locale::Zh);

fn three(f: impl Fn(Words) -> String) -> [String; 3] {
    [EN, FR, ZH].map(f).map(|text| text.replace('\u{a0}', " ").replace('\u{202f}', "_"))
}

/// As the Imprimerie nationale sets it: the narrow space before what parts or ends a sentence, the full one before a colon and inside
/// guillemets; neither breaks. What of a French text is set otherwise, sign and neighbour.
fn badly_spaced(french: &str) -> Option<String> {
    let (narrow, full) = ('\u{202f}', '\u{a0}');
    let signs: Vec<char> = french.chars().collect();
    let bad = |pair: &[char]| match (pair[0], pair[1]) {
        (before, ';' | '?' | '!') => before != narrow,
        (before, '»') => before != full,
        ('«', after) => after != full,
        // Clocks and addresses have theirs without any.
        (before, ':') => matches!(before, ' ' | '\u{202f}'),
        _ => false,
    };
    signs.windows(2).find(|pair| bad(pair)).map(|pair| pair.iter().collect())
}

#[test]
fn french_punctuation_stays_with_its_word() {
    for (text, found) in
        [("Oui\u{a0}?", "\u{a0}?"), ("a; b", "a;"), ("a\u{202f}: b", "\u{202f}:"), ("« a\u{a0}»", "« ")]
    {
        assert_eq!(badly_spaced(text).as_deref(), Some(found));
    }
    assert_eq!(badly_spaced("À 9:30, «\u{a0}a\u{a0}»\u{a0}: oui\u{202f}; non\u{202f}?"), None);
    for (path, text) in catalogue::sources(Locale::Fr) {
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            assert_eq!(badly_spaced(line), None, "{path}: {line}");
        }
    }
    let mut examples = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("config"), &["toml"], &mut examples);
    for path in examples {
        let text = std::fs::read_to_string(&path).unwrap();
        for french in text.split("fr = \"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert_eq!(badly_spaced(french), None, "{}: {french}", path.display());
        }
    }
}

#[test]
fn chinese_counts_stand_without_spaces() {
    let loose = |line: &str| {
        line.match_indices("{ $n }").any(|(at, count)| {
            let (mut before, mut after) = (line[..at].chars().rev(), line[at + count.len()..].chars());
            let spaced = |near: Option<char>, next: Option<char>| near == Some(' ') && next.is_some_and(is_han);
            spaced(before.next(), before.next()) || spaced(after.next(), after.next())
        })
    };
    for (path, text) in catalogue::sources(Locale::Zh) {
        let found: Vec<&str> = text.lines().filter(|line| loose(line)).collect();
        assert!(found.is_empty(), "{path}: {found:?}");
    }
}

#[test]
fn no_blank_follows_a_sign_of_full_width() {
    assert_eq!(
        (EN.before("gates-deputy"), ZH.before("gates-deputy")),
        ("Deputy: ".to_owned(), "代理负责人：".to_owned())
    );
    let three = || ["一。", "", "“二。”", "三"].map(str::to_owned);
    assert_eq!(ZH.sentences(three()), "一。“二。”三");
    assert_eq!(ZH.sentences(["一！", "二（三）", "四。"].map(str::to_owned)), "一！二（三）四。");
    assert_eq!(EN.sentences(["One.", "“Two.”", "", "Three."].map(str::to_owned)), "One. “Two.” Three.");
    assert_eq!(EN.sentences([String::new()]), "");
    let wide = |text: &str| text.ends_with(['：', '，', '。', '？', '；']);
    for (path, text) in catalogue::sources(Locale::Zh) {
        let loose: Vec<&str> = text.lines().filter(|line| line.contains("： ") || line.contains("， ")).collect();
        assert!(loose.is_empty(), "{path}: {loose:?}");
    }
    for (path, text) in speakers() {
        for (at, said) in text.match_indices("w.t(\"") {
            let Some((key, rest)) = text[at + said.len()..].split_once('"') else { continue };
            // On the same line, and not before the end of what it stands in.
            let follows = rest.strip_prefix(") }} ").is_some_and(|rest| !rest.starts_with("</"));
            assert!(!(follows && ZH.has(key) && wide(&ZH.t(key))), "{}: {key}", path.display());
        }
    }
}
