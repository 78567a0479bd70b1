//! Whoever changes an embargo sees first who is told of it.

use super::*;
use crate::access::Door;

#[test]
fn another_embargo_is_seen_before_it_is_saved_and_what_was_seen_is_what_leaves() {
    let house = House::new();
    let (lille, quiet) = (house.channel("lille", Locale::Fr), house.channel("quiet", Locale::En));
    house.channel("berlin", Locale::En);
    let package = house.package(NewEmbargo::None);
    house.offer(NOW).expect("offered");
    let later = "2016-04-18T09:00:00Z";
    let cx = house.staff(later);
    let day = "2016-05-03".parse().expect("a day");
    let new = House::texts(NewEmbargo::Day(day));
    let foreseen = |now: &str| {
        let seen = house.write(|c| foresee_package(c, &house.staff(now), &house.of, (&package, package.version), &new));
        seen.expect("foreseen")
    };
    // While the mails of the offer wait they say the new day by themselves.
    let early = foreseen("2016-04-18T08:01:00Z");
    assert_eq!((early.mails(), early.untold.len()), (0, 3));
    assert!(early.untold.iter().all(|(_, why)| *why == Why::Waits));
    house
        .write(|c| {
            contacts::do_not_contact(c, &cx, quiet.officer.id, "by telephone", Door::Staff).expect("noted");
            Ok(())
        })
        .expect("noted");
    let seen = foreseen(later);
    assert!(seen.asks());
    assert_eq!((seen.before, seen.after), (Until::Free, Until::Day(day)));
    assert_eq!(seen.told.iter().map(|(l, n)| (*l, *n)).collect::<Vec<_>>(), [(Locale::En, 1), (Locale::Fr, 1)]);
    assert_eq!(seen.untold.iter().map(|(of, why)| (of.id, *why)).collect::<Vec<_>>(), [(quiet.id, Why::DoNotContact)]);
    let save =
        |mark: &str| house.write(|c| edit_package(c, &cx, &house.of, (&package, package.version), (&new, Some(mark))));
    for unseen in ["", "2016-05-03:3", "2016-05-04:2"] {
        assert!(matches!(save(unseen), Err(RelayError::Stale)), "{unseen}");
    }
    save(&seen.mark()).expect("saved as it was seen");
    assert_eq!(house.settles("2016-04-18T09:04:00Z").told, 0, "it can be changed back");
    assert_eq!(house.settles("2016-04-18T09:06:00Z").told, seen.mails());
    assert_eq!(house.relay_of(&lille).told, Until::Day(day));
}

#[test]
fn what_is_changed_back_in_time_is_told_to_nobody_and_other_texts_are_asked_about_by_nobody() {
    let house = House::new();
    house.channel("lille", Locale::Fr);
    let first = house.package(NewEmbargo::None);
    house.offer(NOW).expect("offered");
    let edit = |now: &str, before: &Package, new: &NewPackage, mark: Option<&str>| {
        let cx = house.staff(now);
        house.write(|c| edit_package(c, &cx, &house.of, (before, before.version), (new, mark))).expect("edited")
    };
    let kept = House::texts(NewEmbargo::Day("2016-05-03".parse().expect("a day")));
    let second = edit("2016-04-18T09:00:00Z", &first, &kept, None);
    let third = edit("2016-04-18T09:03:00Z", &second, &House::texts(NewEmbargo::None), None);
    assert_eq!(house.settles("2016-04-18T09:20:00Z").told, 0);
    let texts = NewPackage { lapse_days: 30, ..House::texts(NewEmbargo::None) };
    edit("2016-04-18T10:00:00Z", &third, &texts, Some(""));
    assert!(house.messages("relay-embargo").is_empty());
}

#[test]
fn while_a_result_rests_officers_are_told_once_it_is_given_again() {
    let mut house = House::new();
    house.channel("lille", Locale::Fr);
    let package = house.package(NewEmbargo::None);
    house.offer(NOW).expect("offered");
    house.turns(DeliverableState::InReview, "2016-04-18T09:00:00Z");
    let cx = house.staff("2016-04-18T09:10:00Z");
    let new = House::texts(NewEmbargo::Day("2016-05-03".parse().expect("a day")));
    let seen = house.write(|c| foresee_package(c, &cx, &house.of, (&package, package.version), &new)).expect("seen");
    assert_eq!((seen.mails(), seen.untold[0].1), (0, Why::Rests));
}
