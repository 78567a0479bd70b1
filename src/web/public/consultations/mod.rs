//! The sheet behind a participant's own link: the same for whoever holds it, phone first, in their language.
//!
//! Looking changes nothing; only a POST acts. Whatever is wrong with a link, the page is that of all such links.

pub(in crate::web) mod view;

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::invitations::{asked, quiet};
use crate::access::{Actor, Context, Door};
use crate::domain::consultations::{self, Consent, ConsultationError, Quoting, Sheet, Standing, Typed, Wish};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::text;
use crate::web::admin::events::views::{Said, said};
use crate::web::pieces::phone::dial;
use crate::web::pieces::{Choice, Problem as FieldProblem};
use crate::web::{App, Fields, Front, Problem, Submitted, Visitor, assets, html, html_refused, html_status, see_other};
use view::QuestionView;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(show).service(send);
}

#[derive(Template)]
#[template(path = "public/consultations/sheet.html")]
pub(in crate::web) struct SheetPage {
    w: Words,
    front: Front,
    /// Where the form posts to; none for a preview, which sends nothing.
    here: Option<String>,
    hello: Option<String>,
    title: Said,
    eyebrow: String,
    when: Option<String>,
    intro: String,
    intro_lang: Option<&'static str>,
    questions: Vec<QuestionView>,
    /// Whether the sheet can be filled in.
    open: bool,
    /// Why it cannot.
    notice: Option<String>,
    until: Option<String>,
    /// What stands: sent, or saved.
    stands: Option<String>,
    sent: bool,
    /// What was said just now of quoting, in the words it was said in.
    wish: Option<String>,
    /// It came too late, and what was written in it.
    late: Option<String>,
    wrote: Vec<(Said, String)>,
    problems: Vec<FieldProblem>,
    quoting: Vec<Choice>,
    person: String,
    phone: String,
    dial: String,
    email: String,
}

impl SheetPage {
    /// For whoever makes the questionnaire: as it will be read, and nothing in it acts.
    pub(in crate::web) fn preview(w: Words, sheet: &Sheet, paths: &str) -> SheetPage {
        let mut page = page(w, sheet, None, &Fields::default(), &Invalid::default());
        page.front = page.front.in_languages(paths);
        page.open = true;
        page.notice = Some(w.t("consultations-preview"));
        page
    }
}

