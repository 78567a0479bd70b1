//! The second factor from outside: set up, asked for, recovered, taken away; and that nothing else opens while it is demanded.

use convoke::access::{Grant, Role};
use convoke::db::DatabaseUrl;
use convoke::kernel::ids::PublicId;
use convoke::kernel::time::Instant;
use reqwest::Method;

use crate::routes::{OPEN, declared, speaks_json};
use crate::support::command::{convoke, fed};
use crate::support::contents::contents;
use crate::support::mail::Mail;
use crate::support::world::World;
use crate::support::{PASSWORD, Page, Person, TestApp, TestClient, send};

const PLACE: &str = "/account/second-factor";

fn administrator() -> Vec<Grant> {
    vec![Grant { role: Role::Administrator, programme: None, city: None }]
}

/// As the default is, and tests otherwise are not.
fn demanding() -> TestApp {
    TestApp::start_with(&[("accounts.second_factor", "administrators")])
}

/// What the member's app shows.
struct Phone(String);

impl Phone {
    /// Types in what stands on the page.
    fn reading(page: &Page) -> Phone {
        let shown = page.body.split_once("<code translate=\"no\">").expect("the secret").1;
        Phone(shown.split('<').next().expect("its end").replace(' ', ""))
    }
    fn code(&self, at: Instant) -> String {
        let secret = totp_rs::Secret::try_from_base32(&self.0).expect("base 32");
        let totp = totp_rs::Builder::new().with_secret(secret).build().expect("as the standard has it");
        totp.generate(u64::try_from(at.micros() / 1_000_000).expect("after 1970")).to_string()
    }
    fn now(&self, app: &TestApp) -> String {
        self.code(app.clock.machine())
    }
}

/// Sets it up on the page, as somebody who is signed in; the recovery codes come along.
async fn set_up(app: &TestApp, client: &TestClient) -> (Phone, Vec<String>) {
    assert_eq!(client.submit(PLACE, PLACE, &[]).await.status, 303);
    let page = client.get(PLACE).await;
    let phone = Phone::reading(&page);
    let action = format!("{PLACE}/confirm");
    let code = phone.now(app);
    let mut typed = vec![("code", code.as_str())];
    if page.body.contains("on_password") {
        typed.push(("on_password", PASSWORD));
    }
    let done = client.submit_on(&page, &action, &typed).await;
    assert_eq!(done.status, 200, "{}", done.text());
    let shown = done.body.split_once("<pre").expect("the codes").1.split_once('>').expect("its end").1;
    let codes: Vec<String> =
        shown.split("</pre>").next().expect("its end").split_whitespace().map(str::to_owned).collect();
    assert_eq!(codes.len(), 10, "{codes:?}");
    app.pass_seconds(30);
    (phone, codes)
}

async fn with_password(client: &TestClient, person: &Person) -> Page {
    client.submit("/sign-in", "/sign-in", &[("email", &person.email), ("password", PASSWORD)]).await
}

fn news(mails: &[Mail]) -> Vec<String> {
    mails.iter().for_each(Mail::is_sound);
    mails.iter().map(|m| m.read.subject.clone()).collect()
}

#[tokio::test]
async fn whom_it_is_demanded_of_is_led_to_it_and_on_from_it() {
    let app = demanding();
    let ana = app.person("ana@example.org", administrator());
    let client = app.client();
    let opened =
        client.submit("/sign-in?next=/accounts", "/sign-in", &[("email", &ana.email), ("password", PASSWORD)]).await;
    assert_eq!((opened.status, opened.location()), (303, "/accounts"));
    let away = client.follow(&opened).await;
    assert_eq!((away.status, away.location()), (303, "/account/second-factor?next=%2Faccounts"));
    let page = client.follow(&away).await;
    page.says("needs a second factor").does_not_say("Back to your account");
    let begun = client.submit_on(&page, PLACE, &[]).await;
    let page = client.follow(&begun).await;
    let phone = Phone::reading(&page);
    assert!(page.body.contains("<svg class=\"qr\"") && page.body.contains("otpauth://totp/"), "{}", page.text());
    let action = format!("{PLACE}/confirm");
    let wrong = client.submit_on(&page, &action, &[("code", "12 34")]).await;
    assert_eq!(wrong.status, 422);
    wrong.says("This code is not right");
    assert_eq!(Phone::reading(&wrong).0, phone.0, "a wrong code changes nothing");
    let done = client.submit_on(&wrong, &action, &[("code", &phone.now(&app))]).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert!(done.links().contains(&"/accounts".to_owned()), "{:?}", done.links());
    assert!(!client.get(PLACE).await.body.contains(&phone.0[..4]), "the secret is shown no more");
    client.get("/accounts").await.says("second factor");
    let twice = client.submit_on(&wrong, &action, &[("code", &phone.now(&app))]).await;
    assert_eq!(twice.status, 303, "sent twice it acts once");
    client.follow(&twice).await.says("shown once");
    app.run_until_idle().await;
    assert_eq!(news(&app.mails()), ["Your second factor is on"]);
}

