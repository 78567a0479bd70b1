//! Offices that wait are found, seen and given places; whoever speaks for one since it answered gets its link.

use super::*;
use crate::kernel::page::PageRequest;

const LATER: &str = "2016-04-18T09:00:00Z";

impl House {
    fn admits(&self, one: &Delegation) -> Result<i64, InvitationError> {
        let staff = Context { now: at(LATER), ..self.staff(0) };
        self.write(|c| admit_delegation(c, &staff, &one.public_id))
    }
    fn listed(&self, standing: OfficeStanding) -> Vec<PublicId> {
        let facts = self.facts();
        let page =
            self.db.read_now(|c| delegations(c, &self.staff(0), &facts, standing, PageRequest::default())).unwrap();
        page.items.into_iter().map(|one| one.public_id).collect()
    }
    /// Somebody else speaks for an office from now on.
    fn succeeds(&self, one: &Delegation) -> ContactId {
        let successor =
            self.db.write_now(|c| -> Result<_, DbError> { Ok(person(c, "successor", Locale::Zh, true)) }).unwrap();
        self.speaks(one, successor);
        successor
    }
    fn speaks(&self, one: &Delegation, contact: ContactId) {
        let draft = DelegationDraft {
            organisation: one.organisation_public.to_string(),
            contact: self.public(contact).to_string(),
            places: one.places.to_string(),
            rank: one.rank.to_string(),
            language: "zh".to_owned(),
            salutation: one.salutation.clone(),
            closing: one.closing.clone(),
        };
        let new = NewDelegation::parse(&draft).unwrap();
        let version = self.whole(one).delegation.version;
        self.write(|c| edit_delegation(c, &self.staff(0), &one.public_id, version, &new)).unwrap();
    }
}

/// So many do the same at once.
fn at_once<T: Send>(n: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(n);
    std::thread::scope(|scope| {
        let (start, work) = (&start, &work);
        let run = |nth: usize| {
            scope.spawn(move || {
                start.wait();
                work(nth)
            })
        };
        let runs: Vec<_> = (0..n).map(run).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    })
}

#[test]
fn a_waiting_office_is_found_and_given_what_has_become_free() {
    let house = House::new(Rule::Alone, "2");
    let [first, second] = ["甲", "乙"].map(|n| house.office(n, "2"));
    house.office_says(&first, "accepted", "2", NOW).unwrap();
    let waits = house.office_says(&second, "accepted", "2", NOW).unwrap();
    assert_eq!((waits.answer, waits.waiting), (Answer::Waiting, 2));
    let whole = house.whole(&second);
    assert_eq!((whole.story[0].act, whole.story[0].places), (Act::Waits, Some(2)), "the story says that they wait");
    assert_eq!(whole.chance, Chance::default());
    assert!(matches!(house.admits(&second), Err(InvitationError::NoPlaceFree)));
    assert_eq!(house.listed(OfficeStanding::All), [first.public_id.clone(), second.public_id.clone()]);
    assert_eq!(house.listed(OfficeStanding::Waiting), std::slice::from_ref(&second.public_id));
    house.office_says(&first, "accepted", "1", LATER).unwrap();
    assert_eq!(house.whole(&second).chance, Chance { places: 1, before: 0 });
    let facts = house.facts();
    let sums = house.db.read_now(|c| offices(c, &house.staff(0), &facts)).unwrap();
    assert_eq!((sums.free, sums.waiting, house.numbers().institutions.waiting), (Some(1), 2, 2));
    assert_eq!(house.admits(&second).unwrap(), 1);
    let whole = house.whole(&second);
    let now = &whole.delegation;
    assert_eq!((now.answer, now.accepted, now.waiting), (Answer::Accepted, 1, 1));
    assert_eq!((now.door, now.answered_at), (Some(Door::Page), Some(at(NOW))), "what it said stays its own");
    assert_eq!((whole.story[0].act, whole.story[0].places), (Act::Admitted, Some(1)));
    // Each answer was confirmed, and so were the places given.
    assert_eq!(house.outbox("delegation-confirmation").len(), 4);
    let again = house.office_says(&second, "accepted", "2", LATER).unwrap();
    assert_eq!(again.repeated, Repeated::Yes, "it says what it said before");
}

#[test]
fn staff_see_who_has_waited_longer_and_may_go_on() {
    let house = House::new(Rule::Alone, "2");
    let [first, second] = ["甲", "乙"].map(|n| house.office(n, "2"));
    house.office_says(&first, "accepted", "2", NOW).unwrap();
    let person = house.guest("a", Locale::En);
    house.says(person, Wish::Accepted, NOW).unwrap();
    house.office_says(&second, "accepted", "2", LATER).unwrap();
    house.office_says(&first, "declined", "", LATER).unwrap();
    assert_eq!(house.whole(&second).chance, Chance { places: 2, before: 1 });
    assert_eq!(house.admits(&second).unwrap(), 2);
    assert_eq!(house.admits(&second).unwrap(), 0, "pressed twice");
    assert_eq!(house.numbers().all.accepted, 2);
}

#[test]
fn one_free_place_is_given_once() {
    let house = House::new(Rule::Alone, "1");
    let held = house.office("甲", "1");
    house.office_says(&held, "accepted", "1", NOW).unwrap();
    let offices = ["乙", "丙", "丁"].map(|n| house.office(n, "1"));
    for office in &offices {
        house.office_says(office, "accepted", "1", NOW).unwrap();
    }
    house.office_says(&held, "declined", "", LATER).unwrap();
    let done = at_once(offices.len(), |nth| house.admits(&offices[nth]));
    assert_eq!(done.iter().filter(|d| matches!(d, Ok(1))).count(), 1, "{done:?}");
    assert_eq!(done.iter().filter(|d| matches!(d, Err(InvitationError::NoPlaceFree))).count(), 2, "{done:?}");
    assert_eq!(house.numbers().all.accepted, 1);
}

