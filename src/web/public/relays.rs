//! The page behind the link of a house that passes something on: no account, phone first, in its officer's language.
//!
//! Looking is counted and changes nothing; only a POST acts. Whatever is wrong with a link, the page is that of all such links.

use actix_web::http::{StatusCode, header};
use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

use super::invitations::{asked, quiet};
use crate::access::{Actor, Context, Door};
use crate::domain::deliverables::versions::VersionFile;
use crate::domain::relays::{self, Given, Opened, REASON, RelayError, RelayState, ToldDraft, Until};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::web::admin::deliverables::versions::views::{Card, card};
use crate::web::files::{Shown, send};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Control, Field, Problem as FormProblem};
use crate::web::{
    App, Fields, Front, Problem, Submitted, Visitor, assets, html, html_refused, html_status, is_head, see_other,
};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(file).service(show).service(tell);
}

/// A text to be copied.
struct Passage {
    id: &'static str,
    label: String,
    text: String,
    lang: &'static str,
    rows: u8,
}

#[derive(Template)]
#[template(path = "public/relays/show.html")]
struct RelayPage {
    w: Words,
    front: Front,
    /// Where the forms post to.
    here: String,
    version: i64,
    house: String,
    title: String,
    title_lang: Option<&'static str>,
    lead: String,
    /// "Please do not pass it on before 3 May 2016"; and whether that still holds.
    embargo: String,
    kept_back: bool,
    /// Why there is nothing to pass on now.
    notice: Option<String>,
    /// It was withdrawn: nothing is told any more.
    over: bool,
    texts: Vec<Passage>,
    files: Vec<Card>,
    /// What they told us.
    stands: Option<String>,
    /// That what was typed beside "we will do it" is still theirs to send.
    unsent: Option<String>,
    /// Somebody of the house told us something else meanwhile.
    late: Option<String>,
    may_take: bool,
    declined: bool,
    problems: Vec<FormProblem>,
    members: Field,
    on: Field,
    reason: Field,
}

