//! One version: its files, how it stands with its reviewers, and what they said.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::upload::{file_field, language_field};
use super::views::{Card, about, card, mark};
use super::{Numbered, found, number};
use crate::access::{Action, may};
use crate::domain::deliverables::reviews::{self, Review, Reviewer, Shortfall, Standing, Verdict};
use crate::domain::deliverables::versions::{self, Version, VersionState, VersionView};
use crate::domain::deliverables::{Deliverable, DeliverableError, DeliverableState, OwnWork};
use crate::domain::programme::Outline;
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::time::Instant;
use crate::web::admin::deliverables::show::officers;
use crate::web::admin::programmes::views::base;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, Mark, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html_status};

#[derive(Template)]
#[template(path = "admin/deliverables/version.html")]
struct VersionPage {
    w: Words,
    chrome: Chrome,
    base: String,
    programme: String,
    title: String,
    /// The deliverable's address.
    address: String,
    /// The version's own.
    here: String,
    heading: String,
    mark: Mark,
    about: String,
    notes: String,
    cards: Vec<Card>,
    /// Bringing more, while it is a draft.
    more: Option<Vec<Field>>,
    may_discard: bool,
    may_submit: bool,
    author: String,
    dates: Vec<(String, Time)>,
    /// "2 of 3 approvals".
    standing: Option<String>,
    /// Too few are left who can approve it.
    stuck: Option<Stuck>,
    reviewers: Vec<(String, Option<Mark>)>,
    said: Vec<Said>,
    problems: Vec<FormProblem>,
    /// What this reader may say.
    saying: Option<Vec<Field>>,
    /// Which officers of houses that pass it on hear of that.
    told: Vec<String>,
}

struct Stuck {
    text: String,
    gone: Option<String>,
    may_name: bool,
}

struct Time {
    ago: String,
    exact: String,
    machine: String,
}

struct Said {
    who: String,
    mark: Mark,
    words: String,
    at: Time,
    /// The version was laid before its reviewers anew since: it does not count any more.
    earlier: bool,
}

/// What is read for a version's page.
pub(super) struct Facts {
    pub outline: Outline,
    pub deliverable: Deliverable,
    view: VersionView,
    said: Vec<Review>,
    standing: Standing,
    shortfall: Option<Shortfall>,
    reviewers: Vec<Reviewer>,
    by_hand: bool,
    told: Vec<String>,
}

pub(super) async fn facts(app: &App, who: &SignedIn, (key, id, n): (String, String, String)) -> Result<Facts, Problem> {
    let (outline, deliverable) = found(app, who, key, &id).await?;
    let (cx, of, n) = (who.context(app), deliverable.clone(), number(&n)?);
    let read = app.db.read(move |conn| -> Result<_, DeliverableError> {
        let view = versions::show(conn, &cx, &of, n)?;
        let said = reviews::reviews(conn, &[view.version.id])?;
        let standing = reviews::standing(conn, &of, &view.version)?;
        let shortfall = reviews::shortfall(conn, &of, &view.version)?;
        let named = (reviews::reviewers(conn, &cx, &of)?, reviews::by_hand(conn, &cx, &of)?);
        Ok((said, standing, shortfall, named, view))
    });
    let (said, standing, shortfall, (reviewers, by_hand), view) = read.await?;
    let told = Vec::new();
    let mut facts = Facts { outline, deliverable, view, said, standing, shortfall, reviewers, by_hand, told };
    facts.told = told_by(app, who, &facts).await?;
    Ok(facts)
}

