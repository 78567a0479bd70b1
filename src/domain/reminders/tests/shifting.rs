use super::*;

fn told(shifts: &[Shift]) -> Vec<(RuleKind, Became, Option<String>, Option<String>, usize)> {
    let said = |at: &Option<Occurrence>| at.map(|at| at.at.stored());
    shifts.iter().map(|s| (s.kind, s.became, said(&s.before), said(&s.after), s.people)).collect()
}

fn local(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn what_is_told_before_a_move_is_what_then_leaves() {
    let house = House::new();
    house.guest("ann", Locale::En);
    let coming = house.guest("luc", Locale::Fr);
    house.ask(&Audience::NotYetInvited, NOW);
    house.says(coming, Wish::Accepted, "2016-04-20T08:00:00Z");
    let input = house.move_to("2016-06-07T09:00", "2016-06-07T17:00", "2016-05-31T18:00");
    let shifts = house.moves(&input, "2016-04-21T08:00:00Z");
    // Who had accepted is asked again, and so will be reminded to answer; nobody comes yet.
    assert_eq!(
        told(&shifts),
        [
            (
                RuleKind::SilentBeforeDeadline,
                Became::Shifts,
                local("2016-05-03T09:00:00"),
                local("2016-05-24T09:00:00"),
                2
            ),
            (
                RuleKind::ComingBeforeStart,
                Became::Shifts,
                local("2016-05-22T09:00:00"),
                local("2016-06-05T09:00:00"),
                0
            ),
        ]
    );
    assert_eq!(house.run(NUDGE), 0, "at the old time nothing leaves");
    assert_eq!(house.run("2016-05-24T01:00:00Z"), shifts[0].people);
}

#[test]
fn a_reminder_that_keeps_its_hour_says_whom_it_reaches_besides() {
    let house = House::new();
    house.guest("ann", Locale::En);
    let coming = house.guest("luc", Locale::Fr);
    house.ask(&Audience::NotYetInvited, NOW);
    house.says(coming, Wish::Accepted, "2016-04-20T08:00:00Z");
    // Answers close when they did, and luc is asked again.
    let input = house.move_to("2016-06-07T09:00", "2016-06-07T17:00", "2016-05-10T18:00");
    let shifts = house.moves(&input, "2016-04-21T08:00:00Z");
    let (hour, was, is) = (local("2016-05-03T09:00:00"), local("2016-05-22T09:00:00"), local("2016-06-05T09:00:00"));
    assert_eq!(
        told(&shifts),
        [
            (RuleKind::SilentBeforeDeadline, Became::Stays, hour.clone(), hour, 2),
            (RuleKind::ComingBeforeStart, Became::Shifts, was, is, 0),
        ]
    );
    assert_eq!(house.run(NUDGE), shifts[0].people);
}

#[test]
fn a_moved_event_asks_anew_and_one_that_stands_still_never_twice() {
    let house = House::new();
    house.guest("ann", Locale::En);
    house.ask(&Audience::NotYetInvited, NOW);
    assert_eq!(house.run(NUDGE), 1);
    // Later on the same day: the deadline stays.
    let later = house.move_to("2016-05-24T13:00", "2016-05-24T18:00", "2016-05-10T18:00");
    let shifts = house.moves(&later, "2016-05-03T02:00:00Z");
    assert!(told(&shifts).iter().all(|(kind, ..)| *kind == RuleKind::ComingBeforeStart), "{shifts:?}");
    assert_eq!(house.run("2016-05-04T01:00:00Z"), 0);
    let input = house.move_to("2016-06-07T09:00", "2016-06-07T17:00", "2016-05-31T18:00");
    let shifts = house.moves(&input, "2016-05-04T02:00:00Z");
    assert_eq!((shifts[0].became, shifts[0].people), (Became::Anew, 1));
    assert_eq!(house.run("2016-05-24T01:00:00Z"), 1);
    assert_eq!(house.mails("guest-reminder").len(), 2);
    // At another hour of the rule she is not reminded of the same day again; whoever was asked since is.
    house.guest("mei", Locale::Zh);
    house.ask(&Audience::NotYetInvited, "2016-05-24T02:00:00Z");
    let rule = house.rule(RuleKind::SilentBeforeDeadline);
    let timing = Timing { days: 5, ..rule.timing };
    let (cx, new) = (house.staff("2016-05-24T03:00:00Z"), NewRule { kind: rule.kind, timing });
    let told = house.write(|c| foresee(c, &cx, rule.programme, (Some(&rule), &new))).expect("told");
    let people: usize = told.lines.iter().filter_map(|line| line.crowd.as_ref()).map(|crowd| crowd.people).sum();
    assert_eq!(people, 1, "whoever was reminded of that day is not counted again");
    house
        .write(|c| edit(c, &house.staff("2016-05-24T02:00:00Z"), &rule.public_id, rule.version, timing))
        .expect("changed");
    assert_eq!(house.run("2016-05-26T01:00:00Z"), 1);
    assert_eq!(house.mails("guest-reminder")[2..], ["mei@guests.example"]);
}

#[test]
fn a_move_arms_nothing_whose_hour_has_passed_and_says_so() {
    let house = House::new();
    house.guest("ann", Locale::En);
    house.ask(&Audience::NotYetInvited, NOW);
    // Answers close five days from now: seven days before that is past.
    let input = house.move_to("2016-05-24T09:00", "2016-05-24T18:00", "2016-04-26T18:00");
    let shifts = house.moves(&input, "2016-04-21T08:00:00Z");
    assert_eq!(told(&shifts), [(RuleKind::SilentBeforeDeadline, Became::Lost, local("2016-05-03T09:00:00"), None, 1)]);
    for now in ["2016-04-21T08:01:00Z", "2016-04-26T09:00:00Z", NUDGE] {
        assert_eq!(house.run(now), 0, "{now}");
    }
}

#[test]
fn another_deadline_shifts_what_counts_from_it_and_nothing_else() {
    let house = House::new();
    house.guest("ann", Locale::En);
    let coming = house.guest("luc", Locale::Fr);
    house.ask(&Audience::NotYetInvited, NOW);
    house.says(coming, Wish::Accepted, "2016-04-20T08:00:00Z");
    let (cx, view) = (house.staff("2016-04-21T08:00:00Z"), house.view());
    let by = |text: &str| crate::kernel::time::WallTime::typed(text, view.event.zone).expect("a time");
    let later = house.write(|c| deadline_shifts(c, &cx, &view, by("2016-05-12T18:00"))).expect("told");
    let (before, after) = (local("2016-05-03T09:00:00"), local("2016-05-05T09:00:00"));
    assert_eq!(told(&later), [(RuleKind::SilentBeforeDeadline, Became::Shifts, before.clone(), after, 1)]);
    let soon = house.write(|c| deadline_shifts(c, &cx, &view, by("2016-04-25T18:00"))).expect("told");
    assert_eq!(told(&soon), [(RuleKind::SilentBeforeDeadline, Became::Lost, before, None, 1)]);
}

#[test]
fn what_is_off_reminds_nobody_and_its_page_says_how_many() {
    let house = House::new();
    house.guest("ann", Locale::En);
    house.ask(&Audience::NotYetInvited, NOW);
    let (cx, view) = (house.staff("2016-04-21T08:00:00Z"), house.view());
    let stopped = house.write(|c| stops(c, &cx, &view)).expect("told");
    assert_eq!(stopped.iter().map(|s| s.people).sum::<usize>(), 1);
    assert!(stopped.iter().all(|s| s.became == Became::Lost));
    let version = view.event.version;
    let why = Label::from(Localised::three("Flood", "Inondation", "洪水"));
    house
        .write(|c| {
            let which = Which { programme: house.outline.programme.id, event: &house.public_id, version };
            Ok(events::postpone(c, &cx, which, &why)?)
        })
        .expect("postponed");
    assert_eq!(house.run(NUDGE), 0);
}

#[test]
fn a_copy_arms_nothing_of_what_is_past() {
    let house = House::new();
    house.guest("ann", Locale::En);
    house.ask(&Audience::NotYetInvited, NOW);
    let cx = house.staff("2016-05-05T08:00:00Z");
    let copy = house
        .write(|c| Ok(events::clone_event(c, &cx, house.outline.programme.id, &house.public_id)?))
        .expect("a copy");
    let facts = house.write(|c| Ok(invitations::event_facts(c, copy.event.id)?)).expect("the copy");
    let promised = house.write(|c| promises(c, &cx, &facts)).expect("told");
    assert_eq!(promised[0].standing, Standing::Unarmed);
    // Of the event itself the same hour still stands.
    assert_eq!(house.promised("2016-05-05T08:00:00Z")[0].standing, Standing::Due);
}

#[test]
fn a_move_that_was_called_back_takes_no_reminder_away() {
    let house = House::new();
    house.guest("ann", Locale::En);
    house.ask(&Audience::NotYetInvited, NOW);
    // Moved just after the hour, before the next look, and called back before anybody was told.
    let input = house.move_to("2016-06-07T09:00", "2016-06-07T17:00", "2016-05-31T18:00");
    house.moves(&input, "2016-05-03T01:00:10Z");
    assert_eq!(house.run("2016-05-03T01:00:20Z"), 0, "it counts from another day");
    let (cx, sequence) = (house.staff("2016-05-03T01:00:30Z"), house.view().event.sequence);
    house
        .write(|c| {
            let back = events::recall(c, &cx, house.outline.programme.id, &house.public_id, sequence)?;
            Ok(invitations::call_back(c, &cx, &back.expect("a move that waits"))?)
        })
        .expect("called back");
    assert_eq!(house.run("2016-05-03T01:01:00Z"), 1);
}
