//! Firms under another spelling, at whose door somebody stands already.

use super::super::*;
use super::courting::{house, new};

#[test]
fn a_lost_letter_an_umlaut_or_another_legal_form_leads_to_the_same_door() {
    let house = house();
    let cx = house.system();
    for (known, typed) in [
        ("Rhine Tramways", "Rine Tramways"),
        ("大同机车配件厂", "大同机车配件有限责任公司"),
        ("Wärmehaus Brandt", "WARMEHAUS BRANT GmbH"),
    ] {
        house.court(&cx, &new(known)).expect("courted");
        let second = house.court(&cx, &new(typed));
        let Err(SponsorshipError::Courted(others)) = second else { panic!("{typed}: {second:?}") };
        assert_eq!((others.len(), others[0].kin), (1, clash::Kin::Alike), "{typed}");
    }
    house.court(&cx, &new("Rhone Tramways")).expect("another river");
    let bare = house.court(&cx, &new("有限公司"));
    assert!(bare.is_err(), "{bare:?}");
}
