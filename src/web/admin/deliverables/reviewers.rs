//! Who reviews a deliverable, and how many must approve.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use crate::domain::deliverables::reviews::{self, NewPanel, Reviewer};
use crate::domain::deliverables::{self, Deliverable, DeliverableError, OwnWork};
use crate::domain::programme::{self, Outline};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::admin::programmes::views::base;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, Problem as FormProblem};
use crate::web::{App, Chrome, Problem, Section, SignedIn, Submitted, html_status, submit};

#[derive(Template)]
#[template(path = "admin/deliverables/reviewers.html")]
struct ReviewersPage {
    w: Words,
    chrome: Chrome,
    base: String,
    title: String,
    back: String,
    version: i64,
    problems: Vec<FormProblem>,
    fields: Vec<Field>,
    nobody: bool,
}

struct Facts {
    outline: Outline,
    deliverable: Deliverable,
    /// Who may be named, and who is named.
    possible: Vec<Reviewer>,
    named: Vec<String>,
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
        Ok(Facts { outline, deliverable, possible, named: ids })
    });
    Ok(read.await?)
}

struct Typed {
    reviewers: Vec<String>,
    quorum: String,
    own_work: String,
    version: i64,
}

fn page(app: &App, who: &SignedIn, facts: &Facts, typed: &Typed, faults: &Invalid) -> ReviewersPage {
    let w = who.words;
    let base = base(&facts.outline);
    let person = |r: &Reviewer| {
        let id = r.public_id.to_string();
        Choice { chosen: typed.reviewers.contains(&id), value: id, label: r.name.clone() }
    };
    let reviewers = Control::Checks(facts.possible.iter().map(person).collect());
    let own = |o: &OwnWork| Choice::of(o.as_str(), w.t(format!("review-own-{o}")), &typed.own_work);
    let fields = vec![
        Field::new("reviewers", w.t("review-title"), reviewers)
            .optional()
            .help(w.t("review-reviewers-help"))
            .error(error_of(w, faults, "reviewers")),
        Field::new("quorum", w.t("review-quorum"), Control::Line("number"))
            .value(typed.quorum.as_str())
            .help(w.t("review-quorum-help"))
            .error(error_of(w, faults, "quorum")),
        Field::new("own_work", w.t("review-own"), Control::Radios(OwnWork::ALL.iter().map(own).collect()))
            .error(error_of(w, faults, "own_work")),
    ];
    ReviewersPage {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        title: facts.deliverable.title.best(w.locale()).to_owned(),
        back: format!("{base}/deliverables/{}", facts.deliverable.public_id),
        version: typed.version,
        problems: FormProblem::of(&fields),
        nobody: facts.possible.is_empty(),
        fields,
        base,
    }
}

#[get("/programmes/{programme}/deliverables/{deliverable}/reviewers")]
pub(super) async fn open(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let facts = facts(&app, &who, path.into_inner()).await?;
    let d = &facts.deliverable;
    let typed = Typed {
        reviewers: facts.named.clone(),
        quorum: d.quorum.to_string(),
        own_work: d.own_work.to_string(),
        version: d.version,
    };
    html_status(StatusCode::OK, &page(&app, &who, &facts, &typed, &Invalid::default()))
}

#[post("/programmes/{programme}/deliverables/{deliverable}/reviewers")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let facts = facts(&app, &who, path.into_inner()).await?;
    let typed = Typed {
        reviewers: form.fields.all("reviewers").map(str::to_owned).collect(),
        quorum: form.fields.text("quorum").to_owned(),
        own_work: form.fields.text("own_work").to_owned(),
        version: form.fields.text("version").parse().map_err(|_| Problem::Unreadable)?,
    };
    let refused =
        |faults: &Invalid| html_status(StatusCode::UNPROCESSABLE_ENTITY, &page(&app, &who, &facts, &typed, faults));
    let new = match NewPanel::parse(&typed.reviewers, &typed.quorum, &typed.own_work) {
        Ok(new) => new,
        Err(faults) => return refused(&faults),
    };
    let (of, seen) = (facts.deliverable.clone(), typed.version);
    let back = format!("{}/deliverables/{}?note=saved", base(&facts.outline), of.public_id);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        reviews::name_reviewers(conn, cx, &of, seen, &new)?;
        Ok::<_, DeliverableError>(back)
    });
    match done.await {
        Err(DeliverableError::Invalid(faults)) => refused(&faults),
        done => Ok(done?),
    }
}
