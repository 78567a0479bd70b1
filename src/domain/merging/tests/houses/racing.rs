//! Rows that are made for an organisation, or for somebody, while the entry goes into another.

use std::sync::Barrier;

use super::*;
use crate::db::references;
use crate::domain::invitations::{DelegateDraft, NewDelegate};

fn courting(of: &Organisation) -> NewSponsorship {
    NewSponsorship {
        firm: FirmChoice::Known(of.public_id.clone()),
        event: None,
        plan: sponsorship::Plan::default(),
        confirm: "Another house.".to_owned(),
    }
}

/// Which columns still point to an entry that went.
fn left(house: &House, columns: &[(Hangs, references::Reference)], of: i64) -> Vec<&'static str> {
    let read = |c: &mut Conn| -> Result<_, DbError> {
        let mut found = Vec::new();
        for (_, at) in columns {
            if !references::pointing(c, *at, of)?.is_empty() {
                found.push(at.table);
            }
        }
        Ok(found)
    };
    house.db.read_now(read).unwrap()
}

#[test]
fn what_is_made_while_two_houses_become_one_hangs_on_the_one_that_stays() {
    let house = house();
    for n in 0..12 {
        let [kept, other] = ["Kept", "Going"].map(|name| called(&house, &format!("{name} {n}")));
        let through = house.person(&format!("Guest {n}"), &[&format!("guest-{n}@example.org")]);
        let (asking, courting) = (wanted(&other, &through, 1), courting(&other));
        let place = AffiliationDraft { organisation: format!("Going {n}"), ..AffiliationDraft::default() };
        let coming = ContactDraft { affiliations: vec![place], ..draft(&format!("Coming {n}"), &[]) };
        let start = Barrier::new(4);
        let merged = std::thread::scope(|scope| {
            let (house, start) = (&house, &start);
            scope.spawn(move || {
                start.wait();
                house.made(coming)
            });
            // Either may come too late: then it is refused, and nothing is written.
            scope.spawn(move || {
                start.wait();
                house.db.write_now(|c| sponsorship::create(c, &house.staff(), &house.outline, &courting)).is_ok()
            });
            scope.spawn(move || {
                start.wait();
                let asked = house.db.write_now(|c| -> Result<_, InvitationError> {
                    let facts = invitations::event_facts(c, house.event.event.id)?;
                    invitations::invite_institution(c, &house.staff(), &facts, &asking)
                });
                asked.is_ok()
            });
            start.wait();
            merge(house, &kept, &other)
        });
        merged.unwrap();
        assert_eq!(left(&house, ORGANISATION_REFERENCES, other.id.raw()), Vec::<&str>::new(), "round {n}");
        assert_eq!(again(&house, &kept).people, 1, "round {n}: whoever came by name came to the one that stays");
    }
}

#[test]
fn a_seat_that_is_given_while_two_entries_become_one_is_not_left_with_the_one_that_went() {
    let house = house();
    for n in 0..12 {
        let [kept, other] = ["kept", "going"]
            .map(|name| house.person(&format!("Ana {name} {n}"), &[&format!("{name}-{n}@example.org")]));
        let start = Barrier::new(2);
        let merged = std::thread::scope(|scope| {
            let (house, start, going) = (&house, &start, other.person.id);
            scope.spawn(move || {
                start.wait();
                let given = house.db.write_now(|c| -> Result<_, InvitationError> {
                    let facts = invitations::event_facts(c, house.event.event.id)?;
                    invitations::add_seats(c, &house.staff(), &facts, &[going])
                });
                given.is_ok()
            });
            start.wait();
            house.merge(&kept, &other)
        });
        merged.unwrap();
        assert_eq!(left(&house, REFERENCES, other.person.id.raw()), Vec::<&str>::new(), "round {n}");
    }
}

