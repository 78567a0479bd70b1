use super::*;
use crate::access::Denied;
use crate::domain::history::{self, Entity};
use crate::kernel::locale::Locale;
use crate::kernel::page::PageRequest;
use crate::testing::database;

/// Verdicts as words: "new", "changed phone,tags", "same", "refused".
fn words(verdicts: Vec<Verdict>) -> Vec<String> {
    let word = |verdict| match verdict {
        Verdict::New(_) => "new".to_owned(),
        Verdict::Changed(_, fields) => format!("changed {}", fields.join(",")),
        Verdict::Same(_) => "same".to_owned(),
        Verdict::Refused(_) => "refused".to_owned(),
    };
    verdicts.into_iter().map(word).collect()
}

fn file() -> Vec<NewContact> {
    vec![
        NewContact {
            groups: vec!["Planners".into()], phone: "1".into(), ..at("王建国", "w@example.cn", "规划局")
        },
        NewContact { source_key: Some("A7".into()), ..new("Anne Laurent", "anne@example.fr") },
        NewContact { addresses: vec![], ..at("王伟", "x@example.cn", "浙江大学") },
        NewContact { addresses: vec![], ..at("王伟", "x@example.cn", "规划局") },
        NewContact { addresses: vec![], affiliations: vec![], ..new("王伟", "x@example.cn") },
        new("李娜", "w@example.cn"),
    ]
}

#[test]
fn the_same_file_twice_adds_nothing() {
    let (db, cx) = (database(), system());
    let run = |mode| db.write_now(|conn| upsert_batch(conn, &cx, &file(), mode)).map(words).unwrap();
    let all_new = ["new", "new", "new", "new", "new", "new"];
    assert_eq!(run(Mode::Dry), all_new);
    assert_eq!(run(Mode::Write), all_new, "a dry run wrote nothing");
    assert_eq!(run(Mode::Dry), ["same"; 6]);
    assert_eq!(run(Mode::Write), ["same"; 6]);
    let total = db.read_now(|conn| count(conn, &cx, &Filter::default())).unwrap();
    assert_eq!(total, 6);
    let houses = db.read_now(|conn| count_organisations(conn, &cx, &OrganisationFilter::default())).unwrap();
    assert_eq!(houses, 2);
}

