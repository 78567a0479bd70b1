//! Entries made one and parted again, on a real database; and the decisions behind it as tables.

mod choosing;
mod handing;
mod hanging;
mod houses;
mod parting;
mod seats;
mod uniting;

use diesel::prelude::*;

use super::*;
use crate::access::{Actor, Context, Role};
use crate::db::schema::outbox;
use crate::db::{Conn, DbError};
use crate::domain::contacts::{self, AddressDraft, AffiliationDraft, Contact, ContactDraft, NewContact};
use crate::domain::events::{self, EventInput, EventView};
use crate::domain::invitations::{self, Answer, Given, Wish};
use crate::domain::outbox::{self as mails, Lane, Message, NewMessage};
use crate::domain::programme::Outline;
use crate::domain::programme::tests::{context, member, new_programme};
use crate::kernel::ids::{AccountId, ContactId, PublicId, SeatId};
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;
use crate::kernel::token::Purpose;
use crate::testing::{TestDatabase, database};

/// One city by four steps, and an event with two places.
struct House {
    db: TestDatabase,
    outline: Outline,
    event: EventView,
}

const NOW: &str = "2016-04-18T08:00:00Z";

fn house() -> House {
    let db = database();
    let administrator = context(member(Role::Administrator, None, None));
    let outline = db
        .write_now(|c| {
            crate::domain::overview::create_from_template(c, &administrator, &new_programme("cities", &["datong"]))
        })
        .unwrap();
    let event = event(&db, &outline, "Seminar", "2");
    House { db, outline, event }
}

fn event(db: &TestDatabase, outline: &Outline, title: &str, capacity: &str) -> EventView {
    let input = EventInput {
        kind: "seminar".to_owned(),
        hosting: "ours".to_owned(),
        title: Localised::three(title, "Séminaire", "研讨会"),
        city: outline.cities[0].public_id.to_string(),
        starts: "2016-05-24T09:00".to_owned(),
        ends: "2016-05-24T17:00".to_owned(),
        capacity: capacity.to_owned(),
        ..EventInput::default()
    };
    db.write_now(|c| events::create(c, &context(Actor::System("test")), outline.programme.id, &input)).unwrap()
}

