//! One deliverable: its facts, where it may go, what happened to it.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::form::editable;
use super::versions::views::{Card, Row, card, row};
use super::views::{Line, line, mark};
use crate::access::{Action, Scope, may};
use crate::domain::deliverables::reviews::{self, Reviewer, Shortfall, Verdict};
use crate::domain::deliverables::versions::{self, FileLanguage, VersionState, VersionView};
use crate::domain::deliverables::{
    self, Audience, Deliverable, DeliverableError, DeliverableKind, DeliverableState, OwnWork, shares,
};
use crate::domain::history::{Entity, Entry};
use crate::domain::programme::{self, Outline};
use crate::domain::relays::{self, RelayError};
use crate::i18n::Words;
use crate::kernel::ids::AccountId;
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::kernel::page::PageRequest;
use crate::web::admin::history::spoken::{Heard, Spoken};
use crate::web::admin::programmes::views::{base, day_words, past};
use crate::web::merging::Late;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Field, Mark, Past, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, see_other, submit};

#[derive(Template)]
#[template(path = "admin/deliverables/show.html")]
struct ShowPage {
    w: Words,
    chrome: Chrome,
    base: String,
    programme: String,
    line: Line,
    step_href: Option<String>,
    /// The title in the languages other than the reader's.
    titles: Vec<(&'static str, String)>,
    missing: Vec<String>,
    may_edit: bool,
    /// Where it may go: the state and the verb.
    ways: Vec<(String, String)>,
    /// What is in review is this reader's own work: somebody else approves it.
    own_work: bool,
    /// There is no version of it that could be approved.
    unmade: bool,
    pasts: Option<Vec<Past>>,
    /// The approved version: its heading, its address, its files.
    pinned: Option<(String, String, Vec<Card>)>,
    versions: Vec<Row>,
    may_upload: bool,
    /// Another version is under way.
    under_way: bool,
    /// "2 of these must approve."
    quorum: Option<String>,
    reviewers: Vec<String>,
    /// Nobody is named: whoever edits decides.
    by_hand: bool,
    may_name: bool,
    may_share: bool,
    /// Whether the reader sees to whom it is passed on.
    relays: bool,
}

/// The page that asks why before something is taken back or called done.
#[derive(Template)]
#[template(path = "admin/deliverables/state.html")]
struct StatePage {
    w: Words,
    chrome: Chrome,
    base: String,
    action: String,
    back: String,
    title: String,
    heading: String,
    from: Mark,
    to: Mark,
    lead: String,
    /// Who passes it on, and is told.
    told: Option<String>,
    grave: bool,
    state: String,
    version: i64,
    problems: Vec<FormProblem>,
    reason: Field,
}

/// What is read for the page.
struct Facts {
    outline: Outline,
    deliverable: Deliverable,
    /// None for those who may not see it.
    entries: Option<Vec<Entry>>,
    heard: Heard,
    versions: Vec<VersionView>,
    reviewers: Vec<Reviewer>,
    /// Of the version in review.
    shortfall: Option<Shortfall>,
    by_hand: bool,
}

async fn load(app: &App, who: &SignedIn, (key, id): (String, String)) -> Result<Facts, Problem> {
    let cx = who.context(app);
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let outline = programme::load(conn, &cx, &key)?;
        let found = deliverables::find(conn, &cx, outline.programme.id, &id)?;
        let told = may(&cx.actor, Action::SeeHistory, Scope::of(outline.programme.id, found.city));
        let page = PageRequest::default();
        let entries = if told { Some(deliverables::history(conn, &cx, &found, page)?.items) } else { None };
        let heard = Heard::read(conn, &cx, entries.as_deref().unwrap_or_default())?;
        let versions = versions::list(conn, &cx, &found)?;
        let reviewers = reviews::reviewers(conn, &cx, &found)?;
        let by_hand = reviews::by_hand(conn, &cx, &found)?;
        let shortfall = match versions.iter().find(|v| v.version.state == VersionState::InReview) {
            Some(view) => reviews::shortfall(conn, &found, &view.version)?,
            None => None,
        };
        Ok(Facts { outline, deliverable: found, entries, heard, versions, reviewers, shortfall, by_hand })
    });
    read.await
}

