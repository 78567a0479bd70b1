//! The engine: everything that happens without being asked by a request.
//!
//! ```text
//!   a write commits ──wake──┐                       ┌─ courier ─┐
//!   heartbeat ──────────────┴─> claimer ─ letters ─>├─ courier ─┤─ outcomes ─> settler ─ acknowledgements ─┐
//!                                  │                └─ courier ─┘ <──────────────────────────────────────────┘
//!                                  └─> tasks, one node at a time
//! ```
//!
//! - The [`claimer`] takes a batch of due messages in a short transaction, loads what they say, makes the letters on a blocking thread
//!   and hands them to the couriers. It takes more only when the couriers have nearly run out, so that urgent lanes stay urgent.
//! - A [`courier`](couriers) holds one connection. It sends its next body only when its last result is on record.
//! - The [`settler`] commits results for all couriers together. What may go twice after a kill is therefore at most one message for
//!   each open connection.
//! - While the relay cannot be used ([`relay`]) nothing is claimed; one alarm says why.
//! - [`files`] removes contents that nobody points at any more, a day later.
//! - [`tasks`] look for what is due and have no other input; the heartbeat only wakes. Some look after each write too, whether something
//!   follows from it.

mod beat;
mod claimer;
mod couriers;
mod engine;
mod files;
mod idle;
pub mod imports;
mod relay;
mod settler;
mod tasks;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::access::{Context, Door};
use crate::config::Config;
use crate::db::{Db, DbError};
use crate::files::Store;
use crate::kernel::time::Clock;
use crate::kernel::token::Keys;
use crate::mail::Transport;
use crate::mail::render::{Office, RenderError};

pub use engine::{Engine, EngineHandle, Stopped};
pub use idle::{Ran, run_until_idle, send_due};

/// What the engine works with.
#[derive(Clone)]
pub struct Parts {
    pub db: Db,
    pub clock: Clock,
    pub keys: Keys,
    pub config: Arc<Config>,
    pub transport: Transport,
    pub office: Arc<Office>,
    pub files: Store,
}

impl Parts {
    fn context(&self, task: &'static str) -> Context {
        Context::system(task, Door::Engine, self.clock.now(), self.clock.machine(), self.keys.clone())
    }
}

/// What stops a piece of work; the engine says it in the log and tries again.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Render(#[from] RenderError),
    #[error("the heartbeat cannot start: {0}")]
    Beat(String),
    #[error("a thread of the engine broke: {0}")]
    Broken(String),
}
