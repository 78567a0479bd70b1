//! The programme, its steps and results, and its events, as they stand on the morning the demonstration begins.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::dates::{after_founding, days_before};
use super::{DemoError, at, fault};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::deliverables::{self, Deliverable, DeliverableState, EditDeliverable};
use crate::domain::events::{self, DeadlineInput, Event, EventInput, EventState, EventView, HostInput, Standing};
use crate::domain::gates::{self, GateError, Wish};
use crate::domain::overview;
use crate::domain::programme::{
    self, CityDraft, EditStep, NewProgramme, Outline, OwnerChoice, ProgrammeDraft, StateWish, StepState,
};
use crate::kernel::ids::{CityId, ProgrammeId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

const DATA: &str = include_str!("../../../config/demo/programme.toml");

type Texts = BTreeMap<Locale, String>;

#[derive(Deserialize)]
pub(super) struct Story {
    slug: String,
    template: String,
    zone: String,
    starts_on: String,
    ends_on: String,
    release_rule: String,
    title: Texts,
    summary: Texts,
    cities: Vec<CityStory>,
    /// Said wherever a step's state is set.
    step_reason: String,
    steps: Vec<StepStory>,
    deliverables: Vec<DeliverableStory>,
    events: Vec<EventStory>,
    pub(super) rounds: Vec<RoundStory>,
    pub(super) message: MessageStory,
}

#[derive(Deserialize)]
struct CityStory {
    slug: String,
    zone: String,
    latitude: String,
    longitude: String,
    name: Texts,
}

#[derive(Deserialize)]
struct StepStory {
    city: String,
    kind: String,
    state: String,
}

#[derive(Deserialize)]
struct DeliverableStory {
    city: String,
    step: String,
    kind: Option<String>,
    state: DeliverableState,
    due: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct EventStory {
    key: String,
    kind: String,
    city: String,
    zone: String,
    place: Localised,
    starts: String,
    ends: String,
    reply_by: String,
    capacity: String,
    state: String,
    title: Localised,
    description: Localised,
    venue_name: Localised,
    venue_address: Localised,
    host: Option<HostStory>,
    deadlines: Vec<DeadlineStory>,
}

#[derive(Deserialize)]
struct HostStory {
    name: Localised,
    url: String,
    contact: String,
    slot_starts: String,
    slot_ends: String,
}

#[derive(Deserialize)]
struct DeadlineStory {
    label: Localised,
    due_on: String,
}

#[derive(Deserialize)]
pub(super) struct RoundStory {
    pub event: String,
    pub state: String,
    pub on: Option<String>,
    pub groups: Vec<String>,
    pub others: Vec<String>,
    pub guests: usize,
}

#[derive(Deserialize)]
pub(super) struct MessageStory {
    pub name: String,
    pub subject: Localised,
    pub body: Localised,
}

/// What everything else is made for.
pub struct Made {
    pub programme: ProgrammeId,
    /// Where the local coordinator is at home.
    pub(super) datong: Option<CityId>,
    pub(super) events: BTreeMap<String, EventView>,
    pub(super) story: Story,
}

/// The programme with its steps and with what they are to yield, begun; its events come when that is made.
pub(super) fn found(conn: &mut Conn, cx: &Context) -> Result<Made, DemoError> {
    let story: Story = toml::from_str(DATA).map_err(|e| DemoError::Data(e.to_string()))?;
    let then = after_founding(cx, 0, 0)?;
    let outline = overview::create_from_template(conn, &then, &new_programme(&story)?).map_err(fault("programme"))?;
    steps(conn, cx, &story, &outline)?;
    results(conn, cx, &story, &outline)?;
    let datong = outline.cities.iter().find(|c| c.slug.as_str() == "datong").map(|c| c.id);
    Ok(Made { programme: outline.programme.id, datong, events: BTreeMap::new(), story })
}

/// Its events, led through their gates.
pub(super) fn plan(conn: &mut Conn, cx: &Context, made: &mut Made) -> Result<(), DemoError> {
    let outline = programme::load_by_id(conn, cx, made.programme).map_err(fault("programme"))?;
    for event in &made.story.events {
        let view = make_event(conn, cx, event, &outline)?;
        made.events.insert(event.key.clone(), view);
    }
    Ok(())
}

impl Story {
    fn told_of(&self, outline: &Outline, one: &Deliverable) -> Option<&DeliverableStory> {
        let city = one.city.and_then(|id| outline.city(id))?;
        let step = outline.steps.iter().find(|s| Some(s.id) == one.step).map_or("", |s| s.kind.as_str());
        self.deliverables.iter().find(|d| {
            d.city == city.slug.as_str() && d.step == step && d.kind.as_ref().is_none_or(|k| k == one.kind.as_str())
        })
    }

    /// How far a result has come.
    pub(super) fn goal(&self, outline: &Outline, one: &Deliverable) -> Option<DeliverableState> {
        self.told_of(outline, one).map(|told| told.state)
    }
}

fn new_programme(story: &Story) -> Result<NewProgramme, DemoError> {
    let city = |c: &CityStory| CityDraft {
        slug: c.slug.clone(),
        name: c.name.clone(),
        zone: c.zone.clone(),
        latitude: c.latitude.clone(),
        longitude: c.longitude.clone(),
        hue: String::new(),
    };
    let draft = ProgrammeDraft {
        template: story.template.clone(),
        slug: story.slug.clone(),
        title: story.title.clone(),
        summary: story.summary.clone(),
        zone: story.zone.clone(),
        starts_on: story.starts_on.clone(),
        ends_on: story.ends_on.clone(),
        release_rule: story.release_rule.clone(),
        cities: story.cities.iter().map(city).collect(),
    };
    draft.check().map_err(|e| DemoError::invalid("programme", &e))
}

fn owner_choice(email: &str) -> OwnerChoice {
    OwnerChoice::Email(email.to_owned())
}

/// Who answers for what happens in a city.
fn owner_in(city: &str) -> OwnerChoice {
    owner_choice(match city {
        "datong" => "zhang.min@yungang.example",
        "hangzhou" => "li.na@qianjiang.example",
        _ => "paul.girard@bievre.example",
    })
}

/// Who stands in for them.
fn deputy_in(city: &str) -> OwnerChoice {
    match city {
        "datong" => owner_choice("claire.moreau@bievre.example"),
        _ => OwnerChoice::Nobody,
    }
}

fn steps(conn: &mut Conn, cx: &Context, story: &Story, outline: &Outline) -> Result<(), DemoError> {
    for city in &outline.cities {
        for step in outline.steps_of(city.id) {
            let told = story.steps.iter().find(|s| s.city == city.slug.as_str() && s.kind == step.kind.as_str());
            let state = told.map_or(Ok(step.state), |t| t.state.parse()).map_err(fault("step"))?;
            let seed = step.kind.as_str().len();
            let then = match (state, step.starts_on, step.ends_on) {
                (StepState::Done, _, Some(last)) => days_before(cx, last, -3, seed)?,
                (StepState::UnderWay, Some(first), _) => days_before(cx, first, 0, seed)?,
                _ => after_founding(cx, 10, seed)?,
            };
            let edit = EditStep {
                state: StateWish::Set(state),
                starts_on: step.starts_on,
                ends_on: step.ends_on,
                owner: owner_in(city.slug.as_str()),
                deputy: deputy_in(city.slug.as_str()),
                reason: story.step_reason.clone(),
            };
            programme::edit_step(conn, &then, step, step.version, &edit).map_err(fault("step"))?;
        }
    }
    Ok(())
}

fn results(conn: &mut Conn, cx: &Context, story: &Story, outline: &Outline) -> Result<(), DemoError> {
    let programme = outline.programme.id;
    for one in deliverables::all(conn, cx, programme).map_err(fault("deliverables"))? {
        let Some(city) = one.city.and_then(|id| outline.city(id)) else { continue };
        let told = story.told_of(outline, &one);
        let due_on = match told.and_then(|t| t.due.as_ref()) {
            Some(day) => Some(day.parse().map_err(|_| DemoError::Data(format!("{day:?} is no day")))?),
            None => one.due_on,
        };
        let edit = EditDeliverable {
            kind: one.kind,
            audience: one.audience,
            title: one.title.clone(),
            due_on,
            owner: owner_in(city.slug.as_str()),
        };
        let then = after_founding(cx, 14, usize::try_from(one.id.raw()).unwrap_or_default())?;
        let edited = deliverables::edit(conn, &then, &one, one.version, &edit).map_err(fault("deliverable"))?;
        if told.is_some_and(|told| told.state != DeliverableState::Outlined) {
            begin(conn, cx, &edited)?;
        }
    }
    Ok(())
}

/// Somebody has begun to write; what is handed in has a version (see [`super::results`]).
fn begin(conn: &mut Conn, cx: &Context, one: &Deliverable) -> Result<(), DemoError> {
    let then = match one.due_on {
        Some(day) => days_before(cx, day, 35, usize::try_from(one.id.raw()).unwrap_or_default())?,
        None => cx.clone(),
    };
    deliverables::advance(conn, &then, one, one.version, (DeliverableState::Draft, "")).map_err(fault("deliverable"))
}

fn make_event(conn: &mut Conn, cx: &Context, told: &EventStory, outline: &Outline) -> Result<EventView, DemoError> {
    let programme = outline.programme.id;
    let then = after_founding(cx, 1, told.key.len())?;
    let named = |e: &str| format!("{}: {e}", told.key);
    let input = input(told, outline);
    let planted = events::of_programme(conn, cx, programme).map_err(fault(&named("events")))?;
    let planted = planted.into_iter().find(|e| told.city.is_empty() && e.event.kind.as_str() == told.kind);
    let view = match planted {
        Some(view) => {
            let event: &Event = &view.event;
            let edited = events::edit(conn, &then, programme, &event.public_id, event.version, &input);
            edited.map_err(|e| event_fault(&told.key, &e))?
        }
        None => events::create(conn, &then, programme, &input).map_err(|e| event_fault(&told.key, &e))?,
    };
    for deadline in &told.deadlines {
        let input = DeadlineInput {
            label: deadline.label.clone().into(),
            due_on: deadline.due_on.clone(),
            ..DeadlineInput::default()
        };
        events::add_deadline(conn, &then, programme, &view.event.public_id, &input).map_err(fault(&told.key))?;
    }
    let goal: EventState = told.state.parse().map_err(fault(&told.key))?;
    lead(conn, cx, programme, view, goal)
}

fn event_fault(key: &str, error: &events::EventError) -> DemoError {
    match error {
        events::EventError::Invalid(faults) => DemoError::invalid(key, faults),
        other => DemoError::of(key)(other),
    }
}

fn input(told: &EventStory, outline: &Outline) -> EventInput {
    let city = outline.cities.iter().find(|c| c.slug.as_str() == told.city);
    let step = city.and_then(|c| outline.steps_of(c.id).find(|s| s.kind.as_str() == told.kind));
    let local = match told.city.as_str() {
        "datong" => ("张敏 Zhang Min", "zhang.min@yungang.example", "+86 352 555 0123"),
        "hangzhou" => ("李娜 Li Na", "li.na@qianjiang.example", "+86 571 5555 0134"),
        _ => ("Claire Moreau", "claire.moreau@bievre.example", "+33 1 99 00 12 34"),
    };
    EventInput {
        kind: told.kind.clone(),
        hosting: if told.host.is_some() { "others" } else { "ours" }.to_owned(),
        city: city.map(|c| c.public_id.to_string()).unwrap_or_default(),
        step: step.map(|s| s.public_id.to_string()).unwrap_or_default(),
        title: told.title.clone(),
        description: told.description.clone(),
        venue_name: told.venue_name.clone(),
        venue_address: told.venue_address.clone(),
        place: told.place.clone(),
        languages: vec!["zh".to_owned(), "en".to_owned()],
        zone: told.zone.clone(),
        starts: told.starts.clone(),
        ends: told.ends.clone(),
        capacity: told.capacity.clone(),
        reply_by: told.reply_by.clone(),
        contact_name: local.0.to_owned(),
        contact_email: local.1.to_owned(),
        contact_phone: local.2.to_owned(),
        host: told.host.as_ref().map_or_else(HostInput::default, |h| HostInput {
            name: h.name.clone(),
            url: h.url.clone(),
            contact: h.contact.clone(),
            slot_starts: h.slot_starts.clone(),
            slot_ends: h.slot_ends.clone(),
        }),
        ..EventInput::default()
    }
}

/// Leads an event along its states, each at a time when it may be.
fn lead(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    mut view: EventView,
    goal: EventState,
) -> Result<EventView, DemoError> {
    use EventState::{Announced, Confirmed, Held, Idea, Planned, Reported};
    let mut last = after_founding(cx, 1, view.event.title.best(Locale::En).len())?.now;
    for state in [Planned, Announced, Confirmed, Held, Reported] {
        if goal == Idea || view.event.state == goal {
            break;
        }
        if state == Planned && view.event.state != Idea {
            continue;
        }
        let id = view.event.public_id.clone();
        let then = then(cx, &view, state)?;
        // One thing after another, also where the calendar leaves little room.
        let then = at(cx, then.now.max(last.plus_seconds(600)).min(cx.now));
        last = then.now;
        let standing = Standing { programme, event: &id, version: view.event.version };
        view = match state {
            Confirmed => gates::confirm(conn, &then, standing, Wish::AsItStands),
            other => events::advance(conn, &then, standing, other).map_err(GateError::from),
        }
        .map_err(fault(state.as_str()))?;
        gates::announce(conn, &then, &view).map_err(fault(state.as_str()))?;
    }
    Ok(view)
}

/// When an event came to a state.
fn then(cx: &Context, view: &EventView, state: EventState) -> Result<Context, DemoError> {
    use EventState::{Announced, Confirmed, Held, Reported};
    let seed = view.event.title.best(Locale::En).len();
    match (state, view.event.when) {
        (Announced, Some(slot)) => days_before(cx, slot.start.date(), 75, seed),
        (Confirmed, Some(slot)) => days_before(cx, slot.start.date(), 40, seed),
        (Held, Some(slot)) => days_before(cx, slot.end.date(), -1, seed),
        (Reported, Some(slot)) => days_before(cx, slot.end.date(), -14, seed),
        _ => after_founding(cx, 21, seed),
    }
}
