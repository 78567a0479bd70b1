//! People as JSON.

use actix_web::web::{Bytes, Path, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::exchange::{self, page_of, read, shown, written};
use super::late::{Standing, unchanged};
use super::merging::{WentInto, moved, not_written};
use crate::access::{Action, Context, Denied, Door, Scope, require};
use crate::domain::contacts::{
    self, AddressDraft, AffiliationDraft, Contact, ContactDraft, ContactError, Details, NewContact,
};
use crate::domain::history::Entity;
use crate::domain::merging::People;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::web::admin::contacts::filter::filter_of;
use crate::web::{ApiCaller, App, Fields, Problem, if_match};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(create).service(show).service(replace).service(do_not_contact);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(list, create, show, replace, do_not_contact))]
pub struct Description;

/// A text by language; a language may be missing.
#[derive(Serialize, Deserialize, ToSchema, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Texts {
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fr: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zh: Option<String>,
}

impl From<&Localised> for Texts {
    fn from(text: &Localised) -> Texts {
        let get = |locale| text.get(locale).map(str::to_owned);
        Texts { en: get(Locale::En), fr: get(Locale::Fr), zh: get(Locale::Zh) }
    }
}

impl From<Texts> for Localised {
    fn from(texts: Texts) -> Localised {
        let pairs = [(Locale::En, texts.en), (Locale::Fr, texts.fr), (Locale::Zh, texts.zh)];
        Localised::new(pairs.into_iter().filter_map(|(locale, text)| text.map(|t| (locale, t))))
    }
}

/// A person.
#[derive(Serialize, ToSchema)]
struct ContactJson {
    id: String,
    version: i64,
    /// As the person writes it.
    native_name: String,
    /// Empty where the native name is in Latin letters.
    latin_name: String,
    family_name: String,
    /// The whole opening line of a letter, by language.
    salutation: Texts,
    /// en, fr or zh.
    language: String,
    /// Absent, like `notes` and `addresses`, for those who see names and affiliations only.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    addresses: Option<Vec<AddressJson>>,
    affiliations: Vec<AffiliationJson>,
    /// Codes of stakeholder groups.
    groups: Vec<String>,
    tags: Vec<String>,
    do_not_contact: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_key: Option<String>,
    created_at: String,
    updated_at: String,
}

#[derive(Serialize, ToSchema)]
struct AddressJson {
    email: String,
    label: String,
    /// Mail to it was refused for good.
    refused: bool,
}

#[derive(Serialize, ToSchema)]
struct AffiliationJson {
    /// The organisation's id.
    organisation: String,
    name: Texts,
    kind: String,
    role: Texts,
}

#[derive(Serialize, ToSchema)]
struct ContactsJson {
    items: Vec<ContactJson>,
    /// The cursor of the next page, for `after`; null on the last.
    next: Option<i64>,
}

written! {
    /// What a person is to be: everything, not only what changed.
    struct ContactInput {
        native_name: String,
        latin_name: String,
        family_name: String,
        salutation: Texts,
        /// Empty: Chinese for a name in characters, else English.
        language: String,
        phone: String,
        notes: String,
        addresses: Vec<AddressInput>,
        affiliations: Vec<AffiliationInput>,
        groups: Vec<String>,
        tags: Vec<String>,
        source_key: String,
    } shows {
        id, version, do_not_contact, created_at, updated_at
    }
}

written! {
    struct AddressInput {
        #[schema(required = true)]
        email: String,
        label: String,
    } shows {
        refused
    }
}

written! {
    struct AffiliationInput {
        /// The organisation's id, or a name of it in any of its languages; an unknown name is added.
        #[schema(required = true)]
        organisation: String,
        /// Of an organisation to be added.
        kind: String,
        role: Texts,
    } shows {
        name
    }
}

#[derive(Deserialize, ToSchema, Default)]
#[serde(default, deny_unknown_fields)]
struct ReasonInput {
    reason: String,
}

