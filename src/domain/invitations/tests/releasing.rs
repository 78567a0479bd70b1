use diesel::prelude::*;

use super::*;
use crate::db::schema::{addresses, contacts, suppressions};

#[test]
fn a_release_writes_one_invitation_and_one_mail_for_each_guest_who_can_be_asked() {
    let house = House::new(Rule::Alone, "");
    for (name, language) in [("a", Locale::En), ("b", Locale::Fr), ("c", Locale::Zh), ("d", Locale::Zh)] {
        house.guest(name, language);
    }
    let nobody = house.db.write_now(|c| -> Result<_, DbError> { Ok(person(c, "e", Locale::Zh, false)) }).unwrap();
    house.seat(nobody);
    let silent = house.rows().into_iter().find(|g| g.name.native == "d").unwrap().contact;
    let digest = house.keys.digest("b@guests.example");
    house
        .write(|c| {
            diesel::update(contacts::table.find(silent)).set(contacts::do_not_contact_at.eq(1_i64)).execute(c).unwrap();
            let row = (
                suppressions::email_digest.eq(digest),
                suppressions::reason.eq("asked"),
                suppressions::door.eq("page"),
                suppressions::created_at.eq(0_i64),
            );
            diesel::insert_into(suppressions::table).values(row).execute(c).unwrap();
            Ok(())
        })
        .unwrap();
    let round = house.round();
    assert_eq!(round.seats, 5);
    let facts = house.facts();
    let check = house.db.read_now(|c| check(c, &house.staff(0), &facts, &round)).unwrap();
    let counts: Vec<_> = check.languages.iter().map(|l| (l.locale, l.people)).collect();
    assert_eq!(counts, [(Locale::En, 1), (Locale::Fr, 0), (Locale::Zh, 1)]);
    let reasons: Vec<_> = check.excluded.iter().map(|e| (e.guest.name.native.as_str(), e.why)).collect();
    let expected = [("e", Exclusion::NoAddress), ("b", Exclusion::Suppressed), ("d", Exclusion::DoNotContact)];
    assert_eq!(reasons, expected);

    let released = house.write(|c| release(c, &house.staff(0), &round, round.version)).unwrap();
    assert_eq!((released.invitations, released.excluded), (2, 3));
    assert_eq!(released.leaves_at, at("2016-04-18T08:05:00Z"));
    assert_eq!(house.outbox("invitation").len(), 2);
    let sealed = house.again(&round);
    let edit = house.write(|c| edit_round(c, &house.staff(0), &sealed, sealed.version, &text()));
    assert!(matches!(edit, Err(InvitationError::RoundSealed)));
    let twice = house.write(|c| release(c, &house.staff(0), &round, round.version));
    assert!(matches!(twice, Err(InvitationError::Stale)));

    // Another round finds the two already invited, and nobody else to ask.
    let next = house.round();
    assert_eq!(next.seats, 3);
    let all: Vec<PublicId> = house.rows().into_iter().map(|g| g.public_id).collect();
    house.write(|c| choose(c, &house.staff(0), &next, next.version, &Audience::Seats(all))).unwrap();
    let next = house.again(&next);
    let check = house.db.read_now(|c| super::check(c, &house.staff(0), &facts, &next)).unwrap();
    assert_eq!(check.excluded.iter().filter(|e| e.why == Exclusion::AlreadyInvited).count(), 2);
    let nobody = house.write(|c| release(c, &house.staff(0), &next, next.version));
    assert!(matches!(nobody, Err(InvitationError::NobodyToInvite)));
    assert_eq!(house.again(&next).state, RoundState::Draft);
}

#[test]
fn nobody_is_asked_who_could_not_answer_any_more() {
    let house = House::new(Rule::Alone, "");
    house.guest("a", Locale::En);
    let (round, facts) = (house.round(), house.facts());
    let staff = |now: &str| Context { now: at(now), ..house.staff(0) };
    // 18:00 in Datong is 10:00 in UTC, and the first mail leaves five minutes after the release.
    for (now, good) in [("2016-05-10T09:55:00Z", true), ("2016-05-10T09:55:01Z", false)] {
        let check = house.db.read_now(|c| check(c, &staff(now), &facts, &round)).unwrap();
        assert_eq!((check.included.len(), check.answers_over.is_none()), (1, good), "{now}");
    }
    let late = staff("2016-05-10T09:55:01Z");
    let acts = [
        house.write(|c| release(c, &late, &round, round.version).map(|_| ())),
        house.write(|c| ask_release(c, &late, &round, round.version).map(|_| ())),
    ];
    for refused in acts {
        let Err(InvitationError::Invalid(faults)) = refused else { panic!("it is taken") };
        assert_eq!(faults.0[0].field, "reply_by");
    }
    assert_eq!(house.again(&round).state, RoundState::Draft);
    house.write(|c| release(c, &staff("2016-05-10T09:55:00Z"), &round, round.version)).unwrap();
}

