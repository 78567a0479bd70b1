use std::collections::HashMap;

use diesel::prelude::*;

use super::model::Delegation;
use crate::db::conn::each;
use crate::db::schema::{delegation_letters as letters, letter_numbers as numbers, rounds};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::invitations::facts::EventFacts;
use crate::domain::invitations::model::RoundState;
use crate::kernel::ids::{DelegationId, ProgrammeId, RoundId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

/// A letter's number: the year and its place in it.
pub(super) type Number = (i64, i64);

pub(super) fn number_of(conn: &mut Conn, of: DelegationId) -> Stored<Option<Number>> {
    Ok(letters::table
        .filter(letters::delegation_id.eq(of))
        .order(letters::id.desc())
        .select((letters::year, letters::number))
        .first(conn)
        .optional()?)
}

/// The number of each institution's last letter.
pub(super) fn numbers_of(conn: &mut Conn, of: &[DelegationId]) -> Stored<HashMap<DelegationId, Number>> {
    let rows: Vec<(DelegationId, Number)> = letters::table
        .filter(letters::delegation_id.eq_any(of.iter().copied()))
        .order(letters::id)
        .select((letters::delegation_id, (letters::year, letters::number)))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// A letter as it was written.
#[derive(Queryable)]
pub(super) struct LetterRow {
    pub round: RoundId,
    pub year: i64,
    pub number: i64,
    pub locale: Locale,
    pub organisation: Json,
    pub native_name: String,
    pub latin_name: String,
    pub role: Json,
    pub salutation: String,
    pub closing: String,
    pub places: i64,
    pub dated: Instant,
}

pub(super) fn letter(conn: &mut Conn, of: DelegationId) -> Stored<Option<LetterRow>> {
    Ok(letters::table
        .filter(letters::delegation_id.eq(of))
        .order(letters::id.desc())
        .select((
            letters::round_id,
            letters::year,
            letters::number,
            letters::locale,
            letters::organisation,
            letters::native_name,
            letters::latin_name,
            letters::role,
            letters::salutation,
            letters::closing,
            letters::places,
            letters::dated,
        ))
        .first(conn)
        .optional()?)
}

/// The next number of a programme's year. The row that holds the last one stays locked until the transaction ends, so that a number is
/// neither left out nor given twice.
fn next(conn: &mut Conn, programme: ProgrammeId, year: i64) -> Stored<i64> {
    let first = (numbers::programme_id.eq(programme), numbers::year.eq(year), numbers::last.eq(0_i64));
    each!(conn, c => diesel::insert_into(numbers::table).values(first).on_conflict_do_nothing().execute(c))?;
    let own = numbers::table.filter(numbers::programme_id.eq(programme)).filter(numbers::year.eq(year));
    diesel::update(own).set(numbers::last.eq(numbers::last + 1)).execute(conn)?;
    Ok(own.select(numbers::last).first(conn)?)
}

/// Writes an institution's letter with the next number. One that was called back unread is written anew under its own number; one that has
/// left stays as it is, and is the letter still where the same person is asked once more.
pub(super) fn write(
    conn: &mut Conn,
    (event, round): (&EventFacts, RoundId),
    to: &Delegation,
    role: &Localised,
    dated: Instant,
) -> Stored<()> {
    let words = (
        letters::round_id.eq(round),
        letters::contact_id.eq(Some(to.contact)),
        letters::locale.eq(to.locale),
        letters::organisation.eq(Json::of(&to.name)?),
        letters::native_name.eq(&to.contact_name.native),
        letters::latin_name.eq(&to.contact_name.latin),
        letters::role.eq(Json::of(role)?),
        letters::salutation.eq(to.salutation.best(to.locale)),
        letters::closing.eq(to.closing.best(to.locale)),
        letters::places.eq(to.places),
        letters::dated.eq(dated),
    );
    let before: Option<(i64, RoundId, RoundState, String)> = letters::table
        .inner_join(rounds::table)
        .filter(letters::delegation_id.eq(to.id))
        .order(letters::id.desc())
        .select((letters::id, letters::round_id, rounds::state, letters::native_name))
        .first(conn)
        .optional()?;
    match before {
        Some((id, of, state, _)) if of == round || state != RoundState::Released => {
            diesel::update(letters::table.find(id)).set(words).execute(conn)?;
            return Ok(());
        }
        Some((_, _, _, name)) if name == to.contact_name.native => return Ok(()),
        _ => {}
    }
    let year = i64::from(chrono::Datelike::year(&dated.at(event.zone).date()));
    let number = next(conn, event.programme, year)?;
    let key = (
        letters::programme_id.eq(event.programme),
        letters::delegation_id.eq(to.id),
        letters::year.eq(year),
        letters::number.eq(number),
    );
    diesel::insert_into(letters::table).values((key, words)).execute(conn)?;
    Ok(())
}
