//! What is seen of people and organisations besides their names.

use super::model::{Contact, ContactError, Organisation, Person};
use crate::access::{Action, Actor, Context, Scope, may, require};
use crate::db::Conn;
use crate::domain::history::{self, Entity, Entry};
use crate::kernel::page::PageRequest;

/// Whether addresses, telephone numbers and notes are for somebody's eyes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Details {
    Shown,
    Withheld,
}

impl Details {
    pub fn of(actor: &Actor) -> Details {
        Details::within(actor, Scope::Installation)
    }
    /// Of the guests of an event.
    pub fn within(actor: &Actor, scope: Scope) -> Details {
        if may(actor, Action::SeeDetails, scope) { Details::Shown } else { Details::Withheld }
    }
    pub fn are_shown(self) -> bool {
        self == Details::Shown
    }
    /// Takes out what is not to be seen.
    pub(super) fn keep_to(self, contact: &mut Contact) {
        if self == Details::Withheld {
            contact.notes.clear();
            contact.do_not_contact.iter_mut().for_each(|wish| wish.reason.clear());
        }
        self.keep_to_person(&mut contact.person);
    }
    pub(super) fn keep_to_person(self, person: &mut Person) {
        if self == Details::Withheld {
            person.phone.clear();
            person.addresses.clear();
        }
    }
    pub(super) fn keep_to_organisation(self, organisation: &mut Organisation) {
        if self == Details::Withheld {
            organisation.notes.clear();
        }
    }
}

/// Whether the actor is told what happened to people and organisations: their history holds details too.
pub fn tells_history(actor: &Actor) -> bool {
    may(actor, Action::SeeHistory, Scope::Installation) && Details::of(actor).are_shown()
}

/// What happened to a person, the latest first.
pub fn history(conn: &mut Conn, cx: &Context, person: &Person) -> Result<Vec<Entry>, ContactError> {
    past(conn, cx, Entity::Contact, person.id.raw())
}

/// What happened to an organisation, the latest first.
pub fn organisation_history(conn: &mut Conn, cx: &Context, of: &Organisation) -> Result<Vec<Entry>, ContactError> {
    past(conn, cx, Entity::Organisation, of.id.raw())
}

fn past(conn: &mut Conn, cx: &Context, entity: Entity, id: i64) -> Result<Vec<Entry>, ContactError> {
    require(&cx.actor, Action::SeeHistory, Scope::Installation)?;
    require(&cx.actor, Action::SeeDetails, Scope::Installation)?;
    Ok(history::of_entity(conn, entity, id, PageRequest::default())?.items)
}
