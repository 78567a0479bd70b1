//! What the rules of a programme do at one event, and what the event has instead.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::form::{self, CheckPage, FormPage, Way};
use super::views::{CrowdView, LineView, OutlookView, hours, kind, when};
use crate::access::{Action, Context, Denied, may, require};
use crate::db::Conn;
use crate::domain::history::Entity;
use crate::domain::invitations::{self, EventFacts};
use crate::domain::reminders::missed::{self, Missed};
use crate::domain::reminders::{self, InForce, OwnWish, Promise, ReminderError, Sent, Standing, Timing};
use crate::i18n::{Clocks, Words};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::web::admin::events::views::said;
use crate::web::merging::{self, Clash, Seen};
use crate::web::pieces::{Mark, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/reminders/event.html")]
struct EventPage {
    w: Words,
    chrome: Chrome,
    ways: Vec<Way>,
    here: String,
    /// The rules of the programme.
    rules: String,
    may_edit: bool,
    /// What did not leave on its day: whom it reminds, when it was to leave, and where it is decided about.
    missed: Vec<MissedView>,
    promises: Vec<PromiseView>,
}

/// A reminder that did not leave on its day.
struct MissedView {
    kind: String,
    day: String,
    people: String,
    href: String,
}

/// A rule at the event.
struct PromiseView {
    id: String,
    kind: String,
    when: String,
    /// That the event has it otherwise than its programme.
    own: Option<String>,
    mark: Mark,
    day: String,
    clocks: Option<Clocks>,
    crowd: Option<CrowdView>,
    sent: Option<String>,
    mails: Option<String>,
}

type EventPath = (String, String);
type RulePath = (String, String, String);

pub(super) fn place(event: &EventFacts) -> String {
    format!("/programmes/{}/events/{}", event.programme_slug, event.public_id)
}

/// The event, for those who may see its guests; under another programme's name it is not found.
pub(super) fn event_of(conn: &mut Conn, cx: &Context, (slug, id): (&str, &str)) -> Result<EventFacts, ReminderError> {
    let id: PublicId = id.parse().map_err(|_| Denied::NotFound)?;
    let event = invitations::event_of(conn, cx, &id)?;
    if event.programme_slug == slug { Ok(event) } else { Err(Denied::NotFound.into()) }
}

pub(super) fn ways(w: Words, event: &EventFacts, deeper: bool) -> Vec<Way> {
    let mut ways = vec![Way { href: place(event), label: said(w, &event.title) }];
    if deeper {
        ways.push(Way::new(format!("{}/reminders", place(event)), w.t("reminders-title")));
    }
    ways
}

fn mark(w: Words, standing: Standing) -> Mark {
    let word = w.t(format!("reminders-standing-{standing}"));
    match standing {
        Standing::Ahead => Mark::planned(word),
        Standing::Due => Mark::under_way(word),
        Standing::Sent => Mark::done(word),
        Standing::Missed => Mark::late(word),
        Standing::Off
        | Standing::Closed
        | Standing::Never
        | Standing::Doubled
        | Standing::Unarmed
        | Standing::Passed
        | Standing::Dismissed => Mark::idle(word),
    }
}

fn view((w, who): (Words, &SignedIn), event: &EventFacts, sees_mails: bool, promise: &Promise) -> PromiseView {
    let turn = promise.turn.as_ref();
    let sent = |sent: Sent| {
        let counts: [(&str, &dyn crate::i18n::Arg); 3] =
            [("written", &sent.written), ("gone", &sent.gone), ("stopped", &sent.stopped)];
        w.with("reminders-sent", &counts)
    };
    let drawer = format!("/mail?drawer=all&event={}&kind=", event.public_id);
    let kind_of_mail = if promise.of.rule.kind.whom().is_guests() { "guest-reminder" } else { "owner-reminder" };
    PromiseView {
        id: promise.of.rule.public_id.to_string(),
        kind: kind(w, &promise.of.rule),
        when: when(w, promise.of.timing().unwrap_or(promise.of.rule.timing)),
        own: Some(promise.of.wish())
            .filter(|wish| *wish != OwnWish::Follow)
            .map(|wish| w.t(format!("reminders-wish-{wish}"))),
        mark: mark(w, promise.standing),
        day: turn.map(|turn| w.date(turn.occurrence.at.date())).unwrap_or_default(),
        clocks: turn.map(|turn| hours(w, turn, who.zone)),
        crowd: promise.crowd.as_ref().map(|crowd| CrowdView::of(w, crowd)),
        sent: promise.sent.map(sent),
        mails: promise.sent.filter(|_| sees_mails).map(|_| format!("{drawer}{kind_of_mail}")),
    }
}

#[get("/programmes/{programme}/events/{event}/reminders")]
pub(super) async fn list(app: App, who: SignedIn, path: Path<EventPath>) -> Result<HttpResponse, Problem> {
    let (cx, w) = (who.context(&app), who.words);
    let actor = cx.actor.clone();
    let read = app.db.read(move |conn| -> Result<_, ReminderError> {
        let event = event_of(conn, &cx, (&path.0, &path.1))?;
        let promises = reminders::promises(conn, &cx, &event)?;
        let missed = missed::list(conn, &cx, &event)?;
        Ok((event, promises, missed))
    });
    let (event, promises, unsent) = read.await?;
    let asked = |one: &Missed| MissedView {
        kind: w.t(format!("reminders-kind-{}", one.kind)),
        day: w.date(one.at.at(event.zone).date()),
        people: w.n("reminders-people", one.people),
        href: format!("{}/missed/{}", place(&event), one.public_id),
    };
    let sees_mails = may(&actor, Action::SeeOutbox, event.scope());
    html(&EventPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        ways: ways(w, &event, false),
        here: format!("{}/reminders", place(&event)),
        rules: super::base(&event.programme_slug),
        may_edit: may(&actor, Action::Invite, event.scope()),
        missed: unsent.iter().map(asked).collect(),
        promises: promises.iter().map(|promise| view((w, &who), &event, sees_mails, promise)).collect(),
    })
}

