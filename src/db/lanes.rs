//! Which connections there are for whom. On PostgreSQL the workers have a share of their own, or pages that queue for a connection would
//! have every claim and every result of the outbox stand behind them; in a process of workers alone they have all. On SQLite there is one
//! writer for all, and readers wait for nobody.

use std::sync::Arc;
use std::time::Duration;

use diesel::r2d2;
use scheduled_thread_pool::ScheduledThreadPool;
use tokio::sync::Semaphore;

use super::conn::{Manager, Role};
use super::{DatabaseUrl, Db, DbError, Stored};

/// Connections for writing and for reading, and the queues before them.
#[derive(Clone)]
pub(super) struct Lane {
    pub write: r2d2::Pool<Manager>,
    pub read: r2d2::Pool<Manager>,
    /// Writers queue here, without a thread each, and in order.
    pub writers: Arc<Semaphore>,
    pub readers: Arc<Semaphore>,
}

impl Lane {
    pub(super) fn open(url: &DatabaseUrl, (writers, readers): (u32, u32), wait: Duration) -> Stored<Lane> {
        let threads = Arc::new(connecting(url));
        let pool = |role, size| {
            r2d2::Pool::builder()
                .thread_pool(threads.clone())
                .max_size(size)
                .min_idle(Some(1))
                .test_on_check_out(false)
                .connection_timeout(wait)
                .build(Manager::new(url.clone(), role))
                .map_err(|e| DbError::Unavailable(e.to_string()))
        };
        Ok(Lane {
            write: pool(Role::Write, writers)?,
            read: pool(Role::Read, readers)?,
            writers: Arc::new(Semaphore::new(writers as usize)),
            readers: Arc::new(Semaphore::new(at_a_time(url, readers as usize))),
        })
    }
}

/// The threads that open connections, for writers and readers together: three of their own for each would be most of the threads of a server at
/// rest. A file is open in no time; a server far away takes some.
fn connecting(url: &DatabaseUrl) -> ScheduledThreadPool {
    let threads = if matches!(url, DatabaseUrl::Sqlite(_)) { 1 } else { 3 };
    ScheduledThreadPool::builder().num_threads(threads).thread_name_pattern("connecting-{}").build()
}

/// How many read at one time. What SQLite reads it reads on the cores of this process: more than two for each core would only take turns,
/// and every one of them would be done later; in the queue they are done in order.
pub(super) fn at_a_time(url: &DatabaseUrl, readers: usize) -> usize {
    match (url, std::thread::available_parallelism()) {
        (DatabaseUrl::Sqlite(_), Ok(cores)) => readers.min(2 * cores.get()),
        _ => readers,
    }
}

/// More than these the workers never use at one time: to claim, to load, to settle, for tasks, files and imports.
const MOST: u32 = 6;

/// How many of so many connections are the workers' alone.
pub fn share(connections: u32) -> u32 {
    connections.div_ceil(3).min(MOST).min(connections.saturating_sub(1))
}

impl Db {
    /// For a process without pages: all connections are its workers', and none is kept for whom there is not.
    pub fn leave_to_workers(&self) {
        self.workers.get_or_init(|| self.lane.clone());
    }

    /// The same database for the workers of this process: on PostgreSQL with connections of their own, which everybody else does without
    /// from now on, so that there are no more of them in all.
    pub fn for_workers(&self) -> Stored<Db> {
        let share = share(self.connections);
        if matches!(self.url, DatabaseUrl::Sqlite(_)) || share == 0 {
            return Ok(self.clone());
        }
        let lane = match self.workers.get() {
            Some(lane) => lane.clone(),
            None => {
                let opened = Lane::open(&self.url, (share, share), self.wait)?;
                let kept = self.workers.get_or_init(|| {
                    self.lane.writers.forget_permits(share as usize);
                    self.lane.readers.forget_permits(share as usize);
                    opened
                });
                kept.clone()
            }
        };
        Ok(Db { lane, ..self.clone() })
    }
}
