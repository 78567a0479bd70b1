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
    page.says("18:00（大同当地时间，UTC+8）前答复");
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

    let nonsense = guest.post(&path, &[("answer", "perhaps"), ("note", "带一位翻译")]).await;
    assert_eq!(nonsense.status, 422);
    nonsense.says("参加、待定、不参加").says("带一位翻译");
    let english = guest.post(&format!("{path}?lang=en"), &[("note", "I bring maps")]).await;
    assert_eq!(english.status, 422, "no answer is none");
    english.says("Choose from: I am coming, Perhaps, I cannot come").says("I bring maps");
    // After the deadline: the answer, and a number to call.
    s.app.clock.set("2016-05-17T10:00:01Z".parse().unwrap());
    guest.get(&path).await.says("答复截止时间已过").says("+86 352 555 0101").does_not_say("备注");
    guest.post(&path, &typed).await;
    guest.get(&path).await.says("我们已记录您不能出席");
}

impl Story {
    /// Moves the event to 7 June, by the form.
    async fn moves(&self) {
        let (form, check) = (format!("{}/move", self.event), format!("{}/move/check", self.event));
        let hours = [("starts", "2016-06-07T09:00"), ("ends", "2016-06-07T17:00")];
        let page = self.client.submit(&form, &check, &hours).await;
        assert_eq!(self.client.submit_on(&page, &form, &[]).await.status, 303, "{}", page.text());
    }
    /// Who was asked and who has answered, as the programme's first page counts them, which is as the event does.
    fn counted(&self) -> (i64, i64) {
        use convoke::domain::{events, overview};
        let (slug, event) = (self.world.outline.programme.slug.to_string(), self.world.event.event.id);
        let tally = self.app.read(|conn, cx| overview::load(conn, cx, &slug)).tally;
        let guests = self.app.read(|conn, cx| events::guests(conn, cx, event));
        assert_eq!((tally.invited, tally.invited - tally.answered), (guests.invited, guests.unanswered));
        (tally.invited, tally.answered)
    }
    async fn sends(&self) -> Vec<crate::support::mail::Mail> {
        self.app.run_until_idle().await;
        self.app.mails()
    }
}

#[tokio::test]
async fn whoever_answers_for_the_new_date_is_told_of_it_and_asked_nothing() {
    let s = Story::begin().await;
    s.release().await;
    s.app.pass_seconds(301);
    s.sends().await;
    s.moves().await;
    s.app.pass_seconds(60);
    let guest = s.app.client();
    guest.post(&format!("/a/{}", s.tokens(1).0), &[("answer", "declined")]).await;
    guest.post(&format!("/a/{}", s.tokens(2).0), &[("answer", "accepted")]).await;
    assert_eq!(s.sends().await.len(), 2, "the confirmations");
    s.app.pass_seconds(301);
    let notices = s.sends().await;
    let to = |who: &str| &notices.iter().find(|m| m.to.starts_with(who)).expect("a notice").read;
    let declined = to("wang");
    assert!(declined.text.contains("变更之后您已答复") && declined.text.contains("不能出席"), "{}", declined.text);
    assert!(!declined.text.contains("此前的答复不再有效") && declined.calendar.is_none(), "{}", declined.text);
    let accepted = to("claire");
    assert!(accepted.text.contains("votre réponse compte") && accepted.calendar.is_some(), "{}", accepted.text);
    assert!(!accepted.text.contains("ne compte plus"), "{}", accepted.text);
    let silent = to("anna");
    assert!(silent.text.contains("An answer given before no longer counts"), "{}", silent.text);
    notices.iter().for_each(crate::support::mail::Mail::is_sound);
}

