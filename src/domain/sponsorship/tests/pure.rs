//! Decisions without a database: the table of stages, what each asks for, sums, and who may be shown.

use super::super::showing::{Clearance, Face, is_shown};
use super::super::stages::Given;
use super::super::*;
use crate::i18n::Words;
use crate::kernel::ids::{AccountId, SponsorFileId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::money::Currency::{Cny, Eur};
use crate::kernel::money::Money;

#[test]
fn the_table_of_stages() {
    let mut lines = Vec::new();
    for from in Stage::ALL {
        let to: Vec<&str> = from.ways().iter().map(|s| s.as_str()).collect();
        let needs: Vec<&str> = from.needs().iter().map(|n| n.as_str()).collect();
        lines.push(format!("{from}: {} | {}", to.join(" "), needs.join(" ")));
    }
    let table = [
        "identified: contacted met proposed declined | ",
        "contacted: met proposed pledged identified declined | ",
        "met: proposed pledged contacted identified declined | ",
        "proposed: pledged signed met contacted declined | offer",
        "pledged: signed proposed met declined | pledge",
        "signed: received fulfilled pledged declined | pledge agreement",
        "received: fulfilled signed | pledge agreement",
        "fulfilled: received signed | pledge agreement",
        "declined: identified contacted | ",
    ];
    assert_eq!(lines, table);
    use Stage::{Contacted, Declined, Met, Pledged, Signed};
    for (from, to, reason) in
        [(Contacted, Met, false), (Met, Contacted, true), (Signed, Pledged, true), (Met, Declined, true)]
    {
        assert_eq!(from.wants_reason(to), reason, "{from} {to}");
    }
    assert!(Declined.wants_reason(Contacted), "whoever is asked again is asked for a reason");
    assert!(Signed.is_signed() && !Pledged.is_signed() && !Declined.is_open());
}

#[test]
fn stages_have_what_they_ask_for() {
    let none = Given {
        has_package: false,
        amount: None,
        in_kind: "",
        signed_on: None,
        agreement: "",
        has_agreement_file: false,
    };
    let sum = Some(Money::new(100, Eur));
    let day = "2016-04-01".parse().ok();
    for (given, proposed, pledged, signed) in [
        (none, Some(Need::Offer), Some(Need::Pledge), Some(Need::Pledge)),
        (Given { has_package: true, ..none }, None, Some(Need::Pledge), Some(Need::Pledge)),
        (Given { amount: sum, ..none }, None, None, Some(Need::Agreement)),
        (Given { in_kind: "rooms", ..none }, Some(Need::Offer), None, Some(Need::Agreement)),
        (Given { amount: sum, signed_on: day, ..none }, None, None, Some(Need::Agreement)),
        (Given { amount: sum, agreement: "yes", ..none }, None, None, Some(Need::Agreement)),
        (Given { amount: sum, signed_on: day, agreement: "yes", ..none }, None, None, None),
        (Given { amount: sum, signed_on: day, has_agreement_file: true, ..none }, None, None, None),
    ] {
        let found = [Stage::Proposed, Stage::Pledged, Stage::Signed].map(|stage| given.lacks(stage));
        assert_eq!(found, [proposed, pledged, signed], "{given:?}");
    }
}

#[test]
fn shown_is_what_is_signed_and_cleared_by_two_as_it_is() {
    let (one, two) = (AccountId::new(1), AccountId::new(2));
    let name = Localised::three("Firm", "", "");
    let face = Face { logo: SponsorFileId::new(7), name: name.clone() };
    let by = |account, logo: i64, public_name: &Localised| Clearance {
        account,
        by: String::new(),
        logo: SponsorFileId::new(logo),
        public_name: public_name.clone(),
        at: crate::kernel::time::Instant::from_micros(0),
    };
    let other = Localised::three("Another", "", "");
    for (stage, has_logo, given, shown) in [
        (Stage::Signed, true, vec![by(one, 7, &name), by(two, 7, &name)], true),
        (Stage::Received, true, vec![by(one, 7, &name), by(two, 7, &name)], true),
        (Stage::Fulfilled, true, vec![by(one, 7, &name), by(two, 7, &name)], true),
        (Stage::Pledged, true, vec![by(one, 7, &name), by(two, 7, &name)], false),
        (Stage::Declined, true, vec![by(one, 7, &name), by(two, 7, &name)], false),
        (Stage::Signed, false, vec![by(one, 7, &name), by(two, 7, &name)], false),
        (Stage::Signed, true, vec![by(one, 7, &name)], false),
        (Stage::Signed, true, vec![by(one, 7, &name), by(one, 7, &name)], false),
        (Stage::Signed, true, vec![by(one, 7, &name), by(two, 6, &name)], false),
        (Stage::Signed, true, vec![by(one, 7, &name), by(two, 7, &other)], false),
        (Stage::Signed, true, vec![], false),
    ] {
        assert_eq!(is_shown(stage, Some(&face).filter(|_| has_logo), &given), shown, "{stage} {given:?}");
    }
}

#[test]
fn sums_are_never_mixed() {
    let s = |stage, amount: Option<Money>, worth: Option<Money>| super::courting::bare(stage, amount, worth);
    let all = [
        s(Stage::Signed, Some(Money::new(10_000, Eur)), None),
        s(Stage::Received, Some(Money::new(5_000, Eur)), Some(Money::new(700, Cny))),
        s(Stage::Pledged, Some(Money::new(3_000, Eur)), None),
        s(Stage::Pledged, Some(Money::new(90_000, Cny)), None),
        s(Stage::Declined, Some(Money::new(100_000, Eur)), None),
    ];
    let sums = arrange::sums(&all, [Money::new(40_000, Eur)]);
    let (eur, cny) = (&sums[&Eur], &sums[&Cny]);
    assert_eq!((eur.secured(), eur.pledged(), eur.target), (15_000, 3_000, 40_000));
    assert_eq!((cny.secured(), cny.pledged(), cny.target), (0, 90_000, 0));
    assert_eq!((cny.secured_in_kind(), eur.secured_in_kind()), (700, 0));
    assert_eq!(sums.len(), 2);
}

#[test]
fn a_table_may_call_a_stage_as_pages_do() {
    for locale in Locale::ALL {
        for stage in Stage::ALL {
            let shown = Words::new(locale).t(format!("sponsorship-stage-{stage}"));
            assert_eq!(columns::stage(&shown), Some(*stage), "{shown}");
        }
    }
    assert_eq!(columns::stage(" PLEDGED "), Some(Stage::Pledged));
    assert_eq!(columns::stage("nearly"), None);
    assert_eq!(columns::stage("…"), None);
}
