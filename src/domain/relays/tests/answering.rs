use super::*;
use crate::access::{Denied, Door};
use crate::domain::invitations::mail::Reading;
use crate::kernel::email::Email;

#[test]
fn an_officer_takes_it_on_reports_and_corrects() {
    let house = House::new();
    let lille = house.channel("lille", Locale::Fr);
    house.package(NewEmbargo::Day("2016-05-03".parse().expect("a day")));
    house.offer(NOW).expect("offered");
    let offered = house.relay_of(&lille);
    house.says(&offered, &House::told("taken", "", ""), NOW).expect("taken");
    let taken = house.relay_of(&lille);
    assert_eq!((taken.state, taken.source), (RelayState::Taken, Source::Page));
    let report = House::told("report", "1200", "2016-05-03");
    let early = house.says(&taken, &report, "2016-05-02T08:00:00Z");
    assert!(matches!(early, Err(RelayError::Invalid(_))), "the day has not come");
    house.says(&taken, &report, "2016-05-04T08:00:00Z").expect("reported");
    let done = house.relay_of(&lille);
    assert_eq!((done.state, done.members), (RelayState::Reported, Some(1_200)));
    // Sent twice it acts once; what somebody else told meanwhile is not written over.
    house.says(&taken, &report, "2016-05-04T08:00:00Z").expect("the same");
    assert_eq!(house.relay_of(&lille).version, done.version);
    let other = House::told("report", "1300", "2016-05-03");
    assert!(matches!(house.says(&taken, &other, "2016-05-04T08:00:00Z"), Err(RelayError::Stale)));
    house.says(&done, &other, "2016-05-05T08:00:00Z").expect("corrected");
    assert_eq!(house.relay_of(&lille).members, Some(1_300));
}

#[test]
fn staff_enter_what_they_were_told_and_say_so() {
    let house = House::new();
    let lille = house.channel("lille", Locale::Fr);
    house.package(NewEmbargo::None);
    house.offer(NOW).expect("offered");
    let relay = house.relay_of(&lille);
    let cx = Context { door: Door::Page, ..house.staff("2016-05-04T08:00:00Z") };
    let no = ToldDraft { reason: "No mailing before autumn".to_owned(), ..House::told("declined", "", "") };
    house.write(|c| enter(c, &cx, &house.of, (&relay.public_id, relay.version), &no)).expect("entered");
    let declined = house.relay_of(&lille);
    assert_eq!((declined.state, declined.source), (RelayState::Declined, Source::Staff));
    assert_eq!(declined.reason, "No mailing before autumn");
    let late =
        house.write(|c| enter(c, &cx, &house.of, (&relay.public_id, relay.version), &House::told("taken", "", "")));
    assert!(matches!(late, Err(RelayError::Stale)));
}

#[test]
fn a_link_shows_what_was_withdrawn_and_opens_nothing_internal() {
    let mut house = House::new();
    let lille = house.channel("lille", Locale::Fr);
    house.package(NewEmbargo::None);
    house.offer(NOW).expect("offered");
    let relay = house.relay_of(&lille);
    let (token, cx) = (house.token(&relay), house.staff(NOW));
    assert_eq!(house.write(|c| open_link(c, &cx, &token)).expect("open").given, Given::Open);
    house.becomes(Audience::External, DeliverableState::Withdrawn);
    assert_eq!(house.write(|c| open_link(c, &cx, &token)).expect("told").given, Given::Withdrawn);
    assert!(matches!(house.says(&relay, &House::told("taken", "", ""), NOW), Err(RelayError::Over)));
    house.becomes(Audience::Internal, DeliverableState::Approved);
    for token in [token.as_str(), "1-0123456789abcdef", "nothing"] {
        let opened = house.write(|c| open_link(c, &cx, token));
        assert!(matches!(opened, Err(RelayError::Denied(Denied::NotFound))), "{token}");
    }
}

#[test]
fn visits_are_counted_and_change_nothing_else() {
    let house = House::new();
    let lille = house.channel("lille", Locale::Fr);
    house.package(NewEmbargo::None);
    house.offer(NOW).expect("offered");
    let before = house.relay_of(&lille);
    let cx = house.staff(NOW);
    house.write(|c| Ok(visit(c, &cx, before.id, None)?)).expect("counted");
    let after = house.relay_of(&lille);
    assert_eq!(after, Relay { visits: 1, ..before });
}