#[tokio::test]
async fn a_browser_left_open_does_not_set_it_up() {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", Vec::new());
    let client = app.sign_in(&ana).await;
    assert_eq!(client.submit(PLACE, PLACE, &[]).await.status, 303);
    let page = client.get(PLACE).await;
    let (code, action) = (Phone::reading(&page).now(&app), format!("{PLACE}/confirm"));
    for password in ["", "not this one"] {
        let refused = client.submit_on(&page, &action, &[("code", &code), ("on_password", password)]).await;
        assert_eq!(refused.status, 422);
        refused.says("not your present password");
    }
    assert_eq!(with_password(&app.client(), &ana).await.location(), "/", "it is not on");
}

#[tokio::test]
async fn a_secret_that_waited_too_long_is_told_of_and_there_is_another() {
    let app = TestApp::start();
    let person = app.person("ana@example.org", vec![]);
    let client = app.sign_in(&person).await;
    assert_eq!(client.submit(PLACE, PLACE, &[]).await.status, 303);
    let page = client.get(PLACE).await;
    let old = Phone::reading(&page);
    app.pass_seconds(3_600);
    let action = format!("{PLACE}/confirm");
    let code = old.now(&app);
    let sent = [("code", code.as_str()), ("on_password", PASSWORD)];
    let late = client.submit_on(&page, &action, &sent).await;
    assert_eq!(late.status, 303, "{}", late.text());
    let anew = client.follow(&late).await;
    anew.says("waited for more than an hour");
    let new = Phone::reading(&anew);
    let code = new.now(&app);
    let sent = [("code", code.as_str()), ("on_password", PASSWORD)];
    let done = client.submit_on(&anew, &action, &sent).await;
    assert!(done.status == 200 && done.body.contains("<pre"), "the recovery codes are shown: {}", done.text());
}

#[tokio::test]
async fn a_code_is_asked_for_after_the_password_and_a_replay_is_refused() {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", administrator());
    let elsewhere = app.sign_in(&ana).await;
    let home = app.sign_in(&ana).await;
    let (phone, codes) = set_up(&app, &home).await;
    assert_eq!(elsewhere.get("/account").await.status, 303, "who came by a password alone has to come again");
    let client = app.client();
    let asked =
        client.submit("/sign-in?next=/accounts", "/sign-in", &[("email", &ana.email), ("password", PASSWORD)]).await;
    assert_eq!((asked.status, asked.location()), (303, "/sign-in/code?next=%2Faccounts&lang=en"));
    let cookie = asked.header("set-cookie").to_owned();
    assert!(cookie.starts_with("convoke-code=") && cookie.contains("HttpOnly"), "{cookie}");
    assert_eq!(client.get("/accounts").await.status, 303, "a password alone opens nothing");
    let page = client.follow(&asked).await;
    let code = phone.now(&app);
    let wrong = client.submit_on(&page, "/sign-in/code", &[("code", "000000")]).await;
    assert_eq!((wrong.status, wrong.form("/sign-in/code").value("next")), (422, Some("/accounts")));
    let right = client.submit_on(&wrong, "/sign-in/code", &[("code", &code)]).await;
    assert_eq!((right.status, right.location()), (303, "/accounts"), "{}", right.text());
    client.follow(&right).await.says("ana@example.org");
    // Another browser that has seen the code over a shoulder.
    let thief = app.client();
    let page = thief.follow(&with_password(&thief, &ana).await).await;
    let replayed = thief.submit_on(&page, "/sign-in/code", &[("code", &code)]).await;
    let invented = thief.submit_on(&page, "/sign-in/code", &[("code", "999999")]).await;
    assert_eq!((replayed.status, invented.status), (422, 422));
    assert_eq!(replayed.text(), invented.text(), "equal words");
    // A recovery code in its stead, once.
    let page = thief.get("/sign-in/code?with=recovery").await;
    page.says("recovery codes you kept");
    let entered = thief.submit_on(&page, "/sign-in/code", &[("code", &codes[0])]).await;
    assert_eq!((entered.status, entered.location()), (303, "/"));
    let again = app.client();
    let page = again.follow(&with_password(&again, &ana).await).await;
    let spent = again.submit_on(&page, "/sign-in/code", &[("code", &codes[0])]).await;
    assert_eq!(spent.status, 422);
    spent.says("This recovery code is not right, or it was used already.").does_not_say("every half minute");
    app.run_until_idle().await;
    let mut told = news(&app.mails());
    told.sort();
    assert_eq!(told, ["A recovery code was used", "Your second factor is on"]);
}

