//! Parting entries again.

use super::*;

fn full(house: &House) -> (Contact, Contact) {
    let kept = house.person("Anna Schmidt", &["anna@example.de"]);
    let affiliation =
        AffiliationDraft { organisation: "Chamber of Commerce".to_owned(), ..AffiliationDraft::default() };
    let other = house.made(ContactDraft {
        phone: "+49 30 555".to_owned(),
        notes: "Met in Berlin.".to_owned(),
        groups: vec!["chambers".to_owned()],
        tags: vec!["berlin".to_owned()],
        affiliations: vec![affiliation],
        source_key: "old-1".to_owned(),
        ..draft("A. Schmidt", &["schmidt@chamber.example", "a.schmidt@example.org"])
    });
    house.mail(&other, "one");
    (house.again(&kept), house.again(&other))
}

/// The same but for what any change changes.
fn same(a: &Contact, b: &Contact) {
    let plain = |of: &Contact| Contact { version: 0, updated_at: of.created_at, ..of.clone() };
    assert_eq!(plain(a), plain(b));
}

#[test]
fn what_nobody_touched_is_as_it_was() {
    let house = house();
    let (kept, other) = full(&house);
    let seat = house.seat_at(&house.event, &other);
    let merge = house.merge(&kept, &other).unwrap();
    assert_eq!(house.mails_of(&kept).len(), 1);
    let plan = house.check(&merge);
    assert_eq!((plan.stays, plan.blocked), (vec![], None));
    let back: Vec<(Hangs, i64)> = plan.back;
    let all = [
        (Hangs::Addresses, 2),
        (Hangs::Affiliations, 1),
        (Hangs::Groups, 1),
        (Hangs::Seats, 1),
        (Hangs::Mails, 1),
        (Hangs::Tags, 1),
    ];
    assert_eq!(back, all);
    let undone = house.undo(&merge).unwrap();
    assert!(!undone.stands());
    same(&house.again(&kept), &kept);
    same(&house.again(&other), &other);
    assert_eq!(house.seat(seat).0, other.person.id);
    assert_eq!((house.mails_of(&kept).len(), house.mails_of(&other).len()), (0, 1));
    let found = house
        .db
        .read_now(|c| {
            let filter = contacts::Filter { text: "a.schmidt@example.org".to_owned(), ..contacts::Filter::default() };
            contacts::matching_ids(c, &house.staff(), &filter)
        })
        .unwrap();
    assert_eq!(found, [other.person.id], "found by its address again");
    assert!(matches!(house.undo(&merge), Err(MergeError::Blocked(Blocked::Undone))), "once");
}

#[test]
fn what_was_edited_since_stays_and_is_said_before() {
    let house = house();
    let (kept, other) = full(&house);
    let merge = house.merge(&kept, &other).unwrap();
    house.edit(&kept, |new| {
        new.phone = "+49 30 777".to_owned();
        new.addresses.iter_mut().find(|a| a.email.as_str() == "schmidt@chamber.example").unwrap().label =
            "secretary".to_owned();
        new.groups.clear();
        new.tags.clear();
    });
    let stays = house.check(&merge).stays;
    let told = [
        Stay::Address("schmidt@chamber.example".to_owned()),
        Stay::Gone { what: Hangs::Groups, n: 1 },
        Stay::Gone { what: Hangs::Tags, n: 1 },
        Stay::Field("phone"),
    ];
    assert_eq!(stays, told);
    house.undo(&merge).unwrap();
    let (kept, other) = (house.again(&kept), house.again(&other));
    assert_eq!(emails(&kept), ["anna@example.de", "schmidt@chamber.example"]);
    assert_eq!(emails(&other), ["a.schmidt@example.org"]);
    assert_eq!((kept.person.phone.as_str(), other.person.phone.as_str()), ("+49 30 777", "+49 30 555"));
    assert_eq!((kept.notes.as_str(), other.notes.as_str()), ("", "Met in Berlin."));
}

#[test]
fn an_address_that_the_kept_entry_had_given_up_comes_and_goes() {
    let house = house();
    let kept = house.person("Anna", &["anna@example.de", "shared@example.de"]);
    house.edit(&kept, |new| new.addresses.truncate(1));
    let other = house.person("A.", &["shared@example.de"]);
    let merge = house.merge(&kept, &other).unwrap();
    assert_eq!(emails(&house.again(&kept)), ["anna@example.de", "shared@example.de"]);
    house.undo(&merge).unwrap();
    assert_eq!(emails(&house.again(&kept)), ["anna@example.de"]);
    assert_eq!(emails(&house.again(&other)), ["shared@example.de"]);
}

#[test]
fn a_chain_is_undone_in_order() {
    let house = house();
    let [a, b, c] = ["A", "B", "C"].map(|name| house.person(name, &[&format!("{name}@example.org")]));
    let first = house.merge(&b, &a).unwrap();
    let second = house.merge(&c, &b).unwrap();
    let blocked = house.check(&first).blocked;
    assert!(matches!(&blocked, Some(Blocked::After { merge, .. }) if *merge == second.public_id), "{blocked:?}");
    assert!(matches!(house.undo(&first), Err(MergeError::Blocked(Blocked::After { .. }))));
    house.undo(&second).unwrap();
    assert_eq!(emails(&house.again(&b)), ["B@example.org", "A@example.org"]);
    house.undo(&first).unwrap();
    for (of, email) in [(&a, "A@example.org"), (&b, "B@example.org"), (&c, "C@example.org")] {
        assert_eq!(emails(&house.again(of)), [email]);
    }
}

