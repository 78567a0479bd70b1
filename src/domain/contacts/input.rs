//! What forms, the API and files may say of a contact, and what comes of it: one set of rules for all doors.

use serde::{Deserialize, Serialize};

use super::alike::is_only_legal;
use super::fold;
use super::inverted;
use super::model::{Organisation, OrganisationKind};
use crate::kernel::email::Email;
use crate::kernel::invalid::{Invalid, Reason, line, one_of, prose, required_line};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::{PersonName, is_han};
use crate::kernel::phone::phone;

/// Limits in characters.
pub const NAME: usize = 200;
pub const SALUTATION: usize = 300;
pub const ROLE: usize = 200;
pub const NOTES: usize = 10_000;
pub const LABEL: usize = 60;
pub const TAG: usize = 60;
pub const KEY: usize = 120;
pub const PLACE: usize = 120;
pub const REASON: usize = 500;
pub const WEBSITE: usize = 300;
/// How many addresses, affiliations or tags one contact may have.
pub const MANY: usize = 20;

/// A contact as typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ContactDraft {
    pub native_name: String,
    pub latin_name: String,
    pub family_name: String,
    pub salutation: Localised,
    pub language: String,
    pub phone: String,
    pub notes: String,
    pub addresses: Vec<AddressDraft>,
    pub affiliations: Vec<AffiliationDraft>,
    /// Codes of groups.
    pub groups: Vec<String>,
    pub tags: Vec<String>,
    pub source_key: String,
    /// A wish not to be written to, with its reason; a form has a page of its own for it.
    pub do_not_contact: Option<String>,
    /// What a file says for which there is no field: it goes below the notes that there are.
    pub aside: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AddressDraft {
    pub email: String,
    pub label: String,
}

/// A place in an organisation, which is named in any of its languages; one that is not known yet is made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AffiliationDraft {
    pub organisation: String,
    /// Of an organisation that has to be made.
    pub kind: String,
    pub role: Localised,
    /// Where the organisation is, if that is not known yet.
    pub place: String,
    pub country: String,
}

