//! Imports: taken one after the other by a node that has the file, read ahead on a thread of its own, settled batch by batch.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};

use super::couriers::Phase;
use super::{Parts, WorkError};
use crate::access::{Context, Door};
use crate::config::Config;
use crate::db::{Db, DbError};
use crate::domain::contacts::ContactError;
use crate::domain::imports::{
    self, Batch, Batches, Begun, FOLDER, Import, ImportError, Lease, Pass, Progress, Seen, Source, State, check_whole,
};
use crate::kernel::ids::PublicId;
use crate::kernel::time::Clock;
use crate::kernel::token::Keys;
use crate::tables::ChildLimits;

/// How often a node looks whether an import waits. The look is one read.
const LOOK: Duration = Duration::from_secs(1);
/// Looks between two that also remove what is kept no longer.
const TIDY: u32 = 3_600;

/// How long a stop waits for the batch under way.
const GRACE: Duration = Duration::from_secs(5);

/// Runs imports for as long as the engine works.
pub(super) async fn watch(parts: Parts, mut phase: watch::Receiver<Phase>) {
    let over = async move {
        if phase.wait_for(|phase| *phase != Phase::Work).await.is_err() {
            tracing::debug!("the engine is gone");
        }
    };
    match Importer::new(parts.db, parts.clock, parts.keys, &parts.config) {
        Ok(importer) => importer.run(over).await,
        Err(fault) => tracing::error!(error = %fault, "no import can run: this program does not find itself"),
    }
}

/// Runs every import that waits, to its end.
pub(super) async fn run_all(parts: &Parts) -> Result<(), WorkError> {
    let broken = |fault: String| WorkError::Broken(fault);
    let importer = Importer::new(parts.db.clone(), parts.clock.clone(), parts.keys.clone(), &parts.config)
        .map_err(|fault| broken(fault.to_string()))?;
    let all = tokio::task::spawn_blocking(move || {
        while importer.turn()?.is_some() {}
        Ok::<_, ImportError>(())
    });
    all.await.map_err(|fault| broken(fault.to_string()))?.map_err(|fault| broken(fault.to_string()))
}

/// What to do after a batch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Go {
    On,
    /// Leave it to the next process: this one ends.
    Leave,
}

/// Runs imports of the pages and the API.
#[derive(Clone)]
pub struct Importer {
    db: Db,
    clock: Clock,
    keys: Keys,
    folder: PathBuf,
    child: ChildLimits,
    lease: i64,
    leaving: Arc<AtomicBool>,
    /// Imports whose file was looked for in vain.
    missed: Arc<Mutex<HashSet<PublicId>>>,
}

impl Importer {
    pub fn new(db: Db, clock: Clock, keys: Keys, config: &Config) -> std::io::Result<Importer> {
        Ok(Importer {
            db,
            clock,
            keys,
            folder: config.data.dir.join(FOLDER),
            child: ChildLimits::this_program()?,
            lease: i64::try_from(config.work.lease).unwrap_or(i64::MAX),
            leaving: Arc::new(AtomicBool::new(false)),
            missed: Arc::default(),
        })
    }

    fn context(&self) -> Context {
        Context::system("import", Door::Engine, self.clock.now(), self.clock.machine(), self.keys.clone())
    }

    /// Looks for work until `over`; then settles the batch under way and leaves the rest to the next process.
    async fn run(self, over: impl Future<Output = ()>) {
        let (leaving, hurry) = (self.leaving.clone(), Notify::new());
        let looking = async {
            for turn in 0u32.. {
                let importer = self.clone();
                if let Err(fault) = tokio::task::spawn_blocking(move || importer.look(turn)).await {
                    tracing::error!(error = %fault, "an import broke; it goes on when its lease is over");
                }
                if self.leaving.load(Ordering::SeqCst) {
                    return;
                }
                tokio::select! {
                    () = tokio::time::sleep(LOOK) => {}
                    () = hurry.notified() => {}
                }
            }
        };
        tokio::pin!(looking);
        tokio::select! {
            () = over => {}
            () = &mut looking => return,
        }
        leaving.store(true, Ordering::SeqCst);
        hurry.notify_one();
        if tokio::time::timeout(GRACE, looking).await.is_err() {
            tracing::debug!("an import is left in the middle of a batch, which does not count");
        }
    }

