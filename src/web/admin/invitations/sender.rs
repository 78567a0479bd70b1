//! The last two steps of the sender: check and release, with previews; asking, releasing, calling back.

use std::collections::BTreeMap;

use actix_web::http::header;
use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::rounds::RoundPath;
use super::views::{Bar, Head, person, round_address, state, undo};
use super::{Rights, address, event, public_id};
use crate::domain::invitations::{
    self, Check, EventFacts, Exclusion, InvitationError, Round, RoundState, SecondPerson, mail,
};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::mail::render::invitations as render;
use crate::web::pieces::{Choice, Mark, PersonView};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, submit};

#[derive(Template)]
#[template(path = "admin/invitations/check.html")]
struct CheckPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    rights: Rights,
    name: String,
    mark: Mark,
    version: i64,
    /// The round may still change.
    open: bool,
    asked: bool,
    recalled: bool,
    released_on: Option<String>,
    included: usize,
    languages: Vec<LanguageLine>,
    excluded: Vec<ExclusionLine>,
    left_out: usize,
    groups: Vec<Bar>,
    second: bool,
    /// The reader has asked for the release and may not give it.
    own: bool,
    who_href: String,
    text_href: String,
    preview_href: Option<String>,
    /// Where the buttons post to, without the verb.
    base: String,
}

struct LanguageLine {
    language: &'static str,
    lang: &'static str,
    people: usize,
    subject: Option<String>,
}

/// One reason, and whom it leaves out.
struct ExclusionLine {
    why: String,
    people: Vec<PersonView>,
    more: usize,
}

#[derive(Template)]
#[template(path = "admin/invitations/preview.html")]
struct PreviewPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    name: String,
    check_href: String,
    guests: Vec<Choice>,
    subject: String,
    lang: &'static str,
    html_href: String,
    text: String,
    calendar: String,
}

struct Loaded {
    event: EventFacts,
    round: Round,
    rights: Rights,
}

async fn load(app: &App, who: &SignedIn, path: &RoundPath) -> Result<(Loaded, Check, invitations::Numbers), Problem> {
    let (slug, id, round, cx) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?, who.context(app));
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = event(conn, &cx, &slug, &id)?;
        let round = invitations::find_round(conn, &cx, &event, &round)?;
        let check = invitations::check(conn, &cx, &event, &round)?;
        let numbers = invitations::numbers(conn, &cx, &event)?;
        let rights = Rights::of(&cx, &event);
        Ok((Loaded { event, round, rights }, check, numbers))
    });
    Ok(read.await?)
}

#[get("/programmes/{programme}/events/{event}/rounds/{round}/check")]
pub(super) async fn checked(app: App, who: SignedIn, path: Path<RoundPath>) -> Result<HttpResponse, Problem> {
    let (Loaded { event, round, rights }, check, numbers) = load(&app, &who, &path).await?;
    let (w, now) = (who.words, app.clock.now());
    let link = |page: &str| round_address(&event, &round.public_id, page);
    let undo = undo(w, who.zone, now, &event, std::slice::from_ref(&round));
    let groups = numbers.groups.iter().map(|g| Bar { name: g.name.best(who.locale).to_owned(), tally: g.tally });
    html(&CheckPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events).with_undo(undo),
        head: Head::of(w, &event),
        rights,
        name: round.text.name.clone(),
        mark: state(w, round.state),
        version: round.version,
        open: round.state.is_open(),
        asked: round.state == RoundState::Asked,
        recalled: round.state == RoundState::Recalled,
        released_on: round.released_at.map(|at| w.exact(at, who.zone)),
        included: check.languages.iter().map(|l| l.people).sum(),
        languages: check
            .languages
            .iter()
            .map(|l| LanguageLine {
                language: l.locale.endonym(),
                lang: l.locale.bcp47(),
                people: l.people,
                subject: l.subject.clone(),
            })
            .collect(),
        left_out: if round.state.is_open() { check.excluded.len() } else { 0 },
        excluded: exclusions(w, &check),
        groups: groups.collect(),
        second: event.second_person == SecondPerson::Wanted,
        own: round.asked_by.is_some() && round.asked_by == who.visitor.actor().account(),
        who_href: link("who"),
        text_href: link("text"),
        preview_href: readers(&check).next().map(|_| link("preview")),
        base: format!("{}/rounds/{}", address(&event), round.public_id),
    })
}

/// As whom the letter can be read: those who get it first, then those who do not.
fn readers(check: &Check) -> impl Iterator<Item = &invitations::GuestFacts> {
    check.included.iter().chain(check.excluded.iter().map(|e| &e.guest))
}

fn exclusions(w: Words, check: &Check) -> Vec<ExclusionLine> {
    const SHOWN: usize = 12;
    let mut by_reason: BTreeMap<Exclusion, Vec<PersonView>> = BTreeMap::new();
    for excluded in &check.excluded {
        by_reason.entry(excluded.why).or_default().push(person(w, &excluded.guest));
    }
    let line = |(why, mut people): (Exclusion, Vec<PersonView>)| {
        let more = people.len().saturating_sub(SHOWN);
        people.truncate(SHOWN);
        let why = match why {
            Exclusion::MissingTranslation(locale) => {
                let language = w.t(format!("language-{locale}"));
                w.with("invitations-why-missing-translation", &[("language", &language)])
            }
            other => w.t(format!("invitations-why-{}", other.key())),
        };
        ExclusionLine { why, people, more }
    };
    by_reason.into_iter().map(line).collect()
}

