//! What is said of an import's lines and faults, on pages, in files, by the API and on the command line.

use crate::domain::imports::{Field, Why};
use crate::i18n::{Arg, Words};

/// One reason as a sentence: "Email: There is a space …".
pub fn why_words(w: Words, why: &Why) -> String {
    let args: Vec<(&str, &dyn Arg)> = why.args.iter().map(|(name, value)| (name.as_str(), value as &dyn Arg)).collect();
    let own = format!("import-why-{}", why.key);
    let of_field = format!("invalid-{}", why.key);
    let said = if w.has(&own) { w.with(own, &args) } else { w.with(of_field, &args) };
    match why.field {
        Some(field) => w.with("import-of-field", &[("field", &field_words(w, field)), ("said", &said)]),
        None => said,
    }
}

/// A reason by its key alone, as history has it: none where the sentence wants more than that.
pub fn why_key_words(w: Words, key: &str) -> String {
    let own = format!("import-why-{key}");
    let said = if w.has(&own) { w.t(own) } else { key.to_owned() };
    if said.contains(['{', '}']) { key.to_owned() } else { said }
}

/// All reasons of a line.
pub fn reasons(w: Words, whys: &[Why]) -> String {
    w.sentences(whys.iter().map(|why| why_words(w, why)))
}

/// The fields that a line changes: "Phone, Tags".
pub fn changes(w: Words, whys: &[Why]) -> String {
    let fields: Vec<String> = whys.iter().filter_map(|why| why.field).map(|field| field_words(w, field)).collect();
    w.list(&fields)
}

pub fn field_words(w: Words, field: Field) -> String {
    w.t(format!("import-field-{field}"))
}

/// Of two columns that say the same: which, of what heading, and which is read with it or instead; columns count from nought.
pub fn rival_words(w: Words, key: &str, [own, read]: [(&str, usize); 2], field: &str) -> String {
    let ((column, at), (first, of)) = (own, read);
    w.with(key, &[("column", &column), ("n", &(at + 1)), ("field", &field), ("read", &first), ("m", &(of + 1))])
}

/// The two columns that stand before a refused line's own.
pub fn refusal_headings(w: Words) -> [String; 2] {
    [w.t("import-line"), w.t("import-reason")]
}