#[tokio::test]
async fn what_stands_between_password_and_code_belongs_to_one_browser_and_runs_out() {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", Vec::new());
    let (phone, _) = set_up(&app, &app.sign_in(&ana).await).await;
    let first = app.client();
    let page = first.follow(&with_password(&first, &ana).await).await;
    let other = app.client().submit_on(&page, "/sign-in/code", &[("code", &phone.now(&app))]).await;
    assert_eq!((other.status, other.location()), (303, "/sign-in?note=late"), "another browser has no step");
    assert_eq!(app.client().get("/sign-in/code").await.status, 303);
    app.pass_seconds(660);
    let late = first.submit_on(&page, "/sign-in/code", &[("code", &phone.now(&app))]).await;
    assert_eq!((late.status, late.location()), (303, "/sign-in?note=late"));
    let again = first.follow(&late).await;
    again.says("too late");
    assert!(again.body.contains("notice risk"), "nothing was done: {}", again.body);
    for n in 0..12 {
        let page = first.follow(&with_password(&first, &ana).await).await;
        let guess = first.submit_on(&page, "/sign-in/code", &[("code", "123456")]).await;
        assert_eq!(guess.status, if n < 10 { 422 } else { 429 }, "guess {n}");
    }
    app.pass_seconds(3_700);
    let page = first.follow(&with_password(&first, &ana).await).await;
    assert_eq!(first.submit_on(&page, "/sign-in/code", &[("code", &phone.now(&app))]).await.status, 303);
    app.run_until_idle().await;
    assert!(news(&app.mails()).contains(&"Somebody knows your password".to_owned()));
}

#[tokio::test]
async fn neither_secret_nor_recovery_codes_stand_in_the_database() {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", Vec::new());
    let (phone, codes) = set_up(&app, &app.sign_in(&ana).await).await;
    let raw = totp_rs::Secret::try_from_base32(&phone.0).expect("base 32");
    let hex: String = raw.as_bytes().iter().map(|b| format!("{b:02x}")).collect();
    let everything = format!("{:?}", contents(app.database(), &[]));
    assert!(everything.contains("second_factors"), "the table is read");
    let bare: Vec<String> = codes.iter().flat_map(|c| [c.clone(), c.replace('-', "")]).collect();
    for secret in [&phone.0, &hex].into_iter().chain(&bare) {
        assert!(!everything.contains(secret.as_str()), "{secret} is in the database");
    }
    let inside = std::fs::read_dir(app.database().folder()).expect("the folder").flatten();
    for file in inside.filter(|f| f.file_name().to_string_lossy().contains(".db")) {
        let bytes = std::fs::read(file.path()).expect("a file");
        for secret in [raw.as_bytes(), phone.0.as_bytes(), codes[0].as_bytes()] {
            let found = bytes.windows(secret.len()).any(|w| w == secret);
            assert!(!found, "in {}", file.path().display());
        }
    }
    app.run_until_idle().await;
    drop(app.mails());
}

