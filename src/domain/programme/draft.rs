//! What people type, before it is understood: one check for forms and for the API. Every fault is told at once.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::model::{
    Coordinates, Dates, EditCity, EditProgramme, EditStep, Hue, NewCity, NewProgramme, OwnerChoice, ReleaseRule, Slug,
    StateWish, StepState,
};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{ClosedList, Invalid, Reason, line, one_of, prose};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::Zone;
use crate::kernel::zones;

const TITLE: usize = 160;
const SUMMARY: usize = 2000;
const REASON: usize = 500;
/// A city's row costs a dozen rows of steps and deliverables.
const CITIES: usize = 40;

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ProgrammeDraft {
    pub template: String,
    pub slug: String,
    pub title: BTreeMap<Locale, String>,
    pub summary: BTreeMap<Locale, String>,
    pub zone: String,
    pub starts_on: String,
    pub ends_on: String,
    pub release_rule: String,
    pub cities: Vec<CityDraft>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CityDraft {
    pub slug: String,
    pub name: BTreeMap<Locale, String>,
    pub zone: String,
    pub latitude: String,
    pub longitude: String,
    pub hue: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StepDraft {
    /// A state, or `follow`.
    pub state: String,
    pub starts_on: String,
    pub ends_on: String,
    /// A contact's public id.
    pub owner: String,
    /// Instead of it, one of the contact's addresses.
    pub owner_email: String,
    pub deputy: String,
    pub deputy_email: String,
    pub reason: String,
}

/// A text in at least one language; each of at most `limit` characters. Its fields are `name.en`, `name.fr`, `name.zh`.
pub(crate) fn localised(
    bad: &mut Invalid,
    name: &str,
    typed: &BTreeMap<Locale, String>,
    limit: usize,
) -> Option<Localised> {
    let text = texts(bad, name, typed, |t| line(t, limit))?;
    if text.is_empty() {
        bad.add(format!("{name}.en"), Reason::Required);
        return None;
    }
    Some(text)
}

/// A text in any languages.
pub(crate) fn texts(
    bad: &mut Invalid,
    name: &str,
    typed: &BTreeMap<Locale, String>,
    read: impl Fn(&str) -> Result<String, Reason>,
) -> Option<Localised> {
    let faults = bad.0.len();
    let text = Localised::new(typed.clone()).checked(bad, name, read);
    (bad.0.len() == faults).then_some(text)
}

/// A day as `2016-05-24`.
fn required_date(text: &str) -> Result<NaiveDate, Reason> {
    optional_date(text)?.ok_or(Reason::Required)
}

pub(crate) fn optional_date(text: &str) -> Result<Option<NaiveDate>, Reason> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let day: NaiveDate = text.parse().map_err(|_| Reason::BadDate)?;
    let years = chrono::Datelike::year(&day);
    if (1900..=2200).contains(&years) { Ok(Some(day)) } else { Err(Reason::BadDate) }
}

fn zone(text: &str) -> Result<Zone, Reason> {
    if text.trim().is_empty() {
        return Err(Reason::Required);
    }
    zones::zone(text)
}

fn degrees(text: &str, limit: i64) -> Result<f64, Reason> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Err(Reason::Required);
    }
    let value: f64 = text.parse().map_err(|_| Reason::NotANumber)?;
    let bound = limit as f64;
    if (-bound..=bound).contains(&value) { Ok(value) } else { Err(Reason::OutOfRange { min: -limit, max: limit }) }
}

pub(crate) fn owner_choice(bad: &mut Invalid, owner: &str, email: &str) -> Option<OwnerChoice> {
    person_choice(bad, "owner", owner, email)
}

fn person_choice(bad: &mut Invalid, field: &str, id: &str, email: &str) -> Option<OwnerChoice> {
    match (id.trim(), email.trim()) {
        (_, email) if !email.is_empty() => Some(OwnerChoice::Email(email.to_owned())),
        ("", _) => Some(OwnerChoice::Nobody),
        (id, _) => bad.take(field, id.parse::<PublicId>().map_err(|_| Reason::NoSuch)).map(OwnerChoice::Contact),
    }
}

/// The word that lets a step's state follow what happens.
pub const FOLLOW: &str = "follow";

fn state_wish(text: &str) -> Result<StateWish, Reason> {
    if text.trim() == FOLLOW {
        return Ok(StateWish::Follow);
    }
    let told = |_| Reason::NotOneOf { allowed: format!("{}, {FOLLOW}", StepState::words()) };
    text.trim().parse().map(StateWish::Set).map_err(told)
}

impl ProgrammeDraft {
    pub fn check(&self) -> Result<NewProgramme, Invalid> {
        let mut bad = Invalid::default();
        let slug = bad.take("slug", Slug::parse(&self.slug));
        let common = self.common(&mut bad);
        let cities = self.cities(&mut bad);
        match (slug, common, cities) {
            (Some(slug), Some(common), Some(cities)) if bad.0.is_empty() => Ok(NewProgramme {
                template: self.template.trim().to_owned(),
                slug,
                title: common.title,
                summary: common.summary,
                zone: common.zone,
                dates: common.dates,
                release_rule: common.release_rule,
                cities,
            }),
            _ => Err(bad),
        }
    }

    /// As [`Self::check`], for what may be changed later.
    pub fn check_edit(&self) -> Result<EditProgramme, Invalid> {
        let mut bad = Invalid::default();
        match self.common(&mut bad) {
            Some(edit) if bad.0.is_empty() => Ok(edit),
            _ => Err(bad),
        }
    }

