//! Mails to members: the first link, and a new password.

use askama::Template;

use super::frame::Frame;
use super::{Content, Draft, Links, Loaded, Office, RenderError};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::accounts::{self, LinkPurpose};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::kernel::time::{Instant, Zone};
use crate::mail::AutoSubmitted;

/// A link that lets a member choose a password.
#[derive(Clone, Debug)]
pub struct AccountMail {
    name: String,
    zone: Zone,
    purpose: LinkPurpose,
    token: String,
    expires_at: Instant,
}

pub(super) fn load(conn: &mut Conn, cx: &Context, link: i64) -> Result<Loaded, RenderError> {
    let moot = |word: &str| Ok(Loaded::Moot(word.to_owned()));
    let Some(link) = accounts::link_for_mail(conn, cx, link)? else { return moot("gone") };
    if link.used || link.account.disabled_at.is_some() {
        return moot("settled");
    }
    if link.expires_at <= cx.machine {
        return moot("link-expired");
    }
    Ok(Loaded::Draft(Draft::Account(Box::new(AccountMail {
        name: link.account.name,
        zone: link.account.zone,
        purpose: link.purpose,
        token: link.token,
        expires_at: link.expires_at,
    }))))
}

#[derive(Template)]
#[template(path = "mail/account-invitation.txt")]
struct InvitationText<'a>(&'a Page);

#[derive(Template)]
#[template(path = "mail/account-invitation.html")]
struct InvitationHtml<'a>(&'a Page);

#[derive(Template)]
#[template(path = "mail/password-reset.txt")]
struct ResetText<'a>(&'a Page);

#[derive(Template)]
#[template(path = "mail/password-reset.html")]
struct ResetHtml<'a>(&'a Page);

struct Page {
    w: Words,
    f: Frame,
    name: String,
    link: String,
    host: String,
    until: String,
}

impl Page {
    fn sender(&self) -> String {
        format!("{} · {}", self.w.t("product-name"), self.host)
    }
}

impl AccountMail {
    /// The hour with the distance of its wall from UTC: the reader may be elsewhere.
    fn until(&self, w: Words) -> String {
        w.moment_with_offset(self.expires_at.at(self.zone))
    }

    pub(super) fn content(&self, office: &Office, locale: Locale, links: Links) -> Result<Content, RenderError> {
        let w = Words::new(locale);
        let page = Page {
            w,
            f: Frame::new(locale),
            name: self.name.clone(),
            link: office.link(&format!("/password/{}", links.token(&self.token))),
            host: office.host.clone(),
            until: self.until(w),
        };
        let (subject, text, html) = match self.purpose {
            LinkPurpose::Invitation => {
                (w.t("mail-account-subject"), InvitationText(&page).render()?, InvitationHtml(&page).render()?)
            }
            LinkPurpose::Reset => (w.t("mail-reset-subject"), ResetText(&page).render()?, ResetHtml(&page).render()?),
        };
        Ok(Content {
            to_name: self.name.clone(),
            subject,
            text,
            html,
            reply_to: None,
            calendar: None,
            auto_submitted: AutoSubmitted::Generated,
            list_unsubscribe: None,
        })
    }
}
