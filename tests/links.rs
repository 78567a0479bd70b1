//! Links that are nearly right: whatever is wrong with one, and of whatever kind it is, the answer is one quiet page, and nothing happens.

use convoke::domain::accounts::{self, AccountError, NewAccount};
use convoke::domain::invitations::{self, UNDO_SECONDS};

use crate::support::contents::contents;
use crate::support::mail::Mail;
use crate::support::world::World;
use crate::support::{PASSWORD, Page, TestApp, TestClient};

/// One kind of link: where its token stands in the address, and what a bad one is answered.
struct Kind {
    name: &'static str,
    before: &'static str,
    token: String,
    after: &'static str,
    quiet: u16,
}

impl Kind {
    fn address(&self, token: &str) -> String {
        format!("{}{token}{}", self.before, self.after)
    }
}

fn last(path: &str) -> String {
    path.rsplit('/').next().expect("a token").to_owned()
}

/// Invites the world's guests and a colleague, who also forgets a password; their mails.
async fn mails(app: &TestApp, world: &World) -> Vec<Mail> {
    app.act(|conn, cx| {
        let facts = invitations::event_facts(conn, world.event.event.id)?;
        let round = invitations::find_round(conn, cx, &facts, &world.round.public_id)?;
        invitations::release(conn, cx, &round, round.version)
    });
    app.pass_seconds(UNDO_SECONDS + 1);
    app.act(|conn, cx| {
        let new = NewAccount::parse("bo@example.org", "Bo", "en", "UTC").map_err(AccountError::from)?;
        accounts::invite(conn, cx, &new)
    });
    app.run_until_idle().await;
    let mut mails = app.mails();
    app.client().submit("/reset", "/reset", &[("email", "bo@example.org")]).await;
    app.wait_queued(1).await;
    app.run_until_idle().await;
    mails.extend(app.mails());
    mails
}

async fn kinds(app: &TestApp) -> Vec<Kind> {
    let world = World::build(app);
    let mails = mails(app, &world).await;
    let guest = mails.iter().find(|m| m.to.starts_with("anna")).expect("Anna's mail");
    let colleague: Vec<&Mail> = mails.iter().filter(|m| m.to.starts_with("bo@")).collect();
    assert_eq!(colleague.len(), 2);
    let kind = |name, before, token: String, after, quiet| Kind { name, before, token, after, quiet };
    vec![
        kind("answer", "/a/", last(&guest.path("/a/")), "", 404),
        kind("the seat's calendar", "/a/", last(&guest.path("/a/")), "/event.ics", 404),
        kind("do not contact", "/n/", last(&guest.path("/n/")), "", 404),
        kind("account invitation", "/password/", last(&colleague[0].path("/password/")), "", 409),
        kind("reset", "/password/", last(&colleague[1].path("/password/")), "", 409),
        kind("the event's calendar", "/e/", world.event.event.public_id.to_string(), ".ics", 404),
    ]
}

/// The token with one thing wrong, in every way there is.
fn spoiled(token: &str) -> Vec<String> {
    let mut bad = Vec::new();
    for at in 0..token.len() {
        let (head, tail) = (&token[..at], &token[at + 1..]);
        let other = if token[at..].starts_with('7') { '8' } else { '7' };
        bad.push(format!("{head}{other}{tail}"));
        bad.push(format!("{head}{tail}"));
        if at > 0 {
            bad.push(head.to_owned());
            bad.push(token[at..].to_owned());
        }
    }
    for more in ["0", "z", "-", "=", "%00", "%0d%0a", "%2e", "%ff", "%f0%9f%8f%99"] {
        bad.push(format!("{token}{more}"));
        bad.push(format!("{more}{token}"));
    }
    // Behind a link they are forgiven: whoever copied it took them along.
    bad.extend([".", "%20"].map(|more| format!("{more}{token}")));
    let hex: String = token.bytes().map(|b| format!("{b:02x}")).collect();
    let wide: String =
        token.bytes().map(|b| format!("%EF%BC%{:02X}", b.wrapping_add(0x60).clamp(0x80, 0xbf))).collect();
    let twice: String = token.bytes().map(|b| format!("%25{b:02x}")).collect();
    use base64::Engine;
    let base64 = base64::engine::general_purpose::URL_SAFE.encode(token);
    bad.extend([token.to_uppercase(), hex, wide, twice, base64, token.repeat(2), token.chars().rev().collect()]);
    bad.extend(["0", "-", "1-0", "null", "%27%20OR%201=1"].map(str::to_owned));
    bad.extend([format!("9223372036854775807{token}"), "z".repeat(3_000), "7zzzzzzzzzzzz-0000000000000000".to_owned()]);
    bad.retain(|b| b != token);
    bad
}

