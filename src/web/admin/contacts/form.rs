use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::fields::{AffiliationRow, Parts};
use super::fields::{Rows, draft_of, fields_of, form_parts};
use super::show::{LikelyView, likely_view};
use crate::access::{Action, Scope, require};
use crate::domain::contacts::{self, Contact, ContactError, Group, Likely, NewContact, OrganisationFilter, Probe};
use crate::domain::history::Entity;
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::kernel::page::PageRequest;
use crate::web::admin::organisations::{MeantView, meant};
use crate::web::merging::{self, Clash, Seen};
use crate::web::pieces::{Field, LanguageTabs, Problem as FormProblem};
use crate::web::{
    App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, led, submit_retrying,
};

#[derive(Template)]
#[template(path = "admin/contacts/form.html")]
struct FormPage {
    w: Words,
    chrome: Chrome,
    title: String,
    action: String,
    back: String,
    verb: String,
    seen: Seen,
    problems: Vec<FormProblem>,
    names: Vec<Field>,
    salutation: LanguageTabs,
    reach: Vec<Field>,
    addresses: Vec<(Field, Field)>,
    affiliations: Vec<AffiliationRow>,
    houses: Vec<String>,
    groups: Field,
    rest: Vec<Field>,
    likely: Vec<LikelyView>,
    meant: Vec<MeantView>,
}

/// What the form needs besides what was typed.
struct Known {
    groups: Vec<Group>,
    houses: Vec<String>,
}

/// How many organisations are offered while typing.
const OFFERED: i64 = 500;

async fn known(app: &App, who: &SignedIn) -> Result<Known, ContactError> {
    let (cx, locale) = (who.context(app), who.locale);
    app.db
        .read(move |conn| {
            require(&cx.actor, Action::EditContacts, Scope::Installation)?;
            let page = PageRequest { after: None, limit: OFFERED };
            let houses = contacts::list_organisations(conn, &cx, &OrganisationFilter::default(), page)?;
            let houses = houses.items.iter().map(|o| o.name.best(locale).to_owned()).collect();
            Ok(Known { groups: contacts::groups(conn)?, houses })
        })
        .await
}

/// What the form is for: a person to come, or one who is there.
enum Subject<'a> {
    New,
    Known(&'a Contact),
}

fn page(app: &App, who: &SignedIn, about: &Subject<'_>, known: &Known, typed: &Fields, faults: &Invalid) -> FormPage {
    let w = who.words;
    let parts = form_parts(w, &known.groups, typed, faults);
    let problems = FormProblem::of(parts.all());
    let Parts { names, salutation, reach, addresses, affiliations, groups, rest } = parts;
    let (title, action, verb) = match about {
        Subject::New => (w.t("contacts-add-title"), "/people".to_owned(), w.t("contacts-add-verb")),
        Subject::Known(contact) => {
            let name = contact.person.name.shown(who.locale);
            let title = w.with("contacts-edit-title", &[("name", &name)]);
            (title, super::person_href(&contact.person), w.t("contacts-save"))
        }
    };
    FormPage {
        w,
        chrome: Chrome::of(app, who, Section::People),
        title,
        back: action.clone(),
        action,
        verb,
        seen: Seen::of(typed),
        problems,
        names,
        salutation,
        reach,
        addresses,
        affiliations,
        houses: known.houses.clone(),
        groups,
        rest,
        likely: Vec::new(),
        meant: Vec::new(),
    }
}

#[get("/people/new")]
pub(super) async fn blank(app: App, who: SignedIn) -> Result<HttpResponse, Problem> {
    let known = known(&app, &who).await?;
    html(&page(&app, &who, &Subject::New, &known, &Fields::default(), &Invalid::default()))
}

