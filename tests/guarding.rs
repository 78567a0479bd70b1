//! What hurried hands, inventive strangers and talkative proxies may not do.

use convoke::access::{Grant, Role};
use convoke::domain::accounts::passwords;
use convoke::domain::invitations::{self, UNDO_SECONDS};
use convoke::web::HASHED_AT_ONCE as AT_ONCE;
use reqwest::Method;

use crate::support::command::{Running, convoke};
use crate::support::world::World;
use crate::support::{PASSWORD, TestApp, client_at, send};

fn administrator() -> Vec<Grant> {
    vec![Grant { role: Role::Administrator, programme: None, city: None }]
}

#[tokio::test]
async fn an_address_that_a_browser_would_read_otherwise_is_not_followed() {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", administrator());
    for next in ["/\t/evil.example/", "\t//evil.example/", "/\u{b}/evil.example", "/a\\b"] {
        let fields = [("email", ana.email.as_str()), ("password", PASSWORD), ("next", next)];
        let page = app.client().submit("/sign-in", "/sign-in", &fields).await;
        assert_eq!((page.status, page.location()), (303, "/"), "{next:?}");
    }
    let client = app.sign_in(&ana).await;
    for back in ["/\\evil.example", "/\t/evil.example"] {
        let page = client.submit("/account", "/account/language", &[("locale", "fr"), ("back", back)]).await;
        assert_eq!((page.status, page.location()), (303, "/"), "{back:?}");
    }
}

#[tokio::test]
async fn a_guesser_behind_a_proxy_cannot_choose_where_they_come_from() {
    let app = TestApp::start_with(&[("server.trusted_proxies", "1")]);
    app.person("ana@example.org", administrator());
    let guess = |claimed: String, told: &'static str| {
        let fields = [("email", "ana@example.org"), ("password", "a guess")];
        let request = app.client().request(Method::POST, "/sign-in").form(&fields);
        // The proxy leaves what the client claims as it is, and adds a line of its own.
        request.header("x-forwarded-for", claimed).header("x-forwarded-for", told).send()
    };
    let mut last = 0;
    for n in 0..12 {
        last = guess(format!("192.0.2.{n}"), "198.51.100.7").await.unwrap().status().as_u16();
    }
    assert_eq!(last, 429, "the proxy's word counts");
    for n in 0..12u16 {
        let claimed = format!("203.0.113.{n}");
        let told: &'static str = if n % 2 == 0 { "2001:db8:1:2::1" } else { "2001:db8:1:2:ffff::9" };
        last = guess(claimed, told).await.unwrap().status().as_u16();
    }
    assert_eq!(last, 429, "one house has one network, whatever address in it");
}

#[tokio::test]
async fn invented_methods_leave_no_figures() {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", administrator());
    for n in 0..3 {
        let method = Method::from_bytes(format!("BREW{n}").as_bytes()).unwrap();
        assert!(send(app.client().request(method, "/")).await.status >= 400);
    }
    let read = app.client().request(Method::GET, "/metrics").bearer_auth(app.token(&ana, &["metrics"]));
    let figures = send(read).await;
    assert_eq!(figures.status, 200);
    assert!(!figures.body.contains("BREW"), "{}", figures.body);
}

