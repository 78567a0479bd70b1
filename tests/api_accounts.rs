//! Accounts through the interface for programs: as on the pages, and no further.

use convoke::access::{Grant, Role};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::world::World;
use crate::support::{PASSWORD, Page, TestApp, TestClient};

const ADMINISTRATOR: Grant = Grant { role: Role::Administrator, programme: None, city: None };

struct Story {
    app: TestApp,
    client: TestClient,
    /// An administrator's, with every scope.
    key: String,
}

impl Story {
    fn begin() -> Story {
        let app = TestApp::start();
        World::build(&app);
        let ana = app.person("ana@example.org", vec![ADMINISTRATOR]);
        let key = app.token(&ana, &["read", "write", "accounts"]);
        Story { client: app.client(), app, key }
    }
    async fn call(&self, method: Method, path: &str, body: &Value) -> Page {
        self.client.json(method, &format!("/api/v1/{path}"), &self.key, body).await
    }
    async fn get(&self, path: &str) -> Page {
        self.call(Method::GET, path, &json!(null)).await
    }
}

fn li_na() -> Value {
    json!({
        "email": "li.na@example.cn", "name": "李娜", "locale": "zh", "zone": "Asia/Shanghai",
        "grants": [{"role": "local-coordinator", "programme": "cities", "city": "hangzhou"}],
    })
}

