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

pub(in crate::web) fn closing() -> Localised {
    Localised::new(Locale::ALL.map(|locale| (locale, Words::new(locale).t("delegations-closing"))))
}

/// What was given, and for the rest the usual words.
pub(in crate::web) fn completed(given: &Localised, usual: &Localised) -> Localised {
    let one = |locale: Locale| {
        let own = given.get(locale).map(str::trim).filter(|text| !text.is_empty());
        (locale, own.unwrap_or_else(|| usual.get(locale).unwrap_or_default()).to_owned())
    };
    Localised::new(Locale::ALL.map(one))
}
