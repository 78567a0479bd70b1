use super::*;
use crate::access::{Denied, Door};
use crate::kernel::invalid::{Invalid, Reason, RelayFault};

#[test]
fn each_channel_is_offered_it_once_in_its_language_and_the_others_are_told_apart() {
    let house = House::new();
    let (lille, berlin) = (house.channel("lille", Locale::Fr), house.channel("berlin", Locale::En));
    let (beijing, quiet) = (house.channel("beijing", Locale::Zh), house.channel("quiet", Locale::En));
    let retired = house.channel("retired", Locale::En);
    house.package(NewEmbargo::Day("2016-05-03".parse().expect("a day")));
    let cx = house.staff(NOW);
    house
        .write(|c| {
            contacts::do_not_contact(c, &cx, quiet.officer.id, "by telephone", Door::Staff).expect("noted");
            turn_channel(c, &cx, &retired, retired.version)
        })
        .expect("turned");
    let (_, lines) = house.write(|c| outlook(c, &cx, &house.of)).expect("told");
    let verdicts: Vec<_> = lines.iter().map(|line| line.verdict).collect();
    let expected = [Ok(Locale::Fr), Ok(Locale::En), Err(Why::NoText), Err(Why::DoNotContact), Err(Why::Retired)];
    assert_eq!(verdicts, expected);
    assert_eq!(house.offer(NOW).expect("offered"), 2);
    assert_eq!(house.messages("relay-offer").len(), 2);
    assert!(matches!(house.offer(NOW), Err(RelayError::Nobody)), "nobody gets it twice");
    let relays = house.relays();
    assert_eq!(relays.iter().map(|relay| relay.channel.id).collect::<Vec<_>>(), [lille.id, berlin.id]);
    assert_eq!(relays[0].locale, Locale::Fr);
    assert_eq!(relays[0].told, Until::Day("2016-05-03".parse().expect("a day")));
    assert!(relays.iter().all(|relay| relay.channel.id != beijing.id));
}

#[test]
fn what_is_internal_or_not_approved_is_offered_to_nobody() {
    let mut house = House::new();
    house.channel("lille", Locale::Fr);
    house.package(NewEmbargo::None);
    for (audience, state) in [
        (Audience::Internal, DeliverableState::Approved),
        (Audience::External, DeliverableState::InReview),
        (Audience::External, DeliverableState::Withdrawn),
    ] {
        house.becomes(audience, state);
        assert!(matches!(house.offer(NOW), Err(RelayError::NotGiven)), "{audience} {state}");
    }
    assert!(house.messages("relay-offer").is_empty());
    house.becomes(Audience::Internal, DeliverableState::Approved);
    let again = house.write(|c| write_package(c, &house.staff(NOW), &house.of, &House::texts(NewEmbargo::None)));
    assert!(matches!(again, Err(RelayError::NotGiven)));
}

#[test]
fn texts_that_nobody_has_seen_do_not_leave() {
    let house = House::new();
    let channel = house.channel("lille", Locale::Fr);
    let package = house.package(NewEmbargo::None);
    let cx = house.staff(NOW);
    let new = NewPackage { lapse_days: 30, ..House::texts(NewEmbargo::None) };
    house.write(|c| edit_package(c, &cx, &house.of, (&package, package.version), (&new, None))).expect("edited");
    let late = house.write(|c| offer(c, &cx, &house.of, (package.version, std::slice::from_ref(&channel.public_id))));
    assert!(matches!(late, Err(RelayError::Stale)));
    let other = NewPackage { lapse_days: 45, ..House::texts(NewEmbargo::None) };
    let twice = house.write(|c| edit_package(c, &cx, &house.of, (&package, package.version), (&other, None)));
    assert!(matches!(twice, Err(RelayError::Stale)));
}

