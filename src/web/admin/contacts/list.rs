use actix_web::web::Query;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::filter::{self, Pick, filter_of, narrowed};
use super::{person_href, person_view};
use crate::access::{Action, Scope, may};
use crate::domain::contacts::{self, ContactError, Details, Group, Person};
use crate::i18n::Words;
use crate::kernel::page::PageRequest;
use crate::web::admin::events::views::{Said, said};
use crate::web::pieces::{Pager, PersonView};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/contacts/list.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    query: String,
    picks: Vec<Pick>,
    /// Whether any filter is set.
    filtered: bool,
    /// How many of the less usual selects, in their drawer, are set.
    more: usize,
    total: i64,
    rows: Vec<Row>,
    pager: Pager,
    edits: bool,
    /// Whether addresses are for the reader.
    details: bool,
    imports: bool,
    /// Whether the reader may make two entries one.
    merging: bool,
    exports: Option<(String, String)>,
    /// The filter again, for acts on all that match.
    hidden: Vec<(String, String)>,
}

struct Row {
    id: String,
    name: String,
    person: PersonView,
    /// Organisation with its address, and the role there.
    house: Option<(String, Said, Said)>,
    groups: Vec<String>,
    language: String,
    email: Option<String>,
    more: usize,
    refused: bool,
    silent: bool,
}

fn row(w: Words, person: &Person, groups: &[Group]) -> Row {
    let locale = w.locale();
    let named = |code: &String| groups.iter().find(|g| g.code == *code).map(|g| g.name.best(locale).to_owned());
    let mailbox = person.mailbox().or(person.addresses.first());
    Row {
        id: person.public_id.to_string(),
        name: person.name.shown(locale).to_owned(),
        person: PersonView { note: None, ..person_view(w, person) }.href(person_href(person)),
        house: person.affiliation().map(|a| {
            let href = format!("/organisations/{}", a.organisation_public);
            (href, said(w, &a.name), said(w, &a.role))
        }),
        groups: person.groups.iter().filter_map(named).collect(),
        language: w.t(format!("language-{}", person.language)),
        email: mailbox.map(|a| a.email.to_string()),
        more: person.addresses.len().saturating_sub(1),
        refused: mailbox.is_some_and(|a| a.refused.is_some()),
        silent: person.do_not_contact,
    }
}

fn link(path: &str, fields: &Fields) -> String {
    let query = fields.query();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[get("/people")]
pub(super) async fn list(app: App, who: SignedIn, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let wanted = filter_of(&query)?;
    let page = PageRequest::new(query.filled("after").and_then(|a| a.parse::<i64>().ok()), None);
    let filtered = !wanted.is_empty();
    let (people, total, groups, tags) = app
        .db
        .read(move |conn| {
            let people = contacts::list(conn, &cx, &wanted, page)?;
            let total = contacts::count(conn, &cx, &wanted)?;
            Ok::<_, ContactError>((people, total, contacts::groups(conn)?, contacts::tags(conn, &cx)?))
        })
        .await?;
    let (w, own) = (who.words, narrowed(&query));
    let next = people.next.map(|after| {
        let mut further = own.clone();
        further.set("after", after.to_string());
        link("/people", &further)
    });
    let actor = who.visitor.actor();
    html(&ListPage {
        w,
        chrome: Chrome::of(&app, &who, Section::People),
        hidden: own.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
        query: query.text("q").to_owned(),
        picks: filter::picks(w, &own, &groups, &tags),
        filtered,
        more: ["language", "tag", "mailbox", "consent"].iter().filter(|name| own.filled(name).is_some()).count(),
        total,
        rows: people.items.iter().map(|p| row(w, p, &groups)).collect(),
        pager: Pager { shown: people.items.len(), first: page.after.map(|_| link("/people", &own)), next },
        details: Details::of(&actor).are_shown(),
        edits: may(&actor, Action::EditContacts, Scope::Installation),
        merging: may(&actor, Action::MergeContacts, Scope::Installation),
        imports: may(&actor, Action::ImportContacts, Scope::Installation),
        exports: may(&actor, Action::ExportContacts, Scope::Installation)
            .then(|| (link("/people.csv", &own), link("/people.xlsx", &own))),
    })
}
