//! Firms courted on a real database: who may, what is asked for, what is kept.

use chrono::NaiveDate;

use super::super::*;
use crate::access::{Actor, Context, Denied, Role};
use crate::db::Conn;
use crate::domain::contacts::{self, AddressDraft, ContactDraft, NewContact, NewOrganisation, OrganisationDraft};
use crate::domain::events::{self, EventInput};
use crate::domain::programme::tests::{context, member, new_programme};
use crate::domain::programme::{Outline, OwnerChoice};
use crate::kernel::ids::{ContactId, Id, OrganisationId, ProgrammeId, PublicId};
use crate::kernel::invalid::Invalid;
use crate::kernel::localised::Localised;
use crate::kernel::money::Money;
use crate::kernel::page::PageRequest;
use crate::kernel::time::Instant;
use crate::testing::{TestDatabase, database};

/// One of which only these are known.
pub fn bare(stage: Stage, amount: Option<Money>, in_kind_value: Option<Money>) -> Sponsorship {
    Sponsorship {
        id: Id::new(1),
        public_id: PublicId::random(),
        version: 1,
        programme: ProgrammeId::new(1),
        event: None,
        firm: Firm {
            id: OrganisationId::new(1),
            public_id: PublicId::random(),
            name: Localised::default(),
            website: String::new(),
        },
        stage,
        owner: None,
        package: None,
        amount,
        in_kind: String::new(),
        in_kind_value,
        next_action: String::new(),
        next_on: None,
        notes: String::new(),
        signed_on: None,
        agreement: String::new(),
        declined: String::new(),
        public_name: Localised::default(),
        people: Vec::new(),
        created_at: Instant::from_micros(0),
        updated_at: Instant::from_micros(0),
    }
}

pub struct House {
    pub db: TestDatabase,
    pub outline: Outline,
}

pub fn house() -> House {
    let db = database();
    let cx = context(member(Role::Administrator, None, None));
    let new = new_programme("cities", &["hangzhou", "datong"]);
    let outline = db.write_now(|conn| crate::domain::overview::create_from_template(conn, &cx, &new)).expect("created");
    House { db, outline }
}

impl House {
    pub fn system(&self) -> Context {
        context(Actor::System("test"))
    }
    pub fn role(&self, role: Role) -> Context {
        let city = (role == Role::LocalCoordinator).then(|| self.outline.cities[1].id);
        context(member(role, Some(self.outline.programme.id), city))
    }
    pub fn write<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, SponsorshipError>) -> Result<T, SponsorshipError> {
        self.db.write_now(work)
    }
    pub fn firm(&self, name: &str, website: &str) -> contacts::Organisation {
        let draft = OrganisationDraft {
            name: Localised::three(name, "", ""),
            kind: "firm".to_owned(),
            website: website.to_owned(),
            ..OrganisationDraft::default()
        };
        let (cx, new) = (self.system(), NewOrganisation::parse(draft).expect("a firm"));
        self.db.write_now(|c| contacts::create_organisation(c, &cx, &new)).expect("made")
    }
    pub fn contact(&self, name: &str) -> contacts::Person {
        let draft = ContactDraft {
            native_name: name.to_owned(),
            addresses: vec![AddressDraft { email: format!("{name}@example.org"), label: String::new() }],
            ..ContactDraft::default()
        };
        let (cx, new) = (self.system(), NewContact::parse(draft).expect("a person"));
        self.db.write_now(|c| contacts::create(c, &cx, &new)).expect("made").person
    }
    /// An event in Datong, the second city.
    pub fn event(&self) -> events::Event {
        let input = EventInput {
            kind: "conference".to_owned(),
            hosting: "ours".to_owned(),
            title: Localised::three("Conference", "Conférence", "会议"),
            city: self.outline.cities[1].public_id.to_string(),
            starts: "2016-05-24T09:00".to_owned(),
            ends: "2016-05-24T17:00".to_owned(),
            ..EventInput::default()
        };
        let cx = self.system();
        self.db.write_now(|c| events::create(c, &cx, self.outline.programme.id, &input)).expect("an event").event
    }
    pub fn court(&self, cx: &Context, new: &NewSponsorship) -> Result<Sponsorship, SponsorshipError> {
        self.write(|c| create(c, cx, &self.outline, new))
    }
    pub fn go(&self, cx: &Context, s: &Sponsorship, step: &Step) -> Result<Sponsorship, SponsorshipError> {
        self.write(|c| advance(c, cx, s, s.version, step))
    }
    pub fn again(&self, s: &Sponsorship) -> Sponsorship {
        let cx = self.system();
        self.write(|c| find(c, &cx, &s.public_id)).expect("found")
    }
    /// One that has signed.
    pub fn signed(&self, name: &str, event: Option<PublicId>) -> Sponsorship {
        let cx = self.system();
        let plan = Plan { amount: Some(euros(5_000)), ..Plan::default() };
        let s = self.court(&cx, &NewSponsorship { event, plan, ..new(name) }).expect("courted");
        let s = self.go(&cx, &s, &Step::to(Stage::Proposed)).expect("proposed");
        self.go(&cx, &s, &sign()).expect("signed")
    }
}