#[post("/people")]
pub(super) async fn create(app: App, who: SignedIn, form: Submitted) -> Result<HttpResponse, Problem> {
    let known = known(&app, &who).await?;
    let typed = &form.fields;
    if typed.filled("more").is_some() {
        let longer = Rows::of(typed).with_more(typed);
        return html(&page(&app, &who, &Subject::New, &known, &longer, &Invalid::default()));
    }
    let new = match NewContact::parse(draft_of(typed)) {
        Ok(new) => new,
        Err(faults) => return refused(&page(&app, &who, &Subject::New, &known, typed, &faults)),
    };
    if !typed.flag("seen") {
        let (likely, meant) = hints(&app, &who, &new).await?;
        if !likely.is_empty() || !meant.is_empty() {
            if let Some(made) = led(&app, who.context(&app), &form).await? {
                return Ok(made);
            }
            let mut page = page(&app, &who, &Subject::New, &known, typed, &Invalid::default());
            page.likely = likely.iter().map(|l| likely_view(who.words, l)).collect();
            page.meant = meant;
            page.verb = who.words.t("contacts-add-anyway");
            return html(&page);
        }
    }
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| {
        let made = contacts::create(conn, cx, &new)?;
        Ok::<_, ContactError>(format!("{}?note=contact-added", super::person_href(&made.person)))
    });
    match done.await {
        Err(ContactError::Invalid(faults)) => refused(&page(&app, &who, &Subject::New, &known, typed, &faults)),
        other => Ok(other?),
    }
}

/// Who may be the same person, and what may be the same as an organisation that would be made.
async fn hints(app: &App, who: &SignedIn, new: &NewContact) -> Result<(Vec<Likely>, Vec<MeantView>), Problem> {
    let (cx, new, w) = (who.context(app), new.clone(), who.words);
    app.db
        .read(move |conn| {
            let likely = contacts::likely_duplicates(conn, &cx, &Probe::of_new(&new))?;
            Ok((likely, meant(conn, &cx, w, &new)?))
        })
        .await
}

fn refused(page: &FormPage) -> Result<HttpResponse, Problem> {
    html_refused(page)
}

async fn loaded(app: &App, who: &SignedIn, id: &PublicId) -> Result<Contact, ContactError> {
    let (cx, id) = (who.context(app), id.clone());
    app.db.read(move |conn| contacts::contact(conn, &cx, &id)).await
}

#[get("/people/{contact}/edit")]
pub(super) async fn existing(app: App, who: SignedIn, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let known = known(&app, &who).await?;
    let contact = loaded(&app, &who, &id).await?;
    let typed = fields_of(&contact, who.locale);
    html(&page(&app, &who, &Subject::Known(&contact), &known, &typed, &Invalid::default()))
}

#[post("/people/{contact}")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let known = known(&app, &who).await?;
    let contact = loaded(&app, &who, &id).await?;
    let (about, typed) = (Subject::Known(&contact), &form.fields);
    if typed.filled("more").is_some() {
        let longer = Rows::of(typed).with_more(typed);
        return html(&page(&app, &who, &about, &known, &longer, &Invalid::default()));
    }
    let new = match NewContact::parse(draft_of(typed)) {
        Ok(new) => new,
        Err(faults) => return refused(&page(&app, &who, &about, &known, typed, &faults)),
    };
    let version = merging::version(typed, &fields_of(&contact, who.locale));
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| {
        let saved = contacts::edit(conn, cx, &id, version, &new)?;
        Ok::<_, ContactError>(format!("{}?note=contact-saved", super::person_href(&saved.person)))
    });
    match done.await {
        Err(ContactError::Invalid(faults)) => refused(&page(&app, &who, &about, &known, typed, &faults)),
        Err(ContactError::Stale) => clash(&app, &who, &known, &contact.person.public_id, typed).await,
        other => Ok(other?),
    }
}

/// Somebody else has changed the person since the form was opened.
async fn clash(
    app: &App,
    who: &SignedIn,
    known: &Known,
    id: &PublicId,
    typed: &Fields,
) -> Result<HttpResponse, Problem> {
    let contact = loaded(app, who, id).await?;
    let (mut typed, mut now) = (typed.clone(), fields_of(&contact, who.locale));
    Rows::of(&typed).or_more(Rows::of(&now)).set([&mut typed, &mut now]);
    let fields = |f: &Fields| form_parts(who.words, &known.groups, f, &Invalid::default()).all().cloned().collect();
    let here = super::person_href(&contact.person);
    let clash = Clash {
        w: who.words,
        chrome: Chrome::of(app, who, Section::People),
        subject: (Entity::Contact, contact.person.id.raw()),
        title: contact.person.name.shown(who.locale).to_owned(),
        action: here.clone(),
        back: here,
        typed: &typed,
        now,
        fields: &fields,
    };
    clash.answer(app, who).await
}
