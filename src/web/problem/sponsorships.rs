use serde::Serialize;

use super::Problem;
use crate::domain::sponsorship::{Courted, Need, SponsorshipError};
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;

/// Who is at a firm's door already, for programs: as much as any partner may know, so no sums and no notes.
#[derive(Clone, Debug, Serialize)]
pub struct CourtedJson {
    organisation: PublicId,
    organisation_name: Localised,
    /// Whether it is this very firm (same) or one alike.
    kin: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    stage: &'static str,
}

impl CourtedJson {
    fn of(courted: Courted) -> CourtedJson {
        CourtedJson {
            organisation: courted.firm,
            organisation_name: courted.firm_name,
            kin: courted.kin.as_str(),
            owner: courted.owner.map(|name| name.native),
            stage: courted.stage.as_str(),
        }
    }
}

impl From<SponsorshipError> for Problem {
    fn from(error: SponsorshipError) -> Problem {
        match error {
            SponsorshipError::Denied(denied) => denied.into(),
            SponsorshipError::Invalid(invalid) => invalid.into(),
            SponsorshipError::Stale => Problem::Stale { now: None },
            SponsorshipError::NoWay { .. } => Problem::conflict("sponsorship-no-way"),
            SponsorshipError::Lacks(Need::Offer) => Problem::conflict("sponsorship-lacks-offer"),
            SponsorshipError::Lacks(Need::Pledge) => Problem::conflict("sponsorship-lacks-pledge"),
            SponsorshipError::Lacks(Need::Agreement) => Problem::conflict("sponsorship-lacks-agreement"),
            SponsorshipError::Twice(_) => Problem::conflict("sponsorship-twice"),
            SponsorshipError::Courted(others) => {
                Problem::Courted { others: others.into_iter().map(CourtedJson::of).collect() }
            }
            SponsorshipError::NoLogo => Problem::conflict("sponsorship-no-logo"),
            SponsorshipError::Corrected => Problem::conflict("sponsorship-corrected"),
            SponsorshipError::BringAgain => Problem::conflict("bring-again"),
            SponsorshipError::Db(error) => error.into(),
        }
    }
}
