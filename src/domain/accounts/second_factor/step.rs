//! Between the password and the code.

use super::model::{Answered, News, Typed};
use super::service::{Proof, kept};
use super::store::{self, NewStep, StepRow};
use super::{mail, service};
use crate::access::{Actor, Context};
use crate::db::dialect::{self, Turn};
use crate::db::{Conn, Stored};
use crate::domain::accounts::model::AccountError;
use crate::domain::accounts::sign_in::{enter, known_device};
use crate::domain::accounts::store as accounts;
use crate::domain::history::{self, Entity, Record};
use crate::kernel::ids::AccountId;
use crate::kernel::time::Instant;
use crate::kernel::token::Secret;

/// How long a right password waits for its code.
const STEP_MINUTES: i64 = 10;
/// Wrong codes that are counted look back this far.
const WINDOW_MINUTES: i64 = 60;
/// By one browser, or from one network.
const PER_OWN: usize = 10;
/// From all browsers and networks that are strange to the account. Its own are not held back by it: whoever has stolen a password keeps
/// nobody out.
const PER_ACCOUNT: usize = 20;

/// A right password, and under what its wrong codes are counted.
#[derive(Debug)]
pub struct Waiting<'a> {
    pub account: AccountId,
    /// The digest of the network it came from.
    pub network: &'a str,
    /// This browser's, or this network's on this account.
    pub own: &'a str,
    /// The account's, where browser and network are strange to it.
    pub shared: Option<&'a str>,
}

pub fn is_on(conn: &mut Conn, account: AccountId) -> Result<bool, AccountError> {
    service::is_on(conn, account)
}

/// Lets a right password wait for its code. The browser keeps the secret.
pub fn wait(conn: &mut Conn, cx: &Context, waiting: &Waiting<'_>) -> Result<Secret, AccountError> {
    let secret = Secret::random();
    let counted = |subject: &str| cx.keys.digest(&format!("code {subject}"));
    let new = NewStep {
        account_id: waiting.account,
        secret_digest: secret.digest(),
        network_digest: waiting.network,
        own_subject: counted(waiting.own),
        shared_subject: waiting.shared.map(counted),
        created_at: cx.machine,
        expires_at: cx.machine.plus_seconds(STEP_MINUTES * 60),
    };
    store::insert_step(conn, &new)?;
    Ok(secret)
}

/// Whether this browser's password still waits.
pub fn is_waiting(conn: &mut Conn, cx: &Context, secret: &Secret) -> Stored<bool> {
    Ok(store::step(conn, &secret.digest(), cx.machine)?.is_some())
}

/// No password of this account waits any longer: it has another one, or another second factor.
pub fn stop_waiting(conn: &mut Conn, cx: &Context, account: AccountId) -> Stored<()> {
    store::use_up_steps(conn, account, cx.machine)
}

/// Steps that ran out before.
pub fn forget_before(conn: &mut Conn, before: Instant) -> Stored<usize> {
    store::forget_steps_before(conn, before)
}

/// Opens the sign-in by a code of now, or by a recovery code. Whatever comes of it is an answer and no error, so that what was counted
/// stays counted.
pub fn answer(
    conn: &mut Conn,
    cx: &Context,
    secret: &Secret,
    typed: &Typed,
    (device, days): (&str, u32),
) -> Result<Answered, AccountError> {
    dialect::take_turn(conn, Turn::SignIn)?;
    let Some(step) = store::step(conn, &secret.digest(), cx.machine)? else { return Ok(Answered::Gone) };
    let open = accounts::account(conn, step.account_id)?.is_some_and(|a| a.disabled_at.is_none());
    let Some(kept) = kept(conn, cx, step.account_id)?.filter(|k| open && k.confirmed_at.is_some()) else {
        return Ok(Answered::Gone);
    };
    if let Some(minutes) = held(conn, cx, &step)? {
        return Ok(Answered::TooMany { minutes });
    }
    let Some(proof) = service::proof(conn, cx, step.account_id, &kept, typed)? else {
        count(conn, cx, &step)?;
        return Ok(Answered::Wrong);
    };
    if !store::use_step(conn, step.id, cx.machine)? {
        return Ok(Answered::Gone);
    }
    if proof == Proof::Recovery {
        tell_of_recovery(conn, cx, step.account_id)?;
    }
    accounts::forget_attempts(conn, &step.own_subject)?;
    let secret = enter(conn, cx, step.account_id, (&step.network_digest, device), days)?;
    Ok(Answered::Open { secret, device: known_device(cx, step.account_id) })
}

/// Minutes to wait, where there were too many wrong codes.
fn held(conn: &mut Conn, cx: &Context, step: &StepRow) -> Result<Option<i64>, AccountError> {
    let since = cx.machine.plus_seconds(-WINDOW_MINUTES * 60);
    let shared = step.shared_subject.as_ref().map(|subject| (subject, PER_ACCOUNT));
    for (subject, limit) in [(&step.own_subject, PER_OWN)].into_iter().chain(shared) {
        let wrong = accounts::attempts_since(conn, subject, since)?;
        // So many are left when the oldest of the last ones is over.
        if let Some(oldest) = wrong.len().checked_sub(limit).and_then(|at| wrong.get(at)) {
            return Ok(Some((WINDOW_MINUTES - cx.machine.seconds_since(*oldest) / 60).max(1)));
        }
    }
    Ok(None)
}

/// Counts a wrong code. Whoever gave it knows the password: when they are stopped the account is told.
fn count(conn: &mut Conn, cx: &Context, step: &StepRow) -> Result<(), AccountError> {
    let subjects: Vec<&String> = std::iter::once(&step.own_subject).chain(&step.shared_subject).collect();
    accounts::insert_attempts(conn, &subjects, cx.machine)?;
    if held(conn, cx, step)?.is_some() {
        mail::tell(conn, cx, step.account_id, News::Guessed)?;
    }
    Ok(())
}

/// Whoever gave it has proven to be the account's own, though they are signed in only by what follows.
fn tell_of_recovery(conn: &mut Conn, cx: &Context, account: AccountId) -> Result<(), AccountError> {
    let own = Context { actor: Actor::Enrolling(account), ..cx.clone() };
    history::record(conn, &own, Record::new(Entity::Account, account.raw(), "recovery-code-used"))?;
    mail::tell(conn, cx, account, News::RecoveryUsed)
}
