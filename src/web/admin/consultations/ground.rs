//! What the pages share on which a questionnaire, its questions and its themes are changed.

use actix_web::HttpResponse;

use super::views::Head;
use super::{PartPath, PhasePath, Rights, base, by, found, public_id, split};
use crate::access::{Action, Context, require};
use crate::db::Conn;
use crate::domain::consultations::{Consultation, ConsultationError};
use crate::domain::invitations::EventFacts;
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::web::{App, Problem, SignedIn, Submitted, submit};

/// The questionnaire that a page belongs to.
#[derive(Clone)]
pub(super) struct Ground {
    pub event: EventFacts,
    pub of: Consultation,
    pub rights: Rights,
}

impl Ground {
    /// For those who may do this to it.
    pub fn find(conn: &mut Conn, cx: &Context, path: &PhasePath, action: Action) -> Result<Ground, ConsultationError> {
        let (event, of) = found(conn, cx, by(path))?;
        require(&cx.actor, action, event.scope())?;
        Ok(Ground { rights: Rights::of(cx, &event), event, of })
    }
    /// Its own page.
    pub fn here(&self) -> String {
        format!("{}/{}", base(&self.event), self.of.phase)
    }
    pub fn head(&self, app: &App, w: Words) -> Head {
        Head::of(w, &self.event, self.rights).with(w, &self.of, self.of.standing(app.clock.now()))
    }
}

/// Changes a question or a theme as it was seen, without a form of its own, and goes where `act` says, from the questionnaire's page on.
pub(super) async fn change<A>(
    (app, who): (&App, &SignedIn),
    path: PartPath,
    form: &Submitted,
    act: A,
) -> Result<HttpResponse, Problem>
where
    A: FnOnce(&mut Conn, &Context, &EventFacts, &Consultation, (&PublicId, i64)) -> Result<String, ConsultationError>
        + Send
        + 'static,
{
    let (path, id) = split(path);
    let id = public_id(&id)?;
    let seen: i64 = form.fields.version();
    let done = submit(app, who.context(app), form, move |conn, cx| {
        let (event, of) = found(conn, cx, by(&path))?;
        let place = act(conn, cx, &event, &of, (&id, seen))?;
        Ok::<_, ConsultationError>(format!("{}/{}{place}", base(&event), of.phase))
    });
    Ok(done.await?)
}