/// A value of a history in words.
pub(in crate::web) fn value(w: Words, spoken: Spoken<'_>, field: &str, text: &str) -> String {
    let unknown = |_| text.to_owned();
    match field {
        "state" => text.parse::<DeliverableState>().map_or_else(unknown, |s| w.t(format!("deliverable-state-{s}"))),
        "kind" => text.parse::<DeliverableKind>().map_or_else(unknown, |k| w.t(format!("deliverable-kind-{k}"))),
        "audience" => text.parse::<Audience>().map_or_else(unknown, |a| w.t(format!("deliverable-audience-{a}"))),
        "owner" => spoken.people(w, text),
        "verdict" => text.parse::<Verdict>().map_or_else(unknown, |v| w.t(format!("review-verdict-{v}"))),
        "own_work" => text.parse::<OwnWork>().map_or_else(unknown, |o| w.t(format!("review-own-{o}"))),
        "language" => text.parse::<FileLanguage>().map_or_else(unknown, |l| w.t(format!("file-language-{l}"))),
        "reviewers" => spoken.members(w, text),
        "share" => spoken.share(w, text),
        "relay_state" => w.t(format!("relay-state-{text}")),
        "relay_source" => w.t(format!("relay-source-{text}")),
        "embargo_until" if matches!(text, "unknown" | "approval" | "never") => w.t(format!("relays-day-{text}")),
        _ => day_words(w, text),
    }
}

#[get("/programmes/{programme}/deliverables/{deliverable}")]
pub(super) async fn show(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let facts = load(&app, &who, path.into_inner()).await?;
    html(&page(&app, &who, facts))
}

fn page(app: &App, who: &SignedIn, facts: Facts) -> ShowPage {
    let (w, now, actor) = (who.words, app.clock.now(), who.visitor.actor());
    let Facts { outline, deliverable: d, entries, heard, versions, reviewers, shortfall, by_hand } = facts;
    let allowed = |action| may(&actor, action, d.scope());
    let may_edit = allowed(Action::EditDeliverable);
    let base = base(&outline);
    let step = d.step.and_then(|id| outline.steps.iter().find(|s| s.id == id));
    let way = |s: &DeliverableState| (s.to_string(), verb(w, d.state, *s));
    let own_work = by_hand && is_own_work(actor.account(), &d, &versions);
    let unmade = d.state == DeliverableState::InReview && by_hand && versions.is_empty();
    let open = |s: &DeliverableState| *s != DeliverableState::Approved || (by_hand && !own_work && !unmade);
    let ways = d.state.ways().iter().filter(|s| may_edit && d.state.may_become(**s, d.audience) && open(s)).map(way);
    let line = line(w, &outline, &d, now);
    let files = format!("{}/files", line.href);
    let pinned = versions.iter().find(|v| v.version.state == VersionState::Approved).map(|v| {
        let title = w.with("version-title", &[("number", &v.version.number)]);
        (title, format!("{}/versions/{}", line.href, v.version.number), cards(w, &files, v))
    });
    let told = |e: Entry| {
        past(w, (who.zone, now), "deliverable-past-", e, |field, text| value(w, heard.spoken(), field, text))
    };
    ShowPage {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        programme: outline.programme.title.best(who.locale).to_owned(),
        step_href: step.map(|s| format!("{base}/steps/{}", s.public_id)),
        titles: other_titles(&d, who.locale),
        missing: d.title.missing().iter().map(|l| w.t(format!("language-{l}"))).collect(),
        may_edit,
        ways: ways.collect(),
        own_work: own_work && may_edit,
        unmade: unmade && may_edit,
        pinned,
        versions: versions.iter().map(|v| row(w, (who.zone, now), &line.href, v)).collect(),
        may_upload: allowed(Action::UploadVersion)
            && !matches!(d.state, DeliverableState::Withdrawn | DeliverableState::Superseded),
        under_way: versions.iter().any(|v| v.version.state.is_under_way()),
        quorum: quorum(w, &d, (&versions, shortfall.as_ref()), reviewers.len()),
        by_hand,
        reviewers: reviewers.into_iter().map(|r| r.name).collect(),
        may_name: allowed(Action::NameReviewers),
        may_share: shares::may_end(&actor, &d),
        relays: allowed(Action::SeeRelays) && d.audience == Audience::External,
        pasts: entries.map(|entries| entries.into_iter().map(told).collect()),
        line,
        base,
    }
}

