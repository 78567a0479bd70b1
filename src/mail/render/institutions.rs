//! Letters to institutions: the mail that asks, what we understood of an answer, and the words of the letter on paper.

use askama::Template;

use super::frame::Frame;
use super::invitations::{Rendered, finish, placeholder};
use super::ticket::{Ticket, salutation};
use crate::domain::invitations::mail::{InvitationLetter, OfficeConfirmation, OfficeWords};
use crate::domain::invitations::{Answer, EventFacts};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;
use crate::text::placeholders;

#[derive(Template)]
#[template(path = "mail/delegation.txt", escape = "none")]
struct AskedText<'a>(&'a AskedPage);

#[derive(Template)]
#[template(path = "mail/delegation.html")]
struct AskedHtml<'a>(&'a AskedPage);

struct AskedPage {
    t: Ticket,
    f: Frame,
    /// The institution, above everything.
    house: String,
    number: Option<String>,
    /// None where the body greets by itself.
    hello: Option<String>,
    body_text: String,
    body_html: String,
    places: String,
    closing: Vec<String>,
    /// Under the signature, where a letter in Chinese has its date.
    signed_on: Option<String>,
    /// Where the letter is read and printed; none before there is one.
    paper: Option<String>,
}

/// "No. 2016/12".
pub fn number(w: Words, (year, number): (i64, i64)) -> String {
    w.with("delegations-number", &[("year", &year.to_string()), ("number", &number.to_string())])
}

/// An institution is asked.
pub(super) fn asked(
    letter: &InvitationLetter,
    office: &OfficeWords,
    base_url: &str,
    f: Frame,
) -> Result<Rendered, askama::Error> {
    let (event, reader) = (&letter.event, &letter.reader);
    let t = Ticket::new(event, reader, base_url);
    let w = t.w;
    let value = |name: &str| placeholder(&t, event, reader, name);
    let page = AskedPage {
        house: office.organisation.best(w.locale()).to_owned(),
        number: office.number.map(|n| number(w, n)),
        hello: (!letter.words.greets).then(|| salutation(w, reader)),
        body_text: letter.words.body.text(value),
        body_html: letter.words.body.html(value),
        places: w.n("delegations-mail-places", office.places),
        closing: lines(&office.closing),
        signed_on: signed_on(w, event, office.dated),
        paper: office.number.map(|_| format!("{}/letter", t.link)),
        f,
        t,
    };
    let subject = placeholders::fill_plain(&letter.words.subject, |name| placeholder(&page.t, event, reader, name));
    let (text, html) = (AskedText(&page).render()?, AskedHtml(&page).render()?);
    // An institution sends whom it likes: the entry for a calendar would be nobody's.
    Ok(Rendered { calendar: None, ..finish(event, reader, &page.t, subject, text, html) })
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// The day a letter bears, on the clock of the event: "18 April 2016", "1er avril 2016", "2016年4月18日". It names no day of the week.
pub fn dated(w: Words, event: &EventFacts, at: Instant) -> String {
    let day = at.at(event.zone).date();
    let number = chrono::Datelike::day(&day);
    match w.locale() {
        Locale::Zh => w.date_medium(day),
        Locale::Fr if number == 1 => format!("1er {}", w.month(day)),
        Locale::En | Locale::Fr => format!("{number} {}", w.month(day)),
    }
}

/// In Chinese the date stands under the signature; in the other languages it would stand above the letter, where a mail has its own.
fn signed_on(w: Words, event: &EventFacts, at: Instant) -> Option<String> {
    (w.locale() == Locale::Zh).then(|| dated(w, event, at))
}

#[derive(Template)]
#[template(path = "mail/delegation-confirmation.txt", escape = "none")]
struct ConfirmationText<'a>(&'a ConfirmationPage);

#[derive(Template)]
#[template(path = "mail/delegation-confirmation.html")]
struct ConfirmationHtml<'a>(&'a ConfirmationPage);

