//! Somebody is named for an institution's place, by telephone or letter; also in the stead of whoever has it.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::answer::source_fields;
use super::views::House;
use super::{OfficePath, Rights, address, office, public_id, whole};
use crate::access::Action;
use crate::domain::contacts::{self, ContactError, Likely, Probe};
use crate::domain::invitations::{
    self, DelegateDraft, Given, Holder, InvitationError, NewDelegate, Place, Source, Way, Whole, Whom,
};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::web::admin::contacts::office as office_of;
use crate::web::admin::invitations::views::Head;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, PersonView, Problem as FieldProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, html_status, submit};

#[derive(Template)]
#[template(path = "admin/delegations/name.html")]
struct NamePage {
    w: Words,
    chrome: Chrome,
    head: Head,
    house: House,
    /// Whose place it is, where somebody comes in another's stead.
    former: Option<PersonView>,
    place: String,
    /// Who has it, for the service to compare; empty where any that is open will do.
    instead_of: String,
    /// Somebody else has changed it since the form was opened.
    changed: bool,
    action: String,
    back: String,
    /// People who may be meant: asked where there are any.
    likely: Option<Field>,
    fields: Vec<Field>,
    problems: Vec<FieldProblem>,
}

fn place_of(whole: &Whole, id: &str) -> Option<Place> {
    whole.places.iter().find(|p| p.public_id.as_str() == id).cloned()
}

#[get("/programmes/{programme}/events/{event}/delegations/{delegation}/delegates/new")]
pub(super) async fn blank(
    app: App,
    who: SignedIn,
    path: Path<OfficePath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let whole = whole(&app, &who, &path, Action::RecordAnswer).await?;
    let mut typed = Fields::default();
    typed.set("of_place", query.text("place"));
    typed.set("how", Way::Phone.as_str());
    html(&page(&app, &who, &whole, &typed, &Invalid::default(), &[]))
}

fn draft(typed: &Fields) -> DelegateDraft {
    let text = |name: &str| typed.text(name).to_owned();
    let need = |name: &str| typed.has(name).then(|| text(name));
    DelegateDraft {
        contact: text("contact"),
        native_name: text("native_name"),
        latin_name: text("latin_name"),
        role: text("role"),
        email: text("email"),
        phone: text("phone"),
        dietary: need("dietary"),
        access: need("access"),
        instead_of: Some(text("instead_of")),
    }
}

#[post("/programmes/{programme}/events/{event}/delegations/{delegation}/delegates/new")]
pub(super) async fn appoint(
    app: App,
    who: SignedIn,
    path: Path<OfficePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let whole = whole(&app, &who, &path, Action::RecordAnswer).await?;
    let typed = &form.fields;
    let refused =
        |invalid: &Invalid, likely: &[Likely]| html_refused(&page(&app, &who, &whole, typed, invalid, likely));
    let one = &whole.delegation;
    let mut bad = Invalid::default();
    let new = bad.keep(NewDelegate::parse(&draft(typed), one.name.best(one.locale), one.locale));
    let source = bad.keep(Source::parse(typed.text("how"), typed.text("source")));
    let (Some(new), Some(source)) = (new, source) else { return refused(&bad, &[]) };
    if new.whom == Whom::Likely {
        let likely = likely(&app, &who, &new).await?;
        if !likely.is_empty() {
            return refused(&Invalid::default(), &likely);
        }
    }
    let place: Option<PublicId> = typed.filled("of_place").map(public_id).transpose()?;
    let (slug, event, id) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, InvitationError> {
        let (event, found) = office(conn, cx, (&slug, &event), &id)?;
        invitations::record_delegate(conn, cx, &id, place.as_ref(), &new, &source)?;
        Ok(format!("{}?note=delegate-named", address(&event, &found)))
    });
    match done.await {
        Err(InvitationError::Invalid(invalid)) => refused(&invalid, &[]),
        Err(InvitationError::Stale) => {
            let now = super::whole(&app, &who, &path, Action::RecordAnswer).await?;
            let page = page(&app, &who, &now, typed, &Invalid::default(), &[]);
            html_status(StatusCode::CONFLICT, &NamePage { changed: true, ..page })
        }
        done => Ok(done?),
    }
}

