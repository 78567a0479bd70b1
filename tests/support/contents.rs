//! Everything a database holds, as lines to compare: what a request changed is seen whatever it was.

use std::collections::BTreeMap;

use convoke::db::{Conn, Db};
use diesel::RunQueryDsl;
use diesel::sql_types::Text;

/// Table -> its rows as text, in a stable order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Contents(BTreeMap<String, Vec<String>>);

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Reads every table; of `ignored` (as `sign_ins.seen_at`) the values are left out.
pub fn contents(db: &Db, ignored: &[&str]) -> Contents {
    let mut conn = db.connect().expect("connect");
    let names = match &mut conn {
        Conn::Sqlite(_) => {
            "SELECT name AS line FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        }
        Conn::Postgres(_) => "SELECT tablename::text AS line FROM pg_tables WHERE schemaname = 'public'",
    };
    let tables = lines(&mut conn, names);
    let read = tables.into_iter().map(|table| {
        let columns = match &mut conn {
            Conn::Sqlite(_) => format!("SELECT name AS line FROM pragma_table_info('{table}') ORDER BY name"),
            Conn::Postgres(_) => format!(
                "SELECT column_name::text AS line FROM information_schema.columns \
                 WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY column_name"
            ),
        };
        let columns = lines(&mut conn, &columns);
        let kept = columns.iter().filter(|c| !ignored.contains(&format!("{table}.{c}").as_str()));
        let value = |c: &String| format!("'{c}=' || coalesce(CAST({table}.{c} AS TEXT), '-')");
        let row = kept.map(value).collect::<Vec<_>>().join(" || ' ' || ");
        let rows = lines(&mut conn, &format!("SELECT {row} AS line FROM {table} ORDER BY 1"));
        (table, rows)
    });
    Contents(read.collect())
}

fn lines(conn: &mut Conn, query: &str) -> Vec<String> {
    let query = diesel::sql_query(query);
    let rows: Vec<Line> = match conn {
        Conn::Sqlite(c) => query.load(c),
        Conn::Postgres(c) => query.load(c),
    }
    .expect("a reading of everything");
    rows.into_iter().map(|row| row.line).collect()
}

impl Contents {
    /// One column of a table, in the order of the rows' text.
    pub fn values(&self, table: &str, column: &str) -> Vec<String> {
        let start = format!(" {column}=");
        let value = |row: &String| {
            let row = format!(" {row}");
            row.split(&start).nth(1).map(|rest| rest.split(' ').next().unwrap_or_default().to_owned())
        };
        self.rows(table).iter().filter_map(value).collect()
    }

    pub fn rows(&self, table: &str) -> Vec<String> {
        self.0.get(table).cloned().unwrap_or_default()
    }

    /// What is here and was not there, and the other way round.
    pub fn changes_since(&self, before: &Contents) -> Vec<String> {
        let mut changes = Vec::new();
        for (table, rows) in &self.0 {
            let old = &before.0[table];
            let gone = old.iter().filter(|r| !rows.contains(r)).map(|r| format!("- {table}: {r}"));
            let new = rows.iter().filter(|r| !old.contains(r)).map(|r| format!("+ {table}: {r}"));
            changes.extend(gone.chain(new));
        }
        changes
    }
}
