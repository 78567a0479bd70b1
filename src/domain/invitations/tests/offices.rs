//! An office is asked once, answers for its places, and names who comes.

mod holding;
mod letters;
mod waiting;

use std::sync::Barrier;

use diesel::prelude::*;

use super::*;
use crate::db::schema::{delegation_letters, seats};
use crate::domain::contacts::{NewOrganisation, OrganisationDraft, create_organisation};
use crate::domain::events::{Counting, EventError, set_counting};
use crate::domain::invitations::institutions;
use crate::kernel::ids::DelegationId;
use crate::kernel::invalid::{PlaceFault, Reason};

impl House {
    /// An institution with so many places, written to in Chinese through a person of its own.
    fn office(&self, name: &str, places: &str) -> Delegation {
        let contact = self
            .db
            .write_now(|c| -> Result<_, DbError> { Ok(person(c, &format!("{name}-liaison"), Locale::Zh, true)) })
            .unwrap();
        let new = NewOrganisation::parse(OrganisationDraft {
            name: Localised::new([(Locale::Zh, name.to_owned())]),
            ..OrganisationDraft::default()
        });
        let public = self.db.write_now(|c| create_organisation(c, &self.staff(0), &new.unwrap())).unwrap().public_id;
        let draft = DelegationDraft {
            organisation: public.to_string(),
            contact: self.public(contact).to_string(),
            places: places.to_owned(),
            rank: String::new(),
            language: "zh".to_owned(),
            salutation: Localised::new([(Locale::Zh, "尊敬的主任：".to_owned())]),
            closing: Localised::new([(Locale::Zh, "此致\n敬礼".to_owned())]),
        };
        let new = NewDelegation::parse(&draft).unwrap();
        let facts = self.facts();
        self.write(|c| invite_institution(c, &self.staff(0), &facts, &new)).unwrap()
    }
    fn public(&self, contact: ContactId) -> PublicId {
        let find = |c: &mut Conn| -> Result<PublicId, DbError> {
            Ok(contacts::table.find(contact).select(contacts::public_id).first(c)?)
        };
        self.db.read_now(find).unwrap()
    }
    fn as_office(&self, id: DelegationId, now: &str) -> Context {
        self.context(Actor::Office(id), now)
    }
    fn office_says(&self, one: &Delegation, wish: &str, places: &str, now: &str) -> Result<Taken, InvitationError> {
        let taking = Taking::parse(wish, places, "", one.places).unwrap();
        self.write(|c| answer_delegation(c, &self.as_office(one.id, now), one.id, &taking))
    }
    fn names(&self, one: &Delegation, name: &str, now: &str) -> Result<PublicId, InvitationError> {
        let new = delegate(one, name);
        self.write(|c| name_delegate(c, &self.as_office(one.id, now), one.id, None, &new))
    }
    fn whole(&self, one: &Delegation) -> Whole {
        self.db.read_now(|c| whole_delegation(c, &self.staff(0), &one.public_id)).unwrap()
    }
    fn release_to_offices(&self) -> Round {
        let facts = self.facts();
        let text = text();
        let round = self.write(|c| create_round(c, &self.staff(0), &facts, &text, &Audience::Institutions)).unwrap();
        self.write(|c| release(c, &self.staff(0), &round, round.version)).unwrap();
        round
    }
    fn letters(&self) -> Vec<(i64, i64)> {
        let load = |c: &mut Conn| -> Result<_, DbError> {
            let rows = delegation_letters::table.order(delegation_letters::id);
            Ok(rows.select((delegation_letters::year, delegation_letters::number)).load(c)?)
        };
        self.db.read_now(load).unwrap()
    }
}

fn delegate(one: &Delegation, name: &str) -> NewDelegate {
    let draft =
        DelegateDraft { native_name: name.to_owned(), role: "副局长".to_owned(), ..DelegateDraft::default() };
    NewDelegate::parse(&draft, one.name.best(Locale::Zh), Locale::Zh).unwrap()
}

