//! A conference of one day, and what its agenda takes and refuses.

mod following;
mod keeping;
mod shifting;
mod table;

use super::glimpse::glance;
use super::*;
use crate::access::{Actor, Context, Role};
use crate::db::Conn;
use crate::domain::contacts::{self, AddressDraft, Contact, ContactDraft, NewContact};
use crate::domain::events::{self, EventInput, EventView, HostInput};
use crate::domain::programme::Outline;
use crate::domain::programme::tests::{context, member, new_programme};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::localised::Localised;
use crate::testing::{TestDatabase, database};

pub(super) struct House {
    pub db: TestDatabase,
    pub outline: Outline,
}

pub(super) fn house() -> House {
    let db = database();
    let cx = context(member(Role::Administrator, None, None));
    let outline = db
        .write_now(|conn| {
            crate::domain::overview::create_from_template(conn, &cx, &new_programme("cities", &["datong", "hohhot"]))
        })
        .expect("created");
    House { db, outline }
}

impl House {
    pub fn coordinator(&self) -> Context {
        context(Actor::System("coordinator"))
    }
    pub fn as_role(&self, role: Role, city: usize) -> Context {
        let city = (role == Role::LocalCoordinator).then(|| self.outline.cities[city].id);
        context(member(role, Some(self.outline.programme.id), city))
    }
    pub fn write<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, SessionError>) -> Result<T, SessionError> {
        self.db.write_now(work)
    }
    pub fn input(&self, city: usize) -> EventInput {
        EventInput {
            kind: "conference".to_owned(),
            hosting: "ours".to_owned(),
            title: Localised::three("Conference", "Conférence", "会议"),
            city: self.outline.cities[city].public_id.to_string(),
            starts: "2016-05-24T09:00".to_owned(),
            ends: "2016-05-24T17:00".to_owned(),
            ..EventInput::default()
        }
    }
    pub fn make(&self, input: &EventInput) -> EventView {
        let cx = self.coordinator();
        self.write(|c| Ok(events::create(c, &cx, self.outline.programme.id, input)?)).expect("an event")
    }
    /// In Datong, from nine to five.
    pub fn event(&self) -> EventView {
        self.make(&self.input(0))
    }
    /// A congress of three days, of which an hour and a half is ours.
    pub fn hosted(&self) -> EventView {
        self.make(&EventInput {
            hosting: "others".to_owned(),
            starts: "2016-05-23T09:00".to_owned(),
            ends: "2016-05-25T18:00".to_owned(),
            host: HostInput {
                name: Localised::three("Union", "Union", "联合会"),
                slot_starts: "2016-05-24T14:00".to_owned(),
                slot_ends: "2016-05-24T15:30".to_owned(),
                ..HostInput::default()
            },
            ..self.input(0)
        })
    }
    pub fn add(&self, view: &EventView, input: &SessionInput) -> Result<Session, SessionError> {
        let cx = self.coordinator();
        self.write(|c| create(c, &cx, view, input))
    }
    pub fn agenda(&self, view: &EventView) -> Agenda {
        let cx = self.coordinator();
        let whole = self.write(|c| agenda(c, &cx, view)).expect("an agenda");
        // What its event's page tells of it is the same.
        let seen = self.write(|c| glance(c, &cx, view)).expect("a glance");
        assert_eq!(
            (seen.sessions.len(), seen.warnings, seen.frame),
            (whole.sessions.len(), whole.warnings.clone(), whole.frame)
        );
        whole
    }
    pub fn contact(&self, native: &str, latin: &str, email: &str) -> Contact {
        let draft = ContactDraft {
            native_name: native.to_owned(),
            latin_name: latin.to_owned(),
            addresses: vec![AddressDraft { email: email.to_owned(), label: String::new() }],
            ..ContactDraft::default()
        };
        let new = NewContact::parse(draft).expect("a contact");
        let cx = self.coordinator();
        self.db.write_now(|c| contacts::create(c, &cx, &new)).expect("made")
    }
}

/// A talk of the twenty-fourth of May.
pub(super) fn talk(title: &str, (starts, ends): (&str, &str), room: &str) -> SessionInput {
    SessionInput {
        kind: "talk".to_owned(),
        title: Localised::three(title, title, title),
        starts: format!("2016-05-24T{starts}"),
        ends: format!("2016-05-24T{ends}"),
        room: room.to_owned(),
        ..SessionInput::default()
    }
}

pub(super) fn typed(part: &str, name: &str) -> PersonInput {
    PersonInput { part: part.to_owned(), who: Sought::Typed(name.to_owned()), names: Localised::default() }
}

pub(super) fn faults(refused: Result<impl std::fmt::Debug, SessionError>) -> Vec<(String, Reason)> {
    match refused {
        Err(SessionError::Invalid(Invalid(faults))) => faults.into_iter().map(|f| (f.field, f.reason)).collect(),
        other => panic!("{other:?}"),
    }
}
