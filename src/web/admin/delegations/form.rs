//! An institution is invited, or its invitation changed: first which, then through whom, how many places, in which words.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::views::House;
use super::{EventPath, OfficePath, address, event, list_of, office, public_id, wording};
use crate::access::{Action, require};
use crate::db::Conn;
use crate::domain::contacts::{self, ContactError, Filter, Organisation, OrganisationFilter, Person};
use crate::domain::history::Entity;
use crate::domain::invitations::{
    self, Delegation, DelegationDraft, EventFacts, InvitationError, LIMIT_WORDING, NewDelegation,
};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::kernel::page::PageRequest;
use crate::web::admin::invitations::views::Head;
use crate::web::merging::{self, Clash, Seen};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, LanguageTabs, Problem as FieldProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/delegations/choose.html")]
struct ChoosePage {
    w: Words,
    chrome: Chrome,
    head: Head,
    list: String,
    text: String,
    /// Where its form is, its name, where it stands, how many people are known there.
    rows: Vec<(String, House, String, i64)>,
}

#[derive(Template)]
#[template(path = "admin/delegations/form.html")]
struct FormPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    title: House,
    organisation: String,
    action: String,
    back: String,
    verb: String,
    seen: Seen,
    fields: Vec<Field>,
    tabs: LanguageTabs,
    problems: Vec<FieldProblem>,
    /// Nobody is known there.
    lonely: bool,
    people_href: String,
}

/// Either slice may refuse.
#[derive(Debug, thiserror::Error)]
enum FormError {
    #[error(transparent)]
    Seats(#[from] InvitationError),
    #[error(transparent)]
    People(#[from] ContactError),
    #[error(transparent)]
    Db(#[from] crate::db::DbError),
}

impl From<FormError> for Problem {
    fn from(error: FormError) -> Problem {
        match error {
            FormError::Seats(error) => error.into(),
            FormError::People(error) => error.into(),
            FormError::Db(error) => error.into(),
        }
    }
}

/// What the form is about.
struct About {
    event: EventFacts,
    organisation: Organisation,
    people: Vec<Person>,
    delegation: Option<Delegation>,
}

fn people_of(conn: &mut Conn, cx: &crate::access::Context, house: &PublicId) -> Result<Vec<Person>, ContactError> {
    let filter = Filter { organisation: Some(house.clone()), ..Filter::default() };
    Ok(contacts::list(conn, cx, &filter, PageRequest::new(None, Some(PageRequest::MAX)))?.items)
}

/// For a new one; none where no institution is named yet.
async fn about_new(app: &App, who: &SignedIn, path: &EventPath, house: &str) -> Result<About, Problem> {
    let (slug, id, house, cx) = (path.0.clone(), public_id(&path.1)?, public_id(house)?, who.context(app));
    let read = app.db.read(move |conn| -> Result<_, FormError> {
        let event = event(conn, &cx, &slug, &id)?;
        require(&cx.actor, Action::Invite, event.scope()).map_err(InvitationError::from)?;
        let organisation = contacts::organisation(conn, &cx, &house)?;
        let people = people_of(conn, &cx, &house)?;
        Ok(About { event, organisation, people, delegation: None })
    });
    Ok(read.await?)
}

async fn about_old(app: &App, who: &SignedIn, path: &OfficePath) -> Result<About, Problem> {
    let (slug, id, of, cx) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?, who.context(app));
    let read = app.db.read(move |conn| -> Result<_, FormError> {
        let (event, delegation) = office(conn, &cx, (&slug, &id), &of)?;
        require(&cx.actor, Action::Invite, event.scope()).map_err(InvitationError::from)?;
        let organisation = contacts::organisation(conn, &cx, &delegation.organisation_public)?;
        let mut people = people_of(conn, &cx, &delegation.organisation_public)?;
        if !people.iter().any(|p| p.id == delegation.contact) {
            // Whoever has left the house since still speaks for it until somebody else does.
            people.extend(contacts::people(conn, &[delegation.contact])?);
        }
        Ok(About { event, organisation, people, delegation: Some(delegation) })
    });
    Ok(read.await?)
}

#[get("/programmes/{programme}/events/{event}/delegations/new")]
pub(super) async fn blank(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let Some(house) = query.filled("organisation") else { return choose(&app, &who, &path, &query).await };
    let about = about_new(&app, &who, &path, house).await?;
    let mut typed = Fields::default();
    let first = about.people.iter().find(|p| p.mailbox().is_some()).or(about.people.first());
    let language = first.map_or(who.locale, |p| p.language);
    typed.set("contact", first.map(|p| p.public_id.to_string()).unwrap_or_default());
    typed.set("places", "2");
    typed.set("language", language.tag());
    let salutation = wording::salutation(first.map(|p| &p.name));
    typed.set_localised("closing", &wording::closing(&salutation));
    typed.set_localised("salutation", &salutation);
    html(&page(&app, &who, &about, &typed, &Invalid::default()))
}

async fn choose(app: &App, who: &SignedIn, path: &EventPath, query: &Fields) -> Result<HttpResponse, Problem> {
    let (slug, id, cx, w) = (path.0.clone(), public_id(&path.1)?, who.context(app), who.words);
    let filter = OrganisationFilter { text: query.text("q").trim().to_owned(), kind: None };
    let text = filter.text.clone();
    let (event, found) = app
        .db
        .read(move |conn| -> Result<_, FormError> {
            let event = event(conn, &cx, &slug, &id)?;
            require(&cx.actor, Action::Invite, event.scope()).map_err(InvitationError::from)?;
            let found = contacts::list_organisations(conn, &cx, &filter, PageRequest::new(None, Some(50)))?;
            Ok((event, found.items))
        })
        .await?;
    let list = list_of(&event);
    let row = |house: &Organisation| {
        let href = format!("{list}/new?organisation={}", house.public_id);
        (href, House::of(w, &house.name), w.town(&house.place), house.people)
    };
    html(&ChoosePage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        head: Head::of(w, &event),
        text,
        rows: found.iter().map(row).collect(),
        list,
    })
}

fn draft(typed: &Fields, organisation: &PublicId) -> DelegationDraft {
    let text = |name: &str| typed.text(name).to_owned();
    DelegationDraft {
        organisation: organisation.to_string(),
        contact: text("contact"),
        places: text("places"),
        rank: text("rank"),
        language: text("language"),
        salutation: typed.localised("salutation"),
        closing: typed.localised("closing"),
    }
}

#[post("/programmes/{programme}/events/{event}/delegations/new")]
pub(super) async fn create(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let about = about_new(&app, &who, &path, form.fields.text("of_organisation")).await?;
    let refused = |invalid: &Invalid| html_refused(&page(&app, &who, &about, &form.fields, invalid));
    let new = match NewDelegation::parse(&draft(&form.fields, &about.organisation.public_id)) {
        Ok(new) => new,
        Err(invalid) => return refused(&invalid),
    };
    let (slug, id) = (path.0.clone(), public_id(&path.1)?);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, InvitationError> {
        let event = event(conn, cx, &slug, &id)?;
        let made = invitations::invite_institution(conn, cx, &event, &new)?;
        Ok(format!("{}?note=delegation-added", address(&event, &made)))
    });
    match done.await {
        Err(InvitationError::Invalid(invalid)) => refused(&invalid),
        done => Ok(done?),
    }
}

