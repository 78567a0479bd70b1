use diesel::prelude::*;

use super::*;
use crate::db::DbError;
use crate::db::schema::{addresses, outbox, outbox_attempts, suppressions};
use crate::domain::outbox::lease::{claim, renew, settle, sweep, waiting};
use crate::testing::database;

#[test]
fn a_key_is_written_once() {
    let db = database();
    db.write_now::<_, DbError>(|conn| {
        assert!(enqueue(conn, &engine(), &invitation(1, "wang@dt.example"))?);
        assert!(!enqueue(conn, &engine(), &invitation(1, "somebody@else.example"))?);
        let many: Vec<NewMessage> = (1..=1_200).map(|n| invitation(n, "wang@dt.example")).collect();
        assert_eq!(enqueue_all(conn, &engine(), &many)?, 1_199);
        Ok(())
    })
    .unwrap();
}

#[test]
fn lanes_go_first_then_what_was_due_first() {
    let db = database();
    db.write_now::<_, DbError>(|conn| {
        let late = NewMessage { due_at: now().plus_seconds(-60), ..invitation(3, "c@x.example") };
        let future = NewMessage { due_at: now().plus_seconds(1), ..prompt(4, "d@x.example") };
        enqueue_all(conn, &engine(), &[invitation(1, "a@x.example"), prompt(2, "b@x.example"), late, future])?;
        let mut one = worker("one");
        let batch = claim(conn, &engine(), &mut one, 2)?;
        let order: Vec<&str> = batch.taken.iter().map(|c| c.email.as_str()).collect();
        assert_eq!(order, ["b@x.example", "c@x.example"]);
        assert_eq!(claim(conn, &engine(), &mut one, 10)?.taken[0].email.as_str(), "a@x.example");
        assert!(claim(conn, &engine(), &mut one, 10)?.is_empty(), "the future is not due");
        assert!(!waiting(conn, &engine())?.due);
        assert!(waiting(conn, &engine_at(now().plus_seconds(1)))?.due);
        Ok(())
    })
    .unwrap();
}

#[test]
fn workers_at_the_same_moment_never_take_the_same() {
    let db = database();
    let many: Vec<NewMessage> = (0..600).map(|n| invitation(n, "wang@dt.example")).collect();
    db.write_now(|conn| enqueue_all(conn, &engine(), &many)).unwrap();
    let mut taken: Vec<OutboxId> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|n| {
                let db = &db;
                scope.spawn(move || {
                    let mut own = worker(&format!("w{n}"));
                    let mut all = Vec::new();
                    loop {
                        let batch = db.write_now(|conn| claim(conn, &engine(), &mut own, 37)).unwrap();
                        if batch.is_empty() {
                            return all;
                        }
                        all.extend(ids(&batch));
                    }
                })
            })
            .collect();
        threads.into_iter().flat_map(|t| t.join().unwrap()).collect()
    });
    taken.sort();
    let whole = taken.len();
    taken.dedup();
    assert_eq!((whole, taken.len()), (600, 600));
}

