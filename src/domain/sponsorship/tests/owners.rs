//! Who may answer for a courting: members who may court there, and nobody else.

use super::super::*;
use super::courting::{House, house, new};
use crate::access::{Grant, Role};
use crate::domain::accounts::{self, NewAccount};
use crate::domain::contacts::Person;
use crate::domain::programme::{self, OwnerChoice};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};

impl House {
    /// A contact who has an account with this role, in Datong where the role is a city's.
    pub fn colleague(&self, name: &str, role: Role) -> Person {
        let contact = self.contact(name);
        let city = (role == Role::LocalCoordinator).then(|| self.outline.cities[1].id);
        let grants = vec![Grant { role, programme: Some(self.outline.programme.id), city }];
        let parsed = NewAccount::parse(&format!("{name}@example.org"), name, "en", "Europe/Paris").expect("sound");
        let (cx, account) = (self.system(), NewAccount { grants, ..parsed });
        let made = self.db.write_now(|c| accounts::create(c, &cx, &account, "hash")).expect("an account");
        self.db.write_now(|c| accounts::link_contact(c, &cx, made.id, contact.id)).expect("linked");
        contact
    }
    /// Somebody who may court in the whole programme.
    pub fn courter(&self, name: &str) -> Person {
        self.colleague(name, Role::Coordinator)
    }
}

fn owned(id: &PublicId) -> Plan {
    Plan { owner: OwnerChoice::Contact(id.clone()), ..Plan::default() }
}

fn refused(done: Result<Sponsorship, SponsorshipError>) -> (String, Reason) {
    match done {
        Err(SponsorshipError::Invalid(Invalid(mut faults))) => {
            let one = faults.remove(0);
            (one.field, one.reason)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn only_members_who_may_court_there_are_offered_and_taken() {
    let house = house();
    let cx = house.system();
    let able = [("anna", Role::Coordinator), ("paul", Role::PrincipalInvestigator), ("zhang", Role::LocalCoordinator)];
    let unable = [("ida", Role::Auditor), ("lucie", Role::Editor), ("katrin", Role::RelayOfficer)];
    let able = able.map(|(name, role)| house.colleague(name, role));
    let unable = unable.map(|(name, role)| house.colleague(name, role));
    let outsider = house.contact("olga");
    let p = house.outline.programme.id;
    let offered = |place: Option<crate::access::Scope>, kept: &[programme::Owner]| -> Vec<String> {
        let all = house.db.read_now(|c| programme::owner_candidates(c, &cx, p, duty(place), kept)).expect("listed");
        let mut names: Vec<String> = all.into_iter().map(|c| c.name.native).collect();
        names.sort();
        names
    };
    assert_eq!(offered(None, &[]), ["anna", "paul", "zhang"]);
    assert_eq!(offered(Some(crate::access::Scope::Programme(p)), &[]), ["anna", "paul"], "zhang courts in Datong");

    for person in unable.iter().chain([&outsider, &able[2]]) {
        let plan = owned(&person.public_id);
        let no = refused(house.court(&cx, &NewSponsorship { plan, ..new("Bluewater") }));
        assert_eq!(no, ("owner".to_owned(), Reason::Unable), "{}", person.name.native);
    }
    let plan = Plan { owner: OwnerChoice::Email("ida@example.org".to_owned()), ..Plan::default() };
    let no = refused(house.court(&cx, &NewSponsorship { plan, ..new("Bluewater") }));
    assert_eq!(no, ("owner_email".to_owned(), Reason::Unable));
    let event = Some(house.event().public_id);
    let own = NewSponsorship { event, plan: owned(&able[2].public_id), ..new("Bluewater") };
    let own = house.court(&cx, &own).expect("in her own city");

    // Whoever answers already is offered, and kept.
    let kept: Vec<programme::Owner> = own.owner.clone().into_iter().collect();
    assert_eq!(offered(Some(crate::access::Scope::Programme(p)), &kept), ["anna", "paul", "zhang"]);
    let no = refused(house.write(|c| edit(c, &cx, &own, own.version, &owned(&unable[0].public_id))));
    assert_eq!(no, ("owner".to_owned(), Reason::Unable));
    let plan = Plan { notes: "dear".to_owned(), ..Plan::of(&own) };
    assert_eq!(house.write(|c| edit(c, &cx, &own, own.version, &plan)).expect("kept").owner, own.owner);
}
