//! Links that went to an address which is somebody else's now. The caller has checked the right to change the contact.

use super::store_handing as store;
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::kernel::email::Email;
use crate::kernel::ids::ContactId;

/// How many links would act no more if the address became somebody else's.
pub fn links_at(conn: &mut Conn, contact: ContactId, email: &Email) -> Stored<usize> {
    Ok(store::sent_to(conn, contact, email)?.len())
}

/// Makes them act no more: the officer is sent others from the desk. Says how many.
pub fn renew_links(conn: &mut Conn, cx: &Context, contact: ContactId, email: &Email) -> Stored<usize> {
    let sent = store::sent_to(conn, contact, email)?;
    store::renew(conn, cx.now, &sent)?;
    Ok(sent.len())
}
