//! The houses that pass things on, on the desk.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::channel_form::{draft, face, face_of, fields, fields_of, page, with_officer};
use super::list_of;
use super::views::officer;
use crate::access::{Action, Scope, may, require};
use crate::domain::contacts::{self, ContactError, Filter, Organisation, OrganisationFilter, OrganisationKind, Person};
use crate::domain::history::Entity;
use crate::domain::programme::{self, Outline};
use crate::domain::relays::{self, Channel, ChannelDraft, RelayError};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::page::PageRequest;
use crate::web::merging::{self, Clash, Late, Onward};
use crate::web::pieces::PersonView;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/relays/channels.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    list: String,
    here: String,
    may_edit: bool,
    channels: Vec<ChannelView>,
}

struct ChannelView {
    href: String,
    house: String,
    country: String,
    officer: Option<PersonView>,
    language: String,
    members: String,
    note: String,
    relays: String,
    offered: bool,
    retired: bool,
    version: i64,
}

#[derive(Template)]
#[template(path = "admin/relays/choose.html")]
struct ChoosePage {
    w: Words,
    chrome: Chrome,
    list: String,
    here: String,
    text: String,
    rows: Vec<HouseView>,
}

struct HouseView {
    /// Its channel where it is one, or the form that makes it one.
    href: String,
    house: String,
    country: String,
    already: bool,
}

pub(super) fn here(outline: &Outline) -> String {
    format!("{}/channels", list_of(outline))
}

async fn outline_of(app: &App, who: &SignedIn, key: String) -> Result<Outline, Problem> {
    let cx = who.context(app);
    Ok(app.db.read(move |conn| programme::load(conn, &cx, &key)).await?)
}

/// The same, for those who may change channels.
async fn editable(app: &App, who: &SignedIn, key: String) -> Result<Outline, Problem> {
    let outline = outline_of(app, who, key).await?;
    require(&who.visitor.actor(), Action::SeeRelays, Scope::Programme(outline.programme.id))?;
    require(&who.visitor.actor(), Action::RelayDeliverable, Scope::Programme(outline.programme.id))?;
    Ok(outline)
}

#[get("/programmes/{programme}/relays/channels")]
pub(super) async fn every(app: App, who: SignedIn, key: Path<String>) -> Result<HttpResponse, Problem> {
    let outline = outline_of(&app, &who, key.into_inner()).await?;
    let (cx, id) = (who.context(&app), outline.programme.id);
    let (all, counts) = app.db.read(move |conn| relays::channels(conn, &cx, id)).await?;
    let (w, actor, here) = (who.words, who.visitor.actor(), here(&outline));
    let view = |channel: &Channel| {
        let relays = counts.get(&channel.id).copied().unwrap_or_default();
        ChannelView {
            href: format!("{here}/{}", channel.public_id),
            house: channel.house.name.best(w.locale()).to_owned(),
            country: if channel.house.country.is_empty() { String::new() } else { w.country(&channel.house.country) },
            officer: officer(w, &actor, &channel.officer),
            language: w.t(format!("language-{}", channel.officer.language)),
            members: channel.members.map(|n| w.count(n)).unwrap_or_default(),
            note: channel.note.clone(),
            relays: w.count(relays),
            offered: relays > 0,
            retired: channel.retired_at.is_some(),
            version: channel.version,
        }
    };
    html(&ListPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Deliverables),
        list: list_of(&outline),
        may_edit: may(&actor, Action::RelayDeliverable, Scope::Programme(id)),
        channels: all.iter().map(view).collect(),
        here,
    })
}

/// Houses by what is searched for; chambers, embassies and consulates where nothing is.
async fn houses(app: &App, who: &SignedIn, text: &str) -> Result<Vec<Organisation>, Problem> {
    let kinds = match text {
        "" => vec![Some(OrganisationKind::Chamber), Some(OrganisationKind::Embassy)],
        _ => vec![None],
    };
    let (cx, text) = (who.context(app), text.to_owned());
    let read = app.db.read(move |conn| -> Result<Vec<Organisation>, ContactError> {
        let mut found = Vec::new();
        for kind in kinds {
            let filter = OrganisationFilter { text: text.clone(), kind };
            let page = PageRequest::new(None, Some(PageRequest::MAX));
            found.extend(contacts::list_organisations(conn, &cx, &filter, page)?.items);
        }
        Ok(found)
    });
    Ok(read.await?)
}