#[test]
fn a_house_is_a_channel_once_and_another_officer_ends_the_old_link() {
    let house = House::new();
    let (lille, berlin) = (house.channel("lille", Locale::Fr), house.channel("berlin", Locale::En));
    let cx = house.staff(NOW);
    let programme = house.outline.programme.id;
    let same = NewChannel {
        organisation: lille.house.public_id.clone(),
        officer: lille.officer.public_id.clone(),
        members: None,
        note: String::new(),
    };
    assert!(matches!(house.write(|c| create_channel(c, &cx, programme, &same)), Err(RelayError::Twice)));
    let moved = NewChannel { organisation: berlin.house.public_id.clone(), ..same.clone() };
    let refused = house.write(|c| edit_channel(c, &cx, &lille, lille.version, &moved));
    assert!(
        matches!(refused, Err(RelayError::Invalid(faults)) if faults == Invalid::one("organisation", Reason::Fixed))
    );
    house.package(NewEmbargo::None);
    house.offer(NOW).expect("offered");
    let old = house.token(&house.relay_of(&lille));
    let foreign = NewChannel { officer: berlin.officer.public_id.clone(), ..same.clone() };
    for refused in [
        house.write(|c| edit_channel(c, &cx, &lille, lille.version, &foreign)),
        house.write(|c| create_channel(c, &cx, programme, &foreign)),
    ] {
        let elsewhere = Invalid::one("officer", Reason::Relay(RelayFault::NotTheirs));
        assert!(matches!(refused, Err(RelayError::Invalid(faults)) if faults == elsewhere));
    }
    let other = NewChannel { officer: house.person("colleague", "lille", Locale::En), ..same };
    house.write(|c| edit_channel(c, &cx, &lille, lille.version, &other)).expect("edited");
    let opened = house.write(|c| open_link(c, &cx, &old));
    assert!(matches!(opened, Err(RelayError::Denied(Denied::NotFound))));
    // One that was offered something keeps its row.
    let kept = house.write(|c| find_channel(c, &cx, programme, &lille.public_id)).expect("there");
    house.write(|c| remove_channel(c, &cx, &kept, kept.version)).expect("retired");
    let kept = house.write(|c| find_channel(c, &cx, programme, &lille.public_id)).expect("there still");
    assert!(kept.retired_at.is_some());
}

#[test]
fn rights_hold_in_the_service() {
    let house = House::new();
    let programme = house.outline.programme.id;
    let cx = |role| Context { now: at(NOW), ..context(member(role, Some(programme), None)) };
    let texts = House::texts(NewEmbargo::None);
    let auditor = cx(Role::Auditor);
    house.write(|c| whole(c, &auditor, &house.of)).expect("read");
    let refused = house.write(|c| write_package(c, &auditor, &house.of, &texts));
    assert!(matches!(refused, Err(RelayError::Denied(Denied::Forbidden))));
    let editor = house.write(|c| whole(c, &cx(Role::Editor), &house.of));
    assert!(matches!(editor, Err(RelayError::Denied(Denied::NotFound))));
    house.write(|c| write_package(c, &cx(Role::RelayOfficer), &house.of, &texts)).expect("written");
}

#[test]
fn channels_go_along_when_two_entries_become_one() {
    let house = House::new();
    let (lille, berlin) = (house.channel("lille", Locale::Fr), house.channel("berlin", Locale::En));
    let changed = house.write(|c| Ok(replace_contact(c, lille.officer.id, berlin.officer.id)?)).expect("replaced");
    assert_eq!(changed, [("relay_channels", lille.id.raw())]);
    let (cx, programme) = (house.staff(NOW), house.outline.programme.id);
    let after = house.write(|c| find_channel(c, &cx, programme, &lille.public_id)).expect("there");
    assert_eq!(after.officer.id, berlin.officer.id);
    let changed = house.write(|c| Ok(replace_organisation(c, lille.house.id, berlin.house.id)?)).expect("kept");
    assert!(changed.is_empty(), "both are channels of one programme: each keeps its row");
}

#[test]
fn an_offer_is_called_back_while_its_mails_wait_and_may_be_made_again() {
    let house = House::new();
    house.channel("lille", Locale::Fr);
    house.package(NewEmbargo::None);
    house.offer(NOW).expect("offered");
    let later = "2016-04-18T08:04:00Z";
    assert_eq!(waiting(&house.relays(), at(later)), Some((1, at("2016-04-18T08:05:00Z"))));
    assert_eq!(house.write(|c| call_back(c, &house.staff(later), &house.of)).expect("called back"), 1);
    assert!(house.relays().is_empty());
    assert_eq!(house.offer(later).expect("offered again"), 1);
    let late = house.write(|c| call_back(c, &house.staff("2016-04-18T08:09:00Z"), &house.of));
    assert!(matches!(late, Err(RelayError::TooLate)));
    assert_eq!(waiting(&house.relays(), at("2016-04-18T08:09:00Z")), None);
}