#[tokio::test]
async fn it_is_renewed_and_turned_off_with_password_and_code_but_not_while_demanded() {
    let app = TestApp::start();
    let ana = app.person("ana@example.org", Vec::new());
    let client = app.sign_in(&ana).await;
    let (phone, old) = set_up(&app, &client).await;
    let (codes, off) = (format!("{PLACE}/codes"), format!("{PLACE}/off"));
    for (password, code, said) in [
        ("not this one", phone.now(&app), "not your present password"),
        (PASSWORD, "123456".to_owned(), "This code is not right"),
        (PASSWORD, "abcde-fghjk".to_owned(), "This recovery code is not right"),
    ] {
        let refused = client.submit(PLACE, &codes, &[("codes_password", password), ("codes_code", &code)]).await;
        assert_eq!(refused.status, 422);
        refused.says(said);
    }
    let right = [("codes_password", PASSWORD), ("codes_code", &phone.now(&app))];
    let fresh = client.submit(PLACE, &codes, &right).await;
    assert_eq!(fresh.status, 200, "{}", fresh.text());
    assert!(old.iter().all(|code| !fresh.body.contains(code)));
    let sent_again = client.submit(PLACE, &codes, &right).await;
    assert_eq!(sent_again.status, 422, "the code is used");
    app.pass_seconds(30);
    let done = client.submit(PLACE, &off, &[("off_password", PASSWORD), ("off_code", &phone.now(&app))]).await;
    assert_eq!((done.status, done.location()), (303, "/account/second-factor?note=off"), "{}", done.text());
    assert_eq!(with_password(&app.client(), &ana).await.location(), "/");
    app.run_until_idle().await;
    assert_eq!(app.mails().len(), 3);

    let strict = demanding();
    let bo = strict.person("bo@example.org", administrator());
    let client = strict.sign_in(&bo).await;
    let (phone, _) = set_up(&strict, &client).await;
    let page = client.get(PLACE).await;
    page.says("cannot be turned off");
    assert!(page.forms().iter().all(|f| f.action != off), "no way is offered");
    let csrf = page.form(&codes).value("csrf").expect("a token").to_owned();
    let forced = [("csrf", csrf.as_str()), ("off_password", PASSWORD), ("off_code", &phone.now(&strict))];
    assert_eq!(client.post(&off, &forced).await.status, 409);
    strict.run_until_idle().await;
    assert_eq!(strict.mails().len(), 1);
}

#[tokio::test]
async fn while_it_is_demanded_it_moves_to_a_new_phone_alone() {
    let app = demanding();
    let ana = app.person("ana@example.org", administrator());
    let client = app.sign_in(&ana).await;
    let (phone, codes) = set_up(&app, &client).await;
    let elsewhere = app.client();
    let page = elsewhere.follow(&with_password(&elsewhere, &ana).await).await;
    let entered = elsewhere.submit_on(&page, "/sign-in/code", &[("code", &phone.now(&app))]).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    app.pass_seconds(30);
    let (begin, end) = (format!("{PLACE}/move"), format!("{PLACE}/move/confirm"));
    for (password, code, said) in [
        ("not this one", phone.now(&app), "not your present password"),
        (PASSWORD, "123456".to_owned(), "This code is not right"),
    ] {
        let refused = client.submit(PLACE, &begin, &[("move_password", password), ("move_code", &code)]).await;
        assert_eq!(refused.status, 422);
        refused.says(said);
    }
    assert!(!client.get(PLACE).await.body.contains("<code translate"), "nothing is shown without proof");
    let begun = client.submit(PLACE, &begin, &[("move_password", PASSWORD), ("move_code", &codes[0])]).await;
    assert_eq!((begun.status, begun.location()), (303, PLACE), "{}", begun.text());
    let page = client.follow(&begun).await;
    let new = Phone::reading(&page);
    assert_ne!(new.0, phone.0);
    let open = client.submit_on(&page, &end, &[("moved_code", &new.now(&app)), ("moved_password", "guessed")]).await;
    assert_eq!(open.status, 422, "a browser left open ends no move");
    let wrong = client.submit_on(&page, &end, &[("moved_code", "000000"), ("moved_password", PASSWORD)]).await;
    assert_eq!(wrong.status, 422);
    wrong.says("This code is not right");
    assert_eq!(elsewhere.get("/account").await.status, 200, "nothing has ended yet");
    let typed = [("moved_code", new.now(&app)), ("moved_password", PASSWORD.to_owned())];
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let done = client.submit_on(&wrong, &end, &typed).await;
    assert_eq!((done.status, done.location()), (303, "/account/second-factor?note=moved"), "{}", done.text());
    client.follow(&done).await.says("The new phone is in use");
    let twice = client.submit_on(&wrong, &end, &typed).await;
    assert_eq!(twice.status, 303, "sent twice it acts once");
    client.follow(&twice).await.says("the move was finished already");
    assert_eq!(elsewhere.get("/account").await.status, 303, "other sign-ins have ended");
    app.pass_seconds(60);
    let page = elsewhere.follow(&with_password(&elsewhere, &ana).await).await;
    let old = elsewhere.submit_on(&page, "/sign-in/code", &[("code", &phone.now(&app))]).await;
    assert_eq!(old.status, 422, "the old phone opens nothing");
    let entered = elsewhere.submit_on(&old, "/sign-in/code", &[("code", &new.now(&app))]).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    app.run_until_idle().await;
    assert_eq!(news(&app.mails()), ["Your second factor is on", "Your second factor is on another phone"]);
}

