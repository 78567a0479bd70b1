//! Who gets the Monday mail, and ending it from the mail itself.

use super::model::{Account, AccountError, DigestWish, SignedIn, Standing, closed_of};
use super::store;
use crate::access::{Context, Denied, Member};
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::AccountId;
use crate::kernel::token::{LinkToken, Purpose};

/// Everybody who may sign in, has done so once, and did not say no.
pub fn with_digest(conn: &mut Conn) -> Stored<Vec<Account>> {
    store::with_digest(conn)
}

/// A member as if signed in by a key of all scopes: what they see and may, for what is written to them. None for a closed account.
pub fn as_member(conn: &mut Conn, id: AccountId) -> Stored<Option<(Account, SignedIn)>> {
    let Some(account) = store::account(conn, id)?.filter(|a| a.disabled_at.is_none()) else { return Ok(None) };
    let mut member = Member { account: id, grants: store::grants_of(conn, id)?, token: None, closed: Vec::new() };
    let programmes = store::programmes_of(conn, &member)?;
    member.closed = closed_of(&programmes);
    let signed_in = SignedIn {
        sign_in: None,
        token: None,
        standing: Standing::Whole,
        member,
        name: account.name.clone(),
        public_id: account.public_id.clone(),
        locale: account.locale,
        zone: account.zone,
        programmes,
        place: None,
    };
    Ok(Some((account, signed_in)))
}

/// Whose mail a link came from. The token proves itself; a wrong one and none are the same.
pub fn of_digest_link(conn: &mut Conn, cx: &Context, link: &LinkToken) -> Result<Account, AccountError> {
    let account = store::account(conn, AccountId::new(link.row))?.filter(|a| a.disabled_at.is_none());
    let account = account.filter(|a| cx.keys.link_matches(link, Purpose::Digest, a.public_id.as_str()));
    account.ok_or_else(|| Denied::NotFound.into())
}

/// Ends the Monday mail for whoever holds a link of one of them; ended twice is ended once.
pub fn stop_digest(conn: &mut Conn, cx: &Context, link: &LinkToken) -> Result<Account, AccountError> {
    let before = of_digest_link(conn, cx, link)?;
    if before.digest == DigestWish::Off {
        return Ok(before);
    }
    let (seen, places) = ((before.id, before.version), (before.locale, before.zone));
    if !store::update_account(conn, seen, &before.name, places, DigestWish::Off)? {
        return Err(AccountError::Stale);
    }
    let change = Change::of("digest", before.digest, DigestWish::Off);
    history::record(conn, cx, Record::new(Entity::Account, before.id.raw(), "changed").changes([change]))?;
    of_digest_link(conn, cx, link)
}
