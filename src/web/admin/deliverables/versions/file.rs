//! Files out: to be saved, within a page, and small. Each is asked of the service; a link alone opens nothing.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};

use super::found;
use crate::domain::deliverables::versions::{self, VersionFile};
use crate::files::Thumbnails;
use crate::web::files::{Shown, send, send_picture};
use crate::web::{App, Problem, SignedIn, public_id};

type Named = Path<(String, String, String)>;

async fn file(app: &App, who: &SignedIn, (key, id, file): (String, String, String)) -> Result<VersionFile, Problem> {
    let (_, d) = found(app, who, key, &id).await?;
    let (cx, file) = (who.context(app), public_id(&file)?);
    Ok(app.db.read(move |conn| versions::file(conn, &cx, &d, &file)).await?)
}

#[get("/programmes/{programme}/deliverables/{deliverable}/files/{file}")]
pub(super) async fn download(app: App, who: SignedIn, path: Named, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let file = file(&app, &who, path.into_inner()).await?;
    send(&app, &req, &file, Shown::Attachment).await
}

/// Drawings for the gallery, and what a browser shows by itself.
#[get("/programmes/{programme}/deliverables/{deliverable}/files/{file}/view")]
pub(super) async fn view(app: App, who: SignedIn, path: Named, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let file = file(&app, &who, path.into_inner()).await?;
    let shown = if file.kind.is_shown_inline() { Shown::Inline } else { Shown::Attachment };
    send(&app, &req, &file, shown).await
}

#[get("/programmes/{programme}/deliverables/{deliverable}/files/{file}/thumbnail")]
pub(super) async fn thumbnail(app: App, who: SignedIn, path: Named, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let file = file(&app, &who, path.into_inner()).await?;
    if !Thumbnails::can(file.kind, file.size, file.pixels) {
        return Err(Problem::NotFound);
    }
    let drawn = app.thumbnails.of(&file.hash, file.kind).await?;
    drawn.map(|small| send_picture(&req, &file.hash, small)).ok_or(Problem::NotFound)
}
