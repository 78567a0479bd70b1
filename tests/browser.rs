//! A walk with a real browser: at a desk and on a phone, light and dark, with and without scripts. Pictures stay in
//! `target/screens`.

use std::collections::{BTreeSet, VecDeque};

use convoke::access::{Grant, Role};
use convoke::db::DbError;
use convoke::domain::events::{self, DeadlineInput};
use diesel::RunQueryDsl;

use crate::support::browser::{Browser, DESK, PHONE, TABLET, wanted};
use crate::support::command::Running;
use crate::support::world::World;
use crate::support::{PASSWORD, Person, TestApp};

async fn sign_in(browser: &Browser, base: &str, email: &str, password: &str) {
    browser.open(&format!("{base}/sign-in")).await;
    browser.fill("email", email).await;
    browser.fill("password", password).await;
    browser.click("main form button").await;
    for _ in 0..100 {
        if !browser.path().await.starts_with("/sign-in") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("still signing in: {}", browser.text().await);
}

/// A window in which somebody has signed in to an application of its own.
struct Desk {
    /// Closed before what it looks at.
    browser: Browser,
    app: TestApp,
    who: Person,
}

impl Desk {
    /// An administrator's, in an application that holds nothing yet; none where no browser is wanted.
    async fn open(width: u32) -> Option<Desk> {
        Desk::with(&[], width).await
    }

    /// The same with further switches of the browser.
    async fn with(settings: &[&str], width: u32) -> Option<Desk> {
        if !wanted() {
            return None;
        }
        Some(Desk::take(TestApp::start(), administrator(), settings, width).await)
    }

    /// An administrator's, in the world of most stories.
    async fn in_the_world(width: u32) -> Option<(Desk, World)> {
        if !wanted() {
            return None;
        }
        let app = TestApp::start();
        let world = World::build(&app);
        Some((Desk::take(app, administrator(), &[], width).await, world))
    }

    /// Its coordinator's.
    async fn of_coordinator(width: u32) -> Option<(Desk, World)> {
        if !wanted() {
            return None;
        }
        let app = TestApp::start();
        let world = World::build(&app);
        let grants = world.coordinator();
        Some((Desk::take(app, grants, &[], width).await, world))
    }

    async fn take(app: TestApp, grants: Vec<Grant>, settings: &[&str], width: u32) -> Desk {
        let who = app.person("ana@example.org", grants);
        let browser = Browser::start(settings).await;
        browser.wide(width).await;
        sign_in(&browser, &app.base, &who.email, PASSWORD).await;
        Desk { browser, app, who }
    }

    async fn go(&self, path: &str) {
        self.browser.open(&format!("{}{path}", self.app.base)).await;
    }

    async fn close(self) {
        self.browser.close().await;
    }
}

fn administrator() -> Vec<Grant> {
    vec![Grant { role: Role::Administrator, programme: None, city: None }]
}

/// Looks at a page at all widths and gathers what is wrong.
async fn look(browser: &Browser, address: &str, name: &str, faults: &mut Vec<String>) {
    for (width, device) in [(DESK, "desk"), (TABLET, "tablet"), (PHONE, "phone")] {
        browser.wide(width).await;
        browser.open(address).await;
        faults.extend(browser.faults().await.into_iter().map(|fault| format!("{name} ({device}): {fault}")));
        browser.picture(&format!("{name}-{width}")).await;
    }
}

/// Where a page stands among its like: ids and queries left out.
fn kind_of(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    for (secret, kind) in [("/a/", "/a/id"), ("/n/", "/n/id"), ("/mailbox/", "/mailbox/id")] {
        if let Some(rest) = path.strip_prefix(secret) {
            let rest = rest.split_once('/').map_or(String::new(), |(_, rest)| format!("/{rest}"));
            return format!("{kind}{rest}");
        }
    }
    let part = |part: &str| {
        let id = part.len() == 16 && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        let city = ["hangzhou", "datong", "hohhot"].contains(&part);
        if id || city { "id".to_owned() } else { part.to_owned() }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// The pages that a page links to, of this installation; files to be saved are none.
async fn links(browser: &Browser, base: &str) -> Vec<String> {
    let all = browser.run("return [...document.querySelectorAll('a[href]')].map(a => a.href)").await;
    let all = all.as_array().cloned().unwrap_or_default();
    let own = all.iter().filter_map(|l| l.as_str()?.strip_prefix(base));
    let pages = own.filter(|l| ![".csv", ".xlsx", ".ics", "/raw", ".json"].iter().any(|end| kind_of(l).ends_with(end)));
    pages.map(str::to_owned).collect()
}

/// One demonstration and one browser for all that is looked at in it: to make and to start them takes longest.
#[tokio::test]
async fn the_demonstration_is_in_order_on_every_page_and_handsome_in_the_dark() {
    if !wanted() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (running, email, password) = Running::demo(folder.path());
    let browser = Browser::start(&[]).await;
    browser.wide(DESK).await;
    sign_in(&browser, &running.address, &email, &password).await;
    let mut faults = Vec::new();
    every_page(&browser, &running.address, &mut faults).await;
    first_page(&browser, &running.address, &mut faults).await;
    browser.close().await;
    running.stop();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every kind of page that can be reached, once at a desk, once on a tablet and once on a phone.
async fn every_page(browser: &Browser, base: &str, faults: &mut Vec<String>) {
    browser.open(&format!("{base}/")).await;
    let first = browser.text().await;
    for city in ["Hangzhou", "Datong", "Hohhot"] {
        assert!(first.contains(city), "the first page is the matrix: {first}");
    }
    browser.faults().await;
    let mut seen = BTreeSet::new();
    let mut next: VecDeque<String> = ["/".to_owned(), "/mailbox".to_owned(), "/account".to_owned()].into();
    while let Some(path) = next.pop_front() {
        // The description of the API is shown by a library's page, which is not ours to judge.
        if path.starts_with("/api/") || !seen.insert(kind_of(&path)) {
            continue;
        }
        let name = kind_of(&path).trim_matches('/').replace('/', "-");
        let name = if name.is_empty() { "first".to_owned() } else { name };
        look(browser, &format!("{base}{path}"), &name, faults).await;
        next.extend(links(browser, base).await);
    }
    assert!(seen.len() > 20, "only these were reached: {seen:?}");
}

/// The matrix by day and by night, in every language.
async fn first_page(browser: &Browser, base: &str, faults: &mut Vec<String>) {
    browser.faults().await;
    for lang in ["en", "fr", "zh"] {
        let address = format!("{base}/programmes/sustainable-urbanisation?lang={lang}");
        for scheme in ["light", "dark"] {
            browser.colours(scheme).await;
            look(browser, &address, &format!("matrix-{lang}-{scheme}"), faults).await;
        }
        let spoken = browser.run("return document.documentElement.lang").await;
        assert!(spoken.as_str().is_some_and(|l| l.starts_with(lang)), "{spoken}");
    }
}

/// Long names of zones ("temps universel coordonné") say nothing to most: a stranger's own hour stands as the venue's does.
#[tokio::test]
async fn a_strangers_own_clock_stands_in_the_form_of_the_house() {
    if !wanted() {
        return;
    }
    let app = TestApp::start();
    let world = World::build(&app);
    let browser = Browser::start(&[]).await;
    browser.wide(PHONE).await;
    let own = "const line = document.querySelector('[data-own-clock]'); return line ? line.textContent : '';";
    browser.zone("Europe/Paris").await;
    for (lang, hour) in [("fr", "3\u{a0}h · UTC+2"), ("en", "03:00 · UTC+2"), ("zh", "03:00 · UTC+2")] {
        browser.open(&format!("{}/e/{}?lang={lang}", app.base, world.event.event.public_id)).await;
        let clock = browser.run(own).await;
        // Behind the day of the week.
        assert!(clock.as_str().is_some_and(|said| said.ends_with(&format!(" {hour}"))), "{lang}: {clock}");
        let text = browser.text().await;
        for long in ["universel", "Coordinated", "协调世界时", "d’été"] {
            assert!(!text.contains(long), "{text}");
        }
    }
    // Whoever is where the event is reads one hour.
    browser.zone("Asia/Shanghai").await;
    browser.open(&format!("{}/e/{}", app.base, world.event.event.public_id)).await;
    assert_eq!(browser.run(own).await, "");
    browser.close().await;
}

#[tokio::test]
async fn pages_work_without_scripts() {
    let Some(desk) = Desk::with(&["--blink-settings=scriptEnabled=false"], PHONE).await else { return };
    let browser = &desk.browser;
    desk.go("/account").await;
    browser.fill("name", "Ana Two").await;
    browser.click("form[action='/account'] button").await;
    let page = desk.app.sign_in(&desk.who).await.get("/account").await;
    assert_eq!(page.form("/account").value("name"), Some("Ana Two"));
    desk.close().await;
}

/// Names and titles without a gap push nothing out of the window, at no width.
#[tokio::test]
async fn long_words_stay_on_their_page() {
    let Some((desk, world)) = Desk::in_the_world(DESK).await else { return };
    let browser = &desk.browser;
    let word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    let names = format!("UPDATE contacts SET native_name = '{word}', latin_name = ''");
    let titles = format!("UPDATE events SET title = '{{\"en\":\"{word}\"}}'");
    for statement in [names, titles] {
        desk.app.act(|conn, _| diesel::sql_query(statement).execute(conn).map_err(DbError::from));
    }
    let event = format!("/programmes/cities/events/{}", world.event.event.public_id);
    let guests = format!("{event}/guests");
    let mut faults = Vec::new();
    for (path, name) in [
        ("/people", "people"),
        ("/programmes/cities", "matrix"),
        (event.as_str(), "event"),
        (guests.as_str(), "guests"),
    ] {
        look(browser, &format!("{}{path}", desk.app.base), &format!("long-{name}"), &mut faults).await;
    }
    desk.close().await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Keys pass through the choices of a filter one by one: the page goes only when a pointer chose, or the button is pressed.
#[tokio::test]
async fn a_filter_waits_for_whoever_goes_through_it_by_keys() {
    let Some(desk) = Desk::open(PHONE).await else { return };
    let browser = &desk.browser;
    let asked = "/organisations?q=zz";
    desk.go(asked).await;
    let change = "const kind = document.querySelector('.filters select'); kind.dispatchEvent(new Event(EVENT, { bubbles: true })); \
                  kind.selectedIndex = 1; kind.dispatchEvent(new Event('change', { bubbles: true }));";
    browser.run(&change.replace("EVENT", "'keydown'")).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(browser.path().await, asked);
    browser.run(&change.replace("EVENT", "'pointerdown'")).await;
    for _ in 0..100 {
        if browser.path().await.contains("kind=") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(browser.path().await.contains("kind="), "{}", browser.path().await);
    // The bar at the foot of a phone says where one is, also where that place is folded into its last.
    let weight = "return getComputedStyle(document.querySelector('.unfold label')).fontWeight";
    assert_eq!(browser.run(weight).await, "600");
    desk.go("/people").await;
    assert_ne!(browser.run(weight).await, "600");
    desk.close().await;
}

/// Waits until a script says so.
async fn until(browser: &Browser, script: &str) {
    for _ in 0..100 {
        if browser.run(script).await == true {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{script}: {}", browser.text().await);
}

/// A list follows what is typed and chosen without a new page; focus stays, the address follows, and back brings back both.
#[tokio::test]
async fn a_list_follows_its_filters_in_place() {
    let Some((desk, _)) = Desk::in_the_world(DESK).await else { return };
    let browser = &desk.browser;
    desk.go("/people").await;
    let all = browser.run("return document.querySelectorAll('tbody tr').length").await.as_u64().unwrap_or_default();
    assert!(all > 2, "several people stand there: {all}");
    let shown = |rows: u64, typed: &str| {
        format!(
            "return document.querySelectorAll('tbody tr').length === {rows} && \
             document.querySelector('[name=q]').value === '{typed}'"
        )
    };
    browser.run("window.mark = 'here'").await;
    browser.fill("q", "Schmidt").await;
    until(browser, &shown(1, "Schmidt")).await;
    assert!(browser.path().await.contains("q=Schmidt"), "{}", browser.path().await);
    let caret = "const at = document.activeElement; return [window.mark, at.name, at.selectionStart]";
    assert_eq!(browser.run(caret).await, serde_json::json!(["here", "q", 7]));
    let said = browser.run("return document.getElementById('found').textContent").await;
    assert!(said.as_str().is_some_and(|said| said.starts_with("1 ")), "told to those who do not see it: {said}");
    // What is drawn anew works as what was there.
    let chosen =
        "document.querySelector('tbody .sel input').click(); return document.querySelector('.bulk output').textContent";
    assert_eq!(browser.run(chosen).await, "1 selected");
    browser.run("history.back()").await;
    until(browser, &shown(all, "")).await;
    assert_eq!(browser.path().await, "/people");
    browser.run("history.forward()").await;
    until(browser, &shown(1, "Schmidt")).await;
    browser.click("main form.filters a.btn").await;
    until(browser, &shown(all, "")).await;
    assert_eq!(browser.run("return window.mark").await, "here");
    desk.close().await;
}

/// A filter called as what a form has of its own is one like others; and whoever is signed out meanwhile is asked to sign in.
#[tokio::test]
async fn a_list_that_cannot_be_followed_in_place_is_gone_to() {
    let Some((desk, _)) = Desk::in_the_world(DESK).await else { return };
    let browser = &desk.browser;
    desk.go("/history").await;
    browser.run("window.mark = 'here'").await;
    let choose = "const door = document.querySelector('.filters [name=door]'); door.selectedIndex = door.options.length - 1; \
                  door.dispatchEvent(new Event('change', { bubbles: true }));";
    browser.run(choose).await;
    until(browser, "return /[?&]door=./.test(location.search)").await;
    assert_eq!(browser.run("return window.mark").await, "here");
    let out = "const csrf = document.querySelector('[name=csrf]').value; \
               return fetch('/sign-out', { method: 'POST', body: new URLSearchParams({ csrf }) }).then(() => true)";
    assert_eq!(browser.run(out).await, true);
    browser.run(&choose.replace("door.options.length - 1", "0")).await;
    until(browser, "return location.pathname === '/sign-in' && location.search.includes('history')").await;
    desk.close().await;
}

/// A card of the board is moved in place; what is refused is told on the page that says why, and nothing is done twice.
#[tokio::test]
async fn an_act_on_a_list_is_done_in_place() {
    let Some((desk, world)) = Desk::of_coordinator(DESK).await else { return };
    let browser = &desk.browser;
    let event = &world.event.event.public_id;
    let input =
        DeadlineInput { label: "Abstracts".into(), due_on: "2016-04-30".to_owned(), ..DeadlineInput::default() };
    desk.app.act(|conn, cx| events::add_deadline(conn, cx, world.outline.programme.id, event, &input));
    let list = "/programmes/cities/sponsorships";
    let client = desk.app.sign_in(&desk.who).await;
    let courted = client.submit(&format!("{list}/new"), list, &[("organisation", "Bluewater")]).await;
    assert_eq!(courted.status, 303, "{}", courted.text());
    desk.go(&format!("{list}?q=blue")).await;
    browser.run("window.mark = 'here'").await;
    let go = |to: &str| {
        format!(
            "const form = document.querySelector('[data-card] form'); form.elements.to.value = '{to}'; \
             form.querySelector('button').focus(); form.querySelector('button').click();"
        )
    };
    browser.run(&go("met")).await;
    until(browser, "return Boolean(document.querySelector('[data-stage=met] [data-card]'))").await;
    assert_eq!(browser.path().await, format!("{list}?note=saved&q=blue"));
    let at = "return [window.mark, document.activeElement.closest('[data-stage]')?.dataset.stage]";
    assert_eq!(browser.run(at).await, serde_json::json!(["here", "met"]), "whoever acted stays with the card");
    // Also where there is no list to be filtered.
    desk.go(&format!("/programmes/cities/events/{event}")).await;
    browser.run("window.mark = 'there'; document.querySelector('form[data-in-place] [value=meet]').click()").await;
    until(browser, "return Boolean(document.querySelector('form[data-in-place] [value=reopen]'))").await;
    assert_eq!(browser.run("return window.mark").await, "there");
    desk.go(list).await;
    // Declining wants a reason, which is asked on a page of its own.
    browser.run(&go("declined")).await;
    until(
        browser,
        "return location.pathname.endsWith('/stage') && Boolean(document.querySelector('main [name=reason]'))",
    )
    .await;
    desk.close().await;
}

/// Two acts pressed one right after the other: both are done, and where the second is refused that is told, though the first has drawn the
/// page anew without its form.
#[tokio::test]
async fn two_acts_in_place_wait_for_each_other() {
    let Some((desk, _)) = Desk::of_coordinator(DESK).await else { return };
    let browser = &desk.browser;
    let list = "/programmes/cities/sponsorships";
    let client = desk.app.sign_in(&desk.who).await;
    for firm in ["Bluewater", "Redstone"] {
        let courted = client.submit(&format!("{list}/new"), list, &[("organisation", firm)]).await;
        assert_eq!(courted.status, 303, "{}", courted.text());
    }
    let go = |to: &str, version: &str| {
        format!(
            "const forms = [...document.querySelectorAll('[data-card] form')]; \
             for (const form of forms) form.elements.to.value = '{to}'; {version} \
             for (const form of forms) form.querySelector('button').click();"
        )
    };
    let there =
        |stage: &str| format!("return document.querySelectorAll('[data-stage={stage}] [data-card]').length === 2");
    desk.go(list).await;
    browser.run("window.mark = 'here'").await;
    browser.run(&go("contacted", "")).await;
    until(browser, &there("contacted")).await;
    assert_eq!(browser.run("return window.mark").await, "here");
    browser.run(&go("met", "forms[1].elements.version.value = '0';")).await;
    until(
        browser,
        "return location.pathname.endsWith('/stage') && Boolean(document.querySelector('main form.confirm [name=version]'))",
    )
    .await;
    browser.click("main form.confirm button").await;
    until(browser, &format!("return location.pathname === '{list}'")).await;
    until(browser, &there("met")).await;
    desk.close().await;
}

/// On paper nothing is dark, nothing is there to be pressed, and what is folded takes no line.
#[tokio::test]
async fn paper_is_light_and_holds_what_is_read() {
    let Some((desk, world)) = Desk::in_the_world(DESK).await else { return };
    let browser = &desk.browser;
    let event = &world.event.event.public_id;
    let (guests, public) = (format!("/programmes/cities/events/{event}/guests"), format!("/e/{event}"));
    for path in [guests.as_str(), "/history", "/programmes/cities", public.as_str()] {
        desk.go(path).await;
        let palette = "const root = getComputedStyle(document.documentElement); \
                       return ['--hue-1', '--sheet', '--ink'].map((name) => root.getPropertyValue(name).trim())";
        browser.on_paper("dark").await;
        let dark = browser.run(palette).await;
        browser.on_paper("light").await;
        assert_eq!(dark, browser.run(palette).await, "{path}");
        assert_eq!(dark[1], "#fff", "{path}");
        let left = "return [...document.querySelectorAll('.btn, .rail, .filters, .pager, .front-foot, .no-print, details:not([open])')] \
                    .filter((e) => e.checkVisibility()).map((e) => e.className || e.tagName)";
        assert_eq!(browser.run(left).await, serde_json::json!([]), "{path}");
    }
    desk.close().await;
}

/// A menu closes with Escape, the focus where it was; and when something else is pressed.
#[tokio::test]
async fn a_menu_closes_with_escape_and_with_a_press_beside_it() {
    let Some(desk) = Desk::open(DESK).await else { return };
    let browser = &desk.browser;
    desk.go("/people?q=zz").await;
    let open = "const menu = document.querySelector('details.menu'); menu.open = true; menu.querySelector('select, a').focus(); ";
    let escape = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })); \
                  return [menu.open, document.activeElement.tagName];";
    assert_eq!(browser.run(&format!("{open}{escape}")).await, serde_json::json!([false, "SUMMARY"]));
    let beside = "document.querySelector('h1').click(); return menu.open;";
    assert_eq!(browser.run(&format!("{open}{beside}")).await, false);
    let within = "menu.querySelector('label, div').click(); return menu.open;";
    assert_eq!(browser.run(&format!("{open}{within}")).await, true);
    desk.close().await;
}
