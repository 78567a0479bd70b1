//! Figures drawn: bars by group as SVG, and the same as a table.

use crate::domain::consultations::{Figures, Question, Row, RowOf, Shape, heat};
use crate::i18n::Words;
use crate::web::admin::events::views::{Said, said};

/// How bars stand in a drawing.
struct Layout {
    class: &'static str,
    width: i64,
    /// Where bars begin and end.
    bars: (i64, i64),
    /// From one bar to the next.
    line: i64,
    /// How far below the line's top its bar and its label stand, and where the label is.
    bar: i64,
    label: (i64, i64),
    /// Letters of Latin script that a label has room for.
    room: i32,
}

/// Labels beside the bars, and for a phone, where that would leave neither legible, above them.
const LAYOUTS: [Layout; 2] = [
    Layout { class: "broad", width: 640, bars: (190, 560), line: 34, bar: 6, label: (180, 21), room: 25 },
    Layout { class: "slim", width: 320, bars: (0, 278), line: 50, bar: 22, label: (0, 15), room: 44 },
];

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
    /// The same for a wide page and for a phone; a page shows one of them.
    pub drawings: Vec<Drawing>,
    pub legend: Vec<(String, String)>,
    /// What stands at the end of each bar.
    pub note: String,
}

pub(super) struct Drawing {
    pub class: &'static str,
    pub width: i64,
    pub height: i64,
    pub bars: Vec<Bar>,
    pub label_x: i64,
    pub end_x: i64,
}

pub(super) struct Bar {
    /// As long as the drawing has room for; whole in its title.
    pub label: String,
    pub whole: String,
    pub label_y: i64,
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
    let drawing = |layout: &Layout| Drawing {
        class: layout.class,
        width: layout.width,
        height: i64::try_from(rows.len()).unwrap_or_default() * layout.line + 8,
        bars: rows.iter().enumerate().map(|(at, row)| bar(w, layout, &names, (at, row), scale)).collect(),
        label_x: layout.label.0,
        end_x: layout.bars.1 + 10,
    };
    let mut legend: Vec<(String, String)> =
        names.iter().enumerate().map(|(at, name)| (class(at), name.clone())).collect();
    if rows.iter().any(|r| r.no_opinion > 0) {
        legend.push(("part-none".to_owned(), w.t("consultations-no-opinion")));
    }
    Chart {
        drawings: LAYOUTS.iter().map(drawing).collect(),
        legend,
        note: w.t(if scale { "consultations-chart-mean" } else { "consultations-chart-people" }),
    }
}

fn class(at: usize) -> String {
    format!("part-{}", at.min(10))
}

fn bar(w: Words, layout: &Layout, names: &[String], (at, row): (usize, &Row), scale: bool) -> Bar {
    let top = i64::try_from(at).unwrap_or_default() * layout.line;
    let (y, (begin, finish)) = (top + layout.bar, layout.bars);
    let none = (row.no_opinion, "part-none".to_owned(), w.t("consultations-no-opinion"));
    let counted = row.counts.iter().zip(names).enumerate().map(|(at, (n, name))| (*n, class(at), name.clone()));
    let all: Vec<(i64, String, String)> = counted.chain([none]).filter(|(n, ..)| *n > 0).collect();
    let total: i64 = all.iter().map(|(n, ..)| n).sum();
    let room = finish - begin;
    let (mut parts, mut sum) = (Vec::new(), 0);
    for (n, class, name) in all {
        let (x, end) = (begin + sum * room / total.max(1), begin + (sum + n) * room / total.max(1));
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
        label: shortened(&whole, layout.room),
        whole,
        label_y: top + layout.label.1,
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
fn shortened(text: &str, mut room: i32) -> String {
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
