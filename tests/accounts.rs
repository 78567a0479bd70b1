//! Signing in and out, passwords, sign-ins that end one by one, keys for programs.

use convoke::access::{Grant, Role};
use reqwest::Method;

use crate::support::mail::Mail;
use crate::support::world::World;
use crate::support::{PASSWORD, TestApp, TestClient, send};

fn administrator() -> Vec<Grant> {
    vec![Grant { role: Role::Administrator, programme: None, city: None }]
}

#[tokio::test]
async fn a_wrong_password_keeps_the_address_and_tells_nothing() {
    let app = TestApp::start();
    app.person("ana@example.org", administrator());
    let client = app.client();
    let fields = [("email", "ana@example.org"), ("password", "not this one"), ("next", "/accounts")];
    let known = client.submit("/sign-in?next=/accounts", "/sign-in", &fields).await;
    assert_eq!(known.status, 422);
    assert_eq!(known.form("/sign-in").value("email"), Some("ana@example.org"));
    assert_eq!(known.form("/sign-in").value("next"), Some("/accounts"));
    assert_eq!(known.form("/sign-in").value("password"), Some(""), "a password is never sent back");
    let unknown = client.submit("/sign-in", "/sign-in", &[("email", "nobody@example.org"), ("password", "x")]).await;
    assert_eq!(unknown.status, 422);
    let said = |text: String| text.replace("ana@example.org", "").replace("nobody@example.org", "");
    assert_eq!(said(known.text()), said(unknown.text()), "known and unknown get the same words");
    assert!(known.header("set-cookie").is_empty());
}

#[tokio::test]
async fn signing_in_leads_on_and_signing_out_ends_it() {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", administrator());
    let client = app.client();
    let away = client.get("/accounts").await;
    assert_eq!((away.status, away.location()), (303, "/sign-in?next=%2Faccounts"));
    let page = client.follow(&away).await;
    let signed_in = client.submit_on(&page, "/sign-in", &[("email", &ana.email), ("password", PASSWORD)]).await;
    assert_eq!((signed_in.status, signed_in.location()), (303, "/accounts"));
    let cookie = signed_in.header("set-cookie").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let list = client.follow(&signed_in).await;
    list.says("ana@example.org");
    let out = client.submit_on(&list, "/sign-out", &[]).await;
    assert_eq!((out.status, out.location()), (303, "/sign-in"));
    assert_eq!(client.get("/accounts").await.status, 303);
    // The cookie itself is worth nothing any more, whoever kept it.
    let kept = app.client().request(Method::GET, "/accounts").header("cookie", cookie.split(';').next().unwrap());
    assert_eq!(kept.send().await.unwrap().status().as_u16(), 303);
}

#[tokio::test]
async fn no_other_site_may_be_the_next_page() {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", administrator());
    for next in ["https://evil.example/", "//evil.example/", "/\\evil.example", "evil"] {
        let fields = [("email", ana.email.as_str()), ("password", PASSWORD), ("next", next)];
        let page = app.client().submit("/sign-in", "/sign-in", &fields).await;
        assert_eq!((page.status, page.location()), (303, "/"), "{next}");
    }
    let fields = [("email", ana.email.as_str()), ("password", PASSWORD), ("next", "/people?q=a")];
    let page = app.client().submit("/sign-in", "/sign-in", &fields).await;
    assert_eq!((page.status, page.location()), (303, "/people?q=a"), "a page of ours is gone on to");
}

#[tokio::test]
async fn a_member_gets_in_by_the_address_in_wide_letters_too() {
    let app = TestApp::start();
    app.person("ana@example.org", administrator());
    let fields = [("email", "Ａｎａ＠ｅｘａｍｐｌｅ。ｏｒｇ"), ("password", PASSWORD)];
    let page = app.client().submit("/sign-in", "/sign-in", &fields).await;
    assert_eq!((page.status, page.location()), (303, "/"), "{}", page.text());
}

