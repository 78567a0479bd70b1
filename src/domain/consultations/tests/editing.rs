use super::*;

#[test]
fn an_event_has_one_questionnaire_for_each_phase() {
    let house = House::new();
    let event = house.facts();
    house.write(|c| create(c, &house.staff(), &event, Phase::Before)).unwrap();
    let again = house.write(|c| create(c, &house.staff(), &event, Phase::Before));
    assert!(matches!(again, Err(ConsultationError::There)));
    assert!(house.write(|c| create(c, &house.staff(), &event, Phase::After)).is_ok());
}

#[test]
fn nothing_opens_without_questions_and_an_end_to_come() {
    let house = House::new();
    let (event, cx) = (house.facts(), house.staff());
    let made = house.write(|c| create(c, &cx, &event, Phase::Before)).unwrap();
    let open = |of: &Consultation| {
        house.write(|c| advance(c, &cx, &event, of, of.version, ConsultationState::Open).map(|_| ()))
    };
    assert!(matches!(open(&made), Err(ConsultationError::Incomplete)));
    let set = house.write(|c| edit(c, &cx, &event, &made, made.version, &settings())).unwrap();
    assert!(matches!(open(&set), Err(ConsultationError::Incomplete)), "no question");
    house.write(|c| add_question(c, &cx, &event, &set, &scale("how"))).unwrap();
    let late = house.as_role(Role::Coordinator, LATE);
    let passed = house.write(|c| advance(c, &late, &event, &set, set.version, ConsultationState::Open).map(|_| ()));
    assert!(matches!(passed, Err(ConsultationError::TimePassed)));
    assert!(matches!(
        house.write(|c| advance(c, &cx, &event, &set, set.version + 1, ConsultationState::Open).map(|_| ())),
        Err(ConsultationError::Stale)
    ));
    open(&set).unwrap();
    let now = house.db.read_now(|c| find(c, &cx, &event, Phase::Before)).unwrap();
    assert_eq!(now.standing(at(NOW)), Standing::Open);
    assert_eq!(now.standing(at("2016-05-20T10:00:00Z")), Standing::Open, "18:00 in Datong is the last moment");
    assert_eq!(now.standing(at("2016-05-20T10:00:01Z")), Standing::Over);
}

#[test]
fn what_is_saved_as_it_is_stays_the_version_it_is() {
    let house = House::new();
    let (event, cx) = (house.facts(), house.staff());
    let made = house.write(|c| create(c, &cx, &event, Phase::Before)).unwrap();
    let save = |seen: i64, draft: &ConsultationDraft| house.write(|c| edit(c, &cx, &event, &made, seen, draft));
    let set = save(made.version, &settings()).unwrap();
    assert_eq!(set.version, made.version + 1);
    assert_eq!(save(set.version, &settings()).unwrap(), set);
    assert_eq!(save(set.version, &ConsultationDraft::of(&set)).unwrap(), set);
    assert!(matches!(save(made.version, &settings()), Err(ConsultationError::Stale)));
}

