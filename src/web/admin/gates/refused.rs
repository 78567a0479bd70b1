//! A confirmation refused: what is missing, who can give it, and the way over it for those who may.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::views::{MissingView, Reading, say_stuck, spare_reminders};
use crate::access::{Action, Scope, may};
use crate::domain::gates::{self, GateError, Refusal};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::admin::events::views::{Said, said};
use crate::web::pieces::{self, Field, Since};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html_status};

#[derive(Template)]
#[template(path = "admin/gates/refused.html")]
struct RefusedPage {
    w: Words,
    chrome: Chrome,
    here: String,
    title: Said,
    lead: String,
    missing: Vec<MissingView>,
    version: i64,
    /// What somebody has changed since it was asked.
    since: Option<Since>,
    problems: Vec<pieces::Problem>,
    /// For those who may override.
    reason: Option<Field>,
}

/// The page of a refusal; `typed` is a refused override.
pub(in crate::web) async fn refused(
    app: &App,
    who: &SignedIn,
    slug: &str,
    refusal: Refusal,
    typed: Option<(&Fields, &Invalid)>,
) -> Result<HttpResponse, Problem> {
    let page = page(app, who, slug, refusal, typed).await?;
    let status = if typed.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
    html_status(status, &page)
}

/// The same for whoever would go over something that they have not seen: what is missing now, with the reason that they gave.
pub(super) async fn refused_anew(
    app: &App,
    who: &SignedIn,
    slug: &str,
    refusal: Refusal,
    (typed, since): (&Fields, Since),
) -> Result<HttpResponse, Problem> {
    let mut page = page(app, who, slug, refusal, Some((typed, &Invalid::default()))).await?;
    page.chrome = page.chrome.up_to_date(who);
    page.since = Some(since);
    html_status(StatusCode::CONFLICT, &page)
}

async fn page(
    app: &App,
    who: &SignedIn,
    slug: &str,
    refusal: Refusal,
    typed: Option<(&Fields, &Invalid)>,
) -> Result<RefusedPage, Problem> {
    let (w, event) = (who.words, &refusal.view.event);
    let (cx, programme, waits) = (who.context(app), event.programme, refusal.verdict.missing.clone());
    let load = app.db.read(move |conn| -> Result<_, GateError> {
        let own = gates::own_alone(&waits, &gates::oneself(conn, &cx)?);
        Ok((gates::stuck_reviews(conn, &cx, programme, &waits)?, own))
    });
    let (stuck, own) = load.await?;
    let here = format!("/programmes/{slug}/events/{}", event.public_id);
    let groups = refusal.groups;
    let reading = Reading { w, zone: who.zone, now: app.clock.now(), slug, here: &here, groups: &groups };
    let scope = Scope::of(event.programme, event.city);
    let overrides = may(&who.visitor.actor(), Action::OverrideGate, scope);
    let error = typed.and_then(|(_, Invalid(faults))| faults.first()).map(|fault| w.reason(&fault.reason));
    let reason = Field::area("override_reason", w.t("gates-override-reason"), 3)
        .help(w.t("gates-override-reason-help"))
        .limit(1_000)
        .value(typed.map_or("", |(fields, _)| fields.text("override_reason")))
        .error(error);
    let mut missing = reading.all_missing(&refusal.verdict.missing);
    say_stuck(w, &mut missing, &stuck);
    spare_reminders(&mut missing, &own);
    Ok(RefusedPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        title: said(w, &event.title),
        lead: w.n("gates-closed-lead", refusal.verdict.missing.len()),
        missing,
        version: event.version,
        since: None,
        problems: pieces::Problem::of([&reason]),
        reason: overrides.then_some(reason),
        here: here.clone(),
    })
}
