//! Another embargo of a package: a page that says who is told of it, before it is saved.

use askama::Template;

use super::views::until;
use super::{address, list_of};
use crate::domain::deliverables::Deliverable;
use crate::domain::programme::Outline;
use crate::domain::relays::Foreseen;
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::web::{App, Chrome, Fields, Section, SignedIn};

#[derive(Template)]
#[template(path = "admin/relays/check.html")]
pub(super) struct CheckPage {
    w: Words,
    chrome: Chrome,
    list: String,
    here: String,
    title: String,
    before: String,
    after: String,
    mails: usize,
    /// "3 in French".
    languages: Vec<String>,
    /// Houses whose officers get no mail, and why.
    untold: Vec<(String, String)>,
    /// What is seen here: nothing else is saved.
    mark: String,
    /// What was typed, to be sent with the act.
    hidden: Vec<(String, String)>,
}

/// What each form brings itself, and the mark of what was asked about.
const OWN: [&str; 5] = ["csrf", "form_key", "looked", "again", "asked"];

pub(super) fn page(
    app: &App,
    who: &SignedIn,
    (outline, of): (&Outline, &Deliverable),
    typed: &Fields,
    seen: &Foreseen,
) -> CheckPage {
    let w = who.words;
    let counted = |(locale, n): (&Locale, &usize)| {
        w.with("relays-by-language", &[("language", &w.t(format!("language-{locale}"))), ("n", n)])
    };
    let hidden = typed.iter().filter(|(name, _)| !OWN.contains(name));
    let untold = seen.untold.iter().map(|(channel, why)| {
        let house = channel.house.name.best(w.locale()).to_owned();
        (house, w.t(format!("relays-why-{why}")))
    });
    CheckPage {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        list: list_of(outline),
        here: address(outline, of),
        title: of.title.best(w.locale()).to_owned(),
        before: until(w, seen.before),
        after: until(w, seen.after),
        mails: seen.mails(),
        languages: seen.told.iter().map(counted).collect(),
        untold: untold.collect(),
        mark: seen.mark(),
        hidden: hidden.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
    }
}
