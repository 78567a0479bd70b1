//! "Does the relay work?"

use askama::Template;

use super::frame::Frame;
use super::{Content, Office, RenderError};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::kernel::time::{Instant, Zone};
use crate::mail::AutoSubmitted;

/// A mail that says only that mail arrives.
#[derive(Clone, Copy, Debug)]
pub struct TestMail {
    pub(super) at: Instant,
}

#[derive(Template)]
#[template(path = "mail/relay-test.txt")]
struct TestText<'a>(&'a Page);

#[derive(Template)]
#[template(path = "mail/relay-test.html")]
struct TestHtml<'a>(&'a Page);

struct Page {
    w: Words,
    f: Frame,
    host: String,
    at: String,
}

impl Page {
    fn sender(&self) -> String {
        format!("{} · {}", self.w.t("product-name"), self.host)
    }
}

impl TestMail {
    pub(super) fn content(&self, office: &Office, locale: Locale) -> Result<Content, RenderError> {
        let w = Words::new(locale);
        let page = Page { w, f: Frame::new(locale), host: office.host.clone(), at: w.exact(self.at, Zone::UTC) };
        Ok(Content {
            to_name: String::new(),
            subject: w.t("mail-test-subject"),
            text: TestText(&page).render()?,
            html: TestHtml(&page).render()?,
            reply_to: None,
            calendar: None,
            auto_submitted: AutoSubmitted::Generated,
            list_unsubscribe: None,
        })
    }
}
