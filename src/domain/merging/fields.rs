//! The own fields of two entries, side by side; and what they are when they are one.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::db::types::text_enum;
use crate::domain::contacts::{Half, OwnFields};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

text_enum! {
    /// A field of which one value stays.
    pub enum FieldName {
        NativeName = "native_name",
        LatinName = "latin_name",
        FamilyName = "family_name",
        Salutation = "salutation",
        Language = "language",
        Phone = "phone",
        Notes = "notes",
        SourceKey = "source_key",
    }
}

text_enum! {
    /// Whose value stays.
    pub enum Pick {
        Kept = "kept",
        Other = "other",
        /// One below the other: for notes alone.
        Both = "both",
    }
}

/// The longest that two notes may be together, as a form takes them.
pub(super) const NOTES: usize = 10_000;

/// A field as both have it, and whose value stays unless somebody says otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field<F = FieldName> {
    pub name: F,
    pub kept: String,
    pub other: String,
    pub likely: Pick,
}

impl<F> Field<F> {
    /// Whether there is anything to choose.
    pub fn differs(&self) -> bool {
        self.kept != self.other
    }
}

/// What was chosen; for the rest what is likely.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Choices {
    pub fields: BTreeMap<FieldName, Pick>,
    /// By event: whose seat stays where both have one.
    pub seats: BTreeMap<PublicId, Half>,
}

/// The same as typed or sent: names and words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MergeDraft {
    pub fields: Vec<(String, String)>,
    pub seats: Vec<(String, String)>,
}

impl MergeDraft {
    pub fn parse(&self) -> Result<Choices, Invalid> {
        let mut bad = Invalid::default();
        let fields = picks(&self.fields, FieldName::ALL, FieldName::Notes, &mut bad);
        let mut choices = Choices { fields, ..Choices::default() };
        for (event, half) in &self.seats {
            let field = format!("seats.{event}");
            let event = bad.take(&field, event.parse::<PublicId>().map_err(|_| Reason::NoSuch));
            let half = half.parse::<Half>().map_err(|_| Reason::NotOneOf { allowed: "kept, other".to_owned() });
            if let (Some(event), Some(half)) = (event, bad.take(&field, half)) {
                choices.seats.insert(event, half);
            }
        }
        bad.into_result()?;
        Ok(choices)
    }
}

/// Whose values were chosen, by field; `both` is the one field of which both may stay.
pub(super) fn picks<F: Copy + Ord + Display>(
    typed: &[(String, String)],
    known: &[F],
    both: F,
    bad: &mut Invalid,
) -> BTreeMap<F, Pick> {
    let mut picks = BTreeMap::new();
    for (name, pick) in typed {
        let field = format!("choices.{name}");
        let found = known.iter().copied().find(|one| one.to_string() == *name).ok_or_else(|| {
            let all: Vec<String> = known.iter().map(|one| one.to_string()).collect();
            Reason::NotOneOf { allowed: all.join(", ") }
        });
        let Some(name) = bad.take(&field, found) else { continue };
        let words = if name == both { "kept, other, both" } else { "kept, other" };
        let pick = pick.parse::<Pick>().ok().filter(|p| *p != Pick::Both || name == both);
        let pick = pick.ok_or_else(|| Reason::NotOneOf { allowed: words.to_owned() });
        if let Some(pick) = bad.take(&field, pick) {
            picks.insert(name, pick);
        }
    }
    picks
}

/// Forms of address as lines, each with its language.
fn spoken(text: &Localised) -> String {
    text.iter().map(|(locale, line)| format!("{locale}: {line}")).collect::<Vec<_>>().join("\n")
}

fn text(of: &OwnFields, name: FieldName) -> String {
    match name {
        FieldName::NativeName => of.name.native.clone(),
        FieldName::LatinName => of.name.latin.clone(),
        FieldName::FamilyName => of.name.family.clone(),
        FieldName::Salutation => spoken(&of.name.address),
        FieldName::Language => of.language.to_string(),
        FieldName::Phone => of.phone.clone(),
        FieldName::Notes => of.notes.clone(),
        FieldName::SourceKey => of.source_key.clone().unwrap_or_default(),
    }
}

