//! What strangers see of a programme's sponsors: the page, and the logos on it. What is not cleared is not there.

use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

use crate::domain::sponsorship::showing::{self, Shown as Sponsor};
use crate::i18n::Words;
use crate::kernel::localised::Localised;
use crate::web::admin::events::views::{Said, said};
use crate::web::files::{Shown, send};
use crate::web::{App, Front, Problem, Visitor, assets, html, public_id};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(logo).service(show);
}

#[derive(Template)]
#[template(path = "public/sponsorships/show.html")]
struct SponsorsPage {
    w: Words,
    front: Front,
    programme: Said,
    sponsors: Vec<SponsorView>,
}

/// One of them.
pub(super) struct SponsorView {
    pub name: Said,
    pub logo: String,
    pub event: Option<(String, Said)>,
}

pub(super) fn view(w: Words, slug: &str, sponsor: &Sponsor) -> SponsorView {
    SponsorView {
        name: said(w, &sponsor.name),
        logo: format!("/sponsors/{slug}/logos/{}", sponsor.logo.public_id),
        event: sponsor.event.as_ref().map(|(id, title)| (format!("/e/{id}"), said(w, title))),
    }
}

#[get("/sponsors/{programme}")]
async fn show(app: App, visitor: Visitor, slug: Path<String>) -> Result<HttpResponse, Problem> {
    let asked = slug.clone();
    let (title, all) = app.db.read(move |conn| showing::public_page(conn, &asked)).await?;
    html(&page(&visitor, &slug, &title, &all))
}

fn page(visitor: &Visitor, slug: &str, title: &Localised, all: &[Sponsor]) -> SponsorsPage {
    let w = visitor.words;
    let path = format!("/sponsors/{slug}");
    SponsorsPage {
        front: Front::new(w, title.best(w.locale()), assets::version()).in_languages(&path),
        programme: said(w, title),
        sponsors: all.iter().map(|s| view(w, slug, s)).collect(),
        w,
    }
}

#[get("/sponsors/{programme}/logos/{sponsor_file}")]
async fn logo(app: App, path: Path<(String, String)>, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let (slug, file) = path.into_inner();
    let file = public_id(&file)?;
    let logo = app.db.read(move |conn| showing::public_logo(conn, &slug, &file)).await?;
    send(&app, &req, &logo, Shown::Inline).await
}
