//! What somebody types about channels, packages and what was passed on. Every fault is told at once.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::model::{NewChannel, NewEmbargo, NewPackage, Told};
use super::until::EmbargoKind;
use crate::domain::programme::optional_date;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, RelayFault, one_of, prose, whole};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::wide::narrow;
use crate::text;

/// More members than any house has.
pub const MOST_MEMBERS: i64 = 10_000_000;
pub const MOST_DAYS: i64 = 365;
pub const NOTE: usize = 500;
pub const REASON: usize = 500;
/// Days after which an unanswered relay lapses, unless the package says otherwise.
pub const LAPSE_DAYS: i64 = 60;
/// Characters of a text: its words are what is counted, and this is only against floods.
const CHARACTERS: usize = 6_000;

/// Words of the short and of the long text; in Chinese characters.
pub const fn limits(locale: Locale) -> (usize, usize) {
    match locale {
        Locale::En | Locale::Fr => (80, 300),
        Locale::Zh => (160, 600),
    }
}

fn id(typed: &str) -> Result<PublicId, Reason> {
    match typed.trim() {
        "" => Err(Reason::Required),
        typed => typed.parse().map_err(|_| Reason::NoSuch),
    }
}

fn members(typed: &str) -> Result<Option<i64>, Reason> {
    match typed.trim() {
        "" => Ok(None),
        typed => whole(&plain_number(typed), 1, MOST_MEMBERS).map(Some),
    }
}

/// "1,200", "1 200" and "1’200" are what people write; with a Chinese keyboard the comma and the digits are wide.
fn plain_number(typed: &str) -> String {
    let typed: String = typed.chars().map(narrow).collect();
    let groups: Vec<&str> = typed.split([',', '.', '\'', '’', ' ', '\u{a0}', '\u{202f}']).collect();
    let digits = |group: &&str| group.bytes().all(|b| b.is_ascii_digit());
    let begun = groups.first().is_some_and(|first| (1..=3).contains(&first.len()) && digits(first));
    let grouped = begun && groups.iter().skip(1).all(|group| group.len() == 3 && digits(group));
    if grouped { groups.concat() } else { typed }
}

fn days(typed: &str, first: i64) -> Result<i32, Reason> {
    match typed.trim() {
        "" => Err(Reason::Required),
        typed => whole(typed, first, MOST_DAYS).and_then(|n| i32::try_from(n).map_err(|_| Reason::NotANumber)),
    }
}

/// A channel as a form or a body has it: public ids of an organisation and of one of the people.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ChannelDraft {
    pub organisation: String,
    pub officer: String,
    pub members: String,
    pub note: String,
}

impl ChannelDraft {
    pub fn check(&self) -> Result<NewChannel, Invalid> {
        let mut bad = Invalid::default();
        let organisation = bad.take("organisation", id(&self.organisation));
        let officer = bad.take("officer", id(&self.officer));
        let members = bad.take("members", members(&self.members));
        let note = bad.take("note", prose(&self.note, NOTE));
        match (organisation, officer, members, note) {
            (Some(organisation), Some(officer), Some(members), Some(note)) => {
                Ok(NewChannel { organisation, officer, members, note })
            }
            _ => Err(bad),
        }
    }
}

/// A package as a form or a body has it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PackageDraft {
    pub short: BTreeMap<Locale, String>,
    pub long: BTreeMap<Locale, String>,
    pub embargo: String,
    pub embargo_on: String,
    pub embargo_event: String,
    pub embargo_days: String,
    pub lapse_days: String,
}

