use diesel::prelude::*;

use super::*;
use crate::domain::contacts;
use crate::kernel::email::Email;
use crate::kernel::ids::InvitationId;

/// The relay's word on a guest's last invitation, and the address book told of it, as the engine does.
fn refuse(house: &House, email: &str, now: &str) {
    let engine = house.context(Actor::System("outbox"), now);
    let address: Email = email.parse().unwrap();
    house
        .db
        .write_now(|c| -> Result<_, DbError> {
            diesel::update(outbox::table.filter(outbox::email.eq(email)).filter(outbox::kind.eq("invitation")))
                .set((
                    outbox::state.eq(MessageState::Failed),
                    outbox::reason.eq(Some("address-refused")),
                    outbox::reply.eq(Some("550 5.1.1 no such user")),
                    outbox::settled_at.eq(Some(engine.now)),
                ))
                .execute(c)?;
            contacts::address_refused(c, &engine, &address, "550 5.1.1 no such user")
        })
        .unwrap();
}

fn deliver(house: &House) {
    house
        .db
        .write_now(|c| -> Result<_, DbError> {
            diesel::update(outbox::table.filter(outbox::state.eq(MessageState::Queued)))
                .set(outbox::state.eq(MessageState::Sent))
                .execute(c)?;
            Ok(())
        })
        .unwrap();
}

fn begin(house: &House, audience: &Audience) -> Round {
    let facts = house.facts();
    let text = text();
    house.write(|c| create_round(c, &house.staff(0), &facts, &text, audience)).unwrap()
}

const LATER: &str = "2016-04-20T08:00:00Z";

#[test]
fn a_reminder_goes_to_the_silent_and_is_moot_once_they_speak() {
    let house = House::new(Rule::Alone, "");
    let seats: Vec<SeatId> = ["a", "b", "c"].map(|n| house.guest(n, Locale::En)).to_vec();
    let first = house.round();
    house.write(|c| release(c, &house.staff(0), &first, first.version)).unwrap();
    deliver(&house);
    house.says(seats[0], Wish::Accepted, LATER).unwrap();
    house.guest("d", Locale::En);
    let chase = begin(&house, &Audience::Unanswered);
    assert_eq!((chase.purpose, chase.seats), (Purpose::Chase, 2));
    house.write(|c| release(c, &house.staff(0), &chase, chase.version)).unwrap();
    assert_eq!(house.numbers().invited, 3);
    // One of the two answers before the reminder leaves.
    house.says(seats[1], Wish::Declined, LATER).unwrap();
    let engine = house.context(Actor::System("outbox"), LATER);
    let ids = [4, 5].map(InvitationId::new);
    let letters = house.db.read_now(|c| mail::invitation_letters(c, &engine, &ids, mail::Reading::ToSend)).unwrap();
    assert!(matches!(letters[0], Err(mail::Moot::Answered)));
    assert!(letters[1].is_ok());
    // Its copy chases who is silent still.
    let facts = house.facts();
    let again = house.write(|c| copy_round(c, &house.staff(0), &facts, &chase)).unwrap();
    assert_eq!((again.purpose, again.seats), (Purpose::Chase, 1));
}

/// Answered for by telephone while the mail waits: what was understood is told, and nothing is asked behind it. Who answers later has
/// been asked.
#[test]
fn nobody_is_asked_by_mail_what_they_have_told_staff() {
    let house = House::new(Rule::Alone, "");
    let _ = ["a", "b"].map(|n| house.guest(n, Locale::En));
    let first = house.round();
    house.write(|c| release(c, &house.staff(0), &first, first.version)).unwrap();
    let (facts, row) = (house.facts(), house.rows().remove(0));
    let staff = Context { now: at("2016-04-18T08:03:00Z"), ..house.staff(0) };
    let given = Given { wish: Wish::Accepted, note: String::new(), needs: None };
    let source = Source::parse("phone", "").unwrap();
    house.write(|c| record_answer(c, &staff, &facts, &row.public_id, &given, &source)).unwrap();
    let asked = |now: &str| {
        let (engine, ids) = (house.context(Actor::System("outbox"), now), [1, 2].map(InvitationId::new));
        let letters = house.db.read_now(|c| mail::invitation_letters(c, &engine, &ids, mail::Reading::ToSend)).unwrap();
        letters.into_iter().map(|letter| letter.err()).collect::<Vec<_>>()
    };
    assert_eq!(asked("2016-04-18T08:05:00Z"), [Some(mail::Moot::Answered), None]);
    assert_eq!(asked("2016-04-18T08:02:00Z"), [None, None], "it left before they called");
    let told = house.outbox("answer-confirmation");
    assert_eq!(told.len(), 1, "what was understood leaves, with the calendar's entry");
    let engine = house.context(Actor::System("outbox"), "2016-04-18T08:05:00Z");
    let ids = [crate::kernel::ids::AnswerId::new(1)];
    let letters = house.db.read_now(|c| mail::confirmations(c, &engine, &ids, mail::Reading::ToSend)).unwrap();
    assert_eq!(letters[0].as_ref().unwrap().answer, Answer::Accepted);
}

