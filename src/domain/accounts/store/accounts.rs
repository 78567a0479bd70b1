use std::collections::HashMap;

use diesel::prelude::*;

use crate::access::{Actor, Grant, Member, Programmes, Role};
use crate::db::conn::{MultiBackend, each};
use crate::db::schema::{accounts, cities, grants, programme_closings, programmes, second_factors, sign_ins};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::accounts::members::NewAccount;
use crate::domain::accounts::model::{Account, AccountView, Closing, DigestWish, GrantView, ProgrammeRef};
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, CityId, ContactId, ProgrammeId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::time::{Instant, Zone};

#[derive(Queryable, Selectable)]
#[diesel(table_name = accounts)]
struct Row {
    id: AccountId,
    public_id: PublicId,
    version: i64,
    email: Email,
    name: String,
    locale: Locale,
    zone: Zone,
    password_hash: Option<String>,
    created_at: Instant,
    disabled_at: Option<Instant>,
    digest: DigestWish,
}

impl From<Row> for Account {
    fn from(row: Row) -> Account {
        Account {
            id: row.id,
            public_id: row.public_id,
            version: row.version,
            email: row.email,
            name: row.name,
            locale: row.locale,
            zone: row.zone,
            has_password: row.password_hash.is_some(),
            created_at: row.created_at,
            disabled_at: row.disabled_at,
            digest: row.digest,
        }
    }
}

pub fn account(conn: &mut Conn, id: AccountId) -> Stored<Option<Account>> {
    let row: Option<Row> = accounts::table.find(id).select(Row::as_select()).first(conn).optional()?;
    Ok(row.map(Account::from))
}

/// Everybody who is open, has a password and wants the digest.
pub fn with_digest(conn: &mut Conn) -> Stored<Vec<Account>> {
    let rows: Vec<Row> = accounts::table
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::password_hash.is_not_null())
        .filter(accounts::digest.eq(DigestWish::On))
        .order(accounts::id)
        .select(Row::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(Account::from).collect())
}

pub fn account_by_email(conn: &mut Conn, folded: &str) -> Stored<Option<Account>> {
    let row: Option<Row> =
        accounts::table.filter(accounts::email_folded.eq(folded)).select(Row::as_select()).first(conn).optional()?;
    Ok(row.map(Account::from))
}

/// The id and hash of an account that may sign in.
pub fn credentials(conn: &mut Conn, folded: &str) -> Stored<Option<(AccountId, Option<String>)>> {
    Ok(accounts::table
        .filter(accounts::email_folded.eq(folded))
        .filter(accounts::disabled_at.is_null())
        .select((accounts::id, accounts::password_hash))
        .first(conn)
        .optional()?)
}

pub fn count_accounts(conn: &mut Conn) -> Stored<i64> {
    Ok(accounts::table.count().get_result(conn)?)
}

#[derive(Insertable)]
#[diesel(table_name = accounts)]
struct NewRow<'a> {
    public_id: PublicId,
    version: i64,
    email: &'a Email,
    email_folded: String,
    name: &'a str,
    password_hash: Option<&'a str>,
    locale: Locale,
    zone: Zone,
    created_at: Instant,
}

pub fn insert_account(conn: &mut Conn, new: &NewAccount, hash: Option<&str>, now: Instant) -> Stored<AccountId> {
    let row = NewRow {
        public_id: PublicId::random(),
        version: 1,
        email: &new.email,
        email_folded: new.email.folded(),
        name: &new.name,
        password_hash: hash,
        locale: new.locale,
        zone: new.zone,
        created_at: now,
    };
    Ok(diesel::insert_into(accounts::table).values(&row).returning(accounts::id).get_result(conn)?)
}

