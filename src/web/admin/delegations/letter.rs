//! An institution's letter on paper, for the desk.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};

use super::{OfficePath, office, public_id};
use crate::domain::invitations::{self, InvitationError};
use crate::web::public::delegations::letter_page;
use crate::web::{App, Problem, SignedIn, html};

#[get("/programmes/{programme}/events/{event}/delegations/{delegation}/letter")]
pub(super) async fn show(app: App, who: SignedIn, path: Path<OfficePath>) -> Result<HttpResponse, Problem> {
    let (slug, event, id, cx) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        office(conn, &cx, (&slug, &event), &id)?;
        invitations::letter_of(conn, &cx, &id)
    });
    html(&letter_page(&read.await?, app.config.base_url()))
}
