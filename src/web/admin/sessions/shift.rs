//! What comes after a session, some minutes later or earlier: looked at with all it collides with, then done.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::acts;
use super::form::pause;
use super::views::{self, WarningView};
use super::{address, edited, programme, public_id};
use crate::access::{Denied, Scope};
use crate::domain::events::Slot;
use crate::domain::history::Entity;
use crate::domain::sessions::{self, Blocked, Plan, Reach, Session, SessionError, ShiftInput};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::admin::events::views::Said;
use crate::web::merging::{Subject, since};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, Problem as FormProblem, Since};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_status, submit};

#[derive(Template)]
#[template(path = "admin/sessions/shift.html")]
struct ShiftPage {
    w: Words,
    chrome: Chrome,
    agenda: String,
    here: String,
    title: Said,
    when: String,
    version: i64,
    fields: Vec<Field>,
    problems: Vec<FormProblem>,
    looked: Option<LookedAt>,
    /// What somebody else has changed since it was looked at.
    since: Option<Since>,
}

/// What was looked at, to be sent with the act.
struct LookedAt {
    minutes: String,
    what: String,
    lead: String,
    moved: Vec<MovedView>,
    pause: Option<String>,
    blocked: Vec<String>,
    warnings: Vec<WarningView>,
    verb: String,
}

struct MovedView {
    title: Said,
    room: String,
    before: String,
    after: String,
}

/// As typed.
const TYPED: [&str; 2] = ["minutes", "what"];
/// As the page that was looked at carries it along.
const CARRIED: [&str; 2] = ["shift_minutes", "shift_what"];

/// `what`: after, from or pause.
fn input(f: &Fields, [minutes, what]: [&str; 2]) -> ShiftInput {
    let what = f.text(what);
    ShiftInput {
        minutes: f.text(minutes).to_owned(),
        reach: if what == "from" { Reach::From } else { Reach::After },
        pause: (what == "pause").then(pause),
    }
}

type Named = Path<(String, String, String)>;

#[get("/programmes/{programme}/events/{event}/sessions/{session}/shift")]
pub(super) async fn ask(app: App, who: SignedIn, path: Named, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    html(&page(&app, &who, &path, &query).await?.0)
}

/// The question, with all that would happen where it says by how much; and whose history tells what has become of it.
async fn page(
    app: &App,
    who: &SignedIn,
    path: &(String, String, String),
    query: &Fields,
) -> Result<(ShiftPage, Subject), Problem> {
    let (id, event, session) = (programme(who, &path.0)?.id, public_id(&path.1)?, public_id(&path.2)?);
    let (cx, agenda) = (who.context(app), address(&path.0, &event));
    let asked = query.filled("minutes").map(|_| input(query, TYPED));
    let read = app.db.read(move |conn| -> Result<_, SessionError> {
        let view = edited(conn, &cx, id, &event)?;
        let found = sessions::by_public_id(conn, &cx, &view, &session)?;
        if found.removed_at.is_some() {
            return Err(Denied::NotFound.into());
        }
        let all = sessions::agenda(conn, &cx, &view)?.sessions;
        let plan = asked.map(|input| sessions::plan_shift(conn, &cx, &view, &session, &input));
        let subject = ((Entity::Event, view.event.id.raw()), Scope::of(id, view.event.city));
        match plan.transpose() {
            Ok(plan) => Ok((found, all, (plan, Invalid::default()), subject)),
            Err(SessionError::Invalid(faults)) => Ok((found, all, (None, faults), subject)),
            Err(other) => Err(other),
        }
    });
    let (session, all, (plan, faults), subject) = read.await?;
    let w = who.words;
    let fields = fields(w, query, &faults);
    let page = ShiftPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        here: format!("{agenda}/{}", session.public_id),
        title: views::title(w, &session),
        when: w.range(session.slot.start, session.slot.end),
        version: session.version,
        problems: FormProblem::of(&fields),
        fields,
        looked: plan.map(|plan| looked(w, (&agenda, query), &all, &plan)),
        since: None,
        agenda,
    };
    Ok((page, subject))
}

