//! What a programme offers its sponsors.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::list_of;
use super::typed::amount;
use super::views::currencies;
use crate::access::{Action, Scope, may, require};
use crate::domain::history::Entity;
use crate::domain::programme::{self, Outline};
use crate::domain::sponsorship::{Package, PackageDraft, SponsorshipError, packages};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::admin::events::views::{Said, said};
use crate::web::merging::{self, Clash, Late, Onward, Seen};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Control, Field, LanguageTabs, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/sponsorships/packages.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    list: String,
    here: String,
    may_edit: bool,
    packages: Vec<PackageView>,
}

struct PackageView {
    href: String,
    name: Said,
    price: String,
    benefits: Said,
    retired: bool,
    version: i64,
}

#[derive(Template)]
#[template(path = "admin/sponsorships/package.html")]
struct FormPage {
    w: Words,
    chrome: Chrome,
    list: String,
    here: String,
    heading: String,
    action: String,
    seen: Seen,
    problems: Vec<FormProblem>,
    texts: LanguageTabs,
    fields: Vec<Field>,
}

fn here(outline: &Outline) -> String {
    format!("{}/packages", list_of(outline))
}

async fn load(app: &App, who: &SignedIn, key: String) -> Result<(Outline, Vec<Package>), Problem> {
    let cx = who.context(app);
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let outline = programme::load(conn, &cx, &key)?;
        let all = packages::list(conn, &cx, outline.programme.id)?;
        Ok((outline, all))
    });
    Ok(read.await?)
}

#[get("/programmes/{programme}/sponsorships/packages")]
pub(super) async fn list(app: App, who: SignedIn, key: Path<String>) -> Result<HttpResponse, Problem> {
    let (outline, all) = load(&app, &who, key.into_inner()).await?;
    let w = who.words;
    let view = |p: &Package| PackageView {
        href: format!("{}/{}", here(&outline), p.public_id),
        name: said(w, &p.name),
        price: p.price.map(|m| m.shown(w.locale())).unwrap_or_default(),
        benefits: said(w, &p.benefits),
        retired: p.retired_at.is_some(),
        version: p.version,
    };
    let scope = Scope::Programme(outline.programme.id);
    html(&ListPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Sponsors),
        list: list_of(&outline),
        here: here(&outline),
        may_edit: may(&who.visitor.actor(), Action::EditSponsorship, scope),
        packages: all.iter().map(view).collect(),
    })
}

fn texts(w: Words, draft: &PackageDraft, faults: &Invalid) -> LanguageTabs {
    LanguageTabs::new("texts", |l| {
        let (name, benefits) = (format!("name.{l}"), format!("benefits.{l}"));
        let value = |of: &std::collections::BTreeMap<_, String>| of.get(&l).cloned().unwrap_or_default();
        let field = Field::line(&name, w.t("sponsorship-package-name")).value(value(&draft.name)).limit(200);
        let given = Field::area(&benefits, w.t("sponsorship-benefits"), 4).value(value(&draft.benefits)).optional();
        vec![field.error(error_of(w, faults, &name)), given.error(error_of(w, faults, &benefits))]
    })
}

fn fields(w: Words, draft: &PackageDraft, faults: &Invalid) -> Vec<Field> {
    let price = Field::line("price", w.t("sponsorship-price")).value(&draft.price).limit(80).optional();
    let current = if draft.currency.is_empty() { "EUR" } else { draft.currency.as_str() };
    let currency = Field::new("currency", w.t("sponsorship-currency"), Control::Select(currencies(current)));
    vec![
        price.help(w.t("sponsorship-amount-help")).error(error_of(w, faults, "price")),
        currency.error(error_of(w, faults, "currency")),
    ]
}

fn page(
    app: &App,
    who: &SignedIn,
    (outline, existing): (&Outline, Option<(&Package, &Fields)>),
    (draft, faults): (&PackageDraft, &Invalid),
) -> FormPage {
    let w = who.words;
    let (texts, fields) = (texts(w, draft, faults), fields(w, draft, faults));
    let here = here(outline);
    FormPage {
        w,
        chrome: Chrome::of(app, who, Section::Sponsors),
        list: list_of(outline),
        heading: w.t(if existing.is_some() { "sponsorship-package-edit" } else { "sponsorship-package-new" }),
        action: existing.map_or_else(|| here.clone(), |(p, _)| format!("{here}/{}", p.public_id)),
        seen: existing.map(|(_, filled)| Seen::of(filled)).unwrap_or_default(),
        problems: FormProblem::of(texts.fields().chain(&fields)),
        here,
        texts,
        fields,
    }
}

fn fields_of(p: &Package) -> Fields {
    let mut typed = Fields::default();
    typed.set("version", p.version.to_string());
    typed.set_localised("name", &p.name);
    typed.set_localised("benefits", &p.benefits);
    typed.set("price", p.price.map(amount).unwrap_or_default());
    typed.set("currency", p.price.map_or("EUR", |m| m.currency.code()));
    typed
}

