//! What the pages share on which a questionnaire, its questions and its themes are changed.

use actix_web::HttpResponse;

use super::views::Head;
use super::{PartPath, PhasePath, Rights, base, by, found, public_id, split};
use crate::access::{Action, Context, require};
use crate::db::Conn;
use crate::domain::consultations::{Consultation, ConsultationError};
use crate::domain::history::Entity;
use crate::domain::invitations::EventFacts;
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::web::merging::{Late, Onward};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, submit};

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
    let (seen, of) = (form.fields.version(), path.clone());
    let done = submit(app, who.context(app), form, move |conn, cx| {
        let (event, of) = found(conn, cx, by(&path))?;
        let place = act(conn, cx, &event, &of, (&id, seen))?;
        Ok::<_, ConsultationError>(format!("{}/{}{place}", base(&event), of.phase))
    });
    match done.await {
        Err(ConsultationError::Stale) => late(app, who, of, &form.fields).await,
        done => Ok(done?),
    }
}

/// Somebody else has changed the questionnaire or a part of it since the page was shown: it is looked at before anything is done to it.
pub(super) async fn late(app: &App, who: &SignedIn, path: PhasePath, typed: &Fields) -> Result<HttpResponse, Problem> {
    let cx = who.context(app);
    let read = app.db.read(move |conn| Ground::find(conn, &cx, &path, Action::SeeProgramme));
    let ground = read.await?;
    let late = Late {
        chrome: Chrome::of(app, who, Section::Events),
        subject: ((Entity::Event, ground.event.id.raw()), ground.event.scope()),
        title: ground.event.title.best(who.locale).to_owned(),
        action: ground.here(),
        back: ground.here(),
        typed,
        on: Onward::Look,
    };
    late.answer(app, who).await
}
