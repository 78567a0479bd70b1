//! Themes: of one event, or of all events of its programme.

use super::draft::ThemeDraft;
use super::editing::record;
use super::model::{Consultation, ConsultationError, Theme};
use super::{parts, store_sorting as store};
use crate::access::{Action, Context, Denied, Scope, may, require};
use crate::db::{Conn, Stored};
use crate::domain::history::Change;
use crate::domain::invitations::EventFacts;
use crate::domain::programme::Hue;
use crate::kernel::ids::{EventId, PublicId};
use crate::kernel::localised::Localised;

type Result<T> = std::result::Result<T, ConsultationError>;

pub(super) fn of_event(conn: &mut Conn, event: &EventFacts) -> Stored<Vec<Theme>> {
    store::themes(conn, event)
}

/// The themes that passages of this event can be sorted into.
pub fn themes(conn: &mut Conn, cx: &Context, event: &EventFacts) -> Result<Vec<Theme>> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    Ok(store::themes(conn, event)?)
}

pub fn theme(conn: &mut Conn, cx: &Context, event: &EventFacts, id: &PublicId) -> Result<Theme> {
    parts::one(themes(conn, cx, event)?, id)
}

/// A theme of the whole programme is not one city's to change.
fn may_change(cx: &Context, event: &EventFacts, own: Option<EventId>) -> Result<()> {
    require(&cx.actor, Action::SortInput, event.scope())?;
    if own.is_none() && !may(&cx.actor, Action::SortInput, Scope::Programme(event.programme)) {
        return Err(Denied::Forbidden.into());
    }
    Ok(())
}

pub fn add_theme(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    of: &Consultation,
    draft: &ThemeDraft,
) -> Result<Theme> {
    let own = (draft.reach != "programme").then_some(event.id);
    may_change(cx, event, own)?;
    let taken: Vec<Hue> = store::themes(conn, event)?.iter().map(|t| t.hue).collect();
    let (name, hue) = draft.check(&taken)?;
    let id = store::insert_theme(conn, cx, event, own, (&name, hue))?;
    let names = Change::of_text("name", &Localised::default(), &name);
    record(conn, cx, event, ("consultation-theme-added", of.phase), names)?;
    theme(conn, cx, event, &id)
}

/// Another name or colour; whose it is stays.
pub fn edit_theme(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    of: &Consultation,
    (id, seen): (&PublicId, i64),
    draft: &ThemeDraft,
) -> Result<Theme> {
    let before = theme(conn, cx, event, id)?;
    may_change(cx, event, before.event)?;
    parts::as_seen(&before, seen)?;
    let (name, hue) = draft.check(&[])?;
    let hue = if draft.hue.trim().is_empty() { before.hue } else { hue };
    // Nothing changed is nothing written.
    if (&name, hue) == (&before.name, before.hue) {
        return Ok(before);
    }
    if !store::update_theme(conn, &before, (&name, hue))? {
        return Err(ConsultationError::Stale);
    }
    let names = Change::of_text("name", &before.name, &name);
    record(conn, cx, event, ("consultation-theme-edited", of.phase), names)?;
    theme(conn, cx, event, id)
}

/// Takes a theme away; its passages read as if they had never been in it.
pub fn remove_theme(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    of: &Consultation,
    (id, seen): (&PublicId, i64),
) -> Result<()> {
    let before = theme(conn, cx, event, id)?;
    may_change(cx, event, before.event)?;
    parts::as_seen(&before, seen)?;
    if !store::remove_theme(conn, cx, &before)? {
        return Err(ConsultationError::Stale);
    }
    let names = Change::of_text("name", &before.name, &Localised::default());
    record(conn, cx, event, ("consultation-theme-removed", of.phase), names)?;
    Ok(())
}
