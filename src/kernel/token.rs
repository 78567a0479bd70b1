//! Secrets and signed links.
//!
//! A link in a mail is a MAC over (key, purpose, row, nonce): it can be made again for a retry, needs no table, dies with the row's
//! nonce, and is good for one purpose only. A secret that must be looked up (sign-in, API token) is random and stored as its digest.

use std::fmt;
use std::net::IpAddr;

use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha2::{Digest, Sha256};

/// What a signed link is good for. A link of one purpose is noise to every other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// The answer page of a seat (row: seat).
    Answer,
    /// The sheet on which a participant gives their views (row: person asked).
    Consultation,
    /// The page of an institution's places (row: delegation).
    Delegation,
    /// The page of a house that passes something on (row: relay).
    Relay,
    /// "Please don't write to me again" (row: contact).
    DoNotContact,
    /// An account's invitation or password reset (row: account link).
    AccountLink,
    /// A preview of a mail for its authors, whose links are dead.
    Preview,
    /// Protection of forms against forged requests (row: sign-in).
    Form,
    /// "No more digests" (row: account).
    Digest,
    /// A browser from which an account was opened before (row: account). It opens nothing.
    Device,
}

impl Purpose {
    const fn tag(self) -> &'static [u8] {
        match self {
            Purpose::Answer => b"answer",
            Purpose::Consultation => b"consultation",
            Purpose::Delegation => b"delegation",
            Purpose::Relay => b"relay",
            Purpose::DoNotContact => b"do-not-contact",
            Purpose::AccountLink => b"account-link",
            Purpose::Preview => b"preview",
            Purpose::Form => b"form",
            Purpose::Digest => b"digest",
            Purpose::Device => b"device",
        }
    }
}

/// The installation's key (`security.key`): 32 random bytes. Never shown.
#[derive(Clone)]
pub struct Keys([u8; 32]);

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    /// As it was read from its file.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
    /// A new installation's.
    pub fn random() -> Self {
        Self(random_bytes())
    }
    /// To be written to its file.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
    /// HMAC-SHA-256 over length-prefixed parts, so that no two lists of parts are the same bytes.
    pub fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        // A key of any length is good for HMAC (RFC 2104), so this never fails; an empty MAC would match nothing.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return [0; 32] };
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
    /// A keyed digest that outlives what it was made of: suppression after erasure.
    pub fn digest(&self, what: &str) -> String {
        encode(&self.mac(&[b"digest", what.as_bytes()])[..20])
    }
    /// A mark of the network that an address belongs to, for history: who acted from the same house has the same mark, and without the
    /// key nobody can tell which house it was. Of an address only the network goes in (24 bits of IPv4, 48 of IPv6), and of the
    /// digest 40 bits come out: no single machine can be told from its neighbours.
    pub fn place(&self, address: IpAddr) -> String {
        let mac = match address.to_canonical() {
            IpAddr::V4(four) => self.mac(&[b"place", &four.octets()[..3]]),
            IpAddr::V6(six) => self.mac(&[b"place", &six.octets()[..6]]),
        };
        encode(&mac[..5])
    }
    /// The token of a link: the row in base 32, a dash, 80 bits of MAC: 16 letters and digits without look-alikes.
    pub fn link(&self, purpose: Purpose, row: i64, nonce: &str) -> String {
        format!("{}-{}", encode_number(row), encode(&self.link_mac(purpose, row, nonce)))
    }
    fn link_mac(&self, purpose: Purpose, row: i64, nonce: &str) -> [u8; 10] {
        let mac = self.mac(&[b"link", purpose.tag(), &row.to_be_bytes(), nonce.as_bytes()]);
        let mut short = [0; 10];
        short.copy_from_slice(&mac[..10]);
        short
    }
    /// Whether a presented token is the one for this purpose, row and nonce; in constant time.
    pub fn link_matches(&self, token: &LinkToken, purpose: Purpose, nonce: &str) -> bool {
        let expected = self.link_mac(purpose, token.row, nonce);
        expected.iter().zip(&token.mac).fold(0, |diff, (a, b)| diff | (a ^ b)) == 0
    }
}

/// A link's token as presented: says which row it claims, proves nothing until [`Keys::link_matches`].
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct LinkToken {
    pub row: i64,
    mac: [u8; 10],
}

impl LinkToken {
    /// Reads a token; none when it cannot be one.
    pub fn parse(text: &str) -> Option<LinkToken> {
        let (row, mac) = text.split_once('-')?;
        let row = decode_number(row)?;
        let mac: [u8; 10] = decode(mac)?.try_into().ok()?;
        Some(LinkToken { row, mac })
    }
}

/// A random secret shown once and stored as its digest.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// 160 random bits, 32 characters.
    pub fn random() -> Self {
        Self(encode(&random_bytes::<20>()))
    }
    /// What somebody shows; whether it is one of ours its digest says.
    pub fn presented(text: &str) -> Self {
        Self(text.to_owned())
    }
    /// The secret itself, for the one showing; never for a log.
    pub fn expose(&self) -> &str {
        &self.0
    }
    /// SHA-256, for the database. The secret is random, so it needs neither salt nor stretching.
    pub fn digest(&self) -> String {
        encode(&Sha256::digest(self.0.as_bytes()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A nonce for a row: change it and the row's links die.
pub fn nonce() -> String {
    encode(&random_bytes::<5>())
}

pub(super) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// Crockford's base 32 in lower case: no i, l, o, u.
const BASE32: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut buffer, mut bits) = (0u32, 0);
    for byte in bytes {
        buffer = buffer << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(char::from(BASE32[(buffer >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        out.push(char::from(BASE32[(buffer << (5 - bits) & 31) as usize]));
    }
    out
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 5 / 8);
    let (mut buffer, mut bits) = (0u32, 0);
    for letter in text.bytes() {
        buffer = buffer << 5 | value(letter)?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push((buffer >> bits & 255) as u8);
        }
    }
    // A letter more than the bytes need, or bits left over, would be a second spelling of the same bytes.
    (bits < 5 && buffer & ((1 << bits) - 1) == 0).then_some(out)
}

fn value(letter: u8) -> Option<u32> {
    BASE32.iter().position(|b| *b == letter).and_then(|p| u32::try_from(p).ok())
}

fn encode_number(number: i64) -> String {
    let mut rest = number.unsigned_abs();
    let mut letters = Vec::new();
    loop {
        letters.push(BASE32[(rest & 31) as usize]);
        rest >>= 5;
        if rest == 0 {
            break;
        }
    }
    letters.iter().rev().map(|b| char::from(*b)).collect()
}

fn decode_number(text: &str) -> Option<i64> {
    let good = !text.is_empty() && text.len() <= 13 && (text == "0" || !text.starts_with('0'));
    if !good {
        return None;
    }
    text.bytes().try_fold(0i64, |n, b| n.checked_mul(32)?.checked_add(i64::from(value(b)?)))
}
