use std::collections::HashMap;

use chrono::NaiveDate;

use super::pressing::{Days, Ground, everything};
use super::*;
use crate::access::Role;
use crate::domain::deliverables::{Audience, Brief, Deliverable, DeliverableKind, DeliverableState, OwnWork};
use crate::domain::events::{self, Event, EventInput, EventKind, EventState, Hosting, Slot};
use crate::domain::gates::{Condition, Gate, Join, Missing, Part, Test, What};
use crate::domain::programme::tests::{at, context, member, new_city, new_programme};
use crate::domain::programme::{Slug, StateBy, Step, StepState};
use crate::kernel::ids::{CityId, DeliverableId, EventId, ProgrammeId, PublicId, StepId};
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, WallTime, Zone};
use crate::testing::database;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn shanghai() -> Zone {
    "Asia/Shanghai".parse().expect("a zone")
}

/// Monday 18 April 2016, 16:00 in Datong.
fn now() -> Instant {
    at("2016-04-18T08:00:00Z")
}

fn step(state: StepState, (starts_on, ends_on): (&str, &str)) -> Step {
    Step {
        id: StepId::new(1),
        public_id: PublicId::random(),
        version: 1,
        programme: ProgrammeId::new(1),
        city: CityId::new(1),
        kind: Slug::stored("workshop".to_owned()),
        ordinal: 3,
        title: Localised::default(),
        state,
        starts_on: Some(day(starts_on)),
        ends_on: Some(day(ends_on)),
        state_by: StateBy::Hand,
        owner: None,
        deputy: None,
        updated_at: now(),
    }
}

fn deliverable(id: i64, state: DeliverableState, due_on: &str) -> Deliverable {
    Deliverable {
        id: DeliverableId::new(id),
        public_id: PublicId::random(),
        version: 1,
        programme: ProgrammeId::new(1),
        city: Some(CityId::new(1)),
        step: Some(StepId::new(1)),
        kind: DeliverableKind::Report,
        audience: Audience::Internal,
        title: Localised::default(),
        state,
        due_on: Some(day(due_on)),
        owner: None,
        position: 0,
        updated_at: now(),
        quorum: 1,
        own_work: OwnWork::Forbidden,
    }
}

fn event(id: i64, state: EventState, starts: Option<&str>) -> Event {
    let slot = |text: &str| {
        let start = WallTime::parse(text, shanghai()).expect("a time");
        Slot { start, end: WallTime::new(start.local + chrono::Duration::hours(8), start.zone) }
    };
    Event {
        id: EventId::new(id),
        public_id: PublicId::random(),
        version: 1,
        programme: ProgrammeId::new(1),
        city: Some(CityId::new(1)),
        step: Some(StepId::new(1)),
        kind: EventKind::Workshop,
        hosting: Hosting::Ours,
        state,
        state_reason: None,
        title: Localised::default(),
        description: Localised::default(),
        venue: Default::default(),
        place: Localised::default(),
        languages: vec![],
        zone: shanghai(),
        when: starts.map(slot),
        capacity: None,
        reply_by: None,
        contact: None,
        card: Default::default(),
        host: Default::default(),
        sequence: 0,
        announced_at: None,
        created_at: now(),
        updated_at: now(),
    }
}

fn missing(n: usize) -> Missing {
    Missing {
        condition: vec![n],
        ways: Vec::new(),
        title: Localised::default(),
        what: What::NoDeliverable,
        owner: None,
        deputy: None,
        since: None,
    }
}

/// So many deliverables keep its gate shut.
fn seen(step: &Step, deliverables: &[Deliverable], events: &[Event], owed: usize) -> Cell {
    let briefs: Vec<Brief> = deliverables.iter().map(Brief::of).collect();
    cell(&Facts {
        step,
        deliverables: &briefs,
        titles: &deliverables.iter().map(|d| (d.id, &d.title)).collect(),
        events: events.iter().collect(),
        passage: Passage { missing: (0..owed).map(missing).collect(), ..Passage::default() },
        now: now(),
        today: day("2016-04-18"),
    })
}

const AHEAD: (&str, &str) = ("2016-05-16", "2016-05-29");
const RUNNING: (&str, &str) = ("2016-04-01", "2016-05-29");
const PAST: (&str, &str) = ("2016-03-01", "2016-03-14");