#[test]
fn an_audience_that_is_chosen_again_is_the_version_it_was() {
    let house = House::new(Rule::Alone, "");
    let _ = ["a", "b"].map(|n| house.guest(n, Locale::En));
    let (round, facts) = (begin(&house, &Audience::NotYetInvited), house.facts());
    let chosen = |audience: &Audience| {
        let now = || house.db.read_now(|c| find_round(c, &house.staff(0), &facts, &round.public_id)).unwrap();
        let before = now();
        let seats = house.write(|c| choose(c, &house.staff(0), &before, before.version, audience)).unwrap();
        (seats, now().version)
    };
    assert_eq!(chosen(&Audience::NotYetInvited), (2, round.version));
    let first = vec![house.rows().remove(0).public_id];
    assert_eq!(chosen(&Audience::Seats(first.clone())), (1, round.version + 1));
    assert_eq!(chosen(&Audience::Seats(first)), (1, round.version + 1));
}

#[test]
fn a_reminder_goes_once_a_day_whoever_sends_it() {
    let house = House::new(Rule::Alone, "");
    let _ = ["a", "b"].map(|n| house.guest(n, Locale::En));
    let first = house.round();
    house.write(|c| release(c, &house.staff(0), &first, first.version)).unwrap();
    deliver(&house);
    let chase = begin(&house, &Audience::Unanswered);
    let again = begin(&house, &Audience::Unanswered);
    house.write(|c| release(c, &house.staff(0), &chase, chase.version)).unwrap();
    let facts = house.facts();
    let look = |cx: &Context| house.db.read_now(|c| check(c, cx, &facts, &again)).unwrap();
    let today = look(&house.staff(0));
    let whys: Vec<Exclusion> = today.excluded.iter().map(|e| e.why).collect();
    assert_eq!((today.included.len(), whys), (0, vec![Exclusion::RemindedToday; 2]));
    assert_eq!(today.excluded[0].guest.reminded, Some(house.staff(0).now.plus_seconds(UNDO_SECONDS)));
    let refused = house.write(|c| release(c, &house.staff(1), &again, again.version));
    assert!(matches!(refused, Err(InvitationError::NobodyToInvite)), "{refused:?}");
    let tomorrow = Context { now: house.staff(0).now.plus_seconds(86_400), ..house.staff(0) };
    assert_eq!(look(&tomorrow).included.len(), 2);
    // One that was called back has reminded nobody.
    let called = house.db.read_now(|c| find_round(c, &house.staff(0), &facts, &chase.public_id)).unwrap();
    house.write(|c| recall(c, &house.staff(0), &called)).unwrap();
    assert_eq!(look(&house.staff(0)).included.len(), 2);
}

#[test]
fn the_day_of_a_reminder_is_the_one_on_which_it_leaves() {
    let house = House::new(Rule::Alone, "");
    house.guest("a", Locale::En);
    let first = house.round();
    house.write(|c| release(c, &house.staff(0), &first, first.version)).unwrap();
    deliver(&house);
    let [chase, again] = [(), ()].map(|()| begin(&house, &Audience::Unanswered));
    let staff = |now: &str| Context { now: at(now), ..house.staff(0) };
    // Three minutes before midnight in Datong: it leaves on the day after.
    house.write(|c| release(c, &staff("2016-04-18T15:57:00Z"), &chase, chase.version)).unwrap();
    let facts = house.facts();
    let included = |now: &str| {
        let looked = house.db.read_now(|c| check(c, &staff(now), &facts, &again));
        looked.unwrap().included.len()
    };
    let times = ["2016-04-18T15:58:00Z", "2016-04-19T10:00:00Z", "2016-04-19T15:56:00Z"];
    assert_eq!(times.map(included), [0, 0, 1]);
}

