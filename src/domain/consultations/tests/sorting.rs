use super::*;

fn theme(house: &House, of: &Consultation, name: &str) -> Theme {
    let draft = ThemeDraft { name: three(name), hue: String::new(), reach: String::new() };
    let event = house.facts();
    house.write(|c| add_theme(c, &house.staff(), &event, of, &draft)).unwrap()
}

#[test]
fn passages_are_sorted_and_each_act_can_be_undone() {
    let house = House::new();
    let (event, cx) = (house.facts(), house.staff());
    let of = house.questionnaire(Phase::Before, &[free("wishes", "1000")]);
    for name in ["wang", "martin", "silent"] {
        house.participant(name, "planners");
    }
    house.ask(&of).unwrap();
    let links: Vec<String> = house.links(&of).into_iter().map(|(_, l)| l).collect();
    house.says(&links[0], &[(0, &["More trees\n\nFewer cars"])], Wish::Send, NOW).unwrap();
    house.says(&links[1], &[(0, &["Cleaner air"])], Wish::Send, NOW).unwrap();
    house.says(&links[2], &[(0, &["Only saved"])], Wish::Save, NOW).unwrap();
    let (green, air) = (theme(&house, &of, "green"), theme(&house, &of, "air"));
    assert_ne!(green.hue, air.hue, "each its own colour");
    let all = |filter: PassageFilter| house.db.read_now(|c| passages(c, &cx, &event, &of, &filter)).unwrap();
    let now = || house.db.read_now(|c| progress(c, &cx, &event, &of)).unwrap();
    let found = all(PassageFilter::default());
    assert_eq!(found.iter().map(|p| p.body.as_str()).collect::<Vec<_>>(), ["More trees", "Fewer cars", "Cleaner air"]);
    let act = |verb, theme: Option<&Theme>, which: &[usize]| {
        let ids: Vec<PublicId> = which.iter().map(|n| found[*n].public_id.clone()).collect();
        house.write(|c| sort(c, &cx, &event, &of, (verb, theme.map(|t| &t.public_id)), &ids))
    };
    act(Verb::Add, Some(&green), &[0]).unwrap();
    let second = act(Verb::Add, Some(&green), &[0, 1]).unwrap().unwrap();
    assert_eq!(second.passages.len(), 1, "only what it changed");
    act(Verb::Add, Some(&air), &[1]).unwrap();
    act(Verb::Aside, None, &[2]).unwrap();
    assert_eq!(now(), Progress { sorted: 3, total: 3 });
    house.write(|c| undo(c, &cx, &event, &of, &second.public_id)).unwrap();
    house.write(|c| undo(c, &cx, &event, &of, &second.public_id)).unwrap();
    let of_green = all(PassageFilter { theme: Some(green.id), ..PassageFilter::default() });
    assert_eq!(
        of_green.iter().map(|p| p.body.as_str()).collect::<Vec<_>>(),
        ["More trees"],
        "what was there before stays"
    );
    assert!(act(Verb::Add, Some(&green), &[0]).unwrap().is_none(), "nothing changes by it");
    assert_eq!(fields(act(Verb::Add, None, &[0]).unwrap_err()), ["theme"]);
    assert_eq!(fields(act(Verb::Aside, None, &[]).unwrap_err()), ["passages"]);

    house.says(&links[0], &[(0, &["New first\n\nMore trees"])], Wish::Send, NOW).unwrap();
    let of_green = all(PassageFilter { theme: Some(green.id), ..PassageFilter::default() });
    assert_eq!(of_green.len(), 1, "an unchanged passage keeps its theme");
    assert_eq!(now(), Progress { sorted: 2, total: 3 });
    assert_eq!(all(PassageFilter { which: Which::Unsorted, ..PassageFilter::default() }).len(), 1);
    house.write(|c| remove_theme(c, &cx, &event, &of, (&green.public_id, green.version))).unwrap();
    assert_eq!(now(), Progress { sorted: 1, total: 3 });
}

#[test]
fn a_report_quotes_nobody_who_has_not_agreed() {
    let house = House::new();
    let (event, cx) = (house.facts(), house.staff());
    let of = house.questionnaire(Phase::Before, &[free("wishes", "1000")]);
    for name in ["named", "unnamed", "never", "unsaid"] {
        house.participant(name, "planners");
    }
    house.ask(&of).unwrap();
    let wishes = [Some(Quoting::Named), Some(Quoting::Unnamed), Some(Quoting::Never), None];
    for ((n, (_, link)), quoting) in house.links(&of).iter().enumerate().zip(wishes) {
        house.says(link, &[(0, &[&format!("Words of {n}")])], Wish::Send, NOW).unwrap();
        if let Some(quoting) = quoting {
            house.agrees(link, quoting);
        }
    }
    let green = theme(&house, &of, "green");
    let ids: Vec<PublicId> = house
        .db
        .read_now(|c| passages(c, &cx, &event, &of, &PassageFilter::default()))
        .unwrap()
        .into_iter()
        .map(|p| p.public_id)
        .collect();
    house.write(|c| sort(c, &cx, &event, &of, (Verb::Add, Some(&green.public_id)), &ids)).unwrap();
    let report = house.db.read_now(|c| report(c, &cx, &event, &of, Locale::En)).unwrap();
    let section = &report.sections[0];
    assert_eq!(section.not_quoted, 2);
    let planners = Localised::three("Planners", "Urbanistes", "规划师");
    assert_eq!(
        section.quotes,
        [
            Quote::Named {
                body: "Words of 0".to_owned(),
                name: "named".to_owned(),
                language: Locale::En,
                group: Some(planners.clone())
            },
            Quote::Unnamed { body: "Words of 1".to_owned(), language: Locale::En, group: Some(planners) },
        ]
    );
    assert_eq!(report.figures[0].rows[0].counts, [4], "all count in the figures");
    let auditor = house.as_role(Role::Auditor, NOW);
    let refused = house.db.read_now(|c| super::super::report(c, &auditor, &event, &of, Locale::En).map(|_| ()));
    assert!(matches!(refused, Err(ConsultationError::Denied(Denied::Forbidden))));
}

