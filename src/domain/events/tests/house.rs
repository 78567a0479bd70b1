//! A programme with two cities, and what its events stand on.

use diesel::prelude::*;

use crate::access::{Action, Actor, Context, Door, Grant, Member, Role};
use crate::db::schema::{addresses, cities, history, invitations, programmes, rounds, seats};
use crate::db::{Conn, Db};
use crate::domain::contacts::{self, AddressDraft, ContactDraft, NewContact};
use crate::domain::events::*;
use crate::kernel::ids::{CityId, EventId, ProgrammeId, PublicId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;
use crate::testing::{TestDatabase, database};

pub(super) const NOW: &str = "2016-04-18T08:00:00Z";

pub(super) struct House {
    pub db: TestDatabase,
    pub programme: ProgrammeId,
    pub datong: (CityId, PublicId),
    pub hohhot: (CityId, PublicId),
}

pub(super) fn house() -> House {
    let db = database();
    let (programme, datong, hohhot) = db
        .write_now(|c| -> Result<_, EventError> {
            let programme: ProgrammeId = diesel::insert_into(programmes::table)
                .values((
                    programmes::public_id.eq(PublicId::random()),
                    programmes::version.eq(1_i64),
                    programmes::slug.eq("medium"),
                    programmes::title.eq("{}"),
                    programmes::summary.eq("{}"),
                    programmes::template.eq("four-steps"),
                    programmes::zone.eq("Europe/Paris"),
                    programmes::starts_on.eq("2016-01-01"),
                    programmes::ends_on.eq("2017-12-31"),
                    programmes::release_rule.eq("alone"),
                    programmes::created_at.eq(0_i64),
                    programmes::updated_at.eq(0_i64),
                ))
                .returning(programmes::id)
                .get_result(c)
                .map_err(crate::db::DbError::from)?;
            Ok((programme, city(c, programme, "Datong", "大同"), city(c, programme, "Hohhot", "呼和浩特")))
        })
        .unwrap();
    House { db, programme, datong, hohhot }
}

fn city(c: &mut Conn, programme: ProgrammeId, latin: &str, native: &str) -> (CityId, PublicId) {
    let public_id = PublicId::random();
    let id = diesel::insert_into(cities::table)
        .values((
            cities::public_id.eq(public_id.clone()),
            cities::version.eq(1_i64),
            cities::programme_id.eq(programme),
            cities::slug.eq(latin.to_lowercase()),
            cities::name.eq(crate::db::types::Json::of(&Localised::three(latin, latin, native)).unwrap()),
            cities::zone.eq("Asia/Shanghai"),
            cities::latitude.eq(40.0),
            cities::longitude.eq(113.0),
            cities::hue.eq("1"),
            cities::position.eq(1),
            cities::created_at.eq(0_i64),
        ))
        .returning(cities::id)
        .get_result(c)
        .unwrap();
    (id, public_id)
}

/// A seat and, as far as it is asked for, a released invitation.
pub(super) fn seat(c: &mut Conn, programme: ProgrammeId, event: EventId, answer: &str) -> SeatId {
    let draft = ContactDraft {
        native_name: "王建国".to_owned(),
        latin_name: "Wang Jianguo".to_owned(),
        addresses: vec![AddressDraft { email: "wang@example.org".to_owned(), label: String::new() }],
        ..ContactDraft::default()
    };
    let new = NewContact::parse(draft).unwrap();
    let contact = contacts::create(c, &at(Actor::System("test"), NOW), &new).unwrap().person.id;
    let address: crate::kernel::ids::AddressId =
        addresses::table.filter(addresses::contact_id.eq(contact)).select(addresses::id).first(c).unwrap();
    let seat: SeatId = diesel::insert_into(seats::table)
        .values((
            seats::public_id.eq(PublicId::random()),
            seats::event_id.eq(event),
            seats::contact_id.eq(contact),
            seats::ordinal.eq(0),
            seats::nonce.eq("n"),
            seats::answer.eq(answer),
            seats::created_at.eq(0_i64),
        ))
        .returning(seats::id)
        .get_result(c)
        .unwrap();
    let round: crate::kernel::ids::RoundId = diesel::insert_into(rounds::table)
        .values((
            rounds::public_id.eq(PublicId::random()),
            rounds::version.eq(1_i64),
            rounds::programme_id.eq(programme),
            rounds::event_id.eq(event),
            rounds::name.eq("first"),
            rounds::subject.eq("{}"),
            rounds::body.eq("{}"),
            rounds::state.eq("released"),
            rounds::leaves_at.eq(Some(0_i64)),
            rounds::created_at.eq(0_i64),
            rounds::updated_at.eq(0_i64),
        ))
        .returning(rounds::id)
        .get_result(c)
        .unwrap();
    diesel::insert_into(invitations::table)
        .values((
            invitations::public_id.eq(PublicId::random()),
            invitations::round_id.eq(round),
            invitations::event_id.eq(event),
            invitations::seat_id.eq(seat),
            invitations::address_id.eq(address),
            invitations::locale.eq(Locale::Zh),
            invitations::created_at.eq(0_i64),
        ))
        .execute(c)
        .unwrap();
    seat
}

pub(super) fn at(actor: Actor, now: &str) -> Context {
    let now: Instant = now.parse().unwrap();
    let request = "test".to_owned();
    Context {
        actor,
        now,
        machine: now,
        locale: Locale::En,
        door: Door::Page,
        request,
        place: None,
        keys: Keys::random(),
    }
}

impl House {
    pub fn member(&self, role: Role, city: Option<CityId>) -> Context {
        let grants = vec![Grant { role, programme: Some(self.programme), city }];
        at(Actor::Member(Member { account: 1.into(), grants, token: None, closed: Vec::new() }), NOW)
    }
    pub fn coordinator(&self) -> Context {
        self.member(Role::Coordinator, None)
    }
    pub fn input(&self) -> EventInput {
        EventInput {
            kind: "conference".to_owned(),
            hosting: "ours".to_owned(),
            title: Localised::three("Conference", "Conférence", "会议"),
            city: self.datong.1.to_string(),
            starts: "2016-05-24T09:00".to_owned(),
            ends: "2016-05-24T17:00".to_owned(),
            reply_by: "2016-05-10T18:00".to_owned(),
            ..EventInput::default()
        }
    }
    pub fn write<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, EventError>) -> Result<T, EventError> {
        let db: &Db = &self.db;
        db.write_now(work)
    }
    pub fn create(&self) -> EventView {
        self.write(|c| create(c, &self.coordinator(), self.programme, &self.input())).unwrap()
    }
    pub fn which<'a>(&self, view: &'a EventView) -> Standing<'a> {
        Standing { programme: self.programme, event: &view.event.public_id, version: view.event.version }
    }
    pub fn edit(&self, view: &EventView, change: impl FnOnce(&mut EventInput)) -> Result<EventView, EventError> {
        let mut input = self.input();
        change(&mut input);
        let event = &view.event;
        self.write(|c| edit(c, &self.coordinator(), self.programme, &event.public_id, event.version, &input))
    }
    pub fn move_to(&self, view: &EventView, starts: &str, ends: &str) -> Result<(EventView, NoticeId), EventError> {
        let input = MoveInput {
            city: self.datong.1.to_string(),
            starts: starts.to_owned(),
            ends: ends.to_owned(),
            reason: "the hall is taken".into(),
            ..MoveInput::default()
        };
        self.write(|c| reschedule(c, &self.coordinator(), self.which(view), &input))
    }
    pub fn confirmed(&self) -> EventView {
        let view = self.create();
        self.write(|c| confirm(c, &self.coordinator(), self.which(&view), &Ungated(view.event.id))).unwrap()
    }
    pub fn verbs(&self, event: EventId) -> Vec<String> {
        self.db
            .read_now(|c| -> Result<_, EventError> {
                let verbs = history::table
                    .filter(history::object_id.eq(event.raw()))
                    .order(history::id)
                    .select(history::action)
                    .load(c);
                Ok(verbs.map_err(crate::db::DbError::from)?)
            })
            .unwrap()
    }
}

/// Nothing stands before the events of these tests.
struct Ungated(EventId);

impl GatePass for Ungated {
    fn event(&self) -> EventId {
        self.0
    }
    fn grounds(&self) -> Grounds {
        Grounds::Ungated
    }
    fn right(&self) -> Action {
        Action::MoveEvent
    }
}

/// An event that stands in no database.
pub(super) fn sample() -> EventView {
    let house = house();
    let mut input = house.input();
    (input.starts, input.ends, input.reply_by) = Default::default();
    house.write(|c| create(c, &house.coordinator(), house.programme, &input)).unwrap()
}