/// A contact whose parts are sound. What is empty was not given: a form clears it, a file leaves it as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewContact {
    pub name: PersonName,
    /// None: Chinese for a name in characters, else English.
    pub language: Option<Locale>,
    pub phone: String,
    pub notes: String,
    pub addresses: Vec<NewAddress>,
    pub affiliations: Vec<NewAffiliation>,
    pub groups: Vec<String>,
    pub tags: Vec<String>,
    pub source_key: Option<String>,
    /// The reason of a wish not to be written to. Only ever adds the wish: whoever lifts it says why.
    pub do_not_contact: Option<String>,
    /// Lines to stand below the notes, where they don't stand there yet.
    pub aside: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewAddress {
    pub email: Email,
    pub label: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewAffiliation {
    pub organisation: String,
    pub kind: OrganisationKind,
    pub role: Localised,
    pub place: String,
    /// As [`Organisation::country`](super::Organisation).
    pub country: String,
}

/// An organisation as typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OrganisationDraft {
    pub name: Localised,
    pub kind: String,
    pub place: String,
    pub country: String,
    pub website: String,
    pub notes: String,
    pub source_key: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewOrganisation {
    pub name: Localised,
    pub kind: OrganisationKind,
    pub place: String,
    pub country: String,
    pub website: String,
    pub notes: String,
    pub source_key: Option<String>,
}

impl NewContact {
    /// Reads a draft; every fault is told with its field (`email_1` is the second address, `salutation.fr` the French form of address).
    pub fn parse(draft: ContactDraft) -> Result<NewContact, Invalid> {
        let mut bad = Invalid::default();
        let name = name(&draft, &mut bad);
        let language = match draft.language.trim() {
            "" => None,
            text => bad.take("language", one_of::<Locale>(text)),
        };
        let phone = bad.take("phone", phone(&draft.phone)).unwrap_or_default();
        let notes = bad.take("notes", prose(&draft.notes, NOTES)).unwrap_or_default();
        let aside = bad.take("notes", prose(&draft.aside, NOTES)).unwrap_or_default();
        let addresses = addresses(&draft.addresses, &mut bad);
        let affiliations = affiliations(&draft.affiliations, &mut bad);
        let tags = tags(&draft.tags, &mut bad);
        let source_key = source_key(&draft.source_key, &mut bad);
        let silent = draft.do_not_contact.as_deref();
        let do_not_contact = silent.and_then(|why| bad.take("do_not_contact", line(why, REASON)));
        let mut groups: Vec<String> = draft.groups.iter().map(|g| g.trim().to_owned()).collect();
        groups.retain(|g| !g.is_empty());
        groups.sort();
        groups.dedup();
        bad.into_result()?;
        Ok(NewContact {
            name,
            language,
            phone,
            notes,
            addresses,
            affiliations,
            groups,
            tags,
            source_key,
            do_not_contact,
            aside,
        })
    }
    /// The language to write in when none was given.
    pub fn language_or_likely(&self) -> Locale {
        let likely = if self.name.native.chars().any(is_han) { Locale::Zh } else { Locale::En };
        self.language.unwrap_or(likely)
    }
}

fn name(draft: &ContactDraft, bad: &mut Invalid) -> PersonName {
    let mut take = |field: &str, text: &str| bad.take(field, line(text, NAME)).unwrap_or_default();
    let mut native = take("native_name", &draft.native_name);
    let mut latin = take("latin_name", &draft.latin_name);
    let mut family = take("family_name", &draft.family_name);
    // A name that was refused was given.
    let refused = bad.0.iter().any(|fault| matches!(fault.field.as_str(), "native_name" | "latin_name"));
    if native.is_empty() {
        native = std::mem::take(&mut latin);
    }
    let beside = native.chars().any(is_han);
    for name in [&mut native, &mut latin] {
        let Some(read) = inverted::read(name, beside) else { continue };
        *name = read.whole;
        if family.is_empty() {
            family = read.family;
        }
    }
    if latin == native {
        latin.clear();
    }
    if !refused && !native.chars().chain(latin.chars()).any(char::is_alphabetic) {
        bad.add("native_name", Reason::Required);
    }
    let address = draft.salutation.checked(bad, "salutation", |t| line(t, SALUTATION));
    PersonName { native, latin, family, address }
}

/// Fills what may be derived: the Latin name of a Chinese one by pinyin, and the family name.
pub(super) fn completed(name: &PersonName) -> PersonName {
    let mut name = name.clone();
    // As it is of everybody who was completed before: nothing is left to derive.
    if !name.latin.is_empty() && !name.family.is_empty() {
        return name;
    }
    let said = fold::romanised(&name.native);
    if let Some(said) = &said
        && name.latin.is_empty()
    {
        name.latin = said.whole();
    }
    if name.family.is_empty() {
        name.family = said.map_or_else(|| last_word(name.latin_or_native()), |s| s.family);
    }
    name
}

fn last_word(name: &str) -> String {
    name.split_whitespace().last().unwrap_or(name).to_owned()
}

fn addresses(drafts: &[AddressDraft], bad: &mut Invalid) -> Vec<NewAddress> {
    let mut out: Vec<NewAddress> = Vec::new();
    for (nth, draft) in drafts.iter().enumerate().filter(|(_, d)| !d.email.trim().is_empty()) {
        let field = format!("email_{nth}");
        let email = bad.take(&field, draft.email.parse::<Email>().map_err(Reason::BadEmail));
        let label = bad.take(&format!("label_{nth}"), line(&draft.label, LABEL));
        let (Some(email), Some(label)) = (email, label) else { continue };
        if out.iter().any(|a| a.email.folded() == email.folded()) {
            bad.add(field, Reason::Taken);
        }
        out.push(NewAddress { email, label });
    }
    limited("email_0", out, bad)
}

fn affiliations(drafts: &[AffiliationDraft], bad: &mut Invalid) -> Vec<NewAffiliation> {
    let mut out: Vec<NewAffiliation> = Vec::new();
    for (nth, draft) in drafts.iter().enumerate() {
        if draft.organisation.trim().is_empty() && draft.role.is_empty() {
            continue;
        }
        let field = format!("organisation_{nth}");
        let organisation = bad.take(&field, required_line(&draft.organisation, NAME).and_then(house_name));
        let role = draft.role.checked(bad, &format!("role_{nth}"), |t| line(t, ROLE));
        let kind = bad.take(&format!("kind_{nth}"), kind(&draft.kind));
        let place = bad.take(&format!("place_{nth}"), line(&draft.place, PLACE)).unwrap_or_default();
        let country = bad.take(&format!("country_{nth}"), country(&draft.country)).unwrap_or_default();
        let (Some(organisation), Some(kind)) = (organisation, kind) else { continue };
        if fold::joined(&organisation).is_empty() {
            bad.add(field, Reason::Required);
        } else if out.iter().any(|a| fold::joined(&a.organisation) == fold::joined(&organisation)) {
            bad.add(field, Reason::Taken);
        }
        out.push(NewAffiliation { organisation, kind, role, place, country });
    }
    limited("organisation_0", out, bad)
}

pub(super) fn tags(typed: &[String], bad: &mut Invalid) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for tag in typed.iter().flat_map(|t| t.split([',', '，', ';', '；', '、'])) {
        let Some(tag) = bad.take("tags", line(tag, TAG)) else { continue };
        let folded = fold::words(&tag);
        if !folded.is_empty() && !out.iter().any(|t| fold::words(t) == folded) {
            out.push(tag);
        }
    }
    limited("tags", out, bad)
}

