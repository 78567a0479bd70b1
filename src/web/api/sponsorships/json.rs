use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::sponsorship::{Sponsorship, SponsorshipDraft, Stage, Sums};
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::money::{Currency, Money};
use crate::web::api::exchange::written;
use crate::web::api::programmes::{OwnerInput, OwnerJson};

#[derive(Serialize, ToSchema)]
pub(super) struct SponsorshipJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    /// The programme's name in addresses.
    programme: String,
    /// The event's id; null: courted for the programme itself.
    #[schema(value_type = Option<String>)]
    event: Option<PublicId>,
    #[schema(value_type = String)]
    organisation: PublicId,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    organisation_name: Localised,
    stage: &'static str,
    /// Where it may go from here.
    ways: Vec<&'static str>,
    owner: Option<OwnerJson>,
    #[schema(value_type = Option<String>)]
    package: Option<PublicId>,
    /// With all decimals: 1500.00.
    amount: Option<String>,
    currency: Option<&'static str>,
    in_kind: String,
    in_kind_value: Option<String>,
    in_kind_currency: Option<&'static str>,
    next_action: String,
    next_on: Option<String>,
    /// Its next action was due before today, by the programme's clock.
    overdue: bool,
    notes: String,
    signed_on: Option<String>,
    agreement: String,
    /// Why they declined.
    declined: String,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    public_name: Localised,
    /// Contacts at the firm.
    #[schema(value_type = Vec<String>)]
    people: Vec<PublicId>,
    updated_at: String,
}

impl SponsorshipJson {
    pub fn of(slug: &str, s: &Sponsorship, today: NaiveDate) -> SponsorshipJson {
        let code = |m: Option<Money>| m.map(|m| m.currency.code());
        SponsorshipJson {
            id: s.public_id.clone(),
            version: s.version,
            programme: slug.to_owned(),
            event: s.event.as_ref().map(|e| e.public_id.clone()),
            organisation: s.firm.public_id.clone(),
            organisation_name: s.firm.name.clone(),
            stage: s.stage.as_str(),
            ways: s.stage.ways().iter().map(|stage| stage.as_str()).collect(),
            owner: s.owner.as_ref().map(OwnerJson::of),
            package: s.package.as_ref().map(|p| p.public_id.clone()),
            amount: s.amount.map(Money::plain),
            currency: code(s.amount),
            in_kind: s.in_kind.clone(),
            in_kind_value: s.in_kind_value.map(Money::plain),
            in_kind_currency: code(s.in_kind_value),
            next_action: s.next_action.clone(),
            next_on: s.next_on.map(|on| on.to_string()),
            overdue: s.is_overdue(today),
            notes: s.notes.clone(),
            signed_on: s.signed_on.map(|on| on.to_string()),
            agreement: s.agreement.clone(),
            declined: s.declined.clone(),
            public_name: s.public_name.clone(),
            people: s.people.iter().map(|p| p.public_id.clone()).collect(),
            updated_at: s.updated_at.rfc3339(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct SponsorshipsJson {
    pub(super) items: Vec<SponsorshipJson>,
    /// The value of `after` for the next page: so many were shown.
    pub(super) next: Option<i64>,
}

written! {
    pub(super) struct SponsorshipBody {
        /// The programme's name in addresses; it stays what it was made with.
        #[schema(required = true)]
        pub(super) programme: String,
        /// An organisation's id, or the name of one, which is made where it is not known. It stays.
        #[schema(required = true)]
        pub(super) organisation: String,
        /// Of one that has to be made.
        pub(super) website: String,
        /// An event's id, which stays; null or empty: the programme itself.
        pub(super) event: Option<String>,
        /// A contact's id, or the owner as shown; null or empty for nobody.
        #[schema(value_type = Option<Object>)]
        pub(super) owner: OwnerInput,
        /// Instead of it, one of the contact's addresses.
        pub(super) owner_email: String,
        pub(super) package: Option<String>,
        /// As people write it; what reads in two ways is refused with both.
        pub(super) amount: Option<String>,
        /// ISO 4217, where the amount names none.
        pub(super) currency: Option<String>,
        pub(super) in_kind: String,
        pub(super) in_kind_value: Option<String>,
        pub(super) in_kind_currency: Option<String>,
        pub(super) next_action: String,
        pub(super) next_on: Option<String>,
        pub(super) notes: String,
        pub(super) signed_on: Option<String>,
        pub(super) agreement: String,
        #[schema(value_type = std::collections::HashMap<String, String>)]
        pub(super) public_name: BTreeMap<Locale, String>,
        /// Ids of contacts who work at the firm.
        pub(super) people: Vec<String>,
        /// Why, although somebody else courts the firm, or one alike.
        pub(super) confirm: String,
    } shows {
        id, version, organisation_name, stage, ways, overdue, declined, updated_at
    }
}

impl SponsorshipBody {
    pub fn draft(self) -> SponsorshipDraft {
        let text = |given: Option<String>| given.unwrap_or_default();
        SponsorshipDraft {
            organisation: self.organisation,
            website: self.website,
            event: text(self.event),
            owner: self.owner.0,
            owner_email: self.owner_email,
            package: text(self.package),
            amount: text(self.amount),
            currency: text(self.currency),
            in_kind: self.in_kind,
            in_kind_value: text(self.in_kind_value),
            in_kind_currency: text(self.in_kind_currency),
            next_action: self.next_action,
            next_on: text(self.next_on),
            notes: self.notes,
            signed_on: text(self.signed_on),
            agreement: self.agreement,
            public_name: self.public_name,
            people: self.people,
            confirm: self.confirm,
        }
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SponsorStageBody {
    pub to: String,
    /// Back, declined and asked again want one.
    #[serde(default)]
    pub reason: String,
    /// The day of the signature.
    #[serde(default)]
    pub signed_on: Option<String>,
    /// A note of the agreement.
    #[serde(default)]
    pub agreement: String,
}

/// One currency; nothing is ever converted.
#[derive(Serialize, ToSchema)]
pub(super) struct SponsorSumsJson {
    currency: &'static str,
    target: Option<String>,
    /// Signed or further.
    secured: String,
    /// Pledged, and not signed yet.
    pledged: String,
    /// In kind, signed or further, as it is thought to be worth.
    secured_in_kind: String,
    /// By stage.
    money: BTreeMap<&'static str, String>,
    in_kind: BTreeMap<&'static str, String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct SponsorTotalsJson {
    pub(super) currencies: Vec<SponsorSumsJson>,
}

impl SponsorSumsJson {
    pub fn of(currency: Currency, sums: &Sums) -> SponsorSumsJson {
        let plain = |minor: i64| Money::new(minor, currency).plain();
        let told = |of: &BTreeMap<Stage, i64>| of.iter().map(|(s, minor)| (s.as_str(), plain(*minor))).collect();
        SponsorSumsJson {
            currency: currency.code(),
            target: (sums.target > 0).then(|| plain(sums.target)),
            secured: plain(sums.secured()),
            pledged: plain(sums.pledged()),
            secured_in_kind: plain(sums.secured_in_kind()),
            money: told(&sums.money),
            in_kind: told(&sums.in_kind),
        }
    }
}
