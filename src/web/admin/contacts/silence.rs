//! "Do not contact", by staff.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use crate::access::{Action, Denied, Door, Scope, require};
use crate::domain::contacts::{self, Contact, ContactError};
use crate::domain::history::Entity;
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::web::merging::Late;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Field, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/contacts/silence.html")]
struct SilencePage {
    w: Words,
    chrome: Chrome,
    back: String,
    name: String,
    action: String,
    title: String,
    lead: String,
    verb: String,
    version: i64,
    addresses: Vec<String>,
    reason: Field,
    problems: Vec<FormProblem>,
}

fn page(app: &App, who: &SignedIn, contact: &Contact, typed: &Fields, faults: &Invalid) -> SilencePage {
    let (w, person) = (who.words, &contact.person);
    let back = super::person_href(person);
    let name = person.name.shown(who.locale);
    let reason = Field::line("reason", w.t("contacts-silence-reason"))
        .value(typed.text("reason"))
        .help(w.t("contacts-silence-reason-help"))
        .error(error_of(w, faults, "reason"));
    let (title, lead, verb, action) = if person.do_not_contact {
        ("contacts-unsilence-title", w.t("contacts-unsilence-lead"), "contacts-unsilence-verb", "may-contact")
    } else {
        let lead = w.n("contacts-silence-lead", person.addresses.len());
        ("contacts-silence-title", lead, "contacts-silence-verb", "do-not-contact")
    };
    SilencePage {
        w,
        chrome: Chrome::of(app, who, Section::People),
        action: format!("{back}/{action}"),
        title: w.with(title, &[("name", &name)]),
        lead,
        verb: w.t(verb),
        name: name.to_owned(),
        version: contact.version,
        addresses: person.addresses.iter().map(|a| a.email.to_string()).collect(),
        problems: FormProblem::of([&reason]),
        reason,
        back,
    }
}

async fn loaded(app: &App, who: &SignedIn, id: &PublicId) -> Result<Contact, ContactError> {
    let (cx, id) = (who.context(app), id.clone());
    app.db
        .read(move |conn| {
            require(&cx.actor, Action::EditContacts, Scope::Installation)?;
            contacts::contact(conn, &cx, &id)
        })
        .await
}

#[get("/people/{contact}/do-not-contact")]
pub(super) async fn ask(app: App, who: SignedIn, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let contact = loaded(&app, &who, &id).await?;
    html(&page(&app, &who, &contact, &Fields::default(), &Invalid::default()))
}

#[post("/people/{contact}/do-not-contact")]
pub(super) async fn stop(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let public = id.clone();
    let reason = form.fields.text("reason").to_owned();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let contact = contacts::id_of(conn, &public)?.ok_or(Denied::NotFound)?;
        contacts::do_not_contact(conn, cx, contact, &reason, Door::Staff)?;
        Ok(format!("/people/{public}?note=contact-silenced"))
    });
    answered(&app, &who, &id, &form, done.await).await
}

#[post("/people/{contact}/may-contact")]
pub(super) async fn resume(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let public = id.clone();
    let version = form.fields.version();
    let reason = form.fields.text("reason").to_owned();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        contacts::may_contact_again(conn, cx, &public, version, &reason)?;
        Ok(format!("/people/{public}?note=contact-unsilenced"))
    });
    answered(&app, &who, &id, &form, done.await).await
}

/// A refused reason is shown again on its page.
async fn answered(
    app: &App,
    who: &SignedIn,
    id: &PublicId,
    form: &Submitted,
    done: Result<HttpResponse, ContactError>,
) -> Result<HttpResponse, Problem> {
    match done {
        Err(ContactError::Invalid(faults)) => {
            let contact = loaded(app, who, id).await?;
            let page = page(app, who, &contact, &form.fields, &faults);
            html_refused(&page)
        }
        Err(ContactError::Stale) => {
            let contact = loaded(app, who, id).await?;
            let page = page(app, who, &contact, &form.fields, &Invalid::default());
            let late = Late {
                subject: ((Entity::Contact, contact.person.id.raw()), Scope::Installation),
                title: page.name,
                action: page.action,
                back: page.back,
                chrome: page.chrome,
                typed: &form.fields,
                // Where somebody else has lifted it, there is nothing left to lift.
                on: contact.person.do_not_contact.then_some((page.version, page.verb)).into(),
            };
            late.answer(app, who).await
        }
        other => Ok(other?),
    }
}
