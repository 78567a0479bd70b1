//! The connection over both databases, and how one is opened.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::r2d2::ManageConnection;
use diesel::{Connection, ConnectionError, ConnectionResult, PgConnection, RunQueryDsl, SqliteConnection};

/// One connection to whichever database this installation uses.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

/// Expands to a match with the same text in both arms, so that each is typed for its own database: for what the common type does
/// not offer (batches, `on_conflict`), and on hot paths.
macro_rules! each {
    ($conn:expr, $c:ident => $body:expr) => {
        match $conn {
            $crate::db::conn::Conn::Postgres($c) => $body,
            $crate::db::conn::Conn::Sqlite($c) => $body,
        }
    };
}
pub(crate) use each;

/// Adds rows of which none can be there yet, as many as there are: by COPY on PostgreSQL, which plans nothing and binds nothing, and in
/// statements of at most `$limit` rows on SQLite.
macro_rules! add_rows {
    ($conn:expr, $table:expr, $rows:expr, $limit:expr) => {
        match $conn {
            $crate::db::conn::Conn::Postgres(c) => {
                diesel::copy_from($table).from_insertable($rows).execute(c).map(|_| ())
            }
            $crate::db::conn::Conn::Sqlite(c) => $rows
                .chunks($limit)
                .try_for_each(|some| diesel::insert_into($table).values(some).execute(c).map(|_| ())),
        }
    };
}
pub(crate) use add_rows;

/// Where the data lives: `sqlite:PATH` or `postgres://user:password@host:port/name`.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    Sqlite(PathBuf),
    Postgres(String),
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for DatabaseUrl {
    /// The address without its password, which may stand before the host or among the settings behind the name. Where an @ comes behind a ?
    /// nobody can tell which of the two it is: then nothing is told but what database it is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatabaseUrl::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            DatabaseUrl::Postgres(url) => {
                let (place, settings) = url.split_once('?').map_or((url.as_str(), ""), |(place, _)| (place, "?…"));
                match (place.split_once("://"), place.rsplit_once('@')) {
                    (Some((scheme, _)), Some((_, host))) => write!(f, "{scheme}://…@{host}{settings}"),
                    (Some((scheme, _)), None) if url.contains('@') => write!(f, "{scheme}://…"),
                    _ => write!(f, "{place}{settings}"),
                }
            }
        }
    }
}

/// Neither a file of SQLite nor an address of PostgreSQL.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the database must be given as sqlite:PATH or postgres://user:password@host:port/name")]
pub struct BadDatabaseUrl;

impl FromStr for DatabaseUrl {
    type Err = BadDatabaseUrl;
    fn from_str(text: &str) -> Result<Self, BadDatabaseUrl> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() { Err(BadDatabaseUrl) } else { Ok(Self::Sqlite(path.into())) };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err(BadDatabaseUrl)
    }
}

/// How long a server may take to let a connection in.
const CONNECT_SECONDS: u32 = 10;

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    Write,
    Read,
}

/// Opens one connection by the address's scheme. (The derived `establish` would try each database in turn and, with PostgreSQL
/// away, make a SQLite file of its address.)
pub fn connect(url: &DatabaseUrl, role: Role) -> ConnectionResult<Conn> {
    match url {
        DatabaseUrl::Sqlite(path) => open_sqlite(path, role).map(Conn::Sqlite),
        DatabaseUrl::Postgres(url) => open_postgres(url, role).map(Conn::Postgres),
    }
}

fn open_sqlite(path: &std::path::Path, role: Role) -> ConnectionResult<SqliteConnection> {
    let text = path.to_str().ok_or_else(|| ConnectionError::BadConnection("the path is not UTF-8".to_owned()))?;
    make_private(path).map_err(|fault| ConnectionError::BadConnection(fault.to_string()))?;
    let mut conn = SqliteConnection::establish(text)?;
    // busy_timeout first: what follows may have to wait for another process.
    let patience = "PRAGMA busy_timeout=15000;";
    conn.batch_execute(patience).map_err(ConnectionError::CouldntSetupConfiguration)?;
    switch_to_wal(&mut conn).map_err(ConnectionError::CouldntSetupConfiguration)?;
    let setup = "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000; \
                 PRAGMA journal_size_limit=67108864;";
    conn.batch_execute(setup).map_err(ConnectionError::CouldntSetupConfiguration)?;
    if role == Role::Read {
        // Readers look at the system's own copy of the pages. The one writer would hold most of the file so, beside what it has in its cache.
        let reading = "PRAGMA mmap_size=134217728; PRAGMA query_only=ON;";
        conn.batch_execute(reading).map_err(ConnectionError::CouldntSetupConfiguration)?;
    }
    Ok(conn)
}

