//! What is typed, before it is understood: one check for forms, programs and files. Every fault is told at once.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::model::{FirmChoice, NewActivity, NewPackage, NewSponsorship, Plan};
use crate::domain::contacts;
use crate::domain::programme::{localised, optional_date, owner_choice, texts};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, line, one_of, prose, required_line};
use crate::kernel::locale::Locale;
use crate::kernel::money::{Currency, Money};

pub const NAME: usize = 200;
pub const LINE: usize = 300;
pub const PROSE: usize = 4_000;
pub const REASON: usize = 500;
const PEOPLE: usize = 20;

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SponsorshipDraft {
    /// An organisation's public id, or its name.
    pub organisation: String,
    /// Of one that has to be made.
    pub website: String,
    /// An event's public id; empty: the programme itself.
    pub event: String,
    pub owner: String,
    pub owner_email: String,
    pub package: String,
    pub amount: String,
    pub currency: String,
    pub in_kind: String,
    pub in_kind_value: String,
    pub in_kind_currency: String,
    pub next_action: String,
    pub next_on: String,
    pub notes: String,
    pub signed_on: String,
    pub agreement: String,
    pub public_name: BTreeMap<Locale, String>,
    /// Public ids of contacts.
    pub people: Vec<String>,
    pub confirm: String,
}

impl SponsorshipDraft {
    pub fn check(&self) -> Result<NewSponsorship, Invalid> {
        let mut bad = Invalid::default();
        let name = bad.take("organisation", required_line(&self.organisation, NAME).and_then(contacts::house_name));
        let website = bad.take("website", website(&self.website));
        let event = optional_id(&mut bad, "event", &self.event);
        let confirm = bad.take("confirm", line(&self.confirm, REASON));
        let plan = self.plan(&mut bad);
        match (name, website, event, plan, confirm) {
            (Some(name), Some(website), Some(event), Some(plan), Some(confirm)) if bad.0.is_empty() => {
                let firm = match name.parse() {
                    Ok(id) => FirmChoice::Known(id),
                    Err(_) => FirmChoice::Named { name, website },
                };
                Ok(NewSponsorship { firm, event, plan, confirm })
            }
            _ => Err(bad),
        }
    }

    /// As [`Self::check`], without the firm and the event, which never change.
    pub fn check_edit(&self) -> Result<Plan, Invalid> {
        let mut bad = Invalid::default();
        match self.plan(&mut bad) {
            Some(plan) if bad.0.is_empty() => Ok(plan),
            _ => Err(bad),
        }
    }

    fn plan(&self, bad: &mut Invalid) -> Option<Plan> {
        let owner = owner_choice(bad, &self.owner, &self.owner_email);
        let package = optional_id(bad, "package", &self.package);
        let amount = money(bad, "amount", &self.amount, ("currency", &self.currency));
        let in_kind = bad.take("in_kind", prose(&self.in_kind, PROSE));
        let worth = money(bad, "in_kind_value", &self.in_kind_value, ("in_kind_currency", &self.in_kind_currency));
        let next_action = bad.take("next_action", line(&self.next_action, LINE));
        let next_on = bad.take("next_on", optional_date(&self.next_on));
        let notes = bad.take("notes", prose(&self.notes, PROSE));
        let signed_on = bad.take("signed_on", optional_date(&self.signed_on));
        let agreement = bad.take("agreement", prose(&self.agreement, PROSE));
        let public_name = texts(bad, "public_name", &self.public_name, |t| line(t, NAME));
        let people = people(bad, &self.people);
        if matches!(worth, Some(Some(_))) && in_kind.as_deref() == Some("") {
            bad.add("in_kind", Reason::Required);
        }
        if matches!(next_on, Some(Some(_))) && next_action.as_deref() == Some("") {
            bad.add("next_action", Reason::Required);
        }
        Some(Plan {
            owner: owner?,
            package: package?,
            amount: amount?,
            in_kind: in_kind?,
            in_kind_value: worth?,
            next_action: next_action?,
            next_on: next_on?,
            notes: notes?,
            signed_on: signed_on?,
            agreement: agreement?,
            public_name: public_name?,
            people: people?,
        })
    }
}

