//! From a template to a whole programme: what the slices before this one each make of it.

use chrono::{Duration, NaiveDate};

use super::service::{of_deliverables, of_events, of_gates};
use crate::access::Context;
use crate::db::{Conn, DbError};
use crate::domain::deliverables::{self, Planned};
use crate::domain::events::{self, EventInput, HostInput};
use crate::domain::gates;
use crate::domain::programme::template::{Template, TemplateDeliverable};
use crate::domain::programme::{self, City, NewCity, NewProgramme, Outline, ProgrammeError, Step, template};
use crate::domain::reminders::{self, ReminderError};
use crate::kernel::ids::{CityId, ProgrammeId, StepId};

/// Makes a programme with its cities, steps, deliverables, and events of its own as ideas.
pub fn create_from_template(conn: &mut Conn, cx: &Context, new: &NewProgramme) -> Result<Outline, ProgrammeError> {
    let outline = programme::create(conn, cx, new)?;
    let template = known(&outline.programme.template)?;
    let mut planned = of_steps(template, &outline.steps)?;
    for one in &template.deliverables {
        let due = outline.programme.dates.starts_on + Duration::days(one.due_days);
        planned.push(plan(one, (None, None), due, planned.len())?);
    }
    deliverables::add_planned(conn, cx, outline.programme.id, &planned).map_err(of_deliverables)?;
    gates::plant(conn, cx, template, &outline.steps).map_err(of_gates)?;
    reminders::plant(conn, cx, template, outline.programme.id).map_err(of_reminders)?;
    for event in &template.events {
        let input = EventInput {
            kind: event.kind.clone(),
            hosting: event.hosting.clone(),
            title: event.title.clone(),
            host: HostInput { name: event.host.clone(), ..HostInput::default() },
            zone: outline.programme.zone.name().to_owned(),
            languages: crate::kernel::locale::Locale::ALL.iter().map(|l| l.tag().to_owned()).collect(),
            ..EventInput::default()
        };
        events::create(conn, cx, outline.programme.id, &input).map_err(of_events)?;
    }
    Ok(outline)
}

/// Adds a city with its steps and their deliverables. What is there already keeps every identifier.
pub fn add_city(conn: &mut Conn, cx: &Context, programme: ProgrammeId, new: &NewCity) -> Result<City, ProgrammeError> {
    let city = programme::add_city(conn, cx, programme, new)?;
    let template = known(&programme::by_id(conn, cx, programme)?.template)?;
    let steps: Vec<Step> = programme::steps(conn, cx, programme)?.into_iter().filter(|s| s.city == city.id).collect();
    let planned = of_steps(template, &steps)?;
    deliverables::add_planned(conn, cx, programme, &planned).map_err(of_deliverables)?;
    gates::plant(conn, cx, template, &steps).map_err(of_gates)?;
    Ok(city)
}

fn of_reminders(error: ReminderError) -> ProgrammeError {
    match error {
        ReminderError::Denied(denied) => denied.into(),
        ReminderError::Invalid(invalid) => invalid.into(),
        ReminderError::Db(error) => error.into(),
        // The rules of a template are each there once.
        other => DbError::Damaged(other.to_string()).into(),
    }
}

fn known(key: &str) -> Result<&'static Template, ProgrammeError> {
    Ok(template::find(key)?.ok_or_else(|| DbError::Damaged(format!("no template {key:?}")))?)
}

fn of_steps(template: &Template, steps: &[Step]) -> Result<Vec<Planned>, ProgrammeError> {
    let mut planned = Vec::new();
    for step in steps {
        for one in template.step(&step.kind).map_or(&[][..], |s| &s.deliverables) {
            let last = step.ends_on.ok_or_else(|| DbError::Damaged("a planted step has no last day".to_owned()))?;
            let due = last + Duration::days(one.due_days);
            planned.push(plan(one, (Some(step.city), Some(step.id)), due, planned.len())?);
        }
    }
    Ok(planned)
}

fn plan(
    from: &TemplateDeliverable,
    (city, step): (Option<CityId>, Option<StepId>),
    due_on: NaiveDate,
    position: usize,
) -> Result<Planned, ProgrammeError> {
    let damaged = |e: crate::db::types::UnknownValue| DbError::Damaged(e.to_string());
    Ok(Planned {
        city,
        step,
        kind: from.kind.parse().map_err(damaged)?,
        audience: from.audience.parse().map_err(damaged)?,
        title: from.title.clone(),
        due_on: Some(due_on),
        position: i32::try_from(position).unwrap_or(i32::MAX),
    })
}
