use super::*;
use crate::domain::outbox::outcome::{Fault, Outcome, Refusal, RelayFault, Stage};
use crate::mail::Transport;
use crate::mail::memory::Memory;
use crate::mail::reading::ReadMail;
use crate::work::run_until_idle;

fn memory(house: &House) -> &Memory {
    match &house.parts.transport {
        Transport::Memory(memory) => memory,
        other => panic!("not in memory: {other:?}"),
    }
}

#[tokio::test]
async fn it_sends_what_is_due_and_comes_back() {
    let house = House::new(&[]);
    house.queue(3);
    let ran = run_until_idle(&house.parts).await.unwrap();
    assert_eq!((ran.sent, ran.not_sent, ran.alarm), (3, 0, None));
    let mails = memory(&house).take();
    let first = ReadMail::parse(&mails[0].message).unwrap();
    assert_eq!((first.subject.as_str(), mails.len()), ("Convoke 的邮件可以送达", 3));
    assert!(first.message_id.ends_with("@127.0.0.1"));
    assert_eq!(run_until_idle(&house.parts).await.unwrap().sent, 0);
}

#[tokio::test]
async fn a_fault_ends_the_run_and_leaves_everything_in_the_queue() {
    let house = House::new(&[]);
    house.queue(3);
    memory(&house).answer_next(Outcome::RelayFault(RelayFault::new(Fault::Login, "535 wrong password")));
    let ran = run_until_idle(&house.parts).await.unwrap();
    assert_eq!(ran.alarm.expect("an alarm").what, "login");
    assert_eq!(house.count(MessageState::Queued), 3);
    assert_eq!(run_until_idle(&house.parts).await.unwrap().sent, 3);
    assert_eq!((house.alarms(), memory(&house).len()), ((vec![], 1), 3));
}

#[tokio::test]
async fn a_relay_that_refuses_everybody_marks_nobody() {
    let house = House::new(&[]);
    let many = crate::domain::outbox::policy::REFUSALS_IN_A_ROW;
    house.queue(many as i64 + 5);
    for _ in 0..many {
        let refusal = Refusal::new(550, "5.7.1 not welcome".to_owned(), Stage::Recipient);
        memory(&house).answer_next(Outcome::Refused(refusal));
    }
    let ran = run_until_idle(&house.parts).await.unwrap();
    assert_eq!(ran.alarm.expect("an alarm").what, "refusing");
    let states = [MessageState::Failed, MessageState::Retry, MessageState::Queued].map(|state| house.count(state));
    assert_eq!(states, [0, many as i64, 5], "whom it refused is tried again later");
}
