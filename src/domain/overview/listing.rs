//! All that presses, as a list of pages.

use super::model::{Due, DueFilter, DuePage, DuePlace, Sight};
use super::pressing::{self, Days, Ground, Press, Whole};
use super::service::{for_the_reader, of_deliverables, of_events, open_deadlines};
use super::store;
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::domain::deliverables::{self, Brief, Lateness, OwnerFilter};
use crate::domain::events::{self, Event};
use crate::domain::programme::{Outline, ProgrammeError};

/// What is late or due within the fortnight, the longest late first: so many behind a place, and how many there are in all. The same
/// things that the picture counts, for the same reader.
pub fn due(
    conn: &mut Conn,
    cx: &Context,
    outline: &Outline,
    filter: &DueFilter,
    (after, most): (Option<DuePlace>, usize),
) -> Result<DuePage, ProgrammeError> {
    let id = outline.programme.id;
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(id))?;
    let deliverables = deliverables::all(conn, cx, id).map_err(of_deliverables)?;
    let views = events::of_programme(conn, cx, id).map_err(of_events)?;
    let deadlines = open_deadlines(&events::deadlines_of(conn, cx, id).map_err(of_events)?);
    let mut missed = store::missed(conn, id, cx.now)?;
    let sight = if deliverables::sees_internal(&cx.actor, id) { Sight::All } else { Sight::External };

    let briefs: Vec<Brief> = deliverables.iter().map(Brief::of).collect();
    let events: Vec<&Event> = views.iter().map(|view| &view.event).collect();
    for_the_reader(cx, &events, &mut missed);
    let whole: Whole<'_> = deliverables.iter().map(|d| (d.id, d)).collect();
    let ground =
        Ground { outline, briefs: &briefs, events: &events, deadlines: &deadlines, missed: &missed, now: cx.now };
    let mut found = pressing::everything(&ground, &Days::of(outline, cx.now), sight);
    found.retain(|press| fits(filter, press, &whole));
    let behind = found.iter().filter(|press| after.is_none_or(|place| press.place() > place));
    let mut page: Vec<&Press<'_>> = behind.take(most.saturating_add(1)).collect();
    let is_last = page.len() <= most;
    page.truncate(most);
    let items: Vec<Due> = page.iter().filter_map(|press| press.told(&whole)).collect();
    let next = page.last().filter(|_| !is_last).map(|press| press.place());
    Ok(DuePage { items, next, count: found.len() })
}

fn fits(filter: &DueFilter, press: &Press<'_>, whole: &Whole<'_>) -> bool {
    let in_time = filter.when.is_none_or(|when| match when {
        Lateness::Late => press.is_late(),
        Lateness::Soon => !press.is_late(),
    });
    let owned = match &filter.owner {
        None => true,
        Some(OwnerFilter::Nobody) => press.owner(whole).is_none(),
        Some(OwnerFilter::Contact(id)) => press.owner(whole).is_some_and(|owner| owner.public_id == *id),
    };
    let there = filter.city.is_none_or(|city| press.city == Some(city));
    in_time && owned && there && filter.kind.is_none_or(|kind| press.kind == kind)
}
