//! Which column says what: guessed from its heading in English, French and Chinese, simplified and traditional.

use super::headings::{HEADINGS, TELLING};
use super::model::{Column, Field, Mapping};
use crate::tables::fold_header;

/// Matches columns with fields by their headings. What only one column may say goes to the first that says it.
pub fn guess<'a>(headers: impl IntoIterator<Item = &'a str>) -> Mapping {
    let mut columns: Vec<Column> = Vec::new();
    for header in headers {
        let field = field_of(header).filter(|f| f.many() || columns.iter().all(|c| c.field != Some(*f)));
        columns.push(Column { header: header.to_owned(), field });
    }
    surname_beside_given(&mut columns);
    Mapping(columns)
}

/// A column that is left out, though its heading says what is read from another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rival {
    /// Where it stands, and where the one that is read.
    pub at: usize,
    pub read: usize,
    pub field: Field,
}

impl Mapping {
    /// The columns of which somebody may want another than is read.
    pub fn rivals(&self) -> Vec<Rival> {
        let rival = |(at, column): (usize, &Column)| {
            let field = field_of(&column.header).filter(|field| column.field.is_none() && !field.many())?;
            Some(Rival { at, read: self.position(field)?, field })
        };
        self.0.iter().enumerate().filter_map(rival).collect()
    }
}

fn field_of(header: &str) -> Option<Field> {
    by_word(&fold_header(header))
}

/// What a folded heading says, by itself or by a telling part of it.
fn by_word(folded: &str) -> Option<Field> {
    exact(folded).or_else(|| telling(folded))
}

/// How a heading begins or ends whose column says something about an address, a number or a name and not what it is, or whose are somebody
/// else's. Address books of programs are full of them: "E-mail 1 - Label", "E-mail Type", "Phonetic First Name", "Do Not Phone", "Email
/// Bounced Date", "Assistant's Phone".
const ABOUT: &[&str] = &[
    "label",
    "type",
    "displayname",
    "phonetic",
    "donot",
    "optout",
    "status",
    "verified",
    "bounced",
    "bounceddate",
    "bouncedreason",
    "assistant",
    "assistante",
    "emergency",
    "urgence",
    "类型",
    "類型",
    "状态",
    "狀態",
    "助理",
    "紧急",
    "緊急",
];

/// What a telling part of a folded heading says.
fn telling(folded: &str) -> Option<Field> {
    let plain = without_number(folded);
    if ABOUT.iter().any(|part| plain.starts_with(*part) || plain.ends_with(*part)) {
        return None;
    }
    TELLING.iter().find(|(_, parts)| parts.iter().any(|part| plain.contains(*part))).map(|(field, _)| *field)
}

/// What a folded heading says word for word, whatever number stands behind it.
fn exact(folded: &str) -> Option<Field> {
    let find = |word: &str| HEADINGS.iter().find(|(_, words)| words.contains(&word)).map(|(field, _)| *field);
    find(folded).or_else(|| find(without_number(folded)))
}

fn without_number(folded: &str) -> &str {
    folded.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// Which of the first rows holds the headings. Titles and notes may stand above them: a row below the first is taken for the headings
/// when it says more of what columns say, in so many words, and not when only its contents resemble them.
pub(super) fn heading_row(rows: &[Vec<String>]) -> usize {
    let fields = |row: &[String], find: fn(&str) -> Option<Field>| -> usize {
        let mut found: Vec<Field> = Vec::new();
        found.extend(row.iter().filter_map(|cell| find(&fold_header(cell))));
        found.sort_by_key(|field| field.as_str());
        found.dedup();
        found.len()
    };
    let filled = |row: &[String]| row.iter().filter(|cell| !cell.is_empty()).count();
    let Some(first) = rows.first() else { return 0 };
    let (mut best, mut most) = (0, 0);
    for (at, row) in rows.iter().enumerate() {
        let said = fields(row, exact);
        if said > most {
            (best, most) = (at, said);
        }
    }
    let told = fields(first, by_word);
    let title = told == 0 && filled(first) == 1;
    if (most >= 2 && most > told) || (most >= 1 && title) { best } else { 0 }
}

/// Whether headings are those of a table of people: one says a name or an address.
pub(super) fn is_of_people(headings: &[String]) -> bool {
    says(headings, |field| field.names() || field == Field::Email)
}

/// Whether one of the headings says what people are called: without it nobody can be read in.
pub(super) fn names_people(headings: &[String]) -> bool {
    says(headings, Field::names)
}

/// Whether a heading is of such a field. Alone in its row it says so word for word, for the title of a cover may speak of names.
fn says(headings: &[String], such: fn(Field) -> bool) -> bool {
    let alone = headings.iter().filter(|heading| !heading.is_empty()).count() == 1;
    let find: fn(&str) -> Option<Field> = if alone { exact } else { by_word };
    headings.iter().any(|heading| find(&fold_header(heading)).is_some_and(such))
}

/// "Nom" beside "Prénom" is the family name, and so is "Name" beside "First name".
fn surname_beside_given(columns: &mut [Column]) {
    let has = |field: Field| columns.iter().any(|c| c.field == Some(field));
    if !has(Field::GivenName) || has(Field::FamilyName) {
        return;
    }
    let bare =
        |c: &&mut Column| c.field == Some(Field::Name) && matches!(fold_header(&c.header).as_str(), "nom" | "name");
    if let Some(column) = columns.iter_mut().find(bare) {
        column.field = Some(Field::FamilyName);
    }
}
