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

fn field_of(header: &str) -> Option<Field> {
    let folded = fold_header(header);
    let plain = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    let exact = |word: &str| HEADINGS.iter().find(|(_, words)| words.contains(&word)).map(|(field, _)| *field);
    let telling = || TELLING.iter().find(|(_, parts)| parts.iter().any(|p| plain.contains(p))).map(|(field, _)| *field);
    exact(&folded).or_else(|| exact(plain)).or_else(telling)
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
