//! Contacts: the people and organisations that the whole installation shares.
//!
//! Owns the tables `contacts`, `addresses`, `organisations`, `organisation_names`, `affiliations`, `stakeholder_groups`,
//! `contact_groups`, `contact_tags`, `suppressions`, `organisation_keys` and `organisation_domains`.
//!
//! - A person has a name in native script, in Latin letters where the native one is not, and a form of address per language.
//! - One address may serve several contacts; it is unique within each. A removed address keeps its row, for invitations name it.
//! - Who asked not to be written to keeps the wish on the contact, and every address of theirs as a keyed digest among the
//!   suppressions, which outlive an erasure and are looked at when a mail is about to leave.
//! - An address that a relay refused for good bears the mark until staff correct or confirm it; another one is used meanwhile.
//! - An organisation under another spelling is a hint before it is added twice ([`alike`](mod@alike)).
//! - An organisation that went into another keeps its names, which mean that other one from then on.
//! - Search and comparison see folded names only ([`fold`]): without case, accents, tones and spaces, in characters or pinyin.

pub mod alike;
mod bulk;
mod details;
mod doubles;
pub mod fold;
mod groups;
mod holding;
mod input;
mod inverted;
mod many;
mod merge;
mod model;
mod organisations;
mod passing;
mod record;
mod refusals;
mod scripts;
mod service;
mod store;
mod surnames;
mod syllables;
#[cfg(test)]
mod tests;
mod union;
mod union_organisations;

pub use alike::{Alike, alike};
pub use bulk::{Mode, Verdict, upsert_batch};
pub use details::{Details, history, organisation_history, tells_history};
pub use doubles::{Probe, known_at, likely_duplicates};
pub use groups::{add_group, group, group_in_history, groups, known_group, rename_group};
pub use holding::{
    held, held_id_of, held_organisation, held_person, hold_organisation, hold_organisations, hold_people, hold_person,
};
pub use input::{
    AddressDraft, AffiliationDraft, ContactDraft, NewAddress, NewAffiliation, NewContact, NewOrganisation,
    OrganisationDraft, house_name,
};
pub use many::{Act, Chosen, MOST, act_on, chosen_ids, exported_choice, reach};
pub use model::{
    Address, Affiliation, Consent, Contact, ContactError, DoNotContact, Filter, Group, Likely, Likeness, Mailbox,
    Organisation, OrganisationFilter, OrganisationKind, Person, Refusal,
};
pub use organisations::{
    count_organisations, create_organisation, edit_organisation, formerly, list_organisations, organisation,
    organisation_called, organisations,
};
pub use passing::{Handed, holders_of, pass_address};
pub use refusals::{
    Letterbox, address_refused, confirm_address, confirm_addresses, letterboxes, refusal_withdrawn, suppressed,
};
pub use service::{
    contact, contacts, count, create, do_not_contact, edit, id_of, list, matching_ids, may_contact_again, of_link,
    of_member, of_organisation, people, tags, whole_page,
};
pub use union::{
    Absorbed, Half, OwnFields, Parting, absorb, heir, heir_of, key_away, part, replace_contact, reverted, tags_back,
};
pub use union_organisations::{
    OrganisationParting, TwoPlaces, absorb_organisation, keys_away, organisation_heir, organisation_heir_of,
    part_organisations, places_to_part, replace_organisation, reverted_organisation,
};
