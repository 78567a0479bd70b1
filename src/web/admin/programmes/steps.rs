//! A step: its days, owner and state, what it yields, what happened to it.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::views::{
    base, date_field, day_words, deputy_fields, hue, may_edit, names, owner_fields, past, step_days, step_mark,
};
use crate::access::{Action, Scope, may, require};
use crate::domain::contacts::{self, Group};
use crate::domain::deliverables::{self, Deliverable, Filter};
use crate::domain::events::{self, EventState, EventView};
use crate::domain::gates::{self, Gate, GateError, Known, Subject};
use crate::domain::history::{Entity, Entry};
use crate::domain::programme::{
    self, Candidate, City, FOLLOW, Outline, Owner, StateBy, Step, StepDraft, StepState, template,
};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::page::PageRequest;
use crate::web::admin::deliverables::views::{Line as DeliverableLine, line};
use crate::web::admin::gates::words::{Line, Teller};
use crate::web::admin::history::spoken::{Heard, Spoken};
use crate::web::merging::{self, Clash, Seen};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, Mark, Past, PersonView, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit_retrying};

#[derive(Template)]
#[template(path = "admin/programmes/step.html")]
pub(super) struct StepPage {
    w: Words,
    chrome: Chrome,
    base: String,
    here: String,
    hue: String,
    programme: String,
    city: String,
    city_slug: String,
    beside: Option<(String, &'static str)>,
    title: String,
    mark: Mark,
    days: String,
    owner: Option<PersonView>,
    deputy: Option<PersonView>,
    /// What its event waits for, in words.
    explained: Option<Vec<Line>>,
    edit_gate: Option<String>,
    deliverables: Vec<DeliverableLine>,
    /// What is said where it yields nothing that the reader may see.
    no_deliverables: String,
    events: Vec<EventLine>,
    /// Where an event of this step is begun; none where it holds none or one may not.
    schedule: Option<String>,
    add_deliverable: Option<String>,
    problems: Vec<FormProblem>,
    form: Option<StepForm>,
    pasts: Vec<Past>,
}

/// An event of the step.
struct EventLine {
    href: String,
    title: String,
    when: String,
    /// Its date lies outside the step's days.
    outside: bool,
}

struct StepForm {
    seen: Seen,
    state: Field,
    starts: Field,
    ends: Field,
    owner: Vec<Field>,
    reason: Field,
}

/// Everything the page tells of.
pub(super) struct Facts {
    pub outline: Outline,
    pub city: City,
    pub step: Step,
    deliverables: Vec<Deliverable>,
    events: Vec<EventView>,
    owners: Vec<Candidate>,
    entries: Vec<Entry>,
    heard: Heard,
    gate: Gate,
    known: Known,
    groups: Vec<Group>,
}

pub(super) async fn facts(app: &App, who: &SignedIn, (key, id): (String, String)) -> Result<Facts, Problem> {
    let cx = who.context(app);
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let read = app.db.read(move |conn| -> Result<Facts, Problem> {
        let outline = programme::load(conn, &cx, &key)?;
        let p = outline.programme.id;
        let step = programme::step(conn, &cx, p, &id)?;
        let city = outline.city(step.city).cloned().ok_or(Problem::NotFound)?;
        let filter = Filter { step: Some(step.id), ..Filter::default() };
        let page = PageRequest::new(None, Some(PageRequest::MAX));
        let deliverables = deliverables::list(conn, &cx, &outline, &filter, page)?.items;
        let mut events = events::of_programme(conn, &cx, p)?;
        events.retain(|view| view.event.step == Some(step.id));
        let kept: Vec<Owner> = step.owner.iter().chain(&step.deputy).cloned().collect();
        let owners = programme::owner_candidates(conn, &cx, p, programme::step_duty(&step), &kept)?;
        let told = may(&cx.actor, Action::SeeHistory, Scope::City(p, step.city));
        let entries = if told { programme::step_history(conn, &cx, &step)? } else { Vec::new() };
        let heard = Heard::read(conn, &cx, &entries)?;
        let (stored, known) = if may(&cx.actor, Action::SeeInternal, Scope::Programme(p)) {
            gates::step_gate(conn, &cx, &step)?
        } else {
            (gates::Stored::default(), gates::of_programme(conn, &cx, outline.clone())?)
        };
        let (gate, groups) = (stored.gate, contacts::groups(conn)?);
        Ok(Facts { outline, city, step, deliverables, events, owners, entries, heard, gate, known, groups })
    });
    read.await
}

fn form(w: Words, facts: &Facts, filled: &Fields, faults: &Invalid) -> StepForm {
    let draft = &draft(filled);
    let choice = |s: &StepState| Choice::of(s.as_str(), w.t(format!("step-state-{s}")), &draft.state);
    let follow = Choice::of(FOLLOW, w.t("step-state-follow"), &draft.state);
    let states = std::iter::once(follow).chain(StepState::ALL.iter().map(choice)).collect();
    let state = Field::new("state", w.t("word-state"), Control::Select(states)).help(w.t("step-state-help"));
    let state = state.error(error_of(w, faults, "state"));
    let starts = date_field(w, "starts_on", "step-starts", &draft.starts_on, faults).optional();
    let ends = date_field(w, "ends_on", "step-ends", &draft.ends_on, faults).optional();
    let mut owner = owner_fields(w, (&draft.owner, &draft.owner_email), &facts.owners, faults);
    owner.extend(deputy_fields(w, (&draft.deputy, &draft.deputy_email), &facts.owners, faults));
    let reason = Field::line("reason", w.t("step-reason")).optional().value(&draft.reason).limit(500);
    let reason = reason.help(w.t("step-reason-help")).error(error_of(w, faults, "reason"));
    StepForm { seen: Seen::of(filled), state, starts, ends, owner, reason }
}

impl StepForm {
    fn all(&self) -> impl Iterator<Item = &Field> {
        [&self.state, &self.starts, &self.ends].into_iter().chain(&self.owner).chain([&self.reason])
    }
}

fn event_line(w: Words, base: &str, view: &EventView) -> EventLine {
    let event = &view.event;
    let when = event.when.map_or_else(|| w.t("word-not-set"), |slot| w.date_medium(slot.start.date()));
    let title = event.title.best(w.locale()).to_owned();
    EventLine { href: format!("{base}/events/{}", event.public_id), title, when, outside: view.outside().is_some() }
}

/// What the step's gate asks for, with how it stands: for the event that leads the step, where one is planned.
fn explained(w: Words, facts: &Facts) -> Vec<Line> {
    let live = facts.events.iter().find(|view| view.event.state != EventState::Cancelled);
    let subject = live.map_or(Subject::of_step(&facts.step), |view| Subject::of_event(&view.event));
    let name = |g: &Group| (g.code.clone(), g.name.best(w.locale()).to_owned());
    let groups: Vec<(String, String)> = facts.groups.iter().map(name).collect();
    Teller { w, facts: facts.known.facts(subject), groups: &groups }.lines(&facts.gate)
}

/// Where an event of this step is begun, its city and step filled in.
fn schedule(facts: &Facts, base: &str) -> Result<Option<String>, Problem> {
    let template = template::find(&facts.outline.programme.template)?;
    let kind = template.and_then(|t| t.step(&facts.step.kind)?.event.clone());
    let (city, step) = (&facts.city.public_id, &facts.step.public_id);
    Ok(kind.map(|kind| format!("{base}/events/new?city={city}&step={step}&kind={kind}")))
}

pub(super) fn page(
    app: &App,
    who: &SignedIn,
    facts: Facts,
    typed: Option<(&Fields, &Invalid)>,
) -> Result<StepPage, Problem> {
    let (w, now) = (who.words, app.clock.now());
    let actor = who.visitor.actor();
    let (p, step) = (&facts.outline.programme, &facts.step);
    let base = base(&facts.outline);
    let (stored, none) = (fields_of(step), Invalid::default());
    let (filled, faults) = typed.unwrap_or((&stored, &none));
    let form = may_edit(&actor, p.id, Some(step.city)).then(|| form(w, &facts, filled, faults));
    let scope = crate::access::Scope::City(p.id, step.city);
    let may = |action| crate::access::may(&actor, action, scope);
    let (city, beside) = names(&facts.city.name, who.locale);
    let spoken = facts.heard.spoken();
    let told = |e: &Entry| {
        past(w, (who.zone, now), "step-past-", e.clone(), |field, text| past_value(w, spoken, e, field, text))
    };
    Ok(StepPage {
        w,
        chrome: Chrome::of(app, who, Section::Programme),
        here: format!("{base}/steps/{}", step.public_id),
        hue: hue(&facts.city),
        programme: p.title.best(who.locale).to_owned(),
        city,
        city_slug: facts.city.slug.to_string(),
        beside,
        title: step.title.best(who.locale).to_owned(),
        mark: step_mark(w, step.state),
        days: step_days(w, (step.starts_on, step.ends_on)),
        owner: step.owner.as_ref().map(|o| owner_view(who, o)),
        deputy: step.deputy.as_ref().map(|o| owner_view(who, o)),
        explained: may(crate::access::Action::SeeInternal).then(|| explained(w, &facts)),
        edit_gate: may(crate::access::Action::EditProgramme).then(|| format!("{base}/steps/{}/gate", step.public_id)),
        deliverables: facts.deliverables.iter().map(|d| line(w, &facts.outline, d, now)).collect(),
        no_deliverables: w.t(if deliverables::sees_internal(&actor, p.id) {
            "step-no-deliverables"
        } else {
            "step-no-deliverables-external"
        }),
        events: facts.events.iter().map(|e| event_line(w, &base, e)).collect(),
        schedule: schedule(&facts, &base)?.filter(|_| may(crate::access::Action::EditEvent)),
        add_deliverable: may(crate::access::Action::EditDeliverable)
            .then(|| format!("{base}/deliverables/new?step={}", step.public_id)),
        problems: form.as_ref().map(|form| FormProblem::of(form.all())).unwrap_or_default(),
        form,
        pasts: facts.entries.iter().map(told).collect(),
        base,
    })
}

/// Who answers for the step; the name leads to those who may see people.
fn owner_view(who: &SignedIn, owner: &Owner) -> PersonView {
    let view = PersonView::new(&owner.name, who.locale);
    let sees = may(&who.visitor.actor(), Action::SeeContacts, Scope::Installation);
    if sees { view.href(format!("/people/{}", owner.public_id)) } else { view }
}

/// A value of a step's history in words.
pub(in crate::web) fn past_value(w: Words, spoken: Spoken<'_>, entry: &Entry, field: &str, text: &str) -> String {
    let worded = |key: String| if w.has(&key) { w.t(key) } else { text.to_owned() };
    match field {
        "state" => worded(format!("step-state-{text}")),
        "state_by" => worded(format!("step-state-by-{text}")),
        "owner" | "deputy" => spoken.people(w, text),
        "gate" => spoken.gate(w, entry, text).unwrap_or_else(|| crate::web::admin::events::past_gate(w, text)),
        _ => day_words(w, text),
    }
}

/// A step as the form would have it typed.
pub(super) fn fields_of(step: &Step) -> Fields {
    let text = |day: Option<chrono::NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    let mut typed = Fields::default();
    typed.set("version", step.version.to_string());
    let state = if step.state_by == StateBy::Facts { FOLLOW } else { step.state.as_str() };
    typed.set("state", state);
    typed.set("starts_on", text(step.starts_on));
    typed.set("ends_on", text(step.ends_on));
    typed.set("owner", step.owner.as_ref().map(|o| o.public_id.to_string()).unwrap_or_default());
    typed.set("deputy", step.deputy.as_ref().map(|o| o.public_id.to_string()).unwrap_or_default());
    typed
}

/// Somebody else has changed the step since its page was opened.
pub(super) async fn clash(app: &App, who: &SignedIn, facts: &Facts, typed: &Fields) -> Result<HttpResponse, Problem> {
    let fields = |f: &Fields| form(who.words, facts, f, &Invalid::default()).all().cloned().collect();
    let here = format!("{}/steps/{}", base(&facts.outline), facts.step.public_id);
    // Days that were asked about are asked about again: what would follow may be something else by now.
    let action = if typed.flag("asked") { format!("{here}/check") } else { here.clone() };
    let clash = Clash {
        w: who.words,
        chrome: Chrome::of(app, who, Section::Programme),
        subject: (Entity::Step, facts.step.id.raw()),
        title: facts.step.title.best(who.locale).to_owned(),
        action,
        back: here,
        typed,
        now: fields_of(&facts.step),
        fields: &fields,
    };
    clash.answer(app, who).await
}

pub(super) fn draft(fields: &Fields) -> StepDraft {
    let text = |name: &str| fields.text(name).to_owned();
    StepDraft {
        state: text("state"),
        starts_on: text("starts_on"),
        ends_on: text("ends_on"),
        owner: text("owner"),
        owner_email: text("owner_email"),
        deputy: text("deputy"),
        deputy_email: text("deputy_email"),
        reason: text("reason"),
    }
}

#[get("/programmes/{programme}/steps/{step}")]
pub(super) async fn show(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let facts = facts(&app, &who, path.into_inner()).await?;
    html(&page(&app, &who, facts, None)?)
}

#[post("/programmes/{programme}/steps/{step}")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    saved(app, who, path.into_inner(), form).await
}

