use actix_web::web::Query;
use actix_web::{HttpResponse, get};
use askama::Template;
use serde::Deserialize;

use super::qr::{self, Qr};
use crate::domain::accounts::second_factor::{self, Enrolment, HOW_MANY, Status};
use crate::domain::accounts::{AccountError, Standing};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Control, Field, Problem as FormProblem};
use crate::web::state::AppState;
use crate::web::{App, Entering, Front, Problem, SignedIn, assets, html, own_path};

const PLACE: &str = "/account/second-factor";

/// Begun, its secret waits for the first code.
pub struct Begun {
    pub secret: String,
    pub address: String,
    pub qr: Option<Qr>,
    /// None where it was given just now.
    pub password: Option<Field>,
    pub code: Field,
}

/// On.
pub struct On {
    /// Since when, how many codes are left, and that others should be made where those are few.
    pub said: String,
    pub codes: Vec<Field>,
    /// To another phone: what is asked for first.
    pub to_move: Vec<Field>,
    /// A move was begun: what the other phone is given.
    pub moving: Option<Begun>,
    /// None while it is demanded.
    pub off: Option<Vec<Field>>,
}

#[derive(Template)]
#[template(path = "admin/second-factor/own.html")]
pub struct OwnPage {
    pub w: Words,
    pub front: Front,
    pub guard: String,
    pub csrf: String,
    pub next: String,
    /// What was just done.
    pub done: Option<String>,
    pub problems: Vec<FormProblem>,
    /// It has to be set up before anything else.
    pub first: bool,
    pub begun: Option<Begun>,
    pub on: Option<On>,
}

/// The recovery codes, this once.
#[derive(Template)]
#[template(path = "admin/second-factor/codes.html")]
pub struct CodesPage {
    pub w: Words,
    pub front: Front,
    pub lead: String,
    pub account: String,
    pub codes: Vec<String>,
    pub next: String,
}

/// What a page of this kind begins with, for this member.
pub fn front(w: Words) -> Front {
    Front::new(w, w.t("product-name"), assets::version())
}

/// The hidden fields of a form outside the desk.
fn guard(csrf: &str) -> String {
    let key = PublicId::random();
    format!(
        "<input type=\"hidden\" name=\"csrf\" value=\"{csrf}\"><input type=\"hidden\" name=\"form_key\" value=\"{key}\">"
    )
}

/// The name that an app shows: two installations on one phone are told apart by their hosts.
pub fn issuer(app: &AppState) -> String {
    let host = app.config.base_url().split("://").nth(1).unwrap_or_default();
    let host = host.split(['/', ':']).next().unwrap_or_default();
    format!("Convoke {host}")
}

fn password(w: Words, name: &str, faults: &Invalid) -> Field {
    Field::new(name, w.t("account-present-password"), Control::Line("password"))
        .autocomplete("current-password")
        .error(error_of(w, faults, name))
}

/// Password and code, as two forms of the page ask for them; `of` tells their fields apart.
fn proofs(w: Words, of: &str, faults: &Invalid) -> Vec<Field> {
    let code = format!("{of}_code");
    vec![
        password(w, &format!("{of}_password"), faults),
        Field::line(&code, w.t("factor-code-or-recovery"))
            .autocomplete("one-time-code")
            .error(error_of(w, faults, &code)),
    ]
}

/// The fields' names: of the code, and of the password where it is asked for.
fn begun(w: Words, enrolment: Enrolment, (code, proof): (&str, Option<&str>), faults: &Invalid) -> Begun {
    let code = Field::line(code, w.t("code-code"))
        .autocomplete("one-time-code")
        .help(w.t("factor-code-help"))
        .error(error_of(w, faults, code));
    let password = proof.map(|name| password(w, name, faults));
    Begun { qr: qr::drawn(&enrolment.address), secret: enrolment.secret, address: enrolment.address, password, code }
}

pub struct Said<'a> {
    pub next: &'a str,
    pub done: Option<String>,
    pub faults: &'a Invalid,
}

