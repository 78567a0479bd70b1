//! Passwords, hashed and verified where that may take its time: outside every transaction, on threads of their own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::oneshot;

use super::state::AppState;
use crate::domain::accounts::{AccountError, passwords};

/// At most two passwords are hashed at one time: each takes 19 MiB and a core. What a thread has once taken, its allocator keeps for it;
/// so these threads hash, and no others: on any of a pool's, the memory of a hundred sign-ins would stay.
pub const AT_ONCE: usize = 2;

type Work = Box<dyn FnOnce() + Send>;

/// The threads that hash. They end when nobody can ask them any more.
pub struct Hashing {
    queue: Sender<Work>,
}

impl Hashing {
    pub fn start() -> Hashing {
        let (queue, works) = channel::<Work>();
        let works = Arc::new(Mutex::new(works));
        for _ in 0..AT_ONCE {
            let works = works.clone();
            let hash = move || {
                while let Some(work) = next(&works) {
                    // Whoever waits for it is told by the answer that does not come.
                    drop(catch_unwind(AssertUnwindSafe(work)));
                }
            };
            if let Err(fault) = thread::Builder::new().name("hashing".to_owned()).spawn(hash) {
                tracing::error!(error = %fault, "a thread that hashes passwords did not start");
            }
        }
        Hashing { queue }
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AccountError> {
        let (answer, answered) = oneshot::channel();
        let work = move || {
            // Whoever has left while they waited is not worked for.
            if !answer.is_closed() {
                drop(answer.send(work()));
            }
        };
        self.queue.send(Box::new(work)).map_err(|e| AccountError::Hashing(e.to_string()))?;
        answered.await.map_err(|e| AccountError::Hashing(e.to_string()))
    }
}

fn next(works: &Mutex<Receiver<Work>>) -> Option<Work> {
    works.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Whether the password is the hash's.
pub(super) async fn verify(app: &AppState, password: &str, hash: Option<String>) -> Result<bool, AccountError> {
    let password = password.to_owned();
    app.hashing.run(move || passwords::verify(&password, hash.as_deref())).await
}

/// The hash of a new password.
pub(super) async fn hash(app: &AppState, password: &str) -> Result<String, AccountError> {
    let password = password.to_owned();
    app.hashing.run(move || passwords::hash(&password)).await?
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[tokio::test]
    async fn whoever_asks_the_same_few_threads_hash() {
        let hashing = Hashing::start();
        let asked = (0..40).map(|_| hashing.run(|| thread::current().id()));
        let answered = futures_util::future::join_all(asked).await;
        let threads: HashSet<_> = answered.into_iter().map(Result::unwrap).collect();
        assert!(threads.len() <= AT_ONCE, "{threads:?}");
        let broken = hashing.run(|| -> u8 { panic!("a fault of ours") }).await;
        assert!(matches!(broken, Err(AccountError::Hashing(_))));
        assert_eq!(hashing.run(|| 7).await.unwrap(), 7, "a fault ends no thread");
    }
}
