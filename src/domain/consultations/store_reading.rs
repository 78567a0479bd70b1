use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::model::{ConsultationId, QuestionId, Quoting};
use super::reading::{Given, Person, Respondent};
use crate::db::schema::{
    consultation_answers as answers, consultation_consents as consents, consultation_people as people,
    consultation_questions as questions, contact_groups, contacts, stakeholder_groups,
};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::contacts::heir;
use crate::kernel::ids::{ContactId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;

#[derive(Queryable)]
struct Row {
    id: i64,
    public_id: PublicId,
    asked_at: Option<Instant>,
    reminded_at: Option<Instant>,
    saved_at: Option<Instant>,
    sent_at: Option<Instant>,
    contact: ContactId,
    contact_public: PublicId,
    native: String,
    latin: String,
    family: String,
    salutation: Json,
    language: Locale,
}

impl Row {
    fn name(&self) -> Stored<PersonName> {
        Ok(PersonName {
            native: self.native.clone(),
            latin: self.latin.clone(),
            family: self.family.clone(),
            address: self.salutation.read()?,
        })
    }
}

macro_rules! columns {
    () => {
        (
            people::id,
            people::public_id,
            people::asked_at,
            people::reminded_at,
            people::saved_at,
            people::sent_at,
            contacts::id,
            contacts::public_id,
            contacts::native_name,
            contacts::latin_name,
            contacts::family_name,
            contacts::salutation,
            contacts::language,
        )
    };
}

/// Who has been erased is no longer among them; what they said went with them. What was sent by an entry that went into another since is
/// the living one's.
fn rows(conn: &mut Conn, of: ConsultationId) -> Stored<Vec<Row>> {
    Ok(one_each(every_sheet(conn, of)?))
}

/// The same with all sheets of entries that became one.
fn every_sheet(conn: &mut Conn, of: ConsultationId) -> Stored<Vec<Row>> {
    let mut rows: Vec<Row> = people::table
        .inner_join(contacts::table.on(contacts::id.eq(people::contact_id)))
        .filter(people::consultation_id.eq(of))
        .filter(contacts::erased_at.is_null())
        .order(people::id)
        .select(columns!())
        .load(conn)?;
    let behind: Vec<(i64, ContactId)> = people::table
        .inner_join(contacts::table.on(contacts::id.eq(people::contact_id)))
        .filter(people::consultation_id.eq(of))
        .filter(people::sent_at.is_not_null())
        .filter(contacts::merged_into.is_not_null())
        .order(people::id)
        .select((people::id, contacts::id))
        .load(conn)?;
    for (person, contact) in behind {
        let Some(living) = heir(conn, contact)? else { continue };
        let row: Row = people::table
            .inner_join(contacts::table.on(contacts::id.eq(living)))
            .filter(people::id.eq(person))
            .select(columns!())
            .first(conn)?;
        rows.push(row);
    }
    rows.sort_by_key(|r| r.id);
    Ok(rows)
}

/// Sheets that were sent and do not count, for their person has another that does.
pub(super) fn outdone(conn: &mut Conn, of: ConsultationId) -> Stored<Vec<i64>> {
    // Most often nobody has two, and that is soon seen.
    let merged: i64 = people::table
        .inner_join(contacts::table.on(contacts::id.eq(people::contact_id)))
        .filter(people::consultation_id.eq(of))
        .filter(people::sent_at.is_not_null())
        .filter(contacts::merged_into.is_not_null())
        .count()
        .get_result(conn)?;
    if merged == 0 {
        return Ok(Vec::new());
    }
    let all = every_sheet(conn, of)?;
    let sent: Vec<i64> = all.iter().filter(|row| row.sent_at.is_some()).map(|row| row.id).collect();
    let counting: HashSet<i64> = one_each(all).into_iter().map(|row| row.id).collect();
    Ok(sent.into_iter().filter(|id| !counting.contains(id)).collect())
}

/// Of the sheets of entries that became one, the one that counts (`store_answers::counting`): nobody is told, or quoted, by another.
fn one_each(rows: Vec<Row>) -> Vec<Row> {
    let reached = |row: &Row| (row.sent_at, row.saved_at, row.asked_at);
    let mut counting: HashMap<ContactId, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let best = counting.entry(row.contact).or_insert(at);
        if reached(row) >= reached(&rows[*best]) {
            *best = at;
        }
    }
    let counting: HashSet<usize> = counting.into_values().collect();
    rows.into_iter().enumerate().filter(|(at, _)| counting.contains(at)).map(|(_, row)| row).collect()
}

