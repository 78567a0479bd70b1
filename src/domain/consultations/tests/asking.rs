use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::Connection;
use diesel::connection::InstrumentationEvent;

use super::*;
use crate::domain::invitations::mail::{Moot, Reading};
use crate::kernel::ids::{AddressId, SeatId};
use crate::kernel::names::PersonName;

fn somebody() -> Participant {
    let mailbox = Mailbox {
        id: AddressId::new(1),
        email: "a@guests.example".parse().unwrap(),
        refused: false,
        suppressed: false,
    };
    Participant {
        person: None,
        seat: SeatId::new(1),
        contact: ContactId::new(1),
        contact_public: PublicId::random(),
        name: PersonName::default(),
        language: Locale::En,
        do_not_contact: false,
        mailboxes: vec![mailbox],
        asked_at: None,
        asked_by: None,
        reminded_at: None,
        sent_at: None,
    }
}

#[test]
fn who_is_left_out_and_why() {
    let asked = || Participant { asked_at: Some(at(NOW)), asked_by: Some(AddressId::new(1)), ..somebody() };
    let refused = |mut p: Participant| {
        p.mailboxes[0].refused = true;
        p
    };
    let moved = |mut p: Participant| {
        p.mailboxes[0].refused = true;
        p.mailboxes.push(Mailbox { id: AddressId::new(2), refused: false, ..p.mailboxes[0].clone() });
        p
    };
    let suppressed = |mut p: Participant| {
        p.mailboxes[0].suppressed = true;
        p
    };
    use Exclusion::*;
    let table = [
        (somebody(), AskTurn::Ask, None),
        (somebody(), AskTurn::Remind, Some(NotAsked)),
        (asked(), AskTurn::Ask, Some(AlreadyAsked)),
        (asked(), AskTurn::Remind, None),
        (Participant { reminded_at: Some(at(NOW)), ..asked() }, AskTurn::Remind, Some(AlreadyReminded)),
        (Participant { sent_at: Some(at(NOW)), ..asked() }, AskTurn::Remind, Some(Answered)),
        (Participant { do_not_contact: true, ..asked() }, AskTurn::Ask, Some(DoNotContact)),
        (Participant { mailboxes: vec![], ..somebody() }, AskTurn::Ask, Some(NoAddress)),
        (refused(somebody()), AskTurn::Ask, Some(AddressRefused)),
        (suppressed(somebody()), AskTurn::Ask, Some(Suppressed)),
        (moved(asked()), AskTurn::Ask, None),
        (refused(asked()), AskTurn::Ask, Some(AlreadyAsked)),
    ];
    for (n, (who, turn, expected)) in table.iter().enumerate() {
        assert_eq!(exclude(who, *turn), *expected, "line {n}");
    }
}

#[test]
fn each_is_asked_once_and_reminded_once() {
    let house = House::new();
    let of = house.questionnaire(Phase::Before, &[scale("how")]);
    house.participant("wang", "planners");
    house.participant("martin", "");
    house.participant_at("silent", "", &[]);
    let (event, cx) = (house.facts(), house.staff());
    let check = house.db.read_now(|c| ask_check(c, &cx, &event, &of, AskTurn::Ask)).unwrap();
    assert_eq!(check.languages, [(Locale::En, 2)]);
    assert_eq!(check.excluded.iter().map(|e| e.why).collect::<Vec<_>>(), [Exclusion::NoAddress]);
    assert_eq!(house.ask(&of).unwrap(), 2);
    assert!(matches!(house.ask(&of), Err(ConsultationError::NobodyToAsk)));
    let (_, link) = house.links(&of).remove(0);
    house.says(&link, &[(0, &["4"])], Wish::Send, NOW).unwrap();
    let later = house.as_role(Role::Coordinator, "2016-05-10T08:00:00Z");
    assert_eq!(house.write(|c| ask(c, &later, &event, &of, AskTurn::Remind)).unwrap(), 1, "not who has answered");
    let again = house.write(|c| ask(c, &later, &event, &of, AskTurn::Remind));
    assert!(matches!(again, Err(ConsultationError::NobodyToAsk)));
    assert_eq!(
        house.outbox(),
        [
            "consultation-ask queued wang@guests.example",
            "consultation-ask queued martin@guests.example",
            "consultation-reminder queued martin@guests.example"
        ]
    );
}

#[test]
fn asking_can_be_called_back_and_done_again() {
    let house = House::new();
    let of = house.questionnaire(Phase::Before, &[scale("how")]);
    house.participant("wang", "");
    let (event, cx) = (house.facts(), house.staff());
    house.ask(&of).unwrap();
    let waiting = house.db.read_now(|c| waiting_until(c, &cx, &event, &of)).unwrap().unwrap();
    assert_eq!((waiting.0, waiting.2), (AskTurn::Ask, 1));
    assert_eq!(house.write(|c| call_back(c, &cx, &event, &of)).unwrap().people, 1);
    assert_eq!(house.outbox(), ["consultation-ask cancelled wang@guests.example"]);
    assert_eq!(house.ask(&of).unwrap(), 1, "nobody has been asked");
    assert_eq!(house.outbox().len(), 2);
    let late = house.as_role(Role::Coordinator, "2016-04-18T08:05:00Z");
    let left = house.write(|c| call_back(c, &late, &event, &of).map(|_| ()));
    assert!(matches!(left, Err(ConsultationError::MailLeft)));
}

