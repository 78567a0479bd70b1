//! Setting a programme up from a template, and changing it later. Cities are rows that come and go by a round trip.

use std::collections::BTreeMap;

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::views::{date_field, pasts, zone_names};
use crate::access::{Action, Scope, require};
use crate::domain::history::Entity;
use crate::domain::overview;
use crate::domain::programme::{self, CityDraft, Programme, ProgrammeDraft, ProgrammeError, ReleaseRule, template};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::web::merging::{self, Clash, Seen};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, LanguageTabs, Past, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

/// So many rows stand ready in an empty form.
const ROWS: usize = 3;

#[derive(Template)]
#[template(path = "admin/programmes/form.html")]
struct FormPage {
    w: Words,
    chrome: Chrome,
    heading: String,
    back: String,
    seen: Seen,
    problems: Vec<FormProblem>,
    template: Vec<Field>,
    texts: LanguageTabs,
    slug: Option<Field>,
    zone: Field,
    starts: Field,
    ends: Field,
    rule: Field,
    /// None where a programme is changed: its cities have pages of their own.
    cities: Option<Vec<CityFields>>,
    zones: Vec<&'static str>,
    /// What happened to the programme, where it is opened.
    pasts: Vec<Past>,
}

/// The fields of one city; on the set-up page their names begin with `cities.N.`.
pub(super) struct CityFields {
    pub heading: String,
    pub row: usize,
    pub names: Vec<Field>,
    pub slug: Option<Field>,
    pub zone: Field,
    pub latitude: Field,
    pub longitude: Field,
}

impl CityFields {
    pub fn all(&self) -> impl Iterator<Item = &Field> {
        self.names.iter().chain(&self.slug).chain([&self.zone, &self.latitude, &self.longitude])
    }
}

/// Whether a thing is made or changed: what is given once is asked only when it is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    New,
    Change,
}

pub(super) fn city_fields(
    w: Words,
    draft: &CityDraft,
    (row, at): (usize, &str),
    faults: &Invalid,
    purpose: Purpose,
) -> CityFields {
    let name = |part: &str| format!("{at}{part}");
    let heading = w.with("programme-city-row", &[("n", &(row + 1))]);
    // Among several, each says which it is.
    let own = std::iter::once(w.locale()).chain(Locale::ALL);
    let called = own.filter_map(|l| draft.name.get(&l)).find(|name| !name.trim().is_empty()).unwrap_or(&heading);
    let line = |part: &str, label: &str, value: &str| {
        let field = Field::line(name(part), w.t(label)).value(value).error(error_of(w, faults, &name(part)));
        if at.is_empty() { field } else { field.of(called) }
    };
    let of_language = |locale: Locale| {
        let part = format!("name.{locale}");
        let label = match locale {
            Locale::En => "programme-city-name-en",
            Locale::Fr => "programme-city-name-fr",
            Locale::Zh => "programme-city-name-zh",
        };
        let value = draft.name.get(&locale).map_or("", String::as_str);
        let field = line(&part, label, value).lang(locale).limit(160);
        if locale == Locale::En { field } else { field.optional() }
    };
    let slug = line("slug", "programme-city-slug", &draft.slug).optional().help(w.t("programme-city-slug-help"));
    CityFields {
        row,
        names: Locale::ALL.into_iter().map(of_language).collect(),
        slug: (purpose == Purpose::New).then_some(slug.limit(60)),
        zone: line("zone", "programme-zone", &draft.zone).help(w.t("programme-zone-help")),
        latitude: match error_of(w, faults, &name("coordinates")) {
            // One sentence under the first of the two.
            Some(_) => {
                line("latitude", "programme-latitude", &draft.latitude).error(Some(w.t("programme-coordinates-wanted")))
            }
            None => line("latitude", "programme-latitude", &draft.latitude),
        },
        longitude: line("longitude", "programme-longitude", &draft.longitude),
        heading,
    }
}

fn texts(w: Words, draft: &ProgrammeDraft, faults: &Invalid) -> LanguageTabs {
    let value = |text: &BTreeMap<Locale, String>, l: Locale| text.get(&l).cloned().unwrap_or_default();
    LanguageTabs::new("texts", |l| {
        let (title, summary) = (format!("title.{l}"), format!("summary.{l}"));
        vec![
            Field::line(&title, w.t("word-title"))
                .value(value(&draft.title, l))
                .limit(160)
                .error(error_of(w, faults, &title)),
            Field::area(&summary, w.t("programme-summary"), 3)
                .value(value(&draft.summary, l))
                .optional()
                .limit(2000)
                .error(error_of(w, faults, &summary)),
        ]
    })
}

