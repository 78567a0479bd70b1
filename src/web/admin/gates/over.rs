//! Acts before a closed gate: going over it, and reminding whoever can open it.

use actix_web::web::Path;
use actix_web::{HttpResponse, post};

use super::refused::{refused, refused_anew};
use crate::access::Scope;
use crate::domain::events::{self, EventError, EventState, Standing, transitions};
use crate::domain::gates::{self, GateError, Refusal, Wish};
use crate::domain::history::Entity;
use crate::kernel::ids::{ProgrammeId, PublicId};
use crate::web::admin::events::late;
use crate::web::merging::since;
use crate::web::pieces::Since;
use crate::web::{App, Problem, SignedIn, Submitted, submit};

/// Confirms an event though its gate is closed.
#[post("/programmes/{programme}/events/{event}/gate/override")]
pub(super) async fn override_gate(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let programme = who.member.programmes.iter().find(|p| p.slug == path.0).ok_or(Problem::NotFound)?.id;
    let event: PublicId = path.1.parse().map_err(|_| Problem::NotFound)?;
    let (slug, named) = (path.0.clone(), event.clone());
    let version = form.fields.version();
    let reason = form.fields.text("override_reason").to_owned();
    let seen: Vec<String> = form.fields.all("missing").map(str::to_owned).collect();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let which = Standing { programme, event: &event, version };
        gates::confirm(conn, cx, which, Wish::DespiteThese(&reason, &seen))?;
        Ok::<_, GateError>(format!("/programmes/{slug}/events/{event}?note=event-confirmed"))
    });
    match done.await {
        Err(GateError::Invalid(faults)) => {
            let refusal = refusal(&app, &who, programme, named).await?;
            refused(&app, &who, &path.0, refusal, Some((&form.fields, &faults))).await
        }
        // Something is missing that the page did not tell of.
        Err(GateError::Closed(refusal)) => {
            let since = Since { lead: who.words.t("gates-unseen"), entries: Vec::new() };
            refused_anew(&app, &who, &path.0, *refusal, (&form.fields, since)).await
        }
        Err(GateError::Event(EventError::Stale)) => {
            let now = refusal(&app, &who, programme, named.clone()).await?;
            let event = &now.view.event;
            if !now.verdict.open() && transitions::find(event.state, EventState::Confirmed).is_some() {
                let subject = ((Entity::Event, event.id.raw()), Scope::of(programme, event.city));
                let since = since(&app, &who, subject, &form.fields).await?;
                return refused_anew(&app, &who, &path.0, now, (&form.fields, since)).await;
            }
            let wanted = (named, EventState::Confirmed, "gate/override");
            late(&app, &who, &path.0, wanted, &form.fields).await
        }
        done => Ok(done?),
    }
}

/// How the event stands before its gate.
async fn refusal(app: &App, who: &SignedIn, programme: ProgrammeId, event: PublicId) -> Result<Refusal, Problem> {
    let cx = who.context(app);
    let load = app.db.read(move |conn| -> Result<Refusal, GateError> {
        let view = events::by_public_id(conn, &cx, programme, &event)?;
        let (standing, known) = gates::of_event(conn, &cx, &view)?;
        Ok(Refusal { view, verdict: standing.verdict, groups: known.groups })
    });
    Ok(load.await?)
}

/// Reminds whoever can give one thing that the event waits for.
#[post("/programmes/{programme}/events/{event}/gate/nudge")]
pub(super) async fn nudge(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let programme = who.member.programmes.iter().find(|p| p.slug == path.0).ok_or(Problem::NotFound)?.id;
    let (slug, event): (String, PublicId) = (path.0.clone(), path.1.parse().map_err(|_| Problem::NotFound)?);
    let owed = form.fields.text("owed").to_owned();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let view = events::by_public_id(conn, cx, programme, &event)?;
        let nudged = gates::nudge(conn, cx, &view, &owed)?;
        let note = if nudged.told.is_empty() { "gate-nudged-today" } else { "gate-nudged" };
        Ok::<_, GateError>(format!("/programmes/{slug}/events/{event}?note={note}#gate"))
    });
    Ok(done.await?)
}
