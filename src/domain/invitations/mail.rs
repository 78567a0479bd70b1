//! What each of this slice's mails says: every value, no sentence. Loaded for a batch of claimed messages at once.
//!
//! A message may have become pointless since it was written down; then it is [`Moot`], and says why.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::facts::{EventFacts, closed, facts_of, is_off};
use super::institutions::mail::preview as office_preview;
use super::mail_store::{self as store, InvitationRow, ReaderRow};
use super::model::{Answer, InvitationError, Purpose, RoundState};
use super::rounds::{Round, RoundText, find_by_id, round_texts, would_get};
use crate::access::{Action, Context, Denied, require};
use crate::db::{Conn, DbError, Stored};
use crate::domain::events::{self, Notice, NoticeId, NoticeKind};
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, AnswerId, EventId, InvitationId, PublicId, RoundId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;
use crate::kernel::token::{Keys, Purpose as LinkPurpose};
use crate::text::{Prepared, placeholders};

pub use super::mail_moot::{Moot, Reading};

pub use super::institutions::mail::{OfficeConfirmation, office_confirmations, office_letters, office_notices};

/// Whoever reads the mail.
#[derive(Clone, Debug)]
pub struct Reader {
    pub name: PersonName,
    pub locale: Locale,
    /// Where the reader answers: "a", as a guest, or "d", for an institution.
    pub page: &'static str,
    /// The token of that page: `{public_url}/a/{token}`.
    pub answer_token: String,
    /// The token of "please don't write to me again": `{public_url}/n/{token}`.
    pub stop_token: String,
}

impl Reader {
    /// The same reader with tokens that open nothing: for previews.
    pub fn masked(self) -> Reader {
        Reader { answer_token: "preview".to_owned(), stop_token: "preview".to_owned(), ..self }
    }
    /// "王建国副局长，您好：", when somebody has written down how this person is addressed in their language.
    pub fn salutation(&self) -> Option<&str> {
        self.name.address.get(self.locale)
    }
}

/// A round's words in one language, rendered once for all its readers.
#[derive(Debug)]
pub struct Words {
    pub subject: String,
    pub body: Prepared,
    /// The body greets the reader by itself.
    pub greets: bool,
}

#[derive(Clone, Debug)]
pub struct InvitationLetter {
    pub event: Arc<EventFacts>,
    pub reader: Reader,
    pub words: Arc<Words>,
    /// What stands in an institution's letter beside these.
    pub office: Option<OfficeWords>,
}

/// An institution is asked formally: how many places it is offered, how the letter closes, under which number it stands.
#[derive(Clone, Debug)]
pub struct OfficeWords {
    pub organisation: Localised,
    pub places: i64,
    pub closing: String,
    /// Year and number; none before the letter is released.
    pub number: Option<(i64, i64)>,
    /// When it was released, which is the day it bears.
    pub dated: Instant,
}

/// A round's letter for the eyes of the member who sends it.
#[derive(Clone, Debug)]
pub struct TestLetter {
    /// With links that lead nowhere.
    pub letter: InvitationLetter,
    pub account_name: String,
    /// The member's own language, for what is said about the test.
    pub account_locale: Locale,
    pub round_name: String,
}

/// What we understood of an answer.
#[derive(Clone, Debug)]
pub struct ConfirmationLetter {
    pub event: Arc<EventFacts>,
    pub reader: Reader,
    pub answer: Answer,
    pub note: String,
    /// It came when the page took none any more, by telephone.
    pub late: bool,
}

/// The event moved, was postponed or is off.
#[derive(Clone, Debug)]
pub struct NoticeLetter {
    pub event: Arc<EventFacts>,
    pub reader: Reader,
    pub notice: Arc<Notice>,
    /// What was answered for the new date before the letter left: then nothing is asked.
    pub answered: Option<Answer>,
    /// The institution that is told; of a guest none.
    pub organisation: Option<Localised>,
}

