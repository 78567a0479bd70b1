//! What an entry is about: its kind, its name of today, its page.

use crate::access::{Action, Actor, Scope, may};
use crate::domain::history::{Entity, Entry, Name, Named, Names};
use crate::i18n::Words;
use crate::web::admin::events::views::{Said, said};
use crate::web::admin::mail::kind as message_kind;
use crate::web::pieces::tongue_of;

/// A thing as a reader sees it.
pub struct ObjectView {
    pub kind: String,
    /// Empty when it is gone.
    pub name: String,
    pub lang: Option<&'static str>,
    /// The event a seat or a round belongs to.
    pub of: Option<Said>,
    pub href: Option<String>,
}

/// The word for a kind of thing; one without a word stands as it is.
pub fn kind_word(w: Words, kind: Entity) -> String {
    let key = format!("history-kind-{kind}");
    if w.has(&key) { w.t(key) } else { kind.to_string() }
}

pub fn view(w: Words, actor: &Actor, names: &Names, entry: &Entry) -> ObjectView {
    let named = names.things.get(&(entry.entity, entry.entity_id));
    let (name, lang) = named.map_or((String::new(), None), |named| name(w, entry.entity, named));
    ObjectView {
        kind: kind_word(w, entry.entity),
        name,
        lang,
        of: named.and_then(|n| n.event.as_ref()).map(|(_, title)| said(w, title)),
        href: named.and_then(|named| href(actor, names, entry, named)),
    }
}

/// What a thing is called, and the language of that where it is not the reader's.
pub fn name(w: Words, kind: Entity, named: &Named) -> (String, Option<&'static str>) {
    match &named.name {
        Name::Text(text) if kind == Entity::Message => (message_kind(w, text), None),
        Name::Text(text) => (text.clone(), tongue_of(w, text)),
        Name::Localised(text) => match text.best_with_locale(w.locale()) {
            Some((locale, text)) => (text.to_owned(), (locale != w.locale()).then_some(locale.bcp47())),
            None => (String::new(), None),
        },
        Name::Person(person) => {
            let shown = person.shown(w.locale());
            (shown.to_owned(), person.native_lang().filter(|_| shown == person.native))
        }
    }
}

/// Its page, where it has one that the reader may open.
fn href(actor: &Actor, names: &Names, entry: &Entry, named: &Named) -> Option<String> {
    let id = &named.public_id;
    let base = entry.programme.and_then(|p| names.programmes.get(&p)).map(|(slug, _)| format!("/programmes/{slug}"));
    let event = named.event.as_ref().map(|(event, _)| event);
    let scope = entry.programme.map_or(Scope::Installation, |p| Scope::of(p, entry.city));
    let may = |action, scope| may(actor, action, scope);
    match entry.entity {
        Entity::Programme => base,
        // A city has no page of its own.
        Entity::City => None,
        Entity::Step => base.map(|base| format!("{base}/steps/{id}")),
        Entity::Deliverable => base.map(|base| format!("{base}/deliverables/{id}")),
        Entity::Event => base.map(|base| format!("{base}/events/{id}")),
        Entity::Sponsorship => {
            base.filter(|_| may(Action::SeeSponsorship, scope)).map(|base| format!("{base}/sponsorships/{id}"))
        }
        Entity::Round => Some(format!("{}/events/{}/rounds/{id}", base?, event?)),
        Entity::Seat => Some(format!("{}/events/{}/guests", base?, event?)),
        Entity::Contact => may(Action::SeeContacts, Scope::Installation).then(|| format!("/people/{id}")),
        // Groups stand on one page, by their codes.
        Entity::Group => may(Action::EditContacts, Scope::Installation).then(|| "/people/groups".to_owned()),
        Entity::Organisation => may(Action::SeeContacts, Scope::Installation).then(|| format!("/organisations/{id}")),
        Entity::Import => may(Action::ImportContacts, Scope::Installation).then(|| format!("/people/import/{id}")),
        Entity::Account => may(Action::ManageAccounts, Scope::Installation).then(|| format!("/accounts/{id}")),
        Entity::Message => may(Action::SeeOutbox, scope).then(|| format!("/mail/{id}")),
    }
}