fn draft(fields: &Fields) -> PackageDraft {
    PackageDraft {
        name: fields.by_language("name"),
        price: fields.text("price").to_owned(),
        currency: fields.text("currency").to_owned(),
        benefits: fields.by_language("benefits"),
    }
}

/// The outline, for those who may edit packages.
async fn editable(app: &App, who: &SignedIn, key: String) -> Result<(Outline, Vec<Package>), Problem> {
    let (outline, all) = load(app, who, key).await?;
    require(&who.visitor.actor(), Action::EditSponsorship, Scope::Programme(outline.programme.id))?;
    Ok((outline, all))
}

#[get("/programmes/{programme}/sponsorships/packages/new")]
pub(super) async fn blank(app: App, who: SignedIn, key: Path<String>) -> Result<HttpResponse, Problem> {
    let (outline, _) = editable(&app, &who, key.into_inner()).await?;
    html(&page(&app, &who, (&outline, None), (&PackageDraft::default(), &Invalid::default())))
}

#[post("/programmes/{programme}/sponsorships/packages")]
pub(super) async fn create(
    app: App,
    who: SignedIn,
    key: Path<String>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (outline, _) = editable(&app, &who, key.into_inner()).await?;
    let draft = draft(&form.fields);
    let new = match draft.check() {
        Ok(new) => new,
        Err(faults) => {
            let page = page(&app, &who, (&outline, None), (&draft, &faults));
            return html_refused(&page);
        }
    };
    let (id, back) = (outline.programme.id, here(&outline));
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        packages::create(conn, cx, id, &new)?;
        Ok::<_, SponsorshipError>(format!("{back}?note=saved"))
    });
    Ok(done.await?)
}

fn one(all: &[Package], id: &str) -> Result<Package, Problem> {
    all.iter().find(|p| p.public_id.as_str() == id).cloned().ok_or(Problem::NotFound)
}

#[get("/programmes/{programme}/sponsorships/packages/{package}")]
pub(super) async fn open(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let (outline, all) = editable(&app, &who, key).await?;
    let p = one(&all, &id)?;
    let filled = fields_of(&p);
    html(&page(&app, &who, (&outline, Some((&p, &filled))), (&draft(&filled), &Invalid::default())))
}

#[post("/programmes/{programme}/sponsorships/packages/{package}")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let (outline, all) = editable(&app, &who, key.clone()).await?;
    let p = one(&all, &id)?;
    let version = merging::version(&form.fields, &fields_of(&p));
    let draft = draft(&form.fields);
    let new = match draft.check() {
        Ok(new) => new,
        Err(faults) => {
            let page = page(&app, &who, (&outline, Some((&p, &form.fields))), (&draft, &faults));
            return html_refused(&page);
        }
    };
    let (before, back) = (p.clone(), here(&outline));
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        packages::edit(conn, cx, &before, version, &new)?;
        Ok::<_, SponsorshipError>(format!("{back}?note=saved"))
    });
    match done.await {
        Err(SponsorshipError::Stale) => {
            let now = one(&load(&app, &who, key).await?.1, &id)?;
            clash(&app, &who, &outline, &now, &form.fields).await
        }
        done => Ok(done?),
    }
}

/// Somebody else has changed it since the form was opened.
async fn clash(
    app: &App,
    who: &SignedIn,
    outline: &Outline,
    now: &Package,
    typed: &Fields,
) -> Result<HttpResponse, Problem> {
    let (w, back) = (who.words, here(outline));
    let all = |f: &Fields| {
        let (draft, none) = (draft(f), Invalid::default());
        texts(w, &draft, &none).fields().cloned().chain(fields(w, &draft, &none)).collect()
    };
    let clash = Clash {
        w,
        chrome: Chrome::of(app, who, Section::Sponsors),
        subject: (Entity::Programme, outline.programme.id.raw()),
        title: now.name.best(who.locale).to_owned(),
        action: format!("{back}/{}", now.public_id),
        back,
        typed,
        now: fields_of(now),
        fields: &all,
    };
    clash.answer_of_part(&now.public_id, app, who).await
}

/// Offers a package no longer, or again.
#[post("/programmes/{programme}/sponsorships/packages/{package}/offer")]
pub(super) async fn turn(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let (outline, all) = editable(&app, &who, key.clone()).await?;
    let (before, back) = (one(&all, &id)?, here(&outline));
    let version = form.fields.version();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        packages::turn(conn, cx, &before, version)?;
        Ok::<_, SponsorshipError>(format!("{back}?note=saved"))
    });
    let done = done.await;
    if let Err(SponsorshipError::Stale) = done {
        let (outline, all) = editable(&app, &who, key).await?;
        let (now, back, w) = (one(&all, &id)?, here(&outline), who.words);
        let late = Late {
            chrome: Chrome::of(&app, &who, Section::Sponsors),
            subject: ((Entity::Programme, outline.programme.id.raw()), Scope::Programme(outline.programme.id)),
            title: now.name.best(w.locale()).to_owned(),
            action: format!("{back}/{id}/offer"),
            back,
            typed: &form.fields,
            // To press once more might undo what the other did.
            on: Onward::Look,
        };
        return late.answer(&app, &who).await;
    }
    Ok(done?)
}
