//! Themes: of one event, or of all events of its programme.

use super::draft::ThemeDraft;
use super::editing::record;
use super::model::{Consultation, ConsultationError, Theme};
use super::{parts, store_sorting as store};
use crate::access::{Action, Context, Denied, Scope, may, require};
use crate::db::{Conn, Stored};
use crate::domain::contacts::fold;
use crate::domain::events::lock_places;
use crate::domain::history::Change;
use crate::domain::invitations::EventFacts;
use crate::domain::programme::Hue;
use crate::kernel::ids::{EventId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
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

/// The languages in which a name is another, whatever their capitals, accents and spaces.
fn alike(name: &Localised, other: &Localised) -> Vec<Locale> {
    let is = |(locale, text): &(Locale, &str)| other.get(*locale).is_some_and(|o| fold::words(o) == fold::words(text));
    name.iter().filter(is).map(|(locale, _)| locale).collect()
}

fn taken(locale: Locale) -> ConsultationError {
    Invalid::one(format!("name.{locale}"), Reason::Taken).into()
}

/// The theme that is called so already, as it was first spelt. One that is called so in some of the languages only, or is of this event
/// alone where one of the whole programme is wanted, is in the way.
fn there_already(known: &[Theme], name: &Localised, own: Option<EventId>) -> Result<Option<Theme>> {
    let whole = |theme: &&Theme| alike(name, &theme.name).len() == name.iter().count();
    if let Some(there) = known.iter().filter(|t| t.event.is_none() || t.event == own).find(whole) {
        return Ok(Some(there.clone()));
    }
    match known.iter().find_map(|theme| alike(name, &theme.name).first().copied()) {
        Some(locale) => Err(taken(locale)),
        None => Ok(None),
    }
}

/// Adds a theme, once whatever its capitals: "water" is the "Water" that is there.
pub fn add_theme(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    of: &Consultation,
    draft: &ThemeDraft,
) -> Result<Theme> {
    let own = (draft.reach != "programme").then_some(event.id);
    may_change(cx, event, own)?;
    // Two who add the same at once add one.
    lock_places(conn, event.id)?;
    let known = store::themes(conn, event)?;
    let taken: Vec<Hue> = known.iter().map(|t| t.hue).collect();
    let (name, hue) = draft.check(&taken)?;
    if let Some(there) = there_already(&known, &name, own)? {
        return Ok(there);
    }
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
    let stays = alike(&name, &before.name);
    let mut others = store::themes(conn, event)?.into_iter().filter(|theme| theme.id != before.id);
    let clash = |theme: Theme| alike(&name, &theme.name).into_iter().find(|locale| !stays.contains(locale));
    if let Some(locale) = others.find_map(clash) {
        return Err(taken(locale));
    }
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
