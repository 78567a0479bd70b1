//! What the two databases do not share, written once. No other file names a database.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::Stored;
use super::conn::Conn;

/// The pattern of "contains", with the wildcards of LIKE escaped by `\`.
pub fn contains_pattern(needle: &str) -> String {
    let mut out = String::with_capacity(needle.len() + 2);
    out.push('%');
    for c in needle.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('%');
    out
}

/// Brings the planner's figures up to date after many rows were written.
pub fn analyze(conn: &mut Conn) -> Stored<()> {
    diesel::sql_query("ANALYZE").execute(conn)?;
    Ok(())
}

/// The size of the database in bytes.
pub fn size(conn: &mut Conn) -> Stored<i64> {
    #[derive(QueryableByName)]
    struct Size {
        #[diesel(sql_type = BigInt)]
        bytes: i64,
    }
    let sql = match conn {
        Conn::Sqlite(_) => "SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()",
        Conn::Postgres(_) => "SELECT pg_database_size(current_database()) AS bytes",
    };
    Ok(diesel::sql_query(sql).get_result::<Size>(conn)?.bytes)
}

/// The database's own name and version, for `check`.
pub fn version(conn: &mut Conn) -> Stored<String> {
    #[derive(QueryableByName)]
    struct Version {
        #[diesel(sql_type = Text)]
        version: String,
    }
    let sql = match conn {
        Conn::Sqlite(_) => "SELECT 'SQLite ' || sqlite_version() AS version",
        Conn::Postgres(_) => "SELECT 'PostgreSQL ' || current_setting('server_version') AS version",
    };
    Ok(diesel::sql_query(sql).get_result::<Version>(conn)?.version)
}
