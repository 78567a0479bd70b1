//! Mails about sponsors in public: a name that was cleared is shown no more.

use askama::Template;

use super::frame::Frame;
use super::{Content, Draft, Loaded, Office, RenderError};
use crate::db::Conn;
use crate::domain::sponsorship::lapsing::{self, LapseLetter};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::mail::AutoSubmitted;

pub(super) fn load(conn: &mut Conn, clearance: i64) -> Result<Loaded, RenderError> {
    Ok(match lapsing::letter(conn, clearance)? {
        Ok(letter) => Loaded::Draft(Draft::Lapse(Box::new(letter))),
        Err(moot) => Loaded::Moot(moot.as_str().to_owned()),
    })
}

#[derive(Template)]
#[template(path = "mail/sponsor.txt", escape = "none")]
struct LapseText<'a>(&'a Page);

#[derive(Template)]
#[template(path = "mail/sponsor.html")]
struct LapseHtml<'a>(&'a Page);

struct Page {
    f: Frame,
    programme: String,
    hello: String,
    lead: String,
    act: String,
    link: String,
    verb: String,
    why: String,
    subject: String,
}

pub(super) fn lapse(letter: &LapseLetter, office: &Office, locale: Locale) -> Result<Content, RenderError> {
    let w = Words::new(locale);
    let (firm, cleared) = (w.beside(&letter.firm, &letter.cleared), w.beside(&letter.cleared, &letter.firm));
    let programme = letter.programme.best(locale).to_owned();
    let path = format!("/programmes/{}/sponsorships/{}", letter.programme_slug, letter.sponsorship);
    let [subject, lead, act] = match letter.early {
        false => ["sponsor-lapse-mail-subject", "sponsor-lapse-mail-lead", "sponsor-lapse-mail-act"],
        true => ["sponsor-lapse-mail-subject-early", "sponsor-lapse-mail-lead-early", "sponsor-lapse-mail-act-early"],
    };
    let page = Page {
        f: Frame::new(locale),
        hello: w.with("answers-mail-hello", &[("name", &letter.reader)]),
        lead: w.with(lead, &[("cleared", &cleared), ("firm", &firm), ("programme", &programme)]),
        act: w.t(act),
        link: office.link(&path),
        verb: w.t("sponsor-lapse-mail-verb"),
        why: w.t("sponsor-lapse-mail-why"),
        subject: w.with(subject, &[("firm", &letter.firm.best(locale))]),
        programme,
    };
    Ok(Content {
        to_name: letter.reader.clone(),
        text: LapseText(&page).render()?,
        html: LapseHtml(&page).render()?,
        subject: page.subject,
        reply_to: None,
        calendar: None,
        auto_submitted: AutoSubmitted::Generated,
        list_unsubscribe: None,
    })
}
