use super::*;
use crate::kernel::invalid::Reason;

fn asked(house: &House, drafts: &[QuestionDraft]) -> (Consultation, Vec<String>) {
    let of = house.questionnaire(Phase::Before, drafts);
    for name in ["wang", "martin"] {
        house.participant(name, "planners");
    }
    house.ask(&of).unwrap();
    let links = house.links(&of).into_iter().map(|(_, link)| link).collect();
    (of, links)
}

#[test]
fn a_link_opens_one_sheet_and_nothing_else() {
    let house = House::new();
    let (_, links) = asked(&house, &[free("wishes", "100")]);
    assert_eq!(house.sheet(&links[0], NOW).unwrap().name.native, "wang");
    let mut flipped = links[0].clone();
    let last = if flipped.pop() == Some('0') { '1' } else { '0' };
    flipped.push(last);
    let (row, mac) = (links[1].split('-').next().unwrap(), links[0].split('-').nth(1).unwrap());
    let answer_link = house.keys.link(Purpose::Answer, 1, "x");
    for wrong in [flipped, format!("{row}-{mac}"), "x".to_owned(), answer_link] {
        let refused = house.sheet(&wrong, NOW);
        assert!(matches!(refused, Err(ConsultationError::Denied(Denied::NotFound))), "{wrong}");
    }
    let sheet = house.sheet(&links[0], NOW).unwrap();
    let other = house.sheet(&links[1], NOW).unwrap();
    let foreign = house.context(Actor::Guest(other.seat), NOW);
    let done = house.write(|c| answer(c, &foreign, sheet.person, (&Typed::default(), Wish::Send), None));
    assert!(matches!(done, Err(ConsultationError::Denied(Denied::NotFound))));
}

#[test]
fn an_answer_may_be_changed_and_its_story_is_kept() {
    let house = House::new();
    let (of, links) = asked(&house, &[scale("how"), free("wishes", "100")]);
    let link = &links[0];
    assert_eq!(house.says(link, &[(1, &["half"])], Wish::Save, NOW).unwrap(), Answered::Saved);
    assert_eq!(house.db.read_now(|c| tally(c, &house.staff(), &house.facts(), &of)).unwrap().parts, 1);
    let event = house.facts();
    let sent = || house.db.read_now(|c| respondents(c, &house.staff(), &event, &of)).unwrap();
    assert!(sent().is_empty(), "a part counts nowhere");
    let lacking = house.says(link, &[(1, &["half"])], Wish::Send, NOW).unwrap_err();
    assert_eq!(fields(lacking), [house.questions(&of)[0].field()]);
    assert_eq!(house.says(link, &[(0, &["4"]), (1, &["half"])], Wish::Send, NOW).unwrap(), Answered::Sent);
    assert_eq!(house.says(link, &[(0, &["4"]), (1, &["half"])], Wish::Send, NOW).unwrap(), Answered::Repeated);
    assert_eq!(house.says(link, &[(0, &["none"]), (1, &[""])], Wish::Send, NOW).unwrap(), Answered::Sent);
    let said = sent();
    let values: Vec<_> = said[0].given.values().map(|g| g.value.clone()).collect();
    assert_eq!(values, [Value::NoOpinion]);
    assert_eq!(house.rows("consultation_answers"), 3, "what stood before is kept");
    assert_eq!(house.rows("consultation_answers WHERE replaced_at IS NULL"), 1);
}

#[test]
fn what_does_not_fit_is_told_by_question_with_limit_and_length() {
    let house = House::new();
    let (of, links) = asked(&house, &[scale("how"), free("wishes", "10"), choices("single", "bus\ntram")]);
    let refused = house.says(&links[0], &[(0, &["9"]), (1, &["一二三四五六七八九十一"]), (2, &["7"])], Wish::Send, NOW);
    let Err(ConsultationError::Invalid(invalid)) = refused else { panic!("taken") };
    let fields: Vec<String> = house.questions(&of).iter().map(Question::field).collect();
    let told: Vec<_> = invalid.0.iter().map(|f| (f.field.clone(), f.reason.clone())).collect();
    assert_eq!(told[0], (fields[0].clone(), Reason::OutOfRange { min: 1, max: 5 }));
    assert_eq!(told[1], (fields[1].clone(), Reason::TooLongBy { limit: 10, length: 11 }));
    assert_eq!(told[2].0, fields[2]);
    assert_eq!(house.rows("consultation_answers"), 0, "nothing of it is kept");
}