#[test]
fn names_that_race_keep_to_the_places_and_to_one_seat_each() {
    let house = House::new(Rule::Alone, "");
    let full = house.office("甲", "2");
    house.office_says(&full, "accepted", "2", NOW).unwrap();
    let done = at_once(5, |nth| house.names(&full, &format!("李{nth}"), NOW));
    assert_eq!(done.iter().filter(|d| d.is_ok()).count(), 2, "{done:?}");
    let over = |d: &Result<PublicId, InvitationError>| match d {
        Err(InvitationError::Invalid(invalid)) => {
            invalid.0[0].reason == Reason::Place(PlaceFault::NoPlaceLeft { places: 2 })
        }
        _ => false,
    };
    assert_eq!(done.iter().filter(|d| over(d)).count(), 3, "{done:?}");
    // One name, sent from several windows at once.
    let same = house.office("乙", "4");
    let done = at_once(4, |_| house.names(&same, "王芳", NOW));
    assert_eq!(done.iter().filter(|d| d.is_ok()).count(), 1, "{done:?}");
    assert_eq!(house.whole(&same).delegation.named, 1);
    // One person, named by two offices at once.
    let known = house.db.write_now(|c| -> Result<_, DbError> { Ok(person(c, "友人", Locale::Zh, false)) }).unwrap();
    let known = house.public(known);
    let offices = ["丙", "丁"].map(|n| house.office(n, "1"));
    let source = Source::parse("phone", "").unwrap();
    let done = at_once(offices.len(), |nth| {
        let new = NewDelegate { whom: Whom::Known(known.clone()), ..delegate(&offices[nth], "x") };
        house.write(|c| record_delegate(c, &house.staff(0), &offices[nth].public_id, None, &new, &source))
    });
    assert_eq!(done.iter().filter(|d| d.is_ok()).count(), 1, "{done:?}");
    let named: i64 = offices.iter().map(|one| house.whole(one).delegation.named).sum();
    assert_eq!(named, 1, "{done:?}");
}

#[test]
fn whoever_speaks_for_an_office_since_it_answered_gets_its_link_and_no_letter() {
    let house = House::new(Rule::Alone, "");
    let office = house.office("外事办", "2");
    house.release_to_offices();
    let send = |now: &str| {
        let staff = Context { now: at(now), ..house.staff(0) };
        house.write(|c| send_link(c, &staff, &office.public_id))
    };
    assert!(matches!(send(NOW), Err(InvitationError::NobodyToInvite)), "its letter asks it");
    house.office_says(&office, "accepted", "2", NOW).unwrap();
    let successor = house.succeeds(&office);
    let (facts, words) = (house.facts(), text());
    let round = house.write(|c| create_round(c, &house.staff(0), &facts, &words, &Audience::Institutions)).unwrap();
    assert_eq!((round.seats, house.numbers().institutions.houses_open), (0, 0), "no letter would be written");
    assert!(matches!(send("2016-05-11T08:00:00Z"), Err(InvitationError::Closed(Closed::DeadlinePassed))));
    send(LATER).unwrap();
    send(LATER).unwrap();
    let states: Vec<MessageState> = house.outbox("delegation-confirmation").into_iter().map(|m| m.0).collect();
    assert_eq!(states, [MessageState::Cancelled, MessageState::Queued], "the old contact's is taken back");
    let story = house.whole(&office).story;
    let linked: Vec<_> = story.iter().filter(|e| e.act == Act::Linked).collect();
    assert_eq!(linked.len(), 1, "once to each");
    assert_eq!(linked[0].who.as_ref().map(|n| n.native.as_str()), Some("successor"));
    assert_eq!(house.whole(&office).delegation.contact, successor);
}

#[test]
fn whoever_speaks_for_an_office_once_more_gets_its_link_once_more() {
    let house = House::new(Rule::Alone, "");
    let office = house.office("外事办", "2");
    house.office_says(&office, "accepted", "2", NOW).unwrap();
    let first = house.whole(&office).delegation.contact;
    let send = || {
        let staff = Context { now: at(LATER), ..house.staff(0) };
        house.write(|c| send_link(c, &staff, &office.public_id)).unwrap();
    };
    let successor = house.succeeds(&office);
    send();
    house.speaks(&office, first);
    house.speaks(&office, successor);
    send();
    send();
    let states: Vec<MessageState> = house.outbox("delegation-confirmation").into_iter().map(|m| m.0).collect();
    assert_eq!(states, [MessageState::Cancelled, MessageState::Cancelled, MessageState::Queued]);
}

#[test]
fn fewer_places_than_an_office_takes_are_refused_in_its_own_words() {
    let house = House::new(Rule::Alone, "");
    let office = house.office("外事办", "2");
    house.office_says(&office, "accepted", "2", NOW).unwrap();
    let now = house.whole(&office).delegation;
    let new = NewDelegation {
        organisation: now.organisation_public.clone(),
        contact: now.contact_public.clone(),
        places: 1,
        rank: None,
        locale: Locale::Zh,
        salutation: now.salutation.clone(),
        closing: now.closing.clone(),
    };
    let save =
        |new: &NewDelegation| house.write(|c| edit_delegation(c, &house.staff(0), &office.public_id, now.version, new));
    assert_eq!(reason(save(&new)), Reason::Place(PlaceFault::BelowTaken { taken: 2 }));
    let same = save(&NewDelegation { places: now.places, locale: now.locale, ..new }).unwrap();
    assert_eq!(same.version, now.version, "nothing changed is nothing written");
}
