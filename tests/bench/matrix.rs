//! The matrix of a large programme as a member opens it: 30 cities by 6 steps with 2,000 deliverables.

use std::io::Write;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use convoke::domain::deliverables::{self, DeliverableDraft};
use convoke::domain::overview;
use convoke::domain::programme::{self, CityDraft, Outline, ProgrammeDraft};
use convoke::kernel::ids::PublicId;
use convoke::kernel::locale::Locale;
use diesel::connection::{Connection, InstrumentationEvent};

use super::crowd;
use super::support::{PASSWORD, TestApp};

const CITIES: usize = 30;
const STEPS: usize = 6;
const DELIVERABLES: usize = 2_000;
const CONNECTIONS: usize = 16;
const SECONDS: u64 = 8;
/// Statements that one picture may cost, whatever the programme's size.
const QUERIES: usize = 12;

pub fn run() {
    let app = TestApp::start();
    let (kind, _) = crowd::database(&app);
    build(&app);
    let queries = queries(&app);
    println!("\nmatrix of {CITIES} cities by {STEPS} steps with {DELIVERABLES} deliverables on {kind}");
    println!("queries of the picture: {queries} (at most {QUERIES})");
    assert!(queries <= QUERIES);
    if Command::new("wrk").arg("-v").output().is_err() {
        println!("wrk is not here: no figures of the page");
        return;
    }
    let cookie = tokio::runtime::Runtime::new().unwrap().block_on(signed_in(&app));
    println!("{:<44} {:>10} {:>10} {:>10}", "", "pages/s", "p99 ms", "errors");
    load(&app, ("the matrix", "/programmes/large"), &cookie);
    // Every result was due by then.
    app.clock.set("2016-12-01T08:00:00Z".parse().unwrap());
    load(&app, ("the matrix, all of it late", "/programmes/large"), &cookie);
    load(&app, ("all that is late", "/programmes/large/due"), &cookie);
    load(&app, ("the timeline, all of it late", "/programmes/large/timeline"), &cookie);
}

fn build(app: &TestApp) {
    let typed = |text: String| [(Locale::En, text)].into();
    let city = |n: usize| CityDraft {
        slug: format!("city-{n}"),
        name: typed(format!("City {n}")),
        zone: "Asia/Shanghai".to_owned(),
        latitude: "40".to_owned(),
        longitude: "113".to_owned(),
        hue: String::new(),
    };
    let draft = ProgrammeDraft {
        template: "four-steps".to_owned(),
        slug: "large".to_owned(),
        title: typed("Large".to_owned()),
        zone: "Europe/Paris".to_owned(),
        starts_on: "2015-11-02".to_owned(),
        ends_on: "2017-03-31".to_owned(),
        release_rule: "alone".to_owned(),
        cities: (0..CITIES).map(city).collect(),
        ..ProgrammeDraft::default()
    };
    let new = draft.check().unwrap();
    let outline = app.act(|conn, cx| overview::create_from_template(conn, cx, &new));
    for (n, step) in outline.steps.iter().filter(|s| s.ordinal <= 2).enumerate() {
        let (id, ordinal) = (PublicId::random(), step.ordinal + 4);
        crowd::execute(
            app,
            &format!(
                "INSERT INTO steps (public_id, version, programme_id, city_id, kind, ordinal, title, state, starts_on, \
                 ends_on, created_at, updated_at, state_by) SELECT '{id}', 1, programme_id, city_id, \
                 'further-{}', {ordinal}, title, state, starts_on, ends_on, created_at, updated_at, state_by \
                 FROM steps WHERE id = {}",
                n % 2,
                step.id
            ),
        );
    }
    let outline = app.read(|conn, cx| programme::load(conn, cx, "large"));
    assert_eq!(outline.steps.len(), CITIES * STEPS);
    results(app, &outline);
}

fn results(app: &TestApp, outline: &Outline) {
    let there = app.read(|conn, cx| deliverables::all(conn, cx, outline.programme.id)).len();
    app.act(|conn, cx| {
        for n in there..DELIVERABLES {
            let draft = DeliverableDraft {
                step: outline.steps[n % outline.steps.len()].public_id.to_string(),
                kind: "map".to_owned(),
                audience: "internal".to_owned(),
                title: [(Locale::En, format!("Map {n}")), (Locale::Zh, format!("地图{n}"))].into(),
                due_on: "2016-06-30".to_owned(),
                ..DeliverableDraft::default()
            };
            deliverables::create(conn, cx, outline, &draft.check().unwrap())?;
        }
        Ok::<_, deliverables::DeliverableError>(())
    });
}

/// What the picture asks of the database.
fn queries(app: &TestApp) -> usize {
    let cx = app.context();
    let mut conn = app.database().connect().unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = asked.clone();
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            counter.fetch_add(1, Ordering::SeqCst);
        }
    });
    overview::load(&mut conn, &cx, "large").unwrap();
    asked.load(Ordering::SeqCst)
}

/// The cookie of a member who sees the programme.
async fn signed_in(app: &TestApp) -> String {
    use convoke::access::{Grant, Role};
    let grant = Grant { role: Role::Administrator, programme: None, city: None };
    let person = app.person("ann@example.org", vec![grant]);
    let fields = [("email", person.email.as_str()), ("password", PASSWORD)];
    let page = app.client().submit("/sign-in", "/sign-in", &fields).await;
    assert_eq!(page.status, 303);
    let cookies = page.headers.get_all("set-cookie").iter().filter_map(|c| c.to_str().ok()?.split(';').next());
    cookies.collect::<Vec<_>>().join("; ")
}

const SCRIPT: &str = r#"
done = function(summary, latency)
  local e = summary.errors
  print(string.format("FOUND %f %f %d", summary.requests / summary.duration * 1e6, latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"#;

fn load(app: &TestApp, (name, path): (&str, &str), cookie: &str) {
    let mut script = tempfile::NamedTempFile::new().unwrap();
    script.write_all(SCRIPT.as_bytes()).unwrap();
    let output = Command::new("wrk")
        .args(["-t", "1", "-c", &CONNECTIONS.to_string(), "-d", &SECONDS.to_string(), "-s"])
        .arg(script.path())
        .args(["-H", &format!("Cookie: {cookie}"), &format!("{}{path}", app.base)])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let line = said.lines().find_map(|l| l.strip_prefix("FOUND ")).unwrap_or_else(|| panic!("wrk said: {said}"));
    let numbers: Vec<f64> = line.split(' ').map(|n| n.parse().unwrap()).collect();
    println!("{name:<44} {:>10.0} {:>10.1} {:>10}", numbers[0], numbers[1], numbers[2]);
    assert_eq!(numbers[2], 0.0, "a page was refused");
}
