//! Figures drawn: bars by group as SVG, and the same as a table.

use crate::domain::consultations::{Figures, Question, Row, RowOf, Shape, heat};
use crate::i18n::Words;
use crate::web::admin::events::views::{Said, said};

/// A drawing's width, and where its bars begin and end.
const BARS: (i64, i64) = (190, 560);
const LINE: i64 = 34;

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
    pub height: i64,
    pub bars: Vec<Bar>,
    pub legend: Vec<(String, String)>,
    /// What stands at the end of each bar.
    pub note: String,
}

pub(super) struct Bar {
    /// As long as the drawing has room for; whole in its title.
    pub label: String,
    pub whole: String,
    pub y: i64,
    pub middle: i64,
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
        table: table(w, &of.rows, columns, matches!(of.question.shape, Shape::Scale { .. })),
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
        table: table(w, rows, columns, matches!(question.shape, Shape::Scale { .. })),
    }
}

fn table(w: Words, rows: &[Row], columns: Vec<Column>, scale: bool) -> Table {
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
                let cells = row.counts.iter().map(|n| cell((at, n))).collect();
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
    let names = counted(w, question);
    let scale = matches!(question.shape, Shape::Scale { .. });
    let bars = rows.iter().enumerate().map(|(at, row)| bar(w, &names, (at, row), scale)).collect();
    let mut legend: Vec<(String, String)> =
        names.iter().enumerate().map(|(at, name)| (class(at), name.clone())).collect();
    if rows.iter().any(|r| r.no_opinion > 0) {
        legend.push(("part-none".to_owned(), w.t("consultations-no-opinion")));
    }
    Chart {
        height: i64::try_from(rows.len()).unwrap_or_default() * LINE + 8,
        bars,
        legend,
        note: w.t(if scale { "consultations-chart-mean" } else { "consultations-chart-people" }),
    }
}

fn class(at: usize) -> String {
    format!("part-{}", at.min(10))
}

fn bar(w: Words, names: &[String], (at, row): (usize, &Row), scale: bool) -> Bar {
    let y = i64::try_from(at).unwrap_or_default() * LINE + 6;
    let none = (row.no_opinion, "part-none".to_owned(), w.t("consultations-no-opinion"));
    let counted = row.counts.iter().zip(names).enumerate().map(|(at, (n, name))| (*n, class(at), name.clone()));
    let all: Vec<(i64, String, String)> = counted.chain([none]).filter(|(n, ..)| *n > 0).collect();
    let total: i64 = all.iter().map(|(n, ..)| n).sum();
    let room = BARS.1 - BARS.0;
    let (mut parts, mut sum) = (Vec::new(), 0);
    for (n, class, name) in all {
        let (x, end) = (BARS.0 + sum * room / total.max(1), BARS.0 + (sum + n) * room / total.max(1));
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
    let whole = row_name(w, &row.of);
    Bar {
        label: shortened(&whole),
        whole,
        y,
        middle: y + 15,
        parts,
        end: match (scale, row.mean) {
            (true, Some(mean)) => tenths(w, mean),
            (true, None) => "–".to_owned(),
            (false, _) => w.count(row.people),
        },
    }
}

/// Letters of Chinese are twice as wide.
fn shortened(text: &str) -> String {
    let mut room = 25_i32;
    let mut out = String::new();
    for c in text.chars() {
        room -= if c.is_ascii() || ('\u{c0}'..='\u{24f}').contains(&c) { 1 } else { 2 };
        if room < 0 {
            out.push('…');
            break;
        }
        out.push(c);
    }
    out
}
