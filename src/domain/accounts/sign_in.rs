//! Signing in and out.

use super::members;
use super::model::{AccountError, Counted, SignIn, SignedIn};
use super::news::{self, Act};
use super::second_factor::{self, Waiting};
use super::store;
use crate::access::{Context, Demand, TokenScope, require_scope};
use crate::db::Conn;
use crate::db::dialect::{self, Turn};
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, PublicId};
use crate::kernel::time::Instant;
use crate::kernel::token::{Keys, LinkToken, Purpose, Secret, nonce};

/// Failures that are counted look back this far.
const WINDOW_MINUTES: i64 = 15;
/// From one network on one account.
const PER_PAIR: i64 = 8;
/// From one network on all accounts: an office behind one address makes mistakes too.
const PER_NETWORK: i64 = 60;
/// On one account from networks it was never opened from. Its own networks stay open, and so do the browsers it was opened with
/// ([`known_device`]), wherever they are carried: strangers lock nobody out. Whoever comes with another browser from another network while
/// strangers guess gets in by a link to their mailbox, which makes that browser a known one.
const PER_ACCOUNT: i64 = 30;

/// What is needed to verify a password outside the transaction.
#[derive(Debug)]
pub struct Begun {
    account: Option<AccountId>,
    pub hash: Option<String>,
    subjects: Subjects,
    /// Whether browser or network are strange to the account.
    strange: bool,
    /// Counted as a failure until it is none.
    attempts: Vec<i64>,
}

#[derive(Debug)]
struct Subjects {
    pair: String,
    network: String,
    account: String,
}

impl Subjects {
    fn of(keys: &Keys, email: &str, network: &str) -> Subjects {
        Subjects {
            pair: keys.digest(&format!("pair {email} {network}")),
            network: keys.digest(&format!("network {network}")),
            account: keys.digest(&format!("account {email}")),
        }
    }
}

/// What a browser keeps for long after a good sign-in, or after a password was set by a link: that the account was opened with it. It opens
/// nothing, and its guesses are counted by themselves.
pub fn known_device(cx: &Context, account: AccountId) -> String {
    let name = nonce();
    format!("{name}.{}", cx.keys.link(Purpose::Device, account.raw(), &name))
}

/// The browser's own name, if it is known to this account.
fn device_of(cx: &Context, account: Option<AccountId>, kept: Option<&str>) -> Option<String> {
    let (name, link) = kept?.split_once('.')?;
    let token = LinkToken::parse(link)?;
    let own = Some(token.row) == account.map(AccountId::raw);
    (own && cx.keys.link_matches(&token, Purpose::Device, name)).then(|| name.to_owned())
}

/// As [`begin_with`], with a browser that keeps nothing.
#[cfg(test)]
pub fn begin(conn: &mut Conn, cx: &Context, email: &str, network: &str) -> Result<Begun, AccountError> {
    begin_with(conn, cx, email, network, None)
}

/// Looks the account up, holds against the limits and counts the attempt as a failure, which [`finish`] takes back: guesses that come
/// all at once are counted before the first of them is looked at. Nothing tells a known address from an unknown one. `kept` is what the
/// browser keeps of [`known_device`].
pub fn begin_with(
    conn: &mut Conn,
    cx: &Context,
    email: &str,
    network: &str,
    kept: Option<&str>,
) -> Result<Begun, AccountError> {
    let email = Email::folded_as_typed(email);
    let mut subjects = Subjects::of(&cx.keys, &email, network);
    let since = cx.machine.plus_seconds(-WINDOW_MINUTES * 60);
    dialect::take_turn(conn, Turn::SignIn)?;
    let known = store::credentials(conn, &email)?;
    let own_network = match &known {
        Some((id, _)) => store::opened_from(conn, *id, &subjects.network)?,
        None => false,
    };
    let device = device_of(cx, known.as_ref().map(|(id, _)| *id), kept);
    if let Some(name) = &device {
        subjects.pair = cx.keys.digest(&format!("device {email} {name}"));
    }
    let mut limits = vec![(&subjects.pair, PER_PAIR, Counted::OnAccount)];
    if device.is_none() {
        limits.push((&subjects.network, PER_NETWORK, Counted::FromNetwork));
    }
    if device.is_none() && !own_network {
        limits.push((&subjects.account, PER_ACCOUNT, Counted::OnAccount));
    }
    for (subject, limit, counted) in limits {
        let failures = store::attempts_since(conn, subject, since)?;
        if failures.len() as i64 >= limit {
            return Err(AccountError::TooMany { minutes: minutes_left(&failures, cx.machine), counted });
        }
    }
    let (account, hash) = known.map_or((None, None), |(id, hash)| (Some(id), hash));
    let Subjects { pair, network, account: whose } = &subjects;
    let counted = if device.is_some() { vec![pair] } else { vec![pair, network, whose] };
    let attempts = store::insert_attempts(conn, &counted, cx.machine)?;
    let strange = device.is_none() && !own_network;
    Ok(Begun { account, hash, subjects, strange, attempts })
}

