//! Sponsors out of a spreadsheet: what would become of each line first, then all of it.

use actix_multipart::Multipart;
use actix_web::http::header;
use actix_web::web::{Path, Payload};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

use super::list_of;
use super::sheets::{Sheets, kept, sheet};
use super::words::{reason, reasons, remarks, rivals};
use crate::access::{Action, Context, Scope, may, require_open};
use crate::domain::imports::{ImportError, Pass};
use crate::domain::programme::{self, Outline};
use crate::domain::sponsorship::importing::{self, Line, Table, Verdict};
use crate::domain::sponsorship::{self, SponsorshipError};
use crate::i18n::Words;
use crate::kernel::invalid::Reason;
use crate::tables::{CsvWriter, TableWriter, WriteError};
use crate::web::forms;
use crate::web::import_words::why_words;
use crate::web::pieces::{Control, Field, Problem as FormProblem};
use crate::web::submit::same_site;
use crate::web::uploads;
use crate::web::{App, Chrome, Problem, Section, SignedIn, Submitted, html, html_refused, is_first, led, see_other};

#[derive(Template)]
#[template(path = "admin/sponsorships/import.html")]
struct ImportPage {
    w: Words,
    chrome: Chrome,
    list: String,
    here: String,
    problems: Vec<FormProblem>,
    field: Field,
    /// Columns that say the same: a sentence each.
    rivals: Vec<String>,
    /// What would become of the lines of a file, and where it is kept meanwhile.
    tried: Option<Tried>,
    /// Of a workbook with several sheets, which are read by choice.
    sheets: Option<Sheets>,
}

/// What is on the page beside the form for a file.
#[derive(Default)]
struct Shown {
    rivals: Vec<String>,
    tried: Option<Tried>,
    sheets: Option<Sheets>,
    fault: Option<String>,
}

impl Shown {
    fn fault(text: String) -> Shown {
        Shown { fault: Some(text), ..Shown::default() }
    }
}

struct Tried {
    file: String,
    new: usize,
    usable: usize,
    changed: usize,
    same: usize,
    refused: usize,
    lines: Vec<LineView>,
    more: usize,
}

struct LineView {
    line: u64,
    firm: String,
    verdict: String,
    class: &'static str,
    /// Every reason why it is refused, or what is to be known of it.
    said: Vec<String>,
}

/// Lines that are shown one by one; refused ones first.
const SHOWN: usize = 200;

/// The programme, for those who may court anywhere in it.
async fn allowed(app: &App, who: &SignedIn, key: String) -> Result<Outline, Problem> {
    let cx = who.context(app);
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let outline = programme::load(conn, &cx, &key)?;
        let id = outline.programme.id;
        sponsorship::sight(&cx.actor, id)?;
        require_open(&cx.actor, id)?;
        let mut scopes = outline.cities.iter().map(|c| Scope::City(id, c.id)).chain([Scope::Programme(id)]);
        let some = scopes.any(|scope| may(&cx.actor, Action::EditSponsorship, scope));
        if some { Ok(outline) } else { Err(crate::access::Denied::Forbidden.into()) }
    });
    Ok(read.await?)
}

fn page(app: &App, who: &SignedIn, outline: &Outline, shown: Shown) -> ImportPage {
    let w = who.words;
    let list = list_of(outline);
    let field = Field::new("file", w.t("import-file"), Control::File(".csv,.tsv,.txt,.xlsx"));
    let field = field.help(w.with("sponsorship-import-help", &[("limit", &importing::MOST)])).error(shown.fault);
    ImportPage {
        w,
        chrome: Chrome::of(app, who, Section::Sponsors),
        here: format!("{list}/import"),
        list,
        problems: FormProblem::of([&field]),
        field,
        rivals: shown.rivals,
        tried: shown.tried,
        sheets: shown.sheets,
    }
}

fn refused(app: &App, who: &SignedIn, outline: &Outline, shown: Shown) -> Result<HttpResponse, Problem> {
    html_refused(&page(app, who, outline, shown))
}

#[get("/programmes/{programme}/sponsorships/import")]
pub(super) async fn blank(app: App, who: SignedIn, key: Path<String>) -> Result<HttpResponse, Problem> {
    let outline = allowed(&app, &who, key.into_inner()).await?;
    html(&page(&app, &who, &outline, Shown::default()))
}

