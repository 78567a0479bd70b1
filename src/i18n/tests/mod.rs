//! Dates and numbers as tables; and that the sentences of all languages and the code that speaks them agree.

mod dates;
mod keys;
mod names;
mod sources;
mod spacing;

use super::Words;
use crate::kernel::locale::Locale;

const EN: Words = Words::new(Locale::En);
const FR: Words = Words::new(Locale::Fr);
const ZH: Words = Words::new(Locale::Zh);

fn three(f: impl Fn(Words) -> String) -> [String; 3] {
    [EN, FR, ZH].map(f).map(|text| text.replace('\u{a0}', " ").replace('\u{202f}', "_"))
}
