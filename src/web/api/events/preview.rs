use std::collections::BTreeMap;

use actix_web::http::header::IF_MATCH;
use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse, post};
use serde::Serialize;
use utoipa::ToSchema;

use super::handlers::allowed;
use super::json::{LabelJson, MoveBody};
use crate::access::Action;
use crate::domain::events::{self, NoticeKind, Shift};
use crate::domain::gates;
use crate::domain::invitations::{self, ByPhone, NoticePlan};
use crate::domain::relays::{self, Until};
use crate::domain::reminders;
use crate::domain::sessions::{self, Carried};
use crate::kernel::time::WallTime;
use crate::web::admin::events::acts::ActError;
use crate::web::api::contacts::Texts;
use crate::web::api::exchange::read;
use crate::web::api::late::unchanged;
use crate::web::{ApiCaller, App, Problem, if_match, public_id};

/// What a move would do: whom it tells, and what shifts with it.
#[derive(Serialize, ToSchema)]
pub(super) struct PreviewedMoveJson {
    /// Guests who would get a mail.
    told: usize,
    by_language: BTreeMap<String, usize>,
    /// Guests whose answer falls back to none.
    asked_again: usize,
    /// Other mails about the event that would wait until guests have been told.
    held: usize,
    by_phone: Vec<UnreachedJson>,
    shifts: Vec<ShiftJson>,
}

/// A guest whom no mail reaches.
#[derive(Serialize, ToSchema)]
struct UnreachedJson {
    seat: String,
    contact: String,
    why: &'static str,
}

/// Something that shifts with the event, or that does not and might be thought to.
#[derive(Serialize, ToSchema)]
#[serde(tag = "what", rename_all = "kebab-case")]
enum ShiftJson {
    /// Guests may answer until another moment of the event's wall.
    AnswersUntil { before: Option<String>, after: Option<String> },
    /// The event belongs to no step any more.
    LeavesStep { step: Texts },
    /// So many conditions of that step no longer stand before its confirmation.
    LeavesGate { conditions: usize },
    /// So many conditions are met by guests who have accepted, and who are asked again.
    CountsAnew { conditions: usize },
    /// It stays in its step, outside of the step's days.
    OutsideStep { step: Texts, starts_on: Option<String>, ends_on: Option<String> },
    /// House and room are taken off.
    LosesVenue { venue: Texts },
    /// The agenda goes along: so many sessions shift with the event, and so many would lie outside of it and stay with a warning.
    AgendaGoesAlong { sessions: usize, outside: usize },
    /// A reminder leaves at another time of the event's wall, reaches others at its own, is armed anew, or is not sent; to so many people.
    Reminder { kind: String, became: String, before: Option<String>, after: Option<String>, people: usize },
    /// A result that houses pass on is kept back until another day, by day or none while nobody knows; so many officers are told by mail.
    Embargo { deliverable: String, title: Texts, before: Option<String>, after: Option<String>, told: usize },
    /// A host's deadline stays on its day.
    DeadlineStays { label: LabelJson, due_on: String },
}

impl ShiftJson {
    fn of(shift: &Shift) -> ShiftJson {
        let wall = |at: &Option<WallTime>| at.map(WallTime::stored);
        match shift {
            Shift::AnswersUntil { before, after } => {
                ShiftJson::AnswersUntil { before: wall(before), after: wall(after) }
            }
            Shift::LeavesStep(step) => ShiftJson::LeavesStep { step: step.into() },
            Shift::OutsideStep(step) => {
                let (starts_on, ends_on) = (step.days.0.map(|d| d.to_string()), step.days.1.map(|d| d.to_string()));
                ShiftJson::OutsideStep { step: (&step.title).into(), starts_on, ends_on }
            }
            Shift::LosesVenue(venue) => ShiftJson::LosesVenue { venue: venue.into() },
            Shift::DeadlineStays { label, due_on } => {
                ShiftJson::DeadlineStays { label: LabelJson::of(label), due_on: due_on.to_string() }
            }
        }
    }
}

