//! What the two databases do not share, written once. No other file names a database.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Array, BigInt, Integer, Text};

use super::Stored;
use super::conn::{Conn, each};

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

/// The pattern of "begins with", likewise.
pub fn begins_pattern(needle: &str) -> String {
    contains_pattern(needle).split_off(1)
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

/// Takes so much room for a moment, where the server's disk has it: a table for this transaction alone. A file of SQLite lies on our own
/// disk, where room is looked for otherwise.
pub fn take_room(conn: &mut Conn, bytes: usize) -> Stored<()> {
    if let Conn::Postgres(c) = conn {
        let rows = bytes / 1024;
        // Each row by itself is not worth packing.
        let sql = format!(
            "CREATE TEMP TABLE convoke_room ON COMMIT DROP AS SELECT repeat('x', 1000) AS filling FROM generate_series(1, {rows})"
        );
        diesel::sql_query(sql).execute(c)?;
    }
    Ok(())
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

#[derive(QueryableByName)]
struct IdRow {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// The words of the partial index `outbox_due`, letter by letter: with bound values neither database would use it.
const DUE: &str = "SELECT id FROM outbox WHERE state IN ('queued', 'retry') AND lane = $1 AND due_at <= $2";

/// The ids of messages due in a lane, by `(due_at, id)`, after `floor`. On PostgreSQL they are locked until the transaction ends, and
/// what others have locked is passed over; on SQLite the transaction that claims is the only one that writes.
pub fn due_messages(conn: &mut Conn, lane: i32, now: i64, floor: (i64, i64), limit: i64) -> Stored<Vec<i64>> {
    let lock = match conn {
        Conn::Sqlite(_) => "",
        Conn::Postgres(_) => " FOR UPDATE SKIP LOCKED",
    };
    let sql = format!("{DUE} AND (due_at, id) > ($3, $4) ORDER BY due_at, id LIMIT $5{lock}");
    let rows: Vec<IdRow> = each!(conn, c => diesel::sql_query(sql)
        .bind::<Integer, _>(lane)
        .bind::<BigInt, _>(now)
        .bind::<BigInt, _>(floor.0)
        .bind::<BigInt, _>(floor.1)
        .bind::<BigInt, _>(limit)
        .load(c))?;
    Ok(rows.into_iter().map(|r| r.id).collect())
}

/// Whether a message is due in a lane.
pub fn is_message_due(conn: &mut Conn, lane: i32, now: i64) -> Stored<bool> {
    let sql = format!("{DUE} ORDER BY due_at, id LIMIT 1");
    let rows: Vec<IdRow> = each!(conn, c => diesel::sql_query(sql)
        .bind::<Integer, _>(lane)
        .bind::<BigInt, _>(now)
        .load(c))?;
    Ok(!rows.is_empty())
}

/// Marks messages sent that `owner` still holds, with the relay's words for each; says how many.
///
/// PostgreSQL does not wait for its disk here: a killed process of ours loses nothing by it, and after a loss of power the last
/// moments' messages are sent once more, as they are on SQLite.
pub fn settle_sent(conn: &mut Conn, owner: &str, now: i64, rows: &[(i64, &str)]) -> Stored<usize> {
    use super::schema::outbox;
    match conn {
        Conn::Sqlite(c) => {
            let mut done = 0;
            for (id, reply) in rows {
                let held = outbox::table
                    .filter(outbox::id.eq(*id))
                    .filter(outbox::state.eq("leased"))
                    .filter(outbox::leased_by.eq(owner));
                let set = (
                    outbox::state.eq("sent"),
                    outbox::reply.eq(*reply),
                    outbox::reason.eq(None::<&str>),
                    outbox::leased_by.eq(None::<&str>),
                    outbox::leased_until.eq(None::<i64>),
                    outbox::attempts.eq(outbox::attempts + 1),
                    outbox::settled_at.eq(now),
                );
                // The same statement each time, prepared once.
                done += diesel::update(held).set(set).execute(c)?;
            }
            Ok(done)
        }
        Conn::Postgres(c) => {
            let (ids, replies) = rows.iter().copied().unzip();
            Ok(SettleSent { owner, now, ids, replies }.execute(c)?)
        }
    }
}

/// One statement for a whole batch on PostgreSQL, of which the connection keeps the plan: it runs hundreds of times a second.
struct SettleSent<'a> {
    owner: &'a str,
    now: i64,
    ids: Vec<i64>,
    replies: Vec<&'a str>,
}

/// The text is always the same, so the prepared statement is kept by type.
impl QueryId for SettleSent<'_> {
    type QueryId = SettleSent<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl QueryFragment<Pg> for SettleSent<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("UPDATE outbox SET state = 'sent', reason = NULL, leased_by = NULL, leased_until = NULL, ");
        out.push_sql("attempts = attempts + 1, reply = v.reply, settled_at = ");
        out.push_bind_param::<BigInt, _>(&self.now)?;
        out.push_sql(" FROM unnest(");
        out.push_bind_param::<Array<BigInt>, _>(&self.ids)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Text>, _>(&self.replies)?;
        // The setting holds until the transaction ends; asked for here, it costs no round trip of its own.
        out.push_sql(") AS v (id, reply) WHERE (SELECT set_config('synchronous_commit', 'off', true)) = 'off' ");
        out.push_sql("AND outbox.id = v.id AND state = 'leased' AND leased_by = ");
        out.push_bind_param::<Text, _>(self.owner)
    }
}

