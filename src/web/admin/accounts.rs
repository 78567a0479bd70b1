//! Accounts, for administrators: who may sign in and what they hold.

use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use crate::access::{Grant, Role};
use crate::domain::accounts::{self, AccountError, AccountView, GrantView, NewAccount};
use crate::domain::deliverables::reviews::{self, Waiting};
use crate::domain::programme::{self, ProgrammeError};
use crate::i18n::Words;
use crate::kernel::ids::{CityId, ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::time::{Instant, Zone};
use crate::web::pieces::account_fields::{error_of, locale_field, zone_field};
use crate::web::pieces::{Choice, Control, Field, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(blank).service(invite).service(show).service(give).service(take);
    cfg.service(disable).service(enable);
}

#[derive(Template)]
#[template(path = "admin/accounts/list.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    name: String,
    email: String,
    roles: Vec<String>,
    seen: String,
    closed: bool,
    invited: bool,
    /// Whether it signs in with a second factor.
    factor: bool,
}

fn role_words(w: Words, locale: Locale, grant: &GrantView) -> String {
    let role = w.t(format!("role-{}", grant.role));
    let place = grant.city.as_ref().or(grant.programme.as_ref()).map(|(_, name)| name.best(locale).to_owned());
    place.map_or(role.clone(), |place| w.with("role-in", &[("role", &role), ("place", &place)]))
}

fn row(w: Words, locale: Locale, view: AccountView, (zone, now): (Zone, Instant)) -> Row {
    Row {
        href: format!("/accounts/{}", view.account.public_id),
        roles: view.grants.iter().map(|g| role_words(w, locale, g)).collect(),
        seen: view.last_seen.map_or_else(|| w.t("account-never-seen"), |at| w.ago(at, now, zone)),
        closed: view.account.disabled_at.is_some(),
        invited: !view.account.has_password,
        factor: view.second_factor.is_some(),
        name: view.account.name,
        email: view.account.email.to_string(),
    }
}

#[get("/accounts")]
async fn list(app: App, who: SignedIn) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let views = app.db.read(move |conn| accounts::list(conn, &cx)).await?;
    let now = app.clock.machine();
    let rows = views.into_iter().map(|v| row(who.words, who.locale, v, (who.zone, now))).collect();
    html(&ListPage { w: who.words, chrome: Chrome::of(&app, &who, Section::Accounts), rows })
}

#[derive(Template)]
#[template(path = "admin/accounts/invite.html")]
struct InvitePage {
    w: Words,
    chrome: Chrome,
    problems: Vec<FormProblem>,
    fields: Vec<Field>,
}

/// Where a role may hold: a programme, or one of its cities.
struct Place {
    /// `programme`, or `programme/city`, by their slugs.
    value: String,
    label: String,
    programme: ProgrammeId,
    city: Option<CityId>,
}

async fn places(app: &App, who: &SignedIn) -> Result<Vec<Place>, Problem> {
    let (cx, all, locale) = (who.context(app), who.member.programmes.clone(), who.locale);
    let read = app.db.read(move |conn| {
        let ids: Vec<ProgrammeId> = all.iter().map(|p| p.id).collect();
        let cities = programme::cities_of(conn, &cx, &ids)?;
        let mut places = Vec::new();
        for p in all {
            let title = p.title.best(locale).to_owned();
            places.push(Place { value: p.slug.clone(), label: title.clone(), programme: p.id, city: None });
            places.extend(cities.iter().filter(|city| city.programme == p.id).map(|city| Place {
                value: format!("{}/{}", p.slug, city.slug),
                label: format!("{title} · {}", city.name.best(locale)),
                programme: p.id,
                city: Some(city.id),
            }));
        }
        Ok::<_, ProgrammeError>(places)
    });
    Ok(read.await?)
}

/// Where there is only one programme, it is the usual place.
fn usual_place(who: &SignedIn) -> &str {
    match who.member.programmes.as_slice() {
        [one] => &one.slug,
        _ => "",
    }
}

