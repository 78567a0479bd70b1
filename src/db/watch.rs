//! Whether something that failed may have written all the same: a connection may be lost while it commits, and of several transactions
//! the last may fail.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

tokio::task_local! {
    static WATCHED: Arc<AtomicBool>;
}

/// What work has left in the database.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lasting {
    /// It never came to a commit.
    Nothing,
    /// It committed, or tried to.
    Perhaps,
}

/// Does the work, and says what may be left of it. Counts what its own task writes through [`super::Db::write`].
pub async fn watched<F: Future>(work: F) -> (F::Output, Lasting) {
    let committed = Arc::new(AtomicBool::new(false));
    let done = WATCHED.scope(committed.clone(), work).await;
    let lasting = if committed.load(Ordering::Acquire) { Lasting::Perhaps } else { Lasting::Nothing };
    (done, lasting)
}

/// What a write notes before it commits; nothing where nobody watches.
pub(super) struct Watch(Option<Arc<AtomicBool>>);

pub(super) fn here() -> Watch {
    match WATCHED.try_with(Arc::clone) {
        Ok(committed) => Watch(Some(committed)),
        Err(_) => Watch(None),
    }
}

impl Watch {
    /// Passes on what work came to; what went through is committed next.
    pub(super) fn noting<T, E>(&self, done: Result<T, E>) -> Result<T, E> {
        if let (Ok(_), Some(committed)) = (&done, &self.0) {
            committed.store(true, Ordering::Release);
        }
        done
    }
}