#[tokio::test]
async fn an_administrator_takes_anothers_away_after_being_asked() {
    let app = TestApp::start();
    let ana = app.member("ana@example.org", administrator()).await;
    let bo = app.person("bo@example.org", administrator());
    let client = app.sign_in(&bo).await;
    set_up(&app, &client).await;
    let account = format!("/accounts/{}", bo.account.public_id);
    let ask = format!("{account}/second-factor/reset");
    assert!(ana.get(&account).await.links().contains(&ask));
    assert!(!client.get(&account).await.links().contains(&ask), "nobody takes their own away");
    let page = ana.get(&ask).await;
    page.says("bo@example.org").says("All their sign-ins end");
    assert_eq!(client.get("/account").await.status, 200, "asking does nothing");
    let done = ana.submit_on(&page, &ask, &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    ana.follow(&done).await.says("Off");
    assert_eq!(client.get("/account").await.status, 303, "the sign-in has ended");
    assert_eq!(with_password(&app.client(), &bo).await.location(), "/", "the password alone, for now");
    ana.get("/history?kind=account").await.says("Second factor taken away").says("Second factor turned on");
    app.run_until_idle().await;
    assert_eq!(news(&app.mails()), ["Your second factor is on", "Your second factor was taken away"]);
    // No key does it, and programs see who has one.
    let key = app.token(&bo, &["read", "write", "accounts"]);
    let api = |method, path: String| {
        let (client, key) = (app.client(), key.clone());
        async move { client.json(method, &path, &key, &serde_json::json!({})).await }
    };
    let refused = api(Method::POST, format!("/api/v1{ask}")).await;
    assert_eq!((refused.status, &refused.value()["type"]), (403, &"/api/v1/problems/wants-person".into()));
    let own = api(Method::GET, "/api/v1/account/second-factor".to_owned()).await.value();
    assert_eq!((&own["state"], &own["demanded"]), (&"off".into(), &false.into()), "{own}");
    assert!(api(Method::GET, format!("/api/v1{account}")).await.value()["second_factor"].is_null());
}

/// What stays open to somebody who has to set it up first.
const THEIRS: &[&str] = &[
    "GET /account/second-factor",
    "POST /account/second-factor",
    "POST /account/second-factor/confirm",
    "POST /sign-out",
    "GET /api/v1/account/second-factor",
];

#[tokio::test]
async fn while_it_is_demanded_every_other_door_is_shut() {
    let app = demanding();
    let ana = app.person("ana@example.org", administrator());
    let client = app.sign_in(&ana).await;
    let csrf = client.get(PLACE).await.form(PLACE).value("csrf").expect("a token").to_owned();
    let before = contents(app.database(), &["sign_ins.seen_at", "sign_ins.expires_at"]);
    let mut let_in = Vec::new();
    let routes = declared();
    let walked = routes.iter().filter(|r| !THEIRS.contains(&r.as_str()) && !OPEN.contains(&r.as_str()));
    for route in walked {
        let (method, pattern) = route.split_once(' ').expect("a method");
        // What is no number is no such grant, whoever asks.
        let mut path = pattern.replace("{grant}", "1");
        while let (Some(from), Some(to)) = (path.find('{'), path.find('}')) {
            path.replace_range(from..=to, PublicId::random().as_str());
        }
        let request = client.request(method.parse().expect("a method"), &path);
        let request = match (method, speaks_json(route)) {
            ("GET", _) => request,
            (_, true) => request.header("x-csrf-token", &csrf).header("if-match", "*").json(&serde_json::json!({})),
            (_, false) => request.form(&[("csrf", &csrf)]),
        };
        let page = send(request).await;
        let led = page.status == 303 && page.location().starts_with(PLACE);
        let told = page.status == 403 && page.body.contains("/api/v1/problems/second-factor");
        if !(led || told) {
            let_in.push(format!("{route}: {} {}", page.status, page.text()));
        }
    }
    assert!(let_in.is_empty(), "{}", let_in.join("\n"));
    assert!(routes.len() > 100, "the routes were read");
    let changes = contents(app.database(), &["sign_ins.seen_at", "sign_ins.expires_at"]).changes_since(&before);
    assert!(changes.is_empty(), "{changes:#?}");
    // A key made before goes on: the demand is of people.
    let key = app.token(&ana, &["accounts"]);
    let accounts = app.client().json(Method::GET, "/api/v1/accounts", &key, &serde_json::json!(null)).await;
    assert_eq!(accounts.status, 200, "{}", accounts.body);
}

#[tokio::test]
async fn each_reader_is_told_in_their_language() {
    let app = TestApp::start();
    for (language, subject) in [("fr", "Votre second facteur est actif"), ("zh", "您的两步验证已启用")] {
        let person = app.reader(&format!("{language}@example.org"), (language, "Asia/Shanghai"), Vec::new());
        let client = app.sign_in(&person).await;
        set_up(&app, &client).await;
        let mail = app.one_mail().await;
        assert_eq!(mail.read.subject, subject);
        mail.is_sound();
        let mark = app.state.keys.place("127.0.0.1".parse().expect("an address"));
        assert!(mail.read.text.contains(&mark), "from which network: {}", mail.read.text);
        // Whoever did not do it has no code for that page: the administrators set it right.
        assert!(mail.links().is_empty(), "{:?}", mail.links());
        client.get(PLACE).await.does_not_say("[factor");
    }
}

fn lou<'a>(place: &[&'a str]) -> Vec<&'a str> {
    let create = ["user", "create", "lou@example.org", "--name", "Lou", "--role", "editor", "--programme"];
    create.into_iter().chain(place.iter().copied()).collect()
}

