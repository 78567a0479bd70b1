//! Fields that the pages about accounts share, inside and outside.

use crate::domain::accounts::passwords;
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::web::pieces::{Choice, Control, Fault, Field};

/// What is wrong with one field, for a reader of this language.
pub fn error_of(w: Words, invalid: &Invalid, field: &str) -> Option<Fault> {
    invalid.0.iter().find(|f| f.field == field).map(|f| Fault::Why(w, f.reason.clone()))
}

/// The same of a field by which several things come: what is wrong with each.
pub fn errors_of(w: Words, invalid: &Invalid, field: &str) -> Option<Fault> {
    let all = invalid.0.iter().filter(|f| f.field == field).map(|f| w.reason(&f.reason));
    Some(w.sentences(all)).filter(|said| !said.is_empty()).map(Fault::Said)
}

pub fn locale_field(w: Words, current: &str, error: Option<Fault>) -> Field {
    let choices = Locale::ALL.into_iter().map(|l| Choice::of(l.tag(), l.endonym(), current)).collect();
    Field::new("locale", w.t("account-language"), Control::Select(choices)).error(error)
}

pub fn zone_field(w: Words, current: &str, error: Option<Fault>) -> Field {
    Field::line("zone", w.t("account-zone")).value(current).help(w.t("account-zone-help")).error(error)
}

/// The password that the account has, asked for once more.
pub fn present_password_field(w: Words, error: Option<Fault>) -> Field {
    Field::new("current_password", w.t("account-present-password"), Control::Line("password"))
        .autocomplete("current-password")
        .error(error)
}

pub fn password_field(w: Words, error: Option<Fault>) -> Field {
    Field::new("password", w.t("account-new-password"), Control::Line("password"))
        .help(w.with("password-help", &[("limit", &passwords::MIN)]))
        .autocomplete("new-password")
        .error(error)
}
