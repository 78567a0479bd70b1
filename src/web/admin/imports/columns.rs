//! How a file is read: encoding, separator, and what each column says. The first rows are shown as they will be taken.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::view::{self, Head};
use crate::domain::imports::{
    self, Column, Field as Said, Import, ImportError, Mapping, Pass, Preview, Rival, Settings, Why,
};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, whole};
use crate::tables::{Certainty, Encoding, Format, Separator};
use crate::web::import_words::{field_words, rival_words, why_words};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html_status, see_other, submit, uploads};

/// Rows shown.
const ROWS: usize = 20;
/// Examples beside a column.
const EXAMPLES: usize = 3;

#[derive(Template)]
#[template(path = "admin/imports/columns.html")]
struct ColumnsPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    step: usize,
    version: i64,
    problems: Vec<FormProblem>,
    /// Why the file cannot be read in this way.
    fault: Option<String>,
    garbled: bool,
    /// The file leaves room for another encoding.
    doubt: Option<String>,
    /// Nobody is in it.
    empty: bool,
    /// Empty for workbooks.
    encodings: Vec<Choice>,
    separators: Vec<Choice>,
    /// Empty where there is none to choose.
    sheets: Vec<Choice>,
    /// Of several which sheet is read, and the others.
    read_from: Option<String>,
    header_line: Field,
    /// Both as they are kept. Of a page that was refused they are not: sent again they are a choice, also where nobody touched them.
    kept: bool,
    /// Columns that hold something under no heading of their own, and are left out.
    unnamed: Option<String>,
    /// Columns that say what is read from another, and are left out.
    rivals: Vec<String>,
    columns: Vec<ColumnRow>,
    rows: Vec<RowView>,
}

struct ColumnRow {
    name: String,
    header: String,
    examples: Vec<String>,
    choices: Vec<Choice>,
    error: Option<String>,
    used: bool,
    unnamed: bool,
}

struct RowView {
    line: String,
    /// Cells, or why the row cannot be read.
    cells: Vec<String>,
    why: Option<String>,
}

async fn load(app: &App, who: &SignedIn, id: &PublicId) -> Result<Import, Problem> {
    let (cx, id) = (who.context(app), id.clone());
    Ok(app.db.read(move |conn| imports::import(conn, &cx, &id)).await?)
}

async fn look(app: &App, import: &Import, settings: &Settings) -> Result<Preview, ImportError> {
    let source = uploads::source(app, import)?.with(settings);
    let looked = tokio::task::spawn_blocking(move || imports::preview(&source, ROWS));
    looked.await.map_err(|fault| crate::db::DbError::Query(fault.to_string()))?
}

#[get("/people/import/{import}/columns")]
pub(super) async fn show(app: App, who: SignedIn, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let import = load(&app, &who, &id).await?;
    if !import.editable() {
        return Ok(see_other(&view::href(&import)));
    }
    let settings = import.settings.clone();
    page(&app, &who, &import, &settings, &Invalid::default()).await
}

async fn page(
    app: &App,
    who: &SignedIn,
    import: &Import,
    settings: &Settings,
    faults: &Invalid,
) -> Result<HttpResponse, Problem> {
    let (preview, fault) = match look(app, import, settings).await {
        Ok(preview) => (Some(preview), None),
        Err(ImportError::File(why)) => (None, Some(why_words(who.words, &why))),
        Err(other) => return Err(other.into()),
    };
    let refused = fault.is_some() || !faults.0.is_empty();
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let sheets = match &preview {
        Some(preview) => {
            // A hidden one is not offered, and may have been named by a program.
            let hidden = preview.sheet.iter().filter(|sheet| !preview.sheets.contains(*sheet));
            let names: Vec<String> = preview.sheets.iter().chain(hidden).cloned().collect();
            sheets(&names, preview.sheet.as_deref())
        }
        None => others(app, import, settings).await?,
    };
    let of = |settings: &Settings| (settings.sheet.clone(), settings.header_line);
    let kept = of(settings) == of(&import.settings);
    let read_from = preview.as_ref().and_then(|preview| read_from(who.words, preview));
    let page = filled(app, who, import, settings, faults, preview, fault);
    html_status(status, &ColumnsPage { sheets, read_from, kept, ..page })
}

/// The table may stand behind a cover, so that not the first sheet is read: the reader is told, and which others there are.
fn read_from(w: Words, preview: &Preview) -> Option<String> {
    let sheet = preview.sheet.as_ref()?;
    let others: Vec<String> = preview.sheets.iter().filter(|other| *other != sheet).cloned().collect();
    (!others.is_empty()).then(|| w.with("import-sheet-read", &[("sheet", sheet), ("others", &w.list(&others))]))
}