#[test]
fn a_lost_lease_cannot_settle() {
    let db = database();
    db.write_now::<_, DbError>(|conn| {
        enqueue(conn, &engine(), &invitation(1, "wang@dt.example"))?;
        let (mut one, mut two) = (worker("one"), worker("two"));
        let first = claim(conn, &engine(), &mut one, 1)?.taken.remove(0);
        let later = engine_at(now().plus_seconds(121));
        assert!(waiting(conn, &later)?.to_sweep);
        assert_eq!(sweep(conn, &later)?, 1);
        let second = claim(conn, &later, &mut two, 1)?.taken.remove(0);
        assert_eq!(first.message_id("h.example"), second.message_id("h.example"));
        let lost = settle(conn, &later, "one", &[end(&first, Verdict::Failed(FailReason::AddressRefused), "550")])?;
        assert_eq!(lost.lost, 1);
        assert_eq!(settle(conn, &later, "one", &[end(&first, Verdict::Sent, "250")])?.lost, 1);
        assert_eq!(settle(conn, &later, "one", &[end(&first, Verdict::Release, "")])?.lost, 1);
        assert_eq!(states(conn), [(MessageState::Leased, None)]);
        assert_eq!(settle(conn, &later, "two", &[end(&second, Verdict::Sent, "250 2.0.0 queued")])?.sent, 1);
        assert_eq!(settle(conn, &later, "two", &[end(&second, Verdict::Sent, "250")])?.lost, 1, "settled once");
        let (reply, attempts): (Option<String>, i32) =
            outbox::table.select((outbox::reply, outbox::attempts)).first(conn)?;
        assert_eq!((reply.as_deref(), attempts), (Some("250 2.0.0 queued"), 1));
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_renewed_lease_outlives_its_first_end() {
    let db = database();
    db.write_now::<_, DbError>(|conn| {
        enqueue(conn, &engine(), &invitation(1, "wang@dt.example"))?;
        let mut one = worker("one");
        claim(conn, &engine(), &mut one, 1)?;
        let later = engine_at(now().plus_seconds(100));
        assert_eq!(renew(conn, &later, "one", one.lease_end(later.machine))?, 1);
        assert_eq!(sweep(conn, &engine_at(now().plus_seconds(121)))?, 0);
        assert_eq!(sweep(conn, &engine_at(now().plus_seconds(221)))?, 1);
        Ok(())
    })
    .unwrap();
}

#[test]
fn each_verdict_leaves_its_state() {
    let db = database();
    db.write_now::<_, DbError>(|conn| {
        let many: Vec<NewMessage> = (0..6).map(|n| invitation(n, &format!("g{n}@x.example"))).collect();
        enqueue_all(conn, &engine(), &many)?;
        let mut one = worker("one");
        let taken = claim(conn, &engine(), &mut one, 10)?.taken;
        let verdicts = [
            Verdict::Sent,
            Verdict::RetryAfter(300),
            Verdict::Failed(FailReason::AddressRefused),
            Verdict::Doubt,
            Verdict::Release,
            Verdict::Moot("event-off".to_owned()),
        ];
        let ends: Vec<Settlement> = taken.iter().zip(verdicts).map(|(one, v)| end(one, v, "words")).collect();
        let told = vec![("g2@x.example".parse().unwrap(), "words".to_owned())];
        assert_eq!(settle(conn, &engine(), "one", &ends)?, lease::Settled { sent: 1, lost: 0, refused: told });
        use MessageState::*;
        let reason = |text: &str| Some(text.to_owned());
        assert_eq!(
            states(conn),
            [
                (Sent, None),
                (Retry, None),
                (Failed, reason("address-refused")),
                (Doubt, None),
                (Queued, None),
                (Cancelled, reason("event-off")),
            ]
        );
        let kept: Vec<String> =
            outbox_attempts::table.order(outbox_attempts::id).select(outbox_attempts::outcome).load(conn)?;
        assert_eq!(kept, ["put-off", "refused", "doubt"]);
        let retry: Instant = outbox::table.filter(outbox::id.eq(taken[1].id)).select(outbox::due_at).first(conn)?;
        assert_eq!(retry.seconds_since(now()), 300);
        Ok(())
    })
    .unwrap();
}

#[test]
fn doubt_rests_once_and_then_waits_for_a_person() {
    let db = database();
    db.write_now::<_, DbError>(|conn| {
        enqueue(conn, &engine(), &invitation(1, "wang@dt.example"))?;
        let mut one = worker("one");
        let first = claim(conn, &engine(), &mut one, 1)?.taken.remove(0);
        settle(conn, &engine(), "one", &[end(&first, Verdict::Doubt, "")])?;
        assert_eq!(sweep(conn, &engine_at(now().plus_seconds(899)))?, 0);
        let rested = engine_at(now().plus_seconds(900));
        assert!(waiting(conn, &rested)?.to_sweep);
        assert_eq!(sweep(conn, &rested)?, 1);
        let again = claim(conn, &rested, &mut one, 1)?.taken.remove(0);
        assert_eq!(again.message_id("x"), first.message_id("x"));
        settle(conn, &rested, "one", &[end(&again, Verdict::Doubt, "")])?;
        assert_eq!(sweep(conn, &engine_at(now().plus_days(3_650)))?, 0);
        assert_eq!(states(conn), [(MessageState::Doubt, None)]);
        Ok(())
    })
    .unwrap();
}

#[test]
fn wishes_and_suppressions_are_looked_at_again_when_a_turn_comes() {
    let db = database();
    db.write_now::<_, DbError>(|conn| {
        let (silent, living) = (contact(conn, Some(now())), contact(conn, None));
        for (email, reason) in [("wish@x.example", "do-not-contact"), ("bad@x.example", "bounced")] {
            diesel::insert_into(suppressions::table)
                .values((
                    suppressions::email_digest.eq(engine().keys.digest(email)),
                    suppressions::reason.eq(reason),
                    suppressions::door.eq("page"),
                    suppressions::created_at.eq(now()),
                ))
                .execute(conn)?;
        }
        let confirmation = |n: i64, to: &str| NewMessage {
            message: Message::AnswerConfirmation { answer: n.into() },
            dedupe_key: format!("answer:{n}"),
            ..invitation(n, to)
        };
        let mails = [
            NewMessage { contact: Some(silent), ..invitation(1, "a@x.example") },
            NewMessage { contact: Some(silent), ..confirmation(2, "a@x.example") },
            NewMessage { contact: Some(living), ..invitation(3, "Wish@X.example") },
            NewMessage { contact: Some(living), ..confirmation(4, "wish@x.example") },
            NewMessage { contact: Some(living), ..confirmation(5, "bad@x.example") },
            NewMessage { contact: Some(living), ..invitation(6, "good@x.example") },
        ];
        enqueue_all(conn, &engine(), &mails)?;
        let batch = claim(conn, &engine(), &mut worker("one"), 10)?;
        assert_eq!((batch.taken.len(), batch.held_back), (1, 5));
        let reasons: Vec<Option<String>> = states(conn).into_iter().map(|(_, r)| r).collect();
        let reasons: Vec<Option<&str>> = reasons.iter().map(Option::as_deref).collect();
        let wish = Some("do-not-contact");
        assert_eq!(reasons, [wish, wish, wish, wish, Some("suppressed"), None]);
        Ok(())
    })
    .unwrap();
}

#[test]
fn an_invitation_does_not_go_to_an_address_taken_away_meanwhile() {
    let db = database();
    db.write_now::<_, DbError>(|conn| {
        let (moved, colleague) = (contact(conn, None), contact(conn, None));
        for (whose, email, removed) in [
            (moved, "wrong@x.example", Some(now())),
            (moved, "right@x.example", None),
            (colleague, "wrong@x.example", None),
        ] {
            let address = (
                addresses::contact_id.eq(whose),
                addresses::email.eq(email),
                addresses::email_folded.eq(email),
                addresses::label.eq(""),
                addresses::position.eq(0),
                addresses::removed_at.eq(removed),
                addresses::created_at.eq(now()),
            );
            diesel::insert_into(addresses::table).values(address).execute(conn)?;
        }
        let told = Message::AnswerConfirmation { answer: 4_i64.into() };
        let letter = Message::DelegationInvitation { invitation: 5 };
        let mails = [
            NewMessage { contact: Some(moved), ..invitation(1, "Wrong@X.example") },
            NewMessage { contact: Some(moved), ..invitation(2, "right@x.example") },
            NewMessage { contact: Some(colleague), ..invitation(3, "wrong@x.example") },
            NewMessage { contact: Some(moved), message: told, ..invitation(4, "wrong@x.example") },
            NewMessage { contact: Some(moved), message: letter, ..invitation(5, "wrong@x.example") },
        ];
        enqueue_all(conn, &engine(), &mails)?;
        let batch = claim(conn, &engine(), &mut worker("one"), 10)?;
        assert_eq!((batch.taken.len(), batch.held_back), (3, 2));
        let all = states(conn);
        let removed = (MessageState::Cancelled, Some("address-removed".to_owned()));
        assert_eq!((&all[0], &all[4]), (&removed, &removed));
        Ok(())
    })
    .unwrap();
}

#[test]
fn an_address_the_relay_refused_is_left_alone_for_a_month() {
    let db = database();
    db.write_now::<_, DbError>(|conn| {
        enqueue(conn, &engine(), &invitation(1, "gone@x.example"))?;
        let mut one = worker("one");
        let first = claim(conn, &engine(), &mut one, 1)?.taken.remove(0);
        settle(conn, &engine(), "one", &[end(&first, Verdict::Failed(FailReason::AddressRefused), "550 5.1.1")])?;
        enqueue(conn, &engine(), &invitation(2, "gone@x.example"))?;
        assert_eq!(claim(conn, &engine(), &mut one, 1)?.held_back, 1);
        let after = engine_at(now().plus_days(31));
        enqueue(conn, &after, &invitation(3, "gone@x.example"))?;
        assert_eq!(claim(conn, &after, &mut one, 1)?.taken.len(), 1);
        Ok(())
    })
    .unwrap();
}

#[test]
fn the_address_book_has_the_last_word_on_a_refused_address() {
    use crate::domain::contacts;
    let db = database();
    db.write_now::<_, DbError>(|conn| {
        let known = contact(conn, None);
        let mail = |n| NewMessage { contact: Some(known), ..invitation(n, "gone@x.example") };
        let address = (
            addresses::contact_id.eq(known),
            addresses::email.eq("gone@x.example"),
            addresses::email_folded.eq("gone@x.example"),
            addresses::label.eq(""),
            addresses::position.eq(0),
            addresses::created_at.eq(now()),
        );
        diesel::insert_into(addresses::table).values(address).execute(conn)?;
        enqueue(conn, &engine(), &mail(1))?;
        let mut one = worker("one");
        let first = claim(conn, &engine(), &mut one, 1)?.taken.remove(0);
        let ends = [end(&first, Verdict::Failed(FailReason::AddressRefused), "550 5.1.1")];
        let settled = settle(conn, &engine(), "one", &ends)?;
        let told: Vec<_> = settled.refused.iter().map(|(email, reply)| (email.as_str(), reply.as_str())).collect();
        assert_eq!(told, [("gone@x.example", "550 5.1.1")]);
        contacts::address_refused(conn, &engine(), &settled.refused[0].0, "550 5.1.1")?;
        // Long after the relay's word has faded, the mark stands.
        let after = engine_at(now().plus_days(90));
        enqueue(conn, &after, &mail(2))?;
        assert_eq!(claim(conn, &after, &mut one, 1)?.held_back, 1);
        // Staff know better: the mail goes, even within the month.
        diesel::update(addresses::table).set(addresses::refused_at.eq(None::<Instant>)).execute(conn)?;
        enqueue(conn, &engine(), &mail(3))?;
        assert_eq!(claim(conn, &engine(), &mut one, 1)?.taken.len(), 1);
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_domains_rate_puts_off_without_losing_and_without_holding_up_others() {
    let db = database();
    db.write_now::<_, DbError>(|conn| {
        let mut mails: Vec<NewMessage> = (0..5).map(|n| invitation(n, "a@qq.com")).collect();
        mails.push(invitation(9, "b@163.com"));
        enqueue_all(conn, &engine(), &mails)?;
        let limits = rates::Limits { sender: 0, domain: 60 };
        let mut one = lease::Worker::new("one".to_owned(), 120, limits);
        let batch = claim(conn, &engine(), &mut one, 100)?;
        assert_eq!((batch.taken.len(), batch.put_off), (2, 4));
        assert!(claim(conn, &engine(), &mut one, 100)?.is_empty());
        let mut went = 0;
        for minute in 1..=4 {
            let then = engine_at(now().plus_seconds(60 * minute));
            went += claim(conn, &then, &mut one, 100)?.taken.len();
        }
        assert_eq!(went, 4);
        Ok(())
    })
    .unwrap();
}

#[test]
fn what_comes_back_behind_the_mark_is_found_again() {
    let db = database();
    db.write_now::<_, DbError>(|conn| {
        let many: Vec<NewMessage> = (0..8).map(|n| invitation(n, "a@x.example")).collect();
        enqueue_all(conn, &engine(), &many)?;
        let mut one = worker("one");
        let first = claim(conn, &engine(), &mut one, 4)?;
        settle(conn, &engine(), "one", &first.taken.iter().map(|c| end(c, Verdict::Release, "")).collect::<Vec<_>>())?;
        assert_eq!(claim(conn, &engine(), &mut one, 4)?.taken.len(), 4);
        assert_eq!(ids(&claim(conn, &engine(), &mut one, 4)?), ids(&first));
        Ok(())
    })
    .unwrap();
}

#[test]
fn one_alarm_rings_however_many_find_out() {
    let db = database();
    db.write_now::<_, DbError>(|conn| {
        let cx = engine();
        let alarm = |what| policy::Alarm { what, detail: "127.0.0.1:25: refused".to_owned() };
        assert!(alarms::raise(conn, &cx, &alarm("connect"), now().plus_seconds(5))?);
        assert!(!alarms::raise(conn, &cx, &alarm("tls"), now().plus_seconds(15))?);
        let ringing = alarms::ringing(conn, &cx)?.expect("it rings");
        assert_eq!((ringing.what.as_str(), ringing.retry_at.seconds_since(now())), ("tls", 15));
        assert!(alarms::clear(conn, &cx)?);
        assert!(!alarms::clear(conn, &cx)?);
        assert_eq!(alarms::ringing(conn, &cx)?, None);
        assert!(alarms::raise(conn, &cx, &alarm("connect"), now())?, "a new one may ring");
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_task_is_run_by_one_at_a_time_and_not_before_its_time() {
    let db = database();
    db.write_now::<_, DbError>(|conn| {
        let cx = engine();
        assert!(tasks::is_due(conn, &cx, "needs", 3_600)?);
        assert!(tasks::take(conn, &cx, "needs", 3_600, "one", 60)?);
        assert!(!tasks::take(conn, &cx, "needs", 3_600, "two", 60)?);
        assert!(tasks::take(conn, &engine_at(now().plus_seconds(61)), "needs", 3_600, "two", 60)?, "one died");
        tasks::finish(conn, &engine_at(now().plus_seconds(62)), "needs", "two", "3 erased")?;
        assert!(!tasks::is_due(conn, &engine_at(now().plus_seconds(3_600)), "needs", 3_600)?);
        assert!(tasks::is_due(conn, &engine_at(now().plus_seconds(3_700)), "needs", 3_600)?);
        Ok(())
    })
    .unwrap();
}