/// A database that is not there yet begins as an empty file for its owner's eyes only, whoever may look into its folder: it will hold
/// everybody's addresses. SQLite gives its log the same rights.
pub(super) fn make_private(path: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    if path.exists() {
        return Ok(());
    }
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(_) => Ok(()),
        // Two processes may start at once.
        Err(there) if there.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(other) => Err(other),
    }
}

/// While somebody else switches, the switch is refused at once and not after the timeout: it is asked for again for as long.
fn switch_to_wal(conn: &mut SqliteConnection) -> diesel::QueryResult<()> {
    const TRIES: u32 = 600;
    const BETWEEN: Duration = Duration::from_millis(25);
    let mut tries = 0;
    loop {
        match conn.batch_execute("PRAGMA journal_mode=WAL;") {
            Err(fault) if tries < TRIES && fault.to_string().contains("locked") => std::thread::sleep(BETWEEN),
            done => return done,
        }
        tries += 1;
    }
}

/// Some faults are told apart by the server's words alone. Which language it speaks is for its keeper to say: a role that may not ask for
/// English goes on in whatever there is, and a deadlock told in it stays a fault.
const IN_ENGLISH: &str = "DO $$ BEGIN PERFORM set_config('lc_messages', 'C', false); \
                          EXCEPTION WHEN insufficient_privilege THEN NULL; END $$;";

/// Whoever says nothing is not waited for without end, unless the address has a limit of its own: libpq has none by itself.
pub(super) fn bounded(url: &str) -> String {
    const SETTING: &str = "connect_timeout=";
    match settings_of(url) {
        Some(settings) if settings.split('&').any(|setting| setting.starts_with(SETTING)) => url.to_owned(),
        Some("") => format!("{url}{SETTING}{CONNECT_SECONDS}"),
        Some(_) => format!("{url}&{SETTING}{CONNECT_SECONDS}"),
        None => format!("{url}?{SETTING}{CONNECT_SECONDS}"),
    }
}

/// What stands behind the name, where anything does. As libpq reads an address, a ? before the @ belongs to a password.
fn settings_of(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let behind_user = match rest.find(['@', '/']) {
        Some(at) if rest[at..].starts_with('@') => &rest[at..],
        _ => rest,
    };
    behind_user.split_once('?').map(|(_, settings)| settings)
}

fn open_postgres(url: &str, role: Role) -> ConnectionResult<PgConnection> {
    let mut conn = PgConnection::establish(&bounded(url))?;
    // No jit: compiling a page's statement takes longer than running it.
    let setup = "SET application_name='convoke'; SET statement_timeout='60s'; SET lock_timeout='20s'; \
                 SET idle_in_transaction_session_timeout='60s'; SET timezone='UTC'; SET client_min_messages='warning'; \
                 SET jit='off';";
    conn.batch_execute(setup).map_err(ConnectionError::CouldntSetupConfiguration)?;
    conn.batch_execute(IN_ENGLISH).map_err(ConnectionError::CouldntSetupConfiguration)?;
    if role == Role::Read {
        conn.batch_execute("SET default_transaction_read_only=on;")
            .map_err(ConnectionError::CouldntSetupConfiguration)?;
    }
    Ok(conn)
}

/// The pool's way to open and judge a connection.
#[derive(Debug)]
pub struct Manager {
    url: DatabaseUrl,
    role: Role,
}

impl Manager {
    /// Connections to this database, all for this role.
    pub const fn new(url: DatabaseUrl, role: Role) -> Self {
        Self { url, role }
    }
}

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Conn, Self::Error> {
        connect(&self.url, self.role).map_err(diesel::r2d2::Error::ConnectionError)
    }
    fn is_valid(&self, conn: &mut Conn) -> Result<(), Self::Error> {
        diesel::sql_query("SELECT 1").execute(conn).map(|_| ()).map_err(diesel::r2d2::Error::QueryError)
    }
    fn has_broken(&self, conn: &mut Conn) -> bool {
        use diesel::connection::{AnsiTransactionManager, TransactionManager};
        each!(conn, c => <AnsiTransactionManager as TransactionManager<_>>::is_broken_transaction_manager(c))
    }
}
