use diesel::prelude::*;

use crate::db::schema::{recovery_codes, second_factors, sign_in_steps};
use crate::db::{Conn, Stored};
use crate::kernel::ids::AccountId;
use crate::kernel::time::Instant;

/// The sealed secret and since when it is good; none where nothing was begun.
pub fn factor(conn: &mut Conn, account: AccountId) -> Stored<Option<(String, Instant, Option<Instant>)>> {
    Ok(second_factors::table
        .filter(second_factors::account_id.eq(account))
        .select((second_factors::secret, second_factors::created_at, second_factors::confirmed_at))
        .first(conn)
        .optional()?)
}

/// In place of one that was begun and never confirmed.
pub fn begin(conn: &mut Conn, account: AccountId, sealed: &str, now: Instant) -> Stored<()> {
    let own = second_factors::table.filter(second_factors::account_id.eq(account));
    diesel::delete(own.filter(second_factors::confirmed_at.is_null())).execute(conn)?;
    let row = (
        second_factors::account_id.eq(account),
        second_factors::secret.eq(sealed),
        second_factors::last_step.eq(0_i64),
        second_factors::created_at.eq(now),
    );
    diesel::insert_into(second_factors::table).values(row).execute(conn)?;
    Ok(())
}

/// Whether it was still to be confirmed.
pub fn confirm(conn: &mut Conn, account: AccountId, step: i64, now: Instant) -> Stored<bool> {
    let begun = second_factors::table
        .filter(second_factors::account_id.eq(account))
        .filter(second_factors::confirmed_at.is_null());
    let done = diesel::update(begun)
        .set((second_factors::confirmed_at.eq(now), second_factors::last_step.eq(step)))
        .execute(conn)?;
    Ok(done == 1)
}

/// The sealed secret of another phone that waits for its first code, and since when.
pub fn next(conn: &mut Conn, account: AccountId) -> Stored<Option<(String, Instant)>> {
    let row: Option<(Option<String>, Option<Instant>)> = second_factors::table
        .filter(second_factors::account_id.eq(account))
        .filter(second_factors::confirmed_at.is_not_null())
        .select((second_factors::next_secret, second_factors::next_at))
        .first(conn)
        .optional()?;
    Ok(row.and_then(|(secret, at)| secret.zip(at)))
}

/// In place of one that waited before; the present one goes on.
pub fn begin_move(conn: &mut Conn, account: AccountId, sealed: &str, now: Instant) -> Stored<()> {
    let own = second_factors::table
        .filter(second_factors::account_id.eq(account))
        .filter(second_factors::confirmed_at.is_not_null());
    let next = (second_factors::next_secret.eq(Some(sealed)), second_factors::next_at.eq(Some(now)));
    diesel::update(own).set(next).execute(conn)?;
    Ok(())
}

/// Puts the secret that waited in place of the present one. Whether it still waited.
pub fn end_move(conn: &mut Conn, account: AccountId, sealed: &str, (step, now): (i64, Instant)) -> Stored<bool> {
    let waiting = second_factors::table
        .filter(second_factors::account_id.eq(account))
        .filter(second_factors::next_secret.eq(sealed));
    let done = diesel::update(waiting)
        .set((
            second_factors::secret.eq(sealed),
            second_factors::last_step.eq(step),
            second_factors::confirmed_at.eq(Some(now)),
            second_factors::next_secret.eq(None::<String>),
            second_factors::next_at.eq(None::<Instant>),
        ))
        .execute(conn)?;
    Ok(done == 1)
}

/// Whether this step is later than every step that was taken; it is the last one then.
pub fn take_step(conn: &mut Conn, account: AccountId, step: i64) -> Stored<bool> {
    let earlier = second_factors::table
        .filter(second_factors::account_id.eq(account))
        .filter(second_factors::confirmed_at.is_not_null())
        .filter(second_factors::last_step.lt(step));
    Ok(diesel::update(earlier).set(second_factors::last_step.eq(step)).execute(conn)? == 1)
}

