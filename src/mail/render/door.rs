//! What happened to an account's door: its password, its second factor, its keys for programs.

use askama::Template;

use super::frame::Frame;
use super::{Content, Draft, Loaded, Office, RenderError};
use crate::db::Conn;
use crate::domain::accounts::second_factor::{self, News};
use crate::domain::accounts::{self, Account};
use crate::domain::outbox::Message;
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;
use crate::mail::AutoSubmitted;

/// One piece of news, ready for its words.
#[derive(Clone, Debug)]
pub struct DoorLetter {
    account: Account,
    /// What the keys of its sentences begin with.
    words: String,
    /// What the key for programs is called, where one was made.
    token: String,
    at: Instant,
    /// The network's mark.
    place: Option<String>,
    /// Where the reader sets it right.
    way_out: Option<&'static str>,
}

pub(super) fn load(conn: &mut Conn, message: &Message) -> Result<Loaded, RenderError> {
    let letter = match message {
        Message::SecondFactor { account, news, at, place } => {
            let notice = second_factor::notice_for_mail(conn, *account, news)?;
            notice.map(|notice| DoorLetter {
                words: format!("mail-factor-{}", notice.news),
                token: String::new(),
                at: *at,
                place: place.clone(),
                way_out: way_out(notice.news),
                account: notice.account,
            })
        }
        Message::AccountNews { account, news, token, at, place } => {
            let notice = accounts::notice_for_mail(conn, *account, news, *token)?;
            notice.map(|notice| DoorLetter {
                words: format!("mail-news-{}", notice.news),
                token: notice.token.unwrap_or_default(),
                at: *at,
                place: place.clone(),
                // Whoever knows the password of now would find the old one useless there: a link to the mailbox makes another.
                way_out: Some("/reset"),
                account: notice.account,
            })
        }
        _ => None,
    };
    Ok(letter.map_or_else(|| Loaded::Moot("gone".to_owned()), |one| Loaded::Draft(Draft::Door(Box::new(one)))))
}

#[derive(Template)]
#[template(path = "mail/door.txt")]
struct DoorText<'a>(&'a Page);

#[derive(Template)]
#[template(path = "mail/door.html")]
struct DoorHtml<'a>(&'a Page);

struct Page {
    w: Words,
    f: Frame,
    name: String,
    host: String,
    subject: String,
    /// What happened, and what it means.
    lead: String,
    when: String,
    /// From which network; empty where it was the house itself.
    place: String,
    /// What to do if it was somebody else.
    not_me: String,
    link: Option<String>,
}

impl Page {
    fn sender(&self) -> String {
        format!("{} · {}", self.w.t("product-name"), self.host)
    }
}

/// Where the reader sets a second factor right: on the account's page, or by another password where somebody knows theirs. None where it
/// is the administrators who do, for the page would ask for a code that the reader does not have.
const fn way_out(news: News) -> Option<&'static str> {
    match news {
        News::Guessed | News::RecoveryUsed => Some("/reset"),
        News::Off | News::Reset | News::CodesRenewed => Some("/account/second-factor"),
        News::On | News::Moved => None,
    }
}

pub(super) fn content(letter: &DoorLetter, office: &Office, locale: Locale) -> Result<Content, RenderError> {
    let w = Words::new(locale);
    // The hour with the distance of its wall from UTC: the reader may be elsewhere.
    let when = w.moment_with_offset(letter.at.at(letter.account.zone));
    let place = letter.place.as_ref().map(|mark| w.with("mail-factor-place", &[("mark", mark)]));
    let page = Page {
        w,
        f: Frame::new(locale),
        name: letter.account.name.clone(),
        host: office.host.clone(),
        subject: w.t(format!("{}-subject", letter.words)),
        lead: w.with(format!("{}-lead", letter.words), &[("host", &office.host), ("name", &letter.token)]),
        when: w.with("mail-factor-when", &[("when", &when)]),
        place: place.unwrap_or_default(),
        not_me: w.t(format!("{}-not-me", letter.words)),
        link: letter.way_out.map(|path| office.link(path)),
    };
    Ok(Content {
        to_name: letter.account.name.clone(),
        text: DoorText(&page).render()?,
        html: DoorHtml(&page).render()?,
        subject: page.subject,
        reply_to: None,
        calendar: None,
        auto_submitted: AutoSubmitted::Generated,
        list_unsubscribe: None,
    })
}
