//! Whether there is room left to write. A write that finds a disk full is remembered; whoever asks then has it tried again, and where
//! nothing was full nothing is written to find out.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::{DatabaseUrl, Db, DbError, Stored, dialect};

thread_local! {
    /// As with transactions that cross: what a slice makes of the fault is its own affair, and all of a transaction runs on one thread.
    static FULL: Cell<bool> = const { Cell::new(false) };
}

/// Notes that the transaction of this thread found no room.
pub(super) fn note() {
    FULL.set(true);
}

/// What is known of the disks.
#[derive(Default)]
pub(super) struct Room {
    full: AtomicBool,
    tried: Mutex<Option<Instant>>,
}

impl Room {
    /// Does a piece of work of this thread, and remembers when it found no room.
    pub(super) fn watch<T>(&self, work: impl FnOnce() -> T) -> T {
        FULL.set(false);
        let done = work();
        if FULL.take() {
            self.found_full();
        }
        done
    }

    fn found_full(&self) {
        if !self.full.swap(true, Ordering::AcqRel) {
            tracing::error!(
                "a disk is full, the database's or that of data.dir: nothing can be saved until there is room"
            );
        }
    }

    /// Whether it is time to try once more; notes it when it is.
    fn is_due(&self) -> bool {
        let mut tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        let due = tried.is_none_or(|at| at.elapsed() >= BETWEEN);
        if due {
            *tried = Some(Instant::now());
        }
        due
    }
}

/// However often it is asked, a full disk is tried no more often than this.
const BETWEEN: Duration = Duration::from_secs(1);
/// What is written to see whether there is room: less than this would soon be full again.
const SOME: usize = 1024 * 1024;
/// The file it is written into, gone at once.
const PROBE: &str = ".room";

impl Db {
    /// Somebody found the disk of the installation's files full.
    pub fn note_full(&self) {
        self.room.found_full();
    }

    /// Whether the last that is known is that a disk was full.
    pub fn is_full(&self) -> bool {
        self.room.full.load(Ordering::Acquire)
    }

    /// Whether there is room in `folder` and for the database. Blocks, and writes only where something was full.
    pub fn has_room(&self, folder: &Path) -> bool {
        if !self.is_full() {
            return true;
        }
        if !self.room.is_due() {
            return false;
        }
        match self.try_room(folder) {
            Ok(()) => {
                self.room.full.store(false, Ordering::Release);
                tracing::info!("there is room on the disk again");
                true
            }
            Err(fault) => {
                tracing::debug!(error = %fault, "there is no room yet");
                false
            }
        }
    }

    fn try_room(&self, folder: &Path) -> Stored<()> {
        let no_room = |fault: io::Error| DbError::Full(fault.to_string());
        written(folder).map_err(no_room)?;
        match &self.url {
            DatabaseUrl::Sqlite(path) => match path.parent() {
                Some(beside) if beside != folder => written(beside).map_err(no_room),
                _ => Ok(()),
            },
            DatabaseUrl::Postgres(_) => match self.write_now(|conn| dialect::take_room(conn, SOME)) {
                Err(fault @ (DbError::Full(_) | DbError::Unavailable(_))) => Err(fault),
                // A role that may make no such table cannot find out: the next write will.
                Ok(()) | Err(_) => Ok(()),
            },
        }
    }
}

fn written(folder: &Path) -> io::Result<()> {
    // The folder of a path without one.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let path = folder.join(PROBE);
    let written = File::create(&path).and_then(|mut file| {
        file.write_all(&vec![0; SOME])?;
        file.sync_all()
    });
    let removed = match fs::remove_file(&path) {
        // Another process tried at the same time.
        Err(gone) if gone.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    };
    written.and(removed)
}
