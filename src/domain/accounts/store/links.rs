use diesel::prelude::*;

use crate::db::schema::{account_links, setup_links};
use crate::db::{Conn, Stored};
use crate::domain::accounts::model::LinkPurpose;
use crate::kernel::ids::AccountId;
use crate::kernel::time::Instant;

#[derive(Queryable)]
pub struct LinkRow {
    pub account: AccountId,
    pub purpose: LinkPurpose,
    pub nonce: String,
    pub expires_at: Instant,
    pub used_at: Option<Instant>,
}

pub fn insert_link(
    conn: &mut Conn,
    account: AccountId,
    purpose: LinkPurpose,
    nonce: &str,
    now: Instant,
    expires: Instant,
) -> Stored<i64> {
    let row = (
        account_links::account_id.eq(account),
        account_links::purpose.eq(purpose),
        account_links::nonce.eq(nonce),
        account_links::created_at.eq(now),
        account_links::expires_at.eq(expires),
    );
    Ok(diesel::insert_into(account_links::table).values(row).returning(account_links::id).get_result(conn)?)
}

pub fn link(conn: &mut Conn, id: i64) -> Stored<Option<LinkRow>> {
    Ok(account_links::table
        .find(id)
        .select((
            account_links::account_id,
            account_links::purpose,
            account_links::nonce,
            account_links::expires_at,
            account_links::used_at,
        ))
        .first(conn)
        .optional()?)
}

pub fn links_since(conn: &mut Conn, account: AccountId, since: Instant) -> Stored<i64> {
    Ok(account_links::table
        .filter(account_links::account_id.eq(account))
        .filter(account_links::created_at.ge(since))
        .count()
        .get_result(conn)?)
}

/// Marks a link used; none changed when somebody was first.
pub fn use_link(conn: &mut Conn, id: i64, now: Instant) -> Stored<usize> {
    Ok(diesel::update(account_links::table.find(id).filter(account_links::used_at.is_null()))
        .set(account_links::used_at.eq(now))
        .execute(conn)?)
}

pub fn use_up_links(conn: &mut Conn, account: AccountId, now: Instant) -> Stored<()> {
    diesel::update(
        account_links::table.filter(account_links::account_id.eq(account)).filter(account_links::used_at.is_null()),
    )
    .set(account_links::used_at.eq(now))
    .execute(conn)?;
    Ok(())
}

/// Beside those that other processes printed: each is good until one is used.
pub fn add_setup_link(conn: &mut Conn, digest: &str, now: Instant, expires: Instant) -> Stored<()> {
    diesel::delete(setup_links::table.filter(setup_links::expires_at.le(now))).execute(conn)?;
    let row =
        (setup_links::secret_digest.eq(digest), setup_links::created_at.eq(now), setup_links::expires_at.eq(expires));
    diesel::insert_into(setup_links::table).values(row).execute(conn)?;
    Ok(())
}

pub fn setup_link_lives(conn: &mut Conn, digest: &str, now: Instant) -> Stored<bool> {
    let live = setup_links::table
        .filter(setup_links::secret_digest.eq(digest))
        .filter(setup_links::used_at.is_null())
        .filter(setup_links::expires_at.gt(now));
    Ok(live.count().get_result::<i64>(conn)? > 0)
}

pub fn was_setup_link_used(conn: &mut Conn, digest: &str) -> Stored<bool> {
    let used =
        setup_links::table.filter(setup_links::secret_digest.eq(digest)).filter(setup_links::used_at.is_not_null());
    Ok(used.count().get_result::<i64>(conn)? > 0)
}

/// Uses up all setup links by one of them; says whether that one was good. All in one statement: of two who come by two links the second
/// waits for the first, and finds none left.
pub fn use_setup_link(conn: &mut Conn, digest: &str, now: Instant) -> Stored<bool> {
    if !setup_link_lives(conn, digest, now)? {
        return Ok(false);
    }
    let live = setup_links::table.filter(setup_links::used_at.is_null()).filter(setup_links::expires_at.gt(now));
    let used: Vec<String> = diesel::update(live)
        .set(setup_links::used_at.eq(now))
        .returning(setup_links::secret_digest)
        .get_results(conn)?;
    Ok(used.iter().any(|used| used == digest))
}

/// Links that were used or ran out before.
pub fn forget_links_before(conn: &mut Conn, before: Instant) -> Stored<usize> {
    diesel::delete(setup_links::table.filter(setup_links::expires_at.lt(before))).execute(conn)?;
    let over = account_links::expires_at.lt(before).nullable().or(account_links::used_at.lt(Some(before)));
    Ok(diesel::delete(account_links::table.filter(over)).execute(conn)?)
}
