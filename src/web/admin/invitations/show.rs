//! A round's bare address leads to where its work stands.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};

use super::rounds::RoundPath;
use super::views::round_address;
use super::{event, public_id};
use crate::domain::invitations::{self, InvitationError};
use crate::web::{App, Problem, SignedIn, see_other};

#[get("/programmes/{programme}/events/{event}/rounds/{round}")]
pub(super) async fn show(app: App, who: SignedIn, path: Path<RoundPath>) -> Result<HttpResponse, Problem> {
    let (slug, id, round, cx) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?, who.context(&app));
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = event(conn, &cx, &slug, &id)?;
        let round = invitations::find_round(conn, &cx, &event, &round)?;
        Ok(round_address(&event, &round.public_id, "check"))
    });
    Ok(see_other(&read.await?))
}