#[tokio::test]
async fn a_form_without_its_token_or_from_elsewhere_is_refused_and_changes_nothing() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", administrator()).await;
    let fields = [("name", "Changed"), ("locale", "fr"), ("zone", "Europe/Paris")];
    let bare = client.post("/account", &fields).await;
    assert_eq!(bare.status, 403);
    let page = client.get("/account").await;
    let csrf = page.form("/account").value("csrf").expect("a token").to_owned();
    let mut with_token = fields.to_vec();
    with_token.push(("csrf", &csrf));
    let foreign = client.request(Method::POST, "/account").form(&with_token);
    for (name, value) in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")] {
        let foreign = foreign.try_clone().unwrap().header(name, value);
        assert_eq!(foreign.send().await.unwrap().status().as_u16(), 403, "{name}");
    }
    // Somebody else's token is no better than none.
    let other = app.member("bo@example.org", administrator()).await;
    let theirs = other.get("/account").await.form("/account").value("csrf").expect("a token").to_owned();
    let mut swapped = fields.to_vec();
    swapped.push(("csrf", &theirs));
    assert_eq!(client.post("/account", &swapped).await.status, 403);
    let unchanged = client.get("/account").await;
    assert_eq!(unchanged.form("/account").value("name"), Some("ana"));
    assert_eq!(client.post("/account", &with_token).await.status, 303);
    assert_eq!(client.get("/account").await.form("/account").value("name"), Some("Changed"));
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_says_why() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", administrator()).await;
    let fields = [("name", ""), ("locale", "zh"), ("zone", "Mars/Olympus")];
    let page = client.submit("/account", "/account", &fields).await;
    assert_eq!(page.status, 422);
    let form = page.form("/account");
    assert_eq!(
        (form.value("name"), form.value("locale"), form.value("zone")),
        (Some(""), Some("zh"), Some("Mars/Olympus"))
    );
    assert!(page.body.contains("aria-invalid") || page.body.contains("class=\"problems\""), "{}", page.text());
}

#[tokio::test]
async fn sign_ins_are_listed_and_ended_one_by_one() {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", administrator());
    let (here, there) = (app.sign_in(&ana).await, app.sign_in(&ana).await);
    let page = here.get("/account").await;
    let ends: Vec<_> = page.forms().into_iter().filter(|f| f.action.starts_with("/account/sign-ins/")).collect();
    assert_eq!(ends.len(), 1, "here one signs out");
    assert_eq!(there.get("/account").await.status, 200);
    here.submit("/account", &ends[0].action, &[]).await;
    assert_eq!((here.get("/account").await.status, there.get("/account").await.status), (200, 303));
}

#[tokio::test]
async fn a_sign_in_runs_out_and_a_closed_account_is_closed_at_once() {
    let app = TestApp::start_with(&[("security.sign_in_days", "14")]);
    let ana = app.person("ana@example.org", administrator());
    let bo = app.person("bo@example.org", administrator());
    let (first, second) = (app.sign_in(&ana).await, app.sign_in(&bo).await);
    let page = format!("/accounts/{}", bo.account.public_id);
    assert_eq!(second.get("/account").await.status, 200);
    first.submit(&page, &format!("{page}/disable"), &[]).await;
    let shut = second.get("/account").await;
    assert!(shut.status == 303 && shut.location().starts_with("/sign-in"), "{} {}", shut.status, shut.location());
    let again = app.client().submit("/sign-in", "/sign-in", &[("email", &bo.email), ("password", PASSWORD)]).await;
    assert_eq!(again.status, 422);
    // In the same words as a wrong password: whether there is such an account is nobody's business.
    again.says("The address or the password is wrong.");
    app.pass_seconds(15 * 86_400);
    let over = first.get("/account").await;
    assert!(over.status == 303 && over.location().starts_with("/sign-in"), "{} {}", over.status, over.location());
}

