use std::collections::HashMap;

use chrono::{Duration, NaiveDate};

use super::model::{
    Audience, Brief, Deliverable, DeliverableError, DeliverableState, EditDeliverable, Filter, Lateness,
    NewDeliverable, OwnerFilter, Planned, Wanted,
};
use super::{store, store_whole, versions};
use crate::access::{Action, Actor, Context, Denied, Scope, may, require, require_open};
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, Entry, Record};
use crate::domain::programme::{self, Chosen, Duty, Outline, Outsiders, OwnerChoice};
use crate::kernel::ids::{ContactId, DeliverableId, ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::reach::near;
use crate::kernel::time::Instant;

type Result<T> = std::result::Result<T, DeliverableError>;

/// How far ahead "due soon" looks, in days.
pub const FORTNIGHT: i64 = 14;

/// Plants what a template holds. The caller has made the programme or city and recorded it.
pub fn add_planned(conn: &mut Conn, cx: &Context, programme: ProgrammeId, planned: &[Planned]) -> Result<()> {
    require(&cx.actor, Action::EditDeliverable, Scope::Programme(programme))?;
    for one in planned {
        store::insert(conn, cx.now, programme, one, None)?;
    }
    Ok(())
}

/// Whoever answers for a result can write versions of it, and see it.
pub fn duty(audience: Audience, place: Option<Scope>) -> Duty {
    let actions: &'static [Action] = match audience {
        Audience::Internal => &[Action::UploadVersion, Action::SeeInternal],
        Audience::External => &[Action::UploadVersion],
    };
    Duty { actions, place, outsiders: Outsiders::Welcome }
}

/// A new deliverable, outlined.
pub fn create(conn: &mut Conn, cx: &Context, outline: &Outline, new: &NewDeliverable) -> Result<Deliverable> {
    let programme = outline.programme.id;
    require_open(&cx.actor, programme)?;
    let step = match &new.step {
        None => None,
        Some(id) => Some(
            outline.steps.iter().find(|s| s.public_id == *id).ok_or_else(|| Invalid::one("step", Reason::NoSuch))?,
        ),
    };
    let city = step.map(|s| s.city);
    require(&cx.actor, Action::EditDeliverable, Scope::of(programme, city))?;
    within_reach(cx, None, new.due_on)?;
    let duty = duty(new.audience, Some(Scope::of(programme, city)));
    let owner = programme::resolve_owner(conn, cx, programme, &new.owner, duty)?;
    let planned = Planned {
        city,
        step: step.map(|s| s.id),
        kind: new.kind,
        audience: new.audience,
        title: new.title.clone(),
        due_on: new.due_on,
        position: store::next_position(conn, programme)?,
    };
    let id = store::insert(conn, cx.now, programme, &planned, owner)?;
    let record = Record::new(Entity::Deliverable, id.raw(), "created").within(programme, city);
    let of = owner.map(|id| id.to_string()).unwrap_or_default();
    history::record(conn, cx, record.changes([Change::of("owner", "", of)]))?;
    by_id(conn, programme, id)
}

fn within_reach(
    cx: &Context,
    before: Option<NaiveDate>,
    due_on: Option<NaiveDate>,
) -> std::result::Result<(), Invalid> {
    let mut faults = Invalid::default();
    near(&mut faults, "due_on", (before, due_on), cx.now);
    faults.into_result()
}

/// Changes kind, audience, title, due date and owner. Links of outsiders rest while it is internal.
pub fn edit(
    conn: &mut Conn,
    cx: &Context,
    before: &Deliverable,
    version: i64,
    edit: &EditDeliverable,
) -> Result<Deliverable> {
    require(&cx.actor, Action::EditDeliverable, Scope::of(before.programme, before.city))?;
    within_reach(cx, before.due_on, edit.due_on)?;
    let owner = match (&before.owner, &edit.owner) {
        (Some(owner), OwnerChoice::Contact(id)) if owner.public_id == *id => Some(owner.id),
        (_, choice) => {
            let duty = duty(edit.audience, Some(Scope::of(before.programme, before.city)));
            programme::resolve_owner(conn, cx, before.programme, choice, duty)?
        }
    };
    let day = |d: Option<NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let number = |id: Option<ContactId>| id.map(|i| i.to_string()).unwrap_or_default();
    let changes = [
        Change::of("kind", before.kind, edit.kind),
        Change::of("audience", before.audience, edit.audience),
        Change::of("title", store::stored(&before.title)?.as_str(), store::stored(&edit.title)?.as_str()),
        Change::of("due_on", day(before.due_on), day(edit.due_on)),
        Change::of("owner", number(before.owner.as_ref().map(|o| o.id)), number(owner)),
    ];
    if changes.iter().all(Option::is_none) {
        // Nothing to write, for whoever has seen the newest.
        let now = by_id(conn, before.programme, before.id)?;
        return if now.version == version { Ok(now) } else { Err(DeliverableError::Stale) };
    }
    if !store::update(conn, cx.now, (before.id, version), edit, owner)? {
        return Err(DeliverableError::Stale);
    }
    let record = Record::new(Entity::Deliverable, before.id.raw(), "edited").within(before.programme, before.city);
    history::record(conn, cx, record.changes(changes))?;
    let now = by_id(conn, before.programme, before.id)?;
    if now.audience == Audience::External || now.state != DeliverableState::Published {
        return Ok(now);
    }
    // What is internal is never published: it stays approved.
    versions::move_to(conn, cx, &now, DeliverableState::Approved)?;
    by_id(conn, before.programme, before.id)
}

