//! Addresses that change hands.

use super::*;
use crate::domain::contacts::Handed;
use crate::domain::invitations::{Audience, RoundText};
use crate::kernel::invalid::Reason;

/// An office's mailbox, its reader of today and of tomorrow; two seats asked there, one of them answered.
fn office(house: &House) -> (Contact, Contact, [SeatId; 2]) {
    let old = house.person("Old", &["office@example.cn", "old@example.cn"]);
    let new = house.person("New", &["new@example.cn"]);
    let second = event(&house.db, &house.outline, "Workshop", "");
    let seats = [house.seat_at(&house.event, &old), house.seat_at(&second, &old)];
    for event in [&house.event, &second] {
        let subject = Localised::three("Come", "Venez", "邀请");
        let body = Localised::three("{link}", "{link}", "{link}");
        let text = RoundText::parse("First", &subject, &body).unwrap();
        house
            .db
            .write_now(|c| -> Result<_, invitations::InvitationError> {
                let facts = invitations::event_facts(c, event.event.id)?;
                let round = invitations::create_round(c, &house.staff(), &facts, &text, &Audience::NotYetInvited)?;
                invitations::release(c, &house.staff(), &round, round.version)
            })
            .unwrap();
    }
    house.says(seats[1], Wish::Accepted, NOW);
    (house.again(&old), house.again(&new), seats)
}

fn wanted(old: &Contact, new: &Contact, handed: Handed) -> HandOver {
    HandOver {
        contact: old.person.public_id.clone(),
        version: old.version,
        email: "office@example.cn".parse().unwrap(),
        to: new.person.public_id.clone(),
        handed,
    }
}

#[test]
fn an_address_that_moves_takes_nothing_of_its_old_holder_along() {
    let house = house();
    let (old, new, seats) = office(&house);
    let links = seats.map(|seat| house.link(seat));
    let email = "office@example.cn".parse().unwrap();
    let plan = house.db.read_now(|c| plan_hand_over(c, &house.staff(), &old.person.public_id, &email)).unwrap();
    // Two invitations and what was understood of the answer.
    assert_eq!((plan.waiting, plan.links, plan.others.len()), (3, 2, 0));
    house.write(|c| hand_over(c, &house.staff(), &wanted(&old, &new, Handed::Moves))).unwrap();
    assert_eq!(emails(&house.again(&old)), ["old@example.cn"]);
    assert_eq!(emails(&house.again(&new)), ["new@example.cn", "office@example.cn"]);
    let mails = house.mails_of(&old);
    let cancelled = ("cancelled".to_owned(), Some("address-handed-over".to_owned()));
    assert!(mails.len() == 3 && mails.iter().all(|m| *m == cancelled), "{mails:?}");
    assert_eq!(house.opened(&links[0]), None, "the mailbox's new reader answers for nobody");
    assert_eq!(house.opened(&house.link(seats[0])), Some(seats[0]), "a new mail carries a new link");
    assert_eq!(house.opened(&links[1]), None, "nor do they see or change what was answered");
    assert_eq!(house.opened(&house.link(seats[1])), Some(seats[1]), "its holder is sent a new one");
    assert_eq!(house.seat(seats[1]), (old.person.id, Answer::Accepted, true));
}

#[test]
fn the_link_of_a_seat_that_gave_way_to_another_goes_with_no_mailbox_either() {
    let house = house();
    let (old, new, seats) = office(&house);
    let kept = house.person("O. Older", &["older@example.cn", "office@example.cn"]);
    let stays = house.seat_at(&house.event, &kept);
    house.says(stays, Wish::Accepted, NOW);
    let link = house.link(seats[0]);
    house.merge(&kept, &old).unwrap();
    let (moved, own) = (house.link(seats[1]), house.link(stays));
    assert_eq!((house.opened(&link), house.opened(&moved)), (Some(stays), Some(seats[1])));
    house.write(|c| hand_over(c, &house.staff(), &wanted(&house.again(&kept), &new, Handed::Moves))).unwrap();
    assert_eq!((house.opened(&link), house.opened(&moved)), (None, None), "both had gone to the mailbox");
    assert_eq!(house.opened(&own), Some(stays), "this one never went there");
}

#[test]
fn a_shared_address_serves_both_and_changes_nothing_else() {
    let house = house();
    let (old, new, seats) = office(&house);
    let link = house.link(seats[0]);
    house.write(|c| hand_over(c, &house.staff(), &wanted(&old, &new, Handed::Shared))).unwrap();
    assert_eq!(house.again(&old), old);
    assert_eq!(emails(&house.again(&new)), ["new@example.cn", "office@example.cn"]);
    assert_eq!(house.opened(&link), Some(seats[0]));
    assert!(house.mails_of(&old).iter().all(|(state, _)| state == "queued"));
}

#[test]
fn what_is_not_theirs_or_goes_to_nobody_is_refused() {
    let house = house();
    let (old, new, _) = office(&house);
    let mut stranger = wanted(&old, &new, Handed::Moves);
    stranger.to = PublicId::random();
    let refused = house.write(|c| hand_over(c, &house.staff(), &stranger));
    assert!(matches!(refused, Err(MergeError::Invalid(i)) if i.0[0].field == "to" && i.0[0].reason == Reason::NoSuch));
    let own = house.write(|c| hand_over(c, &house.staff(), &wanted(&old, &old, Handed::Moves)));
    assert!(matches!(own, Err(MergeError::Invalid(i)) if i.0[0].reason == Reason::Taken));
    let stale = HandOver { version: old.version - 1, ..wanted(&old, &new, Handed::Moves) };
    assert!(matches!(house.write(|c| hand_over(c, &house.staff(), &stale)), Err(MergeError::Stale)));
    let foreign = HandOver { email: "new@example.cn".parse().unwrap(), ..wanted(&old, &new, Handed::Moves) };
    assert!(matches!(house.write(|c| hand_over(c, &house.staff(), &foreign)), Err(MergeError::Denied(_))));
    assert_eq!(house.again(&old), old);
}

#[test]
fn links_of_an_institution_and_of_a_questionnaire_end_too() {
    use crate::db::schema::{consultation_people, delegations};
    let house = house();
    let affiliation = AffiliationDraft { organisation: "Chamber".to_owned(), ..AffiliationDraft::default() };
    let old = house.made(ContactDraft { affiliations: vec![affiliation], ..draft("Old", &["office@example.cn"]) });
    let new = house.person("New", &["new@example.cn"]);
    house.seat_at(&house.event, &old);
    let own = old.person.addresses[0].id;
    house
        .write(|c| {
            super::hanging::hang(c, &house, old.person.id);
            let sql = format!("UPDATE consultation_people SET address_id = {}", own.raw());
            assert_eq!(diesel::sql_query(sql).execute(c).unwrap(), 1);
            Ok(())
        })
        .unwrap();
    let email = "office@example.cn".parse().unwrap();
    let plan = house.db.read_now(|c| plan_hand_over(c, &house.staff(), &old.person.public_id, &email)).unwrap();
    assert_eq!(plan.links, 2);
    house.write(|c| hand_over(c, &house.staff(), &wanted(&house.again(&old), &new, Handed::Moves))).unwrap();
    let nonces = house.db.read_now(|c| -> Result<_, DbError> {
        let office: String = delegations::table.select(delegations::nonce).first(c)?;
        let sheet: String = consultation_people::table.select(consultation_people::nonce).first(c)?;
        Ok((office, sheet))
    });
    let (office, sheet) = nonces.unwrap();
    assert!(!office.is_empty() && !sheet.is_empty());
}
