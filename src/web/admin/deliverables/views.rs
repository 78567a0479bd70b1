//! What the list, the page and a step's page share.

use crate::domain::deliverables::{Deliverable, DeliverableState};
use crate::domain::programme::Outline;
use crate::i18n::Words;
use crate::kernel::time::Instant;
use crate::web::admin::programmes::views::{base, hue};
use crate::web::pieces::{Mark, PersonView};

pub fn mark(w: Words, state: DeliverableState) -> Mark {
    use DeliverableState::*;
    let word = w.t(format!("deliverable-state-{state}"));
    match state {
        Outlined => Mark::idle(word),
        Draft => Mark::planned(word),
        InReview => Mark::under_way(word),
        Approved | Published => Mark::done(word),
        Withdrawn => Mark::refused(word),
        Superseded => Mark::idle(word),
    }
}

/// A deliverable as a row.
pub struct Line {
    pub href: String,
    pub title: String,
    pub kind: String,
    pub audience: String,
    pub hue: String,
    /// The city and the step, or the programme itself.
    pub place: String,
    pub step: String,
    pub mark: Mark,
    /// "29 Apr", "3 days late", "not set".
    pub due: String,
    pub machine: String,
    pub late: bool,
    pub owner: Option<PersonView>,
}

pub fn line(w: Words, outline: &Outline, d: &Deliverable, now: Instant) -> Line {
    let today = now.at(outline.zone(d.city)).date();
    let city = d.city.and_then(|id| outline.city(id));
    let step = d.step.and_then(|id| outline.steps.iter().find(|s| s.id == id));
    let late = d.is_late(today);
    let due = d.due_on.map(|on| if d.state.is_open() { w.due(on, today) } else { w.date_medium(on) });
    Line {
        href: format!("{}/deliverables/{}", base(outline), d.public_id),
        title: d.title.best(w.locale()).to_owned(),
        kind: w.t(format!("deliverable-kind-{}", d.kind)),
        audience: w.t(format!("deliverable-audience-{}", d.audience)),
        hue: city.map_or_else(|| "hue-programme".to_owned(), hue),
        place: city.map_or_else(|| w.t("deliverable-of-programme"), |c| c.name.best(w.locale()).to_owned()),
        step: step.map(|s| s.title.best(w.locale()).to_owned()).unwrap_or_default(),
        mark: mark(w, d.state),
        due: due.unwrap_or_else(|| w.t("word-not-set")),
        machine: d.due_on.map(|on| on.to_string()).unwrap_or_default(),
        late,
        owner: d.owner.as_ref().map(|o| PersonView::new(&o.name, w.locale())),
    }
}