/// Takes a file and says what would become of it. Nothing is written but the file itself, for a day at most.
#[post("/programmes/{programme}/sponsorships/import")]
pub(super) async fn try_out(
    app: App,
    who: SignedIn,
    key: Path<String>,
    req: HttpRequest,
    body: Payload,
) -> Result<HttpResponse, Problem> {
    let outline = allowed(&app, &who, key.into_inner()).await?;
    same_site(&req, &app)?;
    let Some(received) = forms::table(&app, &who, Multipart::new(req.headers(), body)).await? else {
        return refused(&app, &who, &outline, Shown::fault(who.words.reason(&Reason::Required)));
    };
    let name = received.keep().await?;
    looked(&app, &who, &outline, (name, None)).await
}

/// The same of another sheet of the file that is kept.
#[post("/programmes/{programme}/sponsorships/import/sheet")]
pub(super) async fn other_sheet(
    app: App,
    who: SignedIn,
    key: Path<String>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let outline = allowed(&app, &who, key.into_inner()).await?;
    let name = kept(&form)?;
    if !matches!(tokio::fs::try_exists(uploads::folder(&app).join(&name)).await, Ok(true)) {
        return refused(&app, &who, &outline, gone(who.words));
    }
    looked(&app, &who, &outline, (name, sheet(&form))).await
}