/// A delegation as the form would have it typed.
fn fields_of(one: &Delegation) -> Fields {
    let mut typed = Fields::default();
    typed.set("version", one.version.to_string());
    typed.set("contact", one.contact_public.to_string());
    typed.set("places", one.places.to_string());
    typed.set("rank", one.rank.to_string());
    typed.set("language", one.locale.tag());
    typed.set_localised("salutation", &one.salutation);
    typed.set_localised("closing", &one.closing);
    typed
}

#[get("/programmes/{programme}/events/{event}/delegations/{delegation}/edit")]
pub(super) async fn existing(app: App, who: SignedIn, path: Path<OfficePath>) -> Result<HttpResponse, Problem> {
    let about = about_old(&app, &who, &path).await?;
    let typed = about.delegation.as_ref().map(fields_of).unwrap_or_default();
    html(&page(&app, &who, &about, &typed, &Invalid::default()))
}

#[post("/programmes/{programme}/events/{event}/delegations/{delegation}/edit")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<OfficePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let about = about_old(&app, &who, &path).await?;
    let refused = |invalid: &Invalid| html_refused(&page(&app, &who, &about, &form.fields, invalid));
    let new = match NewDelegation::parse(&draft(&form.fields, &about.organisation.public_id)) {
        Ok(new) => new,
        Err(invalid) => return refused(&invalid),
    };
    let now = about.delegation.as_ref().map(fields_of).unwrap_or_default();
    let (version, id) = (merging::version(&form.fields, &now), public_id(&path.2)?);
    let (slug, of) = (path.0.clone(), public_id(&path.1)?);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, InvitationError> {
        let (event, _) = office(conn, cx, (&slug, &of), &id)?;
        let saved = invitations::edit_delegation(conn, cx, &id, version, &new)?;
        Ok(format!("{}?note=delegation-saved", address(&event, &saved)))
    });
    match done.await {
        Err(InvitationError::Invalid(invalid)) => refused(&invalid),
        Err(InvitationError::Stale) => clash(&app, &who, &path, &form.fields).await,
        done => Ok(done?),
    }
}