struct ConfirmationPage {
    t: Ticket,
    f: Frame,
    comes: bool,
    hello: String,
    house: String,
    understood: String,
    named: Vec<String>,
    note: String,
    closing: Vec<String>,
    signed_on: Option<String>,
    /// No page takes another answer.
    late: bool,
}

/// What was understood, in words: how many places there are, how many wait.
pub fn understood(w: Words, answer: Answer, (accepted, waiting, tentative): (i64, i64, i64)) -> String {
    match answer {
        Answer::Declined => w.t("delegations-understood-declined"),
        Answer::Tentative => w.n("delegations-understood-tentative", tentative),
        Answer::None => w.t("delegations-understood-none"),
        Answer::Accepted | Answer::Waiting => {
            let had = (accepted > 0).then(|| w.n("delegations-understood-accepted", accepted));
            let waits = (waiting > 0).then(|| w.n("delegations-understood-waiting", waiting));
            sentences(w, [had, waits].into_iter().flatten())
        }
    }
}

/// One sentence behind the other: Chinese puts no space after its full stop.
pub fn sentences(w: Words, all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join(if w.locale() == Locale::Zh { "" } else { " " })
}

/// What we understood of an institution's answer.
pub(super) fn confirmation(letter: &OfficeConfirmation, base_url: &str) -> Result<Rendered, askama::Error> {
    let t = Ticket::new(&letter.event, &letter.reader, base_url);
    let w = t.w;
    let subject = w.with(format!("delegations-mail-subject-{}", letter.answer), &[("event", &t.title.text)]);
    let named = letter.places.iter().filter_map(|p| p.delegate.as_ref());
    let page = ConfirmationPage {
        hello: salutation(w, &letter.reader),
        house: letter.organisation.best(w.locale()).to_owned(),
        understood: understood(w, letter.answer, (letter.accepted, letter.waiting, letter.tentative)),
        named: named.map(|d| d.name.shown(w.locale()).to_owned()).collect(),
        note: letter.note.clone(),
        late: letter.late,
        closing: lines(&letter.closing),
        signed_on: signed_on(w, &letter.event, letter.dated),
        comes: !matches!(letter.answer, Answer::Declined | Answer::None),
        f: Frame::new(letter.reader.locale),
        t,
    };
    let (text, html) = (ConfirmationText(&page).render()?, ConfirmationHtml(&page).render()?);
    Ok(Rendered { calendar: None, ..finish(&letter.event, &letter.reader, &page.t, subject, text, html) })
}

/// A letter's words as they stand on paper.
pub struct Paper {
    pub subject: String,
    /// None where the body greets by itself.
    pub hello: Option<String>,
    /// Sanitised HTML.
    pub body: String,
    /// How many places, and until when to answer.
    pub offer: String,
    pub closing: Vec<String>,
    pub title: String,
    pub programme: String,
    pub when: Option<String>,
    pub clock: String,
    pub venue: Vec<String>,
    pub person: String,
    pub phone: String,
}

/// A letter to an institution as it is printed; links on it are built on `base_url`.
pub fn paper(letter: &InvitationLetter, base_url: &str) -> Paper {
    let (event, reader) = (&letter.event, &letter.reader);
    let t = Ticket::new(event, reader, base_url);
    let w = t.w;
    let value = |name: &str| placeholder(&t, event, reader, name);
    let office = letter.office.as_ref();
    let places = w.n("delegations-mail-places", office.map_or(0, |o| o.places));
    let until = t.reply_by.as_ref().map(|by| w.with("answers-mail-reply-by", &[("when", by)]));
    Paper {
        subject: placeholders::fill_plain(&letter.words.subject, value),
        hello: (!letter.words.greets).then(|| salutation(w, reader)),
        body: letter.words.body.html(value),
        offer: sentences(w, std::iter::once(places).chain(until)),
        closing: lines(office.map_or("", |o| o.closing.as_str())),
        title: t.title.text.clone(),
        programme: t.programme.clone(),
        when: t.when.clone(),
        clock: t.clock.clone(),
        venue: t.venue.iter().map(|line| line.text.clone()).collect(),
        person: t.person.clone(),
        phone: t.phone.clone(),
    }
}