#[test]
fn what_is_not_answered_lapses_and_may_still_be_told() {
    let house = House::new();
    let (lille, berlin) = (house.channel("lille", Locale::Fr), house.channel("berlin", Locale::En));
    house.package(NewEmbargo::None);
    house.offer(NOW).expect("offered");
    house.says(&house.relay_of(&berlin), &House::told("report", "40", "2016-04-18"), NOW).expect("reported");
    let run = |now: &str| house.settles(now).lapsed;
    // Until midnight of the sixtieth day in Datong.
    assert_eq!(run("2016-06-17T15:59:00Z"), 0);
    assert_eq!(run("2016-06-17T16:01:00Z"), 1);
    assert_eq!(run("2016-06-18T16:01:00Z"), 0);
    let lapsed = house.relay_of(&lille);
    assert_eq!(lapsed.state, RelayState::Lapsed);
    assert_eq!(house.messages("relay-offer").len(), 2, "nobody is written to");
    let late = House::told("report", "500", "2016-06-18");
    house.says(&lapsed, &late, "2016-06-20T08:00:00Z").expect("never too late");
    let board = house.write(|c| board(c, &house.staff(NOW), house.outline.programme.id)).expect("a picture");
    let by_language = reached_by(&board.relays, |relay| relay.locale.to_string());
    assert_eq!(by_language["fr"], Reached { members: 500, reports: 1 });
    assert_eq!(by_language["en"], Reached { members: 40, reports: 1 });
}

#[test]
fn a_look_asks_the_same_few_things_however_many_relays_wait() {
    let look = |houses: &[&str]| {
        let house = House::new();
        for name in houses {
            house.channel(name, Locale::Fr);
        }
        house.package(NewEmbargo::After { event: house.event_name.clone(), days: 5 });
        house.offer(NOW).expect("offered");
        let cx = house.staff("2016-04-20T08:00:00Z");
        let looking = house.statements(|c| assert_eq!(settle_due(c, &cx).expect("a look"), Settled::default()));
        let ids: Vec<_> = house.relays().into_iter().map(|r| (r.id.raw(), r.nonce, mail::What::Offer)).collect();
        let mails = house.statements(|c| {
            let letters = mail::letters(c, &cx, &ids, Reading::ToSend).expect("letters");
            assert!(letters.len() == houses.len() && letters.iter().all(Result::is_ok));
        });
        let (all, channel) = (house.relays(), house.relays()[0].channel.id);
        let renewing = house.statements(|c| super::super::store_write::renew_links(c, at(NOW), channel).expect("done"));
        assert_eq!(all.len(), houses.len());
        (looking, mails, renewing)
    };
    let few = look(&["lille"]);
    assert!(few.0 > 0 && few.1 > 0 && few.2 == 1, "{few:?}");
    assert_eq!(look(&["lille", "berlin", "rome", "madrid"]), few);
}

#[test]
fn an_address_that_becomes_somebody_elses_takes_no_link_along() {
    let house = House::new();
    let (lille, berlin) = (house.channel("lille", Locale::Fr), house.channel("berlin", Locale::En));
    let (email, cx): (Email, Context) = ("lille@houses.example".parse().expect("an address"), house.staff(NOW));
    let links = || house.write(|c| Ok(links_at(c, lille.officer.id, &email)?)).expect("counted");
    house.package(NewEmbargo::None);
    assert_eq!(links(), 0);
    house.offer(NOW).expect("offered");
    let (old, other) = (house.token(&house.relay_of(&lille)), house.token(&house.relay_of(&berlin)));
    assert_eq!(links(), 1);
    assert_eq!(house.write(|c| Ok(renew_links(c, &cx, lille.officer.id, &email)?)).expect("renewed"), 1);
    let opened = house.write(|c| open_link(c, &cx, &old));
    assert!(matches!(opened, Err(RelayError::Denied(Denied::NotFound))));
    assert!(house.write(|c| open_link(c, &cx, &other)).is_ok(), "another's link opens");
    assert_eq!(links(), 0);
}
