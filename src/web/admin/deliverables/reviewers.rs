//! Who reviews a deliverable, and how many must approve.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use crate::domain::deliverables::reviews::{self, Held, NewPanel, Reviewer};
use crate::domain::deliverables::{self, Deliverable, DeliverableError, OwnWork, versions};
use crate::domain::history::Entity;
use crate::domain::programme::{self, Outline};
use crate::i18n::Words;
use crate::kernel::ids::{AccountId, CityId};
use crate::kernel::invalid::Invalid;
use crate::web::admin::programmes::views::base;
use crate::web::merging::{self, Clash, Seen};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html_refused, html_status, submit};

#[derive(Template)]
#[template(path = "admin/deliverables/reviewers.html")]
struct ReviewersPage {
    w: Words,
    chrome: Chrome,
    base: String,
    title: String,
    back: String,
    seen: Seen,
    problems: Vec<FormProblem>,
    /// Whom one may name, by where they hold their role; then the other fields.
    reviewers: Field,
    groups: Vec<Group>,
    fields: Vec<Field>,
    nobody: bool,
}

/// People of one city, or of the whole programme.
struct Group {
    heading: String,
    /// Those of other cities are looked for less often, and stand folded while none of them is named.
    open: bool,
    choices: Vec<Choice>,
}

struct Facts {
    outline: Outline,
    deliverable: Deliverable,
    /// Who may be named, and who is named.
    possible: Vec<Reviewer>,
    named: Vec<String>,
    roles: HashMap<AccountId, Held>,
    /// Who wrote the newest version.
    author: Option<AccountId>,
}

async fn facts(app: &App, who: &SignedIn, (key, id): (String, String)) -> Result<Facts, Problem> {
    let cx = who.context(app);
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let read = app.db.read(move |conn| -> Result<_, DeliverableError> {
        let outline = programme::load(conn, &cx, &key)?;
        let deliverable = deliverables::find(conn, &cx, outline.programme.id, &id)?;
        let mut possible = reviews::candidates(conn, &cx, &deliverable)?;
        let named = reviews::reviewers(conn, &cx, &deliverable)?;
        let ids = named.iter().map(|r| r.public_id.to_string()).collect();
        for one in named {
            if possible.iter().all(|p| p.account != one.account) {
                possible.push(one);
            }
        }
        let roles = reviews::roles(conn, &cx, &deliverable)?;
        // Together by their roles, each by name.
        possible.sort_by_key(|r| roles.get(&r.account).map(|held| held.role.as_str()));
        let newest = versions::list(conn, &cx, &deliverable)?.into_iter().next();
        let author = newest.and_then(|v| v.version.author).map(|author| author.id);
        Ok(Facts { outline, deliverable, possible, named: ids, roles, author })
    });
    Ok(read.await?)
}

/// The panel as the form would have it typed.
fn fields_of(facts: &Facts) -> Fields {
    let (d, mut typed) = (&facts.deliverable, Fields::default());
    typed.set("version", d.version.to_string());
    facts.named.iter().for_each(|id| typed.push("reviewers", id.as_str()));
    typed.set("quorum", d.quorum.to_string());
    typed.set("own_work", d.own_work.as_str());
    typed
}

fn panel(w: Words, facts: &Facts, typed: &Fields, faults: &Invalid) -> Vec<Field> {
    let chosen: Vec<&str> = typed.all("reviewers").collect();
    let person = |r: &Reviewer| {
        let id = r.public_id.to_string();
        Choice { chosen: chosen.contains(&id.as_str()), value: id, label: called(w, facts, r) }
    };
    let reviewers = Control::Checks(facts.possible.iter().map(person).collect());
    let own = |o: &OwnWork| Choice::of(o.as_str(), w.t(format!("review-own-{o}")), typed.text("own_work"));
    vec![
        Field::new("reviewers", w.t("review-title"), reviewers)
            .optional()
            .help(w.t("review-reviewers-help"))
            .error(error_of(w, faults, "reviewers")),
        Field::new("quorum", w.t("review-quorum"), Control::Line("number"))
            .value(typed.text("quorum"))
            .help(w.t("review-quorum-help"))
            .error(error_of(w, faults, "quorum")),
        Field::new("own_work", w.t("review-own"), Control::Radios(OwnWork::ALL.iter().map(own).collect()))
            .error(error_of(w, faults, "own_work")),
    ]
}