#[test]
fn how_a_cell_stands() {
    use DeliverableState as D;
    use EventState as E;
    let one = |state| vec![deliverable(1, state, "2016-07-01")];
    let held = |state| vec![event(1, state, Some("2016-05-24T09:00"))];
    for (name, step, deliverables, events, expected) in [
        ("nothing yet", step(StepState::Planned, AHEAD), vec![], vec![], Standing::Step(StepState::Planned)),
        ("outlined", step(StepState::Planned, AHEAD), one(D::Outlined), vec![], Standing::Step(StepState::Planned)),
        ("begun", step(StepState::UnderWay, RUNNING), one(D::Outlined), vec![], Standing::Step(StepState::UnderWay)),
        ("draft", step(StepState::UnderWay, RUNNING), one(D::Draft), vec![], Standing::Deliverable(D::Draft)),
        (
            "one in review, one drafted",
            step(StepState::UnderWay, RUNNING),
            [one(D::Draft), one(D::InReview)].concat(),
            vec![],
            Standing::Deliverable(D::InReview),
        ),
        (
            "all there",
            step(StepState::UnderWay, RUNNING),
            one(D::Published),
            vec![],
            Standing::Deliverable(D::Approved),
        ),
        (
            "a withdrawn one asks for nothing",
            step(StepState::UnderWay, RUNNING),
            [one(D::Approved), one(D::Withdrawn)].concat(),
            vec![],
            Standing::Deliverable(D::Approved),
        ),
        (
            "an event leads",
            step(StepState::Planned, AHEAD),
            one(D::Draft),
            held(E::Confirmed),
            Standing::Event(E::Confirmed),
        ),
        (
            "a cancelled event does not",
            step(StepState::Planned, AHEAD),
            vec![],
            held(E::Cancelled),
            Standing::Step(StepState::Planned),
        ),
        (
            "done is done",
            step(StepState::Done, PAST),
            one(D::Approved),
            held(E::Reported),
            Standing::Step(StepState::Done),
        ),
        ("cancelled", step(StepState::Cancelled, PAST), one(D::Draft), vec![], Standing::Step(StepState::Cancelled)),
    ] {
        assert_eq!(seen(&step, &deliverables, &events, 0).standing, expected, "{name}");
    }
}

#[test]
fn what_is_overdue() {
    use DeliverableState as D;
    let running = step(StepState::UnderWay, RUNNING);
    let of = |step: &Step, due: &str, events: &[Event]| seen(step, &[deliverable(1, D::Draft, due)], events, 0).overdue;
    assert_eq!(of(&running, "2016-04-17", &[]), Some(Overdue::Deliverables(1)));
    assert_eq!(of(&running, "2016-04-18", &[]), None, "due today is not late");
    let over = [event(1, EventState::Confirmed, Some("2016-04-14T09:00"))];
    assert_eq!(of(&running, "2016-05-01", &over), Some(Overdue::Event));
    let reported = [event(1, EventState::Held, Some("2016-04-14T09:00"))];
    assert_eq!(of(&running, "2016-05-01", &reported), None);
    let ended = step(StepState::UnderWay, PAST);
    assert_eq!(of(&ended, "2016-05-01", &[]), None, "it waits for its deliverable");
    assert_eq!(seen(&ended, &[], &[], 0).overdue, Some(Overdue::Step));
    assert_eq!(of(&step(StepState::Done, PAST), "2016-05-01", &[]), None);
    assert_eq!(of(&step(StepState::Done, PAST), "2016-04-01", &[]), Some(Overdue::Deliverables(1)), "still owed");
    assert_eq!(of(&step(StepState::Cancelled, PAST), "2016-04-01", &[]), None);
}

#[test]
fn what_a_step_waits_for() {
    let planned = step(StepState::Planned, AHEAD);
    assert_eq!(seen(&planned, &[], &[], 3).lock.missing().len(), 3);
    assert_eq!(seen(&planned, &[], &[], 0).lock, Lock::Open);
    let confirmed = [event(1, EventState::Confirmed, Some("2016-05-24T09:00"))];
    assert_eq!(seen(&planned, &[], &confirmed, 3).lock, Lock::Open, "the gate was passed");
    assert_eq!(seen(&step(StepState::Done, PAST), &[], &[], 3).lock, Lock::Open);
}

