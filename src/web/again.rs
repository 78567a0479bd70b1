//! A page that answers a form, in another language: the rail's switch sends once more what was sent, which acts on nothing and shows the
//! same page. And where an address leads that takes a form and is no page: to the page that has the form.

use actix_web::{HttpRequest, web};

use super::extract::Visitor;
use super::fields::{Fields, encode};
use super::state::AppState;
use crate::access::Context;
use crate::domain::accounts::{self, AccountError, OwnSettings};
use crate::kernel::locale::Locale;

/// By which a form says that it only wants its answer in another language.
const MARK: &str = "shown-in";
/// The form's own name for what was sent, all in one.
const SENT: &str = "sent";

/// What was sent, to be sent again.
#[derive(Clone, Debug)]
pub struct Again {
    /// Where to; the language's tag follows.
    pub path: String,
    /// Names and values, as a browser writes them into an address.
    pub sent: String,
}

impl Again {
    pub(super) fn of(visitor: &Visitor) -> Option<Again> {
        let pairs = visitor.sent.get()?.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let sent = pairs.collect::<Vec<_>>().join("&");
        let others = visitor.query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
        let query: String = others.map(|pair| format!("{pair}&")).collect();
        Some(Again { path: format!("{}?{query}lang=", visitor.path), sent })
    }
}

/// Keeps what a member's form said for the page that answers it, but for secrets: those are typed again.
pub(super) fn keep(visitor: &Visitor, sent: &Fields) {
    // What the second factor's pages do, they do at once.
    if visitor.member.is_none() || visitor.path.starts_with("/account/second-factor") {
        return;
    }
    let is_kept = |name: &str| !matches!(name, "csrf" | "code") && !name.contains("password");
    let kept = sent.iter().filter(|(name, _)| is_kept(name)).map(|(name, value)| (name.to_owned(), value.to_owned()));
    drop(visitor.sent.set(Fields::new(kept.collect())));
}

/// What only wants its answer in another language.
pub(super) struct Asked {
    pub locale: Locale,
    /// The page to go on to, where nothing is refused any more.
    pub page: String,
    /// What was sent before.
    pub sent: Fields,
}

pub(super) fn asked(visitor: &Visitor, form: &Fields) -> Option<Asked> {
    let locale = visitor.asked.filter(|_| form.has(MARK) && visitor.member.is_some())?;
    let pairs = web::Query::<Vec<(String, String)>>::from_query(form.text(SENT)).ok()?;
    let page = visitor.page.clone().unwrap_or_else(|| visitor.path.clone());
    Some(Asked { locale, page, sent: Fields::new(pairs.into_inner()) })
}

/// The member's language from now on.
pub(super) async fn speak(app: &AppState, cx: Context, locale: Locale) -> Result<(), AccountError> {
    app.db
        .write(move |conn| {
            let own = accounts::own(conn, &cx)?;
            accounts::update_own(conn, &cx, &OwnSettings { name: own.name, locale, zone: own.zone, digest: None })
        })
        .await
}

