//! Two partners at one firm's door: who courts it already, or a firm alike.

use super::model::{Firm, Stage};
use super::store;
use crate::db::types::text_enum;
use crate::db::{Conn, DbError};
use crate::domain::contacts::alike::alike;
use crate::kernel::ids::{ContactId, OrganisationId, PublicId, SponsorshipId};
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;

/// Less alike than this is a chance likeness.
const ALIKE: f64 = 0.8;

text_enum! {
    /// How near the firm is to the one in question.
    pub enum Kin {
        Same = "same",
        Alike = "alike",
    }
}

/// A courting that is under way, as far as other partners may know of it: the firm, who, how far. No sums, no notes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Courted {
    pub id: SponsorshipId,
    pub public_id: PublicId,
    pub firm: PublicId,
    pub firm_name: Localised,
    pub owner: Option<PersonName>,
    pub stage: Stage,
    pub kin: Kin,
}

/// Who courts this firm, or one like it, other than `own`, whoever that is; what was declined is over.
pub(super) fn others(conn: &mut Conn, firm: &Firm, own: Option<ContactId>) -> Result<Vec<Courted>, DbError> {
    let names: Vec<String> = firm.name.iter().map(|(_, name)| name.to_owned()).collect();
    let domains: Vec<String> = host(&firm.website).into_iter().collect();
    let found = alike(conn, &names, &domains, Some(firm.id))?;
    let mut ids: Vec<OrganisationId> = found.iter().filter(|a| a.score >= ALIKE).map(|a| a.organisation).collect();
    ids.push(firm.id);
    let courted = store::of_firms(conn, &ids)?;
    let theirs = courted.into_iter().filter(|s| own.is_none() || s.owner.as_ref().map(|o| o.id) != own);
    Ok(theirs
        .filter(|s| s.stage != Stage::Declined)
        .map(|s| Courted {
            id: s.id,
            public_id: s.public_id,
            kin: if s.firm.id == firm.id { Kin::Same } else { Kin::Alike },
            firm: s.firm.public_id,
            firm_name: s.firm.name,
            owner: s.owner.map(|o| o.name),
            stage: s.stage,
        })
        .collect())
}

/// The part of an address that names the house.
fn host(website: &str) -> Option<String> {
    let rest = website.split_once("://").map_or(website, |(_, rest)| rest);
    let host = rest.split(['/', ':', '?', '#']).next()?.trim().to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    (!host.is_empty()).then_some(host)
}
