//! Moving an event: a form, a page that says in numbers what will happen, and the act.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::acts::{self, ActError};
use super::form::offer;
use super::form_fields::{self, FormView, Offer};
use super::views::{Said, clocks, each, outside_words, said};
use super::{address, programme, public_id};
use crate::access::{Action, Scope, require};
use crate::domain::events::transitions::is_movable;
use crate::domain::events::{self, EventError, EventState, EventView, Hosting, Move, NoticeKind, Shift, Standing};
use crate::domain::gates;
use crate::domain::history::Entity;
use crate::domain::invitations::{self, ByPhone, NoticePlan};
use crate::domain::relays;
use crate::domain::reminders;
use crate::domain::sessions;
use crate::i18n::{Clocks, Words};
use crate::kernel::invalid::Invalid;
use crate::kernel::time::{WallTime, Zone};
use crate::web::admin::relays::views::shift_words as embargo_words;
use crate::web::admin::reminders::views::shift_words as reminded_words;
use crate::web::admin::sessions::carried_words;
use crate::web::merging::{self, Clash, since};
use crate::web::pieces::{Field, PersonView, Since};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, html_status, submit};

#[derive(Template)]
#[template(path = "admin/events/move.html")]
struct MovePage {
    w: Words,
    chrome: Chrome,
    here: String,
    title: Said,
    heading: String,
    verb: String,
    told: i64,
    /// Ours is a part of it, which may go elsewhere by itself.
    hosted: bool,
    /// Why there is no move to make.
    stays: Option<(String, String)>,
    form: FormView,
}

#[derive(Template)]
#[template(path = "admin/events/check.html")]
struct CheckPage {
    w: Words,
    chrome: Chrome,
    here: String,
    title: Said,
    /// What has changed since the form was opened, in what a move does not name.
    since: Option<Since>,
    before: Option<Side>,
    after: Side,
    replanned: bool,
    total: usize,
    by_language: Vec<(String, String)>,
    asked_again: usize,
    /// Who declined and reads nothing of it.
    declined: usize,
    by_phone: Vec<Told>,
    /// Mails that wait longer.
    held: usize,
    shifts: Vec<String>,
    /// In each language it is given in.
    reason: Vec<Said>,
    /// What was typed, to be sent with the act.
    hidden: Vec<(String, String)>,
    verb: String,
}

/// What each form brings itself.
const OWN: [&str; 5] = ["csrf", "form_key", "looked", "again", "version"];

/// Time and place on one side of a move.
struct Side {
    range: String,
    clocks: Clocks,
    place: String,
}

fn heading(state: EventState) -> &'static str {
    if state == EventState::Postponed { "events-replan-title" } else { "events-move-title" }
}

struct Frame<'a> {
    app: &'a App,
    who: &'a SignedIn,
    slug: &'a str,
}

impl Frame<'_> {
    fn page(&self, view: &EventView, told: i64, form: FormView) -> MovePage {
        let w = self.who.words;
        MovePage {
            w,
            chrome: Chrome::of(self.app, self.who, Section::Events),
            here: address(self.slug, &view.event.public_id),
            title: said(w, &view.event.title),
            heading: w.t(heading(view.event.state)),
            verb: w.t("events-move-check"),
            told,
            hosted: view.event.hosting == Hosting::Others,
            stays: None,
            form,
        }
    }
}

type Loaded = (EventView, i64, Offer);

async fn load(app: &App, who: &SignedIn, slug: &str, event: &str) -> Result<Loaded, Problem> {
    let (id, event, cx) = (programme(who, slug)?.id, public_id(event)?, who.context(app));
    let load = app.db.read(move |conn| -> Result<_, ActError> {
        let view = events::by_public_id(conn, &cx, id, &event)?;
        require(&cx.actor, Action::MoveEvent, Scope::of(id, view.event.city)).map_err(EventError::from)?;
        if !is_movable(view.event.state) {
            return Err(EventError::Settled(view.event.state).into());
        }
        let plan = invitations::plan_notice(conn, &cx, view.event.id, NoticeKind::Moved)?;
        let told = i64::try_from(plan.total + plan.by_phone.len()).unwrap_or(i64::MAX);
        Ok((view, told, offer(conn, &cx, id)?))
    });
    Ok(load.await?)
}

#[get("/programmes/{programme}/events/{event}/move")]
pub(super) async fn open(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (view, told, offer) = load(&app, &who, &path.0, &path.1).await?;
    let form = FormView::new(who.words, form_fields::place_of(&view), Invalid::default(), offer);
    html(&Frame { app: &app, who: &who, slug: &path.0 }.page(&view, told, form))
}

/// The form as it was filled in, over the version that was seen.
async fn again(app: &App, who: &SignedIn, path: &(String, String), typed: Fields) -> Result<HttpResponse, Problem> {
    let (view, told, offer) = load(app, who, &path.0, &path.1).await?;
    let form = FormView::new(who.words, typed, Invalid::default(), offer);
    html(&Frame { app, who, slug: &path.0 }.page(&view, told, form))
}

