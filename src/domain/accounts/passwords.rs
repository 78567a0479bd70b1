//! Passwords: argon2id, hashed and verified outside every transaction.

use std::cell::RefCell;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::password_hash::{self, CustomizedPasswordHasher, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Block, Params, Version};

use super::model::AccountError;
use crate::kernel::invalid::Reason;

pub const MIN: usize = 10;
pub const MAX: usize = 200;
/// Bytes that making or verifying one hash takes.
pub const BYTES: u64 = Params::DEFAULT_M_COST as u64 * 1024;

/// A hash of nobody's password with the same cost as a real one, so that an unknown address takes as long as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$Y29udm9rZS1ub2JvZHk$1iDq7c4f3VnDPkb0YcP3FqzqG0OOyPpVtqC0gR0Jc4o";

thread_local! {
    /// What a hash is made in, kept by each of the few threads that hash: taken anew for each, the allocator would keep many of them.
    static MEMORY: RefCell<Vec<Block>> = const { RefCell::new(Vec::new()) };
}

/// The library's argon2id, in memory that is kept.
struct Kept;

impl CustomizedPasswordHasher<PasswordHash> for Kept {
    type Params = Params;

    fn hash_password_customized(
        &self,
        password: &[u8],
        salt: &[u8],
        algorithm: Option<&str>,
        version: Option<u32>,
        params: Params,
    ) -> password_hash::Result<PasswordHash> {
        let algorithm = algorithm.map(Algorithm::try_from).transpose()?.unwrap_or_default();
        let version = version.map(Version::try_from).transpose()?.unwrap_or_default();
        let (salt, text) = (Salt::new(salt)?, ParamsString::try_from(&params)?);
        let mut buffer = [0; Output::MAX_LENGTH];
        let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let out = buffer.get_mut(..length).ok_or(password_hash::Error::OutputSize)?;
        let blocks = params.block_count();
        MEMORY.with_borrow_mut(|memory| {
            if memory.len() < blocks {
                memory.resize(blocks, Block::default());
            }
            let argon = Argon2::new(algorithm, version, params);
            argon.hash_password_into_with_memory(password, &salt, out, &mut memory[..blocks])
        })?;
        let hash = Some(Output::new(out)?);
        Ok(PasswordHash {
            algorithm: algorithm.ident(),
            version: Some(version.into()),
            params: text,
            salt: Some(salt),
            hash,
        })
    }
}

impl PasswordHasher<PasswordHash> for Kept {
    fn hash_password_with_salt(&self, password: &[u8], salt: &[u8]) -> password_hash::Result<PasswordHash> {
        self.hash_password_customized(password, salt, None, None, Params::default())
    }
}

/// Slow on purpose: about 15 ms and 19 MiB.
pub fn hash(password: &str) -> Result<String, AccountError> {
    let hash = Kept.hash_password(password.as_bytes());
    hash.map(|h| h.to_string()).map_err(|e| AccountError::Hashing(e.to_string()))
}

/// Whether the password is the hash's; as slow without a hash as with one.
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    let matches = Kept.verify_password(password.as_bytes(), &parsed).is_ok();
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
