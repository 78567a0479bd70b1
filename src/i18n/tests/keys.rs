//! Every sentence is there in all languages, and every one is spoken.

use std::collections::BTreeSet;

use super::FR;
use super::sources::{sentences, speakers};
use crate::i18n::catalogue;
use crate::kernel::locale::Locale;

/// Words that any page may take without asking, and those of [`crate::kernel::invalid::Reason`], which have a test of their own.
const FREE: [&str; 3] = ["act-", "word-", "invalid-"];

#[test]
fn an_unknown_key_shows_itself() {
    assert_eq!(FR.t("no-such-key-anywhere"), "[no-such-key-anywhere]");
}

/// The literals given to `.t(`, `.n(` and `.with(`.
fn keys_called(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for call in [".t(", ".n(", ".with(", ".before("] {
        for (at, _) in text.match_indices(call) {
            let Some(rest) = text[at + call.len()..].trim_start().strip_prefix('"') else { continue };
            let Some(literal) = rest.split('"').next() else { continue };
            let like_a_key = literal.contains('-') && literal.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            if like_a_key && !literal.ends_with('-') {
                found.push(literal);
            }
        }
    }
    found
}

#[test]
fn every_language_compiles() {
    for locale in Locale::ALL {
        let (_, faults) = catalogue::compile(locale);
        assert!(faults.is_empty(), "{locale}: {faults:#?}");
    }
}

#[test]
fn all_languages_say_the_same() {
    let english = sentences(Locale::En);
    for locale in [Locale::Fr, Locale::Zh] {
        let other = sentences(locale);
        let missing: Vec<_> = english.keys().filter(|k| !other.contains_key(*k)).collect();
        let surplus: Vec<_> = other.keys().filter(|k| !english.contains_key(*k)).collect();
        assert!(missing.is_empty() && surplus.is_empty(), "{locale} lacks {missing:?}, has besides {surplus:?}");
        for (key, placeholders) in &english {
            assert_eq!(placeholders, &other[key], "placeholders of {key} in {locale}");
        }
    }
}

#[test]
fn keys_hold_a_hyphen() {
    // The search for used keys tells them from other literals by it.
    let odd: Vec<_> = sentences(Locale::En).into_keys().filter(|k| !k.contains('-')).collect();
    assert!(odd.is_empty(), "{odd:?}");
}

#[test]
fn every_key_spoken_exists() {
    let english = sentences(Locale::En);
    let mut missing = BTreeSet::new();
    for (path, text) in speakers() {
        for key in keys_called(&text).into_iter().filter(|k| !english.contains_key(*k)) {
            missing.insert(format!("{}: {key}", path.display()));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_key_is_spoken() {
    let mut literals = BTreeSet::new();
    for (_, text) in speakers() {
        // Between quotes: whole keys, or beginnings that the code completes ("state-", "state-{name}").
        for piece in text.split('"') {
            let head = piece.split('{').next().unwrap_or_default();
            if piece.len() < 80 && head.contains('-') && head.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
                literals.insert(head.to_owned());
            }
        }
    }
    let within: String = Locale::ALL.into_iter().flat_map(catalogue::sources).map(|(_, text)| text).collect();
    let idle: Vec<_> = sentences(Locale::En)
        .into_keys()
        .filter(|key| !FREE.iter().any(|f| key.starts_with(f)))
        .filter(|key| !literals.contains(key))
        .filter(|key| !literals.iter().any(|l| l.ends_with('-') && key.starts_with(l.as_str())))
        .filter(|key| !within.contains(&format!("{{ {key} }}")))
        .collect();
    assert!(idle.is_empty(), "nobody says {idle:#?}");
}

#[test]
fn every_reason_of_a_refusal_has_its_sentence_and_none_is_left_over() {
    let body = |source: &'static str| {
        source.split("pub const fn key").nth(1).and_then(|rest| rest.split("pub fn args").next()).unwrap()
    };
    let bodies = [
        include_str!("../../kernel/invalid.rs"),
        include_str!("../../kernel/files.rs"),
        include_str!("../../kernel/email.rs"),
        include_str!("../../kernel/money/read.rs"),
        include_str!("../../kernel/invalid/places.rs"),
        include_str!("../../kernel/invalid/relays.rs"),
    ]
    .map(body);
    let words = bodies.iter().flat_map(|body| body.split("=> \"").skip(1)).filter_map(|rest| rest.split('"').next());
    let keys: BTreeSet<String> = words.map(|k| format!("invalid-{k}")).collect();
    let spoken: BTreeSet<String> = sentences(Locale::En).into_keys().filter(|k| k.starts_with("invalid-")).collect();
    assert_eq!(keys, spoken);
}
