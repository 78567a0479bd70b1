use super::*;

#[test]
fn small_groups_cannot_be_told_apart_nor_by_subtracting() {
    let table: [(&[i64], &[bool]); 7] = [
        (&[5, 4], &[true, true]),
        (&[5, 1, 2], &[true, false, false]),
        (&[5, 3, 2], &[true, false, false]),
        (&[4, 2], &[false, false]),
        (&[1, 1, 1], &[false, false, false]),
        (&[3], &[true]),
        (&[], &[]),
    ];
    for (sizes, expected) in table {
        assert_eq!(shown_groups(sizes), expected, "{sizes:?}");
    }
    for (count, largest, expected) in [(0, 9, 0), (1, 9, 1), (5, 9, 3), (9, 9, 5), (0, 0, 0), (1, 1, 5)] {
        assert_eq!(heat(count, largest), expected, "{count} of {largest}");
    }
}

/// Four planners, three architects and one of the media answer; figures by group, and both phases side by side.
#[test]
fn answers_are_counted_by_group() {
    let house = House::new();
    let (event, cx) = (house.facts(), house.staff());
    let drafts = [scale("how"), choices("multiple", "bus\ntram"), free("wishes", "100")];
    let before = house.questionnaire(Phase::Before, &drafts);
    for n in 0..8 {
        let group = ["planners", "architects", "media"][if n < 4 {
            0
        } else if n < 7 {
            1
        } else {
            2
        }];
        house.participant(&format!("guest{n}"), group);
    }
    house.ask(&before).unwrap();
    let marks = ["1", "2", "3", "none", "5", "5", "4", "3"];
    for ((_, link), mark) in house.links(&before).iter().zip(marks).take(2) {
        house.says(link, &[(0, &[mark])], Wish::Send, NOW).unwrap();
    }
    let two = house.db.read_now(|c| tabulate(c, &cx, &event, &before)).unwrap();
    assert!(two.iter().all(|f| f.rows.is_empty()), "two are too few for any figure");
    for ((_, link), mark) in house.links(&before).iter().zip(marks).skip(2) {
        house.says(link, &[(0, &[mark]), (1, &["1", "2"])], Wish::Send, NOW).unwrap();
    }
    let all = house.db.read_now(|c| tabulate(c, &cx, &event, &before)).unwrap();
    let rows = &all[0].rows;
    assert_eq!(rows[0], Row { of: RowOf::All, people: 8, counts: vec![1, 1, 2, 1, 2], no_opinion: 1, mean: Some(33) });
    assert_eq!(rows.len(), 3, "planners apart, one of the media with the architects: {rows:?}");
    assert_eq!((rows[1].people, rows[1].mean), (4, Some(20)));
    assert_eq!((&rows[2].of, rows[2].people), (&RowOf::Rest, 4));
    assert_eq!((all[1].answered, all[1].rows[0].counts.clone()), (6, vec![6, 6]));

    let sql = format!("UPDATE events SET state = 'held' WHERE id = {}", house.event);
    house.db.write_now(|c| -> Result<_, DbError> { Ok(diesel::sql_query(sql).execute(c)?) }).unwrap();
    let event = house.facts();
    let after = house.write(|c| create(c, &cx, &event, Phase::After)).unwrap();
    house.write(|c| copy_questions(c, &cx, &event, &after)).unwrap();
    let set = house.write(|c| edit(c, &cx, &event, &after, after.version, &settings())).unwrap();
    let after = house.write(|c| advance(c, &cx, &event, &set, set.version, ConsultationState::Open)).unwrap();
    house.ask(&after).unwrap();
    for (_, link) in house.links(&after).iter().take(3) {
        house.says(link, &[(0, &["5"])], Wish::Send, NOW).unwrap();
    }
    let later = house.db.read_now(|c| tabulate(c, &cx, &event, &after)).unwrap();
    let both = of_comparison(&all, &later);
    let means: Vec<_> = both[0].1.iter().map(|r| (r.of.clone(), r.mean)).collect();
    assert_eq!(means, [(RowOf::Phase(Phase::Before), Some(33)), (RowOf::Phase(Phase::After), Some(50))]);
    assert_eq!(both.len(), 1, "only what enough have answered in both");
}

/// Two of three planners are quoted by name: "a planner" would be the third.
#[test]
fn who_is_quoted_without_a_name_is_not_known_by_those_quoted_with_one() {
    let house = House::new();
    let (event, cx) = (house.facts(), house.staff());
    let of = house.questionnaire(Phase::Before, &[free("wishes", "100")]);
    for n in 0..7 {
        house.participant(&format!("guest{n}"), if n < 3 { "planners" } else { "architects" });
    }
    house.ask(&of).unwrap();
    let links = house.links(&of);
    for (n, (_, link)) in links.iter().enumerate() {
        let words = format!("wish {n}");
        house.says(link, &[(0, &[words.as_str()])], Wish::Send, NOW).unwrap();
        house.agrees(link, if n == 0 || n == 1 { Quoting::Named } else { Quoting::Unnamed });
    }
    let told = house.db.read_now(|c| report(c, &cx, &event, &of, Locale::En)).unwrap();
    let quotes: Vec<&Quote> = told.sections.iter().flat_map(|s| &s.quotes).collect();
    let group_of = |words: &str| {
        let quote = quotes.iter().find(|q| matches!(q, Quote::Unnamed { body, .. } if body == words)).unwrap();
        matches!(quote, Quote::Unnamed { group: Some(_), .. })
    };
    assert!(!group_of("wish 2"), "the third of three planners");
    assert!(group_of("wish 3"), "one of four architects");
    let named = quotes.iter().filter(|q| matches!(q, Quote::Named { group: Some(_), .. })).count();
    assert_eq!(named, 2);
}