/// A second person is asked to release a round.
#[derive(Clone, Debug)]
pub struct RequestLetter {
    pub event: Arc<EventFacts>,
    pub account_name: String,
    pub locale: Locale,
    pub asker_name: String,
    pub round: PublicId,
    pub round_name: String,
    pub purpose: Purpose,
    /// As many as the check says.
    pub guests: usize,
}

/// Either a letter or the reason why there is none, in the order asked for.
pub type Letters<T> = Vec<Result<T, Moot>>;

pub(super) type Events = HashMap<EventId, Arc<EventFacts>>;

pub(super) fn load_events(conn: &mut Conn, ids: impl Iterator<Item = EventId>, reading: Reading) -> Stored<Events> {
    let mut ids: Vec<EventId> = ids.collect();
    ids.sort();
    ids.dedup();
    let mut found = facts_of(conn, &ids)?;
    if let Reading::AsSent(at) = reading {
        for facts in &mut found {
            events::stand_at(conn, &mut facts.view.event, at)?;
        }
    }
    Ok(found.into_iter().map(|e| (e.id, Arc::new(e))).collect())
}

fn reader(keys: &Keys, row: &ReaderRow) -> Stored<Reader> {
    Ok(Reader {
        name: row.person.name()?,
        locale: row.person.language,
        page: "a",
        answer_token: keys.link(LinkPurpose::Answer, row.seat.raw(), &row.seat_nonce),
        stop_token: keys.link(LinkPurpose::DoNotContact, row.person.id.raw(), &row.person.nonce),
    })
}

/// The letters of invitations.
pub fn invitation_letters(
    conn: &mut Conn,
    cx: &Context,
    ids: &[InvitationId],
    reading: Reading,
) -> Stored<Letters<InvitationLetter>> {
    let rows = store::invitations(conn, ids)?;
    let events = load_events(conn, rows.values().map(|r| r.reader.event), reading)?;
    let texts = round_texts(conn, rows.values().map(|r| r.round))?;
    let mut words: HashMap<(RoundId, Locale), Arc<Words>> = HashMap::new();
    ids.iter()
        .map(|id| {
            let Some(row) = rows.get(id) else { return Ok(Err(Moot::Gone)) };
            let (Some(event), Some(text)) = (events.get(&row.reader.event), texts.get(&row.round)) else {
                return Ok(Err(Moot::Gone));
            };
            if let Some(moot) = reading.judge(moot(row, is_off(event.state), cx.now)) {
                return Ok(Err(moot));
            }
            let words = words.entry((row.round, row.locale)).or_insert_with(|| prepared(text, row.locale));
            let reader = Reader { locale: row.locale, ..reader(&cx.keys, &row.reader)? };
            Ok(Ok(InvitationLetter { event: event.clone(), reader, words: words.clone(), office: None }))
        })
        .collect()
}

pub(super) fn prepared(text: &RoundText, locale: Locale) -> Arc<Words> {
    let (subject, body) = (text.subject.best(locale).to_owned(), text.body.best(locale));
    let greets = placeholders::names(body).contains(&"salutation");
    Arc::new(Words { subject, body: Prepared::new(body), greets })
}

fn moot(row: &InvitationRow, off: bool, now: Instant) -> Option<Moot> {
    match row.state {
        RoundState::Released if row.reader.removed() => Some(Moot::SeatRemoved),
        RoundState::Released if off => Some(Moot::EventOff),
        RoundState::Released if row.purpose == Purpose::Chase && row.answer != Answer::None => Some(Moot::Answered),
        RoundState::Released if row.told_staff(now) => Some(Moot::Answered),
        RoundState::Released => None,
        RoundState::Draft | RoundState::Asked | RoundState::Recalled => Some(Moot::RoundRecalled),
    }
}

