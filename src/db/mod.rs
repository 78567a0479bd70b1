//! The bridge between the asynchronous house and a synchronous database.
//!
//! [`Db::write`] runs one transaction on a blocking thread and commits; [`Db::read`] one read-only snapshot. Which database it is
//! (SQLite, embedded, or PostgreSQL) is known in this folder only: [`conn`] holds the connection over both, [`dialect`] what they
//! do not share, [`batch`] several questions in one statement, [`types`] how our values are kept, [`schema`] the tables.

pub mod backup;
pub mod batch;
pub mod conditions;
pub mod conn;
mod crossing;
pub mod dialect;
pub mod grants;
pub mod guards;
mod lanes;
mod migrate;
pub mod references;
mod room;
pub mod schema;
pub mod server;
#[cfg(test)]
mod tests;
pub mod types;
mod watch;

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use diesel::connection::AnsiTransactionManager;
use diesel::connection::TransactionManager;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

pub use conn::{Conn, DatabaseUrl};
use conn::{Manager, Role};
pub use crossing::Crossing;
use crossing::end_tx_retrying;
use lanes::Lane;
pub use lanes::share as workers_share;
pub use migrate::{Pending, folders as migration_folders};
pub use watch::{Lasting, watched};

/// What can go wrong between us and the database.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// No connection could be had, or no row: the database is away, or others keep it busy. Tried again it may go through.
    #[error("the database is not reachable: {0}")]
    Unavailable(String),
    /// It waited for another transaction and that one for it: see `crossing`.
    #[error("the transaction crossed another: {0}")]
    Crossed(#[source] Crossing),
    /// A rule of uniqueness was broken; the constraint's name tells which.
    #[error("a row like this exists already ({0})")]
    Duplicate(String),
    /// A row that must exist does not.
    #[error("no such row")]
    NotFound,
    /// A text holds a NUL: PostgreSQL has no such text in any row, and refuses even to look for one.
    #[error("a text holds a character that no row can hold")]
    Unstorable,
    /// The disk that it lies on: nothing was written, and nothing can be until somebody makes room.
    #[error("there is no room left for the database: {0}")]
    Full(String),
    #[error("the database refused: {0}")]
    Query(String),
    /// A stored value cannot be read back: the database was changed by another hand.
    #[error("a stored value is damaged: {0}")]
    Damaged(String),
    /// A newer program was here: what this one wrote would not be what the newer one keeps true.
    #[error("the database's schema is newer than this program: {0} migration(s) are of a later version")]
    Newer(usize),
}

impl From<diesel::result::Error> for DbError {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind, Error};
        match error {
            Error::NotFound => DbError::NotFound,
            Error::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => {
                DbError::Duplicate(info.constraint_name().unwrap_or(info.message()).to_owned())
            }
            Error::DatabaseError(DatabaseErrorKind::ClosedConnection, info) => {
                DbError::Unavailable(info.message().to_owned())
            }
            // The server says so in its own language; the byte stands last in all of them.
            Error::DatabaseError(DatabaseErrorKind::Unknown, info) if info.message().ends_with("0x00") => {
                DbError::Unstorable
            }
            Error::DatabaseError(DatabaseErrorKind::SerializationFailure, info) => {
                DbError::Crossed(Crossing(info.message().to_owned()))
            }
            Error::DatabaseError(DatabaseErrorKind::Unknown, info) if info.message() == DEADLOCK => {
                DbError::Crossed(Crossing(info.message().to_owned()))
            }
            Error::DatabaseError(DatabaseErrorKind::Unknown, info) if info.message() == WAITED => {
                DbError::Unavailable(format!("{WAITED}: {WAITED_MEANS}"))
            }
            Error::DatabaseError(DatabaseErrorKind::Unknown, info) if info.message() == SLOW => {
                DbError::Query(format!("{SLOW}: {SLOW_MEANS}"))
            }
            Error::DatabaseError(DatabaseErrorKind::Unknown, info)
                if FULL.iter().any(|f| info.message().ends_with(*f)) =>
            {
                room::note();
                DbError::Full(info.message().to_owned())
            }
            Error::DeserializationError(inner) => DbError::Damaged(inner.to_string()),
            other => DbError::Query(other.to_string()),
        }
    }
}

/// How PostgreSQL says that two transactions wait for each other (40P01), and that one has waited too long (55P03). Nothing of it was
/// written, and tried again it goes through. The codes are not handed on to us, so the words must be English: see [`conn`].
const DEADLOCK: &str = "deadlock detected";
const WAITED: &str = "canceling statement due to lock timeout";
/// That one took longer than it may (57014).
const SLOW: &str = "canceling statement due to statement timeout";
/// What they mean to whoever reads the log, and what can be done.
const WAITED_MEANS: &str = "another transaction held what this one needs for 20 seconds. Nothing of it was written, and it may be tried \
                            again; pg_stat_activity tells who holds it";
