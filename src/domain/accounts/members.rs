//! Accounts seen by administrators, and one's own.

use super::links;
use super::model::{Account, AccountError, AccountView, DigestWish, GrantView, LinkPurpose};
use super::store;
use crate::access::{Action, Context, Grant, Role, Scope, TokenScope, require, require_person, require_scope};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, ContactId, PublicId};
use crate::kernel::invalid::{Invalid, Reason, one_of, required_line};
use crate::kernel::locale::Locale;
use crate::kernel::time::Zone;
use crate::kernel::zones;

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub email: Email,
    pub name: String,
    pub locale: Locale,
    pub zone: Zone,
    pub grants: Vec<Grant>,
}

impl NewAccount {
    /// Reads what was typed, telling every fault at once.
    pub fn parse(email: &str, name: &str, locale: &str, zone: &str) -> Result<NewAccount, Invalid> {
        let mut faults = Invalid::default();
        let email = faults.take("email", email.parse().map_err(Reason::BadEmail));
        let name = faults.take("name", required_line(name, 120));
        let locale = faults.take("locale", one_of(locale));
        let zone = faults.take("zone", zones::zone(zone));
        match (email, name, locale, zone) {
            (Some(email), Some(name), Some(locale), Some(zone)) => {
                Ok(NewAccount { email, name, locale, zone, grants: Vec::new() })
            }
            _ => Err(faults),
        }
    }
}

/// What a member may change of their own account.
#[derive(Clone, Debug)]
pub struct OwnSettings {
    pub name: String,
    pub locale: Locale,
    pub zone: Zone,
    /// None leaves it as it is.
    pub digest: Option<DigestWish>,
}

impl OwnSettings {
    pub fn parse(name: &str, locale: &str, zone: &str, digest: Option<DigestWish>) -> Result<OwnSettings, Invalid> {
        let mut faults = Invalid::default();
        let name = faults.take("name", required_line(name, 120));
        let locale = faults.take("locale", one_of(locale));
        let zone = faults.take("zone", zones::zone(zone));
        match (name, locale, zone) {
            (Some(name), Some(locale), Some(zone)) => Ok(OwnSettings { name, locale, zone, digest }),
            _ => Err(faults),
        }
    }
}

/// Invites somebody: the account is made without a password, and a link to choose one goes out by mail.
pub fn invite(conn: &mut Conn, cx: &Context, new: &NewAccount) -> Result<Account, AccountError> {
    require(&cx.actor, Action::ManageAccounts, Scope::Installation)?;
    for grant in &new.grants {
        sound(cx, grant)?;
    }
    let account = insert(conn, cx, new, None)?;
    links::send(conn, cx, &account, LinkPurpose::Invitation)?;
    Ok(account)
}

/// Makes an account with a password at once: the command line and the demonstration.
pub fn create(conn: &mut Conn, cx: &Context, new: &NewAccount, hash: &str) -> Result<Account, AccountError> {
    require(&cx.actor, Action::ManageAccounts, Scope::Installation)?;
    insert(conn, cx, new, Some(hash))
}

/// Says which contact a member is, who was none so far. For those who name members among people.
pub fn link_contact(conn: &mut Conn, cx: &Context, id: AccountId, contact: ContactId) -> Stored<()> {
    if store::set_contact(conn, id, contact)? > 0 {
        history::record(conn, cx, Record::new(Entity::Account, id.raw(), "linked"))?;
    }
    Ok(())
}

pub(super) fn insert(
    conn: &mut Conn,
    cx: &Context,
    new: &NewAccount,
    hash: Option<&str>,
) -> Result<Account, AccountError> {
    if store::account_by_email(conn, &new.email.folded())?.is_some() {
        return Err(Invalid::one("email", Reason::Taken).into());
    }
    let id = store::insert_account(conn, new, hash, cx.machine)?;
    for grant in &new.grants {
        store::insert_grant(conn, id, *grant, cx.machine)?;
    }
    history::record(conn, cx, Record::new(Entity::Account, id.raw(), "created"))?;
    store::account(conn, id)?.ok_or_else(|| crate::access::Denied::NotFound.into())
}

/// Everybody, by name.
pub fn list(conn: &mut Conn, cx: &Context) -> Result<Vec<AccountView>, AccountError> {
    require(&cx.actor, Action::ManageAccounts, Scope::Installation)?;
    Ok(store::views(conn, None)?)
}

