use super::*;
use crate::db::schema::{invitations, outbox_attempts as attempts};
use crate::domain::events::{MoveInput, NoticeKind, Standing};
use crate::kernel::ids::{InvitationId, OutboxId};

impl House {
    fn release_all(&self) {
        let round = self.round();
        self.write(|c| release(c, &self.staff(0), &round, round.version)).unwrap();
        self.invitations_left();
    }
    fn version(&self) -> i64 {
        self.facts().version
    }
}

const LATER: &str = "2016-04-20T08:00:00Z";

#[test]
fn a_move_tells_who_may_come_once_and_asks_them_again() {
    let house = House::new(Rule::Alone, "2");
    let seats: Vec<SeatId> =
        [("a", Locale::En), ("b", Locale::Fr), ("c", Locale::Zh), ("d", Locale::Zh), ("e", Locale::Zh)]
            .map(|(n, l)| house.guest(n, l))
            .to_vec();
    house.release_all();
    // Whoever has a seat and no invitation yet is told of nothing.
    house.guest("f", Locale::En);
    for (seat, wish) in seats.iter().zip([Wish::Accepted, Wish::Tentative, Wish::Declined, Wish::Accepted]) {
        house.says(*seat, wish, LATER).unwrap();
    }
    let staff = Context { now: at(LATER), ..house.staff(0) };
    let plan = house.db.read_now(|c| plan_notice(c, &staff, house.event, NoticeKind::Moved)).unwrap();
    assert_eq!((plan.total, plan.to_ask_again, plan.by_phone.len()), (4, 3, 0));
    assert_eq!(plan.by_locale, [(Locale::En, 1), (Locale::Fr, 1), (Locale::Zh, 2)]);
    let input = MoveInput {
        city: house.facts().view.city.as_ref().unwrap().public_id.to_string(),
        zone: "Asia/Shanghai".to_owned(),
        starts: "2016-05-31T09:00".to_owned(),
        ends: "2016-05-31T17:00".to_owned(),
        reply_by: "2016-05-20T18:00".to_owned(),
        reason: "the hall is taken".into(),
        ..MoveInput::default()
    };
    let version = house.version();
    let which = Standing { programme: house.programme, event: &house.event_public, version };
    let (_, notice) = house.db.write_now(|c| events::reschedule(c, &staff, which, &input)).unwrap();
    let tell = || house.write(|c| tell_guests(c, &staff, house.event, notice, NoticeKind::Moved)).unwrap();
    assert_eq!(tell(), Told { queued: 4, asked_again: 3, held: 4 });
    assert_eq!(tell(), Told { queued: 0, asked_again: 0, held: 0 });
    let answers: Vec<Answer> = house.rows().iter().map(|g| g.answer).collect();
    let none = Answer::None;
    assert_eq!(answers, [none, none, Answer::Declined, none, none, none]);
    let letters = house
        .db
        .read_now(|c| {
            mail::notice_letters(c, &staff, &[(notice, seats[0]), (notice, SeatId::new(99))], mail::Reading::ToSend)
        })
        .unwrap();
    let letter = letters[0].as_ref().unwrap();
    assert_eq!(letter.notice.before.when.unwrap().start.stored(), "2016-05-24T09:00:00");
    assert_eq!(letter.event.when.unwrap().start.stored(), "2016-05-31T09:00:00");
    assert!(matches!(letters[1], Err(mail::Moot::Gone)));
}

#[test]
fn a_cancelled_event_takes_no_answers_and_keeps_those_given() {
    let house = House::new(Rule::Alone, "");
    let seat = house.guest("a", Locale::En);
    house.release_all();
    house.says(seat, Wish::Accepted, LATER).unwrap();
    let staff = Context { now: at(LATER), ..house.staff(0) };
    let which = Standing { programme: house.programme, event: &house.event_public, version: house.version() };
    let (_, notice) = house.db.write_now(|c| events::cancel(c, &staff, which, &"no money".into())).unwrap();
    let told = house.write(|c| tell_guests(c, &staff, house.event, notice, NoticeKind::Cancelled)).unwrap();
    assert_eq!((told.queued, told.asked_again), (1, 0));
    let refused = house.says(seat, Wish::Declined, LATER);
    assert!(matches!(refused, Err(InvitationError::Closed(Closed::Cancelled))));
    assert_eq!(house.rows()[0].answer, Answer::Accepted);
    let engine = house.context(Actor::System("outbox"), LATER);
    let id = crate::kernel::ids::InvitationId::new(1);
    let letters = house.db.read_now(|c| mail::invitation_letters(c, &engine, &[id], mail::Reading::ToSend)).unwrap();
    assert!(matches!(letters[0], Err(mail::Moot::EventOff)));
    // What left is read as it left.
    let sent = mail::Reading::AsSent(at("2016-04-18T08:05:00Z"));
    let letters = house.db.read_now(|c| mail::invitation_letters(c, &engine, &[id], sent)).unwrap();
    let letter = letters[0].as_ref().unwrap();
    assert_eq!(letter.event.when.unwrap().start.stored(), "2016-05-24T09:00:00");
    assert!(!crate::domain::invitations::facts::is_off(letter.event.state), "it was on when the mail left");
}

