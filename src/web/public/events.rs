//! What strangers may have of an event: its calendar file, once it is announced.

use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpResponse, get};

use crate::calendar::{self, Method};
use crate::domain::events;
use crate::web::admin::events::calendar_file;
use crate::web::{App, Problem, Visitor};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(file);
}

#[get("/e/{event}.ics")]
async fn file(app: App, visitor: Visitor, event: Path<String>) -> Result<HttpResponse, Problem> {
    let id = event.parse().map_err(|_| Problem::NotFound)?;
    let view = app.db.read(move |conn| events::published(conn, &id)).await?;
    // Without a date there is nothing to keep; that an event has none is known from its page.
    let entry = events::calendar_entry(&view, visitor.locale, app.clock.now()).ok_or(Problem::NotFound)?;
    Ok(calendar_file(&view, &calendar::write(Method::Publish, &[entry])))
}