/// A question about what would be: it changes nothing, and comes by POST because no address is long enough for every reason.
#[post("/programmes/{programme}/events/{event}/move/check")]
pub(super) async fn check(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    if form.fields.flag("again") {
        return again(&app, &who, &path, form.fields).await;
    }
    preview(&app, &who, &path, &form.fields, StatusCode::OK).await
}

/// What the move would do to the event of today; both versions, where somebody else has changed what it names.
async fn preview(
    app: &App,
    who: &SignedIn,
    path: &(String, String),
    typed: &Fields,
    status: StatusCode,
) -> Result<HttpResponse, Problem> {
    let (id, event, cx) = (programme(who, &path.0)?.id, public_id(&path.1)?, who.context(app));
    let (input, sent) = (form_fields::move_input(typed), typed.clone());
    let planned = app.db.read(move |conn| -> Result<_, ActError> {
        let now = events::by_public_id(conn, &cx, id, &event)?;
        if merging::version(&sent, &form_fields::place_of(&now)) != now.event.version {
            return Err(EventError::Stale.into());
        }
        let planned = events::plan_move(conn, &cx, id, &event, &input)?;
        let plan = invitations::plan_notice(conn, &cx, planned.before.event.id, NoticeKind::Moved)?;
        let conditions = [gates::left_behind(conn, &cx, &planned)?, gates::counted_anew(conn, &cx, &planned)?];
        let shifts = (events::shifts(conn, &planned)?, conditions);
        let carried = sessions::carried(conn, &planned)?;
        let later = (reminders::shifts(conn, &cx, &planned)?, relays::shifts(conn, &cx, &planned)?);
        Ok((planned, plan, shifts, (carried, later)))
    });
    let (faults, stays) = match planned.await {
        Ok((planned, plan, shifts, (carried, (reminded, embargoes)))) => {
            let mut page = check_page(app, who, &path.0, typed, (&planned, &plan, (&shifts.0, shifts.1)));
            page.shifts.extend(carried_words(who.words, carried));
            page.shifts.extend(reminded_words(who.words, &reminded));
            page.shifts.extend(embargo_words(who.words, &embargoes));
            let now = &planned.before.event;
            if typed.version() != now.version {
                let subject = ((Entity::Event, now.id.raw()), Scope::of(id, now.city));
                let told = since(app, who, subject, typed).await?;
                page.since = Some(Since { lead: who.words.t("events-check-changed"), ..told });
                page.chrome = page.chrome.up_to_date(who);
            }
            return html_status(status, &page);
        }
        Err(ActError::Event(EventError::Stale)) => return clash(app, who, path, typed).await,
        Err(ActError::Event(EventError::Invalid(faults))) => (faults, None),
        Err(ActError::Event(EventError::NothingMoved)) => (Invalid::default(), Some("event-nothing-moved")),
        Err(ActError::Event(EventError::KnownAlready)) => (Invalid::default(), Some("event-known-already")),
        Err(other) => return Err(other.into()),
    };
    let (view, told, offer) = load(app, who, &path.0, &path.1).await?;
    let form = FormView::new(who.words, typed.clone(), faults, offer);
    let mut page = Frame { app, who, slug: &path.0 }.page(&view, told, form);
    page.stays = stays.map(|key| (who.words.t(format!("problem-{key}")), who.words.t(format!("problem-{key}-why"))));
    html_refused(&page)
}

/// Somebody else has changed time or place since the form was opened. What is chosen is asked about again: guests may be told otherwise.
async fn clash(app: &App, who: &SignedIn, path: &(String, String), typed: &Fields) -> Result<HttpResponse, Problem> {
    let (view, _, offer) = load(app, who, &path.0, &path.1).await?;
    let (w, hosting) = (who.words, view.event.hosting);
    let here = address(&path.0, &view.event.public_id);
    let fields = |f: &Fields| asked(&FormView::new(w, f.clone(), Invalid::default(), offer.clone()), hosting);
    let clash = Clash {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        subject: (Entity::Event, view.event.id.raw()),
        title: said(w, &view.event.title).text,
        action: format!("{here}/move/check"),
        back: here,
        typed,
        now: form_fields::place_of(&view),
        fields: &fields,
    };
    clash.answer_and_check("events-move-check", app, who).await
}

/// Every field of the form, in its order.
fn asked(form: &FormView, hosting: Hosting) -> Vec<Field> {
    let mut all = vec![form.required("starts", "datetime-local"), form.required("ends", "datetime-local")];
    if hosting == Hosting::Others {
        all.extend([form.line("slot_starts", "datetime-local"), form.line("slot_ends", "datetime-local")]);
    }
    all.extend(form.passed());
    all.extend([form.helped("reply_by", "datetime-local"), form.city(), form.helped("zone", "text")]);
    for tabs in [form.place(), form.reason()] {
        all.extend(tabs.fields().cloned());
    }
    all
}