fn invite_page(app: &App, who: &SignedIn, places: &[Place], typed: &Fields, faults: &Invalid) -> InvitePage {
    let w = who.words;
    let mut fields = vec![
        Field::line("name", w.t("account-name")).value(typed.text("name")).error(error_of(w, faults, "name")),
        Field::new("email", w.t("account-email"), Control::Line("email"))
            .value(typed.text("email"))
            .error(error_of(w, faults, "email")),
        locale_field(w, typed.text("locale"), error_of(w, faults, "locale")),
        zone_field(w, typed.text("zone"), error_of(w, faults, "zone")),
    ];
    fields.extend(role_fields(w, places, typed, faults));
    InvitePage { w, chrome: Chrome::of(app, who, Section::Accounts), problems: FormProblem::of(&fields), fields }
}

fn role_fields(w: Words, places: &[Place], typed: &Fields, faults: &Invalid) -> Vec<Field> {
    let roles =
        Role::ALL.iter().map(|r| Choice::of(r.as_str(), w.t(format!("role-{r}")), typed.text("role"))).collect();
    let mut wheres = vec![Choice::of("", w.t("role-everywhere"), typed.text("programme"))];
    wheres.extend(places.iter().map(|p| Choice::of(&p.value, &p.label, typed.text("programme"))));
    vec![
        Field::new("role", w.t("account-role"), Control::Select(roles)).error(error_of(w, faults, "role")),
        Field::new("programme", w.t("account-role-programme"), Control::Select(wheres))
            .optional()
            .help(w.t("account-role-programme-help"))
            .error(error_of(w, faults, "programme")),
    ]
}

fn parse_grant(fields: &Fields, places: &[Place]) -> Result<Grant, Invalid> {
    let role: Role = fields.text("role").parse().map_err(|_| Invalid::one("role", Reason::Required))?;
    let place = places.iter().find(|p| p.value == fields.text("programme"));
    match (role == Role::Administrator, place) {
        (true, _) => Ok(Grant { role, programme: None, city: None }),
        (false, Some(place)) => Ok(Grant { role, programme: Some(place.programme), city: place.city }),
        (false, None) => Err(Invalid::one("programme", Reason::Required)),
    }
}

#[get("/accounts/new")]
async fn blank(app: App, who: SignedIn) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    app.db.read(move |conn| accounts::list(conn, &cx)).await?;
    let mut typed = Fields::default();
    typed.set("locale", who.locale.tag());
    typed.set("zone", who.zone.name());
    typed.set("role", Role::Coordinator.as_str());
    typed.set("programme", usual_place(&who));
    html(&invite_page(&app, &who, &places(&app, &who).await?, &typed, &Invalid::default()))
}

#[post("/accounts")]
async fn invite(app: App, who: SignedIn, form: Submitted) -> Result<HttpResponse, Problem> {
    let f = &form.fields;
    let new = NewAccount::parse(f.text("email"), f.text("name"), f.text("locale"), f.text("zone"));
    let places = places(&app, &who).await?;
    let grant = parse_grant(f, &places);
    let new = match (new, grant) {
        (Ok(new), Ok(grant)) => NewAccount { grants: vec![grant], ..new },
        (new, grant) => {
            let faults = Invalid(new.err().into_iter().chain(grant.err()).flat_map(|i| i.0).collect());
            return html_refused(&invite_page(&app, &who, &places, f, &faults));
        }
    };
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let account = accounts::invite(conn, cx, &new)?;
        Ok::<_, AccountError>(format!("/accounts/{}?note=account-invited", account.public_id))
    });
    match done.await {
        Ok(response) => Ok(response),
        Err(AccountError::Invalid(faults)) => html_refused(&invite_page(&app, &who, &places, f, &faults)),
        Err(other) => Err(other.into()),
    }
}

#[derive(Template)]
#[template(path = "admin/accounts/show.html")]
struct ShowPage {
    w: Words,
    chrome: Chrome,
    name: String,
    email: String,
    href: String,
    language: String,
    zone: String,
    seen: String,
    closed: bool,
    invited: bool,
    /// Since when it signs in with a second factor, and whether that is another's.
    factor: Option<(String, bool)>,
    grants: Vec<(i64, String)>,
    /// What waits for this person's review.
    reviews: Vec<Review>,
    fields: Vec<Field>,
    problems: Vec<FormProblem>,
}

struct Review {
    href: String,
    title: String,
    /// Without them, too few are left who can approve it.
    needed: bool,
}

