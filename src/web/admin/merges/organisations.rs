//! Two organisations side by side, and making them one; what was merged, and undoing it.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::choosing::Typed;
use super::compare::{named, versions};
use super::frame::{Column, Frame};
use super::views::{Called, Entries};
use super::{list, undo};
use crate::access::{Action, Scope, require};
use crate::domain::contacts::Organisation;
use crate::domain::merging::organisations::{self as merging, Outcome, Plan, TwoCourtings};
use crate::domain::merging::{MergeError, Organisations};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_status, submit_retrying};

#[derive(Template)]
#[template(path = "admin/merges/organisations.html")]
struct ComparePage {
    w: Words,
    chrome: Chrome,
    f: Frame,
    /// What stands against it.
    against: Vec<Remark>,
    /// What stays as it is, and what strangers may not see any more.
    stays: Vec<Remark>,
}

/// A sentence, with where to look: label and address.
struct Remark {
    text: String,
    links: Vec<(String, String)>,
}

fn courting(w: Words, two: &TwoCourtings) -> Remark {
    let thing = match &two.seen {
        Some(seen) => seen.event.as_ref().unwrap_or(&seen.programme).best(w.locale()).to_owned(),
        None => w.t("merging-house-unseen-programme"),
    };
    let link = |label: &str, slug: &str, id: &PublicId| (w.t(label), format!("/programmes/{slug}/sponsorships/{id}"));
    let links = two.seen.as_ref().map_or_else(Vec::new, |seen| {
        vec![
            link("merging-house-see-kept", &seen.slug, &seen.kept),
            link("merging-house-see-other", &seen.slug, &seen.other),
        ]
    });
    Remark { text: w.with(format!("merging-house-courted-{}", two.outcome), &[("thing", &thing)]), links }
}

/// What stands against it: two invitations to one event, and courtings of which neither is over.
fn against(w: Words, plan: &Plan) -> Vec<Remark> {
    let invited = plan.invited.iter().map(|event| match event {
        Some(event) => Remark {
            text: w.with("merging-house-invited", &[("event", &event.title.best(w.locale()))]),
            links: vec![(
                w.t("merging-look-there"),
                format!("/programmes/{}/events/{}/delegations", event.programme_slug, event.public_id),
            )],
        },
        None => Remark {
            text: w.with("merging-house-invited", &[("event", &w.t("merging-house-unseen-event"))]),
            links: Vec::new(),
        },
    });
    let open = plan.courted.iter().filter(|two| two.outcome != Outcome::Stays);
    invited.chain(open.map(|two| courting(w, two))).collect()
}

fn column(w: Words, of: &Organisation) -> Column<'_> {
    Column { id: &of.public_id, view: of.name.view(w), version: of.version }
}

fn page(app: &App, who: &SignedIn, plan: &Plan, typed: &Typed<'_>) -> ComparePage {
    let w = who.words;
    let both = (column(w, &plan.kept), column(w, &plan.other));
    let over = plan.courted.iter().filter(|two| two.outcome == Outcome::Stays);
    let shown = (plan.shown > 0).then(|| Remark { text: w.n("merging-house-shown", plan.shown), links: Vec::new() });
    ComparePage {
        w,
        chrome: Chrome::of(app, who, Section::Organisations),
        f: Frame::of(w, Entries::Organisations, both, (plan.fields.as_slice(), plan.hangs.as_slice()), typed),
        against: against(w, plan),
        stays: over.map(|two| courting(w, two)).chain(shown).collect(),
    }
}

async fn planned(app: &App, who: &SignedIn, kept: &PublicId, other: &PublicId) -> Result<Plan, MergeError> {
    let (cx, kept, other) = (who.context(app), kept.clone(), other.clone());
    app.db.read(move |conn| merging::plan(conn, &cx, &kept, &other)).await
}

#[get("/organisations/{organisation}/merge/{other_organisation}")]
pub(super) async fn compare(
    app: App,
    who: SignedIn,
    path: Path<(PublicId, PublicId)>,
) -> Result<HttpResponse, Problem> {
    let plan = planned(&app, &who, &path.0, &path.1).await?;
    let typed = Typed { fields: &Fields::default(), faults: &Invalid::default(), changed: false };
    html(&page(&app, &who, &plan, &typed))
}

#[post("/organisations/{organisation}/merge/{other_organisation}")]
pub(super) async fn merge(
    app: App,
    who: SignedIn,
    path: Path<(PublicId, PublicId)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (kept, other) = path.into_inner();
    let both = (kept.clone(), other.clone());
    let (picked, seen) = (named(&form.fields, "pick_"), versions(&form.fields));
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| -> Result<String, MergeError> {
        require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
        merging::merge_organisations(conn, cx, (&kept, &other), seen, &merging::choices(&picked)?)?;
        Ok(format!("/organisations/{kept}?note=people-merged"))
    });
    let (status, faults, changed) = match done.await {
        Err(MergeError::Invalid(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, faults, false),
        Err(MergeError::Stale | MergeError::BothInvited | MergeError::BothCourted) => {
            (StatusCode::CONFLICT, Invalid::default(), true)
        }
        done => return Ok(done?),
    };
    let plan = planned(&app, &who, &both.0, &both.1).await?;
    let typed = Typed { fields: &form.fields, faults: &faults, changed };
    html_status(status, &page(&app, &who, &plan, &typed))
}

#[get("/organisations/merges")]
pub(super) async fn merges(app: App, who: SignedIn, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    list::page::<Organisations>(&app, &who, &query).await
}

#[get("/organisations/merges/{organisation_merge}")]
pub(super) async fn check(app: App, who: SignedIn, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    undo::page::<Organisations>(&app, &who, &id).await
}

#[post("/organisations/merges/{organisation_merge}/undo")]
pub(super) async fn part(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    undo::parted::<Organisations>(&app, &who, &id, &form).await
}
