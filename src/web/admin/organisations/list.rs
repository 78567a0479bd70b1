use actix_web::web::Query;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::places::Places;
use crate::access::{Action, Scope, may};
use crate::domain::contacts::{self, ContactError, Organisation, OrganisationFilter, OrganisationKind};
use crate::i18n::Words;
use crate::kernel::ids::OrganisationId;
use crate::kernel::invalid::{Invalid, one_of_at};
use crate::kernel::localised::Localised;
use crate::kernel::page::PageRequest;
use crate::web::admin::contacts::filter::kind_words;
use crate::web::admin::merges::may_merge;
use crate::web::pieces::{Choice, Pager};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/organisations/list.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    query: String,
    kinds: Vec<Choice>,
    filtered: bool,
    total: i64,
    rows: Vec<Row>,
    pager: Pager,
    edits: bool,
    /// Whether the reader may merge and part.
    merging: bool,
}

struct Row {
    href: String,
    /// The name in the reader's language with the tag it is written in, and the name beside it.
    name: String,
    lang: &'static str,
    beside: Option<(&'static str, String)>,
    /// What one was called that went into it, where that was sought.
    formerly: Option<(&'static str, String)>,
    kind: String,
    place: String,
    people: i64,
    people_href: String,
}

/// A name that was sought and is not its own.
fn old_name(w: Words, former: &[(OrganisationId, Localised)], of: &Organisation) -> Option<(&'static str, String)> {
    let own = |name: &str| of.name.iter().any(|(_, known)| known == name);
    let mut names =
        former.iter().filter(|(id, _)| *id == of.id).filter_map(|(_, name)| name.best_with_locale(w.locale()));
    let (locale, name) = names.find(|(_, name)| !own(name))?;
    Some((locale.bcp47(), name.to_owned()))
}

fn row(w: Words, places: &Places, former: &[(OrganisationId, Localised)], organisation: &Organisation) -> Row {
    let (lang, name) = organisation.name.best_with_locale(w.locale()).map_or(("", ""), |(l, n)| (l.bcp47(), n));
    let beside = organisation.name.iter().find(|(_, n)| *n != name).map(|(l, n)| (l.bcp47(), n.to_owned()));
    let place = [places.named(w, &organisation.place), w.country(&organisation.country)];
    Row {
        href: format!("/organisations/{}", organisation.public_id),
        name: name.to_owned(),
        lang,
        beside,
        formerly: old_name(w, former, organisation),
        kind: w.t(format!("organisation-kind-{}", organisation.kind)),
        place: place.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · "),
        people: organisation.people,
        people_href: format!("/people?organisation={}", organisation.public_id),
    }
}

/// Reads the filter of organisations from a query.
pub(in crate::web) fn filter_of(fields: &Fields) -> Result<OrganisationFilter, Invalid> {
    let kind = fields.filled("kind").map(|text| one_of_at::<OrganisationKind>("kind", text)).transpose()?;
    Ok(OrganisationFilter { text: fields.text("q").trim().to_owned(), kind })
}

fn link(own: &Fields) -> String {
    let query = own.query();
    if query.is_empty() { "/organisations".to_owned() } else { format!("/organisations?{query}") }
}

#[get("/organisations")]
pub(super) async fn list(app: App, who: SignedIn, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let (cx, wanted) = (who.context(&app), filter_of(&query)?);
    let page = PageRequest::new(query.filled("after").and_then(|a| a.parse::<i64>().ok()), None);
    let filtered = wanted != OrganisationFilter::default();
    let seeing = cx.clone();
    let places = app.db.read(move |conn| Places::seen_by(conn, &seeing)).await?;
    let (found, total, former) = app
        .db
        .read(move |conn| {
            let found = contacts::list_organisations(conn, &cx, &wanted, page)?;
            let total = contacts::count_organisations(conn, &cx, &wanted)?;
            Ok::<_, ContactError>((found, total, contacts::formerly(conn, &cx, &wanted.text)?))
        })
        .await?;
    let w = who.words;
    let mut own = Fields::default();
    for name in ["q", "kind"] {
        own.set(name, query.text(name));
    }
    let first = page.after.map(|_| link(&own));
    let next = found.next.map(|after| {
        own.set("after", after.to_string());
        link(&own)
    });
    let mut kinds = vec![Choice::of("", w.t("organisations-all-kinds"), query.text("kind"))];
    kinds.extend(kind_words(w).into_iter().map(|(value, label)| Choice::of(value, label, query.text("kind"))));
    html(&ListPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Organisations),
        query: query.text("q").to_owned(),
        kinds,
        filtered,
        total,
        pager: Pager { shown: found.items.len(), first, next },
        rows: found.items.iter().map(|o| row(w, &places, &former, o)).collect(),
        edits: may(&who.visitor.actor(), Action::EditContacts, Scope::Installation),
        merging: may_merge(&who.visitor.actor()),
    })
}
