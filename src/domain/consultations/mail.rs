//! What the mails to participants say: every value, no sentence. Loaded for a batch of claimed messages at once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::asking::is_off;
use super::model::{AskTurn, Consultation, ConsultationId, Standing};
use super::store_answers::PersonNow;
use super::{store, store_answers};
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::domain::invitations::mail::{Moot, Reader, Reading};
use crate::domain::invitations::{self, EventFacts, InvitationError};
use crate::kernel::time::Instant;
use crate::kernel::token::Purpose;

/// A participant is asked for their views, or reminded.
#[derive(Clone, Debug)]
pub struct AskLetter {
    pub turn: AskTurn,
    pub event: EventFacts,
    pub about: Consultation,
    /// With the token of the sheet where others have that of their answer page.
    pub reader: Reader,
}

/// What a mail is made from: whoever was asked, and for which time.
pub type AskOf = (i64, AskTurn);

/// The letters in the order asked for, or the reason why there is none. What several of them say is read once.
pub fn letters(conn: &mut Conn, cx: &Context, ids: &[AskOf], reading: Reading) -> Stored<Vec<Result<AskLetter, Moot>>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: Vec<i64> = ids.iter().map(|(id, _)| *id).collect();
    let people = store_answers::people_now(conn, &numbers)?;
    let counting = store_answers::counting_of(conn, people.values())?;
    let mut about: HashMap<ConsultationId, Option<(EventFacts, Consultation)>> = HashMap::new();
    for person in people.values() {
        if let Entry::Vacant(free) = about.entry(person.consultation) {
            free.insert(asked_about(conn, person.consultation)?);
        }
    }
    let letter = |(id, turn): &AskOf| {
        let Some(person) = people.get(id) else { return Ok(Err(Moot::Gone)) };
        let Some(Some(about)) = about.get(&person.consultation) else { return Ok(Err(Moot::Gone)) };
        // Of two sheets of one person, one is written about.
        let whose = (person.consultation, person.contact);
        let counting = counting.get(&whose).copied().unwrap_or((person.id, person.sent_at));
        letter(cx, (person, counting), about, (*turn, reading))
    };
    ids.iter().map(letter).collect()
}

/// A questionnaire and its event.
fn asked_about(conn: &mut Conn, id: ConsultationId) -> Stored<Option<(EventFacts, Consultation)>> {
    let Some(event) = store::event_of_number(conn, id)? else { return Ok(None) };
    let event = match invitations::event_facts(conn, event) {
        Ok(event) => event,
        Err(InvitationError::Db(fault)) => return Err(fault),
        Err(_) => return Ok(None),
    };
    let found = store::of_event(conn, &event)?.into_iter().find(|c| c.id == id);
    Ok(found.map(|about| (event, about)))
}

/// `counting` is the sheet that counts of this person, and when it was sent.
fn letter(
    cx: &Context,
    (person, counting): (&PersonNow, (i64, Option<Instant>)),
    (event, about): &(EventFacts, Consultation),
    (turn, reading): (AskTurn, Reading),
) -> Stored<Result<AskLetter, Moot>> {
    let (counting, sent_at) = counting;
    let moot = match () {
        () if person.gone() => Some(Moot::SeatRemoved),
        () if sent_at.is_some_and(|at| at <= cx.now) => Some(Moot::Answered),
        () if counting != person.id => Some(Moot::Replaced),
        () if is_off(event) => Some(Moot::EventOff),
        () if about.is_early(cx.now) => Some(Moot::TooEarly),
        () if !matches!(about.standing(cx.now), Standing::Open | Standing::Ahead) => Some(Moot::Settled),
        () => None,
    };
    if let Some(moot) = moot.filter(|_| reading == Reading::ToSend) {
        return Ok(Err(moot));
    }
    let reader = Reader {
        name: person.name()?,
        locale: person.locale,
        page: "input",
        answer_token: cx.keys.link(Purpose::Consultation, person.id, &person.nonce),
        stop_token: cx.keys.link(Purpose::DoNotContact, person.contact.raw(), &person.contact_nonce),
    };
    Ok(Ok(AskLetter { turn, event: event.clone(), about: about.clone(), reader }))
}