/// How the addresses end that take forms and are no pages; how many steps back the form's page is, and what then follows.
const POSTED: [(&str, usize, &str); 68] = [
    ("/account/language", 1, ""),
    ("/account/password", 1, ""),
    ("/account/second-factor/codes", 1, ""),
    ("/account/second-factor/confirm", 1, ""),
    ("/account/second-factor/move", 1, ""),
    ("/account/second-factor/move/confirm", 2, ""),
    ("/account/second-factor/off", 1, ""),
    ("/account/tokens", 1, ""),
    ("/deadlines/{deadline}", 2, ""),
    ("/delegations/counting", 1, ""),
    ("/gate/explain", 1, ""),
    ("/gate/nudge", 1, ""),
    ("/gate/override", 1, ""),
    ("/import/refused", 1, ""),
    ("/import/run", 1, ""),
    ("/import/sheet", 1, ""),
    ("/mail/test", 1, ""),
    ("/move/check", 1, ""),
    ("/relays/recall", 1, ""),
    ("/reminders/check", 1, "/new"),
    ("/sign-out", 1, ""),
    ("/{account}/disable", 1, ""),
    ("/{account}/enable", 1, ""),
    ("/{account}/grants", 1, ""),
    ("/{delegation}/admit", 1, ""),
    ("/{delegation}/link", 1, ""),
    ("/{channel}/remove", 1, ""),
    ("/{channel}/turn", 1, ""),
    ("/{contact}/confirm-address", 1, ""),
    ("/{contact}/may-contact", 1, ""),
    ("/{deliverable}/check", 1, "/edit"),
    ("/{deliverable}/versions", 0, "/new"),
    ("/{grant}/end", 3, ""),
    ("/{import}/start", 1, ""),
    ("/{import}/stop", 1, ""),
    ("/{merge}/undo", 1, ""),
    ("/{message}/again", 1, ""),
    ("/{message}/cancel", 1, ""),
    ("/{missed}/dismiss", 1, ""),
    ("/{missed}/send", 1, ""),
    ("/{number}/discard", 1, ""),
    ("/{number}/files", 1, ""),
    ("/{number}/files/{file}/remove", 3, ""),
    ("/{number}/reviews", 1, ""),
    ("/{organisation_merge}/undo", 1, ""),
    ("/{package}/offer", 1, ""),
    ("/{phase}/copy", 1, ""),
    ("/{phase}/questions", 0, "/new"),
    ("/{phase}/recall", 1, ""),
    ("/{phase}/state", 1, ""),
    ("/{programme}/cities", 0, "/new"),
    ("/{question}/move", 3, ""),
    ("/{relay}/again", 1, ""),
    ("/{round}/{verb}", 1, ""),
    ("/{rule}/check", 1, ""),
    ("/{sequence}/recall", 3, ""),
    ("/{session}/move", 1, ""),
    ("/{session}/put-back", 1, ""),
    ("/{session}/slides", 1, ""),
    ("/{share}/revoke", 2, ""),
    ("/{sign_in}/end", 3, ""),
    ("/{slide}/audience", 3, ""),
    ("/{slide}/remove", 3, ""),
    ("/{sort}/undo", 3, ""),
    ("/{sponsorship}/activities", 0, "/new"),
    ("/{sponsorship}/clearance", 1, ""),
    ("/{step}/check", 1, ""),
    ("/{token}/end", 3, ""),
];

/// The page that has the form which this address takes; none where the address is a page itself.
pub(super) fn form_page(req: &HttpRequest) -> Option<String> {
    let pattern = req.match_pattern()?;
    let (_, back, then) = POSTED.iter().find(|(end, ..)| pattern.ends_with(end))?;
    let mut path = req.path();
    for _ in 0..*back {
        path = path.rsplit_once('/')?.0;
    }
    Some(if path.is_empty() { "/".to_owned() } else { format!("{path}{then}") })
}

/// The same for those that read like the page of one thing in a list, which there is not.
pub(super) fn form_page_instead(req: &HttpRequest) -> Option<String> {
    let reads_so = ["/mail/test", "/delegations/counting", "/relays/recall", "/reminders/check"]
        .iter()
        .any(|end| req.path().ends_with(end));
    req.path().rsplit_once('/').filter(|_| reads_so && req.method().is_safe()).map(|(list, _)| list.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn sources(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else {
                found.push(std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    /// Whoever opens such an address again is led to a page, and so is a change of language.
    #[test]
    fn every_address_that_only_takes_a_form_leads_to_its_page() {
        let mut all = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/admin"), &mut all);
        let routes = |method: &str| -> BTreeSet<String> {
            let mark = format!("#[{method}(\"");
            let found = all.iter().flat_map(|text| text.split(mark.as_str()).skip(1));
            found.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
        };
        let (pages, forms) = (routes("get"), routes("post"));
        assert!(forms.len() > 50, "the routes were read: {forms:?}");
        for form in forms.difference(&pages) {
            assert!(POSTED.iter().any(|(end, ..)| form.ends_with(end)), "{form} is missing in POSTED");
        }
    }
}