#[test]
fn rows_add_and_correct_but_never_remove() {
    let (db, cx) = (database(), system());
    db.write_now::<_, ContactError>(|conn| {
        upsert_batch(conn, &cx, &file(), Mode::Write)?;
        let rows = [
            // By source key, whatever the name became.
            NewContact { source_key: Some("A7".into()), ..new("Anne Laurent-Petit", "anne@example.fr") },
            // In Latin letters, by the shared address.
            NewContact { tags: vec!["vip".into()], ..new("Wang Jianguo", "W@example.cn") },
            NewContact { language: Some(Locale::En), ..new("王建国", "w@example.cn") },
            NewContact { phone: "1".into(), ..new("王建国", "w@example.cn") },
            // Another name at the same address is another person.
            new("Zhao Min", "w@example.cn"),
            NewContact { groups: vec!["kings".into()], ..new("王建国", "w@example.cn") },
            // The same key with another one's address stays with the key.
            NewContact { source_key: Some("A8".into()), ..new("Anne Laurent-Petit", "anne@example.fr") },
        ];
        let verdicts = words(upsert_batch(conn, &cx, &rows, Mode::Write)?);
        assert_eq!(
            verdicts,
            ["changed native_name", "changed tags", "changed language", "same", "new", "refused", "new",]
        );
        let ids = matching_ids(conn, &cx, &by_text("王建国"))?;
        let wang = contacts(conn, &ids)?.remove(0);
        assert_eq!((ids.len(), wang.version), (1, 2));
        assert_eq!(wang.person.name.native, "王建国");
        assert_eq!(wang.person.tags, ["vip"]);
        assert_eq!(wang.person.phone, "1");
        assert_eq!(wang.person.groups, ["planners"]);
        assert_eq!(wang.person.affiliations.len(), 1);
        let told = history::of_entity(conn, Entity::Contact, wang.person.id.raw(), PageRequest::default())?;
        assert_eq!(told.items.len(), 1);
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_line_that_stands_twice_is_one_person() {
    let (db, cx) = (database(), system());
    let rows = [
        new("王伟", "w@example.cn"),
        NewContact { phone: "2".into(), ..new("王伟", "w@example.cn") },
        new("王伟", "w2@example.cn"),
    ];
    db.write_now::<_, ContactError>(|conn| {
        let verdicts = words(upsert_batch(conn, &cx, &rows, Mode::Write)?);
        assert_eq!(verdicts, ["new", "changed phone", "new"]);
        assert_eq!(count(conn, &cx, &Filter::default())?, 2);
        Ok(())
    })
    .unwrap();
}

#[test]
fn an_address_given_to_somebody_silent_is_silent() {
    let (db, cx) = (database(), system());
    db.write_now::<_, ContactError>(|conn| {
        let made = create(conn, &cx, &NewContact { source_key: Some("S".into()), ..new("王伟", "a@example.cn") })?;
        do_not_contact(conn, &cx, made.person.id, "asked", Door::Staff)?;
        let row = NewContact { source_key: Some("S".into()), ..new("王伟", "b@example.cn") };
        assert_eq!(words(upsert_batch(conn, &cx, &[row], Mode::Write)?), ["changed addresses"]);
        use crate::db::schema::suppressions;
        use diesel::prelude::*;
        let silent: i64 = suppressions::table.count().get_result(conn).unwrap();
        assert_eq!(silent, 2);
        Ok(())
    })
    .unwrap();
}

#[test]
fn importing_needs_its_own_right() {
    let (db, cx) = (database(), system());
    let local = member(&cx, Role::LocalCoordinator);
    let refused = db.write_now(|conn| upsert_batch(conn, &local, &[], Mode::Dry));
    assert!(matches!(refused, Err(ContactError::Denied(Denied::Forbidden))));
}

#[test]
fn many_rows_go_in_one_batch() {
    let (db, cx) = (database(), system());
    let rows: Vec<NewContact> =
        (0..5_000).map(|n| at("王建国", &format!("w{n}@example.cn"), &format!("规划局 {}", n % 50))).collect();
    let begun = std::time::Instant::now();
    let verdicts = db.write_now(|conn| upsert_batch(conn, &cx, &rows, Mode::Write)).unwrap();
    println!("{:.0} rows/s", 5_000.0 / begun.elapsed().as_secs_f64());
    assert!(verdicts.iter().all(|v| matches!(v, Verdict::New(Some(_)))));
    let again = db.write_now(|conn| upsert_batch(conn, &cx, &rows, Mode::Write)).unwrap();
    assert!(again.iter().all(|v| matches!(v, Verdict::Same(Some(_)))));
}

#[test]
fn two_lines_of_one_person_that_differ_change_nothing_the_second_time() {
    let (db, cx) = (database(), system());
    let line = |phone: &str, role: &str| {
        let mut row = at("王建国", "w@example.cn", "规划局");
        row.phone = phone.to_owned();
        row.affiliations[0].role = crate::kernel::localised::Localised::three(role, "", "");
        row
    };
    let file = [line("1", "Planner"), line("2", "Director")];
    let run = |mode| db.write_now(|conn| upsert_batch(conn, &cx, &file, mode)).map(words).unwrap();
    let phone = || {
        let ids = db.read_now(|conn| matching_ids(conn, &cx, &Filter::default())).unwrap();
        let found = db.read_now(|conn| people(conn, &ids)).unwrap();
        (found.len(), found[0].phone.clone())
    };
    assert_eq!(run(Mode::Write), ["new", "changed phone,affiliations"]);
    assert_eq!(phone(), (1, "2".to_owned()), "the later line counts");
    assert_eq!(run(Mode::Dry), ["same", "same"]);
    assert_eq!(run(Mode::Write), ["same", "same"]);
    assert_eq!(phone(), (1, "2".to_owned()));
}
