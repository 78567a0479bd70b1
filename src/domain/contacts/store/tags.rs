//! Tags: one whatever its capitals, as it was spelt first.

use std::collections::HashMap;

use diesel::prelude::*;

use super::super::fold;
use super::ROWS;
use crate::db::conn::each;
use crate::db::schema::contact_tags;
use crate::db::{Conn, Stored};
use crate::kernel::ids::ContactId;

#[derive(Clone, Insertable)]
#[diesel(table_name = contact_tags, treat_none_as_default_value = false)]
pub struct TagRow {
    pub(super) contact_id: ContactId,
    tag: String,
    pub(super) tag_folded: String,
}

impl TagRow {
    pub fn of(contact: ContactId, tag: &str) -> TagRow {
        TagRow { contact_id: contact, tag: tag.to_owned(), tag_folded: fold::words(tag) }
    }
}

/// The rows with each tag as somebody bears it already; among themselves as the first of them. One bearer is looked up for each tag: to
/// look at all would cost more with each person who comes in.
pub(super) fn spelt(conn: &mut Conn, rows: &[TagRow]) -> Stored<Vec<TagRow>> {
    let mut known: HashMap<&str, String> = HashMap::new();
    let mut spelt = Vec::with_capacity(rows.len());
    for row in rows {
        let folded = row.tag_folded.as_str();
        let tag = match known.get(folded) {
            Some(tag) => tag.clone(),
            None => {
                let borne: Option<String> = each!(conn, c => contact_tags::table
                    .filter(contact_tags::tag_folded.eq(folded))
                    .select(contact_tags::tag)
                    .first(c)
                    .optional())?;
                let tag = borne.unwrap_or_else(|| row.tag.clone());
                known.insert(folded, tag.clone());
                tag
            }
        };
        spelt.push(TagRow { tag, ..row.clone() });
    }
    Ok(spelt)
}

pub fn insert(conn: &mut Conn, rows: &[TagRow]) -> Stored<()> {
    for batch in spelt(conn, rows)?.chunks(ROWS) {
        each!(conn, c => diesel::insert_into(contact_tags::table)
            .values(batch).on_conflict_do_nothing().execute(c))?;
    }
    Ok(())
}
