//! A planted programme with an event in Datong, its guests, and the days that pass.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod costing;
mod due;
mod leaving;
mod missing;
mod pure;
mod shifting;

use diesel::prelude::*;

use super::*;
use crate::access::{Actor, Context, Role};
use crate::db::schema::outbox;
use crate::db::{Conn, DbError};
use crate::domain::contacts::{self, AddressDraft, ContactDraft, NewContact};
use crate::domain::events::{self, EventInput, EventView, Label, MoveInput, Standing as Which};
use crate::domain::invitations::{self, Audience, EventFacts, Given, RoundText, Wish};
use crate::domain::outbox::{Message, Reminded};
use crate::domain::programme::Outline;
use crate::domain::programme::tests::{at, context, member};
use crate::domain::relays::tests::opening;
use crate::kernel::ids::{ContactId, EventId, PublicId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::testing::TestDatabase;

/// Monday 18 April 2016, 16:00 in Datong.
const NOW: &str = "2016-04-18T08:00:00Z";
/// Seven days before answers close, at nine in Datong.
const NUDGE: &str = "2016-05-03T01:00:00Z";

struct House {
    db: TestDatabase,
    outline: Outline,
    event: EventId,
    public_id: PublicId,
}

impl House {
    /// An event on 24 May 2016, 09:00; answers until 10 May, 18:00.
    fn new() -> House {
        let (db, outline, view) = opening("2016-05-10T18:00");
        House { db, outline, event: view.event.id, public_id: view.event.public_id }
    }
    fn staff(&self, now: &str) -> Context {
        // No account stands behind it: what is written names nobody.
        Context { now: at(now), machine: at(now), ..context(Actor::System("staff")) }
    }
    fn write<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, ReminderError>) -> Result<T, ReminderError> {
        self.db.write_now(work)
    }
    fn view(&self) -> EventView {
        self.write(|c| Ok(events::by_id(c, self.event)?)).expect("the event")
    }
    fn facts(&self) -> EventFacts {
        self.write(|c| Ok(invitations::event_facts(c, self.event)?)).expect("the event")
    }
    fn contact(&self, name: &str, language: Locale) -> ContactId {
        let draft = ContactDraft {
            native_name: name.to_owned(),
            language: language.tag().to_owned(),
            addresses: vec![AddressDraft { email: format!("{name}@guests.example"), label: String::new() }],
            ..ContactDraft::default()
        };
        let new = NewContact::parse(draft).expect("a person");
        self.db.write_now(|c| contacts::create(c, &self.staff(NOW), &new)).expect("made").person.id
    }
    fn guest(&self, name: &str, language: Locale) -> SeatId {
        let (contact, facts) = (self.contact(name, language), self.facts());
        self.write(|c| {
            invitations::add_seats(c, &self.staff(NOW), &facts, &[contact])?;
            let all = invitations::guests_all(c, &self.staff(NOW), &facts, &invitations::GuestFilter::default())?;
            Ok(all.into_iter().find(|guest| guest.contact == contact).expect("a seat").id)
        })
        .expect("a guest")
    }
    /// Asks everybody whom nothing has asked, or chases them.
    fn ask(&self, audience: &Audience, now: &str) {
        let facts = self.facts();
        let subject = Localised::three("Invitation", "Invitation", "邀请");
        let body = Localised::three("Come. {link}", "Venez. {link}", "诚邀。{link}");
        let text = RoundText::parse("Round", &subject, &body).expect("words");
        let cx = self.staff(now);
        self.write(|c| {
            let round = invitations::create_round(c, &cx, &facts, &text, audience)?;
            Ok(invitations::release(c, &cx, &round, round.version)?)
        })
        .expect("released");
    }
    fn says(&self, seat: SeatId, wish: Wish, now: &str) {
        let given = Given { wish, note: String::new(), needs: None };
        let cx = Context { actor: Actor::Guest(seat), ..self.staff(now) };
        self.write(|c| Ok(invitations::answer(c, &cx, seat, &given)?)).expect("answered");
    }
    fn promised(&self, now: &str) -> Vec<Promise> {
        let (cx, facts) = (self.staff(now), self.facts());
        self.write(|c| promises(c, &cx, &facts)).expect("told")
    }
    fn run(&self, now: &str) -> usize {
        self.write(|c| enqueue_due(c, &self.staff(now))).expect("a look")
    }
    /// Who has a mail of this kind, in the order in which they were written.
    fn mails(&self, kind: &str) -> Vec<String> {
        self.db
            .read_now(|c| -> Result<Vec<String>, DbError> {
                let all = outbox::table.filter(outbox::kind.eq(kind)).order(outbox::id);
                Ok(all.select(outbox::email).load(c)?)
            })
            .expect("the outbox")
    }
    fn messages(&self, kind: &str) -> Vec<Message> {
        let all = self.db.read_now(|c| -> Result<Vec<crate::db::types::Json>, DbError> {
            let all = outbox::table.filter(outbox::kind.eq(kind)).order(outbox::id);
            Ok(all.select(outbox::message).load(c)?)
        });
        all.expect("the outbox").iter().map(|message| message.read().expect("a message")).collect()
    }
    fn rule(&self, kind: RuleKind) -> Rule {
        let cx = self.staff(NOW);
        let all = self.write(|c| list(c, &cx, self.outline.programme.id)).expect("rules");
        all.into_iter().find(|rule| rule.kind == kind).expect("a rule of the template")
    }
    fn move_to(&self, starts: &str, ends: &str, reply_by: &str) -> MoveInput {
        MoveInput {
            city: self.outline.cities[0].public_id.to_string(),
            zone: "Asia/Shanghai".to_owned(),
            starts: starts.to_owned(),
            ends: ends.to_owned(),
            reply_by: reply_by.to_owned(),
            reason: Label::from(Localised::three("The hall", "La salle", "会场")),
            ..MoveInput::default()
        }
    }
    /// What a move would do to reminders, and the move.
    fn moves(&self, input: &MoveInput, now: &str) -> Vec<Shift> {
        let (cx, programme, version) = (self.staff(now), self.outline.programme.id, self.view().event.version);
        let told = self.write(|c| {
            let planned = events::plan_move(c, &cx, programme, &self.public_id, input)?;
            shifts(c, &cx, &planned)
        });
        self.write(|c| {
            let which = Which { programme, event: &self.public_id, version };
            let (view, notice) = events::reschedule(c, &cx, which, input)?;
            Ok(invitations::tell_guests(c, &cx, view.event.id, notice, events::NoticeKind::Moved)?)
        })
        .expect("moved");
        told.expect("told")
    }
}
