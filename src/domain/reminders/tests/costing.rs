//! What a look costs that finds nothing to write, for there is one each minute.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::{Connection, InstrumentationEvent};

use super::*;

impl House {
    /// Makes the event in its stead, with a guest who is asked.
    fn goes_on_with(&mut self, guest: &str) {
        let input = EventInput {
            kind: "workshop".to_owned(),
            hosting: "ours".to_owned(),
            title: Localised::three("Another", "Un autre", "另一场"),
            city: self.outline.cities[0].public_id.to_string(),
            starts: "2016-05-24T09:00".to_owned(),
            ends: "2016-05-24T17:00".to_owned(),
            reply_by: "2016-05-10T18:00".to_owned(),
            ..EventInput::default()
        };
        let (staff, programme) = (context(Actor::System("staff")), self.outline.programme.id);
        let view = self.db.write_now(|c| events::create(c, &staff, programme, &input)).expect("an event");
        (self.event, self.public_id) = (view.event.id, view.event.public_id);
        self.guest(guest, Locale::En);
        self.ask(&Audience::NotYetInvited, NOW);
    }
    /// How many statements a look costs, and how many mails it writes.
    fn look(&self, now: &str) -> (usize, usize) {
        let mut conn = self.db.connect().expect("a connection");
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = asked.clone();
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                counter.fetch_add(1, Ordering::SeqCst);
            }
        });
        let written = enqueue_due(&mut conn, &self.staff(now)).expect("a look");
        (asked.load(Ordering::SeqCst), written)
    }
    /// All addresses there are, refused for good or not.
    fn refuse_addresses(&self, at: &str) {
        let set = format!("UPDATE addresses SET refused_at = {at}");
        self.db.write_now(|c| diesel::sql_query(&set).execute(c).map_err(DbError::from)).expect("written");
    }
}

#[test]
fn a_look_asks_the_same_few_things_however_many_turns_are_due() {
    let mut house = House::new();
    house.guest("ann", Locale::En);
    house.ask(&Audience::NotYetInvited, NOW);
    assert_eq!(house.run(NUDGE), 1);
    let (few, written) = house.look(NUDGE);
    assert_eq!(written, 0);
    for guest in ["ben", "cleo", "dan", "eva"] {
        house.goes_on_with(guest);
    }
    assert_eq!(house.run(NUDGE), 4, "each once");
    assert_eq!(house.look(NUDGE), (few, 0), "five turns are as dear as one");
}

#[test]
fn where_nobody_is_left_no_guests_are_loaded_and_whoever_comes_within_reach_is_reminded() {
    let mut house = House::new();
    house.guest("ann", Locale::En);
    house.ask(&Audience::NotYetInvited, NOW);
    house.goes_on_with("ben");
    house.refuse_addresses("1");
    let (nobody, written) = house.look(NUDGE);
    assert_eq!(written, 0);
    house.refuse_addresses("NULL");
    let (somebody, written) = house.look(NUDGE);
    assert_eq!(written, 2);
    let (done, written) = house.look(NUDGE);
    assert_eq!(written, 0);
    assert_eq!(nobody, done + 1, "it is asked once whether anybody is left");
    assert!(somebody > nobody + 3, "{somebody}, {nobody}");
}

#[test]
fn whoever_was_asked_after_the_hour_is_nobody_left() {
    let house = House::new();
    house.guest("ann", Locale::En);
    house.ask(&Audience::NotYetInvited, "2016-05-04T08:00:00Z");
    let later = "2016-05-04T09:00:00Z";
    let (asked, written) = house.look(later);
    assert_eq!(written, 0);
    let early = House::new();
    early.guest("ann", Locale::En);
    early.ask(&Audience::NotYetInvited, NOW);
    let (loaded, written) = early.look(later);
    assert_eq!(written, 1);
    assert!(loaded > asked + 3, "{loaded}, {asked}");
}
