use std::collections::BTreeSet;
use std::path::Path;

use super::words::{head, verb};
use crate::domain::history::{Entity, VERBS};
use crate::i18n::Words;
use crate::kernel::locale::Locale;

/// Words that begin like verbs and are none.
const OTHERS: [&str; 2] = ["contacts-action-other", "programme-past-engine"];

#[test]
fn every_kind_has_its_verbs_and_every_verb_its_words() {
    let kinds: BTreeSet<Entity> = VERBS.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds.len(), VERBS.len(), "each kind once");
    assert_eq!(kinds, Entity::ALL.iter().copied().collect());
    for locale in [Locale::En, Locale::Fr, Locale::Zh] {
        let w = Words::new(locale);
        for (kind, verbs) in VERBS {
            for action in *verbs {
                assert!(w.has(&format!("{}{action}", head(*kind))), "{locale}: {kind} {action} has no words");
                assert!(!verb(w, *kind, action).is_empty());
            }
        }
    }
}

/// What has words is done to something, and so is offered by the filter: no verb is missing.
#[test]
fn whatever_has_words_is_offered() {
    let told: BTreeSet<String> =
        VERBS.iter().flat_map(|(kind, verbs)| verbs.iter().map(|v| format!("{}{v}", head(*kind)))).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/i18n/en");
    let mut missing = Vec::new();
    for file in std::fs::read_dir(folder).expect("sentences") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("read");
        let keys = text.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned());
        missing.extend(keys.filter(|key| {
            let is_verb = VERBS.iter().any(|(kind, _)| key.starts_with(head(*kind)));
            is_verb && !told.contains(key) && !OTHERS.contains(&key.as_str())
        }));
    }
    assert_eq!(missing, Vec::<String>::new());
}
