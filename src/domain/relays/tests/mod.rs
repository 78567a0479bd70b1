//! A planted programme with an external result, houses that pass it on, and an event that its embargo counts from.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod answering;
mod foreseeing;
mod offering;
mod pure;
mod shifting;
mod taking_back;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::{Connection, InstrumentationEvent};
use diesel::prelude::*;

use super::*;
use crate::access::{Actor, Context, Role};
use crate::db::schema::{deliverables as deliverable_rows, outbox};
use crate::db::types::Json;
use crate::db::{Conn, DbError};
use crate::domain::contacts::{
    self, AddressDraft, AffiliationDraft, ContactDraft, NewContact, NewOrganisation, OrganisationDraft,
};
use crate::domain::deliverables::{self, Audience, Deliverable, DeliverableKind, DeliverableState, NewDeliverable};
use crate::domain::events::{self, EventInput, EventView};
use crate::domain::invitations::mail::Moot;
use crate::domain::outbox::{Message, MessageState};
use crate::domain::programme::tests::{at, context, member, new_programme};
use crate::domain::programme::{Outline, OwnerChoice};
use crate::kernel::ids::{EventId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::token::Purpose;
use crate::testing::{TestDatabase, database};

/// Monday 18 April 2016, 16:00 in Datong.
const NOW: &str = "2016-04-18T08:00:00Z";

/// A programme of one city, and a workshop there on 24 May 2016, from nine to five; answers until then.
pub(crate) fn opening(reply_by: &str) -> (TestDatabase, Outline, EventView) {
    let db = database();
    let cx = context(member(Role::Administrator, None, None));
    let outline = db
        .write_now(|c| crate::domain::overview::create_from_template(c, &cx, &new_programme("cities", &["datong"])))
        .expect("created");
    let input = EventInput {
        kind: "workshop".to_owned(),
        hosting: "ours".to_owned(),
        title: Localised::three("Workshop", "Atelier", "研讨会"),
        city: outline.cities[0].public_id.to_string(),
        starts: "2016-05-24T09:00".to_owned(),
        ends: "2016-05-24T17:00".to_owned(),
        reply_by: reply_by.to_owned(),
        ..EventInput::default()
    };
    let staff = context(Actor::System("staff"));
    let view = db.write_now(|c| events::create(c, &staff, outline.programme.id, &input)).expect("an event");
    (db, outline, view)
}

struct House {
    db: TestDatabase,
    outline: Outline,
    event: EventId,
    event_name: PublicId,
    of: Deliverable,
}

impl House {
    /// An approved external report of Datong, and an event there on 24 May 2016.
    fn new() -> House {
        let (db, outline, view) = opening("");
        let staff = context(Actor::System("staff"));
        let new = NewDeliverable {
            step: Some(outline.steps[0].public_id.clone()),
            kind: DeliverableKind::ExternalReport,
            audience: Audience::External,
            title: Localised::three("Report", "Rapport", "报告"),
            due_on: None,
            owner: OwnerChoice::Nobody,
        };
        let of = db.write_now(|c| deliverables::create(c, &staff, &outline, &new)).expect("a deliverable");
        let mut house = House { db, outline, event: view.event.id, event_name: view.event.public_id, of };
        house.becomes(Audience::External, DeliverableState::Approved);
        house
    }
    /// Without the versions and reviews that lead there.
    fn becomes(&mut self, audience: Audience, state: DeliverableState) {
        let id = self.of.id;
        self.db
            .write_now(|c| -> Result<(), DbError> {
                let target = deliverable_rows::table.filter(deliverable_rows::id.eq(id));
                let set = (deliverable_rows::audience.eq(audience), deliverable_rows::state.eq(state));
                diesel::update(target).set(set).execute(c)?;
                Ok(())
            })
            .expect("changed");
        let mut found = self.write(|c| Ok(deliverables::load_many(c, &[id])?)).expect("read");
        self.of = found.remove(&id).expect("the deliverable");
    }
    /// The same, at a moment from which it can be taken back for a while.
    fn turns(&mut self, state: DeliverableState, now: &str) {
        let (id, now) = (self.of.id, at(now));
        self.db
            .write_now(|c| -> Result<(), DbError> {
                let target = deliverable_rows::table.filter(deliverable_rows::id.eq(id));
                diesel::update(target).set(deliverable_rows::updated_at.eq(now)).execute(c)?;
                Ok(())
            })
            .expect("dated");
        self.becomes(Audience::External, state);
    }
    /// As the engine does with what waits: the mails of a kind leave, or have lost their point.
    fn leave(&self, kind: &str, moot: Option<Moot>, now: &str) {
        let state = if moot.is_some() { MessageState::Cancelled } else { MessageState::Sent };
        let set =
            (outbox::state.eq(state), outbox::reason.eq(moot.map(Moot::as_str)), outbox::settled_at.eq(Some(at(now))));
        let waiting = outbox::table.filter(outbox::kind.eq(kind)).filter(outbox::state.eq(MessageState::Queued));
        let done = self.write(|c| {
            diesel::update(waiting).set(set).execute(c).expect("settled");
            Ok(())
        });
        done.expect("settled");
    }
    fn settles(&self, now: &str) -> Settled {
        self.write(|c| settle_due(c, &self.staff(now))).expect("a look")
    }
    fn staff(&self, now: &str) -> Context {
        Context { now: at(now), machine: at(now), ..context(Actor::System("staff")) }
    }
    fn write<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, RelayError>) -> Result<T, RelayError> {
        self.db.write_now(work)
    }
    fn view(&self) -> EventView {
        self.write(|c| Ok(events::by_id(c, self.event)?)).expect("the event")
    }
    /// A chamber with an officer who reads this language.
    fn channel(&self, name: &str, language: Locale) -> Channel {
        let cx = self.staff(NOW);
        let draft = OrganisationDraft {
            name: Localised::three(name, "", ""),
            kind: "chamber".to_owned(),
            country: "DE".to_owned(),
            ..OrganisationDraft::default()
        };
        let new = NewOrganisation::parse(draft).expect("an organisation");
        let house = self.db.write_now(|c| contacts::create_organisation(c, &cx, &new)).expect("made");
        let officer = self.person(name, name, language);
        let new = NewChannel { organisation: house.public_id, officer, members: Some(1_200), note: String::new() };
        self.write(|c| create_channel(c, &cx, self.outline.programme.id, &new)).expect("a channel")
    }
    /// Somebody of a house, who reads this language.
    fn person(&self, name: &str, house: &str, language: Locale) -> PublicId {
        let draft = ContactDraft {
            native_name: format!("Officer of {name}"),
            language: language.tag().to_owned(),
            addresses: vec![AddressDraft { email: format!("{name}@houses.example"), label: String::new() }],
            affiliations: vec![AffiliationDraft { organisation: house.to_owned(), ..AffiliationDraft::default() }],
            ..ContactDraft::default()
        };
        let new = NewContact::parse(draft).expect("a person");
        self.db.write_now(|c| contacts::create(c, &self.staff(NOW), &new)).expect("made").person.public_id
    }
    fn texts(embargo: NewEmbargo) -> NewPackage {
        NewPackage {
            short: Localised::three("Short.", "Court.", ""),
            long: Localised::three("Longer.", "Plus long.", ""),
            embargo,
            lapse_days: 60,
        }
    }
    fn package(&self, embargo: NewEmbargo) -> Package {
        self.write(|c| write_package(c, &self.staff(NOW), &self.of, &House::texts(embargo))).expect("a package")
    }
    /// Offers it to everybody who can be.
    fn offer(&self, now: &str) -> Result<usize, RelayError> {
        let cx = self.staff(now);
        self.write(|c| {
            let (package, lines) = outlook(c, &cx, &self.of)?;
            let all: Vec<PublicId> = lines.into_iter().map(|line| line.channel.public_id).collect();
            offer(c, &cx, &self.of, (package.version, &all))
        })
    }
    fn relays(&self) -> Vec<Relay> {
        self.write(|c| whole(c, &self.staff(NOW), &self.of)).expect("read").relays
    }
    fn relay_of(&self, channel: &Channel) -> Relay {
        self.relays().into_iter().find(|relay| relay.channel.id == channel.id).expect("a relay")
    }
    fn token(&self, relay: &Relay) -> String {
        self.staff(NOW).keys.link(Purpose::Relay, relay.id.raw(), &relay.nonce)
    }
    fn told(act: &str, members: &str, on: &str) -> ToldDraft {
        ToldDraft { act: act.to_owned(), members: members.to_owned(), on: on.to_owned(), reason: String::new() }
    }
    /// The officer says something by their link, about the version there is.
    fn says(&self, relay: &Relay, draft: &ToldDraft, now: &str) -> Result<(), RelayError> {
        let cx = Context { actor: Actor::Nobody, ..self.staff(now) };
        self.write(|c| tell(c, &cx, &self.token(relay), (relay.version, draft)))
    }
    /// How many statements something costs.
    fn statements(&self, work: impl FnOnce(&mut Conn)) -> usize {
        let mut conn = self.db.connect().expect("a connection");
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = asked.clone();
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                counter.fetch_add(1, Ordering::SeqCst);
            }
        });
        work(&mut conn);
        asked.load(Ordering::SeqCst)
    }
    fn messages(&self, kind: &str) -> Vec<Message> {
        let all = self.db.read_now(|c| -> Result<Vec<Json>, DbError> {
            let all = outbox::table.filter(outbox::kind.eq(kind)).order(outbox::id);
            Ok(all.select(outbox::message).load(c)?)
        });
        all.expect("the outbox").iter().map(|message| message.read().expect("a message")).collect()
    }
}
