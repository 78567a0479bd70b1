use super::*;
use crate::domain::deliverables::{self, EditDeliverable};
use crate::domain::invitations::mail::Reading;
use crate::domain::programme::{self, OwnerChoice};

#[test]
fn the_template_brings_rules_and_each_reminds_once() {
    let house = House::new();
    for (name, language) in [("ann", Locale::En), ("luc", Locale::Fr)] {
        house.guest(name, language);
    }
    let coming = house.guest("li", Locale::Zh);
    house.ask(&Audience::NotYetInvited, NOW);
    house.guest("never-asked", Locale::En);
    house.says(coming, Wish::Accepted, "2016-04-20T08:00:00Z");
    assert_eq!(house.run("2016-05-03T00:59:59Z"), 0, "not yet");
    assert_eq!(house.run(NUDGE), 2);
    assert_eq!(house.run(NUDGE), 0, "looked twice, said once");
    assert_eq!(house.run("2016-05-04T01:00:00Z"), 0, "nor the day after");
    assert_eq!(house.mails("guest-reminder"), ["ann@guests.example", "luc@guests.example"]);
    // Two days before it begins those who come are told where and when.
    assert_eq!(house.run("2016-05-22T01:00:00Z"), 1);
    assert_eq!(house.mails("guest-reminder")[2..], ["li@guests.example"]);
}

#[test]
fn what_could_not_be_written_at_its_hour_leaves_as_long_as_it_is_of_use() {
    let house = House::new();
    house.guest("ann", Locale::En);
    house.ask(&Audience::NotYetInvited, NOW);
    // Nothing ran for a week: answers close at 10:00 UTC.
    assert_eq!(house.run("2016-05-10T09:59:00Z"), 1);
    let late = House::new();
    late.guest("ann", Locale::En);
    late.ask(&Audience::NotYetInvited, NOW);
    assert_eq!(late.run("2016-05-10T10:00:00Z"), 0);
    // A rule that skips is for its day alone.
    let skips = House::new();
    skips.guest("ann", Locale::En);
    skips.ask(&Audience::NotYetInvited, NOW);
    let rule = skips.rule(RuleKind::SilentBeforeDeadline);
    let timing = Timing { late: Late::Skip, ..rule.timing };
    skips.write(|c| edit(c, &skips.staff(NOW), &rule.public_id, rule.version, timing)).expect("changed");
    assert_eq!(skips.run("2016-05-03T16:00:00Z"), 0, "it is midnight in Datong");
    assert_eq!(skips.run("2016-05-03T15:59:00Z"), 1);
}

#[test]
fn whoever_was_chased_by_hand_that_day_asked_later_or_wants_no_mail_gets_none() {
    let house = House::new();
    let chased = house.guest("chased", Locale::En);
    house.guest("ann", Locale::En);
    house.ask(&Audience::NotYetInvited, NOW);
    let facts = house.facts();
    let seat = house.write(|c| {
        let all = invitations::guests_all(c, &house.staff(NOW), &facts, &invitations::GuestFilter::default())?;
        Ok(all.into_iter().find(|guest| guest.id == chased).expect("a seat").public_id)
    });
    // Half past midnight in Datong: the same day.
    let text = RoundText::parse(
        "Chase",
        &Localised::three("Please", "Merci", "请"),
        &Localised::three("Say. {link}", "Dites. {link}", "请答复。{link}"),
    )
    .expect("words");
    let cx = house.staff("2016-05-02T16:30:00Z");
    house
        .write(|c| {
            let round = invitations::create_round(c, &cx, &facts, &text, &Audience::Unanswered)?;
            invitations::choose(c, &cx, &round, round.version, &Audience::Seats(vec![seat.expect("a seat")]))?;
            let round = invitations::find_round(c, &cx, &facts, &round.public_id)?;
            Ok(invitations::release(c, &cx, &round, round.version)?)
        })
        .expect("chased");
    house.guest("late", Locale::En);
    house.ask(&Audience::NotYetInvited, "2016-05-03T02:00:00Z");
    let promised = house.promised("2016-05-03T00:00:00Z");
    let crowd = promised[0].crowd.clone().expect("ahead");
    assert_eq!(crowd.people, 1);
    assert_eq!(crowd.left_out, [(Exclusion::Chased, 1), (Exclusion::Later, 1)]);
    assert_eq!(house.run("2016-05-03T03:00:00Z"), 1);
    assert_eq!(house.mails("guest-reminder"), ["ann@guests.example"]);
    // And who was reminded by a rule is not chased by hand on the same day.
    let cx = house.staff("2016-05-03T04:00:00Z");
    let check = house.write(|c| {
        let round = invitations::create_round(c, &cx, &facts, &text, &Audience::Unanswered)?;
        Ok(invitations::check(c, &cx, &facts, &round)?)
    });
    let why: Vec<&str> = check.expect("a check").excluded.iter().map(|one| one.why.key()).collect();
    assert_eq!(why.iter().filter(|why| **why == "reminded-today").count(), 2, "{why:?}");
}

