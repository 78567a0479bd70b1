//! Whom an institution sends: named, another in their stead, withdrawn.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::show::too_late;
use super::{acting, gone, open, page_of};
use crate::domain::invitations::{self, DelegateDraft, Holder, InvitationError, NewDelegate, OpenDelegation, Place};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::web::admin::delegations::{need_fields, person_fields};
use crate::web::pieces::{Field, PersonView, Problem as FieldProblem};
use crate::web::public::invitations::{Said, asked, said};
use crate::web::{
    App, Fields, Front, Problem, Submitted, Visitor, assets, html, html_refused, html_status, see_other, submit,
};

#[derive(Template)]
#[template(path = "public/delegations/name.html")]
struct NamePage {
    w: Words,
    front: Front,
    house: Said,
    action: String,
    back: String,
    form_key: String,
    /// Who has the place, for the service to compare; empty where any that is open will do.
    instead_of: String,
    /// Somebody else has changed it since the form was opened.
    changed: bool,
    /// In whose stead.
    former: Option<PersonView>,
    fields: Vec<Field>,
    problems: Vec<FieldProblem>,
}

#[derive(Template)]
#[template(path = "public/delegations/withdraw.html")]
struct WithdrawPage {
    w: Words,
    front: Front,
    house: Said,
    person: PersonView,
    action: String,
    back: String,
    form_key: String,
    instead_of: String,
    changed: bool,
}

/// The link's token and a place's id.
type PlacePath = (String, String);

fn place_of<'a>(open: &'a OpenDelegation, id: &str) -> Option<&'a Place> {
    open.places.iter().find(|p| p.public_id.as_str() == id)
}

#[get("/d/{token}/delegates")]
pub(super) async fn blank(app: App, visitor: Visitor, token: Path<String>) -> Result<HttpResponse, Problem> {
    form(&app, &visitor, &(token.into_inner(), String::new())).await
}

#[get("/d/{token}/delegates/{place}")]
pub(super) async fn blank_instead(app: App, visitor: Visitor, path: Path<PlacePath>) -> Result<HttpResponse, Problem> {
    form(&app, &visitor, &path).await
}

async fn form(app: &App, visitor: &Visitor, path: &PlacePath) -> Result<HttpResponse, Problem> {
    let Some(open) = open(app, visitor, &path.0).await? else { return gone(visitor) };
    if open.closed.is_some() {
        return Ok(see_other(&page_of(visitor, &path.0, "")));
    }
    match page(visitor, path, &open, &Fields::default(), &Invalid::default()) {
        Some(page) => html(&page),
        None => gone(visitor),
    }
}

/// What is written of whoever comes.
const ASKED_ONCE: [&str; 7] = ["native_name", "latin_name", "role", "email", "phone", "dietary", "access"];

fn draft(typed: &Fields) -> DelegateDraft {
    let text = |name: &str| typed.text(name).to_owned();
    DelegateDraft {
        contact: String::new(),
        native_name: text("native_name"),
        latin_name: text("latin_name"),
        role: text("role"),
        email: text("email"),
        phone: text("phone"),
        dietary: Some(text("dietary")),
        access: Some(text("access")),
        instead_of: Some(text("instead_of")),
    }
}

#[post("/d/{token}/delegates")]
pub(super) async fn appoint(
    app: App,
    visitor: Visitor,
    token: Path<String>,
    submitted: Submitted,
) -> Result<HttpResponse, Problem> {
    take(&app, &visitor, &(token.into_inner(), String::new()), &submitted).await
}

#[post("/d/{token}/delegates/{place}")]
pub(super) async fn appoint_instead(
    app: App,
    visitor: Visitor,
    path: Path<PlacePath>,
    submitted: Submitted,
) -> Result<HttpResponse, Problem> {
    take(&app, &visitor, &path, &submitted).await
}

async fn take(app: &App, visitor: &Visitor, path: &PlacePath, submitted: &Submitted) -> Result<HttpResponse, Problem> {
    let Some(open) = open(app, visitor, &path.0).await? else { return gone(visitor) };
    let (typed, twice) = submitted.fields.once(&["instead_of"], &ASKED_ONCE);
    let refused = |invalid: &Invalid| match page(visitor, path, &open, &typed, invalid) {
        Some(page) => html_refused(&page),
        None => gone(visitor),
    };
    let one = &open.delegation;
    let parsed = || NewDelegate::parse(&draft(&typed), one.name.best(one.locale), one.locale);
    let new = match twice.into_result().and_then(|()| parsed()) {
        Ok(new) => new,
        Err(invalid) => return refused(&invalid),
    };
    let place: Option<PublicId> = match path.1.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Problem::NotFound)?),
    };
    let (id, back) = (one.id, page_of(visitor, &path.0, ""));
    let done = submit(app, acting(app, visitor, &open), submitted, move |conn, cx| {
        invitations::name_delegate(conn, cx, id, place.as_ref(), &new)?;
        Ok::<_, InvitationError>(back)
    });
    match done.await {
        Ok(done) => Ok(done),
        Err(InvitationError::Invalid(invalid)) => refused(&invalid),
        Err(InvitationError::Closed(_)) => too_late(app, visitor, &path.0).await,
        Err(InvitationError::Stale) => name_again(app, visitor, path, &typed).await,
        Err(InvitationError::Denied(_)) => gone(visitor),
        Err(fault) => Err(fault.into()),
    }
}