#[test]
fn a_released_round_is_read_as_those_to_whom_it_went() {
    let house = House::new(Rule::Alone, "");
    let nobody = house.db.write_now(|c| -> Result<_, DbError> { Ok(person(c, "a", Locale::En, false)) }).unwrap();
    house.seat(nobody);
    let seat = house.guest("b", Locale::En);
    let (round, facts) = (house.round(), house.facts());
    let readers = |round: &Round| -> Vec<SeatId> {
        let check = house.db.read_now(|c| check(c, &house.staff(0), &facts, round)).unwrap();
        check.readers().map(|guest| guest.seat).collect()
    };
    assert_eq!(readers(&round).len(), 2);
    house.write(|c| release(c, &house.staff(0), &round, round.version)).unwrap();
    assert_eq!(readers(&house.again(&round)), [seat]);
}

#[test]
fn two_rounds_released_at_the_same_moment_write_to_each_guest_once() {
    let house = House::new(Rule::Alone, "");
    for time in 0..5 {
        house.guest(&format!("guest{time}"), Locale::En);
        let rounds = [house.round(), house.round()];
        let start = std::sync::Barrier::new(2);
        let go = |round: &Round| {
            start.wait();
            house.write(|c| release(c, &house.staff(0), round, round.version))
        };
        let released = std::thread::scope(|scope| {
            let runs: Vec<_> = rounds.iter().map(|round| scope.spawn(|| go(round))).collect();
            runs.into_iter().map(|run| run.join().unwrap()).filter(Result::is_ok).count()
        });
        assert_eq!((released, house.outbox("invitation").len()), (1, time + 1));
    }
}

#[test]
fn the_second_person_is_never_the_asker() {
    let house = House::new(Rule::Second, "");
    house.guest("a", Locale::En);
    let round = house.round();
    let alone = house.write(|c| release(c, &house.staff(0), &round, round.version));
    assert!(matches!(alone, Err(InvitationError::NotAsked)));
    assert_eq!(house.write(|c| ask_release(c, &house.staff(0), &round, round.version)).unwrap(), 1);
    let expected = format!("release-request:{}:{}:{}", round.id, round.version, house.accounts[1]);
    assert_eq!(house.outbox("release-request")[0].1, expected);
    let asked = house.again(&round);
    assert_eq!(asked.state, RoundState::Asked);
    let own = house.write(|c| release(c, &house.staff(0), &asked, asked.version));
    assert!(matches!(own, Err(InvitationError::SecondPerson)));
    let engine = house.context(Actor::System("engine"), NOW);
    let machine = house.write(|c| release(c, &engine, &asked, asked.version));
    assert!(matches!(machine, Err(InvitationError::SecondPerson)));
    // Changed words are a new question.
    let other = RoundText { name: "Second".to_owned(), ..text() };
    house.write(|c| edit_round(c, &house.staff(0), &asked, asked.version, &other)).unwrap();
    let edited = house.again(&round);
    let unread = house.write(|c| release(c, &house.staff(1), &edited, edited.version));
    assert!(matches!(unread, Err(InvitationError::NotAsked)));
    house.write(|c| ask_release(c, &house.staff(0), &edited, edited.version)).unwrap();
    let asked = house.again(&round);
    assert_eq!(house.write(|c| release(c, &house.staff(1), &asked, asked.version)).unwrap().invitations, 1);
}

#[test]
fn under_a_rule_that_nobody_knows_nothing_is_released() {
    let house = House::new(Rule::Alone, "");
    house.guest("a", Locale::En);
    let round = house.round();
    let unknown = diesel::update(programmes::table).set(programmes::release_rule.eq("second-persons"));
    house.db.write_now(|c| -> Result<_, DbError> { Ok(unknown.execute(c)?) }).unwrap();
    let released = house.write(|c| release(c, &house.staff(0), &round, round.version));
    assert!(matches!(released, Err(InvitationError::Db(_))), "{released:?}");
    assert_eq!(house.outbox("invitation").len(), 0);
}

#[test]
fn a_round_is_called_back_until_it_leaves_and_not_after() {
    let house = House::new(Rule::Alone, "");
    house.guest("a", Locale::En);
    let round = house.round();
    house.write(|c| release(c, &house.staff(0), &round, round.version)).unwrap();
    let released = house.again(&round);
    let late = Context { now: at("2016-04-18T08:05:00Z"), ..house.staff(0) };
    assert!(matches!(house.write(|c| recall(c, &late, &released)), Err(InvitationError::TooLateToRecall)));
    let soon = Context { now: at("2016-04-18T08:04:59Z"), ..house.staff(0) };
    assert_eq!(house.write(|c| recall(c, &soon, &released)).unwrap(), Recalled { cancelled: 1 });
    assert_eq!(house.outbox("invitation")[0].0, MessageState::Cancelled);
    assert!(matches!(house.write(|c| recall(c, &soon, &house.again(&round))), Err(InvitationError::NotReleased)));
    assert_eq!(house.rows()[0].delivery, Delivery::NotInvited);
    // The same guest can be asked by a copy.
    let facts = house.facts();
    let copy = house.write(|c| copy_round(c, &house.staff(0), &facts, &released)).unwrap();
    assert_eq!(house.write(|c| release(c, &house.staff(0), &copy, copy.version)).unwrap().invitations, 1);
    assert_eq!(house.numbers().invited, 1);
}

