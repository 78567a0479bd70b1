//! The agenda as its event's page tells of it: without slides, and without the houses that people come from. Its sessions are read by
//! themselves; who appears in them, and where else, is asked beside the page's other questions.

use super::model::{Agenda, Session, SessionError, scope};
use super::service::{is_inside, span, told};
use super::store_around::{self, Placed};
use super::{Elsewhere, people, store};
use crate::access::{Action, Context, require};
use crate::db::Conn;
use crate::db::batch::{Asked, Batch, Told};
use crate::domain::events::EventView;

type Result<T> = std::result::Result<T, SessionError>;

/// The sessions, before anything else is known of them.
pub struct Glimpse<'a> {
    cx: &'a Context,
    view: &'a EventView,
    sessions: Vec<Session>,
}

/// What was asked about them.
pub struct Around {
    faces: Option<Asked<'static, Vec<Placed>>>,
    elsewhere: Option<Asked<'static, Vec<Elsewhere>>>,
}

pub fn glimpse<'a>(conn: &mut Conn, cx: &'a Context, view: &'a EventView) -> Result<Glimpse<'a>> {
    require(&cx.actor, Action::SeeProgramme, scope(&view.event))?;
    let sessions = store::of_event(conn, view.event.id, view.event.zone)?;
    Ok(Glimpse { cx, view, sessions })
}

impl Glimpse<'_> {
    pub fn ask(&self, batch: &mut Batch) -> Around {
        let event = &self.view.event;
        let faces = (!self.sessions.is_empty()).then(|| batch.ask(store_around::faces(event.id)));
        // A postponed event keeps nobody busy, and what is still to be done is not for whoever works for the outside.
        let span = span(&self.sessions).filter(|_| event.time_holds() && is_inside(self.cx, self.view));
        let elsewhere = span.map(|span| batch.ask(store_around::elsewhere_asked(event, span)));
        Around { faces, elsewhere }
    }

    pub fn agenda(mut self, around: Around, said: &mut Told) -> Result<Agenda> {
        if let Some(placed) = said.some(around.faces)? {
            people::fill_names(&mut self.sessions, placed)?;
        }
        let elsewhere = said.some(around.elsewhere)?.unwrap_or_default();
        Ok(told(self.cx, self.view, self.sessions, &elsewhere))
    }
}

/// The same by itself.
#[cfg(test)]
pub(super) fn glance(conn: &mut Conn, cx: &Context, view: &EventView) -> Result<Agenda> {
    let (glimpse, mut batch) = (glimpse(conn, cx, view)?, Batch::default());
    let around = glimpse.ask(&mut batch);
    let mut said = batch.told(conn)?;
    glimpse.agenda(around, &mut said)
}