const SLOW_MEANS: &str = "it took longer than 60 seconds and was broken off. Nothing of its transaction was written. The server may be \
                          short of processor or disk, another statement in its way (see pg_stat_activity), or its figures out of date \
                          (ANALYZE mends that)";

/// How SQLite and PostgreSQL say that the disk is full.
const FULL: [&str; 2] = ["database or disk is full", "No space left on device"];

/// What a store returns.
pub type Stored<T> = Result<T, DbError>;

/// How many connections and how long to wait for one.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Connections for reading and, on PostgreSQL, as many for writing.
    pub connections: u32,
    /// How long a request waits for a connection before it is told "busy".
    pub wait: Duration,
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    lane: Lane,
    /// What the workers of this process have to themselves, once they have begun.
    workers: Arc<OnceLock<Lane>>,
    connections: u32,
    wait: Duration,
    wake: Arc<Notify>,
    changed: Arc<Notify>,
    room: Arc<room::Room>,
    url: DatabaseUrl,
}

use diesel::r2d2;

impl Db {
    /// Opens both pools and tries one connection, so that an unreachable database is known at once.
    pub fn open(url: &DatabaseUrl, limits: &Limits) -> Result<Db, DbError> {
        let writers = match url {
            DatabaseUrl::Sqlite(_) => 1,
            DatabaseUrl::Postgres(_) => limits.connections,
        };
        // One attempt by hand first: the pool would only say "timed out".
        conn::connect(url, Role::Write).map_err(|e| DbError::Unavailable(e.to_string()))?;
        Ok(Db {
            lane: Lane::open(url, (writers, limits.connections), limits.wait)?,
            workers: Arc::default(),
            connections: limits.connections,
            wait: limits.wait,
            wake: Arc::new(Notify::new()),
            changed: Arc::new(Notify::new()),
            room: Arc::default(),
            url: url.clone(),
        })
    }

    /// Where it is; shown, it tells no password.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Signalled after every committed write: the engine looks for work.
    pub fn wake(&self) -> Arc<Notify> {
        self.wake.clone()
    }

    /// The same signal for those who look whether something follows from what was written.
    pub fn changed(&self) -> Arc<Notify> {
        self.changed.clone()
    }

    fn committed(&self) {
        self.wake.notify_one();
        self.changed.notify_one();
    }

