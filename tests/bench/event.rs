//! The pages of a large event's guests as a member opens them: 2,000 seats, of persons and of institutions.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use convoke::db::Conn;
use convoke::domain::contacts::{self, ContactDraft, NewContact, NewOrganisation, OrganisationDraft};
use convoke::domain::events;
use convoke::domain::invitations::{
    self, DelegationDraft, GuestFilter, InvitationError, NewDelegation, OfficeStanding,
};
use convoke::kernel::localised::Localised;
use convoke::kernel::page::PageRequest;
use diesel::connection::{Connection, InstrumentationEvent};

use super::crowd;
use super::support::world::World;
use super::support::{PASSWORD, TestApp};

const PERSONS: usize = 1_700;
const INSTITUTIONS: usize = 100;
const PLACES: usize = 3;
const ROUNDS: usize = 20;
/// Statements that the institutions' page may cost, however many seats there are.
const QUERIES: usize = 10;
const LIMIT: Duration = Duration::from_millis(100);

pub fn run() {
    let app = TestApp::start();
    let (kind, _) = crowd::database(&app);
    let world = crowd::invite(&app, PERSONS);
    institutions(&app, &world);
    println!("\nevent of {} seats on {kind}", PERSONS + INSTITUTIONS * PLACES);
    println!("{:<44} {:>10} {:>10}", "", "queries", "ms");
    let (runtime, base) = (tokio::runtime::Runtime::new().unwrap(), base(&world));
    let client = runtime.block_on(signed_in(&app));
    let offices = queries(&app, |conn, cx| {
        let event = invitations::event_of(conn, cx, &world.event.event.public_id)?;
        invitations::delegations(conn, cx, &event, OfficeStanding::All, PageRequest::default())?;
        invitations::offices(conn, cx, &event)?;
        Ok(events::counting(conn, event.id)?)
    });
    let guests = queries(&app, |conn, cx| {
        let event = invitations::event_of(conn, cx, &world.event.event.public_id)?;
        invitations::numbers(conn, cx, &event)?;
        invitations::guests(conn, cx, &event, &GuestFilter::default(), PageRequest::default())
    });
    let mut took = Vec::new();
    for (name, page, asked) in [("institutions", "delegations", offices), ("guests", "guests", guests)] {
        let time = runtime.block_on(timed(&client, &format!("{base}/{page}")));
        println!("{name:<44} {asked:>10} {:>10.1}", time.as_secs_f64() * 1e3);
        took.push(time);
    }
    assert!(offices <= QUERIES, "{offices} queries");
    assert!(took.iter().all(|time| *time <= LIMIT), "{took:?}");
}

fn base(world: &World) -> String {
    format!("/programmes/{}/events/{}", world.outline.programme.slug, world.event.event.public_id)
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

/// How many statements a reading costs.
fn queries<T>(
    app: &TestApp,
    read: impl FnOnce(&mut Conn, &convoke::access::Context) -> Result<T, InvitationError>,
) -> usize {
    let cx = app.context();
    let mut conn = app.database().connect().unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = asked.clone();
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            counter.fetch_add(1, Ordering::SeqCst);
        }
    });
    read(&mut conn, &cx).unwrap();
    asked.load(Ordering::SeqCst)
}

async fn signed_in(app: &TestApp) -> super::support::TestClient {
    use convoke::access::{Grant, Role};
    let grant = Grant { role: Role::Administrator, programme: None, city: None };
    let person = app.person("ann@example.org", vec![grant]);
    let client = app.client();
    let fields = [("email", person.email.as_str()), ("password", PASSWORD)];
    assert_eq!(client.submit("/sign-in", "/sign-in", &fields).await.status, 303);
    client
}

/// The middle of some openings.
async fn timed(client: &super::support::TestClient, path: &str) -> Duration {
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let began = Instant::now();
        assert_eq!(client.get(path).await.status, 200);
        times.push(began.elapsed());
    }
    times.sort();
    times[ROUNDS / 2]
}
