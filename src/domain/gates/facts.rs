//! What a gate is looked at with: everything known of its programme, from where its step or event stands.

use chrono::NaiveDate;

use super::known::Known;
use super::model::Sponsors;
use crate::domain::deliverables::Deliverable;
use crate::domain::events::{Deadline, Event};
use crate::domain::programme::{Owner, Step};
use crate::domain::sponsorship::SignedCounts;
use crate::kernel::ids::{CityId, EventId, PublicId, StepId};
use crate::kernel::localised::Localised;

/// Whose gate it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Subject {
    /// None: the programme itself, which looks at all cities.
    pub city: Option<CityId>,
    pub step: Option<StepId>,
    /// None: the gate of a step that has no event yet.
    pub event: Option<EventId>,
}

impl Subject {
    pub const fn of_step(step: &Step) -> Subject {
        Subject { city: Some(step.city), step: Some(step.id), event: None }
    }
    pub const fn of_event(event: &Event) -> Subject {
        Subject { city: event.city, step: event.step, event: Some(event.id) }
    }
}

/// What is known, seen from one step or event.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    pub subject: Subject,
    pub known: &'a Known,
}

impl<'a> Facts<'a> {
    fn here(&self) -> impl Iterator<Item = &'a Step> + use<'a> {
        let city = self.subject.city;
        self.known.outline.steps.iter().filter(move |s| city.is_none_or(|own| own == s.city))
    }
    fn own_step(&self) -> Option<&'a Step> {
        self.subject.step.and_then(|id| self.known.step(id))
    }
    /// The steps of these kinds; none named: those before the subject's own, or all where it has none.
    pub fn steps(&self, kinds: &[String]) -> Vec<&'a Step> {
        let before = self.own_step().map(|s| s.ordinal);
        if kinds.is_empty() {
            return self.here().filter(|s| before.is_none_or(|own| s.ordinal < own)).collect();
        }
        self.here().filter(|s| kinds.iter().any(|k| k == s.kind.as_str())).collect()
    }
    /// The step right before the subject's own, or the last one where it has none; in each city that is looked at.
    pub fn steps_before(&self) -> Vec<&'a Step> {
        let before = self.steps(&[]);
        let last = |s: &&Step| before.iter().filter(|o| o.city == s.city).all(|o| o.ordinal <= s.ordinal);
        before.iter().copied().filter(|s| last(s)).collect()
    }
    pub fn deliverables_of(&self, step: StepId) -> impl Iterator<Item = &'a Deliverable> + use<'a> {
        self.known.of_step(step)
    }
    pub fn deliverable(&self, id: &PublicId) -> Option<&'a Deliverable> {
        self.known.deliverables.iter().find(|d| d.public_id == *id)
    }
    pub fn events_of(&self, step: StepId) -> impl Iterator<Item = &'a Event> + use<'a> {
        self.known.events.iter().map(|view| &view.event).filter(move |e| e.step == Some(step))
    }
    pub fn deadlines(&self) -> &'a [Deadline] {
        self.subject.event.and_then(|id| self.known.deadlines.get(&id)).map_or(&[], Vec::as_slice)
    }
    pub fn accepted(&self, group: &str) -> i64 {
        let of = self.subject.event.and_then(|id| self.known.accepted.get(&(id, group.to_owned())));
        of.copied().unwrap_or_default()
    }
    /// How many sponsors have signed, and who courts the others.
    pub fn sponsors(&self, of: Sponsors) -> SignedCounts {
        let counts = match of {
            Sponsors::Programme => Some(&self.known.sponsors),
            Sponsors::Event => self.subject.event.and_then(|id| self.known.event_sponsors.get(&id)),
        };
        counts.cloned().unwrap_or_default()
    }
    /// The city of something, where it is not the subject's own.
    pub fn elsewhere(&self, city: Option<CityId>) -> Option<Localised> {
        let other = city.filter(|_| city != self.subject.city)?;
        Some(self.known.outline.city(other)?.name.clone())
    }
    /// The day it is where a step stands.
    pub fn today(&self, city: CityId) -> NaiveDate {
        self.known.now.at(self.known.outline.zone(Some(city))).date()
    }
    /// Who answers for the event itself: its contact, or the step's owner and deputy.
    pub fn event_owner(&self) -> (Option<Owner>, Option<Owner>) {
        let contact = self.subject.event.and_then(|id| self.known.contacts.get(&id)).cloned();
        match (contact, self.own_step()) {
            (Some(contact), _) => (Some(contact), None),
            (None, Some(step)) => (step.owner.clone(), step.deputy.clone()),
            (None, None) => (None, None),
        }
    }
    /// Who answers for a deliverable: its owner, or its step's; the step's deputy stands in for either.
    pub fn owner_of(&self, deliverable: &Deliverable) -> (Option<Owner>, Option<Owner>) {
        let step = deliverable.step.and_then(|id| self.known.step(id));
        let owner = deliverable.owner.clone().or_else(|| step.and_then(|s| s.owner.clone()));
        (owner, step.and_then(|s| s.deputy.clone()))
    }
}
