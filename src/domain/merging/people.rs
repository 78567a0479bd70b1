//! Two entries for one person, where they are parted otherwise than two for an organisation.

use super::kind::{Back, Kind, People};
use super::model::{MergeError, Snapshot, Stay, Stored};
use super::rows::{Hangs, REFERENCES};
use super::store_shelf::Shelf;
use super::undo::split;
use crate::access::{Action, Context, may};
use crate::db::references::Reference;
use crate::db::{Conn, Stored as Db};
use crate::domain::contacts::{self, Contact, OwnFields, Parting, reverted};
use crate::domain::history::{Entity, Entry};
use crate::domain::{consultations, invitations};
use crate::kernel::email::Email;
use crate::kernel::ids::{AddressId, ContactId, EventId, PublicId, SeatId};
use crate::kernel::localised::Localised;

impl Kind for People {
    type Entry = Contact;
    const ENTITY: Entity = Entity::Contact;
    const REFERENCES: &'static [(Hangs, Reference)] = REFERENCES;

    fn id(of: &Contact) -> ContactId {
        of.person.id
    }

    fn version(of: &Contact) -> i64 {
        of.version
    }

    fn living(conn: &mut Conn, id: ContactId) -> Db<Option<Contact>> {
        Ok(contacts::contacts(conn, &[id])?.pop())
    }

    fn heir_of(conn: &mut Conn, id: &PublicId) -> Db<Option<PublicId>> {
        let Some(heir) = contacts::heir_of(conn, id)? else { return Ok(None) };
        Ok(contacts::people(conn, &[heir])?.pop().map(|person| person.public_id))
    }

    fn story(conn: &mut Conn, cx: &Context, of: &Contact) -> Result<Vec<Entry>, MergeError> {
        Ok(contacts::history(conn, cx, &of.person)?)
    }

    /// Seats; and tags.
    fn paired(
        _: &mut Conn,
        (_, snapshot): (&Stored<People>, &Snapshot),
        kept: &Contact,
    ) -> Result<Vec<(Hangs, i64)>, MergeError> {
        let (tags, _) = contacts::tags_back(kept, &snapshot.absorbed);
        Ok(vec![(Hangs::Seats, number(snapshot.seats.len())), (Hangs::Tags, number(tags))])
    }

    fn weigh(
        conn: &mut Conn,
        cx: &Context,
        (stored, snapshot): (&Stored<People>, &Snapshot),
        kept: &Contact,
    ) -> Result<(Vec<Back>, Vec<Stay>), MergeError> {
        let (mut back, mut stays) = (Vec::new(), Vec::new());
        for (what, at) in REFERENCES {
            let moved = People::rows(conn, stored.id, *at)?;
            if moved.is_empty() {
                continue;
            }
            let (mut go, gone) = split(conn, *at, moved, stored.kept.raw())?;
            if gone > 0 {
                stays.push(Stay::Gone { what: *what, n: gone });
            }
            match what {
                Hangs::Addresses => {
                    let changed = changed(snapshot, kept, &go);
                    go.retain(|row| !changed.iter().any(|(id, _)| id == row));
                    stays.extend(changed.into_iter().map(|(_, email)| Stay::Address(email)));
                }
                // A link acts on its seat: the seat goes back to whom the link was sent to, with what was answered by it.
                Hangs::Seats => {
                    stays.extend(taken_away(conn, stored, &mut go)?);
                    for event in answered(conn, stored, &go)? {
                        stays.push(Stay::Seat(title(conn, cx, event)?));
                    }
                }
                _ => {}
            }
            if !go.is_empty() {
                back.push((*what, *at, go));
            }
        }
        let (_, lost) = contacts::tags_back(kept, &snapshot.absorbed);
        stays.extend((lost > 0).then(|| Stay::Gone { what: Hangs::Tags, n: number(lost) }));
        stays.extend(stuck(conn, cx, (stored, snapshot), kept)?);
        Ok((back, stays))
    }

    fn hold(conn: &mut Conn, kept: ContactId) -> Result<(), MergeError> {
        invitations::hold_seats(conn, &[kept])?;
        Ok(contacts::hold_person(conn, kept)?)
    }

    fn part(
        conn: &mut Conn,
        cx: &Context,
        (stored, snapshot): (&Stored<People>, &Snapshot),
        kept: &Contact,
    ) -> Result<(), MergeError> {
        for pair in &snapshot.seats {
            invitations::reopen(conn, cx, (stored.kept, stored.other), pair, stored.merge.merged_at)?;
        }
        contacts::part(conn, cx, (kept, stored.other), parting(snapshot))?;
        // By now each has their own seats and addresses again.
        let closed: Vec<SeatId> = snapshot.seats.iter().map(|pair| pair.goes).collect();
        invitations::part_links(conn, cx, (stored.kept, stored.other), stored.merge.merged_at, &closed)?;
        part_letters(conn, cx, [stored.kept, stored.other])
    }
}

