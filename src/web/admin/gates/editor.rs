//! The page on which a gate is written: of a step, or of one event.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::both::{self, Both};
use super::form::{self, Act, Drawer, Row};
use super::words::{Line, Teller};
use crate::access::{Context, require};
use crate::db::Conn;
use crate::domain::contacts::{self, Group};
use crate::domain::events::{self, EventView};
use crate::domain::gates::{self, Edited, Gate, GateDraft, GateError, Known, Stored, Subject};
use crate::domain::history::Entity;
use crate::domain::programme::{self, Step};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::pieces;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, html_status, submit};

#[derive(Template)]
#[template(path = "admin/gates/edit.html")]
struct EditPage {
    w: Words,
    chrome: Chrome,
    /// The step's or the event's page.
    back: String,
    action: String,
    of: String,
    lead: String,
    version: i64,
    /// The gate that the form was opened with.
    base: String,
    rows: Vec<Row>,
    /// The same gate in words; none where it cannot be understood yet.
    explained: Option<Vec<Line>>,
    problems: Vec<pieces::Problem>,
}

#[derive(Template)]
#[template(path = "admin/gates/explained.html")]
struct Explained {
    w: Words,
    explained: Option<Vec<Line>>,
}

/// Whose gate it is.
#[derive(Clone)]
enum Subjected {
    Step(Box<Step>),
    Event(Box<EventView>),
}

impl Subjected {
    fn edited(&self) -> Edited<'_> {
        match self {
            Subjected::Step(step) => Edited::Step(step),
            Subjected::Event(view) => Edited::Event(view),
        }
    }
}

/// Which page is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Noun {
    Steps,
    Events,
}

impl Noun {
    const fn word(self) -> &'static str {
        match self {
            Noun::Steps => "steps",
            Noun::Events => "events",
        }
    }
}

struct Loaded {
    subject: Subjected,
    stored: Stored,
    known: Known,
    groups: Vec<Group>,
}

fn find(conn: &mut Conn, cx: &Context, (key, id): (&str, &str), noun: Noun) -> Result<Loaded, GateError> {
    let programme = programme::find(conn, cx, key)?.id;
    let id = id.parse().map_err(|_| crate::access::Denied::NotFound)?;
    let (subject, (stored, known)) = match noun {
        Noun::Steps => {
            let step = programme::step(conn, cx, programme, &id)?;
            let gate = gates::step_gate(conn, cx, &step)?;
            (Subjected::Step(Box::new(step)), gate)
        }
        Noun::Events => {
            let view = events::by_public_id(conn, cx, programme, &id)?;
            let gate = gates::event_gate(conn, cx, &view)?;
            (Subjected::Event(Box::new(view)), gate)
        }
    };
    let (action, scope) = subject.edited().right();
    require(&cx.actor, action, scope)?;
    Ok(Loaded { subject, stored, known, groups: contacts::groups(conn)? })
}

async fn load(app: &App, who: &SignedIn, path: (String, String), noun: Noun) -> Result<Loaded, Problem> {
    let cx = who.context(app);
    Ok(app.db.read(move |conn| find(conn, &cx, (&path.0, &path.1), noun)).await?)
}

/// What was typed, understood as far as it goes.
struct Typed {
    draft: GateDraft,
    faults: Invalid,
    version: i64,
    base: String,
}

fn names(w: Words, groups: &[Group]) -> Vec<(String, String)> {
    groups.iter().map(|g| (g.code.clone(), g.name.best(w.locale()).to_owned())).collect()
}

fn told(w: Words, loaded: &Loaded, groups: &[(String, String)], gate: &Gate) -> Vec<Line> {
    let facts = loaded.known.facts(loaded.subject.edited().subject());
    Teller { w, facts, groups }.lines(gate)
}

/// The page of the step or the event, and its title.
fn home(w: Words, (slug, noun): (&str, Noun), subject: &Subjected) -> (String, String) {
    let (id, title) = match subject {
        Subjected::Step(step) => (&step.public_id, &step.title),
        Subjected::Event(view) => (&view.event.public_id, &view.event.title),
    };
    (format!("/programmes/{slug}/{}/{id}", noun.word()), title.best(w.locale()).to_owned())
}

fn chrome(app: &App, who: &SignedIn, noun: Noun) -> Chrome {
    Chrome::of(app, who, if noun == Noun::Steps { Section::Programme } else { Section::Events })
}

fn page(app: &App, who: &SignedIn, (slug, noun): (&str, Noun), loaded: &Loaded, typed: &Typed) -> EditPage {
    let (w, subject): (_, Subject) = (who.words, loaded.subject.edited().subject());
    let (back, of) = home(w, (slug, noun), &loaded.subject);
    let groups = names(w, &loaded.groups);
    let drawer = Drawer { w, known: &loaded.known, subject, groups: &groups, faults: &typed.faults };
    let rows = drawer.rows(&typed.draft);
    let understood = typed.draft.check(&loaded.known, subject, &loaded.groups);
    let mut problems = form::problems(w, &rows);
    // A circle concerns the whole gate.
    problems.extend(
        typed.faults.0.iter().filter(|f| matches!(f.field.as_str(), "gate" | "parts")).map(|f| pieces::Problem {
            field: String::new(),
            label: String::new(),
            text: w.reason(&f.reason),
        }),
    );
    EditPage {
        w,
        chrome: chrome(app, who, noun),
        action: format!("{back}/gate"),
        back,
        of,
        lead: w.t(match &loaded.subject {
            Subjected::Step(_) => "gates-edit-step-lead",
            Subjected::Event(view) if view.event.step.is_none() => "gates-edit-own-lead",
            Subjected::Event(_) => "gates-edit-event-lead",
        }),
        version: typed.version,
        base: typed.base.clone(),
        explained: understood.ok().map(|gate| told(w, loaded, &groups, &gate)),
        problems,
        rows,
    }
}

