//! An online copy of the embedded database.

use std::path::Path;

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::conn::{self, Conn, Role, make_private};
use super::{DatabaseUrl, Db, DbError, Stored};

impl Db {
    /// Writes a whole, consistent and compact copy to `target`, which must not exist, while work goes on; `settle` then puts right in it
    /// what holds in the original alone. PostgreSQL has its own tools for this (`pg_dump`), which the error names.
    pub fn copy_to(&self, target: &Path, settle: impl FnOnce(&mut Conn) -> Stored<()>) -> Stored<()> {
        let text = target.to_str().ok_or_else(|| DbError::Query("the target's path is not UTF-8".to_owned()))?;
        let mut conn = self.connect()?;
        match &mut conn {
            Conn::Sqlite(c) => {
                // SQLite takes an empty file for none.
                make_private(target).map_err(|fault| DbError::Unavailable(fault.to_string()))?;
                diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(text).execute(c)?;
                let copy = DatabaseUrl::Sqlite(target.to_owned());
                // Closed again at once, it leaves nothing beside the one file.
                settle(&mut conn::connect(&copy, Role::Write).map_err(|e| DbError::Unavailable(e.to_string()))?)
            }
            Conn::Postgres(_) => Err(DbError::Query("PostgreSQL is copied with its own pg_dump".to_owned())),
        }
    }
}