/// Who may be meant by that name.
async fn likely(app: &App, who: &SignedIn, new: &NewDelegate) -> Result<Vec<Likely>, Problem> {
    let (cx, probe) = (who.context(app), Probe::of_new(&new.person));
    let read = app.db.read(move |conn| -> Result<_, ContactError> { contacts::likely_duplicates(conn, &cx, &probe) });
    Ok(read.await?)
}

fn page(app: &App, who: &SignedIn, whole: &Whole, typed: &Fields, invalid: &Invalid, likely: &[Likely]) -> NamePage {
    let w = who.words;
    let here = address(&whole.event, &whole.delegation);
    let rights = Rights::of(&who.context(app), &whole.event);
    let shown = if likely.is_empty() { at_the_name(invalid) } else { invalid.clone() };
    let invalid = &shown;
    let mut fields = person_fields(w, typed, invalid);
    if rights.needs {
        fields.extend(need_fields(w, typed, invalid));
    }
    fields.extend(source_fields(w, typed, invalid));
    let place = place_of(whole, typed.text("of_place"));
    let now = place.as_ref().and_then(|p| p.delegate.as_ref());
    let likely = (!likely.is_empty()).then(|| likely_field(w, likely, typed));
    NamePage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        head: Head::of(w, &whole.event),
        house: House::of(w, &whole.delegation.name),
        former: now.map(|d| PersonView::new(&d.name, w.locale())),
        instead_of: place.as_ref().map(|_| Holder::typed(now.map(|d| &d.public_id))).unwrap_or_default(),
        changed: false,
        place: place.as_ref().map(|p| p.public_id.to_string()).unwrap_or_default(),
        action: format!("{here}/delegates/new"),
        back: here,
        problems: FieldProblem::of(likely.iter().chain(&fields)),
        likely,
        fields,
    }
}

/// Where nobody is offered to choose from, what is wrong with who was chosen stands at the name.
fn at_the_name(invalid: &Invalid) -> Invalid {
    let mut moved = invalid.clone();
    for fault in moved.0.iter_mut().filter(|fault| fault.field == "contact") {
        fault.field = "native_name".to_owned();
    }
    moved
}

/// Each with role and house, and "somebody new".
fn likely_field(w: Words, likely: &[Likely], typed: &Fields) -> Field {
    let one = |likely: &Likely| {
        let person = &likely.person;
        let mut label = person.name.shown(w.locale()).to_owned();
        if let Some(beside) = person.name.beside(w.locale()) {
            label = format!("{label} · {beside}");
        }
        if let Some(place) = person.affiliation() {
            label = format!("{label} · {}", office_of(w, place.role.best(w.locale()), place.name.best(w.locale())));
        }
        Choice::of(person.public_id.as_str(), label, typed.text("contact"))
    };
    let new = Choice::of("new", w.t("delegations-somebody-new"), typed.text("contact"));
    let choices = likely.iter().map(one).chain(std::iter::once(new)).collect();
    Field::new("contact", w.t("delegations-likely"), Control::Radios(choices))
        .help(w.t("delegations-likely-help"))
        .error(Some(w.t("delegations-likely-why")))
}

/// Who it is: the same fields for staff and for institutions.
pub(in crate::web) fn person_fields(w: Words, typed: &Fields, invalid: &Invalid) -> Vec<Field> {
    let with = |field: Field| {
        let (value, fault) = (typed.text(&field.name).to_owned(), error_of(w, invalid, &field.name));
        field.value(value).error(fault)
    };
    vec![
        with(
            Field::line("native_name", w.t("delegations-native-name")).limit(200).help(w.t("delegations-native-help")),
        ),
        with(Field::line("latin_name", w.t("delegations-latin-name")).limit(200).optional()),
        with(Field::line("role", w.t("delegations-role")).limit(200).optional().help(w.t("delegations-role-help"))),
        with(Field::new("email", w.t("word-email"), Control::Line("email")).optional()),
        with(
            Field::new("phone", w.t("word-phone"), Control::Line("tel")).limit(crate::kernel::phone::LIMIT).optional(),
        ),
    ]
}

pub(in crate::web) fn need_fields(w: Words, typed: &Fields, invalid: &Invalid) -> Vec<Field> {
    let with = |name: &str, label: &str| {
        let (value, fault) = (typed.text(name).to_owned(), error_of(w, invalid, name));
        Field::area(name, w.t(label), 1).optional().limit(Given::NEEDS_LIMIT).value(value).error(fault)
    };
    vec![with("dietary", "answers-dietary"), with("access", "answers-access").help(w.t("answers-needs-help"))]
}
