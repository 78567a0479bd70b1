use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::alike::{LikelyView, likely_view};
use super::outward;
use super::places::Places;
use crate::access::{Action, Scope, require};
use crate::domain::contacts::alike::{self, Sought};
use crate::domain::contacts::{self, ContactError, NewOrganisation, Organisation, OrganisationDraft};
use crate::domain::history::Entity;
use crate::domain::sponsorship::lapsing::{self, Outlook};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::web::admin::contacts::filter::kind_words;
use crate::web::merging::{self, Clash, Seen};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, LanguageTabs, Problem as FormProblem};
use crate::web::{
    App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, led, submit_retrying,
};

#[derive(Template)]
#[template(path = "admin/organisations/form.html")]
struct FormPage {
    w: Words,
    chrome: Chrome,
    title: String,
    action: String,
    verb: String,
    seen: Seen,
    problems: Vec<FormProblem>,
    names: LanguageTabs,
    fields: Vec<Field>,
    likely: Vec<LikelyView>,
    /// What another name takes off public pages.
    outward: Vec<String>,
}

fn page(app: &App, who: &SignedIn, about: Option<&Organisation>, typed: &Fields, faults: &Invalid) -> FormPage {
    let w = who.words;
    let filled = |field: Field| {
        let (value, error) = (typed.text(&field.name), error_of(w, faults, &field.name));
        field.value(value).error(error)
    };
    let line = |name: &str, label: &str| filled(Field::line(name, w.t(label)).optional());
    let names = LanguageTabs::new("name", |l| {
        let name = line(&format!("name.{}", l.tag()), "organisations-name");
        vec![name.help(w.t("organisations-name-help"))]
    });
    let now = typed.filled("kind").unwrap_or("other");
    let kinds = kind_words(w).into_iter().map(|(value, label)| Choice::of(value, label, now)).collect();
    let fields = vec![
        Field::new("kind", w.t("organisations-kind"), Control::Select(kinds)).error(error_of(w, faults, "kind")),
        line("place", "organisations-place").help(w.t("organisations-place-help")),
        line("country", "organisations-country").help(w.t("organisations-country-help")),
        line("website", "organisations-website"),
        filled(Field::area("notes", w.t("contacts-notes"), 4).optional()),
        line("source_key", "contacts-source-key").help(w.t("contacts-source-key-help")),
    ];
    let (title, action, verb) = match about {
        None => (w.t("organisations-add-title"), "/organisations".to_owned(), w.t("organisations-add-verb")),
        Some(known) => {
            let title = w.with("organisations-edit-title", &[("name", &known.name.best(who.locale))]);
            (title, format!("/organisations/{}", known.public_id), w.t("contacts-save"))
        }
    };
    FormPage {
        w,
        chrome: Chrome::of(app, who, Section::Organisations),
        title,
        action,
        verb,
        seen: Seen::of(typed),
        problems: FormProblem::of(names.fields().chain(&fields)),
        names,
        fields,
        likely: Vec::new(),
        outward: Vec::new(),
    }
}

fn draft_of(typed: &Fields) -> OrganisationDraft {
    let text = |name: &str| typed.text(name).to_owned();
    OrganisationDraft {
        name: typed.localised("name"),
        kind: text("kind"),
        place: text("place"),
        country: text("country"),
        website: text("website"),
        notes: text("notes"),
        source_key: text("source_key"),
    }
}

fn fields_of(known: &Organisation) -> Fields {
    let mut typed = Fields::default();
    typed.set_localised("name", &known.name);
    typed.set("kind", known.kind.as_str());
    typed.set("place", known.place.as_str());
    typed.set("country", known.country.as_str());
    typed.set("website", known.website.as_str());
    typed.set("notes", known.notes.as_str());
    typed.set("source_key", known.source_key.as_deref().unwrap_or(""));
    typed.set("version", known.version.to_string());
    typed
}

fn refused(page: &FormPage) -> Result<HttpResponse, Problem> {
    html_refused(page)
}

#[get("/organisations/new")]
pub(super) async fn blank(app: App, who: SignedIn) -> Result<HttpResponse, Problem> {
    require(&who.visitor.actor(), Action::EditContacts, Scope::Installation)?;
    html(&page(&app, &who, None, &Fields::default(), &Invalid::default()))
}

