//! Names that are nothing but a legal form: "GmbH", "S.A.", 有限公司. Nobody is called so; the name itself was left out.

use super::lexicon::{Class, lexicon};
use super::tokens;

/// What long forms are made of, and what joins two: of a name only beside one that is a legal form without doubt.
const OF_FORMS: &[&str] = &["societe", "gesellschaft", "sociedad", "societa"];
const JOINING: &[&str] = &["and", "und", "et", "和", "与", "及"];
const WITHIN: &[&str] = &["a", "mit", "par", "actions"];

/// Short names that houses bear although a form is called so, too: SAS, ASA, SE; and what a zoo is called.
fn may_be_borne(name: &str) -> bool {
    let initials = (2..=3).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase());
    initials || name.eq_ignore_ascii_case("zoo")
}

/// Whether a name says in what form a house is, and not which house.
pub fn is_only_legal(name: &str) -> bool {
    if may_be_borne(name.trim()) {
        return false;
    }
    let words = tokens::words(name);
    let is_legal = |word: &String| lexicon().class(word) == Some(Class::Legal);
    let is_one_of = |list: &[&str], word: &String| list.contains(&word.as_str());
    let long = words.iter().any(|word| is_one_of(OF_FORMS, word));
    let stands = |word: &String| {
        is_legal(word) || is_one_of(JOINING, word) || is_one_of(OF_FORMS, word) || (long && is_one_of(WITHIN, word))
    };
    words.iter().any(is_legal) && words.iter().all(stands)
}
