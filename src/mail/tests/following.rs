//! A message in a row: its commands go out with the end of the one before.

use std::sync::Arc;

use super::script::*;
use crate::domain::outbox::outcome::{Outcome, Stage as At};
use crate::mail::Envelope;
use crate::mail::smtp::{Following, Line};

const FIRST: &[u8] = b"Subject: first\r\n\r\n1\r\n";
const SECOND: &[u8] = b"Subject: second\r\n\r\n2\r\n";

/// The end of the first message and the second's commands, before any word of the relay's.
fn both_announced() -> Vec<Act> {
    vec![Take, Hear("MAIL FROM:<"), Hear("RCPT TO:<"), HearAlone("DATA")]
}

fn line(stage: &Stage) -> Line {
    Line::new(Arc::new(stage.relay()))
}

fn li() -> Envelope {
    envelope("li@hangzhou.example")
}

fn wu() -> Envelope {
    envelope("wu@hohhot.example")
}

/// Sends the first while the second is known to follow.
async fn first(line: &mut Line) -> Outcome {
    line.send_before(&li(), FIRST, Some(Following { envelope: &wu(), message: SECOND })).await
}

#[tokio::test]
async fn the_commands_of_the_next_stand_behind_the_end_of_this_one_and_its_text_does_not() {
    let replies = [Say("250 first taken"), Say("250 ok"), Say("250 ok"), Say("354 go on")];
    let rest = vec![Take, Say("250 second taken"), Hear("QUIT"), Say("221 bye")];
    let stage =
        Stage::set(vec![after_hello(join([introduced(), both_announced(), replies.into_iter().collect(), rest]))])
            .await;
    let mut line = line(&stage);
    assert_eq!(accepted(&first(&mut line).await), "250 first taken");
    assert_eq!(accepted(&line.send(&wu(), SECOND).await), "250 second taken");
    line.close().await;
    let heard = &stage.heard().await[0];
    assert_eq!(heard[4], "Subject: first\r\n\r\n1\r\n.\r\n");
    assert_eq!(heard[5..8], ["MAIL FROM:<office@convoke.example>", "RCPT TO:<wu@hohhot.example>", "DATA"]);
    assert_eq!(heard[8], "Subject: second\r\n\r\n2\r\n.\r\n");
}

#[tokio::test]
async fn a_refused_message_leaves_the_one_behind_it_alone() {
    let replies = [Say("554 5.7.1 not this"), Say("250 ok"), Say("250 ok"), Say("354 go on"), Take, Say("250 taken")];
    let stage = Stage::set(vec![after_hello(join([introduced(), both_announced(), replies.into_iter().collect()]))]);
    let stage = stage.await;
    let mut line = line(&stage);
    assert_eq!(refused(first(&mut line).await).stage, At::Message);
    assert_eq!(accepted(&line.send(&wu(), SECOND).await), "250 taken");
    stage.heard().await;
}

#[tokio::test]
async fn a_recipient_refused_early_costs_a_reset_before_the_next() {
    let replies = vec![Say("250 taken"), Say("250 ok"), Say(NO_SUCH_USER), Say("503 no recipient")];
    let after = join([vec![Hear("RSET"), Hear("MAIL"), Hear("RCPT"), Hear("DATA"), Say("250 ok")], carried_replies()]);
    let stage = Stage::set(vec![after_hello(join([introduced(), both_announced(), replies, after]))]).await;
    let mut line = line(&stage);
    accepted(&first(&mut line).await);
    assert_eq!(refused(line.send(&wu(), SECOND).await).stage, At::Recipient);
    accepted(&line.send(&li(), FIRST).await);
    stage.heard().await;
}

/// What a relay says to an envelope, its DATA and its message.
fn carried_replies() -> Vec<Act> {
    vec![Say("250 ok"), Say("250 ok"), Say("354 go on"), Take, Say("250 taken")]
}

#[tokio::test]
async fn another_message_than_the_one_announced_takes_a_new_connection() {
    let replies = vec![Say("250 taken"), Say("250 ok"), Say("250 ok"), Say("354 go on"), Wait];
    let early = after_hello(join([introduced(), both_announced(), replies]));
    let stage = Stage::set(vec![early, after_hello(carried())]).await;
    let mut line = line(&stage);
    accepted(&first(&mut line).await);
    accepted(&line.send(&envelope("zhao@datong.example"), SECOND).await);
    line.close().await;
    let heard = stage.heard().await;
    assert_eq!(heard[0].last().unwrap(), "DATA", "nothing followed the announcement: {:?}", heard[0]);
    assert_eq!(heard[1][2], "RCPT TO:<zhao@datong.example>");
}

#[tokio::test]
async fn a_line_that_is_closed_before_the_announced_message_sends_nothing_in_its_place() {
    let replies = vec![Say("250 taken"), Say("250 ok"), Say("250 ok"), Say("354 go on"), Wait];
    let stage = Stage::set(vec![after_hello(join([introduced(), both_announced(), replies]))]).await;
    let mut line = line(&stage);
    accepted(&first(&mut line).await);
    line.close().await;
    assert_eq!(stage.heard().await[0].last().unwrap(), "DATA", "no QUIT, which would be the message's text");
}

#[tokio::test]
async fn a_relay_that_leaves_after_the_first_has_not_had_the_second() {
    let early = after_hello(join([introduced(), both_announced(), vec![Say("250 taken")]]));
    let stage = Stage::set(vec![early, after_hello(carried())]).await;
    let mut line = line(&stage);
    accepted(&first(&mut line).await);
    accepted(&line.send(&wu(), SECOND).await);
    stage.heard().await;
}

#[tokio::test]
async fn a_relay_that_says_nothing_leaves_the_first_in_doubt_and_the_second_to_be_sent() {
    let early = after_hello(join([introduced(), both_announced()]));
    let stage = Stage::set(vec![early, after_hello(carried())]).await;
    let mut line = line(&stage);
    assert!(matches!(first(&mut line).await, Outcome::InDoubt { .. }));
    accepted(&line.send(&wu(), SECOND).await);
    stage.heard().await;
}

#[tokio::test]
async fn without_pipelining_nothing_is_announced() {
    let bare = [Hear("MAIL"), Say("250 ok"), Hear("RCPT"), Say("250 ok"), Hear("DATA"), Say("354 go"), Take];
    let rest = [Say("250 taken"), HearAlone("QUIT"), Say("221 bye")];
    let stage = Stage::set(vec![greeted(HELLO_BARE).into_iter().chain(bare).chain(rest).collect()]).await;
    let mut line = line(&stage);
    accepted(&first(&mut line).await);
    line.close().await;
    assert_eq!(stage.heard().await[0].last().unwrap(), "QUIT");
}

#[tokio::test]
async fn the_last_message_of_a_connection_announces_none() {
    let own = after_hello(join([carried(), vec![HearAlone("QUIT"), Say("221 bye")]]));
    let stage = Stage::set(vec![own, after_hello(carried())]).await;
    let mut config = stage.config();
    config.recycling.messages = 1;
    let mut line = Line::new(Arc::new(crate::mail::smtp::Relay::new(config).unwrap()));
    accepted(&first(&mut line).await);
    accepted(&line.send(&wu(), SECOND).await);
    stage.heard().await;
}
