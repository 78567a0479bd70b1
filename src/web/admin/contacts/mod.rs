//! People: found, shown, added, changed, taken out as files, and no longer written to.

mod export;
mod fields;
pub(in crate::web) mod filter;
mod form;
mod groups;
mod list;
mod many;
pub(in crate::web) mod past;
mod show;
mod silence;

pub(super) use past::in_its_language;
pub(in crate::web) use past::one_past;
pub(super) use show::{LikelyView, likely_view};

use actix_web::web::ServiceConfig;

use crate::domain::contacts::{Affiliation, Person};
use crate::i18n::Words;
use crate::web::pieces::PersonView;

/// Fixed paths before those that name a person.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list::list).service(export::csv).service(export::xlsx);
    cfg.service(many::ask).service(many::perform);
    cfg.service(groups::list).service(groups::add).service(groups::show).service(groups::rename);
    cfg.service(form::blank).service(form::create).service(show::show).service(form::existing).service(form::save);
    cfg.service(show::confirm).service(silence::ask).service(silence::stop).service(silence::resume);
}

pub(in crate::web) fn person_href(person: &Person) -> String {
    format!("/people/{}", person.public_id)
}

/// "Deputy director, Planning Bureau", as far as known.
pub(super) fn place_words(w: Words, affiliation: &Affiliation) -> String {
    office(w, affiliation.role.best(w.locale()), affiliation.name.best(w.locale()))
}

/// What somebody is, and where, in the order of the reader's language.
pub(in crate::web::admin) fn office(w: Words, role: &str, house: &str) -> String {
    match (role, house) {
        ("", one) | (one, "") => one.to_owned(),
        _ => w.with("person-role-at", &[("role", &role), ("house", &house)]),
    }
}

/// A person with a link and where they work.
pub(super) fn person_view(w: Words, person: &Person) -> PersonView {
    let view = PersonView::new(&person.name, w.locale()).href(person_href(person));
    match person.affiliation() {
        Some(affiliation) => view.note(place_words(w, affiliation)),
        None => view,
    }
}
