//! Forty invented organisations and some two hundred and fifty people.

use serde::Deserialize;

use super::DemoError;
use crate::access::Context;
use crate::db::Conn;
use crate::domain::contacts::{
    self, AddressDraft, AffiliationDraft, ContactDraft, Mode, NewContact, NewOrganisation, OrganisationDraft, Verdict,
    fold,
};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

const DATA: &str = include_str!("../../../config/demo/people.toml");

#[derive(Deserialize)]
struct People {
    organisations: Vec<House>,
    names: Names,
    roles: Vec<RoleName>,
    named: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    native: String,
    latin: String,
    family: String,
    email: String,
    organisation: String,
    language: String,
    salutation: Localised,
}

#[derive(Deserialize)]
struct House {
    key: String,
    kind: String,
    group: String,
    place: String,
    country: String,
    language: Locale,
    people: usize,
    name: Localised,
}

#[derive(Deserialize)]
struct Names {
    zh: ChineseNames,
    fr: LatinNames,
    en: LatinNames,
}

#[derive(Deserialize)]
struct ChineseNames {
    family: Vec<(String, String)>,
    given: Vec<(String, String, String)>,
}

#[derive(Deserialize)]
struct LatinNames {
    family: Vec<String>,
    given: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct RoleName {
    kind: String,
    name: Localised,
    title: Localised,
}

pub(super) fn make(conn: &mut Conn, cx: &Context) -> Result<(), DemoError> {
    let data: People = toml::from_str(DATA).map_err(|e| DemoError::Data(e.to_string()))?;
    for house in &data.organisations {
        let draft = OrganisationDraft {
            name: house.name.clone(),
            kind: house.kind.clone(),
            place: house.place.clone(),
            country: house.country.clone(),
            website: format!("https://{}.example", house.key),
            ..OrganisationDraft::default()
        };
        let new = NewOrganisation::parse(draft).map_err(|e| DemoError::invalid(&house.key, &e))?;
        contacts::create_organisation(conn, cx, &new).map_err(|e| DemoError::of(&house.key)(&e))?;
    }
    let mut rows = Vec::new();
    for (at, house) in data.organisations.iter().enumerate() {
        for n in 0..house.people {
            rows.push(person(&data, house, at, n)?);
        }
    }
    for told in &data.named {
        rows.push(named(told)?);
    }
    let verdicts = contacts::upsert_batch(conn, cx, &rows, Mode::Write).map_err(|e| DemoError::of("people")(&e))?;
    for (row, verdict) in rows.iter().zip(verdicts) {
        if let Verdict::Refused(faults) = verdict {
            return Err(DemoError::invalid(&row.name.native, &faults));
        }
    }
    Ok(())
}

/// The n-th of a list that goes round.
fn pick<T>(list: &[T], n: usize) -> &T {
    &list[n % list.len()]
}

/// Names mixed by a fixed rule, the same in every demonstration; some are the same, as in life.
fn mixed<T>(list: &[T], seed: usize, salt: u64) -> &T {
    let mut x = (seed as u64).wrapping_add(salt).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x ^= x >> 29;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 32;
    &list[(x % list.len() as u64) as usize]
}

fn person(data: &People, house: &House, at: usize, n: usize) -> Result<NewContact, DemoError> {
    let roles: Vec<&RoleName> = data.roles.iter().filter(|r| r.kind == house.kind).collect();
    let role = pick(&roles, n);
    let seed = at * 17 + n * 7;
    let mut draft = match house.language {
        Locale::Zh => chinese(&data.names.zh, role, seed),
        Locale::Fr => french(&data.names.fr, seed),
        Locale::En => english(&data.names.en, role, seed),
    };
    draft.language = house.language.tag().to_owned();
    let local = fold::words(&draft.latin_name).replace(' ', ".");
    // A few have no address, so that an invitation finds somebody it cannot reach.
    if seed % 41 != 5 {
        let email = format!("{local}.{}@{}.example", at * 10 + n, house.key);
        draft.addresses.push(AddressDraft { email, label: String::new() });
    }
    if seed.is_multiple_of(13) && house.language == Locale::Zh {
        let email = format!("{}{}@mail.example", local.replace('.', ""), 80 + n);
        draft.addresses.push(AddressDraft { email, label: "QQ".to_owned() });
    }
    if house.language == Locale::Fr || house.language == Locale::En {
        draft.native_name = std::mem::take(&mut draft.latin_name);
    }
    draft.phone = match house.country.as_str() {
        "CN" => format!("+86 139 5550 {:04}", 1000 + seed),
        "FR" => format!("+33 1 99 00 {:02} {:02}", seed % 100, n + 10),
        _ => format!("+32 2 555 {:04}", 1000 + seed),
    };
    draft.affiliations.push(AffiliationDraft {
        organisation: house.name.best(Locale::En).to_owned(),
        kind: house.kind.clone(),
        role: role.name.clone(),
        ..AffiliationDraft::default()
    });
    draft.groups.push(house.group.clone());
    let what = draft.native_name.clone();
    NewContact::parse(draft).map_err(|e| DemoError::invalid(&what, &e))
}

fn chinese(names: &ChineseNames, role: &RoleName, seed: usize) -> ContactDraft {
    let (family, family_latin) = mixed(&names.family, seed, 1);
    let (given, given_latin, sex) = mixed(&names.given, seed, 2);
    let title = role.title.get(Locale::Zh).unwrap_or(if sex == "f" { "女士" } else { "先生" });
    let (english, french) = if sex == "f" { ("Ms", "Chère Madame") } else { ("Mr", "Cher Monsieur") };
    let english = role.title.get(Locale::En).unwrap_or(english);
    ContactDraft {
        native_name: format!("{family}{given}"),
        latin_name: format!("{family_latin} {given_latin}"),
        family_name: family_latin.clone(),
        salutation: Localised::three(
            &format!("Dear {english} {family_latin},"),
            &format!("{french} {family_latin},"),
            &format!("{family}{given}{title}，您好："),
        ),
        ..ContactDraft::default()
    }
}

fn french(names: &LatinNames, seed: usize) -> ContactDraft {
    let family = mixed(&names.family, seed, 1);
    let (given, sex) = mixed(&names.given, seed, 2);
    let (english, french, chinese) =
        if sex == "f" { ("Ms", "Chère Madame", "女士") } else { ("Mr", "Cher Monsieur", "先生") };
    ContactDraft {
        latin_name: format!("{given} {family}"),
        family_name: family.clone(),
        salutation: Localised::three(
            &format!("Dear {english} {family},"),
            &format!("{french} {family},"),
            &format!("{family}{chinese}，您好："),
        ),
        ..ContactDraft::default()
    }
}

fn english(names: &LatinNames, role: &RoleName, seed: usize) -> ContactDraft {
    let mut draft = french(names, seed);
    if let Some(title) = role.title.get(Locale::En) {
        draft.salutation.set(Locale::En, format!("Dear {title} {},", draft.family_name));
    }
    draft
}

/// Somebody whom the story names.
fn named(told: &Named) -> Result<NewContact, DemoError> {
    let draft = ContactDraft {
        native_name: told.native.clone(),
        latin_name: told.latin.clone(),
        family_name: told.family.clone(),
        salutation: told.salutation.clone(),
        language: told.language.clone(),
        addresses: vec![AddressDraft { email: told.email.clone(), label: String::new() }],
        affiliations: vec![AffiliationDraft {
            organisation: told.organisation.clone(),
            kind: "other".to_owned(),
            ..AffiliationDraft::default()
        }],
        ..ContactDraft::default()
    };
    NewContact::parse(draft).map_err(|e| DemoError::invalid(&told.native, &e))
}
