//! Two entries for one organisation, made one and parted again.

mod parting;
mod racing;

use super::*;
use crate::access::Denied;
use crate::domain::contacts::{NewOrganisation, Organisation, OrganisationDraft, OrganisationFilter, OrganisationKind};
use crate::domain::invitations::{Delegation, InvitationError, NewDelegation};
use crate::domain::merging;
use crate::domain::merging::organisations::{self, FieldName, Outcome};
use crate::domain::sponsorship::{self, FirmChoice, NewSponsorship, Sponsorship, SponsorshipError, Stage, Step};
use crate::kernel::invalid::Reason;
use crate::kernel::locale::Locale;

fn made(house: &House, draft: OrganisationDraft) -> Organisation {
    let new = NewOrganisation::parse(draft).unwrap();
    house.db.write_now(|c| contacts::create_organisation(c, &house.staff(), &new)).unwrap()
}

fn called(house: &House, en: &str) -> Organisation {
    made(house, OrganisationDraft { name: Localised::three(en, "", ""), ..OrganisationDraft::default() })
}

fn chambers(house: &House) -> (Organisation, Organisation) {
    let kept = OrganisationDraft {
        name: Localised::three("CCI Paris", "", ""),
        kind: "other".to_owned(),
        notes: "Speaks at noon.".to_owned(),
        ..OrganisationDraft::default()
    };
    let other = OrganisationDraft {
        name: Localised::three("Paris Chamber", "Chambre de Paris", "巴黎商会"),
        kind: "chamber".to_owned(),
        place: "Paris".to_owned(),
        country: "FR".to_owned(),
        website: "https://cci.example.fr".to_owned(),
        notes: "Met in May.".to_owned(),
        source_key: "crm-7".to_owned(),
    };
    (made(house, kept), made(house, other))
}

fn person_at(house: &House, name: &str, places: &[(&str, Localised)]) -> Contact {
    let place = |(organisation, role): &(&str, Localised)| AffiliationDraft {
        organisation: (*organisation).to_owned(),
        role: role.clone(),
        ..AffiliationDraft::default()
    };
    let affiliations = places.iter().map(place).collect();
    house.made(ContactDraft { affiliations, ..draft(name, &[&format!("{name}@example.org")]) })
}

fn again(house: &House, of: &Organisation) -> Organisation {
    house.db.read_now(|c| contacts::organisation(c, &house.staff(), &of.public_id)).unwrap()
}

fn look(house: &House, kept: &Organisation, other: &Organisation) -> organisations::Plan {
    house.db.read_now(|c| organisations::plan(c, &house.staff(), &kept.public_id, &other.public_id)).unwrap()
}

fn merge(house: &House, kept: &Organisation, other: &Organisation) -> Result<organisations::Merge, MergeError> {
    let versions = Versions { kept: again(house, kept).version, other: again(house, other).version };
    let (both, choices) = ((&kept.public_id, &other.public_id), organisations::Choices::default());
    house.write(|c| organisations::merge_organisations(c, &house.staff(), both, versions, &choices))
}

fn check(house: &House, merge: &organisations::Merge) -> organisations::UndoPlan {
    house.db.read_now(|c| merging::check::<Organisations>(c, &house.staff(), &merge.public_id)).unwrap()
}

fn part(house: &House, merge: &organisations::Merge) -> Result<organisations::Merge, MergeError> {
    let version = check(house, merge).version;
    house.write(|c| merging::undo::<Organisations>(c, &house.staff(), &merge.public_id, version))
}

fn wanted(of: &Organisation, through: &Contact, places: i64) -> NewDelegation {
    NewDelegation {
        organisation: of.public_id.clone(),
        contact: through.person.public_id.clone(),
        places,
        rank: None,
        locale: Locale::En,
        salutation: Localised::three("Dear colleagues,", "", ""),
        closing: Localised::three("Yours,", "", ""),
    }
}

fn invite(house: &House, of: &Organisation, through: &Contact, places: i64) -> Delegation {
    let new = wanted(of, through, places);
    let invited = house.db.write_now(|c| -> Result<_, InvitationError> {
        let facts = invitations::event_facts(c, house.event.event.id)?;
        invitations::invite_institution(c, &house.staff(), &facts, &new)
    });
    invited.unwrap()
}

