//! Stakeholder groups as JSON.

use actix_web::web::{Bytes, Path, ServiceConfig};
use actix_web::{HttpResponse, get, post, put};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::contacts::{Texts, may_edit};
use super::exchange::read;
use super::listed::ListJson;
use crate::access::{Action, Scope, require};
use crate::domain::contacts::{self, ContactError, Group};
use crate::kernel::localised::Localised;
use crate::web::{ApiCaller, App, Problem};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(create).service(rename);
}

#[derive(OpenApi)]
#[openapi(paths(list, create, rename))]
pub struct Description;

#[derive(Serialize, ToSchema)]
struct GroupJson {
    /// Its name in files and filters, which never changes.
    code: String,
    name: Texts,
}

impl GroupJson {
    fn of(group: &Group) -> GroupJson {
        GroupJson { name: (&group.name).into(), code: group.code.clone() }
    }
}

/// A group's name, in every language.
#[derive(Deserialize, ToSchema, Default)]
#[serde(default, deny_unknown_fields)]
struct GroupBody {
    #[schema(required = true)]
    name: Texts,
}

/// New names, and those that were read: where they are others by now, nothing is changed (412).
#[derive(Deserialize, ToSchema, Default)]
#[serde(default, deny_unknown_fields)]
struct GroupNamesBody {
    #[schema(required = true)]
    name: Texts,
    seen: Option<Texts>,
}

/// The stakeholder groups.
#[utoipa::path(get, path = "/api/v1/contact-groups", tag = "contacts",
    responses((status = 200, body = ListJson<GroupJson>), (status = 404)))]
#[get("/contact-groups")]
async fn list(app: App, who: ApiCaller) -> Result<HttpResponse, Problem> {
    require(&who.context(&app).actor, Action::SeeContacts, Scope::Installation)?;
    let groups = app.db.read(contacts::groups).await?;
    Ok(ListJson::answer(groups.iter().map(GroupJson::of)))
}

/// Adds a group behind the others; its code is made of its English name.
#[utoipa::path(post, path = "/api/v1/contact-groups", tag = "contacts", request_body = GroupBody,
    responses((status = 201, body = GroupJson), (status = 403), (status = 422)))]
#[post("/contact-groups")]
async fn create(app: App, who: ApiCaller, body: Bytes) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    may_edit(&cx)?;
    let name: Localised = read::<GroupBody>(&body)?.name.into();
    let made = app.db.write(move |conn| contacts::add_group(conn, &cx, &name)).await?;
    Ok(HttpResponse::Created().json(GroupJson::of(&made)))
}

/// Gives a group other names.
#[utoipa::path(put, path = "/api/v1/contact-groups/{group}", tag = "contacts", request_body = GroupNamesBody,
    params(("group" = String, Path, description = "Its code")),
    responses((status = 200, body = GroupJson), (status = 403), (status = 404), (status = 412), (status = 422)))]
#[put("/contact-groups/{group}")]
async fn rename(app: App, who: ApiCaller, code: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    may_edit(&cx)?;
    let GroupNamesBody { name, seen } = read(&body)?;
    let (name, seen): (Localised, Option<Localised>) = (name.into(), seen.map(Into::into));
    let named = app.db.write(move |conn| -> Result<Group, ContactError> {
        let seen = match seen {
            Some(seen) => seen,
            None => contacts::group(conn, &cx, &code)?.name,
        };
        contacts::rename_group(conn, &cx, &code, &seen, &name)?;
        contacts::group(conn, &cx, &code)
    });
    Ok(HttpResponse::Ok().json(GroupJson::of(&named.await?)))
}
