//! Mails to houses that pass results on: a package is offered, kept back until another day, taken back, or given again.

use askama::Template;

use super::frame::Frame;
use super::{Content, Draft, Links, Loaded, Office, RenderError};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::invitations::mail::{Moot, Reading};
use crate::domain::outbox::Message;
use crate::domain::relays::Until;
use crate::domain::relays::mail::{self, RelayLetter, RelayOf, What};
use crate::i18n::Words;
use crate::mail::AutoSubmitted;

/// What such a message is made from; none of one that is damaged.
pub(super) fn of(message: &Message) -> Option<RelayOf> {
    match message {
        Message::RelayOffer { relay, nonce } => Some((*relay, nonce.clone(), What::Offer)),
        Message::RelayEmbargo { relay, nonce, before, after } => {
            let (before, after) = Until::read(before).ok().zip(Until::read(after).ok())?;
            Some((*relay, nonce.clone(), What::Embargo { before, after }))
        }
        _ => None,
    }
}

pub(super) fn load(
    conn: &mut Conn,
    cx: &Context,
    ids: &[RelayOf],
    reading: Reading,
) -> Result<Vec<Loaded>, RenderError> {
    let letters = mail::letters(conn, cx, ids, reading)?;
    let one = |letter: Result<RelayLetter, Moot>| match letter {
        Ok(letter) => Loaded::Draft(Draft::Relay(Box::new(letter))),
        Err(moot) => Loaded::Moot(moot.as_str().to_owned()),
    };
    Ok(letters.into_iter().map(one).collect())
}

#[derive(Template)]
#[template(path = "mail/relay.txt", escape = "none")]
struct RelayText<'a>(&'a Page);

#[derive(Template)]
#[template(path = "mail/relay.html")]
struct RelayHtml<'a>(&'a Page);

struct Page {
    w: Words,
    f: Frame,
    programme: String,
    hello: String,
    title: String,
    /// Where the title is not in the reader's language.
    title_lang: &'static str,
    lead: String,
    embargo: String,
    /// What is on their page.
    there: String,
    /// Paragraphs of the short text; none where only the day is new.
    short: Vec<String>,
    link: String,
    stop: Option<String>,
}

/// The embargo in plain words, with whose calendar its day is of.
fn embargo(w: Words, until: Until, town: &str) -> String {
    match until {
        Until::Free => w.t("relays-mail-free"),
        Until::Day(day) => w.with("relays-mail-embargo", &[("day", &w.date(day)), ("town", &town)]),
        Until::Unknown => w.t("relays-mail-unknown"),
        Until::Approval => w.t("relays-mail-approval"),
        Until::Never => w.t("relays-mail-never"),
    }
}

/// The keys of what a mail says by its occasion: its subject, its first sentence, and what is on the page that it leads to.
fn keys(what: What) -> [&'static str; 3] {
    match what {
        What::Offer => ["relays-mail-subject", "relays-mail-lead", "relays-mail-there"],
        What::Embargo { after: Until::Approval, .. } => {
            ["relays-mail-subject-stop", "relays-mail-lead-stop", "relays-mail-there-stop"]
        }
        What::Embargo { after: Until::Never, .. } => {
            ["relays-mail-subject-over", "relays-mail-lead-over", "relays-mail-there-over"]
        }
        What::Embargo { before, .. } if before.is_back() => {
            ["relays-mail-subject-go", "relays-mail-lead-go", "relays-mail-there"]
        }
        What::Embargo { .. } => ["relays-mail-subject-embargo", "relays-mail-lead-embargo", "relays-mail-there"],
    }
}

pub(super) fn content(letter: &RelayLetter, office: &Office, links: Links) -> Result<Content, RenderError> {
    let locale = letter.relay.locale;
    let w = Words::new(locale);
    let officer = &letter.relay.channel.officer.name;
    let (title_locale, title) = letter.deliverable.title.best_with_locale(locale).unwrap_or((locale, ""));
    let programme = letter.place.programme.best(locale).to_owned();
    let house = letter.relay.channel.house.name.best(locale);
    let town = match &letter.place.city {
        Some(city) => city.best(locale).to_owned(),
        None => w.zone_city(letter.place.zone),
    };
    let [subject, lead, there] = keys(letter.what);
    let until = match letter.what {
        What::Offer => letter.until,
        What::Embargo { after, .. } => after,
    };
    let short = letter.package.short.get(locale).filter(|_| letter.what == What::Offer).unwrap_or_default();
    let page = Page {
        hello: officer
            .address
            .get(locale)
            .map_or_else(|| w.with("answers-mail-hello", &[("name", &officer.shown(locale))]), str::to_owned),
        title_lang: if title_locale == locale { "" } else { title_locale.bcp47() },
        lead: w.with(lead, &[("title", &title), ("programme", &programme), ("house", &house)]),
        embargo: embargo(w, until, &town),
        there: w.t(there),
        short: short.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect(),
        link: office.link(&format!("/r/{}", links.token(&letter.token))),
        stop: letter.stop_token.as_ref().map(|token| office.link(&format!("/n/{}", links.token(token)))),
        f: Frame::new(locale),
        title: title.to_owned(),
        programme: programme.clone(),
        w,
    };
    Ok(Content {
        to_name: officer.shown(locale).to_owned(),
        subject: w.with(subject, &[("title", &title)]),
        text: RelayText(&page).render()?,
        html: RelayHtml(&page).render()?,
        reply_to: None,
        calendar: None,
        auto_submitted: AutoSubmitted::Generated,
        list_unsubscribe: page.stop.clone(),
    })
}
