//! What several pages of institutions show.

use super::{Rights, address};
use crate::domain::invitations::{Act, Answer, Delegation, Entry, EventFacts, Place, Source, Way};
use crate::i18n::Words;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::{Instant, Zone};
use crate::mail::render::institutions::sentences;
use crate::web::admin::invitations::views::answer;
use crate::web::pieces::{Mark, PersonView};

/// A name and, where it is not the reader's, its language.
pub(in crate::web) struct House {
    pub name: String,
    pub lang: Option<&'static str>,
}

impl House {
    pub fn of(w: Words, name: &Localised) -> House {
        let found = name.best_with_locale(w.locale());
        House {
            name: found.map(|(_, text)| text.to_owned()).unwrap_or_default(),
            lang: found.and_then(|(l, _)| (l != w.locale()).then_some(l.bcp47())),
        }
    }
}

/// One institution in the table, by protocol.
pub(super) struct Line {
    pub href: String,
    pub rank: i64,
    pub house: House,
    pub contact: PersonView,
    pub language: String,
    pub places: i64,
    pub taken: i64,
    pub named: i64,
    pub answer: Mark,
    /// "by telephone", and when.
    pub door: Option<String>,
    pub answered: Option<(String, String)>,
    /// How many of the places it takes wait.
    pub waiting: Option<String>,
    pub silent: bool,
}

impl Line {
    pub fn of(w: Words, zone: Zone, now: Instant, event: &EventFacts, rights: Rights, one: &Delegation) -> Line {
        let contact = PersonView::new(&one.contact_name, w.locale());
        Line {
            href: address(event, one),
            rank: one.rank,
            house: House::of(w, &one.name),
            contact: match rights.people {
                true => contact.href(format!("/people/{}", one.contact_public)),
                false => contact,
            },
            language: w.t(format!("language-{}", one.locale)),
            places: one.places,
            taken: one.taken(),
            named: one.named,
            answer: answer(w, one.answer),
            door: one.door.filter(|_| one.answer != Answer::None).map(|d| w.t(format!("invitations-door-{d}"))),
            answered: one.answered_at.map(|at| (w.ago(at, now, zone), w.exact(at, zone))),
            waiting: (one.waiting > 0).then(|| w.n("delegations-wait", one.waiting)),
            silent: one.silent_since.is_some(),
        }
    }
}

/// One of an institution's places.
pub(super) struct PlaceLine {
    pub id: String,
    pub ordinal: i32,
    pub answer: Mark,
    /// Nobody may be named for it.
    pub given_up: bool,
    pub delegate: Option<PersonView>,
    pub email: String,
    pub phone: String,
    pub dietary: String,
    pub access: String,
}

impl PlaceLine {
    pub fn of(w: Words, rights: Rights, place: &Place) -> PlaceLine {
        let delegate = place.delegate.as_ref();
        let view = delegate.map(|d| {
            let role = d.role.best(w.locale());
            let view = PersonView::new(&d.name, w.locale());
            let view = if role.is_empty() { view } else { view.note(role) };
            if rights.people { view.href(format!("/people/{}", d.public_id)) } else { view }
        });
        let needs = place.needs.clone().unwrap_or_default();
        PlaceLine {
            id: place.public_id.to_string(),
            ordinal: place.ordinal,
            answer: answer(w, place.answer),
            given_up: place.answer == Answer::Declined,
            delegate: view,
            email: delegate.map(|d| d.email.clone()).unwrap_or_default(),
            phone: delegate.map(|d| d.phone.clone()).unwrap_or_default(),
            dietary: needs.dietary,
            access: needs.access,
        }
    }
}

/// A line of the story: what, when, by whom and which way.
pub(super) struct StoryLine {
    pub what: String,
    pub when: (String, String),
    pub how: String,
    pub note: String,
}

