//! Adding a city to a programme, and changing one.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::form::{CityFields, Purpose, city_draft, city_fields};
use super::views::{by_language, may_edit, pasts, zone_names};
use crate::domain::overview;
use crate::domain::programme::{self, City, CityDraft, Hue, Programme, ProgrammeError};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, Past, Problem as FormProblem};
use crate::web::{App, Chrome, Problem, Section, SignedIn, Submitted, html, html_status, submit};

#[derive(Template)]
#[template(path = "admin/programmes/city.html")]
struct CityPage {
    w: Words,
    chrome: Chrome,
    programme: String,
    back: String,
    action: String,
    heading: String,
    /// What adding a city brings along; empty where one is changed.
    lead: String,
    version: Option<i64>,
    problems: Vec<FormProblem>,
    city: CityFields,
    hue: Field,
    zones: Vec<&'static str>,
    /// What happened to the city, where it is opened.
    pasts: Vec<Past>,
}

fn page(
    app: &App,
    who: &SignedIn,
    p: &Programme,
    (draft, faults): (&CityDraft, &Invalid),
    existing: Option<(&City, i64)>,
) -> CityPage {
    let w = who.words;
    let purpose = if existing.is_none() { Purpose::New } else { Purpose::Change };
    let back = format!("/programmes/{}", p.slug);
    let mut hues = Vec::new();
    if existing.is_none() {
        hues.push(Choice::of("", w.t("programme-hue-next"), &draft.hue));
    }
    let named = |h: &Hue| Choice::of(h.as_str(), w.t(format!("programme-hue-{h}")), &draft.hue);
    hues.extend(Hue::ALL.iter().map(named));
    let hue = Field::new("hue", w.t("programme-hue"), Control::Select(hues)).error(error_of(w, faults, "hue"));
    let city = city_fields(w, draft, (0, ""), faults, purpose);
    let problems = FormProblem::of(city.all().chain([&hue]));
    CityPage {
        w,
        chrome: Chrome::of(app, who, Section::Programme),
        programme: p.title.best(who.locale).to_owned(),
        action: existing.map_or_else(|| format!("{back}/cities"), |(c, _)| format!("{back}/cities/{}", c.slug)),
        heading: existing.map_or_else(|| w.t("programme-city-add"), |(c, _)| c.name.best(who.locale).to_owned()),
        lead: if existing.is_none() { w.t("programme-city-add-lead") } else { String::new() },
        back,
        version: existing.map(|(_, version)| version),
        problems,
        city,
        hue,
        zones: zone_names(),
        pasts: Vec::new(),
    }
}

async fn find(app: &App, who: &SignedIn, key: String) -> Result<Programme, Problem> {
    let cx = who.context(app);
    Ok(app.db.read(move |conn| programme::find(conn, &cx, &key)).await?)
}

async fn find_city(app: &App, who: &SignedIn, path: (String, String)) -> Result<(Programme, City), Problem> {
    let cx = who.context(app);
    let found = app.db.read(move |conn| -> Result<_, ProgrammeError> {
        let p = programme::find(conn, &cx, &path.0)?;
        let city = programme::city(conn, &cx, p.id, &path.1)?;
        Ok((p, city))
    });
    Ok(found.await?)
}

#[get("/programmes/{programme}/cities/new")]
pub(super) async fn blank(app: App, who: SignedIn, key: Path<String>) -> Result<HttpResponse, Problem> {
    let p = find(&app, &who, key.into_inner()).await?;
    if !may_edit(&who.visitor.actor(), p.id, None) {
        return Err(Problem::Forbidden);
    }
    html(&page(&app, &who, &p, (&CityDraft::default(), &Invalid::default()), None))
}

#[post("/programmes/{programme}/cities")]
pub(super) async fn add(app: App, who: SignedIn, key: Path<String>, form: Submitted) -> Result<HttpResponse, Problem> {
    let p = find(&app, &who, key.into_inner()).await?;
    let draft = city_draft(&form.fields, "");
    let refused =
        |faults: &Invalid| html_status(StatusCode::UNPROCESSABLE_ENTITY, &page(&app, &who, &p, (&draft, faults), None));
    let new = match draft.check() {
        Ok(new) => new,
        Err(faults) => return refused(&faults),
    };
    let (id, slug) = (p.id, p.slug.clone());
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        overview::add_city(conn, cx, id, &new)?;
        Ok::<_, ProgrammeError>(format!("/programmes/{slug}?note=programme-city-added"))
    });
    match done.await {
        Err(ProgrammeError::Invalid(faults)) => refused(&faults),
        done => Ok(done?),
    }
}

#[get("/programmes/{programme}/cities/{city}")]
pub(super) async fn open(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (p, city) = find_city(&app, &who, path.into_inner()).await?;
    if !may_edit(&who.visitor.actor(), p.id, Some(city.id)) {
        return Err(Problem::Forbidden);
    }
    let (cx, of) = (who.context(&app), city.clone());
    let at = (who.zone, cx.now);
    let entries = app.db.read(move |conn| programme::city_history(conn, &cx, &of)).await?;
    let draft = CityDraft {
        slug: city.slug.to_string(),
        name: by_language(&city.name),
        zone: city.zone.name().to_owned(),
        latitude: city.coordinates.latitude.to_string(),
        longitude: city.coordinates.longitude.to_string(),
        hue: city.hue.to_string(),
    };
    let mut page = page(&app, &who, &p, (&draft, &Invalid::default()), Some((&city, city.version)));
    page.pasts = pasts(who.words, at, "city-past-", entries);
    html(&page)
}

#[post("/programmes/{programme}/cities/{city}")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (p, city) = find_city(&app, &who, path.into_inner()).await?;
    let version: i64 = form.fields.text("version").parse().map_err(|_| Problem::Unreadable)?;
    let draft = city_draft(&form.fields, "");
    let refused = |faults: &Invalid| {
        let page = page(&app, &who, &p, (&draft, faults), Some((&city, version)));
        html_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
    };
    let edit = match draft.check_edit() {
        Ok(edit) => edit,
        Err(faults) => return refused(&faults),
    };
    let (before, slug) = (city.clone(), p.slug.clone());
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        programme::edit_city(conn, cx, &before, version, &edit)?;
        Ok::<_, ProgrammeError>(format!("/programmes/{slug}?note=saved"))
    });
    match done.await {
        Err(ProgrammeError::Invalid(faults)) => refused(&faults),
        done => Ok(done?),
    }
}
