//! Acts before a closed gate: going over it, and reminding whoever can open it.

use actix_web::web::Path;
use actix_web::{HttpResponse, post};

use super::refused::refused;
use crate::domain::events::{self, EventError, EventState, Standing};
use crate::domain::gates::{self, GateError, Refusal, Wish};
use crate::kernel::ids::PublicId;
use crate::web::admin::events::late;
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
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let which = Standing { programme, event: &event, version };
        gates::confirm(conn, cx, which, Wish::Despite(&reason))?;
        Ok::<_, GateError>(format!("/programmes/{slug}/events/{event}?note=event-confirmed"))
    });
    match done.await {
        Err(GateError::Invalid(faults)) => {
            let cx = who.context(&app);
            let load = app.db.read(move |conn| -> Result<Refusal, GateError> {
                let view = events::by_public_id(conn, &cx, programme, &named)?;
                let (standing, known) = gates::of_event(conn, &cx, &view)?;
                Ok(Refusal { view, verdict: standing.verdict, groups: known.groups })
            });
            refused(&app, &who, &path.0, load.await?, Some((&form.fields, &faults))).await
        }
        Err(GateError::Event(EventError::Stale)) => {
            let wanted = (named, EventState::Confirmed, "gate/override");
            late(&app, &who, &path.0, wanted, &form.fields).await
        }
        done => Ok(done?),
    }
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