/// How many must approve. Where some of those named have left: too few are left for what is in review, or for the next version; of what is
/// approved already nothing is said.
fn quorum(
    w: Words,
    d: &Deliverable,
    (versions, shortfall): (&[VersionView], Option<&Shortfall>),
    n: usize,
) -> Option<String> {
    if let Some(Shortfall { able, quorum, .. }) = shortfall {
        return Some(w.with("review-stuck", &[("quorum", quorum), ("able", able)]));
    }
    if i32::try_from(n).is_ok_and(|n| n >= d.quorum) {
        return Some(w.with("review-quorum-of", &[("quorum", &d.quorum), ("n", &n)]));
    }
    let next = d.state.is_open() || versions.iter().any(|v| v.version.state.is_under_way());
    next.then(|| w.with("review-short-next", &[("quorum", &d.quorum), ("n", &n)]))
}

/// Whether nobody but others may approve what is in review, for it is one's own.
fn is_own_work(account: Option<AccountId>, d: &Deliverable, versions: &[VersionView]) -> bool {
    let in_review = versions.iter().find(|v| v.version.state == VersionState::InReview);
    let wrote = in_review.zip(account).is_some_and(|(view, account)| view.is_work_of(account));
    d.own_work == OwnWork::Forbidden && d.state == DeliverableState::InReview && wrote
}

/// The title in the languages other than the reader's.
fn other_titles(d: &Deliverable, own: Locale) -> Vec<(&'static str, String)> {
    d.title.iter().filter(|(l, _)| *l != own).map(|(l, text)| (l.bcp47(), text.to_owned())).collect()
}

fn cards(w: Words, files: &str, view: &VersionView) -> Vec<Card> {
    view.files.iter().map(|f| card(w, files, f)).collect()
}

/// Back into review is one thing from a draft, and another from an approval.
fn verb(w: Words, from: DeliverableState, to: DeliverableState) -> String {
    match (from, to) {
        (DeliverableState::Approved, DeliverableState::InReview) => w.t("deliverable-take-back"),
        _ => w.t(format!("deliverable-make-{to}")),
    }
}

fn lead(w: Words, from: DeliverableState, to: DeliverableState) -> String {
    match (from, to) {
        (DeliverableState::Approved, DeliverableState::InReview) => w.t("deliverable-take-back-what"),
        (DeliverableState::Approved | DeliverableState::Published, DeliverableState::Withdrawn) => {
            w.t("deliverable-withdraw-what")
        }
        _ => w.t(format!("deliverable-what-{to}")),
    }
}

fn state_page(
    app: &App,
    who: &SignedIn,
    outline: &Outline,
    d: &Deliverable,
    (to, reason, version): (DeliverableState, &str, i64),
    (faults, officers): (&Invalid, usize),
) -> StatePage {
    let w = who.words;
    let back = format!("{}/deliverables/{}", base(outline), d.public_id);
    let asked = Field::line("reason", w.t("deliverable-reason")).value(reason).limit(500);
    let asked = if d.state.wants_reason(to) { asked } else { asked.optional() };
    let reason = asked.error(error_of(w, faults, "reason"));
    StatePage {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        base: base(outline),
        action: format!("{back}/state"),
        back,
        title: d.title.best(who.locale).to_owned(),
        heading: verb(w, d.state, to),
        from: mark(w, d.state),
        to: mark(w, to),
        lead: lead(w, d.state, to),
        told: (officers > 0).then(|| {
            let key = if to.is_reached() { "relays-told-go" } else { "relays-told-stop" };
            w.n(key, officers)
        }),
        grave: (d.state.is_reached() && d.state.wants_reason(to))
            || matches!(to, DeliverableState::Withdrawn | DeliverableState::Superseded),
        state: to.to_string(),
        version,
        problems: FormProblem::of([&reason]),
        reason,
    }
}

