//! From a row to a contact.

use super::model::{Field, Mapping, Why};
use super::source::of_notes;
use super::values;
use crate::domain::contacts::{AddressDraft, AffiliationDraft, ContactDraft, NewContact};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::is_han;
use crate::tables::Row;

/// What a row says of a contact, or every reason why it cannot be taken.
pub(super) fn contact(row: &Row, mapping: &Mapping) -> Result<NewContact, Vec<Why>> {
    let broken = of_notes(row, mapping);
    if !broken.is_empty() {
        return Err(broken);
    }
    NewContact::parse(draft(row, mapping)).map_err(|invalid| Why::of_invalid(&invalid))
}

/// What stands between several of a kind in one cell of Google's address book.
const GOOGLES: &str = " ::: ";

/// The cells of one row by field.
struct Cells<'a> {
    row: &'a Row,
    mapping: &'a Mapping,
}

impl<'a> Cells<'a> {
    fn all(&self, field: Field) -> impl Iterator<Item = &'a str> + use<'a> {
        let row = self.row;
        let columns = self.mapping.0.iter().enumerate().filter(move |(_, c)| c.field == Some(field));
        columns.filter_map(|(at, _)| row.get(at)).map(str::trim).filter(|cell| !cell.is_empty())
    }
    fn one(&self, field: Field) -> &'a str {
        self.all(field).next().unwrap_or("")
    }
    fn joined(&self, field: Field, between: &str) -> String {
        let mut out = String::new();
        for cell in self.all(field) {
            if !out.is_empty() {
                out.push_str(between);
            }
            out.push_str(cell);
        }
        out
    }
    /// The parts of cells that hold several.
    fn parts(&self, field: Field, at: &'static [char]) -> impl Iterator<Item = &'a str> + use<'a> {
        let cells = self.all(field).flat_map(|cell| cell.split(GOOGLES));
        cells.flat_map(move |cell| cell.split(at)).map(str::trim).filter(|part| !part.is_empty())
    }
}

fn draft(row: &Row, mapping: &Mapping) -> ContactDraft {
    let cells = Cells { row, mapping };
    let mut draft = ContactDraft {
        native_name: cells.one(Field::Name).to_owned(),
        latin_name: cells.one(Field::LatinName).to_owned(),
        language: values::language(cells.one(Field::Language)),
        phone: cells.parts(Field::Phone, &['\n', ';', '；', '、', ',', '，', '|']).collect::<Vec<_>>().join(" / "),
        notes: cells.joined(Field::Notes, "\n"),
        groups: cells.parts(Field::Groups, &[',', '，', ';', '；', '、', '|', '\n']).map(str::to_owned).collect(),
        tags: cells.parts(Field::Tags, &['|', '\n']).map(str::to_owned).collect(),
        source_key: cells.one(Field::Key).to_owned(),
        // Programs keep several: of mail, of mailings, of both. Whoever wants no mail by one of them gets none.
        do_not_contact: cells.all(Field::DoNotContact).find_map(values::wish),
        ..ContactDraft::default()
    };
    name(&cells, &mut draft);
    draft.addresses = addresses(&cells);
    let locale = reader(&draft);
    const SALUTATIONS: [Field; 3] = [Field::SalutationEn, Field::SalutationFr, Field::SalutationZh];
    draft.salutation = said(&cells, locale, Field::Salutation, SALUTATIONS);
    draft.affiliations = affiliation(&cells, locale).into_iter().collect();
    if draft.affiliations.is_empty() {
        let roles = roles_alone(&cells, locale);
        // Notes of the file's own take the place of those that are known, as they do without a role.
        match draft.notes.is_empty() {
            true => draft.aside = roles,
            false if roles.is_empty() => {}
            false => draft.notes = [draft.notes.as_str(), "\n", &roles].concat(),
        }
    }
    draft
}

