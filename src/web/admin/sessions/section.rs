//! The agenda on its event's page: how many sessions, from when to when, what there is to look at.

use askama::Template;
use askama::filters::HtmlSafe;

use super::address;
use crate::access::{Action, Context, Scope, may};
use crate::domain::events::EventView;
use crate::domain::sessions::Agenda;
use crate::i18n::Words;

#[derive(Template, Clone)]
#[template(path = "admin/sessions/section.html")]
pub(in crate::web) struct AgendaSection {
    w: Words,
    href: String,
    sessions: usize,
    span: String,
    warnings: usize,
    may_edit: bool,
    /// There is a wall to write times on.
    dated: bool,
}

// It has encoded what it says.
impl HtmlSafe for AgendaSection {}

impl AgendaSection {
    pub(in crate::web) fn of(
        cx: &Context,
        (w, slug): (Words, &str),
        view: &EventView,
        agenda: &Agenda,
    ) -> AgendaSection {
        AgendaSection {
            w,
            href: address(slug, &view.event.public_id),
            sessions: agenda.sessions.len(),
            span: span(w, agenda),
            warnings: agenda.warnings.len(),
            may_edit: may(&cx.actor, Action::EditEvent, Scope::of(view.event.programme, view.event.city)),
            dated: agenda.frame.is_some(),
        }
    }
}

fn span(w: Words, agenda: &Agenda) -> String {
    let start = agenda.sessions.iter().map(|s| s.slot.start).min_by_key(|at| at.instant());
    let end = agenda.sessions.iter().map(|s| s.slot.end).max_by_key(|at| at.instant());
    start.zip(end).map_or_else(String::new, |(start, end)| w.range(start, end))
}
