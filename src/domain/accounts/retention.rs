//! What signing in leaves behind, and how long it is kept. The engine asks for this every hour; what is gone cannot be found again, and
//! none of it opens anything any more.

use super::{second_factor, store};
use crate::access::Context;
use crate::db::{Conn, Stored};

/// Days for which a wrong password or code is remembered; limits look back an hour at most.
pub const ATTEMPTS_DAYS: i64 = 1;
/// Days for which a link of an invitation or a reset is kept after it was used or ran out.
pub const LINKS_DAYS: i64 = 30;
/// Days for which a sign-in is kept after its end: for so long its network is known to be the account's own.
pub const SIGN_INS_DAYS: i64 = 90;
/// Days for which a program's key is kept after it was revoked or ran out.
pub const TOKENS_DAYS: i64 = 90;

/// How many rows went.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Forgotten {
    pub attempts: usize,
    pub links: usize,
    pub sign_ins: usize,
    pub tokens: usize,
    /// Passwords that were followed by no code.
    pub steps: usize,
}

pub fn forget(conn: &mut Conn, cx: &Context) -> Stored<Forgotten> {
    let before = |days: i64| cx.machine.plus_days(-days);
    Ok(Forgotten {
        attempts: store::forget_attempts_before(conn, before(ATTEMPTS_DAYS))?,
        links: store::forget_links_before(conn, before(LINKS_DAYS))?,
        sign_ins: store::forget_sign_ins_before(conn, before(SIGN_INS_DAYS))?,
        tokens: store::forget_tokens_before(conn, before(TOKENS_DAYS))?,
        steps: second_factor::forget_before(conn, before(ATTEMPTS_DAYS))?,
    })
}
