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
    let cx = Context { actor: Actor::Guest(theirs), ..house.later("2016-04-18T07:00:00Z") };
    house.db.write_now(|c| invitations::answer(c, &cx, theirs, &given)).unwrap();
    house.says(own, Wish::Accepted, "2016-04-18T07:30:00Z");
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
fn a_seat_that_was_answered_by_since_goes_back_with_its_answer() {
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
    assert_eq!(house.seat(seat), (other.person.id, Answer::Declined, true));
    assert_eq!(house.seat(swapped), (other.person.id, Answer::Accepted, true));
    assert_eq!(house.seat(own), (kept.person.id, Answer::None, true));
}

/// Whoever took it away since meant the person: it does not come back, and that is said before.
#[test]
fn a_seat_that_was_taken_away_since_does_not_come_back() {
    use crate::db::schema::seats;
    let house = house();
    let (kept, other) = (house.person("Kept", &[]), house.person("Other", &[]));
    let second = event(&house.db, &house.outline, "Workshop", "");
    let (seat, still) = (house.seat_at(&house.event, &other), house.seat_at(&second, &other));
    let merge = house.merge(&kept, &other).unwrap();
    let away = house.later("2016-04-19T08:00:00Z").now;
    let take = |c: &mut Conn| -> Result<_, DbError> {
        let seat = seats::table.filter(seats::id.eq(seat));
        Ok(diesel::update(seat).set(seats::removed_at.eq(Some(away))).execute(c)?)
    };
    house.db.write_now(take).unwrap();
    let plan = house.check(&merge);
    assert!(matches!(plan.stays[..], [Stay::Gone { what: Hangs::Seats, n: 1 }]), "{:?}", plan.stays);
    assert_eq!(plan.back, [(Hangs::Seats, 1)]);
    house.undo(&merge).unwrap();
    assert_eq!(house.seat(seat), (kept.person.id, Answer::None, false));
    assert_eq!(house.seat(still), (other.person.id, Answer::None, true));
}

/// Three events: one where only the other has a seat, one where the other's stays, one where the kept entry's does. The gone person
/// answers at each by the link that they were sent, and the entries are parted.
#[test]
fn a_link_acts_on_the_seat_of_whom_it_was_sent_to_before_and_after() {
    let house = house();
    let (kept, other) = (house.person("Kept", &[]), house.person("Other", &[]));
    let second = event(&house.db, &house.outline, "Workshop", "");
    let third = event(&house.db, &house.outline, "Conference", "");
    let single = house.seat_at(&house.event, &other);
    let (second_own, second_theirs) = (house.seat_at(&second, &kept), house.seat_at(&second, &other));
    let (third_own, third_theirs) = (house.seat_at(&third, &kept), house.seat_at(&third, &other));
    house.says(second_theirs, Wish::Tentative, NOW);
    house.says(third_own, Wish::Tentative, NOW);
    let theirs = [single, second_theirs, third_theirs];
    let (their_links, own_links) = (theirs.map(|s| house.link(s)), [second_own, third_own].map(|s| house.link(s)));
    let merge = house.merge(&kept, &other).unwrap();
    for link in &their_links {
        let open = house.opened(link).unwrap();
        house.says(open, Wish::Accepted, "2016-04-19T08:00:00Z");
    }
    let stays = house.check(&merge).stays;
    assert!(matches!(stays[..], [Stay::Seat(_), Stay::Seat(_), Stay::Answer(_)]), "{stays:?}");
    house.undo(&merge).unwrap();
    for (link, seat) in their_links.iter().zip(theirs) {
        assert_eq!((house.opened(link), house.seat(seat).0), (Some(seat), other.person.id));
    }
    for (link, seat) in own_links.iter().zip([second_own, third_own]) {
        assert_eq!((house.opened(link), house.seat(seat).0), (Some(seat), kept.person.id));
    }
}