/// A house with those of its people who may be its officer.
async fn house(app: &App, who: &SignedIn, id: PublicId) -> Result<(Organisation, Vec<Person>), Problem> {
    let cx = who.context(app);
    let read = app.db.read(move |conn| -> Result<_, ContactError> {
        let house = contacts::organisation(conn, &cx, &id)?;
        let filter = Filter { organisation: Some(id.clone()), ..Filter::default() };
        let page = PageRequest::new(None, Some(PageRequest::MAX));
        let people = contacts::list(conn, &cx, &filter, page)?.items;
        Ok((house, people))
    });
    Ok(read.await?)
}

#[get("/programmes/{programme}/relays/channels/new")]
pub(super) async fn blank(
    app: App,
    who: SignedIn,
    key: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let outline = editable(&app, &who, key.into_inner()).await?;
    let (w, here) = (who.words, here(&outline));
    let chosen: Option<PublicId> = query.filled("organisation").and_then(|id| id.parse().ok());
    if let Some(id) = chosen {
        let (of, people) = house(&app, &who, id).await?;
        let typed = (&Fields::default(), &Invalid::default());
        return html(&page(&app, &who, (&outline, None), (&face(w, &of), &people), typed));
    }
    let text = query.text("q").trim().to_owned();
    let (cx, id) = (who.context(&app), outline.programme.id);
    let (all, _) = app.db.read(move |conn| relays::channels(conn, &cx, id)).await?;
    let row = |of: Organisation| {
        let there = all.iter().find(|channel| channel.house.public_id == of.public_id);
        let href = match there {
            Some(channel) => format!("{here}/{}", channel.public_id),
            None => format!("{here}/new?organisation={}", of.public_id),
        };
        let country = if of.country.is_empty() { String::new() } else { w.country(&of.country) };
        HouseView { href, house: of.name.best(w.locale()).to_owned(), country, already: there.is_some() }
    };
    let rows = houses(&app, &who, &text).await?.into_iter().map(row).collect();
    let list = list_of(&outline);
    html(&ChoosePage { w, chrome: Chrome::of(&app, &who, Section::Deliverables), list, here: here.clone(), text, rows })
}

#[post("/programmes/{programme}/relays/channels")]
pub(super) async fn create(
    app: App,
    who: SignedIn,
    key: Path<String>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let outline = editable(&app, &who, key.into_inner()).await?;
    let (id, back) = (outline.programme.id, here(&outline));
    let faults = match draft(&form.fields).check() {
        Ok(new) => {
            let done = submit(&app, who.context(&app), &form, move |conn, cx| {
                relays::create_channel(conn, cx, id, &new)?;
                Ok::<_, RelayError>(format!("{back}?note=saved"))
            });
            match done.await {
                Err(RelayError::Invalid(faults)) => faults,
                Err(RelayError::Twice) => Invalid::one("organisation", Reason::Taken),
                done => return Ok(done?),
            }
        }
        Err(faults) => faults,
    };
    let named = form.fields.text("id").parse().map_err(|_| Problem::Invalid(faults.clone()))?;
    let (of, people) = house(&app, &who, named).await?;
    let typed = (&form.fields, &faults);
    html_refused(&page(&app, &who, (&outline, None), (&face(who.words, &of), &people), typed))
}

async fn one(app: &App, who: &SignedIn, outline: &Outline, id: &str) -> Result<Channel, Problem> {
    let (cx, programme) = (who.context(app), outline.programme.id);
    let id: PublicId = id.parse().map_err(|_| Problem::NotFound)?;
    Ok(app.db.read(move |conn| relays::find_channel(conn, &cx, programme, &id)).await?)
}

async fn people_of(app: &App, who: &SignedIn, channel: &Channel) -> Result<Vec<Person>, Problem> {
    Ok(house(app, who, channel.house.public_id.clone()).await?.1)
}