/// The letter as a chosen guest would get it, with links that lead nowhere.
pub fn preview_letter(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    round: &Round,
    seat: &PublicId,
) -> Result<InvitationLetter, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    if let Some(letter) = office_preview(conn, cx, event, round, seat)? {
        return Ok(letter);
    }
    let row = store::reader_by_public_id(conn, event.id, seat)?.ok_or(Denied::NotFound)?;
    let reader = reader(&cx.keys, &row)?.masked();
    let words = prepared(&round.text, reader.locale);
    Ok(InvitationLetter { event: Arc::new(event.clone()), reader, words, office: None })
}

/// The letter as somebody of this language and name would get it, where nobody of the language is a guest yet.
pub fn stand_in_letter(event: &EventFacts, round: &Round, locale: Locale, name: &str) -> InvitationLetter {
    let name = PersonName { native: name.to_owned(), ..PersonName::default() };
    let reader = Reader { name, locale, page: "a", answer_token: String::new(), stop_token: String::new() }.masked();
    InvitationLetter { event: Arc::new(event.clone()), reader, words: prepared(&round.text, locale), office: None }
}

/// What a test mail is made from: round, guest, member, language.
pub type TestOf = (RoundId, Option<SeatId>, AccountId, Locale);

/// The letters that a member sends to themselves before a release.
pub fn test_letters(conn: &mut Conn, cx: &Context, ids: &[TestOf]) -> Stored<Letters<TestLetter>> {
    ids.iter()
        .map(|(round, seat, account, locale)| {
            let (Some(round), Some(member)) = (find_by_id(conn, *round)?, store::member(conn, *account)?) else {
                return Ok(Err(Moot::Gone));
            };
            let Some(event) = facts_of(conn, &[round.event])?.pop() else { return Ok(Err(Moot::Gone)) };
            let guest = match seat {
                Some(seat) => store::readers(conn, &[*seat])?.remove(seat).filter(|row| !row.removed()),
                None => None,
            };
            let mut letter = stand_in_letter(&event, &round, *locale, &member.name);
            if let Some(row) = guest {
                letter.reader = Reader { locale: *locale, ..reader(&cx.keys, &row)?.masked() };
            }
            Ok(Ok(TestLetter {
                letter,
                account_name: member.name,
                account_locale: member.locale,
                round_name: round.text.name,
            }))
        })
        .collect()
}

/// The letters that confirm answers.
pub fn confirmations(
    conn: &mut Conn,
    cx: &Context,
    ids: &[AnswerId],
    reading: Reading,
) -> Stored<Letters<ConfirmationLetter>> {
    let rows = store::answers(conn, ids)?;
    let latest = store::latest_answers(conn, rows.values().map(|r| r.reader.seat))?;
    let events = load_events(conn, rows.values().map(|r| r.reader.event), reading)?;
    ids.iter()
        .map(|id| {
            let Some(row) = rows.get(id) else { return Ok(Err(Moot::Gone)) };
            let Some(event) = events.get(&row.reader.event) else { return Ok(Err(Moot::Gone)) };
            let superseded = row.now != row.answer || latest.get(&row.reader.seat).is_some_and(|last| last > id);
            let moot = match () {
                () if row.reader.removed() => Some(Moot::SeatRemoved),
                () if is_off(event.state) => Some(Moot::EventOff),
                () if superseded => Some(Moot::Superseded),
                () => None,
            };
            if let Some(moot) = reading.judge(moot) {
                return Ok(Err(moot));
            }
            let reader = reader(&cx.keys, &row.reader)?;
            // What staff noted is for staff.
            let note = if row.by_guest() { row.note.clone() } else { String::new() };
            let late = closed(event, row.at).is_some();
            Ok(Ok(ConfirmationLetter { event: event.clone(), reader, answer: row.answer, note, late }))
        })
        .collect()
}

