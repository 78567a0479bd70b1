//! What the role that connects may do with what is there. An embedded database knows no roles.

use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use super::Stored;
use super::conn::Conn;

/// The role, and the schema it works in: none where it may use none.
#[derive(QueryableByName, Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    #[diesel(sql_type = Text)]
    pub role: String,
    #[diesel(sql_type = Text)]
    pub schema: String,
    /// Wanted by the look at which migrations were applied, also where none is missing.
    #[diesel(sql_type = Bool)]
    pub may_create: bool,
}

/// A right that the role lacks on a table.
#[derive(QueryableByName, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Lack {
    #[diesel(sql_type = Text)]
    pub privilege: String,
    #[diesel(sql_type = Text)]
    pub name: String,
}

/// A schema that may not be used is none to this role.
const ROLE: &str = "SELECT current_user::text AS role, coalesce(current_schema()::text, '') AS schema, \
    coalesce(has_schema_privilege(current_schema()::text, 'CREATE'), false) AS may_create";

/// History is only ever added to; what an extension brought is none of ours.
const LACKS: &str = "SELECT p.privilege, c.relname::text AS name FROM pg_class c \
    JOIN pg_namespace n ON n.oid = c.relnamespace \
    CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) AS p(privilege) \
    WHERE n.nspname = current_schema() AND c.relkind = 'r' AND NOT has_table_privilege(c.oid, p.privilege) \
    AND NOT (c.relname IN ('history', 'history_seals', '__diesel_schema_migrations') AND p.privilege IN ('UPDATE', 'DELETE')) \
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e') \
    ORDER BY 1, 2";

/// How the role stands, and what it lacks.
pub fn look(conn: &mut Conn) -> Stored<Option<(Standing, Vec<Lack>)>> {
    match conn {
        Conn::Sqlite(_) => Ok(None),
        Conn::Postgres(conn) => {
            let standing = diesel::sql_query(ROLE).get_result(conn)?;
            Ok(Some((standing, diesel::sql_query(LACKS).load(conn)?)))
        }
    }
}
