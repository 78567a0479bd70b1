//! Who answers for a step.

use super::*;

#[test]
fn an_unknown_owner_is_told_by_field() {
    let db = database();
    let cx = context(member(Role::Administrator, None, None));
    let choice = OwnerChoice::Email("nobody@example.org".to_owned());
    let refused =
        db.read_now(|conn| resolve_owner(conn, &cx, ProgrammeId::new(1), &choice, Duty::ANY)).expect_err("refused");
    assert_eq!(fault(refused), ("owner_email".to_owned(), Reason::NoSuch));
}

#[test]
fn whoever_only_reads_answers_for_no_step() {
    use crate::domain::accounts::{self, NewAccount};
    let db = database();
    let cx = context(Actor::System("test"));
    let made = db.write_now(|conn| create(conn, &cx, &new_programme("cities", &["datong"]))).expect("made");
    let programme = made.programme.id;
    for (name, role) in [("anna", Role::Coordinator), ("ida", Role::Auditor)] {
        let grants = vec![Grant { role, programme: Some(programme), city: None }];
        let email = format!("{name}@example.org");
        let new = NewAccount { grants, ..NewAccount::parse(&email, name, "en", "Europe/Paris").expect("sound") };
        db.write_now(|conn| accounts::create(conn, &cx, &new, "hash")).expect("an account");
    }
    let actions = &[Action::EditDeliverable];
    let duty = Duty { actions, place: Some(Scope::Programme(programme)), outsiders: Outsiders::Welcome };
    let listed = db.read_now(|conn| owner_candidates(conn, &cx, programme, duty, &[])).expect("listed");
    let names: Vec<&str> = listed.iter().map(|c| c.name.native.as_str()).collect();
    assert_eq!(names, ["anna"]);
    let choice = OwnerChoice::Email("ida@example.org".to_owned());
    let refused = db.write_now(|conn| resolve_owner(conn, &cx, programme, &choice, duty)).expect_err("refused");
    assert_eq!(fault(refused), ("owner_email".to_owned(), Reason::Unable));
}

#[test]
fn a_member_is_named_by_their_own_address_and_becomes_a_contact_once() {
    use crate::domain::accounts::{self, NewAccount};
    let db = database();
    let cx = context(Actor::System("test"));
    let made = db.write_now(|conn| create(conn, &cx, &new_programme("cities", &["datong"]))).expect("made");
    let programme = made.programme.id;
    let account = |email: &str, name: &str, programme| {
        let grants = vec![Grant { role: Role::Coordinator, programme: Some(programme), city: None }];
        let new = NewAccount { grants, ..NewAccount::parse(email, name, "fr", "Europe/Paris").expect("sound") };
        db.write_now(|conn| accounts::create(conn, &cx, &new, "hash")).expect("an account")
    };
    let claire = account("claire@example.org", "Claire Moreau", programme);
    let elsewhere = db.write_now(|conn| create(conn, &cx, &new_programme("other", &[]))).expect("made").programme.id;
    account("bo@example.org", "Bo", elsewhere);
    let listed = db.read_now(|conn| owner_candidates(conn, &cx, programme, Duty::ANY, &[])).expect("listed");
    let names: Vec<&str> = listed.iter().map(|c| c.name.native.as_str()).collect();
    assert_eq!((names, &listed[0].public_id), (vec!["Claire Moreau"], &claire.public_id));

    let name = |choice: OwnerChoice| db.write_now(|conn| resolve_owner(conn, &cx, programme, &choice, Duty::ANY));
    let by_email = name(OwnerChoice::Email("Claire@example.org".to_owned())).expect("named");
    let picked = name(OwnerChoice::Contact(claire.public_id.clone())).expect("named");
    assert!(by_email.is_some() && by_email == picked, "one member, one contact");
    let listed = db.read_now(|conn| owner_candidates(conn, &cx, programme, Duty::ANY, &[])).expect("listed");
    assert_eq!(listed.len(), 1);
    assert_eq!(name(OwnerChoice::Contact(listed[0].public_id.clone())).expect("named"), picked);
    let stranger = name(OwnerChoice::Email("bo@example.org".to_owned())).expect_err("no member here");
    assert_eq!(fault(stranger), ("owner_email".to_owned(), Reason::NoSuch));
}