/// What one of them was asked, for an institution or in a questionnaire, at an address that is the other's: nobody reads on there.
fn part_letters(conn: &mut Conn, cx: &Context, both: [ContactId; 2]) -> Result<(), MergeError> {
    let both = contacts::people(conn, &both)?;
    for own in &both {
        let is_own = |email: &Email| own.addresses.iter().any(|a| a.email.folded() == email.folded());
        let others = both.iter().filter(|person| person.id != own.id).flat_map(|person| &person.addresses);
        for address in others.filter(|address| !is_own(&address.email)) {
            invitations::renew_links(conn, cx, own.id, &address.email)?;
            consultations::renew_links(conn, cx, own.id, &address.email)?;
        }
    }
    Ok(())
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn parting(snapshot: &Snapshot) -> Parting<'_> {
    Parting { other: &snapshot.other, before: &snapshot.before, merged: &snapshot.merged, absorbed: &snapshot.absorbed }
}

/// Addresses of the other's that do not read as they did, or were taken away.
fn changed(snapshot: &Snapshot, kept: &Contact, rows: &[i64]) -> Vec<(i64, String)> {
    let same = |(id, email, label): &(AddressId, String, String)| {
        let own = kept.person.addresses.iter().find(|a| a.id == *id);
        own.is_some_and(|a| a.email.as_str() == email && a.label == *label)
    };
    let of = snapshot.addresses.iter().filter(|one| rows.contains(&one.0.raw()) && !same(one));
    of.map(|(id, email, _)| (id.raw(), email.clone())).collect()
}

/// Seats that somebody has taken away since do not go back: nobody is promised a seat that is none.
fn taken_away(conn: &mut Conn, stored: &Stored<People>, rows: &mut Vec<i64>) -> Result<Option<Stay>, MergeError> {
    let seats: Vec<SeatId> = rows.iter().map(|row| SeatId::new(*row)).collect();
    let away = invitations::removed_since(conn, &seats, stored.merge.merged_at)?;
    rows.retain(|row| away.iter().all(|seat| seat.raw() != *row));
    let n = number(away.len());
    Ok((n > 0).then_some(Stay::Gone { what: Hangs::Seats, n }))
}

/// The events of seats by which somebody answered since.
fn answered(conn: &mut Conn, stored: &Stored<People>, rows: &[i64]) -> Result<Vec<EventId>, MergeError> {
    let mut found = Vec::new();
    for row in rows {
        let seat = SeatId::new(*row);
        if invitations::answered_since(conn, seat, stored.merge.merged_at)?
            && let Some(event) = invitations::event_of_seat(conn, seat)?
        {
            found.push(event);
        }
    }
    Ok(found)
}

/// Fields, seats that were two, and the wish.
fn stuck(
    conn: &mut Conn,
    cx: &Context,
    (stored, snapshot): (&Stored<People>, &Snapshot),
    kept: &Contact,
) -> Result<Vec<Stay>, MergeError> {
    let (_, fields) = reverted(&OwnFields::of(kept), &snapshot.before, &snapshot.merged);
    let mut stays: Vec<Stay> = fields.into_iter().map(Stay::Field).collect();
    for pair in &snapshot.seats {
        if invitations::answered_since(conn, pair.stays, stored.merge.merged_at)? {
            let event = title(conn, cx, pair.event)?;
            stays.push(if pair.swapped { Stay::Seat(event) } else { Stay::Answer(event) });
        }
        if pair.closed && invitations::would_wait(conn, pair)? {
            stays.push(Stay::Waits(title(conn, cx, pair.event)?));
        }
    }
    stays.extend(contacts::key_away(conn, (kept, stored.other), parting(snapshot))?.map(Stay::Key));
    if kept.person.do_not_contact && (snapshot.before.silent.is_none() || snapshot.other.silent.is_none()) {
        stays.push(Stay::Wish);
    }
    Ok(stays)
}

/// What an event is called, for those who may see its guests.
fn title(conn: &mut Conn, cx: &Context, event: EventId) -> Result<Option<Localised>, MergeError> {
    let event = invitations::event_facts(conn, event)?;
    Ok(may(&cx.actor, Action::SeeGuests, event.scope()).then(|| event.title.clone()))
}
