//! Being told to stop: SIGTERM, as a keeper of services sends it, and SIGINT, as a keyboard does.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::say::tell;

/// What tells the process to stop. From its making on such a signal ends nothing by itself.
pub(super) struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    /// Within a runtime, which has to go on.
    pub fn listen() -> io::Result<Stop> {
        Ok(Stop { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    pub async fn asked(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Whether a command was told to stop that ends at a place of its own, with all that it has begun.
#[derive(Clone, Default)]
pub(super) struct Asked(Arc<AtomicBool>);

impl Asked {
    /// Watched for from here on, on a thread of its own. Whoever says so twice does not want to wait.
    pub fn watched() -> io::Result<Asked> {
        let (asked, runtime) = (Asked::default(), Builder::new_current_thread().enable_all().build()?);
        let mut stop = {
            let _within = runtime.enter();
            Stop::listen()?
        };
        let told = asked.clone();
        std::thread::Builder::new().name("stop".to_owned()).spawn(move || {
            runtime.block_on(stop.asked());
            told.0.store(true, Ordering::SeqCst);
            runtime.block_on(stop.asked());
            tell!("convoke: told to stop at once");
            std::process::exit(1);
        })?;
        Ok(asked)
    }

    pub fn told(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// A folder that a command makes: told to stop before it is whole, the command takes it away and ends.
#[derive(Clone, Default)]
pub(super) struct Half(Arc<Mutex<Standing>>);

#[derive(Default)]
enum Standing {
    #[default]
    Nothing,
    Begun(PathBuf),
    Whole,
}

impl Half {
    /// Watched over from here on, on a thread of its own.
    pub fn watched() -> io::Result<Half> {
        let (half, runtime) = (Half::default(), Builder::new_current_thread().enable_all().build()?);
        let stop = {
            let _within = runtime.enter();
            Stop::listen()?
        };
        let watched = half.clone();
        std::thread::Builder::new().name("stop".to_owned()).spawn(move || watched.wait(&runtime, stop))?;
        Ok(half)
    }

    fn wait(&self, runtime: &Runtime, mut stop: Stop) {
        runtime.block_on(stop.asked());
        let standing = self.standing();
        match &*standing {
            // What is left to do is to say so.
            Standing::Whole => return,
            Standing::Nothing => {}
            Standing::Begun(folder) => take_away(folder),
        }
        tell!("convoke: told to stop before the end");
        // With the lock in hand: nothing gets its final name meanwhile.
        std::process::exit(1);
    }

    pub fn begun(&self, folder: &Path) {
        *self.standing() = Standing::Begun(folder.to_owned());
    }

    /// Nothing is missing: it gets its name.
    pub fn whole(&self, name: &Path) -> io::Result<()> {
        let mut standing = self.standing();
        if let Standing::Begun(folder) = &*standing {
            std::fs::rename(folder, name)?;
        }
        *standing = Standing::Whole;
        Ok(())
    }

    fn standing(&self) -> MutexGuard<'_, Standing> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// While it is being filled there may be another file in it by the time the last is removed.
fn take_away(folder: &Path) {
    const TRIES: usize = 20;
    for _ in 0..TRIES {
        match std::fs::remove_dir_all(folder) {
            Ok(()) => return,
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => return,
            Err(fault) => tracing::debug!(error = %fault, "something new stands in a folder that is removed"),
        }
    }
    tell!("convoke: {} is what came of it, and could not be removed", folder.display());
}