/// Whether the row still had the version that was seen.
pub fn update_account(
    conn: &mut Conn,
    (id, version): (AccountId, i64),
    name: &str,
    (locale, zone): (Locale, Zone),
    digest: DigestWish,
) -> Stored<bool> {
    let target = accounts::table.filter(accounts::id.eq(id)).filter(accounts::version.eq(version));
    let changed = diesel::update(target)
        .set((
            accounts::name.eq(name),
            accounts::locale.eq(locale),
            accounts::zone.eq(zone),
            accounts::digest.eq(digest),
            accounts::version.eq(version + 1),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

pub fn set_password_hash(conn: &mut Conn, id: AccountId, hash: &str) -> Stored<()> {
    diesel::update(accounts::table.find(id)).set(accounts::password_hash.eq(hash)).execute(conn)?;
    Ok(())
}

pub fn set_disabled(conn: &mut Conn, id: AccountId, at: Option<Instant>) -> Stored<()> {
    diesel::update(accounts::table.find(id)).set(accounts::disabled_at.eq(at)).execute(conn)?;
    Ok(())
}

/// Once: another contact is never put in place of one.
pub fn set_contact(conn: &mut Conn, id: AccountId, contact: ContactId) -> Stored<usize> {
    let bare = accounts::table.find(id).filter(accounts::contact_id.is_null());
    Ok(diesel::update(bare).set(accounts::contact_id.eq(contact)).execute(conn)?)
}

pub fn insert_grant(conn: &mut Conn, id: AccountId, grant: Grant, now: Instant) -> Stored<()> {
    let row = (
        grants::account_id.eq(id),
        grants::role.eq(grant.role),
        grants::programme_id.eq(grant.programme),
        grants::city_id.eq(grant.city),
        grants::created_at.eq(now),
    );
    each!(conn, c => diesel::insert_into(grants::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

pub fn delete_grant(conn: &mut Conn, account: AccountId, grant: i64) -> Stored<()> {
    diesel::delete(grants::table.filter(grants::id.eq(grant)).filter(grants::account_id.eq(account))).execute(conn)?;
    Ok(())
}

/// Makes everybody else who would take an administrator away wait until this transaction ends: a write that changes nothing.
pub fn hold_administrators(conn: &mut Conn) -> Stored<()> {
    let held = grants::table.filter(grants::role.eq(Role::Administrator));
    diesel::update(held).set(grants::created_at.eq(grants::created_at)).execute(conn)?;
    Ok(())
}

/// Accounts that may sign in and hold the administrator's role.
pub fn administrators(conn: &mut Conn) -> Stored<Vec<AccountId>> {
    Ok(grants::table
        .inner_join(accounts::table)
        .filter(grants::role.eq(Role::Administrator))
        .filter(accounts::disabled_at.is_null())
        .select(grants::account_id)
        .load(conn)?)
}

pub fn grants_of(conn: &mut Conn, account: AccountId) -> Stored<Vec<Grant>> {
    let rows: Vec<(Role, Option<ProgrammeId>, Option<CityId>)> = grants::table
        .filter(grants::account_id.eq(account))
        .select((grants::role, grants::programme_id, grants::city_id))
        .load(conn)?;
    Ok(rows.into_iter().map(|(role, programme, city)| Grant { role, programme, city }).collect())
}

type GrantRow = (i64, AccountId, Role, Option<(PublicId, Json)>, Option<(PublicId, Json)>);

/// All accounts, or one, with grants and last visit, in four queries.
pub fn views(conn: &mut Conn, only: Option<&PublicId>) -> Stored<Vec<AccountView>> {
    let mut query = accounts::table.select(Row::as_select()).order(accounts::name).into_boxed::<MultiBackend>();
    if let Some(id) = only {
        query = query.filter(accounts::public_id.eq(id));
    }
    let rows: Vec<Row> = query.load(conn)?;
    let ids: Vec<AccountId> = rows.iter().map(|r| r.id).collect();
    let held: Vec<GrantRow> = grants::table
        .left_join(programmes::table)
        .left_join(cities::table)
        .filter(grants::account_id.eq_any(ids.clone()))
        .order(grants::id)
        .select((
            grants::id,
            grants::account_id,
            grants::role,
            (programmes::public_id, programmes::title).nullable(),
            (cities::public_id, cities::name).nullable(),
        ))
        .load(conn)?;
    let seen: Vec<(AccountId, Option<Instant>)> = sign_ins::table
        .filter(sign_ins::account_id.eq_any(ids.clone()))
        .group_by(sign_ins::account_id)
        .select((sign_ins::account_id, diesel::dsl::max(sign_ins::seen_at)))
        .load(conn)?;
    let factors: Vec<(AccountId, Option<Instant>)> = second_factors::table
        .filter(second_factors::account_id.eq_any(ids))
        .select((second_factors::account_id, second_factors::confirmed_at))
        .load(conn)?;
    rows.into_iter()
        .map(|row| {
            let second_factor = factors.iter().find(|(id, _)| *id == row.id).and_then(|(_, at)| *at);
            let last_seen = seen.iter().find(|(id, _)| *id == row.id).and_then(|(_, at)| *at);
            let own = held.iter().filter(|g| g.1 == row.id).map(grant_view).collect::<Stored<Vec<_>>>()?;
            Ok(AccountView { account: row.into(), grants: own, last_seen, second_factor })
        })
        .collect()
}

fn grant_view(row: &GrantRow) -> Stored<GrantView> {
    let named = |part: &Option<(PublicId, Json)>| -> Stored<Option<_>> {
        part.as_ref().map(|(id, name)| Ok((id.clone(), name.read()?))).transpose()
    };
    Ok(GrantView { id: row.0, role: row.2, programme: named(&row.3)?, city: named(&row.4)? })
}

type ProgrammeRow = ((ProgrammeId, PublicId), String, Json, Option<i64>);

/// The programmes a member may see, oldest first.
pub fn programmes_of(conn: &mut Conn, member: &Member) -> Stored<Vec<ProgrammeRef>> {
    let mut query = programmes::table
        .left_join(programme_closings::table)
        .select((
            (programmes::id, programmes::public_id),
            programmes::slug,
            programmes::title,
            programme_closings::id.nullable(),
        ))
        .order(programmes::id)
        .into_boxed::<MultiBackend>();
    if let Programmes::Some(ids) = Actor::Member(member.clone()).programmes() {
        query = query.filter(programmes::id.eq_any(ids));
    }
    let rows: Vec<ProgrammeRow> = query.load(conn)?;
    let closed: Vec<ProgrammeId> = rows.iter().filter(|row| row.3.is_some()).map(|row| row.0.0).collect();
    let mut closings = closings(conn, &closed)?;
    let read = |((id, public_id), slug, title, _): ProgrammeRow| {
        Ok(ProgrammeRef { id, public_id, slug, title: title.read()?, closing: closings.remove(&id) })
    };
    rows.into_iter().map(read).collect()
}

/// What everybody who may sign in holds in a programme, or everywhere; by name.
pub fn held_in(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<(AccountId, String, Grant)>> {
    let rows: Vec<(AccountId, String, Role, Option<ProgrammeId>, Option<CityId>)> = grants::table
        .inner_join(accounts::table)
        .filter(accounts::disabled_at.is_null())
        .filter(grants::programme_id.eq(programme).or(grants::programme_id.is_null()))
        .order((accounts::name, accounts::id))
        .select((accounts::id, accounts::name, grants::role, grants::programme_id, grants::city_id))
        .load(conn)?;
    let held = |(account, name, role, programme, city)| (account, name, Grant { role, programme, city });
    Ok(rows.into_iter().map(held).collect())
}

/// The ends of these, of those that are closed. Nothing is asked where there are none.
pub fn closings(conn: &mut Conn, ids: &[ProgrammeId]) -> Stored<HashMap<ProgrammeId, Closing>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(ProgrammeId, Instant, Option<String>, String)> = programme_closings::table
        .left_join(accounts::table)
        .filter(programme_closings::programme_id.eq_any(ids.to_vec()))
        .select((
            programme_closings::programme_id,
            programme_closings::closed_at,
            accounts::name.nullable(),
            programme_closings::reason,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, at, by, reason)| (id, Closing { at, by, reason })).collect())
}

pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<AccountId>> {
    let own = accounts::table.filter(accounts::contact_id.eq(from));
    let ids: Vec<AccountId> = own.select(accounts::id).load(conn)?;
    diesel::update(own).set(accounts::contact_id.eq(into)).execute(conn)?;
    Ok(ids)
}

pub fn of_contacts(conn: &mut Conn, people: &[ContactId]) -> Stored<Vec<(ContactId, String)>> {
    let rows: Vec<(Option<ContactId>, String)> = accounts::table
        .filter(accounts::contact_id.eq_any(people.iter().copied()))
        .order(accounts::id)
        .select((accounts::contact_id, accounts::name))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(contact, name)| Some((contact?, name))).collect())
}
