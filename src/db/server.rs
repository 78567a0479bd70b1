//! What a database server says of itself. An embedded database has none.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::Stored;
use super::conn::Conn;

/// The server's clock and room.
#[derive(QueryableByName, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Server {
    /// Microseconds since 1970 by its clock.
    #[diesel(sql_type = BigInt)]
    pub clock: i64,
    /// How many connections it has for roles such as ours.
    #[diesel(sql_type = BigInt)]
    pub connections: i64,
}

/// Some are kept for superusers and, since version 16, for others.
const ASK: &str = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS clock, \
    current_setting('max_connections')::bigint - current_setting('superuser_reserved_connections')::bigint \
    - coalesce(current_setting('reserved_connections', true), '0')::bigint AS connections";

/// None of an embedded database: it has neither.
pub fn look(conn: &mut Conn) -> Stored<Option<Server>> {
    match conn {
        Conn::Sqlite(_) => Ok(None),
        Conn::Postgres(conn) => Ok(Some(diesel::sql_query(ASK).get_result(conn)?)),
    }
}