#[test]
fn an_event_switches_a_rule_off_or_has_a_time_of_its_own() {
    let house = House::new();
    house.guest("ann", Locale::En);
    house.ask(&Audience::NotYetInvited, NOW);
    let rule = house.rule(RuleKind::SilentBeforeDeadline);
    let set = |wish: OwnWish, timing: Timing, seen: i64, now: &str| {
        let (cx, facts) = (house.staff(now), house.facts());
        house.write(|c| set_own(c, &cx, &facts, (&rule.public_id, seen), (wish, timing)))
    };
    let own = set(OwnWish::Off, rule.timing, 0, NOW).expect("off");
    assert_eq!((own.timing(), own.version()), (None, 1));
    assert!(matches!(set(OwnWish::Follow, rule.timing, 0, NOW), Err(ReminderError::Stale)));
    assert_eq!(house.run(NUDGE), 0);
    // Switched on again when its hour has passed, it arms nothing.
    set(OwnWish::Follow, rule.timing, 1, "2016-05-04T00:00:00Z").expect("on");
    assert_eq!(house.run("2016-05-04T00:01:00Z"), 0);
    let timing = Timing { days: 3, ..rule.timing };
    set(OwnWish::Other, timing, 2, "2016-05-04T00:00:00Z").expect("its own");
    assert_eq!(house.run("2016-05-07T01:00:00Z"), 1);
    let local = house.outline.cities[0].id;
    let auditor = Context {
        actor: member(Role::Auditor, Some(house.outline.programme.id), None),
        ..house.staff("2016-05-07T01:00:00Z")
    };
    let denied = |cx: &Context| {
        let facts = house.facts();
        let wish = (OwnWish::Off, rule.timing);
        matches!(
            house.write(|c| set_own(c, cx, &facts, (&rule.public_id, 3), wish)),
            Err(ReminderError::Denied(crate::access::Denied::Forbidden))
        )
    };
    assert!(denied(&auditor));
    let coordinator = Context { actor: member(Role::LocalCoordinator, Some(rule.programme), Some(local)), ..auditor };
    let edited = house.write(|c| edit(c, &coordinator, &rule.public_id, rule.version, timing));
    assert!(matches!(edited, Err(ReminderError::Denied(crate::access::Denied::Forbidden))), "the programme's own");
}

#[test]
fn two_rules_of_one_day_write_to_a_guest_once() {
    let house = House::new();
    house.guest("ann", Locale::En);
    house.ask(&Audience::NotYetInvited, NOW);
    let (cx, programme) = (house.staff(NOW), house.outline.programme.id);
    // Three weeks before it begins is the day on which the other reminds, a week before answers close.
    let draft = ["silent-before-start", "21", "12:00", "send"].map(str::to_owned);
    let [kind, days, clock, late] = draft;
    let new = RuleDraft { kind, days, clock, late }.check().expect("a rule");
    // Before it is saved it is told what it takes the place of: what would leave later that day, and nothing else.
    let sooner = NewRule { timing: Timing { clock: "08:00".parse().expect("an hour"), ..new.timing }, ..new };
    let displaced = |new: &NewRule| house.write(|c| foresee(c, &cx, programme, (None, new))).expect("told").displaced;
    assert_eq!((displaced(&sooner), displaced(&new)), (1, 0));
    house.write(|c| create(c, &cx, programme, &new)).expect("made");
    assert!(house.write(|c| create(c, &cx, programme, &new)).is_err(), "the same once more");
    let standings: Vec<Standing> = house.promised(NOW).iter().map(|promise| promise.standing).collect();
    assert_eq!(standings, [Standing::Ahead, Standing::Ahead, Standing::Doubled]);
    assert_eq!((house.run(NUDGE), house.run("2016-05-03T04:00:00Z")), (1, 0));
}

#[test]
fn a_rule_that_comes_after_its_hour_takes_no_others_place_that_day() {
    let house = House::new();
    house.guest("ann", Locale::En);
    house.ask(&Audience::NotYetInvited, NOW);
    let (cx, programme) = (house.staff("2016-05-03T00:30:00Z"), house.outline.programme.id);
    // It would have left half an hour ago, an hour before the other.
    let [kind, days, clock, late] = ["silent-before-start", "21", "08:00", "send"].map(str::to_owned);
    let new = RuleDraft { kind, days, clock, late }.check().expect("a rule");
    house.write(|c| create(c, &cx, programme, &new)).expect("made");
    let standings: Vec<Standing> = house.promised("2016-05-03T00:31:00Z").iter().map(|one| one.standing).collect();
    assert_eq!(standings, [Standing::Ahead, Standing::Ahead, Standing::Unarmed]);
    assert_eq!(house.run(NUDGE), 1);
    // What has written that day stays in the way of a later one, also where its rule is given another hour after.
    let rule = house.rule(RuleKind::SilentBeforeDeadline);
    let cx = house.staff("2016-05-03T02:00:00Z");
    let timing = Timing { clock: "07:00".parse().expect("an hour"), ..rule.timing };
    house.write(|c| edit(c, &cx, &rule.public_id, rule.version, timing)).expect("changed");
    let [kind, days, clock, late] = ["silent-before-start", "21", "12:00", "send"].map(str::to_owned);
    let noon = RuleDraft { kind, days, clock, late }.check().expect("a rule");
    house.write(|c| create(c, &cx, programme, &noon)).expect("made");
    assert_eq!(house.run("2016-05-03T04:00:00Z"), 0);
}