fn fields(w: Words, typed: &Fields, faults: &Invalid) -> Vec<Field> {
    let now = typed.filled("what").unwrap_or("after");
    let choices = ["after", "from", "pause"].map(|v| Choice::of(v, w.t(format!("agenda-shift-{v}")), now));
    let minutes = typed.filled("minutes").unwrap_or("15");
    vec![
        Field::new("what", w.t("agenda-shift-what"), Control::Radios(choices.to_vec())),
        Field::new("minutes", w.t("agenda-shift-minutes"), Control::Line("number"))
            .value(minutes)
            .help(w.t("agenda-shift-minutes-help"))
            .error(error_of(w, faults, "minutes")),
    ]
}

fn looked(w: Words, (agenda, typed): (&str, &Fields), all: &[Session], plan: &Plan) -> LookedAt {
    let hours = |slot: Slot| w.hours(slot.start, slot.end);
    let moved = |(session, slot): &(Session, Slot)| MovedView {
        title: views::title(w, session),
        room: views::room(w, session.room_in(w.locale())),
        before: hours(session.slot),
        after: hours(*slot),
    };
    let blocked = |why: &Blocked| match why {
        Blocked::Room { session, other, slot } => w.with(
            "agenda-blocked-room",
            &[("session", &session.best(w.locale())), ("other", &other.best(w.locale())), ("hours", &hours(*slot))],
        ),
        Blocked::Outside { session, slot } => {
            w.with("agenda-blocked-outside", &[("session", &session.best(w.locale())), ("hours", &hours(*slot))])
        }
    };
    // Warnings speak of the hours that would be.
    let mut after = all.to_vec();
    for session in &mut after {
        if let Some((_, slot)) = plan.moved.iter().find(|(s, _)| s.id == session.id) {
            session.slot = *slot;
        }
    }
    let n = plan.moved.len();
    LookedAt {
        minutes: typed.text("minutes").to_owned(),
        what: typed.text("what").to_owned(),
        lead: if n > 0 { w.n("agenda-shift-moves", n) } else { w.t("agenda-shift-moves-nothing") },
        moved: plan.moved.iter().map(moved).collect(),
        pause: plan.pause.as_ref().map(|(_, slot)| w.with("agenda-shift-puts-in", &[("hours", &hours(*slot))])),
        blocked: plan.blocked.iter().map(blocked).collect(),
        warnings: views::warnings(w, agenda, &after, &plan.warnings),
        verb: if plan.pause.is_some() { w.t("agenda-pause-act") } else { w.n("agenda-shift-act", n) },
    }
}

#[post("/programmes/{programme}/events/{event}/sessions/{session}/shift")]
pub(super) async fn perform(app: App, who: SignedIn, path: Named, form: Submitted) -> Result<HttpResponse, Problem> {
    let (id, event, session) = (programme(&who, &path.0)?.id, public_id(&path.1)?, public_id(&path.2)?);
    let here = address(&path.0, &event);
    let (version, input) = (form.fields.version(), input(&form.fields, CARRIED));
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let view = edited(conn, cx, id, &event)?;
        sessions::shift(conn, cx, &view, (&session, version), &input)?;
        Ok::<_, SessionError>(format!("{here}?note=agenda-shifted#s-{session}"))
    });
    match done.await {
        Err(SessionError::Stale) => late(&app, &who, &path, &form.fields).await,
        Err(SessionError::Denied(Denied::NotFound)) => acts::late(&app, &who, &path, &form.fields, None).await,
        done => Ok(done?),
    }
}

/// Somebody else has changed the session since it was looked at: what would happen now, and what has changed.
async fn late(
    app: &App,
    who: &SignedIn,
    path: &(String, String, String),
    typed: &Fields,
) -> Result<HttpResponse, Problem> {
    let mut asked = Fields::default();
    for (name, carried) in TYPED.into_iter().zip(CARRIED) {
        asked.set(name, typed.text(carried));
    }
    let (mut page, subject) = page(app, who, path, &asked).await?;
    page.since = Some(since(app, who, subject, typed).await?);
    page.chrome = page.chrome.up_to_date(who);
    html_status(StatusCode::CONFLICT, &page)
}
