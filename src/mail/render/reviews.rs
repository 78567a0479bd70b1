//! Mails about versions of deliverables: a review is asked for, changes are, one is approved.

use askama::Template;

use super::frame::Frame;
use super::{Content, Draft, Loaded, Office, RenderError};
use crate::access::Context;
use crate::db::{Conn, DbError};
use crate::domain::deliverables::DeliverableError;
use crate::domain::deliverables::reviews::Verdict;
use crate::domain::deliverables::reviews::mail::{self, ReviewLetter};
use crate::domain::outbox::Message;
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::mail::AutoSubmitted;

/// What such a mail tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Told {
    Request,
    Stuck,
    Changes,
    Approved,
    TakenBack,
}

impl Told {
    const fn key(self) -> &'static str {
        match self {
            Told::Request => "request",
            Told::Stuck => "stuck",
            Told::Changes => "changes",
            Told::Approved => "approved",
            Told::TakenBack => "back",
        }
    }
}

/// A mail to a reviewer or to an author of a version.
#[derive(Clone, Debug)]
pub struct ReviewMail {
    told: Told,
    letter: ReviewLetter,
}

pub(super) fn load(conn: &mut Conn, cx: &Context, message: &Message) -> Result<Loaded, RenderError> {
    let (told, made) = match *message {
        Message::ReviewRequest { version, account } => (Told::Request, mail::request(conn, cx, (version, account))),
        Message::ReviewStuck { version, account } => {
            (Told::Stuck, mail::short_of_reviewers(conn, cx, (version, account)))
        }
        Message::VersionApproved { version, account } => (Told::Approved, mail::approved(conn, cx, (version, account))),
        Message::ChangesAsked { review, account } => (Told::Changes, mail::changes(conn, cx, (review, account))),
        _ => return Ok(Loaded::Moot("gone".to_owned())),
    };
    let made = made.map_err(|error| match error {
        DeliverableError::Db(error) => RenderError::Db(error),
        other => RenderError::Db(DbError::Query(other.to_string())),
    })?;
    Ok(match made {
        Ok(letter) => {
            let back = letter.review.as_ref().is_some_and(|review| review.verdict == Verdict::TakeBack);
            let told = if back && told == Told::Changes { Told::TakenBack } else { told };
            Loaded::Draft(Draft::Review(Box::new(ReviewMail { told, letter })))
        }
        Err(moot) => Loaded::Moot(moot.as_str().to_owned()),
    })
}

#[derive(Template)]
#[template(path = "mail/review.txt", escape = "none")]
struct ReviewText<'a>(&'a Page);

#[derive(Template)]
#[template(path = "mail/review.html")]
struct ReviewHtml<'a>(&'a Page);

struct Page {
    f: Frame,
    programme: String,
    hello: String,
    lead: String,
    title: String,
    title_lang: &'static str,
    /// "Datong · Seminar · Version 3, 2 files".
    about: String,
    /// What changed, as the author says; empty where nothing was said.
    notes: String,
    /// What the reviewer says.
    words: Vec<String>,
    link: String,
    act: String,
    verb: String,
    why: String,
}

impl ReviewMail {
    fn lead(&self) -> String {
        match self.told {
            Told::Request if self.letter.version.round > 1 => "review-mail-request-again".to_owned(),
            told => format!("review-mail-{}", told.key()),
        }
    }

    pub(super) fn content(&self, office: &Office, locale: Locale) -> Result<Content, RenderError> {
        let (w, letter) = (Words::new(locale), &self.letter);
        let (key, version) = (self.told.key(), &letter.version);
        let title = letter.deliverable.title.best(locale).to_owned();
        let own = letter.deliverable.title.get(locale).is_some();
        let lang = letter.deliverable.title.iter().find(|(_, text)| *text == title).map(|(l, _)| l.bcp47());
        let author = version.author.as_ref().map(|a| a.name.clone()).unwrap_or_default();
        let reviewer = letter.review.as_ref().and_then(|r| r.by.as_ref()).map(|by| by.name.clone());
        let name = reviewer.unwrap_or(author);
        let place = letter.place.as_ref().map(|(c, s)| format!("{} · {}", c.best(locale), s.best(locale)));
        let files = w.with("review-mail-version", &[("number", &version.number), ("n", &letter.files)]);
        let notes = version.notes.as_str();
        let words = letter.review.as_ref().map(|r| r.words.lines().map(str::to_owned).collect());
        let path = format!(
            "/programmes/{}/deliverables/{}/versions/{}",
            letter.programme_slug, letter.deliverable.public_id, version.number
        );
        let page = Page {
            f: Frame::new(locale),
            programme: letter.programme.best(locale).to_owned(),
            hello: w.with("answers-mail-hello", &[("name", &letter.reader)]),
            lead: w.with(self.lead(), &[("name", &name)]),
            title_lang: if own { "" } else { lang.unwrap_or("") },
            about: place.into_iter().chain([files]).collect::<Vec<_>>().join(" · "),
            notes: if notes.is_empty() { String::new() } else { w.with("review-mail-notes", &[("notes", &notes)]) },
            words: words.unwrap_or_default(),
            link: office.link(&path),
            act: w.t(format!("review-mail-{key}-act")),
            verb: w.t(format!("review-mail-{key}-verb")),
            why: w.t(format!("review-mail-{key}-why")),
            title: title.clone(),
        };
        Ok(Content {
            to_name: letter.reader.clone(),
            subject: w.with(format!("review-mail-{key}-subject"), &[("title", &title)]),
            text: ReviewText(&page).render()?,
            html: ReviewHtml(&page).render()?,
            reply_to: None,
            calendar: None,
            auto_submitted: AutoSubmitted::Generated,
            list_unsubscribe: None,
        })
    }
}