/// Which officers of houses that pass it on hear of this reader's approval, where it is the last that is wanted, or that it is taken back.
async fn told_by(app: &App, who: &SignedIn, facts: &Facts) -> Result<Vec<String>, Problem> {
    let (open, Standing { approvals, quorum, .. }) = (verdicts(who, facts), &facts.standing);
    let last = facts.by_hand || approvals.saturating_add(1) >= *quorum;
    let falls = facts.by_hand || approvals.saturating_sub(1) < *quorum;
    let falls = falls && facts.view.version.state == VersionState::Approved;
    let ways = [
        (Verdict::Approve, last, DeliverableState::Approved, "relays-told-go"),
        (Verdict::TakeBack, falls, DeliverableState::InReview, "relays-told-stop"),
    ];
    let mut told = Vec::new();
    for (verdict, decides, to, key) in ways {
        if decides && open.contains(&verdict) {
            let mails = officers(app, who, &facts.deliverable, to).await?;
            if mails > 0 {
                told.push(who.words.n(key, mails));
            }
        }
    }
    Ok(told)
}

pub fn verdict_mark(w: Words, verdict: Verdict) -> Mark {
    let word = w.t(format!("review-verdict-{verdict}"));
    match verdict {
        Verdict::Comment => Mark::idle(word),
        Verdict::Approve => Mark::done(word),
        Verdict::Changes => Mark::at_risk(word),
        Verdict::TakeBack => Mark::refused(word),
    }
}

/// The verdicts this reader may give now.
fn verdicts(who: &SignedIn, facts: &Facts) -> Vec<Verdict> {
    let (actor, version) = (who.visitor.actor(), &facts.view.version);
    let scope = facts.deliverable.scope();
    let Some(account) = actor.account() else { return Vec::new() };
    let named = facts.reviewers.iter().any(|r| r.account == account) && may(&actor, Action::ReviewDeliverable, scope);
    // Where nobody is named, whoever may edit the deliverable decides by hand.
    let by_hand = facts.by_hand && may(&actor, Action::EditDeliverable, scope);
    let decides = named || by_hand;
    let own = facts.standing.verdicts.get(&account).copied();
    let wrote = facts.view.is_work_of(account);
    let mut open = Vec::new();
    if decides && version.state == VersionState::InReview {
        if own != Some(Verdict::Approve) && !(wrote && facts.deliverable.own_work == OwnWork::Forbidden) {
            open.push(Verdict::Approve);
        }
        open.push(Verdict::Changes);
    }
    let stands = version.state == VersionState::InReview
        || (version.state == VersionState::Approved && facts.deliverable.state == DeliverableState::Approved);
    if decides && own == Some(Verdict::Approve) && stands {
        open.push(Verdict::TakeBack);
    }
    if decides || may(&actor, Action::UploadVersion, scope) {
        open.push(Verdict::Comment);
    }
    open
}

fn saying(w: Words, open: &[Verdict], (typed, faults): (&Fields, &Invalid)) -> Option<Vec<Field>> {
    let first = open.first()?;
    let current = if typed.text("verdict").is_empty() { first.as_str() } else { typed.text("verdict") };
    let choice = |v: &Verdict| Choice::of(v.as_str(), w.t(format!("review-make-{v}")), current);
    let verdict = Field::new("verdict", w.t("review-verdict"), Control::Radios(open.iter().map(choice).collect()));
    let words = Field::area("words", w.t("review-words"), 4).value(typed.text("words")).limit(4_000);
    // Whoever can only remark is asked for no verdict.
    if open == [Verdict::Comment] {
        let remark = Field { label: w.t("review-remark"), ..words };
        return Some(vec![remark.error(error_of(w, faults, "words"))]);
    }
    let words = words.help(w.t("review-words-help")).error(error_of(w, faults, "words"));
    Some(vec![verdict.error(error_of(w, faults, "verdict")), words])
}

fn dates(w: Words, version: &Version) -> Vec<(String, Instant)> {
    let all = [
        ("version-begun-at", Some(version.created_at)),
        ("version-submitted-at", version.submitted_at),
        ("version-decided-at", version.decided_at),
    ];
    all.into_iter().filter_map(|(key, at)| Some((w.t(key), at?))).collect()
}

/// How many have approved of how many who must; nothing of a draft, or where nobody is named.
fn standing(w: Words, facts: &Facts) -> Option<String> {
    let Standing { approvals, quorum, .. } = &facts.standing;
    let read = !facts.reviewers.is_empty() && facts.view.version.state != VersionState::Draft;
    read.then(|| w.with("review-standing", &[("approvals", approvals), ("quorum", quorum)]))
}

