//! One's own second factor. Only a person changes it: what a key opened would outlive the key.

use super::model::{Enrolment, Kept, News, Status, Typed};
use super::{codes, mail, recovery, store};
use crate::access::{Actor, Context, Demand, Denied, Member, TokenScope, require_person, require_scope};
use crate::db::Conn;
use crate::domain::accounts::members::record_own;
use crate::domain::accounts::model::AccountError;
use crate::domain::accounts::sign_in::Begun;
use crate::domain::accounts::store as accounts;
use crate::kernel::ids::AccountId;
use crate::kernel::sealing::{Bare, SealedFor};

/// How long a secret waits for its first code.
pub(super) const BEGUN_SECONDS: i64 = 3_600;

/// Whose second factor the actor sets up: their own, also while it is demanded first.
pub(super) fn own(cx: &Context) -> Result<AccountId, AccountError> {
    match &cx.actor {
        Actor::Enrolling(account) => Ok(*account),
        Actor::Member(Member { account, .. }) => {
            require_person(&cx.actor)?;
            Ok(*account)
        }
        _ => Err(Denied::NotFound.into()),
    }
}

/// How it stands. A key of the scope `accounts` may know.
pub fn status(conn: &mut Conn, cx: &Context) -> Result<Status, AccountError> {
    let account = match &cx.actor {
        Actor::Member(member) => {
            require_scope(&cx.actor, TokenScope::Accounts)?;
            member.account
        }
        _ => own(cx)?,
    };
    Ok(match store::factor(conn, account)? {
        Some((_, _, Some(since))) => Status::On { since, left: store::codes_left(conn, account)? },
        Some((_, at, None)) if cx.machine.seconds_since(at) < BEGUN_SECONDS => Status::Begun,
        _ => Status::Off,
    })
}

pub(super) fn kept(conn: &mut Conn, cx: &Context, account: AccountId) -> Result<Option<Kept>, AccountError> {
    let Some((sealed, begun, confirmed_at)) = store::factor(conn, account)? else { return Ok(None) };
    if confirmed_at.is_none() && cx.machine.seconds_since(begun) >= BEGUN_SECONDS {
        return Ok(None);
    }
    let secret = cx.keys.unseal(SealedFor::SecondFactor, account.raw(), &sealed)?;
    Ok(Some(Kept { secret, confirmed_at }))
}

/// Makes a secret, in place of one that was begun and not confirmed.
pub fn begin(conn: &mut Conn, cx: &Context) -> Result<(), AccountError> {
    let account = own(cx)?;
    if is_on(conn, account)? {
        return Err(AccountError::FactorOn);
    }
    let sealed = cx.keys.seal(SealedFor::SecondFactor, account.raw(), &Bare::random())?;
    Ok(store::begin(conn, account, &sealed, cx.machine)?)
}

pub(super) fn is_on(conn: &mut Conn, account: AccountId) -> Result<bool, AccountError> {
    Ok(store::factor(conn, account)?.is_some_and(|(_, _, confirmed)| confirmed.is_some()))
}

/// The secret that waits for its first code; none once it is on. `issuer` is what an app shows beside the code.
pub fn enrolment(conn: &mut Conn, cx: &Context, issuer: &str) -> Result<Option<Enrolment>, AccountError> {
    let account = own(cx)?;
    let Some(Kept { secret, confirmed_at: None }) = kept(conn, cx, account)? else { return Ok(None) };
    let Some(row) = accounts::account(conn, account)? else { return Ok(None) };
    let address = codes::address(&secret, issuer, row.email.as_str());
    Ok(Some(Enrolment { secret: codes::in_fours(&secret), address }))
}

