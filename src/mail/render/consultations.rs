//! Mails to participants: their views are asked for, before an event or after it, and once more.

use askama::Template;

use super::frame::Frame;
use super::ticket::{Ticket, salutation};
use super::{Content, Draft, Links, Loaded, Office, RenderError, masked};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::consultations::AskTurn;
use crate::domain::consultations::mail::{self, AskLetter, AskOf};
use crate::domain::invitations::mail::{Moot, Reading, reply_to};
use crate::i18n::Words;
use crate::mail::{AutoSubmitted, Mailbox};

pub(super) fn load(conn: &mut Conn, cx: &Context, ids: &[AskOf], reading: Reading) -> Result<Vec<Loaded>, RenderError> {
    let letters = mail::letters(conn, cx, ids, reading)?;
    let one = |letter: Result<AskLetter, Moot>| match letter {
        Ok(letter) => Loaded::Draft(Draft::Consultation(Box::new(letter))),
        Err(moot) => Loaded::Moot(moot.as_str().to_owned()),
    };
    Ok(letters.into_iter().map(one).collect())
}

#[derive(Template)]
#[template(path = "mail/consultation.txt", escape = "none")]
struct AskText<'a>(&'a Page);

#[derive(Template)]
#[template(path = "mail/consultation.html")]
struct AskHtml<'a>(&'a Page);

struct Page {
    w: Words,
    f: Frame,
    t: Ticket,
    hello: String,
    lead: String,
    /// Until when.
    until: String,
    /// Where the sheet is.
    link: String,
    used: String,
}

pub(super) fn content(letter: &AskLetter, office: &Office, links: Links) -> Result<Content, RenderError> {
    let reader = masked(&letter.reader, links);
    let (w, event) = (Words::new(reader.locale), &letter.event);
    let t = Ticket::new(event, &reader, &office.base_url);
    let (turn, phase) = (letter.turn, letter.about.phase);
    let title = t.title.text.clone();
    let page = Page {
        hello: salutation(w, &reader),
        lead: w.with(format!("consultations-mail-{turn}-{phase}"), &[("event", &title)]),
        until: letter
            .about
            .closes
            .map(|at| w.moment_at(at, event.place.best(w.locale())))
            .map(|when| w.with("consultations-mail-until", &[("when", &when)]))
            .unwrap_or_default(),
        link: office.link(&format!("/input/{}", reader.answer_token)),
        used: w.t("consultations-mail-used"),
        f: Frame::new(reader.locale),
        t,
        w,
    };
    let subject = match turn {
        AskTurn::Ask => w.with(format!("consultations-mail-subject-{phase}"), &[("event", &title)]),
        AskTurn::Remind => w.with("consultations-mail-subject-remind", &[("event", &title)]),
    };
    Ok(Content {
        to_name: reader.name.shown(reader.locale).to_owned(),
        subject,
        text: AskText(&page).render()?,
        html: AskHtml(&page).render()?,
        reply_to: reply_to(event).map(|(name, email)| Mailbox { name: name.to_owned(), email: email.clone() }),
        calendar: None,
        auto_submitted: AutoSubmitted::Generated,
        list_unsubscribe: Some(page.t.stop.clone()),
    })
}
