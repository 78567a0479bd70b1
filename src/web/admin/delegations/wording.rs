//! How a letter to an institution begins and closes where nobody has said otherwise.

use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;

/// In all languages: the person's own form of address where there is one, else that of the office.
pub(in crate::web) fn salutation(contact: Option<&PersonName>) -> Localised {
    let said = |locale: Locale| {
        let own = contact.and_then(|name| name.address.get(locale)).map(str::to_owned);
        (locale, own.unwrap_or_else(|| Words::new(locale).t("delegations-salutation")))
    };
    Localised::new(Locale::ALL.map(said))
}

/// In all languages. French closes with the address it began with: "Monsieur le Directeur" above and "Madame, Monsieur" below would be
/// two readers.
pub(in crate::web) fn closing(salutation: &Localised) -> Localised {
    let said = |locale: Locale| {
        let usual = Words::new(locale).t("delegations-closing");
        let own = salutation.get(locale).map(address).filter(|own| locale == Locale::Fr && !own.is_empty());
        let closing = own.map(|own| usual.replace(&address(&Words::new(locale).t("delegations-salutation")), &own));
        (locale, closing.unwrap_or(usual))
    };
    Localised::new(Locale::ALL.map(said))
}

/// The first line of a salutation as it stands within a sentence.
fn address(salutation: &str) -> String {
    let line = salutation.trim().lines().next().unwrap_or_default();
    let line = line.trim_end_matches(|c: char| c == ',' || c.is_whitespace());
    match line.strip_prefix('C').filter(|rest| ["her", "hère"].iter().any(|dear| rest.starts_with(dear))) {
        Some(rest) => format!("c{rest}"),
        None => line.to_owned(),
    }
}

/// What was given, and for the rest the usual words.
pub(in crate::web) fn completed(given: &Localised, usual: &Localised) -> Localised {
    let one = |locale: Locale| {
        let own = given.get(locale).map(str::trim).filter(|text| !text.is_empty());
        (locale, own.unwrap_or_else(|| usual.get(locale).unwrap_or_default()).to_owned())
    };
    Localised::new(Locale::ALL.map(one))
}