#[test]
fn nobody_answers_late_and_quoting_can_be_changed_all_the_same() {
    let house = House::new();
    let (of, links) = asked(&house, &[scale("how")]);
    house.says(&links[0], &[(0, &["4"])], Wish::Send, NOW).unwrap();
    let late = house.says(&links[0], &[(0, &["1"])], Wish::Send, LATE);
    assert!(matches!(late, Err(ConsultationError::NotOpen(Standing::Over))));
    assert_eq!(house.sheet(&links[0], LATE).unwrap().quoting, None, "nothing is chosen beforehand");
    house.agrees(&links[0], Quoting::Named);
    house.agrees(&links[0], Quoting::Never);
    house.agrees(&links[0], Quoting::Never);
    assert_eq!(house.sheet(&links[0], LATE).unwrap().quoting, Some(Quoting::Never));
    assert_eq!(house.rows("consultation_consents"), 2);
    assert_eq!(house.rows("consultation_consents WHERE words = 'May we? never' AND replaced_at IS NULL"), 1);
    assert_eq!(house.db.read_now(|c| tally(c, &house.staff(), &house.facts(), &of)).unwrap().sent, 1);
}

#[test]
fn free_text_falls_into_passages_at_blank_lines() {
    let cases: [(&str, &[&str]); 4] = [
        ("one", &["one"]),
        ("one\ntwo\n\n three \n\n\n", &["one\ntwo", "three"]),
        ("  \n", &[]),
        ("绿地\n\n公交", &["绿地", "公交"]),
    ];
    for (text, expected) in cases {
        assert_eq!(super::super::values::passages(text), expected, "{text:?}");
    }
}

#[test]
fn two_contacts_that_become_one_take_their_answers_along() {
    let house = House::new();
    let (of, links) = asked(&house, &[scale("how")]);
    house.says(&links[0], &[(0, &["4"])], Wish::Send, NOW).unwrap();
    let into = house.participant("doublet", "");
    let event = house.facts();
    let from = house.db.read_now(|c| ask_check(c, &house.staff(), &event, &of, AskTurn::Remind)).unwrap();
    let from = from.excluded.iter().find(|e| e.why == Exclusion::Answered).unwrap().who.contact;
    let moved = house.write(|c| Ok(replace_contact(c, from, into)?)).unwrap();
    assert_eq!(moved, [("consultation_people", house.links(&of)[0].0)]);
    let said = house.db.read_now(|c| respondents(c, &house.staff(), &event, &of)).unwrap();
    assert_eq!(said[0].name.native, "doublet");
    let clash = house.write(|c| {
        let other = house.links(&of)[1].0;
        assert_ne!(other, 0);
        Ok(replace_contact(c, into, into)?)
    });
    assert!(clash.unwrap().is_empty(), "where both were asked, the row stays");
}

/// Makes one entry of two, as merging leaves them: the other's seat is closed, and what both have stays with it.
fn unite(house: &House, of: &Consultation, from: ContactId, into: ContactId) {
    let moved = house.write(|c| Ok(replace_contact(c, from, into)?)).unwrap();
    assert!(moved.is_empty(), "both were asked");
    let event = of.event;
    let work = [
        format!("UPDATE contacts SET erased_at = 1, merged_into = {into} WHERE id = {from}"),
        format!("UPDATE seats SET removed_at = 1 WHERE contact_id = {from} AND event_id = {event}"),
    ];
    for sql in work {
        house.db.write_now(|c| -> Result<_, DbError> { Ok(diesel::sql_query(sql).execute(c)?) }).unwrap();
    }
}

