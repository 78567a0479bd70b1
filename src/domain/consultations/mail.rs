//! What the mails to participants say: every value, no sentence. Loaded for a batch of claimed messages at once.

use super::asking::is_off;
use super::model::{Standing, Turn};
use super::{store, store_answers};
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::domain::invitations::mail::{Moot, Reader, Reading};
use crate::domain::invitations::{self, EventFacts, InvitationError};
use crate::kernel::token::Purpose;

/// A participant is asked for their views, or reminded.
#[derive(Clone, Debug)]
pub struct AskLetter {
    pub turn: Turn,
    pub event: EventFacts,
    pub about: super::model::Consultation,
    /// With the token of the sheet where others have that of their answer page.
    pub reader: Reader,
}

/// What a mail is made from: whoever was asked, and for which time.
pub type AskOf = (i64, Turn);

/// The letters in the order asked for, or the reason why there is none.
pub fn letters(conn: &mut Conn, cx: &Context, ids: &[AskOf], reading: Reading) -> Stored<Vec<Result<AskLetter, Moot>>> {
    ids.iter().map(|id| letter(conn, cx, *id, reading)).collect()
}

fn letter(conn: &mut Conn, cx: &Context, (id, turn): AskOf, reading: Reading) -> Stored<Result<AskLetter, Moot>> {
    let Some(person) = store_answers::person(conn, id)? else { return Ok(Err(Moot::Gone)) };
    let Some(event) = store::event_of_number(conn, person.consultation)? else { return Ok(Err(Moot::Gone)) };
    let event = match invitations::event_facts(conn, event) {
        Ok(event) => event,
        Err(InvitationError::Db(fault)) => return Err(fault),
        Err(_) => return Ok(Err(Moot::Gone)),
    };
    let all = store::of_event(conn, &event)?;
    let Some(about) = all.into_iter().find(|c| c.id == person.consultation) else { return Ok(Err(Moot::Gone)) };
    // Of two sheets of one person, one is written about.
    let counting = store_answers::counting(conn, &person)?;
    let sent_at = if counting == person.id {
        person.sent_at
    } else {
        store_answers::person(conn, counting)?.and_then(|p| p.sent_at)
    };
    let moot = match () {
        () if person.gone() => Some(Moot::SeatRemoved),
        () if sent_at.is_some_and(|at| at <= cx.now) => Some(Moot::Answered),
        () if counting != person.id => Some(Moot::Replaced),
        () if is_off(&event) => Some(Moot::EventOff),
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
    Ok(Ok(AskLetter { turn, event, about, reader }))
}
