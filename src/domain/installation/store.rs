use diesel::prelude::*;

use crate::db::conn::each;
use crate::db::schema::installation;
use crate::db::{Conn, Stored};

pub(super) fn value(conn: &mut Conn, name: &str) -> Stored<Option<String>> {
    Ok(installation::table.find(name).select(installation::value).first(conn).optional()?)
}

/// What is known, after this has become known if nothing was.
pub(super) fn value_or(conn: &mut Conn, name: &str, first: &str) -> Stored<String> {
    each!(conn, c => diesel::insert_into(installation::table)
        .values((installation::name.eq(name), installation::value.eq(first)))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(installation::table.find(name).select(installation::value).first(conn)?)
}

/// What is known from now on.
pub(super) fn put(conn: &mut Conn, name: &str, new: &str) -> Stored<()> {
    if value_or(conn, name, new)? != new {
        let row = installation::table.find(name);
        each!(conn, c => diesel::update(row).set(installation::value.eq(new)).execute(c))?;
    }
    Ok(())
}