    fn look(&self, turn: u32) {
        if turn.is_multiple_of(TIDY)
            && let Err(fault) = self.tidy()
        {
            let database = self.db.url();
            tracing::error!(error = %fault, %database, "old imports could not be removed; it is tried again later");
        }
        loop {
            match self.turn() {
                Ok(Some(import)) if import.state == State::Waiting => {
                    let (import, lines) = (import.public_id, import.lines_done);
                    tracing::info!(%import, lines, "an import rests until a worker is there")
                }
                Ok(Some(import)) => {
                    let (state, lines) = (import.state, import.lines_done);
                    tracing::info!(import = %import.public_id, %state, lines, "an import ended")
                }
                Ok(None) => return,
                Err(ImportError::LeaseLost) => tracing::warn!("an import was taken over by another process"),
                Err(fault) => {
                    let database = self.db.url();
                    tracing::error!(error = %fault, %database, "an import was interrupted; it goes on when its lease is over");
                    return;
                }
            }
            if self.leaving.load(Ordering::SeqCst) {
                return;
            }
        }
    }

    /// Runs the next import that waits and whose file is here, to its end. None when there is none.
    pub fn turn(&self) -> Result<Option<Import>, ImportError> {
        let cx = self.context();
        let waiting = self.db.read_now(|conn| imports::claimable(conn, &cx))?;
        for import in waiting {
            let Some(path) = import.stored_name.as_ref().map(|name| self.folder.join(name)) else { continue };
            // Several nodes may share the database without sharing their folders.
            if !path.is_file() {
                if self.misses(&import.public_id) {
                    tracing::warn!(import = %import.public_id, folder = %self.folder.display(),
                        "an import waits for a node that has its file; nodes of one database want data.dir/imports in common");
                }
                continue;
            }
            let lease = Lease { by: PublicId::random().to_string(), seconds: self.lease };
            let begun = self.db.write_now(|conn| imports::begin(conn, &cx, import.id, lease))?;
            let Some(begun) = begun else { continue };
            let source = Source::new(&path, self.child.clone()).with(&begun.import.settings);
            let go = |_: &Progress| if self.leaving.load(Ordering::SeqCst) { Go::Leave } else { Go::On };
            return drive(&self.db, &|| self.context(), &source, &begun, go).map(Some);
        }
        Ok(None)
    }

    /// Whether this is the first time that its file is missed.
    fn misses(&self, import: &PublicId) -> bool {
        self.missed.lock().unwrap_or_else(PoisonError::into_inner).insert(import.clone())
    }

    /// Removes files that are kept no longer, and uploads that broke off.
    pub fn tidy(&self) -> Result<(), ImportError> {
        let cx = self.context();
        for (id, name) in self.db.write_now(|conn| imports::expired(conn, &cx))? {
            let path = self.folder.join(&name);
            match std::fs::remove_file(&path) {
                Ok(()) => {}
                Err(gone) if gone.kind() == std::io::ErrorKind::NotFound => {}
                Err(fault) => {
                    tracing::warn!(error = %fault, file = name, "an old import's file could not be removed");
                    continue;
                }
            }
            self.db.write_now(|conn| imports::forget(conn, &cx, id))?;
        }
        let kept = self.db.read_now(|conn| imports::stored_names(conn, &cx))?;
        if let Err(fault) = self.remove_strays(&kept) {
            tracing::warn!(error = %fault, "files that no import knows of could not be removed");
        }
        Ok(())
    }

