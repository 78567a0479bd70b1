//! People who are in the book twice: one pair made one yesterday, which can still be parted, and one that nobody has seen yet.

use super::{DemoError, at, fault};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::contacts::{self, AddressDraft, Contact, ContactDraft, Filter, NewContact};
use crate::domain::merging::{self, Choices, Versions};
use crate::kernel::localised::Localised;

const DAY: i64 = 86_400;

pub(super) fn make(conn: &mut Conn, cx: &Context) -> Result<(), DemoError> {
    let yesterday = at(cx, cx.now.plus_seconds(-DAY));
    let brought = ContactDraft {
        native_name: "Li Na".to_owned(),
        family_name: "Li".to_owned(),
        salutation: Localised::three("Dear Professor Li,", "Chère Professeure Li,", ""),
        language: "en".to_owned(),
        phone: "+86 139 5550 7712".to_owned(),
        notes: "Met in Lyon, 12 March. Answers fastest at her private address.".to_owned(),
        addresses: vec![AddressDraft { email: "li.na@mail.example".to_owned(), label: "private".to_owned() }],
        tags: vec!["Lyon".to_owned()],
        ..ContactDraft::default()
    };
    let other = added(conn, &yesterday, brought)?;
    let kept = known(conn, cx, "li.na@qianjiang.example")?;
    let versions = Versions { kept: kept.version, other: other.version };
    let both = (&kept.person.public_id, &other.person.public_id);
    merging::merge_contacts(conn, &yesterday, both, versions, &Choices::default()).map_err(fault("merge"))?;
    let unseen = ContactDraft {
        native_name: "Wang Wei".to_owned(),
        family_name: "Wang".to_owned(),
        language: "en".to_owned(),
        phone: "+86 139 5550 4418".to_owned(),
        addresses: vec![AddressDraft { email: "wangwei@mail.example".to_owned(), label: String::new() }],
        tags: vec!["workshop 2015".to_owned()],
        ..ContactDraft::default()
    };
    added(conn, cx, unseen)?;
    Ok(())
}

fn added(conn: &mut Conn, cx: &Context, draft: ContactDraft) -> Result<Contact, DemoError> {
    let name = draft.native_name.clone();
    let new = NewContact::parse(draft).map_err(|faults| DemoError::invalid(&name, &faults))?;
    contacts::create(conn, cx, &new).map_err(fault("person"))
}

/// Whoever has this address.
fn known(conn: &mut Conn, cx: &Context, email: &str) -> Result<Contact, DemoError> {
    let filter = Filter { text: email.to_owned(), ..Filter::default() };
    let ids = contacts::matching_ids(conn, cx, &filter).map_err(fault("person"))?;
    let found = contacts::contacts(conn, &ids).map_err(fault("person"))?;
    found.into_iter().next().ok_or_else(|| DemoError::Data(format!("nobody at {email}")))
}
