//! Secrets that must be read again, kept so that a copy of the database shows none of them: AES-256-GCM under a key derived from the
//! installation's, bound to the row they belong to. Without `security.key` they are noise, and in another row too.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::token::{Keys, random_bytes};

/// What a sealed secret is for. Sealed for one purpose it opens for no other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SealedFor {
    /// What an account's codes are made of (row: account).
    SecondFactor,
}

impl SealedFor {
    const fn tag(self) -> &'static [u8] {
        match self {
            SealedFor::SecondFactor => b"second-factor",
        }
    }
}

/// What was kept does not open: it was sealed under another key, for another row, or is damaged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a sealed secret does not open: it was sealed with another security.key, or is damaged")]
pub struct Unreadable;

/// A secret in the clear. Never shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Bare(Vec<u8>);

impl Bare {
    /// A secret that came from elsewhere.
    pub fn new(bytes: Vec<u8>) -> Bare {
        Bare(bytes)
    }
    /// 160 random bits.
    pub fn random() -> Bare {
        Bare(random_bytes::<20>().to_vec())
    }
    /// The bytes, for the one use they are for; never for a log.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Bare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bare(…)")
    }
}

impl Keys {
    fn sealing_key(&self, purpose: SealedFor) -> Result<LessSafeKey, Unreadable> {
        let key = self.mac(&[b"seal", purpose.tag()]);
        UnboundKey::new(&AES_256_GCM, &key).map(LessSafeKey::new).map_err(|_| Unreadable)
    }

    /// The secret as text for a column. Sealed twice it is two texts: the nonce is random.
    pub fn seal(&self, purpose: SealedFor, row: i64, secret: &Bare) -> Result<String, Unreadable> {
        let nonce: [u8; NONCE_LEN] = random_bytes();
        let mut sealed = secret.0.clone();
        let (once, row) = (Nonce::assume_unique_for_key(nonce), Aad::from(row.to_be_bytes()));
        self.sealing_key(purpose)?.seal_in_place_append_tag(once, row, &mut sealed).map_err(|_| Unreadable)?;
        Ok(STANDARD_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what [`Keys::seal`] made for the same purpose and row, and nothing else.
    pub fn unseal(&self, purpose: SealedFor, row: i64, kept: &str) -> Result<Bare, Unreadable> {
        let bytes = STANDARD_NO_PAD.decode(kept).map_err(|_| Unreadable)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN).ok_or(Unreadable)?;
        let once = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Unreadable)?;
        let mut sealed = sealed.to_vec();
        let key = self.sealing_key(purpose)?;
        let bare = key.open_in_place(once, Aad::from(row.to_be_bytes()), &mut sealed).map_err(|_| Unreadable)?;
        Ok(Bare(bare.to_vec()))
    }
}