/// The sheets to choose from, where the one that was chosen cannot be read.
async fn others(app: &App, import: &Import, settings: &Settings) -> Result<Vec<Choice>, Problem> {
    let first = Settings { sheet: None, header_line: None, ..settings.clone() };
    match look(app, import, &first).await {
        Ok(preview) => Ok(sheets(&preview.sheets, settings.sheet.as_deref())),
        // Nothing of the file can be read: there is nothing to choose.
        Err(ImportError::File(_)) => Ok(Vec::new()),
        Err(other) => Err(other.into()),
    }
}

fn sheets(names: &[String], chosen: Option<&str>) -> Vec<Choice> {
    let chosen = chosen.unwrap_or_default();
    let several = names.len() > 1 || names.iter().any(|name| name != chosen);
    if several { names.iter().map(|name| Choice::of(name, name.clone(), chosen)).collect() } else { Vec::new() }
}

fn filled(
    app: &App,
    who: &SignedIn,
    import: &Import,
    settings: &Settings,
    faults: &Invalid,
    preview: Option<Preview>,
    fault: Option<String>,
) -> ColumnsPage {
    let w = who.words;
    let workbook = preview.as_ref().is_some_and(|p| p.format == Format::Xlsx) || settings.separator.is_none();
    let columns = preview.as_ref().map_or_else(Vec::new, |p| column_rows(w, &settings.mapping, p, faults));
    let of_column = columns.iter().filter_map(|c| Some((c.name.clone(), c.error.clone()?)));
    let mut problems: Vec<FormProblem> =
        of_column.map(|(name, text)| FormProblem { field: format!("f-{name}"), label: String::new(), text }).collect();
    if faults.0.iter().any(|f| f.field == "columns") {
        problems
            .insert(0, FormProblem { field: String::new(), label: String::new(), text: w.t("import-columns-nobody") });
    }
    let header_line = header_line(w, settings, faults, preview.as_ref());
    problems.extend(FormProblem::of([&header_line]));
    ColumnsPage {
        w,
        chrome: Chrome::of(app, who, Section::People),
        head: view::head(who, import, app.clock.now()),
        step: 2,
        version: import.version,
        problems,
        fault,
        garbled: preview.as_ref().is_some_and(|p| p.garbled),
        doubt: preview.as_ref().and_then(|p| doubt(w, p)),
        empty: preview.as_ref().is_some_and(|p| p.rows.is_empty()),
        encodings: if workbook { Vec::new() } else { encodings(w, settings.encoding) },
        separators: if workbook { Vec::new() } else { separators(w, settings.separator) },
        sheets: Vec::new(),
        read_from: None,
        header_line,
        kept: true,
        unnamed: unnamed(w, &columns),
        rivals: if columns.is_empty() { Vec::new() } else { rivals(w, &settings.mapping) },
        columns,
        rows: preview.map_or_else(Vec::new, |p| p.rows.into_iter().map(|row| row_view(w, row)).collect()),
    }
}

/// Where the headings stand, to be changed.
fn header_line(w: Words, settings: &Settings, faults: &Invalid, preview: Option<&Preview>) -> Field {
    let line = preview.map(|p| p.header_line).or(settings.header_line);
    Field::new("header_line", w.t("import-header-line"), Control::Line("number"))
        .value(line.map(|line| line.to_string()).unwrap_or_default())
        .error(error_of(w, faults, "header_line"))
}

/// A heading that reaches over several columns names the first of them only.
fn unnamed(w: Words, columns: &[ColumnRow]) -> Option<String> {
    let left = columns.iter().filter(|c| c.unnamed && !c.used && !c.examples.is_empty());
    let names: Vec<String> = left.map(|c| c.header.clone()).collect();
    (!names.is_empty()).then(|| w.with("import-unnamed", &[("columns", &w.list(&names))]))
}

/// Of two columns that say the same, the reader is told which is read.
fn rivals(w: Words, mapping: &Mapping) -> Vec<String> {
    let header = |at: usize| mapping.0.get(at).map_or("", |column| column.header.as_str());
    let said = |rival: &Rival| {
        let both = [rival.at, rival.read].map(|at| (header(at), at));
        rival_words(w, "import-rival", both, &field_words(w, rival.field))
    };
    mapping.rivals().iter().map(said).collect()
}

fn encoding_words(w: Words, encoding: Encoding) -> String {
    w.t(format!("import-encoding-{}", encoding.label().to_lowercase()))
}

/// Few letters tell the encoding, or some tell otherwise: the reader is asked to look.
fn doubt(w: Words, preview: &Preview) -> Option<String> {
    let encoding = preview.encoding.filter(|_| preview.certainty == Certainty::Doubtful && !preview.garbled)?;
    Some(w.with("import-encoding-doubt", &[("encoding", &encoding_words(w, encoding))]))
}

fn encodings(w: Words, chosen: Option<Encoding>) -> Vec<Choice> {
    let current = chosen.map_or("", Encoding::label);
    Encoding::ALL.into_iter().map(|e| Choice::of(e.label(), encoding_words(w, e), current)).collect()
}

