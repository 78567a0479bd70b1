//! Rounds: the list, whom one is for, and what it says.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::audience::{audience, audiences};
use super::late::late;
use super::views::{GuestLine, Head, round_address, state, undo};
use super::{EventPath, Rights, event, public_id};
use crate::access::{Action, require};
use crate::domain::history::Entity;
use crate::domain::invitations::{
    self, Answer, Audience, EventFacts, GuestFilter, InvitationError, LIMIT_BODY, LIMIT_NAME, LIMIT_SUBJECT,
    PLACEHOLDERS, Purpose, Round, RoundText, Standing,
};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::web::merging::{self, Clash, Onward, Seen};
use crate::web::pieces::{Choice, Field, LanguageTabs, Mark, Need, Problem as FieldProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

/// Programme slug, event, round.
pub(super) type RoundPath = (String, String, String);

#[derive(Template)]
#[template(path = "admin/invitations/rounds.html")]
struct RoundsPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    rights: Rights,
    rows: Vec<RoundLine>,
    seats: i64,
}

struct RoundLine {
    href: String,
    name: String,
    mark: Mark,
    chases: bool,
    seats: String,
    languages: String,
    when: Option<String>,
}

#[derive(Template)]
#[template(path = "admin/invitations/who.html")]
struct WhoPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    name: String,
    version: i64,
    action: String,
    text_href: String,
    check_href: String,
    rows: Vec<(GuestLine, bool)>,
    audiences: Vec<Choice>,
    /// Nobody has a seat.
    empty: bool,
}

#[derive(Template)]
#[template(path = "admin/invitations/text.html")]
struct TextPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    action: String,
    back: String,
    seen: Seen,
    audience: String,
    name: Field,
    tabs: LanguageTabs,
    problems: Vec<FieldProblem>,
    placeholders: Vec<(String, String)>,
}

#[get("/programmes/{programme}/events/{event}/rounds")]
pub(super) async fn list(app: App, who: SignedIn, path: Path<EventPath>) -> Result<HttpResponse, Problem> {
    let (slug, id, cx, w) = (path.0.clone(), public_id(&path.1)?, who.context(&app), who.words);
    let now = cx.now;
    let (event, rights, rounds, numbers) = app
        .db
        .read(move |conn| -> Result<_, InvitationError> {
            let event = event(conn, &cx, &slug, &id)?;
            let rounds = invitations::rounds_of(conn, &cx, &event)?;
            let numbers = invitations::numbers(conn, &cx, &event)?;
            let rights = Rights::of(&cx, &event);
            Ok((event, rights, rounds, numbers))
        })
        .await?;
    let line = |round: &Round| RoundLine {
        href: round_address(&event, &round.public_id, "check"),
        name: round.text.name.clone(),
        mark: state(w, round.state),
        chases: round.purpose == Purpose::Chase,
        seats: w.n("invitations-people", round.seats),
        languages: w.list(&spoken(w, &round.text)),
        when: round.released_at.or(round.asked_at).map(|at| w.exact(at, who.zone)),
    };
    html(&RoundsPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events).with_undo(undo(w, who.zone, now, &event, rights, &rounds)),
        head: Head::of(w, &event),
        rights,
        rows: rounds.iter().map(line).collect(),
        seats: numbers.all.seats + numbers.institutions.houses_open,
    })
}

fn spoken(w: Words, text: &RoundText) -> Vec<String> {
    Locale::ALL.into_iter().filter(|l| text.speaks(*l)).map(|l| w.t(format!("language-{l}"))).collect()
}

/// Step two of a new round: what they read, begun with a text that can stand as it is.
#[get("/programmes/{programme}/events/{event}/rounds/new/text")]
pub(super) async fn blank(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let event = inviting(&app, &who, &path).await?;
    let mut typed = Fields::default();
    typed.set("audience", query.text("audience"));
    let audience = audience(&query);
    let [name, subject, body] = match audience.purpose() {
        Purpose::Ask if audience == Audience::Institutions => {
            ["delegations-default-name", "delegations-default-subject", "delegations-default-body"]
        }
        Purpose::Ask => ["invitations-default-name", "invitations-default-subject", "invitations-default-body"],
        Purpose::Chase if audience == Audience::SilentInstitutions => {
            ["delegations-chase-default-name", "delegations-chase-default-subject", "delegations-chase-default-body"]
        }
        Purpose::Chase => {
            ["invitations-chase-default-name", "invitations-chase-default-subject", "invitations-chase-default-body"]
        }
    };
    typed.set("name", who.words.t(name));
    for locale in Locale::ALL {
        let words = Words::new(locale);
        typed.set(&format!("subject.{locale}"), words.t(subject));
        typed.set(&format!("body.{locale}"), words.t(body));
    }
    html(&text_page(&app, &who, &event, None, &typed, &Invalid::default()))
}

