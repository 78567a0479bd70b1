use diesel::prelude::*;

use super::house::{NOW, at, house, seat};
use crate::access::{Actor, Context, Role};
use crate::db::schema::event_notices;
use crate::domain::events::*;
use crate::kernel::ids::ProgrammeId;
use crate::kernel::invalid::{FieldError, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::page::PageRequest;

#[test]
fn a_new_event_is_read_back_whole() {
    let house = house();
    let mut input = house.input();
    input.hosting = "others".to_owned();
    input.host = HostInput {
        name: Localised::three("International Geographical Union", "", ""),
        url: "https://igu.example.org/2016?a=b".to_owned(),
        contact: "office".to_owned(),
        slot_starts: "2016-05-24T14:00".to_owned(),
        slot_ends: "2016-05-24T15:30".to_owned(),
    };
    input.capacity = "120".to_owned();
    input.languages = vec!["zh".to_owned(), "en".to_owned(), "zh".to_owned()];
    input.contact_email = "li@example.org".to_owned();
    input.venue_name = Localised::three("Library", "", "图书馆");
    let view = house.write(|c| create(c, &house.coordinator(), house.programme, &input)).unwrap();
    assert_eq!(view.event.state, EventState::Planned);
    assert_eq!(view.event.languages, [Locale::En, Locale::Zh]);
    let read = house.write(|c| by_public_id(c, &house.coordinator(), house.programme, &view.event.public_id)).unwrap();
    assert_eq!(read, view);
    assert_eq!(read.city.unwrap().name.best(Locale::Zh), "大同");
    assert_eq!(house.verbs(view.event.id), ["created"]);
}

#[test]
fn sequence_rises_for_time_city_and_standing_only() {
    let house = house();
    let view = house.create();
    assert_eq!(view.event.sequence, 0);
    let view = house.edit(&view, |i| i.room = "301".to_owned()).unwrap();
    let view = house.edit(&view, |i| i.title = Localised::three("Other", "", "")).unwrap();
    let view = house.edit(&view, |i| i.place = Localised::three("Datong, new town", "", "")).unwrap();
    assert_eq!(view.event.sequence, 0, "text, room and the place's spelling keep it");
    let view = house.edit(&view, |i| i.ends = "2016-05-24T18:00".to_owned()).unwrap();
    assert_eq!(view.event.sequence, 1, "time");
    let view = house.edit(&view, |i| i.zone = "Asia/Urumqi".to_owned()).unwrap();
    assert_eq!(view.event.sequence, 2, "time and zone");
    let view = house.edit(&view, |i| i.city = house.hohhot.1.to_string()).unwrap();
    assert_eq!(view.event.sequence, 3, "city");
    assert_eq!(view.event.place.best(Locale::Zh), "呼和浩特", "the place follows the city");
    let view = house.write(|c| advance(c, &house.coordinator(), house.which(&view), EventState::Announced)).unwrap();
    assert_eq!(view.event.sequence, 3, "announcing changes no calendar");
    let (view, _) = house.write(|c| postpone(c, &house.coordinator(), house.which(&view), &"strike".into())).unwrap();
    assert_eq!(view.event.sequence, 4, "postponed");
    let (view, _) = house.write(|c| cancel(c, &house.coordinator(), house.which(&view), &"strike".into())).unwrap();
    assert_eq!(view.event.sequence, 5, "cancelled");
}

#[test]
fn a_time_that_guests_know_is_moved_and_not_edited() {
    let house = house();
    let view = house.confirmed();
    house.write(|c| Ok(seat(c, house.programme, view.event.id, "accepted"))).unwrap();
    let refused = house.edit(&view, |i| i.starts = "2016-05-24T10:00".to_owned());
    assert!(matches!(refused, Err(EventError::GuestsKnow { guests: 1 })), "{refused:?}");
    let view = house.edit(&view, |i| i.room = "301".to_owned()).unwrap();
    house.move_to(&view, "2016-05-24T10:00", "2016-05-24T17:00").unwrap();
}

#[test]
fn a_move_keeps_both_sides_in_its_notice() {
    let house = house();
    let view = house.confirmed();
    let (moved, id) = house.move_to(&view, "2016-06-07T09:30", "2016-06-07T17:00").unwrap();
    assert_eq!((moved.event.sequence, moved.event.state), (1, EventState::Confirmed));
    let told = house.write(|c| Ok(notice(c, id)?)).unwrap();
    assert_eq!((told.kind, told.sequence, &told.reason), (NoticeKind::Moved, 1, &"the hall is taken".into()));
    assert_eq!(told.before.when, view.event.when);
    assert_eq!(told.after.when, moved.event.when);
    assert_eq!(house.verbs(view.event.id), ["created", "confirmed", "moved"]);
    let same = MoveInput {
        city: house.datong.1.to_string(),
        starts: "2016-06-07 09:30".to_owned(),
        ends: "2016-06-07 17:00".to_owned(),
        ..MoveInput::default()
    };
    let plan = house.write(|c| plan_move(c, &house.coordinator(), house.programme, &view.event.public_id, &same));
    assert!(matches!(plan, Err(EventError::NothingMoved)), "{plan:?}");
}

#[test]
fn a_postponed_event_is_planned_again_by_a_move() {
    let house = house();
    let view = house.confirmed();
    let (off, _) = house.write(|c| postpone(c, &house.coordinator(), house.which(&view), &"flood".into())).unwrap();
    assert_eq!(off.event.state_reason, Some("flood".into()));
    assert!(!off.event.time_holds() && off.event.is_public());
    let direct = house.write(|c| advance(c, &house.coordinator(), house.which(&off), EventState::Planned));
    assert!(matches!(direct, Err(EventError::NoWay { .. })), "only with a date: {direct:?}");
    let (again, _) = house.move_to(&off, "2016-09-06T09:00", "2016-09-06T17:00").unwrap();
    assert_eq!((again.event.state, again.event.state_reason, again.event.sequence), (EventState::Planned, None, 2));
    assert_eq!(house.verbs(view.event.id), ["created", "confirmed", "postponed", "replanned"]);
}

#[test]
fn a_deadline_that_has_passed_is_not_set_for_an_event_still_ahead() {
    let house = house();
    let mut input = house.input();
    input.reply_by = "2016-01-05T18:00".to_owned();
    let refused = house.write(|c| create(c, &house.coordinator(), house.programme, &input));
    let expected = FieldError { field: "reply_by".to_owned(), reason: Reason::Past };
    assert!(matches!(refused, Err(EventError::Invalid(i)) if i.0 == [expected]));
    // What was set in time may stand when something else is edited later.
    let view = house.confirmed();
    let late = Context { now: "2016-05-20T08:00:00Z".parse().unwrap(), ..house.coordinator() };
    let mut input = house.input();
    input.capacity = "40".to_owned();
    let edited = house.write(|c| edit(c, &late, house.programme, &view.event.public_id, view.event.version, &input));
    assert_eq!(edited.unwrap().event.capacity, Some(40));
}

#[test]
fn ways_want_what_the_table_says() {
    let house = house();
    let cx = house.coordinator();
    let mut input = house.input();
    (input.starts, input.ends, input.reply_by) = Default::default();
    let idea = house.write(|c| create(c, &cx, house.programme, &input)).unwrap();
    let go = |view: &EventView, to| house.write(|c| advance(c, &cx, house.which(view), to));
    assert!(matches!(go(&idea, EventState::Planned), Err(EventError::Lacks(Lack::Date))));
    assert!(matches!(go(&idea, EventState::Reported), Err(EventError::NoWay { .. })));
    let silent = house.write(|c| cancel(c, &cx, house.which(&idea), &"  ".into()));
    let expected = FieldError { field: "reason".to_owned(), reason: Reason::Required };
    assert!(matches!(silent, Err(EventError::Invalid(i)) if i.0 == [expected]));
    let view = house.confirmed();
    assert!(matches!(go(&view, EventState::Held), Err(EventError::Lacks(Lack::Beginning))));
    assert!(matches!(go(&view, EventState::Cancelled), Err(EventError::NoWay { .. })), "not without a notice");
    let later = Context { now: "2016-05-24T01:00:00Z".parse().unwrap(), ..house.coordinator() };
    let held = house.write(|c| advance(c, &later, house.which(&view), EventState::Held)).unwrap();
    let refused = house.move_to(&held, "2016-06-07T09:30", "2016-06-07T17:00");
    assert!(matches!(refused, Err(EventError::Settled(EventState::Held))), "{refused:?}");
    assert!(matches!(
        house.edit(&held, |i| i.starts = "2016-05-24T08:00".to_owned()),
        Err(EventError::Settled(EventState::Held))
    ));
}

#[test]
fn who_saw_an_older_version_changes_nothing() {
    let house = house();
    let old = house.create();
    house.edit(&old, |i| i.room = "301".to_owned()).unwrap();
    assert!(matches!(house.edit(&old, |i| i.room = "302".to_owned()), Err(EventError::Stale)));
    let cx = house.coordinator();
    assert!(matches!(house.write(|c| cancel(c, &cx, house.which(&old), &"late".into())), Err(EventError::Stale)));
    let notices: i64 =
        house.write(|c| Ok(event_notices::table.count().get_result(c).map_err(crate::db::DbError::from)?)).unwrap();
    assert_eq!(notices, 0, "a refused cancellation leaves no notice");
}

#[test]
fn rights_hold_where_the_event_is_and_where_it_goes() {
    let house = house();
    let view = house.create();
    let local = house.member(Role::LocalCoordinator, Some(house.datong.0));
    let id = &view.event.public_id;
    let mut input = house.input();
    input.room = "301".to_owned();
    house.write(|c| edit(c, &local, house.programme, id, 1, &input)).unwrap();
    input.city = house.hohhot.1.to_string();
    let away = house.write(|c| edit(c, &local, house.programme, id, 2, &input));
    assert!(matches!(away, Err(EventError::Denied(crate::access::Denied::Forbidden))), "{away:?}");
    let nowhere = house.write(|c| create(c, &local, house.programme, &input));
    assert!(matches!(nowhere, Err(EventError::Denied(crate::access::Denied::Forbidden))));
    let auditor = house.member(Role::Auditor, None);
    assert!(house.write(|c| by_public_id(c, &auditor, house.programme, id)).is_ok());
    assert!(matches!(
        house.write(|c| clone_event(c, &auditor, house.programme, id)),
        Err(EventError::Denied(crate::access::Denied::Forbidden))
    ));
    let stranger = at(Actor::Nobody, NOW);
    assert!(matches!(
        house.write(|c| by_public_id(c, &stranger, house.programme, id)),
        Err(EventError::Denied(crate::access::Denied::NotFound))
    ));
    let elsewhere = ProgrammeId::new(house.programme.raw() + 1);
    let admin = at(Actor::System("test"), NOW);
    assert!(matches!(
        house.write(|c| by_public_id(c, &admin, elsewhere, id)),
        Err(EventError::Denied(crate::access::Denied::NotFound))
    ));
}

#[test]
fn a_capacity_never_falls_below_the_places_given() {
    let house = house();
    let view = house.create();
    for answer in ["accepted", "accepted", "waiting", "none"] {
        house.write(|c| Ok(seat(c, house.programme, view.event.id, answer))).unwrap();
    }
    let counted = house.write(|c| Ok(guests(c, &at(Actor::System("test"), NOW), view.event.id)?)).unwrap();
    assert_eq!(
        (counted.seats, counted.accepted, counted.waiting, counted.invited, counted.unanswered),
        (4, 2, 1, 4, 1)
    );
    let refused = house.edit(&view, |i| i.capacity = "1".to_owned());
    assert!(matches!(refused, Err(EventError::Invalid(i)) if i.0[0].reason == Reason::BelowAccepted { accepted: 2 }));
    house.edit(&view, |i| i.capacity = "2".to_owned()).unwrap();
}

#[test]
fn a_clone_arms_nothing() {
    let house = house();
    let view = house.confirmed();
    let cx = house.coordinator();
    let (programme, id) = (house.programme, &view.event.public_id);
    house.write(|c| Ok(seat(c, programme, view.event.id, "accepted"))).unwrap();
    for due_on in ["2016-04-01", "2016-05-01"] {
        let input = DeadlineInput { label: due_on.into(), due_on: due_on.to_owned(), url: String::new() };
        house.write(|c| add_deadline(c, &cx, programme, id, &input)).unwrap();
    }
    let copy = house.write(|c| clone_event(c, &cx, programme, id)).unwrap();
    assert_eq!((copy.event.state, copy.event.sequence, copy.event.announced_at), (EventState::Idea, 0, None));
    assert_ne!(&copy.event.public_id, id);
    assert_eq!(copy.event.when, view.event.when, "a date yet to come is kept");
    assert_eq!(
        house.write(|c| Ok(guests(c, &at(Actor::System("test"), NOW), copy.event.id)?)).unwrap(),
        Guests::default()
    );
    let kept = house.write(|c| Ok(deadlines(c, copy.event.id)?)).unwrap();
    assert_eq!(kept.iter().map(|d| d.label.best(Locale::En).1).collect::<Vec<_>>(), ["2016-05-01"]);
    let later = Context { now: "2016-06-01T00:00:00Z".parse().unwrap(), ..house.coordinator() };
    let copy = house.write(|c| clone_event(c, &later, programme, id)).unwrap();
    assert_eq!((copy.event.when, copy.event.reply_by), (None, None));
    house.write(|c| Ok(lock_places(c, copy.event.id)?)).expect("a clone has places of its own to decide");
}

#[test]
fn deadlines_of_hosts_are_met_and_reopened() {
    let house = house();
    let view = house.create();
    let cx = house.coordinator();
    let (programme, id) = (house.programme, &view.event.public_id);
    let bad = DeadlineInput { label: " ".into(), due_on: "soon".to_owned(), url: "ftp://x".to_owned() };
    let refused = house.write(|c| add_deadline(c, &cx, programme, id, &bad));
    let Err(EventError::Invalid(faults)) = refused else { panic!("{refused:?}") };
    let told: Vec<_> = faults.0.iter().map(|f| (f.field.as_str(), f.reason.key())).collect();
    assert_eq!(told, [("label", "required"), ("due_on", "bad-date"), ("url", "bad-url")]);
    let good = DeadlineInput { label: "Abstract".into(), due_on: "2016-05-01".to_owned(), url: String::new() };
    let made = house.write(|c| add_deadline(c, &cx, programme, id, &good)).unwrap();
    let mark = |met| house.write(|c| mark_deadline(c, &cx, programme, id, &made.public_id, met)).unwrap();
    assert!(mark(Met::Yes).met_at.is_some());
    assert!(mark(Met::Yes).met_at.is_some());
    assert!(mark(Met::No).met_at.is_none());
    house.write(|c| remove_deadline(c, &cx, programme, id, &made.public_id)).unwrap();
    assert_eq!(
        house.verbs(view.event.id),
        ["created", "deadline-added", "deadline-met", "deadline-reopened", "deadline-removed"]
    );
}

#[test]
fn lists_show_what_comes_next_and_turn_pages_by_row() {
    let house = house();
    let cx = house.coordinator();
    for (title, starts, ends) in [
        ("past", "2016-02-01T09:00", "2016-02-01T10:00"),
        ("june", "2016-06-01T09:00", "2016-06-01T10:00"),
        ("may", "2016-05-01T09:00", "2016-05-01T10:00"),
        ("undated", "", ""),
    ] {
        let mut input = house.input();
        input.title = Localised::three(title, "", "");
        (input.starts, input.ends, input.reply_by) = (starts.to_owned(), ends.to_owned(), String::new());
        input.passed = Passed::Meant;
        house.write(|c| create(c, &cx, house.programme, &input)).unwrap();
    }
    let titles = |filter: EventFilter, page| {
        let page = house.write(|c| list(c, &cx, house.programme, &filter, page)).unwrap();
        let titles: Vec<String> = page.items.iter().map(|(v, _)| v.event.title.best(Locale::En).to_owned()).collect();
        (titles, page.next)
    };
    let upcoming = EventFilter::default();
    let (first, next) = titles(upcoming.clone(), PageRequest::new(None, Some(2)));
    assert_eq!(first, ["may", "june"]);
    let (second, end) = titles(upcoming, PageRequest::new(next, Some(2)));
    assert_eq!((second, end), (vec!["undated".to_owned()], None));
    let past = EventFilter { period: Period::Past, ..EventFilter::default() };
    assert_eq!(titles(past, PageRequest::default()).0, ["past"]);
    let ideas = EventFilter { state: Some(EventState::Idea), period: Period::All, ..EventFilter::default() };
    assert_eq!(titles(ideas, PageRequest::default()).0, ["undated"]);
    let elsewhere = EventFilter { city: Some(house.hohhot.1.clone()), ..EventFilter::default() };
    assert!(titles(elsewhere, PageRequest::default()).0.is_empty());
}

#[test]
fn strangers_learn_of_announced_events_only() {
    let house = house();
    let view = house.create();
    let cx = house.coordinator();
    let seen = |view: &EventView| house.write(|c| published(c, &view.event.public_id)).is_ok();
    assert!(!seen(&view));
    let (dropped, _) = house.write(|c| cancel(c, &cx, house.which(&view), &"no money".into())).unwrap();
    assert!(!seen(&dropped), "what was never announced stays unknown when it is cancelled");
    let confirmed = house.confirmed();
    assert!(seen(&confirmed));
    let (cancelled, _) = house.write(|c| cancel(c, &cx, house.which(&confirmed), &"no money".into())).unwrap();
    assert!(seen(&cancelled));
}

#[test]
fn a_date_that_has_passed_is_written_down_when_it_is_meant() {
    let house = house();
    let mut input = house.input();
    (input.starts, input.ends, input.reply_by) =
        ("2016-03-01T09:00".to_owned(), "2016-03-01T17:00".to_owned(), String::new());
    let refused = house.write(|c| create(c, &house.coordinator(), house.programme, &input));
    let expected = FieldError { field: "passed".to_owned(), reason: Reason::PastUnmeant };
    assert!(matches!(refused, Err(EventError::Invalid(i)) if i.0 == [expected]));
    input.passed = Passed::Meant;
    let view = house.write(|c| create(c, &house.coordinator(), house.programme, &input)).unwrap();
    // What stands in the past already is edited without a word; taking it to another past day is asked about.
    let past = input.clone();
    let same = |i: &mut EventInput| *i = EventInput { room: "301".to_owned(), passed: Passed::Unsaid, ..past.clone() };
    let view = house.edit(&view, same).unwrap();
    let other = |i: &mut EventInput| {
        same(i);
        (i.starts, i.ends) = ("2016-03-02T09:00".to_owned(), "2016-03-02T17:00".to_owned());
    };
    assert!(matches!(house.edit(&view, other), Err(EventError::Invalid(i)) if i.0[0].field == "passed"));
}

#[test]
fn nobody_is_told_to_come_at_a_time_that_has_passed() {
    let house = house();
    let view = house.confirmed();
    let input = MoveInput {
        city: house.datong.1.to_string(),
        starts: "2016-03-01T09:00".to_owned(),
        ends: "2016-03-01T17:00".to_owned(),
        passed: Passed::Meant,
        ..MoveInput::default()
    };
    let plan = || house.write(|c| plan_move(c, &house.coordinator(), house.programme, &view.event.public_id, &input));
    assert!(plan().is_ok(), "of an event that nobody knows it is a correction");
    house.write(|c| Ok(seat(c, house.programme, view.event.id, "accepted"))).unwrap();
    let expected = FieldError { field: "starts".to_owned(), reason: Reason::PastForGuests };
    assert!(matches!(plan(), Err(EventError::Invalid(i)) if i.0 == [expected]));
    // While it goes on, its end may still be told otherwise.
    let later = Context { now: "2016-05-24T03:00:00Z".parse().unwrap(), ..house.coordinator() };
    let longer = MoveInput {
        starts: "2016-05-24T09:00".to_owned(),
        ends: "2016-05-24T18:00".to_owned(),
        passed: Passed::Unsaid,
        ..input
    };
    let plan = house.write(|c| plan_move(c, &later, house.programme, &view.event.public_id, &longer));
    assert!(plan.is_ok(), "{plan:?}");
}

#[test]
fn a_reason_is_kept_by_language_and_put_back_when_called_back() {
    let house = house();
    let view = house.confirmed();
    let reason = Label::from(Localised::three("flood", "", "洪水"));
    let (off, id) = house.write(|c| postpone(c, &house.coordinator(), house.which(&view), &reason)).unwrap();
    let told = house.write(|c| Ok(notice(c, id)?)).unwrap().reason;
    assert_eq!((told.best(Locale::Zh).1, told.best(Locale::Fr)), ("洪水", (Some(Locale::En), "flood")));
    let read = house.write(|c| by_public_id(c, &house.coordinator(), house.programme, &view.event.public_id)).unwrap();
    assert_eq!(read.event.state_reason, Some(reason));
    let empty = Label::from(Localised::default());
    let refused = house.write(|c| cancel(c, &house.coordinator(), house.which(&off), &empty));
    assert!(matches!(refused, Err(EventError::Invalid(i)) if i.0[0].field == "reason"));
    let long = Label::from(Localised::three("x", &"é".repeat(1_001), ""));
    let refused = house.write(|c| cancel(c, &house.coordinator(), house.which(&off), &long));
    assert!(matches!(refused, Err(EventError::Invalid(i)) if i.0[0].field == "reason.fr"));
}
