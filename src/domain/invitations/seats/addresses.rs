//! The addresses of an event's guests, for those who may take addresses out of the house.

use std::collections::HashMap;

use super::list_store as store;
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::domain::invitations::facts::EventFacts;
use crate::domain::invitations::model::InvitationError;
use crate::kernel::email::Email;
use crate::kernel::ids::ContactId;

/// Each guest's addresses in the order to be used, those that were refused last. A file of addresses is an export of contacts, and
/// wants that right: seeing guests, or one address on a page, is less.
pub fn addresses_of(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
) -> Result<HashMap<ContactId, Vec<Email>>, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    require(&cx.actor, Action::ExportContacts, Scope::Installation)?;
    Ok(store::addresses_of_event(conn, event.id)?)
}
