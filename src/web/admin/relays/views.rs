//! What the pages of relays share.

use crate::access::{Action, Actor, Scope, may};
use crate::domain::relays::{Officer, Relay, RelayState, Shift, Until};
use crate::i18n::Words;
use crate::web::pieces::{Mark, PersonView};

/// Where a relay stands.
pub fn mark(w: Words, state: RelayState) -> Mark {
    let word = w.t(format!("relay-state-{state}"));
    match state {
        RelayState::Offered => Mark::waiting(word),
        RelayState::Taken => Mark::under_way(word),
        RelayState::Forwarded => Mark::planned(word),
        RelayState::Reported => Mark::done(word),
        RelayState::Declined => Mark::refused(word),
        RelayState::Lapsed => Mark::late(word),
    }
}

/// Until when something is kept back.
pub fn until(w: Words, until: Until) -> String {
    match until {
        Until::Free => w.t("relays-free"),
        Until::Day(day) => w.with("relays-until", &[("day", &w.date_medium(day))]),
        Until::Unknown => w.t("relays-unknown"),
        Until::Approval => w.t("relays-approval"),
        Until::Never => w.t("relays-never"),
    }
}

/// Whether it was passed on before the day from which it is free as things stand.
pub fn early(relay: &Relay, until: Until) -> bool {
    relay.forwarded_on.is_some_and(|day| !until.is_over(day))
}

/// How many got it, as declared.
pub fn reached(w: Words, relay: &Relay) -> String {
    relay.members.map(|n| w.count(n)).unwrap_or_default()
}

/// An officer by name, for those who see people.
pub fn officer(w: Words, actor: &Actor, officer: &Officer) -> Option<PersonView> {
    let seen = may(actor, Action::SeeContacts, Scope::Installation) && !officer.gone;
    seen.then(|| PersonView::new(&officer.name, w.locale()).href(format!("/people/{}", officer.public_id)))
}

/// What a change of an event does to embargoes, each in a sentence.
pub fn shift_words(w: Words, shifts: &[Shift]) -> Vec<String> {
    let day = |until: Until| match until {
        Until::Day(day) => w.date_medium(day),
        Until::Free | Until::Unknown | Until::Approval | Until::Never => w.t("relays-day-unknown"),
    };
    let one = |shift: &Shift| {
        let title = shift.title.best(w.locale());
        let values = [day(shift.before), day(shift.after)];
        w.with("relays-shift", &[("title", &title), ("before", &values[0]), ("after", &values[1]), ("n", &shift.told)])
    };
    shifts.iter().map(one).collect()
}