#[test]
fn what_comes_next() {
    use DeliverableState as D;
    let due = deliverable(1, D::Draft, "2016-04-29");
    let soon = event(2, EventState::Announced, Some("2016-05-24T09:00"));
    let later = event(3, EventState::Planned, Some("2016-06-24T09:00"));
    let running = step(StepState::UnderWay, RUNNING);
    let both = seen(&running, std::slice::from_ref(&due), &[later, soon.clone()], 0);
    assert_eq!(both.event, Some(soon.id), "the nearest event leads");
    assert!(matches!(both.next, Some(Next::Event(start)) if start == soon.when.expect("dated").start));
    let no_event = seen(&running, std::slice::from_ref(&due), &[], 0);
    assert!(matches!(no_event.next, Some(Next::Deliverable { due_on, .. }) if due_on == day("2016-04-29")));
    assert_eq!(no_event.soon, 1);
    assert!(matches!(seen(&step(StepState::Planned, AHEAD), &[due], &[], 0).next, Some(Next::StepBegins(_))));
    let postponed = event(4, EventState::Postponed, Some("2016-05-24T09:00"));
    assert!(!matches!(seen(&running, &[], &[postponed], 0).next, Some(Next::Event(_))), "its time does not hold");
}

#[test]
fn a_fortnight_is_fourteen_days_from_today() {
    let today = day("2016-04-18");
    for (on, soon) in [("2016-04-17", false), ("2016-04-18", true), ("2016-05-02", true), ("2016-05-03", false)] {
        assert_eq!(is_soon(day(on), today), soon, "{on}");
    }
}

#[test]
fn days_are_told_by_the_citys_clock() {
    let db = database();
    let admin = context(member(Role::Administrator, None, None));
    let outline = db
        .write_now(|conn| create_from_template(conn, &admin, &new_programme("cities", &["datong"])))
        .expect("created");
    let mut owed = deliverable(9, DeliverableState::Draft, "2016-04-18");
    owed.city = Some(outline.cities[0].id);
    let own = Deliverable { id: DeliverableId::new(10), city: None, ..owed.clone() };
    // 18 April, 23:30 in Paris, is the 19th in Datong already.
    let night = at("2016-04-18T21:30:00Z");
    let owed = [owed, own];
    let briefs = owed.each_ref().map(Brief::of);
    let missed = HashMap::new();
    let ground =
        Ground { outline: &outline, briefs: &briefs, events: &[], deadlines: &[], missed: &missed, now: night };
    let all = everything(&ground, &Days::of(&outline, night), Sight::All);
    let late: Vec<bool> = all.iter().filter(|d| d.kind == DueKind::Deliverable).map(|d| d.is_late()).collect();
    // They are due on one day: the city's own comes first by its number.
    assert_eq!(late, [true, false]);
}

#[test]
fn a_programme_from_its_template_in_one_picture() {
    let db = database();
    let cx = context(member(Role::Administrator, None, None));
    let outline = db
        .write_now(|conn| create_from_template(conn, &cx, &new_programme("cities", &["hangzhou", "datong", "hohhot"])))
        .expect("created");
    let picture = db.read_now(|conn| load(conn, &cx, outline.programme.public_id.as_str())).expect("loaded");
    assert_eq!(picture.columns.len(), 4);
    assert_eq!(picture.rows.len(), 3);
    assert!(picture.rows.iter().all(|row| row.cells.iter().all(Option::is_some)));
    assert_eq!(picture.own.len(), 2, "the panel and the closing conference");
    assert_eq!(picture.tally.deliverables, 25);
    assert_eq!((picture.tally.late, picture.tally.soon), (picture.late.count, picture.soon.count));
    assert!(picture.late.shown.iter().all(Due::is_late) && !picture.soon.shown.iter().any(Due::is_late));
    assert!([&picture.late, &picture.soon].iter().all(|dues| dues.shown.is_sorted_by_key(|d| d.on)));
}

