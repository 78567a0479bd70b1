//! A log of a million entries: a page by each filter, by many together, and from the middle; sealing, and the proof of the whole chain.
//! `CONVOKE_BENCH_HISTORY_ROWS` asks for another number.

use std::time::{Duration, Instant};

use convoke::access::Door;
use convoke::db::{DbError, dialect};
use convoke::domain::history::{self, Asked, By, Entity, HistoryError, Whole};
use convoke::kernel::page::PageRequest;
use convoke::kernel::time::Instant as Moment;

use super::crowd;
use super::support::TestApp;
use super::support::world::World;

/// What a page may take.
const LIMIT: Duration = Duration::from_millis(50);
const PAGES: usize = 20;

pub fn run() {
    let rows: i64 = std::env::var("CONVOKE_BENCH_HISTORY_ROWS").map_or(1_000_000, |n| n.parse().unwrap());
    let app = TestApp::start();
    let world = World::build(&app);
    let (kind, _) = crowd::database(&app);
    fill(&app, &world, rows);
    println!("\nhistory on {kind}: {rows} entries, a page of 50");
    println!("{:<52} {:>8} {:>9} {:>9} {:>9}", "", "entries", "median ms", "worst ms", "limit ms");
    let programme = Whole::Programme(world.outline.programme.id);
    let all = Asked::default();
    let day = |text: &str| text.parse::<Moment>().ok();
    let rare = || Asked { action: Some("cancelled".to_owned()), ..Asked::default() };
    let event =
        || Asked { kind: Some(Entity::Event), object: Some(world.event.event.public_id.clone()), ..Asked::default() };
    let month = || Asked { from: day("2016-02-01T00:00:00Z"), until: day("2016-03-01T00:00:00Z"), ..Asked::default() };
    let guest = Some(world.guests[0].person.public_id.clone());
    let city = Some("datong".to_owned());
    let cases: Vec<(&str, Whole, Asked)> = vec![
        ("everything", Whole::Installation, all.clone()),
        ("a programme", programme, all),
        ("a city", programme, Asked { city: city.clone(), ..Asked::default() }),
        ("a kind", programme, Asked { kind: Some(Entity::Deliverable), ..Asked::default() }),
        ("one event", programme, event()),
        ("a person concerned", programme, Asked { about: guest, ..Asked::default() }),
        ("a usual verb", programme, Asked { action: Some("edited".to_owned()), ..Asked::default() }),
        ("a rare verb", programme, rare()),
        ("a rare verb of a city, by page", programme, Asked { city: city.clone(), door: Some(Door::Page), ..rare() }),
        ("a door", programme, Asked { door: Some(Door::Calendar), ..Asked::default() }),
        ("guests", programme, Asked { by: Some(By::Guests), ..Asked::default() }),
        ("a month", programme, month()),
        (
            "a kind, a city, a door, a month",
            programme,
            Asked { kind: Some(Entity::Step), city, door: Some(Door::Api), ..month() },
        ),
        ("a rare verb in a month, everywhere", Whole::Installation, Asked { action: rare().action, ..month() }),
        (
            "a verb that never was, and a kind",
            programme,
            Asked { action: Some("melted".to_owned()), kind: Some(Entity::Event), ..Asked::default() },
        ),
    ];
    let mut slow = Vec::new();
    for (what, of, asked) in cases {
        for (from, after) in [("", None), (", from the middle", Some(rows / 2))] {
            let (entries, median, worst) = pages(&app, of, &asked, after);
            println!(
                "{:<52} {entries:>8} {median:>9.1} {worst:>9.1} {:>9}",
                format!("{what}{from}"),
                LIMIT.as_millis()
            );
            if worst > LIMIT.as_secs_f64() * 1_000.0 {
                slow.push(format!("{what}{from}"));
            }
        }
    }
    chain(&app);
    assert!(slow.is_empty() || cfg!(debug_assertions), "over {LIMIT:?}: {slow:?}");
}

