//! Everything that may hang on a contact, and how it moves.

use super::model::MergeError;
use crate::db::references::{self, Reference};
use crate::db::types::text_enum;
use crate::db::{Conn, Stored};
use crate::domain::{
    accounts, consultations, contacts, deliverables, events, invitations, outbox, programme, sessions, sponsorship,
};
use crate::kernel::ids::ContactId;

text_enum! {
    /// What hangs on a contact, as people count it.
    pub enum Hangs {
        Addresses = "addresses",
        Affiliations = "affiliations",
        Groups = "groups",
        Steps = "steps",
        Deputies = "deputies",
        Deliverables = "deliverables",
        Accounts = "accounts",
        Events = "events",
        Seats = "seats",
        Mails = "mails",
        Delegations = "delegations",
        Sessions = "sessions",
        Input = "input",
        Sponsorships = "sponsorships",
        /// What stories and letters tell of somebody.
        Traces = "traces",
    }
}

const fn by_id(table: &'static str, column: &'static str) -> Reference {
    Reference { table, column, key: "id" }
}

/// Every column that points to a contact and moves with a merge. Tags, which have no number of their own, are moved by contacts.
pub const REFERENCES: &[(Hangs, Reference)] = &[
    (Hangs::Addresses, by_id("addresses", "contact_id")),
    (Hangs::Affiliations, by_id("affiliations", "contact_id")),
    (Hangs::Groups, Reference { table: "contact_groups", column: "contact_id", key: "group_id" }),
    (Hangs::Steps, by_id("steps", "owner_id")),
    (Hangs::Deputies, by_id("steps", "deputy_id")),
    (Hangs::Deliverables, by_id("deliverables", "owner_id")),
    (Hangs::Accounts, by_id("accounts", "contact_id")),
    (Hangs::Events, by_id("events", "contact_id")),
    (Hangs::Seats, by_id("seats", "contact_id")),
    (Hangs::Mails, by_id("outbox", "contact_id")),
    (Hangs::Delegations, by_id("delegations", "contact_id")),
    (Hangs::Traces, by_id("delegation_entries", "contact_id")),
    (Hangs::Traces, by_id("delegation_entries", "former_id")),
    (Hangs::Traces, by_id("delegation_invitations", "contact_id")),
    (Hangs::Traces, by_id("delegation_letters", "contact_id")),
    (Hangs::Sessions, by_id("session_people", "contact_id")),
    (Hangs::Input, by_id("consultation_people", "contact_id")),
    (Hangs::Sponsorships, by_id("sponsorships", "owner_id")),
    (Hangs::Sponsorships, Reference { table: "sponsorship_people", column: "contact_id", key: "sponsorship_id" }),
    (Hangs::Traces, by_id("sponsorship_activities", "contact_id")),
];

/// The rows that point to somebody, by [`REFERENCES`].
pub(super) fn pointing(conn: &mut Conn, to: ContactId) -> Stored<Vec<(&'static (Hangs, Reference), Vec<i64>)>> {
    REFERENCES.iter().map(|at| Ok((at, references::pointing(conn, at.1, to.raw())?))).collect()
}

/// Lets every slice point its own rows from one contact to another; contacts did so when the entries became one.
pub(super) fn replace_everywhere(conn: &mut Conn, (from, into): (ContactId, ContactId)) -> Result<(), MergeError> {
    let replace = [
        contacts::replace_contact,
        accounts::replace_contact,
        programme::replace_contact,
        deliverables::replace_contact,
        events::replace_contact,
        invitations::replace_contact,
        outbox::replace_contact,
        sessions::replace_contact,
        consultations::replace_contact,
        sponsorship::replace_contact,
    ];
    for one in replace {
        one(conn, from, into)?;
    }
    Ok(())
}