fn limited<T>(field: &str, list: Vec<T>, bad: &mut Invalid) -> Vec<T> {
    if list.len() > MANY {
        bad.add(field, Reason::OutOfRange { min: 0, max: MANY as i64 });
    }
    list
}

fn source_key(typed: &str, bad: &mut Invalid) -> Option<String> {
    bad.take("source_key", line(typed, KEY)).filter(|key| !key.is_empty())
}

fn kind(typed: &str) -> Result<OrganisationKind, Reason> {
    match typed.trim() {
        "" => Ok(OrganisationKind::Other),
        text => one_of(text),
    }
}

fn country(typed: &str) -> Result<String, Reason> {
    let code = line(typed, PLACE)?.to_uppercase();
    let good = code.is_empty() || code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
    if good { Ok(code) } else { Err(Reason::NotOneOf { allowed: "CN, FR, BE, DE …".to_owned() }) }
}

/// The name of a house, which is more than its legal form.
pub fn house_name(name: String) -> Result<String, Reason> {
    if is_only_legal(&name) { Err(Reason::LegalForm(name)) } else { Ok(name) }
}

impl NewOrganisation {
    /// One of which only the kind is known; its name is to follow.
    pub(super) fn nameless(kind: OrganisationKind) -> NewOrganisation {
        NewOrganisation {
            name: Localised::default(),
            kind,
            place: String::new(),
            country: String::new(),
            website: String::new(),
            notes: String::new(),
            source_key: None,
        }
    }
    /// As it is known.
    pub fn of(known: &Organisation) -> NewOrganisation {
        NewOrganisation {
            name: known.name.clone(),
            kind: known.kind,
            place: known.place.clone(),
            country: known.country.clone(),
            website: known.website.clone(),
            notes: known.notes.clone(),
            source_key: known.source_key.clone(),
        }
    }
    pub fn parse(draft: OrganisationDraft) -> Result<NewOrganisation, Invalid> {
        let mut bad = Invalid::default();
        let name = draft.name.checked(&mut bad, "name", |t| line(t, NAME));
        for (locale, text) in name.iter() {
            bad.take(&format!("name.{}", locale.tag()), house_name(text.to_owned()));
        }
        if !name.iter().any(|(_, text)| !fold::joined(text).is_empty()) && bad.0.is_empty() {
            bad.add("name.en", Reason::Required);
        }
        let kind = bad.take("kind", kind(&draft.kind)).unwrap_or(OrganisationKind::Other);
        let mut take = |field: &str, text: &str, limit| bad.take(field, line(text, limit)).unwrap_or_default();
        let place = take("place", &draft.place, PLACE);
        let website = take("website", &draft.website, WEBSITE);
        let country = bad.take("country", country(&draft.country)).unwrap_or_default();
        let good_site =
            ["http://", "https://"].iter().any(|p| website.strip_prefix(p).is_some_and(|r| r.contains('.')));
        if !website.is_empty() && (!good_site || website.contains(char::is_whitespace)) {
            bad.add("website", Reason::BadUrl);
        }
        let notes = bad.take("notes", prose(&draft.notes, NOTES)).unwrap_or_default();
        let source_key = source_key(&draft.source_key, &mut bad);
        bad.into_result()?;
        Ok(NewOrganisation { name, kind, place, country, website, notes, source_key })
    }
}