/// Family and given name become one where no whole name is given, in the order of their script: 王 + 建国 is 王建国, Anne + Laurent is
/// Anne Laurent, and the Latin name of somebody with a name in characters is Wang Jianguo.
fn name(cells: &Cells<'_>, draft: &mut ContactDraft) {
    let (family, given) = (cells.one(Field::FamilyName), cells.one(Field::GivenName));
    if family.is_empty() && given.is_empty() {
        return;
    }
    let in_characters = [family, given].concat().chars().any(is_han);
    if !in_characters {
        draft.family_name = family.to_owned();
    }
    let between = if in_characters || family.is_empty() || given.is_empty() { "" } else { " " };
    let native_in_characters = draft.native_name.chars().any(is_han);
    let family_first = in_characters || native_in_characters;
    let whole = if family_first { [family, between, given].concat() } else { [given, between, family].concat() };
    if draft.native_name.is_empty() {
        draft.native_name = whole;
    } else if draft.latin_name.is_empty() && native_in_characters && !in_characters && !given.is_empty() {
        draft.latin_name = whole;
    }
}

/// Cells with several addresses are common: "a@example.cn; b@example.cn".
fn addresses(cells: &Cells<'_>) -> Vec<AddressDraft> {
    let mut out: Vec<AddressDraft> = Vec::new();
    for cell in cells.parts(Field::Email, &[';', '；', ',', '，', '、', '|', '\n']) {
        let email = bare_address(cell);
        // The same address in two columns is no fault of the row.
        if !out.iter().any(|a| a.email.eq_ignore_ascii_case(&email)) {
            out.push(AddressDraft { email, label: String::new() });
        }
    }
    out
}

/// The address within `Anne Laurent <anne@example.fr>` or `mailto:anne@example.fr`, in the signs of a Latin keyboard.
fn bare_address(cell: &str) -> String {
    let inner = match (cell.rfind('<'), cell.ends_with('>')) {
        (Some(at), true) => &cell[at + 1..cell.len() - 1],
        _ => cell,
    };
    let inner = inner.trim();
    let inner = inner.strip_prefix("mailto:").unwrap_or(inner);
    inner.replace('＠', "@").replace('．', ".")
}

/// The language that the file writes to this person in.
fn reader(draft: &ContactDraft) -> Locale {
    let likely = if draft.native_name.chars().any(is_han) { Locale::Zh } else { Locale::En };
    draft.language.trim().parse().unwrap_or(likely)
}

/// What is said in columns of a language each, in the order of [`Locale::ALL`], or in one for all: there a text in characters is Chinese,
/// any other is in the person's language.
fn said(cells: &Cells<'_>, locale: Locale, any: Field, each: [Field; 3]) -> Localised {
    let mut out = Localised::default();
    let text = cells.one(any);
    let locale = if text.chars().any(is_han) { Locale::Zh } else { locale };
    let one = std::iter::once((locale, text));
    for (locale, text) in one.chain(Locale::ALL.into_iter().zip(each.map(|field| cells.one(field)))) {
        if !text.is_empty() {
            out.set(locale, text.to_owned());
        }
    }
    out
}

const ROLES: [Field; 3] = [Field::RoleEn, Field::RoleFr, Field::RoleZh];

/// A role is one in an organisation. Of whoever has none it is kept as a note under the heading that the file gives it, so that the person
/// comes in and nothing is lost.
fn roles_alone(cells: &Cells<'_>, locale: Locale) -> String {
    let mut out: Vec<String> = Vec::new();
    for (at, column) in cells.mapping.0.iter().enumerate() {
        let is_role = column.field.is_some_and(|field| field == Field::Role || ROLES.contains(&field));
        let Some(role) = cells.row.get(at).map(str::trim).filter(|role| is_role && !role.is_empty()) else { continue };
        let between = match locale {
            _ if column.header.is_empty() => "",
            _ if column.header.chars().any(is_han) => "：",
            Locale::Fr => "\u{a0}: ",
            Locale::En | Locale::Zh => ": ",
        };
        out.push([column.header.as_str(), between, role].concat());
    }
    out.join("\n")
}

fn affiliation(cells: &Cells<'_>, locale: Locale) -> Option<AffiliationDraft> {
    let (organisation, role) = (cells.one(Field::Organisation), said(cells, locale, Field::Role, ROLES));
    if organisation.is_empty() {
        return None;
    }
    let kind = values::kind(cells.one(Field::OrganisationKind));
    let (place, country) = (cells.one(Field::Place).to_owned(), values::country(cells.one(Field::Country)));
    Some(AffiliationDraft { organisation: organisation.to_owned(), kind, role, place, country })
}
