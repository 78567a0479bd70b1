//! Many guests of one event: made, given seats, and invited by one released round.

use convoke::db::{Conn, DatabaseUrl, DbError};
use convoke::domain::contacts::{self, AddressDraft, ContactDraft, Mode, NewContact};
use convoke::domain::invitations::{self, Audience, InvitationError, RoundText, mail};
use convoke::kernel::ids::{ContactId, InvitationId};
use convoke::kernel::localised::Localised;
use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;

use super::support::TestApp;
use super::support::world::World;

/// An application with an event in it, and `many` people invited to it by mails of ten kilobytes.
pub fn invite(app: &TestApp, many: usize) -> World {
    let world = World::build(app);
    let people: Vec<NewContact> = (0..many).map(person).collect();
    for batch in people.chunks(1_000) {
        app.act(|conn, cx| contacts::upsert_batch(conn, cx, batch, Mode::Write).map(|_| ()));
    }
    let ids: Vec<ContactId> =
        app.read(|conn, cx| contacts::matching_ids(conn, cx, &contacts::Filter::default())).into_iter().collect();
    app.act(|conn, cx| {
        let facts = invitations::event_of(conn, cx, &world.event.event.public_id)?;
        for some in ids.chunks(1_000) {
            invitations::add_seats(conn, cx, &facts, some)?;
        }
        let round = invitations::create_round(conn, cx, &facts, &text(), &Audience::NotYetInvited)?;
        let released = invitations::release(conn, cx, &round, round.version)?;
        assert!(released.invitations >= many, "{released:?}");
        Ok::<_, InvitationError>(())
    });
    world
}

fn text() -> RoundText {
    let english =
        "We would be glad to discuss the first results with the city's officials, firms and planners. ".repeat(24);
    let chinese = "我们诚挚邀请您与市政府、企业和规划师共同讨论初步成果。".repeat(40);
    RoundText {
        name: "Everybody".to_owned(),
        subject: Localised::three("Invitation: {event}", "Invitation : {event}", "邀请：{event}"),
        body: Localised::three(
            &format!("{{salutation}},\n\n{english}\n\n{{link}}"),
            &format!("{{salutation}},\n\n{english}\n\n{{link}}"),
            &format!("{{salutation}}：\n\n{chinese}\n\n{{link}}"),
        ),
    }
}

fn person(n: usize) -> NewContact {
    let draft = ContactDraft {
        native_name: format!("王建国{n}"),
        latin_name: format!("Wang Jianguo {n}"),
        family_name: "Wang".to_owned(),
        language: if n.is_multiple_of(2) { "zh" } else { "en" }.to_owned(),
        addresses: vec![AddressDraft { email: format!("guest{n}@d{}.example", n % 50), label: String::new() }],
        ..ContactDraft::default()
    };
    NewContact::parse(draft).expect("a contact")
}

/// The paths of the answer pages of the first `many` guests, as their mails name them.
pub fn answer_paths(app: &TestApp, many: usize) -> Vec<String> {
    let ids: Vec<InvitationId> = (1..=many as i64).map(InvitationId::new).collect();
    let letters = app.read(|conn, cx| mail::invitation_letters(conn, cx, &ids, mail::Reading::ToSend));
    letters.into_iter().map(|letter| format!("/a/{}", letter.expect("a letter").reader.answer_token)).collect()
}

/// The name of the database this runs on, and where another process finds it.
pub fn database(app: &TestApp) -> (&'static str, String) {
    match app.database().url() {
        DatabaseUrl::Sqlite(path) => ("SQLite", format!("sqlite:{}", path.display())),
        DatabaseUrl::Postgres(url) => ("PostgreSQL", url),
    }
}

pub fn execute(app: &TestApp, sql: &str) {
    let sql = sql.to_owned();
    app.state
        .db
        .write_now(|conn: &mut Conn| diesel::sql_query(sql).execute(conn).map(|_| ()).map_err(DbError::from))
        .unwrap();
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// The rows of `what`: a table, and a condition if one is wanted.
pub fn count(app: &TestApp, what: &str) -> usize {
    number(app, &format!("SELECT count(*) AS n FROM {what}")) as usize
}

/// The one number, `n`, that a query has for an answer.
pub fn number(app: &TestApp, sql: &str) -> i64 {
    let read = |conn: &mut Conn| diesel::sql_query(sql).get_result::<Count>(conn).map_err(DbError::from);
    app.state.db.read_now(read).unwrap().n
}
