//! What follows a session, later or earlier.

use super::*;

struct Day {
    house: House,
    view: EventView,
    first: Session,
}

/// Two talks after each other in the hall, one beside them, one in the evening.
fn day() -> Day {
    let house = house();
    let view = house.event();
    let first = house.add(&view, &talk("First", ("09:00", "10:00"), "Hall")).expect("added");
    for (title, hours, room) in [
        ("Second", ("10:00", "11:00"), "Hall"),
        ("Beside", ("09:30", "10:30"), "Room 2"),
        ("Last", ("16:00", "16:45"), "Hall"),
    ] {
        house.add(&view, &talk(title, hours, room)).expect("added");
    }
    Day { house, view, first }
}

impl Day {
    fn plan(&self, input: &ShiftInput) -> Result<Plan, SessionError> {
        let cx = self.house.coordinator();
        self.house.write(|c| plan_shift(c, &cx, &self.view, &self.first.public_id, input))
    }
    fn shift(&self, input: &ShiftInput) -> Result<usize, SessionError> {
        let cx = self.house.coordinator();
        self.house.write(|c| shift(c, &cx, &self.view, (&self.first.public_id, self.first.version), input))
    }
    fn hours(&self) -> Vec<(String, String)> {
        let sessions = self.house.agenda(&self.view).sessions;
        let hour = |s: &Session| s.slot.start.local.format("%H:%M").to_string();
        sessions.iter().map(|s| (s.title.best(crate::kernel::locale::Locale::En).to_owned(), hour(s))).collect()
    }
}

fn by(minutes: &str) -> ShiftInput {
    ShiftInput { minutes: minutes.to_owned(), ..ShiftInput::default() }
}

fn told(hours: &[(&str, &str)]) -> Vec<(String, String)> {
    hours.iter().map(|(title, hour)| ((*title).to_owned(), (*hour).to_owned())).collect()
}

#[test]
fn what_begins_at_its_end_or_later_moves_and_what_runs_beside_it_stays() {
    let day = day();
    let plan = day.plan(&by("15")).expect("a plan");
    assert_eq!((plan.moved.len(), plan.blocked.len()), (2, 0));
    assert_eq!(day.hours()[1].1, "09:30", "looking changes nothing");
    assert_eq!(day.shift(&by("15")).expect("shifted"), 2);
    assert_eq!(day.hours(), told(&[("First", "09:00"), ("Beside", "09:30"), ("Second", "10:15"), ("Last", "16:15")]));
}

#[test]
fn what_would_collide_or_fall_outside_is_told_and_not_done() {
    let day = day();
    let late = day.plan(&by("30")).expect("a plan");
    assert!(
        matches!(late.blocked.as_slice(), [Blocked::Outside { .. }]),
        "the last ends after five: {:?}",
        late.blocked
    );
    let early = day.plan(&by("-10")).expect("a plan");
    assert!(matches!(early.blocked.as_slice(), [Blocked::Room { .. }]), "the second would lie over the first");
    assert!(matches!(day.shift(&by("-10")), Err(SessionError::Collides)));
    assert_eq!(day.hours()[2].1, "10:00");
    let with_it = day.plan(&ShiftInput { reach: Reach::From, ..by("-10") }).expect("a plan");
    assert_eq!(with_it.moved.len(), 3);
    assert!(matches!(with_it.blocked.as_slice(), [Blocked::Outside { .. }]), "before nine there is no event");
}

#[test]
fn a_break_goes_in_between_and_the_rest_makes_room() {
    let day = day();
    let pause = ShiftInput { pause: Some(Localised::three("Coffee", "Café", "茶歇")), ..by("15") };
    assert_eq!(day.shift(&pause).expect("inserted"), 2);
    assert_eq!(
        day.hours(),
        told(&[("First", "09:00"), ("Beside", "09:30"), ("Coffee", "10:00"), ("Second", "10:15"), ("Last", "16:15")])
    );
    let again = day.house.agenda(&day.view).sessions;
    assert_eq!((again[2].kind, again[2].room.as_str(), again[2].minutes()), (SessionKind::Break, "Hall", 15));
}

#[test]
fn minutes_are_whole_and_of_one_day() {
    let day = day();
    for minutes in ["", "0", "soon", "721", "-721"] {
        let refused = faults(day.plan(&by(minutes)));
        assert!(matches!(refused.as_slice(), [(field, _)] if field == "minutes"), "{minutes}: {refused:?}");
    }
}
