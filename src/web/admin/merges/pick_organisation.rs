//! With which organisation one is compared: one that is alike, or one out of a search.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;

use super::views::Called;
use crate::access::{Action, Scope, require};
use crate::domain::contacts::alike::{self, LikelyHouse, Sought};
use crate::domain::contacts::{self, Organisation, OrganisationFilter};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::page::PageRequest;
use crate::web::admin::organisations::{LikelyView, Places, likely_view};
use crate::web::pieces::PersonView;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/merges/pick_organisation.html")]
struct PickPage {
    w: Words,
    chrome: Chrome,
    /// Whose other entry is sought.
    of: PersonView,
    href: String,
    query: String,
    likely: Vec<LikelyView>,
    /// With what it is and where, and the address of the comparison.
    found: Vec<(PersonView, String, String)>,
    searched: bool,
}

/// So many are offered.
const OFFERED: i64 = 12;

#[get("/organisations/{organisation}/merge")]
pub(super) async fn other(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (cx, text) = (who.context(&app), query.text("q").trim().to_owned());
    let filter = OrganisationFilter { text: text.clone(), kind: None };
    let (known, places, alike, found) = app
        .db
        .read(move |conn| -> Result<_, Problem> {
            require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
            let known = contacts::organisation(conn, &cx, &id)?;
            let alike = alike::alike_houses(conn, &cx, &Sought::of(&known))?;
            let found = match filter.text.is_empty() {
                true => Vec::new(),
                false => contacts::list_organisations(conn, &cx, &filter, PageRequest::new(None, Some(OFFERED)))?.items,
            };
            Ok((known, Places::seen_by(conn, &cx)?, alike, found))
        })
        .await?;
    let (w, own) = (who.words, known.public_id.clone());
    let compare = |other: &PublicId| format!("/organisations/{own}/merge/{other}");
    let likely = |l: &LikelyHouse| likely_view(w, &places, l).merging(compare(&l.organisation.public_id));
    let offered = |o: &Organisation| {
        let about = [w.t(format!("organisation-kind-{}", o.kind)), places.named(w, &o.place), w.country(&o.country)];
        let about: Vec<String> = about.into_iter().filter(|part| !part.is_empty()).collect();
        (o.name.view(w), about.join(" · "), compare(&o.public_id))
    };
    html(&PickPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Organisations),
        of: known.name.view(w),
        href: format!("/organisations/{own}"),
        searched: !text.is_empty(),
        query: text,
        likely: alike.iter().map(likely).collect(),
        found: found.iter().filter(|o| o.public_id != own).map(offered).collect(),
    })
}
