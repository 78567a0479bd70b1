use std::sync::Barrier;

use diesel::prelude::*;

use super::*;
use crate::db::schema::answers;
use crate::domain::history::{self, Entity};
use crate::domain::outbox::MessageState;
use crate::kernel::page::PageRequest;

fn answer_rows(house: &House, seat: SeatId) -> i64 {
    let count = |c: &mut Conn| -> Result<i64, DbError> {
        Ok(answers::table.filter(answers::seat_id.eq(seat)).count().get_result(c)?)
    };
    house.db.read_now(count).unwrap()
}

#[test]
fn many_race_for_few_places_and_exactly_those_are_given() {
    let house = House::new(Rule::Alone, "10");
    let seats: Vec<SeatId> = (0..60).map(|i| house.guest(&format!("guest{i}"), Locale::En)).collect();
    let start = Barrier::new(seats.len());
    let outcomes: Vec<Answer> = std::thread::scope(|scope| {
        let runs: Vec<_> = seats
            .iter()
            .map(|seat| {
                let (house, start) = (&house, &start);
                scope.spawn(move || {
                    start.wait();
                    house.says(*seat, Wish::Accepted, NOW).unwrap().answer()
                })
            })
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let accepted = outcomes.iter().filter(|a| **a == Answer::Accepted).count();
    assert_eq!((accepted, outcomes.len() - accepted), (10, 50));
    let numbers = house.numbers();
    assert_eq!((numbers.all.accepted, numbers.all.waiting), (10, 50));
    assert!(house.rows().iter().all(|g| (g.answer == Answer::Waiting) == g.waiting_since.is_some()));
}

#[test]
fn a_place_given_back_goes_to_who_has_waited_longest() {
    let house = House::new(Rule::Alone, "1");
    let [first, second, third] = ["a", "b", "c"].map(|n| house.guest(n, Locale::En));
    assert_eq!(house.says(first, Wish::Accepted, NOW).unwrap().answer(), Answer::Accepted);
    assert_eq!(house.says(second, Wish::Accepted, "2016-04-18T09:00:00Z").unwrap().answer(), Answer::Waiting);
    assert_eq!(house.says(first, Wish::Declined, "2016-04-18T10:00:00Z").unwrap().answer(), Answer::Declined);
    // A newcomer does not overtake who waits; who waits and asks again gets the place.
    assert_eq!(house.says(third, Wish::Accepted, "2016-04-18T11:00:00Z").unwrap().answer(), Answer::Waiting);
    assert_eq!(house.says(second, Wish::Accepted, "2016-04-18T12:00:00Z").unwrap().answer(), Answer::Accepted);
    assert_eq!(house.numbers().all.accepted, 1);
}

#[test]
fn whoever_comes_to_the_lock_later_stands_behind_whatever_the_clocks_say() {
    let house = House::new(Rule::Alone, "1");
    let [first, second, third] = ["a", "b", "c"].map(|n| house.guest(n, Locale::En));
    house.says(first, Wish::Accepted, NOW).unwrap();
    // Both asked at once: the second was served first and told that nobody stands before it.
    assert_eq!(house.says(second, Wish::Accepted, "2016-04-18T09:00:01Z").unwrap().answer(), Answer::Waiting);
    assert_eq!(house.says(third, Wish::Accepted, "2016-04-18T09:00:00Z").unwrap().answer(), Answer::Waiting);
    house.says(first, Wish::Declined, "2016-04-18T10:00:00Z").unwrap();
    assert_eq!(house.says(third, Wish::Accepted, "2016-04-18T11:00:00Z").unwrap().answer(), Answer::Waiting);
    assert_eq!(house.says(second, Wish::Accepted, "2016-04-18T12:00:00Z").unwrap().answer(), Answer::Accepted);
}

#[test]
fn tentative_and_waiting_hold_no_place() {
    let house = House::new(Rule::Alone, "1");
    let [first, second] = ["a", "b"].map(|n| house.guest(n, Locale::En));
    house.says(first, Wish::Tentative, NOW).unwrap();
    assert_eq!(house.says(second, Wish::Accepted, NOW).unwrap().answer(), Answer::Accepted);
    assert_eq!(house.says(first, Wish::Accepted, NOW).unwrap().answer(), Answer::Waiting);
}

#[test]
fn the_same_answer_twice_is_one_answer_and_one_mail() {
    let house = House::new(Rule::Alone, "");
    let seat = house.guest("a", Locale::Fr);
    assert_eq!(house.says(seat, Wish::Accepted, NOW).unwrap(), Answered::Recorded(Answer::Accepted));
    assert_eq!(house.says(seat, Wish::Accepted, NOW).unwrap(), Answered::Repeated(Answer::Accepted));
    assert_eq!(answer_rows(&house, seat), 1);
    assert_eq!(house.outbox("answer-confirmation").len(), 1);
    assert_eq!(house.says(seat, Wish::Declined, NOW).unwrap(), Answered::Recorded(Answer::Declined));
    assert_eq!(house.says(seat, Wish::Accepted, NOW).unwrap(), Answered::Recorded(Answer::Accepted));
    assert_eq!((answer_rows(&house, seat), house.outbox("answer-confirmation").len()), (3, 3));
}

#[test]
fn the_deadline_is_the_last_instant_that_counts() {
    let house = House::new(Rule::Alone, "");
    let seat = house.guest("a", Locale::Zh);
    // 18:00 in Datong is 10:00 in UTC.
    assert!(house.says(seat, Wish::Accepted, "2016-05-10T10:00:00Z").is_ok());
    let late = house.says(seat, Wish::Declined, "2016-05-10T10:00:00.000001Z");
    assert!(matches!(late, Err(InvitationError::Closed(Closed::DeadlinePassed))));
    let over = house.says(seat, Wish::Declined, "2016-05-24T09:00:00Z");
    assert!(matches!(over, Err(InvitationError::Closed(Closed::Over))));
    assert_eq!(house.rows()[0].answer, Answer::Accepted);
}

#[test]
fn staff_say_how_an_answer_came() {
    let field = |way: &str, words: &str| Source::parse(way, words).unwrap_err().0.remove(0).field;
    assert_eq!(
        (field("", "x"), field("pigeon", ""), field("other", " ")),
        ("how".into(), "how".into(), "source".into())
    );
    assert!(Source::parse("in-person", "").is_ok() && Source::parse("other", "by fax").is_ok());
    assert_eq!(Source::read("by telephone: once"), (None, "by telephone: once"));
}

#[test]
fn staff_enter_an_answer_after_the_deadline_with_its_source() {
    let house = House::new(Rule::Alone, "1");
    let seat = house.guest("a", Locale::Zh);
    let row = house.rows().remove(0);
    let facts = house.facts();
    let given = Given { wish: Wish::Accepted, note: "with his deputy".to_owned(), needs: None };
    let late = Context { now: at("2016-05-20T08:00:00Z"), ..house.staff(0) };
    let source = Source::parse("phone", " his secretary ").unwrap();
    let answered = house.write(|c| record_answer(c, &late, &facts, &row.public_id, &given, &source)).unwrap();
    assert_eq!(answered, Answered::Recorded(Answer::Accepted));
    let row = house.rows().remove(0);
    assert_eq!(
        (row.door, row.source.as_str(), row.note.as_str()),
        (Some(Door::Staff), "phone: his secretary", "with his deputy")
    );
    // The note is for staff: neither the confirmation nor the guest's page has it, and the guest's next press does not wipe it away.
    let engine = house.context(Actor::System("outbox"), NOW);
    let id = crate::kernel::ids::AnswerId::new(1);
    let letters = house.db.read_now(|c| mail::confirmations(c, &engine, &[id], mail::Reading::ToSend)).unwrap();
    let letter = letters[0].as_ref().unwrap();
    assert_eq!((letter.answer, letter.note.as_str()), (Answer::Accepted, ""));
    let opened = house.db.read_now(|c| open_link(c, &engine, &letter.reader.answer_token)).unwrap();
    assert_eq!(opened.note, "");
    assert_eq!(house.says(seat, Wish::Accepted, NOW).unwrap(), Answered::Repeated(Answer::Accepted));
    assert_eq!(house.rows().remove(0).note, "with his deputy");
    let stranger = house.context(Actor::Nobody, NOW);
    assert_eq!(Source::read(&row.source), (Some(Way::Phone), "his secretary"));
    let refused = house.write(|c| record_answer(c, &stranger, &facts, &row.public_id, &given, &source));
    assert!(matches!(refused, Err(InvitationError::Denied(_))));
    assert_eq!(answer_rows(&house, seat), 1);
    // For ever history keeps the way alone.
    let all = PageRequest::new(None, Some(PageRequest::MAX));
    let told = house.db.read_now(|c| history::of_entity(c, Entity::Seat, seat.raw(), all)).unwrap().items;
    let told = told.iter().find(|entry| entry.action == "answered").unwrap();
    assert_eq!(told.reason.as_deref(), Some("phone"));
    assert!(told.personal.iter().any(|field| field == "source"));
}

#[test]
fn only_the_seat_s_own_link_opens_it_and_opening_changes_nothing() {
    let house = House::new(Rule::Alone, "");
    let seat = house.guest("a", Locale::Zh);
    let other = house.guest("b", Locale::Zh);
    use crate::kernel::token::Purpose;
    let (good, foreign) = house
        .db
        .read_now(|c| -> Result<_, InvitationError> {
            use crate::db::schema::seats;
            let nonce = |c: &mut Conn, s: SeatId| seats::table.find(s).select(seats::nonce).first::<String>(c).unwrap();
            let nonces = (nonce(c, seat), nonce(c, other));
            let good = house.keys.link(Purpose::Answer, seat.raw(), &nonces.0);
            Ok((good, house.keys.link(Purpose::DoNotContact, seat.raw(), &nonces.0)))
        })
        .unwrap();
    let nobody = house.context(Actor::Nobody, NOW);
    // A read connection refuses writes, so that this also proves that opening writes nothing.
    let open = |token: &str| house.db.read_now(|c| open_link(c, &nobody, token));
    assert_eq!(open(&good).unwrap().id, seat);
    let flipped = if good.ends_with('0') { good.replace('0', "1") } else { format!("{}0", &good[..good.len() - 1]) };
    for bad in [flipped.as_str(), foreign.as_str(), "preview", "", "1-0000000000000000", "%"] {
        assert!(matches!(open(bad), Err(InvitationError::Denied(_))), "{bad}");
    }
    assert_eq!(answer_rows(&house, seat), 0);
    let imposter = house.write(|c| {
        let given = Given { wish: Wish::Declined, note: String::new(), needs: None };
        answer(c, &house.context(Actor::Guest(other), NOW), seat, &given)
    });
    assert!(matches!(imposter, Err(InvitationError::Denied(_))));
    let public = house.rows().iter().find(|g| g.id == seat).unwrap().public_id.clone();
    let facts = house.facts();
    assert_eq!(house.write(|c| remove_seats(c, &house.staff(0), &facts, &[public])).unwrap(), 1);
    assert!(matches!(open(&good), Err(InvitationError::Denied(_))));
}

#[test]
fn a_removed_seat_frees_its_place_and_comes_back_without_answer() {
    let house = House::new(Rule::Alone, "1");
    let first = house.guest("a", Locale::En);
    let second = house.guest("b", Locale::En);
    house.says(first, Wish::Accepted, NOW).unwrap();
    let row = house.rows().into_iter().find(|g| g.id == first).unwrap();
    let facts = house.facts();
    house.write(|c| remove_seats(c, &house.staff(0), &facts, std::slice::from_ref(&row.public_id))).unwrap();
    assert_eq!(house.says(second, Wish::Accepted, NOW).unwrap().answer(), Answer::Accepted);
    assert!(house.says(first, Wish::Accepted, NOW).is_err());
    assert_eq!(house.seat(row.contact), first);
    assert_eq!(house.row(row.contact).answer, Answer::None);
}

#[test]
fn needs_are_seen_by_staff_only_and_go_thirty_days_after_the_event() {
    let house = House::new(Rule::Alone, "");
    let seat = house.guest("a", Locale::Zh);
    let needs = Needs { dietary: "halal".to_owned(), access: "wheelchair".to_owned() };
    let given = Given { wish: Wish::Accepted, note: String::new(), needs: Some(needs.clone()) };
    house.write(|c| answer(c, &house.context(Actor::Guest(seat), NOW), seat, &given)).unwrap();
    let facts = house.facts();
    let read = |cx: &Context| house.db.read_now(|c| needs_of(c, cx, &facts));
    assert_eq!(read(&house.staff(0)).unwrap(), [(seat, needs)]);
    let grant = Grant { role: Role::PrincipalInvestigator, programme: Some(house.programme), city: None };
    let member = Member { account: house.accounts[1], grants: vec![grant], token: None, closed: Vec::new() };
    assert!(read(&house.context(Actor::Member(member), NOW)).is_err());
    let erase = |now: &str| {
        let engine = house.context(Actor::System("erase-needs"), now);
        house.write(|c| erase_needs(c, &engine)).unwrap()
    };
    // The event ends on 24 May at 17:00 in Datong.
    assert_eq!(erase("2016-06-23T08:59:59Z"), 0);
    assert_eq!(erase("2016-06-23T09:00:00Z"), 1);
    assert_eq!(erase("2016-06-23T09:00:00Z"), 0);
    assert_eq!(read(&house.staff(0)).unwrap(), []);
}

#[test]
fn changed_needs_alone_are_kept_without_a_second_answer() {
    let house = House::new(Rule::Alone, "");
    let seat = house.guest("a", Locale::En);
    let say = |dietary: &str| {
        let needs = Needs { dietary: dietary.to_owned(), access: String::new() };
        let given = Given { wish: Wish::Accepted, note: String::new(), needs: Some(needs) };
        house.write(|c| answer(c, &house.context(Actor::Guest(seat), NOW), seat, &given)).unwrap()
    };
    assert_eq!(say("vegan"), Answered::Recorded(Answer::Accepted));
    assert_eq!(say(""), Answered::Repeated(Answer::Accepted));
    let facts = house.facts();
    assert!(house.db.read_now(|c| needs_of(c, &house.staff(0), &facts)).unwrap().is_empty());
    assert_eq!(house.outbox("answer-confirmation"), [(MessageState::Queued, "answer:1".to_owned())]);
}

#[test]
fn what_is_typed_is_checked_field_by_field() {
    let refused = Given::parse("perhaps", &"x".repeat(1001), &"y".repeat(501), "a\u{0}b").unwrap_err();
    let fields: Vec<&str> = refused.0.iter().map(|f| f.field.as_str()).collect();
    assert_eq!(fields, ["answer", "note", "dietary", "access"]);
}
