//! Migrations: embedded, twins for both databases, applied by `migrate` (and by `serve` on SQLite).

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::migration::{Migration, MigrationSource};
use diesel::{Connection, PgConnection, SqliteConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::conn::Conn;
use super::{Db, DbError, Stored};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Any number will do, as long as every node takes the same.
const ADVISORY_LOCK: i64 = 4_220_160_418;

/// Migrations that the database still lacks, by name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pending(pub Vec<String>);

impl Db {
    /// What `migrate` would do.
    pub fn pending(&self) -> Stored<Pending> {
        let mut conn = self.connect()?;
        let names = match &mut conn {
            Conn::Sqlite(c) => c.pending_migrations(SQLITE).map(names),
            Conn::Postgres(c) => c.pending_migrations(POSTGRES).map(names),
        };
        names.map(Pending).map_err(migration_error)
    }

    /// How many were applied that this program does not have: a newer one was here.
    pub fn unknown(&self) -> Stored<usize> {
        let mut conn = self.connect()?;
        let counted = match &mut conn {
            Conn::Sqlite(c) => unknown::<diesel::sqlite::Sqlite>(c, &SQLITE),
            Conn::Postgres(c) => unknown::<diesel::pg::Pg>(c, &POSTGRES),
        };
        counted.map_err(migration_error)
    }

    /// Applies what is missing; safe to start on several nodes, or on one file, at once: who comes second waits. What a newer program has
    /// migrated is left alone: the newer migrations may rest on another order.
    pub fn migrate(&self) -> Stored<Pending> {
        let done = match self.connect()? {
            Conn::Sqlite(mut c) => alone(&mut c),
            Conn::Postgres(mut c) => {
                lock(&mut c)?;
                applied::<diesel::pg::Pg>(&mut c, POSTGRES)
            }
        };
        done.map(Pending).map_err(migration_error)
    }

    /// Takes everything back, newest first. For tests.
    pub fn migrate_down(&self) -> Stored<()> {
        let mut conn = self.connect()?;
        let done = match &mut conn {
            Conn::Sqlite(c) => c.revert_all_migrations(SQLITE).map(|_| ()),
            Conn::Postgres(c) => c.revert_all_migrations(POSTGRES).map(|_| ()),
        };
        done.map_err(migration_error)
    }
}

/// The lock ends with the connection. Requests give up after a minute; a migration may take as long as it needs, and so may waiting for
/// another node's. A table is waited for no longer than ever, for whoever comes later waits behind us.
fn lock(conn: &mut PgConnection) -> Stored<()> {
    let sql = format!(
        "SET statement_timeout=0; SET lock_timeout=0; SELECT pg_advisory_lock({ADVISORY_LOCK}); SET lock_timeout='20s';"
    );
    Ok(conn.batch_execute(&sql)?)
}

/// A file has one lock: taken before anybody looks what is missing, it makes a second start wait and find it done. So all that is
/// missing is one transaction, in which each migration is a savepoint.
fn alone(conn: &mut SqliteConnection) -> Result<Vec<String>, Fault> {
    conn.batch_execute("PRAGMA busy_timeout=600000;")?;
    AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN EXCLUSIVE")?;
    let done = applied::<diesel::sqlite::Sqlite>(conn, SQLITE);
    match done {
        Ok(_) => AnsiTransactionManager::commit_transaction(conn)?,
        Err(_) => AnsiTransactionManager::rollback_transaction(conn)?,
    }
    done
}

/// Applies what is missing where no newer program was.
fn applied<DB: diesel::backend::Backend>(
    conn: &mut impl MigrationHarness<DB>,
    known: EmbeddedMigrations,
) -> Result<Vec<String>, Fault> {
    match unknown::<DB>(conn, &known)? {
        0 => Ok(conn.run_pending_migrations(known)?.iter().map(ToString::to_string).collect()),
        newer => Err(DbError::Newer(newer).into()),
    }
}

/// A database as it is when everything has been applied and nothing was done.
pub(super) fn in_memory() -> Stored<SqliteConnection> {
    let mut conn = SqliteConnection::establish(":memory:").map_err(|fault| DbError::Unavailable(fault.to_string()))?;
    conn.run_pending_migrations(SQLITE).map_err(migration_error)?;
    Ok(conn)
}

fn names<DB: diesel::backend::Backend>(pending: Vec<Box<dyn Migration<DB>>>) -> Vec<String> {
    pending.iter().map(|m| m.name().to_string()).collect()
}

fn unknown<DB: diesel::backend::Backend>(
    conn: &mut impl MigrationHarness<DB>,
    known: &EmbeddedMigrations,
) -> Result<usize, Fault> {
    let known = MigrationSource::<DB>::migrations(known)?;
    let known: Vec<String> = known.iter().map(|m| m.name().version().to_string()).collect();
    Ok(conn.applied_migrations()?.iter().filter(|applied| !known.contains(&applied.to_string())).count())
}

type Fault = Box<dyn std::error::Error + Send + Sync>;

fn migration_error(error: Fault) -> DbError {
    match error.downcast::<DbError>() {
        Ok(told) => *told,
        Err(other) => DbError::Query(format!("a migration failed: {other}")),
    }
}

/// Names of all migrations in the two folders, for the test that keeps them twins.
pub fn folders() -> Result<(Vec<String>, Vec<String>), DbError> {
    let sqlite = MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE).map_err(migration_error)?;
    let postgres = MigrationSource::<diesel::pg::Pg>::migrations(&POSTGRES).map_err(migration_error)?;
    Ok((names(sqlite), names(postgres)))
}
