//! Who answers for something: contacts, read through the tables of others.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;

use super::model::Owner;
use super::store::{OWNER, OwnerRow, owner};
use crate::access::{Grant, Role};
use crate::db::schema::{accounts, addresses, contacts, deliverables, grants, steps};
use crate::db::{Conn, Stored};
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, CityId, ContactId, ProgrammeId, PublicId};
use crate::kernel::locale::Locale;

/// Contacts of the programme's members and those who answer for something in it already.
pub(super) fn owner_candidates(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<Owner>> {
    let members = grants::table
        .inner_join(accounts::table)
        .filter(grants::programme_id.eq(programme).or(grants::programme_id.is_null()))
        .filter(accounts::disabled_at.is_null())
        .select(accounts::contact_id);
    let of_steps = steps::table.filter(steps::programme_id.eq(programme)).select(steps::owner_id);
    let standing_in = steps::table.filter(steps::programme_id.eq(programme)).select(steps::deputy_id);
    let of_results =
        deliverables::table.filter(deliverables::programme_id.eq(programme)).select(deliverables::owner_id);
    let rows: Vec<OwnerRow> = contacts::table
        .filter(contacts::erased_at.is_null())
        .filter(
            contacts::id
                .nullable()
                .eq_any(members)
                .or(contacts::id.nullable().eq_any(of_steps))
                .or(contacts::id.nullable().eq_any(standing_in))
                .or(contacts::id.nullable().eq_any(of_results)),
        )
        .order((contacts::family_name.asc(), contacts::id.asc()))
        .select(OWNER)
        .load(conn)?;
    rows.into_iter().map(owner).collect()
}

/// A member of a programme, with the contact they are, if one is known.
#[derive(Queryable)]
pub(super) struct MemberRow {
    pub account: AccountId,
    pub public_id: PublicId,
    pub name: String,
    pub email: Email,
    pub locale: Locale,
    pub contact: Option<ContactId>,
}

/// Whoever may sign in and has a role in the programme or everywhere, by name.
pub(super) fn members(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<MemberRow>> {
    let held = grants::table
        .filter(grants::account_id.eq(accounts::id))
        .filter(grants::programme_id.eq(programme).or(grants::programme_id.is_null()));
    Ok(accounts::table
        .filter(accounts::disabled_at.is_null())
        .filter(exists(held))
        .order((accounts::name.asc(), accounts::id.asc()))
        .select((
            accounts::id,
            accounts::public_id,
            accounts::name,
            accounts::email,
            accounts::locale,
            accounts::contact_id,
        ))
        .load(conn)?)
}

/// What those who may sign in hold in a programme or everywhere.
pub(super) fn grants(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<(AccountId, Grant)>> {
    let rows: Vec<(AccountId, Role, Option<ProgrammeId>, Option<CityId>)> = grants::table
        .inner_join(accounts::table)
        .filter(accounts::disabled_at.is_null())
        .filter(grants::programme_id.eq(programme).or(grants::programme_id.is_null()))
        .order(grants::id)
        .select((grants::account_id, grants::role, grants::programme_id, grants::city_id))
        .load(conn)?;
    Ok(rows.into_iter().map(|(account, role, programme, city)| (account, Grant { role, programme, city })).collect())
}

/// The accounts of contacts who have one, whether they may sign in or not.
pub(super) fn accounts_of_contacts(conn: &mut Conn) -> Stored<HashMap<ContactId, AccountId>> {
    let rows: Vec<(Option<ContactId>, AccountId)> = accounts::table
        .filter(accounts::contact_id.is_not_null())
        .select((accounts::contact_id, accounts::id))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(contact, account)| Some((contact?, account))).collect())
}

/// Whether a contact is some account's.
pub(super) fn is_member(conn: &mut Conn, contact: ContactId) -> Stored<bool> {
    let found: i64 = accounts::table.filter(accounts::contact_id.eq(contact)).count().get_result(conn)?;
    Ok(found > 0)
}

pub(super) fn contact(conn: &mut Conn, id: &PublicId) -> Stored<Option<ContactId>> {
    let found = contacts::table
        .filter(contacts::public_id.eq(id))
        .filter(contacts::erased_at.is_null())
        .select(contacts::id)
        .first(conn);
    Ok(found.optional()?)
}

pub(super) fn owner_of(conn: &mut Conn, contact: ContactId) -> Stored<Option<Owner>> {
    let row: Option<OwnerRow> = contacts::table
        .filter(contacts::id.eq(contact))
        .filter(contacts::erased_at.is_null())
        .select(OWNER)
        .first(conn)
        .optional()?;
    row.map(owner).transpose()
}

/// Everybody who is reached at an address: an office's mailbox serves several.
pub(super) fn contacts_at(conn: &mut Conn, folded: &str) -> Stored<Vec<ContactId>> {
    Ok(addresses::table
        .inner_join(contacts::table)
        .filter(addresses::email_folded.eq(folded))
        .filter(contacts::erased_at.is_null())
        .select(contacts::id)
        .limit(2)
        .load(conn)?)
}
