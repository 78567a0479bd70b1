//! The end of a programme, and its opening again, for programs.

use actix_web::web::{Bytes, Path};
use actix_web::{HttpResponse, post};
use serde::Deserialize;
use utoipa::ToSchema;

use super::json::ProgrammeJson;
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::domain::programme::{self, Closing, Programme, ProgrammeError};
use crate::kernel::ids::ProgrammeId;
use crate::web::api::exchange::{read, shown};
use crate::web::{ApiCaller, App, Problem};

/// Why a programme is closed, or opened again.
#[derive(Deserialize, ToSchema, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ClosingBody {
    /// Needed to close it.
    reason: String,
}

/// A programme with its end. The caller has found it, and so may see it.
pub(super) fn with_end(
    conn: &mut Conn,
    cx: &Context,
    found: Programme,
) -> Result<(Programme, Option<Closing>), ProgrammeError> {
    let closing = programme::closings(conn, cx, &[found.id])?.remove(&found.id);
    Ok((found, closing))
}

type Act = fn(&mut Conn, &Context, ProgrammeId, &str) -> Result<(), ProgrammeError>;

async fn act(app: &App, who: &ApiCaller, key: String, body: &Bytes, act: Act) -> Result<HttpResponse, Problem> {
    let (cx, looking) = (who.context(app), who.context(app));
    let known = app.db.read(move |conn| -> Result<ProgrammeId, ProgrammeError> {
        let id = programme::find(conn, &looking, &key)?.id;
        require(&looking.actor, Action::CloseProgramme, Scope::Programme(id))?;
        Ok(id)
    });
    let (id, reason) = (known.await?, read::<ClosingBody>(body)?.reason);
    let write = app.db.write(move |conn| -> Result<_, ProgrammeError> {
        act(conn, &cx, id, &reason)?;
        let after = programme::by_id(conn, &cx, id)?;
        with_end(conn, &cx, after)
    });
    let (after, closing) = write.await?;
    Ok(shown(after.version, ProgrammeJson::of(&after, closing.as_ref())))
}

/// Closes a programme: nothing is sent about it by itself any more, no Monday mail and no warning, and nothing in it is changed: whatever
/// would is refused with 409 (`programme-closed`). Links to results can still be ended, and guests answer by theirs. Closed twice is closed
/// once.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/close", tag = "programmes",
    params(("programme" = String, Path)), request_body = ClosingBody,
    responses((status = 200, body = ProgrammeJson), (status = 404), (status = 422)))]
#[post("/programmes/{programme}/close")]
pub(super) async fn close(app: App, who: ApiCaller, key: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    act(&app, &who, key.into_inner(), &body, programme::close).await
}

/// Opens a closed programme again.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/reopen", tag = "programmes",
    params(("programme" = String, Path)), request_body = ClosingBody,
    responses((status = 200, body = ProgrammeJson), (status = 404), (status = 422)))]
#[post("/programmes/{programme}/reopen")]
pub(super) async fn reopen(app: App, who: ApiCaller, key: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    act(&app, &who, key.into_inner(), &body, programme::reopen).await
}