/// The letters that tell of a move, a postponement or a cancellation.
pub fn notice_letters(
    conn: &mut Conn,
    cx: &Context,
    ids: &[(NoticeId, SeatId)],
    reading: Reading,
) -> Stored<Letters<NoticeLetter>> {
    let rows = store::readers(conn, &ids.iter().map(|(_, seat)| *seat).collect::<Vec<_>>())?;
    let events = load_events(conn, rows.values().map(|r| r.event), reading)?;
    let notices = notices_by_id(conn, ids.iter().map(|(id, _)| *id))?;
    let standing = standing_notices(conn, &events)?;
    let given = store::answers_until(conn, ids.iter().map(|(_, seat)| *seat), reading.leaves(cx.now))?;
    ids.iter()
        .map(|(notice, seat)| {
            let (Some(row), Some(notice)) = (rows.get(seat), notices.get(notice)) else { return Ok(Err(Moot::Gone)) };
            let Some(event) = events.get(&row.event) else { return Ok(Err(Moot::Gone)) };
            let moot = match () {
                () if row.removed() => Some(Moot::SeatRemoved),
                () if notice.recalled_at.is_some() => Some(Moot::NoticeRecalled),
                () if standing.get(&row.event) != Some(&notice.id) => Some(Moot::Replaced),
                () => None,
            };
            if let Some(moot) = reading.judge(moot) {
                return Ok(Err(moot));
            }
            let moved = notice.kind == NoticeKind::Moved;
            let since = |(at, answer): &&(Instant, Answer)| *at > notice.created_at && *answer != Answer::None;
            let last = given.get(seat).filter(since).filter(|_| moved);
            let answered = last.map(|(_, answer)| *answer);
            let (event, reader, notice) = (event.clone(), reader(&cx.keys, row)?, notice.clone());
            Ok(Ok(NoticeLetter { event, reader, notice, answered, organisation: None }))
        })
        .collect()
}

/// Each notice once.
pub(super) fn notices_by_id(
    conn: &mut Conn,
    ids: impl Iterator<Item = NoticeId>,
) -> Stored<HashMap<NoticeId, Arc<Notice>>> {
    let mut notices: HashMap<NoticeId, Arc<Notice>> = HashMap::new();
    for id in ids {
        let Entry::Vacant(place) = notices.entry(id) else { continue };
        match events::notice(conn, id) {
            Ok(notice) => {
                place.insert(Arc::new(notice));
            }
            Err(DbError::NotFound) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(notices)
}

/// The last notice of each of these events that stands.
pub(super) fn standing_notices(conn: &mut Conn, events: &Events) -> Stored<HashMap<EventId, NoticeId>> {
    events::standing_notices(conn, &events.keys().copied().collect::<Vec<_>>())
}

/// The letters that ask for a release.
pub fn release_requests(
    conn: &mut Conn,
    cx: &Context,
    ids: &[(RoundId, AccountId)],
    reading: Reading,
) -> Stored<Letters<RequestLetter>> {
    ids.iter()
        .map(|(round, account)| {
            let Some(row) = store::request(conn, *round, *account)? else { return Ok(Err(Moot::Gone)) };
            if let Some(moot) = reading.judge((row.state != RoundState::Asked).then_some(Moot::Settled)) {
                return Ok(Err(moot));
            }
            let events = load_events(conn, std::iter::once(row.event), reading)?;
            let found = find_by_id(conn, *round)?;
            let (Some(event), Some(round)) = (events.get(&row.event), found) else { return Ok(Err(Moot::Gone)) };
            Ok(Ok(RequestLetter {
                event: event.clone(),
                account_name: row.account_name,
                locale: row.locale,
                asker_name: row.asker_name.unwrap_or_default(),
                round: row.round,
                round_name: row.round_name,
                purpose: round.purpose,
                guests: would_get(conn, cx, event, &round)?,
            }))
        })
        .collect()
}

/// Whom guests write to about an event, when its staff have named somebody.
pub fn reply_to(event: &EventFacts) -> Option<(&str, &Email)> {
    event.card.email.as_ref().map(|email| (event.card.name.as_str(), email))
}
