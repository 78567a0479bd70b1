//! Whoever speaks for an institution since it has answered: no letter asks it again, so its answer and its link are sent.

use super::answering::of_answer;
use super::editing::{for_staff, name_of, record};
use super::mail;
use super::model::Act;
use super::store_entries::{self as entries, New};
use crate::access::{Action, Context};
use crate::db::Conn;
use crate::domain::history::{self, Change};
use crate::domain::invitations::facts::closed;
use crate::domain::invitations::model::InvitationError;
use crate::domain::outbox;
use crate::kernel::ids::PublicId;

/// Sends what stands and the link that acts on it, once to each who speaks for it.
pub fn send_link(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<(), InvitationError> {
    let (event, found) = for_staff(conn, cx, id, Action::Invite)?;
    if let Some(why) = closed(&event, cx.now) {
        return Err(InvitationError::Closed(why));
    }
    // Without an answer it is asked by a letter.
    let entry = of_answer(conn, &found)?.ok_or(InvitationError::NobodyToInvite)?;
    let key = format!("delegation-answer:{entry}:c{}:d{}", found.contact, found.id);
    // One that was taken back, for another spoke for it meanwhile, stands in the way of none that leaves.
    outbox::retire(conn, std::slice::from_ref(&key), &format!(":again-{}", cx.now.micros()))?;
    match mail::told(conn, cx, &event, &found, (entry, key))? {
        mail::Told::Nobody => return Err(InvitationError::NobodyToInvite),
        // By an earlier press: that is what was wanted.
        mail::Told::Before => return Ok(()),
        mail::Told::Now => {}
    }
    entries::add(conn, cx, found.id, &New { contact: Some(found.contact), ..New::of(Act::Linked) })?;
    let changes = [Change::of("institution", "", name_of(&found))];
    history::record(conn, cx, record(&event, "institution-linked", (&found, found.version)).changes(changes))?;
    Ok(())
}