/// The event and one of its rules, for those who may set it.
async fn load(app: &App, who: &SignedIn, path: &RulePath) -> Result<(EventFacts, InForce), Problem> {
    let (cx, path) = (who.context(app), path.clone());
    let read = app.db.read(move |conn| -> Result<_, ReminderError> {
        let event = event_of(conn, &cx, (&path.0, &path.1))?;
        require(&cx.actor, Action::Invite, event.scope())?;
        let all = reminders::event_rules(conn, &cx, &event)?;
        let found = all.into_iter().find(|of| of.rule.public_id.as_str() == path.2);
        Ok((event, found.ok_or(Denied::NotFound)?))
    });
    Ok(read.await?)
}

/// How it stands, as the form shows it.
fn now(of: &InForce) -> Fields {
    form::own_fields(of.version(), of.wish(), of.timing().unwrap_or(of.rule.timing))
}

fn page(
    (app, who): (&App, &SignedIn),
    (event, of): (&EventFacts, &InForce),
    (typed, faults): (&Fields, &Invalid),
) -> FormPage {
    let w = who.words;
    let here = format!("{}/reminders", place(event));
    let fields = form::with_wish(w, typed, faults);
    FormPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        ways: ways(w, event, true),
        heading: kind(w, &of.rule),
        lead: w.with("reminders-own-lead", &[("when", &when(w, of.rule.timing))]),
        action: format!("{here}/{}/check", of.rule.public_id),
        back: here,
        seen: Seen::of(typed),
        problems: FormProblem::of(&fields),
        fields,
    }
}

#[get("/programmes/{programme}/events/{event}/reminders/{rule}")]
pub(super) async fn open(app: App, who: SignedIn, path: Path<RulePath>) -> Result<HttpResponse, Problem> {
    let (event, of) = load(&app, &who, &path).await?;
    html(&page((&app, &who), (&event, &of), (&now(&of), &Invalid::default())))
}

fn refused(
    at: (&App, &SignedIn),
    of: (&EventFacts, &InForce),
    typed: (&Fields, &Invalid),
) -> Result<HttpResponse, Problem> {
    html_refused(&page(at, of, typed))
}

