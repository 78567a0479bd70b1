//! The formal letter of an institution, as it was sent.

use std::sync::Arc;

use super::model::Delegation;
use super::opening::of_link;
use super::{mail, store_letters};
use crate::access::{Context, Denied};
use crate::db::Conn;
use crate::domain::invitations::facts::EventFacts;
use crate::domain::invitations::mail::{InvitationLetter, OfficeWords, Reading, load_events, prepared};
use crate::domain::invitations::model::InvitationError;
use crate::domain::invitations::rounds::round_texts;
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

/// A letter with all that stood in it.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its words, with the event as it was on that day.
    pub words: InvitationLetter,
    pub event: Arc<EventFacts>,
    pub locale: Locale,
    pub year: i64,
    pub number: i64,
    pub organisation: Localised,
    pub attention: PersonName,
    pub role: Localised,
    pub places: i64,
    pub dated: Instant,
}

/// For staff.
pub fn letter_of(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<Letter, InvitationError> {
    let (_, office) = super::delegation(conn, cx, id)?;
    let mut letter = written(conn, cx, &office)?;
    // The link is the institution's, not its readers' on the desk.
    letter.words.reader = letter.words.reader.masked();
    Ok(letter)
}

/// For whoever holds the institution's link.
pub fn letter_of_link(conn: &mut Conn, cx: &Context, token: &str) -> Result<Letter, InvitationError> {
    let office = of_link(conn, cx, token)?;
    written(conn, cx, &office)
}

fn written(conn: &mut Conn, cx: &Context, office: &Delegation) -> Result<Letter, InvitationError> {
    let row = store_letters::letter(conn, office.id)?.ok_or(Denied::NotFound)?;
    let events = load_events(conn, std::iter::once(office.event), Reading::AsSent(row.dated))?;
    let event = events.get(&office.event).cloned().ok_or(Denied::NotFound)?;
    let texts = round_texts(conn, std::iter::once(row.round))?;
    let text = texts.get(&row.round).ok_or(Denied::NotFound)?;
    let organisation: Localised = row.organisation.read()?;
    let attention = PersonName { native: row.native_name, latin: row.latin_name, ..PersonName::default() };
    let mut reader = mail::reader_of(cx, office, row.locale);
    reader.name = PersonName { address: Localised::new([(row.locale, row.salutation)]), ..attention.clone() };
    let words = InvitationLetter {
        event: event.clone(),
        reader,
        words: prepared(text, row.locale),
        office: Some(OfficeWords {
            organisation: organisation.clone(),
            places: row.places,
            closing: row.closing,
            number: Some((row.year, row.number)),
            dated: row.dated,
        }),
    };
    Ok(Letter {
        words,
        event,
        locale: row.locale,
        year: row.year,
        number: row.number,
        organisation,
        attention,
        role: row.role.read()?,
        places: row.places,
        dated: row.dated,
    })
}
