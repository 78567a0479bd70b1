//! A migrated database of one's own for each test: a SQLite file, or a PostgreSQL database where `CONVOKE_TEST_POSTGRES` names a
//! server (`postgres://user@host:port`) on which databases may be made.

// Shared by the tests inside the crate and those outside: each uses its part.
#![allow(dead_code)]

use std::ops::Deref;
use std::sync::OnceLock;
use std::time::Duration;

use convoke::db::{DatabaseUrl, Db, Limits};
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl};

/// Dropped with its data.
pub struct TestDatabase {
    url: DatabaseUrl,
    /// Opened when it is first asked for: an application on it has connections of its own.
    db: OnceLock<Db>,
    folder: tempfile::TempDir,
    postgres: Option<(String, String)>,
}

impl TestDatabase {
    pub fn url(&self) -> DatabaseUrl {
        self.url.clone()
    }
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

impl Deref for TestDatabase {
    type Target = Db;
    fn deref(&self) -> &Db {
        self.db.get_or_init(|| Db::open(&self.url, &limits()).expect("open"))
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        drop(self.db.take());
        if let Some((server, name)) = &self.postgres {
            let mut conn = server_connection(server);
            conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
                .expect("drop the test's database");
        }
    }
}

/// As many connections as the program opens by itself, or what a measurement wants (`CONVOKE_TEST_CONNECTIONS`).
pub fn limits() -> Limits {
    let wanted = std::env::var("CONVOKE_TEST_CONNECTIONS").ok().and_then(|n| n.parse().ok());
    Limits { connections: wanted.unwrap_or(8), wait: Duration::from_secs(30) }
}

/// A fresh, migrated database.
pub fn database() -> TestDatabase {
    let made = empty_database();
    if made.postgres.is_none() {
        made.migrate().expect("migrate");
    }
    made
}

/// A fresh database; on PostgreSQL it is a copy of a template that was migrated once.
pub fn empty_database() -> TestDatabase {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let server = std::env::var("CONVOKE_TEST_POSTGRES").unwrap_or_default();
    if server.is_empty() {
        let url = DatabaseUrl::Sqlite(folder.path().join("convoke.db"));
        return TestDatabase { url, db: OnceLock::new(), folder, postgres: None };
    }
    let mut conn = server_connection(&server);
    let template = template(&server, &mut conn);
    let name = format!("convoke_test_{}", convoke::kernel::ids::PublicId::random());
    // Creating from a template wants nobody connected to it: one test at a time.
    conn.batch_execute("SELECT pg_advisory_lock(2)").expect("lock");
    conn.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).expect("create the test's database");
    drop(conn);
    let url = DatabaseUrl::Postgres(format!("{server}/{name}"));
    TestDatabase { url, db: OnceLock::new(), folder, postgres: Some((server, name)) }
}

fn server_connection(server: &str) -> PgConnection {
    PgConnection::establish(&format!("{server}/postgres")).expect("connect to the tests' PostgreSQL")
}

/// The name of a database migrated to the newest schema, made by whoever comes first.
fn template(server: &str, conn: &mut PgConnection) -> String {
    let (_, names) = convoke::db::migration_folders().expect("the migrations");
    let stamp =
        std::fs::metadata(std::env::current_exe().expect("this test")).and_then(|m| m.modified()).expect("its time");
    let stamp = stamp.duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_millis();
    let name = format!("convoke_template_{}_{stamp}", names.len());
    conn.batch_execute("SELECT pg_advisory_lock(1)").expect("lock");
    let there = diesel::sql_query(format!("SELECT 1 FROM pg_database WHERE datname = '{name}'"))
        .execute(conn)
        .expect("look for the template");
    if there == 0 {
        let making = format!("{name}_making");
        conn.batch_execute(&format!("DROP DATABASE IF EXISTS {making}")).expect("clear");
        conn.batch_execute(&format!("CREATE DATABASE {making}")).expect("create the template");
        let db = Db::open(&DatabaseUrl::Postgres(format!("{server}/{making}")), &limits()).expect("open the template");
        db.migrate().expect("migrate the template");
        drop(db);
        conn.batch_execute(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{making}'; ALTER DATABASE {making} RENAME TO {name}"
        ))
        .expect("name the template");
    }
    conn.batch_execute("SELECT pg_advisory_unlock(1)").expect("unlock");
    name
}