async fn open(app: &App, visitor: &Visitor, token: &str) -> Result<Option<(Context, Opened)>, Problem> {
    let (cx, token) = (visitor.context(app), token.to_owned());
    let asking = cx.clone();
    match app.db.read(move |conn| relays::open_link(conn, &asking, &token)).await {
        Ok(opened) => Ok(Some((cx, opened))),
        Err(RelayError::Denied(_)) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

fn words(visitor: &Visitor, opened: &Opened) -> Words {
    Words::new(asked(visitor).unwrap_or(opened.relay.locale))
}

fn back(visitor: &Visitor, token: &str) -> String {
    match asked(visitor) {
        Some(locale) => format!("/r/{token}?lang={locale}"),
        None => format!("/r/{token}"),
    }
}

#[get("/r/{token}")]
async fn show(app: App, visitor: Visitor, token: Path<String>, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let Some((cx, opened)) = open(&app, &visitor, &token).await? else { return quiet(&visitor) };
    if !is_head(&req) {
        let (counting, relay) = (cx.clone(), opened.relay.id);
        app.db.write(move |conn| relays::visit(conn, &counting, relay, None)).await?;
    }
    html(&page(&visitor, (&cx, &opened, &token), &filled(&opened), &Invalid::default()))
}

/// What was told, as the form would have it typed.
fn filled(opened: &Opened) -> Fields {
    let mut typed = Fields::default();
    typed.set("version", opened.relay.version.to_string());
    typed.set("members", opened.relay.members.map(|n| n.to_string()).unwrap_or_default());
    typed.set("on", opened.relay.forwarded_on.map(|day| day.to_string()).unwrap_or_default());
    typed.set("reason", opened.relay.reason.clone());
    typed
}

#[post("/r/{token}")]
async fn tell(app: App, visitor: Visitor, token: Path<String>, form: Submitted) -> Result<HttpResponse, Problem> {
    let Some((cx, opened)) = open(&app, &visitor, &token).await? else { return quiet(&visitor) };
    let (typed, twice) = form.fields.once(&["act"], &["members", "on", "reason", "version"]);
    if let Err(faults) = twice.into_result() {
        return html_refused(&page(&visitor, (&cx, &opened, &token), &typed, &faults));
    }
    let text = |name: &str| typed.text(name).to_owned();
    let draft = ToldDraft { act: text("act"), members: text("members"), on: text("on"), reason: text("reason") };
    // Whoever holds the link speaks for the house, also when they are signed in as somebody else.
    let telling = Context { actor: Actor::Nobody, door: Door::Page, ..cx.clone() };
    let (link, version) = (token.to_string(), typed.version());
    let done = app.db.write(move |conn| relays::tell(conn, &telling, &link, (version, &draft))).await;
    match done {
        // What was typed beside it is of later, and is not lost.
        Ok(()) if typed.text("act") == "taken" && typed.filled("members").or(typed.filled("on")).is_some() => {
            let Some((cx, now)) = open(&app, &visitor, &token).await? else { return quiet(&visitor) };
            let mut kept = typed.clone();
            kept.set("version", now.relay.version.to_string());
            let mut page = page(&visitor, (&cx, &now, &token), &kept, &Invalid::default());
            page.unsent = Some(page.w.t("relays-public-unsent"));
            html(&page)
        }
        Ok(()) => Ok(see_other(&back(&visitor, &token))),
        Err(RelayError::Invalid(faults)) => html_refused(&page(&visitor, (&cx, &opened, &token), &typed, &faults)),
        Err(fault @ (RelayError::Stale | RelayError::Over)) => {
            let Some((cx, now)) = open(&app, &visitor, &token).await? else { return quiet(&visitor) };
            // What was typed stays, over what stands now.
            let mut kept = typed.clone();
            kept.set("version", now.relay.version.to_string());
            let mut page = page(&visitor, (&cx, &now, &token), &kept, &Invalid::default());
            // Of what was withdrawn the page says so itself.
            page.late = matches!(fault, RelayError::Stale).then(|| page.w.t("relays-public-late"));
            html_status(StatusCode::CONFLICT, &page)
        }
        Err(RelayError::Denied(_)) => quiet(&visitor),
        Err(fault) => Err(fault.into()),
    }
}

fn page(
    visitor: &Visitor,
    (cx, opened, token): (&Context, &Opened, &str),
    typed: &Fields,
    faults: &Invalid,
) -> RelayPage {
    let w = words(visitor, opened);
    let (relay, of) = (&opened.relay, &opened.deliverable);
    let title = of.title.best_with_locale(w.locale());
    let house = relay.channel.house.name.best(w.locale()).to_owned();
    let programme = opened.place.programme.best(w.locale()).to_owned();
    let fields = fields(w, typed, faults);
    let open = opened.given == Given::Open;
    let files = format!("/r/{token}/files");
    // A stranger gets files to save, without pictures.
    let own = |f: &VersionFile| Card { picture: None, ..card(w, &files, f) };
    let path = format!("/r/{token}");
    RelayPage {
        front: Front::new(w, programme.clone(), assets::version()).in_languages(&path),
        here: back(visitor, token),
        version: typed.version(),
        title: title.map(|(_, text)| text.to_owned()).unwrap_or_default(),
        title_lang: title.filter(|(l, _)| *l != w.locale()).map(|(l, _)| l.bcp47()),
        lead: w.with("relays-public-lead", &[("house", &house), ("programme", &programme)]),
        house,
        embargo: embargo(w, opened),
        // While it is being revised no day holds, and none is named.
        kept_back: open && !opened.until.is_over(opened.bounds(cx).today),
        notice: match opened.given {
            Given::Open | Given::Never => None,
            Given::Waits => Some(w.t("relays-public-waits")),
            Given::Withdrawn => Some(w.t("relays-public-withdrawn")),
        },
        over: opened.given == Given::Withdrawn,
        texts: if open { texts(w, opened) } else { Vec::new() },
        files: if open { opened.files().into_iter().map(own).collect() } else { Vec::new() },
        // Nobody is thanked for what they are asked to leave be.
        stands: stands(w, opened).filter(|_| match opened.given {
            Given::Open | Given::Never => true,
            Given::Waits => relay.state != RelayState::Taken,
            Given::Withdrawn => relay.forwarded_on.is_some(),
        }),
        unsent: None,
        late: None,
        may_take: open && matches!(relay.state, RelayState::Offered | RelayState::Lapsed | RelayState::Declined),
        declined: relay.state == RelayState::Declined,
        problems: beside(w, faults).into_iter().chain(FormProblem::of(&fields)).collect(),
        members: fields[0].clone(),
        on: fields[1].clone(),
        reason: fields[2].clone(),
        w,
    }
}

fn fields(w: Words, typed: &Fields, faults: &Invalid) -> [Field; 3] {
    let field = |field: Field, name: &str| field.value(typed.text(name)).error(error_of(w, faults, name));
    let members =
        Field::line("members", w.t("relays-public-members")).help(w.t("relays-public-members-help")).limit(20);
    let on = Field::new("on", w.t("relays-public-on"), Control::Line("date"));
    let reason = Field::area("reason", w.t("relays-public-reason"), 2).limit(REASON).optional();
    [field(members.optional(), "members"), field(on, "on"), field(reason, "reason")]
}

/// What is wrong beside the fields.
fn beside(w: Words, faults: &Invalid) -> Vec<FormProblem> {
    let own = faults.0.iter().filter(|fault| matches!(fault.field.as_str(), "act" | "version"));
    let said = |text| FormProblem { field: String::new(), label: String::new(), text };
    own.map(|fault| said(w.reason(&fault.reason))).collect()
}

fn embargo(w: Words, opened: &Opened) -> String {
    let town = match &opened.place.city {
        Some(city) => city.best(w.locale()).to_owned(),
        None => w.zone_city(opened.place.zone),
    };
    match opened.until {
        Until::Free => w.t("relays-mail-free"),
        Until::Day(day) => w.with("relays-mail-embargo", &[("day", &w.date(day)), ("town", &town)]),
        Until::Unknown => w.t("relays-mail-unknown"),
        Until::Approval => w.t("relays-mail-approval"),
        Until::Never => w.t("relays-mail-never"),
    }
}

/// The texts in the language of the page, else in that they were offered in, or the nearest there is by now.
fn texts(w: Words, opened: &Opened) -> Vec<Passage> {
    let asked = opened.package.languages().contains(&w.locale());
    let wanted = if asked { w.locale() } else { opened.relay.locale };
    let one = |id: &'static str, key: &str, of: &Localised, rows: u8| {
        let (locale, text): (Locale, &str) = of.best_with_locale(wanted)?;
        Some(Passage { id, label: w.t(key), text: text.to_owned(), lang: locale.bcp47(), rows })
    };
    let short = one("short", "relays-text-short", &opened.package.short, 6);
    let long = one("long", "relays-text-long", &opened.package.long, 14);
    short.into_iter().chain(long).collect()
}

fn stands(w: Words, opened: &Opened) -> Option<String> {
    let relay = &opened.relay;
    let day = relay.forwarded_on.map(|day| w.date_medium(day)).unwrap_or_default();
    match relay.state {
        RelayState::Offered | RelayState::Lapsed => None,
        RelayState::Taken => Some(w.t("relays-public-taken")),
        RelayState::Forwarded => Some(w.with("relays-public-forwarded", &[("day", &day)])),
        RelayState::Reported => {
            let members = relay.members.unwrap_or_default();
            Some(w.with("relays-public-reported", &[("n", &members), ("day", &day)]))
        }
        RelayState::Declined => Some(w.t("relays-public-declined")),
    }
}

/// A download begun is counted; the rest of one that broke off is not.
#[get("/r/{token}/files/{file}")]
async fn file(
    app: App,
    visitor: Visitor,
    path: Path<(String, String)>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (token, file) = path.into_inner();
    let cx = visitor.context(&app);
    let id = file.parse().map_err(|_| Problem::NotFound)?;
    let asking = cx.clone();
    let (relay, file) = app.db.read(move |conn| relays::download(conn, &asking, &token, &id)).await?;
    let range = req.headers().get(header::RANGE).and_then(|v| v.to_str().ok());
    let response = send(&app, &req, &file, Shown::Attachment).await?;
    // Whoever asks for a part in a way that is not understood gets the whole.
    let whole = response.status() == StatusCode::OK;
    let begun = whole || range.is_some_and(|r| r.trim_start().starts_with("bytes=0-"));
    if begun && !is_head(&req) && response.status().is_success() {
        app.db.write(move |conn| relays::visit(conn, &cx, relay, Some(&file))).await?;
    }
    Ok(response)
}
