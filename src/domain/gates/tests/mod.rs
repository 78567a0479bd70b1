//! A planted programme, its gates, and what happens before and behind them.

mod anew;
mod circles;
mod cloning;
mod dates;
mod looked_at;
mod orders;
mod passing;
mod sides;
mod table;
mod telling;

use diesel::RunQueryDsl;

use super::*;
use crate::access::{Actor, Context, Role};
use crate::db::Conn;
use crate::domain::contacts::{self, AddressDraft, ContactDraft, NewContact};
use crate::domain::deliverables::{self, Deliverable, DeliverableState, EditDeliverable};
use crate::domain::events::{self, EventInput, EventState, EventView, Standing as Which};
use crate::domain::programme::tests::{context, member, new_programme};
use crate::domain::programme::{Outline, OwnerChoice, Step};
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;
use crate::testing::{TestDatabase, database};

/// One city by four steps.
pub(super) struct House {
    pub db: TestDatabase,
    pub outline: Outline,
}

pub(super) fn house() -> House {
    house_of(&["datong"])
}

/// Several cities, each by four steps.
pub(super) fn house_of(cities: &[&str]) -> House {
    let db = database();
    let cx = context(member(Role::Administrator, None, None));
    let outline = db
        .write_now(|conn| crate::domain::overview::create_from_template(conn, &cx, &new_programme("cities", cities)))
        .expect("created");
    House { db, outline }
}

