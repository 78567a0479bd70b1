//! One import: under way, checked, or brought in; its lines by verdict.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::columns::fault_words;
use super::view::{self, Head};
use crate::domain::imports::{
    self, Counts, Field, Import, ImportError, Line, Pass, RefusedLines, SHOWN, State, Verdict, write_refused,
};
use crate::domain::outbox::watch;
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::page::{Page, PageRequest};
use crate::web::downloads::{self, ExportError, TableFile};
use crate::web::import_words::{changes, field_words, reasons, refusal_headings};
use crate::web::pieces::Pager;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, see_other, submit, uploads};

#[derive(Template)]
#[template(path = "admin/imports/show.html")]
struct ShowPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    step: usize,
    import: Import,
    fault: Option<String>,
    /// Nobody is there to do it.
    idle: bool,
    /// In thousandths of the file.
    share: i64,
    tally: Vec<Tally>,
    /// What was tried out, while nothing of this run is done.
    tried: Option<String>,
    /// The verdict whose lines are listed.
    shown: Option<Verdict>,
    lines_title: String,
    headings: Vec<String>,
    lines: Vec<LineView>,
    capped: bool,
    pager: Pager,
    /// How many lines writing would bring in.
    to_write: i64,
    /// What writing would do, in one sentence.
    outcome: String,
}

struct Tally {
    count: String,
    label: String,
    href: Option<String>,
    current: bool,
}

struct LineView {
    line: String,
    cells: Vec<String>,
    said: String,
}

impl ShowPage {
    fn live(&self) -> bool {
        self.import.under_way()
    }
    fn dry(&self) -> bool {
        self.import.pass == Pass::Dry
    }
    fn is(&self, state: &str) -> bool {
        self.import.state.as_str() == state
    }
    fn kept(&self) -> bool {
        self.import.stored_name.is_some()
    }
    fn refused_href(&self) -> Option<String> {
        let any = self.import.counts.refused > 0 && self.kept() && !self.live();
        any.then(|| format!("{}/refused.csv", self.head.href))
    }
}

#[get("/people/import/{import}")]
pub(super) async fn show(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (cx, id) = (who.context(&app), id.into_inner());
    let asked: Option<Verdict> = query.filled("show").map(str::parse).transpose().map_err(|_| Problem::NotFound)?;
    let after = query.filled("after").map(str::parse).transpose().map_err(|_| Problem::NotFound)?;
    let found = app
        .db
        .read(move |conn| {
            let import = imports::import(conn, &cx, &id)?;
            let shown = asked.or_else(|| telling(&import));
            let lines = match shown {
                None => Page { items: Vec::new(), next: None },
                Some(v) => imports::lines(conn, &cx, &import, import.pass, v, PageRequest::new(after, Some(50)))?,
            };
            let waits = import.state == State::Waiting && cx.now.seconds_since(import.created_at) > watch::PATIENCE;
            let idle = waits && watch::nobody_works(conn, &cx)?;
            Ok::<_, ImportError>((import, shown, lines, idle))
        })
        .await?;
    let (import, shown, lines, idle) = found;
    if import.state == State::Uploaded && import.editable() {
        return Ok(see_other(&format!("{}/columns", view::href(&import))));
    }
    html(&ShowPage { idle, ..page(&app, &who, import, shown, lines, after) })
}

/// The lines most worth a look: the refused ones, else those that change somebody.
fn telling(import: &Import) -> Option<Verdict> {
    let order: &[Verdict] = match import.pass {
        Pass::Dry => &[Verdict::Refused, Verdict::Changed, Verdict::New, Verdict::Same],
        Pass::Write => &[Verdict::Refused, Verdict::Changed],
    };
    order.iter().copied().find(|v| import.counts.of(*v) > 0 && !import.under_way())
}

fn page(
    app: &App,
    who: &SignedIn,
    import: Import,
    shown: Option<Verdict>,
    lines: Page<Line>,
    after: Option<i64>,
) -> ShowPage {
    let w = who.words;
    let href = view::href(&import);
    let columns = told_columns(&import);
    let listed = |line: &Line| LineView {
        line: w.count(line.line),
        cells: columns.iter().map(|(at, _)| line.cells.get(*at).cloned().unwrap_or_default()).collect(),
        said: match line.verdict {
            Verdict::Changed => changes(w, &line.reasons),
            _ => reasons(w, &line.reasons),
        },
    };
    let of = shown.map_or("", Verdict::as_str);
    let pager = Pager {
        shown: lines.items.len(),
        first: after.map(|_| format!("{href}?show={of}")),
        next: lines.next.map(|next| format!("{href}?show={of}&after={next}")),
    };
    ShowPage {
        w,
        chrome: Chrome::of(app, who, Section::People),
        head: view::head(who, &import, app.clock.now()),
        step: view::step(&import),
        fault: fault_words(w, import.fault.as_ref()),
        idle: false,
        share: if import.bytes > 0 { (import.bytes_read * 1_000 / import.bytes).min(1_000) } else { 0 },
        tally: tally(w, &import, &href, shown),
        tried: import.tried.map(|counts| tried(w, counts)),
        shown,
        lines_title: shown.map_or_else(String::new, |v| w.t(format!("import-lines-{v}"))),
        headings: columns.iter().map(|(_, field)| field_words(w, *field)).collect(),
        lines: lines.items.iter().map(listed).collect(),
        capped: shown.is_some_and(|v| v != Verdict::Refused && import.counts.of(v) > SHOWN),
        pager,
        to_write: import.counts.new + import.counts.changed,
        outcome: outcome(w, import.counts),
        import,
    }
}