fn stuck(w: Words, who: &SignedIn, facts: &Facts) -> Option<Stuck> {
    let Shortfall { able, quorum, gone } = facts.shortfall.as_ref()?;
    Some(Stuck {
        text: w.with("review-stuck", &[("quorum", quorum), ("able", able)]),
        gone: (!gone.is_empty()).then(|| w.with("review-stuck-gone", &[("names", &w.list(gone))])),
        may_name: may(&who.visitor.actor(), Action::NameReviewers, facts.deliverable.scope()),
    })
}

fn said(w: Words, review: &Review, (round, at): (i32, Time)) -> Said {
    let earlier = review.round < round;
    let verdict = w.t(format!("review-verdict-{}", review.verdict));
    Said {
        who: review.by.as_ref().map_or_else(|| w.t("programme-past-engine"), |by| by.name.clone()),
        mark: if earlier { Mark::idle(verdict) } else { verdict_mark(w, review.verdict) },
        words: review.words.clone(),
        at,
        earlier,
    }
}

pub(super) fn page(
    app: &App,
    who: &SignedIn,
    facts: &Facts,
    (typed, faults): (&Fields, &Invalid),
    status: StatusCode,
) -> Result<HttpResponse, Problem> {
    let (w, now, version) = (who.words, app.clock.now(), &facts.view.version);
    let base = base(&facts.outline);
    let address = format!("{base}/deliverables/{}", facts.deliverable.public_id);
    let here = format!("{address}/versions/{}", version.number);
    let zone = who.zone;
    let time = |at: Instant| Time { ago: w.ago(at, now, zone), exact: w.exact(at, zone), machine: at.rfc3339() };
    let works = version.state == VersionState::Draft
        && may(&who.visitor.actor(), Action::UploadVersion, facts.deliverable.scope());
    let files = format!("{address}/files");
    let shown = |file| {
        let card = card(w, &files, file);
        let remove = works.then(|| format!("{here}/files/{}/remove", file.public_id));
        Card { remove, ..card }
    };
    let saying = saying(w, &verdicts(who, facts), (typed, faults));
    let page = VersionPage {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        programme: facts.outline.programme.title.best(who.locale).to_owned(),
        title: facts.deliverable.title.best(who.locale).to_owned(),
        heading: w.with("version-title", &[("number", &version.number)]),
        mark: mark(w, version.state),
        about: about(w, &facts.view),
        notes: version.notes.clone(),
        cards: facts.view.files.iter().map(shown).collect(),
        more: works
            .then(|| vec![language_field(w, "mul", &Invalid::default()), file_field(app, w, &Invalid::default())]),
        may_discard: works,
        may_submit: works && !facts.view.files.is_empty(),
        author: version.author.as_ref().map_or_else(|| w.t("programme-past-engine"), |a| a.name.clone()),
        dates: dates(w, version).into_iter().map(|(label, at)| (label, time(at))).collect(),
        standing: standing(w, facts),
        stuck: stuck(w, who, facts),
        reviewers: facts
            .reviewers
            .iter()
            .map(|r| (r.name.clone(), facts.standing.verdicts.get(&r.account).map(|v| verdict_mark(w, *v))))
            .collect(),
        said: facts.said.iter().map(|r| said(w, r, (version.round, time(r.at)))).collect(),
        problems: FormProblem::of(saying.iter().flatten()),
        saying,
        told: facts.told.clone(),
        base,
        address,
        here,
    };
    html_status(status, &page)
}

#[get("/programmes/{programme}/deliverables/{deliverable}/versions/{number}")]
pub(super) async fn show(app: App, who: SignedIn, path: Numbered) -> Result<HttpResponse, Problem> {
    let facts = facts(&app, &who, path.into_inner()).await?;
    page(&app, &who, &facts, (&Fields::default(), &Invalid::default()), StatusCode::OK)
}