#[test]
fn times_and_words_are_refused_by_name() {
    let house = House::new();
    let zone = house.facts().zone;
    let bad = ConsultationDraft {
        opens: "2016-05-20T18:00".to_owned(),
        closes: "2016-05-20T18:00".to_owned(),
        intro: [(Locale::En, "Only English".to_owned())].into(),
    };
    let refused = bad.check(zone, at(NOW), (super::super::draft::Open::No, Since::Any)).unwrap_err();
    let names: Vec<_> = refused.0.iter().map(|f| f.field.as_str()).collect();
    assert_eq!(names, ["closes", "intro.fr", "intro.zh"]);
    let nothing = QuestionDraft { kind: "scale".to_owned(), ..QuestionDraft::default() }.check().unwrap_err();
    let names: Vec<_> = nothing.0.iter().map(|f| f.field.as_str()).collect();
    for name in ["need", "wording.en", "wording.zh", "least", "most", "low.fr", "high.zh", "opinion"] {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
    let mut uneven = choices("single", "bus\ntram\nbicycle");
    uneven.choices.insert(Locale::Zh, "公交\n电车".to_owned());
    let refused = uneven.check().unwrap_err();
    assert_eq!(refused.0[0].field, "choices.zh");
    assert_eq!(refused.0[0].reason, crate::kernel::invalid::Reason::LinesDiffer { wanted: 3, found: 2 });
}

#[test]
fn an_answered_question_keeps_its_meaning_and_its_earlier_words() {
    let house = House::new();
    let (event, cx) = (house.facts(), house.staff());
    let of = house.questionnaire(Phase::Before, &[scale("how"), choices("single", "bus\ntram")]);
    house.participant("wang", "planners");
    house.ask(&of).unwrap();
    let (_, link) = house.links(&of).remove(0);
    house.says(&link, &[(0, &["4"]), (1, &["2"])], Wish::Send, NOW).unwrap();
    let all = house.questions(&of);
    let edit_of = |at: usize, draft: &QuestionDraft| {
        let q = &all[at];
        house.write(|c| edit_question(c, &cx, &event, &of, (&q.public_id, q.version), draft))
    };
    let other = QuestionDraft { most: "7".to_owned(), ..scale("how") };
    assert_eq!(fields(edit_of(0, &other).unwrap_err()), ["most"]);
    assert_eq!(fields(edit_of(1, &choices("single", "bus\ntram\nferry")).unwrap_err()), ["choices.en"]);
    assert_eq!(
        fields(edit_of(1, &choices("single", "tram\nbus")).unwrap_err()),
        ["choices.en"],
        "no two change places"
    );
    assert_eq!(fields(edit_of(1, &choices("single", "tram\nferry")).unwrap_err()), ["choices.en"]);
    assert_eq!(fields(edit_of(0, &free("how", "10")).unwrap_err()), ["kind"]);
    let reworded = edit_of(0, &scale("how green")).unwrap();
    assert_eq!((reworded.revision, reworded.answers), (2, 1));
    let before = house.db.read_now(|c| wordings(c, &cx, &event, &reworded)).unwrap();
    assert_eq!((before.len(), before[0].text.get(Locale::En)), (1, Some("how en")));
    let said = house.db.read_now(|c| respondents(c, &cx, &event, &of)).unwrap();
    assert_eq!(said[0].given[&reworded.id].revision, 1, "it was given to the earlier words");
    assert!(matches!(edit_of(0, &scale("how now")), Err(ConsultationError::Stale)));
}

#[test]
fn questions_change_places_and_are_copied_once() {
    let house = House::new();
    let (event, cx) = (house.facts(), house.staff());
    let before = house.questionnaire(Phase::Before, &[scale("a"), scale("b"), scale("c")]);
    let order = |of: &Consultation| -> Vec<String> {
        house.questions(of).iter().map(|q| q.wording.best(Locale::En).to_owned()).collect()
    };
    let third = house.questions(&before).remove(2);
    let up = |seen: i64| house.write(|c| move_question(c, &cx, &event, &before, (&third.public_id, seen, Step::Up)));
    up(third.version).unwrap();
    assert_eq!(order(&before), ["a en", "c en", "b en"]);
    assert!(matches!(up(third.version), Err(ConsultationError::Stale)), "it stands elsewhere by now");
    up(third.version + 1).unwrap();
    up(third.version + 2).unwrap();
    assert_eq!(order(&before), ["c en", "a en", "b en"]);
    let after = house.write(|c| create(c, &cx, &event, Phase::After)).unwrap();
    assert_eq!(house.write(|c| copy_questions(c, &cx, &event, &after)).unwrap(), 3);
    assert_eq!(house.write(|c| copy_questions(c, &cx, &event, &after)).unwrap(), 0);
    assert_eq!(order(&after), ["c en", "a en", "b en"]);
    let first = house.questions(&after).remove(0);
    let old = house.write(|c| remove_question(c, &cx, &event, &after, (&first.public_id, first.version + 1)));
    assert!(matches!(old, Err(ConsultationError::Stale)));
    house.write(|c| remove_question(c, &cx, &event, &after, (&first.public_id, first.version))).unwrap();
    assert_eq!(order(&after), ["a en", "b en"]);
}

#[test]
fn what_was_only_saved_keeps_its_meaning_too() {
    let house = House::new();
    let (event, cx) = (house.facts(), house.staff());
    let of = house.questionnaire(Phase::Before, &[choices("multiple", "bus\ntram")]);
    house.participant("wang", "planners");
    house.ask(&of).unwrap();
    let (_, link) = house.links(&of).remove(0);
    house.says(&link, &[(0, &["2"])], Wish::Save, NOW).unwrap();
    let one = house.questions(&of).remove(0);
    assert_eq!((one.answers, one.held), (0, 1));
    let edit_to = |lines: &str| {
        let draft = choices("multiple", lines);
        house.write(|c| edit_question(c, &cx, &event, &of, (&one.public_id, one.version), &draft))
    };
    assert_eq!(fields(edit_to("tram\nbus").unwrap_err()), ["choices.en"]);
    assert_eq!(fields(edit_to("bus\ntram\nferry").unwrap_err()), ["choices.en"]);
    assert_eq!(fields(edit_to("city bus\ntram").unwrap_err()), ["same"], "what becomes of the answer is said first");
    let meant = QuestionDraft { same: "yes".to_owned(), ..choices("multiple", "city bus\ntram") };
    let edited = house.write(|c| edit_question(c, &cx, &event, &of, (&one.public_id, one.version), &meant)).unwrap();
    assert_eq!(edited.revision, 2, "other words are kept apart");
}

/// A to C, B to A, C to B: no step alone gives a choice the words of another, all together would turn answers round.
#[test]
fn no_answer_is_turned_round_by_several_steps() {
    let house = House::new();
    let (event, cx) = (house.facts(), house.staff());
    let of = house.questionnaire(Phase::Before, &[choices("single", "bus\ntram"), scale("how")]);
    house.participant("wang", "planners");
    house.ask(&of).unwrap();
    let (_, link) = house.links(&of).remove(0);
    house.says(&link, &[(0, &["1"]), (1, &["4"])], Wish::Send, NOW).unwrap();
    let edit_to = |at: usize, draft: QuestionDraft| {
        let one = house.questions(&of).remove(at);
        let draft = QuestionDraft { same: "yes".to_owned(), ..draft };
        house.write(|c| edit_question(c, &cx, &event, &of, (&one.public_id, one.version), &draft))
    };
    edit_to(0, choices("single", "ferry\ntram")).unwrap();
    assert_eq!(fields(edit_to(0, choices("single", "ferry\nbus")).unwrap_err()), ["choices.en"]);
    // The ends of a scale are told apart in the same way, at once and by steps.
    let ends = |low: &str, high: &str| QuestionDraft { low: three(low), high: three(high), ..scale("how") };
    assert_eq!(fields(edit_to(1, ends("high", "low")).unwrap_err()), ["low.en"]);
    edit_to(1, ends("middling", "high")).unwrap();
    assert_eq!(fields(edit_to(1, ends("middling", "low")).unwrap_err()), ["high.en"]);
    // Once the answer is given anew, it is to the words that stand: the first ones bind nobody.
    house.says(&link, &[(0, &["2"]), (1, &["4"])], Wish::Send, NOW).unwrap();
    assert_eq!(edit_to(0, choices("single", "ferry\nbus")).unwrap().revision, 3);
}

#[test]
fn what_is_asked_after_an_event_opens_and_closes_after_it() {
    let house = House::new();
    let (event, cx) = (house.facts(), house.staff());
    let made = house.write(|c| create(c, &cx, &event, Phase::After)).unwrap();
    house.write(|c| add_question(c, &cx, &event, &made, &scale("how"))).unwrap();
    let times = |opens: &str, closes: &str| ConsultationDraft {
        opens: opens.to_owned(),
        closes: closes.to_owned(),
        ..ConsultationDraft::default()
    };
    let set = |draft: &ConsultationDraft| {
        let now = house.db.read_now(|c| find(c, &cx, &event, Phase::After)).unwrap();
        house.write(|c| edit(c, &cx, &event, &now, now.version, draft))
    };
    let turn = |cx: &Context, to: ConsultationState| {
        let now = house.db.read_now(|c| find(c, cx, &event, Phase::After)).unwrap();
        house.write(|c| advance(c, cx, &event, &now, now.version, to))
    };
    // The workshop lasts until 24 May, 17:00.
    assert_eq!(fields(set(&times("2016-05-24T09:00", "2016-05-24T17:00")).unwrap_err()), ["opens", "closes"]);
    set(&times("", "2016-06-10T18:00")).unwrap();
    assert!(matches!(turn(&cx, ConsultationState::Open), Err(ConsultationError::NotHeld)));
    set(&times("2016-05-25T09:00", "2016-06-10T18:00")).unwrap();
    let open = turn(&cx, ConsultationState::Open).unwrap();
    assert_eq!((open.standing(at(NOW)), open.standing(at("2016-05-25T01:00:00Z"))), (Standing::Ahead, Standing::Open));
    assert!(matches!(turn(&cx, ConsultationState::Closed), Err(ConsultationError::NotHeld)));
    house.participant("wang", "");
    assert_eq!(house.ask(&open).unwrap(), 1);
    let person = house.links(&open)[0].0;
    let letter = |now: &str| {
        let engine = house.context(Actor::System("test"), now);
        let ask = [(person, AskTurn::Ask)];
        house.db.read_now(|c| mail::letters(c, &engine, &ask, invitations::mail::Reading::ToSend)).unwrap().remove(0)
    };
    assert!(letter("2016-05-25T01:00:00Z").is_ok());
    // The event moves behind the opening: nobody is asked what it was like before it was.
    let sql = "UPDATE events SET starts_local = '2016-05-30T09:00:00', ends_local = '2016-05-30T17:00:00'";
    house.db.write_now(|c| -> Result<_, DbError> { Ok(diesel::sql_query(sql).execute(c)?) }).unwrap();
    let event = house.facts();
    let moved = house.db.read_now(|c| find(c, &cx, &event, Phase::After)).unwrap();
    assert_eq!(moved.standing(at("2016-05-26T08:00:00Z")), Standing::Ahead);
    assert_eq!(moved.standing(at("2016-05-30T09:00:00Z")), Standing::Open);
    assert!(matches!(letter("2016-05-25T01:00:00Z"), Err(invitations::mail::Moot::TooEarly)));
    assert!(letter("2016-05-30T09:00:00Z").is_ok());
    let later = house.as_role(Role::Coordinator, "2016-05-31T08:00:00Z");
    let closed = turn(&later, ConsultationState::Closed).unwrap();
    assert_eq!(closed.state, ConsultationState::Closed);
}
