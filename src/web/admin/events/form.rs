use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::acts::{self, ActError};
use super::form_fields::{self, Elsewhere, FormView, Offer};
use super::reply_by;
use super::views::{Said, said};
use super::{address, programme, public_id};
use crate::access::{Action, Context, Scope, may, require};
use crate::db::Conn;
use crate::domain::accounts::ProgrammeRef;
use crate::domain::events::{self, EventError, Standing};
use crate::domain::gates::{self, Along, GateError};
use crate::domain::history::Entity;
use crate::domain::sessions;
use crate::i18n::Words;
use crate::kernel::ids::{ProgrammeId, PublicId};
use crate::kernel::invalid::Invalid;
use crate::web::merging::{self, Clash};
use crate::web::{
    App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, html_status, submit,
    submit_retrying,
};

#[derive(Template)]
#[template(path = "admin/events/form.html")]
struct FormPage {
    w: Words,
    chrome: Chrome,
    title: String,
    programme: String,
    list: String,
    action: String,
    back: String,
    verb: String,
    /// The event knows guests: its time changes by a move.
    told: i64,
    form: FormView,
}

/// What both forms stand on.
struct Frame<'a> {
    app: &'a App,
    who: &'a SignedIn,
    programme: &'a ProgrammeRef,
    event: Option<&'a PublicId>,
    told: i64,
}

impl Frame<'_> {
    fn page(&self, fields: Fields, faults: Invalid, offer: Offer) -> FormPage {
        let (w, list) = (self.who.words, format!("/programmes/{}/events", self.programme.slug));
        let here = self.event.map(|e| address(&self.programme.slug, e));
        FormPage {
            w,
            chrome: Chrome::of(self.app, self.who, Section::Events),
            title: w.t(if here.is_some() { "events-edit-title" } else { "events-new-title" }),
            programme: self.programme.title.best(self.who.locale).to_owned(),
            action: here.as_ref().map_or_else(|| format!("{list}/new"), |h| format!("{h}/edit")),
            back: here.unwrap_or_else(|| list.clone()),
            verb: w.t(if self.event.is_some() { "act-save" } else { "events-create" }),
            told: self.told,
            form: FormView::new(w, fields, faults, offer),
            list,
        }
    }
    /// The form once more, with what is wrong in it.
    async fn again(&self, cx: Context, fields: Fields, faults: Invalid) -> Result<HttpResponse, Problem> {
        let id = self.programme.id;
        let offer = self.app.db.read(move |conn| offer(conn, &cx, id)).await?;
        html_refused(&self.page(fields, faults, offer))
    }
}

/// What somebody may choose from: offered is only where they may have an event.
pub(super) fn offer(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Offer, EventError> {
    let edits = |scope| may(&cx.actor, Action::EditEvent, scope);
    let mut cities = events::cities(conn, cx, programme)?;
    cities.retain(|c| edits(Scope::City(programme, c.id)));
    let mut steps = events::steps(conn, cx, programme)?;
    steps.retain(|s| cities.iter().any(|c| c.id == s.city));
    let elsewhere = if edits(Scope::Programme(programme)) { Elsewhere::Offered } else { Elsewhere::Withheld };
    Ok(Offer { cities, steps, elsewhere })
}

#[get("/programmes/{programme}/events/new")]
pub(super) async fn blank(
    app: App,
    who: SignedIn,
    slug: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let programme = programme(&who, &slug)?;
    let (id, cx) = (programme.id, who.context(&app));
    let (offer, card) = app
        .db
        .read(move |conn| -> Result<_, EventError> {
            let offer = offer(conn, &cx, id)?;
            if offer.cities.is_empty() {
                require(&cx.actor, Action::EditEvent, Scope::Programme(id))?;
            }
            Ok((offer, events::default_card(conn, &cx)?))
        })
        .await?;
    let frame = Frame { app: &app, who: &who, programme, event: None, told: 0 };
    html(&frame.page(form_fields::begun(&card, &offer, &query), Invalid::default(), offer))
}

#[post("/programmes/{programme}/events/new")]
pub(super) async fn create(
    app: App,
    who: SignedIn,
    slug: Path<String>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let programme = programme(&who, &slug)?;
    let (id, slug) = (programme.id, programme.slug.clone());
    let input = form_fields::input(&form.fields);
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| {
        let view = events::create(conn, cx, id, &input)?;
        Ok::<_, EventError>(address(&slug, &view.event.public_id))
    });
    match done.await {
        Err(EventError::Invalid(faults)) => {
            let frame = Frame { app: &app, who: &who, programme, event: None, told: 0 };
            frame.again(who.context(&app), form.fields, faults).await
        }
        done => Ok(done?),
    }
}