#[tokio::test]
async fn somebody_is_invited_by_the_same_mail_and_gets_exactly_the_roles_that_were_said() {
    let story = Story::begin();
    let made = story.call(Method::POST, "accounts", &li_na()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let account = made.value();
    assert_eq!((&account["state"], &account["locale"]), (&json!("invited"), &json!("zh")));
    let (grant, names) = (&account["grants"][0], &account["grants"][0]["city"]["name"]);
    assert_eq!((&grant["role"], &names["en"]), (&json!("local-coordinator"), &json!("Hangzhou")), "{account}");
    let mail = story.app.one_mail().await;
    assert_eq!(mail.to, "li.na@example.cn");
    let link = mail.path("/password/");
    assert_eq!(story.app.client().submit(&link, &link, &[("password", PASSWORD)]).await.status, 303);
    let path = made.location().strip_prefix("/api/v1/").unwrap().to_owned();
    assert_eq!(story.get(&path).await.value()["state"], "open");
    // Nothing that opens anything is ever said.
    for page in [&made, &story.get("accounts").await, &story.get(&path).await] {
        page.does_not_say("argon2").does_not_say("digest").does_not_say("nonce").does_not_say("/password/");
    }
    let again = story.call(Method::POST, "accounts", &li_na()).await;
    assert_eq!((again.status, &again.value()["errors"][0]["field"]), (422, &json!("email")));
}

#[tokio::test]
async fn roles_are_given_and_taken_and_an_account_is_closed_and_opened() {
    let story = Story::begin();
    let min = story.app.person("min@example.org", Vec::new());
    let path = format!("accounts/{}", min.account.public_id);
    let role = json!({"role": "auditor", "programme": "cities"});
    for _ in 0..2 {
        let given = story.call(Method::POST, &format!("{path}/grants"), &role).await;
        assert_eq!((given.status, given.value()["grants"].as_array().unwrap().len()), (200, 1), "{}", given.body);
    }
    let grant = story.get(&path).await.value()["grants"][0]["id"].clone();
    assert_eq!(story.call(Method::DELETE, &format!("{path}/grants/{grant}"), &json!({})).await.status, 204);
    assert_eq!(story.get(&path).await.value()["grants"], json!([]));
    for (wrong, field) in [
        (json!({"role": "king", "programme": "cities"}), "role"),
        (json!({"role": "auditor"}), "programme"),
        (json!({"role": "auditor", "programme": "elsewhere"}), "programme"),
        (json!({"role": "auditor", "programme": "cities", "city": "paris"}), "city"),
    ] {
        let refused = story.call(Method::POST, &format!("{path}/grants"), &wrong).await;
        assert_eq!((refused.status, &refused.value()["errors"][0]["field"]), (422, &json!(field)), "{}", refused.body);
    }
    let signed_in = story.app.sign_in(&min).await;
    let closed = story.call(Method::POST, &format!("{path}/disable"), &json!({})).await;
    assert_eq!((closed.status, &closed.value()["state"]), (200, &json!("closed")));
    assert_eq!(signed_in.get("/account").await.status, 303);
    assert_eq!(story.call(Method::POST, &format!("{path}/enable"), &json!({})).await.value()["state"], "open");
}

#[tokio::test]
async fn no_key_makes_unmakes_or_shuts_out_an_administrator() {
    let story = Story::begin();
    let bo = story.app.person("bo@example.org", vec![ADMINISTRATOR]);
    let min = story.app.person("min@example.org", Vec::new());
    let (bo, min) = (format!("accounts/{}", bo.account.public_id), format!("accounts/{}", min.account.public_id));
    let grant = story.get(&bo).await.value()["grants"][0]["id"].clone();
    let everything = json!({"role": "administrator"});
    let mut invited = li_na();
    invited["grants"] = json!([everything]);
    for (method, path, body) in [
        (Method::POST, "accounts".to_owned(), invited),
        (Method::POST, format!("{min}/grants"), everything),
        (Method::DELETE, format!("{bo}/grants/{grant}"), json!({})),
        (Method::POST, format!("{bo}/disable"), json!({})),
        (Method::POST, format!("{bo}/enable"), json!({})),
    ] {
        let refused = story.call(method, &path, &body).await;
        assert_eq!(
            (refused.status, &refused.value()["type"]),
            (403, &json!("/api/v1/problems/wants-person")),
            "{path}"
        );
    }
    assert_eq!(story.get(&bo).await.value()["grants"][0]["role"], "administrator");
    assert_eq!(story.get("accounts").await.value()["items"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn accounts_want_their_own_scope_and_the_administrators_role() {
    let story = Story::begin();
    let eve = story.app.person("eve@example.org", vec![ADMINISTRATOR]);
    let narrow = story.app.token(&eve, &["read", "write", "import", "metrics"]);
    for path in ["/api/v1/accounts", "/api/v1/account", "/api/v1/account/sign-ins", "/api/v1/account/tokens"] {
        let refused = story.client.json(Method::GET, path, &narrow, &json!(null)).await;
        assert_eq!((refused.status, &refused.value()["type"]), (403, &json!("/api/v1/problems/key-lacks")), "{path}");
        refused.says("“accounts”");
    }
    let world = story.app.person("co@example.org", Vec::new());
    let weak = story.app.token(&world, &["read", "write", "accounts"]);
    for body in [li_na(), json!({"nonsense": 1})] {
        assert_eq!(story.client.json(Method::POST, "/api/v1/accounts", &weak, &body).await.status, 404);
    }
}

#[tokio::test]
async fn ones_own_account_is_read_and_written_back_and_its_doors_are_ended() {
    let story = Story::begin();
    let read = story.get("account").await;
    let mut own = read.value();
    own["name"] = json!("Ana Ferreira");
    own["locale"] = json!("fr");
    let put = |tag: &str, body: &Value| {
        let request = story.client.request(Method::PUT, "/api/v1/account").bearer_auth(&story.key);
        crate::support::send(request.header("If-Match", tag.to_owned()).json(body))
    };
    let saved = put(read.header("etag"), &own).await;
    assert_eq!((saved.status, &saved.value()["name"]), (200, &json!("Ana Ferreira")), "{}", saved.body);
    assert_eq!(put(read.header("etag"), &own).await.status, 412);
    let refused = put(saved.header("etag"), &json!({"name": "", "locale": "de", "zone": "Mars"})).await;
    assert_eq!((refused.status, refused.value()["errors"].as_array().unwrap().len()), (422, 3));
    let near = put(saved.header("etag"), &json!({"name": "Ana", "locale": "en", "zone": "Beijing"})).await.value();
    assert_eq!(near["errors"][0]["field"], "zone");
    assert!(near["errors"][0]["message"].as_str().is_some_and(|said| said.contains("Asia/Shanghai")), "{near}");
    let small = put(saved.header("etag"), &json!({"name": "Ana", "locale": "fr", "zone": "asia/shanghai"})).await;
    assert_eq!((small.status, &small.value()["zone"]), (200, &json!("Asia/Shanghai")), "{}", small.body);
    let ana = story.app.client();
    let fields = [("email", "ana@example.org"), ("password", PASSWORD)];
    assert_eq!(ana.submit("/sign-in", "/sign-in", &fields).await.status, 303);
    let sign_in = story.get("account/sign-ins").await.value()["items"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(story.call(Method::DELETE, &format!("account/sign-ins/{sign_in}"), &json!({})).await.status, 204);
    assert_eq!(ana.get("/account").await.status, 303);
    let keys = story.get("account/tokens").await;
    keys.does_not_say("cvk_");
    let key = keys.value()["items"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(story.call(Method::DELETE, &format!("account/tokens/{key}"), &json!({})).await.status, 204);
    assert_eq!(story.get("account").await.status, 401, "the key ended itself");
}