/// "Please don't write to me again", by the guest's own link.
fn silence(house: &House, contact: ContactId) {
    let nobody = house.context(Actor::Nobody, LATER);
    let done = house.db.write_now(|c| crate::domain::contacts::do_not_contact(c, &nobody, contact, "", Door::Page));
    done.unwrap();
}

#[test]
fn whoever_asked_for_silence_is_told_by_telephone() {
    let house = House::new(Rule::Alone, "");
    let seats: Vec<SeatId> = ["a", "b", "c"].map(|n| house.guest(n, Locale::En)).to_vec();
    house.release_all();
    for (seat, wish) in seats.iter().zip([Wish::Accepted, Wish::Accepted, Wish::Declined]) {
        house.says(*seat, wish, LATER).unwrap();
    }
    let people: Vec<ContactId> = house.rows().iter().map(|g| g.contact).collect();
    silence(&house, people[0]);
    silence(&house, people[2]);
    let staff = Context { now: at(LATER), ..house.staff(0) };
    let plan = house.db.read_now(|c| plan_notice(c, &staff, house.event, NoticeKind::Cancelled)).unwrap();
    assert_eq!((plan.total, plan.declined), (1, 1));
    // Who declined is told of nothing, by no way.
    let by_phone: Vec<_> = plan.by_phone.iter().map(|g| (g.name.native.as_str(), g.why, g.phone.as_str())).collect();
    assert_eq!(by_phone, [("a", Unreached::DoNotContact, "+86 352 555 0123")]);
    assert_eq!(house.numbers().by_phone, 1);
    let facts = house.facts();
    let filter = GuestFilter { standing: crate::domain::invitations::Standing::ByPhone, ..GuestFilter::default() };
    let listed = house.db.read_now(|c| guests_all(c, &staff, &facts, &filter)).unwrap();
    assert_eq!(listed.iter().map(|g| (g.contact, g.reach)).collect::<Vec<_>>(), [(people[0], Reach::Phone)]);
    // An answer after the wish is taken, and confirmed to nobody.
    house.says(seats[0], Wish::Declined, LATER).unwrap();
    assert_eq!(house.outbox("answer-confirmation").len(), 3);
    let farewell = house.db.read_now(|c| farewell(c, &staff, people[0])).unwrap();
    assert!(farewell.silent_since.is_some());
    assert_eq!(farewell.hosts.len(), 1);
}

#[test]
fn what_may_still_be_called_back_has_told_nobody() {
    let house = House::new(Rule::Alone, "");
    house.guest("a", Locale::En);
    house.release_all();
    for (now, knows) in [(NOW, 0), ("2016-04-18T08:04:59Z", 0), ("2016-04-18T08:05:00Z", 1)] {
        let staff = Context { now: at(now), ..house.staff(0) };
        let plan = house.db.read_now(|c| plan_notice(c, &staff, house.event, NoticeKind::Moved)).unwrap();
        let counted = house.db.read_now(|c| events::guests(c, &staff, house.event)).unwrap();
        assert_eq!((plan.total, counted.bound), (knows, knows as i64), "{now}");
        // One number on the event's page and on its guests'.
        assert_eq!((counted.invited, house.numbers().invited), (1, 1), "{now}");
    }
}

#[test]
fn whoever_said_yes_by_another_door_is_told_though_no_invitation_left() {
    let house = House::new(Rule::Alone, "");
    let with = house.guest("a", Locale::Zh);
    let contact = house.db.write_now(|c| -> Result<_, DbError> { Ok(person(c, "b", Locale::Zh, false)) }).unwrap();
    let without = house.seat(contact);
    house.guest("c", Locale::Zh);
    for seat in [with, without] {
        house.says(seat, Wish::Accepted, LATER).unwrap();
    }
    let staff = Context { now: at(LATER), ..house.staff(0) };
    let plan = house.db.read_now(|c| plan_notice(c, &staff, house.event, NoticeKind::Moved)).unwrap();
    assert_eq!(
        (plan.total, plan.to_ask_again),
        (1, 2),
        "the one with a mailbox, and not whoever has never heard of it"
    );
    assert_eq!(plan.by_phone.iter().map(|g| g.name.native.as_str()).collect::<Vec<_>>(), ["b"]);
    assert_eq!(house.numbers().by_phone, 1);
    // Nothing is left to ask: a round leaves them out, and says why.
    let round = house.round();
    let facts = house.facts();
    let check = house.db.read_now(|c| check(c, &staff, &facts, &round)).unwrap();
    assert_eq!(check.included.len(), 1);
    assert!(check.excluded.iter().all(|e| e.why == Exclusion::Answered), "{:?}", check.excluded);
}