/// What would become of a kept file, read from this sheet, or from the first in which anything stands.
async fn looked(
    app: &App,
    who: &SignedIn,
    outline: &Outline,
    (name, sheet): (String, Option<String>),
) -> Result<HttpResponse, Problem> {
    let w = who.words;
    let table = match read_kept(app, name.clone(), sheet).await {
        Ok(table) => table,
        Err(fault) => {
            uploads::remove(app, &name).await?;
            return match fault {
                ImportError::File(why) => refused(app, who, outline, Shown::fault(why_words(w, &why))),
                other => Err(other.into()),
            };
        }
    };
    let (sheets, rivals) = (Sheets::of(&name, &table), rivals(w, &table));
    match run(app, who.context(app), outline.clone(), table, Pass::Dry).await {
        Ok(lines) => {
            let shown = Shown { rivals, tried: Some(tried(w, name, lines)), sheets, fault: None };
            html(&page(app, who, outline, shown))
        }
        Err(SponsorshipError::Invalid(_)) => {
            // The sponsors may stand on another sheet.
            if sheets.is_none() {
                uploads::remove(app, &name).await?;
            }
            let fault = Some(w.t("sponsorship-import-no-firm"));
            refused(app, who, outline, Shown { sheets, fault, ..Shown::default() })
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Reads the kept file on a thread that may block.
pub(in crate::web) async fn read_kept(app: &App, name: String, sheet: Option<String>) -> Result<Table, ImportError> {
    let path = uploads::folder(app).join(name);
    let child = uploads::child()?;
    let read = tokio::task::spawn_blocking(move || Table::open(&path, child, sheet));
    read.await.map_err(|fault| crate::db::DbError::Query(fault.to_string()))?
}

async fn run(
    app: &App,
    cx: Context,
    outline: Outline,
    table: Table,
    pass: Pass,
) -> Result<Vec<Line>, SponsorshipError> {
    app.db.write_retrying(move |conn| importing::run(conn, &cx, &outline, (&table, pass))).await
}

/// Brings all of it in, part by part.
pub(in crate::web) async fn bring_all(
    app: &App,
    cx: &Context,
    outline: &Outline,
    table: &Table,
) -> Result<Vec<Line>, SponsorshipError> {
    let mut lines = Vec::with_capacity(table.rows.len());
    for part in table.parts() {
        lines.extend(run(app, cx.clone(), outline.clone(), part, Pass::Write).await?);
    }
    Ok(lines)
}

fn tried(w: Words, file: String, lines: Vec<Line>) -> Tried {
    let count = |is: fn(&Verdict) -> bool| lines.iter().filter(|l| is(&l.verdict)).count();
    let (new, changed) = (count(|v| matches!(v, Verdict::New)), count(|v| matches!(v, Verdict::Changed)));
    let (same, refused) = (count(|v| matches!(v, Verdict::Same)), count(|v| matches!(v, Verdict::Refused(_))));
    let mut views: Vec<LineView> = Vec::with_capacity(lines.len());
    let (first, then): (Vec<&Line>, Vec<&Line>) =
        lines.iter().partition(|line| matches!(line.verdict, Verdict::Refused(_)));
    views.extend(first.into_iter().chain(then).take(SHOWN).map(|line| view(w, line)));
    Tried {
        file,
        new,
        usable: new + changed,
        changed,
        same,
        refused,
        more: lines.len().saturating_sub(views.len()),
        lines: views,
    }
}

fn view(w: Words, line: &Line) -> LineView {
    let (key, class, said) = match &line.verdict {
        Verdict::New => ("new", "done", remarks(w, line)),
        Verdict::Changed => ("changed", "planned", remarks(w, line)),
        Verdict::Same => ("same", "idle", remarks(w, line)),
        Verdict::Refused(whys) => ("refused", "refused", whys.iter().map(|why| reason(w, why)).collect()),
    };
    let verdict = w.t(format!("sponsorship-line-{key}"));
    LineView { line: line.line, firm: line.firm.clone(), verdict, class, said }
}

/// It was kept for a day.
fn gone(w: Words) -> Shown {
    Shown::fault(w.t("sponsorship-import-gone"))
}

/// Brings in what was tried out.
#[post("/programmes/{programme}/sponsorships/import/run")]
pub(super) async fn bring_in(
    app: App,
    who: SignedIn,
    key: Path<String>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let outline = allowed(&app, &who, key.into_inner()).await?;
    let name = kept(&form)?;
    let Ok(table) = read_kept(&app, name, sheet(&form)).await else {
        return refused(&app, &who, &outline, gone(who.words));
    };
    if let Some(page) = form.page_only() {
        return Ok(see_other(page));
    }
    if let Some(done) = led(&app, who.context(&app), &form).await? {
        return Ok(done);
    }
    let list = format!("{}?view=list&note=saved", list_of(&outline));
    let (acting, cx) = (app.clone(), who.context(&app));
    // Goes on when the reader closes the page; what was broken off is brought in by the same form once more.
    let work = actix_web::rt::spawn(async move { bring_all(&acting, &cx, &outline, &table).await });
    work.await.map_err(|fault| Problem::Internal(fault.to_string()))??;
    is_first(&app, who.context(&app), &form, &list).await?;
    Ok(see_other(&list))
}

/// The refused lines as a file, with their reasons before their own cells.
#[post("/programmes/{programme}/sponsorships/import/refused")]
pub(super) async fn rejected(
    app: App,
    who: SignedIn,
    key: Path<String>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let outline = allowed(&app, &who, key.into_inner()).await?;
    let w = who.words;
    let table = read_kept(&app, kept(&form)?, sheet(&form)).await.map_err(|_| Problem::NotFound)?;
    let lines = run(&app, who.context(&app), outline, table.clone(), Pass::Dry).await?;
    let body = refused_file(w, &table, &lines).map_err(|fault| Problem::Internal(fault.to_string()))?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"refused.csv\""))
        .body(body))
}

fn refused_file(w: Words, table: &Table, lines: &[Line]) -> Result<Vec<u8>, WriteError> {
    let mut out = Vec::new();
    let mut writer: Box<dyn TableWriter + '_> = Box::new(CsvWriter::new(&mut out)?);
    let (line, reason) = (w.t("import-line"), w.t("import-reason"));
    let mut head = vec![line.as_str(), reason.as_str()];
    head.extend(table.headers.iter().map(String::as_str));
    writer.row(&head)?;
    for (row, line) in table.rows.iter().zip(lines) {
        let Verdict::Refused(whys) = &line.verdict else { continue };
        let (number, why) = (line.line.to_string(), reasons(w, whys));
        let mut cells = vec![number.as_str(), why.as_str()];
        cells.extend(row.cells.iter().flatten().map(String::as_str));
        cells.resize(cells.len().max(head.len()), "");
        writer.row(&cells)?;
    }
    writer.finish()?;
    Ok(out)
}
