//! The sentences, and whatever speaks them, read as texts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::i18n::catalogue;
use crate::kernel::locale::Locale;

/// Key -> placeholders, of one language.
pub(super) type Sentences = BTreeMap<String, BTreeSet<String>>;

pub(super) fn sentences(locale: Locale) -> Sentences {
    let mut all = Sentences::new();
    for (_, text) in catalogue::sources(locale) {
        let mut key = String::new();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let begins = line.starts_with(|c: char| c.is_ascii_alphabetic());
            if let Some((name, _)) = line.split_once('=').filter(|_| begins) {
                key = name.trim().to_owned();
                all.entry(key.clone()).or_default();
            }
            let names = line.split('$').skip(1).map(|rest| {
                rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect::<String>()
            });
            all.entry(key.clone()).or_default().extend(names);
        }
    }
    all.remove("");
    all
}

pub(super) fn files(under: &Path, endings: &[&str], out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(under).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, endings, out);
        } else if path.extension().is_some_and(|e| endings.iter().any(|x| e == *x)) {
            out.push(path);
        }
    }
}

/// Texts of all templates and sources but these tests, without their comments, which may show examples.
pub(super) fn speakers() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    files(&root.join("templates"), &["html", "txt", "xml"], &mut paths);
    files(&root.join("src"), &["rs"], &mut paths);
    paths.retain(|p| !p.ends_with("src/i18n/tests.rs") && !p.starts_with(root.join("src/i18n/tests")));
    let read = |p: PathBuf| {
        let text = std::fs::read_to_string(&p).unwrap();
        let code: Vec<_> = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
        (p, without_comments(&code.join("\n")))
    };
    paths.into_iter().map(read).collect()
}

/// A template without its `{# … #}`.
fn without_comments(text: &str) -> String {
    let mut parts = text.split("{#");
    let mut out = parts.next().unwrap_or_default().to_owned();
    // A raw string in Rust may hold `{#` without being a template; then nothing is cut.
    parts.for_each(|part| out.push_str(part.split_once("#}").map_or(part, |(_, after)| after)));
    out
}
