//! To another phone, alone: the new secret waits beside the present one, which ends when the new app's first code is given.

use super::model::{Enrolment, News, Typed};
use super::service::{BEGUN_SECONDS, own, proven};
use super::{codes, mail, step, store};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::accounts::members::record_own;
use crate::domain::accounts::model::AccountError;
use crate::domain::accounts::sign_in::Begun;
use crate::domain::accounts::store as accounts;
use crate::kernel::ids::AccountId;
use crate::kernel::sealing::{Bare, SealedFor};

/// Makes the secret for another phone, with the password ([`Begun`]) and a code of the present one or a recovery code. Begun again it is
/// another. Nothing else changes yet.
pub fn begin_move(conn: &mut Conn, cx: &Context, begun: &Begun, typed: &Typed) -> Result<(), AccountError> {
    let account = proven(conn, cx, begun, typed)?;
    let sealed = cx.keys.seal(SealedFor::SecondFactor, account.raw(), &Bare::random())?;
    Ok(store::begin_move(conn, account, &sealed, cx.machine)?)
}

/// The secret that waits, sealed and open; it waits as long as the first one did.
fn waiting(conn: &mut Conn, cx: &Context, account: AccountId) -> Result<Option<(String, Bare)>, AccountError> {
    let Some((sealed, at)) = store::next(conn, account)? else { return Ok(None) };
    if cx.machine.seconds_since(at) >= BEGUN_SECONDS {
        return Ok(None);
    }
    let secret = cx.keys.unseal(SealedFor::SecondFactor, account.raw(), &sealed)?;
    Ok(Some((sealed, secret)))
}

/// What the other phone is given; none where no move was begun.
pub fn move_enrolment(conn: &mut Conn, cx: &Context, issuer: &str) -> Result<Option<Enrolment>, AccountError> {
    let account = own(cx)?;
    let Some((_, secret)) = waiting(conn, cx, account)? else { return Ok(None) };
    let Some(row) = accounts::account(conn, account)? else { return Ok(None) };
    let address = codes::address(&secret, issuer, row.email.as_str());
    Ok(Some(Enrolment { secret: codes::in_fours(&secret), address }))
}

/// Ends the move by the new app's first code: from now on only its codes are good. The password is asked for once more, for a browser
/// may have been left open meanwhile. Other sign-ins end, and the account is told. Recovery codes stay as they are.
pub fn end_move(
    conn: &mut Conn,
    cx: &Context,
    begun: &Begun,
    typed: &Typed,
    sign_in: Option<i64>,
) -> Result<(), AccountError> {
    let account = own(cx)?;
    let (sealed, secret) = waiting(conn, cx, account)?.ok_or(AccountError::NoFactor)?;
    let now = codes::step_of(&secret, typed, cx.machine).ok_or(AccountError::WrongCode)?;
    begun.own(conn, cx)?;
    if !store::end_move(conn, account, &sealed, (now, cx.machine))? {
        return Err(AccountError::NoFactor);
    }
    step::stop_waiting(conn, cx, account)?;
    if let Some(here) = sign_in {
        accounts::end_other_sign_ins(conn, account, here, cx.machine)?;
    }
    record_own(conn, cx, account, "second-factor-moved")?;
    mail::tell(conn, cx, account, News::Moved)
}
