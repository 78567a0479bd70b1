//! What came in as files: every answer, the figures, and the material for a synthesis report.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpResponse, get};

use super::chart::{counted, has_no_opinion, row_name, tenths};
use super::results::quoting;
use super::views::{group, value};
use super::{PhasePath, by, found};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::consultations::{
    self, Consultation, ConsultationError, Figures, Question, Quote, Report, Respondent, Row, Shape,
};
use crate::domain::contacts::{self, Group};
use crate::domain::invitations::EventFacts;
use crate::i18n::Words;
use crate::kernel::localised::Localised;
use crate::web::downloads::{TableFile, table};
use crate::web::{App, Problem, SignedIn};

type Rows = Vec<Vec<String>>;

/// Every answer of everybody who has sent one: for those who may read what was said.
pub(in crate::web) fn answer_rows(
    conn: &mut Conn,
    cx: &Context,
    w: Words,
    (event, of): (&EventFacts, &Consultation),
) -> Result<Rows, ConsultationError> {
    let respondents = consultations::respondents(conn, cx, event, of)?;
    let questions = consultations::questions(conn, cx, event, of)?;
    let groups: Vec<Group> = contacts::groups(conn)?;
    let mut head = vec![
        w.t("word-name"),
        w.t("invitations-col-latin"),
        w.t("consultations-group"),
        w.t("word-language"),
        w.t("consultations-sent-at"),
        w.t("consultations-quoting"),
    ];
    head.extend(questions.iter().map(|q| q.wording.best(w.locale()).to_owned()));
    let line = |r: &Respondent| {
        let mut cells = vec![
            r.name.native.clone(),
            r.name.latin.clone(),
            group(w, &groups, r.group.as_deref()),
            w.t(format!("language-{}", r.language)),
            r.sent_at.rfc3339_in(event.zone).replace('T', " "),
            quoting(w, r.quoting),
        ];
        let said = |q: &Question| r.given.get(&q.id).map(|g| value(w, &q.shape, &g.value)).unwrap_or_default();
        cells.extend(questions.iter().map(said));
        cells
    };
    Ok(std::iter::once(head).chain(respondents.iter().map(line)).collect())
}

/// The figures, a line for each number: for those who may see guests, auditors too.
pub(in crate::web) fn figure_rows(
    conn: &mut Conn,
    cx: &Context,
    w: Words,
    (event, of): (&EventFacts, &Consultation),
) -> Result<Rows, ConsultationError> {
    let keys = ["consultations-question", "consultations-group", "word-people", "consultations-counted"];
    let mut rows = vec![keys.map(|key| w.t(key)).to_vec()];
    if let Some(head) = rows.first_mut() {
        head.extend([w.t("consultations-number"), w.t("consultations-mean")]);
    }
    for figures in consultations::tabulate(conn, cx, event, of)? {
        let names = names(w, &figures);
        for row in &figures.rows {
            let start =
                [figures.question.wording.best(w.locale()).to_owned(), row_name(w, &row.of), row.people.to_string()];
            let mean = row.mean.map(|m| tenths(w, m)).unwrap_or_default();
            let mut add = |name: &str, n: i64| {
                let mut cells = start.to_vec();
                cells.extend([name.to_owned(), n.to_string(), mean.clone()]);
                rows.push(cells);
            };
            names.iter().zip(&row.counts).for_each(|(name, n)| add(name, *n));
            if has_no_opinion(&figures.question, &figures.rows) {
                add(&w.t("consultations-no-opinion"), row.no_opinion);
            }
        }
    }
    Ok(rows)
}

fn names(w: Words, figures: &Figures) -> Vec<String> {
    match figures.question.shape {
        Shape::Text { .. } => figures.themes.iter().map(|t| t.name.best(w.locale()).to_owned()).collect(),
        _ => counted(w, &figures.question),
    }
}

/// The material for a synthesis report: themes with what may be quoted, and the figures.
pub(in crate::web) fn markdown(w: Words, event: &EventFacts, of: &Consultation, report: &Report) -> String {
    let mut out = format!("# {} · {}\n\n", plain(event.title.best(w.locale())), w.t("consultations-title"));
    out.push_str(&format!("{}\n\n", w.t(format!("consultations-phase-{}", of.phase))));
    out.push_str(&format!("## {}\n\n", w.t("consultations-themes")));
    if report.sections.is_empty() {
        out.push_str(&format!("{}\n\n", w.t("consultations-no-passages")));
    }
    for section in &report.sections {
        let name = section.theme.as_ref().map(|t| plain(t.name.best(w.locale())));
        out.push_str(&format!("### {}\n\n", name.unwrap_or_else(|| w.t("consultations-unsorted"))));
        for quote in &section.quotes {
            let (body, by) = match quote {
                Quote::Named { body, name, group, .. } => (
                    body,
                    [Some(name.clone()), group_name(w, group)].into_iter().flatten().collect::<Vec<_>>().join(", "),
                ),
                Quote::Unnamed { body, group, .. } => (body, unnamed(w, event, group.as_ref())),
            };
            for line in body.lines() {
                out.push_str(&format!("> {}\n", plain(line)));
            }
            out.push_str(&format!("> — {}\n\n", plain(&by)));
        }
        if section.not_quoted > 0 {
            out.push_str(&format!("*{}*\n\n", w.n("consultations-not-quoted", section.not_quoted)));
        }
    }
    out.push_str(&format!("## {}\n\n", w.t("consultations-figures")));
    for figures in &report.figures {
        out.push_str(&format!("### {}\n\n", plain(figures.question.wording.best(w.locale()))));
        out.push_str(&format!("{}\n\n", w.n("consultations-answers", figures.answered)));
        if figures.rows.is_empty() {
            out.push_str(&format!("{}\n\n", w.t("consultations-few")));
        } else {
            out.push_str(&figure_table(w, figures));
        }
    }
    out.push_str(&format!("{}\n", w.t("consultations-small-groups")));
    out
}