fn uninvite(house: &House, of: &Delegation) {
    let version = asked(house, of).version;
    house.db.write_now(|c| invitations::remove_delegation(c, &house.staff(), &of.public_id, version)).unwrap();
}

fn asked(house: &House, of: &Delegation) -> Delegation {
    house.db.read_now(|c| invitations::delegation(c, &house.staff(), &of.public_id)).unwrap().1
}

/// The places of an organisation: ordinal, and whether it is there.
fn places(house: &House, of: &Organisation) -> Vec<(i32, bool)> {
    use crate::db::schema::seats;
    let read = |c: &mut Conn| -> Result<Vec<(i32, Option<Instant>)>, DbError> {
        Ok(seats::table
            .filter(seats::organisation_id.eq(of.id))
            .order(seats::ordinal)
            .select((seats::ordinal, seats::removed_at))
            .load(c)?)
    };
    let rows = house.db.read_now(read).unwrap();
    rows.into_iter().map(|(ordinal, removed)| (ordinal, removed.is_none())).collect()
}

fn court(house: &House, firm: &Organisation) -> Sponsorship {
    let new = NewSponsorship {
        firm: FirmChoice::Known(firm.public_id.clone()),
        event: None,
        plan: sponsorship::Plan::default(),
        confirm: "Another house.".to_owned(),
    };
    house.db.write_now(|c| sponsorship::create(c, &house.staff(), &house.outline, &new)).unwrap()
}

fn courted(house: &House, of: &Sponsorship) -> Sponsorship {
    house.db.read_now(|c| sponsorship::find(c, &house.staff(), &of.public_id)).unwrap()
}

fn decline(house: &House, of: &Sponsorship) {
    let step = Step { reason: "No budget.".to_owned(), ..Step::to(Stage::Declined) };
    let moved = house.db.write_now(|c| -> Result<_, SponsorshipError> {
        sponsorship::advance(c, &house.staff(), of, of.version, &step)
    });
    moved.unwrap();
}

/// The same but for what any change changes.
fn same(a: &Organisation, b: &Organisation) {
    let plain = |of: &Organisation| Organisation { version: 0, updated_at: of.created_at, ..of.clone() };
    assert_eq!(plain(a), plain(b));
}

#[test]
fn every_column_that_points_to_an_organisation_moves_with_a_merge() {
    const OWN: [(&str, &str); 6] = [
        ("organisations", "merged_into"),
        ("organisation_merges", "kept_id"),
        ("organisation_merges", "other_id"),
        ("organisation_names", "organisation_id"),
        ("organisation_keys", "organisation_id"),
        ("organisation_domains", "organisation_id"),
    ];
    let db = database();
    let keys = db.read_now(|c| -> Result<_, DbError> { Ok(super::uniting::keys(c, "organisations")) }).unwrap();
    assert!(keys.len() >= 10, "{keys:?}");
    let known = |(table, column): &(String, String)| {
        OWN.contains(&(table, column))
            || ORGANISATION_REFERENCES.iter().any(|(_, at)| at.table == table && at.column == column)
    };
    let forgotten: Vec<_> = keys.iter().filter(|key| !known(key)).collect();
    assert!(forgotten.is_empty(), "nobody moves {forgotten:?}: see merging::ORGANISATION_REFERENCES");
}

/// Both chambers, with somebody in both, somebody in the second, an invitation of it, and its way to sponsoring.
fn full(house: &House) -> (Organisation, Organisation, [Contact; 2], Delegation, Sponsorship) {
    let (kept, other) = chambers(house);
    let head = Localised::three("Head of office", "Directrice", "");
    let ana = person_at(house, "Ana", &[("CCI Paris", Localised::three("Director", "", "")), ("Paris Chamber", head)]);
    let bo = person_at(house, "Bo", &[("巴黎商会", Localised::default())]);
    let (invited, sponsor) = (invite(house, &other, &bo, 2), court(house, &other));
    (again(house, &kept), again(house, &other), [ana, bo], invited, sponsor)
}