fn separators(w: Words, chosen: Option<Separator>) -> Vec<Choice> {
    let current = chosen.map_or("", Separator::label);
    let label = |s: Separator| w.t(format!("import-separator-{}", s.label()));
    Separator::ALL.into_iter().map(|s| Choice::of(s.label(), label(s), current)).collect()
}

fn column_rows(w: Words, mapping: &Mapping, preview: &Preview, faults: &Invalid) -> Vec<ColumnRow> {
    let row = |(at, column): (usize, &Column)| {
        let cells = preview.rows.iter().filter_map(|row| row.cells.as_ref().ok()?.get(at));
        let mut examples: Vec<String> = Vec::new();
        for cell in cells.filter(|cell| !cell.trim().is_empty()) {
            if examples.len() < EXAMPLES && !examples.contains(cell) {
                examples.push(cell.clone());
            }
        }
        let name = format!("column_{at}");
        let error = faults.0.iter().find(|f| f.field == name).map(|_| {
            let field = column.field.map_or_else(String::new, |field| field_words(w, field));
            w.with("import-column-twice", &[("field", &field), ("column", &column.header)])
        });
        let header =
            if column.header.is_empty() { w.n("import-column-unnamed", at + 1) } else { column.header.clone() };
        let (used, unnamed) = (column.field.is_some(), column.header.is_empty());
        ColumnRow { name, header, examples, choices: choices(w, column.field), error, used, unnamed }
    };
    mapping.0.iter().enumerate().map(row).collect()
}

fn choices(w: Words, chosen: Option<Said>) -> Vec<Choice> {
    let current = chosen.map_or("", Said::as_str);
    let mut all = vec![Choice::of("", w.t("import-column-left-out"), current)];
    all.extend(Said::ALL.iter().map(|field| Choice::of(field.as_str(), field_words(w, *field), current)));
    all
}

fn row_view(w: Words, row: imports::PreviewRow) -> RowView {
    let (cells, why) = match row.cells {
        Ok(cells) => (cells, None),
        Err(why) => (Vec::new(), Some(why_words(w, &why))),
    };
    RowView { line: w.count(row.line), cells, why }
}

/// What the form says of how the file is read.
fn typed(import: &Import, fields: &Fields) -> Settings {
    let settings = Settings {
        encoding: Encoding::from_label(fields.text("encoding")).or(import.settings.encoding),
        separator: Separator::from_label(fields.text("separator")).or(import.settings.separator),
        ..import.settings.clone()
    };
    match fields.text("sheet") {
        sheet if sheet.is_empty() || sheet == fields.text("sheet_was") => settings,
        sheet => settings.on_sheet(sheet.to_owned()),
    }
}

/// The line of the headings as typed; what was shown and not touched stays found out.
fn typed_line(fields: &Fields) -> Result<Option<u64>, Invalid> {
    let (typed, shown) = (fields.text("header_line").trim(), fields.text("header_line_was"));
    let (min, max) = (1, imports::LAST_HEADER_LINE);
    if typed == shown || typed.is_empty() {
        return Ok(None);
    }
    let line = whole(typed, min, max).map_err(|reason| Invalid::one("header_line", reason))?;
    Ok(u64::try_from(line).ok())
}

#[post("/people/import/{import}/columns")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let import = load(&app, &who, &id).await?;
    let fields = &form.fields;
    let mut settings = typed(&import, fields);
    match typed_line(fields) {
        Ok(line) => settings.header_line = line.or(settings.header_line),
        Err(faults) => return page(&app, &who, &import, &settings, &faults).await,
    }
    let version = fields.version();
    let headers = match look(&app, &import, &settings).await {
        Ok(preview) => preview.headers,
        Err(ImportError::File(_)) => return page(&app, &who, &import, &settings, &Invalid::default()).await,
        Err(other) => return Err(other.into()),
    };
    // Read otherwise, the headings may be others: then what was chosen for the old ones says nothing.
    let same = settings.mapping.headers().eq(headers.iter().map(String::as_str));
    if same && !fields.has("column_0") {
        // The page of a reading that failed shows no columns: it says nothing of them, and what was chosen before stands.
    } else if same {
        let chosen = (0..headers.len()).map(|at| fields.text(&format!("column_{at}")).parse::<Said>());
        settings = settings.with_fields(chosen.map(Result::ok));
    } else {
        settings.mapping = imports::guess(headers.iter().map(String::as_str));
    }
    let check = same && fields.text("act") == "check";
    if check && let Err(faults) = settings.mapping.check() {
        return page(&app, &who, &import, &settings, &faults).await;
    }
    let id = id.into_inner();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        imports::set_columns(conn, cx, &id, version, &settings)?;
        if check {
            imports::start(conn, cx, &id, Pass::Dry)?;
            return Ok::<_, ImportError>(format!("/people/import/{id}"));
        }
        Ok(format!("/people/import/{id}/columns"))
    });
    Ok(done.await?)
}

/// The reason of an import that failed, as its page says it.
pub(super) fn fault_words(w: Words, why: Option<&Why>) -> Option<String> {
    why.map(|why| why_words(w, why))
}
