//! Passwords, hashed and verified where that may take its time: outside every transaction, two at once.

use super::state::AppState;
use crate::domain::accounts::{AccountError, passwords};

/// Whether the password is the hash's.
pub(super) async fn verify(app: &AppState, password: &str, hash: Option<String>) -> Result<bool, AccountError> {
    let password = password.to_owned();
    hashing(app, move || passwords::verify(&password, hash.as_deref())).await
}

/// The hash of a new password.
pub(super) async fn hash(app: &AppState, password: &str) -> Result<String, AccountError> {
    let password = password.to_owned();
    hashing(app, move || passwords::hash(&password)).await?
}

async fn hashing<T: Send + 'static>(
    app: &AppState,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AccountError> {
    let _turn = app.hashing.acquire().await.map_err(|e| AccountError::Hashing(e.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|e| AccountError::Hashing(e.to_string()))
}
