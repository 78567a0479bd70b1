//! Versions: brought, shown, submitted, reviewed; their files, out and small.

mod acts;
mod file;
mod review;
mod show;
pub(in crate::web) mod upload;
pub(in crate::web) mod views;

use actix_web::web::{Path, ServiceConfig};

use crate::domain::deliverables::{self, Deliverable};
use crate::domain::programme::{self, Outline};
use crate::web::{App, Problem, SignedIn, public_id};

/// What is fixed before what is read out of the address.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(upload::blank).service(upload::create).service(upload::add);
    cfg.service(acts::submit_draft).service(acts::send_draft).service(acts::remove).service(acts::discard);
    cfg.service(review::say).service(show::show);
    cfg.service(file::thumbnail).service(file::view).service(file::download);
}

/// The deliverable of an address, for whoever may see it.
pub(in crate::web::admin) async fn found(
    app: &App,
    who: &SignedIn,
    key: String,
    id: &str,
) -> Result<(Outline, Deliverable), Problem> {
    let cx = who.context(app);
    let id = public_id(id)?;
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let outline = programme::load(conn, &cx, &key)?;
        let found = deliverables::find(conn, &cx, outline.programme.id, &id)?;
        Ok((outline, found))
    });
    read.await
}

/// Programme, deliverable, and the version's number.
type Numbered = Path<(String, String, String)>;

fn number(text: &str) -> Result<i32, Problem> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| plain).ok_or(Problem::NotFound)
}