#[tokio::test]
async fn a_thousand_guessers_do_not_keep_the_owner_out_of_a_new_place() {
    let app = TestApp::start_with(&[("server.trusted_proxies", "1")]);
    let ana = app.person("ana@example.org", administrator());
    let travelling = app.sign_in(&ana).await;
    travelling.submit("/account", "/sign-out", &[]).await;
    let from = |client: TestClient, network: String, email: &'static str, password: &'static str| async move {
        let fields = [("email", email), ("password", password)];
        send(client.request(Method::POST, "/sign-in").header("x-forwarded-for", network).form(&fields)).await
    };
    for n in 0..31 {
        from(app.client(), format!("198.51.100.{n}"), "ana@example.org", "a guess").await;
        from(app.client(), format!("198.51.100.{n}"), "nobody@example.org", "a guess").await;
    }
    let fresh = app.client();
    let held = from(fresh.clone(), "203.0.113.5".into(), "ana@example.org", PASSWORD).await;
    let unknown = from(app.client(), "203.0.113.5".into(), "nobody@example.org", PASSWORD).await;
    assert_eq!((held.status, unknown.status), (429, 429));
    assert!(held.header("retry-after").parse::<u32>().is_ok(), "when to come again");
    held.says("have a link sent to your mailbox");
    assert!(held.links().iter().any(|link| link.starts_with("/reset")), "{:?}", held.links());
    let known = from(travelling, "203.0.113.9".into(), "ana@example.org", PASSWORD).await;
    assert_eq!(known.status, 303, "her own browser gets in from anywhere");

    fresh.submit("/reset", "/reset", &[("email", "ana@example.org")]).await;
    app.wait_queued(1).await;
    let link = app.one_mail().await.path("/password/");
    fresh.submit(&link, &link, &[("password", "four cities by five steps")]).await;
    let entered = from(fresh, "203.0.113.5".into(), "ana@example.org", "four cities by five steps").await;
    assert_eq!(entered.status, 303, "{}", entered.text());
}

#[tokio::test]
async fn guessing_is_slowed_but_strangers_lock_nobody_out() {
    let app = TestApp::start_with(&[("server.trusted_proxies", "1")]);
    let ana = app.person("ana@example.org", administrator());
    let from = |network: &'static str, password: &'static str| {
        let fields = [("email", "ana@example.org"), ("password", password)];
        app.client().request(Method::POST, "/sign-in").header("x-forwarded-for", network).form(&fields).send()
    };
    assert_eq!(from("192.0.2.1", PASSWORD).await.unwrap().status(), 303);
    let mut last = 0;
    for _ in 0..12 {
        last = from("198.51.100.7", "a guess").await.unwrap().status().as_u16();
    }
    assert_eq!(last, 429, "the guesser waits");
    assert_eq!(from("198.51.100.7", PASSWORD).await.unwrap().status(), 429);
    assert_eq!(from("192.0.2.1", PASSWORD).await.unwrap().status(), 303, "{} still gets in", ana.email);
    app.pass_seconds(16 * 60);
    assert_eq!(from("198.51.100.7", PASSWORD).await.unwrap().status(), 303);
}

#[tokio::test]
async fn a_token_made_on_the_page_is_shown_once_and_ends() {
    let app = TestApp::start();
    let client = app.member("ana@example.org", administrator()).await;
    let made = client.submit("/account", "/account/tokens", &[("token_name", "figures"), ("scopes", "metrics")]).await;
    let token = made.body.split_once("cvk_").expect("the key is shown").1;
    let token: String = token.chars().take_while(char::is_ascii_alphanumeric).collect();
    let token = format!("cvk_{token}");
    let before = client.get("/account").await;
    assert!(!before.body.contains(&token), "never again");
    before.says("never");
    let figures = |token: String| app.client().request(Method::GET, "/metrics").bearer_auth(token).send();
    assert_eq!(figures(token.clone()).await.unwrap().status(), 200);
    let refused = crate::support::send(
        app.client().request(Method::GET, "/metrics").bearer_auth("cvk_wrong").header("accept", "application/json"),
    )
    .await;
    assert_eq!((refused.status, refused.kind()), (401, "application/problem+json"));
    let page = client.get("/account").await;
    assert!(!page.text().contains("never"), "it was used just now: {}", page.text());
    let end = page.forms().into_iter().find(|f| f.action.starts_with("/account/tokens/")).expect("a way to end it");
    client.submit_on(&page, &end.action, &[]).await;
    assert_eq!(figures(token).await.unwrap().status(), 401);
}

