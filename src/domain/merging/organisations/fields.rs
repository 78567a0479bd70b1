//! The own fields of two organisations, side by side; and what they are when they are one.

use std::collections::BTreeMap;

use crate::db::types::text_enum;
use crate::domain::contacts::{NewOrganisation, OrganisationKind};
use crate::domain::merging::fields::{Field, NOTES, Pick, both, picks};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

text_enum! {
    /// A field of which one value stays: of the name one by one, for one entry may have the better Chinese and the other the better French.
    pub enum FieldName {
        NameEn = "name.en",
        NameFr = "name.fr",
        NameZh = "name.zh",
        Kind = "kind",
        Place = "place",
        Country = "country",
        Website = "website",
        Notes = "notes",
        SourceKey = "source_key",
    }
}

impl FieldName {
    /// The language whose name it is.
    pub const fn locale(self) -> Option<Locale> {
        match self {
            FieldName::NameEn => Some(Locale::En),
            FieldName::NameFr => Some(Locale::Fr),
            FieldName::NameZh => Some(Locale::Zh),
            _ => None,
        }
    }
}

/// What was chosen; for the rest what is likely.
pub type Choices = BTreeMap<FieldName, Pick>;

/// Choices as typed or sent: names and words.
pub fn choices(typed: &[(String, String)]) -> Result<Choices, Invalid> {
    let mut bad = Invalid::default();
    let choices = picks(typed, FieldName::ALL, FieldName::Notes, &mut bad);
    bad.into_result()?;
    Ok(choices)
}

fn text(of: &NewOrganisation, name: FieldName) -> String {
    if let Some(locale) = name.locale() {
        return of.name.get(locale).unwrap_or_default().to_owned();
    }
    match name {
        FieldName::Kind => of.kind.to_string(),
        FieldName::Place => of.place.clone(),
        FieldName::Country => of.country.clone(),
        FieldName::Website => of.website.clone(),
        FieldName::Notes => of.notes.clone(),
        _ => of.source_key.clone().unwrap_or_default(),
    }
}

/// Both entries, field by field.
pub(super) fn fields(kept: &NewOrganisation, other: &NewOrganisation) -> Vec<Field<FieldName>> {
    let field = |name: &FieldName| {
        let (own, theirs) = (text(kept, *name), text(other, *name));
        let likely = likely(*name, (kept, other), (&own, &theirs));
        Field { name: *name, kept: own, other: theirs, likely }
    };
    FieldName::ALL.iter().map(field).collect()
}

/// The fuller value, else the kept entry's. A place and its country are not taken from two entries that say different things.
fn likely(name: FieldName, (kept, other): (&NewOrganisation, &NewOrganisation), (own, theirs): (&str, &str)) -> Pick {
    let agree = |own: &str, theirs: &str| own.is_empty() || own == theirs;
    let fuller = own.is_empty() && !theirs.is_empty();
    let takes = match name {
        FieldName::Notes if !own.is_empty() && !theirs.is_empty() && own != theirs => return Pick::Both,
        FieldName::Kind => kept.kind == OrganisationKind::Other && other.kind != OrganisationKind::Other,
        FieldName::Place => fuller && agree(&kept.country, &other.country),
        FieldName::Country => fuller && agree(&kept.place, &other.place),
        _ => fuller,
    };
    if takes { Pick::Other } else { Pick::Kept }
}

/// The kept entry's own fields after the merge.
pub fn united(kept: &NewOrganisation, other: &NewOrganisation, choices: &Choices) -> Result<NewOrganisation, Invalid> {
    let picks: Choices = fields(kept, other)
        .into_iter()
        .map(|field| (field.name, choices.get(&field.name).copied().unwrap_or(field.likely)))
        .collect();
    let of = |name: FieldName| match picks.get(&name) {
        Some(Pick::Other) => other,
        _ => kept,
    };
    let named = |name: FieldName| {
        let locale = name.locale()?;
        Some((locale, of(name).name.get(locale)?.to_owned()))
    };
    let notes = match picks.get(&FieldName::Notes) {
        Some(Pick::Both) => both(&kept.notes, &other.notes),
        _ => of(FieldName::Notes).notes.clone(),
    };
    let new = NewOrganisation {
        name: Localised::new(FieldName::ALL.iter().copied().filter_map(named)),
        kind: of(FieldName::Kind).kind,
        place: of(FieldName::Place).place.clone(),
        country: of(FieldName::Country).country.clone(),
        website: of(FieldName::Website).website.clone(),
        notes,
        source_key: of(FieldName::SourceKey).source_key.clone(),
    };
    if new.notes.chars().count() > NOTES {
        return Err(Invalid::one("choices.notes", Reason::TooLong { limit: NOTES }));
    }
    // Each of the two has a name; only by choosing what neither says can it be without one.
    if new.name.is_empty() {
        let first = FieldName::ALL.iter().find(|name| !text(kept, **name).is_empty()).unwrap_or(&FieldName::NameEn);
        return Err(Invalid::one(format!("choices.{first}"), Reason::Required));
    }
    Ok(new)
}
