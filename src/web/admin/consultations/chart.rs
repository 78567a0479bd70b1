//! Figures drawn: bars by group as SVG beside names that wrap as any text, and the same as a table.

use super::views::together;
use crate::domain::consultations::{Figures, Opinion, Question, Row, RowOf, Shape, heat};
use crate::i18n::Words;
use crate::web::admin::events::views::{Said, said};

/// How wide a bar is drawn: as on a phone, so that the numbers in it can be read there.
const WIDTH: i64 = 300;

/// One question in numbers, as pages show it.
pub(super) struct FigureView {
    pub id: String,
    pub wording: Said,
    pub answered: String,
    /// Too few have answered for any figure.
    pub few: bool,
    pub text: bool,
    pub chart: Option<Chart>,
    pub table: Table,
}

pub(super) struct Chart {
    pub width: i64,
    pub bars: Vec<Bar>,
    pub legend: Vec<(String, String)>,
    /// What stands at the end of each bar.
    pub note: String,
}

pub(super) struct Bar {
    pub name: String,
    /// The bar in words.
    pub said: String,
    pub parts: Vec<Part>,
    pub end: String,
}

pub(super) struct Part {
    pub x: i64,
    pub width: i64,
    pub middle: i64,
    pub class: String,
    pub title: String,
    /// The number, where there is room for it.
    pub label: String,
}

pub(super) struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<(String, String, Vec<Cell>)>,
    /// What stands in a column behind the counts.
    pub mean: Option<String>,
    pub means: Vec<String>,
}

pub(super) struct Column {
    pub name: String,
    pub class: String,
}

pub(super) struct Cell {
    pub count: String,
    pub class: String,
}

/// Whom a row is of, in words.
pub(super) fn row_name(w: Words, of: &RowOf) -> String {
    match of {
        RowOf::All => w.t("word-all"),
        RowOf::Group(name) => name.best(w.locale()).to_owned(),
        RowOf::NoGroup => w.t("consultations-no-group"),
        RowOf::Rest => w.t("consultations-rest"),
        RowOf::Phase(phase) => w.t(format!("consultations-phase-{phase}")),
    }
}

/// What is counted in each place of a row.
pub(super) fn counted(w: Words, question: &Question) -> Vec<String> {
    match &question.shape {
        Shape::Scale { least, most, low, high, .. } => (*least..=*most)
            .map(|n| match n {
                n if n == *least => format!("{n} · {}", low.best(w.locale())),
                n if n == *most => format!("{n} · {}", high.best(w.locale())),
                n => n.to_string(),
            })
            .collect(),
        shape => shape.choices().iter().map(|c| c.text.best(w.locale()).to_owned()).collect(),
    }
}

/// Tenths as people write them.
pub(super) fn tenths(w: Words, value: i64) -> String {
    let point = if w.locale() == crate::kernel::locale::Locale::Fr { "," } else { "." };
    format!("{}{point}{}", value / 10, value % 10)
}

pub(super) fn figure(w: Words, of: &Figures) -> FigureView {
    let text = matches!(of.question.shape, Shape::Text { .. });
    let columns = if text {
        let theme = |t: &crate::domain::consultations::Theme| Column {
            name: t.name.best(w.locale()).to_owned(),
            class: format!("hue-{}", t.hue),
        };
        of.themes.iter().map(theme).collect()
    } else {
        counted(w, &of.question).into_iter().map(|name| Column { name, class: String::new() }).collect()
    };
    FigureView {
        id: of.question.public_id.to_string(),
        wording: said(w, &of.question.wording),
        answered: w.n("consultations-answers", of.answered),
        few: of.rows.is_empty(),
        chart: (!text && !of.rows.is_empty()).then(|| chart(w, &of.question, &of.rows)),
        table: table(w, &of.question, &of.rows, columns),
        text,
    }
}

pub(super) fn comparison(w: Words, question: &Question, rows: &[Row]) -> FigureView {
    let columns = counted(w, question).into_iter().map(|name| Column { name, class: String::new() }).collect();
    FigureView {
        id: format!("both-{}", question.public_id),
        wording: said(w, &question.wording),
        answered: String::new(),
        few: false,
        text: false,
        chart: Some(chart(w, question, rows)),
        table: table(w, question, rows, columns),
    }
}

