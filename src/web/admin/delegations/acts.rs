//! What an event counts; names taken back; an institution taken away, after it is said what that does.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::views::House;
use super::{EventPath, OfficePath, address, event, list_of, office, public_id, whole};
use crate::access::{Action, require};
use crate::domain::events::{self, Counting, EventError};
use crate::domain::history::Entity;
use crate::domain::invitations::{self, Holder, InvitationError, Source, Way};
use crate::i18n::Words;
use crate::kernel::invalid::{Invalid, one_of_at};
use crate::web::admin::invitations::views::Head;
use crate::web::merging::{Late, Onward};
use crate::web::pieces::{Field, PersonView, Problem as FieldProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, html_status, submit};

/// Either slice may refuse.
#[derive(Debug, thiserror::Error)]
enum CountError {
    #[error(transparent)]
    Seats(#[from] InvitationError),
    #[error(transparent)]
    Event(#[from] EventError),
    #[error(transparent)]
    Db(#[from] crate::db::DbError),
}

impl From<CountError> for Problem {
    fn from(error: CountError) -> Problem {
        match error {
            CountError::Seats(error) => error.into(),
            CountError::Event(error) => error.into(),
            CountError::Db(error) => error.into(),
        }
    }
}

#[post("/programmes/{programme}/events/{event}/delegations/counting")]
pub(super) async fn choose_counting(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let typed = form.fields.text("counting").to_owned();
    let (slug, id) = (path.0.clone(), public_id(&path.1)?);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, CountError> {
        let event = event(conn, cx, &slug, &id)?;
        // The right before the word.
        require(&cx.actor, Action::EditEvent, event.scope()).map_err(InvitationError::from)?;
        let to: Counting = one_of_at("counting", &typed).map_err(EventError::Invalid)?;
        events::set_counting(conn, cx, (event.id, event.programme, event.city), to)?;
        Ok(format!("{}?note=counting-set", list_of(&event)))
    });
    Ok(done.await?)
}

#[derive(Template)]
#[template(path = "admin/delegations/withdraw.html")]
struct WithdrawPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    house: House,
    person: PersonView,
    action: String,
    back: String,
    fields: Vec<Field>,
    problems: Vec<FieldProblem>,
    /// Who has the place, for the service to compare.
    instead_of: String,
    /// Somebody else has changed it since the form was opened.
    changed: bool,
}

/// Programme slug, event, delegation, place.
type PlacePath = (String, String, String, String);

fn office_path(path: &PlacePath) -> OfficePath {
    (path.0.clone(), path.1.clone(), path.2.clone())
}

async fn withdrawal(
    app: &App,
    who: &SignedIn,
    path: &PlacePath,
    typed: &Fields,
    invalid: &Invalid,
) -> Result<WithdrawPage, Problem> {
    let (w, whole) = (who.words, whole(app, who, &office_path(path), Action::RecordAnswer).await?);
    let place = whole.places.iter().find(|p| p.public_id.as_str() == path.3);
    let delegate = place.and_then(|p| p.delegate.as_ref()).ok_or(Problem::NotFound)?;
    let here = address(&whole.event, &whole.delegation);
    let fields = super::answer::source_fields(w, typed, invalid);
    Ok(WithdrawPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        head: Head::of(w, &whole.event),
        house: House::of(w, &whole.delegation.name),
        person: PersonView::new(&delegate.name, w.locale()),
        action: format!("{here}/delegates/{}/withdraw", path.3),
        back: here,
        problems: FieldProblem::of(&fields),
        fields,
        instead_of: Holder::typed(Some(&delegate.public_id)),
        changed: false,
    })
}

#[get("/programmes/{programme}/events/{event}/delegations/{delegation}/delegates/{place}/withdraw")]
pub(super) async fn ask_withdrawal(app: App, who: SignedIn, path: Path<PlacePath>) -> Result<HttpResponse, Problem> {
    let mut typed = Fields::default();
    typed.set("how", Way::Phone.as_str());
    html(&withdrawal(&app, &who, &path, &typed, &Invalid::default()).await?)
}

