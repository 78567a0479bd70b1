//! Rules made, changed and taken away; and what an event does with them.

use super::draft::fits;
use super::model::{InForce, NewRule, OwnWish, ReminderError, Rule, Timing};
use super::store::{self, Written};
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::invitations::EventFacts;
use crate::kernel::ids::{ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};

type Result<T> = std::result::Result<T, ReminderError>;

/// The rules of a programme, for those who may see it.
pub fn list(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<Rule>> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    Ok(store::rules_of(conn, programme)?)
}

/// A rule by its name alone.
pub fn find(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<Rule> {
    let rule = store::by_public_id(conn, id)?.ok_or(Denied::NotFound)?;
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(rule.programme))?;
    Ok(rule)
}

/// The rules as they hold for an event, for those who may see its guests.
pub fn event_rules(conn: &mut Conn, cx: &Context, event: &EventFacts) -> Result<Vec<InForce>> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    let all = store::rules_of(conn, event.programme)?.into_iter().filter(|rule| rule.kind.is_of_events()).collect();
    Ok(store::of_event(conn, all, event.id)?)
}

pub fn create(conn: &mut Conn, cx: &Context, programme: ProgrammeId, new: &NewRule) -> Result<Rule> {
    require(&cx.actor, Action::EditProgramme, Scope::Programme(programme))?;
    fits(new.kind, new.timing)?;
    let public_id = match store::insert(conn, cx.now, programme, new)? {
        Written::Done((_, public_id)) => public_id,
        Written::There => return Err(there()),
        Written::Stale => return Err(ReminderError::Stale),
    };
    let kind = Change::of("reminder", "", new.kind);
    let changes = [kind].into_iter().chain(timing_changes(None, Some(new.timing)));
    record(conn, cx, programme, ("reminder-added", (&public_id, 1)), changes)?;
    find(conn, cx, &public_id)
}

/// Another time for a rule. Whom it reminds of what stays: another such rule is another one.
pub fn edit(conn: &mut Conn, cx: &Context, id: &PublicId, seen: i64, timing: Timing) -> Result<Rule> {
    let before = find(conn, cx, id)?;
    require(&cx.actor, Action::EditProgramme, Scope::Programme(before.programme))?;
    // Nothing changed is nothing written, and arms nothing anew.
    if before.version == seen && before.timing == timing {
        return Ok(before);
    }
    fits(before.kind, timing)?;
    match store::update(conn, cx.now, (&before, seen), timing)? {
        Written::Done(()) => {}
        Written::There => return Err(there()),
        Written::Stale => return Err(ReminderError::Stale),
    }
    let kind = Change::of("reminder", "", before.kind);
    let changes = [kind].into_iter().chain(timing_changes(Some(before.timing), Some(timing)));
    record(conn, cx, before.programme, ("reminder-edited", (id, seen + 1)), changes)?;
    find(conn, cx, id)
}

/// Takes a rule away: what of it still waits in the outbox is found pointless when its turn comes.
pub fn remove(conn: &mut Conn, cx: &Context, id: &PublicId, seen: i64) -> Result<Rule> {
    let before = find(conn, cx, id)?;
    require(&cx.actor, Action::EditProgramme, Scope::Programme(before.programme))?;
    if !store::remove(conn, cx.now, before.id, seen)? {
        return Err(ReminderError::Stale);
    }
    let kind = Change::of("reminder", before.kind, "");
    let changes = [kind].into_iter().chain(timing_changes(Some(before.timing), None));
    record(conn, cx, before.programme, ("reminder-removed", (id, seen + 1)), changes)?;
    Ok(before)
}

/// Lets an event follow a rule, switches it off for the event, or gives it a time of the event's own.
pub fn set_own(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    (rule, seen): (&PublicId, i64),
    (wish, timing): (OwnWish, Timing),
) -> Result<InForce> {
    require(&cx.actor, Action::Invite, event.scope())?;
    let before = one(event_rules(conn, cx, event)?, rule)?;
    let same = before.wish() == wish && (wish != OwnWish::Other || before.timing() == Some(timing));
    if same && before.version() == seen {
        return Ok(before);
    }
    if !store::put_own(conn, cx.now, (&before, event.id), seen, (wish, timing))? {
        return Err(ReminderError::Stale);
    }
    let after = one(event_rules(conn, cx, event)?, rule)?;
    let told = [Change::of("reminder", "", before.rule.kind), Change::of("wish", before.wish(), wish)];
    let record = Record::new(Entity::Event, event.id.raw(), "reminder-set").within(event.programme, event.city);
    let changes = told.into_iter().chain(timing_changes(before.timing(), after.timing()));
    history::record(conn, cx, record.part(rule, after.version()).changes(changes))?;
    Ok(after)
}

pub(super) fn one(all: Vec<InForce>, rule: &PublicId) -> Result<InForce> {
    Ok(all.into_iter().find(|of| of.rule.public_id == *rule).ok_or(Denied::NotFound)?)
}

/// Another rule says the same to the same people at the same hour.
fn there() -> ReminderError {
    Invalid::one("days", Reason::Taken).into()
}

fn record(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    (verb, (rule, version)): (&'static str, (&PublicId, i64)),
    changes: impl IntoIterator<Item = Option<Change>>,
) -> Stored<()> {
    let record = Record::new(Entity::Programme, programme.raw(), verb).within(programme, None).part(rule, version);
    history::record(conn, cx, record.changes(changes))?;
    Ok(())
}

fn timing_changes(before: Option<Timing>, after: Option<Timing>) -> [Option<Change>; 3] {
    let said = |of: Option<Timing>, read: fn(Timing) -> String| of.map(read).unwrap_or_default();
    let change = |field: &str, read: fn(Timing) -> String| Change::of(field, said(before, read), said(after, read));
    [
        change("days", |of| of.days.to_string()),
        change("clock", |of| of.clock.to_string()),
        change("late", |of| of.late.to_string()),
    ]
}