fn json_of(contact: Contact, details: Details) -> ContactJson {
    let shown = details.are_shown();
    let person = contact.person;
    let affiliation = |a: &contacts::Affiliation| AffiliationJson {
        organisation: a.organisation_public.to_string(),
        name: (&a.name).into(),
        kind: a.kind.to_string(),
        role: (&a.role).into(),
    };
    let address = |a: &contacts::Address| AddressJson {
        email: a.email.to_string(),
        label: a.label.clone(),
        refused: a.refused.is_some(),
    };
    ContactJson {
        id: person.public_id.to_string(),
        version: contact.version,
        salutation: (&person.name.address).into(),
        native_name: person.name.native,
        latin_name: person.name.latin,
        family_name: person.name.family,
        language: person.language.to_string(),
        phone: shown.then_some(person.phone),
        notes: shown.then_some(contact.notes),
        addresses: shown.then(|| person.addresses.iter().map(address).collect()),
        affiliations: person.affiliations.iter().map(affiliation).collect(),
        groups: person.groups,
        tags: person.tags,
        do_not_contact: person.do_not_contact,
        source_key: contact.source_key,
        created_at: contact.created_at.rfc3339(),
        updated_at: contact.updated_at.rfc3339(),
    }
}

fn draft_of(input: ContactInput) -> ContactDraft {
    let address = |a: AddressInput| AddressDraft { email: a.email, label: a.label };
    let affiliation = |a: AffiliationInput| AffiliationDraft {
        organisation: a.organisation,
        kind: a.kind,
        role: a.role.into(),
        ..AffiliationDraft::default()
    };
    ContactDraft {
        native_name: input.native_name,
        latin_name: input.latin_name,
        family_name: input.family_name,
        salutation: input.salutation.into(),
        language: input.language,
        phone: input.phone,
        notes: input.notes,
        addresses: input.addresses.into_iter().map(address).collect(),
        affiliations: input.affiliations.into_iter().map(affiliation).collect(),
        groups: input.groups,
        tags: input.tags,
        source_key: input.source_key,
        ..ContactDraft::default()
    }
}

/// A sound contact out of a body. An organisation may stand there by its id, as it is shown; what is the id of none is a name.
async fn parsed(app: &App, cx: &Context, input: ContactInput) -> Result<NewContact, Problem> {
    let (mut draft, cx) = (draft_of(input), cx.clone());
    let is_id = |a: &AffiliationDraft| a.organisation.parse::<PublicId>().is_ok();
    if !draft.affiliations.iter().any(is_id) {
        return Ok(NewContact::parse(draft).map_err(in_body)?);
    }
    let read = app.db.read(move |conn| -> Result<_, ContactError> {
        for affiliation in &mut draft.affiliations {
            let Ok(id) = affiliation.organisation.parse::<PublicId>() else { continue };
            match contacts::organisation(conn, &cx, &id) {
                Ok(known) => {
                    let name = known.name.iter().next().map(|(_, name)| name.to_owned());
                    affiliation.organisation = name.unwrap_or_default();
                }
                Err(ContactError::Denied(Denied::NotFound)) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(draft)
    });
    Ok(NewContact::parse(read.await?).map_err(in_body)?)
}

/// The form numbers the fields of its rows (`email_0`); in a body they stand in lists.
fn in_body(mut faults: Invalid) -> Invalid {
    for fault in &mut faults.0 {
        let Some((name, rest)) = fault.field.rsplit_once('_') else { continue };
        let within = match name {
            "email" | "label" => "addresses",
            "organisation" | "role" | "kind" | "place" | "country" => "affiliations",
            _ => continue,
        };
        let (nth, language) = rest.split_once('.').unwrap_or((rest, ""));
        let end = if language.is_empty() { String::new() } else { format!(".{language}") };
        fault.field = format!("{within}.{nth}.{name}{end}");
    }
    faults
}

/// Refuses who may change nothing before their words are looked at.
pub(super) fn may_edit(cx: &Context) -> Result<(), Denied> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)
}

/// People by family name.
#[utoipa::path(get, path = "/api/v1/contacts", tag = "contacts",
    params(
        ("q" = Option<String>, Query, description = "A name in characters or pinyin, an organisation, an address"),
        ("group" = Option<String>, Query, description = "A stakeholder group's code"),
        ("kind" = Option<String>, Query, description = "A kind of organisation"),
        ("organisation" = Option<String>, Query, description = "An organisation's id"),
        ("language" = Option<String>, Query, description = "en, fr or zh"),
        ("tag" = Option<String>, Query),
        ("mailbox" = Option<String>, Query, description = "with or without"),
        ("consent" = Option<String>, Query, description = "may-contact or do-not-contact"),
        ("after" = Option<i64>, Query, description = "The cursor `next` of the page before"),
        ("limit" = Option<i64>, Query, description = "At most 200"),
    ),
    responses((status = 200, body = ContactsJson), (status = 404), (status = 422)))]