/// Where the mail of a guest's invitation stands, and what came of earlier attempts.
fn stands(house: &House, name: &str, state: MessageState, tried: &[&str]) {
    let own = outbox::table.filter(outbox::email.eq(format!("{name}@guests.example")));
    let done = house.db.write_now(|c| -> Result<_, DbError> {
        let id: OutboxId = own.select(outbox::id).first(c)?;
        diesel::update(outbox::table.find(id)).set(outbox::state.eq(state)).execute(c)?;
        for outcome in tried {
            let row = (
                attempts::outbox_id.eq(id),
                attempts::at.eq(0_i64),
                attempts::outcome.eq(*outcome),
                attempts::reply.eq(""),
            );
            diesel::insert_into(attempts::table).values(row).execute(c)?;
        }
        Ok(())
    });
    done.unwrap();
}

/// A mail handed over without an answer may have been read, also when it was taken out of the outbox afterwards.
#[test]
fn an_invitation_once_in_doubt_counts_whatever_became_of_it() {
    use MessageState::{Cancelled, Sent};
    let house = House::new(Rule::Alone, "");
    let _ = ["a", "b", "c"].map(|name| house.guest(name, Locale::En));
    let round = house.round();
    house.write(|c| release(c, &house.staff(0), &round, round.version)).unwrap();
    stands(&house, "a", Sent, &["sent"]);
    stands(&house, "b", Cancelled, &["doubt"]);
    stands(&house, "c", Cancelled, &["put-off"]);
    let numbers = house.numbers();
    assert_eq!((numbers.invited, numbers.unanswered, numbers.delivered, numbers.on_its_way), (2, 2, 1, 1));
    let rows = house.rows();
    let deliveries: Vec<Delivery> = rows.iter().map(|row| row.delivery).collect();
    assert_eq!(deliveries, [Delivery::Delivered, Delivery::Doubt, Delivery::NotInvited]);
    let own = house.db.read_now(|c| seats_of(c, &house.staff(0), rows[1].contact)).unwrap();
    assert_eq!(own[0].delivery, Delivery::Doubt);
    // Nobody knows whether it came: they may be asked once more.
    let (facts, words) = (house.facts(), text());
    let again = house.write(|c| create_round(c, &house.staff(0), &facts, &words, &Audience::Refused)).unwrap();
    assert_eq!(again.seats, 1);
}

/// Beside those whom a round reached stand all whom it did not, also whose mail was taken back before it left.
#[test]
fn whose_invitation_was_taken_back_stands_among_those_left_out() {
    use MessageState::{Cancelled, Sent};
    let house = House::new(Rule::Alone, "");
    let seats: Vec<SeatId> = ["a", "b", "c", "d"].map(|name| house.guest(name, Locale::En)).to_vec();
    let round = house.round();
    house.write(|c| release(c, &house.staff(0), &round, round.version)).unwrap();
    stands(&house, "a", Sent, &["sent"]);
    stands(&house, "b", Cancelled, &[]);
    stands(&house, "c", Cancelled, &[]);
    stands(&house, "d", Cancelled, &["doubt"]);
    house.says(seats[1], Wish::Accepted, LATER).unwrap();
    let (facts, released) = (house.facts(), house.again(&round));
    let check = house.db.read_now(|c| check(c, &house.staff(0), &facts, &released)).unwrap();
    assert_eq!(check.languages.iter().map(|language| language.people).sum::<usize>(), 2);
    let left_out: Vec<_> = check.left_out().into_iter().map(|(guest, why)| (guest.seat, why)).collect();
    assert_eq!(left_out, [(seats[1], Some(Exclusion::Answered)), (seats[2], Some(Exclusion::TakenBack))]);
}

