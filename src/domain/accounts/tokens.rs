//! Keys for programs: scoped, hashed, ended one by one.

use super::model::{AccountError, ApiToken, SignedIn};
use super::news::{self, Act};
use super::store;
use crate::access::{Context, Denied, TokenScope, require_person, require_scope};
use crate::db::Conn;
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, PublicId};
use crate::kernel::invalid::{Invalid, Reason, one_of, required_line};
use crate::kernel::time::Instant;
use crate::kernel::token::Secret;

/// Begins every token, so that one is recognised where it was left lying about.
pub const PREFIX: &str = "cvk_";

/// A key to be made.
#[derive(Clone, Debug)]
pub struct NewToken {
    pub name: String,
    pub scopes: Vec<TokenScope>,
    pub expires_at: Option<Instant>,
}

impl NewToken {
    pub fn parse(name: &str, scopes: &[&str], expires_at: Option<Instant>) -> Result<NewToken, Invalid> {
        let mut faults = Invalid::default();
        let name = faults.take("name", required_line(name, 80));
        let scopes: Result<Vec<TokenScope>, Reason> = scopes.iter().map(|scope| one_of(scope)).collect();
        let scopes =
            faults.take("scopes", scopes.and_then(|s| if s.is_empty() { Err(Reason::Required) } else { Ok(s) }));
        match (name, scopes) {
            (Some(name), Some(scopes)) => Ok(NewToken { name, scopes, expires_at }),
            _ => Err(faults),
        }
    }
}

/// Makes a key for the actor's own account, for no key makes another; the secret is returned once and kept as a digest.
pub fn create_own(conn: &mut Conn, cx: &Context, new: &NewToken) -> Result<String, AccountError> {
    require_person(&cx.actor)?;
    let account = cx.actor.account().ok_or(Denied::NotFound)?;
    create_for(conn, cx, account, new)
}

/// Makes a key for an account by its address: the command line.
pub fn create_for_email(conn: &mut Conn, cx: &Context, email: &str, new: &NewToken) -> Result<String, AccountError> {
    crate::access::require(&cx.actor, crate::access::Action::ManageAccounts, crate::access::Scope::Installation)?;
    let account = store::account_by_email(conn, &Email::folded_as_typed(email))?;
    let account = account.ok_or_else(|| Invalid::one("email", Reason::NoSuch))?;
    create_for(conn, cx, account.id, new)
}

fn create_for(conn: &mut Conn, cx: &Context, account: AccountId, new: &NewToken) -> Result<String, AccountError> {
    let secret = Secret::random();
    let token = store::insert_token(conn, account, new, &secret.digest(), cx.machine)?;
    let change = [Change::of("token", "", &new.name)];
    history::record(conn, cx, Record::new(Entity::Account, account.raw(), "token-made").changes(change))?;
    news::tell(conn, cx, account, Act::Token(token))?;
    Ok(format!("{PREFIX}{}", secret.expose()))
}

pub fn list_own(conn: &mut Conn, cx: &Context) -> Result<Vec<ApiToken>, AccountError> {
    require_scope(&cx.actor, TokenScope::Accounts)?;
    let account = cx.actor.account().ok_or(Denied::NotFound)?;
    Ok(store::tokens(conn, account)?)
}

pub fn revoke_own(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<(), AccountError> {
    require_scope(&cx.actor, TokenScope::Accounts)?;
    let account = cx.actor.account().ok_or(Denied::NotFound)?;
    if store::revoke_token(conn, account, id, cx.machine)? == 0 {
        return Err(Denied::NotFound.into());
    }
    history::record(conn, cx, Record::new(Entity::Account, account.raw(), "token-ended"))?;
    Ok(())
}

/// Whose token this is; none when it was ended, ran out, or never was one.
pub fn resume(conn: &mut Conn, machine: Instant, presented: &str) -> Result<Option<SignedIn>, AccountError> {
    let Some(secret) = presented.strip_prefix(PREFIX) else { return Ok(None) };
    Ok(store::resume_token(conn, machine, &Secret::presented(secret).digest())?)
}

/// Notes that a key is in use; at most once an hour, so that reading seldom writes.
pub fn touch(conn: &mut Conn, cx: &Context, token: i64) -> Result<(), AccountError> {
    store::touch_token(conn, token, cx.machine)?;
    Ok(())
}
