//! The page on which a gate is written: of a step, or of one event.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::form::{self, Act, Drawer, Row};
use super::words::{Line, Teller};
use crate::access::{Context, require};
use crate::db::Conn;
use crate::domain::contacts::{self, Group};
use crate::domain::events::{self, EventView};
use crate::domain::gates::{self, Edited, Gate, GateDraft, GateError, Known, Stored, Subject};
use crate::domain::programme::{self, Step};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::pieces;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_status, submit};

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
    rows: Vec<Row>,
    /// The same gate in words; none where it cannot be understood yet.
    explained: Option<Vec<Line>>,
    /// What somebody else has saved meanwhile, in words.
    theirs: Vec<Line>,
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
}

fn names(w: Words, groups: &[Group]) -> Vec<(String, String)> {
    groups.iter().map(|g| (g.code.clone(), g.name.best(w.locale()).to_owned())).collect()
}

fn told(w: Words, loaded: &Loaded, groups: &[(String, String)], gate: &Gate) -> Vec<Line> {
    let facts = loaded.known.facts(loaded.subject.edited().subject());
    Teller { w, facts, groups }.lines(gate)
}

fn page(app: &App, who: &SignedIn, (slug, noun): (&str, Noun), loaded: &Loaded, typed: &Typed) -> EditPage {
    let w = who.words;
    let (id, title, subject): (_, _, Subject) = match &loaded.subject {
        Subjected::Step(step) => (&step.public_id, &step.title, Subject::of_step(step)),
        Subjected::Event(view) => (&view.event.public_id, &view.event.title, Subject::of_event(&view.event)),
    };
    let back = format!("/programmes/{slug}/{}/{id}", noun.word());
    let groups = names(w, &loaded.groups);
    let drawer = Drawer { w, known: &loaded.known, subject, groups: &groups, faults: &typed.faults };
    let rows = drawer.rows(&typed.draft);
    let understood = typed.draft.check(&loaded.known, subject, &loaded.groups);
    let mut problems = form::problems(&rows);
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
        chrome: Chrome::of(app, who, if noun == Noun::Steps { Section::Programme } else { Section::Events }),
        action: format!("{back}/gate"),
        back,
        of: title.best(w.locale()).to_owned(),
        lead: w.t(match &loaded.subject {
            Subjected::Step(_) => "gates-edit-step-lead",
            Subjected::Event(view) if view.event.step.is_none() => "gates-edit-own-lead",
            Subjected::Event(_) => "gates-edit-event-lead",
        }),
        version: typed.version,
        explained: understood.ok().map(|gate| told(w, loaded, &groups, &gate)),
        theirs: Vec::new(),
        problems,
        rows,
    }
}

async fn open(app: App, who: SignedIn, path: (String, String), noun: Noun) -> Result<HttpResponse, Problem> {
    let slug = path.0.clone();
    let loaded = load(&app, &who, path, noun).await?;
    let typed =
        Typed { draft: GateDraft::of(&loaded.stored.gate), faults: Invalid::default(), version: loaded.stored.version };
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
    let version: i64 = form.fields.text("version").parse().map_err(|_| Problem::Stale { now: None })?;
    let mut draft = form::draft(&form.fields);
    let subject = loaded.subject.edited().subject();
    let check = |draft: &GateDraft| draft.check(&loaded.known, subject, &loaded.groups).err().unwrap_or_default();
    let faults = match form::act(&form.fields) {
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
                Err(GateError::Stale) => return overtaken(&app, &who, path, noun, draft).await,
                done => return Ok(done?),
            }
        }
    };
    let refused = !faults.0.is_empty();
    let page = page(&app, &who, (&path.0, noun), &loaded, &Typed { draft, faults, version });
    html_status(if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, &page)
}

/// Somebody else was faster: what was typed, to be saved over their version if that is still wanted.
async fn overtaken(
    app: &App,
    who: &SignedIn,
    path: (String, String),
    noun: Noun,
    draft: GateDraft,
) -> Result<HttpResponse, Problem> {
    let w = who.words;
    let loaded = load(app, who, path.clone(), noun).await?;
    let typed = Typed { draft, faults: Invalid::default(), version: loaded.stored.version };
    let mut page = page(app, who, (&path.0, noun), &loaded, &typed);
    page.problems.push(pieces::Problem { field: String::new(), label: String::new(), text: w.t("gates-overtaken") });
    page.theirs = told(w, &loaded, &names(w, &loaded.groups), &loaded.stored.gate);
    html_status(StatusCode::PRECONDITION_FAILED, &page)
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
