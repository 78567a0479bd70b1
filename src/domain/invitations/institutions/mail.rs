//! What mails to institutions say: every value, no sentence.

use std::collections::HashMap;
use std::sync::Arc;

use super::mail_store::{self as rows, Row};
use super::model::{Delegation, Place};
use super::opening::token_of;
use super::store_letters::{self, Number};
use super::{rounds_store, store, store_entries, store_seats};
use crate::access::{Context, Door};
use crate::db::{Conn, Stored};
use crate::domain::events::{Notice, NoticeId};
use crate::domain::invitations::facts::{EventFacts, closed, is_off};
use crate::domain::invitations::mail::{
    InvitationLetter, Letters, Moot, NoticeLetter, OfficeWords, Reader, Reading, Words, load_events, notices_by_id,
    prepared, standing_notices,
};
use crate::domain::invitations::model::{Answer, InvitationError, Purpose, RoundState};
use crate::domain::invitations::rounds::{Round, round_texts};
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::kernel::ids::{DelegationId, PublicId, RoundId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;
use crate::kernel::token::Purpose as LinkPurpose;

/// What we understood of an institution's answer.
#[derive(Clone, Debug)]
pub struct OfficeConfirmation {
    pub event: Arc<EventFacts>,
    pub reader: Reader,
    pub organisation: Localised,
    pub answer: Answer,
    pub accepted: i64,
    pub waiting: i64,
    pub tentative: i64,
    /// Who is named, in the order of places.
    pub places: Vec<Place>,
    pub closing: String,
    /// The day it bears: that on which it leaves.
    pub dated: Instant,
    /// What the institution wrote itself.
    pub note: String,
    /// It came when the page took none any more, by telephone.
    pub late: bool,
}

/// Whoever speaks for an institution, greeted as its letter greets.
pub(super) fn reader_of(cx: &Context, office: &Delegation, locale: Locale) -> Reader {
    let mut name = office.contact_name.clone();
    name.address.set(locale, office.salutation.best(locale).to_owned());
    Reader {
        name,
        locale,
        page: "d",
        answer_token: token_of(cx, office),
        stop_token: cx.keys.link(LinkPurpose::DoNotContact, office.contact.raw(), &office.contact_nonce),
    }
}

/// What stands in an institution's letter beside the words of the round.
fn words_of(office: &Delegation, locale: Locale, number: Option<Number>, dated: Instant) -> OfficeWords {
    OfficeWords {
        organisation: office.name.clone(),
        places: office.places,
        closing: office.closing.best(locale).to_owned(),
        number,
        dated,
    }
}

fn by_id(conn: &mut Conn, ids: impl Iterator<Item = DelegationId>) -> Stored<HashMap<DelegationId, Delegation>> {
    let ids: Vec<DelegationId> = ids.collect();
    Ok(store::by_ids(conn, &ids)?.into_iter().map(|office| (office.id, office)).collect())
}

/// The letters of invitations to institutions.
pub fn office_letters(
    conn: &mut Conn,
    cx: &Context,
    ids: &[i64],
    reading: Reading,
) -> Stored<Letters<InvitationLetter>> {
    let rows = rows::invitations(conn, ids)?;
    let offices = by_id(conn, rows.values().map(|r| r.delegation))?;
    let events = load_events(conn, rows.values().map(|r| r.event), reading)?;
    let texts = round_texts(conn, rows.values().map(|r| r.round))?;
    let numbers = store_letters::numbers_of(conn, &offices.keys().copied().collect::<Vec<_>>())?;
    let mut words: HashMap<(RoundId, Locale), Arc<Words>> = HashMap::new();
    ids.iter()
        .map(|id| {
            let Some(row) = rows.get(id) else { return Ok(Err(Moot::Gone)) };
            let Some(office) = offices.get(&row.delegation) else { return Ok(Err(Moot::SeatRemoved)) };
            let (Some(event), Some(text)) = (events.get(&row.event), texts.get(&row.round)) else {
                return Ok(Err(Moot::Gone));
            };
            if let Some(moot) = reading.judge(moot(row, office, is_off(event.state), cx.now)) {
                return Ok(Err(moot));
            }
            let words = words.entry((row.round, row.locale)).or_insert_with(|| prepared(text, row.locale));
            Ok(Ok(InvitationLetter {
                event: event.clone(),
                reader: reader_of(cx, office, row.locale),
                words: words.clone(),
                office: Some(words_of(office, row.locale, numbers.get(&office.id).copied(), row.dated)),
            }))
        })
        .collect()
}

fn moot(row: &Row, office: &Delegation, off: bool, now: Instant) -> Option<Moot> {
    // By telephone, before the letter left: what was understood has a mail of its own, with the link.
    let told_staff = office.door == Some(Door::Staff) && office.answered_at.is_some_and(|at| at <= now);
    match row.state {
        RoundState::Released if office.contact != row.contact => Some(Moot::Succeeded),
        RoundState::Released if off => Some(Moot::EventOff),
        RoundState::Released if row.purpose == Purpose::Chase && office.answer != Answer::None => Some(Moot::Answered),
        RoundState::Released if told_staff => Some(Moot::Answered),
        RoundState::Released => None,
        RoundState::Draft | RoundState::Asked | RoundState::Recalled => Some(Moot::RoundRecalled),
    }
}

/// The letter of a round as the institution of this place would get it, with links that lead nowhere.
pub(in crate::domain::invitations) fn preview(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    round: &Round,
    seat: &PublicId,
) -> Stored<Option<InvitationLetter>> {
    let Some(id) = rounds_store::of_place(conn, event.id, seat)? else { return Ok(None) };
    let Some(office) = store::by_id(conn, id)? else { return Ok(None) };
    let number = store_letters::number_of(conn, office.id)?;
    Ok(Some(InvitationLetter {
        event: Arc::new(event.clone()),
        reader: reader_of(cx, &office, office.locale).masked(),
        words: prepared(&round.text, office.locale),
        office: Some(words_of(&office, office.locale, number, cx.now)),
    }))
}

/// Whether a mail was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Told {
    Now,
    /// It was before, under the same key.
    Before,
    /// There is no address that may be written to.
    Nobody,
}

