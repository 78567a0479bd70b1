use super::Problem;
use crate::domain::sponsorship::{Need, SponsorshipError};

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
                Problem::Conflict { key: "sponsorship-courted", args: vec![("n", others.len().to_string())] }
            }
            SponsorshipError::NoLogo => Problem::conflict("sponsorship-no-logo"),
            SponsorshipError::Corrected => Problem::conflict("sponsorship-corrected"),
            SponsorshipError::BringAgain => Problem::conflict("bring-again"),
            SponsorshipError::Db(error) => error.into(),
        }
    }
}