    /// Uploads that broke off, and files whose import was never written down; each a day old, so that none is under way.
    fn remove_strays(&self, kept: &HashSet<String>) -> std::io::Result<()> {
        if !self.folder.is_dir() {
            return Ok(());
        }
        let day = Duration::from_secs(86_400);
        for entry in std::fs::read_dir(&self.folder)? {
            let entry = entry?;
            let old = entry.metadata()?.modified()?.elapsed().is_ok_and(|age| age > day);
            let ours = entry.path().extension().is_some_and(|e| e == "part" || e == "table");
            if old && ours && !kept.contains(entry.file_name().to_string_lossy().as_ref()) {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

/// Runs an import that this process holds, from where it stands to its end. `after` is told of each batch.
/// The import comes back as it ended: done, checked, stopped, failed with its fault, or waiting when it was left.
pub fn drive(
    db: &Db,
    context: &dyn Fn() -> Context,
    source: &Source,
    begun: &Begun,
    after: impl FnMut(&Progress) -> Go,
) -> Result<Import, ImportError> {
    let run = Run { db, context, begun, seen: std::sync::Mutex::new(Seen::default()) };
    match run.whole(source, after) {
        Ok(import) => Ok(import),
        Err(ImportError::File(why)) => db.write_now(|conn| imports::fail(conn, &context(), begun, &why)),
        Err(other) => Err(other),
    }
}

struct Run<'a> {
    db: &'a Db,
    context: &'a dyn Fn() -> Context,
    begun: &'a Begun,
    seen: std::sync::Mutex<Seen>,
}

/// How often a batch is tried that the database refused, or that somebody else's edit crossed.
const TRIES: u32 = 3;

impl Run<'_> {
    fn whole(&self, source: &Source, after: impl FnMut(&Progress) -> Go) -> Result<Import, ImportError> {
        let import = &self.begun.import;
        if import.pass == Pass::Write && import.lines_done == 0 {
            check_whole(source)?;
        }
        let batches = Batches::open(source, &import.settings.mapping, import.lines_done)?;
        // One batch waits while one is settled and one is read.
        let (sender, receiver) = sync_channel(1);
        let left = std::thread::scope(|scope| {
            scope.spawn(move || {
                for batch in batches {
                    // Whoever takes them has left.
                    if sender.send(batch).is_err() {
                        return;
                    }
                }
            });
            self.settle_all(receiver, after)
        })?;
        let (cx, begun) = ((self.context)(), self.begun);
        match left {
            Go::On => self.db.write_now(|conn| imports::finish(conn, &cx, begun)),
            Go::Leave => self.db.write_now(|conn| {
                imports::abandon(conn, &cx, begun)?;
                imports::import(conn, &cx, &begun.import.public_id)
            }),
        }
    }

    fn settle_all(
        &self,
        batches: Receiver<Result<Batch, ImportError>>,
        mut after: impl FnMut(&Progress) -> Go,
    ) -> Result<Go, ImportError> {
        for batch in batches {
            let progress = self.settle(batch?)?;
            if progress.stop_asked {
                return Ok(Go::On);
            }
            if after(&progress) == Go::Leave {
                return Ok(Go::Leave);
            }
        }
        Ok(Go::On)
    }

    /// Settles a batch; one that the database will not have is halved until the line at fault stands alone and is refused.
    fn settle(&self, batch: Batch) -> Result<Progress, ImportError> {
        match self.try_settle(&batch) {
            Err(error) if is_of_the_lines(&error) && batch.len() > 1 => {
                let (first, second) = batch.halves();
                let progress = self.settle(first)?;
                if progress.stop_asked { Ok(progress) } else { self.settle(second) }
            }
            Err(error) if is_of_the_lines(&error) => {
                tracing::warn!(import = %self.begun.import.public_id, %error, "a line was refused by the database");
                self.try_settle(&batch.refuse(&error))
            }
            done => done,
        }
    }

    fn try_settle(&self, batch: &Batch) -> Result<Progress, ImportError> {
        let mut tries = 0;
        loop {
            let cx = (self.context)();
            let done = self.db.write_now(|conn| {
                let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
                imports::settle(conn, &cx, self.begun, batch, &mut seen)
            });
            tries += 1;
            match done {
                Err(error) if is_passing(&error) && tries < TRIES => {
                    let import = &self.begun.import.public_id;
                    tracing::warn!(%import, %error, tries, "a batch of an import is tried again");
                    std::thread::sleep(Duration::from_millis(200) * tries);
                }
                done => return done,
            }
        }
    }
}

/// Whether the same may go well a moment later.
fn is_passing(error: &ImportError) -> bool {
    matches!(
        error,
        ImportError::Contact(ContactError::Stale | ContactError::Db(_))
            | ImportError::Db(DbError::Unavailable(_) | DbError::Crossed(_) | DbError::Query(_))
    )
}

/// Whether it is a line of the batch that the database refuses, and not the database that is away.
fn is_of_the_lines(error: &ImportError) -> bool {
    match error {
        ImportError::Contact(ContactError::Db(error)) | ImportError::Db(error) => {
            matches!(error, DbError::Duplicate(_) | DbError::Query(_))
        }
        ImportError::Contact(ContactError::Invalid(_) | ContactError::Stale) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_elsewhere_is_told_once() {
        let db = crate::testing::database();
        let config = Config::load(None, std::iter::empty()).unwrap();
        let importer = Importer::new(db.clone(), Clock::Machine, Keys::random(), &config).unwrap();
        let (one, other) = (PublicId::random(), PublicId::random());
        assert!(importer.misses(&one) && importer.misses(&other));
        assert!(!importer.clone().misses(&one), "not at each look");
    }
}