#[tokio::test]
async fn the_first_administrator_comes_by_a_link_good_once() {
    let app = TestApp::start();
    let secret = app.act(convoke::domain::accounts::make_setup_link).expect("no administrator yet");
    let path = format!("/set-up/{}", secret.expose());
    let client = app.client();
    let weak = client.submit(&path, &path, &[("name", "Ana"), ("email", "ana@example.org"), ("password", "ana")]).await;
    assert_eq!(weak.status, 422);
    assert_eq!(weak.form(&path).value("email"), Some("ana@example.org"));
    let done = client.submit_on(&weak, &path, &[("password", PASSWORD)]).await;
    assert_eq!((done.status, done.location()), (303, "/sign-in?lang=en&note=set-up"), "{}", done.text());
    let fields =
        [("name", "Eve"), ("email", "eve@example.org"), ("locale", "en"), ("zone", "UTC"), ("password", PASSWORD)];
    let twice = client.post(&path, &fields).await;
    assert_eq!(twice.status, 409);
    twice.says("The account is made").says("Sign in");
    let ana = [("email", "ana@example.org"), ("password", PASSWORD)];
    assert_eq!(client.submit("/sign-in", "/sign-in", &ana).await.status, 303);
    assert_eq!(client.get("/accounts").await.says("ana@example.org").does_not_say("eve@example.org").status, 200);
}

#[tokio::test]
async fn a_forgotten_password_is_chosen_anew_by_mail() {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", administrator());
    let elsewhere = app.sign_in(&ana).await;
    let client = app.client();
    let asked = client.submit("/reset", "/reset", &[("email", "Ana@Example.org")]).await;
    assert_eq!((asked.status, asked.location()), (303, "/reset/sent?lang=en"));
    let known = client.follow(&asked).await.text();
    app.wait_queued(1).await;
    let mail = app.one_mail().await;
    mail.is_sound();
    assert_eq!(mail.to, "ana@example.org");
    let path = mail.path("/password/");
    for _ in 0..20 {
        assert_eq!(client.get(&path).await.status, 200, "a link opens a page however often");
    }
    let weak = client.submit(&path, &path, &[("password", "password")]).await;
    assert_eq!(weak.status, 422);
    let new = "four cities by five steps";
    assert_eq!(client.submit(&path, &path, &[("password", new)]).await.status, 303);
    assert_eq!(app.one_mail().await.read.subject, "Your password was reset");
    assert_eq!(elsewhere.get("/account").await.status, 303, "who was signed in is so no more");
    assert!(client.get(&path).await.status >= 400, "good once");
    let with = |password: &'static str| [("email", "ana@example.org"), ("password", password)];
    assert_eq!(client.submit("/sign-in", "/sign-in", &with(PASSWORD)).await.status, 422);
    assert_eq!(client.submit("/sign-in", "/sign-in", &with(new)).await.status, 303);

    // Nobody learns here whether an address is known.
    let unknown = app.client().submit("/reset", "/reset", &[("email", "nobody@example.org")]).await;
    assert_eq!((unknown.status, unknown.location()), (303, "/reset/sent?lang=en"));
    assert_eq!(app.client().follow(&unknown).await.text(), known);
    app.client().submit("/reset", "/reset", &[("email", "ana@example.org")]).await;
    app.wait_queued(1).await;
    assert_eq!(app.one_mail().await.to, "ana@example.org");
}

#[tokio::test]
async fn a_colleague_is_invited_by_mail_and_a_bent_link_is_no_link() {
    let app = TestApp::start();
    let ana = app.member("ana@example.org", administrator()).await;
    let fields = [
        ("name", "李娜"),
        ("email", "li.na@example.cn"),
        ("locale", "zh"),
        ("zone", "Asia/Shanghai"),
        ("role", "administrator"),
    ];
    let invited = ana.submit("/accounts/new", "/accounts", &fields).await;
    assert_eq!(invited.status, 303, "{}", invited.text());
    ana.follow(&invited).await.says("李娜");
    let twice = ana.submit("/accounts/new", "/accounts", &fields).await;
    assert_eq!(twice.status, 422);
    assert_eq!(twice.form("/accounts").value("email"), Some("li.na@example.cn"));
    let mail = app.one_mail().await;
    mail.is_sound();
    assert!(mail.read.text.contains("李娜"), "{}", mail.read.text);
    let path = mail.path("/password/");
    let client = app.client();
    let quiet = client.get("/password/no-such-link").await;
    for at in ["/password/".len(), path.len() / 2, path.len() - 1] {
        let mut bent: Vec<char> = path.chars().collect();
        bent[at] = if bent[at] == '2' { '3' } else { '2' };
        let page = client.get(&bent.into_iter().collect::<String>()).await;
        assert_eq!(page.status, quiet.status, "{}", page.text());
    }
    // In the language of the mail, and not of whatever browser opens it.
    client.get(&path).await.says("设置密码").says("li.na@example.cn").does_not_say("退出");
    client.get(&format!("{path}?lang=en")).await.says("sign in with li.na@example.cn").does_not_say("signed out");
    assert_eq!(client.submit(&path, &path, &[("password", PASSWORD)]).await.status, 303);
    assert_eq!(app.run_until_idle().await, 0, "a first password is no news to who chose it");
    let used = client.get(&path).await;
    assert_eq!(used.status, 409);
    let onward =
        used.links().into_iter().find(|href| href.starts_with("/reset")).expect("where a new one is asked for");
    assert_eq!(client.get(&onward).await.form("/reset").value("email"), Some(""));
    let li = [("email", "li.na@example.cn"), ("password", PASSWORD)];
    let signed_in = client.submit("/sign-in", "/sign-in", &li).await;
    assert_eq!(signed_in.status, 303);
    assert!(client.get("/account").await.body.contains("lang=\"zh"));
}