#[get("/programmes/{programme}/relays/channels/{channel}")]
pub(super) async fn open(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let outline = editable(&app, &who, key).await?;
    let channel = one(&app, &who, &outline, &id).await?;
    let people = people_of(&app, &who, &channel).await?;
    let typed = (&fields_of(&channel), &Invalid::default());
    html(&page(&app, &who, (&outline, Some(&channel)), (&face_of(who.words, &channel), &people), typed))
}

#[post("/programmes/{programme}/relays/channels/{channel}")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let outline = editable(&app, &who, key).await?;
    let channel = one(&app, &who, &outline, &id).await?;
    let version = merging::version(&form.fields, &fields_of(&channel));
    // The house stays what it was made with, and is not asked for again.
    let organisation = channel.house.public_id.to_string();
    let faults = match (ChannelDraft { organisation, ..draft(&form.fields) }).check() {
        Ok(new) => {
            let (before, back) = (channel.clone(), here(&outline));
            let done = submit(&app, who.context(&app), &form, move |conn, cx| {
                relays::edit_channel(conn, cx, &before, version, &new)?;
                Ok::<_, RelayError>(format!("{back}?note=saved"))
            });
            match done.await {
                Err(RelayError::Invalid(faults)) => faults,
                Err(RelayError::Stale) => {
                    let now = one(&app, &who, &outline, &id).await?;
                    return clash(&app, &who, &outline, &now, &form.fields).await;
                }
                done => return Ok(done?),
            }
        }
        Err(faults) => faults,
    };
    let people = people_of(&app, &who, &channel).await?;
    let typed = (&form.fields, &faults);
    html_refused(&page(&app, &who, (&outline, Some(&channel)), (&face_of(who.words, &channel), &people), typed))
}

/// Somebody else has changed it since the form was opened.
async fn clash(
    app: &App,
    who: &SignedIn,
    outline: &Outline,
    now: &Channel,
    typed: &Fields,
) -> Result<HttpResponse, Problem> {
    let (w, back) = (who.words, here(outline));
    let people = with_officer(w, &people_of(app, who, now).await?, Some(now));
    let all = |f: &Fields| fields(w, &people, f, &Invalid::default());
    let clash = Clash {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        subject: (Entity::Programme, outline.programme.id.raw()),
        title: now.house.name.best(who.locale).to_owned(),
        action: format!("{back}/{}", now.public_id),
        back,
        typed,
        now: fields_of(now),
        fields: &all,
    };
    clash.answer_of_part(&now.public_id, app, who).await
}

/// Asks a channel no more, or again.
#[post("/programmes/{programme}/relays/channels/{channel}/turn")]
pub(super) async fn turn(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    act(&app, &who, path.into_inner(), &form, ("turn", relays::turn_channel)).await
}

/// Removes one that was never offered anything.
#[post("/programmes/{programme}/relays/channels/{channel}/remove")]
pub(super) async fn remove(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    act(&app, &who, path.into_inner(), &form, ("remove", relays::remove_channel)).await
}

type Act = fn(&mut crate::db::Conn, &crate::access::Context, &Channel, i64) -> Result<(), RelayError>;

async fn act(
    app: &App,
    who: &SignedIn,
    (key, id): (String, String),
    form: &Submitted,
    (word, act): (&str, Act),
) -> Result<HttpResponse, Problem> {
    let outline = editable(app, who, key).await?;
    let (before, back) = (one(app, who, &outline, &id).await?, here(&outline));
    let version = form.fields.version();
    let done = submit(app, who.context(app), form, move |conn, cx| {
        act(conn, cx, &before, version)?;
        Ok::<_, RelayError>(format!("{back}?note=saved"))
    });
    match done.await {
        Err(RelayError::Stale) => {}
        done => return Ok(done?),
    }
    let now = one(app, who, &outline, &id).await?;
    let back = here(&outline);
    let late = Late {
        chrome: Chrome::of(app, who, Section::Deliverables),
        subject: ((Entity::Programme, outline.programme.id.raw()), Scope::Programme(outline.programme.id)),
        title: now.house.name.best(who.locale).to_owned(),
        action: format!("{back}/{id}/{word}"),
        back,
        typed: &form.fields,
        // To press once more might undo what the other did.
        on: Onward::Look,
    };
    late.answer(app, who).await
}
