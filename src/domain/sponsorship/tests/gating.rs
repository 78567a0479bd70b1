//! What gates are told, on a real database.

use super::super::*;
use super::courting::{house, new};
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
