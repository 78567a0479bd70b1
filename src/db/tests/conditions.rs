//! Conditions are words that indexes repeat, and plans follow.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::query_builder::QueryFragment;
use diesel::sqlite::Sqlite;

use crate::db::{Conn, conditions};
use crate::testing::database;

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = diesel::sql_types::Text)]
    word: String,
}

/// `.cargo/config.toml` asks for it; built from elsewhere, each statement would be planned again for every value bound.
#[test]
fn the_embedded_database_keeps_the_plans_of_kept_statements() {
    let mut conn = diesel::SqliteConnection::establish(":memory:").unwrap();
    let asked = diesel::sql_query("SELECT compile_options AS word FROM pragma_compile_options");
    let options: Vec<String> = asked.load::<Word>(&mut conn).unwrap().into_iter().map(|row| row.word).collect();
    for wanted in ["ENABLE_QPSG", "THREADSAFE=2"] {
        assert!(options.iter().any(|option| option == wanted), "{wanted} is not among {options:?}");
    }
}

fn words(condition: &impl QueryFragment<Sqlite>) -> String {
    let told = diesel::debug_query::<Sqlite, _>(condition).to_string();
    told.split(" -- binds").next().unwrap().to_owned()
}

#[test]
fn conditions_are_understood_by_both_and_are_the_words_of_their_indexes() {
    let db = database();
    let mut conn = db.connect().unwrap();
    for (table, condition, index) in [
        ("seats", words(&conditions::accepted_seat()), "seats_accepted"),
        ("seats", words(&conditions::waiting_seat()), "seats_waiting"),
        ("outbox", words(&conditions::refused_address()), "outbox_refused"),
        ("outbox", words(&conditions::mail_of_a_rule()), "outbox_reminders"),
        ("seats", words(&conditions::counted_seat()), ""),
        ("addresses", words(&conditions::usable_address()), ""),
        ("invitations", words(&conditions::invitation_left()), ""),
        ("delegation_invitations", words(&conditions::letter_left()), ""),
        ("seats", words(&conditions::asked_seat()), ""),
        ("seats", words(&conditions::told_seat()), ""),
        ("seats", words(&conditions::invited_seat()), ""),
        ("invitations", words(&conditions::invitation_stands()), ""),
        ("delegation_invitations", words(&conditions::letter_stands()), ""),
    ] {
        let asked = format!("SELECT count(*) FROM {table} WHERE {condition}");
        diesel::sql_query(&asked).execute(&mut conn).unwrap_or_else(|fault| panic!("{asked}: {fault}"));
        // PostgreSQL keeps an index in words of its own.
        if let (Conn::Sqlite(c), false) = (&mut conn, index.is_empty()) {
            let made = format!("SELECT sql AS word FROM sqlite_master WHERE type = 'index' AND name = '{index}'");
            let made = diesel::sql_query(made).get_result::<Word>(c).unwrap().word;
            let own = condition.replace(&format!("{table}."), "");
            assert!(made.ends_with(&format!("WHERE {own}")), "{index}: {made}");
        }
    }
}

#[test]
fn a_seat_is_asked_by_an_invitation_that_stands() {
    let (asked, stands) = (words(&conditions::asked_seat()), words(&conditions::invitation_stands()));
    assert!(asked.contains(&stands), "{asked} is not in the words of {stands}");
}

/// A line of what PostgreSQL says of how it would go about a statement.
struct Planned(String);

impl diesel::deserialize::QueryableByName<diesel::pg::Pg> for Planned {
    fn build<'a>(row: &impl diesel::row::NamedRow<'a, diesel::pg::Pg>) -> diesel::deserialize::Result<Self> {
        let line = diesel::row::NamedRow::get::<diesel::sql_types::Text, String>(row, "QUERY PLAN")?;
        Ok(Planned(line))
    }
}

#[test]
fn which_of_many_seats_were_told_is_not_found_by_going_through_all_mails() {
    let db = database();
    let mut conn = db.connect().unwrap();
    let Conn::Postgres(c) = &mut conn else { return };
    // As if there were so many seats that their index saves nothing.
    c.batch_execute("SET enable_indexscan=off; SET enable_bitmapscan=off;").unwrap();
    let asked = format!("EXPLAIN SELECT count(*) FROM seats WHERE {}", words(&conditions::told_seat()));
    let plan: Vec<Planned> = diesel::sql_query(asked).load(c).unwrap();
    let seats: Vec<&str> = plan.iter().map(|p| p.0.as_str()).filter(|line| line.contains("event-moved")).collect();
    assert!(seats.len() == 1 && !seats[0].contains("hashed"), "{seats:?}");
}