#[test]
fn what_was_asked_at_the_wrong_mailbox_while_they_were_one_is_read_there_no_more() {
    use crate::db::schema::{consultation_people, delegations};
    use diesel::prelude::*;
    let house = house();
    let kept = house.person("Kept", &["k@example.org"]);
    let affiliation = AffiliationDraft { organisation: "Chamber".to_owned(), ..AffiliationDraft::default() };
    let other = house.made(ContactDraft { affiliations: vec![affiliation], ..draft("Other", &["o@example.org"]) });
    house.seat_at(&house.event, &other);
    house
        .write(|c| {
            super::hanging::hang(c, &house, other.person.id);
            Ok(())
        })
        .unwrap();
    let nonces = || {
        let read = house.db.read_now(|c| -> Result<(String, String), DbError> {
            let office = delegations::table.select(delegations::nonce).first(c)?;
            let sheet = consultation_people::table.select(consultation_people::nonce).first(c)?;
            Ok((office, sheet))
        });
        read.unwrap()
    };
    for asked_at in [&other, &kept] {
        let merge = house.merge(&kept, &other).unwrap();
        let box_of = asked_at.person.addresses[0].id.raw();
        house
            .write(|c| {
                for table in ["consultation_people", "delegation_invitations"] {
                    let sql = format!("UPDATE {table} SET address_id = {box_of}");
                    assert_eq!(diesel::sql_query(sql).execute(c).unwrap(), 1, "{table}");
                }
                Ok(())
            })
            .unwrap();
        let before = nonces();
        house.undo(&merge).unwrap();
        let after = nonces();
        let wrong = asked_at.person.id == kept.person.id;
        assert_eq!((after.0 != before.0, after.1 != before.1), (wrong, wrong));
    }
}

#[test]
fn a_link_that_went_to_the_wrong_mailbox_while_they_were_one_acts_no_more() {
    let house = house();
    let (kept, other) = (house.person("Kept", &["k@example.org"]), house.person("Other", &["o@example.org"]));
    let second = event(&house.db, &house.outline, "Workshop", "");
    let (strayed, stayed) = (house.seat_at(&house.event, &other), house.seat_at(&second, &other));
    let links = [strayed, stayed].map(|seat| house.link(seat));
    let merge = house.merge(&kept, &other).unwrap();
    for (event, to, key) in [(&house.event, "k@example.org", "stray"), (&second, "o@example.org", "home")] {
        writes(&house, (&kept, event), to, key);
    }
    house.undo(&merge).unwrap();
    assert_eq!(links.map(|link| house.opened(&link)), [None, Some(stayed)]);
    assert_eq!(house.opened(&house.link(strayed)), Some(strayed), "a new mail carries a new one");
    let mails: Vec<String> = house.mails_of(&kept).into_iter().map(|(state, _)| state).collect();
    assert_eq!(mails, ["cancelled", "queued"]);
}

/// A mail to somebody about an event, a day after everything else.
fn writes(house: &House, (reader, event): (&Contact, &EventView), to: &str, key: &str) {
    let mail = NewMessage {
        message: Message::RelayTest { account: AccountId::new(1) },
        lane: Lane::Prompt,
        to: to.parse().unwrap(),
        contact: Some(reader.person.id),
        locale: reader.person.language,
        programme: None,
        event: Some(event.event.id),
        due_at: house.staff().now,
        dedupe_key: key.to_owned(),
    };
    house.db.write_now(|c| mails::enqueue(c, &house.later("2016-04-19T08:00:00Z"), &mail)).unwrap();
}

#[test]
fn of_mails_taken_back_only_one_that_may_have_arrived_has_a_link_that_acts_no_more() {
    let house = house();
    let (kept, other) = (house.person("Kept", &["k@example.org"]), house.person("Other", &["o@example.org"]));
    let second = event(&house.db, &house.outline, "Workshop", "");
    let seats = [house.seat_at(&house.event, &other), house.seat_at(&second, &other)];
    let links = seats.map(|seat| house.link(seat));
    let merge = house.merge(&kept, &other).unwrap();
    writes(&house, (&kept, &house.event), "k@example.org", "doubtful");
    writes(&house, (&kept, &second), "k@example.org", "unread");
    for sql in [
        "UPDATE outbox SET state = 'cancelled', settled_at = 1 WHERE dedupe_key IN ('doubtful', 'unread')",
        "INSERT INTO outbox_attempts (outbox_id, at, outcome, reply) \
         SELECT id, 1, 'doubt', '' FROM outbox WHERE dedupe_key = 'doubtful'",
    ] {
        house.db.write_now(|c| -> Result<_, DbError> { Ok(diesel::sql_query(sql).execute(c)?) }).unwrap();
    }
    house.undo(&merge).unwrap();
    assert_eq!(links.map(|link| house.opened(&link)), [None, Some(seats[1])]);
}
