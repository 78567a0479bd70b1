//! Whether what guards history does what it was made to do: a trigger may keep its name and guard nothing.

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::conn::Conn;
use super::{Stored, migrate};

#[derive(QueryableByName, PartialEq, Eq)]
struct Guard {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    definition: String,
}

const SQLITE: &str = "SELECT name, sql AS definition FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'history%' ORDER BY name";

/// The schema's name stands before that of the table, whatever it is.
const POSTGRES: &str = "SELECT t.tgname::text AS name, \
    replace(replace(pg_get_triggerdef(t.oid), quote_ident(n.nspname) || '.', ''), '\"', '') AS definition \
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
    WHERE c.relname LIKE 'history%' AND NOT t.tgisinternal AND pg_table_is_visible(c.oid) ORDER BY name";

/// A rule turns a statement into another, or into nothing, before any trigger sees it.
const RULES: &str = "SELECT 'rule ' || rulename || ' on ' || tablename AS name, definition FROM pg_rules \
    WHERE schemaname = ANY (current_schemas(false)) AND tablename LIKE 'history%' ORDER BY 1";

const FUNCTIONS: &str = "SELECT proname || '()' AS name, prosrc AS definition FROM pg_proc \
    WHERE proname IN ('history_refuse', 'history_settled') AND pg_function_is_visible(oid) ORDER BY 1";
/// Where the functions are made, word by word.
const MADE: &str = include_str!("../../migrations/postgres/2026-11-25-000004_chain/up.sql");

/// As the database spells what the migration made.
const TRIGGERS: [(&str, &str); 6] = [
    (
        "history_kept",
        "BEFORE DELETE OR UPDATE OR TRUNCATE ON history FOR EACH STATEMENT EXECUTE FUNCTION history_refuse()",
    ),
    (
        "history_personal_no_update",
        "BEFORE UPDATE ON history_personal FOR EACH ROW WHEN ((NOT ((new.id = old.id) AND (new.history_id = old.history_id) AND \
         (NOT (new.contact_id IS DISTINCT FROM old.contact_id)) AND (new.field = old.field) AND (((old.digest IS NULL) AND \
         (new.digest IS NOT NULL) AND (NOT (new.before_value IS DISTINCT FROM old.before_value)) AND \
         (NOT (new.after_value IS DISTINCT FROM old.after_value))) OR ((NOT (new.digest IS DISTINCT FROM old.digest)) AND \
         (new.salt IS NULL) AND (new.before_value IS NULL) AND (new.after_value IS NULL)))))) EXECUTE FUNCTION history_refuse()",
    ),
    (
        "history_personal_kept",
        "BEFORE DELETE OR TRUNCATE ON history_personal FOR EACH STATEMENT EXECUTE FUNCTION history_refuse()",
    ),
    (
        "history_seals_kept",
        "BEFORE DELETE OR UPDATE OR TRUNCATE ON history_seals FOR EACH STATEMENT EXECUTE FUNCTION history_refuse()",
    ),
    (
        "history_head_forward",
        "BEFORE UPDATE ON history_head FOR EACH ROW WHEN ((NOT ((new.id = old.id) AND (new.position > old.position)))) \
         EXECUTE FUNCTION history_refuse()",
    ),
    (
        "history_head_kept",
        "BEFORE DELETE OR TRUNCATE ON history_head FOR EACH STATEMENT EXECUTE FUNCTION history_refuse()",
    ),
];

/// What stands on the tables of history and is not as the migrations made it, by name: triggers, and on PostgreSQL the functions they
/// call and rules. What is gone is told by [`super::dialect::missing_history_guards`].
pub fn altered_history_guards(conn: &mut Conn) -> Stored<Vec<String>> {
    let altered: Vec<Guard> = match conn {
        Conn::Sqlite(c) => {
            let there: Vec<Guard> = diesel::sql_query(SQLITE).load(c)?;
            let wanted: Vec<Guard> = diesel::sql_query(SQLITE).load(&mut migrate::in_memory()?)?;
            there.into_iter().filter(|guard| !wanted.contains(guard)).collect()
        }
        Conn::Postgres(c) => {
            let triggers: Vec<Guard> = diesel::sql_query(POSTGRES).load(c)?;
            let functions: Vec<Guard> = diesel::sql_query(FUNCTIONS).load(c)?;
            let rules: Vec<Guard> = diesel::sql_query(RULES).load(c)?;
            let strange = triggers.into_iter().filter(|guard| !is_made(guard));
            let rewritten = functions.into_iter().filter(|f| !MADE.contains(&format!("$${}$$", f.definition)));
            strange.chain(rewritten).chain(rules).collect()
        }
    };
    Ok(altered.into_iter().map(|guard| guard.name).collect())
}

fn is_made(guard: &Guard) -> bool {
    let made = TRIGGERS.iter().find(|(name, _)| *name == guard.name);
    made.is_some_and(|(name, told)| guard.definition == format!("CREATE TRIGGER {name} {told}"))
}