impl StoryLine {
    pub fn of(w: Words, zone: Zone, now: Instant, entry: &Entry) -> StoryLine {
        StoryLine {
            what: what(w, entry),
            when: (w.ago(entry.at, now, zone), w.exact(entry.at, zone)),
            how: how(w, entry),
            note: match entry.act {
                Act::Named | Act::Substituted if !entry.note.is_empty() => {
                    w.with("delegations-story-said", &[("said", &entry.note)])
                }
                _ => entry.note.clone(),
            },
        }
    }
}

fn what(w: Words, entry: &Entry) -> String {
    let name = |name: &Option<PersonName>| match name {
        Some(name) => name.shown(w.locale()).to_owned(),
        None => w.t("delegations-somebody"),
    };
    let places = entry.places.unwrap_or(0);
    match entry.act {
        Act::Created => w.n("delegations-story-created", places),
        Act::Edited => w.n("delegations-story-edited", places),
        Act::ContactReplaced => w.with(
            "delegations-story-contact-replaced",
            &[("who", &name(&entry.who)), ("former", &name(&entry.former))],
        ),
        Act::Invited => w.with("delegations-story-invited", &[("who", &name(&entry.who))]),
        Act::Answered => match entry.answer {
            Some(Answer::Declined) => w.t("delegations-story-declined"),
            Some(Answer::Tentative) => w.n("delegations-story-tentative", places),
            _ => w.n("delegations-story-accepted", places),
        },
        Act::Waits => w.n("delegations-story-waits", places),
        Act::Admitted => w.n("delegations-story-admitted", places),
        Act::Linked => w.with("delegations-story-linked", &[("who", &name(&entry.who))]),
        Act::Named => w.with("delegations-story-named", &[("who", &name(&entry.who))]),
        Act::Substituted => {
            w.with("delegations-story-substituted", &[("who", &name(&entry.who)), ("former", &name(&entry.former))])
        }
        Act::Withdrawn => w.with("delegations-story-withdrawn", &[("former", &name(&entry.former))]),
        Act::Recalled | Act::AskedAgain | Act::Restored | Act::Removed => {
            w.t(format!("delegations-story-{}", entry.act))
        }
    }
}

/// "by telephone: his secretary Ms Chen · taken by Li Na".
fn how(w: Words, entry: &Entry) -> String {
    let way = match Source::read(&entry.source) {
        (None | Some(Way::Other), "") => w.t(format!("invitations-door-{}", entry.door)),
        (None | Some(Way::Other), words) => words.to_owned(),
        (Some(way), "") => w.t(format!("invitations-by-{way}")),
        (Some(way), words) => w.with("word-said", &[("word", &w.t(format!("invitations-by-{way}"))), ("said", &words)]),
    };
    match &entry.by {
        Some(name) if !entry.source.is_empty() => w.with("delegations-taken-by", &[("way", &way), ("name", name)]),
        Some(name) => name.clone(),
        None => way,
    }
}

/// What an institution has said, in a sentence for staff; empty where it has not.
pub(super) fn said(w: Words, one: &Delegation) -> String {
    match one.answer {
        Answer::None => String::new(),
        Answer::Declined => w.t("delegations-said-declined"),
        Answer::Tentative => w.n("delegations-said-tentative", one.tentative),
        Answer::Accepted | Answer::Waiting => {
            let had = (one.accepted > 0).then(|| w.n("delegations-said-accepted", one.accepted));
            let waits = (one.waiting > 0).then(|| w.n("delegations-said-waiting", one.waiting));
            sentences(w, [had, waits].into_iter().flatten())
        }
    }
}

/// An institution to telephone.
pub(in crate::web) struct SilentOffice {
    pub href: String,
    pub house: House,
    pub contact: PersonView,
    pub phone: String,
}

impl SilentOffice {
    /// `people` says whether a name leads to its page.
    pub fn of(w: Words, event: &EventFacts, people: bool, one: &Delegation) -> SilentOffice {
        let contact = PersonView::new(&one.contact_name, w.locale());
        SilentOffice {
            href: address(event, one),
            house: House::of(w, &one.name),
            contact: if people { contact.href(format!("/people/{}", one.contact_public)) } else { contact },
            phone: one.contact_phone.clone(),
        }
    }
}