impl House {
    pub fn coordinator(&self) -> Context {
        // No account stands behind it: what is written names nobody.
        context(Actor::System("coordinator"))
    }
    pub fn as_role(&self, role: Role) -> Context {
        let city = (role == Role::LocalCoordinator).then(|| self.outline.cities[0].id);
        context(member(role, Some(self.outline.programme.id), city))
    }
    pub fn write<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, GateError>) -> Result<T, GateError> {
        self.db.write_now(work)
    }
    pub fn step(&self, kind: &str) -> &Step {
        self.outline.steps.iter().find(|s| s.kind.as_str() == kind).expect("a step")
    }
    /// A planned event of a step.
    pub fn event(&self, kind: &str) -> EventView {
        let step = self.step(kind);
        let input = EventInput {
            kind: if kind == "analysis" { "seminar" } else { kind }.to_owned(),
            hosting: "ours".to_owned(),
            title: Localised::three("Event", "Événement", "活动"),
            city: self.outline.cities[0].public_id.to_string(),
            step: step.public_id.to_string(),
            starts: "2016-05-24T09:00".to_owned(),
            ends: "2016-05-24T17:00".to_owned(),
            ..EventInput::default()
        };
        let cx = self.coordinator();
        self.write(|c| Ok(events::create(c, &cx, self.outline.programme.id, &input)?)).expect("an event")
    }
    pub fn again(&self, view: &EventView) -> EventView {
        let cx = self.coordinator();
        self.write(|c| Ok(events::by_public_id(c, &cx, view.event.programme, &view.event.public_id)?)).expect("found")
    }
    pub fn known(&self) -> Known {
        let cx = self.coordinator();
        let outline = self.outline.clone();
        self.write(|c| of_programme(c, &cx, outline)).expect("known")
    }
    pub fn deliverables(&self, kind: &str) -> Vec<Deliverable> {
        let step = self.step(kind).id;
        let cx = self.coordinator();
        let all = self.write(|c| Ok(deliverables::all(c, &cx, self.outline.programme.id)?)).expect("all");
        all.into_iter().filter(|d| d.step == Some(step)).collect()
    }
    /// The report or synthesis of a step.
    pub fn report(&self, kind: &str) -> Deliverable {
        self.deliverables(kind).into_iter().find(|d| matches!(d.kind.as_str(), "report" | "synthesis")).expect("one")
    }
    pub fn go(&self, one: &Deliverable, state: DeliverableState) -> Result<(), GateError> {
        let cx = self.coordinator();
        if state == DeliverableState::Approved {
            self.hand_in(one);
        }
        self.write(|c| Ok(deliverables::advance(c, &cx, one, one.version, (state, "because"))?))
    }
    /// By hand a result is approved as a version, where it has none that could be.
    fn hand_in(&self, one: &Deliverable) {
        let sql = format!(
            "INSERT INTO deliverable_versions \
             (public_id, version, deliverable_id, number, state, notes, round, created_at, submitted_at) \
             SELECT '{}', 1, {id}, COALESCE(MAX(number), 0) + 1, 'in-review', '', 1, 1, 1 FROM deliverable_versions \
             WHERE deliverable_id = {id} HAVING COUNT(CASE WHEN state <> 'withdrawn' THEN 1 END) = 0",
            PublicId::random(),
            id = one.id
        );
        self.write(|c| Ok(diesel::sql_query(sql).execute(c).map_err(crate::db::DbError::from)?)).expect("handed in");
    }
    /// Draft, review, approval.
    pub fn approve(&self, kind: &str) {
        use DeliverableState::{Approved, Draft, InReview};
        for state in [Draft, InReview, Approved] {
            let one = self.report(kind);
            if one.state.ways().contains(&state) {
                self.go(&one, state).expect("a way");
            }
        }
    }
    pub fn withdraw_approval(&self, kind: &str) {
        self.go(&self.report(kind), DeliverableState::InReview).expect("taken back");
    }
    pub fn confirm(&self, cx: &Context, view: &EventView, wish: Wish<'_>) -> Result<EventView, GateError> {
        let which =
            Which { programme: view.event.programme, event: &view.event.public_id, version: view.event.version };
        self.write(|c| confirm(c, cx, which, wish))
    }
    pub fn settle(&self) {
        let cx = self.coordinator();
        self.write(|c| reconcile(c, &cx)).expect("settled");
        assert!(!self.write(|c| unsettled(c, &cx)).expect("looked"), "a second run has nothing to do");
    }
    pub fn standing(&self, view: &EventView) -> Standing {
        let cx = self.coordinator();
        let view = self.again(view);
        let whole = self.write(|c| of_event(c, &cx, &view)).expect("standing").0;
        // What is read for its page comes to the same.
        use EventState::{Cancelled, Confirmed, Held, Reported};
        let page = self.write(|c| super::look::seen(c, &cx, &view)).expect("standing on its page").standing;
        let over = matches!(view.event.state, Confirmed | Held | Reported | Cancelled) && whole.risk.is_none();
        if !over {
            assert_eq!((&page.verdict, &page.lost), (&whole.verdict, &whole.lost));
        }
        assert_eq!(page.gate, whole.gate);
        assert_eq!((&page.pass, &page.overridden, &page.risk), (&whole.pass, &whole.overridden, &whole.risk));
        assert_eq!(page.overrides, whole.overrides);
        whole
    }
    /// What happened to an event, from the first on.
    pub fn verbs(&self, view: &EventView) -> Vec<String> {
        let cx = self.coordinator();
        let view = self.again(view);
        let page = crate::kernel::page::PageRequest::new(None, Some(100));
        let entries = self.write(|c| Ok(events::history(c, &cx, &view, page)?)).expect("history").items;
        entries.into_iter().rev().map(|e| e.action).collect()
    }
    /// Mails of a kind: to whom.
    pub fn mails(&self, kind: &str) -> Vec<String> {
        use crate::db::schema::outbox;
        use diesel::prelude::*;
        let rows = self.write(|c| {
            let rows: Result<Vec<String>, _> =
                outbox::table.filter(outbox::kind.eq(kind)).order(outbox::id).select(outbox::email).load(c);
            Ok(rows.map_err(crate::db::DbError::from)?)
        });
        rows.expect("mails")
    }
    pub fn contact(&self, name: &str, email: &str) -> PublicId {
        let cx = self.coordinator();
        let addresses = [email].into_iter().filter(|e| !e.is_empty());
        let draft = ContactDraft {
            native_name: name.to_owned(),
            addresses: addresses.map(|e| AddressDraft { email: e.to_owned(), label: String::new() }).collect(),
            ..ContactDraft::default()
        };
        let new = NewContact::parse(draft).expect("a person");
        self.db.write_now(|c| contacts::create(c, &cx, &new)).expect("made").person.public_id
    }
    pub fn own(&self, one: &Deliverable, owner: PublicId) {
        let cx = self.coordinator();
        let edit = EditDeliverable {
            kind: one.kind,
            audience: one.audience,
            title: one.title.clone(),
            due_on: one.due_on,
            owner: OwnerChoice::Contact(owner),
        };
        self.write(|c| Ok(deliverables::edit(c, &cx, one, one.version, &edit)?)).expect("owned");
    }
}

pub(super) fn all(parts: Vec<Part>) -> Gate {
    Gate { join: Join::All, parts }
}
pub(super) fn any(parts: Vec<Part>) -> Gate {
    Gate { join: Join::Any, parts }
}
pub(super) fn when(test: Test) -> Part {
    Part::Condition(Condition { title: Localised::default(), test })
}
pub(super) fn keys(verdict: &Verdict) -> Vec<String> {
    verdict.missing.iter().map(|m| m.what.key().split('.').next().unwrap_or_default().to_owned()).collect()
}
pub(super) fn state_of(known: &mut Known, step: &Step, state: DeliverableState) {
    known.deliverables.iter_mut().filter(|d| d.step == Some(step.id)).for_each(|d| d.state = state);
}
pub(super) fn held(known: &mut Known, view: &EventView, state: EventState) {
    known.events.iter_mut().filter(|v| v.event.id == view.event.id).for_each(|v| v.event.state = state);
}
