//! The answer page, as guests meet it.

use super::*;

#[tokio::test]
async fn looking_at_a_link_changes_nothing_however_often() {
    let s = Story::begin().await;
    s.release().await;
    let (answer, stop) = s.tokens(1);
    let scanner = s.app.client();
    let before = contents(s.app.database(), &[]);
    for path in
        [format!("/a/{answer}"), format!("/a/{answer}?lang=fr"), format!("/n/{stop}"), format!("/a/{answer}/event.ics")]
    {
        for _ in 0..25 {
            assert_eq!(scanner.get(&path).await.status, 200, "{path}");
            assert!(scanner.head(&path).await.status < 500);
        }
    }
    assert!(contents(s.app.database(), &[]).changes_since(&before).is_empty());
}

#[tokio::test]
async fn a_guest_answers_changes_it_and_is_told_what_was_understood() {
    let s = Story::begin().await;
    s.release().await;
    let (token, _) = s.tokens(1);
    let (path, guest) = (format!("/a/{token}"), s.app.client());
    let page = guest.get(&path).await;
    // Their own language first, the venue's hour, both scripts.
    assert!(page.body.contains("lang=\"zh-Hans\""));
    page.says("大同会议").says("09:00").says("UTC+8").says("大同市博物馆").says("City Museum").says("参加");
    guest.get(&format!("{path}?lang=fr")).await.says("Je viens").says("Conférence de Datong");

    let typed = [("answer", "accepted"), ("note", "带一位同事"), ("dietary", "清真"), ("access", "")];
    let done = guest.post(&path, &typed).await;
    assert_eq!((done.status, done.location()), (303, path.as_str()));
    guest.follow(&done).await.says("为您保留了席位").says("带一位同事").says("清真");
    guest.post(&path, &typed).await;
    guest.post(&path, &[("answer", "declined"), ("note", ""), ("dietary", ""), ("access", "")]).await;
    guest.get(&path).await.says("我们已记录您不能出席");
    let list = s.client.get(&format!("{}/guests", s.event)).await;
    list.says("Not coming").says("by the page");
    let count = s.app.read(|conn, cx| {
        let event = invitations::event_of(conn, cx, &s.world.event.event.public_id)?;
        invitations::numbers(conn, cx, &event)
    });
    assert_eq!((count.all.declined, count.all.accepted, count.unanswered), (1, 0, 2));

    let nonsense = guest.post(&path, &[("answer", "perhaps")]).await;
    assert_eq!(nonsense.status, 422);
    // After the deadline: the answer, and a number to call.
    s.app.clock.set("2016-05-17T10:00:01Z".parse().unwrap());
    guest.get(&path).await.says("答复截止时间已过").says("+86 352 555 0101").does_not_say("备注");
    guest.post(&path, &typed).await;
    guest.get(&path).await.says("我们已记录您不能出席");
}

#[tokio::test]
async fn the_last_place_is_given_once_and_the_next_waits() {
    let s = Story::begin().await;
    s.release().await;
    let guest = s.app.client();
    let yes = [("answer", "accepted")];
    for invitation in 1..=3 {
        guest.post(&format!("/a/{}", s.tokens(invitation).0), &yes).await;
    }
    guest.get(&format!("/a/{}?lang=en", s.tokens(3).0)).await.says("You are on the waiting list");
    s.client.get(&format!("{}/guests?standing=waiting", s.event)).await.says("Anna Schmidt").does_not_say("Claire");
}

#[tokio::test]
async fn whatever_is_wrong_with_a_link_the_page_is_the_same() {
    let s = Story::begin().await;
    s.release().await;
    let ((answer, stop), guest) = (s.tokens(1), s.app.client());
    let last = if answer.ends_with('0') { '1' } else { '0' };
    let flipped = format!("{}{last}", &answer[..answer.len() - 1]);
    let mut seen = Vec::new();
    for path in
        [format!("/a/{flipped}"), format!("/a/{stop}"), "/a/x".to_owned(), format!("/n/{answer}"), "/n/1-x".to_owned()]
    {
        let page = guest.get(&path).await;
        assert_eq!(page.status, 404, "{path}");
        seen.push(page.text());
        assert_eq!(guest.post(&path, &[("answer", "accepted")]).await.status, 404, "{path}");
    }
    seen.dedup();
    assert_eq!(seen.len(), 1, "{seen:#?}");
}

#[tokio::test]
async fn please_do_not_write_to_me_again_is_a_post() {
    let s = Story::begin().await;
    s.release().await;
    let ((_, stop), guest) = (s.tokens(1), s.app.client());
    let path = format!("/n/{stop}");
    guest.get(&format!("{path}?lang=en")).await.says("Shall we stop writing to you?");
    let done = guest.post(&format!("{path}?lang=en"), &[("List-Unsubscribe", "One-Click")]).await;
    assert_eq!(done.status, 200);
    done.says("We will not write to you again").says("Li Na").says("+86 352 555 0101");
    guest.get(&format!("{path}?lang=fr")).await.says("Nous ne vous écrirons plus").says("appelez");
    // Their answer still counts; no word of it leaves.
    let (answer, _) = s.tokens(1);
    guest.post(&format!("/a/{answer}"), &[("answer", "accepted")]).await;
    guest.get(&format!("/a/{answer}?lang=en")).await.says("You have asked us not to write to you");
    s.app.pass_seconds(600);
    assert_eq!(s.app.run_until_idle().await, 2, "nothing to the one who asked for silence");
    s.app.mails();
    let moving = s.client.get(&format!("{}/state?to=cancelled", s.event)).await;
    moving.says("Must be told by telephone: one guest").says("Wang Jianguo");
    s.client.get(&format!("{}/guests", s.event)).await.says("asked not to be written to");
}
