//! What somebody types about a rule.

use super::model::{Clock, Late, MOST_DAYS, NewRule, OwnWish, RuleKind, Timing};
use crate::kernel::invalid::{Invalid, Reason, one_of, whole};

/// A rule as a form or a body has it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RuleDraft {
    pub kind: String,
    pub days: String,
    pub clock: String,
    pub late: String,
}

fn timing(draft: (&str, &str, &str), faults: &mut Invalid) -> Option<Timing> {
    let (days, clock, late) = draft;
    let days = match days.trim() {
        "" => Err(Reason::Required),
        typed => whole(typed, 0, MOST_DAYS).and_then(|n| u32::try_from(n).map_err(|_| Reason::NotANumber)),
    };
    let clock = match clock.trim() {
        "" => Err(Reason::Required),
        typed => typed.parse::<Clock>().map_err(|_| Reason::BadClock),
    };
    let late = if late.trim().is_empty() { Err(Reason::Required) } else { one_of::<Late>(late) };
    let (days, clock, late) = (faults.take("days", days), faults.take("clock", clock), faults.take("late", late));
    Some(Timing { days: days?, clock: clock?, late: late? })
}

impl RuleDraft {
    /// A rule that does not exist yet.
    pub fn check(&self) -> Result<NewRule, Invalid> {
        let mut faults = Invalid::default();
        let kind = match self.kind.trim() {
            "" => Err(Reason::Required),
            typed => one_of::<RuleKind>(typed),
        };
        let kind = faults.take("kind", kind);
        let timing = timing((&self.days, &self.clock, &self.late), &mut faults);
        match (kind, timing) {
            (Some(kind), Some(timing)) => fits(kind, timing).map(|()| NewRule { kind, timing }),
            _ => Err(faults),
        }
    }
    /// Another time for a rule that keeps its kind.
    pub fn check_timing(&self, kind: RuleKind) -> Result<Timing, Invalid> {
        let mut faults = Invalid::default();
        let timing = timing((&self.days, &self.clock, &self.late), &mut faults).ok_or(faults)?;
        fits(kind, timing).map(|()| timing)
    }
}

/// Nobody is asked about a deliverable: once its day is over, it stands among what is late.
pub(super) fn fits(kind: RuleKind, timing: Timing) -> Result<(), Invalid> {
    if timing.late.is_for(kind) {
        return Ok(());
    }
    let allowed = Late::ALL.iter().filter(|late| late.is_for(kind)).map(|late| late.as_str());
    Err(Invalid::one("late", Reason::NotOneOf { allowed: allowed.collect::<Vec<_>>().join(", ") }))
}

/// What an event is to do with a rule.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OwnDraft {
    pub wish: String,
    pub days: String,
    pub clock: String,
    pub late: String,
}

impl OwnDraft {
    /// Only a time of its own needs one; `as_it_is` is kept beside what is switched off.
    pub fn check(&self, as_it_is: Timing) -> Result<(OwnWish, Timing), Invalid> {
        let mut faults = Invalid::default();
        let wish = match self.wish.trim() {
            "" => Err(Reason::Required),
            typed => one_of::<OwnWish>(typed),
        };
        match faults.take("wish", wish) {
            None => Err(faults),
            Some(OwnWish::Other) => {
                let timing = timing((&self.days, &self.clock, &self.late), &mut faults);
                timing.map(|timing| (OwnWish::Other, timing)).ok_or(faults)
            }
            Some(wish) => Ok((wish, as_it_is)),
        }
    }
}