#[test]
fn everything_that_hung_on_two_houses_hangs_on_one() {
    let house = house();
    let (kept, other, [ana, bo], invited, sponsor) = full(&house);
    let plan = look(&house, &kept, &other);
    let hangs: Vec<(Hangs, i64, i64)> = plan.hangs.iter().map(|h| (h.what, h.kept, h.other)).collect();
    let all = [(Hangs::People, 1, 2), (Hangs::Institutions, 0, 1), (Hangs::Places, 0, 2), (Hangs::Courtings, 0, 1)];
    assert_eq!(hangs, all);
    assert!(plan.refusal().is_none());
    merge(&house, &kept, &other).unwrap();
    let one = again(&house, &kept);
    assert_eq!(one.name, Localised::three("CCI Paris", "Chambre de Paris", "巴黎商会"));
    assert_eq!((one.kind, one.place.as_str(), one.country.as_str()), (OrganisationKind::Chamber, "Paris", "FR"));
    assert_eq!(one.notes, "Speaks at noon.\n\nMet in May.");
    assert_eq!((one.source_key.as_deref(), one.people), (Some("crm-7"), 2));
    let now = house.again(&ana).person.affiliations;
    assert_eq!(now.len(), 1, "whoever had a place in both has one");
    assert_eq!(now[0].role, Localised::three("Director", "Directrice", ""));
    assert_eq!(house.again(&bo).person.affiliations[0].organisation, kept.id);
    assert_eq!((asked(&house, &invited).organisation, places(&house, &kept)), (kept.id, vec![(1, true), (2, true)]));
    assert_eq!(courted(&house, &sponsor).firm.id, kept.id);
    let said = house.db.read_now(|c| merging::past::<Organisations>(c, &house.staff(), &one)).unwrap();
    let said: Vec<&str> = said.iter().map(|e| e.action.as_str()).collect();
    assert_eq!(said, ["merged-away", "merged", "created", "created"], "the history of both is read from the one");
}

#[test]
fn what_nobody_touched_is_as_it_was() {
    let house = house();
    let (kept, other, [ana, bo], invited, sponsor) = full(&house);
    let before = house.again(&ana).person.affiliations;
    let done = merge(&house, &kept, &other).unwrap();
    let plan = check(&house, &done);
    assert_eq!((plan.stays, plan.blocked), (vec![], None));
    let all = [(Hangs::People, 2), (Hangs::Institutions, 1), (Hangs::Places, 2), (Hangs::Courtings, 1)];
    assert_eq!(plan.back, all);
    assert!(!part(&house, &done).unwrap().stands());
    same(&again(&house, &kept), &kept);
    same(&again(&house, &other), &other);
    assert_eq!(house.again(&ana).person.affiliations, before);
    assert_eq!(house.again(&bo).person.affiliations[0].organisation, other.id);
    assert_eq!((asked(&house, &invited).organisation, places(&house, &other)), (other.id, vec![(1, true), (2, true)]));
    assert_eq!(courted(&house, &sponsor).firm.id, other.id);
    assert!(matches!(part(&house, &done), Err(MergeError::Blocked(Blocked::Undone))), "once");
}

