use super::*;
use crate::db::Conn;
use crate::kernel::page::PageRequest;
use crate::testing::database;

/// Whom a search shows, page by page.
fn shown(conn: &mut Conn, cx: &Context, text: &str, limit: i64) -> Vec<String> {
    let (mut names, mut after) = (Vec::new(), None);
    loop {
        let page = list(conn, cx, &by_text(text), PageRequest::new(after, Some(limit))).unwrap();
        names.extend(page.items.into_iter().map(|person| person.name.native));
        after = page.next;
        if after.is_none() {
            return names;
        }
    }
}

fn houses(conn: &mut Conn, cx: &Context, text: &str, limit: i64) -> Vec<String> {
    let filter = OrganisationFilter { text: text.to_owned(), ..OrganisationFilter::default() };
    let (mut names, mut after) = (Vec::new(), None);
    loop {
        let page = list_organisations(conn, cx, &filter, PageRequest::new(after, Some(limit))).unwrap();
        names.extend(page.items.iter().filter_map(|house| house.name.iter().next()).map(|(_, name)| name.to_owned()));
        after = page.next;
        if after.is_none() {
            return names;
        }
    }
}

/// A name that begins so stands before one that ends so, and both before those who only work at a place that is called so.
#[test]
fn who_is_called_so_comes_first() {
    let (db, cx) = (database(), system());
    db.write_now::<_, ContactError>(|conn| {
        create(conn, &cx, &at("Bao Aiguo", "b@example.cn", "望京街道办"))?;
        create(conn, &cx, &new("Paul Martin", "wang77@example.org"))?;
        create(conn, &cx, &new("Eva Hwang", "e@example.org"))?;
        create(conn, &cx, &new("Anne Wang", "a@example.org"))?;
        create(conn, &cx, &new("王建国", "j@example.cn"))?;
        create(conn, &cx, &new("李王建", "l@example.cn"))?;
        create(conn, &cx, &new("Wang", "w@example.org"))?;
        let by_sound = ["Wang", "王建国", "李王建", "Anne Wang", "Eva Hwang", "Bao Aiguo", "Paul Martin"];
        for limit in [1, 2, 3, 50] {
            assert_eq!(shown(conn, &cx, "wang", limit), by_sound, "in pages of {limit}");
        }
        let table: [(&str, &[&str]); 10] = [
            ("Wáng", &by_sound),
            ("王", &["王建国", "李王建"]),
            ("王建", &["王建国", "李王建"]),
            ("王建国", &["王建国"]),
            ("wang jian", &["王建国", "李王建"]),
            ("wang2jian4", &["王建国", "李王建"]),
            ("jianguo", &["王建国"]),
            ("wjg", &["王建国"]),
            ("wang anne", &["Anne Wang"]),
            ("wang77", &["Paul Martin"]),
        ];
        for (text, names) in table {
            assert_eq!(shown(conn, &cx, text, 1), names, "{text}");
        }
        Ok(())
    })
    .unwrap();
}

/// More than are put in order by themselves: pages go on where they ended, and nobody is shown twice or left out.
#[test]
fn ranks_of_many_go_on_from_page_to_page() {
    let (db, cx) = (database(), system());
    db.write_now::<_, ContactError>(|conn| {
        let many: Vec<NewContact> = (0..1100)
            .map(|n| match n % 4 {
                0 => new(&format!("Anne Delta{n}"), &format!("a{n}@example.org")),
                1 => new(&format!("Delta{n} Bo"), &format!("b{n}@example.org")),
                _ => at(&format!("Cleo Crane{n}"), &format!("c{n}@example.org"), "Delta Works"),
            })
            .collect();
        upsert_batch(conn, &cx, &many, Mode::Write)?;
        let names = shown(conn, &cx, "delta", 70);
        let kind = |name: &String| match name {
            name if name.starts_with("Delta") => 0,
            name if name.contains("Delta") => 1,
            _ => 2,
        };
        let kinds: Vec<i32> = names.iter().map(kind).collect();
        assert!(kinds.is_sorted(), "those whose names begin so, then those whose last names do, then colleagues");
        assert_eq!([0, 1, 2].map(|of| kinds.iter().filter(|kind| **kind == of).count()), [275, 275, 550]);
        let each: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(each.len(), 1100, "each once");
        let colleagues: Vec<String> = names.into_iter().filter(|name| name.contains("Crane")).collect();
        assert_eq!(shown(conn, &cx, "works", 200), colleagues, "of whom none is called so, in the usual order");
        Ok(())
    })
    .unwrap();
}

/// Whose addresses are not for the eyes of somebody is not told by the order either.
#[test]
fn ranks_tell_no_addresses() {
    let (db, cx) = (database(), system());
    db.write_now::<_, ContactError>(|conn| {
        create(conn, &cx, &new("Paul Martin", "wang77@example.org"))?;
        create(conn, &cx, &new("Anne Wang", "a@example.org"))?;
        let investigator = member(&cx, Role::PrincipalInvestigator);
        assert_eq!(shown(conn, &investigator, "wang", 1), ["Anne Wang"]);
        assert_eq!(shown(conn, &cx, "wang", 1), ["Anne Wang", "Paul Martin"]);
        Ok(())
    })
    .unwrap();
}

#[test]
fn organisations_that_are_called_so_come_first() {
    let (db, cx) = (database(), system());
    db.write_now::<_, ContactError>(|conn| {
        let place = |place: &str, name: &str| {
            let draft = OrganisationDraft {
                name: crate::kernel::localised::Localised::three(name, "", ""),
                kind: "other".to_owned(),
                place: place.to_owned(),
                ..OrganisationDraft::default()
            };
            NewOrganisation::parse(draft)
        };
        for (town, name) in [
            ("", "Academy of Planning"),
            ("", "Planning"),
            ("", "Planning Office"),
            ("Planning", "Bureau"),
            ("", "Replanning Ltd"),
        ] {
            create_organisation(conn, &cx, &place(town, name)?)?;
        }
        let order = ["Planning", "Planning Office", "Academy of Planning", "Bureau", "Replanning Ltd"];
        for limit in [1, 2, 50] {
            assert_eq!(houses(conn, &cx, "planning", limit), order, "in pages of {limit}");
        }
        Ok(())
    })
    .unwrap();
}