#[test]
fn whose_mail_was_cancelled_in_the_outbox_is_not_invited_anywhere_and_may_be_asked_again() {
    use crate::domain::invitations::Standing;
    use crate::domain::outbox::desk::{self, Act, OutboxError};
    let house = House::new(Rule::Alone, "");
    let [first, second] = ["a", "b"].map(|name| house.guest(name, Locale::En));
    let round = house.round();
    house.write(|c| release(c, &house.staff(0), &round, round.version)).unwrap();
    let cancel = |c: &mut Conn| -> Result<_, OutboxError> {
        let mails =
            desk::list(c, &house.staff(0), &desk::Filter::default(), crate::kernel::page::PageRequest::default())?
                .items;
        let of_first = mails.iter().find(|m| m.email.as_str() == "a@guests.example").unwrap();
        desk::act_on(c, &house.staff(0), Act::Cancel, &of_first.public_id)
    };
    assert_eq!(house.db.write_now(cancel).unwrap().done, 1);
    let deliveries: Vec<_> = house.rows().iter().map(|row| (row.id, row.delivery)).collect();
    assert_eq!(deliveries, [(first, Delivery::NotInvited), (second, Delivery::OnItsWay)]);
    let numbers = house.numbers();
    assert_eq!((numbers.invited, numbers.unanswered, numbers.persons_open()), (1, 1, 1));
    let facts = house.facts();
    let listed = |standing: Standing| -> Vec<SeatId> {
        let filter = GuestFilter { standing, ..GuestFilter::default() };
        let rows = house.db.read_now(|c| guests_all(c, &house.staff(0), &facts, &filter)).unwrap();
        rows.into_iter().map(|row| row.id).collect()
    };
    assert_eq!((listed(Standing::NotInvited), listed(Standing::Unanswered)), (vec![first], vec![second]));
    let released = house.again(&round);
    let went = house.db.read_now(|c| check(c, &house.staff(0), &facts, &released)).unwrap();
    assert_eq!((released.seats, went.languages.iter().map(|l| l.people).sum::<usize>()), (1, 1));
    // When the other mail has left.
    house.invitations_left();
    let later = Context { now: at("2016-04-20T08:00:00Z"), ..house.staff(0) };
    let plan = house.db.read_now(|c| plan_notice(c, &later, house.event, events::NoticeKind::Moved)).unwrap();
    let counted = house.db.read_now(|c| events::guests(c, &later, house.event)).unwrap();
    assert_eq!((plan.total, counted.invited, counted.unanswered), (1, 1, 1));
    let next = house.round();
    assert_eq!(next.seats, 1);
    assert_eq!(house.write(|c| release(c, &house.staff(0), &next, next.version)).unwrap().invitations, 1);
    assert_eq!(house.numbers().invited, 2);
}

#[test]
fn letters_carry_what_they_need_and_say_when_they_are_moot() {
    let house = House::new(Rule::Alone, "");
    let seat = house.guest("王建国", Locale::Zh);
    let round = house.round();
    house.write(|c| release(c, &house.staff(0), &round, round.version)).unwrap();
    let engine = house.context(Actor::System("outbox"), "2016-04-18T08:06:00Z");
    let id = crate::kernel::ids::InvitationId::new(1);
    let load = |c: &mut Conn| {
        mail::invitation_letters(c, &engine, &[id, crate::kernel::ids::InvitationId::new(99)], mail::Reading::ToSend)
    };
    let letters = house.db.read_now(load).unwrap();
    let letter = letters[0].as_ref().unwrap();
    assert_eq!(letter.words.subject, "邀请：{event}");
    assert!(matches!(letters[1], Err(mail::Moot::Gone)));
    let opened = house.db.read_now(|c| open_link(c, &engine, &letter.reader.answer_token)).unwrap();
    assert_eq!(opened.id, seat);
    let preview = house.db.read_now(|c| {
        let facts = event_facts(c, house.event)?;
        mail::preview_letter(c, &house.staff(0), &facts, &round, &opened.public_id)
    });
    assert_eq!(preview.unwrap().reader.answer_token, "preview");
    let facts = house.facts();
    house.write(|c| remove_seats(c, &house.staff(0), &facts, &[opened.public_id])).unwrap();
    let letters = house.db.read_now(load).unwrap();
    assert!(matches!(letters[0], Err(mail::Moot::SeatRemoved)));
}

#[test]
fn an_address_that_was_refused_gives_way_to_the_next() {
    let house = House::new(Rule::Alone, "");
    house.guest("a", Locale::En);
    let contact = house.rows()[0].contact;
    house
        .write(|c| {
            diesel::update(addresses::table).set(addresses::refused_at.eq(1_i64)).execute(c).unwrap();
            add_address(c, contact, "second@guests.example");
            Ok(())
        })
        .unwrap();
    let round = house.round();
    house.write(|c| release(c, &house.staff(0), &round, round.version)).unwrap();
    let to = |c: &mut Conn| -> Result<String, DbError> { Ok(outbox::table.select(outbox::email).first(c)?) };
    assert_eq!(house.db.read_now(to).unwrap(), "second@guests.example");
}
