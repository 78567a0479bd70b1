//! Institutions that were asked and are silent: whom to telephone there, as it stands today.

use super::model::Delegation;
use super::{rounds_store, store};
use crate::access::{Action, Context, Denied, may, require};
use crate::db::Conn;
use crate::domain::invitations::facts::EventFacts;
use crate::domain::invitations::model::InvitationError;

/// A line of that list: whoever speaks for the institution now.
pub type OfficeChase = Delegation;

pub fn silent_offices(conn: &mut Conn, cx: &Context, event: &EventFacts) -> Result<Vec<OfficeChase>, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    if !may(&cx.actor, Action::SeeDetails, event.scope()) {
        return Err(Denied::Forbidden.into());
    }
    let ids = rounds_store::silent(conn, event.id)?;
    let mut all = store::by_ids(conn, &ids)?;
    all.sort_by_key(|office| (office.rank, office.id));
    Ok(all)
}