/// The letter as one of the round's guests would get it.
async fn letter(
    app: &App,
    who: &SignedIn,
    path: &RoundPath,
    seat: &str,
) -> Result<(Loaded, Check, render::Rendered, PublicId), Problem> {
    let (slug, id, round, cx) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?, who.context(app));
    let seat = if seat.is_empty() { None } else { Some(public_id(seat)?) };
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = event(conn, &cx, &slug, &id)?;
        let round = invitations::find_round(conn, &cx, &event, &round)?;
        let check = invitations::check(conn, &cx, &event, &round)?;
        let chosen = seat.or_else(|| readers(&check).next().map(|g| g.seat_public.clone()));
        let chosen = chosen.ok_or(InvitationError::NobodyToInvite)?;
        let letter = mail::preview_letter(conn, &cx, &event, &round, &chosen)?;
        let rights = Rights::of(&cx, &event);
        Ok((Loaded { event, round, rights }, check, letter, chosen))
    });
    let (loaded, check, letter, chosen) = read.await?;
    let rendered = render::invitation(&letter, app.config.base_url())
        .map_err(|e| Problem::Internal(format!("a mail's template failed: {e}")))?;
    Ok((loaded, check, rendered, chosen))
}

#[get("/programmes/{programme}/events/{event}/rounds/{round}/preview")]
pub(super) async fn preview(
    app: App,
    who: SignedIn,
    path: Path<RoundPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (loaded, check, rendered, chosen) = letter(&app, &who, &path, query.text("seat")).await?;
    let (w, event, round) = (who.words, &loaded.event, &loaded.round);
    let guest = |g: &invitations::GuestFacts| {
        let label = format!("{} · {}", g.name.shown(w.locale()), g.language.endonym());
        Choice::of(g.seat_public.as_str(), label, chosen.as_str())
    };
    let lang = readers(&check).find(|g| g.seat_public == chosen).map_or(w.lang(), |g| g.language.bcp47());
    html(&PreviewPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        head: Head::of(w, event),
        name: round.text.name.clone(),
        check_href: round_address(event, &round.public_id, "check"),
        guests: readers(&check).take(500).map(guest).collect(),
        subject: rendered.subject,
        lang,
        html_href: format!("{}?seat={chosen}", round_address(event, &round.public_id, "preview.html")),
        text: rendered.text,
        calendar: rendered.calendar.map(|c| c.ics).unwrap_or_default(),
    })
}

/// The mail's HTML alone, for the frame of the preview: no script, no form, nothing from elsewhere.
#[get("/programmes/{programme}/events/{event}/rounds/{round}/preview.html")]
pub(super) async fn preview_html(
    app: App,
    who: SignedIn,
    path: Path<RoundPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (_, _, rendered, _) = letter(&app, &who, &path, query.text("seat")).await?;
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'; sandbox";
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::X_FRAME_OPTIONS, "SAMEORIGIN"))
        .body(rendered.html))
}

/// Programme slug, event, round, verb.
type ActPath = (String, String, String, String);

/// Ask, release, recall, copy, delete.
#[post("/programmes/{programme}/events/{event}/rounds/{round}/{verb}")]
pub(super) async fn act(
    app: App,
    who: SignedIn,
    path: Path<ActPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (slug, id, round) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?);
    let version = form.fields.text("version").parse().unwrap_or(0);
    let verb = Verb::of(&path.3).ok_or(Problem::NotFound)?;
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, InvitationError> {
        let event = event(conn, cx, &slug, &id)?;
        let round = invitations::find_round(conn, cx, &event, &round)?;
        let same = |note: &str| format!("{}?note={note}", round_address(&event, &round.public_id, "check"));
        Ok(match verb {
            Verb::Ask => {
                invitations::ask_release(conn, cx, &round, version)?;
                same("round-asked")
            }
            Verb::Release => {
                invitations::release(conn, cx, &round, version)?;
                same("round-released")
            }
            Verb::Recall => {
                invitations::recall(conn, cx, &round)?;
                same("round-recalled")
            }
            Verb::Copy => {
                let copy = invitations::copy_round(conn, cx, &event, &round)?;
                round_address(&event, &copy.public_id, "check")
            }
            Verb::Delete => {
                invitations::delete_round(conn, cx, &round, version)?;
                format!("{}/rounds?note=round-deleted", address(&event))
            }
        })
    });
    Ok(done.await?)
}

#[derive(Clone, Copy)]
enum Verb {
    Ask,
    Release,
    Recall,
    Copy,
    Delete,
}

impl Verb {
    fn of(text: &str) -> Option<Verb> {
        match text {
            "ask" => Some(Verb::Ask),
            "release" => Some(Verb::Release),
            "recall" => Some(Verb::Recall),
            "copy" => Some(Verb::Copy),
            "delete" => Some(Verb::Delete),
            _ => None,
        }
    }
}