/// How many officers of houses that pass it on are told; of none whoever may not see them.
pub(super) async fn officers(
    app: &App,
    who: &SignedIn,
    d: &Deliverable,
    to: DeliverableState,
) -> Result<usize, Problem> {
    let (cx, of) = (who.context(app), d.clone());
    match app.db.read(move |conn| relays::foresee_state(conn, &cx, &of, to)).await {
        Err(RelayError::Denied(_)) => Ok(0),
        told => Ok(told?),
    }
}

#[get("/programmes/{programme}/deliverables/{deliverable}/state")]
pub(super) async fn ask(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let Facts { outline, deliverable: d, versions, .. } = load(&app, &who, path.into_inner()).await?;
    let d = editable(&app, &who, &outline, d.public_id.as_str()).await?;
    let Some(to) = query.filled("to") else {
        return Ok(see_other(&format!("{}/deliverables/{}", base(&outline), d.public_id)));
    };
    let to: DeliverableState = to.parse().map_err(|_| Problem::NotFound)?;
    if !d.state.may_become(to, d.audience) {
        return Err(DeliverableError::NoWay { from: d.state, to }.into());
    }
    if to == DeliverableState::Approved && versions.is_empty() {
        return Err(DeliverableError::Unmade.into());
    }
    let officers = officers(&app, &who, &d, to).await?;
    html(&state_page(&app, &who, &outline, &d, (to, "", d.version), (&Invalid::default(), officers)))
}

#[post("/programmes/{programme}/deliverables/{deliverable}/state")]
pub(super) async fn advance(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let path = path.into_inner();
    let Facts { outline, deliverable: d, .. } = load(&app, &who, path.clone()).await?;
    let to: DeliverableState = form.fields.text("to").parse().map_err(|_| Problem::Unreadable)?;
    let version = form.fields.version();
    let reason = form.fields.text("reason").to_owned();
    let (before, why, base) = (d.clone(), reason.clone(), base(&outline));
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        deliverables::advance(conn, cx, &before, version, (to, &why))?;
        Ok::<_, DeliverableError>(format!("{base}/deliverables/{}?note=saved", before.public_id))
    });
    match done.await {
        Err(DeliverableError::Invalid(faults)) => {
            let officers = officers(&app, &who, &d, to).await?;
            html_refused(&state_page(&app, &who, &outline, &d, (to, &reason, version), (&faults, officers)))
        }
        Err(DeliverableError::Stale) => {
            let now = load(&app, &who, path).await?.deliverable;
            late(&app, &who, (&outline, &now), (to, &form.fields)).await
        }
        done => Ok(done?),
    }
}

/// Somebody else has changed the result since its page was shown.
async fn late(
    app: &App,
    who: &SignedIn,
    (outline, now): (&Outline, &Deliverable),
    (to, typed): (DeliverableState, &Fields),
) -> Result<HttpResponse, Problem> {
    let back = format!("{}/deliverables/{}", base(outline), now.public_id);
    let open = now.state.may_become(to, now.audience);
    let late = Late {
        chrome: Chrome::of(app, who, Section::Deliverables),
        subject: ((Entity::Deliverable, now.id.raw()), now.scope()),
        title: now.title.best(who.locale).to_owned(),
        action: format!("{back}/state"),
        back,
        typed,
        on: open.then(|| (now.version, verb(who.words, now.state, to))).into(),
    };
    late.answer(app, who).await
}
