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
    /// The version to go on over, and the words on the button; none where there is no going on.
    pub on: Option<(i64, String)>,
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
}

/// What the page brings itself.
const OWN: [&str; 4] = ["csrf", "form_key", "looked", "version"];

impl Late<'_> {
    pub async fn answer(self, app: &App, who: &SignedIn) -> Result<HttpResponse, Problem> {
        let (w, sent) = (who.words, self.typed);
        let mut since = since(app, who, self.subject, sent).await?;
        if self.on.is_none() {
            since.lead = w.t("late-over-lead");
        }
        let (version, verb) = self.on.map_or((0, None), |(version, verb)| (version, Some(verb)));
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
            chrome: self.chrome,
        };
        html_status(StatusCode::CONFLICT, &page)
    }
}