#[tokio::test]
async fn of_an_event_of_others_a_move_tells_guests_the_hours_of_our_part() {
    let s = Story::begin().await;
    let edit = format!("{}/edit", s.event);
    let part = [
        ("hosting", "others"),
        ("host_name.en", "Geographical Union"),
        ("slot_starts", "2016-05-24T14:00"),
        ("slot_ends", "2016-05-24T15:30"),
    ];
    let saved = s.client.submit(&edit, &edit, &part).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    s.release().await;
    s.app.pass_seconds(301);
    s.sends().await;
    s.moves().await;
    s.app.pass_seconds(301);
    let notices = s.sends().await;
    let told = &notices.iter().find(|m| m.to.starts_with("anna")).expect("a notice").read.text;
    assert_eq!(told.matches("14:00–15:30").count(), 2, "now and before: {told}");
    assert!(!told.contains("09:00"), "{told}");
    // Our part alone, within the same whole: it is moved, and no field of the event's form that would be refused.
    s.client.get(&edit).await.does_not_say("Our part begins");
    s.client.get(&format!("{}/move", s.event)).await.says("Our part begins");
    let (form, check) = (format!("{}/move", s.event), format!("{}/move/check", s.event));
    let hours = [("slot_starts", "2016-06-07T16:00"), ("slot_ends", "2016-06-07T16:45")];
    let page = s.client.submit(&form, &check, &hours).await;
    page.says("16:00–16:45").says("14:00–15:30");
    assert_eq!(s.client.submit_on(&page, &form, &[]).await.status, 303, "{}", page.text());
    s.app.pass_seconds(301);
    let notices = s.sends().await;
    let told = &notices.iter().find(|m| m.to.starts_with("anna")).expect("a notice").read;
    assert!(told.subject.starts_with("New date") && told.text.contains("16:00–16:45"), "{}", told.text);
    assert!(told.calendar.as_ref().is_some_and(|ics| ics.contains("20160607T160000")), "{:?}", told.calendar);
}

#[tokio::test]
async fn who_is_asked_again_is_asked_about_what_has_changed() {
    let s = Story::begin().await;
    s.release().await;
    s.app.pass_seconds(301);
    s.sends().await;
    let (form, check) = (format!("{}/move", s.event), format!("{}/move/check", s.event));
    let hohhot = s.world.outline.cities.iter().find(|c| c.slug.as_str() == "hohhot").expect("Hohhot");
    let city = hohhot.public_id.to_string();
    let place = [("city", city.as_str()), ("place.en", "Hohhot"), ("place.fr", "Hohhot"), ("place.zh", "呼和浩特")];
    let page = s.client.submit(&form, &check, &place).await;
    assert_eq!(s.client.submit_on(&page, &form, &[]).await.status, 303, "{}", page.text());
    s.app.pass_seconds(301);
    let notices = s.sends().await;
    let to = |who: &str| notices.iter().find(|m| m.to.starts_with(who)).expect("a notice").read.text.clone();
    assert!(to("anna").contains("Can you come to the new place?"), "{}", to("anna"));
    assert!(to("claire").contains("Pouvez-vous venir au nouveau lieu\u{202f}?"), "{}", to("claire"));
    assert!(to("wang").contains("地点变更后您能出席吗？"), "{}", to("wang"));
}

#[tokio::test]
async fn whoever_declined_the_old_date_reads_that_it_has_changed() {
    let s = Story::begin().await;
    s.release().await;
    let (path, guest) = (format!("/a/{}", s.tokens(3).0), s.app.client());
    guest.post(&path, &[("answer", "declined")]).await;
    guest.get(&path).await.says("you cannot come").does_not_say("has moved since");
    s.app.pass_seconds(301);
    s.moves().await;
    guest.get(&path).await.says("The event has moved since you answered").says("you cannot come");
    s.app.pass_seconds(60);
    guest.post(&path, &[("answer", "declined")]).await;
    guest.get(&path).await.does_not_say("has moved since");
}

#[tokio::test]
async fn the_answer_page_leads_to_silence_until_it_is_asked_for() {
    let s = Story::begin().await;
    s.release().await;
    let (answer, stop) = s.tokens(3);
    let (path, guest) = (format!("/a/{answer}"), s.app.client());
    let page = guest.get(&path).await;
    page.says("Please don’t write to me again");
    assert!(page.links().contains(&format!("/n/{stop}?lang=en")), "{:?}", page.links());
    guest.post(&format!("/n/{stop}"), &[]).await;
    guest.get(&path).await.does_not_say("Please don’t write to me again");
}