    /// One transaction, committed when `work` returns `Ok`, rolled back otherwise.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        let watch = watch::here();
        self.writing(move |conn: &mut Conn| end_tx(conn, |conn| watch.noting(work(conn)))).await
    }

    /// As [`Self::write`], for work that takes locks in an order that others may not keep, and that can be done more than once: when it
    /// crosses another, it is tried again, twice at most.
    pub async fn write_retrying<T, E, F>(&self, mut work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + std::error::Error + Send + 'static,
        F: FnMut(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        let watch = watch::here();
        self.writing(move |conn: &mut Conn| end_tx_retrying(conn, |conn| watch.noting(work(conn)))).await
    }

    /// A turn among the writers for what ends its transaction itself. Who waits for what is written is told only once it stands.
    async fn writing<T, E, F>(&self, ending: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        let room = self.room.clone();
        let in_room = move |conn: &mut Conn| room.watch(|| ending(conn));
        let done = self.run(&self.lane.writers, &self.lane.write, WRITING, in_room).await;
        if done.is_ok() {
            self.committed();
        }
        done
    }

    /// One snapshot, read only.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        self.run(&self.lane.readers, &self.lane.read, READING, move |conn: &mut Conn| end_tx(conn, work)).await
    }

    /// As [`Self::write`], for threads that may block: commands, imports, tests.
    pub fn write_now<T, E: From<DbError>>(&self, work: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<T, E> {
        let done = {
            let mut conn = begun(&self.lane.write, WRITING, self.wait)?;
            self.room.watch(|| end_tx(&mut conn, work))
        };
        if done.is_ok() {
            self.committed();
        }
        done
    }

    /// As [`Self::read`], for threads that may block.
    pub fn read_now<T, E: From<DbError>>(&self, work: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<T, E> {
        end_tx(&mut *begun(&self.lane.read, READING, self.wait)?, work)
    }

    /// A connection outside the pools, for work that holds one long (migration, backup, COPY).
    pub fn connect(&self) -> Result<Conn, DbError> {
        conn::connect(&self.url, Role::Write).map_err(|e| DbError::Unavailable(e.to_string()))
    }

    async fn run<T, E, F>(
        &self,
        queue: &Arc<Semaphore>,
        pool: &r2d2::Pool<Manager>,
        kind: Begin,
        ending: F,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        let done = Arc::new(Mutex::new(None));
        let result = done.clone();
        let work = move |conn: &mut Conn| {
            *result.lock().unwrap_or_else(PoisonError::into_inner) = Some(ending(conn));
        };
        self.carry(queue, pool, kind, Box::new(work)).await?;
        let done = done.lock().unwrap_or_else(PoisonError::into_inner).take();
        done.unwrap_or_else(|| Err(DbError::Query("a blocking task left nothing behind".to_owned()).into()))
    }

    /// Waits for a place, takes a connection, begins, and lets the work be done on a blocking thread. Behind boxes on both sides, so that
    /// there is one of it and not one for each of the house's hundreds of uses (a megabyte of program).
    fn carry(&self, queue: &Arc<Semaphore>, pool: &r2d2::Pool<Manager>, kind: Begin, work: Work) -> Carried {
        let (asked, wait) = (Instant::now(), self.wait);
        let (queue, pool) = (queue.clone(), pool.clone());
        Box::pin(async move {
            let place = place(queue, wait).await?;
            let blocking = move || {
                let _place = place;
                // One wait in all: who stood in the queue does not wait as long again for a database that is away.
                let mut conn = begun(&pool, kind, wait.saturating_sub(asked.elapsed()).max(SHORTEST))?;
                work(&mut conn);
                Ok(())
            };
            tokio::task::spawn_blocking(blocking).await.map_err(|fault| DbError::Query(fault.to_string()))?
        })
    }
}

/// What is done on a connection whose transaction has begun; it ends it too.
type Work = Box<dyn FnOnce(&mut Conn) + Send>;
type Carried = Pin<Box<dyn Future<Output = Stored<()>> + Send>>;

async fn place(queue: Arc<Semaphore>, wait: Duration) -> Stored<OwnedSemaphorePermit> {
    match tokio::time::timeout(wait, queue.acquire_owned()).await {
        Ok(Ok(place)) => Ok(place),
        Ok(Err(closed)) => Err(DbError::Unavailable(closed.to_string())),
        Err(late) => Err(DbError::Unavailable(format!("{late}: {TAKEN}"))),
    }
}

/// So long at least somebody tries who has their turn: a new connection takes some milliseconds.
const SHORTEST: Duration = Duration::from_millis(250);

/// What it means that one waited in vain.
const TAKEN: &str = "all of its connections were taken as long as database.wait says, or it does not answer; what runs long is to be \
                     found, or database.connections raised";

fn busy(error: diesel::r2d2::PoolError) -> DbError {
    DbError::Unavailable(format!("{error}: {TAKEN}"))
}

/// How a transaction begins: on SQLite, and on PostgreSQL.
#[derive(Clone, Copy)]
struct Begin {
    sqlite: &'static str,
    postgres: &'static str,
}

/// IMMEDIATE on SQLite, so that reading first and writing later never fails half way.
const WRITING: Begin = Begin { sqlite: "BEGIN IMMEDIATE", postgres: "BEGIN" };
const READING: Begin = Begin { sqlite: "BEGIN DEFERRED", postgres: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" };

/// Runs `work` in the transaction that has begun, and ends it.
fn end_tx<T, E: From<DbError>>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<T, E> {
    match work(conn) {
        Ok(value) => {
            commit(conn)?;
            Ok(value)
        }
        Err(error) => {
            roll_back(conn);
            Err(error)
        }
    }
}

/// A connection with its transaction begun. When the database has been away, every connection that rested is dead and says so at its first
/// word, before anything was asked of it: the pool lets it go, and the next is tried.
fn begun(pool: &r2d2::Pool<Manager>, kind: Begin, wait: Duration) -> Stored<r2d2::PooledConnection<Manager>> {
    let mut resting = pool.state().idle_connections;
    let asked = Instant::now();
    loop {
        let mut conn = pool.get_timeout(wait.saturating_sub(asked.elapsed())).map_err(busy)?;
        match begin(&mut conn, kind) {
            Ok(()) => return Ok(conn),
            Err(DbError::Unavailable(reason)) if resting > 0 => {
                tracing::debug!(%reason, "a resting connection was dead");
                resting -= 1;
            }
            Err(fault) => return Err(fault),
        }
    }
}

fn begin(conn: &mut Conn, kind: Begin) -> Stored<()> {
    let begun = match conn {
        Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, kind.sqlite),
        Conn::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(c, kind.postgres),
    };
    Ok(begun?)
}

fn commit(conn: &mut Conn) -> Stored<()> {
    Ok(each!(conn, c => AnsiTransactionManager::commit_transaction(c))?)
}

/// The first fault is the one to tell; a failed rollback leaves a broken connection that the pool discards.
fn roll_back(conn: &mut Conn) {
    if let Err(second) = each!(conn, c => AnsiTransactionManager::rollback_transaction(c)) {
        tracing::warn!(error = %second, "a rollback failed");
    }
}

use conn::each;
