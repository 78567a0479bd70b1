use diesel::prelude::*;

use crate::db::conn::each;
use crate::db::schema::tasks;
use crate::db::{Conn, Stored};
use crate::kernel::time::Instant;

pub fn is_due(conn: &mut Conn, name: &str, machine: Instant, ran_before: Instant) -> Stored<bool> {
    type Row = (Option<Instant>, Option<Instant>);
    let row: Option<Row> =
        tasks::table.find(name).select((tasks::ran_at, tasks::leased_until)).first(conn).optional()?;
    Ok(row.is_none_or(|(ran_at, leased_until)| {
        ran_at.is_none_or(|at| at <= ran_before) && leased_until.is_none_or(|until| until < machine)
    }))
}

pub fn take(
    conn: &mut Conn,
    name: &str,
    machine: Instant,
    ran_before: Instant,
    owner: &str,
    until: Instant,
) -> Stored<bool> {
    each!(conn, c => diesel::insert_into(tasks::table)
        .values(tasks::name.eq(name))
        .on_conflict_do_nothing()
        .execute(c))?;
    let free = tasks::table
        .find(name)
        .filter(tasks::ran_at.is_null().or(tasks::ran_at.le(Some(ran_before))))
        .filter(tasks::leased_until.is_null().or(tasks::leased_until.lt(Some(machine))));
    let set = (tasks::leased_by.eq(Some(owner)), tasks::leased_until.eq(Some(until)));
    Ok(diesel::update(free).set(set).execute(conn)? == 1)
}

pub fn finish(conn: &mut Conn, name: &str, machine: Instant, owner: &str, outcome: &str) -> Stored<()> {
    let own = tasks::table.find(name).filter(tasks::leased_by.eq(Some(owner)));
    let set = (
        tasks::leased_by.eq(None::<&str>),
        tasks::leased_until.eq(None::<Instant>),
        tasks::ran_at.eq(Some(machine)),
        tasks::outcome.eq(Some(outcome)),
    );
    diesel::update(own).set(set).execute(conn)?;
    Ok(())
}

/// Whether any task ended since.
pub fn any_since(conn: &mut Conn, since: Instant) -> Stored<bool> {
    let ended = tasks::table.filter(tasks::ran_at.gt(Some(since)));
    Ok(ended.select(tasks::name).first::<String>(conn).optional()?.is_some())
}