#[tokio::test]
async fn what_staff_note_with_an_answer_stays_with_staff() {
    let s = Story::begin().await;
    s.release().await;
    s.app.pass_seconds(600);
    s.sends().await;
    let list = s.client.get(&format!("{}/guests", s.event)).await;
    let form = list.links().into_iter().find(|l| l.ends_with("/answer")).expect("a link to enter an answer");
    s.client.get(&form).await.says("For your team only");
    let fields = [("answer", "accepted"), ("how", "phone"), ("note", "Seat him far from the mayor")];
    assert_eq!(s.client.submit(&form, &form, &fields).await.status, 303);
    s.client.get(&format!("{}/guests", s.event)).await.says("Seat him far from the mayor");
    let mail = s.app.one_mail().await;
    assert!(!mail.read.text.contains("mayor") && !mail.read.text.contains("留言"), "{}", mail.read.text);
    s.app.client().get(&format!("/a/{}", s.tokens(1).0)).await.does_not_say("mayor");
}

#[tokio::test]
async fn whoever_telephones_before_the_mail_leaves_gets_what_was_understood_and_no_question() {
    let s = Story::begin().await;
    s.release().await;
    let list = s.client.get(&format!("{}/guests", s.event)).await;
    let form = list.links().into_iter().find(|l| l.ends_with("/answer")).expect("a link to enter an answer");
    let fields = [("answer", "accepted"), ("how", "phone")];
    assert_eq!(s.client.submit(&form, &form, &fields).await.status, 303);
    s.app.pass_seconds(301);
    let mails = s.sends().await;
    let own: Vec<_> = mails.iter().filter(|m| m.to.starts_with("wang")).collect();
    assert_eq!((mails.len(), own.len()), (3, 1), "the other two are asked");
    assert!(own[0].read.text.contains("保留") && own[0].read.calendar.is_some(), "{}", own[0].read.text);
    s.client.get("/mail?drawer=cancelled").await.says("They answered before it left");
}