impl House {
    /// No account stands behind it: what is written names nobody.
    fn staff(&self) -> Context {
        context(Actor::System("test"))
    }
    fn later(&self, now: &str) -> Context {
        let now: Instant = now.parse().unwrap();
        Context { now, machine: now, ..self.staff() }
    }
    fn as_role(&self, role: Role) -> Context {
        let city = (role == Role::LocalCoordinator).then(|| self.outline.cities[0].id);
        context(member(role, Some(self.outline.programme.id), city))
    }
    fn write<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, MergeError>) -> Result<T, MergeError> {
        self.db.write_now(work)
    }
    fn person(&self, name: &str, emails: &[&str]) -> Contact {
        self.made(draft(name, emails))
    }
    fn made(&self, draft: ContactDraft) -> Contact {
        let new = NewContact::parse(draft).unwrap();
        self.db.write_now(|c| contacts::create(c, &self.staff(), &new)).unwrap()
    }
    fn again(&self, of: &Contact) -> Contact {
        self.db.read_now(|c| contacts::contact(c, &self.staff(), &of.person.public_id)).unwrap()
    }
    fn is_gone(&self, of: &Contact) -> bool {
        self.db.read_now(|c| contacts::contact(c, &self.staff(), &of.person.public_id)).is_err()
    }
    fn edit(&self, of: &Contact, change: impl FnOnce(&mut NewContact)) -> Contact {
        let now = self.again(of);
        let mut new = NewContact::of(&now);
        change(&mut new);
        let id = of.person.public_id.clone();
        self.db.write_now(|c| contacts::edit(c, &self.staff(), &id, now.version, &new)).unwrap()
    }
    fn plan(&self, kept: &Contact, other: &Contact) -> Result<Plan, MergeError> {
        self.db.read_now(|c| plan(c, &self.staff(), &kept.person.public_id, &other.person.public_id))
    }
    fn merge(&self, kept: &Contact, other: &Contact) -> Result<Merge, MergeError> {
        self.merge_so(kept, other, &Choices::default())
    }
    fn merge_so(&self, kept: &Contact, other: &Contact, choices: &Choices) -> Result<Merge, MergeError> {
        let versions = Versions { kept: self.again(kept).version, other: self.again(other).version };
        let both = (&kept.person.public_id, &other.person.public_id);
        self.write(|c| merge_contacts(c, &self.staff(), both, versions, choices))
    }
    fn check(&self, merge: &Merge) -> UndoPlan {
        self.db.read_now(|c| check::<People>(c, &self.staff(), &merge.public_id)).unwrap()
    }
    fn undo(&self, merge: &Merge) -> Result<Merge, MergeError> {
        let version = self.check(merge).version;
        self.write(|c| undo::<People>(c, &self.staff(), &merge.public_id, version))
    }
    fn seat_at(&self, event: &EventView, of: &Contact) -> SeatId {
        self.db
            .write_now(|c| -> Result<_, invitations::InvitationError> {
                let facts = invitations::event_facts(c, event.event.id)?;
                invitations::add_seats(c, &self.staff(), &facts, &[of.person.id])?;
                Ok(seat_of(c, event, of.person.id).unwrap())
            })
            .unwrap()
    }
    fn says(&self, seat: SeatId, wish: Wish, now: &str) -> Answer {
        let cx = Context { actor: Actor::Guest(seat), ..self.later(now) };
        let given = Given { wish, note: String::new(), needs: None };
        self.db.write_now(|c| invitations::answer(c, &cx, seat, &given)).unwrap().answer()
    }
    /// Whose seat it is, and how it stands: contact, answer, whether it counts.
    fn seat(&self, seat: SeatId) -> (ContactId, Answer, bool) {
        use crate::db::schema::seats;
        let read = |c: &mut Conn| -> Result<_, DbError> {
            let row: (Option<ContactId>, Answer, Option<Instant>) = seats::table
                .filter(seats::id.eq(seat))
                .select((seats::contact_id, seats::answer, seats::removed_at))
                .first(c)?;
            Ok((row.0.unwrap(), row.1, row.2.is_none()))
        };
        self.db.read_now(read).unwrap()
    }
    fn link(&self, seat: SeatId) -> String {
        use crate::db::schema::seats;
        let nonce: String = self
            .db
            .read_now(|c| -> Result<_, DbError> {
                Ok(seats::table.filter(seats::id.eq(seat)).select(seats::nonce).first(c)?)
            })
            .unwrap();
        self.staff().keys.link(Purpose::Answer, seat.raw(), &nonce)
    }
    /// Which seat a link opens.
    fn opened(&self, link: &str) -> Option<SeatId> {
        self.db.read_now(|c| invitations::open_link(c, &context(Actor::Nobody), link)).ok().map(|seat| seat.id)
    }
    fn mail(&self, to: &Contact, key: &str) {
        let mail = NewMessage {
            message: Message::RelayTest { account: AccountId::new(1) },
            lane: Lane::Prompt,
            to: to.person.addresses[0].email.clone(),
            contact: Some(to.person.id),
            locale: to.person.language,
            programme: None,
            event: None,
            due_at: self.staff().now,
            dedupe_key: key.to_owned(),
        };
        self.db.write_now(|c| mails::enqueue(c, &self.staff(), &mail)).unwrap();
    }
    fn mails_of(&self, of: &Contact) -> Vec<(String, Option<String>)> {
        let read = |c: &mut Conn| -> Result<_, DbError> {
            Ok(outbox::table
                .filter(outbox::contact_id.eq(of.person.id))
                .order(outbox::id)
                .select((outbox::state, outbox::reason))
                .load(c)?)
        };
        self.db.read_now(read).unwrap()
    }
}

fn seat_of(c: &mut Conn, event: &EventView, contact: ContactId) -> Option<SeatId> {
    use crate::db::schema::seats;
    seats::table
        .filter(seats::event_id.eq(event.event.id))
        .filter(seats::contact_id.eq(contact))
        .select(seats::id)
        .first(c)
        .optional()
        .unwrap()
}

fn draft(name: &str, emails: &[&str]) -> ContactDraft {
    let address = |email: &&str| AddressDraft { email: (*email).to_owned(), label: String::new() };
    ContactDraft {
        native_name: name.to_owned(),
        addresses: emails.iter().map(address).collect(),
        ..ContactDraft::default()
    }
}

fn emails(of: &Contact) -> Vec<&str> {
    of.person.addresses.iter().map(|a| a.email.as_str()).collect()
}
