//! An institution is invited, its invitation changed, or taken away.

use super::answering::still_named;
use super::draft::NewDelegation;
use super::model::{Act, Delegation};
use super::replacing::hush_contact;
use super::store_entries::{self as entries, New};
use super::{store, store_seats};
use crate::access::{Action, Context, Denied, Door, require};
use crate::db::{Conn, DbError};
use crate::domain::contacts::{self, ContactError};
use crate::domain::events::lock_places;
use crate::domain::history::{self, Change, Entity, PersonalChange, Record};
use crate::domain::invitations::facts::{EventFacts, event_facts};
use crate::domain::invitations::model::{Answer, InvitationError};
use crate::kernel::ids::{ContactId, OrganisationId, PublicId};
use crate::kernel::invalid::{Invalid, PlaceFault, Reason};
use crate::kernel::locale::Locale;

/// Gives an institution places. Nobody is written to before a round is released.
pub fn invite_institution(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    new: &NewDelegation,
) -> Result<Delegation, InvitationError> {
    require(&cx.actor, Action::Invite, event.scope())?;
    lock_places(conn, event.id)?;
    let organisation = organisation(conn, cx, &new.organisation)?;
    let contact = contact(conn, &new.contact)?;
    let rank = match new.rank {
        Some(rank) => rank,
        None => store::next_rank(conn, event.id)?,
    };
    let id = store::insert(conn, event, (organisation, contact, rank), new, cx.now).map_err(invited_already)?;
    let made = store::by_id(conn, id)?.ok_or(Denied::NotFound)?;
    store_seats::provide(conn, &made, new.places, cx.now)?;
    let entry = New { contact: Some(contact), places: Some(new.places), ..New::of(Act::Created) };
    entries::add(conn, cx, id, &entry)?;
    let changes = [Change::of("institution", "", name_of(&made)), Change::of("places", 0, new.places)];
    history::record(conn, cx, record(event, "institution-invited", (&made, made.version)).changes(changes))?;
    Ok(made)
}

fn invited_already(error: DbError) -> InvitationError {
    match error {
        DbError::Duplicate(_) => Invalid::one("organisation", Reason::Taken).into(),
        other => other.into(),
    }
}

