use super::*;
use crate::domain::events::{Label, MoveInput, Standing};
use crate::domain::invitations::mail::Reading;

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
    house.settles(now).told
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
    // Whoever passed it on all the same, or before they heard, says so.
    house.says(&relay, &House::told("report", "10", "2016-04-18"), "2016-04-18T09:00:00Z").expect("an honest word");
    // It does not lapse while nobody knows.
    assert_eq!(house.settles("2017-01-01T00:00:00Z").lapsed, 0);
}

#[test]
fn another_embargo_of_the_package_is_told_as_well() {
    let (house, ..) = offered();
    let cx = house.staff(NOW);
    let before = house.write(|c| whole(c, &cx, &house.of)).expect("read").package.expect("a package");
    let new = House::texts(NewEmbargo::None);
    house.write(|c| edit_package(c, &cx, &house.of, (&before, before.version), (&new, None))).expect("edited");
    assert_eq!(tells(&house, NOW), 0, "the offer has not left");
    assert!(house.relays().iter().all(|relay| relay.told == Until::Free), "it says so itself");
    assert_eq!(tells(&house, "2016-04-18T08:06:00Z"), 0);
    let cx = house.staff("2016-04-18T08:06:00Z");
    let before = house.write(|c| whole(c, &cx, &house.of)).expect("read").package.expect("a package");
    let new = House::texts(NewEmbargo::Day("2016-05-03".parse().expect("a day")));
    house.write(|c| edit_package(c, &cx, &house.of, (&before, before.version), (&new, None))).expect("edited");
    assert_eq!(tells(&house, "2016-04-18T08:10:00Z"), 0, "it can be changed back");
    assert_eq!(tells(&house, "2016-04-18T08:12:00Z"), 2);
    assert_eq!(tells(&house, "2016-04-18T08:13:00Z"), 0);
}

/// The event moves, and for five minutes that can be called back.
fn moves(house: &House, to: &str, now: &str) {
    let (cx, programme, version) = (house.staff(now), house.outline.programme.id, house.view().event.version);
    house
        .write(|c| {
            let which = Standing { programme, event: &house.event_name, version };
            events::reschedule(c, &cx, which, &move_to(house, to)).expect("moved");
            Ok(())
        })
        .expect("moved");
}

#[test]
fn an_offer_that_leaves_while_a_move_can_be_called_back_says_the_day_that_is_certain() {
    let (house, lille, _) = offered();
    moves(&house, "2016-06-07", "2016-04-18T08:01:00Z");
    assert_eq!(tells(&house, "2016-04-18T08:05:30Z"), 0, "it can be called back");
    let (relay, cx) = (house.relay_of(&lille), house.staff("2016-04-18T08:05:30Z"));
    let of = [(relay.id.raw(), relay.nonce, mail::What::Offer)];
    let letters = house.write(|c| Ok(mail::letters(c, &cx, &of, Reading::ToSend)?)).expect("read");
    assert_eq!(letters[0].as_ref().expect("a letter").until, day("2016-05-29"));
    assert_eq!(tells(&house, "2016-04-18T08:07:00Z"), 2, "both learn of it once it is certain");
}

#[test]
fn an_offer_kept_back_by_a_withdrawn_approval_leaves_once_it_is_approved_again() {
    let (mut house, lille, _) = offered();
    house.becomes(Audience::External, DeliverableState::InReview);
    house.leave("relay-offer", Some(Moot::Settled), "2016-04-18T08:05:00Z");
    let queued = |house: &House| {
        let offers = house.write(|c| {
            let offers = outbox::table.filter(outbox::kind.eq("relay-offer"));
            Ok(offers.select(outbox::state).load::<String>(c).expect("read"))
        });
        offers.expect("read").into_iter().filter(|state| state == MessageState::Queued.as_str()).count()
    };
    moves(&house, "2016-06-07", "2016-04-18T08:06:00Z");
    assert_eq!((tells(&house, "2016-04-18T08:20:00Z"), queued(&house)), (0, 0), "it is not approved");
    house.becomes(Audience::External, DeliverableState::Approved);
    assert_eq!((tells(&house, "2016-04-18T09:00:00Z"), queued(&house)), (0, 2));
    assert_eq!(house.relay_of(&lille).told, day("2016-06-12"), "the offer says the new day itself");
    assert_eq!((tells(&house, "2016-04-18T09:01:00Z"), house.messages("relay-embargo").len()), (0, 0));
}

#[test]
fn another_officer_is_told_in_the_language_of_their_own() {
    let (house, lille, _) = offered();
    let cx = house.staff("2016-04-18T09:00:00Z");
    let other = NewChannel {
        organisation: lille.house.public_id.clone(),
        officer: house.person("colleague", "lille", Locale::En),
        members: None,
        note: String::new(),
    };
    house.write(|c| edit_channel(c, &cx, &lille, lille.version, &other)).expect("another officer");
    moves(&house, "2016-06-07", "2016-04-18T09:00:00Z");
    assert_eq!(tells(&house, "2016-04-18T09:06:00Z"), 2);
    assert_eq!(house.relay_of(&lille).locale, Locale::En);
}
