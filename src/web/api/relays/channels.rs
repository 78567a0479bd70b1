//! The houses that pass things on, for programs.

use actix_web::web::{Bytes, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::domain::history::Entity;
use crate::domain::programme;
use crate::domain::relays::{self, Channel, ChannelDraft, RelayError};
use crate::kernel::ids::ProgrammeId;
use crate::web::api::contacts::Texts;
use crate::web::api::exchange::{self, read, shown, written};
use crate::web::api::late::{Standing, unchanged};
use crate::web::api::listed::ListJson;
use crate::web::{ApiCaller, App, Problem, if_match, public_id};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(houses).service(add_channel).service(show_channel).service(replace_channel).service(remove_channel);
}

#[derive(OpenApi)]
#[openapi(paths(houses, add_channel, show_channel, replace_channel, remove_channel))]
pub(in crate::web::api) struct Description;

/// A house that passes things on.
#[derive(Serialize, ToSchema)]
struct RelayChannelJson {
    id: String,
    version: i64,
    organisation: String,
    organisation_name: Texts,
    /// Through whom it is written to: a contact.
    officer: String,
    /// In which language.
    language: String,
    /// How many members it says it reaches.
    members: Option<i64>,
    note: String,
    /// It is asked no more.
    retired: bool,
}

impl RelayChannelJson {
    fn of(channel: &Channel) -> RelayChannelJson {
        RelayChannelJson {
            id: channel.public_id.to_string(),
            version: channel.version,
            organisation: channel.house.public_id.to_string(),
            organisation_name: (&channel.house.name).into(),
            officer: channel.officer.public_id.to_string(),
            language: channel.officer.language.to_string(),
            members: channel.members,
            note: channel.note.clone(),
            retired: channel.retired_at.is_some(),
        }
    }
}

written! {
    struct RelayChannelBody {
        /// An organisation's id, which stays what the channel was made with.
        #[schema(required = true)]
        organisation: String,
        /// The id of one of its people. With another officer, links that the old one holds end.
        #[schema(required = true)]
        officer: String,
        members: Option<i64>,
        note: String,
        /// It is asked no more.
        retired: bool,
    } shows {
        id, version, organisation_name, language
    }
}

impl RelayChannelBody {
    fn draft(self) -> ChannelDraft {
        let members = self.members.map(|n| n.to_string()).unwrap_or_default();
        ChannelDraft { organisation: self.organisation, officer: self.officer, members, note: self.note }
    }
}

/// The houses that pass things on for a programme, as they were added.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/relay-channels", tag = "relays",
    params(("programme" = String, Path)), responses((status = 200, body = ListJson<RelayChannelJson>), (status = 404)))]
#[get("/programmes/{programme}/relay-channels")]
async fn houses(app: App, who: ApiCaller, key: Path<String>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let programme = programme::find(conn, &cx, &key)?.id;
        Ok(relays::channels(conn, &cx, programme)?.0)
    });
    Ok(ListJson::answer(read.await?.iter().map(RelayChannelJson::of)))
}

/// The programme, for those who may change its channels: asked before the body is looked at.
async fn allowed(app: &App, cx: &Context, key: &str) -> Result<ProgrammeId, Problem> {
    let (cx, key) = (cx.clone(), key.to_owned());
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let programme = programme::find(conn, &cx, &key)?.id;
        require(&cx.actor, Action::RelayDeliverable, Scope::Programme(programme))?;
        Ok(programme)
    });
    read.await
}

/// One channel, for whoever sees relays.
async fn found(app: &App, cx: &Context, (key, id): (String, String)) -> Result<Channel, Problem> {
    let (cx, id) = (cx.clone(), public_id(&id)?);
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let programme = programme::find(conn, &cx, &key)?.id;
        Ok(relays::find_channel(conn, &cx, programme, &id)?)
    });
    read.await
}

/// The same, for those who may change it.
async fn editable(app: &App, cx: &Context, path: (String, String)) -> Result<Channel, Problem> {
    allowed(app, cx, &path.0).await?;
    found(app, cx, path).await
}

