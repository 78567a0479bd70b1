//! Everything that may hang on a contact, and how it moves.

use super::model::MergeError;
use crate::db::references::{self, Reference};
use crate::db::types::text_enum;
use crate::db::{Conn, Stored};
use crate::domain::{
    accounts, consultations, contacts, deliverables, events, invitations, outbox, programme, relays, sessions,
    sponsorship,
};
use crate::kernel::ids::{ContactId, OrganisationId};

text_enum! {
    /// What hangs on a contact, or on an organisation, as people count it.
    pub enum Hangs {
        Addresses = "addresses",
        Affiliations = "affiliations",
        Groups = "groups",
        /// Counted by contacts: they have no number of their own.
        Tags = "tags",
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
        /// Houses that pass results on: as their officer, or as the house itself.
        Channels = "channels",
        /// What stories and letters tell of somebody.
        Traces = "traces",
        /// Of an organisation: its people, its invitations as an institution with their places, and its ways to sponsoring.
        People = "people",
        Institutions = "institutions",
        Places = "places",
        Courtings = "courtings",
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
    (Hangs::Channels, by_id("relay_channels", "contact_id")),
];

/// Every column that points to an organisation and moves with a merge: places after the invitations that they belong to. Names, and what an
/// organisation is recognised by, are each entry's own.
pub const ORGANISATION_REFERENCES: &[(Hangs, Reference)] = &[
    (Hangs::People, by_id("affiliations", "organisation_id")),
    (Hangs::Institutions, by_id("delegations", "organisation_id")),
    (Hangs::Places, by_id("seats", "organisation_id")),
    (Hangs::Courtings, by_id("sponsorships", "organisation_id")),
    (Hangs::Channels, by_id("relay_channels", "organisation_id")),
];

/// Rows that point to an entry, by column.
pub(super) type Pointing = Vec<(&'static (Hangs, Reference), Vec<i64>)>;

/// The rows that point to an entry, by [`REFERENCES`] or [`ORGANISATION_REFERENCES`].
pub(super) fn pointing(conn: &mut Conn, columns: &'static [(Hangs, Reference)], to: i64) -> Stored<Pointing> {
    columns.iter().map(|at| Ok((at, references::pointing(conn, at.1, to)?))).collect()
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
        relays::replace_contact,
    ];
    for one in replace {
        one(conn, from, into)?;
    }
    Ok(())
}

/// The same of organisations.
pub(super) fn replace_organisation_everywhere(
    conn: &mut Conn,
    (from, into): (OrganisationId, OrganisationId),
) -> Result<(), MergeError> {
    invitations::replace_organisation(conn, from, into)?;
    sponsorship::replace_organisation(conn, from, into)?;
    relays::replace_organisation(conn, from, into)?;
    Ok(())
}
