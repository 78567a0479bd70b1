//! Passwords: argon2id, hashed and verified outside every transaction.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use super::model::AccountError;
use crate::kernel::invalid::Reason;

pub const MIN: usize = 10;
pub const MAX: usize = 200;

/// A hash of nobody's password with the same cost as a real one, so that an unknown address takes as long as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$Y29udm9rZS1ub2JvZHk$1iDq7c4f3VnDPkb0YcP3FqzqG0OOyPpVtqC0gR0Jc4o";

/// Slow on purpose: about 15 ms and 19 MiB.
pub fn hash(password: &str) -> Result<String, AccountError> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|h| h.to_string()).map_err(|e| AccountError::Hashing(e.to_string()))
}

/// Whether the password is the hash's; as slow without a hash as with one.
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    let matches = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
    matches && hash.is_some()
}

/// Refuses what is short, endless, or quickly guessed (also from the account's own name and address).
pub fn check_strength(password: &str, about: &[&str]) -> Result<(), Reason> {
    let length = password.chars().count();
    if length < MIN {
        return Err(Reason::TooShort { limit: MIN });
    }
    if length > MAX {
        return Err(Reason::TooLong { limit: MAX });
    }
    // zxcvbn's time grows fast with length; what comes after a hundred characters adds nothing to the verdict.
    let head: String = password.chars().take(100).collect();
    if zxcvbn::zxcvbn(&head, about).score() < zxcvbn::Score::Three { Err(Reason::WeakPassword) } else { Ok(()) }
}