#[test]
fn a_theme_that_is_saved_as_it_is_stays_the_version_it_is() {
    let house = House::new();
    let (event, cx) = (house.facts(), house.staff());
    let of = house.write(|c| create(c, &cx, &event, Phase::Before)).unwrap();
    let green = theme(&house, &of, "green");
    let draft = ThemeDraft { name: green.name.clone().into(), ..ThemeDraft::default() };
    let seen = (&green.public_id, green.version);
    let same = house.write(|c| edit_theme(c, &cx, &event, &of, seen, &draft)).unwrap();
    assert_eq!((same.version, same.hue), (green.version, green.hue));
}

#[test]
fn a_theme_of_the_programme_is_not_one_citys_to_change() {
    let house = House::new();
    let event = house.facts();
    let of = house.questionnaire(Phase::Before, &[free("wishes", "1000")]);
    let shared = ThemeDraft { name: three("water"), hue: String::new(), reach: "programme".to_owned() };
    let water = house.write(|c| add_theme(c, &house.staff(), &event, &of, &shared)).unwrap();
    let grants = vec![Grant { role: Role::LocalCoordinator, programme: Some(house.programme), city: event.city }];
    let local =
        house.context(Actor::Member(Member { account: house.account, grants, token: None, closed: Vec::new() }), NOW);
    let seen = (&water.public_id, water.version);
    let refused = [
        house.write(|c| add_theme(c, &local, &event, &of, &shared).map(|_| ())),
        house.write(|c| edit_theme(c, &local, &event, &of, seen, &shared).map(|_| ())),
        house.write(|c| remove_theme(c, &local, &event, &of, seen)),
    ];
    assert!(refused.iter().all(|r| matches!(r, Err(ConsultationError::Denied(Denied::Forbidden)))), "{refused:?}");
    let own = ThemeDraft { reach: String::new(), ..shared };
    assert!(house.write(|c| add_theme(c, &local, &event, &of, &own)).is_ok());
    let old = house.write(|c| remove_theme(c, &house.staff(), &event, &of, (&water.public_id, water.version + 1)));
    assert!(matches!(old, Err(ConsultationError::Stale)));
}

#[test]
fn an_unnamed_quote_keeps_quiet_about_a_small_group() {
    let house = House::new();
    let of = house.questionnaire(Phase::Before, &[free("wishes", "1000")]);
    house.participant("alone", "planners");
    house.ask(&of).unwrap();
    let (_, link) = house.links(&of).remove(0);
    house.says(&link, &[(0, &["More trees"])], Wish::Send, NOW).unwrap();
    house.agrees(&link, Quoting::Unnamed);
    let event = house.facts();
    let report = house.db.read_now(|c| report(c, &house.staff(), &event, &of, Locale::En)).unwrap();
    let quote = Quote::Unnamed { body: "More trees".to_owned(), language: Locale::En, group: None };
    assert_eq!(report.sections[0].quotes, [quote]);
}

/// "water" is the "Water" that is there, and no other theme takes its name.
#[test]
fn themes_that_differ_in_their_capitals_are_one() {
    let house = House::new();
    let (event, cx) = (house.facts(), house.staff());
    let of = house.write(|c| create(c, &cx, &event, Phase::Before)).unwrap();
    let (water, trees) = (theme(&house, &of, "Water"), theme(&house, &of, "Trees"));
    assert_eq!(theme(&house, &of, "water").public_id, water.public_id);
    let all = house.db.read_now(|c| themes(c, &cx, &event)).unwrap();
    assert_eq!(all.iter().map(|t| t.name.best(Locale::En)).collect::<Vec<_>>(), ["Water en", "Trees en"]);
    let refused = |draft: ThemeDraft, of_trees: bool| -> Vec<(String, crate::kernel::invalid::Reason)> {
        let done = match of_trees {
            true => house.write(|c| edit_theme(c, &cx, &event, &of, (&trees.public_id, trees.version), &draft)),
            false => house.write(|c| add_theme(c, &cx, &event, &of, &draft)),
        };
        match done {
            Err(ConsultationError::Invalid(faults)) => faults.0.into_iter().map(|f| (f.field, f.reason)).collect(),
            other => panic!("{other:?}"),
        }
    };
    let taken = |field: &str| vec![(field.to_owned(), crate::kernel::invalid::Reason::Taken)];
    // What is called so in one language only is another, and wants another name.
    let mut other = three("Rain");
    other.insert(Locale::Fr, "WATER FR".to_owned());
    let draft = |name| ThemeDraft { name, ..ThemeDraft::default() };
    assert_eq!(refused(draft(other), false), taken("name.fr"));
    assert_eq!(refused(ThemeDraft { reach: "programme".to_owned(), ..draft(three("water")) }, false), taken("name.en"));
    assert_eq!(refused(draft(three("water")), true), taken("name.en"));
    // Its own name in other capitals is a correction.
    let capitals = draft(three("TREES"));
    let seen = (&trees.public_id, trees.version);
    let written = house.write(|c| edit_theme(c, &cx, &event, &of, seen, &capitals)).unwrap();
    assert_eq!(written.name.best(Locale::En), "TREES en");
}