pub fn show(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<AccountView, AccountError> {
    require(&cx.actor, Action::ManageAccounts, Scope::Installation)?;
    store::views(conn, Some(id))?.pop().ok_or_else(|| crate::access::Denied::NotFound.into())
}

/// The actor's own account.
pub fn own(conn: &mut Conn, cx: &Context) -> Result<Account, AccountError> {
    require_scope(&cx.actor, TokenScope::Accounts)?;
    let id = cx.actor.account().ok_or(crate::access::Denied::NotFound)?;
    store::account(conn, id)?.ok_or_else(|| crate::access::Denied::NotFound.into())
}

pub fn update_own(conn: &mut Conn, cx: &Context, new: &OwnSettings) -> Result<(), AccountError> {
    let before = own(conn, cx)?;
    write_own(conn, cx, &before, before.version, new)
}

/// As [`update_own`], if the account is still as it was seen.
pub fn edit_own(conn: &mut Conn, cx: &Context, seen: i64, new: &OwnSettings) -> Result<Account, AccountError> {
    let before = own(conn, cx)?;
    write_own(conn, cx, &before, seen, new)?;
    own(conn, cx)
}

fn write_own(
    conn: &mut Conn,
    cx: &Context,
    before: &Account,
    seen: i64,
    new: &OwnSettings,
) -> Result<(), AccountError> {
    let digest = new.digest.unwrap_or(before.digest);
    // Nothing changed is nothing written.
    let own = (&before.name, before.locale, before.zone, before.digest);
    if before.version == seen && (&new.name, new.locale, new.zone, digest) == own {
        return Ok(());
    }
    if !store::update_account(conn, (before.id, seen), &new.name, (new.locale, new.zone), digest)? {
        return Err(AccountError::Stale);
    }
    let changes = [
        Change::of("locale", before.locale, new.locale),
        Change::of("zone", before.zone, new.zone),
        Change::of("digest", before.digest, digest),
    ];
    history::record(conn, cx, Record::new(Entity::Account, before.id.raw(), "changed").changes(changes))?;
    Ok(())
}

/// A role with the place it needs. The administrator's is given by somebody who has signed in: what it opens is more than any key's
/// scopes, and outlives the key.
fn sound(cx: &Context, grant: &Grant) -> Result<(), AccountError> {
    let whole = grant.role == Role::Administrator;
    if whole {
        require_person(&cx.actor)?;
    }
    if whole != grant.programme.is_none() {
        return Err(Invalid::one("programme", if whole { Reason::NoSuch } else { Reason::Required }).into());
    }
    Ok(())
}

/// No key shuts an administrator out, or lets one in again.
pub(super) fn not_an_administrators(cx: &Context, view: &AccountView) -> Result<(), AccountError> {
    if view.grants.iter().any(|g| g.role == Role::Administrator) {
        require_person(&cx.actor)?;
    }
    Ok(())
}

/// Gives a role; the same one twice is one.
pub fn grant(conn: &mut Conn, cx: &Context, id: &PublicId, grant: Grant) -> Result<(), AccountError> {
    let view = show(conn, cx, id)?;
    sound(cx, &grant)?;
    store::insert_grant(conn, view.account.id, grant, cx.machine)?;
    let after = show(conn, cx, id)?;
    let Some(held) = after.grants.iter().find(|g| view.grants.iter().all(|before| before.id != g.id)) else {
        return Ok(());
    };
    let changes = [Change::of("role", "", held.role), Change::of("place", "", place(held)?)];
    record_change(conn, cx, view.account.id, "role-given", changes)
}

pub fn revoke_grant(conn: &mut Conn, cx: &Context, id: &PublicId, grant: i64) -> Result<(), AccountError> {
    let view = show(conn, cx, id)?;
    let held = view.grants.iter().find(|g| g.id == grant).ok_or(crate::access::Denied::NotFound)?;
    if held.role == Role::Administrator {
        require_person(&cx.actor)?;
        keep_an_administrator(conn, view.account.id)?;
    }
    store::delete_grant(conn, view.account.id, grant)?;
    let changes = [Change::of("role", held.role, ""), Change::of("place", "", place(held)?)];
    record_change(conn, cx, view.account.id, "role-taken", changes)
}

/// Where a role holds, for history: the name of the city or the programme; empty where it holds everywhere.
fn place(held: &GrantView) -> Stored<String> {
    match held.city.as_ref().or(held.programme.as_ref()) {
        Some((_, name)) => Ok(Json::of(name)?.as_str().to_owned()),
        None => Ok(String::new()),
    }
}

/// Closes an account and all its sign-ins; its history stays.
pub fn disable(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<(), AccountError> {
    let view = show(conn, cx, id)?;
    not_an_administrators(cx, &view)?;
    keep_an_administrator(conn, view.account.id)?;
    store::set_disabled(conn, view.account.id, Some(cx.machine))?;
    store::end_all_sign_ins(conn, view.account.id, cx.machine)?;
    record_change(conn, cx, view.account.id, "disabled", [])
}

pub fn enable(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<(), AccountError> {
    let view = show(conn, cx, id)?;
    not_an_administrators(cx, &view)?;
    store::set_disabled(conn, view.account.id, None)?;
    record_change(conn, cx, view.account.id, "enabled", [])
}

fn keep_an_administrator(conn: &mut Conn, losing: AccountId) -> Result<(), AccountError> {
    store::hold_administrators(conn)?;
    let others = store::administrators(conn)?.into_iter().filter(|a| *a != losing).count();
    if others == 0 { Err(AccountError::LastAdministrator) } else { Ok(()) }
}

fn record_change<const N: usize>(
    conn: &mut Conn,
    cx: &Context,
    id: AccountId,
    action: &'static str,
    changes: [Option<Change>; N],
) -> Result<(), AccountError> {
    history::record(conn, cx, Record::new(Entity::Account, id.raw(), action).changes(changes))?;
    Ok(())
}

pub(super) fn record_own(
    conn: &mut Conn,
    cx: &Context,
    id: AccountId,
    action: &'static str,
) -> Result<(), AccountError> {
    record_change(conn, cx, id, action, [])
}