#[tokio::test]
async fn the_command_line_takes_it_away_and_gives_roles() {
    let app = TestApp::start();
    World::build(&app);
    let ana = app.person("ana@example.org", administrator());
    let client = app.sign_in(&ana).await;
    set_up(&app, &client).await;
    let url = match app.database().url() {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseUrl::Postgres(url) => url,
    };
    let folder = app.database().folder();
    let command = |arguments: &[&str], input: &str| {
        let mut command = convoke(folder, arguments);
        fed(command.env("CONVOKE_DATA__DIR", folder).env("CONVOKE_DATABASE__URL", &url), input)
    };
    let (code, out, said) = command(&["user", "reset-second-factor", "Ana@example.org"], "");
    assert!(code == 0 && out.contains("taken away"), "{out}{said}");
    assert_eq!(client.get("/account").await.status, 303, "every sign-in has ended");
    assert_eq!(with_password(&app.client(), &ana).await.location(), "/");
    let (code, _, said) = command(&["user", "reset-second-factor", "ana@example.org"], "");
    assert!(code == 1 && said.contains("no second factor"), "{said}");
    let (code, _, said) = command(&lou(&["nowhere"]), PASSWORD);
    assert!(code == 1 && said.contains("--programme"), "{said}");
    let (code, _, said) = command(&lou(&["cities", "--city", "datong"]), PASSWORD);
    assert_eq!(code, 0, "{said}");
    let ana = app.sign_in(&ana).await;
    ana.get("/accounts").await.says("Editor, Datong");
    app.run_until_idle().await;
    drop(app.mails());
}
