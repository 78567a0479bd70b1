//! Who is written to about gates: addresses and names of others, read only.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::access::{Grant, Role};
use crate::db::batch::Question;
use crate::db::schema::{accounts, addresses, contacts, grants, steps};
use crate::db::types::Json;
use crate::db::{Conn, Stored, conditions};
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, CityId, ContactId, ProgrammeId, StepId};
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;

/// The first address of each that takes mail, of those who have not asked not to be written to; in the language of their account, if
/// they have one.
pub(super) fn addresses(conn: &mut Conn, ids: &[ContactId]) -> Stored<HashMap<ContactId, (Email, Locale)>> {
    let own: Vec<(Option<ContactId>, Locale)> = accounts::table
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::contact_id.eq_any(ids.iter().map(|id| Some(*id)).collect::<Vec<_>>()))
        .select((accounts::contact_id, accounts::locale))
        .load(conn)?;
    let rows: Vec<(ContactId, Email, Locale)> = addresses::table
        .inner_join(contacts::table)
        .filter(contacts::id.eq_any(ids.to_vec()))
        .filter(contacts::erased_at.is_null())
        .filter(contacts::do_not_contact_at.is_null())
        .filter(conditions::usable_address())
        .order((addresses::position, addresses::id))
        .select((contacts::id, addresses::email, contacts::language))
        .load(conn)?;
    let mut found = HashMap::new();
    for (contact, email, locale) in rows {
        let locale = own.iter().find(|(of, _)| *of == Some(contact)).map_or(locale, |(_, own)| *own);
        found.entry(contact).or_insert((email, locale));
    }
    Ok(found)
}

/// In which languages the holders of addresses read, by the folded address: what an account says, else what is written in the book.
pub(super) fn languages_of(conn: &mut Conn, emails: &[String]) -> Stored<HashMap<String, Locale>> {
    let noted: Vec<(String, Locale)> = addresses::table
        .inner_join(contacts::table)
        .filter(addresses::email_folded.eq_any(emails))
        .filter(addresses::removed_at.is_null())
        .filter(contacts::erased_at.is_null())
        .order((addresses::position.desc(), addresses::id.desc()))
        .select((addresses::email_folded, contacts::language))
        .load(conn)?;
    let members: Vec<(String, Locale)> = accounts::table
        .filter(accounts::email_folded.eq_any(emails))
        .filter(accounts::disabled_at.is_null())
        .select((accounts::email_folded, accounts::locale))
        .load(conn)?;
    Ok(noted.into_iter().chain(members).collect())
}

/// The contact an account is, and its own address.
pub(super) fn own(conn: &mut Conn, account: AccountId) -> Stored<Option<(Option<ContactId>, Email)>> {
    let row = accounts::table.find(account).select((accounts::contact_id, accounts::email));
    Ok(row.first(conn).optional()?)
}

/// Which people an account is: the one it is linked to, and those who are written to at the address that it signs in with.
pub(super) fn people_of(account: AccountId) -> Question<'static, Vec<ContactId>> {
    let select = format!(
        "SELECT contact_id AS id FROM accounts WHERE id = {account} AND contact_id IS NOT NULL \
         UNION SELECT addresses.contact_id AS id FROM addresses \
         INNER JOIN accounts ON accounts.email_folded = addresses.email_folded \
         WHERE accounts.id = {account} AND addresses.removed_at IS NULL"
    );
    Question::new(&["id"], select, |rows| {
        rows.into_iter().map(|mut row| Ok(ContactId::new(row.one::<i64>()?))).collect()
    })
}

/// The programme of a step that is still there.
pub(super) fn programme_of(conn: &mut Conn, step: StepId) -> Stored<Option<ProgrammeId>> {
    Ok(steps::table.find(step).select(steps::programme_id).first(conn).optional()?)
}

/// What somebody holds, who they are, and how they are written to.
pub(super) type MemberRow = (Grant, AccountId, Email, Locale);

/// Everybody who holds something in a programme and can sign in.
pub(super) fn members(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<MemberRow>> {
    let rows: Vec<(AccountId, Email, Locale, Role, Option<CityId>)> = grants::table
        .inner_join(accounts::table)
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::password_hash.is_not_null())
        .filter(grants::programme_id.eq(programme))
        .order(accounts::id)
        .select((accounts::id, accounts::email, accounts::locale, grants::role, grants::city_id))
        .load(conn)?;
    let read = |(account, email, locale, role, city)| {
        (Grant { role, programme: Some(programme), city }, account, email, locale)
    };
    Ok(rows.into_iter().map(read).collect())
}

/// None: erased meanwhile. Whose entry went into another is called as that one is.
pub(super) fn name(conn: &mut Conn, contact: ContactId) -> Stored<Option<PersonName>> {
    let went = contacts::table.filter(contacts::id.eq(contact)).select(contacts::merged_into);
    if let Some(Some(heir)) = went.first::<Option<ContactId>>(conn).optional()? {
        return name(conn, heir);
    }
    let row: Option<(String, String, String, Json)> = contacts::table
        .filter(contacts::id.eq(contact))
        .filter(contacts::erased_at.is_null())
        .select((contacts::native_name, contacts::latin_name, contacts::family_name, contacts::salutation))
        .first(conn)
        .optional()?;
    let read = |(native, latin, family, salutation): (_, _, _, Json)| {
        Ok(PersonName { native, latin, family, address: salutation.read()? })
    };
    row.map(read).transpose()
}

/// Whether a link to a page of the programme is of use to a contact: they sign in by an account of their own, or by one of their address,
/// and hold something there.
pub(super) fn signs_in(conn: &mut Conn, contact: ContactId, programme: ProgrammeId) -> Stored<bool> {
    let theirs: Vec<String> = addresses::table
        .filter(addresses::contact_id.eq(contact))
        .filter(addresses::removed_at.is_null())
        .select(addresses::email_folded)
        .load(conn)?;
    let members: Vec<(Option<ContactId>, String)> = grants::table
        .inner_join(accounts::table)
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::password_hash.is_not_null())
        .filter(grants::programme_id.eq(programme).or(grants::programme_id.is_null()))
        .select((accounts::contact_id, accounts::email_folded))
        .load(conn)?;
    Ok(members.iter().any(|(of, email)| *of == Some(contact) || theirs.contains(email)))
}

/// How whoever asks is written to; nobody whose account is closed, and not the reader.
pub(super) fn mailbox(conn: &mut Conn, account: AccountId, reader: ContactId) -> Stored<Option<(String, Email)>> {
    let row: Option<(String, Email, Option<ContactId>)> = accounts::table
        .find(account)
        .filter(accounts::disabled_at.is_null())
        .select((accounts::name, accounts::email, accounts::contact_id))
        .first(conn)
        .optional()?;
    Ok(row.filter(|(.., of)| *of != Some(reader)).map(|(name, email, _)| (name, email)))
}

pub(super) fn account_name(conn: &mut Conn, account: AccountId) -> Stored<Option<String>> {
    Ok(accounts::table.find(account).select(accounts::name).first(conn).optional()?)
}
