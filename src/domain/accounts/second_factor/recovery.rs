//! Recovery codes: fifty random bits each, in letters that no one mistakes, kept as keyed digests.

use super::model::Typed;
use crate::kernel::ids::AccountId;
use crate::kernel::token::{Keys, Secret};

/// How many there are at one time.
pub const HOW_MANY: usize = 10;
const LETTERS: usize = 10;

/// Fresh ones, as they are shown: two fives and a dash.
pub fn fresh() -> Vec<String> {
    let one = || {
        let letters = Secret::random();
        let (first, second) = letters.expose()[..LETTERS].split_at(LETTERS / 2);
        format!("{first}-{second}")
    };
    (0..HOW_MANY).map(|_| one()).collect()
}

/// What is kept of one. With the key in it: fifty bits alone could be tried out from a copy of the database.
pub fn digest(keys: &Keys, account: AccountId, typed: &Typed) -> String {
    keys.digest(&format!("recovery code {account} {}", folded(typed)))
}

/// Letters that are not in the alphabet are read as what they look like.
fn folded(typed: &Typed) -> String {
    let read = |c: char| match c {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    };
    typed.0.chars().map(read).collect()
}