fn reason<T: std::fmt::Debug>(done: Result<T, InvitationError>) -> Reason {
    match done {
        Err(InvitationError::Invalid(invalid)) => invalid.0[0].reason.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_office_takes_fewer_places_than_it_is_offered_and_they_count() {
    let house = House::new(Rule::Alone, "3");
    let office = house.office("外事办", "3");
    assert_eq!(house.numbers().all.seats, 3);
    let taken = house.office_says(&office, "accepted", "2", NOW).unwrap();
    assert_eq!((taken.answer, taken.accepted, taken.waiting), (Answer::Accepted, 2, 0));
    let again = house.office_says(&office, "accepted", "2", NOW).unwrap();
    assert_eq!(again.repeated, Repeated::Yes);
    let numbers = house.numbers();
    assert_eq!((numbers.all.accepted, numbers.all.declined, numbers.institutions.all), (2, 1, 3));
    // A person finds the one place that is left, another waits.
    let [first, second] = ["a", "b"].map(|n| house.guest(n, Locale::En));
    assert_eq!(house.says(first, Wish::Accepted, NOW).unwrap().answer(), Answer::Accepted);
    assert_eq!(house.says(second, Wish::Accepted, NOW).unwrap().answer(), Answer::Waiting);
    assert_eq!(house.outbox("delegation-confirmation").len(), 1);
    // The guest list is of persons.
    assert_eq!(house.rows().len(), 2);
}

#[test]
fn two_offices_race_for_the_last_places_and_never_run_over() {
    let house = House::new(Rule::Alone, "5");
    let offices: Vec<Delegation> = (0..4).map(|n| house.office(&format!("单位{n}"), "2")).collect();
    let start = Barrier::new(offices.len());
    let outcomes: Vec<Taken> = std::thread::scope(|scope| {
        let runs: Vec<_> = offices
            .iter()
            .map(|office| {
                let (house, start) = (&house, &start);
                scope.spawn(move || {
                    start.wait();
                    house.office_says(office, "accepted", "2", NOW).unwrap()
                })
            })
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let had: i64 = outcomes.iter().map(|t| t.accepted).sum();
    let waits: i64 = outcomes.iter().map(|t| t.waiting).sum();
    assert_eq!((had, waits), (5, 3));
    let numbers = house.numbers();
    assert_eq!((numbers.all.accepted, numbers.all.waiting), (5, 3));
}

#[test]
fn whoever_waits_longer_goes_first_also_among_offices_and_staff_may_give_a_place() {
    let house = House::new(Rule::Alone, "2");
    let [first, second] = ["甲", "乙"].map(|n| house.office(n, "2"));
    house.office_says(&first, "accepted", "2", NOW).unwrap();
    let person = house.guest("a", Locale::En);
    assert_eq!(house.says(person, Wish::Accepted, "2016-04-18T09:00:00Z").unwrap().answer(), Answer::Waiting);
    let waits = house.office_says(&second, "accepted", "1", "2016-04-18T10:00:00Z").unwrap();
    assert_eq!((waits.answer, waits.waiting), (Answer::Waiting, 1));
    house.office_says(&first, "accepted", "1", "2016-04-18T11:00:00Z").unwrap();
    let still = house.office_says(&second, "accepted", "1", "2016-04-18T12:00:00Z").unwrap();
    assert_eq!(still.answer, Answer::Waiting, "the person has waited longer");
    let (taking, source) = (Taking::parse("accepted", "1", "", 2).unwrap(), Source::parse("phone", "").unwrap());
    let given = house.write(|c| record_delegation(c, &house.staff(0), &second.public_id, &taking, &source)).unwrap();
    assert_eq!(given.answer, Answer::Accepted);
}

#[test]
fn names_are_given_substituted_and_withdrawn_and_the_story_keeps_them() {
    let house = House::new(Rule::Alone, "");
    let office = house.office("外事办", "2");
    house.office_says(&office, "accepted", "2", NOW).unwrap();
    let place = house.names(&office, "李明", NOW).unwrap();
    assert_eq!(reason(house.names(&office, "李明", NOW)), Reason::Place(PlaceFault::NamedTwice));
    // By whichever name the house was meant, they are its own.
    let mut other = delegate(&office, "张伟");
    other.person.affiliations[0].organisation = "同名单位".to_owned();
    house.write(|c| name_delegate(c, &house.as_office(office.id, NOW), office.id, Some(&place), &other)).unwrap();
    let whole = house.whole(&office);
    let named: Vec<_> = whole.places.iter().filter_map(|p| p.delegate.as_ref()).map(|d| &d.name.native).collect();
    assert_eq!(named, ["张伟"]);
    assert!(whole.places.iter().filter_map(|p| p.delegate.as_ref()).all(|d| d.role.best(Locale::Zh) == "副局长"));
    house
        .write(|c| withdraw_delegate(c, &house.as_office(office.id, NOW), office.id, (&place, &Holder::Unsaid)))
        .unwrap();
    let acts: Vec<Act> = house.whole(&office).story.iter().map(|e| e.act).collect();
    assert_eq!(acts, [Act::Withdrawn, Act::Substituted, Act::Named, Act::Answered, Act::Created]);
    let story = house.whole(&office).story;
    assert_eq!(story[1].former.as_ref().map(|n| n.native.as_str()), Some("李明"));
}

#[test]
fn names_have_their_limits_and_each_refusal_says_which() {
    let house = House::new(Rule::Alone, "");
    let [office, other] = ["甲", "乙"].map(|n| house.office(n, "1"));
    house.names(&office, "李明", NOW).unwrap();
    assert_eq!(reason(house.names(&office, "张伟", NOW)), Reason::Place(PlaceFault::NoPlaceLeft { places: 1 }));
    // Fewer places than names: who is in the way is said.
    let big = house.office("丙", "3");
    house.names(&big, "王芳", NOW).unwrap();
    house.names(&big, "赵磊", NOW).unwrap();
    let reads = Context { locale: Locale::Zh, ..house.as_office(big.id, NOW) };
    let fewer = Taking::parse("accepted", "1", "", big.places).unwrap();
    let refused = house.write(|c| answer_delegation(c, &reads, big.id, &fewer));
    let Reason::Place(PlaceFault::StillNamed { named, names }) = reason(refused) else { panic!() };
    assert!(named == 2 && names.contains("王芳") && names.contains("赵磊"), "{names}");
    // Somebody invited in their own name, or by another institution, holds a seat already.
    let known = house.public_of_guest("甲-liaison");
    let seated = house.db.read_now(|c| -> Result<_, DbError> {
        Ok(contacts::table.filter(contacts::native_name.eq("甲-liaison")).select(contacts::id).first(c)?)
    });
    house.seat(seated.unwrap());
    let new = NewDelegate { whom: Whom::Known(known), ..delegate(&other, "x") };
    let source = Source::parse("phone", "").unwrap();
    let done = house.write(|c| record_delegate(c, &house.staff(0), &other.public_id, None, &new, &source));
    assert_eq!(reason(done), Reason::Place(PlaceFault::HoldsSeat { at: String::new() }));
    // To another office nothing is told of it.
    house.guest("lia", Locale::En);
    let draft = DelegateDraft {
        native_name: "lia".to_owned(),
        email: "lia@guests.example".to_owned(),
        ..DelegateDraft::default()
    };
    let new = NewDelegate::parse(&draft, "乙", Locale::Zh).unwrap();
    let done = house.write(|c| name_delegate(c, &house.as_office(other.id, NOW), other.id, None, &new));
    assert_eq!(reason(done), Reason::Place(PlaceFault::CannotBeNamed));
    // What is said of somebody known is kept for staff.
    let friend = house.db.write_now(|c| -> Result<_, DbError> { Ok(person(c, "友人", Locale::Zh, false)) }).unwrap();
    let draft = DelegateDraft {
        contact: house.public(friend).to_string(),
        role: "处长".to_owned(),
        ..DelegateDraft::default()
    };
    let new = NewDelegate::parse(&draft, "乙", Locale::Zh).unwrap();
    house.write(|c| record_delegate(c, &house.staff(0), &other.public_id, None, &new, &source)).unwrap();
    assert_eq!(house.whole(&other).story[0].note, "处长");
    // A delegate who is added as a guest keeps the one seat.
    let comes = house.whole(&office).places[0].delegate.as_ref().unwrap().contact;
    let facts = house.facts();
    let added = house.write(|c| add_seats(c, &house.staff(0), &facts, &[comes])).unwrap();
    assert_eq!((added.added, added.already), (0, 1));
}

impl House {
    fn public_of_guest(&self, name: &str) -> PublicId {
        let find = |c: &mut Conn| -> Result<PublicId, DbError> {
            Ok(contacts::table.filter(contacts::native_name.eq(name)).select(contacts::public_id).first(c)?)
        };
        self.db.read_now(find).unwrap()
    }
}

#[test]
fn after_the_deadline_only_staff_name_and_say_how_it_came() {
    let house = House::new(Rule::Alone, "");
    let office = house.office("外事办", "2");
    house.office_says(&office, "accepted", "2", NOW).unwrap();
    let late = "2016-05-11T08:00:00Z";
    assert!(matches!(house.names(&office, "李明", late), Err(InvitationError::Closed(Closed::DeadlinePassed))));
    let staff = Context { now: at(late), ..house.staff(0) };
    let bare = Source::parse("phone", "").unwrap();
    let new = delegate(&office, "李明");
    let refused = house.write(|c| record_delegate(c, &staff, &office.public_id, None, &new, &bare));
    assert_eq!(reason(refused), Reason::Required);
    let said = Source::parse("phone", "秘书陈女士").unwrap();
    house.write(|c| record_delegate(c, &staff, &office.public_id, None, &new, &said)).unwrap();
    let entry = house.whole(&office).story.remove(0);
    assert_eq!((entry.act, entry.door, entry.source.as_str()), (Act::Named, Door::Staff, "phone: 秘书陈女士"));
    assert_eq!(entry.by.as_deref(), Some("claire"));
}

#[test]
fn whoever_spoke_for_an_office_before_hears_nothing_more() {
    let house = House::new(Rule::Alone, "");
    let office = house.office("外事办", "2");
    house.release_to_offices();
    let engine = house.context(Actor::System("outbox"), NOW);
    let token = |house: &House| {
        let letters = house.db.read_now(|c| mail::office_letters(c, &engine, &[1], mail::Reading::ToSend)).unwrap();
        letters.into_iter().next().unwrap().map(|l| l.reader.answer_token)
    };
    let before = token(&house).unwrap();
    assert!(house.db.read_now(|c| open_delegation(c, &engine, &before)).is_ok());
    let successor =
        house.db.write_now(|c| -> Result<_, DbError> { Ok(person(c, "successor", Locale::Zh, true)) }).unwrap();
    let draft = DelegationDraft {
        organisation: office.organisation_public.to_string(),
        contact: house.public(successor).to_string(),
        places: "2".to_owned(),
        rank: "1".to_owned(),
        language: "zh".to_owned(),
        salutation: office.salutation.clone(),
        closing: office.closing.clone(),
    };
    let new = NewDelegation::parse(&draft).unwrap();
    let now = house.whole(&office).delegation;
    house.write(|c| edit_delegation(c, &house.staff(0), &office.public_id, now.version, &new)).unwrap();
    let states: Vec<MessageState> = house.outbox("delegation-invitation").into_iter().map(|m| m.0).collect();
    assert_eq!(states, [MessageState::Cancelled]);
    assert!(house.db.read_now(|c| open_delegation(c, &engine, &before)).is_err(), "the old link is dead");
    assert_eq!(token(&house), Err(mail::Moot::Succeeded));
    // The list to telephone has nobody of the past; the office may be asked again, through the successor.
    let facts = house.facts();
    assert!(house.db.read_now(|c| silent_offices(c, &house.staff(0), &facts)).unwrap().is_empty());
    house.release_to_offices();
    let chase = house.db.read_now(|c| silent_offices(c, &house.staff(0), &facts)).unwrap();
    assert_eq!(chase.iter().map(|o| o.contact).collect::<Vec<_>>(), [successor]);
}

#[test]
fn an_event_that_counts_people_gives_places_to_names() {
    let house = House::new(Rule::Alone, "1");
    let facts = house.facts();
    let of = (facts.id, facts.programme, facts.city);
    house.db.write_now(|c| set_counting(c, &house.staff(0), of, Counting::People)).unwrap();
    let office = house.office("外事办", "3");
    let taken = house.office_says(&office, "accepted", "3", NOW).unwrap();
    assert_eq!((taken.accepted, house.numbers().all.accepted), (3, 0));
    house.names(&office, "李明", NOW).unwrap();
    let second = house.names(&office, "张伟", NOW).unwrap();
    let numbers = house.numbers();
    assert_eq!((numbers.all.accepted, numbers.all.waiting), (1, 1));
    // By places it has given more than it has room for: to a name, and to nobody yet.
    let back = house.db.write_now(|c| set_counting(c, &house.staff(0), of, Counting::Places));
    assert!(matches!(back, Err(EventError::Invalid(i)) if i.0[0].reason == Reason::BelowAccepted { accepted: 2 }));
    // Without its name a place is one of nobody: it waits for nothing.
    let cx = house.as_office(office.id, NOW);
    house.write(|c| withdraw_delegate(c, &cx, office.id, (&second, &Holder::Unsaid))).unwrap();
    let now = house.whole(&office).delegation;
    assert_eq!((now.accepted, now.waiting, house.numbers().all.waiting), (3, 0, 0));
}

#[test]
fn a_move_asks_offices_again_and_calling_it_back_lets_their_answers_stand() {
    let house = House::new(Rule::Alone, "");
    let office = house.office("外事办", "2");
    house.office_says(&office, "accepted", "2", NOW).unwrap();
    house.names(&office, "李明", NOW).unwrap();
    let cx = Context { now: at("2016-04-19T08:00:00Z"), ..house.staff(0) };
    let offices = house.db.read_now(|c| institutions::to_ask_again(c, house.event, events::NoticeKind::Moved)).unwrap();
    house.write(|c| institutions::ask_again(c, &cx, &offices)).unwrap();
    let asked = house.whole(&office).delegation;
    assert_eq!((asked.answer, asked.accepted, asked.named), (Answer::None, 0, 1), "who is named stays named");
    let facts = house.facts();
    let back = house.write(|c| institutions::give_answers_back(c, &cx, &facts, cx.now)).unwrap();
    let stands = house.whole(&office).delegation;
    assert_eq!((back, stands.answer, stands.accepted), (1, Answer::Accepted, 2));
}

#[test]
fn an_office_whose_letter_waits_still_is_told_of_nothing() {
    let house = House::new(Rule::Alone, "");
    house.office("外事办", "2");
    house.release_to_offices();
    let told = || {
        let now = at("2016-04-20T08:00:00Z");
        house.db.read_now(|c| institutions::offices_told(c, &house.keys, house.event, now)).unwrap().len()
    };
    assert_eq!(told(), 0, "its time has come, and it has not left");
    house.invitations_left();
    assert_eq!(told(), 1);
}

#[test]
fn rights_are_decided_by_the_service() {
    let house = House::new(Rule::Alone, "");
    let office = house.office("外事办", "2");
    let stranger = house.context(Actor::Nobody, NOW);
    let see = house.db.read_now(|c| whole_delegation(c, &stranger, &office.public_id));
    assert!(matches!(see, Err(InvitationError::Denied(crate::access::Denied::NotFound))));
    // One office's link is nothing to another.
    let other = house.office("乙", "1");
    let taking = Taking::parse("accepted", "1", "", 1).unwrap();
    let foreign = house.write(|c| answer_delegation(c, &house.as_office(office.id, NOW), other.id, &taking));
    assert!(matches!(foreign, Err(InvitationError::Denied(_))));
}

#[test]
fn what_delegates_must_be_able_to_eat_goes_with_the_places() {
    use crate::db::schema::needs;
    let house = House::new(Rule::Alone, "");
    let office = house.office("外事办", "1");
    let eats = Needs { dietary: "不吃花生".to_owned(), access: String::new() };
    let new = NewDelegate { needs: Some(eats), ..delegate(&office, "李明") };
    house.write(|c| name_delegate(c, &house.as_office(office.id, NOW), office.id, None, &new)).unwrap();
    let version = house.whole(&office).delegation.version;
    house.write(|c| remove_delegation(c, &house.staff(0), &office.public_id, version)).unwrap();
    let left = |c: &mut Conn| -> Result<i64, DbError> { Ok(needs::table.count().get_result(c)?) };
    assert_eq!(house.db.read_now(left).unwrap(), 0);
}

#[test]
fn contacts_that_are_one_person_are_pointed_to() {
    let house = House::new(Rule::Alone, "");
    let office = house.office("外事办", "2");
    house.names(&office, "李明", NOW).unwrap();
    let from = house.whole(&office).places[0].delegate.as_ref().unwrap().contact;
    let into = house.db.write_now(|c| -> Result<_, DbError> { Ok(person(c, "李明", Locale::Zh, true)) }).unwrap();
    let changed = house.db.write_now(|c| replace_contact(c, from, into)).unwrap();
    assert!(changed.iter().any(|(table, _)| *table == "seats"), "{changed:?}");
    let left = house
        .db
        .read_now(|c| -> Result<i64, DbError> {
            Ok(seats::table.filter(seats::contact_id.eq(from)).count().get_result(c)?)
        })
        .unwrap();
    assert_eq!(left, 0);
}