#[test]
fn an_office_that_names_somebody_while_its_entry_goes_into_another_is_heard_and_so_is_the_merge() {
    let house = house();
    for n in 0..12 {
        let [kept, other] = ["Kept", "Going"].map(|name| called(&house, &format!("{name} {n}")));
        let through = house.person(&format!("Guest {n}"), &[&format!("guest-{n}@example.org")]);
        let office = invite(&house, &other, &through, 1);
        let draft = DelegateDraft { latin_name: format!("Coming {n}"), ..DelegateDraft::default() };
        let new = NewDelegate::parse(&draft, &format!("Going {n}"), Locale::En).unwrap();
        let start = Barrier::new(2);
        let (named, merged) = std::thread::scope(|scope| {
            let (house, start, office, new) = (&house, &start, &office, &new);
            let cx = Context { actor: Actor::Office(office.id), ..house.staff() };
            let named = scope.spawn(move || {
                start.wait();
                house.db.write_now(|c| invitations::name_delegate(c, &cx, office.id, None, new))
            });
            start.wait();
            let merged = merge(house, &kept, &other);
            (named.join().unwrap(), merged)
        });
        named.unwrap();
        merged.unwrap();
        assert_eq!(left(&house, ORGANISATION_REFERENCES, other.id.raw()), Vec::<&str>::new(), "round {n}");
    }
}

#[test]
fn a_guest_who_answers_while_two_entries_with_a_seat_each_become_one_does_not_stop_the_merge() {
    let house = house();
    for n in 0..12 {
        let [kept, other] = ["kept", "going"]
            .map(|name| house.person(&format!("Ana {name} {n}"), &[&format!("{name}-{n}@example.org")]));
        let [_, seat] = [&kept, &other].map(|one| house.seat_at(&house.event, one));
        let given = Given { wish: Wish::Accepted, note: String::new(), needs: None };
        let start = Barrier::new(2);
        let (answered, merged) = std::thread::scope(|scope| {
            let (house, start, given) = (&house, &start, &given);
            let cx = Context { actor: Actor::Guest(seat), ..house.staff() };
            let answered = scope.spawn(move || {
                start.wait();
                house.db.write_now(|c| invitations::answer(c, &cx, seat, given))
            });
            start.wait();
            let merged = house.merge(&kept, &other);
            (answered.join().unwrap(), merged)
        });
        // A seat that was closed by then takes no answer.
        assert!(!matches!(answered, Err(InvitationError::Db(_))), "round {n}: {answered:?}");
        merged.unwrap();
    }
}

#[test]
fn whoever_is_edited_while_two_houses_become_one_has_a_place_in_the_one_that_stays() {
    let house = house();
    for n in 0..12 {
        let [kept, other] = ["Kept", "Going"].map(|name| called(&house, &format!("{name} {n}")));
        let going = format!("Going {n}");
        let ana = person_at(&house, &format!("ana-{n}"), &[(going.as_str(), Localised::default())]);
        let start = Barrier::new(2);
        let merged = std::thread::scope(|scope| {
            let (house, start, ana) = (&house, &start, &ana);
            scope.spawn(move || {
                let mut new = NewContact::of(ana);
                new.notes = "Speaks at noon.".to_owned();
                start.wait();
                let (cx, id, version) = (house.staff(), &ana.person.public_id, ana.version);
                house.db.write_now(|c| contacts::edit(c, &cx, id, version, &new)).is_ok()
            });
            start.wait();
            merge(house, &kept, &other)
        });
        merged.unwrap();
        assert_eq!(left(&house, ORGANISATION_REFERENCES, other.id.raw()), Vec::<&str>::new(), "round {n}");
        assert_eq!(house.again(&ana).person.affiliations[0].organisation, kept.id, "round {n}");
    }
}

