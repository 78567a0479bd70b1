//! Organisations that may be the same as the one at hand, as pages show them.

use super::places::Places;
use crate::domain::contacts::alike::{LikelyHouse, Likeness};
use crate::i18n::Words;

/// An organisation that may be the same.
pub(super) struct LikelyView {
    pub href: String,
    /// The name in the reader's language with the tag it is written in, and the name beside it.
    pub lang: &'static str,
    pub name: String,
    pub beside: Option<(&'static str, String)>,
    /// What it is and where.
    pub about: String,
    pub why: String,
}

pub(super) fn likely_view(w: Words, places: &Places, likely: &LikelyHouse) -> LikelyView {
    let known = &likely.organisation;
    let (lang, name) = known.name.best_with_locale(w.locale()).map_or(("", ""), |(l, n)| (l.bcp47(), n));
    let about =
        [w.t(format!("organisation-kind-{}", known.kind)), places.named(w, &known.place), w.country(&known.country)];
    LikelyView {
        href: format!("/organisations/{}", known.public_id),
        lang,
        name: name.to_owned(),
        beside: known.name.iter().find(|(_, n)| *n != name).map(|(l, n)| (l.bcp47(), n.to_owned())),
        about: about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        why: w.t(match likely.alike.why {
            Likeness::SameName => "alike-same-name",
            Likeness::SameDomain => "alike-same-domain",
            Likeness::AlikeName => "alike-alike-name",
        }),
    }
}