pub fn euros(whole: i64) -> Money {
    Money::new(whole * 100, crate::kernel::money::Currency::Eur)
}

pub fn new(name: &str) -> NewSponsorship {
    let firm = FirmChoice::Named { name: name.to_owned(), website: String::new() };
    NewSponsorship { firm, event: None, plan: Plan::default(), confirm: String::new() }
}

pub fn sign() -> Step {
    let signed_on: Option<NaiveDate> = "2016-04-01".parse().ok();
    Step { signed_on, agreement: "By letter".to_owned(), ..Step::to(Stage::Signed) }
}

pub fn because(to: Stage, reason: &str) -> Step {
    Step { reason: reason.to_owned(), ..Step::to(to) }
}

#[test]
fn a_firm_goes_from_identified_to_fulfilled_and_back_for_a_reason() {
    let house = house();
    let cx = house.role(Role::Coordinator);
    let s = house.court(&cx, &new("Bluewater")).expect("courted");
    assert_eq!((s.stage, s.firm.name.best(crate::kernel::locale::Locale::En)), (Stage::Identified, "Bluewater"));
    assert!(matches!(house.go(&cx, &s, &Step::to(Stage::Signed)), Err(SponsorshipError::NoWay { .. })));
    let s = house.go(&cx, &s, &Step::to(Stage::Met)).expect("met");
    let lacks = house.go(&cx, &s, &Step::to(Stage::Proposed));
    assert!(matches!(lacks, Err(SponsorshipError::Lacks(Need::Offer))), "{lacks:?}");
    let plan = Plan { amount: Some(euros(5_000)), ..Plan::of(&s) };
    let s = house.write(|c| edit(c, &cx, &s, s.version, &plan)).expect("edited");
    let s = house.go(&cx, &s, &Step::to(Stage::Proposed)).expect("proposed");
    let s = house.go(&cx, &s, &Step::to(Stage::Pledged)).expect("pledged");
    let lacks = house.go(&cx, &s, &Step::to(Stage::Signed));
    assert!(matches!(lacks, Err(SponsorshipError::Lacks(Need::Agreement))), "{lacks:?}");
    let late = Step { signed_on: "2031-01-01".parse().ok(), ..sign() };
    let Err(SponsorshipError::Invalid(Invalid(faults))) = house.go(&cx, &s, &late) else {
        panic!("signed on a day to come")
    };
    assert_eq!((faults[0].field.as_str(), faults[0].reason.key()), ("signed_on", "not-yet"));
    let s = house.go(&cx, &s, &sign()).expect("signed");
    assert_eq!(
        (s.signed_on.map(|d| d.to_string()).as_deref(), s.agreement.as_str()),
        (Some("2016-04-01"), "By letter")
    );
    // What the stage rests on stays.
    let bare = Plan { amount: None, ..Plan::of(&s) };
    let Err(SponsorshipError::Invalid(Invalid(faults))) = house.write(|c| edit(c, &cx, &s, s.version, &bare)) else {
        panic!("the amount was taken away")
    };
    assert_eq!(faults[0].field, "amount");
    assert!(
        matches!(house.go(&cx, &s, &Step::to(Stage::Pledged)), Err(SponsorshipError::Invalid(_))),
        "wants a reason"
    );
    let back = house.go(&cx, &s, &because(Stage::Pledged, "the board has to agree")).expect("back");
    assert!(matches!(house.go(&cx, &s, &Step::to(Stage::Received)), Err(SponsorshipError::Stale)));
    let off = house.go(&cx, &back, &because(Stage::Declined, "no budget")).expect("declined");
    assert_eq!(off.declined, "no budget");
    let asked = house.go(&cx, &off, &because(Stage::Contacted, "a new year")).expect("asked again");
    assert_eq!((asked.stage, asked.declined.as_str()), (Stage::Contacted, ""));
    let past = house.write(|c| history(c, &cx, &asked, PageRequest::default())).expect("history").items;
    assert_eq!(past[0].reason.as_deref(), Some("a new year"));
    let auditor = house.role(Role::Auditor);
    let counted = house.write(|c| history(c, &auditor, &asked, PageRequest::default())).expect("history").items;
    assert!(counted.len() == past.len() && counted.iter().all(|e| e.reason.is_none()), "auditors only count");
    let told: Vec<&str> = past.iter().map(|e| e.action.as_str()).collect();
    assert_eq!(told, ["moved", "moved", "moved", "moved", "moved", "moved", "edited", "moved", "created"]);
}