/// The sheets that were sent and count.
pub(super) fn sent(conn: &mut Conn, of: ConsultationId) -> Stored<HashSet<i64>> {
    Ok(rows(conn, of)?.into_iter().filter(|row| row.sent_at.is_some()).map(|row| row.id).collect())
}

/// The first group of each, in the groups' own order.
fn first_groups(conn: &mut Conn, of: ConsultationId) -> Stored<HashMap<ContactId, String>> {
    let rows: Vec<(ContactId, String)> = people::table
        .inner_join(contact_groups::table.on(contact_groups::contact_id.eq(people::contact_id)))
        .inner_join(stakeholder_groups::table.on(stakeholder_groups::id.eq(contact_groups::group_id)))
        .filter(people::consultation_id.eq(of))
        .order((stakeholder_groups::position, stakeholder_groups::id))
        .select((people::contact_id, stakeholder_groups::code))
        .load(conn)?;
    let mut found = HashMap::new();
    for (contact, code) in rows {
        found.entry(contact).or_insert(code);
    }
    Ok(found)
}

fn consents_of(conn: &mut Conn, of: ConsultationId) -> Stored<HashMap<i64, Quoting>> {
    let rows: Vec<(i64, Quoting)> = consents::table
        .inner_join(people::table.on(people::id.eq(consents::person_id)))
        .filter(people::consultation_id.eq(of))
        .filter(consents::replaced_at.is_null())
        .select((consents::person_id, consents::quoting))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

pub(super) fn people(conn: &mut Conn, of: ConsultationId) -> Stored<Vec<Person>> {
    let (groups, consents) = (first_groups(conn, of)?, consents_of(conn, of)?);
    let read = |row: Row| {
        Ok(Person {
            name: row.name()?,
            group: groups.get(&row.contact).cloned(),
            quoting: consents.get(&row.id).copied(),
            public_id: row.public_id,
            contact_public: row.contact_public,
            language: row.language,
            asked_at: row.asked_at,
            reminded_at: row.reminded_at,
            saved_at: row.saved_at,
            sent_at: row.sent_at,
        })
    };
    rows(conn, of)?.into_iter().map(read).collect()
}

pub(super) fn respondents(conn: &mut Conn, of: ConsultationId) -> Stored<Vec<Respondent>> {
    let (groups, consents) = (first_groups(conn, of)?, consents_of(conn, of)?);
    let mut given = given(conn, of)?;
    let mut found = Vec::new();
    for row in rows(conn, of)? {
        let Some(sent_at) = row.sent_at else { continue };
        found.push(Respondent {
            name: row.name()?,
            person: row.id,
            group: groups.get(&row.contact).cloned(),
            quoting: consents.get(&row.id).copied(),
            given: given.remove(&row.id).unwrap_or_default(),
            public_id: row.public_id,
            contact_public: row.contact_public,
            language: row.language,
            sent_at,
        });
    }
    Ok(found)
}

/// The answers that count, by person.
fn given(conn: &mut Conn, of: ConsultationId) -> Stored<HashMap<i64, HashMap<QuestionId, Given>>> {
    let rows: Vec<(i64, QuestionId, i64, Json, Instant)> = answers::table
        .inner_join(questions::table.on(questions::id.eq(answers::question_id)))
        .filter(questions::consultation_id.eq(of))
        .filter(questions::removed_at.is_null())
        .filter(answers::replaced_at.is_null())
        .select((answers::person_id, answers::question_id, answers::revision, answers::value, answers::at))
        .load(conn)?;
    let mut found: HashMap<i64, HashMap<QuestionId, Given>> = HashMap::new();
    for (person, question, revision, value, at) in rows {
        found.entry(person).or_default().insert(question, Given { value: value.read()?, revision, at });
    }
    Ok(found)
}