/// A question about what would be: it changes nothing.
#[post("/programmes/{programme}/events/{event}/reminders/{rule}/check")]
pub(super) async fn check(
    app: App,
    who: SignedIn,
    path: Path<RulePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (event, of) = load(&app, &who, &path).await?;
    if form.fields.flag("again") {
        return html(&page((&app, &who), (&event, &of), (&form.fields, &Invalid::default())));
    }
    if merging::version(&form.fields, &now(&of)) != of.version() {
        return clash((&app, &who), (&event, &of), &form.fields).await;
    }
    let (wish, timing) = match form::own_draft(&form.fields).check(of.rule.timing) {
        Ok(set) => set,
        Err(faults) => return refused((&app, &who), (&event, &of), (&form.fields, &faults)),
    };
    let (cx, known, id) = (who.context(&app), event.clone(), of.rule.public_id.clone());
    let foreseen = app.db.read(move |conn| reminders::foresee_own(conn, &cx, &known, &id, (wish, timing))).await?;
    html(&check_page((&app, &who), (&event, &of), ((wish, timing), &form.fields), foreseen.1))
}

fn check_page(
    (app, who): (&App, &SignedIn),
    (event, of): (&EventFacts, &InForce),
    ((wish, timing), typed): ((OwnWish, Timing), &Fields),
    line: Option<reminders::Line>,
) -> CheckPage {
    let w = who.words;
    let here = format!("{}/reminders", place(event));
    let own = format!("{here}/{}", of.rule.public_id);
    let said = match wish {
        OwnWish::Off => w.t("reminders-wish-off"),
        OwnWish::Follow => when(w, of.rule.timing),
        OwnWish::Other => when(w, timing),
    };
    let lines = line.iter().map(|line| LineView::of((w, who.zone), &event.programme_slug, line)).collect();
    CheckPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        ways: ways(w, event, true),
        heading: w.t("reminders-check-title"),
        lead: format!("{} · {said}", kind(w, &of.rule)),
        armed: w.t("reminders-check-armed"),
        nothing: w.t(if wish == OwnWish::Off { "reminders-check-off" } else { "reminders-check-none" }),
        outlook: OutlookView { lines, notes: Vec::new() },
        again: format!("{own}/check"),
        action: own,
        back: here,
        verb: w.t("reminders-save"),
        hidden: form::hidden(typed, of.version()),
    }
}

#[post("/programmes/{programme}/events/{event}/reminders/{rule}")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<RulePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (event, of) = load(&app, &who, &path).await?;
    let seen = merging::version(&form.fields, &now(&of));
    let set = match form::own_draft(&form.fields).check(of.rule.timing) {
        Ok(set) => set,
        Err(faults) => return refused((&app, &who), (&event, &of), (&form.fields, &faults)),
    };
    let (known, id) = (event.clone(), of.rule.public_id.clone());
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        reminders::set_own(conn, cx, &known, (&id, seen), set)?;
        Ok::<_, ReminderError>(format!("{}/reminders?note=saved", place(&known)))
    });
    match done.await {
        Err(ReminderError::Invalid(faults)) => refused((&app, &who), (&event, &of), (&form.fields, &faults)),
        Err(ReminderError::Stale) => {
            let (event, of) = load(&app, &who, &path).await?;
            clash((&app, &who), (&event, &of), &form.fields).await
        }
        done => Ok(done?),
    }
}

/// Somebody else has changed it since the form was opened.
async fn clash(
    (app, who): (&App, &SignedIn),
    (event, of): (&EventFacts, &InForce),
    typed: &Fields,
) -> Result<HttpResponse, Problem> {
    let (w, back) = (who.words, format!("{}/reminders", place(event)));
    let all = |f: &Fields| form::with_wish(w, f, &Invalid::default());
    let clash = Clash {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        subject: (Entity::Event, event.id.raw()),
        title: kind(w, &of.rule),
        action: format!("{back}/{}/check", of.rule.public_id),
        back,
        typed,
        now: now(of),
        fields: &all,
    };
    clash.answer_of_part(&of.rule.public_id, app, who).await
}