#[tokio::test]
async fn whoever_counts_on_a_day_by_telephone_alone_is_not_moved_unsaid() {
    let s = Story::begin().await;
    let list = s.client.get(&format!("{}/guests", s.event)).await;
    let form = list.links().into_iter().find(|l| l.ends_with("/answer")).expect("a link to enter an answer");
    assert_eq!(s.client.submit(&form, &form, &[("answer", "accepted"), ("how", "phone")]).await.status, 303);
    s.sends().await;
    let edit = format!("{}/edit", s.event);
    s.client.get(&edit).await.says("One guest has been told of this time and place");
    let day = [("starts", "2016-05-25T09:00"), ("ends", "2016-05-25T17:30")];
    let refused = s.client.submit(&edit, &edit, &day).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
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
    // An entry in the calendar is for those who have a place.
    s.sends().await.iter().for_each(|mail| {
        assert_eq!(mail.read.calendar.is_some(), !mail.to.starts_with("anna"), "{}", mail.read.text);
    });
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

#[tokio::test]
async fn what_is_said_by_telephone_after_the_deadline_is_confirmed_without_an_offer_to_change_it() {
    let s = Story::begin().await;
    s.release().await;
    s.app.pass_seconds(600);
    s.sends().await;
    let list = s.client.get(&format!("{}/guests", s.event)).await;
    let form = list.links().into_iter().find(|l| l.ends_with("/answer")).expect("a link to enter an answer");
    s.app.clock.set("2016-05-17T10:00:01Z".parse().unwrap());
    let staff = s.app.member("bo@example.org", s.world.coordinator()).await;
    assert_eq!(staff.submit(&form, &form, &[("answer", "accepted"), ("how", "phone")]).await.status, 303);
    let mails = s.sends().await;
    let mail = &mails.iter().find(|m| m.to.starts_with("wang")).expect("a confirmation").read;
    assert!(mail.text.contains("答复截止时间已过。如有变动，请告知邀请您的联系人。"), "{}", mail.text);
    let html = mail.html.clone().unwrap_or_default();
    assert!(!mail.text.contains("/a/") && !html.contains("/a/") && !html.contains("更改答复"), "{}", mail.text);
}

/// Mail programmes and people take along what stood behind a link.
#[tokio::test]
async fn a_link_copied_with_what_stood_behind_it_leads_to_its_page() {
    let s = Story::begin().await;
    s.release().await;
    let ((answer, stop), guest) = (s.tokens(1), s.app.client());
    let before = contents(s.app.database(), &[]);
    for behind in [")", ".", ").", "%3E", "%EF%BC%8C", "%e3%80%82"] {
        for path in [format!("/a/{answer}"), format!("/n/{stop}"), format!("/a/{answer}/event.ics")] {
            let page = guest.get(&format!("{path}{behind}")).await;
            assert_eq!((page.status, page.location()), (303, path.as_str()), "{behind}");
        }
        let french = guest.get(&format!("/a/{answer}{behind}?lang=fr")).await;
        assert_eq!((french.status, french.location()), (303, format!("/a/{answer}?lang=fr").as_str()));
    }
    assert_eq!(guest.get("/a/4-0000000000000000.").await.location(), "/a/4-0000000000000000", "right or wrong");
    assert_eq!(guest.post(&format!("/a/{answer})"), &[("answer", "accepted")]).await.status, 404, "it only leads on");
    assert!(contents(s.app.database(), &[]).changes_since(&before).is_empty());
}

#[tokio::test]
async fn of_two_answers_at_once_none_is_taken() {
    let s = Story::begin().await;
    s.release().await;
    let (path, guest) = (format!("/a/{}", s.tokens(1).0), s.app.client());
    let before = contents(s.app.database(), &[]);
    let both = [("answer", "accepted"), ("answer", "declined"), ("note", "甲"), ("note", "乙")];
    let refused = guest.post(&path, &both).await;
    assert_eq!(refused.status, 422);
    refused.says("您的答复").says("请您只填写一次").says("甲 / 乙");
    let entering = [("email", "ana@example.org"), ("email", "bo@example.org"), ("password", "x")];
    let other = guest.post("/sign-in", &entering).await;
    assert_eq!(other.status, 422, "{}", other.text());
    other.says("This came more than once. Please give it once.");
    assert!(contents(s.app.database(), &[]).changes_since(&before).is_empty());
    assert_eq!(guest.post(&path, &[("answer", "accepted")]).await.status, 303);
}

#[tokio::test]
async fn whoever_was_told_without_a_round_is_counted_by_the_programme_as_by_the_event() {
    let s = Story::begin().await;
    assert_eq!(s.counted(), (0, 0));
    let list = s.client.get(&format!("{}/guests?q=Wang", s.event)).await;
    let form = list.links().into_iter().find(|l| l.ends_with("/answer")).expect("a link to enter an answer");
    assert_eq!(s.client.submit(&form, &form, &[("answer", "accepted"), ("how", "phone")]).await.status, 303);
    s.app.pass_seconds(301);
    s.sends().await;
    assert_eq!(s.counted(), (1, 1), "what was understood has left");
    s.moves().await;
    s.app.pass_seconds(301);
    s.sends().await;
    assert_eq!(s.counted(), (1, 0), "the move has asked anew");
    s.release().await;
    assert_eq!(s.counted().0, 3);
}

/// The invitation is kept back, for staff know already; the notice of the move asks, and is answered by nobody.
#[tokio::test]
async fn whoever_telephoned_first_and_is_asked_again_by_a_move_is_chased() {
    let s = Story::begin().await;
    let guests = format!("{}/guests", s.event);
    s.release().await;
    // While it may be called back, both pages say the same.
    s.client.get(&s.event).await.says("3 of 3");
    s.client.get(&guests).await.says("3 / 3");
    let list = s.client.get(&format!("{guests}?q=Wang")).await;
    let form = list.links().into_iter().find(|l| l.ends_with("/answer")).expect("a link to enter an answer");
    assert_eq!(s.client.submit(&form, &form, &[("answer", "accepted"), ("how", "phone")]).await.status, 303);
    s.app.pass_seconds(301);
    s.sends().await;
    s.moves().await;
    s.app.pass_seconds(301);
    assert!(s.sends().await.iter().any(|mail| mail.to.starts_with("wang")), "the notice asks");
    s.client.get(&guests).await.says("3 / 3").does_not_say("not invited yet");
    s.client.get(&format!("{guests}?standing=unanswered")).await.says("Wang Jianguo");
    s.client.get(&format!("{guests}?standing=not-invited")).await.does_not_say("Wang Jianguo");
    s.client.get(&format!("{guests}/chase")).await.says("Wang Jianguo");
    let csv = s.client.get(&format!("{guests}.csv?standing=unanswered")).await;
    let own = csv.body.lines().find(|line| line.contains("Wang Jianguo")).expect("their line");
    assert!(!own.contains("Not invited"), "{own}");
}