/// A channel as it stands: it is told in the programme's history.
fn standing(channel: &Channel) -> Standing {
    let of = ((Entity::Programme, channel.programme.raw()), Scope::Programme(channel.programme));
    Standing::part(of, &channel.public_id, channel.version)
}

/// Whether it is asked is an act of its own.
fn asked(conn: &mut Conn, cx: &Context, channel: Channel, retired: bool) -> Result<Channel, RelayError> {
    if channel.retired_at.is_some() == retired {
        return Ok(channel);
    }
    relays::turn_channel(conn, cx, &channel, channel.version)?;
    relays::find_channel(conn, cx, channel.programme, &channel.public_id)
}

/// A house becomes a channel of the programme.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/relay-channels", tag = "relays",
    params(("programme" = String, Path)), request_body = RelayChannelBody,
    responses((status = 201, body = RelayChannelJson), (status = 404), (status = 409), (status = 422)))]
#[post("/programmes/{programme}/relay-channels")]
async fn add_channel(app: App, who: ApiCaller, key: Path<String>, body: Bytes) -> Result<HttpResponse, Problem> {
    let (cx, key) = (who.context(&app), key.into_inner());
    let programme = allowed(&app, &cx, &key).await?;
    let body = read::<RelayChannelBody>(&body)?;
    let (retired, new) = (body.retired, body.draft().check()?);
    let write = app.db.write(move |conn| -> Result<_, RelayError> {
        let made = relays::create_channel(conn, &cx, programme, &new)?;
        asked(conn, &cx, made, retired)
    });
    let made = write.await?;
    let address = format!("/api/v1/programmes/{key}/relay-channels/{}", made.public_id);
    Ok(exchange::made(address, made.version, RelayChannelJson::of(&made)))
}

/// One channel.
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/relay-channels/{channel}", tag = "relays",
    params(("programme" = String, Path), ("channel" = String, Path)),
    responses((status = 200, body = RelayChannelJson), (status = 404)))]
#[get("/programmes/{programme}/relay-channels/{channel}")]
async fn show_channel(app: App, who: ApiCaller, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let found = found(&app, &who.context(&app), path.into_inner()).await?;
    Ok(shown(found.version, RelayChannelJson::of(&found)))
}

/// Gives a channel another officer, number or note, and asks it no more, or again.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}/relay-channels/{channel}", tag = "relays",
    params(("programme" = String, Path), ("channel" = String, Path)), request_body = RelayChannelBody,
    responses((status = 200, body = RelayChannelJson), (status = 404), (status = 412), (status = 422), (status = 428)))]
#[put("/programmes/{programme}/relay-channels/{channel}")]
async fn replace_channel(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let (cx, seen) = (who.context(&app), if_match(&req)?);
    let before = editable(&app, &cx, path.into_inner()).await?;
    let held = unchanged(&app, &cx, seen, standing(&before)).await?;
    let version = held.version;
    let body = read::<RelayChannelBody>(&body)?;
    let (retired, new) = (body.retired, body.draft().check()?);
    let write = app.db.write(move |conn| -> Result<_, RelayError> {
        let after = relays::edit_channel(conn, &cx, &before, version, &new)?;
        asked(conn, &cx, after, retired)
    });
    let after = held.done(write.await).await?;
    Ok(shown(after.version, RelayChannelJson::of(&after)))
}

/// Takes away a channel that was never offered anything; one that was is asked no more.
#[utoipa::path(delete, path = "/api/v1/programmes/{programme}/relay-channels/{channel}", tag = "relays",
    params(("programme" = String, Path), ("channel" = String, Path)),
    responses((status = 204), (status = 404), (status = 412), (status = 428)))]
#[delete("/programmes/{programme}/relay-channels/{channel}")]
async fn remove_channel(
    app: App,
    who: ApiCaller,
    path: Path<(String, String)>,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (cx, seen) = (who.context(&app), if_match(&req)?);
    let before = editable(&app, &cx, path.into_inner()).await?;
    let held = unchanged(&app, &cx, seen, standing(&before)).await?;
    let version = held.version;
    held.done(app.db.write(move |conn| relays::remove_channel(conn, &cx, &before, version)).await).await?;
    Ok(HttpResponse::NoContent().finish())
}