async fn inviting(app: &App, who: &SignedIn, path: &EventPath) -> Result<EventFacts, Problem> {
    let (slug, id, cx) = (path.0.clone(), public_id(&path.1)?, who.context(app));
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = event(conn, &cx, &slug, &id)?;
        require(&cx.actor, Action::Invite, event.scope())?;
        Ok(event)
    });
    Ok(read.await?)
}

fn text(fields: &Fields) -> Result<RoundText, Invalid> {
    RoundText::parse(fields.text("name"), &fields.localised("subject"), &fields.localised("body"))
}

#[post("/programmes/{programme}/events/{event}/rounds/new/text")]
pub(super) async fn create(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let text = match text(&form.fields) {
        Ok(text) => text,
        Err(invalid) => {
            let event = inviting(&app, &who, &path).await?;
            let page = text_page(&app, &who, &event, None, &form.fields, &invalid);
            return html_refused(&page);
        }
    };
    let (slug, id, audience) = (path.0.clone(), public_id(&path.1)?, audience(&form.fields));
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, InvitationError> {
        let event = event(conn, cx, &slug, &id)?;
        let round = invitations::create_round(conn, cx, &event, &text, &audience)?;
        Ok(round_address(&event, &round.public_id, "check"))
    });
    Ok(done.await?)
}

/// The event and the round an address names, for those who may change it.
async fn open_round(app: &App, who: &SignedIn, path: &RoundPath) -> Result<(EventFacts, Round), Problem> {
    let (slug, id, round, cx) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?, who.context(app));
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = event(conn, &cx, &slug, &id)?;
        require(&cx.actor, Action::Invite, event.scope())?;
        let round = invitations::find_round(conn, &cx, &event, &round)?;
        Ok((event, round))
    });
    let (event, round) = read.await?;
    round.must_be_open()?;
    Ok((event, round))
}

/// A round's words as the form would have them typed.
fn fields_of(round: &Round) -> Fields {
    let mut typed = Fields::default();
    typed.set("version", round.version.to_string());
    typed.set("name", round.text.name.clone());
    typed.set_localised("subject", &round.text.subject);
    typed.set_localised("body", &round.text.body);
    typed
}

/// Somebody else has changed the words since the form was opened.
async fn clash(app: &App, who: &SignedIn, path: &RoundPath, typed: &Fields) -> Result<HttpResponse, Problem> {
    let (event, round) = open_round(app, who, path).await?;
    let fields = |f: &Fields| {
        let page = text_page(app, who, &event, Some(&round), f, &Invalid::default());
        std::iter::once(&page.name).chain(page.tabs.fields()).cloned().collect()
    };
    let clash = Clash {
        w: who.words,
        chrome: Chrome::of(app, who, Section::Events),
        subject: (Entity::Round, round.id.raw()),
        title: round.text.name.clone(),
        action: round_address(&event, &round.public_id, "text"),
        back: round_address(&event, &round.public_id, "check"),
        typed,
        now: fields_of(&round),
        fields: &fields,
    };
    clash.answer(app, who).await
}

#[get("/programmes/{programme}/events/{event}/rounds/{round}/text")]
pub(super) async fn reword(app: App, who: SignedIn, path: Path<RoundPath>) -> Result<HttpResponse, Problem> {
    let (event, round) = open_round(&app, &who, &path).await?;
    let typed = fields_of(&round);
    html(&text_page(&app, &who, &event, Some(&round), &typed, &Invalid::default()))
}

#[post("/programmes/{programme}/events/{event}/rounds/{round}/text")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<RoundPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let text = match text(&form.fields) {
        Ok(text) => text,
        Err(invalid) => {
            let (event, round) = open_round(&app, &who, &path).await?;
            let page = text_page(&app, &who, &event, Some(&round), &form.fields, &invalid);
            return html_refused(&page);
        }
    };
    let (slug, id, round) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?);
    let typed = form.fields.clone();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, InvitationError> {
        let event = event(conn, cx, &slug, &id)?;
        let round = invitations::find_round(conn, cx, &event, &round)?;
        let version = merging::version(&typed, &fields_of(&round));
        invitations::edit_round(conn, cx, &round, version, &text)?;
        Ok(round_address(&event, &round.public_id, "check"))
    });
    match done.await {
        Err(InvitationError::Stale) => clash(&app, &who, &path, &form.fields).await,
        done => Ok(done?),
    }
}