#[get("/programmes/{programme}/events/{event}/edit")]
pub(super) async fn open(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let programme = programme(&who, &path.0)?;
    let (id, event, cx) = (programme.id, public_id(&path.1)?, who.context(&app));
    let name = event.clone();
    let (view, told, offer) = app
        .db
        .read(move |conn| -> Result<_, EventError> {
            let view = events::by_public_id(conn, &cx, id, &event)?;
            require(&cx.actor, Action::EditEvent, Scope::of(id, view.event.city))?;
            let told = events::guests(conn, &cx, view.event.id)?.bound;
            Ok((view, told, offer(conn, &cx, id)?))
        })
        .await?;
    let frame = Frame { app: &app, who: &who, programme, event: Some(&name), told };
    html(&frame.page(form_fields::of(&view), Invalid::default(), offer))
}

#[post("/programmes/{programme}/events/{event}/edit")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let programme = programme(&who, &path.0)?;
    let (id, event, slug) = (programme.id, public_id(&path.1)?, programme.slug.clone());
    let (name, input) = (event.clone(), form_fields::input(&form.fields));
    let (cx, found) = (who.context(&app), name.clone());
    let now = app.db.read(move |conn| events::by_public_id(conn, &cx, id, &found)).await?;
    let seen = merging::version(&form.fields, &form_fields::of(&now));
    if form.fields.flag("again") {
        return filled((&app, &who), programme, &name, form.fields, (Invalid::default(), StatusCode::OK)).await;
    }
    let fresh = seen == now.event.version && !form.fields.flag("asked");
    if fresh && let Some(page) = reply_by::ask(&app, &who, &programme.slug, (&now, &form.fields)).await? {
        return Ok(page);
    }
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| {
        let which = Standing { programme: id, event: &event, version: seen };
        let view = acts::edit(conn, cx, which, &input)?;
        Ok::<_, ActError>(format!("{}?note=event-saved", address(&slug, &view.event.public_id)))
    });
    match done.await {
        Err(ActError::Event(EventError::Invalid(faults)) | ActError::Gate(GateError::Invalid(faults))) => {
            let refused = (faults, StatusCode::UNPROCESSABLE_ENTITY);
            filled((&app, &who), programme, &name, form.fields, refused).await
        }
        Err(ActError::Event(EventError::Stale)) => clash(&app, &who, programme, &name, &form.fields).await,
        done => Ok(done?),
    }
}

/// The form of an event as it was filled in.
async fn filled(
    (app, who): (&App, &SignedIn),
    programme: &ProgrammeRef,
    event: &PublicId,
    typed: Fields,
    (faults, status): (Invalid, StatusCode),
) -> Result<HttpResponse, Problem> {
    let (id, cx, found) = (programme.id, who.context(app), event.clone());
    let load = app.db.read(move |conn| -> Result<_, EventError> {
        let view = events::by_public_id(conn, &cx, id, &found)?;
        require(&cx.actor, Action::EditEvent, Scope::of(id, view.event.city))?;
        Ok((events::guests(conn, &cx, view.event.id)?.bound, offer(conn, &cx, id)?))
    });
    let (told, offer) = load.await?;
    let frame = Frame { app, who, programme, event: Some(event), told };
    html_status(status, &frame.page(typed, faults, offer))
}