#[tokio::test]
async fn a_member_may_use_a_link_that_is_another_s_or_their_own() {
    let app = TestApp::start();
    let world = World::build(&app);
    let ana = app.person("ana@example.org", administrator());
    let member = app.sign_in(&ana).await;
    app.act(|conn, cx| {
        let facts = invitations::event_facts(conn, world.event.event.id)?;
        let round = invitations::find_round(conn, cx, &facts, &world.round.public_id)?;
        invitations::release(conn, cx, &round, round.version)
    });
    app.pass_seconds(UNDO_SECONDS + 1);
    app.run_until_idle().await;
    let guest = app.mails().remove(0).path("/a/");
    let done = member.submit(&guest, &guest, &[("answer", "accepted")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    app.run_until_idle().await;
    app.mails();

    member.submit("/reset", "/reset", &[("email", "ana@example.org")]).await;
    app.wait_queued(1).await;
    let own = app.one_mail().await.path("/password/");
    let done = member.submit(&own, &own, &[("password", "four cities by five steps")]).await;
    assert_eq!((done.status, done.location()), (303, "/sign-in?lang=en&note=password"), "{}", done.text());
    for (password, status) in [(PASSWORD, 422), ("four cities by five steps", 303)] {
        let fields = [("email", "ana@example.org"), ("password", password)];
        assert_eq!(app.client().submit("/sign-in", "/sign-in", &fields).await.status, status, "{password}");
    }
}

#[tokio::test]
async fn too_many_answers_by_one_link_keep_what_was_written_and_hold_nobody_else_back() {
    let app = TestApp::start();
    let world = World::build(&app);
    app.act(|conn, cx| {
        let facts = invitations::event_facts(conn, world.event.event.id)?;
        let round = invitations::find_round(conn, cx, &facts, &world.round.public_id)?;
        invitations::release(conn, cx, &round, round.version)
    });
    app.pass_seconds(UNDO_SECONDS + 1);
    app.run_until_idle().await;
    let links: Vec<String> = app.mails().iter().map(|mail| mail.path("/a/")).collect();
    let guest = app.client();
    let mut last = guest.post(&links[0], &[("answer", "accepted"), ("note", "I bring maps")]).await;
    for n in 0..400 {
        if last.status != 303 {
            break;
        }
        let note = format!("I bring {n} maps");
        last = guest.post(&links[0], &[("answer", "accepted"), ("note", &note)]).await;
    }
    assert_eq!((last.status, last.header("retry-after")), (429, "60"), "{}", last.text());
    assert!(last.body.contains(" maps"), "the note is there: {}", last.text());
    let again = last.form(links[0].as_str());
    assert!(again.buttons.iter().filter(|(name, value)| name == "answer" && value == "accepted").count() > 1);
    let other = guest.post(&links[1], &[("answer", "declined"), ("note", "Not this time")]).await;
    assert_eq!(other.status, 303, "from the same house, by another link: {}", other.text());
    app.run_until_idle().await;
    app.mails();
}

#[tokio::test]
async fn links_that_are_invented_are_counted_by_the_house_they_come_from() {
    let app = TestApp::start();
    let client = app.client();
    let mut last = 0;
    for n in 0..5_000 {
        last = client.post(&format!("/input/1-{n:016}"), &[("act", "send")]).await.status;
        if last == 429 {
            break;
        }
    }
    assert_eq!(last, 429, "each link has a bucket, and the house has one for all");
}

#[tokio::test]
async fn an_endless_question_is_answered_all_the_same() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("ana@example.org", world.coordinator()).await;
    let event = world.event.event.public_id.to_string();
    let guests = format!("/api/v1/events/{event}/seats");
    for words in ["a+".repeat(20_000), "王".repeat(6_000), format!("{}%40", "a".repeat(55_000))] {
        for path in ["/people", "/organisations", "/api/v1/contacts", guests.as_str()] {
            let page = client.get(&format!("{path}?q={words}")).await;
            let shown = page.text().chars().take(200).collect::<String>();
            assert_eq!(page.status, 200, "{path}: {shown}");
            assert!(!path.starts_with("/api/") || page.value()["items"].is_array(), "{path}: {shown}");
        }
    }
    for (after, status) in [("9223372036854775807", 200), ("-9223372036854775808", 422), ("-1", 422)] {
        let page = client.get(&format!("{guests}?standing=waiting&after={after}")).await;
        assert_eq!(page.status, status, "{after}: {}", page.text());
    }
}

/// Each of them wants 19 MiB: all at one time they would take a small machine down.
#[tokio::test]
async fn fifty_that_sign_in_at_once_take_the_memory_of_two() {
    const MEBIBYTE: u64 = 1024 * 1024;
    let folder = tempfile::tempdir().expect("a folder");
    let server = Running::start(&mut convoke(folder.path(), &["serve", "--no-work"]));
    let client = client_at(&server.address);
    let page = client.get("/sign-in").await;
    // What fifty who only look take is none of hashing's.
    let looked = futures_util::future::join_all((0..50).map(|_| client.get("/sign-in"))).await;
    assert!(looked.iter().all(|page| page.status == 200));
    let guess = |n: usize| {
        let (client, page, email) = (client.clone(), page.clone(), format!("nobody-{n}@example.org"));
        async move { client.submit_on(&page, "/sign-in", &[("email", &email), ("password", PASSWORD)]).await.status }
    };
    assert_eq!(guess(0).await, 422);
    let before = server.memory();
    let told = futures_util::future::join_all((1..=50).map(guess)).await;
    assert_eq!(told, [422; 50], "an unknown address is hashed for as a known one");
    let grown = server.memory().saturating_sub(before);
    // One thread has taken its share before; as much again and half is for what fifty answers take, and for how a machine gives memory out.
    let most = passwords::BYTES * AT_ONCE as u64 * 5 / 2;
    assert!(grown < most, "{} MiB more, at most {}", grown / MEBIBYTE, most / MEBIBYTE);
    assert!(most < passwords::BYTES * 50 / 4, "or this would not tell two at once from fifty");
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let app = TestApp::start_with(&[("server.body_wait", "1")]);
    let key = app.token(&app.person("ana@example.org", administrator()), &["read", "write"]);
    let address = app.client().base().trim_start_matches("http://").to_owned();
    for kind in ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json"] {
        let path = if kind.ends_with("json") { "/api/v1/contacts" } else { "/sign-in" };
        let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
        let head =
            format!("POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: {kind}\r\nContent-Length: 1000\r\n");
        let keyed = format!("{head}Authorization: Bearer {key}\r\nIdempotency-Key: k\r\n\r\nema");
        stream.write_all(keyed.as_bytes()).await.unwrap();
        let mut said = String::new();
        // The connection ends with the answer: nothing more of it is held.
        tokio::time::timeout(std::time::Duration::from_secs(8), stream.read_to_string(&mut said))
            .await
            .unwrap()
            .unwrap();
        assert!(said.starts_with("HTTP/1.1 408"), "{kind}: {said}");
    }
}
