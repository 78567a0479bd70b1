//! A round that somebody else has changed since its page was shown.

use actix_web::HttpResponse;

use super::rounds::RoundPath;
use super::views::round_address;
use super::{event, public_id};
use crate::domain::history::Entity;
use crate::domain::invitations::{self, InvitationError, Round};
use crate::web::merging::{Late, Onward};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn};

/// `page` is the one that shows the round as it is now; `on` says how to go on.
pub(super) async fn late(
    app: &App,
    who: &SignedIn,
    path: &RoundPath,
    (page, on): (&str, impl FnOnce(&Round) -> Onward),
    typed: &Fields,
) -> Result<HttpResponse, Problem> {
    let (slug, id, round, cx) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?, who.context(app));
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = event(conn, &cx, &slug, &id)?;
        let round = invitations::find_round(conn, &cx, &event, &round)?;
        Ok((event, round))
    });
    let (event, round) = read.await?;
    let back = round_address(&event, &round.public_id, page);
    let late = Late {
        chrome: Chrome::of(app, who, Section::Events),
        subject: ((Entity::Round, round.id.raw()), event.scope()),
        title: round.text.name.clone(),
        action: back.clone(),
        back,
        typed,
        on: on(&round),
    };
    late.answer(app, who).await
}