/// An amount that may be left out; the currency chosen beside it counts where the text names none.
pub fn money(bad: &mut Invalid, field: &str, text: &str, currency: (&str, &str)) -> Option<Option<Money>> {
    let chosen: Option<Currency> = match currency.1.trim() {
        "" => None,
        code => Some(bad.take(currency.0, one_of(code))?),
    };
    if text.trim().is_empty() {
        return Some(None);
    }
    let text = bad.take(field, line(text, 80))?;
    bad.take(field, Money::parse(&text, chosen).map_err(Reason::Money)).map(Some)
}

/// A day that may be left out.
pub fn day(field: &str, text: &str) -> Result<Option<NaiveDate>, Invalid> {
    optional_date(text).map_err(|reason| Invalid::one(field, reason))
}

fn optional_id(bad: &mut Invalid, field: &str, text: &str) -> Option<Option<PublicId>> {
    match text.trim() {
        "" => Some(None),
        id => bad.take(field, id.parse().map_err(|_| Reason::NoSuch)).map(Some),
    }
}

fn website(text: &str) -> Result<String, Reason> {
    let text = line(text, LINE)?;
    let host = ["http://", "https://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    let good = text.is_empty() || host.is_some_and(|h| h.contains('.') && !h.contains(char::is_whitespace));
    if good { Ok(text) } else { Err(Reason::BadUrl) }
}

fn people(bad: &mut Invalid, typed: &[String]) -> Option<Vec<PublicId>> {
    let filled = typed.iter().map(|t| t.trim()).filter(|t| !t.is_empty());
    let parsed = filled.map(|t| t.parse().map_err(|_| Reason::NoSuch)).collect::<Result<Vec<PublicId>, Reason>>();
    let mut people = bad.take("people", parsed)?;
    people.sort();
    people.dedup();
    if people.len() > PEOPLE {
        bad.add("people", Reason::TooMany { limit: PEOPLE });
        return None;
    }
    Some(people)
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ActivityDraft {
    pub kind: String,
    pub on: String,
    /// A contact's public id.
    pub with: String,
    pub body: String,
    pub next_action: String,
    pub next_on: String,
}

impl ActivityDraft {
    /// `today` is the last day on which something can have been said.
    pub fn check(&self, today: NaiveDate) -> Result<NewActivity, Invalid> {
        let mut bad = Invalid::default();
        let kind = bad.take("kind", one_of(&self.kind));
        let on = bad.take("on", optional_date(&self.on)).map(|on| on.unwrap_or(today));
        if on.is_some_and(|on| on > today) {
            bad.add("on", Reason::NotYet { last: today });
        }
        let with = optional_id(&mut bad, "with", &self.with);
        let body = bad.take("body", prose(&self.body, PROSE));
        if body.as_deref() == Some("") {
            bad.add("body", Reason::Required);
        }
        let next_action = bad.take("next_action", line(&self.next_action, LINE));
        let next_on = bad.take("next_on", optional_date(&self.next_on));
        if matches!(next_on, Some(Some(_))) && next_action.as_deref() == Some("") {
            bad.add("next_action", Reason::Required);
        }
        match (kind, on, with, body, next_action, next_on) {
            (Some(kind), Some(on), Some(with), Some(body), Some(next_action), Some(next_on)) if bad.0.is_empty() => {
                Ok(NewActivity { kind, on, with, body, next_action, next_on })
            }
            _ => Err(bad),
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PackageDraft {
    pub name: BTreeMap<Locale, String>,
    pub price: String,
    pub currency: String,
    pub benefits: BTreeMap<Locale, String>,
}

impl PackageDraft {
    pub fn check(&self) -> Result<NewPackage, Invalid> {
        let mut bad = Invalid::default();
        let name = localised(&mut bad, "name", &self.name, NAME);
        let price = money(&mut bad, "price", &self.price, ("currency", &self.currency));
        let benefits = texts(&mut bad, "benefits", &self.benefits, |t| prose(t, PROSE));
        match (name, price, benefits) {
            (Some(name), Some(price), Some(benefits)) if bad.0.is_empty() => Ok(NewPackage { name, price, benefits }),
            _ => Err(bad),
        }
    }
}
