use super::*;
use crate::access::Denied;
use crate::db::Conn;
use crate::domain::history::{self, Entity};
use crate::kernel::email::BadEmail;
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::page::PageRequest;
use crate::kernel::token::{LinkToken, Purpose};
use crate::testing::database;

pub(super) fn found(conn: &mut Conn, cx: &Context, filter: &Filter) -> Vec<String> {
    let ids = matching_ids(conn, cx, filter).unwrap();
    assert_eq!(count(conn, cx, filter).unwrap(), ids.len() as i64);
    people(conn, &ids).unwrap().into_iter().map(|p| p.name.native).collect()
}

fn filled(conn: &mut Conn, cx: &Context) {
    let wang = NewContact {
        groups: vec!["planners".to_owned()],
        tags: vec!["VIP".to_owned(), "2016".to_owned()],
        ..at("王建国", "wjg@example.cn", "大同市规划局")
    };
    create(conn, cx, &wang).unwrap();
    let li = NewContact { groups: vec!["城市官员".to_owned()], ..new("李娜", "office@example.cn") };
    create(conn, cx, &li).unwrap();
    let anne = NewContact {
        language: Some(Locale::Fr),
        affiliations: vec![NewAffiliation {
            organisation: "Université de Lyon".to_owned(),
            kind: OrganisationKind::University,
            role: Localised::three("Professor", "Professeure", "教授"),
            place: String::new(),
            country: String::new(),
        }],
        ..new("Anne Laurent", "Anne.Laurent@example.fr")
    };
    create(conn, cx, &anne).unwrap();
    create(conn, cx, &NewContact { addresses: vec![], ..new("John Smith", "x@example.org") }).unwrap();
}

