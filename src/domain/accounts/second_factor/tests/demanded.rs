//! Of whom a second factor is demanded, and who takes it away.

use super::*;

#[test]
fn another_administrator_takes_it_away_and_nobody_their_own() {
    let (house, _) = House::on();
    let bo = house.write(|c| person(c, &house.cx, "bo@example.org")).unwrap();
    let member = Member { account: bo.id, grants: vec![ADMINISTRATOR], token: None, closed: Vec::new() };
    let by_bo = Context { actor: Actor::Member(member.clone()), ..house.at(60) };
    let own = house.write(|c| reset(c, &house.ana(60), &house.ana.public_id));
    assert!(matches!(own, Err(AccountError::OwnFactor)));
    let key = Member { token: Some(TokenScope::ALL.to_vec()), ..member };
    let by_key = Context { actor: Actor::Member(key), ..house.at(60) };
    let refused = house.write(|c| reset(c, &by_key, &house.ana.public_id));
    assert!(matches!(refused, Err(AccountError::Denied(Denied::WantsPerson))));
    let nobody = Context { actor: Actor::Nobody, ..house.at(60) };
    let hidden = house.write(|c| reset(c, &nobody, &house.ana.public_id));
    assert!(matches!(hidden, Err(AccountError::Denied(Denied::NotFound))));
    let step = house.waiting(60, "home");
    let Answered::Open { secret, .. } = house.give(60, &step, &house.code(60)) else { panic!("it opens") };
    let waiting = house.waiting(90, "home");
    house.write(|c| reset(c, &by_bo, &house.ana.public_id)).unwrap();
    let resumed = house.write(|c| resume(c, house.at(90).machine, &secret, Demand::Nobody)).unwrap();
    assert!(resumed.is_none(), "its sign-ins end");
    assert!(matches!(house.give(90, &waiting, "123456"), Answered::Gone));
    let view = house.write(|c| show(c, &house.cx, &house.ana.public_id)).unwrap();
    assert!(view.second_factor.is_none());
    assert_eq!(house.told(News::Reset), 1);
    let twice = house.write(|c| reset(c, &by_bo, &house.ana.public_id));
    assert!(matches!(twice, Err(AccountError::NoFactor)));
}

#[test]
fn of_whom_it_is_demanded_can_set_it_up_and_nothing_else() {
    let house = House::new();
    let begun = house.begun(0, "home");
    let Entered::Open(secret) = house.write(|c| finish(c, &house.cx, &begun, "Firefox", 14)).unwrap() else {
        panic!("none is on")
    };
    let resumed = |demand| house.write(|c| resume(c, house.cx.machine, &secret, demand)).unwrap().expect("signed in");
    assert_eq!(resumed(Demand::Nobody).standing, Standing::Whole);
    let who = resumed(Demand::Administrators);
    assert_eq!(who.actor(), Actor::Enrolling(house.ana.id));
    let cx = Context { actor: who.actor(), ..house.cx.clone() };
    for action in Action::ALL {
        assert_eq!(require(&cx.actor, *action, Scope::Installation), Err(Denied::SecondFactor), "{action}");
    }
    let refused = |done: Result<(), AccountError>| {
        assert!(matches!(done, Err(AccountError::Denied(Denied::SecondFactor))), "{done:?}");
    };
    let key = NewToken { name: "x".into(), scopes: vec![TokenScope::Read], expires_at: None };
    refused(house.write(|c| tokens::create_own(c, &cx, &key).map(drop)));
    refused(house.write(|c| tokens::list_own(c, &cx).map(drop)));
    refused(house.write(|c| own_account(c, &cx).map(drop)));
    refused(house.write(|c| sign_in::list_own(c, &cx).map(drop)));
    house.write(|c| begin(c, &cx)).unwrap();
    let code = house.code(0);
    house.write(|c| confirm(c, &cx, None, &typed(&code), who.sign_in)).unwrap();
    assert_eq!(resumed(Demand::Administrators).standing, Standing::Whole);
    // A key that was made before goes on; the demand is of people.
    let key = house.write(|c| tokens::create_for_email(c, &house.cx, "ana@example.org", &key)).unwrap();
    let by_key = house.write(|c| tokens::resume(c, house.cx.machine, &key)).unwrap().expect("known");
    assert_eq!(by_key.standing, Standing::Whole);
    let shut = Context { actor: by_key.actor(), ..house.cx.clone() };
    for done in
        [house.write(|c| begin(c, &shut)), house.write(|c| confirm(c, &shut, None, &typed("1"), None).map(drop))]
    {
        assert!(matches!(done, Err(AccountError::Denied(Denied::WantsPerson))), "{done:?}");
    }
}

#[test]
fn demands_reach_whom_they_name() {
    let auditor = Grant { role: Role::Auditor, programme: Some(1.into()), city: None };
    for (demand, of_administrator, of_auditor, of_none) in [
        (Demand::Administrators, true, false, false),
        (Demand::Everybody, true, true, true),
        (Demand::Nobody, false, false, false),
    ] {
        assert_eq!(demand.reaches(&[auditor, ADMINISTRATOR]), of_administrator);
        assert_eq!(demand.reaches(&[auditor]), of_auditor);
        assert_eq!(demand.reaches(&[]), of_none);
    }
}