#[test]
fn a_wish_outlives_the_parting() {
    let house = house();
    let (kept, other) = (house.person("Kept", &["k@example.org"]), house.person("Other", &["o@example.org"]));
    let door = crate::access::Door::Staff;
    house.db.write_now(|c| contacts::do_not_contact(c, &house.staff(), other.person.id, "asked", door)).unwrap();
    let merge = house.merge(&kept, &other).unwrap();
    assert_eq!(house.check(&merge).stays, [Stay::Wish]);
    house.undo(&merge).unwrap();
    assert!(house.again(&kept).person.do_not_contact && house.again(&other).person.do_not_contact);
}

#[test]
fn who_asks_for_silence_while_they_are_one_has_it_on_both() {
    let house = house();
    let (kept, other) = (house.person("Kept", &["k@example.org"]), house.person("Other", &["o@example.org"]));
    let merge = house.merge(&kept, &other).unwrap();
    let door = crate::access::Door::Staff;
    house.db.write_now(|c| contacts::do_not_contact(c, &house.staff(), kept.person.id, "asked", door)).unwrap();
    assert_eq!(house.check(&merge).stays, [Stay::Wish]);
    house.undo(&merge).unwrap();
    for of in [&kept, &other] {
        let wish = house.again(of).do_not_contact.unwrap();
        assert_eq!(wish.reason, "asked");
    }
}

#[test]
fn after_a_month_it_is_one_person_for_good() {
    use crate::db::schema::{merge_rows, merges};
    let house = house();
    let (kept, other) = full(&house);
    let merge = house.merge(&kept, &other).unwrap();
    let forget_at = |now: &str| house.db.write_now(|c| forget(c, &house.later(now))).unwrap();
    assert_eq!(forget_at("2016-05-18T07:59:59Z"), 0, "a month has thirty days here");
    let (last, over) = ("2016-05-18T07:59:59Z", "2016-05-18T08:00:00Z");
    for (now, blocked) in [(last, None), (over, Some(Blocked::TooOld))] {
        let plan = house.db.read_now(|c| check::<People>(c, &house.later(now), &merge.public_id)).unwrap();
        assert_eq!(plan.blocked, blocked, "{now}");
    }
    assert_eq!(forget_at(over), 1);
    let left = house.db.read_now(|c| -> Result<_, DbError> {
        let snapshots: i64 = merges::table.filter(merges::snapshot.is_not_null()).count().get_result(c)?;
        let rows: i64 = merge_rows::table.count().get_result(c)?;
        Ok((snapshots, rows))
    });
    assert_eq!(left.unwrap(), (0, 0));
    let told = house.db.read_now(|c| super::merge::<People>(c, &house.staff(), &merge.public_id)).unwrap();
    assert_eq!(told.other.name, None, "nobody's name is kept");
    assert_eq!(forget_at(over), 0);
}

#[test]
fn what_changed_between_check_and_undo_is_checked_again() {
    let house = house();
    let (kept, other) = full(&house);
    let merge = house.merge(&kept, &other).unwrap();
    let seen = house.check(&merge).version;
    house.edit(&kept, |new| new.notes = "More.".to_owned());
    let late = house.write(|c| undo::<People>(c, &house.staff(), &merge.public_id, seen));
    assert!(matches!(late, Err(MergeError::Stale)));
}

#[test]
fn a_key_that_somebody_else_has_by_now_is_told_before() {
    let house = house();
    let keyed = |name: &str, email: &str, key: &str| {
        house.made(ContactDraft { source_key: key.to_owned(), ..draft(name, &[email]) })
    };
    let kept = keyed("Ana Blanc", "ana@example.org", "");
    let other = keyed("A. Blanc", "blanc@example.org", "crm-2");
    let merge = house.merge(&kept, &other).unwrap();
    house.edit(&kept, |new| new.source_key = None);
    assert_eq!(house.check(&merge).stays, [Stay::Field("source_key")]);
    let third = keyed("Cy Noir", "cy@example.org", "crm-2");
    assert_eq!(house.check(&merge).stays, [Stay::Field("source_key"), Stay::Key("crm-2".to_owned())]);
    house.undo(&merge).unwrap();
    let key = |of: &Contact| house.again(of).source_key;
    assert_eq!([key(&kept), key(&other), key(&third)], [None, None, Some("crm-2".to_owned())]);
}

/// Both have a place in one office, and only the entry that goes tells the role in French.
#[test]
fn a_role_that_only_one_of_them_told_is_kept_and_given_back() {
    let house = house();
    let made = |name: &str, email: &str, role: Localised| {
        let place = AffiliationDraft { organisation: "CCI Paris".to_owned(), role, ..AffiliationDraft::default() };
        house.made(ContactDraft { affiliations: vec![place], ..draft(name, &[email]) })
    };
    let (short, long) = (Localised::three("Director", "", ""), Localised::three("Head", "Directrice", ""));
    let kept = made("Ana Blanc", "ana@example.org", short.clone());
    let other = made("A. Blanc", "blanc@example.org", long.clone());
    let role = |of: &Contact| house.again(of).person.affiliations[0].role.clone();
    let merge = house.merge(&kept, &other).unwrap();
    assert_eq!(role(&kept), Localised::three("Director", "Directrice", ""));
    house.undo(&merge).unwrap();
    assert_eq!((role(&kept), role(&other)), (short, long.clone()));
    let merge = house.merge(&kept, &other).unwrap();
    let risen = Localised::three("President", "Présidente", "");
    house.edit(&kept, |new| new.affiliations[0].role = risen.clone());
    house.undo(&merge).unwrap();
    assert_eq!((role(&kept), role(&other)), (risen, long), "what was written since stays");
}