#[test]
fn nobody_is_asked_for_what_is_not_open() {
    let house = House::new();
    let (event, cx) = (house.facts(), house.staff());
    let of = house.write(|c| create(c, &cx, &event, Phase::Before)).unwrap();
    house.participant("wang", "");
    assert!(matches!(house.ask(&of), Err(ConsultationError::NotOpen(Standing::Draft))));
    assert!(house.outbox().is_empty());
}

#[test]
fn a_batch_of_mails_asks_the_database_as_often_as_one_mail() {
    let house = House::new();
    let of = house.questionnaire(Phase::Before, &[scale("how")]);
    for n in 0..12 {
        house.participant(&format!("guest{n}"), "");
    }
    house.ask(&of).unwrap();
    let cx = house.context(Actor::System("test"), NOW);
    let all: Vec<(i64, AskTurn)> = house.links(&of).into_iter().map(|(person, _)| (person, AskTurn::Ask)).collect();
    let read = |ids: &[(i64, AskTurn)]| {
        let asked = Arc::new(AtomicUsize::new(0));
        let heard = Arc::clone(&asked);
        let letters = house.db.read_now(|c| {
            c.set_instrumentation(move |event: InstrumentationEvent<'_>| {
                if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                    heard.fetch_add(1, Ordering::Relaxed);
                }
            });
            let letters = mail::letters(c, &cx, ids, Reading::ToSend);
            c.set_instrumentation(|_: InstrumentationEvent<'_>| {});
            letters
        });
        let told: Vec<String> = letters.unwrap().iter().map(|letter| format!("{letter:?}")).collect();
        (told, asked.load(Ordering::Relaxed))
    };
    let (one, for_one) = read(&all[..1]);
    let (many, for_many) = read(&all);
    assert_eq!((many.len(), for_many), (12, for_one), "what they share is read once");
    assert_eq!(many[0], one[0]);
    assert_eq!(read(&[]), (Vec::new(), 0));
}

#[test]
fn nobody_is_asked_about_an_event_that_is_off() {
    let house = House::new();
    let of = house.questionnaire(Phase::Before, &[scale("how")]);
    house.participant("wang", "");
    house.ask(&of).unwrap();
    let person = house.links(&of)[0].0;
    let cx = house.context(Actor::System("test"), NOW);
    for (state, off) in [("postponed", true), ("cancelled", true), ("held", false)] {
        let sql = format!("UPDATE events SET state = '{state}' WHERE id = {}", house.event);
        house.db.write_now(|c| -> Result<_, DbError> { Ok(diesel::sql_query(sql).execute(c)?) }).unwrap();
        let letters = house.db.read_now(|c| mail::letters(c, &cx, &[(person, AskTurn::Ask)], Reading::ToSend)).unwrap();
        assert_eq!(matches!(letters[0], Err(Moot::EventOff)), off, "{state}");
        let asked = house.ask(&of);
        assert_eq!(matches!(asked, Err(ConsultationError::EventOff)), off, "{state}: {asked:?}");
    }
}

#[test]
fn whose_mail_was_dropped_because_the_event_moved_is_asked_after_all() {
    let house = House::new();
    let of = house.questionnaire(Phase::Before, &[scale("how")]);
    house.participant("wang", "");
    house.participant("martin", "");
    assert_eq!(house.ask(&of).unwrap(), 2);
    // Found moot when it was due; the other had left.
    let write = |sql: &str| house.db.write_now(|c| -> Result<_, DbError> { Ok(diesel::sql_query(sql).execute(c)?) });
    write("UPDATE outbox SET state = 'sent', settled_at = 1 WHERE email LIKE 'martin%'").unwrap();
    write("UPDATE outbox SET state = 'cancelled', reason = 'too-early', settled_at = 1 WHERE email LIKE 'wang%'")
        .unwrap();
    let later = house.as_role(Role::Coordinator, "2016-05-10T08:00:00Z");
    let event = house.facts();
    let left = house.db.read_now(|c| ask_check(c, &later, &event, &of, AskTurn::Remind)).unwrap();
    assert_eq!(left.excluded.iter().map(|e| e.why).collect::<Vec<_>>(), [Exclusion::NotAsked]);
    assert_eq!(house.write(|c| ask(c, &later, &event, &of, AskTurn::Ask)).unwrap(), 1);
    let mut mails = house.outbox();
    mails.sort();
    assert_eq!(
        mails,
        [
            "consultation-ask cancelled wang@guests.example",
            "consultation-ask queued wang@guests.example",
            "consultation-ask sent martin@guests.example"
        ]
    );
    assert!(matches!(house.ask(&of), Err(ConsultationError::NobodyToAsk)), "and once only");
}
