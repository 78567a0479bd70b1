//! Sessions as pages show them.

use crate::access::{Action, Context, Scope, may};
use crate::domain::events::{Event, Slot, Venue};
use crate::domain::sessions::{Appearance, Carried, Part, Session, Warning, Who};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;
use crate::text;
use crate::web::admin::events::views::{Said, said};
use crate::web::pieces::PersonView;

/// Who reads: the desk sees names to come as staff wrote them, strangers that they will follow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::web) enum Reading {
    /// With links to people.
    Linked,
    Desk,
    Public,
}

/// How the pages of the desk are read: by whoever works for the outside as by strangers.
pub(super) fn reading(cx: &Context, event: &Event) -> Reading {
    let inside = may(&cx.actor, Action::SeeInternal, Scope::of(event.programme, event.city));
    if inside { Reading::Desk } else { Reading::Public }
}

/// Everybody who does the same in a session.
pub(in crate::web) struct Cast {
    pub part: String,
    pub people: Vec<PersonView>,
}

/// Who appears in a session, by what they do.
pub(in crate::web) fn casts(w: Words, session: &Session, reading: Reading) -> Vec<Cast> {
    let cast = |part: &Part| {
        let people: Vec<PersonView> = session.with(*part).map(|one| person(w, one, reading)).collect();
        let n = people.len();
        (n > 0).then(|| Cast { part: w.n(format!("session-part-{part}"), n), people })
    };
    Part::ALL.iter().filter_map(cast).collect()
}

fn person(w: Words, one: &Appearance, reading: Reading) -> PersonView {
    match &one.who {
        Who::Contact { public_id, name, organisation, .. } => {
            let mut view = PersonView::new(name, w.locale());
            if !organisation.is_empty() {
                view = view.note(organisation.best(w.locale()));
            }
            if reading == Reading::Linked { view.href(format!("/people/{public_id}")) } else { view }
        }
        Who::ToCome(_) if reading == Reading::Public => {
            PersonView { name: w.t("agenda-name-follows"), ..PersonView::default() }
        }
        Who::ToCome(given) => {
            let name = one.to_come(w.locale()).unwrap_or(given).to_owned();
            if name.is_empty() {
                return PersonView { name: w.t("agenda-unnamed"), ..PersonView::default() };
            }
            PersonView { name, ..PersonView::default() }.note(w.t("agenda-still-to-come"))
        }
    }
}

/// The languages spoken, and those interpreted into: "English · interpretation into Chinese".
pub(in crate::web) fn languages(w: Words, session: &Session) -> String {
    let names = |of: &[crate::kernel::locale::Locale]| {
        w.list(&of.iter().map(|l| w.t(format!("language-{l}"))).collect::<Vec<_>>())
    };
    let spoken = (!session.languages.is_empty()).then(|| names(&session.languages));
    let into = (!session.interpretation.is_empty())
        .then(|| w.with("agenda-interpreted", &[("languages", &names(&session.interpretation))]));
    spoken.into_iter().chain(into).collect::<Vec<_>>().join(" · ")
}

/// The room as a reader calls it.
pub(in crate::web) fn room(w: Words, name: &str) -> String {
    let venue = Venue { room: name.to_owned(), ..Venue::default() };
    venue.room_in(w).unwrap_or_default()
}

pub(in crate::web) fn description(w: Words, session: &Session) -> Option<(String, Option<&'static str>)> {
    let said = said(w, &session.description);
    (!said.text.is_empty()).then(|| (text::page_html(&said.text), said.lang))
}

/// A title; of a session without any, its kind.
pub(in crate::web) fn title(w: Words, session: &Session) -> Said {
    let said = said(w, &session.title);
    if said.text.is_empty() { Said { text: w.t(format!("session-kind-{}", session.kind)), lang: None } } else { said }
}

/// Something to look at, in words.
pub(super) struct WarningView {
    pub text: String,
    /// The session to look at; empty where there is none.
    pub href: String,
}

pub(super) fn warnings(w: Words, base: &str, sessions: &[Session], all: &[Warning]) -> Vec<WarningView> {
    all.iter().filter_map(|warning| told(w, base, sessions, warning)).collect()
}

fn told(w: Words, base: &str, sessions: &[Session], warning: &Warning) -> Option<WarningView> {
    let find = |id: &PublicId| sessions.iter().find(|s| s.public_id == *id);
    let called = |title: &Localised| title.best(w.locale()).to_owned();
    let hours = |slot: Slot| w.hours(slot.start, slot.end);
    let about = |text: String, id: &PublicId| Some(WarningView { text, href: format!("{base}/{id}") });
    match warning {
        Warning::Twice { name, session, other, .. } => {
            let (one, two) = (find(session)?, find(other)?);
            let text = w.with(
                "agenda-warning-twice",
                &[
                    ("person", &name.shown(w.locale())),
                    ("one", &called(&one.title)),
                    ("hours", &hours(one.slot)),
                    ("other", &called(&two.title)),
                    ("others", &hours(two.slot)),
                ],
            );
            about(text, session)
        }
        Warning::TwiceElsewhere { name, session, elsewhere, .. } => {
            let one = find(session)?;
            let text = w.with(
                "agenda-warning-elsewhere",
                &[
                    ("person", &name.shown(w.locale())),
                    ("one", &called(&one.title)),
                    ("hours", &hours(one.slot)),
                    ("other", &called(&elsewhere.title)),
                    ("event", &called(&elsewhere.event_title)),
                    ("range", &w.range(elsewhere.slot.start, elsewhere.slot.end)),
                ],
            );
            about(text, session)
        }
        Warning::NoChair { session } => {
            let one = find(session)?;
            let args: [(&str, &dyn crate::i18n::Arg); 2] =
                [("session", &called(&one.title)), ("hours", &hours(one.slot))];
            about(w.with("agenda-warning-chair", &args), session)
        }
        Warning::ToCome { session, n } => {
            let title = called(&find(session)?.title);
            about(w.with("agenda-warning-to-come", &[("session", &title), ("n", n)]), session)
        }
        Warning::Outside { session } => {
            let one = find(session)?;
            let range = w.range(one.slot.start, one.slot.end);
            about(w.with("agenda-warning-outside", &[("session", &called(&one.title)), ("range", &range)]), session)
        }
        Warning::Gap { from, to } => {
            let args: [(&str, &dyn crate::i18n::Arg); 2] =
                [("day", &w.day(from.date())), ("hours", &w.hours(*from, *to))];
            Some(WarningView { text: w.with("agenda-warning-gap", &args), href: String::new() })
        }
    }
}

/// What a move of the event does to its agenda.
pub(in crate::web) fn carried_words(w: Words, carried: Carried) -> Vec<String> {
    let moves = (carried.sessions > 0).then(|| w.n("agenda-shifts-along", carried.sessions));
    let outside = (carried.outside > 0).then(|| w.n("agenda-falls-outside", carried.outside));
    moves.into_iter().chain(outside).collect()
}