#[post("/organisations")]
pub(super) async fn create(app: App, who: SignedIn, form: Submitted) -> Result<HttpResponse, Problem> {
    require(&who.visitor.actor(), Action::EditContacts, Scope::Installation)?;
    let typed = &form.fields;
    let new = match NewOrganisation::parse(draft_of(typed)) {
        Ok(new) => new,
        Err(faults) => return refused(&page(&app, &who, None, typed, &faults)),
    };
    if !typed.flag("seen") {
        let likely = likely(&app, &who, &new).await?;
        if !likely.is_empty() {
            if let Some(made) = led(&app, who.context(&app), &form).await? {
                return Ok(made);
            }
            let mut page = page(&app, &who, None, typed, &Invalid::default());
            page.likely = likely;
            page.verb = who.words.t("contacts-add-anyway");
            return html(&page);
        }
    }
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| {
        let made = contacts::create_organisation(conn, cx, &new)?;
        Ok::<_, ContactError>(format!("/organisations/{}?note=organisation-added", made.public_id))
    });
    match done.await {
        Err(ContactError::Invalid(faults)) => refused(&page(&app, &who, None, typed, &faults)),
        other => Ok(other?),
    }
}

/// Those that may be the one to be added.
async fn likely(app: &App, who: &SignedIn, new: &NewOrganisation) -> Result<Vec<LikelyView>, Problem> {
    let (cx, sought, w) = (who.context(app), Sought::of_new(new), who.words);
    app.db
        .read(move |conn| {
            let found = alike::alike_houses(conn, &cx, &sought)?;
            let places = Places::seen_by(conn, &cx)?;
            Ok(found.iter().map(|one| likely_view(w, &places, one)).collect())
        })
        .await
}

async fn loaded(app: &App, who: &SignedIn, id: &PublicId) -> Result<Organisation, ContactError> {
    let (cx, id) = (who.context(app), id.clone());
    app.db
        .read(move |conn| {
            require(&cx.actor, Action::EditContacts, Scope::Installation)?;
            contacts::organisation(conn, &cx, &id)
        })
        .await
}

#[get("/organisations/{organisation}/edit")]
pub(super) async fn existing(app: App, who: SignedIn, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let known = loaded(&app, &who, &id).await?;
    let mut page = page(&app, &who, Some(&known), &fields_of(&known), &Invalid::default());
    page.outward = at_stake(&app, &who, &known).await?;
    html(&page)
}

/// What another name takes off public pages, in words.
async fn at_stake(app: &App, who: &SignedIn, known: &Organisation) -> Result<Vec<String>, Problem> {
    let (cx, firm, w) = (who.context(app), known.id, who.words);
    let outlook = app.db.read(move |conn| lapsing::outlook(conn, &cx, firm)).await?;
    let Outlook { shown, .. } = outlook;
    Ok(shown.iter().map(|one| outward::at_stake(w, one)).collect())
}

#[post("/organisations/{organisation}")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let known = loaded(&app, &who, &id).await?;
    let typed = &form.fields;
    let new = match NewOrganisation::parse(draft_of(typed)) {
        Ok(new) => new,
        Err(faults) => {
            let mut page = page(&app, &who, Some(&known), typed, &faults);
            page.outward = at_stake(&app, &who, &known).await?;
            return refused(&page);
        }
    };
    let version = merging::version(typed, &fields_of(&known));
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| {
        let saved = lapsing::edit_organisation(conn, cx, &id, version, &new)?;
        Ok::<_, ContactError>(format!("/organisations/{}?note=organisation-saved", saved.public_id))
    });
    match done.await {
        Err(ContactError::Invalid(faults)) => refused(&page(&app, &who, Some(&known), typed, &faults)),
        Err(ContactError::Stale) => {
            let now = loaded(&app, &who, &known.public_id).await?;
            let fields = |f: &Fields| {
                let page = page(&app, &who, Some(&now), f, &Invalid::default());
                page.names.fields().chain(&page.fields).cloned().collect()
            };
            let here = format!("/organisations/{}", now.public_id);
            let clash = Clash {
                w: who.words,
                chrome: Chrome::of(&app, &who, Section::Organisations),
                subject: (Entity::Organisation, now.id.raw()),
                title: now.name.best(who.locale).to_owned(),
                action: here.clone(),
                back: here,
                typed,
                now: fields_of(&now),
                fields: &fields,
            };
            clash.answer(&app, &who).await
        }
        other => Ok(other?),
    }
}