/// Somebody else has changed the event since the form was opened.
async fn clash(
    app: &App,
    who: &SignedIn,
    programme: &ProgrammeRef,
    event: &PublicId,
    typed: &Fields,
) -> Result<HttpResponse, Problem> {
    let (id, cx, event) = (programme.id, who.context(app), event.clone());
    let load = app.db.read(move |conn| -> Result<_, EventError> {
        let view = events::by_public_id(conn, &cx, id, &event)?;
        let told = events::guests(conn, &cx, view.event.id)?.bound;
        Ok((view, told, offer(conn, &cx, id)?))
    });
    let (view, told, offer) = load.await?;
    let (now, mut typed) = (form_fields::of(&view), typed.clone());
    if told > 0 {
        let moved = ["city", "zone", "starts", "ends", "slot_starts", "slot_ends"];
        moved.iter().for_each(|name| typed.set(name, now.text(name)));
    }
    let here = address(&programme.slug, &view.event.public_id);
    let fields = |f: &Fields| FormView::new(who.words, f.clone(), Invalid::default(), offer.clone()).all(told);
    let clash = Clash {
        w: who.words,
        chrome: Chrome::of(app, who, Section::Events),
        subject: (Entity::Event, view.event.id.raw()),
        title: said(who.words, &view.event.title).text,
        action: format!("{here}/edit"),
        back: here,
        typed: &typed,
        now,
        fields: &fields,
    };
    clash.answer(app, who).await
}

#[derive(Template)]
#[template(path = "admin/events/clone.html")]
struct ClonePage {
    w: Words,
    chrome: Chrome,
    here: String,
    title: Said,
    /// Its date is yet to come and is kept.
    date: Option<String>,
    seats: i64,
    sessions: usize,
    /// How many conditions come along, and what is said of those that do not.
    conditions: usize,
    left: Option<String>,
}

#[get("/programmes/{programme}/events/{event}/clone")]
pub(super) async fn ask_clone(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let programme = programme(&who, &path.0)?;
    let (id, event, cx) = (programme.id, public_id(&path.1)?, who.context(&app));
    let now = cx.now;
    let (view, seats, sessions, along) = app
        .db
        .read(move |conn| -> Result<_, ActError> {
            let view = events::by_public_id(conn, &cx, id, &event)?;
            require(&cx.actor, Action::EditEvent, Scope::of(id, view.event.city)).map_err(EventError::from)?;
            let seats = events::guests(conn, &cx, view.event.id)?.seats;
            let sessions = sessions::agenda(conn, &cx, &view)?.sessions.len();
            let along = gates::along(conn, &cx, &view)?;
            Ok((view, seats, sessions, along))
        })
        .await?;
    let ahead = view.event.when.filter(|w| w.start.instant() > now);
    html(&ClonePage {
        w: who.words,
        chrome: Chrome::of(&app, &who, Section::Events),
        here: address(&programme.slug, &view.event.public_id),
        title: said(who.words, &view.event.title),
        date: ahead.map(|s| who.words.range(s.start, s.end)),
        seats,
        sessions,
        conditions: along.conditions,
        left: left_behind(who.words, &along),
    })
}

fn left_behind(w: Words, along: &Along) -> Option<String> {
    let names: Vec<String> = along.left.iter().map(|label| label.best(w.locale()).1.to_owned()).collect();
    (!names.is_empty()).then(|| w.with("events-clone-left", &[("deadlines", &w.list(&names))]))
}

#[post("/programmes/{programme}/events/{event}/clone")]
pub(super) async fn clone(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let programme = programme(&who, &path.0)?;
    let (id, event, slug) = (programme.id, public_id(&path.1)?, programme.slug.clone());
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let (view, along) = acts::clone_event(conn, cx, id, &event)?;
        let edit = format!("{}/edit", address(&slug, &view.event.public_id));
        Ok::<_, ActError>(match along.left.len() {
            0 => edit,
            n => format!("{edit}?note=clone-left&n={n}"),
        })
    });
    Ok(done.await?)
}
