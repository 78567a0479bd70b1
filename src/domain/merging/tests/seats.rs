//! Two seats at one event.

use super::*;
use crate::domain::contacts::Half;

#[test]
fn the_seat_that_goes_is_closed_and_its_link_leads_to_the_one_that_stays() {
    let house = house();
    let (kept, other) = (house.person("Kept", &["k@example.org"]), house.person("Other", &["o@example.org"]));
    let (own, theirs) = (house.seat_at(&house.event, &kept), house.seat_at(&house.event, &other));
    let (own_link, their_link) = (house.link(own), house.link(theirs));
    assert_eq!(house.says(theirs, Wish::Accepted, NOW), Answer::Accepted);
    let plan = house.plan(&kept, &other).unwrap();
    assert_eq!((plan.seats.len(), plan.seats[0].likely), (1, Half::Other), "the one that answered");
    let merge = house.merge(&kept, &other).unwrap();
    assert_eq!(house.seat(theirs), (kept.person.id, Answer::Accepted, true));
    assert_eq!(house.seat(own), (other.person.id, Answer::None, false));
    assert_eq!(house.opened(&their_link), Some(theirs));
    assert_eq!(house.opened(&own_link), Some(theirs), "an old mail's link answers for the seat there is");
    house.undo(&merge).unwrap();
    assert_eq!(house.seat(theirs), (other.person.id, Answer::Accepted, true));
    assert_eq!(house.seat(own), (kept.person.id, Answer::None, true));
    assert_eq!(house.opened(&own_link), Some(own));
}

#[test]
fn what_somebody_needs_is_known_of_the_seat_that_stays() {
    use crate::domain::invitations::Needs;
    let house = house();
    let (kept, other) = (house.person("Kept", &[]), house.person("Other", &[]));
    let (own, theirs) = (house.seat_at(&house.event, &kept), house.seat_at(&house.event, &other));
    let needs = Needs { dietary: "no peanuts".to_owned(), access: String::new() };
    let given = Given { wish: Wish::Tentative, note: String::new(), needs: Some(needs) };
    let cx = Context { actor: Actor::Guest(theirs), ..house.staff() };
    house.db.write_now(|c| invitations::answer(c, &cx, theirs, &given)).unwrap();
    house.says(own, Wish::Accepted, "2016-04-18T09:00:00Z");
    let link = house.link(own);
    let told = || {
        let open = house.db.read_now(|c| invitations::open_link(c, &context(Actor::Nobody), &link)).unwrap();
        open.needs.dietary
    };
    let merge = house.merge(&kept, &other).unwrap();
    assert_eq!(told(), "no peanuts");
    house.undo(&merge).unwrap();
    assert_eq!(told(), "");
}

#[test]
fn somebody_may_say_which_seat_stays() {
    let house = house();
    let (kept, other) = (house.person("Kept", &[]), house.person("Other", &[]));
    let (own, theirs) = (house.seat_at(&house.event, &kept), house.seat_at(&house.event, &other));
    house.says(theirs, Wish::Accepted, NOW);
    let mut choices = Choices::default();
    choices.seats.insert(house.event.event.public_id.clone(), Half::Kept);
    house.merge_so(&kept, &other, &choices).unwrap();
    assert!(house.seat(own).2 && !house.seat(theirs).2);
}

#[test]
fn a_place_that_was_freed_and_taken_is_waited_for() {
    let house = house();
    let (kept, other) = (house.person("Kept", &[]), house.person("Other", &[]));
    let (own, theirs) = (house.seat_at(&house.event, &kept), house.seat_at(&house.event, &other));
    house.says(own, Wish::Accepted, "2016-04-18T06:00:00Z");
    house.says(theirs, Wish::Accepted, "2016-04-18T07:00:00Z");
    let guest = house.person("Guest", &[]);
    let third = house.seat_at(&house.event, &guest);
    let merge = house.merge(&kept, &other).unwrap();
    assert_eq!(house.says(third, Wish::Accepted, "2016-04-18T10:00:00Z"), Answer::Accepted, "one place is free again");
    let stays = house.check(&merge).stays;
    assert!(matches!(stays[..], [Stay::Waits(Some(_))]), "{stays:?}");
    house.undo(&merge).unwrap();
    assert_eq!(house.seat(theirs), (other.person.id, Answer::Accepted, true), "the later answer had stayed");
    assert_eq!(house.seat(own), (kept.person.id, Answer::Waiting, true), "two places, and no third");
}

#[test]
fn a_seat_that_was_answered_by_since_stays() {
    let house = house();
    let (kept, other) = (house.person("Kept", &[]), house.person("Other", &[]));
    let seat = house.seat_at(&house.event, &other);
    let second = event(&house.db, &house.outline, "Workshop", "");
    let (own, swapped) = (house.seat_at(&second, &kept), house.seat_at(&second, &other));
    house.says(swapped, Wish::Tentative, NOW);
    let merge = house.merge(&kept, &other).unwrap();
    house.says(seat, Wish::Declined, "2016-04-19T08:00:00Z");
    house.says(swapped, Wish::Accepted, "2016-04-19T08:00:00Z");
    let stays = house.check(&merge).stays;
    assert!(matches!(stays[..], [Stay::Seat(Some(_)), Stay::Seat(Some(_))]), "{stays:?}");
    house.undo(&merge).unwrap();
    assert_eq!(house.seat(seat).0, kept.person.id);
    assert_eq!(house.seat(swapped), (kept.person.id, Answer::Accepted, true));
    assert!(!house.seat(own).2, "there is one seat of theirs at that event");
}
