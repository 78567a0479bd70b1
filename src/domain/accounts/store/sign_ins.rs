use std::collections::BTreeMap;

use diesel::prelude::*;

use super::accounts::closings;
use crate::access::{Actor, Demand, Grant, Member, Programmes, Role};
use crate::db::schema::{accounts, grants, programme_closings, programmes, second_factors, sign_in_attempts, sign_ins};
use crate::db::types::Json;
use crate::db::{Conn, Stored, conditions};
use crate::domain::accounts::model::{ProgrammeRef, SignIn, SignedIn, Standing, closed_of};
use crate::kernel::ids::{AccountId, CityId, ProgrammeId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::time::{Instant, Zone};
use crate::kernel::token::Secret;

pub fn insert_sign_in(
    conn: &mut Conn,
    account: AccountId,
    secret: &Secret,
    device: &str,
    network: &str,
    now: Instant,
    expires: Instant,
) -> Stored<()> {
    let row = (
        sign_ins::public_id.eq(PublicId::random()),
        sign_ins::account_id.eq(account),
        sign_ins::secret_digest.eq(secret.digest()),
        sign_ins::device.eq(device),
        sign_ins::network_digest.eq(network),
        sign_ins::created_at.eq(now),
        sign_ins::seen_at.eq(now),
        sign_ins::expires_at.eq(expires),
    );
    diesel::insert_into(sign_ins::table).values(row).execute(conn)?;
    Ok(())
}

type Found = (i64, AccountId, PublicId, String, Locale, Zone, Option<Instant>, Option<i64>);
type Held = (Option<Role>, Option<ProgrammeId>, Option<CityId>);
type Near = Option<(ProgrammeId, PublicId, String, Json)>;

/// One statement, for every page of a member pays it, and a second one only where some of their programmes are closed: a row for each
/// grant and each programme that it may reach. Which of them are the member's is said by their grants, as everywhere.
pub fn resume(conn: &mut Conn, now: Instant, digest: &str, demand: Demand) -> Stored<Option<SignedIn>> {
    let everywhere = grants::role.eq(Role::Administrator).nullable();
    let rows: Vec<(Found, Held, Near, Option<i64>)> = sign_ins::table
        .inner_join(accounts::table)
        .left_join(second_factors::table.on(second_factors::account_id.eq(accounts::id)))
        .left_join(grants::table.on(grants::account_id.eq(accounts::id)))
        .left_join(programmes::table.on(grants::programme_id.eq(programmes::id.nullable()).or(everywhere)))
        .left_join(programme_closings::table.on(programme_closings::programme_id.eq(programmes::id)))
        .filter(sign_ins::secret_digest.eq(digest))
        .filter(sign_ins::ended_at.is_null())
        .filter(sign_ins::expires_at.gt(now))
        .filter(accounts::disabled_at.is_null())
        .select((
            (
                sign_ins::id,
                accounts::id,
                accounts::public_id,
                accounts::name,
                accounts::locale,
                accounts::zone,
                second_factors::confirmed_at.nullable(),
                conditions::newest_entry(),
            ),
            (grants::role.nullable(), grants::programme_id.nullable(), grants::city_id.nullable()),
            (programmes::id, programmes::public_id, programmes::slug, programmes::title).nullable(),
            programme_closings::id.nullable(),
        ))
        .load(conn)?;
    let mut held: Vec<Grant> = Vec::new();
    let mut near: BTreeMap<ProgrammeId, ProgrammeRef> = BTreeMap::new();
    let mut closed: Vec<ProgrammeId> = Vec::new();
    let mut found: Option<Found> = None;
    for (row, (role, programme, city), reached, closing) in rows {
        if let Some(grant) = role.map(|role| Grant { role, programme, city }).filter(|grant| !held.contains(grant)) {
            held.push(grant);
        }
        if let Some((id, public_id, slug, title)) = reached {
            closed.extend(closing.map(|_| id));
            near.insert(id, ProgrammeRef { id, public_id, slug, title: title.read()?, closing: None });
        }
        found = Some(row);
    }
    let Some((sign_in, account, public_id, name, locale, zone, factor, place)) = found else { return Ok(None) };
    let mut member = Member { account, grants: held, token: None, closed: Vec::new() };
    if let Programmes::Some(own) = Actor::Member(member.clone()).programmes() {
        near.retain(|id, _| own.contains(id));
    }
    for (id, closing) in closings(conn, &closed)? {
        if let Some(programme) = near.get_mut(&id) {
            programme.closing = Some(closing);
        }
    }
    let programmes: Vec<ProgrammeRef> = near.into_values().collect();
    member.closed = closed_of(&programmes);
    let wanting = factor.is_none() && demand.reaches(&member.grants);
    let standing = if wanting { Standing::Enrolling } else { Standing::Whole };
    let (sign_in, token) = (Some(sign_in), None);
    Ok(Some(SignedIn { sign_in, token, standing, member, name, public_id, locale, zone, programmes, place }))
}

/// Whether an account was ever opened from a network.
pub fn opened_from(conn: &mut Conn, account: AccountId, network: &str) -> Stored<bool> {
    let found: Option<i64> = sign_ins::table
        .filter(sign_ins::account_id.eq(account))
        .filter(sign_ins::network_digest.eq(network))
        .select(sign_ins::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

pub fn touch(conn: &mut Conn, id: i64, now: Instant, expires: Instant) -> Stored<()> {
    let stale = sign_ins::table.find(id).filter(sign_ins::seen_at.lt(now.plus_seconds(-3_600)));
    diesel::update(stale).set((sign_ins::seen_at.eq(now), sign_ins::expires_at.eq(expires))).execute(conn)?;
    Ok(())
}

pub fn sign_ins(conn: &mut Conn, account: AccountId, now: Instant) -> Stored<Vec<SignIn>> {
    let rows: Vec<(i64, PublicId, String, Instant, Instant)> = sign_ins::table
        .filter(sign_ins::account_id.eq(account))
        .filter(sign_ins::ended_at.is_null())
        .filter(sign_ins::expires_at.gt(now))
        .order(sign_ins::seen_at.desc())
        .select((sign_ins::id, sign_ins::public_id, sign_ins::device, sign_ins::created_at, sign_ins::seen_at))
        .load(conn)?;
    let sign_in =
        |(row, public_id, device, created_at, seen_at)| SignIn { row, public_id, device, created_at, seen_at };
    Ok(rows.into_iter().map(sign_in).collect())
}

pub fn end_sign_in(conn: &mut Conn, id: i64, now: Instant) -> Stored<()> {
    diesel::update(sign_ins::table.find(id)).set(sign_ins::ended_at.eq(now)).execute(conn)?;
    Ok(())
}

pub fn end_own_sign_in(conn: &mut Conn, account: AccountId, id: &PublicId, now: Instant) -> Stored<usize> {
    let own = sign_ins::table.filter(sign_ins::account_id.eq(account)).filter(sign_ins::public_id.eq(id));
    Ok(diesel::update(own).set(sign_ins::ended_at.eq(now)).execute(conn)?)
}

pub fn end_all_sign_ins(conn: &mut Conn, account: AccountId, now: Instant) -> Stored<()> {
    let open = sign_ins::table.filter(sign_ins::account_id.eq(account)).filter(sign_ins::ended_at.is_null());
    diesel::update(open).set(sign_ins::ended_at.eq(now)).execute(conn)?;
    Ok(())
}

pub fn end_other_sign_ins(conn: &mut Conn, account: AccountId, kept: i64, now: Instant) -> Stored<()> {
    let open = sign_ins::table.filter(sign_ins::account_id.eq(account)).filter(sign_ins::ended_at.is_null());
    diesel::update(open.filter(sign_ins::id.ne(kept))).set(sign_ins::ended_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Failures of a subject, oldest first.
pub fn attempts_since(conn: &mut Conn, subject: &str, since: Instant) -> Stored<Vec<Instant>> {
    Ok(sign_in_attempts::table
        .filter(sign_in_attempts::subject.eq(subject))
        .filter(sign_in_attempts::at.ge(since))
        .order(sign_in_attempts::at)
        .select(sign_in_attempts::at)
        .limit(200)
        .load(conn)?)
}

pub fn insert_attempts(conn: &mut Conn, subjects: &[&String], now: Instant) -> Stored<Vec<i64>> {
    let mut ids = Vec::with_capacity(subjects.len());
    for subject in subjects {
        let row = (sign_in_attempts::subject.eq(subject.as_str()), sign_in_attempts::at.eq(now));
        let insert = diesel::insert_into(sign_in_attempts::table).values(row);
        ids.push(insert.returning(sign_in_attempts::id).get_result(conn)?);
    }
    Ok(ids)
}

pub fn take_attempts_back(conn: &mut Conn, ids: &[i64]) -> Stored<()> {
    let own = sign_in_attempts::table.filter(sign_in_attempts::id.eq_any(ids.iter().copied()));
    diesel::delete(own).execute(conn)?;
    Ok(())
}

pub fn forget_attempts(conn: &mut Conn, subject: &str) -> Stored<()> {
    diesel::delete(sign_in_attempts::table.filter(sign_in_attempts::subject.eq(subject))).execute(conn)?;
    Ok(())
}

pub fn forget_attempts_before(conn: &mut Conn, before: Instant) -> Stored<usize> {
    Ok(diesel::delete(sign_in_attempts::table.filter(sign_in_attempts::at.lt(before))).execute(conn)?)
}

/// Sign-ins that ended or ran out before.
pub fn forget_sign_ins_before(conn: &mut Conn, before: Instant) -> Stored<usize> {
    let over = sign_ins::expires_at.lt(before).nullable().or(sign_ins::ended_at.lt(Some(before)));
    Ok(diesel::delete(sign_ins::table.filter(over)).execute(conn)?)
}
