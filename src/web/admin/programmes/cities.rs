//! Adding a city to a programme, and changing one.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::form::{CityFields, Purpose, city_draft, city_fields};
use super::views::{pasts, zone_names};
use crate::access::{Action, Scope, require};
use crate::domain::history::Entity;
use crate::domain::overview;
use crate::domain::programme::{self, City, CityDraft, Hue, Programme, ProgrammeError};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::merging::{self, Clash, Seen};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, Past, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

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
    seen: Seen,
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
    existing: Option<(&City, &Fields)>,
) -> CityPage {
    let w = who.words;
    let purpose = if existing.is_none() { Purpose::New } else { Purpose::Change };
    let back = format!("/programmes/{}", p.slug);
    let (city, hue) = (city_fields(w, draft, (0, ""), faults, purpose), hue_field(w, draft, faults, purpose));
    let problems = FormProblem::of(city.all().chain([&hue]));
    CityPage {
        w,
        chrome: Chrome::of(app, who, Section::Programme),
        programme: p.title.best(who.locale).to_owned(),
        action: existing.map_or_else(|| format!("{back}/cities"), |(c, _)| format!("{back}/cities/{}", c.slug)),
        heading: existing.map_or_else(|| w.t("programme-city-add"), |(c, _)| c.name.best(who.locale).to_owned()),
        lead: if existing.is_none() { w.t("programme-city-add-lead") } else { String::new() },
        back,
        seen: existing.map(|(_, filled)| Seen::of(filled)).unwrap_or_default(),
        problems,
        city,
        hue,
        zones: zone_names(),
        pasts: Vec::new(),
    }
}

fn hue_field(w: Words, draft: &CityDraft, faults: &Invalid, purpose: Purpose) -> Field {
    let mut hues = Vec::new();
    if purpose == Purpose::New {
        hues.push(Choice::of("", w.t("programme-hue-next"), &draft.hue));
    }
    let named = |h: &Hue| Choice::of(h.as_str(), w.t(format!("programme-hue-{h}")), &draft.hue);
    hues.extend(Hue::ALL.iter().map(named));
    Field::new("hue", w.t("programme-hue"), Control::Select(hues)).error(error_of(w, faults, "hue"))
}

/// A city as the form would have it typed.
fn fields_of(city: &City) -> Fields {
    let mut typed = Fields::default();
    typed.set("version", city.version.to_string());
    typed.set_localised("name", &city.name);
    typed.set("zone", city.zone.name());
    typed.set("latitude", city.coordinates.latitude.to_string());
    typed.set("longitude", city.coordinates.longitude.to_string());
    typed.set("hue", city.hue.as_str());
    typed
}

/// Somebody else has changed the city since the form was opened.
async fn clash(app: &App, who: &SignedIn, p: &Programme, now: &City, typed: &Fields) -> Result<HttpResponse, Problem> {
    let w = who.words;
    let fields = |f: &Fields| {
        let (draft, none) = (city_draft(f, ""), Invalid::default());
        let city = city_fields(w, &draft, (0, ""), &none, Purpose::Change);
        city.all().cloned().chain([hue_field(w, &draft, &none, Purpose::Change)]).collect()
    };
    let back = format!("/programmes/{}", p.slug);
    let clash = Clash {
        w,
        chrome: Chrome::of(app, who, Section::Programme),
        subject: (Entity::City, now.id.raw()),
        title: now.name.best(who.locale).to_owned(),
        action: format!("{back}/cities/{}", now.slug),
        back,
        typed,
        now: fields_of(now),
        fields: &fields,
    };
    clash.answer(app, who).await
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
    require(&who.visitor.actor(), Action::EditProgramme, Scope::Programme(p.id))?;
    html(&page(&app, &who, &p, (&CityDraft::default(), &Invalid::default()), None))
}

#[post("/programmes/{programme}/cities")]
pub(super) async fn add(app: App, who: SignedIn, key: Path<String>, form: Submitted) -> Result<HttpResponse, Problem> {
    let p = find(&app, &who, key.into_inner()).await?;
    require(&who.visitor.actor(), Action::EditProgramme, Scope::Programme(p.id))?;
    let draft = city_draft(&form.fields, "");
    let refused = |faults: &Invalid| html_refused(&page(&app, &who, &p, (&draft, faults), None));
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
    require(&who.visitor.actor(), Action::EditProgramme, Scope::City(p.id, city.id))?;
    let (cx, of) = (who.context(&app), city.clone());
    let at = (who.zone, cx.now);
    let entries = app.db.read(move |conn| programme::city_history(conn, &cx, &of)).await?;
    let filled = fields_of(&city);
    let mut page = page(&app, &who, &p, (&city_draft(&filled, ""), &Invalid::default()), Some((&city, &filled)));
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
    let path = path.into_inner();
    let (p, city) = find_city(&app, &who, path.clone()).await?;
    require(&who.visitor.actor(), Action::EditProgramme, Scope::City(p.id, city.id))?;
    let version: i64 = merging::version(&form.fields, &fields_of(&city));
    let draft = city_draft(&form.fields, "");
    let refused = |faults: &Invalid| {
        let page = page(&app, &who, &p, (&draft, faults), Some((&city, &form.fields)));
        html_refused(&page)
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
        Err(ProgrammeError::Stale) => {
            let (p, now) = find_city(&app, &who, path).await?;
            clash(&app, &who, &p, &now, &form.fields).await
        }
        done => Ok(done?),
    }
}
