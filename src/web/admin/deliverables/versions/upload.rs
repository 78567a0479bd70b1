//! Bringing files: the next version, and more files to a draft.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Payload};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

use super::{Numbered, found, number};
use crate::access::{Action, Context, require};
use crate::domain::deliverables::versions::{self, Adding, FileLanguage, NOTES};
use crate::domain::deliverables::{Deliverable, DeliverableError};
use crate::domain::programme::Outline;
use crate::domain::submissions;
use crate::i18n::Words;
use crate::kernel::invalid::{Invalid, Reason};
use crate::web::admin::programmes::views::base;
use crate::web::files::{give_up, says_too_large, size};
use crate::web::forms::{self, FilesForm};
use crate::web::pieces::account_fields::{error_of, errors_of};
use crate::web::pieces::{Choice, Control, Field, Problem as FormProblem};
use crate::web::submit::{self, same_site};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html_refused, html_status, see_other};

/// What a browser offers to choose from; the server looks at the content.
pub const ACCEPT: &str = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.doc,.xls,.ppt,.png,.jpg,.jpeg,.webp,.gif,.tif,.tiff,.svg,.csv,.tsv,.txt,.md,.json,.geojson,.zip";

#[derive(Template)]
#[template(path = "admin/deliverables/upload.html")]
struct UploadPage {
    w: Words,
    chrome: Chrome,
    base: String,
    back: String,
    title: String,
    heading: String,
    /// Draft of version 3; empty for the next one.
    crumb: String,
    action: String,
    verb: String,
    /// Which files were taken, where others were refused.
    taken: Option<String>,
    /// Which were not, though nothing is wrong with them.
    left: Option<String>,
    problems: Vec<FormProblem>,
    fields: Vec<Field>,
}

/// Where files are brought to.
#[derive(Clone, Copy)]
enum Target {
    Next,
    Draft(i32),
}

pub(in crate::web) fn language_field(w: Words, current: &str, faults: &Invalid) -> Field {
    let choice = |l: &FileLanguage| Choice::of(l.as_str(), w.t(format!("file-language-{l}")), current);
    let control = Control::Select(FileLanguage::ALL.iter().map(choice).collect());
    Field::new("language", w.t("file-language"), control)
        .help(w.t("file-language-help"))
        .error(error_of(w, faults, "language"))
}

/// Every fault of a file stands under the one field they all came by.
pub(super) fn file_field(app: &App, w: Words, faults: &Invalid) -> Field {
    let limit = size(w, i64::try_from(app.files.limit()).unwrap_or(i64::MAX));
    Field::new("file", w.t("file-field"), Control::Files(ACCEPT))
        .help(w.with("file-field-help", &[("limit", &limit)]))
        .error(errors_of(w, faults, "file"))
}

fn page(
    app: &App,
    who: &SignedIn,
    (outline, d, into): (&Outline, &Deliverable, Target),
    (typed, faults): (&Fields, &Invalid),
) -> UploadPage {
    let w = who.words;
    let base = base(outline);
    let back = format!("{base}/deliverables/{}", d.public_id);
    let mut fields = vec![language_field(w, typed.text("language"), faults)];
    if let Target::Next = into {
        let notes = Field::line("notes", w.t("version-notes")).optional().limit(NOTES).value(typed.text("notes"));
        fields.push(notes.help(w.t("version-notes-help")).error(error_of(w, faults, "notes")));
    }
    // What is typed stands before the files, so that a forged form stores nothing.
    fields.push(file_field(app, w, faults));
    let (heading, action, verb) = match into {
        Target::Next => ("version-new", format!("{back}/versions"), "version-begin"),
        Target::Draft(n) => ("file-add", format!("{back}/versions/{n}/files"), "file-add-verb"),
    };
    let crumb = match into {
        Target::Next => String::new(),
        Target::Draft(n) => w.with("version-title", &[("number", &n)]),
    };
    UploadPage {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        title: d.title.best(w.locale()).to_owned(),
        heading: w.t(heading),
        verb: w.t(verb),
        taken: None,
        left: None,
        problems: FormProblem::of(&fields),
        back: if let Target::Draft(n) = into { format!("{back}/versions/{n}") } else { back },
        crumb,
        base,
        action,
        fields,
    }
}