fn review(w: Words, one: &Waiting) -> Review {
    let title = one.deliverable.title.best(w.locale());
    let place = format!("/programmes/{}/deliverables/{}", one.programme, one.deliverable.public_id);
    Review {
        href: format!("{place}/versions/{}", one.number),
        title: w.with("account-review", &[("title", &title), ("number", &one.number)]),
        needed: one.needed,
    }
}

async fn show_page(
    app: &App,
    who: &SignedIn,
    id: &PublicId,
    typed: &Fields,
    faults: &Invalid,
) -> Result<ShowPage, Problem> {
    let (cx, key) = (who.context(app), id.clone());
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let view = accounts::show(conn, &cx, &key)?;
        let open = view.account.disabled_at.is_none();
        let waiting = if open { reviews::waiting_for(conn, &cx, view.account.id)? } else { Vec::new() };
        Ok((view, waiting))
    });
    let (view, waiting) = read.await?;
    let (w, now) = (who.words, app.clock.machine());
    let fields = role_fields(w, &places(app, who).await?, typed, faults);
    Ok(ShowPage {
        w,
        chrome: Chrome::of(app, who, Section::Accounts),
        href: format!("/accounts/{id}"),
        language: w.t(format!("language-{}", view.account.locale)),
        zone: w.zone_city(view.account.zone),
        seen: view.last_seen.map_or_else(|| w.t("account-never-seen"), |at| w.ago(at, now, who.zone)),
        closed: view.account.disabled_at.is_some(),
        invited: !view.account.has_password,
        factor: view.second_factor.map(|at| (w.exact(at, who.zone), view.account.public_id != who.member.public_id)),
        grants: view.grants.iter().map(|g| (g.id, role_words(w, who.locale, g))).collect(),
        reviews: waiting.iter().map(|one| review(w, one)).collect(),
        name: view.account.name,
        email: view.account.email.to_string(),
        problems: FormProblem::of(&fields),
        fields,
    })
}

#[get("/accounts/{account}")]
async fn show(app: App, who: SignedIn, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let mut typed = Fields::default();
    typed.set("role", Role::Coordinator.as_str());
    typed.set("programme", usual_place(&who));
    html(&show_page(&app, &who, &id, &typed, &Invalid::default()).await?)
}

#[post("/accounts/{account}/grants")]
async fn give(app: App, who: SignedIn, id: Path<PublicId>, form: Submitted) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    let grant = match parse_grant(&form.fields, &places(&app, &who).await?) {
        Ok(grant) => grant,
        Err(faults) => {
            let page = show_page(&app, &who, &id, &form.fields, &faults).await?;
            return html_refused(&page);
        }
    };
    Ok(submit(&app, who.context(&app), &form, move |conn, cx| {
        accounts::grant(conn, cx, &id, grant)?;
        Ok::<_, AccountError>(format!("/accounts/{id}?note=saved"))
    })
    .await?)
}

#[post("/accounts/{account}/grants/{grant}/end")]
async fn take(app: App, who: SignedIn, path: Path<(PublicId, i64)>, form: Submitted) -> Result<HttpResponse, Problem> {
    let (id, grant) = path.into_inner();
    Ok(submit(&app, who.context(&app), &form, move |conn, cx| {
        accounts::revoke_grant(conn, cx, &id, grant)?;
        Ok::<_, AccountError>(format!("/accounts/{id}?note=saved"))
    })
    .await?)
}

#[post("/accounts/{account}/disable")]
async fn disable(app: App, who: SignedIn, id: Path<PublicId>, form: Submitted) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    Ok(submit(&app, who.context(&app), &form, move |conn, cx| {
        accounts::disable(conn, cx, &id)?;
        Ok::<_, AccountError>(format!("/accounts/{id}?note=account-closed"))
    })
    .await?)
}

#[post("/accounts/{account}/enable")]
async fn enable(app: App, who: SignedIn, id: Path<PublicId>, form: Submitted) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    Ok(submit(&app, who.context(&app), &form, move |conn, cx| {
        accounts::enable(conn, cx, &id)?;
        Ok::<_, AccountError>(format!("/accounts/{id}?note=account-opened"))
    })
    .await?)
}