fn check_page(
    app: &App,
    who: &SignedIn,
    slug: &str,
    typed: &Fields,
    (planned, plan, (shifts, conditions)): (&Move, &NoticePlan, (&[Shift], [usize; 2])),
) -> CheckPage {
    let (w, before) = (who.words, &planned.before.event);
    let here = address(slug, &before.public_id);
    let mut after = before.clone();
    (after.zone, after.when, after.place) = (planned.zone, Some(planned.slot), planned.place.clone());
    let own = planned.after().for_guests().unwrap_or(planned.slot);
    let version = before.version.to_string();
    CheckPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        title: said(w, &before.title),
        since: None,
        before: side(w, before, who.zone),
        after: Side {
            range: w.range(own.start, own.end),
            clocks: clocks(w, &after, own.start, who.zone),
            place: planned.place.best(w.locale()).to_owned(),
        },
        replanned: before.state == EventState::Postponed,
        total: plan.total,
        by_language: by_language(w, plan),
        asked_again: plan.to_ask_again,
        declined: plan.declined,
        by_phone: by_phone(w, plan),
        held: plan.held,
        shifts: shifts.iter().map(|shift| shift_words(w, shift)).chain(gate_words(w, conditions)).collect(),
        reason: each(&planned.reason),
        // The move is made over the version that this page tells of.
        hidden: [("version", version.as_str())]
            .into_iter()
            .chain(typed.iter().filter(|(name, _)| !OWN.contains(name)))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        verb: if plan.total > 0 { w.n("events-move-and-tell", plan.total) } else { w.t("events-move-act") },
        here,
    }
}

fn side(w: Words, event: &events::Event, reader: Zone) -> Option<Side> {
    event.for_guests().map(|slot| Side {
        range: w.range(slot.start, slot.end),
        clocks: clocks(w, event, slot.start, reader),
        place: event.place.best(w.locale()).to_owned(),
    })
}

/// Conditions that stay with the step, and those that wait for guests to accept again.
fn gate_words(w: Words, [left, anew]: [usize; 2]) -> Vec<String> {
    let told = [("events-shift-gate", left), ("events-shift-accepted", anew)];
    told.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| w.n(key, n)).collect()
}

fn shift_words(w: Words, shift: &Shift) -> String {
    let moment = |at: &Option<WallTime>| at.map_or_else(|| w.t("word-not-set"), |at| w.short_with_offset(at));
    match shift {
        Shift::AnswersUntil { before, after } => {
            w.with("events-shift-answers", &[("before", &moment(before)), ("after", &moment(after))])
        }
        Shift::LeavesStep(step) => w.with("events-shift-step", &[("step", &step.best(w.locale()))]),
        Shift::OutsideStep(step) => outside_words(w, step),
        Shift::LosesVenue(venue) => w.with("events-shift-venue", &[("venue", &venue.best(w.locale()))]),
        Shift::DeadlineStays { label, due_on } => {
            let label = label.best(w.locale()).1;
            w.with("events-shift-deadline", &[("label", &label), ("day", &w.date_medium(*due_on))])
        }
    }
}

/// A guest who must be told by telephone, and why.
pub(super) struct Told {
    pub person: PersonView,
    pub phone: String,
    pub why: String,
}

pub(super) fn by_phone(w: Words, plan: &NoticePlan) -> Vec<Told> {
    let told = |guest: &ByPhone| Told {
        person: PersonView::new(&guest.name, w.locale()).href(format!("/people/{}", guest.contact)),
        phone: guest.phone.clone(),
        why: w.t(format!("invitations-why-{}", guest.why)),
    };
    plan.by_phone.iter().map(told).collect()
}

pub(super) fn by_language(w: Words, plan: &NoticePlan) -> Vec<(String, String)> {
    plan.by_locale.iter().map(|(l, n)| (w.t(format!("language-{l}")), w.count(n))).collect()
}

#[post("/programmes/{programme}/events/{event}/move")]
pub(super) async fn perform(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (id, event, slug) = (programme(&who, &path.0)?.id, public_id(&path.1)?, path.0.clone());
    let input = form_fields::move_input(&form.fields);
    // Without a version it is over none.
    let version: i64 = form.fields.version();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let which = Standing { programme: id, event: &event, version };
        let (view, _) = acts::reschedule(conn, cx, which, &input)?;
        let untold = acts::untold(conn, cx, view.event.id, NoticeKind::Moved)?;
        Ok::<_, ActError>(format!("{}?note=event-moved{untold}", address(&slug, &event)))
    });
    match done.await {
        Err(ActError::Event(EventError::Stale)) => preview(&app, &who, &path, &form.fields, StatusCode::CONFLICT).await,
        done => Ok(done?),
    }
}
