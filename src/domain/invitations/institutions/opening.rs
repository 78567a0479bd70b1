//! What an institution's link opens.

use super::answering::room;
use super::model::{Act, Delegation, Place};
use super::store_entries as entries;
use super::{store, store_letters, store_seats};
use crate::access::{Context, Denied, Door};
use crate::db::Conn;
use crate::domain::invitations::facts::{Closed, EventFacts, closed, event_facts};
use crate::domain::invitations::model::{Answer, InvitationError};
use crate::kernel::ids::DelegationId;
use crate::kernel::token::{LinkToken, Purpose};

/// A delegation as its institution sees it.
#[derive(Clone, Debug)]
pub struct OpenDelegation {
    pub event: EventFacts,
    pub delegation: Delegation,
    pub places: Vec<Place>,
    pub closed: Option<Closed>,
    /// Places it could have beside those it has; none: as many as it takes.
    pub places_left: Option<i64>,
    /// The note of its last answer, where it gave it itself.
    pub note: String,
    /// The event moved since it answered, and it is asked again.
    pub asked_again: bool,
    /// Whether a letter can be read.
    pub letter: HasLetter,
    /// The token of "please don't write to me again": `/n/{token}`.
    pub stop_token: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HasLetter {
    Yes,
    No,
}

/// The delegation of a link, or nothing: a wrong, an old and a foreign link are the same to a stranger. Reads only.
pub fn open_delegation(conn: &mut Conn, cx: &Context, token: &str) -> Result<OpenDelegation, InvitationError> {
    let delegation = of_link(conn, cx, token)?;
    let event = event_facts(conn, delegation.event)?;
    let said = entries::said(conn, delegation.id)?;
    // Places given by staff since are no word of its own.
    let latest = said.iter().find(|s| s.act != Act::Admitted);
    // As the institution itself would be served, whoever looks.
    let page = Context { door: Door::Page, ..cx.clone() };
    let letter = store_letters::number_of(conn, delegation.id)?;
    Ok(OpenDelegation {
        closed: closed(&event, cx.now),
        places_left: room(conn, &page, &event, &delegation)?.free,
        places: store_seats::places_of(conn, &delegation)?,
        asked_again: delegation.answer == Answer::None && latest.is_some_and(|s| s.act == Act::AskedAgain),
        note: latest
            .filter(|s| s.act == Act::Answered && s.door != Door::Staff)
            .map(|s| s.note.clone())
            .unwrap_or_default(),
        letter: if letter.is_some() { HasLetter::Yes } else { HasLetter::No },
        stop_token: cx.keys.link(Purpose::DoNotContact, delegation.contact.raw(), &delegation.contact_nonce),
        event,
        delegation,
    })
}

pub(super) fn of_link(conn: &mut Conn, cx: &Context, token: &str) -> Result<Delegation, InvitationError> {
    let token = LinkToken::parse(token).ok_or(Denied::NotFound)?;
    let found = store::by_id(conn, DelegationId::new(token.row))?.ok_or(Denied::NotFound)?;
    if !cx.keys.link_matches(&token, Purpose::Delegation, &found.nonce) {
        return Err(Denied::NotFound.into());
    }
    Ok(found)
}

/// The token of a delegation's page: `{public_url}/d/{token}`.
pub(super) fn token_of(cx: &Context, delegation: &Delegation) -> String {
    cx.keys.link(Purpose::Delegation, delegation.id.raw(), &delegation.nonce)
}