impl RunQueryDsl<PgConnection> for SettleSent<'_> {}

/// What only one transaction at a time may do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    SignIn = 0x5167_0001,
    Seal = 0x5167_0002,
    Import = 0x5167_0003,
    Courting = 0x5167_0004,
}

/// Waits until every other transaction that took this turn has ended. On SQLite a transaction that writes is alone anyway.
pub fn take_turn(conn: &mut Conn, turn: Turn) -> Stored<()> {
    if let Conn::Postgres(c) = conn {
        let lock = diesel::sql_query("SELECT pg_advisory_xact_lock($1)").bind::<BigInt, _>(turn as i64);
        lock.execute(c)?;
    }
    Ok(())
}

/// Entries that many rows point to, and that go into others of their kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entries {
    Contacts,
    Organisations,
}

impl Entries {
    const fn table(self) -> &'static str {
        match self {
            Entries::Contacts => "contacts",
            Entries::Organisations => "organisations",
        }
    }
}

/// Numbers for entries about to be written, ascending: nobody else gets them, and what is written need not be asked for again. On SQLite
/// the transaction that asks is the only one that writes, and must write them.
pub fn fresh_ids(conn: &mut Conn, of: Entries, many: usize) -> Stored<Vec<i64>> {
    let (table, many) = (of.table(), i64::try_from(many).unwrap_or(i64::MAX));
    match conn {
        Conn::Sqlite(c) => {
            let sql = format!("SELECT coalesce(max(seq), 0) AS id FROM sqlite_sequence WHERE name = '{table}'");
            let last = diesel::sql_query(sql).get_result::<IdRow>(c)?.id;
            Ok((last + 1..=last + many).collect())
        }
        Conn::Postgres(c) => {
            let next = format!("nextval(pg_get_serial_sequence('{table}', 'id'))");
            let sql = format!("SELECT {next} AS id FROM generate_series(1, $1)");
            let rows: Vec<IdRow> = diesel::sql_query(sql).bind::<BigInt, _>(many).load(c)?;
            Ok(rows.into_iter().map(|row| row.id).collect())
        }
    }
}

/// This transaction is on record before it is on the disk: after a loss of power the database is whole, and as it was a moment before. For
/// work that goes on from where the database says it stands. SQLite does so always.
pub fn wait_for_no_disk(conn: &mut Conn) -> Stored<()> {
    if let Conn::Postgres(c) = conn {
        diesel::sql_query("SET LOCAL synchronous_commit TO off").execute(c)?;
    }
    Ok(())
}