#[test]
fn a_firm_is_courted_once_for_one_thing() {
    let house = house();
    let cx = house.system();
    let first = house.court(&cx, &new("Bluewater")).expect("courted");
    let Err(SponsorshipError::Twice(Some(there))) = house.court(&cx, &new("BLUEWATER")) else { panic!("twice") };
    assert_eq!(there, first.public_id);
    let event = Some(house.event().public_id);
    let confirm = "another sum, for the conference".to_owned();
    let of_event = NewSponsorship { event: event.clone(), confirm, ..new("Bluewater") };
    house.court(&cx, &of_event).expect("for an event it is another");
    assert!(matches!(house.court(&cx, &of_event), Err(SponsorshipError::Twice(Some(_)))));
}

#[test]
fn who_comes_to_a_door_where_another_stands_is_told_and_says_why() {
    let house = house();
    let cx = house.system();
    let (anna, paul) = (house.courter("anna"), house.courter("paul"));
    house.firm("Bluewater", "https://www.bluewater.example/en");
    let owned = |owner: &contacts::Person, name: &str| {
        let plan =
            Plan { owner: OwnerChoice::Contact(owner.public_id.clone()), notes: "dear".to_owned(), ..Plan::default() };
        NewSponsorship { plan, ..new(name) }
    };
    house.court(&cx, &owned(&anna, "Bluewater")).expect("courted");
    house.firm("Blue Water Holding", "http://bluewater.example");
    let Err(SponsorshipError::Courted(others)) = house.court(&cx, &owned(&paul, "Blue Water Holding")) else {
        panic!("nobody was warned of")
    };
    assert_eq!(others.len(), 1);
    assert_eq!((others[0].stage, others[0].kin), (Stage::Identified, clash::Kin::Alike));
    assert_eq!(others[0].owner.as_ref().map(|n| n.native.as_str()), Some("anna"));
    let event = Some(house.event().public_id);
    let same = NewSponsorship { event: event.clone(), ..owned(&paul, "Bluewater") };
    let Err(SponsorshipError::Courted(others)) = house.court(&cx, &same) else { panic!("nobody was warned of") };
    assert!(others.iter().any(|o| o.kin == clash::Kin::Same), "{others:?}");
    house.court(&cx, &NewSponsorship { event, ..owned(&anna, "Bluewater") }).expect("her own firm is no clash");
    let confirmed = NewSponsorship { confirm: "agreed with Anna".to_owned(), ..owned(&paul, "Blue Water Holding") };
    let made = house.court(&cx, &confirmed).expect("with a reason");
    let past = house.write(|c| history(c, &cx, &made, PageRequest::default())).expect("history").items;
    assert_eq!(past[0].reason.as_deref(), Some("agreed with Anna"));
    assert_eq!(past[0].changes[0].field, "clash");
}