#[test]
fn of_two_sheets_of_one_person_the_one_that_was_sent_counts() {
    let house = House::new();
    let of = house.questionnaire(Phase::Before, &[scale("how"), free("wishes", "100")]);
    let (wang, martin) = (house.participant("wang", "planners"), house.participant("martin", ""));
    house.ask(&of).unwrap();
    let links = house.links(&of);
    house.says(&links[1].1, &[(0, &["4"]), (1, &["More trees"])], Wish::Send, NOW).unwrap();
    unite(&house, &of, martin, wang);
    let (event, cx) = (house.facts(), house.staff());
    let said = house.db.read_now(|c| respondents(c, &cx, &event, &of)).unwrap();
    assert_eq!(said.iter().map(|r| r.name.native.as_str()).collect::<Vec<_>>(), ["wang"], "nothing sent is lost");
    assert_eq!(house.db.read_now(|c| people(c, &cx, &event, &of)).unwrap().len(), 1);
    let words = house.db.read_now(|c| passages(c, &cx, &event, &of, &PassageFilter::default())).unwrap();
    assert_eq!(words.len(), 1);
    for (_, link) in &links {
        let sheet = house.sheet(link, NOW).unwrap();
        assert_eq!((sheet.person, sheet.name.native.as_str()), (links[1].0, "wang"), "both links lead to it");
    }
    assert_eq!(house.says(&links[0].1, &[(0, &["5"])], Wish::Send, NOW).unwrap(), Answered::Sent);
    let check = house.db.read_now(|c| ask_check(c, &cx, &event, &of, AskTurn::Remind)).unwrap();
    assert_eq!(check.excluded.iter().map(|e| e.why).collect::<Vec<_>>(), [Exclusion::Answered]);
}

/// Both entries had sent a sheet before they became one: the later one counts, in figures and quotes, and its word on quoting holds.
#[test]
fn of_two_sheets_that_one_person_sent_the_later_counts() {
    let house = House::new();
    let of = house.questionnaire(Phase::Before, &[scale("how"), free("wishes", "100")]);
    let (wang, martin) = (house.participant("wang", "planners"), house.participant("martin", "planners"));
    for n in 0..2 {
        house.participant(&format!("guest{n}"), "planners");
    }
    house.ask(&of).unwrap();
    let links = house.links(&of);
    for (n, (_, link)) in links.iter().enumerate() {
        let (words, now) = (format!("wish {n}"), if n == 0 { NOW } else { "2016-04-19T08:00:00Z" });
        house.says(link, &[(0, &["4"]), (1, &[words.as_str()])], Wish::Send, now).unwrap();
    }
    house.agrees(&links[0].1, Quoting::Named);
    unite(&house, &of, martin, wang);
    house.agrees(&links[0].1, Quoting::Never);
    let (event, cx) = (house.facts(), house.staff());
    let said = house.db.read_now(|c| respondents(c, &cx, &event, &of)).unwrap();
    let persons: Vec<i64> = said.iter().map(|r| r.person).collect();
    assert_eq!(persons, [links[1].0, links[2].0, links[3].0], "one sheet for one person");
    assert_eq!(house.db.read_now(|c| people(c, &cx, &event, &of)).unwrap().len(), 3);
    let figures = house.db.read_now(|c| tabulate(c, &cx, &event, &of)).unwrap();
    assert_eq!((figures[0].answered, figures[0].rows[0].people, figures[1].answered), (3, 3, 3));
    let far = house.db.read_now(|c| progress(c, &cx, &event, &of)).unwrap();
    assert_eq!(far.total, 3, "passages that nobody can see are not waited for");
    let numbers = house.db.read_now(|c| tally(c, &cx, &event, &of)).unwrap();
    assert_eq!((numbers.asked, numbers.sent), (3, 3));
    let beside: Vec<i64> = house.questions(&of).iter().map(|q| q.answers).collect();
    assert_eq!(beside, [3, 3], "beside the questions stand as many");
    let told = house.db.read_now(|c| report(c, &cx, &event, &of, Locale::En)).unwrap();
    let quotes = told.sections.iter().map(|s| s.quotes.len()).sum::<usize>();
    assert_eq!(quotes, 0, "they took back what they had agreed to");
}

