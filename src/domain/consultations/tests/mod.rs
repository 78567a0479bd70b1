//! Tables of pure decisions, and use cases on a real database.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod answering;
mod asking;
mod counting;
mod editing;
mod sorting;

use std::collections::BTreeMap;

use diesel::RunQueryDsl;
use diesel::sql_types::Text;

use super::*;
use crate::access::{Action, Actor, Context, Denied, Door, Grant, Member, Role};
use crate::db::{Conn, DbError};
use crate::domain::accounts::{self, NewAccount};
use crate::domain::contacts::{self, AddressDraft, ContactDraft, NewContact};
use crate::domain::events::{self, EventInput};
use crate::domain::invitations::{self, EventFacts, Given as Reply, Source, Wish as Coming};
use crate::domain::overview;
use crate::domain::programme::{CityDraft, ProgrammeDraft};
use crate::kernel::ids::{AccountId, ContactId, EventId, ProgrammeId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;
use crate::kernel::token::{Keys, Purpose};
use crate::testing::{TestDatabase, database};

/// Monday 18 April 2016, 16:00 in Datong.
const NOW: &str = "2016-04-18T08:00:00Z";
/// After the questionnaire has closed.
const LATE: &str = "2016-05-21T08:00:00Z";

/// A workshop in Datong on 24 May 2016 with a questionnaire before it.
struct House {
    db: TestDatabase,
    keys: Keys,
    programme: ProgrammeId,
    event: EventId,
    account: AccountId,
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn three(text: &str) -> BTreeMap<Locale, String> {
    Locale::ALL.map(|l| (l, format!("{text} {l}"))).into()
}

fn scale(words: &str) -> QuestionDraft {
    QuestionDraft {
        kind: "scale".to_owned(),
        need: "required".to_owned(),
        wording: three(words),
        least: "1".to_owned(),
        most: "5".to_owned(),
        low: three("low"),
        high: three("high"),
        opinion: "offered".to_owned(),
        ..QuestionDraft::default()
    }
}

fn free(words: &str, limit: &str) -> QuestionDraft {
    QuestionDraft {
        kind: "text".to_owned(),
        need: "optional".to_owned(),
        wording: three(words),
        limit: limit.to_owned(),
        ..QuestionDraft::default()
    }
}

fn choices(kind: &str, lines: &str) -> QuestionDraft {
    QuestionDraft {
        kind: kind.to_owned(),
        need: "optional".to_owned(),
        wording: three("which"),
        choices: Locale::ALL.map(|l| (l, lines.to_owned())).into(),
        ..QuestionDraft::default()
    }
}

fn settings() -> ConsultationDraft {
    ConsultationDraft { closes: "2016-05-20T18:00".to_owned(), ..ConsultationDraft::default() }
}

impl House {
    fn new() -> House {
        let db = database();
        let keys = Keys::new([7; 32]);
        let cx = Context::system("test", Door::Engine, at(NOW), at(NOW), keys.clone());
        let city = CityDraft {
            slug: "datong".to_owned(),
            name: three("Datong"),
            zone: "Asia/Shanghai".to_owned(),
            latitude: "40.08".to_owned(),
            longitude: "113.3".to_owned(),
            hue: String::new(),
        };
        let draft = ProgrammeDraft {
            template: "four-steps".to_owned(),
            slug: "cities".to_owned(),
            title: three("Cities"),
            summary: BTreeMap::new(),
            zone: "Europe/Paris".to_owned(),
            starts_on: "2015-11-02".to_owned(),
            ends_on: "2017-03-31".to_owned(),
            release_rule: "alone".to_owned(),
            cities: vec![city],
        };
        let new = draft.check().unwrap();
        let outline = db.write_now(|c| overview::create_from_template(c, &cx, &new)).unwrap();
        let programme = outline.programme.id;
        let input = EventInput {
            kind: "workshop".to_owned(),
            hosting: "ours".to_owned(),
            title: Localised::three("Workshop", "Atelier", "研讨会"),
            city: outline.cities[0].public_id.to_string(),
            starts: "2016-05-24T09:00".to_owned(),
            ends: "2016-05-24T17:00".to_owned(),
            ..EventInput::default()
        };
        let event = db.write_now(|c| events::create(c, &cx, programme, &input)).unwrap().event.id;
        let member = NewAccount::parse("claire@example.org", "Claire", "en", "Europe/Paris").unwrap();
        let account = db.write_now(|c| accounts::create(c, &cx, &member, "x")).unwrap().id;
        House { db, keys, programme, event, account }
    }
    fn staff(&self) -> Context {
        self.as_role(Role::Coordinator, NOW)
    }
    fn as_role(&self, role: Role, now: &str) -> Context {
        let grants = vec![Grant { role, programme: Some(self.programme), city: None }];
        self.context(Actor::Member(Member { account: self.account, grants, token: None, closed: Vec::new() }), now)
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
    fn write<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, ConsultationError>) -> Result<T, ConsultationError> {
        self.db.write_now(work)
    }
    fn facts(&self) -> EventFacts {
        self.db.read_now(|c| invitations::event_facts(c, self.event)).unwrap()
    }
    fn questionnaire(&self, phase: Phase, drafts: &[QuestionDraft]) -> Consultation {
        let (event, cx) = (self.facts(), self.staff());
        self.write(|c| {
            let made = create(c, &cx, &event, phase)?;
            for draft in drafts {
                add_question(c, &cx, &event, &made, draft)?;
            }
            let set = edit(c, &cx, &event, &made, made.version, &settings())?;
            advance(c, &cx, &event, &set, set.version, ConsultationState::Open)
        })
        .unwrap()
    }
    fn questions(&self, of: &Consultation) -> Vec<Question> {
        let event = self.facts();
        self.db.read_now(|c| questions(c, &self.staff(), &event, of)).unwrap()
    }
    /// Somebody with an address who has accepted.
    fn participant(&self, name: &str, group: &str) -> ContactId {
        self.participant_at(name, group, &[&format!("{name}@guests.example")])
    }
    fn participant_at(&self, name: &str, group: &str, emails: &[&str]) -> ContactId {
        let cx = self.context(Actor::System("test"), NOW);
        let draft = ContactDraft {
            native_name: name.to_owned(),
            language: "en".to_owned(),
            addresses: emails.iter().map(|e| AddressDraft { email: (*e).to_owned(), label: String::new() }).collect(),
            groups: if group.is_empty() { Vec::new() } else { vec![group.to_owned()] },
            ..ContactDraft::default()
        };
        let new = NewContact::parse(draft).unwrap();
        let event = self.facts();
        let contact = self.db.write_now(|c| contacts::create(c, &cx, &new)).unwrap().person.id;
        let coming = Reply { wish: Coming::Accepted, note: String::new(), needs: None };
        let source = Source::parse("phone", "").unwrap();
        self.db
            .write_now(|c| {
                invitations::add_seats(c, &cx, &event, &[contact])?;
                let seat = invitations::guests_all(c, &cx, &event, &Default::default())?;
                let seat = seat.into_iter().find(|s| s.contact == contact).unwrap().public_id;
                invitations::record_answer(c, &cx, &event, &seat, &coming, &source)
            })
            .unwrap();
        contact
    }
    fn ask(&self, of: &Consultation) -> Result<usize, ConsultationError> {
        let event = self.facts();
        self.write(|c| ask(c, &self.staff(), &event, of, AskTurn::Ask))
    }
    /// The rows of those who were asked, in the order of asking, with their tokens.
    fn links(&self, of: &Consultation) -> Vec<(i64, String)> {
        #[derive(diesel::QueryableByName)]
        struct Row {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            id: i64,
            #[diesel(sql_type = Text)]
            nonce: String,
        }
        let sql = format!("SELECT id, nonce FROM consultation_people WHERE consultation_id = {} ORDER BY id", of.id);
        let rows: Vec<Row> =
            self.db.read_now(|c| -> Result<_, DbError> { Ok(diesel::sql_query(sql).load(c)?) }).unwrap();
        rows.into_iter().map(|r| (r.id, self.keys.link(Purpose::Consultation, r.id, &r.nonce))).collect()
    }
    fn sheet(&self, token: &str, now: &str) -> Result<Sheet, ConsultationError> {
        self.db.read_now(|c| open_link(c, &self.context(Actor::Nobody, now), token))
    }
    fn says(
        &self,
        token: &str,
        said: &[(usize, &[&str])],
        wish: Wish,
        now: &str,
    ) -> Result<Answered, ConsultationError> {
        let sheet = self.sheet(token, now)?;
        let own = said.iter().map(|(at, values)| {
            (sheet.questions[*at].public_id.clone(), values.iter().map(|v| (*v).to_owned()).collect())
        });
        let typed = Typed(own.collect());
        let cx = self.context(Actor::Guest(sheet.seat), now);
        self.write(|c| answer(c, &cx, sheet.person, (&typed, wish), None))
    }
    fn agrees(&self, token: &str, quoting: Quoting) {
        let sheet = self.sheet(token, LATE).unwrap();
        let cx = self.context(Actor::Guest(sheet.seat), LATE);
        let words = format!("May we? {quoting}");
        let wish = Consent { quoting, words, locale: Locale::En };
        self.write(|c| consent(c, &cx, sheet.person, &wish)).unwrap();
    }
    fn outbox(&self) -> Vec<String> {
        #[derive(diesel::QueryableByName)]
        struct Row {
            #[diesel(sql_type = Text)]
            line: String,
        }
        let sql = "SELECT kind || ' ' || state || ' ' || email AS line FROM outbox ORDER BY id";
        let rows: Vec<Row> =
            self.db.read_now(|c| -> Result<_, DbError> { Ok(diesel::sql_query(sql).load(c)?) }).unwrap();
        rows.into_iter().map(|r| r.line).filter(|l| l.starts_with("consultation")).collect()
    }
    fn rows(&self, sql: &str) -> i64 {
        #[derive(diesel::QueryableByName)]
        struct Row {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            n: i64,
        }
        let sql = format!("SELECT count(*) AS n FROM {sql}");
        self.db.read_now(|c| -> Result<Row, DbError> { Ok(diesel::sql_query(sql).get_result(c)?) }).unwrap().n
    }
}

fn fields(error: ConsultationError) -> Vec<String> {
    match error {
        ConsultationError::Invalid(invalid) => invalid.0.into_iter().map(|f| f.field).collect(),
        other => panic!("not refused by fields: {other:?}"),
    }
}

#[test]
fn rights_to_input() {
    let house = House::new();
    let of = house.questionnaire(Phase::Before, &[free("wishes", "100")]);
    let event = house.facts();
    let reads = |role| house.db.read_now(|c| respondents(c, &house.as_role(role, NOW), &event, &of).map(|_| ()));
    let counts = |role| house.db.read_now(|c| tabulate(c, &house.as_role(role, NOW), &event, &of).map(|_| ()));
    assert!(reads(Role::PrincipalInvestigator).is_ok() && counts(Role::Auditor).is_ok());
    assert!(matches!(reads(Role::Auditor), Err(ConsultationError::Denied(Denied::Forbidden))), "counts, no names");
    let stranger = house.context(Actor::Nobody, NOW);
    let seen = house.db.read_now(|c| find(c, &stranger, &event, Phase::Before).map(|_| ()));
    assert!(matches!(seen, Err(ConsultationError::Denied(Denied::NotFound))));
    assert!(!crate::access::may(&Actor::Nobody, Action::ReadInput, event.scope()));
    let edited = house.write(|c| {
        add_question(c, &house.as_role(Role::PrincipalInvestigator, NOW), &event, &of, &free("more", "5")).map(|_| ())
    });
    assert!(matches!(edited, Err(ConsultationError::Denied(Denied::Forbidden))));
    assert!(house.db.read_now(|c| find_by_id(c, &house.staff(), &PublicId::random()).map(|_| ())).is_err());
}
