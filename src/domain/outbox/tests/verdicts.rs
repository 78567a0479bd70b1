use crate::domain::outbox::outcome::{Fault, Outcome, Refusal, RelayFault, Stage};
use crate::domain::outbox::policy::{DELAYS, decide, pause_seconds};
use crate::domain::outbox::{FailReason, Verdict};

fn refused(code: u16, text: &str, stage: Stage) -> Outcome {
    Outcome::Refused(Refusal::new(code, text.to_owned(), stage))
}

#[test]
fn every_reply_has_its_verdict() {
    use FailReason::*;
    use Stage::*;
    use Verdict::*;
    let table: Vec<(Outcome, i32, Verdict, Option<&str>)> = vec![
        (Outcome::Accepted { reply: "250 ok".into() }, 3, Sent, None),
        (Outcome::InDoubt { text: "closed".into() }, 0, Doubt, None),
        // Not now: greylist, full mailbox, busy; the delay grows.
        (refused(450, "4.2.0 greylisted", Recipient), 0, RetryAfter(300), None),
        (refused(451, "4.7.1 later", Recipient), 1, RetryAfter(900), None),
        (refused(452, "4.2.2 mailbox full", Recipient), 5, RetryAfter(14_400), None),
        (refused(451, "4.3.0 queue file write error", Message), 9, RetryAfter(57_600), None),
        (refused(451, "4.7.1 later", Recipient), 10, Failed(GaveUp), None),
        (refused(451, "4.7.1 later", Recipient), 99, Failed(GaveUp), None),
        (refused(552, "5.2.2 over quota", Recipient), 0, RetryAfter(300), None),
        // Nobody knows what this means: a person looks.
        (refused(499, "what", Recipient), 0, Failed(UnknownReply), None),
        // Never: the address.
        (refused(550, "5.1.1 no such user", Recipient), 0, Failed(AddressRefused), None),
        (refused(550, "no such user here", Recipient), 0, Failed(AddressRefused), None),
        (refused(550, "5.2.1 disabled", Recipient), 0, Failed(AddressRefused), None),
        (refused(554, "5.1.2 no such domain", Recipient), 0, Failed(AddressRefused), None),
        (refused(550, "5.1.1 unknown after all", Message), 0, Failed(AddressRefused), None),
        // Never: us, or the message.
        (refused(550, "5.7.1 spam", Recipient), 0, Failed(RefusedByPolicy), None),
        (refused(554, "5.7.1 spam", Message), 0, Failed(RefusedByPolicy), None),
        (refused(554, "transaction failed", Message), 0, Failed(MessageRefused), None),
        (refused(552, "5.3.4 too large", Message), 0, Failed(MessageRefused), None),
        (refused(552, "5.3.4 too large", Sender), 0, Failed(MessageRefused), None),
        // Never over this relay: the address, or what is ours.
        (refused(553, "5.1.3 bad address", Preflight), 0, Failed(AddressUnsendable), None),
        (refused(553, "5.6.7 outside ASCII", Preflight), 0, Failed(AddressUnsendable), None),
        (refused(553, "5.1.7 bad sender", Preflight), 0, Failed(Unsendable), None),
        (refused(553, "5.6.9 head outside ASCII", Preflight), 0, Failed(Unsendable), None),
        (refused(552, "5.3.4 too large", Preflight), 0, Failed(Unsendable), None),
        // Our quarrel with the relay counts against nobody.
        (refused(550, "5.7.1 sender not allowed", Sender), 0, Release, Some("sender")),
        (refused(451, "4.7.1 too many", Sender), 0, Release, Some("sender")),
        (refused(530, "5.7.0 log in first", Recipient), 0, Release, Some("login")),
    ];
    for (outcome, attempts, verdict, alarm) in table {
        let decision = decide(&outcome, attempts);
        assert_eq!((&decision.verdict, decision.alarm.as_ref().map(|a| a.what)), (&verdict, alarm), "{outcome:?}");
    }
}

#[test]
fn no_fault_of_the_relay_touches_a_message() {
    use Fault::*;
    for what in [Connect, Tls, Greeting, Login, Unavailable, Garbage, Silence, Lost, Storage] {
        let decision = decide(&Outcome::RelayFault(RelayFault::new(what, "x")), 4);
        assert_eq!(decision.verdict, Verdict::Release);
        assert_eq!(decision.alarm.expect("an alarm").what, what.tag());
    }
}

#[test]
fn delays_and_pauses_grow_and_end() {
    assert!(DELAYS.is_sorted());
    let days = DELAYS.iter().sum::<i64>() as f64 / 1440.0;
    assert!((1.9..=2.0).contains(&days), "{days}");
    let pauses: Vec<i64> = (1..=20).map(pause_seconds).collect();
    assert!(pauses.is_sorted());
    assert_eq!((pauses[0], pauses[19], pause_seconds(0), pause_seconds(u32::MAX)), (2, 900, 2, 900));
}
