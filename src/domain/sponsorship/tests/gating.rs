//! What gates are told, on a real database.

use super::super::*;
use super::courting::{because, house, new, sign};
use crate::access::Role;
use crate::domain::programme::OwnerChoice;

#[test]
fn who_courts_is_told_to_those_alone_who_court_there() {
    let house = house();
    let (cx, anna) = (house.system(), house.courter("anna"));
    let plan = Plan { owner: OwnerChoice::Contact(anna.public_id.clone()), ..Plan::default() };
    house.court(&cx, &NewSponsorship { plan, ..new("Bluewater") }).expect("courted");
    for (role, owners) in
        [(Role::Coordinator, 1), (Role::PrincipalInvestigator, 1), (Role::Auditor, 0), (Role::LocalCoordinator, 0)]
    {
        let cx = house.role(role);
        let (whole, _) = house.db.read_now(|c| signed(c, &cx, house.outline.programme.id)).expect("counted");
        assert_eq!((whole.signed, whole.owners.len()), (0, owners), "{role}");
    }
}

#[test]
fn what_was_signed_before_they_declined_signs_nothing_when_they_are_asked_again() {
    let house = house();
    let cx = house.role(Role::Coordinator);
    let s = house.signed("Bluewater", None);
    let count = || house.db.read_now(|c| signed(c, &cx, house.outline.programme.id)).expect("counted").0.signed;
    assert_eq!(count(), 1);
    let off = house.go(&cx, &s, &because(Stage::Declined, "another board")).expect("declined");
    assert_eq!((count(), off.agreement.as_str()), (0, "By letter"), "what it had signed is still told");
    let asked = house.go(&cx, &off, &because(Stage::Contacted, "a new year")).expect("asked again");
    assert_eq!((asked.signed_on, asked.agreement.as_str()), (None, ""));
    let again = house.go(&cx, &asked, &Step::to(Stage::Pledged)).expect("pledged");
    let lacks = house.go(&cx, &again, &Step::to(Stage::Signed));
    assert!(matches!(lacks, Err(SponsorshipError::Lacks(Need::Agreement))), "{lacks:?}");
    house.go(&cx, &again, &sign()).expect("signed anew");
    assert_eq!(count(), 1);
}