fn organisation(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<OrganisationId, InvitationError> {
    match contacts::organisation(conn, cx, id) {
        Ok(found) => Ok(contacts::held_organisation(conn, found.id)?.ok_or(Denied::NotFound)?),
        Err(ContactError::Denied(Denied::NotFound)) => Err(Invalid::one("organisation", Reason::NoSuch).into()),
        Err(ContactError::Denied(denied)) => Err(denied.into()),
        Err(ContactError::Db(error)) => Err(error.into()),
        Err(ContactError::Invalid(invalid)) => Err(invalid.into()),
        Err(ContactError::Stale) => Err(InvitationError::Stale),
    }
}

fn contact(conn: &mut Conn, id: &PublicId) -> Result<ContactId, InvitationError> {
    Ok(contacts::held_id_of(conn, id)?.ok_or_else(|| Invalid::one("contact", Reason::NoSuch))?)
}

/// What was done with an institution's invitation, which is at this version now: it is the event's.
pub(super) fn record(event: &EventFacts, action: &'static str, (of, version): (&Delegation, i64)) -> Record {
    let record = Record::new(Entity::Event, event.id.raw(), action).within(event.programme, event.city);
    record.part(&of.public_id, version).naming([of.contact])
}

/// As the log names it: a house is nobody's private matter.
pub(super) fn name_of(delegation: &Delegation) -> &str {
    delegation.name.best(Locale::En)
}

/// What a use case of staff acts on: the right first, then the lock, then what stands.
pub(super) fn for_staff(
    conn: &mut Conn,
    cx: &Context,
    id: &PublicId,
    action: Action,
) -> Result<(EventFacts, Delegation), InvitationError> {
    let (event, found) = super::delegation(conn, cx, id)?;
    require(&cx.actor, action, event.scope())?;
    lock_places(conn, event.id)?;
    // It may have changed, or the event moved, while we waited.
    let now = store::by_id(conn, found.id)?.ok_or(Denied::NotFound)?;
    Ok((event_facts(conn, event.id)?, now))
}

/// Changes what an institution is offered and how it is written to. The institution stays. Whoever spoke for it before hears nothing more.
pub fn edit_delegation(
    conn: &mut Conn,
    cx: &Context,
    id: &PublicId,
    version: i64,
    new: &NewDelegation,
) -> Result<Delegation, InvitationError> {
    let (event, before) = for_staff(conn, cx, id, Action::Invite)?;
    if before.version != version {
        return Err(InvitationError::Stale);
    }
    if new.organisation != before.organisation_public {
        return Err(Invalid::one("organisation", Reason::Fixed).into());
    }
    let contact = contact(conn, &new.contact)?;
    keeps_room(conn, &before, new.places, cx.locale)?;
    let rank = new.rank.unwrap_or(before.rank);
    // Nothing changed is nothing written.
    let own = (before.contact, before.rank, before.places, before.locale, &before.salutation, &before.closing);
    if (contact, rank, new.places, new.locale, &new.salutation, &new.closing) == own {
        return Ok(before);
    }
    if store::update(conn, (before.id, version), (contact, rank), new, cx.now)? == 0 {
        return Err(InvitationError::Stale);
    }
    if new.places != before.places {
        resize(conn, cx, &before, new.places)?;
    }
    if contact != before.contact {
        store::renew_nonce(conn, before.id)?;
        hush_contact(conn, cx, &before)?;
        let entry = New { contact: Some(contact), former: Some(before.contact), ..New::of(Act::ContactReplaced) };
        entries::add(conn, cx, before.id, &entry)?;
    }
    let after = store::by_id(conn, before.id)?.ok_or(Denied::NotFound)?;
    tell(conn, cx, &event, &before, &after)?;
    Ok(after)
}

/// Fewer places than are taken or named are no offer any more: who must go first is said.
fn keeps_room(conn: &mut Conn, before: &Delegation, places: i64, locale: Locale) -> Result<(), InvitationError> {
    if places < before.named {
        return Err(still_named(conn, before, usize::try_from(before.named).unwrap_or(0), locale)?.into());
    }
    if places < before.taken() {
        return Err(Invalid::one("places", Reason::Place(PlaceFault::BelowTaken { taken: before.taken() })).into());
    }
    Ok(())
}

/// Places that are named or taken keep the first ordinals; those after them come and go.
fn resize(conn: &mut Conn, cx: &Context, before: &Delegation, places: i64) -> Result<(), InvitationError> {
    let mut slots = store_seats::slots(conn, before)?;
    slots.sort_by_key(|s| (s.named, matches!(s.answer, Answer::None | Answer::Declined), s.ordinal));
    let order: Vec<_> = slots.iter().map(|s| s.seat).collect();
    if places < before.places {
        store_seats::reorder(conn, &order)?;
    }
    store_seats::provide(conn, before, places, cx.now)?;
    entries::add(conn, cx, before.id, &New { places: Some(places), ..New::of(Act::Edited) })?;
    Ok(())
}

fn tell(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    before: &Delegation,
    after: &Delegation,
) -> Result<(), InvitationError> {
    let other = before.contact != after.contact;
    let personal = other.then(|| PersonalChange {
        contact: Some(before.contact),
        field: "contact".to_owned(),
        before: Some(before.contact_name.latin_or_native().to_owned()),
        after: Some(after.contact_name.latin_or_native().to_owned()),
    });
    let changes = [
        Change::of("places", before.places, after.places),
        Change::of("rank", before.rank, after.rank),
        Change::of("language", before.locale, after.locale),
    ];
    let wording = before.salutation != after.salutation || before.closing != after.closing;
    if !other && !wording && changes.iter().all(Option::is_none) {
        return Ok(());
    }
    let record = record(event, "institution-edited", (after, after.version)).because(name_of(after));
    let record = record.changes(changes).personal(personal).naming([before.contact]);
    history::record(conn, cx, record)?;
    Ok(())
}

/// Takes an institution's places away: its link dies, mails that wait are moot, places are free. The story stays on record.
pub fn remove_delegation(conn: &mut Conn, cx: &Context, id: &PublicId, version: i64) -> Result<(), InvitationError> {
    let (event, before) = for_staff(conn, cx, id, Action::Invite)?;
    if store::remove(conn, before.id, version, cx.now)? == 0 {
        return Err(InvitationError::Stale);
    }
    let cx = Context { door: Door::Staff, ..cx.clone() };
    store_seats::clear(conn, &before, cx.now)?;
    hush_contact(conn, &cx, &before)?;
    entries::add(conn, &cx, before.id, &New::of(Act::Removed))?;
    let changes = [Change::of("institution", name_of(&before), ""), Change::of("places", before.places, 0)];
    history::record(conn, &cx, record(&event, "institution-removed", (&before, version + 1)).changes(changes))?;
    Ok(())
}