fn text_page(
    app: &App,
    who: &SignedIn,
    event: &EventFacts,
    round: Option<&Round>,
    typed: &Fields,
    invalid: &Invalid,
) -> TextPage {
    let (w, head) = (who.words, Head::of(who.words, event));
    let error = |name: &str| invalid.0.iter().find(|f| f.field == name).map(|f| w.reason(&f.reason));
    let with = |field: Field| {
        let (value, fault) = (typed.text(&field.name).to_owned(), error(&field.name));
        field.value(value).error(fault)
    };
    let tabs = LanguageTabs::new("words", |locale| {
        let subject = with(Field::line(format!("subject.{locale}"), w.t("invitations-subject")).limit(LIMIT_SUBJECT));
        let body = with(Field::area(format!("body.{locale}"), w.t("invitations-body"), 12).limit(LIMIT_BODY));
        // A missing language is marked on its tab, and its guests are left out; it does not stop the form.
        vec![Field { need: Need::Required, ..subject }, body]
    });
    let name = with(
        Field::line("name", w.t("invitations-round-name")).limit(LIMIT_NAME).help(w.t("invitations-round-name-help")),
    );
    let problems = FieldProblem::of(std::iter::once(&name).chain(tabs.fields()));
    let back = match round {
        Some(round) => round_address(event, &round.public_id, "check"),
        None => format!("{}/rounds/new", head.here),
    };
    TextPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        action: match round {
            Some(round) => round_address(event, &round.public_id, "text"),
            None => format!("{}/rounds/new/text", head.here),
        },
        back,
        seen: Seen::of(typed),
        audience: typed.text("audience").to_owned(),
        name,
        tabs,
        problems,
        placeholders: PLACEHOLDERS
            .iter()
            .map(|p| (format!("{{{p}}}"), w.t(format!("invitations-placeholder-{}", p.replace('_', "-")))))
            .collect(),
        head,
    }
}

/// Who may be ticked.
const fn offered(purpose: Purpose) -> &'static [Standing] {
    match purpose {
        Purpose::Ask => &[Standing::NotInvited, Standing::Refused],
        Purpose::Chase => &[Standing::Unanswered],
    }
}

/// Whom a round is for, one by one.
#[get("/programmes/{programme}/events/{event}/rounds/{round}/who")]
pub(super) async fn guests_of(app: App, who: SignedIn, path: Path<RoundPath>) -> Result<HttpResponse, Problem> {
    let (event, round) = open_round(&app, &who, &path).await?;
    let (cx, w, facts, wanted) = (who.context(&app), who.words, event.clone(), round.clone());
    let now = cx.now;
    let (rows, chosen, numbers) = app
        .db
        .read(move |conn| -> Result<_, InvitationError> {
            let mut rows = Vec::new();
            for standing in offered(wanted.purpose) {
                let filter = GuestFilter { standing: *standing, ..GuestFilter::default() };
                rows.extend(invitations::guests_all(conn, &cx, &facts, &filter)?);
            }
            rows.retain(|row| row.answer == Answer::None);
            let chosen = invitations::chosen(conn, &cx, &facts, &wanted)?;
            Ok((rows, chosen, invitations::numbers(conn, &cx, &facts)?))
        })
        .await?;
    let line = |row| (GuestLine::of(w, who.zone, now, row), chosen.contains(&row.id));
    html(&WhoPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        head: Head::of(w, &event),
        name: round.text.name.clone(),
        version: round.version,
        action: round_address(&event, &round.public_id, "who"),
        text_href: round_address(&event, &round.public_id, "text"),
        check_href: round_address(&event, &round.public_id, "check"),
        rows: rows.iter().map(line).collect(),
        audiences: audiences(w, &numbers, numbers.persons_open())
            .into_iter()
            .filter(|choice| {
                let chases = matches!(choice.value.as_str(), "unanswered" | "silent-institutions");
                chases == (round.purpose == Purpose::Chase)
            })
            .collect(),
        empty: numbers.all.seats == 0,
    })
}

#[post("/programmes/{programme}/events/{event}/rounds/{round}/who")]
pub(super) async fn choose(
    app: App,
    who: SignedIn,
    path: Path<RoundPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (slug, id, round) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?);
    let (audience, version) = (audience(&form.fields), form.fields.version());
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, InvitationError> {
        let event = event(conn, cx, &slug, &id)?;
        let round = invitations::find_round(conn, cx, &event, &round)?;
        invitations::choose(conn, cx, &round, version, &audience)?;
        Ok(round_address(&event, &round.public_id, "check"))
    });
    match done.await {
        Err(InvitationError::Stale) => {
            let go = |now: &Round| Onward::Press(now.version, who.words.t("late-go"));
            late(&app, &who, &path, ("who", go), &form.fields).await
        }
        done => Ok(done?),
    }
}