/// What is about to happen to entries that are held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hold {
    /// A row is made to point to them: none is merged meanwhile.
    Pointing,
    /// They are changed, with what hangs on them: whoever changes or merges them meanwhile waits.
    Changing,
    /// They are merged: no row is made to point to them meanwhile, and those that are being made are waited for.
    Merging,
}

/// SQLite takes a million bytes a statement: so many numbers are named in one.
const HELD: usize = 5_000;

/// Those of these entries that live, by number, and are as they are until this transaction ends. On SQLite the transaction that asks is the
/// only one that writes.
pub fn hold(conn: &mut Conn, of: Entries, until: Hold, ids: &[i64]) -> Stored<Vec<i64>> {
    let lock = match (&*conn, until) {
        (Conn::Sqlite(_), _) => "",
        // What a foreign key takes of the row that it points to, and what this waits for.
        (Conn::Postgres(_), Hold::Pointing) => " FOR KEY SHARE",
        (Conn::Postgres(_), Hold::Changing) => " FOR NO KEY UPDATE",
        (Conn::Postgres(_), Hold::Merging) => " FOR UPDATE",
    };
    let table = of.table();
    let mut sorted = ids.to_vec();
    sorted.sort_unstable();
    let mut found = Vec::with_capacity(ids.len());
    for batch in sorted.chunks(HELD) {
        let ids: Vec<String> = batch.iter().map(i64::to_string).collect();
        let ids = ids.join(", ");
        let sql = format!("SELECT id FROM {table} WHERE id IN ({ids}) AND erased_at IS NULL ORDER BY id{lock}");
        found.extend(diesel::sql_query(sql).load::<IdRow>(conn)?.into_iter().map(|row| row.id));
    }
    Ok(found)
}

/// The newest entry of history below which none can still appear; none while that cannot be said, or there is none. On SQLite the
/// transaction that asks is the only one that writes; on PostgreSQL ids are given before the commit, and the database's own function
/// looks at a moment when nobody is adding.
pub fn settled_history(conn: &mut Conn) -> Stored<Option<i64>> {
    #[derive(QueryableByName)]
    struct Newest {
        #[diesel(sql_type = diesel::sql_types::Nullable<BigInt>)]
        id: Option<i64>,
    }
    let sql = match conn {
        Conn::Sqlite(_) => "SELECT max(id) AS id FROM history",
        Conn::Postgres(_) => "SELECT history_settled() AS id",
    };
    Ok(diesel::sql_query(sql).get_result::<Newest>(conn)?.id)
}

/// What guards history on both databases, table by table.
const GUARDS: ([&str; 8], [&str; 6]) = (
    [
        "history_no_update",
        "history_no_delete",
        "history_personal_no_update",
        "history_personal_no_delete",
        "history_seals_no_update",
        "history_seals_no_delete",
        "history_head_forward",
        "history_head_no_delete",
    ],
    [
        "history_kept",
        "history_personal_no_update",
        "history_personal_kept",
        "history_seals_kept",
        "history_head_forward",
        "history_head_kept",
    ],
);

/// The triggers of history that are gone, or switched off.
pub fn missing_history_guards(conn: &mut Conn) -> Stored<Vec<&'static str>> {
    #[derive(QueryableByName)]
    struct Trigger {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let (guards, sql): (&[&'static str], _) = match conn {
        Conn::Sqlite(_) => (&GUARDS.0, "SELECT name FROM sqlite_master WHERE type = 'trigger'"),
        // O and A fire for everybody's session; D and R do not.
        Conn::Postgres(_) => (
            &GUARDS.1,
            "SELECT t.tgname::text AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid \
             WHERE t.tgenabled IN ('O', 'A') AND NOT t.tgisinternal AND pg_table_is_visible(c.oid)",
        ),
    };
    let there: Vec<Trigger> = diesel::sql_query(sql).load(conn)?;
    Ok(guards.iter().copied().filter(|guard| there.iter().all(|t| t.name != *guard)).collect())
}
