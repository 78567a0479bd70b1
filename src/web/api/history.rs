//! What happened, for programs.

use actix_web::web::{Path, Query, ServiceConfig};
use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use super::exchange::page_of;
use crate::domain::history::{self, Change, Entry, Log, Name, Names, Whole};
use crate::domain::programme;
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;
use crate::web::admin::history::filter::asked;
use crate::web::{ApiCaller, App, Fields, Problem};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(of_installation).service(of_programme);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(of_installation, of_programme))]
pub struct Description;

#[derive(Serialize, ToSchema)]
struct HistoryJson {
    items: Vec<EntryJson>,
    /// The value of `after` for the next page.
    next: Option<i64>,
}

#[derive(Serialize, ToSchema)]
struct EntryJson {
    id: i64,
    at: String,
    /// member, guest, nobody, or the name of a task of the engine.
    actor: String,
    /// The member's account.
    #[schema(value_type = Option<String>)]
    account: Option<PublicId>,
    name: Option<String>,
    door: &'static str,
    request: String,
    /// A mark of the network it came from, the same for the same one; null for acts of the house itself.
    place: Option<String>,
    /// By slug.
    programme: Option<String>,
    city: Option<String>,
    kind: &'static str,
    /// The thing's id; null when it is gone.
    #[schema(value_type = Option<String>)]
    object: Option<PublicId>,
    /// What it is called today: a text, or texts by language.
    #[schema(value_type = Option<serde_json::Value>)]
    title: Option<TitleJson>,
    action: String,
    reason: Option<String>,
    changes: Vec<ChangeJson>,
    /// Fields that belong to a person and changed too; what they said is not told here.
    personal: Vec<String>,
    /// SHA-256 over the seal before it and this entry; null until it is sealed.
    seal: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum TitleJson {
    Text(String),
    Localised(Localised),
}

#[derive(Serialize, ToSchema)]
struct ChangeJson {
    field: String,
    before: String,
    after: String,
}

impl ChangeJson {
    /// People stand in changes by numbers of our own; outside they have ids.
    fn of(names: &Names, change: &Change) -> ChangeJson {
        let person = |id: i64| names.people.get(&id).map(|(id, _)| id.to_string());
        let member = |id: i64| names.members.get(&id).map(|(id, _)| id.to_string());
        let side = |text: &str| match change.field.as_str() {
            "owner" | "deputy" | "nudged" => outside(text, person),
            "reviewers" => outside(text, member),
            _ => text.to_owned(),
        };
        ChangeJson { field: change.field.clone(), before: side(&change.before), after: side(&change.after) }
    }
}

/// Numbers as ids of the outside; whoever is gone has none.
fn outside(text: &str, id: impl Fn(i64) -> Option<String>) -> String {
    let ids = text.split([' ', ',']).filter_map(|number| number.parse().ok()).filter_map(id);
    ids.collect::<Vec<_>>().join(" ")
}

impl EntryJson {
    fn of(names: &Names, entry: &Entry) -> EntryJson {
        let named = names.things.get(&(entry.entity, entry.entity_id));
        let title = named.map(|named| match &named.name {
            Name::Text(text) => TitleJson::Text(text.clone()),
            Name::Localised(text) => TitleJson::Localised(text.clone()),
            Name::Person(person) => TitleJson::Text(person.native.clone()),
        });
        EntryJson {
            id: entry.id.raw(),
            at: entry.at.rfc3339(),
            actor: entry.actor_kind.clone(),
            account: entry.account.and_then(|id| names.accounts.get(&id).cloned()),
            name: entry.actor_name.clone(),
            door: entry.door.as_str(),
            request: entry.request.clone(),
            place: entry.place.clone(),
            programme: entry.programme.and_then(|id| names.programmes.get(&id)).map(|(slug, _)| slug.clone()),
            city: entry.city.and_then(|id| names.cities.get(&id)).map(|(slug, _)| slug.clone()),
            kind: entry.entity.as_str(),
            object: named.map(|named| named.public_id.clone()),
            title,
            action: entry.action.clone(),
            reason: entry.reason.clone(),
            changes: entry.changes.iter().map(|change| ChangeJson::of(names, change)).collect(),
            personal: entry.personal.clone(),
            seal: names.seals.get(&entry.id).cloned(),
        }
    }
}

fn told(log: &Log) -> HttpResponse {
    let items = log.page.items.iter().map(|entry| EntryJson::of(&log.names, entry)).collect();
    HttpResponse::Ok().json(HistoryJson { items, next: log.page.next })
}

/// What happened in the whole installation, newest first: `kind` with `object` (an id), `by` (an account's id, guests, strangers), `about`
/// (a contact's id), `programme` and `city` (slugs or ids), `action`, `door`, `from` and `until` (instants, or days on the caller's wall).
#[utoipa::path(get, path = "/api/v1/history", tag = "history",
    params(("programme" = Option<String>, Query), ("city" = Option<String>, Query), ("kind" = Option<String>, Query),
        ("object" = Option<String>, Query), ("by" = Option<String>, Query), ("about" = Option<String>, Query),
        ("action" = Option<String>, Query), ("door" = Option<String>, Query), ("from" = Option<String>, Query),
        ("until" = Option<String>, Query), ("after" = Option<i64>, Query), ("limit" = Option<i64>, Query)),
    responses((status = 200, body = HistoryJson), (status = 404), (status = 422, description = "fields and reasons")))]
#[get("/history")]
pub(super) async fn of_installation(app: App, who: ApiCaller, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let (cx, wanted, page) = (who.context(&app), asked(&query, who.zone)?, page_of(&query));
    let read = app.db.read(move |conn| history::whole(conn, &cx, Whole::Installation, &wanted, page));
    Ok(told(&read.await?))
}

/// The same of one programme.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/history", tag = "history",
    params(("programme" = String, Path), ("city" = Option<String>, Query), ("kind" = Option<String>, Query),
        ("object" = Option<String>, Query), ("by" = Option<String>, Query), ("about" = Option<String>, Query),
        ("action" = Option<String>, Query), ("door" = Option<String>, Query), ("from" = Option<String>, Query),
        ("until" = Option<String>, Query), ("after" = Option<i64>, Query), ("limit" = Option<i64>, Query)),
    responses((status = 200, body = HistoryJson), (status = 404), (status = 422, description = "fields and reasons")))]
#[get("/programmes/{programme}/history")]
pub(super) async fn of_programme(
    app: App,
    who: ApiCaller,
    key: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (cx, wanted, page) = (who.context(&app), asked(&query, who.zone)?, page_of(&query));
    let read = app.db.read(move |conn| -> Result<Log, Problem> {
        let of = programme::find(conn, &cx, &key)?.id;
        Ok(history::whole(conn, &cx, Whole::Programme(of), &wanted, page)?)
    });
    Ok(told(&read.await?))
}
