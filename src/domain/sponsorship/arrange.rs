//! Pure: what a list shows, in which order, and what it comes to.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::model::{Sponsorship, Stage};
use crate::db::types::text_enum;
use crate::domain::contacts::fold;
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::money::{Currency, Money};

text_enum! {
    pub enum Sort {
        /// What is to be done next.
        Next = "next",
        Firm = "firm",
        Stage = "stage",
        Owner = "owner",
        /// What was changed last.
        Changed = "changed",
    }
}

/// Whose sponsorships a list shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whose {
    Contact(PublicId),
    Nobody,
}

impl std::str::FromStr for Whose {
    type Err = crate::kernel::ids::BadPublicId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "nobody" { Ok(Whose::Nobody) } else { text.parse().map(Whose::Contact) }
    }
}

/// Of which event; `Own` is the programme itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum For {
    Event(PublicId),
    Own,
}

impl std::str::FromStr for For {
    type Err = crate::kernel::ids::BadPublicId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "programme" { Ok(For::Own) } else { text.parse().map(For::Event) }
    }
}

/// What a list shows; what is left out narrows nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    pub text: String,
    pub stage: Option<Stage>,
    pub owner: Option<Whose>,
    pub event: Option<For>,
    /// Only those whose next action is overdue, by this day.
    pub overdue: Option<NaiveDate>,
}

impl Filter {
    fn lets(&self, s: &Sponsorship) -> bool {
        let named = |text: &str| s.firm.name.iter().any(|(_, name)| fold::joined(name).contains(text));
        let text = fold::joined(&self.text);
        let owner = match &self.owner {
            None => true,
            Some(Whose::Nobody) => s.owner.is_none(),
            Some(Whose::Contact(id)) => s.owner.as_ref().is_some_and(|o| o.public_id == *id),
        };
        let event = match &self.event {
            None => true,
            Some(For::Own) => s.event.is_none(),
            Some(For::Event(id)) => s.event.as_ref().is_some_and(|e| e.public_id == *id),
        };
        owner
            && event
            && self.stage.is_none_or(|stage| s.stage == stage)
            && self.overdue.is_none_or(|today| s.is_overdue(today))
            && (text.is_empty() || named(&text))
    }
}

/// Those that a filter lets through, in order for a reader of this language.
pub fn arranged(all: Vec<Sponsorship>, filter: &Filter, sort: Sort, locale: Locale) -> Vec<Sponsorship> {
    let mut shown: Vec<Sponsorship> = all.into_iter().filter(|s| filter.lets(s)).collect();
    let firm = |s: &Sponsorship| fold::latin_of(s.firm.name.best(locale), "");
    let owner = |s: &Sponsorship| s.owner.as_ref().map(|o| fold::latin_of(&o.name.native, &o.name.latin));
    shown.sort_by(|a, b| {
        let order = match sort {
            Sort::Next => (!a.stage.is_open(), a.next_on.is_none(), a.next_on).cmp(&(
                !b.stage.is_open(),
                b.next_on.is_none(),
                b.next_on,
            )),
            Sort::Firm => Ordering::Equal,
            Sort::Stage => a.stage.cmp(&b.stage),
            Sort::Owner => (owner(a).is_none(), owner(a)).cmp(&(owner(b).is_none(), owner(b))),
            Sort::Changed => b.updated_at.cmp(&a.updated_at),
        };
        order.then_with(|| firm(a).cmp(&firm(b))).then(a.id.cmp(&b.id))
    });
    shown
}

/// What one currency comes to, by stage. Never more than one currency.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sums {
    pub money: BTreeMap<Stage, i64>,
    /// What is given in kind, as it is thought to be worth.
    pub in_kind: BTreeMap<Stage, i64>,
    pub target: i64,
}

impl Sums {
    fn of(&self, stages: impl Fn(Stage) -> bool) -> i64 {
        self.money.iter().filter(|(stage, _)| stages(**stage)).fold(0, |sum, (_, minor)| sum.saturating_add(*minor))
    }
    /// Signed or further.
    pub fn secured(&self) -> i64 {
        self.of(Stage::is_signed)
    }
    /// Pledged, and not signed yet.
    pub fn pledged(&self) -> i64 {
        self.of(|stage| stage == Stage::Pledged)
    }
    /// In kind, signed or further.
    pub fn secured_in_kind(&self) -> i64 {
        let signed = self.in_kind.iter().filter(|(stage, _)| stage.is_signed());
        signed.fold(0, |sum, (_, minor)| sum.saturating_add(*minor))
    }
}

/// The sums of these sponsorships against these targets, each currency by itself. What was declined counts nowhere.
pub fn sums<'a>(
    all: impl IntoIterator<Item = &'a Sponsorship>,
    targets: impl IntoIterator<Item = Money>,
) -> BTreeMap<Currency, Sums> {
    let mut found: BTreeMap<Currency, Sums> = BTreeMap::new();
    for s in all.into_iter().filter(|s| s.stage != Stage::Declined) {
        if let Some(amount) = s.amount {
            let sum = found.entry(amount.currency).or_default().money.entry(s.stage).or_default();
            *sum = sum.saturating_add(amount.minor);
        }
        if let Some(worth) = s.in_kind_value {
            let sum = found.entry(worth.currency).or_default().in_kind.entry(s.stage).or_default();
            *sum = sum.saturating_add(worth.minor);
        }
    }
    for target in targets {
        found.entry(target.currency).or_default().target = target.minor;
    }
    found
}
