//! A real browser without a window, with a profile of its own.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

const QUIET: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
];

/// Widths that every page is looked at.
pub const DESK: u32 = 1440;
pub const PHONE: u32 = 390;
/// Between the two: the rail stands and tables keep their columns, with half the room of a desk.
pub const TABLET: u32 = 834;

/// Words that end at an edge and cannot be scrolled to.
const CUT: &str = "return [...document.querySelectorAll('main *')] \
                   .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'hidden') \
                   .filter(e => e.innerText && e.checkVisibility() && !e.closest('.skip, thead')) \
                   .slice(0, 3).map(e => e.tagName + '.' + e.className)";

/// On a phone, what is pressed is 44 pixels high; links within a text are as high as the text.
const SMALL: &str = "return innerWidth > 600 ? [] : [...document.querySelectorAll('.btn, main summary, main select, main textarea, \
                     main input:not([type=hidden], [type=checkbox], [type=radio])')] \
                     .filter(e => e.checkVisibility() && !e.closest('.skip') && e.getBoundingClientRect().height < 43.5) \
                     .slice(0, 3).map(e => `${e.tagName}.${e.className} ${e.textContent.trim()}`)";

/// A page has one primary act at most; it is painted as the seal is.
const PRIMARY: &str = "const red = getComputedStyle(document.querySelector('.seal') ?? document.body).backgroundColor; \
                       const loud = [...document.querySelectorAll('.btn.primary')].filter(e => e.checkVisibility()) \
                         .filter(e => getComputedStyle(e).backgroundColor === red).map(e => e.textContent.trim()); \
                       return loud.length > 1 ? loud : []";

/// What stands beside something keeps its place to itself.
const OVER: &str = "return [...document.querySelectorAll('.split > aside')].flatMap(aside => { \
                      const there = aside.getBoundingClientRect(); \
                      const beside = [...aside.parentElement.querySelectorAll('table, form, figure, .btn')]; \
                      return beside.filter(e => !aside.contains(e) && e.checkVisibility() && !e.closest('.skip')).filter(e => { \
                        const own = e.getBoundingClientRect(); \
                        return own.right > there.left + 1 && own.left < there.right && own.bottom > there.top + 1 && own.top < there.bottom - 1; \
                      }); \
                    }).slice(0, 3).map(e => e.tagName + '.' + e.className)";

/// Whether a browser is wanted: `CONVOKE_TEST_BROWSER=none` goes without, loudly.
pub fn wanted() -> bool {
    let without = std::env::var("CONVOKE_TEST_BROWSER").is_ok_and(|v| v == "none");
    if without {
        eprintln!("the browser was left out: CONVOKE_TEST_BROWSER=none");
    }
    !without
}

pub struct Browser {
    http: reqwest::Client,
    session: String,
    driver: Child,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// `settings` are further switches of the browser, such as `--blink-settings=scriptEnabled=false`.
    pub async fn start(settings: &[&str]) -> Browser {
        let (driver, port) = driver();
        let profile = tempfile::tempdir().expect("a folder");
        let own = format!("--user-data-dir={}", profile.path().display());
        let mut arguments: Vec<&str> = QUIET.to_vec();
        arguments.extend(settings);
        arguments.push(&own);
        let wishes = json!({
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        super::client::provide();
        let http = reqwest::Client::builder().no_proxy().build().expect("a client");
        let base = format!("http://127.0.0.1:{port}/session");
        let made = post(&http, &base, json!({ "capabilities": { "alwaysMatch": wishes } })).await;
        let session = format!("{base}/{}", made["sessionId"].as_str().expect("a session"));
        Browser { http, session, driver, _profile: profile }
    }

    /// One command of WebDriver (W3C).
    async fn order(&self, path: &str, body: Value) -> Value {
        post(&self.http, &format!("{}/{path}", self.session), body).await
    }

    /// One command of the browser's own protocol.
    async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.order("goog/cdp/execute", json!({ "cmd": command, "params": parameters })).await
    }

    pub async fn open(&self, address: &str) {
        self.order("url", json!({ "url": address })).await;
    }

    /// Makes the window's inside as wide as a desk or a phone.
    pub async fn wide(&self, width: u32) {
        let height = if width < 600 { 844 } else { 900 };
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// The zone of the reader's machine.
    pub async fn zone(&self, name: &str) {
        self.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": name })).await;
    }

    /// What the operating system would ask of pages: light or dark.
    pub async fn colours(&self, scheme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    /// Pages as a printer would get them, from a system that is light or dark.
    pub async fn on_paper(&self, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "print", "features": features })).await;
    }