/// The city's own people first, then those of the whole programme, then those of other cities.
fn groups(w: Words, facts: &Facts, choices: &[Choice]) -> Vec<Group> {
    let (own, outline) = (facts.deliverable.city, &facts.outline);
    let others = outline.cities.iter().map(|c| c.id).filter(|id| Some(*id) != own);
    let places = own.into_iter().map(Some).chain([None]).chain(others.map(Some)).map(Some).chain([None]);
    let group = |place: Option<Option<CityId>>| {
        let here = |r: &Reviewer| facts.roles.get(&r.account).map(|held| held.city) == place;
        let pairs = facts.possible.iter().zip(choices);
        let choices: Vec<Choice> = pairs.filter(|(r, _)| here(r)).map(|(_, choice)| choice.clone()).collect();
        let heading = match place {
            None => w.t("review-from-nowhere"),
            Some(None) => w.t("review-from-programme"),
            Some(Some(id)) => outline.city(id).map(|c| c.name.best(w.locale()).to_owned()).unwrap_or_default(),
        };
        let near = place.is_some_and(|city| city.is_none() || city == own);
        Group { heading, open: near || choices.iter().any(|c| c.chosen), choices }
    };
    places.map(group).filter(|group| !group.choices.is_empty()).collect()
}

/// With the role, and whether it would be their own work.
fn called(w: Words, facts: &Facts, reviewer: &Reviewer) -> String {
    let role = facts.roles.get(&reviewer.account).map(|held| w.t(format!("role-{}", held.role)));
    let author = (facts.author == Some(reviewer.account)).then(|| w.t("review-author"));
    [Some(reviewer.name.clone()), role, author].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn page(app: &App, who: &SignedIn, facts: &Facts, typed: &Fields, faults: &Invalid) -> ReviewersPage {
    let w = who.words;
    let base = base(&facts.outline);
    let mut fields = panel(w, facts, typed, faults);
    let problems = FormProblem::of(&fields);
    let reviewers = fields.remove(0);
    ReviewersPage {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        title: facts.deliverable.title.best(w.locale()).to_owned(),
        back: format!("{base}/deliverables/{}", facts.deliverable.public_id),
        seen: Seen::of(typed),
        problems,
        nobody: facts.possible.is_empty(),
        groups: groups(w, facts, reviewers.choices()),
        reviewers,
        fields,
        base,
    }
}

/// Somebody else has named others since the form was opened.
async fn clash(app: &App, who: &SignedIn, facts: &Facts, typed: &Fields) -> Result<HttpResponse, Problem> {
    let (w, now) = (who.words, &facts.deliverable);
    let back = format!("{}/deliverables/{}", base(&facts.outline), now.public_id);
    let fields = |f: &Fields| panel(w, facts, f, &Invalid::default());
    let clash = Clash {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        subject: (Entity::Deliverable, now.id.raw()),
        title: now.title.best(who.locale).to_owned(),
        action: format!("{back}/reviewers"),
        back,
        typed,
        now: fields_of(facts),
        fields: &fields,
    };
    clash.answer(app, who).await
}

#[get("/programmes/{programme}/deliverables/{deliverable}/reviewers")]
pub(super) async fn open(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let facts = facts(&app, &who, path.into_inner()).await?;
    html_status(StatusCode::OK, &page(&app, &who, &facts, &fields_of(&facts), &Invalid::default()))
}

#[post("/programmes/{programme}/deliverables/{deliverable}/reviewers")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let path = path.into_inner();
    let known = facts(&app, &who, path.clone()).await?;
    let typed = &form.fields;
    let refused = |faults: &Invalid| html_refused(&page(&app, &who, &known, typed, faults));
    let reviewers: Vec<String> = typed.all("reviewers").map(str::to_owned).collect();
    let new = match NewPanel::parse(&reviewers, typed.text("quorum"), typed.text("own_work")) {
        Ok(new) => new,
        Err(faults) => return refused(&faults),
    };
    let (of, seen) = (known.deliverable.clone(), merging::version(typed, &fields_of(&known)));
    let back = format!("{}/deliverables/{}?note=saved", base(&known.outline), of.public_id);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        reviews::name_reviewers(conn, cx, &of, seen, &new)?;
        Ok::<_, DeliverableError>(back)
    });
    match done.await {
        Err(DeliverableError::Invalid(faults)) => refused(&faults),
        Err(DeliverableError::Stale) => clash(&app, &who, &facts(&app, &who, path).await?, typed).await,
        done => Ok(done?),
    }
}
