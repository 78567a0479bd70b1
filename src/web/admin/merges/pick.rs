//! With whom somebody is compared: two that were ticked in the list, or one out of a search.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;

use crate::access::{Action, Scope, require};
use crate::domain::contacts::{self, ContactError, Filter, Likely, Person, Probe};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::page::PageRequest;
use crate::web::admin::contacts::{LikelyView, likely_view, person_view};
use crate::web::pieces::PersonView;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html, see_other};

#[derive(Template)]
#[template(path = "admin/merges/pick.html")]
struct PickPage {
    w: Words,
    chrome: Chrome,
    /// Whose other entry is sought; none where two had to be ticked.
    of: Option<(PersonView, String)>,
    query: String,
    likely: Vec<LikelyView>,
    /// With the address of the comparison.
    found: Vec<(PersonView, Option<String>, String)>,
    searched: bool,
}

/// Two that were ticked are compared; of fewer or more it is said that two are wanted.
#[get("/people/merge")]
pub(super) async fn selected(app: App, who: SignedIn, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    require(&who.visitor.actor(), Action::MergeContacts, Scope::Installation)?;
    let mut ids: Vec<PublicId> = query.all("id").flat_map(str::parse).collect();
    ids.dedup();
    if let [first, second] = ids.as_slice() {
        return Ok(see_other(&format!("/people/{first}/merge/{second}")));
    }
    html(&PickPage {
        w: who.words,
        chrome: Chrome::of(&app, &who, Section::People),
        of: None,
        query: String::new(),
        likely: Vec::new(),
        found: Vec::new(),
        searched: false,
    })
}

/// So many are offered.
const OFFERED: i64 = 12;

#[get("/people/{contact}/merge")]
pub(super) async fn other(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (cx, text) = (who.context(&app), query.text("q").trim().to_owned());
    let filter = Filter { text: text.clone(), ..Filter::default() };
    let (contact, duplicates, found) = app
        .db
        .read(move |conn| -> Result<_, ContactError> {
            require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
            let contact = contacts::contact(conn, &cx, &id)?;
            let likely = contacts::likely_duplicates(conn, &cx, &Probe::of(&contact))?;
            let found = match filter.text.is_empty() {
                true => Vec::new(),
                false => contacts::list(conn, &cx, &filter, PageRequest::new(None, Some(OFFERED)))?.items,
            };
            Ok((contact, likely, found))
        })
        .await?;
    let (w, own) = (who.words, contact.person.public_id.clone());
    let compare = |other: &PublicId| format!("/people/{own}/merge/{other}");
    let likely = |l: &Likely| likely_view(w, l).merging(compare(&l.person.public_id));
    let offered = |p: &Person| {
        let email = p.mailbox().map(|a| a.email.to_string());
        (person_view(w, p), email, compare(&p.public_id))
    };
    html(&PickPage {
        w,
        chrome: Chrome::of(&app, &who, Section::People),
        of: Some((person_view(w, &contact.person), format!("/people/{own}"))),
        searched: !text.is_empty(),
        query: text,
        likely: duplicates.iter().map(likely).collect(),
        found: found.iter().filter(|p| p.public_id != own).map(offered).collect(),
    })
}
