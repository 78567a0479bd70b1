//! Adding guests by search and filter, and taking seats away.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::guests::filter;
use super::views::Head;
use super::{EventPath, address, event, public_id};
use crate::access::{Action, require};
use crate::db::{Conn, DbError};
use crate::domain::contacts::{self, ContactError, Person};
use crate::domain::invitations::{self, Answer, InvitationError};
use crate::i18n::Words;
use crate::kernel::ids::{ContactId, PublicId};
use crate::kernel::page::PageRequest;
use crate::web::admin::contacts::filter::{self as people, Pick};
use crate::web::admin::contacts::office;
use crate::web::pieces::{Pager, PersonView};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, submit};

#[derive(Template)]
#[template(path = "admin/invitations/add.html")]
struct AddPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    people: Vec<Candidate>,
    total: i64,
    text: String,
    picks: Vec<Pick>,
    /// Of the filters that are folded away, so many are set.
    more: usize,
    hidden: Vec<(String, String)>,
    filtered: bool,
    pager: Pager,
}

/// Somebody who may be given a seat.
struct Candidate {
    id: String,
    name: String,
    person: PersonView,
    language: String,
    mailbox: bool,
    off: bool,
    seated: bool,
}

#[derive(Template)]
#[template(path = "admin/invitations/remove.html")]
struct RemovePage {
    w: Words,
    chrome: Chrome,
    head: Head,
    ids: Vec<String>,
    names: Vec<PersonView>,
    more: usize,
    accepted: usize,
}

/// Either slice may refuse.
#[derive(Debug, thiserror::Error)]
enum AddError {
    #[error(transparent)]
    Seats(#[from] InvitationError),
    #[error(transparent)]
    People(#[from] ContactError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<AddError> for Problem {
    fn from(error: AddError) -> Problem {
        match error {
            AddError::Seats(error) => error.into(),
            AddError::People(error) => error.into(),
            AddError::Db(error) => error.into(),
        }
    }
}

#[get("/programmes/{programme}/events/{event}/guests/add")]
pub(super) async fn search(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (slug, id, cx, w) = (path.0.clone(), public_id(&path.1)?, who.context(&app), who.words);
    let (filter, page) = (people::filter_of(&query)?, PageRequest::new(query.text("after").parse().ok(), None));
    let asked = filter.clone();
    let (event, groups, tags, total, page, seated) = app
        .db
        .read(move |conn| -> Result<_, AddError> {
            let event = event(conn, &cx, &slug, &id)?;
            require(&cx.actor, Action::Invite, event.scope()).map_err(InvitationError::from)?;
            let page = contacts::list(conn, &cx, &asked, page)?;
            let total = contacts::count(conn, &cx, &asked)?;
            let ids: Vec<ContactId> = page.items.iter().map(|p| p.id).collect();
            let seated = invitations::seated(conn, &cx, &event, &ids)?;
            let tags = contacts::tags(conn, &cx)?;
            Ok((event, contacts::groups(conn)?, tags, total, page, seated))
        })
        .await?;
    let head = Head::of(w, &event);
    let mut rest = query.clone();
    rest.set("after", "");
    let next = page.next.map(|n| {
        let mut fields = rest.clone();
        fields.set("after", n.to_string());
        format!("{}/guests/add?{}", head.here, fields.query())
    });
    html(&AddPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        people: page.items.iter().map(|p| candidate(w, p, seated.contains(&p.id))).collect(),
        total,
        picks: people::picks(w, &query, &groups, &tags),
        more: ["language", "tag", "mailbox", "consent"].iter().filter(|name| query.filled(name).is_some()).count(),
        hidden: rest.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
        filtered: !filter.is_empty(),
        text: filter.text,
        pager: Pager {
            shown: page.items.len(),
            first: query.filled("after").map(|_| format!("{}/guests/add?{}", head.here, rest.query())),
            next,
        },
        head,
    })
}

fn candidate(w: Words, person: &Person, seated: bool) -> Candidate {
    let mut view = PersonView::new(&person.name, w.locale()).href(format!("/people/{}", person.public_id));
    if let Some(place) = person.affiliation() {
        view = view.note(office(w, place.role.best(w.locale()), place.name.best(w.locale())));
    }
    Candidate {
        id: person.public_id.to_string(),
        name: person.name.shown(w.locale()).to_owned(),
        person: view,
        language: w.t(format!("language-{}", person.language)),
        mailbox: person.mailbox().is_some(),
        off: person.do_not_contact,
        seated,
    }
}

#[post("/programmes/{programme}/events/{event}/guests/add")]
pub(super) async fn add(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (slug, id) = (path.0.clone(), public_id(&path.1)?);
    let fields = form.fields.clone();
    let filter = people::filter_of(&fields)?;
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, AddError> {
        let event = event(conn, cx, &slug, &id)?;
        require(&cx.actor, Action::Invite, event.scope()).map_err(InvitationError::from)?;
        let people = match fields.flag("all") {
            true => contacts::matching_ids(conn, cx, &filter)?,
            false => named(conn, &fields)?,
        };
        if people.is_empty() {
            return Ok(format!("{}/guests/add?note=guests-none", address(&event)));
        }
        invitations::add_seats(conn, cx, &event, &people)?;
        Ok(format!("{}/guests?note=guests-added", address(&event)))
    });
    Ok(done.await?)
}