fn tried(w: Words, counts: Counts) -> String {
    let Counts { new, changed, same, refused: left_out } = counts;
    w.with("import-tried", &[("new", &new), ("changed", &changed), ("same", &same), ("refused", &left_out)])
}

/// What bringing in the lines of a checked file would do.
fn outcome(w: Words, counts: Counts) -> String {
    match counts {
        Counts { new: 0, changed: 0, same: 0, refused: 0 } => w.t("import-header-only"),
        Counts { new: 0, changed: 0, same: 0, .. } => w.t("import-all-refused"),
        Counts { new: 0, changed: 0, refused: 0, .. } => w.t("import-nothing-to-do"),
        Counts { new, changed, .. } => w.with("import-ready", &[("new", &new), ("changed", &changed)]),
    }
}

/// The columns by which somebody recognises a line.
fn told_columns(import: &Import) -> Vec<(usize, Field)> {
    const TELLING: [Field; 6] =
        [Field::Name, Field::LatinName, Field::GivenName, Field::FamilyName, Field::Organisation, Field::Email];
    let mapping = &import.settings.mapping;
    TELLING.iter().filter_map(|field| Some((mapping.position(*field)?, *field))).take(4).collect()
}

fn tally(w: Words, import: &Import, href: &str, shown: Option<Verdict>) -> Vec<Tally> {
    let counts: Counts = import.counts;
    let one = |verdict: &Verdict| {
        let listed = import.pass == Pass::Dry || matches!(verdict, Verdict::Refused | Verdict::Changed);
        let open = listed && counts.of(*verdict) > 0 && !import.under_way() && import.stored_name.is_some();
        let label = match import.pass {
            Pass::Dry => w.n(format!("import-would-{verdict}"), counts.of(*verdict)),
            Pass::Write => w.n(format!("import-did-{verdict}"), counts.of(*verdict)),
        };
        Tally {
            count: w.count(counts.of(*verdict)),
            label,
            href: open.then(|| format!("{href}?show={verdict}")),
            current: shown == Some(*verdict),
        }
    };
    Verdict::ALL.iter().map(one).collect()
}

#[post("/people/import/{import}/start")]
pub(super) async fn start(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    let pass = if form.fields.text("pass") == Pass::Dry.as_str() { Pass::Dry } else { Pass::Write };
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        imports::start(conn, cx, &id, pass)?;
        Ok::<_, ImportError>(format!("/people/import/{id}"))
    });
    Ok(done.await?)
}

#[post("/people/import/{import}/stop")]
pub(super) async fn stop(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        imports::stop(conn, cx, &id)?;
        Ok::<_, ImportError>(format!("/people/import/{id}"))
    });
    Ok(done.await?)
}

#[derive(Template)]
#[template(path = "admin/imports/discard.html")]
struct DiscardPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    action: String,
    written: i64,
}

#[get("/people/import/{import}/discard")]
pub(super) async fn ask_discard(app: App, who: SignedIn, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let import = app.db.read(move |conn| imports::import(conn, &cx, &id)).await?;
    if import.stored_name.is_none() || import.under_way() {
        return Ok(see_other(&view::href(&import)));
    }
    let written = if import.pass == Pass::Write { import.counts.new + import.counts.changed } else { 0 };
    let head = view::head(&who, &import, app.clock.now());
    let (w, chrome, action) = (who.words, Chrome::of(&app, &who, Section::People), format!("{}/discard", head.href));
    html(&DiscardPage { w, chrome, head, action, written })
}

#[post("/people/import/{import}/discard")]
pub(super) async fn discard(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (cx, of_file) = (who.context(&app), id.clone());
    let stored = app.db.read(move |conn| imports::import(conn, &cx, &of_file)).await?.stored_name;
    let id = id.into_inner();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        imports::discard(conn, cx, &id)?;
        Ok::<_, ImportError>("/people/import?note=import-discarded".to_owned())
    });
    let response = done.await?;
    if let Some(stored) = stored {
        uploads::remove(&app, &stored).await?;
    }
    Ok(response)
}

#[get("/people/import/{import}/refused.csv")]
pub(super) async fn refused(app: App, who: SignedIn, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let reading = cx.clone();
    let import = app.db.read(move |conn| imports::import(conn, &reading, &id)).await?;
    Ok(refused_file(&app, who.words, cx, import)?)
}

/// The refused lines as a file, read once more from the one that came in.
pub(in crate::web) fn refused_file(
    app: &App,
    w: Words,
    cx: crate::access::Context,
    import: Import,
) -> Result<HttpResponse, ImportError> {
    let (db, source) = (app.db.clone(), uploads::source(app, &import)?);
    let mut lines = RefusedLines::new(import);
    let [line, reason] = refusal_headings(w);
    Ok(downloads::table("refused", TableFile::Csv, move |table| {
        write_refused::<Broken>(
            &source,
            [&line, &reason],
            || Ok(db.read_now(|conn| lines.next(conn, &cx))?),
            |whys| reasons(w, whys),
            table,
        )
        .map_err(|Broken(fault)| fault)
    }))
}

/// Why the file of refused lines broke off.
struct Broken(ExportError);

impl From<ImportError> for Broken {
    fn from(error: ImportError) -> Broken {
        Broken(match error {
            ImportError::Db(error) => ExportError::Db(error),
            other => ExportError::Db(crate::db::DbError::Query(other.to_string())),
        })
    }
}

impl From<crate::tables::WriteError> for Broken {
    fn from(error: crate::tables::WriteError) -> Broken {
        Broken(ExportError::Write(error))
    }
}