fn minutes_left(failures: &[Instant], now: Instant) -> i64 {
    let oldest = failures.first().copied().unwrap_or(now);
    (WINDOW_MINUTES - now.seconds_since(oldest) / 60).max(1)
}

impl Begun {
    /// What the browser is to keep when the password was right.
    pub fn device(&self, cx: &Context) -> Option<String> {
        self.account.map(|account| known_device(cx, account))
    }

    /// The actor's own account, when it was its password that was right: the attempt was no failure.
    pub(super) fn own(&self, conn: &mut Conn, cx: &Context) -> Result<AccountId, AccountError> {
        let own = self.account.filter(|own| cx.actor.account() == Some(*own)).ok_or(AccountError::WrongCredentials)?;
        store::take_attempts_back(conn, &self.attempts)?;
        Ok(own)
    }
}

/// What a right password opens.
#[derive(Debug)]
pub enum Entered {
    /// A sign-in.
    Open(Secret),
    /// The page for the code, for this browser and a few minutes (see [`second_factor::answer`]).
    CodeWanted(Secret),
}

/// Goes on when the password was right: the attempt was no failure. Where a second factor is on, the sign-in waits for its code.
pub fn finish(conn: &mut Conn, cx: &Context, begun: &Begun, device: &str, days: u32) -> Result<Entered, AccountError> {
    let account = begun.account.ok_or(AccountError::WrongCredentials)?;
    store::take_attempts_back(conn, &begun.attempts)?;
    let Subjects { pair, network, account: shared } = &begun.subjects;
    if second_factor::is_on(conn, account)? {
        let waiting = Waiting { account, network, own: pair, shared: begun.strange.then_some(shared.as_str()) };
        return Ok(Entered::CodeWanted(second_factor::wait(conn, cx, &waiting)?));
    }
    store::forget_attempts(conn, pair)?;
    Ok(Entered::Open(enter(conn, cx, account, (network, device), days)?))
}

/// A sign-in of this account, from a network, with what the browser says it is.
pub(super) fn enter(
    conn: &mut Conn,
    cx: &Context,
    account: AccountId,
    (network, device): (&str, &str),
    days: u32,
) -> Result<Secret, AccountError> {
    let secret = Secret::random();
    let device: String = device.chars().filter(|c| !c.is_control()).take(200).collect();
    let expires = cx.machine.plus_days(i64::from(days));
    store::insert_sign_in(conn, account, &secret, &device, network, cx.machine, expires)?;
    Ok(secret)
}

/// Gives the actor's own account another password, when the present one was right: every other sign-in ends, and links to a new password
/// die. `sign_in` is where they are, and stays. The account is told by mail.
pub fn change_password(
    conn: &mut Conn,
    cx: &Context,
    begun: &Begun,
    sign_in: i64,
    hash: &str,
) -> Result<(), AccountError> {
    require_scope(&cx.actor, TokenScope::Accounts)?;
    let account = begun.own(conn, cx)?;
    store::set_password_hash(conn, account, hash)?;
    store::use_up_links(conn, account, cx.machine)?;
    second_factor::stop_waiting(conn, cx, account)?;
    store::end_other_sign_ins(conn, account, sign_in, cx.machine)?;
    members::record_own(conn, cx, account, "password-set")?;
    news::tell(conn, cx, account, Act::Changed)
}

/// Whose cookie this is, and how far they have come where a second factor is demanded; none when it was ended, ran out, or never was one.
pub fn resume(
    conn: &mut Conn,
    machine: Instant,
    secret: &Secret,
    demand: Demand,
) -> Result<Option<SignedIn>, AccountError> {
    Ok(store::resume(conn, machine, &secret.digest(), demand)?)
}

/// Notes that a sign-in is in use and moves its end; at most once an hour, so that reading a page seldom writes.
pub fn touch(conn: &mut Conn, cx: &Context, sign_in: i64, days: u32) -> Result<(), AccountError> {
    store::touch(conn, sign_in, cx.machine, cx.machine.plus_days(i64::from(days)))?;
    Ok(())
}

/// Where the actor is signed in, newest first.
pub fn list_own(conn: &mut Conn, cx: &Context) -> Result<Vec<SignIn>, AccountError> {
    require_scope(&cx.actor, TokenScope::Accounts)?;
    let account = cx.actor.account().ok_or(AccountError::WrongCredentials)?;
    Ok(store::sign_ins(conn, account, cx.machine)?)
}

/// Ends the sign-in of a cookie: signing out.
pub fn end(conn: &mut Conn, cx: &Context, sign_in: i64) -> Result<(), AccountError> {
    store::end_sign_in(conn, sign_in, cx.machine)?;
    Ok(())
}

/// Ends one of the actor's own sign-ins by its public id.
pub fn end_own(conn: &mut Conn, cx: &Context, public_id: &PublicId) -> Result<(), AccountError> {
    require_scope(&cx.actor, TokenScope::Accounts)?;
    let account = cx.actor.account().ok_or(AccountError::WrongCredentials)?;
    if store::end_own_sign_in(conn, account, public_id, cx.machine)? == 0 {
        return Err(crate::access::Denied::NotFound.into());
    }
    Ok(())
}
