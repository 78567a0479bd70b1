//! Pure: the table of stages.

use chrono::NaiveDate;

use super::model::{Need, Plan, SponsorFile, Sponsorship, Stage};
use crate::kernel::money::Money;

impl Stage {
    /// Where it may go from here. Forward a stage may be left out, back goes one or two, and who declined may be asked again.
    pub const fn ways(self) -> &'static [Stage] {
        use Stage::*;
        match self {
            Identified => &[Contacted, Met, Proposed, Declined],
            Contacted => &[Met, Proposed, Pledged, Identified, Declined],
            Met => &[Proposed, Pledged, Contacted, Identified, Declined],
            Proposed => &[Pledged, Signed, Met, Contacted, Declined],
            Pledged => &[Signed, Proposed, Met, Declined],
            Signed => &[Received, Fulfilled, Pledged, Declined],
            Received => &[Fulfilled, Signed],
            Fulfilled => &[Received, Signed],
            Declined => &[Identified, Contacted],
        }
    }
    pub fn may_become(self, next: Stage) -> bool {
        self.ways().contains(&next)
    }
    /// What has to be there.
    pub const fn needs(self) -> &'static [Need] {
        use Stage::*;
        match self {
            Identified | Contacted | Met | Declined => &[],
            Proposed => &[Need::Offer],
            Pledged => &[Need::Pledge],
            Signed | Received | Fulfilled => &[Need::Pledge, Need::Agreement],
        }
    }
    /// Going back, declining and asking again want a reason.
    pub fn wants_reason(self, next: Stage) -> bool {
        self == Stage::Declined || next == Stage::Declined || next < self
    }
    /// Whether anything is still to be done.
    pub const fn is_open(self) -> bool {
        !matches!(self, Stage::Fulfilled | Stage::Declined)
    }
    /// Whether there is an agreement that binds.
    pub const fn is_signed(self) -> bool {
        matches!(self, Stage::Signed | Stage::Received | Stage::Fulfilled)
    }
}

/// What needs are looked at with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Given<'a> {
    pub has_package: bool,
    pub amount: Option<Money>,
    pub in_kind: &'a str,
    pub signed_on: Option<NaiveDate>,
    pub agreement: &'a str,
    pub has_agreement_file: bool,
}

impl<'a> Given<'a> {
    pub fn of(s: &'a Sponsorship, paper: Option<&SponsorFile>) -> Given<'a> {
        Given {
            has_package: s.package.is_some(),
            amount: s.amount,
            in_kind: &s.in_kind,
            signed_on: s.signed_on,
            agreement: &s.agreement,
            has_agreement_file: paper.is_some(),
        }
    }
    pub fn planned(plan: &'a Plan, paper: Option<&SponsorFile>) -> Given<'a> {
        Given {
            has_package: plan.package.is_some(),
            amount: plan.amount,
            in_kind: &plan.in_kind,
            signed_on: plan.signed_on,
            agreement: &plan.agreement,
            has_agreement_file: paper.is_some(),
        }
    }
    fn meets(&self, need: Need) -> bool {
        match need {
            Need::Offer => self.has_package || self.amount.is_some(),
            Need::Pledge => self.amount.is_some() || !self.in_kind.is_empty(),
            Need::Agreement => self.signed_on.is_some() && (!self.agreement.is_empty() || self.has_agreement_file),
        }
    }
    /// The first thing that a stage lacks.
    pub fn lacks(&self, stage: Stage) -> Option<Need> {
        self.lacking(stage).next()
    }
    /// Everything that it lacks.
    pub fn lacking(&self, stage: Stage) -> impl Iterator<Item = Need> {
        stage.needs().iter().copied().filter(|need| !self.meets(*need))
    }
}