#[test]
fn those_to_telephone_come_page_by_page_and_are_counted_whole() {
    let house = House::new(Rule::Alone, "");
    let seats: Vec<SeatId> = ["a", "b", "c", "d"].map(|n| house.guest(n, Locale::En)).to_vec();
    let round = house.round();
    house.write(|c| release(c, &house.staff(0), &round, round.version)).unwrap();
    house.says(seats[1], Wish::Accepted, LATER).unwrap();
    let facts = house.facts();
    let page = |after| {
        let two = crate::kernel::page::PageRequest::new(after, Some(2));
        let (page, silent) = house.db.read_now(|c| chase_list(c, &house.staff(0), &facts, two)).unwrap();
        (page.items.iter().map(|row| row.id).collect::<Vec<_>>(), page.next, silent)
    };
    let (first, next, silent) = page(None);
    assert_eq!((first, silent), (vec![seats[0], seats[2]], 3));
    assert_eq!(page(next), (vec![seats[3]], None, 3));
}

#[test]
fn a_refused_address_is_remembered_named_and_confirmed() {
    let house = House::new(Rule::Alone, "");
    house.guest("a", Locale::En);
    house.guest("b", Locale::En);
    let round = house.round();
    house.write(|c| release(c, &house.staff(0), &round, round.version)).unwrap();
    deliver(&house);
    refuse(&house, "a@guests.example", LATER);
    let row = house.rows().remove(0);
    assert_eq!((row.delivery, row.reach), (Delivery::Refused, Reach::Phone));
    let refusal = row.refusal.unwrap();
    assert_eq!((refusal.at, refusal.reply.as_str()), (at(LATER), "550 5.1.1 no such user"));
    let numbers = house.numbers();
    assert_eq!((numbers.delivered, numbers.refused, numbers.refused_open, numbers.by_phone), (1, 1, 1, 1));
    // Asked once more: nothing stands to write to, and the check says why and when.
    let next = begin(&house, &Audience::Refused);
    assert_eq!((next.purpose, next.seats), (Purpose::Ask, 1));
    let facts = house.facts();
    let look = || house.db.read_now(|c| check(c, &house.staff(0), &facts, &next)).unwrap();
    assert_eq!(look().excluded[0].why, Exclusion::AddressRefused);
    assert_eq!(look().excluded[0].guest.refusal().unwrap().reply, "550 5.1.1 no such user");
    // To those who may not see the address its refusal is told, and not the relay's words, which quote it.
    let grant = Grant { role: Role::PrincipalInvestigator, programme: Some(house.programme), city: None };
    let reader = Member { account: house.accounts[1], grants: vec![grant], token: None, closed: Vec::new() };
    let reader = house.context(Actor::Member(reader), LATER);
    let read = house.db.read_now(|c| check(c, &reader, &facts, &next)).unwrap();
    assert_eq!(
        (read.excluded[0].why, read.excluded[0].guest.refusal().unwrap().reply.as_str()),
        (Exclusion::AddressRefused, "")
    );
    let contact = row.contact;
    let told = |cx: &Context| house.db.read_now(|c| seats_of(c, cx, contact)).unwrap().remove(0);
    assert_eq!(told(&house.staff(0)).reply.as_deref(), Some("550 5.1.1 no such user"));
    assert_eq!((told(&reader).delivery, told(&reader).reply), (Delivery::Refused, None));
    // Nor does the list find a guest by the address.
    let keys = (crate::db::schema::contacts::search_key.eq("a\na77"), crate::db::schema::contacts::name_key.eq("a"));
    let people = crate::db::schema::contacts::table.find(contact);
    house.db.write_now(|c| -> Result<_, DbError> { Ok(diesel::update(people).set(keys).execute(c)?) }).unwrap();
    let sought = |cx: &Context, text: &str| {
        let filter = GuestFilter { text: text.to_owned(), ..GuestFilter::default() };
        house.db.read_now(|c| guests_all(c, cx, &facts, &filter)).unwrap().len()
    };
    assert_eq!((sought(&house.staff(0), "a77"), sought(&reader, "a77"), sought(&reader, "a")), (1, 0, 1));
    // Another address is used.
    let second = house.db.write_now(|c| -> Result<_, DbError> { Ok(add_address(c, contact, "z@guests.example")) });
    assert_eq!(look().included[0].mailbox().unwrap().id, second.unwrap());
    // Confirmed, the first counts again.
    let public = row.contact_public;
    let email: Email = "A@guests.example".parse().unwrap();
    house.db.write_now(|c| contacts::confirm_address(c, &house.staff(0), &public, &email)).unwrap();
    assert_eq!(look().included[0].mailbox().unwrap().email.as_str(), "a@guests.example");
    assert!(house.rows()[0].refusal.is_none());
}

