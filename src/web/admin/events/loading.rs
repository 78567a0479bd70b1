//! What an event's page shows, in a few statements however much there is of it: those on which others depend are asked one after the
//! other, and all the rest at once.

use std::collections::HashMap;

use super::acts::ActError;
use super::past::{zone_asked, zone_before};
use super::recall::{self, Waiting};
use crate::access::{Action, Context, Scope, may};
use crate::db::Conn;
use crate::db::batch::Batch;
use crate::domain::events::{self, Deadline, EventView, Guests};
use crate::domain::gates::{self, Standing};
use crate::domain::history::{self, Entry};
use crate::domain::invitations;
use crate::domain::sessions;
use crate::i18n::Words;
use crate::kernel::ids::{ProgrammeId, PublicId};
use crate::kernel::localised::Localised;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Zone;
use crate::web::admin::consultations::overview::{self as consultations, EventSection};
use crate::web::admin::history::spoken::{Heard, gates_in};
use crate::web::admin::sessions::AgendaSection;

pub(super) struct Loaded {
    pub view: EventView,
    pub guests: Guests,
    pub deadlines: Vec<Deadline>,
    pub history: Option<Page<Entry>>,
    /// The event's zone after the newest of these entries.
    pub zone: Option<Zone>,
    /// For those who may call back.
    pub waiting: Option<Waiting>,
    pub input: Option<EventSection>,
    pub standing: Standing,
    /// Names of stakeholder groups by code, where the gate tells any.
    pub groups: HashMap<String, Localised>,
    /// Results that it waits for and too few are left to approve.
    pub stuck: Vec<PublicId>,
    /// What it waits for and nobody but the reader can give.
    pub own: Vec<String>,
    pub heard: Heard,
    pub agenda: AgendaSection,
}

/// The event for whoever may see its programme; of its parts those that are for them.
pub(super) fn load(
    conn: &mut Conn,
    cx: &Context,
    (programme, slug, event): (ProgrammeId, &str, &PublicId),
    words: Words,
    page: PageRequest,
) -> Result<Loaded, ActError> {
    let view = events::by_public_id(conn, cx, programme, event)?;
    let (id, scope) = (view.event.id, Scope::of(programme, view.event.city));
    let (sees, moves) = (may(&cx.actor, Action::SeeHistory, scope), may(&cx.actor, Action::MoveEvent, scope));
    let history = if sees { Some(events::history(conn, cx, &view, page)?) } else { None };
    let entries = history.as_ref().map_or(&[][..], |page| page.items.as_slice());
    let look = gates::look(conn, cx, &view, &gates_in(entries))?;
    let glimpse = sessions::glimpse(conn, cx, &view)?;

    let mut batch = Batch::default();
    let (guests, deadlines) = (batch.ask(events::guests_asked(cx, id)), batch.ask(events::deadlines_asked(id)));
    let input = consultations::asked(cx, &view.event)?.map(|question| batch.ask(question));
    let waiting = events::waiting_asked(cx, &view.event).filter(|_| moves).map(|question| batch.ask(question));
    let unsent = waiting.is_some().then(|| batch.ask(invitations::unsent_asked(id)));
    let zone = zone_asked(cx, &view, page.after.filter(|_| sees))?.map(|question| batch.ask(question));
    let names = history::people_asked(entries).map(|question| batch.ask(question));
    let oneself = gates::oneself_asked(cx).map(|question| batch.ask(question));
    let (gate, around) = (look.ask(&mut batch, cx, &view.event)?, glimpse.ask(&mut batch));

    let mut told = batch.told(conn)?;
    let agenda = glimpse.agenda(around, &mut told)?;
    let seen = look.seen(conn, cx, &view, gate, &mut told)?;
    let names = told.some(names)?.unwrap_or_default();
    let since = told.some(zone)?.unwrap_or_default();
    let numbers = told.some(input)?;
    let oneself = told.some(oneself)?.unwrap_or_default();
    let own = gates::own_alone(seen.standing.verdict.missing.iter().chain(&seen.standing.lost), &oneself);
    let section = |all: Vec<_>| consultations::section((words, cx.now), slug, &view.event, &all);
    Ok(Loaded {
        guests: told.of(guests)?,
        deadlines: told.of(deadlines)?,
        zone: if sees { zone_before(&view, &since) } else { None },
        waiting: recall::waiting(told.some(waiting)?.flatten(), told.some(unsent)?.unwrap_or_default()),
        input: numbers.map(section),
        heard: Heard::of(names, seen.known, &seen.groups),
        agenda: AgendaSection::of(cx, (words, slug), &view, &agenda),
        standing: seen.standing,
        groups: seen.groups,
        stuck: seen.stuck,
        own,
        history,
        view,
    })
}