/// A deliverable as it would be, and whoever would answer for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Foreseen {
    /// Without an owner who would become a contact by it.
    pub after: Deliverable,
    pub owner: Option<Chosen>,
}

/// What [`edit`] would make of it, without writing: what that refuses is refused.
pub fn foresee(
    conn: &mut Conn,
    cx: &Context,
    before: &Deliverable,
    version: i64,
    edit: &EditDeliverable,
) -> Result<Foreseen> {
    require(&cx.actor, Action::EditDeliverable, before.scope())?;
    if version != before.version {
        return Err(DeliverableError::Stale);
    }
    within_reach(cx, before.due_on, edit.due_on)?;
    let owner = match (&before.owner, &edit.owner) {
        (Some(owner), OwnerChoice::Contact(id)) if owner.public_id == *id => Some(Chosen::Known(owner.clone())),
        (_, choice) => {
            programme::foresee_owner(conn, cx, before.programme, choice, duty(edit.audience, Some(before.scope())))?
        }
    };
    let known = match &owner {
        Some(Chosen::Known(known)) => Some(known.clone()),
        Some(Chosen::Member { .. }) | None => None,
    };
    let after = Deliverable {
        kind: edit.kind,
        audience: edit.audience,
        title: edit.title.clone(),
        due_on: edit.due_on,
        owner: known,
        ..before.clone()
    };
    Ok(Foreseen { after, owner })
}

/// Moves a deliverable by hand along the table of states, and its versions with it. A withdrawal, an approval taken back, and work given
/// back want a reason. Where reviewers are named, they and nobody else approve.
pub fn advance(
    conn: &mut Conn,
    cx: &Context,
    before: &Deliverable,
    version: i64,
    (next, reason): (DeliverableState, &str),
) -> Result<()> {
    require(&cx.actor, Action::EditDeliverable, Scope::of(before.programme, before.city))?;
    // Who is too late is told so first: where it may go from here was another question.
    if before.version != version {
        return Err(DeliverableError::Stale);
    }
    if !before.state.may_become(next, before.audience) {
        return Err(DeliverableError::NoWay { from: before.state, to: next });
    }
    let reason = crate::kernel::invalid::line(reason, 500).map_err(|r| Invalid::one("reason", r))?;
    if reason.is_empty() && before.state.wants_reason(next) {
        return Err(Invalid::one("reason", Reason::Required).into());
    }
    let now = versions::lock(conn, before)?;
    if now.version != version {
        return Err(DeliverableError::Stale);
    }
    let landed = versions::follow(conn, cx, &now, (next, &reason))?;
    if !store::set_state(conn, cx.now, (before.id, version), landed)? {
        return Err(DeliverableError::Stale);
    }
    let record = Record::new(Entity::Deliverable, before.id.raw(), "moved").within(before.programme, before.city);
    history::record(conn, cx, record.because(reason).changes([Change::of("state", before.state, landed)]))?;
    Ok(())
}

fn by_id(conn: &mut Conn, programme: ProgrammeId, id: DeliverableId) -> Result<Deliverable> {
    store::by_id(conn, programme, id)?.ok_or(Denied::NotFound.into())
}

/// Whether internal deliverables of a programme are for the actor's eyes.
pub fn sees_internal(actor: &Actor, programme: ProgrammeId) -> bool {
    may(actor, Action::SeeInternal, Scope::Programme(programme))
}