/// As many entries as are asked for, over two years: verbs, kinds, doors and cities in turn, one in twenty thousand a cancellation.
fn fill(app: &TestApp, world: &World, rows: i64) {
    let began = Instant::now();
    let cities: Vec<String> = world.outline.cities.iter().map(|c| c.id.to_string()).collect();
    let (event, programme) = (world.event.event.id, world.outline.programme.id);
    let every = 63_072_000_000_000 / rows;
    let sql = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) \
         INSERT INTO history (at, actor_kind, actor_id, door, request, place, programme_id, city_id, object_kind, object_id, action, changes) \
         SELECT 1420070400000000 + i * {every}, \
         CASE WHEN i % 3 = 0 THEN 'guest' ELSE 'member' END, i % 40, \
         CASE i % 7 WHEN 0 THEN 'api' WHEN 1 THEN 'mail' WHEN 2 THEN 'calendar' ELSE 'page' END, 'bench-' || i, 'k3f9x2ab', \
         {programme}, CASE i % 4 WHEN 0 THEN {} WHEN 1 THEN {} WHEN 2 THEN {} ELSE NULL END, \
         CASE i % 5 WHEN 0 THEN 'event' WHEN 1 THEN 'deliverable' WHEN 2 THEN 'step' ELSE 'seat' END, \
         CASE WHEN i % 5 = 0 AND i % 1000 <> 0 THEN {event} + 1 + i % 300 WHEN i % 5 = 0 THEN {event} ELSE 1 + i % 500 END, \
         CASE WHEN i % 20000 = 0 THEN 'cancelled' WHEN i % 2 = 0 THEN 'edited' ELSE 'moved' END, \
         '[{{\"field\":\"state\",\"before\":\"planned\",\"after\":\"announced\"}}]' FROM n",
        cities[0], cities[1], cities[2],
    );
    crowd::execute(app, &sql);
    // One guest has an account and acts, and is named now and then.
    let guest = world.guests[0].person.id;
    let named =
        format!("SELECT {guest}, id FROM history WHERE id % 1000 = 0 AND id > (SELECT MAX(id) FROM history) - {rows}");
    crowd::execute(app, &format!("INSERT INTO history_named (contact_id, history_id) {named}"));
    crowd::execute(app, &format!("UPDATE accounts SET contact_id = {guest} WHERE id = (SELECT MIN(id) FROM accounts)"));
    app.state.db.write_now(|conn| -> Result<(), DbError> { dialect::analyze(conn) }).unwrap();
    println!("\nmade {rows} entries in {:.1} s", began.elapsed().as_secs_f64());
}

fn pages(app: &TestApp, of: Whole, asked: &Asked, after: Option<i64>) -> (usize, f64, f64) {
    let cx = app.context();
    let mut took: Vec<f64> = Vec::with_capacity(PAGES);
    let mut entries = 0;
    for _ in 0..PAGES {
        let began = Instant::now();
        let log = app.state.db.read_now(|conn| history::whole(conn, &cx, of, asked, PageRequest::new(after, None)));
        took.push(began.elapsed().as_secs_f64() * 1_000.0);
        entries = log.map_err(|error: HistoryError| error.to_string()).unwrap().page.items.len();
    }
    took.sort_by(f64::total_cmp);
    (entries, took[PAGES / 2], took[PAGES - 1])
}

fn chain(app: &TestApp) {
    let cx = app.context();
    let (began, mut sealed) = (Instant::now(), 0);
    loop {
        match app.state.db.write_now(|conn| history::seal(conn, &cx)).unwrap() {
            0 => break,
            some => sealed += some,
        }
    }
    let took = began.elapsed().as_secs_f64();
    println!("{:<52} {:>8.0} a second", "sealing", sealed as f64 / took);
    let began = Instant::now();
    let proof = app.state.db.read_now(|conn| history::verify(conn, &cx.keys)).unwrap();
    assert_eq!(proof.fault, None);
    println!(
        "{:<52} {:>8.0} a second",
        "the proof of the whole chain",
        proof.sealed as f64 / began.elapsed().as_secs_f64()
    );
}