/// Somebody else has changed it since the form was opened.
async fn clash(app: &App, who: &SignedIn, path: &OfficePath, typed: &Fields) -> Result<HttpResponse, Problem> {
    let about = about_old(app, who, path).await?;
    let Some(one) = &about.delegation else { return Err(Problem::NotFound) };
    let fields = |f: &Fields| {
        let page = page(app, who, &about, f, &Invalid::default());
        page.fields.iter().chain(page.tabs.fields()).cloned().collect()
    };
    let here = address(&about.event, one);
    let clash = Clash {
        w: who.words,
        chrome: Chrome::of(app, who, Section::Events),
        subject: (Entity::Event, about.event.id.raw()),
        title: one.name.best(who.locale).to_owned(),
        action: format!("{here}/edit"),
        back: here,
        typed,
        now: fields_of(one),
        fields: &fields,
    };
    clash.answer_of_part(&one.public_id, app, who).await
}

fn page(app: &App, who: &SignedIn, about: &About, typed: &Fields, invalid: &Invalid) -> FormPage {
    let (w, head) = (who.words, Head::of(who.words, &about.event));
    let fields = fields(w, about, typed, invalid);
    let tabs = tabs(w, typed, invalid);
    let list = list_of(&about.event);
    let (action, back, verb) = match &about.delegation {
        Some(one) => {
            let here = address(&about.event, one);
            (format!("{here}/edit"), here, w.t("act-save"))
        }
        None => (format!("{list}/new"), list, w.t("delegations-add-act")),
    };
    FormPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        head,
        title: House::of(w, &about.organisation.name),
        organisation: about.organisation.public_id.to_string(),
        action,
        back,
        verb,
        seen: Seen::of(typed),
        problems: FieldProblem::of(fields.iter().chain(tabs.fields())),
        fields,
        tabs,
        lonely: about.people.is_empty(),
        people_href: format!("/organisations/{}", about.organisation.public_id),
    }
}

fn fields(w: Words, about: &About, typed: &Fields, invalid: &Invalid) -> Vec<Field> {
    let with = |field: Field| {
        let (value, fault) = (typed.text(&field.name).to_owned(), error_of(w, invalid, &field.name));
        field.value(value).error(fault)
    };
    let person = |p: &Person| {
        let mailbox = p.mailbox().map_or_else(|| w.t("delegations-no-mailbox"), |_| String::new());
        let label = [p.name.shown(w.locale()).to_owned(), mailbox];
        let label: Vec<String> = label.into_iter().filter(|part| !part.is_empty()).collect();
        Choice::of(p.public_id.as_str(), label.join(" · "), typed.text("contact"))
    };
    let language = |l: Locale| Choice::of(l.tag(), l.endonym(), typed.text("language"));
    let mut fields = vec![
        with(
            Field::new(
                "contact",
                w.t("delegations-contact"),
                Control::Select(about.people.iter().map(person).collect()),
            )
            .help(w.t("delegations-contact-help")),
        ),
        with(
            Field::new("places", w.t("delegations-places"), Control::Line("number"))
                .help(w.t("delegations-places-help")),
        ),
        with(
            Field::new("rank", w.t("delegations-rank"), Control::Line("number"))
                .optional()
                .help(w.t("delegations-rank-help")),
        ),
        with(Field::new(
            "language",
            w.t("delegations-language"),
            Control::Select(Locale::ALL.into_iter().map(language).collect()),
        )),
    ];
    // Only what a program could send is wrong with the institution itself, or that it is invited already.
    if let Some(fault) = error_of(w, invalid, "organisation") {
        let shown = about.organisation.name.best(w.locale()).to_owned();
        fields.insert(0, Field::line("organisation", w.t("delegations-institution")).value(shown).error(Some(fault)));
    }
    fields
}

fn tabs(w: Words, typed: &Fields, invalid: &Invalid) -> LanguageTabs {
    LanguageTabs::new("wording", |locale| {
        let area = |name: &str, label: &str, help: &str| {
            let field = format!("{name}.{locale}");
            let (value, fault) = (typed.text(&field).to_owned(), error_of(w, invalid, &field));
            Field::area(field, w.t(label), 2).value(value).error(fault).limit(LIMIT_WORDING).help(w.t(help))
        };
        vec![
            area("salutation", "delegations-salutation-label", "delegations-salutation-help"),
            area("closing", "delegations-closing-label", "delegations-closing-help"),
        ]
    })
}
