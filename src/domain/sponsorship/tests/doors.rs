//! Firms under another spelling, at whose door somebody stands already.

use super::super::*;
use super::courting::{euros, house, new};
use crate::kernel::localised::Localised;

#[test]
fn a_package_that_is_saved_as_it_is_stays_the_version_it_is() {
    let house = house();
    let (cx, p) = (house.system(), house.outline.programme.id);
    let new = |sum| NewPackage {
        name: Localised::three("Gold", "Or", "金牌"),
        price: Some(euros(sum)),
        benefits: Localised::default(),
    };
    let gold = house.write(|c| packages::create(c, &cx, p, &new(5_000))).expect("made");
    let save = |seen: i64, sum| house.write(|c| packages::edit(c, &cx, &gold, seen, &new(sum)));
    assert_eq!(save(gold.version, 5_000).expect("saved").version, gold.version);
    assert_eq!(save(gold.version, 6_000).expect("saved").version, gold.version + 1);
    assert!(matches!(save(gold.version + 7, 5_000), Err(SponsorshipError::Stale)));
}

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