#[test]
fn two_who_are_edited_while_their_house_goes_into_another_come_through_and_so_does_the_merge() {
    let house = house();
    for n in 0..12 {
        let [kept, other] = ["Kept", "Going"].map(|name| called(&house, &format!("{name} {n}")));
        let going = format!("Going {n}");
        let both = ["ana", "ben"]
            .map(|name| person_at(&house, &format!("{name}-{n}"), &[(going.as_str(), Localised::default())]));
        let start = Barrier::new(3);
        let (edited, merged) = std::thread::scope(|scope| {
            let (house, start) = (&house, &start);
            let edited = both.map(|one| {
                scope.spawn(move || {
                    let mut new = NewContact::of(&one);
                    // What a house is recognised by is in doubt then.
                    new.addresses.clear();
                    start.wait();
                    let (cx, id, version) = (house.staff(), &one.person.public_id, one.version);
                    house.db.write_now(|c| contacts::edit(c, &cx, id, version, &new)).is_ok()
                })
            });
            start.wait();
            let merged = merge(house, &kept, &other);
            (edited.map(|one| one.join().unwrap()), merged)
        });
        assert_eq!(edited, [true, true], "round {n}");
        merged.unwrap();
        assert_eq!(left(&house, ORGANISATION_REFERENCES, other.id.raw()), Vec::<&str>::new(), "round {n}");
    }
}

#[test]
fn two_people_become_one_while_their_two_houses_do() {
    let house = house();
    for n in 0..12 {
        let [kept, other] = ["Kept", "Going"].map(|name| called(&house, &format!("{name} {n}")));
        let [ana, twin] = [("ana", "Kept"), ("twin", "Going")].map(|(name, at)| {
            let place = format!("{at} {n}");
            person_at(&house, &format!("{name}-{n}"), &[(place.as_str(), Localised::default())])
        });
        let start = Barrier::new(2);
        let (people, merged) = std::thread::scope(|scope| {
            let (house, start, ana, twin) = (&house, &start, &ana, &twin);
            let people = scope.spawn(move || {
                start.wait();
                house.merge(ana, twin)
            });
            start.wait();
            let merged = merge(house, &kept, &other);
            (people.join().unwrap(), merged)
        });
        assert!(!matches!(people, Err(MergeError::Db(_))), "round {n}");
        merged.unwrap();
        assert_eq!(left(&house, ORGANISATION_REFERENCES, other.id.raw()), Vec::<&str>::new(), "round {n}");
    }
}

#[test]
fn of_an_edit_and_a_parting_at_one_moment_one_is_done_and_the_other_told_to_look_again() {
    let house = house();
    for n in 0..12 {
        let [kept, other] = ["kept", "going"]
            .map(|name| house.person(&format!("Ana {name} {n}"), &[&format!("{name}-{n}@example.org")]));
        let merged = house.merge(&kept, &other).unwrap();
        let (version, united) = (house.check(&merged).version, house.again(&kept));
        let start = Barrier::new(2);
        let (edited, parted) = std::thread::scope(|scope| {
            let (house, start, united) = (&house, &start, &united);
            let edited = scope.spawn(move || {
                let mut new = NewContact::of(united);
                new.addresses.truncate(1);
                start.wait();
                let (cx, id) = (house.staff(), &united.person.public_id);
                house.db.write_now(|c| contacts::edit(c, &cx, id, united.version, &new))
            });
            start.wait();
            let parted = house.write(|c| merging::undo::<People>(c, &house.staff(), &merged.public_id, version));
            (edited.join().unwrap(), parted)
        });
        assert!(matches!(edited, Ok(_) | Err(contacts::ContactError::Stale)), "round {n}");
        assert!(matches!(parted, Ok(_) | Err(MergeError::Stale)), "round {n}");
        assert_ne!(edited.is_ok(), parted.is_ok(), "round {n}");
    }
}

#[test]
fn of_two_who_go_to_one_door_at_one_moment_the_second_is_told_of_the_first() {
    let house = house();
    for name in ["Alstom", "Siemens", "Veolia", "Brenner", "Renault", "Danone"] {
        let firms = ["S.A.", "AG"].map(|form| called(&house, &format!("{name} {form}")));
        let start = Barrier::new(2);
        let begun = std::thread::scope(|scope| {
            let (house, start) = (&house, &start);
            let both = firms.map(|firm| {
                scope.spawn(move || {
                    let new = NewSponsorship { confirm: String::new(), ..courting(&firm) };
                    start.wait();
                    house.db.write_now(|c| sponsorship::create(c, &house.staff(), &house.outline, &new)).is_ok()
                })
            });
            both.map(|one| one.join().unwrap())
        });
        assert_ne!(begun[0], begun[1], "{name}");
    }
}
