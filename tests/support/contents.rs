//! Everything a database holds, as lines to compare: what a request changed is seen whatever it was.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use convoke::db::{Conn, Db, DbError};
use diesel::RunQueryDsl;
use diesel::sql_types::Text;

/// Table -> its rows as text, in a stable order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Contents(BTreeMap<String, Arc<Vec<String>>>);

/// Reads every table; of `ignored` (as `sign_ins.seen_at`) the values are left out. Of a database whose tables keep their columns:
/// what has not changed since the last reading is known by its digest and not read again.
pub fn contents(db: &Db, ignored: &[&str]) -> Contents {
    static KNOWN: Mutex<BTreeMap<String, Reading>> = Mutex::new(BTreeMap::new());
    let whose = format!("{} but {}", db.url(), ignored.join(", "));
    let known = KNOWN.lock().expect("nobody fails with it in hand").remove(&whose);
    let read = |conn: &mut Conn| -> Result<Reading, DbError> {
        let mut reading = known.unwrap_or_else(|| Reading::first(conn, ignored));
        reading.renew(conn);
        Ok(reading)
    };
    let reading = db.read_now(read).expect("a reading of everything");
    let contents = reading.contents.clone();
    KNOWN.lock().expect("nobody fails with it in hand").insert(whose, reading);
    contents
}

/// What is known of one database.
struct Reading {
    tables: BTreeMap<String, Table>,
    digests: BTreeMap<String, String>,
    contents: Contents,
}

/// How a table is read.
struct Table {
    /// What makes one text of a row.
    row: String,
    /// What tells all rows from any others.
    digest: String,
}

impl Reading {
    fn first(conn: &mut Conn, ignored: &[&str]) -> Reading {
        let columns = match conn {
            Conn::Sqlite(_) => {
                "SELECT tables.name AS name, columns.name AS line FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns \
                 WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1, 2"
            }
            Conn::Postgres(_) => {
                "SELECT tables.relname::text AS name, columns.attname::text AS line \
                 FROM pg_class AS tables JOIN pg_attribute AS columns ON columns.attrelid = tables.oid \
                 WHERE tables.relnamespace = 'public'::regnamespace AND tables.relkind = 'r' \
                 AND columns.attnum > 0 AND NOT columns.attisdropped ORDER BY tables.relname, columns.attname"
            }
        };
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for Line { name: table, line: column } in lines(conn, columns) {
            all.entry(table).or_default().push(column);
        }
        let tables = all.into_iter().map(|(name, columns)| {
            let kept = columns.iter().filter(|c| !ignored.contains(&format!("{name}.{c}").as_str()));
            let values = kept.map(|c| format!("'{c}=' || coalesce(CAST({name}.{c} AS TEXT), '-')")).collect::<Vec<_>>();
            let row = values.join(" || ' ' || ");
            // In whatever order the rows lie: another one is only a reading more.
            let digest = match conn {
                // It has no digest, and nobody to send to.
                Conn::Sqlite(_) => format!("coalesce(group_concat({row}, char(10)), '')"),
                // A thousand columns by name take it longer to plan than all the rest.
                Conn::Postgres(_) if values.len() == columns.len() => md5(&format!("CAST({name}.* AS TEXT)")),
                Conn::Postgres(_) => md5(&row),
            };
            (name, Table { row, digest })
        });
        Reading { tables: tables.collect(), digests: BTreeMap::new(), contents: Contents::default() }
    }

    /// Reads what is not as it was.
    fn renew(&mut self, conn: &mut Conn) {
        let now = lines(conn, &self.asked(self.tables.keys(), |table| &table.digest));
        let now: BTreeMap<String, String> = now.into_iter().map(|Line { name, line }| (name, line)).collect();
        let changed: Vec<&String> = now.keys().filter(|table| now.get(*table) != self.digests.get(*table)).collect();
        let mut fresh: BTreeMap<&str, Vec<String>> = changed.iter().map(|table| (table.as_str(), Vec::new())).collect();
        if !changed.is_empty() {
            for Line { name, line } in lines(conn, &self.asked(changed.iter().copied(), |table| &table.row)) {
                fresh.get_mut(name.as_str()).expect("a table that was asked for").push(line);
            }
        }
        for (table, mut rows) in fresh {
            rows.sort();
            self.contents.0.insert(table.to_owned(), Arc::new(rows));
        }
        self.digests = now;
    }

    /// One question to all these tables.
    fn asked<'a>(&self, tables: impl Iterator<Item = &'a String>, what: fn(&Table) -> &String) -> String {
        let one = |name: &String| format!("SELECT '{name}' AS name, {} AS line FROM {name}", what(&self.tables[name]));
        tables.map(one).collect::<Vec<_>>().join(" UNION ALL ")
    }
}

fn md5(row: &str) -> String {
    format!("coalesce(md5(string_agg({row}, chr(10))), '')")
}

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    line: String,
}

fn lines(conn: &mut Conn, query: &str) -> Vec<Line> {
    let query = diesel::sql_query(query);
    match conn {
        Conn::Sqlite(c) => query.load(c),
        Conn::Postgres(c) => query.load(c),
    }
    .expect("a reading of everything")
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
        self.0.get(table).map(|rows| rows.to_vec()).unwrap_or_default()
    }

    /// What is here and was not there, and the other way round.
    pub fn changes_since(&self, before: &Contents) -> Vec<String> {
        let mut changes = Vec::new();
        for (table, rows) in &self.0 {
            let old = &before.0[table];
            if rows == old {
                continue;
            }
            let (new, old): (BTreeSet<_>, BTreeSet<_>) = (rows.iter().collect(), old.iter().collect());
            changes.extend(old.difference(&new).map(|row| format!("- {table}: {row}")));
            changes.extend(new.difference(&old).map(|row| format!("+ {table}: {row}")));
        }
        changes
    }
}
