//! Rows that are made for an organisation, or for somebody, while the entry goes into another.

use std::sync::Barrier;

use super::*;
use crate::db::references;

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