fn template_fields(w: Words, draft: &ProgrammeDraft, faults: &Invalid) -> Result<Vec<Field>, Problem> {
    let choice = |t: &template::Template| Choice::of(&t.key, t.title.best(w.locale()), &draft.template);
    let choices = template::all()?.iter().map(choice).collect();
    let field = Field::new("template", w.t("programme-template"), Control::Select(choices));
    Ok(vec![field.help(w.t("programme-template-help")).error(error_of(w, faults, "template"))])
}

/// The page for what was typed so far; `slug` of a programme that exists and its version are given where it is changed.
fn page(
    app: &App,
    who: &SignedIn,
    draft: &ProgrammeDraft,
    faults: &Invalid,
    existing: Option<(&str, &Fields)>,
) -> Result<FormPage, Problem> {
    let w = who.words;
    let purpose = if existing.is_none() { Purpose::New } else { Purpose::Change };
    let rules = ReleaseRule::ALL
        .iter()
        .map(|r| Choice::of(r.as_str(), w.t(format!("programme-rule-{r}")), &draft.release_rule));
    let slug = Field::line("slug", w.t("programme-slug")).value(&draft.slug).limit(60);
    let city = |(n, city): (usize, &CityDraft)| city_fields(w, city, (n, &format!("cities.{n}.")), faults, purpose);
    let mut page = FormPage {
        w,
        chrome: Chrome::of(app, who, Section::Programme),
        heading: w.t(if purpose == Purpose::New { "programme-new" } else { "programme-edit" }),
        back: existing.map_or_else(|| "/programmes".to_owned(), |(slug, _)| format!("/programmes/{slug}")),
        seen: existing.map(|(_, filled)| Seen::of(filled)).unwrap_or_default(),
        problems: Vec::new(),
        template: if purpose == Purpose::New { template_fields(w, draft, faults)? } else { Vec::new() },
        texts: texts(w, draft, faults),
        slug: (purpose == Purpose::New)
            .then(|| slug.help(w.t("programme-slug-help")).error(error_of(w, faults, "slug"))),
        zone: Field::line("zone", w.t("programme-zone"))
            .value(&draft.zone)
            .help(w.t("programme-own-zone-help"))
            .error(error_of(w, faults, "zone")),
        starts: date_field(w, "starts_on", "programme-starts", &draft.starts_on, faults),
        ends: date_field(w, "ends_on", "programme-ends", &draft.ends_on, faults),
        rule: Field::new("release_rule", w.t("programme-rule"), Control::Radios(rules.collect())).error(error_of(
            w,
            faults,
            "release_rule",
        )),
        cities: (purpose == Purpose::New).then(|| draft.cities.iter().enumerate().map(city).collect()),
        zones: zone_names(),
        pasts: Vec::new(),
    };
    page.problems = FormProblem::of(page.all());
    Ok(page)
}

impl FormPage {
    /// Every field, in its order.
    fn all(&self) -> impl Iterator<Item = &Field> {
        let fields = self.template.iter().chain(self.texts.fields()).chain(&self.slug);
        let fields = fields.chain([&self.zone, &self.starts, &self.ends, &self.rule]);
        fields.chain(self.cities.iter().flatten().flat_map(CityFields::all))
    }
}

/// A programme as the form would have it typed.
fn fields_of(p: &Programme) -> Fields {
    let mut typed = Fields::default();
    typed.set("version", p.version.to_string());
    typed.set_localised("title", &p.title);
    typed.set_localised("summary", &p.summary);
    typed.set("zone", p.zone.name());
    typed.set("starts_on", p.dates.starts_on.to_string());
    typed.set("ends_on", p.dates.ends_on.to_string());
    typed.set("release_rule", p.release_rule.as_str());
    typed
}

/// Somebody else has changed the programme since the form was opened.
async fn clash(app: &App, who: &SignedIn, now: &Programme, typed: &Fields) -> Result<HttpResponse, Problem> {
    let (now_filled, slug) = (fields_of(now), now.slug.as_str());
    let fields = |f: &Fields| {
        let page = page(app, who, &draft(f), &Invalid::default(), Some((slug, f)));
        page.map_or_else(|_| Vec::new(), |page| page.all().cloned().collect())
    };
    let back = format!("/programmes/{slug}");
    let clash = Clash {
        w: who.words,
        chrome: Chrome::of(app, who, Section::Programme),
        subject: (Entity::Programme, now.id.raw()),
        title: now.title.best(who.locale).to_owned(),
        action: format!("{back}/edit"),
        back,
        typed,
        now: now_filled,
        fields: &fields,
    };
    clash.answer(app, who).await
}

pub(super) fn city_draft(fields: &Fields, at: &str) -> CityDraft {
    let text = |part: &str| fields.text(&format!("{at}{part}")).to_owned();
    CityDraft {
        slug: text("slug"),
        name: fields.by_language(&format!("{at}name")),
        zone: text("zone"),
        latitude: text("latitude"),
        longitude: text("longitude"),
        hue: text("hue"),
    }
}