async fn open(app: &App, visitor: &Visitor, token: &str) -> Result<Option<Sheet>, Problem> {
    let (cx, token) = (visitor.context(app), token.to_owned());
    match app.db.read(move |conn| consultations::open_link(conn, &cx, &token)).await {
        Ok(sheet) => Ok(Some(sheet)),
        Err(ConsultationError::Denied(_)) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

fn words(visitor: &Visitor, sheet: &Sheet) -> Words {
    Words::new(asked(visitor).unwrap_or(sheet.locale))
}

fn back(visitor: &Visitor, token: &str) -> String {
    match asked(visitor) {
        Some(locale) => format!("/input/{token}?lang={locale}"),
        None => format!("/input/{token}"),
    }
}

/// The same, which says that a wish was noted.
fn noted(visitor: &Visitor, token: &str) -> String {
    let back = back(visitor, token);
    format!("{back}{}{NOTED}", if back.contains('?') { '&' } else { '?' })
}

const NOTED: &str = "noted=quoting";

#[get("/input/{token}")]
async fn show(app: App, visitor: Visitor, token: Path<String>) -> Result<HttpResponse, Problem> {
    let Some(sheet) = open(&app, &visitor, &token).await? else { return quiet(&visitor) };
    let (w, typed) = (words(&visitor, &sheet), view::filled(&sheet));
    let mut page = page(w, &sheet, Some((&visitor, &token)), &typed, &Invalid::default());
    let told = sheet.quoting.filter(|_| visitor.query.split('&').any(|part| part == NOTED));
    page.wish =
        told.map(|q| w.with("consultations-quote-noted", &[("wish", &w.t(format!("consultations-quote-{q}")))]));
    html(&page)
}

#[post("/input/{token}")]
async fn send(app: App, visitor: Visitor, token: Path<String>, form: Submitted) -> Result<HttpResponse, Problem> {
    let Some(sheet) = open(&app, &visitor, &token).await? else { return quiet(&visitor) };
    let (w, fields) = (words(&visitor, &sheet), &form.fields);
    let (once, twice) = fields.once(&["quoting", "act"], &[]);
    if let Err(invalid) = twice.into_result() {
        return html_refused(&page(w, &sheet, Some((&visitor, &token)), &once, &invalid));
    }
    let consent = consent(w, fields);
    // Whoever holds the link answers as this seat's guest, even when they are signed in as somebody else.
    let cx = Context { actor: Actor::Guest(sheet.seat), door: Door::Page, ..visitor.context(&app) };
    let person = sheet.person;
    if fields.text("act") == "quoting" {
        let Some(consent) = consent else { return Ok(see_other(&back(&visitor, &token))) };
        app.db.write(move |conn| consultations::consent(conn, &cx, person, &consent)).await?;
        return Ok(see_other(&noted(&visitor, &token)));
    }
    let wish = if fields.text("act") == "save" { Wish::Save } else { Wish::Send };
    let typed = typed(&sheet, fields);
    // Another wish than the one that stood: it is said to be noted, whatever becomes of the answers.
    let other = sheet.quoting.is_some() && consent.as_ref().is_some_and(|c| Some(c.quoting) != sheet.quoting);
    let done =
        app.db.write(move |conn| consultations::answer(conn, &cx, person, (&typed, wish), consent.as_ref())).await;
    match done {
        Ok(_) if other => Ok(see_other(&noted(&visitor, &token))),
        Ok(_) => Ok(see_other(&back(&visitor, &token))),
        Err(ConsultationError::Invalid(invalid)) => {
            let page = page(w, &sheet, Some((&visitor, &token)), fields, &invalid);
            html_refused(&page)
        }
        Err(ConsultationError::NotOpen(_)) => too_late(&app, &visitor, &token, fields).await,
        Err(ConsultationError::Denied(_)) => quiet(&visitor),
        Err(fault) => Err(fault.into()),
    }
}

/// What was typed, by question.
fn typed(sheet: &Sheet, fields: &Fields) -> Typed {
    let own = |q: &consultations::Question| {
        let name = q.field();
        (q.public_id.clone(), fields.all(&name).map(str::to_owned).collect())
    };
    Typed(sheet.questions.iter().map(own).collect::<BTreeMap<_, _>>())
}

/// What was agreed to, with the words that stood there. A word that is none of ours agrees to nothing.
fn consent(w: Words, fields: &Fields) -> Option<Consent> {
    let quoting: Quoting = fields.text("quoting").parse().ok()?;
    let words = format!("{}{}", w.before("consultations-quote-ask"), w.t(format!("consultations-quote-{quoting}")));
    Some(Consent { quoting, words, locale: w.locale() })
}

/// The page as it stands now, which says why, whom to call, and shows what was written.
async fn too_late(app: &App, visitor: &Visitor, token: &str, fields: &Fields) -> Result<HttpResponse, Problem> {
    let Some(sheet) = open(app, visitor, token).await? else { return quiet(visitor) };
    let w = words(visitor, &sheet);
    let mut page = page(w, &sheet, Some((visitor, token)), &view::filled(&sheet), &Invalid::default());
    page.late = Some(w.t("consultations-late"));
    page.wrote = view::wrote(w, &sheet, fields);
    html_status(StatusCode::CONFLICT, &page)
}

fn page(w: Words, sheet: &Sheet, from: Option<(&Visitor, &str)>, typed: &Fields, invalid: &Invalid) -> SheetPage {
    let (event, about) = (&sheet.event, &sheet.about);
    let mut front = Front::new(w, event.programme_title.best(w.locale()), assets::version());
    if let Some((_, token)) = from {
        front = front.in_languages(&format!("/input/{token}"));
    }
    front.hue = event.view.city.as_ref().map(|c| format!("hue-{}", c.hue)).unwrap_or_default();
    let intro = about.intro.best_with_locale(w.locale());
    let questions = view::questions(w, &sheet.questions, typed, invalid);
    let chosen = match typed.text("quoting") {
        "" => sheet.quoting.map(|q| q.to_string()).unwrap_or_default(),
        typed => typed.to_owned(),
    };
    let choice = |q: &Quoting| Choice::of(q.as_str(), w.t(format!("consultations-quote-{q}")), &chosen);
    let name = sheet.name.shown(w.locale()).to_owned();
    let written = sheet.name.address.get(w.locale()).map(str::to_owned);
    SheetPage {
        here: from.map(|(visitor, token)| back(visitor, token)),
        hello: written.or_else(|| (!name.is_empty()).then(|| w.with("answers-mail-hello", &[("name", &name)]))),
        title: said(w, &event.title),
        eyebrow: w.t(format!("consultations-sheet-{}", about.phase)),
        when: event.for_guests().map(|slot| w.range(slot.start, slot.end)),
        intro: intro.map(|(_, text)| text::page_html(text)).unwrap_or_default(),
        intro_lang: intro.and_then(|(l, _)| (l != w.locale()).then_some(l.bcp47())),
        open: sheet.standing == Standing::Open,
        notice: notice(w, sheet),
        until: about.closes.map(|at| w.moment_at(at, event.place.best(w.locale()))),
        stands: stands(w, sheet),
        sent: sheet.sent_at.is_some(),
        wish: None,
        late: None,
        wrote: Vec::new(),
        problems: beside(w, invalid).chain(view::problems(&questions)).collect(),
        quoting: Quoting::ALL.iter().map(choice).collect(),
        questions,
        person: event.card.name.clone(),
        dial: dial(&event.card.phone),
        phone: event.card.phone.clone(),
        email: event.card.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        w,
        front,
    }
}

/// What is wrong beside the questions.
fn beside(w: Words, invalid: &Invalid) -> impl Iterator<Item = FieldProblem> {
    let own = invalid.0.iter().filter(|fault| matches!(fault.field.as_str(), "quoting" | "act"));
    own.map(move |fault| FieldProblem {
        field: String::new(),
        label: if fault.field == "quoting" { w.t("consultations-quote-ask") } else { String::new() },
        text: w.reason(&fault.reason),
    })
}

/// Why the sheet takes nothing now.
fn notice(w: Words, sheet: &Sheet) -> Option<String> {
    if sheet.gone {
        return Some(w.t("consultations-gone"));
    }
    match sheet.standing {
        Standing::Open => None,
        Standing::Over => Some(w.t("consultations-closed")),
        Standing::Draft => Some(w.t("consultations-not-yet")),
        Standing::Ahead => Some(match sheet.about.begins() {
            Some(at) => {
                let when = w.moment_at(at, sheet.event.place.best(w.locale()));
                w.with("consultations-opens", &[("when", &when)])
            }
            None => w.t("consultations-not-yet"),
        }),
    }
}

fn stands(w: Words, sheet: &Sheet) -> Option<String> {
    let (zone, place) = (sheet.event.zone, sheet.event.place.best(w.locale()));
    let moment = |at: crate::kernel::time::Instant| w.moment_at(at.at(zone), place);
    match (sheet.sent_at, sheet.saved_at) {
        (Some(at), _) => Some(w.with("consultations-sent", &[("when", &moment(at))])),
        (None, Some(at)) => Some(w.with("consultations-saved", &[("when", &moment(at))])),
        (None, None) => None,
    }
}