#[test]
fn local_coordinators_see_their_city_and_auditors_only_count() {
    let house = house();
    let cx = house.system();
    let p = house.outline.programme.id;
    let anna = house.courter("anna");
    let plan = Plan {
        owner: OwnerChoice::Contact(anna.public_id.clone()),
        amount: Some(euros(10)),
        notes: "told us in confidence".to_owned(),
        ..Plan::default()
    };
    let whole = house.court(&cx, &NewSponsorship { plan: plan.clone(), ..new("Whole") }).expect("one");
    let event = Some(house.event().public_id);
    let own = house.court(&cx, &NewSponsorship { event: event.clone(), plan, ..new("Own") }).expect("two");
    let names = |role: Role| {
        let cx = house.role(role);
        house
            .write(|c| super::super::whole(c, &cx, p))
            .map(|all| all.into_iter().map(|s| s.public_id).collect::<Vec<_>>())
    };
    let both = vec![whole.public_id.clone(), own.public_id.clone()];
    for role in [Role::Coordinator, Role::PrincipalInvestigator, Role::Auditor] {
        assert_eq!(names(role).expect("seen"), both, "{role}");
    }
    assert_eq!(names(Role::LocalCoordinator).expect("seen"), std::slice::from_ref(&own.public_id));

    let auditor = house.role(Role::Auditor);
    let seen = house.write(|c| find(c, &auditor, &whole.public_id)).expect("found");
    assert_eq!((seen.amount, seen.notes.as_str(), seen.owner), (Some(euros(10)), "", None));
    let refused = house.go(&auditor, &whole, &Step::to(Stage::Met));
    assert!(matches!(refused, Err(SponsorshipError::Denied(Denied::Forbidden))));
    let refused = house.write(|c| activities::list(c, &auditor, &whole));
    assert!(matches!(refused, Err(SponsorshipError::Denied(Denied::Forbidden))));
    let local = house.role(Role::LocalCoordinator);
    let refused = house.write(|c| find(c, &local, &whole.public_id));
    assert!(matches!(refused, Err(SponsorshipError::Denied(Denied::NotFound))));
    house.go(&local, &own, &Step::to(Stage::Met)).expect("their own");
    assert!(matches!(
        house.court(&local, &new("Third")),
        Err(SponsorshipError::Denied(Denied::NotFound | Denied::Forbidden))
    ));
    let nobody = context(Actor::Nobody);
    assert!(matches!(
        house.write(|c| super::super::whole(c, &nobody, p)),
        Err(SponsorshipError::Denied(Denied::NotFound))
    ));
}

#[test]
fn what_was_said_is_only_added_to() {
    let house = house();
    let cx = house.system();
    let s = house.court(&cx, &new("Bluewater")).expect("courted");
    let today: NaiveDate = "2016-04-18".parse().expect("a day");
    let draft = ActivityDraft {
        kind: "call".to_owned(),
        on: "2016-04-15".to_owned(),
        body: "They are interested".to_owned(),
        next_action: "Send the proposal".to_owned(),
        next_on: "2016-04-20".to_owned(),
        ..ActivityDraft::default()
    };
    let said = draft.check(today).expect("lawful");
    let first = house.write(|c| activities::add(c, &cx, &s, &said)).expect("added");
    let now = house.again(&s);
    assert_eq!(
        (now.next_action.as_str(), now.next_on.map(|d| d.to_string()).as_deref()),
        ("Send the proposal", Some("2016-04-20"))
    );
    assert!(
        now.is_overdue("2016-04-21".parse().expect("a day")) && !now.is_overdue("2016-04-20".parse().expect("a day"))
    );
    let better =
        ActivityDraft { body: "They are very interested".to_owned(), ..draft.clone() }.check(today).expect("good");
    house.write(|c| activities::correct(c, &cx, &s, (&first, &better))).expect("corrected");
    let again = house.write(|c| activities::correct(c, &cx, &s, (&first, &better)));
    assert!(matches!(again, Err(SponsorshipError::Corrected)));
    let all = house.write(|c| activities::list(c, &cx, &s)).expect("list");
    assert_eq!(all.len(), 2, "the wrong one stays");
    assert!(all.iter().any(|a| a.corrects.is_some()));
    let Invalid(faults) =
        ActivityDraft { on: "2016-04-19".to_owned(), ..ActivityDraft::default() }.check(today).expect_err("refused");
    let fields: Vec<&str> = faults.iter().map(|f| f.field.as_str()).collect();
    assert_eq!(fields, ["kind", "on", "body"]);
}