impl PackageDraft {
    pub fn check(&self) -> Result<NewPackage, Invalid> {
        let mut bad = Invalid::default();
        let (mut short, mut long) = (Localised::default(), Localised::default());
        for locale in Locale::ALL {
            let (least, most) = limits(locale);
            let typed = |of: &BTreeMap<Locale, String>| of.get(&locale).cloned().unwrap_or_default();
            let (brief, whole) = (typed(&self.short), typed(&self.long));
            // One without the other would be half a package in that language.
            let empty = brief.trim().is_empty() && whole.trim().is_empty();
            for (field, text, limit, into) in [("short", brief, least, &mut short), ("long", whole, most, &mut long)] {
                if empty {
                    continue;
                }
                if let Some(text) = bad.take(&format!("{field}.{locale}"), counted(&text, limit, locale)) {
                    into.set(locale, text);
                }
            }
        }
        if bad.0.is_empty() && short.is_empty() {
            bad.add("short.en", Reason::Required);
        }
        let embargo = self.embargo(&mut bad);
        let lapse_days = bad.take("lapse_days", days(&self.lapse_days, 1));
        match (embargo, lapse_days) {
            (Some(embargo), Some(lapse_days)) if bad.0.is_empty() => {
                Ok(NewPackage { short, long, embargo, lapse_days })
            }
            _ => Err(bad),
        }
    }

    fn embargo(&self, bad: &mut Invalid) -> Option<NewEmbargo> {
        let kind = match self.embargo.trim() {
            "" => Err(Reason::Required),
            typed => one_of::<EmbargoKind>(typed),
        };
        match bad.take("embargo", kind)? {
            EmbargoKind::None => Some(NewEmbargo::None),
            EmbargoKind::Day => {
                let day = optional_date(&self.embargo_on).and_then(|day| day.ok_or(Reason::Required));
                bad.take("embargo_on", day).map(NewEmbargo::Day)
            }
            EmbargoKind::Event => {
                let event = bad.take("embargo_event", id(&self.embargo_event));
                let days = bad.take("embargo_days", days(&self.embargo_days, 0));
                Some(NewEmbargo::After { event: event?, days: days? })
            }
        }
    }
}

/// A text that has to be there, and no longer than this.
fn counted(typed: &str, limit: usize, locale: Locale) -> Result<String, Reason> {
    let text = prose(typed, CHARACTERS)?;
    if text.is_empty() {
        return Err(Reason::Required);
    }
    let length = text::length(&text);
    match locale {
        _ if length <= limit => Ok(text),
        Locale::Zh => Err(Reason::Relay(RelayFault::TooManyCharacters { limit, length })),
        Locale::En | Locale::Fr => Err(Reason::Relay(RelayFault::TooManyWords { limit, length })),
    }
}

/// What an officer tells, or staff for them. `act` is "taken", "report" or "declined".
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ToldDraft {
    pub act: String,
    pub members: String,
    pub on: String,
    pub reason: String,
}

/// What a day is held against. Never an embargo: who passed it on before the day that holds now may have known another, and an honest word is
/// worth more than a day that fits. Staff see that it was early.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// When it was offered: nothing is passed on before.
    pub offered: NaiveDate,
    pub today: NaiveDate,
    /// The day that was told before: whoever corrects how many keeps it.
    pub stood: Option<NaiveDate>,
}

impl ToldDraft {
    pub fn check(&self, bounds: Bounds) -> Result<Told, Invalid> {
        let mut bad = Invalid::default();
        match self.act.trim() {
            "taken" => Ok(Told::Taken),
            "declined" => {
                let reason = bad.take("reason", prose(&self.reason, REASON));
                reason.map(|reason| Told::Declined { reason }).ok_or(bad)
            }
            "report" => {
                let members = bad.take("members", members(&self.members));
                let on = bad.take("on", passed_on(&self.on, bounds));
                match (members, on) {
                    (Some(members), Some(on)) => Ok(Told::Passed { on, members }),
                    _ => Err(bad),
                }
            }
            _ => Err(Invalid::one("act", Reason::NotOneOf { allowed: "taken, report, declined".to_owned() })),
        }
    }
}

/// A day on which it was passed on: not to come, and not before it was offered.
fn passed_on(typed: &str, Bounds { offered, today, stood }: Bounds) -> Result<NaiveDate, Reason> {
    let day = optional_date(typed)?.ok_or(Reason::Required)?;
    match () {
        () if stood == Some(day) => Ok(day),
        () if day > today => Err(Reason::NotYet { last: today }),
        () if day < offered => Err(Reason::Relay(RelayFault::BeforeOffer { day: offered })),
        () => Ok(day),
    }
}