/// Turns it on by its first code, and gives the recovery codes, once. It wants the password ([`Begun`]), but of those who have just given
/// it and come no further. Other sign-ins of the account end: they came by a password alone.
pub fn confirm(
    conn: &mut Conn,
    cx: &Context,
    begun: Option<&Begun>,
    typed: &Typed,
    sign_in: Option<i64>,
) -> Result<Vec<String>, AccountError> {
    let account = own(cx)?;
    let kept = kept(conn, cx, account)?.ok_or(AccountError::NoFactor)?;
    if kept.confirmed_at.is_some() {
        return Err(AccountError::FactorOn);
    }
    let step = codes::step_of(&kept.secret, typed, cx.machine).ok_or(AccountError::WrongCode)?;
    if !matches!(cx.actor, Actor::Enrolling(_)) {
        begun.ok_or(AccountError::WrongCredentials)?.own(conn, cx)?;
    }
    if !store::confirm(conn, account, step, cx.machine)? {
        return Err(AccountError::FactorOn);
    }
    let fresh = fresh_codes(conn, cx, account)?;
    if let Some(here) = sign_in {
        accounts::end_other_sign_ins(conn, account, here, cx.machine)?;
    }
    record_own(conn, cx, account, "second-factor-on")?;
    mail::tell(conn, cx, account, News::On)?;
    Ok(fresh)
}

fn fresh_codes(conn: &mut Conn, cx: &Context, account: AccountId) -> Result<Vec<String>, AccountError> {
    let fresh = recovery::fresh();
    let digests: Vec<String> =
        fresh.iter().map(|code| recovery::digest(&cx.keys, account, &Typed::new(code))).collect();
    store::replace_codes(conn, account, &digests, cx.machine)?;
    Ok(fresh)
}

/// Other recovery codes in place of all there were; with the password ([`Begun`]) and a code of now.
pub fn renew_codes(conn: &mut Conn, cx: &Context, begun: &Begun, typed: &Typed) -> Result<Vec<String>, AccountError> {
    let account = proven(conn, cx, begun, typed)?;
    let fresh = fresh_codes(conn, cx, account)?;
    record_own(conn, cx, account, "recovery-codes-renewed")?;
    mail::tell(conn, cx, account, News::CodesRenewed)?;
    Ok(fresh)
}

/// Turns it off, with the password and a code of now or a recovery code; not while it is demanded.
pub fn turn_off(
    conn: &mut Conn,
    cx: &Context,
    begun: &Begun,
    typed: &Typed,
    demand: Demand,
) -> Result<(), AccountError> {
    own(cx)?;
    if demand.reaches(cx.actor.grants()) {
        return Err(AccountError::FactorDemanded);
    }
    let account = proven(conn, cx, begun, typed)?;
    store::remove(conn, account)?;
    record_own(conn, cx, account, "second-factor-off")?;
    mail::tell(conn, cx, account, News::Off)
}

/// The actor's account, when password and code were right. A wrong code leaves the attempt counted, as a wrong password would.
pub(super) fn proven(conn: &mut Conn, cx: &Context, begun: &Begun, typed: &Typed) -> Result<AccountId, AccountError> {
    let account = own(cx)?;
    let kept = kept(conn, cx, account)?.filter(|k| k.confirmed_at.is_some()).ok_or(AccountError::NoFactor)?;
    match proof(conn, cx, account, &kept, typed)? {
        Some(_) => begun.own(conn, cx),
        None => Err(AccountError::WrongCode),
    }
}

/// What was right about what was typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Proof {
    Code,
    Recovery,
}

/// A code of now or a recovery code, which is used up by it; none where it is neither.
pub(super) fn proof(
    conn: &mut Conn,
    cx: &Context,
    account: AccountId,
    kept: &Kept,
    typed: &Typed,
) -> Result<Option<Proof>, AccountError> {
    if let Some(step) = codes::step_of(&kept.secret, typed, cx.machine) {
        return Ok(store::take_step(conn, account, step)?.then_some(Proof::Code));
    }
    let digest = recovery::digest(&cx.keys, account, typed);
    Ok(store::use_code(conn, account, &digest, cx.machine)?.then_some(Proof::Recovery))
}
