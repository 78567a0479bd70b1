//! The page before an act on something that has changed since its form was shown.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::since::{Subject, since};
use crate::i18n::Words;
use crate::web::pieces::Since;
use crate::web::problem::{Kept, typed};
use crate::web::{App, Chrome, Fields, Problem, SignedIn, html_status};

/// An act by a form that was shown with an older version than there is. It names no fields that could be merged: whoever acts sees what has
/// changed, keeps what they typed, and goes on by one press or leaves it.
pub struct Late<'a> {
    pub chrome: Chrome,
    pub subject: Subject,
    pub title: String,
    /// Where the form posts to.
    pub action: String,
    /// Where the thing is looked at.
    pub back: String,
    /// The form as it came in.
    pub typed: &'a Fields,
    pub on: Onward,
}

/// How whoever is too late goes on.
pub enum Onward {
    /// Over this version, by a button with these words.
    Press(i64, String),
    /// They look at the thing as it is now: what they would do, they would do to something that they have not seen.
    Look,
    /// What they wanted cannot be done any more.
    Nowhere,
}

impl From<Option<(i64, String)>> for Onward {
    fn from(on: Option<(i64, String)>) -> Onward {
        on.map_or(Onward::Nowhere, |(version, verb)| Onward::Press(version, verb))
    }
}

#[derive(Template)]
#[template(path = "admin/merging/late.html")]
struct LatePage {
    w: Words,
    chrome: Chrome,
    title: String,
    action: String,
    back: String,
    since: Since,
    kept: Vec<Kept>,
    hidden: Vec<(String, String)>,
    verb: Option<String>,
    looks: bool,
}

/// What the page brings itself.
const OWN: [&str; 4] = ["csrf", "form_key", "looked", "version"];

impl Late<'_> {
    pub async fn answer(self, app: &App, who: &SignedIn) -> Result<HttpResponse, Problem> {
        let (w, sent) = (who.words, self.typed);
        let mut since = since(app, who, self.subject, sent).await?;
        let looks = matches!(self.on, Onward::Look);
        let (version, verb) = match self.on {
            Onward::Press(version, verb) => (version, Some(verb)),
            Onward::Look | Onward::Nowhere => {
                since.lead = w.t(if looks { "late-look-lead" } else { "late-over-lead" });
                (0, None)
            }
        };
        let typed_on = sent.iter().filter(|(name, _)| !OWN.contains(name));
        let version = [("version".to_owned(), version.to_string())];
        let page = LatePage {
            w,
            title: self.title,
            action: self.action,
            back: self.back,
            since,
            kept: typed(w, sent),
            hidden: version.into_iter().chain(typed_on.map(|(n, v)| (n.to_owned(), v.to_owned()))).collect(),
            verb,
            looks,
            chrome: self.chrome.up_to_date(who),
        };
        html_status(StatusCode::CONFLICT, &page)
    }
}
