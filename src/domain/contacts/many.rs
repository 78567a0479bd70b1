//! One act on many people who were chosen from a list.

use super::details::Details;
use super::fold;
use super::groups::GroupBook;
use super::input;
use super::model::{Contact, ContactError, Filter};
use super::record::edited;
use super::service;
use super::store::batch::{self, GroupRow};
use super::store::tags::{self as tag_rows, TagRow};
use super::store::{people as store, select};
use crate::access::{Action, Context, Door, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::history;
use crate::kernel::ids::{ContactId, PublicId};
use crate::kernel::invalid::{Invalid, Reason, required_line};

/// Whom an act is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Chosen {
    These(Vec<PublicId>),
    Matching(Filter),
}

/// What is done to each of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Act {
    /// One tag or several, as typed.
    AddTags(String),
    RemoveTags(String),
    /// A stakeholder group by its code.
    JoinGroup(String),
    LeaveGroup(String),
    /// Not written to any more, with the reason.
    Silence(String),
}

/// The most people one act may be about: it is one transaction.
pub const MOST: usize = 10_000;

/// So many are held at one time.
const BATCH: usize = 500;

/// The people chosen, by family name where a filter chose them.
pub fn chosen_ids(conn: &mut Conn, cx: &Context, chosen: &Chosen) -> Result<Vec<ContactId>, ContactError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    Ok(found(conn, cx, chosen)?)
}

/// As [`chosen_ids`], for files that leave the house.
pub fn exported_choice(conn: &mut Conn, cx: &Context, chosen: &Chosen) -> Result<Vec<ContactId>, ContactError> {
    require(&cx.actor, Action::ExportContacts, Scope::Installation)?;
    Ok(found(conn, cx, chosen)?)
}

fn found(conn: &mut Conn, cx: &Context, chosen: &Chosen) -> Stored<Vec<ContactId>> {
    match chosen {
        Chosen::These(ids) => store::ids_of(conn, ids),
        Chosen::Matching(filter) => select::all(conn, filter, Details::of(&cx.actor)),
    }
}

/// How many an act would be about, for those who may do it.
pub fn reach(conn: &mut Conn, cx: &Context, chosen: &Chosen) -> Result<usize, ContactError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    Ok(found(conn, cx, chosen)?.len())
}

/// Does it to all of them, or to none. `seen` is the number that was told before: another number is another question.
/// Says for how many something changed.
pub fn act_on(conn: &mut Conn, cx: &Context, act: &Act, chosen: &Chosen, seen: usize) -> Result<usize, ContactError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    let task = Task::of(conn, act)?;
    let ids = found(conn, cx, chosen)?;
    if ids.len() > MOST {
        return Err(Invalid::one("all", Reason::OutOfRange { min: 1, max: MOST as i64 }).into());
    }
    if ids.len() != seen {
        return Err(ContactError::Stale);
    }
    let mut changed = 0;
    for batch in ids.chunks(BATCH) {
        let people = store::load(conn, batch)?;
        let touched: Vec<Contact> = people.into_iter().filter(|c| task.changes(c)).collect();
        task.perform(conn, cx, &touched)?;
        changed += touched.len();
    }
    Ok(changed)
}

/// An act, checked.
enum Task {
    AddTags(Vec<String>),
    RemoveTags(Vec<String>),
    JoinGroup(i64, String),
    LeaveGroup(i64, String),
    Silence(String),
}

impl Task {
    fn of(conn: &mut Conn, act: &Act) -> Result<Task, ContactError> {
        Ok(match act {
            Act::AddTags(typed) => Task::AddTags(tags(typed)?),
            Act::RemoveTags(typed) => Task::RemoveTags(tags(typed)?),
            Act::JoinGroup(code) => Task::JoinGroup(group(conn, code)?, code.clone()),
            Act::LeaveGroup(code) => Task::LeaveGroup(group(conn, code)?, code.clone()),
            Act::Silence(reason) => {
                let line = required_line(reason, input::REASON);
                Task::Silence(line.map_err(|bad| Invalid::one("reason", bad))?)
            }
        })
    }

    /// Whether there is anything to do for somebody.
    fn changes(&self, contact: &Contact) -> bool {
        let person = &contact.person;
        let bears = |tag: &String| person.tags.iter().any(|own| fold::words(own) == fold::words(tag));
        match self {
            Task::AddTags(tags) => !tags.iter().all(bears),
            Task::RemoveTags(tags) => tags.iter().any(bears),
            Task::JoinGroup(_, code) => !person.groups.contains(code),
            Task::LeaveGroup(_, code) => person.groups.contains(code),
            Task::Silence(_) => !person.do_not_contact,
        }
    }

    fn perform(&self, conn: &mut Conn, cx: &Context, people: &[Contact]) -> Result<(), ContactError> {
        let ids: Vec<ContactId> = people.iter().map(|c| c.person.id).collect();
        match self {
            Task::AddTags(tags) => {
                let rows = ids.iter().flat_map(|id| tags.iter().map(|tag| TagRow::of(*id, tag))).collect::<Vec<_>>();
                tag_rows::insert(conn, &rows)?;
            }
            Task::RemoveTags(tags) => {
                let folded: Vec<String> = tags.iter().map(|t| fold::words(t)).collect();
                batch::remove_tags(conn, &ids, &folded)?;
            }
            Task::JoinGroup(group, _) => {
                let row = |id: &ContactId| GroupRow { contact_id: *id, group_id: *group };
                batch::insert_groups(conn, &ids.iter().map(row).collect::<Vec<_>>())?;
            }
            Task::LeaveGroup(group, _) => batch::remove_group(conn, &ids, *group)?,
            Task::Silence(reason) => {
                for id in ids {
                    service::do_not_contact(conn, cx, id, reason, Door::Staff)?;
                }
                return Ok(());
            }
        }
        batch::touch(conn, &ids, cx.now)?;
        for (before, after) in people.iter().zip(store::load(conn, &ids)?) {
            history::record(conn, cx, edited(before, &after))?;
        }
        Ok(())
    }
}

/// At least one tag, each as a form's are.
fn tags(typed: &str) -> Result<Vec<String>, ContactError> {
    let mut bad = Invalid::default();
    let tags = input::tags(&[typed.to_owned()], &mut bad);
    if bad.0.is_empty() && tags.is_empty() {
        bad.add("tags", Reason::Required);
    }
    bad.into_result()?;
    Ok(tags)
}

fn group(conn: &mut Conn, code: &str) -> Result<i64, ContactError> {
    let book = GroupBook::load(conn)?;
    let named = [code.to_owned()];
    let found = book.ids(&named).next();
    found.ok_or_else(|| Invalid::one("groups", if code.is_empty() { Reason::Required } else { Reason::NoSuch }).into())
}
