use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;

use super::public_id;
use super::rounds::{RoundPath, found};
use crate::domain::invitations::InvitationError;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, one_of_at};
use crate::kernel::locale::Locale;
use crate::mail::Letter;
use crate::web::admin::invitations::preview::{self as letters, Looked, To, Wanted, mailbox};
use crate::web::{ApiCaller, App, Fields, Problem};

/// A letter as it would be read.
#[derive(Serialize, ToSchema)]
pub(super) struct PreviewJson {
    /// Whose it is; null where nobody of the language is a guest, and the caller stands in.
    #[schema(value_type = Option<String>)]
    seat: Option<PublicId>,
    language: &'static str,
    /// Null where the guest has no address that takes mail, or the caller may not see it.
    to: Option<String>,
    from: String,
    reply_to: Option<String>,
    subject: String,
    text: String,
    html: String,
    calendar: Option<String>,
}

impl PreviewJson {
    pub fn of(looked: &Looked, letter: Letter) -> PreviewJson {
        PreviewJson {
            seat: looked.seat.clone(),
            language: looked.locale().tag(),
            to: matches!(looked.to, To::Guest(_)).then(|| mailbox(&letter.to)),
            from: mailbox(&letter.from),
            reply_to: letter.reply_to.as_ref().map(mailbox),
            subject: letter.subject,
            text: letter.text,
            html: letter.html,
            calendar: letter.calendar.map(|calendar| calendar.ics),
        }
    }
}

/// The round's letter as one guest would read it, with links that lead nowhere. Without `seat`: as the first guest of the language.
#[utoipa::path(get, path = "/api/v1/events/{event}/rounds/{round}/preview", tag = "invitations",
    params(("event" = String, Path), ("round" = String, Path),
        ("seat" = Option<String>, Query, description = "The guest's seat"),
        ("language" = Option<String>, Query, description = "en, fr or zh, where no seat is named")),
    responses((status = 200, body = PreviewJson), (status = 404), (status = 422)))]
#[get("/events/{event}/rounds/{round}/preview")]
pub(super) async fn preview(
    app: App,
    who: ApiCaller,
    path: Path<RoundPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (id, round, cx) = (public_id(&path.0)?, public_id(&path.1)?, who.context(&app));
    let seat = query.filled("seat").map(str::parse).transpose();
    let language = query.filled("language").map(|tag| one_of_at::<Locale>("language", tag)).transpose();
    let wanted = Wanted {
        seat: seat.map_err(|_| Invalid::one("seat", Reason::NoSuch))?,
        language: language?,
        name: who.visitor.member.as_ref().map(|member| member.name.clone()).unwrap_or_default(),
    };
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let (event, round) = found(conn, &cx, &id, &round)?;
        letters::look(conn, &cx, &event, &round, wanted)
    });
    let looked = read.await?;
    Ok(HttpResponse::Ok().json(PreviewJson::of(&looked, looked.render(&app)?)))
}
