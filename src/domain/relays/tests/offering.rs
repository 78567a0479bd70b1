use super::*;
use crate::access::{Denied, Door};
use crate::kernel::invalid::{Invalid, Reason};

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
    house.write(|c| edit_package(c, &cx, &house.of, (&package, package.version), &new)).expect("edited");
    let late = house.write(|c| offer(c, &cx, &house.of, (package.version, &[channel.public_id.clone()])));
    assert!(matches!(late, Err(RelayError::Stale)));
    let twice =
        house.write(|c| edit_package(c, &cx, &house.of, (&package, package.version), &House::texts(NewEmbargo::None)));
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
    let other = NewChannel { officer: berlin.officer.public_id.clone(), ..same };
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