#[test]
fn the_list_shows_the_language_of_the_mail_that_went() {
    let house = House::new(Rule::Alone, "");
    house.guest("a", Locale::En);
    assert_eq!(house.rows()[0].written_in, None);
    house.release_all();
    let french = diesel::update(contacts::table).set(contacts::language.eq(Locale::Fr));
    house.db.write_now(|c| -> Result<_, DbError> { Ok(french.execute(c)?) }).unwrap();
    let row = house.rows().remove(0);
    assert_eq!((row.written_in, row.language), (Some(Locale::En), Locale::Fr));
}

#[test]
fn whoever_cannot_have_the_invitation_hears_nothing_of_the_end_and_whoever_may_have_it_does() {
    use MessageState::{Cancelled, Doubt, Failed, Leased, Queued, Retry, Sent};
    let house = House::new(Rule::Alone, "");
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    for name in names {
        house.guest(name, Locale::En);
    }
    let round = house.round();
    house.write(|c| release(c, &house.staff(0), &round, round.version)).unwrap();
    stands(&house, "a", Sent, &["sent"]);
    stands(&house, "b", Leased, &[]);
    stands(&house, "c", Doubt, &["doubt"]);
    stands(&house, "d", Queued, &[]);
    stands(&house, "e", Retry, &["put-off", "put-off"]);
    stands(&house, "f", Retry, &["doubt", "put-off"]);
    stands(&house, "g", Cancelled, &[]);
    stands(&house, "h", Failed, &["refused"]);
    let staff = Context { now: at(LATER), ..house.staff(0) };
    for kind in [NoticeKind::Moved, NoticeKind::Postponed, NoticeKind::Cancelled] {
        let plan = house.db.read_now(|c| plan_notice(c, &staff, house.event, kind)).unwrap();
        assert_eq!((plan.total, plan.by_phone.len()), (5, 0), "{kind:?}");
    }
    let which = Standing { programme: house.programme, event: &house.event_public, version: house.version() };
    let (_, notice) = house.db.write_now(|c| events::cancel(c, &staff, which, &"no money".into())).unwrap();
    let told = house.write(|c| tell_guests(c, &staff, house.event, notice, NoticeKind::Cancelled)).unwrap();
    assert_eq!(told.queued, 5);
    let mailed: Vec<String> = house
        .db
        .read_now(|c| -> Result<_, DbError> {
            let notices = outbox::table.filter(outbox::kind.eq("event-notice")).order(outbox::email);
            Ok(notices.select(outbox::email).load(c)?)
        })
        .unwrap();
    assert_eq!(mailed, ["a", "b", "c", "f", "h"].map(|name| format!("{name}@guests.example")));
    // What waits does not leave after the news: when its turn comes there is nothing to write.
    let ids: Vec<InvitationId> = house
        .db
        .read_now(|c| -> Result<_, DbError> {
            Ok(invitations::table.order(invitations::id).select(invitations::id).load(c)?)
        })
        .unwrap();
    let letters = house.db.read_now(|c| mail::invitation_letters(c, &staff, &ids, mail::Reading::ToSend)).unwrap();
    assert_eq!(letters.len(), names.len());
    assert!(letters.iter().all(|letter| matches!(letter, Err(mail::Moot::EventOff))));
}

#[test]
fn an_address_shared_with_somebody_who_wants_silence_reaches_nobody() {
    let house = House::new(Rule::Alone, "");
    let seat = house.guest("a", Locale::En);
    house.release_all();
    house.says(seat, Wish::Accepted, LATER).unwrap();
    assert_eq!((house.numbers().by_phone, house.rows()[0].reach), (0, Reach::Mail));
    let other = house.db.write_now(|c| -> Result<_, DbError> {
        let other = person(c, "office", Locale::En, false);
        add_address(c, other, "a@guests.example");
        Ok(other)
    });
    silence(&house, other.unwrap());
    let staff = Context { now: at(LATER), ..house.staff(0) };
    let plan = house.db.read_now(|c| plan_notice(c, &staff, house.event, NoticeKind::Cancelled)).unwrap();
    assert_eq!(
        plan.by_phone.iter().map(|g| (g.name.native.as_str(), g.why)).collect::<Vec<_>>(),
        [("a", Unreached::NoAddress)]
    );
    // The numbers, the row and the list to telephone say the same.
    assert_eq!((plan.total, house.numbers().by_phone, house.rows()[0].reach), (0, 1, Reach::Phone));
    let facts = house.facts();
    let filter = GuestFilter { standing: crate::domain::invitations::Standing::ByPhone, ..GuestFilter::default() };
    let listed = house.db.read_now(|c| guests_all(c, &staff, &facts, &filter)).unwrap();
    assert_eq!(listed.iter().map(|g| g.id).collect::<Vec<_>>(), [seat]);
}
