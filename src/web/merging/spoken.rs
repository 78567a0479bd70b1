//! Whom the page speaks of: somebody else, or the reader in another window.

use crate::domain::history::Entry;
use crate::kernel::ids::AccountId;

/// The sentences that differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Spoken {
    pub lead: &'static str,
    pub by: &'static str,
    pub both: &'static str,
    pub them: &'static str,
    pub you: &'static str,
    pub mine: &'static str,
    pub theirs: &'static str,
    pub undecided: &'static str,
    /// The same of what is chosen, and not written.
    pub unchosen: &'static str,
    /// What is said where both saved the same.
    pub alike: &'static str,
}

const ANOTHER: Spoken = Spoken {
    lead: "merge-lead",
    by: "merge-by",
    both: "merge-by-both",
    them: "merge-by-them",
    you: "merge-by-you",
    mine: "merge-mine",
    theirs: "merge-theirs",
    undecided: "merge-undecided",
    unchosen: "merge-unchosen",
    alike: "merged-alike",
};

const ONESELF: Spoken = Spoken {
    lead: "merge-own-lead",
    by: "merge-own-by",
    both: "merge-own-both",
    them: "merge-own-them",
    you: "merge-own-you",
    mine: "merge-own-mine",
    theirs: "merge-own-theirs",
    undecided: "merge-own-undecided",
    unchosen: "merge-own-unchosen",
    alike: "merged-alike-own",
};

impl Spoken {
    /// By whoever saved last.
    pub fn of(last: Option<&Entry>, reader: Option<AccountId>) -> Spoken {
        let own = reader.is_some() && last.is_some_and(|entry| entry.account == reader);
        if own { ONESELF } else { ANOTHER }
    }
}