fn stands(w: Words, since: &str, left: i64) -> String {
    let few = if left <= 3 { w.t("factor-codes-few") } else { String::new() };
    w.sentences([w.with("factor-on-since", &[("when", &since)]), w.n("factor-codes-left", left), few])
}

pub async fn own_page(app: &App, who: &SignedIn, said: Said<'_>) -> Result<OwnPage, Problem> {
    let (cx, issuer) = (who.context(app), issuer(app));
    let read = app.db.read(move |conn| {
        let first = second_factor::enrolment(conn, &cx, &issuer)?;
        let other = second_factor::move_enrolment(conn, &cx, &issuer)?;
        Ok::<_, AccountError>((second_factor::status(conn, &cx)?, first, other))
    });
    let (status, enrolment, other) = read.await?;
    let (w, csrf) = (who.words, who.csrf(app));
    let demanded = app.demand.reaches(&who.member.member.grants);
    let on = match status {
        Status::On { since, left } => Some(On {
            said: stands(w, &w.exact(since, who.zone), left),
            codes: proofs(w, "codes", said.faults),
            to_move: proofs(w, "move", said.faults),
            moving: other.map(|e| begun(w, e, ("moved_code", Some("moved_password")), said.faults)),
            off: (!demanded).then(|| proofs(w, "off", said.faults)),
        }),
        Status::Off | Status::Begun => None,
    };
    let first = who.member.standing == Standing::Enrolling;
    let begun = enrolment.map(|e| begun(w, e, ("code", (!first).then_some("on_password")), said.faults));
    let fields = on.iter().flat_map(|on| on.codes.iter().chain(&on.to_move).chain(on.off.iter().flatten()));
    let shown = begun.iter().chain(on.iter().filter_map(|on| on.moving.as_ref()));
    let problems = FormProblem::of(fields.chain(shown.flat_map(|b| b.password.iter().chain([&b.code]))));
    Ok(OwnPage {
        w,
        front: front(w),
        guard: guard(&csrf),
        csrf,
        next: said.next.to_owned(),
        done: said.done,
        problems,
        first,
        begun,
        on,
    })
}

/// Where the page's acts lead back to.
pub fn place(next: &str, note: &str) -> String {
    let mut asked = crate::web::Fields::default();
    if next != "/" {
        asked.set("next", next);
    }
    asked.set("note", note);
    let query = asked.query();
    if query.is_empty() { PLACE.to_owned() } else { format!("{PLACE}?{query}") }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    next: Option<String>,
    note: Option<Note>,
}

/// What led here.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Note {
    Off,
    OnAlready,
    BegunAnew,
    Moved,
    MoveOver,
    #[serde(other)]
    Other,
}

impl Note {
    fn said(self, w: Words) -> Option<String> {
        match self {
            Note::Off => Some(w.t("factor-is-off")),
            Note::OnAlready => Some(w.t("factor-on-already")),
            Note::BegunAnew => Some(w.t("factor-begun-anew")),
            Note::Moved => Some(w.t("factor-moved")),
            Note::MoveOver => Some(w.t("factor-move-over")),
            Note::Other => None,
        }
    }
}

#[get("/account/second-factor")]
pub(super) async fn show(app: App, Entering(who): Entering, asked: Query<Asked>) -> Result<HttpResponse, Problem> {
    let next = own_path(asked.next.as_deref().unwrap_or("/"));
    let done = asked.note.and_then(|note| note.said(who.words));
    html(&own_page(&app, &who, Said { next, done, faults: &Invalid::default() }).await?)
}

/// The codes just made.
pub fn codes_page(who: &SignedIn, lead: &str, codes: Vec<String>, next: &str) -> Result<HttpResponse, Problem> {
    let w = who.words;
    let lead = w.with(lead, &[("count", &HOW_MANY)]);
    html(&CodesPage { w, front: front(w), lead, account: who.member.name.clone(), codes, next: next.to_owned() })
}