#[test]
fn a_fourth_city_changes_no_identifier() {
    let db = database();
    let cx = context(member(Role::Administrator, None, None));
    let before = db
        .write_now(|conn| create_from_template(conn, &cx, &new_programme("cities", &["hangzhou", "datong", "hohhot"])))
        .expect("created");
    let p = before.programme.id;
    let input = EventInput {
        kind: "seminar".to_owned(),
        hosting: "ours".to_owned(),
        title: Localised::three("Seminar", "Séminaire", "研讨会"),
        city: before.cities[1].public_id.to_string(),
        ..EventInput::default()
    };
    db.write_now(|conn| events::create(conn, &cx, p, &input)).expect("an event");
    let picture = |conn: &mut crate::db::Conn| load_whole(conn, &cx, "cities");
    let old = db.read_now(picture).expect("before");
    let city = db.write_now(|conn| add_city(conn, &cx, p, &new_city("baotou"))).expect("added");
    let new = db.read_now(picture).expect("after");

    assert_eq!(new.outline.programme, old.outline.programme);
    assert_eq!(new.outline.cities[..3], old.outline.cities[..]);
    let kept: Vec<_> = new.outline.steps.iter().filter(|s| s.city != city.id).cloned().collect();
    assert_eq!(kept, old.outline.steps);
    let kept: Vec<_> = new.deliverables.iter().filter(|d| d.city != Some(city.id)).cloned().collect();
    assert_eq!(kept, old.deliverables);
    assert_eq!(new.events, old.events, "calendar UIDs included");
    assert_eq!(new.outline.steps_of(city.id).count(), 4);
    assert_eq!(new.deliverables.len(), old.deliverables.len() + 8);
    assert!(new.outline.steps_of(city.id).all(|s| s.starts_on >= Some(day("2016-04-18"))), "nothing begins late");
}

/// The picture of a programme of any size costs the same number of queries.
#[test]
fn a_constant_number_of_queries() {
    use diesel::connection::{Connection, InstrumentationEvent};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    let db = database();
    let cx = context(member(Role::Administrator, None, None));
    let many: Vec<String> = (0..30).map(|n| format!("city-{n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    db.write_now(|conn| -> Result<(), crate::domain::programme::ProgrammeError> {
        create_from_template(conn, &cx, &new_programme("small", &["datong"]))?;
        create_from_template(conn, &cx, &new_programme("large", &many))?;
        Ok(())
    })
    .expect("created");
    let mut conn = db.connect().expect("a connection");
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = asked.clone();
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            counter.fetch_add(1, Ordering::SeqCst);
        }
    });
    let mut cost = |key: &str| {
        asked.store(0, Ordering::SeqCst);
        load(&mut conn, &cx, key).expect("loaded");
        asked.load(Ordering::SeqCst)
    };
    let (small, large) = (cost("small"), cost("large"));
    assert_eq!(small, large);
    assert!((5..=12).contains(&small), "{small}");
}

/// Whatever the states of its deliverables: what gates look at and what the picture names is among those that are read whole.
#[test]
fn a_picture_of_few_whole_deliverables_says_what_one_of_all_says() {
    use diesel::RunQueryDsl;

    let db = database();
    let cx = context(member(Role::Administrator, None, None));
    let outline = db
        .write_now(|conn| create_from_template(conn, &cx, &new_programme("cities", &["hangzhou", "datong", "hohhot"])))
        .expect("created");
    let all = db.read_now(|conn| load_whole(conn, &cx, "cities")).expect("loaded").deliverables;
    let analysis = outline.steps.iter().find(|s| s.ordinal == 1).expect("a step");
    let first = all.iter().find(|d| d.step == Some(analysis.id)).expect("a deliverable");
    let test = Test::Named { deliverables: vec![first.public_id.clone()] };
    let one = Part::Condition(Condition { title: Localised::default(), test });
    let gate = serde_json::to_string(&Gate { join: Join::All, parts: vec![one] }).expect("a gate");
    let second = format!("SELECT id FROM steps WHERE ordinal = 2 AND city_id = {}", analysis.city);
    let named = format!("UPDATE gates SET tree = '{gate}' WHERE step_id = ({second})");
    let execute = |sql: String| {
        let run = |conn: &mut crate::db::Conn| diesel::sql_query(&sql).execute(conn).map_err(crate::db::DbError::from);
        assert!(db.write_now(run).expect("written") > 0, "{sql}");
    };
    execute(named);
    for turn in 0..DeliverableState::ALL.len() {
        for (n, d) in all.iter().enumerate() {
            let state = DeliverableState::ALL[(n * (turn + 1) + turn) % DeliverableState::ALL.len()];
            execute(format!("UPDATE deliverables SET state = '{state}' WHERE id = {}", d.id));
        }
        let (few, whole) = db
            .read_now(|conn| {
                Ok::<_, crate::domain::programme::ProgrammeError>((
                    load(conn, &cx, "cities")?,
                    load_whole(conn, &cx, "cities")?,
                ))
            })
            .expect("loaded");
        assert_eq!(few.rows, whole.rows, "{turn}");
        assert_eq!((few.own, few.tally), (whole.own, whole.tally), "{turn}");
        assert_eq!((few.late, few.soon), (whole.late, whole.soon), "{turn}");
        assert!(few.deliverables.len() < whole.deliverables.len(), "{turn}");
    }
}
