//! What a house told by telephone is entered, and its link is sent once more.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::views::{early, mark, officer, reached, until};
use super::{address, found, list_of};
use crate::access::{Action, may, require};
use crate::domain::deliverables::Deliverable;
use crate::domain::programme::Outline;
use crate::domain::relays::{self, Given, REASON, Relay, RelayError, ToldDraft, Whole};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, Mark, PersonView, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, html_status, submit};

#[derive(Template)]
#[template(path = "admin/relays/told.html")]
struct ToldPage {
    w: Words,
    chrome: Chrome,
    list: String,
    back: String,
    title: String,
    here: String,
    house: String,
    officer: Option<PersonView>,
    mark: Mark,
    until: String,
    /// What the officer knows, where that is something else.
    told: Option<String>,
    reached: String,
    day: String,
    /// That day is before the one from which it is free now.
    early: bool,
    source: String,
    reason: String,
    version: i64,
    may_edit: bool,
    /// The link can be sent once more.
    again: bool,
    /// That what was typed beside "they will do it" is not kept.
    unsaved: Option<String>,
    /// Somebody else entered something meanwhile.
    late: Option<String>,
    problems: Vec<FormProblem>,
    fields: Vec<Field>,
}

type Seen = (Outline, Deliverable, Whole, Relay);

async fn load(app: &App, who: &SignedIn, (key, id, relay): (String, &str, &str)) -> Result<Seen, Problem> {
    let (outline, of, whole) = found(app, who, (key, id)).await?;
    let one = whole.relays.iter().find(|one| one.public_id.as_str() == relay).cloned();
    let one = one.ok_or(Problem::NotFound)?;
    Ok((outline, of, whole, one))
}

fn fields(w: Words, typed: &Fields, faults: &Invalid) -> Vec<Field> {
    let act = |word: &'static str| Choice::of(word, w.t(format!("relays-told-{word}")), typed.text("act"));
    let acts = vec![act("report"), act("taken"), act("declined")];
    let field = |field: Field, name: &str| field.value(typed.text(name)).error(error_of(w, faults, name));
    vec![
        field(Field::new("act", w.t("relays-told"), Control::Radios(acts)), "act"),
        field(Field::line("members", w.t("relays-members")).limit(20).optional(), "members"),
        field(Field::new("on", w.t("relays-forwarded-on"), Control::Line("date")).optional(), "on"),
        field(Field::area("reason", w.t("relays-reason"), 2).limit(REASON).optional(), "reason"),
    ]
}

fn filled(relay: &Relay) -> Fields {
    let mut typed = Fields::default();
    typed.set("act", "report");
    typed.set("members", relay.members.map(|n| n.to_string()).unwrap_or_default());
    typed.set("on", relay.forwarded_on.map(|day| day.to_string()).unwrap_or_default());
    typed.set("reason", relay.reason.clone());
    typed
}

fn page(app: &App, who: &SignedIn, seen: &Seen, (typed, faults): (&Fields, &Invalid)) -> ToldPage {
    let (w, (outline, of, whole, relay)) = (who.words, seen);
    let (back, actor) = (address(outline, of), who.visitor.actor());
    let fields = fields(w, typed, faults);
    let may_edit = may(&actor, Action::RelayDeliverable, of.scope());
    let asked_no_more = relay.channel.retired_at.is_some();
    let holds = whole.until.while_given(whole.given);
    let waits = relays::waiting(std::slice::from_ref(relay), app.clock.now()).is_some();
    ToldPage {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        list: list_of(outline),
        title: of.title.best(w.locale()).to_owned(),
        here: format!("{back}/{}", relay.public_id),
        house: relay.channel.house.name.best(w.locale()).to_owned(),
        officer: officer(w, &actor, &relay.channel.officer),
        mark: mark(w, relay.state),
        until: until(w, holds),
        told: (relay.told != holds).then(|| until(w, relay.told)),
        reached: reached(w, relay),
        day: relay.forwarded_on.map(|day| w.date_medium(day)).unwrap_or_default(),
        early: early(relay, whole.until),
        source: w.t(format!("relay-source-{}", relay.source)),
        reason: relay.reason.clone(),
        version: relay.version,
        again: may_edit && relay.state.is_open() && whole.given == Given::Open && !asked_no_more && !waits,
        may_edit,
        unsaved: None,
        late: None,
        problems: FormProblem::of(&fields),
        fields,
        back,
    }
}

#[get("/programmes/{programme}/deliverables/{deliverable}/relays/{relay}")]
pub(super) async fn open(
    app: App,
    who: SignedIn,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse, Problem> {
    let (key, id, relay) = path.into_inner();
    let seen = load(&app, &who, (key, &id, &relay)).await?;
    html(&page(&app, &who, &seen, (&filled(&seen.3), &Invalid::default())))
}

#[post("/programmes/{programme}/deliverables/{deliverable}/relays/{relay}")]
pub(super) async fn enter(
    app: App,
    who: SignedIn,
    path: Path<(String, String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (key, id, relay) = path.into_inner();
    let seen = load(&app, &who, (key.clone(), &id, &relay)).await?;
    let (outline, of, _, one) = seen.clone();
    require(&who.visitor.actor(), Action::RelayDeliverable, of.scope())?;
    let text = |name: &str| form.fields.text(name).to_owned();
    let draft = ToldDraft { act: text("act"), members: text("members"), on: text("on"), reason: text("reason") };
    let (version, back) = (form.fields.version(), address(&outline, &of));
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        relays::enter(conn, cx, &of, (&one.public_id, version), &draft)?;
        Ok::<_, RelayError>(format!("{back}?note=saved"))
    });
    let beside = form.fields.filled("members").or(form.fields.filled("on"));
    match done.await {
        // A number and a day are of later, and are not lost.
        Ok(_) if form.fields.text("act") == "taken" && beside.is_some() => {
            let now = load(&app, &who, (key, &id, &relay)).await?;
            let mut page = page(&app, &who, &now, (&form.fields, &Invalid::default()));
            page.unsaved = Some(page.w.t("relays-told-unsaved"));
            html(&page)
        }
        Err(RelayError::Invalid(faults)) => html_refused(&page(&app, &who, &seen, (&form.fields, &faults))),
        Err(RelayError::Stale) => {
            // What was typed stays, over what stands now.
            let now = load(&app, &who, (key, &id, &relay)).await?;
            let mut page = page(&app, &who, &now, (&form.fields, &Invalid::default()));
            page.late = Some(page.w.t("relays-told-late"));
            html_status(StatusCode::CONFLICT, &page)
        }
        done => Ok(done?),
    }
}

/// Sends the link once more, to whoever is the officer now.
#[post("/programmes/{programme}/deliverables/{deliverable}/relays/{relay}/again")]
pub(super) async fn again(
    app: App,
    who: SignedIn,
    path: Path<(String, String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (key, id, relay) = path.into_inner();
    let (outline, of, _, one) = load(&app, &who, (key, &id, &relay)).await?;
    let back = address(&outline, &of);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        relays::offer_again(conn, cx, &of, &one.public_id)?;
        Ok::<_, RelayError>(format!("{back}?note=relays-again"))
    });
    Ok(done.await?)
}