async fn open(app: App, who: SignedIn, path: (String, String), noun: Noun) -> Result<HttpResponse, Problem> {
    let slug = path.0.clone();
    let loaded = load(&app, &who, path, noun).await?;
    let stored = &loaded.stored;
    let (draft, base) = (GateDraft::of(&stored.gate), both::carried(&stored.gate)?);
    let typed = Typed { draft, faults: Invalid::default(), version: stored.version, base };
    html(&page(&app, &who, (&slug, noun), &loaded, &typed))
}

async fn act(
    app: App,
    who: SignedIn,
    path: (String, String),
    noun: Noun,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let loaded = load(&app, &who, path.clone(), noun).await?;
    let version: i64 = form.fields.version();
    // What is not decided yet is saved over no version.
    let version = if form.fields.has("undecided") { -1 } else { version };
    let decided = both::decided(&form.fields);
    let asked = if decided.is_some() { Act::Save } else { form::act(&form.fields) };
    let mut draft = decided.unwrap_or_else(|| form::draft(&form.fields));
    let subject = loaded.subject.edited().subject();
    let check = |draft: &GateDraft| draft.check(&loaded.known, subject, &loaded.groups).err().unwrap_or_default();
    let faults = match asked {
        Act::Add(place) => {
            form::add(&mut draft, &place, form.fields.text(&form::adds(&place)));
            Invalid::default()
        }
        Act::Remove(place) => {
            form::remove(&mut draft, &place);
            Invalid::default()
        }
        Act::Check => check(&draft),
        Act::Save => {
            let (own, typed, back) = (loaded.subject.clone(), draft.clone(), path.clone());
            let done = submit(&app, who.context(&app), &form, move |conn, cx| {
                gates::edit(conn, cx, own.edited(), version, &typed)?;
                Ok::<_, GateError>(format!("/programmes/{}/{}/{}?note=gate-saved", back.0, noun.word(), back.1))
            });
            match done.await {
                Err(GateError::Invalid(faults)) => faults,
                Err(GateError::Stale) => {
                    return overtaken(&app, &who, (path, noun), &form.fields, (version, draft)).await;
                }
                done => return Ok(done?),
            }
        }
    };
    let refused = !faults.0.is_empty();
    let typed = Typed { draft, faults, version, base: both::base(&form.fields).to_owned() };
    let page = page(&app, &who, (&path.0, noun), &loaded, &typed);
    html_status(if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, &page)
}

/// Somebody else was faster: both versions, condition by condition. What cannot be understood yet is asked about first.
async fn overtaken(
    app: &App,
    who: &SignedIn,
    (path, noun): ((String, String), Noun),
    sent: &Fields,
    (version, draft): (i64, GateDraft),
) -> Result<HttpResponse, Problem> {
    let (w, slug) = (who.words, path.0.clone());
    let loaded = load(app, who, path, noun).await?;
    let subject = loaded.subject.edited().subject();
    let mine = match draft.check(&loaded.known, subject, &loaded.groups) {
        Ok(mine) => mine,
        Err(faults) => {
            let typed = Typed { draft, faults, version, base: both::base(sent).to_owned() };
            let page = page(app, who, (&slug, noun), &loaded, &typed);
            return html_refused(&page);
        }
    };
    let (back, title) = home(w, (&slug, noun), &loaded.subject);
    let groups = names(w, &loaded.groups);
    let both = Both {
        chrome: chrome(app, who, noun),
        subject: match &loaded.subject {
            Subjected::Step(step) => (Entity::Step, step.id.raw()),
            Subjected::Event(view) => (Entity::Event, view.event.id.raw()),
        },
        title,
        back,
        teller: Teller { w, facts: loaded.known.facts(subject), groups: &groups },
        sent,
        mine: &mine,
        now: &loaded.stored,
    };
    both.ask(app, who).await
}

/// The explanation alone, for a script that asks while something is typed; it changes nothing.
async fn explain(
    app: App,
    who: SignedIn,
    path: (String, String),
    noun: Noun,
    fields: Fields,
) -> Result<HttpResponse, Problem> {
    let w = who.words;
    let loaded = load(&app, &who, path, noun).await?;
    let groups = names(w, &loaded.groups);
    let gate = form::draft(&fields).check(&loaded.known, loaded.subject.edited().subject(), &loaded.groups);
    html(&Explained { w, explained: gate.ok().map(|gate| told(w, &loaded, &groups, &gate)) })
}

#[get("/programmes/{programme}/steps/{step}/gate")]
pub(super) async fn of_step(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    open(app, who, path.into_inner(), Noun::Steps).await
}

#[post("/programmes/{programme}/steps/{step}/gate")]
pub(super) async fn save_step(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    act(app, who, path.into_inner(), Noun::Steps, form).await
}

#[post("/programmes/{programme}/steps/{step}/gate/explain")]
pub(super) async fn explain_step(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    explain(app, who, path.into_inner(), Noun::Steps, form.fields).await
}

#[get("/programmes/{programme}/events/{event}/gate")]
pub(super) async fn of_event(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    open(app, who, path.into_inner(), Noun::Events).await
}

#[post("/programmes/{programme}/events/{event}/gate")]
pub(super) async fn save_event(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    act(app, who, path.into_inner(), Noun::Events, form).await
}

#[post("/programmes/{programme}/events/{event}/gate/explain")]
pub(super) async fn explain_event(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    explain(app, who, path.into_inner(), Noun::Events, form.fields).await
}