#[post("/programmes/{programme}/events/{event}/delegations/{delegation}/delegates/{place}/withdraw")]
pub(super) async fn withdraw(
    app: App,
    who: SignedIn,
    path: Path<PlacePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let done = match Source::parse(form.fields.text("how"), form.fields.text("source")) {
        Err(invalid) => Err(InvitationError::Invalid(invalid)),
        Ok(source) => {
            let (slug, event) = (path.0.clone(), public_id(&path.1)?);
            let (id, place) = (public_id(&path.2)?, public_id(&path.3)?);
            let holder = Holder::read(form.fields.text("instead_of"));
            submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, InvitationError> {
                let (event, found) = office(conn, cx, (&slug, &event), &id)?;
                invitations::record_withdrawal(conn, cx, &id, (&place, &holder), &source)?;
                Ok(format!("{}?note=delegate-withdrawn", address(&event, &found)))
            })
            .await
        }
    };
    match done {
        Err(InvitationError::Invalid(invalid)) => {
            let page = withdrawal(&app, &who, &path, &form.fields, &invalid).await?;
            html_refused(&page)
        }
        Err(InvitationError::Stale) => {
            let page = withdrawal(&app, &who, &path, &form.fields, &Invalid::default()).await?;
            html_status(actix_web::http::StatusCode::CONFLICT, &WithdrawPage { changed: true, ..page })
        }
        done => Ok(done?),
    }
}

#[derive(Template)]
#[template(path = "admin/delegations/remove.html")]
struct RemovePage {
    w: Words,
    chrome: Chrome,
    head: Head,
    house: House,
    version: i64,
    places: i64,
    accepted: i64,
    named: Vec<PersonView>,
    action: String,
    back: String,
}

/// Says in numbers what taking away would do.
#[get("/programmes/{programme}/events/{event}/delegations/{delegation}/remove")]
pub(super) async fn ask_removal(app: App, who: SignedIn, path: Path<OfficePath>) -> Result<HttpResponse, Problem> {
    let (w, whole) = (who.words, whole(&app, &who, &path, Action::Invite).await?);
    let here = address(&whole.event, &whole.delegation);
    let named = whole.places.iter().filter_map(|p| p.delegate.as_ref());
    html(&RemovePage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        head: Head::of(w, &whole.event),
        house: House::of(w, &whole.delegation.name),
        version: whole.delegation.version,
        places: whole.delegation.places,
        accepted: whole.delegation.accepted,
        named: named.map(|d| PersonView::new(&d.name, w.locale())).collect(),
        action: format!("{here}/remove"),
        back: here,
    })
}

#[post("/programmes/{programme}/events/{event}/delegations/{delegation}/remove")]
pub(super) async fn remove(
    app: App,
    who: SignedIn,
    path: Path<OfficePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (slug, event, id) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?);
    let version = form.fields.version();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, InvitationError> {
        let (event, _) = office(conn, cx, (&slug, &event), &id)?;
        invitations::remove_delegation(conn, cx, &id, version)?;
        Ok(format!("{}?note=delegation-removed", list_of(&event)))
    });
    match done.await {
        Err(InvitationError::Stale) => late(&app, &who, &path, &form.fields).await,
        done => Ok(done?),
    }
}

/// Something has come of the institution since it was asked whether to take it away: an answer, or a name.
async fn late(app: &App, who: &SignedIn, path: &OfficePath, typed: &Fields) -> Result<HttpResponse, Problem> {
    let now = whole(app, who, path, Action::Invite).await?;
    let back = address(&now.event, &now.delegation);
    let late = Late {
        chrome: Chrome::of(app, who, Section::Events),
        subject: ((Entity::Event, now.event.id.raw()), now.event.scope()),
        title: now.delegation.name.best(who.locale).to_owned(),
        action: format!("{back}/remove"),
        back,
        typed,
        on: Onward::Press(now.delegation.version, who.words.t("delegations-remove-act")),
    };
    late.answer(app, who).await
}