/// The ticked persons. A name that is nobody's is passed over: they may have been erased since the page was shown.
fn named(conn: &mut Conn, fields: &Fields) -> Result<Vec<ContactId>, DbError> {
    let mut found = Vec::new();
    for text in fields.all("id") {
        if let Ok(id) = text.parse::<PublicId>()
            && let Some(id) = contacts::id_of(conn, &id)?
        {
            found.push(id);
        }
    }
    Ok(found)
}

/// Says in numbers what taking away would do.
#[get("/programmes/{programme}/events/{event}/guests/remove")]
pub(super) async fn ask_removal(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (slug, id, cx, w) = (path.0.clone(), public_id(&path.1)?, who.context(&app), who.words);
    let asked = query.clone();
    let (event, rows) = app
        .db
        .read(move |conn| -> Result<_, InvitationError> {
            let event = event(conn, &cx, &slug, &id)?;
            require(&cx.actor, Action::Invite, event.scope())?;
            // "All" is what the filter finds, on all pages; else only whoever was ticked.
            let rows = if asked.flag("all") {
                invitations::guests_all(conn, &cx, &event, &filter(&asked))?
            } else {
                let ticked: Vec<PublicId> = asked.all("id").filter_map(|id| id.parse().ok()).collect();
                invitations::guests_among(conn, &cx, &event, &ticked)?
            };
            Ok((event, rows))
        })
        .await?;
    const SHOWN: usize = 20;
    html(&RemovePage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        head: Head::of(w, &event),
        ids: rows.iter().map(|r| r.public_id.to_string()).collect(),
        names: rows.iter().take(SHOWN).map(|r| PersonView::new(&r.name, who.locale)).collect(),
        more: rows.len().saturating_sub(SHOWN),
        accepted: rows.iter().filter(|r| r.answer == Answer::Accepted).count(),
    })
}

#[post("/programmes/{programme}/events/{event}/guests/remove")]
pub(super) async fn remove(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (slug, id) = (path.0.clone(), public_id(&path.1)?);
    let seats: Vec<PublicId> = form.fields.all("id").filter_map(|text| text.parse().ok()).collect();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, InvitationError> {
        let event = event(conn, cx, &slug, &id)?;
        invitations::remove_seats(conn, cx, &event, &seats)?;
        Ok(format!("{}/guests?note=guests-removed", address(&event)))
    });
    Ok(done.await?)
}
