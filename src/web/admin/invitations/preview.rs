//! A round's letter as its guests would read it: as a phone and a desk show it, as text, as it goes over the wire.

use actix_web::http::header;
use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;

use super::rounds::RoundPath;
use super::views::{Head, round_address};
use super::{event, public_id};
use crate::access::{Action, Context, Scope, may};
use crate::db::Conn;
use crate::domain::invitations::{self, Check, EventFacts, GuestFacts, InvitationError, Round, RoundState, mail};
use crate::i18n::Words;
use crate::kernel::email::Email;
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
    released: bool,
}

/// A round's letter to one guest.
pub(in crate::web) struct Looked {
    pub check: Check,
    letter: mail::InvitationLetter,
    /// As whom; none where nobody of the language is a guest.
    pub seat: Option<PublicId>,
    pub to: To,
}

/// Where the letter would go.
pub(in crate::web) enum To {
    Guest(Email),
    /// There is one, and it is not for the reader's eyes.
    Hidden,
    /// The guest has none, or none that is not refused.
    Nowhere,
    /// Nobody of the language is a guest; the member stands in.
    Member,
}

/// As whom a letter is to be read.
#[derive(Default)]
pub(in crate::web) struct Wanted {
    pub seat: Option<PublicId>,
    pub language: Option<Locale>,
    /// The member's own name.
    pub name: String,
}

/// The letter as the chosen guest would get it, else as the first of the chosen language, else as the member.
pub(in crate::web) fn look(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    round: &Round,
    wanted: Wanted,
) -> Result<Looked, InvitationError> {
    let Wanted { seat, language, name } = wanted;
    let check = invitations::check(conn, cx, event, round)?;
    let spoken = |g: &&GuestFacts| language.map_or(round.text.speaks(g.language), |l| l == g.language);
    let seat = seat.or_else(|| check.readers().find(spoken).map(|g| g.seat_public.clone()));
    let letter = match &seat {
        Some(seat) => mail::preview_letter(conn, cx, event, round, seat)?,
        None => {
            let written = || Locale::ALL.into_iter().find(|l| round.text.speaks(*l));
            mail::stand_in_letter(event, round, language.or_else(written).unwrap_or_default(), &name)
        }
    };
    let sees_addresses = may(&cx.actor, Action::SeeDetails, Scope::Installation);
    let guest = check.readers().find(|g| Some(&g.seat_public) == seat.as_ref());
    let to = match guest.map(GuestFacts::mailbox) {
        None => To::Member,
        Some(Some(address)) if sees_addresses => To::Guest(address.email.clone()),
        Some(Some(_)) => To::Hidden,
        Some(None) => To::Nowhere,
    };
    Ok(Looked { check, letter, seat, to })
}

impl Looked {
    pub fn locale(&self) -> Locale {
        self.letter.reader.locale
    }
    pub fn render(&self, app: &App) -> Result<Letter, Problem> {
        let office = &app.post.office;
        let address = match &self.to {
            To::Guest(email) => Some(email.clone()),
            To::Member => Some(office.from.email.clone()),
            To::Hidden | To::Nowhere => None,
        };
        Ok(render::preview(office, &self.letter, address, app.clock.now())?)
    }
}

/// A name and an address as a reader of mail shows them.
pub(in crate::web) fn mailbox(of: &crate::mail::Mailbox) -> String {
    if of.name.is_empty() { of.email.to_string() } else { format!("{} <{}>", of.name, of.email) }
}

struct Seen {
    event: EventFacts,
    round: Round,
    looked: Looked,
    letter: Letter,
}

async fn see(app: &App, who: &SignedIn, path: &RoundPath, query: &Fields) -> Result<Seen, Problem> {
    let (slug, id, round, cx) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?, who.context(app));
    let wanted = Wanted {
        seat: query.filled("seat").map(public_id).transpose()?,
        language: query.filled("language").and_then(|l| l.parse().ok()),
        name: who.member.name.clone(),
    };
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = event(conn, &cx, &slug, &id)?;
        let round = invitations::find_round(conn, &cx, &event, &round)?;
        let looked = look(conn, &cx, &event, &round, wanted)?;
        Ok((event, round, looked))
    });
    let (event, round, looked) = read.await?;
    let letter = looked.render(app)?;
    Ok(Seen { event, round, looked, letter })
}

#[get("/programmes/{programme}/events/{event}/rounds/{round}/preview")]
pub(super) async fn preview(
    app: App,
    who: SignedIn,
    path: Path<RoundPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let Seen { event, round, looked, letter } = see(&app, &who, &path, &query).await?;
    let (w, locale) = (who.words, looked.locale());
    let current = looked.seat.as_ref().map(|s| s.as_str()).unwrap_or_default();
    let guest = |g: &GuestFacts| Choice::of(g.seat_public.as_str(), g.name.shown(w.locale()), current);
    let link = |page: &str| round_address(&event, &round.public_id, page);
    let bytes = letter.to_bytes().map_err(|fault| Problem::Internal(fault.to_string()))?;
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
        guests: looked.check.readers().filter(|g| g.language == locale).take(500).map(guest).collect(),
        to: match looked.to {
            To::Guest(_) => mailbox(&letter.to),
            To::Member => letter.to.name.clone(),
            To::Hidden => {
                w.with("word-said", &[("word", &letter.to.name), ("said", &w.t("invitations-preview-hidden"))])
            }
            To::Nowhere => {
                w.with("word-said", &[("word", &letter.to.name), ("said", &w.t("invitations-preview-no-address"))])
            }
        },
        from: mailbox(&letter.from),
        reply_to: letter.reply_to.as_ref().map(mailbox),
        lang: locale.bcp47(),
        html_href: format!("{}?language={locale}&seat={current}", link("preview.html")),
        source: String::from_utf8_lossy(&bytes).into_owned(),
        calendar: letter.calendar.map(|c| c.ics).unwrap_or_default(),
        subject: letter.subject,
        text: letter.text,
        released: round.state == RoundState::Released,
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
