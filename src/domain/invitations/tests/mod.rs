//! Tables of pure decisions, and use cases on a real database.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod answering;
mod calling_back;
mod chasing;
mod exclusions;
mod offices;
mod previewed;
mod releasing;
mod telling;

use diesel::prelude::*;

use super::*;
use crate::access::{Actor, Context, Door, Grant, Member, Role};
use crate::db::schema::{accounts, addresses, cities, contacts, outbox, programmes};
use crate::db::types::Json;
use crate::db::{Conn, DbError};
use crate::domain::events::{self, EventInput, EventView};
use crate::domain::outbox::MessageState;
use crate::kernel::ids::{AccountId, AddressId, CityId, ContactId, EventId, ProgrammeId, PublicId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;
use crate::testing::{TestDatabase, database};

/// Monday 18 April 2016, 16:00 in Datong.
const NOW: &str = "2016-04-18T08:00:00Z";

/// A programme with one city, two coordinators and an event on 24 May 2016; answers until 10 May, 18:00.
struct House {
    db: TestDatabase,
    keys: Keys,
    programme: ProgrammeId,
    accounts: [AccountId; 2],
    event: EventId,
    event_public: PublicId,
}

/// How the programme releases.
enum Rule {
    Alone,
    Second,
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

impl House {
    fn new(rule: Rule, capacity: &str) -> House {
        let db = database();
        let keys = Keys::new([7; 32]);
        let (programme, city, accounts) = db
            .write_now(|c| -> Result<_, DbError> {
                let programme = programme(c, rule);
                Ok((programme, city(c, programme), [account(c, "claire"), account(c, "lina")]))
            })
            .unwrap();
        let mut house =
            House { db, keys, programme, accounts, event: EventId::new(0), event_public: PublicId::random() };
        let view = house.create_event(&city, capacity);
        (house.event, house.event_public) = (view.event.id, view.event.public_id);
        house
    }
    fn create_event(&self, city: &PublicId, capacity: &str) -> EventView {
        let input = EventInput {
            kind: "workshop".to_owned(),
            hosting: "ours".to_owned(),
            title: Localised::three("Stakeholder workshop", "Atelier des parties prenantes", "利益相关方研讨会"),
            city: city.to_string(),
            starts: "2016-05-24T09:00".to_owned(),
            ends: "2016-05-24T17:00".to_owned(),
            reply_by: "2016-05-10T18:00".to_owned(),
            capacity: capacity.to_owned(),
            ..EventInput::default()
        };
        self.db.write_now(|c| events::create(c, &self.staff(0), self.programme, &input)).unwrap()
    }
    /// One of the two coordinators.
    fn staff(&self, who: usize) -> Context {
        let grant = Grant { role: Role::Coordinator, programme: Some(self.programme), city: None };
        let member = Member { account: self.accounts[who], grants: vec![grant], token: None, closed: Vec::new() };
        self.context(Actor::Member(member), NOW)
    }
    fn context(&self, actor: Actor, now: &str) -> Context {
        Context {
            actor,
            now: at(now),
            machine: at(now),
            locale: Locale::En,
            door: Door::Page,
            request: "test".to_owned(),
            place: None,
            keys: self.keys.clone(),
        }
    }
    fn write<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, InvitationError>) -> Result<T, InvitationError> {
        self.db.write_now(work)
    }
    fn facts(&self) -> EventFacts {
        self.db.read_now(|c| event_facts(c, self.event)).unwrap()
    }
    /// A person with an address and a seat.
    fn guest(&self, name: &str, language: Locale) -> SeatId {
        let contact = self.db.write_now(|c| -> Result<_, DbError> { Ok(person(c, name, language, true)) }).unwrap();
        self.seat(contact)
    }
    fn seat(&self, contact: ContactId) -> SeatId {
        let facts = self.facts();
        self.write(|c| add_seats(c, &self.staff(0), &facts, &[contact])).unwrap();
        self.row(contact).id
    }
    fn row(&self, contact: ContactId) -> GuestRow {
        let facts = self.facts();
        let all = self.db.read_now(|c| guests_all(c, &self.staff(0), &facts, &GuestFilter::default())).unwrap();
        all.into_iter().find(|g| g.contact == contact).unwrap()
    }
    fn rows(&self) -> Vec<GuestRow> {
        let facts = self.facts();
        self.db.read_now(|c| guests_all(c, &self.staff(0), &facts, &GuestFilter::default())).unwrap()
    }
    fn numbers(&self) -> Numbers {
        let facts = self.facts();
        self.db.read_now(|c| numbers(c, &self.staff(0), &facts)).unwrap()
    }
    fn says(&self, seat: SeatId, wish: Wish, now: &str) -> Result<Answered, InvitationError> {
        let given = Given { wish, note: String::new(), needs: None };
        self.write(|c| answer(c, &self.context(Actor::Guest(seat), now), seat, &given))
    }
    fn round(&self) -> Round {
        let facts = self.facts();
        let text = text();
        self.write(|c| create_round(c, &self.staff(0), &facts, &text, &Audience::NotYetInvited)).unwrap()
    }
    fn again(&self, round: &Round) -> Round {
        let facts = self.facts();
        self.db.read_now(|c| find_round(c, &self.staff(0), &facts, &round.public_id)).unwrap()
    }
    /// As if the relay had taken every invitation that waits.
    fn invitations_left(&self) {
        let kinds = ["invitation", "delegation-invitation"];
        let waiting = outbox::table.filter(outbox::kind.eq_any(kinds)).filter(outbox::state.eq(MessageState::Queued));
        let sent = outbox::state.eq(MessageState::Sent);
        self.db.write_now(|c| -> Result<_, DbError> { Ok(diesel::update(waiting).set(sent).execute(c)?) }).unwrap();
    }
    fn outbox(&self, kind: &str) -> Vec<(MessageState, String)> {
        self.db
            .read_now(|c| -> Result<_, DbError> {
                Ok(outbox::table
                    .filter(outbox::kind.eq(kind))
                    .order(outbox::id)
                    .select((outbox::state, outbox::dedupe_key))
                    .load(c)?)
            })
            .unwrap()
    }
}

fn text() -> RoundText {
    let subject = Localised::three("Invitation: {event}", "Invitation : {event}", "邀请：{event}");
    let body = Localised::three("We would be glad.\n\n{link}", "Nous serions heureux.\n\n{link}", "诚邀您。\n\n{link}");
    RoundText::parse("First", &subject, &body).unwrap()
}

fn programme(c: &mut Conn, rule: Rule) -> ProgrammeId {
    diesel::insert_into(programmes::table)
        .values((
            programmes::public_id.eq(PublicId::random()),
            programmes::version.eq(1_i64),
            programmes::slug.eq("medium"),
            programmes::title.eq(Json::of(&Localised::three("Medium cities", "Villes moyennes", "中等城市")).unwrap()),
            programmes::summary.eq("{}"),
            programmes::template.eq("four-steps"),
            programmes::zone.eq("Europe/Paris"),
            programmes::starts_on.eq("2016-01-01"),
            programmes::ends_on.eq("2017-12-31"),
            programmes::release_rule.eq(match rule {
                Rule::Alone => "alone",
                Rule::Second => "second-person",
            }),
            programmes::created_at.eq(0_i64),
            programmes::updated_at.eq(0_i64),
        ))
        .returning(programmes::id)
        .get_result(c)
        .unwrap()
}

fn city(c: &mut Conn, programme: ProgrammeId) -> PublicId {
    let public_id = PublicId::random();
    let _: CityId = diesel::insert_into(cities::table)
        .values((
            cities::public_id.eq(public_id.clone()),
            cities::version.eq(1_i64),
            cities::programme_id.eq(programme),
            cities::slug.eq("datong"),
            cities::name.eq(Json::of(&Localised::three("Datong", "Datong", "大同")).unwrap()),
            cities::zone.eq("Asia/Shanghai"),
            cities::latitude.eq(40.0),
            cities::longitude.eq(113.0),
            cities::hue.eq("datong"),
            cities::position.eq(1),
            cities::created_at.eq(0_i64),
        ))
        .returning(cities::id)
        .get_result(c)
        .unwrap();
    public_id
}

fn account(c: &mut Conn, name: &str) -> AccountId {
    let email = format!("{name}@example.org");
    let id: AccountId = diesel::insert_into(accounts::table)
        .values((
            accounts::public_id.eq(PublicId::random()),
            accounts::version.eq(1_i64),
            accounts::email.eq(&email),
            accounts::email_folded.eq(&email),
            accounts::name.eq(name),
            accounts::password_hash.eq("x"),
            accounts::locale.eq("fr"),
            accounts::zone.eq("Europe/Paris"),
            accounts::created_at.eq(0_i64),
        ))
        .returning(accounts::id)
        .get_result(c)
        .unwrap();
    use crate::db::schema::grants;
    diesel::insert_into(grants::table)
        .values((
            grants::account_id.eq(id),
            grants::role.eq("coordinator"),
            grants::programme_id.eq(programmes::table.select(programmes::id).first::<i64>(c).unwrap()),
            grants::created_at.eq(0_i64),
        ))
        .execute(c)
        .unwrap();
    id
}

fn person(c: &mut Conn, name: &str, language: Locale, with_address: bool) -> ContactId {
    let contact: ContactId = diesel::insert_into(contacts::table)
        .values((
            contacts::public_id.eq(PublicId::random()),
            contacts::version.eq(1_i64),
            contacts::native_name.eq(name),
            contacts::latin_name.eq(""),
            contacts::family_name.eq(name),
            contacts::salutation.eq("{}"),
            contacts::language.eq(language),
            contacts::phone.eq("+86 352 555 0123"),
            contacts::notes.eq(""),
            contacts::nonce.eq("n"),
            contacts::folded_name.eq(name),
            contacts::folded_latin.eq(name),
            contacts::search_key.eq(name),
            contacts::created_at.eq(0_i64),
            contacts::updated_at.eq(0_i64),
        ))
        .returning(contacts::id)
        .get_result(c)
        .unwrap();
    if with_address {
        add_address(c, contact, &format!("{name}@guests.example"));
    }
    contact
}

fn add_address(c: &mut Conn, contact: ContactId, email: &str) -> AddressId {
    diesel::insert_into(addresses::table)
        .values((
            addresses::contact_id.eq(contact),
            addresses::email.eq(email),
            addresses::email_folded.eq(email),
            addresses::label.eq(""),
            addresses::position.eq(0),
            addresses::created_at.eq(0_i64),
        ))
        .returning(addresses::id)
        .get_result(c)
        .unwrap()
}