/// The form as the place stands now, with what was typed.
async fn name_again(app: &App, visitor: &Visitor, path: &PlacePath, typed: &Fields) -> Result<HttpResponse, Problem> {
    let Some(open) = open(app, visitor, &path.0).await? else { return gone(visitor) };
    match page(visitor, path, &open, typed, &Invalid::default()) {
        Some(page) => html_status(StatusCode::CONFLICT, &NamePage { changed: true, ..page }),
        None => gone(visitor),
    }
}

fn page(
    visitor: &Visitor,
    path: &PlacePath,
    open: &OpenDelegation,
    typed: &Fields,
    invalid: &Invalid,
) -> Option<NamePage> {
    let locale = asked(visitor).unwrap_or(open.delegation.locale);
    let w = Words::new(locale);
    let mut fields = person_fields(w, typed, invalid);
    fields.extend(need_fields(w, typed, invalid));
    let former = match path.1.as_str() {
        "" => None,
        id => Some(place_of(open, id)?),
    };
    let rest = if path.1.is_empty() { "/delegates".to_owned() } else { format!("/delegates/{}", path.1) };
    let now = former.and_then(|p| p.delegate.as_ref());
    let instead_of = former.map(|_| Holder::typed(now.map(|d| &d.public_id))).unwrap_or_default();
    let seen = typed.text("instead_of");
    // What no field shows.
    let hidden = invalid.0.iter().filter(|fault| fault.field == "instead_of").map(|fault| FieldProblem {
        field: String::new(),
        label: String::new(),
        text: w.reason(&fault.reason),
    });
    Some(NamePage {
        // Also where something else is to be put right first.
        changed: !seen.is_empty() && seen != instead_of,
        instead_of,
        front: front(w, open, &format!("/d/{}{rest}", path.0)),
        house: said(w, &open.delegation.name),
        action: page_of(visitor, &path.0, &rest),
        back: page_of(visitor, &path.0, ""),
        form_key: PublicId::random().to_string(),
        former: now.map(|d| PersonView::new(&d.name, w.locale())),
        problems: hidden.chain(FieldProblem::of(&fields)).collect(),
        fields,
        w,
    })
}

fn front(w: Words, open: &OpenDelegation, path: &str) -> Front {
    Front::new(w, open.event.programme_title.best(w.locale()), assets::version()).in_languages(path)
}

#[get("/d/{token}/delegates/{place}/withdraw")]
pub(super) async fn ask_withdrawal(app: App, visitor: Visitor, path: Path<PlacePath>) -> Result<HttpResponse, Problem> {
    let Some(open) = open(&app, &visitor, &path.0).await? else { return gone(&visitor) };
    if open.closed.is_some() {
        return Ok(see_other(&page_of(&visitor, &path.0, "")));
    }
    match withdrawal(&visitor, &path, &open) {
        Some(page) => html(&page),
        None => gone(&visitor),
    }
}

/// What is asked before a name is withdrawn; none where the place has none.
fn withdrawal(visitor: &Visitor, path: &PlacePath, open: &OpenDelegation) -> Option<WithdrawPage> {
    let delegate = place_of(open, &path.1)?.delegate.as_ref()?;
    let w = Words::new(asked(visitor).unwrap_or(open.delegation.locale));
    let rest = format!("/delegates/{}/withdraw", path.1);
    Some(WithdrawPage {
        front: front(w, open, &format!("/d/{}{rest}", path.0)),
        house: said(w, &open.delegation.name),
        person: PersonView::new(&delegate.name, w.locale()),
        action: page_of(visitor, &path.0, &rest),
        back: page_of(visitor, &path.0, ""),
        form_key: PublicId::random().to_string(),
        instead_of: Holder::typed(Some(&delegate.public_id)),
        changed: false,
        w,
    })
}

/// The same about whoever has the place now.
async fn withdraw_again(app: &App, visitor: &Visitor, path: &PlacePath) -> Result<HttpResponse, Problem> {
    let Some(open) = open(app, visitor, &path.0).await? else { return gone(visitor) };
    match withdrawal(visitor, path, &open) {
        Some(page) => html_status(StatusCode::CONFLICT, &WithdrawPage { changed: true, ..page }),
        None => gone(visitor),
    }
}

#[post("/d/{token}/delegates/{place}/withdraw")]
pub(super) async fn withdraw(
    app: App,
    visitor: Visitor,
    path: Path<PlacePath>,
    submitted: Submitted,
) -> Result<HttpResponse, Problem> {
    let Some(open) = open(&app, &visitor, &path.0).await? else { return gone(&visitor) };
    let place: PublicId = path.1.parse().map_err(|_| Problem::NotFound)?;
    let (id, back) = (open.delegation.id, page_of(&visitor, &path.0, ""));
    let holder = Holder::read(submitted.fields.text("instead_of"));
    let done = submit(&app, acting(&app, &visitor, &open), &submitted, move |conn, cx| {
        invitations::withdraw_delegate(conn, cx, id, (&place, &holder))?;
        Ok::<_, InvitationError>(back)
    });
    match done.await {
        Ok(done) => Ok(done),
        Err(InvitationError::Closed(_)) => too_late(&app, &visitor, &path.0).await,
        Err(InvitationError::Stale) => withdraw_again(&app, &visitor, &path).await,
        Err(InvitationError::Denied(_)) => gone(&visitor),
        Err(fault) => Err(fault.into()),
    }
}
