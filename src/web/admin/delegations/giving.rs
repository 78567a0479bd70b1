//! What staff give an institution: places that have become free, and its link to whoever speaks for it since it answered.

use actix_web::web::Path;
use actix_web::{HttpResponse, post};

use super::{OfficePath, address, office, public_id};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::invitations::{self, InvitationError};
use crate::kernel::ids::PublicId;
use crate::web::{App, Problem, SignedIn, Submitted, submit};

#[post("/programmes/{programme}/events/{event}/delegations/{delegation}/admit")]
pub(super) async fn admit(
    app: App,
    who: SignedIn,
    path: Path<OfficePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let act: Act = |conn, cx, id| invitations::admit_delegation(conn, cx, id).map(|_| ());
    given(app, who, path, form, (act, "?note=delegation-admitted")).await
}

#[post("/programmes/{programme}/events/{event}/delegations/{delegation}/link")]
pub(super) async fn link(
    app: App,
    who: SignedIn,
    path: Path<OfficePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let act: Act = invitations::send_link;
    given(app, who, path, form, (act, "?note=delegation-linked")).await
}

type Act = fn(&mut Conn, &Context, &PublicId) -> Result<(), InvitationError>;

/// Gives it, and goes back to the institution with a note.
async fn given(
    app: App,
    who: SignedIn,
    path: Path<OfficePath>,
    form: Submitted,
    (act, note): (Act, &'static str),
) -> Result<HttpResponse, Problem> {
    let (slug, event, id) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, InvitationError> {
        let (event, found) = office(conn, cx, (&slug, &event), &id)?;
        act(conn, cx, &id)?;
        Ok(format!("{}{note}", address(&event, &found)))
    });
    Ok(done.await?)
}