fn reminder(shift: &reminders::Shift) -> ShiftJson {
    let wall = |at: Option<reminders::Occurrence>| at.map(|at| at.at.stored());
    ShiftJson::Reminder {
        kind: shift.kind.to_string(),
        became: shift.became.to_string(),
        before: wall(shift.before),
        after: wall(shift.after),
        people: shift.people,
    }
}

fn embargo(shift: &relays::Shift) -> ShiftJson {
    let day = |until: Until| until.day().map(|day| day.to_string());
    ShiftJson::Embargo {
        deliverable: shift.deliverable.to_string(),
        title: (&shift.title).into(),
        before: day(shift.before),
        after: day(shift.after),
        told: shift.told,
    }
}

/// What shifts by each slice's own word.
type Shifts<'a> = (&'a [Shift], &'a [reminders::Shift], &'a [relays::Shift]);

fn json(
    plan: &NoticePlan,
    (shifts, reminded, embargoes): Shifts<'_>,
    ([left, anew], carried): ([usize; 2], Carried),
) -> PreviewedMoveJson {
    let unreached = |guest: &ByPhone| UnreachedJson {
        seat: guest.seat.to_string(),
        contact: guest.contact.to_string(),
        why: guest.why.as_str(),
    };
    let leaves = (left > 0).then_some(ShiftJson::LeavesGate { conditions: left });
    let counts = (anew > 0).then_some(ShiftJson::CountsAnew { conditions: anew });
    let Carried { sessions, outside } = carried;
    let agenda = (sessions + outside > 0).then_some(ShiftJson::AgendaGoesAlong { sessions, outside });
    PreviewedMoveJson {
        told: plan.total,
        by_language: plan.by_locale.iter().map(|(locale, n)| (locale.to_string(), *n)).collect(),
        asked_again: plan.to_ask_again,
        held: plan.held,
        by_phone: plan.by_phone.iter().map(unreached).collect(),
        shifts: shifts
            .iter()
            .map(ShiftJson::of)
            .chain(leaves)
            .chain(counts)
            .chain(agenda)
            .chain(reminded.iter().map(reminder))
            .chain(embargoes.iter().map(embargo))
            .collect(),
    }
}

/// What a move would do. Takes the same body, and changes nothing. With `If-Match` it is of the version that was seen, or 412.
#[utoipa::path(post, path = "/api/v1/events/{id}/move/preview", tag = "events", params(("id" = String, Path)),
    request_body = MoveBody, responses((status = 200, body = PreviewedMoveJson), (status = 409), (status = 412), (status = 422)))]
#[post("/events/{id}/move/preview")]
pub(super) async fn preview(
    app: App,
    who: ApiCaller,
    id: Path<String>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, cx) = (public_id(&id)?, who.context(&app));
    let seen = req.headers().contains_key(IF_MATCH).then(|| if_match(&req)).transpose()?;
    let now = allowed(&app, &cx, &id, Action::MoveEvent).await?;
    if let Some(seen) = seen {
        unchanged(&app, &cx, seen, now).await?;
    }
    let body = read::<MoveBody>(&body)?;
    let planned = app.db.read(move |conn| -> Result<_, ActError> {
        let before = events::find(conn, &cx, &id)?;
        let planned = events::plan_move(conn, &cx, before.event.programme, &id, &body.input(&before))?;
        let plan = invitations::plan_notice(conn, &cx, before.event.id, NoticeKind::Moved)?;
        let conditions = [gates::left_behind(conn, &cx, &planned)?, gates::counted_anew(conn, &cx, &planned)?];
        let carried = sessions::carried(conn, &planned)?;
        let reminded = reminders::shifts(conn, &cx, &planned)?;
        let embargoes = relays::shifts(conn, &cx, &planned)?;
        Ok(json(&plan, (&events::shifts(conn, &planned)?, &reminded, &embargoes), (conditions, carried)))
    });
    Ok(HttpResponse::Ok().json(planned.await?))
}