#[get("/contacts")]
async fn list(app: App, who: ApiCaller, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let (cx, filter, page) = (who.context(&app), filter_of(&query)?, page_of(&query));
    let details = Details::of(&cx.actor);
    let found = app.db.read(move |conn| contacts::whole_page(conn, &cx, &filter, page)).await?;
    let items = found.items.into_iter().map(|contact| json_of(contact, details)).collect();
    Ok(HttpResponse::Ok().json(ContactsJson { items, next: found.next }))
}

/// One person.
#[utoipa::path(get, path = "/api/v1/contacts/{contact}", tag = "contacts",
    params(("contact" = String, Path)),
    responses((status = 200, body = ContactJson), (status = 301, body = WentInto),
        (status = 404)))]
#[get("/contacts/{contact}")]
async fn show(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let (details, looking, asked) = (Details::of(&cx.actor), cx.clone(), id.clone());
    match app.db.read(move |conn| contacts::contact(conn, &looking, &asked)).await {
        Ok(contact) => Ok(shown(contact.version, json_of(contact, details))),
        Err(ContactError::Denied(Denied::NotFound)) => moved::<People>(&app, cx, id.into_inner()).await,
        Err(other) => Err(other.into()),
    }
}

/// Adds a person.
#[utoipa::path(post, path = "/api/v1/contacts", tag = "contacts", request_body = ContactInput,
    responses((status = 201, body = ContactJson), (status = 403), (status = 422)))]
#[post("/contacts")]
async fn create(app: App, who: ApiCaller, body: Bytes) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    may_edit(&cx)?;
    let new = parsed(&app, &cx, read(&body)?).await?;
    let details = Details::of(&cx.actor);
    let made = app.db.write_retrying(move |conn| contacts::create(conn, &cx, &new)).await?;
    let address = format!("/api/v1/contacts/{}", made.person.public_id);
    Ok(exchange::made(address, made.version, json_of(made, details)))
}

/// Puts a person's new values in place of the old ones. An entry that went into another is not written (409 `merged-away`, with
/// `merged_into`): nothing is led on that was made for the entry that went (RFC 9110, 15.4).
#[utoipa::path(put, path = "/api/v1/contacts/{contact}", tag = "contacts", request_body = ContactInput,
    params(("contact" = String, Path)),
    responses((status = 200, body = ContactJson), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[put("/contacts/{contact}")]
async fn replace(
    app: App,
    who: ApiCaller,
    req: HttpRequest,
    id: Path<PublicId>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    may_edit(&cx)?;
    let version = if_match(&req)?;
    let (looking, known) = (cx.clone(), id.clone());
    let held = match app.db.read(move |conn| contacts::contact(conn, &looking, &known)).await {
        Ok(now) => {
            let person = ((Entity::Contact, now.person.id.raw()), Scope::Installation);
            unchanged(&app, &cx, version, Standing::whole(person, now.version)).await?
        }
        Err(refused) => return Err(not_written::<People>(&app, &cx, &id, refused).await),
    };
    let new = parsed(&app, &cx, read(&body)?).await?;
    let details = Details::of(&cx.actor);
    let version = held.version;
    let write = app.db.write_retrying(move |conn| contacts::edit(conn, &cx, &id, version, &new));
    let saved = held.done(write.await).await?;
    Ok(shown(saved.version, json_of(saved, details)))
}

/// Notes that a person is not to be written to any more.
#[utoipa::path(post, path = "/api/v1/contacts/{contact}/do-not-contact", tag = "contacts", request_body = ReasonInput,
    params(("contact" = String, Path)),
    responses((status = 204), (status = 404), (status = 409), (status = 422)))]
#[post("/contacts/{contact}/do-not-contact")]
async fn do_not_contact(app: App, who: ApiCaller, id: Path<PublicId>, body: Bytes) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    may_edit(&cx)?;
    let input: ReasonInput = read(&body)?;
    let (acting, known) = (cx.clone(), id.clone());
    let done = app.db.write(move |conn| {
        let contact = contacts::id_of(conn, &known)?.ok_or(Denied::NotFound)?;
        contacts::do_not_contact(conn, &acting, contact, &input.reason, Door::Api)
    });
    match done.await {
        Ok(_) => Ok(HttpResponse::NoContent().finish()),
        Err(refused) => Err(not_written::<People>(&app, &cx, &id, refused).await),
    }
}
