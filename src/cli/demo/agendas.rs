//! What happens at the events: their agendas, with a few things left open, as they are weeks before.

use serde::Deserialize;

use super::dates::after_founding;
use super::drawings;
use super::programme::Made;
use super::results::keep;
use super::{DemoError, at};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::deliverables::versions::FileLanguage;
use crate::domain::events::EventView;
use crate::domain::sessions::{self, Audience, PersonInput, Session, SessionError, SessionInput, Sought};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::web::AppState;

const DATA: &str = include_str!("../../../config/demo/agendas.toml");

#[derive(Deserialize)]
struct Agendas {
    sessions: Vec<SessionStory>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct SessionStory {
    event: String,
    kind: String,
    starts: String,
    ends: String,
    room: String,
    room_names: Localised,
    languages: Vec<String>,
    interpretation: Vec<String>,
    title: Localised,
    description: Localised,
    people: Vec<PersonStory>,
    slides: Option<SlidesStory>,
}

#[derive(Deserialize)]
struct PersonStory {
    part: String,
    who: String,
    #[serde(default)]
    names: Localised,
}

#[derive(Deserialize)]
struct SlidesStory {
    name: String,
    language: FileLanguage,
    audience: Audience,
}

fn fault(error: SessionError) -> DemoError {
    match error {
        SessionError::Invalid(faults) => DemoError::invalid("agenda", &faults),
        other => DemoError::of("agenda")(&other),
    }
}

pub(super) fn make(state: &AppState, cx: &Context, made: &Made) -> Result<(), DemoError> {
    let told: Agendas = toml::from_str(DATA).map_err(|e| DemoError::Data(e.to_string()))?;
    let morning = after_founding(cx, 91, 0)?.now;
    for (nth, story) in told.sessions.iter().enumerate() {
        let view = made.events.get(&story.event).ok_or_else(|| DemoError::Data(format!("no event {}", story.event)))?;
        // One after another, so that the history tells them in their order.
        let then = at(cx, morning.plus_seconds(nth as i64 * 600));
        let session = state.db.write_now(|conn| add(conn, &then, view, story))?;
        if let Some(slides) = &story.slides {
            show(state, &then, (view, &session), slides)?;
        }
    }
    Ok(())
}

fn add(conn: &mut Conn, cx: &Context, view: &EventView, story: &SessionStory) -> Result<Session, DemoError> {
    let person = |p: &PersonStory| PersonInput {
        part: p.part.clone(),
        who: Sought::Typed(p.who.clone()),
        names: p.names.clone(),
    };
    let input = SessionInput {
        kind: story.kind.clone(),
        title: story.title.clone(),
        description: story.description.clone(),
        starts: story.starts.clone(),
        ends: story.ends.clone(),
        room: story.room.clone(),
        room_names: story.room_names.clone(),
        languages: story.languages.clone(),
        interpretation: story.interpretation.clone(),
        people: story.people.iter().map(person).collect(),
    };
    sessions::create(conn, cx, view, &input).map_err(fault)
}

/// What was shown by the projector.
fn show(
    state: &AppState,
    cx: &Context,
    (view, session): (&EventView, &Session),
    story: &SlidesStory,
) -> Result<(), DemoError> {
    let bytes = drawings::pdf(session.title.best(Locale::En));
    let kept = keep(state, cx, (&story.name, story.language), &bytes)?;
    let add = |conn: &mut Conn| {
        sessions::add_slides(conn, cx, view, (&session.public_id, story.audience), &[kept.adding]).map(|_| ())
    };
    state.db.write_now(add).map_err(fault)
}
