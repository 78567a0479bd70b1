use diesel::prelude::*;

use super::accounts::{grants_of, programmes_of};
use crate::access::{Member, TokenScope};
use crate::db::schema::{accounts, api_tokens};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::accounts::model::{ApiToken, SignedIn, Standing, closed_of};
use crate::domain::accounts::tokens::NewToken;
use crate::kernel::ids::{AccountId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::time::{Instant, Zone};

pub fn insert_token(conn: &mut Conn, account: AccountId, new: &NewToken, digest: &str, now: Instant) -> Stored<i64> {
    let row = (
        api_tokens::public_id.eq(PublicId::random()),
        api_tokens::account_id.eq(account),
        api_tokens::name.eq(&new.name),
        api_tokens::secret_digest.eq(digest),
        api_tokens::scopes.eq(Json::of(&new.scopes)?),
        api_tokens::created_at.eq(now),
        api_tokens::expires_at.eq(new.expires_at),
    );
    Ok(diesel::insert_into(api_tokens::table).values(row).returning(api_tokens::id).get_result(conn)?)
}

/// What an account's key is called; none once it is gone.
pub fn token_name(conn: &mut Conn, account: AccountId, id: i64) -> Stored<Option<String>> {
    let own = api_tokens::table.filter(api_tokens::id.eq(id)).filter(api_tokens::account_id.eq(account));
    Ok(own.select(api_tokens::name).first(conn).optional()?)
}

type Row = (PublicId, String, Json, Instant, Option<Instant>, Option<Instant>);

pub fn tokens(conn: &mut Conn, account: AccountId) -> Stored<Vec<ApiToken>> {
    let rows: Vec<Row> = api_tokens::table
        .filter(api_tokens::account_id.eq(account))
        .filter(api_tokens::revoked_at.is_null())
        .order(api_tokens::id.desc())
        .select((
            api_tokens::public_id,
            api_tokens::name,
            api_tokens::scopes,
            api_tokens::created_at,
            api_tokens::expires_at,
            api_tokens::seen_at,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(public_id, name, scopes, created_at, expires_at, seen_at)| {
            Ok(ApiToken { public_id, name, scopes: scopes.read()?, created_at, expires_at, seen_at })
        })
        .collect()
}

pub fn revoke_token(conn: &mut Conn, account: AccountId, id: &PublicId, now: Instant) -> Stored<usize> {
    let own = api_tokens::table
        .filter(api_tokens::account_id.eq(account))
        .filter(api_tokens::public_id.eq(id))
        .filter(api_tokens::revoked_at.is_null());
    Ok(diesel::update(own).set(api_tokens::revoked_at.eq(now)).execute(conn)?)
}

type Found = (i64, AccountId, PublicId, String, Locale, Zone, Json, Option<Instant>);

pub fn resume_token(conn: &mut Conn, now: Instant, digest: &str) -> Stored<Option<SignedIn>> {
    let found: Option<Found> = api_tokens::table
        .inner_join(accounts::table)
        .filter(api_tokens::secret_digest.eq(digest))
        .filter(api_tokens::revoked_at.is_null())
        .filter(accounts::disabled_at.is_null())
        .select((
            api_tokens::id,
            accounts::id,
            accounts::public_id,
            accounts::name,
            accounts::locale,
            accounts::zone,
            api_tokens::scopes,
            api_tokens::expires_at,
        ))
        .first(conn)
        .optional()?;
    let Some((token, account, public_id, name, locale, zone, scopes, expires)) = found else { return Ok(None) };
    if expires.is_some_and(|at| at <= now) {
        return Ok(None);
    }
    let scopes: Vec<TokenScope> = scopes.read()?;
    let mut member = Member { account, grants: grants_of(conn, account)?, token: Some(scopes), closed: Vec::new() };
    let programmes = programmes_of(conn, &member)?;
    member.closed = closed_of(&programmes);
    let (token, standing) = (Some(token), Standing::Whole);
    Ok(Some(SignedIn {
        sign_in: None,
        token,
        standing,
        member,
        name,
        public_id,
        locale,
        zone,
        programmes,
        place: None,
    }))
}

pub fn touch_token(conn: &mut Conn, id: i64, now: Instant) -> Stored<()> {
    let an_hour_ago = now.plus_seconds(-3_600);
    let idle = api_tokens::seen_at.is_null().or(api_tokens::seen_at.lt(Some(an_hour_ago)));
    diesel::update(api_tokens::table.find(id).filter(idle)).set(api_tokens::seen_at.eq(Some(now))).execute(conn)?;
    Ok(())
}

/// Keys that were revoked or ran out before.
pub fn forget_tokens_before(conn: &mut Conn, before: Instant) -> Stored<usize> {
    let over = api_tokens::expires_at.lt(Some(before)).or(api_tokens::revoked_at.lt(Some(before)));
    Ok(diesel::delete(api_tokens::table.filter(over)).execute(conn)?)
}
