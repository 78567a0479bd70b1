use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::db::conn::each;
use crate::db::schema::seats;
use crate::db::{Conn, Stored};
use crate::domain::invitations::model::Answer;
use crate::domain::invitations::store::BATCH;
use crate::kernel::ids::{ContactId, EventId, PublicId, SeatId};
use crate::kernel::time::Instant;
use crate::kernel::token::nonce;

#[derive(Insertable)]
#[diesel(table_name = seats, treat_none_as_default_value = false)]
struct NewSeat {
    public_id: PublicId,
    event_id: EventId,
    contact_id: Option<ContactId>,
    ordinal: i32,
    nonce: String,
    answer: Answer,
    created_at: Instant,
}

/// New seats, and those taken away before given back. The unique index decides who has one.
pub(super) fn give(conn: &mut Conn, event: EventId, people: &[ContactId], now: Instant) -> Stored<usize> {
    let mut given = 0;
    for batch in people.chunks(BATCH) {
        given += diesel::update(
            seats::table
                .filter(seats::event_id.eq(event))
                .filter(seats::contact_id.eq_any(batch.iter().copied()))
                .filter(seats::removed_at.is_not_null()),
        )
        .set(seats::removed_at.eq(None::<Instant>))
        .execute(conn)?;
        let rows: Vec<NewSeat> = batch
            .iter()
            .map(|contact| NewSeat {
                public_id: PublicId::random(),
                event_id: event,
                contact_id: Some(*contact),
                ordinal: 0,
                nonce: nonce(),
                answer: Answer::None,
                created_at: now,
            })
            .collect();
        given += each!(conn, c => diesel::insert_into(seats::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(given)
}

/// Those of these people who come for an institution.
pub(super) fn delegated(conn: &mut Conn, event: EventId, people: &[ContactId]) -> Stored<BTreeSet<ContactId>> {
    let mut found = BTreeSet::new();
    for batch in people.chunks(BATCH) {
        let some: Vec<Option<ContactId>> = seats::table
            .filter(seats::event_id.eq(event))
            .filter(seats::contact_id.eq_any(batch.iter().copied()))
            .filter(seats::organisation_id.is_not_null())
            .filter(seats::removed_at.is_null())
            .select(seats::contact_id)
            .load(conn)?;
        found.extend(some.into_iter().flatten());
    }
    Ok(found)
}

pub(super) fn remove(conn: &mut Conn, seat: SeatId, now: Instant) -> Stored<()> {
    diesel::update(seats::table.find(seat)).set(seats::removed_at.eq(now)).execute(conn)?;
    Ok(())
}

pub(super) fn seated(conn: &mut Conn, event: EventId, people: &[ContactId]) -> Stored<BTreeSet<ContactId>> {
    let mut found = BTreeSet::new();
    for batch in people.chunks(BATCH) {
        let some: Vec<Option<ContactId>> = seats::table
            .filter(seats::event_id.eq(event))
            .filter(seats::contact_id.eq_any(batch.iter().copied()))
            .filter(seats::removed_at.is_null())
            .select(seats::contact_id)
            .load(conn)?;
        found.extend(some.into_iter().flatten());
    }
    Ok(found)
}
