use super::model::{
    Duty, EditStep, Outsiders, Owner, OwnerChoice, ProgrammeError, StateBy, StateWish, Step, StepState,
};
use super::owners::{Chosen, foresee_owner, resolve_owner};
use super::store_steps::{self as store, People};
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::Conn;
use crate::domain::history::{self, Change, Entity, Entry, Record};
use crate::kernel::ids::{ContactId, ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::page::PageRequest;
use crate::kernel::reach::near;

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

/// Checks a change of a step without making it: right, version, reason, days. Gives the state that the step would have, and by what.
pub fn check_step(
    cx: &Context,
    before: &Step,
    version: i64,
    edit: &EditStep,
) -> Result<(StepState, StateBy), ProgrammeError> {
    require(&cx.actor, Action::EditProgramme, Scope::City(before.programme, before.city))?;
    let (state, by) = match edit.state {
        StateWish::Follow => (before.state, StateBy::Facts),
        StateWish::Set(state) if state == before.state => (state, before.state_by),
        StateWish::Set(state) => (state, StateBy::Hand),
    };
    if version != before.version {
        return Err(ProgrammeError::Stale);
    }
    if state != before.state && edit.reason.is_empty() {
        return Err(Invalid::one("reason", Reason::Required).into());
    }
    let mut faults = Invalid::default();
    near(&mut faults, "starts_on", (before.starts_on, edit.starts_on), cx.now);
    near(&mut faults, "ends_on", (before.ends_on, edit.ends_on), cx.now);
    faults.into_result()?;
    Ok((state, by))
}

/// Changes a step's state, dates, owner or deputy.
pub fn edit_step(
    conn: &mut Conn,
    cx: &Context,
    before: &Step,
    version: i64,
    edit: &EditStep,
) -> Result<(), ProgrammeError> {
    let (state, by) = check_step(cx, before, version, edit)?;
    let people = People {
        owner: chosen(conn, cx, before, (before.owner.as_ref(), &edit.owner))?,
        deputy: chosen(conn, cx, before, (before.deputy.as_ref(), &edit.deputy)).map_err(of_deputy)?,
    };
    let was = [&before.owner, &before.deputy].map(|one| one.as_ref().map(|o| o.id));
    if people.owner.is_some() && people.owner == people.deputy && [people.owner, people.deputy] != was {
        return Err(own_deputy(edit));
    }
    let text = |day: Option<chrono::NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    let number = |id: Option<ContactId>| id.map(|i| i.to_string()).unwrap_or_default();
    let changes = [
        Change::of("state", before.state, state),
        Change::of("state_by", before.state_by, by),
        Change::of("starts_on", text(before.starts_on), text(edit.starts_on)),
        Change::of("ends_on", text(before.ends_on), text(edit.ends_on)),
        Change::of("owner", number(before.owner.as_ref().map(|o| o.id)), number(people.owner)),
        Change::of("deputy", number(before.deputy.as_ref().map(|o| o.id)), number(people.deputy)),
    ];
    if changes.iter().all(Option::is_none) {
        // Nothing to write, for whoever has seen the newest.
        let now = store::step(conn, before.programme, &before.public_id)?.ok_or(Denied::NotFound)?;
        return if now.version == version { Ok(()) } else { Err(ProgrammeError::Stale) };
    }
    if !store::update_step(conn, cx.now, (before, version), edit, (state, by), people)? {
        return Err(ProgrammeError::Stale);
    }
    let action = if before.state == state { "edited" } else { "moved" };
    let record = Record::new(Entity::Step, before.id.raw(), action).within(before.programme, Some(before.city));
    history::record(conn, cx, record.because(&edit.reason).changes(changes))?;
    Ok(())
}

/// Moves a step to the state that follows from what happened. Says whether it moved: nobody has set one by hand, or changed it meanwhile.
pub fn follow(conn: &mut Conn, cx: &Context, before: &Step, state: StepState) -> Result<bool, ProgrammeError> {
    require(&cx.actor, Action::EditProgramme, Scope::City(before.programme, before.city))?;
    if before.state == state || !store::follow(conn, cx.now, before, state)? {
        return Ok(false);
    }
    let record = Record::new(Entity::Step, before.id.raw(), "followed").within(before.programme, Some(before.city));
    history::record(conn, cx, record.changes([Change::of("state", before.state, state)]))?;
    Ok(true)
}

/// Whoever answers for a step sees to its results.
pub fn step_duty(of: &Step) -> Duty {
    let place = Some(Scope::City(of.programme, of.city));
    Duty { actions: &[Action::EditDeliverable], place, outsiders: Outsiders::Welcome }
}

/// Keeping somebody needs no right to see contacts.
fn chosen(
    conn: &mut Conn,
    cx: &Context,
    of: &Step,
    (before, choice): (Option<&Owner>, &OwnerChoice),
) -> Result<Option<ContactId>, ProgrammeError> {
    match (before, choice) {
        (Some(owner), OwnerChoice::Contact(id)) if owner.public_id == *id => Ok(Some(owner.id)),
        (_, OwnerChoice::Nobody) => Ok(None),
        (_, choice) => resolve_owner(conn, cx, of.programme, choice, step_duty(of)),
    }
}

/// Who would answer for a step and who would stand in once it is edited so, without writing it: what [`edit_step`] refuses of them is
/// refused.
pub fn foresee(
    conn: &mut Conn,
    cx: &Context,
    before: &Step,
    edit: &EditStep,
) -> Result<[Option<Chosen>; 2], ProgrammeError> {
    require(&cx.actor, Action::EditProgramme, Scope::City(before.programme, before.city))?;
    let owner = foreseen(conn, cx, before, (before.owner.as_ref(), &edit.owner))?;
    let deputy = foreseen(conn, cx, before, (before.deputy.as_ref(), &edit.deputy)).map_err(of_deputy)?;
    let id = |one: &Option<Chosen>| one.as_ref().map(|chosen| chosen.public_id().clone());
    let was = [&before.owner, &before.deputy].map(|one| one.as_ref().map(|o| o.public_id.clone()));
    if owner.is_some() && id(&owner) == id(&deputy) && [id(&owner), id(&deputy)] != was {
        return Err(own_deputy(edit));
    }
    Ok([owner, deputy])
}

fn foreseen(
    conn: &mut Conn,
    cx: &Context,
    of: &Step,
    (before, choice): (Option<&Owner>, &OwnerChoice),
) -> Result<Option<Chosen>, ProgrammeError> {
    match (before, choice) {
        (Some(owner), OwnerChoice::Contact(id)) if owner.public_id == *id => Ok(Some(Chosen::Known(owner.clone()))),
        (_, OwnerChoice::Nobody) => Ok(None),
        (_, choice) => foresee_owner(conn, cx, of.programme, choice, step_duty(of)),
    }
}

/// Nobody stands in for themselves. What was so before, as two entries for one person may leave it, is no reason to refuse other changes.
fn own_deputy(edit: &EditStep) -> ProgrammeError {
    let field = if matches!(edit.deputy, OwnerChoice::Email(_)) { "deputy_email" } else { "deputy" };
    Invalid::one(field, Reason::OwnDeputy).into()
}

/// The deputy's fields are named after the owner's.
fn of_deputy(error: ProgrammeError) -> ProgrammeError {
    match error {
        ProgrammeError::Invalid(Invalid(mut faults)) => {
            faults.iter_mut().for_each(|fault| fault.field = fault.field.replace("owner", "deputy"));
            Invalid(faults).into()
        }
        other => other,
    }
}
