use super::*;
use crate::domain::events::{Label, MoveInput, Standing};

/// Five days after the event, for everybody who was offered it.
fn offered() -> (House, Channel, Channel) {
    let house = House::new();
    let (lille, berlin) = (house.channel("lille", Locale::Fr), house.channel("berlin", Locale::En));
    house.package(NewEmbargo::After { event: house.event_name.clone(), days: 5 });
    house.offer(NOW).expect("offered");
    (house, lille, berlin)
}

fn day(text: &str) -> Until {
    Until::Day(text.parse().expect("a day"))
}

fn move_to(house: &House, day: &str) -> MoveInput {
    MoveInput {
        city: house.outline.cities[0].public_id.to_string(),
        zone: "Asia/Shanghai".to_owned(),
        starts: format!("{day}T09:00"),
        ends: format!("{day}T17:00"),
        reason: Label::from(Localised::three("The hall", "La salle", "会场")),
        ..MoveInput::default()
    }
}

fn tells(house: &House, now: &str) -> usize {
    house.write(|c| tell_embargoes(c, &house.staff(now))).expect("a look")
}

#[test]
fn what_the_preview_says_is_what_leaves() {
    let (house, lille, berlin) = offered();
    assert_eq!(house.relay_of(&lille).told, day("2016-05-29"));
    assert_eq!(tells(&house, NOW), 0, "everybody knows");
    let cx = house.staff(NOW);
    // Who cannot pass it on is not told.
    house.says(&house.relay_of(&berlin), &House::told("declined", "", ""), NOW).expect("declined");
    let (programme, input) = (house.outline.programme.id, move_to(&house, "2016-06-07"));
    let told = house
        .write(|c| {
            let planned = events::plan_move(c, &cx, programme, &house.event_name, &input).expect("planned");
            shifts(c, &cx, &planned)
        })
        .expect("told");
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].before, told[0].after, told[0].told), (day("2016-05-29"), day("2016-06-12"), 1));
    let version = house.view().event.version;
    house
        .write(|c| {
            let which = Standing { programme, event: &house.event_name, version };
            events::reschedule(c, &cx, which, &input).expect("moved");
            Ok(())
        })
        .expect("moved");
    assert_eq!(tells(&house, "2016-04-18T08:04:00Z"), 0, "it can be called back");
    assert_eq!(tells(&house, "2016-04-18T08:06:00Z"), told[0].told);
    assert_eq!(tells(&house, "2016-04-18T08:07:00Z"), 0, "once");
    let messages = house.messages("relay-embargo");
    let Message::RelayEmbargo { relay, before, after, .. } = &messages[0] else { panic!("{messages:?}") };
    assert_eq!(*relay, house.relay_of(&lille).id.raw());
    assert_eq!((before.as_str(), after.as_str()), ("2016-05-29", "2016-06-12"));
    assert_eq!((messages.len(), house.relay_of(&lille).told), (1, day("2016-06-12")));
}

#[test]
fn of_a_postponed_event_nobody_knows_the_day() {
    let (house, lille, _) = offered();
    let (cx, programme) = (house.staff(NOW), house.outline.programme.id);
    let view = house.view();
    let told = house.write(|c| stops(c, &cx, &view)).expect("told");
    assert_eq!((told[0].before, told[0].after, told[0].told), (day("2016-05-29"), Until::Unknown, 2));
    house
        .write(|c| {
            let which = Standing { programme, event: &house.event_name, version: view.event.version };
            let reason = Label::from(Localised::three("The hall", "La salle", "会场"));
            events::postpone(c, &cx, which, &reason).expect("postponed");
            Ok(())
        })
        .expect("postponed");
    assert_eq!(tells(&house, "2016-04-18T08:06:00Z"), 2);
    let (relay, cx) = (house.relay_of(&lille), house.staff("2016-04-18T08:06:00Z"));
    let opened = house.write(|c| open_link(c, &cx, &house.token(&relay))).expect("open");
    assert_eq!((opened.until, relay.told), (Until::Unknown, Until::Unknown));
    let refused = house.says(&relay, &House::told("report", "10", "2016-04-18"), "2016-04-18T09:00:00Z");
    assert!(matches!(refused, Err(RelayError::Invalid(_))));
    // It does not lapse while nobody knows.
    assert_eq!(house.write(|c| lapse_due(c, &house.staff("2017-01-01T00:00:00Z"))).expect("a look"), 0);
}

#[test]
fn another_embargo_of_the_package_is_told_as_well() {
    let (house, ..) = offered();
    let cx = house.staff(NOW);
    let before = house.write(|c| whole(c, &cx, &house.of)).expect("read").package.expect("a package");
    let new = House::texts(NewEmbargo::None);
    house.write(|c| edit_package(c, &cx, &house.of, (&before, before.version), &new)).expect("edited");
    assert_eq!(tells(&house, NOW), 0, "the offer has not left");
    assert_eq!(tells(&house, "2016-04-18T08:06:00Z"), 2);
    assert_eq!(tells(&house, "2016-04-18T08:10:00Z"), 0);
}
