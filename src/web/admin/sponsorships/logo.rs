//! A sponsor's logo and agreement: brought, looked at, and cleared for the public by two persons.

use actix_web::web::{Path, Payload};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

use super::{address, editable, found, list_of};
use crate::access::{Action, require, require_held};
use crate::domain::history::Entity;
use crate::domain::programme::Outline;
use crate::domain::sponsorship::showing::{self, Cleared};
use crate::domain::sponsorship::{self, Bringing, Part, Sponsorship, SponsorshipError};
use crate::domain::submissions;
use crate::i18n::Words;
use crate::kernel::invalid::{Invalid, Reason};
use crate::web::files::{Shown, give_up, says_too_large, send};
use crate::web::forms;
use crate::web::merging::{Late, Onward};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Control, Field, Problem as FormProblem};
use crate::web::submit::{self, same_site};
use crate::web::{
    App, Chrome, Problem, Section, SignedIn, Submitted, html, html_refused, public_id, see_other, submit as act_once,
};

const DRAWN: &str = ".svg,.png";
const PAPER: &str = ".pdf,.docx,.odt,.png,.jpg,.jpeg";

#[derive(Template)]
#[template(path = "admin/sponsorships/upload.html")]
struct UploadPage {
    w: Words,
    chrome: Chrome,
    list: String,
    here: String,
    firm: String,
    heading: String,
    lead: String,
    action: String,
    problems: Vec<FormProblem>,
    field: Field,
}

type Named = Path<(String, String, String)>;

fn part(text: &str) -> Result<Part, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

fn page(app: &App, who: &SignedIn, (outline, s, part): (&Outline, &Sponsorship, Part), faults: &Invalid) -> UploadPage {
    let w = who.words;
    let here = address(outline, s);
    let accept = if part == Part::Logo { DRAWN } else { PAPER };
    let field = Field::new("file", w.t("file-field-one"), Control::File(accept));
    let field = field.help(w.t(format!("sponsorship-bring-help-{part}"))).error(error_of(w, faults, "file"));
    UploadPage {
        w,
        chrome: Chrome::of(app, who, Section::Sponsors),
        list: list_of(outline),
        firm: s.firm.name.best(w.locale()).to_owned(),
        heading: w.t(format!("sponsorship-bring-{part}")),
        lead: w.t(format!("sponsorship-bring-lead-{part}")),
        action: format!("{here}/bring/{part}"),
        problems: FormProblem::of([&field]),
        here,
        field,
    }
}

#[get("/programmes/{programme}/sponsorships/{sponsorship}/bring/{part}")]
pub(super) async fn open(app: App, who: SignedIn, path: Named) -> Result<HttpResponse, Problem> {
    let (key, id, what) = path.into_inner();
    let (outline, s) = editable(&app, &who, (key, id)).await?;
    html(&page(&app, &who, (&outline, &s, part(&what)?), &Invalid::default()))
}

#[post("/programmes/{programme}/sponsorships/{sponsorship}/bring/{part}")]
pub(super) async fn bring(
    app: App,
    who: SignedIn,
    path: Named,
    req: HttpRequest,
    body: Payload,
) -> Result<HttpResponse, Problem> {
    let (key, id, what) = path.into_inner();
    let (outline, s) = editable(&app, &who, (key, id)).await?;
    let part = part(&what)?;
    same_site(&req, &app)?;
    says_too_large(&app, &req)?;
    let cx = who.context(&app);
    let mut form = forms::read(&app, &who, &cx, (&req, body)).await?;
    form.refuse_others();
    let Some(one) = form.brought.first().filter(|_| form.faults.0.is_empty()) else {
        if form.faults.0.is_empty() {
            form.faults.add("file", Reason::Required);
        }
        give_up(&app, &cx, form.brought).await;
        let page = page(&app, &who, (&outline, &s, part), &form.faults);
        return html_refused(&page);
    };
    let adding = &one.adding;
    let bringing = Bringing { file: adding.file, stored: adding.stored.clone(), name: adding.name.clone(), part };
    let key = submit::key(req.path(), &form.typed, [adding.stored.hash.as_str(), adding.name.as_str()]);
    let (of, here, acting) = (s.clone(), address(&outline, &s), cx.clone());
    let written = app.db.write(move |conn| {
        let act = |conn: &mut crate::db::Conn| -> Result<String, SponsorshipError> {
            sponsorship::bring(conn, &acting, &of, &bringing)?;
            Ok(format!("{here}?note=saved#public"))
        };
        if key.is_empty() { act(conn) } else { submissions::once(conn, &acting, &key, act) }
    });
    match written.await {
        Ok(location) => Ok(see_other(&location)),
        Err(SponsorshipError::Invalid(faults)) => {
            give_up(&app, &cx, form.brought).await;
            html_refused(&page(&app, &who, (&outline, &s, part), &faults))
        }
        Err(fault) => {
            give_up(&app, &cx, form.brought).await;
            Err(fault.into())
        }
    }
}

/// One's own word that logo and name may be shown, or that word taken back.
#[post("/programmes/{programme}/sponsorships/{sponsorship}/clearance")]
pub(super) async fn clear(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (outline, s) = found(&app, &who, path.into_inner()).await?;
    let taken_back = form.fields.text("act") == "withdraw";
    let allowed = if taken_back { require_held } else { require };
    allowed(&who.visitor.actor(), Action::ClearLogo, s.scope())?;
    let (here, of) = (address(&outline, &s), s.clone());
    let seen = form.fields.text("seen").to_owned();
    let done = act_once(&app, who.context(&app), &form, move |conn, cx| {
        let note = if taken_back {
            showing::withdraw(conn, cx, &s)?;
            "saved"
        } else {
            note(showing::clear_seen(conn, cx, &s, &seen)?)
        };
        Ok::<_, SponsorshipError>(format!("{here}?note={note}#public"))
    });
    match done.await {
        // What has come in the place of what they saw, they look at before they say a word for it.
        Err(SponsorshipError::Stale) => {
            let back = address(&outline, &of);
            let late = Late {
                chrome: Chrome::of(&app, &who, Section::Sponsors),
                subject: ((Entity::Sponsorship, of.id.raw()), of.scope()),
                title: of.firm.name.best(who.locale).to_owned(),
                action: format!("{back}/clearance"),
                back: format!("{back}#public"),
                typed: &form.fields,
                on: Onward::Look,
            };
            late.answer(&app, &who).await
        }
        done => Ok(done?),
    }
}

/// What is said of a clearance: one person's alone changes nothing yet, and they are told so.
const fn note(cleared: Cleared) -> &'static str {
    match cleared {
        Cleared::First => "sponsorship-cleared-first",
        Cleared::Again => "sponsorship-cleared-again",
        Cleared::Unsigned => "sponsorship-cleared-unsigned",
        Cleared::Early => "sponsorship-cleared-early",
        Cleared::Shown => "sponsorship-cleared-shown",
    }
}

/// A file for those who court: drawings are shown, papers saved.
#[get("/programmes/{programme}/sponsorships/{sponsorship}/files/{sponsor_file}")]
pub(super) async fn file(app: App, who: SignedIn, path: Named, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let (key, id, file) = path.into_inner();
    let (_, s) = found(&app, &who, (key, id)).await?;
    let (cx, file) = (who.context(&app), public_id(&file)?);
    let file = app.db.read(move |conn| sponsorship::file(conn, &cx, &s, &file)).await?;
    let shown = if file.part == Part::Logo { Shown::Inline } else { Shown::Attachment };
    send(&app, &req, &file, shown).await
}
