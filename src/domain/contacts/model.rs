//! People and organisations as the rest of the product knows them.

use crate::access::Denied;
use crate::db::DbError;
use crate::db::types::text_enum;
use crate::kernel::email::Email;
use crate::kernel::ids::{AddressId, ContactId, OrganisationId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

text_enum! {
    /// What sort of house an organisation is.
    pub enum OrganisationKind {
        University = "university",
        CityOffice = "city-office",
        Chamber = "chamber",
        Firm = "firm",
        /// An embassy or a consulate.
        Embassy = "embassy",
        Medium = "medium",
        Association = "association",
        Other = "other",
    }
}

/// A stakeholder group: city officials, planners, chambers …
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// Its name in URLs, files and the API.
    pub code: String,
    pub name: Localised,
}

/// A mailbox of a contact. One mailbox may serve several contacts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address {
    pub id: AddressId,
    pub email: Email,
    /// What staff call it: "secretary", "private".
    pub label: String,
    /// Mail to it was refused for good.
    pub refused: Option<Refusal>,
}

/// A relay's "there is no such mailbox".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    pub at: Instant,
    /// The relay's words.
    pub reply: String,
}

/// A person's place in an organisation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Affiliation {
    pub organisation: OrganisationId,
    pub organisation_public: PublicId,
    pub name: Localised,
    pub kind: OrganisationKind,
    pub role: Localised,
    /// Of the organisation, as [`Organisation`] has them.
    pub place: String,
    pub country: String,
}

/// A person, as lists, invitations and mails need one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    pub id: ContactId,
    pub public_id: PublicId,
    pub name: PersonName,
    pub language: Locale,
    pub phone: String,
    /// In the order to be used.
    pub addresses: Vec<Address>,
    /// The first is the one to be named by.
    pub affiliations: Vec<Affiliation>,
    /// Codes of stakeholder groups, in the groups' order.
    pub groups: Vec<String>,
    pub tags: Vec<String>,
    pub do_not_contact: bool,
    /// Of the "please don't write to me again" link.
    pub nonce: String,
}

impl Person {
    pub fn affiliation(&self) -> Option<&Affiliation> {
        self.affiliations.first()
    }
    /// The address to write to: the first that was not refused for good.
    pub fn mailbox(&self) -> Option<&Address> {
        self.addresses.iter().find(|a| a.refused.is_none())
    }
}

/// A wish not to be written to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DoNotContact {
    pub at: Instant,
    pub reason: String,
}

/// A person with everything staff keep of one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contact {
    pub person: Person,
    pub version: i64,
    pub notes: String,
    pub source_key: Option<String>,
    pub do_not_contact: Option<DoNotContact>,
    pub created_at: Instant,
    pub updated_at: Instant,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Organisation {
    pub id: OrganisationId,
    pub public_id: PublicId,
    pub version: i64,
    pub kind: OrganisationKind,
    pub name: Localised,
    pub place: String,
    /// ISO 3166-1 alpha-2, in capitals; empty when unknown.
    pub country: String,
    pub website: String,
    pub notes: String,
    pub source_key: Option<String>,
    /// How many living contacts belong to it.
    pub people: i64,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// Whether people with a usable address are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Mailbox {
    #[default]
    Any,
    With,
    Without,
}

/// Whether people are wanted who asked not to be written to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Consent {
    #[default]
    Any,
    MayContact,
    DoNotContact,
}

/// Which contacts: all conditions hold together; an empty one asks for nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// A name in characters or pinyin, an organisation, the part of an address before the @, or a whole address.
    pub text: String,
    /// A group's code.
    pub group: Option<String>,
    pub kind: Option<OrganisationKind>,
    pub organisation: Option<PublicId>,
    pub language: Option<Locale>,
    pub tag: Option<String>,
    pub mailbox: Mailbox,
    pub consent: Consent,
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }
}

/// Which organisations.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OrganisationFilter {
    pub text: String,
    pub kind: Option<OrganisationKind>,
}

/// Why two contacts may be one person. A hint for people: namesakes are common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Likeness {
    Address,
    NameAndOrganisation,
    /// The same name as it is written.
    Name,
    /// The same name as it is said: 王伟 and Wang Wei.
    Sound,
}

/// A contact that may be the same person as another, with the strongest reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Likely {
    pub person: Person,
    pub why: Likeness,
}

/// Why a change of contacts or organisations was not done.
#[derive(Debug, thiserror::Error)]
pub enum ContactError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Somebody else saved it in the meantime.
    #[error("the contact was changed by somebody else")]
    Stale,
    #[error(transparent)]
    Db(#[from] DbError),
}

impl ContactError {
    /// A broken rule of uniqueness told as the field that broke it.
    pub(super) fn taken(error: DbError) -> ContactError {
        match error {
            DbError::Duplicate(constraint) if constraint.contains("source_key") => {
                Invalid::one("source_key", Reason::Taken).into()
            }
            other => other.into(),
        }
    }
}