#[test]
fn a_corrected_address_starts_afresh() {
    let house = House::new(Rule::Alone, "");
    house.guest("a", Locale::En);
    let round = house.round();
    house.write(|c| release(c, &house.staff(0), &round, round.version)).unwrap();
    refuse(&house, "a@guests.example", LATER);
    let public = house.rows()[0].contact_public.clone();
    let retype = |email: &str| {
        let held = house.db.read_now(|c| contacts::contact(c, &house.staff(0), &public)).unwrap();
        let draft = contacts::ContactDraft {
            native_name: "a".to_owned(),
            addresses: vec![contacts::AddressDraft { email: email.to_owned(), label: String::new() }],
            ..contacts::ContactDraft::default()
        };
        let new = contacts::NewContact::parse(draft).unwrap();
        house.db.write_now(|c| contacts::edit(c, &house.staff(0), &public, held.version, &new)).unwrap()
    };
    // The same address typed over itself confirms nothing.
    assert!(retype("a@guests.example").person.addresses[0].refused.is_some());
    assert!(retype("aa@guests.example").person.addresses[0].refused.is_none());
    assert!(retype("a@guests.example").person.addresses[0].refused.is_none());
}

#[test]
fn those_who_wait_stand_in_their_order() {
    let house = House::new(Rule::Alone, "1");
    let seats: Vec<SeatId> = ["a", "b", "c"].map(|n| house.guest(n, Locale::En)).to_vec();
    let round = house.round();
    house.write(|c| release(c, &house.staff(0), &round, round.version)).unwrap();
    for (n, seat) in [(0, seats[1]), (1, seats[2]), (2, seats[0])] {
        house.says(seat, Wish::Accepted, &format!("2016-04-20T08:0{n}:00Z")).unwrap();
    }
    let facts = house.facts();
    let filter = GuestFilter { standing: Standing::Waiting, ..GuestFilter::default() };
    let waiting = house.db.read_now(|c| guests_all(c, &house.staff(0), &facts, &filter)).unwrap();
    let line: Vec<_> = waiting.iter().map(|g| (g.id, g.place_in_line)).collect();
    assert_eq!(line, [(seats[2], Some(1)), (seats[0], Some(2))]);
    let one = crate::kernel::page::PageRequest::new(None, Some(1));
    let first = house.db.read_now(|c| guests(c, &house.staff(0), &facts, &filter, one)).unwrap();
    let rest = crate::kernel::page::PageRequest::new(first.next, Some(1));
    let second = house.db.read_now(|c| guests(c, &house.staff(0), &facts, &filter, rest)).unwrap();
    assert_eq!((second.items[0].id, second.next), (seats[0], None));
}

#[test]
fn tests_go_to_oneself_in_each_language_and_not_without_end() {
    let house = House::new(Rule::Alone, "");
    let seat = house.guest("王建国", Locale::Zh);
    let round = house.round();
    for _ in 0..4 {
        assert_eq!(house.write(|c| send_tests(c, &house.staff(1), &round)).unwrap(), 3);
    }
    assert!(matches!(house.write(|c| send_tests(c, &house.staff(1), &round)), Err(InvitationError::TooManyTests)));
    let later = Context { now: at("2016-04-18T09:00:01Z"), ..house.staff(1) };
    assert_eq!(house.write(|c| send_tests(c, &later, &round)).unwrap(), 3);
    let to: Vec<String> = house
        .db
        .read_now(|c| -> Result<_, DbError> { Ok(outbox::table.select(outbox::email).distinct().load(c)?) })
        .unwrap();
    assert_eq!(to, ["lina@example.org"]);
    let engine = house.context(Actor::System("outbox"), NOW);
    let asked = [Locale::Zh, Locale::Fr].map(|l| (round.id, (l == Locale::Zh).then_some(seat), house.accounts[1], l));
    let letters = house.db.read_now(|c| mail::test_letters(c, &engine, &asked)).unwrap();
    let names: Vec<_> = letters.iter().map(|l| l.as_ref().unwrap().letter.reader.name.native.as_str()).collect();
    assert_eq!(names, ["王建国", "lina"]);
    assert!(letters.iter().all(|l| l.as_ref().unwrap().letter.reader.answer_token == "preview"));
    // A guest reads none of it, nor does somebody of another programme.
    let guest = house.context(Actor::Guest(seat), NOW);
    assert!(house.write(|c| send_tests(c, &guest, &round)).is_err());
}