/// Both entries, field by field.
pub(super) fn fields(kept: &OwnFields, other: &OwnFields) -> Vec<Field> {
    let field = |name: &FieldName| {
        let (kept_text, other_text) = (text(kept, *name), text(other, *name));
        let likely = likely(*name, (kept, other), (&kept_text, &other_text));
        Field { name: *name, kept: kept_text, other: other_text, likely }
    };
    FieldName::ALL.iter().map(field).collect()
}

/// The fuller value, else the kept entry's. A name stays whole: where the native one is the other's, so is the rest of it.
fn likely(name: FieldName, (kept, other): (&OwnFields, &OwnFields), (own, theirs): (&str, &str)) -> Pick {
    let filled = if own.is_empty() && !theirs.is_empty() { Pick::Other } else { Pick::Kept };
    let native =
        if kept.name.native_lang().is_none() && other.name.native_lang().is_some() { Pick::Other } else { Pick::Kept };
    match name {
        FieldName::NativeName => native,
        FieldName::LatinName | FieldName::FamilyName if native == Pick::Other && !theirs.is_empty() => Pick::Other,
        FieldName::Salutation => {
            let said = |of: &OwnFields| of.name.address.iter().count();
            if said(other) > said(kept) { Pick::Other } else { Pick::Kept }
        }
        FieldName::Notes if !own.is_empty() && !theirs.is_empty() && own != theirs => Pick::Both,
        _ => filled,
    }
}

/// The kept entry's own fields after the merge. Forms of address that the chosen side lacks come from the other, and whoever of the two
/// asked not to be written to is not written to.
pub fn united(kept: &OwnFields, other: &OwnFields, choices: &Choices) -> Result<OwnFields, Invalid> {
    let picks: BTreeMap<FieldName, Pick> = fields(kept, other)
        .into_iter()
        .map(|field| (field.name, choices.fields.get(&field.name).copied().unwrap_or(field.likely)))
        .collect();
    let of = |name: FieldName| match picks.get(&name) {
        Some(Pick::Other) => other,
        _ => kept,
    };
    let mut new = kept.clone();
    new.name.native.clone_from(&of(FieldName::NativeName).name.native);
    new.name.latin.clone_from(&of(FieldName::LatinName).name.latin);
    new.name.family.clone_from(&of(FieldName::FamilyName).name.family);
    if new.name.latin == new.name.native {
        new.name.latin.clear();
    }
    new.name.address = address(of(FieldName::Salutation), if of(FieldName::Salutation) == kept { other } else { kept });
    new.language = of(FieldName::Language).language;
    new.phone.clone_from(&of(FieldName::Phone).phone);
    new.source_key.clone_from(&of(FieldName::SourceKey).source_key);
    new.notes = match picks.get(&FieldName::Notes) {
        Some(Pick::Both) => both(&kept.notes, &other.notes),
        _ => of(FieldName::Notes).notes.clone(),
    };
    new.silent = kept.silent.clone().or_else(|| other.silent.clone());
    if new.notes.chars().count() > NOTES {
        return Err(Invalid::one("choices.notes", Reason::TooLong { limit: NOTES }));
    }
    if new.name.native.is_empty() {
        return Err(Invalid::one("choices.native_name", Reason::Required));
    }
    Ok(new)
}

fn address(chosen: &OwnFields, rest: &OwnFields) -> Localised {
    let get = |of: &OwnFields, locale: Locale| of.name.address.get(locale).map(str::to_owned);
    let line = |locale: Locale| Some((locale, get(chosen, locale).or_else(|| get(rest, locale))?));
    Localised::new(Locale::ALL.into_iter().filter_map(line))
}

pub(super) fn both(own: &str, theirs: &str) -> String {
    let parts: Vec<&str> = [own, theirs].into_iter().filter(|t| !t.trim().is_empty()).collect();
    parts.join("\n\n")
}