fn group_name(w: Words, group: &Option<Localised>) -> Option<String> {
    group.as_ref().map(|name| name.best(w.locale()).to_owned())
}

/// "Planners and architects, Datong".
fn unnamed(w: Words, event: &EventFacts, group: Option<&Localised>) -> String {
    let place = event.place.best(w.locale()).to_owned();
    let group = group.map_or_else(|| w.t("consultations-a-participant"), |g| g.best(w.locale()).to_owned());
    if place.is_empty() { group } else { w.with("consultations-of-place", &[("group", &group), ("place", &place)]) }
}

fn figure_table(w: Words, figures: &Figures) -> String {
    let names = names(w, figures);
    let scale = matches!(figures.question.shape, Shape::Scale { .. });
    let mut head = vec![w.t("consultations-group"), w.t("word-people")];
    head.extend(names);
    let none = has_no_opinion(&figures.question, &figures.rows);
    head.extend(none.then(|| w.t("consultations-no-opinion")));
    head.extend(scale.then(|| w.t("consultations-mean")));
    let line = |cells: &[String]| format!("| {} |\n", cells.iter().map(|c| plain(c)).collect::<Vec<_>>().join(" | "));
    let mut out = line(&head);
    out.push_str(&format!("|{}\n", " --- |".repeat(head.len())));
    for row in &figures.rows {
        let Row { of, people, counts, no_opinion, mean } = row;
        let mut cells = vec![row_name(w, of), people.to_string()];
        cells.extend(counts.iter().map(ToString::to_string));
        cells.extend(none.then(|| no_opinion.to_string()));
        cells.extend(scale.then(|| mean.map(|m| tenths(w, m)).unwrap_or_default()));
        out.push_str(&line(&cells));
    }
    out.push('\n');
    out
}

/// What somebody wrote means nothing to Markdown: neither within a line nor at its beginning, where lists and headings are told.
pub(super) fn plain(text: &str) -> String {
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && [". ", ") "].iter().any(|mark| text[digits..].starts_with(mark));
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let begins = (at == 0 && matches!(c, '-' | '+' | '=')) || (numbered && at == digits);
        if begins || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A table as a file called after its event and phase.
pub(in crate::web) fn sheet(name: &str, rows: Rows, kind: TableFile) -> HttpResponse {
    table(name, kind, move |out| {
        for row in &rows {
            out.row(&row.iter().map(String::as_str).collect::<Vec<_>>())?;
        }
        Ok(())
    })
}

/// The report as a file.
pub(in crate::web) fn report_file(event: &EventFacts, of: &Consultation, text: String) -> HttpResponse {
    let name = format!("attachment; filename=\"{}.md\"", file_name("report", event, of));
    HttpResponse::Ok()
        .content_type("text/markdown; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(text)
}

pub(in crate::web) fn file_name(what: &str, event: &EventFacts, of: &Consultation) -> String {
    format!("{what}-{}-{}", of.phase, event.public_id)
}

type Making = fn(&mut Conn, &Context, Words, (&EventFacts, &Consultation)) -> Result<Rows, ConsultationError>;

async fn download(
    app: &App,
    who: &SignedIn,
    path: PhasePath,
    (what, make): (&'static str, Making),
    kind: TableFile,
) -> Result<HttpResponse, Problem> {
    let (cx, w) = (who.context(app), who.words);
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, by(&path))?;
        let rows = make(conn, &cx, w, (&event, &of))?;
        Ok((file_name(what, &event, &of), rows))
    });
    let (name, rows) = read.await?;
    Ok(sheet(&name, rows, kind))
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/answers.csv")]
pub(super) async fn answers_csv(app: App, who: SignedIn, path: Path<PhasePath>) -> Result<HttpResponse, Problem> {
    download(&app, &who, path.into_inner(), ("answers", answer_rows), TableFile::Csv).await
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/answers.xlsx")]
pub(super) async fn answers_xlsx(app: App, who: SignedIn, path: Path<PhasePath>) -> Result<HttpResponse, Problem> {
    download(&app, &who, path.into_inner(), ("answers", answer_rows), TableFile::Xlsx).await
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/figures.csv")]
pub(super) async fn figures_csv(app: App, who: SignedIn, path: Path<PhasePath>) -> Result<HttpResponse, Problem> {
    download(&app, &who, path.into_inner(), ("figures", figure_rows), TableFile::Csv).await
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/figures.xlsx")]
pub(super) async fn figures_xlsx(app: App, who: SignedIn, path: Path<PhasePath>) -> Result<HttpResponse, Problem> {
    download(&app, &who, path.into_inner(), ("figures", figure_rows), TableFile::Xlsx).await
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/report.md")]
pub(super) async fn report_md(app: App, who: SignedIn, path: Path<PhasePath>) -> Result<HttpResponse, Problem> {
    let (cx, w) = (who.context(&app), who.words);
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, by(&path))?;
        let report = consultations::report(conn, &cx, &event, &of, w.locale())?;
        Ok((event, of, report))
    });
    let (event, of, report) = read.await?;
    let text = markdown(w, &event, &of, &report);
    Ok(report_file(&event, &of, text))
}