#[get("/programmes/{programme}/deliverables/{deliverable}/versions/new")]
pub(super) async fn blank(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let (outline, d) = found(&app, &who, key, &id).await?;
    require(&who.visitor.actor(), Action::UploadVersion, d.scope())?;
    let around = (&outline, &d, Target::Next);
    html_status(StatusCode::OK, &page(&app, &who, around, (&Fields::default(), &Invalid::default())))
}

#[post("/programmes/{programme}/deliverables/{deliverable}/versions")]
pub(super) async fn create(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Payload,
) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let (outline, d) = found(&app, &who, key, &id).await?;
    require(&who.visitor.actor(), Action::UploadVersion, d.scope())?;
    take(&app, &who, (&outline, &d, Target::Next), (&req, body)).await
}

#[post("/programmes/{programme}/deliverables/{deliverable}/versions/{number}/files")]
pub(super) async fn add(
    app: App,
    who: SignedIn,
    path: Numbered,
    req: HttpRequest,
    body: Payload,
) -> Result<HttpResponse, Problem> {
    let (key, id, n) = path.into_inner();
    let (outline, d) = found(&app, &who, key, &id).await?;
    require(&who.visitor.actor(), Action::UploadVersion, d.scope())?;
    take(&app, &who, (&outline, &d, Target::Draft(number(&n)?)), (&req, body)).await
}

async fn take(
    app: &App,
    who: &SignedIn,
    around: (&Outline, &Deliverable, Target),
    (req, body): (&HttpRequest, Payload),
) -> Result<HttpResponse, Problem> {
    same_site(req, app)?;
    says_too_large(app, req)?;
    let cx = who.context(app);
    let mut form = forms::read(app, who, &cx, (req, body)).await?;
    let notes = form.faults.keep(versions::notes(form.typed.text("notes")));
    let nothing = form.brought.is_empty() && form.faults.0.is_empty();
    if nothing && matches!(around.2, Target::Draft(_)) {
        form.faults.add("file", Reason::Required);
    }
    // Good files are not lost with bad ones: who brought them would have to choose them once more.
    let in_part = form.is_in_part();
    let Some(notes) = notes.filter(|_| in_part || form.faults.0.is_empty()) else {
        return refused(app, who, &cx, around, form).await;
    };
    let adding: Vec<Adding> = form.brought.iter().map(|b| b.adding.clone()).collect();
    let (of, into, address) =
        (around.1.clone(), around.2, format!("{}/deliverables/{}", base(around.0), around.1.public_id));
    let files = adding.iter().flat_map(|file| [file.stored.hash.as_str(), file.name.as_str()]);
    let form_key = submit::key(req.path(), &form.typed, files);
    let acting = cx.clone();
    let written = app.db.write(move |conn| {
        let act = |conn: &mut crate::db::Conn| -> Result<String, DeliverableError> {
            let number = match into {
                Target::Next => versions::begin(conn, &acting, &of, &notes)?.number,
                Target::Draft(number) => number,
            };
            versions::add_files(conn, &acting, &of, number, &adding)?;
            Ok(format!("{address}/versions/{number}?note=saved"))
        };
        if form_key.is_empty() { act(conn) } else { submissions::once(conn, &acting, &form_key, act) }
    });
    match written.await {
        Ok(location) if in_part => {
            let draft = (around.0, around.1, Target::Draft(number_in(&location)?));
            let mut page = page(app, who, draft, (&form.typed, &form.faults));
            page.taken = Some(form.taken(who.words));
            html_refused(&page)
        }
        Ok(location) => {
            // Sent twice, the second brought what the first had brought: nothing is removed that a row points at.
            Ok(see_other(&location))
        }
        Err(DeliverableError::Invalid(faults)) => {
            form.faults.0.extend(faults.0);
            refused(app, who, &cx, around, form).await
        }
        Err(fault) => {
            give_up(app, &cx, form.brought).await;
            Err(fault.into())
        }
    }
}

/// The version that stands in its own address.
fn number_in(address: &str) -> Result<i32, Problem> {
    let rest = address.rsplit_once("/versions/").map_or("", |(_, rest)| rest);
    number(rest.split('?').next().unwrap_or_default())
}

async fn refused(
    app: &App,
    who: &SignedIn,
    cx: &Context,
    around: (&Outline, &Deliverable, Target),
    form: FilesForm,
) -> Result<HttpResponse, Problem> {
    let mut page = page(app, who, around, (&form.typed, &form.faults));
    page.left = form.left(who.words);
    give_up(app, cx, form.brought).await;
    html_refused(&page)
}
