//! A round's letter as its guests would read it: as a phone and a desk show it, as text, as it goes over the wire.

use actix_web::http::header;
use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;

use super::rounds::RoundPath;
use super::views::{Head, round_address};
use super::{event, public_id};
use crate::access::{Action, Scope, may};
use crate::domain::invitations::{self, Check, EventFacts, GuestFacts, InvitationError, Round, mail};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::mail::Letter;
use crate::mail::render;
use crate::web::pieces::Choice;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/invitations/preview.html")]
struct PreviewPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    name: String,
    check_href: String,
    /// The languages the round is written in: name, tag, address, whether shown.
    languages: Vec<(&'static str, &'static str, String, bool)>,
    language: &'static str,
    guests: Vec<Choice>,
    subject: String,
    to: String,
    from: String,
    reply_to: Option<String>,
    lang: &'static str,
    html_href: String,
    text: String,
    source: String,
    calendar: String,
}

struct Seen {
    event: EventFacts,
    round: Round,
    check: Check,
    letter: Letter,
    /// As whom; none where nobody of the language is a guest.
    seat: Option<PublicId>,
    locale: Locale,
}

/// The letter as the chosen guest would get it, else as the first of the chosen language, else as the member.
async fn see(app: &App, who: &SignedIn, path: &RoundPath, query: &Fields) -> Result<Seen, Problem> {
    let (slug, id, round, cx) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?, who.context(app));
    let seat = query.filled("seat").map(public_id).transpose()?;
    let language: Option<Locale> = query.filled("language").and_then(|l| l.parse().ok());
    let (name, now) = (who.member.name.clone(), cx.now);
    let sees_addresses = may(&cx.actor, Action::SeeDetails, Scope::Installation);
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = event(conn, &cx, &slug, &id)?;
        let round = invitations::find_round(conn, &cx, &event, &round)?;
        let check = invitations::check(conn, &cx, &event, &round)?;
        let spoken = |g: &&GuestFacts| language.map_or(round.text.speaks(g.language), |l| l == g.language);
        let chosen = seat.or_else(|| check.readers().find(spoken).map(|g| g.seat_public.clone()));
        let letter = match &chosen {
            Some(seat) => mail::preview_letter(conn, &cx, &event, &round, seat)?,
            None => {
                let written = || Locale::ALL.into_iter().find(|l| round.text.speaks(*l));
                let locale = language.or_else(written).unwrap_or_default();
                mail::stand_in_letter(&event, &round, locale, &name)
            }
        };
        let guest = check.readers().find(|g| Some(&g.seat_public) == chosen.as_ref());
        let to = guest.filter(|_| sees_addresses).and_then(|g| g.mailbox()).map(|a| a.email.clone());
        Ok((event, round, check, letter, chosen, to))
    });
    let (event, round, check, letter, seat, to) = read.await?;
    let locale = letter.reader.locale;
    let letter = render::preview(&app.post.office, &letter, to, now)?;
    Ok(Seen { event, round, check, letter, seat, locale })
}

#[get("/programmes/{programme}/events/{event}/rounds/{round}/preview")]
pub(super) async fn preview(
    app: App,
    who: SignedIn,
    path: Path<RoundPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let Seen { event, round, check, letter, seat, locale } = see(&app, &who, &path, &query).await?;
    let w = who.words;
    let current = seat.as_ref().map(|s| s.as_str()).unwrap_or_default();
    let guest = |g: &GuestFacts| Choice::of(g.seat_public.as_str(), g.name.shown(w.locale()), current);
    let link = |page: &str| round_address(&event, &round.public_id, page);
    let bytes = letter.to_bytes().map_err(|fault| Problem::Internal(fault.to_string()))?;
    let mailbox = |m: &crate::mail::Mailbox| match m.name.is_empty() {
        true => m.email.to_string(),
        false => format!("{} <{}>", m.name, m.email),
    };
    let languages = Locale::ALL.into_iter().filter(|l| round.text.speaks(*l));
    html(&PreviewPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        head: Head::of(w, &event),
        name: round.text.name.clone(),
        check_href: link("check"),
        languages: languages
            .map(|l| (l.endonym(), l.bcp47(), format!("{}?language={l}", link("preview")), l == locale))
            .collect(),
        language: locale.tag(),
        guests: check.readers().filter(|g| g.language == locale).take(500).map(guest).collect(),
        to: mailbox(&letter.to),
        from: mailbox(&letter.from),
        reply_to: letter.reply_to.as_ref().map(mailbox),
        lang: locale.bcp47(),
        html_href: format!("{}?language={locale}&seat={current}", link("preview.html")),
        source: String::from_utf8_lossy(&bytes).into_owned(),
        calendar: letter.calendar.map(|c| c.ics).unwrap_or_default(),
        subject: letter.subject,
        text: letter.text,
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
    let seen = see(&app, &who, &path, &query).await?;
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'; sandbox";
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::X_FRAME_OPTIONS, "SAMEORIGIN"))
        .body(seen.letter.html))
}