#[test]
fn a_letter_that_has_lost_its_point_says_why() {
    let house = House::new();
    let seats = ["ann", "luc", "mei"].map(|name| house.guest(name, Locale::En));
    house.ask(&Audience::NotYetInvited, NOW);
    assert_eq!(house.run(NUDGE), 3);
    house.says(seats[0], Wish::Declined, "2016-05-03T01:00:30Z");
    let facts = house.facts();
    let seat = house.write(|c| {
        let all = invitations::guests_all(c, &house.staff(NOW), &facts, &invitations::GuestFilter::default())?;
        let one = all.into_iter().find(|guest| guest.id == seats[1]).expect("a seat").public_id;
        Ok(invitations::remove_seats(c, &house.staff(NOW), &facts, &[one])?)
    });
    seat.expect("removed");
    let ids: Vec<mail::GuestOf> = house
        .messages("guest-reminder")
        .into_iter()
        .filter_map(|message| match message {
            Message::Reminder { of: Reminded::Guest { rule, seat, day } } => {
                Some((rule, mail::GuestId::Seat(seat), day))
            }
            _ => None,
        })
        .collect();
    let letters = |now: &str, reading: Reading| {
        let cx = house.staff(now);
        house.write(|c| Ok(mail::guest_letters(c, &cx, &ids, reading)?)).expect("letters")
    };
    let now = letters("2016-05-03T01:01:00Z", Reading::ToSend);
    let moot = |letters: &[Result<mail::GuestLetter, mail::Moot>]| {
        letters.iter().map(|letter| letter.as_ref().err().copied()).collect::<Vec<_>>()
    };
    assert_eq!(moot(&now), [Some(mail::Moot::Answered), Some(mail::Moot::SeatRemoved), None]);
    assert!(letters("2016-05-03T01:01:00Z", Reading::AsSent(at(NUDGE))).iter().all(Result::is_ok));
    let late = letters("2016-05-10T10:00:00Z", Reading::ToSend);
    assert_eq!(moot(&late)[2], Some(mail::Moot::TooLate));
    let input = house.move_to("2016-06-07T09:00", "2016-06-07T17:00", "2016-05-31T18:00");
    house.moves(&input, "2016-05-03T01:01:30Z");
    assert_eq!(moot(&letters("2016-05-03T01:02:00Z", Reading::ToSend))[2], Some(mail::Moot::Moved));
    let rule = house.rule(RuleKind::SilentBeforeDeadline);
    house.write(|c| remove(c, &house.staff(NOW), &rule.public_id, rule.version)).expect("removed");
    assert_eq!(moot(&letters("2016-05-03T01:02:00Z", Reading::ToSend))[2], Some(mail::Moot::RuleOff));
}

#[test]
fn nothing_is_sent_about_a_closed_programme_nor_made_up_for() {
    let house = House::new();
    house.guest("ann", Locale::En);
    house.ask(&Audience::NotYetInvited, NOW);
    let id = house.outline.programme.id;
    house.write(|c| Ok(programme::close(c, &house.staff(NOW), id, "It is over")?)).expect("closed");
    assert_eq!(house.run(NUDGE), 0);
    let told = house.promised(NOW);
    assert!(told.iter().all(|promise| promise.standing == Standing::Closed));
    house.write(|c| Ok(programme::reopen(c, &house.staff("2016-05-03T02:00:00Z"), id, "")?)).expect("opened");
    assert_eq!(house.run("2016-05-03T02:01:00Z"), 0);
}

#[test]
fn whoever_answers_for_a_result_learns_that_it_is_due() {
    let house = House::new();
    let cx = house.staff(NOW);
    house.contact("owner", Locale::Fr);
    let all = house.write(|c| Ok(deliverables::all(c, &cx, house.outline.programme.id)?)).expect("all");
    let one = all.into_iter().find(|one| one.step.is_some()).expect("a deliverable of a step");
    let owner = house
        .db
        .read_now(|c| -> Result<PublicId, DbError> {
            use crate::db::schema::contacts;
            Ok(contacts::table.filter(contacts::native_name.eq("owner")).select(contacts::public_id).first(c)?)
        })
        .expect("the owner");
    let edit = EditDeliverable {
        kind: one.kind,
        audience: one.audience,
        title: one.title.clone(),
        due_on: "2016-06-01".parse().ok(),
        owner: OwnerChoice::Contact(owner),
    };
    house.write(|c| Ok(deliverables::edit(c, &cx, &one, one.version, &edit)?)).expect("owned");
    // The morning of 25 May in Datong: 01:00 UTC.
    assert_eq!(house.run("2016-05-25T00:59:00Z"), 0);
    assert_eq!(house.run("2016-05-25T01:00:00Z"), 1);
    assert_eq!(house.mails("owner-reminder"), ["owner@guests.example"]);
    assert_eq!(house.run("2016-05-25T01:01:00Z"), 0);
}