/// Whether "no opinion" is a column of its own: where it may be chosen, or once could.
pub(super) fn has_no_opinion(question: &Question, rows: &[Row]) -> bool {
    let offered = matches!(question.shape, Shape::Scale { opinion: Opinion::Offered, .. });
    offered || rows.iter().any(|row| row.no_opinion > 0)
}

fn table(w: Words, question: &Question, rows: &[Row], mut columns: Vec<Column>) -> Table {
    let scale = matches!(question.shape, Shape::Scale { .. });
    let none = has_no_opinion(question, rows);
    if none {
        columns.push(Column { name: w.t("consultations-no-opinion"), class: String::new() });
    }
    // All stands apart from the groups, which it is the sum of.
    let largest = rows.iter().skip(1).flat_map(|r| &r.counts).copied().max().unwrap_or_default();
    let cell = |(at, n): (usize, &i64)| Cell {
        count: w.count(*n),
        class: if at == 0 { String::new() } else { format!("heat-{}", heat(*n, largest)) },
    };
    Table {
        columns,
        rows: rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                // It is no step of the scale, and coloured as none.
                let none = none.then(|| Cell { count: w.count(row.no_opinion), class: String::new() });
                let cells = row.counts.iter().map(|n| cell((at, n))).chain(none).collect();
                (row_name(w, &row.of), w.count(row.people), cells)
            })
            .collect(),
        mean: scale.then(|| w.t("consultations-mean")),
        means: if scale {
            rows.iter().map(|r| r.mean.map_or_else(|| "–".to_owned(), |m| tenths(w, m))).collect()
        } else {
            Vec::new()
        },
    }
}

fn chart(w: Words, question: &Question, rows: &[Row]) -> Chart {
    let scale = matches!(question.shape, Shape::Scale { .. });
    let mut legend = legend(w, question);
    let bars = rows.iter().map(|row| bar(w, &legend, row, scale)).collect();
    if rows.iter().any(|r| r.no_opinion > 0) {
        legend.push(("part-none".to_owned(), w.t("consultations-no-opinion")));
    }
    Chart {
        width: WIDTH,
        bars,
        legend,
        note: w.t(if scale { "consultations-chart-mean" } else { "consultations-chart-people" }),
    }
}

/// How each place is drawn, and what it is called: a choice has a hue of its own, a step of a scale is the darker the higher it is.
fn legend(w: Words, question: &Question) -> Vec<(String, String)> {
    let (names, scale) = (counted(w, question), matches!(question.shape, Shape::Scale { .. }));
    let top = names.len().saturating_sub(1).max(1);
    let class = |at: usize| if scale { format!("step-{}", at * 10 / top) } else { format!("part-{}", at.min(10)) };
    names.into_iter().enumerate().map(|(at, name)| (class(at), name)).collect()
}

fn bar(w: Words, places: &[(String, String)], row: &Row, scale: bool) -> Bar {
    let none = (row.no_opinion, "part-none".to_owned(), w.t("consultations-no-opinion"));
    let counted = row.counts.iter().zip(places).map(|(n, (class, name))| (*n, class.clone(), name.clone()));
    let all: Vec<(i64, String, String)> = counted.chain([none]).filter(|(n, ..)| *n > 0).collect();
    let total: i64 = all.iter().map(|(n, ..)| n).sum();
    let (mut parts, mut sum) = (Vec::new(), 0);
    for (n, class, name) in all {
        let (x, end) = (sum * WIDTH / total.max(1), (sum + n) * WIDTH / total.max(1));
        sum += n;
        let width = end - x;
        let count = w.count(n);
        parts.push(Part {
            x,
            width,
            middle: x + width / 2,
            class,
            title: w.with("word-said", &[("word", &name), ("said", &count)]),
            label: if width >= 18 { count } else { String::new() },
        });
    }
    let name = row_name(w, &row.of);
    let told: Vec<&str> = parts.iter().map(|part: &Part| part.title.as_str()).collect();
    Bar {
        said: w.with("word-said", &[("word", &name), ("said", &together(w, &told))]),
        name,
        parts,
        end: match (scale, row.mean) {
            (true, Some(mean)) => tenths(w, mean),
            (true, None) => "–".to_owned(),
            (false, _) => w.count(row.people),
        },
    }
}
