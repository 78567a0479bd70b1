//! A programme ends, and begins again.

use super::*;

#[test]
fn a_programme_is_closed_for_a_reason_once_and_opened_again() {
    let db = database();
    let cx = context(Actor::System("test"));
    let id = db.write_now(|conn| create(conn, &cx, &new_programme("cities", &["datong"]))).expect("made").programme.id;
    let other =
        db.write_now(|conn| create(conn, &cx, &new_programme("others", &["datong"]))).expect("made").programme.id;
    let told = || db.read_now(|conn| closings(conn, &cx, &[id, other])).expect("read");
    for empty in ["", "  "] {
        let refused = db.write_now(|conn| close(conn, &cx, id, empty)).expect_err("a reason is wanted");
        assert_eq!(fault(refused), ("reason".to_owned(), Reason::Required));
    }
    assert!(told().is_empty());
    db.write_now(|conn| close(conn, &cx, id, "all reports are out")).expect("closed");
    db.write_now(|conn| close(conn, &cx, id, "once more")).expect("it is so already");
    let closing = told().remove(&id).expect("closed");
    assert_eq!((closing.reason.as_str(), closing.at), ("all reports are out", cx.now), "the first stands");
    assert_eq!(db.read_now(closed).expect("read").into_iter().collect::<Vec<_>>(), [id]);
    db.write_now(|conn| reopen(conn, &cx, id, "")).expect("opened");
    db.write_now(|conn| reopen(conn, &cx, id, "")).expect("it is so already");
    assert!(told().is_empty());
    let past = db.read_now(|conn| history(conn, &cx, id)).expect("history");
    let past: Vec<_> = past.iter().rev().map(|e| (e.action.as_str(), e.reason.as_deref())).collect();
    assert_eq!(past, [("created", None), ("closed", Some("all reports are out")), ("reopened", None)]);
}

#[test]
fn only_whoever_coordinates_the_whole_closes_it() {
    let db = database();
    let cx = context(Actor::System("test"));
    let made = db.write_now(|conn| create(conn, &cx, &new_programme("cities", &["datong"]))).expect("made");
    let (id, city) = (made.programme.id, made.cities[0].id);
    for (role, city) in [
        (Role::Coordinator, Some(city)),
        (Role::LocalCoordinator, Some(city)),
        (Role::PrincipalInvestigator, None),
        (Role::Auditor, None),
    ] {
        let cx = context(member(role, Some(id), city));
        let refused = db.write_now(|conn| close(conn, &cx, id, "over"));
        assert!(matches!(refused, Err(ProgrammeError::Denied(Denied::Forbidden))), "{role}: {refused:?}");
    }
    let stranger = context(member(Role::Coordinator, Some(ProgrammeId::new(99)), None));
    let refused = db.write_now(|conn| close(conn, &stranger, id, "over"));
    assert!(matches!(refused, Err(ProgrammeError::Denied(Denied::NotFound))), "{refused:?}");
}

#[test]
fn a_closed_one_is_read_and_only_opened_again() {
    let db = database();
    let cx = context(Actor::System("test"));
    let made = db.write_now(|conn| create(conn, &cx, &new_programme("cities", &["datong"]))).expect("made");
    let (id, step) = (made.programme.id, made.steps[0].clone());
    db.write_now(|conn| close(conn, &cx, id, "over")).expect("closed");
    let grants = vec![Grant { role: Role::Coordinator, programme: Some(id), city: None }];
    let coordinator = Member { account: AccountId::new(1), grants, token: None, closed: vec![id] };
    let theirs = context(Actor::Member(coordinator));
    let edit = EditStep {
        state: StateWish::Set(StepState::Done),
        starts_on: step.starts_on,
        ends_on: step.ends_on,
        owner: OwnerChoice::Nobody,
        deputy: OwnerChoice::Nobody,
        reason: "the data came".to_owned(),
    };
    let refused = db.write_now(|conn| edit_step(conn, &theirs, &step, step.version, &edit));
    assert!(matches!(refused, Err(ProgrammeError::Denied(Denied::Closed(of))) if of == id), "{refused:?}");
    let refused = db.write_now(|conn| open(conn, id));
    assert!(matches!(refused, Err(ProgrammeError::Denied(Denied::Closed(of))) if of == id), "{refused:?}");
    assert_eq!(db.read_now(|conn| steps(conn, &theirs, id)).expect("read").len(), made.steps.len());
    db.write_now(|conn| reopen(conn, &cx, id, "")).expect("opened");
    db.write_now(|conn| open(conn, id)).expect("it is open");
}