/// What staff enter before the mail leaves keeps the mail back: the move that takes the answer away again asks, and is chased.
#[test]
fn whom_a_move_asks_again_was_asked_though_no_invitation_ever_left() {
    use crate::domain::events::{MoveInput, NoticeKind, Standing as Version};
    use crate::domain::invitations::Standing;
    let house = House::new(Rule::Alone, "");
    house.guest("a", Locale::En);
    let silent = house.db.write_now(|c| -> Result<_, DbError> { Ok(person(c, "b", Locale::Zh, false)) }).unwrap();
    house.seat(silent);
    house.guest("c", Locale::En);
    let row = |n: usize| house.rows().remove(n);
    let round = begin(&house, &Audience::Seats(vec![row(0).public_id]));
    house.write(|c| release(c, &house.staff(0), &round, round.version)).unwrap();
    let staff = Context { now: at("2016-04-18T08:03:00Z"), ..house.staff(0) };
    let given = Given { wish: Wish::Accepted, note: String::new(), needs: None };
    let source = Source::parse("phone", "").unwrap();
    for n in [0, 1] {
        let (facts, seat) = (house.facts(), row(n).public_id);
        house.write(|c| record_answer(c, &staff, &facts, &seat, &given, &source)).unwrap();
    }
    // The invitation is found pointless, and the confirmation leaves instead.
    house
        .db
        .write_now(|c| -> Result<_, DbError> {
            let invitation = outbox::table.filter(outbox::kind.eq("invitation"));
            diesel::update(invitation).set(outbox::state.eq(MessageState::Cancelled)).execute(c)?;
            Ok(())
        })
        .unwrap();
    deliver(&house);
    assert_eq!((house.numbers().invited, row(0).delivery), (1, Delivery::Delivered), "the confirmation led them to it");
    let later = Context { now: at(LATER), ..house.staff(0) };
    let view = house.facts().view;
    let input = MoveInput {
        city: view.city.as_ref().unwrap().public_id.to_string(),
        starts: "2016-05-31T09:00".to_owned(),
        ends: "2016-05-31T17:00".to_owned(),
        reply_by: "2016-05-10T18:00".to_owned(),
        reason: "the hall is taken".into(),
        ..MoveInput::default()
    };
    let which = Version { programme: house.programme, event: &house.event_public, version: view.event.version };
    let plan = house.db.read_now(|c| plan_notice(c, &later, house.event, NoticeKind::Moved)).unwrap();
    assert_eq!((plan.total, plan.to_ask_again, plan.by_phone.len()), (1, 2, 1));
    let (_, notice) = house.db.write_now(|c| events::reschedule(c, &later, which, &input)).unwrap();
    house.write(|c| tell_guests(c, &later, house.event, notice, NoticeKind::Moved)).unwrap();
    let (facts, numbers) = (house.facts(), house.numbers());
    assert_eq!((numbers.invited, numbers.unanswered, numbers.persons_open()), (2, 2, 1));
    let listed = |standing: Standing| -> Vec<SeatId> {
        let filter = GuestFilter { standing, ..GuestFilter::default() };
        let rows = house.db.read_now(|c| guests_all(c, &later, &facts, &filter)).unwrap();
        rows.into_iter().map(|row| row.id).collect()
    };
    assert_eq!(listed(Standing::Unanswered), [row(0).id, row(1).id]);
    assert_eq!(listed(Standing::NotInvited), [row(2).id]);
    assert_eq!((row(1).delivery, row(2).delivery), (Delivery::NoMail, Delivery::NotInvited));
    let own = house.db.read_now(|c| seats_of(c, &later, silent)).unwrap();
    assert_eq!(own[0].delivery, Delivery::NoMail, "nor on their own page");
    let page = crate::kernel::page::PageRequest::default();
    assert_eq!(house.db.read_now(|c| chase_list(c, &later, &facts, page)).unwrap().1, 2);
    // The event's own page counts as its guests' does, and its date is not changed behind anybody's back.
    let counted = house.db.read_now(|c| events::guests(c, &later, house.event)).unwrap();
    assert_eq!((counted.invited, counted.unanswered, counted.bound), (2, 2, 2));
    // A reminder goes to whom a mail reaches, and a round of invitations to nobody but the third.
    let chase = begin(&house, &Audience::Unanswered);
    let look = house.db.read_now(|c| check(c, &later, &facts, &chase)).unwrap();
    let left_out: Vec<Exclusion> = look.excluded.iter().map(|e| e.why).collect();
    assert_eq!((look.included.len(), left_out), (1, vec![Exclusion::NoAddress]));
    assert_eq!(begin(&house, &Audience::NotYetInvited).seats, 1);
}
