//! The form of a person: its fields from what was typed, and what was typed from a person.

use super::filter::kind_words;
use crate::domain::contacts::{AddressDraft, AffiliationDraft, Contact, ContactDraft, Group};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::web::Fields;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, LanguageTabs};

/// How many repeated rows a form shows.
#[derive(Clone, Copy)]
pub struct Rows {
    addresses: usize,
    affiliations: usize,
}

const MOST: usize = 20;

impl Rows {
    pub fn of(typed: &Fields) -> Rows {
        let count = |name: &str| typed.text(name).parse::<usize>().unwrap_or(1).clamp(1, MOST);
        Rows { addresses: count("addresses"), affiliations: count("affiliations") }
    }
    /// As many as either.
    pub fn or_more(self, other: Rows) -> Rows {
        let (addresses, affiliations) =
            (self.addresses.max(other.addresses), self.affiliations.max(other.affiliations));
        Rows { addresses, affiliations }
    }
    /// Gives these forms so many rows.
    pub fn set(self, forms: [&mut Fields; 2]) {
        for form in forms {
            form.set("addresses", self.addresses.to_string());
            form.set("affiliations", self.affiliations.to_string());
        }
    }
    /// What was typed, with one row more of the kind asked for.
    pub fn with_more(self, typed: &Fields) -> Fields {
        let mut longer = typed.clone();
        match typed.text("more") {
            "addresses" => longer.set("addresses", (self.addresses + 1).to_string()),
            _ => longer.set("affiliations", (self.affiliations + 1).to_string()),
        }
        longer
    }
}

/// One organisation with the role there.
pub struct AffiliationRow {
    pub organisation: Field,
    pub kind: Field,
    pub role: LanguageTabs,
}

impl AffiliationRow {
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        [&self.organisation, &self.kind].into_iter().chain(self.role.fields())
    }
}

pub struct Parts {
    pub names: Vec<Field>,
    pub salutation: LanguageTabs,
    pub reach: Vec<Field>,
    pub addresses: Vec<(Field, Field)>,
    pub affiliations: Vec<AffiliationRow>,
    pub groups: Field,
    pub rest: Vec<Field>,
}

impl Parts {
    /// Every field, in the form's order.
    pub fn all(&self) -> impl Iterator<Item = &Field> {
        let addresses = self.addresses.iter().flat_map(|(email, label)| [email, label]);
        let affiliations = self.affiliations.iter().flat_map(AffiliationRow::fields);
        let about = self.names.iter().chain(self.salutation.fields()).chain(&self.reach);
        about.chain(addresses).chain(affiliations).chain([&self.groups]).chain(&self.rest)
    }
}

/// Draws fields with what was typed and what is wrong with it.
struct Desk<'a> {
    w: Words,
    typed: &'a Fields,
    faults: &'a Invalid,
}

impl Desk<'_> {
    fn filled(&self, field: Field) -> Field {
        let (value, error) = (self.typed.text(&field.name), error_of(self.w, self.faults, &field.name));
        field.value(value).error(error)
    }
    fn line(&self, name: &str, label: &str, help: Option<&str>) -> Field {
        let field = self.filled(Field::line(name, self.w.t(label)).optional());
        match help {
            Some(help) => field.help(self.w.t(help)),
            None => field,
        }
    }
    fn affiliation(&self, nth: usize) -> AffiliationRow {
        let kind_name = format!("kind_{nth}");
        let now = self.typed.filled(&kind_name).unwrap_or("other");
        let kinds = kind_words(self.w).into_iter().map(|(value, label)| Choice::of(value, label, now)).collect();
        let help = (nth == 0).then_some("contacts-affiliation-help");
        AffiliationRow {
            organisation: self.line(&format!("organisation_{nth}"), "contacts-affiliation-organisation", help),
            kind: Field::new(kind_name.clone(), self.w.t("contacts-affiliation-kind"), Control::Select(kinds))
                .optional()
                .error(error_of(self.w, self.faults, &kind_name)),
            role: LanguageTabs::new(format!("role_{nth}"), |l| {
                vec![self.line(&format!("role_{nth}.{}", l.tag()), "contacts-role", None)]
            }),
        }
    }
}

