//! An organisation as a sponsor in public, in words: what another name would take off, and what one has taken off.

use crate::domain::sponsorship::lapsing::Outward;
use crate::i18n::Words;
use crate::kernel::localised::Localised;

/// What the present name has taken off, with the way to the sponsorship for whoever sees it.
pub struct Hidden {
    pub said: String,
    pub href: Option<String>,
}

fn people(w: Words, one: &Outward) -> String {
    if one.clearers.is_empty() { w.t("word-none") } else { w.list(&one.clearers) }
}

pub fn at_stake(w: Words, one: &Outward) -> String {
    let (programme, people) = (one.programme.best(w.locale()), people(w, one));
    let key = if one.early { "organisations-early-hint" } else { "organisations-shown-hint" };
    w.with(key, &[("programme", &programme), ("people", &people)])
}

/// `now` is what the organisation is called.
pub fn hidden(w: Words, one: &Outward, now: &Localised) -> Hidden {
    let (programme, cleared, people) = (one.programme.best(w.locale()), w.beside(&one.cleared, now), people(w, one));
    let values: [(&str, &dyn crate::i18n::Arg); 3] =
        [("programme", &programme), ("cleared", &cleared), ("people", &people)];
    let href = one.sponsorship.as_ref().map(|(slug, id)| format!("/programmes/{slug}/sponsorships/{id}"));
    let key = if one.early { "organisations-hidden-early" } else { "organisations-hidden" };
    Hidden { said: w.with(key, &values), href }
}