/// The secret and its codes. Whether there was one that was confirmed.
pub fn remove(conn: &mut Conn, account: AccountId) -> Stored<bool> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account))).execute(conn)?;
    let own = second_factors::table.filter(second_factors::account_id.eq(account));
    let confirmed = diesel::delete(own.filter(second_factors::confirmed_at.is_not_null())).execute(conn)?;
    diesel::delete(second_factors::table.filter(second_factors::account_id.eq(account))).execute(conn)?;
    Ok(confirmed > 0)
}

/// These in place of all that there were.
pub fn replace_codes(conn: &mut Conn, account: AccountId, digests: &[String], now: Instant) -> Stored<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account))).execute(conn)?;
    for digest in digests {
        let row = (
            recovery_codes::account_id.eq(account),
            recovery_codes::code_digest.eq(digest),
            recovery_codes::created_at.eq(now),
        );
        diesel::insert_into(recovery_codes::table).values(row).execute(conn)?;
    }
    Ok(())
}

pub fn codes_left(conn: &mut Conn, account: AccountId) -> Stored<i64> {
    let own = recovery_codes::table.filter(recovery_codes::account_id.eq(account));
    Ok(own.filter(recovery_codes::used_at.is_null()).count().get_result(conn)?)
}

/// Whether there was such a code that nobody had used.
pub fn use_code(conn: &mut Conn, account: AccountId, digest: &str, now: Instant) -> Stored<bool> {
    let unused = recovery_codes::table
        .filter(recovery_codes::account_id.eq(account))
        .filter(recovery_codes::code_digest.eq(digest))
        .filter(recovery_codes::used_at.is_null());
    Ok(diesel::update(unused).set(recovery_codes::used_at.eq(now)).execute(conn)? == 1)
}

/// A sign-in that waits for its code.
#[derive(Queryable, Selectable)]
#[diesel(table_name = sign_in_steps)]
pub struct StepRow {
    pub id: i64,
    pub account_id: AccountId,
    pub network_digest: String,
    pub own_subject: String,
    pub shared_subject: Option<String>,
}

/// What a step is made with: whose, the digest of its secret, the network, and what its wrong codes are counted under.
#[derive(Insertable)]
#[diesel(table_name = sign_in_steps)]
pub struct NewStep<'a> {
    pub account_id: AccountId,
    pub secret_digest: String,
    pub network_digest: &'a str,
    pub own_subject: String,
    pub shared_subject: Option<String>,
    pub created_at: Instant,
    pub expires_at: Instant,
}

pub fn insert_step(conn: &mut Conn, new: &NewStep<'_>) -> Stored<()> {
    diesel::insert_into(sign_in_steps::table).values(new).execute(conn)?;
    Ok(())
}

pub fn step(conn: &mut Conn, digest: &str, now: Instant) -> Stored<Option<StepRow>> {
    Ok(sign_in_steps::table
        .filter(sign_in_steps::secret_digest.eq(digest))
        .filter(sign_in_steps::used_at.is_null())
        .filter(sign_in_steps::expires_at.gt(now))
        .select(StepRow::as_select())
        .first(conn)
        .optional()?)
}

/// Whether nobody had used it.
pub fn use_step(conn: &mut Conn, id: i64, now: Instant) -> Stored<bool> {
    let open = sign_in_steps::table.find(id).filter(sign_in_steps::used_at.is_null());
    Ok(diesel::update(open).set(sign_in_steps::used_at.eq(now)).execute(conn)? == 1)
}

pub fn use_up_steps(conn: &mut Conn, account: AccountId, now: Instant) -> Stored<()> {
    let open =
        sign_in_steps::table.filter(sign_in_steps::account_id.eq(account)).filter(sign_in_steps::used_at.is_null());
    diesel::update(open).set(sign_in_steps::used_at.eq(now)).execute(conn)?;
    Ok(())
}

pub fn forget_steps_before(conn: &mut Conn, before: Instant) -> Stored<usize> {
    Ok(diesel::delete(sign_in_steps::table.filter(sign_in_steps::expires_at.lt(before))).execute(conn)?)
}
