//! Stakeholder groups: which there are, by which words they are known, added and renamed.

use std::collections::HashMap;

use super::fold;
use super::input::NAME;
use super::model::{ContactError, Group};
use super::store::groups as store;
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::invalid::{Invalid, Reason, line};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

/// The stakeholder groups, in their order.
pub fn groups(conn: &mut Conn) -> Stored<Vec<Group>> {
    let group = |row: store::Row| Ok(Group { code: row.code, name: row.name.read()? });
    store::all(conn)?.into_iter().map(group).collect()
}

/// Refuses a code that no group has: nobody would be in it, and it would pass for a group without people.
pub fn known_group(conn: &mut Conn, code: &str) -> Stored<Result<(), Invalid>> {
    let codes: Vec<String> = groups(conn)?.into_iter().map(|group| group.code).collect();
    let known = codes.iter().any(|known| known == code);
    let refused = || Invalid::one("group", Reason::NotOneOf { allowed: codes.join(", ") });
    Ok(if known { Ok(()) } else { Err(refused()) })
}

/// One group, for whoever may change it.
pub fn group(conn: &mut Conn, cx: &Context, code: &str) -> Result<Group, ContactError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    Ok(groups(conn)?.into_iter().find(|group| group.code == code).ok_or(Denied::NotFound)?)
}

/// Adds a group behind the others. Its code, which stands in files and never changes, is its English name in small letters.
pub fn add_group(conn: &mut Conn, cx: &Context, name: &Localised) -> Result<Group, ContactError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    let name = checked(conn, name, None)?;
    let code = fold::words(name.best(Locale::En)).replace(' ', "-");
    if !code.is_ascii() {
        return Err(Invalid::one("name.en", Reason::Required).into());
    }
    let id = store::insert(conn, &code, &name)?;
    let changes = Change::of_text("name", &Localised::default(), &name);
    history::record(conn, cx, Record::new(Entity::Group, id, "created").changes(changes))?;
    Ok(Group { code, name })
}

/// The same with the number that history knows it by.
pub fn group_in_history(conn: &mut Conn, cx: &Context, code: &str) -> Result<(Group, i64), ContactError> {
    Ok((group(conn, cx, code)?, store::row(conn, code)?))
}

/// Gives a group other names, if they are still those that were seen.
pub fn rename_group(
    conn: &mut Conn,
    cx: &Context,
    code: &str,
    seen: &Localised,
    name: &Localised,
) -> Result<(), ContactError> {
    let before = group(conn, cx, code)?.name;
    if before != *seen {
        return Err(ContactError::Stale);
    }
    let name = checked(conn, name, Some(code))?;
    if name == before {
        return Ok(());
    }
    let id = store::rename(conn, code, &name)?;
    let changes = Change::of_text("name", &before, &name);
    history::record(conn, cx, Record::new(Entity::Group, id, "edited").changes(changes))?;
    Ok(())
}

fn field(locale: Locale) -> String {
    format!("name.{}", locale.tag())
}

/// A name in every language, by which no other group is known.
fn checked(conn: &mut Conn, typed: &Localised, own: Option<&str>) -> Result<Localised, ContactError> {
    let mut bad = Invalid::default();
    let name = typed.checked(&mut bad, "name", |t| line(t, NAME));
    let book = GroupBook::load(conn)?;
    let told: Vec<String> = bad.0.iter().map(|fault| fault.field.clone()).collect();
    for locale in Locale::ALL.into_iter().filter(|l| !told.contains(&field(*l))) {
        let text = name.get(locale).unwrap_or_default();
        if fold::joined(text).is_empty() {
            bad.add(field(locale), Reason::Required);
        } else if book.code(text).is_some_and(|code| own != Some(code)) {
            bad.add(field(locale), Reason::Taken);
        }
    }
    bad.into_result()?;
    Ok(name)
}

/// The groups by their codes and by their names in every language, one of it or many.
pub(super) struct GroupBook {
    ids: HashMap<String, i64>,
    codes: HashMap<String, String>,
    /// In their order, for whoever named another.
    all: Vec<String>,
}

impl GroupBook {
    pub(super) fn load(conn: &mut Conn) -> Stored<GroupBook> {
        let mut book = GroupBook { ids: HashMap::new(), codes: HashMap::new(), all: Vec::new() };
        let rows = store::all(conn)?;
        // What a group is called in so many words goes before what another may be taken for.
        let spellings: [fn(&str) -> String; 2] = [fold::joined, alike];
        for spelt in spellings {
            for row in &rows {
                let name: Localised = row.name.read()?;
                for text in name.iter().map(|(_, text)| text).chain([row.code.as_str()]) {
                    book.codes.entry(spelt(text)).or_insert_with(|| row.code.clone());
                }
            }
        }
        for row in rows {
            book.all.push(row.code.clone());
            book.ids.insert(row.code, row.id);
        }
        Ok(book)
    }
    fn code(&self, name: &str) -> Option<&str> {
        let known = self.codes.get(&fold::joined(name)).or_else(|| self.codes.get(&alike(name)));
        known.map(String::as_str)
    }
    /// The codes of groups given by code or name. Those that there are not are told with those that there are.
    pub(super) fn codes(&self, named: &[String]) -> Result<Vec<String>, Invalid> {
        let unknown: Vec<&str> = named.iter().filter(|n| self.code(n).is_none()).map(String::as_str).collect();
        if unknown.is_empty() {
            return Ok(named.iter().filter_map(|n| self.code(n)).map(str::to_owned).collect());
        }
        let reason = Reason::NotAmong { name: unknown.join(", "), allowed: self.all.join(", ") };
        Err(Invalid::one("groups", reason))
    }
    pub(super) fn ids<'a>(&'a self, codes: &'a [String]) -> impl Iterator<Item = i64> + 'a {
        codes.iter().filter_map(|code| self.ids.get(code).copied())
    }
}

/// Words as they are when one and many are not told apart, in English and French: "City official", "Responsables municipaux".
fn alike(name: &str) -> String {
    let stem = |word: &str| match word.strip_suffix("ies").or(word.strip_suffix("ie")).or(word.strip_suffix('y')) {
        Some(stem) => format!("{stem}i"),
        None => match word.strip_suffix("aux") {
            Some(stem) => format!("{stem}al"),
            None => word.strip_suffix('s').unwrap_or(word).to_owned(),
        },
    };
    let words = fold::words(name);
    words.split(' ').map(stem).collect::<Vec<_>>().join(" ")
}
