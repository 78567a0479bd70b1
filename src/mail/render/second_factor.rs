//! What happened to an account's second factor.

use askama::Template;

use super::frame::Frame;
use super::{Content, Draft, Loaded, Office, RenderError};
use crate::db::Conn;
use crate::domain::accounts::second_factor::{News, notice_for_mail};
use crate::i18n::Words;
use crate::kernel::ids::AccountId;
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;
use crate::mail::AutoSubmitted;

pub use crate::domain::accounts::second_factor::Notice;

pub(super) fn load(conn: &mut Conn, account: AccountId, news: &str, at: Instant) -> Result<Loaded, RenderError> {
    let notice = notice_for_mail(conn, account, news, at)?;
    Ok(notice.map_or_else(|| Loaded::Moot("gone".to_owned()), |n| Loaded::Draft(Draft::SecondFactor(Box::new(n)))))
}

#[derive(Template)]
#[template(path = "mail/second-factor.txt")]
struct NoticeText<'a>(&'a Page);

#[derive(Template)]
#[template(path = "mail/second-factor.html")]
struct NoticeHtml<'a>(&'a Page);

struct Page {
    w: Words,
    f: Frame,
    name: String,
    host: String,
    subject: String,
    /// What happened, and what it means.
    lead: String,
    when: String,
    /// What to do if it was somebody else.
    not_me: String,
    link: Option<String>,
}

impl Page {
    fn sender(&self) -> String {
        format!("{} · {}", self.w.t("product-name"), self.host)
    }
}

/// Where the reader sets it right: on the account's page, or by another password where somebody knows theirs. None where it is the
/// administrators who do, for the page would ask for a code that the reader does not have.
const fn way_out(news: News) -> Option<&'static str> {
    match news {
        News::Guessed | News::RecoveryUsed => Some("/reset"),
        News::Off | News::Reset | News::CodesRenewed => Some("/account/second-factor"),
        News::On | News::Moved => None,
    }
}

pub(super) fn content(notice: &Notice, office: &Office, locale: Locale) -> Result<Content, RenderError> {
    let w = Words::new(locale);
    // The hour with the distance of its wall from UTC: the reader may be elsewhere.
    let when = w.moment_with_offset(notice.at.at(notice.account.zone));
    let page = Page {
        w,
        f: Frame::new(locale),
        name: notice.account.name.clone(),
        host: office.host.clone(),
        subject: w.t(format!("mail-factor-{}-subject", notice.news)),
        lead: w.with(format!("mail-factor-{}-lead", notice.news), &[("host", &office.host)]),
        when: w.with("mail-factor-when", &[("when", &when)]),
        not_me: w.t(format!("mail-factor-{}-not-me", notice.news)),
        link: way_out(notice.news).map(|path| office.link(path)),
    };
    Ok(Content {
        to_name: notice.account.name.clone(),
        text: NoticeText(&page).render()?,
        html: NoticeHtml(&page).render()?,
        subject: page.subject,
        reply_to: None,
        calendar: None,
        auto_submitted: AutoSubmitted::Generated,
        list_unsubscribe: None,
    })
}