fn draft(fields: &Fields) -> ProgrammeDraft {
    let text = |name: &str| fields.text(name).to_owned();
    let rows: usize = (0..).take_while(|n| fields.has(&format!("cities.{n}.zone"))).count();
    ProgrammeDraft {
        template: text("template"),
        slug: text("slug"),
        title: fields.by_language("title"),
        summary: fields.by_language("summary"),
        zone: text("zone"),
        starts_on: text("starts_on"),
        ends_on: text("ends_on"),
        release_rule: text("release_rule"),
        cities: (0..rows).map(|n| city_draft(fields, &format!("cities.{n}."))).collect(),
    }
}

#[get("/programmes/new")]
pub(super) async fn blank(app: App, who: SignedIn) -> Result<HttpResponse, Problem> {
    require(&who.context(&app).actor, Action::CreateProgramme, Scope::Installation)?;
    let draft = ProgrammeDraft {
        zone: who.zone.name().to_owned(),
        release_rule: ReleaseRule::Alone.as_str().to_owned(),
        cities: vec![CityDraft::default(); ROWS],
        ..ProgrammeDraft::default()
    };
    html(&page(&app, &who, &draft, &Invalid::default(), None)?)
}

#[post("/programmes")]
pub(super) async fn create(app: App, who: SignedIn, form: Submitted) -> Result<HttpResponse, Problem> {
    require(&who.visitor.actor(), Action::CreateProgramme, Scope::Installation)?;
    let mut draft = draft(&form.fields);
    match form.fields.text("row").split_once('-') {
        Some(("remove", n)) => {
            if let Some(n) = n.parse().ok().filter(|n| *n < draft.cities.len()) {
                draft.cities.remove(n);
            }
            return html(&page(&app, &who, &draft, &Invalid::default(), None)?);
        }
        Some(("add", _)) => {
            draft.cities.push(CityDraft::default());
            return html(&page(&app, &who, &draft, &Invalid::default(), None)?);
        }
        _ => draft.cities.retain(|city| !city.is_blank()),
    }
    let refused = |faults: &Invalid| html_refused(&page(&app, &who, &draft, faults, None)?);
    let new = match draft.check() {
        Ok(new) => new,
        Err(faults) => return refused(&faults),
    };
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let outline = overview::create_from_template(conn, cx, &new)?;
        Ok::<_, ProgrammeError>(format!("/programmes/{}?note=programme-created", outline.programme.slug))
    });
    match done.await {
        Err(ProgrammeError::Invalid(faults)) => refused(&faults),
        done => Ok(done?),
    }
}

#[get("/programmes/{programme}/edit")]
pub(super) async fn open(app: App, who: SignedIn, key: Path<String>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let actor = cx.actor.clone();
    let p = app.db.read(move |conn| programme::find(conn, &cx, &key)).await?;
    require(&actor, Action::EditProgramme, Scope::Programme(p.id))?;
    let (cx, id) = (who.context(&app), p.id);
    let at = (who.zone, cx.now);
    let entries = app.db.read(move |conn| programme::history(conn, &cx, id)).await?;
    let filled = fields_of(&p);
    let mut page = page(&app, &who, &draft(&filled), &Invalid::default(), Some((p.slug.as_str(), &filled)))?;
    page.pasts = pasts(who.words, at, "programme-past-", entries);
    html(&page)
}

#[post("/programmes/{programme}/edit")]
pub(super) async fn save(app: App, who: SignedIn, key: Path<String>, form: Submitted) -> Result<HttpResponse, Problem> {
    let (cx, named) = (who.context(&app), key.clone());
    let p = app.db.read(move |conn| programme::find(conn, &cx, &key)).await?;
    require(&who.visitor.actor(), Action::EditProgramme, Scope::Programme(p.id))?;
    let version: i64 = merging::version(&form.fields, &fields_of(&p));
    let draft = draft(&form.fields);
    let refused = |faults: &Invalid| {
        let page = page(&app, &who, &draft, faults, Some((p.slug.as_str(), &form.fields)))?;
        html_refused(&page)
    };
    let edit = match draft.check_edit() {
        Ok(edit) => edit,
        Err(faults) => return refused(&faults),
    };
    let id = p.id;
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let after = programme::edit(conn, cx, (id, version), &edit)?;
        Ok::<_, ProgrammeError>(format!("/programmes/{}?note=saved", after.slug))
    });
    match done.await {
        Err(ProgrammeError::Invalid(faults)) => refused(&faults),
        Err(ProgrammeError::Stale) => {
            let cx = who.context(&app);
            let now = app.db.read(move |conn| programme::find(conn, &cx, &named)).await?;
            clash(&app, &who, &now, &form.fields).await
        }
        done => Ok(done?),
    }
}
