use crate::db::types::text_enum;
use crate::kernel::sealing::Bare;
use crate::kernel::time::Instant;
use crate::kernel::token::Secret;

/// How one's own second factor stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    Off,
    /// Begun: its secret is shown until a code of it is given, an hour at most.
    Begun,
    On {
        since: Instant,
        /// Recovery codes that were not used.
        left: i64,
    },
}

/// What is shown while it is set up.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// The secret as people type it: base 32, in fours.
    pub secret: String,
    /// The same for the app's camera, as an address of the scheme `otpauth`.
    pub address: String,
}

/// What was typed where a code is asked for. Never shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Typed(pub(super) String);

impl Typed {
    /// People set codes apart with blanks and dashes, and some keyboards write full-width digits.
    pub fn new(text: &str) -> Typed {
        let folded = text.chars().filter_map(|c| match c {
            '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
            c if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
            _ => None,
        });
        Typed(folded.take(64).collect())
    }
    /// Whether it has the looks of a recovery code rather than of an app's six digits: other advice helps then.
    pub fn is_recovery(&self) -> bool {
        self.0.len() > 6 || self.0.bytes().any(|b| !b.is_ascii_digit())
    }
}

impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Typed(…)")
    }
}

/// What became of a code after the password.
#[derive(Debug)]
pub enum Answered {
    /// A sign-in, and what the browser is to keep.
    Open { secret: Secret, device: String },
    /// Counted, and told in the same words whatever was wrong with it.
    Wrong,
    /// Not looked at.
    TooMany { minutes: i64 },
    /// Used, too old, or never was: the password comes first.
    Gone,
}

text_enum! {
    /// What the account is told by mail.
    pub enum News {
        On = "on",
        Off = "off",
        /// By an administrator.
        Reset = "reset",
        RecoveryUsed = "recovery-used",
        CodesRenewed = "codes-renewed",
        /// To another phone, by the account's own hand.
        Moved = "moved",
        /// Somebody knows the password, and guessed at codes until they were stopped.
        Guessed = "guessed",
    }
}

/// A secret as its row keeps it.
pub(super) struct Kept {
    pub secret: Bare,
    pub confirmed_at: Option<Instant>,
}
