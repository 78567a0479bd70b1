//! The programme of an event for strangers, once it is announced and as long as its time holds: what happens when, where and with whom.

use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

use crate::domain::events::Hosting;
use crate::domain::sessions;
use crate::i18n::Words;
use crate::web::admin::events::views::{Said, hue, said};
use crate::web::admin::sessions::printed::{Sheet, sheet};
use crate::web::admin::sessions::views::Reading;
use crate::web::files::{Shown, send};
use crate::web::{App, Front, Problem, Visitor, assets, html, public_id};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(show).service(slide);
}

#[derive(Template)]
#[template(path = "public/sessions/show.html")]
struct ProgrammePage {
    w: Words,
    front: Front,
    event: String,
    /// In how many sessions another language stands in.
    fallen_back: usize,
    /// Whose event it is part of.
    host: Option<Said>,
    sheet: Sheet,
}

#[get("/e/{event}/programme")]
async fn show(app: App, visitor: Visitor, event: Path<String>) -> Result<HttpResponse, Problem> {
    let id = public_id(&event)?;
    let (view, programme, sessions) = app.db.read(move |conn| sessions::published(conn, &id)).await?;
    let (w, event) = (visitor.words, &view.event);
    let path = format!("/e/{}", event.public_id);
    let (host, slides) = (programme.best(w.locale()), format!("{path}/slides"));
    let mut front = Front::new(w, host, assets::version()).in_languages(&format!("{path}/programme"));
    front.hue = hue(&view);
    html(&ProgrammePage {
        w,
        front,
        fallen_back: sessions.iter().filter(|s| s.title.get(w.locale()).is_none()).count(),
        host: (event.hosting == Hosting::Others).then(|| said(w, &event.host.name)),
        sheet: sheet(w, &view, &sessions, (Reading::Public, Some(slides.as_str()))),
        event: path,
    })
}

#[get("/e/{event}/slides/{slide}")]
async fn slide(app: App, path: Path<(String, String)>, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let (event, slide) = path.into_inner();
    let event = public_id(&event)?;
    let slide = public_id(&slide)?;
    let found = app.db.read(move |conn| sessions::public_slide(conn, &event, &slide)).await?;
    send(&app, &req, &found, Shown::Attachment).await
}
