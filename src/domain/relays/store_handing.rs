//! Links that went to an address, found by the mails that carried them.

use diesel::prelude::*;

use crate::db::schema::{outbox, relays};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::outbox::Message;
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, RelayId};
use crate::kernel::time::Instant;
use crate::kernel::token::nonce;

/// The relays whose link stands in a mail to this address of a contact, and opens still.
pub(super) fn sent_to(conn: &mut Conn, contact: ContactId, email: &Email) -> Stored<Vec<RelayId>> {
    let mails: Vec<Json> = outbox::table
        .filter(outbox::contact_id.eq(contact))
        .filter(outbox::email.eq(email))
        .filter(outbox::kind.eq_any(["relay-offer", "relay-embargo"]))
        .select(outbox::message)
        .load(conn)?;
    let mut carried: Vec<(RelayId, String)> = Vec::new();
    for mail in mails {
        match mail.read::<Message>()? {
            Message::RelayOffer { relay, nonce } | Message::RelayEmbargo { relay, nonce, .. } => {
                carried.push((RelayId::new(relay), nonce));
            }
            _ => {}
        }
    }
    let ids: Vec<RelayId> = carried.iter().map(|(id, _)| *id).collect();
    let rows: Vec<(RelayId, String)> = relays::table
        .filter(relays::id.eq_any(ids))
        .order(relays::id)
        .select((relays::id, relays::nonce))
        .load(conn)?;
    Ok(rows.into_iter().filter(|row| carried.contains(row)).map(|(id, _)| id).collect())
}

/// Links made before open nothing any more.
pub(super) fn renew(conn: &mut Conn, now: Instant, ids: &[RelayId]) -> Stored<()> {
    let set = (relays::nonce.eq(nonce()), relays::updated_at.eq(now));
    diesel::update(relays::table.filter(relays::id.eq_any(ids.to_vec()))).set(set).execute(conn)?;
    Ok(())
}
