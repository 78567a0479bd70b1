//! Organisations that may be the same as the one at hand, as pages show them.

use super::places::Places;
use crate::access::Context;
use crate::db::Conn;
use crate::domain::contacts::NewContact;
use crate::domain::contacts::alike::{self, LikelyHouse, Likeness};
use crate::i18n::Words;
use crate::web::Problem;

/// An organisation that may be the same.
pub(in crate::web::admin) struct LikelyView {
    pub href: String,
    /// The name in the reader's language with the tag it is written in, and the name beside it.
    pub lang: &'static str,
    pub name: String,
    pub beside: Option<(&'static str, String)>,
    /// What it is and where.
    pub about: String,
    pub why: String,
    /// Where the two are compared, and made one.
    pub compare: Option<String>,
}

impl LikelyView {
    pub fn merging(self, compare: String) -> LikelyView {
        LikelyView { compare: Some(compare), ..self }
    }
}

pub(in crate::web::admin) fn likely_view(w: Words, places: &Places, likely: &LikelyHouse) -> LikelyView {
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
        compare: None,
    }
}

/// An organisation that would be made beside a person, and those that may be meant by it.
pub(in crate::web::admin) struct MeantView {
    pub title: String,
    pub likely: Vec<LikelyView>,
}

pub(in crate::web::admin) fn meant(
    conn: &mut Conn,
    cx: &Context,
    w: Words,
    new: &NewContact,
) -> Result<Vec<MeantView>, Problem> {
    let found = alike::houses_meant(conn, cx, new)?;
    let places = Places::seen_by(conn, cx)?;
    let view = |one: &alike::Meant| MeantView {
        title: w.with("alike-meant-title", &[("name", &one.given)]),
        likely: one.likely.iter().map(|likely| likely_view(w, &places, likely)).collect(),
    };
    Ok(found.iter().map(view).collect())
}
