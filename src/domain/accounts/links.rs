//! Links by which an account gets its password, and the one that makes the first administrator.

use super::members::{self, NewAccount};
use super::model::{Account, AccountError, LinkPurpose};
use super::news::{self, Act};
use super::{second_factor, store};
use crate::access::{Context, Grant, Role};
use crate::db::{Conn, Stored};
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::kernel::email::Email;
use crate::kernel::ids::AccountId;
use crate::kernel::time::Instant;
use crate::kernel::token::{LinkToken, Purpose, Secret, nonce};

/// An invitation waits a week, a reset two hours.
const fn seconds_good(purpose: LinkPurpose) -> i64 {
    match purpose {
        LinkPurpose::Invitation => 7 * 86_400,
        LinkPurpose::Reset => 2 * 3_600,
    }
}

/// A link as the mail needs it.
#[derive(Clone, Debug)]
pub struct AccountLink {
    pub account: Account,
    pub purpose: LinkPurpose,
    pub token: String,
    pub expires_at: Instant,
    pub used: bool,
}

pub(super) fn send(conn: &mut Conn, cx: &Context, account: &Account, purpose: LinkPurpose) -> Result<(), AccountError> {
    let expires = cx.machine.plus_seconds(seconds_good(purpose));
    let link = store::insert_link(conn, account.id, purpose, &nonce(), cx.machine, expires)?;
    let message = match purpose {
        LinkPurpose::Invitation => Message::AccountInvitation { link },
        LinkPurpose::Reset => Message::PasswordReset { link },
    };
    let mail = NewMessage {
        message,
        lane: Lane::Prompt,
        to: account.email.clone(),
        contact: None,
        locale: account.locale,
        programme: None,
        event: None,
        due_at: cx.now,
        dedupe_key: format!("account-link:{link}"),
    };
    outbox::enqueue(conn, cx, &mail)?;
    Ok(())
}

/// Asks for a reset. The answer is the same for every address; an account gets at most three links an hour.
pub fn ask_reset(conn: &mut Conn, cx: &Context, email: &Email) -> Result<(), AccountError> {
    let Some(account) = store::account_by_email(conn, &email.folded())? else { return Ok(()) };
    let recent = store::links_since(conn, account.id, cx.machine.plus_seconds(-3_600))?;
    if account.disabled_at.is_some() || recent >= 3 {
        return Ok(());
    }
    send(conn, cx, &account, LinkPurpose::Reset)
}

/// The link of a queued mail, made again from its row.
pub fn link_for_mail(conn: &mut Conn, cx: &Context, link: i64) -> Result<Option<AccountLink>, AccountError> {
    let Some(row) = store::link(conn, link)? else { return Ok(None) };
    let Some(account) = store::account(conn, row.account)? else { return Ok(None) };
    let token = cx.keys.link(Purpose::AccountLink, link, &row.nonce);
    Ok(Some(AccountLink {
        account,
        purpose: row.purpose,
        token,
        expires_at: row.expires_at,
        used: row.used_at.is_some(),
    }))
}

/// Whose link this is, if it is still good.
pub fn open_link(conn: &mut Conn, cx: &Context, token: &str) -> Result<Account, AccountError> {
    let (account, _) = live_link(conn, cx, token)?;
    store::account(conn, account)?.filter(|a| a.disabled_at.is_none()).ok_or(AccountError::DeadLink)
}

fn live_link(conn: &mut Conn, cx: &Context, token: &str) -> Result<(AccountId, i64), AccountError> {
    let token = LinkToken::parse(token).ok_or(AccountError::DeadLink)?;
    let row = store::link(conn, token.row)?.ok_or(AccountError::DeadLink)?;
    let good = cx.keys.link_matches(&token, Purpose::AccountLink, &row.nonce)
        && row.used_at.is_none()
        && row.expires_at > cx.machine;
    if good { Ok((row.account, token.row)) } else { Err(AccountError::DeadLink) }
}

/// Uses the link up: the password is set, every sign-in of the account ends, and its other links die. Whoever had one before is told;
/// of a first password there is nobody else who could not know.
pub fn set_password(conn: &mut Conn, cx: &Context, token: &str, hash: &str) -> Result<Account, AccountError> {
    let account = open_link(conn, cx, token)?;
    let (_, link) = live_link(conn, cx, token)?;
    if store::use_link(conn, link, cx.machine)? == 0 {
        return Err(AccountError::DeadLink);
    }
    store::use_up_links(conn, account.id, cx.machine)?;
    store::set_password_hash(conn, account.id, hash)?;
    store::end_all_sign_ins(conn, account.id, cx.machine)?;
    second_factor::stop_waiting(conn, cx, account.id)?;
    members::record_own(conn, cx, account.id, "password-set")?;
    if account.has_password {
        news::tell(conn, cx, account.id, Act::ResetBy { link })?;
    }
    Ok(account)
}

/// A one-time link for the first administrator, beside those that other nodes have printed; none once there is an account.
pub fn make_setup_link(conn: &mut Conn, cx: &Context) -> Result<Option<Secret>, AccountError> {
    if store::count_accounts(conn)? > 0 {
        return Ok(None);
    }
    let secret = Secret::random();
    store::add_setup_link(conn, &secret.digest(), cx.machine, cx.machine.plus_days(1))?;
    Ok(Some(secret))
}

/// Whether a first administrator can still be made by this link. Looking uses nothing up.
pub fn is_set_up_open(conn: &mut Conn, cx: &Context, secret: &Secret) -> Stored<bool> {
    Ok(store::setup_link_lives(conn, &secret.digest(), cx.machine)? && store::count_accounts(conn)? == 0)
}

/// Whether this link was good until the first administrator was made.
pub fn is_set_up_by(conn: &mut Conn, secret: &Secret) -> Stored<bool> {
    store::was_setup_link_used(conn, &secret.digest())
}

/// Makes the first administrator, once.
pub fn set_up(
    conn: &mut Conn,
    cx: &Context,
    secret: &Secret,
    new: &NewAccount,
    hash: &str,
) -> Result<Account, AccountError> {
    if !store::use_setup_link(conn, &secret.digest(), cx.machine)? {
        return Err(AccountError::DeadLink);
    }
    if store::count_accounts(conn)? > 0 {
        return Err(AccountError::AlreadySetUp);
    }
    let grants = vec![Grant { role: Role::Administrator, programme: None, city: None }];
    members::insert(conn, cx, &NewAccount { grants, ..new.clone() }, Some(hash))
}