    fn common(&self, bad: &mut Invalid) -> Option<EditProgramme> {
        let title = localised(bad, "title", &self.title, TITLE);
        let summary = texts(bad, "summary", &self.summary, |t| prose(t, SUMMARY));
        let zone = bad.take("zone", zone(&self.zone));
        let starts_on = bad.take("starts_on", required_date(&self.starts_on));
        let ends_on = bad.take("ends_on", required_date(&self.ends_on));
        let rule = bad.take("release_rule", one_of(&self.release_rule));
        let (starts_on, ends_on) = (starts_on?, ends_on?);
        if ends_on < starts_on {
            bad.add("ends_on", Reason::EndsBeforeStart);
        }
        let release_rule: ReleaseRule = rule?;
        Some(EditProgramme {
            title: title?,
            summary: summary?,
            zone: zone?,
            dates: Dates { starts_on, ends_on },
            release_rule,
        })
    }

    fn cities(&self, bad: &mut Invalid) -> Option<Vec<NewCity>> {
        if self.cities.len() > CITIES {
            bad.add("cities", Reason::OutOfRange { min: 0, max: CITIES as i64 });
            return None;
        }
        let mut good: Vec<NewCity> = Vec::new();
        for (n, draft) in self.cities.iter().enumerate() {
            let at = format!("cities.{n}.");
            let Some(city) = draft.read(bad, &at) else { continue };
            if good.iter().any(|other| other.slug == city.slug) {
                bad.add(format!("{at}slug"), Reason::Taken);
            }
            good.push(city);
        }
        (good.len() == self.cities.len()).then_some(good)
    }
}

impl CityDraft {
    pub fn is_blank(&self) -> bool {
        [&self.slug, &self.zone, &self.latitude, &self.longitude].iter().all(|t| t.trim().is_empty())
            && self.name.values().all(|t| t.trim().is_empty())
    }

    pub fn check(&self) -> Result<NewCity, Invalid> {
        let mut bad = Invalid::default();
        match self.read(&mut bad, "") {
            Some(city) if bad.0.is_empty() => Ok(city),
            _ => Err(bad),
        }
    }

    pub fn check_edit(&self) -> Result<EditCity, Invalid> {
        // The slug of a city that exists is not typed again; any lawful one stands in for it here.
        let draft = CityDraft { slug: "kept".to_owned(), ..self.clone() };
        let city = draft.check()?;
        let hue = city.hue.ok_or_else(|| Invalid::one("hue", Reason::Required))?;
        Ok(EditCity { name: city.name, zone: city.zone, coordinates: city.coordinates, hue })
    }

    /// Reads one city; `at` goes before the names of its fields.
    fn read(&self, bad: &mut Invalid, at: &str) -> Option<NewCity> {
        let name = localised(bad, &format!("{at}name"), &self.name, TITLE);
        let made = self.slug.trim().is_empty();
        let slug = match self.name.get(&Locale::En) {
            _ if !made => self.slug.clone(),
            english => Slug::suggested(english.map_or("", String::as_str)),
        };
        // Where it is to be made from a name, the name alone is missing.
        let slug = match (&name, made) {
            (None, true) => None,
            _ => bad.take(&format!("{at}slug"), Slug::parse(&slug)),
        };
        let zone = bad.take(&format!("{at}zone"), zone(&self.zone));
        let coordinates = self.coordinates(bad, at);
        let hue = match self.hue.trim() {
            "" => Some(None),
            text => bad.take(&format!("{at}hue"), one_of::<Hue>(text)).map(Some),
        };
        Some(NewCity { name: name?, slug: slug?, zone: zone?, coordinates: coordinates?, hue: hue? })
    }

    /// Where the city lies. Of a pair that is missing, or was typed into one field, one fault is told, and of the pair.
    fn coordinates(&self, bad: &mut Invalid, at: &str) -> Option<Coordinates> {
        let (latitude, longitude) = (degrees(&self.latitude, 90), degrees(&self.longitude, 180));
        if let (Err(first), Err(second)) = (&latitude, &longitude) {
            let reason = if *first == Reason::Required { second } else { first };
            bad.add(format!("{at}coordinates"), reason.clone());
            return None;
        }
        let latitude = bad.take(&format!("{at}latitude"), latitude);
        let longitude = bad.take(&format!("{at}longitude"), longitude);
        Some(Coordinates { latitude: latitude?, longitude: longitude? })
    }
}

impl StepDraft {
    pub fn check(&self) -> Result<EditStep, Invalid> {
        let mut bad = Invalid::default();
        let state = bad.take("state", state_wish(&self.state));
        let starts_on = bad.take("starts_on", optional_date(&self.starts_on)).flatten();
        let ends_on = bad.take("ends_on", optional_date(&self.ends_on)).flatten();
        if let (Some(first), Some(last)) = (starts_on, ends_on)
            && last < first
        {
            bad.add("ends_on", Reason::EndsBeforeStart);
        }
        let owner = owner_choice(&mut bad, &self.owner, &self.owner_email);
        let deputy = person_choice(&mut bad, "deputy", &self.deputy, &self.deputy_email);
        let reason = bad.take("reason", line(&self.reason, REASON));
        match (state, owner, deputy, reason) {
            (Some(state), Some(owner), Some(deputy), Some(reason)) if bad.0.is_empty() => {
                Ok(EditStep { state, starts_on, ends_on, owner, deputy, reason })
            }
            _ => Err(bad),
        }
    }
}