/// Status and words, without the one number that differs from request to request.
fn said(page: &Page) -> (u16, String) {
    let request = page.header("x-request-id");
    assert!(!request.is_empty(), "{} was not answered by us", page.path);
    (page.status, page.text().replace(request, "…"))
}

#[tokio::test]
async fn whatever_is_wrong_with_a_link_the_answer_is_the_same() {
    let app = TestApp::start();
    let kinds = kinds(&app).await;
    let client = app.client();
    let before = contents(app.database(), &[]);
    for kind in &kinds {
        assert_eq!(client.get(&kind.address(&kind.token)).await.status, 200, "{}", kind.name);
        let nothing = said(&client.get(&kind.address("zzzz")).await);
        assert_eq!(nothing.0, kind.quiet, "{}: {}", kind.name, nothing.1);
        let others = kinds.iter().filter(|k| k.before != kind.before).map(|k| k.token.clone());
        for token in spoiled(&kind.token).into_iter().chain(others) {
            let page = client.get(&kind.address(&token)).await;
            assert_eq!(said(&page), nothing, "{}: {token}", kind.name);
            assert!(!page.text().contains("Anna") && !page.text().contains("Bo"), "{}: {token}", kind.name);
        }
    }
    let changes = contents(app.database(), &[]).changes_since(&before);
    assert!(changes.is_empty(), "{changes:?}");
    for kind in kinds.iter().filter(|k| k.after.is_empty()) {
        let fields = [("answer", "accepted"), ("password", PASSWORD)];
        let flipped = spoiled(&kind.token).swap_remove(4 * kind.token.len() - 6);
        let page = client.post(&kind.address(&flipped), &fields).await;
        assert_eq!(page.status, kind.quiet, "{}: {}", kind.name, page.text());
    }
    let changes = contents(app.database(), &[]).changes_since(&before);
    assert!(changes.is_empty(), "{changes:?}");
}

async fn set_up(client: &TestClient, secret: &str) -> Page {
    let fields = [
        ("name", "Ana"),
        ("email", "ana@example.org"),
        ("locale", "en"),
        ("zone", "Europe/Paris"),
        ("password", PASSWORD),
    ];
    client.post(&format!("/set-up/{secret}"), &fields).await
}

#[tokio::test]
async fn a_wrong_link_for_the_first_administrator_makes_none() {
    let app = TestApp::start();
    let secret = app.act(accounts::make_setup_link).expect("nobody is there yet");
    let (client, secret) = (app.client(), secret.expose().to_owned());
    let form = said(&client.get(&format!("/set-up/{secret}")).await);
    let quiet = said(&client.get("/set-up/nothing").await);
    assert!(form.0 == 200 && quiet.0 == 404, "{form:?} {quiet:?}");
    for token in spoiled(&secret) {
        assert_eq!(said(&client.get(&format!("/set-up/{token}")).await), quiet, "{token}");
    }
    let tries = [secret.to_uppercase(), secret[..31].to_owned(), format!("{secret}0"), format!("0{}", &secret[1..])];
    for token in tries.iter().filter(|t| **t != secret) {
        let page = set_up(&client, token).await;
        assert_eq!(page.status, 404, "{token}: {}", page.text());
    }
    assert!(contents(app.database(), &[]).rows("accounts").is_empty());
    assert_eq!(set_up(&client, &secret).await.status, 303);
    assert_eq!(set_up(&client, &secret).await.status, 409, "good once");
    assert_eq!(contents(app.database(), &[]).rows("accounts").len(), 1);
}