/// One entry went into another, and that one into a third: all three sheets are one person's.
#[test]
fn a_chain_of_three_entries_is_one_person() {
    let house = House::new();
    let of = house.questionnaire(Phase::Before, &[scale("how"), free("wishes", "100")]);
    let [first, second, third] = ["first", "second", "third"].map(|name| house.participant(name, "planners"));
    let others = [house.participant("other", "planners"), house.participant("another", "planners")];
    house.ask(&of).unwrap();
    let links = house.links(&of);
    for (n, (_, link)) in links.iter().enumerate() {
        // The last of the three has only saved.
        let wish = if n == 2 { Wish::Save } else { Wish::Send };
        house.says(link, &[(0, &["4"]), (1, &["More trees"])], wish, NOW).unwrap();
    }
    unite(&house, &of, first, second);
    unite(&house, &of, second, third);
    let (event, cx) = (house.facts(), house.staff());
    let numbers = house.db.read_now(|c| tally(c, &cx, &event, &of)).unwrap();
    assert_eq!((numbers.asked, numbers.sent, numbers.parts), (3, 3, 0), "one beside {others:?}");
    let said = house.db.read_now(|c| respondents(c, &cx, &event, &of)).unwrap();
    assert_eq!(said.len(), 3);
    let figures = house.db.read_now(|c| tabulate(c, &cx, &event, &of)).unwrap();
    assert_eq!((figures[0].answered, figures[0].rows[0].people), (3, 3));
    let beside: Vec<i64> = house.questions(&of).iter().map(|q| q.answers).collect();
    assert_eq!(beside, [3, 3]);
    let far = house.db.read_now(|c| progress(c, &cx, &event, &of)).unwrap();
    assert_eq!(far.total, 3);
}

#[test]
fn whoever_was_replaced_has_no_sheet_any_more() {
    let house = House::new();
    let (of, links) = asked(&house, &[scale("how")]);
    let seat = house.sheet(&links[0], NOW).unwrap().seat;
    let sql = format!("UPDATE seats SET contact_id = NULL WHERE id = {seat}");
    house.db.write_now(|c| -> Result<_, DbError> { Ok(diesel::sql_query(sql).execute(c)?) }).unwrap();
    assert!(matches!(house.sheet(&links[0], NOW), Err(ConsultationError::Denied(Denied::NotFound))));
    let cx = house.context(Actor::Guest(seat), NOW);
    let person = house.links(&of)[0].0;
    let late = house.write(|c| answer(c, &cx, person, (&Typed::default(), Wish::Save), None));
    assert!(matches!(late, Err(ConsultationError::Denied(Denied::NotFound))));
    assert!(house.sheet(&links[1], NOW).is_ok());
}

/// They were promised it: by the same link, at any time.
#[test]
fn whoever_was_replaced_after_sending_can_still_take_their_consent_back() {
    let house = House::new();
    let (of, links) = asked(&house, &[free("wishes", "100")]);
    house.says(&links[0], &[(0, &["More trees"])], Wish::Send, NOW).unwrap();
    house.agrees(&links[0], Quoting::Named);
    let seat = house.sheet(&links[0], NOW).unwrap().seat;
    let sql = format!("UPDATE seats SET contact_id = NULL WHERE id = {seat}");
    house.db.write_now(|c| -> Result<_, DbError> { Ok(diesel::sql_query(sql).execute(c)?) }).unwrap();
    let quotes = || {
        let (event, cx) = (house.facts(), house.staff());
        let told = house.db.read_now(|c| report(c, &cx, &event, &of, Locale::En)).unwrap();
        told.sections.iter().map(|s| s.quotes.len()).sum::<usize>()
    };
    assert_eq!(quotes(), 1, "what they agreed to holds");
    let sheet = house.sheet(&links[0], NOW).unwrap();
    assert_eq!((sheet.seat, sheet.gone, sheet.standing), (seat, true, Standing::Over));
    let late = house.says(&links[0], &[(0, &["Fewer trees"])], Wish::Send, NOW);
    assert!(matches!(late, Err(ConsultationError::NotOpen(_))));
    house.agrees(&links[0], Quoting::Never);
    assert_eq!(quotes(), 0, "until they take it back");
}

#[test]
fn of_two_answers_to_one_question_none_is_taken() {
    let house = House::new();
    let (_, links) = asked(&house, &[scale("how"), free("wishes", "100")]);
    let refused = house.says(&links[0], &[(0, &["3", "4"]), (1, &["a", "b"])], Wish::Save, NOW).unwrap_err();
    let ConsultationError::Invalid(faults) = refused else { panic!("{refused:?}") };
    let reasons: Vec<Reason> = faults.0.into_iter().map(|fault| fault.reason).collect();
    assert_eq!(reasons, [Reason::GivenTwice, Reason::GivenTwice]);
    assert_eq!(house.rows("consultation_answers"), 0);
}