#[tokio::test]
async fn a_form_sent_twice_acts_once() {
    let app = TestApp::start();
    let ana = app.member("ana@example.org", administrator()).await;
    let page = ana.get("/accounts/new").await;
    let fields =
        [("name", "Bo"), ("email", "bo@example.org"), ("locale", "en"), ("zone", "UTC"), ("role", "administrator")];
    let first = ana.submit_on(&page, "/accounts", &fields).await;
    let second = ana.submit_on(&page, "/accounts", &fields).await;
    assert_eq!((first.status, second.status), (303, 303), "{}", second.text());
    assert_eq!(first.location(), second.location());
    app.one_mail().await.is_sound();
}

#[tokio::test]
async fn a_role_is_given_for_one_city_and_reaches_no_other() {
    let app = TestApp::start();
    let world = World::build(&app);
    let ana = app.member("ana@example.org", administrator()).await;
    let min = app.person("min@example.org", Vec::new());
    let page = format!("/accounts/{}", min.account.public_id);
    let slug = world.outline.programme.slug.as_str();
    let nowhere = [("role", "local-coordinator"), ("programme", "")];
    let refused = ana.submit(&page, &format!("{page}/grants"), &nowhere).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let hangzhou = format!("{slug}/hangzhou");
    let fields = [("role", "local-coordinator"), ("programme", hangzhou.as_str())];
    let given = ana.submit(&page, &format!("{page}/grants"), &fields).await;
    assert_eq!(given.status, 303, "{}", given.text());
    ana.follow(&given).await.says("Hangzhou");
    // The conference is in Datong.
    let event = format!("/programmes/{slug}/events/{}", world.event.event.public_id);
    let local = app.sign_in(&min).await;
    assert_ne!(local.get(&format!("{event}/edit")).await.status, 200);
    assert_ne!(local.get(&format!("{event}/guests")).await.status, 200);
    let new = local.get(&format!("/programmes/{slug}/events/new")).await;
    new.says("Hangzhou").does_not_say("No city");
}

#[tokio::test]
async fn a_member_changes_their_password_and_ends_the_other_sign_ins() {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", administrator());
    let (here, elsewhere) = (app.sign_in(&ana).await, app.sign_in(&ana).await);
    here.get("/account").await.says("This device");
    let change = async |present: &str, new: &str| {
        here.submit("/account", "/account/password", &[("current_password", present), ("password", new)]).await
    };
    let wrong = change("not that one", "a whole new sentence of mine").await;
    assert_eq!(wrong.status, 422);
    wrong.says("This is not your present password").does_not_say("a whole new sentence");
    change(PASSWORD, "short").await.says("New password");
    let same = change(PASSWORD, PASSWORD).await;
    assert_eq!(same.status, 422, "a new password is another one");
    same.says("This is your present password. Choose another.").does_not_say(PASSWORD);
    assert_eq!(elsewhere.get("/account").await.status, 200, "nothing has happened yet");
    let done = change(PASSWORD, "a whole new sentence of mine").await;
    here.follow(&done).await.says("The new password holds from now on");
    assert_eq!(app.one_mail().await.read.subject, "Your password was changed", "once, and not for what was refused");
    assert_eq!(elsewhere.get("/account").await.status, 303, "ended");
    let enter = async |password: &str| {
        let fields = [("email", ana.email.as_str()), ("password", password)];
        app.client().submit("/sign-in", "/sign-in", &fields).await.status
    };
    assert_eq!((enter(PASSWORD).await, enter("a whole new sentence of mine").await), (422, 303));
}