    async fn element(&self, css: &str) -> String {
        let found = self.order("element", json!({ "using": "css selector", "value": css })).await;
        let id = found.as_object().and_then(|o| o.values().next()).and_then(Value::as_str);
        format!("element/{}", id.unwrap_or_else(|| panic!("{css}: {found}")))
    }

    pub async fn fill(&self, name: &str, value: &str) {
        let field = self.element(&format!("main [name=\"{name}\"]")).await;
        self.order(&format!("{field}/clear"), json!({})).await;
        self.order(&format!("{field}/value"), json!({ "text": value })).await;
    }

    pub async fn click(&self, css: &str) {
        let element = self.element(css).await;
        self.order(&format!("{element}/click"), json!({})).await;
    }

    /// What stands in the page, as a reader sees it.
    pub async fn text(&self) -> String {
        let text = self.run("return document.body.innerText").await;
        text.as_str().unwrap_or_default().to_owned()
    }

    pub async fn path(&self) -> String {
        let path = self.run("return location.pathname + location.search").await;
        path.as_str().unwrap_or_default().to_owned()
    }

    pub async fn run(&self, script: &str) -> Value {
        self.order("execute/sync", json!({ "script": script, "args": [] })).await
    }

    /// Faults a reader would feel: wider than the window, cut off, too small for a thumb, two acts that call as loud, pictures that
    /// do not load, what the policy stopped, scripts that broke.
    pub async fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let wide = "const w = document.documentElement; return w.scrollWidth > w.clientWidth + 1 \
                    ? [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > w.clientWidth + 1) \
                        .filter(e => !e.closest('.scroll, pre, table')).slice(0, 3).map(e => e.tagName + '.' + e.className) : null";
        let wide = self.run(wide).await;
        if !wide.is_null() {
            faults.push(format!("wider than the window: {wide}"));
        }
        let broken =
            self.run("return [...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)").await;
        if broken.as_array().is_some_and(|list| !list.is_empty()) {
            faults.push(format!("pictures that do not load: {broken}"));
        }
        let nameless = "return [...document.querySelectorAll('input:not([type=hidden]), select, textarea, meter')] \
                        .filter(e => !e.labels?.length && !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby') && !e.title) \
                        .map(e => e.name)";
        let nameless = self.run(nameless).await;
        if nameless.as_array().is_some_and(|list| !list.is_empty()) {
            faults.push(format!("fields without a label: {nameless}"));
        }
        let headings = self.run("return document.querySelectorAll('h1').length").await;
        if headings != json!(1) {
            faults.push(format!("{headings} headings of the first rank"));
        }
        for (fault, script) in [
            ("cut off", CUT),
            ("too small for a thumb", SMALL),
            ("several primary acts", PRIMARY),
            ("over its neighbour", OVER),
        ] {
            let found = self.run(script).await;
            if found.as_array().is_some_and(|list| !list.is_empty()) {
                faults.push(format!("{fault}: {found}"));
            }
        }
        faults.extend(self.console().await);
        faults
    }

    /// What the browser complained about since the last look.
    async fn console(&self) -> Vec<String> {
        let lines = self.order("se/log", json!({ "type": "browser" })).await;
        let lines = lines.as_array().cloned().unwrap_or_default();
        let loud = lines.iter().filter(|l| l["level"] == "SEVERE" || l["level"] == "WARNING");
        loud.map(|l| l["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The whole page as a picture, kept under `target/screens`.
    pub async fn picture(&self, name: &str) -> PathBuf {
        let shot = json!({ "format": "png", "captureBeyondViewport": true });
        let data = self.devtools("Page.captureScreenshot", shot).await;
        let bytes = STANDARD.decode(data["data"].as_str().expect("a picture")).expect("base 64");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder").join("screens");
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    pub async fn close(self) {
        self.http.delete(&self.session).send().await.expect("it closes");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if self.driver.kill().is_ok() {
            drop(self.driver.wait());
        }
    }
}

/// Starts the driver on a port of its own choice.
fn driver() -> (Child, u16) {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver is needed (tests/run installs it); CONVOKE_TEST_BROWSER=none goes without");
    let output = BufReader::new(driver.stdout.take().expect("its output"));
    let port = output.lines().map_while(Result::ok).find_map(|line| {
        let port = line.split_once("started successfully on port ")?.1;
        port.trim_end_matches('.').parse().ok()
    });
    (driver, port.expect("chromedriver says its port"))
}

async fn post(http: &reqwest::Client, address: &str, body: Value) -> Value {
    let answer = http.post(address).json(&body).send().await.expect("the driver answers");
    let fine = answer.status().is_success();
    let value: Value = answer.json().await.expect("JSON");
    assert!(fine, "{body}: {}", value["value"]["message"]);
    value["value"].clone()
}
