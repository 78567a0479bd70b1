//! Time-based codes, pure: RFC 6238 with SHA-1, six digits and steps of thirty seconds, which is what every app knows.

use totp_rs::{Builder, Secret, Totp};

use super::model::Typed;
use crate::kernel::sealing::Bare;
use crate::kernel::time::Instant;

/// The library's defaults are the RFC's: SHA-1, six digits, thirty seconds, one step before and after.
fn totp(secret: &Bare) -> Totp {
    Builder::new().with_secret(secret.expose().to_vec()).build_noncompliant()
}

fn seconds(at: Instant) -> u64 {
    u64::try_from(at.micros() / 1_000_000).unwrap_or(0)
}

/// The step whose code this is, if it is one of now, or of the half minute before or after.
pub fn step_of(secret: &Bare, typed: &Typed, now: Instant) -> Option<i64> {
    let six = typed.0.len() == 6 && typed.0.bytes().all(|b| b.is_ascii_digit());
    let step = totp(secret).check(&typed.0, seconds(now)).filter(|_| six)?;
    i64::try_from(step).ok()
}

/// The secret as people type it into an app.
pub fn in_fours(secret: &Bare) -> String {
    let letters: Vec<char> = base32(secret).chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn base32(secret: &Bare) -> String {
    Secret::from(secret.expose().to_vec()).to_base32()
}

/// What the camera reads: the app shows issuer and account beside the code.
pub fn address(secret: &Bare, issuer: &str, account: &str) -> String {
    let (issuer, account) = (escaped(issuer), escaped(account));
    format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", base32(secret))
}

/// Percent-encoded but for what RFC 3986 leaves alone; apps read a plus sign as it is.
fn escaped(text: &str) -> String {
    let letter = |b: u8| {
        let plain = b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~' | b'@');
        if plain { char::from(b).to_string() } else { format!("%{b:02X}") }
    };
    text.bytes().map(letter).collect()
}

/// The code of a moment, for tests and nobody else.
#[cfg(test)]
pub fn code_at(secret: &Bare, at: Instant) -> String {
    totp(secret).generate(seconds(at)).to_string()
}
