use super::model::{EditStep, ProgrammeError, Step};
use super::owners::resolve_owner;
use super::store;
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::Conn;
use crate::domain::history::{self, Change, Entity, Entry, Record};
use crate::kernel::ids::{ContactId, ProgrammeId, PublicId};
use crate::kernel::page::PageRequest;

/// All steps of a programme, in order.
pub fn steps(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<Step>, ProgrammeError> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    Ok(store::steps(conn, programme)?)
}

pub fn step(conn: &mut Conn, cx: &Context, programme: ProgrammeId, id: &PublicId) -> Result<Step, ProgrammeError> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    store::step(conn, programme, id)?.ok_or(Denied::NotFound.into())
}

/// What happened to a step, newest first.
pub fn step_history(conn: &mut Conn, cx: &Context, of: &Step) -> Result<Vec<Entry>, ProgrammeError> {
    require(&cx.actor, Action::SeeHistory, Scope::City(of.programme, of.city))?;
    Ok(history::of_entity(conn, Entity::Step, of.id.raw(), PageRequest::default())?.items)
}

/// Changes a step's state, dates or owner.
pub fn edit_step(
    conn: &mut Conn,
    cx: &Context,
    before: &Step,
    version: i64,
    edit: &EditStep,
) -> Result<(), ProgrammeError> {
    require(&cx.actor, Action::EditProgramme, Scope::City(before.programme, before.city))?;
    let owner = chosen_owner(conn, cx, before, edit)?;
    if !store::update_step(conn, cx.now, before, edit, owner, version)? {
        return Err(ProgrammeError::Stale);
    }
    let text = |day: Option<chrono::NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    let number = |id: Option<ContactId>| id.map(|i| i.to_string()).unwrap_or_default();
    let changes = [
        Change::of("state", before.state, edit.state),
        Change::of("starts_on", text(before.starts_on), text(edit.starts_on)),
        Change::of("ends_on", text(before.ends_on), text(edit.ends_on)),
        Change::of("owner", number(before.owner.as_ref().map(|o| o.id)), number(owner)),
    ];
    let action = if before.state == edit.state { "edited" } else { "moved" };
    let record = Record::new(Entity::Step, before.id.raw(), action).within(before.programme, Some(before.city));
    history::record(conn, cx, record.because(&edit.reason).changes(changes))?;
    Ok(())
}

/// Keeping the owner needs no right to see contacts.
fn chosen_owner(
    conn: &mut Conn,
    cx: &Context,
    before: &Step,
    edit: &EditStep,
) -> Result<Option<ContactId>, ProgrammeError> {
    use super::OwnerChoice;
    match (&before.owner, &edit.owner) {
        (Some(owner), OwnerChoice::Contact(id)) if owner.public_id == *id => Ok(Some(owner.id)),
        (_, OwnerChoice::Nobody) => Ok(None),
        (_, choice) => resolve_owner(conn, cx, before.programme, choice),
    }
}