#[tokio::test]
async fn guessers_do_not_keep_a_member_from_changing_the_password_on_the_way() {
    let app = TestApp::start_with(&[("server.trusted_proxies", "1")]);
    let ana = app.member("ana@example.org", administrator()).await;
    for n in 0..31 {
        let guess = [("email", "ana@example.org"), ("password", "a guess")];
        let post = app.client().request(Method::POST, "/sign-in").header("x-forwarded-for", format!("198.51.100.{n}"));
        send(post.form(&guess)).await;
    }
    let page = ana.get("/account").await;
    let mut typed = page.form("/account/password").fields.clone();
    for (name, value) in [("current_password", PASSWORD), ("password", "a whole new sentence of mine")] {
        typed.retain(|(field, _)| field != name);
        typed.push((name.to_owned(), value.to_owned()));
    }
    let post = ana.request(Method::POST, "/account/password").header("x-forwarded-for", "203.0.113.9");
    let done = send(post.form(&typed)).await;
    assert_eq!(done.status, 303, "her own browser is known here, too: {}", done.text());
    ana.follow(&done).await.says("The new password holds from now on.");
}

#[tokio::test]
async fn the_present_password_is_not_guessed_on_the_account_s_page_either() {
    let app = TestApp::start();
    let ana = app.member("ana@example.org", administrator()).await;
    let mut last = 0;
    for n in 0..10 {
        let guess = format!("guess {n}");
        let fields = [("current_password", guess.as_str()), ("password", "a whole new sentence of mine")];
        last = ana.submit("/account", "/account/password", &fields).await.status;
    }
    assert_eq!(last, 429);
}

/// All that is told of passwords and keys in mails of their own, to somebody who reads this language.
async fn door_mails(app: &TestApp, locale: &str) -> Vec<Mail> {
    let ada = app.reader(&format!("ada.{locale}@example.org"), (locale, "Asia/Shanghai"), Vec::new());
    let client = app.sign_in(&ada).await;
    let mut told = Vec::new();
    for (present, status) in [("not that one", 422), (PASSWORD, 303)] {
        let fields = [("current_password", present), ("password", "a whole new sentence of mine")];
        let done = client.submit("/account", "/account/password", &fields).await;
        assert_eq!(done.status, status, "{}", done.text());
        app.run_until_idle().await;
        told.extend(app.mails());
        assert_eq!(told.len(), usize::from(status == 303), "what was refused is no news");
    }
    let page = client.get("/account").await;
    let key = [("token_name", "figures"), ("scopes", "metrics")];
    for status in [200, 303] {
        // The second time it is the same form: it makes no other key, and tells nothing.
        assert_eq!(client.submit_on(&page, "/account/tokens", &key).await.status, status);
    }
    told.push(app.one_mail().await);
    app.client().submit("/reset", "/reset", &[("email", &ada.email)]).await;
    app.wait_queued(1).await;
    let link = app.one_mail().await.path("/password/");
    let fields = [("password", "four cities by five steps")];
    assert_eq!(app.client().submit(&link, &link, &fields).await.status, 303);
    told.push(app.one_mail().await);
    told
}

#[tokio::test]
async fn an_account_is_told_by_mail_of_every_new_password_and_key_and_from_where() {
    let app = TestApp::start();
    let mark = app.state.keys.place("127.0.0.1".parse().expect("an address"));
    let mut letters = Vec::new();
    for locale in ["en", "fr", "zh"] {
        for mail in door_mails(&app, locale).await {
            mail.is_sound();
            assert_eq!(mail.to, format!("ada.{locale}@example.org"));
            assert_eq!(mail.path("/reset"), "/reset", "the way out needs no sign-in");
            let html = mail.read.html.clone().expect("a page");
            assert!(html.contains(&mark) && html.contains("/reset"), "{html}");
            assert!(!mail.source.contains("cvk_") && !mail.read.text.contains("cvk_"), "a key stands in no mail");
            let text = mail.read.text.replace(&app.base, "https://convoke.example").replace(&mark, "[mark]");
            letters.push(format!("Subject: {}\n\n{}", mail.read.subject, text.trim_end()));
        }
    }
    insta::assert_snapshot!("door_mails", letters.join("\n\n----\n\n"));
}