#[test]
fn two_houses_that_become_one_are_one_channel_and_are_parted_again() {
    let house = House::new();
    let (lille, berlin) = (house.channel("lille", Locale::Fr), house.channel("berlin", Locale::En));
    house.package(NewEmbargo::None);
    let (cx, programme) = (house.staff(NOW), house.outline.programme.id);
    let version = house.write(|c| whole(c, &cx, &house.of)).expect("read").package.expect("a package").version;
    house.write(|c| offer(c, &cx, &house.of, (version, std::slice::from_ref(&lille.public_id)))).expect("offered");
    let (relay, token) = (house.relay_of(&lille), house.token(&house.relay_of(&lille)));
    let united = house.write(|c| Ok(unite(c, &cx, lille.house.id, berlin.house.id)?)).expect("united");
    let now = |channel: &Channel| house.write(|c| find_channel(c, &cx, programme, &channel.public_id)).expect("there");
    assert_eq!(house.relays().len(), 1);
    assert_eq!(house.relay_of(&berlin).public_id, relay.public_id);
    assert!(now(&lille).retired_at.is_some() && now(&berlin).retired_at.is_none());
    assert!(matches!(house.offer(NOW), Err(RelayError::Nobody)), "one house gets it once");
    assert_eq!(house.write(|c| open_link(c, &cx, &token)).expect("the link opens").relay.id, relay.id);
    house.write(|c| Ok(part(c, &cx, lille.house.id, &united)?)).expect("parted");
    assert_eq!(house.relay_of(&lille).public_id, relay.public_id);
    assert!(now(&lille).retired_at.is_none());
    assert_eq!(house.offer(NOW).expect("offered"), 1, "the other was offered nothing");
}

#[test]
fn what_both_were_offered_stays_with_each_and_is_counted() {
    let house = House::new();
    let (lille, berlin) = (house.channel("lille", Locale::Fr), house.channel("berlin", Locale::En));
    house.package(NewEmbargo::None);
    house.offer(NOW).expect("offered");
    let cx = house.staff(NOW);
    let united = house.write(|c| Ok(unite(c, &cx, lille.house.id, berlin.house.id)?)).expect("united");
    assert!(united[0].relays.is_empty() && united[0].asked);
    assert_eq!((house.relay_of(&lille).channel.id, house.relay_of(&berlin).channel.id), (lille.id, berlin.id));
    assert!(matches!(house.offer(NOW), Err(RelayError::Nobody)));
}

#[test]
fn the_link_is_sent_again_to_whoever_is_the_officer_in_their_language_and_while_something_is_expected() {
    let house = House::new();
    let lille = house.channel("lille", Locale::Fr);
    house.channel("berlin", Locale::En);
    house.package(NewEmbargo::None);
    house.offer(NOW).expect("offered");
    let (first, later) = (house.relay_of(&lille), "2016-04-18T09:00:00Z");
    let again = |now: &str| house.write(|c| offer_again(c, &house.staff(now), &house.of, &first.public_id));
    assert!(matches!(again(NOW), Err(RelayError::Stale)), "the first mail can still be called back");
    let other = NewChannel {
        organisation: lille.house.public_id.clone(),
        officer: house.person("colleague", "lille", Locale::En),
        members: None,
        note: String::new(),
    };
    let cx = house.staff(later);
    let edited = house.write(|c| edit_channel(c, &cx, &lille, lille.version, &other)).expect("another officer");
    again(later).expect("sent again");
    assert_eq!(house.messages("relay-offer").len(), 3);
    let now = house.relay_of(&lille);
    assert_eq!((now.locale, now.nonce == first.nonce), (Locale::En, false));
    house.write(|c| turn_channel(c, &cx, &edited, edited.version)).expect("retired");
    assert!(matches!(again(later), Err(RelayError::Nobody)), "it is asked no more");
    house.says(&now, &House::told("declined", "", ""), later).expect("declined");
    assert!(matches!(again("2016-04-18T10:00:00Z"), Err(RelayError::Stale)), "nothing is expected any more");
    assert_eq!(house.messages("relay-offer").len(), 3);
}
