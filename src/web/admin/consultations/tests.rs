//! Figures as pages show them.
#![allow(clippy::unwrap_used)]

use super::chart::figure;
use super::file::plain;
use super::views::together;
use crate::domain::consultations::{Figures, Need, Opinion, Question, QuestionId, Row, RowOf, Shape};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

#[test]
fn who_has_no_opinion_is_counted_in_the_table_and_groups_are_named_in_full() {
    let long = "Local authorities and the institutes that advise them on planning";
    let row = |of: RowOf, counts: [i64; 2], no_opinion: i64| Row {
        of,
        people: counts.iter().sum::<i64>() + no_opinion,
        counts: counts.to_vec(),
        no_opinion,
        mean: Some(15),
    };
    let shape = Shape::Scale {
        least: 1,
        most: 2,
        low: Localised::three("badly", "mal", "差"),
        high: Localised::three("well", "bien", "好"),
        opinion: Opinion::Offered,
    };
    let question = Question {
        id: QuestionId::new(1),
        public_id: PublicId::random(),
        version: 1,
        code: "how".to_owned(),
        revision: 1,
        position: 1,
        need: Need::Optional,
        wording: Localised::three("How?", "Comment ?", "如何？"),
        shape,
        answers: 7,
        held: 7,
    };
    let group = RowOf::Group(Localised::three(long, long, long));
    let rows = vec![row(RowOf::All, [3, 3], 1), row(group, [2, 1], 0)];
    let view = figure(Words::new(Locale::En), &Figures { question, answered: 7, rows, themes: Vec::new() });
    assert_eq!(view.table.columns.last().unwrap().name, "No opinion");
    let last: Vec<&str> = view.table.rows.iter().map(|(_, _, cells)| cells.last().unwrap().count.as_str()).collect();
    assert_eq!(last, ["1", "0"]);
    let chart = view.chart.unwrap();
    assert_eq!(chart.bars[1].name, long);
    assert!(chart.bars[0].said.contains("No opinion"), "{}", chart.bars[0].said);
    let classes: Vec<&str> = chart.legend.iter().map(|(class, _)| class.as_str()).collect();
    assert_eq!(classes, ["step-0", "step-10", "part-none"], "the ends of a scale are drawn as its ends");
    assert_eq!(chart.bars[1].parts[1].class, "step-10");
}

#[test]
fn what_somebody_wrote_is_no_markdown() {
    let table = [
        ("- more trees", "\\- more trees"),
        ("1. more trees", "1\\. more trees"),
        ("3.6", "3.6"),
        ("===", "\\==="),
        ("    indented", "indented"),
        ("*bold* <b>", "\\*bold\\* \\<b\\>"),
        ("R&amp;D", "R\\&amp;D"),
        ("再多一些绿地", "再多一些绿地"),
    ];
    for (written, told) in table {
        assert_eq!(plain(written), told);
    }
}

#[test]
fn choices_stand_beside_each_other_as_their_language_has_it() {
    let said = Locale::ALL.map(|locale| together(Words::new(locale), &["a", "b"]));
    assert_eq!(said, ["a; b", "a\u{202f}; b", "a；b"]);
}

#[test]
fn every_choice_is_known_without_its_hue() {
    let weaves = include_str!("../../../../templates/admin/consultations/weaves.html");
    let drawn = include_str!("../../../../templates/admin/consultations/figure.html");
    // The first is plain.
    for place in 1..=10 {
        assert!(weaves.contains(&format!("id=\"weave-part-{place}\"")), "{place}");
    }
    for weave in ["url(#weave-{{ p.class }})", "url(#weave-{{ class }})"] {
        assert!(drawn.contains(weave), "{weave}: in the bars and beside what they mean");
    }
}