#[test]
fn packages_and_targets_belong_to_the_programme() {
    let house = house();
    let cx = house.role(Role::Coordinator);
    let p = house.outline.programme.id;
    let new_package = NewPackage {
        name: Localised::three("Gold", "Or", "金牌"),
        price: Some(euros(5_000)),
        benefits: Localised::default(),
    };
    let gold = house.write(|c| packages::create(c, &cx, p, &new_package)).expect("made");
    let plan = Plan { package: Some(gold.public_id.clone()), ..Plan::default() };
    let s = house.court(&cx, &NewSponsorship { plan: plan.clone(), ..new("Bluewater") }).expect("courted");
    house.go(&cx, &s, &Step::to(Stage::Proposed)).expect("a package is an offer");
    house.write(|c| packages::turn(c, &cx, &gold, gold.version)).expect("retired");
    let refused = house.court(&cx, &NewSponsorship { plan, ..new("Redwater") });
    assert!(matches!(refused, Err(SponsorshipError::Invalid(_))), "no longer offered");
    assert!(matches!(house.write(|c| packages::turn(c, &cx, &gold, gold.version)), Err(SponsorshipError::Stale)));

    let aim = targets::Aim { programme: p, event: None };
    let sums = targets::check(&["30,000.00 EUR".to_owned(), "20万元".to_owned(), String::new()]).expect("two");
    house.write(|c| targets::set(c, &cx, aim, (&[], &sums))).expect("set");
    let stale = house.write(|c| targets::set(c, &cx, aim, (&[], &sums)));
    assert!(matches!(stale, Err(SponsorshipError::Stale)), "set meanwhile");
    let all = house.write(|c| targets::all(c, &cx, p)).expect("all");
    assert_eq!(all.len(), 2);
    let Invalid(faults) =
        targets::check(&["1 EUR".to_owned(), "2 EUR".to_owned(), "1.500 EUR".to_owned()]).expect_err("no");
    let fields: Vec<&str> = faults.iter().map(|f| f.field.as_str()).collect();
    assert_eq!(fields, ["target_1", "target_2"]);
}

#[test]
fn who_is_merged_is_followed() {
    let house = house();
    let cx = house.system();
    let (anna, paul) = (house.courter("anna"), house.courter("paul"));
    let owner = |of: &contacts::Person| Plan { owner: OwnerChoice::Contact(of.public_id.clone()), ..Plan::default() };
    let s = house.court(&cx, &NewSponsorship { plan: owner(&anna), ..new("Bluewater") }).expect("courted");
    let said = ActivityDraft {
        kind: "mail".to_owned(),
        with: anna.public_id.to_string(),
        body: "Hello".to_owned(),
        ..ActivityDraft::default()
    };
    let said = said.check("2016-04-18".parse().expect("a day")).expect("lawful");
    house.write(|c| activities::add(c, &cx, &s, &said)).expect("said");
    let merge =
        |from: ContactId, into: ContactId| house.write(|c| Ok(replace_contact(c, from, into)?)).expect("merged");
    let changed = merge(anna.id, paul.id);
    let tables: Vec<&str> = changed.iter().map(|(table, _)| *table).collect();
    assert_eq!(tables, ["sponsorships", "sponsorship_activities"]);
    assert_eq!(house.again(&s).owner.map(|o| o.id), Some(paul.id));
    assert!(merge(anna.id, paul.id).is_empty());

    let red = house.court(&cx, &NewSponsorship { plan: owner(&paul), ..new("Redwater") }).expect("courted");
    let third = house.firm("Third", "");
    let clash = house.write(|c| Ok(replace_organisation(c, red.firm.id, s.firm.id)?)).expect("asked");
    assert!(clash.is_empty(), "one firm is courted once: the row stays");
    let moved = house.write(|c| Ok(replace_organisation(c, red.firm.id, third.id)?)).expect("merged");
    assert_eq!(moved, [("sponsorships", red.id.raw())]);
    assert_eq!(house.again(&red).firm.id, third.id);
}