/// The right to see this one: an internal one is "not found" to whoever works for the outside.
pub(super) fn seen(cx: &Context, of: &Deliverable) -> Result<()> {
    require(&cx.actor, Action::SeeProgramme, of.scope())?;
    if of.audience == Audience::Internal {
        require(&cx.actor, Action::SeeInternal, of.scope())?;
    }
    Ok(())
}

/// A deliverable of the programme.
pub fn find(conn: &mut Conn, cx: &Context, programme: ProgrammeId, id: &PublicId) -> Result<Deliverable> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    let found = store::by_public_id(conn, programme, id)?.ok_or(Denied::NotFound)?;
    seen(cx, &found)?;
    Ok(found)
}

/// All of a programme that the actor may see, by due date, for the matrix, the timeline and gates: two statements, whatever their number.
pub fn all(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<Deliverable>> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    among(conn, cx, programme, &Wanted { all: true, ..Wanted::default() })
}

/// Those of them that are wanted; where those are very many, all.
pub fn among(conn: &mut Conn, cx: &Context, programme: ProgrammeId, wanted: &Wanted) -> Result<Vec<Deliverable>> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    let mut found = store_whole::among(conn, programme, wanted)?;
    if !sees_internal(&cx.actor, programme) {
        found.retain(|d| d.audience == Audience::External);
    }
    Ok(found)
}

/// As [`all`], by what is counted of them: one statement.
pub fn briefs(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<Brief>> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    Ok(store_whole::briefs(conn, programme, sees_internal(&cx.actor, programme))?)
}

/// A page of a programme's deliverables by due date.
pub fn list(
    conn: &mut Conn,
    cx: &Context,
    outline: &Outline,
    filter: &Filter,
    page: PageRequest,
) -> Result<Page<Deliverable>> {
    let programme = outline.programme.id;
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    let mut wanted = store::Wanted::all(programme);
    wanted.city = filter.city;
    wanted.state = filter.state;
    wanted.audience = filter.audience;
    wanted.external_only = !sees_internal(&cx.actor, programme);
    wanted.owner = filter.owner.clone();
    let of_kind = |kind: &str| outline.steps.iter().filter(|s| s.kind.as_str() == kind).map(|s| s.id).collect();
    wanted.steps = filter.step_kind.as_deref().map(of_kind);
    if let Some(step) = filter.step {
        wanted.steps = Some(vec![step]);
    }
    if let Some(lateness) = filter.lateness {
        wanted.among = Some(by_lateness(conn, outline, lateness, cx.now)?);
    }
    let items = store::list(conn, &wanted, Some(page))?;
    Ok(Page::cut(items, page, |d| d.id.raw()))
}

/// Which deliverables are late or soon due, each by the day it is in its own city.
fn by_lateness(conn: &mut Conn, outline: &Outline, lateness: Lateness, now: Instant) -> Stored<Vec<DeliverableId>> {
    let open = store::open_with_dates(conn, outline.programme.id)?;
    let wanted = open.into_iter().filter(|(_, city, due)| {
        let today = now.at(outline.zone(*city)).date();
        match lateness {
            Lateness::Late => *due < today,
            Lateness::Soon => (today..=today + Duration::days(FORTNIGHT)).contains(due),
        }
    });
    Ok(wanted.map(|(id, ..)| id).collect())
}

/// What happened to a deliverable, newest first.
pub fn history(conn: &mut Conn, cx: &Context, of: &Deliverable, page: PageRequest) -> Result<Page<Entry>> {
    seen(cx, of)?;
    require(&cx.actor, Action::SeeHistory, Scope::of(of.programme, of.city))?;
    Ok(history::of_entity(conn, Entity::Deliverable, of.id.raw(), page)?)
}

/// Deliverables by number, whatever their programme: for slices that check their own right. One statement, however many.
pub fn load_many(conn: &mut Conn, ids: &[DeliverableId]) -> Stored<HashMap<DeliverableId, Deliverable>> {
    if ids.is_empty() { Ok(HashMap::new()) } else { store::anywhere_among(conn, ids) }
}

/// Makes everybody else who would change these wait until this transaction ends: what was read of them afterwards stays so. The caller
/// has checked that they may be seen.
pub fn hold(conn: &mut Conn, ids: &[DeliverableId]) -> Stored<()> {
    store::hold(conn, ids)
}

/// Whose deliverables a list shows, from an address: a contact's public id or `nobody`.
impl std::str::FromStr for OwnerFilter {
    type Err = crate::kernel::ids::BadPublicId;
    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        if text == "nobody" { Ok(OwnerFilter::Nobody) } else { text.parse().map(OwnerFilter::Contact) }
    }
}