/// Refuses whoever may not change the step, before what they sent is looked at.
pub(super) fn allowed(who: &SignedIn, of: &Facts) -> Result<(), Problem> {
    let scope = Scope::City(of.outline.programme.id, of.step.city);
    Ok(require(&who.visitor.actor(), Action::EditProgramme, scope)?)
}

pub(super) async fn saved(
    app: App,
    who: SignedIn,
    path: (String, String),
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let known = facts(&app, &who, path.clone()).await?;
    allowed(&who, &known)?;
    let version: i64 = merging::version(&form.fields, &fields_of(&known.step));
    let edit = match draft(&form.fields).check() {
        Ok(edit) => edit,
        Err(faults) => {
            let page = page(&app, &who, known, Some((&form.fields, &faults)))?;
            return html_refused(&page);
        }
    };
    let (before, base) = (known.step.clone(), base(&known.outline));
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| {
        gates::edit_step(conn, cx, &before, version, &edit)?;
        // A reason for what holds already goes nowhere, and whoever wrote it is told so.
        let now = programme::step(conn, cx, before.programme, &before.public_id)?;
        let idle = now.version == before.version && !edit.reason.is_empty();
        let note = if idle { "step-unchanged" } else { "saved" };
        Ok::<_, GateError>(format!("{base}/steps/{}?note={note}", before.public_id))
    });
    match done.await {
        Err(GateError::Invalid(faults)) => {
            let page = page(&app, &who, known, Some((&form.fields, &faults)))?;
            html_refused(&page)
        }
        Err(GateError::Stale) => clash(&app, &who, &facts(&app, &who, path).await?, &form.fields).await,
        done => Ok(done?),
    }
}