/// Tells the institution what was understood, where there is an address that may be written to.
pub(super) fn confirm(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    office: &Delegation,
    entry: i64,
) -> Result<(), InvitationError> {
    told(conn, cx, event, office, (entry, format!("delegation-answer:{entry}:d{}", office.id)))?;
    Ok(())
}

/// The same under a key of one's own, which ends with the delegation's name.
pub(super) fn told(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    office: &Delegation,
    (entry, dedupe_key): (i64, String),
) -> Stored<Told> {
    let to = store_seats::mailboxes(conn, &[office.contact])?.remove(&office.contact);
    let Some(to) = to.filter(|_| office.silent_since.is_none()) else { return Ok(Told::Nobody) };
    let message = NewMessage {
        message: Message::DelegationConfirmation { entry },
        lane: Lane::Prompt,
        to,
        contact: Some(office.contact),
        locale: office.locale,
        programme: Some(event.programme),
        event: Some(event.id),
        due_at: cx.now,
        dedupe_key,
    };
    Ok(if outbox::enqueue(conn, cx, &message)? { Told::Now } else { Told::Before })
}

/// The letters that confirm institutions' answers. A later answer counts alone.
pub fn office_confirmations(
    conn: &mut Conn,
    cx: &Context,
    ids: &[i64],
    reading: Reading,
) -> Stored<Letters<OfficeConfirmation>> {
    let said = store_entries::answers(conn, ids)?;
    let offices = by_id(conn, said.values().map(|a| a.0))?;
    let events = load_events(conn, offices.values().map(|o| o.event), reading)?;
    let last = store_entries::last_said(conn, &offices.keys().copied().collect::<Vec<_>>())?;
    ids.iter()
        .map(|id| {
            let Some((of, answer, note, door, at)) = said.get(id) else { return Ok(Err(Moot::Gone)) };
            let Some(office) = offices.get(of) else { return Ok(Err(Moot::SeatRemoved)) };
            let Some(event) = events.get(&office.event) else { return Ok(Err(Moot::Gone)) };
            let moot = match () {
                () if is_off(event.state) => Some(Moot::EventOff),
                () if last.get(of) != Some(id) => Some(Moot::Superseded),
                () => None,
            };
            if let Some(moot) = reading.judge(moot) {
                return Ok(Err(moot));
            }
            let staff = *door == Door::Staff;
            let standing = if office.answer == Answer::Waiting { Answer::Waiting } else { *answer };
            Ok(Ok(OfficeConfirmation {
                event: event.clone(),
                reader: reader_of(cx, office, office.locale),
                organisation: office.name.clone(),
                answer: standing,
                accepted: office.accepted,
                waiting: office.waiting,
                tentative: office.tentative,
                places: store_seats::places_of(conn, office)?,
                closing: office.closing.best(office.locale).to_owned(),
                dated: reading.leaves(cx.now),
                note: if staff { String::new() } else { note.clone() },
                late: closed(event, *at).is_some(),
            }))
        })
        .collect()
}

/// The letters that tell institutions of a move, a postponement or a cancellation.
pub fn office_notices(
    conn: &mut Conn,
    cx: &Context,
    ids: &[(NoticeId, DelegationId)],
    reading: Reading,
) -> Stored<Letters<NoticeLetter>> {
    let offices = by_id(conn, ids.iter().map(|(_, id)| *id))?;
    let events = load_events(conn, offices.values().map(|o| o.event), reading)?;
    let notices: HashMap<NoticeId, Arc<Notice>> = notices_by_id(conn, ids.iter().map(|(id, _)| *id))?;
    let standing = standing_notices(conn, &events)?;
    ids.iter()
        .map(|(notice, id)| {
            let Some(notice) = notices.get(notice) else { return Ok(Err(Moot::Gone)) };
            let Some(office) = offices.get(id) else { return Ok(Err(Moot::SeatRemoved)) };
            let Some(event) = events.get(&office.event) else { return Ok(Err(Moot::Gone)) };
            let moot = match () {
                () if notice.recalled_at.is_some() => Some(Moot::NoticeRecalled),
                () if standing.get(&office.event) != Some(&notice.id) => Some(Moot::Replaced),
                () => None,
            };
            if let Some(moot) = reading.judge(moot) {
                return Ok(Err(moot));
            }
            // What it has answered for the new date before the letter left.
            let answered = (office.answer != Answer::None
                && office.answered_at.is_some_and(|at| at > notice.created_at))
            .then_some(office.answer);
            Ok(Ok(NoticeLetter {
                event: event.clone(),
                reader: reader_of(cx, office, office.locale),
                notice: notice.clone(),
                answered,
                organisation: Some(office.name.clone()),
            }))
        })
        .collect()
}
