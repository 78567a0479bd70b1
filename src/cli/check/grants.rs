//! Whether the database lets its role do what the program does.

use super::{Finding, one_line};
use crate::db::grants::{self, Lack, Standing};
use crate::db::{Db, DbError};

/// So many tables are named; how many more there are is said.
const NAMED: usize = 4;

/// What the role lacks, and the words that give it; none where it lacks nothing.
pub fn found(db: &Db) -> Option<Finding> {
    match db.read_now::<_, DbError>(grants::look) {
        Ok(Some((standing, lacks))) => finding(&standing, &lacks),
        Ok(None) => None,
        Err(fault) => Some(Finding::Bad {
            what: format!("database: {}", one_line(&fault.to_string())),
            cure: "look into the database's own log".to_owned(),
        }),
    }
}

pub(super) fn finding(standing: &Standing, lacks: &[Lack]) -> Option<Finding> {
    let Standing { role, schema, may_create } = standing;
    if schema.is_empty() {
        return Some(Finding::Bad {
            what: format!("database: the role \"{role}\" may use no schema of this database (it lacks USAGE)"),
            cure: format!(
                "as the owner of the database: GRANT USAGE, CREATE ON SCHEMA public TO \"{role}\", then look again"
            ),
        });
    }
    let mut missing: Vec<String> =
        (!may_create).then(|| format!("CREATE in schema \"{schema}\"")).into_iter().collect();
    for privilege in ["SELECT", "INSERT", "UPDATE", "DELETE"] {
        let tables: Vec<&str> = lacks.iter().filter(|l| l.privilege == privilege).map(|l| l.name.as_str()).collect();
        if !tables.is_empty() {
            let more = tables.len().saturating_sub(NAMED);
            let named = tables.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            missing.push(format!("{privilege} on {named}{more}"));
        }
    }
    if missing.is_empty() {
        return None;
    }
    let schema_grant = (!may_create).then(|| format!("GRANT CREATE ON SCHEMA \"{schema}\" TO \"{role}\"; "));
    let tables = "SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA";
    let table_grant = (!lacks.is_empty()).then(|| format!("GRANT {tables} \"{schema}\" TO \"{role}\"; "));
    let grants: String = schema_grant.into_iter().chain(table_grant).collect();
    Some(Finding::Bad {
        what: format!("database: the role \"{role}\" lacks {}", missing.join("; ")),
        cure: format!("as the owner of the tables: {}", grants.trim_end().trim_end_matches(';')),
    })
}
