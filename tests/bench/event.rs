//! The pages of a large event as a member opens them: 2,000 seats, of persons and of institutions.

use std::time::{Duration, Instant};

use convoke::access::{Grant, Role};
use convoke::domain::contacts::{self, ContactDraft, NewContact, NewOrganisation, OrganisationDraft};
use convoke::domain::invitations::{self, DelegationDraft, NewDelegation};
use convoke::kernel::localised::Localised;

use super::crowd;
use super::support::world::World;
use super::support::{PASSWORD, TestApp, TestClient, asked};

const PERSONS: usize = 1_700;
const INSTITUTIONS: usize = 100;
const PLACES: usize = 3;
const ROUNDS: usize = 200;
/// Statements that a page may cost, with the sign-in and the rights of its reader, however many seats there are.
const QUERIES: usize = 10;
const LIMIT: Duration = Duration::from_millis(100);

pub fn run() {
    let app = asked::listening();
    let (kind, _) = crowd::database(&app);
    let world = crowd::invite(&app, PERSONS);
    institutions(&app, &world);
    answers(&app);
    println!("\nevent of {} seats on {kind}, one reader", PERSONS + INSTITUTIONS * PLACES);
    println!("{:<44} {:>10} {:>10} {:>10}", "", "queries", "ms", "p99 ms");
    let base = format!("/programmes/{}/events/{}", world.outline.programme.slug, world.event.event.public_id);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let client = runtime.block_on(signed_in(&app));
    let opened = |path: &str| runtime.block_on(opened(&app, &client, path));
    opened("/health/live").said("beside: a page that asks for nothing");
    let pages = [
        ("event", base.clone()),
        ("guests", format!("{base}/guests")),
        ("guests, one answer, by name", format!("{base}/guests?standing=waiting&q=Wang")),
        ("institutions", format!("{base}/delegations")),
    ];
    let all: Vec<Opened> = pages.iter().map(|(name, path)| opened(path).said(name)).collect();
    assert!(all.iter().all(|page| page.middle <= LIMIT), "a page takes longer than {LIMIT:?}");
    assert!(all.iter().all(|page| page.queries <= QUERIES), "a page asks more than {QUERIES} things");
}

/// Each with a person of its own.
fn institutions(app: &TestApp, world: &World) {
    for n in 0..INSTITUTIONS {
        let draft = OrganisationDraft {
            name: Localised::three(&format!("Office {n}"), "", &format!("办公室{n}")),
            ..OrganisationDraft::default()
        };
        let house = NewOrganisation::parse(draft).unwrap();
        let draft = ContactDraft { native_name: format!("赵敏{n}"), ..ContactDraft::default() };
        let person = NewContact::parse(draft).unwrap();
        let house = app.act(|conn, cx| contacts::create_organisation(conn, cx, &house));
        let person = app.act(|conn, cx| contacts::create(conn, cx, &person));
        let draft = DelegationDraft {
            organisation: house.public_id.to_string(),
            contact: person.person.public_id.to_string(),
            places: PLACES.to_string(),
            language: "zh".to_owned(),
            salutation: Localised::three("", "", "尊敬的主任："),
            closing: Localised::three("", "", "此致\n敬礼"),
            ..DelegationDraft::default()
        };
        let new = NewDelegation::parse(&draft).unwrap();
        app.act(|conn, cx| {
            let facts = invitations::event_facts(conn, world.event.event.id)?;
            invitations::invite_institution(conn, cx, &facts, &new)
        });
    }
}

/// Two thirds of the persons have answered: half of these wait for a place, and the others stay away.
fn answers(app: &TestApp) {
    let answered = "answer_door = 'page', answered_at = 1";
    for (answer, rest, further) in [("waiting", 1, ", waiting_since = id"), ("declined", 2, "")] {
        crowd::execute(
            app,
            &format!(
                "UPDATE seats SET answer = '{answer}', {answered}{further} WHERE organisation_id IS NULL AND id % 3 = {rest}"
            ),
        );
    }
}

async fn signed_in(app: &TestApp) -> TestClient {
    let grant = Grant { role: Role::Administrator, programme: None, city: None };
    let person = app.person("ann@example.org", vec![grant]);
    let client = app.client();
    let fields = [("email", person.email.as_str()), ("password", PASSWORD)];
    assert_eq!(client.submit("/sign-in", "/sign-in", &fields).await.status, 303);
    client
}

/// How a page was opened, again and again.
struct Opened {
    queries: usize,
    middle: Duration,
    slowest: Duration,
}

impl Opened {
    fn said(self, name: &str) -> Opened {
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        println!("{name:<44} {:>10} {:>10.1} {:>10.1}", self.queries, ms(self.middle), ms(self.slowest));
        self
    }
}

async fn opened(app: &TestApp, client: &TestClient, path: &str) -> Opened {
    // The first of all notes that the sign-in is in use.
    assert_eq!(client.get(path).await.status, 200);
    let (_, statements) = asked::by(app, client.get(path)).await;
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let began = Instant::now();
        assert_eq!(client.get(path).await.status, 200);
        times.push(began.elapsed());
    }
    times.sort();
    Opened { queries: statements.len(), middle: times[ROUNDS / 2], slowest: times[ROUNDS * 99 / 100] }
}