/// All fields of the form.
pub fn form_parts(w: Words, groups: &[Group], typed: &Fields, faults: &Invalid) -> Parts {
    let (desk, rows) = (Desk { w, typed, faults }, Rows::of(typed));
    let native = Field::line("native_name", w.t("contacts-native-name")).help(w.t("contacts-native-name-help"));
    let chosen: Vec<&str> = typed.all("groups").collect();
    let group = |g: &Group| Choice {
        chosen: chosen.contains(&g.code.as_str()),
        value: g.code.clone(),
        label: g.name.best(w.locale()).to_owned(),
    };
    let mut languages = vec![Choice::of("", w.t("contacts-language-likely"), typed.text("language"))];
    let known = Locale::ALL.map(|l| Choice::of(l.tag(), w.t(format!("language-{l}")), typed.text("language")));
    languages.extend(known);
    let language = Field::new("language", w.t("contacts-language"), Control::Select(languages)).optional();
    let phone = Field::new("phone", w.t("contacts-phone"), Control::Line("tel")).optional();
    let address = |nth: usize| {
        let email = Field::new(format!("email_{nth}"), w.t("contacts-email"), Control::Line("text")).optional();
        let label = desk.line(&format!("label_{nth}"), "contacts-label", Some("contacts-label-help"));
        (desk.filled(email), label)
    };
    let notes = Field::area("notes", w.t("contacts-notes"), 4).optional().help(w.t("contacts-notes-help"));
    let memberships = Control::Checks(groups.iter().map(group).collect());
    Parts {
        names: vec![
            desk.filled(native),
            desk.line("latin_name", "contacts-latin-name", Some("contacts-latin-name-help")),
            desk.line("family_name", "contacts-family-name", Some("contacts-family-name-help")),
        ],
        salutation: LanguageTabs::new("salutation", |l| {
            let help = Some("contacts-salutation-help");
            vec![desk.line(&format!("salutation.{}", l.tag()), "contacts-salutation", help)]
        }),
        reach: vec![desk.filled(language), desk.filled(phone)],
        addresses: (0..rows.addresses).map(address).collect(),
        affiliations: (0..rows.affiliations).map(|nth| desk.affiliation(nth)).collect(),
        groups: desk.filled(Field::new("groups", w.t("contacts-groups"), memberships).optional()),
        rest: vec![
            desk.line("tags", "contacts-tags", Some("contacts-tags-help")),
            desk.filled(notes),
            desk.line("source_key", "contacts-source-key", Some("contacts-source-key-help")),
        ],
    }
}

/// What was typed, for the domain to read.
pub fn draft_of(typed: &Fields) -> ContactDraft {
    let (rows, text) = (Rows::of(typed), |name: &str| typed.text(name).to_owned());
    let address = |n: usize| AddressDraft { email: text(&format!("email_{n}")), label: text(&format!("label_{n}")) };
    let affiliation = |n: usize| AffiliationDraft {
        organisation: text(&format!("organisation_{n}")),
        kind: text(&format!("kind_{n}")),
        role: typed.localised(&format!("role_{n}")),
        ..AffiliationDraft::default()
    };
    ContactDraft {
        native_name: text("native_name"),
        latin_name: text("latin_name"),
        family_name: text("family_name"),
        salutation: typed.localised("salutation"),
        language: text("language"),
        phone: text("phone"),
        notes: text("notes"),
        addresses: (0..rows.addresses).map(address).collect(),
        affiliations: (0..rows.affiliations).map(affiliation).collect(),
        groups: typed.all("groups").map(str::to_owned).collect(),
        tags: vec![text("tags")],
        source_key: text("source_key"),
        ..ContactDraft::default()
    }
}

/// A person as the form would have it typed.
pub fn fields_of(contact: &Contact, locale: Locale) -> Fields {
    let person = &contact.person;
    let mut typed = Fields::default();
    for (name, value) in [
        ("native_name", person.name.native.as_str()),
        ("latin_name", person.name.latin.as_str()),
        ("family_name", person.name.family.as_str()),
        ("language", person.language.tag()),
        ("phone", person.phone.as_str()),
        ("notes", contact.notes.as_str()),
        ("tags", person.tags.join(", ").as_str()),
        ("source_key", contact.source_key.as_deref().unwrap_or("")),
        ("version", contact.version.to_string().as_str()),
        ("addresses", person.addresses.len().max(1).to_string().as_str()),
        ("affiliations", person.affiliations.len().max(1).to_string().as_str()),
    ] {
        typed.set(name, value);
    }
    typed.set_localised("salutation", &person.name.address);
    for (nth, address) in person.addresses.iter().enumerate() {
        typed.set(&format!("email_{nth}"), address.email.as_str());
        typed.set(&format!("label_{nth}"), address.label.as_str());
    }
    for (nth, affiliation) in person.affiliations.iter().enumerate() {
        typed.set(&format!("organisation_{nth}"), affiliation.name.best(locale));
        typed.set(&format!("kind_{nth}"), affiliation.kind.as_str());
        typed.set_localised(&format!("role_{nth}"), &affiliation.role);
    }
    for group in &person.groups {
        typed.push("groups", group.as_str());
    }
    typed
}
