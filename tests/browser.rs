//! A walk with a real browser: at a desk and on a phone, light and dark, with and without scripts. Pictures stay in
//! `target/screens`.

use convoke::access::{Grant, Role};

use crate::support::browser::{Browser, DESK, PHONE, wanted};
use crate::support::{PASSWORD, Person, TestApp};

async fn sign_in(browser: &Browser, app: &TestApp, person: &Person) {
    browser.open(&format!("{}/sign-in", app.base)).await;
    browser.fill("email", &person.email).await;
    browser.fill("password", PASSWORD).await;
    browser.click("main form button").await;
    let path = browser.path().await;
    assert!(!path.starts_with("/sign-in"), "{path}: {}", browser.text().await);
}

/// Looks at a page at both widths and gathers what is wrong.
async fn look(browser: &Browser, address: &str, name: &str, faults: &mut Vec<String>) {
    for (width, device) in [(DESK, "desk"), (PHONE, "phone")] {
        browser.wide(width).await;
        browser.open(address).await;
        faults.extend(browser.faults().await.into_iter().map(|fault| format!("{name} ({device}): {fault}")));
        browser.picture(&format!("{name}-{width}")).await;
    }
}

#[tokio::test]
async fn one_signs_in_and_looks_round_at_a_desk_and_on_a_phone() {
    if !wanted() {
        return;
    }
    let app = TestApp::start();
    let ana = app.person("ana@example.org", vec![Grant { role: Role::Administrator, programme: None, city: None }]);
    let browser = Browser::start(&[]).await;
    let mut faults = Vec::new();
    look(&browser, &format!("{}/sign-in?lang=zh", app.base), "sign-in-zh", &mut faults).await;
    browser.wide(DESK).await;
    sign_in(&browser, &app, &ana).await;
    for (path, name) in [("/account", "account"), ("/accounts", "accounts"), ("/accounts/new", "accounts-new")] {
        look(&browser, &format!("{}{path}", app.base), name, &mut faults).await;
    }
    browser.close().await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
async fn pages_work_without_scripts() {
    if !wanted() {
        return;
    }
    let app = TestApp::start();
    let ana = app.person("ana@example.org", vec![Grant { role: Role::Administrator, programme: None, city: None }]);
    let browser = Browser::start(&["--blink-settings=scriptEnabled=false"]).await;
    browser.wide(PHONE).await;
    sign_in(&browser, &app, &ana).await;
    browser.open(&format!("{}/account", app.base)).await;
    browser.fill("name", "Ana Two").await;
    browser.click("form[action='/account'] button").await;
    let page = app.sign_in(&ana).await.get("/account").await;
    assert_eq!(page.form("/account").value("name"), Some("Ana Two"));
    browser.close().await;
}
