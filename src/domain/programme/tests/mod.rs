mod closing;
mod owners;

use super::*;
use crate::access::context::Context;
use crate::access::{Action, Actor, Denied, Door, Grant, Member, Role, Scope};
use crate::kernel::ids::{AccountId, CityId, ProgrammeId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;
use crate::testing::database;

pub(crate) fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

pub(crate) fn context(actor: Actor) -> Context {
    let now = at("2016-04-18T08:00:00Z");
    Context {
        actor,
        now,
        machine: now,
        locale: Locale::En,
        door: Door::Page,
        request: "test".to_owned(),
        place: None,
        keys: Keys::new([7; 32]),
    }
}

pub(crate) fn member(role: Role, programme: Option<ProgrammeId>, city: Option<CityId>) -> Actor {
    Actor::Member(Member {
        account: AccountId::new(1),
        grants: vec![Grant { role, programme, city }],
        token: None,
        closed: Vec::new(),
    })
}

pub(crate) fn new_city(slug: &str) -> NewCity {
    NewCity {
        name: Localised::three(slug, slug, "城市"),
        slug: Slug::parse(slug).expect("a slug"),
        zone: "Asia/Shanghai".parse().expect("a zone"),
        coordinates: Coordinates { latitude: 40.1, longitude: 113.3 },
        hue: None,
    }
}

pub(crate) fn new_programme(slug: &str, cities: &[&str]) -> NewProgramme {
    let day = |text: &str| text.parse().expect("a day");
    NewProgramme {
        template: "four-steps".to_owned(),
        slug: Slug::parse(slug).expect("a slug"),
        title: Localised::three("Cities", "Villes", "城市"),
        summary: Localised::default(),
        zone: "Europe/Paris".parse().expect("a zone"),
        dates: Dates { starts_on: day("2015-11-02"), ends_on: day("2017-03-31") },
        release_rule: ReleaseRule::Alone,
        cities: cities.iter().map(|c| new_city(c)).collect(),
    }
}

fn fault(error: ProgrammeError) -> (String, Reason) {
    match error {
        ProgrammeError::Invalid(Invalid(mut faults)) => {
            let one = faults.remove(0);
            (one.field, one.reason)
        }
        other => panic!("{other}"),
    }
}

#[test]
fn templates_are_whole() {
    use crate::domain::deliverables::{Audience, DeliverableKind};
    use crate::domain::events::{EventKind, Hosting};
    let all = template::all().expect("the templates");
    assert!(all.iter().any(|t| t.key == "four-steps"));
    for template in all {
        let mut texts = vec![&template.title, &template.summary];
        texts.extend(template.events.iter().map(|e| &e.title));
        let own = template.deliverables.iter();
        let results: Vec<_> = own.chain(template.steps.iter().flat_map(|s| &s.deliverables)).collect();
        for one in results {
            texts.push(&one.title);
            let kind: DeliverableKind = one.kind.parse().expect("a kind");
            let audience: Audience = one.audience.parse().expect("an audience");
            let external = matches!(kind, DeliverableKind::ExternalReport | DeliverableKind::CompaniesReport);
            assert!(!external || audience == Audience::External, "{kind}");
        }
        for step in &template.steps {
            texts.extend([&step.title, &step.result]);
            texts.extend(step.gates.iter().map(|gate| &gate.title));
            Slug::parse(&step.kind).expect("a step's kind is a slug");
            assert!(step.lasts_days > 0);
            if let Some(kind) = &step.event {
                kind.parse::<EventKind>().expect("an event's kind");
            }
        }
        for event in &template.events {
            event.kind.parse::<EventKind>().expect("an event's kind");
            event.hosting.parse::<Hosting>().expect("a hosting");
        }
        for text in texts {
            assert!(text.missing().is_empty(), "{text:?} lacks a language");
        }
    }
}

#[test]
fn an_owner_is_read_by_the_names_its_words_give() {
    let named: Vec<&str> = OWNER_WORDS.split(", ").filter_map(|column| Some(column.split_once(" AS ")?.1)).collect();
    assert_eq!(named, OWNER_COLUMNS);
}

#[test]
fn slugs_are_plain() {
    for good in ["hangzhou", "eu-china-2016", "a"] {
        assert_eq!(Slug::parse(good).expect("good").as_str(), good);
    }
    for bad in ["", "New", "new", "a b", "-a", "a-", "杭州", "a/b", &"x".repeat(61)] {
        assert!(Slug::parse(bad).is_err(), "{bad}");
    }
    assert_eq!(Slug::suggested("Sustainable urbanisation: 3 cities"), "sustainable-urbanisation-3-cities");
    assert_eq!(Slug::suggested("杭州"), "");
}

#[test]
fn hues_differ_while_they_last() {
    let mut taken = Vec::new();
    for _ in 0..Hue::ALL.len() {
        let hue = Hue::free(&taken);
        assert!(!taken.contains(&hue));
        taken.push(hue);
    }
    Hue::free(&taken);
}

#[test]
fn a_draft_tells_every_fault_at_once() {
    let city = CityDraft {
        latitude: "91".to_owned(),
        longitude: "x".to_owned(),
        zone: "CST".to_owned(),
        ..Default::default()
    };
    let draft = ProgrammeDraft {
        slug: "A b".to_owned(),
        zone: "Europe/Paris".to_owned(),
        starts_on: "2016-02-30".to_owned(),
        ends_on: "2016-03-01".to_owned(),
        release_rule: "nobody".to_owned(),
        cities: vec![city],
        ..Default::default()
    };
    let Invalid(faults) = draft.check().expect_err("refused");
    let fields: Vec<&str> = faults.iter().map(|f| f.field.as_str()).collect();
    let expected =
        ["slug", "title.en", "starts_on", "release_rule", "cities.0.name.en", "cities.0.zone", "cities.0.coordinates"];
    assert_eq!(fields, expected);
    assert_eq!(faults[6].reason, Reason::OutOfRange { min: -90, max: 90 });
}

#[test]
fn one_mistake_about_where_a_city_lies_is_told_once() {
    let told = |latitude: &str, longitude: &str| {
        let name = [(Locale::En, "Datong".to_owned())].into();
        let (latitude, longitude) = (latitude.to_owned(), longitude.to_owned());
        let city = CityDraft { name, latitude, longitude, zone: "Asia/Shanghai".to_owned(), ..Default::default() };
        let faults = city.check().map_or_else(|Invalid(faults)| faults, |_| Vec::new());
        faults.into_iter().map(|f| (f.field, f.reason)).collect::<Vec<_>>()
    };
    let one = |field: &str, reason: Reason| vec![(field.to_owned(), reason)];
    assert_eq!(told("", ""), one("coordinates", Reason::Required));
    assert_eq!(told("40.08, 113.3", ""), one("coordinates", Reason::NotANumber));
    assert_eq!(told("", "40.08; 113.3"), one("coordinates", Reason::NotANumber));
    assert_eq!(told("113.3", "40.08"), one("latitude", Reason::OutOfRange { min: -90, max: 90 }));
    assert_eq!(told("40.08", ""), one("longitude", Reason::Required));
    assert!(told("40,08", "113.3").is_empty());
}

#[test]
fn an_address_that_would_be_made_from_a_missing_name_is_not_missed() {
    let draft = |en: &str, zh: &str| CityDraft {
        name: [(Locale::En, en.to_owned()), (Locale::Zh, zh.to_owned())].into(),
        zone: "Asia/Shanghai".to_owned(),
        latitude: "40".to_owned(),
        longitude: "113".to_owned(),
        ..CityDraft::default()
    };
    let Invalid(faults) = draft("", "").check().expect_err("refused");
    assert!(faults.iter().all(|f| f.field.starts_with("name")), "{faults:?}");
    assert_eq!(draft("Da Tong", "").check().expect("made").slug.as_str(), "da-tong");
}

#[test]
fn two_cities_of_one_slug_are_refused() {
    let city = |name: &str| CityDraft {
        name: [(Locale::En, name.to_owned())].into(),
        slug: "datong".to_owned(),
        zone: "Asia/Shanghai".to_owned(),
        latitude: "40,08".to_owned(),
        longitude: "113.3".to_owned(),
        hue: String::new(),
    };
    let draft = ProgrammeDraft {
        slug: "p".to_owned(),
        title: [(Locale::Zh, "项目".to_owned())].into(),
        zone: "Europe/Paris".to_owned(),
        starts_on: "2016-01-01".to_owned(),
        ends_on: "2016-12-31".to_owned(),
        release_rule: "alone".to_owned(),
        cities: vec![city("Datong"), city("Datong again")],
        ..Default::default()
    };
    let Invalid(faults) = draft.check().expect_err("refused");
    assert_eq!((faults[0].field.as_str(), &faults[0].reason), ("cities.1.slug", &Reason::Taken));
}

#[test]
fn created_with_steps_in_order() {
    let db = database();
    let outline = db
        .write_now(|conn| {
            let cx = context(member(Role::Administrator, None, None));
            create(conn, &cx, &new_programme("cities", &["hangzhou", "datong", "hohhot"]))
        })
        .expect("created");
    assert_eq!(outline.cities.len(), 3);
    let hues: std::collections::BTreeSet<_> = outline.cities.iter().map(|c| c.hue).collect();
    assert_eq!(hues.len(), 3);
    for city in &outline.cities {
        let kinds: Vec<&str> = outline.steps_of(city.id).map(|s| s.kind.as_str()).collect();
        assert_eq!(kinds, ["analysis", "seminar", "workshop", "conference"]);
        assert!(outline.steps_of(city.id).all(|s| s.state == StepState::Planned && s.starts_on <= s.ends_on));
    }
    let starts: Vec<_> = outline.steps.iter().filter(|s| s.ordinal == 1).map(|s| s.starts_on).collect();
    assert!(starts.is_sorted() && starts[0] < starts[1], "each city begins later than the one before");
}

#[test]
fn a_slug_is_taken_once() {
    let db = database();
    let cx = context(member(Role::Administrator, None, None));
    db.write_now(|conn| create(conn, &cx, &new_programme("cities", &[]))).expect("created");
    let again = db.write_now(|conn| create(conn, &cx, &new_programme("cities", &[]))).expect_err("refused");
    assert_eq!(fault(again), ("slug".to_owned(), Reason::Taken));
}

#[test]
fn whom_the_rule_of_two_binds_cannot_lift_it() {
    let db = database();
    let cx = context(member(Role::Administrator, None, None));
    let p = db.write_now(|conn| create(conn, &cx, &new_programme("cities", &["datong"]))).expect("created").programme;
    let rule = |release_rule| EditProgramme {
        title: p.title.clone(),
        summary: p.summary.clone(),
        zone: p.zone,
        dates: p.dates,
        release_rule,
    };
    let coordinator = context(member(Role::Coordinator, Some(p.id), None));
    let set =
        |cx: &Context, version, release_rule| db.write_now(|conn| edit(conn, cx, (p.id, version), &rule(release_rule)));
    let strict = set(&coordinator, p.version, ReleaseRule::SecondPerson).expect("made stricter");
    let lifted = set(&coordinator, strict.version, ReleaseRule::Alone).expect_err("not theirs to lift");
    assert_eq!(fault(lifted), ("release_rule".to_owned(), Reason::WantsAdministrator));
    let lifted = set(&cx, strict.version, ReleaseRule::Alone).expect("lifted by an administrator");
    assert_eq!(lifted.release_rule, ReleaseRule::Alone);
}

#[test]
fn an_edit_by_an_old_version_is_stale() {
    let db = database();
    let cx = context(member(Role::Administrator, None, None));
    let before = db.write_now(|conn| create(conn, &cx, &new_programme("cities", &["datong"]))).expect("created");
    let p = before.programme.clone();
    let change = EditProgramme {
        title: Localised::three("New title", "Nouveau titre", "新标题"),
        summary: Localised::default(),
        zone: p.zone,
        dates: p.dates,
        release_rule: ReleaseRule::SecondPerson,
    };
    let after = db.write_now(|conn| edit(conn, &cx, (p.id, p.version), &change)).expect("edited");
    assert_eq!((after.version, after.release_rule), (p.version + 1, ReleaseRule::SecondPerson));
    assert_eq!((&after.slug, &after.public_id), (&p.slug, &p.public_id));
    let same = db.write_now(|conn| edit(conn, &cx, (p.id, after.version), &change)).expect("nothing to write");
    assert_eq!(same.version, after.version);
    let stale = db.write_now(|conn| edit(conn, &cx, (p.id, p.version), &change));
    assert!(matches!(stale, Err(ProgrammeError::Stale)));

    let step = &before.steps[0];
    let typed = StepDraft { state: "under-way".to_owned(), reason: "begun".to_owned(), ..Default::default() };
    let move_on = typed.check().expect("lawful");
    db.write_now(|conn| edit_step(conn, &cx, step, step.version, &move_on)).expect("moved");
    let stale = db.write_now(|conn| edit_step(conn, &cx, step, step.version, &move_on));
    assert!(matches!(stale, Err(ProgrammeError::Stale)));
    let entries = db
        .read_now(|conn| {
            use crate::domain::history::{Entity, of_entity};
            of_entity(conn, Entity::Step, step.id.raw(), Default::default())
        })
        .expect("history");
    assert_eq!(entries.items[0].action, "moved");
    assert_eq!(entries.items[0].reason.as_deref(), Some("begun"));
}

/// Who may do what, as an outsider sees it: done, forbidden, or not even there.
#[test]
fn rights() {
    let db = database();
    let admin = context(member(Role::Administrator, None, None));
    let made = |slug: &str| {
        db.write_now(|conn| create(conn, &admin, &new_programme(slug, &["datong", "hohhot"]))).expect("created")
    };
    let (own, other) = (made("own"), made("other"));
    let (p, datong, hohhot) = (own.programme.id, own.cities[0].id, own.cities[1].id);
    let step_of = |city| own.steps_of(city).next().expect("a step").clone();
    let roles = [
        ("nobody", Actor::Nobody, ["not-found"; 5]),
        (
            "elsewhere",
            member(Role::Coordinator, Some(other.programme.id), None),
            ["forbidden", "not-found", "not-found", "not-found", "not-found"],
        ),
        ("auditor", member(Role::Auditor, Some(p), None), ["not-found", "done", "forbidden", "forbidden", "forbidden"]),
        (
            "investigator",
            member(Role::PrincipalInvestigator, Some(p), None),
            ["forbidden", "done", "forbidden", "forbidden", "forbidden"],
        ),
        ("coordinator", member(Role::Coordinator, Some(p), None), ["forbidden", "done", "done", "done", "done"]),
        (
            "city's coordinator",
            member(Role::Coordinator, Some(p), Some(datong)),
            ["forbidden", "done", "forbidden", "done", "forbidden"],
        ),
        (
            "local coordinator",
            member(Role::LocalCoordinator, Some(p), Some(datong)),
            ["forbidden", "done", "forbidden", "forbidden", "forbidden"],
        ),
    ];
    let said = |result: Result<(), ProgrammeError>| match result {
        Ok(()) => "done",
        Err(ProgrammeError::Denied(Denied::Forbidden)) => "forbidden",
        Err(ProgrammeError::Denied(Denied::NotFound)) => "not-found",
        Err(other) => panic!("{other}"),
    };
    for (n, (name, actor, expected)) in roles.into_iter().enumerate() {
        let cx = context(actor);
        let plan = StepDraft { state: "planned".to_owned(), ..Default::default() }.check().expect("lawful");
        let current = |step: &Step| db.read_now(|conn| super::step(conn, &admin, p, &step.public_id)).expect("a step");
        let (of_datong, of_hohhot) = (current(&step_of(datong)), current(&step_of(hohhot)));
        let new = new_programme(&format!("p{n}"), &[]);
        let city = new_city(&format!("c{n}"));
        let got = [
            said(db.write_now(|conn| create(conn, &cx, &new).map(drop))),
            said(db.read_now(|conn| load(conn, &cx, "own").map(drop))),
            said(db.write_now(|conn| add_city(conn, &cx, p, &city).map(drop))),
            said(db.write_now(|conn| edit_step(conn, &cx, &of_datong, of_datong.version, &plan))),
            said(db.write_now(|conn| edit_step(conn, &cx, &of_hohhot, of_hohhot.version, &plan))),
        ];
        assert_eq!(got, expected, "{name}");
        let listed = db.read_now(|conn| list(conn, &cx)).expect("listed");
        assert_eq!(listed.iter().any(|l| l.id == p), expected[1] == "done", "{name}'s list");
    }
}