#[test]
fn the_old_name_leads_to_the_new_entry() {
    let house = house();
    let [a, b, c] = ["Alpha", "Beta", "Gamma"].map(|name| called(&house, name));
    let first = merge(&house, &b, &a).unwrap();
    let second = merge(&house, &c, &b).unwrap();
    let went = |of: &Organisation| {
        let found =
            house.db.read_now(|conn| merging::went_into::<Organisations>(conn, &house.staff(), &of.public_id)).unwrap();
        found.map(|(_, heir)| heir)
    };
    assert_eq!((went(&a), went(&c)), (Some(c.public_id.clone()), None), "a chain is followed to its end");
    let there = person_at(&house, "Ana", &[("alpha", Localised::default())]);
    assert_eq!(there.person.affiliations[0].organisation, c.id, "whoever types the old name adds no new house");
    let sought = |text: &str| {
        let filter = OrganisationFilter { text: text.to_owned(), kind: None };
        let page = crate::kernel::page::PageRequest::default();
        let read = |conn: &mut Conn| contacts::list_organisations(conn, &house.staff(), &filter, page);
        house.db.read_now(read).unwrap().items.into_iter().map(|found| found.id).collect::<Vec<_>>()
    };
    assert_eq!((sought("alpha"), sought("Beta")), (vec![c.id], vec![c.id]), "a search for an old name finds it");
    let former = house.db.read_now(|conn| contacts::formerly(conn, &house.staff(), "alpha")).unwrap();
    assert_eq!(former, [(c.id, a.name.clone())]);
    assert_eq!(check(&house, &first).blocked, Some(Blocked::After { merge: second.public_id.clone() }));
    assert_eq!(check(&house, &first).later, Some(b.name.clone()));
    part(&house, &second).unwrap();
    part(&house, &first).unwrap();
    for (of, name) in [(&a, "Alpha"), (&b, "Beta"), (&c, "Gamma")] {
        assert_eq!(again(&house, of).name.best(Locale::En), name);
    }
    let found = house.db.read_now(|conn| contacts::organisation_called(conn, &house.staff(), "Alpha")).unwrap();
    assert_eq!(found, Some(a.id), "its name is its own again");
    assert_eq!(sought("alpha"), [a.id]);
}

#[test]
fn a_file_that_names_the_old_house_adds_nobody() {
    let house = house();
    let [kept, other] = ["Alpha", "Beta"].map(|name| called(&house, name));
    let affiliation = AffiliationDraft { organisation: "Beta".to_owned(), ..AffiliationDraft::default() };
    let row = NewContact::parse(ContactDraft { affiliations: vec![affiliation], ..draft("Bo", &[]) }).unwrap();
    let run = || {
        let rows = std::slice::from_ref(&row);
        house.db.write_now(|c| contacts::upsert_batch(c, &house.staff(), rows, contacts::Mode::Write)).unwrap()
    };
    assert!(matches!(run()[..], [contacts::Verdict::New(_)]));
    merge(&house, &kept, &other).unwrap();
    assert!(matches!(run()[..], [contacts::Verdict::Same(_)]), "the old name is the new house's");
    assert_eq!(again(&house, &kept).people, 1);
}

#[test]
fn two_invitations_to_one_event_are_not_one() {
    let house = house();
    let (kept, other) = chambers(&house);
    let through = house.person("Ana", &["ana@example.org"]);
    let [first, second] = [(&kept, 3), (&other, 2)].map(|(of, n)| invite(&house, of, &through, n));
    assert_eq!(look(&house, &kept, &other).invited.len(), 1);
    assert!(matches!(merge(&house, &kept, &other), Err(MergeError::BothInvited)));
    same(&again(&house, &other), &other);
    uninvite(&house, &first);
    let done = merge(&house, &kept, &other).unwrap();
    let (open, closed) = ([(1, true), (2, true)], [(4, false), (5, false), (6, false)]);
    assert_eq!(places(&house, &kept), [&open[..], &closed].concat(), "places of the invitation that stands come first");
    // What is given to it since goes along.
    let version = asked(&house, &second).version;
    let more = wanted(&kept, &through, 4);
    house.db.write_now(|c| invitations::edit_delegation(c, &house.staff(), &second.public_id, version, &more)).unwrap();
    part(&house, &done).unwrap();
    assert_eq!(asked(&house, &second).organisation, other.id);
    let open = |of: &Organisation| places(&house, of).into_iter().filter(|(_, there)| *there).count();
    assert_eq!((open(&other), open(&kept)), (4, 0));
}