#[test]
fn people_are_found_by_what_staff_type() {
    let (db, cx) = (database(), system());
    db.write_now::<_, ContactError>(|conn| {
        filled(conn, &cx);
        let table: [(&str, &[&str]); 16] = [
            ("example.fr", &["Anne Laurent"]),
            ("example.org.cn", &[]),
            ("王", &["王建国"]),
            ("wang jianguo", &["王建国"]),
            ("wáng", &["王建国"]),
            ("wjg", &["王建国"]),
            ("规划局", &["王建国"]),
            ("guihuaju wang", &["王建国"]),
            ("universite", &["Anne Laurent"]),
            ("laurent anne", &["Anne Laurent"]),
            ("office@example", &["李娜"]),
            ("office", &["李娜"]),
            ("nobody", &[]),
            ("%", &[]),
            ("_", &[]),
            ("", &["Anne Laurent", "李娜", "John Smith", "王建国"]),
        ];
        for (text, names) in table {
            assert_eq!(found(conn, &cx, &by_text(text)), names, "{text}");
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn people_are_filtered() {
    let (db, cx) = (database(), system());
    db.write_now::<_, ContactError>(|conn| {
        filled(conn, &cx);
        let none = Filter::default();
        let table = [
            (Filter { group: Some("planners".into()), ..none.clone() }, vec!["王建国"]),
            (Filter { group: Some("city-officials".into()), ..none.clone() }, vec!["李娜"]),
            (Filter { tag: Some("vip".into()), ..none.clone() }, vec!["王建国"]),
            (Filter { kind: Some(OrganisationKind::University), ..none.clone() }, vec!["Anne Laurent"]),
            (Filter { language: Some(Locale::Zh), ..none.clone() }, vec!["李娜", "王建国"]),
            (Filter { mailbox: Mailbox::Without, ..none.clone() }, vec!["John Smith"]),
            (Filter { consent: Consent::DoNotContact, ..none.clone() }, vec![]),
            (Filter { mailbox: Mailbox::With, language: Some(Locale::Fr), ..none.clone() }, vec!["Anne Laurent"]),
        ];
        for (filter, names) in table {
            assert_eq!(found(conn, &cx, &filter), names, "{filter:?}");
        }
        assert_eq!(tags(conn, &cx)?, [("2016".to_owned(), 1), ("VIP".to_owned(), 1)]);
        assert_eq!(groups(conn)?.len(), 9);
        Ok(())
    })
    .unwrap();
}

#[test]
fn pages_follow_one_another_without_gaps() {
    let (db, cx) = (database(), system());
    db.write_now::<_, ContactError>(|conn| {
        for n in 0..7 {
            create(conn, &cx, &new("王伟", &format!("w{n}@example.cn")))?;
        }
        filled(conn, &cx);
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let page = list(conn, &cx, &Filter::default(), PageRequest::new(after, Some(3)))?;
            seen.extend(page.items.iter().map(|p| p.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, matching_ids(conn, &cx, &Filter::default())?);
        assert_eq!(seen.len(), 11);
        Ok(())
    })
    .unwrap();
}

#[test]
fn bad_input_is_told_field_by_field() {
    let long = "x".repeat(201);
    let draft = ContactDraft {
        native_name: String::new(),
        latin_name: long,
        salutation: Localised::new([(Locale::Fr, "Chère\u{0}".to_owned())]),
        language: "de".to_owned(),
        phone: "1\u{7}".to_owned(),
        addresses: ["a@example.org", "A@example.org", "no-at"]
            .map(|email| AddressDraft { email: email.to_owned(), label: String::new() })
            .to_vec(),
        affiliations: vec![AffiliationDraft {
            organisation: String::new(),
            kind: "castle".to_owned(),
            role: Localised::three("King", "", ""),
            ..AffiliationDraft::default()
        }],
        ..ContactDraft::default()
    };
    let Invalid(faults) = NewContact::parse(draft).unwrap_err();
    let mut fields: Vec<(&str, &str)> = faults.iter().map(|f| (f.field.as_str(), f.reason.key())).collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            ("email_1", "taken"),
            ("email_2", Reason::BadEmail(BadEmail::NoAt).key()),
            ("kind_0", "not-one-of"),
            ("language", "not-one-of"),
            ("latin_name", "too-long"),
            ("organisation_0", "required"),
            ("phone", "control-character"),
            ("salutation.fr", "control-character"),
        ],
        "a name that is too long is not missing as well"
    );
}

#[test]
fn unknown_groups_and_used_keys_are_refused() {
    let (db, cx) = (database(), system());
    let refused = db.write_now::<(), ContactError>(|conn| {
        create(conn, &cx, &NewContact { groups: vec!["kings".to_owned()], ..new("A", "a@example.org") }).map(drop)
    });
    assert!(matches!(refused, Err(ContactError::Invalid(i)) if i.0[0].field == "groups"));
    let keyed = NewContact { source_key: Some("K1".to_owned()), ..new("A", "a@example.org") };
    db.write_now(|conn| create(conn, &cx, &keyed)).unwrap();
    let again = db.write_now(|conn| create(conn, &cx, &keyed));
    assert!(matches!(again, Err(ContactError::Invalid(i)) if i.0[0].reason == Reason::Taken));
}

/// A tag is one whatever its capitals: it is spelt as whoever bore it first has it, and whoever bears it alone may correct it.
#[test]
fn a_tag_in_use_keeps_its_spelling() {
    let (db, cx) = (database(), system());
    db.write_now::<_, ContactError>(|conn| {
        let tagged = |name: &str, tag: &str| {
            let bare = ContactDraft { native_name: name.to_owned(), ..ContactDraft::default() };
            NewContact { tags: vec![tag.to_owned()], ..NewContact::parse(bare).unwrap() }
        };
        let first = create(conn, &cx, &tagged("Anne", "Water"))?;
        assert_eq!(create(conn, &cx, &tagged("Bea", "water"))?.person.tags, ["Water"]);
        upsert_batch(
            conn,
            &cx,
            &[tagged("Cleo", "WATER"), tagged("Dora", "trees"), tagged("Ella", "Trees")],
            Mode::Write,
        )?;
        assert_eq!(tags(conn, &cx)?, [("Water".to_owned(), 3), ("trees".to_owned(), 2)]);
        let alone = create(conn, &cx, &tagged("Fay", "visa"))?;
        let corrected = edit(conn, &cx, &alone.person.public_id, alone.version, &tagged("Fay", "Visa"))?;
        assert_eq!(corrected.person.tags, ["Visa"]);
        let same = edit(conn, &cx, &first.person.public_id, first.version, &tagged("Anne", "water"))?;
        assert_eq!((same.version, same.person.tags), (first.version, vec!["Water".to_owned()]), "nothing is changed");
        Ok(())
    })
    .unwrap();
}

#[test]
fn an_edit_replaces_all_and_minds_the_version() {
    let (db, cx) = (database(), system());
    db.write_now::<_, ContactError>(|conn| {
        filled(conn, &cx);
        let id = matching_ids(conn, &cx, &by_text("wjg"))?;
        let before = contacts(conn, &id)?.remove(0);
        let mut changed = NewContact::of(&before);
        assert_eq!(changed.affiliations[0].organisation, "大同市规划局");
        changed.addresses[0].email = "new@example.cn".parse().unwrap();
        changed.affiliations.clear();
        changed.tags = vec!["visa".to_owned()];
        let public = before.person.public_id.clone();
        let after = edit(conn, &cx, &public, before.version, &changed)?;
        assert_eq!(after.person.addresses.len(), 1);
        assert_eq!(after.person.tags, ["visa"]);
        assert!(after.person.affiliations.is_empty());
        assert!(found(conn, &cx, &by_text("wjg@")).is_empty(), "a removed address finds nobody");
        let stale = edit(conn, &cx, &public, before.version, &changed);
        assert!(matches!(stale, Err(ContactError::Stale)));
        changed.addresses = NewContact::of(&before).addresses;
        let back = edit(conn, &cx, &public, after.version, &changed)?;
        assert_eq!(back.person.addresses[0].id, before.person.addresses[0].id, "the address came back as the same row");
        let told = history::of_entity(conn, Entity::Contact, before.person.id.raw(), PageRequest::default())?;
        assert_eq!(told.items.iter().map(|e| e.action.as_str()).collect::<Vec<_>>(), ["edited", "edited", "created"]);
        let said = format!("{:?}", told.items);
        assert!(
            said.contains("addresses") && !said.contains("example.cn"),
            "values stay in the erasable table: {said}"
        );
        Ok(())
    })
    .unwrap();
}

#[test]
fn only_those_who_may_see_and_change_people() {
    let (db, cx) = (database(), system());
    let made = db.write_now(|conn| create(conn, &cx, &new("王伟", "w@example.cn"))).unwrap();
    let nobody = Context { actor: Actor::Nobody, ..cx.clone() };
    db.write_now::<_, ContactError>(|conn| {
        let id = &made.person.public_id;
        for stranger in [&nobody, &member(&cx, Role::Auditor)] {
            let all = list(conn, stranger, &Filter::default(), PageRequest::default());
            assert!(matches!(all, Err(ContactError::Denied(Denied::NotFound))));
            assert!(matches!(contact(conn, stranger, id), Err(ContactError::Denied(Denied::NotFound))));
            let written = edit(conn, stranger, id, 1, &new("X", "x@example.org"));
            assert!(matches!(written, Err(ContactError::Denied(Denied::NotFound))));
            let silent = do_not_contact(conn, stranger, made.person.id, "", Door::Staff);
            assert!(matches!(silent, Err(ContactError::Denied(_))));
        }
        let investigator = member(&cx, Role::PrincipalInvestigator);
        let seen = contact(conn, &investigator, id)?.person;
        assert_eq!((seen.name.native.as_str(), seen.addresses.len()), ("王伟", 0), "names, and no addresses");
        let told = history(conn, &investigator, &seen);
        assert!(matches!(told, Err(ContactError::Denied(Denied::Forbidden))));
        let written = create(conn, &investigator, &new("X", "x@example.org"));
        assert!(matches!(written, Err(ContactError::Denied(Denied::Forbidden))));
        let local = member(&cx, Role::LocalCoordinator);
        assert!(edit(conn, &local, id, 1, &new("王伟", "w2@example.cn")).is_ok());
        assert_eq!(contact(conn, &local, id)?.person.addresses.len(), 1);
        // Whoever reads addresses may take them along.
        let everybody = Chosen::Matching(Filter::default());
        let taken_out = exported_choice(conn, &investigator, &everybody);
        assert!(matches!(taken_out, Err(ContactError::Denied(Denied::Forbidden))));
        for role in [Role::LocalCoordinator, Role::Coordinator] {
            assert!(exported_choice(conn, &member(&cx, role), &everybody).is_ok());
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn likely_doubles_are_hints_in_order_of_strength() {
    let (db, cx) = (database(), system());
    db.write_now::<_, ContactError>(|conn| {
        create(conn, &cx, &new("王伟", "a@example.cn"))?;
        create(conn, &cx, &at("王伟", "b@example.cn", "浙江大学"))?;
        create(conn, &cx, &new("Wei Wang", "c@example.org"))?;
        create(conn, &cx, &new("Office", "Shared@example.cn"))?;
        create(conn, &cx, &new("李娜", "d@example.cn"))?;
        let probe = Probe::of_new(&at("王伟", "shared@example.cn", "浙江大学"));
        let told = likely_duplicates(conn, &cx, &probe)?;
        let told: Vec<(&str, Likeness)> = told.iter().map(|l| (l.person.name.native.as_str(), l.why)).collect();
        assert_eq!(
            told,
            [
                ("Office", Likeness::Address),
                ("王伟", Likeness::NameAndOrganisation),
                ("王伟", Likeness::Name),
                ("Wei Wang", Likeness::Sound),
            ]
        );
        let li = matching_ids(conn, &cx, &by_text("李娜"))?;
        let li = contacts(conn, &li)?.remove(0);
        assert!(likely_duplicates(conn, &cx, &Probe::of(&li))?.is_empty(), "nobody doubles oneself");
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_wish_not_to_be_written_to_is_kept_and_may_be_lifted() {
    let (db, cx) = (database(), system());
    db.write_now::<_, ContactError>(|conn| {
        let a = create(conn, &cx, &new("王伟", "Office@example.cn"))?;
        let b = create(conn, &cx, &new("李娜", "office@example.cn"))?;
        let guest = Context { actor: Actor::Nobody, ..cx.clone() };
        let token = cx.keys.link(Purpose::DoNotContact, a.person.id.raw(), &a.person.nonce);
        let id = of_link(conn, &guest, &LinkToken::parse(&token).unwrap())?;
        let other = cx.keys.link(Purpose::Answer, a.person.id.raw(), &a.person.nonce);
        assert!(of_link(conn, &guest, &LinkToken::parse(&other).unwrap()).is_err(), "another purpose is noise");
        do_not_contact(conn, &guest, id, "too many mails", Door::Page)?;
        do_not_contact(conn, &guest, id, "again", Door::Page)?;
        do_not_contact(conn, &cx, b.person.id, "by phone", Door::Staff)?;
        let digest = cx.keys.digest("office@example.cn");
        assert!(suppressed(conn, &digest));
        let held = contact(conn, &cx, &a.person.public_id)?;
        assert_eq!(held.do_not_contact.map(|d| d.reason).as_deref(), Some("too many mails"));
        let earlier = may_contact_again(conn, &cx, &a.person.public_id, held.version - 1, "she called");
        assert!(matches!(earlier, Err(ContactError::Stale)), "of an entry as it was before the wish");
        may_contact_again(conn, &cx, &a.person.public_id, held.version, "she called")?;
        assert!(suppressed(conn, &digest), "the other still does not want mail there");
        let held = contact(conn, &cx, &b.person.public_id)?;
        may_contact_again(conn, &cx, &b.person.public_id, held.version, "he called")?;
        assert!(!suppressed(conn, &digest));
        Ok(())
    })
    .unwrap();
}

fn suppressed(conn: &mut Conn, digest: &str) -> bool {
    use crate::db::schema::suppressions;
    use diesel::prelude::*;
    let found: i64 =
        suppressions::table.filter(suppressions::email_digest.eq(digest)).count().get_result(conn).unwrap();
    found == 1
}
