//! Addresses that change hands, as JSON.

use actix_web::web::{Bytes, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, post};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::exchange::read;
use super::late::{Standing, unchanged};
use super::merges::id_in;
use super::merging::not_written;
use crate::access::Scope;
use crate::domain::contacts::{self, ContactError};
use crate::domain::history::Entity;
use crate::domain::merging::{self, HandOver, People};
use crate::kernel::email::Email;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, one_of};
use crate::web::{ApiCaller, App, Problem, if_match};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(hand_over);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(hand_over))]
pub struct Description;

#[derive(Deserialize, ToSchema, Default)]
#[serde(default, deny_unknown_fields)]
struct HandOverInput {
    /// One of the contact's addresses.
    #[schema(required = true)]
    address: String,
    /// The id of the contact who reads it now.
    #[schema(required = true)]
    to: String,
    /// moves (the default), or shared.
    how: String,
}

#[derive(Serialize, ToSchema)]
struct HandedOverJson {
    /// The new holder, and their version.
    to: String,
    version: i64,
}

/// Gives an address of a contact to another: an office's mailbox that somebody else reads now. Mails that wait there for the old holder do
/// not leave, and links that went there act no more, unless the two share it; answers given by them stay.
#[utoipa::path(post, path = "/api/v1/contacts/{contact}/hand-over", tag = "merges", request_body = HandOverInput,
    params(("contact" = String, Path)),
    responses((status = 200, body = HandedOverJson), (status = 403), (status = 404), (status = 409), (status = 412),
        (status = 422), (status = 428)))]
#[post("/contacts/{contact}/hand-over")]
async fn hand_over(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    id: Path<PublicId>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    super::contacts::may_edit(&cx)?;
    let seen = if_match(&req)?;
    let (looking, known) = (cx.clone(), id.clone());
    let read_now = app.db.read(move |conn| -> Result<_, ContactError> { contacts::contact(conn, &looking, &known) });
    let held = match read_now.await {
        Ok(now) => {
            let person = ((Entity::Contact, now.person.id.raw()), Scope::Installation);
            unchanged(&app, &cx, seen, Standing::whole(person, now.version)).await?
        }
        Err(refused) => return Err(not_written::<People>(&app, &cx, &id, refused).await),
    };
    let input: HandOverInput = read(&body)?;
    let mut bad = Invalid::default();
    let email = bad.take("address", input.address.parse::<Email>().map_err(Reason::BadEmail));
    let to = id_in(&mut bad, "to", &input.to);
    let how = if input.how.is_empty() { "moves" } else { &input.how };
    let handed = bad.take("how", one_of(how));
    let (Some(email), Some(to), Some(handed)) = (email, to, handed) else { return Err(bad.into()) };
    let wanted = HandOver { contact: id.into_inner(), version: held.version, email, to, handed };
    let holder = held.done(app.db.write(move |conn| merging::hand_over(conn, &cx, &wanted)).await).await?;
    let told = HandedOverJson { to: holder.person.public_id.to_string(), version: holder.version };
    Ok(HttpResponse::Ok().json(told))
}