#[test]
fn a_firm_is_courted_once_and_what_it_declined_stays() {
    let house = house();
    let (kept, other) = chambers(&house);
    let [own, theirs] = [&kept, &other].map(|firm| court(&house, firm));
    let outcome = |kept: &Organisation, other: &Organisation| look(&house, kept, other).courted[0].outcome;
    assert_eq!(outcome(&kept, &other), Outcome::Open);
    assert!(matches!(merge(&house, &kept, &other), Err(MergeError::BothCourted)));
    decline(&house, &theirs);
    assert_eq!((outcome(&kept, &other), outcome(&other, &kept)), (Outcome::Stays, Outcome::Swap));
    assert!(matches!(merge(&house, &other, &kept), Err(MergeError::BothCourted)));
    merge(&house, &kept, &other).unwrap();
    assert_eq!(courted(&house, &own).firm.id, kept.id);
    let over = courted(&house, &theirs);
    assert_eq!((over.firm.id, over.firm.name.best(Locale::En)), (other.id, "Paris Chamber"), "told under its old name");
    let more = Step { reason: "They ask for it.".to_owned(), ..Step::to(Stage::Contacted) };
    let taken_up = house.db.write_now(|c| sponsorship::advance(c, &house.staff(), &over, over.version, &more));
    let Err(SponsorshipError::Twice(Some(there))) = taken_up else { panic!("courted twice after all: {taken_up:?}") };
    assert_eq!(there, own.public_id, "one firm is courted once");
}

#[test]
fn the_fuller_value_stays_unless_somebody_says_otherwise() {
    let house = house();
    let (kept, other) = chambers(&house);
    let (own, theirs) = (NewOrganisation::of(&kept), NewOrganisation::of(&other));
    let picked = |typed: &[(&str, &str)]| {
        let typed: Vec<(String, String)> = typed.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        organisations::united(&own, &theirs, &organisations::choices(&typed).unwrap())
    };
    let chosen = picked(&[("name.en", "other"), ("name.zh", "kept"), ("notes", "other"), ("kind", "kept")]).unwrap();
    assert_eq!(chosen.name, Localised::three("Paris Chamber", "Chambre de Paris", ""));
    assert_eq!((chosen.notes.as_str(), chosen.kind), ("Met in May.", OrganisationKind::Other));
    // A place and its country are not taken from two houses.
    let elsewhere = NewOrganisation { place: "Datong".to_owned(), ..own.clone() };
    let mixed = organisations::united(&elsewhere, &theirs, &organisations::Choices::default()).unwrap();
    assert_eq!((mixed.place.as_str(), mixed.country.as_str()), ("Datong", ""));
    let bare = NewOrganisation { name: Localised::three("", "", "巴黎商会"), ..own.clone() };
    let nameless: organisations::Choices = [(FieldName::NameEn, Pick::Kept), (FieldName::NameFr, Pick::Kept)].into();
    let french = NewOrganisation { name: Localised::three("", "Chambre", ""), ..theirs.clone() };
    assert!(organisations::united(&bare, &french, &nameless).is_ok());
    let none: organisations::Choices = [(FieldName::NameFr, Pick::Kept), (FieldName::NameZh, Pick::Other)].into();
    let refused = organisations::united(&bare, &french, &none).unwrap_err();
    assert_eq!((refused.0[0].field.as_str(), &refused.0[0].reason), ("choices.name.zh", &Reason::Required));
    let typed = [("name.de".to_owned(), "kept".to_owned()), ("kind".to_owned(), "both".to_owned())];
    let faults = organisations::choices(&typed).unwrap_err();
    let fields: Vec<&str> = faults.0.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["choices.name.de", "choices.kind"]);
}

#[test]
fn who_may_merge_houses() {
    let house = house();
    let (kept, other) = chambers(&house);
    let table = [
        (Role::Coordinator, None),
        (Role::LocalCoordinator, Some(Denied::Forbidden)),
        (Role::PrincipalInvestigator, Some(Denied::Forbidden)),
        (Role::Auditor, Some(Denied::NotFound)),
    ];
    for (role, refusal) in table {
        let cx = house.as_role(role);
        let looked = house.db.read_now(|c| organisations::plan(c, &cx, &kept.public_id, &other.public_id)).err();
        let listed =
            house.db.read_now(|c| merging::list::<Organisations>(c, &cx, crate::kernel::page::PageRequest::default()));
        for error in [looked, listed.err()] {
            let denied = match error {
                None => None,
                Some(MergeError::Denied(denied)) => Some(denied),
                Some(other) => panic!("{other}"),
            };
            assert_eq!(denied, refusal, "{role}");
        }
    }
    let same = house.db.read_now(|c| organisations::plan(c, &house.staff(), &kept.public_id, &kept.public_id));
    assert!(matches!(same, Err(MergeError::Same)));
}
